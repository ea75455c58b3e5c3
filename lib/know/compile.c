/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiles the tables of data/ into one block (block.h). Build time and tests only; the engine
 * never needs it.
 *
 * Steps: read every table of the three folders; things (states, bodies, demonyms, places, seats);
 * persons with their terms of office, memberships; the indexes of names, titles and words; the
 * tables themselves as cells; the block. The same tables give the same bytes: nothing depends on
 * the order of a folder or on addresses.
 *
 * The first thing that is wrong ends the work, with file, line and column. Memory comes from one
 * arena; linear in the tables but for sorting.
 */
#include "compile.h"

#include "../base/sha256.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define BUDGET ((size_t)1 << 30) /* bytes of memory; the tables need a tenth */

/* Tables that must be there. Others in the same folders are taken as they are. */
static const char *const required_tables[] = {"states", "demonyms", "seats", "places", "bodies",
    "members", "offices", "holders", "titles", "given_names", "surnames", "types", "modes",
    "contexts", "sectors", "cameo", "aliases", "triggers", "common_words"};

int drg_compile_memory(drg_compiler *compiler) {
    return drg_fail(compiler->error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
}

const drg_tsv *drg_compile_table(const drg_compiler *compiler, const char *name) {
    for (size_t i = 0; i < compiler->tables.count; i++)
        if (drg_slice_is(compiler->tables.items[i].name, name))
            return &compiler->tables.items[i];
    return NULL;
}

/* Without memory it is the empty string, which everybody may look up; the arena knows (at the end
 * of every step). */
uint32_t drg_compile_string(drg_compiler *compiler, drg_slice string) {
    uint32_t number = drg_intern_add(&compiler->strings, string.data ? string : (drg_slice){"", 0});
    return number != DRG_NONE ? number : 0;
}

void drg_compile_fold(
    drg_compiler *compiler, drg_slice written, drg_slice *lower, drg_slice *cased) {
    drg_folder folder;
    drg_fold_init(&folder);
    drg_fold_add(&folder, written);
    *lower = *cased = (drg_slice){"", 0};
    if (folder.overflow || folder.size == 0)
        return;
    *lower = drg_arena_copy(&compiler->arena, drg_fold_lower(&folder));
    *cased = drg_arena_copy(&compiler->arena, drg_fold_cased(&folder));
}

uint32_t drg_compile_find(drg_compiler *compiler, const char *prefix, drg_slice code) {
    char id[BLOCK_ID_ROOM];
    int size = snprintf(id, sizeof id, "%s%.*s", prefix, (int)code.size, code.data);
    if (code.size == 0 || size < 0 || (size_t)size >= sizeof id)
        return DRG_NONE;
    return drg_intern_find(&compiler->ids, (drg_slice){id, (size_t)size});
}

uint32_t drg_compile_country(drg_compiler *compiler, drg_slice code) {
    uint32_t state = drg_compile_find(compiler, "state:", code);
    return state != DRG_NONE ? state : drg_compile_find(compiler, "body:", code);
}

uint32_t drg_compile_capacity(uint32_t count) {
    uint32_t capacity = 8;
    while (capacity / 2 < count && capacity < UINT32_C(1) << 30)
        capacity *= 2;
    return capacity;
}

int drg_compile_date(drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column,
    drg_date *first, drg_date *last) {
    drg_slice cell = drg_tsv_cell(table, row, column);
    *first = *last = (drg_date){0};
    if (cell.size && !drg_tsv_date(cell, first, last))
        return drg_tsv_fail(table, row, column, compiler->error,
            "'%.*s' is not YYYY, YYYY-MM or YYYY-MM-DD of a real day", (int)cell.size, cell.data);
    return DRG_OK;
}

int drg_compile_sectors(drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column,
    uint8_t sectors[DRG_MAX_SECTORS], uint8_t *count) {
    drg_slice code, rest = drg_tsv_cell(table, row, column);
    *count = 0;
    while (drg_slice_cut(&rest, '|', &code)) {
        uint32_t sector = drg_intern_find(&compiler->sectors, code);
        if (sector == DRG_NONE)
            return drg_tsv_fail(table, row, column, compiler->error, "'%.*s' is no sector",
                (int)code.size, code.data);
        if (*count == DRG_MAX_SECTORS)
            return drg_tsv_fail(
                table, row, column, compiler->error, "more than %d sectors", DRG_MAX_SECTORS);
        sectors[(*count)++] = (uint8_t)sector;
    }
    return DRG_OK;
}

/* ---- reading ---- */

static int compare_names(const void *left, const void *right) {
    return drg_slice_compare(((const drg_tsv *)left)->name, ((const drg_tsv *)right)->name);
}

void drg_compile_sort_tables(drg_compiler *compiler) {
    if (compiler->tables.count)
        qsort(compiler->tables.items, compiler->tables.count, sizeof *compiler->tables.items,
            compare_names);
}

static int read_folder(drg_compiler *compiler, const char *folder) {
    drg_slice path = drg_arena_format(&compiler->arena, "%s/%s", compiler->directory, folder);
    if (!path.data)
        return drg_compile_memory(compiler);
    DIR *open = opendir(path.data);
    if (!open)
        return drg_fail(compiler->error, DRG_EIO, 0, "%s: %s", path.data, strerror(errno));
    int result = DRG_OK;
    struct dirent *entry;
    while (result == DRG_OK && (entry = readdir(open)) != NULL) {
        drg_slice file = drg_slice_of(entry->d_name);
        if (!drg_slice_ends(file, DRG_SLICE(".tsv")) || file.data[0] == '.')
            continue;
        drg_slice name = drg_arena_copy(&compiler->arena, (drg_slice){file.data, file.size - 4});
        drg_tsv *table = drg_list_add(&compiler->arena, &compiler->tables);
        result = table && name.data ? drg_tsv_read(&compiler->arena, compiler->directory, folder,
                                          name, table, compiler->error)
                                    : drg_compile_memory(compiler);
    }
    closedir(open);
    return result;
}

static int read_tables(drg_compiler *compiler) {
    static const char *const folders[] = {"knowledge", "lexicon", "ontology"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (read_folder(compiler, folders[i]))
            return compiler->error->code;
    if (compiler->tables.count == 0)
        return drg_fail(compiler->error, DRG_EFORMAT, 0, "%s: no tables", compiler->directory);
    drg_compile_sort_tables(compiler);
    for (size_t i = 1; i < compiler->tables.count; i++)
        if (drg_slice_equal(compiler->tables.items[i].name, compiler->tables.items[i - 1].name))
            return drg_fail(compiler->error, DRG_EFORMAT, 0,
                "%s:1:1: a table of that name is also %s", compiler->tables.items[i].file.data,
                compiler->tables.items[i - 1].file.data);
    for (size_t i = 0; i < sizeof required_tables / sizeof *required_tables; i++)
        if (!drg_compile_table(compiler, required_tables[i]))
            return drg_fail(compiler->error, DRG_EFORMAT, 0, "%s: no table '%s'",
                compiler->directory, required_tables[i]);
    return DRG_OK;
}

/* Columns that a table must have; the last three are common to all of data/. */
static int check_columns(drg_compiler *compiler) {
    static const struct {
        const char *table, *columns;
    } schemas[] = {
        {"states", "code|alpha2|name|official_name|kind|sovereign|capital|region|aliases"},
        {"demonyms", "form|country|group|canonical"},
        {"seats", "name|type|country|stands_for|aliases"},
        {"places", "name|type|kind|country|latitude|longitude|population|geonames|aliases|guard"},
        {"bodies", "id|name|type|kind|country|sectors|parent|aliases"},
        {"members", "body|member|from|to"},
        {"offices", "id|of|title|kind|sector|aliases"},
        {"holders", "office|person|from|to|as_of|country|aliases"},
        {"titles", "form|kind|sector|plural|office_kind"},
        {"given_names", "name|gender|regions"},
        {"surnames", "name|regions"},
        {"sectors", "sector"},
        {"common_words", "word"},
    };
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        const drg_tsv *table = drg_compile_table(compiler, schemas[i].table);
        drg_slice column, rest = drg_slice_of(schemas[i].columns);
        while (table && drg_slice_cut(&rest, '|', &column)) {
            char header[32] = {0};
            memcpy(header, column.data, column.size);
            if (drg_tsv_column(table, header) == UINT32_MAX)
                return drg_fail(compiler->error, DRG_EFORMAT, 0, "%s:1:1: no column '%s'",
                    table->file.data, header);
        }
    }
    return DRG_OK;
}

/* The words of one column, each once; the numbers are the order. */
static int collect_words(
    drg_compiler *compiler, const char *name, const char *header, drg_intern *words) {
    const drg_tsv *table = drg_compile_table(compiler, name);
    uint32_t column = table ? drg_tsv_column(table, header) : 0;
    for (uint32_t row = 0; table && row < table->rows; row++) {
        drg_slice word = drg_tsv_cell(table, row, column);
        if (word.size == 0)
            return drg_tsv_fail(table, row, column, compiler->error, "empty");
        size_t before = words->count;
        if (drg_intern_add(words, word) == DRG_NONE)
            return drg_compile_memory(compiler);
        if (words->count == before)
            return drg_tsv_fail(table, row, column, compiler->error, "'%.*s' is there twice",
                (int)word.size, word.data);
    }
    if (words == &compiler->sectors && words->count > 254)
        return drg_tsv_fail(table, 254, column, compiler->error, "more than 254 sectors");
    return DRG_OK;
}

/* Ids of things as slots. */
static int index_ids(drg_compiler *compiler) {
    uint32_t count = (uint32_t)compiler->things.count;
    compiler->id_count = drg_compile_capacity(count);
    compiler->id_slots =
        drg_arena_array(&compiler->arena, compiler->id_count, sizeof *compiler->id_slots);
    if (!compiler->id_slots)
        return drg_compile_memory(compiler);
    for (uint32_t i = 0; i < compiler->id_count; i++)
        compiler->id_slots[i] = BLOCK_NONE;
    for (uint32_t thing = 0; thing < count; thing++) {
        uint32_t at = drg_fold_hash(compiler->ids.items[thing]) & (compiler->id_count - 1);
        while (compiler->id_slots[at] != BLOCK_NONE)
            at = (at + 1) & (compiler->id_count - 1);
        compiler->id_slots[at] = thing;
    }
    return DRG_OK;
}

/* ---- writing ---- */

typedef struct output {
    const void *data[BLOCK_SECTIONS];
    uint64_t count[BLOCK_SECTIONS];
} output;

static void put(output *out, int section, const void *data, uint64_t count) {
    out->data[section] = data;
    out->count[section] = count;
}

/* The tables as numbers of strings. Must come before the strings are written. */
static int write_tables(drg_compiler *compiler, output *out) {
    size_t count = compiler->tables.count, cells = 0;
    for (size_t i = 0; i < count; i++)
        cells += ((size_t)compiler->tables.items[i].rows + 1) * compiler->tables.items[i].columns;
    block_table *tables = drg_arena_array(&compiler->arena, count, sizeof *tables);
    uint32_t *all = drg_arena_array(&compiler->arena, cells, sizeof *all);
    if (!tables || !all)
        return drg_compile_memory(compiler);
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const drg_tsv *table = &compiler->tables.items[i];
        tables[i] = (block_table){
            drg_compile_string(compiler, table->name), table->columns, table->rows, at};
        size_t own = ((size_t)table->rows + 1) * table->columns;
        for (size_t k = 0; k < own; k++)
            all[at++] = drg_compile_string(compiler, table->cells[k]);
    }
    put(out, BLOCK_TABLES, tables, count);
    put(out, BLOCK_CELLS, all, cells);
    return drg_arena_failed(&compiler->arena) ? drg_compile_memory(compiler) : DRG_OK;
}

static int write_sectors(drg_compiler *compiler, output *out) {
    uint32_t *codes = drg_arena_array(&compiler->arena, compiler->sectors.count, sizeof *codes);
    if (!codes)
        return drg_compile_memory(compiler);
    for (size_t i = 0; i < compiler->sectors.count; i++)
        codes[i] = drg_compile_string(compiler, compiler->sectors.items[i]);
    put(out, BLOCK_SECTORS, codes, compiler->sectors.count);
    return DRG_OK;
}

/* Last of all: the text of the strings and where each starts. */
static int write_strings(drg_compiler *compiler, output *out) {
    size_t count = compiler->strings.count, size = 0;
    for (size_t i = 0; i < count; i++)
        size += compiler->strings.items[i].size;
    uint32_t *start = drg_arena_array(&compiler->arena, count + 1, sizeof *start);
    char *text = drg_arena_array(&compiler->arena, size, 1);
    if (!start || !text || size >= UINT32_MAX)
        return drg_compile_memory(compiler);
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        drg_slice string = compiler->strings.items[i];
        start[i] = at;
        if (string.size)
            memcpy(text + at, string.data, string.size);
        at += (uint32_t)string.size;
    }
    start[count] = at;
    put(out, BLOCK_TEXT, text, size);
    put(out, BLOCK_STRINGS, start, count + 1);
    return DRG_OK;
}

/* One buffer of header, directory and sections; the caller frees it. */
static int assemble(drg_compiler *compiler, const output *out, void **block, size_t *size) {
    size_t whole = sizeof(block_header) + BLOCK_SECTIONS * sizeof(block_section);
    for (int id = 0; id < BLOCK_SECTIONS; id++)
        whole += (out->count[id] * drg_block_record(id) + 7) / 8 * 8;
    unsigned char *bytes =
        compiler->out ? drg_arena_array(compiler->out, whole, 1) : calloc(1, whole);
    if (!bytes)
        return drg_compile_memory(compiler);
    size_t at = sizeof(block_header) + BLOCK_SECTIONS * sizeof(block_section);
    block_section *directory = (block_section *)(void *)(bytes + sizeof(block_header));
    for (int id = 0; id < BLOCK_SECTIONS; id++) {
        size_t own = out->count[id] * drg_block_record(id);
        directory[id] = (block_section){drg_block_record(id), 0, at, out->count[id]};
        if (own)
            memcpy(bytes + at, out->data[id], own);
        at += (own + 7) / 8 * 8;
    }
    block_header *header = (block_header *)(void *)bytes;
    memcpy(header->magic, BLOCK_MAGIC, sizeof header->magic);
    header->version = BLOCK_VERSION;
    header->byte_order = BLOCK_BYTE_ORDER;
    header->size = whole;
    drg_sha256(bytes + sizeof *header, whole - sizeof *header, header->digest);
    header->checksum = drg_block_checksum(bytes, whole);
    *block = bytes;
    *size = whole;
    return DRG_OK;
}

static int write_block(drg_compiler *compiler, void **block, size_t *size) {
    output out = {0};
    put(&out, BLOCK_THINGS, compiler->things.items, compiler->things.count);
    put(&out, BLOCK_IDS, compiler->id_slots, compiler->id_count);
    put(&out, BLOCK_FILTER, compiler->filter, compiler->filter_count);
    put(&out, BLOCK_NAME_SLOTS, compiler->name_slots, compiler->name_slot_count);
    put(&out, BLOCK_FORMS, compiler->forms.items, compiler->forms.count);
    put(&out, BLOCK_FORM_THINGS, compiler->form_things.items, compiler->form_things.count);
    put(&out, BLOCK_TITLE_SLOTS, compiler->title_slots, compiler->title_slot_count);
    put(&out, BLOCK_TITLE_FORMS, compiler->title_forms.items, compiler->title_forms.count);
    put(&out, BLOCK_TERMS, compiler->terms.items, compiler->terms.count);
    put(&out, BLOCK_OFFICE_TERMS, compiler->office_terms.items, compiler->office_terms.count);
    put(&out, BLOCK_OFFICES, compiler->offices, compiler->office_count);
    put(&out, BLOCK_OFFICE_NAMES, compiler->office_names.items, compiler->office_names.count);
    put(&out, BLOCK_MEMBERS, compiler->members.items, compiler->members.count);
    put(&out, BLOCK_WORDS, compiler->words, compiler->word_count);
    int result = write_tables(compiler, &out);
    if (result == DRG_OK)
        result = write_sectors(compiler, &out);
    if (result == DRG_OK)
        result = write_strings(compiler, &out);
    return result ? result : assemble(compiler, &out, block, size);
}

static int read_all(drg_compiler *compiler) {
    int result = read_tables(compiler);
    if (result == DRG_OK)
        result = check_columns(compiler);
    if (result == DRG_OK)
        result = collect_words(compiler, "sectors", "sector", &compiler->sectors);
    if (result == DRG_OK)
        result = collect_words(compiler, "common_words", "word", &compiler->common);
    return result;
}

int drg_compile_run(
    drg_compiler *compiler, int (*read)(drg_compiler *), void **block, size_t *size) {
    static int (*const steps[])(drg_compiler *) = {
        drg_compile_things,
        drg_compile_offices,
        index_ids,
        drg_compile_name_index,
        drg_compile_title_index,
        drg_compile_word_index,
    };
    const drg_hash_key key = {0, 0};
    drg_intern_init(&compiler->strings, &compiler->arena, key);
    drg_intern_init(&compiler->sectors, &compiler->arena, key);
    drg_intern_init(&compiler->common, &compiler->arena, key);
    drg_intern_init(&compiler->ids, &compiler->arena, key);
    int result = drg_intern_add(&compiler->strings, (drg_slice){"", 0}) == 0
                     ? DRG_OK
                     : drg_compile_memory(compiler);
    if (result == DRG_OK)
        result = read(compiler);
    for (size_t i = 0; result == DRG_OK && i < sizeof steps / sizeof *steps; i++)
        result = steps[i](compiler);
    if (result == DRG_OK)
        result = drg_arena_failed(&compiler->arena) ? drg_compile_memory(compiler)
                                                    : write_block(compiler, block, size);
    return result;
}

int drg_know_compile(const char *directory, void **block, size_t *size, drg_error *error) {
    drg_error local = {0};
    drg_compiler compiler = {.directory = directory, .error = &local};
    drg_arena_init(&compiler.arena, BUDGET, NULL);
    int result = drg_compile_run(&compiler, read_all, block, size);
    drg_arena_deinit(&compiler.arena);
    if (result)
        return drg_fail(error, result, local.offset, "%s", local.message);
    return DRG_OK;
}
