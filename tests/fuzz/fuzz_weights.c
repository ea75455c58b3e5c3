/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Weights that were tampered with: the tiny engine of the tests with changes (edits.h) and a
 * checksum that fits is refused with a reason, or reads words with all of its heads and never
 * faults, whatever its numbers are.
 */
#include "edits.h"

#include "../../lib/base/mapped.h"
#include "../../lib/nn/model.h"
#include "../../lib/nn/reader.h"

#define TINY TEST_ROOT "/tests/unit/nn/fixtures/tiny.drgm"
#define HEADER 256u
#define TENSOR_TABLE 8192u /* bytes of it that are changed */

static const char *const WORDS[] = {"French", "President", "Macron", "met", "Rubio", "on",
    "Thursday", ".", "Police", "arrested", "unbelievably", "\xC3\xA9t\xC3\xA9", "1,000", "."};
enum { WORD_COUNT = sizeof WORDS / sizeof WORDS[0] };

static uint64_t number_at(const unsigned char *file, size_t at) {
    uint64_t value;
    memcpy(&value, file + at, sizeof value);
    return value;
}

/* Everything a reader can be asked, over two sentences. */
static void read_words(const drg_reader *reader) {
    drg_slice words[WORD_COUNT];
    const uint32_t ends[] = {8, WORD_COUNT};
    drg_reader_scratch *scratch;
    drg_reading now;
    drg_trigger_scores scores[2];
    uint16_t heads[DRG_READ_PIECES];
    uint8_t relations[DRG_READ_PIECES], rows[DRG_READ_PIECES];
    for (size_t i = 0; i < WORD_COUNT; i++)
        words[i] = (drg_slice){WORDS[i], strlen(WORDS[i])};
    const drg_reader_input input = {words, ends, WORD_COUNT, 2};
    CHECK(drg_reader_scratch_new(reader, &scratch) == DRG_OK);
    for (size_t at = 0; at < WORD_COUNT; at = now.end) {
        CHECK(drg_reader_read(reader, scratch, &input, at, &now) == DRG_OK);
        CHECK(now.first == at && now.end > at && now.end <= WORD_COUNT && now.chunk_count > 0);
        const drg_chunk *chunk = &now.chunks[0];
        CHECK(chunk->first < chunk->end && chunk->end <= now.end);
        const drg_read_trigger triggers[] = {{0, chunk->first, chunk->first + 1, 0, 0, 0},
            {0, chunk->first, chunk->first + 1, DRG_READ_PAIR, chunk->end - 1, chunk->end}};
        drg_reader_second(reader, scratch, triggers, chunk->end - chunk->first > 1 ? 2 : 1, scores);
        drg_reader_tree(reader, scratch, 0, heads, relations);
        for (uint32_t i = 0; i < chunk->end - chunk->first; i++)
            CHECK(heads[i] <= chunk->end - chunk->first);
        drg_decode_bio(now.names, now.stride, now.end - now.first,
            reader->label_count[DRG_LABELS_NAMES], 0, rows);
        for (size_t i = 0; i < now.end - now.first; i++)
            CHECK(rows[i] < 1 + 2 * reader->label_count[DRG_LABELS_NAMES]);
    }
    drg_reader_scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static void *file;
    static size_t file_size;
    if (!file)
        CHECK(drg_map_file(TINY, &file, &file_size, NULL) == DRG_OK);
    /* header, vocabulary, labels and table of tensors: the rest is numbers of the network */
    uint64_t tensors = number_at(file, 192), rest = file_size - tensors;
    const edit_part parts[] = {{0, HEADER}, {number_at(file, 160), number_at(file, 168)},
        {number_at(file, 176), number_at(file, 184)},
        {tensors, rest < TENSOR_TABLE ? rest : TENSOR_TABLE}};
    edited made = edit_file(file, file_size, parts, 4, data, size);
    if (made.size > HEADER) {
        uint64_t sum = drg_model_checksum(made.bytes + HEADER, made.size - HEADER);
        memcpy(made.bytes + 24, &sum, sizeof sum);
        uint64_t whole = made.size;
        memcpy(made.bytes + 16, &whole, sizeof whole);
    }
    drg_reader *reader = NULL;
    drg_error error = {0};
    if (drg_reader_open(made.bytes, made.size, NULL, &reader, &error) == DRG_OK) {
        read_words(reader);
        drg_reader_close(reader);
    } else {
        CHECK(error.message[0] && !reader);
    }
    free(made.bytes);
    return 0;
}
