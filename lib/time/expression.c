/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole expressions: a value, or two with a link between, with the words that belong to them.
 *
 *     [since | until | by] value               since 2014; until Friday
 *     between value and value                  between March and May
 *     [from] value (to | through | -) value    April 18-20; Monday to Thursday; 2014-2016
 *     [clock] [on] value [at clock]            9 a.m. Friday; Thursday at 10:30 GMT
 *     count units (after | before) value       two days after Monday's vote
 *
 * "before" and "after" stay outside: what happened after Friday did not happen on Friday, but the
 * value is what is told. A clock time alone is no date and gives no expression.
 */
#include "expression.h"

/* ---- clock times ---- */

/* "GMT", "local time", "(1400 GMT)". */
static uint32_t skip_zone(const time_reader *reader, uint32_t at) {
    static const char *const ZONES[] = {"gmt", "utc", "est", "edt", "et", "pst", "pdt", "pt", "cet",
        "cest", "bst", "ist", "eastern", "central", "pacific"};
    if (time_is(reader, at, "local") && time_is(reader, at + 1, "time"))
        return at + 2;
    if (!TIME_ANY(reader, at, ZONES))
        return at;
    return time_is(reader, at + 1, "time") ? at + 2 : at + 1;
}

static bool has_colon(drg_slice lower) {
    return memchr(lower.data, ':', lower.size) != NULL;
}

/* "9 a.m.", "10:30", "1400 GMT", "noon", "around 9 p.m. local time": its end, or `at`. */
static uint32_t skip_clock(const time_reader *reader, uint32_t at) {
    static const char *const ABOUT[] = {"around", "about", "approximately"};
    static const char *const HALVES[] = {
        "a.m.", "p.m.", "am", "pm", "a.m", "p.m", "o'clock", "hours", "hrs"};
    uint32_t number = TIME_ANY(reader, at, ABOUT) ? at + 1 : at;
    if (number >= reader->end)
        return at;
    if (time_is(reader, number, "noon") || time_is(reader, number, "midnight"))
        return skip_zone(reader, number + 1);
    if (reader->tokens[number].shape != DRG_SHAPE_DIGIT)
        return at;
    bool colon = has_colon(reader->tokens[number].lower);
    if (TIME_ANY(reader, number + 1, HALVES))
        return skip_zone(reader, number + 2);
    uint32_t zone = skip_zone(reader, number + 1);
    return colon || zone > number + 1 ? zone : at;
}

/* "at 9 a.m.", ", at noon" behind a day. */
static uint32_t skip_clock_after(const time_reader *reader, uint32_t at) {
    uint32_t word = time_is(reader, at, ",") ? at + 1 : at;
    if (!time_is(reader, word, "at"))
        return at;
    uint32_t end = skip_clock(reader, word + 1);
    return end > word + 1 ? end : at;
}

static bool is_day(const time_value *value) {
    return value->form == FORM_DAY || value->form == FORM_NUMERIC || value->form == FORM_WEEKDAY ||
           value->form == FORM_HOLIDAY || (value->form == FORM_SHIFT && value->unit == UNIT_DAY);
}

/* A value with a clock time before or behind it. */
static uint32_t read_clocked(const time_reader *reader, uint32_t at, time_value *value) {
    uint32_t next = skip_clock(reader, at);
    if (next > at) {
        next += time_is(reader, next, ",");
        next += time_is(reader, next, "on");
    }
    uint32_t end = drg_time_value(reader, next, value);
    if (next > at && (end == next || !is_day(value))) { /* "48 hours" was no clock time */
        next = at;
        end = drg_time_value(reader, at, value);
    }
    if (end == next)
        return at;
    return is_day(value) ? skip_clock_after(reader, end) : end;
}

/* ---- ranges ---- */

/* Behind "April 18-" or "April 18 to": a bare day number; behind "2014-": a year or its end. */
static uint32_t read_short_second(
    const time_reader *reader, uint32_t at, const time_value *first, time_value *second) {
    int number = drg_time_digits(reader, at, first->form == FORM_DAY);
    if (number < 0 || time_class_at(reader, at + 1) == TIME_MONTH)
        return at;
    *second = *first;
    if (first->form == FORM_DAY && number > first->day && number <= 31) {
        second->day = (int16_t)number;
        uint32_t year = at + 1;
        year += time_is(reader, year, ",");
        int told = drg_time_digits(reader, year, false);
        if (told < 1000 || told > 2199 || reader->tokens[year].lower.size != 4)
            return at + 1;
        second->year = (int16_t)told;
        return year + 1;
    }
    if (first->form != FORM_YEAR)
        return at;
    bool two = reader->tokens[at].lower.size == 2;
    int year = two ? first->year / 100 * 100 + number : number;
    if (year <= first->year || year > 2199 || (!two && reader->tokens[at].lower.size != 4))
        return at;
    second->year = (int16_t)year;
    return at + 1;
}

/* What is told of the second only, holds for the first too: "April 18 to May 2, 2025". */
static void share_year(time_value *first, const time_value *second) {
    bool dated = first->form == FORM_DAY || first->form == FORM_MONTH;
    if (dated && !first->year && !first->unit && second->year_from_told && !second->years_away) {
        first->year_from_told = true; /* "between July 31 and August 14 that year" */
        first->unit = second->unit;
    }
    if (!dated || first->year || !second->year)
        return;
    bool before = first->month < second->month ||
                  (first->month == second->month && first->day <= second->day);
    first->year = (int16_t)(before ? second->year : second->year - 1);
}

static bool links(const time_reader *reader, uint32_t at, bool between, bool from, bool *dash) {
    *dash = time_is_dash(reader, at);
    if (between)
        return time_is(reader, at, "and");
    if (*dash)
        return true;
    return time_is(reader, at, "to") || time_is(reader, at, "through") ||
           (from && (time_is(reader, at, "until") || time_is(reader, at, "till")));
}

/* The second value of a range behind the link at `at`; its end, or 0. */
static uint32_t read_second(
    const time_reader *reader, uint32_t at, bool led, time_expression *expression) {
    time_value *first = &expression->first, *second = &expression->second;
    uint32_t end = read_short_second(reader, at, first, second);
    if (end > at) {
        share_year(first, second);
        return end;
    }
    end = drg_time_value(reader, at, second);
    if (end == at || second->form == FORM_UNKNOWN)
        return 0;
    bool same = first->form == second->form || (is_day(first) && is_day(second));
    if (!led && !same)
        return 0;
    share_year(first, second);
    return end;
}

/* "18-20 April 2025", "18 to 20 April": the first day stands without its month. */
static uint32_t read_day_range(
    const time_reader *reader, uint32_t at, time_expression *expression) {
    int day = drg_time_digits(reader, at, true);
    bool link = time_is_dash(reader, at + 1) || time_is(reader, at + 1, "to") ||
                time_is(reader, at + 1, "and");
    if (day < 1 || day > 31 || !link)
        return at;
    uint32_t end = drg_time_calendar(reader, at + 2, &expression->second);
    if (end == at + 2 || expression->second.form != FORM_DAY || expression->second.day <= day ||
        drg_time_digits(reader, at + 2, true) < 0)
        return at;
    expression->first = expression->second;
    expression->first.day = (int16_t)day;
    expression->relation = RELATION_RANGE;
    return end;
}

/* A value and, where a link follows, the second of a range. */
static uint32_t read_values(
    const time_reader *reader, uint32_t at, bool between, bool from, time_expression *expression) {
    uint32_t end = read_day_range(reader, at, expression);
    if (end > at)
        return end;
    end = read_clocked(reader, at, &expression->first);
    bool dash;
    if (end == at || !links(reader, end, between, from, &dash))
        return end;
    uint32_t second = read_second(reader, end + 1, between || from, expression);
    if (second == 0)
        return end;
    expression->relation = RELATION_RANGE;
    return second;
}

/* "A week after [the] July 8 attack", "two days before Christmas": the day that another is told
 * from; its end, or 0. */
static uint32_t read_other(const time_reader *reader, uint32_t at, time_expression *expression) {
    static const char *const BEFORE[] = {"the", "a", "an", "his", "her", "their", "its"};
    if (expression->first.form != FORM_UNKNOWN || !expression->first.from_other)
        return 0;
    uint32_t day = TIME_ANY(reader, at, BEFORE) ? at + 1 : at;
    uint32_t end = drg_time_value(reader, day, &expression->second);
    return end > day && is_day(&expression->second) ? end : 0;
}

/* "This week (June 21-26)": the days in brackets say which; the end behind them, or 0. */
static uint32_t read_bracket(const time_reader *reader, uint32_t at, time_expression *expression) {
    const time_value *first = &expression->first;
    bool loose = first->form == FORM_SHIFT && first->unit >= UNIT_WEEK && first->unit != UNIT_YEAR;
    if (!loose || first->edge != EDGE_NONE || !time_is(reader, at, "("))
        return 0;
    time_expression days = {.relation = RELATION_AT};
    uint32_t end = read_values(reader, at + 1, false, false, &days);
    if (end == at + 1 || days.first.form != FORM_DAY || !time_is(reader, end, ")"))
        return 0;
    expression->relation = days.relation;
    expression->first = days.first;
    expression->second = days.second;
    return end + 1;
}

bool drg_time_expression(const time_reader *reader, uint32_t at, time_expression *expression) {
    static const char *const UNTIL[] = {"until", "till", "by"};
    bool between = time_is(reader, at, "between"), from = time_is(reader, at, "from");
    bool since = time_is(reader, at, "since"), until = TIME_ANY(reader, at, UNTIL);
    uint32_t next = between || from || since || until ? at + 1 : at;
    *expression = (time_expression){.relation = RELATION_AT, .start = at};
    if (next > at && time_is(reader, next, "the"))
        next++;
    uint32_t end = read_values(reader, next, between, from, expression);
    if (end == next)
        return false;
    uint32_t bracket = read_bracket(reader, end, expression);
    end = bracket ? bracket : end;
    expression->end = end;
    if (expression->relation == RELATION_RANGE)
        return true;
    if (between)
        return false;
    uint32_t other = read_other(reader, end, expression);
    if (other) {
        expression->relation = RELATION_AWAY;
        expression->start = next;
        expression->end = other;
        return true;
    }
    if (expression->first.form == FORM_UNKNOWN || from) {
        expression->start = next; /* "from Monday" alone is Monday */
        return true;
    }
    if (since)
        expression->relation = RELATION_SINCE;
    if (until)
        expression->relation = RELATION_UNTIL;
    return true;
}
