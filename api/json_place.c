/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which field a fault of the parser is about: the JSON pointer of a name by the byte where it ends.
 * The parser says only that byte, and has thrown its tree away.
 *
 * The text up to there is what the parser has accepted, so that a stack of the open objects and
 * lists, each with its last name or its count of members, is all that is needed. json_scan.c has
 * bounded its depth. Cost: linear in the offset.
 */
#include "fields.h"

#include <stdio.h>
#include <string.h>

#define LEVELS 16u
#define ESCAPED_MOST 1024u /* bytes of a name that is decoded; only 64 characters are shown */

typedef struct level {
    bool list, naming; /* naming: in an object, the next string is a name */
    size_t index; /* of a list */
    drg_slice name; /* of an object: quotes included */
} level;

/* The byte of the closing quote of the string that starts at `at`. */
static size_t string_end(drg_slice body, size_t at) {
    for (at++; at < body.size && body.data[at] != '"'; at++)
        if (body.data[at] == '\\')
            at++;
    return at;
}

static void append(api_fault *fault, drg_slice name) {
    char prefix[sizeof fault->where + 1];
    snprintf(prefix, sizeof prefix, "%s/", fault->where);
    api_fault_at(fault, API_POINTER, prefix, name);
}

static void append_name(api_fault *fault, drg_slice quoted) {
    drg_slice name = {quoted.data + 1, quoted.size - 2};
    json_t *value = NULL;
    if (name.size <= ESCAPED_MOST && memchr(name.data, '\\', name.size))
        value = json_loadb(quoted.data, quoted.size, JSON_DECODE_ANY, NULL);
    if (value)
        name = (drg_slice){json_string_value(value), json_string_length(value)};
    append(fault, name);
    json_decref(value);
}

static void write_place(const level *levels, size_t depth, api_fault *fault) {
    char digits[24];
    fault->where[0] = 0;
    for (size_t i = 0; i < depth; i++) {
        if (!levels[i].list) {
            append_name(fault, levels[i].name);
            continue;
        }
        int size = snprintf(digits, sizeof digits, "%zu", levels[i].index);
        append(fault, (drg_slice){digits, (size_t)size});
    }
}

static void step(level *top, char c) {
    if (c == ',' && top->list)
        top->index++;
    else if (c == ',')
        top->naming = true;
}

void api_json_place(drg_slice body, size_t end, api_fault *fault) {
    level levels[LEVELS];
    size_t depth = 0;
    for (size_t i = 0; i <= end && i < body.size; i++) {
        char c = body.data[i];
        if (c == '{' || c == '[') {
            if (depth == LEVELS)
                return;
            levels[depth++] = (level){.list = c == '[', .naming = c == '{'};
        } else if (!depth) {
            continue;
        } else if (c == '}' || c == ']') {
            depth--;
        } else if (c != '"') {
            step(&levels[depth - 1], c);
        } else {
            level *top = &levels[depth - 1];
            size_t close = string_end(body, i);
            if (top->naming && close < body.size)
                top->name = (drg_slice){body.data + i, close + 1 - i};
            if (top->naming && close == end) {
                write_place(levels, depth, fault);
                return;
            }
            top->naming = false;
            i = close;
        }
    }
}
