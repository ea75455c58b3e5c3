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

static void what_was_done_stays_done(void **state) {
    (void)state;
    check("Russia attacked Ukraine.", DRG_ASSAULT, false);
    check("Russia not only attacked Ukraine.", DRG_ASSAULT, false);
    check("Joe Biden met no fewer than three leaders of France.", DRG_CONSULT, false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_denied_before_or_beside_was_done),
        cmocka_unit_test(what_was_done_stays_done),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
