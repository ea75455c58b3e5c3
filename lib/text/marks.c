/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Marks what in a news text is not its body, and where case says nothing.
 *
 * Kinds of sentences. A headline is a short paragraph of one sentence without a full stop: before
 * the body, or as a heading between its paragraphs. A byline is one of a few forms ("By Jane Roe",
 * "Reuters staff", a name and a role) near the start or the end. Boilerplate is what publishers put
 * around every article ("Read more:", "All rights reserved", a bare URL); the list is short on
 * purpose, for body text lost is worse than boilerplate read.
 *
 * Case. Where every word of a sentence is capitalised (headlines in title case, lines in capitals),
 * a capital is no sign of a name; such sentences, and runs of CAPITAL_RUN words all in capitals,
 * carry DRG_TOKEN_CAPS_CONTEXT. The first word of a sentence carries DRG_TOKEN_SENTENCE_START, and
 * so does the first word behind a dateline.
 *
 * Cost: linear.
 */
#include "segment.h"

#include "chars.h"

#define HEADLINE_TOKENS 32 /* longest headline before the body */
#define HEADING_TOKENS 12 /* longest heading inside it */
#define BYLINE_TOKENS 16
#define EDGE 8 /* paragraphs at either end where headlines and bylines stand */
#define CAPITAL_RUN 4

static const drg_token *token_at(const drg_segmenter *segmenter, uint32_t token) {
    return &segmenter->document->tokens.items[token];
}

/* Do the sentence's words from `token` start with these, separated by spaces? */
static bool words_are(
    const drg_segmenter *segmenter, uint32_t token, uint32_t end, const char *words) {
    drg_slice rest = drg_slice_of(words), word;
    while (drg_slice_cut(&rest, ' ', &word)) {
        if (token >= end || !drg_slice_equal(token_at(segmenter, token)->lower, word))
            return false;
        token++;
    }
    return true;
}

static bool any_words(const drg_segmenter *segmenter, uint32_t token, uint32_t end,
    const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (words_are(segmenter, token, end, list[i]))
            return true;
    return false;
}
#define ANY_WORDS(segmenter, token, end, list)                                                     \
    any_words(segmenter, token, end, list, sizeof(list) / sizeof *(list))

static uint32_t sentence_length(const drg_sentence *sentence) {
    return sentence->end_token - sentence->first_token;
}

/* The last character that is no quotation mark or bracket. */
static bool ends_in_terminal(const drg_segmenter *segmenter, const drg_sentence *sentence) {
    for (uint32_t i = sentence->end_token; i > sentence->first_token; i--) {
        const drg_token *t = token_at(segmenter, i - 1);
        drg_char c = drg_char_at(segmenter->text, t->start, t->end);
        if (t->shape == DRG_SHAPE_CLOSE_QUOTE || c.kind == DRG_CHAR_CLOSE)
            continue;
        return c.kind == DRG_CHAR_TERMINAL || segmenter->text.data[t->end - 1] == '.';
    }
    return false;
}

typedef struct word_counts {
    uint32_t words, capitalised, upper;
    uint32_t small; /* in small letters, and no function word of a title-case headline */
} word_counts;

static bool is_function_word(drg_slice lower) {
    static const char *const WORDS[] = {"a", "an", "the", "and", "or", "but", "nor", "for", "of",
        "in", "on", "at", "to", "by", "with", "from", "as", "vs", "via", "per", "into", "over",
        "is", "up", "out", "off", "de", "la", "al", "el", "van", "von"};
    return DRG_ONE_OF(lower, WORDS);
}

/* Words of at least two letters. */
static word_counts count_words(const drg_segmenter *segmenter, const drg_sentence *sentence) {
    word_counts n = {0};
    for (uint32_t i = sentence->first_token; i < sentence->end_token; i++) {
        const drg_token *t = token_at(segmenter, i);
        if (t->shape > DRG_SHAPE_MIXED || t->lower.size < 2 || t->lower.data[0] == '\'')
            continue;
        n.words++;
        n.capitalised += t->shape == DRG_SHAPE_TITLE || t->shape == DRG_SHAPE_UPPER;
        n.upper += t->shape == DRG_SHAPE_UPPER;
        n.small += t->shape == DRG_SHAPE_LOWER && !is_function_word(t->lower);
    }
    return n;
}

/* ---- kinds ---- */

static bool is_boilerplate(const drg_segmenter *segmenter, const drg_sentence *sentence) {
    static const char *const STARTS[] = {"read more", "read also", "also read",
        "read :", "read next", "see also", "click here", "sign up", "subscribe to", "subscribe now",
        "follow us", "follow the", "share this", "advertisement", "copyright", "©",
        "all rights reserved", "related :", "related articles", "related stories", "related news",
        "photo :", "photo by", "image :", "file photo", "watch :", "watch the video",
        "listen to this", "story continues", "continue reading", "recommended", "this article was",
        "this story was", "download the", "join our", "get the latest", "for more information",
        "( reporting by", "reporting by", "editing by", "writing by", "additional reporting",
        "our standards :", "to receive", "most read", "trending", "tags :", "topics :", "source :"};
    static const char *const ANYWHERE[] = {"all rights reserved", "may not be reproduced",
        "material from the associated press", "terms of use", "cookie policy", "privacy policy"};
    uint32_t first = sentence->first_token, end = sentence->end_token;
    if (sentence_length(sentence) == 1 && token_at(segmenter, first)->shape == DRG_SHAPE_LINK)
        return true;
    if (sentence_length(sentence) > 40)
        return false;
    if (ANY_WORDS(segmenter, first, end, STARTS))
        return true;
    for (uint32_t i = first; i < end; i++)
        if (ANY_WORDS(segmenter, i, end, ANYWHERE))
            return true;
    return false;
}

static bool is_byline(const drg_segmenter *segmenter, const drg_sentence *sentence) {
    static const char *const WHOLE[] = {"reuters", "associated press", "the associated press",
        "agence france-presse", "reuters staff", "staff reporter", "staff writer", "afp", "ap",
        "xinhua", "dpa", "ani", "pti", "ians", "bernama", "news desk", "web desk",
        "our correspondent", "staff correspondent", "special correspondent", "agencies",
        "written by", "posted by", "published by"};
    uint32_t first = sentence->first_token, end = sentence->end_token;
    uint32_t length = sentence_length(sentence);
    if (length > BYLINE_TOKENS || ends_in_terminal(segmenter, sentence))
        return false;
    if (length <= 3 && ANY_WORDS(segmenter, first, end, WHOLE))
        return true;
    if (words_are(segmenter, first, end, "written by") ||
        words_are(segmenter, first, end, "posted by"))
        return true;
    if (length < 2 || !words_are(segmenter, first, end, "by"))
        return false;
    word_counts n = count_words(segmenter, sentence);
    return drg_token_capitalised(token_at(segmenter, first + 1)) && n.small <= 1;
}

static bool is_heading(const drg_segmenter *segmenter, const drg_sentence *sentence, bool first) {
    uint32_t limit = first ? HEADLINE_TOKENS : HEADING_TOKENS;
    const drg_token *last = token_at(segmenter, sentence->end_token - 1);
    if (sentence_length(sentence) > limit || ends_in_terminal(segmenter, sentence))
        return false;
    if (drg_slice_is(last->lower, ":") || drg_slice_is(last->lower, ",") ||
        drg_slice_is(last->lower, ";") || last->shape == DRG_SHAPE_DASH)
        return false;
    return count_words(segmenter, sentence).words > 0;
}

/* Kind of the only sentence of a paragraph, or of each of several. */
static drg_sentence_kind kind_of(const drg_segmenter *segmenter, const drg_paragraph *paragraph,
    const drg_sentence *sentence, bool edge, bool before_body) {
    bool alone = paragraph->end_sentence - paragraph->first_sentence == 1;
    if (is_boilerplate(segmenter, sentence))
        return DRG_BOILERPLATE;
    if (alone && edge && is_byline(segmenter, sentence))
        return DRG_BYLINE;
    if (paragraph->list_item)
        return DRG_LIST_ITEM;
    if (alone && is_heading(segmenter, sentence, before_body))
        return DRG_HEADLINE;
    return DRG_BODY;
}

static void mark_kinds(drg_segmenter *segmenter) {
    size_t count = segmenter->paragraphs.count;
    bool before_body = count > 1;
    for (size_t i = 0; i < count; i++) {
        const drg_paragraph *paragraph = &segmenter->paragraphs.items[i];
        bool edge = i < EDGE || count - i <= EDGE;
        before_body = before_body && i < EDGE;
        for (uint32_t s = paragraph->first_sentence; s < paragraph->end_sentence; s++) {
            drg_sentence *sentence = &segmenter->document->sentences.items[s];
            sentence->kind = (uint8_t)kind_of(segmenter, paragraph, sentence, edge, before_body);
            before_body = before_body && sentence->kind != DRG_BODY;
        }
    }
    /* A text of nothing but headings has a body after all: a single line is read as one. */
    if (count == 1 && segmenter->document->sentences.count == 1)
        segmenter->document->sentences.items[0].kind = DRG_BODY;
}

/* ---- case ---- */

static void flag_tokens(drg_segmenter *segmenter, uint32_t first, uint32_t end, unsigned flag) {
    for (uint32_t i = first; i < end; i++)
        segmenter->document->tokens.items[i].flags |= (uint8_t)flag;
}

/* Flags runs of words in capitals; a number or mark does not end a run, a small letter does. */
static void flag_capital_runs(drg_segmenter *segmenter, const drg_sentence *sentence) {
    uint32_t start = sentence->first_token, words = 0, last = start;
    for (uint32_t i = start; i <= sentence->end_token; i++) {
        bool end = i == sentence->end_token;
        const drg_token *t = end ? NULL : token_at(segmenter, i);
        if (!end && t->shape == DRG_SHAPE_UPPER) {
            if (words++ == 0)
                start = i;
            last = i + 1;
        } else if (end || t->shape == DRG_SHAPE_LOWER || t->shape == DRG_SHAPE_TITLE ||
                   t->shape == DRG_SHAPE_MIXED) {
            if (words >= CAPITAL_RUN)
                flag_tokens(segmenter, start, last, DRG_TOKEN_CAPS_CONTEXT);
            words = 0;
        }
    }
}

static void mark_case(drg_segmenter *segmenter, const drg_sentence *sentence) {
    word_counts n = count_words(segmenter, sentence);
    bool title_case = n.words >= CAPITAL_RUN && n.small == 0 && n.capitalised * 5 >= n.words * 3 &&
                      !ends_in_terminal(segmenter, sentence);
    bool capitals = n.words >= 2 && n.upper == n.words && n.words >= CAPITAL_RUN - 1;
    if (title_case || capitals)
        flag_tokens(segmenter, sentence->first_token, sentence->end_token, DRG_TOKEN_CAPS_CONTEXT);
    else
        flag_capital_runs(segmenter, sentence);
}

static void mark_start(drg_segmenter *segmenter, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        if (!drg_token_word(token_at(segmenter, i)))
            continue;
        flag_tokens(segmenter, i, i + 1, DRG_TOKEN_SENTENCE_START);
        return;
    }
}

void drg_segment_marks(drg_segmenter *segmenter) {
    drg_document *document = segmenter->document;
    mark_kinds(segmenter);
    drg_segment_dateline(segmenter);
    for (size_t i = 0; i < document->sentences.count; i++) {
        const drg_sentence *sentence = &document->sentences.items[i];
        mark_case(segmenter, sentence);
        mark_start(segmenter, sentence->first_token, sentence->end_token);
    }
    const drg_dateline *dateline = &document->dateline;
    if (dateline->found && dateline->end < document->tokens.count)
        mark_start(segmenter, dateline->end,
            document->sentences.items[token_at(segmenter, dateline->end)->sentence].end_token);
}
