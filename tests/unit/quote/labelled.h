/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts with the labels of the reading engine set by hand, so that a test holds for any weights. In
 * a text, tokens apart by blanks, [S ...], [C ...] and [T ...] mark source, cue and content.
 */
#ifndef DRG_TESTS_QUOTE_LABELLED_H
#define DRG_TESTS_QUOTE_LABELLED_H
#include "../entity/extracted.h"

#include "../../../lib/quote/quote.h"

/* Universal Dependencies' number of a word of the cases: names, closed classes, else nouns. */
static inline uint8_t upos_of(const drg_token *token) {
    static const struct {
        const char *word;
        uint8_t upos;
    } words[] = {{"the", 5}, {"a", 5}, {"of", 1}, {"by", 1}, {"to", 1}, {"that", 13}, {"was", 3},
        {"were", 3}, {"said", 15}, {"says", 15}, {"ready", 0}, {"they", 10}, {"'s", 9}, {"met", 15},
        {"in", 1}, {"with", 1}, {"for", 1}, {"are", 3}, {"also", 2}, {"announced", 15},
        {"considered", 15}, {"told", 15}, {"discussed", 15}, {"convinced", 0}, {"noted", 15},
        {"urging", 15}, {"walked", 15}, {"later", 2}, {"hours", 7}, {"called", 15}, {"what", 10},
        {"it", 10}, {"which", 10}, {"rose", 15}, {"but", 4}, {"old", 0}, {"and", 4}, {",", 12},
        {".", 12}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_slice_is(token->lower, words[i].word))
            return words[i].upos;
    return drg_token_capitalised(token) ? 11 : 7;
}

/* The text without its marks; label[byte] gets a bit a part. */
static inline void unmark(const char *marked, char *text, uint8_t *label) {
    uint8_t open[8] = {0};
    size_t depth = 0, size = 0;
    for (const char *at = marked; *at;) {
        size_t length = strcspn(at, " ");
        if (at[0] == '[') {
            depth++;
            open[depth] = open[depth - 1] | (uint8_t)(at[1] == 'S' ? 1 : at[1] == 'C' ? 2 : 4);
        } else if (at[0] == ']') {
            depth--;
        } else {
            for (size_t i = 0; i < length; i++)
                label[size + i] = open[depth];
            memcpy(text + size, at, length);
            size += length;
            text[size++] = ' ';
        }
        at += length + (at[length] == ' ');
    }
    text[size] = 0;
}

static inline drg_document *labelled(const char *marked, char *text) {
    uint8_t label[256] = {0};
    unmark(marked, text, label);
    drg_document *document = extract(text);
    size_t count = document->tokens.count;
    document->read.words = drg_arena_array(&document->arena, count, sizeof(drg_read_word));
    assert_non_null(document->read.words);
    for (size_t i = 0; i < count; i++) {
        const drg_token *token = &document->tokens.items[i];
        drg_read_word *word = &document->read.words[i];
        word->read = 1;
        word->upos = upos_of(token);
        for (unsigned part = 0; part < DRG_READ_QUOTE_PARTS; part++) {
            bool in = label[token->start] >> part & 1;
            word->quote[part] = !in ? 0 : i && (word - 1)->quote[part] ? 2 : 1;
        }
    }
    return document;
}

#endif
