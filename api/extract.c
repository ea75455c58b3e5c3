/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/extract as a pure function: negotiate, decode, extract, write. Every way out is a reply:
 * a problem document for whatever the caller or the machine did wrong, 499 without a body where the
 * caller no longer waits.
 */
#include "extract.h"

#include "../lib/base/slice.h"
#include "gzip.h"
#include "negotiate.h"
#include "profile.h"
#include "view.h"

#include <stdio.h>
#include <stdlib.h>

void api_limits_default(api_limits *limits) {
    *limits = (api_limits){
        .text_bytes = (size_t)1 << 20,
        .body_bytes = (size_t)1 << 20,
        .json_depth = 16,
        .json_tokens = 4096,
        .batch_bytes = (size_t)64 << 20,
        .batch_lines = 10000,
    };
}

/* ---- before the body ------------------------------------------------------------------------- */

static const char *media_problem(api_media media) {
    switch (media) {
    case API_MEDIA_NONE:
        return "Content-Type is missing: send text/plain for bare text, application/json for an "
               "object.";
    case API_MEDIA_HTML:
        return "HTML is not read: send the article's text as text/plain, without markup and page "
               "furniture.";
    case API_MEDIA_FORM:
        return "A form is not read (curl --data says so by itself): add -H 'Content-Type: "
               "text/plain'.";
    case API_MEDIA_NDJSON:
        return "Lines of articles go to /v1/extract/batch; here one is read.";
    case API_MEDIA_CHARSET:
        return "The charset must be utf-8: convert the text before sending.";
    default:
        return NULL; /* the table's description */
    }
}

static bool check_encoding(const api_request *request, api_fault *fault) {
    return api_encoding_known(request->content_encoding) ||
           api_fault_set(
               fault, "unsupported_media_type", "Of content encodings only gzip is supported.");
}

static bool check_head(
    const api_request *request, api_media *media, api_format *format, api_fault *fault) {
    *media = api_media_of(request->content_type);
    if (*media != API_MEDIA_TEXT && *media != API_MEDIA_JSON) {
        const char *detail = media_problem(*media);
        return api_fault_set(fault, "unsupported_media_type", "%s", detail ? detail : "");
    }
    if (!check_encoding(request, fault))
        return false;
    if (!api_negotiate(request->accept, format))
        return api_fault_set(fault, "not_acceptable", "%s", "");
    return true;
}

bool api_check_object_head(const api_request *request, bool bare, api_fault *fault) {
    api_format format;
    api_media media = api_media_of(request->content_type);
    if (media != API_MEDIA_JSON && !(bare && media == API_MEDIA_NONE))
        return api_fault_set(fault, "unsupported_media_type", "Send application/json in UTF-8.");
    if (!check_encoding(request, fault))
        return false;
    if (!api_negotiate_among(request->accept, 1u << API_JSON, &format))
        return api_fault_set(fault, "not_acceptable", "Only application/json can be produced.");
    return true;
}

bool api_head_settled(const api_request *request, const api_fault *fault, api_reply *reply) {
    if (fault->code)
        api_problem_reply(fault, request->request_id, reply);
    return !fault->code;
}

bool api_extract_precheck(
    const api_context *context, const api_request *request, api_reply *reply) {
    (void)context;
    api_media media;
    api_format format;
    api_fault fault = {0};
    check_head(request, &media, &format, &fault);
    return api_head_settled(request, &fault, reply);
}

/* ---- the work -------------------------------------------------------------------------------- */

typedef struct api_work { /* what the library's callbacks need */
    const api_context *context;
    api_reply *reply;
    drg_stage stage; /* running; DRG_STAGES: none */
    uint64_t since; /* ns */
} api_work;

static uint64_t now(const api_context *context) {
    return context->clock ? context->clock() : 0;
}

static bool poll_cancelled(void *user) {
    const api_work *work = user;
    return work->context->cancelled && work->context->cancelled(work->context->user);
}

static void enter_stage(void *user, drg_stage stage) {
    api_work *work = user;
    uint64_t time = now(work->context);
    if (work->stage < DRG_STAGES)
        work->reply->stage_ns[work->stage] += time - work->since;
    work->stage = stage;
    work->since = time;
}

static void place_text(api_place place, api_fault *fault) {
    if (place != API_NOWHERE)
        api_fault_at(fault, place, place == API_POINTER ? "/" : "", drg_slice_of("text"));
}

bool api_library_fault(int result, const drg_error *error, api_place text_place, api_fault *fault) {
    switch (result) {
    case DRG_EUTF8:
    case DRG_ENUL:
        place_text(text_place, fault);
        fault->has_offset = true;
        fault->offset = error->offset;
        return api_fault_set(fault, result == DRG_EUTF8 ? "invalid_utf8" : "nul_in_text",
            "Byte %zu of the text is %s.", error->offset,
            result == DRG_EUTF8 ? "not valid UTF-8" : "a NUL");
    case DRG_EEMPTY:
        place_text(text_place, fault);
        return api_fault_set(fault, "empty_text", "%s", "");
    case DRG_ETOOLONG:
        place_text(text_place, fault);
        return api_fault_set(fault, "text_too_large", "Nothing was read: %s.", error->message);
    case DRG_ENOMEM:
        return api_fault_set(fault, "out_of_memory", "%s", "");
    case DRG_EFORMAT: /* the engine is open: it can only be the caller's rows */
        fault->place = API_POINTER;
        snprintf(fault->where, sizeof fault->where, "/options/knowledge");
        return api_fault_set(fault, "invalid_knowledge", "%s", error->message);
    case DRG_ENOMODEL:
        return api_fault_set(fault, "no_model", "%s", "");
    default:
        return api_fault_set(fault, "internal_error", "%s", "");
    }
}

static void count(const api_view *view, api_reply *reply) {
    reply->sentences = (uint32_t)view->sentence_count;
    reply->words = (uint32_t)drg_document_tokens(view->document);
    reply->entities = (uint32_t)view->entity_count;
    reply->events = (uint32_t)view->event_count;
    for (size_t i = 0; i < view->event_count; i++)
        if (view->events[i].type < DRG_EVENT_TYPES)
            reply->events_by_type[view->events[i].type]++;
}

/* The reply of a format, for everybody but hypnos. */
static void write_format(api_out *out, const api_view *view, const drg_engine *engine,
    api_format format, bool csv_header) {
    api_json json = {.out = out};
    if (api_format_is_table(format)) {
        api_separator separator = format == API_TSV ? API_TABS : API_COMMAS;
        if (csv_header)
            api_write_table_header(out, view->article->options.profile, separator);
        api_write_table(out, view, engine, separator);
        return;
    }
    if (format == API_JSONLD)
        api_write_jsonld(&json, view);
    else
        api_write_json(&json, view, engine);
    api_out_text(out, "\n");
}

static bool write_reply(const api_context *context, const drg_document *document,
    const api_article *article, api_writer write, api_format format, bool csv_header,
    api_reply *reply) {
    api_view view;
    api_out out = {0};
    if (api_view_init(&view, context->engine, document, article))
        return false;
    count(&view, reply);
    if (write)
        write(&out, &view, context->engine);
    else
        write_format(&out, &view, context->engine, format, csv_header);
    api_view_deinit(&view);
    if (out.failed) {
        api_out_deinit(&out);
        return false;
    }
    /* A table of an article without events has no rows: an empty reply, and not none at all. */
    char *body = out.data ? out.data : calloc(1, 1);
    if (!body)
        return false;
    reply->status = 200;
    reply->content_type = api_format_type(format);
    reply->body = body;
    reply->size = out.size;
    return true;
}

bool api_read_article(const api_context *context, const api_article *article, api_writer write,
    api_format format, bool csv_header, api_reply *reply, api_fault *fault) {
    api_work work = {.context = context, .reply = reply, .stage = DRG_STAGES};
    const drg_options options = {
        .scratch = context->scratch,
        .memory_limit = context->limits.memory_bytes,
        .text_limit = context->limits.text_bytes,
        /* min_confidence is the view's: left to the library, it would renumber the records. */
        .explain = article->options.explain,
        .knowledge = article->options.knowledge,
        .cancelled = poll_cancelled,
        .on_stage = enter_stage,
        .user = &work,
    };
    const drg_input input = {
        .text = article->text, .title = article->title, .published = article->published};
    drg_document *document = NULL;
    drg_error error = {0};
    int result = drg_extract(context->engine, &input, &options, &document, &error);
    if (result == DRG_ECANCELLED) {
        reply->status = 499;
        return false;
    }
    if (result)
        return api_library_fault(result, &error, article->text_place, fault);
    uint64_t start = now(context);
    bool written = write_reply(context, document, article, write, format, csv_header, reply);
    drg_document_free(document);
    reply->reply_ns = now(context) - start;
    return written || api_fault_set(fault, "out_of_memory", "%s", "");
}

static bool extract(const api_context *context, const api_article *article, api_format format,
    bool csv_header, api_reply *reply, api_fault *fault) {
    return api_read_article(context, article, NULL, format, csv_header, reply, fault);
}

void api_extract_article(const api_context *context, const api_article *article, api_format format,
    bool csv_header, drg_slice request_id, api_reply *reply) {
    api_fault fault = {0};
    if (!extract(context, article, format, csv_header, reply, &fault) && fault.code)
        api_problem_reply(&fault, request_id, reply);
}

static bool decode(const api_context *context, const api_request *request, api_media media,
    api_decoded *decoded, api_fault *fault) {
    if (request->body.size > context->limits.body_bytes)
        return api_fault_set(fault, "body_too_large", "The body has %zu bytes, the limit is %zu.",
            request->body.size, context->limits.body_bytes);
    if (media == API_MEDIA_JSON) {
        if (!api_decode_json(&context->limits, request->body, decoded, fault))
            return false;
    } else {
        api_article_default(&decoded->article);
        decoded->article.text = request->body;
    }
    return api_decode_query(request->query, decoded, fault);
}

bool api_encoding_known(drg_slice encoding) {
    return !encoding.size || drg_slice_is_folded(encoding, "identity") ||
           drg_slice_is_folded(encoding, "gzip") || drg_slice_is_folded(encoding, "x-gzip");
}

bool api_open_body(const api_context *context, const api_request *request, api_request *opened,
    char **inflated, api_fault *fault) {
    *opened = *request;
    *inflated = NULL;
    if (!request->content_encoding.size ||
        drg_slice_is_folded(request->content_encoding, "identity"))
        return true;
    size_t size;
    if (!api_gunzip(request->body, context->limits.body_bytes, inflated, &size, fault))
        return false;
    opened->body = (drg_slice){*inflated, size};
    return true;
}

/* A profile names columns, so only a table can have it; without Accept it is CSV. */
static bool settle_format(
    const api_request *request, const api_article *article, api_format *format, api_fault *fault) {
    return article->options.profile == API_PROFILE_NONE ||
           api_negotiate_among(request->accept, API_TABLES, format) ||
           api_fault_set(fault, "not_acceptable",
               "A profile is a table: text/csv or text/tab-separated-values.");
}

void api_extract(const api_context *context, const api_request *request, api_reply *reply) {
    api_media media;
    api_format format;
    api_fault fault = {0};
    api_decoded decoded = {0};
    api_request opened;
    char *inflated = NULL;
    if (check_head(request, &media, &format, &fault) &&
        api_open_body(context, request, &opened, &inflated, &fault) &&
        decode(context, &opened, media, &decoded, &fault) &&
        settle_format(request, &decoded.article, &format, &fault))
        extract(context, &decoded.article, format, true, reply, &fault);
    if (fault.code)
        api_problem_reply(&fault, request->request_id, reply);
    else if (api_accepts_gzip(request->accept_encoding))
        api_gzip_reply(reply);
    api_decoded_deinit(&decoded);
    free(inflated);
}
