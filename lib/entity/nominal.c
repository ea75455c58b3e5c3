/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptions that stand for an entity: "the Turkish foreign minister", "the French president",
 * "the bloc", "the company".
 *
 * A definite title without a bearer goes to the person who bore that title last in the text: same
 * head word, and no other country. Where nobody in the text did, and the title names its state
 * ("the French president"), the tables say who held the office on the day of publication; that
 * person becomes an entity even though the text never names him. A word for a kind of body goes to
 * the body of that kind that was named last, of one kind per word.
 *
 * The mention covers the title or the word alone, so it never overlaps a name. Descriptions that
 * fit nobody stay what they are, role phrases. Linear: a few candidates are kept for each word.
 */
#include "entity.h"

enum { RECENT = 4 };

typedef struct recent { /* persons who bore a title with this head word, newest last */
    uint32_t clusters[RECENT];
    uint32_t roles[RECENT]; /* the title that each bore last */
    uint32_t count;
} recent;

static void drop(recent *list, uint32_t at) {
    size_t rest = list->count - at - 1;
    memmove(&list->clusters[at], &list->clusters[at + 1], rest * sizeof list->clusters[0]);
    memmove(&list->roles[at], &list->roles[at + 1], rest * sizeof list->roles[0]);
    list->count--;
}

static void remember(recent *list, uint32_t cluster, uint32_t role) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->clusters[i] == cluster) {
            drop(list, i);
            break;
        }
    if (list->count == RECENT)
        drop(list, 0);
    list->clusters[list->count] = cluster;
    list->roles[list->count++] = role;
}

static bool add_mention(
    drg_namer *namer, uint32_t first, uint32_t end, uint32_t cluster, float confidence) {
    for (uint32_t i = first; i < end; i++)
        if (namer->reading_of[i] != DRG_NONE)
            return true; /* a name of its own */
    drg_mention *mention = drg_list_add(namer->arena, &namer->others);
    if (!mention)
        return false;
    *mention = (drg_mention){.first_token = first,
        .end_token = end,
        .sentence = namer->tokens[first].sentence,
        .entity = cluster,
        .kind = DRG_NOMINAL,
        .confidence = confidence};
    return true;
}

static bool definite(const drg_namer *namer, const drg_role_phrase *role) {
    static const char *const determiners[] = {"the", "this", "that", "its", "their", "his", "her"};
    const drg_sentence *sentence = &namer->document->sentences.items[role->sentence];
    for (uint32_t back = 1; back <= 4 && role->first_token >= sentence->first_token + back; back++)
        for (size_t i = 0; i < sizeof determiners / sizeof determiners[0]; i++)
            if (drg_token_is(namer, role->first_token - back, determiners[i]))
                return true;
            else if (namer->tokens[role->first_token - back].flags & DRG_TOKEN_POSSESSIVE)
                return true;
    return false;
}

/* "the minister" may be any minister; "the prime minister" no foreign minister. */
static bool same_office(const drg_namer *namer, const drg_role_phrase *role, uint32_t other) {
    if (role->end_token - role->first_token == 1)
        return true;
    const drg_role_phrase *borne = &namer->document->roles.items[other];
    drg_slice one = drg_title_cell(namer->know, role->title, "office_kind");
    drg_slice two = drg_title_cell(namer->know, borne->title, "office_kind");
    return borne->title == role->title || (one.size && drg_slice_equal(one, two));
}

/* "the Greens leader" is nobody who leads another party. */
static bool other_body(const drg_namer *namer, const drg_role_phrase *role, uint32_t other) {
    uint32_t one = role->of, two = namer->document->roles.items[other].of;
    return one != DRG_NONE && one != two && namer->clusters.items[one].type == DRG_ORGANIZATION;
}

/* The person who bore the title last and is of no other country or body. */
static uint32_t antecedent(
    const drg_namer *namer, const drg_role_phrase *role, const recent *list) {
    for (uint32_t i = list->count; i > 0; i--) {
        const drg_cluster *person = &namer->clusters.items[list->clusters[i - 1]];
        if ((role->country.size == 0 || drg_slice_equal(role->country, person->country)) &&
            same_office(namer, role, list->roles[i - 1]) &&
            !other_body(namer, role, list->roles[i - 1]))
            return list->clusters[i - 1];
    }
    return DRG_NONE;
}

static uint32_t cluster_of_thing(drg_namer *namer, uint32_t thing) {
    for (uint32_t i = 0; i < namer->clusters.count; i++)
        if (namer->clusters.items[i].thing == thing)
            return i;
    drg_cluster *made = drg_list_add(namer->arena, &namer->clusters);
    if (!made)
        return DRG_NONE;
    const drg_thing *known = drg_know_thing(namer->know, thing);
    *made = (drg_cluster){.type = DRG_PERSON,
        .near = DRG_NONE,
        .place = {.thing = DRG_NONE, .best = DRG_NONE, .second = DRG_NONE},
        .thing = thing,
        .fullest = DRG_NONE,
        .first = DRG_NONE,
        .role = DRG_NONE,
        .name = known->name,
        .country = known->country,
        .country_basis = DRG_BASIS_TABLE};
    return (uint32_t)namer->clusters.count - 1;
}

/* Looking a holder up walks the entities: not more often than this in one text. */
enum { HOLDER_LOOKUPS = 64 };

static uint32_t holder_by_table(
    drg_namer *namer, uint32_t number, uint32_t *lookups, const drg_role_phrase *role) {
    drg_date day = namer->document->published;
    drg_slice kind = drg_title_cell(namer->know, role->title, "office_kind");
    if (day.year == 0 || kind.size == 0 || role->country.size == 0 ||
        namer->role_kinds.items[number] != DRG_TITLE_OFFICE || ++*lookups > HOLDER_LOOKUPS)
        return DRG_NONE;
    static const char *const unique[] = {"head_of_state", "head_of_government", "foreign_minister",
        "defence_minister", "interior_minister", "finance_minister", "monarch"};
    bool sure = false;
    for (size_t i = 0; i < sizeof unique / sizeof unique[0]; i++)
        sure |= drg_slice_is(kind, unique[i]);
    if (!sure || drg_namer_word(namer, role->first_token)->classes & DRG_WORD_MODIFIER)
        return DRG_NONE;
    /* The title's own words first: Iran's president is not its supreme leader, Britain's
     * chancellor no head of government. */
    drg_slice form = drg_title_cell(namer->know, role->title, "form");
    const drg_term *term = drg_know_holder(namer->know, role->country, form, day);
    if (!term)
        term = drg_know_holder(namer->know, role->country, kind, day);
    if (!term)
        return DRG_NONE;
    uint32_t cluster = cluster_of_thing(namer, term->person);
    if (cluster != DRG_NONE)
        namer->clusters.items[cluster].term = term;
    return cluster;
}

/* "X, general manager of Y", "the minister, X": a title beside its bearer's name, not right before
 * it ("President X" is one name with its title). */
static bool apposition(const drg_namer *namer, const drg_role_phrase *role) {
    uint32_t start = drg_namer_phrase_start(namer, role->first_token);
    uint32_t before =
        start > 1 && (drg_token_is(namer, start - 1, ",") || drg_token_is(namer, start - 1, "("))
            ? drg_reading_to(namer, start - 1)
            : DRG_NONE;
    if (before != DRG_NONE && namer->readings.items[before].entity == role->holder)
        return true;
    uint32_t after = drg_reading_from(namer, role->end_token);
    bool titled = after != DRG_NONE && namer->readings.items[after].entity == role->holder;
    return start < role->first_token && !titled;
}

static int titles(drg_namer *namer, recent *lists) {
    uint32_t lookups = 0;
    for (uint32_t i = 0; i < namer->document->roles.count; i++) {
        drg_role_phrase *role = &namer->document->roles.items[i];
        uint8_t kind = namer->role_kinds.items[i];
        recent *list = &lists[namer->word_of[role->end_token - 1]];
        if (role->holder != DRG_NONE) {
            remember(list, role->holder, i);
            if (!role->plural && apposition(namer, role) &&
                !add_mention(namer, role->first_token, role->end_token, role->holder, 0.85F))
                return DRG_ENOMEM;
            continue;
        }
        bool state = role->of != DRG_NONE && namer->clusters.items[role->of].type != DRG_PERSON;
        if (role->plural || kind == DRG_TITLE_HONORIFIC || (!state && !definite(namer, role)))
            continue;
        uint32_t cluster = antecedent(namer, role, list);
        float confidence = role->country.size ? 0.85F : list->count == 1 ? 0.75F : 0.6F;
        if (cluster == DRG_NONE && state && definite(namer, role))
            cluster = holder_by_table(namer, i, &lookups, role);
        if (drg_arena_failed(namer->arena))
            return DRG_ENOMEM;
        if (cluster == DRG_NONE)
            continue;
        remember(list, cluster, i);
        if (!add_mention(namer, role->first_token, role->end_token, cluster, confidence))
            return DRG_ENOMEM;
    }
    return DRG_OK;
}

/* ---- kinds of bodies ---- */

static const struct {
    const char *word; /* "the bloc" */
    const char *kinds; /* kinds of the tables that it may mean */
} KINDS[] = {
    {"bloc", "|igo|alliance|"},
    {"alliance", "|alliance|igo|"},
    {"company", "|company|"},
    {"firm", "|company|"},
    {"group", "|armed_group|ngo|"},
    {"militia", "|armed_group|"},
    {"party", "|party|"},
    {"ministry", "|ministry|"},
    {"court", "|court|"},
    {"bank", "|bank|"},
    {"agency", "|agency|"},
    {"organization", "|ngo|igo|"},
    {"organisation", "|ngo|igo|"},
    {"university", "|university|"},
    {"parliament", "|parliament|"},
    {"army", "|army|"},
    {"navy", "|navy|"},
    {"newspaper", "|media|"},
    {"broadcaster", "|media|"},
    {"commission", ""},
    {"committee", ""},
    {"council", ""},
    {"union", ""},
    {"association", ""},
    {"federation", ""},
    {"assembly", ""},
    {"movement", ""},
    {"institute", ""},
    {"foundation", ""},
    {"authority", ""},
};
enum { KIND_COUNT = sizeof KINDS / sizeof KINDS[0] };

static bool in_list(const char *list, drg_slice word) {
    for (const char *at = list; *at; at++)
        if (*at == '|' && strlen(at + 1) > word.size && word.size &&
            memcmp(at + 1, word.data, word.size) == 0 && at[1 + word.size] == '|')
            return true;
    return false;
}

/* Notes a body as the one last named of each kind that it is. */
static void note_body(const drg_namer *namer, const drg_reading *r, uint32_t last[KIND_COUNT]) {
    const drg_cluster *cluster = &namer->clusters.items[r->entity];
    if (cluster->type != DRG_ORGANIZATION)
        return;
    drg_slice kind = {NULL, 0};
    if (cluster->thing != DRG_NONE)
        kind = drg_know_thing(namer->know, cluster->thing)->subkind;
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    for (size_t k = 0; k < KIND_COUNT; k++) {
        bool named = drg_token_is(namer, full->first, KINDS[k].word) ||
                     drg_token_is(namer, full->end - 1, KINDS[k].word);
        if (named || in_list(KINDS[k].kinds, kind))
            last[k] = r->entity;
    }
}

static int bodies(drg_namer *namer) {
    uint32_t last[KIND_COUNT], reading = 0;
    for (size_t k = 0; k < KIND_COUNT; k++)
        last[k] = DRG_NONE;
    for (uint32_t at = 1; at < namer->token_count; at++) {
        while (reading < namer->readings.count && namer->readings.items[reading].first < at)
            note_body(namer, &namer->readings.items[reading++], last);
        if (namer->tokens[at].shape != DRG_SHAPE_LOWER || namer->reading_of[at] != DRG_NONE ||
            !(drg_token_is(namer, at - 1, "the") || drg_token_is(namer, at - 1, "this")))
            continue;
        for (size_t k = 0; k < KIND_COUNT; k++)
            if (last[k] != DRG_NONE && drg_token_is(namer, at, KINDS[k].word) &&
                !(at + 1 < namer->token_count && drg_token_is(namer, at + 1, "of")))
                if (!add_mention(namer, at, at + 1, last[k], 0.6F))
                    return DRG_ENOMEM;
    }
    return DRG_OK;
}

int drg_namer_nominals(drg_namer *namer) {
    recent *lists = drg_arena_array(namer->arena, namer->interned.count + 1, sizeof *lists);
    if (!lists)
        return DRG_ENOMEM;
    int result = titles(namer, lists);
    return result ? result : bodies(namer);
}
