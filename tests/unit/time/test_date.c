/* SPDX-License-Identifier: Apache-2.0 */
/* The date stage as a whole: running out of memory, cancelling, the ends of the calendar, soup. */
#include "dated.h"

static const char ARTICLE[] =
    "Talks end\n\nPARIS, 17 April 2025 (Reuters) - They met on Thursday and will meet next week. "
    "A day earlier they had spoken. Since 2014, between March and May and on Christmas Day, they "
    "met at 9 a.m. on 4/5/2025, early last year and three weeks ago.\n";

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    for (size_t fail_at = 1;; fail_at++) {
        failing_allocator counter = {.fail_at = fail_at};
        drg_allocator allocator = failing_allocator_make(&counter);
        drg_document document;
        int result =
            date_with(&document, (drg_slice){ARTICLE, sizeof ARTICLE - 1}, NULL, &allocator);
        if (result == DRG_OK) {
            check_times(&document);
            assert_true(document.times.count >= 9);
        } else {
            assert_int_equal(result, DRG_ENOMEM);
        }
        segment_free(&document);
        assert_int_equal(counter.live, 0);
        if (result == DRG_OK)
            break;
    }
}

static bool always(void *user) {
    (void)user;
    return true;
}

static void work_can_be_cancelled(void **state) {
    (void)state;
    drg_document document;
    segment(&document, slice_of("They met on Monday."));
    document.options.cancelled = always;
    assert_int_equal(drg_run_date(&document, engine), DRG_ECANCELLED);
    segment_free(&document);
}

static const date_case FIRST_DAYS[] = {
    /* 0001-01-01 */
    {"They met yesterday.", "yesterday ?"},
    {"They met last week.", "last week ?"},
    {"They met in December.", "December ?"},
    {"They met last century.", "last century ?"},
    {"They met five years ago.", "five years ago ?"},
    {"They met in the past 999 decades.", "past 999 decades ?"},
};

static const date_case LAST_DAYS[] = {
    /* 9999-12-31 */
    {"They will meet tomorrow.", "tomorrow ?"},
    {"They will meet next week.", "next week ?"},
    {"They will meet next year.", "next year ?"},
    {"They will meet in 999 years.", "in 999 years ?"},
    {"They will meet on Friday.", "Friday 9999-12-31 day published"},
    {"They will meet on Monday.", "Monday ?"},
    {"They met this decade.", "this decade 9990-01-01..9999-12-31 decade published"},
};

static void ends_of_the_calendar_are_not_passed(void **state) {
    (void)state;
    check_cases(FIRST_DAYS, sizeof FIRST_DAYS / sizeof FIRST_DAYS[0], "0001-01-01");
    check_cases(LAST_DAYS, sizeof LAST_DAYS / sizeof LAST_DAYS[0], "9999-12-31");
}

/* Every sequence of up to four words of this list: nothing breaks, what comes out is well formed.
 */
static void date_soup_stays_well_formed(void **state) {
    (void)state;
    static const char *const WORDS[] = {"April", "May", "18", "2025", "Friday", "last", "next",
        "week", "the", "of", "-", "to", "between", "and", "since", "early", "three", "days", "ago",
        "in", "first", "quarter", "1990s", "year", "earlier", ",", "at", "9", "a.m.", "mid-May",
        "end", "31", "summer", "yesterday", "a", "'s", "99", "(", ")"};
    enum { COUNT = sizeof WORDS / sizeof WORDS[0] };
    char text[4096];
    uint32_t seed = 12345;
    for (int round = 0; round < 400; round++) {
        size_t used = 0;
        while (used + 20 < sizeof text) {
            seed = seed * 1664525u + 1013904223u;
            used += (size_t)snprintf(
                text + used, sizeof text - used, "%s ", WORDS[(seed >> 16) % COUNT]);
        }
        drg_document document;
        assert_int_equal(
            date_with(&document, (drg_slice){text, used}, round % 3 ? "2025-04-18" : NULL, NULL),
            0);
        check_times(&document);
        segment_free(&document);
    }
}

static void boilerplate_is_not_read(void **state) {
    (void)state;
    check_cases(&(const date_case){"They met on Monday.\n\nCopyright 2025 Example.\n",
                    "Monday 2025-04-14 day published"},
        1, "2025-04-18");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(work_can_be_cancelled),
        cmocka_unit_test(ends_of_the_calendar_are_not_passed),
        cmocka_unit_test(date_soup_stays_well_formed),
        cmocka_unit_test(boilerplate_is_not_read),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
