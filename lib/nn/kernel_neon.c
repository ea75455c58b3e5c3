/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kernels for any AArch64 processor.
 *
 * Its first version has no product of bytes into 32 bits. smull multiplies 8 bytes into 16 bits
 * each, smlal adds 8 more products to them: two of at most 127 * 128 still fit, which is why groups
 * of 4 inputs are taken two at a time. sadalp then adds neighbours into 32 bits, so an output has
 * two halves of its sum side by side until the end. Two rows share the weights: 16 sums and 8
 * registers of weights of the 32 that there are.
 *
 * Cost: 3 instructions for 16 products; kernel_dotprod.c has 1.
 */
#if defined(__aarch64__)
#define KERNEL(name) neon_##name
#define TARGET
#include "kernel_neon.h"

/* Two groups of inputs of 2 outputs: 8 products of 16 bits, then their sums in pairs. */
INLINE int32x4_t low_step(int32x4_t sum, int8x16_t w, int8x16_t x, int8x16_t w2, int8x16_t x2) {
    int16x8_t both = vmull_s8(vget_low_s8(w), vget_low_s8(x));
    return vpadalq_s16(sum, vmlal_s8(both, vget_low_s8(w2), vget_low_s8(x2)));
}

INLINE int32x4_t high_step(int32x4_t sum, int8x16_t w, int8x16_t x, int8x16_t w2, int8x16_t x2) {
    int16x8_t both = vmull_high_s8(w, x);
    return vpadalq_s16(sum, vmlal_high_s8(both, w2, x2));
}

INLINE int8x16_t four_bytes(const uint8_t *x) {
    return vreinterpretq_s8_s32(four(x));
}

/* One row of two_rows: n counts 16 bytes of weights, 4 outputs. */
#define HALVES(r)                                                                                  \
    int32x4_t low_##r[4], high_##r[4];                                                             \
    UNROLL for (int n = 0; n < 4; n++) low_##r[n] = high_##r[n] = vdupq_n_s32(0);
#define BOTH_STEPS(r)                                                                              \
    x = four_bytes(x_at + (r)*x_stride);                                                           \
    x2 = second ? four_bytes(x_at + (r)*x_stride + 4) : vdupq_n_s8(0);                             \
    UNROLL for (int n = 0; n < 4; n++) {                                                           \
        low_##r[n] = low_step(low_##r[n], first_w[n], x, next_w[n], x2);                           \
        high_##r[n] = high_step(high_##r[n], first_w[n], x, next_w[n], x2);                        \
    }
#define FOLD(r)                                                                                    \
    UNROLL for (int n = 0; n < 4; n++)                                                             \
        vst1q_s32(sums + (r)*sums_stride + 4 * n, vpaddq_s32(low_##r[n], high_##r[n]));

/* Two groups at w_at (the second only if there is one), for all rows. */
#define GROUPS(EACH_ROW, is_second)                                                                \
    {                                                                                              \
        const bool second = is_second;                                                             \
        int8x16_t first_w[4], next_w[4], x, x2;                                                    \
        UNROLL for (int n = 0; n < 4; n++) {                                                       \
            first_w[n] = vld1q_s8(w_at + 16 * n);                                                  \
            next_w[n] = second ? vld1q_s8(w_at + 64 + 16 * n) : first_w[n];                        \
        }                                                                                          \
        EACH_ROW(BOTH_STEPS)                                                                       \
    }
#define BYTES_TILE(name, EACH_ROW)                                                                 \
    static void name(const uint8_t *x_at, size_t x_stride, const int8_t *w_at, size_t steps,       \
        int32_t *sums, size_t sums_stride) {                                                       \
        EACH_ROW(HALVES)                                                                           \
        (void)x_stride;                                                                            \
        (void)sums_stride;                                                                         \
        for (; steps >= 2; steps -= 2, x_at += 8, w_at += 128)                                     \
            GROUPS(EACH_ROW, true)                                                                 \
        if (steps)                                                                                 \
            GROUPS(EACH_ROW, false)                                                                \
        EACH_ROW(FOLD)                                                                             \
    }
BYTES_TILE(bytes_2, TWO_ROWS)
BYTES_TILE(bytes_1, ONE_ROW)

static void neon_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    const uint8_t *at = x;
    (void)panels;
    for (; rows >= 2; rows -= 2, at += 2 * x_stride, sums += 2 * sums_stride)
        bytes_2(at, x_stride, w, steps, sums, sums_stride);
    if (rows)
        bytes_1(at, x_stride, w, steps, sums, sums_stride);
}

extern const drg_kernel drg_kernel_neon;
const drg_kernel drg_kernel_neon = NEON_TABLE("neon");
#else
typedef int drg_no_neon; /* a file must declare something */
#endif
