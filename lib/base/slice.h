/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_SLICE_H
#define DRG_BASE_SLICE_H
/* Slices: bytes that somebody else owns. All comparisons are of bytes. */
#include "../dragoman.h"

#include <string.h>

#define DRG_SLICE(literal) ((drg_slice){("" literal), sizeof(literal) - 1})

static inline drg_slice drg_slice_of(const char *string) {
    return (drg_slice){string, string ? strlen(string) : 0};
}

static inline bool drg_slice_equal(drg_slice a, drg_slice b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* The first byte decides nearly always, and costs less than asking how long the string is. */
static inline bool drg_slice_is(drg_slice a, const char *string) {
    if (a.size && string && a.data[0] != string[0])
        return false;
    return drg_slice_equal(a, drg_slice_of(string));
}

/* Whether a word stands in a list with a bar before and behind each: "|man|woman|". */
static inline bool drg_slice_listed(drg_slice word, const char *list) {
    size_t length = strlen(list);
    for (size_t i = 0; i + word.size + 1 < length && word.size; i++)
        if (list[i] == '|' && list[i + 1] == word.data[0] && list[i + 1 + word.size] == '|' &&
            memcmp(list + i + 1, word.data, word.size) == 0)
            return true;
    return false;
}

/* Without blanks and tabs at both ends. */
static inline drg_slice drg_slice_trim(drg_slice value) {
    while (value.size && (value.data[0] == ' ' || value.data[0] == '\t')) {
        value.data++;
        value.size--;
    }
    while (value.size && (value.data[value.size - 1] == ' ' || value.data[value.size - 1] == '\t'))
        value.size--;
    return value;
}

/* Equal but for the case of A to Z; `lower` has none of them in upper case. */
static inline bool drg_slice_is_folded(drg_slice a, const char *lower) {
    size_t size = strlen(lower);
    if (a.size != size)
        return false;
    for (size_t i = 0; i < size; i++) {
        char c = a.data[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != lower[i])
            return false;
    }
    return true;
}

/*
 * Equal but for case in Latin script: by the bit that parts A from a, which parts most accented
 * letters too (E with an acute accent is C3 89 in UTF-8, in lower case C3 A9). A few other bytes
 * differ in it alone, so this is for words, not for keys.
 */
static inline bool drg_slice_alike(drg_slice a, drg_slice b) {
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if ((a.data[i] | 0x20) != (b.data[i] | 0x20))
            return false;
    return true;
}

/* What stands behind the last blank; all of it where there is none. */
static inline drg_slice drg_slice_last_word(drg_slice words) {
    size_t start = words.size;
    while (start > 0 && words.data[start - 1] != ' ')
        start--;
    return (drg_slice){words.data + start, words.size - start};
}

/* Whether a word is one of a table of words. */
static inline bool drg_slice_one_of(drg_slice a, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (drg_slice_is(a, words[i]))
            return true;
    return false;
}
#define DRG_ONE_OF(a, words) drg_slice_one_of(a, words, sizeof(words) / sizeof(words)[0])

static inline bool drg_slice_starts(drg_slice a, drg_slice prefix) {
    return a.size >= prefix.size && drg_slice_equal((drg_slice){a.data, prefix.size}, prefix);
}

/* Whether a word starts with one of a table of stems ("accus", "alleg"). */
static inline bool drg_slice_starts_one_of(drg_slice a, const char *const *stems, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (drg_slice_starts(a, drg_slice_of(stems[i])))
            return true;
    return false;
}
#define DRG_STARTS_ONE_OF(a, stems)                                                                \
    drg_slice_starts_one_of(a, stems, sizeof(stems) / sizeof(stems)[0])

static inline bool drg_slice_ends(drg_slice a, drg_slice suffix) {
    return a.size >= suffix.size &&
           drg_slice_equal((drg_slice){a.data + (a.size - suffix.size), suffix.size}, suffix);
}

/* <0, 0, >0 like memcmp, a prefix before what it starts. */
static inline int drg_slice_compare(drg_slice a, drg_slice b) {
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* The part of the text that a span names. The span must lie inside. */
static inline drg_slice drg_slice_part(drg_slice text, drg_span span) {
    return (drg_slice){text.data + span.start, span.end - span.start};
}

/*
 * Cuts the next piece up to `separator` off *rest. Returns false when nothing is left:
 *     drg_slice part, rest = cell;  while (drg_slice_cut(&rest, '|', &part)) ...
 */
static inline bool drg_slice_cut(drg_slice *rest, char separator, drg_slice *part) {
    if (rest->size == 0)
        return false;
    const char *end = memchr(rest->data, separator, rest->size);
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    *part = (drg_slice){rest->data, size};
    size_t skip = end ? size + 1 : size;
    rest->data += skip;
    rest->size -= skip;
    return true;
}

#endif
