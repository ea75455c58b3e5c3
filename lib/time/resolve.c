/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From an expression and the day of publication (today) to an interval of days.
 *
 * Conventions. A week is the ISO week, Monday to Sunday; seasons are those of the meteorologists in
 * the north (spring is March to May; the winter of a year begins in its December). "Three weeks
 * ago" is the week that lies three before today's, "three days ago" a day. "Last Friday" is the
 * latest before today, "next Friday" the first after it, "Friday" alone today or the latest before,
 * or the first from today where its clause looks ahead. A date without a year is the latest up to
 * today in a clause that looks back, the first from today in one that looks ahead, else the
 * nearest. "Early", "mid" and "late" are thirds. A period reaches to, or starts, today.
 *
 * A weekday beside a date without a year decides the year ("Monday, July 25"). Without a day of
 * publication such dates are resolved near the anchor (anchor.c), if the text has one.
 *
 * What cannot be resolved has year 0 in both dates: relative expressions without a day of
 * publication, those told from a time that is not known, days that no calendar has.
 */
#include "expression.h"

#define FAR 290 /* days */
#define NEAR 70

typedef struct resolver {
    drg_date today, told;
    drg_date anchor; /* stands in for today where days without a year are resolved */
    time_direction direction;
} resolver;

static const time_interval UNRESOLVED = {.granularity = DRG_RANGE, .basis = DRG_BASIS_NONE};

static bool is_resolved(time_interval interval) {
    return interval.start.year && interval.end.year;
}

static time_interval make(
    drg_date start, drg_date end, drg_granularity granularity, drg_basis basis) {
    if (!drg_date_valid(start) || !drg_date_valid(end) || drg_date_compare(start, end) > 0)
        return UNRESOLVED;
    return (time_interval){start, end, granularity, basis};
}

static drg_date day_of(int year, int month, int day) {
    if (year < 1 || year > 9999)
        return (drg_date){0};
    return (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

/* Whole months from the month `months` after January of year 0 on. */
static time_interval months_from(int months, int count, drg_granularity granularity) {
    int last = months + count - 1, year = last / 12, month = last % 12 + 1;
    if (months < 12 || year > 9999)
        return UNRESOLVED;
    return make(day_of(months / 12, months % 12 + 1, 1),
        day_of(year, month, drg_date_month_length(year, month)), granularity, DRG_BASIS_TEXT);
}

static time_interval years_from(int year, int count, drg_granularity granularity) {
    return months_from(year * 12, count * 12, granularity);
}

static time_interval week_of(drg_date day) {
    drg_date monday = drg_date_add_days(day, -drg_date_weekday(day));
    return make(monday, drg_date_add_days(monday, 6), DRG_WEEK, DRG_BASIS_TEXT);
}

/* Days between two intervals, 0 where they touch or overlap. */
static int32_t distance(time_interval a, drg_date day) {
    int32_t at = drg_date_to_days(day);
    int32_t start = drg_date_to_days(a.start), end = drg_date_to_days(a.end);
    return at < start ? start - at : at > end ? at - end : 0;
}

/* ---- what recurs every year ---- */

/* The interval of a value in a year; unresolved where that year has none (February 29). */
static time_interval in_year(const time_value *value, int year) {
    drg_date day;
    int days;
    switch (value->form) {
    case FORM_DAY:
    case FORM_NUMERIC:
        day = day_of(year, value->month, value->day);
        return make(day, day, DRG_DAY, DRG_BASIS_TEXT);
    case FORM_MONTH:
        return months_from(year * 12 + value->month - 1, 1, DRG_MONTH);
    case FORM_QUARTER:
        return months_from(year * 12 + (value->count - 1) * 3, 3, DRG_RANGE);
    case FORM_HALF:
        return months_from(year * 12 + (value->count - 1) * 6, 6, DRG_RANGE);
    case FORM_SEASON:
        return months_from(year * 12 + 2 + value->count * 3, 3, DRG_SEASON);
    case FORM_HOLIDAY:
        if (!drg_time_holiday_date(value->count, year, &day, &days))
            return UNRESOLVED;
        return make(
            day, drg_date_add_days(day, days - 1), days > 1 ? DRG_RANGE : DRG_DAY, DRG_BASIS_TEXT);
    default:
        return UNRESOLVED;
    }
}

/* Is the candidate a fit for what the clause or the modifier asks? */
static bool fits(time_interval candidate, const resolver *r, time_modifier modifier) {
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
static time_interval nearest_that_fits(const time_value *value, const resolver *r) {
    time_interval best = UNRESOLVED;
    for (int year = r->today.year - 8; year <= r->today.year + 8; year++) {
        time_interval candidate = in_year(value, year);
        if (!is_resolved(candidate) || !fits(candidate, r, value->modifier) ||
            !on_weekday(value, candidate))
            continue;
        /* of two about as near, the one behind, which comes first: news tells what happened */
        bool ahead = drg_date_compare(candidate.start, r->today) > 0;
        int32_t far = distance(candidate, r->today);
        if (!is_resolved(best) || far + (ahead ? far / 3 : 0) < distance(best, r->today))
            best = candidate;
    }
    return best;
}

/* The weekday says more of the year than the tense of the clause; unresolved where it is wrong in
 * all years near. */
static time_interval nearest_on_weekday(const time_value *value, const resolver *r) {
    resolver free = *r;
    free.direction = DIRECTION_UNKNOWN;
    time_interval found = nearest_that_fits(value, &free);
    found.basis = is_resolved(found) ? DRG_BASIS_PUBLISHED : DRG_BASIS_NONE;
    return found;
}

/* The signs of the future are weak ("scheduled", "agreed to"): where the first such day lies most
 * of a year away and the last was a few weeks ago, the last is meant. */
static time_interval nearest_year(const time_value *value, const resolver *r) {
    if (!r->today.year && r->anchor.year && !value->modifier) {
        const resolver there = {.today = r->anchor};
        time_interval found = nearest_that_fits(value, &there);
        found.basis = is_resolved(found) ? DRG_BASIS_INFERRED : DRG_BASIS_NONE;
        return found;
    }
    if (!r->today.year)
        return UNRESOLVED;
    if (value->on_weekday) {
        time_interval found = nearest_on_weekday(value, r);
        if (is_resolved(found))
            return found;
    }
    resolver free = *r;
    free.direction = DIRECTION_UNKNOWN;
    time_value plain = *value; /* a weekday that fits no year near is a slip of the pen */
    plain.on_weekday = false;
    value = &plain;
    time_interval best = nearest_that_fits(value, r), near = nearest_that_fits(value, &free);
    bool weak = r->direction == DIRECTION_FUTURE && value->modifier == MODIFIER_NONE;
    if (weak && is_resolved(best) && is_resolved(near) && distance(best, r->today) > FAR &&
        distance(near, r->today) < NEAR)
        best = near;
    best.basis = is_resolved(best) ? DRG_BASIS_PUBLISHED : DRG_BASIS_NONE;
    return best;
}

static time_interval resolve_recurring(const time_value *value, const resolver *r) {
    if (value->year)
        return in_year(value, value->year);
    if (value->year_from_told) { /* "June of that year" */
        time_interval found =
            r->told.year ? in_year(value, r->told.year + value->years_away) : UNRESOLVED;
        found.basis = is_resolved(found) ? DRG_BASIS_INFERRED : DRG_BASIS_NONE;
        return found;
    }
    if (value->unit == UNIT_YEAR && r->today.year) { /* summer of last year */
        int back = value->modifier == MODIFIER_LAST || value->modifier == MODIFIER_PREVIOUS;
        int ahead = value->modifier == MODIFIER_NEXT || value->modifier == MODIFIER_COMING;
        time_interval found = in_year(value, r->today.year - back + ahead);
        found.basis = is_resolved(found) ? DRG_BASIS_PUBLISHED : DRG_BASIS_NONE;
        return found;
    }
    return nearest_year(value, r);
}

/* 4/5/2025: the reading that lies nearer to today. */
static time_interval resolve_numeric(const time_value *value, const resolver *r) {
    time_value swapped = *value;
    swapped.day = value->month;
    swapped.month = value->day;
    time_interval a = in_year(value, value->year), b = in_year(&swapped, value->year);
    if (!r->today.year)
        return UNRESOLVED;
    return distance(b, r->today) < distance(a, r->today) ? b : a;
}

/* "on the 18th": of this month or one beside it. */
static time_interval resolve_nth(const time_value *value, const resolver *r) {
    time_interval best = UNRESOLVED;
    if (!r->today.year)
        return best;
    for (int months = -1; months <= 1; months++) {
        drg_date month = drg_date_add_months(r->today, months);
        drg_date day = day_of(month.year, month.month, value->day);
        time_interval candidate = make(day, day, DRG_DAY, DRG_BASIS_PUBLISHED);
        if (is_resolved(candidate) && fits(candidate, r, MODIFIER_NONE) &&
            (!is_resolved(best) || distance(candidate, r->today) < distance(best, r->today)))
            best = candidate;
    }
    return best;
}

/* ---- weeks and weekdays ---- */

/* The latest such weekday up to `day` (or before it), or the first from it on (or after it). */
static drg_date weekday_near(drg_date day, int weekday, bool ahead, bool strict) {
    int today = drg_date_weekday(day);
    int back = (today - weekday + 7) % 7, forth = (weekday - today + 7) % 7;
    if (strict && back == 0)
        back = forth = 7;
    return drg_date_add_days(day, ahead ? forth : -back);
}

static time_interval resolve_weekday(const time_value *value, const resolver *r) {
    time_modifier modifier = value->modifier;
    bool context = modifier == MODIFIER_PREVIOUS || modifier == MODIFIER_FOLLOWING;
    drg_date from = context ? r->told : r->today, day;
    if (!from.year)
        return UNRESOLVED;
    if (value->has_count || modifier == MODIFIER_THIS) {
        drg_date monday = drg_date_add_days(from, -drg_date_weekday(from));
        day = drg_date_add_days(monday, value->weekday + 7 * value->count);
        if (!value->has_count && r->direction == DIRECTION_FUTURE &&
            drg_date_compare(day, from) < 0)
            day = drg_date_add_days(day, 7); /* "this Monday", said on a Friday of a day ahead */
        if (!value->has_count && r->direction == DIRECTION_PAST && drg_date_compare(day, from) > 0)
            day = drg_date_add_days(day, -7); /* "reported this Sunday", on a Monday */
    } else if (modifier == MODIFIER_NONE) {
        day = weekday_near(from, value->weekday, r->direction == DIRECTION_FUTURE, false);
    } else {
        bool ahead = modifier == MODIFIER_NEXT || modifier == MODIFIER_COMING ||
                     modifier == MODIFIER_FOLLOWING;
        day = weekday_near(from, value->weekday, ahead, true);
    }
    return make(day, day, DRG_DAY, context ? DRG_BASIS_INFERRED : DRG_BASIS_PUBLISHED);
}

static time_interval weekend_of(drg_date day, int weeks) {
    drg_date saturday = drg_date_add_days(day, 5 - drg_date_weekday(day) + 7 * weeks);
    return make(saturday, drg_date_add_days(saturday, 1), DRG_RANGE, DRG_BASIS_TEXT);
}

/* ---- units away ---- */

/* The unit that lies `count` from the one that holds `day`. */
static time_interval shift(drg_date day, time_unit unit, int count) {
    int month = day.year * 12 + day.month - 1;
    drg_date moved;
    switch (unit) {
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
        moved = drg_date_add_days(day, count * (unit == UNIT_WEEK ? 7 : 14));
        return moved.year ? week_of(moved) : UNRESOLVED;
    case UNIT_MONTH:
        return months_from(month + count, 1, DRG_MONTH);
    case UNIT_QUARTER:
        return months_from((month / 3 + count) * 3, 3, DRG_RANGE);
    case UNIT_YEAR:
        return years_from(day.year + count, 1, DRG_YEAR);
    case UNIT_DECADE:
        return years_from((day.year / 10 + count) * 10, 10, DRG_DECADE);
    case UNIT_CENTURY:
        return years_from(((day.year - 1) / 100 + count) * 100 + 1, 100, DRG_RANGE);
    case UNIT_WEEKEND:
        return weekend_of(day, count);
    default:
        moved = drg_date_add_days(day, count);
        return make(moved, moved, DRG_DAY, DRG_BASIS_TEXT);
    }
}

/* "the weekend": ahead where the clause looks ahead, else the latest that has begun. */
static time_interval resolve_weekend(const resolver *r) {
    bool begun = drg_date_weekday(r->today) >= 5;
    return weekend_of(r->today, r->direction == DIRECTION_FUTURE || begun ? 0 : -1);
}

static time_interval resolve_shift(const time_value *value, const resolver *r) {
    bool context = value->form == FORM_FROM_CONTEXT;
    drg_date from = context ? r->told : r->today;
    if (!from.year)
        return UNRESOLVED;
    time_interval found = value->unit == UNIT_WEEKEND && value->has_count
                              ? resolve_weekend(r)
                              : shift(from, value->unit, value->count);
    if (is_resolved(found))
        found.basis = context ? DRG_BASIS_INFERRED : DRG_BASIS_PUBLISHED;
    return found;
}

static time_interval resolve_period(const time_value *value, const resolver *r) {
    static const int MONTHS[] = {[UNIT_MONTH] = 1,
        [UNIT_QUARTER] = 3,
        [UNIT_YEAR] = 12,
        [UNIT_DECADE] = 120,
        [UNIT_CENTURY] = 1200,
        [UNIT_WEEKEND] = 0};
    if (!r->today.year)
        return UNRESOLVED;
    drg_date other;
    int count = value->count;
    if (MONTHS[value->unit])
        other = drg_date_add_months(r->today, count * MONTHS[value->unit]);
    else
        other = drg_date_add_days(r->today, value->unit == UNIT_HOUR        ? count / 24
                                            : value->unit == UNIT_MINUTE    ? 0
                                            : value->unit == UNIT_WEEK      ? count * 7
                                            : value->unit == UNIT_FORTNIGHT ? count * 14
                                            : value->unit == UNIT_WEEKEND   ? count * 7
                                                                            : count);
    return count < 0 ? make(other, r->today, DRG_RANGE, DRG_BASIS_PUBLISHED)
                     : make(r->today, other, DRG_RANGE, DRG_BASIS_PUBLISHED);
}

/* ---- values ---- */

/* The third of an interval that an edge names, as [*from, *to) of `whole` equal parts. */
static void third_of(time_edge edge, int whole, int *from, int *to) {
    int third = whole / 3;
    *from = edge == EDGE_EARLY ? 0 : edge == EDGE_MIDDLE ? third : whole - third;
    *to = edge == EDGE_EARLY ? third : edge == EDGE_MIDDLE ? whole - third : whole;
}

/* Thirds of a year are four months, those of a decade three or four years, those of other intervals
 * days; in a week, three or four days at its ends. */
static time_interval cut_third(time_interval whole, time_edge edge) {
    int from, to, year = whole.start.year;
    int days = (int)(drg_date_to_days(whole.end) - drg_date_to_days(whole.start)) + 1;
    time_interval part;
    switch (whole.granularity) {
    case DRG_YEAR:
        third_of(edge, 12, &from, &to);
        part = months_from(year * 12 + from, to - from, DRG_RANGE);
        break;
    case DRG_DECADE:
        third_of(edge, 10, &from, &to);
        part = years_from(year + from, to - from, DRG_RANGE);
        break;
    case DRG_WEEK:
        from = edge == EDGE_EARLY ? 0 : edge == EDGE_MIDDLE ? 1 : 3;
        to = edge == EDGE_EARLY ? 3 : edge == EDGE_MIDDLE ? 4 : 7;
        part = make(drg_date_add_days(whole.start, from), drg_date_add_days(whole.start, to - 1),
            DRG_RANGE, whole.basis);
        break;
    default:
        third_of(edge, days, &from, &to);
        part = make(drg_date_add_days(whole.start, from), drg_date_add_days(whole.start, to - 1),
            DRG_RANGE, whole.basis);
    }
    part.basis = is_resolved(part) ? whole.basis : DRG_BASIS_NONE;
    return part;
}

static time_interval cut_edge(time_interval whole, time_edge edge, const resolver *r) {
    if (!is_resolved(whole) || edge == EDGE_NONE || whole.granularity == DRG_DAY)
        return whole;
    if (edge == EDGE_SO_FAR)
        return make(whole.start, r->today, DRG_RANGE, whole.basis);
    if (edge == EDGE_FROM_NOW)
        return make(r->today, whole.end, DRG_RANGE, whole.basis);
    return cut_third(whole, edge);
}

static time_interval resolve_whole(const time_value *value, const resolver *r) {
    switch (value->form) {
    case FORM_DAY:
        if (value->month == 0)
            return resolve_nth(value, r);
        return resolve_recurring(value, r);
    case FORM_NUMERIC:
        return resolve_numeric(value, r);
    case FORM_MONTH:
    case FORM_QUARTER:
    case FORM_HALF:
    case FORM_SEASON:
    case FORM_HOLIDAY:
        return resolve_recurring(value, r);
    case FORM_WEEK_OF: {
        time_value day = *value;
        day.form = FORM_DAY;
        time_interval found = resolve_recurring(&day, r);
        time_interval week = is_resolved(found) ? week_of(found.start) : found;
        week.basis = found.basis;
        return week;
    }
    case FORM_YEAR:
        return years_from(value->year, 1 + value->count, value->count ? DRG_RANGE : DRG_YEAR);
    case FORM_DECADE:
        return years_from(value->year, 10, DRG_DECADE);
    case FORM_CENTURY:
        return years_from(value->year, 100, DRG_RANGE);
    case FORM_WEEKDAY:
        return resolve_weekday(value, r);
    case FORM_SHIFT:
    case FORM_FROM_CONTEXT:
        return resolve_shift(value, r);
    case FORM_PERIOD:
        return resolve_period(value, r);
    default:
        return UNRESOLVED;
    }
}

static time_interval resolve_value(const time_value *value, const resolver *r) {
    return cut_edge(resolve_whole(value, r), value->edge, r);
}

/* ---- expressions ---- */

/* The second of a range lies behind the first: "Monday to Thursday", "between March and May". */
static time_interval move_behind(
    time_interval second, time_interval first, const time_value *value) {
    if (!is_resolved(second) || !is_resolved(first) ||
        drg_date_compare(second.end, first.start) >= 0 || value->year || value->year_from_told)
        return second;
    if (value->form == FORM_WEEKDAY) {
        second.start = second.end = weekday_near(first.start, value->weekday, true, false);
    } else if (value->form == FORM_DAY || value->form == FORM_MONTH) {
        drg_basis basis = second.basis;
        int year = first.start.year;
        second = in_year(value, year);
        if (is_resolved(second) && drg_date_compare(second.end, first.start) < 0)
            second = in_year(value, year + 1);
        second.basis = basis;
    }
    return second;
}

static time_interval resolve_range(const time_expression *expression, const resolver *r) {
    time_interval first = resolve_value(&expression->first, r);
    resolver behind = *r; /* "from June 2019 to March of the following year" */
    behind.told = expression->second.year_from_told ? first.start : r->told;
    time_interval second =
        move_behind(resolve_value(&expression->second, &behind), first, &expression->second);
    if (!is_resolved(first) || !is_resolved(second))
        return UNRESOLVED;
    drg_basis basis = first.basis == DRG_BASIS_TEXT ? second.basis : first.basis;
    return make(first.start, second.end, DRG_RANGE, basis);
}

/* "Two days after Monday": counted from the day told, as exact as its unit. */
static time_interval resolve_away(const time_expression *expression, const resolver *r) {
    time_interval other = resolve_value(&expression->second, r);
    if (!is_resolved(other))
        return other;
    time_interval found = shift(other.start, expression->first.unit, expression->first.count);
    found.basis = is_resolved(found) ? other.basis : DRG_BASIS_NONE;
    return found;
}

time_interval drg_time_resolve_deed(const time_expression *expression, drg_date day) {
    time_interval found = shift(day, expression->first.unit, expression->first.count);
    if (is_resolved(found))
        found.basis = DRG_BASIS_INFERRED;
    return found;
}

time_interval drg_time_resolve(const time_expression *expression, const time_context *context) {
    resolver r = {context->today, context->told, context->anchor, context->direction};
    if (expression->relation == RELATION_RANGE)
        return resolve_range(expression, &r);
    if (expression->relation == RELATION_AWAY)
        return resolve_away(expression, &r);
    time_interval found = resolve_value(&expression->first, &r);
    if (!is_resolved(found) || !r.today.year)
        return found;
    if (expression->relation == RELATION_SINCE && drg_date_compare(found.start, r.today) < 0)
        return make(found.start, r.today, DRG_RANGE, DRG_BASIS_PUBLISHED);
    if (expression->relation == RELATION_UNTIL && drg_date_compare(found.end, r.today) > 0)
        return make(r.today, found.end, DRG_RANGE, DRG_BASIS_PUBLISHED);
    return found;
}
