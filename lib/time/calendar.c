/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values that name a place in the calendar: days in every usual order (18 April 2025, April 18,
 * Apr. 18th, the 18th of April, Friday, April 18, 2025-04-18, 18/4/2025), months, years, decades,
 * centuries, quarters and halves of a year, seasons.
 *
 * What is also something else needs a sign that it is a date: "May" and "March" a number or a
 * preposition, a bare number of four digits a place where years stand, "fall" a year or "last".
 * "Resolution 1701", "Vision 2030" and "2000 soldiers" are no years; fiscal years are left out,
 * for their months differ from country to country.
 */
#include "expression.h"

#define DAY_MAX 31

static bool is_year(int number) {
    return number >= 1000 && number <= 2199;
}

/* ", 2025" or "2025" or "(2025)" at `at`: its end and *year, or `at`. */
static uint32_t read_year_after(const time_reader *reader, uint32_t at, int16_t *year) {
    uint32_t here = at;
    if (time_is(reader, here, ",") || time_is(reader, here, "of"))
        here++;
    int number = drg_time_digits(reader, here, false);
    if (!is_year(number) || reader->tokens[here].lower.size != 4)
        return at;
    bool counts = here + 1 < reader->end && reader->tokens[here + 1].shape == DRG_SHAPE_LOWER &&
                  (number < 1800 || number % 100 == 0);
    if (here > at && counts) /* "on May 5, 1500 troops" */
        return at;
    *year = (int16_t)number;
    return here + 1;
}

/* "2024", "of 2024", "of this year", "of the year", "last year": sets year or modifier. */
static uint32_t read_of_year(const time_reader *reader, uint32_t at, time_value *value) {
    uint32_t here = time_is(reader, at, "of") || time_is(reader, at, "in") ? at + 1 : at;
    int number = drg_time_digits(reader, here, false);
    if (is_year(number) && reader->tokens[here].lower.size == 4) {
        value->year = (int16_t)number;
        return here + 1;
    }
    bool the = time_is(reader, here, "the");
    bool modified = time_class_at(reader, here) == TIME_MODIFIER;
    if ((!the && !modified) || time_class_at(reader, here + 1) != TIME_UNIT ||
        time_word_value(reader, here + 1) != UNIT_YEAR || reader->words[here + 1].plural)
        return at;
    value->unit = UNIT_YEAR;
    value->modifier = the ? MODIFIER_THIS : (time_modifier)time_word_value(reader, here);
    return here + 2;
}

/* ---- numeric dates in one token ---- */

/* Reads digits from *rest; -1: none. */
static int cut_digits(drg_slice *rest, size_t *count) {
    int value = 0;
    size_t i = 0;
    while (i < rest->size && i < 4 && rest->data[i] >= '0' && rest->data[i] <= '9')
        value = value * 10 + (rest->data[i++] - '0');
    rest->data += i;
    rest->size -= i;
    *count = i;
    return i ? value : -1;
}

/* 2025-04-18, 2025/4/18, 18.04.2025, 18/4/2025, 4/18/2025 */
static bool read_numeric(drg_slice lower, time_value *value) {
    int parts[3];
    size_t sizes[3];
    char separator = 0;
    for (size_t i = 0; i < 3; i++) {
        parts[i] = cut_digits(&lower, &sizes[i]);
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

/* ", 2025", "this year", "of last year" behind a day or month: the end. */
static uint32_t read_any_year(const time_reader *reader, uint32_t at, time_value *value) {
    uint32_t end = read_year_after(reader, at, &value->year);
    bool the = time_is(reader, at, "of") && time_is(reader, at + 1, "the");
    if (end > at || time_is(reader, at, "in") || time_is(reader, at, "the") || the)
        return end;
    return read_of_year(reader, at, value);
}

/* "18 April [2025]", "18th of April". */
static uint32_t read_day_first(const time_reader *reader, uint32_t at, time_value *value) {
    int day = read_day_number(reader, at);
    uint32_t month = time_is(reader, at + 1, "of") ? at + 2 : at + 1;
    if (day < 0 || !is_month(reader, month))
        return at;
    *value = (time_value){
        .form = FORM_DAY, .day = (int16_t)day, .month = (int16_t)time_word_value(reader, month)};
    return read_any_year(reader, month + 1, value);
}

/* "In May 20 people died": a month, and a number that counts something. */
static bool counts_something(const time_reader *reader, uint32_t month, uint32_t day) {
    bool in = month > reader->first && time_is(reader, month - 1, "in");
    bool noun = day + 1 < reader->end && reader->tokens[day + 1].shape == DRG_SHAPE_LOWER &&
                reader->tokens[day + 1].lower.size > 3;
    return in && noun;
}

/* "April 18[, 2025]", "April 18th", "April 2025". */
static uint32_t read_month_first(const time_reader *reader, uint32_t at, time_value *value) {
    if (!is_month(reader, at))
        return at;
    *value = (time_value){.form = FORM_MONTH, .month = (int16_t)time_word_value(reader, at)};
    uint32_t end = at + 1;
    int day = read_day_number(reader, end);
    bool clock = end + 1 < reader->end &&
                 (time_is(reader, end + 1, "a.m.") || time_is(reader, end + 1, "p.m."));
    if (day > 0 && !clock && !counts_something(reader, at, end)) {
        value->form = FORM_DAY;
        value->day = (int16_t)day;
        end++;
    }
    return read_any_year(reader, end, value);
}

/* A month by itself: does it stand where a month stands? */
static bool month_stands_alone(const time_reader *reader, uint32_t at) {
    static const char *const BEFORE[] = {"in", "of", "since", "until", "till", "by", "from",
        "between", "and", "to", "last", "next", "this", "early", "late", "mid", "during", "through",
        "before", "after", "for", "-", "\xE2\x80\x93", "(", "around", "every", "each", "past",
        "coming", "till"};
    static const char *const NAMES[] = {"ms", "mrs", "mr", "miss", "dr", "theresa", "queen"};
    int month = time_word_value(reader, at);
    bool common = month == 3 || month == 5 || month == 8;
    if (reader->words[at].short_form)
        return false;
    bool listed =
        at > reader->first + 1 && time_is(reader, at - 1, ",") && is_month(reader, at - 2);
    bool led = listed || (at > reader->first && TIME_ANY(reader, at - 1, BEFORE));
    bool capital_after = at + 1 < reader->end && reader->tokens[at + 1].shape == DRG_SHAPE_TITLE;
    if (led)
        return true;
    if (at > reader->first && TIME_ANY(reader, at - 1, NAMES))
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

/* ---- years and what is larger ---- */

/* Nouns that a number counts. */
static bool is_counted(const time_reader *reader, uint32_t at) {
    static const char *const NOUNS[] = {"people", "percent", "per", "%", "km", "kilometers",
        "kilometres", "miles", "meters", "metres", "dollars", "euros", "pounds", "troops",
        "soldiers", "workers", "tons", "tonnes", "barrels", "years", "days", "hours", "members",
        "houses", "homes", "families", "children", "women", "men", "students", "cases", "deaths",
        "megawatts", "mw", "feet", "hectares", "acres", "words", "euro", "GMT", "gmt", "hrs",
        "million", "billion", "m", "and"};
    return TIME_ANY(reader, at, NOUNS) && !time_is(reader, at, "and");
}

/* "Vision 2030", "Resolution 1701": a capitalised word before the number that is no month. */
static bool is_numbered(const time_reader *reader, uint32_t at) {
    if (at == reader->first)
        return false;
    const drg_token *before = &reader->tokens[at - 1];
    static const char *const NOT[] = {"no", "no.", "article", "resolution", "flight", "act",
        "section", "$", "\xE2\x82\xAC", "\xC2\xA3", "#", "nearly", "about", "some", "over", "than",
        "almost", "approximately", "around", "least", "fy", "fiscal", "financial", "rs", "rs.",
        "room", "page", "figure", "law"};
    static const char *const PREPOSITIONS[] = {"in", "since", "by", "from", "after", "before",
        "until", "during", "early", "late", "between", "the", "for", "through", "of", "his", "her",
        "its", "their", "our", "my", "this", "that", "and", "but", "or", "to", "at", "on"};
    if (TIME_ANY(reader, at - 1, NOT) || before->shape == DRG_SHAPE_SYMBOL)
        return true;
    if (time_is(reader, at - 1, "year") && at >= reader->first + 2 && TIME_ANY(reader, at - 2, NOT))
        return true; /* fiscal year 2025 */
    if (before->shape == DRG_SHAPE_DASH && at >= reader->first + 2 &&
        !(before->flags & DRG_TOKEN_SPACE_BEFORE) &&
        reader->tokens[at - 2].shape != DRG_SHAPE_DIGIT) /* Covid-2019, SP-2030 */
        return true;
    bool name = drg_token_capitalised(before) && time_class_at(reader, at - 1) == TIME_NONE;
    return name && !TIME_ANY(reader, at - 1, PREPOSITIONS) &&
           !(before->flags & DRG_TOKEN_SENTENCE_START && before->lower.size < 3);
}

static uint32_t read_year(const time_reader *reader, uint32_t at, time_value *value) {
    static const char *const LEADS[] = {"in", "since", "by", "from", "until", "till", "after",
        "before", "between", "and", "to", "of", "during", "early", "late", "mid", "year", "through",
        "(", "-", "\xE2\x80\x93"};
    int year = drg_time_digits(reader, at, false);
    if (!is_year(year) || reader->tokens[at].lower.size != 4 || is_numbered(reader, at))
        return at;
    bool led = at > reader->first && TIME_ANY(reader, at - 1, LEADS);
    bool recent = year >= 1900 && year <= 2099;
    if ((!recent && !led) || is_counted(reader, at + 1))
        return at;
    if (!led && year % 100 == 0 && at + 1 < reader->end &&
        reader->tokens[at + 1].shape == DRG_SHAPE_LOWER)
        return at; /* "2000 rebels" */
    *value = (time_value){.form = FORM_YEAR, .year = (int16_t)year};
    return at + 1;
}

/* "1990s", "1990's", "'90s"; "the nineties". */
static uint32_t read_decade(const time_reader *reader, uint32_t at, time_value *value) {
    int year = -1;
    if (at >= reader->end)
        return at;
    if (time_class_at(reader, at) == TIME_SPELLED_DECADE) {
        if (at == reader->first || !time_is(reader, at - 1, "the"))
            return at;
        year = 1900 + time_word_value(reader, at);
    } else if (reader->tokens[at].shape == DRG_SHAPE_DIGIT) {
        drg_slice rest = reader->tokens[at].lower;
        bool apostrophe = rest.data[0] == '\'';
        size_t count;
        if (apostrophe) {
            rest.data++;
            rest.size--;
        }
        year = cut_digits(&rest, &count);
        bool s = drg_slice_is(rest, "s") || drg_slice_is(rest, "'s");
        if (!s || year < 0 || year % 10 != 0 || (count != 4 && !(count == 2 && apostrophe)))
            return at;
        if (count == 2)
            year += year >= 30 ? 1900 : 2000;
    }
    if (!is_year(year))
        return at;
    *value = (time_value){.form = FORM_DECADE, .year = (int16_t)year};
    return at + 1;
}

/* "21st century". */
static uint32_t read_century(const time_reader *reader, uint32_t at, time_value *value) {
    int number = drg_time_digits(reader, at, true);
    if (number < 10 || number > 22 || time_class_at(reader, at + 1) != TIME_UNIT ||
        time_word_value(reader, at + 1) != UNIT_CENTURY)
        return at;
    *value = (time_value){.form = FORM_CENTURY, .year = (int16_t)(number * 100 - 99)};
    return at + 2;
}

/* ---- parts of a year ---- */

/* "first quarter of 2024", "Q1 2024", "second half of the year". */
static uint32_t read_quarter(const time_reader *reader, uint32_t at, time_value *value) {
    if (at >= reader->end)
        return at;
    drg_slice lower = reader->tokens[at].lower;
    if (lower.size == 2 && lower.data[0] == 'q' && lower.data[1] >= '1' && lower.data[1] <= '4') {
        *value = (time_value){.form = FORM_QUARTER, .count = (int16_t)(lower.data[1] - '0')};
        return read_of_year(reader, at + 1, value);
    }
    int which = time_class_at(reader, at) == TIME_ORDINAL ? time_word_value(reader, at)
                                                          : drg_time_digits(reader, at, true);
    bool quarter = time_class_at(reader, at + 1) == TIME_UNIT &&
                   time_word_value(reader, at + 1) == UNIT_QUARTER && !reader->words[at + 1].plural;
    bool half = time_is(reader, at + 1, "half");
    if (which < 1 || which > (quarter ? 4 : 2) || (!quarter && !half))
        return at;
    *value = (time_value){.form = quarter ? FORM_QUARTER : FORM_HALF, .count = (int16_t)which};
    uint32_t end = read_of_year(reader, at + 2, value);
    bool told = end > at + 2;
    return told || quarter ? end : at; /* "the first half" alone is of a match */
}

/* "summer of 2023", "winter 2022", "spring of last year". */
static uint32_t read_season(const time_reader *reader, uint32_t at, time_value *value) {
    if (time_class_at(reader, at) != TIME_SEASON || time_is(reader, at + 1, "in"))
        return at; /* "prices will fall in 2023" */
    *value = (time_value){.form = FORM_SEASON, .count = (int16_t)time_word_value(reader, at)};
    uint32_t end = read_of_year(reader, at + 1, value);
    return end > at + 1 ? end : at;
}

uint32_t drg_time_calendar(const time_reader *reader, uint32_t at, time_value *value) {
    static uint32_t (*const READERS[])(const time_reader *, uint32_t, time_value *) = {
        read_day_first, read_weekday, read_century, read_decade, read_quarter, read_season,
        read_year};
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
