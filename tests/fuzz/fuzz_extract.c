/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The whole library over any text. What must hold: every span lies in the text on character
 * bounds, every index is in range, every list is in its order. Texts of odd length are read with
 * the tiny weights, whose random scores take the branches that tables alone do not; and twice, for
 * the same text must give the same document.
 */
#include "fuzz.h"

static void check_parties(drg_slice text, const drg_party *parties, size_t count, size_t entities) {
    for (size_t i = 0; i < count; i++) {
        check_span(text, parties[i].span);
        CHECK(parties[i].entity == DRG_NONE || parties[i].entity < entities);
        CHECK(parties[i].sector_count <= DRG_MAX_SECTORS);
    }
}

static void check_names(const drg_document *document) {
    drg_slice text = drg_document_text(document);
    size_t mentions, entities, sentences;
    const drg_mention *mention = drg_document_mentions(document, &mentions);
    const drg_entity *entity = drg_document_entities(document, &entities);
    const drg_sentence *sentence = drg_document_sentences(document, &sentences);
    for (size_t i = 0; i < sentences; i++)
        check_span(text, sentence[i].span);
    for (size_t i = 0; i < mentions; i++) {
        check_span(text, mention[i].span);
        CHECK(mention[i].entity < entities && mention[i].sentence < sentences);
        CHECK(mention[i].first_token < mention[i].end_token);
        CHECK(i == 0 || mention[i - 1].end_token <= mention[i].first_token);
    }
    for (size_t i = 0; i < entities; i++) {
        CHECK(entity[i].mention_count > 0 && entity[i].type < DRG_ENTITY_TYPES);
        for (size_t k = 0; k < entity[i].mention_count; k++)
            CHECK(mention[entity[i].mentions[k]].entity == i);
        CHECK(entity[i].confidence >= 0 && entity[i].confidence <= 1);
    }
}

static void check_relations(const drg_document *document) {
    size_t relations, entities, quotes;
    drg_document_entities(document, &entities);
    const drg_relation *relation = drg_document_relations(document, &relations);
    for (size_t i = 0; i < relations; i++) {
        check_span(drg_document_text(document), relation[i].evidence);
        CHECK(relation[i].subject < entities);
        CHECK(relation[i].object == DRG_NONE || relation[i].object < entities);
    }
    const drg_quote *quote = drg_document_quotes(document, &quotes);
    for (size_t i = 0; i < quotes; i++) {
        check_span(drg_document_text(document), quote[i].content);
        check_span(drg_document_text(document), quote[i].cue);
        check_span(drg_document_text(document), quote[i].speaker_span);
        CHECK(quote[i].speaker == DRG_NONE || quote[i].speaker < entities);
    }
}

static void check_event(const drg_document *document, const drg_event *event, size_t events) {
    drg_slice text = drg_document_text(document);
    size_t entities, times;
    drg_document_entities(document, &entities);
    drg_document_times(document, &times);
    CHECK(event->mention_count > 0 && event->type < DRG_EVENT_TYPES);
    for (size_t i = 0; i < event->mention_count; i++)
        check_span(text, event->mentions[i].span);
    check_parties(text, event->source, event->source_count, entities);
    check_parties(text, event->target, event->target_count, entities);
    check_span(text, event->speaker_span);
    CHECK(event->speaker == DRG_NONE || event->speaker < entities);
    CHECK(event->place == DRG_NONE || event->place < entities);
    CHECK(event->time == DRG_NONE || event->time < times);
    for (size_t i = 0; i < event->about_count; i++)
        CHECK(event->about[i] < events);
    CHECK(strlen(event->fingerprint) == 16);
    CHECK(event->confidence >= 0 && event->confidence <= 1);
}

static void check_document(const drg_document *document) {
    size_t events;
    const drg_event *event = drg_document_events(document, &events);
    check_names(document);
    check_relations(document);
    for (size_t i = 0; i < events; i++)
        check_event(document, &event[i], events);
}

/* The same counts, names and fingerprints. */
static void check_same(const drg_document *one, const drg_document *two) {
    size_t count, again;
    const drg_event *event = drg_document_events(one, &count);
    const drg_event *other = drg_document_events(two, &again);
    CHECK(count == again);
    for (size_t i = 0; i < count; i++)
        CHECK(!memcmp(event[i].fingerprint, other[i].fingerprint, 16));
    const drg_entity *entity = drg_document_entities(one, &count);
    const drg_entity *named = drg_document_entities(two, &again);
    CHECK(count == again);
    for (size_t i = 0; i < count; i++)
        CHECK(entity[i].name.size == named[i].name.size &&
              !memcmp(entity[i].name.data, named[i].name.data, entity[i].name.size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const drg_engine *engine = size & 1 ? fuzz_reading_engine() : fuzz_engine();
    const drg_input input = {.text = {(const char *)data, size}, .published = {2025, 4, 18}};
    drg_options options = {.explain = true};
    drg_document *document, *again;
    drg_error error = {0};
    int result = drg_extract(engine, &input, &options, &document, &error);
    if (result) {
        CHECK(error.code == result && error.offset <= size);
        return 0;
    }
    check_document(document);
    options.explain = false;
    CHECK(drg_extract(engine, &input, &options, &again, NULL) == DRG_OK);
    check_same(document, again);
    drg_document_free(again);
    drg_document_free(document);
    return 0;
}
