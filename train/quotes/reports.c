/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what the quote stage sees of each article: a line "D path" an article, and "R start end
 * words sign..." a report (code points of the text, words, the numbers of its signs in quote.h).
 *
 * usage: reports [--weights FILE] FILE...    (made and run by fit_quotes.py)
 */
#include "../../lib/quote/quote.h"
#include "../article.h"

#include <stdio.h>
#include <stdlib.h>

static void print_report(const drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution, const drg_run *piece) {
    uint8_t signs[DRG_QUOTE_SIGN_COUNT];
    drg_speaker speaker = drg_quote_source(document, tagging, attribution);
    const drg_token *tokens = document->tokens.items;
    drg_quote_signs(document, tagging, attribution, &speaker, piece->first, piece->end, signs);
    printf("R %zu %zu %u", offset(document, tokens[piece->first].start),
        offset(document, tokens[piece->end - 1].end), piece->end - piece->first);
    for (unsigned i = 0; i < DRG_QUOTE_SIGN_COUNT; i++)
        if (signs[i])
            printf(" %u", i);
    printf("\n");
}

static int run_file(const drg_engine *engine, const char *path, drg_error *error) {
    drg_input input = {.text = read_file(path)};
    drg_document *document;
    int result = drg_extract(engine, &input, NULL, &document, error);
    if (result)
        return result;
    drg_tagging tagging = {0};
    printf("D %s\n", path);
    result = document->read.words ? drg_quote_tagged(document, &tagging) : DRG_OK;
    for (size_t i = 0; i < tagging.list.count; i++) {
        const drg_attribution *attribution = &tagging.list.items[i];
        drg_run piece;
        for (uint32_t at = attribution->first; drg_quote_piece(document, attribution, &at, &piece);)
            print_report(document, &tagging, attribution, &piece);
    }
    drg_document_free(document);
    free((void *)input.text.data);
    return result;
}

int main(int argc, char **argv) {
    const drg_engine_config config = {.model_path = take_weights(&argc, &argv)};
    drg_engine *engine;
    drg_error error = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: reports FILE...\n");
        return 64;
    }
    int result = drg_engine_open(&config, &engine, &error);
    for (int i = 1; i < argc && !result; i++)
        result = run_file(engine, argv[i], &error);
    if (result) {
        fprintf(stderr, "reports: %s\n", error.message);
        return 65;
    }
    drg_engine_free(engine);
    return 0;
}
