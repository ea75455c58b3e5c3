/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_NEGOTIATE_H
#define API_NEGOTIATE_H
/* Content negotiation (RFC 9110, 8.3 and 12.5.1): what a body is, and which reply is wanted. */
#include "api.h"

typedef enum api_media {
    API_MEDIA_NONE, /* no Content-Type */
    API_MEDIA_TEXT, /* text/plain in UTF-8 */
    API_MEDIA_JSON, /* application/json in UTF-8 */
    API_MEDIA_NDJSON, /* application/x-ndjson in UTF-8; also called ndjson, jsonl, x-jsonlines */
    API_MEDIA_HTML, /* text/html or XHTML: refused with a hint */
    API_MEDIA_FORM, /* what curl sends by default: refused with a hint */
    API_MEDIA_CHARSET, /* right type, other charset */
    API_MEDIA_OTHER
} api_media;

api_media api_media_of(drg_slice content_type);

/*
 * The best format of an Accept header: highest q, then the most specific range, then our order
 * JSON, NDJSON, CSV, TSV, JSON-LD. Empty: JSON. False: none is acceptable, or the header is
 * malformed. Cost: linear in the header.
 */
bool api_negotiate(drg_slice accept, api_format *format);
/* The same among some formats (bit 1 << format); the first of them where there is no header. */
bool api_negotiate_among(drg_slice accept, unsigned formats, api_format *format);
#define API_TABLES (1u << API_CSV | 1u << API_TSV)
static inline bool api_format_is_table(api_format format) {
    return format == API_CSV || format == API_TSV;
}
#endif
