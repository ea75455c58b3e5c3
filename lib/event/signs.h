/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_SIGNS_H
#define DRG_EVENT_SIGNS_H
/*
 * What a learned decision sees, and how it decides: a handful of signs, each with a number and a
 * value, whose weights are added up to log-odds (logistic regression). The decisions of the stage:
 *   keep   is a candidate an event of its type?              score.c
 *   same   do two tellings tell one event?                   same.c
 *   unite  is somebody of a telling a party of the record?   unite.c
 *   fill   is somebody a party that the words leave out?     fill.c
 *   sure   how sure is a record?                             record.c
 *   tense  which tense has a telling?                        tense.c
 * Their weights stand in weights.c and tense_weights.c, written by train/events, which sees the
 * very signs that the library sees: through a drg_watch (event.h).
 */
#include <math.h>
#include <stddef.h>
#include <stdint.h>

#define DRG_SIGNS 64 /* most signs of one decision; a further one is a mistake and is left out */

typedef struct drg_signs {
    uint16_t number[DRG_SIGNS];
    float value[DRG_SIGNS];
    size_t count;
} drg_signs;

static inline void drg_sign(drg_signs *signs, unsigned number, double value) {
    if (signs->count == DRG_SIGNS)
        return;
    signs->number[signs->count] = (uint16_t)number;
    signs->value[signs->count++] = (float)value;
}

static inline void drg_sign_if(drg_signs *signs, int holds, unsigned number) {
    if (holds)
        drg_sign(signs, number, 1);
}

static inline double drg_signs_odds(const drg_signs *signs, const float *weights) {
    double odds = 0;
    for (size_t i = 0; i < signs->count; i++)
        odds += (double)weights[signs->number[i]] * (double)signs->value[i];
    return odds;
}

/* The log-odds of a confidence, which counts as no surer than `least` from 0 and from 1. */
static inline double drg_odds(float confidence, double least) {
    double p = confidence < (float)least         ? least
               : confidence > (float)(1 - least) ? 1 - least
                                                 : (double)confidence;
    return log(p / (1 - p));
}

/* The log-odds of a probability of the reading engine, in 255ths. */
static inline double drg_byte_odds(uint8_t probability) {
    return log((probability + 0.5) / (255.5 - probability));
}

#endif
