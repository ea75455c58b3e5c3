/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_TIME_RESOLVE_H
#define DRG_TIME_RESOLVE_H
/* What the two files that resolve share: resolve.c, and recurring.c for what every year has. */
#include "expression.h"

typedef struct time_resolver {
    drg_date today, told;
    drg_date anchor; /* stands in for today where days without a year are resolved */
    time_direction direction;
} time_resolver;

static const time_interval TIME_UNRESOLVED = {.granularity = DRG_RANGE, .basis = DRG_BASIS_NONE};

static inline bool time_resolved(time_interval interval) {
    return interval.start.year && interval.end.year;
}

static inline time_interval time_make(
    drg_date start, drg_date end, drg_granularity granularity, drg_basis basis) {
    if (!drg_date_valid(start) || !drg_date_valid(end) || drg_date_compare(start, end) > 0)
        return TIME_UNRESOLVED;
    return (time_interval){start, end, granularity, basis};
}

static inline drg_date time_day_of(int year, int month, int day) {
    if (year < 1 || year > 9999)
        return (drg_date){0};
    return (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

/* Whole months from the month `months` after January of year 0 on. */
time_interval drg_time_months(int months, int count, drg_granularity granularity);

/* The interval of a value in a year; unresolved where that year has none (February 29). */
time_interval drg_time_in_year(const time_value *value, int year);
/* A value that every year has (a day of a month, a month, a season, a feast). */
time_interval drg_time_recurring(const time_value *value, const time_resolver *r);
/* 4/5/2025: the reading that lies nearer to today. */
time_interval drg_time_numeric(const time_value *value, const time_resolver *r);
/* "on the 18th": of this month or one beside it. */
time_interval drg_time_nth(const time_value *value, const time_resolver *r);

#endif
