/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_WORDS_H
#define DRG_EVENT_WORDS_H
/* The closed classes of English: what a word is before its neighbours are asked. */
#include "../base/slice.h"

typedef enum drg_tag {
    DRG_TAG_NOUN, /* also adjectives: both stand inside a noun chunk */
    DRG_TAG_NAME, /* part of a mention */
    DRG_TAG_DETERMINER,
    DRG_TAG_NUMBER,
    DRG_TAG_POSSESSIVE_PRONOUN, /* his, their */
    DRG_TAG_POSSESSIVE, /* 's */
    DRG_TAG_PRONOUN,
    DRG_TAG_PREPOSITION,
    DRG_TAG_TO,
    DRG_TAG_AND, /* and, or, but between equals */
    DRG_TAG_COMMA,
    DRG_TAG_STOP, /* other punctuation that ends a clause */
    DRG_TAG_QUOTE,
    DRG_TAG_RELATIVE, /* who, which, whose, where */
    DRG_TAG_SUBORDINATOR, /* because, while, if, that */
    DRG_TAG_BE,
    DRG_TAG_HAVE,
    DRG_TAG_DO,
    DRG_TAG_MODAL,
    DRG_TAG_NOT,
    DRG_TAG_ADVERB,
    DRG_TAG_VERB,
    DRG_TAG_TIME, /* part of a time expression */
    DRG_TAG_SKIP, /* says nothing: brackets, links */
} drg_tag;

enum { /* what a closed-class word says beside its tag */
    DRG_WORD_FUTURE = 1, /* will, shall, 'll */
    DRG_WORD_HYPOTHETICAL = 2, /* would, could, may, might, if, unless */
    DRG_WORD_OBLIGATION = 4, /* should, must, ought */
    DRG_WORD_NEGATIVE = 8, /* not, never, no, without, nor */
    DRG_WORD_PAST = 16, /* was, had, did */
    DRG_WORD_SINGULAR = 32, /* he, she, it */
    DRG_WORD_PERSON = 64, /* he, she, who */
    DRG_WORD_PLURAL = 128, /* they, we */
    DRG_WORD_FIRST = 256, /* I, we: the speaker */
    DRG_WORD_BEEN = 512, /* been, being: a passive may follow */
    DRG_WORD_PARTICLE = 1024, /* up, down, off, out: may belong to the verb before */
};

typedef struct drg_closed_word {
    const char *word;
    uint8_t tag; /* drg_tag */
    uint16_t says;
} drg_closed_word;

/* NULL: not of a closed class. Cost: a binary search. */
const drg_closed_word *drg_closed_word_find(drg_slice lower);

#endif
