/* SPDX-License-Identifier: Apache-2.0 */
/* Days beside their weekday, days told from other days and from what was done on them, and what
 * articles without a day of publication can tell. */
#include "dated.h"

/* Published on Friday, April 18, 2025. */
static const date_case BESIDE_WEEKDAY[] = {
    {"They met on Monday, April 14.", "Monday, April 14 2025-04-14 day published"},
    {"They met on Monday (April 14).", "Monday (April 14) 2025-04-14 day published"},
    {"They met on Monday, 14 April.", "Monday, 14 April 2025-04-14 day published"},
    {"They met on Monday the 14th of April.", "Monday the 14th of April 2025-04-14 day published"},
    {"They will meet on Tuesday, April 22.", "Tuesday, April 22 2025-04-22 day published"},
    {"They will meet on Friday, April 18.", "Friday, April 18 2025-04-18 day published"},
    /* the weekday decides the year, whatever the clause says */
    {"They met on Thursday, May 1.", "Thursday, May 1 2025-05-01 day published"},
    {"They met on Wednesday, May 1.", "Wednesday, May 1 2024-05-01 day published"},
    {"They will meet on Sunday, April 6.", "Sunday, April 6 2025-04-06 day published"},
    {"They met on Saturday, October 7.", "Saturday, October 7 2023-10-07 day published"},
    {"They will meet on Thursday, January 1.", "Thursday, January 1 2026-01-01 day published"},
    {"They met on Thursday, February 29.", "Thursday, February 29 2024-02-29 day published"},
    /* a full date is believed over its weekday */
    {"They met on Tuesday, April 14, 2025.", "Tuesday, April 14, 2025 2025-04-14 day text"},
    {"They met on Friday, July 8, 2022.", "Friday, July 8, 2022 2022-07-08 day text"},
    {"On Friday, July 8, 2022, Saturday, July 9, 2022, they met.",
        "Friday, July 8, 2022 2022-07-08 day text | Saturday, July 9, 2022 2022-07-09 day text"},
};

static const date_case FROM_OTHER_DAYS[] = {
    {"A day after Monday's vote they met.", "A day after Monday 2025-04-15 day published"},
    {"Two days after Monday's vote they met.", "Two days after Monday 2025-04-16 day published"},
    {"Two days before Thursday's talks they met.",
        "Two days before Thursday 2025-04-15 day published"},
    {"They met three days after the April 10 attack.",
        "three days after the April 10 2025-04-13 day published"},
    {"They met three days before April 10, 2022.",
        "three days before April 10, 2022 2022-04-07 day text"},
    {"They met a week after the July 8, 2022 killing.",
        "a week after the July 8, 2022 2022-07-11..2022-07-17 week text"},
    {"They met two days before Christmas.", "two days before Christmas 2024-12-23 day published"},
    {"They met a month after the January 6, 2021 riot.",
        "a month after the January 6, 2021 2021-02-01..2021-02-28 month text"},
    {"He died two years after the 3 May 2010 coup.",
        "two years after the 3 May 2010 2012-01-01..2012-12-31 year text"},
    {"They met a day after his 1 March 2020 speech.",
        "a day after his 1 March 2020 2020-03-02 day text"},
    {"They met 10 days after 24 February 2022.",
        "10 days after 24 February 2022 2022-03-06 day text"},
    /* months and years are counted from a month or year, too */
    {"He was held in 2009 and freed a year later.",
        "2009 2009-01-01..2009-12-31 year text | a year later 2010-01-01..2010-12-31 year "
        "inferred"},
    {"It began in May 2019. A month later he fell.",
        "May 2019 2019-05-01..2019-05-31 month text | A month later 2019-06-01..2019-06-30 month "
        "inferred"},
    {"It began in May 2019 and the following year he fell.",
        "May 2019 2019-05-01..2019-05-31 month text | following year 2020-01-01..2020-12-31 year "
        "inferred"},
    {"He was held in 2009 and freed a month later.",
        "2009 2009-01-01..2009-12-31 year text | a month later ?"},
    {"It began in May 2019 and a day later he fell.",
        "May 2019 2019-05-01..2019-05-31 month text | a day later ?"},
    /* no day, no answer */
    {"They met a week after the attack.", "a week after ?"},
    {"They met several days after Monday's vote.",
        "several days after ? | Monday 2025-04-14 day published"},
    {"They met days after Monday's vote.", "days after ? | Monday 2025-04-14 day published"},
    {"They met two days after talks in May.",
        "two days after ? | May 2024-05-01..2024-05-31 month published"},
    {"They met a year after 2019.", "a year after ? | 2019 2019-01-01..2019-12-31 year text"},
};

/* Published on Friday, April 18, 2025. */
static const date_case AGES_OF_DEEDS[] = {
    {"The attack on Monday killed three. A day after the attack they met.",
        "Monday 2025-04-14 day published | A day after 2025-04-15 day inferred"},
    {"Monday's attack killed three. Two days after the attack they met.",
        "Monday 2025-04-14 day published | Two days after 2025-04-16 day inferred"},
    {"The April 10 vote was close. A week after the vote they met.",
        "April 10 2025-04-10 day published | A week after 2025-04-14..2025-04-20 week inferred"},
    {"The coup of 3 May 2010 failed. He fled two days before the coup.",
        "3 May 2010 2010-05-03 day text | two days before 2010-05-01 day inferred"},
    {"The talks on April 10, 2022 failed. A month after the talks they left.",
        "April 10, 2022 2022-04-10 day text | A month after 2022-05-01..2022-05-31 month inferred"},
    {"The attacks on Monday killed three. They met a day after that attack.",
        "Monday 2025-04-14 day published | a day after 2025-04-15 day inferred"},
    {"The attack on April 3 was one of two. Monday's attack was the other. A day after the attack "
     "they met.",
        "April 3 2025-04-03 day published | Monday 2025-04-14 day published | A day after "
        "2025-04-15 day inferred"},
    {"Monday's attack killed three. Three days after the deadly attack they met.",
        "Monday 2025-04-14 day published | Three days after 2025-04-17 day inferred"},
    /* another deed, none at all, or not on a day */
    {"Monday's attack killed three. Two days after the vote they met.",
        "Monday 2025-04-14 day published | Two days after ?"},
    {"The attack was long ago. Two days after the attack they met.", "Two days after ?"},
    {"The attack in March killed three. Two days after the attack they met.",
        "March 2025-03-01..2025-03-31 month published | Two days after ?"},
    {"He said on Monday that nobody had claimed the attack. Two days after the attack they met.",
        "Monday 2025-04-14 day published | Two days after ?"},
    {"Monday's attack killed three. They met after the attack.", "Monday 2025-04-14 day published"},
};

/* Not published on any known day. */
static const date_case WITHOUT_PUBLISHED[] = {
    {"On Monday, July 25, judges ruled against a decree of June 28, 2022.",
        "Monday, July 25 2022-07-25 day inferred | June 28, 2022 2022-06-28 day text"},
    {"A decree of June 28, 2022 was lifted. It was made on March 22.",
        "June 28, 2022 2022-06-28 day text | March 22 ?"},
    {"On Monday, July 25, 2022, they met. It was made on March 22.",
        "Monday, July 25, 2022 2022-07-25 day text | March 22 2022-03-22 day inferred"},
    {"On Monday, July 25, 2022, they met. The hearing is on September 12.",
        "Monday, July 25, 2022 2022-07-25 day text | September 12 2022-09-12 day inferred"},
    {"On Monday, January 3, 2022, they met. He was seized on December 20.",
        "Monday, January 3, 2022 2022-01-03 day text | December 20 2021-12-20 day inferred"},
    {"On Monday, July 25, 2022, they met. It was made in March.",
        "Monday, July 25, 2022 2022-07-25 day text | March 2022-03-01..2022-03-31 month inferred"},
    {"On Monday, July 25, they met. The war began in 2022.",
        "Monday, July 25 2022-07-25 day inferred | 2022 2022-01-01..2022-12-31 year text"},
    {"On Sunday, January 1, they met. He was seized in December 2022.",
        "Sunday, January 1 2023-01-01 day inferred | December 2022 2022-12-01..2022-12-31 month "
        "text"},
    /* what is ahead of all is not what the article is near */
    {"On Monday, July 25, they met. It began in June 2022 and will end by 2030.",
        "Monday, July 25 2022-07-25 day inferred | June 2022 2022-06-01..2022-06-30 month text | "
        "by 2030 2030-01-01..2030-12-31 year text"},
    /* a weekday that fits none of the years near */
    {"On Tuesday, July 25, judges ruled against a decree of June 28, 2020.",
        "Tuesday, July 25 ? | June 28, 2020 2020-06-28 day text"},
    /* a wrong weekday anchors nothing */
    {"On Tuesday, July 25, 2022, they met. It was made on March 22.",
        "Tuesday, July 25, 2022 2022-07-25 day text | March 22 ?"},
    /* old days are told without their weekday: no anchor */
    {"The bomb fell on August 6, 1945. They met on July 25.",
        "August 6, 1945 1945-08-06 day text | July 25 ?"},
    {"They met on Monday, July 25.", "Monday, July 25 ?"},
    /* told from today: today is not known */
    {"On Monday, July 25, 2022, they met. Yesterday they left.",
        "Monday, July 25, 2022 2022-07-25 day text | Yesterday ?"},
    {"On Monday, July 25, 2022, they met. On Tuesday they left.",
        "Monday, July 25, 2022 2022-07-25 day text | Tuesday ?"},
    {"On Monday, July 25, 2022, they met. Last week they spoke.",
        "Monday, July 25, 2022 2022-07-25 day text | Last week ?"},
    {"On Monday, July 25, 2022, they met. A day later they left.",
        "Monday, July 25, 2022 2022-07-25 day text | A day later 2022-07-26 day inferred"},
    {"On Monday, July 25, 2022, they met. They left two days after July 27.",
        "Monday, July 25, 2022 2022-07-25 day text | two days after July 27 2022-07-29 day "
        "inferred"},
};

static void a_weekday_decides_the_year(void **state) {
    (void)state;
    check_cases(BESIDE_WEEKDAY, sizeof BESIDE_WEEKDAY / sizeof BESIDE_WEEKDAY[0], "2025-04-18");
}

static void days_are_told_from_other_days(void **state) {
    (void)state;
    check_cases(FROM_OTHER_DAYS, sizeof FROM_OTHER_DAYS / sizeof FROM_OTHER_DAYS[0], "2025-04-18");
}

static void deeds_have_an_age(void **state) {
    (void)state;
    check_cases(AGES_OF_DEEDS, sizeof AGES_OF_DEEDS / sizeof AGES_OF_DEEDS[0], "2025-04-18");
}

static void days_lie_near_the_anchor(void **state) {
    (void)state;
    check_cases(WITHOUT_PUBLISHED, sizeof WITHOUT_PUBLISHED / sizeof WITHOUT_PUBLISHED[0], NULL);
}

static void an_unknown_day_is_warned_of(void **state) {
    (void)state;
    drg_document document;
    const char *text = "On Monday, July 25, 2022, they met. Yesterday they left.";
    assert_int_equal(date_with(&document, slice_of(text), NULL, NULL), 0);
    assert_int_equal(document.published.year, 0);
    assert_int_equal(document.warnings.count, 1);
    assert_string_equal(document.warnings.items[0].code, "no_published_date");
    segment_free(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_weekday_decides_the_year),
        cmocka_unit_test(days_are_told_from_other_days),
        cmocka_unit_test(deeds_have_an_age),
        cmocka_unit_test(days_lie_near_the_anchor),
        cmocka_unit_test(an_unknown_day_is_warned_of),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
