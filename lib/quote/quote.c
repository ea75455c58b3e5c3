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

#include "../base/sort.h"

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
    drg_quote_explain(document, speaker, "quotation marks", -1, quote);
    return true;
}

/* ---- what the engine takes as said ----------------------------------------------------------- */

static bool within(const drg_run *run, const drg_quoted *quoted) {
    return run->first >= quoted->first && run->end <= quoted->end;
}

/*
 * The attribution of a quotation: of those that it holds (one a sentence, as a rule) the longest
 * with a source of its own, else the longest; DRG_NONE where half of the words are in none. The
 * list is sorted, `from` is where the last search began.
 */
static uint32_t attribution_of(const drg_tagging *tagging, const drg_quoted *quoted, size_t *from) {
    uint32_t best = DRG_NONE, most = 0, covered = 0, words = quoted->end - quoted->first;
    while (*from < tagging->list.count && tagging->list.items[*from].end <= quoted->first)
        ++*from;
    for (size_t i = *from; i < tagging->list.count; i++) {
        const drg_attribution *a = &tagging->list.items[i];
        if (a->first >= quoted->end)
            break;
        uint32_t first = a->first > quoted->first ? a->first : quoted->first;
        uint32_t end = a->end < quoted->end ? a->end : quoted->end;
        bool own = a->source != DRG_NONE && !a->goes_on &&
                   !within(&tagging->sources.items[a->source], quoted);
        uint32_t weight = end - first + (own ? words : 0);
        covered += end - first;
        if (weight > most) {
            most = weight;
            best = (uint32_t)i;
        }
    }
    return covered * 2 > words ? best : DRG_NONE;
}

typedef struct quoter { /* the state of the stage */
    drg_document *document;
    drg_tagging tagging;
    drg_speaker *speakers; /* [tagging.list.count] of each attribution */
    bool *quoted_sentence; /* [sentences] holds a part of a direct quote or its cue */
} quoter;

/* "He said": who spoke before. */
static drg_speaker carried(const drg_speaker *speaker, uint32_t entity) {
    drg_speaker made = *speaker;
    made.entity = entity;
    made.rule = "a pronoun beside the cue: who spoke before";
    return made;
}

/* Who speaks each attribution; "he" without a link is who spoke before. */
static int resolve(quoter *q) {
    enum { SENTENCES = 4 };
    drg_document *document = q->document;
    const drg_token *tokens = document->tokens.items;
    size_t count = q->tagging.list.count;
    q->speakers = drg_arena_array(&document->arena, count + 1, sizeof *q->speakers);
    if (!q->speakers)
        return DRG_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const drg_attribution *a = &q->tagging.list.items[i];
        q->speakers[i] = drg_quote_source(document, &q->tagging, a);
        bool near =
            i > 0 && tokens[a->first].sentence - tokens[(a - 1)->end - 1].sentence <= SENTENCES;
        if (q->speakers[i].pronoun && near)
            q->speakers[i] = carried(&q->speakers[i], q->speakers[i - 1].entity);
    }
    return DRG_OK;
}

/* Who says a quotation: as the engine has it, else by the words around it. */
static drg_speaker speaker_of(
    quoter *q, const drg_quoted *quoted, const drg_speaker *previous, size_t *from) {
    uint32_t at = attribution_of(&q->tagging, quoted, from);
    if (at != DRG_NONE && q->speakers[at].found) {
        const drg_speaker *speaker = &q->speakers[at];
        if (speaker->first < quoted->first || speaker->end > quoted->end)
            return *speaker; /* else somebody whom the quotation quotes */
    }
    return drg_quote_speaker(q->document, quoted, previous);
}

/* ---- the stage ------------------------------------------------------------------------------- */

static int direct(quoter *q) {
    drg_document *document = q->document;
    drg_quoted_list list = {0};
    int result = drg_quote_marks(document, &list);
    drg_speaker last = {.entity = DRG_NONE};
    size_t from = 0;
    for (size_t i = 0; i < list.count && !result; i++) {
        const drg_quoted *quoted = &list.items[i];
        bool follows = i > 0 && goes_on(document, &list.items[i - 1], quoted);
        drg_speaker speaker = speaker_of(q, quoted, follows ? &last : NULL, &from);
        if (!speaker.found && count_words(document, quoted) < WORDS)
            continue;
        if (speaker.pronoun && speaker.entity == DRG_NONE && last.found &&
            last_near(document, &list.items[i - (i > 0)], quoted))
            speaker = carried(&speaker, last.entity); /* "he said": who was quoted before */
        last = speaker;
        for (uint32_t s = document->tokens.items[quoted->open].sentence;
             s <= document->tokens.items[quoted->end - 1].sentence; s++)
            q->quoted_sentence[s] = true;
        if (speaker.cue_end > speaker.cue_first)
            q->quoted_sentence[document->tokens.items[speaker.cue_first].sentence] = true;
        if (!add_direct(document, quoted, &speaker))
            result = DRG_ENOMEM;
    }
    return result;
}

static int reports(quoter *q) {
    drg_document *document = q->document;
    for (size_t i = 0; i < q->tagging.list.count; i++)
        if (!drg_quote_report(document, &q->tagging, &q->tagging.list.items[i], &q->speakers[i]))
            return DRG_ENOMEM;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        if (s % 512 == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        if (!q->quoted_sentence[s] && sentence->kind != DRG_BOILERPLATE &&
            !drg_document_was_read(document, sentence->first_token) &&
            !drg_quote_indirect(document, s))
            return DRG_ENOMEM;
    }
    return DRG_OK;
}

/* Reading order, the longer of two that begin together first. */
static int by_content(const void *left, const void *right) {
    const drg_quote *a = left, *b = right;
    if (a->content.start != b->content.start)
        return a->content.start < b->content.start ? -1 : 1;
    if (a->content.end != b->content.end)
        return a->content.end > b->content.end ? -1 : 1;
    return (int)b->direct - (int)a->direct;
}

int drg_run_quote(drg_document *document, const drg_engine *engine) {
    (void)engine;
    quoter q = {.document = document};
    q.quoted_sentence =
        drg_arena_array(&document->arena, document->sentences.count + 1, sizeof(bool));
    if (!q.quoted_sentence)
        return DRG_ENOMEM;
    int result = document->read.words ? drg_quote_tagged(document, &q.tagging) : DRG_OK;
    result = result ? result : resolve(&q);
    result = result ? result : direct(&q);
    result = result ? result : reports(&q);
    if (result)
        return result;
    result = drg_sort(&document->arena, document->quotes.items, document->quotes.count,
        sizeof *document->quotes.items, by_content);
    return result ? result : drg_name_first_person(document);
}
