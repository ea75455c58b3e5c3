/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values that name a day or a month, in every usual order: 18 April 2025, April 18, Apr. 18th, the
 * 18th of April, Friday, April 18, 2025-04-18, 18/4/2025; and weekdays. What is larger is year.c's.
 *
 * "May" and "March" are also other words: alone they are months only behind a preposition, in a
 * list of months, or where something owns them ("its May meeting").
 */
#include "expression.h"

#define DAY_MAX 31

/* ", 2025" or "2025" or "(2025)" at `at`: its end and *year, or `at`. */
static uint32_t read_year_after(const time_reader *reader, uint32_t at, int16_t *year) {
    uint32_t here = at;
    if (time_is(reader, here, ",") || time_is(reader, here, "of"))
        here++;
    int number = drg_time_digits(reader, here, false);
    if (!drg_time_is_year(number) || reader->tokens[here].lower.size != 4)
        return at;
    bool counts = here + 1 < reader->end && reader->tokens[here + 1].shape == DRG_SHAPE_LOWER &&
                  (number < 1800 || number % 100 == 0);
    if (here > at && counts) /* "on May 5, 1500 troops" */
        return at;
    *year = (int16_t)number;
    return here + 1;
}

/* ---- numeric dates in one token ---- */

/* 2025-04-18, 2025/4/18, 18.04.2025, 18/4/2025, 4/18/2025 */
static bool read_numeric(drg_slice lower, time_value *value) {
    int parts[3];
    size_t sizes[3];
    char separator = 0;
    for (size_t i = 0; i < 3; i++) {
        parts[i] = drg_time_cut_digits(&lower, &sizes[i]);
        if (parts[i] < 0)
            return false;
        if (i == 2)
            break;
        if (lower.size == 0 || !strchr("-/.", lower.data[0]) || (i && lower.data[0] != separator))
            return false;
        separator = lower.data[0];
        lower.data++;
        lower.size--;
    }
    bool first = sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2;
    bool last = sizes[2] == 4 && sizes[0] <= 2 && sizes[1] <= 2;
    if (lower.size || (!first && !last))
        return false;
    int year = parts[first ? 0 : 2], month = parts[1], day = parts[first ? 2 : 0];
    bool swap = last && month > 12 && day <= 12; /* 4/18/2025 */
    *value = (time_value){.form = FORM_DAY,
        .year = (int16_t)year,
        .month = (int16_t)(swap ? day : month),
        .day = (int16_t)(swap ? month : day)};
    if (last && separator == '/' && month <= 12 && day <= 12 && month != day)
        value->form = FORM_NUMERIC;
    drg_date date = {value->year, (uint8_t)value->month, (uint8_t)value->day};
    return drg_date_valid(date);
}

/* ---- days and months ---- */

static bool is_month(const time_reader *reader, uint32_t at) {
    return time_class_at(reader, at) == TIME_MONTH;
}

static int read_day_number(const time_reader *reader, uint32_t at) {
    int day = drg_time_digits(reader, at, true);
    return day >= 1 && day <= DAY_MAX ? day : -1;
}

/* "that year", "of the same year", "of the following year": a year from the one told before. */
static uint32_t read_told_year(const time_reader *reader, uint32_t at, time_value *value) {
    static const char *const NEXT[] = {"following", "next"};
    static const char *const BEFORE[] = {"previous", "preceding"};
    uint32_t here = time_is(reader, at, "of") ? at + 1 : at;
    bool that = time_is(reader, here, "that"), the = time_is(reader, here, "the");
    if (!that && !the)
        return at;
    uint32_t word = here + 1;
    bool same = time_is(reader, word, "same");
    bool next = the && TIME_ANY(reader, word, NEXT), before = the && TIME_ANY(reader, word, BEFORE);
    bool year_before = the && time_is(reader, word, "year") && time_is(reader, word + 1, "before");
    word += same || next || before;
    if (!time_is(reader, word, "year") || (the && !same && !next && !before && !year_before))
        return at;
    value->year_from_told = true;
    value->unit = UNIT_YEAR;
    value->years_away = next ? 1 : before || year_before ? -1 : 0;
    return word + 1 + year_before;
}

/* ", 2025", "this year", "of last year", "of that year" behind a day or month: the end. */
static uint32_t read_any_year(const time_reader *reader, uint32_t at, time_value *value) {
    uint32_t end = read_told_year(reader, at, value);
    if (end > at)
        return end;
    end = read_year_after(reader, at, &value->year);
    bool the = time_is(reader, at, "of") && time_is(reader, at + 1, "the");
    if (end > at || time_is(reader, at, "in") || time_is(reader, at, "the") || the)
        return end;
    return drg_time_of_year(reader, at, value);
}

static bool ends_here(const time_reader *reader, uint32_t at) {
    return at >= reader->end || time_is(reader, at, ".") || time_is(reader, at, ";");
}

/* "(Thursday)", "(Mon.)", ", Tuesday" behind a day, before its year or alone: its end, or `at`. */
static uint32_t read_weekday_after(const time_reader *reader, uint32_t at, time_value *value) {
    bool bracket = time_is(reader, at, "(");
    if (value->form != FORM_DAY || (!bracket && !time_is(reader, at, ",")))
        return at;
    uint32_t end = at + 2;
    if (time_class_at(reader, at + 1) != TIME_WEEKDAY || reader->words[at + 1].plural)
        return at;
    bool closed = time_is(reader, end, bracket ? ")" : ",") || (!bracket && ends_here(reader, end));
    bool next_day = !bracket && (time_class_at(reader, end + 1) == TIME_MONTH ||
                                    read_day_number(reader, end + 1) > 0);
    if (!closed || next_day)
        return at; /* "from July 19, Tuesday's vote"; "on Monday, July 18, Tuesday, July 19" */
    value->weekday = (int16_t)time_word_value(reader, at + 1);
    value->on_weekday = true;
    return bracket ? end + 1 : end;
}

/* "2018", "(Thursday), 2018", "2018 (Thursday)": the end. */
static uint32_t read_year_and_weekday(const time_reader *reader, uint32_t at, time_value *value) {
    uint32_t end = read_weekday_after(reader, at, value);
    if (end == at) {
        end = read_any_year(reader, at, value);
        return end > at ? read_weekday_after(reader, end, value) : end;
    }
    return read_year_after(reader, end, &value->year);
}

/* "18 April [(Friday)] [2025]", "18th of April". */
static uint32_t read_day_first(const time_reader *reader, uint32_t at, time_value *value) {
    int day = read_day_number(reader, at);
    uint32_t month = time_is(reader, at + 1, "of") ? at + 2 : at + 1;
    if (day < 0 || !is_month(reader, month))
        return at;
    *value = (time_value){
        .form = FORM_DAY, .day = (int16_t)day, .month = (int16_t)time_word_value(reader, month)};
    return read_year_and_weekday(reader, month + 1, value);
}

/* "In May 20 people died": a month, and a number that counts something. */
static bool counts_something(const time_reader *reader, uint32_t month, uint32_t day) {
    bool in = month > reader->first && time_is(reader, month - 1, "in");
    bool noun = day + 1 < reader->end && reader->tokens[day + 1].shape == DRG_SHAPE_LOWER &&
                reader->tokens[day + 1].lower.size > 3;
    return in && noun;
}

/* "Long March 5", "Theresa May 2": the end of a name. */
static bool ends_name(const time_reader *reader, uint32_t at) {
    int month = time_word_value(reader, at);
    if (at == reader->first || (month != 3 && month != 5 && month != 8))
        return false;
    const drg_token *before = &reader->tokens[at - 1];
    return before->shape == DRG_SHAPE_TITLE && time_class_at(reader, at - 1) == TIME_NONE &&
           !(before->flags & (DRG_TOKEN_SENTENCE_START | DRG_TOKEN_CAPS_CONTEXT));
}

/* "July, 26, 1999": a comma behind the month. */
static bool has_stray_comma(const time_reader *reader, uint32_t at) {
    return time_is(reader, at, ",") && read_day_number(reader, at + 1) > 0 &&
           time_is(reader, at + 2, ",") && drg_time_is_year(drg_time_digits(reader, at + 3, false));
}

/* "April 18[, 2025]", "April 18th", "April 2025". */
static uint32_t read_month_first(const time_reader *reader, uint32_t at, time_value *value) {
    if (!is_month(reader, at) || ends_name(reader, at))
        return at;
    *value = (time_value){.form = FORM_MONTH, .month = (int16_t)time_word_value(reader, at)};
    uint32_t end = at + 1 + has_stray_comma(reader, at + 1);
    int day = read_day_number(reader, end);
    bool clock = end + 1 < reader->end &&
                 (time_is(reader, end + 1, "a.m.") || time_is(reader, end + 1, "p.m."));
    if (day > 0 && !clock && !counts_something(reader, at, end)) {
        value->form = FORM_DAY;
        value->day = (int16_t)day;
        end++;
    }
    return read_year_and_weekday(reader, end, value);
}

/* A month by itself: does it stand where a month stands? */
static bool month_stands_alone(const time_reader *reader, uint32_t at) {
    static const char *const BEFORE[] = {"in", "of", "since", "until", "till", "by", "from",
        "between", "and", "to", "last", "next", "this", "early", "late", "mid", "during", "through",
        "before", "after", "for", "-", "\xE2\x80\x93", "(", "around", "every", "each", "past",
        "coming", "till"};
    static const char *const OWNERS[] = {"the", "its", "their", "his", "her", "our", "'s"};
    static const char *const NAMES[] = {"ms", "mrs", "mr", "miss", "dr", "theresa", "queen"};
    static const char *const DEEDS[] = {"says", "said", "told", "tells", "adds", "added", "recalls",
        "explains", "believes", "thinks"};
    int month = time_word_value(reader, at);
    bool common = month == 3 || month == 5 || month == 8;
    if (reader->words[at].short_form)
        return false;
    bool listed =
        at > reader->first + 1 && time_is(reader, at - 1, ",") && is_month(reader, at - 2);
    bool owned = at > reader->first && TIME_ANY(reader, at - 1, OWNERS) && month != 3;
    bool led = listed || owned || (at > reader->first && TIME_ANY(reader, at - 1, BEFORE));
    bool capital_after = at + 1 < reader->end && reader->tokens[at + 1].shape == DRG_SHAPE_TITLE;
    if (led)
        return true;
    if (at > reader->first && TIME_ANY(reader, at - 1, NAMES))
        return false;
    if (at == reader->first && TIME_ANY(reader, at + 1, DEEDS)) /* "June says her father" */
        return false;
    return !common && !capital_after;
}

/* Days that are known by their month and day alone, with what was done on them: the Sept. 11
 * attacks. */
static void name_year(const time_reader *reader, uint32_t end, time_value *value) {
    static const struct {
        int16_t month, day, year;
    } DAYS[] = {{9, 11, 2001}, {1, 6, 2021}, {10, 7, 2023}};
    static const char *const DEEDS[] = {"attack", "attacks", "terrorist", "terror", "massacre",
        "riot", "riots", "insurrection", "assault", "hijackers", "hijackings", "hamas"};
    if (value->form != FORM_DAY || value->year || !TIME_ANY(reader, end, DEEDS))
        return;
    for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++)
        if (value->month == DAYS[i].month && value->day == DAYS[i].day)
            value->year = DAYS[i].year;
}

/* ---- weekdays ---- */

/* "last week", "of next week", "this week" behind a weekday: sets count. */
static uint32_t read_week(const time_reader *reader, uint32_t at, time_value *value) {
    uint32_t here = time_is(reader, at, "of") ? at + 1 : at;
    if (time_class_at(reader, here) != TIME_MODIFIER ||
        time_class_at(reader, here + 1) != TIME_UNIT ||
        time_word_value(reader, here + 1) != UNIT_WEEK)
        return at;
    time_modifier modifier = (time_modifier)time_word_value(reader, here);
    value->has_count = true;
    value->count = (int16_t)(modifier == MODIFIER_LAST || modifier == MODIFIER_PAST ? -1
                             : modifier == MODIFIER_THIS                            ? 0
                                                                                    : 1);
    return here + 2;
}

/* Names that a day is part of ("Bloody Sunday", "The Sunday Times"), and every one. */
static bool is_name(const time_reader *reader, uint32_t at) {
    static const char *const BEFORE[] = {"bloody", "super", "black", "holy", "ash", "palm", "cyber",
        "good", "easter", "every", "each"};
    static const char *const AFTER[] = {"times", "mail", "telegraph", "express", "mirror", "post",
        "star", "world", "independent", "magazine"};
    bool capital = at + 1 < reader->end && reader->tokens[at + 1].shape == DRG_SHAPE_TITLE;
    return (at > reader->first && TIME_ANY(reader, at - 1, BEFORE)) ||
           (capital && TIME_ANY(reader, at + 1, AFTER));
}

/* "Friday", "Friday night", "Friday, April 18", "Friday (April 18)", "Friday last week". */
static uint32_t read_weekday(const time_reader *reader, uint32_t at, time_value *value) {
    if (time_class_at(reader, at) != TIME_WEEKDAY || is_name(reader, at))
        return at;
    uint32_t end = drg_time_part(reader, at + 1);
    uint32_t next = end, date;
    bool bracket = time_is(reader, next, "(");
    if (bracket || time_is(reader, next, ","))
        next++;
    if (time_is(reader, next, "the"))
        next++;
    time_value day;
    date = read_month_first(reader, next, &day);
    if (date == next)
        date = read_day_first(reader, next, &day);
    if (date > next && day.form == FORM_DAY) {
        *value = day;
        value->weekday = (int16_t)time_word_value(reader, at);
        value->on_weekday = true;
        return bracket && time_is(reader, date, ")") ? date + 1 : date;
    }
    if (reader->words[at].short_form)
        return at;
    *value = (time_value){.form = FORM_WEEKDAY, .weekday = (int16_t)time_word_value(reader, at)};
    if (reader->words[at].plural) { /* on Fridays: no one day */
        value->form = FORM_UNKNOWN;
        return at;
    }
    return read_week(reader, end, value);
}

uint32_t drg_time_calendar(const time_reader *reader, uint32_t at, time_value *value) {
    static uint32_t (*const READERS[])(const time_reader *, uint32_t, time_value *) = {
        read_day_first, read_weekday, drg_time_year};
    if (at >= reader->end)
        return at;
    const drg_token *token = &reader->tokens[at];
    if (token->shape == DRG_SHAPE_DIGIT && read_numeric(token->lower, value))
        return at + 1;
    if (time_is(reader, at, "9/11")) {
        *value = (time_value){.form = FORM_DAY, .year = 2001, .month = 9, .day = 11};
        return at + 1;
    }
    uint32_t end = read_month_first(reader, at, value);
    if (end == at + 1 && !month_stands_alone(reader, at))
        end = at;
    for (size_t i = 0; end == at && i < sizeof READERS / sizeof READERS[0]; i++)
        end = READERS[i](reader, at, value);
    if (end > at)
        name_year(reader, end, value);
    return end;
}
