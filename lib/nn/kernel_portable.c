/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kernel table that any machine can run, and the list of those that this one can.
 *
 * It is the reference: plain C over the packed weights (kernel.h) in vectors of 16 bytes, which
 * every compiler knows how to make of what the machine has, against which the tests hold every
 * other table, bit for bit. A product takes 4 outputs at a time: 16 weights are spread to 16 bits,
 * multiplied by 4 inputs that repeat, and pairs of products added into 32 bits, which is one
 * instruction (pmaddwd) of any x86-64.
 */
#include "kernel.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(DRG_KERNEL_DOTPROD)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

#define KERNEL(name) portable_##name
#define TARGET
#define LANES 4
#if defined(__SSE2__)
#define LARGER(a, b) _mm_max_ps(a, b)
#define SMALLER(a, b) _mm_min_ps(a, b)
#define STORE_BYTES(p, v) store_bytes(p, (__m128i)(v))
#define STORE_SHORTS(p, v) store_shorts(p, (__m128i)(v))

static inline void store_shorts(int16_t *p, __m128i v) {
    v = _mm_srai_epi32(_mm_slli_epi32(v, 16), 16);
    _mm_storel_epi64((__m128i_u *)p, _mm_packs_epi32(v, v));
}

static inline void store_bytes(uint8_t *p, __m128i v) {
    v = _mm_and_si128(v, _mm_set1_epi32(0xff));
    v = _mm_packs_epi32(v, v);
    int32_t four = _mm_cvtsi128_si32(_mm_packus_epi16(v, v));
    memcpy(p, &four, sizeof four);
}
#endif
#define QUANT_OFFSET 0
#define TILE_ROWS 4
#define TILE_PANELS 1

static void portable_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
static void portable_pairs_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride);
#include "kernel_body.h"

typedef int16_t eight __attribute__((vector_size(16)));
typedef int8_t bytes8 __attribute__((vector_size(8)));

/* a[0] b[0] + a[1] b[1], a[2] b[2] + a[3] b[3], ... */
INLINE int_lanes pair_sums(eight a, eight b) {
#if defined(__SSE2__)
    return (int_lanes)_mm_madd_epi16((__m128i)a, (__m128i)b);
#else
    int_lanes even_a = (int_lanes)((bit_lanes)a << 16) >> 16, odd_a = (int_lanes)a >> 16;
    int_lanes even_b = (int_lanes)((bit_lanes)b << 16) >> 16, odd_b = (int_lanes)b >> 16;
    return even_a * even_b + odd_a * odd_b;
#endif
}

/* The 8 bytes at p, each in 16 bits. */
INLINE eight spread(const int8_t *p) {
#if defined(__SSE2__)
    __m128i bytes = _mm_loadl_epi64((const __m128i_u *)p);
    return (eight)_mm_srai_epi16(_mm_unpacklo_epi8(bytes, bytes), 8);
#else
    bytes8 bytes;
    memcpy(&bytes, p, sizeof bytes);
    return __builtin_convertvector(bytes, eight);
#endif
}

/* The 4 bytes at x in 16 bits, twice. */
INLINE eight four_twice(const int8_t *x) {
    int8_t both[8];
    memcpy(both, x, 4);
    memcpy(both + 4, x, 4);
    return spread(both);
}

/*
 * Two rows by half a panel: weights are spread once for both. sum[i] holds two halves of outputs
 * 2 i and 2 i + 1 side by side.
 */
static void bytes_rows(const int8_t *x, const int8_t *y, const int8_t *w, size_t steps,
    int32_t *x_sums, int32_t *y_sums) {
    int_lanes a0 = {0}, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    for (size_t g = 0; g < steps; g++, x += 4, y += 4, w += 64) {
        eight two_x = four_twice(x), two_y = four_twice(y);
#define STEP(i)                                                                                    \
    {                                                                                              \
        eight weights = spread(w + 8 * i);                                                         \
        a##i += pair_sums(weights, two_x);                                                         \
        b##i += pair_sums(weights, two_y);                                                         \
    }
        STEP(0)
        STEP(1)
        STEP(2)
        STEP(3)
    }
    const int_lanes a[4] = {a0, a1, a2, a3}, b[4] = {b0, b1, b2, b3};
    for (size_t i = 0; i < 4; i++)
        for (size_t h = 0; h < 2; h++) {
            x_sums[2 * i + h] = a[i][2 * h] + a[i][2 * h + 1];
            y_sums[2 * i + h] = b[i][2 * h] + b[i][2 * h + 1];
        }
}

/* A last row without another is done twice. */
static void portable_bytes_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    (void)panels;
    for (size_t r = 0; r < rows; r += 2) {
        const int8_t *first = (const int8_t *)x + r * x_stride, *half = w;
        size_t next = r + 1 < rows;
        for (size_t n = 0; n < DRG_PANEL; n += 8, half += 32)
            bytes_rows(first, first + next * x_stride, half, steps, sums + r * sums_stride + n,
                sums + (r + next) * sums_stride + n);
    }
}

static void pairs_row(const int16_t *x, const int16_t *w, size_t steps, int32_t *sums) {
    int_lanes sum[4] = {{0}};
    for (size_t g = 0; g < steps; g++, x += 2, w += 32) {
        eight two = {x[0], x[1], x[0], x[1], x[0], x[1], x[0], x[1]};
        UNROLL for (size_t i = 0; i < 4; i++) {
            eight weights;
            memcpy(&weights, w + 8 * i, sizeof weights);
            sum[i] += pair_sums(weights, two);
        }
    }
    memcpy(sums, sum, sizeof sum);
}

static void portable_pairs_tile(const void *x, size_t x_stride, size_t rows, const void *w,
    size_t steps, size_t panels, int32_t *sums, size_t sums_stride) {
    (void)panels;
    for (size_t r = 0; r < rows; r++) {
        const void *row = (const uint8_t *)x + r * x_stride;
        pairs_row(row, w, steps, sums + r * sums_stride);
    }
}

const drg_kernel drg_kernel_portable = {
    "portable",
    portable_quantise,
    portable_multiply,
    portable_multiply_gelu,
    portable_normalise,
    portable_gelu,
    portable_attend,
};

#if defined(__x86_64__)
extern const drg_kernel drg_kernel_avx2, drg_kernel_avx512;
#elif defined(__aarch64__)
extern const drg_kernel drg_kernel_neon;
#endif

size_t drg_kernel_list(const drg_kernel *tables[4]) {
    size_t count = 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
        tables[count++] = &drg_kernel_avx512;
    if (__builtin_cpu_supports("avx2"))
        tables[count++] = &drg_kernel_avx2;
#elif defined(__aarch64__)
#if defined(DRG_KERNEL_DOTPROD)
    if (getauxval(AT_HWCAP) & HWCAP_ASIMDDP)
        tables[count++] = &drg_kernel_dotprod;
#endif
    tables[count++] = &drg_kernel_neon;
#endif
    tables[count++] = &drg_kernel_portable;
    return count;
}
