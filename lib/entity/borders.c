/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where names begin and end, where that is certain: after the decoding, which weighs each span by
 * what stands at its ends, the few things that no weight can say.
 *
 *   a form of address is no part of a name: "Datuk Seri | Ti Lian Ker", "Shri | Ahmed Patel"
 *   the fields of a ministry belong to it as far as they go: "Ministry of Education, Science and
 *   Technology"
 *   a common noun with a capital is no name: "the Kingdom", "the Government", "Ministry denies it"
 *   nor is a language (language.c), a ship, a scale, a generation, a town in a treaty's name
 *   nor is a short form of what is no body (unnamed.c)
 *   a building or street is none of a state's places: "Hotel Toro Blanco", "San Marino Shopping"
 *   a ward of a Korean town is no person: "Guro-dong", "Jung-gu, Seoul"
 *   who stands beside a body as "A and B" is a body: "Mitsubishi and Marubeni"
 *   a surname of the text that is a place only without its accents is a surname: "Jordán"
 *
 * What it does not do: it finds no names where the decoding found none.
 *
 * Cost: linear in the readings and their words.
 */
#include "entity.h"

/* The first token behind the forms of address that a person's name begins with. */
static uint32_t behind_address(const drg_namer *namer, const drg_reading *r) {
    uint32_t at = r->first;
    if (r->hit != DRG_NONE && (namer->hits.items[r->hit].kinds & (1u << DRG_THING_PERSON)))
        return at; /* "Sheikh Hasina" */
    while (at + 1 < r->end && namer->role_of[at] != DRG_NONE &&
           namer->role_kinds.items[namer->role_of[at]] == DRG_TITLE_HONORIFIC &&
           namer->document->roles.items[namer->role_of[at]].end_token < r->end)
        at = namer->document->roles.items[namer->role_of[at]].end_token;
    return at;
}

/* A word of a ministry's fields. */
static bool field_word(const drg_namer *namer, uint32_t at) {
    const uint32_t common = DRG_WORD_COMMON_LOWER | DRG_WORD_COMMON_MIXED;
    const drg_word *word = drg_namer_word(namer, at);
    if (!(namer->marks[at] & DRG_MARK_CAPITAL) || namer->role_of[at] != DRG_NONE)
        return false;
    if (word->classes & DRG_WORD_ORGANIZATION_WEAK)
        return true;
    return (word->classes & common) && !word->person && !(word->classes & DRG_WORD_ORGANIZATION);
}

/* "Tertiary" in "Education, Tertiary Education, Science and Technology": an adjective that no table
 * has, before a field. */
static bool field_adjective(const drg_namer *namer, uint32_t at, uint32_t end) {
    const drg_word *word = drg_namer_word(namer, at);
    return namer->tokens[at].shape == DRG_SHAPE_TITLE && at + 1 < end &&
           field_word(namer, at + 1) && !word->person && namer->role_of[at] == DRG_NONE &&
           namer->hit_from[at] == namer->hit_from[at + 1];
}

/* End of "Ministry of Education | , Science and Technology"; the reading's own where it ends. */
static uint32_t ministry_end(const drg_namer *namer, const drg_reading *r) {
    static const char heads[] = "|ministry|department|secretariat|directorate|";
    uint32_t end = namer->document->sentences.items[r->sentence].end_token, reached = r->end;
    bool joined = false, ministry = false;
    if (r->type != DRG_ORGANIZATION || r->end - r->first < 3 ||
        !drg_slice_listed(namer->tokens[r->first].lower, heads))
        return r->end;
    ministry = drg_token_is(namer, r->first + 1, "of") || drg_token_is(namer, r->first + 1, "for");
    for (uint32_t at = r->end; ministry && at < end && at - r->first < 2 * DRG_NAME_TOKENS; at++) {
        bool join = drg_token_is(namer, at, "and") || drg_token_is(namer, at, "&");
        if (field_word(namer, at) || field_adjective(namer, at, end))
            reached = at + 1;
        else if ((!join && !drg_token_is(namer, at, ",")) ||
                 (at != reached && !drg_token_is(namer, at - 1, ",")))
            break;
        joined |= join && at + 1 < end && field_word(namer, at + 1);
    }
    bool goes_on = reached < end && (namer->marks[reached] & DRG_MARK_CAPITAL);
    return joined && !goes_on ? reached : r->end;
}

/* Whether all names up to `end` are no rows of the tables and end there or before. */
static bool may_swallow(const drg_namer *namer, size_t next, uint32_t end) {
    for (; next < namer->readings.count && namer->readings.items[next].first < end; next++) {
        const drg_reading *r = &namer->readings.items[next];
        if (r->end > end || (r->hit != DRG_NONE && !drg_reading_common(namer, r)))
            return false;
    }
    return true;
}

/* What stands for a state or an organ by its kind alone: the linker finds which. */
static bool kind_alone(const drg_namer *namer, const drg_reading *r) {
    static const char kinds[] = "|kingdom|sultanate|emirate|government|ministry|state|republic|"
                                "embassy|college|board|hospital|bank|university|company|";
    return r->end - r->first == 1 && drg_slice_listed(namer->tokens[r->first].lower, kinds);
}

/* "the Richter scale", "Gen Z": a measure, an age. */
static bool measures(const drg_namer *namer, const drg_reading *r) {
    uint32_t end = namer->document->sentences.items[r->sentence].end_token;
    if (r->type == DRG_ORGANIZATION || r->end - r->first != 1)
        return false;
    bool generation = r->first > 0 && drg_namer_token_in(namer, r->first - 1, "|gen|generation|") &&
                      drg_namer_token_in(namer, r->first, "|x|y|z|alpha|zer|zers|");
    return generation || (r->end < end && drg_token_is(namer, r->end, "scale") &&
                             drg_namer_token_in(namer, r->first, "|richter|beaufort|celsius|"));
}

/* "INS Kalvari", "HMS Queen Elizabeth": a ship is nobody and no place. */
static bool is_ship(const drg_namer *namer, const drg_reading *r) {
    return r->type == DRG_FACILITY && r->end - r->first > 1 &&
           namer->tokens[r->first].shape == DRG_SHAPE_UPPER &&
           drg_namer_token_in(namer, r->first, "|ins|hms|hmas|hmcs|uss|kri|");
}

/* "the Ottawa Convention", "the Paris accord": a town that only a treaty is called after. */
static bool names_treaty(const drg_namer *namer, const drg_reading *r) {
    static const char treaties[] = "|convention|conventions|treaty|agreement|protocol|accord|"
                                   "accords|pact|";
    uint32_t end = namer->document->sentences.items[r->sentence].end_token;
    if (r->type != DRG_GPE || r->hit == DRG_NONE || r->end >= end ||
        !drg_slice_listed(namer->tokens[r->end].lower, treaties))
        return false;
    const drg_thing *thing = drg_know_thing(namer->know, namer->hits.items[r->hit].things[0]);
    return thing->kind == DRG_THING_PLACE &&
           ((namer->marks[r->end] & DRG_MARK_CAPITAL) || drg_token_is(namer, r->end, "accord"));
}

/* "Mitsubishi and | Marubeni": one word, that no person of the text or the tables has, joined to a
 * body is a body. */
static bool joined_to_body(const drg_namer *namer, size_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    if (reading == 0 || r->type != DRG_PERSON || r->end - r->first != 1 ||
        namer->role_of[r->first - 1] != DRG_NONE)
        return false;
    const drg_reading *previous = r - 1;
    const drg_word *word = drg_namer_word(namer, r->first);
    return previous->type == DRG_ORGANIZATION && previous->end + 1 == r->first &&
           (drg_token_is(namer, r->first - 1, "and") || drg_token_is(namer, r->first - 1, "&")) &&
           word->person == 0 && word->person_last == 0 && word->person_first == 0;
}

static bool surname_with_accents(const drg_namer *namer, const drg_reading *r) {
    return r->type != DRG_PERSON && r->end - r->first == 1 && r->hit != DRG_NONE &&
           namer->hits.items[r->hit].folded && drg_namer_word(namer, r->first)->person_last > 0 &&
           namer->tokens[r->first].shape != DRG_SHAPE_UPPER;
}

/* "Caracas Hilton", "Plaza del Mayo": a place that no table has, of several words, whose first or
 * last one says that it is built. Parks are of both kinds. */
static bool is_built(const drg_namer *namer, const drg_reading *r) {
    const uint32_t others =
        DRG_WORD_ORGANIZATION | DRG_WORD_ORGANIZATION_WEAK | DRG_WORD_LOCATION | DRG_WORD_STATE;
    uint32_t first = drg_namer_word(namer, r->first)->classes;
    uint32_t last = drg_namer_word(namer, r->end - 1)->classes;
    bool land = drg_namer_token_in(namer, r->end - 1, "|park|garden|gardens|");
    if ((r->type != DRG_GPE && r->type != DRG_LOCATION) || r->hit != DRG_NONE ||
        r->end - r->first < 2 || !(namer->marks[r->end - 1] & DRG_MARK_CAPITAL))
        return false;
    return (first & DRG_WORD_FACILITY_FIRST) ||
           ((last & DRG_WORD_FACILITY) && !(last & others) && !(land && r->type == DRG_LOCATION));
}

/* "in Seoul's Guro-dong", "Namhak-dong, Jung-gu, Seoul": told by what stands before or behind. */
static bool is_ward(const drg_namer *namer, const drg_reading *r) {
    uint32_t end = namer->document->sentences.items[r->sentence].end_token;
    if (r->type != DRG_PERSON || r->hit != DRG_NONE || r->end - r->first != 3 || r->first == 0 ||
        namer->tokens[r->first + 1].shape != DRG_SHAPE_DASH ||
        !drg_namer_token_in(namer, r->end - 1, "|dong|gu|gun|eup|myeon|"))
        return false;
    bool in = drg_namer_token_in(namer, r->first - 1, "|in|at|near|") ||
              (namer->tokens[r->first - 1].flags & DRG_TOKEN_POSSESSIVE);
    bool place = r->end + 1 < end && drg_token_is(namer, r->end, ",") &&
                 namer->hit_from[r->end + 1] < namer->hit_from[r->end + 2] &&
                 (namer->hits.items[namer->hit_from[r->end + 1]].types & (1u << DRG_GPE));
    return in || place;
}

int drg_namer_borders(drg_namer *namer) {
    DRG_LIST(drg_reading) made = {0};
    uint32_t free_from = 0, language_end = 0;
    drg_unnamed unnamed;
    drg_namer_unnamed(namer, &unnamed);
    for (size_t i = 0; i < namer->readings.count; i++) {
        drg_reading r = namer->readings.items[i];
        if (drg_names_language(namer, i, language_end)) {
            language_end = r.end;
            continue;
        }
        if (r.first < free_from || kind_alone(namer, &r) || measures(namer, &r) ||
            is_ship(namer, &r) || names_treaty(namer, &r) || drg_is_unnamed(namer, &unnamed, &r))
            continue; /* a ministry's field; no name */
        uint32_t first = r.type == DRG_PERSON ? behind_address(namer, &r) : r.first;
        uint32_t end = ministry_end(namer, &r);
        if (end > r.end && may_swallow(namer, i + 1, end))
            r.end = free_from = end;
        if (joined_to_body(namer, i))
            r.type = DRG_ORGANIZATION;
        if (is_built(namer, &r))
            r.type = DRG_FACILITY;
        if (is_ward(namer, &r))
            r.type = DRG_GPE;
        if (surname_with_accents(namer, &r)) {
            r.type = DRG_PERSON;
            r.hit = DRG_NONE;
        }
        if (first != r.first || r.end != namer->readings.items[i].end)
            r.hit = drg_exact_hit(namer, first, r.end);
        r.first = first;
        drg_reading *kept = drg_list_add(namer->arena, &made);
        if (!kept)
            return DRG_ENOMEM;
        *kept = r;
    }
    namer->readings.items = made.items;
    namer->readings.count = made.count;
    namer->readings.capacity = made.capacity;
    return DRG_OK;
}
