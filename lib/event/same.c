/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are two tellings of one type one event?
 *
 * No single sign decides it: an arrest is told again as "the arrest" twenty sentences on, with
 * "police" for the station's name, while two strikes of one army in one sentence are two. So every
 * sign is a step in log-odds, as in score.c: how each side of the one stands to that of the other,
 * words, distance, tense, dates, places and modes. The steps were fitted (logistic regression, L2
 * of 2) on the 11,019 pairs of tellings of the train part whose records are known, of which 4,634
 * are of one record; merge.c adds them up over the tellings of a record. Three steps are set by
 * hand: what lies ahead is not what has happened (AHEAD), who on both sides belongs to other
 * states tells of something else (BOTH_FOREIGN), and two days are two acts (OTHER_DAY); the train
 * part has too few such pairs to say so.
 *
 * How two sides stand to each other, strongest first: they share somebody named, or a description;
 * they have a country in common and one is only described ("police" and the name of their
 * station); both are named, in one country; one has no country; all countries differ. A side that
 * names nobody, or only those whom the context implies, is open and fits anything.
 *
 * Cost: the product of the sizes of two sides, which are at most DRG_SIDE long.
 */
#include "event.h"

#include "../base/date.h"

#include <math.h>

enum { /* how two sides stand to each other */
    BOTH_OPEN,
    ONE_OPEN,
    OPEN_SHARES, /* somebody is on both, though only implied on one */
    SHARES,
    SHARES_WORDS, /* only descriptions are alike: "police" arrest many */
    KIN, /* one country, and one of them described */
    COMPATRIOTS, /* one country, both named */
    PERSONS, /* one country, two persons */
    UNKNOWN, /* nothing speaks against it but the words */
    FOREIGN,
    STANDINGS
};

enum { /* signs */
    BIAS,
    SOURCE_SIDE,
    TARGET_SIDE = SOURCE_SIDE + STANDINGS,
    ACROSS = TARGET_SIDE + STANDINGS, /* who is a source here is a target there */
    BOTH_SHARED,
    BOTH_APART, /* neither side shares anybody, and both name somebody */
    BOTH_FOREIGN,
    SAME_LEMMA,
    SAME_STEM,
    POINTS_BACK,
    SAME_SENTENCE,
    NEXT_SENTENCE,
    DISTANCE,
    FROM_LEAD,
    AHEAD, /* one lies ahead, the other does not */
    OTHER_TENSE,
    OTHER_NEGATION,
    SAME_TIME,
    OTHER_TIME,
    OTHER_DAY, /* both to the day */
    SAME_PLACE,
    OTHER_PLACE,
    SAME_MODE,
    OTHER_MODE,
    MODE_ONE,
    TWO_VERBS,
    TWO_NOUNS,
    OTHER_KIND, /* a war and an attack, a meeting and a call */
    ONE_SIDED, /* one names a target, the other does not, both their source */
    OF_TYPE,
    SIGNS = OF_TYPE + DRG_EVENT_TYPES
};

/* ---- actors -----------------------------------------------------------------------------------
 */

/* The last word of a description: "opposition lawmakers" and "50 lawmakers" may be the same. */
static drg_slice head_word(drg_slice words) {
    size_t start = words.size;
    while (start > 0 && words.data[start - 1] != ' ')
        start--;
    return (drg_slice){words.data + start, words.size - start};
}

static bool same_word(drg_slice a, drg_slice b) {
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if ((a.data[i] | 0x20) != (b.data[i] | 0x20))
            return false;
    return true;
}

static bool state_like(drg_entity_type type) {
    return type == DRG_GPE || type == DRG_NORP;
}

static bool same_country(const drg_party *a, const drg_party *b) {
    return a->country.size && drg_slice_equal(a->country, b->country);
}

/* One actor told twice: one entity, one state by its name and its adjective, or descriptions with
 * one head word and no other country. */
static bool same_actor(const drg_document *document, const drg_party *a, const drg_party *b) {
    if (drg_same_party(a, b))
        return true;
    bool named = a->entity != DRG_NONE, other_named = b->entity != DRG_NONE;
    if (named != other_named)
        return false;
    if (named)
        return same_country(a, b) && state_like(document->entities.items[a->entity].type) &&
               state_like(document->entities.items[b->entity].type);
    bool other_country = a->country.size && b->country.size && !same_country(a, b);
    return !other_country && same_word(head_word(drg_slice_part(document->text, a->span)),
                                 head_word(drg_slice_part(document->text, b->span)));
}

/* Who is on both sides: 2 an actor with a name, 1 a description alone, 0 nobody. */
static int shares(const drg_document *document, const drg_side *a, const drg_side *b) {
    int best = 0;
    for (size_t i = 0; i < a->count && best < 2; i++)
        for (size_t j = 0; j < b->count && best < 2; j++)
            if (same_actor(document, &a->items[i], &b->items[j]))
                best = a->items[i].entity != DRG_NONE ? 2 : 1;
    return best;
}

static bool persons(const drg_document *document, const drg_party *a, const drg_party *b) {
    return document->entities.items[a->entity].type == DRG_PERSON &&
           document->entities.items[b->entity].type == DRG_PERSON;
}

static int standing_of_two(const drg_document *document, const drg_party *a, const drg_party *b) {
    bool named = a->entity != DRG_NONE && b->entity != DRG_NONE;
    if (same_country(a, b))
        return !named ? KIN : persons(document, a, b) ? PERSONS : COMPATRIOTS;
    return a->country.size && b->country.size ? FOREIGN : UNKNOWN;
}

/* The nearest standing of any two who share nothing but a country. */
static int nearest(const drg_document *document, const drg_side *a, const drg_side *b) {
    int best = FOREIGN;
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            int standing = standing_of_two(document, &a->items[i], &b->items[j]);
            best = standing < best ? standing : best;
        }
    return best;
}

bool drg_side_open(const drg_side *side) {
    for (size_t i = 0; i < side->count; i++)
        if (!side->items[i].implied)
            return false;
    return true;
}

static int standing_of(const drg_document *document, const drg_side *a, const drg_side *b) {
    bool open = drg_side_open(a), other_open = drg_side_open(b);
    int shared = shares(document, a, b);
    if (open || other_open)
        return shared ? OPEN_SHARES : open && other_open ? BOTH_OPEN : ONE_OPEN;
    return shared == 2 ? SHARES : shared ? SHARES_WORDS : nearest(document, a, b);
}

/* ---- words ------------------------------------------------------------------------------------
 */

#define STEM 5 /* letters: "arrested" and "arrest", "negotiating" and "negotiations" */

static bool same_stem(const drg_syntax *syntax, uint32_t a, uint32_t b) {
    drg_slice one = syntax->document->tokens.items[a].lower;
    drg_slice other = syntax->document->tokens.items[b].lower;
    size_t size = one.size < other.size ? one.size : other.size;
    size = size < STEM ? size : STEM;
    return size > 2 && drg_slice_equal((drg_slice){one.data, size}, (drg_slice){other.data, size});
}

/* "The talks", "this attack", "the decision": a noun that points back. */
static bool points_back(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (telling->own_verb || chunk == DRG_NONE)
        return false;
    drg_slice first = syntax->document->tokens.items[syntax->chunks.items[chunk].first].lower;
    return drg_slice_is(first, "the") || drg_slice_is(first, "this") ||
           drg_slice_is(first, "these") || drg_slice_is(first, "those") ||
           drg_slice_is(first, "that");
}

/* ---- signs ------------------------------------------------------------------------------------
 */

static void side_signs(
    const drg_document *document, const drg_telling *a, const drg_telling *b, double *signs) {
    int source = standing_of(document, &a->source, &b->source);
    int target = standing_of(document, &a->target, &b->target);
    signs[SOURCE_SIDE + source] = 1;
    signs[TARGET_SIDE + target] = 1;
    signs[BOTH_SHARED] = (source == SHARES || source == SHARES_WORDS) &&
                         (target == SHARES || target == SHARES_WORDS);
    signs[BOTH_APART] = source >= KIN && target >= KIN;
    signs[BOTH_FOREIGN] = source == FOREIGN && target == FOREIGN;
    signs[ACROSS] =
        shares(document, &a->source, &b->target) + shares(document, &a->target, &b->source) > 0;
    signs[ONE_SIDED] =
        a->source.count && b->source.count && (a->target.count == 0) != (b->target.count == 0);
}

static void word_signs(
    const drg_syntax *syntax, const drg_telling *a, const drg_telling *b, double *signs) {
    uint32_t apart = b->found.sentence - a->found.sentence;
    signs[SAME_LEMMA] =
        a->entry->lemma.size > 0 && drg_slice_equal(a->entry->lemma, b->entry->lemma);
    signs[SAME_STEM] = same_stem(syntax, a->found.head, b->found.head);
    signs[POINTS_BACK] = points_back(syntax, b);
    signs[SAME_SENTENCE] = apart == 0;
    signs[NEXT_SENTENCE] = apart == 1;
    signs[DISTANCE] = log(1 + (double)apart);
    signs[FROM_LEAD] = a->found.sentence < 3;
    signs[TWO_VERBS] = a->own_verb && b->own_verb;
    signs[TWO_NOUNS] = !a->own_verb && !b->own_verb;
    signs[OTHER_KIND] = a->entry->symmetric != b->entry->symmetric;
}

static drg_slice mode_of(const drg_telling *telling) {
    bool read = telling->read && telling->read->mode.size && telling->read->mode_probability > 127;
    return telling->mode.size || !read ? telling->mode : telling->read->mode;
}

static void attribute_signs(
    const drg_document *document, const drg_telling *a, const drg_telling *b, double *signs) {
    signs[AHEAD] = (a->tense == DRG_FUTURE) != (b->tense == DRG_FUTURE);
    signs[OTHER_TENSE] = a->tense != b->tense;
    signs[OTHER_NEGATION] = a->negated != b->negated;
    if (a->time != DRG_NONE && b->time != DRG_NONE) {
        const drg_time *one = &document->times.items[a->time];
        const drg_time *other = &document->times.items[b->time];
        bool apart = drg_date_compare(one->start, other->end) > 0 ||
                     drg_date_compare(other->start, one->end) > 0;
        signs[apart ? OTHER_TIME : SAME_TIME] = 1;
        signs[OTHER_DAY] = apart && one->granularity == DRG_DAY && other->granularity == DRG_DAY;
    }
    if (a->place != DRG_NONE && b->place != DRG_NONE)
        signs[a->place == b->place ? SAME_PLACE : OTHER_PLACE] = 1;
    drg_slice mode = mode_of(a), other = mode_of(b);
    if (mode.size && other.size)
        signs[drg_slice_equal(mode, other) ? SAME_MODE : OTHER_MODE] = 1;
    signs[MODE_ONE] = (mode.size == 0) != (other.size == 0);
}

/* Steps of log-odds, fitted, in the order of the signs. */
static const double STEP[SIGNS] = {
    [BIAS] = -0.05,
    [SOURCE_SIDE + BOTH_OPEN] = 0.52,
    [SOURCE_SIDE + ONE_OPEN] = -0.01,
    [SOURCE_SIDE + OPEN_SHARES] = 1.22,
    [SOURCE_SIDE + SHARES] = 0.28,
    [SOURCE_SIDE + SHARES_WORDS] = 0.36,
    [SOURCE_SIDE + KIN] = -0.38,
    [SOURCE_SIDE + COMPATRIOTS] = -0.49,
    [SOURCE_SIDE + PERSONS] = -1.13,
    [SOURCE_SIDE + UNKNOWN] = 0.02,
    [SOURCE_SIDE + FOREIGN] = -0.4,
    [TARGET_SIDE + BOTH_OPEN] = 0.48,
    [TARGET_SIDE + ONE_OPEN] = 0.08,
    [TARGET_SIDE + OPEN_SHARES] = 0.34,
    [TARGET_SIDE + SHARES] = 0.52,
    [TARGET_SIDE + SHARES_WORDS] = 1.06,
    [TARGET_SIDE + KIN] = -0.24,
    [TARGET_SIDE + COMPATRIOTS] = -0.63,
    [TARGET_SIDE + PERSONS] = -0.83,
    [TARGET_SIDE + UNKNOWN] = -0.19,
    [TARGET_SIDE + FOREIGN] = -0.59,
    [ACROSS] = 0.17,
    [BOTH_SHARED] = 0.45,
    [BOTH_APART] = 0.02,
    [BOTH_FOREIGN] = -2.5,
    [SAME_LEMMA] = 0.35,
    [SAME_STEM] = 0.61,
    [POINTS_BACK] = 0.67,
    [SAME_SENTENCE] = 1.57,
    [NEXT_SENTENCE] = 0.48,
    [DISTANCE] = -0.28,
    [FROM_LEAD] = 0.9,
    [AHEAD] = -1.5,
    [OTHER_TENSE] = -1.36,
    [OTHER_NEGATION] = -0.49,
    [SAME_TIME] = 0.04,
    [OTHER_TIME] = -0.97,
    [OTHER_DAY] = -2.0,
    [SAME_PLACE] = -0.15,
    [OTHER_PLACE] = -0.73,
    [SAME_MODE] = 0.52,
    [OTHER_MODE] = -0.99,
    [MODE_ONE] = -0.97,
    [TWO_VERBS] = -0.35,
    [TWO_NOUNS] = 0.18,
    [OTHER_KIND] = -0.49,
    [ONE_SIDED] = -0.03,
    [OF_TYPE + DRG_AGREE] = -0.22,
    [OF_TYPE + DRG_CONSULT] = 0.2,
    [OF_TYPE + DRG_SUPPORT] = -0.57,
    [OF_TYPE + DRG_CONCEDE] = 1.6,
    [OF_TYPE + DRG_COOPERATE] = -0.93,
    [OF_TYPE + DRG_AID] = -0.74,
    [OF_TYPE + DRG_RETREAT] = 1.94,
    [OF_TYPE + DRG_REQUEST] = -0.52,
    [OF_TYPE + DRG_ACCUSE] = -0.56,
    [OF_TYPE + DRG_REJECT] = 0.28,
    [OF_TYPE + DRG_THREATEN] = -0.37,
    [OF_TYPE + DRG_PROTEST] = 0.37,
    [OF_TYPE + DRG_SANCTION] = -0.64,
    [OF_TYPE + DRG_MOBILIZE] = 0.22,
    [OF_TYPE + DRG_COERCE] = -0.39,
    [OF_TYPE + DRG_ASSAULT] = 0.33,
};

double drg_same_odds(const drg_syntax *syntax, const drg_telling *a, const drg_telling *b) {
    double signs[SIGNS] = {0}, odds = 0;
    signs[BIAS] = 1;
    signs[OF_TYPE + a->entry->type] = 1;
    side_signs(syntax->document, a, b, signs);
    word_signs(syntax, a, b, signs);
    attribute_signs(syntax->document, a, b, signs);
    for (size_t i = 0; i < SIGNS; i++)
        odds += STEP[i] * signs[i];
    return odds;
}
