/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs the reading engine over documents and writes raw scores, for train/engine.py.
 *
 *   drive WEIGHTS KERNEL < words > scores
 *
 * Input: one word a line; an empty line ends a sentence; then lines "TAB first end type" ask for a
 * second pass over words of that sentence; a form feed alone on a line ends the document.
 *
 * Output, all 4-byte little-endian, for each document: for each batch the number of its words, the
 * floats a word and the scores of every word, then for each of its chunks the number of words, the
 * heads and relations of its tree, the number of second passes, and for each the roles of every
 * word and the event scores. A zero ends a document. KERNEL: a name of drg_kernel_list, or "best".
 */
#include "../../lib/base/mapped.h"
#include "../../lib/nn/encoder.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_WORDS = 1 << 18 }; /* of a document */

static void put(const void *data, size_t size, size_t count) {
    if (fwrite(data, size, count, stdout) != count)
        exit(3);
}

typedef struct document {
    drg_slice words[MOST_WORDS];
    uint32_t ends[MOST_WORDS];
    drg_read_trigger asked[MOST_WORDS]; /* words counted in the document; chunk not yet known */
    size_t asked_count;
    drg_reader_input input;
} document;

/* The next document of the input; false at its end. Words are kept for the life of the program. */
static bool read_document(document *d) {
    static char line[1 << 16];
    d->input = (drg_reader_input){d->words, d->ends, 0, 0};
    d->asked_count = 0;
    while (fgets(line, sizeof line, stdin)) {
        uint32_t first, end, type;
        line[strcspn(line, "\n")] = 0;
        if (strcmp(line, "\f") == 0)
            return true;
        if (d->input.words == MOST_WORDS || d->asked_count == MOST_WORDS)
            exit(4);
        uint32_t last = d->input.sentences ? d->ends[d->input.sentences - 1] : 0;
        if (line[0] == '\t' && sscanf(line, "%u %u %u", &first, &end, &type) == 3) {
            uint32_t base = d->input.sentences > 1 ? d->ends[d->input.sentences - 2] : 0;
            d->asked[d->asked_count++] =
                (drg_read_trigger){0, base + first, base + end, type, 0, 0};
        } else if (line[0]) {
            d->words[d->input.words++] = drg_slice_of(strdup(line));
        } else if (d->input.words > last) {
            d->ends[d->input.sentences++] = (uint32_t)d->input.words;
        }
    }
    return false;
}

static void write_chunk(const drg_reader *reader, drg_reader_scratch *scratch, const document *d,
    uint32_t c, size_t *asked) {
    const drg_chunk *chunk = &scratch->chunks[c];
    uint32_t words = chunk->end - chunk->first, numbers[2 * DRG_READ_PIECES], count = 0;
    uint16_t heads[DRG_READ_PIECES];
    uint8_t relations[DRG_READ_PIECES];
    drg_reader_tree(reader, scratch, c, heads, relations);
    for (uint32_t i = 0; i < words; i++) {
        numbers[i] = heads[i];
        numbers[words + i] = relations[i];
    }
    while (*asked + count < d->asked_count && d->asked[*asked + count].first < chunk->end)
        count++;
    put(&words, 4, 1);
    put(numbers, 4, 2 * words);
    put(&count, 4, 1);
    for (; count; count--, (*asked)++) {
        drg_read_trigger trigger = d->asked[*asked];
        drg_trigger_scores scores;
        trigger.chunk = c;
        drg_reader_second(reader, scratch, &trigger, 1, &scores);
        put(scores.roles, 4, words * scores.role_stride);
        put(scores.tense, 4, scratch->event_stride);
    }
}

static void write_document(
    const drg_reader *reader, drg_reader_scratch *scratch, const document *d) {
    drg_reading now;
    size_t asked = 0;
    uint32_t none = 0;
    for (size_t at = 0; at < d->input.words; at = now.end) {
        drg_reader_read(reader, scratch, &d->input, at, &now);
        drg_reader_rest(scratch);
        uint32_t counts[2] = {(uint32_t)(now.end - now.first), (uint32_t)now.stride};
        put(counts, 4, 2);
        put(now.upos, 4, counts[0] * now.stride);
        for (uint32_t c = 0; c < now.chunk_count; c++)
            write_chunk(reader, scratch, d, c, &asked);
    }
    put(&none, 4, 1);
}

int main(int argc, char **argv) {
    static document d;
    void *data;
    size_t size;
    drg_error error = {0};
    drg_reader *reader;
    drg_reader_scratch *scratch;
    if (argc != 3 || drg_map_file(argv[1], &data, &size, &error) ||
        drg_reader_open(data, size, NULL, &reader, &error) ||
        drg_reader_scratch_new(reader, &scratch)) {
        fprintf(stderr, "drive: %s\n", error.message);
        return 2;
    }
    const drg_kernel *tables[4];
    for (size_t i = 0, n = drg_kernel_list(tables); i < n; i++)
        if (strcmp(tables[i]->name, argv[2]) == 0)
            reader->kernel = tables[i];
    while (read_document(&d))
        write_document(reader, scratch, &d);
    drg_reader_scratch_free(scratch);
    drg_reader_close(reader);
    drg_unmap_file(data, size);
    return 0;
}
