/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernels [ROWS]: speed of the reading engine's arithmetic on one core, table by table.
 *
 * The roofline is measured here and now: as many products of bytes as the core can start when all
 * operands lie in registers (AVX-512 VNNI, 24 independent sums). Then each linear map of a layer,
 * with what stands before and after it (rounding to 8 bits; bias, GELU), over ROWS rows (104: a
 * window of news), in billions of operations a second (a multiplication and an addition are two);
 * then what else a layer does. Built where oneDNN's headers are, the same products are also given
 * to its int8 matmul (u8 by s8 with a scale an output, 32-bit floats out), whose weights it packed
 * as it liked: the part without rounding, which is what `multiply` does.
 *
 * Best of many short runs, by the clock of this thread's processor time.
 */
#include "../lib/nn/kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif
#ifdef DRG_BENCH_ONEDNN
#include <oneapi/dnnl/dnnl.h>
#endif

enum { MOST_ROWS = 256, MOST_IN = 1536, MOST_OUT = 1536, RUNS = 12 };

#define LINE __attribute__((aligned(64)))
static float x[MOST_ROWS * MOST_IN] LINE, y[MOST_ROWS * MOST_OUT] LINE, top[MOST_ROWS * 16] LINE;
static float scale[MOST_ROWS];
static uint8_t q[MOST_ROWS * MOST_IN] LINE;
static int8_t weights[MOST_IN * MOST_OUT] LINE;
static float w_scale[MOST_OUT] LINE, bias[MOST_OUT] LINE;
static int32_t sums[MOST_OUT] LINE;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

typedef struct job { /* what one run does */
    const drg_kernel *kernel;
    drg_linear linear;
    size_t rows;
    void *other, *work;
} job;

/* Seconds of one `run`: the best of RUNS times of a few milliseconds each. */
static double best_time(void (*run)(job *), job *j) {
    double best = 1e9;
    run(j);
    for (int i = 0; i < RUNS; i++) {
        double begin = now(), spent;
        size_t count = 0;
        do {
            run(j);
            count++;
        } while ((spent = now() - begin) < 4e-3);
        best = spent / (double)count < best ? spent / (double)count : best;
    }
    return best;
}

/* ---- the roofline ------------------------------------------------------------------------------
 */

#define PEAK_STEPS 100000
#if defined(__x86_64__)
#define ADD(n) "vpdpbusd %%zmm30, %%zmm31, %%zmm" #n "\n"
__attribute__((target("avx512f,avx512vnni"))) static void run_peak(job *j) {
    (void)j;
    for (int i = 0; i < PEAK_STEPS / 24; i++)
        __asm__ volatile(ADD(0) ADD(1) ADD(2) ADD(3) ADD(4) ADD(5) ADD(6) ADD(7) ADD(8) ADD(9) ADD(
            10) ADD(11) ADD(12) ADD(13) ADD(14) ADD(15) ADD(16) ADD(17) ADD(18) ADD(19) ADD(20)
                             ADD(21) ADD(22) ADD(23)::
                                 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
                         "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15",
                         "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23");
}

static double peak(void) {
    if (!__builtin_cpu_supports("avx512vnni"))
        return 0;
    return PEAK_STEPS / 24 * 24 * 128.0 / best_time(run_peak, NULL) / 1e9;
}
#else
static double peak(void) {
    return 0;
}
#endif

/* ---- the steps of a layer ----------------------------------------------------------------------
 */

static void run_multiply(job *j) {
    j->kernel->multiply(q, scale, j->rows, &j->linear, y, j->linear.outputs);
}

static void run_linear(job *j) {
    j->kernel->quantise(x, j->rows, j->linear.inputs, NULL, q, scale);
    run_multiply(j);
}

static void run_gelu(job *j) {
    j->kernel->multiply_gelu(q, scale, j->rows, &j->linear, y, j->linear.outputs, top);
}

static void run_quantise(job *j) {
    j->kernel->quantise(x, j->rows, j->linear.inputs, NULL, q, scale);
}

static void run_normalise(job *j) {
    j->kernel->normalise(y, x, j->rows, j->linear.inputs, w_scale, bias);
}

static void run_attend(job *j) {
    for (size_t h = 0; h < 384; h += DRG_HEAD)
        j->kernel->attend(
            x + h, j->rows, 1152, x + 384 + h, x + 768 + h, j->rows, 1152, y + h, 384, j->work);
}

static const struct shape {
    const char *name;
    uint32_t inputs, outputs;
} shapes[] = {
    {"keys, values", 384, 768}, {"query, out", 384, 384}, {"up", 384, 1536}, {"down", 1536, 384}};
enum { SHAPES = sizeof shapes / sizeof *shapes };

static drg_linear linear_of(size_t s) {
    return (drg_linear){weights, w_scale, bias, sums, shapes[s].outputs, shapes[s].inputs};
}

static double gops(const job *j, double seconds) {
    return 2.0 * (double)j->rows * j->linear.inputs * j->linear.outputs / seconds / 1e9;
}

/* ---- oneDNN ------------------------------------------------------------------------------------
 */

#ifdef DRG_BENCH_ONEDNN
typedef struct product {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    dnnl_primitive_t primitive;
    dnnl_exec_arg_t args[4];
} product;

static void must(dnnl_status_t status) {
    if (status != dnnl_success) {
        fprintf(stderr, "kernels: oneDNN refuses (%d)\n", (int)status);
        exit(70);
    }
}

static dnnl_memory_t memory_of(product *p, const dnnl_memory_desc_t *desc, void *data) {
    dnnl_memory_t memory;
    must(dnnl_memory_create(&memory, desc, p->engine, data));
    return memory;
}

static void make_product(product *p, const job *j) {
    dnnl_dims_t a_dims = {(dnnl_dim_t)j->rows, j->linear.inputs};
    dnnl_dims_t b_dims = {j->linear.inputs, j->linear.outputs};
    dnnl_dims_t c_dims = {(dnnl_dim_t)j->rows, j->linear.outputs}, bias_dims = {1, c_dims[1]};
    dnnl_memory_desc_t a, b, c, bias_desc;
    dnnl_matmul_desc_t desc;
    dnnl_primitive_attr_t attr;
    dnnl_primitive_desc_t primitive;
    must(dnnl_engine_create(&p->engine, dnnl_cpu, 0));
    must(dnnl_stream_create(&p->stream, p->engine, dnnl_stream_default_flags));
    must(dnnl_memory_desc_init_by_tag(&a, 2, a_dims, dnnl_u8, dnnl_ab));
    must(dnnl_memory_desc_init_by_tag(&b, 2, b_dims, dnnl_s8, dnnl_format_tag_any));
    must(dnnl_memory_desc_init_by_tag(&c, 2, c_dims, dnnl_f32, dnnl_ab));
    must(dnnl_memory_desc_init_by_tag(&bias_desc, 2, bias_dims, dnnl_f32, dnnl_ab));
    must(dnnl_primitive_attr_create(&attr));
    must(dnnl_primitive_attr_set_output_scales(attr, c_dims[1], 2, w_scale));
    must(dnnl_matmul_desc_init(&desc, &a, &b, &bias_desc, &c));
    must(dnnl_primitive_desc_create(&primitive, &desc, attr, p->engine, NULL));
    must(dnnl_primitive_create(&p->primitive, primitive));
    const dnnl_memory_desc_t *packed =
        dnnl_primitive_desc_query_md(primitive, dnnl_query_weights_md, 0);
    p->args[0] = (dnnl_exec_arg_t){DNNL_ARG_SRC, memory_of(p, &a, q)};
    p->args[1] = (dnnl_exec_arg_t){DNNL_ARG_WEIGHTS, memory_of(p, packed, DNNL_MEMORY_ALLOCATE)};
    p->args[2] = (dnnl_exec_arg_t){DNNL_ARG_BIAS, memory_of(p, &bias_desc, bias)};
    p->args[3] = (dnnl_exec_arg_t){DNNL_ARG_DST, memory_of(p, &c, y)};
}

static void run_onednn(job *j) {
    product *p = j->other;
    must(dnnl_primitive_execute(p->primitive, p->stream, 4, p->args));
    must(dnnl_stream_wait(p->stream));
}

static double onednn(job *j) {
    product p;
    make_product(&p, j);
    j->other = &p;
    return gops(j, best_time(run_onednn, j));
}
#endif

/* ---- report ------------------------------------------------------------------------------------
 */

static void print_share(double part, double whole) {
    if (whole > 0)
        printf("%8.0f%% ", 100 * part / whole);
    else
        printf("%9s ", "");
}

static void report_table(const drg_kernel *kernel, size_t rows, double roof, const double *other) {
    job j = {.kernel = kernel, .rows = rows, .work = malloc(drg_attend_work(rows))};
    if (!j.work)
        exit(70);
    printf("\n%s, %zu rows\n%-14s %9s %9s %9s %9s\n", kernel->name, rows, "", "multiply", "of roof",
        "of oneDNN", "all");
    for (size_t s = 0; s < SHAPES; s++) {
        j.linear = linear_of(s);
        run_quantise(&j);
        bool up = shapes[s].outputs > 768;
        double multiply = gops(&j, best_time(run_multiply, &j));
        double all = gops(&j, best_time(up ? run_gelu : run_linear, &j));
        printf("%-14s %9.1f ", shapes[s].name, multiply);
        print_share(multiply, roof);
        print_share(multiply, other ? other[s] : 0);
        printf("%9.1f\n", all);
    }
    j.linear = linear_of(0);
    printf("microseconds a row: attention %.2f, norm %.3f, rounding to 8 bits %.3f\n",
        best_time(run_attend, &j) / (double)rows * 1e6,
        best_time(run_normalise, &j) / (double)rows * 1e6,
        best_time(run_quantise, &j) / (double)rows * 1e6);
    free(j.work);
}

int main(int argc, char **argv) {
    long asked = argc > 1 ? strtol(argv[1], NULL, 10) : 104;
    size_t rows = asked > 0 && asked <= MOST_ROWS ? (size_t)asked : 104;
    uint32_t seed = 1;
    for (size_t i = 0; i < sizeof weights; i++)
        weights[i] = (int8_t)((seed = seed * 1664525u + 1013904223u) >> 24);
    for (size_t i = 0; i < MOST_ROWS * MOST_IN; i++)
        x[i] = (float)(int32_t)(seed = seed * 1664525u + 1013904223u) / 1e9f;
    for (size_t i = 0; i < MOST_OUT; i++)
        w_scale[i] = 0.01f;
    double roof = peak(), other[SHAPES], *compared = NULL;
    if (roof > 0)
        printf("roofline: %.0f GOPS (AVX-512 VNNI from registers)\n", roof);
#ifdef DRG_BENCH_ONEDNN
    compared = other;
    for (size_t s = 0; s < SHAPES; s++) {
        job j = {.linear = linear_of(s), .rows = rows};
        other[s] = onednn(&j);
        printf("oneDNN %d.%d, %s: %.0f GOPS\n", dnnl_version()->major, dnnl_version()->minor,
            shapes[s].name, other[s]);
    }
#else
    (void)other;
#endif
    const drg_kernel *tables[4];
    for (size_t k = 0, count = drg_kernel_list(tables); k < count; k++)
        report_table(tables[k], rows, roof, compared);
    return 0;
}
