/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/date.h"

static void dates_are_parsed_strictly(void **state) {
    (void)state;
    static const char *const GOOD[] = {
        "2025-04-18", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"};
    static const char *const BAD[] = {"", "2025-4-18", "2025-04-18 ", " 2025-04-18", "2025/04/18",
        "2025-02-29", "1900-02-29", "2025-04-31", "2025-00-10", "2025-13-01", "2025-01-00",
        "2025-01-32", "0000-01-01", "-001-01-01", "20250418", "2025-04-1x", "+025-04-18"};
    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) {
        drg_date date;
        char written[11];
        assert_int_equal(drg_date_parse(slice_of(GOOD[i]), &date), 0);
        drg_date_format(date, written);
        assert_string_equal(written, GOOD[i]);
    }
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        drg_date date = {1, 1, 1};
        if (drg_date_parse(slice_of(BAD[i]), &date) != DRG_EDATE || date.year != 1)
            fail_msg("'%s' was taken", BAD[i]);
    }
}

static void what_is_no_date_is_written_as_none(void **state) {
    (void)state;
    static const drg_date NONE[] = {
        {0, 0, 0}, {-5, 1, 1}, {10000, 1, 1}, {2025, 101, 1}, {2025, 1, 101}};
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++) {
        char written[11];
        drg_date_format(NONE[i], written);
        assert_string_equal(written, "0000-00-00");
    }
}

/* Walks every day of the range: numbers go up by one, weekdays turn, both directions agree. */
static void every_day_of_the_range(void **state) {
    (void)state;
    int32_t number = drg_date_to_days((drg_date){1, 1, 1});
    int weekday = 0;
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= drg_date_month_length(year, month); day++) {
                drg_date date = {(int16_t)year, (uint8_t)month, (uint8_t)day};
                if (drg_date_to_days(date) != number || drg_date_weekday(date) != weekday ||
                    !drg_date_equal(drg_date_from_days(number), date))
                    fail_msg("%d-%d-%d", year, month, day);
                number++;
                weekday = (weekday + 1) % 7;
            }
    assert_int_equal(drg_date_to_days((drg_date){1970, 1, 1}), 0);
    assert_int_equal(drg_date_weekday((drg_date){2025, 4, 18}), 4); /* a Friday */
    assert_int_equal(drg_date_from_days(number).year, 0);
    assert_int_equal(drg_date_from_days(INT32_MAX).year, 0);
    assert_int_equal(drg_date_from_days(INT32_MIN).year, 0);
}

static const struct {
    drg_date from;
    int days, months;
    drg_date to;
} SUMS[] = {
    {{2025, 4, 18}, 14, 0, {2025, 5, 2}},
    {{2025, 1, 1}, -1, 0, {2024, 12, 31}},
    {{2025, 1, 31}, 0, 1, {2025, 2, 28}},
    {{2024, 1, 31}, 0, 1, {2024, 2, 29}},
    {{2025, 3, 31}, 0, -1, {2025, 2, 28}},
    {{2025, 4, 18}, 0, -12, {2024, 4, 18}},
    {{2025, 11, 30}, 0, 3, {2026, 2, 28}},
    {{9999, 12, 31}, 1, 0, {0, 0, 0}},
    {{1, 1, 1}, -1, 0, {0, 0, 0}},
    {{9999, 12, 1}, 0, 1, {0, 0, 0}},
    {{1, 1, 1}, 0, -1, {0, 0, 0}},
    {{2025, 2, 30}, 1, 0, {0, 0, 0}},
    {{2025, 4, 18}, INT32_MAX, 0, {0, 0, 0}},
    {{2025, 4, 18}, 0, INT32_MIN, {0, 0, 0}},
};

static void sums_of_days_and_months(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof SUMS / sizeof SUMS[0]; i++) {
        drg_date got = SUMS[i].months ? drg_date_add_months(SUMS[i].from, SUMS[i].months)
                                      : drg_date_add_days(SUMS[i].from, SUMS[i].days);
        if (!drg_date_equal(got, SUMS[i].to))
            fail_msg("case %zu: %d-%d-%d", i, got.year, got.month, got.day);
    }
    assert_true(drg_date_compare((drg_date){2025, 4, 18}, (drg_date){2025, 4, 19}) < 0);
    assert_true(drg_date_compare((drg_date){2025, 5, 1}, (drg_date){2025, 4, 30}) > 0);
    assert_true(drg_date_compare((drg_date){0}, (drg_date){1, 1, 1}) < 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_parsed_strictly),
        cmocka_unit_test(what_is_no_date_is_written_as_none),
        cmocka_unit_test(every_day_of_the_range),
        cmocka_unit_test(sums_of_days_and_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
