/* SPDX-License-Identifier: Apache-2.0 */
/*
 * speed FILE...: words a second of drg_extract over the articles given, on one core, by stage.
 *
 * The articles are read once; then all of them are extracted over and over for about two seconds,
 * after one round to warm up, with the scratch that a worker of the service would have. Words are
 * what white space separates. Time is the processor's, so that other work beside it disturbs
 * little. The last lines hold the peak of resident memory and the time to open an engine.
 */
#include "../lib/dragoman.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

typedef struct article {
    char *data;
    size_t size, words;
} article;

typedef struct stopwatch {
    double stage[DRG_STAGES], since;
    int current;
} stopwatch;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void on_stage(void *user, drg_stage stage) {
    stopwatch *watch = user;
    double t = now();
    if (watch->current < DRG_STAGES)
        watch->stage[watch->current] += t - watch->since;
    watch->current = (int)stage;
    watch->since = t;
}

static int read_article(const char *path, article *out) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    out->data = size > 0 ? malloc((size_t)size) : NULL;
    out->size = out->data ? fread(out->data, 1, (size_t)size, file) : 0;
    fclose(file);
    out->words = 0;
    for (size_t i = 0; i < out->size; i++)
        out->words += out->data[i] > ' ' && (i == 0 || out->data[i - 1] <= ' ');
    return out->size ? 0 : -1;
}

static int run(const drg_engine *engine, drg_scratch *scratch, const article *articles,
    size_t count, stopwatch *watch) {
    const drg_options options = {
        .on_stage = on_stage, .user = watch, .text_limit = (size_t)1 << 26, .scratch = scratch};
    for (size_t i = 0; i < count; i++) {
        const drg_input input = {
            .text = {articles[i].data, articles[i].size}, .published = {2025, 4, 18}};
        drg_document *document;
        drg_error error = {0};
        watch->current = DRG_STAGES;
        if (drg_extract(engine, &input, &options, &document, &error)) {
            fprintf(stderr, "speed: %s\n", error.message);
            return -1;
        }
        drg_document_free(document);
    }
    return 0;
}

int main(int argc, char **argv) {
    size_t count = 0, words = 0, bytes = 0;
    article *articles = calloc((size_t)argc, sizeof *articles);
    for (int i = 1; articles && i < argc; i++) {
        if (read_article(argv[i], &articles[count])) {
            perror(argv[i]);
            return 74;
        }
        words += articles[count].words;
        bytes += articles[count++].size;
    }
    double begin = now();
    drg_engine *engine;
    drg_scratch *scratch;
    drg_error error = {0};
    if (!count || drg_engine_open(NULL, &engine, &error)) {
        fprintf(stderr, "speed: %s\n", count ? error.message : "no article");
        return 64;
    }
    double opened = now() - begin, rounds = 0;
    stopwatch watch = {.current = DRG_STAGES};
    if (drg_scratch_new(engine, &scratch) || run(engine, scratch, articles, count, &watch))
        return 70;
    watch = (stopwatch){.current = DRG_STAGES};
    begin = now();
    for (; now() - begin < 2.0; rounds++)
        if (run(engine, scratch, articles, count, &watch))
            return 70;
    double seconds = (now() - begin) / rounds;
    printf("%zu articles, %zu words, %zu bytes; %.0f rounds on one core\n", count, words, bytes,
        rounds);
    printf("%-10s %12s %8s\n", "stage", "words/s", "share");
    for (int s = 0; s < DRG_STAGES; s++)
        if (watch.stage[s] > 0)
            printf("%-10s %12.0f %7.1f%%\n", drg_stage_name((drg_stage)s),
                (double)words * rounds / watch.stage[s], 100 * watch.stage[s] / (seconds * rounds));
    printf("%-10s %12.0f          %.1f articles/s\n", "all", (double)words / seconds,
        (double)count / seconds);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak resident %ld KiB, engine opened in %.1f ms\n", usage.ru_maxrss, opened * 1e3);
    drg_scratch_free(scratch);
    drg_engine_free(engine);
    for (size_t i = 0; i < count; i++)
        free(articles[i].data);
    free(articles);
    return 0;
}
