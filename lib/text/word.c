/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where words end, and where English cuts them.
 *
 * A word is letters, digits and marks, with what joins them inside: an apostrophe between letters
 * (don't, O'Brien), a stop between single letters (U.S, a.m) or in a number (3.5), an ampersand
 * between capitals (AT&T), a comma, colon or slash between digits (1,000; 9:30; 18/4/2025). A
 * hyphen separates (15|-|year|-|old), as in the Universal Dependencies treebanks of English, except
 * after the prefixes that those treebanks leave attached (anti-American, co-operate, mid-1980s) and
 * in telephone numbers and numeric dates (2025-04-18).
 *
 * The stop after a word belongs to it when the word is an initial, an acronym written with stops or
 * a known abbreviation; whether it also ends the sentence is for sentence.c to say.
 *
 * Cuts follow the same treebanks: clitics ('s, n't, 'll, ...) are tokens of their own, "cannot" and
 * "gonna" are two. Cost: linear in the word, which DRG_TOKEN_LIMIT bounds.
 */
#include "segment.h"

#include "chars.h"

static bool is_digit(drg_char c) {
    return c.kind == DRG_CHAR_DIGIT;
}

/* Prefixes whose hyphen stays inside the word. From the treebanks' training parts: those seen
 * attached more often than cut off. "UN-led" begins with none. */
static bool keeps_hyphen(drg_slice prefix, drg_char behind) {
    static const char *const PREFIXES[] = {"anti", "co", "counter", "cross", "e", "ex", "inter",
        "intra", "macro", "mega", "micro", "mid", "mini", "multi", "neo", "non", "over", "post",
        "pre", "pro", "proto", "pseudo", "re", "semi", "socio", "sub", "super", "trans", "ultra",
        "un", "under"};
    if (prefix.size == 0 || prefix.size > 8)
        return false;
    char lower[9];
    bool capitals = prefix.size > 1;
    for (size_t i = 0; i < prefix.size; i++) {
        char c = prefix.data[i];
        capitals &= c >= 'A' && c <= 'Z';
        lower[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (capitals && behind.kind == DRG_CHAR_LOWER)
        return false;
    for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++)
        if (drg_slice_equal((drg_slice){lower, prefix.size}, drg_slice_of(PREFIXES[i])))
            return true;
    return false;
}

/* "-esque" and the like: endings that stay on. `at` is behind the hyphen. */
static bool is_ending(drg_slice text, size_t at, size_t end) {
    static const char *const ENDINGS[] = {"esque", "wise", "ish", "in-law", "in-laws"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++) {
        drg_slice ending = drg_slice_of(ENDINGS[i]);
        if (end - at >= ending.size && memcmp(text.data + at, ending.data, ending.size) == 0 &&
            !drg_char_is_word(drg_char_at(text, at + ending.size, end).kind))
            return i < 3;
    }
    return false;
}

/* What is known of a word while it is read. */
typedef struct word_state {
    size_t start, piece; /* start of the word, and of the piece after its last stop */
    size_t piece_letters; /* characters of the piece */
    bool acronym; /* single letters with stops between: U.S */
    bool dotted; /* has a stop inside */
    bool capital_before; /* the last character is a capital */
} word_state;

/* Does the character c at `at`, no word character, join its neighbours inside a word? */
static bool joins(drg_slice text, size_t at, size_t end, drg_char c, const word_state *state) {
    drg_char next = drg_char_at(text, c.next, end);
    switch (c.code) {
    case '.':
        return drg_char_is_letter(next.kind) && state->acronym && state->piece_letters == 1;
    case '&':
        return state->capital_before && next.kind == DRG_CHAR_UPPER;
    case '_':
        return drg_char_is_word(next.kind) || next.code == '_';
    case '-':
    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
        return drg_char_is_word(next.kind) &&
               (keeps_hyphen((drg_slice){text.data + state->start, at - state->start}, next) ||
                   is_ending(text, c.next, end));
    default:
        return c.kind == DRG_CHAR_APOSTROPHE && drg_char_is_letter(next.kind);
    }
}

/* End of the word that ends at `at` with the full stop behind it, where that belongs to the word:
 * an initial, an acronym with stops, an abbreviation. Else `at`. */
static size_t with_stop(
    drg_slice text, size_t at, size_t end, size_t limit, const word_state *state) {
    drg_char stop = drg_char_at(text, at, end), after = drg_char_at(text, stop.next, end);
    if (stop.code != '.' || stop.next > limit || after.code == '.') /* "so..." */
        return at;
    if (state->acronym && state->piece_letters == 1) {
        drg_char first = drg_char_at(text, state->start, end);
        bool initial = first.kind == DRG_CHAR_UPPER && first.code != 'I'; /* "than I." */
        if (state->dotted || initial)
            return stop.next;
    }
    drg_slice word = {text.data + state->start, at - state->start};
    if (drg_slice_is(word, "Ph") && after.code == 'D') { /* Ph.D. */
        drg_char last = drg_char_at(text, after.next, end);
        return last.code == '.' ? last.next : after.next;
    }
    drg_abbreviation kind = drg_abbreviation_of(word);
    if (kind == DRG_ABBREVIATION_NONE)
        return at;
    if (kind == DRG_ABBREVIATION_NUMBER) { /* "No. 5", also over one space */
        drg_char number = after;
        if (drg_char_is_space(number.kind))
            number = drg_char_at(text, number.next, text.size);
        return is_digit(number) ? stop.next : at;
    }
    return stop.next;
}

static size_t letters_end(drg_slice text, size_t at, size_t end) {
    word_state state = {.start = at, .piece = at, .acronym = true};
    size_t limit = end - at > DRG_TOKEN_LIMIT ? at + DRG_TOKEN_LIMIT : end;
    for (;;) {
        drg_char c = drg_char_at(text, at, end);
        if (c.next > limit || c.next == at)
            return at;
        if (drg_char_is_word(c.kind)) {
            state.piece_letters += c.kind != DRG_CHAR_MARK;
            state.acronym = state.acronym && drg_char_is_letter(c.kind);
            state.capital_before = c.kind == DRG_CHAR_UPPER;
        } else if (joins(text, at, end, c, &state)) {
            if (c.code == '.') {
                state.piece = c.next;
                state.piece_letters = 0;
                state.dotted = true;
            } else {
                state.acronym = false;
            }
        } else {
            break;
        }
        at = c.next;
    }
    return with_stop(text, at, end, limit, &state);
}

/* Units that are cut off a number: 5|pm, 10|km, 20|m. What is not here stays on (20th, 1990s, 4G).
 */
static bool is_unit(drg_slice word) {
    static const char *const UNITS[] = {"AM", "B", "C", "F", "GB", "GW", "GWh", "Hz", "K", "KB",
        "KM", "M", "MB", "MHz", "MM", "MW", "MWh", "PM", "TB", "am", "b", "bbl", "bn", "bpd", "cc",
        "cl", "cm", "ft", "g", "gb", "ha", "hr", "hrs", "in", "k", "kW", "kWh", "kg", "kgs", "km",
        "kmh", "kms", "kph", "lb", "lbs", "m", "mb", "mg", "mi", "min", "mins", "ml", "mln", "mm",
        "mph", "mt", "nm", "oz", "pc", "pct", "pm", "ppm", "sec", "secs", "sq", "tn", "trn", "x",
        "yr", "yrs"};
    return DRG_ONE_OF(word, UNITS);
}

/* Does c, between two digits, belong to the number? */
static bool joins_digits(drg_char c) {
    return c.code == '.' || c.code == ',' || c.code == ':' || c.code == '/' || c.code == 0x2044 ||
           c.code == 0x66B || c.code == 0x66C;
}

/* Digits joined by hyphens from `at`: three groups (2025-04-18, 555-12-34) or three and four digits
 * (555-1234) are one number, 1969-70 and 5-10 are ranges. Returns the end, or `at`. */
static size_t hyphened_number(drg_slice text, size_t at, size_t end) {
    size_t groups = 0, sizes[2] = {0, 0}, last = at;
    size_t limit = end - at > 40 ? at + 40 : end;
    while (at < limit) {
        size_t from = at;
        while (at < limit && text.data[at] >= '0' && text.data[at] <= '9')
            at++;
        if (at == from)
            break;
        if (groups < 2)
            sizes[groups] = at - from;
        groups++;
        last = at;
        if (at >= limit || text.data[at] != '-')
            break;
        at++;
    }
    if (groups >= 3 || (groups == 2 && sizes[0] >= 3 && sizes[0] != 4 && sizes[1] == 4))
        return last;
    return 0;
}

/* Do the digits [start, at) and what follows make a decade: 80's, 1990's? */
static bool is_decade(drg_slice text, size_t start, size_t at, size_t end) {
    drg_char mark = drg_char_at(text, at, end), s = drg_char_at(text, mark.next, end);
    return (at - start == 2 || at - start == 4) && text.data[at - 1] == '0' &&
           mark.kind == DRG_CHAR_APOSTROPHE && s.code == 's' &&
           !drg_char_is_word(drg_char_at(text, s.next, end).kind);
}

static size_t digits_end(drg_slice text, size_t at, size_t end) {
    size_t start = at, limit = end - at > DRG_TOKEN_LIMIT ? at + DRG_TOKEN_LIMIT : end;
    size_t whole = hyphened_number(text, at, end);
    if (whole > at && !drg_char_is_word(drg_char_at(text, whole, end).kind))
        return whole;
    drg_char c = drg_char_at(text, at, limit);
    for (;;) {
        if (c.next == at || c.next > limit)
            return at;
        drg_char next = drg_char_at(text, c.next, limit);
        if (!is_digit(c) && !(at > start && joins_digits(c) && is_digit(next)))
            break;
        at = c.next;
        c = next;
    }
    size_t tail = at;
    while (tail < limit && drg_char_is_word(drg_char_at(text, tail, limit).kind))
        tail = drg_char_at(text, tail, limit).next;
    if (is_decade(text, start, at, limit))
        return drg_char_at(text, at, limit).next + 1;
    if (tail == at || is_unit((drg_slice){text.data + at, tail - at}))
        return at;
    drg_char before = drg_char_before(text, 0, start);
    if (before.kind == DRG_CHAR_CURRENCY) /* $5bn */
        return at;
    /* 20th, 4G, 3D: letters that stay on; 80's and 1990's keep their clitic */
    return letters_end(text, at, end);
}

size_t drg_word_end(drg_slice text, size_t at, size_t end) {
    drg_char first = drg_char_at(text, at, end);
    return is_digit(first) ? digits_end(text, at, end) : letters_end(text, at, end);
}

/* ---- cuts ---- */

#define CUT_ROOM 48 /* no word with a clitic is longer */

/* The word in lower case with straight apostrophes, and where each of its bytes stands. */
typedef struct folded_word {
    char bytes[CUT_ROOM + 1];
    size_t at[CUT_ROOM + 1];
    size_t size;
    bool apostrophe;
} folded_word;

static bool fold_word(drg_slice text, drg_span word, folded_word *folded) {
    folded->size = 0;
    folded->apostrophe = false;
    for (size_t at = word.start; at < word.end;) {
        if (folded->size == CUT_ROOM)
            return false;
        drg_char c = drg_char_at(text, at, word.end);
        char byte = '?';
        if (c.kind == DRG_CHAR_APOSTROPHE) {
            byte = '\'';
            folded->apostrophe = true;
        } else if (c.code < 128) {
            byte = (char)(c.kind == DRG_CHAR_UPPER ? c.code + 32 : c.code);
        }
        folded->at[folded->size] = at;
        folded->bytes[folded->size++] = byte;
        at = c.next;
    }
    folded->at[folded->size] = word.end;
    folded->bytes[folded->size] = '\0';
    return true;
}

static bool ends_with(const folded_word *word, size_t size, const char *ending) {
    size_t length = strlen(ending);
    return size > length && memcmp(word->bytes + size - length, ending, length) == 0;
}

/* Length of the clitic at the end of the first `size` characters, 0: none. */
static size_t clitic_length(const folded_word *word, size_t size) {
    static const char *const CLITICS[] = {"n't", "'s", "'ll", "'re", "'ve", "'d", "'m"};
    for (size_t i = 0; i < sizeof CLITICS / sizeof CLITICS[0]; i++)
        if (ends_with(word, size, CLITICS[i]))
            return strlen(CLITICS[i]);
    return 0;
}

/* Words written together, and the length of their first part. Forms that are words of their own
 * (wont, cant, its, were) stay whole. */
static size_t fused_length(const char *word) {
    static const struct {
        const char *word;
        size_t first;
    } FUSED[] = {{"cannot", 3}, {"gonna", 3}, {"wanna", 3}, {"gotta", 3}, {"gimme", 3},
        {"lemme", 3}, {"dont", 2}, {"didnt", 3}, {"doesnt", 4}, {"isnt", 2}, {"wasnt", 3},
        {"arent", 3}, {"werent", 4}, {"couldnt", 5}, {"wouldnt", 5}, {"shouldnt", 6}, {"havent", 4},
        {"hasnt", 3}, {"hadnt", 3}, {"aint", 2}};
    for (size_t i = 0; i < sizeof FUSED / sizeof FUSED[0]; i++)
        if (strcmp(word, FUSED[i].word) == 0)
            return FUSED[i].first;
    return 0;
}

size_t drg_word_cuts(drg_slice text, drg_span word, size_t cuts[3]) {
    folded_word folded;
    size_t count = 0, found[3];
    if (word.end - word.start < 3 || !fold_word(text, word, &folded))
        return 0;
    if (!folded.apostrophe) {
        size_t first = fused_length(folded.bytes);
        if (first)
            cuts[count++] = folded.at[first];
        return count;
    }
    size_t size = folded.size;
    while (count < 3) {
        size_t length = clitic_length(&folded, size);
        if (length == 0)
            break;
        /* 80's, 1990's: a decade, not a clitic */
        char before = folded.bytes[size - length - 1];
        if (before == '0' && size - length <= 4 && folded.bytes[size - 1] == 's')
            break;
        size -= length;
        found[count++] = folded.at[size];
    }
    for (size_t i = 0; i < count; i++)
        cuts[i] = found[count - 1 - i];
    return count;
}
