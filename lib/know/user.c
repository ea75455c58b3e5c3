/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A user's own rows, as tables for the compiler.
 *
 *   [bodies]
 *   id      name            type            kind     country  aliases
 *   ACME    Acme Holdings   ORGANIZATION    company  USA      Acme
 *   [holders]
 *   office          person      from        as_of
 *   DEU.chancellor  Jane Roe    2026-01-05  2026-02
 *
 * (cells separated by tabs). A line `[table]` begins a table, its next line names the columns, in
 * any order; empty lines and lines that begin with `#` are skipped. Lines end with LF or CRLF, and
 * a byte order mark may stand first: spreadsheets and editors write both. What stands in the rows
 * is checked by the same code that checks the built-in tables, and every complaint names line and
 * column of this text.
 *
 * A row with the key of a built-in row (states: code; bodies, offices: id; places: geonames; names
 * of persons: name) takes that row's place; columns that the text does not name keep the built-in
 * cells. Rows stand as the text has them, but names of persons are sorted, as the built-in tables
 * are: they are searched by halving. Rows may refer to
 * whatever is built in: the built-in rows that they name go along as references (line 0), without
 * names and without weight (view.c).
 *
 * Cost: linear in the text, and one pass over the table of offices where offices or holders are
 * given.
 */
#include "user.h"

#include "../base/sort.h"
#include "../base/utf8.h"
#include "compile.h"

typedef struct user_table {
    const char *name;
    const char *key; /* column by which a row takes the place of a built-in one, NULL: none */
    bool sorted; /* by the key: drg_table_find searches it */
} user_table;

typedef struct office_rows { /* the built-in offices by id */
    drg_intern ids;
    uint32_t *row; /* [ids] */
} office_rows;

static const user_table USER_TABLES[] = {
    {"states", "code", false},
    {"demonyms", NULL, false},
    {"places", "geonames", false},
    {"seats", NULL, false},
    {"bodies", "id", false},
    {"members", NULL, false},
    {"offices", "id", false},
    {"holders", NULL, false},
    {"titles", NULL, false},
    {"given_names", "name", true},
    {"surnames", "name", true},
};
enum { TABLES = sizeof USER_TABLES / sizeof USER_TABLES[0] };

bool drg_user_table(drg_slice name) {
    for (size_t i = 0; i < TABLES; i++)
        if (drg_slice_is(name, USER_TABLES[i].name))
            return true;
    return false;
}

static int fail_at(drg_compiler *compiler, uint32_t line, const char *what, drg_slice name) {
    name = drg_utf8_head(name, 40);
    return drg_fail(compiler->error, DRG_EFORMAT, 0, "%.*s:%u:1: '%.*s' %s",
        (int)compiler->file.size, compiler->file.data, line, (int)name.size, name.data, what);
}

/* ---- sections ---- */

/* What some editors write before UTF-8. */
static const drg_slice BYTE_ORDER_MARK = {"\xef\xbb\xbf", 3};

typedef struct section {
    drg_slice name, body;
    uint32_t before; /* lines before the body */
} section;

/* The name of a line `[name]`; empty: another line. */
static drg_slice section_name(drg_slice line) {
    if (line.size < 2 || line.data[0] != '[' || line.data[line.size - 1] != ']')
        return (drg_slice){NULL, 0};
    return (drg_slice){line.data + 1, line.size - 2};
}

/* The next line without its end. */
static drg_slice take_line(drg_slice *rest) {
    const char *end = memchr(rest->data, '\n', rest->size);
    drg_slice line = {rest->data, end ? (size_t)(end - rest->data) : rest->size};
    size_t skip = end ? line.size + 1 : line.size;
    *rest = (drg_slice){rest->data + skip, rest->size - skip};
    return drg_tsv_line(line);
}

static int cut_sections(drg_compiler *compiler, section found[TABLES], size_t *count) {
    drg_slice rest = compiler->text;
    uint32_t number = 0;
    *count = 0;
    if (drg_slice_starts(rest, BYTE_ORDER_MARK))
        rest = (drg_slice){rest.data + BYTE_ORDER_MARK.size, rest.size - BYTE_ORDER_MARK.size};
    while (rest.size) {
        drg_slice line = take_line(&rest), name = section_name(line);
        number++;
        if (name.data == NULL) {
            if (*count == 0 && line.size && line.data[0] != '#')
                return fail_at(compiler, number, "stands before the first [table]", line);
            if (*count) {
                section *last = &found[*count - 1];
                last->body.size = (size_t)(rest.data - last->body.data);
            }
            continue;
        }
        if (!drg_user_table(name))
            return fail_at(compiler, number,
                "is no table; the tables are states, demonyms, places, seats, bodies, members, "
                "offices, holders, titles, given_names, surnames",
                name);
        for (size_t i = 0; i < *count; i++)
            if (drg_slice_equal(found[i].name, name))
                return fail_at(compiler, number, "is there twice", name);
        found[(*count)++] = (section){name, {rest.data, 0}, number};
    }
    return DRG_OK;
}

/* ---- the tables ---- */

/* The columns that a table has, the text's own first; the text's must be among the built-in ones.
 */
static int widen(drg_compiler *compiler, const drg_table *base, drg_tsv *table) {
    uint32_t all = (uint32_t)drg_table_columns(base), own = table->columns, columns = own;
    drg_slice *headers = drg_arena_array(&compiler->arena, (size_t)all + own, sizeof *headers);
    if (!headers)
        return drg_compile_memory(compiler);
    for (uint32_t i = 0; i < own; i++) {
        char name[32] = {0};
        headers[i] = table->cells[i];
        memcpy(name, headers[i].data, headers[i].size < 31 ? headers[i].size : 31);
        if (headers[i].size > 31 || drg_table_column(base, name) == SIZE_MAX)
            return drg_tsv_fail(
                table, table->rows, i, compiler->error, "the table has no such column");
    }
    for (uint32_t i = 0; i < all; i++) {
        drg_slice header = drg_table_header(base, i);
        bool known = false;
        for (uint32_t k = 0; k < own; k++)
            known = known || drg_slice_equal(headers[k], header);
        if (!known)
            headers[columns++] = header;
    }
    size_t rows = (size_t)table->rows + 1;
    drg_slice *cells = drg_arena_array(&compiler->arena, rows * columns, sizeof *cells);
    if (!cells)
        return drg_compile_memory(compiler);
    memcpy(cells, headers, columns * sizeof *cells);
    for (size_t row = 1; row < rows; row++) { /* none where the text has no such table */
        memcpy(cells + row * columns, table->cells + row * own, own * sizeof *cells);
        for (uint32_t i = own; i < columns; i++)
            cells[row * columns + i] = (drg_slice){"", 0};
    }
    table->cells = cells;
    table->columns = columns;
    return DRG_OK;
}

static drg_slice built_in(const drg_table *base, size_t row, drg_slice header) {
    for (size_t i = 0; i < drg_table_columns(base); i++)
        if (drg_slice_equal(drg_table_header(base, i), header))
            return drg_table_cell(base, row, i);
    return (drg_slice){"", 0};
}

/* The built-in row of a key, SIZE_MAX: none. */
static size_t row_of(const drg_compiler *compiler, const char *table, drg_slice key) {
    static const struct {
        const char *table, *prefix;
    } kinds[] = {{"states", "state:"}, {"bodies", "body:"}, {"places", "place:"}};
    char id[BLOCK_ID_ROOM];
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t before = strlen(kinds[i].prefix);
        if (strcmp(table, kinds[i].table) != 0 || key.size == 0 || key.size + before > sizeof id)
            continue;
        memcpy(id, kinds[i].prefix, before);
        memcpy(id + before, key.data, key.size);
        uint32_t thing = drg_know_find(compiler->base, (drg_slice){id, before + key.size});
        return thing == DRG_NONE ? SIZE_MAX : drg_know_thing(compiler->base, thing)->row;
    }
    if (strcmp(table, "given_names") == 0 || strcmp(table, "surnames") == 0)
        return drg_table_find(drg_know_table(compiler->base, table), key);
    return SIZE_MAX;
}

static size_t office_row(const office_rows *offices, drg_slice id) {
    uint32_t number = drg_intern_find(&offices->ids, id);
    return number == DRG_NONE ? SIZE_MAX : offices->row[number];
}

/* Columns that the text does not name keep what the built-in row of the same key has. */
static void keep_built_in(const drg_compiler *compiler, const user_table *kind,
    const drg_table *base, drg_tsv *table, uint32_t own, const office_rows *offices) {
    uint32_t key = kind->key ? drg_tsv_column(table, kind->key) : UINT32_MAX;
    if (key >= own)
        return;
    for (uint32_t row = 0; row < table->rows; row++) {
        drg_slice cell = drg_tsv_cell(table, row, key);
        bool office = strcmp(kind->name, "offices") == 0;
        size_t found = office ? office_row(offices, cell) : row_of(compiler, kind->name, cell);
        for (uint32_t i = own; found != SIZE_MAX && i < table->columns; i++)
            table->cells[((size_t)row + 1) * table->columns + i] =
                built_in(base, found, table->cells[i]);
    }
}

typedef struct sorted_row {
    drg_slice key;
    uint32_t row;
} sorted_row;

static int compare_rows(const void *left, const void *right) {
    return drg_slice_compare(((const sorted_row *)left)->key, ((const sorted_row *)right)->key);
}

/* Sorts the rows by a column; each keeps the number of its line for messages. */
static int sort_rows(drg_compiler *compiler, drg_tsv *table, uint32_t key) {
    uint32_t rows = table->rows, columns = table->columns;
    sorted_row *order = drg_arena_array(&compiler->arena, (size_t)rows + 1, sizeof *order);
    uint32_t *lines = drg_arena_array(&compiler->arena, (size_t)rows + 1, sizeof *lines);
    drg_slice *cells =
        drg_arena_array(&compiler->arena, ((size_t)rows + 1) * columns, sizeof *cells);
    if (!order || !lines || !cells)
        return drg_compile_memory(compiler);
    for (uint32_t row = 0; row < rows; row++)
        order[row] = (sorted_row){drg_tsv_cell(table, row, key), row};
    if (drg_sort(&compiler->arena, order, rows, sizeof *order, compare_rows))
        return drg_compile_memory(compiler);
    memcpy(cells, table->cells, columns * sizeof *cells);
    for (size_t row = 0; row < rows; row++) {
        size_t from = order[row].row;
        memcpy(cells + (row + 1) * columns, table->cells + (from + 1) * columns,
            columns * sizeof *cells);
        lines[row] = table->lines[from];
    }
    table->cells = cells;
    table->lines = lines;
    return DRG_OK;
}

static int read_table(drg_compiler *compiler, const user_table *kind, const section *from,
    const office_rows *offices) {
    const drg_table *base = drg_know_table(compiler->base, kind->name);
    drg_tsv *table = drg_list_add(&compiler->arena, &compiler->tables);
    uint32_t number = (uint32_t)compiler->tables.count - 1;
    if (!table)
        return drg_compile_memory(compiler);
    *table = (drg_tsv){.file = compiler->file, .name = drg_slice_of(kind->name)};
    if (from &&
        drg_tsv_split(&compiler->arena, from->body, from->before, true, table, compiler->error))
        return compiler->error->code;
    table = &compiler->tables.items[number];
    uint32_t own = table->columns;
    if (widen(compiler, base, table))
        return compiler->error->code;
    keep_built_in(compiler, kind, base, table, own, offices);
    return kind->sorted ? sort_rows(compiler, table, drg_tsv_column(table, kind->key)) : DRG_OK;
}

/* ---- references to built-in rows ---- */

typedef struct references { /* keys that the rows name and that are built in */
    drg_intern states, bodies, offices;
} references;

/* A code of a state or body: noted where it is built in. False: out of memory. */
static bool note_country(drg_compiler *compiler, references *found, drg_slice cell) {
    if (cell.size && row_of(compiler, "states", cell) != SIZE_MAX)
        return drg_intern_add(&found->states, cell) != DRG_NONE;
    if (cell.size && row_of(compiler, "bodies", cell) != SIZE_MAX)
        return drg_intern_add(&found->bodies, cell) != DRG_NONE;
    return true;
}

static bool note_column(
    drg_compiler *compiler, references *found, const char *name, const char *header) {
    const drg_tsv *table = drg_compile_table(compiler, name);
    uint32_t column = drg_tsv_column(table, header);
    for (uint32_t row = 0; row < table->rows; row++)
        if (!note_country(compiler, found, drg_tsv_cell(table, row, column)))
            return false;
    return true;
}

static bool note_offices(
    drg_compiler *compiler, references *found, const office_rows *offices, const drg_table *base) {
    const drg_tsv *table = drg_compile_table(compiler, "holders");
    uint32_t column = drg_tsv_column(table, "office");
    for (uint32_t row = 0; row < table->rows; row++) {
        drg_slice id = drg_tsv_cell(table, row, column);
        size_t office = office_row(offices, id);
        if (office == SIZE_MAX)
            continue;
        drg_slice of = built_in(base, office, DRG_SLICE("of"));
        if (drg_intern_add(&found->offices, id) == DRG_NONE || !note_country(compiler, found, of))
            return false;
    }
    return true;
}

/* Adds the built-in rows with these keys that the text does not give itself. Their own references
 * and names stay out. */
static int add_references(drg_compiler *compiler, const char *name, const char *key,
    const drg_intern *keys, const office_rows *offices) {
    static const char *const left_out[] = {
        "country", "parent", "aliases", "guard", "sovereign", "official_name", "capital"};
    const drg_table *base = drg_know_table(compiler->base, name);
    drg_tsv *table = NULL;
    for (size_t i = 0; i < compiler->tables.count; i++)
        if (drg_slice_is(compiler->tables.items[i].name, name))
            table = &compiler->tables.items[i];
    size_t most = (size_t)table->rows + keys->count + 1;
    drg_slice *cells = drg_arena_array(&compiler->arena, most * table->columns, sizeof *cells);
    uint32_t *lines = drg_arena_array(&compiler->arena, most, sizeof *lines);
    drg_intern own;
    drg_intern_init(&own, &compiler->arena, (drg_hash_key){0, 0});
    if (!cells || !lines)
        return drg_compile_memory(compiler);
    for (uint32_t row = 0; row < table->rows; row++)
        if (drg_intern_add(&own, drg_tsv_cell(table, row, drg_tsv_column(table, key))) == DRG_NONE)
            return drg_compile_memory(compiler);
    memcpy(cells, table->cells, ((size_t)table->rows + 1) * table->columns * sizeof *cells);
    if (table->rows)
        memcpy(lines, table->lines, table->rows * sizeof *lines);
    uint32_t rows = table->rows;
    for (size_t k = 0; k < keys->count; k++) {
        if (drg_intern_find(&own, keys->items[k]) != DRG_NONE)
            continue;
        size_t from =
            offices ? office_row(offices, keys->items[k]) : row_of(compiler, name, keys->items[k]);
        for (uint32_t i = 0; i < table->columns; i++) {
            bool out = false;
            for (size_t n = 0; !offices && n < sizeof left_out / sizeof left_out[0]; n++)
                out = out || drg_slice_is(table->cells[i], left_out[n]);
            cells[((size_t)rows + 1) * table->columns + i] =
                out ? (drg_slice){"", 0} : built_in(base, from, table->cells[i]);
        }
        lines[rows++] = 0;
    }
    table->cells = cells;
    table->lines = lines;
    table->rows = rows;
    return DRG_OK;
}

static int refer(drg_compiler *compiler, const office_rows *offices) {
    static const struct {
        const char *table, *column;
    } columns[] = {{"demonyms", "country"}, {"places", "country"}, {"seats", "country"},
        {"seats", "stands_for"}, {"bodies", "country"}, {"bodies", "parent"}, {"members", "body"},
        {"members", "member"}, {"offices", "of"}, {"holders", "country"}, {"states", "sovereign"}};
    references found;
    const drg_hash_key key = {0, 0};
    drg_intern_init(&found.states, &compiler->arena, key);
    drg_intern_init(&found.bodies, &compiler->arena, key);
    drg_intern_init(&found.offices, &compiler->arena, key);
    bool noted = true;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        noted = noted && note_column(compiler, &found, columns[i].table, columns[i].column);
    noted =
        noted && note_offices(compiler, &found, offices, drg_know_table(compiler->base, "offices"));
    if (!noted)
        return drg_compile_memory(compiler);
    if (add_references(compiler, "states", "code", &found.states, NULL) ||
        add_references(compiler, "bodies", "id", &found.bodies, NULL))
        return compiler->error->code;
    return add_references(compiler, "offices", "id", &found.offices, offices);
}

/* ---- all of it ---- */

/* A column of a built-in table, each word once. */
static int take_words(
    drg_compiler *compiler, const char *name, const char *header, drg_intern *words) {
    const drg_table *table = drg_know_table(compiler->base, name);
    size_t column = drg_table_column(table, header);
    for (size_t row = 0; row < drg_table_rows(table); row++)
        if (drg_intern_add(words, drg_table_cell(table, row, column)) == DRG_NONE)
            return drg_compile_memory(compiler);
    return DRG_OK;
}

/* Of several rows with one id, in views over views, the last counts. */
static int take_offices(drg_compiler *compiler, office_rows *offices) {
    const drg_table *table = drg_know_table(compiler->base, "offices");
    size_t rows = drg_table_rows(table), column = drg_table_column(table, "id");
    offices->row = drg_arena_array(&compiler->arena, rows + 1, sizeof *offices->row);
    if (!offices->row)
        return drg_compile_memory(compiler);
    for (size_t row = 0; row < rows; row++) {
        uint32_t number = drg_intern_add(&offices->ids, drg_table_cell(table, row, column));
        if (number == DRG_NONE)
            return drg_compile_memory(compiler);
        offices->row[number] = (uint32_t)row;
    }
    return DRG_OK;
}

static int check_text(drg_compiler *compiler) {
    drg_slice text = compiler->text;
    size_t bad = drg_utf8_valid(text);
    const char *nul = text.size ? memchr(text.data, 0, text.size) : NULL;
    uint32_t lines = 1;
    if (bad == text.size && !nul)
        return DRG_OK;
    size_t at = nul && (size_t)(nul - text.data) < bad ? (size_t)(nul - text.data) : bad;
    for (size_t i = 0; i < at; i++)
        lines += text.data[i] == '\n';
    return drg_fail(compiler->error, DRG_EFORMAT, at, "%.*s:%u:1: %s", (int)compiler->file.size,
        compiler->file.data, lines, at == bad ? "not UTF-8" : "a NUL byte");
}

static int count_rows(drg_compiler *compiler) {
    uint32_t rows = 0;
    for (size_t i = 0; i < compiler->tables.count; i++)
        rows += compiler->tables.items[i].rows;
    if (rows > compiler->row_limit)
        return drg_fail(compiler->error, DRG_EFORMAT, 0, "%.*s: %u rows, the limit is %u",
            (int)compiler->file.size, compiler->file.data, rows, compiler->row_limit);
    return DRG_OK;
}

int drg_user_read(drg_compiler *compiler) {
    section sections[TABLES];
    size_t count = 0;
    office_rows offices = {0};
    drg_intern_init(&offices.ids, &compiler->arena, (drg_hash_key){0, 0});
    if (check_text(compiler) || cut_sections(compiler, sections, &count))
        return compiler->error->code;
    bool terms = false;
    for (size_t i = 0; i < count; i++)
        terms = terms || drg_slice_is(sections[i].name, "holders") ||
                drg_slice_is(sections[i].name, "offices");
    if ((terms && take_offices(compiler, &offices)) ||
        take_words(compiler, "sectors", "sector", &compiler->sectors) ||
        take_words(compiler, "common_words", "word", &compiler->common))
        return compiler->error->code;
    for (size_t i = 0; i < TABLES; i++) {
        const section *from = NULL;
        for (size_t k = 0; k < count; k++)
            if (drg_slice_is(sections[k].name, USER_TABLES[i].name))
                from = &sections[k];
        if (read_table(compiler, &USER_TABLES[i], from, &offices))
            return compiler->error->code;
    }
    drg_compile_sort_tables(compiler);
    return count_rows(compiler) ? compiler->error->code : refer(compiler, &offices);
}
