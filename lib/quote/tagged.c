/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions out of the reading engine's labels.
 *
 * The engine marks every word as part of a source, a cue or a content, or of none (three taggers
 * side by side, learned on PolNeAR). Here the runs of each become attributions: a content with
 * the cue that brings it and the source that the cue belongs to.
 *
 *   content -> cue      the nearest cue of its own sentence outside it, before it or behind it;
 * what stands between (source words, marks, "that") does not count as distance cue -> source the
 * nearest source of the cue's sentence, before it for a participle, on either side else; without
 * one, the content's own sentence
 *
 * "- Rabindranath Tagore" behind a quotation signs it.
 *
 * A content that fills whole sentences without a cue belongs to the attribution before it where the
 * text runs on (a quotation over several sentences).
 *
 * Runs are sorted and disjoint; each content looks at the runs of two sentences, at most LOOK of
 * them on each side: linear. Nested attributions ("A said that B had said ...") are one run of the
 * engine: the outer one is told. Sentences that the engine did not read have no runs.
 */
#include "quote.h"

#include "../base/sort.h"

enum { LOOK = 8 };

static bool mark(const drg_token *token) {
    return token->shape == DRG_SHAPE_PUNCTUATION || token->shape == DRG_SHAPE_OPEN_QUOTE ||
           token->shape == DRG_SHAPE_CLOSE_QUOTE;
}

/* May a run that ended at `end` go on at `at`, in one sentence? Marks may stand between, and in a
 * content a few words that the engine gave to nothing ("missing on June [22] when she did not come
 * to school"). */
static bool bridges(
    const drg_document *document, drg_read_quote_part part, uint32_t end, uint32_t at) {
    enum { MARKS = 2, WORDS = 2 };
    const drg_token *tokens = document->tokens.items;
    bool content = part == DRG_READ_CONTENT, marks = at - end <= MARKS;
    if (at - end > WORDS || tokens[at].sentence != tokens[end - 1].sentence)
        return false;
    for (; end < at; end++) {
        const uint8_t *said = document->read.words[end].quote;
        marks = marks && mark(&tokens[end]);
        content = content && !said[DRG_READ_SPEAKER] && !said[DRG_READ_CUE];
    }
    return marks || content;
}

/* The runs of one tagger. */
static int add_runs(drg_document *document, drg_read_quote_part part, drg_run_list *list) {
    const drg_token *tokens = document->tokens.items;
    for (uint32_t at = 0; at < document->tokens.count; at++) {
        const drg_read_word *word = &document->read.words[at];
        if (!word->read || !word->quote[part])
            continue;
        if (part == DRG_READ_SPEAKER && mark(&tokens[at]) &&
            !(at + 1 < document->tokens.count && document->read.words[at + 1].quote[part] == 2))
            continue; /* no source is a comma alone, or ends in one */
        drg_run *last = list->count ? &list->items[list->count - 1] : NULL;
        bool adjacent = last && last->end == at && tokens[at].sentence == tokens[at - 1].sentence;
        bool may = part == DRG_READ_CONTENT || (part == DRG_READ_SPEAKER && word->quote[part] == 2);
        bool goes_on = last && ((adjacent && word->quote[part] == 2) ||
                                   (may && bridges(document, part, last->end, at)));
        if (!goes_on) {
            last = drg_list_add(&document->arena, list);
            if (!last)
                return DRG_ENOMEM;
            *last = (drg_run){at, at + 1, word->quote[part] == 2};
        }
        last->end = at + 1;
    }
    return DRG_OK;
}

/* First run that ends after a token; list->count: none. Binary search. */
static size_t run_from(const drg_run_list *list, uint32_t token) {
    return DRG_FIRST_FROM(*list, end, token + 1);
}

static bool inside(const drg_run_list *list, uint32_t token) {
    size_t run = run_from(list, token);
    return run < list->count && list->items[run].first <= token;
}

/* Words between two tokens that are neither marks, nor "that", nor part of a source or cue. */
static uint32_t distance(
    const drg_document *document, const drg_tagging *tagging, uint32_t from, uint32_t to) {
    enum { FAR = 40 };
    const drg_token *tokens = document->tokens.items;
    uint32_t words = 0;
    if (to > from + FAR)
        return FAR;
    for (uint32_t at = from; at < to; at++)
        words += !mark(&tokens[at]) && !drg_slice_is(tokens[at].lower, "that") &&
                 !inside(&tagging->sources, at) && !inside(&tagging->cues, at);
    return words;
}

static const drg_sentence *sentence_of(const drg_document *document, uint32_t token) {
    return &document->sentences.items[document->tokens.items[token].sentence];
}

/* Where the clause around a content ends: its sentence, or the next one where that goes on the
 * broken sentence ("“Why?” he asked."). */
static uint32_t reach_right(const drg_document *document, const drg_run *content) {
    const drg_token *tokens = document->tokens.items;
    uint32_t last = content->end - 1, end = sentence_of(document, last)->end_token;
    bool over = content->end + 1 >= end && end < document->tokens.count;
    if (!over || sentence_of(document, end)->paragraph != sentence_of(document, last)->paragraph)
        return end;
    bool quoted = tokens[end - 1].shape == DRG_SHAPE_CLOSE_QUOTE;
    bool lower = tokens[end].shape == DRG_SHAPE_LOWER;
    return quoted || lower ? sentence_of(document, end)->end_token : end;
}

/* The cue of a content; DRG_NONE. */
static uint32_t cue_of(
    const drg_document *document, const drg_tagging *tagging, const drg_run *content) {
    uint32_t first = sentence_of(document, content->first)->first_token;
    uint32_t end = reach_right(document, content), best = DRG_NONE, nearest = UINT32_MAX;
    size_t from = run_from(&tagging->cues, content->first);
    for (size_t i = from; i > 0 && from - i < LOOK; i--) {
        const drg_run *cue = &tagging->cues.items[i - 1];
        if (cue->first < first)
            break;
        nearest = 2 * distance(document, tagging, cue->end, content->first);
        best = (uint32_t)(i - 1);
        break;
    }
    for (size_t i = from; i < tagging->cues.count && i < from + LOOK; i++) {
        const drg_run *cue = &tagging->cues.items[i];
        if (cue->first < content->end)
            continue;
        if (cue->first >= end)
            break;
        uint32_t far = 2 * distance(document, tagging, content->end, cue->first) + 1;
        if (far < nearest)
            best = (uint32_t)i;
        break;
    }
    return best;
}

static bool participle(const drg_document *document, const drg_run *cue) {
    drg_slice word = document->tokens.items[cue->first].lower;
    return word.size > 4 && memcmp(word.data + word.size - 3, "ing", 3) == 0 &&
           !drg_slice_is(word, "according");
}

/* Is a run within the content of another? */
static bool within(const drg_run *run, const drg_run *content) {
    return content && run->first >= content->first && run->end <= content->end;
}

/* "They announced that CONTENT, but X said": a source behind the content of a cue before it, with a
 * cue of its own right behind. A participle has the subject of the clause that follows ("Asserting
 * that CONTENT, he said"). */
static bool of_next_clause(const drg_document *document, const drg_tagging *tagging,
    const drg_run *cue, const drg_run *content, const drg_run *source) {
    enum { ADVERB = 1 };
    size_t next = run_from(&tagging->cues, source->end - 1);
    return content && !participle(document, cue) && cue->end <= content->first &&
           source->first >= content->end && next < tagging->cues.count &&
           tagging->cues.items[next].first >= source->end &&
           tagging->cues.items[next].first <= source->end + ADVERB;
}

/* The source nearest to a cue (or content) within [first, end); DRG_NONE. */
static uint32_t source_near(const drg_document *document, const drg_tagging *tagging,
    const drg_run *cue, const drg_run *content, uint32_t first, uint32_t end, bool left_only) {
    uint32_t best = DRG_NONE, nearest = UINT32_MAX;
    size_t from = run_from(&tagging->sources, cue->first);
    for (size_t i = from; i > 0 && from - i < LOOK; i--) {
        const drg_run *source = &tagging->sources.items[i - 1];
        if (source->first < first)
            break;
        if (within(source, content))
            continue;
        nearest = distance(document, tagging, source->end, cue->first);
        best = (uint32_t)(i - 1);
        break;
    }
    for (size_t i = from; i < tagging->sources.count && i < from + LOOK; i++) {
        const drg_run *source = &tagging->sources.items[i];
        if (source->first >= end)
            break;
        if (within(source, content))
            continue;
        uint32_t far = source->first > cue->end ? source->first - cue->end : 0;
        if (of_next_clause(document, tagging, cue, content, source))
            break;
        bool right = best == DRG_NONE || (!left_only && far < nearest);
        if (right)
            best = (uint32_t)i;
        break;
    }
    return best;
}

static uint32_t source_of(const drg_document *document, const drg_tagging *tagging,
    const drg_run *content, uint32_t cue) {
    const drg_run *beside = cue == DRG_NONE ? content : &tagging->cues.items[cue];
    const drg_sentence *sentence = sentence_of(document, beside->first);
    uint32_t best = source_near(document, tagging, beside, content, sentence->first_token,
        sentence->end_token, cue != DRG_NONE && participle(document, beside));
    if (best != DRG_NONE || cue == DRG_NONE)
        return best;
    sentence = sentence_of(document, content->first);
    return source_near(
        document, tagging, beside, content, sentence->first_token, sentence->end_token, false);
}

static bool dash(drg_slice word) {
    static const char *const dashes[] = {"-", "--", "\u2013", "\u2014", "\u2015"};
    return DRG_ONE_OF(word, dashes);
}

/* "“...” - Rabindranath Tagore", in the same paragraph or the next: the source behind a dash. */
static uint32_t signed_by(
    const drg_document *document, const drg_tagging *tagging, const drg_run *content) {
    enum { MARKS = 4 };
    const drg_token *tokens = document->tokens.items;
    size_t next = run_from(&tagging->sources, content->end);
    bool dashed = false;
    if (next == tagging->sources.count)
        return DRG_NONE;
    uint32_t first = tagging->sources.items[next].first;
    if (first > content->end + MARKS)
        return DRG_NONE;
    for (uint32_t at = content->end; at < first; at++) {
        if (!mark(&tokens[at]) && !dash(tokens[at].lower))
            return DRG_NONE;
        dashed |= dash(tokens[at].lower);
    }
    return dashed ? (uint32_t)next : DRG_NONE;
}

/* A content that fills its sentence and goes on from the one before. */
static bool runs_on(
    const drg_document *document, const drg_attribution *previous, const drg_run *content) {
    const drg_token *tokens = document->tokens.items;
    if (!previous)
        return false;
    uint32_t gap = tokens[content->first].sentence - tokens[previous->end - 1].sentence;
    return gap <= 1;
}

int drg_quote_tagged(drg_document *document, drg_tagging *tagging) {
    int result = add_runs(document, DRG_READ_SPEAKER, &tagging->sources);
    result = result ? result : add_runs(document, DRG_READ_CUE, &tagging->cues);
    result = result ? result : add_runs(document, DRG_READ_CONTENT, &tagging->contents);
    if (result)
        return result;
    for (size_t i = 0; i < tagging->contents.count; i++) {
        const drg_run *content = &tagging->contents.items[i];
        const drg_attribution *previous =
            tagging->list.count ? &tagging->list.items[tagging->list.count - 1] : NULL;
        uint32_t cue = cue_of(document, tagging, content);
        uint32_t source = source_of(document, tagging, content, cue);
        if (source == DRG_NONE)
            source = signed_by(document, tagging, content);
        bool alone = cue == DRG_NONE && source == DRG_NONE;
        drg_attribution made = {content->first, content->end, source, cue,
            alone && runs_on(document, previous, content)};
        if (made.goes_on) {
            made.source = previous->source;
            made.cue = previous->cue;
        }
        drg_attribution *attribution = drg_list_add(&document->arena, &tagging->list);
        if (!attribution)
            return DRG_ENOMEM;
        *attribution = made;
    }
    drg_quote_mend(document, tagging);
    return DRG_OK;
}
