/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON writer. RFC 8259 strings: quotation mark, reverse solidus and the controls below U+0020
 * are escaped, everything else goes out as it came (the text is valid UTF-8 by then).
 * Fixed-point numbers are rounded half away from zero in integer arithmetic after one
 * multiplication, which is exact enough for six decimals and the same on every IEEE machine.
 * Cost: linear; the buffer doubles.
 */
#include "json_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 4096u

static bool reserve(api_out *out, size_t more) {
    if (out->failed)
        return false;
    if (more <= out->capacity - out->size)
        return true;
    size_t capacity = out->capacity ? out->capacity : FIRST_CAPACITY;
    while (capacity - out->size < more) {
        if (capacity > SIZE_MAX / 2) {
            out->failed = true;
            return false;
        }
        capacity *= 2;
    }
    char *grown = realloc(out->data, capacity);
    if (!grown) {
        out->failed = true;
        return false;
    }
    out->data = grown;
    out->capacity = capacity;
    return true;
}

void api_out_bytes(api_out *out, const void *bytes, size_t size) {
    if (!size || !reserve(out, size))
        return;
    memcpy(out->data + out->size, bytes, size);
    out->size += size;
}

void api_out_text(api_out *out, const char *text) {
    api_out_bytes(out, text, strlen(text));
}

void api_out_slice(api_out *out, drg_slice text) {
    api_out_bytes(out, text.data, text.size);
}

void api_out_uint(api_out *out, uint64_t value) {
    char digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    api_out_bytes(out, digits + at, sizeof digits - at);
}

void api_out_fixed(api_out *out, double value, unsigned decimals) {
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    if (decimals > 6)
        decimals = 6;
    if (!(fabs(value) < 1e12))
        value = 0;
    uint64_t scale = powers[decimals];
    uint64_t scaled = (uint64_t)(fabs(value) * (double)scale + 0.5);
    if (value < 0 && scaled)
        api_out_text(out, "-");
    api_out_uint(out, scaled / scale);
    api_out_text(out, ".");
    uint64_t fraction = scaled % scale;
    char digits[6];
    for (unsigned i = decimals; i-- > 0; fraction /= 10)
        digits[i] = (char)('0' + fraction % 10);
    while (decimals > 1 && digits[decimals - 1] == '0')
        decimals--;
    if (decimals)
        api_out_bytes(out, digits, decimals);
    else
        api_out_text(out, "0");
}

void api_out_deinit(api_out *out) {
    free(out->data);
    *out = (api_out){0};
}

static void before_value(api_json *json) {
    if (json->comma)
        api_out_bytes(json->out, ",", 1);
    json->comma = true;
}

void api_json_open(api_json *json, char bracket) {
    before_value(json);
    api_out_bytes(json->out, &bracket, 1);
    json->comma = false;
}

void api_json_close(api_json *json, char bracket) {
    api_out_bytes(json->out, &bracket, 1);
    json->comma = true;
}

static void write_escape(api_out *out, unsigned char byte) {
    static const char hex[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
    size_t size = 2;
    switch (byte) {
    case '"':
    case '\\':
        escape[1] = (char)byte;
        break;
    case '\n':
        escape[1] = 'n';
        break;
    case '\r':
        escape[1] = 'r';
        break;
    case '\t':
        escape[1] = 't';
        break;
    default:
        size = 6;
    }
    api_out_bytes(out, escape, size);
}

static void write_string(api_out *out, drg_slice text) {
    api_out_bytes(out, "\"", 1);
    size_t plain = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        api_out_bytes(out, text.data + plain, i - plain);
        write_escape(out, byte);
        plain = i + 1;
    }
    if (text.size)
        api_out_bytes(out, text.data + plain, text.size - plain);
    api_out_bytes(out, "\"", 1);
}

void api_json_string(api_json *json, drg_slice text) {
    before_value(json);
    write_string(json->out, text);
}

void api_json_text(api_json *json, const char *text) {
    api_json_string(json, (drg_slice){text, strlen(text)});
}

void api_json_uint(api_json *json, uint64_t value) {
    before_value(json);
    api_out_uint(json->out, value);
}

void api_json_fixed(api_json *json, double value, unsigned decimals) {
    before_value(json);
    api_out_fixed(json->out, value, decimals);
}

void api_json_bool(api_json *json, bool value) {
    before_value(json);
    api_out_text(json->out, value ? "true" : "false");
}

void api_json_key(api_json *json, const char *key) {
    before_value(json);
    write_string(json->out, (drg_slice){key, strlen(key)});
    api_out_bytes(json->out, ":", 1);
    json->comma = false;
}

void api_json_member(api_json *json, const char *key, drg_slice value) {
    if (!value.size)
        return;
    api_json_key(json, key);
    api_json_string(json, value);
}

void api_json_member_text(api_json *json, const char *key, const char *value) {
    api_json_key(json, key);
    api_json_text(json, value);
}

void api_json_member_uint(api_json *json, const char *key, uint64_t value) {
    api_json_key(json, key);
    api_json_uint(json, value);
}

void api_json_member_fixed(api_json *json, const char *key, double value, unsigned decimals) {
    api_json_key(json, key);
    api_json_fixed(json, value, decimals);
}

void api_json_member_date(api_json *json, const char *key, drg_date date) {
    char text[11];
    if (!date.year)
        return;
    drg_date_format(date, text);
    api_json_member_text(json, key, text);
}

void api_json_member_bool(api_json *json, const char *key, bool value) {
    api_json_key(json, key);
    api_json_bool(json, value);
}

void api_json_member_open(api_json *json, const char *key, char bracket) {
    api_json_key(json, key);
    api_json_open(json, bracket);
}
