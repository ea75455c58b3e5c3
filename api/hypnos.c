/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET and POST /hypnos/extract: what hypnos (PETRARCH2 behind REST) takes and gives, so that its
 * users can switch by changing a URL.
 *
 *   in    {"text": ..., "id": ..., "date": "YYYYMMDD"}, as a JSON body (hypnos' own examples send
 *         one with GET) or as parameters of the query
 *   out   {ID: {"meta": {"date"}, "sents": {"0": {"content", "events": [[source, target, code]],
 *         "issues": []}}}}
 *
 * Events are pairs of actor codes with a CAMEO code, as PETRARCH2 codes them: what is denied or
 * only supposed is left out, what is to come is 03x or 13x (profile.h). Each stands at the sentence
 * that tells it first. What differs: no "parsed" (there is no constituency tree), issues are empty
 * (no dictionary of phrases stands behind them), an error is a problem document and not an empty
 * reply, and id and date may be left out.
 *
 * Cost: linear in the reply; pairs are bounded as in the views.
 */
#include "../lib/base/slice.h"
#include "extract.h"
#include "gzip.h"
#include "profile.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- writing --------------------------------------------------------------------------------- */

typedef struct hypnos_table { /* `table` first: the rows get it back */
    api_table table;
    api_json *json;
} hypnos_table;

static void write_pair(api_table *table, const drg_event *event, const api_told *told,
    const drg_party *source, const drg_party *target, drg_slice row_id) {
    api_json *json = ((hypnos_table *)table)->json;
    api_actor from, to;
    (void)event, (void)row_id;
    api_actor_of(table, source, &from);
    api_actor_of(table, target, &to);
    api_json_open(json, '[');
    api_json_string(json, from.code);
    api_json_string(json, to.code);
    api_json_string(json, told->cameo);
    api_json_close(json, ']');
}

/* Lists of events by the sentence of their first mention: first[sentence], next[event]. */
static uint32_t *chain_events(const api_view *view) {
    uint32_t *first = malloc((view->sentence_count + view->event_count + 1) * sizeof *first);
    if (!first)
        return NULL;
    uint32_t *next = first + view->sentence_count;
    for (size_t i = 0; i < view->sentence_count; i++)
        first[i] = DRG_NONE;
    for (size_t i = view->event_count; i-- > 0;) {
        const drg_event *event = &view->events[i];
        if (!event->mention_count || event->mentions[0].sentence >= view->sentence_count)
            continue;
        next[i] = first[event->mentions[0].sentence];
        first[event->mentions[0].sentence] = (uint32_t)i;
    }
    return first;
}

static void write_sentence(hypnos_table *out, const uint32_t *first, size_t sentence) {
    const api_view *view = out->table.view;
    const uint32_t *next = first + view->sentence_count;
    api_told told;
    char key[24];
    snprintf(key, sizeof key, "%zu", sentence);
    api_json_member_open(out->json, key, '{');
    api_json_key(out->json, "content");
    api_json_string(out->json, api_view_text(view, view->sentences[sentence].span));
    api_json_member_open(out->json, "events", '[');
    for (uint32_t i = first[sentence]; i != DRG_NONE; i = next[i])
        if (api_tell(&out->table, &view->events[i], &told))
            api_each_pair(&out->table, i, &told, true, write_pair);
    api_json_close(out->json, ']');
    api_json_member_open(out->json, "issues", '[');
    api_json_close(out->json, ']');
    api_json_close(out->json, '}');
}

static void write_meta(api_json *json, const api_view *view) {
    drg_basis basis;
    drg_date date = drg_document_published(view->document, &basis);
    char text[16];
    api_json_member_open(json, "meta", '{');
    if (date.year) {
        snprintf(text, sizeof text, "%04d%02d%02d", (int)date.year, (int)date.month, (int)date.day);
        api_json_member_text(json, "date", text);
    }
    api_json_close(json, '}');
}

/* The id is the caller's and may hold anything that a key of an object may. */
static void write_id(api_json *json, const api_view *view) {
    api_json_string(json, api_view_id(view));
    api_out_text(json->out, ":");
    json->comma = false;
}

static void write_hypnos(api_out *out, const api_view *view, const drg_engine *engine) {
    api_json json = {.out = out};
    hypnos_table table = {.table = {.cells = {.out = out},
                              .view = view,
                              .engine = engine,
                              .rows_left = API_ROWS_BASE + view->text.size / 16},
        .json = &json};
    uint32_t *first = chain_events(view);
    if (!first) {
        out->failed = true;
        return;
    }
    api_json_open(&json, '{');
    write_id(&json, view);
    api_json_open(&json, '{');
    write_meta(&json, view);
    api_json_member_open(&json, "sents", '{');
    for (size_t i = 0; i < view->sentence_count; i++)
        write_sentence(&table, first, i);
    api_json_close(&json, '}');
    api_json_close(&json, '}');
    api_json_close(&json, '}');
    api_out_text(out, "\n");
    free(first);
}

/* ---- answering ------------------------------------------------------------------------------- */

bool api_hypnos_precheck(const api_context *context, const api_request *request, api_reply *reply) {
    api_fault fault = {0};
    (void)context;
    api_check_object_head(request, true, &fault);
    return api_head_settled(request, &fault, reply);
}

static bool decode(const api_context *context, const api_request *request, api_decoded *decoded,
    api_fault *fault) {
    if (request->body.size > context->limits.body_bytes)
        return api_fault_set(fault, "body_too_large", "The body has %zu bytes, the limit is %zu.",
            request->body.size, context->limits.body_bytes);
    api_article_default(&decoded->article);
    if (request->body.size &&
        !api_decode_hypnos_json(&context->limits, request->body, decoded, fault))
        return false;
    if (!api_decode_hypnos_query(request->query, decoded, fault))
        return false;
    if (decoded->seen & (1u << API_FIELD_TEXT))
        return true;
    bool body = request->body.size != 0;
    fault->place = body ? API_POINTER : API_PARAMETER;
    snprintf(fault->where, sizeof fault->where, body ? "/text" : "text");
    return api_fault_set(fault, "missing_field", "The field text is missing.");
}

void api_hypnos(const api_context *context, const api_request *request, api_reply *reply) {
    api_fault fault = {0};
    api_decoded decoded = {0};
    api_request opened;
    char *inflated = NULL;
    if (api_check_object_head(request, true, &fault) &&
        api_open_body(context, request, &opened, &inflated, &fault) &&
        decode(context, &opened, &decoded, &fault))
        api_read_article(context, &decoded.article, write_hypnos, API_JSON, false, reply, &fault);
    if (fault.code)
        api_problem_reply(&fault, request->request_id, reply);
    else if (api_accepts_gzip(request->accept_encoding))
        api_gzip_reply(reply);
    api_decoded_deinit(&decoded);
    free(inflated);
}
