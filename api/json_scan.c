/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The look at a JSON body before the parser gets it. It does not judge the grammar (the parser
 * does); it only bounds what the parser may be made to do. Inside a string a reverse solidus hides
 * the next byte; everything else outside strings that is one of {}[]:, counts.
 */
#include "../lib/base/utf8.h"
#include "request.h"

#include <string.h>

static bool too_complex(
    api_fault *fault, drg_slice body, size_t at, const char *what, size_t limit) {
    api_fault_set(fault, "json_too_complex", "The body has more than %zu %s.", limit, what);
    api_fault_locate(fault, body, at);
    return false;
}

bool api_json_scan(const api_limits *limits, drg_slice body, api_fault *fault) {
    size_t bad = drg_utf8_valid(body);
    if (bad < body.size) {
        api_fault_set(
            fault, "invalid_utf8", "Byte %zu of the body starts no valid UTF-8 sequence.", bad);
        api_fault_locate(fault, body, bad);
        return false;
    }
    size_t depth = 0, tokens = 0;
    bool inside = false;
    for (size_t i = 0; i < body.size; i++) {
        char c = body.data[i];
        if (inside) {
            if (c == '\\')
                i++;
            else if (c == '"')
                inside = false;
            continue;
        }
        if (c == '"') {
            inside = true;
            continue;
        }
        if (!c || !strchr("{}[]:,", c))
            continue;
        if (++tokens > limits->json_tokens)
            return too_complex(
                fault, body, i, "structural characters outside strings", limits->json_tokens);
        if (c == '{' || c == '[') {
            if (++depth > limits->json_depth)
                return too_complex(fault, body, i, "levels of nesting", limits->json_depth);
        } else if ((c == '}' || c == ']') && depth) {
            depth--;
        }
    }
    return true;
}
