/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_DATE_H
#define DRG_BASE_DATE_H
/*
 * Calendar days of the proleptic Gregorian calendar, years 1 to 9999. A date with year 0 is no
 * date; every function that would leave the range returns it. drg_date_parse and drg_date_format
 * are public. All constant time.
 */
#include "../dragoman.h"

/* A real day within the range. */
bool drg_date_valid(drg_date date);
/* 28..31; month 1..12. */
int drg_date_month_length(int year, int month);

/* Days since 1970-01-01 (negative before) of a valid date, and back. */
int32_t drg_date_to_days(drg_date date);
drg_date drg_date_from_days(int32_t days);

/* 0 Monday .. 6 Sunday, of a valid date. */
int drg_date_weekday(drg_date date);

/* The date so many days or months away. A day that the new month lacks becomes its last. */
drg_date drg_date_add_days(drg_date date, int32_t days);
drg_date drg_date_add_months(drg_date date, int32_t months);

/* <0, 0, >0. No date sorts before all others. */
static inline int drg_date_compare(drg_date a, drg_date b) {
    int left = a.year * 512 + a.month * 32 + a.day, right = b.year * 512 + b.month * 32 + b.day;
    return (left > right) - (left < right);
}

/* Is a day in an interval, its ends included? `to` without a year: it is open. */
static inline bool drg_date_within(drg_date day, drg_date from, drg_date to) {
    return drg_date_compare(from, day) <= 0 && (to.year == 0 || drg_date_compare(day, to) <= 0);
}

static inline bool drg_date_equal(drg_date a, drg_date b) {
    return drg_date_compare(a, b) == 0;
}

#endif
