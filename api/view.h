/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_VIEW_H
#define API_VIEW_H
/*
 * A document as one reply shows it: which records are kept, in which unit offsets count. The JSON
 * and the CSV writer both read a view, so that they cannot disagree.
 *
 * Ids are places in the document (e1, r1, v1, ...), not in the list that is written: the same
 * article has the same ids with and without min_confidence.
 */
#include "json_write.h"
#include "request.h"

typedef struct api_view {
    const drg_document *document;
    const api_article *article;
    drg_slice text;
    char digest[72]; /* "sha256:..." of the text */
    char made_id[33]; /* for an article without id */
    const drg_table *sectors, *contexts, *aliases; /* may be NULL */
    size_t sector_column, context_column;
    const drg_sentence *sentences;
    const drg_mention *mentions;
    const drg_entity *entities;
    const drg_relation *relations;
    const drg_time *times;
    const drg_quote *quotes;
    const drg_event *events;
    const drg_near_miss *near_misses;
    const drg_warning *warnings;
    size_t sentence_count, mention_count, entity_count, relation_count, time_count, quote_count,
        event_count, near_miss_count, warning_count;
    unsigned char *keep; /* [entity_count] entities that the reply lists; NULL: all */
} api_view;

/* Returns 0 or DRG_ENOMEM. Everything is borrowed; free with api_view_deinit. Cost: linear. */
int api_view_init(api_view *view, const drg_engine *engine, const drg_document *document,
    const api_article *article);
void api_view_deinit(api_view *view);

drg_slice api_view_id(const api_view *view);
bool api_view_keeps(const api_view *view, double confidence);
bool api_view_keeps_entity(const api_view *view, uint32_t entity);
size_t api_view_offset(const api_view *view, uint32_t byte);
drg_slice api_view_text(const api_view *view, drg_span span);
/* How an event got its date, as replies write it. Static. */
const char *api_view_date_basis(const drg_event *event);
drg_slice api_view_sector(const api_view *view, uint8_t sector);
drg_slice api_view_context(const api_view *view, uint8_t context);

/* Words that nearly told an event, where the article asks for explanations (near.c). */
void api_write_near_misses(api_json *json, const api_view *view);

/* The reply, without a line end. */
void api_write_json(api_json *json, const api_view *view, const drg_engine *engine);
/* The reply as JSON-LD, without a line end. */
void api_write_jsonld(api_json *json, const api_view *view);
#endif
