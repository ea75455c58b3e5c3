/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From scores to labels: the best BIO path.
 *
 * Viterbi over rows O, B-x, I-x with one rule: I-x only after B-x or I-x. So the best path into O
 * or any B comes from the best of all rows of the word before, and into I-x from B-x or I-x: a word
 * costs one maximum and two comparisons a label, not the square of the labels. Ties go to the lower
 * row, as in train/evaluate.py.
 */
#include "reader.h"

#include <math.h>

enum { MOST_ROWS = 1 + 2 * DRG_BIO_LABELS };

static size_t best_row(const float *scores, size_t rows) {
    size_t best = 0;
    for (size_t i = 1; i < rows; i++)
        if (scores[i] > scores[best])
            best = i;
    return best;
}

void drg_decode_bio(
    const float *scores, size_t stride, size_t words, size_t labels, float o_bias, uint8_t *rows) {
    uint8_t from[DRG_READ_PIECES][MOST_ROWS];
    float best[MOST_ROWS], next[MOST_ROWS];
    size_t count = 1 + 2 * labels;
    if (words == 0)
        return;
    for (size_t r = 0; r < count; r++)
        best[r] = scores[r] + (r == 0 ? o_bias : r % 2 == 0 ? -1e9f : 0.0f);
    for (size_t w = 1; w < words; w++) {
        const float *row = scores + w * stride;
        size_t top = best_row(best, count);
        for (size_t r = 0; r < count; r++) {
            size_t before = top;
            if (r && r % 2 == 0)
                before = best[r] > best[r - 1] ? r : r - 1;
            from[w][r] = (uint8_t)before;
            next[r] = best[before] + row[r] + (r == 0 ? o_bias : 0.0f);
        }
        for (size_t r = 0; r < count; r++)
            best[r] = next[r];
    }
    size_t at = best_row(best, count);
    for (size_t w = words; w-- > 0;) {
        rows[w] = (uint8_t)at;
        if (w)
            at = from[w][at];
    }
}

/* x = n ln 2 + r, a polynomial in r (Taylor to degree 7, error under 1e-8). */
double drg_decode_exp(double x) {
    if (x < -80)
        return 0;
    double n = rint(x * 1.4426950408889634), r = x - n * 0.6931471805599453;
    double p =
        1 +
        r * (1 + r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 +
                                                   r * (1.0 / 120 + r * (1.0 / 720 + r / 5040))))));
    return ldexp(p, (int)n);
}

float drg_decode_probability(const float *scores, size_t count, size_t row) {
    double top = (double)scores[best_row(scores, count)], sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += drg_decode_exp((double)scores[i] - top);
    return (float)(drg_decode_exp((double)scores[row] - top) / sum);
}
