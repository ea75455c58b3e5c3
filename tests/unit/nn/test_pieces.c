/* SPDX-License-Identifier: Apache-2.0 */
/* Word pieces against train/wordpiece.py (pieces.tsv), with the vocabulary of the real engine. */
#include "fixture.h"

#include "../../../lib/nn/pieces.h"

#define WEIGHTS TEST_ROOT "/models/reader.drgm"

static size_t numbers_of(drg_slice cell, uint32_t *numbers) {
    size_t count = 0;
    drg_slice part;
    while (drg_slice_cut(&cell, ' ', &part)) {
        uint32_t n = 0;
        for (size_t i = 0; i < part.size; i++)
            n = n * 10 + (uint32_t)(part.data[i] - '0');
        numbers[count++] = n;
    }
    return count;
}

static void pieces_equal_the_python_ones(void **state) {
    (void)state;
    drg_error error = {0};
    void *weights, *lines;
    size_t weights_size, lines_size, words = 0;
    drg_reader *reader;
    assert_int_equal(drg_map_file(WEIGHTS, &weights, &weights_size, &error), 0);
    assert_int_equal(drg_reader_open(weights, weights_size, NULL, &reader, &error), 0);
    assert_int_equal(drg_map_file(FIXTURES "pieces.tsv", &lines, &lines_size, &error), 0);
    drg_slice line, rest = {lines, lines_size};
    while (drg_slice_cut(&rest, '\n', &line)) {
        drg_slice word, cell;
        uint32_t expected[DRG_READ_PIECES], shapes[DRG_READ_PIECES], pieces[DRG_READ_PIECES];
        uint8_t kinds[DRG_READ_PIECES];
        assert_true(drg_slice_cut(&line, '\t', &word) && drg_slice_cut(&line, '\t', &cell));
        size_t count = numbers_of(cell, expected);
        assert_int_equal(numbers_of(line, shapes), count);
        size_t got = drg_pieces_of_word(reader, word, pieces, kinds, DRG_READ_PIECES);
        bool equal = got == count;
        for (size_t i = 0; equal && i < count; i++)
            equal = pieces[i] == expected[i] && kinds[i] == shapes[i];
        if (!equal)
            fail_msg("%.*s: %zu pieces, not %zu, or others", (int)word.size, word.data, got, count);
        words++;
    }
    assert_true(words > 5000);
    drg_reader_close(reader);
    drg_unmap_file(weights, weights_size);
    drg_unmap_file(lines, lines_size);
}

static void room_is_kept(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    char word[10000];
    memset(word, '-', sizeof word);
    uint32_t pieces[8];
    uint8_t shapes[8];
    assert_int_equal(
        drg_pieces_of_word(f.reader, (drg_slice){word, sizeof word}, pieces, shapes, 8), 8);
    memset(word, 'a', sizeof word); /* one part: 64 characters of it are read */
    uint32_t more[100];
    uint8_t kinds[100];
    assert_int_equal(
        drg_pieces_of_word(f.reader, (drg_slice){word, sizeof word}, more, kinds, 100), 64);
    assert_int_equal(drg_pieces_of_word(f.reader, (drg_slice){"", 0}, pieces, shapes, 8), 1);
    assert_int_equal(pieces[0], DRG_PIECE_UNK);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_equal_the_python_ones),
        cmocka_unit_test(room_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
