/* SPDX-License-Identifier: Apache-2.0 */
/*
 * workers FILE...: what one, two and four workers read in a second.
 *
 * A worker is a thread with a scratch of its own; engine and articles are shared, and the next
 * article goes to whoever is free, as in the service. Each number of workers reads all articles
 * ROUNDS times, the numbers in turn, and the best round of each counts. Two figures:
 *
 *   words/s            by the clock on the wall: what a quiet machine with as many cores does
 *   words/s a core     by processor time of all threads: what workers cost each other (memory,
 *                      caches, locks). Times their number it is what they would read together if
 *                      each had a core; on a machine with other work only this one means anything.
 */
#include "article.h"

#include <pthread.h>
#include <stdatomic.h>

enum { ROUNDS = 3, MOST = 4 };

typedef struct queue {
    const drg_engine *engine;
    const article *articles;
    size_t count;
    atomic_size_t next;
} queue;

typedef struct worker {
    pthread_t thread;
    queue *queue;
    drg_scratch *scratch;
    int failed;
} worker;

static void *work(void *user) {
    worker *w = user;
    const drg_options options = {.text_limit = TEXT_LIMIT, .scratch = w->scratch};
    for (size_t i; (i = atomic_fetch_add(&w->queue->next, 1)) < w->queue->count;)
        w->failed |= extract(w->queue->engine, &w->queue->articles[i], &options);
    return NULL;
}

static double wall_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

typedef struct cost {
    double wall, processor; /* seconds of the best round */
} cost;

static int run(queue *q, worker *workers, size_t count, cost *best) {
    double wall = wall_seconds(), processor = processor_seconds();
    int failed = 0;
    atomic_store(&q->next, 0);
    for (size_t i = 0; i < count; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]))
            exit(70);
    for (size_t i = 0; i < count; i++) {
        pthread_join(workers[i].thread, NULL);
        failed |= workers[i].failed;
    }
    wall = wall_seconds() - wall;
    processor = processor_seconds() - processor;
    best->wall = best->wall > 0 && best->wall < wall ? best->wall : wall;
    best->processor =
        best->processor > 0 && best->processor < processor ? best->processor : processor;
    return failed;
}

int main(int argc, char **argv) {
    static const size_t numbers[] = {1, 2, 4};
    drg_engine *engine;
    drg_error error = {0};
    if (argc < 2 || drg_engine_open(NULL, &engine, &error)) {
        fprintf(stderr, "workers FILE...: %s\n", error.message);
        return 64;
    }
    queue q = {engine, read_articles(argv + 1, (size_t)argc - 1), (size_t)argc - 1, 0};
    worker workers[MOST] = {0};
    cost best[3] = {{0, 0}};
    double words = 0;
    int failed = 0;
    for (size_t i = 0; i < q.count; i++)
        words += (double)q.articles[i].words;
    for (size_t i = 0; i < MOST; i++) {
        workers[i].queue = &q;
        failed |= drg_scratch_new(engine, &workers[i].scratch) != DRG_OK;
    }
    for (int round = 0; round < ROUNDS && !failed; round++)
        for (size_t n = 0; n < 3; n++)
            failed |= run(&q, workers, numbers[n], &best[n]);
    printf("%zu articles, %.0f words, the best of %d rounds\n", q.count, words, (int)ROUNDS);
    printf("workers   words/s  times one   words/s a core  times one, if each has a core\n");
    for (size_t n = 0; n < 3 && !failed; n++)
        printf("%7zu %9.0f %10.2f %16.0f %10.2f\n", numbers[n], words / best[n].wall,
            best[0].wall / best[n].wall, words / best[n].processor,
            (double)numbers[n] * best[0].processor / best[n].processor);
    for (size_t i = 0; i < MOST; i++)
        drg_scratch_free(workers[i].scratch);
    free_articles((article *)q.articles, q.count);
    drg_engine_free(engine);
    return failed ? 70 : 0;
}
