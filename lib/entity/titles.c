/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Titles and role words of the text: "Foreign Minister", "officials", "Lt. Gen.".
 *
 * Every longest match of the title table is a role phrase, but for words that are something else
 * where they stand: a verb after "to" or "will" ("to head the delegation"), a rank or an honorific
 * that no name follows ("general election"). A minister's field belongs to the title ("Minister of
 * Higher Education and Scientific Research"): the words after "of" or "for" that are common words
 * or words of fields, as far as they go.
 *
 * Who bears a title, and of what body or state, is found once the names are known (bearer.c).
 * Cost: linear.
 */
#include "entity.h"

static bool verb_here(const drg_namer *namer, uint32_t at) {
    static const char *const before[] = {"to", "will", "would", "can", "could", "should", "must",
        "may", "might", "not", "cannot", "and/or"};
    const drg_token *token = &namer->tokens[at];
    return at > 0 && token->shape == DRG_SHAPE_LOWER &&
           namer->tokens[at - 1].sentence == token->sentence &&
           DRG_ONE_OF(namer->tokens[at - 1].lower, before);
}

static bool capital_at(const drg_namer *namer, uint32_t at, uint32_t end) {
    return at < end && (namer->marks[at] & DRG_MARK_CAPITAL);
}

static bool takes_field(drg_slice last) {
    static const char *const heads[] = {"minister", "ministers", "secretary", "undersecretary",
        "under-secretary", "commissioner", "director", "coordinator", "adviser", "advisor",
        "rapporteur", "minister-in-charge", "spokesperson"};
    return DRG_ONE_OF(last, heads);
}

/* "director of the Research Unit": whom a body has, not a field. */
static bool heads_body(drg_slice last) {
    static const char *const heads[] = {"director", "coordinator", "spokesperson"};
    return DRG_ONE_OF(last, heads);
}

/* End of a field that starts at `at` (after "of"), at itself when none does. */
static uint32_t field_end(const drg_namer *namer, uint32_t at, uint32_t end) {
    const uint32_t common = DRG_WORD_COMMON_LOWER | DRG_WORD_COMMON_MIXED;
    uint32_t reached = at;
    for (uint32_t i = at; i < end && i - at < DRG_NAME_TOKENS; i++) {
        const drg_word *word = drg_namer_word(namer, i);
        bool capital = namer->marks[i] & DRG_MARK_CAPITAL;
        bool field = (word->classes & DRG_WORD_ORGANIZATION_WEAK) ||
                     (capital && (word->classes & common) && !word->person);
        if (field && namer->cover[i].end == namer->cover[i].first)
            reached = i + 1;
        else if (!(word->classes & DRG_WORD_JOIN) && !drg_slice_is(word->lower, ","))
            break;
        else if (i > at && i != reached) /* two joining words in a row: "and the" */
            if (!drg_slice_is(word->lower, "the"))
                break;
    }
    return reached;
}

/* "Minister of Labour | and Employment": of a title whose first field the tables have, the fields
 * that follow; a field that another title begins with is that one's ("minister of health and
 * education minister"). */
static uint32_t more_fields(drg_namer *namer, uint32_t first, uint32_t end, uint32_t sentence_end) {
    bool of = false; /* "Minister of", "Deputy Minister of" */
    for (uint32_t at = first; at + 2 < end && !of; at++)
        of = takes_field(namer->tokens[at].lower) &&
             (drg_token_is(namer, at + 1, "of") || drg_token_is(namer, at + 1, "for"));
    if (!of || !(drg_token_is(namer, end, "and") || drg_token_is(namer, end, ",") ||
                   drg_token_is(namer, end, "&")))
        return end;
    const drg_sentence *sentence = drg_namer_sentence(namer, first);
    uint32_t reached = field_end(namer, end, sentence_end), base = sentence->first_token;
    bool joined = false; /* a comma alone begins something else */
    for (uint32_t at = end; at < reached; at++) {
        drg_title_hit hit;
        joined |= drg_token_is(namer, at, "and") || drg_token_is(namer, at, "&");
        if (drg_know_title(namer->know, namer->document->text, namer->tokens + base,
                sentence_end - base, at - base, &hit) &&
            (hit.kind != DRG_TITLE_ROLE ||
                drg_title_cell(namer->know, hit.row, "office_kind").size))
            return end; /* "Family Welfare" goes on, "Spokesperson" does not */
    }
    if (!joined)
        return end;
    for (uint32_t at = end; at < reached; at++)
        namer->marks[at] |= DRG_MARK_TITLE_OF;
    return reached;
}

static uint32_t with_field(drg_namer *namer, uint32_t first, uint32_t end, uint32_t sentence_end) {
    bool last = takes_field(namer->tokens[end - 1].lower);
    bool of_state =
        takes_field(namer->tokens[first].lower) && drg_token_is(namer, end - 1, "state");
    if (end + 1 >= sentence_end)
        return end;
    if (!last && !of_state)
        return more_fields(namer, first, end, sentence_end);
    if (!drg_token_is(namer, end, "of") && !drg_token_is(namer, end, "for"))
        return end;
    bool the = drg_token_is(namer, end + 1, "the");
    if (the && heads_body(namer->tokens[end - 1].lower))
        return end;
    uint32_t field = end + 1 + the;
    uint32_t reached = field_end(namer, field, sentence_end);
    if (reached <= field)
        return end;
    for (uint32_t i = end; i < reached; i++)
        namer->marks[i] |= DRG_MARK_TITLE_OF;
    return reached;
}

/* "chief" in "chief envoy": a title by itself, but here it modifies the next one. */
static bool only_modifies(
    const drg_namer *namer, uint32_t at, const drg_title_hit *hit, uint32_t end) {
    if (hit->end_token != at + 1 || !(drg_namer_word(namer, at)->classes & DRG_WORD_MODIFIER) ||
        hit->end_token >= end)
        return false;
    const drg_sentence *sentence = drg_namer_sentence(namer, at);
    drg_title_hit next;
    return drg_know_title(namer->know, namer->document->text, namer->tokens + sentence->first_token,
        end - sentence->first_token, hit->end_token - sentence->first_token, &next);
}

/* "the rear admiral added": a rank that is somebody, not part of another noun ("the general
 * election"). */
static bool stands_alone(
    const drg_namer *namer, uint32_t at, const drg_title_hit *hit, uint32_t end) {
    if (at == 0 || !drg_token_is(namer, at - 1, "the"))
        return false;
    uint32_t next = hit->end_token;
    if (next >= end || namer->tokens[next].shape != DRG_SHAPE_LOWER)
        return true;
    return drg_namer_word(namer, next)->classes & (DRG_WORD_SPEECH | DRG_WORD_JOIN);
}

static bool wanted(const drg_namer *namer, uint32_t at, const drg_title_hit *hit, uint32_t end) {
    bool lower = namer->tokens[at].shape == DRG_SHAPE_LOWER;
    bool body = drg_namer_word(namer, at)->classes & DRG_WORD_ORGANIZATION;
    if (body && !lower && hit->end_token == at + 1 && hit->kind == DRG_TITLE_ROLE)
        return false; /* "University of X": the head of a body's name */
    if (hit->kind == DRG_TITLE_HONORIFIC)
        return capital_at(namer, hit->end_token, end);
    if (hit->kind == DRG_TITLE_RANK && lower)
        return capital_at(namer, hit->end_token, end) || stands_alone(namer, at, hit, end);
    return !verb_here(namer, at);
}

drg_slice drg_title_cell(const drg_know *know, uint32_t row, const char *column) {
    const drg_table *titles = drg_know_table(know, "titles");
    size_t index = titles ? drg_table_column(titles, column) : SIZE_MAX;
    return index == SIZE_MAX ? (drg_slice){NULL, 0} : drg_table_cell(titles, row, index);
}

/* "was elected | president": the verb, where "the elected president" has an adjective. */
static bool passive(const drg_namer *namer, uint32_t at) {
    static const char *const being[] = {"was", "were", "is", "been", "being"};
    bool elected = drg_token_is(namer, at, "elected") || drg_token_is(namer, at, "re-elected");
    return elected && at > 0 && DRG_ONE_OF(namer->tokens[at - 1].lower, being);
}

/* "former", "special", "presidential" right before a title belong to it. */
static uint32_t with_modifiers(const drg_namer *namer, uint32_t at, uint32_t sentence_first) {
    for (int i = 0; i < 3 && at > sentence_first; i++) {
        if (!(drg_namer_word(namer, at - 1)->classes & DRG_WORD_MODIFIER) ||
            namer->role_of[at - 1] != DRG_NONE || passive(namer, at - 1))
            break;
        at--;
    }
    return at;
}

static bool add_role(drg_namer *namer, uint32_t at, uint32_t end, const drg_title_hit *hit) {
    drg_document *document = namer->document;
    drg_role_phrase *role = drg_list_add(namer->arena, &document->roles);
    uint8_t *kind = drg_list_add(namer->arena, &namer->role_kinds);
    if (!role || !kind)
        return false;
    *role = (drg_role_phrase){.first_token = at,
        .end_token = end,
        .sentence = namer->tokens[at].sentence,
        .title = hit->row,
        .sector = hit->sector,
        .plural = hit->plural,
        .of = DRG_NONE,
        .holder = DRG_NONE};
    *kind = hit->kind;
    for (uint32_t i = at; i < end; i++)
        namer->role_of[i] = (uint32_t)document->roles.count - 1;
    return true;
}

/* "armed forces chief | of staff": a title that the last word of another begins is all one. */
static void with_longer(
    const drg_namer *namer, uint32_t first, uint32_t sentence_end, drg_title_hit *hit) {
    const drg_sentence *sentence = drg_namer_sentence(namer, first);
    uint32_t base = sentence->first_token, last = hit->end_token - 1;
    drg_title_hit longer;
    if (last > first &&
        drg_know_title(namer->know, namer->document->text, namer->tokens + base,
            sentence_end - base, last - base, &longer) &&
        longer.end_token + base > hit->end_token) {
        longer.end_token += base;
        *hit = longer;
    }
}

/* "president-designate", "mayor-elect", "treasurer-general": one title. */
static uint32_t with_suffix(const drg_namer *namer, uint32_t end, uint32_t sentence_end) {
    static const char *const suffixes[] = {"designate", "elect", "nominee", "general"};
    bool dash = end + 1 < sentence_end && namer->tokens[end].shape == DRG_SHAPE_DASH &&
                !(namer->tokens[end].flags & DRG_TOKEN_SPACE_BEFORE);
    return dash && DRG_ONE_OF(namer->tokens[end + 1].lower, suffixes) ? end + 2 : end;
}

int drg_namer_titles(drg_namer *namer) {
    namer->role_of = drg_arena_array(namer->arena, namer->token_count + 1, sizeof(uint32_t));
    if (!namer->role_of)
        return DRG_ENOMEM;
    for (uint32_t i = 0; i <= namer->token_count; i++)
        namer->role_of[i] = DRG_NONE;
    for (uint32_t i = 0; i < namer->token_count;) {
        const drg_sentence *sentence = drg_namer_sentence(namer, i);
        uint32_t base = sentence->first_token, end = sentence->end_token;
        drg_title_hit hit;
        if (!drg_know_title(namer->know, namer->document->text, namer->tokens + base, end - base,
                i - base, &hit)) {
            i++;
            continue;
        }
        hit.end_token += base;
        with_longer(namer, i, end, &hit);
        hit.end_token = with_suffix(namer, hit.end_token, end);
        if (!wanted(namer, i, &hit, end) || only_modifies(namer, i, &hit, end)) {
            i++;
            continue;
        }
        uint32_t role_end = with_field(namer, i, hit.end_token, end);
        uint32_t first = with_modifiers(namer, i, base);
        if (!add_role(namer, first, role_end, &hit))
            return DRG_ENOMEM;
        i = role_end;
    }
    return DRG_OK;
}
