/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fields in a query, and on the command line: NAME=VALUE as text. As strict as the JSON object
 * (request.c): a name that is not known, or is given twice, is refused with its name.
 *
 * The query is copied once and its escapes are decoded in place; values are slices of the copy.
 */
#include "fields.h"

#include "../lib/base/utf8.h"

#include <stdlib.h>
#include <string.h>

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

/* "entities,events"; nothing at all: none of them, as an empty list says in JSON. No part of a list
 * is empty (a cut would pass over the last). */
static bool set_parts(api_article *article, drg_slice value, api_fault *fault) {
    drg_slice rest = value, part;
    article->options.include = 0;
    while (drg_slice_cut(&rest, ',', &part))
        if (!api_add_part(article, part, fault))
            return false;
    if (value.size && value.data[value.size - 1] == ',')
        return api_add_part(article, (drg_slice){0}, fault);
    return true;
}

static bool set_from_text(api_article *article, int field, drg_slice value, api_fault *fault) {
    double number;
    switch (field) {
    case API_FIELD_TITLE:
        return api_set_title(article, value, fault);
    case API_FIELD_PUBLISHED:
        return api_set_published(article, value, fault);
    case API_FIELD_ID:
        return api_set_id(article, value, fault);
    case API_FIELD_OFFSETS:
        return api_set_offsets(article, value, fault);
    case API_FIELD_TEXT:
        if (value.size && memchr(value.data, 0, value.size))
            return api_fault_set(fault, "nul_in_text", "The text holds a NUL.");
        article->text = value; /* a query is shorter than any limit of texts */
        article->text_place = API_PARAMETER;
        return true;
    case API_FIELD_DATE:
        return api_set_date(article, value, fault);
    case API_FIELD_PROFILE:
        return api_set_profile(article, value, fault);
    case API_FIELD_ORDER:
        return api_set_order(article, value, fault);
    case API_FIELD_LABELS:
        return api_set_labels(article, value, fault);
    case API_FIELD_INCLUDE:
        return set_parts(article, value, fault);
    case API_FIELD_MIN_CONFIDENCE:
        if (!parse_fraction(value, &number))
            number = -1;
        return api_set_confidence(article, number, fault);
    default:
        if (!drg_slice_is(value, "true") && !drg_slice_is(value, "false"))
            return api_wrong_type(fault, "true or false");
        article->options.explain = value.size == 4;
        return true;
    }
}

static bool decode_parameter(
    drg_slice name, drg_slice value, unsigned where, api_decoded *decoded, api_fault *fault) {
    int field = api_find_field(name, where);
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
    return decode_parameter(name, value, API_IN_QUERY, decoded, fault);
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
    return decode_query(query, API_IN_QUERY, decoded, fault);
}

bool api_decode_hypnos_query(drg_slice query, api_decoded *decoded, api_fault *fault) {
    return decode_query(query, API_IN_HYPNOS, decoded, fault);
}

bool api_refuse_query(drg_slice query, api_fault *fault) {
    api_decoded decoded = {0};
    bool fine = decode_query(query, 0, &decoded, fault);
    api_decoded_deinit(&decoded);
    return fine;
}

bool api_decode_batch_query(drg_slice query, api_decoded *decoded, api_fault *fault) {
    api_article_default(&decoded->article);
    return decode_query(query, API_IN_BATCH, decoded, fault);
}
