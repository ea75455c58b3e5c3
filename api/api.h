/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_API_H
#define API_API_H
/*
 * The contract as functions: bytes of a request in, bytes of a reply out. Knows JSON (Jansson) and
 * the library, nothing of sockets, threads or the loop. The same functions serve the service's
 * workers, the command line and the tests.
 */
#include "../lib/dragoman.h"

#include <jansson.h>

typedef struct api_limits {
    size_t text_bytes; /* longest article, default 1 MiB */
    size_t body_bytes; /* longest request body */
    size_t memory_bytes; /* what one document may take; 0: the library's default */
    size_t json_depth; /* deepest nesting in a request, default 16 */
    size_t json_tokens; /* most structural characters outside strings, default 4096 */
    size_t batch_bytes; /* longest body of a batch, default 64 MiB */
    size_t batch_lines; /* most lines of a batch that are not empty, default 10,000 */
} api_limits;

/* Fills the defaults. */
void api_limits_default(api_limits *limits);

typedef struct api_request { /* slices are borrowed for the call */
    drg_slice path; /* "/v1/extract", raw, without the query */
    drg_slice query; /* raw, after '?', without it; may be empty */
    drg_slice content_type; /* header as sent; empty: none */
    drg_slice content_encoding; /* header as sent; empty: none */
    drg_slice accept; /* header as sent; empty: any */
    drg_slice accept_encoding; /* header as sent; empty: none but identity */
    drg_slice body;
    drg_slice request_id; /* goes into problem documents as "request_id"; may be empty */
    uint64_t line; /* of a batch: the body is the line of this number, from 1; 0: it is not one */
} api_request;

typedef struct api_reply {
    int status; /* HTTP status */
    const char *content_type; /* static */
    bool gzip; /* the body is in gzip form, for Content-Encoding */
    char *body; /* heap, free with api_reply_deinit; NULL only when out of memory */
    size_t size;
    uint64_t stage_ns[DRG_STAGES]; /* time spent in each stage, from `clock` */
    uint64_t reply_ns; /* writing the reply */
    uint32_t sentences, words, entities, events; /* for logs and metrics */
    uint32_t events_by_type[DRG_EVENT_TYPES];
    const char *code; /* stable problem code ("invalid_json"), NULL when status < 400 */
} api_reply;

void api_reply_deinit(api_reply *reply);

typedef struct api_context { /* what a caller gives once */
    const drg_engine *engine;
    drg_scratch *scratch; /* of the calling thread; NULL: made for each call */
    api_limits limits;
    uint64_t (*clock)(void); /* monotonic nanoseconds; NULL: no timings */
    bool (*cancelled)(void *user); /* polled while working; NULL: never */
    void *user;
} api_context;

/*
 * Answers POST /v1/extract whole: content negotiation, decoding, extraction, reply or problem.
 * Never fails: out of memory is a reply with status 503 (body may then be NULL and the caller sends
 * a static one). A cancelled extraction has status 499 and no body. Any thread; one call at a time
 * a context.
 */
void api_extract(const api_context *context, const api_request *request, api_reply *reply);

/*
 * Answers POST /v1/classify-pair: {"id","text","source":{"start","end"},"target":{...},"offsets"}
 * -> {"id","types":[{"type","score"}...]}, best first. Otherwise as api_extract.
 */
void api_classify_pair(const api_context *context, const api_request *request, api_reply *reply);
bool api_pair_precheck(const api_context *context, const api_request *request, api_reply *reply);
/* One line of `dragoman classify-pair --ndjson`, as api_extract_line does for articles. */
void api_pair_line(const api_context *context, drg_slice line, uint64_t number, api_reply *reply);

/*
 * Checks what can be known before the body is read: Content-Type and Accept of /v1/extract. True:
 * go on; false: *reply is the problem (415, 406).
 */
bool api_extract_precheck(const api_context *context, const api_request *request, api_reply *reply);

/* Answers GET and POST /hypnos/extract, in the shape of that service (hypnos.c). */
void api_hypnos(const api_context *context, const api_request *request, api_reply *reply);
bool api_hypnos_precheck(const api_context *context, const api_request *request, api_reply *reply);

/* GET documents; each fills a 200 reply, made afresh (the server keeps it). */
typedef struct api_service_info { /* what only the server knows */
    unsigned workers, queue_limit;
    unsigned connections; /* most at once */
    uint64_t head_deadline_ms, body_deadline_ms, queue_deadline_ms, work_deadline_ms;
} api_service_info;
void api_info(const api_context *context, const api_service_info *service, api_reply *reply);
void api_ontology(const api_context *context, api_reply *reply);
void api_openapi_json(api_reply *reply);
void api_openapi_yaml(api_reply *reply);

/* The page for people and the API reference (web/), file by file: page.def lists them. */
typedef enum api_page_file {
#define PAGE_FILE(id, path, name, file, type) API_PAGE_##id,
#include "page.def"
#undef PAGE_FILE
    API_PAGE_FILES
} api_page_file;
/* Fills a 200 reply with a file, in gzip form or as it is in web/. Without body: out of memory. */
void api_page(api_page_file file, bool gzip, api_reply *reply);

/* The media type of a format, as Content-Type writes it. */
typedef enum api_format {
    API_JSON,
    API_NDJSON,
    API_CSV,
    API_TSV,
    API_JSONLD,
    API_FORMATS
} api_format;
const char *api_format_type(api_format format);

/*
 * A problem document (RFC 9457) for any error of the contract:
 * {"type","title","status","code","detail","request_id","errors":[...]}. `code` is one of
 * problems.def (another is a programming error and becomes internal_error); detail NULL: the
 * description of the table.
 */
void api_problem(const char *code, const char *detail, drg_slice request_id, api_reply *reply);

/* A row of the table of problems; NULL outside it. For documents, metrics and tests. */
typedef struct api_problem_row {
    const char *code, *title, *description;
    int status;
} api_problem_row;
const api_problem_row *api_problem_at(size_t index);

#endif
