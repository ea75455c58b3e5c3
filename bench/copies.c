/* SPDX-License-Identifier: Apache-2.0 */
/*
 * copies N FILE...: what N copies of an article in one text cost, in times one article, by stage.
 *
 * A stage whose work grows with the square of mentions, entities or events shows here as a number
 * far over N; in one article of the usual length it hides behind the reading engine. The fastest of
 * a few runs counts, of the processor's time. Ends with 70 where all stages together cost more than
 * 1.1 times N articles.
 */
#include "article.h"

enum { RUNS = 3 };

/* The article N times over, as paragraphs of one text. */
static int repeat(const article *one, size_t copies, article *out) {
    size_t step = one->size + 2;
    *out = (article){.size = copies * step, .words = copies * one->words};
    out->data = malloc(out->size);
    for (size_t i = 0; out->data && i < copies; i++) {
        memcpy(out->data + i * step, one->data, one->size);
        memcpy(out->data + i * step + one->size, "\n\n", 2);
    }
    return out->data ? 0 : -1;
}

static int compare(
    const drg_engine *engine, drg_scratch *scratch, const article *one, size_t copies) {
    article many;
    cost of_one = {.all = 0}, of_many = {.all = 0};
    if (repeat(one, copies, &many))
        return 70;
    int failed = 0;
    for (int i = 0; i < RUNS * RUNS && !failed; i++)
        failed = time_extract(engine, scratch, one, &of_one) ||
                 (i < RUNS && time_extract(engine, scratch, &many, &of_many));
    free(many.data);
    if (failed)
        return 70;
    printf("%zu copies of %zu words in one text, in times one article:", copies, one->words);
    for (int s = 0; s < DRG_STAGES; s++)
        if (of_one.stage[s] > 0)
            printf(" %s %.0f", drg_stage_name((drg_stage)s), of_many.stage[s] / of_one.stage[s]);
    printf(", all %.1f\n", of_many.all / of_one.all);
    return of_many.all > 1.1 * (double)copies * of_one.all ? 70 : 0;
}

int main(int argc, char **argv) {
    size_t copies = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
    drg_engine *engine;
    drg_scratch *scratch;
    drg_error error = {0};
    if (!copies || drg_engine_open(NULL, &engine, &error)) {
        fprintf(stderr, "copies: %s\n", copies ? error.message : "N FILE...");
        return 64;
    }
    int result = drg_scratch_new(engine, &scratch) ? 70 : 0;
    for (int i = 2; i < argc && !result; i++) {
        article one;
        if (read_article(argv[i], &one)) {
            perror(argv[i]);
            return 74;
        }
        result = compare(engine, scratch, &one, copies);
        free(one.data);
    }
    drg_scratch_free(scratch);
    drg_engine_free(engine);
    return result;
}
