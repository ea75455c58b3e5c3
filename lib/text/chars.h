/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_TEXT_CHARS_H
#define DRG_TEXT_CHARS_H
/* What kind of character a code point is, as far as words and sentences are concerned. */
#include "../base/utf8.h"

typedef enum drg_char_kind {
    DRG_CHAR_SPACE, /* white space; controls, BOM, zero-width space and bidi marks too */
    DRG_CHAR_NEWLINE, /* LF, CR, VT, FF, NEL, LS, PS */
    DRG_CHAR_UPPER,
    DRG_CHAR_LOWER,
    DRG_CHAR_LETTER, /* without case */
    DRG_CHAR_DIGIT,
    DRG_CHAR_MARK, /* combining, joiners, soft hyphen: belongs to what stands before */
    DRG_CHAR_APOSTROPHE, /* ' ’ ‘ ` ´ and their kin */
    DRG_CHAR_QUOTE, /* " “ ” „ « » and their kin */
    DRG_CHAR_OPEN, /* ( [ { */
    DRG_CHAR_CLOSE, /* ) ] } */
    DRG_CHAR_TERMINAL, /* . ! ? … */
    DRG_CHAR_DASH, /* - and all longer ones, minus */
    DRG_CHAR_CURRENCY,
    DRG_CHAR_PUNCTUATION, /* , ; : / and the rest */
    DRG_CHAR_SYMBOL, /* + = % * emoji */
} drg_char_kind;

drg_char_kind drg_char_kind_of(uint32_t character);

static inline bool drg_char_is_space(drg_char_kind kind) {
    return kind <= DRG_CHAR_NEWLINE;
}
static inline bool drg_char_is_letter(drg_char_kind kind) {
    return kind >= DRG_CHAR_UPPER && kind <= DRG_CHAR_LETTER;
}
static inline bool drg_char_is_word(drg_char_kind kind) { /* letter, digit or mark */
    return kind >= DRG_CHAR_UPPER && kind <= DRG_CHAR_MARK;
}

/* The character at a place of a text, and where the next one starts. */
typedef struct drg_char {
    uint32_t code;
    drg_char_kind kind;
    size_t next;
} drg_char;

/* at < end: the character there. Otherwise a space of no length: what ends every word. */
drg_char drg_char_at(drg_slice text, size_t at, size_t end);
/* The character before `at`, a space where at <= start. Its .next is where it starts. */
drg_char drg_char_before(drg_slice text, size_t start, size_t at);

#endif
