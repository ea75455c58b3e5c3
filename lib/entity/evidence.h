/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENTITY_EVIDENCE_H
#define DRG_ENTITY_EVIDENCE_H
/*
 * What evidence.c (a span by itself) and evidence_around.c (its neighbours) share: the list that
 * observations are added to, and looks at the tokens in and around the span.
 */
#include "entity.h"

typedef struct drg_collector {
    const drg_namer *namer;
    const drg_candidate *candidate;
    const drg_sentence *sentence;
    uint32_t first, end; /* of the candidate */
    uint8_t *list;
    size_t count;
} drg_collector;

#define DRG_COMMON (DRG_WORD_COMMON_LOWER | DRG_WORD_COMMON_MIXED)

static inline void drg_see(drg_collector *c, drg_evidence evidence, bool seen) {
    if (seen && c->count < DRG_EVIDENCE_ROOM)
        c->list[c->count++] = (uint8_t)evidence;
}

/* Token before or after the candidate inside its sentence; DRG_NONE outside. */
static inline uint32_t drg_before(const drg_collector *c, uint32_t distance) {
    return c->first >= c->sentence->first_token + distance ? c->first - distance : DRG_NONE;
}

static inline uint32_t drg_after(const drg_collector *c, uint32_t distance) {
    uint32_t at = c->end - 1 + distance;
    return at < c->sentence->end_token ? at : DRG_NONE;
}

static inline bool drg_is(const drg_collector *c, uint32_t at, const char *lower) {
    return at != DRG_NONE && drg_token_is(c->namer, at, lower);
}

static inline uint32_t drg_classes_at(const drg_collector *c, uint32_t at) {
    return at == DRG_NONE ? 0 : drg_namer_word(c->namer, at)->classes;
}

static inline uint8_t drg_marks_at(const drg_collector *c, uint32_t at) {
    return at == DRG_NONE ? 0 : c->namer->marks[at];
}

static inline bool drg_capital_at(const drg_collector *c, uint32_t at) {
    return drg_marks_at(c, at) & DRG_MARK_CAPITAL;
}

/* Types of the table names that start at a token. */
static inline uint16_t drg_types_from(const drg_collector *c, uint32_t at, bool unguarded_only) {
    uint16_t types = 0;
    if (at == DRG_NONE)
        return 0;
    for (uint32_t h = c->namer->hit_from[at]; h < c->namer->hit_from[at + 1]; h++)
        if (!unguarded_only || !c->namer->hits.items[h].guarded)
            types |= c->namer->hits.items[h].types;
    return types;
}

#define DRG_PLACE_TYPES ((1u << DRG_GPE) | (1u << DRG_LOCATION))

/* Adds what stands before and after the span. A fixed number of tokens is looked at. */
void drg_evidence_around(drg_collector *c);

#endif
