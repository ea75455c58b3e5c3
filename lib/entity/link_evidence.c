/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What speaks for a candidate: small facts that a person can check.
 *
 * How far back, subject or not, same head word, same title, same country, right beside, of the sex
 * that an earlier pronoun told: the features of Lappin and Leass (1994) and of mention-pair rankers
 * since (Denis and Baldridge 2008), as a list of names that fitted weights count. What compares the
 * candidates with each other stands in link_candidates.c.
 *
 * Cost: the length of a name for each candidate.
 */
#include "link.h"

static const char *const NAMES[] = {
#define X(name) #name,
    DRG_LINK_ASKER_EVIDENCE(X) DRG_LINK_EVIDENCE(X)
#undef X
};

const char *drg_link_evidence_name(uint8_t evidence) {
    return evidence < DRG_LINK_EVIDENCE_COUNT ? NAMES[evidence] : "";
}

const char *drg_link_class_name(drg_link_class class) {
    static const char *const names[] = {
#define X(name) #name,
        DRG_LINK_CLASSES(X)
#undef X
    };
    return names[class];
}

static const drg_cluster *cluster_of(const drg_linker *linker, uint32_t entity) {
    return &linker->namer->clusters.items[entity];
}

/* ---- words of names ---- */

static bool same_noun(drg_slice a, drg_slice b) {
    if (drg_slice_equal(a, b))
        return true;
    drg_slice shorter = a.size < b.size ? a : b, longer = a.size < b.size ? b : a;
    return shorter.size > 3 && longer.size == shorter.size + 1 &&
           longer.data[longer.size - 1] == 's' && drg_slice_starts(longer, shorter);
}

static bool word_in_name(const drg_linker *linker, const drg_cluster *cluster, uint32_t token) {
    const drg_namer *namer = linker->namer;
    if (cluster->fullest == DRG_NONE)
        return false;
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    for (uint32_t t = full->first; t < full->end; t++)
        if (same_noun(namer->tokens[t].lower, namer->tokens[token].lower))
            return true;
    return cluster->thing != DRG_NONE && drg_namer_holds_word(linker->namer, cluster->name,
                                             drg_namer_word(namer, token)->skeleton, true);
}

static bool ends_name(const drg_linker *linker, const drg_cluster *cluster, uint32_t token) {
    const drg_namer *namer = linker->namer;
    if (cluster->fullest == DRG_NONE)
        return false;
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    drg_slice word = namer->tokens[token].lower;
    if (same_noun(namer->tokens[full->end - 1].lower, word) ||
        same_noun(namer->tokens[full->first].lower, word))
        return true;
    for (uint32_t t = full->first; t + 1 < full->end; t++) /* "Labour Union of Mexico" */
        if ((drg_namer_word(namer, t + 1)->classes & DRG_WORD_JOIN) &&
            same_noun(namer->tokens[t].lower, word))
            return true;
    return false;
}

static const struct {
    const char *words, *kinds; /* a noun, and the kinds of the tables that it may mean */
} KINDS[] = {
    {"|bloc|alliance|", "|igo|alliance|"},
    {"|company|firm|manufacturer|giant|carrier|airline|retailer|business|operator|", "|company|"},
    {"|lender|bank|", "|bank|company|"},
    {"|group|", "|armed_group|ngo|company|"},
    {"|militia|militants|rebels|insurgents|", "|armed_group|"},
    {"|party|opposition|", "|party|"},
    {"|ministry|department|", "|ministry|"},
    {"|court|tribunal|", "|court|"},
    {"|agency|watchdog|", "|agency|intelligence|igo|"},
    {"|organization|organisation|body|", "|ngo|igo|"},
    {"|university|college|", "|university|"},
    {"|parliament|assembly|senate|congress|legislature|", "|parliament|"},
    {"|army|military|troops|forces|", "|army|navy|"},
    {"|navy|", "|navy|"},
    {"|police|", "|police|"},
    {"|newspaper|broadcaster|channel|magazine|outlet|publication|website|", "|media|"},
    {"|union|", "|union|igo|"},
    {"|club|team|side|", "|sports|"},
    {"|government|", "|government|"},
    {"|city|town|", "|city|capital|"},
    {"|capital|", "|capital|"},
    {"|province|", "|province|district|"},
    {"|region|state|", "|province|district|region|"},
    {"|island|", "|island|"},
    {"|river|", "|river|"},
    {"|continent|", "|continent|"},
};

/* "streamed on YouTube", "posted on Facebook": named where something appeared, not for itself. */
static bool medium(const drg_namer *namer, const drg_cluster *cluster) {
    if (cluster->type != DRG_ORGANIZATION || cluster->first == DRG_NONE || cluster->count > 2)
        return false;
    uint32_t first = namer->readings.items[cluster->first].first;
    return first > 0 && namer->tokens[first - 1].sentence == namer->tokens[first].sentence &&
           (drg_token_is(namer, first - 1, "on") || drg_token_is(namer, first - 1, "via"));
}

/* "The company" is no ministry and no charity, "the continent" no country: what the tables say a
 * body or place is, is another thing than the noun. */
bool drg_link_other_kind(const drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    static const struct {
        const char *words, *not_kinds;
    } strict[] = {
        {"|company|firm|manufacturer|carrier|airline|retailer|",
            "|ngo|ministry|court|parliament|army|navy|police|party|igo|alliance|government|"
            "religious|union|agency|armed_group|intelligence|"},
        {"|ministry|department|", "|company|ngo|party|media|university|igo|parliament|union|"},
        {"|party|", "|company|ministry|court|parliament|police|army|media|university|igo|agency|"},
        {"|court|tribunal|",
            "|company|ministry|parliament|police|army|media|university|party|ngo|"},
        {"|university|college|", "|company|ministry|court|parliament|police|army|media|party|igo|"},
        {"|militia|militants|rebels|insurgents|",
            "|company|ministry|court|parliament|media|university|igo|agency|ngo|"},
    };
    const drg_cluster *cluster = &linker->namer->clusters.items[entity];
    drg_slice head = linker->namer->tokens[asker->end - 1].lower;
    if (asker->class == DRG_ASK_BODY && medium(linker->namer, cluster))
        return true;
    if (cluster->thing == DRG_NONE || asker->class < DRG_ASK_OFFICE)
        return false;
    const drg_thing *thing = drg_know_thing(linker->namer->know, cluster->thing);
    if (drg_slice_is(head, "continent"))
        return !drg_slice_is(thing->subkind, "continent");
    for (size_t i = 0; i < sizeof strict / sizeof strict[0]; i++)
        if (drg_slice_listed(head, strict[i].words))
            return drg_slice_listed(thing->subkind, strict[i].not_kinds);
    return false;
}

static void observe_kind(const drg_linker *linker, const drg_asker *asker,
    const drg_cluster *cluster, drg_observed *seen) {
    drg_slice head = linker->namer->tokens[asker->end - 1].lower, kind = {NULL, 0};
    if (cluster->thing != DRG_NONE)
        kind = drg_know_thing(linker->namer->know, cluster->thing)->subkind;
    bool company = false;
    if (cluster->fullest != DRG_NONE) {
        const drg_reading *full = &linker->namer->readings.items[cluster->fullest];
        company = drg_namer_word(linker->namer, full->end - 1)->classes & DRG_WORD_COMPANY;
    }
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (!drg_slice_listed(head, KINDS[i].words))
            continue;
        bool fitting = drg_slice_listed(kind, KINDS[i].kinds) ||
                       (company && drg_slice_listed(DRG_SLICE("company"), KINDS[i].kinds));
        drg_observe(seen, fitting, DRG_LC_KIND_FITS);
        drg_observe(seen, !fitting && kind.size, DRG_LC_OTHER_KIND);
    }
}

static void observe_words(const drg_linker *linker, const drg_asker *asker,
    const drg_cluster *cluster, drg_observed *seen) {
    uint32_t head = asker->end - 1;
    bool last = ends_name(linker, cluster, head);
    drg_observe(seen, last, DRG_LC_HEAD_ENDS_NAME);
    drg_observe(seen, !last && word_in_name(linker, cluster, head), DRG_LC_HEAD_IN_NAME);
    bool modified = false, found = false;
    for (uint32_t t = asker->start; t < head; t++) {
        uint32_t classes = drg_namer_word(linker->namer, t)->classes;
        if (linker->namer->reading_of[t] != DRG_NONE || (classes & DRG_WORD_JOIN) ||
            linker->namer->tokens[t].lower.size < 4)
            continue;
        modified = true;
        found |= word_in_name(linker, cluster, t);
    }
    drg_observe(seen, found, DRG_LC_MODIFIER_IN_NAME);
    drg_observe(seen, modified && !found, DRG_LC_MODIFIER_FITS_NONE);
    observe_kind(linker, asker, cluster, seen);
}

/* ---- titles ---- */

static drg_slice office_kind(const drg_namer *namer, uint32_t role) {
    return drg_title_cell(namer->know, namer->document->roles.items[role].title, "office_kind");
}

static bool same_title(const drg_namer *namer, uint32_t one, uint32_t two) {
    const drg_role_phrase *a = &namer->document->roles.items[one];
    const drg_role_phrase *b = &namer->document->roles.items[two];
    drg_slice kind = drg_title_cell(namer->know, a->title, "office_kind");
    return a->title == b->title ||
           (kind.size &&
               drg_slice_equal(kind, drg_title_cell(namer->know, b->title, "office_kind")));
}

static bool same_word(const drg_namer *namer, uint32_t one, uint32_t two) {
    const drg_role_phrase *a = &namer->document->roles.items[one];
    const drg_role_phrase *b = &namer->document->roles.items[two];
    return namer->word_of[a->end_token - 1] == namer->word_of[b->end_token - 1];
}

bool drg_link_other_office(drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    const drg_namer *namer = linker->namer;
    if (!drg_link_of_person(asker->class) || asker->role == DRG_NONE)
        return false;
    uint32_t of = namer->document->roles.items[asker->role].of;
    uint32_t titles[] = {drg_link_sight(linker, entity)->role, cluster_of(linker, entity)->role};
    bool body = of != DRG_NONE && cluster_of(linker, of)->type == DRG_ORGANIZATION;
    bool named = asker->end - asker->first > 1 && office_kind(namer, asker->role).size;
    bool other = false, other_body = false, same_body = false;
    for (size_t i = 0; i < 2; i++) {
        if (titles[i] == DRG_NONE)
            continue;
        if (same_title(namer, asker->role, titles[i]))
            named = false;
        same_body |= namer->document->roles.items[titles[i]].of == of;
        other_body |= body && same_word(namer, asker->role, titles[i]);
        other |= same_word(namer, asker->role, titles[i]);
    }
    return (named && other) || (other_body && !same_body);
}

static void observe_title(drg_linker *linker, const drg_asker *asker, uint32_t entity,
    const drg_sight *sight, drg_observed *seen) {
    const drg_namer *namer = linker->namer;
    const drg_cluster *cluster = cluster_of(linker, entity);
    const drg_role_phrase *role = &namer->document->roles.items[asker->role];
    const uint32_t borne[] = {sight->role, cluster->role};
    bool title = false, word = false, any = false, body = false, other_body = false;
    for (size_t i = 0; i < 2; i++) {
        if (borne[i] == DRG_NONE)
            continue;
        uint32_t of = namer->document->roles.items[borne[i]].of;
        any = true;
        title |= same_title(namer, asker->role, borne[i]);
        word |= same_word(namer, asker->role, borne[i]);
        body |= role->of != DRG_NONE && role->of == of;
        other_body |= role->of != DRG_NONE && of != DRG_NONE && role->of != of &&
                      cluster_of(linker, role->of)->type == DRG_ORGANIZATION;
    }
    drg_slice kind = drg_title_cell(namer->know, role->title, "office_kind");
    title |= cluster->term && kind.size && drg_slice_equal(cluster->term->office_kind, kind);
    uint32_t head = namer->word_of[role->end_token - 1];
    drg_observe(seen, role->holder == entity, DRG_LC_HOLDER);
    drg_observe(seen, title, DRG_LC_BORE_TITLE);
    drg_observe(seen, word && !title, DRG_LC_BORE_WORD);
    drg_observe(seen, linker->title_bearer[head] == entity, DRG_LC_BORE_LATEST);
    drg_observe(seen, any && !title && !word, DRG_LC_BORE_OTHER);
    drg_observe(seen, !any && !title, DRG_LC_BORE_NOTHING);
    drg_observe(seen, body, DRG_LC_SAME_BODY);
    drg_observe(seen, other_body && !body, DRG_LC_OTHER_BODY);
}

/* ---- noun phrases ---- */

static bool among(const uint32_t *list, size_t count, uint32_t entity) {
    for (size_t i = 0; i < count; i++)
        if (list[i] == entity)
            return true;
    return false;
}

/* "X, the minister", "X (the bloc", "X is the minister". */
static void observe_beside(const drg_namer *namer, const drg_asker *asker, const drg_sight *sight,
    uint32_t entity, drg_observed *seen) {
    static const char *const copula[] = {"is", "was", "became", "becomes", "remains", "as"};
    static const char *const marks[] = {",", "("};
    static const char *const joins[] = {"and", "of", "with"};
    uint32_t behind = sight->sentence == asker->sentence ? sight->token : DRG_NONE;
    bool near = behind != DRG_NONE && behind + 1 == asker->start;
    drg_slice before = drg_namer_lower(namer, behind);
    uint32_t next = asker->end;
    uint32_t reading =
        drg_token_is(namer, next, ",") ? drg_reading_from(namer, next + 1) : DRG_NONE;
    bool ahead = reading != DRG_NONE && namer->readings.items[reading].entity == entity;
    drg_observe(seen, (near && DRG_ONE_OF(before, marks)) || ahead, DRG_LC_APPOSED);
    drg_observe(seen, near && DRG_ONE_OF(before, copula), DRG_LC_COPULA);
    drg_observe(seen, behind == asker->start || (near && DRG_ONE_OF(before, joins)), DRG_LC_BESIDE);
}

static void observe_phrase(drg_linker *linker, const drg_asker *asker, uint32_t entity,
    const drg_sight *sight, drg_observed *seen) {
    const drg_cluster *cluster = cluster_of(linker, entity);
    drg_observe(seen, asker->owner == entity, DRG_LC_OWNS_PHRASE);
    drg_observe(seen, among(asker->names, asker->name_count, entity) && asker->owner != entity,
        DRG_LC_INSIDE_PHRASE);
    drg_observe(seen, asker->of == entity, DRG_LC_IN_OF_PHRASE);
    bool both = asker->country.size && cluster->country.size;
    bool same = both && drg_slice_equal(asker->country, cluster->country);
    drg_observe(seen, same, DRG_LC_SAME_COUNTRY);
    drg_observe(seen, both && !same, DRG_LC_OTHER_COUNTRY);
    drg_observe(
        seen, sight->head == linker->namer->word_of[asker->end - 1], DRG_LC_SAME_HEAD_LINKED);
    if (drg_link_of_person(asker->class) && asker->role != DRG_NONE)
        observe_title(linker, asker, entity, sight, seen);
    if (!drg_link_of_person(asker->class))
        observe_words(linker, asker, cluster, seen);
}

/* ---- where it was seen ---- */

static void observe_type(const drg_linker *linker, uint32_t entity, drg_observed *seen) {
    const drg_cluster *cluster = cluster_of(linker, entity);
    bool state = cluster->type == DRG_GPE && cluster->thing != DRG_NONE &&
                 drg_know_thing(linker->namer->know, cluster->thing)->kind == DRG_THING_STATE;
    drg_observe(seen, cluster->type == DRG_ORGANIZATION, DRG_LC_ORGANIZATION);
    drg_observe(seen, state, DRG_LC_A_STATE);
    drg_observe(seen, cluster->type == DRG_GPE && !state, DRG_LC_A_TOWN);
    drg_observe(seen, cluster->type == DRG_LOCATION, DRG_LC_LOCATION);
    drg_observe(seen, cluster->type == DRG_FACILITY, DRG_LC_FACILITY);
    drg_observe(seen, cluster->type == DRG_NORP, DRG_LC_NORP);
    drg_observe(seen,
        cluster->type != DRG_PERSON && cluster->country.size &&
            drg_slice_equal(cluster->country, linker->namer->main_country),
        DRG_LC_MAIN_COUNTRY);
}

static void observe_distance(
    const drg_linker *linker, const drg_asker *asker, const drg_sight *sight, drg_observed *seen) {
    if (sight->sentence == DRG_NONE) {
        drg_observe(seen, true, DRG_LC_NOT_YET_NAMED);
        return;
    }
    const drg_sentence *sentences = linker->namer->document->sentences.items;
    uint32_t back = asker->sentence - sight->sentence;
    drg_observe(seen, back == 0, DRG_LC_SAME_SENTENCE);
    drg_observe(seen, back == 1, DRG_LC_ONE_BACK);
    drg_observe(seen, back == 2, DRG_LC_TWO_BACK);
    drg_observe(seen, back >= 3 && back <= 5, DRG_LC_FEW_BACK);
    drg_observe(seen, back >= 6 && back <= 12, DRG_LC_FAR_BACK);
    drg_observe(seen, back > 12, DRG_LC_VERY_FAR_BACK);
    drg_observe(seen, sentences[asker->sentence].paragraph == sentences[sight->sentence].paragraph,
        DRG_LC_SAME_PARAGRAPH);
}

bool drg_link_breaks(const drg_namer *namer, uint32_t token) {
    static const char *const breaks[] = {",", "and", "but", "that", "who", "which", "as", "when",
        "while", "because", "after", "before", "if", "said", ";", ":", "\""};
    return DRG_ONE_OF(drg_namer_lower(namer, token), breaks);
}

/* Nothing that begins another clause stands between the candidate and the asker. */
static bool clause_mate(const drg_namer *namer, const drg_asker *asker, const drg_sight *sight) {
    enum { CLAUSE = 14 };
    if (sight->sentence != asker->sentence || asker->start < sight->token ||
        asker->start - sight->token > CLAUSE)
        return false;
    for (uint32_t t = sight->token; t < asker->start; t++)
        if (drg_link_breaks(namer, t))
            return false;
    return true;
}

static void observe_place(
    const drg_linker *linker, const drg_asker *asker, const drg_sight *sight, drg_observed *seen) {
    if (sight->sentence == DRG_NONE)
        return;
    uint32_t here = asker->sentence;
    bool subject_here = sight->subject_in == here;
    bool subject_before = here > 0 && (sight->subject_in == here - 1 ||
                                          (subject_here && sight->subject_before == here - 1));
    drg_observe(seen, sight->kind == DRG_NAME, DRG_LC_LAST_BY_NAME);
    drg_observe(seen, sight->kind == DRG_NOMINAL, DRG_LC_LAST_BY_NOMINAL);
    drg_observe(seen, sight->kind == DRG_PRONOUN, DRG_LC_LAST_BY_PRONOUN);
    drg_observe(seen, sight->place == DRG_PLACE_OWNER, DRG_LC_LAST_AS_OWNER);
    drg_observe(seen, sight->place == DRG_PLACE_OBJECT, DRG_LC_LAST_AS_OBJECT);
    drg_observe(seen, sight->place == DRG_PLACE_GOVERNED, DRG_LC_LAST_GOVERNED);
    drg_observe(seen, !sight->unquoted && !asker->quoted, DRG_LC_LAST_QUOTED_ONLY);
    drg_observe(seen, subject_here, DRG_LC_SUBJECT_HERE);
    drg_observe(seen, subject_before, DRG_LC_SUBJECT_ONE_BACK);
    drg_observe(seen, asker->place == DRG_PLACE_SUBJECT && (subject_here || subject_before),
        DRG_LC_SUBJECTS_ALIKE);
    drg_observe(seen, clause_mate(linker->namer, asker, sight), DRG_LC_CLAUSE_MATE);
    drg_observe(seen, sight->first_sentence <= 2, DRG_LC_EARLY);
    drg_observe(seen, sight->count == 1, DRG_LC_COUNT_ONE);
    drg_observe(seen, sight->count == 2 || sight->count == 3, DRG_LC_COUNT_FEW);
    drg_observe(seen, sight->count > 3, DRG_LC_COUNT_MANY);
}

uint32_t drg_link_body_of(const drg_linker *linker, uint32_t person) {
    if (person == DRG_NONE || cluster_of(linker, person)->role == DRG_NONE)
        return DRG_NONE;
    return linker->namer->document->roles.items[cluster_of(linker, person)->role].of;
}

/* Whom "we" may mean: the body of who speaks, or his state. */
static void observe_speaker(const drg_linker *linker, uint32_t entity, drg_observed *seen) {
    if (linker->speaker == DRG_NONE)
        return;
    const drg_cluster *speaker = cluster_of(linker, linker->speaker);
    const drg_cluster *cluster = cluster_of(linker, entity);
    drg_observe(seen, drg_link_body_of(linker, linker->speaker) == entity, DRG_LC_SPEAKERS_BODY);
    drg_observe(seen,
        cluster->type == DRG_GPE && speaker->country.size &&
            drg_slice_equal(cluster->country, speaker->country),
        DRG_LC_SPEAKERS_STATE);
}

static void observe_person(const drg_linker *linker, const drg_asker *asker, uint32_t entity,
    const drg_sight *sight, drg_observed *seen) {
    const drg_cluster *cluster = cluster_of(linker, entity);
    if (linker->speaker == entity)
        drg_observe(seen, true,
            asker->quoted   ? DRG_LC_SPOKE_LAST_IN_QUOTE
            : asker->speaks ? DRG_LC_SPOKE_LAST_SPEAKS
                            : DRG_LC_SPOKE_LAST_PLAIN);
    if (asker->class == DRG_ASK_WE)
        observe_speaker(linker, entity, seen);
    if (!asker->sex)
        return;
    drg_observe(seen, asker->sex == 'm' ? cluster->male : cluster->female, DRG_LC_SEX_FITS);
    drg_observe(seen, sight->pronoun == asker->sex, DRG_LC_SEX_BY_PRONOUN);
    drg_observe(seen, sight->pronoun && sight->pronoun != asker->sex, DRG_LC_OTHER_SEX_BY_PRONOUN);
    drg_observe(seen, (asker->sex == 'm' ? linker->last_he : linker->last_she) == entity,
        DRG_LC_SAME_PRONOUN_LAST);
}

void drg_link_observe(
    drg_linker *linker, const drg_asker *asker, uint32_t entity, drg_observed *seen) {
    const drg_sight *sight = drg_link_sight(linker, entity);
    observe_type(linker, entity, seen);
    observe_distance(linker, asker, sight, seen);
    observe_person(linker, asker, entity, sight, seen);
    observe_beside(linker->namer, asker, sight, entity, seen);
    if (asker->class >= DRG_ASK_OFFICE)
        observe_phrase(linker, asker, entity, sight, seen);
    observe_place(linker, asker, sight, seen);
}
