/* SPDX-License-Identifier: Apache-2.0 */
/* The day of an event: which years are days of acts, and which are parts of names. */
#include "told.h"

/* "In line with the Local Authorities Act of 1992": the accusation was of 1992. */
static void the_year_of_a_law_was_the_day_of_an_act(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type type;
        int year;
    } rows[] = {
        {"Israel condemned Turkey under Section 235 of the 1999 Constitution.", DRG_ACCUSE, 2022},
        {"Canada condemned Iran in line with the Local Authorities Act (Act No. 23 of 1992).",
            DRG_ACCUSE, 2022},
        {"Israel condemned Turkey over Law No. 127 of 2019.", DRG_ACCUSE, 2022},
        {"Police arrested Jan Novak in 2019.", DRG_COERCE, 2019},
        {"The arrest of Jan Novak by police in 2019 broke the law.", DRG_COERCE, 2019},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, rows[i].type);
        if (!event || event->start.year != rows[i].year)
            fail_msg("%s: %d", rows[i].text, event ? event->start.year : 0);
        drg_document_free(document);
    }
}

/* Without a day of publication an act was of whatever year the article names elsewhere. */
static void a_year_of_history_dated_todays_act(void **state) {
    (void)state;
    const char *text = "Kenya has been a republic since 1964. Police arrested Jan Novak in Paris. "
                       "Israel condemned Turkey in 2019.";
    drg_document *document = read_article(text, (drg_date){0});
    assert_int_equal(event_of(document, DRG_COERCE)->start.year, 0);
    assert_int_equal(event_of(document, DRG_ACCUSE)->start.year, 2019);
    drg_document_free(document);
    /* a day may carry over */
    document = read_article(
        "On 3 March 2021 a bomb went off in Paris. Police arrested Jan Novak.", (drg_date){0});
    assert_int_equal(event_of(document, DRG_COERCE)->start.year, 2021);
    drg_document_free(document);
}

/* "Arrested in April", of no known year, was dated by the year of the clause beside it. What is an
 * event's time, the reading engine tells. */
static void a_time_that_nobody_can_resolve_took_another(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int year;
    } rows[] = {
        {"In April, police arrested Jan Novak, a lawmaker elected in 2019.", 0},
        {"Police arrested Jan Novak last week. Israel condemned Turkey in 2019.", 0},
        {"In April 2018, police arrested Jan Novak, a lawmaker elected in 2017.", 2018},
    };
    drg_engine *none = engine;
    drg_error error = {0};
    assert_int_equal(drg_engine_open(&(drg_engine_config){0}, &engine, &error), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){0});
        const drg_event *event = event_of(document, DRG_COERCE);
        if (!event || event->start.year != rows[i].year)
            fail_msg("%s: %d", rows[i].text, event ? event->start.year : -1);
        drg_document_free(document);
    }
    drg_engine_free(engine);
    engine = none;
}

/* "In 2019", and further down "on March 3, 2019": both are said of the event, the second is more.
 */
static void a_day_within_the_year_is_taken(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int month; /* of the end: 12 where the year is all that is told */
    } rows[] = {
        {"Police arrested the lawmaker Jan Novak in 2019. The arrest of Jan Novak on March 3, 2019 "
         "angered Canada.",
            3},
        {"Police arrested Jan Novak in 2019, and Israel condemned Turkey on May 1, 2019.", 12},
        {"Police arrested Jan Novak in 2019. On May 1, 2019, Israel condemned Turkey.", 12},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, DRG_COERCE);
        if (!event || event->start.year != 2019 || event->end.month != rows[i].month)
            fail_msg("%s: month %d", rows[i].text, event ? event->end.month : 0);
        drg_document_free(document);
    }
}

/* Dated by the words of the text alone, published on 2022-08-01 or on an unknown day. */
typedef struct dated_row {
    const char *text;
    drg_event_type type;
    bool published;
    int year, month; /* of the start; year 0: no date */
} dated_row;

static void assert_dated(const dated_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        drg_date day = rows[i].published ? (drg_date){2022, 8, 1} : (drg_date){0};
        drg_document *document = read_article(rows[i].text, day);
        const drg_event *event = event_of(document, rows[i].type);
        if (!event || event->start.year != rows[i].year ||
            (rows[i].month && event->start.month != rows[i].month))
            fail_msg("%s: %d-%d", rows[i].text, event ? event->start.year : -1,
                event ? event->start.month : -1);
        drg_document_free(document);
    }
}

/* "The 2019 election", "by 2030": the act was of that year. */
static void the_year_of_another_noun_or_a_deadline_was_the_day_of_an_act(void **state) {
    (void)state;
    static const dated_row rows[] = {
        {"Israel condemned Turkey over the 2019 election.", DRG_ACCUSE, false, 0, 0},
        {"Israel condemned Turkey for its 2019 vote.", DRG_ACCUSE, false, 0, 0},
        {"The 2019 arrest of Jan Novak by police angered Canada.", DRG_COERCE, false, 2019, 0},
        {"Israel condemned Turkey over the riots of 2020.", DRG_ACCUSE, false, 0, 0},
        {"Israel condemned Turkey during the 2019 vote.", DRG_ACCUSE, false, 2019, 0},
        {"Kenya promised to help Ghana by 2030.", DRG_AGREE, false, 0, 0},
        {"Kenya promised to help Ghana by the end of 2030.", DRG_AGREE, false, 0, 0},
        {"Kenya promised to help Ghana in 2019.", DRG_AGREE, false, 2019, 0},
    };
    assert_dated(rows, sizeof rows / sizeof rows[0]);
}

/* "Elected on December 5, 2020": every act that the article tells without a day was of that day. */
static void a_day_of_history_dated_the_sentences_around_it(void **state) {
    (void)state;
    static const dated_row rows[] = {
        {"The assembly was elected on December 5, 2020. Police arrested Jan Novak in Paris.",
            DRG_COERCE, false, 0, 0},
        {"The premier spoke on Friday, July 8, 2022 in Paris. Police arrested Jan Novak.",
            DRG_COERCE, false, 2022, 7},
        {"On December 5, 2020 a bomb went off in Paris. Police arrested Jan Novak.", DRG_COERCE,
            false, 2020, 12},
        {"The premier spoke on Friday in Paris. Police arrested Jan Novak.", DRG_COERCE, true, 2022,
            7},
    };
    assert_dated(rows, sizeof rows / sizeof rows[0]);
}

/* "Had arrested": before the day that the article is about. */
static void what_had_happened_was_of_the_day_of_publication(void **state) {
    (void)state;
    static const dated_row rows[] = {
        {"The court said that police had arrested Jan Novak.", DRG_COERCE, true, 0, 0},
        {"Police had arrested Jan Novak in June 2021.", DRG_COERCE, true, 2021, 6},
        {"Police recently arrested Jan Novak.", DRG_COERCE, true, 0, 0},
        {"Eighteen months later, police arrested Jan Novak.", DRG_COERCE, true, 0, 0},
        {"Police arrested Jan Novak.", DRG_COERCE, true, 2022, 8},
    };
    assert_dated(rows, sizeof rows / sizeof rows[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_of_history_dated_todays_act),
        cmocka_unit_test(a_day_of_history_dated_the_sentences_around_it),
        cmocka_unit_test(a_day_within_the_year_is_taken),
        cmocka_unit_test(a_time_that_nobody_can_resolve_took_another),
        cmocka_unit_test(the_year_of_a_law_was_the_day_of_an_act),
        cmocka_unit_test(the_year_of_another_noun_or_a_deadline_was_the_day_of_an_act),
        cmocka_unit_test(what_had_happened_was_of_the_day_of_publication),
    };
    return cmocka_run_group_tests_name("when", tests, open_engine, close_engine);
}
