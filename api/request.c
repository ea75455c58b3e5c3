/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding of JSON requests. Strict on purpose: a field that is not known, stands twice, has the
 * wrong type or a value outside its range is refused with the place where it stands, because a
 * typing error in "publishd" would otherwise cost its author every date of a data set. Nothing is
 * trimmed, normalised or guessed; an article's text is passed on byte for byte. Names and values
 * are those of fields.c; the query is read by query.c.
 *
 * Jansson parses; json_scan.c has bounded depth and breadth before. Its messages repeat the
 * client's bytes, so its error code is translated instead.
 */
#include "fields.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

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
    if (code == json_error_duplicate_key)
        api_json_place(body, read, fault);
    return false;
}

static drg_slice string_of(const json_t *value) {
    return (drg_slice){json_string_value(value), json_string_length(value)};
}

static bool set_include(api_article *article, json_t *value, api_fault *fault) {
    if (json_typeof(value) != JSON_ARRAY)
        return api_wrong_type(fault, "A list of parts");
    article->options.include = 0;
    for (size_t index = 0; index < json_array_size(value); index++) {
        const json_t *part = json_array_get(value, index);
        if (json_typeof(part) == JSON_STRING && api_add_part(article, string_of(part), fault))
            continue;
        snprintf(fault->where, sizeof fault->where, "/options/include/%zu", index);
        return api_fault_set(fault, "invalid_field", "The name of a part is wanted.");
    }
    return true;
}

static bool set_string_field(const api_limits *limits, api_article *article, int field,
    const json_t *value, api_fault *fault) {
    if (json_typeof(value) != JSON_STRING)
        return api_wrong_type(fault, "A string");
    switch (field) {
    case API_FIELD_TEXT:
        return api_set_text(limits, article, string_of(value), fault);
    case API_FIELD_TITLE:
        return api_set_title(article, string_of(value), fault);
    case API_FIELD_PUBLISHED:
        return api_set_published(article, string_of(value), fault);
    case API_FIELD_ID:
        return api_set_id(article, string_of(value), fault);
    case API_FIELD_KNOWLEDGE:
        return api_set_knowledge(article, string_of(value), fault);
    case API_FIELD_DATE:
        return api_set_date(article, string_of(value), fault);
    case API_FIELD_LABELS:
        return api_set_labels(article, string_of(value), fault);
    default:
        return api_set_offsets(article, string_of(value), fault);
    }
}

static bool set_option_field(api_article *article, int field, json_t *value, api_fault *fault) {
    switch (field) {
    case API_FIELD_INCLUDE:
        return set_include(article, value, fault);
    case API_FIELD_MIN_CONFIDENCE:
        if (json_typeof(value) != JSON_INTEGER && json_typeof(value) != JSON_REAL)
            return api_wrong_type(fault, "A number from 0 to 1");
        return api_set_confidence(article, json_number_value(value), fault);
    default:
        if (json_typeof(value) != JSON_TRUE && json_typeof(value) != JSON_FALSE)
            return api_wrong_type(fault, "true or false");
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
            return api_wrong_type(fault, "An object");
        fault->place = API_NOWHERE;
        return decode_object(limits, value, API_IN_OPTIONS, decoded, fault);
    }
    if (field == API_FIELD_INCLUDE || field == API_FIELD_MIN_CONFIDENCE ||
        field == API_FIELD_EXPLAIN)
        return set_option_field(&decoded->article, field, value, fault);
    return set_string_field(limits, &decoded->article, field, value, fault);
}

/* The object of the body or, one level down and no further, its options. */
static bool decode_object(const api_limits *limits, json_t *object, unsigned where,
    api_decoded *decoded, api_fault *fault) {
    const char *prefix = where == API_IN_OPTIONS ? "/options/" : "/";
    for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
        json_t *value = json_object_iter_value(at);
        drg_slice name = drg_slice_of(json_object_iter_key(at));
        int field = api_find_field(name, where);
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
        return api_wrong_type(fault, "An object");
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
    return decode_body(limits, body, API_IN_HYPNOS, decoded, fault);
}

bool api_decode_json(
    const api_limits *limits, drg_slice body, api_decoded *decoded, api_fault *fault) {
    if (!decode_body(limits, body, API_IN_BODY, decoded, fault))
        return false;
    if (decoded->seen & (1u << API_FIELD_TEXT))
        return true;
    api_fault_at(fault, API_POINTER, "/text", (drg_slice){0});
    return api_fault_set(fault, "missing_field", "The field text is missing.");
}

void api_decoded_deinit(api_decoded *decoded) {
    json_decref(decoded->root);
    free(decoded->query);
    *decoded = (api_decoded){0};
}
