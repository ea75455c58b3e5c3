/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opens a block of compiled tables: checks it (check.c), points into it, and unpacks the two kinds
 * of records that callers see as structures with slices, things and terms. Names, titles, offices
 * and members are searched in the block itself, so that opening costs milliseconds and processes
 * that map the same file share it.
 */
#include "check.h"

#include <stdlib.h>

const char *drg_store_table_name(drg_thing_kind kind) {
    static const char *const names[] = {
        [DRG_THING_STATE] = "states",
        [DRG_THING_DEMONYM] = "demonyms",
        [DRG_THING_PLACE] = "places",
        [DRG_THING_BODY] = "bodies",
        [DRG_THING_PERSON] = "holders",
        [DRG_THING_SEAT] = "seats",
    };
    return names[kind];
}

static void point_into(drg_know *know, const drg_sections *s) {
    know->text = s->data[BLOCK_TEXT];
    know->strings = s->data[BLOCK_STRINGS];
    know->string_count = s->count[BLOCK_STRINGS] - 1;
    know->thing_records = s->data[BLOCK_THINGS];
    know->thing_count = s->count[BLOCK_THINGS];
    know->term_count = s->count[BLOCK_TERMS];
    know->table_count = s->count[BLOCK_TABLES];
    know->ids = s->data[BLOCK_IDS];
    know->id_mask = s->count[BLOCK_IDS] - 1;
    know->filter = s->data[BLOCK_FILTER];
    know->filter_mask = s->count[BLOCK_FILTER] * 64 - 1;
    know->name_slots = s->data[BLOCK_NAME_SLOTS];
    know->name_mask = s->count[BLOCK_NAME_SLOTS] - 1;
    know->forms = s->data[BLOCK_FORMS];
    know->form_things = s->data[BLOCK_FORM_THINGS];
    know->title_slots = s->data[BLOCK_TITLE_SLOTS];
    know->title_mask = s->count[BLOCK_TITLE_SLOTS] - 1;
    know->title_forms = s->data[BLOCK_TITLE_FORMS];
    know->office_terms = s->data[BLOCK_OFFICE_TERMS];
    know->offices = s->data[BLOCK_OFFICES];
    know->office_count = s->count[BLOCK_OFFICES];
    know->office_names = s->data[BLOCK_OFFICE_NAMES];
    know->office_name_count = s->count[BLOCK_OFFICE_NAMES];
    know->members = s->data[BLOCK_MEMBERS];
    know->member_count = s->count[BLOCK_MEMBERS];
    know->words = s->data[BLOCK_WORDS];
    know->word_mask = s->count[BLOCK_WORDS] - 1;
    know->sectors = s->data[BLOCK_SECTORS];
    know->sector_count = s->count[BLOCK_SECTORS];
}

static drg_thing unpack_thing(const drg_know *know, const block_thing *from) {
    drg_thing thing = {
        .kind = (drg_thing_kind)from->kind,
        .type = (drg_entity_type)from->type,
        .id = drg_store_string(know, from->id),
        .name = drg_store_string(know, from->name),
        .country = drg_store_string(know, from->country),
        .subkind = drg_store_string(know, from->subkind),
        .sector_count = from->sector_count,
        .has_coordinates = from->flags & BLOCK_THING_COORDINATES,
        .latitude = from->latitude,
        .longitude = from->longitude,
        .population = from->population,
        .geonames = from->geonames,
        .wikidata = from->wikidata,
        .parent = from->parent,
        .row = from->row,
        .guarded = from->flags & BLOCK_THING_GUARDED,
    };
    memcpy(thing.sectors, from->sectors, sizeof thing.sectors);
    return thing;
}

static drg_term unpack_term(const drg_know *know, const block_term *from) {
    return (drg_term){
        .person = from->person,
        .office_row = from->office_row,
        .office_id = drg_store_string(know, from->office_id),
        .of = drg_store_string(know, from->of),
        .title = drg_store_string(know, from->title),
        .office_kind = drg_store_string(know, from->kind),
        .sector = from->sector,
        .from = drg_store_date(from->from),
        .to = drg_store_date(from->to),
    };
}

static void *take(drg_arena *arena, size_t count, size_t size) {
    return arena ? drg_arena_array(arena, count + 1, size) : calloc(count + 1, size);
}

/* Fills the owned arrays. False: out of memory. */
static bool unpack(drg_know *know, const drg_sections *s, drg_arena *arena) {
    know->tables = take(arena, know->table_count, sizeof *know->tables);
    know->things = take(arena, know->thing_count, sizeof *know->things);
    know->terms = take(arena, know->term_count, sizeof *know->terms);
    if (!know->tables || !know->things || !know->terms)
        return false;
    const block_table *table = s->data[BLOCK_TABLES];
    const uint32_t *cells = s->data[BLOCK_CELLS];
    for (uint32_t i = 0; i < know->table_count; i++)
        know->tables[i] = (drg_table){.know = know,
            .cells = cells + table[i].first_cell,
            .name = drg_store_string(know, table[i].name),
            .columns = table[i].columns,
            .rows = table[i].rows};
    for (uint32_t i = 0; i < know->thing_count; i++)
        know->things[i] = unpack_thing(know, &know->thing_records[i]);
    const block_term *term = s->data[BLOCK_TERMS];
    for (uint32_t i = 0; i < know->term_count; i++)
        know->terms[i] = unpack_term(know, &term[i]);
    return true;
}

int drg_store_open(
    const void *block, size_t size, drg_arena *arena, drg_know **know, drg_error *error) {
    drg_sections sections;
    int result = drg_check_frame(block, size, &sections, error);
    if (result == DRG_OK)
        result = drg_check_records(&sections, error);
    if (result)
        return result;
    drg_know *made = take(arena, 0, sizeof *made);
    if (!made)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    made->header = block;
    point_into(made, &sections);
    if (!unpack(made, &sections, arena)) {
        if (!arena)
            drg_know_free(made);
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    }
    *know = made;
    return DRG_OK;
}

int drg_know_open(const void *block, size_t size, drg_know **know, drg_error *error) {
    return drg_store_open(block, size, NULL, know, error);
}

void drg_know_free(drg_know *know) {
    if (!know)
        return;
    free(know->tables);
    free(know->things);
    free(know->terms);
    free(know);
}

const uint8_t *drg_know_digest(const drg_know *know) {
    return know->header->digest;
}

size_t drg_know_things(const drg_know *know) {
    return know->thing_count;
}

const drg_thing *drg_know_thing(const drg_know *know, uint32_t thing) {
    if (know->view)
        return drg_view_thing(know->view, thing);
    return thing < know->thing_count ? &know->things[thing] : NULL;
}

/* ---- tables ---- */

const drg_table *drg_know_table(const drg_know *know, const char *name) {
    for (uint32_t i = 0; i < know->table_count; i++)
        if (drg_slice_is(know->tables[i].name, name))
            return &know->tables[i];
    return NULL;
}

size_t drg_table_rows(const drg_table *table) {
    return table ? table->rows : 0;
}

size_t drg_table_columns(const drg_table *table) {
    return table ? table->columns : 0;
}

drg_slice drg_table_header(const drg_table *table, size_t column) {
    if (!table || column >= table->columns)
        return (drg_slice){"", 0};
    if (table->base)
        return drg_table_header(table->base, column);
    return drg_store_string(table->know, table->cells[column]);
}

size_t drg_table_column(const drg_table *table, const char *header) {
    drg_slice wanted = drg_slice_of(header);
    while (table && table->base)
        table = table->base; /* whose columns a view has */
    for (size_t i = 0; table && i < table->columns; i++)
        if (drg_slice_equal(drg_store_string(table->know, table->cells[i]), wanted))
            return i;
    return SIZE_MAX;
}

drg_slice drg_table_cell(const drg_table *table, size_t row, size_t column) {
    if (!table || row >= table->rows || column >= table->columns)
        return (drg_slice){"", 0};
    if (table->base && row < table->base->rows)
        return drg_table_cell(table->base, row, column);
    if (table->base)
        return drg_table_cell(table->more, row - table->base->rows, table->more_column[column]);
    return drg_store_string(table->know, table->cells[(row + 1) * table->columns + column]);
}

/* A layer's own row, its count: none. */
static size_t find_row(const drg_table *table, uint32_t column, drg_slice key) {
    size_t low = 0, high = table->rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (drg_slice_compare(drg_table_cell(table, middle, column), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->rows && drg_slice_equal(drg_table_cell(table, low, column), key)
               ? low
               : table->rows;
}

size_t drg_table_find(const drg_table *table, drg_slice key) {
    for (; table && table->base; table = table->base) {
        size_t row = find_row(table->more, table->more_column[0], key);
        if (row < table->more->rows)
            return table->base->rows + row;
    }
    size_t row = table ? find_row(table, 0, key) : 0;
    return table && row < table->rows ? row : SIZE_MAX;
}
