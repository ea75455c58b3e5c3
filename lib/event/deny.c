/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Denials that stand outside the trigger's own words and that the reading engine seldom sees, since
 * hardly any of the events that it learned from is denied:
 *
 *   in front     without attacking; rather than attack; let alone talks; not "instead of", which
 *                speaks of what is done as well ("should listen instead of banning")
 *   inverted     nor was he attacked; neither did they attack
 *   the object   held no meeting
 *   light verb   never held a meeting
 *   the group    did not visit; has never attacked
 *
 * The last three for acts alone: what is said may be a denial itself, and then the "not" is its
 * content ("will not interfere" is a promise, "did not respect the law" a reproach). Words of a
 * trigger that hold the denial themselves ("made no response") tell by it what they tell.
 *
 * Cost: at most REACH words a telling.
 */
#include "event.h"

enum { REACH = 8 };

/* Acts, and words that are never made by denying something. */
static bool may_be_denied(uint8_t type) {
    return type == DRG_CONSULT || type == DRG_COOPERATE || type == DRG_AID || type == DRG_RETREAT ||
           type == DRG_PROTEST || type == DRG_MOBILIZE || type == DRG_COERCE ||
           type == DRG_ASSAULT || type == DRG_SUPPORT || type == DRG_CONCEDE;
}

/* Does a word end one of the phrases that put off what follows it? */
static bool puts_off(const drg_syntax *syntax, uint32_t token, uint32_t first) {
    static const struct {
        const char *word, *before;
    } phrases[] = {{"than", "rather"}, {"alone", "let"}};
    drg_slice word = drg_lower_at(syntax, token);
    if (drg_slice_is(word, "without"))
        return true;
    for (size_t i = 0; token > first && i < sizeof phrases / sizeof phrases[0]; i++)
        if (drg_slice_is(word, phrases[i].word) &&
            drg_slice_is(drg_lower_at(syntax, token - 1), phrases[i].before))
            return true;
    return false;
}

/* "Without openly attacking", "let alone hold talks". */
static bool put_off(const drg_syntax *syntax, uint32_t at, uint32_t first) {
    first = at > first + REACH ? at - REACH : first;
    while (at > first && syntax->nodes[at - 1].tag == DRG_TAG_ADVERB &&
           !puts_off(syntax, at - 1, first))
        at--;
    return at > first && puts_off(syntax, at - 1, first);
}

static bool auxiliary(uint8_t tag) {
    return tag == DRG_TAG_BE || tag == DRG_TAG_HAVE || tag == DRG_TAG_DO || tag == DRG_TAG_MODAL;
}

/* "Nor was he physically attacked": the subject stands between the auxiliary and the verb. */
static bool inverted(const drg_syntax *syntax, const drg_verb *verb, uint32_t first) {
    uint32_t at = verb->first;
    bool subject = false;
    while (
        at > first && at + REACH > verb->first &&
        (syntax->nodes[at - 1].chunk != DRG_NONE || syntax->nodes[at - 1].tag == DRG_TAG_ADVERB)) {
        at--;
        subject = subject || syntax->nodes[at].chunk != DRG_NONE;
    }
    return subject && at > first + 1 && auxiliary(syntax->nodes[at - 1].tag) &&
           (drg_slice_is(drg_lower_at(syntax, at - 2), "nor") ||
               drg_slice_is(drg_lower_at(syntax, at - 2), "neither"));
}

/* "Held no meeting", but "held no less than three". */
static bool of_nothing(const drg_syntax *syntax, const drg_verb *verb, uint32_t end) {
    static const char *const counts[] = {"longer", "less", "fewer", "more", "later", "doubt"};
    uint32_t at = verb->end;
    return at + 1 < end && drg_slice_is(drg_lower_at(syntax, at), "no") &&
           !DRG_ONE_OF(drg_lower_at(syntax, at + 1), counts);
}

static bool not_only(const drg_syntax *syntax, const drg_verb *verb) {
    static const char *const words[] = {"only", "just", "merely", "simply"};
    for (uint32_t t = verb->first; t < verb->end && t < verb->first + REACH; t++)
        if (DRG_ONE_OF(drg_lower_at(syntax, t), words))
            return true;
    return false;
}

static bool holds_denial(const drg_syntax *syntax, const drg_found *found) {
    for (uint8_t m = 0; m < found->matched_count; m++)
        if (syntax->nodes[found->matched[m]].says & DRG_WORD_NEGATIVE)
            return true;
    return false;
}

bool drg_denied(const drg_syntax *syntax, const drg_telling *telling) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    uint32_t first = sentence->first_token, chunk = syntax->nodes[telling->found.head].chunk;
    bool led = telling->own_verb || telling->light;
    const drg_verb *verb = led ? &syntax->verbs.items[telling->verb] : NULL;
    if (verb && put_off(syntax, verb->first, first))
        return true;
    if (!telling->own_verb && chunk != DRG_NONE &&
        put_off(syntax, syntax->chunks.items[chunk].first, first))
        return true;
    if (!verb || !may_be_denied(telling->entry->type) || holds_denial(syntax, &telling->found))
        return verb && telling->own_verb && inverted(syntax, verb, first);
    return (telling->own_verb && inverted(syntax, verb, first)) ||
           (verb->says & DRG_WORD_NEGATIVE && !not_only(syntax, verb)) ||
           of_nothing(syntax, verb, sentence->end_token);
}
