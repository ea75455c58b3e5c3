/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_RELATION_PAIR_H
#define DRG_RELATION_PAIR_H
/*
 * Pairs of names in one sentence, and what is observed at them: what the learned part of the relate
 * stage (learned.c) and its fitting (train/relations) share.
 */
#include "relation.h"

enum { DRG_PAIR_FEATURES = 96 };

typedef struct drg_pair { /* two name mentions of different entities in one sentence */
    const drg_mention *left, *right;
    uint32_t between; /* name mentions between them */
} drg_pair;

typedef struct drg_pair_features {
    uint32_t hash[DRG_PAIR_FEATURES];
    size_t count;
    /* for fitting: gets every feature as it is made; NULL in the product */
    void (*note)(void *user, uint32_t hash, const char *kind, drg_slice a, drg_slice b);
    void *user;
} drg_pair_features;

/* The next pair after *pair (zeroed to begin with) in reading order; false: no more. At most
 * four names on, and twenty tokens between: linear in the mentions. */
typedef struct drg_pair_walk {
    size_t left, step;
} drg_pair_walk;
bool drg_pair_next(const drg_document *document, drg_pair_walk *walk, drg_pair *pair);
/* The features of a pair, the subject on the left or on the right. Cost: the words around it. */
void drg_pair_look(
    const drg_relator *relator, const drg_pair *pair, bool reversed, drg_pair_features *features);
/* May the type hold between entities of these types? */
bool drg_pair_allows(drg_relation_type type, const drg_entity *subject, const drg_entity *object);

#endif
