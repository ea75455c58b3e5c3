/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The countries that an article is about: every state, nationality and well-known place that it
 * names is a vote for its country, in the first sentences a double one. The country with most votes
 * is the main one. Votes choose between namesakes (chain.c) and, where nothing else says where a
 * person or body belongs, the main country is the guess (resolve.c).
 *
 * A name that may lie in several countries has no vote, except a city that everybody knows. Cost:
 * linear in the names; the tables of states and bodies are walked once where the text begins with
 * an address.
 */
#include "entity.h"

uint32_t drg_country_votes(const drg_namer *namer, drg_slice country) {
    uint32_t code = country.size ? drg_intern_find(&namer->countries, country) : DRG_NONE;
    return code == DRG_NONE ? 0 : namer->country_votes[code];
}

bool drg_thing_prominent(const drg_thing *thing) {
    return thing->kind == DRG_THING_STATE || drg_slice_is(thing->subkind, "capital") ||
           thing->population >= 1000000;
}

drg_slice drg_thing_elsewhere(const drg_know *know, const drg_thing *thing) {
    drg_slice none = {NULL, 0};
    const drg_table *demonyms =
        thing->kind == DRG_THING_DEMONYM ? drg_know_table(know, "demonyms") : NULL;
    size_t column = demonyms ? drg_table_column(demonyms, "elsewhere") : SIZE_MAX;
    return column == SIZE_MAX ? none : drg_table_cell(demonyms, thing->row, column);
}

static bool vote(drg_namer *namer, drg_slice country, uint32_t weight) {
    uint32_t code = drg_intern_add(&namer->countries, country);
    if (code == DRG_NONE)
        return false;
    namer->country_votes[code] += weight;
    uint32_t main = namer->main_country.size
                        ? drg_intern_find(&namer->countries, namer->main_country)
                        : DRG_NONE;
    if (main == DRG_NONE || namer->country_votes[code] > namer->country_votes[main])
        namer->main_country = country;
    return true;
}

/* A town that stands in the shadow of the first meaning of its name: of a state, or of a city eight
 * times as large. */
static bool overshadowed(const drg_thing *first, const drg_thing *thing) {
    if (thing->kind != DRG_THING_PLACE || thing->population == 0)
        return false;
    return first->kind == DRG_THING_STATE || first->population / 8 >= thing->population;
}

/* Whether all that a name may well mean lies in one country. */
static bool one_country(const drg_namer *namer, const drg_hit *hit) {
    const drg_thing *first = drg_know_thing(namer->know, hit->things[0]);
    drg_slice country = first->country;
    for (uint32_t i = 1; i < hit->thing_count; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[i]);
        if (!drg_slice_equal(country, thing->country) && !overshadowed(first, thing))
            return false;
    }
    return country.size == 3;
}

/* "SCA": another state may have a body of that acronym, and then nobody has named this one.
 * Companies and media are known by theirs abroad. */
static bool is_acronym(const drg_namer *namer, const drg_reading *r) {
    if (r->type != DRG_ORGANIZATION || r->end - r->first > 1 || r->hit == DRG_NONE ||
        namer->tokens[r->first].shape != DRG_SHAPE_UPPER)
        return false;
    drg_slice kind = drg_know_thing(namer->know, namer->hits.items[r->hit].things[0])->subkind;
    return !drg_slice_is(kind, "company") && !drg_slice_is(kind, "media");
}

/* Votes of a reading: states and demonyms count full, well-known places half; the first sentences
 * twice. Other places, bodies and persons of one country count a little, for a text that names no
 * state at all. */
static uint32_t weight_of(const drg_namer *namer, const drg_reading *r) {
    if (r->hit == DRG_NONE)
        return 0;
    const drg_hit *hit = &namer->hits.items[r->hit];
    if (r->type == DRG_PERSON || r->type == DRG_ORGANIZATION)
        return hit->thing_count == 1 && !hit->guarded && one_country(namer, hit) &&
               !(r->type == DRG_ORGANIZATION && drg_reading_common(namer, r));
    if (r->type != DRG_GPE && r->type != DRG_NORP)
        return 0;
    const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
    if (hit->guarded || thing->country.size != 3)
        return 0;
    if (drg_thing_elsewhere(namer->know, thing).size ||
        (thing->kind == DRG_THING_DEMONYM && drg_slice_is(thing->subkind, "ideology")))
        return 0;
    bool people = thing->kind == DRG_THING_DEMONYM && drg_slice_is(thing->subkind, "ethnicity");
    bool state = thing->kind == DRG_THING_STATE || (thing->kind == DRG_THING_DEMONYM && !people);
    bool sure = one_country(namer, hit);
    if (state && !sure)
        return 0;
    if (thing->kind == DRG_THING_PLACE && thing->population > 0 &&
        thing->population < DRG_BELIEVED_POPULATION && !drg_thing_prominent(thing))
        return sure; /* no proof of its own country */
    uint32_t weight = state ? 8 : drg_thing_prominent(thing) && sure ? 6 : sure ? 2 : 0;
    return r->sentence < 4 ? 2 * weight : weight;
}

/* A name as a host writes it: lower case without spaces and hyphens. Returns its size. */
static size_t squeeze(drg_slice name, char *plain, size_t room) {
    size_t size = 0;
    for (size_t i = 0; i < name.size && size < room; i++) {
        char c = name.data[i];
        if (c >= 'A' && c <= 'Z')
            plain[size++] = (char)(c - 'A' + 'a');
        else if (c != ' ' && c != '-')
            plain[size++] = c;
    }
    return size;
}

/* Whether one of a host's labels is a name, with or without its "The": "thedailystar.net". */
static bool is_label(drg_slice host, drg_slice name) {
    enum { SHORTEST = 4, LONGEST = 40 };
    char plain[LONGEST];
    size_t size = squeeze(name, plain, LONGEST);
    drg_slice label, rest = host;
    while (size >= SHORTEST && drg_slice_cut(&rest, '.', &label)) {
        bool the = drg_slice_starts(label, DRG_SLICE("the")) && label.size == size + 3;
        if ((label.size == size && memcmp(label.data, plain, size) == 0) ||
            (the && memcmp(label.data + 3, plain, size) == 0))
            return true;
    }
    return false;
}

/* The country of the newspaper whose name is the host's; empty: none. */
static drg_slice country_of_paper(const drg_namer *namer, drg_slice host) {
    const drg_table *bodies = drg_know_table(namer->know, "bodies");
    drg_slice none = {NULL, 0};
    if (!bodies)
        return none;
    size_t kind = drg_table_column(bodies, "kind"), name = drg_table_column(bodies, "name");
    size_t country = drg_table_column(bodies, "country");
    if (kind == SIZE_MAX || name == SIZE_MAX || country == SIZE_MAX)
        return none;
    for (size_t row = 0; row < drg_table_rows(bodies); row++)
        if (drg_slice_is(drg_table_cell(bodies, row, kind), "media") &&
            drg_table_cell(bodies, row, country).size == 3 &&
            is_label(host, drg_table_cell(bodies, row, name)))
            return drg_table_cell(bodies, row, country);
    return none;
}

/* Whether a host name holds a name: "newsroompanama.com", "tehrantimes.com". */
static bool holds_name(drg_slice host, drg_slice name) {
    enum { SHORTEST = 4, LONGEST = 40 };
    char plain[LONGEST];
    size_t size = squeeze(name, plain, LONGEST);
    if (size < SHORTEST)
        return false;
    for (size_t at = 0; at + size <= host.size; at++)
        if (memcmp(host.data + at, plain, size) == 0)
            return true;
    return false;
}

/* The country of a web address: by its last two letters, as the name of a newspaper of the tables,
 * or by a state or capital in it. */
static drg_slice country_of_host(const drg_namer *namer, drg_slice host) {
    const drg_table *states = drg_know_table(namer->know, "states");
    drg_slice found = {NULL, 0};
    if (!states || host.size < 4)
        return found;
    size_t alpha2 = drg_table_column(states, "alpha2"), code = drg_table_column(states, "code");
    size_t name = drg_table_column(states, "name"), capital = drg_table_column(states, "capital");
    if (alpha2 == SIZE_MAX || code == SIZE_MAX || name == SIZE_MAX || capital == SIZE_MAX)
        return found;
    char last[2] = {
        (char)(host.data[host.size - 2] & ~0x20), (char)(host.data[host.size - 1] & ~0x20)};
    bool two = host.data[host.size - 3] == '.';
    if (memcmp(last, "UK", 2) == 0)
        memcpy(last, "GB", 2);
    for (size_t row = 0; row < drg_table_rows(states); row++) {
        drg_slice letters = drg_table_cell(states, row, alpha2);
        if (two && drg_slice_equal(letters, (drg_slice){last, 2}))
            return drg_table_cell(states, row, code);
        if (holds_name(host, drg_table_cell(states, row, name)) ||
            holds_name(host, drg_table_cell(states, row, capital)))
            found = drg_table_cell(states, row, code);
    }
    drg_slice paper = country_of_paper(namer, host);
    return paper.size ? paper : found;
}

drg_slice drg_namer_address(const drg_namer *namer) {
    enum { FIRST = 4, LONGEST = 100 };
    for (uint32_t i = 0; i < namer->token_count && i < FIRST; i++) {
        drg_slice word = namer->tokens[i].lower;
        if (namer->tokens[i].shape != DRG_SHAPE_LINK || !drg_slice_starts(word, DRG_SLICE("http")))
            continue;
        const char *slashes = memchr(word.data, '/', word.size);
        size_t at = slashes ? (size_t)(slashes - word.data) + 2 : word.size, end = at;
        while (end < word.size && word.data[end] != '/' && end - at < LONGEST)
            end++;
        drg_slice country = {NULL, 0};
        if (at < end)
            country = country_of_host(namer, (drg_slice){word.data + at, end - at});
        if (country.size)
            return country;
    }
    return (drg_slice){NULL, 0};
}

/* The paper's country counts as if it were named in the first lines. */
static bool vote_address(drg_namer *namer) {
    enum { WEIGHT = 24 };
    drg_slice country = drg_namer_address(namer);
    return country.size == 0 || vote(namer, country, WEIGHT);
}

/* Acronyms vote where nothing else does. */
static bool vote_readings(drg_namer *namer, bool acronyms) {
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        uint32_t weight = is_acronym(namer, r) == acronyms ? weight_of(namer, r) : 0;
        if (weight == 0)
            continue;
        namer->vote_of[i] = weight;
        uint32_t thing = namer->hits.items[r->hit].things[0];
        if (!vote(namer, drg_know_thing(namer->know, thing)->country, weight))
            return false;
    }
    return true;
}

/* The countries that the text names, and how often. */
int drg_namer_countries(drg_namer *namer) {
    drg_intern_init(&namer->countries, namer->arena, namer->document->key);
    namer->country_votes =
        drg_arena_array(namer->arena, namer->readings.count + 2, sizeof *namer->country_votes);
    namer->vote_of = drg_arena_array(namer->arena, namer->readings.count + 1, sizeof(uint32_t));
    if (!namer->country_votes || !namer->vote_of)
        return DRG_ENOMEM;
    if (!vote_address(namer))
        return DRG_ENOMEM;
    if (!vote_readings(namer, false) ||
        (namer->main_country.size == 0 && !vote_readings(namer, true)))
        return DRG_ENOMEM;
    return DRG_OK;
}
