/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The float half of a kernel table, written once and compiled for each instruction set.
 *
 * The file that includes this defines KERNEL(name) (the name of a function of this table), TARGET
 * (the attribute that allows its instructions), LANES (floats of a register: 4, 8 or 16) and
 * QUANT_OFFSET (what its `multiply` wants added to a quantised value).
 *
 * Everything runs over 16 lanes, held in as many registers as that takes, so a narrower machine
 * does more instructions for the same result: each operation is one IEEE operation a lane, sums
 * over a row add 16 lanes and fold them as a tree, and the build forbids contraction
 * (-ffp-contract=off).
 *
 * exp: Cephes' expf (Moshier 1989): x = n ln 2 + r, a polynomial of degree 6 in r, n put into the
 * exponent; relative error below 2e-7 over the range that softmax and GELU need. Rounding to the
 * nearest integer adds and takes away 1.5 * 2^23, which works for |x| < 2^22.
 *
 * No function here allocates, or branches on data, apart from loop bounds.
 */
#include <math.h>
#include <string.h>

typedef float lanes __attribute__((vector_size(4 * LANES)));
typedef int32_t int_lanes __attribute__((vector_size(4 * LANES)));
typedef uint8_t byte_lanes __attribute__((vector_size(LANES)));
enum { PARTS = 16 / LANES };
enum { BLOCK = LANES / 4 < 2 ? 1 : LANES / 4 }; /* rows of attention at once: what registers hold */

typedef struct v16 { /* 16 floats */
    lanes part[PARTS];
} v16;

#define INLINE static inline __attribute__((always_inline)) TARGET
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif
#define EACH_PART UNROLL for (int i = 0; i < PARTS; i++)

INLINE v16 v_load(const float *p) {
    v16 v;
    EACH_PART memcpy(&v.part[i], p + LANES * i, sizeof v.part[i]);
    return v;
}

INLINE void v_store(float *p, v16 v) {
    EACH_PART memcpy(p + LANES * i, &v.part[i], sizeof v.part[i]);
}

INLINE v16 v_all(float x) {
    v16 v;
    EACH_PART v.part[i] = (lanes){0} + x;
    return v;
}

INLINE v16 v_add(v16 a, v16 b) {
    EACH_PART a.part[i] = a.part[i] + b.part[i];
    return a;
}

INLINE v16 v_sub(v16 a, v16 b) {
    EACH_PART a.part[i] = a.part[i] - b.part[i];
    return a;
}

INLINE v16 v_mul(v16 a, v16 b) {
    EACH_PART a.part[i] = a.part[i] * b.part[i];
    return a;
}

INLINE v16 v_div(v16 a, v16 b) {
    EACH_PART a.part[i] = a.part[i] / b.part[i];
    return a;
}

INLINE v16 v_times(v16 a, float x) {
    EACH_PART a.part[i] = a.part[i] * x;
    return a;
}

INLINE v16 v_plus(v16 a, float x) {
    EACH_PART a.part[i] = a.part[i] + x;
    return a;
}

/* a where a > b, else b. */
INLINE v16 v_max(v16 a, v16 b) {
    EACH_PART {
        int_lanes greater = a.part[i] > b.part[i];
        a.part[i] = (lanes)(((int_lanes)a.part[i] & greater) | ((int_lanes)b.part[i] & ~greater));
    }
    return a;
}

INLINE v16 v_min(v16 a, v16 b) {
    EACH_PART {
        int_lanes smaller = a.part[i] < b.part[i];
        a.part[i] = (lanes)(((int_lanes)a.part[i] & smaller) | ((int_lanes)b.part[i] & ~smaller));
    }
    return a;
}

INLINE v16 v_absolute(v16 a) {
    EACH_PART a.part[i] = (lanes)((int_lanes)a.part[i] & 0x7fffffff);
    return a;
}

#define ROUNDER 12582912.0f /* 1.5 * 2^23 */

/* To the nearest integer, ties to even. */
INLINE v16 v_round(v16 a) {
    EACH_PART a.part[i] = (a.part[i] + ROUNDER) - ROUNDER;
    return a;
}

/* ((0+8)+(4+12)) + ((2+10)+(6+14)) and so on: halves are added until one lane is left. */
INLINE float v_sum(v16 v) {
    float a[16];
    v_store(a, v);
    for (int half = 8; half; half /= 2)
        for (int i = 0; i < half; i++)
            a[i] = a[i] + a[i + half];
    return a[0];
}

INLINE float v_top(v16 v) {
    float a[16];
    v_store(a, v);
    for (int half = 8; half; half /= 2)
        for (int i = 0; i < half; i++)
            a[i] = a[i] > a[i + half] ? a[i] : a[i + half];
    return a[0];
}

INLINE v16 v_exp(v16 x) {
    x = v_min(v_max(x, v_all(-87.0f)), v_all(88.0f));
    v16 n = v_round(v_times(x, 1.44269504088896341f));
    v16 r = v_sub(x, v_times(n, 0.693359375f));
    r = v_sub(r, v_times(n, -2.12194440e-4f));
    v16 p = v_all(1.9875691500e-4f);
    p = v_plus(v_mul(p, r), 1.3981999507e-3f);
    p = v_plus(v_mul(p, r), 8.3334519073e-3f);
    p = v_plus(v_mul(p, r), 4.1665795894e-2f);
    p = v_plus(v_mul(p, r), 1.6666665459e-1f);
    p = v_plus(v_mul(p, r), 5.0000001201e-1f);
    p = v_plus(v_add(v_mul(p, v_mul(r, r)), r), 1.0f);
    EACH_PART {
        int_lanes power = (__builtin_convertvector(n.part[i], int_lanes) + 127) << 23;
        p.part[i] = p.part[i] * (lanes)power;
    }
    return p;
}

TARGET static void KERNEL(quantise)(
    const float *x, size_t rows, size_t columns, uint8_t *q, float *scale) {
    for (size_t t = 0; t < rows; t++) {
        const float *row = x + t * columns;
        v16 top = v_all(0.0f);
        for (size_t d = 0; d < columns; d += 16)
            top = v_max(v_absolute(v_load(row + d)), top);
        float most = v_top(top);
        scale[t] = most / 127.0f;
        float inverse = most > 0.0f ? 127.0f / most : 0.0f;
        for (size_t d = 0; d < columns; d += 16) {
            v16 v = v_round(v_times(v_load(row + d), inverse));
            uint8_t *to = q + t * columns + d;
            EACH_PART {
                int_lanes n = __builtin_convertvector(v.part[i], int_lanes) + QUANT_OFFSET;
                byte_lanes bytes = __builtin_convertvector(n, byte_lanes);
                memcpy(to + LANES * i, &bytes, sizeof bytes);
            }
        }
    }
}

TARGET static void KERNEL(normalise)(
    float *x, const float *y, size_t rows, size_t columns, const float *gain, const float *bias) {
    const float count = (float)columns;
    for (size_t t = 0; t < rows; t++) {
        float *row = x + t * columns;
        v16 sum = v_all(0.0f);
        for (size_t d = 0; d < columns; d += 16) {
            v16 v = v_load(row + d);
            if (y)
                v = v_add(v, v_load(y + t * columns + d));
            v_store(row + d, v);
            sum = v_add(sum, v);
        }
        v16 mean = v_all(v_sum(sum) / count);
        v16 square = v_all(0.0f);
        for (size_t d = 0; d < columns; d += 16) {
            v16 v = v_sub(v_load(row + d), mean);
            square = v_add(square, v_mul(v, v));
        }
        float factor = 1.0f / sqrtf(v_sum(square) / count + 1e-12f);
        for (size_t d = 0; d < columns; d += 16) {
            v16 v = v_times(v_sub(v_load(row + d), mean), factor);
            v_store(row + d, v_add(v_mul(v, v_load(gain + d)), v_load(bias + d)));
        }
    }
}

TARGET static void KERNEL(gelu)(float *x, size_t count) {
    for (size_t i = 0; i < count; i += 16) {
        v16 v = v_load(x + i);
        v16 u = v_times(v_add(v_times(v_mul(v_mul(v, v), v), 0.044715f), v), -1.5957691216f);
        v_store(x + i, v_div(v, v_plus(v_exp(u), 1.0f)));
    }
}

/* Scores of BLOCK queries against all keys, 16 keys at a time; k is the keys transposed. */
INLINE void score_rows(const float *const q[BLOCK], const float *k, size_t padded, float *scores) {
    for (size_t j = 0; j < padded; j += 16) {
        v16 sum[BLOCK];
        UNROLL for (int r = 0; r < BLOCK; r++) sum[r] = v_all(0.0f);
        for (size_t d = 0; d < DRG_HEAD; d++) {
            v16 key = v_load(k + d * padded + j);
            UNROLL for (int r = 0; r < BLOCK; r++) sum[r] = v_add(sum[r], v_times(key, q[r][d]));
        }
        UNROLL for (size_t r = 0; r < BLOCK; r++)
            v_store(scores + r * padded + j, v_times(sum[r], 0.17677669529663689f));
    }
}

/* exp(score - top) in place; returns 1 / their sum. Columns past `rows` become 0. */
INLINE float soften(float *scores, size_t rows, size_t padded) {
    for (size_t j = rows; j < padded; j++)
        scores[j] = -1e30f;
    v16 top = v_all(-1e30f);
    for (size_t j = 0; j < padded; j += 16)
        top = v_max(top, v_load(scores + j));
    v16 most = v_all(v_top(top));
    for (size_t j = 0; j < padded; j += 16)
        v_store(scores + j, v_exp(v_sub(v_load(scores + j), most)));
    for (size_t j = rows; j < padded; j++)
        scores[j] = 0.0f;
    v16 sum = v_all(0.0f);
    for (size_t j = 0; j < padded; j += 16)
        sum = v_add(sum, v_load(scores + j));
    return 1.0f / v_sum(sum);
}

/* BLOCK rows of sums of values, weighted by the scores. */
INLINE void mix_rows(const float *scores, size_t padded, const float *value, size_t rows,
    size_t stride, const float norm[BLOCK], float *const out[BLOCK]) {
    v16 low[BLOCK], high[BLOCK];
    UNROLL for (int r = 0; r < BLOCK; r++) low[r] = high[r] = v_all(0.0f);
    for (size_t j = 0; j < rows; j++) {
        v16 a = v_load(value + j * stride), b = v_load(value + j * stride + 16);
        UNROLL for (size_t r = 0; r < BLOCK; r++) {
            low[r] = v_add(low[r], v_times(a, scores[r * padded + j]));
            high[r] = v_add(high[r], v_times(b, scores[r * padded + j]));
        }
    }
    UNROLL for (int r = 0; r < BLOCK; r++) {
        v_store(out[r], v_times(low[r], norm[r]));
        v_store(out[r] + 16, v_times(high[r], norm[r]));
    }
}

TARGET static void KERNEL(attend)(const float *query, const float *key, const float *value,
    size_t rows, size_t stride, float *out, float *work) {
    size_t padded = (rows + 15) / 16 * 16;
    float *k = work, *scores = work + DRG_HEAD * padded;
    for (size_t d = 0; d < DRG_HEAD; d++)
        for (size_t j = 0; j < padded; j++)
            k[d * padded + j] = j < rows ? key[j * stride + d] : 0.0f;
    for (size_t i = 0; i < rows; i += BLOCK) {
        const float *q[BLOCK];
        float *to[BLOCK], norm[BLOCK];
        float spare[DRG_HEAD]; /* where the rows past the end go */
        for (size_t r = 0; r < BLOCK; r++) {
            q[r] = query + (i + r < rows ? i + r : i) * stride;
            to[r] = i + r < rows ? out + (i + r) * stride : spare;
        }
        score_rows(q, k, padded, scores);
        for (size_t r = 0; r < BLOCK; r++)
            norm[r] = soften(scores + r * padded, rows, padded);
        mix_rows(scores, padded, value, rows, stride, norm, to);
    }
}
