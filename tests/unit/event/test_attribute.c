/* SPDX-License-Identifier: Apache-2.0 */
/* Tense, negation, speaker, place and date of events. */
#include "told.h"

static void tenses(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type type;
        drg_tense tense;
    } CASES[] = {
        {"Russia attacked Ukraine.", DRG_ASSAULT, DRG_PAST},
        {"Joe Biden will visit Poland next week.", DRG_CONSULT, DRG_FUTURE},
        {"Angela Merkel is to meet Vladimir Putin in May.", DRG_CONSULT, DRG_FUTURE},
        {"Police are investigating Donald Trump over the papers.", DRG_ACCUSE, DRG_ONGOING},
        {"France might condemn Hungary.", DRG_ACCUSE, DRG_HYPOTHETICAL},
        {"Iran criticised the planned talks between Israel and Jordan.", DRG_CONSULT, DRG_FUTURE},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = read_article(CASES[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, CASES[i].type);
        if (!event || event->tense != CASES[i].tense)
            printf("%s: %s\n", CASES[i].text, event ? drg_tense_name(event->tense) : "no event");
        assert_non_null(event);
        assert_int_equal(event->tense, CASES[i].tense);
        drg_document_free(document);
    }
}

static void denials_are_negated(void **state) {
    (void)state;
    drg_document *document =
        read_article("Egypt has never condemned Israel. Turkey condemned Syria.", (drg_date){0});
    size_t negated = 0, told = 0;
    for (size_t i = 0; i < document->events.count; i++)
        if (document->events.items[i].type == DRG_ACCUSE) {
            told++;
            negated += document->events.items[i].negated;
        }
    assert_int_equal(negated, told > 1);
    assert_true(told >= 1);
    drg_document_free(document);
}

static void place_and_date(void **state) {
    (void)state;
    drg_document *document =
        read_article("Police arrested Alexei Navalny in Moscow on Friday.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_COERCE);
    assert_non_null(event);
    assert_true(event->place != DRG_NONE);
    assert_true(drg_slice_is(document->entities.items[event->place].name, "Moscow"));
    assert_int_equal(event->start.day, 29);
    assert_int_equal(event->start.month, 7);
    drg_document_free(document);
}

static void words_in_a_quotation_have_a_speaker(void **state) {
    (void)state;
    drg_document *document = read_article(
        "\"Russia has attacked Poland,\" Olaf Scholz said on Monday.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_ASSAULT);
    assert_non_null(event);
    assert_true(event->speaker != DRG_NONE);
    assert_true(drg_slice_is(document->entities.items[event->speaker].name, "Olaf Scholz"));
    drg_document_free(document);
}

static void modes_are_told_by_words_beside(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type type;
        const char *mode, *cameo;
    } CASES[] = {
        {"Turkey called for talks with Greece.", DRG_REQUEST, "meet", "026"},
        {"Iran demanded the release of the sailors from Kuwait.", DRG_REQUEST, "yield", "1053"},
        {"Russia attacked Ukraine with drones.", DRG_ASSAULT, "drone", "1952"},
        {"Russia attacked Ukraine.", DRG_ASSAULT, "", "190"},
        {"Police arrested Alexei Navalny.", DRG_COERCE, "arrest", "173"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = read_article(CASES[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, CASES[i].type);
        if (!event || !drg_slice_is(event->cameo, CASES[i].cameo))
            printf("%s\n", CASES[i].text);
        assert_non_null(event);
        assert_true(drg_slice_is(event->mode, CASES[i].mode));
        assert_true(drg_slice_is(event->cameo, CASES[i].cameo));
        drg_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tenses),
        cmocka_unit_test(modes_are_told_by_words_beside),
        cmocka_unit_test(denials_are_negated),
        cmocka_unit_test(place_and_date),
        cmocka_unit_test(words_in_a_quotation_have_a_speaker),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
