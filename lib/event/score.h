/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_SCORE_H
#define DRG_EVENT_SCORE_H
/* Signs of the decision whether a candidate is an event of its type: score.c. */
#include "event.h"
#include "signs.h"

enum {
    DRG_KEEP_BIAS,
    DRG_KEEP_TYPE, /* + drg_event_type */
    DRG_KEEP_KIND = DRG_KEEP_TYPE + DRG_EVENT_TYPES, /* + drg_entry_kind */
    DRG_KEEP_TENSE = DRG_KEEP_KIND + 5, /* + drg_tense */
    DRG_KEEP_WEIGHT = DRG_KEEP_TENSE + 4, /* log-odds of the entry's weight */
    DRG_KEEP_PLAIN, /* the engine alone takes the words for a trigger */
    DRG_KEEP_SAME_TYPE,
    DRG_KEEP_SAME_SENTENCE,
    DRG_KEEP_RIVAL,
    DRG_KEEP_EMBEDDED,
    DRG_KEEP_NO_PARTY,
    DRG_KEEP_BOTH_SIDES,
    DRG_KEEP_SOURCE,
    DRG_KEEP_SOURCE_KNOWN,
    DRG_KEEP_SOURCE_SAID, /* by the words themselves */
    DRG_KEEP_TARGET,
    DRG_KEEP_TARGET_KNOWN,
    DRG_KEEP_TARGET_SAID,
    DRG_KEEP_SOURCE_SECTOR, /* + group: none, state, armed, political, society */
    DRG_KEEP_TARGET_SECTOR = DRG_KEEP_SOURCE_SECTOR + 5,
    DRG_KEEP_OWN_VERB = DRG_KEEP_TARGET_SECTOR + 5,
    DRG_KEEP_INFINITIVE,
    DRG_KEEP_GERUND,
    DRG_KEEP_AGENTLESS,
    DRG_KEEP_LIGHT,
    DRG_KEEP_NEGATED,
    DRG_KEEP_QUOTED,
    DRG_KEEP_IN_LEAD,
    DRG_KEEP_IN_TAIL,
    DRG_KEEP_BOILERPLATE,
    DRG_KEEP_HEADLINE,
    DRG_KEEP_SPORTS,
    DRG_KEEP_ATTRIBUTIVE,
    DRG_KEEP_LONGER,
    DRG_KEEP_MODIFIER,
    DRG_KEEP_GUARD,
    DRG_KEEP_READ, /* the signs from here on are the engine's */
    DRG_KEEP_READ_ODDS = DRG_KEEP_READ,
    DRG_KEEP_READ_SQUARE,
    DRG_KEEP_READ_OTHER, /* log-odds of the likeliest other type */
    DRG_KEEP_READ_NONE, /* no decoded trigger of the engine there */
    DRG_KEEP_READ_SPAN, /* log-odds of the decoded trigger of the type */
    DRG_KEEP_READ_CORE,
    DRG_KEEP_READ_NEGATED,
    DRG_KEEP_READ_SOURCE,
    DRG_KEEP_READ_TARGET,
    DRG_KEEP_READ_ARTICLE, /* how much the engine finds of the type in the article */
    DRG_KEEP_READ_HERE, /* best of the type elsewhere in the sentence */
    DRG_KEEP_READ_TYPE, /* + drg_event_type: log-odds again */
    DRG_KEEP_SIGNS = DRG_KEEP_READ_TYPE + DRG_EVENT_TYPES
};

#endif
