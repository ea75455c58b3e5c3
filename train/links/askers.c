/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what the linker sees of each article, with the weights that the library has: a line
 * "D path" an article, "N entity start end" a name (code points of the text), "A class start
 * head choice evidence..." an asker (start of its phrase and of its last head word; the chosen
 * candidate's entity or -1), and
 * "C entity evidence..." each of its candidates.
 *
 * usage: askers [--weights FILE] (FILE DAY)...    DAY: of publication, YYYY-MM-DD, or -
 * (made and run by fit_links.py)
 */
#include "../../lib/entity/link.h"
#include "../article.h"

#include <stdio.h>
#include <stdlib.h>

static size_t token_offset(const drg_namer *namer, uint32_t byte) {
    return drg_offsets_map(&namer->document->offsets, byte, DRG_CODEPOINTS);
}

static void print_seen(const drg_observed *seen) {
    for (size_t i = 0; i < seen->count; i++)
        printf(" %u", seen->list[i]);
    printf("\n");
}

static void watch(void *user, const drg_linker *linker, const drg_asker *asker,
    const drg_link_candidate *candidates, size_t count, size_t choice) {
    (void)user;
    const drg_namer *namer = linker->namer;
    printf("A %d %zu %zu %ld", (int)asker->class,
        token_offset(namer, namer->tokens[asker->start].start),
        token_offset(namer, namer->tokens[asker->end - 1].start),
        choice == SIZE_MAX ? -1L : (long)candidates[choice].entity);
    print_seen(&asker->seen);
    for (size_t i = 0; i < count; i++) {
        printf("C %u", candidates[i].entity);
        print_seen(&candidates[i].seen);
    }
}

static int links(drg_namer *namer) {
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        printf("N %u %zu %zu\n", r->entity, token_offset(namer, namer->tokens[r->first].start),
            token_offset(namer, namer->tokens[r->end - 1].end));
    }
    return drg_namer_links_watched(namer, watch, NULL);
}

static drg_date day_of(const char *written) {
    int year, month, day;
    if (sscanf(written, "%d-%d-%d", &year, &month, &day) != 3)
        return (drg_date){0};
    return (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

static int run_file(
    const drg_engine *engine, drg_scratch *scratch, const char *path, const char *day) {
    drg_slice text = read_file(path);
    drg_document *document = calloc(1, sizeof *document);
    if (!document)
        return DRG_ENOMEM;
    drg_arena_init(&document->arena, SIZE_MAX, NULL);
    document->engine = engine;
    document->options.scratch = scratch;
    document->text = document->input.text = text;
    document->published = day_of(day);
    printf("D %s\n", path);
    int result = drg_offsets_init(&document->offsets, &document->arena, text);
    if (!result)
        result = drg_run_segment(document, engine);
    if (!result)
        result = drg_run_read(document, engine);
    if (!result)
        result = drg_name_with(document, engine, links);
    drg_arena_deinit(&document->arena);
    free(document);
    free((void *)text.data);
    return result;
}

int main(int argc, char **argv) {
    const drg_engine_config config = {.model_path = take_weights(&argc, &argv)};
    drg_engine *engine;
    drg_scratch *scratch;
    drg_error error = {0};
    if (argc < 3 || argc % 2 == 0) {
        fprintf(stderr, "usage: askers (FILE DAY)...\n");
        return 64;
    }
    if (drg_engine_open(&config, &engine, &error) || drg_scratch_new(engine, &scratch)) {
        fprintf(stderr, "askers: %s\n", error.message);
        return 65;
    }
    for (int i = 1; i + 1 < argc; i += 2) {
        int result = run_file(engine, scratch, argv[i], argv[i + 1]);
        if (result) {
            fprintf(stderr, "askers: %s: %s\n", argv[i], drg_error_text(result));
            return 65;
        }
    }
    drg_scratch_free(scratch);
    drg_engine_free(engine);
    return 0;
}
