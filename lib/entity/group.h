/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENTITY_GROUP_H
#define DRG_ENTITY_GROUP_H
/* What group_words.c finds and group.c looks up: words that count what was named. */
#include "entity.h"

typedef enum drg_group_kind {
    DRG_GROUP_STATES,
    DRG_GROUP_PERSONS,
    DRG_GROUP_OFFICES,
    DRG_GROUP_BODIES,
    DRG_GROUP_TOWNS,
    DRG_GROUP_SIDES,
    DRG_GROUP_ANY
} drg_group_kind;

typedef struct drg_counted { /* words that count what was named */
    uint32_t first, head, end; /* tokens: of the mention, of its noun, behind it */
    size_t number;
    drg_group_kind kind;
    uint32_t title; /* role phrase that heads them ("foreign ministers"), DRG_NONE */
} drg_counted;

/* The words that count whose number (or "both", "pair") stands at a token; false: none do. Looks at
 * a few neighbours. */
bool drg_counted_at(const drg_namer *namer, uint32_t at, drg_counted *words);

#endif
