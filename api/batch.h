/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_BATCH_H
#define API_BATCH_H
/*
 * POST /v1/extract/batch and `dragoman extract --ndjson`: lines of articles in, one reply a line
 * out. What a line becomes is decided here, for both; who reads lines, keeps order and waits is the
 * server's or the command line's.
 */
#include "request.h"

typedef struct api_batch_form { /* of the whole reply */
    api_format format; /* NDJSON, CSV or TSV; on the command line also JSON-LD */
    api_profile profile;
    bool by_completion, gzip;
} api_batch_form;

/* Lines of a body that comes in pieces. Zero it. */
typedef struct api_batch_lines {
    size_t filled; /* lines with something in them, the last one included */
    bool inside; /* the present line is one of them */
} api_batch_lines;
void api_batch_count(api_batch_lines *lines, drg_slice piece);
/* Are they as few as a batch may have? */
bool api_batch_lines_fit(const api_limits *limits, const api_batch_lines *lines, api_fault *fault);

/* What can be known before the body is read: media types, encoding, query. False: *reply is the
 * problem (415, 406, 422). */
bool api_batch_precheck(const api_context *context, const api_request *request, api_reply *reply);
/* The form that such a request asks for. False: it would not pass api_batch_precheck. */
bool api_batch_read_form(const api_request *request, api_batch_form *form);

/*
 * A worker's part. With request->line: that line, to its reply in the request's form (with gzip: as
 * a piece, see gzip.h). Without: the body is compressed, and the reply is what it inflates to.
 */
void api_batch_answer(const api_context *context, const api_request *request, api_reply *reply);

/*
 * One line: a JSON object as POST /v1/extract takes it -> its reply in the format (a table without
 * names of columns), or the problem in the same form: {"id","status":"error","problem":{...}}, or a
 * row with id and code. `defaults` stands for what the line does not say (NULL: none); `number`
 * (from 1) names a line whose id cannot be read: "line-N". reply->code tells a failed line;
 * reply->body is NULL only when out of memory.
 */
void api_extract_line(const api_context *context, const api_article *defaults, api_format format,
    drg_slice line, uint64_t number, api_reply *reply);

/* A line that nobody read (stopped, late, lost), with the id that stands in it. In form. */
void api_batch_problem(const api_batch_form *form, const char *code, const char *detail,
    drg_slice line, uint64_t number, api_reply *reply);
/* The line of names of a table; an empty body for NDJSON. In form. */
void api_batch_header(const api_batch_form *form, api_reply *reply);

/*
 * The "id" of an article's object without parsing the rest: the first member of that name on the
 * top level whose value is a string. Empty: there is none, or the line is broken before it. The
 * bytes go to `buffer`, unescaped. Cost: linear in the line.
 */
#define API_ID_SIZE 256u
drg_slice api_line_id(drg_slice line, char buffer[API_ID_SIZE]);

/* {"id","status":"error","problem":{...}}, a line; id empty: "line-N". */
void api_failed_line(const api_fault *fault, drg_slice id, uint64_t number, api_reply *reply);
/* The id of an object that was refused, for whatever field; root may be NULL. */
drg_slice api_refused_id(const json_t *root);
#endif
