/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_TEXT_SEGMENTED_H
#define TESTS_UNIT_TEXT_SEGMENTED_H
/* A document after the segment stage alone, and its parts written out for comparison. */
#include "../support.h"

#include "../../../lib/document.h"

/* 0, or what the stage answered. The caller gives the arena back either way. */
static inline int segment_with(
    drg_document *document, drg_slice text, const drg_allocator *allocator) {
    *document = (drg_document){.text = text};
    drg_arena_init(&document->arena, SIZE_MAX, allocator);
    int result = drg_offsets_init(&document->offsets, &document->arena, text);
    return result ? result : drg_run_segment(document, NULL);
}

static inline void segment(drg_document *document, drg_slice text) {
    assert_int_equal(segment_with(document, text, NULL), 0);
}

static inline void segment_free(drg_document *document) {
    drg_arena_deinit(&document->arena);
}

/* Writes pieces of the text with " | " between; the caller's buffer must be large enough. */
static inline void write_piece(
    char *buffer, size_t room, drg_slice text, uint32_t start, uint32_t end) {
    size_t used = strlen(buffer);
    snprintf(buffer + used, room - used, "%s%.*s", used ? " | " : "", (int)(end - start),
        text.data + start);
}

static inline void write_tokens(const drg_document *document, char *buffer, size_t room) {
    buffer[0] = '\0';
    for (size_t i = 0; i < document->tokens.count; i++)
        write_piece(buffer, room, document->text, document->tokens.items[i].start,
            document->tokens.items[i].end);
}

static inline void write_sentences(const drg_document *document, char *buffer, size_t room) {
    buffer[0] = '\0';
    for (size_t i = 0; i < document->sentences.count; i++)
        write_piece(buffer, room, document->text, document->sentences.items[i].span.start,
            document->sentences.items[i].span.end);
}

/* The tokens that carry a flag. */
static inline void write_flagged(
    const drg_document *document, unsigned flag, char *buffer, size_t room) {
    buffer[0] = '\0';
    for (size_t i = 0; i < document->tokens.count; i++)
        if (document->tokens.items[i].flags & flag)
            write_piece(buffer, room, document->text, document->tokens.items[i].start,
                document->tokens.items[i].end);
}

/* What every stage relies on (lib/text/segment.c, invariants). */
static inline void check_invariants(const drg_document *document) {
    uint32_t last = 0, sentence = 0;
    for (size_t i = 0; i < document->tokens.count; i++) {
        const drg_token *t = &document->tokens.items[i];
        assert_true(t->start >= last && t->end > t->start && t->end <= document->text.size);
        assert_true((document->text.data[t->start] & 0xC0) != 0x80);
        assert_true(t->end == document->text.size || (document->text.data[t->end] & 0xC0) != 0x80);
        last = t->end;
        while (sentence < document->sentences.count &&
               document->sentences.items[sentence].end_token <= i)
            sentence++;
        assert_int_equal(t->sentence, sentence);
        assert_true(document->sentences.items[sentence].first_token <= i);
    }
    uint32_t token = 0, paragraph = 0;
    for (size_t i = 0; i < document->sentences.count; i++) {
        const drg_sentence *s = &document->sentences.items[i];
        assert_int_equal(s->first_token, token);
        assert_true(s->end_token > s->first_token && s->paragraph >= paragraph);
        assert_int_equal(s->span.start, document->tokens.items[s->first_token].start);
        assert_int_equal(s->span.end, document->tokens.items[s->end_token - 1].end);
        token = s->end_token;
        paragraph = s->paragraph;
    }
    assert_int_equal(token, document->tokens.count);
}

#endif
