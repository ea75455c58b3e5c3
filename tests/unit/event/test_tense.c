/* SPDX-License-Identifier: Apache-2.0 */
/* When an act lies, by all signs of its clause. */
#include "told.h"

#include "../../../lib/event/tense.h"

static void tenses_by_the_signs_of_the_clause(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type type;
        drg_tense tense;
    } rows[] = {
        {"Police arrested Alexei Navalny in Moscow on Friday.", DRG_COERCE, DRG_PAST},
        {"Emmanuel Macron met Olaf Scholz in Berlin last week.", DRG_CONSULT, DRG_PAST},
        {"Emmanuel Macron will visit Berlin next month.", DRG_CONSULT, DRG_FUTURE},
        {"Turkey condemned Israel on Monday.", DRG_ACCUSE, DRG_PAST},
        {"France donated tents to Nepal yesterday.", DRG_AID, DRG_PAST},
        {"Ongoing talks and the attack by Russia on Ukraine still worry Hungary.", DRG_ASSAULT,
            DRG_ONGOING},
        {"Ongoing talks and the recent attack by Russia on Ukraine still worry Hungary.",
            DRG_ASSAULT, DRG_PAST},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, rows[i].type);
        if (!event || event->tense != rows[i].tense)
            fail_msg("%s: %s", rows[i].text, event ? drg_tense_name(event->tense) : "no event");
        drg_document_free(document);
    }
}

static void old_events_are_recaps(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool recap;
    } rows[] = {
        {"Israel attacked Syria on 3 March 2021.", true},
        {"Israel attacked Syria in 2019.", true},
        {"Israel attacked Syria on 28 July 2022.", false},
        {"Israel attacked Syria on Friday.", false},
        {"Israel attacked Syria.", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, DRG_ASSAULT);
        if (!event || event->recap != rows[i].recap)
            fail_msg("%s: %s", rows[i].text, event ? (event->recap ? "recap" : "news") : "none");
        drg_document_free(document);
    }
    drg_document *document = read_article("Israel attacked Syria on 3 March 2021.", (drg_date){0});
    const drg_event *event = event_of(document, DRG_ASSAULT);
    assert_true(event && !event->recap); /* no day of publication to count from */
    drg_document_free(document);
}

/* Every weight is a number, and no tense is out of reach: for each some sign speaks. */
static void weights_are_sound(void **state) {
    (void)state;
    for (int t = 0; t < DRG_TENSES; t++) {
        bool speaks = false;
        for (int s = 0; s < DRG_TENSE_SIGNS; s++) {
            float weight = drg_tense_fitted.words[t][s], beside = drg_tense_fitted.read[t][s];
            assert_true(weight > -20 && weight < 20 && beside > -20 && beside < 20);
            speaks |= weight > 0.1F;
        }
        assert_true(speaks);
        /* what attribute.c says speaks for its own tense more than for the past */
        if (t != DRG_PAST)
            assert_true(drg_tense_fitted.words[t][DRG_TENSE_RULE + t] >
                        drg_tense_fitted.words[DRG_PAST][DRG_TENSE_RULE + t]);
    }
    /* nor does the engine speak for a tense less than for another */
    for (int t = 0; t < DRG_TENSES; t++)
        for (int other = 0; other < DRG_TENSES; other++)
            assert_true(
                other == t || drg_tense_fitted.engine[t][t] > drg_tense_fitted.engine[other][t]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tenses_by_the_signs_of_the_clause),
        cmocka_unit_test(old_events_are_recaps),
        cmocka_unit_test(weights_are_sound),
    };
    return cmocka_run_group_tests_name("tense", tests, open_engine, close_engine);
}
