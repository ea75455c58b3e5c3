/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_TEXT_TOKEN_H
#define DRG_TEXT_TOKEN_H
/* Tokens: what the segment stage makes and every later stage reads. */
#include "../base/slice.h"

typedef enum drg_shape {
    DRG_SHAPE_LOWER, /* talks */
    DRG_SHAPE_TITLE, /* Paris, O'Brien, McDonald */
    DRG_SHAPE_UPPER, /* NATO, U.S. (two letters or more) */
    DRG_SHAPE_LETTER, /* one capital letter, with or without a dot: J. */
    DRG_SHAPE_MIXED, /* iPhone, 5G */
    DRG_SHAPE_DIGIT, /* 20, 1,000, 3.5, 20th */
    DRG_SHAPE_PUNCTUATION,
    DRG_SHAPE_OPEN_QUOTE, /* by its form and its neighbours */
    DRG_SHAPE_CLOSE_QUOTE,
    DRG_SHAPE_DASH,
    DRG_SHAPE_SYMBOL, /* $, %, emoji */
    DRG_SHAPE_LINK, /* URL, e-mail, @handle, #tag */
    DRG_SHAPE_OTHER, /* letters without case: Arabic, Han */
} drg_shape;

enum { /* flags of a token */
    DRG_TOKEN_SPACE_BEFORE = 1, /* white space (or the text's start) stands before it */
    DRG_TOKEN_SENTENCE_START = 2, /* first token of its sentence that is a word */
    DRG_TOKEN_QUOTED = 4, /* between direct quotation marks */
    DRG_TOKEN_DATELINE = 8, /* part of "PARIS (AP) -" */
    DRG_TOKEN_CAPS_CONTEXT = 16, /* in a run where every word is capitalised: case says nothing */
    DRG_TOKEN_POSSESSIVE = 32, /* 's or ' that marks possession */
};

typedef struct drg_token {
    uint32_t start, end; /* bytes of the text */
    uint32_t sentence;
    uint8_t shape; /* drg_shape */
    uint8_t flags;
    drg_slice lower; /* the word in lower case (full Unicode), curly marks made straight */
} drg_token;

typedef struct drg_dateline { /* "PARIS, April 18 (Reuters) -" at the start of the body */
    bool found;
    uint32_t place_first, place_end; /* tokens of the place, half-open; equal: none */
    uint32_t agency_first, agency_end; /* tokens of the agency */
    uint32_t date_first, date_end; /* tokens of the date */
    uint32_t end; /* first token after it */
} drg_dateline;

static inline drg_slice drg_token_text(drg_slice text, const drg_token *token) {
    return (drg_slice){text.data + token->start, token->end - token->start};
}

/* A word that starts with a capital letter. */
static inline bool drg_token_capitalised(const drg_token *token) {
    return token->shape == DRG_SHAPE_TITLE || token->shape == DRG_SHAPE_UPPER ||
           token->shape == DRG_SHAPE_LETTER;
}

/* Letters or digits, as against punctuation and symbols. */
static inline bool drg_token_word(const drg_token *token) {
    return token->shape <= DRG_SHAPE_DIGIT || token->shape >= DRG_SHAPE_LINK;
}

#endif
