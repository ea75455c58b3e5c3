/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_EXTRACT_H
#define API_EXTRACT_H
/* Answering one article that was decoded: what api_extract and the command line share. */
#include "view.h"

/* The reply in a format; problems become the reply. csv_header: with the line of column names. */
void api_extract_article(const api_context *context, const api_article *article, api_format format,
    bool csv_header, drg_slice request_id, api_reply *reply);

/*
 * Reads an article and writes the reply: with `write` where it is not NULL, else in the format.
 * True: *reply is a 200. False: *fault says why not, or the work was cancelled (status 499).
 */
typedef void (*api_writer)(api_out *out, const api_view *view, const drg_engine *engine);
bool api_read_article(const api_context *context, const api_article *article, api_writer write,
    api_format format, bool csv_header, api_reply *reply, api_fault *fault);

/*
 * The head of a route that takes and gives one JSON object: type, encodings, Accept. bare: a
 * request without Content-Type will do. False: *fault is set.
 */
bool api_check_object_head(const api_request *request, bool bare, api_fault *fault);
/* What a check of the head came to: true, or the problem as the reply. */
bool api_head_settled(const api_request *request, const api_fault *fault, api_reply *reply);

/* Is a Content-Encoding one that bodies may have? */
bool api_encoding_known(drg_slice encoding);
/*
 * The request with its body as it was before Content-Encoding. *inflated (heap, may be NULL) owns
 * the body and is the caller's, also on failure. False: *fault is set.
 */
bool api_open_body(const api_context *context, const api_request *request, api_request *opened,
    char **inflated, api_fault *fault);
/* A library's error as a fault; returns false. */
bool api_library_fault(int result, const drg_error *error, api_place text_place, api_fault *fault);
#endif
