/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels for AVX2, which has no product of bytes into 32 bits.
 *
 * vpmaddubsw multiplies unsigned by signed bytes and adds pairs with saturation. With weights and
 * activations in -127..127, |w| times (x with the sign of w) is exact: a pair is at most 2 * 127 *
 * 127 = 32,258. vpmaddwd by ones adds the pairs into 32 bits. A tile is 4 rows by 1 panel: 8
 * accumulators, the weights' absolute values made once for all rows.
 */
#if defined(__x86_64__)
#include "kernel.h"

#include <immintrin.h>

#define KERNEL(name) avx2_##name
#define TARGET __attribute__((target("avx2")))
#define LANES 8
#define QUANT_OFFSET 0
#include "kernel_body.h"

/* Adds 4 inputs of 8 outputs to their sums. a: |w|. */
INLINE __m256i step(__m256i sums, __m256i a, __m256i w, __m256i x) {
    __m256i pairs = _mm256_maddubs_epi16(a, _mm256_sign_epi8(x, w));
    return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

INLINE __m256i four(const uint8_t *q) {
    int32_t bytes;
    memcpy(&bytes, q, sizeof bytes);
    return _mm256_set1_epi32(bytes);
}

/* One row's sums of a panel -> outputs n .. n + 15 of that row. */
INLINE void finish(
    __m256i low, __m256i high, float row_scale, const drg_linear *linear, size_t n, float *y_row) {
    float out[DRG_PANEL];
    const __m256i sums[2] = {low, high};
    for (size_t h = 0; h < 2; h++) {
        size_t at = n + 8 * h;
        __m256 factor =
            _mm256_mul_ps(_mm256_set1_ps(row_scale), _mm256_loadu_ps(linear->scale + at));
        __m256 v = _mm256_mul_ps(_mm256_cvtepi32_ps(sums[h]), factor);
        _mm256_storeu_ps(out + 8 * h, _mm256_add_ps(v, _mm256_loadu_ps(linear->bias + at)));
    }
    size_t left = linear->outputs - n < DRG_PANEL ? linear->outputs - n : DRG_PANEL;
    memcpy(y_row + n, out, left * sizeof *out);
}

/* 4 rows by one panel; sums are variables, which compilers keep in registers. */
#define ROWS(X) X(0) X(1) X(2) X(3)
#define ZERO(r) __m256i low_##r = _mm256_setzero_si256(), high_##r = low_##r;
#define STEP(r)                                                                                    \
    x = four(q + (r)*inputs + d);                                                                  \
    low_##r = step(low_##r, a0, w0, x);                                                            \
    high_##r = step(high_##r, a1, w1, x);
#define FINISH(r) finish(low_##r, high_##r, q_scale[r], linear, n, y + (r)*stride);

#define TILE(name, EACH_ROW)                                                                       \
    TARGET static void name(const uint8_t *q, const float *q_scale, const drg_linear *linear,      \
        size_t n, float *y, size_t stride) {                                                       \
        const size_t inputs = linear->inputs;                                                      \
        const int8_t *w = linear->weights + n * inputs;                                            \
        (void)stride;                                                                              \
        EACH_ROW(ZERO)                                                                             \
        for (size_t d = 0; d < inputs; d += 4) {                                                   \
            __m256i w0 = _mm256_loadu_si256((const __m256i_u *)(w + d * DRG_PANEL)), x;            \
            __m256i w1 = _mm256_loadu_si256((const __m256i_u *)(w + d * DRG_PANEL + 32));          \
            __m256i a0 = _mm256_abs_epi8(w0), a1 = _mm256_abs_epi8(w1);                            \
            EACH_ROW(STEP)                                                                         \
        }                                                                                          \
        EACH_ROW(FINISH)                                                                           \
    }
#define ONE_ROW(X) X(0)
TILE(tile, ROWS)
TILE(sliver, ONE_ROW)

TARGET static void avx2_multiply(const uint8_t *q, const float *q_scale, size_t rows,
    const drg_linear *linear, float *y, size_t stride) {
    for (size_t n = 0; n < linear->outputs; n += DRG_PANEL) {
        size_t t = 0;
        for (; t + 4 <= rows; t += 4)
            tile(q + t * linear->inputs, q_scale + t, linear, n, y + t * stride, stride);
        for (; t < rows; t++)
            sliver(q + t * linear->inputs, q_scale + t, linear, n, y + t * stride, stride);
    }
}

extern const drg_kernel drg_kernel_avx2;
const drg_kernel drg_kernel_avx2 = {
    "avx2",
    avx2_quantise,
    avx2_multiply,
    avx2_normalise,
    avx2_gelu,
    avx2_attend,
};
#else
typedef int drg_no_avx2; /* a file must declare something */
#endif
