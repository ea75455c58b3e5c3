/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who stands in the clause of a verb, and who in another: the looks of party_sure.c.
 *
 * Cost: looks of at most DRG_REACH tokens a party: linear.
 */
#include "party_clause.h"

bool drg_stands_in(const drg_syntax *syntax, const drg_party *party, drg_range tokens) {
    const drg_token *items = syntax->document->tokens.items;
    return tokens.first < tokens.end && party->span.end > 0 &&
           party->span.start >= items[tokens.first].start &&
           party->span.start < items[tokens.end - 1].end;
}

bool drg_holds(const drg_syntax *syntax, const drg_side *side, drg_range tokens) {
    for (size_t i = 0; i < side->count; i++)
        if (!side->items[i].implied && drg_stands_in(syntax, &side->items[i], tokens))
            return true;
    return false;
}

bool drg_word_is(const drg_syntax *syntax, uint32_t token, uint32_t end, const char *word) {
    return token < end && drg_slice_is(drg_syntax_lower(syntax, token), word);
}

/* A chunk with the equals of its list, without possessors before the first, and with whom the last
 * stands for: "the government of Chile". */
drg_range drg_list_of(const drg_syntax *syntax, uint32_t chunk) {
    drg_range list = {0, drg_chunk_list_end(syntax, chunk)};
    uint32_t last = syntax->nodes[list.end - 1].chunk;
    drg_party party;
    chunk = drg_list_first(syntax, chunk, DRG_SIDE);
    list.first = syntax->chunks.items[chunk].first;
    uint32_t limit = (uint32_t)syntax->document->tokens.count;
    if (drg_word_is(syntax, list.end, limit, "of") && drg_actor_of(syntax, last, &party) &&
        party.span.end > 0) {
        uint32_t inner = drg_syntax_chunk_at(syntax, list.end + 1, limit);
        if (inner != DRG_NONE && drg_stands_in(syntax, &party,
                                     (drg_range){list.end + 1, syntax->chunks.items[inner].end}))
            list.end = syntax->chunks.items[inner].end;
    }
    return list;
}

/* A form that may be the past or a participle without its auxiliary. */
bool drg_bare_form(const drg_syntax *syntax, const drg_verb *verb) {
    uint8_t forms = syntax->nodes[verb->main].forms;
    return verb->first == verb->main && (forms & DRG_FORM_PARTICIPLE) &&
           !(forms & (DRG_FORM_ING | DRG_FORM_BASE));
}

bool drg_clause_preposition(drg_slice word) {
    static const char *const words[] = {"after", "before", "since", "until", "as", "than", "like"};
    return DRG_ONE_OF(word, words);
}

/* Does another verb with tense stand between two tokens? A form that may be a participle ("related
 * agencies") only where it is one of saying. */
static bool tense_between(
    const drg_syntax *syntax, const drg_telling *telling, uint32_t from, uint32_t to) {
    for (uint32_t t = from; t < to && t < from + DRG_REACH; t++) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || verb == telling->verb)
            continue;
        const drg_verb *one = &syntax->verbs.items[verb];
        bool says = drg_verb_kinds(syntax, one) & DRG_VERB_SAY;
        if (one->finite && !one->relative && (says || !drg_bare_form(syntax, one)))
            return true;
    }
    return false;
}

/* "..., as Y has not said so", "... and Y took to the streets": the subject of a clause that begins
 * behind the words. */
static bool acts_apart(const drg_syntax *syntax, const drg_telling *telling, uint32_t at) {
    uint32_t chunk = syntax->nodes[at].chunk, from = telling->found.end;
    bool begins = false;
    if (chunk == DRG_NONE || at < from || at - from > DRG_REACH)
        return false;
    for (uint32_t t = from; t < at; t++) {
        uint8_t tag = syntax->nodes[t].tag;
        begins |= tag == DRG_TAG_AND || tag == DRG_TAG_SUBORDINATOR ||
                  drg_clause_preposition(drg_lower_at(syntax, t));
    }
    if (!begins)
        return false;
    uint32_t end = drg_telling_limit(syntax, telling);
    for (uint32_t t = syntax->chunks.items[chunk].end; t < end && t < at + DRG_REACH; t++) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || verb == telling->verb)
            continue;
        const drg_verb *one = &syntax->verbs.items[verb];
        return one->subject == chunk && one->finite && !one->relative &&
               !drg_bare_form(syntax, one);
    }
    return false;
}

/* A pronoun of the clause may stand for who is named outside it, unless he cannot be meant. */
static bool may_be(const drg_syntax *syntax, uint32_t chunk, const drg_party *party) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    bool person = syntax->nodes[one->first].says & DRG_WORD_PERSON;
    if (!one->pronoun)
        return false;
    return !person || party->entity == DRG_NONE ||
           syntax->document->entities.items[party->entity].type == DRG_PERSON;
}

/* Is another verb with tense between two tokens, be its form the past or a participle? */
static bool verb_between(
    const drg_syntax *syntax, const drg_telling *telling, uint32_t from, uint32_t to) {
    for (uint32_t t = from; t < to && t < from + DRG_REACH; t++) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb != DRG_NONE && verb != telling->verb && syntax->verbs.items[verb].finite)
            return true;
    }
    return false;
}

void drg_claim_clause(
    const drg_syntax *syntax, const drg_telling *telling, uint32_t subject, drg_side *side) {
    drg_range tokens = drg_list_of(syntax, subject);
    drg_party named;
    bool apart = side->count > 0 && !drg_holds(syntax, side, tokens) &&
                 !syntax->chunks.items[subject].pronoun && drg_actor_of(syntax, subject, &named) &&
                 named.entity != DRG_NONE;
    for (size_t i = 0; i < side->count && apart; i++) {
        const drg_party *party = &side->items[i];
        uint32_t at = drg_party_token(syntax, party);
        apart = !party->implied && party->span.end > 0 && at < tokens.first &&
                verb_between(syntax, telling, at, tokens.first);
    }
    if (!apart)
        return;
    side->count = 0;
    drg_actor_list(syntax, subject, side);
}

/* The clause has a party of its own on the side: who stands in another clause goes. */
void drg_keep_clause(const drg_syntax *syntax, const drg_telling *telling, uint32_t own,
    uint32_t subject, drg_side *side) {
    drg_range tokens = drg_list_of(syntax, own);
    uint32_t left = drg_list_of(syntax, subject).first;
    size_t kept = 0;
    if (!drg_holds(syntax, side, tokens))
        return;
    for (size_t i = 0; i < side->count; i++) {
        const drg_party party = side->items[i];
        uint32_t at = drg_party_token(syntax, &party);
        bool here = party.implied || party.span.end == 0 || drg_stands_in(syntax, &party, tokens) ||
                    may_be(syntax, own, &party);
        bool apart = at < left ? tense_between(syntax, telling, at, left)
                               : tense_between(syntax, telling, telling->found.end, at) ||
                                     acts_apart(syntax, telling, at);
        if (here || !apart)
            side->items[kept++] = party;
    }
    side->count = kept;
}

/* A side that is left without anybody told has who stands in the chunk; as target only by name:
 * "seeks justice". */
void drg_fill_side(const drg_syntax *syntax, uint32_t chunk, bool by_name, drg_side *side) {
    if (!drg_side_open(side))
        return;
    drg_party found[DRG_SIDE];
    drg_side told = {.items = found};
    if (drg_actor_list(syntax, chunk, &told) == 0 || (by_name && found[0].entity == DRG_NONE))
        return;
    side->count = told.count;
    memcpy(side->items, found, told.count * sizeof *found);
}
