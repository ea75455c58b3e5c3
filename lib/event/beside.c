/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that only say whose somebody is, beside him.
 *
 * Position and the reading engine give a side names that no coder writes: "Egypt" and "Sisi" of
 * "Egypt's President Sisi", "Trump" and "Kellogg" of "Trump's envoy Kellogg", "American" and
 * "Rubio" where American officials met and Rubio is one of them. Who owns an actor is not the
 * actor, and an adjective of nationality says of which state somebody is: neither is a party more
 * where another of the side says it better (docs/coding.md, Parties). Alone both stay: "American
 * and French officials" are how the article tells of two states.
 *
 * Cost: the product of the sizes of the sides, which are at most DRG_SIDE long.
 */
#include "unite.h"

#include "../base/sort.h"

/* The first token behind a span. */
static uint32_t behind(const drg_document *document, drg_span span) {
    return (uint32_t)DRG_FIRST_FROM(document->tokens, start, span.end);
}

#define FAR 8 /* words from the owner to a name in apposition to whom he owns */

static bool ends_phrase(uint8_t tag) {
    return tag == DRG_TAG_AND || tag == DRG_TAG_STOP || tag == DRG_TAG_PREPOSITION ||
           tag == DRG_TAG_RELATIVE || tag == DRG_TAG_SUBORDINATOR;
}

/* Does somebody of the side stand in the noun phrase behind a mark of possession, or in apposition
 * to it: "Kenya's recently elected President, Uhuru Kenyatta"? */
static bool stands_behind(const drg_syntax *syntax, const drg_side *side, uint32_t mark) {
    const drg_document *document = syntax->document;
    uint32_t end = mark + 1;
    while (end < document->tokens.count && end < mark + FAR && !ends_phrase(syntax->nodes[end].tag))
        end++;
    drg_span words = {document->tokens.items[mark].end, document->tokens.items[end - 1].end};
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].span.start > words.start && side->items[i].span.start < words.end)
            return true;
    return false;
}

bool drg_owns_party(const drg_syntax *syntax, const drg_side *side, size_t at) {
    drg_party owned;
    uint32_t mark = behind(syntax->document, side->items[at].span);
    if (side->count < 2 || mark + 1 >= syntax->document->tokens.count ||
        syntax->nodes[mark].tag != DRG_TAG_POSSESSIVE)
        return false;
    uint32_t chunk = syntax->nodes[mark + 1].chunk;
    return chunk != DRG_NONE && drg_actor_of(syntax, chunk, &owned) &&
           stands_behind(syntax, side, mark);
}

static bool is_people(const drg_document *document, uint32_t entity) {
    return entity != DRG_NONE && document->entities.items[entity].type == DRG_NORP;
}

/* Does an adjective of nationality stand in the chunk before its noun: "European officials"? */
static bool holds_adjective(const drg_syntax *syntax, const drg_chunk *chunk) {
    const drg_document *document = syntax->document;
    for (uint32_t m = drg_document_mention_from(document, chunk->first);
         m < document->mentions.count && document->mentions.items[m].end_token <= chunk->head; m++)
        if (is_people(document, document->mentions.items[m].entity))
            return true;
    return false;
}

/* "American", before a noun that it says more of, or in a list of which the last word has the noun:
 * "American, Ukrainian and European officials". */
static bool is_adjective(const drg_syntax *syntax, const drg_party *party) {
    const drg_document *document = syntax->document;
    if (!is_people(document, party->entity) || party->country.size == 0)
        return false;
    uint32_t end = behind(document, party->span);
    uint32_t chunk = end == 0 ? DRG_NONE : syntax->nodes[end - 1].chunk;
    if (chunk == DRG_NONE || syntax->chunks.items[chunk].head >= end)
        return chunk != DRG_NONE;
    for (int i = 0; i < DRG_SIDE && syntax->chunks.items[chunk].right != DRG_NONE; i++) {
        chunk = syntax->chunks.items[chunk].right;
        if (holds_adjective(syntax, &syntax->chunks.items[chunk]))
            return true;
    }
    return false;
}

/* Is somebody of the same state named on the side? A description may have its state by default. */
static bool countryman(const drg_side *side, const drg_party *party) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].entity != DRG_NONE && side->items[i].entity != party->entity &&
            drg_slice_equal(side->items[i].country, party->country))
            return true;
    return false;
}

void drg_without_adjectives(const drg_syntax *syntax, drg_side *side, const drg_side *equals) {
    size_t kept = 0;
    const drg_side all = *side; /* two adjectives of one state: the later one stays */
    for (size_t i = 0; i < all.count; i++) {
        const drg_party party = all.items[i];
        const drg_side before = {.items = all.items, .count = kept};
        const drg_side after = {.items = all.items + i + 1, .count = all.count - i - 1};
        if (is_adjective(syntax, &party) &&
            (countryman(&before, &party) || countryman(&after, &party) ||
                (equals && countryman(equals, &party))))
            continue;
        side->items[kept++] = party;
    }
    side->count = kept;
}
