/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads the tables that people edit: UTF-8, tab-separated, LF (in a user's own rows CRLF too), a
 * header line, `#` lines are comments, no quoting. Strict, because a table is edited by hand and a
 * shifted column is a wrong fact: each row has as many cells as the header, no cell begins or ends
 * with white space, and every complaint names file, line and column.
 */
#include "tsv.h"

#include "../base/date.h"
#include "../base/error.h"
#include "../base/mapped.h"
#include "../base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

int drg_tsv_fail(const drg_tsv *table, uint32_t row, uint32_t column, drg_error *error,
    const char *format, ...) {
    char message[120];
    va_list arguments;
    va_start(arguments, format);
    drg_format_short(message, sizeof message, format, arguments);
    va_end(arguments);
    uint32_t line = row < table->rows ? table->lines[row] : table->header_line;
    drg_slice header = column < table->columns ? table->cells[column] : (drg_slice){"row", 3};
    header = drg_utf8_head(header, 40);
    return drg_fail(error, DRG_EFORMAT, 0, "%.*s:%u:%u (%.*s): %s", (int)table->file.size,
        table->file.data, line, column < table->columns ? column + 1 : 1, (int)header.size,
        header.data, message);
}

uint32_t drg_tsv_column(const drg_tsv *table, const char *header) {
    for (uint32_t i = 0; i < table->columns; i++)
        if (drg_slice_is(table->cells[i], header))
            return i;
    return UINT32_MAX;
}

static drg_slice load(drg_arena *arena, const char *path, drg_error *error, int *result) {
    void *data = NULL;
    size_t size = 0;
    *result = drg_map_file(path, &data, &size, error);
    if (*result)
        return (drg_slice){0};
    drg_slice copy = drg_arena_copy(arena, (drg_slice){data, size});
    drg_unmap_file(data, size);
    if (!copy.data)
        *result = drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    return copy;
}

static bool is_comment(drg_slice line) {
    return line.size > 0 && line.data[0] == '#';
}

static size_t count_of(drg_slice text, char byte) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == byte;
    return count;
}

/* The next line, without its end; unlike drg_slice_cut it gives empty lines as well. */
static bool next_line(drg_slice *rest, drg_slice *line) {
    if (rest->size == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->size);
    line->data = rest->data;
    line->size = end ? (size_t)(end - rest->data) : rest->size;
    size_t skip = end ? line->size + 1 : line->size;
    rest->data += skip;
    rest->size -= skip;
    return true;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\r' || c == '\t';
}

/* Splits a line into the table's next row of cells (row == rows: the header when columns is 0). */
static int split_row(
    drg_tsv *table, drg_slice line, uint32_t number, drg_slice *cells, drg_error *error) {
    uint32_t column = 0;
    for (;;) {
        const char *tab = line.size ? memchr(line.data, '\t', line.size) : NULL;
        drg_slice cell = {line.data, tab ? (size_t)(tab - line.data) : line.size};
        if (column == table->columns)
            return drg_fail(error, DRG_EFORMAT, 0, "%.*s:%u:%u: more cells than the header has",
                (int)table->file.size, table->file.data, number, column + 1);
        if (cell.size && (is_blank(cell.data[0]) || is_blank(cell.data[cell.size - 1])))
            return drg_fail(error, DRG_EFORMAT, 0, "%.*s:%u:%u: white space at an end of the cell",
                (int)table->file.size, table->file.data, number, column + 1);
        cells[column++] = cell;
        if (!tab)
            break;
        line.data += cell.size + 1;
        line.size -= cell.size + 1;
    }
    if (column < table->columns)
        return drg_fail(error, DRG_EFORMAT, 0, "%.*s:%u:%u: %u cells, the header has %u",
            (int)table->file.size, table->file.data, number, column, column, table->columns);
    return DRG_OK;
}

static int check_header(const drg_tsv *table, drg_error *error) {
    for (uint32_t i = 0; i < table->columns; i++) {
        if (table->cells[i].size == 0)
            return drg_tsv_fail(table, table->rows, i, error, "a column without a name");
        for (uint32_t k = 0; k < i; k++)
            if (drg_slice_equal(table->cells[i], table->cells[k]))
                return drg_tsv_fail(table, table->rows, i, error, "the header is there twice");
    }
    return DRG_OK;
}

int drg_tsv_split(drg_arena *arena, drg_slice text, uint32_t before, bool users, drg_tsv *table,
    drg_error *error) {
    drg_slice line, rest = text;
    uint32_t number = before;
    size_t lines = count_of(text, '\n') + 1;
    bool header = true;
    table->lines = drg_arena_array(arena, lines, sizeof *table->lines);
    while (table->lines && next_line(&rest, &line)) {
        number++;
        if (users)
            line = drg_tsv_line(line);
        if (is_comment(line) || (users && line.size == 0))
            continue;
        if (line.size == 0)
            return drg_fail(error, DRG_EFORMAT, 0, "%.*s:%u:1: an empty line",
                (int)table->file.size, table->file.data, number);
        if (header) {
            table->header_line = number;
            table->columns = (uint32_t)count_of(line, '\t') + 1;
            table->cells = drg_arena_array(arena, lines * table->columns, sizeof *table->cells);
        }
        if (!table->cells)
            break;
        size_t first = header ? 0 : ((size_t)table->rows + 1) * table->columns;
        if (split_row(table, line, number, table->cells + first, error))
            return DRG_EFORMAT;
        if (!header)
            table->lines[table->rows++] = number;
        header = false;
    }
    if (drg_arena_failed(arena))
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    if (header)
        return drg_fail(error, DRG_EFORMAT, 0, "%.*s:%u:1: no header", (int)table->file.size,
            table->file.data, before + 1);
    return check_header(table, error);
}

int drg_tsv_read(drg_arena *arena, const char *directory, const char *folder, drg_slice name,
    drg_tsv *table, drg_error *error) {
    *table = (drg_tsv){.name = name};
    drg_slice path =
        drg_arena_format(arena, "%s/%s/%.*s.tsv", directory, folder, (int)name.size, name.data);
    table->file = drg_arena_format(arena, "%s/%.*s.tsv", folder, (int)name.size, name.data);
    if (!path.data || !table->file.data)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    int result;
    drg_slice text = load(arena, path.data, error, &result);
    if (result)
        return result;
    size_t bad = drg_utf8_valid(text);
    if (bad < text.size)
        return drg_fail(error, DRG_EFORMAT, bad, "%s:%zu:1: not UTF-8", table->file.data,
            count_of((drg_slice){text.data, bad}, '\n') + 1);
    return drg_tsv_split(arena, text, 0, false, table, error);
}

/* ---- dates ---- */

static bool digits(drg_slice text, size_t at, size_t count, int *value) {
    *value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        *value = *value * 10 + (text.data[i] - '0');
    }
    return true;
}

bool drg_tsv_date(drg_slice cell, drg_date *first, drg_date *last) {
    int year, month = 0, day = 0;
    if (cell.size != 4 && cell.size != 7 && cell.size != 10)
        return false;
    if (!digits(cell, 0, 4, &year) || year == 0)
        return false;
    if (cell.size >= 7 &&
        (cell.data[4] != '-' || !digits(cell, 5, 2, &month) || month < 1 || month > 12))
        return false;
    if (cell.size == 10 && (cell.data[7] != '-' || !digits(cell, 8, 2, &day) || day < 1 ||
                               day > drg_date_month_length(year, month)))
        return false;
    int to_month = month ? month : 12;
    int to_day = day ? day : drg_date_month_length(year, to_month);
    *first = (drg_date){(int16_t)year, (uint8_t)(month ? month : 1), (uint8_t)(day ? day : 1)};
    *last = (drg_date){(int16_t)year, (uint8_t)to_month, (uint8_t)to_day};
    return true;
}
