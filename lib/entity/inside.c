/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The country that the words of a name tell: "Supreme Court of Uganda", "Omani Navy", "Colon
 * Theatre".
 *
 * States and the words for their peoples count always; a place counts where the text names its
 * country otherwise, or names no country at all and nothing else is called so. A name that tells
 * two states ("Saudi-Greek Council") is of neither (but "Indian Chamber of Commerce in Korea"), and
 * one with an international body in it ("UN Environment Assembly") is of that body. Where no such
 * word stands in it, a legal form ("Sdn Bhd") tells a country. Names that are a row of the tables
 * as a whole have their country from there.
 *
 * Not: the company that a name begins with. "Intel Research Solutions" polls in Kenya.
 *
 * Cost: the table names inside the name, a binary search a word of a body.
 */
#include "entity.h"

/* Of a state; else its country is an international body's own acronym ("FIFA", "EU"). */
static bool of_state(const drg_namer *namer, const drg_thing *thing) {
    uint32_t whose =
        thing->country.size == 3 ? drg_know_country(namer->know, thing->country) : DRG_NONE;
    return whose != DRG_NONE && drg_know_thing(namer->know, whose)->kind == DRG_THING_STATE;
}

/* "German", which is a person's name elsewhere, is a nationality at the head of a body's name. */
static bool misleads(const drg_namer *namer, const drg_reading *r, const drg_hit *hit) {
    const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
    bool nationality =
        thing->kind == DRG_THING_DEMONYM && drg_slice_is(thing->subkind, "nationality");
    bool head = hit->first == r->first && r->type == DRG_ORGANIZATION && nationality;
    return hit->guarded && !head;
}

unsigned drg_name_states(const drg_namer *namer, const drg_reading *r) {
    drg_slice first = {NULL, 0};
    for (uint32_t at = r->first; at < r->end;) {
        const drg_thing *thing = NULL;
        uint32_t next = at + 1;
        for (uint32_t h = namer->hit_from[at]; h < namer->hit_from[at + 1] && !thing; h++) {
            const drg_hit *hit = &namer->hits.items[h]; /* the longest first: "French Guiana" */
            if (hit->end > r->end || hit->end - hit->first == r->end - r->first ||
                misleads(namer, r, hit))
                continue;
            thing = drg_know_thing(namer->know, hit->things[0]);
            next = hit->end;
        }
        at = next;
        if (!thing || thing->country.size != 3 ||
            (thing->kind != DRG_THING_STATE && thing->kind != DRG_THING_DEMONYM))
            continue;
        if (first.size && !drg_slice_equal(first, thing->country))
            return 2;
        first = thing->country;
    }
    return first.size ? 1 : 0;
}

/* The state that a name ends in after "in": "Indian Chamber of Commerce in Korea". */
static drg_slice state_at_end(const drg_namer *namer, const drg_reading *r) {
    for (uint32_t at = r->first + 1; at + 1 < r->end; at++) {
        uint32_t next = at + 1 + drg_token_is(namer, at + 1, "the");
        if (!drg_token_is(namer, at, "in") || next >= r->end)
            continue;
        for (uint32_t h = namer->hit_from[next]; h < namer->hit_from[next + 1]; h++) {
            const drg_thing *thing = drg_know_thing(namer->know, namer->hits.items[h].things[0]);
            if (namer->hits.items[h].end == r->end && thing->kind == DRG_THING_STATE)
                return thing->country;
        }
    }
    return (drg_slice){NULL, 0};
}

/* The country of a legal form: "X GmbH & Co. KG", "Y Sdn Bhd"; of those that share one (GmbH) the
 * one that the text names. */
static drg_slice of_legal_form(const drg_namer *namer, const drg_reading *r) {
    const drg_table *forms = drg_know_table(namer->know, "legal_forms");
    drg_slice none = {NULL, 0};
    for (uint32_t at = r->end; r->type == DRG_ORGANIZATION && at > r->first + 1; at--) {
        size_t row = drg_table_find(forms, namer->tokens[at - 1].lower);
        if (row == SIZE_MAX)
            continue;
        drg_slice countries = drg_table_cell(forms, row, 1), rest = countries, country;
        while (drg_slice_cut(&rest, '|', &country))
            if (country.size == countries.size ||
                drg_country_votes(namer, country) >= DRG_NAMED_VOTES)
                return country;
        return none;
    }
    return none;
}

/* A state, place or demonym among the words of a name: "Supreme Court of Uganda", "Omani Navy";
 * else an international body: "UN Environment Assembly". */
drg_slice drg_country_inside(const drg_namer *namer, const drg_reading *r) {
    drg_slice country = {NULL, 0}, body = {NULL, 0};
    if (drg_name_states(namer, r) > 1)
        return state_at_end(namer, r);
    for (uint32_t at = r->first; at < r->end; at++)
        for (uint32_t h = namer->hit_from[at]; h < namer->hit_from[at + 1]; h++) {
            const drg_hit *hit = &namer->hits.items[h];
            if (hit->end > r->end || (hit->first == r->first && hit->end == r->end) ||
                misleads(namer, r, hit))
                continue;
            const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
            bool state = thing->kind == DRG_THING_STATE || thing->kind == DRG_THING_DEMONYM;
            bool international =
                thing->kind == DRG_THING_BODY && thing->country.size && !of_state(namer, thing);
            if (international && body.size == 0)
                body = thing->country;
            if (!state && drg_country_votes(namer, thing->country) < DRG_NAMED_VOTES &&
                (namer->countries.count || thing->kind != DRG_THING_PLACE || hit->thing_count > 1 ||
                    hit->end - hit->first < 2))
                continue; /* "Colón Theatre" in Buenos Aires is not in Colón */
            if (thing->country.size && thing->kind != DRG_THING_PERSON &&
                (state || country.size == 0))
                country = thing->country;
        }
    if (country.size == 0)
        country = of_legal_form(namer, r);
    return country.size ? country : body;
}
