/* SPDX-License-Identifier: Apache-2.0 */
/*
 * speed [-kKERNEL] [-mWEIGHTS] FILE...: words a second of drg_extract over the articles given, on
 * one core, by stage.
 *
 * The articles are read once; then each is extracted over and over, with the scratch that a worker
 * of the service would have, and the fastest of its runs counts (ROUNDS, or as many as two seconds
 * allow, at least three): other work on the machine makes runs slower, never faster. Words are what
 * white space separates. Time is the processor's. KERNEL: a table of lib/nn/kernel.h, else the
 * best; WEIGHTS: a file, else those built in. The last lines hold what the reading engine did (rows
 * of the encoder a word, of both passes; 8-bit operations a word and a second), the peak of
 * resident memory and the time to open an engine.
 */
#include "article.h"

#include <sys/resource.h>

enum { ROUNDS = 20 };

typedef struct timed {
    article text;
    cost best; /* of its fastest run */
} timed;

static int run_all(
    const drg_engine *engine, drg_scratch *scratch, timed *articles, size_t count, size_t *rounds) {
    double begin = processor_seconds();
    for (*rounds = 0; *rounds < ROUNDS && (*rounds < 3 || processor_seconds() - begin < 2);
         ++*rounds)
        for (size_t i = 0; i < count; i++)
            if (time_extract(engine, scratch, &articles[i].text, &articles[i].best))
                return -1;
    return 0;
}

static void report(const timed *articles, size_t count, size_t rounds) {
    double stage[DRG_STAGES] = {0}, seconds = 0;
    size_t words = 0, bytes = 0;
    for (size_t i = 0; i < count; i++) {
        words += articles[i].text.words;
        bytes += articles[i].text.size;
        seconds += articles[i].best.all;
        for (int s = 0; s < DRG_STAGES; s++)
            stage[s] += articles[i].best.stage[s];
    }
    printf("%zu articles, %zu words, %zu bytes; the fastest of %zu runs each, one core\n", count,
        words, bytes, rounds);
    printf("%-10s %12s %8s\n", "stage", "words/s", "share");
    for (int s = 0; s < DRG_STAGES; s++)
        if (stage[s] > 0)
            printf("%-10s %12.0f %7.1f%%\n", drg_stage_name((drg_stage)s), (double)words / stage[s],
                100 * stage[s] / seconds);
    printf("%-10s %12.0f          %.1f articles/s\n", "all", (double)words / seconds,
        (double)count / seconds);
}

static void report_reading(const drg_engine *engine, const drg_scratch *scratch,
    const timed *articles, size_t count, size_t rounds) {
    const struct drg_reader_scratch *reader = scratch->reader;
    double words = 0, seconds = 0;
    if (!reader)
        return;
    for (size_t i = 0; i < count; i++) {
        words += (double)articles[i].text.words;
        seconds += articles[i].best.stage[DRG_STAGE_READ];
    }
    double operations = (double)reader->operations / (double)rounds;
    printf("reading (%s): %.2f rows a word, %.2f in the second pass; %.1f MOP a word, %.0f GOPS\n",
        drg_reader_kernel(engine->reader), (double)reader->rows_read / (double)rounds / words,
        (double)reader->rows_second / (double)rounds / words, operations / words / 1e6,
        operations / seconds / 1e9);
}

int main(int argc, char **argv) {
    const char *kernel = NULL;
    drg_engine_config config = {0};
    size_t count = 0, rounds;
    timed *articles = calloc((size_t)argc, sizeof *articles);
    for (int i = 1; articles && i < argc; i++) {
        if (strncmp(argv[i], "-k", 2) == 0) {
            kernel = argv[i] + 2;
        } else if (strncmp(argv[i], "-m", 2) == 0) {
            config.model_path = argv[i] + 2;
        } else if (read_article(argv[i], &articles[count++].text)) {
            perror(argv[i]);
            return 74;
        }
    }
    double begin = processor_seconds();
    drg_engine *engine;
    drg_scratch *scratch;
    drg_error error = {0};
    if (!count || drg_engine_open(&config, &engine, &error)) {
        fprintf(stderr, "speed: %s\n", count ? error.message : "no article");
        return 64;
    }
    double opened = processor_seconds() - begin;
    if ((kernel && choose_kernel(engine, kernel)) || drg_scratch_new(engine, &scratch) ||
        run_all(engine, scratch, articles, count, &rounds))
        return 70;
    report(articles, count, rounds);
    report_reading(engine, scratch, articles, count, rounds);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("peak resident %ld KiB, scratch %zu KiB, engine opened in %.1f ms\n", usage.ru_maxrss,
        engine->reader ? scratch->reader->memory_size / 1024 : 0, opened * 1e3);
    drg_scratch_free(scratch);
    drg_engine_free(engine);
    for (size_t i = 0; i < count; i++)
        free(articles[i].text.data);
    free(articles);
    return 0;
}
