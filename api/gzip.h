/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_GZIP_H
#define API_GZIP_H
/* Content-Encoding: gzip (RFC 1952), in and out. Any thread. */
#include "problem.h"

#define API_GZIP_RATIO 100u /* a body may grow this many times, and no more */

/*
 * Inflates a whole body, one gzip member and nothing after it, to at most `most` bytes. *data is
 * the caller's (heap). False: *fault is set (invalid_gzip, body_too_large, out_of_memory) and *data
 * is NULL. Cost: linear in what comes out, which is bounded before it is made.
 */
bool api_gunzip(drg_slice body, size_t most, char **data, size_t *size, api_fault *fault);

/* Replaces a reply's body by its gzip form and says so in reply->gzip, where that is worth it. The
 * same bytes for the same body. Out of memory: it stays as it is. */
void api_gzip_reply(api_reply *reply);

/* Does Accept-Encoding (RFC 9110, 12.5.3) want gzip, more than or as much as none? Empty: no. */
bool api_accepts_gzip(drg_slice accept_encoding);
#endif
