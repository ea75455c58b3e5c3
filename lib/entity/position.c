/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where facilities and places lie that are no row of the tables: where the place in their name lies
 * ("Erbil International Airport") or the one beside it ("the Al-Noor Mosque in Kandahar"). It is
 * the position of a town for something in it, good to a few kilometres, and the entity says whose
 * it is.
 *
 * The place in a name is believed only in the country that the entity was found to be in: "Colon
 * Theatre" in Buenos Aires is not in Colon; nor are the Ottawa Islands in Ottawa. Cost: linear in
 * the names and their words.
 */
#include "entity.h"

static bool is_place_type(drg_entity_type type) {
    return type == DRG_GPE || type == DRG_LOCATION;
}

/* A city, province or site, whose position says where something in it lies. */
static bool is_narrow(const drg_thing *thing) {
    static const char *const wide[] = {
        "continent", "region", "sea", "ocean", "gulf", "strait", "desert"};
    if (thing->kind != DRG_THING_PLACE || !thing->has_coordinates)
        return false;
    return !DRG_ONE_OF(thing->subkind, wide);
}

/* "Ottawa Islands": called after a place that may be anywhere (a bay of a town's name mostly is at
 * the town). Saints have many places: San Juan de Lurigancho is in no San Juan. */
static bool is_called_after(const drg_namer *namer, const drg_reading *r) {
    return is_place_type(r->type) &&
           (drg_token_is(namer, r->end - 1, "islands") || drg_namer_saint(namer, r->first));
}

/* A row inside the name or right beside it that gives the position: the place of the longest table
 * name in it, in the country that the entity was found to be in. */
static uint32_t place_inside(const drg_namer *namer, const drg_reading *r, drg_slice country) {
    uint32_t best = DRG_NONE, longest = 0;
    for (uint32_t at = r->first; at < r->end; at++)
        for (uint32_t h = namer->hit_from[at]; h < namer->hit_from[at + 1]; h++) {
            const drg_hit *hit = &namer->hits.items[h];
            if (hit->end > r->end || hit->guarded || hit->end - hit->first <= longest)
                continue;
            for (uint32_t i = 0; i < hit->thing_count; i++) {
                const drg_thing *thing = drg_know_thing(namer->know, hit->things[i]);
                if (!is_narrow(thing) || !drg_slice_equal(thing->country, country))
                    continue;
                best = hit->things[i];
                longest = hit->end - hit->first;
                break;
            }
        }
    return best;
}

static uint32_t place_beside(const drg_namer *namer, const drg_reading *r) {
    const drg_sentence *sentence = &namer->document->sentences.items[r->sentence];
    uint32_t after = r->end;
    bool link = drg_token_is(namer, after, "in") || drg_token_is(namer, after, ",") ||
                drg_token_is(namer, after, "near") || drg_token_is(namer, after, "at");
    if (!link || after + 1 >= sentence->end_token)
        return DRG_NONE;
    after += 1 + drg_token_is(namer, after + 1, "the");
    uint32_t other = drg_reading_from(namer, after);
    if (other == DRG_NONE || namer->readings.items[other].type != DRG_GPE)
        return DRG_NONE;
    uint32_t place = namer->places[other].thing;
    const drg_thing *thing = place == DRG_NONE ? NULL : drg_know_thing(namer->know, place);
    return thing && is_narrow(thing) ? place : DRG_NONE;
}

/* For facilities and places without a row, from their first and fullest readings. */
int drg_namer_positions(drg_namer *namer) {
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        drg_cluster *cluster = &namer->clusters.items[r->entity];
        bool place = is_place_type(cluster->type) || cluster->type == DRG_FACILITY;
        bool known = cluster->thing != DRG_NONE &&
                     drg_know_thing(namer->know, cluster->thing)->has_coordinates;
        bool state = cluster->thing != DRG_NONE &&
                     drg_know_thing(namer->know, cluster->thing)->kind == DRG_THING_STATE;
        if (!place || known || state || cluster->near != DRG_NONE)
            continue;
        cluster->near = place_beside(namer, r);
        if (cluster->near == DRG_NONE && cluster->country.size && !is_called_after(namer, r))
            cluster->near = place_inside(namer, r, cluster->country);
        if (cluster->near != DRG_NONE && cluster->country.size == 0) {
            cluster->country = drg_know_thing(namer->know, cluster->near)->country;
            cluster->country_basis = DRG_BASIS_TEXT;
        }
    }
    return DRG_OK;
}
