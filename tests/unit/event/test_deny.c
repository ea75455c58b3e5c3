/* SPDX-License-Identifier: Apache-2.0 */
/* Denials outside the words that tell an event. */
#include "told.h"

/* Is every event of a type negated, if one is told at all; or none, and one is told? */
static void check(const char *text, drg_event_type type, bool negated) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    bool found = false;
    for (size_t i = 0; i < document->events.count; i++) {
        const drg_event *event = &document->events.items[i];
        if (event->type != type)
            continue;
        found = true;
        if (event->negated != negated)
            fail_msg("%s: negated %d", text, (int)event->negated);
    }
    if (!found && !negated)
        fail_msg("%s: no event", text);
    drg_document_free(document);
}

static void what_was_denied_before_or_beside_was_done(void **state) {
    (void)state;
    check("Russia condemned Ukraine without attacking it.", DRG_ACCUSE, false);
    check("Russia blamed Ukraine rather than attack it.", DRG_ASSAULT, true);
    check("Russia did not blame Poland, let alone attack it.", DRG_ASSAULT, true);
    check("Russia held no meeting with Ukraine.", DRG_CONSULT, true);
    check("Nor did Russia attack Ukraine.", DRG_ASSAULT, true);
    check("Russia has never attacked Ukraine.", DRG_ASSAULT, true);
}

/* Found by reading all thirty denied mentions of the corpus: what the engine alone knew. */
static void what_failed_was_not_done(void **state) {
    (void)state;
    check("France failed to reach an agreement with Germany.", DRG_AGREE, true);
    check("France was unable to reach an agreement with Germany.", DRG_AGREE, true);
    check("France has not been able to reach an agreement with Germany.", DRG_AGREE, true);
    check("Russia did not dare to attack Ukraine.", DRG_ASSAULT, true);
    check("Police tried to arrest Joe Biden but they failed.", DRG_COERCE, true);
}

static void nobody_did_it(void **state) {
    (void)state;
    check("No police officer has arrested Joe Biden.", DRG_COERCE, true);
    check("Neither France nor Germany has attacked Russia.", DRG_ASSAULT, true);
    check("The government neither consulted France nor informed it.", DRG_CONSULT, true);
    check("Russia never bombed Ukraine.", DRG_ASSAULT, true);
    check("No one has attacked Ukraine.", DRG_ASSAULT, true);
    check("Russia decided not to attack Ukraine.", DRG_ASSAULT, true);
}

static void a_meeting_that_did_not_take_place(void **state) {
    (void)state;
    check("The meeting between France and Germany did not take place.", DRG_CONSULT, true);
    check("The meeting between France and Germany was cancelled.", DRG_CONSULT, true);
    check("France held no talks with Germany.", DRG_CONSULT, true);
    check("There was no meeting between France and Germany.", DRG_CONSULT, true);
    check("Germany cancelled its sanctions against Russia.", DRG_SANCTION, false);
}

/* "No response", "not allowed", "should not": the denial is what the words tell. */
static void a_denial_that_is_the_event_is_none(void **state) {
    (void)state;
    check("France refused to meet Germany.", DRG_REJECT, false);
    check("The bombing of Ukraine was not the first attack by Russia.", DRG_ASSAULT, false);
    check("France asked Germany not to attack Russia.", DRG_REQUEST, false);
    check("Russia attacked Ukraine after talks failed.", DRG_ASSAULT, false);
    check("Russia began to bomb Ukraine after talks failed.", DRG_ASSAULT, false);
    check("France held no talks but condemned Germany.", DRG_ACCUSE, false);
    check("There was no deal, and Germany attacked Russia.", DRG_ASSAULT, false);
}

static void what_was_done_stays_done(void **state) {
    (void)state;
    check("Russia attacked Ukraine.", DRG_ASSAULT, false);
    check("Russia not only attacked Ukraine.", DRG_ASSAULT, false);
    check("Joe Biden met no fewer than three leaders of France.", DRG_CONSULT, false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_denied_before_or_beside_was_done),
        cmocka_unit_test(what_failed_was_not_done),
        cmocka_unit_test(nobody_did_it),
        cmocka_unit_test(a_meeting_that_did_not_take_place),
        cmocka_unit_test(a_denial_that_is_the_event_is_none),
        cmocka_unit_test(what_was_done_stays_done),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
