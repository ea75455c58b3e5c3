/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days of the calendar and their arithmetic.
 *
 * A year is counted from March, so that the leap day is its last: then the months before month m
 * of such a year have (153 m + 2) / 5 days, and 400 years always have 146,097. Both directions are
 * a few integer divisions (H. Hinnant, "chrono-compatible low-level date algorithms"). 719,468 is
 * the number of days from 0000-03-01 to 1970-01-01.
 */
#include "date.h"

#define DAYS_400_YEARS 146097
#define EPOCH 719468
#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY 2932896 /* 9999-12-31 */

int drg_date_month_length(int year, int month) {
    static const unsigned char LENGTHS[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return LENGTHS[month - 1] + (month == 2 && leap);
}

bool drg_date_valid(drg_date date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= drg_date_month_length(date.year, date.month);
}

int32_t drg_date_to_days(drg_date date) {
    int32_t year = date.year - (date.month <= 2); /* >= 0 */
    int32_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    int32_t era = year / 400, of_era = year % 400;
    int32_t of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * DAYS_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

drg_date drg_date_from_days(int32_t days) {
    if (days < FIRST_DAY || days > LAST_DAY)
        return (drg_date){0};
    int32_t shifted = days + EPOCH; /* >= 0 */
    int32_t era = shifted / DAYS_400_YEARS, of_era = shifted % DAYS_400_YEARS;
    int32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t month = (5 * of_year + 2) / 153;
    int32_t day = of_year - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    int32_t year = year_of_era + era * 400 + (month <= 2);
    return (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

int drg_date_weekday(drg_date date) {
    int32_t since_monday = drg_date_to_days(date) - FIRST_DAY; /* 0001-01-01 was a Monday */
    return (int)(since_monday % 7);
}

drg_date drg_date_add_days(drg_date date, int32_t days) {
    if (!drg_date_valid(date) || days > LAST_DAY - FIRST_DAY || days < FIRST_DAY - LAST_DAY)
        return (drg_date){0};
    return drg_date_from_days(drg_date_to_days(date) + days);
}

drg_date drg_date_add_months(drg_date date, int32_t months) {
    if (!drg_date_valid(date) || months > 12 * 9999 || months < -12 * 9999)
        return (drg_date){0};
    int32_t count = date.year * 12 + date.month - 1 + months;
    if (count < 12 || count >= 12 * 10000)
        return (drg_date){0};
    int length = drg_date_month_length(count / 12, count % 12 + 1);
    date.year = (int16_t)(count / 12);
    date.month = (uint8_t)(count % 12 + 1);
    if (date.day > length)
        date.day = (uint8_t)length;
    return date;
}

/* Value of `count` digits, -1 when one is none. */
static int read_digits(const char *digits, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return -1;
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

int drg_date_parse(drg_slice text, drg_date *date) {
    if (text.size != 10 || text.data[4] != '-' || text.data[7] != '-')
        return DRG_EDATE;
    int year = read_digits(text.data, 4), month = read_digits(text.data + 5, 2),
        day = read_digits(text.data + 8, 2);
    if (year < 0 || month < 0 || day < 0)
        return DRG_EDATE;
    drg_date read = {(int16_t)year, (uint8_t)month, (uint8_t)day};
    if (!drg_date_valid(read))
        return DRG_EDATE;
    *date = read;
    return DRG_OK;
}

/* What is no date of four-digit year is written as 0000-00-00, which drg_date_parse refuses. */
void drg_date_format(drg_date date, char buffer[11]) {
    if (date.year < 0 || date.year > 9999 || date.month > 99 || date.day > 99)
        date = (drg_date){0};
    const int parts[3] = {date.year, date.month, date.day};
    static const unsigned char ENDS[3] = {4, 7, 10}, SIZES[3] = {4, 2, 2};
    for (size_t i = 0; i < 3; i++) {
        int value = parts[i];
        for (size_t n = 1; n <= SIZES[i]; n++) {
            buffer[ENDS[i] - n] = (char)('0' + value % 10);
            value /= 10;
        }
    }
    buffer[4] = buffer[7] = '-';
    buffer[10] = '\0';
}
