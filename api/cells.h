/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_CELLS_H
#define API_CELLS_H
/*
 * Lines of cells, in one of two forms:
 *
 *   CSV   RFC 4180: commas, CRLF; a cell is quoted only where it must be. Every byte of a cell is
 *         kept, line ends too.
 *   TSV   text/tab-separated-values as IANA registers it: tabs, LF, no quoting at all. What the
 * form cannot hold is replaced: a tab or a line end by a blank, and '"' by an apostrophe, for most
 * readers take a quotation mark at the start of a cell for the start of a quoted one.
 *
 * Words of an article are never changed to disarm them for spreadsheets (a leading '=', '+', '-' or
 * '@' is read as a formula there): the usual apostrophe would be taken for part of the name by
 * every other reader. docs/views.md says how to open the files safely.
 */
#include "json_write.h"

typedef enum api_separator { API_COMMAS, API_TABS } api_separator;

typedef struct api_cells { /* zero it but for `out` and `separator`; free with api_cells_deinit */
    api_out *out;
    api_separator separator;
    bool started; /* the line has a cell */
    api_out list; /* of the cell that is being put together */
} api_cells;

void api_cell(api_cells *cells, drg_slice text);
void api_cell_text(api_cells *cells, const char *text);
void api_cell_empty(api_cells *cells, unsigned count);
void api_cell_uint(api_cells *cells, uint64_t value);
void api_cell_fixed(api_cells *cells, double value, unsigned decimals);
void api_cell_date(api_cells *cells, drg_date date); /* YYYY-MM-DD; year 0: empty */
/* Two cells: latitude and longitude of the event's place, empty where either is not known. */
void api_cell_place_point(api_cells *cells, const drg_event *event);
/* A cell of several values: parts as they come, then api_cell_join. */
void api_cell_part(api_cells *cells, const char *between, drg_slice text);
void api_cell_join(api_cells *cells);
void api_cells_end(api_cells *cells); /* of the line */
void api_cells_deinit(api_cells *cells);
#endif
