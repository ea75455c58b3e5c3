/* SPDX-License-Identifier: Apache-2.0 */
/* Times in the clauses of news: coordination, parts of days, what merely looks like a time.
 * Published on Friday, April 18, 2025. */
#include "dated.h"

static const date_case CASES[] = {
    {"It began in December last year.",
        "December last year 2024-12-01..2024-12-31 month published"},
    {"It began in December of last year.",
        "December of last year 2024-12-01..2024-12-31 month published"},
    {"It was signed on 25 March this year.", "25 March this year 2025-03-25 day published"},
    {"It began in January this year.", "January this year 2025-01-01..2025-01-31 month published"},
    {"Prices will fall in 2023.", "2023 2023-01-01..2023-12-31 year text"},
    {"They met from 22nd July, 2022 to 24th July 2022.",
        "from 22nd July, 2022 to 24th July 2022 2022-07-22..2022-07-24 range text"},
    {"It is to be held in November.", "November 2025-11-01..2025-11-30 month published"},
    {"Over the last decade they met.", "last decade 2015-04-18..2025-04-18 range published"},
    {"In the last year they met.", "last year 2024-04-18..2025-04-18 range published"},
    {"In a post this January 10, 2022, he wrote.", "January 10, 2022 2022-01-10 day text"},
    {"He works at Tomorrow Group in USA Today.", ""},
    {"It is forecast to last until Monday.", "until Monday 2025-04-18..2025-04-21 range published"},
    {"The Oct. 7 massacre was told.", "Oct. 7 2023-10-07 day text"},
    {"They spoke in the week of 14 to 20 April.",
        "14 to 20 April 2025-04-14..2025-04-20 range published"},
    {"They spoke from 9 a.m. to 5 p.m. on Monday.", "5 p.m. on Monday 2025-04-14 day published"},
    {"The deal of the century was signed.", ""},
    {"A quarter of the people left.", ""},
    {"He spoke for the second time in a month.", ""},
    {"Every Monday they meet.", ""},
    {"The second world war ended in 1945.", "1945 1945-01-01..1945-12-31 year text"},
    {"The march on Monday was long.", "Monday 2025-04-14 day published"},
    {"It was the hottest day since 1987.", "since 1987 1987-01-01..2025-04-18 range published"},
    {"They met at 1400 GMT on Monday.", "1400 GMT on Monday 2025-04-14 day published"},
    {"They met on Monday at about 2 p.m. local time.",
        "Monday at about 2 p.m. local time 2025-04-14 day published"},
    {"They met on the evening of April 10.", "April 10 2025-04-10 day published"},
    {"They met on the night of 10 April 2025.", "10 April 2025 2025-04-10 day text"},
    {"They met in the early hours of Monday.", "Monday 2025-04-14 day published"},
    {"They met at dawn on Monday.", "Monday 2025-04-14 day published"},
    {"They met in the run-up to Monday.", "Monday 2025-04-14 day published"},
    {"It was Monday's third attack.", "Monday 2025-04-14 day published"},
    {"The April 10 attack was told.", "April 10 2025-04-10 day published"},
    {"The 10 April attack was told.", "10 April 2025-04-10 day published"},
    {"His 2019 visit was long.", "2019 2019-01-01..2019-12-31 year text"},
    {"The ten years to 2024 were hard.", "2024 2024-01-01..2024-12-31 year text"},
    {"He won the 1998 World Cup.", "1998 1998-01-01..1998-12-31 year text"},
    {"In 2019, 2020 and 2021 they met.",
        "2019 2019-01-01..2019-12-31 year text | 2020 2020-01-01..2020-12-31 year text | 2021 "
        "2021-01-01..2021-12-31 year text"},
    {"In 2019/20 they met.", "2019/20 2019-01-01..2020-12-31 range text"},
    {"Fiscal year 2022/23 was hard.", ""},
    {"Growth over 2022, a year of war, was low.", "2022 2022-01-01..2022-12-31 year text"},
    {"Over 2000 troops came.", ""},
    {"Is this Long March 5 ?", ""},
    {"The March for Life was big.", ""},
    {"In its May report it said so.", "May 2024-05-01..2024-05-31 month published"},
    {"At the June NATO summit they met.", "June 2024-06-01..2024-06-30 month published"},
    {"The May 2022 vote was held.", "May 2022 2022-05-01..2022-05-31 month text"},
    {"They met in Q1.", "Q1 2025-01-01..2025-03-31 range published"},
    {"He served from 1999-2003.", "from 1999-2003 1999-01-01..2003-12-31 range text"},
    {"He was born on 3rd May 1975 in Rome.", "3rd May 1975 1975-05-03 day text"},
    {"He was born May 3, 1975, in Rome.", "May 3, 1975 1975-05-03 day text"},
    {"The 1980s war was long.", "1980s 1980-01-01..1989-12-31 decade text"},
    {"Between 1914 and 1918 they fought.",
        "Between 1914 and 1918 1914-01-01..1918-12-31 range text"},
    {"They left Afghanistan in August 2021, after 20 years.",
        "August 2021 2021-08-01..2021-08-31 month text"},
    {"In the year to March they met.", "March 2025-03-01..2025-03-31 month published"},
    {"He was sentenced to 20 years in prison in May.",
        "May 2024-05-01..2024-05-31 month published"},
    {"The six-day war was in June 1967.", "June 1967 1967-06-01..1967-06-30 month text"},
    {"They will meet in the coming week.", "coming week 2025-04-18..2025-04-25 range published"},
    {"They will meet in the coming year.", "coming year 2025-04-18..2026-04-18 range published"},
    {"They met twice in the same week.", "same week ?"},
    {"Until last year they met.", "Until last year 2024-01-01..2024-12-31 year published"},
    {"They met on Saturday and Sunday.",
        "Saturday 2025-04-12 day published | Sunday 2025-04-13 day published"},
    {"They will meet on Saturday and Sunday.",
        "Saturday 2025-04-19 day published | Sunday 2025-04-20 day published"},
    {"They met on 1 and 2 April.", "1 and 2 April 2025-04-01..2025-04-02 range published"},
    {"They met on April 1 and 2.", "April 1 2025-04-01 day published"},
};

/* Which way a clause looks. */
static const date_case DIRECTIONS[] = {
    /* what is promised lies ahead, the promise does not */
    {"In February, officials pledged to boost trade.",
        "February 2025-02-01..2025-02-28 month published"},
    {"They agreed to meet on Sunday.", "Sunday 2025-04-20 day published"},
    {"The two agreed on Thursday to step up drills.", "Thursday 2025-04-17 day published"},
    {"This Monday, a horse that the president promised to send left for Qatar.",
        "This Monday 2025-04-14 day published"},
    /* "this Sunday" of a clause that looks back */
    {"The director reported this Sunday that a team was sent.",
        "this Sunday 2025-04-13 day published"},
    {"They will meet this Sunday.", "this Sunday 2025-04-20 day published"},
    /* no verb: a participle inside a word, or of a noun */
    {"He will visit other flood-affected villages on Wednesday.",
        "Wednesday 2025-04-23 day published"},
    {"She will meet an armed group on Wednesday.", "Wednesday 2025-04-23 day published"},
    /* the verb right behind */
    {"Li, who will become chairman soon, on Thursday dismissed it.",
        "Thursday 2025-04-17 day published"},
    {"It was to be held in June, but organisers in May postponed it.",
        "June 2025-06-01..2025-06-30 month published | May 2024-05-01..2024-05-31 month published"},
    /* a clause of its own behind "that" */
    {"You will know that on Sunday the board resigned.", "Sunday 2025-04-13 day published"},
    /* far on the left, near on the right */
    {"The team advanced with a long victory over Jamaica in the semi-final and the winner of "
     "Sunday's final will qualify.",
        "Sunday 2025-04-20 day published"},
    /* a noun is no plan, and what is due to something is not due */
    {"He revealed his plans to combat the crisis on Monday.", "Monday 2025-04-14 day published"},
    {"The planning minister came as an adviser Wednesday, it says.",
        "Wednesday 2025-04-16 day published"},
    {"Shops in the town on Monday, due to the war, are shut.", "Monday 2025-04-14 day published"},
    {"The minister is due to speak on Monday.", "Monday 2025-04-21 day published"},
    /* an infinitive, and what stands before a noun, are no past */
    {"The show is expected to hit the screens in October.",
        "October 2025-10-01..2025-10-31 month published"},
    {"The bank would ask experts about its rules on proposed measures in September.",
        "September 2025-09-01..2025-09-30 month published"},
    {"A plague, which by October is expected to infest the land, broke out.",
        "by October 2025-04-18..2025-10-31 range published"},
    {"The embassy announced that as of Monday they will receive visitors.",
        "Monday 2025-04-21 day published"},
    /* of two months about as near, the one behind */
    {"After the defeat against Peru in November, a way out.",
        "November 2024-11-01..2024-11-30 month published"},
};

/* Words that are no time, and times that were not read. */
static const date_case READINGS[] = {
    {"A war expected to last a week or two has dragged on.", ""},
    {"I wouldn't last a day there.", ""},
    {"A transition that is supposed to last 18 months began.", ""},
    {"In the last 18 months they met.", "last 18 months 2023-10-18..2025-04-18 range published"},
    {"Three hundred were going in a day.", ""},
    {"They spend a weekend on the beach.", ""},
    {"This fall was the sharpest since 1970.", "since 1970 1970-01-01..2025-04-18 range published"},
    {"Q1: Thank you for this interview.", ""},
    {"June says her father told it.", ""},
    {"Earlier in the day, she spoke.", "Earlier in the day ?"},
    {"They met on April 3, 2025. Later in the day she left.",
        "April 3, 2025 2025-04-03 day text | Later in the day 2025-04-03 day inferred"},
    {"They met on April 3, 2025, and had spoken the night before.",
        "April 3, 2025 2025-04-03 day text | night before 2025-04-02 day inferred"},
    {"It fell in the first semester of 2022.",
        "first semester of 2022 2022-01-01..2022-06-30 range text"},
    {"On July, 26, 1999, the world saw it.", "July, 26, 1999 1999-07-26 day text"},
    {"It began on March 14, 2019, and ended on April 17 of the same year.",
        "March 14, 2019 2019-03-14 day text | April 17 of the same year 2019-04-17 day inferred"},
    {"It began in March 2019. The court ruled on May 13 of that year.",
        "March 2019 2019-03-01..2019-03-31 month text | May 13 of that year 2019-05-13 day "
        "inferred"},
    {"It began in March 2019 and ended in June the following year.",
        "March 2019 2019-03-01..2019-03-31 month text | June the following year "
        "2020-06-01..2020-06-30 month inferred"},
    {"It began in August 2020 and was told between July 31 and August 14 that year.",
        "August 2020 2020-08-01..2020-08-31 month text | between July 31 and August 14 that year "
        "2020-07-31..2020-08-14 range inferred"},
    {"He died on 21 August the same year.", "21 August the same year ?"},
    {"The group opened this week (April 15-20) in Rome.",
        "this week (April 15-20) 2025-04-15..2025-04-20 range published"},
};

static void clauses_look_back_or_ahead(void **state) {
    (void)state;
    check_cases(DIRECTIONS, sizeof DIRECTIONS / sizeof DIRECTIONS[0], "2025-04-18");
}

static void times_are_told_from_other_words(void **state) {
    (void)state;
    check_cases(READINGS, sizeof READINGS / sizeof READINGS[0], "2025-04-18");
}

static void times_in_clauses_are_read(void **state) {
    (void)state;
    check_cases(CASES, sizeof CASES / sizeof CASES[0], "2025-04-18");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(times_in_clauses_are_read),
        cmocka_unit_test(clauses_look_back_or_ahead),
        cmocka_unit_test(times_are_told_from_other_words)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
