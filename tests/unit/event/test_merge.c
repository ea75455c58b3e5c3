/* SPDX-License-Identifier: Apache-2.0 */
/* One record for one event; codes; fingerprints; an article on which everything can fail. */
#include "told.h"

static size_t count_of(const drg_document *document, drg_event_type type) {
    size_t count = 0;
    for (size_t i = 0; i < document->events.count; i++)
        count += document->events.items[i].type == type;
    return count;
}

static void told_twice_is_one_record(void **state) {
    (void)state;
    drg_document *document = read_article("Turkey condemned Israel on Monday. Ankara's foreign "
                                          "ministry said Turkey had condemned Israel.",
        (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_ACCUSE), 1);
    assert_int_equal(event_of(document, DRG_ACCUSE)->mention_count, 2);
    drg_document_free(document);
}

static void words_of_one_phrase_are_one_mention(void **state) {
    (void)state;
    drg_document *document = read_article("Turkey held talks with Israel on Monday. Israel "
                                          "discussed the talks meeting with Turkey.",
        (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_CONSULT);
    drg_span last = event->mentions[event->mention_count - 1].span;
    assert_int_equal(event->mention_count, 3);
    assert_true(drg_slice_equal(drg_slice_part(document->text, last), slice_of("talks meeting")));
    drg_document_free(document);
}

static void different_parties_are_two_records(void **state) {
    (void)state;
    drg_document *document =
        read_article("Turkey condemned Israel. Canada condemned Hungary.", (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_ACCUSE), 2);
    drg_document_free(document);
}

static void described_and_named_are_one_record(void **state) {
    (void)state;
    drg_document *document =
        read_article("Police arrested Emmanuel Macron in Paris on Friday. The arrest of Emmanuel "
                     "Macron by the French police was announced later.",
            (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_COERCE), 1);
    assert_int_equal(event_of(document, DRG_COERCE)->mention_count, 2);
    drg_document_free(document);
}

static void an_example_is_a_record_of_its_own(void **state) {
    (void)state;
    drg_document *document =
        read_article("Russian attacks on Ukraine, such as the drone attack in Dnipro, continued.",
            (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_ASSAULT), 2);
    drg_document_free(document);
}

static void a_meeting_of_two_is_apart_from_talks_of_many(void **state) {
    (void)state;
    drg_document *document =
        read_article("Emmanuel Macron, Olaf Scholz and Rishi Sunak held talks in Paris. Emmanuel "
                     "Macron met Olaf Scholz.",
            (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_CONSULT), 2);
    drg_document_free(document);
    document = read_article("Emmanuel Macron and Olaf Scholz held talks in Paris. Emmanuel Macron "
                            "met Olaf Scholz.",
        (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_CONSULT), 1);
    drg_document_free(document);
}

static void host_and_guests_are_one_record(void **state) {
    (void)state;
    drg_document *document =
        read_article("Qatar hosted talks on the war. Marco Rubio and Rustem Umerov attended the "
                     "talks.",
            (drg_date){2025, 4, 18});
    assert_int_equal(count_of(document, DRG_CONSULT), 1);
    assert_int_equal(document->events.items[0].source_count, 3);
    drg_document_free(document);
}

static void what_lies_ahead_is_a_record_of_its_own(void **state) {
    (void)state;
    drg_document *document =
        read_article("Emmanuel Macron met Olaf Scholz in Paris on Friday. Emmanuel Macron will "
                     "meet Olaf Scholz in Berlin next week.",
            (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_CONSULT), 2);
    drg_document_free(document);
}

/* The message was taken for a part of the talks before, and its receiver for one more guest. */
static void a_message_to_a_stranger_was_part_of_the_talks(void **state) {
    (void)state;
    drg_document *document =
        read_article("France and Germany held talks in Paris on Monday. Emmanuel Macron conveyed a "
                     "message to Sergey Lavrov.",
            (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_CONSULT), 2);
    assert_int_equal(event_of(document, DRG_CONSULT)->target_count, 0);
    drg_document_free(document);
    document = read_article("Emmanuel Macron met Olaf Scholz in Paris on Monday. Emmanuel Macron "
                            "conveyed a message to Olaf Scholz.",
        (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_CONSULT), 1);
    drg_document_free(document);
}

static void a_refusal_to_agree_was_a_promise(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t promises;
    } rows[] = {
        {"Vladimir Putin's reluctance to agree to a ceasefire is known.", 0},
        {"Turkey refused to agree to a deal with Israel.", 0},
        {"Canada agreed to a deal with Iran. Turkey refused to meet Israel.", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        assert_non_null(event_of(document, DRG_REJECT));
        assert_int_equal(count_of(document, DRG_AGREE), rows[i].promises);
        drg_document_free(document);
    }
}

/* "Plans for talks were announced" was a promise, and the talks once more. */
static void planned_talks_were_told_twice(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t promises, talks;
    } rows[] = {
        {"Plans for talks between France and Germany in London next week were announced by "
         "Emmanuel Macron.",
            0, 1},
        {"France and Iran agreed to a deal.", 1, 0},
        {"France agreed to send aid to Chad. Emmanuel Macron met Olaf Scholz.", 1, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        if (count_of(document, DRG_AGREE) != rows[i].promises ||
            count_of(document, DRG_CONSULT) != rows[i].talks)
            fail_msg("%s: %zu promises, %zu talks", rows[i].text, count_of(document, DRG_AGREE),
                count_of(document, DRG_CONSULT));
        drg_document_free(document);
    }
}

static void days_apart_are_two_records(void **state) {
    (void)state;
    drg_document *document =
        read_article("Israel attacked Syria on 3 March 2021. Many fled at the time. Schools were "
                     "shut. Israel attacked Syria on 9 June 2022.",
            (drg_date){2022, 8, 1});
    assert_int_equal(count_of(document, DRG_ASSAULT), 2);
    drg_document_free(document);
}

static void events_without_an_actor_are_none(void **state) {
    (void)state;
    drg_document *document =
        read_article("The bug was killed. The rain attacked.", (drg_date){2022, 8, 1});
    assert_int_equal(document->events.count, 0);
    drg_document_free(document);
}

static void records_carry_all_codes(void **state) {
    (void)state;
    drg_document *document =
        read_article("The European Union imposed sanctions on Iran.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_SANCTION);
    assert_non_null(event);
    assert_true(drg_slice_is(event->cameo, "163"));
    assert_true(drg_slice_is(event->mode, "discontinue"));
    assert_true(event->goldstein == -8.0);
    assert_true(event->intensity == -6.0);
    assert_int_equal(event->quad_class, 4);
    assert_true(event->confidence > 0 && event->confidence <= 1);
    drg_document_free(document);
}

static void fingerprint(const char *text, char out[17]) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    assert_true(document->events.count > 0);
    memcpy(out, document->events.items[0].fingerprint, 17);
    drg_document_free(document);
}

static void fingerprints_tell_events_not_words(void **state) {
    (void)state;
    char one[17], same[17], other[17];
    fingerprint("Turkey condemned Israel on Friday.", one);
    fingerprint("On Friday, Israel was condemned by Turkey.", same);
    fingerprint("Canada condemned Israel on Friday.", other);
    assert_string_equal(one, same);
    assert_string_not_equal(one, other);
    assert_int_equal(strlen(one), 16);
}

static const char ARTICLE[] =
    "Sanctions were imposed on Iran by the European Union on Monday. \"We condemn the attack,\" "
    "Emmanuel Macron said. Poland, Hungary and Slovakia rejected the plan, and police arrested 20 "
    "protesters, including students, in Warsaw.";

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    for (size_t fail_at = 1;; fail_at++) {
        failing_allocator counter = {.fail_at = fail_at};
        drg_allocator allocator = failing_allocator_make(&counter);
        drg_options options = {.allocator = &allocator};
        drg_input input = {.text = {ARTICLE, sizeof ARTICLE - 1}};
        drg_document *document = NULL;
        int result = drg_extract(engine, &input, &options, &document, NULL);
        if (result == DRG_OK)
            drg_document_free(document);
        else
            assert_int_equal(result, DRG_ENOMEM);
        assert_int_equal(counter.live, 0);
        if (result == DRG_OK)
            break;
    }
}

/* A sentence of triggers, lists and possessors without end: read, and quickly. */
static void hostile_text_is_read(void **state) {
    (void)state;
    static const char *const PIECES[] = {"attacked ", "Russia and ", "Iran's ", "to ", "the talks ",
        "said, ", "of the ", "which ", "urged to "};
    for (size_t p = 0; p < sizeof PIECES / sizeof PIECES[0]; p++) {
        size_t size = strlen(PIECES[p]), repeat = 8000;
        char *text = malloc(size * repeat + 1);
        assert_non_null(text);
        for (size_t i = 0; i < repeat; i++)
            memcpy(text + i * size, PIECES[p], size);
        text[size * repeat] = '\0';
        drg_document *document = read_article(text, (drg_date){2022, 8, 1});
        drg_document_free(document);
        free(text);
    }
}

static void another_case_is_another_record(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t records;
    } cases[] = {{"Police in Lima arrested Jose Diaz on Monday. Police arrested Jose Diaz.", 1},
        {"Police in Lima arrested Jose Diaz on Monday. In a separate case, police arrested Jose "
         "Diaz.",
            2},
        {"Police in Lima arrested Jose Diaz on Monday. In an unrelated incident, police arrested "
         "Ana Soto.",
            2},
        /* a case that is spoken of, and no new one */
        {"Police in Lima arrested Jose Diaz on Monday. Police, in a different mood, arrested Jose "
         "Diaz.",
            1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = read_article(cases[i].text, (drg_date){2022, 8, 1});
        assert_int_equal(count_of(document, DRG_COERCE), cases[i].records);
        drg_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_case_is_another_record),
        cmocka_unit_test(told_twice_is_one_record),
        cmocka_unit_test(words_of_one_phrase_are_one_mention),
        cmocka_unit_test(different_parties_are_two_records),
        cmocka_unit_test(described_and_named_are_one_record),
        cmocka_unit_test(an_example_is_a_record_of_its_own),
        cmocka_unit_test(a_meeting_of_two_is_apart_from_talks_of_many),
        cmocka_unit_test(host_and_guests_are_one_record),
        cmocka_unit_test(what_lies_ahead_is_a_record_of_its_own),
        cmocka_unit_test(a_message_to_a_stranger_was_part_of_the_talks),
        cmocka_unit_test(a_refusal_to_agree_was_a_promise),
        cmocka_unit_test(planned_talks_were_told_twice),
        cmocka_unit_test(days_apart_are_two_records),
        cmocka_unit_test(events_without_an_actor_are_none),
        cmocka_unit_test(records_carry_all_codes),
        cmocka_unit_test(fingerprints_tell_events_not_words),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(hostile_text_is_read),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
