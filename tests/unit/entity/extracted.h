/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_ENTITY_EXTRACTED_H
#define TESTS_UNIT_ENTITY_EXTRACTED_H
/* A document after the whole pipeline with the built-in tables, and look-ups in it by words. */
#include "../support.h"

#include "../../../lib/document.h"
#include "../../../lib/engine.h"

static drg_engine *shared_engine;

static inline int open_engine(void **state) {
    (void)state;
    drg_error error = {0};
    if (drg_engine_open(&(drg_engine_config){.model_path = ""}, &shared_engine, &error))
        fprintf(stderr, "%s\n", error.message);
    return shared_engine ? 0 : -1;
}

static inline int close_engine(void **state) {
    (void)state;
    drg_engine_free(shared_engine);
    shared_engine = NULL;
    return 0;
}

/* Published 2025-04-18 unless said otherwise. */
static inline drg_document *extract_on(const char *text, int year, int month, int day) {
    drg_document *document = NULL;
    drg_error error = {0};
    drg_input input = {
        .text = slice_of(text), .published = {(int16_t)year, (uint8_t)month, (uint8_t)day}};
    int result = drg_extract(shared_engine, &input, NULL, &document, &error);
    if (result)
        fail_msg("%s: %s", text, error.message);
    return document;
}

static inline drg_document *extract(const char *text) {
    return extract_on(text, 2025, 4, 18);
}

static inline drg_slice span_text(const drg_document *document, drg_span span) {
    return drg_slice_part(document->text, span);
}

/* The n-th (from 0) name mention with these words; DRG_NONE. */
static inline uint32_t nth_name(const drg_document *document, const char *words, size_t n) {
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *m = &document->mentions.items[i];
        if (m->kind == DRG_NAME && drg_slice_is(span_text(document, m->span), words) && n-- == 0)
            return (uint32_t)i;
    }
    return DRG_NONE;
}

/* Entity that the first name with these words stands for; DRG_NONE. */
static inline uint32_t entity_named(const drg_document *document, const char *words) {
    uint32_t mention = nth_name(document, words, 0);
    return mention == DRG_NONE ? DRG_NONE : document->mentions.items[mention].entity;
}

static inline const drg_entity *find_entity(const drg_document *document, const char *words) {
    uint32_t entity = entity_named(document, words);
    if (entity == DRG_NONE)
        fail_msg("'%s' is no name in: %.*s", words, (int)document->text.size, document->text.data);
    return &document->entities.items[entity];
}

static inline void assert_slice(drg_slice got, const char *wanted, const char *about) {
    if (!drg_slice_is(got, wanted))
        fail_msg(
            "%s: got '%.*s', wanted '%s'", about, (int)got.size, got.size ? got.data : "", wanted);
}

/* Every name as "TYPE words" with "; " between, in reading order. */
static inline void write_names(const drg_document *document, char *out, size_t room) {
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *m = &document->mentions.items[i];
        if (m->kind != DRG_NAME)
            continue;
        drg_slice words = span_text(document, m->span);
        used += (size_t)snprintf(out + used, room - used, "%s%s %.*s", used ? "; " : "",
            drg_entity_type_name(document->entities.items[m->entity].type), (int)words.size,
            words.data);
        if (used >= room)
            fail_msg("too many names");
    }
}

/* What every later stage relies on. */
static inline void check_name_invariants(const drg_document *document) {
    uint32_t last_end = 0, entities_seen = 0;
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *m = &document->mentions.items[i];
        assert_true(m->first_token >= last_end && m->end_token > m->first_token);
        assert_true(m->end_token <= document->tokens.count);
        uint32_t start = document->tokens.items[m->first_token].start; /* of the head words */
        assert_true(m->kind == DRG_NOMINAL ? m->span.start <= start : m->span.start == start);
        assert_int_equal(m->span.end, document->tokens.items[m->end_token - 1].end);
        assert_int_equal(m->sentence, document->tokens.items[m->first_token].sentence);
        assert_int_equal(m->sentence, document->tokens.items[m->end_token - 1].sentence);
        assert_true(m->confidence >= 0 && m->confidence <= 1);
        assert_true(m->entity <= entities_seen); /* in the order of the first mention */
        entities_seen += m->entity == entities_seen;
        last_end = m->end_token;
    }
    assert_int_equal(entities_seen, document->entities.count);
    size_t listed = 0;
    for (size_t e = 0; e < document->entities.count; e++) {
        const drg_entity *entity = &document->entities.items[e];
        assert_true(entity->mention_count > 0 && entity->name.size > 0);
        for (size_t i = 0; i < entity->mention_count; i++) {
            assert_true(i == 0 || entity->mentions[i] > entity->mentions[i - 1]);
            assert_int_equal(document->mentions.items[entity->mentions[i]].entity, e);
        }
        listed += entity->mention_count;
    }
    assert_int_equal(listed, document->mentions.count);
    for (size_t i = 0; i < document->roles.count; i++) {
        const drg_role_phrase *role = &document->roles.items[i];
        assert_true(i == 0 || role->first_token >= document->roles.items[i - 1].end_token);
        assert_true(role->of == DRG_NONE || role->of < document->entities.count);
        assert_true(role->holder == DRG_NONE || role->holder < document->entities.count);
    }
}

typedef struct name_case {
    const char *text, *names; /* as write_names() has them */
} name_case;

static inline void check_names(const name_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char found[1024];
        drg_document *document = extract(cases[i].text);
        check_name_invariants(document);
        write_names(document, found, sizeof found);
        if (strcmp(found, cases[i].names) != 0)
            fail_msg("%s\n  got    %s\n  wanted %s", cases[i].text, found, cases[i].names);
        drg_document_free(document);
    }
}

#endif
