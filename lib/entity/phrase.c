/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the noun phrase around a description's head words begins: "the far-right leader" begins at
 * "the", "Gabon's main opposition leader" at "Gabon", the apposition in "X, general manager of Y"
 * right after the comma.
 *
 * The head words alone say who is meant; readers want the phrase. A mention's tokens stay its head
 * words, so that mentions never overlap (a name may stand inside the phrase: "the Turkish foreign
 * minister"), and its span is the phrase. The walk goes left from the head over at most REACH
 * tokens of its sentence: adjectives, nouns and names belong to the phrase, a determiner or an
 * owner begins it, a preposition, a conjunction, a number or a mark ends the search; then the
 * phrase is the head words alone. Cost: REACH tokens a mention.
 */
#include "entity.h"

enum { REACH = 6 };

static bool one_of(drg_slice word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (drg_slice_is(word, list[i]))
            return true;
    return false;
}
#define ONE_OF(word, list) one_of(word, list, sizeof(list) / sizeof(list)[0])

static const char *const DETERMINERS[] = {"the", "a", "an", "his", "her", "its", "their", "our"};
static const char *const NEAR_DETERMINERS[] = {"this", "that"}; /* right before the head alone */
static const char *const OUTSIDE[] = {"of", "in", "on", "at", "for", "to", "from", "by", "with",
    "and", "or", "as", "who", "which", "is", "was", "were", "are", "be", "been", "has", "had",
    "have", "said", "says", "but", "than", "while", "when", "after", "before", "if", "not", "then"};

/* Right behind a name and its comma, or behind an opening bracket: an apposition. */
static bool apposition(const drg_namer *namer, uint32_t mark) {
    return drg_token_is(namer, mark, "(") ||
           (drg_token_is(namer, mark, ",") && drg_reading_to(namer, mark) != DRG_NONE);
}

uint32_t drg_namer_phrase_start(const drg_namer *namer, uint32_t head) {
    uint32_t sentence = namer->tokens[head].sentence;
    for (uint32_t back = 1; back <= REACH && back <= head; back++) {
        uint32_t at = head - back;
        const drg_token *token = &namer->tokens[at];
        if (token->sentence != sentence)
            return head;
        if (ONE_OF(token->lower, DETERMINERS) ||
            (back == 1 && ONE_OF(token->lower, NEAR_DETERMINERS)))
            return at;
        uint32_t owner = token->flags & DRG_TOKEN_POSSESSIVE ? drg_reading_to(namer, at) : DRG_NONE;
        if (owner != DRG_NONE)
            return namer->readings.items[owner].first;
        if (drg_token_is(namer, at, "-"))
            continue; /* "far-right" */
        if (!drg_token_word(token))
            return apposition(namer, at) ? at + 1 : head;
        if (ONE_OF(token->lower, OUTSIDE))
            return head;
    }
    return head;
}
