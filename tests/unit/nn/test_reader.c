/* SPDX-License-Identifier: Apache-2.0 */
/* The engine against train/simulate.py (tiny.scores), on every instruction set: bit for bit. */
#include "fixture.h"

typedef struct answer {
    const unsigned char *data;
    size_t size, at;
} answer;

static uint32_t answer_number(answer *a) {
    uint32_t n;
    assert_true(a->at + 4 <= a->size);
    memcpy(&n, a->data + a->at, 4);
    a->at += 4;
    return n;
}

static void answer_equals(answer *a, const float *floats, size_t count, const char *what) {
    assert_true(a->at + 4 * count <= a->size);
    for (size_t i = 0; i < count; i++) {
        float expected;
        memcpy(&expected, a->data + a->at + 4 * i, 4);
        if (memcmp(&expected, floats + i, 4) != 0)
            fail_msg(
                "%s, number %zu: %.9g, not %.9g", what, i, (double)floats[i], (double)expected);
    }
    a->at += 4 * count;
}

static void read_all(fixture *f, const drg_kernel *kernel) {
    drg_error error = {0};
    void *data;
    size_t size, words = 0;
    assert_int_equal(drg_map_file(FIXTURES "tiny.scores", &data, &size, &error), 0);
    answer a = {data, size, 0};
    f->reader->kernel = kernel;
    uint32_t total = answer_number(&a), stride = answer_number(&a);
    assert_int_equal(total, f->input.words);
    answer seconds = {data, size, a.at + 4ul * total * stride};
    drg_reading now;
    for (size_t at = 0; at < f->input.words; at = now.end) {
        assert_int_equal(drg_reader_read(f->reader, f->scratch, &f->input, at, &now), DRG_OK);
        drg_reader_rest(f->scratch);
        assert_true(now.end > at);
        assert_int_equal(now.stride, stride);
        answer_equals(&a, now.upos, (now.end - at) * stride, kernel->name);
        words += now.end - at;
        for (uint32_t c = 0; c < now.chunk_count; c++) {
            const drg_chunk *chunk = &now.chunks[c];
            drg_read_trigger trigger = {c, chunk->first + 1, chunk->first + 2, 3, 0, 0};
            drg_trigger_scores scores;
            if (chunk->end - chunk->first < 2)
                continue;
            assert_int_equal(drg_reader_second(f->reader, f->scratch, &trigger, 1, &scores), 1);
            assert_int_equal(answer_number(&seconds), chunk->end - chunk->first);
            answer_equals(
                &seconds, scores.roles, (chunk->end - chunk->first) * scores.role_stride, "roles");
            answer_equals(&seconds, scores.tense, f->scratch->event_stride, "event");
        }
    }
    assert_int_equal(words, total);
    assert_int_equal(answer_number(&seconds), 0);
    assert_int_equal(seconds.at, seconds.size);
    drg_unmap_file(data, size);
}

static void every_instruction_set_equals_the_simulation(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    const drg_kernel *tables[4];
    size_t count = drg_kernel_list(tables);
    assert_ptr_equal(tables[count - 1], &drg_kernel_portable);
    for (size_t i = 0; i < count; i++)
        read_all(&f, tables[i]);
    fixture_close(&f);
}

/* What is said of a word does not depend on how many triggers are asked about at once. */
static void triggers_of_a_batch_do_not_touch_each_other(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    drg_reading now;
    drg_reader_read(f.reader, f.scratch, &f.input, 0, &now);
    enum { MOST = 16 };
    drg_read_trigger triggers[MOST];
    drg_trigger_scores scores[MOST];
    float roles[MOST][64], tense[MOST][4];
    for (uint32_t i = 0; i < MOST; i++) {
        const drg_chunk *chunk = &now.chunks[i % now.chunk_count];
        uint32_t word = chunk->first + i % (chunk->end - chunk->first);
        triggers[i] =
            (drg_read_trigger){(uint32_t)(i % now.chunk_count), word, word + 1, i % 16, 0, 0};
        assert_int_equal(drg_reader_second(f.reader, f.scratch, &triggers[i], 1, &scores[i]), 1);
        memcpy(roles[i], scores[i].roles, scores[i].role_stride * sizeof(float));
        memcpy(tense[i], scores[i].tense, sizeof tense[i]);
    }
    for (size_t at = 0, n; at < MOST; at += n) {
        n = drg_reader_second(f.reader, f.scratch, triggers + at, MOST - at, scores);
        assert_true(n > 0);
        for (size_t i = 0; i < n; i++) {
            assert_memory_equal(
                roles[at + i], scores[i].roles, scores[i].role_stride * sizeof(float));
            assert_memory_equal(tense[at + i], scores[i].tense, sizeof tense[at + i]);
        }
    }
    fixture_close(&f);
}

static void a_pair_gets_types(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    drg_reading now;
    drg_reader_read(f.reader, f.scratch, &f.input, 0, &now);
    drg_read_trigger pair = {0, 1, 3, DRG_READ_PAIR, 6, 8};
    drg_trigger_scores scores;
    assert_int_equal(drg_reader_second(f.reader, f.scratch, &pair, 1, &scores), 1);
    assert_non_null(scores.types);
    size_t types;
    assert_non_null(drg_reader_labels(f.reader, "triggers", &types));
    assert_int_equal(types, 16);
    drg_read_trigger turned = {0, 6, 8, DRG_READ_PAIR, 1, 3};
    float before = scores.types[0];
    assert_int_equal(drg_reader_second(f.reader, f.scratch, &turned, 1, &scores), 1);
    assert_true(scores.types[0] != before);
    fixture_close(&f);
}

/* A sentence far longer than a batch is read in parts, all of it, each part within its limit. */
static void long_sentence_is_read_in_parts(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    enum { WORDS = 5000 };
    drg_slice *words = calloc(WORDS, sizeof *words);
    for (size_t i = 0; i < WORDS; i++)
        words[i] = f.words[i % f.input.words];
    uint32_t end = WORDS;
    drg_reader_input input = {words, &end, WORDS, 1};
    drg_reading now;
    size_t next = 0;
    for (size_t at = 0; at < WORDS; at = now.end) {
        drg_reader_read(f.reader, f.scratch, &input, at, &now);
        for (size_t c = 0; c < now.chunk_count; c++) {
            assert_int_equal(now.chunks[c].first, next);
            assert_true(now.chunks[c].piece_end - now.chunks[c].piece <= f.reader->sentence);
            next = now.chunks[c].end;
        }
        assert_int_equal(next, now.end);
    }
    assert_int_equal(next, WORDS);
    free(words);
    fixture_close(&f);
}

static void tree_has_one_root_and_no_circle(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    drg_reading now;
    for (size_t at = 0; at < f.input.words; at = now.end) {
        drg_reader_read(f.reader, f.scratch, &f.input, at, &now);
        for (size_t c = 0; c < now.chunk_count; c++) {
            uint16_t heads[DRG_READ_PIECES];
            uint8_t relations[DRG_READ_PIECES];
            size_t n = now.chunks[c].end - now.chunks[c].first, roots = 0;
            drg_reader_tree(f.reader, f.scratch, c, heads, relations);
            for (size_t i = 0; i < n; i++) {
                roots += heads[i] == 0;
                size_t steps = 0;
                for (size_t up = i + 1; up && steps <= n; steps++) {
                    assert_true(heads[up - 1] <= n);
                    up = heads[up - 1];
                }
                assert_true(steps <= n);
                assert_true(relations[i] < f.reader->label_count[DRG_LABELS_DEPREL]);
            }
            assert_int_equal(roots, 1);
        }
    }
    fixture_close(&f);
}

/* The heads of links are computed alone, or before those of trees: the same either way, and no
 * later reading gets the scores of an earlier one. */
static void links_do_not_need_trees(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    drg_reading now;
    float parts[4][DRG_LINK_MOST], again[4][DRG_LINK_MOST], none, none_again;
    const size_t size = drg_reader_link_size(f.reader) * sizeof(float);
    for (size_t at = 0; at < f.input.words; at = now.end) {
        assert_int_equal(drg_reader_read(f.reader, f.scratch, &f.input, at, &now), DRG_OK);
        drg_reader_link_parts(f.reader, f.scratch, now.end - 1, parts, &none);
        assert_true(f.scratch->links_read && !f.scratch->trees_read);
        drg_reader_read(f.reader, f.scratch, &f.input, at, &now);
        drg_reader_rest(f.scratch);
        assert_true(f.scratch->links_read && f.scratch->trees_read);
        drg_reader_link_parts(f.reader, f.scratch, now.end - 1, again, &none_again);
        for (size_t p = 0; p < 4; p++)
            assert_memory_equal(parts[p], again[p], size);
        assert_memory_equal(&none, &none_again, sizeof none);
    }
    fixture_close(&f);
}

static void link_scores_use_distance(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    drg_reading now;
    drg_reader_read(f.reader, f.scratch, &f.input, 0, &now);
    float asker[4][DRG_LINK_MOST], named[4][DRG_LINK_MOST], none, product = 0;
    assert_true(drg_reader_link_size(f.reader) <= DRG_LINK_MOST);
    drg_reader_link_parts(f.reader, f.scratch, 0, asker, &none);
    drg_reader_link_parts(f.reader, f.scratch, 5, named, &none);
    for (size_t i = 0; i < drg_reader_link_size(f.reader); i++)
        product += (asker[0][i] + asker[1][i]) * (named[2][i] + named[3][i]);
    float same = drg_reader_link_total(f.reader, product, 0);
    const int64_t distances[] = {-3, 0, 1, 2, 3, 5, 9, 17};
    for (size_t i = 0; i < DRG_LINK_BUCKETS; i++) {
        float score = drg_reader_link_total(f.reader, product, distances[i]);
        float expected = same - f.reader->link_distance[1] + f.reader->link_distance[i];
        assert_true(fabsf(score - expected) < 1e-4f);
    }
    fixture_close(&f);
}

typedef struct patience {
    size_t asked, most;
} patience;

static bool gives_up(void *user) {
    patience *left = user;
    return ++left->asked > left->most;
}

/* Wherever in a read or a second pass the caller gives up, it is heard at once. */
static void stops_at_every_step(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    drg_reading now;
    drg_read_trigger trigger = {0, 1, 2, 3, 0, 0};
    drg_trigger_scores scores;
    patience left = {0, SIZE_MAX};
    drg_reader_watch(f.scratch, gives_up, &left);
    assert_int_equal(drg_reader_read(f.reader, f.scratch, &f.input, 0, &now), DRG_OK);
    size_t steps = left.asked;
    assert_true(steps >= 3 * f.reader->layers);
    for (left.most = 0; left.most < steps; left.most++) {
        left.asked = 0;
        assert_int_equal(drg_reader_read(f.reader, f.scratch, &f.input, 0, &now), DRG_ECANCELLED);
        assert_int_equal(left.asked, left.most + 1);
    }
    left.asked = 0;
    assert_int_equal(drg_reader_read(f.reader, f.scratch, &f.input, 0, &now), DRG_OK);
    left = (patience){0, 0};
    assert_int_equal(drg_reader_second(f.reader, f.scratch, &trigger, 1, &scores), 0);
    drg_reader_watch(f.scratch, NULL, NULL);
    assert_int_equal(drg_reader_second(f.reader, f.scratch, &trigger, 1, &scores), 1);
    fixture_close(&f);
}

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>

/* A byte past a part of the scratch is no part's: a step that writes past its own is found. */
static void parts_of_the_scratch_are_fenced(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    const size_t rows = DRG_READ_PIECES, width = f.reader->width;
    const void *const ends[] = {f.scratch->piece + rows, f.scratch->shape + rows,
        f.scratch->state + rows * width, f.scratch->top + DRG_INNER_ROWS * 16,
        f.scratch->asked_scale + rows, (char *)f.scratch->attend + drg_attend_work(rows),
        f.scratch->role_out + rows * f.scratch->role_stride};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        assert_true(__asan_address_is_poisoned(ends[i]));
        assert_false(__asan_address_is_poisoned((const char *)ends[i] - 1));
    }
    fixture_close(&f);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
#ifdef __SANITIZE_ADDRESS__
        cmocka_unit_test(parts_of_the_scratch_are_fenced),
#endif
        cmocka_unit_test(stops_at_every_step),
        cmocka_unit_test(every_instruction_set_equals_the_simulation),
        cmocka_unit_test(triggers_of_a_batch_do_not_touch_each_other),
        cmocka_unit_test(a_pair_gets_types),
        cmocka_unit_test(long_sentence_is_read_in_parts),
        cmocka_unit_test(tree_has_one_root_and_no_circle),
        cmocka_unit_test(links_do_not_need_trees),
        cmocka_unit_test(link_scores_use_distance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
