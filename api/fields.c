/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fields of a request: their names, where each may stand, and what values it takes. One table
 * and one setter a field serve the JSON object (request.c), the query (query.c) and the command
 * line, so that a limit is the same wherever it is met.
 */
#include "fields.h"

#include "labels.h"
#include "profile.h"

#include <stdio.h>
#include <string.h>

#define ID_LIMIT 256u /* bytes */
#define TITLE_LIMIT 4096u /* bytes */
#define KNOWLEDGE_LIMIT 262144u /* bytes */
#define SHOWN_CHARACTERS 64u /* of a name in a pointer */

/* ---- names ----------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    unsigned where;
} FIELDS[API_FIELDS] = {
    [API_FIELD_TEXT] = {"text", API_IN_BODY | API_IN_HYPNOS},
    [API_FIELD_TITLE] = {"title", API_IN_BODY | API_IN_QUERY},
    [API_FIELD_PUBLISHED] = {"published", API_IN_BODY | API_IN_QUERY | API_IN_BATCH},
    [API_FIELD_ID] = {"id", API_IN_BODY | API_IN_QUERY | API_IN_HYPNOS},
    [API_FIELD_OPTIONS] = {"options", API_IN_BODY},
    [API_FIELD_OFFSETS] = {"offsets", API_IN_OPTIONS | API_IN_QUERY | API_IN_BATCH},
    [API_FIELD_INCLUDE] = {"include", API_IN_OPTIONS | API_IN_QUERY | API_IN_BATCH},
    [API_FIELD_MIN_CONFIDENCE] = {"min_confidence", API_IN_OPTIONS | API_IN_QUERY | API_IN_BATCH},
    [API_FIELD_EXPLAIN] = {"explain", API_IN_OPTIONS | API_IN_QUERY | API_IN_BATCH},
    [API_FIELD_LABELS] = {"labels", API_IN_OPTIONS | API_IN_QUERY | API_IN_BATCH},
    [API_FIELD_KNOWLEDGE] = {"knowledge", API_IN_OPTIONS},
    /* Both are of the whole reply, as Accept is: not of an article, so not in its object. */
    [API_FIELD_PROFILE] = {"profile", API_IN_QUERY | API_IN_BATCH},
    [API_FIELD_ORDER] = {"order", API_IN_BATCH},
    [API_FIELD_DATE] = {"date", API_IN_HYPNOS},
};

int api_find_field(drg_slice name, unsigned where) {
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

bool api_wrong_type(api_fault *fault, const char *wanted) {
    return api_fault_set(fault, "invalid_field", "%s is wanted.", wanted);
}

static bool has_control(drg_slice text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F)
            return true;
    return false;
}

bool api_set_id(api_article *article, drg_slice value, api_fault *fault) {
    if (value.size == 0 || value.size > ID_LIMIT || has_control(value))
        return api_fault_set(
            fault, "invalid_field", "An id has 1 to %u bytes and no control characters.", ID_LIMIT);
    article->id = value;
    return true;
}

bool api_set_title(api_article *article, drg_slice value, api_fault *fault) {
    if (value.size > TITLE_LIMIT || (value.size && memchr(value.data, 0, value.size)))
        return api_fault_set(
            fault, "invalid_field", "A title has at most %u bytes and no NUL.", TITLE_LIMIT);
    article->title = value;
    return true;
}

bool api_set_published(api_article *article, drg_slice value, api_fault *fault) {
    if (drg_date_parse(value, &article->published))
        return api_fault_set(
            fault, "invalid_field", "A day of the calendar is wanted, written YYYY-MM-DD.");
    return true;
}

bool api_set_date(api_article *article, drg_slice value, api_fault *fault) {
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
bool api_set_knowledge(api_article *article, drg_slice value, api_fault *fault) {
    if (value.size > KNOWLEDGE_LIMIT)
        return api_fault_set(
            fault, "invalid_field", "Knowledge has at most %u bytes.", KNOWLEDGE_LIMIT);
    article->options.knowledge = value;
    return true;
}

bool api_set_offsets(api_article *article, drg_slice value, api_fault *fault) {
    static const char *const units[] = {"codepoint", "byte", "utf16"};
    static const drg_unit values[] = {DRG_CODEPOINTS, DRG_BYTES, DRG_UTF16};
    for (size_t i = 0; i < 3; i++)
        if (drg_slice_is(value, units[i])) {
            article->options.unit = values[i];
            return true;
        }
    return api_fault_set(fault, "invalid_field", "One of codepoint, byte, utf16 is wanted.");
}

bool api_set_profile(api_article *article, drg_slice value, api_fault *fault) {
    if (api_profile_find(value, &article->options.profile))
        return true;
    return api_fault_set(fault, "invalid_field", "One of phoenix, icews, polecat is wanted.");
}

bool api_set_order(api_article *article, drg_slice value, api_fault *fault) {
    article->options.by_completion = drg_slice_is(value, "completion");
    if (article->options.by_completion || drg_slice_is(value, "input"))
        return true;
    return api_fault_set(fault, "invalid_field", "One of input, completion is wanted.");
}

bool api_set_labels(api_article *article, drg_slice value, api_fault *fault) {
    if (api_labels_find(value, &article->options.labels))
        return true;
    return api_fault_set(
        fault, "invalid_field", "One of plover-2.0, plover-2018, plover-2016, pairs-15 is wanted.");
}

bool api_add_part(api_article *article, drg_slice value, api_fault *fault) {
    static const char *const parts[] = {"entities", "relations", "events", "quotes", "sentences"};
    for (unsigned i = 0; i < 5; i++)
        if (drg_slice_is(value, parts[i])) {
            article->options.include |= 1u << i;
            return true;
        }
    return api_fault_set(
        fault, "invalid_field", "The parts are entities, relations, events, quotes, sentences.");
}

bool api_set_confidence(api_article *article, double value, api_fault *fault) {
    if (!(value >= 0 && value <= 1))
        return api_fault_set(fault, "invalid_field", "A number from 0 to 1 is wanted.");
    article->options.min_confidence = value;
    return true;
}

bool api_set_text(
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
    article->text_place = API_POINTER;
    return true;
}
