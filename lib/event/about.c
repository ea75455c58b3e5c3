/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which act speaks of which.
 *
 * Codes say what was done, not what it was about: "condemned the attack" is ACCUSE alone, and the
 * attack an event of its own where it is told as having happened. `about` keeps that the one speaks
 * of the other. A telling speaks of another that stands in its complement:
 *
 *   object       condemned the attack; condemned Israel's attack and the arrests
 *   by a         talks on the ceasefire; accused Iran of the attack, of arming rebels;
 *   preposition  sanctions over the invasion; arrested for the killing
 *   infinitive   agreed to hold talks; urged Russia to withdraw; a promise to send aid
 *   clause       denied that it attacked; warned that it would close the port
 *   subject      the attack was condemned
 *
 * Acts of words take all of these. Of the others only those that answer something take one, by
 * "for", "over", "against", "of" or the like: who is arrested for a murder, punished over a war, or
 * marches against an arrest. An attack, a visit, a retreat or a gift speaks of nothing.
 *
 * What is threatened ("threatened to strike", "of striking") is told as hypothetical.
 *
 * What it does not see: acts spoken of across sentences, and by pronouns ("condemned it").
 */
#include "about.h"

enum {
    NEAR = 6, /* tellings to each side that may speak of one */
    REACH = 24, /* words between the two */
    DEEPEST = 4, /* verb groups over one another; equals in a list */
};

/* ---- what an act takes ------------------------------------------------------------------------
 */

static bool of_words(uint8_t type) {
    return type == DRG_AGREE || type == DRG_REQUEST || type == DRG_REJECT || type == DRG_THREATEN ||
           type == DRG_ACCUSE || type == DRG_SUPPORT || type == DRG_CONCEDE || type == DRG_CONSULT;
}

static bool answers(uint8_t type) {
    return type == DRG_PROTEST || type == DRG_SANCTION || type == DRG_COERCE;
}

/* Acts that say what somebody is to do or not: a bare infinitive is what they are about. */
static bool takes_infinitive(uint8_t type) {
    return type == DRG_AGREE || type == DRG_REQUEST || type == DRG_REJECT || type == DRG_THREATEN ||
           type == DRG_CONCEDE;
}

/* Behind somebody who is to do it: "urged Russia to withdraw", but "defied the court to march". */
static bool takes_object_and_infinitive(uint8_t type) {
    return type == DRG_REQUEST || type == DRG_AGREE || type == DRG_THREATEN;
}

static bool takes_clause(uint8_t type) {
    return type != DRG_CONCEDE && (takes_infinitive(type) || type == DRG_ACCUSE);
}

static bool leads(uint8_t type, drg_slice word) {
    static const char *const spoken[] = {"of", "for", "on", "over", "about", "against", "to",
        "regarding", "concerning", "into", "from", "with"};
    static const char *const answered[] = {"for", "over", "against", "of"};
    static const char *const talked[] = {"on", "about", "over", "regarding", "concerning"};
    if (type == DRG_CONSULT)
        return DRG_ONE_OF(word, talked);
    return of_words(type) ? DRG_ONE_OF(word, spoken) : DRG_ONE_OF(word, answered);
}

/* ---- where the other stands -------------------------------------------------------------------
 */

/* The chunk of a noun, or of the owner or first equal before it, that begins its phrase. */
static const drg_chunk *phrase_of(const drg_syntax *syntax, uint32_t token) {
    uint32_t chunk = syntax->nodes[token].chunk;
    for (int depth = 0; depth < DEEPEST && chunk != DRG_NONE; depth++) {
        const drg_chunk *one = &syntax->chunks.items[chunk];
        uint32_t up = one->possessor != DRG_NONE ? one->possessor : one->left;
        if (one->preposition != DRG_NONE || up == DRG_NONE)
            return one;
        chunk = up;
    }
    return chunk == DRG_NONE ? NULL : &syntax->chunks.items[chunk];
}

/* Is there nothing between two places but at most two noun phrases, with prepositions, adverbs and
 * possessives, and, where `verbs` allow it, the verb group? */
static bool close_by(const drg_syntax *syntax, uint32_t from, uint32_t to) {
    uint32_t chunks = 0, last = DRG_NONE;
    if (from > to || to - from > REACH)
        return false;
    for (uint32_t t = from; t < to; t++) {
        const drg_node *node = &syntax->nodes[t];
        if (node->tag == DRG_TAG_STOP || node->tag == DRG_TAG_RELATIVE ||
            node->tag == DRG_TAG_SUBORDINATOR || node->tag == DRG_TAG_COMMA ||
            node->verb != DRG_NONE)
            return false;
        if (node->chunk != DRG_NONE && node->chunk != last)
            chunks++;
        last = node->chunk;
    }
    return chunks <= 2;
}

static bool is_object(
    const drg_syntax *syntax, const drg_telling *outer, const drg_telling *inner) {
    const drg_chunk *phrase = phrase_of(syntax, inner->found.head);
    if (inner->own_verb || !phrase || !outer->own_verb || phrase->preposition != DRG_NONE)
        return false;
    uint32_t from = outer->found.end;
    while (from < phrase->first && syntax->nodes[from].tag == DRG_TAG_ADVERB)
        from++;
    return phrase->first <= from && phrase->end > outer->found.head &&
           phrase->first > outer->found.head;
}

/* The word that leads what an act is about. */
static uint32_t lead_of(const drg_syntax *syntax, const drg_telling *inner) {
    const drg_chunk *phrase = inner->own_verb ? NULL : phrase_of(syntax, inner->found.head);
    if (phrase)
        return phrase->preposition;
    if (!inner->own_verb || !syntax->verbs.items[inner->verb].gerund)
        return DRG_NONE;
    uint32_t first = syntax->verbs.items[inner->verb].first;
    return first > 0 && syntax->nodes[first - 1].tag == DRG_TAG_PREPOSITION ? first - 1 : DRG_NONE;
}

static bool is_led(const drg_syntax *syntax, const drg_telling *outer, const drg_telling *inner) {
    uint32_t lead = lead_of(syntax, inner);
    /* "in return for a promise", "in the wake of the attack": when, not about what */
    static const char *const instead[] = {"return", "exchange", "wake", "aftermath", "instead"};
    if (lead == DRG_NONE || lead == 0 || DRG_ONE_OF(drg_lower_at(syntax, lead - 1), instead) ||
        lead + 1 < outer->found.end || lead <= outer->found.head ||
        !leads(outer->entry->type, drg_lower_at(syntax, lead)))
        return false;
    return lead < outer->found.end || close_by(syntax, outer->found.end, lead);
}

/* The group that a group without tense depends on in the end; the first outside `inner`. */
static bool is_infinitive(
    const drg_syntax *syntax, const drg_telling *outer, const drg_telling *inner) {
    uint32_t verb = inner->verb, over = syntax->nodes[outer->found.head].verb;
    if (verb == DRG_NONE || !takes_infinitive(outer->entry->type))
        return false;
    over = over == DRG_NONE ? outer->verb : over;
    bool beside = syntax->verbs.items[verb].first <= outer->found.end + 1;
    if (!beside && !takes_object_and_infinitive(outer->entry->type))
        return false;
    for (int depth = 0; depth < DEEPEST && verb != DRG_NONE; depth++) {
        const drg_verb *one = &syntax->verbs.items[verb];
        if (!one->infinitive || one->first < outer->found.head)
            return false;
        if (one->governor == over && over != DRG_NONE)
            return true;
        verb = one->governor;
    }
    return false;
}

/* "Denied that it attacked": the first clause with tense behind "that". */
static bool is_clause(
    const drg_syntax *syntax, const drg_telling *outer, const drg_telling *inner) {
    uint32_t that = DRG_NONE;
    if (inner->verb == DRG_NONE || !takes_clause(outer->entry->type) || !outer->own_verb)
        return false;
    for (uint32_t t = outer->found.end - 1; t < inner->found.head; t++) {
        const drg_node *node = &syntax->nodes[t];
        if (node->tag == DRG_TAG_STOP || t - outer->found.end + 1 > REACH)
            return false;
        if (that == DRG_NONE && drg_slice_is(drg_lower_at(syntax, t), "that"))
            that = t;
        bool other = node->verb != DRG_NONE && node->verb != inner->verb;
        if (other && t >= outer->found.end && node->verb != outer->verb)
            return false;
    }
    return that != DRG_NONE;
}

static bool is_subject(
    const drg_syntax *syntax, const drg_telling *outer, const drg_telling *inner) {
    if (inner->own_verb || !outer->own_verb || outer->verb == DRG_NONE)
        return false;
    const drg_verb *verb = &syntax->verbs.items[outer->verb];
    uint32_t chunk = syntax->nodes[inner->found.head].chunk;
    return verb->passive && chunk != DRG_NONE && verb->subject == chunk;
}

static bool speaks_of(
    const drg_syntax *syntax, const drg_telling *outer, const drg_telling *inner) {
    uint8_t type = outer->entry->type;
    if ((!of_words(type) && !answers(type)) ||
        (type == DRG_CONSULT && inner->entry->type == DRG_CONSULT)) /* "attended the summit" */
        return false;
    if (inner->found.head < outer->found.head)
        return of_words(type) && is_subject(syntax, outer, inner);
    if (is_led(syntax, outer, inner))
        return true;
    return of_words(type) &&
           (is_object(syntax, outer, inner) || is_infinitive(syntax, outer, inner) ||
               is_clause(syntax, outer, inner));
}

/* "Threatened to suspend talks": what somebody threatens to do is not done, whatever its form says.
 */
static void undo_threatened(
    const drg_syntax *syntax, const drg_telling_list *tellings, drg_telling *inner) {
    if (inner->spoken_by == DRG_NONE || !inner->own_verb || inner->chosen != DRG_PAST ||
        tellings->items[inner->spoken_by].entry->type != DRG_THREATEN)
        return;
    const drg_verb *verb = &syntax->verbs.items[inner->verb];
    if (verb->infinitive || verb->gerund)
        inner->tense = inner->chosen = DRG_HYPOTHETICAL;
}

void drg_about_find(const drg_syntax *syntax, drg_telling_list *tellings, size_t first) {
    for (size_t i = first; i < tellings->count; i++) {
        drg_telling *inner = &tellings->items[i];
        for (size_t back = 1; back <= NEAR && inner->spoken_by == DRG_NONE; back++) {
            size_t ahead = i + back;
            if (i >= first + back && speaks_of(syntax, &tellings->items[i - back], inner))
                inner->spoken_by = (uint32_t)(i - back);
            else if (ahead < tellings->count && speaks_of(syntax, &tellings->items[ahead], inner))
                inner->spoken_by = (uint32_t)ahead;
        }
        undo_threatened(syntax, tellings, inner);
    }
}
