/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reply as CSV (RFC 4180): one line an event, CRLF, a header line. A cell is quoted only where
 * it must be. Lists inside a cell (contexts, several parties) are separated by '|'; a party is its
 * entity's name or, described only, its words. The columns are part of the contract: new ones are
 * added at the end.
 */
#include "view.h"

#include "../lib/base/slice.h"

static const char HEADER[] =
    "id,published,event,type,mode,contexts,quad_class,cameo,goldstein,intensity,tense,negated,"
    "date_start,date_end,source,source_country,source_code,target,target_country,target_code,"
    "place,place_country,latitude,longitude,speaker,trigger,start,end,sentence,confidence,"
    "fingerprint,date_basis,place_basis\r\n"; /* new columns come at the end */

typedef struct csv_row {
    api_out *out;
    const api_view *view;
    bool started;
} csv_row;

static void next_cell(csv_row *row) {
    if (row->started)
        api_out_bytes(row->out, ",", 1);
    row->started = true;
}

/* Text inside a quoted cell: '"' doubled. */
static void quoted(api_out *out, drg_slice text) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            api_out_bytes(out, "\"", 1);
        api_out_bytes(out, text.data + i, 1);
    }
}

static bool needs_quotes(drg_slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] == '"' || text.data[i] == ',' || text.data[i] == '\n' ||
            text.data[i] == '\r')
            return true;
    return false;
}

static void cell(csv_row *row, drg_slice text) {
    next_cell(row);
    if (!needs_quotes(text)) {
        api_out_slice(row->out, text);
        return;
    }
    api_out_bytes(row->out, "\"", 1);
    quoted(row->out, text);
    api_out_bytes(row->out, "\"", 1);
}

static void cell_text(csv_row *row, const char *text) {
    cell(row, drg_slice_of(text));
}

static void cell_uint(csv_row *row, uint64_t value) {
    next_cell(row);
    api_out_uint(row->out, value);
}

static void cell_fixed(csv_row *row, double value, unsigned decimals) {
    next_cell(row);
    api_out_fixed(row->out, value, decimals);
}

static void cell_date(csv_row *row, drg_date date) {
    char text[11] = "";
    if (date.year)
        drg_date_format(date, text);
    cell_text(row, text);
}

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

/* Always quoted: whether one of the parts needs it is not known before all are written. */
static void cell_parties(csv_row *row, const drg_party *parties, size_t count, aspect which) {
    if (count <= 1) {
        cell(row, count ? party_aspect(row->view, parties, which) : (drg_slice){0});
        return;
    }
    next_cell(row);
    api_out_bytes(row->out, "\"", 1);
    for (size_t i = 0; i < count; i++) {
        if (i)
            api_out_bytes(row->out, "|", 1);
        quoted(row->out, party_aspect(row->view, &parties[i], which));
    }
    api_out_bytes(row->out, "\"", 1);
}

static void cells_codes(csv_row *row, const drg_event *event) {
    cell_text(row, drg_event_type_name(event->type));
    cell(row, event->mode);
    next_cell(row);
    for (size_t i = 0; i < event->context_count; i++) {
        if (i)
            api_out_bytes(row->out, "|", 1);
        api_out_slice(row->out, api_view_context(row->view, event->contexts[i]));
    }
    cell_uint(row, event->quad_class);
    cell(row, event->cameo);
    cell_fixed(row, event->goldstein, 2);
    cell_fixed(row, event->intensity, 2);
    cell_text(row, drg_tense_name(event->tense));
    cell_text(row, event->negated ? "true" : "false");
}

static void cells_place(csv_row *row, const drg_event *event) {
    cell(row, event->place_name);
    cell(row, event->place_country);
    if (event->place_name.size && event->place_has_coordinates) {
        cell_fixed(row, event->place_latitude, 5);
        cell_fixed(row, event->place_longitude, 5);
    } else {
        cell_text(row, "");
        cell_text(row, "");
    }
}

static void cells_evidence(csv_row *row, const drg_event *event) {
    const api_view *view = row->view;
    if (event->speaker < view->entity_count)
        cell(row, view->entities[event->speaker].name);
    else
        cell(row, api_view_text(view, event->speaker_span));
    if (event->mention_count) {
        const drg_trigger *first = &event->mentions[0];
        cell(row, api_view_text(view, first->span));
        cell_uint(row, api_view_offset(view, first->span.start));
        cell_uint(row, api_view_offset(view, first->span.end));
        cell_uint(row, first->sentence);
    } else {
        for (int i = 0; i < 4; i++)
            cell_text(row, "");
    }
    cell_fixed(row, (double)event->confidence, 3);
    cell(row,
        (drg_slice){event->fingerprint, strnlen(event->fingerprint, sizeof event->fingerprint)});
}

static void write_row(api_out *out, const api_view *view, size_t index) {
    const drg_event *event = &view->events[index];
    csv_row row = {.out = out, .view = view};
    drg_basis basis;
    cell(&row, api_view_id(view));
    cell_date(&row, drg_document_published(view->document, &basis));
    next_cell(&row);
    api_out_bytes(out, "v", 1);
    api_out_uint(out, index + 1);
    cells_codes(&row, event);
    cell_date(&row, event->start);
    cell_date(&row, event->end);
    for (int i = 0; i < 3; i++)
        cell_parties(&row, event->source, event->source_count, (aspect)i);
    for (int i = 0; i < 3; i++)
        cell_parties(&row, event->target, event->target_count, (aspect)i);
    cells_place(&row, event);
    cells_evidence(&row, event);
    cell_text(&row, event->start.year || event->end.year ? api_view_date_basis(event) : "");
    cell_text(&row, event->place_name.size ? drg_ground_name(event->place_ground) : "");
    api_out_bytes(out, "\r\n", 2);
}

void api_write_csv(api_out *out, const api_view *view, bool header) {
    if (header)
        api_out_text(out, HEADER);
    for (size_t i = 0; i < view->event_count; i++)
        if (api_view_keeps(view, (double)view->events[i].confidence))
            write_row(out, view, i);
}
