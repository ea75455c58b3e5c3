/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties of verbs and phrases: subject, object, the phrases after them, and the clause that words
 * are about. The object may stand in the gap of a pattern ("urged Moscow to"), be the noun that the
 * pattern names ("summoned the Turkish ambassador"), be shared with the next verb ("arrested and
 * sentenced critics"), or follow the match. Looks to the right are bounded: linear.
 */
#include "party.h"

static uint8_t subject_role(const drg_telling *telling) {
    if (telling->entry->symmetric)
        return DRG_ROLE_PARTY;
    return telling->entry->reversed ? DRG_ROLE_TARGET : DRG_ROLE_SOURCE;
}

/* What the object's place means where the subject is the target: the other side. */
static uint8_t object_role(const drg_telling *telling) {
    uint8_t role = drg_party_role(telling, DRG_AT_OBJECT);
    if (telling->entry->reversed && role == DRG_ROLE_TARGET)
        return DRG_ROLE_SOURCE;
    return role;
}

/* Does a clause follow whose subject is the chunk ("alleged that X had", "urged Y stop")? */
static bool heads_clause(const drg_syntax *syntax, uint32_t chunk, uint32_t end) {
    uint32_t at = drg_chunk_list_end(syntax, chunk);
    for (uint32_t limit = at + 8; at < end && at < limit; at++) {
        uint32_t verb = syntax->nodes[at].verb;
        if (verb != DRG_NONE)
            return syntax->verbs.items[verb].finite;
        if (syntax->nodes[at].tag == DRG_TAG_STOP || syntax->nodes[at].tag == DRG_TAG_RELATIVE)
            return false;
    }
    return false;
}

/*
 * Words about somebody in a clause of their own: "alleged that the ministry hid", "insists that
 * Iran stop", "calls for Greece to pay". Who the clause is about is the target.
 */
static void clause_target(const drg_syntax *syntax, drg_telling *telling) {
    uint8_t type = telling->entry->type;
    uint32_t end = drg_telling_limit(syntax, telling), at = telling->found.end;
    bool speaks = type == DRG_ACCUSE || type == DRG_REQUEST || type == DRG_THREATEN;
    if (!speaks || telling->target.count || telling->entry->reversed || at >= end)
        return;
    bool before_for = drg_slice_is(drg_syntax_lower(syntax, at - 1), "for");
    if (drg_slice_is(drg_syntax_lower(syntax, at), "that") ||
        drg_slice_is(drg_syntax_lower(syntax, at), "for")) {
        before_for = drg_slice_is(drg_syntax_lower(syntax, at), "for");
        at++;
    }
    uint32_t chunk = drg_syntax_chunk_at(syntax, at, end);
    if (chunk == DRG_NONE || syntax->chunks.items[chunk].time)
        return;
    uint32_t after = drg_chunk_list_end(syntax, chunk);
    bool infinitive = before_for && after < end && syntax->nodes[after].tag == DRG_TAG_TO;
    if (infinitive || (!before_for && heads_clause(syntax, chunk, end)))
        drg_party_add_inside(syntax, telling, chunk, DRG_ROLE_TARGET);
}

/* "Has arrested and sentenced critics": the object of the verb after "and" is shared. */
static uint32_t shared_object(const drg_syntax *syntax, uint32_t at, uint32_t end) {
    if (at + 1 >= end || syntax->nodes[at].tag != DRG_TAG_AND ||
        syntax->nodes[at + 1].verb == DRG_NONE)
        return DRG_NONE;
    const drg_verb *next = &syntax->verbs.items[syntax->nodes[at + 1].verb];
    return next->passive || next->infinitive ? DRG_NONE
                                             : drg_syntax_chunk_at(syntax, next->end, end);
}

static bool matched(const drg_found *found, uint32_t token) {
    for (uint8_t m = 0; m < found->matched_count; m++)
        if (found->matched[m] == token)
            return true;
    return false;
}

/* Where the pattern ends in a preposition ("met with", "called on") its place decides. */
static uint8_t role_after(const drg_syntax *syntax, const drg_telling *telling, uint8_t object) {
    uint32_t last = telling->found.end - 1;
    if (last == telling->found.head || syntax->nodes[last].tag != DRG_TAG_PREPOSITION)
        return object;
    drg_place place = drg_place_of(drg_syntax_lower(syntax, last));
    uint8_t role = place < DRG_PLACES ? telling->entry->roles[place] : DRG_ROLE_UNSAID;
    if (role != DRG_ROLE_UNSAID)
        return role;
    return telling->entry->symmetric ? DRG_ROLE_PARTY : object;
}

/*
 * The object of a verb or phrase. It may stand in the gap of the pattern ("urged Moscow to"), be
 * the noun that the pattern names ("summoned the Turkish ambassador"), or follow the match.
 */
static uint32_t read_object(
    const drg_syntax *syntax, drg_telling *telling, const drg_verb *verb, uint8_t role) {
    uint32_t end = drg_telling_limit(syntax, telling), at = telling->found.end;
    uint32_t inner = verb->end < telling->found.end
                         ? drg_syntax_chunk_at(syntax, verb->end, telling->found.end)
                         : DRG_NONE;
    if (inner != DRG_NONE && !verb->passive && role != DRG_ROLE_NONE) {
        const drg_chunk *chunk = &syntax->chunks.items[inner];
        drg_side *side = drg_party_side(telling, role);
        if (!matched(&telling->found, chunk->head))
            drg_party_add_inside(syntax, telling, inner, role);
        else if (side && chunk->head + 1 == telling->found.end &&
                 drg_actor_inside(syntax, inner, chunk->head, side) == 0)
            drg_party_add(syntax, telling, inner, role); /* "released three hostages" */
        if (telling->target.count && role == DRG_ROLE_TARGET)
            return at;
    }
    uint32_t chunk = drg_syntax_chunk_at(syntax, at, end);
    if (chunk == DRG_NONE && !verb->passive)
        chunk = shared_object(syntax, at, end);
    if (chunk == DRG_NONE || syntax->chunks.items[chunk].time)
        return at;
    uint8_t after = role_after(syntax, telling, role);
    bool named = after != role; /* "killed by gunmen": the pattern's own preposition */
    role = after;
    if ((!verb->passive || named) && role != DRG_ROLE_NONE &&
        drg_party_add_inside(syntax, telling, chunk, role) == 0)
        drg_party_add_hanging(syntax, telling, chunk, role);
    return drg_chunk_list_end(syntax, chunk);
}

void drg_party_verb(const drg_syntax *syntax, drg_telling *telling) {
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    uint8_t object = object_role(telling);
    if (telling->found.inverted) {
        drg_party_phrases(syntax, telling, verb->end, false, true);
        return;
    }
    if (verb->subject != DRG_NONE) {
        uint8_t passive = object == DRG_ROLE_NONE ? DRG_ROLE_TARGET : object;
        uint8_t role = verb->passive ? passive : subject_role(telling);
        if (drg_party_add_inside(syntax, telling, verb->subject, role) == 0)
            drg_party_add_hanging(syntax, telling, verb->subject, role);
    }
    uint32_t at = read_object(syntax, telling, verb, object);
    drg_party_phrases(syntax, telling, at, false, verb->passive);
    clause_target(syntax, telling);
}

/* "the detained journalist", "visiting president": the head that the form stands before. */
void drg_party_attributive(const drg_syntax *syntax, drg_telling *telling) {
    const drg_node *node = &syntax->nodes[telling->found.head];
    if (node->chunk == DRG_NONE)
        return;
    bool ing = node->word->forms & DRG_FORM_ING;
    drg_party_add(syntax, telling, node->chunk, ing ? subject_role(telling) : object_role(telling));
}
