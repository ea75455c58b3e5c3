/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of each entity: type, name, country, office, sectors.
 *
 * First from the tables (drg_namer_resolve), then, when the titles have found their bearers, from
 * the text (drg_namer_offices), which wins: "French Foreign Minister X" makes X French and minister
 * whether or not a table knows X. Where neither says where a person, a body or a place belongs, it
 * is the country that the article names most (DRG_BASIS_INFERRED): a local paper does not say where
 * its town is. Seas and regions that the tables do not place stay without a country.
 */
#include "entity.h"

static bool known_country(
    drg_namer *namer, drg_cluster *cluster, drg_slice country, drg_basis basis) {
    (void)namer;
    if (country.size == 0)
        return false;
    cluster->country = country;
    cluster->country_basis = basis;
    return true;
}

static drg_slice reading_text(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    return drg_slice_part(namer->document->text,
        (drg_span){namer->tokens[r->first].start, namer->tokens[r->end - 1].end});
}

static void settle_type(const drg_namer *namer, drg_cluster *cluster) {
    for (unsigned type = 0; type < DRG_ENTITY_TYPES; type++)
        if (cluster->votes[type] > cluster->votes[cluster->type])
            cluster->type = (drg_entity_type)type;
    if (cluster->thing == DRG_NONE)
        return;
    const drg_thing *thing = drg_know_thing(namer->know, cluster->thing);
    bool place = cluster->type == DRG_GPE || cluster->type == DRG_LOCATION;
    if (place && (thing->type == DRG_GPE || thing->type == DRG_LOCATION))
        cluster->type = thing->type;
}

int drg_namer_resolve(drg_namer *namer) {
    for (size_t i = 0; i < namer->clusters.count; i++) {
        drg_cluster *cluster = &namer->clusters.items[i];
        settle_type(namer, cluster);
        cluster->name = reading_text(namer, cluster->fullest);
        if (cluster->thing == DRG_NONE)
            continue;
        const drg_thing *thing = drg_know_thing(namer->know, cluster->thing);
        if (thing->name.size)
            cluster->name = thing->name;
        known_country(namer, cluster, thing->country, DRG_BASIS_TABLE);
    }
    return DRG_OK;
}

/* ---- countries from the text ---- */

static bool carries_country(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    return r->type == DRG_GPE || r->type == DRG_NORP || r->type == DRG_LOCATION;
}

static drg_slice country_of_reading(const drg_namer *namer, uint32_t reading) {
    if (reading == DRG_NONE || !carries_country(namer, reading))
        return (drg_slice){NULL, 0};
    return namer->clusters.items[namer->readings.items[reading].entity].country;
}

/* A state, place or demonym among the words of a name: "Supreme Court of Uganda", "Omani Navy". */
static drg_slice country_inside(const drg_namer *namer, const drg_reading *r) {
    drg_slice country = {NULL, 0};
    for (uint32_t at = r->first; at < r->end; at++)
        for (uint32_t h = namer->hit_from[at]; h < namer->hit_from[at + 1]; h++) {
            const drg_hit *hit = &namer->hits.items[h];
            if (hit->end > r->end || (hit->first == r->first && hit->end == r->end) || hit->guarded)
                continue;
            const drg_thing *thing = drg_know_thing(namer->know, hit->things[0]);
            bool state = thing->kind == DRG_THING_STATE || thing->kind == DRG_THING_DEMONYM;
            if (thing->country.size && thing->kind != DRG_THING_PERSON &&
                (state || country.size == 0))
                country = thing->country;
        }
    return country;
}

/* "Egyptian | Health Ministry", "Kenya's | Supreme Court", "Supreme Court | of Uganda",
 * "Loliondo | , Tanzania". */
static drg_slice country_beside(const drg_namer *namer, const drg_reading *r) {
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    uint32_t before = r->first;
    if (before > sentence->first_token && (namer->tokens[before - 1].flags & DRG_TOKEN_POSSESSIVE))
        before--;
    drg_slice country = {NULL, 0};
    if (before > sentence->first_token)
        country = country_of_reading(namer, drg_reading_to(namer, before));
    uint32_t after = r->end;
    if (country.size || after + 1 >= sentence->end_token)
        return country;
    bool link = drg_token_is(namer, after, "of") || drg_token_is(namer, after, "in") ||
                drg_token_is(namer, after, ",");
    if (!link)
        return country;
    after += 1 + drg_token_is(namer, after + 1, "the");
    return country_of_reading(namer, drg_reading_from(namer, after));
}

static void countries_of_others(drg_namer *namer) {
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        drg_cluster *cluster = &namer->clusters.items[r->entity];
        if (cluster->country.size || cluster->type == DRG_PERSON || cluster->type == DRG_NORP)
            continue;
        drg_slice country = country_inside(namer, r);
        if (country.size == 0)
            country = country_beside(namer, r);
        known_country(namer, cluster, country, DRG_BASIS_TEXT);
    }
}

/* ---- titles ---- */

static void countries_of_roles(drg_namer *namer) {
    for (size_t i = 0; i < namer->document->roles.count; i++) {
        drg_role_phrase *role = &namer->document->roles.items[i];
        if (role->of == DRG_NONE || role->of >= namer->clusters.count)
            continue;
        role->country = namer->clusters.items[role->of].country;
    }
}

static bool is_over(const drg_namer *namer, const drg_role_phrase *role) {
    static const char *const over[] = {"former", "ex", "late", "then", "ousted", "deposed"};
    for (uint32_t i = role->first_token; i < role->end_token && i < role->first_token + 2; i++)
        for (size_t k = 0; k < sizeof over / sizeof over[0]; k++)
            if (drg_token_is(namer, i, over[k]))
                return true;
    return false;
}

/* How much a title says of its bearer: an office before a role before a rank; held before over. */
static int weight_of(const drg_namer *namer, uint32_t number) {
    const drg_role_phrase *role = &namer->document->roles.items[number];
    static const int by_kind[] = {[DRG_TITLE_OFFICE] = 6,
        [DRG_TITLE_ROLE] = 4,
        [DRG_TITLE_RANK] = 2,
        [DRG_TITLE_HONORIFIC] = 0};
    int weight = by_kind[namer->role_kinds.items[number]];
    return weight ? weight + (role->of != DRG_NONE) - 3 * is_over(namer, role) : 0;
}

static void titles_of_persons(drg_namer *namer) {
    for (uint32_t i = 0; i < namer->document->roles.count; i++) {
        const drg_role_phrase *role = &namer->document->roles.items[i];
        if (role->holder == DRG_NONE)
            continue;
        drg_cluster *person = &namer->clusters.items[role->holder];
        int weight = weight_of(namer, i);
        if (weight > 0 && (person->role == DRG_NONE || weight > weight_of(namer, person->role)))
            person->role = i;
        bool body =
            role->of != DRG_NONE && namer->clusters.items[role->of].type == DRG_ORGANIZATION;
        bool alpha = role->country.size == 3;
        if (role->country.size && person->country_basis != DRG_BASIS_TEXT &&
            (!body || (alpha && person->country.size == 0)))
            known_country(namer, person, role->country, body ? DRG_BASIS_INFERRED : DRG_BASIS_TEXT);
    }
}

static bool holds_on(const drg_term *term, drg_date day) {
    long at = day.year * 10000L + day.month * 100 + day.day;
    long from = term->from.year * 10000L + term->from.month * 100 + term->from.day;
    long to =
        term->to.year ? term->to.year * 10000L + term->to.month * 100 + term->to.day : 99999999;
    return day.year == 0 ? term->to.year == 0 : from <= at && at <= to;
}

static void term_of_person(drg_namer *namer, drg_cluster *person) {
    if (person->thing == DRG_NONE)
        return;
    size_t count;
    const drg_term *terms = drg_know_terms(namer->know, person->thing, &count);
    drg_date day = namer->document->published;
    for (size_t i = 0; i < count && !person->term; i++)
        if (holds_on(&terms[i], day))
            person->term = &terms[i];
    for (size_t i = 0; i < count && !person->term; i++) {
        long from = terms[i].from.year * 10000L + terms[i].from.month * 100 + terms[i].from.day;
        if (day.year && from <= day.year * 10000L + day.month * 100 + day.day) {
            person->term = &terms[i];
            person->former = true;
        }
    }
}

/* ---- the whole ---- */

int drg_namer_offices(drg_namer *namer) {
    countries_of_others(namer);
    countries_of_roles(namer);
    titles_of_persons(namer);
    countries_of_roles(namer); /* again: "Trump's envoy" has it from Trump, known only now */
    titles_of_persons(namer);
    for (size_t i = 0; i < namer->clusters.count; i++) {
        drg_cluster *cluster = &namer->clusters.items[i];
        if (cluster->type == DRG_PERSON)
            term_of_person(namer, cluster);
        if (cluster->role != DRG_NONE)
            cluster->former = is_over(namer, &namer->document->roles.items[cluster->role]);
        bool guess = cluster->type != DRG_NORP && cluster->type != DRG_LOCATION &&
                     (cluster->thing == DRG_NONE || cluster->type == DRG_PERSON);
        if (cluster->country.size == 0 && guess)
            known_country(namer, cluster, namer->main_country, DRG_BASIS_INFERRED);
    }
    return DRG_OK;
}
