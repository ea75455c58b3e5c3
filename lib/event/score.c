/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure an event is.
 *
 * The weight of an entry says how often its words tell an event; what was found around them moves
 * that up or down: other triggers of the same type in the sentence and in the article, parties,
 * tense, negation, the place in the article. Where the reading engine has read the sentence, its
 * log-odds for the type and for its rivals join in, and what its second pass says of the trigger.
 * Each is a sign (score.h) with a step in log-odds, so that several add up and the result stays
 * between 0 and 1 (logistic regression). The steps are fitted by train/events/fit.py; README.md
 * there says from what, since the engine is surer of the articles that it was trained on than of
 * any other.
 *
 * Guards of an entry that do not hold are one such sign: the entry's weight already counts the
 * places where they did not. A verb in the voice that its entry rules out is no event.
 *
 * Three steps more are set by hand (known_before). Stock phrases of journalism tell nothing
 * (stock.c), nor do words of the lexicon with the guard no_event ("want to" is no request). Who is
 * killed beside the word for an accident or a disaster, by nobody and without arms, was not
 * assaulted: the corpus has hardly any such news, other people's articles are full of it. And a
 * bare verb of saying ("expressed", "stressed") of which the engine thinks that it tells support
 * does so only where the engine is quite sure.
 *
 * Cost: AROUND words a candidate.
 */
#include "score.h"

#include "../engine.h"
#include "weights.h"

#include <math.h>

#define NEAR 12 /* tokens to each side in which a word can vouch for a guard */
#define LEAD 3 /* sentences of an article's lead */
#define LATE 15
#define AROUND 30 /* tokens to each side in which the engine may find the type again */
#define WRONG_VOICE (-4.0)
#define STOCK_PHRASE (-12.0)
#define ACCIDENT (-2.5) /* log-odds, as the other two; train has too few to learn it */
#define BARE_SPEECH (-0.6)

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

/* "Killed when the bridge collapsed". */
static bool by_accident(const drg_syntax *syntax, const drg_telling *telling) {
    const drg_lexicon *lexicon = syntax->lexicon;
    return telling->entry->type == DRG_ASSAULT && drg_side_open(&telling->source) &&
           in_classes(syntax, telling, drg_lexicon_class(lexicon, "accident")) &&
           !in_classes(syntax, telling,
               drg_lexicon_class(lexicon, "armed") | drg_lexicon_class(lexicon, "attack") |
                   drg_lexicon_class(lexicon, "weapons"));
}

/* A verb of saying or a light one, alone and known to no entry of the lexicon. */
static bool bare_speech(const drg_syntax *syntax, const drg_telling *telling) {
    uint16_t kinds = syntax->nodes[telling->found.head].word->verb_kinds;
    return telling->entry->type == DRG_SUPPORT && telling->entry->lemma.size == 0 &&
           telling->own_verb && telling->found.matched_count == 1 &&
           kinds & (DRG_VERB_SAY | DRG_VERB_LIGHT);
}

/* Log-odds of what no sign stands for. */
static double known_before(const drg_syntax *syntax, const drg_telling *telling) {
    bool passive = telling->own_verb && syntax->verbs.items[telling->verb].passive;
    return (passive && telling->entry->guards & DRG_GUARD_ACTIVE ? WRONG_VOICE : 0) +
           (drg_stock_phrase(syntax, telling) || telling->entry->guards & DRG_GUARD_NO_EVENT
                   ? STOCK_PHRASE
                   : 0) +
           (by_accident(syntax, telling) ? ACCIDENT : 0) +
           (bare_speech(syntax, telling) ? BARE_SPEECH : 0);
}

static bool known(const drg_side *side) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].entity != DRG_NONE)
            return true;
    return false;
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

/* Groups of sectors by their kind: who is told of by name alone has none. */
static unsigned sector_group(const drg_document *document, const drg_side *side) {
    static const char *const political[] = {"PTY", "OPP", "ELI"};
    static const char *const armed[] = {"REB", "PRM", "UAF", "MIL", "COP"};
    static const char *const state[] = {"GOV", "JUD", "LEG", "SPY"};
    if (side->count == 0 || side->items[0].sector_count == 0)
        return 0;
    drg_slice code = drg_know_sector_code(document->engine->know, side->items[0].sectors[0]);
    for (size_t i = 0; i < 4; i++)
        if (drg_slice_is(code, state[i]))
            return 1;
    for (size_t i = 0; i < 5; i++)
        if (drg_slice_is(code, armed[i]))
            return 2;
    for (size_t i = 0; i < 3; i++)
        if (drg_slice_is(code, political[i]))
            return 3;
    return 4;
}

static void party_signs(
    const drg_document *document, const drg_telling *telling, drg_signs *signs) {
    const drg_side *source = &telling->source, *target = &telling->target;
    drg_sign_if(signs, source->count + target->count == 0, DRG_KEEP_NO_PARTY);
    drg_sign_if(signs, source->count && target->count, DRG_KEEP_BOTH_SIDES);
    drg_sign_if(signs, source->count > 0, DRG_KEEP_SOURCE);
    drg_sign_if(signs, known(source), DRG_KEEP_SOURCE_KNOWN);
    drg_sign_if(signs, !drg_side_open(source), DRG_KEEP_SOURCE_SAID);
    drg_sign_if(signs, target->count > 0, DRG_KEEP_TARGET);
    drg_sign_if(signs, known(target), DRG_KEEP_TARGET_KNOWN);
    drg_sign_if(signs, !drg_side_open(target), DRG_KEEP_TARGET_SAID);
    drg_sign(signs, DRG_KEEP_SOURCE_SECTOR + sector_group(document, source), 1);
    drg_sign(signs, DRG_KEEP_TARGET_SECTOR + sector_group(document, target), 1);
}

static void verb_signs(const drg_syntax *syntax, const drg_telling *telling, drg_signs *signs) {
    drg_sign_if(signs, telling->own_verb, DRG_KEEP_OWN_VERB);
    drg_sign_if(signs, telling->light, DRG_KEEP_LIGHT);
    if (telling->verb == DRG_NONE)
        return;
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    drg_sign_if(signs, verb->infinitive, DRG_KEEP_INFINITIVE);
    drg_sign_if(signs, verb->gerund, DRG_KEEP_GERUND);
    drg_sign_if(signs, verb->passive && telling->source.count == 0, DRG_KEEP_AGENTLESS);
}

static void place_signs(const drg_syntax *syntax, const drg_telling *telling, drg_signs *signs) {
    const drg_document *document = syntax->document;
    uint8_t kind = document->sentences.items[telling->found.sentence].kind;
    drg_sign_if(signs, drg_quote_at(document, telling->found.head) != DRG_NONE, DRG_KEEP_QUOTED);
    drg_sign_if(signs, telling->found.sentence < LEAD, DRG_KEEP_IN_LEAD);
    drg_sign_if(signs, telling->found.sentence > LATE, DRG_KEEP_IN_TAIL);
    drg_sign_if(signs, kind == DRG_BOILERPLATE || kind == DRG_BYLINE, DRG_KEEP_BOILERPLATE);
    drg_sign_if(signs, kind == DRG_HEADLINE, DRG_KEEP_HEADLINE);
    /* a quarter of the sentences speak of sport: a match report; half: a page of results */
    drg_sign(signs, DRG_KEEP_SPORTS, syntax->sports > 0.5F ? 3 : syntax->sports > 0.25F ? 1 : 0);
}

/* ---- the engine's view ------------------------------------------------------------------------
 */

/* The best probability of a type over the matched words; other: of any other type. */
static uint8_t at_words(
    const drg_document *document, const drg_found *found, uint8_t type, bool other) {
    const drg_read_word *words = document->read.words;
    uint8_t most = 0;
    for (uint8_t m = 0; m < found->matched_count; m++)
        for (uint8_t t = 0; t < DRG_EVENT_TYPES; t++)
            if ((t == type) != other && words[found->matched[m]].trigger[t] > most)
                most = words[found->matched[m]].trigger[t];
    return most;
}

static uint8_t around_words(const drg_document *document, const drg_found *found, uint8_t type) {
    const drg_sentence *sentence = &document->sentences.items[found->sentence];
    uint32_t first = found->first > sentence->first_token + AROUND ? found->first - AROUND
                                                                   : sentence->first_token;
    uint8_t most = 0;
    for (uint32_t t = first; t < sentence->end_token && t < found->end + AROUND; t++)
        if ((t < found->first || t >= found->end) && document->read.words[t].trigger[type] > most)
            most = document->read.words[t].trigger[type];
    return most;
}

static uint8_t best_role(
    const drg_read *read, const drg_read_event *event, drg_read_role_kind role) {
    uint8_t most = 0;
    for (uint32_t r = event->first_role; r < event->end_role; r++)
        if (read->roles.items[r].role == role && read->roles.items[r].probability > most)
            most = read->roles.items[r].probability;
    return most;
}

static void read_signs(const drg_syntax *syntax, const drg_surroundings *around,
    const drg_telling *telling, drg_signs *signs) {
    const drg_document *document = syntax->document;
    uint8_t type = telling->entry->type;
    double odds = drg_byte_odds(at_words(document, &telling->found, type, false));
    const drg_read_event *event = drg_read_event_at(document, &telling->found, type);
    drg_sign(signs, DRG_KEEP_READ_ODDS, odds);
    drg_sign(signs, DRG_KEEP_READ_SQUARE, odds * odds / 10);
    drg_sign(signs, DRG_KEEP_READ_TYPE + type, odds);
    drg_sign(
        signs, DRG_KEEP_READ_OTHER, drg_byte_odds(at_words(document, &telling->found, type, true)));
    drg_sign(
        signs, DRG_KEEP_READ_HERE, drg_byte_odds(around_words(document, &telling->found, type)));
    drg_sign(signs, DRG_KEEP_READ_ARTICLE, log(1 + (double)around->read_article));
    if (!event || event->type != type) {
        drg_sign(signs, DRG_KEEP_READ_NONE, 1);
        return;
    }
    drg_sign(signs, DRG_KEEP_READ_SPAN, drg_byte_odds(event->probability));
    drg_sign(signs, DRG_KEEP_READ_CORE, drg_byte_odds(event->core));
    drg_sign(signs, DRG_KEEP_READ_NEGATED, drg_byte_odds(event->negated));
    drg_sign(
        signs, DRG_KEEP_READ_SOURCE, best_role(&document->read, event, DRG_READ_SOURCE) / 255.0);
    drg_sign(
        signs, DRG_KEEP_READ_TARGET, best_role(&document->read, event, DRG_READ_TARGET) / 255.0);
}

void drg_score(const drg_syntax *syntax, const drg_surroundings *around, drg_telling *telling,
    const drg_watch *watch) {
    const drg_entry *entry = telling->entry;
    double weight = entry->weight < 0.02F   ? 0.02
                    : entry->weight > 0.98F ? 0.98
                                            : (double)entry->weight;
    drg_signs signs = {.count = 0};
    drg_sign(&signs, DRG_KEEP_BIAS, 1);
    drg_sign(&signs, DRG_KEEP_TYPE + entry->type, 1);
    drg_sign(&signs, DRG_KEEP_KIND + entry->kind, 1);
    drg_sign(&signs, DRG_KEEP_TENSE + telling->tense, 1);
    drg_sign(&signs, DRG_KEEP_WEIGHT, log(weight / (1 - weight)));
    drg_sign_if(&signs, entry->lemma.size == 0, DRG_KEEP_PLAIN);
    drg_sign(&signs, DRG_KEEP_SAME_TYPE, log(1 + (double)around->same_type));
    drg_sign(&signs, DRG_KEEP_SAME_SENTENCE, (double)around->same_sentence);
    drg_sign(&signs, DRG_KEEP_RIVAL, (double)around->rival);
    drg_sign_if(&signs, around->embedded, DRG_KEEP_EMBEDDED);
    party_signs(syntax->document, telling, &signs);
    verb_signs(syntax, telling, &signs);
    place_signs(syntax, telling, &signs);
    drg_sign_if(&signs, telling->negated, DRG_KEEP_NEGATED);
    drg_sign_if(&signs, telling->found.attributive, DRG_KEEP_ATTRIBUTIVE);
    drg_sign_if(&signs, telling->found.matched_count > 1, DRG_KEEP_LONGER);
    drg_sign_if(&signs, modifies(syntax, telling), DRG_KEEP_MODIFIER);
    drg_sign_if(&signs, !guards_hold(syntax, telling), DRG_KEEP_GUARD);
    bool read = drg_document_was_read(syntax->document, telling->found.head);
    if (read)
        read_signs(syntax, around, telling, &signs);
    double odds = drg_signs_odds(&signs, read ? drg_keep_weights : drg_keep_alone_weights);
    odds += known_before(syntax, telling);
    telling->confidence = (float)(1 / (1 + exp(-odds)));
    if (watch)
        watch->keep(watch->user, telling, &signs);
}
