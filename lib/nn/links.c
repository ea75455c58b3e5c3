/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scores of links between any two spans of an article, out of small vectors of their words.
 *
 * The engine scores "does this pronoun or description mean that name" by a product of two vectors,
 * each the sum of one for the first word and one for the last (reader.h). Which spans will be asked
 * about is not known while the windows are read, so the four parts of each word are kept: 8 bits a
 * number, with one scale for each part (the loss is far below what the scores are good for). The
 * products are of integers, the same on every machine.
 */
#include "links.h"

#include <math.h>
#include <string.h>

enum { QUERY_FIRST, QUERY_LAST, KEY_FIRST, KEY_LAST, PARTS };

static size_t row_size(size_t size) {
    return PARTS * size + (PARTS + 1) * sizeof(float);
}

int drg_links_make(drg_document *document, const drg_reader *reader) {
    drg_read *read = &document->read;
    read->link_size = drg_reader_link_size(reader);
    read->links =
        drg_arena_array(&document->arena, document->tokens.count, row_size(read->link_size));
    return read->links ? DRG_OK : DRG_ENOMEM;
}

static float shrink(const float *from, size_t size, int8_t *to) {
    float most = 1e-6F;
    for (size_t i = 0; i < size; i++)
        most = fabsf(from[i]) > most ? fabsf(from[i]) : most;
    for (size_t i = 0; i < size; i++)
        to[i] = (int8_t)lrintf(from[i] / most * 127.0F);
    return most / 127.0F;
}

void drg_links_keep(drg_document *document, const drg_reader *reader, drg_reader_scratch *scratch,
    size_t word, uint32_t token) {
    size_t size = document->read.link_size;
    float parts[PARTS][DRG_LINK_MOST], tail[PARTS + 1];
    uint8_t *row = document->read.links + token * row_size(size);
    drg_reader_link_parts(reader, scratch, word, parts, &tail[PARTS]);
    for (size_t p = 0; p < PARTS; p++)
        tail[p] = shrink(parts[p], size, (int8_t *)row + p * size);
    memcpy(row + PARTS * size, tail, sizeof tail);
}

/* Product of part `p` of one word with part `q` of another. */
static float product(
    const drg_read *read, uint32_t one, size_t p, uint32_t two, size_t q, float *nobody) {
    size_t size = read->link_size;
    const uint8_t *a = read->links + one * row_size(size), *b = read->links + two * row_size(size);
    const int8_t *x = (const int8_t *)a + p * size, *y = (const int8_t *)b + q * size;
    float of_a[PARTS + 1], of_b[PARTS + 1];
    memcpy(of_a, a + PARTS * size, sizeof of_a);
    memcpy(of_b, b + PARTS * size, sizeof of_b);
    int32_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += x[i] * y[i];
    *nobody = of_a[PARTS];
    return (float)sum * of_a[p] * of_b[q];
}

bool drg_read_link(const drg_document *document, const drg_reader *reader,
    const drg_link_span *asker, const drg_link_span *name, float *score) {
    const drg_read *read = &document->read;
    if (!read->links || !drg_document_was_read(document, asker->first) ||
        !drg_document_was_read(document, name->first))
        return false;
    float nobody, unused, sum = 0;
    sum += product(read, asker->first, QUERY_FIRST, name->first, KEY_FIRST, &unused);
    sum += product(read, asker->first, QUERY_FIRST, name->end - 1, KEY_LAST, &unused);
    sum += product(read, asker->end - 1, QUERY_LAST, name->first, KEY_FIRST, &unused);
    sum += product(read, asker->end - 1, QUERY_LAST, name->end - 1, KEY_LAST, &nobody);
    const drg_token *tokens = document->tokens.items;
    int64_t distance = (int64_t)tokens[asker->first].sentence - tokens[name->first].sentence;
    *score = drg_reader_link_total(reader, sum, distance) - nobody;
    return true;
}
