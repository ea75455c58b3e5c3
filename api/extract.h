/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_EXTRACT_H
#define API_EXTRACT_H
/* Answering one article that was decoded: what api_extract and the command line share. */
#include "request.h"

/* The reply in a format; problems become the reply. csv_header: with the line of column names. */
void api_extract_article(const api_context *context, const api_article *article, api_format format,
    bool csv_header, drg_slice request_id, api_reply *reply);

/*
 * One line of a batch: a JSON object as POST /v1/extract takes it -> one line with the reply, or
 * {"id","status":"error","problem":{...}}. `defaults` stands for what the line does not say (NULL:
 * none); `number` (from 1) names a line whose id cannot be read: "line-N". reply->code tells a
 * failed line; reply->body is NULL only when out of memory.
 */
void api_extract_line(const api_context *context, const api_article *defaults, drg_slice line,
    uint64_t number, api_reply *reply);

/* Is a Content-Encoding one that bodies may have? */
bool api_encoding_known(drg_slice encoding);
/*
 * The request with its body as it was before Content-Encoding. *inflated (heap, may be NULL) owns
 * the body and is the caller's, also on failure. False: *fault is set.
 */
bool api_open_body(const api_context *context, const api_request *request, api_request *opened,
    char **inflated, api_fault *fault);
/* A library's error as a fault; returns false. */
bool api_library_fault(int result, const drg_error *error, api_fault *fault);
/* {"id","status":"error","problem":{...}}: root is what was parsed of the line, may be NULL. */
void api_failed_line(const api_fault *fault, const json_t *root, uint64_t number, api_reply *reply);
#endif
