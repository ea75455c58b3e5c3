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
 * subject or object that does. Whom words are said to did not say them.
 *
 * Nobody new is named but by "at the hands of", in lists (party_list.c), as subject or object
 * beside the verb where that leaves a side empty, and as subject of a relative clause where the
 * side holds only who stands outside it (party_clause.c). Meetings and agreements have equals and
 * are left alone, but for such lists. Cost: looks of at most DRG_REACH tokens and verb groups a
 * party: linear.
 */
#include "party_clause.h"

/* Who stands there changes sides; `to` NULL: is on none. */
static void shift(const drg_syntax *syntax, drg_side *from, drg_side *to, drg_range tokens) {
    size_t kept = 0;
    for (size_t i = 0; i < from->count; i++) {
        drg_party party = from->items[i];
        if (!drg_stands_in(syntax, &party, tokens)) {
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

static void settle(const drg_syntax *syntax, drg_telling *telling, uint8_t role, drg_range tokens) {
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
            drg_range tokens = {
                syntax->chunks.items[chunk].first, drg_chunk_list_end(syntax, chunk)};
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
        drg_verb_kinds(syntax, over) & DRG_VERB_SUFFER)
        verb = telling->verb;
    uint32_t subject = verb == DRG_NONE ? DRG_NONE : syntax->verbs.items[verb].subject;
    if (subject != DRG_NONE && subject != chunk)
        settle(syntax, telling, DRG_ROLE_TARGET, drg_list_of(syntax, subject));
}

/* "At the hands of Y", behind a noun or what was suffered. */
static void settle_hands(const drg_syntax *syntax, drg_telling *telling, uint32_t at) {
    uint32_t end = drg_telling_limit(syntax, telling);
    if (!drg_word_is(syntax, at, end, "at") || !drg_word_is(syntax, at + 1, end, "the") ||
        !drg_word_is(syntax, at + 2, end, "hands") || !drg_word_is(syntax, at + 3, end, "of"))
        return;
    uint32_t chunk = drg_syntax_chunk_at(syntax, at + 4, end);
    if (chunk == DRG_NONE)
        return;
    drg_range tokens = drg_list_of(syntax, chunk);
    settle(syntax, telling, DRG_ROLE_SOURCE, tokens);
    if (!drg_holds(syntax, &telling->source, tokens))
        drg_party_add(syntax, telling, chunk, DRG_ROLE_SOURCE);
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
    uint32_t end = telling->found.end;
    bool asked =
        type == DRG_REQUEST &&
        (syntax->nodes[end - 1].tag == DRG_TAG_TO ||
            (end < drg_telling_limit(syntax, telling) && syntax->nodes[end].tag == DRG_TAG_TO));
    if (asked)
        return object_role(syntax, telling) == DRG_ROLE_TARGET;
    return (type == DRG_COERCE || type == DRG_SANCTION || type == DRG_ASSAULT ||
               type == DRG_ACCUSE) &&
           telling->entry->kind == DRG_ENTRY_VERB && !tells_state(telling) &&
           object_role(syntax, telling) == DRG_ROLE_TARGET;
}

/* Between a subject and its verb nothing but what may be slipped in: "teachers, too, have", "the
 * governor, who refused". One comma alone ends an apposition to somebody else: "a deal with the
 * chief, A, is". */
static bool beside(const drg_syntax *syntax, const drg_verb *verb) {
    uint32_t at = syntax->chunks.items[verb->subject].end, commas = 0;
    if (at > verb->first || verb->first - at > DRG_GAP)
        return false;
    for (; at < verb->first; at++) {
        uint8_t tag = syntax->nodes[at].tag;
        bool who = tag == DRG_TAG_RELATIVE && verb->relative;
        if (tag != DRG_TAG_ADVERB && tag != DRG_TAG_COMMA && tag != DRG_TAG_QUOTE && !who)
            return false;
        commas = who ? 0 : commas + (tag == DRG_TAG_COMMA);
    }
    return commas % 2 == 0;
}

/* "One of the men arrested in", "prisoners in Cuba jailed for": no object follows, and the noun
 * before it hangs on a preposition, so that it cannot be the subject of a past. */
static bool reduced(const drg_syntax *syntax, const drg_verb *verb, uint32_t limit) {
    uint32_t before = verb->first == 0 ? DRG_NONE : syntax->nodes[verb->first - 1].chunk;
    uint32_t by = before == DRG_NONE ? DRG_NONE : syntax->chunks.items[before].preposition;
    return drg_bare_form(syntax, verb) && by != DRG_NONE && !syntax->chunks.items[before].time &&
           !drg_clause_preposition(drg_syntax_lower(syntax, by)) && verb->end < limit &&
           drg_syntax_chunk_at(syntax, verb->end, limit) == DRG_NONE;
}

/* "Why does X insult us?": the auxiliary before the subject; what is asked is said of X. */
static bool asks(const drg_syntax *syntax, uint32_t subject) {
    uint32_t first = drg_list_of(syntax, subject).first;
    uint8_t tag = first == 0 ? (uint8_t)DRG_TAG_STOP : syntax->nodes[first - 1].tag;
    return tag == DRG_TAG_DO || tag == DRG_TAG_MODAL || tag == DRG_TAG_HAVE;
}

/* The chunk that the verb's subject stands in for sure; DRG_NONE. */
static uint32_t sure_subject(const drg_syntax *syntax, const drg_verb *verb, uint32_t limit) {
    if (verb->subject == DRG_NONE || verb->passive || syntax->chunks.items[verb->subject].time)
        return DRG_NONE;
    if (verb->gerund) { /* "was jailed for protesting" */
        bool after_for = verb->first > 0 && verb->governor != DRG_NONE &&
                         drg_word_is(syntax, verb->first - 1, limit, "for") &&
                         syntax->verbs.items[verb->governor].passive &&
                         syntax->verbs.items[verb->governor].finite;
        return after_for ? verb->subject : DRG_NONE;
    }
    bool object = drg_syntax_chunk_at(syntax, verb->end, limit) != DRG_NONE;
    bool settled = verb->finite && beside(syntax, verb) &&
                   (!drg_bare_form(syntax, verb) || object) && !asks(syntax, verb->subject);
    bool hangs = syntax->chunks.items[verb->subject].preposition != DRG_NONE;
    return settled && !hangs ? verb->subject : DRG_NONE;
}

static bool matched(const drg_found *found, uint32_t token) {
    for (uint8_t m = 0; m < found->matched_count; m++)
        if (found->matched[m] == token)
            return true;
    return false;
}

/* The object in the gap of the words: "urged people not to". */
static uint32_t gap_object(
    const drg_syntax *syntax, const drg_telling *telling, const drg_verb *verb) {
    bool gap = !verb->passive && verb->subject != DRG_NONE && verb->end < telling->found.end &&
               syntax->nodes[telling->found.end - 1].tag == DRG_TAG_TO;
    uint32_t chunk = gap ? drg_syntax_chunk_at(syntax, verb->end, telling->found.end) : DRG_NONE;
    bool other = chunk == DRG_NONE || syntax->chunks.items[chunk].time ||
                 matched(&telling->found, syntax->chunks.items[chunk].head) ||
                 drg_party_role(telling, DRG_AT_OBJECT) != DRG_ROLE_TARGET;
    return other || telling->entry->reversed ? DRG_NONE : chunk;
}

/* The chunk right behind the words, where it is the object and no subject of what follows. */
static uint32_t sure_object(
    const drg_syntax *syntax, const drg_telling *telling, const drg_verb *verb) {
    uint32_t limit = drg_telling_limit(syntax, telling), inner = gap_object(syntax, telling, verb);
    if (inner != DRG_NONE)
        return inner;
    uint32_t chunk = drg_syntax_chunk_at(syntax, telling->found.end, limit);
    bool says = drg_verb_kinds(syntax, verb) & DRG_VERB_SAY;
    if (chunk == DRG_NONE || verb->passive || verb->subject == DRG_NONE || verb->subject == chunk ||
        says || syntax->chunks.items[chunk].time || object_role(syntax, telling) != DRG_ROLE_TARGET)
        return DRG_NONE;
    uint32_t at = drg_chunk_list_end(syntax, chunk);
    uint32_t next = at < limit ? syntax->nodes[at].verb : DRG_NONE;
    return next != DRG_NONE && syntax->verbs.items[next].finite ? DRG_NONE : chunk;
}

/* "Asserted to other officials": to whom it was said. */
static void settle_addressee(const drg_syntax *syntax, drg_telling *telling, const drg_verb *verb) {
    uint32_t limit = drg_telling_limit(syntax, telling);
    if (verb->passive || !drg_word_is(syntax, verb->end, limit, "to") || verb->subject == DRG_NONE)
        return;
    uint32_t chunk = drg_syntax_chunk_at(syntax, verb->end + 1, limit);
    if (chunk == DRG_NONE || chunk == verb->subject)
        return;
    drg_range tokens = {syntax->chunks.items[chunk].first, drg_chunk_list_end(syntax, chunk)};
    bool target = telling->entry->roles[DRG_AT_TO] == DRG_ROLE_TARGET;
    shift(syntax, &telling->source, target ? &telling->target : NULL, tokens);
}

static void settle_active(const drg_syntax *syntax, drg_telling *telling, const drg_verb *verb) {
    uint32_t limit = drg_telling_limit(syntax, telling);
    bool inverted = verb->first > 0 && syntax->nodes[verb->first - 1].tag == DRG_TAG_QUOTE;
    if (inverted || tells_deed(telling))
        return; /* '..." demanded X' */
    uint32_t subject = sure_subject(syntax, verb, limit);
    uint32_t object = sure_object(syntax, telling, verb);
    if (object != DRG_NONE)
        settle(syntax, telling, DRG_ROLE_TARGET, drg_list_of(syntax, object));
    if (subject == DRG_NONE || (telling->entry->reversed && telling->entry->type == DRG_REQUEST))
        return; /* "we need to": asked of whoever speaks, or of others */
    uint8_t role = telling->entry->reversed ? DRG_ROLE_TARGET : DRG_ROLE_SOURCE;
    settle(syntax, telling, role, drg_list_of(syntax, subject));
    if (verb->gerund)
        return;
    if (verb->relative)
        drg_claim_clause(syntax, telling, subject, drg_party_side(telling, role));
    drg_keep_clause(syntax, telling, subject, subject, drg_party_side(telling, role));
    drg_fill_side(syntax, subject, false, drg_party_side(telling, role));
    if (object == DRG_NONE)
        return;
    drg_keep_clause(syntax, telling, object, subject, &telling->target);
    drg_fill_side(syntax, object, true, &telling->target);
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
    drg_range subject = drg_list_of(syntax, verb->subject);
    if (cut) /* "one of the men": who he is, others say */
        shift(syntax, &telling->source, NULL, subject);
    else
        settle(syntax, telling, DRG_ROLE_TARGET, subject);
    if (!cut)
        drg_keep_clause(syntax, telling, verb->subject, verb->subject, &telling->target);
}

/* "Who led the protests": the verb lends its subject; who "has an investigation" may be its source
 * or not. */
static void settle_lender(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t limit = drg_telling_limit(syntax, telling);
    if (!telling->light || telling->verb == DRG_NONE || telling->entry->reversed)
        return;
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    bool has = syntax->nodes[verb->main].tag == DRG_TAG_HAVE;
    uint32_t subject = has ? DRG_NONE : sure_subject(syntax, verb, limit);
    if (subject == DRG_NONE)
        return;
    drg_range tokens = drg_list_of(syntax, subject);
    settle(syntax, telling, DRG_ROLE_SOURCE, tokens);
    drg_keep_clause(syntax, telling, subject, subject, &telling->source);
    drg_claim_clause(syntax, telling, subject, &telling->source);
    drg_fill_side(syntax, subject, false, &telling->source);
}

static void settle_noun(const drg_syntax *syntax, drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk, at = telling->found.end;
    if (chunk != DRG_NONE && syntax->chunks.items[chunk].end > at)
        at = syntax->chunks.items[chunk].end;
    settle_phrases(syntax, telling, at);
    if (chunk != DRG_NONE)
        settle_sufferer(syntax, telling, chunk);
    settle_hands(syntax, telling, at);
    settle_lender(syntax, telling);
}

void drg_party_sure(const drg_syntax *syntax, drg_telling *telling) {
    uint8_t type = telling->entry->type;
    bool equals = telling->entry->symmetric || type == DRG_CONSULT || type == DRG_AGREE;
    drg_party_lists(syntax, telling);
    if (equals)
        return;
    if (telling->own_verb)
        settle_verb(syntax, telling);
    else
        settle_noun(syntax, telling);
    drg_party_opponents(syntax, telling);
    drg_side_without(&telling->target, &telling->source);
}
