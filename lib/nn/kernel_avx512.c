/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels for AVX-512 with VNNI: one instruction adds 64 products to 16 sums.
 *
 * vpdpbusd multiplies unsigned by signed bytes, so activations carry an offset of 128 and the
 * product is corrected by 128 times the sum of an output's weights, which the file brings. A tile
 * is 6 rows by 4 panels (64 outputs): 24 accumulators, and for each group of 4 inputs 4 loads of
 * weights and 6 broadcasts feed 24 products. Panels run in the outer loop: 4 panels of 384 inputs
 * are 24 KiB, which stay in the first cache while all rows pass by.
 */
#if defined(__x86_64__)
#include "kernel.h"

#include <immintrin.h>

#define KERNEL(name) avx512_##name
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#define LANES 16
#define QUANT_OFFSET 128
#include "kernel_body.h"

/* One row's sums of a panel -> outputs n .. n + 15 of that row. */
INLINE void finish(
    __m512i sums, float row_scale, const drg_linear *linear, size_t n, float *y_row) {
    size_t left = linear->outputs - n;
    __mmask16 mask = (__mmask16)(left < DRG_PANEL ? (1u << left) - 1u : 0xffffu);
    __m512i offset = _mm512_slli_epi32(_mm512_loadu_si512(linear->sums + n), 7);
    __m512 factor = _mm512_mul_ps(_mm512_set1_ps(row_scale), _mm512_loadu_ps(linear->scale + n));
    __m512 v = _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_sub_epi32(sums, offset)), factor);
    _mm512_mask_storeu_ps(y_row + n, mask, _mm512_add_ps(v, _mm512_loadu_ps(linear->bias + n)));
}

INLINE __m512i four(const uint8_t *q) {
    int32_t bytes;
    memcpy(&bytes, q, sizeof bytes);
    return _mm512_set1_epi32(bytes);
}

/*
 * sums += products, in place. Written as an instruction because GCC 12 copies the sums of the
 * intrinsic to another register and back, which costs a third of the speed.
 */
INLINE __m512i products(__m512i sums, __m512i x, __m512i w) {
    __asm__("vpdpbusd %2, %1, %0" : "+v"(sums) : "v"(x), "v"(w));
    return sums;
}

/*
 * 6 rows by 4 panels. The sums are 24 variables and not an array, which compilers keep in memory:
 * s_rp is the sum of row r and panel p.
 */
#define ROWS(X) X(0) X(1) X(2) X(3) X(4) X(5)
#define ZERO(r)                                                                                    \
    __m512i s_##r##0 = _mm512_setzero_si512(), s_##r##1 = s_##r##0, s_##r##2 = s_##r##0,           \
            s_##r##3 = s_##r##0;
#define STEP(r)                                                                                    \
    x = four(q + (r)*inputs + d);                                                                  \
    s_##r##0 = products(s_##r##0, x, w0);                                                          \
    s_##r##1 = products(s_##r##1, x, w1);                                                          \
    s_##r##2 = products(s_##r##2, x, w2);                                                          \
    s_##r##3 = products(s_##r##3, x, w3);
#define FINISH(r)                                                                                  \
    finish(s_##r##0, q_scale[r], linear, n, y + (r)*stride);                                       \
    finish(s_##r##1, q_scale[r], linear, n + DRG_PANEL, y + (r)*stride);                           \
    finish(s_##r##2, q_scale[r], linear, n + 2 * DRG_PANEL, y + (r)*stride);                       \
    finish(s_##r##3, q_scale[r], linear, n + 3 * DRG_PANEL, y + (r)*stride);

TARGET static void tile(const uint8_t *q, const float *q_scale, const drg_linear *linear, size_t n,
    float *y, size_t stride) {
    const size_t inputs = linear->inputs, panel = DRG_PANEL * inputs;
    const int8_t *w = linear->weights + n * inputs;
    ROWS(ZERO)
    for (size_t d = 0; d < inputs; d += 4) {
        __m512i w0 = _mm512_loadu_si512(w + d * DRG_PANEL), x;
        __m512i w1 = _mm512_loadu_si512(w + panel + d * DRG_PANEL);
        __m512i w2 = _mm512_loadu_si512(w + 2 * panel + d * DRG_PANEL);
        __m512i w3 = _mm512_loadu_si512(w + 3 * panel + d * DRG_PANEL);
        ROWS(STEP)
    }
    ROWS(FINISH)
}

/* One row by one panel: what tiles leave over. */
TARGET static void sliver(
    const uint8_t *q, float row_scale, const drg_linear *linear, size_t n, float *y_row) {
    const int8_t *w = linear->weights + n * linear->inputs;
    __m512i sums = _mm512_setzero_si512();
    for (size_t d = 0; d < linear->inputs; d += 4)
        sums = products(sums, four(q + d), _mm512_loadu_si512(w + d * DRG_PANEL));
    finish(sums, row_scale, linear, n, y_row);
}

TARGET static void avx512_multiply(const uint8_t *q, const float *q_scale, size_t rows,
    const drg_linear *linear, float *y, size_t stride) {
    size_t tiled = rows / 6 * 6, n = 0, inputs = linear->inputs;
    for (; n + 4 * DRG_PANEL <= linear->outputs; n += 4 * DRG_PANEL) {
        for (size_t t = 0; t < tiled; t += 6)
            tile(q + t * inputs, q_scale + t, linear, n, y + t * stride, stride);
        for (size_t t = tiled; t < rows; t++)
            for (size_t p = 0; p < 4; p++)
                sliver(q + t * inputs, q_scale[t], linear, n + p * DRG_PANEL, y + t * stride);
    }
    for (; n < linear->outputs; n += DRG_PANEL)
        for (size_t t = 0; t < rows; t++)
            sliver(q + t * inputs, q_scale[t], linear, n, y + t * stride);
}

extern const drg_kernel drg_kernel_avx512;
const drg_kernel drg_kernel_avx512 = {
    "avx512-vnni",
    avx512_quantise,
    avx512_multiply,
    avx512_normalise,
    avx512_gelu,
    avx512_attend,
};
#else
typedef int drg_no_avx512; /* a file must declare something */
#endif
