/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reply as a table of our own columns, in CSV or TSV (cells.h): a line of names, then one line
 * an event. Lists inside a cell (contexts, several parties) are separated by '|'; a party is its
 * entity's name or, described only, its words. The columns are part of the contract: new ones are
 * added at the end. `problem` is empty but for a line of a batch that failed: its code, beside the
 * id, and nothing else.
 */
#include "labels.h"
#include "profile.h"
#include "view.h"

#include "../lib/base/slice.h"

static const char HEADER[] =
    "id,published,event,type,mode,contexts,quad_class,cameo,goldstein,intensity,tense,negated,"
    "date_start,date_end,source,source_country,source_code,target,target_country,target_code,"
    "place,place_country,latitude,longitude,speaker,trigger,start,end,sentence,confidence,"
    "fingerprint,date_basis,place_basis,problem"; /* new columns come at the end */
#define COLUMNS 34u

typedef enum aspect { NAME, COUNTRY, CODE } aspect;

static drg_slice party_aspect(const api_view *view, const drg_party *party, aspect which) {
    if (party->entity < view->entity_count) {
        const drg_entity *entity = &view->entities[party->entity];
        return which == NAME      ? entity->name
               : which == COUNTRY ? entity->country
                                  : entity->actor_code;
    }
    if (which == NAME)
        return api_view_text(view, party->span);
    return which == COUNTRY ? party->country : party->actor_code;
}

/* Places of the three cells belong together, so that an empty value keeps its bar. */
static void cell_parties(
    api_cells *cells, const api_view *view, const drg_party *parties, size_t count, aspect which) {
    for (size_t i = 0; i < count; i++) {
        if (i)
            api_out_bytes(&cells->list, "|", 1);
        api_out_slice(&cells->list, party_aspect(view, &parties[i], which));
    }
    api_cell_join(cells);
}

static void cells_codes(api_cells *cells, const api_view *view, const drg_event *event) {
    const api_label label = api_label_of(view, event->type, event->mode, event->cameo);
    api_cell(cells, label.name);
    api_cell(cells, event->mode);
    for (size_t i = 0; i < event->context_count; i++)
        api_cell_part(cells, "|", api_view_context(view, event->contexts[i]));
    api_cell_join(cells);
    api_cell_uint(cells, label.quad);
    api_cell(cells, event->cameo);
    api_cell_fixed(cells, event->goldstein, 2);
    api_cell_fixed(cells, event->intensity, 2);
    api_cell_text(cells, drg_tense_name(event->tense));
    api_cell_text(cells, event->negated ? "true" : "false");
}

static void cells_place(api_cells *cells, const drg_event *event) {
    api_cell(cells, event->place_name);
    api_cell(cells, event->place_country);
    api_cell_place_point(cells, event);
}

static void cells_evidence(api_cells *cells, const api_view *view, const drg_event *event) {
    if (event->speaker < view->entity_count)
        api_cell(cells, view->entities[event->speaker].name);
    else
        api_cell(cells, api_view_text(view, event->speaker_span));
    if (event->mention_count) {
        const drg_trigger *first = &event->mentions[0];
        api_cell(cells, api_view_text(view, first->span));
        api_cell_uint(cells, api_view_offset(view, first->span.start));
        api_cell_uint(cells, api_view_offset(view, first->span.end));
        api_cell_uint(cells, first->sentence);
    } else {
        api_cell_empty(cells, 4);
    }
    api_cell_fixed(cells, (double)event->confidence, 3);
    api_cell(cells,
        (drg_slice){event->fingerprint, strnlen(event->fingerprint, sizeof event->fingerprint)});
}

static void write_row(api_cells *cells, const api_view *view, size_t index) {
    const drg_event *event = &view->events[index];
    drg_basis basis;
    api_cell(cells, api_view_id(view));
    api_cell_date(cells, drg_document_published(view->document, &basis));
    api_out_bytes(&cells->list, "v", 1);
    api_out_uint(&cells->list, index + 1);
    api_cell_join(cells);
    cells_codes(cells, view, event);
    api_cell_date(cells, event->start);
    api_cell_date(cells, event->end);
    for (int i = 0; i < 3; i++)
        cell_parties(cells, view, event->source, event->source_count, (aspect)i);
    for (int i = 0; i < 3; i++)
        cell_parties(cells, view, event->target, event->target_count, (aspect)i);
    cells_place(cells, event);
    cells_evidence(cells, view, event);
    api_cell_text(cells, event->start.year || event->end.year ? api_view_date_basis(event) : "");
    api_cell_text(cells, event->place_name.size ? drg_ground_name(event->place_ground) : "");
    api_cell_empty(cells, 1);
    api_cells_end(cells);
}

static void write_own(api_out *out, const api_view *view, api_separator separator) {
    api_cells cells = {.out = out, .separator = separator};
    for (size_t i = 0; i < view->event_count; i++)
        if (api_view_keeps(view, (double)view->events[i].confidence))
            write_row(&cells, view, i);
    api_cells_deinit(&cells);
}

/* ---- what every table has -------------------------------------------------------------------- */

static const char *header_of(api_profile profile) {
    return profile == API_PROFILE_NONE ? HEADER : api_profile_header(profile);
}

static unsigned columns_of(api_profile profile) {
    return profile == API_PROFILE_NONE ? COLUMNS : api_profile_columns(profile);
}

void api_write_table_header(api_out *out, api_profile profile, api_separator separator) {
    api_cells cells = {.out = out, .separator = separator};
    drg_slice rest = drg_slice_of(header_of(profile)), name;
    while (drg_slice_cut(&rest, ',', &name))
        api_cell(&cells, name);
    api_cells_end(&cells);
}

void api_write_table(
    api_out *out, const api_view *view, const drg_engine *engine, api_separator separator) {
    api_profile profile = view->article->options.profile;
    if (profile == API_PROFILE_NONE)
        write_own(out, view, separator);
    else
        api_write_profile(out, view, engine, profile, separator);
}

void api_write_table_problem(
    api_out *out, api_profile profile, api_separator separator, drg_slice id, const char *code) {
    api_cells cells = {.out = out, .separator = separator};
    bool own = profile == API_PROFILE_NONE;
    api_out_slice(&cells.list, id);
    if (!own) {
        api_out_text(&cells.list, ":problem:");
        api_out_text(&cells.list, code);
    }
    api_cell_join(&cells);
    api_cell_empty(&cells, columns_of(profile) - (own ? 2 : 1));
    if (own)
        api_cell_text(&cells, code);
    api_cells_end(&cells);
    api_cells_deinit(&cells);
}
