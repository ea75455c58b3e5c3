/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a person, a body or a place belongs that neither the text nor a table gives a country.
 *
 * A local paper does not say where its town, its minister and its police are: the reader knows from
 * the rest of the article. So do we: every country that the article names is a candidate, and so is
 * none at all. What speaks for each is observed (how much of what the article names lies there, by
 * kind; whether it is named first, in the dateline, in the address, in the same sentence, right
 * before; whom the entity works for; which languages have its name) and added up with weights that
 * were learned on the train part of the corpus (home_weights.c, train/names/fit_homes.py): a
 * conditional logit model (McFadden 1974), with weights of their own for persons, bodies, organs of
 * states, places and peoples. None wins where an article of many countries names somebody in
 * passing, so that a guess is only made where it is mostly right.
 *
 * Bodies and places are settled first, for a person belongs where his employer does. All numbers
 * are integers: the same on every machine.
 *
 * Cost: linear in the readings: at most COUNTRIES candidates an entity, whose observations are read
 * off tables that one pass over the readings makes.
 */
#include "home.h"

enum { MONEY = 6, KINDS = 7, WHOLE = 1000, FIRST_SENTENCES = 3, FEW = 3 };

typedef struct home {
    drg_namer *namer;
    drg_slice candidates[DRG_HOME_COUNTRIES];
    uint32_t count;
    int32_t share[KINDS][DRG_HOME_COUNTRIES]; /* of the names of a kind, in thousandths */
    int32_t all[DRG_HOME_COUNTRIES]; /* of all names that have a country */
    uint32_t countries; /* that the article names */
    uint32_t first; /* candidate that is named first, DRG_NONE */
    uint32_t address, dateline; /* candidate, DRG_NONE */
    uint8_t first_lines; /* bit a candidate: named in the first sentences */
    uint8_t *of_reading; /* [readings] candidate plus 1, 0: none */
    uint8_t *in_sentence; /* [sentences] bit a candidate */
    uint32_t *before; /* [readings] last reading before it that has a candidate, DRG_NONE */
    uint32_t *after; /* [readings] next one behind it */
    uint16_t (*together)[DRG_HOME_COUNTRIES]; /* [clusters] sentences shared with a candidate */
} home;

static drg_slice sure_country(const drg_namer *namer, uint32_t cluster) {
    const drg_cluster *c = &namer->clusters.items[cluster];
    bool sure = c->country_basis == DRG_BASIS_TABLE || c->country_basis == DRG_BASIS_TEXT;
    return sure ? c->country : (drg_slice){NULL, 0};
}

static bool is_state(const drg_namer *namer, drg_slice country) {
    uint32_t thing = country.size == 3 ? drg_know_country(namer->know, country) : DRG_NONE;
    return thing != DRG_NONE && drg_know_thing(namer->know, thing)->kind == DRG_THING_STATE;
}

static unsigned kind_of(const drg_namer *namer, const drg_cluster *cluster) {
    if (cluster->type == DRG_PERSON)
        return 5;
    if (cluster->type == DRG_ORGANIZATION)
        return 4;
    if (cluster->type == DRG_NORP)
        return 1;
    const drg_thing *thing =
        cluster->thing == DRG_NONE ? NULL : drg_know_thing(namer->know, cluster->thing);
    if (thing && thing->kind == DRG_THING_STATE)
        return 0;
    return thing && drg_thing_prominent(thing) ? 2 : 3;
}

/* ---- the article ---- */

typedef struct tally { /* names by country and kind */
    drg_intern codes;
    uint32_t (*counts)[KINDS]; /* [codes] */
    uint32_t *sums; /* [codes] 0: no state */
    uint32_t *code_of; /* [readings] DRG_NONE */
    uint32_t kinds[KINDS], all;
} tally;

/* Adds a name, or money of a country; its number, DRG_NONE when out of memory. */
static uint32_t count_one(const drg_namer *namer, tally *t, drg_slice country, unsigned kind) {
    size_t known = t->codes.count;
    uint32_t code = drg_intern_add(&t->codes, country);
    if (code == DRG_NONE)
        return DRG_NONE;
    if (code == known && !is_state(namer, country))
        t->sums[code] = UINT32_MAX; /* an acronym of a body */
    if (t->sums[code] == UINT32_MAX)
        return code;
    t->counts[code][kind]++;
    t->kinds[kind]++;
    if (kind != MONEY) {
        t->sums[code]++;
        t->all++;
    }
    return code;
}

static bool count_names(drg_namer *namer, tally *t) {
    size_t n = namer->readings.count, most = n + DRG_HOME_MONIES + 2;
    drg_intern_init(&t->codes, namer->arena, namer->document->key);
    t->counts = drg_arena_array(namer->arena, most, sizeof *t->counts);
    t->sums = drg_arena_array(namer->arena, most, sizeof *t->sums);
    t->code_of = drg_arena_array(namer->arena, n + 1, sizeof *t->code_of);
    if (!t->counts || !t->sums || !t->code_of)
        return false;
    for (size_t i = 0; i < n; i++) {
        uint32_t entity = namer->readings.items[i].entity;
        drg_slice country = sure_country(namer, entity);
        t->code_of[i] = DRG_NONE;
        if (country.size != 3)
            continue;
        uint32_t code =
            count_one(namer, t, country, kind_of(namer, &namer->clusters.items[entity]));
        if (code == DRG_NONE)
            return false;
        if (t->sums[code] != UINT32_MAX)
            t->code_of[i] = code;
    }
    return true;
}

/* "HK$2,000", "500 baht": money is counted where it is spent. */
static bool count_money(drg_namer *namer, tally *t) {
    uint8_t *seen = drg_arena_array(namer->arena, namer->interned.count + 1, 1);
    if (!seen)
        return false;
    for (uint32_t i = 0; i < namer->token_count; i++) {
        drg_slice country = {NULL, 0};
        uint8_t *known = &seen[namer->word_of[i]]; /* 1: no currency */
        if (*known != 1)
            country = drg_home_money(namer->tokens[i].lower);
        *known = country.size == 0;
        if (country.size && count_one(namer, t, country, MONEY) == DRG_NONE)
            return false;
    }
    return true;
}

/* Where the text was written or printed, even if it never says so: candidates without a name. */
static bool count_place_of_print(drg_namer *namer, tally *t) {
    drg_slice address = drg_namer_address(namer);
    return address.size == 0 || drg_intern_add(&t->codes, address) != DRG_NONE;
}

/* The countries with most names, in the order of their number; of equals the one named first. Money
 * and the address make a candidate, but no name. */
static void choose_candidates(home *h, tally *t, uint8_t *candidate_of) {
    for (; h->count < DRG_HOME_COUNTRIES; h->count++) {
        uint32_t best = DRG_NONE;
        for (uint32_t code = 0; code < t->codes.count; code++)
            if (!candidate_of[code] && t->sums[code] != UINT32_MAX &&
                (best == DRG_NONE || t->sums[code] > t->sums[best]))
                best = code;
        if (best == DRG_NONE)
            break;
        candidate_of[best] = (uint8_t)(h->count + 1);
        h->candidates[h->count] = t->codes.items[best];
        for (unsigned kind = 0; kind < KINDS; kind++)
            h->share[kind][h->count] =
                t->kinds[kind] ? (int32_t)(WHOLE * t->counts[best][kind] / t->kinds[kind]) : 0;
        h->all[h->count] = t->all ? (int32_t)(WHOLE * t->sums[best] / t->all) : 0;
    }
    for (uint32_t code = 0; code < t->codes.count; code++)
        h->countries += t->sums[code] != UINT32_MAX && t->sums[code] > 0;
}

static uint32_t candidate_for(const home *h, drg_slice country) {
    for (uint32_t c = 0; c < h->count; c++)
        if (drg_slice_equal(h->candidates[c], country))
            return c;
    return DRG_NONE;
}

static uint32_t dateline_of(const home *h) {
    const drg_dateline *line = &h->namer->document->dateline;
    if (!line->found || line->place_first == line->place_end)
        return DRG_NONE;
    uint32_t reading = h->namer->reading_of[line->place_first];
    return reading == DRG_NONE || !h->of_reading[reading] ? DRG_NONE : h->of_reading[reading] - 1u;
}

/* What stands beside what: one pass forward, one back. */
static void lay_out(home *h) {
    const drg_namer *namer = h->namer;
    uint32_t last = DRG_NONE;
    for (uint32_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        h->before[i] = last;
        if (!h->of_reading[i])
            continue;
        uint8_t bit = (uint8_t)(1u << (h->of_reading[i] - 1));
        h->in_sentence[r->sentence] |= bit;
        if (r->sentence < FIRST_SENTENCES)
            h->first_lines |= bit;
        if (h->first == DRG_NONE)
            h->first = h->of_reading[i] - 1u;
        last = i;
    }
    last = DRG_NONE;
    for (uint32_t i = (uint32_t)namer->readings.count; i-- > 0;) {
        h->after[i] = last;
        if (h->of_reading[i])
            last = i;
    }
    for (uint32_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        for (uint32_t c = 0; c < h->count; c++) {
            uint16_t *shared = &h->together[r->entity][c];
            *shared = (uint16_t)(*shared +
                                 ((h->in_sentence[r->sentence] >> c & 1) && *shared < UINT16_MAX));
        }
    }
}

static int survey(home *h) {
    drg_namer *namer = h->namer;
    size_t n = namer->readings.count;
    tally t = {.all = 0};
    h->of_reading = drg_arena_array(namer->arena, n + 1, 1);
    h->in_sentence = drg_arena_array(namer->arena, namer->document->sentences.count + 1, 1);
    h->before = drg_arena_array(namer->arena, n + 1, sizeof *h->before);
    h->after = drg_arena_array(namer->arena, n + 1, sizeof *h->after);
    h->together = drg_arena_array(namer->arena, namer->clusters.count + 1, sizeof *h->together);
    uint8_t *candidate_of = drg_arena_array(namer->arena, n + DRG_HOME_MONIES + 2, 1);
    if (!h->of_reading || !h->in_sentence || !h->before || !h->after || !h->together ||
        !candidate_of || !count_names(namer, &t) || !count_money(namer, &t) ||
        !count_place_of_print(namer, &t))
        return DRG_ENOMEM;
    choose_candidates(h, &t, candidate_of);
    for (size_t i = 0; i < n; i++)
        h->of_reading[i] = t.code_of[i] == DRG_NONE ? 0 : candidate_of[t.code_of[i]];
    lay_out(h);
    h->dateline = dateline_of(h);
    h->address = candidate_for(h, drg_namer_address(namer));
    return DRG_OK;
}

/* ---- one entity ---- */

static bool holds_word(const drg_namer *namer, const drg_cluster *cluster, const char *list) {
    if (cluster->fullest == DRG_NONE)
        return false;
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    for (uint32_t t = full->first; t < full->end; t++)
        if (drg_slice_listed(namer->tokens[t].lower, list))
            return true;
    return false;
}

static bool organ(const drg_namer *namer, const drg_cluster *cluster) {
    return holds_word(namer, cluster,
        "|ministry|parliament|senate|assembly|congress|court|tribunal|police|authority|department|"
        "army|navy|military|forces|guard|cabinet|commission|committee|council|house|presidency|"
        "office|bureau|directorate|municipality|prosecutor|treasury|embassy|secretariat|division|");
}

unsigned drg_home_class(const drg_namer *namer, const drg_cluster *cluster) {
    drg_entity_type type = cluster->type;
    return type == DRG_PERSON         ? DRG_HOME_PERSON
           : type == DRG_NORP         ? DRG_HOME_PEOPLE
           : type != DRG_ORGANIZATION ? DRG_HOME_PLACE
           : organ(namer, cluster)    ? DRG_HOME_ORGAN
                                      : DRG_HOME_BODY;
}

static void put(int32_t *values, drg_home_observation observation, int32_t value) {
    values[observation] = value;
}

static drg_slice employer_of(const drg_namer *namer, const drg_cluster *cluster, bool *employed) {
    uint32_t of =
        cluster->role == DRG_NONE ? DRG_NONE : namer->document->roles.items[cluster->role].of;
    *employed = of != DRG_NONE;
    return *employed ? namer->clusters.items[of].country : (drg_slice){NULL, 0};
}

/* "X from the UN Children's Fund", "BankDhofar's X": a body named beside a person, DRG_NONE. */
static uint32_t body_beside(const drg_namer *namer, const drg_cluster *cluster) {
    enum { BEHIND = 10, AHEAD = 4 };
    const drg_reading *r = &namer->readings.items[cluster->first];
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    for (uint32_t at = r->end; at < sentence->end_token && at < r->end + BEHIND; at++) {
        uint32_t reading = drg_reading_from(namer, at);
        if (reading != DRG_NONE)
            return namer->readings.items[reading].type == DRG_ORGANIZATION
                       ? namer->readings.items[reading].entity
                       : DRG_NONE;
    }
    for (uint32_t at = r->first; at > sentence->first_token && at + AHEAD > r->first; at--) {
        uint32_t reading = drg_reading_to(namer, at);
        if (reading != DRG_NONE)
            return namer->readings.items[reading].type == DRG_ORGANIZATION
                       ? namer->readings.items[reading].entity
                       : DRG_NONE;
    }
    return DRG_NONE;
}

/* What speaks for a candidate country. */
static void observe_country(
    const home *h, uint32_t number, uint32_t c, int32_t values[DRG_HOME_OBSERVATIONS]) {
    const drg_namer *namer = h->namer;
    const drg_cluster *cluster = &namer->clusters.items[number];
    const drg_reading *first = &namer->readings.items[cluster->first];
    uint32_t before = h->before[cluster->first], after = h->after[cluster->first];
    bool near_before = before != DRG_NONE && h->of_reading[before] == c + 1;
    bool near_after = after != DRG_NONE && h->of_reading[after] == c + 1 &&
                      namer->readings.items[after].sentence == first->sentence;
    bool same_before = near_before && namer->readings.items[before].sentence == first->sentence;
    bool employed;
    drg_slice employer = employer_of(namer, cluster, &employed);
    bool office = cluster->role != DRG_NONE && !employed &&
                  namer->role_kinds.items[cluster->role] == DRG_TITLE_OFFICE;
    for (unsigned kind = 0; kind < KINDS; kind++)
        put(values, (drg_home_observation)(DRG_H_STATES + kind), h->share[kind][c]);
    put(values, DRG_H_SHARE, h->all[c]);
    put(values, DRG_H_MOST_NAMED, c == 0 ? WHOLE : 0);
    put(values, DRG_H_NAMED_FIRST, c == h->first ? WHOLE : 0);
    put(values, DRG_H_FIRST_LINES, h->first_lines >> c & 1 ? WHOLE : 0);
    put(values, DRG_H_ADDRESS, c == h->address ? WHOLE : 0);
    put(values, DRG_H_DATELINE, c == h->dateline ? WHOLE : 0);
    put(values, DRG_H_SAME_SENTENCE, h->in_sentence[first->sentence] >> c & 1 ? WHOLE : 0);
    put(values, DRG_H_TOGETHER,
        (int32_t)(WHOLE * h->together[number][c] / (cluster->count ? cluster->count : 1)));
    put(values, DRG_H_BEFORE, near_before ? WHOLE : 0);
    put(values, DRG_H_BEFORE_HERE, same_before ? WHOLE : 0);
    put(values, DRG_H_AFTER_HERE, near_after ? WHOLE : 0);
    put(values, DRG_H_EMPLOYER, drg_slice_equal(employer, h->candidates[c]) ? WHOLE : 0);
    put(values, DRG_H_OFFICE_SHARE, office ? h->all[c] : 0);
    put(values, DRG_H_MAIN, drg_slice_equal(namer->main_country, h->candidates[c]) ? WHOLE : 0);
    if (cluster->type != DRG_PERSON)
        return;
    uint32_t body = body_beside(namer, cluster);
    bool there =
        body != DRG_NONE && drg_slice_equal(namer->clusters.items[body].country, h->candidates[c]);
    put(values, DRG_H_NEAR_BODY, there ? WHOLE : 0);
    int fits = drg_home_name_fits(namer, cluster->fullest, h->candidates[c]);
    put(values, DRG_H_NAME_FITS, fits > 0 ? WHOLE : 0);
    put(values, DRG_H_NAME_ELSEWHERE, fits < 0 ? WHOLE : 0);
}

static const char WORLD[] = "|international|world|global|africa|african|pan-african|pan|asia|asian|"
                            "europe|european|america|american|americas|latin|arab|pacific|"
                            "caribbean|without|nations|earth|climate|nature|permanent|";
static const char CIVIL[] = "|foundation|alliance|forum|society|campaign|watch|network|initiative|"
                            "observatory|coalition|movement|project|fund|rights|";

/* What speaks for no country at all. */
static void observe_none(
    const home *h, const drg_cluster *cluster, int32_t values[DRG_HOME_OBSERVATIONS]) {
    const drg_namer *namer = h->namer;
    bool employed;
    drg_slice employer = employer_of(namer, cluster, &employed);
    const drg_reading *first = &namer->readings.items[cluster->first];
    drg_slice sector = cluster->role == DRG_NONE
                           ? (drg_slice){NULL, 0}
                           : drg_title_cell(namer->know,
                                 namer->document->roles.items[cluster->role].title, "sector");
    bool no_state = employed && employer.size && !is_state(namer, employer);
    put(values, DRG_H_NONE, WHOLE);
    put(values, DRG_H_NONE_FEW, h->countries <= 1 ? WHOLE : 0);
    put(values, DRG_H_NONE_MANY, h->countries > FEW ? WHOLE : 0);
    put(values, DRG_H_NONE_TOP_SHARE, h->all[0]);
    put(values, DRG_H_NONE_EMPLOYER_BODY, no_state ? WHOLE : 0);
    put(values, DRG_H_NONE_EMPLOYER_UNKNOWN, employed && employer.size == 0 ? WHOLE : 0);
    put(values, DRG_H_NONE_NO_ROLE, cluster->role == DRG_NONE ? WHOLE : 0);
    put(values, DRG_H_NONE_SCHOLAR, drg_slice_starts(sector, DRG_SLICE("EDU")) ? WHOLE : 0);
    put(values, DRG_H_NONE_BUSINESS, drg_slice_starts(sector, DRG_SLICE("BUS")) ? WHOLE : 0);
    put(values, DRG_H_NONE_ONCE, cluster->count == 1 ? WHOLE : 0);
    put(values, DRG_H_NONE_ONE_WORD, first->end - first->first == 1 ? WHOLE : 0);
    put(values, DRG_H_NONE_LOCATION, cluster->type == DRG_LOCATION ? WHOLE : 0);
    put(values, DRG_H_NONE_FACILITY, cluster->type == DRG_FACILITY ? WHOLE : 0);
    bool body_name = cluster->type == DRG_ORGANIZATION;
    put(values, DRG_H_NONE_WORLD, body_name && holds_word(namer, cluster, WORLD) ? WHOLE : 0);
    put(values, DRG_H_NONE_CIVIL, body_name && holds_word(namer, cluster, CIVIL) ? WHOLE : 0);
    uint32_t body = cluster->type == DRG_PERSON ? body_beside(namer, cluster) : DRG_NONE;
    put(values, DRG_H_NONE_NEAR_BODY,
        body != DRG_NONE && !is_state(namer, namer->clusters.items[body].country) ? WHOLE : 0);
    if (cluster->type == DRG_PERSON)
        put(values, DRG_H_NONE_NAME_ELSEWHERE,
            drg_home_name_fits(namer, cluster->fullest, h->candidates[0]) < 0 ? WHOLE : 0);
}

static int64_t score(unsigned class, const int32_t values[DRG_HOME_OBSERVATIONS]) {
    int64_t sum = 0;
    for (unsigned i = 0; i < DRG_HOME_OBSERVATIONS; i++)
        sum += (int64_t)drg_home_weights[class][i] * values[i];
    return sum / WHOLE;
}

/* A region or sea that may be larger than a country: no guess where it lies. */
static bool wide(const drg_namer *namer, const drg_cluster *cluster) {
    static const char *const words[] = {"sea", "ocean", "gulf", "strait", "america", "africa",
        "asia", "europe", "east", "west", "north", "south", "mediterranean", "arctic", "sahara"};
    if (cluster->type != DRG_LOCATION || cluster->fullest == DRG_NONE)
        return false;
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_token_is(namer, full->end - 1, words[i]))
            return true;
    return false;
}

/* No table row says that it has none, as of "Muslim" and "Red Cross", nor its own name by telling
 * two. */
static bool open_question(const drg_namer *namer, const drg_cluster *cluster) {
    if (cluster->country.size || cluster->count == 0 || wide(namer, cluster) ||
        (cluster->fullest != DRG_NONE &&
            drg_name_states(namer, &namer->readings.items[cluster->fullest]) > 1))
        return false;
    return cluster->type == DRG_PERSON || cluster->thing == DRG_NONE ||
           drg_thing_generic(drg_know_thing(namer->know, cluster->thing));
}

size_t drg_home_observe(const drg_namer *namer, const void *survey_of, uint32_t cluster,
    drg_home_candidate candidates[DRG_HOME_COUNTRIES + 1]) {
    const home *h = survey_of;
    const drg_cluster *c = &namer->clusters.items[cluster];
    unsigned class = drg_home_class(namer, c);
    memset(candidates, 0, (DRG_HOME_COUNTRIES + 1) * sizeof *candidates);
    for (uint32_t i = 0; i < h->count; i++) {
        candidates[i].country = h->candidates[i];
        observe_country(h, cluster, i, candidates[i].values);
        candidates[i].score = score(class, candidates[i].values);
    }
    if (h->count)
        observe_none(h, c, candidates[h->count].values);
    candidates[h->count].score = score(class, candidates[h->count].values);
    return h->count + 1;
}

/* The observations that spoke most for the first rather than the second. */
static void tell_why(drg_cluster *cluster, const drg_home_candidate *one,
    const drg_home_candidate *two, unsigned class) {
    int64_t last = INT64_MAX;
    for (size_t k = 0; k < sizeof cluster->country_why; k++) {
        int64_t most = 0;
        cluster->country_why[k] = 0;
        for (unsigned i = 0; i < DRG_HOME_OBSERVATIONS; i++) {
            int64_t part = (int64_t)drg_home_weights[class][i] * (one->values[i] - two->values[i]);
            if (part > most && part < last) {
                most = part;
                cluster->country_why[k] = (uint8_t)(i + 1);
            }
        }
        last = most;
    }
}

static void settle(home *h, uint32_t number) {
    drg_cluster *cluster = &h->namer->clusters.items[number];
    drg_home_candidate candidates[DRG_HOME_COUNTRIES + 1];
    size_t n = drg_home_observe(h->namer, h, number, candidates), best = n - 1, second = n - 1;
    for (size_t i = 0; i < n; i++)
        if (candidates[i].score > candidates[best].score)
            best = i;
    second = best == 0 ? n - 1 : 0;
    for (size_t i = 0; i < n; i++)
        if (i != best && candidates[i].score > candidates[second].score)
            second = i;
    cluster->country = candidates[best].country;
    cluster->country_basis = cluster->country.size ? DRG_BASIS_INFERRED : DRG_BASIS_NONE;
    cluster->country_rule = "the rest of the article";
    cluster->country_score = candidates[best].score;
    cluster->country_second_score = candidates[second].score;
    cluster->country_second = candidates[second].country;
    if (h->namer->document->options.explain)
        tell_why(
            cluster, &candidates[best], &candidates[second], drg_home_class(h->namer, cluster));
}

int drg_namer_homes_with(drg_namer *namer, drg_home_visit *visit, void *context) {
    home h = {.namer = namer, .first = DRG_NONE, .address = DRG_NONE, .dateline = DRG_NONE};
    int result = survey(&h);
    if (result)
        return result;
    for (int persons = 0; persons < 2; persons++)
        for (uint32_t i = 0; i < namer->clusters.count; i++) {
            if ((namer->clusters.items[i].type == DRG_PERSON) != persons ||
                !open_question(namer, &namer->clusters.items[i]))
                continue;
            if (visit)
                visit(context, namer, &h, i);
            settle(&h, i);
        }
    return DRG_OK;
}

int drg_namer_homes(drg_namer *namer) {
    return drg_namer_homes_with(namer, NULL, NULL);
}

const char *drg_home_observation_name(unsigned observation) {
    static const char *const names[] = {
#define X(name) #name,
        DRG_HOME_OBSERVATION(X)
#undef X
    };
    return observation < DRG_HOME_OBSERVATIONS ? names[observation] : "UNKNOWN";
}
