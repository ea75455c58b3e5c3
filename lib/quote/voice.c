/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who cannot be the speaker of a cue, whatever stands beside it.
 *
 * "Plans for talks in London were announced by France": in the passive the subject is what was
 * said, or who was told; the speaker stands behind "by" or is not named. So PolNeAR's annotators
 * have it: of 473 attributions in its train part whose cue is a form of "be" with a participle that
 * is no state of mind, 345 have no source, 83 one behind "by", 24 one before the cue. Of the 80
 * with a state of mind ("was worried", "are convinced") 74 have it before: that has a holder. "X
 * was quoted as saying" speaks too.
 *
 * "Discussions in Paris also touched on tariffs": the object of a preposition of place or company
 * is not the subject of the verb behind it.
 *
 * Words alone decide, so that it holds for text that the engine did not read. Cost: a window of a
 * few tokens a cue.
 */
#include "quote.h"

enum { AUXILIARY = 4 /* tokens before a participle where its "be" may stand */ };

static bool ends_in(drg_slice word, const char *end) {
    size_t size = strlen(end);
    return word.size > size + 1 && memcmp(word.data + word.size - size, end, size) == 0;
}

/* A past participle of what is said or thought about something. */
static bool said_of(drg_slice word) {
    static const char *const irregular[] = {
        "told", "said", "seen", "thought", "written", "shown", "heard", "read"};
    /* what somebody is, not what somebody does to him */
    static const char *const states[] = {"worried", "concerned", "convinced", "impressed",
        "divided", "outraged", "inclined", "shocked", "scared", "devoted", "dedicated", "startled",
        "pleased", "determined", "prepared", "committed", "opposed", "tired", "satisfied",
        "disappointed", "surprised", "alarmed", "interested", "saddened", "delighted", "confused",
        "intended", "supposed", "excited", "frustrated", "relieved", "troubled", "dismayed",
        "appalled", "disturbed", "encouraged", "resolved", "agreed", "disposed", "puzzled",
        "thrilled", "annoyed", "horrified", "stunned", "ashamed", "embarrassed", "honoured",
        "honored", "persuaded", "reminded", "inspired", "angered", "attracted", "embittered",
        "engaged", "focused", "gripped", "intrigued", "irritated", "mystified", "poised",
        "terrified", "united", "undecided", "reassured", "unified", "aligned", "obliged", "indeed",
        "need"};
    return DRG_ONE_OF(word, irregular) || (ends_in(word, "ed") && !DRG_ONE_OF(word, states));
}

static bool adverb(drg_slice word) {
    static const char *const words[] = {"not", "n't", "also", "been", "being", "now", "then",
        "first", "later", "just", "already", "still", "often", "never", "always", "even", "so",
        "soon", "once", "again"};
    return ends_in(word, "ly") || DRG_ONE_OF(word, words);
}

/* A form of "be" right before a token but for adverbs. */
static bool behind_be(const drg_document *document, uint32_t token) {
    static const char *const be[] = {
        "is", "are", "was", "were", "be", "been", "being", "'s", "'re"};
    const drg_token *tokens = document->tokens.items;
    uint32_t bound = document->sentences.items[tokens[token].sentence].first_token;
    for (uint32_t at = token; at > bound && token - at < AUXILIARY; at--) {
        if (DRG_ONE_OF(tokens[at - 1].lower, be))
            return !(tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE);
        if (!adverb(tokens[at - 1].lower))
            return false;
    }
    return false;
}

bool drg_quote_passive(const drg_document *document, uint32_t first, uint32_t end) {
    static const char *const speaks[] = {"as", "saying", "telling"};
    const drg_token *tokens = document->tokens.items;
    uint32_t at = end;
    while (at > first && !said_of(tokens[at - 1].lower))
        at--;
    if (at == first || !behind_be(document, at - 1))
        return false;
    bool quoted = drg_slice_is(tokens[at - 1].lower, "quoted") ||
                  drg_slice_is(tokens[at - 1].lower, "cited") ||
                  drg_slice_is(tokens[at - 1].lower, "heard");
    return !quoted || at >= document->tokens.count || !DRG_ONE_OF(tokens[at].lower, speaks);
}

uint32_t drg_quote_agent(const drg_document *document, uint32_t after, uint32_t bound) {
    enum { REACH = 5 }; /* "was announced late on Monday by X" */
    const drg_token *tokens = document->tokens.items;
    for (uint32_t at = after; at < bound && at - after < REACH; at++) {
        if (drg_slice_is(tokens[at].lower, "by"))
            return at + 1;
        if (tokens[at].shape == DRG_SHAPE_PUNCTUATION)
            break;
    }
    return DRG_NONE;
}

bool drg_quote_aside(const drg_document *document, uint32_t bound, const drg_mention *mention) {
    static const char *const places[] = {"in", "at", "from", "near", "outside", "inside", "across",
        "around", "within", "throughout", "to", "into", "toward", "towards", "between", "over",
        "on", "with", "about", "against", "through", "via", "beyond", "under", "among"};
    const drg_token *tokens = document->tokens.items;
    uint32_t at = mention->first_token;
    if (at > bound && drg_slice_is(tokens[at - 1].lower, "the"))
        at--;
    return at > bound && DRG_ONE_OF(tokens[at - 1].lower, places);
}
