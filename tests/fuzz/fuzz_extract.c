/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole library over any text. What must hold: every span lies in the text on character bounds,
 * every index is in range, and offsets grow with bytes in all three units.
 */
#include "../../lib/dragoman.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds) {
    if (!holds)
        abort();
}

static void check_span(drg_slice text, drg_span span) {
    check(span.start <= span.end && span.end <= text.size);
    check(span.start == text.size || (text.data[span.start] & 0xC0) != 0x80);
    check(span.end == text.size || (text.data[span.end] & 0xC0) != 0x80);
}

static void check_parties(drg_slice text, const drg_party *parties, size_t count, size_t entities) {
    for (size_t i = 0; i < count; i++) {
        check_span(text, parties[i].span);
        check(parties[i].entity == DRG_NONE || parties[i].entity < entities);
    }
}

static void check_document(const drg_document *document) {
    drg_slice text = drg_document_text(document);
    size_t mentions, entities, events, sentences, quotes;
    const drg_mention *mention = drg_document_mentions(document, &mentions);
    drg_document_entities(document, &entities);
    const drg_sentence *sentence = drg_document_sentences(document, &sentences);
    for (size_t i = 0; i < sentences; i++)
        check_span(text, sentence[i].span);
    for (size_t i = 0; i < mentions; i++) {
        check_span(text, mention[i].span);
        check(mention[i].entity < entities && mention[i].sentence < sentences);
    }
    const drg_event *event = drg_document_events(document, &events);
    for (size_t i = 0; i < events; i++) {
        check(event[i].mention_count > 0);
        for (size_t j = 0; j < event[i].mention_count; j++)
            check_span(text, event[i].mentions[j].span);
        check_parties(text, event[i].source, event[i].source_count, entities);
        check_parties(text, event[i].target, event[i].target_count, entities);
        for (size_t j = 0; j < event[i].about_count; j++)
            check(event[i].about[j] < events);
    }
    const drg_quote *quote = drg_document_quotes(document, &quotes);
    for (size_t i = 0; i < quotes; i++)
        check_span(text, quote[i].content);
    for (size_t byte = 1; byte <= text.size && byte < 4096; byte++)
        for (int unit = DRG_CODEPOINTS; unit <= DRG_UTF16; unit++)
            check(drg_document_offset(document, byte, (drg_unit)unit) >=
                  drg_document_offset(document, byte - 1, (drg_unit)unit));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static drg_engine *engine;
    if (!engine && drg_engine_open(NULL, &engine, NULL))
        abort();
    const drg_input input = {.text = {(const char *)data, size}, .published = {2025, 4, 18}};
    const drg_options options = {.explain = true};
    drg_document *document;
    if (drg_extract(engine, &input, &options, &document, NULL) == DRG_OK) {
        check_document(document);
        drg_document_free(document);
    }
    return 0;
}
