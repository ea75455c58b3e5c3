/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure an event is.
 *
 * The weight of an entry says how often its words tell an event; what was found around them moves
 * that up or down. Each hint is a step in log-odds, so that several add up and the result stays
 * between 0 and 1 (logistic regression). The steps were fitted on the train part of the corpus,
 * with the weight of each occurrence counted without itself; docs/coding.md says how. What tells
 * most: other triggers of the same type in the sentence and in the article, the weight itself,
 * negation, and whether a noun only modifies another.
 *
 * Guards of an entry that do not hold are one such hint: the entry's weight already counts the
 * places where they did not.
 */
#include "event.h"

#include <math.h>

#define NEAR 12 /* tokens to each side in which a word can vouch for a guard */
#define LEAD 3 /* sentences of an article's lead */
#define LATE 15

/* Steps of log-odds, fitted. */
static const double BIAS = -0.40, WEIGHT = 1.00, SAME_TYPE = 0.75, SAME_SENTENCE = 1.34,
                    RIVAL = -0.80, NO_PARTY = -0.30, BOTH_SIDES = 0.27, SOURCE = 0.25,
                    SOURCE_KNOWN = 0.17, TARGET_KNOWN = 0.41, NEGATED = -1.55, ATTRIBUTIVE = -0.19,
                    QUOTED = -0.32, IN_LEAD = 0.38, IN_TAIL = -0.20, BOILERPLATE = -0.48,
                    HEADLINE = -1.92, MODIFIER = -0.81, INFINITIVE = -0.43, GERUND = -0.45,
                    AGENTLESS = 0.11, LONGER = 0.55, OWN_VERB = -0.51, GUARD = -0.26,
                    EMBEDDED = -0.59, SPORTS = -0.72, WRONG_VOICE = -4;
/* With the reading engine: how much the hints above and the engine's log-odds count. Chosen on dev.
 */
static const double OWN_SHARE = 0.7, READ_SHARE = 0.5;
static const double TENSE[] = {0.11, 0.53, -0.35, -0.89}; /* drg_tense */
static const double KIND[] = {-0.11, -0.38, 0.46, -0.66, 0.32}; /* drg_entry_kind */
static const double TYPE[DRG_EVENT_TYPES] = {-0.01, -0.13, -0.05, 0.03, 0.23, 0.09, -0.37, -0.22,
    -0.26, 0.18, -0.05, 0.63, -0.13, 0.40, -0.10, -0.70};

static bool in_classes(const drg_syntax *syntax, const drg_telling *telling, uint64_t classes) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    uint32_t first = sentence->first_token, end = sentence->end_token;
    if (telling->found.first > first + NEAR)
        first = telling->found.first - NEAR;
    if (telling->found.end + NEAR < end)
        end = telling->found.end + NEAR;
    for (uint32_t t = first; t < end; t++)
        if (syntax->nodes[t].word->classes & classes)
            return true;
    return false;
}

static bool modifies(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    return !telling->own_verb && chunk != DRG_NONE &&
           syntax->chunks.items[chunk].head >= telling->found.end;
}

static bool words_vouch(const drg_syntax *syntax, const drg_telling *telling) {
    uint16_t guards = telling->entry->guards;
    const drg_lexicon *lexicon = syntax->lexicon;
    uint64_t armed = drg_lexicon_class(lexicon, "forces") | drg_lexicon_class(lexicon, "weapons") |
                     drg_lexicon_class(lexicon, "armed");
    if (guards & DRG_GUARD_ARMED && !in_classes(syntax, telling, armed))
        return false;
    if (guards & DRG_GUARD_LABOUR &&
        !in_classes(syntax, telling, drg_lexicon_class(lexicon, "labour")))
        return false;
    return !(guards & DRG_GUARD_NOT_SPORTS) ||
           !in_classes(syntax, telling, drg_lexicon_class(lexicon, "sports"));
}

static bool guards_hold(const drg_syntax *syntax, const drg_telling *telling) {
    uint16_t guards = telling->entry->guards;
    size_t sources = telling->source.count, targets = telling->target.count;
    if (guards & DRG_GUARD_PARTY && sources + targets == 0)
        return false;
    if (guards & DRG_GUARD_SOURCE && sources == 0)
        return false;
    if (guards & (DRG_GUARD_TARGET | DRG_GUARD_ACTOR_OBJECT) && targets == 0)
        return false;
    if (guards & DRG_GUARD_NOT_MODIFIER && modifies(syntax, telling))
        return false;
    if (guards & DRG_GUARD_PASSIVE &&
        (!telling->own_verb || !syntax->verbs.items[telling->verb].passive))
        return false;
    return words_vouch(syntax, telling);
}

static bool known(const drg_side *side) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].entity != DRG_NONE)
            return true;
    return false;
}

static double party_steps(const drg_telling *telling) {
    const drg_side *source = &telling->source, *target = &telling->target;
    double odds = 0;
    odds += source->count + target->count == 0 ? NO_PARTY : 0;
    odds += source->count && target->count ? BOTH_SIDES : 0;
    odds += source->count ? SOURCE : 0;
    odds += known(source) ? SOURCE_KNOWN : 0;
    odds += known(target) ? TARGET_KNOWN : 0;
    return odds;
}

static double verb_steps(const drg_syntax *syntax, const drg_telling *telling) {
    double odds = telling->own_verb ? OWN_VERB : 0;
    if (telling->verb == DRG_NONE)
        return odds;
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    odds += verb->infinitive ? INFINITIVE : 0;
    odds += verb->gerund ? GERUND : 0;
    odds += verb->passive && telling->source.count == 0 ? AGENTLESS : 0;
    return odds;
}

static double place_steps(const drg_syntax *syntax, const drg_telling *telling) {
    const drg_document *document = syntax->document;
    uint8_t kind = document->sentences.items[telling->found.sentence].kind;
    double odds = drg_quote_at(document, telling->found.head) != DRG_NONE ? QUOTED : 0;
    odds += telling->found.sentence < LEAD ? IN_LEAD : 0;
    odds += telling->found.sentence > LATE ? IN_TAIL : 0;
    odds += kind == DRG_BOILERPLATE || kind == DRG_BYLINE ? BOILERPLATE : 0;
    odds += kind == DRG_HEADLINE ? HEADLINE : 0;
    return odds;
}

/*
 * "Promised to send aid", "called for talks": the infinitive that depends on the other trigger's
 * verb, or the noun that is its object or follows its preposition.
 */
bool drg_embedded(const drg_syntax *syntax, const drg_found *over, const drg_telling *telling) {
    const drg_node *outer = &syntax->nodes[over->head];
    if (over->head >= telling->found.head)
        return false;
    if (telling->own_verb) {
        const drg_verb *verb = &syntax->verbs.items[telling->verb];
        return (verb->infinitive || verb->gerund) && verb->governor != DRG_NONE &&
               verb->governor == outer->verb;
    }
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (chunk == DRG_NONE)
        return false;
    uint32_t first = syntax->chunks.items[chunk].first;
    return first >= over->head && first <= over->end + 1;
}

void drg_score(const drg_syntax *syntax, const drg_surroundings *around, drg_telling *telling) {
    double weight = telling->entry->weight;
    weight = weight < 0.02 ? 0.02 : weight > 0.98 ? 0.98 : weight;
    double odds = BIAS + WEIGHT * log(weight / (1 - weight));
    odds += SAME_TYPE * log(1 + (double)around->same_type);
    odds += SAME_SENTENCE * (double)around->same_sentence + RIVAL * (double)around->rival;
    odds += party_steps(telling) + verb_steps(syntax, telling) + place_steps(syntax, telling);
    odds += TENSE[telling->tense] + KIND[telling->entry->kind] + TYPE[telling->entry->type];
    odds += telling->negated ? NEGATED : 0;
    odds += around->embedded ? EMBEDDED : 0;
    /* fitted where a quarter of the sentences speak of sport; a page of results has hardly any
     * event */
    odds += syntax->sports > 0.5F ? 3 * SPORTS : syntax->sports > 0.25F ? SPORTS : 0;
    odds += telling->found.attributive ? ATTRIBUTIVE : 0;
    odds += telling->found.matched_count > 1 ? LONGER : 0;
    odds += modifies(syntax, telling) ? MODIFIER : 0;
    odds += guards_hold(syntax, telling) ? 0 : GUARD;
    bool passive = telling->own_verb && syntax->verbs.items[telling->verb].passive;
    odds += passive && telling->entry->guards & DRG_GUARD_ACTIVE ? WRONG_VOICE : 0;
    if (drg_document_was_read(syntax->document, telling->found.head))
        odds = OWN_SHARE * odds +
               READ_SHARE * drg_read_odds(syntax->document, &telling->found, telling->entry->type);
    telling->confidence = (float)(1 / (1 + exp(-odds)));
}
