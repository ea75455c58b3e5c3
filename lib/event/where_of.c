/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places that belong to another event of the sentence.
 *
 * "Putin's reluctance to agree to a ceasefire and ... the drone attack in Dnipro": Dnipro is where
 * the attack was, not the refusal. A place that hangs by its preposition on a noun that tells
 * another event, and none of the record's, is that event's; where.c then does not count the
 * preposition as one that leads to the record's own place.
 *
 * Tellings stand in reading order, so the noun's are found by bisection; at most MOST_OF_NOUN of
 * one noun and MOST_TELLINGS of the record are compared.
 */
#include "rank.h"

#define MOST_OF_NOUN 16
#define MOST_TELLINGS 12

/* The first telling whose head is at or behind a token. */
static uint32_t telling_from(const drg_telling_list *tellings, uint32_t token) {
    uint32_t low = 0, high = (uint32_t)tellings->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tellings->items[middle].found.head < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool of_record(const drg_record *record, uint32_t telling) {
    for (size_t i = 0; i < record->count && i < MOST_TELLINGS; i++)
        if (record->numbers[i] == telling)
            return true;
    return false;
}

bool drg_place_of_other(const drg_record *record, uint32_t preposition) {
    const drg_telling_list *tellings = record->tellings;
    if (preposition == DRG_NONE || preposition == 0)
        return false;
    uint32_t chunk = record->syntax->nodes[preposition - 1].chunk;
    if (chunk == DRG_NONE)
        return false;
    const drg_chunk *noun = &record->syntax->chunks.items[chunk];
    uint32_t first = telling_from(tellings, noun->first), t = first;
    for (; t < tellings->count && t < first + MOST_OF_NOUN; t++) {
        if (tellings->items[t].found.head >= noun->end)
            break;
        if (of_record(record, t))
            return false;
    }
    return t > first;
}
