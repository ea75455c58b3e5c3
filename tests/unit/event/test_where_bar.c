/* SPDX-License-Identifier: Apache-2.0 */
/* Places that are not given, however well they stand among the others. */
#include "told.h"

#include "../../../lib/event/rank.h"

typedef struct bar_case {
    drg_event_type type;
    drg_ground ground;
    double probability;
    bool barred;
} bar_case;

/* A death in Mumbai was where a chairman was ousted years before; "FIFA has rejected Algeria's
 * appeal" was in Algeria. */
static void what_is_said_was_where_the_article_is(void **state) {
    (void)state;
    static const bar_case cases[] = {
        {DRG_REJECT, DRG_GROUND_PARTY, 0.9, true},
        {DRG_ASSAULT, DRG_GROUND_PARTY, 0.1, false},
        {DRG_ACCUSE, DRG_GROUND_ARTICLE, 0.04, true},
        {DRG_ACCUSE, DRG_GROUND_ARTICLE, 0.06, false},
        {DRG_ASSAULT, DRG_GROUND_ARTICLE, 0.04, false},
        {DRG_ACCUSE, DRG_GROUND_NEARBY, 0.01, false},
        {DRG_REQUEST, DRG_GROUND_STATED, 0.09, true},
        {DRG_REQUEST, DRG_GROUND_STATED, 0.11, false},
        {DRG_COERCE, DRG_GROUND_STATED, 0.01, false},
        {DRG_REQUEST, DRG_GROUND_DATELINE, 0.04, true},
        {DRG_REQUEST, DRG_GROUND_DATELINE, 0.06, false},
        {DRG_COERCE, DRG_GROUND_DATELINE, 0.29, true},
        {DRG_COERCE, DRG_GROUND_DATELINE, 0.31, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_event event = {.type = cases[i].type};
        drg_option option = {.ground = (uint8_t)cases[i].ground};
        if (drg_where_barred(&event, &option, cases[i].probability, 0.5) != cases[i].barred)
            fail_msg("case %zu", i);
    }
}

/* "Koreans demand" in an article of Korea alone. */
static void the_only_state_is_where_it_is_said(void **state) {
    (void)state;
    drg_event event = {.type = DRG_REQUEST};
    drg_option party = {.ground = DRG_GROUND_PARTY};
    drg_option home = {
        .ground = DRG_GROUND_PARTY, .count = 1, .signs = {DRG_PLACE_STATE_OF_SOURCE}};
    assert_true(drg_where_barred(&event, &home, 0.9, 0.84));
    assert_false(drg_where_barred(&event, &home, 0.0, 0.86));
    assert_true(drg_where_barred(&event, &party, 0.9, 0.86));
}

static void a_party_was_the_place_of_a_refusal(void **state) {
    (void)state;
    drg_document *document =
        read_article("FIFA has rejected Algeria's appeal.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_REJECT);
    assert_non_null(event);
    assert_int_equal(event->place, DRG_NONE);
    assert_int_equal(event->place_name.size, 0);
    assert_int_equal(event->place_ground, DRG_GROUND_NONE);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_was_where_the_article_is),
        cmocka_unit_test(the_only_state_is_where_it_is_said),
        cmocka_unit_test(a_party_was_the_place_of_a_refusal),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
