/* SPDX-License-Identifier: Apache-2.0 */
/* Parties that the article supplies where the words of an event leave them out. */
#include "told.h"

static drg_document *article(const char *text) {
    return read_article(text, (drg_date){2022, 8, 1});
}

static void police_of_the_article_arrest(void **state) {
    (void)state;
    drg_document *document = article(
        "Police in Lyon are looking into a series of burglaries. Shops were shut for a day. Many "
        "people came to watch. On Friday a man, Jean Dupont, was arrested in Paris.");
    const drg_event *event = event_of(document, DRG_COERCE);
    assert_non_null(event);
    assert_int_equal(event->source_count, 1);
    assert_true(event->source[0].implied);
    char written[64] = "";
    write_side(document, written, sizeof written, event->source, 1);
    assert_string_equal(written, "Police");
    drg_document_free(document);
}

/* Bystanders of the right country are no party: an open side is better than a wrong guess. */
static void bystanders_are_not_guessed(void **state) {
    (void)state;
    drg_document *document =
        article("Kenya has a new budget. Traders in Nairobi closed their shops on Monday. Kenyan "
                "traders said prices were too high. The minister, John Kamau, was criticised.");
    const drg_event *event = event_of(document, DRG_ACCUSE);
    assert_non_null(event);
    assert_int_equal(event->target_count, 1);
    for (size_t i = 0; i < event->source_count; i++)
        assert_int_not_equal(event->source[i].entity, DRG_NONE);
    drg_document_free(document);
}

/* A truce is refused to whom one fights, whichever of the two refuses it; who does not fight says
 * it to nobody in particular. */
static void a_truce_is_refused_to_the_other_side_of_the_war(void **state) {
    (void)state;
    assert_told("Russia attacked Ukraine on Monday. Diplomats left. Russia rejected a ceasefire.",
        "REJECT Russia > Ukraine");
    assert_told("Russia attacked Ukraine on Monday. Diplomats left. Ukraine's government refused "
                "to accept a truce.",
        "REJECT Ukraine > Russia");
    assert_told("Russia attacked Ukraine on Monday. Diplomats left. Hungary rejected a ceasefire.",
        "REJECT Hungary > ");
    assert_told("Russia attacked Ukraine on Monday. Diplomats left. Russia rejected the budget.",
        "REJECT Russia > ");
}

static void stated_parties_stay(void **state) {
    (void)state;
    drg_document *document = article("Turkey condemned Israel. Egypt criticised Iran.");
    for (size_t i = 0; i < document->events.count; i++) {
        const drg_event *event = &document->events.items[i];
        assert_int_equal(event->source_count, 1);
        assert_int_equal(event->target_count, 1);
        assert_false(event->source[0].implied || event->target[0].implied);
    }
    drg_document_free(document);
}

static void nobody_is_implied_on_both_sides(void **state) {
    (void)state;
    drg_document *document = article("France protested. France was condemned. France threatened.");
    assert_nobody_on_both_sides(document);
    drg_document_free(document);
}

/* A list of many names and triggers must stay within the bounds of one search. */
static void many_candidates_are_bounded(void **state) {
    (void)state;
    static char text[32768];
    size_t used = 0;
    for (int i = 0; i < 120; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
            "Minister Anton Berg%c%c of Peru spoke, and Chile condemned the plan. ", 'a' + i % 26,
            'a' + i / 26);
    drg_document *document = article(text);
    assert_true(document->events.count > 0);
    drg_document_free(document);
}

/* Words for or against an act were against whoever was named most. */
static void words_about_an_act_are_to_its_doer(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type type;
        const char *expected;
    } cases[] = {{"Chile welcomed the sanctions that Canada imposed on Iran.", DRG_SUPPORT,
                     "SUPPORT Chile > Canada"},
        /* not whom it was done to */
        {"Kenya condemned the attack on Haifa. Israel closed its border with Lebanon.", DRG_ACCUSE,
            "ACCUSE Kenya > "},
        /* not where it was done */
        {"Soldiers appeared on television in Benin on Sunday. A mutiny had failed, the minister of "
         "Benin said. Kenya condemned the coup.",
            DRG_ACCUSE, "ACCUSE Kenya > "},
        /* not the doer whose deed somebody denies */
        {"Chile denied the arrest of Ana Rojas by police.", DRG_REJECT, NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = article(cases[i].text);
        const drg_event *event = event_of(document, cases[i].type);
        char written[256];
        if (cases[i].expected) {
            assert_non_null(event);
            write_event(document, event, written, sizeof written);
            assert_string_equal(written, cases[i].expected);
        }
        for (size_t t = 0; !cases[i].expected && event && t < event->target_count; t++)
            assert_false(event->target[t].implied);
        drg_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_about_an_act_are_to_its_doer),
        cmocka_unit_test(police_of_the_article_arrest),
        cmocka_unit_test(bystanders_are_not_guessed),
        cmocka_unit_test(a_truce_is_refused_to_the_other_side_of_the_war),
        cmocka_unit_test(stated_parties_stay),
        cmocka_unit_test(nobody_is_implied_on_both_sides),
        cmocka_unit_test(many_candidates_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
