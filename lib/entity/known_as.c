/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "X, also known as Y": a body, place or building to which the text gives a second name.
 *
 * Read off the words right before the second name: "known as", "better known as the",
 * "(abbreviated as", ", formerly the", ", now", ", or" (which a comma or a bracket closes again),
 * with nothing but a comma or a bracket between them and the first name. Both
 * names have to be of one type, except an acronym, which is often read as something else. Of two
 * names of persons the last words have to be the same, or the first ones ("Wang Xuancheng, known as
 * Wang Chengcheng"): others are joined by their words (chain.c), and a nom de guerre shares none
 * with the name in the passport. Cost: a fixed number of tokens.
 */
#include "entity.h"

/* "X, formerly the | Y", "X (now Y)"; "X, or Y," of what is no state or town, for these are listed
 * so too. */
static bool second_name(const drg_namer *namer, const drg_reading *r, uint32_t at) {
    if (drg_namer_token_in(namer, at - 1, "|formerly|previously|now|renamed|"))
        return true;
    bool thing = r->type == DRG_ORGANIZATION || r->type == DRG_FACILITY || r->type == DRG_LOCATION;
    return thing && drg_token_is(namer, at - 1, "or") &&
           drg_namer_token_in(namer, r->end, "|,|)|.|");
}

/* "X, also known as the | Y": where the name before ends. The reading's own first token where
 * nothing like that stands before it. */
static uint32_t before_known_as(const drg_namer *namer, const drg_reading *r) {
    enum { ADVERBS = 2 };
    uint32_t at = r->first, first = namer->document->sentences.items[r->sentence].first_token;
    at -= at > first && drg_token_is(namer, at - 1, "the");
    at -= at > first && namer->tokens[at - 1].shape == DRG_SHAPE_OPEN_QUOTE;
    if (at > first + 2 && drg_namer_token_in(namer, at - 2, "|,|(|") && second_name(namer, r, at))
        return at - 2;
    if (at < first + 3 || !drg_token_is(namer, at - 1, "as") ||
        !drg_namer_token_in(namer, at - 2, "|known|abbreviated|"))
        return r->first;
    at -= 2;
    for (int i = 0; i < ADVERBS && at > first; i++)
        at -= drg_namer_token_in(namer, at - 1,
            "|also|better|best|commonly|locally|popularly|widely|simply|usually|otherwise|"
            "formally|officially|formerly|previously|mostly|");
    at -= at > first && drg_namer_token_in(namer, at - 1, "|,|(|");
    at -= at > first && (namer->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE);
    return at;
}

/* The body, place or building that "X, known as Y" gives a second name. An acronym in capitals is
 * believed whatever it was read as. */
uint32_t drg_namer_known_as(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    uint32_t before = reading ? before_known_as(namer, r) : r->first;
    if (before == r->first || namer->readings.items[reading - 1].end != before)
        return DRG_NONE;
    const drg_reading *previous = &namer->readings.items[reading - 1];
    bool upper = namer->tokens[r->first].shape == DRG_SHAPE_UPPER && r->end - r->first == 1;
    if (r->type == DRG_PERSON)
        return previous->type == DRG_PERSON &&
                       (namer->word_of[previous->end - 1] == namer->word_of[r->end - 1] ||
                           namer->word_of[previous->first] == namer->word_of[r->first])
                   ? previous->entity
                   : DRG_NONE;
    bool fits = previous->type == r->type || (upper && previous->type == DRG_ORGANIZATION);
    return fits && r->type != DRG_NORP ? previous->entity : DRG_NONE;
}
