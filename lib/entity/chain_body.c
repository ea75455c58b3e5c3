/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which names of bodies, places and whatever is no person are one thing's.
 *
 *   second     "X, also known as Y", "X (Y)": a body or place with two names
 *   spelling   "Labour Department" <- "Department of Labour"; a letter off (chain_spelling.c)
 *   bodies     an acronym in brackets after its name or one that is made of its initials; the
 *              first words of a longer name ("Huawei" <- "Huawei Technologies Co"); its head word
 *              alone ("the Commission") for the body last named with that head
 */
#include "chain.h"

static char kind_letter(drg_entity_type type) {
    if (type == DRG_PERSON)
        return 'p';
    if (type == DRG_ORGANIZATION)
        return 'o';
    return type == DRG_NORP ? 'n' : 'l';
}

static bool distinctive(const drg_namer *namer, uint32_t at) {
    const drg_word *word = drg_namer_word(namer, at);
    return !(word->classes & (DRG_WORD_OPENER | DRG_WORD_ORGANIZATION | DRG_WORD_JOIN |
                                 DRG_WORD_ORGANIZATION_WEAK)) &&
           namer->cover[at].end == namer->cover[at].first;
}

static bool begins(const drg_namer *namer, const drg_reading *shorter, const drg_reading *longer) {
    uint32_t size = shorter->end - shorter->first;
    if (size >= longer->end - longer->first)
        return false;
    for (uint32_t i = 0; i < size; i++)
        if (namer->word_of[shorter->first + i] != namer->word_of[longer->first + i])
            return false;
    return true;
}

/* Whether the letters of an acronym stand in a name in their order, the first one first. */
static bool abbreviates(const drg_namer *namer, const drg_reading *r, const drg_reading *full) {
    drg_slice letters = drg_namer_word(namer, r->first)->folded;
    size_t at = 0;
    for (uint32_t i = full->first; i < full->end; i++) {
        drg_slice word = drg_namer_word(namer, i)->folded;
        if (i == full->first &&
            (word.size == 0 || letters.size == 0 || word.data[0] != letters.data[0]))
            return false;
        for (size_t k = 0; k < word.size && at < letters.size; k++)
            at += word.data[k] == letters.data[at];
    }
    return at == letters.size;
}

/* A newspaper or agency of the tables: "TODAY NICARAGUA (EFE)" says whose report it prints. */
static bool is_medium(const drg_namer *namer, const drg_reading *r) {
    const drg_thing *thing = NULL;
    if (r->hit != DRG_NONE)
        thing = drg_know_thing(namer->know, namer->hits.items[r->hit].things[0]);
    return thing && thing->kind == DRG_THING_BODY && drg_slice_is(thing->subkind, "media");
}

/* "Presa Allende (Allende Dam)", "Huangshan (Yellow Mountains)": a place or building told in other
 * words, of which one has a word of the other, or one at most is known. "Brest (France)" is none.
 */
static bool glosses(const drg_namer *namer, const drg_reading *r, const drg_reading *previous) {
    bool natural = r->type == DRG_LOCATION || r->type == DRG_FACILITY;
    if (previous->type != r->type || !drg_token_is(namer, r->end, ")") ||
        !(natural || r->type == DRG_GPE))
        return false;
    for (uint32_t at = r->first; at < r->end; at++)
        for (uint32_t other = previous->first; other < previous->end; other++)
            if (namer->word_of[at] == namer->word_of[other] &&
                drg_namer_word(namer, at)->folded.size > 3 &&
                !(drg_namer_word(namer, at)->classes &
                    (DRG_WORD_LOCATION | DRG_WORD_FACILITY | DRG_WORD_STATE)))
                return true;
    return natural && (r->hit == DRG_NONE || previous->hit == DRG_NONE);
}

/* "X (ABC)": the entity that the bracket before a reading belongs to. Another type, or a medium, is
 * believed only where the letters fit: "Grand Ethiopian Renaissance Dam (GERD)", but not "Aden
 * (Yemen)". */
static uint32_t bracketed(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    if (reading == 0 || r->first == 0 || !drg_token_is(namer, r->first - 1, "("))
        return drg_namer_known_as(namer, reading);
    const drg_reading *previous = &namer->readings.items[reading - 1];
    if (previous->end + 1 != r->first || previous->type == DRG_PERSON)
        return DRG_NONE;
    bool upper = namer->tokens[r->first].shape == DRG_SHAPE_UPPER && r->end - r->first == 1;
    bool same = previous->type == r->type && r->type == DRG_ORGANIZATION && !is_medium(namer, r) &&
                (upper || !drg_token_is(namer, r->end, ","));
    return same || glosses(namer, r, previous) || (upper && abbreviates(namer, r, previous))
               ? previous->entity
               : DRG_NONE;
}

static uint32_t find_body(const chainer *chain, uint32_t reading) {
    const drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    uint32_t cluster = bracketed(namer, reading);
    if (cluster != DRG_NONE)
        return cluster;
    const bearers *list = &chain->bodies[namer->word_of[r->first]];
    bool upper = namer->tokens[r->first].shape == DRG_SHAPE_UPPER;
    bool head = drg_namer_word(namer, r->first)->classes & DRG_WORD_ORGANIZATION;
    bool one = r->end - r->first == 1;
    uint32_t best = DRG_NONE;
    for (uint32_t i = 0; i < list->count; i++) {
        const drg_cluster *c = &namer->clusters.items[list->clusters[i]];
        const drg_reading *full = &namer->readings.items[c->fullest];
        bool prefix = begins(namer, r, full) && distinctive(namer, r->first);
        bool acronym = one && upper && full->first != r->first &&
                       namer->word_of[full->first] != namer->word_of[r->first] && !head;
        if (!prefix && !acronym && !(one && head))
            continue;
        if (best == DRG_NONE ||
            (c->last_seen != DRG_NONE && (namer->clusters.items[best].last_seen == DRG_NONE ||
                                             c->last_seen > namer->clusters.items[best].last_seen)))
            best = list->clusters[i];
    }
    return best;
}

/* Makes a body's name findable by its first word, its head words and its initials. */
static void register_body(chainer *chain, const drg_reading *r, uint32_t cluster) {
    drg_namer *namer = chain->namer;
    drg_chain_bear(&chain->bodies[namer->word_of[r->first]], cluster);
    if (r->end - r->first < 2)
        return;
    char initials[DRG_NAME_TOKENS], joined[DRG_NAME_TOKENS];
    size_t size = 0, with_joins = 0;
    for (uint32_t i = r->first; i < r->end && i - r->first < DRG_NAME_TOKENS; i++) {
        const drg_word *word = drg_namer_word(namer, i);
        if (word->classes & DRG_WORD_ORGANIZATION)
            drg_chain_bear(&chain->bodies[namer->word_of[i]], cluster);
        if (word->folded.size == 0 || (unsigned char)word->folded.data[0] >= 0x80)
            continue;
        joined[with_joins++] = word->folded.data[0];
        if (namer->marks[i] & DRG_MARK_CAPITAL)
            initials[size++] = word->folded.data[0];
    }
    const drg_slice made[] = {{initials, size}, {joined, with_joins}};
    for (size_t k = 0; k < 2; k++) {
        uint32_t word = made[k].size >= 2 ? drg_intern_find(&namer->interned, made[k]) : DRG_NONE;
        if (word != DRG_NONE)
            drg_chain_bear(&chain->bodies[word], cluster);
    }
}

/* "Department of Labour" under the words of "Labour Department": the key with its head put last. */
static drg_slice head_last(drg_slice name, char out[DRG_KEY_ROOM]) {
    static const drg_slice heads[] = {{"department of ", 14}, {"ministry of ", 12},
        {"office of ", 10}, {"bureau of ", 10}, {"directorate of ", 15}, {"division of ", 12},
        {"faculty of ", 11}};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (!drg_slice_starts(name, heads[i]) || name.size == heads[i].size)
            continue;
        size_t head = heads[i].size - 4, rest = name.size - heads[i].size;
        memcpy(out, name.data + heads[i].size, rest);
        out[rest] = ' ';
        memcpy(out + rest + 1, name.data, head);
        return (drg_slice){out, rest + 1 + head};
    }
    return name;
}

/* "Old Brahmaputra River" under the words of "Old Brahmaputra". */
static drg_slice without_kind(const drg_reading *r, drg_slice name) {
    drg_slice kind = drg_slice_last_word(name);
    if (r->type == DRG_LOCATION && kind.size + 1 < name.size && drg_slice_is(kind, "river"))
        name.size -= kind.size + 1;
    return name;
}

/* The key of a reading: its row of the tables, else its words; for a name that every state may have
 * a body of, its words and the state at its side. */
static uint32_t key_of(chainer *chain, const drg_reading *r, uint32_t thing) {
    drg_namer *namer = chain->namer;
    char buffer[DRG_KEY_ROOM];
    drg_slice name = drg_namer_key(namer, r->first, r->end, buffer);
    char turned[DRG_KEY_ROOM];
    if (thing == DRG_NONE)
        return drg_chain_key(chain, kind_letter(r->type),
            r->type == DRG_ORGANIZATION ? head_last(name, turned) : without_kind(r, name));
    const drg_thing *known = drg_know_thing(namer->know, thing);
    if (r->type == DRG_NORP)
        return drg_chain_key(chain, 'N', known->name);
    if (!drg_thing_generic(known))
        return drg_chain_key(chain, 'T', known->id);
    drg_slice country = drg_reading_side(namer, r);
    if (name.size + country.size >= DRG_KEY_ROOM)
        return DRG_NONE;
    memcpy(buffer + name.size, country.data ? country.data : "", country.size);
    return drg_chain_key(chain, 'o', (drg_slice){buffer, name.size + country.size});
}

/* An acronym that the text itself explains means that, whatever else it stands for elsewhere. */
static uint32_t explained(const chainer *chain, uint32_t reading) {
    const drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    if (r->end - r->first != 1 || namer->tokens[r->first].shape != DRG_SHAPE_UPPER)
        return DRG_NONE;
    uint32_t cluster = bracketed(namer, reading);
    const bearers *list = &chain->bodies[namer->word_of[r->first]];
    for (uint32_t i = 0; i < list->count && cluster == DRG_NONE; i++) {
        const drg_cluster *c = &namer->clusters.items[list->clusters[i]];
        if (c->acronym == namer->word_of[r->first] + 1)
            cluster = list->clusters[i];
    }
    return cluster;
}

/* Whether two long words or more, and most of them, of a row's name stand in a name of the text. */
static bool paraphrases(const drg_namer *namer, const drg_reading *full, drg_slice name) {
    size_t asked = 0, shared = 0;
    while (name.size > 0) {
        drg_slice word = drg_slice_last_word(name);
        name.size -= word.size < name.size ? word.size + 1 : word.size;
        if (word.size < 4)
            continue;
        asked++;
        for (uint32_t i = full->first; i < full->end; i++)
            if (drg_slice_alike(drg_namer_word(namer, i)->folded, word)) {
                shared++;
                break;
            }
    }
    return shared >= 2 && 3 * shared >= 2 * asked;
}

/* The row that an acronym of the text stands for: none where the name beside it says another thing.
 * "Academic Staff of Nigerian Universities (ASUU)" are the Academic Staff Union of Universities. */
static uint32_t row_of_acronym(const drg_namer *namer, uint32_t cluster, uint32_t thing) {
    const drg_cluster *c = &namer->clusters.items[cluster];
    if (thing == DRG_NONE || c->thing == thing)
        return thing;
    const drg_reading *full = &namer->readings.items[c->fullest];
    bool same = c->thing == DRG_NONE && full->type == DRG_ORGANIZATION &&
                paraphrases(namer, full, drg_know_thing(namer->know, thing)->name);
    return same ? thing : DRG_NONE;
}

/* "CSIRO said ... The Commonwealth Scientific and Industrial Research Organisation (CSIRO)": who
 * was told of by an acronym that is all that the tables know of it. */
static uint32_t shortened_before(chainer *chain, uint32_t reading) {
    const drg_namer *namer = chain->namer;
    const drg_reading *full = &namer->readings.items[reading];
    if (full->type != DRG_ORGANIZATION || reading + 1 == namer->readings.count ||
        !drg_token_is(namer, full->end, "("))
        return DRG_NONE;
    const drg_reading *r = full + 1;
    uint32_t thing = r->hit == DRG_NONE || r->first != full->end + 1 || r->end - r->first != 1
                         ? DRG_NONE
                         : drg_reading_thing(namer, r);
    if (thing == DRG_NONE || !abbreviates(namer, r, full) ||
        drg_know_thing(namer->know, thing)->name.size !=
            drg_token_text(namer->document->text, &namer->tokens[r->first]).size)
        return DRG_NONE;
    uint32_t key = key_of(chain, r, thing);
    return key == DRG_NONE ? DRG_NONE : chain->key_clusters.items[key];
}

int drg_chain_other(chainer *chain, uint32_t reading) {
    drg_namer *namer = chain->namer;
    drg_reading *r = &namer->readings.items[reading];
    uint32_t thing = drg_reading_thing(namer, r);
    uint32_t cluster = explained(chain, reading);
    if (cluster == DRG_NONE && thing == DRG_NONE && r->type == DRG_GPE && r->end - r->first == 1)
        thing = drg_state_of_code(namer, r->first);
    uint32_t key = key_of(chain, r, thing);
    if (cluster != DRG_NONE) {
        thing = row_of_acronym(namer, cluster, thing);
        namer->clusters.items[cluster].acronym = namer->word_of[r->first] + 1;
    }
    if (cluster == DRG_NONE && key != DRG_NONE)
        cluster = chain->key_clusters.items[key];
    if (cluster == DRG_NONE && thing == DRG_NONE)
        cluster = shortened_before(chain, reading);
    if (cluster == DRG_NONE && r->type == DRG_ORGANIZATION &&
        (thing == DRG_NONE || namer->hits.items[r->hit].guarded))
        cluster = find_body(chain, reading);
    if (cluster == DRG_NONE)
        cluster = bracketed(namer, reading);
    if (cluster == DRG_NONE)
        cluster = drg_chain_misspelt(chain, reading, thing, false);
    bool new = cluster == DRG_NONE;
    cluster = drg_chain_take(chain, reading, cluster, key, thing);
    if (cluster == DRG_NONE || (new && !drg_chain_spell(chain, reading, false)))
        return DRG_ENOMEM;
    if (r->type == DRG_ORGANIZATION || namer->clusters.items[cluster].acronym)
        register_body(chain, r, cluster);
    return DRG_OK;
}
