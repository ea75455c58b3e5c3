/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_KERNEL_H
#define DRG_NN_KERNEL_H
/*
 * The arithmetic of the reading engine: a table of functions for each instruction set.
 *
 * Every table gives the same bits. Products are of integers and exact; everything else is
 * single precision in one order of operations (sums run over 16 lanes that are folded as a tree)
 * and nothing is fused, so it does not matter how wide the machine's registers are. Tables are
 * constant and may be used by any number of threads.
 *
 * Shapes: D columns of a row, N outputs, T rows. D is a multiple of 16 for all but `multiply` (of
 * 4 there), N may be anything: packed weights are padded to whole panels, outputs are not.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DRG_PANEL 16 /* outputs that lie together in packed weights */

/*
 * A linear map, N outputs of D inputs: y[n] = (sum_d x[d] w[n][d]) * scale[n] * (scale of x) +
 * bias[n]. Weights are packed for 4-byte products: panel p holds outputs 16 p .. 16 p + 15; inside
 * it, group g holds inputs 4 g .. 4 g + 3 of the 16 outputs in turn, 64 bytes. Outputs past N are
 * zero.
 */
typedef struct drg_linear {
    const int8_t *weights; /* [ceil(N / 16)][D / 4][16][4] */
    const float *scale; /* [N padded to 16] */
    const float *bias; /* [N padded to 16] */
    const int32_t *sums; /* [N padded to 16] sum of the weights of each output */
    uint32_t outputs, inputs; /* N, D */
} drg_linear;

typedef struct drg_kernel {
    const char *name;
    /*
     * x [T][D] -> q [T][D] and a scale a row: q = round(x / scale), -127..127, plus an offset that
     * only `multiply` of the same table knows. A row of zeros gets scale 0. top: NULL, or what
     * `multiply_gelu` left.
     */
    void (*quantise)(
        const float *x, size_t rows, size_t columns, const float *top, uint8_t *q, float *scale);
    /* y [T][stride] from quantised rows; writes N columns of each row. stride >= N. */
    void (*multiply)(const uint8_t *q, const float *q_scale, size_t rows, const drg_linear *linear,
        float *y, size_t stride);
    /* The same, then `gelu`; top [T][16] gets the greatest |y| of each row, spread over lanes. N is
     * a multiple of 16. */
    void (*multiply_gelu)(const uint8_t *q, const float *q_scale, size_t rows,
        const drg_linear *linear, float *y, size_t stride, float *top);
    /* x = norm(x + y) * gain + bias, rows of D; y may be NULL. */
    void (*normalise)(float *x, const float *y, size_t rows, size_t columns, const float *gain,
        const float *bias);
    /* x -> x * sigmoid(1.595769 (x + 0.044715 x^3)), GELU in its tanh form, within 1.7e-4. count: a
     * multiple of 16. */
    void (*gelu)(float *x, size_t count);
    /*
     * Attention of one head over one window of T <= 256 pieces, for some of its rows: `queries`
     * rows of 32 columns, query_stride apart, against the T rows of key and value, `stride` apart.
     * out: a row for each query, may be the same memory as query. work: drg_attend_work(T) bytes.
     */
    void (*attend)(const float *query, size_t queries, size_t query_stride, const float *key,
        const float *value, size_t rows, size_t stride, float *out, size_t out_stride, void *work);
} drg_kernel;

#define DRG_HEAD 32 /* columns of an attention head */

/* Bytes that `attend` needs for T rows: see heads_work in kernel_body.h; 6 is the most rows of a
 * tile. */
static inline size_t drg_attend_work(size_t rows) {
    size_t padded = (rows + 15) / 16 * 16;
    return 64 + 2 * (2 * DRG_HEAD * padded + 6 * DRG_HEAD + 6 * padded) + 4 * 6 * padded;
}

extern const drg_kernel drg_kernel_portable;
#if defined(__aarch64__) && defined(__linux__) &&                                                  \
    (!defined(__clang__) || defined(__ARM_FEATURE_DOTPROD))
#define DRG_KERNEL_DOTPROD /* the compiler can make this table, the processor may run it */
extern const drg_kernel drg_kernel_dotprod;
#endif
/* The tables that this machine can run, best first; the last is the portable one. Returns how many
 * were written (at most 4). */
size_t drg_kernel_list(const drg_kernel *tables[4]);

#endif
