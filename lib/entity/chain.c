/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names -> entities: which names of the text stand for the same thing.
 *
 *   table      two names of one row of the tables ("U.S.", "United States")
 *   spelling   the same words but for accents, dots, hyphens and the case
 *   persons    by the words of their names (chain_person.c)
 *   bodies     by acronyms, first words and head words, places and others too (chain_body.c)
 *
 * Full names are put in first, longest first, so that a short name finds its full name even where
 * that comes later. Each word keeps at most DRG_BEARERS entities, and a name looks at those of one
 * word: cost is linear in the readings.
 */
#include "chain.h"

/* ---- clusters ---- */

/* A new entity of a reading; DRG_NONE when out of memory. */
static uint32_t add(chainer *chain, uint32_t reading, uint32_t thing) {
    drg_namer *namer = chain->namer;
    drg_cluster *cluster = drg_list_add(namer->arena, &namer->clusters);
    if (!cluster)
        return DRG_NONE;
    *cluster = (drg_cluster){.type = namer->readings.items[reading].type,
        .thing = thing,
        .near = DRG_NONE,
        .place = namer->places[reading],
        .fullest = reading,
        .first = reading,
        .role = DRG_NONE,
        .last_seen = DRG_NONE};
    return (uint32_t)namer->clusters.count - 1;
}

static void join(chainer *chain, uint32_t reading, uint32_t cluster, uint32_t thing) {
    drg_namer *namer = chain->namer;
    drg_reading *r = &namer->readings.items[reading];
    drg_cluster *c = &namer->clusters.items[cluster];
    const drg_reading *full = &namer->readings.items[c->fullest];
    r->entity = cluster;
    c->votes[r->type] += 1 + (uint32_t)(r->score > 0 ? r->score : 0) / 1000;
    c->count++;
    if (reading < c->first)
        c->first = reading;
    if (r->end - r->first > full->end - full->first)
        c->fullest = reading;
    if (c->thing == DRG_NONE)
        c->thing = thing;
    const drg_place_choice *place = &namer->places[reading];
    if (c->place.best == DRG_NONE || (c->place.thing != c->thing && place->thing == c->thing))
        c->place = *place;
}

uint32_t drg_chain_take(
    chainer *chain, uint32_t reading, uint32_t cluster, uint32_t key, uint32_t thing) {
    if (cluster == DRG_NONE)
        cluster = add(chain, reading, thing);
    if (cluster == DRG_NONE)
        return DRG_NONE;
    if (key != DRG_NONE)
        chain->key_clusters.items[key] = cluster;
    join(chain, reading, cluster, thing);
    return cluster;
}

void drg_chain_bear(bearers *list, uint32_t cluster) {
    for (uint32_t i = 0; i < list->count; i++)
        if (list->clusters[i] == cluster)
            return;
    if (list->count < DRG_BEARERS)
        list->clusters[list->count++] = cluster;
}

static drg_slice key_bytes(char kind, drg_slice name, char buffer[DRG_KEY_ROOM + 1]) {
    buffer[0] = kind;
    memcpy(buffer + 1, name.data, name.size);
    return (drg_slice){buffer, name.size + 1};
}

uint32_t drg_chain_find_key(const chainer *chain, char kind, drg_slice name) {
    char buffer[DRG_KEY_ROOM + 1];
    if (name.size >= DRG_KEY_ROOM || name.size == 0)
        return DRG_NONE;
    return drg_intern_find(&chain->keys, key_bytes(kind, name, buffer));
}

uint32_t drg_chain_key(chainer *chain, char kind, drg_slice name) {
    char buffer[DRG_KEY_ROOM + 1];
    uint32_t number = drg_chain_find_key(chain, kind, name);
    if (number != DRG_NONE || name.size >= DRG_KEY_ROOM || name.size == 0)
        return number;
    /* The cluster's place first: a key without one would be found later. */
    uint32_t *cluster = drg_list_add(chain->namer->arena, &chain->key_clusters);
    drg_slice copy = drg_arena_copy(chain->namer->arena, key_bytes(kind, name, buffer));
    if (cluster && copy.data) {
        *cluster = DRG_NONE;
        number = drg_intern_add(&chain->keys, copy);
    }
    chain->starved |= number == DRG_NONE;
    return number;
}

/* ---- order of the work ---- */

/* A short name waits until the full ones are in: one word, not of the tables. */
static bool is_short(const drg_namer *namer, const drg_reading *r) {
    if (drg_namer_foreign(namer, r->first, r->end))
        return true;
    if (r->type != DRG_PERSON && r->type != DRG_ORGANIZATION)
        return false;
    if (r->hit != DRG_NONE && !namer->hits.items[r->hit].guarded &&
        drg_reading_thing(namer, r) != DRG_NONE)
        return false;
    return r->end - r->first == 1;
}

/* "Ko Wen-je (柯文哲)" is one person, whatever the second name alone was read as. */
static uint32_t named_before(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    if (reading == 0 || !drg_namer_foreign(namer, r->first, r->end))
        return DRG_NONE;
    const drg_reading *previous = &namer->readings.items[reading - 1];
    return previous->end + 1 == r->first ? previous->entity : DRG_NONE;
}

static int put(chainer *chain, uint32_t reading) {
    drg_namer *namer = chain->namer;
    uint32_t before = named_before(namer, reading);
    if (before != DRG_NONE) {
        namer->readings.items[reading].type = namer->clusters.items[before].type;
        join(chain, reading, before, DRG_NONE);
        return DRG_OK;
    }
    return namer->readings.items[reading].type == DRG_PERSON ? drg_chain_person(chain, reading)
                                                             : drg_chain_other(chain, reading);
}

static int put_full_names(chainer *chain) {
    drg_namer *namer = chain->namer;
    for (uint32_t length = DRG_NAME_TOKENS; length >= 1; length--)
        for (uint32_t i = 0; i < namer->readings.count; i++) {
            const drg_reading *r = &namer->readings.items[i];
            uint32_t size = r->end - r->first;
            if (size > DRG_NAME_TOKENS)
                size = DRG_NAME_TOKENS;
            if (size != length || r->type != DRG_PERSON || is_short(namer, r))
                continue;
            int result = drg_chain_person(chain, i);
            if (result)
                return result;
        }
    for (uint32_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        int result =
            r->type == DRG_PERSON || is_short(namer, r) ? DRG_OK : drg_chain_other(chain, i);
        if (result)
            return result;
    }
    return DRG_OK;
}

static int put_short_names(chainer *chain) {
    drg_namer *namer = chain->namer;
    for (uint32_t i = 0; i < namer->readings.count; i++) {
        drg_reading *r = &namer->readings.items[i];
        int result = r->entity == DRG_NONE ? put(chain, i) : DRG_OK;
        if (result)
            return result;
        drg_cluster *cluster = &namer->clusters.items[r->entity];
        cluster->last_seen = r->first;
        cluster->short_count += r->end - r->first == 1;
    }
    return DRG_OK;
}

int drg_namer_chain(drg_namer *namer) {
    chainer chain = {.namer = namer};
    drg_intern_init(&chain.keys, namer->arena, namer->document->key);
    chain.persons = drg_arena_array(namer->arena, namer->skeletons.count + 1, sizeof(bearers));
    chain.bodies = drg_arena_array(namer->arena, namer->interned.count + 1, sizeof(bearers));
    if (!chain.persons || !chain.bodies)
        return DRG_ENOMEM;
    int result = put_full_names(&chain);
    if (result == DRG_OK)
        result = put_short_names(&chain);
    return result == DRG_OK && chain.starved ? DRG_ENOMEM : result;
}
