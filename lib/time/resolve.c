/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From an expression and the day of publication (today) to an interval of days.
 *
 * Conventions. A week is the ISO week, Monday to Sunday. "Three weeks ago" is the week that lies
 * three before today's, "three days ago" a day. "Last Friday" is the latest before today, "next
 * Friday" the first after it, "Friday" alone today or the latest before, or the first from today
 * where its clause looks ahead. What every year has is recurring.c's. "Early", "mid" and "late" are
 * thirds. A period reaches to, or starts, today.
 *
 * What cannot be resolved has year 0 in both dates: relative expressions without a day of
 * publication, those told from a time that is not known, days that no calendar has.
 */
#include "resolve.h"

time_interval drg_time_months(int months, int count, drg_granularity granularity) {
    int last = months + count - 1, year = last / 12, month = last % 12 + 1;
    if (months < 12 || year > 9999)
        return TIME_UNRESOLVED;
    return time_make(time_day_of(months / 12, months % 12 + 1, 1),
        time_day_of(year, month, drg_date_month_length(year, month)), granularity, DRG_BASIS_TEXT);
}

static time_interval years_from(int year, int count, drg_granularity granularity) {
    return drg_time_months(year * 12, count * 12, granularity);
}

static time_interval week_of(drg_date day) {
    drg_date monday = drg_date_add_days(day, -drg_date_weekday(day));
    return time_make(monday, drg_date_add_days(monday, 6), DRG_WEEK, DRG_BASIS_TEXT);
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

static time_interval resolve_weekday(const time_value *value, const time_resolver *r) {
    time_modifier modifier = value->modifier;
    bool context = modifier == MODIFIER_PREVIOUS || modifier == MODIFIER_FOLLOWING;
    drg_date from = context ? r->told : r->today, day;
    if (!from.year)
        return TIME_UNRESOLVED;
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
    return time_make(day, day, DRG_DAY, context ? DRG_BASIS_INFERRED : DRG_BASIS_PUBLISHED);
}

static time_interval weekend_of(drg_date day, int weeks) {
    drg_date saturday = drg_date_add_days(day, 5 - drg_date_weekday(day) + 7 * weeks);
    return time_make(saturday, drg_date_add_days(saturday, 1), DRG_RANGE, DRG_BASIS_TEXT);
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
        return moved.year ? week_of(moved) : TIME_UNRESOLVED;
    case UNIT_MONTH:
        return drg_time_months(month + count, 1, DRG_MONTH);
    case UNIT_QUARTER:
        return drg_time_months((month / 3 + count) * 3, 3, DRG_RANGE);
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
        return time_make(moved, moved, DRG_DAY, DRG_BASIS_TEXT);
    }
}

/* "the weekend": ahead where the clause looks ahead, else the latest that has begun. */
static time_interval resolve_weekend(const time_resolver *r) {
    bool begun = drg_date_weekday(r->today) >= 5;
    return weekend_of(r->today, r->direction == DIRECTION_FUTURE || begun ? 0 : -1);
}

static time_interval resolve_shift(const time_value *value, const time_resolver *r) {
    bool context = value->form == FORM_FROM_CONTEXT;
    drg_date from = context ? r->told : r->today;
    if (!from.year)
        return TIME_UNRESOLVED;
    time_interval found = value->unit == UNIT_WEEKEND && value->has_count
                              ? resolve_weekend(r)
                              : shift(from, value->unit, value->count);
    if (time_resolved(found))
        found.basis = context ? DRG_BASIS_INFERRED : DRG_BASIS_PUBLISHED;
    return found;
}

static time_interval resolve_period(const time_value *value, const time_resolver *r) {
    static const int MONTHS[] = {[UNIT_MONTH] = 1,
        [UNIT_QUARTER] = 3,
        [UNIT_YEAR] = 12,
        [UNIT_DECADE] = 120,
        [UNIT_CENTURY] = 1200,
        [UNIT_WEEKEND] = 0};
    if (!r->today.year)
        return TIME_UNRESOLVED;
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
    return count < 0 ? time_make(other, r->today, DRG_RANGE, DRG_BASIS_PUBLISHED)
                     : time_make(r->today, other, DRG_RANGE, DRG_BASIS_PUBLISHED);
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
        part = drg_time_months(year * 12 + from, to - from, DRG_RANGE);
        break;
    case DRG_DECADE:
        third_of(edge, 10, &from, &to);
        part = years_from(year + from, to - from, DRG_RANGE);
        break;
    case DRG_WEEK:
        from = edge == EDGE_EARLY ? 0 : edge == EDGE_MIDDLE ? 1 : 3;
        to = edge == EDGE_EARLY ? 3 : edge == EDGE_MIDDLE ? 4 : 7;
        part = time_make(drg_date_add_days(whole.start, from),
            drg_date_add_days(whole.start, to - 1), DRG_RANGE, whole.basis);
        break;
    default:
        third_of(edge, days, &from, &to);
        part = time_make(drg_date_add_days(whole.start, from),
            drg_date_add_days(whole.start, to - 1), DRG_RANGE, whole.basis);
    }
    part.basis = time_resolved(part) ? whole.basis : DRG_BASIS_NONE;
    return part;
}

static time_interval cut_edge(time_interval whole, time_edge edge, const time_resolver *r) {
    if (!time_resolved(whole) || edge == EDGE_NONE || whole.granularity == DRG_DAY)
        return whole;
    if (edge == EDGE_SO_FAR)
        return time_make(whole.start, r->today, DRG_RANGE, whole.basis);
    if (edge == EDGE_FROM_NOW)
        return time_make(r->today, whole.end, DRG_RANGE, whole.basis);
    return cut_third(whole, edge);
}

static time_interval resolve_whole(const time_value *value, const time_resolver *r) {
    switch (value->form) {
    case FORM_DAY:
        if (value->month == 0)
            return drg_time_nth(value, r);
        return drg_time_recurring(value, r);
    case FORM_NUMERIC:
        return drg_time_numeric(value, r);
    case FORM_MONTH:
    case FORM_QUARTER:
    case FORM_HALF:
    case FORM_SEASON:
    case FORM_HOLIDAY:
        return drg_time_recurring(value, r);
    case FORM_WEEK_OF: {
        time_value day = *value;
        day.form = FORM_DAY;
        time_interval found = drg_time_recurring(&day, r);
        time_interval week = time_resolved(found) ? week_of(found.start) : found;
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
        return TIME_UNRESOLVED;
    }
}

static time_interval resolve_value(const time_value *value, const time_resolver *r) {
    return cut_edge(resolve_whole(value, r), value->edge, r);
}

/* ---- expressions ---- */

/* The second of a range lies behind the first: "Monday to Thursday", "between March and May". */
static time_interval move_behind(
    time_interval second, time_interval first, const time_value *value) {
    if (!time_resolved(second) || !time_resolved(first) ||
        drg_date_compare(second.end, first.start) >= 0 || value->year || value->year_from_told)
        return second;
    if (value->form == FORM_WEEKDAY) {
        second.start = second.end = weekday_near(first.start, value->weekday, true, false);
    } else if (value->form == FORM_DAY || value->form == FORM_MONTH) {
        drg_basis basis = second.basis;
        int year = first.start.year;
        second = drg_time_in_year(value, year);
        if (time_resolved(second) && drg_date_compare(second.end, first.start) < 0)
            second = drg_time_in_year(value, year + 1);
        second.basis = basis;
    }
    return second;
}

static time_interval resolve_range(const time_expression *expression, const time_resolver *r) {
    time_interval first = resolve_value(&expression->first, r);
    time_resolver behind = *r; /* "from June 2019 to March of the following year" */
    behind.told = expression->second.year_from_told ? first.start : r->told;
    time_interval second =
        move_behind(resolve_value(&expression->second, &behind), first, &expression->second);
    if (!time_resolved(first) || !time_resolved(second))
        return TIME_UNRESOLVED;
    drg_basis basis = first.basis == DRG_BASIS_TEXT ? second.basis : first.basis;
    return time_make(first.start, second.end, DRG_RANGE, basis);
}

/* "Two days after Monday": counted from the day told, as exact as its unit. */
static time_interval resolve_away(const time_expression *expression, const time_resolver *r) {
    time_interval other = resolve_value(&expression->second, r);
    if (!time_resolved(other))
        return other;
    time_interval found = shift(other.start, expression->first.unit, expression->first.count);
    found.basis = time_resolved(found) ? other.basis : DRG_BASIS_NONE;
    return found;
}

time_interval drg_time_resolve_deed(const time_expression *expression, drg_date day) {
    time_interval found = shift(day, expression->first.unit, expression->first.count);
    if (time_resolved(found))
        found.basis = DRG_BASIS_INFERRED;
    return found;
}

time_interval drg_time_resolve(const time_expression *expression, const time_context *context) {
    time_resolver r = {context->today, context->told, context->anchor, context->direction};
    if (expression->relation == RELATION_RANGE)
        return resolve_range(expression, &r);
    if (expression->relation == RELATION_AWAY)
        return resolve_away(expression, &r);
    time_interval found = resolve_value(&expression->first, &r);
    if (!time_resolved(found) || !r.today.year)
        return found;
    if (expression->relation == RELATION_SINCE && drg_date_compare(found.start, r.today) < 0)
        return time_make(found.start, r.today, DRG_RANGE, DRG_BASIS_PUBLISHED);
    if (expression->relation == RELATION_UNTIL && drg_date_compare(found.end, r.today) > 0)
        return time_make(r.today, found.end, DRG_RANGE, DRG_BASIS_PUBLISHED);
    return found;
}
