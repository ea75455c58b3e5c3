/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is certainly another event than a record of its type tells.
 *
 * Two tellings that look alike to the learned signs of same.c may say themselves that they are two:
 * another person is arrested, another state is visited, "also" has somebody else before or behind
 * it, each of two clauses of a sentence has a subject of its own, two in one sentence praise or
 * blame, one was in 2018 and one in 2021, one has 4 victims and one has 83, one protest was in
 * Chile and one in Cuba, one was not done. Such words weigh nothing among sixty signs, and yet
 * decide. So where a rule here holds for all tellings of a record that it asks, no odds join them.
 *
 * Most rules ask only verbs of what they themselves say, since nouns ("the arrest") mostly speak of
 * what was told before; not those of visits, of the targets of force, of a year in a noun and of
 * what was not done. A side that names nobody fits anything. Every rule was held against the
 * train and dev articles: it parts events that the annotation parts at least three times as often
 * as tellings of one.
 *
 * And nobody dies twice: tellings of one person's death are one record, unless another is likelier
 * or the years differ.
 *
 * Cost: the product of the sizes of two sides, which are at most DRG_SIDE long, and YEAR words.
 */
#include "same.h"

#include "../base/date.h"

#define ALSO 4 /* words before a verb among which "also" is looked for */
#define SURE 0.5F /* confidence that two in one sentence must have to be two */
#define YEAR 6 /* words before a noun among which its year is looked for */

/* ---- sides ------------------------------------------------------------------------------------
 */

static bool is_group(const drg_document *document, const drg_party *party) {
    return party->entity != DRG_NONE && document->entities.items[party->entity].member_count > 0;
}

/* Is somebody stated on both sides who is the same? Groups may hold anybody. */
static bool meets(const drg_document *document, const drg_side *a, const drg_side *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            const drg_party *one = &a->items[i], *other = &b->items[j];
            if (!one->implied && !other->implied &&
                (is_group(document, one) || is_group(document, other) ||
                    drg_same_actor(document, one, other)))
                return true;
        }
    return false;
}

static bool names_one(const drg_side *side) {
    for (size_t i = 0; i < side->count; i++)
        if (!side->items[i].implied && side->items[i].entity != DRG_NONE)
            return true;
    return false;
}

/* Is a person here a person there, a body a body? Else one of them is likely read wrongly. */
static bool of_kind(const drg_document *document, const drg_side *a, const drg_side *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            uint32_t one = a->items[i].entity, other = b->items[j].entity;
            if (one != DRG_NONE && other != DRG_NONE && !a->items[i].implied &&
                !b->items[j].implied &&
                document->entities.items[one].type == document->entities.items[other].type)
                return true;
        }
    return false;
}

/* Both name somebody, and nobody in common. */
static bool names_others(const drg_document *document, const drg_side *a, const drg_side *b) {
    return names_one(a) && names_one(b) && !meets(document, a, b);
}

static bool has_country(const drg_side *side) {
    for (size_t i = 0; i < side->count; i++)
        if (!side->items[i].implied && side->items[i].country.size)
            return true;
    return false;
}

static bool shares_country(const drg_side *a, const drg_side *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (!a->items[i].implied && !b->items[j].implied &&
                drg_same_country(&a->items[i], &b->items[j]))
                return true;
    return false;
}

/* "Four men", "83 organisations": how many a description says there are; 0: it does not say. */
static uint32_t number_of(const drg_document *document, const drg_party *party) {
    static const char *const words[] = {
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    drg_slice text = drg_slice_part(document->text, party->span), word = {0};
    uint32_t number = 0;
    if (party->entity != DRG_NONE || party->implied || !drg_slice_cut(&text, ' ', &word))
        return 0;
    for (uint32_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_slice_alike(word, drg_slice_of(words[i])))
            return i + 1;
    for (size_t i = 0; i < word.size && i < 9; i++) {
        if (word.data[i] == ',')
            continue;
        if (word.data[i] < '0' || word.data[i] > '9')
            return 0;
        number = number * 10 + (uint32_t)(word.data[i] - '0');
    }
    return number;
}

/* 1: both say how many, and other numbers; 0: a number is the same; -1: one does not say. */
static int other_numbers(const drg_document *document, const drg_side *a, const drg_side *b) {
    int result = -1;
    for (size_t i = 0; i < a->count; i++) {
        uint32_t one = number_of(document, &a->items[i]);
        for (size_t j = 0; one && j < b->count; j++) {
            uint32_t other = number_of(document, &b->items[j]);
            if (one == other)
                return 0;
            if (other)
                result = 1;
        }
    }
    return result;
}

/* ---- words ------------------------------------------------------------------------------------
 */

static bool says_also(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t first = syntax->document->sentences.items[telling->found.sentence].first_token;
    uint32_t head = telling->found.head, from = head > first + ALSO ? head - ALSO : first;
    for (uint32_t t = from; t < head; t++)
        if (drg_slice_is(syntax->document->tokens.items[t].lower, "also"))
            return telling->own_verb;
    return false;
}

/* "A criticised B, and C attacked D": the subject of the later verb opens a clause beside the
 * earlier one, and not what that says. */
static bool clause_beside(
    const drg_syntax *syntax, const drg_telling *earlier, const drg_telling *telling) {
    static const char *const words[] = {"while", "whereas", "but", "after", "before", "when", ";"};
    const drg_token *tokens = syntax->document->tokens.items;
    if (!earlier->own_verb || !telling->own_verb || telling->verb == DRG_NONE ||
        earlier->found.sentence != telling->found.sentence)
        return false;
    uint32_t subject = syntax->verbs.items[telling->verb].subject, end = earlier->found.end;
    if (subject == DRG_NONE || syntax->chunks.items[subject].first <= end)
        return false;
    for (uint32_t t = end; t < end + 2; t++)
        if (drg_slice_is(tokens[t].lower, "that"))
            return false;
    uint32_t before = syntax->chunks.items[subject].first - 1;
    drg_tag tag = (drg_tag)syntax->nodes[before].tag;
    return tag == DRG_TAG_AND || tag == DRG_TAG_COMMA || DRG_ONE_OF(tokens[before].lower, words);
}

/* The year in a noun's own words: 2015 of "the 2015 conference"; 0: there is none among the last
 * YEAR before it. */
static int32_t year_of_noun(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t head = telling->found.head, chunk = syntax->nodes[head].chunk;
    if (telling->own_verb || chunk == DRG_NONE)
        return 0;
    uint32_t first = syntax->chunks.items[chunk].first;
    for (uint32_t t = head > first + YEAR ? head - YEAR : first; t < head; t++) {
        drg_slice word = syntax->document->tokens.items[t].lower;
        int32_t year = 0;
        for (size_t i = 0; word.size == 4 && i < 4; i++)
            year = word.data[i] < '0' || word.data[i] > '9' ? -10000
                                                            : year * 10 + (word.data[i] - '0');
        if (year >= 1800 && year < 2100)
            return year;
    }
    return 0;
}

/* The state that a telling puts its act in, beside its target; empty: in none. */
static drg_slice land_of(const drg_document *document, const drg_telling *telling) {
    const drg_slice nowhere = {NULL, 0};
    for (size_t i = 0; i < telling->target.count; i++)
        if (telling->place == telling->target.items[i].entity)
            return nowhere;
    return telling->place == DRG_NONE ? nowhere : document->entities.items[telling->place].country;
}

static const drg_time *time_of(const drg_document *document, const drg_telling *telling) {
    return telling->time == DRG_NONE ? NULL : &document->times.items[telling->time];
}

static bool of_year(const drg_syntax *syntax, const drg_telling *telling, int32_t year) {
    const drg_time *time = time_of(syntax->document, telling);
    return year_of_noun(syntax, telling) == year ||
           (time && time->start.year <= year && year <= time->end.year);
}

/* "Killed", "the murder", "shot dead": done, and only once in a life, unlike an attempt. */
static bool is_death(const drg_syntax *syntax, const drg_telling *telling) {
    static const char *const stems[] = {
        "kill", "murder", "assassinat", "execut", "slain", "slay", "dead", "death", "lynch"};
    static const char *const tries[] = {"attempt", "try", "tri", "plot", "want", "threat"};
    if (telling->entry->type != DRG_ASSAULT || telling->negated || telling->tense != DRG_PAST)
        return false;
    bool death = false;
    for (uint8_t m = 0; m < telling->found.matched_count; m++) {
        drg_slice word = drg_lower_at(syntax, telling->found.matched[m]);
        if (DRG_STARTS_ONE_OF(word, tries))
            return false;
        death |= DRG_STARTS_ONE_OF(word, stems);
    }
    return death;
}

static bool same_victim(const drg_document *document, const drg_side *a, const drg_side *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            uint32_t entity = a->items[i].entity;
            if (entity != DRG_NONE && entity == b->items[j].entity && !a->items[i].implied &&
                !b->items[j].implied && document->entities.items[entity].type == DRG_PERSON)
                return true;
        }
    return false;
}

/* ---- what a record's tellings say, one by one -------------------------------------------------
 */

static bool is_visit(const drg_telling *telling) {
    return telling->entry->type == DRG_CONSULT && drg_slice_is(telling->mode, "visit");
}

static void add_targets(const drg_document *document, const drg_telling *earlier,
    const drg_telling *telling, drg_apart *view) {
    const drg_side *a = &earlier->target, *b = &telling->target;
    if (!drg_side_open(a)) {
        view->targets++;
        view->other_targets += names_others(document, a, b) && of_kind(document, a, b);
        view->verb_target |= earlier->own_verb;
        view->noun_target |= !earlier->own_verb;
        view->meets_target |= meets(document, a, b);
    }
    if (has_country(a)) {
        view->countries++;
        view->other_countries += has_country(b) && !shares_country(a, b);
        view->visit |= is_visit(earlier);
    }
    int numbers = other_numbers(document, a, b);
    view->other_number |= numbers == 1 && earlier->own_verb;
    view->same_number |= numbers == 0 || (numbers == 1 && !earlier->own_verb);
}

void drg_apart_add(const drg_syntax *syntax, const drg_telling *earlier, const drg_telling *telling,
    drg_apart *view) {
    const drg_document *document = syntax->document;
    const drg_side *source = &earlier->source;
    add_targets(document, earlier, telling, view);
    view->same_polarity |= earlier->negated == telling->negated;
    view->here |= earlier->found.sentence == telling->found.sentence;
    view->source |= names_one(source);
    view->meets_source |= meets(document, source, &telling->source);
    view->turns_source |= meets(document, &earlier->target, &telling->source);
    view->others_here |= earlier->found.sentence == telling->found.sentence &&
                         earlier->confidence > SURE && telling->confidence > SURE &&
                         !drg_side_open(source) && !drg_side_open(&telling->source) &&
                         !meets(document, source, &telling->source);
    view->beside |=
        names_others(document, source, &telling->source) && clause_beside(syntax, earlier, telling);
    const drg_time *one = time_of(document, earlier), *other = time_of(document, telling);
    if (one && other) {
        view->dated++;
        view->other_year += earlier->own_verb && (one->end.year < other->start.year ||
                                                     other->end.year < one->start.year);
    }
    drg_slice land = land_of(document, earlier), other_land = land_of(document, telling);
    if (land.size && other_land.size) {
        view->placed++;
        view->elsewhere += !drg_slice_equal(land, other_land);
    }
    view->death |= is_death(syntax, earlier) && is_death(syntax, telling) &&
                   same_victim(document, &earlier->target, &telling->target);
    int32_t year = year_of_noun(syntax, telling);
    view->year |= year && of_year(syntax, earlier, year);
}

/* ---- the rules --------------------------------------------------------------------------------
 */

/* Another is arrested or sentenced, and another attacked, also where a noun tells it. */
static bool done_to_another(const drg_telling *telling, const drg_apart *view) {
    uint8_t type = telling->entry->type;
    bool verbs = telling->own_verb && view->verb_target;
    return view->targets && view->targets == view->other_targets &&
           (type == DRG_ASSAULT || (verbs && (type == DRG_COERCE || type == DRG_SANCTION)));
}

/* "B also announced", "also visited D". Who is charged or convicted also is so in one case. */
static bool also_another(
    const drg_syntax *syntax, const drg_telling *telling, const drg_apart *view) {
    bool one_case = drg_slice_is(telling->mode, "convict") || drg_slice_is(telling->mode, "allege");
    bool source =
        view->source && names_one(&telling->source) && !view->meets_source && !view->turns_source;
    bool target = view->targets && !view->noun_target && !view->meets_target &&
                  !drg_side_open(&telling->target) && !one_case;
    return (source || target) && says_also(syntax, telling);
}

/* "A thanked B for supporting C", "in answer to A's charges B began an inquiry": of two who praise
 * or blame in one sentence each does it himself. */
static bool said_by_others(const drg_telling *telling, const drg_apart *view) {
    uint8_t type = telling->entry->type;
    return view->others_here && !view->meets_source && (type == DRG_ACCUSE || type == DRG_SUPPORT);
}

static bool in_another_year(const drg_telling *telling, const drg_apart *view) {
    static const bool acts[DRG_EVENT_TYPES] = {[DRG_COERCE] = true,
        [DRG_SANCTION] = true,
        [DRG_ASSAULT] = true,
        [DRG_MOBILIZE] = true,
        [DRG_RETREAT] = true,
        [DRG_CONSULT] = true,
        [DRG_AGREE] = true,
        [DRG_AID] = true,
        [DRG_PROTEST] = true};
    return acts[telling->entry->type] && telling->own_verb && view->dated &&
           view->dated == view->other_year;
}

/* "The protests in Chile" beside those in Cuba; a war is in two states. */
static bool in_another_land(const drg_telling *telling, const drg_apart *view) {
    return telling->entry->type == DRG_PROTEST && !telling->own_verb && view->placed &&
           view->placed == view->elsewhere && !view->meets_target;
}

bool drg_apart_death(const drg_apart *view) {
    return view->death && !(view->dated && view->dated == view->other_year);
}

bool drg_apart_holds(const drg_syntax *syntax, const drg_telling *telling, const drg_apart *view) {
    uint8_t type = telling->entry->type;
    bool verb = telling->own_verb;
    if (done_to_another(telling, view))
        return true;
    if (said_by_others(telling, view))
        return true;
    if (view->beside && !view->meets_source && type != DRG_CONSULT)
        return true;
    if (!view->same_polarity && (verb || !view->here))
        return true;
    if (is_visit(telling) && view->visit && view->countries == view->other_countries)
        return true;
    if (verb && view->other_number && !view->same_number)
        return true;
    if (year_of_noun(syntax, telling) && !view->year)
        return true;
    if (in_another_land(telling, view))
        return true;
    return in_another_year(telling, view) || also_another(syntax, telling, view);
}
