/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties of nouns: who stands before ("Russia's attack", "Israeli strikes"), after ("the arrest of
 * C by D", "talks between A and B"), and over them: a light verb lends its subject ("launched a
 * raid"), a passive its agent ("talks were held by"), a clause the one who attends ("after talks
 * with B, A said"). Looks are bounded: linear.
 */
#include "party.h"

/* The verb group whose object a chunk is, or of whose object it is part; DRG_NONE. */
static uint32_t verb_over(const drg_syntax *syntax, uint32_t chunk) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    uint32_t first = one->first;
    for (int i = 0; i < 4 && one->possessor != DRG_NONE; i++) {
        one = &syntax->chunks.items[one->possessor];
        first = one->first;
    }
    for (int i = 0; i < 3 && first > 0; i++) {
        const drg_node *before = &syntax->nodes[first - 1];
        if (before->verb != DRG_NONE)
            return before->verb;
        if (before->tag != DRG_TAG_ADVERB && before->tag != DRG_TAG_PREPOSITION)
            break;
        if (before->tag == DRG_TAG_PREPOSITION && !(before->says & DRG_WORD_PARTICLE))
            break;
        first--;
    }
    return DRG_NONE;
}

/* The verb group that has the chunk as its subject; looks right over phrases. */
static uint32_t verb_after(const drg_syntax *syntax, uint32_t chunk, uint32_t end) {
    uint32_t at = syntax->chunks.items[chunk].end;
    uint32_t limit = at + DRG_REACH < end ? at + DRG_REACH : end;
    for (; at < limit; at++) {
        uint32_t verb = syntax->nodes[at].verb;
        if (verb != DRG_NONE)
            return syntax->verbs.items[verb].subject == chunk ? verb : DRG_NONE;
    }
    return DRG_NONE;
}

/* "Plans for talks were announced": the chunk that a chunk hangs on. */
static uint32_t hangs_on(const drg_syntax *syntax, uint32_t chunk) {
    uint32_t by = syntax->chunks.items[chunk].preposition;
    if (by == DRG_NONE || by == 0)
        return DRG_NONE;
    drg_slice word = drg_syntax_lower(syntax, by);
    if (!drg_slice_is(word, "for") && !drg_slice_is(word, "of") && !drg_slice_is(word, "on"))
        return DRG_NONE;
    return syntax->nodes[by - 1].chunk;
}

/* A verb over the noun that lends its subject. */
static void borrow(const drg_syntax *syntax, drg_telling *telling, uint32_t chunk) {
    uint32_t over = verb_over(syntax, chunk);
    uint32_t after = verb_after(syntax, chunk, drg_telling_limit(syntax, telling));
    uint32_t whole = hangs_on(syntax, chunk);
    if (after == DRG_NONE && whole != DRG_NONE)
        after = verb_after(syntax, whole, drg_telling_limit(syntax, telling));
    if (after != DRG_NONE) {
        const drg_verb *verb = &syntax->verbs.items[after];
        telling->verb = after;
        uint32_t object =
            drg_syntax_chunk_at(syntax, verb->end, drg_telling_limit(syntax, telling));
        bool lent = drg_verb_kinds(syntax, verb) & DRG_VERB_LIGHT;
        if (verb->passive || object == DRG_NONE || syntax->chunks.items[object].time)
            drg_party_phrases(
                syntax, telling, verb->end, false, lent); /* "was condemned by": not its own */
    }
    if (over == DRG_NONE)
        return;
    const drg_verb *verb = &syntax->verbs.items[over];
    uint16_t kinds = drg_verb_kinds(syntax, verb);
    telling->verb = over;
    if (verb->subject == DRG_NONE || verb->passive)
        return;
    telling->light = kinds & DRG_VERB_LIGHT;
    if (kinds & DRG_VERB_LIGHT && telling->entry->symmetric)
        drg_party_add(syntax, telling, verb->subject, DRG_ROLE_PARTY);
    else if (kinds & DRG_VERB_LIGHT && telling->source.count == 0)
        drg_party_add(syntax, telling, verb->subject, DRG_ROLE_SOURCE);
    else if (kinds & DRG_VERB_SUFFER && telling->target.count == 0)
        drg_party_add(syntax, telling, verb->subject, DRG_ROLE_TARGET);
}

/* "Speaking after talks with B, A said": who acts in the clause of a meeting was at it. */
static void attend(const drg_syntax *syntax, drg_telling *telling, uint32_t chunk) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    if (!telling->entry->symmetric || telling->entry->type != DRG_CONSULT ||
        telling->source.count > 1 || one->preposition == DRG_NONE)
        return;
    drg_slice word = drg_syntax_lower(syntax, one->preposition);
    if (!drg_slice_is(word, "during") && !drg_slice_is(word, "after") &&
        !drg_slice_is(word, "at") && !drg_slice_is(word, "in") &&
        !drg_slice_is(word, "following") && !drg_slice_is(word, "for"))
        return;
    uint32_t left = one->first > sentence->first_token + DRG_REACH ? one->first - DRG_REACH
                                                                   : sentence->first_token;
    for (uint32_t t = one->first; t-- > left;) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || syntax->verbs.items[verb].subject == DRG_NONE)
            continue;
        drg_party_add(syntax, telling, syntax->verbs.items[verb].subject, DRG_ROLE_PARTY);
        return;
    }
    for (uint32_t t = one->end; t < sentence->end_token && t < one->end + DRG_REACH; t++) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || !syntax->verbs.items[verb].finite ||
            syntax->verbs.items[verb].subject == DRG_NONE)
            continue;
        drg_party_add(syntax, telling, syntax->verbs.items[verb].subject, DRG_ROLE_PARTY);
        return;
    }
}

static bool somebody_of(const drg_syntax *syntax, uint32_t at, uint32_t end) {
    drg_party unused;
    if (at + 1 >= end || !drg_slice_is(drg_syntax_lower(syntax, at), "of"))
        return false;
    uint32_t chunk = drg_syntax_chunk_at(syntax, at + 1, end);
    return chunk != DRG_NONE && drg_actor_of(syntax, chunk, &unused);
}

void drg_party_noun(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (chunk == DRG_NONE) {
        drg_party_phrases(syntax, telling, telling->found.end, true, true);
        return;
    }
    uint8_t role = drg_party_role(telling, DRG_AT_POSSESSOR);
    uint32_t next = syntax->chunks.items[chunk].end;
    if (role == DRG_ROLE_TARGET && somebody_of(syntax, next, drg_telling_limit(syntax, telling)))
        role = DRG_ROLE_SOURCE; /* "X's arrest", but "Y's arrest of X" */
    drg_side *side = drg_party_side(telling, role);
    if (side)
        drg_actor_inside(syntax, chunk, telling->found.head, side);
    uint32_t end = syntax->chunks.items[chunk].end;
    drg_party_phrases(
        syntax, telling, end > telling->found.end ? end : telling->found.end, true, true);
    borrow(syntax, telling, chunk);
    attend(syntax, telling, chunk);
}
