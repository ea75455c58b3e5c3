/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From rows to things: states, bodies, demonyms, places, seats of power. Each gets an id that is
 * unique over all tables, its names, and a score of prominence, by which the meanings of one name
 * are ordered: a member of the UN before everything, then nations' adjectives, bodies of states,
 * seats, capitals, regions, bodies, places by population.
 */
#include "compile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- shared with persons ---- */

uint32_t drg_compile_add_thing(drg_compiler *compiler, drg_slice id, const block_thing *thing) {
    if (!id.data) /* there was no memory for it; a thing that nobody finds would be worse than none
                   */
        return DRG_NONE;
    uint32_t number = drg_intern_add(&compiler->ids, id);
    block_thing *made = drg_list_add(&compiler->arena, &compiler->things);
    if (number == DRG_NONE || !made)
        return DRG_NONE;
    *made = *thing;
    made->id = drg_compile_string(compiler, id);
    return number;
}

/* Is the name among those that the guard cell lists? `*` stands for all. */
static bool is_guarded(drg_slice guard, drg_slice name) {
    drg_slice one;
    while (drg_slice_cut(&guard, '|', &one))
        if (drg_slice_equal(one, name) || drg_slice_is(one, "*"))
            return true;
    return false;
}

static bool is_ascii(drg_slice text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

static int add_name(drg_compiler *compiler, const drg_compile_row *row, uint32_t column,
    uint32_t thing, drg_slice written) {
    drg_compile_name *name = drg_list_add(&compiler->arena, &compiler->names);
    if (!name)
        return drg_compile_memory(compiler);
    *name = (drg_compile_name){
        .thing = thing,
        .score = row->score,
        .alias = column != row->name,
        .guarded = is_guarded(drg_tsv_cell(row->table, row->row, row->guard), written),
        .marked = !is_ascii(written),
        .table = row->table,
        .row = row->row,
        .column = column,
    };
    drg_compile_fold(compiler, written, &name->lower, &name->cased);
    if (name->lower.size == 0)
        return drg_tsv_fail(row->table, row->row, column, compiler->error,
            "'%.*s' is too long, or no name", (int)written.size, written.data);
    if (name->guarded && column == row->name)
        compiler->things.items[thing].flags |= BLOCK_THING_GUARDED;
    return DRG_OK;
}

/* Every name that the guard lists must be one of the row. */
static int check_guard(drg_compiler *compiler, const drg_compile_row *row) {
    drg_slice one, rest = drg_tsv_cell(row->table, row->row, row->guard);
    while (drg_slice_cut(&rest, '|', &one)) {
        drg_slice alias, aliases = drg_tsv_cell(row->table, row->row, row->aliases);
        bool known = drg_slice_is(one, "*") ||
                     drg_slice_equal(one, drg_tsv_cell(row->table, row->row, row->name));
        while (!known && drg_slice_cut(&aliases, '|', &alias))
            known = drg_slice_equal(alias, one);
        if (!known)
            return drg_tsv_fail(row->table, row->row, row->guard, compiler->error,
                "'%.*s' is not a name of this row", (int)one.size, one.data);
    }
    return DRG_OK;
}

int drg_compile_add_names(drg_compiler *compiler, const drg_compile_row *row, uint32_t thing) {
    drg_slice name = drg_tsv_cell(row->table, row->row, row->name);
    if (thing == DRG_NONE)
        return drg_compile_memory(compiler);
    if (row->table->lines[row->row] == 0)
        return DRG_OK; /* stands for a built-in row, which has its names */
    if (name.size == 0)
        return drg_tsv_fail(row->table, row->row, row->name, compiler->error, "no name");
    if (add_name(compiler, row, row->name, thing, name))
        return compiler->error->code;
    drg_slice alias, rest = drg_tsv_cell(row->table, row->row, row->aliases);
    while (drg_slice_cut(&rest, '|', &alias)) {
        if (alias.size == 0)
            return drg_tsv_fail(
                row->table, row->row, row->aliases, compiler->error, "an empty alias");
        if (add_name(compiler, row, row->aliases, thing, alias))
            return compiler->error->code;
    }
    return check_guard(compiler, row);
}

/* ---- cells ---- */

static int read_type(
    drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column, uint8_t *type) {
    drg_slice cell = drg_tsv_cell(table, row, column);
    for (int i = 0; i < DRG_ENTITY_TYPES; i++) {
        if (drg_slice_is(cell, drg_entity_type_name((drg_entity_type)i))) {
            *type = (uint8_t)i;
            return DRG_OK;
        }
    }
    return drg_tsv_fail(table, row, column, compiler->error, "'%.*s' is no type of entity",
        (int)cell.size, cell.data);
}

/* A country cell: empty, a state's code or a body's id. */
static int read_country(drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column,
    uint32_t *country) {
    drg_slice cell = drg_tsv_cell(table, row, column);
    if (cell.size && drg_compile_country(compiler, cell) == DRG_NONE)
        return drg_tsv_fail(table, row, column, compiler->error, "'%.*s' is no state and no body",
            (int)cell.size, cell.data);
    *country = drg_compile_string(compiler, cell);
    return DRG_OK;
}

static int read_number(drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column,
    double low, double high, double *number) {
    drg_slice cell = drg_tsv_cell(table, row, column);
    char buffer[32] = {0};
    char *end = buffer;
    *number = 0;
    if (cell.size == 0)
        return DRG_OK;
    bool fits = cell.size < sizeof buffer;
    if (fits) {
        memcpy(buffer, cell.data, cell.size);
        *number = strtod(buffer, &end);
    }
    if (!fits || end != buffer + cell.size || !(*number >= low && *number <= high))
        return drg_tsv_fail(table, row, column, compiler->error,
            "'%.*s' is no number from %g to %g", (int)cell.size, cell.data, low, high);
    return DRG_OK;
}

static int twice(drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column) {
    drg_slice cell = drg_tsv_cell(table, row, column);
    return drg_tsv_fail(
        table, row, column, compiler->error, "'%.*s' is there twice", (int)cell.size, cell.data);
}

/* ---- states ---- */

static bool is_code(drg_slice code, size_t size) {
    if (code.size != size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (code.data[i] < 'A' || code.data[i] > 'Z')
            return false;
    return true;
}

static uint32_t state_score(drg_slice kind) {
    if (drg_slice_is(kind, "member") || drg_slice_is(kind, "observer"))
        return 1000;
    return drg_slice_is(kind, "disputed") ? 900 : drg_slice_is(kind, "dependency") ? 790 : 600;
}

static int add_states(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "states");
    uint32_t code = drg_tsv_column(t, "code"), kind = drg_tsv_column(t, "kind");
    for (uint32_t row = 0; row < t->rows; row++) {
        drg_slice cell = drg_tsv_cell(t, row, code);
        if (!is_code(cell, 3))
            return drg_tsv_fail(t, row, code, compiler->error, "not three capital letters");
        if (drg_compile_find(compiler, "state:", cell) != DRG_NONE)
            return twice(compiler, t, row, code);
        block_thing thing = {
            .parent = BLOCK_NONE, .row = row, .kind = DRG_THING_STATE, .type = DRG_GPE};
        drg_compile_row names = {t, row, drg_tsv_column(t, "name"), drg_tsv_column(t, "aliases"),
            drg_tsv_column(t, "guard"), state_score(drg_tsv_cell(t, row, kind))};
        thing.name = drg_compile_string(compiler, drg_tsv_cell(t, row, names.name));
        thing.country = drg_compile_string(compiler, cell);
        thing.subkind = drg_compile_string(compiler, drg_tsv_cell(t, row, kind));
        drg_slice id = drg_arena_format(&compiler->arena, "state:%.*s", (int)cell.size, cell.data);
        if (drg_compile_add_names(compiler, &names, drg_compile_add_thing(compiler, id, &thing)))
            return compiler->error->code;
        drg_slice official = drg_tsv_cell(t, row, drg_tsv_column(t, "official_name"));
        uint32_t own = drg_compile_find(compiler, "state:", cell);
        if (official.size &&
            add_name(compiler, &names, drg_tsv_column(t, "official_name"), own, official))
            return compiler->error->code;
    }
    return DRG_OK;
}

/* A sovereign must be a state: checked when all are known. */
static int check_states(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "states");
    uint32_t sovereign = drg_tsv_column(t, "sovereign");
    for (uint32_t row = 0; row < t->rows; row++) {
        drg_slice cell = drg_tsv_cell(t, row, sovereign);
        if (cell.size && drg_compile_find(compiler, "state:", cell) == DRG_NONE)
            return drg_tsv_fail(t, row, sovereign, compiler->error, "'%.*s' is no state",
                (int)cell.size, cell.data);
    }
    return DRG_OK;
}

/* ---- bodies ---- */

static uint32_t body_score(drg_slice kind) {
    static const char *const high[] = {"igo", "alliance", "court"};
    return DRG_ONE_OF(kind, high) ? 850 : 620;
}

static int add_bodies(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "bodies");
    uint32_t id_column = t ? drg_tsv_column(t, "id") : 0;
    for (uint32_t row = 0; t && row < t->rows; row++) {
        drg_slice cell = drg_tsv_cell(t, row, id_column);
        if (cell.size == 0)
            return drg_tsv_fail(t, row, id_column, compiler->error, "no id");
        if (cell.size > BLOCK_ID_LIMIT)
            return drg_tsv_fail(t, row, id_column, compiler->error,
                "an id has at most %u bytes, this one %zu", BLOCK_ID_LIMIT, cell.size);
        if (drg_compile_find(compiler, "body:", cell) != DRG_NONE)
            return twice(compiler, t, row, id_column);
        if (drg_compile_find(compiler, "state:", cell) != DRG_NONE)
            return drg_tsv_fail(t, row, id_column, compiler->error, "'%.*s' is the code of a state",
                (int)cell.size, cell.data);
        drg_slice kind = drg_tsv_cell(t, row, drg_tsv_column(t, "kind"));
        block_thing thing = {.parent = BLOCK_NONE, .row = row, .kind = DRG_THING_BODY};
        drg_compile_row names = {t, row, drg_tsv_column(t, "name"), drg_tsv_column(t, "aliases"),
            drg_tsv_column(t, "guard"), body_score(kind)};
        if (read_type(compiler, t, row, drg_tsv_column(t, "type"), &thing.type) ||
            drg_compile_sectors(
                compiler, t, row, drg_tsv_column(t, "sectors"), thing.sectors, &thing.sector_count))
            return compiler->error->code;
        thing.name = drg_compile_string(compiler, drg_tsv_cell(t, row, names.name));
        thing.subkind = drg_compile_string(compiler, kind);
        drg_slice id = drg_arena_format(&compiler->arena, "body:%.*s", (int)cell.size, cell.data);
        if (drg_compile_add_names(compiler, &names, drg_compile_add_thing(compiler, id, &thing)))
            return compiler->error->code;
    }
    return DRG_OK;
}

/* Countries and parents of bodies, which may stand further down in the table. */
static int link_bodies(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "bodies");
    for (uint32_t row = 0; t && row < t->rows; row++) {
        uint32_t number =
            drg_compile_find(compiler, "body:", drg_tsv_cell(t, row, drg_tsv_column(t, "id")));
        uint32_t column = drg_tsv_column(t, "parent");
        drg_slice parent = drg_tsv_cell(t, row, column);
        block_thing *thing = &compiler->things.items[number]; /* add_bodies has put it there */
        if (read_country(compiler, t, row, drg_tsv_column(t, "country"), &thing->country))
            return compiler->error->code;
        if (parent.size == 0)
            continue;
        thing->parent = drg_compile_find(compiler, "body:", parent);
        if (thing->parent == DRG_NONE)
            thing->parent = drg_compile_find(compiler, "state:", parent);
        if (thing->parent == DRG_NONE || thing->parent == number)
            return drg_tsv_fail(t, row, column, compiler->error, "'%.*s' is no other body",
                (int)parent.size, parent.data);
    }
    return DRG_OK;
}

/* ---- demonyms ---- */

/* "CAN|GRL": the states that have a people of the name too; "*": any may. */
static int check_elsewhere(drg_compiler *compiler, const drg_tsv *t, uint32_t row) {
    uint32_t column = drg_tsv_column(t, "elsewhere");
    if (column == UINT32_MAX || drg_slice_is(drg_tsv_cell(t, row, column), "*"))
        return DRG_OK;
    drg_slice state, rest = drg_tsv_cell(t, row, column);
    while (drg_slice_cut(&rest, '|', &state))
        if (!is_code(state, 3))
            return drg_tsv_fail(t, row, column, compiler->error,
                "'%.*s' is neither a state's code nor *", (int)state.size, state.data);
    return DRG_OK;
}

/* All forms of one canonical adjective and country are one thing. */
static int add_demonyms(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "demonyms");
    uint32_t form = drg_tsv_column(t, "form"), country = drg_tsv_column(t, "country");
    uint32_t canonical = drg_tsv_column(t, "canonical"), group = drg_tsv_column(t, "group");
    drg_intern seen;
    drg_intern_init(&seen, &compiler->arena, (drg_hash_key){0, 0});
    for (uint32_t row = 0; row < t->rows; row++) {
        drg_slice name = drg_tsv_cell(t, row, canonical), code = drg_tsv_cell(t, row, country);
        drg_slice word = drg_tsv_cell(t, row, form);
        drg_slice id = drg_arena_format(&compiler->arena, "demonym:%.*s%s%.*s", (int)name.size,
            name.data, code.size ? ":" : "", (int)code.size, code.data);
        drg_slice key = drg_arena_format(
            &compiler->arena, "%.*s\t%.*s", (int)word.size, word.data, (int)id.size, id.data);
        size_t before = seen.count;
        if (drg_intern_add(&seen, key) == DRG_NONE)
            return drg_compile_memory(compiler);
        if (seen.count == before)
            return twice(compiler, t, row, form);
        if (name.size == 0)
            return drg_tsv_fail(t, row, canonical, compiler->error, "no canonical form");
        drg_slice kind = drg_tsv_cell(t, row, group);
        uint32_t number = drg_intern_find(&compiler->ids, id);
        block_thing thing = {.parent = BLOCK_NONE,
            .row = row,
            .kind = DRG_THING_DEMONYM,
            .type = DRG_NORP,
            .name = drg_compile_string(compiler, name),
            .subkind = drg_compile_string(compiler, kind)};
        if (read_country(compiler, t, row, country, &thing.country) ||
            check_elsewhere(compiler, t, row))
            return compiler->error->code;
        if (number == DRG_NONE)
            number = drg_compile_add_thing(compiler, id, &thing);
        drg_compile_row names = {t, row, form, UINT32_MAX, drg_tsv_column(t, "guard"),
            drg_slice_is(kind, "nationality") ? 950 : 700};
        if (number == DRG_NONE)
            return drg_compile_memory(compiler);
        uint8_t flags = compiler->things.items[number].flags;
        if (drg_compile_add_names(compiler, &names, number))
            return compiler->error->code;
        drg_compile_name *last = &compiler->names.items[compiler->names.count - 1];
        last->alias = !drg_slice_equal(word, name);
        if (last->alias) /* a guarded form says nothing about the adjective */
            compiler->things.items[number].flags = flags;
    }
    return DRG_OK;
}

/* ---- places ---- */

/* Seas and regions, then capitals of weight, then cities of a million, provinces, and the rest. */
static uint32_t place_score(drg_slice kind, double population) {
    static const char *const wide[] = {"continent", "region", "sea", "ocean", "gulf", "strait"};
    if (drg_slice_is(kind, "capital") && population >= 100000)
        return 780;
    if (DRG_ONE_OF(kind, wide))
        return 710;
    uint32_t score = 300;
    for (double left = population; left >= 1000; left /= 2)
        score += 15; /* 450 with a million */
    if (drg_slice_is(kind, "province") && score < 440)
        return 440;
    if (drg_slice_is(kind, "district") && score < 400)
        return 400;
    if (drg_slice_is(kind, "capital") && score < 425)
        return 425;
    return score;
}

static int read_place(drg_compiler *compiler, const drg_tsv *t, uint32_t row, block_thing *thing) {
    double population, geonames;
    drg_slice latitude = drg_tsv_cell(t, row, drg_tsv_column(t, "latitude"));
    drg_slice longitude = drg_tsv_cell(t, row, drg_tsv_column(t, "longitude"));
    if (read_type(compiler, t, row, drg_tsv_column(t, "type"), &thing->type) ||
        read_country(compiler, t, row, drg_tsv_column(t, "country"), &thing->country) ||
        read_number(compiler, t, row, drg_tsv_column(t, "latitude"), -90, 90, &thing->latitude) ||
        read_number(
            compiler, t, row, drg_tsv_column(t, "longitude"), -180, 180, &thing->longitude) ||
        read_number(compiler, t, row, drg_tsv_column(t, "population"), 0, 1e11, &population) ||
        read_number(compiler, t, row, drg_tsv_column(t, "geonames"), 0, UINT32_MAX, &geonames))
        return compiler->error->code;
    if ((latitude.size == 0) != (longitude.size == 0))
        return drg_tsv_fail(
            t, row, drg_tsv_column(t, "longitude"), compiler->error, "half of a position");
    if (latitude.size)
        thing->flags |= BLOCK_THING_COORDINATES;
    thing->population = (uint64_t)population;
    thing->geonames = (uint32_t)geonames;
    return DRG_OK;
}

static int add_places(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "places");
    for (uint32_t row = 0; row < t->rows; row++) {
        block_thing thing = {.parent = BLOCK_NONE, .row = row, .kind = DRG_THING_PLACE};
        if (read_place(compiler, t, row, &thing))
            return compiler->error->code;
        drg_slice kind = drg_tsv_cell(t, row, drg_tsv_column(t, "kind"));
        drg_compile_row names = {t, row, drg_tsv_column(t, "name"), drg_tsv_column(t, "aliases"),
            drg_tsv_column(t, "guard"), place_score(kind, (double)thing.population)};
        drg_slice name = drg_tsv_cell(t, row, names.name);
        drg_slice country = drg_tsv_cell(t, row, drg_tsv_column(t, "country"));
        thing.name = drg_compile_string(compiler, name);
        thing.subkind = drg_compile_string(compiler, kind);
        drg_slice id =
            thing.geonames
                ? drg_arena_format(&compiler->arena, "place:%u", thing.geonames)
                : drg_arena_format(&compiler->arena, "place:%.*s%s%.*s", (int)name.size, name.data,
                      country.size ? ":" : "", (int)country.size, country.data);
        if (drg_intern_find(&compiler->ids, id) != DRG_NONE)
            return twice(
                compiler, t, row, thing.geonames ? drg_tsv_column(t, "geonames") : names.name);
        if (drg_compile_add_names(compiler, &names, drg_compile_add_thing(compiler, id, &thing)))
            return compiler->error->code;
    }
    return DRG_OK;
}

/* ---- seats ---- */

/* What a seat stands for gives its sector: a kind of power, or that of a body. */
static int read_stands_for(
    drg_compiler *compiler, const drg_tsv *t, uint32_t row, block_thing *thing) {
    static const struct {
        const char *power, *sector;
    } powers[] = {{"government", "GOV"}, {"ministry", "GOV"}, {"parliament", "LEG"},
        {"military", "MIL"}, {"court", "JUD"}, {"intelligence", "SPY"}, {"police", "COP"},
        {"party", "PTY"}, {"media", "JRN"}, {"business", "BUS"}};
    uint32_t column = drg_tsv_column(t, "stands_for");
    drg_slice cell = drg_tsv_cell(t, row, column);
    for (size_t i = 0; i < sizeof powers / sizeof *powers; i++) {
        if (!drg_slice_is(cell, powers[i].power))
            continue;
        uint32_t sector = drg_intern_find(&compiler->sectors, drg_slice_of(powers[i].sector));
        if (sector != DRG_NONE)
            thing->sectors[thing->sector_count++] = (uint8_t)sector;
        return DRG_OK;
    }
    thing->parent = drg_compile_find(compiler, "body:", cell);
    if (thing->parent == DRG_NONE)
        return drg_tsv_fail(t, row, column, compiler->error,
            "'%.*s' is no power (government, parliament, ...) and no body", (int)cell.size,
            cell.data);
    const block_thing *body = &compiler->things.items[thing->parent];
    memcpy(thing->sectors, body->sectors, sizeof thing->sectors);
    thing->sector_count = body->sector_count;
    return DRG_OK;
}

static int add_seats(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "seats");
    for (uint32_t row = 0; t && row < t->rows; row++) {
        block_thing thing = {.parent = BLOCK_NONE, .row = row, .kind = DRG_THING_SEAT};
        drg_compile_row names = {t, row, drg_tsv_column(t, "name"), drg_tsv_column(t, "aliases"),
            drg_tsv_column(t, "guard"), 800};
        drg_slice name = drg_tsv_cell(t, row, names.name);
        drg_slice country = drg_tsv_cell(t, row, drg_tsv_column(t, "country"));
        if (read_type(compiler, t, row, drg_tsv_column(t, "type"), &thing.type) ||
            read_country(compiler, t, row, drg_tsv_column(t, "country"), &thing.country) ||
            read_stands_for(compiler, t, row, &thing))
            return compiler->error->code;
        thing.name = drg_compile_string(compiler, name);
        thing.subkind =
            drg_compile_string(compiler, drg_tsv_cell(t, row, drg_tsv_column(t, "stands_for")));
        drg_slice id = drg_arena_format(&compiler->arena, "seat:%.*s%s%.*s", (int)name.size,
            name.data, country.size ? ":" : "", (int)country.size, country.data);
        if (drg_intern_find(&compiler->ids, id) != DRG_NONE)
            return twice(compiler, t, row, names.name);
        if (drg_compile_add_names(compiler, &names, drg_compile_add_thing(compiler, id, &thing)))
            return compiler->error->code;
    }
    return DRG_OK;
}

int drg_compile_things(drg_compiler *compiler) {
    static int (*const steps[])(drg_compiler *) = {
        add_states,
        check_states,
        add_bodies,
        link_bodies,
        add_demonyms,
        add_places,
        add_seats,
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i](compiler))
            return compiler->error->code;
    return drg_arena_failed(&compiler->arena) ? drg_compile_memory(compiler) : DRG_OK;
}
