/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a batch: batch.h says who calls what. Every way out of a line is one reply of one line,
 * so that a caller can count them; a bad line costs only itself. A table has no place for a
 * problem, so there a failed line is a row with the id and the code in it: a caller who joins by id
 * sees it, and nothing is lost in silence.
 */
#include "batch.h"

#include "../lib/base/slice.h"
#include "extract.h"
#include "gzip.h"
#include "negotiate.h"
#include "profile.h"

#include <stdio.h>
#include <stdlib.h>

#define BATCH_FORMATS (1u << API_NDJSON | API_TABLES)

/* ---- before the body ------------------------------------------------------------------------- */

static bool check(
    const api_request *request, api_batch_form *form, api_decoded *decoded, api_fault *fault) {
    if (api_media_of(request->content_type) != API_MEDIA_NDJSON)
        return api_fault_set(fault, "unsupported_media_type",
            "Send application/x-ndjson: one JSON object a line, in UTF-8.");
    if (!api_encoding_known(request->content_encoding))
        return api_fault_set(
            fault, "unsupported_media_type", "Of content encodings only gzip is supported.");
    if (!api_decode_batch_query(request->query, decoded, fault))
        return false;
    form->profile = decoded->article.options.profile;
    form->by_completion = decoded->article.options.by_completion;
    form->gzip = api_accepts_gzip(request->accept_encoding);
    bool own = form->profile == API_PROFILE_NONE;
    if (!api_negotiate_among(request->accept, own ? BATCH_FORMATS : API_TABLES, &form->format))
        return api_fault_set(fault, "not_acceptable",
            own ? "A batch is answered as application/x-ndjson, text/csv or "
                  "text/tab-separated-values."
                : "A profile is a table: text/csv or text/tab-separated-values.");
    return true;
}

bool api_batch_precheck(const api_context *context, const api_request *request, api_reply *reply) {
    api_batch_form form;
    api_fault fault = {0};
    api_decoded decoded = {0};
    (void)context;
    bool fine = check(request, &form, &decoded, &fault);
    api_decoded_deinit(&decoded);
    if (!fine)
        api_problem_reply(&fault, request->request_id, reply);
    return fine;
}

bool api_batch_read_form(const api_request *request, api_batch_form *form) {
    api_fault fault = {0};
    api_decoded decoded = {0};
    bool fine = check(request, form, &decoded, &fault);
    api_decoded_deinit(&decoded);
    return fine;
}

void api_batch_count(api_batch_lines *lines, drg_slice piece) {
    for (size_t i = 0; i < piece.size; i++) {
        char c = piece.data[i];
        if (c == '\n') {
            lines->inside = false;
        } else if (!lines->inside && c != ' ' && c != '\t' && c != '\r') {
            lines->inside = true;
            lines->filled++;
        }
    }
}

bool api_batch_lines_fit(const api_limits *limits, const api_batch_lines *lines, api_fault *fault) {
    return lines->filled <= limits->batch_lines ||
           api_fault_set(fault, "too_many_lines",
               "The batch has %zu lines, the limit is %zu. None of them was read.", lines->filled,
               limits->batch_lines);
}

/* ---- the id of a line ------------------------------------------------------------------------ */

/* Behind the string that starts at `at`; size: it has no end. */
static size_t string_end(drg_slice line, size_t at) {
    for (at++; at < line.size && line.data[at] != '"'; at++)
        if (line.data[at] == '\\')
            at++;
    return at < line.size ? at + 1 : line.size;
}

static size_t skip_blanks(drg_slice line, size_t at) {
    while (at < line.size && line.data[at] && strchr(" \t\r\n", line.data[at]))
        at++;
    return at;
}

/* The string between start and end, quotes included, as its characters. */
static drg_slice unescaped(drg_slice line, size_t start, size_t end, char buffer[API_ID_SIZE]) {
    if (end - start > 6 * API_ID_SIZE + 2)
        return (drg_slice){0};
    json_t *value = json_loadb(line.data + start, end - start, JSON_DECODE_ANY, NULL);
    size_t size = json_string_length(value);
    drg_slice text = {buffer, size};
    if (size && size <= API_ID_SIZE)
        memcpy(buffer, json_string_value(value), size);
    else
        text = (drg_slice){0};
    json_decref(value);
    return text;
}

drg_slice api_line_id(drg_slice line, char buffer[API_ID_SIZE]) {
    size_t depth = 0, at = 0;
    while (at < line.size) {
        char c = line.data[at];
        if (c == '{' || c == '[')
            depth++;
        if ((c == '}' || c == ']') && depth)
            depth--;
        if (c != '"') {
            at++;
            continue;
        }
        size_t start = at;
        at = string_end(line, at);
        bool named = depth == 1 && at - start == 4 && !memcmp(line.data + start, "\"id\"", 4);
        size_t colon = named ? skip_blanks(line, at) : line.size;
        if (colon >= line.size || line.data[colon] != ':')
            continue;
        size_t value = skip_blanks(line, colon + 1);
        if (value < line.size && line.data[value] == '"')
            return unescaped(line, value, string_end(line, value), buffer);
    }
    return (drg_slice){0};
}

/* A caller joins replies by it. */
drg_slice api_refused_id(const json_t *root) {
    const json_t *id = json_object_get(root, "id");
    drg_slice text = {json_string_value(id), json_string_length(id)};
    return text.size > 0 && text.size <= API_ID_SIZE ? text : (drg_slice){0};
}

/* ---- failed lines ---------------------------------------------------------------------------- */

static void finish_failed(api_out *out, const char *code, api_format format, api_reply *reply) {
    if (out->failed)
        api_out_deinit(out);
    free(reply->body);
    reply->status = api_problem_status(code);
    reply->content_type = api_format_type(format);
    reply->body = out->data;
    reply->size = out->size;
    reply->code = code;
}

void api_failed_line(const api_fault *fault, drg_slice id, uint64_t number, api_reply *reply) {
    char made[32];
    api_out out = {0};
    api_json json = {.out = &out};
    snprintf(made, sizeof made, "line-%llu", (unsigned long long)number);
    api_json_open(&json, '{');
    api_json_member(&json, "id", id.size ? id : drg_slice_of(made));
    api_json_member_text(&json, "status", "error");
    api_json_key(&json, "problem");
    api_problem_write(&json, fault, (drg_slice){0});
    api_json_close(&json, '}');
    api_out_text(&out, "\n");
    finish_failed(&out, fault->code, API_NDJSON, reply);
}

static void failed_row(const api_fault *fault, api_format format, api_profile profile, drg_slice id,
    uint64_t number, api_reply *reply) {
    char made[32];
    api_out out = {0};
    snprintf(made, sizeof made, "line-%llu", (unsigned long long)number);
    api_write_table_problem(&out, profile, format == API_TSV ? API_TABS : API_COMMAS,
        id.size ? id : drg_slice_of(made), fault->code);
    finish_failed(&out, fault->code, format, reply);
}

static void fail_line(const api_fault *fault, api_format format, api_profile profile, drg_slice id,
    uint64_t number, api_reply *reply) {
    if (api_format_is_table(format))
        failed_row(fault, format, profile, id, number, reply);
    else
        api_failed_line(fault, id, number, reply);
}

void api_batch_problem(const api_batch_form *form, const char *code, const char *detail,
    drg_slice line, uint64_t number, api_reply *reply) {
    char id[API_ID_SIZE];
    api_fault fault = {.code = code};
    if (detail)
        snprintf(fault.detail, sizeof fault.detail, "%s", detail);
    fail_line(&fault, form->format, form->profile, api_line_id(line, id), number, reply);
    if (form->gzip)
        api_gzip_store(reply);
}

void api_batch_header(const api_batch_form *form, api_reply *reply) {
    api_out out = {0};
    if (api_format_is_table(form->format))
        api_write_table_header(
            &out, form->profile, form->format == API_TSV ? API_TABS : API_COMMAS);
    if (out.failed)
        api_out_deinit(&out);
    *reply = (api_reply){.status = 200,
        .content_type = api_format_type(form->format),
        .body = out.data,
        .size = out.size};
    if (form->gzip)
        api_gzip_store(reply);
}

/* ---- a line ---------------------------------------------------------------------------------- */

static void apply_defaults(const api_article *defaults, api_decoded *decoded) {
    api_article *article = &decoded->article;
    article->options.profile = defaults->options.profile;
    if (!(decoded->seen & (1u << API_FIELD_PUBLISHED)))
        article->published = defaults->published;
    if (!(decoded->seen & (1u << API_FIELD_OFFSETS)))
        article->options.unit = defaults->options.unit;
    if (!(decoded->seen & (1u << API_FIELD_INCLUDE)))
        article->options.include = defaults->options.include;
    if (!(decoded->seen & (1u << API_FIELD_MIN_CONFIDENCE)))
        article->options.min_confidence = defaults->options.min_confidence;
    if (!(decoded->seen & (1u << API_FIELD_EXPLAIN)))
        article->options.explain = defaults->options.explain;
    if (!(decoded->seen & (1u << API_FIELD_LABELS)))
        article->options.labels = defaults->options.labels;
}

void api_extract_line(const api_context *context, const api_article *defaults, api_format format,
    drg_slice line, uint64_t number, api_reply *reply) {
    api_fault fault = {0};
    api_decoded decoded = {0};
    if (line.size > context->limits.body_bytes)
        api_fault_set(&fault, "body_too_large", "The line is longer than the limit of %zu bytes.",
            context->limits.body_bytes);
    else if (api_decode_json(&context->limits, line, &decoded, &fault)) {
        if (defaults)
            apply_defaults(defaults, &decoded);
        api_read_article(context, &decoded.article, NULL, format, false, reply, &fault);
    }
    if (fault.code)
        fail_line(&fault, format, defaults ? defaults->options.profile : API_PROFILE_NONE,
            api_refused_id(decoded.root), number, reply);
    api_decoded_deinit(&decoded);
}

static void answer_line(const api_context *context, const api_request *request,
    const api_batch_form *form, const api_article *defaults, api_reply *reply) {
    api_extract_line(context, defaults, form->format, request->body, request->line, reply);
    if (form->gzip && reply->status != 499)
        api_gzip_piece(reply);
}

static void inflate_batch(
    const api_context *context, const api_request *request, api_reply *reply, api_fault *fault) {
    size_t size;
    char *data;
    if (!api_gunzip(request->body, context->limits.batch_bytes, &data, &size, fault))
        return;
    api_batch_lines lines = {0};
    api_batch_count(&lines, (drg_slice){data, size});
    if (!api_batch_lines_fit(&context->limits, &lines, fault)) {
        free(data);
        return;
    }
    *reply = (api_reply){
        .status = 200, .content_type = api_format_type(API_NDJSON), .body = data, .size = size};
}

void api_batch_answer(const api_context *context, const api_request *request, api_reply *reply) {
    api_batch_form form;
    api_fault fault = {0};
    api_decoded decoded = {0};
    if (check(request, &form, &decoded, &fault)) {
        if (request->line)
            answer_line(context, request, &form, &decoded.article, reply);
        else
            inflate_batch(context, request, reply, &fault);
    }
    if (fault.code)
        api_problem_reply(&fault, request->request_id, reply);
    api_decoded_deinit(&decoded);
}
