/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places that an event is not given, however well they stand among the others (rank.c).
 *
 * The weights say which place is the likeliest if there is one, and every article has places. What
 * is said has mostly none: a demand, a condemnation or a promise is where its speaker happens to
 * be, and nobody tells where. A wrong place costs trust, a right one that is not given costs an
 * event its place; so only that is barred which is right once in thirty times or less. Of what each
 * bar takes away on train and dev, right ones and others (wrong, or where the gold has none):
 *
 *   what is said where a party is, or in its state (but see below)         at most 5, 387
 *   what is said, in a place of the rest of the article, hardly likely           3, 136
 *   what is said, in a place of its own sentence, hardly likely                  1, 107
 *   what the dateline says, unlikely                                             0, 30
 *
 * Where the state of who speaks is nearly the only place of an article, it is mostly said in it (14
 * of 15 read), though no annotator writes it down.
 *
 * "Likely" is the probability beside "nothing is told". Sharper bars (neighbouring sentences, own
 * sentences below a quarter) took one right place for ten to twenty others: left (train/LEDGER.md).
 *
 * It is barred, not left out of the choice: the next best is mostly worse.
 */
#include "rank.h"

#define OF(type) (1U << (type))

/* What is said or agreed, not done. */
#define SAID                                                                                       \
    (OF(DRG_ACCUSE) | OF(DRG_AGREE) | OF(DRG_COOPERATE) | OF(DRG_REJECT) | OF(DRG_REQUEST) |       \
        OF(DRG_SUPPORT) | OF(DRG_THREATEN))

#define ALL (~0U)
#define HARDLY 0.05
#define HARDLY_TOLD 0.10
#define UNLIKELY 0.30
#define NEARLY_ALONE 0.85 /* share among the places */

typedef struct bar {
    drg_ground ground;
    uint32_t types;
    double least; /* probability from which the place is given */
} bar;

/* The state of who says it; not the state that itself is said to demand or to refuse. */
static bool is_of_source(const drg_option *option) {
    for (uint8_t s = 0; s < option->count; s++)
        if (option->signs[s] == DRG_PLACE_STATE_OF_SOURCE)
            return true;
    return false;
}

bool drg_where_barred(
    const drg_event *event, const drg_option *option, double probability, double share) {
    static const bar BARS[] = {
        {DRG_GROUND_ARTICLE, SAID, HARDLY},
        {DRG_GROUND_STATED, SAID, HARDLY_TOLD},
        {DRG_GROUND_DATELINE, SAID, HARDLY},
        {DRG_GROUND_DATELINE, ALL & ~SAID, UNLIKELY},
    };
    for (size_t i = 0; i < sizeof BARS / sizeof BARS[0]; i++)
        if (option->ground == BARS[i].ground && BARS[i].types & OF(event->type) &&
            probability < BARS[i].least)
            return true;
    return option->ground == DRG_GROUND_PARTY && SAID & OF(event->type) &&
           (share < NEARLY_ALONE || !is_of_source(option));
}
