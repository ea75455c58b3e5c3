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
        {DRG_SANCTION, DRG_GROUND_ARTICLE, 0.9, true},
        {DRG_ASSAULT, DRG_GROUND_ARTICLE, 0.1, false},
        {DRG_REJECT, DRG_GROUND_PARTY, 0.9, true},
        {DRG_ASSAULT, DRG_GROUND_PARTY, 0.1, false},
        {DRG_CONSULT, DRG_GROUND_PARTY, 0.05, true},
        {DRG_CONSULT, DRG_GROUND_PARTY, 0.5, false},
        {DRG_AGREE, DRG_GROUND_NEARBY, 0.9, true},
        {DRG_ACCUSE, DRG_GROUND_NEARBY, 0.1, true},
        {DRG_ACCUSE, DRG_GROUND_NEARBY, 0.2, false},
        {DRG_REQUEST, DRG_GROUND_STATED, 0.1, true},
        {DRG_REQUEST, DRG_GROUND_STATED, 0.3, false},
        {DRG_REQUEST, DRG_GROUND_DATELINE, 0.05, true},
        {DRG_REQUEST, DRG_GROUND_DATELINE, 0.2, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_event event = {.type = cases[i].type};
        drg_option option = {.ground = (uint8_t)cases[i].ground};
        if (drg_where_barred(&event, &option, cases[i].probability) != cases[i].barred)
            fail_msg("case %zu", i);
    }
}

/* "Members of Koforidua Tennis Club" were thanked in Koforidua, and the next sentence's town was
 * where a demand was made. */
static void a_word_of_somebody_was_where_he_is(void **state) {
    (void)state;
    drg_event said = {.type = DRG_SUPPORT}, done = {.type = DRG_COERCE};
    drg_option of_name = {
        .ground = DRG_GROUND_STATED, .count = 1, .signs = {DRG_PLACE_IN_BODY_NAME}};
    drg_option led = {.ground = DRG_GROUND_STATED, .count = 1, .signs = {DRG_PLACE_LED_IN}};
    drg_option next = {
        .ground = DRG_GROUND_NEARBY, .count = 1, .signs = {DRG_PLACE_SENTENCE_AFTER}};
    drg_option last = {
        .ground = DRG_GROUND_NEARBY, .count = 1, .signs = {DRG_PLACE_SENTENCE_BEFORE_LED}};
    assert_true(drg_where_barred(&said, &of_name, 0.27));
    assert_false(drg_where_barred(&said, &led, 0.27));
    assert_false(drg_where_barred(&done, &of_name, 0.27));
    assert_true(drg_where_barred(&said, &next, 0.9));
    assert_false(drg_where_barred(&said, &last, 0.9));
    assert_false(drg_where_barred(&done, &next, 0.9));
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
        cmocka_unit_test(a_word_of_somebody_was_where_he_is),
        cmocka_unit_test(a_party_was_the_place_of_a_refusal),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
