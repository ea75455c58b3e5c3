/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding of requests. Strict on purpose: a field that is not known, stands twice, has the wrong
 * type or a value outside its range is refused with the place where it stands, because a typing
 * error in "publishd" would otherwise cost its author every date of a data set. Nothing is trimmed,
 * normalised or guessed; an article's text is passed on byte for byte.
 *
 * Jansson parses; json_scan.c has bounded depth and breadth before. Its messages repeat the
 * client's bytes, so its error code is translated instead.
 */
#include "request.h"
#include "labels.h"
#include "profile.h"

#include "../lib/base/slice.h"
#include "../lib/base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define ID_LIMIT 256u /* bytes */
#define TITLE_LIMIT 4096u /* bytes */
#define KNOWLEDGE_LIMIT 262144u /* bytes */
#define SHOWN_CHARACTERS 64u /* of a name in a pointer */

/* ---- the fields ------------------------------------------------------------------------------ */

enum { IN_BODY = 1, IN_OPTIONS = 2, IN_QUERY = 4, IN_BATCH = 8, IN_HYPNOS = 16 };

static const struct {
    const char *name;
    unsigned where;
} FIELDS[API_FIELDS] = {
    [API_FIELD_TEXT] = {"text", IN_BODY | IN_HYPNOS},
    [API_FIELD_TITLE] = {"title", IN_BODY | IN_QUERY},
    [API_FIELD_PUBLISHED] = {"published", IN_BODY | IN_QUERY | IN_BATCH},
    [API_FIELD_ID] = {"id", IN_BODY | IN_QUERY | IN_HYPNOS},
    [API_FIELD_OPTIONS] = {"options", IN_BODY},
    [API_FIELD_OFFSETS] = {"offsets", IN_OPTIONS | IN_QUERY | IN_BATCH},
    [API_FIELD_INCLUDE] = {"include", IN_OPTIONS | IN_QUERY | IN_BATCH},
    [API_FIELD_MIN_CONFIDENCE] = {"min_confidence", IN_OPTIONS | IN_QUERY | IN_BATCH},
    [API_FIELD_EXPLAIN] = {"explain", IN_OPTIONS | IN_QUERY | IN_BATCH},
    [API_FIELD_LABELS] = {"labels", IN_OPTIONS | IN_QUERY | IN_BATCH},
    [API_FIELD_KNOWLEDGE] = {"knowledge", IN_OPTIONS},
    /* Both are of the whole reply, as Accept is: not of an article, so not in its object. */
    [API_FIELD_PROFILE] = {"profile", IN_QUERY | IN_BATCH},
    [API_FIELD_ORDER] = {"order", IN_BATCH},
    [API_FIELD_DATE] = {"date", IN_HYPNOS},
};

static int find_field(drg_slice name, unsigned where) {
    for (int i = 0; i < API_FIELDS; i++)
        if ((FIELDS[i].where & where) && drg_slice_is(name, FIELDS[i].name))
            return i;
    return -1;
}

/* Appends the name, at most SHOWN_CHARACTERS of it, with RFC 6901's escapes where it is a pointer.
 */
static void show_name(api_fault *fault, drg_slice name) {
    size_t at = strlen(fault->where), shown = 0;
    bool escape = fault->place == API_POINTER;
    for (size_t i = 0; i < name.size; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        bool starts = (byte & 0xC0) != 0x80;
        /* Only whole characters: stop where one starts that might not fit. */
        if (starts && ++shown > SHOWN_CHARACTERS)
            break;
        if (starts && at + 6 + 4 >= sizeof fault->where)
            break;
        if (escape && (byte == '~' || byte == '/')) {
            fault->where[at++] = '~';
            fault->where[at++] = byte == '~' ? '0' : '1';
        } else {
            fault->where[at++] = (char)byte;
        }
    }
    fault->where[at] = 0;
}

void api_fault_at(api_fault *fault, api_place place, const char *prefix, drg_slice name) {
    fault->place = place;
    snprintf(fault->where, sizeof fault->where, "%s", prefix);
    show_name(fault, name);
}

void api_article_default(api_article *article) {
    *article = (api_article){.options = {.unit = DRG_CODEPOINTS, .include = API_DEFAULT_PARTS}};
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool has_control(drg_slice text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F)
            return true;
    return false;
}

static bool set_id(api_article *article, drg_slice value, api_fault *fault) {
    if (value.size == 0 || value.size > ID_LIMIT || has_control(value))
        return api_fault_set(
            fault, "invalid_field", "An id has 1 to %u bytes and no control characters.", ID_LIMIT);
    article->id = value;
    return true;
}

static bool set_title(api_article *article, drg_slice value, api_fault *fault) {
    if (value.size > TITLE_LIMIT || (value.size && memchr(value.data, 0, value.size)))
        return api_fault_set(
            fault, "invalid_field", "A title has at most %u bytes and no NUL.", TITLE_LIMIT);
    article->title = value;
    return true;
}

static bool set_published(api_article *article, drg_slice value, api_fault *fault) {
    if (drg_date_parse(value, &article->published))
        return api_fault_set(
            fault, "invalid_field", "A day of the calendar is wanted, written YYYY-MM-DD.");
    return true;
}

static bool set_date(api_article *article, drg_slice value, api_fault *fault) {
    char written[10];
    if (value.size == 8) {
        memcpy(written, value.data, 4);
        memcpy(written + 5, value.data + 4, 2);
        memcpy(written + 8, value.data + 6, 2);
        written[4] = written[7] = '-';
        if (drg_date_parse((drg_slice){written, sizeof written}, &article->published) == DRG_OK)
            return true;
    }
    return api_fault_set(
        fault, "invalid_field", "A day of the calendar is wanted, written YYYYMMDD.");
}

/* What stands in the rows is the library's to check. */
static bool set_knowledge(api_article *article, drg_slice value, api_fault *fault) {
    if (value.size > KNOWLEDGE_LIMIT)
        return api_fault_set(
            fault, "invalid_field", "Knowledge has at most %u bytes.", KNOWLEDGE_LIMIT);
    article->options.knowledge = value;
    return true;
}

static bool set_offsets(api_article *article, drg_slice value, api_fault *fault) {
    static const char *const units[] = {"codepoint", "byte", "utf16"};
    static const drg_unit values[] = {DRG_CODEPOINTS, DRG_BYTES, DRG_UTF16};
    for (size_t i = 0; i < 3; i++)
        if (drg_slice_is(value, units[i])) {
            article->options.unit = values[i];
            return true;
        }
    return api_fault_set(fault, "invalid_field", "One of codepoint, byte, utf16 is wanted.");
}

static bool set_profile(api_article *article, drg_slice value, api_fault *fault) {
    if (api_profile_find(value, &article->options.profile))
        return true;
    return api_fault_set(fault, "invalid_field", "One of phoenix, icews, polecat is wanted.");
}

static bool set_order(api_article *article, drg_slice value, api_fault *fault) {
    article->options.by_completion = drg_slice_is(value, "completion");
    if (article->options.by_completion || drg_slice_is(value, "input"))
        return true;
    return api_fault_set(fault, "invalid_field", "One of input, completion is wanted.");
}

static bool set_labels(api_article *article, drg_slice value, api_fault *fault) {
    if (api_labels_find(value, &article->options.labels))
        return true;
    return api_fault_set(
        fault, "invalid_field", "One of plover-2.0, plover-2018, plover-2016, pairs-15 is wanted.");
}

static bool add_part(api_article *article, drg_slice value, api_fault *fault) {
    static const char *const parts[] = {"entities", "relations", "events", "quotes", "sentences"};
    for (unsigned i = 0; i < 5; i++)
        if (drg_slice_is(value, parts[i])) {
            article->options.include |= 1u << i;
            return true;
        }
    return api_fault_set(
        fault, "invalid_field", "The parts are entities, relations, events, quotes, sentences.");
}

static bool set_confidence(api_article *article, double value, api_fault *fault) {
    if (!(value >= 0 && value <= 1))
        return api_fault_set(fault, "invalid_field", "A number from 0 to 1 is wanted.");
    article->options.min_confidence = value;
    return true;
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static bool fail_json(drg_slice body, const json_error_t *error, api_fault *fault) {
    enum json_error_code code = json_error_code(error);
    /* Out of memory, Jansson fails without a word or, in its lexer, speaks of an invalid token;
     * errno, which the caller has cleared, tells (it is malloc's, and this thread's own). */
    if (!error->text[0] || errno == ENOMEM)
        return api_fault_set(fault, "out_of_memory", "%s", "");
    const char *name = "invalid_json", *detail = "The body is not valid JSON.";
    if (code == json_error_premature_end_of_input)
        detail = body.size ? "The body ends in the middle of a JSON text." : "The body is empty.";
    else if (code == json_error_end_of_input_expected)
        detail = "Something follows after the end of the JSON text.";
    else if (code == json_error_numeric_overflow)
        detail = "A number is too large.";
    else if (code == json_error_null_byte_in_key)
        detail = "A name holds a NUL character.";
    else if (code == json_error_duplicate_key) {
        name = "duplicate_field";
        detail = "A name stands twice in one object.";
    }
    api_fault_set(fault, name, "%s", detail);
    /* Jansson says how many bytes it has read; the last of them is the one at fault, unless there
     * were too few. */
    size_t read = error->position > 0 ? (size_t)error->position : 0;
    if (read && code != json_error_premature_end_of_input)
        read--;
    api_fault_locate(fault, body, read);
    return false;
}

static bool wrong_type(api_fault *fault, const char *wanted) {
    return api_fault_set(fault, "invalid_field", "%s is wanted.", wanted);
}

static drg_slice string_of(const json_t *value) {
    return (drg_slice){json_string_value(value), json_string_length(value)};
}

static bool set_text(
    const api_limits *limits, api_article *article, drg_slice text, api_fault *fault) {
    if (text.size > limits->text_bytes)
        return api_fault_set(fault, "text_too_large", "The text has %zu bytes, the limit is %zu.",
            text.size, limits->text_bytes);
    const char *nul = text.size ? memchr(text.data, 0, text.size) : NULL;
    if (nul) {
        fault->has_offset = true;
        fault->offset = (size_t)(nul - text.data);
        return api_fault_set(fault, "nul_in_text", "Byte %zu of the text is a NUL.", fault->offset);
    }
    article->text = text;
    return true;
}

static bool set_include(api_article *article, json_t *value, api_fault *fault) {
    if (json_typeof(value) != JSON_ARRAY)
        return wrong_type(fault, "A list of parts");
    article->options.include = 0;
    for (size_t index = 0; index < json_array_size(value); index++) {
        const json_t *part = json_array_get(value, index);
        if (json_typeof(part) == JSON_STRING && add_part(article, string_of(part), fault))
            continue;
        snprintf(fault->where, sizeof fault->where, "/options/include/%zu", index);
        return api_fault_set(fault, "invalid_field", "The name of a part is wanted.");
    }
    return true;
}

static bool set_string_field(const api_limits *limits, api_article *article, int field,
    const json_t *value, api_fault *fault) {
    if (json_typeof(value) != JSON_STRING)
        return wrong_type(fault, "A string");
    switch (field) {
    case API_FIELD_TEXT:
        return set_text(limits, article, string_of(value), fault);
    case API_FIELD_TITLE:
        return set_title(article, string_of(value), fault);
    case API_FIELD_PUBLISHED:
        return set_published(article, string_of(value), fault);
    case API_FIELD_ID:
        return set_id(article, string_of(value), fault);
    case API_FIELD_KNOWLEDGE:
        return set_knowledge(article, string_of(value), fault);
    case API_FIELD_DATE:
        return set_date(article, string_of(value), fault);
    case API_FIELD_LABELS:
        return set_labels(article, string_of(value), fault);
    default:
        return set_offsets(article, string_of(value), fault);
    }
}

static bool set_option_field(api_article *article, int field, json_t *value, api_fault *fault) {
    switch (field) {
    case API_FIELD_INCLUDE:
        return set_include(article, value, fault);
    case API_FIELD_MIN_CONFIDENCE:
        if (json_typeof(value) != JSON_INTEGER && json_typeof(value) != JSON_REAL)
            return wrong_type(fault, "A number from 0 to 1");
        return set_confidence(article, json_number_value(value), fault);
    default:
        if (json_typeof(value) != JSON_TRUE && json_typeof(value) != JSON_FALSE)
            return wrong_type(fault, "true or false");
        article->options.explain = json_typeof(value) == JSON_TRUE;
        return true;
    }
}

static bool decode_object(const api_limits *limits, json_t *object, unsigned where,
    api_decoded *decoded, api_fault *fault);

static bool decode_member(
    const api_limits *limits, int field, json_t *value, api_decoded *decoded, api_fault *fault) {
    if (field == API_FIELD_OPTIONS) {
        if (json_typeof(value) != JSON_OBJECT)
            return wrong_type(fault, "An object");
        fault->place = API_NOWHERE;
        return decode_object(limits, value, IN_OPTIONS, decoded, fault);
    }
    if (field == API_FIELD_INCLUDE || field == API_FIELD_MIN_CONFIDENCE ||
        field == API_FIELD_EXPLAIN)
        return set_option_field(&decoded->article, field, value, fault);
    return set_string_field(limits, &decoded->article, field, value, fault);
}

/* The object of the body or, one level down and no further, its options. */
static bool decode_object(const api_limits *limits, json_t *object, unsigned where,
    api_decoded *decoded, api_fault *fault) {
    const char *prefix = where == IN_OPTIONS ? "/options/" : "/";
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        json_t *value = json_object_iter_value(at);
        drg_slice name = drg_slice_of(json_object_iter_key(at));
        int field = find_field(name, where);
        api_fault_at(fault, API_POINTER, prefix, name);
        if (field < 0)
            return api_fault_set(fault, "unknown_field", "This field is not known.");
        if (!decode_member(limits, field, value, decoded, fault))
            return false;
        decoded->seen |= 1u << field;
    }
    fault->place = API_NOWHERE;
    fault->where[0] = 0;
    return true;
}

bool api_json_object(const api_limits *limits, drg_slice body, json_t **root, api_fault *fault) {
    if (!api_json_scan(limits, body, fault))
        return false;
    json_error_t error;
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY;
    errno = 0;
    *root = json_loadb(body.size ? body.data : "", body.size, flags, &error);
    if (!*root)
        return fail_json(body, &error, fault);
    if (json_typeof(*root) != JSON_OBJECT) {
        api_fault_at(fault, API_POINTER, "", (drg_slice){0});
        return wrong_type(fault, "An object");
    }
    return true;
}

static bool decode_body(const api_limits *limits, drg_slice body, unsigned where,
    api_decoded *decoded, api_fault *fault) {
    api_article_default(&decoded->article);
    return api_json_object(limits, body, &decoded->root, fault) &&
           decode_object(limits, decoded->root, where, decoded, fault);
}

bool api_decode_hypnos_json(
    const api_limits *limits, drg_slice body, api_decoded *decoded, api_fault *fault) {
    return decode_body(limits, body, IN_HYPNOS, decoded, fault);
}

bool api_decode_json(
    const api_limits *limits, drg_slice body, api_decoded *decoded, api_fault *fault) {
    if (!decode_body(limits, body, IN_BODY, decoded, fault))
        return false;
    if (decoded->seen & (1u << API_FIELD_TEXT))
        return true;
    api_fault_at(fault, API_POINTER, "/text", (drg_slice){0});
    return api_fault_set(fault, "missing_field", "The field text is missing.");
}

/* ---- the query ------------------------------------------------------------------------------- */

/* "0", "0.25", "1": the decimal fractions from 0 to 1, without sign or exponent. */
static bool parse_fraction(drg_slice value, double *number) {
    if (value.size == 0 || value.size > 8 || value.data[0] < '0' || value.data[0] > '9' ||
        (value.size > 1 && value.data[1] != '.') || value.size == 2)
        return false;
    *number = value.data[0] - '0';
    double weight = 0.1;
    for (size_t i = 2; i < value.size; i++, weight /= 10) {
        if (value.data[i] < '0' || value.data[i] > '9')
            return false;
        *number += weight * (value.data[i] - '0');
    }
    return true;
}

static bool set_from_text(api_article *article, int field, drg_slice value, api_fault *fault) {
    double number;
    drg_slice rest = value, part;
    switch (field) {
    case API_FIELD_TITLE:
        return set_title(article, value, fault);
    case API_FIELD_PUBLISHED:
        return set_published(article, value, fault);
    case API_FIELD_ID:
        return set_id(article, value, fault);
    case API_FIELD_OFFSETS:
        return set_offsets(article, value, fault);
    case API_FIELD_TEXT:
        if (value.size && memchr(value.data, 0, value.size))
            return api_fault_set(fault, "nul_in_text", "The text holds a NUL.");
        article->text = value; /* a query is shorter than any limit of texts */
        return true;
    case API_FIELD_DATE:
        return set_date(article, value, fault);
    case API_FIELD_PROFILE:
        return set_profile(article, value, fault);
    case API_FIELD_ORDER:
        return set_order(article, value, fault);
    case API_FIELD_LABELS:
        return set_labels(article, value, fault);
    case API_FIELD_INCLUDE:
        article->options.include = 0;
        while (drg_slice_cut(&rest, ',', &part))
            if (!add_part(article, part, fault))
                return false;
        return true;
    case API_FIELD_MIN_CONFIDENCE:
        if (!parse_fraction(value, &number))
            number = -1;
        return set_confidence(article, number, fault);
    default:
        if (!drg_slice_is(value, "true") && !drg_slice_is(value, "false"))
            return wrong_type(fault, "true or false");
        article->options.explain = value.size == 4;
        return true;
    }
}

static bool decode_parameter(
    drg_slice name, drg_slice value, unsigned where, api_decoded *decoded, api_fault *fault) {
    int field = find_field(name, where);
    if (drg_utf8_valid(name) < name.size)
        name = (drg_slice){0};
    api_fault_at(fault, API_PARAMETER, "", name);
    if (field < 0)
        return api_fault_set(fault, "unknown_field", "This parameter is not known.");
    if (decoded->seen & (1u << field))
        return api_fault_set(fault, "duplicate_field", "This parameter is given twice.");
    if (drg_utf8_valid(value) < value.size)
        return api_fault_set(fault, "invalid_field", "The value is not valid UTF-8.");
    if (!set_from_text(&decoded->article, field, value, fault))
        return false;
    decoded->seen |= 1u << field;
    fault->place = API_NOWHERE;
    fault->where[0] = 0;
    return true;
}

bool api_decode_parameter(drg_slice name, drg_slice value, api_decoded *decoded, api_fault *fault) {
    return decode_parameter(name, value, IN_QUERY, decoded, fault);
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes %XX and '+' (a space, as forms write it) in place. False: a broken escape. */
static bool unescape(char *data, drg_slice *part) {
    size_t to = 0;
    for (size_t i = 0; i < part->size; i++) {
        char c = part->data[i];
        if (c == '%') {
            bool whole = part->size - i > 2;
            int high = whole ? hex_digit(part->data[i + 1]) : -1;
            int low = whole ? hex_digit(part->data[i + 2]) : -1;
            if (high >= 0 && low >= 0)
                c = (char)(high * 16 + low);
            else
                return false;
            i += 2;
        } else if (c == '+') {
            c = ' ';
        }
        data[to++] = c;
    }
    *part = (drg_slice){data, to};
    return true;
}

static bool decode_pair(
    char *data, drg_slice pair, unsigned where, api_decoded *decoded, api_fault *fault) {
    const char *equals = memchr(pair.data, '=', pair.size);
    drg_slice name = {pair.data, equals ? (size_t)(equals - pair.data) : pair.size};
    drg_slice value = {pair.data + pair.size, 0};
    if (equals)
        value = (drg_slice){equals + 1, pair.size - name.size - 1};
    size_t offset = (size_t)(value.data - pair.data);
    if (!unescape(data, &name) || !unescape(data + offset, &value)) {
        api_fault_at(fault, API_PARAMETER, "", (drg_slice){0});
        return api_fault_set(fault, "invalid_field", "A percent escape in the query is broken.");
    }
    return decode_parameter(name, value, where, decoded, fault);
}

static bool decode_query(drg_slice query, unsigned where, api_decoded *decoded, api_fault *fault) {
    if (query.size == 0)
        return true;
    decoded->query = malloc(query.size);
    if (!decoded->query)
        return api_fault_set(fault, "out_of_memory", "%s", "");
    memcpy(decoded->query, query.data, query.size);
    drg_slice rest = {decoded->query, query.size}, pair;
    while (drg_slice_cut(&rest, '&', &pair))
        if (pair.size && !decode_pair(decoded->query + (pair.data - decoded->query), pair, where,
                             decoded, fault))
            return false;
    return true;
}

bool api_decode_query(drg_slice query, api_decoded *decoded, api_fault *fault) {
    return decode_query(query, IN_QUERY, decoded, fault);
}

bool api_decode_hypnos_query(drg_slice query, api_decoded *decoded, api_fault *fault) {
    return decode_query(query, IN_HYPNOS, decoded, fault);
}

bool api_decode_batch_query(drg_slice query, api_decoded *decoded, api_fault *fault) {
    api_article_default(&decoded->article);
    return decode_query(query, IN_BATCH, decoded, fault);
}

void api_decoded_deinit(api_decoded *decoded) {
    json_decref(decoded->root);
    free(decoded->query);
    *decoded = (api_decoded){0};
}
