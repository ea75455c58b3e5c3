/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens of one paragraph, left to right.
 *
 * The tokens are those of the English Universal Dependencies treebanks (EWT, GUM), because the
 * reading engine is trained on them: every mark of punctuation is a token, a run of the same mark
 * is one (..., --, !!), clitics and the possessive are cut off, hyphens separate, a currency sign
 * is cut off its number. What the character at hand is decides which of the small scanners below
 * reads on; each looks ahead a bounded number of bytes, so the whole is linear. White space is
 * never part of a token, and every other character of the text is in exactly one.
 *
 * A token over DRG_TOKEN_LIMIT bytes is cut there, between two characters, with the warning
 * token_too_long: nothing is left out.
 */
#include "segment.h"

#include "chars.h"

#include <utf8proc.h>

#define CANCEL_POLL 4096 /* tokens */

/* ---- form of a token ---- */

typedef struct letter_counts {
    unsigned upper, lower, other, digits, rest;
    drg_char_kind first_letter;
} letter_counts;

static letter_counts count_letters(drg_slice text, size_t start, size_t end) {
    letter_counts counts = {.first_letter = DRG_CHAR_SPACE};
    for (size_t at = start; at < end;) {
        drg_char c = drg_char_at(text, at, end);
        counts.upper += c.kind == DRG_CHAR_UPPER;
        counts.lower += c.kind == DRG_CHAR_LOWER;
        counts.other += c.kind == DRG_CHAR_LETTER;
        counts.digits += c.kind == DRG_CHAR_DIGIT;
        counts.rest += !drg_char_is_word(c.kind);
        if (counts.first_letter == DRG_CHAR_SPACE && drg_char_is_letter(c.kind))
            counts.first_letter = c.kind;
        at = c.next;
    }
    return counts;
}

static drg_shape shape_of_mark(drg_slice text, size_t start, size_t end) {
    drg_char c = drg_char_at(text, start, end);
    switch (c.kind) {
    case DRG_CHAR_DASH:
        return DRG_SHAPE_DASH;
    case DRG_CHAR_CURRENCY:
    case DRG_CHAR_SYMBOL:
    case DRG_CHAR_MARK:
        return DRG_SHAPE_SYMBOL;
    default:
        return DRG_SHAPE_PUNCTUATION;
    }
}

static drg_shape shape_of(drg_slice text, size_t start, size_t end) {
    letter_counts n = count_letters(text, start, end);
    unsigned letters = n.upper + n.lower + n.other;
    if (letters == 0)
        return n.digits ? DRG_SHAPE_DIGIT : shape_of_mark(text, start, end);
    drg_char first = drg_char_at(text, start, end);
    if (n.digits) { /* 20th, 1990s and '90s are numbers; 5G and G20 are not */
        bool tail = n.upper == 0 && n.other == 0 && n.lower <= 2;
        return first.kind != DRG_CHAR_LOWER && tail ? DRG_SHAPE_DIGIT : DRG_SHAPE_MIXED;
    }
    if (n.upper == 0)
        return n.lower ? DRG_SHAPE_LOWER : DRG_SHAPE_OTHER;
    if (letters == 1)
        return DRG_SHAPE_LETTER;
    if (n.lower == 0)
        return DRG_SHAPE_UPPER;
    return n.first_letter == DRG_CHAR_UPPER ? DRG_SHAPE_TITLE : DRG_SHAPE_MIXED;
}

/* True when the bytes are their own lower case. */
static bool is_plain(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)bytes[i] >= 128 || (bytes[i] >= 'A' && bytes[i] <= 'Z') ||
            bytes[i] == '`')
            return false;
    return true;
}

static uint32_t lower_character(drg_char c) {
    if (c.kind == DRG_CHAR_APOSTROPHE)
        return '\'';
    if (c.kind == DRG_CHAR_QUOTE && c.code != 0xAB && c.code != 0xBB)
        return '"';
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c.code);
}

static drg_slice lower_of(drg_segmenter *segmenter, size_t start, size_t end) {
    drg_slice text = segmenter->text;
    if (is_plain(text.data + start, end - start))
        return (drg_slice){text.data + start, end - start};
    /* A character's lower case takes at most half as many bytes more (U+023A: 2 -> 3). */
    size_t size = 0;
    char *bytes = drg_arena_array(segmenter->arena, end - start + (end - start) / 2 + 4, 1);
    if (!bytes)
        return (drg_slice){0};
    for (size_t at = start; at < end;) {
        drg_char c = drg_char_at(text, at, end);
        at = c.next;
        if (c.code == 0xAD) /* soft hyphen */
            continue;
        size += (size_t)utf8proc_encode_char(
            (utf8proc_int32_t)lower_character(c), (utf8proc_uint8_t *)bytes + size);
    }
    return (drg_slice){bytes, size};
}

static drg_token *emit(drg_segmenter *segmenter, size_t start, size_t end, unsigned flags) {
    drg_document *document = segmenter->document;
    drg_slice lower = lower_of(segmenter, start, end);
    drg_token *token = drg_list_add(segmenter->arena, &document->tokens);
    if (!token)
        return NULL;
    *token = (drg_token){.start = (uint32_t)start, .end = (uint32_t)end, .sentence = DRG_NONE};
    token->flags = (uint8_t)flags;
    token->shape = (uint8_t)shape_of(segmenter->text, start, end);
    token->lower = lower;
    if (document->tokens.count % CANCEL_POLL == 0 && drg_document_cancelled(document))
        segmenter->cancelled = true;
    return token;
}

/* ---- words ---- */

/* Words after which 's is short for "is", "has" or "us", not a possessive. */
static bool takes_verb(drg_slice lower) {
    static const char *const WORDS[] = {"it", "he", "she", "that", "there", "here", "what", "who",
        "where", "when", "how", "why", "let", "this", "everything", "nothing"};
    return DRG_ONE_OF(lower, WORDS);
}

/* Marks a token 's as possessive by the one before it. */
static void mark_possessive(drg_document *document) {
    size_t count = document->tokens.count;
    drg_token *tokens = document->tokens.items;
    if (count >= 2 && drg_slice_is(tokens[count - 1].lower, "'s") &&
        !takes_verb(tokens[count - 2].lower))
        tokens[count - 1].flags |= DRG_TOKEN_POSSESSIVE;
}

static void warn_long(drg_segmenter *segmenter, size_t start, size_t end) {
    drg_document_warn(segmenter->document, "token_too_long",
        (drg_span){(uint32_t)start, (uint32_t)end},
        "a run of letters or marks without a break is longer than a token may be; it is read in "
        "pieces");
}

/* A word with its clitics, from `at`; returns its end. */
static size_t read_word(drg_segmenter *segmenter, size_t at, size_t end, unsigned flags) {
    drg_slice text = segmenter->text;
    size_t word_end = drg_word_end(text, at, end), cuts[3];
    drg_char next = drg_char_at(text, word_end, end);
    if (word_end == at) /* cannot be: a letter or digit is a word */
        word_end = next.next;
    if (next.kind == DRG_CHAR_CURRENCY && word_end - at <= 2) { /* US$, A$ */
        word_end = next.next;
    } else if (drg_char_is_word(next.kind) && word_end - at > DRG_TOKEN_LIMIT - 4) {
        warn_long(segmenter, at, word_end);
    }
    size_t count = drg_word_cuts(text, (drg_span){(uint32_t)at, (uint32_t)word_end}, cuts),
           from = at;
    for (size_t i = 0; i <= count; i++) {
        size_t to = i < count ? cuts[i] : word_end;
        if (!emit(segmenter, from, to, i ? 0 : flags))
            return word_end;
        if (i)
            mark_possessive(segmenter->document);
        from = to;
    }
    return word_end;
}

/* End of a clitic or clipped word that starts with the apostrophe at `at` ('s, 'em, '90s), or `at`.
 */
static size_t clipped_end(drg_slice text, size_t at, size_t end, bool space_before) {
    static const char *const CLITICS[] = {"s", "ll", "re", "ve", "d", "m"};
    static const char *const CLIPPED[] = {
        "em", "til", "till", "cause", "cos", "cuz", "tis", "twas", "bout", "round", "n", "nother"};
    drg_char mark = drg_char_at(text, at, end);
    size_t word = mark.next, stop = word;
    while (stop < end && stop - word < 8 && drg_char_is_word(drg_char_at(text, stop, end).kind))
        stop = drg_char_at(text, stop, end).next;
    drg_slice rest = {text.data + word, stop - word};
    bool decade = rest.size >= 2 && rest.size <= 3 && rest.data[0] >= '0' && rest.data[0] <= '9' &&
                  rest.data[1] >= '0' && rest.data[1] <= '9' &&
                  (rest.size == 2 || rest.data[2] == 's');
    drg_char after = drg_char_at(text, stop, end);
    if (decade && space_before && after.kind != DRG_CHAR_APOSTROPHE)
        return stop;
    bool clipped = space_before && after.kind != DRG_CHAR_APOSTROPHE && DRG_ONE_OF(rest, CLIPPED);
    return clipped || DRG_ONE_OF(rest, CLITICS) ? stop : at;
}

/* ---- marks ---- */

/* The same character again and again, at most DRG_TOKEN_LIMIT bytes. */
static size_t run_end(drg_slice text, drg_char first, size_t end) {
    size_t at = first.next, start = at;
    while (at < end && at - start < DRG_TOKEN_LIMIT - 4) {
        drg_char c = drg_char_at(text, at, end);
        if (c.code != first.code)
            break;
        at = c.next;
    }
    return at;
}

static size_t terminal_end(drg_slice text, drg_char first, size_t end) {
    size_t at = first.next, start = at;
    while (at < end && at - start < DRG_TOKEN_LIMIT - 4) {
        drg_char c = drg_char_at(text, at, end);
        if (c.kind != DRG_CHAR_TERMINAL)
            break;
        at = c.next;
    }
    return at;
}

/* An emoji with its modifiers, and those joined to it; a pair of regional indicators (a flag). */
static size_t symbol_end(drg_slice text, size_t at, drg_char first, size_t end) {
    size_t here = first.next;
    if (first.code < 128)
        return run_end(text, first, end);
    drg_char next = drg_char_at(text, here, end);
    if (first.code >= 0x1F1E6 && first.code <= 0x1F1FF && next.code >= 0x1F1E6 &&
        next.code <= 0x1F1FF)
        return next.next;
    while (here < end && here - at < DRG_TOKEN_LIMIT - 8) {
        drg_char c = drg_char_at(text, here, end);
        if (c.kind != DRG_CHAR_MARK)
            break;
        here = c.next;
        next = drg_char_at(text, here, end);
        if (c.code == 0x200D && next.kind == DRG_CHAR_SYMBOL)
            here = next.next;
    }
    return here;
}

/* ":)" and its kin between white space. */
static size_t emoticon_end(drg_slice text, size_t at, size_t end) {
    static const char *const FACES[] = {":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", ":/"};
    for (size_t i = 0; i < sizeof FACES / sizeof FACES[0]; i++) {
        size_t size = strlen(FACES[i]);
        if (end - at >= size && memcmp(text.data + at, FACES[i], size) == 0 &&
            drg_char_is_space(drg_char_at(text, at + size, end).kind))
            return at + size;
    }
    return at;
}

/* '' and ``, and ’’ or ‘’ where an editor typed two for a double mark. */
static bool is_pair(drg_char a, drg_char b) {
    bool curly = (a.code == 0x2018 || a.code == 0x2019) && (b.code == 0x2018 || b.code == 0x2019);
    return curly || (a.code == b.code && b.kind == DRG_CHAR_APOSTROPHE);
}

/* End of the mark c that stands at `at`. */
static size_t mark_end(drg_slice text, size_t at, drg_char c, size_t end, bool space_before) {
    drg_char next = drg_char_at(text, c.next, end);
    switch (c.kind) {
    case DRG_CHAR_TERMINAL:
        if (c.code == '.' && next.kind == DRG_CHAR_DIGIT && space_before) /* .5 */
            return drg_word_end(text, c.next, end);
        return terminal_end(text, c, end);
    case DRG_CHAR_APOSTROPHE:
        return is_pair(c, next) ? next.next : c.next;
    case DRG_CHAR_DASH:
        return run_end(text, c, end);
    case DRG_CHAR_SYMBOL:
        if (c.code == '+' && next.kind == DRG_CHAR_DIGIT && space_before)
            return drg_word_end(text, c.next, end);
        return symbol_end(text, at, c, end);
    case DRG_CHAR_MARK:
        return terminal_end(text, c, c.next);
    default: {
        size_t face = space_before ? emoticon_end(text, at, end) : at;
        return face > at ? face : c.next;
    }
    }
}

/* Marks that follow a token belong to it (a variation selector, a keycap). */
static size_t with_marks(drg_slice text, size_t start, size_t at, size_t end) {
    while (at < end && at - start < DRG_TOKEN_LIMIT - 4) {
        drg_char c = drg_char_at(text, at, end);
        if (c.kind != DRG_CHAR_MARK)
            break;
        at = c.next;
    }
    return at;
}

/* ---- the paragraph ---- */

static size_t read_mark(
    drg_segmenter *segmenter, size_t at, drg_char c, size_t end, unsigned flags) {
    drg_slice text = segmenter->text;
    bool space_before = flags & DRG_TOKEN_SPACE_BEFORE;
    if (c.kind == DRG_CHAR_APOSTROPHE) {
        size_t clipped = clipped_end(text, at, end, space_before);
        if (clipped > at) {
            emit(segmenter, at, clipped, flags);
            mark_possessive(segmenter->document);
            return clipped;
        }
    }
    size_t stop = with_marks(text, at, mark_end(text, at, c, end, space_before), end);
    if (stop - at > DRG_TOKEN_LIMIT - 8)
        warn_long(segmenter, at, stop);
    emit(segmenter, at, stop, flags);
    return stop;
}

/* A link at `at`, or `at`. */
static size_t read_link(drg_segmenter *segmenter, size_t at, size_t end, unsigned flags) {
    size_t seen, stop = at;
    if (at < segmenter->link_free)
        return at;
    stop = drg_link_end(segmenter->text, at, end, &seen);
    if (stop == at) {
        segmenter->link_free = seen;
        return at;
    }
    drg_token *token = emit(segmenter, at, stop, flags);
    if (token)
        token->shape = DRG_SHAPE_LINK;
    return stop;
}

void drg_segment_tokens(drg_segmenter *segmenter, drg_paragraph *paragraph) {
    drg_slice text = segmenter->text;
    size_t at = paragraph->span.start, end = paragraph->span.end;
    unsigned flags = DRG_TOKEN_SPACE_BEFORE;
    paragraph->first_token = (uint32_t)segmenter->document->tokens.count;
    while (at < end && !segmenter->cancelled && !drg_arena_failed(segmenter->arena)) {
        drg_char c = drg_char_at(text, at, end);
        if (drg_char_is_space(c.kind)) {
            at = c.next;
            flags = DRG_TOKEN_SPACE_BEFORE;
            continue;
        }
        bool word = drg_char_is_letter(c.kind) || c.kind == DRG_CHAR_DIGIT;
        size_t stop = at;
        if (word || ((c.code == '@' || c.code == '#') && flags))
            stop = read_link(segmenter, at, end, flags);
        if (stop == at)
            stop = word ? read_word(segmenter, at, end, flags)
                        : read_mark(segmenter, at, c, end, flags);
        at = stop;
        flags = 0;
    }
    paragraph->end_token = (uint32_t)segmenter->document->tokens.count;
}
