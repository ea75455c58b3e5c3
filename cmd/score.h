/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CMD_SCORE_H
#define CMD_SCORE_H
/* Counting how far replies agree with annotated articles: the measures of tests/accept/score.py. */
#include "../lib/dragoman.h"

#include <jansson.h>

enum { SCORE_TENSES = 4 };

typedef enum score_count {
    MENTION_PREDICTED,
    MENTION_GOLD,
    MENTION_SPAN_P, /* of the predicted: right */
    MENTION_TYPE_P,
    MENTION_SPAN_G, /* of the gold: found */
    MENTION_TYPE_G,
    COUNTRY_ALL,
    COUNTRY_HIT,
    CHAIN_P,
    CHAIN_G,
    CHAIN_BOTH,
    LINK_P,
    LINK_G,
    LINK_BOTH,
    RELATION_P,
    RELATION_HIT_P,
    RELATION_G,
    RELATION_HIT_G,
    EVENT_P,
    EVENT_FOUND_P,
    EVENT_TWICE,
    EVENT_ONCE, /* predicted, but for second tellings */
    EVENT_RECORD_P,
    EVENT_CORE, /* gold */
    EVENT_FOUND_G,
    EVENT_RECORD_G,
    CODE_SPECIAL,
    CODE_FOUR,
    PARTY_P,
    PARTY_G,
    PARTY_HIT_P,
    PARTY_HIT_G,
    ROLE_P,
    ROLE_G,
    ROLE_HIT_P,
    ROLE_HIT_G,
    TENSE_ALL,
    TENSE_HIT,
    TENSE_PAST,
    TENSE_OF_GOLD,
    TENSE_OF_PREDICTED = TENSE_OF_GOLD + SCORE_TENSES,
    TENSE_OF_BOTH = TENSE_OF_PREDICTED + SCORE_TENSES,
    NEGATED_ALL = TENSE_OF_BOTH + SCORE_TENSES,
    NEGATED_HIT,
    DATE_CORE, /* each of the next four: asked for, given, right */
    DATE_EVERY = DATE_CORE + 3,
    PLACE_CORE = DATE_EVERY + 3,
    PLACE_EVERY = PLACE_CORE + 3,
    QUOTE_P = PLACE_EVERY + 3,
    QUOTE_G,
    QUOTE_BOTH,
    SPEAKER_ALL,
    SPEAKER_HIT,
    SCORE_COUNTS
} score_count;

typedef struct score_sentences { /* code points, half-open */
    size_t *starts, *ends, count;
} score_sentences;

typedef struct score {
    uint64_t n[SCORE_COUNTS];
} score;

/*
 * Adds the counts of one article. gold: a file of the corpus (docs/corpus.md), whose members are
 * there and of the right type; reply: of POST /v1/extract, offsets in code points. False: out of
 * memory. Cost: quadratic in the mentions of an article.
 */
bool score_article(
    score *counts, const json_t *gold, const score_sentences *sentences, const json_t *reply);

/* ---- words (score_text.c) -------------------------------------------------------------------- */

typedef struct score_words score_words; /* strings by number; 0 is the empty one */
score_words *score_words_new(void);
void score_words_free(score_words *words);
/* The number of a string as it is; UINT32_MAX: out of memory. */
uint32_t score_word(score_words *words, const char *text, size_t size);
/* The same of small letters, and of runs of anything but letters and digits one blank. */
uint32_t score_norm(score_words *words, const char *text);
const char *score_text(const score_words *words, uint32_t word);
bool score_words_failed(const score_words *words);
#endif
