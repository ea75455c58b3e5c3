/* SPDX-License-Identifier: Apache-2.0 */
/* Which act speaks of which. */
#include "told.h"

/* Does the first event of one type speak of the first of another? */
static bool speaks(const drg_document *document, drg_event_type outer, drg_event_type inner) {
    const drg_event *from = event_of(document, outer), *to = event_of(document, inner);
    if (!from || !to)
        fail_msg("%.*s: %s %s", (int)document->text.size, document->text.data,
            from ? "" : drg_event_type_name(outer), to ? "" : drg_event_type_name(inner));
    for (size_t i = 0; i < from->about_count; i++)
        if (&document->events.items[from->about[i]] == to)
            return true;
    return false;
}

static void acts_speak_of_what_stands_in_their_complement(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type outer, inner;
        bool about;
    } rows[] = {
        {"Turkey condemned Israel's attack on Syria.", DRG_ACCUSE, DRG_ASSAULT, true},
        {"Israel's attack on Syria was condemned by Turkey.", DRG_ACCUSE, DRG_ASSAULT, true},
        {"Turkey accused Israel of an attack on Syria.", DRG_ACCUSE, DRG_ASSAULT, true},
        {"Turkey accused Israel of bombing Syria.", DRG_ACCUSE, DRG_ASSAULT, true},
        {"Turkey denied that it had bombed Syria.", DRG_REJECT, DRG_ASSAULT, true},
        {"Thousands of people protested against the invasion of Ukraine by Russia.", DRG_PROTEST,
            DRG_ASSAULT, true},
        {"Police arrested Michael Flynn for the murder of James Comey.", DRG_COERCE, DRG_ASSAULT,
            true},
        {"Police arrested two men over the bombing of a church by Boko Haram.", DRG_COERCE,
            DRG_ASSAULT, true},
        {"Israel bombed Syria and Turkey condemned Iran.", DRG_ACCUSE, DRG_ASSAULT, false},
        {"Emmanuel Macron visited Germany after Israel bombed Syria.", DRG_CONSULT, DRG_ASSAULT,
            false},
        {"Turkey condemned Iran in return for the bombing of Syria by Israel.", DRG_ACCUSE,
            DRG_ASSAULT, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        if (speaks(document, rows[i].outer, rows[i].inner) != rows[i].about)
            fail_msg("%s: %s", rows[i].text, rows[i].about ? "no link" : "a link");
        if (rows[i].about)
            assert_false(speaks(document, rows[i].inner, rows[i].outer));
        drg_document_free(document);
    }
}

/* Links lead to events that are there, and to no event twice. */
static void links_lead_to_events(void **state) {
    (void)state;
    drg_document *document =
        read_article("Turkey condemned Israel's attack on Syria. Ankara again condemned the attack "
                     "and said that Turkey condemned the attack of Israel on Syria.",
            (drg_date){2022, 8, 1});
    for (size_t i = 0; i < document->events.count; i++) {
        const drg_event *event = &document->events.items[i];
        for (size_t a = 0; a < event->about_count; a++) {
            assert_true(event->about[a] < document->events.count && event->about[a] != i);
            for (size_t b = 0; b < a; b++)
                assert_true(event->about[a] != event->about[b]);
        }
    }
    drg_document_free(document);
}

/* Talks that somebody threatened to suspend were suspended. */
static void what_is_threatened_is_not_done(void **state) {
    (void)state;
    drg_document *document =
        read_article("Chile threatened to suspend talks with Peru.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_SANCTION);
    assert_non_null(event);
    assert_int_equal(event->tense, DRG_HYPOTHETICAL);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_threatened_is_not_done),
        cmocka_unit_test(acts_speak_of_what_stands_in_their_complement),
        cmocka_unit_test(links_lead_to_events),
    };
    return cmocka_run_group_tests_name("about", tests, open_engine, close_engine);
}
