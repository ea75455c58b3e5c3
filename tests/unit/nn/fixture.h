/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TEST_NN_FIXTURE_H
#define TEST_NN_FIXTURE_H
/* The tiny engine of tests/unit/nn/fixtures (made by train/fixture.py) and its words. */
#include "../support.h"

#include "../../../lib/base/mapped.h"
#include "../../../lib/nn/encoder.h"

#include <math.h>
#include <stdlib.h>

#define FIXTURES TEST_ROOT "/tests/unit/nn/fixtures/"

enum { FIXTURE_WORDS = 1024 };

typedef struct fixture {
    void *data;
    size_t size;
    drg_reader *reader;
    drg_reader_scratch *scratch;
    void *text; /* of the words */
    size_t text_size;
    drg_slice words[FIXTURE_WORDS];
    uint32_t ends[FIXTURE_WORDS];
    drg_reader_input input;
} fixture;

static inline void fixture_open(fixture *f) {
    drg_error error = {0};
    memset(f, 0, sizeof *f);
    assert_int_equal(drg_map_file(FIXTURES "tiny.drgm", &f->data, &f->size, &error), 0);
    assert_int_equal(drg_reader_open(f->data, f->size, NULL, &f->reader, &error), 0);
    assert_int_equal(drg_reader_scratch_new(f->reader, &f->scratch), 0);
    assert_int_equal(drg_map_file(FIXTURES "tiny.words", &f->text, &f->text_size, &error), 0);
    f->input = (drg_reader_input){f->words, f->ends, 0, 0};
    drg_slice line, rest = {f->text, f->text_size};
    while (drg_slice_cut(&rest, '\n', &line)) {
        assert_true(f->input.words < FIXTURE_WORDS);
        if (line.size)
            f->words[f->input.words++] = line;
        else
            f->ends[f->input.sentences++] = (uint32_t)f->input.words;
    }
}

static inline void fixture_close(fixture *f) {
    drg_reader_scratch_free(f->scratch);
    drg_reader_close(f->reader);
    drg_unmap_file(f->data, f->size);
    drg_unmap_file(f->text, f->text_size);
}

/* Numbers in -1 .. 1, the same in every run. */
static inline float fixture_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return (float)(int32_t)*state / 2147483648.0f;
}
#endif
