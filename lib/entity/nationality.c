/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The country that the words beside a name say, where no table knows its bearer and no title tells.
 *
 *   before    "the Guatemalan Kenneth Müller", "Kenyan climate activist X", "Thailand's X"
 *   after     "X, a Mexican historian", "X, a Spanish NGO", "X is a Kenyan runner"
 *   of        "X of Argentina", "X (Jamaica)", "X (ESP)": persons of a state
 *   origin    "X, hailing from the Indian state of Kerala", "X, a former minister in Liberia"
 *   lies      "X (near Tipaza)", "X (in Copenhagen, Denmark)", "X, a town in the Rift Valley"
 *
 *   inside    "Kasama School", where the text says "Kasama, Japan"
 *   many      "Central African countries": a people that is a part of the world here
 *
 * Persons before, after, of, origin; bodies and places after and lies (resolve.c has what stands
 * right at these: "X in Kenya", "X, Kenya"). The first name of an entity that is told so decides.
 * Nothing is read over a verb or another name, and an envoy, an exile or a visitor is not of where
 * he is.
 *
 * Cost: linear in the names; at most a dozen tokens around each.
 */
#include "entity.h"

/* A noun or an adjective in lower case, in the singular. */
static bool describes_one(const drg_namer *namer, uint32_t at, bool *noun) {
    bool found = drg_token_describes(namer, at, noun);
    return found && !(*noun && drg_slice_ends(namer->tokens[at].lower, DRG_SLICE("s")));
}

static const drg_cluster *cluster_of(const drg_namer *namer, uint32_t reading) {
    return &namer->clusters.items[namer->readings.items[reading].entity];
}

static drg_slice nationality(const drg_namer *namer, uint32_t reading) {
    drg_slice none = {NULL, 0};
    if (reading == DRG_NONE || namer->readings.items[reading].type != DRG_NORP)
        return none;
    const drg_cluster *people = cluster_of(namer, reading);
    if (people->thing == DRG_NONE || people->country.size != 3)
        return none;
    return drg_slice_is(drg_know_thing(namer->know, people->thing)->subkind, "nationality")
               ? people->country
               : none;
}

/* The state that a name is the name of; empty: it is none. */
static drg_slice state(const drg_namer *namer, uint32_t reading) {
    if (reading == DRG_NONE)
        return (drg_slice){NULL, 0};
    const drg_cluster *cluster = cluster_of(namer, reading);
    bool is = cluster->thing != DRG_NONE &&
              drg_know_thing(namer->know, cluster->thing)->kind == DRG_THING_STATE;
    return is ? cluster->country : (drg_slice){NULL, 0};
}

static drg_slice place(const drg_namer *namer, uint32_t reading) {
    drg_slice none = {NULL, 0};
    if (reading == DRG_NONE)
        return none;
    drg_entity_type type = namer->readings.items[reading].type;
    drg_slice country = cluster_of(namer, reading)->country;
    return (type == DRG_GPE || type == DRG_LOCATION) && drg_country_is_state(namer, country)
               ? country
               : none;
}

/* "Thailand's X" */
static drg_slice state_of_owner(const drg_namer *namer, uint32_t first, uint32_t at) {
    bool owned = at > first + 1 && (namer->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE);
    return state(namer, owned ? drg_reading_to(namer, at - 1) : DRG_NONE);
}

static drg_slice before(const drg_namer *namer, const drg_reading *r) {
    enum { WORDS = 3 };
    uint32_t first = namer->document->sentences.items[r->sentence].first_token, at = r->first;
    for (int i = 0; i <= WORDS && at > first; i++, at--) {
        bool noun = false;
        uint32_t reading = drg_reading_to(namer, at);
        if (reading != DRG_NONE)
            return nationality(namer, reading);
        drg_slice owner = i == 0 ? state_of_owner(namer, first, at) : (drg_slice){NULL, 0};
        if (owner.size)
            return owner;
        if (!describes_one(namer, at - 1, &noun) || (i == 0 && !noun))
            break;
    }
    return (drg_slice){NULL, 0};
}

static uint32_t end_of_sentence(const drg_namer *namer, const drg_reading *r) {
    return namer->document->sentences.items[r->sentence].end_token;
}

static drg_slice after(const drg_namer *namer, const drg_reading *r) {
    enum { WORDS = 2 };
    uint32_t end = end_of_sentence(namer, r), at = r->end;
    bool link = drg_token_is(namer, at, ",") || drg_token_is(namer, at, "is") ||
                drg_token_is(namer, at, "was");
    if (!link || at + 2 >= end ||
        !(drg_token_is(namer, at + 1, "a") || drg_token_is(namer, at + 1, "an")))
        return (drg_slice){NULL, 0};
    at += 2;
    bool noun;
    for (int i = 0; i < WORDS && at < end && describes_one(namer, at, &noun); i++)
        at++;
    uint32_t reading = at < end ? drg_reading_from(namer, at) : DRG_NONE;
    uint32_t next = reading == DRG_NONE ? end : namer->readings.items[reading].end;
    bool thing = next < end && namer->tokens[next].shape == DRG_SHAPE_LOWER &&
                 !(namer->tokens[next].flags & DRG_TOKEN_POSSESSIVE);
    return thing ? nationality(namer, reading) : (drg_slice){NULL, 0};
}

/* The token behind an opening bracket's first name where the bracket ends there. */
static bool closes(const drg_namer *namer, uint32_t reading) {
    return reading != DRG_NONE && drg_token_is(namer, namer->readings.items[reading].end, ")");
}

/* "X of Argentina", "X (Jamaica)". */
static drg_slice of_state(const drg_namer *namer, const drg_reading *r) {
    uint32_t end = end_of_sentence(namer, r), at = r->end;
    drg_slice none = {NULL, 0};
    if (at + 1 >= end)
        return none;
    if (drg_token_is(namer, at, "of"))
        return state(namer, drg_reading_from(namer, at + 1 + drg_token_is(namer, at + 1, "the")));
    if (!drg_token_is(namer, at, "("))
        return none;
    uint32_t reading = drg_reading_from(namer, at + 1);
    drg_slice country = closes(namer, reading) ? state(namer, reading) : none;
    if (country.size == 0 && closes(namer, reading))
        country = nationality(namer, reading);
    uint32_t thing = country.size ? DRG_NONE : drg_state_of_code(namer, at + 1);
    return thing == DRG_NONE ? country : drg_know_thing(namer->know, thing)->country;
}

/* "X, hailing from the southern Indian state of Kerala", "X, who hails from Wakenaam". */
static drg_slice hails(const drg_namer *namer, uint32_t at, uint32_t end) {
    enum { WORDS = 4 };
    at += drg_token_is(namer, at, ",");
    at += drg_token_is(namer, at, "who");
    bool verb = drg_token_is(namer, at, "hails") || drg_token_is(namer, at, "hailing") ||
                drg_token_is(namer, at, "hailed") || drg_token_is(namer, at, "comes");
    if (!verb || !drg_token_is(namer, at + 1, "from"))
        return (drg_slice){NULL, 0};
    at += 2;
    for (int i = 0; i < WORDS && at < end; i++, at++) {
        uint32_t reading = drg_reading_from(namer, at);
        drg_slice country = place(namer, reading);
        if (country.size)
            return country;
        if (reading != DRG_NONE)
            return nationality(namer, reading);
        if (namer->tokens[at].shape != DRG_SHAPE_LOWER)
            break;
    }
    return (drg_slice){NULL, 0};
}

/* Whoever is elsewhere than he belongs. */
static bool abroad(const drg_namer *namer, uint32_t at) {
    static const char *const words[] = {"ambassador", "envoy", "consul", "attache", "attaché",
        "correspondent", "representative", "refugee", "exile", "tourist", "visitor", "expert",
        "specialist", "prisoner", "hostage", "missionary", "volunteer", "observer", "investor",
        "adviser", "advisor", "coordinator", "commander", "migrant", "immigrant", "expatriate"};
    return DRG_ONE_OF(namer->tokens[at].lower, words);
}

/* "X, a former minister of public works in Liberia". */
static drg_slice apposition(const drg_namer *namer, const drg_reading *r) {
    enum { WORDS = 8 };
    static const char *const links[] = {"of", "and", "public"};
    uint32_t end = end_of_sentence(namer, r), at = r->end + 1;
    drg_slice none = {NULL, 0};
    if (!drg_token_is(namer, r->end, ",") || at + 3 >= end ||
        !(drg_token_is(namer, at, "a") || drg_token_is(namer, at, "an") ||
            drg_token_is(namer, at, "the") || drg_token_is(namer, at, "former")))
        return none;
    at++;
    bool noun = false;
    for (int i = 0; i < WORDS && at < end; i++, at++) {
        if (noun && (drg_token_is(namer, at, "in") || drg_token_is(namer, at, "from")))
            return state(
                namer, drg_reading_from(namer, at + 1 + drg_token_is(namer, at + 1, "the")));
        bool link = DRG_ONE_OF(namer->tokens[at].lower, links);
        if (abroad(namer, at) || (!drg_token_describes(namer, at, &noun) && !link))
            return none;
    }
    return none;
}

static drg_slice of_person(const drg_namer *namer, const drg_reading *r) {
    drg_slice country = before(namer, r);
    if (country.size == 0)
        country = after(namer, r);
    if (country.size == 0)
        country = of_state(namer, r);
    if (country.size == 0)
        country = hails(namer, r->end, end_of_sentence(namer, r));
    return country.size ? country : apposition(namer, r);
}

/* A word that says where something lies. */
static bool locates(const drg_namer *namer, uint32_t at) {
    static const char *const words[] = {"in", "near", "outside"};
    return DRG_ONE_OF(namer->tokens[at].lower, words);
}

/* "(Latacunga)", "(near Tipaza)", "(in Copenhagen, Denmark)": the last place of a bracket of places
 * alone. */
static drg_slice bracket(const drg_namer *namer, uint32_t at, uint32_t end) {
    drg_slice country = {NULL, 0}, none = {NULL, 0};
    at += locates(namer, at);
    for (int i = 0; i < 3 && at < end; i++) {
        at += drg_token_is(namer, at, "the");
        uint32_t reading = at < end ? drg_reading_from(namer, at) : DRG_NONE;
        country = place(namer, reading);
        if (country.size == 0)
            return none;
        if (closes(namer, reading))
            return country;
        if (!drg_token_is(namer, namer->readings.items[reading].end, ","))
            return none;
        at = namer->readings.items[reading].end + 1;
    }
    return none;
}

/* "X near Tipaza", "X, in the Rift Valley", "X, a town in the Rift Valley". */
static drg_slice lies(const drg_namer *namer, const drg_reading *r) {
    enum { WORDS = 4 };
    uint32_t end = end_of_sentence(namer, r), at = r->end;
    drg_slice none = {NULL, 0};
    if (at + 1 >= end)
        return none;
    if (drg_token_is(namer, at, "("))
        return bracket(namer, at + 1, end);
    bool comma = drg_token_is(namer, at, ","), noun = false;
    at += comma;
    if (comma && (drg_token_is(namer, at, "a") || drg_token_is(namer, at, "the"))) {
        at++;
        for (int i = 0; i < WORDS && at < end && drg_token_describes(namer, at, &noun); i++)
            at++;
        if (!noun)
            return none;
    }
    if (at + 1 >= end || !locates(namer, at))
        return none;
    at += 1 + drg_token_is(namer, at + 1, "the");
    if (at >= end || drg_namer_saint(namer, at))
        return none; /* "San Francisco" has namesakes everywhere */
    return place(namer, drg_reading_from(namer, at));
}

/* "Central African countries", "the American continent": many states, whatever one of them is
 * called. */
static bool tells_many(const drg_namer *namer, const drg_reading *r) {
    static const char *const states[] = {"countries", "nations", "continent", "continents"};
    static const char *const regions[] = {
        "states", "region", "subregion", "sub-region", "bloc", "governments", "leaders"};
    static const char *const parts[] = {"african", "american", "asian"};
    if (r->end >= end_of_sentence(namer, r) || r->type != DRG_NORP)
        return false;
    uint32_t last = r->end - 1;
    drg_slice next = namer->tokens[r->end].lower;
    bool part = last > r->first && DRG_ONE_OF(namer->tokens[last].lower, parts);
    return DRG_ONE_OF(next, states) || (part && DRG_ONE_OF(next, regions));
}

/* The peoples whose every name in the text tells many states are of none. */
static int peoples_of_many(drg_namer *namer) {
    uint32_t *many = drg_arena_array(namer->arena, namer->clusters.count + 1, sizeof *many);
    if (!many)
        return DRG_ENOMEM;
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        many[r->entity] += tells_many(namer, r);
    }
    for (size_t i = 0; i < namer->clusters.count; i++) {
        drg_cluster *cluster = &namer->clusters.items[i];
        if (many[i] == 0 || many[i] < cluster->count || cluster->country.size == 0)
            continue;
        cluster->country = (drg_slice){NULL, 0};
        cluster->country_basis = DRG_BASIS_NONE;
    }
    return DRG_OK;
}

static void beside_names(drg_namer *namer) {
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        drg_cluster *cluster = &namer->clusters.items[r->entity];
        if (cluster->country.size || cluster->type == DRG_NORP ||
            drg_cluster_stateless(namer, cluster))
            continue;
        bool person = cluster->type == DRG_PERSON;
        const char *rule = person ? "a nationality beside the name" : "where the text says it is";
        drg_slice country = person ? of_person(namer, r) : after(namer, r);
        if (country.size == 0 && !person)
            country = lies(namer, r);
        if (country.size == 0)
            continue;
        cluster->country = country;
        cluster->country_basis = DRG_BASIS_TEXT;
        cluster->country_rule = rule;
    }
}

/* "Kasama Junior High School" in an article that says "Kasama, Japan": a place that the text itself
 * puts in a country, at the head of a body's name. */
static int bodies_of_places(drg_namer *namer) {
    drg_intern names;
    drg_intern_init(&names, namer->arena, namer->document->key);
    size_t count = namer->readings.count;
    drg_slice *country = drg_arena_array(namer->arena, count + 1, sizeof *country);
    if (!country)
        return DRG_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        const drg_cluster *cluster = &namer->clusters.items[r->entity];
        if (r->type != DRG_GPE || r->end != r->first + 1 ||
            cluster->country_basis != DRG_BASIS_TEXT)
            continue;
        uint32_t name = drg_intern_add(&names, namer->tokens[r->first].lower);
        if (name == DRG_NONE)
            return DRG_ENOMEM;
        country[name] = cluster->country;
    }
    for (size_t i = 0; i < count && names.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        drg_cluster *cluster = &namer->clusters.items[r->entity];
        bool body = cluster->type == DRG_ORGANIZATION || cluster->type == DRG_FACILITY;
        if (!body || cluster->country.size || r->end < r->first + 2 ||
            drg_cluster_stateless(namer, cluster))
            continue;
        uint32_t name = drg_intern_find(&names, namer->tokens[r->first].lower);
        if (name == DRG_NONE)
            continue;
        cluster->country = country[name];
        cluster->country_basis = DRG_BASIS_TEXT;
        cluster->country_rule = "a place of the text inside the name";
    }
    return DRG_OK;
}

int drg_namer_nationalities(drg_namer *namer) {
    int result = peoples_of_many(namer);
    if (result == DRG_OK)
        beside_names(namer);
    return result == DRG_OK ? bodies_of_places(namer) : result;
}
