/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_EXPLAIN_H
#define DRG_EVENT_EXPLAIN_H
/* Why records are what they are, and which words made none; without effect unless options.explain.
 */
#include "rank.h"

#define DRG_MOST_MISSES 512 /* of one document; further ones are left out */
#define DRG_LEAST_MISS 0.1F /* score from which words nearly told an event */

typedef struct drg_event_why { /* what other files decided */
    drg_slice cameo; /* the way to the code */
    drg_reason place, date; /* rule empty: none was chosen */
} drg_event_why;

/* Fills event->reasons. All else of the event must be there. */
void drg_event_explain(drg_document *document, const drg_draft *from,
    const drg_telling_list *tellings, const drg_event_why *why, drg_event *event);

/* The trigger of a telling as the contract has it. */
drg_trigger drg_trigger_of(const drg_document *document, const drg_found *found);

/* Notes words that made no record. `other`: of OTHER_TYPE the type that was taken. */
void drg_miss_note(drg_document *document, const drg_telling *telling, drg_miss_reason reason,
    drg_event_type other, uint32_t event);
/* What speaks against a telling whose score is too low, apart from what the caller can weigh. */
drg_miss_reason drg_miss_reason_of(const drg_syntax *syntax, const drg_telling *telling);
/* Of the misses from number `first` on, all of one sentence, leaves out what one of the tellings
 * from number `told` on tells after all, and of several readings of the same words with one type
 * the less likely. */
void drg_miss_trim(
    drg_document *document, size_t first, const drg_telling_list *tellings, size_t told);
/* The tellings of a draft that became an event, or did not. */
void drg_miss_draft(
    drg_document *document, const drg_telling_list *tellings, const drg_draft *draft);
/* Brings the misses into reading order. Once, at the end. */
void drg_miss_finish(drg_document *document);

#endif
