/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who stands together and who against one another.
 *
 * The reading engine may miss members of a list ("the Ministry of Health, IMSS, ISSSTE and all
 * institutions"): whoever is named beside one whom it gave to a side, tied to him by commas and an
 * "and", is there too. And who is only set against the others is not: "prosecutes A and not B", "A
 * rather than B", "just like B in 2017". Critics of somebody are not he.
 *
 * Cost: the members of the lists, at most DRG_SIDE a side: bounded.
 */
#include "../engine.h"
#include "party.h"

/* "U.S." of "U.S. and Canadian officials": nothing but the name of a state or people. */
static bool state_alone(const drg_document *document, const drg_chunk *chunk) {
    uint32_t m = drg_document_mention_from(document, chunk->first);
    return m < document->mentions.count &&
           document->mentions.items[m].first_token == chunk->first &&
           document->mentions.items[m].end_token == chunk->end &&
           drg_state_like(document->entities.items[document->mentions.items[m].entity].type);
}

/* "U.S. and Canadian officials": where the engine reads the second alone. */
static void complete_state(
    const drg_syntax *syntax, uint32_t chunk, const drg_party *of, drg_side *side) {
    uint32_t left = syntax->chunks.items[chunk].left;
    drg_party first;
    if (left != DRG_NONE && of->entity == DRG_NONE &&
        state_alone(syntax->document, &syntax->chunks.items[left]) &&
        drg_actor_of(syntax, left, &first) && !drg_same_country(&first, of))
        drg_side_add(side, &first);
}

/* A state or what states are members of; else the type of who is named. */
static int kind_of(const drg_document *document, const drg_party *party) {
    if (party->entity == DRG_NONE)
        return -1;
    const drg_entity *of = &document->entities.items[party->entity];
    bool union_of_states =
        of->type == DRG_ORGANIZATION && drg_slice_starts(of->actor_code, DRG_SLICE("IGO"));
    if (of->type == DRG_GPE || union_of_states)
        return DRG_GPE;
    return of->type == DRG_PERSON || of->type == DRG_ORGANIZATION ? (int)of->type : -1;
}

/* "The committee of A and B", "troops from A and B": not they need be meant. */
static bool hangs_on_noun(const drg_syntax *syntax, uint32_t first) {
    static const char *const words[] = {"of", "from", "in", "at", "for", "on", "about", "over"};
    uint32_t by = syntax->chunks.items[first].preposition;
    return by != DRG_NONE && DRG_ONE_OF(drg_syntax_lower(syntax, by), words);
}

/* The first chunk of the list that a chunk stands in; DRG_NONE: it stands in none, or in one that
 * may be two clauses ("accused B, and he", "met B, but C"). */
static uint32_t list_start(const drg_syntax *syntax, uint32_t chunk) {
    uint32_t first = drg_list_first(syntax, chunk, DRG_SIDE);
    if (syntax->chunks.items[first].right == DRG_NONE)
        return DRG_NONE;
    uint32_t at = first;
    for (int i = 0; i < DRG_SIDE && at != DRG_NONE; i++) {
        const drg_chunk *one = &syntax->chunks.items[at];
        if (one->pronoun ||
            (one->first > 0 && drg_slice_is(drg_syntax_lower(syntax, one->first - 1), "but")))
            return DRG_NONE;
        at = one->right;
    }
    return first;
}

/* The member that a chunk of a list names, of one kind with who is told. */
static bool named_member(const drg_syntax *syntax, uint32_t chunk, int kind, drg_party *member) {
    const drg_document *document = syntax->document;
    uint32_t mention = drg_document_mention_at(document, syntax->chunks.items[chunk].head);
    return mention != DRG_NONE && document->mentions.items[mention].kind == DRG_NAME &&
           drg_actor_of(syntax, chunk, member) && kind_of(document, member) == kind;
}

static bool on_side(const drg_side *side, const drg_party *party) {
    for (size_t i = 0; i < side->count; i++)
        if (drg_same_party(&side->items[i], party))
            return true;
    return false;
}

/* The named members of the list that a chunk stands in. A list that hangs on a noun is completed
 * where two of it are told. */
static void complete_names(const drg_syntax *syntax, uint32_t chunk, int kind, drg_side *side) {
    uint32_t first = list_start(syntax, chunk), told = 0;
    drg_party member;
    chunk = first;
    for (int i = 0; i < DRG_SIDE && chunk != DRG_NONE; i++) {
        told += named_member(syntax, chunk, kind, &member) && on_side(side, &member);
        chunk = syntax->chunks.items[chunk].right;
    }
    if (first == DRG_NONE || told < (hangs_on_noun(syntax, first) ? 2U : 1U))
        return;
    chunk = first;
    for (int i = 0; i < DRG_SIDE && chunk != DRG_NONE; i++) {
        if (named_member(syntax, chunk, kind, &member))
            drg_side_add(side, &member);
        chunk = syntax->chunks.items[chunk].right;
    }
}

static void complete(const drg_syntax *syntax, drg_side *side, const drg_side *other) {
    size_t told = side->count;
    for (size_t i = 0; i < told && side->count < DRG_SIDE; i++) {
        const drg_party party = side->items[i];
        uint32_t chunk = party.implied || party.span.end == 0
                             ? DRG_NONE
                             : syntax->nodes[drg_party_token(syntax, &party)].chunk;
        if (chunk == DRG_NONE)
            continue;
        complete_state(syntax, chunk, &party, side);
        int kind = kind_of(syntax->document, &party);
        if (kind >= 0)
            complete_names(syntax, chunk, kind, side);
    }
    drg_side_without(side, other);
}

/* "And not B", "rather than B", "just like B". */
static bool set_against(const drg_syntax *syntax, uint32_t first) {
    if (first < 2)
        return false;
    drg_slice last = drg_syntax_lower(syntax, first - 1),
              before = drg_syntax_lower(syntax, first - 2);
    if (drg_slice_is(last, "than"))
        return drg_slice_is(before, "rather") || drg_slice_is(before, "other");
    if (drg_slice_is(last, "of"))
        return drg_slice_is(before, "instead");
    if (drg_slice_is(last, "like"))
        return drg_slice_is(before, "just");
    return drg_slice_is(last, "unlike") ||
           (drg_slice_is(last, "not") &&
               (drg_slice_is(before, "and") || drg_slice_is(before, "but")));
}

static void drop_contrasts(const drg_syntax *syntax, drg_side *side) {
    size_t kept = 0;
    for (size_t i = 0; i < side->count; i++) {
        const drg_party party = side->items[i];
        uint32_t token = party.span.end == 0 ? 0 : drg_party_token(syntax, &party);
        uint32_t chunk = token == 0 ? DRG_NONE : syntax->nodes[token].chunk;
        bool against = chunk != DRG_NONE && set_against(syntax, syntax->chunks.items[chunk].first);
        if (!against)
            side->items[kept++] = party;
    }
    side->count = kept;
}

void drg_party_lists(const drg_syntax *syntax, drg_telling *telling) {
    complete(syntax, &telling->source, &telling->target);
    complete(syntax, &telling->target, &telling->source);
    drop_contrasts(syntax, &telling->source);
    drop_contrasts(syntax, &telling->target);
}

/* "X critics": they are not X, who is whom they are against. */
void drg_party_opponents(const drg_syntax *syntax, drg_telling *telling) {
    uint64_t opponents = drg_lexicon_class(syntax->lexicon, "opponents");
    uint8_t type = telling->entry->type;
    bool against = type == DRG_ACCUSE || type == DRG_REJECT || type == DRG_PROTEST;
    for (size_t i = 0; i < telling->source.count; i++) {
        drg_party *party = &telling->source.items[i];
        if (party->entity == DRG_NONE || party->span.end == 0)
            continue;
        uint32_t chunk = syntax->nodes[drg_party_token(syntax, party)].chunk;
        if (chunk == DRG_NONE)
            continue;
        const drg_chunk *one = &syntax->chunks.items[chunk];
        const drg_token *head = &syntax->document->tokens.items[one->head];
        if (one->pronoun || head->start < party->span.end ||
            !(syntax->nodes[one->head].word->classes & opponents))
            continue;
        drg_party named = *party;
        *party = (drg_party){
            .entity = DRG_NONE, .span = {head->start, head->end}, .country = named.country};
        if (against && drg_side_open(&telling->target)) {
            telling->target.count = 0;
            drg_side_add(&telling->target, &named);
        }
    }
}
