/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is on which side of an event.
 *
 * Verbs: the subject is the source (the target where the verb takes its subject so, as in "received
 * aid"; a party where the verb is symmetric), the object the target; in the passive the subject is
 * what the object would be and the source stands behind "by". Prepositional phrases follow the
 * entry's table of places ("talks with B", "an attack on B").
 * Nouns: the possessor ("Russia's attack"), names in front ("Israeli strikes"), and the phrases
 * after it ("the arrest of C by D", "talks between A and B"), again by the table; a light verb over
 * the noun lends its subject ("Israel launched a raid"), a verb of suffering lends it as target.
 * An object that is no actor gives the actor inside it ("condemned Russia's invasion").
 *
 * Every member of a list is a party of its own. Nobody is on both sides. Looks to the right read at
 * most DRG_REACH tokens: linear.
 */
#include "party.h"

drg_place drg_place_of(drg_slice preposition) {
    static const struct {
        const char *word;
        drg_place place;
    } words[] = {
        {"by", DRG_AT_BY},
        {"from", DRG_AT_FROM},
        {"of", DRG_AT_OF},
        {"on", DRG_AT_ON},
        {"upon", DRG_AT_ON},
        {"against", DRG_AT_AGAINST},
        {"to", DRG_AT_TO},
        {"with", DRG_AT_WITH},
        {"between", DRG_AT_BETWEEN},
        {"among", DRG_AT_BETWEEN},
        {"for", DRG_AT_FOR},
        {"at", DRG_AT_AT},
        {"towards", DRG_AT_TO},
        {"toward", DRG_AT_TO},
        {"into", DRG_AT_INTO},
        {"in", DRG_AT_IN},
        {"over", DRG_AT_OVER},
        {"outside", DRG_AT_OUTSIDE},
        {"near", DRG_AT_NEAR},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_slice_is(preposition, words[i].word))
            return words[i].place;
    return DRG_PLACES;
}

uint8_t drg_party_role(const drg_telling *telling, drg_place place) {
    uint8_t role = place < DRG_PLACES ? telling->entry->roles[place] : DRG_ROLE_NONE;
    if (role != DRG_ROLE_UNSAID)
        return role;
    bool noun = telling->entry->kind == DRG_ENTRY_NOUN;
    switch (place) {
    case DRG_AT_OBJECT:
        return telling->entry->symmetric ? DRG_ROLE_PARTY : DRG_ROLE_TARGET;
    case DRG_AT_POSSESSOR:
        return DRG_ROLE_SOURCE;
    case DRG_AT_BY:
        return DRG_ROLE_SOURCE;
    case DRG_AT_AGAINST:
        return DRG_ROLE_TARGET;
    case DRG_AT_BETWEEN:
        return DRG_ROLE_PARTY;
    case DRG_AT_WITH:
        return telling->entry->symmetric ? DRG_ROLE_PARTY : DRG_ROLE_NONE;
    case DRG_AT_ON:
        return noun ? DRG_ROLE_TARGET : DRG_ROLE_NONE;
    default:
        return DRG_ROLE_NONE;
    }
}

drg_side *drg_party_side(drg_telling *telling, uint8_t role) {
    if (role == DRG_ROLE_SOURCE || role == DRG_ROLE_PARTY)
        return &telling->source;
    return role == DRG_ROLE_TARGET ? &telling->target : NULL;
}

size_t drg_party_add(const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role) {
    drg_side *side = drg_party_side(telling, role);
    if (!side || chunk == DRG_NONE)
        return 0;
    return drg_actor_list(syntax, chunk, side);
}

/* The chunk as a party, else the actor inside it. */
size_t drg_party_add_inside(
    const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role) {
    size_t added = drg_party_add(syntax, telling, chunk, role);
    drg_side *side = drg_party_side(telling, role);
    if (added || !side || chunk == DRG_NONE)
        return added;
    return drg_actor_inside(syntax, chunk, syntax->chunks.items[chunk].head, side);
}

/* What hangs on a noun that is no actor: "the efforts of volunteers", "an attack by militants". */
size_t drg_party_add_hanging(
    const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role) {
    uint32_t end = syntax->document->sentences.items[telling->found.sentence].end_token;
    for (int hop = 0; hop < 3; hop++) {
        uint32_t at = syntax->chunks.items[chunk].end;
        if (at >= end || syntax->nodes[at].tag != DRG_TAG_PREPOSITION)
            return 0;
        drg_place place = drg_place_of(drg_syntax_lower(syntax, at));
        if (place != DRG_AT_OF && place != DRG_AT_BY && place != DRG_AT_FROM &&
            place != DRG_AT_AGAINST && place != DRG_AT_WITH)
            return 0;
        chunk = drg_syntax_chunk_at(syntax, at + 1, end);
        if (chunk == DRG_NONE)
            return 0;
        size_t added = drg_party_add_inside(syntax, telling, chunk, role);
        if (added)
            return added;
    }
    return 0;
}

/* ---- phrases to the right ---------------------------------------------------------------------
 */

uint32_t drg_chunk_list_end(const drg_syntax *syntax, uint32_t chunk) {
    for (int i = 0; i < DRG_SIDE && syntax->chunks.items[chunk].right != DRG_NONE; i++)
        chunk = syntax->chunks.items[chunk].right;
    return syntax->chunks.items[chunk].end;
}

/*
 * Prepositional phrases from `at` on. For nouns the phrases must follow one another; for verbs
 * other words may stand between, up to the end of the clause.
 */
void drg_party_phrases(
    const drg_syntax *syntax, drg_telling *telling, uint32_t at, bool adjacent, bool passive) {
    bool told = false; /* the phrase before named a party: "of" behind it belongs to it */
    uint32_t end = drg_telling_limit(syntax, telling);
    uint32_t limit = at + DRG_REACH < end ? at + DRG_REACH : end;
    while (at < limit) {
        const drg_node *node = &syntax->nodes[at];
        if (node->tag == DRG_TAG_PREPOSITION) {
            uint32_t chunk = drg_syntax_chunk_at(syntax, at + 1, limit);
            drg_place place = drg_place_of(drg_syntax_lower(syntax, at));
            if (chunk == DRG_NONE) {
                at++;
                continue;
            }
            uint8_t role = drg_party_role(telling, place);
            bool agent = place != DRG_AT_BY || passive || adjacent;
            if (agent && !(told && place == DRG_AT_OF))
                told = drg_party_add(syntax, telling, chunk, role) > 0;
            at = drg_chunk_list_end(syntax, chunk);
            continue;
        }
        bool stop = node->tag == DRG_TAG_STOP || node->tag == DRG_TAG_RELATIVE ||
                    node->tag == DRG_TAG_SUBORDINATOR || node->tag == DRG_TAG_COMMA ||
                    node->tag == DRG_TAG_AND;
        if (stop || (node->verb != DRG_NONE && node->verb != telling->verb))
            return;
        if (adjacent && node->chunk == DRG_NONE && node->tag != DRG_TAG_ADVERB &&
            node->tag != DRG_TAG_QUOTE)
            return;
        if (adjacent && node->chunk != DRG_NONE && !syntax->chunks.items[node->chunk].time)
            return;
        at = node->chunk == DRG_NONE ? at + 1 : syntax->chunks.items[node->chunk].end;
    }
}

/* Nobody acts on himself: who is on the other side as well is dropped from this one. */
void drg_side_without(drg_side *side, const drg_side *other) {
    size_t kept = 0;
    for (size_t i = 0; i < side->count; i++) {
        bool both = false;
        for (size_t j = 0; j < other->count; j++)
            both = both || drg_same_party(&side->items[i], &other->items[j]);
        if (!both)
            side->items[kept++] = side->items[i];
    }
    side->count = kept;
}

void drg_party_find(const drg_syntax *syntax, drg_telling *telling) {
    const drg_node *head = &syntax->nodes[telling->found.head];
    telling->verb = head->verb;
    telling->own_verb = head->verb != DRG_NONE;
    if (telling->own_verb)
        drg_party_verb(syntax, telling);
    else if (telling->found.attributive)
        drg_party_attributive(syntax, telling);
    else
        drg_party_noun(syntax, telling);
    drg_party_imply(syntax, telling);
    drg_side_without(&telling->target, &telling->source);
}
