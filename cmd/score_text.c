/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strings as numbers, so that the measures compare numbers: a hash table with open addressing
 * (FNV-1a, doubled at half full). Normalising follows Python's re.sub(r"[^\w]+", " ", s.lower()),
 * by which the figures of `make eval` are made: letters and numbers of any script and '_' are
 * words.
 */
#include "score.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct score_words {
    char **texts; /* [count]; heap, NUL-terminated */
    uint32_t *slots; /* [slot_count], number + 1; 0: free */
    size_t count, room, slot_count;
    char *buffer; /* of score_norm */
    size_t buffer_room;
    bool failed;
};

static uint64_t hash_of(const char *text, size_t size) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static bool grow_slots(score_words *words) {
    size_t count = words->slot_count ? 2 * words->slot_count : 1024;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < words->count; i++) {
        size_t at = hash_of(words->texts[i], strlen(words->texts[i])) & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(words->slots);
    words->slots = slots;
    words->slot_count = count;
    return true;
}

static bool make_room(score_words *words) {
    if (2 * (words->count + 1) > words->slot_count && !grow_slots(words))
        return false;
    if (words->count < words->room)
        return true;
    size_t room = words->room ? 2 * words->room : 512;
    char **texts = realloc(words->texts, room * sizeof *texts);
    if (!texts)
        return false;
    words->texts = texts;
    words->room = room;
    return true;
}

uint32_t score_word(score_words *words, const char *text, size_t size) {
    if (!make_room(words)) {
        words->failed = true;
        return UINT32_MAX;
    }
    size_t at = hash_of(text, size) & (words->slot_count - 1);
    for (; words->slots[at]; at = (at + 1) & (words->slot_count - 1)) {
        const char *known = words->texts[words->slots[at] - 1];
        if (strlen(known) == size && !memcmp(known, text, size))
            return words->slots[at] - 1;
    }
    char *copy = malloc(size + 1);
    if (!copy) {
        words->failed = true;
        return UINT32_MAX;
    }
    memcpy(copy, text, size);
    copy[size] = 0;
    words->texts[words->count] = copy;
    words->slots[at] = (uint32_t)++words->count;
    return (uint32_t)words->count - 1;
}

static bool is_word(utf8proc_int32_t character) {
    switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return character == '_';
    }
}

uint32_t score_norm(score_words *words, const char *text) {
    size_t size = strlen(text), used = 0;
    if (words->buffer_room < 2 * size + 8) { /* a small letter may take more bytes */
        char *grown = realloc(words->buffer, 2 * size + 8);
        if (!grown) {
            words->failed = true;
            return UINT32_MAX;
        }
        words->buffer = grown;
        words->buffer_room = 2 * size + 8;
    }
    bool gap = false;
    for (size_t at = 0; at < size;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t took = utf8proc_iterate(
            (const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &character);
        at += took > 0 ? (size_t)took : 1;
        if (took <= 0 || !is_word(character)) {
            gap = used > 0;
            continue;
        }
        if (gap)
            words->buffer[used++] = ' ';
        gap = character == 0x130; /* its small letter is an i and a dot above, which is no word */
        used += (size_t)utf8proc_encode_char(
            gap ? 'i' : utf8proc_tolower(character), (utf8proc_uint8_t *)words->buffer + used);
    }
    return score_word(words, words->buffer, used);
}

const char *score_text(const score_words *words, uint32_t word) {
    return word < words->count ? words->texts[word] : "";
}

bool score_words_failed(const score_words *words) {
    return words->failed;
}

score_words *score_words_new(void) {
    score_words *words = calloc(1, sizeof *words);
    if (words && score_word(words, "", 0) == UINT32_MAX) {
        score_words_free(words);
        return NULL;
    }
    return words;
}

void score_words_free(score_words *words) {
    if (!words)
        return;
    for (size_t i = 0; i < words->count; i++)
        free(words->texts[i]);
    free(words->texts);
    free(words->slots);
    free(words->buffer);
    free(words);
}
