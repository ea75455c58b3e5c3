/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of data/ontology and data/lexicon agree with one another. */
#include "told.h"

static const drg_table *table(const char *name) {
    const drg_table *found = drg_know_table(engine->know, name);
    assert_non_null(found);
    return found;
}

static drg_slice cell(const drg_table *from, size_t row, const char *column) {
    size_t index = drg_table_column(from, column);
    assert_true(index != SIZE_MAX);
    return drg_table_cell(from, row, index);
}

static bool has(const drg_table *in, const char *column, drg_slice value) {
    for (size_t row = 0; row < drg_table_rows(in); row++)
        if (drg_slice_equal(cell(in, row, column), value))
            return true;
    return false;
}

static bool has_mode(drg_slice type, drg_slice mode) {
    const drg_table *modes = table("modes");
    for (size_t row = 0; row < drg_table_rows(modes); row++)
        if (drg_slice_equal(cell(modes, row, "type"), type) &&
            drg_slice_equal(cell(modes, row, "mode"), mode))
            return true;
    return false;
}

static void tables_are_complete(void **state) {
    (void)state;
    assert_int_equal(drg_table_rows(table("types")), 16);
    assert_int_equal(drg_table_rows(table("modes")), 67);
    assert_int_equal(drg_table_rows(table("contexts")), 37);
    assert_int_equal(drg_table_rows(table("sectors")), 25);
    assert_int_equal(drg_table_rows(table("cameo")), 20 + 298);
    for (int type = 0; type < DRG_EVENT_TYPES; type++)
        assert_true(
            has(table("types"), "type", slice_of(drg_event_type_name((drg_event_type)type))));
}

static void modes_belong_to_types(void **state) {
    (void)state;
    const drg_table *modes = table("modes");
    for (size_t row = 0; row < drg_table_rows(modes); row++)
        assert_true(has(table("types"), "type", cell(modes, row, "type")));
}

/* Every code has its parent, and crosses to a type, mode and contexts that there are. */
static void codes_cross_to_what_there_is(void **state) {
    (void)state;
    const drg_table *codes = table("cameo");
    for (size_t row = 0; row < drg_table_rows(codes); row++) {
        drg_slice code = cell(codes, row, "code"), type = cell(codes, row, "plover_type");
        drg_slice mode = cell(codes, row, "plover_mode"), context;
        drg_slice contexts = cell(codes, row, "plover_contexts");
        assert_true(has(codes, "code", (drg_slice){code.data, code.size == 4 ? 3 : 2}));
        if (type.size)
            assert_true(has(table("types"), "type", type));
        if (mode.size)
            assert_true(has_mode(type, mode));
        while (drg_slice_cut(&contexts, '|', &context))
            assert_true(has(table("contexts"), "context", context));
    }
}

static void triggers_carry_codes_that_there_are(void **state) {
    (void)state;
    const drg_table *triggers = table("triggers");
    for (size_t row = 0; row < drg_table_rows(triggers); row++) {
        drg_slice mode = cell(triggers, row, "mode");
        assert_true(has(table("cameo"), "code", cell(triggers, row, "cameo")));
        if (mode.size && !has_mode(cell(triggers, row, "type"), mode)) {
            drg_slice lemma = cell(triggers, row, "lemma");
            fail_msg("%.*s: no mode %.*s", (int)lemma.size, lemma.data, (int)mode.size, mode.data);
        }
    }
}

static void older_names_lead_to_types(void **state) {
    (void)state;
    const drg_table *aliases = table("aliases");
    for (size_t row = 0; row < drg_table_rows(aliases); row++) {
        drg_slice types = cell(aliases, row, "type"), type;
        while (drg_slice_cut(&types, '|', &type))
            assert_true(has(table("types"), "type", type));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_complete),
        cmocka_unit_test(modes_belong_to_types),
        cmocka_unit_test(codes_cross_to_what_there_is),
        cmocka_unit_test(triggers_carry_codes_that_there_are),
        cmocka_unit_test(older_names_lead_to_types),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
