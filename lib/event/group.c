/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "The two countries", "both sides", "the three leaders": a party that only counts its members.
 *
 * A reader takes the members from what was just told: the last states, or for leaders and ministers
 * the last persons, that the text has named, as many as are counted. So the names before the words
 * are read backwards until enough different ones are met; a nationality, a body or a person names
 * its state where the article names that state as such. Where there are too few the words stay.
 *
 * Cost: at most BACK mentions, NAMED entities: bounded for each party.
 */
#include "unite.h"

#include "../engine.h"

#define BACK 48 /* mentions before the words that are read */
#define NAMED 256 /* entities among which a state is looked for */
#define MEMBERS 5

typedef enum group_kind { GROUP_NONE, GROUP_STATES, GROUP_PERSONS } group_kind;

static bool is_word(drg_slice word, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (drg_slice_is(word, words[i]))
            return true;
    return false;
}

/* First token of a span; binary search. */
static uint32_t token_at(const drg_document *document, uint32_t start) {
    uint32_t low = 0, high = (uint32_t)document->tokens.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->tokens.items[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t number_of(drg_slice word) {
    static const char *const words[] = {"two", "three", "four", "five"};
    if (drg_slice_is(word, "both"))
        return 2;
    for (size_t i = 0; i < 4; i++)
        if (drg_slice_is(word, words[i]))
            return i + 2;
    return 0;
}

/* How many of what the words of a party count. */
static group_kind count_in(const drg_document *document, drg_span span, size_t *number) {
    static const char *const states[] = {"countries", "sides", "nations", "states", "governments",
        "neighbours", "neighbors", "capitals", "parties"};
    static const char *const persons[] = {
        "leaders", "presidents", "ministers", "men", "women", "diplomats", "officials"};
    uint32_t at = token_at(document, span.start), end = token_at(document, span.end);
    *number = 0;
    if (end > at + 4 || end == at)
        return GROUP_NONE;
    for (uint32_t t = at; t + 1 < end && *number == 0; t++)
        *number = number_of(document->tokens.items[t].lower);
    /* "the" is no part of a party's words, "two" may be left out with it: "the two sides" */
    if (*number == 0 && at > 0)
        *number = number_of(document->tokens.items[at - 1].lower);
    if (*number == 0)
        return GROUP_NONE;
    drg_slice head = document->tokens.items[end - 1].lower;
    if (is_word(head, states, sizeof states / sizeof states[0]))
        return GROUP_STATES;
    return is_word(head, persons, sizeof persons / sizeof persons[0]) ? GROUP_PERSONS : GROUP_NONE;
}

/* The entity that a named one stands for in such a group; DRG_NONE: none. */
static uint32_t member_of(const drg_document *document, group_kind kind, uint32_t entity) {
    const drg_entity *of = &document->entities.items[entity];
    if (kind == GROUP_PERSONS)
        return of->type == DRG_PERSON ? entity : DRG_NONE;
    if (of->country.size == 0 || !document->entity_thing)
        return DRG_NONE;
    uint32_t state = drg_know_country(document->engine->know, of->country);
    for (uint32_t e = 0; state != DRG_NONE && e < document->entities.count && e < NAMED; e++)
        if (document->entity_thing[e] == state)
            return e;
    return DRG_NONE;
}

static size_t members_before(
    const drg_document *document, group_kind kind, drg_span span, size_t number, uint32_t *found) {
    uint32_t m = drg_document_mention_from(document, token_at(document, span.start));
    size_t count = 0;
    for (int i = 0; i < BACK && m > 0 && count < number; i++) {
        const drg_mention *mention = &document->mentions.items[--m];
        if (mention->kind != DRG_NAME)
            continue;
        uint32_t member = member_of(document, kind, mention->entity);
        bool again = member == DRG_NONE;
        for (size_t k = 0; k < count; k++)
            again = again || found[k] == member;
        if (!again)
            found[count++] = member;
    }
    return count;
}

static drg_party party_of(const drg_document *document, uint32_t entity, const drg_party *told) {
    const drg_entity *of = &document->entities.items[entity];
    drg_party party = {.entity = entity,
        .span = told->span,
        .country = of->country,
        .actor_code = of->actor_code,
        .sector_count = of->sector_count,
        .implied = told->implied};
    memcpy(party.sectors, of->sectors, sizeof party.sectors);
    return party;
}

/* The members that a party counts; 0: it is no such group, or they were not named. */
static size_t members_of(const drg_document *document, const drg_party *party, uint32_t *found) {
    size_t number = 0;
    if (party->entity != DRG_NONE || party->span.start == party->span.end)
        return 0;
    group_kind kind = count_in(document, party->span, &number);
    if (kind == GROUP_NONE || members_before(document, kind, party->span, number, found) < number)
        return 0;
    return number;
}

int drg_group_expand(drg_document *document, drg_side *side) {
    uint32_t found[MEMBERS];
    size_t groups = 0;
    for (size_t i = 0; i < side->count; i++)
        groups += members_of(document, &side->items[i], found) > 0;
    if (groups == 0)
        return DRG_OK;
    drg_party *items = drg_arena_array(&document->arena, DRG_SIDE, sizeof *items);
    if (!items)
        return DRG_ENOMEM;
    drg_side into = {.items = items, .by = side->by};
    for (size_t i = 0; i < side->count; i++) {
        size_t number = members_of(document, &side->items[i], found);
        if (number == 0)
            drg_side_add(&into, &side->items[i]);
        for (size_t k = number; k-- > 0;) { /* they were read backwards */
            drg_party member = party_of(document, found[k], &side->items[i]);
            drg_side_add(&into, &member);
        }
    }
    *side = into;
    return DRG_OK;
}
