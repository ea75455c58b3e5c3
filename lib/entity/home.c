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

enum { FEW = 3 };

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

static uint32_t body_of_reading(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    return r->type == DRG_ORGANIZATION ? r->entity : DRG_NONE;
}

/* "X from the UN Children's Fund", "BankDhofar's X": a body named beside a person, DRG_NONE. */
static uint32_t body_beside(const drg_namer *namer, const drg_cluster *cluster) {
    enum { BEHIND = 10, AHEAD = 4 };
    const drg_reading *r = &namer->readings.items[cluster->first];
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    for (uint32_t at = r->end; at < sentence->end_token && at < r->end + BEHIND; at++) {
        uint32_t reading = drg_reading_from(namer, at);
        if (reading != DRG_NONE)
            return body_of_reading(namer, reading);
    }
    for (uint32_t at = r->first; at > sentence->first_token && at + AHEAD > r->first; at--) {
        uint32_t reading = drg_reading_to(namer, at);
        if (reading != DRG_NONE)
            return body_of_reading(namer, reading);
    }
    return DRG_NONE;
}

/* What speaks for a candidate country. */
static void observe_country(
    const drg_home *h, uint32_t number, uint32_t c, int32_t values[DRG_HOME_OBSERVATIONS]) {
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
    for (unsigned kind = 0; kind < DRG_HOME_KINDS; kind++)
        put(values, (drg_home_observation)(DRG_H_STATES + kind), h->share[kind][c]);
    put(values, DRG_H_SHARE, h->all[c]);
    put(values, DRG_H_MOST_NAMED, c == 0 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NAMED_FIRST, c == h->first ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_FIRST_LINES, h->first_lines >> c & 1 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_ADDRESS, c == h->address ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_DATELINE, c == h->dateline ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_SAME_SENTENCE, h->in_sentence[first->sentence] >> c & 1 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_TOGETHER,
        (int32_t)(DRG_HOME_WHOLE * h->together[number][c] / (cluster->count ? cluster->count : 1)));
    put(values, DRG_H_BEFORE, near_before ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_BEFORE_HERE, same_before ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_AFTER_HERE, near_after ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_EMPLOYER, drg_slice_equal(employer, h->candidates[c]) ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_OFFICE_SHARE, office ? h->all[c] : 0);
    put(values, DRG_H_MAIN,
        drg_slice_equal(namer->main_country, h->candidates[c]) ? DRG_HOME_WHOLE : 0);
    if (cluster->type != DRG_PERSON)
        return;
    uint32_t body = body_beside(namer, cluster);
    bool there =
        body != DRG_NONE && drg_slice_equal(namer->clusters.items[body].country, h->candidates[c]);
    put(values, DRG_H_NEAR_BODY, there ? DRG_HOME_WHOLE : 0);
    int fits = drg_home_name_fits(namer, cluster->fullest, h->candidates[c]);
    put(values, DRG_H_NAME_FITS, fits > 0 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NAME_ELSEWHERE, fits < 0 ? DRG_HOME_WHOLE : 0);
}

static const char WORLD[] = "|international|world|global|africa|african|pan-african|pan|asia|asian|"
                            "europe|european|america|american|americas|latin|arab|pacific|"
                            "caribbean|without|nations|earth|climate|nature|permanent|";
static const char CIVIL[] = "|foundation|alliance|forum|society|campaign|watch|network|initiative|"
                            "observatory|coalition|movement|project|fund|rights|";

/* What speaks for no country at all. */
static void observe_none(
    const drg_home *h, const drg_cluster *cluster, int32_t values[DRG_HOME_OBSERVATIONS]) {
    const drg_namer *namer = h->namer;
    bool employed;
    drg_slice employer = employer_of(namer, cluster, &employed);
    const drg_reading *first = &namer->readings.items[cluster->first];
    drg_slice sector = cluster->role == DRG_NONE
                           ? (drg_slice){NULL, 0}
                           : drg_title_cell(namer->know,
                                 namer->document->roles.items[cluster->role].title, "sector");
    bool no_state = employed && employer.size && !drg_country_is_state(namer, employer);
    put(values, DRG_H_NONE, DRG_HOME_WHOLE);
    put(values, DRG_H_NONE_FEW, h->countries <= 1 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_MANY, h->countries > FEW ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_TOP_SHARE, h->all[0]);
    put(values, DRG_H_NONE_EMPLOYER_BODY, no_state ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_EMPLOYER_UNKNOWN, employed && employer.size == 0 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_NO_ROLE, cluster->role == DRG_NONE ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_SCHOLAR,
        drg_slice_starts(sector, DRG_SLICE("EDU")) ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_BUSINESS,
        drg_slice_starts(sector, DRG_SLICE("BUS")) ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_ONCE, cluster->count == 1 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_ONE_WORD, first->end - first->first == 1 ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_LOCATION, cluster->type == DRG_LOCATION ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_FACILITY, cluster->type == DRG_FACILITY ? DRG_HOME_WHOLE : 0);
    bool body_name = cluster->type == DRG_ORGANIZATION;
    put(values, DRG_H_NONE_WORLD,
        body_name && holds_word(namer, cluster, WORLD) ? DRG_HOME_WHOLE : 0);
    put(values, DRG_H_NONE_CIVIL,
        body_name && holds_word(namer, cluster, CIVIL) ? DRG_HOME_WHOLE : 0);
    uint32_t body = cluster->type == DRG_PERSON ? body_beside(namer, cluster) : DRG_NONE;
    put(values, DRG_H_NONE_NEAR_BODY,
        body != DRG_NONE && !drg_country_is_state(namer, namer->clusters.items[body].country)
            ? DRG_HOME_WHOLE
            : 0);
    if (cluster->type == DRG_PERSON)
        put(values, DRG_H_NONE_NAME_ELSEWHERE,
            drg_home_name_fits(namer, cluster->fullest, h->candidates[0]) < 0 ? DRG_HOME_WHOLE : 0);
}

static int64_t score(unsigned class, const int32_t values[DRG_HOME_OBSERVATIONS]) {
    int64_t sum = 0;
    for (unsigned i = 0; i < DRG_HOME_OBSERVATIONS; i++)
        sum += (int64_t)drg_home_weights[class][i] * values[i];
    return sum / DRG_HOME_WHOLE;
}

/* A region or sea that may be larger than a country: no guess where it lies. */
static bool wide(const drg_namer *namer, const drg_cluster *cluster) {
    static const char *const words[] = {"sea", "ocean", "gulf", "strait", "america", "africa",
        "asia", "europe", "east", "west", "north", "south", "mediterranean", "arctic", "sahara"};
    if (cluster->type != DRG_LOCATION || cluster->fullest == DRG_NONE)
        return false;
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    return DRG_ONE_OF(namer->tokens[full->end - 1].lower, words);
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
    const drg_home *h = survey_of;
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

/* "Rumsfeld" in an article on Egypt: who is meant wherever the name stands alone (figures.tsv).
 * A surname is believed where the article names the country, and where it has no title. */
static bool is_figure(drg_namer *namer, drg_cluster *cluster) {
    const drg_table *figures = drg_know_table(namer->know, "figures");
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    char buffer[DRG_KEY_ROOM];
    drg_slice name = drg_namer_key(namer, full->first, full->end, buffer);
    size_t row = drg_table_find(figures, name);
    size_t column = row == SIZE_MAX ? SIZE_MAX : drg_table_column(figures, "country");
    bool alone = full->end - full->first == 1;
    if (column == SIZE_MAX || (alone && cluster->role != DRG_NONE))
        return false;
    drg_slice country = drg_table_cell(figures, row, column);
    if (alone && drg_country_votes(namer, country) == 0)
        return false;
    cluster->country = country;
    cluster->country_basis = DRG_BASIS_TABLE;
    cluster->country_rule = "known by the name alone";
    return true;
}

static void settle(drg_home *h, uint32_t number) {
    drg_cluster *cluster = &h->namer->clusters.items[number];
    drg_home_candidate candidates[DRG_HOME_COUNTRIES + 1];
    size_t n = drg_home_observe(h->namer, h, number, candidates), best = n - 1, second = n - 1;
    for (size_t i = 0; i < n; i++)
        if (candidates[i].score > candidates[best].score)
            best = i;
    unsigned class = drg_home_class(h->namer, cluster);
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
        tell_why(cluster, &candidates[best], &candidates[second], class);
}

int drg_namer_homes_with(drg_namer *namer, drg_home_visit *visit, void *context) {
    drg_home h = {.namer = namer, .first = DRG_NONE, .address = DRG_NONE, .dateline = DRG_NONE};
    int result = drg_home_survey(&h);
    if (result)
        return result;
    for (int persons = 0; persons < 2; persons++)
        for (uint32_t i = 0; i < namer->clusters.count; i++) {
            if ((namer->clusters.items[i].type == DRG_PERSON) != persons ||
                !open_question(namer, &namer->clusters.items[i]))
                continue;
            if (persons && is_figure(namer, &namer->clusters.items[i]))
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
