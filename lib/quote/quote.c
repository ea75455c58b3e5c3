/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The quote stage: what is said in the article, by whom, with the verb that says so.
 *
 * Direct quotes are what stands between quotation marks, fragments included. A few words in marks
 * that nobody is found to say ("the so-called "Block A"") are a name or a distance of the writer,
 * no quote: under WORDS words a quote needs its speaker. Sentences without one are then searched
 * for reported speech. Everything is kept in reading order.
 *
 * Cost: linear; the windows around a quote are bounded (speaker.c).
 */
#include "quote.h"

enum { WORDS = 4 };

static uint32_t count_words(const drg_document *document, const drg_quoted *quoted) {
    uint32_t words = 0;
    for (uint32_t i = quoted->first; i < quoted->end && words < WORDS; i++)
        words += drg_token_word(&document->tokens.items[i]);
    return words;
}

/* A quote takes over the speaker of the one before when nothing but that quote's own sentence and
 * its speaker stands between, or when that one goes on. */
static bool goes_on(
    const drg_document *document, const drg_quoted *previous, const drg_quoted *now) {
    if (previous->goes_on)
        return true;
    const drg_token *tokens = document->tokens.items;
    uint32_t from = tokens[previous->close].sentence, to = tokens[now->open].sentence;
    const drg_sentence *last = &document->sentences.items[to];
    return to - from <= 2 && now->open == last->first_token;
}

/* Whether the quote before is near enough for an unlinked "he" to be its speaker. */
static bool last_near(
    const drg_document *document, const drg_quoted *previous, const drg_quoted *now) {
    enum { SENTENCES = 4 };
    const drg_token *tokens = document->tokens.items;
    return tokens[now->open].sentence - tokens[previous->end - 1].sentence <= SENTENCES;
}

static bool add_direct(
    drg_document *document, const drg_quoted *quoted, const drg_speaker *speaker) {
    const drg_token *tokens = document->tokens.items;
    if (speaker->confidence < document->options.min_confidence)
        return true;
    drg_quote *quote = drg_list_add(&document->arena, &document->quotes);
    if (!quote)
        return false;
    /* the mark before the closing quote belongs to the sentence: a comma always, a full stop where
     * only a fragment is quoted ("a vital “convergence.”") */
    uint32_t end = quoted->end;
    bool fragment = !drg_token_capitalised(&tokens[quoted->first]);
    if (end > quoted->first + 1 && (drg_slice_is(tokens[end - 1].lower, ",") ||
                                       (fragment && drg_slice_is(tokens[end - 1].lower, "."))))
        end--;
    *quote = (drg_quote){.speaker = DRG_NONE,
        .content = {tokens[quoted->first].start, tokens[end - 1].end},
        .direct = true,
        .sentence = tokens[quoted->first].sentence,
        .confidence = speaker->confidence};
    if (speaker->found) {
        quote->speaker = speaker->entity;
        quote->speaker_span =
            (drg_span){tokens[speaker->first].start, tokens[speaker->end - 1].end};
    }
    if (speaker->cue_end > speaker->cue_first)
        quote->cue = (drg_span){tokens[speaker->cue_first].start, tokens[speaker->cue_end - 1].end};
    return true;
}

/* Direct quotes; quoted_sentence[i] is set for sentences that hold a part of one. */
static int direct(drg_document *document, bool *quoted_sentence) {
    drg_quoted_list list = {0};
    int result = drg_quote_marks(document, &list);
    drg_speaker last = {.entity = DRG_NONE};
    for (size_t i = 0; i < list.count && !result; i++) {
        const drg_quoted *quoted = &list.items[i];
        bool follows = i > 0 && goes_on(document, &list.items[i - 1], quoted);
        drg_speaker speaker = drg_quote_speaker(document, quoted, follows ? &last : NULL);
        if (!speaker.found && count_words(document, quoted) < WORDS)
            continue;
        if (speaker.pronoun && last.found && last_near(document, &list.items[i - (i > 0)], quoted))
            speaker.entity = last.entity; /* "he said": who was quoted before */
        last = speaker;
        for (uint32_t s = document->tokens.items[quoted->open].sentence;
             s <= document->tokens.items[quoted->end - 1].sentence; s++)
            quoted_sentence[s] = true;
        if (speaker.cue_end > speaker.cue_first)
            quoted_sentence[document->tokens.items[speaker.cue_first].sentence] = true;
        if (!add_direct(document, quoted, &speaker))
            result = DRG_ENOMEM;
    }
    return result;
}

/* Direct quotes come first, reports after them: both in reading order, merged here. */
static int order(drg_document *document, size_t direct_count) {
    size_t count = document->quotes.count, a = 0, b = direct_count;
    drg_quote *sorted = drg_arena_array(&document->arena, count + 1, sizeof *sorted);
    if (!sorted)
        return DRG_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const drg_quote *items = document->quotes.items;
        bool first =
            b >= count || (a < direct_count && items[a].content.start <= items[b].content.start);
        sorted[i] = items[first ? a++ : b++];
    }
    document->quotes.items = sorted;
    document->quotes.capacity = count;
    return DRG_OK;
}

int drg_run_quote(drg_document *document, const drg_engine *engine) {
    (void)engine;
    bool *quoted_sentence =
        drg_arena_array(&document->arena, document->sentences.count + 1, sizeof(bool));
    if (!quoted_sentence)
        return DRG_ENOMEM;
    int result = direct(document, quoted_sentence);
    size_t direct_count = document->quotes.count;
    for (uint32_t s = 0; s < document->sentences.count && !result; s++) {
        if (s % 512 == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        if (!quoted_sentence[s] && document->sentences.items[s].kind != DRG_BOILERPLATE &&
            !drg_quote_indirect(document, s))
            result = DRG_ENOMEM;
    }
    result = result ? result : order(document, direct_count);
    return result ? result : drg_name_first_person(document);
}
