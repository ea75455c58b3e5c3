/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that ends: at every byte budget from nothing up, and at every allocation, a text is read
 * whole or refused with DRG_ENOMEM; nothing is kept, nothing half-made is handed out. The text, the
 * rows laid over the tables and the tiny weights of the tests lead through every stage.
 */
#define ENGINE_MODEL TEST_ROOT "/tests/unit/nn/fixtures/tiny.drgm"
#include "../engine.h"

static const char TEXT[] =
    "PARIS (Reuters) - French President Emmanuel Macron met U.S. Secretary of State Marco Rubio "
    "on Thursday. \xE2\x80\x9CWe agree,\xE2\x80\x9D he told reporters, according to Acme Holdings "
    "chief Jane Roe.\n\nRussia's foreign minister accused Kexland of attacking two villages near "
    "the border last week and said that he would not sign the agreement in Kexville.\n";

/* States, bodies, offices and their holders, some of which replace what is built in. */
static const char ROWS[] =
    "[states]\ncode\tname\tkind\tcapital\tregion\nKEX\tKexland\tmember\tKexville\tEurope\n"
    "[places]\nname\ttype\tkind\tcountry\nKexville\tGPE\tcapital\tKEX\n"
    "[bodies]\nid\tname\ttype\tkind\tcountry\taliases\n"
    "ACME\tAcme Holdings\tORGANIZATION\tcompany\tUSA\tAcme\n"
    "[offices]\nid\tof\ttitle\tkind\tsector\n"
    "KEX.president\tKEX\tPresident\thead_of_state\tGOV\n"
    "[holders]\noffice\tperson\tfrom\tas_of\nKEX.president\tJo Kex\t2020\t2025\n"
    "FRA.president\tJane Roe\t2025-01\t2025\n"
    "[titles]\nform\tkind\tsector\nchief\toffice\tBUS\n";

/* DRG_OK or DRG_ENOMEM; then there is no document, and the error says so. */
static int read_with(drg_options options, bool rows) {
    const drg_input input = {.text = {TEXT, sizeof TEXT - 1},
        .title = slice_of("Talks in Paris"),
        .published = {2025, 4, 18}};
    drg_document *document = NULL;
    drg_error error = {0};
    options.explain = true;
    if (rows)
        options.knowledge = (drg_slice){ROWS, sizeof ROWS - 1};
    int result = drg_extract(engine, &input, &options, &document, &error);
    if (result != DRG_OK && result != DRG_ENOMEM)
        fail_msg("%d: %s", result, error.message);
    assert_true((result == DRG_OK) == (document != NULL));
    assert_int_equal(error.code, result);
    drg_document_free(document);
    return result;
}

static void every_byte_budget_ends_cleanly(void **state) {
    (void)state;
    size_t least = 1; /* the budget that is enough, to 5 % */
    while (read_with((drg_options){.memory_limit = least}, true) == DRG_ENOMEM)
        least += 1 + least / 20;
    for (size_t i = 0; i < 600; i++)
        read_with((drg_options){.memory_limit = 1 + least * i / 600}, i % 2);
    assert_int_equal(read_with((drg_options){.memory_limit = least + least / 20}, true), DRG_OK);
}

/* Where an arena takes a chunk for each allocation (sanitizers, coverage), that is every one of
 * thousands: a sanitizer build tries some of them. */
static void every_allocation_may_fail(void **state) {
    (void)state;
    failing_allocator counter = {0};
    drg_allocator allocator = failing_allocator_make(&counter);
    assert_int_equal(read_with((drg_options){.allocator = &allocator}, true), DRG_OK);
    size_t calls = counter.calls, step = 1 + calls / 300;
#ifdef DRG_CHUNK_EACH
    step = 1;
#endif
    assert_true(calls > 0 && counter.live == 0);
    for (size_t fail_at = 1; fail_at <= calls; fail_at += step) {
        counter = (failing_allocator){.fail_at = fail_at};
        assert_int_equal(read_with((drg_options){.allocator = &allocator}, true), DRG_ENOMEM);
        assert_int_equal(counter.live, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_budget_ends_cleanly),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
