/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is observed at a span that may be a name.
 *
 * Each observation is one of the names listed in entity.h (DRG_EVIDENCE): what the tables say of
 * the words and of the whole, how they are written, which words stand around. An observation says
 * nothing about types by itself: weights.c has a number for each type. The observations of the
 * names that were chosen are kept, so that an explanation can list them. Here stands what a span
 * is by itself and what the text says of it elsewhere; evidence_around.c has its neighbours.
 *
 * Cost: the length of the span; only a fixed number of tokens around it is looked at.
 */
#include "evidence.h"

/* ---- the span as a whole, against the tables ---- */

static void see_table(drg_collector *c) {
    if (c->candidate->hit == DRG_NONE)
        return;
    const drg_hit *hit = &c->namer->hits.items[c->candidate->hit];
    bool gpe = hit->types & (1u << DRG_GPE), place = hit->kinds & (1u << DRG_THING_PLACE);
    uint64_t population = 0;
    for (uint32_t i = 0; i < hit->thing_count; i++) {
        const drg_thing *thing = drg_know_thing(c->namer->know, hit->things[i]);
        if (thing->population > population)
            population = thing->population;
    }
    drg_see(c, DRG_E_TABLE_STATE, hit->kinds & (1u << DRG_THING_STATE));
    drg_see(c, DRG_E_TABLE_DEMONYM, hit->kinds & (1u << DRG_THING_DEMONYM));
    drg_see(c, DRG_E_TABLE_GPE, gpe && place && population >= 500000);
    drg_see(c, DRG_E_TABLE_SMALL_GPE, gpe && place && population < 500000);
    drg_see(c, DRG_E_TABLE_LOCATION, hit->types & (1u << DRG_LOCATION));
    drg_see(c, DRG_E_TABLE_FACILITY, hit->types & (1u << DRG_FACILITY));
    drg_see(c, DRG_E_TABLE_BODY, hit->kinds & (1u << DRG_THING_BODY));
    drg_see(c, DRG_E_TABLE_PERSON, hit->kinds & (1u << DRG_THING_PERSON));
    drg_see(c, DRG_E_TABLE_SEAT, hit->kinds & (1u << DRG_THING_SEAT));
    drg_see(c, DRG_E_TABLE_GUARDED, hit->guarded);
    drg_see(c, DRG_E_TABLE_FOLDED, hit->folded);
    drg_see(c, DRG_E_TABLE_TWO_WORDS, c->end - c->first > 1);
}

static void see_overlaps(drg_collector *c) {
    const drg_cover *from = &c->namer->cover[c->first], *to = &c->namer->cover[c->end - 1];
    bool inside = from->end > from->first && from->first <= c->first && from->end >= c->end &&
                  from->end - from->first > c->end - c->first;
    bool crosses = (from->end > from->first && from->first < c->first && from->end < c->end) ||
                   (to->end > c->end && to->first > c->first);
    drg_see(c, DRG_E_INSIDE_TABLE_NAME, inside);
    drg_see(c, DRG_E_CROSSES_TABLE_NAME, crosses);
    bool person = false, place_last = false;
    for (uint32_t i = c->first; i < c->end; i++) {
        const drg_cover *over = &c->namer->cover[i];
        if (over->first != i || over->end <= i || over->end > c->end ||
            over->end - over->first == c->end - c->first)
            continue;
        uint16_t kinds = c->namer->hits.items[over->hit].kinds;
        person |= (kinds & (1u << DRG_THING_PERSON)) && over->end - over->first > 1;
    }
    for (uint32_t i = c->first + 1; i < c->end && !place_last; i++)
        for (uint32_t h = c->namer->hit_from[i]; h < c->namer->hit_from[i + 1]; h++)
            place_last |= c->namer->hits.items[h].end == c->end &&
                          (c->namer->hits.items[h].types & DRG_PLACE_TYPES);
    drg_see(c, DRG_E_HOLDS_PERSON_NAME, person);
    drg_see(c, DRG_E_PLACE_LAST, place_last);
    bool demonym = false, place = false;
    for (uint32_t h = c->namer->hit_from[c->first]; h < c->namer->hit_from[c->first + 1]; h++) {
        const drg_hit *hit = &c->namer->hits.items[h];
        demonym |= hit->end < c->end && (hit->kinds & (1u << DRG_THING_DEMONYM));
        place |= hit->end < c->end && (hit->types & DRG_PLACE_TYPES);
    }
    drg_see(c, DRG_E_DEMONYM_FIRST, demonym);
    drg_see(c, DRG_E_PLACE_FIRST, place);
}

/* ---- the words of the span ---- */

static void see_length(drg_collector *c) {
    uint32_t words = 0;
    for (uint32_t i = c->first; i < c->end; i++)
        words += c->namer->tokens[i].shape < DRG_SHAPE_PUNCTUATION ||
                 c->namer->tokens[i].shape > DRG_SHAPE_SYMBOL;
    drg_see(c, DRG_E_ONE_WORD, words <= 1);
    drg_see(c, DRG_E_TWO_WORDS, words == 2);
    drg_see(c, DRG_E_THREE_WORDS, words == 3);
    drg_see(c, DRG_E_FOUR_WORDS, words == 4);
    drg_see(c, DRG_E_MORE_WORDS, words > 4);
}

static void see_person_words(drg_collector *c) {
    const drg_word *first = drg_namer_word(c->namer, c->first);
    const drg_word *last = drg_namer_word(c->namer, c->end - 1);
    bool several = c->end - c->first > 1;
    bool given = first->person & DRG_NAME_GIVEN, doubt = first->person & DRG_NAME_AMBIGUOUS;
    drg_see(c, DRG_E_FIRST_GIVEN, given && !doubt);
    drg_see(c, DRG_E_FIRST_GIVEN_AMBIGUOUS, given && doubt);
    drg_see(c, DRG_E_FIRST_SURNAME, several && (first->person & DRG_NAME_SURNAME));
    drg_see(c, DRG_E_LAST_SURNAME, last->person & DRG_NAME_SURNAME);
    drg_see(c, DRG_E_LAST_GIVEN, several && (last->person & DRG_NAME_GIVEN));
    bool all = true, initial = false, particle = false, hyphen = false;
    for (uint32_t i = c->first; i < c->end; i++) {
        const drg_token *token = &c->namer->tokens[i];
        const drg_word *word = drg_namer_word(c->namer, i);
        bool in_particle = (word->classes & DRG_WORD_PARTICLE) != 0;
        bool dash = token->shape == DRG_SHAPE_DASH;
        all &= word->person != 0 || in_particle || dash || token->shape == DRG_SHAPE_LETTER;
        initial |= i > c->first && token->shape == DRG_SHAPE_LETTER;
        particle |= in_particle && i + 1 < c->end;
        hyphen |= dash;
    }
    drg_see(c, DRG_E_ALL_PERSON_WORDS, all && several);
    drg_see(c, DRG_E_INITIAL_INSIDE, initial);
    drg_see(c, DRG_E_PARTICLE_INSIDE, particle);
    drg_see(c, DRG_E_HYPHEN_INSIDE, hyphen);
}

/* "Trump administration": one capitalised word that names no place, people or body. */
static bool one_surname(const drg_collector *c) {
    const uint16_t others = (uint16_t) ~(1u << DRG_PERSON);
    return c->end - c->first == 2 && c->namer->tokens[c->first].shape == DRG_SHAPE_TITLE &&
           !(drg_types_from(c, c->first, false) & others) &&
           !(drg_classes_at(c, c->first) & (DRG_WORD_COMMON_LOWER | DRG_WORD_ORGANIZATION |
                                               DRG_WORD_ORGANIZATION_WEAK | DRG_WORD_OPENER)) &&
           c->namer->role_of[c->first] == DRG_NONE;
}

static void see_heads(drg_collector *c) {
    uint32_t first = drg_classes_at(c, c->first), last = drg_classes_at(c, c->end - 1);
    bool several = c->end - c->first > 1;
    bool lower = several && !drg_capital_at(c, c->end - 1);
    bool of = several && (drg_is(c, c->first + 1, "of") || drg_is(c, c->first + 1, "for") ||
                             drg_is(c, c->first + 1, "de"));
    drg_see(c, DRG_E_LAST_BODY_HEAD, (last & DRG_WORD_ORGANIZATION) && !lower);
    drg_see(c, DRG_E_LOWER_BODY_HEAD, (last & DRG_WORD_ORGANIZATION) && lower);
    drg_see(c, DRG_E_FIRST_BODY_HEAD_OF, (first & DRG_WORD_ORGANIZATION) && of);
    drg_see(c, DRG_E_LAST_FACILITY_HEAD, (last & DRG_WORD_FACILITY) && !lower);
    drg_see(c, DRG_E_LOWER_FACILITY_HEAD, (last & DRG_WORD_FACILITY) && lower);
    drg_see(c, DRG_E_FIRST_FACILITY_HEAD_OF, (first & DRG_WORD_FACILITY) && several);
    drg_see(c, DRG_E_LAST_LOCATION_HEAD, (last & DRG_WORD_LOCATION) && !lower);
    drg_see(c, DRG_E_LOWER_LOCATION_HEAD, (last & DRG_WORD_LOCATION) && lower);
    drg_see(c, DRG_E_FIRST_LOCATION_HEAD, (first & DRG_WORD_LOCATION) && several);
    drg_see(c, DRG_E_LAST_STATE_HEAD, (last & DRG_WORD_STATE) && !lower);
    drg_see(c, DRG_E_LOWER_STATE_HEAD, (last & DRG_WORD_STATE) && lower);
    drg_see(c, DRG_E_GOVERNMENT_WORD_LAST, (last & DRG_WORD_GOVERNMENT) && lower && one_surname(c));
    drg_see(c, DRG_E_OPENER_FIRST, (first & DRG_WORD_OPENER) && several);
    bool inner = false, company = false, media = false, weak = false;
    for (uint32_t i = c->first; i < c->end; i++) {
        uint32_t classes = drg_classes_at(c, i);
        inner |= i > c->first && i + 1 < c->end && (classes & DRG_WORD_ORGANIZATION);
        company |= several && (classes & DRG_WORD_COMPANY) && drg_capital_at(c, i);
        media |= several && (classes & DRG_WORD_MEDIA) && drg_capital_at(c, i);
        weak |= (classes & DRG_WORD_ORGANIZATION_WEAK) && drg_capital_at(c, i);
    }
    drg_see(c, DRG_E_INNER_BODY_HEAD, inner);
    drg_see(c, DRG_E_COMPANY_WORD, company);
    drg_see(c, DRG_E_MEDIA_WORD, media);
    drg_see(c, DRG_E_BODY_WORDS_INSIDE, weak);
}

static void see_joins(drg_collector *c) {
    bool and = false, of = false, with_for = false, possessive = false, between = false;
    for (uint32_t i = c->first + 1; i + 1 < c->end; i++) {
        bool here = drg_is(c, i, "and");
        and |= here;
        between |= here && c->namer->types_before[i] && drg_types_from(c, i + 1, true);
        of |= drg_is(c, i, "of") || drg_is(c, i, "de");
        with_for |=
            drg_is(c, i, "for") || drg_is(c, i, "on") || drg_is(c, i, "to") || drg_is(c, i, "in");
        possessive |= (c->namer->tokens[i].flags & DRG_TOKEN_POSSESSIVE) != 0;
    }
    drg_see(c, DRG_E_AND_INSIDE, and);
    drg_see(c, DRG_E_AND_BETWEEN_TABLE_NAMES, between);
    drg_see(c, DRG_E_OF_INSIDE, of);
    drg_see(c, DRG_E_FOR_INSIDE, with_for);
    drg_see(c, DRG_E_POSSESSIVE_INSIDE, possessive);
}

static void see_case(drg_collector *c) {
    const drg_token *first = &c->namer->tokens[c->first];
    bool several = c->end - c->first > 1, upper = true, caps = true, mixed = false, letters = true;
    size_t size = 0;
    for (uint32_t i = c->first; i < c->end; i++) {
        const drg_token *token = &c->namer->tokens[i];
        bool capital = drg_capital_at(c, i);
        upper &= token->shape == DRG_SHAPE_UPPER || token->shape == DRG_SHAPE_LETTER || !capital;
        letters &= token->shape == DRG_SHAPE_LETTER;
        mixed |= token->shape == DRG_SHAPE_MIXED;
        caps &= (token->flags & DRG_TOKEN_CAPS_CONTEXT) != 0;
        size += token->end - token->start;
    }
    drg_see(c, DRG_E_ALL_UPPER, upper && !letters);
    drg_see(c, DRG_E_SHORT_UPPER, upper && !several && size <= 6 && !caps);
    drg_see(c, DRG_E_MIXED_CASE, mixed);
    drg_see(c, DRG_E_LETTER_ONLY, letters);
    drg_see(c, DRG_E_CAPS_CONTEXT, caps);
    drg_see(c, DRG_E_SENTENCE_START, first->flags & DRG_TOKEN_SENTENCE_START);
    drg_see(c, DRG_E_HEADLINE, c->sentence->kind == DRG_HEADLINE);
    drg_see(c, DRG_E_BYLINE, c->sentence->kind == DRG_BYLINE);
    drg_see(c, DRG_E_IN_QUOTES,
        drg_before(c, 1) != DRG_NONE &&
            c->namer->tokens[c->first - 1].shape == DRG_SHAPE_OPEN_QUOTE);
    drg_see(c, DRG_E_NUMBER_LAST, drg_marks_at(c, c->end - 1) & DRG_MARK_NUMBER);
    bool tail = drg_marks_at(c, c->end - 1) & DRG_MARK_TAIL;
    drg_see(c, DRG_E_TAIL_LAST, tail);
    drg_see(c, DRG_E_COMMON_TAIL_LAST, tail && (drg_classes_at(c, c->end - 1) & DRG_COMMON));
    drg_see(c, DRG_E_TAIL_AFTER, drg_marks_at(c, drg_after(c, 2)) & DRG_MARK_TAIL);
}

static void see_common(drg_collector *c) {
    const drg_word *first = drg_namer_word(c->namer, c->first);
    const drg_word *last = drg_namer_word(c->namer, c->end - 1);
    bool several = c->end - c->first > 1, all = true, inner = false;
    for (uint32_t i = c->first; i < c->end; i++) {
        if (!drg_capital_at(c, i))
            continue;
        bool common = (drg_classes_at(c, i) & DRG_COMMON) != 0;
        all &= common;
        inner |= common && i > c->first && i + 1 < c->end;
    }
    drg_see(c, DRG_E_COMMON_ONE_WORD, !several && (first->classes & DRG_WORD_COMMON_LOWER));
    drg_see(c, DRG_E_MIXED_ONE_WORD, !several && (first->classes & DRG_WORD_COMMON_MIXED));
    drg_see(c, DRG_E_COMMON_FIRST, several && (first->classes & DRG_WORD_COMMON_LOWER));
    drg_see(c, DRG_E_COMMON_LAST,
        several && (last->classes & DRG_COMMON) && drg_capital_at(c, c->end - 1));
    drg_see(c, DRG_E_COMMON_INNER, inner);
    drg_see(c, DRG_E_COMMON_ALL, all && several);
    drg_see(c, DRG_E_SEEN_LOWER, first->lower_count > 0 && drg_capital_at(c, c->first));
    drg_see(c, DRG_E_SEEN_CAPITAL, first->capital_count > 0);
    drg_see(c, DRG_E_CALENDAR_WORD, first->classes & DRG_WORD_CALENDAR);
}

static void see_titles_inside(drg_collector *c) {
    const drg_namer *namer = c->namer;
    uint32_t first = namer->role_of[c->first], last = namer->role_of[c->end - 1];
    const drg_role_phrase *roles = namer->document->roles.items;
    bool all = first != DRG_NONE && first == last;
    drg_see(c, DRG_E_TITLE_ALL, all);
    drg_see(
        c, DRG_E_TITLE_FIRST, !all && first != DRG_NONE && roles[first].first_token <= c->first);
    drg_see(c, DRG_E_TITLE_LAST, !all && last != DRG_NONE);
    bool of = false;
    for (uint32_t i = c->first; i < c->end; i++)
        of |= (namer->marks[i] & DRG_MARK_TITLE_OF) != 0;
    drg_see(c, DRG_E_TITLE_OF_PHRASE, of);
}

static bool ends_with(drg_slice word, const char *ending) {
    return drg_slice_ends(word, drg_slice_of(ending));
}

static void see_endings(drg_collector *c) {
    static const char *const national[] = {"ian", "ese", "ish", "ists", "ist", "ians", "ans", "ean",
        "eans", "ites", "ite", "stani", "stanis"};
    drg_slice last = c->namer->tokens[c->end - 1].lower;
    bool found = false;
    for (size_t i = 0; i < sizeof national / sizeof national[0]; i++)
        found |= last.size > 5 && ends_with(last, national[i]);
    drg_see(c, DRG_E_NATIONAL_ENDING, found);
    drg_see(
        c, DRG_E_PLURAL_ENDING, last.size > 3 && ends_with(last, "s") && !ends_with(last, "ss"));
}

/* ---- what the first reading of the whole text found ---- */

static void see_text(drg_collector *c) {
    static const drg_evidence same[DRG_NAME_TYPES] = {DRG_E_TEXT_PERSON, DRG_E_TEXT_ORGANIZATION,
        DRG_E_TEXT_GPE, DRG_E_TEXT_LOCATION, DRG_E_TEXT_FACILITY, DRG_E_TEXT_NORP};
    const drg_namer *namer = c->namer;
    char buffer[DRG_KEY_ROOM];
    const drg_word *first = drg_namer_word(namer, c->first);
    bool several = c->end - c->first > 1;
    drg_slice key = drg_namer_key(namer, c->first, c->end, buffer);
    uint32_t name = drg_intern_find(&namer->names, key);
    if (name != DRG_NONE) {
        unsigned best = 0;
        for (unsigned type = 1; type < DRG_NAME_TYPES; type++)
            if (namer->name_types[name][type] > namer->name_types[name][best])
                best = type;
        drg_see(c, same[best], true);
    }
    const drg_word *last = drg_namer_word(namer, c->end - 1);
    drg_see(c, DRG_E_TEXT_PERSON_LAST, last->person_last > 0);
    drg_see(c, DRG_E_TEXT_PERSON_FIRST, first->person_first > 0);
    drg_see(c, DRG_E_TEXT_BODY_FIRST, !several && first->body_first > 0);
    drg_see(c, DRG_E_TEXT_BODY_PART, !several && first->body_part > 0);
    drg_see(c, DRG_E_ACRONYM_OF_TEXT, !several && first->acronym > 0);
}

size_t drg_evidence_collect(const drg_namer *namer, const drg_candidate *candidate, unsigned pass,
    uint8_t evidence[DRG_EVIDENCE_ROOM]) {
    drg_collector c = {.namer = namer,
        .candidate = candidate,
        .sentence = &namer->document->sentences.items[candidate->sentence],
        .first = candidate->first,
        .end = candidate->end,
        .list = evidence};
    see_length(&c);
    see_table(&c);
    see_overlaps(&c);
    see_person_words(&c);
    see_heads(&c);
    see_joins(&c);
    see_case(&c);
    see_common(&c);
    see_titles_inside(&c);
    see_endings(&c);
    drg_evidence_around(&c);
    if (pass)
        see_text(&c);
    return c.count;
}

const char *drg_evidence_name(drg_evidence evidence) {
    static const char *const names[] = {
#define X(name) #name,
        DRG_EVIDENCE(X)
#undef X
    };
    return (unsigned)evidence < DRG_EVIDENCE_COUNT ? names[evidence] : "UNKNOWN";
}
