/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of POLECAT, one an event. Several values in a cell are apart by "; ", and the values of an
 * actor stand at the same place in each of the actors' cells: where one of several is not known,
 * the word None stands in for it; a cell with no value at all is empty. The sectors of one actor
 * are apart by ','. The source is the host of the article's address, where its id is one;
 * Wikipedia's ids are not known. An event's id is the article's and the event's place in the reply,
 * so that none is used twice and each row finds its record.
 */
#include "../lib/base/slice.h"
#include "profile.h"

typedef enum actor_cell { NAME, COUNTRY, COW, PRIMARY, SECTORS, TITLE, RAW, WIKIPEDIA } actor_cell;
#define ACTOR_CELLS 8

static void add_value(
    api_out *out, const api_table *table, const api_actor *actor, actor_cell which) {
    switch (which) {
    case NAME:
        api_out_slice(out, actor->name);
        break;
    case COUNTRY:
        api_out_slice(out, actor->country);
        break;
    case COW:
        api_out_slice(out, actor->cow);
        break;
    case PRIMARY:
        if (actor->sector_count)
            api_out_slice(out, api_view_sector(table->view, actor->sectors[0]));
        break;
    case SECTORS:
        for (size_t i = 0; i < actor->sector_count; i++) {
            if (i)
                api_out_text(out, ",");
            api_out_slice(out, api_view_sector(table->view, actor->sectors[i]));
        }
        break;
    case TITLE:
        api_out_slice(out, actor->title);
        break;
    case RAW:
        api_out_slice(out, actor->words);
        break;
    default:
        break;
    }
}

static void cell_actors(
    api_table *table, const drg_party *parties, size_t count, actor_cell which) {
    api_out *list = &table->cells.list;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        api_actor actor;
        api_actor_of(table, &parties[i], &actor);
        if (i)
            api_out_text(list, "; ");
        size_t before = list->size;
        add_value(list, table, &actor, which);
        any |= list->size > before;
        if (list->size == before)
            api_out_text(list, "None");
    }
    if (!any)
        list->size = 0;
    api_cell_join(&table->cells);
}

static void cells_side(api_table *table, const drg_party *parties, size_t count) {
    for (int i = 0; i < ACTOR_CELLS; i++)
        cell_actors(table, parties, count, (actor_cell)i);
}

static void cells_event(
    api_table *table, const drg_event *event, const api_told *told, size_t index) {
    static const char *const quads[] = {
        "", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"};
    api_cells *cells = &table->cells;
    api_cell_part(cells, "", api_view_id(table->view));
    api_out_text(&cells->list, ":v");
    api_out_uint(&cells->list, index + 1);
    api_cell_join(cells);
    api_cell_date(cells, api_row_date(table->view, event));
    api_cell_text(cells, drg_event_type_name(told->type));
    api_cell(cells, told->mode);
    api_cell_fixed(cells, told->intensity, 2);
    api_cell_text(cells, told->quad <= 4 ? quads[told->quad] : "");
    for (size_t i = 0; i < event->context_count; i++)
        api_cell_part(cells, "; ", api_view_context(table->view, event->contexts[i]));
    api_cell_join(cells);
}

/* The words of the place in the text: of its entity's first mention. */
static drg_slice raw_place(const api_view *view, const drg_event *event) {
    if (event->place >= view->entity_count || !view->entities[event->place].mention_count)
        return (drg_slice){0};
    return api_view_text(view, view->mentions[view->entities[event->place].mentions[0]].span);
}

static void cells_place(api_table *table, const drg_event *event) {
    api_cells *cells = &table->cells;
    api_where where;
    api_where_of(table, event, &where);
    api_cell(cells, event->place_name);
    api_cell(cells, where.city);
    api_cell(cells, where.district);
    api_cell(cells, where.province);
    api_cell(cells, event->place_country);
    api_cell_place_point(cells, event);
    if (where.geonames)
        api_cell_uint(cells, where.geonames);
    else
        api_cell_empty(cells, 1);
    api_cell(cells, raw_place(table->view, event));
    api_cell(cells, where.feature);
}

/*
 * What every row of an article repeats, written once: who and what it names. All of it, unless rows
 * times names would outgrow what a reply may have; then the first names.
 */
typedef struct story {
    api_out people, organizations, locations;
    size_t room; /* bytes of each */
} story;

#define STORY_BASE ((size_t)1 << 20)
#define STORY_FACTOR 16u

static void add_name(const story *told, api_out *out, drg_slice name) {
    if (out->size + name.size + 2 > told->room)
        return;
    if (out->size)
        api_out_text(out, "; ");
    api_out_slice(out, name);
}

static void read_story(const api_view *view, story *told) {
    told->room = (STORY_BASE + STORY_FACTOR * view->text.size) / (3 * (view->event_count + 1));
    for (uint32_t i = 0; i < view->entity_count; i++) {
        const drg_entity *entity = &view->entities[i];
        if (!api_view_keeps_entity(view, i) || entity->member_count)
            continue; /* the members of a group are there by themselves */
        if (entity->type == DRG_PERSON)
            add_name(told, &told->people, entity->name);
        else if (entity->type == DRG_ORGANIZATION)
            add_name(told, &told->organizations, entity->name);
        else if (entity->type == DRG_GPE || entity->type == DRG_LOCATION ||
                 entity->type == DRG_FACILITY)
            add_name(told, &told->locations, entity->name);
    }
}

static void cells_story(api_table *table, const story *told) {
    api_cells *cells = &table->cells;
    const api_view *view = table->view;
    drg_basis basis;
    drg_engine_info info;
    drg_engine_describe(table->engine, &info);
    api_cell(cells, table->origin.host);
    api_cell_date(cells, drg_document_published(view->document, &basis));
    api_cell(cells, (drg_slice){told->people.data, told->people.size});
    api_cell(cells, (drg_slice){told->organizations.data, told->organizations.size});
    api_cell(cells, (drg_slice){told->locations.data, told->locations.size});
    api_cell(cells, drg_document_language(view->document));
    api_cell_part(cells, "", DRG_SLICE("dragoman "));
    api_out_text(&cells->list, info.version);
    api_cell_join(cells);
}

void api_polecat_rows(api_table *table) {
    const api_view *view = table->view;
    story told_story = {0};
    api_told told;
    read_story(view, &told_story);
    for (size_t i = 0; i < view->event_count; i++) {
        const drg_event *event = &view->events[i];
        if (!api_tell(table, event, &told))
            continue;
        cells_event(table, event, &told, i);
        cells_side(table, event->source, event->source_count);
        cells_side(table, event->target, event->target_count);
        cells_place(table, event);
        cells_story(table, &told_story);
        api_cells_end(&table->cells);
    }
    if (told_story.people.failed || told_story.organizations.failed || told_story.locations.failed)
        table->cells.out->failed = true;
    api_out_deinit(&told_story.people);
    api_out_deinit(&told_story.organizations);
    api_out_deinit(&told_story.locations);
}
