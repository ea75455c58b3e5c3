/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which row of the tables a name means: of all rows that it may be, the one of the right type that
 * fits the article.
 *
 * Places are weighed in place.c. Else the most prominent one wins, unless it is not well known and
 * the text names another one's country more often. An acronym of a far state is believed only where
 * the text names its country. Names that every state may have a body of ("Supreme Court") go to the
 * body of the state at their side or of the article, else to the row that stands for all of them.
 *
 * Cost: the number of rows of the name.
 */
#include "entity.h"

static bool fits_type(const drg_thing *thing, drg_entity_type type) {
    bool place = type == DRG_GPE || type == DRG_LOCATION;
    bool house = type == DRG_FACILITY && thing->kind == DRG_THING_SEAT; /* or who sits there */
    return thing->type == type || (house && thing->type == DRG_ORGANIZATION) ||
           (place && (thing->type == DRG_GPE || thing->type == DRG_LOCATION));
}

/* Of one state, and no acronym of three letters: ICC, IMF. */
bool drg_country_is_state(const drg_namer *namer, drg_slice country) {
    uint32_t thing = country.size == 3 ? drg_know_country(namer->know, country) : DRG_NONE;
    return thing != DRG_NONE && drg_know_thing(namer->know, thing)->kind == DRG_THING_STATE;
}

/* A body of home affairs, whatever its state. */
static bool of_home_affairs(const drg_thing *thing) {
    static const char *const kinds[] = {"court", "parliament", "party", "union"};
    return DRG_ONE_OF(thing->subkind, kinds);
}

/* Whether bodies of three or more states have this name. */
static bool common_acronym(const drg_namer *namer, const drg_hit *hit) {
    drg_slice first = drg_know_thing(namer->know, hit->things[0])->country, second = {NULL, 0};
    for (uint32_t i = 1; i < hit->thing_count; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[i]);
        if (thing->kind != DRG_THING_BODY || drg_slice_equal(thing->country, first))
            continue;
        if (second.size && !drg_slice_equal(thing->country, second))
            return true;
        second = thing->country;
    }
    return false;
}

/* An acronym means a body of some far state only where the text names that state: "ICT" is not
 * Bangladesh's tribunal everywhere. Bodies of the states that are in every paper, but for those of
 * their home affairs and with namesakes in many states, and those of no single state, may stand
 * alone: "FBI", not "CGT". */
static bool believed_acronym(
    const drg_namer *namer, const drg_reading *reading, const drg_thing *thing) {
    static const char *const everywhere[] = {
        "USA", "GBR", "RUS", "CHN", "FRA", "DEU", "ISR", "IND"};
    if (thing->kind != DRG_THING_BODY || !drg_country_is_state(namer, thing->country) ||
        reading->end - reading->first > 1 || namer->tokens[reading->first].shape != DRG_SHAPE_UPPER)
        return true;
    const drg_slice word = drg_slice_part(namer->document->text,
        (drg_span){namer->tokens[reading->first].start, namer->tokens[reading->first].end});
    if (drg_slice_is(thing->subkind, "media") &&
        (word.size > 3 || drg_slice_equal(word, thing->name)))
        return true; /* who is quoted abroad: "KUNA", "TASS", "EFE" */
    bool known =
        !of_home_affairs(thing) && !common_acronym(namer, &namer->hits.items[reading->hit]);
    return (known && DRG_ONE_OF(thing->country, everywhere)) || namer->main_country.size == 0 ||
           drg_country_votes(namer, thing->country) >= DRG_NAMED_VOTES;
}

bool drg_reading_common(const drg_namer *namer, const drg_reading *reading) {
    const uint32_t common = DRG_WORD_COMMON_LOWER | DRG_WORD_COMMON_MIXED | DRG_WORD_ORGANIZATION |
                            DRG_WORD_ORGANIZATION_WEAK | DRG_WORD_JOIN | DRG_WORD_OPENER;
    for (uint32_t at = reading->first; at < reading->end; at++)
        if (drg_token_word(&namer->tokens[at]) &&
            !(namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE) &&
            !(drg_namer_word(namer, at)->classes & common))
            return false;
    return true;
}

/* What every state may have of its own: no company ("Apple"), no newspaper. */
static bool of_a_state(const drg_thing *thing) {
    static const char *const kinds[] = {"court", "ministry", "parliament", "government", "army",
        "navy", "police", "intelligence", "agency", "party", "union"};
    return DRG_ONE_OF(thing->subkind, kinds);
}

/* A body of state whose name is made of common words alone ("Supreme Electoral Tribunal",
 * "Congress") has namesakes in other states: it is believed only where the text names its country,
 * and at least half as often as the one that it is mostly about. */
static bool believed_body(
    const drg_namer *namer, const drg_reading *reading, const drg_thing *thing) {
    /* other states have a foreign ministry or a department of foreign affairs, and no White House
     */
    bool alone = reading->end == reading->first + 2 &&
                 ((drg_token_is(namer, reading->first, "state") &&
                      drg_token_is(namer, reading->first + 1, "department")) ||
                     (drg_token_is(namer, reading->first, "white") &&
                         drg_token_is(namer, reading->first + 1, "house")));
    if (alone || thing->kind != DRG_THING_BODY || !of_a_state(thing) ||
        namer->main_country.size == 0 || !drg_country_is_state(namer, thing->country))
        return true;
    uint32_t votes = drg_country_votes(namer, thing->country);
    bool enough =
        votes >= DRG_NAMED_VOTES && 2 * votes >= drg_country_votes(namer, namer->main_country);
    return enough || !drg_reading_common(namer, reading);
}

/* "State House", "National Palace": every state may have one. */
static bool common_seat(const drg_namer *namer, const drg_reading *reading) {
    static const char *const whose[] = {
        "state", "government", "national", "presidential", "parliament", "federal"};
    static const char *const houses[] = {"house", "palace", "office", "building"};
    return reading->end == reading->first + 2 &&
           DRG_ONE_OF(namer->tokens[reading->first].lower, whose) &&
           DRG_ONE_OF(namer->tokens[reading->first + 1].lower, houses);
}

/* "Channel 13": many states have a station of that number. */
static bool numbered(const drg_namer *namer, const drg_reading *reading) {
    static const char *const stations[] = {"channel", "canal", "tv", "radio", "television"};
    return reading->end == reading->first + 2 &&
           DRG_ONE_OF(namer->tokens[reading->first].lower, stations) &&
           namer->tokens[reading->first + 1].shape == DRG_SHAPE_DIGIT;
}

/* The country of the place that a house is in: "State House in Nairobi". */
static drg_slice site(const drg_namer *namer, const drg_reading *r) {
    uint32_t end = namer->document->sentences.items[r->sentence].end_token;
    drg_slice none = {NULL, 0};
    if (r->end + 1 >= end ||
        !(drg_token_is(namer, r->end, "in") || drg_token_is(namer, r->end, ",")))
        return none;
    uint32_t place = drg_reading_from(namer, r->end + 1);
    if (place == DRG_NONE || namer->readings.items[place].type != DRG_GPE ||
        namer->readings.items[place].hit == DRG_NONE)
        return none;
    const drg_hit *hit = &namer->hits.items[namer->readings.items[place].hit];
    return drg_know_thing(namer->know, hit->things[0])->country;
}

/* A house or station with namesakes in other states is believed where the text names its state, or
 * none at all, and says no other one at its side. */
static bool believed_namesake(
    const drg_namer *namer, const drg_reading *reading, const drg_thing *thing) {
    bool seat = thing->kind == DRG_THING_SEAT && common_seat(namer, reading);
    bool station = drg_slice_is(thing->subkind, "media") && numbered(namer, reading);
    drg_slice there = seat ? site(namer, reading) : (drg_slice){NULL, 0};
    if (there.size)
        return drg_slice_equal(there, thing->country);
    return !(seat || station) || namer->main_country.size == 0 ||
           drg_country_votes(namer, thing->country) >= DRG_NAMED_VOTES;
}

/* A row that stands for the bodies of that name in every state: "Supreme Court", "Foreign
 * Ministry". */
bool drg_thing_generic(const drg_thing *thing) {
    return drg_slice_starts(thing->id, DRG_SLICE("body:any-"));
}

/* The country named right beside a body's name: "Egyptian Foreign Ministry", "Uganda's Supreme
 * Court", "the Supreme Court of Uganda". */
drg_slice drg_reading_side(const drg_namer *namer, const drg_reading *r) {
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    const drg_slice none = {NULL, 0};
    uint32_t before = r->first, after = r->end;
    if (before > sentence->first_token && (namer->tokens[before - 1].flags & DRG_TOKEN_POSSESSIVE))
        before--;
    uint32_t side = before > sentence->first_token ? drg_reading_to(namer, before) : DRG_NONE;
    if (side == DRG_NONE && after + 1 < sentence->end_token &&
        (drg_token_is(namer, after, "of") || drg_token_is(namer, after, "in")))
        side = drg_reading_from(namer, after + 1 + drg_token_is(namer, after + 1, "the"));
    if (side == DRG_NONE || namer->readings.items[side].hit == DRG_NONE)
        return none;
    const drg_hit *hit = &namer->hits.items[namer->readings.items[side].hit];
    const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
    bool state = thing->kind == DRG_THING_STATE || thing->kind == DRG_THING_DEMONYM;
    return state ? thing->country : none;
}

/* Of a name that every state may have a body of: the one of the state at its side, else that of
 * the country that the text is about, else the row for all. DRG_NONE where it is no such name. */
static uint32_t choose_body(const drg_namer *namer, const drg_reading *reading) {
    const drg_hit *hit = &namer->hits.items[reading->hit];
    drg_slice country = drg_reading_side(namer, reading);
    if (country.size == 0)
        country = namer->main_country;
    uint32_t for_all = DRG_NONE, own = DRG_NONE;
    for (uint32_t i = 0; i < hit->thing_count; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[i]);
        if (thing->type != reading->type)
            continue;
        if (drg_thing_generic(thing))
            for_all = hit->things[i];
        else if (own == DRG_NONE && country.size && drg_slice_equal(thing->country, country))
            own = hit->things[i];
    }
    return for_all == DRG_NONE || own == DRG_NONE ? for_all : own;
}

/*
 * The most prominent thing of the right type; a less prominent one in a country that the text names
 * wins over one that is neither well known nor in such a country, and of two states with one name
 * (Congo) the one that the text names otherwise too. DRG_NONE when none fits.
 */
uint32_t drg_reading_thing(const drg_namer *namer, const drg_reading *reading) {
    const drg_place_choice *place = &namer->places[reading - namer->readings.items];
    if (place->best != DRG_NONE)
        return place->thing;
    if (reading->hit == DRG_NONE)
        return DRG_NONE;
    const drg_hit *hit = &namer->hits.items[reading->hit];
    uint32_t chosen = reading->type == DRG_ORGANIZATION ? choose_body(namer, reading) : DRG_NONE;
    if (chosen != DRG_NONE)
        return chosen;
    for (uint32_t i = 0; i < hit->thing_count; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, hit->things[i]);
        if (!fits_type(thing, reading->type))
            continue;
        if (chosen == DRG_NONE) {
            chosen = hit->things[i];
            continue;
        }
        const drg_thing *best = drg_know_thing(namer->know, chosen);
        if (thing->kind == DRG_THING_SEAT && thing->country.size &&
            drg_slice_equal(thing->country, site(namer, reading)))
            return hit->things[i];
        bool same_kind = thing->kind == best->kind && thing->kind != DRG_THING_PLACE;
        if ((same_kind || !drg_thing_prominent(best)) &&
            drg_country_votes(namer, thing->country) > drg_country_votes(namer, best->country))
            chosen = hit->things[i];
    }
    if (chosen == DRG_NONE)
        return DRG_NONE;
    const drg_thing *thing = drg_know_thing(namer->know, chosen);
    bool sure = believed_acronym(namer, reading, thing) && believed_body(namer, reading, thing) &&
                believed_namesake(namer, reading, thing);
    return sure ? chosen : DRG_NONE;
}
