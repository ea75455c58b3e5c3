/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contents that the engine found become quotes.
 *
 * What stands in quotation marks alone is told by the marks (quote.c). The rest is a report: one
 * quote a sentence, without "that" in front and marks of punctuation at the ends, and the words
 * quoted inside it are quotes of their own besides. Four kinds of content say nothing: a name with
 * its title ("to Foreign Minister Sergey Lavrov, emphasizing"), the subject without a verb of a
 * passive that names no speaker ("The talks are considered"), stock phrases of reporters ("asked
 * not to be named"), and the objects of deeds ("recalled its ambassador").
 */
#include "quote.h"

enum { SHORTEST = 3 }; /* words of a report that says something */
#define LEAST_TRUST 0.10F /* chosen on the train part, by words of contents found and missed */

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

bool drg_quote_piece(const drg_document *document, const drg_attribution *attribution, uint32_t *at,
    drg_run *piece) {
    const drg_token *tokens = document->tokens.items;
    while (*at < attribution->end) {
        uint32_t first = *at, end = document->sentences.items[tokens[first].sentence].end_token;
        *at = end = end < attribution->end ? end : attribution->end;
        while (first < end && tokens[first].shape == DRG_SHAPE_PUNCTUATION)
            first++;
        while (end > first && tokens[end - 1].shape == DRG_SHAPE_PUNCTUATION)
            end--;
        *piece = (drg_run){first, end, first > attribution->first};
        if (outside(document, first, end) >= SHORTEST)
            return true;
    }
    return false;
}

static bool add(
    drg_document *document, const drg_speaker *speaker, const drg_run *piece, float confidence) {
    const drg_token *tokens = document->tokens.items;
    uint32_t first = piece->first + drg_slice_is(tokens[piece->first].lower, "that");
    drg_quote *quote = drg_list_add(&document->arena, &document->quotes);
    if (!quote)
        return false;
    *quote = (drg_quote){.speaker = speaker->entity,
        .content = {tokens[first].start, tokens[piece->end - 1].end},
        .direct = false,
        .sentence = tokens[first].sentence,
        .confidence = confidence};
    if (speaker->found)
        quote->speaker_span =
            (drg_span){tokens[speaker->first].start, tokens[speaker->end - 1].end};
    if (speaker->cue_end > speaker->cue_first)
        quote->cue = (drg_span){tokens[speaker->cue_first].start, tokens[speaker->cue_end - 1].end};
    drg_quote_explain(
        document, speaker, "learned: cue, source and form of a report", (double)confidence, quote);
    return true;
}

/* Nothing but a name with its title: whom, not what. */
static bool name_alone(const drg_document *document, const drg_run *piece) {
    const drg_token *tokens = document->tokens.items;
    bool name = false;
    for (uint32_t at = piece->first; at < piece->end; at++) {
        uint32_t next = drg_document_role_from(document, at + 1);
        bool title = next > 0 && document->roles.items[next - 1].first_token <= at &&
                     at < document->roles.items[next - 1].end_token;
        bool mention = drg_document_mention_at(document, at) != DRG_NONE;
        if (!mention && !title && !drg_slice_is(tokens[at].lower, "the") &&
            !(tokens[at].flags & DRG_TOKEN_POSSESSIVE))
            return false;
        name |= mention;
    }
    return name;
}

/* "asked not to be named", "declined to comment": what journalists say of whom they asked. */
static bool stock_phrase(const drg_document *document, const drg_run *piece) {
    static const char *const named[] = {"named", "identified", "quoted"};
    const drg_token *tokens = document->tokens.items;
    uint32_t at = piece->first + drg_slice_is(tokens[piece->first].lower, "not");
    if (at + 1 >= piece->end || !drg_slice_is(tokens[at].lower, "to"))
        return false;
    bool be = drg_slice_is(tokens[at + 1].lower, "be");
    return drg_slice_is(tokens[at + 1].lower, "comment") ||
           (be && at + 2 < piece->end && DRG_ONE_OF(tokens[at + 2].lower, named));
}

/* What a passive without a speaker is about: no clause, no statement. */
static bool bare_subject(const drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution, const drg_speaker *speaker, const drg_run *piece) {
    if (speaker->found || attribution->cue == DRG_NONE)
        return false;
    const drg_run *cue = &tagging->cues.items[attribution->cue];
    for (uint32_t at = piece->first; at < piece->end; at++)
        if (document->read.words[at].upos == DRG_UPOS_AUX ||
            document->read.words[at].upos == DRG_UPOS_VERB)
            return false;
    return cue->first >= piece->end && drg_quote_passive(document, cue->first, cue->end);
}

/* "Recalled its ambassador", "pledged a further $60 million", "accepted to go": what is done with a
 * thing, where the cue brings no clause ("recalled the key moments" is told, though). In 160 train
 * articles read by weights that have not seen them, the corpus has none of the 15 contents of
 * these verbs that do not begin with "that". */
static bool deed(const drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution, const drg_run *piece, const uint8_t *signs) {
    static const char *const recalls[] = {"recalled", "recalls", "recalling", "recall"};
    static const char *const own[] = {"its", "their"};
    static const char *const pledges[] = {
        "pledged", "pledges", "pledging", "pledge", "promised", "promises", "promising"};
    static const char *const deeds[] = {"accepted", "accepts", "accepting", "endorsed", "endorses",
        "endorsing", "supported", "supports", "supporting", "backed", "backs", "backing", "offered",
        "offers", "offering", "dismissed"};
    const drg_token *tokens = document->tokens.items;
    bool thing = signs[DRG_QS_VERBLESS];
    if (attribution->cue == DRG_NONE || signs[DRG_QS_HOLDS_QUOTE] || signs[DRG_QS_CUE_BEHIND])
        return false;
    drg_slice verb = tokens[tagging->cues.items[attribution->cue].end - 1].lower;
    return (thing && DRG_ONE_OF(verb, pledges)) ||
           (thing && DRG_ONE_OF(verb, recalls) && DRG_ONE_OF(tokens[piece->first].lower, own)) ||
           ((thing || signs[DRG_QS_TO]) && DRG_ONE_OF(verb, deeds));
}

bool drg_quote_report(drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution, const drg_speaker *speaker) {
    drg_run piece;
    for (uint32_t at = attribution->first; drg_quote_piece(document, attribution, &at, &piece);) {
        if (name_alone(document, &piece) || stock_phrase(document, &piece) ||
            bare_subject(document, tagging, attribution, speaker, &piece))
            continue;
        uint8_t signs[DRG_QUOTE_SIGN_COUNT];
        drg_quote_signs(document, tagging, attribution, speaker, piece.first, piece.end, signs);
        if (deed(document, tagging, attribution, &piece, signs))
            continue;
        float trust = drg_quote_trust(signs);
        if (trust < LEAST_TRUST || trust < document->options.min_confidence)
            continue;
        if (!add(document, speaker, &piece, trust))
            return false;
    }
    return true;
}
