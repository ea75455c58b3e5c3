/* SPDX-License-Identifier: Apache-2.0 */
/* Each kernel table against the portable one (bit for bit) and that one against plain loops. */
#include "fixture.h"

enum { ROWS = 13, MOST_IN = 1536, MOST_OUT = 208 };

typedef struct problem { /* a linear map with weights of our own */
    int8_t weights[MOST_OUT * MOST_IN];
    float scale[MOST_OUT], bias[MOST_OUT], x[ROWS * MOST_IN];
    int32_t sums[MOST_OUT];
    drg_linear linear;
} problem;

static void make_problem(problem *p, uint32_t outputs, uint32_t inputs) {
    uint32_t seed = outputs * 7919 + inputs;
    uint32_t padded = (outputs + 15) / 16 * 16;
    memset(p, 0, sizeof *p);
    for (uint32_t n = 0; n < outputs; n++) {
        for (uint32_t d = 0; d < inputs; d++) {
            /* extremes are common: they are where narrow sums would overflow */
            float r = fixture_random(&seed);
            int8_t w = (int8_t)(r > 0.6f ? 127 : r < -0.6f ? -127 : r * 200);
            p->weights[n / 16 * 16 * inputs + d / 4 * 64 + n % 16 * 4 + d % 4] = w;
            p->sums[n] += w;
        }
        p->scale[n] = 0.01f + 0.001f * fixture_random(&seed);
        p->bias[n] = fixture_random(&seed);
    }
    for (uint32_t i = 0; i < ROWS * inputs; i++) {
        float r = fixture_random(&seed);
        p->x[i] = r > 0.5f ? 4.0f : r < -0.5f ? -4.0f : r;
    }
    for (uint32_t d = 0; d < inputs; d++)
        p->x[5 * inputs + d] = 0.0f; /* a row of zeros */
    p->linear = (drg_linear){p->weights, p->scale, p->bias, p->sums, outputs, inputs};
    assert_true(padded <= MOST_OUT);
}

static void multiply_with(const drg_kernel *kernel, const problem *p, float *y, size_t stride) {
    uint8_t *q = calloc(ROWS, p->linear.inputs);
    float scale[ROWS];
    kernel->quantise(p->x, ROWS, p->linear.inputs, NULL, q, scale);
    kernel->multiply(q, scale, ROWS, &p->linear, y, stride);
    free(q);
}

/* multiply_gelu is multiply, then gelu; its maxima are right; quantise takes them. */
static void check_gelu(const drg_kernel *kernel, const problem *p, size_t rows) {
    enum { N = 192 };
    static float plain[ROWS * N], fused[ROWS * N], top[ROWS * 16];
    static uint8_t q[ROWS * MOST_IN], found[ROWS * N], given[ROWS * N];
    float scale[ROWS], found_scale[ROWS], given_scale[ROWS];
    assert_true(p->linear.outputs == N);
    kernel->quantise(p->x, rows, p->linear.inputs, NULL, q, scale);
    kernel->multiply(q, scale, rows, &p->linear, plain, N);
    kernel->gelu(plain, rows * N);
    kernel->multiply_gelu(q, scale, rows, &p->linear, fused, N, top);
    assert_memory_equal(plain, fused, rows * N * sizeof *plain);
    kernel->quantise(plain, rows, N, NULL, found, found_scale);
    kernel->quantise(fused, rows, N, top, given, given_scale);
    assert_memory_equal(found, given, rows * N);
    assert_memory_equal(found_scale, given_scale, rows * sizeof *scale);
}

static void gelu_after_products(void **state) {
    (void)state;
    problem *p = malloc(sizeof *p);
    const drg_kernel *tables[4];
    size_t count = drg_kernel_list(tables);
    make_problem(p, 192, 64);
    for (size_t k = 0; k < count; k++)
        for (size_t rows = 1; rows <= ROWS; rows++)
            check_gelu(tables[k], p, rows);
    free(p);
}

/* Every number of rows and of outputs that is not a whole tile, and not a byte past the last. */
static void odd_shapes_are_equal(void **state) {
    (void)state;
    problem *p = malloc(sizeof *p);
    const drg_kernel *tables[4];
    size_t count = drg_kernel_list(tables);
    for (uint32_t outputs = 1; outputs <= 145; outputs += outputs < 20 ? 1 : 25) {
        make_problem(p, outputs, 32);
        for (size_t rows = 0; rows <= ROWS; rows++) {
            uint8_t q[ROWS * 32];
            float scale[ROWS], expected[ROWS * 150], got[ROWS * 150];
            memset(expected, 0xAB, sizeof expected);
            drg_kernel_portable.quantise(p->x, rows, 32, NULL, q, scale);
            drg_kernel_portable.multiply(q, scale, rows, &p->linear, expected, outputs);
            for (size_t k = 0; k < count; k++) {
                memset(got, 0xAB, sizeof got);
                tables[k]->quantise(p->x, rows, 32, NULL, q, scale);
                tables[k]->multiply(q, scale, rows, &p->linear, got, outputs);
                assert_memory_equal(got, expected, sizeof got);
            }
        }
    }
    free(p);
}

static void products_are_equal_and_right(void **state) {
    (void)state;
    static const uint32_t shapes[][2] = {
        {1, 16}, {9, 48}, {16, 384}, {64, 384}, {65, 1536}, {200, 96}};
    problem *p = malloc(sizeof *p);
    const drg_kernel *tables[4];
    size_t count = drg_kernel_list(tables);
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        make_problem(p, shapes[s][0], shapes[s][1]);
        size_t stride = shapes[s][0] + 3;
        float expected[ROWS * (MOST_OUT + 3)], got[ROWS * (MOST_OUT + 3)];
        memset(expected, 0xAB, sizeof expected);
        multiply_with(&drg_kernel_portable, p, expected, stride);
        for (size_t k = 0; k < count; k++) {
            memset(got, 0xAB, sizeof got);
            multiply_with(tables[k], p, got, stride);
            assert_memory_equal(got, expected, sizeof got); /* and nothing past N is written */
        }
        for (uint32_t t = 0; t < ROWS; t++)
            for (uint32_t n = 0; n < shapes[s][0]; n++) {
                double sum = 0;
                for (uint32_t d = 0; d < shapes[s][1]; d++)
                    sum += (double)p->x[t * shapes[s][1] + d] * p->scale[n] *
                           p->weights[n / 16 * 16 * shapes[s][1] + d / 4 * 64 + n % 16 * 4 + d % 4];
                double error = fabs((double)expected[t * stride + n] - sum - (double)p->bias[n]);
                assert_true(
                    error < 0.02 * shapes[s][1] + 0.01); /* half a step of 8 bits an input */
            }
    }
    free(p);
}

static void float_functions_are_equal(void **state) {
    (void)state;
    enum { LONG = 208, WIDE = 96 };
    const drg_kernel *tables[4];
    size_t count = drg_kernel_list(tables);
    static float x[LONG * WIDE], y[LONG * WIDE], a[LONG * WIDE], b[LONG * WIDE];
    static float gain[WIDE], bias[WIDE];
    void *work = malloc(drg_attend_work(LONG));
    uint32_t seed = 1;
    for (size_t i = 0; i < LONG * WIDE; i++) {
        x[i] = 9.0f * fixture_random(&seed);
        y[i] = fixture_random(&seed);
    }
    for (size_t i = 0; i < WIDE; i++) {
        gain[i] = fixture_random(&seed);
        bias[i] = fixture_random(&seed);
    }
    for (size_t k = 0; k < count; k++) {
        memcpy(a, x, sizeof a);
        memcpy(b, x, sizeof b);
        drg_kernel_portable.normalise(a, y, LONG, WIDE, gain, bias);
        tables[k]->normalise(b, y, LONG, WIDE, gain, bias);
        assert_memory_equal(a, b, sizeof a);
        memcpy(a, x, sizeof a);
        memcpy(b, x, sizeof b);
        drg_kernel_portable.gelu(a, LONG * WIDE);
        tables[k]->gelu(b, LONG * WIDE);
        assert_memory_equal(a, b, sizeof a);
        for (size_t rows = 1; rows <= 200; rows += rows < 20 ? 1 : 45) {
            memset(a, 0, sizeof a);
            memset(b, 0, sizeof b);
            drg_kernel_portable.attend(x, rows, WIDE, x + 32, x + 64, rows, WIDE, a, WIDE, work);
            tables[k]->attend(x, rows, WIDE, x + 32, x + 64, rows, WIDE, b, WIDE, work);
            assert_memory_equal(a, b, sizeof a);
            /* a row's result is the same whichever others are asked for, and in place */
            memcpy(b, x, sizeof b);
            size_t asked = (rows + 2) / 3;
            tables[k]->attend(b, asked, 3 * WIDE, x + 32, x + 64, rows, WIDE, b, 3 * WIDE, work);
            for (size_t i = 0; i < asked; i++)
                assert_memory_equal(a + 3 * i * WIDE, b + 3 * i * WIDE, 32 * sizeof *a);
        }
    }
    free(work);
}

static void gelu_and_attention_are_right(void **state) {
    (void)state;
    float x[16] = {-8, -4, -2, -1, -0.5f, -0.1f, 0, 0.1f, 0.5f, 1, 2, 4, 8, 20, -20, 3}, y[16];
    memcpy(y, x, sizeof y);
    drg_kernel_portable.gelu(y, 16);
    for (int i = 0; i < 16; i++) {
        double v = (double)x[i];
        double exact = 0.5 * v * (1 + tanh(0.7978845608028654 * (v + 0.044715 * v * v * v)));
        assert_true(fabs((double)y[i] - exact) < 2e-4);
    }
    enum { N = 7 };
    float q[N * 32], k[N * 32], v[N * 32], out[N * 32];
    void *work = malloc(drg_attend_work(N));
    uint32_t seed = 3;
    for (int i = 0; i < N * 32; i++) {
        q[i] = 2 * fixture_random(&seed);
        k[i] = 2 * fixture_random(&seed);
        v[i] = fixture_random(&seed);
    }
    drg_kernel_portable.attend(q, N, 32, k, v, N, 32, out, 32, work);
    free(work);
    for (int i = 0; i < N; i++) {
        double weight[N], sum = 0;
        for (int j = 0; j < N; j++) {
            double score = 0;
            for (int d = 0; d < 32; d++)
                score += (double)q[i * 32 + d] * (double)k[j * 32 + d];
            sum += weight[j] = exp(score / sqrt(32));
        }
        for (int d = 0; d < 32; d++) {
            double mixed = 0;
            for (int j = 0; j < N; j++)
                mixed += weight[j] / sum * (double)v[j * 32 + d];
            assert_true(fabs(mixed - (double)out[i * 32 + d]) < 2e-3);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_equal_and_right),
        cmocka_unit_test(odd_shapes_are_equal),
        cmocka_unit_test(gelu_after_products),
        cmocka_unit_test(float_functions_are_equal),
        cmocka_unit_test(gelu_and_attention_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
