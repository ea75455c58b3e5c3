/* SPDX-License-Identifier: Apache-2.0 */
/* The index over the lexicon: forms, classes, patterns, scores. */
#include "told.h"

#include "../../../lib/event/lexicon.h"

static const drg_word *word(const char *lower) {
    return drg_lexicon_word(engine->lexicon, slice_of(lower));
}

static bool begins(const char *lower, const char *lemma, drg_event_type type) {
    const drg_word *known = word(lower);
    for (size_t i = 0; i < known->entry_count; i++) {
        const drg_entry *entry = drg_lexicon_entry(engine->lexicon, known->entries[i].entry);
        if (drg_slice_is(entry->lemma, lemma) && entry->type == type)
            return true;
    }
    return false;
}

static void forms_are_inflected(void **state) {
    (void)state;
    static const struct {
        const char *form, *lemma;
        drg_event_type type;
    } CASES[] = {
        {"arrests", "arrest", DRG_COERCE},
        {"fought", "fight", DRG_ASSAULT},
        {"expelled", "expel", DRG_SANCTION},
        {"kidnapping", "kidnap", DRG_ASSAULT},
        {"criticised", "criticise", DRG_ACCUSE},
        {"withdrew", "withdraw", DRG_RETREAT},
        {"denied", "deny", DRG_REJECT},
        {"beaten", "beat", DRG_ASSAULT},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        if (!begins(CASES[i].form, CASES[i].lemma, CASES[i].type))
            printf("%s\n", CASES[i].form);
        assert_true(begins(CASES[i].form, CASES[i].lemma, CASES[i].type));
    }
}

static void forms_say_what_they_can_be(void **state) {
    (void)state;
    assert_true(word("attacks")->forms & DRG_FORM_THIRD);
    assert_true(word("attacks")->forms & DRG_FORM_NOUN);
    assert_true(word("taken")->forms & DRG_FORM_PARTICIPLE);
    assert_false(word("taken")->forms & DRG_FORM_PAST);
    assert_true(word("said")->verb_kinds & DRG_VERB_SAY);
    assert_int_equal(word("zzzz")->forms, 0);
    assert_int_equal(word("zzzz")->entry_count, 0);
}

static void classes_hold_their_words(void **state) {
    (void)state;
    uint64_t talks = drg_lexicon_class(engine->lexicon, "talks");
    assert_true(talks != 0);
    assert_true(word("negotiations")->classes & talks);
    assert_false(word("banana")->classes & talks);
    assert_true(drg_lexicon_class(engine->lexicon, "no such class") == 0);
}

static void scores_come_from_the_ontology(void **state) {
    (void)state;
    const drg_lexicon *lexicon = engine->lexicon;
    assert_true(drg_lexicon_intensity(lexicon, DRG_CONSULT, slice_of("visit")) == 4.0);
    assert_true(drg_lexicon_intensity(lexicon, DRG_ACCUSE, slice_of("")) == -3.0);
    assert_true(drg_lexicon_intensity(lexicon, DRG_PROTEST, slice_of("vandalize")) == -5.0);
    assert_int_equal(drg_lexicon_quad(lexicon, DRG_SANCTION), 4);
}

/* Every entry: a weight, a code that the ontology knows, a type for its mode. */
static void entries_are_sound(void **state) {
    (void)state;
    const drg_table *triggers = drg_know_table(engine->know, "triggers");
    assert_non_null(triggers);
    assert_true(drg_table_rows(triggers) > 1200);
    size_t weight = drg_table_column(triggers, "weight");
    for (size_t row = 0; row < drg_table_rows(triggers); row++) {
        double value = strtod(drg_table_cell(triggers, row, weight).data, NULL);
        assert_true(value > 0 && value <= 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_inflected),
        cmocka_unit_test(forms_say_what_they_can_be),
        cmocka_unit_test(classes_hold_their_words),
        cmocka_unit_test(scores_come_from_the_ontology),
        cmocka_unit_test(entries_are_sound),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
