/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/classify-pair as a pure function: which type of event does a marked source do to a
 * marked target? The way in which the field's benchmark and many pipelines ask, where actors are
 * found by something else.
 *
 * Offsets come in the unit that the caller names and are turned into bytes in one pass over the
 * text; an offset inside a character (or between two halves of a UTF-16 pair) is refused with the
 * field's pointer, as everything else that is wrong with a span.
 */
#include "../lib/base/slice.h"
#include "batch.h"
#include "extract.h"
#include "json_write.h"
#include "negotiate.h"
#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID_LIMIT 256u

typedef struct pair_request {
    json_t *root; /* owns the strings */
    drg_slice id, text;
    drg_unit unit;
    drg_span source, target; /* in `unit`, then in bytes */
} pair_request;

/* ---- decoding -------------------------------------------------------------------------------- */

static bool wrong(api_fault *fault, const char *pointer, const char *detail) {
    fault->place = API_POINTER;
    snprintf(fault->where, sizeof fault->where, "%s", pointer);
    return api_fault_set(fault, "invalid_field", "%s", detail);
}

static bool missing(api_fault *fault, const char *pointer) {
    fault->place = API_POINTER;
    snprintf(fault->where, sizeof fault->where, "%s", pointer);
    return api_fault_set(fault, "missing_field", "The field is missing.");
}

/* known: names, NULL behind the last. */
static bool check_names(json_t *object, const char *prefix, const char *const *known,
    const char *detail, api_fault *fault) {
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value) {
        size_t i = 0;
        while (known[i] && strcmp(key, known[i]) != 0)
            i++;
        if (known[i])
            continue;
        api_fault_at(fault, API_POINTER, prefix, drg_slice_of(key));
        return api_fault_set(fault, "unknown_field", "%s", detail);
    }
    return true;
}

static bool set_offset(
    const char *side, const char *end, json_t *value, uint32_t *out, api_fault *fault) {
    char pointer[32];
    snprintf(pointer, sizeof pointer, "/%s/%s", side, end);
    if (!value)
        return missing(fault, pointer);
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > INT32_MAX)
        return wrong(fault, pointer, "A whole number from 0 to 2147483647 is wanted.");
    *out = (uint32_t)json_integer_value(value);
    return true;
}

static bool set_span(json_t *root, const char *side, drg_span *out, api_fault *fault) {
    char pointer[32];
    json_t *span = json_object_get(root, side);
    snprintf(pointer, sizeof pointer, "/%s", side);
    if (!span)
        return missing(fault, pointer);
    if (!json_is_object(span))
        return wrong(fault, pointer, "An object with start and end is wanted.");
    if (!set_offset(side, "start", json_object_get(span, "start"), &out->start, fault) ||
        !set_offset(side, "end", json_object_get(span, "end"), &out->end, fault))
        return false;
    snprintf(pointer, sizeof pointer, "/%s/", side);
    static const char *const known[] = {"start", "end", NULL};
    return check_names(span, pointer, known, "A span has start and end, and nothing else.", fault);
}

static bool set_id(json_t *value, drg_slice *out, api_fault *fault) {
    drg_slice id = {json_string_value(value), json_string_length(value)};
    if (!json_is_string(value) || !id.size || id.size > ID_LIMIT)
        return wrong(fault, "/id", "A string of 1 to 256 bytes is wanted.");
    for (size_t i = 0; i < id.size; i++)
        if ((unsigned char)id.data[i] < 0x20 || id.data[i] == 0x7F)
            return wrong(fault, "/id", "An id holds no control characters.");
    *out = id;
    return true;
}

static bool set_unit(json_t *value, drg_unit *out, api_fault *fault) {
    static const char *const names[] = {"codepoint", "byte", "utf16"};
    static const drg_unit units[] = {DRG_CODEPOINTS, DRG_BYTES, DRG_UTF16};
    const drg_slice written = {json_string_value(value), json_string_length(value)};
    for (size_t i = 0; i < 3; i++)
        if (drg_slice_is(written, names[i])) {
            *out = units[i];
            return true;
        }
    return wrong(fault, "/offsets", "One of codepoint, byte, utf16 is wanted.");
}

static bool decode(const api_limits *limits, drg_slice body, pair_request *pair, api_fault *fault) {
    static const char *const known[] = {"id", "text", "source", "target", "offsets", NULL};
    if (!api_json_object(limits, body, &pair->root, fault) ||
        !check_names(
            pair->root, "/", known, "The fields are id, text, source, target, offsets.", fault))
        return false;
    json_t *id = json_object_get(pair->root, "id"), *text = json_object_get(pair->root, "text");
    json_t *unit = json_object_get(pair->root, "offsets");
    pair->unit = DRG_CODEPOINTS;
    if (!text)
        return missing(fault, "/text");
    if (!json_is_string(text))
        return wrong(fault, "/text", "A string is wanted.");
    pair->text = (drg_slice){json_string_value(text), json_string_length(text)};
    if (!pair->text.size) { /* or its spans would be said to be wrong */
        api_fault_at(fault, API_POINTER, "/", drg_slice_of("text"));
        return api_fault_set(fault, "empty_text", "%s", "");
    }
    return (!id || set_id(id, &pair->id, fault)) && (!unit || set_unit(unit, &pair->unit, fault)) &&
           set_span(pair->root, "source", &pair->source, fault) &&
           set_span(pair->root, "target", &pair->target, fault);
}

/* ---- offsets to bytes ------------------------------------------------------------------------ */

/* Units that a character of this first byte counts. */
static uint32_t units_of(unsigned char first, drg_unit unit) {
    return unit == DRG_UTF16 && first >= 0xF0 ? 2 : 1;
}

static size_t bytes_of(unsigned char first) {
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* The byte at which `offset` units are over; UINT32_MAX: past the text, or inside a character. */
static uint32_t byte_at(drg_slice text, drg_unit unit, uint32_t offset) {
    uint32_t units = 0;
    size_t at = 0;
    if (unit == DRG_BYTES)
        return offset;
    while (at < text.size && units < offset) {
        unsigned char first = (unsigned char)text.data[at];
        units += units_of(first, unit);
        at += bytes_of(first);
    }
    return units == offset && at <= text.size ? (uint32_t)at : UINT32_MAX;
}

static bool to_bytes(const pair_request *pair, const char *side, drg_span *span, api_fault *fault) {
    char pointer[32];
    drg_span bytes = {
        byte_at(pair->text, pair->unit, span->start), byte_at(pair->text, pair->unit, span->end)};
    snprintf(pointer, sizeof pointer, "/%s", side);
    if (bytes.start == UINT32_MAX || bytes.end == UINT32_MAX || bytes.end > pair->text.size)
        return wrong(fault, pointer, "The span ends past the text, or cuts a character.");
    *span = bytes;
    return true;
}

/* ---- the work -------------------------------------------------------------------------------- */

static bool span_fault(
    const pair_request *pair, int result, const drg_error *error, api_fault *fault) {
    if (result == DRG_EAPART)
        return api_fault_set(fault, "spans_too_far_apart", "%s", "");
    if (result != DRG_EINVAL)
        return api_library_fault(result, error, API_POINTER, fault);
    bool source = error->offset == pair->source.start;
    return wrong(fault, source ? "/source" : "/target",
        "A span needs a word of the text, whole characters, and none of the other span's words.");
}

static bool write_types(const pair_request *pair, const drg_pair_type *types, bool line,
    api_reply *reply, api_fault *fault) {
    api_out out = {0};
    api_json json = {.out = &out};
    api_json_open(&json, '{');
    api_json_member(&json, "id", pair->id);
    api_json_member_open(&json, "types", '[');
    for (int i = 0; i < DRG_EVENT_TYPES; i++) {
        api_json_open(&json, '{');
        api_json_member_text(&json, "type", drg_event_type_name(types[i].type));
        api_json_member_fixed(&json, "score", (double)types[i].score, 4);
        api_json_close(&json, '}');
    }
    api_json_close(&json, ']');
    api_json_close(&json, '}');
    api_out_text(&out, "\n");
    if (out.failed) {
        api_out_deinit(&out);
        return api_fault_set(fault, "out_of_memory", "%s", "");
    }
    reply->status = 200;
    reply->content_type = api_format_type(line ? API_NDJSON : API_JSON);
    reply->body = out.data;
    reply->size = out.size;
    return true;
}

static void classify(const api_context *context, pair_request *pair, drg_slice body, bool line,
    api_reply *reply, api_fault *fault) {
    drg_pair_type types[DRG_EVENT_TYPES];
    drg_error error = {0};
    const drg_options options = {.scratch = context->scratch,
        .memory_limit = context->limits.memory_bytes,
        .text_limit = context->limits.text_bytes,
        .cancelled = context->cancelled,
        .user = context->user};
    if (!decode(&context->limits, body, pair, fault) ||
        !to_bytes(pair, "source", &pair->source, fault) ||
        !to_bytes(pair, "target", &pair->target, fault))
        return;
    int result = drg_classify_pair(
        context->engine, pair->text, pair->source, pair->target, &options, types, &error);
    if (result == DRG_ECANCELLED)
        reply->status = 499;
    else if (result)
        span_fault(pair, result, &error, fault);
    else
        write_types(pair, types, line, reply, fault);
}

static bool check_head(const api_request *request, api_fault *fault) {
    return api_check_object_head(request, false, fault) && api_refuse_query(request->query, fault);
}

bool api_pair_precheck(const api_context *context, const api_request *request, api_reply *reply) {
    api_fault fault = {0};
    (void)context;
    check_head(request, &fault);
    return api_head_settled(request, &fault, reply);
}

void api_classify_pair(const api_context *context, const api_request *request, api_reply *reply) {
    api_fault fault = {0};
    pair_request pair = {0};
    api_request opened;
    char *inflated = NULL;
    if (request->body.size > context->limits.body_bytes)
        api_fault_set(&fault, "body_too_large", "The body has %zu bytes, the limit is %zu.",
            request->body.size, context->limits.body_bytes);
    else if (check_head(request, &fault) &&
             api_open_body(context, request, &opened, &inflated, &fault))
        classify(context, &pair, opened.body, false, reply, &fault);
    if (fault.code)
        api_problem_reply(&fault, request->request_id, reply);
    json_decref(pair.root);
    free(inflated);
}

void api_pair_line(const api_context *context, drg_slice line, uint64_t number, api_reply *reply) {
    api_fault fault = {0};
    pair_request pair = {0};
    if (line.size > context->limits.body_bytes)
        api_fault_set(&fault, "body_too_large", "The line is longer than the limit of %zu bytes.",
            context->limits.body_bytes);
    else
        classify(context, &pair, line, true, reply, &fault);
    if (fault.code)
        api_failed_line(&fault, api_refused_id(pair.root), number, reply);
    json_decref(pair.root);
}
