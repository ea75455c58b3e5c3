/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels for AVX2, which has no product of bytes into 32 bits.
 *
 * vpmaddubsw multiplies unsigned by signed bytes and adds pairs with saturation. With weights and
 * activations in -127..127, |w| times (x with the sign of w) is exact: a pair is at most 2 * 127 *
 * 127 = 32,258. vpmaddwd by ones adds the pairs into 32 bits; attention's pairs need it alone. A
 * tile is 4 rows by 1 panel: 8 accumulators, the weights' absolute values made once for all rows.
 */
#if defined(__x86_64__)
#include "kernel.h"

#include <immintrin.h>

#define KERNEL(name) avx2_##name
#define TARGET __attribute__((target("avx2")))
#define LANES 8
#define LARGER(a, b) _mm256_max_ps(a, b)
#define SMALLER(a, b) _mm256_min_ps(a, b)
#define INTEGER_LARGER(a, b) (int_lanes) _mm256_max_epi32((__m256i)(a), (__m256i)(b))
#define STORE_BYTES(p, v) store_bytes(p, (__m256i)(v))
#define STORE_SHORTS(p, v) store_shorts(p, (__m256i)(v))
#define QUANT_OFFSET 0
#define TILE_ROWS 4
#define TILE_PANELS 1

TARGET static inline void store_shorts(int16_t *p, __m256i v) {
    v = _mm256_and_si256(v, _mm256_set1_epi32(0xffff));
    v = _mm256_permute4x64_epi64(_mm256_packus_epi32(v, v), 0x08);
    _mm_storeu_si128((__m128i_u *)p, _mm256_castsi256_si128(v));
}

TARGET static inline void store_bytes(uint8_t *p, __m256i v) {
    v = _mm256_and_si256(v, _mm256_set1_epi32(0xff));
    v = _mm256_permute4x64_epi64(_mm256_packus_epi32(v, v), 0x08);
    __m128i shorts = _mm256_castsi256_si128(v);
    _mm_storel_epi64((__m128i_u *)p, _mm_packus_epi16(shorts, shorts));
}

TARGET static void avx2_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
TARGET static void avx2_pairs_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
#include "kernel_body.h"

/* Adds 4 inputs of 8 outputs to their sums. a: |w|. */
INLINE __m256i step(__m256i sums, __m256i a, __m256i w, __m256i x) {
    __m256i pairs = _mm256_maddubs_epi16(a, _mm256_sign_epi8(x, w));
    return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

INLINE __m256i pair_step(__m256i sums, __m256i w, __m256i x) {
    return _mm256_add_epi32(sums, _mm256_madd_epi16(w, x));
}

INLINE __m256i four(const uint8_t *x) {
    int32_t bytes;
    memcpy(&bytes, x, sizeof bytes);
    return _mm256_set1_epi32(bytes);
}

/* Sums are variables, which compilers keep in registers. */
#define ONE_ROW(X) X(0)
#define FOUR_ROWS(X) X(0) X(1) X(2) X(3)
#define ZERO(r) __m256i low_##r = _mm256_setzero_si256(), high_##r = low_##r;
#define BYTES_STEP(r)                                                                              \
    x = four(x_at + (r)*x_stride);                                                                 \
    low_##r = step(low_##r, a0, w0, x);                                                            \
    high_##r = step(high_##r, a1, w1, x);
#define PAIRS_STEP(r)                                                                              \
    x = four(x_at + (r)*x_stride);                                                                 \
    low_##r = pair_step(low_##r, w0, x);                                                           \
    high_##r = pair_step(high_##r, w1, x);
#define STORE(r)                                                                                   \
    _mm256_storeu_si256((__m256i_u *)(sums + (r)*sums_stride), low_##r);                           \
    _mm256_storeu_si256((__m256i_u *)(sums + (r)*sums_stride + 8), high_##r);

#define TILE(name, EACH_ROW, STEP)                                                                 \
    TARGET static void name(const uint8_t *x_at, size_t x_stride, const uint8_t *w_at,             \
        size_t steps, int32_t *sums, size_t sums_stride) {                                         \
        EACH_ROW(ZERO)                                                                             \
        (void)x_stride;                                                                            \
        (void)sums_stride;                                                                         \
        for (size_t g = 0; g < steps; g++, x_at += 4, w_at += 64) {                                \
            __m256i w0 = _mm256_loadu_si256((const __m256i_u *)w_at), x;                           \
            __m256i w1 = _mm256_loadu_si256((const __m256i_u *)(w_at + 32));                       \
            __m256i a0 = _mm256_abs_epi8(w0), a1 = _mm256_abs_epi8(w1);                            \
            (void)a0, (void)a1;                                                                    \
            EACH_ROW(STEP)                                                                         \
        }                                                                                          \
        EACH_ROW(STORE)                                                                            \
    }
TILE(bytes_4, FOUR_ROWS, BYTES_STEP)
TILE(bytes_1, ONE_ROW, BYTES_STEP)
TILE(pairs_4, FOUR_ROWS, PAIRS_STEP)

TARGET static void avx2_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    (void)panels;
    if (rows == TILE_ROWS) {
        bytes_4(x, x_stride, w, steps, sums, sums_stride);
        return;
    }
    for (size_t r = 0; r < rows; r++)
        bytes_1((const uint8_t *)x + r * x_stride, x_stride, w, steps, sums + r * sums_stride,
            sums_stride);
}

/* Always all rows: the caller has filled them. */
TARGET static void avx2_pairs_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    (void)rows;
    (void)panels;
    pairs_4(x, x_stride, w, steps, sums, sums_stride);
}

extern const drg_kernel drg_kernel_avx2;
const drg_kernel drg_kernel_avx2 = {
    "avx2",
    avx2_quantise,
    avx2_multiply,
    avx2_multiply_gelu,
    avx2_normalise,
    avx2_gelu,
    avx2_attend,
};
#else
typedef int drg_no_avx2; /* a file must declare something */
#endif
