/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what home.c observes: a line "D path" an article and, for each entity whose country is an
 * open question, "E class start end" (code points of its first name) followed by a line "C country
 * value..." a candidate ("-": none). It links the library's inside and is no part of the product;
 * name.c is included for its list of steps.
 *
 * usage: homes [--weights FILE] FILE...    (made and run by fit_homes.py)
 */
#include "../../lib/entity/home.h"
#include "../../lib/entity/name.c"
#include "../article.h"

#include <stdio.h>
#include <stdlib.h>

static void print_entity(
    void *context, const drg_namer *namer, const void *survey_of, uint32_t cluster) {
    (void)context;
    const drg_cluster *c = &namer->clusters.items[cluster];
    const drg_reading *first = &namer->readings.items[c->first];
    drg_home_candidate candidates[DRG_HOME_COUNTRIES + 1];
    size_t n = drg_home_observe(namer, survey_of, cluster, candidates);
    const drg_offsets *offsets = &namer->document->offsets;
    printf("E %d %zu %zu\n", (int)drg_home_class(namer, c),
        drg_offsets_map(offsets, namer->tokens[first->first].start, DRG_CODEPOINTS),
        drg_offsets_map(offsets, namer->tokens[first->end - 1].end, DRG_CODEPOINTS));
    for (size_t i = 0; i < n; i++) {
        printf("C %.*s", candidates[i].country.size ? (int)candidates[i].country.size : 1,
            candidates[i].country.size ? candidates[i].country.data : "-");
        for (size_t k = 0; k < DRG_HOME_OBSERVATIONS; k++)
            printf(" %d", (int)candidates[i].values[k]);
        printf("\n");
    }
}

static int run_steps(drg_namer *namer) {
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++) {
        if (STEPS[i] == drg_namer_homes)
            return drg_namer_homes_with(namer, print_entity, NULL);
        int result = STEPS[i](namer);
        if (result)
            return result;
    }
    return DRG_EINVAL;
}

static int run_file(const drg_engine *engine, const char *path) {
    drg_slice text = read_file(path);
    drg_document *document = calloc(1, sizeof *document);
    if (!document)
        return DRG_ENOMEM;
    drg_arena_init(&document->arena, SIZE_MAX, NULL);
    document->engine = engine;
    document->text = document->input.text = text;
    printf("D %s\n", path);
    int result = drg_offsets_init(&document->offsets, &document->arena, document->text);
    if (!result)
        result = drg_run_segment(document, engine);
    if (!result)
        result = drg_run_read(document, engine);
    if (!result)
        result = drg_run_date(document, engine);
    drg_namer namer = {.document = document,
        .engine = engine,
        .know = engine->know,
        .arena = &document->arena,
        .tokens = document->tokens.items,
        .token_count = (uint32_t)document->tokens.count};
    if (!result)
        result = run_steps(&namer);
    drg_arena_deinit(&document->arena);
    free(document);
    free((void *)text.data);
    return result;
}

int main(int argc, char **argv) {
    const drg_engine_config config = {.model_path = take_weights(&argc, &argv)};
    drg_engine *engine;
    drg_error error = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: homes FILE...\n");
        return 64;
    }
    if (drg_engine_open(&config, &engine, &error)) {
        fprintf(stderr, "homes: %s\n", error.message);
        return 65;
    }
    for (int i = 1; i < argc; i++) {
        int result = run_file(engine, argv[i]);
        if (result) {
            fprintf(stderr, "homes: %s: %s\n", argv[i], drg_error_text(result));
            return 65;
        }
    }
    drg_engine_free(engine);
    return 0;
}
