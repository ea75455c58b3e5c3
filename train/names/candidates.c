/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what the name stage sees of each article: a line "D path" an article, "S first end" a
 * sentence (tokens), and "C start end first end evidence..." a candidate (code points of the text,
 * tokens, numbers of DRG_EVIDENCE). Pass 1 reads the text once with the weights that the library
 * has, as the stage does, and prints what the second reading sees.
 *
 * usage: candidates PASS FILE...    (made and run by fit_names.py)
 */
#include "../../lib/entity/entity.h"
#include "../article.h"

#include <stdio.h>
#include <stdlib.h>

static void print_candidate(const drg_namer *namer, const drg_candidate *candidate, unsigned pass) {
    uint8_t evidence[DRG_EVIDENCE_ROOM];
    size_t count = drg_evidence_collect(namer, candidate, pass, evidence);
    printf("C %zu %zu %u %u", offset(namer->document, namer->tokens[candidate->first].start),
        offset(namer->document, namer->tokens[candidate->end - 1].end), candidate->first,
        candidate->end);
    for (size_t i = 0; i < count; i++)
        printf(" %u", evidence[i]);
    printf("\n");
}

static int print_candidates(drg_namer *namer, unsigned pass) {
    const drg_document *document = namer->document;
    int result = drg_namer_words(namer);
    if (!result)
        result = drg_namer_hits(namer);
    if (!result)
        result = drg_namer_titles(namer);
    if (!result && pass)
        result = drg_namer_decode(namer, 0);
    if (!result && pass)
        result = drg_namer_remember(namer);
    for (size_t s = 0; s < document->sentences.count && !result; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        printf("S %u %u\n", sentence->first_token, sentence->end_token);
        for (uint32_t token = sentence->first_token; token < sentence->end_token; token++) {
            drg_candidate candidates[DRG_CANDIDATES_A_TOKEN];
            size_t count = drg_candidates_at(namer, sentence, token, candidates);
            for (size_t i = 0; i < count; i++)
                print_candidate(namer, &candidates[i], pass);
        }
    }
    return result;
}

static int run_file(const drg_engine *engine, const char *path, unsigned pass) {
    drg_slice text = read_file(path);
    drg_document *document = calloc(1, sizeof *document);
    if (!document)
        return DRG_ENOMEM;
    drg_arena_init(&document->arena, SIZE_MAX, NULL);
    document->engine = engine;
    document->text = document->input.text = text;
    printf("D %s\n", path);
    int result = drg_offsets_init(&document->offsets, &document->arena, text);
    if (!result)
        result = drg_run_segment(document, engine);
    drg_namer namer = {.document = document,
        .engine = engine,
        .know = engine->know,
        .arena = &document->arena,
        .tokens = document->tokens.items,
        .token_count = (uint32_t)document->tokens.count};
    if (!result)
        result = print_candidates(&namer, pass);
    drg_arena_deinit(&document->arena);
    free(document);
    free((void *)text.data);
    return result;
}

int main(int argc, char **argv) {
    drg_engine *engine;
    drg_error error = {0};
    if (argc < 3) {
        fprintf(stderr, "usage: candidates PASS FILE...\n");
        return 64;
    }
    if (drg_engine_open(NULL, &engine, &error)) {
        fprintf(stderr, "candidates: %s\n", error.message);
        return 65;
    }
    for (int i = 2; i < argc; i++) {
        int result = run_file(engine, argv[i], argv[1][0] == '1');
        if (result) {
            fprintf(stderr, "candidates: %s: %s\n", argv[i], drg_error_text(result));
            return 65;
        }
    }
    drg_engine_free(engine);
    return 0;
}
