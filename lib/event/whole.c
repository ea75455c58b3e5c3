/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a described party: its whole noun phrase.
 *
 * The stage keeps a description up to its last noun, by which descriptions are compared. A reader
 * of the record is told little by "members", "group" or "president"; so the phrases with "of" that
 * follow join it in the end: "members of the San Isidro Movement", "the president of the Supreme
 * Court", with all members of a list. Relative clauses and other phrases stay out (docs/coding.md,
 * Parties), as do pronouns and what is no noun ("the accused of raping").
 *
 * Cost: HOPS phrases a party.
 */
#include "event.h"

#include "../base/sort.h"

#define HOPS 2 /* "a group of hundreds of people" */
#define LONG 14 /* tokens behind the last noun */

/* Words that tell nobody without whose they are. */
static bool says_little(drg_slice word) {
    static const char *const words[] = {"member", "members", "group", "groups", "team", "teams",
        "board", "unit", "units", "branch", "chapter", "wing", "faction", "factions", "party",
        "parties", "representative", "representatives", "leader", "leaders", "head", "heads",
        "chief", "chiefs", "rulers", "official", "officials", "officer", "officers", "staff",
        "personnel", "employees", "workers", "owner", "owners", "driver", "drivers", "resident",
        "residents", "citizens", "natives", "people", "person", "persons", "families", "family",
        "relatives", "parents", "mother", "father", "brother", "brothers", "sister", "sisters",
        "daughter", "son", "sons", "wife", "husband", "widow", "friends", "neighbours",
        "descendants", "supporters", "followers", "critics", "opponents", "victims", "victim",
        "survivors", "survivor", "students", "soldiers", "associates", "allies", "signatories",
        "number", "hundreds", "thousands", "dozens", "scores", "percent", "majority", "part",
        "crowd", "delegation", "commission", "committee", "alliance", "coalition", "countries",
        "company", "subsidiary", "artists", "founder", "founders", "editor", "director", "manager",
        "managers", "spokesman", "spokesperson", "principals", "commander", "commanders"};
    return DRG_ONE_OF(word, words);
}

/* Is a phrase not at its end: "of Israel" in "of Israel's army", "of caste" in "of caste-based"? */
static bool goes_on(const drg_syntax *syntax, uint32_t end) {
    const drg_document *document = syntax->document;
    if (end >= document->tokens.count)
        return false;
    uint8_t tag = syntax->nodes[end].tag;
    return tag == DRG_TAG_POSSESSIVE || tag == DRG_TAG_NOUN || tag == DRG_TAG_NAME ||
           document->tokens.items[end].shape == DRG_SHAPE_DASH;
}

static int named_type(const drg_document *document, const drg_chunk *chunk) {
    uint32_t mention = drg_document_mention_at(document, chunk->head);
    if (mention == DRG_NONE || document->mentions.items[mention].kind != DRG_NAME)
        return -1;
    return (int)document->entities.items[document->mentions.items[mention].entity].type;
}

/* Is the next of the list one more of the same, as in "leaders of A, B and C"? Behind a comma only
 * what is named as the others are: "residents of the UAE, and Muslims" are two descriptions. */
static bool goes_with(const drg_syntax *syntax, uint32_t chunk) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    if (one->right == DRG_NONE)
        return false;
    int type = named_type(syntax->document, one);
    if (syntax->nodes[one->end].tag != DRG_TAG_COMMA)
        return true;
    return type >= 0 && named_type(syntax->document, &syntax->chunks.items[one->right]) == type;
}

/* The end of the words with the phrases that join them. */
static uint32_t whole_end(const drg_syntax *syntax, uint32_t end) {
    const drg_document *document = syntax->document;
    uint32_t limit = document->sentences.items[document->tokens.items[end - 1].sentence].end_token;
    if (end + LONG < limit)
        limit = end + LONG;
    for (int hop = 0; hop < HOPS; hop++) {
        if (end + 1 >= limit || !drg_slice_is(document->tokens.items[end].lower, "of"))
            break;
        uint32_t chunk = syntax->nodes[end + 1].chunk;
        if (chunk == DRG_NONE || syntax->chunks.items[chunk].pronoun ||
            syntax->chunks.items[chunk].time)
            break;
        if (syntax->nodes[syntax->chunks.items[chunk].head].tag == DRG_TAG_DETERMINER ||
            drg_slice_is(document->tokens.items[end + 1].lower, "those"))
            break;
        bool many = drg_slice_ends(document->tokens.items[end - 1].lower, DRG_SLICE("s"));
        for (int i = 0; many && i < DRG_SIDE && goes_with(syntax, chunk); i++)
            chunk = syntax->chunks.items[chunk].right;
        if (syntax->chunks.items[chunk].end > limit ||
            goes_on(syntax, syntax->chunks.items[chunk].end))
            break;
        end = syntax->chunks.items[chunk].end;
    }
    return end;
}

const drg_party *drg_party_whole(
    drg_document *document, const drg_syntax *syntax, const drg_party *parties, size_t count) {
    drg_party *whole = drg_arena_array(&document->arena, count, sizeof *whole);
    if (!whole)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        whole[i] = parties[i];
        uint32_t end = (uint32_t)DRG_FIRST_FROM(document->tokens, start, parties[i].span.end);
        if (parties[i].entity == DRG_NONE && parties[i].span.end > 0 && end > 0 &&
            end < document->tokens.count && says_little(document->tokens.items[end - 1].lower))
            whole[i].span.end = document->tokens.items[whole_end(syntax, end) - 1].end;
    }
    return whole;
}
