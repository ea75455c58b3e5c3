/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_TEXT_SEGMENT_H
#define DRG_TEXT_SEGMENT_H
/*
 * Inside of the segment stage: what its files hand to each other. Only lib/text includes this.
 *
 *   paragraph.c  text -> paragraphs            (lines, hard wrapping, list items)
 *   token.c      paragraph -> tokens           (with word.c, link.c, abbreviation.c)
 *   quotation.c  tokens -> quotation marks     (opening, closing, apostrophe; what is quoted)
 *   sentence.c   tokens -> sentences
 *   marks.c      sentences -> kinds            (headline, byline, boilerplate; runs of capitals)
 *   dateline.c   sentences -> dateline
 *   language.c   tokens -> language guess
 */
#include "../document.h"

#define DRG_TOKEN_LIMIT 256 /* bytes of a token; a longer one is cut, with a warning */
#define DRG_LINK_LIMIT 2048 /* bytes of a URL */
#define DRG_SENTENCE_LIMIT 512 /* tokens of a sentence; a longer one is cut, with a warning */

typedef struct drg_paragraph {
    drg_span span; /* without surrounding white space; never empty */
    uint32_t first_token, end_token; /* half-open */
    uint32_t first_sentence, end_sentence; /* half-open */
    bool list_item;
} drg_paragraph;

typedef struct drg_segmenter {
    drg_document *document;
    drg_arena *arena;
    drg_slice text;
    DRG_LIST(drg_paragraph) paragraphs;
    size_t link_free; /* no link starts before this byte: keeps look-ahead linear */
    bool cancelled;
} drg_segmenter;

void drg_segment_paragraphs(drg_segmenter *segmenter);
void drg_segment_tokens(drg_segmenter *segmenter, drg_paragraph *paragraph);
void drg_segment_quotations(drg_segmenter *segmenter);
void drg_segment_sentences(drg_segmenter *segmenter, drg_paragraph *paragraph);
void drg_segment_marks(drg_segmenter *segmenter);
void drg_segment_dateline(drg_segmenter *segmenter);
void drg_segment_language(drg_segmenter *segmenter);

/* ---- words (word.c) ---- */

/* End of the word that starts at `at` with a letter or digit; at most DRG_TOKEN_LIMIT bytes. */
size_t drg_word_end(drg_slice text, size_t at, size_t end);

/*
 * Where a word is cut as Universal Dependencies cuts English: "don't" -> do|n't, "Iran's" ->
 * Iran|'s, "cannot" -> can|not. Fills cuts (bytes of the text, ascending) and returns how many (at
 * most 3).
 */
size_t drg_word_cuts(drg_slice text, drg_span word, size_t cuts[3]);

/* ---- links (link.c) ---- */

/* End of a URL, e-mail address, @handle or #tag that starts at `at`; `at` when there is none. *seen
 * gets the byte up to which it was looked: no link starts in a word character before that. */
size_t drg_link_end(drg_slice text, size_t at, size_t end, size_t *seen);

/* ---- abbreviations (abbreviation.c) ---- */

typedef enum drg_abbreviation {
    DRG_ABBREVIATION_NONE,
    DRG_ABBREVIATION_TITLE, /* stands before a name: "Gen.", never ends a sentence */
    DRG_ABBREVIATION_NUMBER, /* only before a number: "No.", "pp." */
    DRG_ABBREVIATION_MONTH, /* "Jan.": before a day; may end a sentence */
    DRG_ABBREVIATION_OTHER, /* "Inc.", "etc.", "a.m.": may end a sentence */
    DRG_ABBREVIATION_INNER, /* "vs.", "e.g.": never ends a sentence */
} drg_abbreviation;

/* What the word before a full stop is short for; word without the stop. */
drg_abbreviation drg_abbreviation_of(drg_slice word);

#endif
