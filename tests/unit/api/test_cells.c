/* SPDX-License-Identifier: Apache-2.0 */
/* Cells of tables, byte for byte in both forms. */
#include "../support.h"

#include "../../../api/cells.h"

#include <string.h>

static void expect(api_separator separator, const char *text, const char *wanted) {
    api_out out = {0};
    api_cells cells = {.out = &out, .separator = separator};
    api_cell_text(&cells, "a");
    api_cell(&cells, slice_of(text));
    api_cells_end(&cells);
    api_out_bytes(&out, "", 1);
    assert_false(out.failed);
    assert_string_equal(out.data, wanted);
    api_out_deinit(&out);
}

static void csv_quotes_only_what_it_must(void **state) {
    (void)state;
    expect(API_COMMAS, "", "a,\r\n");
    expect(API_COMMAS, "x y", "a,x y\r\n");
    expect(API_COMMAS, "x,y", "a,\"x,y\"\r\n");
    expect(API_COMMAS, "\"x\"", "a,\"\"\"x\"\"\"\r\n");
    expect(API_COMMAS, "x\ny\r", "a,\"x\ny\r\"\r\n");
    expect(API_COMMAS, "=1+1", "a,=1+1\r\n"); /* the words as they are: docs/views.md */
    expect(API_COMMAS, "x\ty", "a,x\ty\r\n");
}

static void tsv_has_no_quotes_and_one_line_a_row(void **state) {
    (void)state;
    expect(API_TABS, "", "a\t\n");
    expect(API_TABS, "x,y", "a\tx,y\n");
    expect(API_TABS, "x\ty\r\nz", "a\tx y  z\n");
    expect(API_TABS, "\"x\" y", "a\t'x' y\n");
}

static void lists_and_numbers(void **state) {
    (void)state;
    api_out out = {0};
    api_cells cells = {.out = &out};
    api_cell_part(&cells, "; ", slice_of("b"));
    api_cell_part(&cells, "; ", slice_of("c,d"));
    api_cell_join(&cells);
    api_cell_join(&cells); /* nothing: an empty cell */
    api_cell_uint(&cells, 42);
    api_cell_fixed(&cells, -1.25, 2);
    api_cell_date(&cells, (drg_date){2025, 4, 8});
    api_cell_date(&cells, (drg_date){0});
    api_cell_empty(&cells, 2);
    api_cells_end(&cells);
    api_out_bytes(&out, "", 1);
    assert_string_equal(out.data, "\"b; c,d\",,42,-1.25,2025-04-08,,,\r\n");
    api_cells_deinit(&cells);
    api_out_deinit(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_quotes_only_what_it_must),
        cmocka_unit_test(tsv_has_no_quotes_and_one_line_a_row),
        cmocka_unit_test(lists_and_numbers),
    };
    return cmocka_run_group_tests_name("cells", tests, NULL, NULL);
}
