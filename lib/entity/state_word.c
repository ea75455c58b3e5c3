/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "The government", "the country", "the authorities": words that stand for a state.
 *
 * It is the state that the article is mostly about, where one has half of all votes (countries.c);
 * else the state or nationality that was named last, if that is at most BACK sentences ago. Where
 * the state is named right beside the word ("the Iraqi government", "the government of Iraq"), the
 * phrase says by itself what it is and is left as it stands. The entity is the state's own where
 * the text names it, else its adjective's. A word that fits no state stays unlinked.
 *
 * One pass over the tokens, the latest state kept: linear.
 */
#include "entity.h"

enum { BACK = 3 };

typedef struct states {
    drg_intern codes; /* countries */
    uint32_t *cluster; /* [codes.count] the entity of each */
    bool clear; /* the main country has half of all votes */
} states;

static int note_states(drg_namer *namer, states *known) {
    drg_intern_init(&known->codes, namer->arena, namer->document->key);
    known->cluster = drg_arena_array(namer->arena, namer->clusters.count + 1, sizeof(uint32_t));
    if (!known->cluster)
        return DRG_ENOMEM;
    for (int pass = 0; pass < 2; pass++) /* states, then adjectives where there is no state */
        for (uint32_t i = 0; i < namer->clusters.count; i++) {
            const drg_cluster *cluster = &namer->clusters.items[i];
            bool state = cluster->thing != DRG_NONE &&
                         drg_know_thing(namer->know, cluster->thing)->kind == DRG_THING_STATE;
            if (cluster->country.size == 0 || cluster->count == 0 ||
                (pass == 0 ? !state : cluster->type != DRG_NORP))
                continue;
            size_t before = known->codes.count;
            uint32_t code = drg_intern_add(&known->codes, cluster->country);
            if (code == DRG_NONE)
                return DRG_ENOMEM;
            if (known->codes.count > before)
                known->cluster[code] = i;
        }
    uint64_t all = 0;
    for (size_t i = 0; i < namer->countries.count; i++)
        all += namer->country_votes[i];
    known->clear = 2 * (uint64_t)drg_country_votes(namer, namer->main_country) >= all && all > 0;
    return DRG_OK;
}

static uint32_t state_of(const states *known, drg_slice country) {
    uint32_t code = country.size ? drg_intern_find(&known->codes, country) : DRG_NONE;
    return code == DRG_NONE ? DRG_NONE : known->cluster[code];
}

static bool names_state(const drg_namer *namer, uint32_t reading) {
    if (reading == DRG_NONE)
        return false;
    const drg_cluster *cluster = &namer->clusters.items[namer->readings.items[reading].entity];
    return (cluster->type == DRG_GPE || cluster->type == DRG_NORP) && cluster->country.size == 3;
}

static bool state_word(const drg_namer *namer, uint32_t at) {
    static const char *const words[] = {
        "government", "country", "authorities", "nation", "state", "regime", "kingdom", "republic"};
    if (namer->tokens[at].shape != DRG_SHAPE_LOWER || namer->reading_of[at] != DRG_NONE)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_token_is(namer, at, words[i]))
            return true;
    return false;
}

/* Neither side of the word has a state or another owner of its own. */
static bool alone(const drg_namer *namer, uint32_t at) {
    bool of = at + 1 < namer->token_count && drg_token_is(namer, at + 1, "of");
    return !of && (drg_token_is(namer, at - 1, "the") || drg_token_is(namer, at - 1, "this"));
}

static bool add(drg_namer *namer, uint32_t at, uint32_t cluster, float confidence) {
    drg_mention *mention = drg_list_add(namer->arena, &namer->others);
    if (!mention)
        return false;
    *mention = (drg_mention){.first_token = at,
        .end_token = at + 1,
        .sentence = namer->tokens[at].sentence,
        .entity = cluster,
        .kind = DRG_NOMINAL,
        .confidence = confidence};
    return true;
}

int drg_namer_state_words(drg_namer *namer) {
    states known = {0};
    int result = note_states(namer, &known);
    if (result)
        return result;
    uint32_t latest = DRG_NONE;
    for (uint32_t at = 0; at < namer->token_count; at++) {
        uint32_t reading = drg_reading_from(namer, at);
        if (names_state(namer, reading))
            latest = reading;
        if (at == 0 || !state_word(namer, at) || !alone(namer, at) ||
            namer->tokens[at - 1].sentence != namer->tokens[at].sentence)
            continue;
        bool near = latest != DRG_NONE &&
                    namer->readings.items[latest].sentence + BACK >= namer->tokens[at].sentence;
        drg_slice country = namer->main_country;
        if (!known.clear)
            country = near ? namer->clusters.items[namer->readings.items[latest].entity].country
                           : (drg_slice){NULL, 0};
        uint32_t cluster = state_of(&known, country);
        float confidence = known.clear ? 0.7F : 0.55F;
        if (cluster != DRG_NONE && !add(namer, at, cluster, confidence))
            return DRG_ENOMEM;
    }
    return DRG_OK;
}
