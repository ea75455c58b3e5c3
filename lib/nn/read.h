/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_READ_H
#define DRG_NN_READ_H
/*
 * What the read stage leaves in a document: the reading engine's view of every word, decoded.
 *
 * Probabilities are 1/255 steps: fine enough to decide by, small enough to keep for a megabyte of
 * text. Later stages treat them as evidence beside tables and patterns. Without weights all lists
 * are empty (document->read.words == NULL) and the stages do without; so they do in a sentence
 * whose words are not read. A sentence is read whole or not at all.
 */
#include "../base/arena.h"

enum { /* names the engine knows beyond drg_entity_type, in its own order */
    DRG_READ_DATE = DRG_ENTITY_TYPES,
    DRG_READ_MONEY,
    DRG_READ_NAME_TYPES
};

typedef enum drg_read_role_kind {
    DRG_READ_SOURCE,
    DRG_READ_TARGET,
    DRG_READ_PLACE,
    DRG_READ_TIME,
    DRG_READ_ROLES
} drg_read_role_kind;

typedef enum drg_read_quote_part {
    DRG_READ_SPEAKER,
    DRG_READ_CUE,
    DRG_READ_CONTENT,
    DRG_READ_QUOTE_PARTS
} drg_read_quote_part;

typedef enum drg_upos { /* parts of speech as Universal Dependencies tells them */
    DRG_UPOS_ADJ,
    DRG_UPOS_ADP,
    DRG_UPOS_ADV,
    DRG_UPOS_AUX,
    DRG_UPOS_CCONJ,
    DRG_UPOS_DET,
    DRG_UPOS_INTJ,
    DRG_UPOS_NOUN,
    DRG_UPOS_NUM,
    DRG_UPOS_PART,
    DRG_UPOS_PRON,
    DRG_UPOS_PROPN,
    DRG_UPOS_PUNCT,
    DRG_UPOS_SCONJ,
    DRG_UPOS_SYM,
    DRG_UPOS_VERB,
    DRG_UPOS_X,
    DRG_UPOS_TAGS
} drg_upos;

typedef struct drg_read_word {
    uint8_t read; /* 0: the engine did not see the word (feed.c), all that follows is zero */
    uint8_t upos; /* drg_upos */
    uint8_t name_begin[DRG_READ_NAME_TYPES]; /* probability that a name of the type starts here */
    uint8_t name_inside[DRG_READ_NAME_TYPES]; /* ... goes on here */
    uint8_t trigger[DRG_EVENT_TYPES]; /* probability that the word tells an event of the type */
    uint8_t quote[DRG_READ_QUOTE_PARTS]; /* best label: 0 outside, 1 begins, 2 inside */
} drg_read_word;

typedef struct drg_read_name { /* a name on the best path */
    uint32_t first_token, end_token;
    uint8_t type; /* drg_entity_type, DRG_READ_DATE or DRG_READ_MONEY */
    uint8_t probability; /* mean over its words */
} drg_read_name;

typedef struct drg_read_role {
    uint32_t first_token, end_token;
    uint8_t role; /* drg_read_role_kind */
    uint8_t probability;
} drg_read_role;

typedef struct drg_read_event { /* a trigger, and what the second pass says of it */
    uint32_t first_token, end_token, sentence;
    uint8_t type; /* drg_event_type */
    uint8_t probability; /* of the trigger */
    uint8_t tense[4]; /* drg_tense */
    uint8_t negated, attributed, core;
    drg_slice mode; /* "visit"; empty: none is likelier. Owned by the engine */
    uint8_t mode_probability;
    const drg_slice *contexts; /* [context_count] likelier than not, likeliest first */
    size_t context_count;
    uint32_t first_role, end_role; /* half-open range of document->read.roles */
} drg_read_event;

typedef struct drg_read {
    drg_read_word *words; /* [tokens]; NULL: no reading engine */
    DRG_LIST(drg_read_name) names; /* reading order */
    DRG_LIST(drg_read_event) events; /* reading order */
    DRG_LIST(drg_read_role) roles;
    uint8_t *links; /* of links.c: what the engine keeps of each token to link it; NULL: nothing */
    size_t link_size; /* numbers of a vector */
} drg_read;

typedef struct drg_link_span {
    uint32_t first, end; /* tokens, half-open */
} drg_link_span;

struct drg_document;
struct drg_reader;
/*
 * The engine's log-odds that a pronoun or description means a name, over "none of the names". False
 * where it did not read one of them. Cost: 200 products.
 */
bool drg_read_link(const struct drg_document *document, const struct drg_reader *reader,
    const drg_link_span *asker, const drg_link_span *name, float *score);

#endif
