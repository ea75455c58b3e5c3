/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs the reading engine over words and writes raw scores, for tests/train/test_engine.py.
 *
 *   drive WEIGHTS KERNEL < words > scores
 *
 * Input: one word a line, an empty line ends a sentence. Output, all 4-byte little-endian: for each
 * batch the number of its words and the floats a word, then the scores of every word; then for each
 * of its chunks of two words or more one second pass (second word, type 3): number of words, then
 * roles of each word and the event scores; at the end a zero. KERNEL: best, avx2 or portable.
 */
#include "../../lib/base/mapped.h"
#include "../../lib/nn/encoder.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_WORDS = 1 << 20 };

static void put(const void *data, size_t size, size_t count) {
    if (fwrite(data, size, count, stdout) != count)
        exit(3);
}

static void write_second(const drg_reader *reader, drg_reader_scratch *scratch, const drg_reading *now) {
    for (uint32_t c = 0; c < now->chunk_count; c++) {
        const drg_chunk *chunk = &now->chunks[c];
        uint32_t words = chunk->end - chunk->first;
        if (words < 2)
            continue;
        drg_read_trigger trigger = {c, chunk->first + 1, chunk->first + 2, 3, 0, 0};
        drg_trigger_scores scores;
        drg_reader_second(reader, scratch, &trigger, 1, &scores);
        put(&words, 4, 1);
        put(scores.roles, 4, words * scores.role_stride);
        put(scores.tense, 4, scratch->event_stride);
    }
}

int main(int argc, char **argv) {
    static drg_slice words[MOST_WORDS];
    static uint32_t ends[MOST_WORDS];
    char line[4096];
    void *data;
    size_t size;
    drg_error error = {0};
    drg_reader *reader;
    drg_reader_scratch *scratch;
    if (argc != 3 || drg_map_file(argv[1], &data, &size, &error) ||
        drg_reader_open(data, size, NULL, &reader, &error) || drg_reader_scratch_new(reader, &scratch)) {
        fprintf(stderr, "drive: %s\n", error.message);
        return 2;
    }
    const drg_kernel *tables[4];
    for (size_t i = 0, n = drg_kernel_list(tables); i < n; i++)
        if (strcmp(tables[i]->name, argv[2]) == 0)
            reader->kernel = tables[i];
    drg_reader_input input = {words, ends, 0, 0};
    while (fgets(line, sizeof line, stdin) && input.words < MOST_WORDS - 1) {
        line[strcspn(line, "\n")] = 0;
        if (line[0])
            words[input.words++] = drg_slice_of(strdup(line));
        else if (input.words && (input.sentences == 0 || ends[input.sentences - 1] < input.words))
            ends[input.sentences++] = (uint32_t)input.words;
    }
    drg_reading now;
    for (size_t at = 0; at < input.words; at = now.end) {
        drg_reader_read(reader, scratch, &input, at, &now);
        uint32_t counts[2] = {(uint32_t)(now.end - now.first), (uint32_t)now.stride};
        put(counts, 4, 2);
        put(now.upos, 4, counts[0] * now.stride);
        write_second(reader, scratch, &now);
    }
    uint32_t none = 0;
    put(&none, 4, 1);
    drg_reader_scratch_free(scratch);
    drg_reader_close(reader);
    drg_unmap_file(data, size);
    return 0;
}
