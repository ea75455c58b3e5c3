/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_ARTICLE_H
#define BENCH_ARTICLE_H
/* What the programs of bench/ share: articles read from files, the processor's clock, and what an
 * extraction costs by stage. */
#include "../lib/engine.h"
#include "../lib/nn/encoder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TEXT_LIMIT = 1 << 26 };

typedef struct article {
    char *data;
    size_t size, words; /* words: what white space separates */
} article;

/* Processor seconds of the whole program; other work on the machine counts only by its caches. */
static inline double processor_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline size_t count_words(const char *data, size_t size) {
    size_t words = 0;
    for (size_t i = 0; i < size; i++)
        words += data[i] > ' ' && (i == 0 || data[i - 1] <= ' ');
    return words;
}

/* 0, or -1 when the file cannot be read or is empty. The caller frees out->data. */
static inline int read_article(const char *path, article *out) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    out->data = size > 0 ? malloc((size_t)size) : NULL;
    out->size = out->data ? fread(out->data, 1, (size_t)size, file) : 0;
    fclose(file);
    out->words = count_words(out->data, out->size);
    return out->size ? 0 : -1;
}

/* All of them, on the heap; ends the program when one cannot be read. */
static inline article *read_articles(char **paths, size_t count) {
    article *articles = calloc(count + 1, sizeof *articles);
    for (size_t i = 0; articles && i < count; i++)
        if (read_article(paths[i], &articles[i])) {
            perror(paths[i]);
            exit(74);
        }
    if (!articles)
        exit(70);
    return articles;
}

static inline void free_articles(article *articles, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(articles[i].data);
    free(articles);
}

/* Reads an article with the built-in tables and weights; 0, or -1 with a message. */
static inline int extract(const drg_engine *engine, const article *a, const drg_options *options) {
    const drg_input input = {.text = {a->data, a->size}, .published = {2025, 4, 18}};
    drg_document *document;
    drg_error error = {0};
    if (drg_extract(engine, &input, options, &document, &error)) {
        fprintf(stderr, "extraction: %s\n", error.message);
        return -1;
    }
    drg_document_free(document);
    return 0;
}

typedef struct cost { /* of one extraction, in processor seconds */
    double stage[DRG_STAGES], all; /* all: with what stands around the stages; 0: not run yet */
} cost;

typedef struct stopwatch {
    cost cost;
    double since;
    int current; /* stage that runs; DRG_STAGES: none */
} stopwatch;

static inline void stopwatch_on_stage(void *user, drg_stage stage) {
    stopwatch *watch = user;
    double now = processor_seconds();
    if (watch->current < DRG_STAGES)
        watch->cost.stage[watch->current] += now - watch->since;
    watch->current = (int)stage;
    watch->since = now;
}

/* Extracts once, and keeps in best the faster of this run and the one that it holds. 0, or -1. */
static inline int time_extract(
    const drg_engine *engine, drg_scratch *scratch, const article *a, cost *best) {
    stopwatch watch = {.current = DRG_STAGES};
    const drg_options options = {.on_stage = stopwatch_on_stage,
        .user = &watch,
        .text_limit = TEXT_LIMIT,
        .scratch = scratch};
    double begin = processor_seconds();
    if (extract(engine, a, &options))
        return -1;
    watch.cost.all = processor_seconds() - begin;
    if (!(best->all > 0) || watch.cost.all < best->all)
        *best = watch.cost;
    return 0;
}

/* Makes the reading engine use the table of that name; -1 when the machine has none. */
static inline int choose_kernel(drg_engine *engine, const char *name) {
    const drg_kernel *tables[4];
    for (size_t i = 0, n = drg_kernel_list(tables); i < n; i++)
        if (engine->reader && strcmp(tables[i]->name, name) == 0) {
            engine->reader->kernel = tables[i];
            return 0;
        }
    fprintf(stderr, "no kernels \"%s\" here\n", name);
    return -1;
}
#endif
