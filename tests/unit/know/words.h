/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_KNOW_WORDS_H
#define TESTS_UNIT_KNOW_WORDS_H
/*
 * A tokeniser of a few lines for the tests of this room: words are runs of letters, digits, dots
 * inside and bytes beyond ASCII; everything else is a token of one byte. With `whole` set, hyphens
 * and apostrophes stay inside words: names must be found either way.
 */
#include "../../../lib/text/token.h"

#include <ctype.h>

#define WORDS_ROOM 256

typedef struct word_list {
    drg_slice text;
    drg_token tokens[WORDS_ROOM];
    size_t count;
} word_list;

static inline bool words_inside(const char *text, size_t at, bool whole) {
    unsigned char c = (unsigned char)text[at];
    if (isalnum(c) || c >= 0x80)
        return true;
    if (c == '.')
        return at > 0 && isupper((unsigned char)text[at - 1]);
    return whole && (c == '-' || c == '\'');
}

static inline uint8_t words_shape(drg_slice word) {
    size_t upper = 0, letters = 0;
    for (size_t i = 0; i < word.size; i++) {
        upper += isupper((unsigned char)word.data[i]) != 0;
        letters += isalpha((unsigned char)word.data[i]) != 0;
    }
    if (letters == 0)
        return DRG_SHAPE_PUNCTUATION;
    if (upper == letters)
        return upper > 1 ? DRG_SHAPE_UPPER : DRG_SHAPE_LETTER;
    return upper ? DRG_SHAPE_TITLE : DRG_SHAPE_LOWER;
}

static inline word_list words_of(const char *text, bool whole) {
    word_list made = {.text = drg_slice_of(text)};
    bool all_upper = true;
    for (const char *c = text; *c; c++)
        all_upper = all_upper && !islower((unsigned char)*c);
    uint32_t sentence = 0;
    for (size_t at = 0; text[at] && made.count < WORDS_ROOM;) {
        if (isspace((unsigned char)text[at])) {
            sentence += text[at++] == '\n';
            continue;
        }
        size_t end = at + 1;
        if (words_inside(text, at, whole))
            while (text[end] && words_inside(text, end, whole))
                end++;
        drg_slice word = {text + at, end - at};
        made.tokens[made.count++] = (drg_token){(uint32_t)at, (uint32_t)end, sentence,
            words_shape(word), all_upper ? DRG_TOKEN_CAPS_CONTEXT : 0, word};
        at = end;
    }
    return made;
}
#endif
