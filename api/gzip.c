/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip on the wire, with zlib.
 *
 * In: what a few bytes grow to is decided by whoever sent them, so output is made in steps and
 * stops at the limit of bodies or at a hundred times the input, whichever comes first (deflate can
 * do a thousand). Several members, or bytes after the end, are refused: two readers might see two
 * different texts in them.
 *
 * Out: at zlib's fastest level, which takes a few percent of the time of reading and makes JSON a
 * tenth; without time or name in the header, so that equal replies stay equal bytes.
 */
#include "gzip.h"

#include "../lib/base/slice.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define STEP ((size_t)65536)
#define WORTH_IT 1024u /* bytes of a reply from which it is compressed */
#define GZIP_BITS (15 + 16)

/* ---- in -------------------------------------------------------------------------------------- */

/* at: the byte where reading stopped. */
static bool broken(api_fault *fault, size_t at) {
    if (!fault->code) {
        fault->has_offset = true;
        fault->offset = at;
    }
    return api_fault_set(fault, "invalid_gzip", "%s", "");
}

/* Room for more, up to `most` + 1: one byte too many tells that it is too much. */
static bool grow(z_stream *stream, char **data, size_t *room, size_t most) {
    size_t used = *room - stream->avail_out, wanted = *room ? *room * 2 : STEP;
    if (wanted > most + 1)
        wanted = most + 1;
    char *grown = realloc(*data, wanted);
    if (!grown)
        return false;
    *data = grown;
    stream->next_out = (Bytef *)grown + used;
    stream->avail_out = (uInt)(wanted - used);
    *room = wanted;
    return true;
}

static bool inflate_all(
    z_stream *stream, size_t most, char **data, size_t *size, api_fault *fault) {
    size_t room = 0;
    for (int state = Z_OK; state != Z_STREAM_END;) {
        if (!stream->avail_out && room > most)
            return api_fault_set(fault, "body_too_large",
                "Inflated, the body is longer than %zu bytes, the limit for its length.", most);
        if (!stream->avail_out && !grow(stream, data, &room, most))
            return api_fault_set(fault, "out_of_memory", "%s", "");
        state = inflate(stream, Z_NO_FLUSH);
        if (state == Z_MEM_ERROR)
            return api_fault_set(fault, "out_of_memory", "%s", "");
        if (state != Z_STREAM_END && (state != Z_OK || (!stream->avail_in && stream->avail_out)))
            return broken(fault, stream->total_in);
    }
    *size = room - stream->avail_out;
    if (*size > most)
        return api_fault_set(fault, "body_too_large",
            "Inflated, the body is longer than %zu bytes, the limit for its length.", most);
    return !stream->avail_in || broken(fault, stream->total_in);
}

bool api_gunzip(drg_slice body, size_t most, char **data, size_t *size, api_fault *fault) {
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)body.data, .avail_in = (uInt)body.size};
    *data = NULL;
    *size = 0;
    if (body.size < 18) /* head and trailer */
        return broken(fault, body.size);
    if (body.size < most / API_GZIP_RATIO)
        most = body.size * API_GZIP_RATIO;
    if (inflateInit2(&stream, GZIP_BITS) != Z_OK)
        return api_fault_set(fault, "out_of_memory", "%s", "");
    bool inflated = inflate_all(&stream, most, data, size, fault);
    inflateEnd(&stream);
    if (!inflated) {
        free(*data);
        *data = NULL;
    }
    return inflated;
}

/* ---- out ------------------------------------------------------------------------------------- */

void api_gzip_reply(api_reply *reply) {
    z_stream stream = {0};
    if (reply->status != 200 || reply->size < WORTH_IT || reply->size > UINT32_MAX / 2 ||
        deflateInit2(&stream, 1, Z_DEFLATED, GZIP_BITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t room = deflateBound(&stream, (uLong)reply->size);
    char *data = malloc(room);
    stream.next_in = (Bytef *)reply->body;
    stream.avail_in = (uInt)reply->size;
    stream.next_out = (Bytef *)data;
    stream.avail_out = (uInt)room;
    bool done = data && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    size_t size = room - stream.avail_out;
    deflateEnd(&stream);
    if (!done) {
        free(data);
        return;
    }
    free(reply->body);
    reply->body = data;
    reply->size = size;
    reply->gzip = true;
}

/* ---- out, in pieces -------------------------------------------------------------------------- */

#define TAIL 8u /* bytes: CRC-32, length */
#define STORED_MOST 65535u /* bytes of a stored block */

static void put32(unsigned char *out, uint32_t value) {
    for (int i = 0; i < 4; i++)
        out[i] = (unsigned char)(value >> (8 * i));
}

static uint32_t get32(const unsigned char *in) {
    return (uint32_t)in[0] | (uint32_t)in[1] << 8 | (uint32_t)in[2] << 16 | (uint32_t)in[3] << 24;
}

static uint32_t checksum(const api_reply *reply) {
    return (uint32_t)crc32_z(0, (const Bytef *)(reply->body ? reply->body : ""), reply->size);
}

/* Takes `data` with its room for the tail. */
static void become_piece(api_reply *reply, char *data, size_t size) {
    put32((unsigned char *)data + size, checksum(reply));
    put32((unsigned char *)data + size + 4, (uint32_t)reply->size);
    free(reply->body);
    reply->body = data;
    reply->size = size + TAIL;
    reply->gzip = true;
}

void api_gzip_store(api_reply *reply) {
    size_t blocks = reply->size / STORED_MOST + 1, size = 0;
    char *data = malloc(reply->size + 5 * blocks + TAIL);
    if (!data) {
        api_reply_deinit(reply);
        return;
    }
    for (size_t at = 0; at < reply->size;) {
        size_t part = reply->size - at < STORED_MOST ? reply->size - at : STORED_MOST;
        unsigned char head[5] = {0, (unsigned char)part, (unsigned char)(part >> 8)};
        head[3] = (unsigned char)~head[1];
        head[4] = (unsigned char)~head[2];
        memcpy(data + size, head, sizeof head);
        memcpy(data + size + sizeof head, reply->body + at, part);
        size += sizeof head + part;
        at += part;
    }
    become_piece(reply, data, size);
}

void api_gzip_piece(api_reply *reply) {
    z_stream stream = {0};
    if (!reply->body || reply->size > UINT32_MAX / 2 ||
        deflateInit2(&stream, 1, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        api_gzip_store(reply);
        return;
    }
    size_t room = deflateBound(&stream, (uLong)reply->size) + 16;
    char *data = malloc(room + TAIL);
    stream.next_in = (Bytef *)reply->body;
    stream.avail_in = (uInt)reply->size;
    stream.next_out = (Bytef *)data;
    stream.avail_out = (uInt)room;
    bool done = data && deflate(&stream, Z_FULL_FLUSH) == Z_OK && !stream.avail_in &&
                stream.avail_out; /* room left: nothing is pending */
    size_t size = room - stream.avail_out;
    deflateEnd(&stream);
    if (done) {
        become_piece(reply, data, size);
        return;
    }
    free(data);
    api_gzip_store(reply);
}

void api_gzip_begin(unsigned char out[API_GZIP_EDGE]) {
    static const unsigned char head[API_GZIP_EDGE] = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 3};
    memcpy(out, head, sizeof head);
}

bool api_gzip_add(api_gzip *gzip, api_reply *piece) {
    if (!piece->gzip || !piece->body || piece->size < TAIL)
        return false;
    piece->size -= TAIL;
    const unsigned char *tail = (const unsigned char *)piece->body + piece->size;
    uint32_t size = get32(tail + 4);
    gzip->crc = (uint32_t)crc32_combine(gzip->crc, get32(tail), (z_off_t)size);
    gzip->size += size;
    return true;
}

void api_gzip_end(const api_gzip *gzip, unsigned char out[API_GZIP_EDGE]) {
    out[0] = 3; /* an empty last block */
    out[1] = 0;
    put32(out + 2, gzip->crc);
    put32(out + 6, gzip->size);
}

/* ---- Accept-Encoding ------------------------------------------------------------------------- */

/* The weight of one "name[;q=0.5]" in thousandths; 0: refused. */
static unsigned weight_of(drg_slice part, drg_slice *name) {
    const char *semicolon = memchr(part.data, ';', part.size);
    *name = drg_slice_trim(
        (drg_slice){part.data, semicolon ? (size_t)(semicolon - part.data) : part.size});
    if (!semicolon)
        return 1000;
    drg_slice rest =
        drg_slice_trim((drg_slice){semicolon + 1, part.size - (size_t)(semicolon + 1 - part.data)});
    if (rest.size < 3 || (rest.data[0] | 0x20) != 'q' || rest.data[1] != '=')
        return 0;
    unsigned weight = 0, unit = 1000;
    for (size_t i = 2; i < rest.size; i++) {
        if (rest.data[i] == '.')
            continue;
        if (rest.data[i] < '0' || rest.data[i] > '9')
            return 0;
        weight += (unsigned)(rest.data[i] - '0') * unit;
        unit /= 10;
    }
    return weight > 1000 ? 0 : weight;
}

bool api_accepts_gzip(drg_slice accept_encoding) {
    unsigned gzip = 0, any = 0, identity = 1;
    bool named = false;
    drg_slice part, name;
    while (drg_slice_cut(&accept_encoding, ',', &part)) {
        unsigned weight = weight_of(part, &name);
        if (drg_slice_is_folded(name, "gzip") || drg_slice_is_folded(name, "x-gzip")) {
            gzip = weight;
            named = true;
        } else if (drg_slice_is(name, "*")) {
            any = weight;
        } else if (drg_slice_is_folded(name, "identity")) {
            identity = weight;
        }
    }
    unsigned wanted = named ? gzip : any;
    return wanted > 0 && wanted >= identity;
}
