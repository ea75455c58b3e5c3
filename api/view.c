/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reply shows of a document. min_confidence leaves out records below it; an entity below it
 * stays when a record that is kept refers to it, so that every id in a reply can be looked up.
 */
#include "view.h"

#include "../lib/base/slice.h"

#include <sodium.h>
#include <stdlib.h>

static void mark(api_view *view, uint32_t entity) {
    if (entity < view->entity_count)
        view->keep[entity] = 1;
}

static void mark_parties(api_view *view, const drg_party *parties, size_t count) {
    for (size_t i = 0; i < count; i++)
        mark(view, parties[i].entity);
}

static int mark_kept(api_view *view) {
    if (view->article->options.min_confidence <= 0 || view->entity_count == 0)
        return DRG_OK;
    view->keep = calloc(view->entity_count, 1);
    if (!view->keep)
        return DRG_ENOMEM;
    for (size_t i = 0; i < view->entity_count; i++)
        view->keep[i] = api_view_keeps(view, (double)view->entities[i].confidence);
    for (size_t i = 0; i < view->relation_count; i++) {
        const drg_relation *relation = &view->relations[i];
        if (!api_view_keeps(view, (double)relation->confidence))
            continue;
        mark(view, relation->subject);
        mark(view, relation->object);
    }
    for (size_t i = 0; i < view->event_count; i++) {
        const drg_event *event = &view->events[i];
        if (!api_view_keeps(view, (double)event->confidence))
            continue;
        mark_parties(view, event->source, event->source_count);
        mark_parties(view, event->target, event->target_count);
        mark(view, event->speaker);
        mark(view, event->place);
    }
    for (size_t i = 0; i < view->quote_count; i++)
        if (api_view_keeps(view, (double)view->quotes[i].confidence))
            mark(view, view->quotes[i].speaker);
    for (size_t i = 0; i < view->entity_count; i++)
        for (size_t k = 0; view->keep[i] && k < view->entities[i].member_count; k++)
            mark(view, view->entities[i].members[k]); /* no group itself: one round does */
    return DRG_OK;
}

static void digest_text(api_view *view) {
    unsigned char sum[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof sum + 1];
    const unsigned char *bytes = (const unsigned char *)(view->text.size ? view->text.data : "");
    crypto_hash_sha256(sum, bytes, view->text.size);
    sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
    memcpy(view->digest, "sha256:", 7);
    memcpy(view->digest + 7, hex, sizeof hex);
    memcpy(view->made_id, hex, 32);
    view->made_id[32] = 0;
}

int api_view_init(api_view *view, const drg_engine *engine, const drg_document *document,
    const api_article *article) {
    *view = (api_view){.document = document, .article = article};
    view->text = drg_document_text(document);
    view->sectors = drg_engine_table(engine, "sectors");
    view->contexts = drg_engine_table(engine, "contexts");
    view->aliases = drg_engine_table(engine, "aliases");
    view->sector_column = view->sectors ? drg_table_column(view->sectors, "sector") : 0;
    view->context_column = view->contexts ? drg_table_column(view->contexts, "context") : 0;
    view->sentences = drg_document_sentences(document, &view->sentence_count);
    view->mentions = drg_document_mentions(document, &view->mention_count);
    view->entities = drg_document_entities(document, &view->entity_count);
    view->relations = drg_document_relations(document, &view->relation_count);
    view->times = drg_document_times(document, &view->time_count);
    view->quotes = drg_document_quotes(document, &view->quote_count);
    view->events = drg_document_events(document, &view->event_count);
    view->near_misses = drg_document_near_misses(document, &view->near_miss_count);
    view->warnings = drg_document_warnings(document, &view->warning_count);
    digest_text(view);
    return mark_kept(view);
}

void api_view_deinit(api_view *view) {
    free(view->keep);
    view->keep = NULL;
}

drg_slice api_view_id(const api_view *view) {
    return view->article->id.size ? view->article->id : drg_slice_of(view->made_id);
}

bool api_view_keeps(const api_view *view, double confidence) {
    /* Confidences are floats: 0.9f lies below 0.9, and a caller who asks for 0.9 wants it. */
    return confidence + 1e-6 >= view->article->options.min_confidence;
}

bool api_view_keeps_entity(const api_view *view, uint32_t entity) {
    return entity < view->entity_count && (!view->keep || view->keep[entity]);
}

size_t api_view_offset(const api_view *view, uint32_t byte) {
    drg_unit unit = view->article->options.unit;
    return unit == DRG_BYTES ? byte : drg_document_offset(view->document, byte, unit);
}

drg_slice api_view_text(const api_view *view, drg_span span) {
    return drg_slice_part(view->text, span);
}

/* Of an expression in the event's own sentence, what it is counted from; else where the date is
 * from. */
const char *api_view_date_basis(const drg_event *event) {
    if (event->date_ground != DRG_GROUND_STATED)
        return drg_ground_name(event->date_ground);
    return event->date_basis == DRG_BASIS_TEXT ? "stated" : drg_basis_name(event->date_basis);
}

drg_slice api_view_sector(const api_view *view, uint8_t sector) {
    return view->sectors ? drg_table_cell(view->sectors, sector, view->sector_column)
                         : (drg_slice){0};
}

drg_slice api_view_context(const api_view *view, uint8_t context) {
    return view->contexts ? drg_table_cell(view->contexts, context, view->context_column)
                          : (drg_slice){0};
}
