/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row of ICEWS' coded event data: a pair of names with sectors and country, CAMEO's code with its
 * words, Goldstein's value as intensity, the story and the sentence (counted from 1, as there).
 * Sectors are PLOVER's codes, apart by ','; countries are names in English. The
 * publisher is the host of the article's address, where its id is one.
 */
#include "../lib/base/slice.h"
#include "profile.h"

static void cells_actor(api_table *table, const api_actor *actor) {
    api_cells *cells = &table->cells;
    api_cell(cells, actor->name);
    for (size_t i = 0; i < actor->sector_count; i++)
        api_cell_part(cells, ",", api_view_sector(table->view, actor->sectors[i]));
    api_cell_join(cells);
    api_cell(cells, api_state_name(table->engine, actor->country));
}

void api_icews_row(api_table *table, const drg_event *event, const api_told *told,
    const drg_party *source, const drg_party *target, drg_slice row_id) {
    api_cells *cells = &table->cells;
    api_actor from, to;
    api_where where;
    api_actor_of(table, source, &from);
    api_actor_of(table, target, &to);
    api_where_of(table, event, &where);
    if (!from.name.size || !to.name.size)
        return;
    api_cell(cells, row_id);
    api_cell_date(cells, api_row_date(table->view, event));
    cells_actor(table, &from);
    api_cell(cells, api_lookup(table->engine, "cameo", "code", told->cameo, "name"));
    api_cell(cells, told->cameo);
    api_cell_fixed(cells, told->goldstein, 2);
    cells_actor(table, &to);
    api_cell(cells, api_view_id(table->view));
    if (event->mention_count)
        api_cell_uint(cells, event->mentions[0].sentence + 1u);
    else
        api_cell_empty(cells, 1);
    api_cell(cells, table->origin.host);
    api_cell(cells, where.city);
    api_cell(cells, where.district);
    api_cell(cells, where.province);
    api_cell(cells, where.country_name);
    api_cell_place_point(cells, event);
    api_cells_end(cells);
}
