/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which place a name means.
 *
 * All rows of the tables that a name of a place may mean are weighed on one scale, thousandths of a
 * doubling: a place of twice the inhabitants is one doubling likelier, before anything is read. The
 * prior of what has no inhabitants (provinces, seas, states) is set by hand. To it comes what the
 * text says:
 *
 *   beside    "Hyderabad, Pakistan", "Springfield, Illinois", "Pakistan's Hyderabad": the state or
 *             province right at the name, once said, holds for the name in the whole article
 *   country   the article names the candidate's country, or is mostly about it (countries.c)
 *   near      the candidate lies near another place of the article that is not in doubt, or near
 * the place of the dateline
 *
 * Scores become shares of one whole by 2 ^ score, beside one share for namesakes that no table has.
 * The best candidate is the place where the candidates of its country hold half of the whole; the
 * two best are kept with their shares for whoever wants to decide otherwise. This is the usual
 * toponym resolution by prior, containment and proximity (Leidner, Toponym Resolution in Text,
 * 2007), in one pass and with a bounded number of anchors instead of a minimal hull.
 *
 * A row of a state wins over a place of the same state with its name ("Panama", "Singapore"): a
 * capital is never given for a country.
 *
 * Names that are no row themselves but hold one ("Helmand Province", "Kabul airport"): where the
 * rest is the kind of place that the row is, it is the row (position.c has the others).
 *
 * Cost: linear in the names; a name's candidates times ANCHORS at most, both bounded.
 */
#include "entity.h"

enum {
    STATE = 15000,
    WIDE = 14000, /* seas, continents, regions */
    PROVINCE = 10500,
    DISTRICT = 6500, /* first-level divisions of less than 300,000 inhabitants */
    FEATURE = 9000, /* rivers, islands, mountains, sites */
    UNKNOWN = 4000, /* a town without a number of inhabitants */
    CAPITAL = 2000, /* over its size, which counts as LEAST_CAPITAL at least */
    LEAST_CAPITAL = 10000,
    BESIDE_STATE = 12000,
    BESIDE_PROVINCE = 8000,
    IN_PROVINCE = 4000, /* as near to the middle of the province beside it as places in one are */
    MAIN_COUNTRY = 5000,
    NAMED_COUNTRY = 3000,
    DATELINE_COUNTRY = 1500,
    NEAR = 2500,
    NOT_FAR = 1000,
    ACCENTS = 2000, /* written with its accents: San José is not San Jose */
    UNLISTED = 4000, /* a namesake that no table has */
    BELIEVED = 7000, /* known well enough to stand without any of the above: 128,000 inhabitants */
    SAINT = 9000, /* the same for San Miguel and the like, without a capital's part: 512,000 */
    CONTEXT = 2500, /* what the text says must weigh this much otherwise */
};

/* ---- a candidate by itself ---- */

/* Binary logarithm in thousandths, of at least 1. */
static int32_t log2_thousandths(uint64_t number) {
    int32_t bits = 0;
    uint64_t left = number;
    for (; left >= 2; left /= 2)
        bits++;
    uint64_t whole = UINT64_C(1) << bits;
    return bits * 1000 + (int32_t)((number - whole) * 1000 / whole);
}

static bool is_division(const drg_thing *thing) {
    return drg_slice_is(thing->subkind, "province") || drg_slice_is(thing->subkind, "district");
}

static int32_t size_of(const drg_thing *thing) {
    return thing->population >= 1000 ? log2_thousandths(thing->population / 1000) : 0;
}

static int32_t prior(const drg_thing *thing) {
    static const char *const wide[] = {
        "continent", "region", "sea", "ocean", "gulf", "strait", "desert"};
    if (thing->kind == DRG_THING_STATE)
        return STATE;
    if (DRG_ONE_OF(thing->subkind, wide))
        return WIDE;
    int32_t size = size_of(thing);
    if (drg_slice_is(thing->subkind, "capital"))
        return (size > LEAST_CAPITAL ? size : LEAST_CAPITAL) + CAPITAL;
    if (drg_slice_is(thing->subkind, "province"))
        return PROVINCE;
    if (drg_slice_is(thing->subkind, "district"))
        return DISTRICT;
    if (!drg_slice_is(thing->subkind, "city"))
        return size ? size : FEATURE;
    return size ? size : UNKNOWN;
}

/* Square of the distance in degrees, a degree of longitude as long as one of latitude. Good to a
 * few hundredths where it matters, and the same on every machine. */
static double distance_squared(const drg_thing *one, const drg_thing *two) {
    double up = one->latitude - two->latitude, along = one->longitude - two->longitude;
    double middle = (one->latitude + two->latitude) * (3.14159265358979 / 360);
    double square = middle * middle;
    double cosine = 1 - square / 2 + square * square / 24;
    if (along > 180)
        along -= 360;
    if (along < -180)
        along += 360;
    return up * up + along * along * cosine * cosine;
}

static bool within(const drg_thing *one, const drg_thing *two, double degrees) {
    return one->has_coordinates && two->has_coordinates &&
           distance_squared(one, two) <= degrees * degrees;
}

/* ---- what stands beside a name ---- */

typedef struct beside { /* states and provinces right at a name */
    const drg_hit *after, *before;
} beside;

static const drg_hit *hit_of(const drg_namer *namer, uint32_t reading) {
    if (reading == DRG_NONE || namer->readings.items[reading].hit == DRG_NONE)
        return NULL;
    return &namer->hits.items[namer->readings.items[reading].hit];
}

static bool may_be_state(const drg_namer *namer, const drg_hit *hit) {
    return hit && drg_know_thing(namer->know, hit->things[0])->kind == DRG_THING_STATE;
}

/* "Venezuela, Cuba and Nicaragua": states in a row say nothing of one another. `after` is the first
 * token of the state behind the comma. */
static bool is_list_of_states(
    const drg_namer *namer, const drg_reading *r, uint32_t after, uint32_t sentence_end) {
    uint32_t other = drg_reading_from(namer, after);
    const drg_hit *own = r->hit == DRG_NONE ? NULL : &namer->hits.items[r->hit];
    if (other == DRG_NONE || !may_be_state(namer, own))
        return false;
    uint32_t end = namer->readings.items[other].end;
    bool link = drg_token_is(namer, end, ",") || drg_token_is(namer, end, "and") ||
                drg_token_is(namer, end, "or");
    if (!link || !may_be_state(namer, hit_of(namer, other)))
        return false;
    end++;
    if (drg_token_is(namer, end, "and") || drg_token_is(namer, end, "or"))
        end++;
    end += drg_token_is(namer, end, "the");
    return end < sentence_end && may_be_state(namer, hit_of(namer, drg_reading_from(namer, end)));
}

static beside look_beside(const drg_namer *namer, const drg_reading *r) {
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    beside found = {NULL, NULL};
    uint32_t before = r->first, after = r->end;
    if (before > sentence->first_token && (namer->tokens[before - 1].flags & DRG_TOKEN_POSSESSIVE))
        before--;
    if (before > sentence->first_token)
        found.before = hit_of(namer, drg_reading_to(namer, before));
    bool link = drg_token_is(namer, after, ",") || drg_token_is(namer, after, "(") ||
                drg_token_is(namer, after, "in") || drg_token_is(namer, after, "of");
    if (link && after + 1 < sentence->end_token) {
        after += 1 + drg_token_is(namer, after + 1, "in");
        after += drg_token_is(namer, after, "the");
        if (!is_list_of_states(namer, r, after, sentence->end_token))
            found.after = hit_of(namer, drg_reading_from(namer, after));
    }
    return found;
}

/* What a state or province at one side says for a candidate. */
static int32_t side_says(
    const drg_namer *namer, const drg_hit *side, const drg_thing *candidate, bool after) {
    int32_t best = 0;
    for (uint32_t i = 0; side && i < side->thing_count; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, side->things[i]);
        int32_t says = 0;
        if (!drg_slice_equal(thing->country, candidate->country) || thing->country.size == 0)
            continue;
        if (thing->kind == DRG_THING_STATE || (!after && thing->kind == DRG_THING_DEMONYM))
            says = BESIDE_STATE;
        else if (after && thing->kind == DRG_THING_PLACE && is_division(thing))
            says = BESIDE_PROVINCE + (within(thing, candidate, 3) ? IN_PROVINCE : 0) +
                   (within(thing, candidate, 6) ? 0 : -IN_PROVINCE);
        best = says > best ? says : best;
    }
    return best;
}

/* ---- the places of the article that are not in doubt ---- */

static bool is_place_type(drg_entity_type type) {
    return type == DRG_GPE || type == DRG_LOCATION;
}

static bool fits(const drg_thing *thing, drg_entity_type type) {
    bool located = thing->kind == DRG_THING_STATE || thing->kind == DRG_THING_PLACE;
    return located && (thing->type == type || (is_place_type(type) && is_place_type(thing->type)));
}

static void add_anchor(drg_place_work *work, const drg_thing *thing) {
    for (uint32_t i = 0; i < work->anchor_count; i++)
        if (work->anchors[i] == thing)
            return;
    if (work->anchor_count < DRG_ANCHORS && thing->has_coordinates)
        work->anchors[work->anchor_count++] = thing;
}

/* Cities and provinces that share their name with no other row of any kind. */
static void collect_anchors(const drg_namer *namer, drg_place_work *work) {
    for (size_t i = 0; i < namer->readings.count && work->anchor_count < DRG_ANCHORS; i++) {
        const drg_reading *r = &namer->readings.items[i];
        const drg_hit *hit = hit_of(namer, (uint32_t)i);
        if (!hit || hit->guarded || hit->thing_count != 1 || !is_place_type(r->type))
            continue;
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
        if (thing->kind == DRG_THING_PLACE && prior(thing) < WIDE)
            add_anchor(work, thing);
    }
}

static int32_t neighbours_say(const drg_place_work *work, const drg_thing *candidate) {
    int32_t best = 0;
    for (uint32_t i = 0; i < work->anchor_count && best < NEAR; i++) {
        if (work->anchors[i] == candidate)
            continue;
        if (within(work->anchors[i], candidate, 1.5))
            best = NEAR;
        else if (within(work->anchors[i], candidate, 4))
            best = NOT_FAR;
    }
    return best;
}

/* ---- choosing ---- */

/* Votes that the name gave itself do not count: "Paris" alone does not make an article French. */
static int32_t country_says(const drg_namer *namer, const drg_place_work *work,
    const drg_thing *candidate, uint32_t given) {
    if (candidate->country.size == 0)
        return 0;
    uint32_t votes = drg_country_votes(namer, candidate->country);
    bool first = drg_slice_equal(candidate->country, work->first_country);
    votes -= given < votes ? given : votes;
    int32_t says = votes >= DRG_NAMED_VOTES ? NAMED_COUNTRY : 0;
    if (says && votes >= (first ? work->second_votes : work->first_votes))
        says = MAIN_COUNTRY;
    if (work->dateline_country.size && drg_slice_equal(candidate->country, work->dateline_country))
        says += DATELINE_COUNTRY;
    return says + (int32_t)(votes > 200 ? 200 : votes); /* of two states (Congo), the one named */
}

static bool holds_state_of(const drg_namer *namer, const drg_hit *hit, const drg_thing *place) {
    const drg_thing *first = drg_know_thing(namer->know, hit->things[0]);
    return place->kind == DRG_THING_PLACE && first->kind == DRG_THING_STATE &&
           drg_slice_equal(first->country, place->country);
}

/* 2 ^ (thousandths): exact at whole doublings, straight lines between. */
static double power(int32_t thousandths) {
    double made = 1;
    int32_t whole = thousandths >= 0 ? thousandths / 1000 : -((999 - thousandths) / 1000);
    for (int32_t i = 0; i < whole; i++)
        made *= 2;
    for (int32_t i = 0; i > whole; i--)
        made /= 2;
    return made * (1 + (double)(thousandths - whole * 1000) / 1000);
}

typedef struct weighed {
    uint32_t thing;
    int32_t score, context;
} weighed;

/* Is the name written with accents, and are they the candidate's? */
static bool has_its_accents(
    const drg_namer *namer, const drg_reading *r, const drg_thing *candidate) {
    drg_span span = {namer->tokens[r->first].start, namer->tokens[r->end - 1].end};
    drg_slice words = drg_slice_part(namer->document->text, span);
    bool accents = false;
    for (size_t i = 0; i < words.size && !accents; i++)
        accents = (unsigned char)words.data[i] >= 0x80;
    return accents && drg_slice_equal(words, candidate->name);
}

/* The candidates of a hit that fit, scored. Returns their number. */
static size_t weigh(const drg_namer *namer, const drg_place_work *work, uint32_t reading,
    const drg_hit *hit, weighed all[DRG_PLACE_CANDIDATES]) {
    const drg_reading *r = &namer->readings.items[reading];
    uint32_t told = work->told[work->name_of[reading]];
    uint32_t given = work->given[work->name_of[reading]];
    beside side = look_beside(namer, r);
    size_t count = 0;
    int32_t most = 0;
    for (uint32_t i = 0; i < hit->thing_count && count < DRG_PLACE_CANDIDATES; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[i]);
        if (thing->kind == DRG_THING_SEAT && r->type == DRG_FACILITY)
            return 0; /* the house that stands for a power */
        if (!fits(thing, r->type) || holds_state_of(namer, hit, thing))
            continue;
        int32_t after = side_says(namer, side.after, thing, true);
        int32_t before = side_says(namer, side.before, thing, false);
        int32_t context = after > before ? after : before;
        most = context > most ? context : most;
        context += country_says(namer, work, thing, i == 0 ? given : 0);
        context += neighbours_say(work, thing);
        int32_t spelt = has_its_accents(namer, r, thing) ? ACCENTS : 0;
        all[count++] = (weighed){hit->things[i], prior(thing) + spelt + context, context};
    }
    for (size_t i = 0; i < count && most == 0; i++) /* said elsewhere, unless it is said here too */
        if (all[i].thing + 1 == told) {
            all[i].score += BESIDE_STATE;
            all[i].context += BESIDE_STATE;
        }
    return count;
}

bool drg_namer_saint(const drg_namer *namer, uint32_t token) {
    static const char *const saints[] = {
        "san", "santa", "santo", "s\xC3\xA3o", "sao", "saint", "st", "st.", "ste."};
    return DRG_ONE_OF(namer->tokens[token].lower, saints);
}

/* The two best of what was weighed, and their shares. */
static drg_place_choice decide(
    const drg_namer *namer, const weighed *all, size_t count, bool guarded, bool saint) {
    drg_place_choice choice = {.thing = DRG_NONE, .best = DRG_NONE, .second = DRG_NONE};
    size_t best = 0, second = SIZE_MAX;
    if (count == 0)
        return choice;
    for (size_t i = 1; i < count; i++)
        if (all[i].score > all[best].score)
            best = i;
    for (size_t i = 0; i < count; i++)
        if (i != best && (second == SIZE_MAX || all[i].score > all[second].score))
            second = i;
    const drg_thing *winner = drg_know_thing(namer->know, all[best].thing);
    double whole = power(UNLISTED - all[best].score), country = 0;
    for (size_t i = 0; i < count; i++) {
        double share = power(all[i].score - all[best].score);
        const drg_thing *thing = drg_know_thing(namer->know, all[i].thing);
        whole += share;
        if (drg_slice_equal(thing->country, winner->country))
            country += share;
    }
    choice.best = all[best].thing;
    choice.best_share = (float)(1 / whole);
    if (second != SIZE_MAX) {
        choice.second = all[second].thing;
        choice.second_share = (float)(power(all[second].score - all[best].score) / whole);
    }
    int32_t own = all[best].score - all[best].context;
    bool alone = own >= BELIEVED + (guarded ? 700 : 0) && (!saint || size_of(winner) >= SAINT);
    /* What has no number of inhabitants stands by itself, and a district in the news, which has. */
    bool known = (own == DISTRICT) == (winner->population > 0);
    bool believed =
        alone || all[best].context >= CONTEXT || winner->kind == DRG_THING_STATE || known;
    if (believed && (2 * country >= whole || winner->kind == DRG_THING_STATE))
        choice.thing = choice.best;
    return choice;
}

/* "Helmand Province", "Kabul city": a row of the kind that the last word says, inside a name that
 * has no row. */
static const drg_hit *named_kind(const drg_namer *namer, const drg_reading *r) {
    static const char *const heads[] = {"province", "state", "region", "governorate", "oblast",
        "prefecture", "county", "department", "division", "krai", "emirate", "voivodeship",
        "canton", "city", "town"};
    if (r->hit != DRG_NONE || r->type != DRG_GPE || r->end - r->first < 2 ||
        !DRG_ONE_OF(namer->tokens[r->end - 1].lower, heads))
        return NULL;
    for (uint32_t h = namer->hit_from[r->first]; h < namer->hit_from[r->first + 1]; h++)
        if (namer->hits.items[h].end == r->end - 1)
            return &namer->hits.items[h];
    return NULL;
}

/* Of the rows of the inner name those that the head word may mean: a city or anything but a city.
 */
static size_t keep_kind(const drg_namer *namer, const drg_reading *r, weighed *all, size_t count) {
    bool city = drg_token_is(namer, r->end - 1, "city") || drg_token_is(namer, r->end - 1, "town");
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, all[i].thing);
        bool settlement =
            drg_slice_is(thing->subkind, "city") || drg_slice_is(thing->subkind, "capital");
        bool division = is_division(thing) || drg_slice_is(thing->subkind, "region");
        if (city ? settlement : division)
            all[kept++] = all[i];
    }
    return kept;
}

static drg_place_choice choose(
    const drg_namer *namer, const drg_place_work *work, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    const drg_hit *hit = hit_of(namer, reading), *inner = hit ? NULL : named_kind(namer, r);
    drg_place_choice none = {.thing = DRG_NONE, .best = DRG_NONE, .second = DRG_NONE};
    weighed all[DRG_PLACE_CANDIDATES];
    if (!hit && !inner)
        return none;
    size_t count = weigh(namer, work, reading, hit ? hit : inner, all);
    if (inner)
        count = keep_kind(namer, r, all, count);
    return decide(
        namer, all, count, hit ? hit->guarded : inner->guarded, drg_namer_saint(namer, r->first));
}

/* ---- the step ---- */

static void read_dateline(drg_namer *namer, drg_place_work *work) {
    const drg_dateline *dateline = &namer->document->dateline;
    if (!dateline->found || dateline->place_first == dateline->place_end)
        return;
    uint32_t reading = namer->reading_of[dateline->place_first];
    if (reading == DRG_NONE)
        return;
    drg_place_choice choice = choose(namer, work, reading);
    if (choice.thing == DRG_NONE)
        return;
    const drg_thing *thing = drg_know_thing(namer->know, choice.thing);
    work->dateline_country = thing->country;
    if (work->anchor_count == DRG_ANCHORS)
        work->anchor_count--;
    add_anchor(work, thing);
}

/* Does what stands beside the name decide? Then it holds for the name everywhere. */
static bool is_told(const drg_namer *namer, const drg_reading *r, uint32_t thing) {
    beside side = look_beside(namer, r);
    const drg_thing *chosen = drg_know_thing(namer->know, thing);
    return side_says(namer, side.after, chosen, true) > 0 ||
           side_says(namer, side.before, chosen, false) > 0;
}

/* The names of the article by number, and what each gave to the countries; the two countries that
 * most is said of. False: out of memory. */
static bool count_names(drg_namer *namer, drg_place_work *work) {
    size_t count = namer->readings.count;
    drg_intern names;
    drg_intern_init(&names, namer->arena, namer->document->key);
    work->name_of = drg_arena_array(namer->arena, count + 1, sizeof *work->name_of);
    work->told = drg_arena_array(namer->arena, count + 1, sizeof *work->told);
    work->given = drg_arena_array(namer->arena, count + 1, sizeof *work->given);
    if (!work->name_of || !work->told || !work->given)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        char buffer[DRG_KEY_ROOM];
        uint32_t name = drg_intern_add(&names, drg_namer_key(namer, r->first, r->end, buffer));
        if (name == DRG_NONE)
            return false;
        work->name_of[i] = name;
        work->given[name] += namer->vote_of[i];
    }
    for (size_t i = 0; i < namer->countries.count; i++) {
        uint32_t votes = namer->country_votes[i];
        if (votes > work->first_votes) {
            work->second_votes = work->first_votes;
            work->first_votes = votes;
            work->first_country = namer->countries.items[i];
        } else if (votes > work->second_votes) {
            work->second_votes = votes;
        }
    }
    return true;
}

/* Chooses for every reading of a place, twice: the second time with what was told beside a name
 * anywhere. chain.c asks for the result by drg_reading_thing. */
int drg_namer_places(drg_namer *namer) {
    size_t count = namer->readings.count;
    drg_place_work work = {.anchor_count = 0};
    namer->places = drg_arena_array(namer->arena, count + 1, sizeof *namer->places);
    if (!namer->places || !count_names(namer, &work))
        return DRG_ENOMEM;
    collect_anchors(namer, &work);
    read_dateline(namer, &work);
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < count; i++) {
            namer->places[i] = choose(namer, &work, i);
            uint32_t chosen = namer->places[i].thing, *told = &work.told[work.name_of[i]];
            if (pass == 0 && chosen != DRG_NONE && !*told &&
                is_told(namer, &namer->readings.items[i], chosen))
                *told = chosen + 1;
        }
    return DRG_OK;
}
