/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_TENSE_H
#define DRG_EVENT_TENSE_H
/*
 * The signs by which the tense of a telling is chosen (tense.c), and their weights
 * (tense_weights.c, fitted by train/events/fit_tense.py).
 */
#include "event.h"
#include "signs.h"

#define DRG_TENSES (DRG_HYPOTHETICAL + 1)
#define DRG_TENSE_WORDS 256 /* buckets of triggers: what is a state ("war") and what an act */

enum {
    DRG_TENSE_BIAS,
    DRG_TENSE_RULE, /* what attribute.c has, by drg_tense */
    DRG_TENSE_OWN_VERB = DRG_TENSE_RULE + DRG_TENSES,
    DRG_TENSE_NO_VERB,
    DRG_TENSE_LIGHT,
    DRG_TENSE_FINITE,
    DRG_TENSE_PAST_FORM,
    DRG_TENSE_PRESENT, /* finite, neither past nor progressive */
    DRG_TENSE_PROGRESSIVE,
    DRG_TENSE_PASSIVE,
    DRG_TENSE_INFINITIVE,
    DRG_TENSE_GERUND,
    DRG_TENSE_RELATIVE,
    DRG_TENSE_WILL,
    DRG_TENSE_MAY,
    DRG_TENSE_SHOULD,
    DRG_TENSE_NOT,
    DRG_TENSE_OVER, /* the verb group that governs: the same nine */
    DRG_TENSE_OVER_PAST,
    DRG_TENSE_OVER_WILL,
    DRG_TENSE_OVER_MAY,
    DRG_TENSE_OVER_INTENDS,
    DRG_TENSE_OVER_CONTROLS,
    DRG_TENSE_OVER_SAYS,
    DRG_TENSE_DEFINITE, /* "the talks" */
    DRG_TENSE_INDEFINITE, /* "an attack" */
    DRG_TENSE_OWNED, /* "Israel's attack" */
    DRG_TENSE_BARE,
    DRG_TENSE_LED, /* a noun behind a preposition: of, for, to, on, during, amid, after, ... */
    DRG_TENSE_LEADS = 10,
    DRG_TENSE_TIME_AHEAD = DRG_TENSE_LED + DRG_TENSE_LEADS,
    DRG_TENSE_TIME_BEHIND,
    DRG_TENSE_TIME_TODAY,
    DRG_TENSE_TIME_LONG,
    DRG_TENSE_NO_TIME,
    DRG_TENSE_QUOTED,
    DRG_TENSE_HEADLINE,
    DRG_TENSE_NEAR_IF, /* words around it: if, unless, whether, in case */
    DRG_TENSE_NEAR_STILL, /* still, continues, ongoing, since, currently */
    DRG_TENSE_NEAR_NEXT, /* next, upcoming, planned, expected, tomorrow */
    DRG_TENSE_NEAR_WISH, /* want, hope, fear, possible, could, threat of */
    DRG_TENSE_NEAR_AGO, /* ago, earlier, former, last, previous */
    DRG_TENSE_TYPE,
    DRG_TENSE_KIND = DRG_TENSE_TYPE + DRG_EVENT_TYPES, /* drg_entry_kind */
    DRG_TENSE_WORD = DRG_TENSE_KIND + 5,
    DRG_TENSE_SIGNS = DRG_TENSE_WORD + DRG_TENSE_WORDS
};

typedef struct drg_tense_weights { /* two multinomial regressions */
    float words[DRG_TENSES][DRG_TENSE_SIGNS]; /* where the reading engine did not read */
    float read[DRG_TENSES][DRG_TENSE_SIGNS]; /* where it did, beside its log-odds of each tense */
    float engine[DRG_TENSES][DRG_TENSES]; /* [tense][tense that it speaks of] */
} drg_tense_weights;

extern const drg_tense_weights drg_tense_fitted;

/* Chooses telling->chosen; telling->tense, as attribute.c found it, is a sign. */
void drg_tense_choose(const drg_syntax *syntax, drg_telling *telling, const drg_watch *watch);

#endif
