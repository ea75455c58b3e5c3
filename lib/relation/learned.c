/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Relations between names that no pattern states: learned from the corpus.
 *
 * For each pair of names of a sentence (pair.c) and each type that their entities allow, a logistic
 * regression over the pair's features gives the probability that the sentence states the relation;
 * the likeliest type above LEAST is added with it. The weights (weights.h) are fitted by
 * train/relations/fit_relations.py on the train part, pruned to those that count; they are read in
 * a table sorted by hash.
 *
 * Only types that the corpus states often enough to learn: MEMBER_OF, PART_OF, LOCATED_IN, KINSHIP.
 * What a pattern has added already stays as it is: the same relation is never added twice.
 * Cost: a bounded number of pairs a name, features a pair, and a binary search a feature.
 */
#include "../base/logistic.h"
#include "pair.h"

enum { TYPES = 4 };

#define UNIT 64 /* steps of a log-odd in the weights */

#include "weights.h"

static const drg_relation_type ORDER[TYPES] = {
    DRG_MEMBER_OF, DRG_PART_OF, DRG_LOCATED_IN, DRG_KINSHIP};

/* Adds the weights of a feature, where it has any. */
static void weigh(uint32_t hash, int32_t sum[TYPES]) {
    size_t low = 0, high = sizeof ROWS / sizeof ROWS[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ROWS[middle] >> 32 < hash)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == sizeof ROWS / sizeof ROWS[0] || ROWS[low] >> 32 != hash)
        return;
    for (unsigned t = 0; t < TYPES; t++) {
        int32_t byte = (int32_t)(ROWS[low] >> (8 * (TYPES - 1 - t)) & 255);
        sum[t] += byte < 128 ? byte : byte - 256;
    }
}

/* Log-odds of each type. */
static void score(drg_relator *relator, const drg_pair *pair, bool reversed, int32_t sum[TYPES]) {
    drg_pair_features features = {0};
    memcpy(sum, BIAS, sizeof BIAS);
    drg_pair_look(relator, pair, reversed, &features);
    for (size_t i = 0; i < features.count; i++)
        weigh(features.hash[i], sum);
}

/* Nothing is a part of its part: of a pair that looks the same both ways ("A will provide B with
 * fuel") neither is told, else the likelier. */
static bool other_way(drg_relator *relator, const drg_pair *pair, bool reversed, size_t type,
    const int32_t sum[TYPES]) {
    int32_t other[TYPES];
    if (ORDER[type] != DRG_PART_OF && ORDER[type] != DRG_LOCATED_IN)
        return false;
    score(relator, pair, !reversed, other);
    return other[type] >= sum[type];
}

static bool relate_pair(drg_relator *relator, const drg_pair *pair, bool reversed) {
    uint32_t subject = reversed ? pair->right->entity : pair->left->entity;
    uint32_t object = reversed ? pair->left->entity : pair->right->entity;
    int32_t sum[TYPES];
    score(relator, pair, reversed, sum);
    size_t best = TYPES;
    for (size_t t = 0; t < TYPES; t++)
        if (drg_pair_allows(ORDER[t], drg_relator_entity(relator, subject),
                drg_relator_entity(relator, object)) &&
            (best == TYPES || sum[t] > sum[best]))
            best = t;
    if (best == TYPES || sum[best] < LEAST[best] || other_way(relator, pair, reversed, best, sum))
        return true;
    relator->why = (drg_reason){.what = DRG_SLICE("relation"),
        .rule = DRG_SLICE("learned: the words at and between the two names"),
        .scored = true,
        .score = (double)sum[best] / UNIT};
    for (size_t t = 0; t < TYPES; t++)
        if (t != best && (relator->why.runner_up.size == 0 ||
                             (double)sum[t] / UNIT > relator->why.runner_up_score)) {
            relator->why.runner_up = drg_slice_of(drg_relation_type_name(ORDER[t]));
            relator->why.runner_up_score = (double)sum[t] / UNIT;
        }
    return drg_relation_add(relator, ORDER[best], subject, object, (drg_slice){NULL, 0},
        pair->left->first_token, pair->right->end_token, drg_logistic((float)sum[best] / UNIT));
}

bool drg_relate_learned(drg_relator *relator) {
    drg_pair_walk walk = {0};
    drg_pair pair;
    while (drg_pair_next(relator->document, &walk, &pair))
        if (!relate_pair(relator, &pair, false) || !relate_pair(relator, &pair, true))
            return false;
    return true;
}
