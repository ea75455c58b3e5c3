/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_EVENT_TOLD_H
#define TESTS_UNIT_EVENT_TOLD_H
/* Articles read with the built-in tables, and their events written out for comparison. */
#include "../engine.h"

#include "../../../lib/document.h"
#include "../../../lib/engine.h"

static inline drg_document *read_article(const char *text, drg_date published) {
    drg_document *document = NULL;
    drg_error error = {0};
    drg_input input = {.text = slice_of(text), .published = published};
    if (drg_extract(engine, &input, NULL, &document, &error))
        fail_msg("%s", error.message);
    return document;
}

/* The tokens that the words stand on, which must stand in the text. */
static inline void tokens_of(
    const drg_document *document, const char *words, uint32_t *first, uint32_t *end) {
    char text[512];
    snprintf(text, sizeof text, "%.*s", (int)document->text.size, document->text.data);
    const char *at = strstr(text, words);
    assert_non_null(at);
    size_t start = (size_t)(at - text), stop = start + strlen(words);
    *first = 0;
    while (document->tokens.items[*first].start < start)
        ++*first;
    for (*end = *first; *end < document->tokens.count && document->tokens.items[*end].end <= stop;)
        ++*end;
    assert_true(*end > *first);
}

static inline void assert_nobody_on_both_sides(const drg_document *document) {
    for (size_t i = 0; i < document->events.count; i++) {
        const drg_event *event = &document->events.items[i];
        for (size_t s = 0; s < event->source_count; s++)
            for (size_t t = 0; t < event->target_count; t++)
                assert_int_not_equal(event->source[s].entity, event->target[t].entity);
    }
}

static inline void write_slice(char *buffer, size_t room, const char *between, drg_slice words) {
    size_t used = strlen(buffer);
    snprintf(buffer + used, room - used, "%s%.*s", between, (int)words.size, words.data);
}

static inline void write_side(const drg_document *document, char *buffer, size_t room,
    const drg_party *parties, size_t count) {
    for (size_t i = 0; i < count; i++) {
        drg_slice words = parties[i].entity == DRG_NONE
                              ? drg_slice_part(document->text, parties[i].span)
                              : document->entities.items[parties[i].entity].name;
        write_slice(buffer, room, i ? ", " : "", words);
    }
}

/* "TYPE source, source > target" of one event. */
static inline void write_event(
    const drg_document *document, const drg_event *event, char *buffer, size_t room) {
    buffer[0] = '\0';
    write_slice(buffer, room, "", slice_of(drg_event_type_name(event->type)));
    write_slice(buffer, room, " ", slice_of(""));
    write_side(document, buffer, room, event->source, event->source_count);
    write_slice(buffer, room, " > ", slice_of(""));
    write_side(document, buffer, room, event->target, event->target_count);
}

/* The first event of a type, or NULL. */
static inline const drg_event *event_of(const drg_document *document, drg_event_type type) {
    for (size_t i = 0; i < document->events.count; i++)
        if (document->events.items[i].type == type)
            return &document->events.items[i];
    return NULL;
}

/* Is there an event that is written like this? Prints all where not. */
static inline void assert_told(const char *text, const char *expected) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    char written[512];
    bool found = false;
    for (size_t i = 0; i < document->events.count; i++) {
        write_event(document, &document->events.items[i], written, sizeof written);
        found = found || strcmp(written, expected) == 0;
    }
    if (!found) {
        printf("'%s'\n  expected %s\n", text, expected);
        for (size_t i = 0; i < document->events.count; i++) {
            write_event(document, &document->events.items[i], written, sizeof written);
            printf("  told     %s\n", written);
        }
    }
    drg_document_free(document);
    assert_true(found);
}

#endif
