/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sides that the words around a trigger settle, whatever the reading engine makes of them.
 *
 * The engine reads roles better than a light syntax (reading.c), but not where English leaves no
 * choice, and there it is corrected: who is or has been arrested is no source, nor who "faces
 * protests" or "is under investigation"; the object of a verb is its target and the subject that
 * stands beside it its source, also in a relative clause ("revolts that overthrew X"); what a
 * preposition of the entry's table says right behind a noun holds ("boycott of X", "warning from
 * Y"; over the annotated articles the table and the coders agree in 183 of 183 places of the
 * prepositions other than "of", in 57 of 61 where "of" names the target). Who stands in a clause of
 * his own, past another verb with tense, takes no part where the clause of the trigger has a
 * subject or object that does. Whom words are said to did not say them; critics of somebody are
 * not he.
 *
 * Nobody new is named but by "at the hands of", in lists that the engine cut in two, and as subject
 * or object beside the verb where that leaves a side empty. Meetings and agreements have equals and
 * are left alone, but for such lists. Cost: looks of at most
 * DRG_REACH tokens and verb groups a party: linear.
 */
#include "party.h"

#include "../base/sort.h"

typedef struct range { /* tokens, half-open */
    uint32_t first, end;
} range;

static bool stands_in(const drg_syntax *syntax, const drg_party *party, range tokens) {
    const drg_token *items = syntax->document->tokens.items;
    return tokens.first < tokens.end && party->span.end > 0 &&
           party->span.start >= items[tokens.first].start &&
           party->span.start < items[tokens.end - 1].end;
}

static bool holds(const drg_syntax *syntax, const drg_side *side, range tokens) {
    for (size_t i = 0; i < side->count; i++)
        if (!side->items[i].implied && stands_in(syntax, &side->items[i], tokens))
            return true;
    return false;
}

/* Who stands there changes sides; `to` NULL: is on none. */
static void shift(const drg_syntax *syntax, drg_side *from, drg_side *to, range tokens) {
    size_t kept = 0;
    for (size_t i = 0; i < from->count; i++) {
        drg_party party = from->items[i];
        if (!stands_in(syntax, &party, tokens)) {
            from->items[kept++] = party;
            continue;
        }
        party.implied = false;
        if (to && drg_side_open(to))
            to->count = 0; /* who was implied gives way to who is told */
        if (to)
            drg_side_add(to, &party);
    }
    from->count = kept;
}

static bool word_is(const drg_syntax *syntax, uint32_t token, uint32_t end, const char *word) {
    return token < end && drg_slice_is(drg_syntax_lower(syntax, token), word);
}

/* A chunk with the equals of its list, without possessors before the first, and with whom the last
 * stands for: "the government of Chile". */
static range list_of(const drg_syntax *syntax, uint32_t chunk) {
    range list = {0, drg_chunk_list_end(syntax, chunk)};
    uint32_t last = syntax->nodes[list.end - 1].chunk;
    drg_party party;
    for (int i = 0; i < DRG_SIDE && syntax->chunks.items[chunk].left != DRG_NONE; i++)
        chunk = syntax->chunks.items[chunk].left;
    list.first = syntax->chunks.items[chunk].first;
    uint32_t limit = (uint32_t)syntax->document->tokens.count;
    if (word_is(syntax, list.end, limit, "of") && drg_actor_of(syntax, last, &party) &&
        party.span.end > 0) {
        uint32_t inner = drg_syntax_chunk_at(syntax, list.end + 1, limit);
        if (inner != DRG_NONE &&
            stands_in(syntax, &party, (range){list.end + 1, syntax->chunks.items[inner].end}))
            list.end = syntax->chunks.items[inner].end;
    }
    return list;
}

static void settle(const drg_syntax *syntax, drg_telling *telling, uint8_t role, range tokens) {
    if (role == DRG_ROLE_TARGET)
        shift(syntax, &telling->source, &telling->target, tokens);
    else if (role == DRG_ROLE_SOURCE)
        shift(syntax, &telling->target, &telling->source, tokens);
}

/* ---- nouns -----------------------------------------------------------------------------------
 */

/* What the table says outright of a place; of who stands behind "of" only that he is the target. */
static uint8_t sure_role(const drg_telling *telling, drg_place place) {
    uint8_t role = place < DRG_PLACES ? telling->entry->roles[place] : DRG_ROLE_NONE;
    bool wordless = telling->entry->lemma.size == 0;
    if (role == DRG_ROLE_UNSAID && ((place == DRG_AT_BY && !wordless) || place == DRG_AT_AGAINST))
        role = drg_party_role(telling, place);
    if (wordless && place == DRG_AT_FOR && telling->entry->type == DRG_SUPPORT)
        return DRG_ROLE_TARGET; /* "sympathy for" */
    return place == DRG_AT_OF && role != DRG_ROLE_TARGET ? DRG_ROLE_NONE : role;
}

/* "Under the custody of", "in pursuit of": who stands behind it acts as often as not. */
static bool is_state(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    uint32_t by = chunk == DRG_NONE ? DRG_NONE : syntax->chunks.items[chunk].preposition;
    return by != DRG_NONE && (drg_slice_is(drg_syntax_lower(syntax, by), "under") ||
                                 drg_slice_is(drg_syntax_lower(syntax, by), "in"));
}

/* The phrases right behind a noun; "of" behind another phrase belongs to that one. */
static void settle_phrases(const drg_syntax *syntax, drg_telling *telling, uint32_t at) {
    uint32_t end = drg_telling_limit(syntax, telling);
    bool state = is_state(syntax, telling);
    for (int phrase = 0; phrase < 3 && at < end; phrase++) {
        if (syntax->nodes[at].tag == DRG_TAG_TIME) {
            at = syntax->chunks.items[syntax->nodes[at].chunk].end;
            continue;
        }
        if (syntax->nodes[at].tag != DRG_TAG_PREPOSITION)
            return;
        drg_place place = drg_place_of(drg_syntax_lower(syntax, at));
        uint32_t chunk = drg_syntax_chunk_at(syntax, at + 1, end);
        if (chunk == DRG_NONE || (phrase > 0 && place != DRG_AT_BY && place != DRG_AT_AGAINST))
            return;
        if (!syntax->chunks.items[chunk].time && !(state && place == DRG_AT_OF)) {
            range tokens = {syntax->chunks.items[chunk].first, drg_chunk_list_end(syntax, chunk)};
            settle(syntax, telling, sure_role(telling, place), tokens);
        }
        at = drg_chunk_list_end(syntax, chunk);
    }
}

/* The verb group over "under" before a noun: "X is under investigation". */
static uint32_t verb_of_under(const drg_syntax *syntax, uint32_t chunk) {
    uint32_t by = syntax->chunks.items[chunk].preposition;
    if (by == DRG_NONE || by == 0 || !drg_slice_is(drg_syntax_lower(syntax, by), "under"))
        return DRG_NONE;
    while (by > 1 && syntax->nodes[by - 1].tag == DRG_TAG_ADVERB)
        by--;
    return syntax->nodes[by - 1].verb;
}

/* Whose verb makes him undergo what the noun tells. */
static void settle_sufferer(const drg_syntax *syntax, drg_telling *telling, uint32_t chunk) {
    uint8_t type = telling->entry->type;
    bool hard = type == DRG_ACCUSE || type == DRG_COERCE || type == DRG_SANCTION;
    uint32_t verb = hard ? verb_of_under(syntax, chunk) : DRG_NONE;
    const drg_verb *over = telling->verb == DRG_NONE ? NULL : &syntax->verbs.items[telling->verb];
    if (verb == DRG_NONE && over && !over->passive && over->end <= telling->found.head &&
        syntax->nodes[over->main].word->verb_kinds & DRG_VERB_SUFFER)
        verb = telling->verb;
    uint32_t subject = verb == DRG_NONE ? DRG_NONE : syntax->verbs.items[verb].subject;
    if (subject != DRG_NONE && subject != chunk)
        settle(syntax, telling, DRG_ROLE_TARGET, list_of(syntax, subject));
}

/* "At the hands of Y", behind a noun or what was suffered. */
static void settle_hands(const drg_syntax *syntax, drg_telling *telling, uint32_t at) {
    uint32_t end = drg_telling_limit(syntax, telling);
    if (!word_is(syntax, at, end, "at") || !word_is(syntax, at + 1, end, "the") ||
        !word_is(syntax, at + 2, end, "hands") || !word_is(syntax, at + 3, end, "of"))
        return;
    uint32_t chunk = drg_syntax_chunk_at(syntax, at + 4, end);
    if (chunk == DRG_NONE)
        return;
    range tokens = list_of(syntax, chunk);
    settle(syntax, telling, DRG_ROLE_SOURCE, tokens);
    if (!holds(syntax, &telling->source, tokens))
        drg_party_add(syntax, telling, chunk, DRG_ROLE_SOURCE);
}

static void settle_noun(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk, at = telling->found.end;
    if (chunk != DRG_NONE && syntax->chunks.items[chunk].end > at)
        at = syntax->chunks.items[chunk].end;
    settle_phrases(syntax, telling, at);
    if (chunk != DRG_NONE)
        settle_sufferer(syntax, telling, chunk);
    settle_hands(syntax, telling, at);
}

/* ---- verbs -----------------------------------------------------------------------------------
 */

/* Role of the object, where the words of the entry end: "called off", "attacked". */
static uint8_t object_role(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t last = telling->found.end - 1;
    drg_place place = DRG_AT_OBJECT;
    if (last != telling->found.head && syntax->nodes[last].tag == DRG_TAG_PREPOSITION)
        place = drg_place_of(drg_syntax_lower(syntax, last));
    uint8_t role = place < DRG_PLACES ? telling->entry->roles[place] : DRG_ROLE_NONE;
    if (place == DRG_AT_OBJECT && role == DRG_ROLE_UNSAID)
        role = DRG_ROLE_TARGET;
    return telling->entry->reversed ? DRG_ROLE_NONE : role;
}

/* Participles that tell what somebody thinks or does: "X is opposed to", "were engaged in". */
static bool tells_state(const drg_telling *telling) {
    static const char *const lemmas[] = {"oppose", "worry", "engage", "fear", "resent", "concern"};
    return DRG_ONE_OF(telling->entry->lemma, lemmas);
}

/* Deeds that the words of another blame on their subject: "X said that Y was undermining". */
static bool tells_deed(const drg_telling *telling) {
    static const char *const lemmas[] = {
        "undermine", "humiliate", "misrepresent", "defame", "insult"};
    return DRG_ONE_OF(telling->entry->lemma, lemmas);
}

/* Whom the passive of such a verb has as its subject is who it is done to. */
static bool done_to_subject(const drg_syntax *syntax, const drg_telling *telling) {
    uint8_t type = telling->entry->type;
    return (type == DRG_COERCE || type == DRG_SANCTION || type == DRG_ASSAULT ||
               type == DRG_ACCUSE) &&
           telling->entry->kind == DRG_ENTRY_VERB && !tells_state(telling) &&
           object_role(syntax, telling) == DRG_ROLE_TARGET;
}

/* Between a subject and its verb nothing but what may be slipped in: "teachers, too, have". One
 * comma alone ends an apposition to somebody else: "a deal with the chief, A, is". */
static bool beside(const drg_syntax *syntax, const drg_verb *verb) {
    uint32_t at = syntax->chunks.items[verb->subject].end, commas = 0;
    if (at > verb->first || verb->first - at > DRG_GAP)
        return false;
    for (; at < verb->first; at++) {
        uint8_t tag = syntax->nodes[at].tag;
        if (tag != DRG_TAG_ADVERB && tag != DRG_TAG_COMMA && tag != DRG_TAG_QUOTE)
            return false;
        commas += tag == DRG_TAG_COMMA;
    }
    return commas % 2 == 0;
}

/* A form that may be the past or a participle without its auxiliary. */
static bool bare(const drg_syntax *syntax, const drg_verb *verb) {
    uint8_t forms = syntax->nodes[verb->main].forms;
    return verb->first == verb->main && (forms & DRG_FORM_PARTICIPLE) &&
           !(forms & (DRG_FORM_ING | DRG_FORM_BASE));
}

static bool clause_preposition(drg_slice word) {
    static const char *const words[] = {"after", "before", "since", "until", "as", "than", "like"};
    return DRG_ONE_OF(word, words);
}

/* "One of the men arrested in", "prisoners in Cuba jailed for": no object follows, and the noun
 * before it hangs on a preposition, so that it cannot be the subject of a past. */
static bool reduced(const drg_syntax *syntax, const drg_verb *verb, uint32_t limit) {
    uint32_t before = verb->first == 0 ? DRG_NONE : syntax->nodes[verb->first - 1].chunk;
    uint32_t by = before == DRG_NONE ? DRG_NONE : syntax->chunks.items[before].preposition;
    return bare(syntax, verb) && by != DRG_NONE && !syntax->chunks.items[before].time &&
           !clause_preposition(drg_syntax_lower(syntax, by)) && verb->end < limit &&
           drg_syntax_chunk_at(syntax, verb->end, limit) == DRG_NONE;
}

/* "Why does X insult us?": the auxiliary before the subject; what is asked is said of X. */
static bool asks(const drg_syntax *syntax, uint32_t subject) {
    uint32_t first = list_of(syntax, subject).first;
    uint8_t tag = first == 0 ? (uint8_t)DRG_TAG_STOP : syntax->nodes[first - 1].tag;
    return tag == DRG_TAG_DO || tag == DRG_TAG_MODAL || tag == DRG_TAG_HAVE;
}

/* The chunk that the verb's subject stands in for sure; DRG_NONE. */
static uint32_t sure_subject(const drg_syntax *syntax, const drg_verb *verb, uint32_t limit) {
    if (verb->subject == DRG_NONE || verb->passive || syntax->chunks.items[verb->subject].time)
        return DRG_NONE;
    if (verb->gerund) { /* "was jailed for protesting" */
        bool after_for = verb->first > 0 && verb->governor != DRG_NONE &&
                         word_is(syntax, verb->first - 1, limit, "for") &&
                         syntax->verbs.items[verb->governor].passive &&
                         syntax->verbs.items[verb->governor].finite;
        return after_for ? verb->subject : DRG_NONE;
    }
    bool object = drg_syntax_chunk_at(syntax, verb->end, limit) != DRG_NONE;
    bool settled = verb->finite && beside(syntax, verb) && (!bare(syntax, verb) || object) &&
                   !asks(syntax, verb->subject);
    bool hangs = syntax->chunks.items[verb->subject].preposition != DRG_NONE;
    return settled && !hangs ? verb->subject : DRG_NONE;
}

/* The chunk right behind the words, where it is the object and no subject of what follows. */
static uint32_t sure_object(
    const drg_syntax *syntax, const drg_telling *telling, const drg_verb *verb) {
    uint32_t limit = drg_telling_limit(syntax, telling);
    uint32_t chunk = drg_syntax_chunk_at(syntax, telling->found.end, limit);
    bool says = syntax->nodes[verb->main].word->verb_kinds & DRG_VERB_SAY;
    if (chunk == DRG_NONE || verb->passive || verb->subject == DRG_NONE || verb->subject == chunk ||
        says || syntax->chunks.items[chunk].time || object_role(syntax, telling) != DRG_ROLE_TARGET)
        return DRG_NONE;
    uint32_t at = drg_chunk_list_end(syntax, chunk);
    uint32_t next = at < limit ? syntax->nodes[at].verb : DRG_NONE;
    return next != DRG_NONE && syntax->verbs.items[next].finite ? DRG_NONE : chunk;
}

/* First token of who a party is. */
static uint32_t token_of(const drg_syntax *syntax, const drg_party *party) {
    return (uint32_t)DRG_FIRST_FROM(syntax->document->tokens, start, party->span.start);
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
        bool says = syntax->nodes[one->main].word->verb_kinds & DRG_VERB_SAY;
        if (one->finite && !one->relative && (says || !bare(syntax, one)))
            return true;
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

/* The clause has a party of its own on the side: who stands in another clause goes. */
static void keep_clause(const drg_syntax *syntax, const drg_telling *telling, uint32_t own,
    uint32_t subject, drg_side *side) {
    range tokens = list_of(syntax, own);
    uint32_t left = list_of(syntax, subject).first;
    size_t kept = 0;
    if (!holds(syntax, side, tokens))
        return;
    for (size_t i = 0; i < side->count; i++) {
        const drg_party party = side->items[i];
        uint32_t at = token_of(syntax, &party);
        bool here = party.implied || party.span.end == 0 || stands_in(syntax, &party, tokens) ||
                    may_be(syntax, own, &party);
        bool apart = at < left ? tense_between(syntax, telling, at, left)
                               : tense_between(syntax, telling, telling->found.end, at);
        if (here || !apart)
            side->items[kept++] = party;
    }
    side->count = kept;
}

/* "Asserted to other officials": to whom it was said. */
static void settle_addressee(const drg_syntax *syntax, drg_telling *telling, const drg_verb *verb) {
    uint32_t limit = drg_telling_limit(syntax, telling);
    if (verb->passive || !word_is(syntax, verb->end, limit, "to") || verb->subject == DRG_NONE)
        return;
    uint32_t chunk = drg_syntax_chunk_at(syntax, verb->end + 1, limit);
    if (chunk == DRG_NONE || chunk == verb->subject)
        return;
    range tokens = {syntax->chunks.items[chunk].first, drg_chunk_list_end(syntax, chunk)};
    bool target = telling->entry->roles[DRG_AT_TO] == DRG_ROLE_TARGET;
    shift(syntax, &telling->source, target ? &telling->target : NULL, tokens);
}

/* A side that is left without anybody told has who stands in the chunk; as target only by name:
 * "seeks justice". */
static void fill_open(const drg_syntax *syntax, uint32_t chunk, bool by_name, drg_side *side) {
    if (!drg_side_open(side))
        return;
    drg_party found[DRG_SIDE];
    drg_side told = {.items = found};
    if (drg_actor_list(syntax, chunk, &told) == 0 || (by_name && found[0].entity == DRG_NONE))
        return;
    side->count = told.count;
    memcpy(side->items, found, told.count * sizeof *found);
}

static void settle_active(const drg_syntax *syntax, drg_telling *telling, const drg_verb *verb) {
    uint32_t limit = drg_telling_limit(syntax, telling);
    bool inverted = verb->first > 0 && syntax->nodes[verb->first - 1].tag == DRG_TAG_QUOTE;
    if (inverted || tells_deed(telling))
        return; /* '..." demanded X' */
    uint32_t subject = sure_subject(syntax, verb, limit);
    uint32_t object = sure_object(syntax, telling, verb);
    if (object != DRG_NONE)
        settle(syntax, telling, DRG_ROLE_TARGET, list_of(syntax, object));
    if (subject == DRG_NONE || (telling->entry->reversed && telling->entry->type == DRG_REQUEST))
        return; /* "we need to": asked of whoever speaks, or of others */
    uint8_t role = telling->entry->reversed ? DRG_ROLE_TARGET : DRG_ROLE_SOURCE;
    settle(syntax, telling, role, list_of(syntax, subject));
    if (verb->gerund)
        return;
    keep_clause(syntax, telling, subject, subject, drg_party_side(telling, role));
    fill_open(syntax, subject, false, drg_party_side(telling, role));
    if (object == DRG_NONE)
        return;
    keep_clause(syntax, telling, object, subject, &telling->target);
    fill_open(syntax, object, true, &telling->target);
}

static void settle_verb(const drg_syntax *syntax, drg_telling *telling) {
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    uint32_t limit = drg_telling_limit(syntax, telling);
    settle_addressee(syntax, telling, verb);
    if (telling->entry->lemma.size == 0 || telling->found.inverted)
        return;
    bool cut = reduced(syntax, verb, limit);
    if (!cut && !(verb->passive && verb->finite)) {
        settle_active(syntax, telling, verb);
        return;
    }
    settle_hands(syntax, telling, telling->found.end);
    if (verb->subject == DRG_NONE || !done_to_subject(syntax, telling))
        return;
    range subject = list_of(syntax, verb->subject);
    if (cut) /* "one of the men": who he is, others say */
        shift(syntax, &telling->source, NULL, subject);
    else
        settle(syntax, telling, DRG_ROLE_TARGET, subject);
}

/* ---- both ------------------------------------------------------------------------------------
 */

/* "U.S. and Canadian officials": where the engine reads the second alone. */
static void complete_list(const drg_syntax *syntax, drg_side *side, const drg_side *other) {
    const drg_document *document = syntax->document;
    for (size_t i = 0; i < side->count && side->count < DRG_SIDE; i++) {
        const drg_party *party = &side->items[i];
        if (party->implied || party->entity != DRG_NONE || party->span.end == 0)
            continue;
        uint32_t chunk = syntax->nodes[token_of(syntax, party)].chunk;
        uint32_t left = chunk == DRG_NONE ? DRG_NONE : syntax->chunks.items[chunk].left;
        if (left == DRG_NONE)
            continue;
        const drg_chunk *one = &syntax->chunks.items[left];
        uint32_t m = drg_document_mention_from(document, one->first);
        drg_party first;
        bool alone =
            m < document->mentions.count && document->mentions.items[m].first_token == one->first &&
            document->mentions.items[m].end_token == one->end &&
            drg_state_like(document->entities.items[document->mentions.items[m].entity].type);
        if (!alone || !drg_actor_of(syntax, left, &first) || drg_same_country(&first, party))
            continue;
        drg_side_add(side, &first);
        drg_side_without(side, other);
    }
}

/* "X critics": they are not X, who is whom they are against. */
static void settle_opponents(const drg_syntax *syntax, drg_telling *telling) {
    uint64_t opponents = drg_lexicon_class(syntax->lexicon, "opponents");
    uint8_t type = telling->entry->type;
    bool against = type == DRG_ACCUSE || type == DRG_REJECT || type == DRG_PROTEST;
    for (size_t i = 0; i < telling->source.count; i++) {
        drg_party *party = &telling->source.items[i];
        if (party->entity == DRG_NONE || party->span.end == 0)
            continue;
        uint32_t chunk = syntax->nodes[token_of(syntax, party)].chunk;
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

void drg_party_sure(const drg_syntax *syntax, drg_telling *telling) {
    uint8_t type = telling->entry->type;
    bool equals = telling->entry->symmetric || type == DRG_CONSULT || type == DRG_AGREE;
    complete_list(syntax, &telling->source, &telling->target);
    complete_list(syntax, &telling->target, &telling->source);
    if (equals)
        return;
    if (telling->own_verb)
        settle_verb(syntax, telling);
    else
        settle_noun(syntax, telling);
    settle_opponents(syntax, telling);
    drg_side_without(&telling->target, &telling->source);
}
