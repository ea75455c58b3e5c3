/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small reader of media types and media ranges: type "/" subtype *( OWS ";" OWS name "=" value ),
 * where a value is a token or a quoted string. For every format that we produce, the most specific
 * range that matches it decides its q (RFC 9110, 12.5.1: text/csv;q=0 forbids CSV though a range
 * of all types is acceptable). Parameters of a range other than q are read and ignored.
 *
 * Beyond the grammar two things are read as they were meant, because Java's HttpURLConnection has
 * sent both by itself for twenty years ("text/html, image/gif, image/jpeg, *; q=.2" and the like):
 * a lone star for all types, and a weight that starts with the point.
 */
#include "negotiate.h"

#include "../lib/base/slice.h"

#include <string.h>

typedef struct reader {
    const char *at, *end;
} reader;

static void skip_space(reader *in) {
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t'))
        in->at++;
}

static bool is_token(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

static drg_slice read_token(reader *in) {
    const char *start = in->at;
    while (in->at < in->end && is_token(*in->at))
        in->at++;
    return (drg_slice){start, (size_t)(in->at - start)};
}

static bool read_char(reader *in, char wanted) {
    if (in->at >= in->end || *in->at != wanted)
        return false;
    in->at++;
    return true;
}

/* A token, or the inside of a quoted string (escapes left as they are: no value of ours has one).
 */
static bool read_value(reader *in, drg_slice *value) {
    if (!read_char(in, '"')) {
        *value = read_token(in);
        return value->size > 0;
    }
    const char *start = in->at;
    while (in->at < in->end && *in->at != '"')
        in->at += *in->at == '\\' && in->end - in->at > 1 ? 2 : 1;
    *value = (drg_slice){start, (size_t)(in->at - start)};
    return read_char(in, '"');
}

/* One ";name=value". 1: read, 0: none there, -1: malformed. */
static int read_parameter(reader *in, drg_slice *name, drg_slice *value) {
    *name = (drg_slice){0};
    while (!name->size) { /* RFC 9110, 5.6.6, allows semicolons with nothing behind them */
        skip_space(in);
        if (!read_char(in, ';'))
            return 0;
        skip_space(in);
        *name = read_token(in);
    }
    return read_char(in, '=') && read_value(in, value) ? 1 : -1;
}

static api_media known_type(drg_slice type, drg_slice subtype) {
    if (drg_slice_is_folded(type, "text") && drg_slice_is_folded(subtype, "plain"))
        return API_MEDIA_TEXT;
    if (drg_slice_is_folded(type, "application") && drg_slice_is_folded(subtype, "json"))
        return API_MEDIA_JSON;
    if (drg_slice_is_folded(type, "application") &&
        (drg_slice_is_folded(subtype, "x-ndjson") || drg_slice_is_folded(subtype, "ndjson") ||
            drg_slice_is_folded(subtype, "jsonl") || drg_slice_is_folded(subtype, "x-jsonlines")))
        return API_MEDIA_NDJSON;
    if ((drg_slice_is_folded(type, "text") && drg_slice_is_folded(subtype, "html")) ||
        (drg_slice_is_folded(type, "application") && drg_slice_is_folded(subtype, "xhtml+xml")))
        return API_MEDIA_HTML;
    if (drg_slice_is_folded(type, "application") &&
        drg_slice_is_folded(subtype, "x-www-form-urlencoded"))
        return API_MEDIA_FORM;
    return API_MEDIA_OTHER;
}

api_media api_media_of(drg_slice content_type) {
    reader in = {content_type.data, content_type.data + content_type.size};
    skip_space(&in);
    if (in.at == in.end)
        return API_MEDIA_NONE;
    drg_slice type = read_token(&in);
    if (!type.size || !read_char(&in, '/'))
        return API_MEDIA_OTHER;
    api_media media = known_type(type, read_token(&in));
    drg_slice name, value;
    int result;
    while ((result = read_parameter(&in, &name, &value)) == 1)
        if (drg_slice_is_folded(name, "charset") && !drg_slice_is_folded(value, "utf-8") &&
            !drg_slice_is_folded(value, "us-ascii") &&
            (media == API_MEDIA_TEXT || media == API_MEDIA_JSON || media == API_MEDIA_NDJSON))
            media = API_MEDIA_CHARSET;
    skip_space(&in);
    return result < 0 || in.at != in.end ? API_MEDIA_OTHER : media;
}

/* q as thousandths, -1 when malformed: "0", "0.5", "1.000", and ".2" as old Java writes it. */
static int read_quality(drg_slice value) {
    size_t point = value.size > 1 && value.data[0] == '.' ? 0 : 1;
    if (value.size == 0 || value.size > point + 4 ||
        (point && value.data[0] != '0' && value.data[0] != '1'))
        return -1;
    int quality = point ? (value.data[0] - '0') * 1000 : 0;
    if (value.size > point && value.data[point] != '.')
        return -1;
    int weight = 100;
    for (size_t i = point + 1; i < value.size; i++, weight /= 10) {
        if (value.data[i] < '0' || value.data[i] > '9')
            return -1;
        quality += (value.data[i] - '0') * weight;
    }
    return quality > 1000 ? -1 : quality;
}

static const struct {
    const char *type, *subtype, *name;
} FORMATS[API_FORMATS] = {
    {"application", "json", "application/json"},
    {"application", "x-ndjson", "application/x-ndjson"},
    {"text", "csv", "text/csv; charset=utf-8; header=present"},
    {"text", "tab-separated-values", "text/tab-separated-values; charset=utf-8"},
    {"application", "ld+json", "application/ld+json"},
};

const char *api_format_type(api_format format) {
    return FORMATS[format].name;
}

typedef struct preference { /* of one format: the most specific range so far */
    int specificity; /* -1: none matched, 0: all types, 1: a type, 2: exact */
    int quality;
} preference;

static void apply_range(preference *preferences, drg_slice type, drg_slice subtype, int quality) {
    for (int i = 0; i < API_FORMATS; i++) {
        int specificity = -1;
        if (drg_slice_is_folded(type, "*") && drg_slice_is_folded(subtype, "*"))
            specificity = 0;
        else if (drg_slice_is_folded(type, FORMATS[i].type) && drg_slice_is_folded(subtype, "*"))
            specificity = 1;
        else if (drg_slice_is_folded(type, FORMATS[i].type) &&
                 drg_slice_is_folded(subtype, FORMATS[i].subtype))
            specificity = 2;
        if (specificity > preferences[i].specificity)
            preferences[i] = (preference){specificity, quality};
    }
}

static bool read_range(reader *in, preference *preferences) {
    drg_slice type = read_token(in), subtype = type, name, value;
    bool whole = read_char(in, '/');
    if (whole)
        subtype = read_token(in);
    if (!type.size || (!whole && !drg_slice_is(type, "*")))
        return false;
    int quality = 1000, result;
    while ((result = read_parameter(in, &name, &value)) == 1)
        if (drg_slice_is_folded(name, "q"))
            quality = read_quality(value);
    if (!subtype.size || result < 0 || quality < 0)
        return false;
    apply_range(preferences, type, subtype, quality);
    return true;
}

static int best_of(const preference *preferences, unsigned formats) {
    int best = -1;
    for (int i = 0; i < API_FORMATS; i++) {
        bool better = best < 0 || preferences[i].quality > preferences[best].quality ||
                      (preferences[i].quality == preferences[best].quality &&
                          preferences[i].specificity > preferences[best].specificity);
        if ((formats & (1u << i)) && preferences[i].specificity >= 0 &&
            preferences[i].quality > 0 && better)
            best = i;
    }
    return best;
}

bool api_negotiate(drg_slice accept, api_format *format) {
    return api_negotiate_among(accept, (1u << API_FORMATS) - 1, format);
}

bool api_negotiate_among(drg_slice accept, unsigned formats, api_format *format) {
    const char *start = accept.size ? accept.data : ""; /* no header: no pointer to add to */
    reader in = {start, start + accept.size};
    preference preferences[API_FORMATS];
    for (int i = 0; i < API_FORMATS; i++)
        preferences[i] = (preference){-1, 0};
    bool any = false;
    for (;;) {
        skip_space(&in);
        if (in.at == in.end)
            break;
        if (read_char(&in, ','))
            continue;
        if (!read_range(&in, preferences))
            return false;
        any = true;
        skip_space(&in);
        if (in.at < in.end && *in.at != ',')
            return false;
    }
    if (!any)
        apply_range(preferences, drg_slice_of("*"), drg_slice_of("*"), 1000);
    int best = best_of(preferences, formats);
    if (best < 0)
        return false;
    *format = (api_format)best;
    return true;
}
