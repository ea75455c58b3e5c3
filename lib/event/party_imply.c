/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties that the words of an event do not name themselves: the speaker of a quotation, the agent
 * that a passive leaves out, the subject of the clause around a noun, somebody named further on,
 * the state in which an attack took place. Only for a side that is empty, and always marked as
 * implied, so that whoever wants stated parties alone can leave them out. Bounded looks: linear.
 */
#include "../engine.h"
#include "party.h"

/* Words spoken in a quotation are the speaker's where nobody else is named for them. */
static void speaker_as_source(const drg_syntax *syntax, drg_telling *telling) {
    static const bool spoken[DRG_EVENT_TYPES] = {[DRG_REQUEST] = true,
        [DRG_ACCUSE] = true,
        [DRG_AGREE] = true,
        [DRG_SUPPORT] = true,
        [DRG_REJECT] = true,
        [DRG_THREATEN] = true};
    const drg_document *document = syntax->document;
    if (telling->source.count || !spoken[telling->entry->type])
        return;
    uint32_t quote = drg_quote_at(document, telling->found.head);
    if (quote == DRG_NONE || document->quotes.items[quote].speaker == DRG_NONE)
        return;
    drg_party party =
        drg_party_of(document, document->quotes.items[quote].speaker, (drg_span){0, 0});
    party.implied = true;
    drg_side_add(&telling->source, &party);
    telling->source.by = DRG_BY_SPEAKER;
}

/*
 * The agent that a passive leaves out, where its kind follows from the act and somebody of that
 * kind is named in the sentence or the one before: who is arrested is arrested by the police that
 * the text speaks of, who is convicted by the court. Marked as implied.
 */
static void implied_agent(const drg_syntax *syntax, drg_telling *telling) {
    const drg_document *document = syntax->document;
    const drg_sentence *sentence = &document->sentences.items[telling->found.sentence];
    const char *wanted = NULL;
    if (telling->source.count || telling->target.count == 0)
        return;
    if (telling->entry->type == DRG_COERCE && drg_slice_is(telling->entry->mode, "arrest"))
        wanted = "COP";
    else if (telling->entry->type == DRG_SANCTION && drg_slice_is(telling->entry->mode, "convict"))
        wanted = "JUD";
    if (!wanted)
        return;
    uint8_t sector = drg_know_sector(document->engine->know, drg_slice_of(wanted));
    uint32_t first = sentence->first_token;
    if (telling->found.sentence > 0)
        first = document->sentences.items[telling->found.sentence - 1].first_token;
    uint32_t r = drg_document_role_from(document, sentence->end_token);
    while (r-- > 0 && document->roles.items[r].first_token >= first) {
        const drg_role_phrase *role = &document->roles.items[r];
        uint32_t chunk = syntax->nodes[role->first_token].chunk;
        drg_party party;
        if (role->sector != sector || chunk == DRG_NONE || !drg_actor_of(syntax, chunk, &party))
            continue;
        party.implied = true;
        drg_side_add(&telling->source, &party);
        telling->source.by = DRG_BY_AGENT;
        return;
    }
}

/* The subject of the clause that the words stand in, where they name no source of their own. */
static void clause_source(const drg_syntax *syntax, drg_telling *telling) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    uint32_t first = sentence->first_token, head = telling->found.head;
    if (telling->source.count || telling->target.count == 0 || telling->entry->reversed)
        return;
    if (head > first + DRG_REACH)
        first = head - DRG_REACH;
    for (uint32_t t = head; t-- > first;) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || !syntax->verbs.items[verb].finite ||
            syntax->verbs.items[verb].subject == DRG_NONE || verb == telling->verb)
            continue;
        drg_party_add(syntax, telling, syntax->verbs.items[verb].subject, DRG_ROLE_SOURCE);
        drg_side_without(&telling->source, &telling->target);
        for (size_t i = 0; i < telling->source.count; i++)
            telling->source.items[i].implied = true;
        telling->source.by = DRG_BY_CLAUSE;
        return;
    }
}

/*
 * Somebody named further on in the clause, where no place of the table names a target: "voiced
 * concern over Ethiopia's war", "rejected calls for talks with Kosovo".
 */
static void clause_target_beyond(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t end = drg_telling_limit(syntax, telling), at = telling->found.end;
    uint32_t limit = at + DRG_REACH / 2 < end ? at + DRG_REACH / 2 : end;
    uint8_t type = telling->entry->type;
    bool act = false;
    if (telling->target.count || telling->source.count == 0 || telling->entry->symmetric ||
        telling->entry->reversed || type == DRG_PROTEST || type == DRG_MOBILIZE)
        return;
    uint32_t inner = at < end ? syntax->nodes[at].verb : DRG_NONE;
    if (inner != DRG_NONE && inner != telling->verb) {
        /* "threatened to attack South Korea": the act that is spoken of */
        if (syntax->verbs.items[inner].first + 1 != at)
            return;
        at = syntax->verbs.items[inner].end;
        act = true;
    }
    while (at < limit && telling->target.count == 0) {
        const drg_node *node = &syntax->nodes[at];
        if (node->tag == DRG_TAG_STOP || node->tag == DRG_TAG_COMMA ||
            node->tag == DRG_TAG_RELATIVE || node->tag == DRG_TAG_SUBORDINATOR ||
            node->tag == DRG_TAG_AND || (node->verb != DRG_NONE && node->verb != telling->verb))
            return;
        if (node->chunk == DRG_NONE) {
            at++;
            continue;
        }
        uint32_t chunk = drg_syntax_chunk_at(syntax, at, end);
        uint32_t by = syntax->chunks.items[chunk].preposition;
        bool place = by != DRG_NONE && (drg_slice_is(drg_syntax_lower(syntax, by), "in") ||
                                           drg_slice_is(drg_syntax_lower(syntax, by), "at") ||
                                           drg_slice_is(drg_syntax_lower(syntax, by), "by"));
        if (!syntax->chunks.items[chunk].time && !place)
            drg_party_add_inside(syntax, telling, chunk, DRG_ROLE_TARGET);
        at = syntax->chunks.items[chunk].end;
    }
    for (size_t i = 0; i < telling->target.count; i++)
        telling->target.items[i].implied = true;
    telling->target.by = act ? DRG_BY_ACT : DRG_BY_BEYOND;
}

/* The side on which the place of an act stands for its people or its state, where nobody is named:
 * who is attacked "in Dnipro", what is protested against "in Chad", who declares a curfew "in
 * Peru". */
static drg_side *side_of_place(drg_telling *telling) {
    bool nobody = telling->source.count + telling->target.count == 0;
    drg_slice mode = telling->entry->mode;
    switch ((drg_event_type)telling->entry->type) {
    case DRG_ASSAULT:
        return telling->target.count || telling->entry->symmetric ? NULL : &telling->target;
    case DRG_PROTEST:
        return nobody ? &telling->target : NULL;
    case DRG_COERCE:
        return nobody && (drg_slice_is(mode, "curfew") || drg_slice_is(mode, "martial-law"))
                   ? &telling->source
                   : NULL;
    default:
        return NULL;
    }
}

static void place_as_party(const drg_syntax *syntax, drg_telling *telling) {
    const drg_document *document = syntax->document;
    drg_side *side = side_of_place(telling);
    if (!side)
        return;
    uint32_t end = drg_telling_limit(syntax, telling), at = telling->found.end;
    uint32_t limit = at + DRG_REACH / 4 < end ? at + DRG_REACH / 4 : end;
    for (uint32_t m = drg_document_mention_from(document, at); m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->first_token >= limit)
            return;
        const drg_entity *entity = &document->entities.items[mention->entity];
        uint32_t chunk = syntax->nodes[mention->first_token].chunk;
        uint32_t by = chunk == DRG_NONE ? DRG_NONE : syntax->chunks.items[chunk].preposition;
        if (entity->type != DRG_GPE || by == DRG_NONE ||
            !drg_slice_is(drg_syntax_lower(syntax, by), "in"))
            continue;
        drg_party party = drg_party_of(document, mention->entity, mention->span);
        party.implied = true;
        drg_side_add(side, &party);
        side->by = DRG_BY_PLACE;
        return;
    }
}

/* ---- "A's actions, such as the attack in P" ----------------------------------------------------
 */

/* The token before the words that name a chunk as an example; DRG_NONE: it is none. */
static uint32_t before_example(const drg_syntax *syntax, uint32_t chunk, uint32_t first) {
    uint32_t at = syntax->chunks.items[chunk].first;
    if (at < first + 3)
        return DRG_NONE;
    if (drg_slice_is(drg_syntax_lower(syntax, at - 1), "including"))
        at--;
    else if (drg_slice_is(drg_syntax_lower(syntax, at - 1), "as") &&
             drg_slice_is(drg_syntax_lower(syntax, at - 2), "such"))
        at -= 2;
    else
        return DRG_NONE;
    return syntax->nodes[at - 1].tag == DRG_TAG_COMMA ? at - 2 : at - 1;
}

/* The noun that the phrases up to a token hang on: "actions" of "actions in P". */
static uint32_t noun_before(const drg_syntax *syntax, uint32_t at) {
    uint32_t chunk = syntax->nodes[at].chunk;
    for (int hop = 0; hop < 3 && chunk != DRG_NONE; hop++) {
        uint32_t by = syntax->chunks.items[chunk].preposition;
        if (by == DRG_NONE || by == 0 || syntax->nodes[by - 1].chunk == DRG_NONE)
            break;
        chunk = syntax->nodes[by - 1].chunk;
    }
    return chunk;
}

/* Whose noun it is: its possessor, or that of the first of its equals ("A's delay and actions"). */
static uint32_t owner_of(const drg_syntax *syntax, uint32_t chunk, uint32_t first) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    if (one->possessor != DRG_NONE || one->first == first)
        return one->possessor;
    if (syntax->nodes[one->first - 1].tag != DRG_TAG_AND)
        return DRG_NONE;
    uint32_t limit = one->first > first + DRG_REACH ? one->first - DRG_REACH : first;
    for (uint32_t t = one->first - 1; t-- > limit;) {
        const drg_node *node = &syntax->nodes[t];
        if (node->verb != DRG_NONE && syntax->verbs.items[node->verb].finite)
            return DRG_NONE;
        if (node->tag == DRG_TAG_POSSESSIVE && t > first)
            return syntax->nodes[t - 1].chunk;
    }
    return DRG_NONE;
}

/*
 * An act that is told as an example of somebody's acts is his: "Russian President X's military
 * actions, such as the attack in P". Force is the state's whose adjective stands before the office,
 * not the person's.
 */
static void example_source(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t first = syntax->document->sentences.items[telling->found.sentence].first_token;
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    bool force = telling->entry->type == DRG_ASSAULT || telling->entry->type == DRG_MOBILIZE;
    if (telling->source.count || telling->own_verb || chunk == DRG_NONE)
        return;
    uint32_t before = before_example(syntax, chunk, first);
    uint32_t noun = before == DRG_NONE ? DRG_NONE : noun_before(syntax, before);
    if (noun == DRG_NONE)
        return;
    uint32_t owner = owner_of(syntax, noun, first), head = syntax->chunks.items[noun].head;
    if (owner == DRG_NONE)
        drg_actor_inside(syntax, noun, head, &telling->source);
    else if (!force ||
             !drg_actor_inside(syntax, owner, syntax->chunks.items[owner].head, &telling->source))
        drg_party_add(syntax, telling, owner, DRG_ROLE_SOURCE);
    drg_side_without(&telling->source, &telling->target);
    for (size_t i = 0; i < telling->source.count; i++)
        telling->source.items[i].implied = true;
    telling->source.by = DRG_BY_EXAMPLE;
}

void drg_party_imply(const drg_syntax *syntax, drg_telling *telling) {
    speaker_as_source(syntax, telling);
    implied_agent(syntax, telling);
    drg_side_without(&telling->target, &telling->source);
    clause_target_beyond(syntax, telling);
    place_as_party(syntax, telling);
    example_source(syntax, telling);
    clause_source(syntax, telling);
}
