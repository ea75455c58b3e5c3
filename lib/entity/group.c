/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands for several entities at once: "the two countries", "both leaders", "the pair", and
 * "they" behind "A and B". Each becomes an entity of its own whose members are the entities meant.
 *
 * Words that count ("the two sides") say how many to look for and of what kind. A reader finds them
 * in this order: named right behind ("the two countries, Kenya and Uganda,"); the last names that
 * "and" joined, if they are as many; the last group, if it has as many; and for countries the last
 * that were named, by a nationality, a body or a person of theirs too. Bodies and persons are taken
 * without an "and" only where exactly as many of them were named near by, and leaders only where
 * each holds an office: "the two suspects" are mostly people whom nobody names. Where there are too
 * few the words stay words.
 *
 * "They" means the last people or body that is named as a plural ("the Palestinians", "the
 * Greens"), or else the last group or list where nothing else that is many stands between: no
 * plural noun, no people or body that was named later. States and bodies in a list must have been a
 * subject for that: "in France and Germany" is where, not who.
 *
 * A group is no candidate for other pronouns and no member of another group. Two mentions with the
 * same members are one group. What a group does not do: "the three" of whom only some are named,
 * members that stand sentences apart ("Macron arrived first. Scholz followed. They ..."), and
 * plural descriptions without a number ("the ministers").
 *
 * Cost: at most BACK names and DRG_LINK_GROUPS groups for each word that counts: linear.
 */
#include "link.h"

enum { BACK = 48 }; /* names that are read backwards */
enum { LIST_BACK = 3, NEAR_BACK = 2, THEY_BACK = 1, GROUP_BACK = 12 }; /* sentences */

typedef enum group_kind { STATES, PERSONS, OFFICES, BODIES, TOWNS, SIDES, ANY } group_kind;

typedef struct counted { /* words that count what was named */
    uint32_t first, head, end; /* tokens: of the mention, of its noun, behind it */
    size_t number;
    group_kind kind;
} counted;

/* ---- words that count ------------------------------------------------------------------------ */

static size_t number_at(const drg_namer *namer, uint32_t token) {
    static const char *const words[] = {"two", "three", "four", "five", "six", "seven", "eight"};
    if (drg_token_is(namer, token, "both"))
        return 2;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_token_is(namer, token, words[i]))
            return i + 2;
    return 0;
}

static const struct {
    const char *words;
    group_kind kind;
} HEADS[] = {
    {"|countries|nations|states|governments|neighbours|neighbors|capitals|republics|kingdoms|"
     "powers|allies|rivals|",
        STATES},
    {"|sides|parties|foes|", SIDES},
    {"|leaders|", OFFICES},
    {"|men|women|brothers|sisters|politicians|diplomats|candidates|opponents|colleagues|"
     "statesmen|contenders|",
        PERSONS},
    {"|companies|firms|unions|banks|clubs|teams|universities|ministries|organisations|"
     "organizations|agencies|groups|airlines|carriers|newspapers|institutions|bodies|associations|"
     "federations|factions|movements|blocs|armies|navies|",
        BODIES},
    {"|cities|towns|provinces|islands|regions|districts|", TOWNS},
};

static bool head_at(const drg_namer *namer, uint32_t token, group_kind *kind) {
    for (size_t i = 0; i < sizeof HEADS / sizeof HEADS[0]; i++)
        if (drg_namer_token_in(namer, token, HEADS[i].words)) {
            *kind = HEADS[i].kind;
            return true;
        }
    uint32_t number = namer->role_of[token];
    if (number == DRG_NONE)
        return false;
    const drg_role_phrase *role = &namer->document->roles.items[number];
    *kind = namer->role_kinds.items[number] == DRG_TITLE_OFFICE ? OFFICES : PERSONS;
    return role->plural && role->end_token == token + 1;
}

/* What makes another group of the words: "the two countries that ...", "the two leaders of ...". */
static bool narrowed(const drg_namer *namer, uint32_t end, uint32_t sentence) {
    return drg_link_inside(namer, end, sentence) &&
           (drg_namer_token_in(namer, end, "|of|who|that|which|whose|whom|where|") ||
               (namer->reading_of[end] == DRG_NONE && drg_link_noun(namer, end) &&
                   !drg_link_verb(namer, end)));
}

/* "The two met.", "Both said": the number stands alone. */
static bool counts_alone(const drg_namer *namer, uint32_t at, counted *words) {
    uint32_t sentence = namer->tokens[at].sentence;
    if (!drg_link_inside(namer, at + 1, sentence) || !drg_link_verb(namer, at + 1) ||
        namer->reading_of[at + 1] != DRG_NONE)
        return false;
    words->first = words->head = at;
    words->end = at + 1;
    words->kind = ANY;
    return true;
}

static bool between_number_and_noun(const drg_namer *namer, uint32_t token) {
    uint32_t reading = namer->reading_of[token];
    if (reading != DRG_NONE)
        return namer->readings.items[reading].type != DRG_PERSON;
    return namer->tokens[token].shape == DRG_SHAPE_LOWER && !drg_link_preposition(namer, token) &&
           !drg_link_verb(namer, token) &&
           !drg_namer_token_in(namer, token, "|other|more|further|additional|new|former|unnamed|");
}

/* "The pair", "the trio". */
static bool counts_by_noun(const drg_namer *namer, uint32_t at, counted *words) {
    size_t number = drg_namer_token_in(namer, at, "|pair|duo|twosome|") ? 2
                    : drg_token_is(namer, at, "trio")                   ? 3
                                                                        : 0;
    uint32_t sentence = namer->tokens[at].sentence;
    if (number == 0 || at == 0 || !drg_link_inside(namer, at - 1, sentence) ||
        !drg_token_is(namer, at - 1, "the") || narrowed(namer, at + 1, sentence))
        return false;
    *words = (counted){.first = at, .head = at, .end = at + 1, .number = number, .kind = PERSONS};
    return true;
}

/* "They are both lawyers", "who were both hurt": a number of the subject, nobody new. */
static bool is_before(const drg_namer *namer, uint32_t at) {
    return at > 0 &&
           drg_namer_token_in(namer, at - 1, "|is|are|was|were|be|been|being|'re|i|we|you|");
}

static bool counted_at(const drg_namer *namer, uint32_t at, counted *words) {
    enum { WORDS = 4 };
    uint32_t sentence = namer->tokens[at].sentence, t = at + 1;
    if (counts_by_noun(namer, at, words))
        return true;
    words->number = number_at(namer, at);
    bool both = drg_token_is(namer, at, "both");
    bool definite = at > 0 && drg_link_inside(namer, at - 1, sentence) &&
                    drg_namer_token_in(namer, at - 1, "|the|these|those|all|both|");
    if (words->number == 0 || (!both && !definite) || (both && is_before(namer, at)))
        return false;
    if (both && drg_namer_token_in(namer, t, "|the|these|"))
        t++;
    for (; t < at + 1 + WORDS && drg_link_inside(namer, t, sentence); t++) {
        if (namer->reading_of[t] == DRG_NONE && head_at(namer, t, &words->kind) &&
            !narrowed(namer, t + 1, sentence)) {
            words->head = t;
            words->end = t + 1;
            words->first = at;
            for (uint32_t k = at; k < t; k++)
                if (namer->reading_of[k] != DRG_NONE)
                    words->first = t; /* a mention never overlaps a name */
            return true;
        }
        if (!between_number_and_noun(namer, t))
            break;
    }
    return counts_alone(namer, at, words);
}

/* ---- who is counted -------------------------------------------------------------------------- */

typedef struct found {
    uint32_t members[DRG_GROUP_MEMBERS];
    size_t count;
} found;

static bool town(const drg_linker *linker, const drg_cluster *cluster) {
    bool state = cluster->thing != DRG_NONE &&
                 drg_know_thing(linker->namer->know, cluster->thing)->kind == DRG_THING_STATE;
    return (cluster->type == DRG_GPE && !state) || cluster->type == DRG_LOCATION;
}

/* The member of such a group that a named entity stands for; DRG_NONE: none. */
static uint32_t member_of(const drg_linker *linker, group_kind kind, uint32_t entity) {
    const drg_cluster *cluster = drg_link_cluster(linker, entity);
    bool fits = false;
    switch (kind) {
    case STATES:
        return cluster->country.size == 3 ? drg_link_state(linker, cluster->country) : DRG_NONE;
    case OFFICES:
        fits = cluster->type == DRG_PERSON && (cluster->role != DRG_NONE || cluster->term);
        break;
    case PERSONS:
        fits = cluster->type == DRG_PERSON;
        break;
    case BODIES:
        fits = cluster->type == DRG_ORGANIZATION;
        break;
    case TOWNS:
        fits = town(linker, cluster);
        break;
    case SIDES:
        fits = drg_link_acts(cluster->type);
        break;
    case ANY:
        fits = cluster->type == DRG_PERSON || drg_link_acts(cluster->type);
        break;
    }
    return fits ? entity : DRG_NONE;
}

static bool take_all(
    const drg_linker *linker, group_kind kind, const uint32_t *entities, size_t count, found *out) {
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t member = member_of(linker, kind, entities[i]);
        if (member == DRG_NONE || drg_link_holds(out->members, out->count, member))
            return false;
        out->members[out->count++] = member;
    }
    return true;
}

/* "The two countries, Kenya and Uganda,". */
static bool named_behind(const drg_linker *linker, const counted *words, found *out) {
    const drg_namer *namer = linker->namer;
    drg_link_list list = {0};
    uint32_t sentence = namer->tokens[words->head].sentence;
    if (!drg_link_inside(namer, words->end, sentence) ||
        !drg_namer_token_in(namer, words->end, "|,|(|:|-|\xE2\x80\x93|\xE2\x80\x94|"))
        return false;
    uint32_t first = words->end + 1;
    for (int i = 0;
         i < 4 && drg_link_inside(namer, first, sentence) && namer->reading_of[first] == DRG_NONE;
         i++)
        first++; /* titles */
    uint32_t r = drg_reading_from(namer, first);
    for (size_t i = 0; r != DRG_NONE && i < 2 * words->number && r + i < namer->readings.count;
         i++) {
        const drg_reading *reading = &namer->readings.items[r + i];
        if (reading->sentence != sentence ||
            (list.count && list.first != namer->readings.items[r].first))
            return false;
        if (!drg_link_part_of_title(namer, reading))
            drg_link_list_add(linker, &list, reading);
        if (list.closed)
            return list.count == words->number &&
                   take_all(linker, words->kind, list.members, list.count, out);
    }
    return false;
}

static bool named_in_list(const drg_linker *linker, const counted *words, found *out) {
    const drg_link_list *list = &linker->named;
    return list->closed && list->count == words->number &&
           linker->namer->tokens[words->head].sentence - list->sentence <= LIST_BACK &&
           take_all(linker, words->kind, list->members, list->count, out);
}

static bool last_group(const drg_linker *linker, const counted *words, found *out) {
    const drg_namer *namer = linker->namer;
    if (linker->group == DRG_NONE)
        return false;
    const drg_cluster *group = drg_link_cluster(linker, linker->group);
    uint32_t back =
        namer->tokens[words->head].sentence - namer->tokens[linker->group_token - 1].sentence;
    bool states = words->kind == STATES || words->kind == SIDES;
    return group->member_count == words->number && back <= (states ? GROUP_BACK : LIST_BACK) &&
           take_all(linker, words->kind, group->members, group->member_count, out);
}

/*
 * The last names of the kind, as many as are counted; in reading order. Exact: only those of the
 * last sentences, and there must be no more of them.
 */
static bool named_last(const drg_linker *linker, const counted *words, bool exact, found *out) {
    const drg_namer *namer = linker->namer;
    uint32_t sentence = namer->tokens[words->head].sentence;
    found back = {.count = 0};
    for (uint32_t i = 0; i < BACK && i < linker->passed; i++) {
        const drg_reading *reading = &namer->readings.items[linker->passed - 1 - i];
        if (exact && sentence - reading->sentence > NEAR_BACK)
            break;
        bool person = reading->type == DRG_PERSON;
        if (person && drg_reading_to(namer, reading->first) != DRG_NONE)
            continue; /* the rest of a name that was cut in two */
        uint32_t member = member_of(linker, words->kind, reading->entity);
        if (member == DRG_NONE || drg_link_holds(back.members, back.count, member))
            continue;
        if (back.count == words->number)
            return false; /* one too many */
        back.members[back.count++] = member;
        if (!exact && back.count == words->number)
            break;
    }
    out->count = back.count;
    for (size_t i = 0; i < back.count; i++)
        out->members[i] = back.members[back.count - 1 - i];
    return back.count == words->number;
}

static bool find_members(const drg_linker *linker, const counted *words, found *out) {
    if (named_behind(linker, words, out) || named_in_list(linker, words, out) ||
        last_group(linker, words, out))
        return true;
    switch (words->kind) {
    case STATES:
        return named_last(linker, words, false, out);
    case OFFICES:
        return named_last(linker, words, words->number > 2, out);
    case SIDES: {
        counted states = *words;
        states.kind = STATES;
        return named_last(linker, &states, false, out) || named_last(linker, words, true, out);
    }
    case ANY:
        return false;
    default:
        return named_last(linker, words, true, out);
    }
}

/* ---- groups ---------------------------------------------------------------------------------- */

static uint32_t known_group(const drg_linker *linker, const found *members) {
    for (size_t g = 0; g < linker->group_count; g++) {
        const drg_cluster *group = drg_link_cluster(linker, linker->groups[g]);
        size_t same = 0;
        for (size_t i = 0; i < members->count; i++)
            same += drg_link_holds(group->members, group->member_count, members->members[i]);
        if (same == members->count && same == group->member_count)
            return linker->groups[g];
    }
    return DRG_NONE;
}

/* Persons, places, or bodies: of mixed members it is a body. */
static drg_entity_type type_of(const drg_linker *linker, const found *members) {
    size_t persons = 0, places = 0, peoples = 0;
    for (size_t i = 0; i < members->count; i++) {
        drg_entity_type type = drg_link_cluster(linker, members->members[i])->type;
        persons += type == DRG_PERSON;
        places += type == DRG_GPE || type == DRG_LOCATION;
        peoples += type == DRG_NORP;
    }
    return persons == members->count            ? DRG_PERSON
           : peoples == members->count          ? DRG_NORP
           : places + peoples == members->count ? DRG_GPE
                                                : DRG_ORGANIZATION;
}

/* "Kenya, Uganda and Rwanda". */
static drg_slice name_of(const drg_linker *linker, const found *members) {
    drg_slice out = drg_link_cluster(linker, members->members[0])->name;
    for (size_t i = 1; i < members->count; i++) {
        drg_slice next = drg_link_cluster(linker, members->members[i])->name;
        out = drg_arena_format(linker->namer->arena, "%.*s%s%.*s", (int)out.size, out.data,
            i + 1 < members->count ? ", " : " and ", (int)next.size, next.data);
    }
    return out;
}

/* The country that all members share; empty: they do not. */
static drg_slice country_of(const drg_linker *linker, const found *members) {
    drg_slice country = drg_link_cluster(linker, members->members[0])->country;
    for (size_t i = 1; i < members->count; i++)
        if (!drg_slice_equal(country, drg_link_cluster(linker, members->members[i])->country))
            return (drg_slice){NULL, 0};
    return country;
}

/* The group of these members, made where the text had none; DRG_NONE: no room. */
static uint32_t group_of(drg_linker *linker, const found *members) {
    drg_namer *namer = linker->namer;
    uint32_t group = known_group(linker, members);
    if (group != DRG_NONE || linker->group_count == DRG_LINK_GROUPS)
        return group;
    drg_cluster made = {.type = type_of(linker, members),
        .near = DRG_NONE,
        .place = {.thing = DRG_NONE, .best = DRG_NONE, .second = DRG_NONE},
        .thing = DRG_NONE,
        .fullest = DRG_NONE,
        .first = DRG_NONE,
        .role = DRG_NONE,
        .name = name_of(linker, members),
        .country = country_of(linker, members),
        .country_basis = DRG_BASIS_INFERRED,
        .country_rule = "its members' country",
        .member_count = members->count};
    memcpy(made.members, members->members, members->count * sizeof made.members[0]);
    if (made.country.size == 0)
        made.country_basis = DRG_BASIS_NONE;
    drg_cluster *cluster = made.name.size ? drg_list_add(namer->arena, &namer->clusters) : NULL;
    if (!cluster)
        return DRG_NONE;
    *cluster = made;
    group = (uint32_t)namer->clusters.count - 1;
    linker->groups[linker->group_count++] = group;
    return group;
}

static void meant(drg_linker *linker, uint32_t group, uint32_t end) {
    linker->group = group;
    linker->group_token = end;
}

bool drg_link_counted(drg_linker *linker, uint32_t token) {
    drg_namer *namer = linker->namer;
    counted words;
    found members;
    if (token < linker->grouped || namer->reading_of[token] != DRG_NONE ||
        !drg_token_word(&namer->tokens[token]) || !counted_at(namer, token, &words) ||
        !find_members(linker, &words, &members))
        return true;
    uint32_t group = group_of(linker, &members);
    if (group == DRG_NONE)
        return !drg_arena_failed(namer->arena);
    drg_mention *mention = drg_list_add(namer->arena, &namer->others);
    if (!mention)
        return false;
    *mention = (drg_mention){.first_token = words.first,
        .end_token = words.end,
        .sentence = namer->tokens[token].sentence,
        .entity = group,
        .kind = DRG_NOMINAL,
        .confidence = 0.8F};
    if (namer->document->options.explain)
        mention->explanation = DRG_SLICE("link GROUP: words that count what was named before");
    linker->grouped = words.end;
    meant(linker, group, words.end);
    return true;
}

/* ---- "they" ---------------------------------------------------------------------------------- */

/* A plural noun between them and "they" that may be meant instead. */
static bool plural_between(
    const drg_namer *namer, const drg_asker *asker, uint32_t end, bool subject) {
    if (asker->plural_noun == DRG_NONE || asker->plural_noun < end)
        return false;
    bool is_subject = drg_link_verb(namer, asker->plural_noun + 1);
    return is_subject || !subject || asker->place != DRG_PLACE_SUBJECT;
}

/* "The Palestinians", "the Greens": the last people or body whose name is a plural. */
static uint32_t named_plural(drg_linker *linker, const drg_asker *asker) {
    enum { RECENT = 6 };
    for (size_t i = 0; i < linker->recent_count && i < RECENT; i++) {
        uint32_t entity = linker->recent[i];
        const drg_sight *sight = drg_link_sight(linker, entity);
        if (!sight->plural || sight->modifies || asker->sentence - sight->sentence > THEY_BACK)
            continue;
        bool between = asker->plural_noun != DRG_NONE && asker->plural_noun >= sight->token;
        return between || sight->unquoted == asker->quoted ? DRG_NONE : entity;
    }
    return DRG_NONE;
}

uint32_t drg_link_they(drg_linker *linker, const drg_asker *asker, uint32_t best) {
    const drg_namer *namer = linker->namer;
    const drg_link_list *list = &linker->named;
    bool group = linker->group != DRG_NONE && (!list->closed || linker->group_token > list->end);
    uint32_t people = named_plural(linker, asker);
    if (!group && (!list->closed || list->modifies || asker->start < list->end))
        return people;
    uint32_t end = group ? linker->group_token : list->end;
    bool quoted = namer->tokens[end - 1].flags & DRG_TOKEN_QUOTED;
    bool subject = group || list->subject;
    if (asker->sentence - namer->tokens[end - 1].sentence > THEY_BACK || quoted != asker->quoted ||
        plural_between(namer, asker, end, subject) ||
        (!subject && (!list->persons || asker->sentence != list->sentence)))
        return people;
    found members = {
        .count = group ? drg_link_cluster(linker, linker->group)->member_count : list->count};
    memcpy(members.members,
        group ? drg_link_cluster(linker, linker->group)->members : list->members,
        members.count * sizeof members.members[0]);
    if (people != DRG_NONE && drg_link_sight(linker, people)->token > end)
        return people;
    if (best != DRG_NONE && !drg_link_holds(members.members, members.count, best) &&
        (!subject || drg_link_sight(linker, best)->token > end))
        return DRG_NONE; /* named later, or as good */
    uint32_t meant_group = group ? linker->group : group_of(linker, &members);
    if (meant_group != DRG_NONE)
        meant(linker, meant_group, asker->end);
    return meant_group;
}
