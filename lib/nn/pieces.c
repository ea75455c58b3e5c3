/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Word pieces: what the encoder reads of a word.
 *
 * A word falls into parts: runs of letters, marks, numbers and symbols beyond ASCII; every other
 * character, and every ideograph, alone. Blanks end a part; controls and formats (a soft hyphen)
 * are as if they were not there. A part is decomposed (NFD), loses its marks (Mn)
 * and becomes lower case, and is then cut into the longest entries of the vocabulary from the left
 * (WordPiece: Schuster and Nakajima 2012); where none fits, one character is [UNK]. What folding
 * loses comes back as the part's shape: lower, Title, UPPER, a single capital, miXed, digits,
 * digits with letters, other.
 *
 * train/wordpiece.py is the same in Python, and the network was trained on what that one says: keep
 * the two equal. tests/unit/nn/test_pieces.c compares them on words from every corpus.
 *
 * Both stand on Unicode's general categories, canonical decomposition and simple lower-case
 * mapping; a character that is newer than utf8proc's tables counts as unassigned, as it does in
 * Python's.
 */
#include "pieces.h"

#include "../base/utf8.h"

#include <utf8proc.h>

/* SHAPES of train/wordpiece.py; 0 is "none": [CLS], [SEP] */
enum {
    SHAPE_LOWER = 1,
    SHAPE_TITLE,
    SHAPE_UPPER,
    SHAPE_SINGLE,
    SHAPE_MIXED,
    SHAPE_DIGITS,
    SHAPE_DIGITMIX,
    SHAPE_OTHER
};
enum { MOST_CHARACTERS = 64, MOST_FOLDED = MOST_CHARACTERS * 4, MOST_BYTES = MOST_FOLDED * 4 };

typedef enum kind { KIND_DROPPED, KIND_BLANK, KIND_JOINED, KIND_ALONE } kind;

static bool is_ideograph(uint32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x2FA1F) || (c >= 0x3040 && c <= 0x30FF);
}

static kind kind_of(uint32_t c) {
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
        return KIND_DROPPED;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return KIND_BLANK;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return is_ideograph(c) ? KIND_ALONE : KIND_JOINED;
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SO:
        return c < 0x80 ? KIND_ALONE : KIND_JOINED;
    default:
        return KIND_ALONE;
    }
}

/* Casing and digits of a part. */
static uint8_t shape_of(const uint32_t *part, size_t count) {
    size_t upper = 0, lower = 0, digits = 0, letters = 0;
    bool first_upper = false;
    for (size_t i = 0; i < count; i++) {
        utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)part[i]);
        bool is_upper = k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
        if (is_upper && letters == 0)
            first_upper = true;
        upper += is_upper;
        lower += k == UTF8PROC_CATEGORY_LL;
        letters += is_upper || k == UTF8PROC_CATEGORY_LL || k == UTF8PROC_CATEGORY_LM ||
                   k == UTF8PROC_CATEGORY_LO;
        digits +=
            k == UTF8PROC_CATEGORY_ND || k == UTF8PROC_CATEGORY_NL || k == UTF8PROC_CATEGORY_NO;
    }
    if (letters == 0)
        return digits ? SHAPE_DIGITS : SHAPE_OTHER;
    if (digits)
        return SHAPE_DIGITMIX;
    if (upper == 0)
        return lower ? SHAPE_LOWER : SHAPE_OTHER;
    if (letters == 1)
        return SHAPE_SINGLE;
    if (upper == letters)
        return SHAPE_UPPER;
    return first_upper && upper == 1 ? SHAPE_TITLE : SHAPE_MIXED;
}

/* A part decomposed, without marks, lower case, as UTF-8; starts[i] is where character i begins.
 * Returns the number of characters. */
static size_t fold(const uint32_t *part, size_t count, char *bytes, uint16_t *starts) {
    size_t size = 0, folded = 0;
    for (size_t i = 0; i < count; i++) {
        utf8proc_int32_t out[4];
        int last_class = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char(
            (utf8proc_int32_t)part[i], out, 4, UTF8PROC_DECOMPOSE, &last_class);
        for (utf8proc_ssize_t j = 0; j < n && j < 4; j++) {
            if (utf8proc_category(out[j]) == UTF8PROC_CATEGORY_MN)
                continue;
            starts[folded++] = (uint16_t)size;
            size += (size_t)utf8proc_encode_char(
                utf8proc_tolower(out[j]), (utf8proc_uint8_t *)bytes + size);
        }
    }
    starts[folded] = (uint16_t)size;
    return folded;
}

typedef struct output {
    const drg_reader *reader;
    uint32_t *pieces;
    uint8_t *shapes;
    size_t count, room;
} output;

/* The longest entries from the left. */
static void cut_part(output *out, const uint32_t *part, size_t count) {
    char bytes[MOST_BYTES];
    uint16_t starts[MOST_FOLDED + 1];
    uint8_t shape = shape_of(part, count);
    size_t characters = fold(part, count, bytes, starts);
    for (size_t at = 0; at < characters && out->count < out->room;) {
        size_t end = characters;
        uint32_t entry = DRG_NO_PIECE;
        while (starts[end] - starts[at] > (int)out->reader->longest && end > at + 1)
            end--;
        for (; end > at; end--) {
            entry = drg_model_entry(
                out->reader, bytes + starts[at], (size_t)(starts[end] - starts[at]), at > 0);
            if (entry != DRG_NO_PIECE)
                break;
        }
        if (entry == DRG_NO_PIECE) {
            entry = DRG_PIECE_UNK;
            end = at + 1;
        }
        out->pieces[out->count] = entry;
        out->shapes[out->count++] = shape;
        at = end;
    }
}

size_t drg_pieces_of_word(
    const drg_reader *reader, drg_slice word, uint32_t *pieces, uint8_t *shapes, size_t room) {
    output out = {reader, pieces, shapes, 0, room};
    uint32_t part[MOST_CHARACTERS];
    size_t count = 0;
    for (size_t at = 0; at < word.size && out.count < room;) {
        uint32_t c = drg_utf8_decode(word, at, &at);
        kind k = kind_of(c);
        if (k == KIND_JOINED) {
            if (count < MOST_CHARACTERS)
                part[count++] = c;
            continue;
        }
        if (k == KIND_DROPPED)
            continue;
        if (count)
            cut_part(&out, part, count);
        count = 0;
        if (k == KIND_ALONE && out.count < room)
            cut_part(&out, &c, 1);
    }
    if (count && out.count < room)
        cut_part(&out, part, count);
    if (out.count == 0) {
        pieces[0] = DRG_PIECE_UNK;
        shapes[0] = SHAPE_OTHER;
        return 1;
    }
    return out.count;
}
