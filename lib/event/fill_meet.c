/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may be meant where the words of an event leave a party out: the candidates of fill.c.
 *
 * Idea: whoever is meant is somebody that the article speaks of. Gathered are those whom position
 * suggested (party_imply.c), who is named in the sentences around a telling, the speakers of the
 * quotations there, described officials ("police", "the prosecutors"), the parties of other events
 * of the article, and who is named most. One who is met in several ways is one candidate with
 * several marks (DRG_MET_*), out of which fill_signs.c makes signs.
 *
 * Who is on the other side already, or too much of its people (fill_bar.c), is no candidate. Who is
 * barred otherwise is one, and where he is the likeliest the side stays open: the next best is
 * mostly somebody worse.
 *
 * Cost: at most DRG_FILL_MOST candidates, each compared with at most TELLINGS tellings.
 */
#include "fill_search.h"

#include "../base/sort.h"

#define TELLINGS 48 /* tellings to each side of a record that are asked for their parties */
#define ROLES 16 /* described officials before and after a trigger that are looked at */
#define TOLD 4 /* tellings of a record whose neighbourhood is looked at */

bool drg_fill_may_act(drg_entity_type type) {
    return type == DRG_PERSON || type == DRG_ORGANIZATION || type == DRG_GPE || type == DRG_NORP;
}

static bool same_words(const drg_document *document, drg_span a, drg_span b) {
    if (a.end - a.start != b.end - b.start)
        return false;
    for (uint32_t i = 0; i < a.end - a.start; i++)
        if ((document->text.data[a.start + i] | 0x20) != (document->text.data[b.start + i] | 0x20))
            return false;
    return true;
}

static bool same_one(const drg_document *document, const drg_party *a, const drg_party *b) {
    if (a->entity != DRG_NONE || b->entity != DRG_NONE)
        return a->entity == b->entity;
    return same_words(document, a->span, b->span);
}

/* He may well be the likeliest, and then it is nobody. */
static bool barred(const drg_fill_search *work, const drg_party *party) {
    for (size_t i = 0; i < work->other->count; i++)
        if (drg_fill_itself(work->fill, work->draft, work->side, &work->other->items[i], party))
            return true;
    const drg_side *spared = work->side ? work->draft->spared : NULL;
    for (size_t i = 0; spared && i < spared->count; i++)
        if (same_one(work->fill->document, &spared->items[i], party) ||
            drg_fill_of_victim(work->fill, &spared->items[i], party))
            return true;
    return drg_fill_bystander(work->fill, work->draft, party);
}

static drg_fill_candidate *meet(
    drg_fill_search *work, const drg_party *party, uint32_t met, uint32_t distance) {
    const drg_document *document = work->fill->document;
    for (size_t i = 0; i < work->other->count; i++)
        if (same_one(document, &work->other->items[i], party) ||
            drg_fill_own_people(work->fill, work->draft, &work->other->items[i], party))
            return NULL;
    if (party->entity == DRG_NONE && distance > 0 && drg_fill_owned(document, party))
        return NULL;
    size_t i = 0;
    while (i < work->count && !same_one(document, &work->candidates[i].party, party))
        i++;
    if (i == DRG_FILL_MOST)
        return NULL;
    drg_fill_candidate *one = &work->candidates[i];
    if (i == work->count) {
        *one = (drg_fill_candidate){
            .party = *party, .distance = distance, .barred = barred(work, party)};
        work->count++;
    }
    one->met |= met;
    if (distance < one->distance)
        one->distance = distance;
    return one;
}

static bool locative(drg_slice word) {
    return drg_slice_is(word, "in") || drg_slice_is(word, "at") || drg_slice_is(word, "near") ||
           drg_slice_is(word, "across");
}

/* The place in its sentence of a chunk that names somebody. */
static uint32_t standing_of(const drg_syntax *syntax, uint32_t chunk, bool here) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    uint32_t met = 0;
    if (one->end < syntax->document->tokens.count &&
        syntax->nodes[one->end].tag == DRG_TAG_POSSESSIVE && here)
        met |= DRG_MET_POSSESSOR;
    if (one->preposition != DRG_NONE) {
        drg_slice word = syntax->document->tokens.items[one->preposition].lower;
        return met | (here ? (locative(word) ? DRG_MET_IN_PLACE : DRG_MET_GOVERNED) : 0);
    }
    for (uint32_t at = one->end, limit = one->end + 8;
         at < limit && at < syntax->document->tokens.count; at++) {
        uint32_t verb = syntax->nodes[at].verb;
        if (verb != DRG_NONE)
            return syntax->verbs.items[verb].subject == chunk
                       ? met | (here ? DRG_MET_SUBJECT_HERE : DRG_MET_SUBJECT_BEFORE)
                       : met;
    }
    return met;
}

/* Who is named in the sentences around one telling. */
static void near_telling(drg_fill_search *work, const drg_telling *telling) {
    const drg_document *document = work->fill->document;
    const drg_syntax *syntax = work->fill->syntax;
    uint32_t sentence = telling->found.sentence, first = sentence > 2 ? sentence - 2 : 0;
    uint32_t m = drg_document_mention_from(document, document->sentences.items[first].first_token);
    for (; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->sentence > sentence + 1 || work->count == DRG_FILL_MOST)
            return;
        if (!drg_fill_may_act(document->entities.items[mention->entity].type))
            continue;
        uint32_t away = mention->sentence > sentence ? 1 : sentence - mention->sentence, met = 0;
        bool here = away == 0;
        uint32_t chunk = syntax->nodes[mention->first_token].chunk;
        if (here)
            met = mention->first_token < telling->found.head ? DRG_MET_HERE_BEFORE
                                                             : DRG_MET_HERE_AFTER;
        else if (away == 1)
            met = mention->sentence < sentence ? DRG_MET_BEFORE : DRG_MET_AFTER;
        if (chunk != DRG_NONE && (here || met & DRG_MET_BEFORE))
            met |= standing_of(syntax, chunk, here);
        drg_party party = drg_party_of(document, mention->entity, mention->span);
        meet(work, &party, met, away);
    }
}

static void speakers(drg_fill_search *work, const drg_telling *telling) {
    const drg_document *document = work->fill->document;
    uint32_t sentence = telling->found.sentence;
    if (telling->speaker != DRG_NONE) {
        drg_party party = drg_party_of(document, telling->speaker, telling->speaker_span);
        meet(work, &party, DRG_MET_SPEAKER, 1);
    }
    uint32_t quote = drg_quote_at(document, document->sentences.items[sentence].first_token);
    for (uint32_t q = quote == DRG_NONE || quote < 2 ? 0 : quote - 2;
         quote != DRG_NONE && q < document->quotes.count && q < quote + 2; q++) {
        const drg_quote *one = &document->quotes.items[q];
        if (one->speaker == DRG_NONE || one->sentence > sentence + 1 ||
            one->sentence + 1 < sentence)
            continue;
        drg_party party = drg_party_of(document, one->speaker, one->speaker_span);
        meet(work, &party, DRG_MET_SPEAKER_NEAR, 1);
    }
}

/* A described actor somewhere in the article: "police", "the prosecutors". */
static void official(
    drg_fill_search *work, const drg_telling *telling, uint32_t chunk, uint32_t sentence) {
    const drg_syntax *syntax = work->fill->syntax;
    uint32_t here = telling->found.sentence, first = syntax->chunks.items[chunk].first, met = 0;
    uint32_t away = sentence > here ? sentence - here : here - sentence;
    drg_party party;
    if (!drg_actor_of(syntax, chunk, &party) || party.entity != DRG_NONE)
        return;
    if (away == 0)
        met = first < telling->found.head ? DRG_MET_HERE_BEFORE : DRG_MET_HERE_AFTER;
    else if (away == 1)
        met = sentence < here ? DRG_MET_BEFORE : DRG_MET_AFTER;
    if (away == 0 || met & DRG_MET_BEFORE)
        met |= standing_of(syntax, chunk, away == 0);
    meet(work, &party, met, away);
}

/* Role words around a telling, and who opens the sentences around it: a role word there may be a
 * capital's only reason. */
static void officials(drg_fill_search *work, const drg_telling *telling) {
    const drg_document *document = work->fill->document;
    const drg_node *nodes = work->fill->syntax->nodes;
    uint32_t from = drg_document_role_from(document, telling->found.head);
    for (uint32_t r = from > ROLES ? from - ROLES : 0;
         r < document->roles.count && r < from + ROLES; r++) {
        const drg_role_phrase *role = &document->roles.items[r];
        uint32_t chunk = nodes[role->first_token].chunk;
        if (role->holder == DRG_NONE && chunk != DRG_NONE)
            official(work, telling, chunk, role->sentence);
    }
    uint32_t here = telling->found.sentence;
    for (uint32_t s = here > ROLES ? here - ROLES : 0;
         s < document->sentences.count && s < here + ROLES; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        uint32_t chunk = sentence->first_token < sentence->end_token
                             ? nodes[sentence->first_token].chunk
                             : DRG_NONE;
        if (chunk != DRG_NONE)
            official(work, telling, chunk, s);
    }
}

static bool shares_party(const drg_document *document, const drg_side *a, const drg_side *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (same_one(document, &a->items[i], &b->items[j]))
                return true;
    return false;
}

static uint32_t away_from(const drg_telling *a, const drg_telling *b) {
    return a->found.sentence > b->found.sentence ? a->found.sentence - b->found.sentence
                                                 : b->found.sentence - a->found.sentence;
}

static bool of_draft(const drg_draft *draft, uint32_t telling) {
    const uint32_t *tellings = draft->tellings.items;
    size_t count = draft->tellings.count;
    size_t at = drg_first_from(tellings, count, sizeof *tellings, telling);
    return at < count && tellings[at] == telling;
}

/* Who stands opposite to, or beside, the known side in the other events of the article. */
static void counterparts(drg_fill_search *work) {
    const drg_document *document = work->fill->document;
    const drg_telling_list *tellings = work->fill->tellings;
    uint32_t own = work->draft->tellings.items[0];
    uint32_t first = own > TELLINGS ? own - TELLINGS : 0;
    const drg_telling *telling = &tellings->items[own];
    for (uint32_t t = first; t < tellings->count && t < own + TELLINGS; t++) {
        const drg_telling *one = &tellings->items[t];
        if (of_draft(work->draft, t))
            continue;
        const drg_side *same = work->side ? &one->target : &one->source;
        const drg_side *cross = work->side ? &one->source : &one->target;
        bool type = one->entry->type == telling->entry->type;
        uint32_t met = type ? DRG_MET_SIDE_SAME : 0;
        if (shares_party(document, work->other, cross))
            met |= type ? DRG_MET_COUNTERPART | DRG_MET_COUNTERPART_SAME : DRG_MET_COUNTERPART;
        if (t + 1 == own)
            met |= DRG_MET_SIDE_LAST;
        for (size_t i = 0; i < same->count; i++) {
            drg_fill_candidate *who = meet(work, &same->items[i], met, away_from(one, telling));
            if (who && who->on_side < 8)
                who->on_side++;
        }
        uint32_t back = shares_party(document, work->other, same) ? DRG_MET_REVERSED : 0;
        for (size_t i = 0; i < cross->count; i++) {
            drg_fill_candidate *who = meet(work, &cross->items[i], back, away_from(one, telling));
            if (who && who->across < 8)
                who->across++;
        }
    }
}

void drg_fill_gather(drg_fill_search *work, const drg_side *suggested) {
    const drg_document *document = work->fill->document;
    const drg_draft *draft = work->draft;
    work->count = 0;
    for (size_t i = 0; i < suggested->count; i++)
        meet(work, &suggested->items[i], DRG_MET_SUGGESTED, 8);
    for (size_t i = 0; i < draft->tellings.count && i < TOLD; i++) {
        const drg_telling *telling = &work->fill->tellings->items[draft->tellings.items[i]];
        near_telling(work, telling);
        speakers(work, telling);
    }
    officials(work, draft->best);
    counterparts(work);
    for (size_t i = 0; i < work->fill->top_count; i++) {
        const drg_entity *entity = &document->entities.items[work->fill->top[i]];
        drg_span span = document->mentions.items[entity->mentions[0]].span;
        drg_party party = drg_party_of(document, work->fill->top[i], span);
        meet(work, &party, 0, 8);
    }
}
