/* SPDX-License-Identifier: Apache-2.0 */
/* Cells of CSV and TSV: cells.h says what they look like. Cost: linear in the bytes. */
#include "cells.h"

#include "../lib/base/slice.h"

static void next_cell(api_cells *cells) {
    if (cells->started)
        api_out_bytes(cells->out, cells->separator == API_TABS ? "\t" : ",", 1);
    cells->started = true;
}

/* Runs of plain bytes at once; `from` is replaced by `to`. */
static void replace(api_out *out, drg_slice text, const char *from, const char *to) {
    size_t plain = 0, size = strlen(to);
    for (size_t i = 0; i < text.size; i++) {
        if (!text.data[i] || !strchr(from, text.data[i]))
            continue;
        api_out_bytes(out, text.data + plain, i - plain);
        api_out_bytes(out, to, size);
        plain = i + 1;
    }
    if (text.size)
        api_out_bytes(out, text.data + plain, text.size - plain);
}

static void tab_cell(api_out *out, drg_slice text) {
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\t' || c == '\n' || c == '\r')
            c = ' ';
        api_out_bytes(out, c == '"' ? "'" : &c, 1);
    }
}

static bool needs_quotes(drg_slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '"' || text.data[i] == ',' || text.data[i] == '\n' ||
            text.data[i] == '\r')
            return true;
    return false;
}

void api_cell(api_cells *cells, drg_slice text) {
    next_cell(cells);
    if (cells->separator == API_TABS) {
        tab_cell(cells->out, text);
    } else if (!needs_quotes(text)) {
        api_out_slice(cells->out, text);
    } else {
        api_out_bytes(cells->out, "\"", 1);
        replace(cells->out, text, "\"", "\"\"");
        api_out_bytes(cells->out, "\"", 1);
    }
}

void api_cell_text(api_cells *cells, const char *text) {
    api_cell(cells, drg_slice_of(text));
}

void api_cell_empty(api_cells *cells, unsigned count) {
    while (count--)
        next_cell(cells);
}

void api_cell_uint(api_cells *cells, uint64_t value) {
    next_cell(cells);
    api_out_uint(cells->out, value);
}

void api_cell_fixed(api_cells *cells, double value, unsigned decimals) {
    next_cell(cells);
    api_out_fixed(cells->out, value, decimals);
}

void api_cell_date(api_cells *cells, drg_date date) {
    char text[11] = "";
    if (date.year)
        drg_date_format(date, text);
    api_cell_text(cells, text);
}

void api_cell_place_point(api_cells *cells, const drg_event *event) {
    if (!event->place_name.size || !event->place_has_coordinates) {
        api_cell_empty(cells, 2);
        return;
    }
    api_cell_fixed(cells, event->place_latitude, 5);
    api_cell_fixed(cells, event->place_longitude, 5);
}

void api_cell_part(api_cells *cells, const char *between, drg_slice text) {
    if (cells->list.size)
        api_out_text(&cells->list, between);
    api_out_slice(&cells->list, text);
}

void api_cell_join(api_cells *cells) {
    if (cells->list.failed)
        cells->out->failed = true;
    api_cell(cells, (drg_slice){cells->list.data, cells->list.size});
    cells->list.size = 0;
}

void api_cells_end(api_cells *cells) {
    api_out_text(cells->out, cells->separator == API_TABS ? "\n" : "\r\n");
    cells->started = false;
}

void api_cells_deinit(api_cells *cells) {
    api_out_deinit(&cells->list);
}
