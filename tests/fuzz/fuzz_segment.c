/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The segment stage: any valid text. Tokens cover every character that can be seen, sentences
 * partition the tokens, no span cuts a character, and the units of offsets grow together.
 */
#include "fuzz.h"

#include "../../lib/document.h"
#include "../../lib/text/segment.h"

static void check_tokens(const drg_document *document) {
    uint32_t last = 0;
    for (size_t i = 0; i < document->tokens.count; i++) {
        const drg_token *token = &document->tokens.items[i];
        check_span(document->text, (drg_span){token->start, token->end});
        CHECK(token->start >= last && token->end > token->start);
        CHECK(token->end - token->start <= DRG_LINK_LIMIT);
        for (uint32_t at = last; at < token->start; at++)
            CHECK(!(document->text.data[at] > ' ' && document->text.data[at] < 0x7F));
        last = token->end;
    }
}

static void check_sentences(const drg_document *document) {
    uint32_t next = 0;
    for (size_t i = 0; i < document->sentences.count; i++) {
        const drg_sentence *sentence = &document->sentences.items[i];
        check_span(document->text, sentence->span);
        CHECK(sentence->first_token == next && sentence->end_token > next);
        CHECK(sentence->end_token - next <= DRG_SENTENCE_LIMIT);
        for (uint32_t token = next; token < sentence->end_token; token++)
            CHECK(document->tokens.items[token].sentence == i);
        next = sentence->end_token;
    }
    CHECK(next == document->tokens.count);
}

static void check_offsets(const drg_document *document) {
    for (size_t byte = 1; byte <= document->text.size && byte < 2048; byte++)
        for (int unit = DRG_CODEPOINTS; unit <= DRG_UTF16; unit++) {
            size_t here = drg_document_offset(document, byte, (drg_unit)unit);
            CHECK(here >= drg_document_offset(document, byte - 1, (drg_unit)unit) && here <= byte);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const drg_input input = {.text = {(const char *)data, size}};
    drg_document *document = NULL;
    drg_error error = {0};
    if (drg_document_open(fuzz_engine(), &input, &(drg_options){0}, &document, &error)) {
        CHECK(error.code && error.offset <= size);
        return 0;
    }
    if (drg_run_segment(document, NULL) == DRG_OK) {
        check_tokens(document);
        check_sentences(document);
        check_offsets(document);
    }
    drg_document_free(document);
    return 0;
}
