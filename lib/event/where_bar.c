/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places that an event is not given, however well they stand among the others (rank.c).
 *
 * The weights say which place is the likeliest if there is one, and every article has places. What
 * is said has mostly none: a demand, a condemnation or a promise is where its speaker happens to
 * be, and nobody tells where. So a place that the event's sentences do not tell as a place is given
 * only to the types of which coders take it so. A wrong place costs more trust than none.
 *
 * Where the event's own sentences have the place, the probability beside "nothing is told" says
 * whether it is one: for what is said 12 of 310 below TOLD_SAID are right, 79 of 235 above; for aid
 * and meetings 3 of 23 below TOLD, 86 of 147 above. Of other places, right ones and others (wrong,
 * or where the gold has none), on train and dev:
 *
 *   of the rest of the article    ASSAULT, COERCE, MOBILIZE, PROTEST, THREATEN 5, 24; others 9, 229
 *   a party's, or its state       ACCUSE, AGREE, COOPERATE, REJECT, REQUEST, SUPPORT, THREATEN 5,
 *                                 324; others 76, 124
 *   of the sentences around it    AGREE, COOPERATE, REJECT, RETREAT, THREATEN 4, 90; others 72, 361
 *   of the dateline               below SCENE 1, 34; above 18, 45
 *
 * For what is said one that "of" or nothing leads, or that is part of a name, is asked for more (2
 * of 17 between), and of the neighbouring sentences only what "in" leads before it, or what stands
 * two before it, is left: of the others 3 of 65 were right.
 *
 * It is barred, not left out of the choice: the next best is mostly worse.
 */
#include "rank.h"

#define OF(type) (1U << (type))

/* What is said or agreed, not done. */
#define SAID                                                                                       \
    (OF(DRG_ACCUSE) | OF(DRG_AGREE) | OF(DRG_COOPERATE) | OF(DRG_REJECT) | OF(DRG_REQUEST) |       \
        OF(DRG_SUPPORT) | OF(DRG_THREATEN))
/* Of these the neighbouring sentences tell no place either. */
#define SAID_ANYWHERE                                                                              \
    (OF(DRG_AGREE) | OF(DRG_COOPERATE) | OF(DRG_REJECT) | OF(DRG_RETREAT) | OF(DRG_THREATEN))
/* Deeds on the spot: where the article is about. */
#define ON_THE_SPOT                                                                                \
    (OF(DRG_ASSAULT) | OF(DRG_COERCE) | OF(DRG_MOBILIZE) | OF(DRG_PROTEST) | OF(DRG_THREATEN))

#define ALL (~0U)
#define TOLD 0.20
#define TOLD_SAID 0.25
#define TOLD_WEAKLY 0.30 /* where "of" or nothing leads it, or it is part of a name */
#define SCENE 0.10
#define AROUND 0.15
#define NEVER 2.0 /* no probability is enough */

typedef struct bar {
    drg_ground ground;
    uint32_t types;
    double least; /* probability from which the place is given */
} bar;

static bool has_one(const drg_option *option, const uint16_t *signs, size_t count) {
    for (uint8_t s = 0; s < option->count; s++)
        for (size_t i = 0; i < count; i++)
            if (option->signs[s] == signs[i])
                return true;
    return false;
}

/* "The people of Lagos", "Lagos wants", "Lagos University": a word of somebody, not where he is. */
static bool weakly_told(const drg_option *option) {
    static const uint16_t weak[] = {
        DRG_PLACE_LED_OF, DRG_PLACE_LED_NONE, DRG_PLACE_IN_BODY_NAME, DRG_PLACE_IN_BODY_NAME_LED};
    return option->ground == DRG_GROUND_STATED &&
           has_one(option, weak, sizeof weak / sizeof weak[0]);
}

/* Of the sentence before it is where one is if "in" leads it there, of the one behind it never. */
static bool weakly_near(const drg_option *option) {
    static const uint16_t weak[] = {
        DRG_PLACE_SENTENCE_BEFORE, DRG_PLACE_SENTENCE_AFTER, DRG_PLACE_SENTENCE_AFTER_LED};
    return option->ground == DRG_GROUND_NEARBY &&
           has_one(option, weak, sizeof weak / sizeof weak[0]);
}

bool drg_where_barred(const drg_event *event, const drg_option *option, double probability) {
    static const bar BARS[] = {
        {DRG_GROUND_STATED, SAID, TOLD_SAID},
        {DRG_GROUND_STATED, OF(DRG_AID) | OF(DRG_CONSULT), TOLD},
        {DRG_GROUND_DATELINE, ALL, SCENE},
        {DRG_GROUND_ARTICLE, ~ON_THE_SPOT, NEVER},
        {DRG_GROUND_PARTY, SAID, NEVER},
        {DRG_GROUND_PARTY, OF(DRG_CONSULT), SCENE},
        {DRG_GROUND_NEARBY, SAID_ANYWHERE, NEVER},
        {DRG_GROUND_NEARBY, OF(DRG_ACCUSE) | OF(DRG_AID) | OF(DRG_CONCEDE) | OF(DRG_MOBILIZE),
            AROUND},
        {DRG_GROUND_NEARBY, OF(DRG_COERCE), TOLD},
    };
    for (size_t i = 0; i < sizeof BARS / sizeof BARS[0]; i++)
        if (option->ground == BARS[i].ground && BARS[i].types & OF(event->type) &&
            probability < BARS[i].least)
            return true;
    return (SAID & OF(event->type)) != 0 &&
           (weakly_near(option) || (weakly_told(option) && probability < TOLD_WEAKLY));
}
