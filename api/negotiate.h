/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_NEGOTIATE_H
#define API_NEGOTIATE_H
/* Content negotiation (RFC 9110, 8.3 and 12.5.1): what a body is, and which reply is wanted. */
#include "api.h"

typedef enum api_media {
    API_MEDIA_NONE, /* no Content-Type */
    API_MEDIA_TEXT, /* text/plain in UTF-8 */
    API_MEDIA_JSON, /* application/json in UTF-8 */
    API_MEDIA_HTML, /* text/html or XHTML: refused with a hint */
    API_MEDIA_FORM, /* what curl sends by default: refused with a hint */
    API_MEDIA_CHARSET, /* right type, other charset */
    API_MEDIA_OTHER
} api_media;

api_media api_media_of(drg_slice content_type);

/*
 * The best format of an Accept header: highest q, then the most specific range, then our order
 * JSON, NDJSON, CSV. Empty: JSON. False: none is acceptable, or the header is malformed. Cost:
 * linear in the header.
 */
bool api_negotiate(drg_slice accept, api_format *format);
#endif
