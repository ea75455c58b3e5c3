/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an article says of the countries that it names, for home.c.
 *
 * One pass over the names counts them by country and kind; the countries with most names are the
 * candidates for everybody whose own country nothing tells. A second pass notes what stands beside
 * what: which candidate is named last before a name, first behind it and in its sentence.
 *
 * Names that are sure (by a table or by the text) are counted alone, so that no guess feeds
 * another. Money and the address of the page make a candidate, but no name.
 *
 * Cost: linear in the names and tokens; no more than DRG_HOME_COUNTRIES candidates an article.
 */
#include "home.h"

static drg_slice sure_country(const drg_namer *namer, uint32_t cluster) {
    const drg_cluster *c = &namer->clusters.items[cluster];
    bool sure = c->country_basis == DRG_BASIS_TABLE || c->country_basis == DRG_BASIS_TEXT;
    return sure ? c->country : (drg_slice){NULL, 0};
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

typedef struct tally { /* names by country and kind */
    drg_intern codes;
    uint32_t (*counts)[DRG_HOME_KINDS]; /* [codes] */
    uint32_t *sums; /* [codes] 0: no state */
    uint32_t *code_of; /* [readings] DRG_NONE */
    uint32_t kinds[DRG_HOME_KINDS], all;
} tally;

/* Adds a name, or money of a country; its number, DRG_NONE when out of memory. */
static uint32_t count_one(const drg_namer *namer, tally *t, drg_slice country, unsigned kind) {
    size_t known = t->codes.count;
    uint32_t code = drg_intern_add(&t->codes, country);
    if (code == DRG_NONE)
        return DRG_NONE;
    if (code == known && !drg_country_is_state(namer, country))
        t->sums[code] = UINT32_MAX; /* an acronym of a body */
    if (t->sums[code] == UINT32_MAX)
        return code;
    t->counts[code][kind]++;
    t->kinds[kind]++;
    if (kind != DRG_HOME_MONEY) {
        t->sums[code]++;
        t->all++;
    }
    return code;
}

static bool count_names(drg_namer *namer, tally *t) {
    size_t n = namer->readings.count, most = n + drg_home_monies(namer->know) + 2;
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
            country = drg_home_money(namer->know, namer->tokens[i].lower);
        *known = country.size == 0;
        if (country.size && count_one(namer, t, country, DRG_HOME_MONEY) == DRG_NONE)
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
static void choose_candidates(drg_home *h, tally *t, uint8_t *candidate_of) {
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
        for (unsigned kind = 0; kind < DRG_HOME_KINDS; kind++)
            h->share[kind][h->count] =
                t->kinds[kind] ? (int32_t)(DRG_HOME_WHOLE * t->counts[best][kind] / t->kinds[kind])
                               : 0;
        h->all[h->count] = t->all ? (int32_t)(DRG_HOME_WHOLE * t->sums[best] / t->all) : 0;
    }
    for (uint32_t code = 0; code < t->codes.count; code++)
        h->countries += t->sums[code] != UINT32_MAX && t->sums[code] > 0;
}

static uint32_t candidate_for(const drg_home *h, drg_slice country) {
    for (uint32_t c = 0; c < h->count; c++)
        if (drg_slice_equal(h->candidates[c], country))
            return c;
    return DRG_NONE;
}

static uint32_t dateline_of(const drg_home *h) {
    const drg_dateline *line = &h->namer->document->dateline;
    if (!line->found || line->place_first == line->place_end)
        return DRG_NONE;
    uint32_t reading = h->namer->reading_of[line->place_first];
    return reading == DRG_NONE || !h->of_reading[reading] ? DRG_NONE : h->of_reading[reading] - 1u;
}

/* What stands beside what: one pass forward, one back. */
static void lay_out(drg_home *h) {
    enum { FIRST_SENTENCES = 3 };
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

int drg_home_survey(drg_home *h) {
    drg_namer *namer = h->namer;
    size_t n = namer->readings.count;
    tally t = {.all = 0};
    h->of_reading = drg_arena_array(namer->arena, n + 1, 1);
    h->in_sentence = drg_arena_array(namer->arena, namer->document->sentences.count + 1, 1);
    h->before = drg_arena_array(namer->arena, n + 1, sizeof *h->before);
    h->after = drg_arena_array(namer->arena, n + 1, sizeof *h->after);
    h->together = drg_arena_array(namer->arena, namer->clusters.count + 1, sizeof *h->together);
    uint8_t *candidate_of = drg_arena_array(namer->arena, n + drg_home_monies(namer->know) + 2, 1);
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
