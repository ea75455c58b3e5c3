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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_phrases_were_events),
        cmocka_unit_test(what_stands_beside_them_stays),
        cmocka_unit_test(words_that_tell_nothing_were_events),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
