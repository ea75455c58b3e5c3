/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_UNITE_H
#define DRG_EVENT_UNITE_H
/* The parties of a record out of those of its tellings: unite.c. */
#include "event.h"
#include "signs.h"

enum {
    DRG_UNITE_BIAS,
    DRG_UNITE_TYPE, /* + drg_event_type */
    DRG_UNITE_TARGET = DRG_UNITE_TYPE + DRG_EVENT_TYPES, /* asked for as a target */
    DRG_UNITE_SINGLE, /* the record has one telling */
    DRG_UNITE_SHARE, /* of the tellings that name somebody on the side */
    DRG_UNITE_ONCE, /* one telling of several */
    DRG_UNITE_TIMES, /* log of the tellings with it */
    DRG_UNITE_FIRST, /* in the first telling that names somebody on the side */
    DRG_UNITE_BEST, /* in the telling that gives the codes */
    DRG_UNITE_SUREST, /* log-odds of the surest telling with it */
    DRG_UNITE_IN_LEAD,
    DRG_UNITE_ACROSS, /* share of its tellings that have it on the other side */
    DRG_UNITE_PERSON,
    DRG_UNITE_BODY,
    DRG_UNITE_STATE,
    DRG_UNITE_PEOPLE,
    DRG_UNITE_OTHER_KIND,
    DRG_UNITE_DESCRIBED,
    DRG_UNITE_DESCRIBED_BESIDE, /* described, and somebody is named */
    DRG_UNITE_COUNTRYMAN, /* somebody of its country is told more often, or as often and before */
    DRG_UNITE_COUNTRYMAN_KIND, /* the same, and of its kind */
    DRG_UNITE_SAME_SENTENCE, /* never set: keeps its place among the learned weights */
    DRG_UNITE_RIVALS, /* log of the others on the side */
    DRG_UNITE_SALIENCE, /* log of the mentions of its entity */
    DRG_UNITE_EQUALS, /* a meeting or an agreement: all stand on one side */
    DRG_UNITE_EQUALS_ONCE,
    DRG_UNITE_EQUALS_PERSON,
    DRG_UNITE_EQUALS_STATE,
    DRG_UNITE_SIGNS
};

/* "The two countries" as those two, where the text has named them; group.c. 0 or DRG_ENOMEM. */
int drg_group_expand(drg_document *document, drg_side *side);
/* Does a party of a side only own another actor: "Trump" of "Trump's envoy"? beside.c. */
bool drg_owns_party(const drg_syntax *syntax, const drg_side *side, size_t at);
/* Leaves out adjectives of nationality ("American") beside somebody of their state, on the side or
 * among its equals (NULL: there are none). */
void drg_without_adjectives(const drg_syntax *syntax, drg_side *side, const drg_side *equals);
/* Takes who stands on both sides of a draft off one: itself.c. 0 or DRG_ENOMEM. */
int drg_one_side(drg_document *document, drg_draft *draft);
/* Sets the sides of a draft that its tellings name by their words. 0 or DRG_ENOMEM. */
int drg_unite(drg_document *document, const drg_syntax *syntax, const drg_telling_list *tellings,
    const drg_watch *watch, uint32_t number, drg_draft *draft);

#endif
