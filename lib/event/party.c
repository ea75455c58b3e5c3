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
 * most REACH tokens: linear.
 */
#include "../engine.h"
#include "event.h"

#define REACH 32 /* tokens that are read to the right of a trigger */

static drg_slice lower_at(const drg_syntax *syntax, uint32_t token) {
    return syntax->document->tokens.items[token].lower;
}

/* ---- places -----------------------------------------------------------------------------------
 */

static drg_place place_of(drg_slice preposition) {
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

static uint8_t role_at(const drg_telling *telling, drg_place place) {
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

static drg_side *side_for(drg_telling *telling, uint8_t role) {
    if (role == DRG_ROLE_SOURCE || role == DRG_ROLE_PARTY)
        return &telling->source;
    return role == DRG_ROLE_TARGET ? &telling->target : NULL;
}

static size_t add_list(
    const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role) {
    drg_side *side = side_for(telling, role);
    if (!side || chunk == DRG_NONE)
        return 0;
    return drg_actor_list(syntax, chunk, side);
}

/* The chunk as a party, else the actor inside it. */
static size_t add_or_inside(
    const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role) {
    size_t added = add_list(syntax, telling, chunk, role);
    drg_side *side = side_for(telling, role);
    if (added || !side || chunk == DRG_NONE)
        return added;
    return drg_actor_inside(syntax, chunk, syntax->chunks.items[chunk].head, side);
}

/* What hangs on a noun that is no actor: "the efforts of volunteers", "an attack by militants". */
static size_t add_hanging(
    const drg_syntax *syntax, drg_telling *telling, uint32_t chunk, uint8_t role) {
    uint32_t end = syntax->document->sentences.items[telling->found.sentence].end_token;
    for (int hop = 0; hop < 3; hop++) {
        uint32_t at = syntax->chunks.items[chunk].end;
        if (at >= end || syntax->nodes[at].tag != DRG_TAG_PREPOSITION)
            return 0;
        drg_place place = place_of(lower_at(syntax, at));
        if (place != DRG_AT_OF && place != DRG_AT_BY && place != DRG_AT_FROM &&
            place != DRG_AT_AGAINST && place != DRG_AT_WITH)
            return 0;
        chunk = drg_syntax_chunk_at(syntax, at + 1, end);
        if (chunk == DRG_NONE)
            return 0;
        size_t added = add_or_inside(syntax, telling, chunk, role);
        if (added)
            return added;
    }
    return 0;
}

/* ---- phrases to the right ---------------------------------------------------------------------
 */

static uint32_t list_end(const drg_syntax *syntax, uint32_t chunk) {
    for (int i = 0; i < DRG_SIDE && syntax->chunks.items[chunk].right != DRG_NONE; i++)
        chunk = syntax->chunks.items[chunk].right;
    return syntax->chunks.items[chunk].end;
}

static uint32_t sentence_end(const drg_syntax *syntax, const drg_telling *telling) {
    return syntax->document->sentences.items[telling->found.sentence].end_token;
}

/*
 * Prepositional phrases from `at` on. For nouns the phrases must follow one another; for verbs
 * other words may stand between, up to the end of the clause.
 */
static void read_phrases(
    const drg_syntax *syntax, drg_telling *telling, uint32_t at, bool adjacent, bool passive) {
    uint32_t end = sentence_end(syntax, telling);
    uint32_t limit = at + REACH < end ? at + REACH : end;
    while (at < limit) {
        const drg_node *node = &syntax->nodes[at];
        if (node->tag == DRG_TAG_PREPOSITION) {
            uint32_t chunk = drg_syntax_chunk_at(syntax, at + 1, limit);
            drg_place place = place_of(lower_at(syntax, at));
            if (chunk == DRG_NONE) {
                at++;
                continue;
            }
            bool agent = place != DRG_AT_BY || passive || adjacent;
            if (agent)
                add_list(syntax, telling, chunk, role_at(telling, place));
            at = list_end(syntax, chunk);
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

/* ---- verbs ------------------------------------------------------------------------------------
 */

static uint8_t subject_role(const drg_telling *telling) {
    if (telling->entry->symmetric)
        return DRG_ROLE_PARTY;
    return telling->entry->reversed ? DRG_ROLE_TARGET : DRG_ROLE_SOURCE;
}

/* What the object's place means where the subject is the target: the other side. */
static uint8_t object_role(const drg_telling *telling) {
    uint8_t role = role_at(telling, DRG_AT_OBJECT);
    if (telling->entry->reversed && role == DRG_ROLE_TARGET)
        return DRG_ROLE_SOURCE;
    return role;
}

/* Does a clause follow whose subject is the chunk ("alleged that X had", "urged Y stop")? */
static bool heads_clause(const drg_syntax *syntax, uint32_t chunk, uint32_t end) {
    uint32_t at = list_end(syntax, chunk);
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
    uint32_t end = sentence_end(syntax, telling), at = telling->found.end;
    bool speaks = type == DRG_ACCUSE || type == DRG_REQUEST || type == DRG_THREATEN;
    if (!speaks || telling->target.count || telling->entry->reversed || at >= end)
        return;
    bool before_for = drg_slice_is(lower_at(syntax, at - 1), "for");
    if (drg_slice_is(lower_at(syntax, at), "that") || drg_slice_is(lower_at(syntax, at), "for")) {
        before_for = drg_slice_is(lower_at(syntax, at), "for");
        at++;
    }
    uint32_t chunk = drg_syntax_chunk_at(syntax, at, end);
    if (chunk == DRG_NONE || syntax->chunks.items[chunk].time)
        return;
    uint32_t after = list_end(syntax, chunk);
    bool infinitive = before_for && after < end && syntax->nodes[after].tag == DRG_TAG_TO;
    if (infinitive || (!before_for && heads_clause(syntax, chunk, end)))
        add_or_inside(syntax, telling, chunk, DRG_ROLE_TARGET);
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
    drg_place place = place_of(lower_at(syntax, last));
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
    uint32_t end = sentence_end(syntax, telling), at = telling->found.end;
    uint32_t inner = verb->end < telling->found.end
                         ? drg_syntax_chunk_at(syntax, verb->end, telling->found.end)
                         : DRG_NONE;
    if (inner != DRG_NONE && !verb->passive && role != DRG_ROLE_NONE) {
        const drg_chunk *chunk = &syntax->chunks.items[inner];
        drg_side *side = side_for(telling, role);
        if (!matched(&telling->found, chunk->head))
            add_or_inside(syntax, telling, inner, role);
        else if (side && chunk->head + 1 == telling->found.end)
            drg_actor_inside(syntax, inner, chunk->head, side);
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
        add_or_inside(syntax, telling, chunk, role) == 0)
        add_hanging(syntax, telling, chunk, role);
    return list_end(syntax, chunk);
}

static void verb_parties(const drg_syntax *syntax, drg_telling *telling) {
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    uint8_t object = object_role(telling);
    if (telling->found.inverted) {
        read_phrases(syntax, telling, verb->end, false, true);
        return;
    }
    if (verb->subject != DRG_NONE) {
        uint8_t passive = object == DRG_ROLE_NONE ? DRG_ROLE_TARGET : object;
        uint8_t role = verb->passive ? passive : subject_role(telling);
        if (add_or_inside(syntax, telling, verb->subject, role) == 0)
            add_hanging(syntax, telling, verb->subject, role);
    }
    uint32_t at = read_object(syntax, telling, verb, object);
    read_phrases(syntax, telling, at, false, verb->passive);
    clause_target(syntax, telling);
}

/* "the detained journalist", "visiting president": the head that the form stands before. */
static void attributive_parties(const drg_syntax *syntax, drg_telling *telling) {
    const drg_node *node = &syntax->nodes[telling->found.head];
    if (node->chunk == DRG_NONE)
        return;
    bool ing = node->word->forms & DRG_FORM_ING;
    add_list(syntax, telling, node->chunk, ing ? subject_role(telling) : object_role(telling));
}

/* ---- nouns ------------------------------------------------------------------------------------
 */

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
    uint32_t limit = at + REACH < end ? at + REACH : end;
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
    drg_slice word = lower_at(syntax, by);
    if (!drg_slice_is(word, "for") && !drg_slice_is(word, "of") && !drg_slice_is(word, "on"))
        return DRG_NONE;
    return syntax->nodes[by - 1].chunk;
}

/* A verb over the noun that lends its subject. */
static void borrow(const drg_syntax *syntax, drg_telling *telling, uint32_t chunk) {
    uint32_t over = verb_over(syntax, chunk);
    uint32_t after = verb_after(syntax, chunk, sentence_end(syntax, telling));
    uint32_t whole = hangs_on(syntax, chunk);
    if (after == DRG_NONE && whole != DRG_NONE)
        after = verb_after(syntax, whole, sentence_end(syntax, telling));
    if (after != DRG_NONE) {
        const drg_verb *verb = &syntax->verbs.items[after];
        telling->verb = after;
        uint32_t object = drg_syntax_chunk_at(syntax, verb->end, sentence_end(syntax, telling));
        bool lent = syntax->nodes[verb->main].word->verb_kinds & DRG_VERB_LIGHT;
        if (verb->passive || object == DRG_NONE || syntax->chunks.items[object].time)
            read_phrases(
                syntax, telling, verb->end, false, lent); /* "was condemned by": not its own */
    }
    if (over == DRG_NONE)
        return;
    const drg_verb *verb = &syntax->verbs.items[over];
    uint8_t kinds = syntax->nodes[verb->main].word->verb_kinds;
    telling->verb = over;
    if (verb->subject == DRG_NONE || verb->passive)
        return;
    telling->light = kinds & DRG_VERB_LIGHT;
    if (kinds & DRG_VERB_LIGHT && telling->entry->symmetric)
        add_list(syntax, telling, verb->subject, DRG_ROLE_PARTY);
    else if (kinds & DRG_VERB_LIGHT && telling->source.count == 0)
        add_list(syntax, telling, verb->subject, DRG_ROLE_SOURCE);
    else if (kinds & DRG_VERB_SUFFER && telling->target.count == 0)
        add_list(syntax, telling, verb->subject, DRG_ROLE_TARGET);
}

/* "Speaking after talks with B, A said": who acts in the clause of a meeting was at it. */
static void attend(const drg_syntax *syntax, drg_telling *telling, uint32_t chunk) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    if (!telling->entry->symmetric || telling->entry->type != DRG_CONSULT ||
        telling->source.count > 1 || one->preposition == DRG_NONE)
        return;
    drg_slice word = lower_at(syntax, one->preposition);
    if (!drg_slice_is(word, "during") && !drg_slice_is(word, "after") &&
        !drg_slice_is(word, "at") && !drg_slice_is(word, "in") &&
        !drg_slice_is(word, "following") && !drg_slice_is(word, "for"))
        return;
    uint32_t left =
        one->first > sentence->first_token + REACH ? one->first - REACH : sentence->first_token;
    for (uint32_t t = one->first; t-- > left;) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || syntax->verbs.items[verb].subject == DRG_NONE)
            continue;
        add_list(syntax, telling, syntax->verbs.items[verb].subject, DRG_ROLE_PARTY);
        return;
    }
    for (uint32_t t = one->end; t < sentence->end_token && t < one->end + REACH; t++) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || !syntax->verbs.items[verb].finite ||
            syntax->verbs.items[verb].subject == DRG_NONE)
            continue;
        add_list(syntax, telling, syntax->verbs.items[verb].subject, DRG_ROLE_PARTY);
        return;
    }
}

static bool somebody_of(const drg_syntax *syntax, uint32_t at, uint32_t end) {
    drg_party unused;
    if (at + 1 >= end || !drg_slice_is(lower_at(syntax, at), "of"))
        return false;
    uint32_t chunk = drg_syntax_chunk_at(syntax, at + 1, end);
    return chunk != DRG_NONE && drg_actor_of(syntax, chunk, &unused);
}

static void noun_parties(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (chunk == DRG_NONE) {
        read_phrases(syntax, telling, telling->found.end, true, true);
        return;
    }
    uint8_t role = role_at(telling, DRG_AT_POSSESSOR);
    uint32_t next = syntax->chunks.items[chunk].end;
    if (role == DRG_ROLE_TARGET && somebody_of(syntax, next, sentence_end(syntax, telling)))
        role = DRG_ROLE_SOURCE; /* "X's arrest", but "Y's arrest of X" */
    drg_side *side = side_for(telling, role);
    if (side)
        drg_actor_inside(syntax, chunk, telling->found.head, side);
    uint32_t end = syntax->chunks.items[chunk].end;
    read_phrases(syntax, telling, end > telling->found.end ? end : telling->found.end, true, true);
    borrow(syntax, telling, chunk);
    attend(syntax, telling, chunk);
}

/* ---- both -------------------------------------------------------------------------------------
 */

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
    const drg_entity *entity = &document->entities.items[document->quotes.items[quote].speaker];
    drg_party party = {.entity = document->quotes.items[quote].speaker,
        .country = entity->country,
        .actor_code = entity->actor_code,
        .sector_count = entity->sector_count,
        .implied = true};
    memcpy(party.sectors, entity->sectors, sizeof party.sectors);
    drg_side_add(&telling->source, &party);
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
        return;
    }
}

/* Nobody acts on himself: who is on the other side as well is dropped from this one. */
static void part_from(drg_side *side, const drg_side *other) {
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

/* The subject of the clause that the words stand in, where they name no source of their own. */
static void clause_source(const drg_syntax *syntax, drg_telling *telling) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    uint32_t first = sentence->first_token, head = telling->found.head;
    if (telling->source.count || telling->target.count == 0 || telling->entry->reversed)
        return;
    if (head > first + REACH)
        first = head - REACH;
    for (uint32_t t = head; t-- > first;) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || !syntax->verbs.items[verb].finite ||
            syntax->verbs.items[verb].subject == DRG_NONE || verb == telling->verb)
            continue;
        add_list(syntax, telling, syntax->verbs.items[verb].subject, DRG_ROLE_SOURCE);
        part_from(&telling->source, &telling->target);
        for (size_t i = 0; i < telling->source.count; i++)
            telling->source.items[i].implied = true;
        return;
    }
}

/*
 * Somebody named further on in the clause, where no place of the table names a target: "voiced
 * concern over Ethiopia's war", "rejected calls for talks with Kosovo".
 */
static void clause_target_beyond(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t end = sentence_end(syntax, telling), at = telling->found.end;
    uint32_t limit = at + REACH / 2 < end ? at + REACH / 2 : end;
    uint8_t type = telling->entry->type;
    if (telling->target.count || telling->source.count == 0 || telling->entry->symmetric ||
        telling->entry->reversed || type == DRG_PROTEST || type == DRG_MOBILIZE)
        return;
    uint32_t inner = at < end ? syntax->nodes[at].verb : DRG_NONE;
    if (inner != DRG_NONE && inner != telling->verb) {
        /* "threatened to attack South Korea": the act that is spoken of */
        if (syntax->verbs.items[inner].first + 1 != at)
            return;
        at = syntax->verbs.items[inner].end;
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
        bool place = by != DRG_NONE && (drg_slice_is(lower_at(syntax, by), "in") ||
                                           drg_slice_is(lower_at(syntax, by), "at") ||
                                           drg_slice_is(lower_at(syntax, by), "by"));
        if (!syntax->chunks.items[chunk].time && !place)
            add_or_inside(syntax, telling, chunk, DRG_ROLE_TARGET);
        at = syntax->chunks.items[chunk].end;
    }
    for (size_t i = 0; i < telling->target.count; i++)
        telling->target.items[i].implied = true;
}

/* Who is attacked "in Dnipro" is, where nobody is named, the state that the place belongs to. */
static void place_as_target(const drg_syntax *syntax, drg_telling *telling) {
    const drg_document *document = syntax->document;
    if (telling->entry->type != DRG_ASSAULT || telling->target.count || telling->entry->symmetric)
        return;
    uint32_t end = sentence_end(syntax, telling), at = telling->found.end;
    uint32_t limit = at + REACH / 4 < end ? at + REACH / 4 : end;
    for (uint32_t m = drg_document_mention_from(document, at); m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->first_token >= limit)
            return;
        const drg_entity *entity = &document->entities.items[mention->entity];
        uint32_t chunk = syntax->nodes[mention->first_token].chunk;
        uint32_t by = chunk == DRG_NONE ? DRG_NONE : syntax->chunks.items[chunk].preposition;
        if (entity->type != DRG_GPE || by == DRG_NONE || !drg_slice_is(lower_at(syntax, by), "in"))
            continue;
        drg_party party = {.entity = mention->entity,
            .span = mention->span,
            .country = entity->country,
            .actor_code = entity->actor_code,
            .implied = true};
        drg_side_add(&telling->target, &party);
        return;
    }
}

void drg_party_find(const drg_syntax *syntax, drg_telling *telling) {
    const drg_node *head = &syntax->nodes[telling->found.head];
    telling->verb = head->verb;
    telling->own_verb = head->verb != DRG_NONE;
    if (telling->own_verb)
        verb_parties(syntax, telling);
    else if (telling->found.attributive)
        attributive_parties(syntax, telling);
    else
        noun_parties(syntax, telling);
    speaker_as_source(syntax, telling);
    implied_agent(syntax, telling);
    part_from(&telling->target, &telling->source);
    clause_target_beyond(syntax, telling);
    place_as_target(syntax, telling);
    clause_source(syntax, telling);
    part_from(&telling->target, &telling->source);
}
