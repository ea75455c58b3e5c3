/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names that a slip of the pen parts: "Ecoanalítica" and "Econalítica", "Randy Kremlacek" and
 * "Kremacek", "Kiwi Ferns" and "Kiwi Fern".
 *
 * Two names of one type are one where a single letter is put in, left out, changed or swapped with
 * the next, inside a word of LONG letters that begins alike in both. Not where the tables know two
 * things by these names, where both words are common ones ("Unite", "Unity"), where figures differ,
 * or where a vowel at the end tells a woman from a man ("Mario", "Maria").
 *
 * How they find each other: names one letter apart become equal when each loses one letter (the
 * index of deletions of Garbe's SymSpell), so each name is noted under itself and under all it
 * becomes by losing a letter. Cost: time linear in the letters of all names, memory in those of the
 * first SPELT entities.
 */
#include "chain.h"

enum { LONG = 5, SHORTEST = 5, LONGEST = 40, SPELT = 512 };

static char letter_of(drg_entity_type type, bool surname) {
    if (type == DRG_PERSON)
        return surname ? 'q' : 'Q';
    return type == DRG_ORGANIZATION ? 'O' : type == DRG_NORP ? 'W' : 'L';
}

/* What is compared: the name, or its last word. */
static drg_slice spelling(
    const drg_namer *namer, uint32_t reading, bool surname, char buffer[DRG_KEY_ROOM]) {
    const drg_reading *r = &namer->readings.items[reading];
    drg_slice name = drg_namer_key(namer, r->first, r->end, buffer);
    if (surname)
        name = drg_slice_last_word(name);
    return name.size < SHORTEST || name.size > LONGEST ? (drg_slice){NULL, 0} : name;
}

/* The name without its `at`-th byte; all of it where `at` is its size. */
static drg_slice without(drg_slice name, size_t at, char buffer[DRG_KEY_ROOM]) {
    memcpy(buffer, name.data, at);
    if (at < name.size)
        memcpy(buffer + at, name.data + at + 1, name.size - at - 1);
    return (drg_slice){buffer, name.size - (at < name.size)};
}

static bool vowel(char letter) {
    return strchr("aeiou", letter) && letter;
}

/* The word of a name that holds a byte. */
static drg_slice word_at(drg_slice name, size_t at) {
    size_t first = at, end = at;
    while (first > 0 && name.data[first - 1] != ' ')
        first--;
    while (end < name.size && name.data[end] != ' ')
        end++;
    return (drg_slice){name.data + first, end - first};
}

/* A word of the text that is common in lower case. */
static bool common(const drg_namer *namer, drg_slice word) {
    uint32_t number = drg_intern_find(&namer->interned, word);
    return number != DRG_NONE &&
           (namer->words[number].classes & (DRG_WORD_COMMON_LOWER | DRG_WORD_COMMON_MIXED));
}

static bool small_letter(char letter) {
    return letter >= 'a' && letter <= 'z';
}

/* Whether one letter parts two names, and that in a place where it may be a slip. The first name is
 * the later one: "Yadavs" are more than the Yadav named before. */
static bool slip(const drg_namer *namer, drg_entity_type type, drg_slice a, drg_slice b) {
    bool longer_later = a.size > b.size;
    if (a.size < b.size) {
        drg_slice longer = b;
        b = a;
        a = longer;
    }
    size_t front = 0, back = 0;
    while (front < b.size && a.data[front] == b.data[front])
        front++;
    while (back < b.size - front && a.data[a.size - 1 - back] == b.data[b.size - 1 - back])
        back++;
    size_t left = a.size - front - back, right = b.size - front - back;
    bool swapped = left == 2 && right == 2 && a.data[front] == b.data[front + 1] &&
                   a.data[front + 1] == b.data[front];
    if (left == 0 || !((left == 1 && right <= 1) || swapped))
        return false;
    if (!small_letter(a.data[front]) || (right && !small_letter(b.data[front])))
        return false;
    drg_slice one = word_at(a, front), two = word_at(b, front);
    bool begins = front == 0 || a.data[front - 1] == ' ';
    bool ends = front + left == a.size || a.data[front + left] == ' ';
    if (begins || one.size < LONG || two.size < LONG)
        return false;
    bool plural = ends && right == 0 && a.data[front] == 's';
    if (ends && vowel(a.data[front]) && (right == 0 || vowel(b.data[front])))
        return false;
    if (plural)
        return type == DRG_ORGANIZATION || type == DRG_NORP ||
               (type == DRG_PERSON && !longer_later);
    return !(common(namer, one) && common(namer, two));
}

/* The entity of a noted reading, where its name is the other's but for a slip. */
static uint32_t same_but_for_a_slip(
    const drg_namer *namer, uint32_t noted, drg_slice name, uint32_t thing, bool surname) {
    char buffer[DRG_KEY_ROOM];
    const drg_reading *r = &namer->readings.items[noted];
    const drg_cluster *cluster = &namer->clusters.items[r->entity];
    if (thing != DRG_NONE && cluster->thing != DRG_NONE && thing != cluster->thing)
        return DRG_NONE;
    drg_slice other = spelling(namer, noted, surname, buffer);
    return other.size && slip(namer, r->type, name, other) ? r->entity : DRG_NONE;
}

uint32_t drg_chain_misspelt(const chainer *chain, uint32_t reading, uint32_t thing, bool surname) {
    char buffer[DRG_KEY_ROOM];
    const drg_namer *namer = chain->namer;
    drg_slice name = spelling(namer, reading, surname, buffer);
    char kind = letter_of(namer->readings.items[reading].type, surname);
    if (name.size == 0 || chain->spelt >= SPELT)
        return DRG_NONE;
    for (size_t at = 0; at <= name.size; at++) {
        char shorter[DRG_KEY_ROOM]; /* looked up only: of slips there is no end */
        uint32_t key = drg_chain_find_key(chain, kind, without(name, at, shorter));
        uint32_t noted = key == DRG_NONE ? DRG_NONE : chain->key_clusters.items[key];
        uint32_t cluster =
            noted == DRG_NONE ? DRG_NONE : same_but_for_a_slip(namer, noted, name, thing, surname);
        if (cluster != DRG_NONE)
            return cluster;
    }
    return DRG_NONE;
}

bool drg_chain_spell(chainer *chain, uint32_t reading, bool surname) {
    char buffer[DRG_KEY_ROOM];
    const drg_namer *namer = chain->namer;
    drg_slice name = spelling(namer, reading, surname, buffer);
    char kind = letter_of(namer->readings.items[reading].type, surname);
    if (name.size == 0 || chain->spelt >= SPELT)
        return true;
    chain->spelt++;
    for (size_t at = 0; at <= name.size; at++) {
        char shorter[DRG_KEY_ROOM];
        uint32_t key = drg_chain_key(chain, kind, without(name, at, shorter));
        if (key == DRG_NONE)
            return false;
        if (chain->key_clusters.items[key] == DRG_NONE)
            chain->key_clusters.items[key] = reading;
    }
    return true;
}
