/* SPDX-License-Identifier: Apache-2.0 */
/* Phrases in which an article speaks of its own making. */
#include "told.h"

static void check(const char *text, size_t events) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    if (document->events.count != events)
        fail_msg("%s: %zu events", text, (size_t)document->events.count);
    drg_document_free(document);
}

static void stock_phrases_were_events(void **state) {
    (void)state;
    static const char *const phrases[] = {"Peru's president Dina Boluarte declined to comment.",
        "The ministry of Peru did not respond to a request for comment.",
        "The government of Peru rejected requests for further comment.",
        "An official of Peru asked not to be named.",
        "The president of Peru refused to immediately comment.",
        "An official of Chile agreed to speak on condition of anonymity.",
        "Police in Peru demanded anonymity."};
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
        check(phrases[i], 0);
}

static void what_stands_beside_them_stays(void **state) {
    (void)state;
    check("Peru condemned Chile and did not respond to a request for comment.", 1);
    check("Chile asked Peru to withdraw.", 1);
    check("Peru rejected Chile's offer, an official who asked not to be named said.", 1);
    check("Chile rejected the comments of Peru.", 1);
}

/* Words of the lexicon with the guard no_event: a wish was a request, guests of a meeting met once
 * more. */
static void words_that_tell_nothing_were_events(void **state) {
    (void)state;
    check("Peru wants to fight poverty.", 0);
    check("Peru wants Chile to withdraw.", 1);
    check("The minister of Peru argued that Chile was rich.", 0);
    check("Refugees of Chile took shelter in Peru.", 0);
    check("The police of Peru defended themselves.", 0);
    check("France sent a letter to Peru.", 0);
    check("France defended Peru.", 1);
}

/* Verbs of force and of asking in another sense, which longer words show. */
static void words_in_another_sense_were_events(void **state) {
    (void)state;
    static const char *const texts[] = {"Julian Assange of Peru is fighting extradition.",
        "The president of Peru fought for his life.", "The police of Peru swung into action.",
        "Peru executed the plan of Chile.", "Peru asked Chile why it was late.",
        "The minister of Peru was convinced that Chile was rich.",
        "The bank of Peru lifted the cash rate.",
        "The ministry of Peru signed a six-month lease with Chile.",
        "The president of Peru blamed himself.", "Chile's demand for lithium has grown in Peru.",
        "Officials of Peru are charged with overseeing the ports."};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        check(texts[i], 0);
    check("Peru fought Chile.", 1);
    check("Peru asked Chile to withdraw.", 1);
    check("Peru signed an agreement with Chile.", 1);
}

/* A ban that goes is an ease; who is put out of a party is not deported. */
static void acts_had_another_type(void **state) {
    (void)state;
    assert_told("Peru's government blocked a proposal by Chile.", "REJECT Peru > ");
    drg_document *document =
        read_article("Peru expelled the minister from the party.", (drg_date){2022, 8, 1});
    assert_non_null(event_of(document, DRG_SANCTION));
    assert_null(event_of(document, DRG_COERCE));
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_phrases_were_events),
        cmocka_unit_test(what_stands_beside_them_stays),
        cmocka_unit_test(words_that_tell_nothing_were_events),
        cmocka_unit_test(words_in_another_sense_were_events),
        cmocka_unit_test(acts_had_another_type),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
