/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_RECORD_H
#define DRG_EVENT_RECORD_H
/* Signs of how sure a record is: record.c. */
#include "event.h"
#include "signs.h"

enum {
    DRG_SURE_BIAS,
    DRG_SURE_BEST, /* log-odds of the surest telling */
    DRG_SURE_NEXT, /* of the next; 0: none */
    DRG_SURE_MANY, /* log of the tellings */
    DRG_SURE_IMPLIED, /* no party is named by its own words */
    DRG_SURE_RIVAL, /* an earlier record of the type that it might have joined */
    DRG_SURE_RIVAL_ODDS, /* how near it was to joining it */
    DRG_SURE_RIVAL_BESIDE, /* told in the same sentence */
    DRG_SURE_TYPE, /* + drg_event_type */
    DRG_SURE_SIGNS = DRG_SURE_TYPE + DRG_EVENT_TYPES
};

void drg_record_signs(const drg_draft *from, const drg_telling_list *tellings, drg_signs *signs);

#endif
