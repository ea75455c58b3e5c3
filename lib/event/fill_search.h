/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_FILL_SEARCH_H
#define DRG_EVENT_FILL_SEARCH_H
/* What the files of the search for an unnamed party share: fill.c, fill_meet.c, fill_signs.c. */
#include "fill.h"

#define DRG_FILL_MOST 48 /* candidates of one side; further ones are not looked at */

enum { /* where a candidate was met: bits */
    DRG_MET_HERE_BEFORE = 1,
    DRG_MET_HERE_AFTER = 2,
    DRG_MET_BEFORE = 4,
    DRG_MET_AFTER = 8,
    DRG_MET_SUBJECT_HERE = 16,
    DRG_MET_SUBJECT_BEFORE = 32,
    DRG_MET_GOVERNED = 64,
    DRG_MET_POSSESSOR = 128,
    DRG_MET_IN_PLACE = 256,
    DRG_MET_SPEAKER = 512,
    DRG_MET_SPEAKER_NEAR = 1024,
    DRG_MET_COUNTERPART = 2048,
    DRG_MET_COUNTERPART_SAME = 4096,
    DRG_MET_REVERSED = 8192,
    DRG_MET_SIDE_SAME = 16384,
    DRG_MET_SIDE_LAST = 32768,
    DRG_MET_SUGGESTED = 65536,
};

typedef struct drg_fill_candidate {
    drg_party party;
    uint32_t met;
    uint32_t distance; /* sentences to the nearest telling */
    uint8_t on_side, across; /* tellings that have it on this side, on the other */
    bool barred; /* where he is the likeliest, nobody is meant */
} drg_fill_candidate;

typedef struct drg_fill_search {
    const drg_fill *fill;
    const drg_draft *draft;
    int side; /* 0: source */
    const drg_side *other;
    uint8_t by; /* what implied the parties that are there */
    drg_fill_candidate candidates[DRG_FILL_MOST];
    size_t count;
} drg_fill_search;

/* Is it an entity of a kind that acts: a person, body, state or people? */
bool drg_fill_may_act(drg_entity_type type);
/* Gathers who may be meant on the side of work, first those whom position suggested (fill_meet.c).
 */
void drg_fill_gather(drg_fill_search *work, const drg_side *suggested);
/* The signs that a candidate is meant (fill_signs.c). */
void drg_fill_signs(const drg_fill_search *work, const drg_fill_candidate *one, drg_signs *signs);

#endif
