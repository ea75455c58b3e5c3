/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_DOCUMENT_H
#define DRG_DOCUMENT_H
/*
 * The document: what the stages of the pipeline make, one after the other (extract.c is their
 * order).
 *
 * Every stage takes (drg_document *, const drg_engine *), adds its own arrays, and changes nothing
 * that an earlier stage made. All memory comes from document->arena. A stage returns 0, DRG_ENOMEM
 * (check drg_arena_failed at the end) or DRG_ECANCELLED (poll drg_document_cancelled between chunks
 * of work of at most a few thousand tokens).
 *
 *   stage           file                  reads                       adds
 *   segment         text/segment.c        text                        tokens, sentences, marks,
 * language read            nn/ (with weights)    tokens                      scores name
 * entity/name.c         tokens, knowledge           mentions, entities date            time/date.c
 * tokens                      times, published quote           quote/quote.c         tokens,
 * entities            quotes relate          relation/relate.c     entities, tokens relations,
 * offices of entities* code            event/code.c          all of it                   events
 *
 *   * the office of a person comes from the name stage where a title stands at the name or a table
 * knows it.
 */
#include "base/arena.h"
#include "base/hash.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "know/know.h"
#include "nn/read.h"
#include "text/token.h"

/* A title ("Foreign Minister") or role words ("officials") found in the text: the name stage finds
 * all. */
typedef struct drg_role_phrase {
    uint32_t first_token, end_token; /* half-open, the role words alone */
    uint32_t sentence;
    uint32_t title; /* row of the title table */
    uint8_t sector; /* index into the sector table */
    bool plural;
    uint32_t of; /* entity it belongs to ("French officials", "spokesman of X"), DRG_NONE */
    uint32_t holder; /* person entity that bears it ("President Macron"), DRG_NONE */
    drg_slice country; /* of the phrase, where known */
} drg_role_phrase;

struct drg_document {
    const drg_engine *engine;
    drg_input input;
    drg_options options;
    drg_arena arena;
    drg_offsets offsets;
    drg_hash_key key; /* for tables keyed by words of the text */

    /* segment */
    drg_slice text;
    DRG_LIST(drg_token) tokens;
    DRG_LIST(drg_sentence) sentences;
    drg_slice language;
    drg_dateline dateline;

    drg_read read; /* the reading engine's view; empty without weights */

    /* name: mentions sorted by first token; entities in order of their first mention */
    DRG_LIST(drg_mention) mentions;
    DRG_LIST(drg_entity) entities;
    DRG_LIST(drg_role_phrase) roles; /* sorted by first token */
    uint32_t *entity_thing; /* [entities] know thing of each, DRG_NONE */

    /* date */
    DRG_LIST(drg_time) times;
    drg_date published; /* given, or found in the text */
    drg_basis published_basis;

    DRG_LIST(drg_quote) quotes;
    DRG_LIST(drg_relation) relations;
    DRG_LIST(drg_event) events;
    DRG_LIST(drg_near_miss) near_misses; /* only with options.explain */
    DRG_LIST(drg_warning) warnings;
};

/* A document of which no stage has run yet: checks the input, takes the options. The caller frees
 * it with drg_document_free. Errors: those of drg_extract. */
int drg_document_open(const drg_engine *engine, const drg_input *input, const drg_options *options,
    drg_document **document, drg_error *error);

int drg_run_segment(drg_document *document, const drg_engine *engine);
int drg_run_read(drg_document *document, const drg_engine *engine);
int drg_run_name(drg_document *document, const drg_engine *engine);
int drg_run_date(drg_document *document, const drg_engine *engine);
int drg_run_quote(drg_document *document, const drg_engine *engine);
/* The last step of the quote stage: "I" in a quotation is who speaks it (entity/first_person.c). */
int drg_name_first_person(drg_document *document);
int drg_run_relate(drg_document *document, const drg_engine *engine);
int drg_run_code(drg_document *document, const drg_engine *engine);

static inline bool drg_document_cancelled(const drg_document *document) {
    return document->options.cancelled && document->options.cancelled(document->options.user);
}

/* Did the reading engine see the token? Then it saw all of its sentence. */
static inline bool drg_document_was_read(const drg_document *document, uint32_t token) {
    return document->read.words && document->read.words[token].read;
}

/* Adds a warning; code is a static string, detail is copied. Each code at most 16 times a document.
 */
void drg_document_warn(drg_document *document, const char *code, drg_span span, const char *detail);

/* The mention that covers or starts at token, DRG_NONE. Binary search. */
uint32_t drg_document_mention_at(const drg_document *document, uint32_t token);
/* First mention with first_token >= token (mentions.count when none): to walk a token range. */
uint32_t drg_document_mention_from(const drg_document *document, uint32_t token);
/* First role phrase with first_token >= token (roles.count when none). */
uint32_t drg_document_role_from(const drg_document *document, uint32_t token);
/* The role phrase that covers a token, DRG_NONE. */
uint32_t drg_document_role_at(const drg_document *document, uint32_t token);

#endif
