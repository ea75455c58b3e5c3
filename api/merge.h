/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_MERGE_H
#define API_MERGE_H
/* Events of many articles as events of the world: replies in, one record an event out. */
#include "problem.h"

typedef enum api_merge_rule {
    API_MERGE_EVENT, /* same type, sides that agree, dates within the window, place not another */
    API_MERGE_FINGERPRINT, /* equal fingerprints */
    API_MERGE_DAILY /* the field's one-a-day rule: day, countries of both sides, CAMEO code */
} api_merge_rule;

typedef struct api_merge_settings {
    api_merge_rule rule;
    unsigned window_days; /* API_MERGE_EVENT: most days between two dates of one event */
    unsigned keep_days; /* an event is given out once articles of that many days later came; 0: at
                           the end */
} api_merge_settings;

typedef struct api_merge api_merge;

/* NULL: out of memory. */
api_merge *api_merge_new(const api_merge_settings *settings);
void api_merge_free(api_merge *merge); /* NULL is fine */

/*
 * One reply as `dragoman extract --ndjson` writes it. A reply that is an error ("status":"error")
 * counts as an article without events. False: the line is no reply; *fault says why. Cost: linear
 * in the line, and for each event in the records of its type, country and days at most
 * API_MERGE_CANDIDATES, the newest.
 */
#define API_MERGE_CANDIDATES 64u
bool api_merge_add(api_merge *merge, drg_slice line, api_fault *fault);

/* Writes the events that no later article can join (with `all`: all that are left), a line of JSON
 * each, in the order in which they were first told. False: out of memory. */
bool api_merge_take(api_merge *merge, bool all, api_out *out);

typedef struct api_merge_counts {
    uint64_t articles, errors, records; /* in */
    uint64_t events; /* out, so far */
} api_merge_counts;
api_merge_counts api_merge_count(const api_merge *merge);
#endif
