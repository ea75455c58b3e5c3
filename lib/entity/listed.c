/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a title in the plural lists: "councilors A and B", "three judges - A, B and C", "ministers A
 * of X". Each of them bears the title as if it stood before him alone.
 *
 * The list begins right behind the title, or behind a colon or a dash, and goes on as long as names
 * of persons follow one another with commas and "and" between; an age or a name in another script
 * in brackets is skipped. What stands before the title ("A and B, both councilors") is not read.
 *
 * Cost: a few tokens for each title, DRG_LISTED names at most.
 */
#include "entity.h"

static bool joins(const drg_namer *namer, uint32_t at) {
    return namer->tokens[at].shape == DRG_SHAPE_DASH || drg_token_is(namer, at, ",") ||
           drg_token_is(namer, at, "and") || drg_token_is(namer, at, ":");
}

/* Over "(31)", or a name in another script: a bracket of at most three tokens. */
static uint32_t over_bracket(const drg_namer *namer, uint32_t at, uint32_t end) {
    enum { INSIDE = 3 };
    if (at >= end || !drg_token_is(namer, at, "("))
        return at;
    for (uint32_t close = at + 1; close < end && close <= at + 1 + INSIDE; close++)
        if (drg_token_is(namer, close, ")"))
            return close + 1;
    return at;
}

size_t drg_namer_listed(const drg_namer *namer, const drg_role_phrase *role, uint32_t *clusters) {
    uint32_t end = namer->document->sentences.items[role->sentence].end_token;
    uint32_t at = role->end_token;
    size_t count = 0;
    while (role->plural && count < DRG_LISTED) {
        for (int skipped = 0; at < end && skipped < 2 && joins(namer, at); skipped++)
            at++;
        uint32_t reading = at < end ? drg_reading_from(namer, at) : DRG_NONE;
        if (reading == DRG_NONE || namer->readings.items[reading].type != DRG_PERSON)
            break;
        clusters[count++] = namer->readings.items[reading].entity;
        at = over_bracket(namer, namer->readings.items[reading].end, end);
        if (at >= end || !joins(namer, at))
            break;
    }
    return count;
}
