/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what the segment stage makes of texts, for score.py. Standard input: records of a line
 * with a number of bytes, and that many bytes of UTF-8. Standard output, offsets in code points:
 *     text
 *     T start end shape flags
 *     S start end kind paragraph
 *     D start end            the dateline
 *     L language
 *     W code start end
 */
#include "../../../lib/document.h"

#include <stdio.h>
#include <stdlib.h>

static size_t place(const drg_document *document, size_t byte) {
    return drg_offsets_map(&document->offsets, byte, DRG_CODEPOINTS);
}

static uint32_t dateline_start(const drg_document *document) {
    uint32_t first = document->dateline.end;
    while (first > 0 && (document->tokens.items[first - 1].flags & DRG_TOKEN_DATELINE))
        first--;
    return first;
}

static void print_document(const drg_document *document) {
    puts("text");
    for (size_t i = 0; i < document->tokens.count; i++) {
        const drg_token *t = &document->tokens.items[i];
        printf("T %zu %zu %u %u\n", place(document, t->start), place(document, t->end), t->shape,
            t->flags);
    }
    for (size_t i = 0; i < document->sentences.count; i++) {
        const drg_sentence *s = &document->sentences.items[i];
        printf("S %zu %zu %u %u\n", place(document, s->span.start), place(document, s->span.end),
            s->kind, s->paragraph);
    }
    if (document->dateline.found)
        printf("D %zu %zu\n",
            place(document, document->tokens.items[dateline_start(document)].start),
            place(document, document->tokens.items[document->dateline.end - 1].end));
    printf("L %.*s\n", (int)document->language.size, document->language.data);
    for (size_t i = 0; i < document->warnings.count; i++) {
        const drg_warning *w = &document->warnings.items[i];
        printf("W %s %zu %zu\n", w->code, place(document, w->span.start),
            place(document, w->span.end));
    }
}

static int read_and_print(drg_slice text) {
    drg_document document = {.text = text};
    drg_arena_init(&document.arena, SIZE_MAX, NULL);
    int result = drg_offsets_init(&document.offsets, &document.arena, text);
    if (result == DRG_OK)
        result = drg_run_segment(&document, NULL);
    if (result == DRG_OK)
        print_document(&document);
    drg_arena_deinit(&document.arena);
    return result;
}

int main(void) {
    size_t size;
    int result = 0;
    while (result == 0 && scanf("%zu", &size) == 1 && getchar() == '\n') {
        char *bytes = malloc(size + 1);
        if (!bytes || fread(bytes, 1, size, stdin) != size)
            return 74;
        result = read_and_print((drg_slice){bytes, size});
        free(bytes);
    }
    if (result)
        fprintf(stderr, "segment_dump: %s\n", drg_error_text(result));
    return result ? 1 : 0;
}
