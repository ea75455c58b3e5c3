/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_MERGE_GROUP_H
#define API_MERGE_GROUP_H
/* What merge.c compares and collects: a record of an article's reply, and the event that records
 * tell. */
#include "problem.h"

enum { MERGE_KEY_SIZE = 160, MERGE_MOST_PARTIES = 32 };

typedef struct merge_group {
    uint64_t number; /* order of first telling */
    char type[16];
    bool negated, symmetric;
    int32_t first, last; /* days of the date, as drg_date_to_days counts; INT32_MIN: none */
    int32_t published; /* day of the newest article; INT32_MIN: none */
    size_t articles; /* different ones */
    size_t mentions;
    double confidence; /* the highest */
    json_t *votes; /* member name -> {value -> times} */
    json_t *source, *target; /* token -> {"name","country","actor_code","articles"} */
    json_t *records; /* [{"article","event"}] */
    json_t *contexts, *fingerprints; /* value -> true */
    json_t *places; /* name|country -> {"place":{...},"times":n} */
    json_t *countries; /* of places that words name for the event -> true */
} merge_group;

typedef struct merge_record { /* borrowed from the reply */
    const json_t *event;
    const char *article, *type;
    bool negated, symmetric;
    int32_t first, last, published;
    const char *place_country; /* of a place that words name for it; NULL: none */
    json_t *source, *target; /* owned: token -> {"name","country","actor_code"} */
} merge_record;

/* The string of a member; NULL: none. */
const char *merge_text(const json_t *object, const char *name);
/* The day of a date as text; INT32_MIN: none. */
int32_t merge_day(const char *text);
/* entities: id -> entity of the reply. All is borrowed but the two sides: merge_record_deinit. */
void merge_record_init(
    const json_t *reply, const json_t *event, const json_t *entities, merge_record *record);
void merge_record_deinit(merge_record *record);

/* An event with nothing told yet. False: out of memory. */
bool merge_group_init(merge_group *group, uint64_t number, const merge_record *record);
void merge_group_deinit(merge_group *group);
/* One more record tells it. False: out of memory. */
bool merge_group_add(merge_group *group, const merge_record *record);
/* A line of JSON. */
void merge_group_write(const merge_group *group, api_out *out);
#endif
