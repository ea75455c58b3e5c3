/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the two tables for AArch64 share: registers of 4 lanes, and the products of pairs of 16
 * bits, for which SDOT has no form. Includes kernel_body.h; the file that includes this defines
 * KERNEL and TARGET and then writes KERNEL(bytes_tile).
 *
 * vld2q_s16 reads 8 outputs' pairs with first and second inputs in registers of their own, so one
 * multiplication by a lane of the row (smlal) serves 4 outputs and nothing is folded at the end.
 */
#include "kernel.h"

#include <arm_neon.h>
#include <string.h>

#define LANES 4
#define LARGER(a, b) (lanes) vmaxq_f32((float32x4_t)(a), (float32x4_t)(b))
#define SMALLER(a, b) (lanes) vminq_f32((float32x4_t)(a), (float32x4_t)(b))
#define INTEGER_LARGER(a, b) (int_lanes) vmaxq_s32((int32x4_t)(a), (int32x4_t)(b))
#define STORE_BYTES(p, v) store_bytes(p, (uint32x4_t)(v))
#define STORE_SHORTS(p, v) vst1_s16(p, vmovn_s32((int32x4_t)(v)))
#define QUANT_OFFSET 0
#define TILE_ROWS 4
#define TILE_PANELS 1

TARGET static inline void store_bytes(uint8_t *p, uint32x4_t v) {
    uint16x4_t shorts = vmovn_u32(v);
    uint8x8_t bytes = vmovn_u16(vcombine_u16(shorts, shorts));
    memcpy(p, &bytes, 4);
}

TARGET static void KERNEL(bytes_tile)(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
TARGET static void KERNEL(pairs_tile)(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
#include "kernel_body.h"

/* The 4 bytes at x, four times. */
INLINE int32x4_t four(const uint8_t *x) {
    int32_t bytes;
    memcpy(&bytes, x, sizeof bytes);
    return vdupq_n_s32(bytes);
}

/* Sums are variables (s_rn: row r, outputs 4 n ..), which compilers keep in registers. */
#define ONE_ROW(X) X(0)
#define TWO_ROWS(X) X(0) X(1)
#define FOUR_ROWS(X) X(0) X(1) X(2) X(3)
#define ZERO(r)                                                                                    \
    int32x4_t s_##r##0 = vdupq_n_s32(0), s_##r##1 = s_##r##0, s_##r##2 = s_##r##0,                 \
              s_##r##3 = s_##r##0;
#define STORE(r)                                                                                   \
    vst1q_s32(sums + (r)*sums_stride, s_##r##0);                                                   \
    vst1q_s32(sums + (r)*sums_stride + 4, s_##r##1);                                               \
    vst1q_s32(sums + (r)*sums_stride + 8, s_##r##2);                                               \
    vst1q_s32(sums + (r)*sums_stride + 12, s_##r##3);

#define PAIRS_STEP(r)                                                                              \
    x = vget_low_s16(vreinterpretq_s16_s32(four(x_at + (r)*x_stride)));                            \
    s_##r##0 = vmlal_lane_s16(s_##r##0, vget_low_s16(low.val[0]), x, 0);                           \
    s_##r##1 = vmlal_lane_s16(s_##r##1, vget_high_s16(low.val[0]), x, 0);                          \
    s_##r##2 = vmlal_lane_s16(s_##r##2, vget_low_s16(high.val[0]), x, 0);                          \
    s_##r##3 = vmlal_lane_s16(s_##r##3, vget_high_s16(high.val[0]), x, 0);                         \
    s_##r##0 = vmlal_lane_s16(s_##r##0, vget_low_s16(low.val[1]), x, 1);                           \
    s_##r##1 = vmlal_lane_s16(s_##r##1, vget_high_s16(low.val[1]), x, 1);                          \
    s_##r##2 = vmlal_lane_s16(s_##r##2, vget_low_s16(high.val[1]), x, 1);                          \
    s_##r##3 = vmlal_lane_s16(s_##r##3, vget_high_s16(high.val[1]), x, 1);

/* Always all rows: the caller has filled them. */
TARGET static void KERNEL(pairs_tile)(const void *x_all, size_t x_stride, size_t rows,
    const void *w, size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    const uint8_t *x_at = x_all;
    const int16_t *w_at = w;
    (void)rows;
    (void)panels;
    FOUR_ROWS(ZERO)
    for (size_t g = 0; g < steps; g++, x_at += 4, w_at += 32) {
        const int16x8x2_t low = vld2q_s16(w_at), high = vld2q_s16(w_at + 16);
        int16x4_t x;
        FOUR_ROWS(PAIRS_STEP)
    }
    FOUR_ROWS(STORE)
}

#define NEON_TABLE(title)                                                                          \
    {                                                                                              \
        title, KERNEL(quantise), KERNEL(multiply), KERNEL(multiply_gelu), KERNEL(normalise),       \
            KERNEL(gelu), KERNEL(attend),                                                          \
    }
