/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every year has: days of a month, months, quarters, seasons, feasts. In which year?
 *
 * A date without a year is the latest up to today in a clause that looks back, the first from today
 * in one that looks ahead, else the nearest. A weekday beside it decides the year ("Monday, July
 * 25"). Without a day of publication such dates are resolved near the anchor (anchor.c), if the
 * text has one. Seasons are those of the meteorologists in the north (spring is March to May; the
 * winter of a year begins in its December).
 */
#include "resolve.h"

#define FAR 290 /* days */
#define NEAR 70

/* Days between two intervals, 0 where they touch or overlap. */
static int32_t distance(time_interval a, drg_date day) {
    int32_t at = drg_date_to_days(day);
    int32_t start = drg_date_to_days(a.start), end = drg_date_to_days(a.end);
    return at < start ? start - at : at > end ? at - end : 0;
}

time_interval drg_time_in_year(const time_value *value, int year) {
    drg_date day;
    int days;
    switch (value->form) {
    case FORM_DAY:
    case FORM_NUMERIC:
        day = time_day_of(year, value->month, value->day);
        return time_make(day, day, DRG_DAY, DRG_BASIS_TEXT);
    case FORM_MONTH:
        return drg_time_months(year * 12 + value->month - 1, 1, DRG_MONTH);
    case FORM_QUARTER:
        return drg_time_months(year * 12 + (value->count - 1) * 3, 3, DRG_RANGE);
    case FORM_HALF:
        return drg_time_months(year * 12 + (value->count - 1) * 6, 6, DRG_RANGE);
    case FORM_SEASON:
        return drg_time_months(year * 12 + 2 + value->count * 3, 3, DRG_SEASON);
    case FORM_HOLIDAY:
        if (!drg_time_holiday_date(value->count, year, &day, &days))
            return TIME_UNRESOLVED;
        return time_make(
            day, drg_date_add_days(day, days - 1), days > 1 ? DRG_RANGE : DRG_DAY, DRG_BASIS_TEXT);
    default:
        return TIME_UNRESOLVED;
    }
}

/* Is the candidate a fit for what the clause or the modifier asks? */
static bool fits(time_interval candidate, const time_resolver *r, time_modifier modifier) {
    int start = drg_date_compare(candidate.start, r->today);
    int end = drg_date_compare(candidate.end, r->today);
    switch (modifier) {
    case MODIFIER_LAST:
    case MODIFIER_PAST:
    case MODIFIER_PREVIOUS:
        return end < 0;
    case MODIFIER_NEXT:
    case MODIFIER_COMING:
    case MODIFIER_FOLLOWING:
        return start > 0;
    case MODIFIER_THIS:
        return candidate.start.year == r->today.year || (start <= 0 && end >= 0);
    default:
        return r->direction == DIRECTION_PAST     ? start <= 0
               : r->direction == DIRECTION_FUTURE ? end >= 0
                                                  : true;
    }
}

/* "Monday, July 25": its weekday leaves one year in five or six. */
static bool on_weekday(const time_value *value, time_interval candidate) {
    return !value->on_weekday || drg_date_weekday(candidate.start) == value->weekday;
}

/* The nearest year's that fits. February 29 may lie four years away, or eight. */
static time_interval nearest_that_fits(const time_value *value, const time_resolver *r) {
    time_interval best = TIME_UNRESOLVED;
    for (int year = r->today.year - 8; year <= r->today.year + 8; year++) {
        time_interval candidate = drg_time_in_year(value, year);
        if (!time_resolved(candidate) || !fits(candidate, r, value->modifier) ||
            !on_weekday(value, candidate))
            continue;
        /* of two about as near, the one behind, which comes first: news tells what happened */
        bool ahead = drg_date_compare(candidate.start, r->today) > 0;
        int32_t far = distance(candidate, r->today);
        if (!time_resolved(best) || far + (ahead ? far / 3 : 0) < distance(best, r->today))
            best = candidate;
    }
    return best;
}

/* The weekday says more of the year than the tense of the clause; unresolved where it is wrong in
 * all years near. */
static time_interval nearest_on_weekday(const time_value *value, const time_resolver *r) {
    time_resolver free = *r;
    free.direction = DIRECTION_UNKNOWN;
    time_interval found = nearest_that_fits(value, &free);
    found.basis = time_resolved(found) ? DRG_BASIS_PUBLISHED : DRG_BASIS_NONE;
    return found;
}

/* The signs of the future are weak ("scheduled", "agreed to"): where the first such day lies most
 * of a year away and the last was a few weeks ago, the last is meant. */
static time_interval nearest_year(const time_value *value, const time_resolver *r) {
    if (!r->today.year && r->anchor.year && !value->modifier) {
        const time_resolver there = {.today = r->anchor};
        time_interval found = nearest_that_fits(value, &there);
        found.basis = time_resolved(found) ? DRG_BASIS_INFERRED : DRG_BASIS_NONE;
        return found;
    }
    if (!r->today.year)
        return TIME_UNRESOLVED;
    if (value->on_weekday) {
        time_interval found = nearest_on_weekday(value, r);
        if (time_resolved(found))
            return found;
    }
    time_resolver free = *r;
    free.direction = DIRECTION_UNKNOWN;
    time_value plain = *value; /* a weekday that fits no year near is a slip of the pen */
    plain.on_weekday = false;
    value = &plain;
    time_interval best = nearest_that_fits(value, r), near = nearest_that_fits(value, &free);
    bool weak = r->direction == DIRECTION_FUTURE && value->modifier == MODIFIER_NONE;
    if (weak && time_resolved(best) && time_resolved(near) && distance(best, r->today) > FAR &&
        distance(near, r->today) < NEAR)
        best = near;
    best.basis = time_resolved(best) ? DRG_BASIS_PUBLISHED : DRG_BASIS_NONE;
    return best;
}

time_interval drg_time_recurring(const time_value *value, const time_resolver *r) {
    if (value->year)
        return drg_time_in_year(value, value->year);
    if (value->year_from_told) { /* "June of that year" */
        time_interval found = r->told.year
                                  ? drg_time_in_year(value, r->told.year + value->years_away)
                                  : TIME_UNRESOLVED;
        found.basis = time_resolved(found) ? DRG_BASIS_INFERRED : DRG_BASIS_NONE;
        return found;
    }
    if (value->unit == UNIT_YEAR && r->today.year) { /* summer of last year */
        int back = value->modifier == MODIFIER_LAST || value->modifier == MODIFIER_PREVIOUS;
        int ahead = value->modifier == MODIFIER_NEXT || value->modifier == MODIFIER_COMING;
        time_interval found = drg_time_in_year(value, r->today.year - back + ahead);
        found.basis = time_resolved(found) ? DRG_BASIS_PUBLISHED : DRG_BASIS_NONE;
        return found;
    }
    return nearest_year(value, r);
}

time_interval drg_time_numeric(const time_value *value, const time_resolver *r) {
    time_value swapped = *value;
    swapped.day = value->month;
    swapped.month = value->day;
    time_interval a = drg_time_in_year(value, value->year),
                  b = drg_time_in_year(&swapped, value->year);
    if (!r->today.year)
        return TIME_UNRESOLVED;
    return distance(b, r->today) < distance(a, r->today) ? b : a;
}

time_interval drg_time_nth(const time_value *value, const time_resolver *r) {
    time_interval best = TIME_UNRESOLVED;
    if (!r->today.year)
        return best;
    for (int months = -1; months <= 1; months++) {
        drg_date month = drg_date_add_months(r->today, months);
        drg_date day = time_day_of(month.year, month.month, value->day);
        time_interval candidate = time_make(day, day, DRG_DAY, DRG_BASIS_PUBLISHED);
        if (time_resolved(candidate) && fits(candidate, r, MODIFIER_NONE) &&
            (!time_resolved(best) || distance(candidate, r->today) < distance(best, r->today)))
            best = candidate;
    }
    return best;
}
