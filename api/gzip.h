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

/*
 * One gzip member out of pieces that are made apart, by whoever has the time: a piece is whole
 * deflate blocks that end at a byte and look back at no other piece, and behind them 8 bytes, the
 * CRC-32 and the length of what it stands for. Begin, then add pieces, then end (RFC 1952; pigz
 * does the same).
 */
void api_gzip_piece(api_reply *reply); /* compressed; out of memory: stored */
void api_gzip_store(api_reply *reply); /* as it is, in stored blocks; out of memory: body NULL */

typedef struct api_gzip { /* zero it */
    uint32_t crc;
    uint32_t size; /* modulo 2^32, as the format wants it */
} api_gzip;
#define API_GZIP_EDGE 10u /* bytes of api_gzip_begin and api_gzip_end, each */
void api_gzip_begin(unsigned char out[API_GZIP_EDGE]);
/* Counts a piece and cuts what stands behind it. False: it is none. */
bool api_gzip_add(api_gzip *gzip, api_reply *piece);
void api_gzip_end(const api_gzip *gzip, unsigned char out[API_GZIP_EDGE]);

/* Does Accept-Encoding (RFC 9110, 12.5.3) want gzip, more than or as much as none? Empty: no. */
bool api_accepts_gzip(drg_slice accept_encoding);
#endif
