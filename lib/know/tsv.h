/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_TSV_H
#define DRG_KNOW_TSV_H
/* A table of data/ as it stands in its file, for the compiler (format: docs/formats.md). */
#include "../base/arena.h"
#include "../base/slice.h"

typedef struct drg_tsv {
    drg_slice file; /* "knowledge/states.tsv": for messages */
    drg_slice name; /* "states" */
    drg_slice *cells; /* [columns]: headers, then [rows][columns] */
    uint32_t *lines; /* [rows]: line of the file, from 1; 0: a row that refers to a built-in one */
    uint32_t columns, rows;
    uint32_t header_line;
} drg_tsv;

/*
 * Reads directory/folder/name.tsv into the arena. DRG_EIO: cannot be read. DRG_EFORMAT with
 * file:line:column: not UTF-8, no header, a row of another length, a doubled header, a cell with
 * white space at an end.
 */
int drg_tsv_read(drg_arena *arena, const char *directory, const char *folder, drg_slice name,
    drg_tsv *table, drg_error *error);

/*
 * Splits text that was read already, valid UTF-8, into the rows of a table whose file and name are
 * set. `before` lines of the file come before it; `users`: a user's own text, in which empty lines
 * are skipped and lines may end with CRLF, not refused.
 */
int drg_tsv_split(drg_arena *arena, drg_slice text, uint32_t before, bool users, drg_tsv *table,
    drg_error *error);

/* A user's line, up to the LF that ended it, without the CR of a CRLF. */
static inline drg_slice drg_tsv_line(drg_slice line) {
    bool carriage_return = line.size && line.data[line.size - 1] == '\r';
    return (drg_slice){line.data, line.size - carriage_return};
}

/* Column by its header; UINT32_MAX: none. */
uint32_t drg_tsv_column(const drg_tsv *table, const char *header);

/* Cell of a row; empty for column UINT32_MAX. */
static inline drg_slice drg_tsv_cell(const drg_tsv *table, uint32_t row, uint32_t column) {
    return column < table->columns ? table->cells[((size_t)row + 1) * table->columns + column]
                                   : (drg_slice){"", 0};
}

/* drg_fail(DRG_EFORMAT) with "file:line:column (header): " before the message. */
int drg_tsv_fail(const drg_tsv *table, uint32_t row, uint32_t column, drg_error *error,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A cell that holds a date: YYYY, YYYY-MM or YYYY-MM-DD. First and last day that it may mean. */
bool drg_tsv_date(drg_slice cell, drg_date *first, drg_date *last);

#endif
