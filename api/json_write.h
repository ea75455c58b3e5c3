/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_JSON_WRITE_H
#define API_JSON_WRITE_H
/*
 * Writes JSON straight into a growing buffer: no tree, so a reply costs its own bytes and no more,
 * and the order of members is the order of the calls. Numbers are written without locale or
 * binary-to-decimal surprises: fixed decimals, trailing zeros cut, so that equal documents give
 * equal bytes on every machine.
 *
 * A failed allocation sets `failed` and makes every later call do nothing; the caller looks once.
 */
#include "../lib/dragoman.h"

typedef struct api_out {
    char *data; /* heap; owned by whoever holds the struct */
    size_t size, capacity; /* bytes */
    bool failed;
} api_out;

void api_out_bytes(api_out *out, const void *bytes, size_t size);
void api_out_text(api_out *out, const char *text);
void api_out_slice(api_out *out, drg_slice text);
void api_out_uint(api_out *out, uint64_t value);
/* At most `decimals` (<= 6) digits after the point, at least one; |value| < 1e12, else 0.0. */
void api_out_fixed(api_out *out, double value, unsigned decimals);
void api_out_deinit(api_out *out);

typedef struct api_json {
    api_out *out;
    bool comma; /* a value stands before in this object or array */
} api_json;

/* Values; after api_json_key or inside an array. */
void api_json_open(api_json *json, char bracket); /* '{' or '[' */
void api_json_close(api_json *json, char bracket); /* '}' or ']' */
void api_json_string(api_json *json, drg_slice text); /* valid UTF-8 */
void api_json_text(api_json *json, const char *text);
void api_json_uint(api_json *json, uint64_t value);
void api_json_fixed(api_json *json, double value, unsigned decimals);
void api_json_bool(api_json *json, bool value);

/* A key, and key with value in one call. api_json_member leaves out an empty slice,
 * api_json_member_date what is no date. */
void api_json_key(api_json *json, const char *key);
void api_json_member(api_json *json, const char *key, drg_slice value);
void api_json_member_text(api_json *json, const char *key, const char *value);
void api_json_member_uint(api_json *json, const char *key, uint64_t value);
void api_json_member_fixed(api_json *json, const char *key, double value, unsigned decimals);
void api_json_member_date(api_json *json, const char *key, drg_date date);
void api_json_member_bool(api_json *json, const char *key, bool value);
void api_json_member_open(api_json *json, const char *key, char bracket);
#endif
