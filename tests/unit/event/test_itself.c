/* SPDX-License-Identifier: Apache-2.0 */
/* Nobody acts on himself. */
#include "told.h"

#include "../../../lib/event/unite.h"

typedef struct sides {
    drg_party source[2], target[2];
    size_t sources, targets;
} sides;

/* How many stay on each side, as source * 10 + target. */
static size_t stay(drg_event_type type, const char *mode, sides told) {
    drg_document *document = read_article("Nothing happened.", (drg_date){2022, 8, 1});
    drg_entry entry = {.type = (uint8_t)type};
    drg_telling telling = {.entry = &entry, .mode = slice_of(mode)};
    drg_draft draft = {.best = &telling,
        .source = {.items = told.source, .count = told.sources},
        .target = {.items = told.target, .count = told.targets}};
    assert_int_equal(drg_one_side(document, &draft), DRG_OK);
    size_t left = draft.source.count * 10 + draft.target.count;
    drg_document_free(document);
    return left;
}

/* "Habiba was arrested": by Habiba. */
static void an_arrest_was_by_the_arrested(void **state) {
    (void)state;
    const sides alone = {{{.entity = 7}}, {{.entity = 7}}, 1, 1};
    assert_int_equal(stay(DRG_COERCE, "arrest", alone), 1);
    assert_int_equal(stay(DRG_ASSAULT, "", alone), 1);
    assert_int_equal(stay(DRG_ACCUSE, "allege", alone), 1);
    assert_int_equal(stay(DRG_ACCUSE, "disapprove", alone), 10);
    assert_int_equal(stay(DRG_RETREAT, "resign", alone), 10);
    assert_int_equal(stay(DRG_CONSULT, "", alone), 10);
}

static void he_stays_where_he_was_alone(void **state) {
    (void)state;
    const sides accuser = {{{.entity = 6}, {.entity = 7}}, {{.entity = 7}}, 2, 1};
    assert_int_equal(stay(DRG_ACCUSE, "", accuser), 11);
    const sides accused = {{{.entity = 7}}, {{.entity = 7}, {.entity = 6}}, 1, 2};
    assert_int_equal(stay(DRG_ACCUSE, "", accused), 11);
    const sides guessed = {{{.entity = 6}, {.entity = 7}}, {{.entity = 7, .implied = true}}, 2, 1};
    assert_int_equal(stay(DRG_ACCUSE, "", guessed), 20);
}

static void two_neighbours_fight_each_other(void **state) {
    (void)state;
    const sides both = {{{.entity = 6}, {.entity = 7}}, {{.entity = 7}, {.entity = 6}}, 2, 2};
    assert_int_equal(stay(DRG_ASSAULT, "", both), 22);
    const sides described = {{{.entity = DRG_NONE}}, {{.entity = DRG_NONE}}, 1, 1};
    assert_int_equal(stay(DRG_ASSAULT, "", described), 11);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arrest_was_by_the_arrested),
        cmocka_unit_test(he_stays_where_he_was_alone),
        cmocka_unit_test(two_neighbours_fight_each_other),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
