/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENGINE_H
#define DRG_ENGINE_H
/*
 * The engine: tables and indexes that are made once and then only read. A room that wants an index
 * of its own (the lexicon of triggers, say) makes it in its *_open function, called by
 * drg_engine_open in engine.c, and keeps it behind an opaque pointer here.
 */
#include "know/know.h"

typedef struct drg_lexicon drg_lexicon; /* event/lexicon.h: triggers */

struct drg_engine {
    drg_know *know;
    drg_lexicon *lexicon;
    void *block; /* tables read from a file: mapped, or NULL for the built-in ones */
    size_t block_size;
    char knowledge_digest[72];
    char model_digest[72];
};

#endif
