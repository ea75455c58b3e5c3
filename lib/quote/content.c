/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bounds of a content, mended.
 *
 * The engine labels words one by one, so a content may begin or stop a few words beside its clause.
 * What the sentence's form makes certain is put right here, in this order:
 *
 *   joins     "X said hackers of the | Y group, which ..., | had broken in": two contents of one
 *             cue on one side of it, with only words between that are neither source nor cue
 *   led_in    "said hours later | that ...", "said in a statement on Monday | that ...": when and
 *             how it was said is no part of it
 *   called    "for what it called | the violent repression": only what it is called
 *   in_front  "CLAUSE, X said": from the start of the sentence to the comma
 *   behind    "X said CLAUSE.": the last words before the full stop
 *
 * Never over a source, a cue, a mark of quotation, a dash or a bracket, and only over a few words:
 * the engine is believed where it leaves out more. Cost: linear, a bounded window a content.
 */
#include "quote.h"

enum { BETWEEN = 16, LEAD = 8, TAIL = 4, LAST = 3, SAID_HOW = 9 }; /* tokens, at most */

static drg_slice word_at(const drg_document *document, uint32_t at) {
    return document->tokens.items[at].lower;
}

static uint8_t upos_at(const drg_document *document, uint32_t at) {
    return document->read.words[at].upos;
}

/* A source or a cue, or a mark that no clause runs over. */
static bool stops(const drg_document *document, uint32_t at) {
    static const char *const marks[] = {";", ":", "(", ")", "[", "]"};
    const drg_token *token = &document->tokens.items[at];
    const drg_read_word *word = &document->read.words[at];
    return word->quote[DRG_READ_SPEAKER] || word->quote[DRG_READ_CUE] ||
           token->shape == DRG_SHAPE_OPEN_QUOTE || token->shape == DRG_SHAPE_CLOSE_QUOTE ||
           (token->shape == DRG_SHAPE_DASH && (token->flags & DRG_TOKEN_SPACE_BEFORE)) ||
           DRG_ONE_OF(token->lower, marks);
}

static bool free_words(const drg_document *document, uint32_t from, uint32_t to) {
    for (uint32_t at = from; at < to; at++)
        if (stops(document, at))
            return false;
    return true;
}

static const drg_sentence *sentence_of(const drg_document *document, uint32_t token) {
    return &document->sentences.items[document->tokens.items[token].sentence];
}

/* What follows words in quotation marks is the writer's ("chanting “Ace” in support of X"). */
static bool ends_quoted(const drg_document *document, const drg_attribution *a) {
    const drg_token *last = &document->tokens.items[a->end - 1];
    return last->shape == DRG_SHAPE_CLOSE_QUOTE || (last->flags & DRG_TOKEN_QUOTED);
}

/* Words of one clause: no verb but that of a relative clause ("which is linked to Z"), none that
 * begins another ("and ordered", "while oil rose"). */
static bool one_clause(const drg_document *document, uint32_t from, uint32_t to) {
    static const char *const relatives[] = {"who", "which", "whose", "where", "when", "that"};
    bool relative = false;
    for (uint32_t at = from; at < to; at++) {
        uint8_t upos = upos_at(document, at);
        relative |= DRG_ONE_OF(word_at(document, at), relatives);
        if (!relative && (upos == DRG_UPOS_VERB || upos == DRG_UPOS_AUX || upos == DRG_UPOS_SCONJ))
            return false;
    }
    return free_words(document, from, to);
}

static bool joins(const drg_document *document, const drg_tagging *tagging,
    const drg_attribution *left, const drg_attribution *right) {
    const drg_token *tokens = document->tokens.items;
    if (left->cue == DRG_NONE || left->cue != right->cue || left->goes_on || right->goes_on ||
        right->first - left->end > BETWEEN ||
        tokens[left->first].sentence != tokens[right->first].sentence ||
        ends_quoted(document, left))
        return false;
    const drg_run *cue = &tagging->cues.items[left->cue];
    bool one_side = cue->end <= left->first || cue->first >= right->end;
    return one_side && one_clause(document, left->end, right->first);
}

static void join(const drg_document *document, drg_tagging *tagging) {
    size_t kept = 0;
    for (size_t i = 0; i < tagging->list.count; i++) {
        drg_attribution *last = kept ? &tagging->list.items[kept - 1] : NULL;
        const drg_attribution *now = &tagging->list.items[i];
        if (last && joins(document, tagging, last, now)) {
            last->end = now->end;
            last->source = last->source == DRG_NONE ? now->source : last->source;
        } else {
            tagging->list.items[kept++] = *now;
        }
    }
    tagging->list.count = kept;
}

static bool time_word(drg_slice word) {
    static const char *const words[] = {"monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "yesterday", "today", "tonight", "tomorrow", "later", "earlier",
        "ago", "morning", "afternoon", "evening", "night", "week", "month", "year", "afterwards"};
    return DRG_ONE_OF(word, words);
}

/* The "that" behind when and how it was said; `first` where there is none. */
static uint32_t led_in(const drg_document *document, uint32_t first, uint32_t end) {
    static const char *const manner[] = {
        "in", "on", "at", "during", "via", "through", "after", "before", "by"};
    static const char *const matters[] = {"fact", "facts", "claim", "claims", "idea", "report",
        "reports", "evidence", "belief", "allegation", "allegations", "possibility", "view", "hope",
        "fear", "fears", "risk", "chance", "proof", "rumours", "rumors", "ground", "grounds"};
    uint8_t begins = upos_at(document, first);
    bool adverb = begins == DRG_UPOS_ADV && !drg_slice_is(word_at(document, first), "so");
    bool how = adverb || DRG_ONE_OF(word_at(document, first), manner);
    for (uint32_t at = first + 1; at < end && at < first + SAID_HOW; at++) {
        drg_slice before = word_at(document, at - 1);
        if (drg_slice_is(word_at(document, at), "that") && upos_at(document, at) == DRG_UPOS_SCONJ)
            return (how || time_word(before)) && !DRG_ONE_OF(before, matters) ? at : first;
        uint8_t upos = upos_at(document, at);
        if (upos == DRG_UPOS_VERB || upos == DRG_UPOS_AUX || upos == DRG_UPOS_PRON ||
            drg_slice_is(word_at(document, at), ","))
            break;
    }
    return first;
}

/* "for what it called | X": behind the verb; `first` where it does not so begin. */
static uint32_t called(const drg_document *document, uint32_t first, uint32_t end) {
    enum { SUBJECT = 4 };
    uint32_t at = first + (upos_at(document, first) == DRG_UPOS_ADP);
    if (at + 2 >= end || !drg_slice_is(word_at(document, at), "what"))
        return first;
    for (uint32_t i = at + 2; i < end && i <= at + 1 + SUBJECT; i++)
        if (drg_quote_cue(word_at(document, i)) == DRG_CUE_FRAGMENT)
            return i + 1 + (i + 1 < end && drg_slice_is(word_at(document, i + 1), "as"));
    return first;
}

/* "While praising Y, X said that CLAUSE": what is said follows the cue and source. */
static bool said_behind(const drg_document *document, const drg_run *cue, const drg_run *source) {
    enum { WORDS = 2 }; /* "that", an adverb or "reporters" */
    uint32_t at = source && source->first >= cue->end ? source->end : cue->end;
    for (int i = 0; i <= WORDS && at < document->tokens.count; i++, at++)
        if (document->read.words[at].quote[DRG_READ_CONTENT])
            return true;
        else if (document->tokens.items[at].shape == DRG_SHAPE_PUNCTUATION)
            return false;
    return false;
}

/* "CLAUSE, X said": both ends of the clause. */
static void in_front(const drg_document *document, const drg_tagging *tagging, drg_attribution *a) {
    enum { DETERMINER = 2 };
    const drg_sentence *sentence = sentence_of(document, a->first);
    const drg_run *cue = &tagging->cues.items[a->cue];
    uint32_t limit = cue->first;
    if (said_behind(
            document, cue, a->source == DRG_NONE ? NULL : &tagging->sources.items[a->source]))
        return;
    if (a->source != DRG_NONE && tagging->sources.items[a->source].first >= a->end &&
        tagging->sources.items[a->source].first < limit)
        limit = tagging->sources.items[a->source].first;
    if (limit >= sentence->end_token)
        return;
    uint32_t comma = a->end;
    while (comma < limit && comma < a->end + TAIL && !drg_slice_is(word_at(document, comma), ","))
        comma++;
    if (comma >= limit || limit - comma > 1 + DETERMINER ||
        !drg_slice_is(word_at(document, comma), ",") || !free_words(document, a->end, comma))
        return;
    a->end = comma;
    uint32_t first = sentence->first_token;
    if (first + 1 < a->first && upos_at(document, first) == DRG_UPOS_CCONJ)
        first++; /* "But" */
    if (first + 2 < a->first && upos_at(document, first) == DRG_UPOS_ADV &&
        drg_slice_is(word_at(document, first + 1), ","))
        first += 2; /* "Meanwhile," */
    if (first < a->first && a->first - first <= LEAD && free_words(document, first, a->first))
        a->first = first;
}

/* "X said CLAUSE.": the last words of the sentence. */
static void behind(const drg_document *document, drg_attribution *a) {
    const drg_token *tokens = document->tokens.items;
    uint32_t end = sentence_of(document, a->first)->end_token;
    while (end > a->end && tokens[end - 1].shape == DRG_SHAPE_PUNCTUATION)
        end--;
    if (end <= a->end || end - a->end > LAST || ends_quoted(document, a) ||
        !free_words(document, a->end, end))
        return;
    bool verb_awaited = upos_at(document, a->end - 1) == DRG_UPOS_AUX ||
                        upos_at(document, a->end - 1) == DRG_UPOS_PART;
    for (uint32_t at = a->end; at < end; at++) {
        uint8_t upos = upos_at(document, at);
        bool verb = upos == DRG_UPOS_VERB || upos == DRG_UPOS_AUX;
        if (tokens[at].shape == DRG_SHAPE_PUNCTUATION || time_word(tokens[at].lower) ||
            upos == DRG_UPOS_CCONJ || upos == DRG_UPOS_SCONJ || (verb && !verb_awaited))
            return;
    }
    a->end = end;
}

void drg_quote_mend(const drg_document *document, drg_tagging *tagging) {
    join(document, tagging);
    for (size_t i = 0; i < tagging->list.count; i++) {
        drg_attribution *a = &tagging->list.items[i];
        if (a->goes_on || a->first + 1 >= a->end)
            continue;
        a->first = called(document, a->first, a->end);
        if (a->cue == DRG_NONE)
            continue;
        const drg_run *cue = &tagging->cues.items[a->cue];
        bool same = document->tokens.items[cue->first].sentence ==
                    document->tokens.items[a->first].sentence;
        if (!same)
            continue;
        if (cue->end <= a->first) {
            a->first = led_in(document, a->first, a->end);
            behind(document, a);
        } else if (cue->first >= a->end) {
            in_front(document, tagging, a);
        }
    }
}
