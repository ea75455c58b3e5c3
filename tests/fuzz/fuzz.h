/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H
/* What the fuzz targets share. A target aborts where something that must hold does not. */
#include "../../lib/dragoman.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(holds)                                                                               \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);             \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A span of the text that cuts no character. */
static inline void check_span(drg_slice text, drg_span span) {
    CHECK(span.start <= span.end && span.end <= text.size);
    CHECK(span.start == text.size || (text.data[span.start] & 0xC0) != 0x80);
    CHECK(span.end == text.size || (text.data[span.end] & 0xC0) != 0x80);
}

/* An engine without weights: most of the code at a hundredth of the cost. */
static inline const drg_engine *fuzz_engine(void) {
    static drg_engine *engine;
    if (!engine)
        CHECK(drg_engine_open(&(drg_engine_config){.model_path = ""}, &engine, NULL) == DRG_OK);
    return engine;
}

/* One with the tiny weights of the tests: random scores, so every branch behind a score is taken.
 */
static inline const drg_engine *fuzz_reading_engine(void) {
    static drg_engine *engine;
    const drg_engine_config config = {.model_path = TEST_ROOT "/tests/unit/nn/fixtures/tiny.drgm"};
    if (!engine)
        CHECK(drg_engine_open(&config, &engine, NULL) == DRG_OK);
    return engine;
}

#endif
