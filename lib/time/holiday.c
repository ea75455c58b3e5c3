/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feasts that news dates events by, and their days.
 *
 * Fixed ones are a table. Easter and what hangs on it follow the Gregorian computus (J. Meeus,
 * "Astronomical Algorithms", chapter 8). The Islamic ones follow the tabular calendar (30-year
 * cycle with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29; epoch 622-07-19 Gregorian): the
 * moon is sighted a day earlier or later, so a day is given as the three days around it and
 * Ramadan with a day more at either end. Feasts whose day depends on the country (independence,
 * labour, mothers' days) are left out.
 */
#include "expression.h"

typedef enum feast_kind {
    FEAST_FIXED,
    FEAST_EASTER, /* value: days after Easter Sunday */
    FEAST_ISLAMIC, /* month, day of the Islamic year; length in days */
    FEAST_THANKSGIVING, /* fourth Thursday of November */
} feast_kind;

typedef struct holiday {
    const char *words; /* small letters, tokens separated by spaces */
    feast_kind kind;
    int8_t month, day, length;
} holiday;

/* Longer names before their beginnings. */
static const holiday HOLIDAYS[] = {
    {"christmas eve", FEAST_FIXED, 12, 24, 1},
    {"christmas day", FEAST_FIXED, 12, 25, 1},
    {"christmas", FEAST_FIXED, 12, 25, 1},
    {"boxing day", FEAST_FIXED, 12, 26, 1},
    {"new year 's eve", FEAST_FIXED, 12, 31, 1},
    {"new year 's day", FEAST_FIXED, 1, 1, 1},
    {"new year 's", FEAST_FIXED, 1, 1, 1},
    {"valentine 's day", FEAST_FIXED, 2, 14, 1},
    {"international women 's day", FEAST_FIXED, 3, 8, 1},
    {"may day", FEAST_FIXED, 5, 1, 1},
    {"victory day", FEAST_FIXED, 5, 9, 1},
    {"bastille day", FEAST_FIXED, 7, 14, 1},
    {"halloween", FEAST_FIXED, 10, 31, 1},
    {"armistice day", FEAST_FIXED, 11, 11, 1},
    {"world aids day", FEAST_FIXED, 12, 1, 1},
    {"human rights day", FEAST_FIXED, 12, 10, 1},
    {"ash wednesday", FEAST_EASTER, 0, -46, 1},
    {"palm sunday", FEAST_EASTER, 0, -7, 1},
    {"maundy thursday", FEAST_EASTER, 0, -3, 1},
    {"good friday", FEAST_EASTER, 0, -2, 1},
    {"easter monday", FEAST_EASTER, 0, 1, 1},
    {"easter sunday", FEAST_EASTER, 0, 0, 1},
    {"easter", FEAST_EASTER, 0, 0, 1},
    {"pentecost", FEAST_EASTER, 0, 49, 1},
    {"thanksgiving day", FEAST_THANKSGIVING, 11, 0, 1},
    {"thanksgiving", FEAST_THANKSGIVING, 11, 0, 1},
    {"ramadan", FEAST_ISLAMIC, 9, 1, 30},
    {"eid al - fitr", FEAST_ISLAMIC, 10, 1, 1},
    {"eid al - adha", FEAST_ISLAMIC, 12, 10, 1},
    {"ashura", FEAST_ISLAMIC, 1, 10, 1},
};
#define HOLIDAY_COUNT (sizeof HOLIDAYS / sizeof HOLIDAYS[0])

static drg_date easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

/* Days since 1970-01-01 of a day of the tabular Islamic calendar. */
static int32_t islamic_days(int year, int month, int day) {
    int32_t before = (year - 1) * 354 + (3 + 11 * year) / 30; /* days of the years before */
    int32_t months = (59 * (month - 1) + 1) / 2; /* 30 and 29 in turn */
    const drg_date epoch = {622, 7, 19};
    return drg_date_to_days(epoch) + before + months + day - 1;
}

/* The feast falls into a Gregorian year once or, in 33 years, twice: the first is taken. */
static bool islamic_date(const holiday *feast, int year, drg_date *day, int *days) {
    int guess = (int)((year - 622) * 33L / 32);
    for (int islamic = guess - 1; islamic <= guess + 1; islamic++) {
        if (islamic < 1)
            continue;
        int32_t first = islamic_days(islamic, feast->month, feast->day);
        if (drg_date_from_days(first).year != year)
            continue;
        *day = drg_date_from_days(first - 1);
        *days = feast->length + 2;
        return true;
    }
    return false;
}

bool drg_time_holiday_date(int number, int year, drg_date *day, int *days) {
    const holiday *feast = &HOLIDAYS[number];
    if (year < 1800 || year > 2200)
        return false;
    *days = feast->length;
    switch (feast->kind) {
    case FEAST_EASTER:
        *day = drg_date_add_days(easter(year), feast->day);
        return true;
    case FEAST_ISLAMIC:
        return islamic_date(feast, year, day, days);
    case FEAST_THANKSGIVING: {
        drg_date first = {(int16_t)year, 11, 1};
        int to_thursday = (3 - drg_date_weekday(first) + 7) % 7;
        *day = drg_date_add_days(first, to_thursday + 21);
        return true;
    }
    default:
        *day = (drg_date){(int16_t)year, (uint8_t)feast->month, (uint8_t)feast->day};
        return true;
    }
}

/* End of the words at `at`, or `at`. */
static uint32_t match(const time_reader *reader, uint32_t at, const char *words) {
    drg_slice rest = drg_slice_of(words), word;
    uint32_t here = at;
    while (drg_slice_cut(&rest, ' ', &word)) {
        if (here >= reader->end || !drg_slice_equal(reader->tokens[here].lower, word))
            return at;
        here++;
    }
    return here;
}

uint32_t drg_time_holiday(const time_reader *reader, uint32_t at, time_value *value) {
    if (at >= reader->end || !drg_token_capitalised(&reader->tokens[at]))
        return at;
    if (at > reader->first && drg_token_capitalised(&reader->tokens[at - 1]) &&
        !(reader->tokens[at - 1].flags & DRG_TOKEN_SENTENCE_START))
        return at; /* "Kargil Victory Day" */
    for (size_t i = 0; i < HOLIDAY_COUNT; i++) {
        uint32_t end = match(reader, at, HOLIDAYS[i].words);
        if (end == at)
            continue;
        bool name = end < reader->end && reader->tokens[end].shape == DRG_SHAPE_TITLE &&
                    !time_is(reader, end, "day"); /* "Christmas Island" */
        if (name)
            return at;
        *value = (time_value){.form = FORM_HOLIDAY, .count = (int16_t)i};
        int year = drg_time_digits(reader, end, false);
        if (year >= 1800 && year <= 2200) {
            value->year = (int16_t)year;
            end++;
        }
        return end;
    }
    return at;
}
