/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CMD_SCORE_WORK_H
#define CMD_SCORE_WORK_H
/* What the files of the scorer share: sets of words, parties, events (score.c says what for). */
#include "score.h"

#include "../lib/base/arena.h"

#include <string.h>

typedef struct word_set {
    uint32_t *items;
    size_t count;
} word_set;

typedef struct party { /* what a party may be known by */
    word_set names, countries; /* countries: only of a state or people */
    word_set loose; /* countries of whatever it is */
    word_set words; /* longer than three letters: of a description */
    uint32_t said; /* these as one string; 0: none */
    bool described; /* gold: it is no entity */
} party;

typedef struct event {
    const json_t *record;
    word_set sentences;
    party *source, *target, *both; /* both: source, then target */
    size_t source_count, target_count;
} event;

typedef struct key { /* of a named mention */
    size_t sentence;
    uint32_t words;
    size_t entity; /* its number in the list */
} key;

typedef struct keys {
    key *items;
    size_t count;
} keys;

typedef struct work { /* on one article */
    score *counts;
    const json_t *gold, *reply;
    const score_sentences *sentences;
    score_words *words;
    drg_arena arena;
    bool failed;
    keys gold_keys, keys;
    event *gold_events, *events;
    size_t gold_count, event_count;
} work;

typedef struct overlap {
    size_t gold, got; /* parties that have a partner */
} overlap;

/* ---- JSON ------------------------------------------------------------------------------------ */

static inline const char *text_of(const json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static inline size_t number_of(const json_t *object, const char *name) {
    json_int_t value = json_integer_value(json_object_get(object, name));
    return value > 0 ? (size_t)value : 0;
}

static inline const json_t *list_of(const json_t *object, const char *name) {
    return json_object_get(object, name); /* NULL has size 0 */
}

static inline bool is_name(const json_t *mention) {
    const char *kind = text_of(mention, "kind");
    return !*kind || !strcmp(kind, "name");
}

/* ---- score_party.c ---- */
/* The number of the entity with an id; SIZE_MAX: none. */
size_t score_entity_of(const json_t *entities, const char *id);
/* Zeroed, until the article is done; NULL: out of memory, which `failed` keeps. */
void *score_take(work *w, size_t count, size_t size);
word_set score_set_for(work *w, size_t most);
void score_add(word_set *set, uint32_t word); /* room for it was taken */
bool score_holds(const word_set *set, uint32_t word);
bool score_meet(const word_set *a, const word_set *b); /* a word in common, the empty one aside */
uint32_t score_norm_of(work *w, const char *text);
/* The words of a normalised text that have `least` code points and more. */
void score_add_words(work *w, word_set *set, const char *text, size_t least);
size_t score_word_count(const char *text);
size_t score_sentence_of(const work *w, size_t start); /* SIZE_MAX: none */
/* False: there is no such entity. */
bool score_gold_party(work *w, const json_t *who, party *p);
void score_reply_party(work *w, const json_t *who, party *p);
bool score_same_party(work *w, const party *gold, const party *got);
overlap score_overlap_of(
    work *w, const party *gold, size_t gold_count, const party *got, size_t got_count);
/* At least half of either side have a partner; no gold: nothing was asked for. */
bool score_half(work *w, const party *gold, size_t gold_count, const party *got, size_t got_count);

/* ---- score_event.c ---- */
void score_events(work *w);
#endif
