/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels for AVX-512 with VNNI: one instruction adds 64 products of bytes, or 32 of pairs of
 * bytes, to 16 sums.
 *
 * vpdpbusd multiplies unsigned by signed bytes, so activations carry an offset of 128 and the
 * product is corrected by 128 times the sum of an output's weights, which the file brings. A tile
 * is 6 rows by 4 panels (64 outputs): 24 accumulators, and for each group of 4 bytes 4 loads of
 * weights and 6 broadcasts feed 24 products. 4 panels of 384 inputs are 24 KiB, which stay in the
 * first cache while all rows pass by.
 *
 * Cost: a core that starts one such instruction a cycle does 128 operations in it, 470 GOPS at 3.7
 * GHz (AMD's Zen 4); others two. `make bench-kernels` measures that and how near the tiles come.
 */
#if defined(__x86_64__)
#include "kernel.h"

#include <immintrin.h>

#define KERNEL(name) avx512_##name
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#define LANES 16
#define LARGER(a, b) _mm512_max_ps(a, b)
#define SMALLER(a, b) _mm512_min_ps(a, b)
#define INTEGER_LARGER(a, b) (int_lanes) _mm512_max_epi32((__m512i)(a), (__m512i)(b))
#define STORE_BYTES(p, v) store_bytes(p, (__m512i)(v))
#define STORE_SHORTS(p, v) store_shorts(p, (__m512i)(v))
#define QUANT_OFFSET 128
#define TILE_ROWS 6
#define TILE_PANELS 4
#define HAS_WHOLE_TILE

/* The forms of vpmovdb and vpmovdw that store are slow on Zen 4, so a register comes between. */
TARGET static inline void store_bytes(uint8_t *p, __m512i v) {
    __m128i low = _mm512_cvtepi32_epi8(v);
    __asm__("" : "+v"(low));
    _mm_storeu_si128((__m128i_u *)p, low);
}

TARGET static inline void store_shorts(int16_t *p, __m512i v) {
    __m256i low = _mm512_cvtepi32_epi16(v);
    __asm__("" : "+v"(low));
    _mm256_storeu_si256((__m256i_u *)p, low);
}

TARGET static void avx512_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
TARGET static void avx512_pairs_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
#include "kernel_body.h"

INLINE __m512i four(const uint8_t *x) {
    int32_t bytes;
    memcpy(&bytes, x, sizeof bytes);
    return _mm512_set1_epi32(bytes);
}

/*
 * sums += products, in place. Written as an instruction because GCC 12 copies the sums of the
 * intrinsic to another register and back, which costs a third of the speed.
 */
#define BYTES(sums, x, w) __asm__("vpdpbusd %2, %1, %0" : "+v"(sums) : "v"(x), "v"(w))
#define PAIRS(sums, x, w) __asm__("vpdpwssd %2, %1, %0" : "+v"(sums) : "v"(x), "v"(w))

/*
 * A tile of each size. The sums are variables (s_rp: row r, panel p) and not an array, which
 * compilers keep in memory.
 */
#define ONE_PANEL(X, r) X(r, 0)
#define TWO_PANELS(X, r) X(r, 0) X(r, 1)
#define FOUR_PANELS(X, r) X(r, 0) X(r, 1) X(r, 2) X(r, 3)
#define ONE_ROW(DO, X) DO(X, 0)
#define TWO_ROWS(DO, X) ONE_ROW(DO, X) DO(X, 1)
#define THREE_ROWS(DO, X) TWO_ROWS(DO, X) DO(X, 2)
#define FOUR_ROWS(DO, X) THREE_ROWS(DO, X) DO(X, 3)
#define FIVE_ROWS(DO, X) FOUR_ROWS(DO, X) DO(X, 4)
#define SIX_ROWS(DO, X) FIVE_ROWS(DO, X) DO(X, 5)

#define ZERO(r, p) __m512i s_##r##p = _mm512_setzero_si512();
#define LOAD(r, p) __m512i w_##p = _mm512_loadu_si512(w_at + 64 * steps * (p));
#define BYTES_STEP(r, p) BYTES(s_##r##p, x, w_##p);
#define PAIRS_STEP(r, p) PAIRS(s_##r##p, x, w_##p);
#define ROW_OF_BYTES(P, r)                                                                         \
    x = four(x_at + (r)*x_stride);                                                                 \
    P(BYTES_STEP, r)
#define ROW_OF_PAIRS(P, r)                                                                         \
    x = four(x_at + (r)*x_stride);                                                                 \
    P(PAIRS_STEP, r)
#define STORE(r, p) _mm512_storeu_si512(sums + (r)*sums_stride + 16 * (p), s_##r##p);

#define TILE(name, EACH_ROW, EACH_PANEL, ROW)                                                      \
    TARGET static void name(const uint8_t *x_at, size_t x_stride, const uint8_t *w_at,             \
        size_t steps, int32_t *sums, size_t sums_stride) {                                         \
        EACH_ROW(EACH_PANEL, ZERO)                                                                 \
        (void)x_stride;                                                                            \
        (void)sums_stride;                                                                         \
        for (size_t g = 0; g < steps; g++, x_at += 4, w_at += 64) {                                \
            __m512i x;                                                                             \
            EACH_PANEL(LOAD, 0)                                                                    \
            EACH_ROW(ROW, EACH_PANEL)                                                              \
        }                                                                                          \
        EACH_ROW(EACH_PANEL, STORE)                                                                \
    }
#define TILES(rows, EACH_ROW)                                                                      \
    TILE(bytes_##rows##_by_4, EACH_ROW, FOUR_PANELS, ROW_OF_BYTES)                                 \
    TILE(bytes_##rows##_by_1, EACH_ROW, ONE_PANEL, ROW_OF_BYTES)
TILES(1, ONE_ROW)
TILES(2, TWO_ROWS)
TILES(3, THREE_ROWS)
TILES(4, FOUR_ROWS)
TILES(5, FIVE_ROWS)
TILES(6, SIX_ROWS)
TILE(pairs_6_by_4, SIX_ROWS, FOUR_PANELS, ROW_OF_PAIRS)
TILE(pairs_6_by_2, SIX_ROWS, TWO_PANELS, ROW_OF_PAIRS)
TILE(pairs_6_by_1, SIX_ROWS, ONE_PANEL, ROW_OF_PAIRS)

/* 16 sums are a vector of one register. */
INLINE v16 outputs_of(
    __m512i sums, float row_scale, const drg_linear *linear, size_t n, float *y_row, bool gelu) {
    i16 whole = {{(int_lanes)sums}};
    return finish(whole, row_scale, linear, n, y_row, gelu);
}

#define FINISH(r, p)                                                                               \
    outputs_of(                                                                                    \
        s_##r##p, q_scale[t + (r)], linear, n + 16 * (p), out.y + (t + (r)) * out.stride, false);
#define FINISH_GELU(r, p)                                                                          \
    top = v_max(top, v_absolute(outputs_of(s_##r##p, q_scale[t + (r)], linear, n + 16 * (p),       \
                         out.y + (t + (r)) * out.stride, true)));
#define FINISH_ROW(P, r)                                                                           \
    top = v_load(out.top + 16 * (t + (r)));                                                        \
    P(FINISH_GELU, r)                                                                              \
    v_store(out.top + 16 * (t + (r)), top);

TARGET static void avx512_whole_tile(const uint8_t *x_at, const int8_t *w_at, const float *q_scale,
    const drg_linear *linear, size_t t, size_t n, linear_out out) {
    const size_t x_stride = linear->inputs, steps = x_stride / 4;
    SIX_ROWS(FOUR_PANELS, ZERO)
    for (size_t g = 0; g < steps; g++, x_at += 4, w_at += 64) {
        __m512i x;
        FOUR_PANELS(LOAD, 0)
        SIX_ROWS(ROW_OF_BYTES, FOUR_PANELS)
    }
    if (out.top) {
        v16 top;
        SIX_ROWS(FINISH_ROW, FOUR_PANELS)
    } else {
        SIX_ROWS(FOUR_PANELS, FINISH)
    }
}

typedef void tile(const uint8_t *x_at, size_t x_stride, const uint8_t *w_at, size_t steps,
    int32_t *sums, size_t sums_stride);

TARGET static void avx512_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    static tile *const by_4[] = {
        NULL, bytes_1_by_4, bytes_2_by_4, bytes_3_by_4, bytes_4_by_4, bytes_5_by_4, bytes_6_by_4};
    static tile *const by_1[] = {
        NULL, bytes_1_by_1, bytes_2_by_1, bytes_3_by_1, bytes_4_by_1, bytes_5_by_1, bytes_6_by_1};
    if (panels == 4) {
        by_4[rows](x, x_stride, w, steps, sums, sums_stride);
        return;
    }
    for (size_t p = 0; p < panels; p++)
        by_1[rows](
            x, x_stride, (const uint8_t *)w + 64 * steps * p, steps, sums + 16 * p, sums_stride);
}

/* Always all rows: the caller has filled them. */
TARGET static void avx512_pairs_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    const uint8_t *at = w;
    (void)rows;
    for (; panels >= 4; panels -= 4, at += 256 * steps, sums += 64)
        pairs_6_by_4(x, x_stride, at, steps, sums, sums_stride);
    for (; panels >= 2; panels -= 2, at += 128 * steps, sums += 32)
        pairs_6_by_2(x, x_stride, at, steps, sums, sums_stride);
    if (panels)
        pairs_6_by_1(x, x_stride, at, steps, sums, sums_stride);
}

extern const drg_kernel drg_kernel_avx512;
const drg_kernel drg_kernel_avx512 = {
    "avx512-vnni",
    avx512_quantise,
    avx512_multiply,
    avx512_multiply_gelu,
    avx512_normalise,
    avx512_gelu,
    avx512_attend,
};
#else
typedef int drg_no_avx512; /* a file must declare something */
#endif
