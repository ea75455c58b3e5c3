/* SPDX-License-Identifier: Apache-2.0 */
#include "document.h"

#include "base/sort.h"

drg_slice drg_document_text(const drg_document *document) {
    return document->text;
}

drg_slice drg_document_language(const drg_document *document) {
    return document->language;
}

drg_date drg_document_published(const drg_document *document, drg_basis *basis) {
    if (basis)
        *basis = document->published_basis;
    return document->published;
}

size_t drg_document_tokens(const drg_document *document) {
    return document->tokens.count;
}

#define ACCESSOR(type, list)                                                                       \
    const type *drg_document_##list(const drg_document *document, size_t *count) {                 \
        *count = document->list.count;                                                             \
        return document->list.items;                                                               \
    }
ACCESSOR(drg_sentence, sentences)
ACCESSOR(drg_mention, mentions)
ACCESSOR(drg_entity, entities)
ACCESSOR(drg_relation, relations)
ACCESSOR(drg_time, times)
ACCESSOR(drg_quote, quotes)
ACCESSOR(drg_event, events)
ACCESSOR(drg_near_miss, near_misses)
ACCESSOR(drg_warning, warnings)
#undef ACCESSOR

size_t drg_document_offset(const drg_document *document, size_t byte, drg_unit unit) {
    return drg_offsets_map(&document->offsets, byte, unit);
}

#define MAX_WARNINGS_A_CODE 16

void drg_document_warn(
    drg_document *document, const char *code, drg_span span, const char *detail) {
    size_t same = 0;
    for (size_t i = 0; i < document->warnings.count; i++)
        same += strcmp(document->warnings.items[i].code, code) == 0;
    if (same >= MAX_WARNINGS_A_CODE)
        return;
    drg_slice copy = drg_arena_copy(&document->arena, drg_slice_of(detail));
    drg_warning *warning = drg_list_add(&document->arena, &document->warnings);
    if (warning)
        *warning = (drg_warning){code, copy, span};
}

uint32_t drg_document_mention_from(const drg_document *document, uint32_t token) {
    return (uint32_t)DRG_FIRST_FROM(document->mentions, first_token, token);
}

uint32_t drg_document_mention_at(const drg_document *document, uint32_t token) {
    uint32_t next = drg_document_mention_from(document, token + 1);
    if (next == 0)
        return DRG_NONE;
    const drg_mention *mention = &document->mentions.items[next - 1];
    return mention->first_token <= token && token < mention->end_token ? next - 1 : DRG_NONE;
}

uint32_t drg_document_role_from(const drg_document *document, uint32_t token) {
    return (uint32_t)DRG_FIRST_FROM(document->roles, first_token, token);
}

uint32_t drg_document_role_at(const drg_document *document, uint32_t token) {
    uint32_t next = drg_document_role_from(document, token + 1);
    if (next == 0)
        return DRG_NONE;
    const drg_role_phrase *role = &document->roles.items[next - 1];
    return role->first_token <= token && token < role->end_token ? next - 1 : DRG_NONE;
}
