/* SPDX-License-Identifier: Apache-2.0 */
/* Opening weights: damaged files are refused or read, never a fault, whatever was damaged. */
#include "fixture.h"

#define WEIGHTS TEST_ROOT "/models/reader.drgm"

static uint32_t pick(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)*seed * below) >> 32);
}

/* Writes the checksum that the body now has, so that the checks behind it are reached. */
static void seal(unsigned char *file, size_t size) {
    uint64_t sum = drg_model_checksum(file + 256, size - 256);
    memcpy(file + 24, &sum, sizeof sum);
}

/* Opens, and when that works reads words and all heads of them. */
static int try_file(const unsigned char *file, size_t size, fixture *f) {
    drg_reader *reader;
    drg_reader_scratch *scratch;
    drg_error error = {0};
    int code = drg_reader_open(file, size, NULL, &reader, &error);
    if (code) {
        assert_true(error.code == code && error.message[0]);
        return code;
    }
    drg_reading now;
    drg_trigger_scores scores;
    uint16_t heads[DRG_READ_PIECES];
    uint8_t relations[DRG_READ_PIECES], rows[DRG_READ_PIECES];
    assert_int_equal(drg_reader_scratch_new(reader, &scratch), 0);
    drg_reader_read(reader, scratch, &f->input, 0, &now);
    drg_read_trigger trigger = {0, now.chunks[0].first, now.chunks[0].first + 1, 0, 0, 0};
    drg_reader_second(reader, scratch, &trigger, 1, &scores);
    drg_reader_tree(reader, scratch, 0, heads, relations);
    drg_decode_bio(
        now.names, now.stride, now.end - now.first, reader->label_count[DRG_LABELS_NAMES], 0, rows);
    drg_reader_scratch_free(scratch);
    drg_reader_close(reader);
    return 0;
}

static void cut_files_are_refused(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    unsigned char *copy = malloc(f.size);
    uint32_t seed = 1;
    for (int i = 0; i < 1000; i++) {
        size_t size = i < 300 ? (size_t)i : pick(&seed, (uint32_t)f.size);
        memcpy(copy, f.data, size);
        assert_int_equal(try_file(copy, size, &f), DRG_EFORMAT);
    }
    free(copy);
    fixture_close(&f);
}

/* Behind the header every flip is refused; in it, refused or read: digests may be anything. */
static void flipped_bits_never_fault(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    unsigned char *copy = malloc(f.size);
    memcpy(copy, f.data, f.size);
    uint32_t seed = 2;
    int opened = 0;
    for (int i = 0; i < 10000; i++) {
        size_t at = i % 10 == 0 ? pick(&seed, 256) : pick(&seed, (uint32_t)f.size);
        unsigned char bit = (unsigned char)(1u << pick(&seed, 8));
        copy[at] ^= bit;
        int code = try_file(copy, f.size, &f);
        if (at >= 256)
            assert_int_equal(code, DRG_EFORMAT);
        opened += code == 0;
        copy[at] ^= bit;
    }
    assert_true(opened > 0 && opened < 1000);
    free(copy);
    fixture_close(&f);
}

/* With a right checksum, damage reaches the checks of sizes, places and counts. */
static void sealed_damage_never_faults(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    unsigned char *copy = malloc(f.size);
    uint32_t seed = 3;
    uint64_t labels_at, table_at;
    memcpy(&labels_at, (unsigned char *)f.data + 176, 8);
    memcpy(&table_at, (unsigned char *)f.data + 192, 8);
    int refused = 0, opened = 0;
    for (int i = 0; i < 3000; i++) {
        memcpy(copy, f.data, f.size);
        for (uint32_t n = 1 + pick(&seed, 3); n; n--) {
            /* the header, the labels, the tensor table, anywhere */
            size_t at = i % 4 == 0   ? 8 + pick(&seed, 200)
                        : i % 4 == 1 ? labels_at + pick(&seed, 400)
                        : i % 4 == 2 ? table_at + pick(&seed, (uint32_t)(f.size - table_at))
                                     : 256 + pick(&seed, (uint32_t)f.size - 256);
            copy[at] = (unsigned char)pick(&seed, 256);
        }
        seal(copy, f.size);
        if (try_file(copy, f.size, &f))
            refused++;
        else
            opened++;
    }
    assert_true(refused > 500 && opened > 500);
    free(copy);
    fixture_close(&f);
}

/* The shipped file: its header, labels and tensor table, where its sizes and places stand. */
static void shipped_file_damaged_never_faults(void **state) {
    (void)state;
    fixture f, real = {0};
    drg_error error = {0};
    fixture_open(&f);
    assert_int_equal(drg_map_file(WEIGHTS, &real.data, &real.size, &error), 0);
    unsigned char *copy = malloc(real.size);
    uint64_t labels_at, labels_size, table_at;
    memcpy(copy, real.data, real.size);
    memcpy(&labels_at, copy + 176, 8);
    memcpy(&labels_size, copy + 184, 8);
    memcpy(&table_at, copy + 192, 8);
    uint32_t seed = 4;
    for (int i = 0; i < 20; i++)
        assert_int_equal(try_file(copy, pick(&seed, (uint32_t)real.size), &f), DRG_EFORMAT);
    for (int i = 0; i < 120; i++) {
        size_t at = i % 3 == 0   ? 8 + pick(&seed, 248)
                    : i % 3 == 1 ? labels_at + pick(&seed, (uint32_t)labels_size)
                                 : table_at + pick(&seed, (uint32_t)(real.size - table_at));
        unsigned char bit = (unsigned char)(1u << pick(&seed, 8));
        copy[at] ^= bit;
        if (i % 6 >= 3)
            seal(copy, real.size);
        int code = try_file(copy, real.size, &f);
        assert_true(code == 0 || code == DRG_EFORMAT);
        copy[at] ^= bit;
        memcpy(copy + 24, (unsigned char *)real.data + 24, 8);
    }
    drg_reader *reader;
    size_t count;
    assert_int_equal(drg_reader_open(copy, real.size, NULL, &reader, &error), 0);
    const drg_slice *text = drg_reader_labels(reader, "restricted", &count);
    assert_true(count > 0 && drg_slice_is(text[0], "newswire:CC-BY-NC-SA-4.0"));
    drg_reader_close(reader);
    free(copy);
    drg_unmap_file(real.data, real.size);
    fixture_close(&f);
}

static void labels_can_be_asked_for(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    size_t count;
    const drg_slice *names = drg_reader_labels(f.reader, "names", &count);
    assert_int_equal(count, 11);
    assert_true(drg_slice_is(names[0], "PERSON"));
    assert_null(drg_reader_labels(f.reader, "nonsense", &count));
    assert_int_equal(count, 0);
    drg_reader_labels(f.reader, "restricted", &count);
    assert_int_equal(count, 0);
    assert_non_null(drg_reader_digest(f.reader));
    assert_non_null(drg_reader_kernel(f.reader));
    drg_reader_close(NULL);
    drg_reader_scratch_free(NULL);
    fixture_close(&f);
}

/* Every allocation of opening and of the scratch fails once: DRG_ENOMEM and nothing leaks. */
static void no_memory_is_told(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    size_t n = 1;
    for (bool done = false; !done; n++) {
        drg_reader *reader;
        drg_reader_scratch *scratch;
        failing_allocator memory = {0, n, 0};
        drg_allocator failing = failing_allocator_make(&memory);
        int code = drg_reader_open(f.data, f.size, &failing, &reader, NULL);
        if (code) {
            assert_int_equal(code, DRG_ENOMEM);
        } else {
            code = drg_reader_scratch_new(reader, &scratch);
            if (code)
                assert_int_equal(code, DRG_ENOMEM);
            else
                drg_reader_scratch_free(scratch);
            done = code == 0;
            drg_reader_close(reader);
        }
        assert_int_equal(memory.live, 0);
    }
    assert_true(n > 15); /* lists of labels, tables, and the scratch */
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_files_are_refused),
        cmocka_unit_test(flipped_bits_never_fault),
        cmocka_unit_test(sealed_damage_never_faults),
        cmocka_unit_test(shipped_file_damaged_never_faults),
        cmocka_unit_test(labels_can_be_asked_for),
        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
