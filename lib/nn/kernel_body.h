/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all kernel tables have in common, written once and compiled for each instruction set.
 *
 * The file that includes this defines, beside what kernel_vector.h wants, KERNEL(name) (the name of
 * a function of this table), QUANT_OFFSET (what its byte products want added to a quantised value),
 * TILE_ROWS and TILE_PANELS, and two functions: products of a few rows with a few packed panels,
 *
 *   sums[r][16 p + n] = sum over g < steps of the 4 bytes at x + r * x_stride + 4 g
 *                       times those at w + p * 64 steps + 64 g + 4 n
 *
 * KERNEL(bytes_tile) takes the 4 bytes as 4 integers of 8 bits, KERNEL(pairs_tile) as 2 of 16. Rows
 * and panels are at most TILE_ROWS and TILE_PANELS. Everything else is here.
 *
 * Numbers. Linear maps: 8 bits, exact sums in 32, one float multiplication and addition an output.
 * Attention: queries, keys (12 bits and sign; a query has a scale of its own, keys one a window)
 * and values (11 bits) are rounded to integers, so that scores and mixed values are exact sums of
 * 32 bits (4095^2 * 32 and 4095 * 2047 * 256 stay below 2^31) and only the softmax between them is
 * float. 2^x there is a minimax polynomial of degree 4 (relative error 3e-6) of which 12 bits are
 * kept. GELU is x (1/2 + v P(v^2)) with v = x within -3.9 .. 3.9 and P a minimax polynomial of
 * degree 6: within 1.7e-4 of its tanh form, a fiftieth of the step to which the result is rounded
 * next; both polynomials were fitted by reweighted least squares (Lawson 1961).
 *
 * No function here allocates, or branches on data, apart from loop bounds.
 */
#include "kernel_vector.h"

enum { TILE_COLUMNS = 16 * TILE_PANELS };

/* ---- rounding to 8 bits ------------------------------------------------------------------------
 */

/* top: 16 lanes a row that hold the greatest |x| of the row between them; NULL: they are found. */
TARGET static void KERNEL(quantise)(
    const float *x, size_t rows, size_t columns, const float *top, uint8_t *q, float *scale) {
    for (size_t t = 0; t < rows; t++) {
        const float *row = x + t * columns;
        v16 high = v_all(0.0f);
        if (top)
            high = v_load(top + 16 * t);
        else
            for (size_t d = 0; d < columns; d += 16)
                high = v_max(v_absolute(v_load(row + d)), high);
        float most = v_top(high);
        scale[t] = most / 127.0f;
        float inverse = most > 0.0f ? 127.0f / most : 0.0f;
        uint8_t *to = q + t * columns;
        for (size_t d = 0; d < columns; d += 16) {
            v16 v = v_plus(v_times(v_load(row + d), inverse), ROUNDER + QUANT_OFFSET);
            i_store_bytes(to + d, v_bits(v));
        }
    }
}

/* ---- linear maps -------------------------------------------------------------------------------
 */

INLINE v16 v_gelu(v16 x) {
    v16 v = v_min(v_max(x, v_all(-3.9f)), v_all(3.9f));
    v16 z = v_mul(v, v);
    v16 p = v_plus(v_times(z, 2.75699215e-8f), -1.84332794e-6f);
    p = v_plus(v_mul(p, z), 5.28133023e-5f);
    p = v_plus(v_mul(p, z), -8.60604399e-4f);
    p = v_plus(v_mul(p, z), 8.98653455e-3f);
    p = v_plus(v_mul(p, z), -6.49488345e-2f);
    p = v_plus(v_mul(p, z), 3.97953868e-1f);
    return v_mul(v_plus(v_mul(p, v), 0.5f), x);
}

typedef struct linear_out { /* where a linear map's results go */
    float *y;
    size_t stride;
    float *top; /* NULL: no GELU. Else 16 lanes a row of the greatest |gelu(y)| so far */
} linear_out;

INLINE void store_outputs(float *to, v16 v, size_t left) {
    if (left >= DRG_PANEL) {
        v_store(to, v);
        return;
    }
    float spare[16];
    v_store(spare, v);
    memcpy(to, spare, left * sizeof *to);
}

/* 16 sums of a row -> its outputs n .., which are returned too. */
INLINE v16 finish(
    i16 sum, float row_scale, const drg_linear *linear, size_t n, float *y_row, bool gelu) {
    if (QUANT_OFFSET)
        sum = i_sub(sum, i_left(i_load(linear->sums + n), 7));
    v16 v = v_mul(i_float(sum), v_times(v_load(linear->scale + n), row_scale));
    v = v_add(v, v_load(linear->bias + n));
    if (gelu)
        v = v_gelu(v);
    store_outputs(y_row + n, v, linear->outputs - n);
    return v;
}

INLINE void raise_top(float *top, v16 v) {
    v_store(top, v_max(v_absolute(v), v_load(top)));
}

/* Sums of a tile -> outputs n .. of rows t .. . */
INLINE void finish_tile(const int32_t *sums, const float *q_scale, const drg_linear *linear,
    size_t t, size_t rows, size_t n, size_t panels, linear_out out) {
    for (size_t r = t; r < t + rows; r++, sums += TILE_COLUMNS)
        for (size_t p = 0; p < panels; p++) {
            i16 sum = i_load(sums + p * DRG_PANEL);
            float *row = out.y + r * out.stride;
            v16 v = finish(sum, q_scale[r], linear, n + p * DRG_PANEL, row, out.top != NULL);
            if (out.top)
                raise_top(out.top + 16 * r, v);
        }
}

#ifdef HAS_WHOLE_TILE
/* The products of a whole tile of bytes and what finish_tile does, without memory between. */
TARGET static void KERNEL(whole_tile)(const uint8_t *x, const int8_t *w, const float *q_scale,
    const drg_linear *linear, size_t t, size_t n, linear_out out);
#endif

/*
 * Panels in the outer loop, TILE_PANELS at a time, which stay in the first cache while all rows
 * pass by; meanwhile the next are fetched, a share with every tile.
 */
INLINE void multiply_all(
    const uint8_t *q, const float *q_scale, size_t rows, const drg_linear *linear, linear_out out) {
    const size_t inputs = linear->inputs, all = (linear->outputs + DRG_PANEL - 1) / DRG_PANEL;
    const size_t tiles = (rows + TILE_ROWS - 1) / TILE_ROWS, block = TILE_COLUMNS * inputs;
    const size_t share = tiles ? block / tiles + 1 : 0;
    int32_t sums[TILE_ROWS * TILE_COLUMNS] __attribute__((aligned(64)));
    for (size_t p = 0; p < all; p += TILE_PANELS) {
        size_t panels = all - p < TILE_PANELS ? all - p : TILE_PANELS;
        const int8_t *w = linear->weights + p * DRG_PANEL * inputs;
        const uintptr_t next = (uintptr_t)w + block;
        for (size_t t = 0; t < rows; t += TILE_ROWS) {
            size_t now = rows - t < TILE_ROWS ? rows - t : TILE_ROWS;
            for (size_t i = 0; i < share; i += 64)
                __builtin_prefetch((const void *)(next + t / TILE_ROWS * share + i), 0, 2);
            for (size_t r = t; r < t + now; r++)
                for (size_t i = 0; i < 16 * panels; i += 16)
                    __builtin_prefetch(out.y + r * out.stride + p * DRG_PANEL + i, 1, 3);
#ifdef HAS_WHOLE_TILE
            if (now == TILE_ROWS && linear->outputs >= (p + TILE_PANELS) * DRG_PANEL) {
                KERNEL(whole_tile)(q + t * inputs, w, q_scale, linear, t, p * DRG_PANEL, out);
                continue;
            }
#endif
            KERNEL(bytes_tile)
            (q + t * inputs, inputs, now, w, inputs / 4, panels, sums, TILE_COLUMNS);
            finish_tile(sums, q_scale, linear, t, now, p * DRG_PANEL, panels, out);
        }
    }
}

TARGET static void KERNEL(multiply)(const uint8_t *q, const float *q_scale, size_t rows,
    const drg_linear *linear, float *y, size_t stride) {
    multiply_all(q, q_scale, rows, linear, (linear_out){y, stride, NULL});
}

TARGET static void KERNEL(multiply_gelu)(const uint8_t *q, const float *q_scale, size_t rows,
    const drg_linear *linear, float *y, size_t stride, float *top) {
    for (size_t t = 0; t < rows; t++)
        v_store(top + 16 * t, v_all(0.0f));
    multiply_all(q, q_scale, rows, linear, (linear_out){y, stride, top});
}

TARGET static void KERNEL(gelu)(float *x, size_t count) {
    for (size_t i = 0; i < count; i += 16)
        v_store(x + i, v_gelu(v_load(x + i)));
}

/* ---- norms -------------------------------------------------------------------------------------
 */

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

/* ---- attention ---------------------------------------------------------------------------------
 */

typedef struct heads_work { /* the caller's work, cut up; padded: rows to a multiple of 16 */
    int16_t *key; /* panels of 16 keys: [padded / 16][16 pairs of columns][16][2] */
    int16_t *value; /* two panels of 16 columns: [2][padded / 2 pairs of rows][16][2] */
    int16_t *query; /* [TILE_ROWS][32] */
    int16_t *weight; /* [TILE_ROWS][padded] softmax before its division, 0 .. 4095 */
    int32_t *score; /* [TILE_ROWS][padded] */
    size_t rows, padded;
} heads_work;

INLINE heads_work cut_work(void *work, size_t rows) {
    size_t padded = (rows + 15) / 16 * 16;
    int16_t *at = (int16_t *)(((uintptr_t)work + 63) / 64 * 64);
    heads_work w = {
        at, at + DRG_HEAD * padded, at + 2 * DRG_HEAD * padded, NULL, NULL, rows, padded};
    w.weight = w.query + TILE_ROWS * DRG_HEAD;
    void *score = w.weight + TILE_ROWS * padded; /* a multiple of 16 shorts: aligned */
    w.score = score;
    return w;
}

/* The greatest |x| of `rows` rows of a head. */
INLINE float most_of(const float *x, size_t rows, size_t stride) {
    v16 top = v_all(0.0f);
    for (size_t j = 0; j < rows; j++) {
        top = v_max(v_absolute(v_load(x + j * stride)), top);
        top = v_max(v_absolute(v_load(x + j * stride + 16)), top);
    }
    return v_top(top);
}

INLINE float inverse_of(float most, float steps) {
    return most > 0.0f ? steps / most : 0.0f;
}

/* 16 floats times `inverse`, rounded: integers in the low bits. */
INLINE i16 rounded(const float *x, float inverse) {
    return v_bits(v_plus(v_times(v_load(x), inverse), ROUNDER));
}

INLINE void round_row(const float *x, float inverse, int16_t *to) {
    i_store_shorts(to, rounded(x, inverse));
    i_store_shorts(to + 16, rounded(x + 16, inverse));
}

INLINE void pack_keys(const heads_work *w, const float *key, size_t stride, float inverse) {
    for (size_t j = 0; j < w->padded; j++) {
        int16_t row[DRG_HEAD] = {0}, *to = w->key + j / 16 * 16 * DRG_HEAD + j % 16 * 2;
        if (j < w->rows)
            round_row(key + j * stride, inverse, row);
        for (size_t d = 0; d < DRG_HEAD; d += 2)
            memcpy(to + 16 * d, row + d, 2 * sizeof *row);
    }
}

INLINE void pack_values(const heads_work *w, const float *value, size_t stride, float inverse) {
    for (size_t j = 0; j < w->padded; j += 2)
        for (size_t half = 0; half < 2; half++) {
            const float *x = value + j * stride + 16 * half;
            i16 even = i_all(0), odd = even;
            if (j < w->rows)
                even = i_and(rounded(x, inverse), 0xffff);
            if (j + 1 < w->rows)
                odd = i_left(rounded(x + stride, inverse), 16);
            i16 both = i_or(even, odd);
            memcpy(w->value + half * 16 * w->padded + 16 * j, &both, sizeof both);
        }
}

/* The greatest score of a row; what lies past the rows becomes less than any score can be, and so
 * little that the difference to one still fits 32 bits. */
INLINE int32_t top_score(const heads_work *w, size_t r) {
    int32_t *score = w->score + r * w->padded;
    for (size_t j = w->rows; j < w->padded; j++)
        score[j] = -(1 << 30);
    i16 high = i_load(score);
    for (size_t j = 16; j < w->padded; j += 16)
        high = i_max(i_load(score + j), high);
    return i_top(high);
}

/*
 * weight[j] = 4095 * 2^((score[j] - top) * factor), rounded; 0 past the rows. Returns their sum,
 * over lanes. What is 14 halvings below the best rounds to 0.
 */
INLINE i16 soften(const heads_work *w, size_t r, int32_t top, float factor) {
    const int32_t *score = w->score + r * w->padded;
    int16_t *weight = w->weight + r * w->padded;
    i16 sum = i_all(0), high = i_all(top);
    for (size_t j = 0; j < w->padded; j += 16) {
        v16 x = v_times(i_float(i_sub(i_load(score + j), high)), factor);
        x = v_max(x, v_all(-14.0f));
        v16 n = v_plus(x, ROUNDER);
        v16 f = v_sub(x, v_plus(n, -ROUNDER));
        v16 p = v_plus(v_times(f, 39.2417831f), 228.936829f);
        p = v_plus(v_mul(p, f), 983.786865f);
        p = v_plus(v_mul(p, f), 2838.34351f);
        p = v_plus(v_mul(p, f), 4095.0f);
        i16 scaled = i_add(v_bits(p), i_left(v_bits(n), 23)); /* n into the exponent */
        memcpy(&p, &scaled, sizeof p);
        i16 whole = i_and(v_bits(v_plus(p, ROUNDER)), 0x1fff);
        sum = i_add(sum, whole);
        i_store_shorts(weight + j, whole);
    }
    return sum;
}

/* All rows of a tile, step by step: rows do not wait for one another. sum[r] gets their sums. */
INLINE void soften_rows(const heads_work *w, const float factor[TILE_ROWS], float sum[TILE_ROWS]) {
    int32_t top[TILE_ROWS];
    i16 sums[TILE_ROWS];
    for (size_t r = 0; r < TILE_ROWS; r++)
        top[r] = top_score(w, r);
    for (size_t r = 0; r < TILE_ROWS; r++)
        sums[r] = soften(w, r, top[r], factor[r]);
    for (size_t r = 0; r < TILE_ROWS; r++)
        sum[r] = (float)i_sum(sums[r]);
}

/* Scores of TILE_ROWS queries against all keys. */
INLINE void score_rows(const heads_work *w) {
    for (size_t p = 0; p < w->padded / 16; p += TILE_PANELS) {
        size_t left = w->padded / 16 - p;
        KERNEL(pairs_tile)
        (w->query, 2 * DRG_HEAD, TILE_ROWS, w->key + p * 16 * DRG_HEAD, DRG_HEAD / 2,
            left < TILE_PANELS ? left : TILE_PANELS, w->score + 16 * p, w->padded);
    }
}

/* log2(e) / sqrt(32) / 4095^2: from a product of two rounded vectors to an exponent of two. */
#define SCORE_STEP 1.52086875e-8f

TARGET static void KERNEL(attend)(const float *query, size_t queries, size_t query_stride,
    const float *key, const float *value, size_t rows, size_t stride, float *out, size_t out_stride,
    void *work) {
    heads_work w = cut_work(work, rows);
    float most_key = most_of(key, rows, stride), most_value = most_of(value, rows, stride);
    pack_keys(&w, key, stride, inverse_of(most_key, 4095.0f));
    pack_values(&w, value, stride, inverse_of(most_value, 2047.0f));
    most_value = most_value / 2047.0f;
    int32_t mixed[TILE_ROWS * DRG_HEAD] __attribute__((aligned(64)));
    float factor[TILE_ROWS], sum[TILE_ROWS];
    for (size_t i = 0; i < queries; i += TILE_ROWS) {
        size_t now = queries - i < TILE_ROWS ? queries - i : TILE_ROWS;
        for (size_t r = 0; r < TILE_ROWS; r++) { /* past the end the first row again */
            const float *x = query + (r < now ? i + r : i) * query_stride;
            float most = most_of(x, 1, 0);
            factor[r] = most * most_key * SCORE_STEP;
            round_row(x, inverse_of(most, 4095.0f), w.query + r * DRG_HEAD);
        }
        score_rows(&w);
        soften_rows(&w, factor, sum);
        for (size_t p = 0; p < 2; p += TILE_PANELS)
            KERNEL(pairs_tile)
        (w.weight, 2 * w.padded, TILE_ROWS, w.value + p * 16 * w.padded, w.padded / 2,
            TILE_PANELS < 2 ? 1 : 2, mixed + 16 * p, DRG_HEAD);
        for (size_t r = 0; r < now; r++)
            for (size_t d = 0; d < DRG_HEAD; d += 16)
                v_store(out + (i + r) * out_stride + d,
                    v_times(i_float(i_load(mixed + r * DRG_HEAD + d)), most_value / sum[r]));
    }
}
