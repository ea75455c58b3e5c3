/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The office that the tables know of a person on the day of publication, and whom he acts for then.
 *
 * Of the terms of a person the newest one counts that was held on the day; else the newest that
 * began before it, which is over. A person's country in the tables is that of the state which he
 * served last. That is not whom the head of a union speaks for: event data code the officers of
 * the European Union, of NATO and of the United Nations with the body (CAMEO 1.1b3, chapters
 * 3 to 5: international bodies are actors of their own), so for as long as somebody holds
 * such an office he is of the body. The annotation of the corpus is divided: it mostly does so for
 * officers of the United Nations and the European Union, and less so for those of smaller bodies.
 *
 * Not so for whoever holds an office of a state on that day too (the chairmen of the African Union
 * and of ECOWAS are presidents), nor for sports federations and banks, whose officers speak for no
 * one abroad. Cost: linear in the terms of the person.
 */
#include "../base/date.h"
#include "entity.h"

static bool holds_on(const drg_term *term, drg_date day) {
    return day.year == 0 ? term->to.year == 0 : drg_date_within(day, term->from, term->to);
}

static void term_of_person(const drg_namer *namer, drg_cluster *person) {
    if (person->thing == DRG_NONE)
        return;
    size_t count;
    const drg_term *terms = drg_know_terms(namer->know, person->thing, &count);
    drg_date day = namer->document->published;
    for (size_t i = 0; i < count && !person->term; i++)
        if (holds_on(&terms[i], day))
            person->term = &terms[i];
    for (size_t i = 0; i < count && !person->term && day.year; i++)
        if (drg_date_compare(terms[i].from, day) <= 0) {
            person->term = &terms[i];
            person->former = true;
        }
}

/* The union, alliance or world body that a term is of; empty: it is of none. */
static drg_slice union_of_term(const drg_namer *namer, const drg_term *term) {
    uint32_t body = drg_know_country(namer->know, term->of);
    if (body == DRG_NONE)
        return (drg_slice){NULL, 0};
    const drg_thing *thing = drg_know_thing(namer->know, body);
    bool is_union = thing->kind == DRG_THING_BODY && (drg_slice_is(thing->subkind, "igo") ||
                                                         drg_slice_is(thing->subkind, "alliance"));
    return is_union && !drg_country_is_state(namer, thing->country) ? thing->country
                                                                    : (drg_slice){NULL, 0};
}

/* Whoever heads a union or an alliance acts for it and no longer for the state whose minister he
 * was before: he is of the body while he holds that office. Not so who holds an office of a state
 * too (the African Union's chairmen are presidents), nor whom the text itself gives a country.
 * Without a day of publication the title has to name the body. */
static void country_of_union(const drg_namer *namer, drg_cluster *person) {
    if (!person->term || person->former || person->country_basis == DRG_BASIS_TEXT)
        return;
    drg_slice body = union_of_term(namer, person->term);
    if (body.size == 0)
        return;
    uint32_t of =
        person->role == DRG_NONE ? DRG_NONE : namer->document->roles.items[person->role].of;
    bool titled = of != DRG_NONE && drg_slice_equal(namer->clusters.items[of].country, body);
    drg_date day = namer->document->published;
    size_t count;
    const drg_term *terms = drg_know_terms(namer->know, person->thing, &count);
    for (size_t i = 0; i < count; i++)
        if (drg_country_is_state(namer, terms[i].of) && holds_on(&terms[i], day))
            return;
    if (!day.year && !titled)
        return;
    person->country = body;
    person->country_basis = DRG_BASIS_TABLE;
    person->country_rule = "the body that the office is of";
}

void drg_namer_term(const drg_namer *namer, drg_cluster *person) {
    term_of_person(namer, person);
    country_of_union(namer, person);
}
