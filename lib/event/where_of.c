/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places that belong to another event of the sentence.
 *
 * "Putin's reluctance to agree to a ceasefire and ... the drone attack in Dnipro": Dnipro is where
 * the attack was, not the refusal. A place that hangs by its preposition on a noun that tells
 * another event, and none of the record's, is that event's; where.c then does not count the
 * preposition as one that leads to the record's own place.
 *
 * Nor is a place that only says where another lies: "the Osire camp south-east of Otjiwarongo", "in
 * Fouka, 70 km west of Algiers". Where a place stands right before the words of direction, it is
 * the one; "a village north of Aleppo" is as near as one gets.
 *
 * Tellings stand in reading order, so the noun's are found by bisection; at most MOST_OF_NOUN of
 * one noun and MOST_TELLINGS of the record are compared.
 */
#include "rank.h"

#include "../base/sort.h"

#define MOST_OF_NOUN 16
#define MOST_TELLINGS 12

/* The first telling whose head is at or behind a token. */
static uint32_t telling_from(const drg_telling_list *tellings, uint32_t token) {
    return (uint32_t)DRG_FIRST_FROM(*tellings, found.head, token);
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

/* The first token of "[, just] 70 km south-east" before "of" at `of`; DRG_NONE: no direction. */
static uint32_t direction_before(const drg_document *document, uint32_t of) {
    static const char *const DIRECTIONS[] = {"north", "south", "east", "west", "northeast",
        "northwest", "southeast", "southwest", "north-east", "north-west", "south-east",
        "south-west"};
    static const char *const BETWEEN[] = {",", "(", "just", "about", "some", "around", "-", "km",
        "kilometers", "kilometres", "kilometer", "kilometre", "miles", "mile", "north", "south"};
    const drg_token *tokens = document->tokens.items;
    if (of == 0 || !DRG_ONE_OF(tokens[of - 1].lower, DIRECTIONS))
        return DRG_NONE;
    uint32_t at = of - 1;
    for (int looked = 0; looked < 5 && at > 0; looked++, at--) {
        const drg_token *before = &tokens[at - 1];
        if (before->shape != DRG_SHAPE_DIGIT && !DRG_ONE_OF(before->lower, BETWEEN))
            break;
    }
    return at;
}

bool drg_place_is_reference(const drg_document *document, const drg_mention *mention) {
    uint32_t first = mention->first_token;
    if (first < 3 || !drg_slice_is(document->tokens.items[first - 1].lower, "of"))
        return false;
    uint32_t at = direction_before(document, first - 1);
    if (at == DRG_NONE || at == 0)
        return false;
    uint32_t before = drg_document_mention_at(document, at - 1);
    return before != DRG_NONE && document->mentions.items[before].kind == DRG_NAME &&
           document->mentions.items[before].sentence == mention->sentence &&
           drg_place_kind_of(document, document->mentions.items[before].entity) != PLACE_NONE;
}
