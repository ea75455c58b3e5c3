/* SPDX-License-Identifier: Apache-2.0 */
/* The day of publication: given, found in the text, or missing; and days other than one Friday. */
#include "dated.h"

static const struct {
    const char *text, *published, *basis;
} FOUND[] = {
    {"KIGALI, Jun 15 2022 (IPS) - A few years ago it began.", "2022-06-15", "text"},
    {"Talks end\n\nPARIS, 18 April 2025 (Reuters) - They ended.\n", "2025-04-18", "text"},
    {"CAIRO - 25 July 2022: The cabinet met.", "2022-07-25", "text"},
    {"Iodine is missing\n\nThursday, February 23, 2006\n\nHalf of all children lack it.",
        "2006-02-23", "text"},
    {"Talks end\n\nPublished: 18 April 2025, 10:30 GMT\n\nThey ended.", "2025-04-18", "text"},
    {"Talks end\n\nUpdated on April 18, 2025 by the editors\n\nThey ended.", "2025-04-18", "text"},
    {"Police today (July 26, 2022) recovered a body.", "2022-07-26", "text"},
    {"Police yesterday (July 26, 2022) recovered a body.", "2022-07-27", "text"},
    {"https://example.org/2022/07/26/talks-end\n\nThey ended.", "2022-07-26", "inferred"},
    {"https://example.org/news/2022-07-26/talks\n\nThey ended.", "2022-07-26", "inferred"},
    {"https://example.org/article/14/07/2022/talks\n\nThey ended.", "2022-07-14", "inferred"},
    {"https://example.org/view.php?ud=20220722000430\n\nThey ended.", "2022-07-22", "inferred"},
    {"https://example.org/2022/7/6/talks\n\nThey ended.", "2022-07-06", "inferred"},
    {"https://example.org/cuba/1658021126_40981.html\n\nThey ended.", "2022-07-17", "inferred"},
    {"https://example.org/1658021126/2022/07/26/a\n\nThey ended.", "2022-07-26", "inferred"},
    /* the text beats the address */
    {"https://example.org/2022/07/26/a\n\nKIGALI, Jul 25 2022 (IPS) - It began.", "2022-07-25",
        "text"},
    /* none of these says it */
    {"PARIS, April 18 (Reuters) - They ended.", NULL, NULL},
    {"The war began on June 15, 2022, in the east.", NULL, NULL},
    {"https://example.org/articles/20229999/x\n\nThey ended.", NULL, NULL},
    {"https://example.org/2022/13/26/x\n\nThey ended.", NULL, NULL},
    {"https://example.org/archives/2003781903\n\nThey ended.", NULL, NULL},
    {"https://example.org/archives/16580211269\n\nThey ended.", NULL, NULL},
    {"Updated on 4/5/2025\n\nThey ended.", NULL, NULL},
};

static void published_is_found_where_the_text_shows_it(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof FOUND / sizeof FOUND[0]; i++) {
        drg_document document;
        char got[11];
        assert_int_equal(date_with(&document, slice_of(FOUND[i].text), NULL, NULL), 0);
        drg_date_format(document.published, got);
        const char *expected = FOUND[i].published ? FOUND[i].published : "0000-00-00";
        const char *basis = FOUND[i].basis ? FOUND[i].basis : "none";
        if (strcmp(got, expected) != 0 || strcmp(short_basis(document.published_basis), basis) != 0)
            fail_msg("%s: %s %s", FOUND[i].text, got, short_basis(document.published_basis));
        bool warned = document.warnings.count > 0 &&
                      strcmp(document.warnings.items[0].code, "no_published_date") == 0;
        assert_int_equal(warned, FOUND[i].published == NULL);
        segment_free(&document);
    }
}

static void given_date_is_kept(void **state) {
    (void)state;
    drg_document document;
    char got[11];
    assert_int_equal(
        date_with(&document, slice_of("KIGALI, Jun 15 2022 (IPS) - It began."), "2022-06-16", NULL),
        0);
    drg_date_format(document.published, got);
    assert_string_equal(got, "2022-06-16");
    segment_free(&document);
}

static const date_case UNKNOWN_TODAY[] = {
    {"They met on April 18, 2025.", "April 18, 2025 2025-04-18 day text"},
    {"They met in 2014.", "2014 2014-01-01..2014-12-31 year text"},
    {"They have met since 2014.", "since 2014 2014-01-01..2014-12-31 year text"},
    {"They met on Thursday.", "Thursday ?"},
    {"They met yesterday.", "yesterday ?"},
    {"They met on April 18.", "April 18 ?"},
    {"They met on 4/5/2025.", "4/5/2025 ?"},
    {"They met last week and in two weeks' time.", "last week ? | in two weeks' time ?"},
    {"They met on Christmas Day.", "Christmas Day ?"},
    {"They met on the 18th.", "18th ?"},
    {"They met on April 10, 2025. A day later they left.",
        "April 10, 2025 2025-04-10 day text | A day later 2025-04-11 day inferred"},
};

static void relative_times_stay_open_without_a_day_of_publication(void **state) {
    (void)state;
    check_cases(UNKNOWN_TODAY, sizeof UNKNOWN_TODAY / sizeof UNKNOWN_TODAY[0], NULL);
}

static const date_case SUNDAY[] = {
    /* 2024-03-03 */
    {"They met on Friday.", "Friday 2024-03-01 day published"},
    {"They met last week.", "last week 2024-02-19..2024-02-25 week published"},
    {"They met this week.", "this week 2024-02-26..2024-03-03 week published"},
    {"They will meet next week.", "next week 2024-03-04..2024-03-10 week published"},
    {"They met three days ago.", "three days ago 2024-02-29 day published"},
    {"They met over the weekend.", "weekend 2024-03-02..2024-03-03 range published"},
    {"They met last month.", "last month 2024-02-01..2024-02-29 month published"},
    {"They met in December.", "December 2023-12-01..2023-12-31 month published"},
    {"They met last winter.", "last winter 2023-12-01..2024-02-29 season published"},
    {"They met on February 29.", "February 29 2024-02-29 day published"},
    {"They met on Sunday.", "Sunday 2024-03-03 day published"},
};

static const date_case NEW_YEAR[] = {
    /* 2025-01-01, a Wednesday */
    {"They met yesterday.", "yesterday 2024-12-31 day published"},
    {"They met on Tuesday.", "Tuesday 2024-12-31 day published"},
    {"They met in December.", "December 2024-12-01..2024-12-31 month published"},
    {"They met last week.", "last week 2024-12-23..2024-12-29 week published"},
    {"They met this week.", "this week 2024-12-30..2025-01-05 week published"},
    {"They met last month.", "last month 2024-12-01..2024-12-31 month published"},
    {"They met last quarter.", "last quarter 2024-10-01..2024-12-31 range published"},
    {"They will meet on January 5.", "January 5 2025-01-05 day published"},
    {"They met on February 29.", "February 29 2024-02-29 day published"},
    {"They met on New Year's Eve.", "New Year's Eve 2024-12-31 day published"},
    {"They met earlier this year.", "earlier this year 2025-01-01 range published"},
};

static void other_days_of_publication(void **state) {
    (void)state;
    check_cases(SUNDAY, sizeof SUNDAY / sizeof SUNDAY[0], "2024-03-03");
    check_cases(NEW_YEAR, sizeof NEW_YEAR / sizeof NEW_YEAR[0], "2025-01-01");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_is_found_where_the_text_shows_it),
        cmocka_unit_test(given_date_is_kept),
        cmocka_unit_test(relative_times_stay_open_without_a_day_of_publication),
        cmocka_unit_test(other_days_of_publication),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
