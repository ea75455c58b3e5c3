/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values of the calendar without a day: years, decades, centuries, quarters and halves of a year,
 * seasons.
 *
 * A bare number of four digits is a year only where years stand: after a preposition, or from 1900
 * to 2099 where it numbers nothing ("Resolution 1701", "Vision 2030") and counts nothing ("2000
 * soldiers"). "Fall" is a season only with a year or "last". Fiscal years are left out, for their
 * months differ from country to country.
 */
#include "expression.h"

int drg_time_cut_digits(drg_slice *rest, size_t *count) {
    int value = 0;
    size_t i = 0;
    while (i < rest->size && i < 4 && rest->data[i] >= '0' && rest->data[i] <= '9')
        value = value * 10 + (rest->data[i++] - '0');
    rest->data += i;
    rest->size -= i;
    *count = i;
    return i ? value : -1;
}

/* "2024", "of 2024", "of this year", "of the year", "last year": sets year or modifier. */
uint32_t drg_time_of_year(const time_reader *reader, uint32_t at, time_value *value) {
    uint32_t here = time_is(reader, at, "of") || time_is(reader, at, "in") ? at + 1 : at;
    int number = drg_time_digits(reader, here, false);
    if (drg_time_is_year(number) && reader->tokens[here].lower.size == 4) {
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

/* ---- years and what is larger ---- */

/* Nouns that a number counts. */
static bool is_counted(const time_reader *reader, uint32_t at) {
    static const char *const NOUNS[] = {"people", "percent", "per", "%", "km", "kilometers",
        "kilometres", "miles", "meters", "metres", "dollars", "euros", "pounds", "troops",
        "soldiers", "workers", "tons", "tonnes", "barrels", "years", "days", "hours", "members",
        "houses", "homes", "families", "children", "women", "men", "students", "cases", "deaths",
        "megawatts", "mw", "feet", "hectares", "acres", "words", "euro", "gmt", "hrs", "million",
        "billion"};
    return TIME_ANY(reader, at, NOUNS);
}

/* "Vision 2030", "Resolution 1701": a capitalised word before the number that is no month. */
static bool is_numbered(const time_reader *reader, uint32_t at) {
    if (at == reader->first)
        return false;
    const drg_token *before = &reader->tokens[at - 1];
    static const char *const NOT[] = {"no", "no.", "article", "resolution", "flight", "act",
        "section", "$", "\xE2\x82\xAC", "\xC2\xA3", "#", "fy", "fiscal", "financial", "rs", "rs.",
        "room", "page", "figure", "law"};
    static const char *const ABOUT[] = {
        "nearly", "about", "some", "over", "than", "almost", "approximately", "around", "least"};
    static const char *const PREPOSITIONS[] = {"in", "since", "by", "from", "after", "before",
        "until", "during", "early", "late", "between", "the", "for", "through", "of", "his", "her",
        "its", "their", "our", "my", "this", "that", "and", "but", "or", "to", "at", "on"};
    if (TIME_ANY(reader, at - 1, NOT) || before->shape == DRG_SHAPE_SYMBOL)
        return true;
    bool lower_after = at + 1 < reader->end && reader->tokens[at + 1].shape == DRG_SHAPE_LOWER;
    if (lower_after && TIME_ANY(reader, at - 1, ABOUT)) /* over 2000 troops; but: over 2022, */
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

/* "2022/23", "2022/2023": two years, one after the other. */
static uint32_t read_two_years(const time_reader *reader, uint32_t at, time_value *value) {
    drg_slice rest = reader->tokens[at].lower;
    size_t first, second;
    int year = drg_time_cut_digits(&rest, &first);
    if (first != 4 || !drg_time_is_year(year) || rest.size < 3 || rest.data[0] != '/')
        return at;
    rest.data++;
    rest.size--;
    int next = drg_time_cut_digits(&rest, &second);
    bool follows = (second == 2 && next == (year + 1) % 100) || (second == 4 && next == year + 1);
    if (!follows || rest.size || is_numbered(reader, at))
        return at;
    *value = (time_value){.form = FORM_YEAR, .year = (int16_t)year, .count = 1};
    return at + 1;
}

/* "-1884" behind 1879. */
static bool leads_to_year(const time_reader *reader, uint32_t at, int year) {
    if (!time_is_dash(reader, at) || at + 1 >= reader->end)
        return false;
    int next = drg_time_digits(reader, at + 1, false);
    return drg_time_is_year(next) && next > year && next - year < 100 &&
           reader->tokens[at + 1].lower.size == 4;
}

static uint32_t read_year(const time_reader *reader, uint32_t at, time_value *value) {
    static const char *const LEADS[] = {"in", "since", "by", "from", "until", "till", "after",
        "before", "between", "and", "to", "of", "during", "early", "late", "mid", "year", "through",
        "(", "-", "\xE2\x80\x93"};
    int year = drg_time_digits(reader, at, false);
    if (!drg_time_is_year(year) || reader->tokens[at].lower.size != 4 || is_numbered(reader, at))
        return at;
    bool led = (at > reader->first && TIME_ANY(reader, at - 1, LEADS)) ||
               leads_to_year(reader, at + 1, year);
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
        year = drg_time_cut_digits(&rest, &count);
        bool s = drg_slice_is(rest, "s") || drg_slice_is(rest, "'s");
        if (!s || year < 0 || year % 10 != 0 || (count != 4 && !(count == 2 && apostrophe)))
            return at;
        if (count == 2)
            year += year >= 30 ? 1900 : 2000;
    }
    if (!drg_time_is_year(year))
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
        if (time_is(reader, at + 1, ":")) /* the fourth question */
            return at;
        *value = (time_value){.form = FORM_QUARTER, .count = (int16_t)(lower.data[1] - '0')};
        return drg_time_of_year(reader, at + 1, value);
    }
    int which = time_class_at(reader, at) == TIME_ORDINAL ? time_word_value(reader, at)
                                                          : drg_time_digits(reader, at, true);
    bool quarter = time_class_at(reader, at + 1) == TIME_UNIT &&
                   time_word_value(reader, at + 1) == UNIT_QUARTER && !reader->words[at + 1].plural;
    bool half = time_is(reader, at + 1, "half") || time_is(reader, at + 1, "semester");
    if (which < 1 || which > (quarter ? 4 : 2) || (!quarter && !half))
        return at;
    *value = (time_value){.form = quarter ? FORM_QUARTER : FORM_HALF, .count = (int16_t)which};
    uint32_t end = drg_time_of_year(reader, at + 2, value);
    bool told = end > at + 2;
    return told || quarter ? end : at; /* "the first half" alone is of a match */
}

/* "summer of 2023", "winter 2022", "spring of last year". */
static uint32_t read_season(const time_reader *reader, uint32_t at, time_value *value) {
    if (time_class_at(reader, at) != TIME_SEASON || time_is(reader, at + 1, "in"))
        return at; /* "prices will fall in 2023" */
    *value = (time_value){.form = FORM_SEASON, .count = (int16_t)time_word_value(reader, at)};
    uint32_t end = drg_time_of_year(reader, at + 1, value);
    return end > at + 1 ? end : at;
}

uint32_t drg_time_year(const time_reader *reader, uint32_t at, time_value *value) {
    static uint32_t (*const READERS[])(const time_reader *, uint32_t, time_value *) = {
        read_century, read_decade, read_quarter, read_season, read_year, read_two_years};
    uint32_t end = at;
    for (size_t i = 0; end == at && i < sizeof READERS / sizeof READERS[0]; i++)
        end = READERS[i](reader, at, value);
    return end;
}
