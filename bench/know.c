/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast the knowledge is opened and read: know FILE...
 *
 * Reads the articles given (plain text), cuts them into tokens as the library does, and prints the
 * time of drg_know_open, and of drg_know_match and drg_know_title over every token, in processor
 * time of the one thread: the best of ROUNDS, for other work on the machine only ever adds. The
 * peer is the least that any such search must do: folding every token once.
 */
#include "../lib/base/mapped.h"
#include "../lib/document.h"
#include "../lib/engine.h"
#include "../lib/know/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 10
#define ARTICLES 2000

extern const unsigned char drg_embedded_tables[];
extern const unsigned char drg_embedded_tables_end[];

typedef struct article_set {
    void *texts[ARTICLES];
    size_t sizes[ARTICLES];
    drg_document *documents[ARTICLES];
    size_t count, tokens;
} article_set;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int read_corpus(article_set *corpus, const drg_engine *engine, char **paths, size_t count) {
    for (size_t i = 0; i < count && i < ARTICLES; i++) {
        drg_error error = {0};
        drg_input input = {0};
        if (drg_map_file(paths[i], &corpus->texts[i], &corpus->sizes[i], &error)) {
            fprintf(stderr, "%s\n", error.message);
            return 74;
        }
        input.text = (drg_slice){corpus->texts[i], corpus->sizes[i]};
        if (drg_extract(engine, &input, &(drg_options){0}, &corpus->documents[i], &error)) {
            fprintf(stderr, "%s: %s\n", paths[i], error.message);
            return 65;
        }
        corpus->tokens += drg_document_tokens(corpus->documents[i]);
        corpus->count++;
    }
    return 0;
}

/* One pass over all tokens; returns something that depends on all of it. */
static size_t fold_all(const drg_know *know, const drg_document *d) {
    (void)know;
    size_t sum = 0;
    for (size_t at = 0; at < d->tokens.count; at++) {
        drg_folder folder;
        drg_fold_init(&folder);
        drg_fold_add(&folder, drg_token_text(d->text, &d->tokens.items[at]));
        sum += folder.hash & 1;
    }
    return sum;
}

static size_t match_all(const drg_know *know, const drg_document *d) {
    size_t sum = 0;
    for (size_t at = 0; at < d->tokens.count; at++) {
        drg_name_hit hits[8];
        sum += drg_know_match(know, d->text, d->tokens.items, d->tokens.count, at, hits, 8) > 0;
    }
    return sum;
}

static size_t title_all(const drg_know *know, const drg_document *d) {
    size_t sum = 0;
    for (size_t at = 0; at < d->tokens.count; at++) {
        drg_title_hit hit;
        sum += drg_know_title(know, d->text, d->tokens.items, d->tokens.count, at, &hit);
    }
    return sum;
}

static void time_pass(const char *name, const article_set *corpus, const drg_know *know,
    size_t (*pass)(const drg_know *, const drg_document *)) {
    double best = 0;
    size_t found = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        found = 0;
        for (size_t i = 0; i < corpus->count; i++)
            found += pass(know, corpus->documents[i]);
        double taken = now() - start;
        if (round == 0 || taken < best)
            best = taken;
    }
    printf("%-16s %8.1f ns a token   %zu of %zu tokens\n", name, best / (double)corpus->tokens,
        found, corpus->tokens);
}

static int time_open(void) {
    size_t size = (size_t)(drg_embedded_tables_end - drg_embedded_tables);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        drg_know *know;
        double start = now();
        if (drg_know_open(drg_embedded_tables, size, &know, NULL))
            return 65;
        double taken = now() - start;
        drg_know_free(know);
        if (round == 0 || taken < best)
            best = taken;
    }
    printf("%-16s %8.2f ms           %.2f MB of tables\n", "open", best / 1e6, (double)size / 1e6);
    return 0;
}

int main(int argc, char **argv) {
    static article_set corpus;
    drg_engine *engine;
    drg_error error = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: know FILE...\n");
        return 64;
    }
    if (drg_engine_open(NULL, &engine, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 65;
    }
    int result = time_open();
    if (result == 0)
        result = read_corpus(&corpus, engine, argv + 1, (size_t)argc - 1);
    if (result == 0) {
        time_pass("fold (peer)", &corpus, engine->know, fold_all);
        time_pass("match names", &corpus, engine->know, match_all);
        time_pass("match titles", &corpus, engine->know, title_all);
    }
    for (size_t i = 0; i < corpus.count; i++) {
        drg_document_free(corpus.documents[i]);
        drg_unmap_file(corpus.texts[i], corpus.sizes[i]);
    }
    drg_engine_free(engine);
    return result;
}
