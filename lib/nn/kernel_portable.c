/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel table that any machine can run, and the list of those that this one can.
 *
 * It is the reference: plain C over the packed weights (kernel.h), against which the tests hold
 * every other table, bit for bit. A product takes 16 outputs of one panel at a time, so that the
 * 16 sums stay in registers and the compiler may use whatever vectors the baseline has.
 */
#include "kernel.h"

#define KERNEL(name) portable_##name
#define TARGET
#define LANES 4
#define QUANT_OFFSET 0
#include "kernel_body.h"

/* 16 sums of one row: a panel's outputs. */
static inline void panel_sums(const int8_t *w, const int8_t *x, size_t inputs, int32_t sums[16]) {
    for (int n = 0; n < DRG_PANEL; n++)
        sums[n] = 0;
    for (size_t d = 0; d < inputs; d += 4) {
        const int8_t *wg = w + d * DRG_PANEL, *xg = x + d;
        for (int n = 0; n < DRG_PANEL; n++)
            sums[n] += wg[4 * n] * xg[0] + wg[4 * n + 1] * xg[1] + wg[4 * n + 2] * xg[2] +
                       wg[4 * n + 3] * xg[3];
    }
}

static void portable_multiply(const uint8_t *q, const float *q_scale, size_t rows,
    const drg_linear *linear, float *y, size_t stride) {
    size_t outputs = linear->outputs;
    for (size_t n = 0; n < outputs; n += DRG_PANEL) {
        const int8_t *w = linear->weights + n * linear->inputs;
        size_t left = outputs - n < DRG_PANEL ? outputs - n : DRG_PANEL;
        for (size_t t = 0; t < rows; t++) {
            int32_t sums[DRG_PANEL];
            panel_sums(w, (const int8_t *)q + t * linear->inputs, linear->inputs, sums);
            for (size_t i = 0; i < left; i++)
                y[t * stride + n + i] =
                    (float)sums[i] * (q_scale[t] * linear->scale[n + i]) + linear->bias[n + i];
        }
    }
}

const drg_kernel drg_kernel_portable = {
    "portable",
    portable_quantise,
    portable_multiply,
    portable_normalise,
    portable_gelu,
    portable_attend,
};

#if defined(__x86_64__)
extern const drg_kernel drg_kernel_avx2, drg_kernel_avx512;
#endif

size_t drg_kernel_list(const drg_kernel *tables[4]) {
    size_t count = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
        tables[count++] = &drg_kernel_avx512;
    if (__builtin_cpu_supports("avx2"))
        tables[count++] = &drg_kernel_avx2;
#endif
    tables[count++] = &drg_kernel_portable;
    return count;
}
