/* SPDX-License-Identifier: Apache-2.0 */
/* The CAMEO code at the level that the text supports, and the tables that lead there. */
#include "told.h"

#include "../../../lib/event/lexicon.h"
#include "../../../lib/event/refine.h"

static void the_words_beside_a_trigger_tell_the_code(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type type;
        const char *code;
    } rows[] = {
        {"Japan sent tents to Nepal.", DRG_AID, "073"},
        {"Germany sent missiles to Ukraine.", DRG_AID, "072"},
        {"Tanks were sent to Ukraine by Germany.", DRG_AID, "072"},
        {"Turkey accused Greece of treason.", DRG_ACCUSE, "1125"},
        {"The United States accused China of genocide.", DRG_ACCUSE, "1124"},
        {"Turkey accused Greece.", DRG_ACCUSE, "112"},
        {"The European Union urged Belarus to release the prisoners.", DRG_REQUEST, "0253"},
        {"Cuba demanded that the United States lift the embargo.", DRG_REQUEST, "1054"},
        {"Russia vetoed the resolution.", DRG_REJECT, "129"},
        {"China denied the allegations of Australia.", DRG_REJECT, "016"},
        {"Police arrested Emmanuel Macron in Paris on Friday.", DRG_COERCE, "173"},
        {"The government of Egypt imposed a curfew.", DRG_COERCE, "1723"},
        {"The European Union imposed sanctions on Iran.", DRG_SANCTION, "163"},
        {"Turkey recalled its ambassador from Israel.", DRG_SANCTION, "161"},
        {"Joe Biden pardoned Michael Flynn.", DRG_CONCEDE, "056"},
        {"France agreed to hold talks with Germany.", DRG_AGREE, "036"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, rows[i].type);
        if (!event)
            fail_msg("%s: no %s", rows[i].text, drg_event_type_name(rows[i].type));
        if (!drg_slice_is(event->cameo, rows[i].code))
            fail_msg("%s: %.*s, not %s", rows[i].text, (int)event->cameo.size, event->cameo.data,
                rows[i].code);
        drg_document_free(document);
    }
}

/* "Ministry of Defence" is a name: it does not make aid military. */
static void words_of_names_tell_no_topic(void **state) {
    (void)state;
    drg_document *document =
        read_article("The French Ministry of Defence sent tents to Nepal.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_AID);
    assert_non_null(event);
    assert_true(drg_slice_is(event->cameo, "073"));
    drg_document_free(document);
}

static void a_code_brings_its_goldstein_value(void **state) {
    (void)state;
    drg_document *document =
        read_article("Germany sent missiles to Ukraine.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_AID);
    assert_non_null(event);
    assert_true(event->goldstein == drg_lexicon_goldstein(engine->lexicon, slice_of("072")));
    drg_document_free(document);
}

static const drg_table *table(const char *name) {
    const drg_table *found = drg_know_table(engine->know, name);
    assert_non_null(found);
    return found;
}

/* No row leads back: from every code, whatever holds, the way ends. */
static void the_rows_have_no_way_back(void **state) {
    (void)state;
    const drg_refining *refining = drg_lexicon_refining(engine->lexicon);
    assert_true(refining->rows.count > 300);
    for (size_t i = 0; i < refining->rows.count; i++) {
        const drg_refinement *row = &refining->rows.items[i];
        assert_false(drg_slice_equal(row->code, row->into));
        for (size_t j = 0; j < refining->rows.count; j++) {
            const drg_refinement *back = &refining->rows.items[j];
            bool both =
                drg_slice_equal(row->into, back->code) && drg_slice_equal(back->into, row->code);
            /* 180 and 190: by who does it, which cannot be both */
            if (both && !((row->doer | back->doer) != 0 && !(row->doer & back->doer)))
                fail_msg("%.*s and %.*s lead to each other", (int)row->code.size, row->code.data,
                    (int)row->into.size, row->into.data);
        }
    }
}

/* A row stays in its root, or in one that docs/coding.md names. */
static void rows_stay_in_their_root(void **state) {
    (void)state;
    static const char *const across[] = {"1112", "1104", "1109", "1116", "1201", "0817", "0805",
        "1817", "1918", "1819", "1917", "1820", "1920", "1716", "1611", "0904", "1719"};
    const drg_refining *refining = drg_lexicon_refining(engine->lexicon);
    for (size_t i = 0; i < refining->rows.count; i++) {
        const drg_refinement *row = &refining->rows.items[i];
        char pair[5] = {
            row->code.data[0], row->code.data[1], row->into.data[0], row->into.data[1], 0};
        bool known = memcmp(pair, pair + 2, 2) == 0;
        for (size_t k = 0; k < sizeof across / sizeof across[0]; k++)
            known |= strcmp(across[k], pair) == 0;
        if (!known)
            fail_msg("%.*s leads to %.*s", (int)row->code.size, row->code.data, (int)row->into.size,
                row->into.data);
    }
}

/* Modes, topics and triggers that a row names are there. */
static void rows_name_what_there_is(void **state) {
    (void)state;
    const drg_table *modes = table("modes"), *rows = table("refinements");
    for (size_t row = 0; row < drg_table_rows(rows); row++) {
        drg_slice mode = drg_table_cell(rows, row, drg_table_column(rows, "mode"));
        bool known = mode.size == 0;
        for (size_t m = 0; m < drg_table_rows(modes); m++)
            known |=
                drg_slice_equal(drg_table_cell(modes, m, drg_table_column(modes, "mode")), mode);
        if (!known)
            fail_msg("no mode %.*s", (int)mode.size, mode.data);
    }
}

static void alternatives_of_triggers(void **state) {
    (void)state;
    const drg_refinement row = {.triggers = slice_of("pardon*|*demand|lift ~ ban")};
    assert_true(drg_refinement_fits(&row, slice_of("pardoned")));
    assert_true(drg_refinement_fits(&row, slice_of("give up ~ demand/demands")));
    assert_true(drg_refinement_fits(&row, slice_of("lift ~ ban")));
    assert_false(drg_refinement_fits(&row, slice_of("lift ~ bans")));
    assert_false(drg_refinement_fits(&row, slice_of("demand")));
    assert_true(drg_refinement_fits(&(drg_refinement){.mode = slice_of("visit")}, slice_of("x")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_beside_a_trigger_tell_the_code),
        cmocka_unit_test(words_of_names_tell_no_topic),
        cmocka_unit_test(a_code_brings_its_goldstein_value),
        cmocka_unit_test(the_rows_have_no_way_back),
        cmocka_unit_test(rows_stay_in_their_root),
        cmocka_unit_test(rows_name_what_there_is),
        cmocka_unit_test(alternatives_of_triggers),
    };
    return cmocka_run_group_tests_name("cameo", tests, open_engine, close_engine);
}
