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
 * Nor is one that only names a thing: "the Astana process".
 *
 * Regions and sites ("the Middle East", "the Nile", "the airport") are the place of what their own
 * sentence tells, and carry over to no other: of 57 that did, on train and dev, none was right.
 *
 * A place inside a body's name is where that body is, unless the body is of another country ("La
 * Libertad Avanza" of Argentina, "Rajya Sabha") or writes for readers everywhere ("New York
 * Times").
 *
 * Tellings stand in reading order, so the noun's are found by bisection; at most MOST_OF_NOUN of
 * one noun and MOST_TELLINGS of the record are compared.
 */
#include "../engine.h"
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

/* "The Astana process": of what a thing is called, not where it is. */
static bool is_of_name(const drg_document *document, const drg_mention *mention) {
    static const char *const THINGS[] = {"process", "accord", "accords", "format", "formula",
        "framework", "consensus", "affair", "scandal", "saga"};
    const drg_token *tokens = document->tokens.items;
    uint32_t end = mention->end_token;
    return end < document->sentences.items[mention->sentence].end_token &&
           DRG_ONE_OF(tokens[end].lower, THINGS);
}

bool drg_place_is_reference(const drg_document *document, const drg_mention *mention) {
    uint32_t first = mention->first_token;
    if (is_of_name(document, mention))
        return true;
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

bool drg_place_carries(const drg_document *document, uint32_t what) {
    drg_place_kind kind = drg_place_kind_of(document, what);
    return kind == PLACE_STATE || kind == PLACE_TOWN;
}

static bool is_state(const drg_know *know, drg_slice country) {
    uint32_t thing = country.size ? drg_know_country(know, country) : DRG_NONE;
    return thing != DRG_NONE && drg_know_thing(know, thing)->kind == DRG_THING_STATE;
}

bool drg_place_of_body(const drg_document *document, uint32_t body, uint32_t what) {
    const drg_know *know = document->engine->know;
    const drg_entity *entity = &document->entities.items[body];
    drg_slice country = drg_place_country(document, what);
    if (entity->sector_count && drg_slice_is(drg_know_sector_code(know, entity->sectors[0]), "JRN"))
        return false;
    bool known = document->entity_thing && document->entity_thing[body] != DRG_NONE;
    return !known || !country.size || !is_state(know, entity->country) ||
           drg_slice_equal(country, entity->country);
}
