/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names that "and" joins: "Kenya, Uganda and Rwanda", "President Emmanuel Macron and German
 * Chancellor Olaf Scholz".
 *
 * The names are walked as the linker walks the text. A name goes on a list where nothing but a
 * comma or "and" stands between it and the one before, and for persons their titles with what those
 * are titles of. The list is whole with the name behind "and". Persons stand with persons; states,
 * bodies and peoples with each other. "Paris, France" is no list: the second says where the first
 * is. Lists of more than DRG_GROUP_MEMBERS begin anew.
 *
 * Cost: a few tokens a name.
 */
#include "link.h"

/* "Turkish" and "Labour Party" in "Turkish Foreign Minister X", "Labour Party leader X": part of
 * naming X. */
bool drg_link_part_of_title(const drg_namer *namer, const drg_reading *reading) {
    uint32_t at = reading->end;
    if (reading->type == DRG_PERSON)
        return false;
    if (drg_link_inside(namer, at, reading->sentence) &&
        (namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE))
        at++;
    for (int i = 0; i < 6 && drg_link_inside(namer, at, reading->sentence); i++, at++) {
        uint32_t next = drg_reading_from(namer, at);
        if (next != DRG_NONE)
            return namer->readings.items[next].type == DRG_PERSON && i > 0;
        if (namer->role_of[at] == DRG_NONE &&
            !(drg_namer_word(namer, at)->classes & DRG_WORD_MODIFIER))
            return false;
    }
    return false;
}

typedef enum joint { APART, COMMA, AND } joint;

/* What stands between a name that ends before `at` and the next, but for titles of a person. */
static joint joint_of(const drg_namer *namer, uint32_t at, uint32_t first, bool person) {
    enum { LONGEST = 10 };
    joint found = APART;
    if (first <= at || first - at > LONGEST)
        return APART;
    if (drg_token_is(namer, at, ",")) {
        found = COMMA;
        at++;
    }
    if (at < first && drg_namer_token_in(namer, at, "|and|&|")) {
        found = AND;
        at++;
    }
    for (; at < first && found != APART; at++) {
        uint32_t reading = namer->reading_of[at];
        bool title = namer->role_of[at] != DRG_NONE ||
                     drg_namer_token_in(namer, at, "|his|her|its|their|") ||
                     (drg_namer_word(namer, at)->classes & DRG_WORD_MODIFIER) ||
                     (namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE) ||
                     (reading != DRG_NONE && namer->readings.items[reading].type != DRG_PERSON);
        if (!drg_token_is(namer, at, "the") && !(person && title))
            return APART;
    }
    return found;
}

/* "Paris, France": the second name says where the first one is. */
static bool place_of_last(const drg_linker *linker, const drg_link_list *list, uint32_t entity) {
    const drg_cluster *last = drg_link_cluster(linker, list->members[list->count - 1]);
    const drg_cluster *next = drg_link_cluster(linker, entity);
    return last->type == DRG_GPE && next->type == DRG_GPE && last->country.size &&
           drg_slice_equal(last->country, next->country);
}

/* Adds a name to a list that it goes on, else begins the list anew with it. */
void drg_link_list_add(const drg_linker *linker, drg_link_list *list, const drg_reading *reading) {
    const drg_namer *namer = linker->namer;
    bool person = reading->type == DRG_PERSON;
    joint found = APART;
    if (list->count && list->count < DRG_GROUP_MEMBERS && !list->closed &&
        list->sentence == reading->sentence && list->persons == person &&
        !drg_link_holds(list->members, list->count, reading->entity))
        found = joint_of(namer, list->end, reading->first, person);
    if (found == COMMA && place_of_last(linker, list, reading->entity))
        found = APART;
    if (found == APART)
        *list = (drg_link_list){
            .first = reading->first, .sentence = reading->sentence, .persons = person};
    list->members[list->count++] = reading->entity;
    list->end = reading->end;
    list->closed = found == AND;
}

void drg_link_list_note(drg_linker *linker, uint32_t reading) {
    const drg_namer *namer = linker->namer;
    const drg_reading *r = &namer->readings.items[reading];
    linker->passed = reading + 1;
    drg_link_tally_note(linker, r);
    if (drg_link_part_of_title(namer, r))
        return;
    if (r->type != DRG_PERSON && !drg_link_acts(r->type)) {
        linker->open.count = 0;
        return;
    }
    drg_link_list_add(linker, &linker->open, r);
    drg_link_list *list = &linker->open;
    if (!list->closed)
        return;
    list->modifies = drg_link_inside(namer, list->end, list->sentence) &&
                     namer->reading_of[list->end] == DRG_NONE &&
                     namer->tokens[list->end].shape == DRG_SHAPE_LOWER &&
                     drg_link_noun(namer, list->end) && !drg_link_verb(namer, list->end);
    list->subject = drg_link_place_of(namer, list->first, list->end) == DRG_PLACE_SUBJECT;
    linker->named = *list;
}
