/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_REASON_H
#define DRG_BASE_REASON_H
/*
 * The reasons of one record while they are written (options.explain). A list without room takes
 * nothing and gives a place that nobody reads, so that a stage out of memory writes on and fails at
 * its end, as drg_arena does.
 */
#include "arena.h"
#include "slice.h"

#define DRG_MOST_REASONS 12 /* of one record */

typedef struct drg_reasons {
    drg_reason *items;
    size_t count;
    drg_reason nowhere; /* what is written when there is no room */
} drg_reasons;

static inline void drg_reasons_open(drg_reasons *reasons, drg_arena *arena) {
    *reasons = (drg_reasons){
        drg_arena_array(arena, DRG_MOST_REASONS, sizeof(drg_reason)), 0, {.scored = false}};
}

/* Adds why the field `what` (a static string) is what it is. Nothing where there is no rule. */
static inline drg_reason *drg_reasons_add(drg_reasons *reasons, const char *what, drg_slice rule) {
    bool room = reasons->items && reasons->count < DRG_MOST_REASONS && rule.size;
    drg_reason *reason = room ? &reasons->items[reasons->count++] : &reasons->nowhere;
    *reason = (drg_reason){.what = drg_slice_of(what), .rule = rule};
    return reason;
}

static inline void drg_reason_score(drg_reason *reason, double score) {
    reason->scored = true;
    reason->score = score;
}

static inline void drg_reason_second(drg_reason *reason, drg_slice runner_up, double score) {
    reason->runner_up = runner_up;
    reason->runner_up_score = score;
}

#endif
