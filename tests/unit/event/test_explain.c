/* SPDX-License-Identifier: Apache-2.0 */
/* Reasons of events, relations, quotes and dates, and the words that made no record. */
#include "told.h"

static drg_document *read_explained(const char *text) {
    drg_document *document = NULL;
    drg_error error = {0};
    drg_input input = {.text = slice_of(text), .published = {2022, 8, 1}};
    drg_options options = {.explain = true};
    if (drg_extract(engine, &input, &options, &document, &error))
        fail_msg("%s", error.message);
    return document;
}

static const drg_reason *reason_of(const drg_reason *reasons, size_t count, const char *what) {
    for (size_t i = 0; i < count; i++)
        if (drg_slice_is(reasons[i].what, what))
            return &reasons[i];
    fail_msg("no reason for %s", what);
    return NULL;
}

static bool has(drg_slice text, const char *words) {
    size_t size = strlen(words);
    for (size_t i = 0; i + size <= text.size; i++)
        if (memcmp(text.data + i, words, size) == 0)
            return true;
    return false;
}

static void an_event_says_what_decided(void **state) {
    (void)state;
    drg_document *document = read_explained(
        "French President Emmanuel Macron visited Berlin on Thursday. He met Olaf Scholz there.");
    const drg_event *event = event_of(document, DRG_CONSULT);
    assert_non_null(event);
    const drg_reason *trigger = reason_of(event->reasons, event->reason_count, "event");
    assert_true(has(trigger->rule, "visit"));
    assert_true(trigger->scored && trigger->runner_up.size > 0);
    assert_true(has(reason_of(event->reasons, event->reason_count, "cameo")->rule, "042"));
    assert_true(has(reason_of(event->reasons, event->reason_count, "mode")->rule, "trigger"));
    const drg_reason *date = reason_of(event->reasons, event->reason_count, "date");
    assert_true(has(date->rule, "'Thursday': a weekday, counted from the day of publication"));
    assert_true(date->scored);
    const drg_reason *place = reason_of(event->reasons, event->reason_count, "place");
    assert_true(place->scored && place->rule.size > 0);
    drg_document_free(document);
}

static void relations_and_quotes_say_it_too(void **state) {
    (void)state;
    drg_document *document = read_explained(
        "\"We will not give in to anybody,\" said French President Emmanuel Macron.");
    assert_true(document->relations.count > 0 && document->quotes.count > 0);
    const drg_relation *relation = &document->relations.items[0];
    assert_true(has(reason_of(relation->reasons, relation->reason_count, "relation")->rule,
        "the title 'President'"));
    const drg_quote *quote = &document->quotes.items[0];
    assert_true(has(reason_of(quote->reasons, quote->reason_count, "quote")->rule, "marks"));
    assert_true(has(reason_of(quote->reasons, quote->reason_count, "speaker")->rule, "cue"));
    drg_document_free(document);
}

static void nobody_who_does_not_ask_gets_reasons(void **state) {
    (void)state;
    drg_document *document = read_article(
        "\"No,\" said French President Emmanuel Macron. He met Olaf Scholz in Berlin on Thursday.",
        (drg_date){2022, 8, 1});
    for (size_t i = 0; i < document->events.count; i++)
        assert_int_equal(document->events.items[i].reason_count, 0);
    for (size_t i = 0; i < document->relations.count; i++)
        assert_int_equal(document->relations.items[i].reason_count, 0);
    for (size_t i = 0; i < document->times.count; i++)
        assert_int_equal(document->times.items[i].explanation.size, 0);
    assert_int_equal(document->near_misses.count, 0);
    drg_document_free(document);
}

static const drg_near_miss *miss_of(const drg_document *document, drg_miss_reason reason) {
    for (size_t i = 0; i < document->near_misses.count; i++)
        if (document->near_misses.items[i].reason == reason)
            return &document->near_misses.items[i];
    return NULL;
}

static void words_that_made_no_record_say_why(void **state) {
    (void)state;
    drg_document *document =
        read_explained("Turkey condemned Israel on Monday. Turkey had condemned Israel.");
    const drg_near_miss *merged = miss_of(document, DRG_MISS_MERGED);
    assert_non_null(merged);
    assert_int_equal(merged->type, DRG_ACCUSE);
    assert_int_equal(document->events.items[merged->event].type, DRG_ACCUSE);
    assert_int_equal(merged->trigger.sentence, 1);
    drg_document_free(document);
    document = read_explained("The attack came at dawn.");
    const drg_near_miss *nobody = miss_of(document, DRG_MISS_NO_PARTY);
    assert_non_null(nobody);
    assert_int_equal(nobody->type, DRG_ASSAULT);
    assert_int_equal(nobody->event, DRG_NONE);
    drg_document_free(document);
}

/* Misses come in reading order, each once, and the same words never tell and miss one type. */
static void misses_are_in_order_and_apart_from_events(void **state) {
    (void)state;
    drg_document *document = read_explained(
        "Ministers discussed the attack. Police will not arrest protesters, the minister said. "
        "Iran offered to hold talks with Iraq and denied that it attacked a tanker. Unions "
        "threatened to strike. France may send troops. Officials agreed to lift sanctions on "
        "Cuba.");
    assert_true(document->near_misses.count > 0);
    for (size_t i = 0; i < document->near_misses.count; i++) {
        const drg_near_miss *miss = &document->near_misses.items[i];
        if (i > 0)
            assert_true(miss[-1].trigger.span.start <= miss->trigger.span.start);
        assert_true(miss->score > 0 && miss->score <= 1);
        for (size_t e = 0; miss->reason != DRG_MISS_MERGED && e < document->events.count; e++) {
            const drg_event *event = &document->events.items[e];
            for (size_t m = 0; m < event->mention_count; m++)
                assert_false(event->type == miss->type &&
                             event->mentions[m].span.start == miss->trigger.span.start);
        }
    }
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_says_what_decided),
        cmocka_unit_test(relations_and_quotes_say_it_too),
        cmocka_unit_test(nobody_who_does_not_ask_gets_reasons),
        cmocka_unit_test(words_that_made_no_record_say_why),
        cmocka_unit_test(misses_are_in_order_and_apart_from_events),
    };
    return cmocka_run_group_tests_name("explain", tests, open_engine, close_engine);
}
