/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels for AArch64 with dot products (FEAT_DotProd, optional from Armv8.2 and part of 8.4): one
 * SDOT adds 16 products of signed bytes to 4 sums, which is how the weights are packed.
 *
 * A tile is 4 rows by 1 panel: 16 sums, 4 registers of weights, one with 4 bytes of a row; 8 loads
 * for 16 SDOT. With Clang the table is there only where the build is for such processors
 * (kernel.h). Not yet timed on such a processor.
 */
#include "kernel.h"

#if defined(DRG_KERNEL_DOTPROD)
#define KERNEL(name) dotprod_##name
#if defined(__ARM_FEATURE_DOTPROD)
#define TARGET
#else
#define TARGET __attribute__((target("arch=armv8.2-a+dotprod")))
#endif
#include "kernel_neon.h"

#define BYTES_STEP(r)                                                                              \
    x = vreinterpretq_s8_s32(four(x_at + (r)*x_stride));                                           \
    s_##r##0 = vdotq_s32(s_##r##0, w_0, x);                                                        \
    s_##r##1 = vdotq_s32(s_##r##1, w_1, x);                                                        \
    s_##r##2 = vdotq_s32(s_##r##2, w_2, x);                                                        \
    s_##r##3 = vdotq_s32(s_##r##3, w_3, x);

#define BYTES_TILE(name, EACH_ROW)                                                                 \
    TARGET static void name(const uint8_t *x_at, size_t x_stride, const int8_t *w_at,              \
        size_t steps, int32_t *sums, size_t sums_stride) {                                         \
        EACH_ROW(ZERO)                                                                             \
        (void)x_stride;                                                                            \
        (void)sums_stride;                                                                         \
        for (size_t g = 0; g < steps; g++, x_at += 4, w_at += 64) {                                \
            const int8x16_t w_0 = vld1q_s8(w_at), w_1 = vld1q_s8(w_at + 16);                       \
            const int8x16_t w_2 = vld1q_s8(w_at + 32), w_3 = vld1q_s8(w_at + 48);                  \
            int8x16_t x;                                                                           \
            EACH_ROW(BYTES_STEP)                                                                   \
        }                                                                                          \
        EACH_ROW(STORE)                                                                            \
    }
BYTES_TILE(bytes_4, FOUR_ROWS)
BYTES_TILE(bytes_2, TWO_ROWS)
BYTES_TILE(bytes_1, ONE_ROW)

TARGET static void dotprod_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    const uint8_t *at = x;
    (void)panels;
    if (rows == TILE_ROWS) {
        bytes_4(at, x_stride, w, steps, sums, sums_stride);
        return;
    }
    for (; rows >= 2; rows -= 2, at += 2 * x_stride, sums += 2 * sums_stride)
        bytes_2(at, x_stride, w, steps, sums, sums_stride);
    if (rows)
        bytes_1(at, x_stride, w, steps, sums, sums_stride);
}

const drg_kernel drg_kernel_dotprod = NEON_TABLE("neon-dotprod");
#else
typedef int drg_no_dotprod; /* a file must declare something */
#endif
