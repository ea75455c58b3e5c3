/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands before and after a span that may be a name: titles, determiners, prepositions, verbs,
 * places, brackets, the dateline.
 *
 * These are the contexts by which name taggers before word vectors told persons from places and
 * bodies (Mikheev, Moens and Grover 1999): "Mr X", "X said", "in X", "X, 42,". Each is an
 * observation of its own; weights.c says what it counts for. Nothing here decides anything.
 *
 * Cost: at most six tokens to either side: constant.
 */
#include "evidence.h"

/* ---- what stands before ---- */

static void see_title_before(drg_collector *c) {
    const drg_namer *namer = c->namer;
    uint32_t at = drg_before(c, 1);
    uint32_t role = at == DRG_NONE ? DRG_NONE : namer->role_of[at];
    if (role == DRG_NONE || namer->document->roles.items[role].plural ||
        namer->document->roles.items[role].end_token != c->first)
        return;
    uint8_t kind = namer->role_kinds.items[role];
    drg_see(c, DRG_E_TITLE_BEFORE, kind == DRG_TITLE_OFFICE);
    drg_see(c, DRG_E_RANK_BEFORE, kind == DRG_TITLE_RANK);
    drg_see(c, DRG_E_HONORIFIC_BEFORE, kind == DRG_TITLE_HONORIFIC);
    drg_see(c, DRG_E_ROLE_BEFORE, kind == DRG_TITLE_ROLE);
    drg_see(c, DRG_E_LOWER_TITLE_BEFORE, namer->tokens[at].shape == DRG_SHAPE_LOWER);
}

static void see_before(drg_collector *c) {
    uint32_t one = drg_before(c, 1), two = drg_before(c, 2);
    uint32_t classes = drg_classes_at(c, one);
    bool free_capital = drg_capital_at(c, one) && c->namer->role_of[one] == DRG_NONE;
    bool starts = free_capital && (c->namer->tokens[one].flags & DRG_TOKEN_SENTENCE_START);
    bool dash = one != DRG_NONE && c->namer->tokens[one].shape == DRG_SHAPE_DASH &&
                (drg_marks_at(c, one) & DRG_MARK_JOIN);
    uint16_t types = one == DRG_NONE ? 0 : c->namer->types_before[c->first];
    drg_see(c, DRG_E_THE_BEFORE, drg_is(c, one, "the"));
    drg_see(c, DRG_E_A_BEFORE, drg_is(c, one, "a") || drg_is(c, one, "an"));
    drg_see(c, DRG_E_IN_BEFORE, drg_is(c, one, "in") || drg_is(c, one, "at"));
    drg_see(c, DRG_E_OF_BEFORE, drg_is(c, one, "of"));
    drg_see(c, DRG_E_PLACE_WORD_BEFORE, (classes & DRG_WORD_PLACE_BEFORE) != 0);
    drg_see(c, DRG_E_BY_BEFORE, drg_is(c, one, "by"));
    drg_see(c, DRG_E_SPEECH_BEFORE, (classes & DRG_WORD_SPEECH) != 0);
    drg_see(c, DRG_E_KIN_BEFORE,
        (classes & DRG_WORD_KIN) ||
            (drg_is(c, one, ",") && (drg_classes_at(c, two) & DRG_WORD_KIN)));
    drg_see(c, DRG_E_STATE_HEAD_OF_BEFORE,
        drg_is(c, one, "of") && (drg_classes_at(c, two) & (DRG_WORD_STATE | DRG_WORD_LOCATION)));
    drg_see(c, DRG_E_CAPITAL_BEFORE,
        free_capital && !(starts && (classes & DRG_COMMON)) && !(types & (1u << DRG_NORP)));
    drg_see(c, DRG_E_COMMON_START_CUT, starts && (classes & DRG_COMMON));
    drg_see(c, DRG_E_CAPITAL_OF_BEFORE,
        (drg_is(c, one, "of") || drg_is(c, one, "for") || drg_is(c, one, "and") ||
            drg_is(c, one, "&")) &&
            drg_capital_at(c, two) && c->namer->role_of[two] == DRG_NONE);
    drg_see(c, DRG_E_DEMONYM_BEFORE, types & (1u << DRG_NORP));
    drg_see(c, DRG_E_TABLE_NAME_BEFORE, types & ~(1u << DRG_NORP));
    drg_see(c, DRG_E_PLACE_COMMA_BEFORE,
        drg_is(c, one, ",") && (c->namer->types_before[one] & DRG_PLACE_TYPES));
    drg_see(c, DRG_E_HYPHEN_BEFORE, dash);
}

/* ---- what stands after ---- */

static bool function_or_verb(const drg_collector *c, uint32_t at, bool *verb) {
    static const char *const verbs[] = {"is", "was", "are", "were", "has", "have", "had", "will",
        "would", "can", "could", "may", "might", "must", "should", "did", "does", "do"};
    drg_slice word = c->namer->tokens[at].lower;
    *verb = DRG_ONE_OF(word, verbs);
    return *verb ||
           (drg_classes_at(c, at) & (DRG_WORD_JOIN | DRG_WORD_SPEECH | DRG_WORD_PLACE_BEFORE));
}

/* ", the president", ", a lawyer", ", who is the head": a title within a few words */
static bool apposition(const drg_collector *c) {
    if (!drg_is(c, drg_after(c, 1), ","))
        return false;
    for (uint32_t distance = 2; distance <= 6; distance++) {
        uint32_t at = drg_after(c, distance);
        if (at == DRG_NONE || drg_is(c, at, ",") || drg_is(c, at, ".") || drg_is(c, at, "and"))
            return false;
        if (c->namer->role_of[at] != DRG_NONE)
            return true;
    }
    return false;
}

static void see_verbs_after(drg_collector *c) {
    uint32_t one = drg_after(c, 1);
    bool verb = false, word = one != DRG_NONE && c->namer->tokens[one].shape == DRG_SHAPE_LOWER;
    bool function = word && function_or_verb(c, one, &verb);
    drg_see(c, DRG_E_VERB_AFTER, verb);
    drg_see(c, DRG_E_NOUN_AFTER,
        word && !function && (drg_classes_at(c, one) & DRG_COMMON) &&
            c->namer->role_of[one] == DRG_NONE);
    drg_see(c, DRG_E_SPEECH_AFTER, (drg_classes_at(c, one) & DRG_WORD_SPEECH) != 0);
    drg_see(c, DRG_E_WHO_AFTER,
        drg_is(c, one, "who") || drg_is(c, one, "whose") ||
            (drg_is(c, one, ",") && drg_is(c, drg_after(c, 2), "who")));
    drg_see(c, DRG_E_TITLE_AFTER, one != DRG_NONE && c->namer->role_of[one] != DRG_NONE);
    drg_see(c, DRG_E_APPOSITION_AFTER, apposition(c));
    uint32_t two = drg_after(c, 2), three = drg_after(c, 3);
    bool number = two != DRG_NONE && c->namer->tokens[two].shape == DRG_SHAPE_DIGIT &&
                  c->namer->tokens[two].end - c->namer->tokens[two].start <= 2;
    drg_see(c, DRG_E_AGE_AFTER,
        number && ((drg_is(c, one, ",") && drg_is(c, three, ",")) ||
                      (drg_is(c, one, "(") && drg_is(c, three, ")"))));
}

/* "U.S. | Secretary of State Marco Rubio": a title and a capitalised word behind it. */
static bool titled_person(const drg_collector *c, uint32_t at) {
    uint32_t role = at == DRG_NONE ? DRG_NONE : c->namer->role_of[at];
    if (role == DRG_NONE || c->candidate->hit == DRG_NONE)
        return false;
    const drg_role_phrase *phrase = &c->namer->document->roles.items[role];
    return phrase->first_token == at && !phrase->plural &&
           phrase->end_token < c->sentence->end_token && drg_capital_at(c, phrase->end_token) &&
           c->namer->cover[at].end <= phrase->end_token;
}

static void see_after(drg_collector *c) {
    const drg_namer *namer = c->namer;
    uint32_t one = drg_after(c, 1), two = drg_after(c, 2);
    uint32_t classes = drg_classes_at(c, one);
    bool lower = one != DRG_NONE && !drg_capital_at(c, one);
    bool dash = one != DRG_NONE && namer->tokens[one].shape == DRG_SHAPE_DASH &&
                (drg_marks_at(c, one) & DRG_MARK_JOIN);
    drg_see(c, DRG_E_POSSESSIVE_AFTER,
        one != DRG_NONE && (namer->tokens[one].flags & DRG_TOKEN_POSSESSIVE));
    drg_see(c, DRG_E_STATE_HEAD_AFTER, lower && (classes & DRG_WORD_STATE));
    drg_see(c, DRG_E_FACILITY_HEAD_AFTER, lower && (classes & DRG_WORD_FACILITY));
    drg_see(c, DRG_E_LOCATION_HEAD_AFTER, lower && (classes & DRG_WORD_LOCATION));
    drg_see(c, DRG_E_BODY_HEAD_AFTER, lower && (classes & DRG_WORD_ORGANIZATION));
    drg_see(c, DRG_E_CAPITAL_AFTER, drg_capital_at(c, one));
    drg_see(c, DRG_E_CAPITAL_TITLE_AFTER, drg_capital_at(c, one) && titled_person(c, one));
    drg_see(c, DRG_E_CAPITAL_OF_AFTER,
        (drg_is(c, one, "of") || drg_is(c, one, "for") || drg_is(c, one, "and") ||
            drg_is(c, one, "&")) &&
            drg_capital_at(c, two));
    drg_see(c, DRG_E_COMMA_PLACE_AFTER,
        drg_is(c, one, ",") && (drg_types_from(c, two, false) & DRG_PLACE_TYPES));
    drg_see(c, DRG_E_TABLE_NAME_AFTER, drg_types_from(c, one, true) != 0);
    drg_see(c, DRG_E_HYPHEN_AFTER, dash);
    drg_see(c, DRG_E_LIST_OF_NAMES,
        (drg_is(c, drg_before(c, 1), ",") || drg_is(c, drg_before(c, 1), "and")) &&
            (drg_is(c, one, ",") || drg_is(c, one, "and")));
}

static void see_acronyms(drg_collector *c) {
    uint32_t one = drg_after(c, 1), two = drg_after(c, 2), three = drg_after(c, 3);
    bool upper = c->namer->tokens[c->end - 1].shape == DRG_SHAPE_UPPER && c->end - c->first == 1;
    drg_see(c, DRG_E_ACRONYM_IN_BRACKETS,
        upper && drg_is(c, drg_before(c, 1), "(") && drg_is(c, one, ")"));
    drg_see(c, DRG_E_FOREIGN_IN_BRACKETS, drg_namer_foreign(c->namer, c->first, c->end));
    drg_see(c, DRG_E_ACRONYM_AFTER,
        drg_is(c, one, "(") && two != DRG_NONE && drg_is(c, three, ")") &&
            c->namer->tokens[two].shape == DRG_SHAPE_UPPER);
}

static void see_dateline(drg_collector *c) {
    const drg_dateline *line = &c->namer->document->dateline;
    if (!line->found)
        return;
    drg_see(c, DRG_E_DATELINE_PLACE, c->first >= line->place_first && c->end <= line->place_end);
    drg_see(c, DRG_E_DATELINE_AGENCY, c->first >= line->agency_first && c->end <= line->agency_end);
}

void drg_evidence_around(drg_collector *c) {
    see_title_before(c);
    see_before(c);
    see_verbs_after(c);
    see_after(c);
    see_acronyms(c);
    see_dateline(c);
}
