/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a sentence reports without quotation marks:
 *
 *   X said (that) CLAUSE.        the cue is a verb of saying next to its subject
 *   CLAUSE, X said.              the same at the end, after a comma
 *   According to X, CLAUSE.      and CLAUSE, according to X.
 *
 * One report a sentence, the first that fits; sentences with a direct quote are left to that
 * quote. The content is the clause without the final mark.
 */
#include "quote.h"

enum { SHORTEST = 3 }; /* tokens of a clause that says something */

static bool final_mark(const drg_token *token) {
    return token->shape == DRG_SHAPE_PUNCTUATION || token->shape == DRG_SHAPE_CLOSE_QUOTE;
}

static bool add(drg_document *document, uint32_t sentence, const drg_speaker *speaker,
    uint32_t first, uint32_t end) {
    const drg_token *tokens = document->tokens.items;
    while (end > first && final_mark(&tokens[end - 1]))
        end--;
    while (first < end && drg_slice_is(tokens[first].lower, ","))
        first++;
    if (end < first + SHORTEST || 0.6F < document->options.min_confidence)
        return true;
    drg_quote *quote = drg_list_add(&document->arena, &document->quotes);
    if (!quote)
        return false;
    *quote = (drg_quote){.speaker = speaker->entity,
        .speaker_span = {tokens[speaker->first].start, tokens[speaker->end - 1].end},
        .cue = {tokens[speaker->cue_first].start, tokens[speaker->cue_end - 1].end},
        .content = {tokens[first].start, tokens[end - 1].end},
        .direct = false,
        .sentence = sentence,
        .confidence = 0.6F};
    drg_quote_explain(document, speaker, "a clause at a verb of saying", -1, quote);
    return true;
}

static bool sentence_end_near(const drg_token *tokens, uint32_t at, uint32_t end) {
    while (at < end && final_mark(&tokens[at]))
        at++;
    return at >= end;
}

/* "According to X, CLAUSE." and "CLAUSE, according to X." */
static bool according(drg_document *document, uint32_t sentence, uint32_t at, bool *done) {
    const drg_sentence *s = &document->sentences.items[sentence];
    drg_speaker speaker = {.entity = DRG_NONE,
        .cue_first = at,
        .cue_end = at + 2,
        .rule = "who is named behind 'according to'"};
    *done = drg_quote_party_right(document, at + 2, s->end_token, &speaker);
    if (!*done)
        return true;
    if (at > s->first_token + 1)
        return add(document, sentence, &speaker, s->first_token, at);
    uint32_t comma = speaker.end;
    while (comma < s->end_token && !drg_slice_is(document->tokens.items[comma].lower, ","))
        comma++;
    return comma >= s->end_token || add(document, sentence, &speaker, comma + 1, s->end_token);
}

/* Over when it was said: "said yesterday", "told reporters on Tuesday". */
static uint32_t over_time(const drg_document *document, uint32_t at, uint32_t end) {
    static const char *const words[] = {"yesterday", "today", "on", "monday", "tuesday",
        "wednesday", "thursday", "friday", "saturday", "sunday", "morning", "evening", "night",
        "afternoon", "earlier", "later", "again", "also", "late", "early"};
    enum { MOST = 4 };
    uint32_t reached = at;
    for (uint32_t i = at; i < end && i < at + MOST; i++) {
        if (!DRG_ONE_OF(document->tokens.items[i].lower, words))
            break;
        if (!drg_slice_is(document->tokens.items[i].lower, "on"))
            reached = i + 1;
    }
    return reached;
}

/* "Reported on the talks", "warned of a storm": about what, not what. */
static bool only_about(const drg_token *tokens, uint32_t at, uint32_t end) {
    static const char *const words[] = {"of", "on", "about", "against", "with"};
    return at < end && DRG_ONE_OF(tokens[at].lower, words);
}

bool drg_quote_indirect(drg_document *document, uint32_t sentence) {
    const drg_sentence *s = &document->sentences.items[sentence];
    const drg_token *tokens = document->tokens.items;
    for (uint32_t at = s->first_token; at < s->end_token; at++) {
        bool done = false;
        if (drg_quote_according(document, at)) {
            bool ok = according(document, sentence, at, &done);
            if (!ok || done)
                return ok;
        }
        if (drg_quote_cue_at(document, at) != DRG_CUE_SPEECH || at == s->first_token)
            continue;
        if (at + 1 < s->end_token && drg_slice_is(tokens[at + 1].lower, "to"))
            continue; /* "asked to go on" */
        drg_speaker speaker = {.entity = DRG_NONE, .cue_first = at, .cue_end = at + 1};
        if (!drg_quote_party_left(document, s->first_token, at, &speaker))
            continue;
        bool comma = speaker.first > s->first_token + SHORTEST &&
                     drg_slice_is(tokens[speaker.first - 1].lower, ",");
        if (comma && sentence_end_near(tokens, at + 1, s->end_token))
            return add(document, sentence, &speaker, s->first_token, speaker.first);
        uint32_t that = over_time(document, at + 1, s->end_token);
        bool told = drg_slice_is(tokens[at].lower, "told"), stated = false;
        for (uint32_t i = at + 1; i < s->end_token && i <= at + (told ? 8u : 3u); i++)
            if (drg_slice_is(tokens[i].lower, "that")) {
                that = i + 1;
                stated = true;
                break;
            }
        if (!stated && only_about(tokens, that, s->end_token))
            continue;
        return add(document, sentence, &speaker, that, s->end_token);
    }
    return true;
}
