/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CAMEO style actor codes: three letters a group, the country or kind of body first, then roles.
 *
 *   a state                          USA, and with a role USAGOV, RUSMIL
 *   an international body            IGO and three letters of its own: IGOUNO, IGOEUR
 *   an NGO                           NGO and three letters: NGOMSF
 *   a company of no single country   MNC
 *   a dependent territory            its sovereign state's code (PLOVER folds dependencies here and
 *                                    only here: the `country` of the entity stays what it is),
 *                                    unless the table of states gives it one of its own: Hong Kong
 *
 * Source: CAMEO 1.1b3 chapters 3 to 5, PLOVER manual (folding of dependencies). The codes of bodies
 * that CAMEO names are the table below; others get the first three letters of their acronym.
 */
#include "entity.h"

static const struct {
    const char *body, *code;
} BODIES[] = {
    {"UN", "IGOUNO"},
    {"EU", "IGOEUR"},
    {"NATO", "IGONAT"},
    {"AU", "IGOAFU"},
    {"ASEAN", "IGOASN"},
    {"OPEC", "IGOOPC"},
    {"IMF", "IGOIMF"},
    {"WTO", "IGOWTO"},
    {"WB", "IGOWBK"},
    {"OSCE", "IGOSCE"},
    {"OAS", "IGOOAS"},
    {"ECOWAS", "IGOWAS"},
    {"IAEA", "IGOUNOIAE"},
    {"ICC", "IGOCRM"},
    {"ICJ", "IGOUNOICJ"},
    {"WHO", "IGOUNOWHO"},
    {"PAHO", "IGOUNOPAH"},
    {"WMO", "IGOUNOWMO"},
    {"WIPO", "IGOUNOWIP"},
    {"ILO", "IGOUNOILO"},
    {"ICAO", "IGOUNOICA"},
    {"IMO", "IGOUNOIMO"},
    {"ITU", "IGOUNOITU"},
    {"UPU", "IGOUNOUPU"},
    {"IFAD", "IGOUNOIFA"},
    {"G7", "IGOGSN"},
    {"GCC", "IGOGCC"},
    {"AL", "IGOARL"},
    {"CIS", "IGOCIS"},
    {"SADC", "IGOSAD"},
};

static drg_slice fold_territory(const drg_know *know, drg_slice country) {
    uint32_t thing = drg_know_country(know, country);
    if (thing == DRG_NONE || drg_know_thing(know, thing)->kind != DRG_THING_STATE)
        return country;
    const drg_table *states = drg_know_table(know, "states");
    size_t kind = states ? drg_table_column(states, "kind") : SIZE_MAX;
    size_t sovereign = states ? drg_table_column(states, "sovereign") : SIZE_MAX;
    size_t own = states ? drg_table_column(states, "actor_code") : SIZE_MAX;
    uint32_t row = drg_know_thing(know, thing)->row;
    if (own != SIZE_MAX && drg_table_cell(states, row, own).size)
        return drg_table_cell(states, row, own);
    if (kind == SIZE_MAX || sovereign == SIZE_MAX ||
        !drg_slice_is(drg_table_cell(states, row, kind), "dependency"))
        return country;
    drg_slice owner = drg_table_cell(states, row, sovereign);
    return owner.size ? owner : country;
}

static bool any_of(drg_slice word, const char *const *list) {
    for (; *list; list++)
        if (drg_slice_is(word, *list))
            return true;
    return false;
}

/* Three capital letters of a name or acronym; fewer where it has fewer. */
static size_t three_letters(drg_slice name, char out[3]) {
    size_t size = 0;
    for (size_t i = 0; i < name.size && size < 3; i++) {
        char c = name.data[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c >= 'A' && c <= 'Z')
            out[size++] = c;
    }
    return size;
}

static drg_slice base_code(drg_arena *arena, const drg_know *know, drg_slice country,
    drg_slice body_kind, drg_slice body) {
    static const char *const igo[] = {"igo", "alliance", "court", NULL};
    char letters[3];
    for (size_t i = 0; i < sizeof BODIES / sizeof BODIES[0]; i++) {
        if (body.size && drg_slice_is(body, BODIES[i].body))
            return drg_slice_of(BODIES[i].code);
        if (drg_slice_is(country, BODIES[i].body))
            return drg_slice_of(BODIES[i].code);
    }
    bool ngo = drg_slice_is(body_kind, "ngo");
    bool state = country.size == 3 && drg_know_country(know, country) != DRG_NONE &&
                 drg_know_thing(know, drg_know_country(know, country))->kind == DRG_THING_STATE;
    if (ngo || (!state && any_of(body_kind, igo))) {
        size_t size = three_letters(body.size ? body : country, letters);
        return drg_arena_format(arena, "%s%.*s", ngo ? "NGO" : "IGO", (int)size, letters);
    }
    if (country.size == 0)
        return drg_slice_is(body_kind, "company") ? DRG_SLICE("MNC") : (drg_slice){NULL, 0};
    if (!state) {
        size_t size = three_letters(country, letters);
        return drg_arena_format(arena, "IGO%.*s", (int)size, letters);
    }
    return fold_territory(know, country);
}

drg_slice drg_actor_code(drg_arena *arena, const drg_engine *engine, drg_slice country,
    drg_slice body_kind, drg_slice body, const uint8_t *sectors, size_t sector_count) {
    drg_slice base = base_code(arena, engine->know, country, body_kind, body);
    drg_slice first =
        sector_count ? drg_know_sector_code(engine->know, sectors[0]) : (drg_slice){NULL, 0};
    drg_slice second =
        sector_count > 1 ? drg_know_sector_code(engine->know, sectors[1]) : (drg_slice){NULL, 0};
    bool international = drg_slice_starts(base, DRG_SLICE("IGO")) ||
                         drg_slice_starts(base, DRG_SLICE("NGO")) ||
                         drg_slice_starts(base, DRG_SLICE("MNC"));
    if (international || first.size == 0 || drg_slice_is(first, "UNK")) /* "a group" */
        return base;
    /* a former official keeps what he was: USAELIGOV */
    bool both = drg_slice_is(first, "ELI") && second.size;
    return drg_arena_format(arena, "%.*s%.*s%.*s", (int)base.size, base.size ? base.data : "",
        (int)first.size, first.data, both ? (int)second.size : 0, both ? second.data : "");
}
