/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "The French president" where the text names no bearer: who held the office on the day of
 * publication, by the tables.
 *
 * Only a definite title that names its state, and only offices that one person holds at a time. The
 * title's own words are asked first: Iran's president is not its supreme leader, Britain's
 * chancellor no head of government. The person becomes an entity even though the text never names
 * him. Looking one up walks the entities, so it is done at most DRG_LINK_HOLDERS times in a text.
 */
#include "link.h"

static bool definite(const drg_namer *namer, const drg_asker *asker) {
    static const char *const determiners[] = {"the", "this", "that", "its", "their", "his", "her"};
    for (uint32_t t = asker->start; t < asker->first; t++) {
        if ((namer->tokens[t].flags & DRG_TOKEN_POSSESSIVE) ||
            DRG_ONE_OF(namer->tokens[t].lower, determiners))
            return true;
    }
    return false;
}

/* "Israel's first foreign minister", "the then president": not today's. */
static bool of_other_time(const drg_namer *namer, const drg_asker *asker) {
    for (uint32_t t = asker->start; t < asker->end; t++)
        if (drg_namer_token_in(
                namer, t, "|first|second|last|former|previous|then|future|next|late|later|"))
            return true;
    return asker->start > 0 && drg_namer_token_in(namer, asker->start - 1, "|then|later|");
}

static uint32_t entity_of(drg_namer *namer, uint32_t thing, bool make) {
    for (uint32_t i = 0; i < namer->clusters.count; i++)
        if (namer->clusters.items[i].thing == thing)
            return i;
    drg_cluster *made = make ? drg_list_add(namer->arena, &namer->clusters) : NULL;
    if (!made)
        return DRG_NONE;
    const drg_thing *known = drg_know_thing(namer->know, thing);
    *made = (drg_cluster){.type = DRG_PERSON,
        .near = DRG_NONE,
        .place = {.thing = DRG_NONE, .best = DRG_NONE, .second = DRG_NONE},
        .thing = thing,
        .fullest = DRG_NONE,
        .first = DRG_NONE,
        .role = DRG_NONE,
        .name = known->name,
        .country = known->country,
        .country_basis = DRG_BASIS_TABLE};
    return (uint32_t)namer->clusters.count - 1;
}

uint32_t drg_link_holder(drg_linker *linker, const drg_asker *asker, bool make) {
    static const char *const unique[] = {"head_of_state", "head_of_government", "foreign_minister",
        "defence_minister", "interior_minister", "finance_minister", "monarch"};
    drg_namer *namer = linker->namer;
    if (asker->role == DRG_NONE || asker->plural)
        return DRG_NONE;
    const drg_role_phrase *role = &namer->document->roles.items[asker->role];
    drg_date day = namer->document->published;
    drg_slice kind = drg_title_cell(namer->know, role->title, "office_kind");
    if (!DRG_ONE_OF(kind, unique) || day.year == 0 || role->country.size == 0 ||
        role->holder != DRG_NONE || namer->role_kinds.items[asker->role] != DRG_TITLE_OFFICE ||
        !definite(namer, asker) || of_other_time(namer, asker) ||
        (drg_namer_word(namer, role->first_token)->classes & DRG_WORD_MODIFIER) ||
        linker->lookups++ >= DRG_LINK_HOLDERS)
        return DRG_NONE;
    drg_slice form = drg_title_cell(namer->know, role->title, "form");
    const drg_term *term = drg_know_holder(namer->know, role->country, form, day);
    if (!term)
        term = drg_know_holder(namer->know, role->country, kind, day);
    uint32_t entity = term ? entity_of(namer, term->person, make) : DRG_NONE;
    if (entity != DRG_NONE && make)
        namer->clusters.items[entity].term = term;
    return entity;
}
