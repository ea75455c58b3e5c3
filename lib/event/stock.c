/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stock phrases in which an article speaks of its own making, and which tell no event: who declined
 * to comment, did not answer a request for comment, asked not to be named, spoke on condition of
 * anonymity. Their words are those of REJECT, REQUEST and AGREE, and no reader of the news asks for
 * them.
 *
 * A phrase is known by its end, which hardly differs ("to comment", "for comment", "not to be
 * named", "anonymity"), and reaches back to the word that begins it. Cost: AROUND words a telling.
 */
#include "event.h"

enum { AROUND = 12, ASKED = 4 };

/* "To comment", "for further comment", "a request for comment", "not comment". */
static bool is_comment(const drg_syntax *syntax, uint32_t token, uint32_t first) {
    static const char *const leads[] = {"to", "for", "not", "n't"};
    static const char *const between[] = {"further", "immediate", "immediately", "additional",
        "publicly", "more", "specifically", "directly", "seeking", "requesting"};
    if (!drg_slice_is(drg_lower_at(syntax, token), "comment") &&
        !drg_slice_is(drg_lower_at(syntax, token), "comments"))
        return false;
    uint32_t at = token;
    bool there = false;
    while (at > first && DRG_ONE_OF(drg_lower_at(syntax, at - 1), between)) {
        at--;
        there = true;
    }
    return there || (at > first && DRG_ONE_OF(drg_lower_at(syntax, at - 1), leads));
}

/* Is a word between `from` and `end` one that withholds an answer? */
static bool withholds(const drg_syntax *syntax, uint32_t from, uint32_t end) {
    static const char *const words[] = {"declined", "decline", "declines", "declining", "refused",
        "refuses", "refusing", "respond", "responded", "responding", "reply", "replied", "return",
        "returned", "answer", "answered", "reached", "available", "unavailable", "request",
        "requests", "not", "n't"};
    for (uint32_t t = from; t < end; t++)
        if (DRG_ONE_OF(drg_lower_at(syntax, t), words))
            return true;
    return false;
}

static bool no_comment(
    const drg_syntax *syntax, const drg_found *found, uint32_t first, uint32_t end) {
    uint32_t from = found->head > first + AROUND ? found->head - AROUND : first;
    for (uint32_t t = found->head; t < end && t <= found->head + AROUND; t++) {
        uint32_t verb = syntax->nodes[t].verb;
        if (syntax->nodes[t].tag == DRG_TAG_STOP ||
            (verb != DRG_NONE && verb != syntax->nodes[found->head].verb &&
                syntax->verbs.items[verb].finite))
            return false; /* "condemned it and did not respond to a request for comment" */
        if (is_comment(syntax, t, first))
            return withholds(syntax, found->head > first + 2 ? found->head - 2 : from, t);
    }
    return false;
}

/* "Asked not to be named", "declined to be identified", "requested anonymity", "on condition of
 * anonymity". */
static bool unnamed(
    const drg_syntax *syntax, const drg_found *found, uint32_t first, uint32_t end) {
    static const char *const named[] = {"named", "identified", "quoted"};
    for (uint32_t t = found->head; t < end && t <= found->head + AROUND; t++) {
        drg_slice word = drg_lower_at(syntax, t);
        if (drg_slice_is(word, "anonymity"))
            return t <= found->head + ASKED + 2;
        if (t > first + 1 && DRG_ONE_OF(word, named) &&
            drg_slice_is(drg_lower_at(syntax, t - 1), "be"))
            return t <= found->head + ASKED + 2 && drg_slice_is(drg_lower_at(syntax, t - 2), "to");
    }
    return false;
}

bool drg_stock_phrase(const drg_syntax *syntax, const drg_telling *telling) {
    static const bool spoken[DRG_EVENT_TYPES] = {[DRG_REQUEST] = true,
        [DRG_AGREE] = true,
        [DRG_SUPPORT] = true,
        [DRG_REJECT] = true,
        [DRG_CONSULT] = true,
        [DRG_CONCEDE] = true,
        [DRG_COERCE] = true,
        [DRG_ACCUSE] = true};
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    if (!spoken[telling->entry->type])
        return false;
    return no_comment(syntax, &telling->found, sentence->first_token, sentence->end_token) ||
           unnamed(syntax, &telling->found, sentence->first_token, sentence->end_token);
}
