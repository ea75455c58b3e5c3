/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much work lies between two questions "go on?" while the built-in weights read, counted in
 * 8-bit operations and not in time: a caller who gives up waits for that much, on any machine.
 *
 * The portable table does some 30 thousand million operations a second, so MOST is 4 ms of it, and
 * less than one of AVX-512. Texts are those that fill a batch in different ways: many short
 * sentences, one as long as a window may be, words cut into single letters, a trigger in every
 * other word.
 */
#include "../support.h"

#include "../../../lib/engine.h"
#include "../../../lib/nn/encoder.h"

#include <stdlib.h>

#define MOST 125000000u

typedef struct watch {
    drg_scratch *scratch;
    uint64_t last, longest, times;
} watch;

static bool asked(void *user) {
    watch *w = user;
    uint64_t now = w->scratch->reader->operations;
    if (now - w->last > w->longest)
        w->longest = now - w->last;
    w->last = now;
    w->times++;
    return false;
}

static void no_step_is_long(void **state) {
    (void)state;
    static const char *const UNITS[] = {
        "He met her. ",
        "the minister of foreign affairs and the president of the republic said in the capital ",
        "xqzjvwk ",
        "troops attacked and police arrested protesters who condemned and rejected the strike. ",
        "Yes. No. Attack! ",
    };
    drg_engine *engine;
    watch w = {0};
    assert_int_equal(drg_engine_open(NULL, &engine, NULL), DRG_OK);
    if (!engine->reader) {
        drg_engine_free(engine);
        skip();
    }
    assert_int_equal(drg_scratch_new(engine, &w.scratch), DRG_OK);
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        char text[6000];
        size_t size = 0, length = strlen(UNITS[i]);
        for (; size + length <= sizeof text; size += length)
            memcpy(text + size, UNITS[i], length);
        const drg_options options = {.cancelled = asked, .user = &w, .scratch = w.scratch};
        const drg_input input = {.text = {text, size}, .published = {2025, 4, 18}};
        drg_document *document;
        assert_int_equal(drg_extract(engine, &input, &options, &document, NULL), DRG_OK);
        drg_document_free(document);
    }
    assert_true(w.last > MOST); /* it did read */
    assert_true(w.times > 1000);
    if (w.longest > MOST)
        fail_msg("%llu operations between two questions", (unsigned long long)w.longest);
    drg_scratch_free(w.scratch);
    drg_engine_free(engine);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_step_is_long)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
