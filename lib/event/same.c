/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a telling one more of a record of its type?
 *
 * No single sign decides it: an arrest is told again as "the arrest" twenty sentences on, with
 * "police" for the station's name, while two strikes of one army in one sentence are two. So every
 * sign is a step in log-odds (signs.h), fitted by train/events/fit.py. A telling is held against
 * all tellings that a record has so far (entity-mention model, Luo et al. 2004: of a chain the
 * whole speaks, not the last link): how the nearest of their sides stands to its own, how many have
 * its word, lie as near, are of its tense, day, place and mode.
 *
 * How two sides stand to each other, nearest first: they share somebody named, or a description;
 * they have a country in common and one is only described ("police" and the name of their
 * station); both are named, in one country; one has no country; all countries differ. A side that
 * names nobody, or only those whom the context implies, is open and fits anything.
 *
 * Eight steps are set by hand: what the text itself calls another case is one, and so is an example
 * ("military actions, such as the attack on P") and a meeting of two beside talks of many states;
 * who on both sides belongs to other states tells of something else, and so does who meets somebody
 * of whose state nobody was there, but who hosts a meeting need not be one of those who meet; what
 * lies ahead is not what has happened, and two days are two acts. The train part has too few such
 * pairs to say so.
 *
 * Cost: the product of the sizes of two sides, which are at most DRG_SIDE long, for each telling of
 * the record that is near (merge.c).
 */
#include "same.h"

#include "../base/date.h"

/* ---- actors -----------------------------------------------------------------------------------
 */

/* One actor told twice: one entity, one state by its name and its adjective, or descriptions with
 * one head word and no other country ("opposition lawmakers", "50 lawmakers"). */
bool drg_same_actor(const drg_document *document, const drg_party *a, const drg_party *b) {
    if (drg_same_party(a, b))
        return true;
    bool named = a->entity != DRG_NONE, other_named = b->entity != DRG_NONE;
    if (named != other_named)
        return false;
    if (named)
        return drg_same_country(a, b) && drg_state_like(document->entities.items[a->entity].type) &&
               drg_state_like(document->entities.items[b->entity].type);
    bool other_country = a->country.size && b->country.size && !drg_same_country(a, b);
    return !other_country &&
           drg_slice_alike(drg_party_head_word(document, a), drg_party_head_word(document, b));
}

/* Who is on both sides: 2 an actor with a name, 1 a description alone, 0 nobody. */
static int shares(const drg_document *document, const drg_side *a, const drg_side *b) {
    int best = 0;
    for (size_t i = 0; i < a->count && best < 2; i++)
        for (size_t j = 0; j < b->count && best < 2; j++)
            if (drg_same_actor(document, &a->items[i], &b->items[j]))
                best = a->items[i].entity != DRG_NONE ? 2 : 1;
    return best;
}

static bool persons(const drg_document *document, const drg_party *a, const drg_party *b) {
    return document->entities.items[a->entity].type == DRG_PERSON &&
           document->entities.items[b->entity].type == DRG_PERSON;
}

static int standing_of_two(const drg_document *document, const drg_party *a, const drg_party *b) {
    bool named = a->entity != DRG_NONE && b->entity != DRG_NONE;
    if (drg_same_country(a, b))
        return !named ? DRG_KIN : persons(document, a, b) ? DRG_PERSONS : DRG_COMPATRIOTS;
    return a->country.size && b->country.size ? DRG_FOREIGN : DRG_UNKNOWN;
}

/* The nearest standing of any two who share nothing but a country. */
static int nearest(const drg_document *document, const drg_side *a, const drg_side *b) {
    int best = DRG_FOREIGN;
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
        return shared ? DRG_OPEN_SHARES : open && other_open ? DRG_BOTH_OPEN : DRG_ONE_OPEN;
    return shared == 2 ? DRG_SHARES : shared ? DRG_SHARES_WORDS : nearest(document, a, b);
}

/* ---- words ------------------------------------------------------------------------------------
 */

#define TURN 32 /* words between "in a separate case" and what is told of it */
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

/* "Another attack", "a second round", "also arrested": a further one, and not the same. */
static bool says_another(const drg_syntax *syntax, const drg_telling *telling) {
    static const char *const words[] = {"another", "second", "third", "also", "separate",
        "separately", "other", "further", "new", "fresh", "similar", "additional", "later",
        "earlier", "previous", "previously", "again", "too"};
    uint32_t first = syntax->document->sentences.items[telling->found.sentence].first_token;
    uint32_t head = telling->found.head, from = head > first + 3 ? head - 3 : first;
    for (uint32_t t = from; t < head; t++)
        if (DRG_ONE_OF(syntax->document->tokens.items[t].lower, words))
            return true;
    return false;
}

uint32_t drg_same_turn(const drg_syntax *syntax, const drg_telling *telling) {
    static const char *const others[] = {"separate", "another", "unrelated", "different"};
    static const char *const nouns[] = {"case", "incident", "attack", "development", "episode",
        "trial", "investigation", "raid", "strike", "shooting", "explosion", "bombing", "clash",
        "lawsuit", "matter", "operation", "ambush", "assault"};
    const drg_token *tokens = syntax->document->tokens.items;
    uint32_t first = syntax->document->sentences.items[telling->found.sentence].first_token;
    uint32_t head = telling->found.head;
    uint32_t from = head > first + TURN ? head - TURN : first;
    for (uint32_t t = head; t-- > from;) {
        if (!DRG_ONE_OF(tokens[t].lower, others) || t == first)
            continue;
        uint32_t start =
            drg_slice_is(tokens[t - 1].lower, "a") || drg_slice_is(tokens[t - 1].lower, "an")
                ? t - 1
                : t;
        bool opens = start > first && drg_slice_is(tokens[start - 1].lower, "in");
        for (uint32_t n = t + 1; opens && n < t + 4 && n <= head; n++)
            if (DRG_ONE_OF(tokens[n].lower, nouns))
                return start - 1;
    }
    return DRG_NONE;
}

/* ---- against each telling ---------------------------------------------------------------------
 */

static drg_slice mode_of(const drg_telling *telling) {
    bool read = telling->read && telling->read->mode.size && telling->read->mode_probability > 127;
    return telling->mode.size || !read ? telling->mode : telling->read->mode;
}

void drg_same_open(drg_same_view *view, uint32_t draft) {
    *view = (drg_same_view){
        .draft = draft, .source = DRG_STANDINGS, .target = DRG_STANDINGS, .nearest = UINT32_MAX};
}

static void add_times(
    const drg_document *document, const drg_telling *a, const drg_telling *b, drg_same_view *view) {
    if (a->time == DRG_NONE || b->time == DRG_NONE)
        return;
    const drg_time *one = &document->times.items[a->time];
    const drg_time *other = &document->times.items[b->time];
    bool apart = drg_date_compare(one->start, other->end) > 0 ||
                 drg_date_compare(other->start, one->end) > 0;
    view->time |= !apart;
    view->apart_time += apart;
    view->apart_day += apart && one->granularity == DRG_DAY && other->granularity == DRG_DAY;
}

/* Is somebody on the side of a state, or the one, that stands on either side of the other telling?
 */
static bool known_to(
    const drg_document *document, const drg_side *side, const drg_telling *telling) {
    return shares(document, side, &telling->source) || shares(document, side, &telling->target) ||
           nearest(document, side, &telling->source) < DRG_UNKNOWN ||
           nearest(document, side, &telling->target) < DRG_UNKNOWN;
}

/* "He gave the message to B" beside talks that B's state has no part in. */
static void add_guest(const drg_document *document, const drg_telling *earlier,
    const drg_telling *telling, drg_same_view *view) {
    const drg_side *guests = &telling->target;
    if (telling->entry->type != DRG_CONSULT || drg_side_open(guests) || guests->count > 1 ||
        !guests->items[0].country.size || earlier->source.count + earlier->target.count < 2)
        return;
    view->stranger_asked = true;
    view->stranger_known |= known_to(document, guests, earlier);
}

static void add_states(const drg_side *side, drg_same_view *view) {
    for (size_t i = 0; i < side->count; i++) {
        bool there = side->items[i].implied || !side->items[i].country.size;
        for (uint8_t j = 0; j < view->states && !there; j++)
            there = drg_slice_equal(view->state[j], side->items[i].country);
        if (!there && view->states < sizeof view->state / sizeof view->state[0])
            view->state[view->states++] = side->items[i].country;
    }
}

/* "The first time that A was engaging with B's officials" beside talks of many states. */
static bool is_pair(const drg_telling *telling) {
    const drg_side *source = &telling->source, *target = &telling->target;
    if (telling->entry->type != DRG_CONSULT || !telling->own_verb || source->count == 0 ||
        source->count + target->count != 2)
        return false;
    const drg_party *one = &source->items[0];
    const drg_party *other = target->count ? &target->items[0] : &source->items[1];
    return !one->implied && !other->implied && one->country.size && other->country.size &&
           !drg_same_country(one, other);
}

bool drg_telling_hosts(const drg_syntax *syntax, const drg_telling *telling) {
    static const char *const verbs[] = {"facilitat", "mediat", "broker", "host", "organi", "chair"};
    if (telling->entry->type != DRG_CONSULT)
        return false;
    for (uint8_t m = 0; m < telling->found.matched_count; m++)
        if (DRG_STARTS_ONE_OF(drg_lower_at(syntax, telling->found.matched[m]), verbs))
            return true;
    return false;
}

static void add_words(
    const drg_syntax *syntax, const drg_telling *a, const drg_telling *b, drg_same_view *view) {
    uint32_t apart = b->found.sentence - a->found.sentence;
    view->lemma += a->entry->lemma.size > 0 && drg_slice_equal(a->entry->lemma, b->entry->lemma);
    view->stem += same_stem(syntax, a->found.head, b->found.head);
    view->nearest = apart < view->nearest ? apart : view->nearest;
    view->farthest = apart > view->farthest ? apart : view->farthest;
    view->lead |= a->found.sentence < 3;
    view->verbs += a->own_verb;
    view->nouns += !a->own_verb;
    view->kind += a->entry->symmetric != b->entry->symmetric;
    uint32_t quote = drg_quote_at(syntax->document, a->found.head);
    view->quote |= quote != DRG_NONE && quote == drg_quote_at(syntax->document, b->found.head);
}

void drg_same_add(const drg_syntax *syntax, const drg_telling *earlier, const drg_telling *telling,
    uint32_t turn, drg_same_view *view) {
    const drg_document *document = syntax->document;
    const drg_telling *a = earlier, *b = telling;
    int source = standing_of(document, &a->source, &b->source);
    int target = standing_of(document, &a->target, &b->target);
    view->many++;
    view->source = source < view->source ? (uint8_t)source : view->source;
    view->target = target < view->target ? (uint8_t)target : view->target;
    view->across |=
        shares(document, &a->source, &b->target) + shares(document, &a->target, &b->source) > 0;
    view->one_sided |=
        a->source.count && b->source.count && (a->target.count == 0) != (b->target.count == 0);
    view->ahead += (a->tense == DRG_FUTURE) != (b->tense == DRG_FUTURE);
    view->tense += a->tense != b->tense;
    view->negation += a->negated != b->negated;
    if (a->place != DRG_NONE && b->place != DRG_NONE) {
        view->place |= a->place == b->place;
        view->other_place += a->place != b->place;
    }
    drg_slice mode = mode_of(a), other = mode_of(b);
    bool both = mode.size && other.size;
    view->mode |= both && drg_slice_equal(mode, other);
    view->other_mode += both && !drg_slice_equal(mode, other);
    view->one_mode += (mode.size == 0) != (other.size == 0);
    view->best = a->confidence > view->best ? a->confidence : view->best;
    add_times(document, a, b, view);
    add_guest(document, a, b, view);
    add_states(&a->source, view);
    add_states(&a->target, view);
    view->pair |= is_pair(b);
    view->example |= telling->source.by == DRG_BY_EXAMPLE && a->found.sentence == b->found.sentence;
    view->turned |= turn != DRG_NONE;
    view->beyond |= turn != DRG_NONE && a->found.head >= turn;
    view->host |= drg_telling_hosts(syntax, a) != drg_telling_hosts(syntax, b);
    add_words(syntax, a, b, view);
    drg_apart_add(syntax, a, b, &view->apart);
}

/* ---- signs ------------------------------------------------------------------------------------
 */

static bool shared(unsigned standing) {
    return standing <= DRG_SHARES_WORDS;
}

static bool apart(unsigned standing) {
    return standing >= DRG_KIN && standing <= DRG_FOREIGN;
}

static void side_signs(const drg_same_view *view, drg_signs *signs) {
    unsigned source = view->source, target = view->target;
    drg_sign(signs, DRG_SAME_SOURCE + source, 1);
    drg_sign(signs, DRG_SAME_TARGET + target, 1);
    drg_sign_if(signs, shared(source) && shared(target), DRG_SAME_BOTH_SHARED);
    drg_sign_if(signs, apart(source) && apart(target), DRG_SAME_BOTH_APART);
    drg_sign_if(signs, source >= DRG_ONE_OPEN && target >= DRG_ONE_OPEN, DRG_SAME_BOTH_OPEN);
    drg_sign_if(signs, view->across, DRG_SAME_ACROSS);
    drg_sign_if(signs, view->one_sided, DRG_SAME_ONE_SIDED);
}

static void word_signs(const drg_syntax *syntax, const drg_telling *telling,
    const drg_same_view *view, double many, drg_signs *signs) {
    drg_sign(signs, DRG_SAME_LEMMA, (double)view->lemma / many);
    drg_sign(signs, DRG_SAME_STEM, (double)view->stem / many);
    drg_sign_if(signs, view->lemma > 0, DRG_SAME_LEMMA_ANY);
    drg_sign_if(signs, view->stem > 0, DRG_SAME_STEM_ANY);
    drg_sign_if(signs, points_back(syntax, telling), DRG_SAME_POINTS_BACK);
    drg_sign_if(signs, says_another(syntax, telling), DRG_SAME_ANOTHER);
    drg_sign_if(signs, view->nearest == 0, DRG_SAME_SENTENCE);
    drg_sign_if(signs, view->nearest == 1, DRG_SAME_NEXT_SENTENCE);
    drg_sign(signs, DRG_SAME_DISTANCE, log(1 + (double)view->nearest));
    drg_sign(signs, DRG_SAME_FROM_FIRST, log(1 + (double)view->farthest));
    drg_sign_if(signs, view->lead, DRG_SAME_FROM_LEAD);
    drg_sign_if(signs, telling->found.sentence < 3, DRG_SAME_IN_LEAD);
    drg_sign(signs, DRG_SAME_TWO_VERBS, telling->own_verb ? (double)view->verbs / many : 0);
    drg_sign(signs, DRG_SAME_TWO_NOUNS, telling->own_verb ? 0 : (double)view->nouns / many);
    drg_sign(signs, DRG_SAME_OTHER_KIND, (double)view->kind / many);
    drg_sign_if(signs, view->quote, DRG_SAME_QUOTE);
    drg_sign_if(
        signs, view->nearest == 0 && (apart(view->target) || apart(view->source)), DRG_SAME_LISTED);
}

double drg_same_prior(const drg_same_view *view) {
    const double both_foreign = -2.5, ahead = -1.5, other_day = -4, stranger = -2, host = 2,
                 turned = -6, example = -6, pair = -6;
    double many = (double)view->many, odds = 0;
    odds += view->source == DRG_FOREIGN && view->target == DRG_FOREIGN ? both_foreign : 0;
    odds += view->turned && !view->beyond ? turned : 0;
    odds += view->pair && view->states > 2 ? pair : 0;
    odds += view->example ? example : 0;
    odds += view->host && apart(view->source) ? host : 0;
    odds += view->stranger_asked && !view->stranger_known ? stranger : 0;
    odds += ahead * (double)view->ahead / many + other_day * (double)view->apart_day / many;
    return odds;
}

void drg_same_signs(const drg_syntax *syntax, const drg_telling *telling, const drg_same_view *view,
    bool last, size_t records, drg_signs *signs) {
    double many = (double)view->many;
    signs->count = 0;
    drg_sign(signs, DRG_SAME_BIAS, 1);
    drg_sign(signs, DRG_SAME_TYPE + telling->entry->type, 1);
    side_signs(view, signs);
    word_signs(syntax, telling, view, many, signs);
    drg_sign(signs, DRG_SAME_OTHER_TENSE, (double)view->tense / many);
    drg_sign(signs, DRG_SAME_OTHER_NEGATION, (double)view->negation / many);
    drg_sign_if(signs, view->time, DRG_SAME_TIME);
    drg_sign(signs, DRG_SAME_OTHER_TIME, (double)view->apart_time / many);
    drg_sign_if(signs, view->place, DRG_SAME_PLACE);
    drg_sign(signs, DRG_SAME_OTHER_PLACE, (double)view->other_place / many);
    drg_sign_if(signs, view->mode, DRG_SAME_MODE);
    drg_sign(signs, DRG_SAME_OTHER_MODE, (double)view->other_mode / many);
    drg_sign(signs, DRG_SAME_MODE_ONE, (double)view->one_mode / many);
    drg_sign(signs, DRG_SAME_MANY, log(many));
    drg_sign_if(signs, last, DRG_SAME_LAST);
    drg_sign(signs, DRG_SAME_RECORDS, log((double)records));
    drg_sign(signs, DRG_SAME_DOUBT, drg_odds(telling->confidence, 0.02));
    drg_sign(signs, DRG_SAME_DOUBT_BEST, drg_odds(view->best, 0.02));
}
