/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure an event is, and the guards of its entry.
 *
 * The weight of an entry says how often its words tell an event; what was found around them moves
 * that up or down, in log-odds, so that several hints add up and the result stays between 0 and 1.
 * The steps were fitted on the train part of the corpus (docs/coding.md has the way).
 */
#include "event.h"

#include <math.h>

static bool in_classes(const drg_syntax *syntax, const drg_telling *telling, uint64_t classes) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    uint32_t first = sentence->first_token, end = sentence->end_token;
    if (telling->found.first > first + 12)
        first = telling->found.first - 12;
    if (telling->found.end + 12 < end)
        end = telling->found.end + 12;
    for (uint32_t t = first; t < end; t++)
        if (syntax->nodes[t].word->classes & classes)
            return true;
    return false;
}

static bool modifies(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    return chunk != DRG_NONE && syntax->chunks.items[chunk].head >= telling->found.end;
}

static bool guards_hold(const drg_syntax *syntax, const drg_telling *telling) {
    uint16_t guards = telling->entry->guards;
    const drg_lexicon *lexicon = syntax->lexicon;
    size_t sources = telling->source.count, targets = telling->target.count;
    if (guards & DRG_GUARD_PARTY && sources + targets == 0)
        return false;
    if (guards & DRG_GUARD_SOURCE && sources == 0)
        return false;
    if (guards & (DRG_GUARD_TARGET | DRG_GUARD_ACTOR_OBJECT) && targets == 0)
        return false;
    if (guards & DRG_GUARD_NOT_MODIFIER && !telling->own_verb && modifies(syntax, telling))
        return false;
    if (guards & DRG_GUARD_PASSIVE &&
        (!telling->own_verb || !syntax->verbs.items[telling->verb].passive))
        return false;
    uint64_t armed = drg_lexicon_class(lexicon, "forces") | drg_lexicon_class(lexicon, "weapons") |
                     drg_lexicon_class(lexicon, "armed");
    if (guards & DRG_GUARD_ARMED && !in_classes(syntax, telling, armed))
        return false;
    if (guards & DRG_GUARD_LABOUR &&
        !in_classes(syntax, telling, drg_lexicon_class(lexicon, "labour")))
        return false;
    if (guards & DRG_GUARD_NOT_SPORTS &&
        in_classes(syntax, telling, drg_lexicon_class(lexicon, "sports")))
        return false;
    return true;
}

bool drg_score(const drg_syntax *syntax, drg_telling *telling) {
    if (!guards_hold(syntax, telling))
        return false;
    double weight = telling->entry->weight;
    weight = weight < 0.02 ? 0.02 : weight > 0.98 ? 0.98 : weight;
    double odds = log(weight / (1 - weight));
    if (telling->source.count + telling->target.count == 0)
        odds -= 0.8;
    if (telling->source.count && telling->target.count)
        odds += 0.5;
    if (telling->found.attributive)
        odds -= 1.0;
    if (telling->tense == DRG_HYPOTHETICAL)
        odds -= 0.7;
    uint8_t kind = syntax->document->sentences.items[telling->found.sentence].kind;
    if (kind == DRG_BOILERPLATE || kind == DRG_BYLINE)
        odds -= 3.0;
    telling->confidence = (float)(1 / (1 + exp(-odds)));
    return true;
}
