/* SPDX-License-Identifier: Apache-2.0 */
/*
 * polls FILE...: how long a caller who gives up waits: the longest time between two questions
 * "go on?" (drg_options.cancelled) while articles are read, for each instruction set and stage.
 *
 * Processor time; each article is read ROUNDS times, and of the longest gaps of an article the
 * shortest counts, because other work on the machine makes gaps longer and never shorter. Ends with
 * 1 when one is over MOST milliseconds. tests/unit/nn/test_gaps.c bounds the same gaps in
 * operations, which no machine changes.
 */
#include "article.h"

enum { ROUNDS = 3 };
#define MOST 10.0

typedef struct watch {
    double last, longest[DRG_STAGES];
    int stage;
} watch;

static bool asked(void *user) {
    watch *w = user;
    double now = processor_seconds();
    if (w->stage >= 0 && now - w->last > w->longest[w->stage])
        w->longest[w->stage] = now - w->last;
    w->last = now;
    return false;
}

static void on_stage(void *user, drg_stage stage) {
    watch *w = user;
    if (w->stage < 0)
        w->last = processor_seconds();
    w->stage = (int)stage;
}

/* The longest gaps of an article in seconds, into longest[DRG_STAGES] where they are longer. */
static void watch_article(
    const drg_engine *engine, drg_scratch *scratch, const article *a, double *longest) {
    double least[DRG_STAGES];
    for (int round = 0; round < ROUNDS; round++) {
        watch w = {.stage = -1};
        const drg_options options = {.on_stage = on_stage,
            .cancelled = asked,
            .user = &w,
            .text_limit = TEXT_LIMIT,
            .scratch = scratch};
        if (extract(engine, a, &options))
            exit(70);
        asked(&w);
        for (int s = 0; s < DRG_STAGES; s++)
            least[s] = round && least[s] < w.longest[s] ? least[s] : w.longest[s];
    }
    for (int s = 0; s < DRG_STAGES; s++)
        longest[s] = longest[s] > least[s] ? longest[s] : least[s];
}

int main(int argc, char **argv) {
    drg_engine *engine;
    drg_scratch *scratch;
    drg_error error = {0};
    if (argc < 2 || drg_engine_open(NULL, &engine, &error) || drg_scratch_new(engine, &scratch)) {
        fprintf(stderr, "polls FILE...: %s\n", error.message);
        return 64;
    }
    const size_t count = (size_t)argc - 1;
    article *articles = read_articles(argv + 1, count);
    const drg_kernel *tables[4];
    size_t tables_count = engine->reader ? drg_kernel_list(tables) : 0;
    bool late = false;
    printf("longest gap between two questions, milliseconds of processor time\n");
    for (size_t t = 0; t < tables_count; t++) {
        double longest[DRG_STAGES] = {0};
        engine->reader->kernel = tables[t];
        for (size_t i = 0; i < count; i++)
            watch_article(engine, scratch, &articles[i], longest);
        printf("%-12s", tables[t]->name);
        for (int s = 0; s < DRG_STAGES; s++) {
            late |= longest[s] * 1e3 > MOST;
            if (longest[s] > 0)
                printf("  %s %.2f", drg_stage_name((drg_stage)s), longest[s] * 1e3);
        }
        printf("\n");
    }
    free_articles(articles, count);
    drg_scratch_free(scratch);
    drg_engine_free(engine);
    return late;
}
