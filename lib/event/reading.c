/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reading engine's view of an event (nn/read.h) beside that of lexicon and syntax.
 *
 * Three uses, all without effect where there are no weights or a sentence was not given to the
 * engine: triggers    words that the engine takes for a trigger and that no entry of the lexicon
 * covers are offered with the plain entry of their type (lexicon.c); score       what it
 * says of the words joins the signs of score.c; arguments   a side that the engine names takes the
 * place of the one found by position and voice: the engine reads relative clauses, control and
 * apposition that a light syntax misses. What its words stand for is still for actor.c to say.
 * Tense, mode, contexts, place and time likewise, where the engine is sure.
 *
 * Thresholds were chosen on the dev part of the corpus; the engine was trained on the train part.
 * Cost: a binary search a trigger, and the length of its arguments.
 */
#include "../base/sort.h"
#include "../engine.h"
#include "event.h"

enum { /* probabilities in 1/255 from which the engine is followed */
    NEW_TRIGGER = 77,
    ROLE = 100,
    SURE_TENSE = 178,
};

static size_t event_from(const drg_read *read, uint32_t token) {
    return DRG_FIRST_FROM(read->events, first_token, token);
}

#define BACK 4 /* events before a token that may reach over it: triggers are short */

/* The engine's event that shares a word with a found trigger: of its type if there is one. */
const drg_read_event *drg_read_event_at(
    const drg_document *document, const drg_found *found, uint8_t type) {
    const drg_read *read = &document->read;
    const drg_read_event *other = NULL;
    size_t from = event_from(read, found->first);
    for (size_t i = from > BACK ? from - BACK : 0;
         i < read->events.count && read->events.items[i].first_token < found->end; i++) {
        const drg_read_event *event = &read->events.items[i];
        if (event->end_token <= found->first || event->sentence != found->sentence)
            continue;
        if (event->type == type)
            return event;
        other = event;
    }
    return other;
}

/* ---- triggers that the lexicon does not have ------------------------------------------------- */

/* Is one of an entry's own words, gaps left aside, in the event's? */
static bool shares_word(const drg_found *found, const drg_read_event *event) {
    for (uint8_t m = 0; m < found->matched_count; m++)
        if (found->matched[m] >= event->first_token && found->matched[m] < event->end_token)
            return true;
    return false;
}

static bool covered(const drg_found_list *found, size_t first, const drg_read_event *event,
    const drg_lexicon *lexicon) {
    for (size_t i = first; i < found->count; i++) {
        const drg_found *one = &found->items[i];
        const drg_entry *entry = drg_lexicon_entry(lexicon, one->entry);
        if (one->first < event->end_token && event->first_token < one->end &&
            (entry->type == event->type ||
                (entry->guards & DRG_GUARD_NOTHING && shares_word(one, event))))
            return true;
    }
    return false;
}

/* Keeps the list of a sentence in order of head, as drg_trigger_find leaves it. */
static void insert(drg_found_list *found, size_t first, const drg_found *one) {
    size_t at = found->count - 1;
    for (; at > first && found->items[at - 1].head > one->head; at--)
        found->items[at] = found->items[at - 1];
    found->items[at] = *one;
}

int drg_read_triggers(const drg_syntax *syntax, uint32_t sentence, drg_arena *arena, size_t first,
    drg_found_list *found) {
    const drg_document *document = syntax->document;
    const drg_read *read = &document->read;
    const drg_sentence *of = &document->sentences.items[sentence];
    for (size_t i = event_from(read, of->first_token);
         i < read->events.count && read->events.items[i].sentence == sentence; i++) {
        const drg_read_event *event = &read->events.items[i];
        if (event->probability < NEW_TRIGGER || covered(found, first, event, syntax->lexicon) ||
            found->count - first >= DRG_MOST_TRIGGERS)
            continue;
        drg_found one = {.entry = drg_lexicon_plain(syntax->lexicon, (drg_event_type)event->type),
            .head = event->first_token,
            .first = event->first_token,
            .end = event->end_token,
            .sentence = sentence};
        for (uint32_t t = one.first; t < one.end && one.matched_count < DRG_MATCHED; t++)
            one.matched[one.matched_count++] = t;
        if (!drg_list_add(arena, found))
            return DRG_ENOMEM;
        insert(found, first, &one);
    }
    return DRG_OK;
}

/* ---- parties --------------------------------------------------------------------------------- */

/* Behind the phrase that a span stands in: "President" of "President A's envoy" is A too. */
static uint32_t phrase_end(const drg_syntax *syntax, const drg_read_role *span) {
    uint32_t chunk = syntax->nodes[span->end_token - 1].chunk;
    return chunk == DRG_NONE ? span->end_token : syntax->chunks.items[chunk].end;
}

/* "A's envoy": who only owns an actor is not the party, the actor is. */
static bool owns_actor(const drg_syntax *syntax, const drg_read_role *span) {
    drg_party unused;
    uint32_t at = phrase_end(syntax, span);
    if (at + 1 >= syntax->document->tokens.count || syntax->nodes[at].tag != DRG_TAG_POSSESSIVE)
        return false;
    uint32_t chunk = syntax->nodes[at + 1].chunk;
    return chunk != DRG_NONE && drg_actor_of(syntax, chunk, &unused);
}

/* The mark of possession behind a span or in it, the last one; DRG_NONE. */
static uint32_t mark_of(const drg_syntax *syntax, const drg_read_role *span) {
    uint32_t count = (uint32_t)syntax->document->tokens.count;
    for (uint32_t t = phrase_end(syntax, span) + 1; t-- > span->first_token + 1;)
        if (t + 1 < count && syntax->nodes[t].tag == DRG_TAG_POSSESSIVE)
            return t;
    return DRG_NONE;
}

/* "The first meeting since A's inauguration": who owns another noun than the meeting itself is not
 * at it, be "A" the span or "A's inauguration". An act on somebody may be on the owner ("condemned
 * A's invasion"). */
static bool owns_other(
    const drg_syntax *syntax, const drg_read_event *event, const drg_read_role *span) {
    bool equals = event->type == DRG_CONSULT || event->type == DRG_AGREE;
    uint32_t mark = equals ? mark_of(syntax, span) : DRG_NONE;
    uint32_t chunk = mark == DRG_NONE ? DRG_NONE : syntax->nodes[mark + 1].chunk;
    drg_party owned;
    if (chunk == DRG_NONE || (mark < span->end_token && drg_actor_of(syntax, chunk, &owned)))
        return false;
    return syntax->chunks.items[chunk].end <= event->first_token ||
           event->end_token <= syntax->chunks.items[chunk].first;
}

/* Of one list ("talks with A and B"): who is left of whom makes no matter. */
static bool listed_together(const drg_syntax *syntax, uint32_t a, uint32_t b) {
    if (a == DRG_NONE || b == DRG_NONE || a == b)
        return a != DRG_NONE && a == b;
    uint32_t first = a < b ? a : b, last = a < b ? b : a;
    for (int i = 0; i < DRG_SIDE && first != DRG_NONE && first < last; i++)
        first = syntax->chunks.items[first].right;
    return first == last;
}

/* Does the engine give a member of the same list to the other side, and surer? Equals in words are
 * equals in the act. */
static bool surer_on_other_side(const drg_syntax *syntax, const drg_read_event *event,
    const drg_read_role *span, drg_read_role_kind other) {
    uint32_t chunk = syntax->nodes[span->first_token].chunk;
    for (uint32_t r = event->first_role; r < event->end_role; r++) {
        const drg_read_role *one = &syntax->document->read.roles.items[r];
        if (one->role == other && one->probability > span->probability &&
            one->probability >= ROLE && one->first_token != span->first_token &&
            syntax->nodes[one->first_token].chunk != chunk &&
            listed_together(syntax, chunk, syntax->nodes[one->first_token].chunk))
            return true;
    }
    return false;
}

/* "They" alone. */
static bool is_pronoun(const drg_syntax *syntax, const drg_read_role *span) {
    const drg_node *node = &syntax->nodes[span->first_token];
    return span->end_token == span->first_token + 1 && node->chunk != DRG_NONE &&
           node->says & DRG_WORD_PLURAL && syntax->chunks.items[node->chunk].pronoun;
}

/* A word that says nobody at the edge of a span: "from" of "from Congo", "for" of "Award for". */
static bool edge_word(uint8_t tag) {
    return tag == DRG_TAG_PREPOSITION || tag == DRG_TAG_AND || tag == DRG_TAG_SUBORDINATOR ||
           tag == DRG_TAG_COMMA;
}

/* "27" of "27 different sites". */
static bool number_of_things(const drg_syntax *syntax, uint32_t first, uint32_t end) {
    uint32_t chunk = syntax->nodes[first].chunk;
    for (uint32_t t = first; t < end; t++)
        if (syntax->nodes[t].tag != DRG_TAG_NUMBER)
            return false;
    return chunk != DRG_NONE && syntax->chunks.items[chunk].head >= end;
}

/* A span without the small words at its edges. False: what is left is nobody. */
static bool narrowed(const drg_syntax *syntax, uint32_t *first, uint32_t *end) {
    uint32_t from = *first;
    while (*first < *end && edge_word(syntax->nodes[*first].tag))
        ++*first;
    while (*end > *first && edge_word(syntax->nodes[*end - 1].tag))
        --*end;
    bool relative = *first < *end && syntax->nodes[*first].tag == DRG_TAG_RELATIVE;
    if (*first == *end || (*first > from && syntax->nodes[*first].chunk == DRG_NONE) ||
        (relative && *end > *first + 1))
        return false;
    return !drg_half_word(syntax->document, *end) && !number_of_things(syntax, *first, *end);
}

/* The parties of a side: whom the engine gives to it, unless a member of the same list is surer on
 * the other, and of the other such members. */
static void read_side(const drg_syntax *syntax, const drg_read_event *event,
    drg_read_role_kind role, drg_side *side) {
    const drg_read *read = &syntax->document->read;
    drg_read_role_kind across = role == DRG_READ_SOURCE ? DRG_READ_TARGET : DRG_READ_SOURCE;
    for (uint32_t r = event->first_role; r < event->end_role; r++) {
        const drg_read_role *span = &read->roles.items[r];
        bool here = span->role == role && !surer_on_other_side(syntax, event, span, across);
        bool moved = span->role == across && surer_on_other_side(syntax, event, span, role);
        uint32_t first = span->first_token, end = span->end_token;
        drg_party party;
        if (!(here || moved) || span->probability < ROLE || owns_actor(syntax, span) ||
            owns_other(syntax, event, span) || !narrowed(syntax, &first, &end))
            continue;
        uint32_t chunk = syntax->nodes[first].chunk;
        if (is_pronoun(syntax, span))
            drg_pronoun_list(syntax, span->first_token, side);
        else if (chunk != DRG_NONE && drg_actor_states(syntax, chunk, side))
            continue;
        else if (drg_actor_in(syntax, first, end, &party))
            drg_side_add(side, &party);
    }
}

static bool on_side(const drg_side *side, const drg_party *party) {
    for (size_t i = 0; i < side->count; i++)
        if (drg_same_party(&side->items[i], party))
            return true;
    return false;
}

/* A side becomes what the engine names, or where it names nobody stays as position has it; without
 * those who are on the other side: nobody is on both. */
static void take_side(const drg_side *named, const drg_side *other, drg_side *side) {
    const drg_side before = *side, *from = named->count ? named : &before;
    side->count = 0;
    for (size_t i = 0; i < from->count; i++)
        if (!on_side(other, &from->items[i]))
            side->items[side->count++] = from->items[i];
}

/* "Pursued talks with B": the engine may take the verb over the noun for the trigger of the same
 * event, and give the sides to either. NULL: no such event. */
static const drg_read_event *event_over(
    const drg_syntax *syntax, const drg_telling *telling, const drg_read_event *own) {
    if (telling->own_verb || telling->verb == DRG_NONE)
        return NULL;
    uint32_t main = syntax->verbs.items[telling->verb].main;
    const drg_found over = {.first = main, .end = main + 1, .sentence = telling->found.sentence};
    const drg_read_event *event = drg_read_event_at(syntax->document, &over, telling->entry->type);
    return event && event != own && event->type == telling->entry->type ? event : NULL;
}

void drg_read_parties(const drg_syntax *syntax, drg_telling *telling) {
    const drg_read_event *event =
        drg_read_event_at(syntax->document, &telling->found, telling->entry->type);
    drg_party source[DRG_SIDE], target[DRG_SIDE];
    drg_side sources = {.items = source}, targets = {.items = target};
    if (!event || event->type != telling->entry->type)
        return;
    const drg_read_event *over = event_over(syntax, telling, event);
    read_side(syntax, event, DRG_READ_SOURCE, &sources);
    read_side(syntax, event, DRG_READ_TARGET, &targets);
    if (over && sources.count == 0)
        read_side(syntax, over, DRG_READ_SOURCE, &sources);
    if (over && targets.count == 0)
        read_side(syntax, over, DRG_READ_TARGET, &targets);
    if (sources.count + targets.count == 0)
        return;
    telling->read_says |= (uint8_t)((sources.count ? DRG_READ_SAYS_SOURCE : 0) |
                                    (targets.count ? DRG_READ_SAYS_TARGET : 0));
    const drg_side nobody = {.count = 0};
    take_side(&sources, sources.count ? &nobody : &targets, &telling->source);
    take_side(&targets, &telling->source, &telling->target);
}

/* ---- attributes ------------------------------------------------------------------------------ */

/* The first place named in a span; DRG_NONE: none. */
static uint32_t place_in(const drg_document *document, const drg_read_role *span) {
    for (uint32_t m = drg_document_mention_from(document, span->first_token);
         m < document->mentions.count && document->mentions.items[m].first_token < span->end_token;
         m++) {
        uint32_t entity = document->mentions.items[m].entity;
        drg_entity_type type = document->entities.items[entity].type;
        if (type == DRG_GPE || type == DRG_LOCATION || type == DRG_FACILITY)
            return entity;
    }
    return DRG_NONE;
}

/* Of several places ("in Ukraine, such as the attack in Dnipro") the likeliest. */
static void read_place(
    const drg_document *document, const drg_read_event *event, drg_telling *telling) {
    uint8_t best = ROLE - 1;
    for (uint32_t r = event->first_role; r < event->end_role; r++) {
        const drg_read_role *span = &document->read.roles.items[r];
        if (span->role != DRG_READ_PLACE || span->probability <= best)
            continue;
        uint32_t entity = place_in(document, span);
        if (entity == DRG_NONE)
            continue;
        telling->place = entity;
        best = span->probability;
    }
}

static void read_time(
    const drg_document *document, const drg_read_event *event, drg_telling *telling) {
    for (uint32_t r = event->first_role; r < event->end_role; r++) {
        const drg_read_role *span = &document->read.roles.items[r];
        if (span->role != DRG_READ_TIME || span->probability < ROLE)
            continue;
        for (size_t i = drg_time_from(document, span->first_token > 2 ? span->first_token - 2 : 0);
             i < document->times.count && document->times.items[i].first_token < span->end_token;
             i++)
            if (document->times.items[i].end_token > span->first_token &&
                document->times.items[i].start.year) {
                telling->time = (uint32_t)i;
                return;
            }
    }
}

void drg_read_attributes(const drg_syntax *syntax, drg_telling *telling) {
    const drg_document *document = syntax->document;
    const drg_read_event *event =
        drg_read_event_at(document, &telling->found, telling->entry->type);
    if (!event)
        return;
    for (int tense = DRG_PAST; tense <= DRG_HYPOTHETICAL; tense++)
        if (event->tense[tense] >= SURE_TENSE)
            telling->tense = (drg_tense)tense;
    if (event->type != telling->entry->type)
        return;
    telling->read = event;
    read_place(document, event, telling);
    read_time(document, event, telling);
}
