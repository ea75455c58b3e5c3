/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_PARTY_H
#define DRG_EVENT_PARTY_H
/*
 * What the files that find parties share: party.c (places and phrases), party_verb.c, party_noun.c,
 * party_imply.c, party_sure.c and party_list.c.
 */
#include "event.h"

#include "../base/sort.h"

#define DRG_REACH 32 /* tokens that are read to each side of a trigger */

/* The place that a preposition means; DRG_PLACES: none of them. */
drg_place drg_place_of(drg_slice preposition);
/* Role of what stands in a place of the telling's entry (drg_place_role). */
uint8_t drg_party_role(const drg_telling *telling, drg_place place);
/* The side that a role goes to; NULL: no party. */
drg_side *drg_party_side(drg_telling *telling, uint8_t role);

/* Adds the parties of a chunk and its equals to the side of a role; how many were added. */
size_t drg_party_add(const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role);
/* The chunk as a party, else the actor inside it. */
size_t drg_party_add_inside(
    const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role);
/* What hangs on a noun that is no actor: "the efforts of volunteers". */
size_t drg_party_add_hanging(
    const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role);
/* Prepositional phrases from a token on; adjacent: they must follow one another; agent: "by" names
 * the telling's own source. */
void drg_party_phrases(
    const drg_syntax *syntax, drg_telling *telling, uint32_t at, bool adjacent, bool agent);
/* Drops from a side who is on the other: nobody acts on himself. */
void drg_side_without(drg_side *side, const drg_side *other);

void drg_party_verb(const drg_syntax *syntax, drg_telling *telling);
void drg_party_attributive(const drg_syntax *syntax, drg_telling *telling);
void drg_party_noun(const drg_syntax *syntax, drg_telling *telling);
void drg_party_imply(const drg_syntax *syntax, drg_telling *telling);

/* Completes the lists of equals that the sides hold and takes out whom the words set against them.
 */
void drg_party_lists(const drg_syntax *syntax, drg_telling *telling);
/* "X critics" are not X, but against him. */
void drg_party_opponents(const drg_syntax *syntax, drg_telling *telling);

/* First token of who a party is. */
static inline uint32_t drg_party_token(const drg_syntax *syntax, const drg_party *party) {
    return (uint32_t)DRG_FIRST_FROM(syntax->document->tokens, start, party->span.start);
}

/* The end of the last chunk of a list of equals. */
uint32_t drg_chunk_list_end(const drg_syntax *syntax, uint32_t chunk);

static inline drg_slice drg_syntax_lower(const drg_syntax *syntax, uint32_t token) {
    return syntax->document->tokens.items[token].lower;
}

/* The end of the sentence that the telling stands in. */
static inline uint32_t drg_telling_limit(const drg_syntax *syntax, const drg_telling *telling) {
    return syntax->document->sentences.items[telling->found.sentence].end_token;
}

#endif
