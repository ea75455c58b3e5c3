/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vectors of 16 floats or integers, for kernel_body.h: one text for every width of register.
 *
 * The file that includes this defines TARGET (the attribute that allows its instructions), LANES
 * (floats of a register: 4, 8 or 16) and, where the machine has them (compilers make poor ones of
 * plain C), LARGER, SMALLER and INTEGER_LARGER (the greater or smaller of two registers, lane by
 * lane; of no concern to it are zeros' signs and numbers that are none) and STORE_BYTES and
 * STORE_SHORTS (the low bits of every lane of integers, side by side).
 *
 * A v16 is as many registers as 16 lanes take, so a narrower machine does more instructions for the
 * same result: each operation is one IEEE operation a lane, a sum over lanes folds them as a tree,
 * and the build forbids contraction (-ffp-contract=off).
 *
 * Rounding to the nearest integer (ties to even) adds 1.5 * 2^23: the integer is then in the low
 * bits of the sum, in two's complement, for |x| < 2^22, and taking the constant away again gives it
 * as a float.
 */
#include <math.h>
#include <string.h>

typedef float lanes __attribute__((vector_size(4 * LANES)));
typedef int32_t int_lanes __attribute__((vector_size(4 * LANES)));
typedef uint32_t bit_lanes __attribute__((vector_size(4 * LANES)));
typedef int16_t short_lanes __attribute__((vector_size(2 * LANES)));
typedef uint8_t byte_lanes __attribute__((vector_size(LANES)));
enum { PARTS = 16 / LANES };

typedef struct v16 { /* 16 floats */
    lanes part[PARTS];
} v16;

typedef struct i16 { /* 16 integers */
    int_lanes part[PARTS];
} i16;

#define INLINE static inline __attribute__((always_inline, unused)) TARGET
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

INLINE v16 v_times(v16 a, float x) {
    EACH_PART a.part[i] = a.part[i] * x;
    return a;
}

INLINE v16 v_plus(v16 a, float x) {
    EACH_PART a.part[i] = a.part[i] + x;
    return a;
}

#ifndef LARGER
INLINE lanes chosen(lanes a, lanes b, int_lanes first) {
    return (lanes)(((int_lanes)a & first) | ((int_lanes)b & ~first));
}
#define LARGER(a, b) chosen(a, b, (a) > (b))
#define SMALLER(a, b) chosen(a, b, (a) < (b))
#endif

INLINE v16 v_max(v16 a, v16 b) {
    EACH_PART a.part[i] = LARGER(a.part[i], b.part[i]);
    return a;
}

INLINE v16 v_min(v16 a, v16 b) {
    EACH_PART a.part[i] = SMALLER(a.part[i], b.part[i]);
    return a;
}

INLINE v16 v_absolute(v16 a) {
    EACH_PART a.part[i] = (lanes)((int_lanes)a.part[i] & 0x7fffffff);
    return a;
}

#define ROUNDER 12582912.0f /* 1.5 * 2^23 */

/* The bits of rounded floats: integers in the low bits. */
INLINE i16 v_bits(v16 v) {
    i16 out;
    EACH_PART out.part[i] = (int_lanes)v.part[i];
    return out;
}

INLINE i16 i_load(const int32_t *p) {
    i16 v;
    EACH_PART memcpy(&v.part[i], p + LANES * i, sizeof v.part[i]);
    return v;
}

INLINE i16 i_all(int32_t x) {
    i16 v;
    EACH_PART v.part[i] = (int_lanes){0} + x;
    return v;
}

/* Sums of integers wrap: those of weights come from a file, which may hold anything. */
INLINE i16 i_add(i16 a, i16 b) {
    EACH_PART a.part[i] = (int_lanes)((bit_lanes)a.part[i] + (bit_lanes)b.part[i]);
    return a;
}

INLINE i16 i_sub(i16 a, i16 b) {
    EACH_PART a.part[i] = (int_lanes)((bit_lanes)a.part[i] - (bit_lanes)b.part[i]);
    return a;
}

INLINE i16 i_and(i16 a, int32_t x) {
    EACH_PART a.part[i] = a.part[i] & x;
    return a;
}

INLINE i16 i_or(i16 a, i16 b) {
    EACH_PART a.part[i] = a.part[i] | b.part[i];
    return a;
}

INLINE i16 i_left(i16 a, int bits) {
    EACH_PART a.part[i] = (int_lanes)((bit_lanes)a.part[i] << bits);
    return a;
}

#ifndef INTEGER_LARGER
#define INTEGER_LARGER(a, b) (((a) & ((a) > (b))) | ((b) & ~((a) > (b))))
#endif

INLINE i16 i_max(i16 a, i16 b) {
    EACH_PART a.part[i] = INTEGER_LARGER(a.part[i], b.part[i]);
    return a;
}

INLINE v16 i_float(i16 a) {
    v16 v;
    EACH_PART v.part[i] = __builtin_convertvector(a.part[i], lanes);
    return v;
}

#ifndef STORE_BYTES
#define STORE_LOW(p, v, kind)                                                                      \
    do {                                                                                           \
        kind low = __builtin_convertvector((bit_lanes)(v), kind);                                  \
        memcpy(p, &low, sizeof low);                                                               \
    } while (0)
#define STORE_BYTES(p, v) STORE_LOW(p, v, byte_lanes)
#define STORE_SHORTS(p, v) STORE_LOW(p, v, short_lanes)
#endif

/* The low 8 and 16 bits of every lane. */
INLINE void i_store_bytes(uint8_t *p, i16 v) {
    EACH_PART STORE_BYTES(p + LANES * i, v.part[i]);
}

INLINE void i_store_shorts(int16_t *p, i16 v) {
    EACH_PART STORE_SHORTS(p + LANES * i, v.part[i]);
}

/*
 * Folding lanes: halves are combined until one is left, ((0+8)+(4+12)) + ((2+10)+(6+14)) and so on.
 */
#define FOLD_PARTS(v, COMBINE)                                                                     \
    for (int half = PARTS / 2; half; half /= 2)                                                    \
        for (int i = 0; i < half; i++)                                                             \
            (v).part[i] = COMBINE((v).part[i], (v).part[i + half]);
#define AT(i, by) (((i) + (by)) % LANES)
#define FOUR_AT(i, by) AT(i, by), AT((i) + 1, by), AT((i) + 2, by), AT((i) + 3, by)
#if LANES == 4
#define TURNED(a, by) __builtin_shufflevector(a, a, FOUR_AT(0, by))
#define FOLD_LANES(a, COMBINE)                                                                     \
    a = COMBINE(a, TURNED(a, 2));                                                                  \
    a = COMBINE(a, TURNED(a, 1));
#elif LANES == 8
#define TURNED(a, by) __builtin_shufflevector(a, a, FOUR_AT(0, by), FOUR_AT(4, by))
#define FOLD_LANES(a, COMBINE)                                                                     \
    a = COMBINE(a, TURNED(a, 4));                                                                  \
    a = COMBINE(a, TURNED(a, 2));                                                                  \
    a = COMBINE(a, TURNED(a, 1));
#else
#define TURNED(a, by)                                                                              \
    __builtin_shufflevector(a, a, FOUR_AT(0, by), FOUR_AT(4, by), FOUR_AT(8, by), FOUR_AT(12, by))
#define FOLD_LANES(a, COMBINE)                                                                     \
    a = COMBINE(a, TURNED(a, 8));                                                                  \
    a = COMBINE(a, TURNED(a, 4));                                                                  \
    a = COMBINE(a, TURNED(a, 2));                                                                  \
    a = COMBINE(a, TURNED(a, 1));
#endif
#define PLUS(a, b) ((a) + (b))
#define UPPER(a, b) LARGER(a, b)

INLINE float v_sum(v16 v) {
    FOLD_PARTS(v, PLUS)
    lanes a = v.part[0];
    FOLD_LANES(a, PLUS)
    return a[0];
}

INLINE float v_top(v16 v) {
    FOLD_PARTS(v, UPPER)
    lanes a = v.part[0];
    FOLD_LANES(a, UPPER)
    return a[0];
}

INLINE int32_t i_sum(i16 v) {
    FOLD_PARTS(v, PLUS)
    int_lanes a = v.part[0];
    FOLD_LANES(a, PLUS)
    return a[0];
}

INLINE int32_t i_top(i16 v) {
    FOLD_PARTS(v, INTEGER_LARGER)
    int_lanes a = v.part[0];
    FOLD_LANES(a, INTEGER_LARGER)
    return a[0];
}
