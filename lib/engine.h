/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENGINE_H
#define DRG_ENGINE_H
/*
 * The engine: tables and indexes that are made once and then only read. A room that wants an index
 * of its own (the lexicon of triggers, say) makes it in its *_open function, called by
 * drg_engine_open in engine.c, and keeps it behind an opaque pointer here.
 */
#include "base/arena.h"
#include "base/hash.h"
#include "know/know.h"

typedef struct drg_lexicon drg_lexicon; /* event/lexicon.h: triggers */

struct drg_reader;
struct drg_reader_scratch;

struct drg_scratch {
    struct drg_reader_scratch *reader; /* NULL: an engine without weights */
};

/* Are all labels of the weights known to the read stage? DRG_EFORMAT (nn/read.c). */
int drg_read_check(const struct drg_reader *reader, drg_error *error);

struct drg_engine {
    drg_know *know; /* the tables, under the rows of knowledge_path where there are any */
    drg_know *tables; /* owned */
    drg_arena knowledge; /* of those rows */
    drg_lexicon *lexicon;
    void *block; /* tables read from a file: mapped, or NULL for the built-in ones */
    size_t block_size;
    struct drg_reader *reader; /* nn/reader.h: NULL without weights */
    void *model; /* weights read from a file: mapped, or NULL for the built-in ones */
    size_t model_size;
    drg_hash_key key;
    char knowledge_digest[72];
    char model_digest[72];
};

/* CAMEO style code of a country or body with sectors, or of somebody who is only described:
 * "USAGOV", "IGOUNO". In the arena; empty: nothing is known (entity/actor_code.c). */
drg_slice drg_actor_code(drg_arena *arena, const drg_engine *engine, drg_slice country,
    drg_slice body_kind, drg_slice body, const uint8_t *sectors, size_t sector_count);

#endif
