/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contents that the engine found become quotes.
 *
 * What stands in quotation marks alone is told by the marks (quote.c). The rest is a report: one
 * quote a sentence, without "that" in front and marks of punctuation at the ends, and the words
 * quoted inside it are quotes of their own besides.
 */
#include "quote.h"

enum { SHORTEST = 3 }; /* words of a report that says something */

static bool mark(const drg_token *token) {
    return token->shape == DRG_SHAPE_PUNCTUATION || token->shape == DRG_SHAPE_OPEN_QUOTE ||
           token->shape == DRG_SHAPE_CLOSE_QUOTE;
}

/* Words of [first, end) outside quotation marks. */
static uint32_t outside(const drg_document *document, uint32_t first, uint32_t end) {
    uint32_t words = 0;
    for (uint32_t at = first; at < end; at++) {
        const drg_token *token = &document->tokens.items[at];
        words += !mark(token) && !(token->flags & DRG_TOKEN_QUOTED) &&
                 !drg_slice_is(token->lower, "that");
    }
    return words;
}

static bool add(drg_document *document, const drg_speaker *speaker, uint32_t first, uint32_t end) {
    const drg_token *tokens = document->tokens.items;
    bool led = drg_slice_is(tokens[first].lower, "that");
    first += led;
    while (first < end && tokens[first].shape == DRG_SHAPE_PUNCTUATION)
        first++;
    while (end > first && mark(&tokens[end - 1]) &&
           tokens[end - 1].shape != DRG_SHAPE_CLOSE_QUOTE)
        end--;
    if (outside(document, first, end) < SHORTEST ||
        speaker->confidence < document->options.min_confidence)
        return true;
    drg_quote *quote = drg_list_add(&document->arena, &document->quotes);
    if (!quote)
        return false;
    *quote = (drg_quote){.speaker = speaker->entity,
        .content = {tokens[first].start, tokens[end - 1].end},
        .direct = false,
        .sentence = tokens[first].sentence,
        .confidence = speaker->confidence};
    if (speaker->found)
        quote->speaker_span =
            (drg_span){tokens[speaker->first].start, tokens[speaker->end - 1].end};
    if (speaker->cue_end > speaker->cue_first)
        quote->cue = (drg_span){tokens[speaker->cue_first].start, tokens[speaker->cue_end - 1].end};
    return true;
}

bool drg_quote_report(
    drg_document *document, const drg_attribution *attribution, const drg_speaker *speaker) {
    const drg_token *tokens = document->tokens.items;
    for (uint32_t at = attribution->first; at < attribution->end;) {
        uint32_t end = document->sentences.items[tokens[at].sentence].end_token;
        end = end < attribution->end ? end : attribution->end;
        if (outside(document, at, end) > 0 && !add(document, speaker, at, end))
            return false;
        at = end;
    }
    return true;
}
