/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row of PHOENIX, as phoenix_pipeline writes it: a pair of actor codes and a CAMEO code. Full is
 * the whole code, Root its first three letters, Agent the next three, Others the rest, in threes,
 * apart by ';'. A pair without both codes has no row, as there,
 * and parties of one code are one (its filter keeps one of equal rows). QuadClass is Phoenix's (0
 * to 4). URLs and Sources are the article's address and its host, where its id is one. Issues are
 * codes of the pipeline's own phrases and stay empty.
 */
#include "../lib/base/slice.h"
#include "profile.h"

#include <stdio.h>

static drg_slice part(drg_slice code, size_t from) {
    if (from >= code.size)
        return (drg_slice){0};
    return (drg_slice){code.data + from, code.size - from < 3 ? code.size - from : 3};
}

static void cells_actor(api_cells *cells, drg_slice code) {
    api_cell(cells, code);
    api_cell(cells, part(code, 0));
    api_cell(cells, part(code, 3));
    for (size_t at = 6; at < code.size; at += 3)
        api_cell_part(cells, ";", part(code, at));
    api_cell_join(cells);
}

static void cells_date(api_cells *cells, drg_date date) {
    char compact[16] = "";
    if (!date.year) {
        api_cell_empty(cells, 4);
        return;
    }
    snprintf(
        compact, sizeof compact, "%04d%02d%02d", (int)date.year, (int)date.month, (int)date.day);
    api_cell_text(cells, compact);
    api_cell(cells, (drg_slice){compact, 4});
    api_cell(cells, (drg_slice){compact + 4, 2});
    api_cell(cells, (drg_slice){compact + 6, 2});
}

static void cells_place(api_table *table, const drg_event *event) {
    api_cells *cells = &table->cells;
    api_where where;
    api_where_of(table, event, &where);
    api_cell_place_point(cells, event);
    api_cell(cells, event->place_name);
    api_cell(cells, where.province);
    api_cell(cells, where.country_name);
}

#define SENTENCES_SHOWN 16u /* of one that the article tells again and again */

static void cell_sentences(api_table *table, const drg_event *event) {
    api_cells *cells = &table->cells;
    for (size_t i = 0; i < event->mention_count && i < SENTENCES_SHOWN; i++) {
        if (i && event->mentions[i].sentence == event->mentions[i - 1].sentence)
            continue;
        api_cell_part(cells, ";", api_view_id(table->view));
        api_out_bytes(&cells->list, "_", 1);
        api_out_uint(&cells->list, event->mentions[i].sentence);
    }
    api_cell_join(cells);
}

void api_phoenix_row(api_table *table, const drg_event *event, const api_told *told,
    const drg_party *source, const drg_party *target, drg_slice row_id) {
    api_cells *cells = &table->cells;
    api_actor from, to;
    api_actor_of(table, source, &from);
    api_actor_of(table, target, &to);
    api_cell(cells, row_id);
    cells_date(cells, api_row_date(table->view, event));
    cells_actor(cells, from.code);
    cells_actor(cells, to.code);
    api_cell(cells, told->cameo);
    api_cell(cells, (drg_slice){told->cameo.data, told->cameo.size < 2 ? told->cameo.size : 2});
    api_cell(cells, api_lookup(table->engine, "cameo", "code", told->cameo, "quad"));
    api_cell_fixed(cells, told->goldstein, 2);
    api_cell_empty(cells, 1);
    cells_place(table, event);
    cell_sentences(table, event);
    api_cell(cells, table->origin.address);
    api_cell(cells, table->origin.host);
    api_cells_end(cells);
}
