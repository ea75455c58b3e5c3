/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is observed at a span that may be a name.
 *
 * Each observation is one of the names listed in entity.h (DRG_EVIDENCE): what the tables say of
 * the words and of the whole, how they are written, which words stand around. An observation says
 * nothing about types by itself: weights.c has a number for each type. The observations of the
 * names that were chosen are kept, so that an explanation can list them.
 *
 * Cost: the length of the span; only a fixed number of tokens around it is looked at.
 */
#include "entity.h"

typedef struct collector {
    const drg_namer *namer;
    const drg_candidate *candidate;
    const drg_sentence *sentence;
    uint32_t first, end; /* of the candidate */
    uint8_t *list;
    size_t count;
} collector;

static const uint32_t COMMON = DRG_WORD_COMMON_LOWER | DRG_WORD_COMMON_MIXED;

static void see(collector *c, drg_evidence evidence, bool seen) {
    if (seen && c->count < DRG_EVIDENCE_ROOM)
        c->list[c->count++] = (uint8_t)evidence;
}

/* Token before or after the candidate inside its sentence; DRG_NONE outside. */
static uint32_t before(const collector *c, uint32_t distance) {
    return c->first >= c->sentence->first_token + distance ? c->first - distance : DRG_NONE;
}

static uint32_t after(const collector *c, uint32_t distance) {
    uint32_t at = c->end - 1 + distance;
    return at < c->sentence->end_token ? at : DRG_NONE;
}

static bool is(const collector *c, uint32_t at, const char *lower) {
    return at != DRG_NONE && drg_token_is(c->namer, at, lower);
}

static uint32_t classes_at(const collector *c, uint32_t at) {
    return at == DRG_NONE ? 0 : drg_namer_word(c->namer, at)->classes;
}

static uint8_t marks_at(const collector *c, uint32_t at) {
    return at == DRG_NONE ? 0 : c->namer->marks[at];
}

static bool capital_at(const collector *c, uint32_t at) {
    return marks_at(c, at) & DRG_MARK_CAPITAL;
}

/* Types of the table names that start at a token. */
static uint16_t types_from(const collector *c, uint32_t at, bool unguarded_only) {
    uint16_t types = 0;
    if (at == DRG_NONE)
        return 0;
    for (uint32_t h = c->namer->hit_from[at]; h < c->namer->hit_from[at + 1]; h++)
        if (!unguarded_only || !c->namer->hits.items[h].guarded)
            types |= c->namer->hits.items[h].types;
    return types;
}

#define PLACE_TYPES ((1u << DRG_GPE) | (1u << DRG_LOCATION))

/* ---- the span as a whole, against the tables ---- */

static void see_table(collector *c) {
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
    see(c, DRG_E_TABLE_STATE, hit->kinds & (1u << DRG_THING_STATE));
    see(c, DRG_E_TABLE_DEMONYM, hit->kinds & (1u << DRG_THING_DEMONYM));
    see(c, DRG_E_TABLE_GPE, gpe && place && population >= 500000);
    see(c, DRG_E_TABLE_SMALL_GPE, gpe && place && population < 500000);
    see(c, DRG_E_TABLE_LOCATION, hit->types & (1u << DRG_LOCATION));
    see(c, DRG_E_TABLE_FACILITY, hit->types & (1u << DRG_FACILITY));
    see(c, DRG_E_TABLE_BODY, hit->kinds & (1u << DRG_THING_BODY));
    see(c, DRG_E_TABLE_PERSON, hit->kinds & (1u << DRG_THING_PERSON));
    see(c, DRG_E_TABLE_SEAT, hit->kinds & (1u << DRG_THING_SEAT));
    see(c, DRG_E_TABLE_GUARDED, hit->guarded);
    see(c, DRG_E_TABLE_FOLDED, hit->folded);
    see(c, DRG_E_TABLE_TWO_WORDS, c->end - c->first > 1);
}

static void see_overlaps(collector *c) {
    const drg_cover *from = &c->namer->cover[c->first], *to = &c->namer->cover[c->end - 1];
    bool inside = from->end > from->first && from->first <= c->first && from->end >= c->end &&
                  from->end - from->first > c->end - c->first;
    bool crosses = (from->end > from->first && from->first < c->first && from->end < c->end) ||
                   (to->end > c->end && to->first > c->first);
    see(c, DRG_E_INSIDE_TABLE_NAME, inside);
    see(c, DRG_E_CROSSES_TABLE_NAME, crosses);
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
                          (c->namer->hits.items[h].types & PLACE_TYPES);
    see(c, DRG_E_HOLDS_PERSON_NAME, person);
    see(c, DRG_E_PLACE_LAST, place_last);
    bool demonym = false, place = false;
    for (uint32_t h = c->namer->hit_from[c->first]; h < c->namer->hit_from[c->first + 1]; h++) {
        const drg_hit *hit = &c->namer->hits.items[h];
        demonym |= hit->end < c->end && (hit->kinds & (1u << DRG_THING_DEMONYM));
        place |= hit->end < c->end && (hit->types & PLACE_TYPES);
    }
    see(c, DRG_E_DEMONYM_FIRST, demonym);
    see(c, DRG_E_PLACE_FIRST, place);
}

/* ---- the words of the span ---- */

static void see_length(collector *c) {
    uint32_t words = 0;
    for (uint32_t i = c->first; i < c->end; i++)
        words += c->namer->tokens[i].shape < DRG_SHAPE_PUNCTUATION ||
                 c->namer->tokens[i].shape > DRG_SHAPE_SYMBOL;
    see(c, DRG_E_ONE_WORD, words <= 1);
    see(c, DRG_E_TWO_WORDS, words == 2);
    see(c, DRG_E_THREE_WORDS, words == 3);
    see(c, DRG_E_FOUR_WORDS, words == 4);
    see(c, DRG_E_MORE_WORDS, words > 4);
}

static void see_person_words(collector *c) {
    const drg_word *first = drg_namer_word(c->namer, c->first);
    const drg_word *last = drg_namer_word(c->namer, c->end - 1);
    bool several = c->end - c->first > 1;
    bool given = first->person & DRG_NAME_GIVEN, doubt = first->person & DRG_NAME_AMBIGUOUS;
    see(c, DRG_E_FIRST_GIVEN, given && !doubt);
    see(c, DRG_E_FIRST_GIVEN_AMBIGUOUS, given && doubt);
    see(c, DRG_E_FIRST_SURNAME, several && (first->person & DRG_NAME_SURNAME));
    see(c, DRG_E_LAST_SURNAME, last->person & DRG_NAME_SURNAME);
    see(c, DRG_E_LAST_GIVEN, several && (last->person & DRG_NAME_GIVEN));
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
    see(c, DRG_E_ALL_PERSON_WORDS, all && several);
    see(c, DRG_E_INITIAL_INSIDE, initial);
    see(c, DRG_E_PARTICLE_INSIDE, particle);
    see(c, DRG_E_HYPHEN_INSIDE, hyphen);
}

/* "Trump administration": one capitalised word that names no place, people or body. */
static bool one_surname(const collector *c) {
    const uint16_t others = (uint16_t) ~(1u << DRG_PERSON);
    return c->end - c->first == 2 && c->namer->tokens[c->first].shape == DRG_SHAPE_TITLE &&
           !(types_from(c, c->first, false) & others) &&
           !(classes_at(c, c->first) & (DRG_WORD_COMMON_LOWER | DRG_WORD_ORGANIZATION |
                                           DRG_WORD_ORGANIZATION_WEAK | DRG_WORD_OPENER)) &&
           c->namer->role_of[c->first] == DRG_NONE;
}

static void see_heads(collector *c) {
    uint32_t first = classes_at(c, c->first), last = classes_at(c, c->end - 1);
    bool several = c->end - c->first > 1;
    bool lower = several && !capital_at(c, c->end - 1);
    bool of = several && (is(c, c->first + 1, "of") || is(c, c->first + 1, "for") ||
                             is(c, c->first + 1, "de"));
    see(c, DRG_E_LAST_BODY_HEAD, (last & DRG_WORD_ORGANIZATION) && !lower);
    see(c, DRG_E_LOWER_BODY_HEAD, (last & DRG_WORD_ORGANIZATION) && lower);
    see(c, DRG_E_FIRST_BODY_HEAD_OF, (first & DRG_WORD_ORGANIZATION) && of);
    see(c, DRG_E_LAST_FACILITY_HEAD, (last & DRG_WORD_FACILITY) && !lower);
    see(c, DRG_E_LOWER_FACILITY_HEAD, (last & DRG_WORD_FACILITY) && lower);
    see(c, DRG_E_FIRST_FACILITY_HEAD_OF, (first & DRG_WORD_FACILITY) && several);
    see(c, DRG_E_LAST_LOCATION_HEAD, (last & DRG_WORD_LOCATION) && !lower);
    see(c, DRG_E_LOWER_LOCATION_HEAD, (last & DRG_WORD_LOCATION) && lower);
    see(c, DRG_E_FIRST_LOCATION_HEAD, (first & DRG_WORD_LOCATION) && several);
    see(c, DRG_E_LAST_STATE_HEAD, (last & DRG_WORD_STATE) && !lower);
    see(c, DRG_E_LOWER_STATE_HEAD, (last & DRG_WORD_STATE) && lower);
    see(c, DRG_E_GOVERNMENT_WORD_LAST, (last & DRG_WORD_GOVERNMENT) && lower && one_surname(c));
    see(c, DRG_E_OPENER_FIRST, (first & DRG_WORD_OPENER) && several);
    bool inner = false, company = false, media = false, weak = false;
    for (uint32_t i = c->first; i < c->end; i++) {
        uint32_t classes = classes_at(c, i);
        inner |= i > c->first && i + 1 < c->end && (classes & DRG_WORD_ORGANIZATION);
        company |= several && (classes & DRG_WORD_COMPANY) && capital_at(c, i);
        media |= several && (classes & DRG_WORD_MEDIA) && capital_at(c, i);
        weak |= (classes & DRG_WORD_ORGANIZATION_WEAK) && capital_at(c, i);
    }
    see(c, DRG_E_INNER_BODY_HEAD, inner);
    see(c, DRG_E_COMPANY_WORD, company);
    see(c, DRG_E_MEDIA_WORD, media);
    see(c, DRG_E_BODY_WORDS_INSIDE, weak);
}

static void see_joins(collector *c) {
    bool and = false, of = false, with_for = false, possessive = false, between = false;
    for (uint32_t i = c->first + 1; i + 1 < c->end; i++) {
        bool here = is(c, i, "and");
        and |= here;
        between |= here && c->namer->types_before[i] && types_from(c, i + 1, true);
        of |= is(c, i, "of") || is(c, i, "de");
        with_for |= is(c, i, "for") || is(c, i, "on") || is(c, i, "to") || is(c, i, "in");
        possessive |= (c->namer->tokens[i].flags & DRG_TOKEN_POSSESSIVE) != 0;
    }
    see(c, DRG_E_AND_INSIDE, and);
    see(c, DRG_E_AND_BETWEEN_TABLE_NAMES, between);
    see(c, DRG_E_OF_INSIDE, of);
    see(c, DRG_E_FOR_INSIDE, with_for);
    see(c, DRG_E_POSSESSIVE_INSIDE, possessive);
}

static void see_case(collector *c) {
    const drg_token *first = &c->namer->tokens[c->first];
    bool several = c->end - c->first > 1, upper = true, caps = true, mixed = false, letters = true;
    size_t size = 0;
    for (uint32_t i = c->first; i < c->end; i++) {
        const drg_token *token = &c->namer->tokens[i];
        bool capital = capital_at(c, i);
        upper &= token->shape == DRG_SHAPE_UPPER || token->shape == DRG_SHAPE_LETTER || !capital;
        letters &= token->shape == DRG_SHAPE_LETTER;
        mixed |= token->shape == DRG_SHAPE_MIXED;
        caps &= (token->flags & DRG_TOKEN_CAPS_CONTEXT) != 0;
        size += token->end - token->start;
    }
    see(c, DRG_E_ALL_UPPER, upper && !letters);
    see(c, DRG_E_SHORT_UPPER, upper && !several && size <= 6 && !caps);
    see(c, DRG_E_MIXED_CASE, mixed);
    see(c, DRG_E_LETTER_ONLY, letters);
    see(c, DRG_E_CAPS_CONTEXT, caps);
    see(c, DRG_E_SENTENCE_START, first->flags & DRG_TOKEN_SENTENCE_START);
    see(c, DRG_E_HEADLINE, c->sentence->kind == DRG_HEADLINE);
    see(c, DRG_E_BYLINE, c->sentence->kind == DRG_BYLINE);
    see(c, DRG_E_IN_QUOTES,
        before(c, 1) != DRG_NONE && c->namer->tokens[c->first - 1].shape == DRG_SHAPE_OPEN_QUOTE);
    see(c, DRG_E_NUMBER_LAST, marks_at(c, c->end - 1) & DRG_MARK_NUMBER);
    bool tail = marks_at(c, c->end - 1) & DRG_MARK_TAIL;
    see(c, DRG_E_TAIL_LAST, tail);
    see(c, DRG_E_COMMON_TAIL_LAST, tail && (classes_at(c, c->end - 1) & COMMON));
    see(c, DRG_E_TAIL_AFTER, marks_at(c, after(c, 2)) & DRG_MARK_TAIL);
}

static void see_common(collector *c) {
    const drg_word *first = drg_namer_word(c->namer, c->first);
    const drg_word *last = drg_namer_word(c->namer, c->end - 1);
    bool several = c->end - c->first > 1, all = true, inner = false;
    for (uint32_t i = c->first; i < c->end; i++) {
        if (!capital_at(c, i))
            continue;
        bool common = (classes_at(c, i) & COMMON) != 0;
        all &= common;
        inner |= common && i > c->first && i + 1 < c->end;
    }
    see(c, DRG_E_COMMON_ONE_WORD, !several && (first->classes & DRG_WORD_COMMON_LOWER));
    see(c, DRG_E_MIXED_ONE_WORD, !several && (first->classes & DRG_WORD_COMMON_MIXED));
    see(c, DRG_E_COMMON_FIRST, several && (first->classes & DRG_WORD_COMMON_LOWER));
    see(c, DRG_E_COMMON_LAST, several && (last->classes & COMMON) && capital_at(c, c->end - 1));
    see(c, DRG_E_COMMON_INNER, inner);
    see(c, DRG_E_COMMON_ALL, all && several);
    see(c, DRG_E_SEEN_LOWER, first->lower_count > 0 && capital_at(c, c->first));
    see(c, DRG_E_SEEN_CAPITAL, first->capital_count > 0);
    see(c, DRG_E_CALENDAR_WORD, first->classes & DRG_WORD_CALENDAR);
}

static void see_titles_inside(collector *c) {
    const drg_namer *namer = c->namer;
    uint32_t first = namer->role_of[c->first], last = namer->role_of[c->end - 1];
    const drg_role_phrase *roles = namer->document->roles.items;
    bool all = first != DRG_NONE && first == last;
    see(c, DRG_E_TITLE_ALL, all);
    see(c, DRG_E_TITLE_FIRST, !all && first != DRG_NONE && roles[first].first_token <= c->first);
    see(c, DRG_E_TITLE_LAST, !all && last != DRG_NONE);
    bool of = false;
    for (uint32_t i = c->first; i < c->end; i++)
        of |= (namer->marks[i] & DRG_MARK_TITLE_OF) != 0;
    see(c, DRG_E_TITLE_OF_PHRASE, of);
}

static bool ends_with(drg_slice word, const char *ending) {
    return drg_slice_ends(word, drg_slice_of(ending));
}

static void see_endings(collector *c) {
    static const char *const national[] = {"ian", "ese", "ish", "ists", "ist", "ians", "ans", "ean",
        "eans", "ites", "ite", "stani", "stanis"};
    drg_slice last = c->namer->tokens[c->end - 1].lower;
    bool found = false;
    for (size_t i = 0; i < sizeof national / sizeof national[0]; i++)
        found |= last.size > 5 && ends_with(last, national[i]);
    see(c, DRG_E_NATIONAL_ENDING, found);
    see(c, DRG_E_PLURAL_ENDING, last.size > 3 && ends_with(last, "s") && !ends_with(last, "ss"));
}

/* ---- what stands before ---- */

static void see_title_before(collector *c) {
    const drg_namer *namer = c->namer;
    uint32_t at = before(c, 1);
    uint32_t role = at == DRG_NONE ? DRG_NONE : namer->role_of[at];
    if (role == DRG_NONE || namer->document->roles.items[role].plural ||
        namer->document->roles.items[role].end_token != c->first)
        return;
    uint8_t kind = namer->role_kinds.items[role];
    see(c, DRG_E_TITLE_BEFORE, kind == DRG_TITLE_OFFICE);
    see(c, DRG_E_RANK_BEFORE, kind == DRG_TITLE_RANK);
    see(c, DRG_E_HONORIFIC_BEFORE, kind == DRG_TITLE_HONORIFIC);
    see(c, DRG_E_ROLE_BEFORE, kind == DRG_TITLE_ROLE);
    see(c, DRG_E_LOWER_TITLE_BEFORE, namer->tokens[at].shape == DRG_SHAPE_LOWER);
}

static void see_before(collector *c) {
    uint32_t one = before(c, 1), two = before(c, 2);
    uint32_t classes = classes_at(c, one);
    bool free_capital = capital_at(c, one) && c->namer->role_of[one] == DRG_NONE;
    bool starts = free_capital && (c->namer->tokens[one].flags & DRG_TOKEN_SENTENCE_START);
    bool dash = one != DRG_NONE && c->namer->tokens[one].shape == DRG_SHAPE_DASH &&
                (marks_at(c, one) & DRG_MARK_JOIN);
    uint16_t types = one == DRG_NONE ? 0 : c->namer->types_before[c->first];
    see(c, DRG_E_THE_BEFORE, is(c, one, "the"));
    see(c, DRG_E_A_BEFORE, is(c, one, "a") || is(c, one, "an"));
    see(c, DRG_E_IN_BEFORE, is(c, one, "in") || is(c, one, "at"));
    see(c, DRG_E_OF_BEFORE, is(c, one, "of"));
    see(c, DRG_E_PLACE_WORD_BEFORE, (classes & DRG_WORD_PLACE_BEFORE) != 0);
    see(c, DRG_E_BY_BEFORE, is(c, one, "by"));
    see(c, DRG_E_SPEECH_BEFORE, (classes & DRG_WORD_SPEECH) != 0);
    see(c, DRG_E_KIN_BEFORE,
        (classes & DRG_WORD_KIN) || (is(c, one, ",") && (classes_at(c, two) & DRG_WORD_KIN)));
    see(c, DRG_E_STATE_HEAD_OF_BEFORE,
        is(c, one, "of") && (classes_at(c, two) & (DRG_WORD_STATE | DRG_WORD_LOCATION)));
    see(c, DRG_E_CAPITAL_BEFORE,
        free_capital && !(starts && (classes & COMMON)) && !(types & (1u << DRG_NORP)));
    see(c, DRG_E_COMMON_START_CUT, starts && (classes & COMMON));
    see(c, DRG_E_CAPITAL_OF_BEFORE,
        (is(c, one, "of") || is(c, one, "for") || is(c, one, "and") || is(c, one, "&")) &&
            capital_at(c, two) && c->namer->role_of[two] == DRG_NONE);
    see(c, DRG_E_DEMONYM_BEFORE, types & (1u << DRG_NORP));
    see(c, DRG_E_TABLE_NAME_BEFORE, types & ~(1u << DRG_NORP));
    see(c, DRG_E_PLACE_COMMA_BEFORE,
        is(c, one, ",") && (c->namer->types_before[one] & PLACE_TYPES));
    see(c, DRG_E_HYPHEN_BEFORE, dash);
}

/* ---- what stands after ---- */

static bool function_or_verb(const collector *c, uint32_t at, bool *verb) {
    static const char *const verbs[] = {"is", "was", "are", "were", "has", "have", "had", "will",
        "would", "can", "could", "may", "might", "must", "should", "did", "does", "do"};
    drg_slice word = c->namer->tokens[at].lower;
    *verb = false;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        *verb |= drg_slice_is(word, verbs[i]);
    return *verb || (classes_at(c, at) & (DRG_WORD_JOIN | DRG_WORD_SPEECH | DRG_WORD_PLACE_BEFORE));
}

/* ", the president", ", a lawyer", ", who is the head": a title within a few words */
static bool apposition(const collector *c) {
    if (!is(c, after(c, 1), ","))
        return false;
    for (uint32_t distance = 2; distance <= 6; distance++) {
        uint32_t at = after(c, distance);
        if (at == DRG_NONE || is(c, at, ",") || is(c, at, ".") || is(c, at, "and"))
            return false;
        if (c->namer->role_of[at] != DRG_NONE)
            return true;
    }
    return false;
}

static void see_verbs_after(collector *c) {
    uint32_t one = after(c, 1);
    bool verb = false, word = one != DRG_NONE && c->namer->tokens[one].shape == DRG_SHAPE_LOWER;
    bool function = word && function_or_verb(c, one, &verb);
    see(c, DRG_E_VERB_AFTER, verb);
    see(c, DRG_E_NOUN_AFTER,
        word && !function && (classes_at(c, one) & COMMON) && c->namer->role_of[one] == DRG_NONE);
    see(c, DRG_E_SPEECH_AFTER, (classes_at(c, one) & DRG_WORD_SPEECH) != 0);
    see(c, DRG_E_WHO_AFTER,
        is(c, one, "who") || is(c, one, "whose") || (is(c, one, ",") && is(c, after(c, 2), "who")));
    see(c, DRG_E_TITLE_AFTER, one != DRG_NONE && c->namer->role_of[one] != DRG_NONE);
    see(c, DRG_E_APPOSITION_AFTER, apposition(c));
    uint32_t two = after(c, 2), three = after(c, 3);
    bool number = two != DRG_NONE && c->namer->tokens[two].shape == DRG_SHAPE_DIGIT &&
                  c->namer->tokens[two].end - c->namer->tokens[two].start <= 2;
    see(c, DRG_E_AGE_AFTER,
        number &&
            ((is(c, one, ",") && is(c, three, ",")) || (is(c, one, "(") && is(c, three, ")"))));
}

/* "U.S. | Secretary of State Marco Rubio": a title and a capitalised word behind it. */
static bool titled_person(const collector *c, uint32_t at) {
    uint32_t role = at == DRG_NONE ? DRG_NONE : c->namer->role_of[at];
    if (role == DRG_NONE || c->candidate->hit == DRG_NONE)
        return false;
    const drg_role_phrase *phrase = &c->namer->document->roles.items[role];
    return phrase->first_token == at && !phrase->plural &&
           phrase->end_token < c->sentence->end_token && capital_at(c, phrase->end_token) &&
           c->namer->cover[at].end <= phrase->end_token;
}

static void see_after(collector *c) {
    const drg_namer *namer = c->namer;
    uint32_t one = after(c, 1), two = after(c, 2);
    uint32_t classes = classes_at(c, one);
    bool lower = one != DRG_NONE && !capital_at(c, one);
    bool dash = one != DRG_NONE && namer->tokens[one].shape == DRG_SHAPE_DASH &&
                (marks_at(c, one) & DRG_MARK_JOIN);
    see(c, DRG_E_POSSESSIVE_AFTER,
        one != DRG_NONE && (namer->tokens[one].flags & DRG_TOKEN_POSSESSIVE));
    see(c, DRG_E_STATE_HEAD_AFTER, lower && (classes & DRG_WORD_STATE));
    see(c, DRG_E_FACILITY_HEAD_AFTER, lower && (classes & DRG_WORD_FACILITY));
    see(c, DRG_E_LOCATION_HEAD_AFTER, lower && (classes & DRG_WORD_LOCATION));
    see(c, DRG_E_BODY_HEAD_AFTER, lower && (classes & DRG_WORD_ORGANIZATION));
    see(c, DRG_E_CAPITAL_AFTER, capital_at(c, one));
    see(c, DRG_E_CAPITAL_TITLE_AFTER, capital_at(c, one) && titled_person(c, one));
    see(c, DRG_E_CAPITAL_OF_AFTER,
        (is(c, one, "of") || is(c, one, "for") || is(c, one, "and") || is(c, one, "&")) &&
            capital_at(c, two));
    see(c, DRG_E_COMMA_PLACE_AFTER, is(c, one, ",") && (types_from(c, two, false) & PLACE_TYPES));
    see(c, DRG_E_TABLE_NAME_AFTER, types_from(c, one, true) != 0);
    see(c, DRG_E_HYPHEN_AFTER, dash);
    see(c, DRG_E_LIST_OF_NAMES,
        (is(c, before(c, 1), ",") || is(c, before(c, 1), "and")) &&
            (is(c, one, ",") || is(c, one, "and")));
}

static void see_acronyms(collector *c) {
    uint32_t one = after(c, 1), two = after(c, 2), three = after(c, 3);
    bool upper = c->namer->tokens[c->end - 1].shape == DRG_SHAPE_UPPER && c->end - c->first == 1;
    see(c, DRG_E_ACRONYM_IN_BRACKETS, upper && is(c, before(c, 1), "(") && is(c, one, ")"));
    see(c, DRG_E_FOREIGN_IN_BRACKETS, drg_namer_foreign(c->namer, c->first, c->end));
    see(c, DRG_E_ACRONYM_AFTER,
        is(c, one, "(") && two != DRG_NONE && is(c, three, ")") &&
            c->namer->tokens[two].shape == DRG_SHAPE_UPPER);
}

static void see_dateline(collector *c) {
    const drg_dateline *line = &c->namer->document->dateline;
    if (!line->found)
        return;
    see(c, DRG_E_DATELINE_PLACE, c->first >= line->place_first && c->end <= line->place_end);
    see(c, DRG_E_DATELINE_AGENCY, c->first >= line->agency_first && c->end <= line->agency_end);
}

/* ---- what the first reading of the whole text found ---- */

static void see_text(collector *c) {
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
        see(c, same[best], true);
    }
    const drg_word *last = drg_namer_word(namer, c->end - 1);
    see(c, DRG_E_TEXT_PERSON_LAST, last->person_last > 0);
    see(c, DRG_E_TEXT_PERSON_FIRST, first->person_first > 0);
    see(c, DRG_E_TEXT_BODY_FIRST, !several && first->body_first > 0);
    see(c, DRG_E_TEXT_BODY_PART, !several && first->body_part > 0);
    see(c, DRG_E_ACRONYM_OF_TEXT, !several && first->acronym > 0);
}

size_t drg_evidence_collect(const drg_namer *namer, const drg_candidate *candidate, unsigned pass,
    uint8_t evidence[DRG_EVIDENCE_ROOM]) {
    collector c = {.namer = namer,
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
    see_title_before(&c);
    see_before(&c);
    see_verbs_after(&c);
    see_after(&c);
    see_acronyms(&c);
    see_dateline(&c);
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
