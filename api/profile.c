/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the three views share: which events are told and how, who the parties are, where it was, and
 * the pairs. profile.h says by which rules.
 *
 * Cost: linear in the reply, and one pass over the table of places, because neither an entity nor
 * an event says which level of administration its place is.
 */
#include "profile.h"

#include "../lib/base/slice.h"

#include <stdlib.h>

static const struct {
    const char *name, *header;
    unsigned columns;
} PROFILES[] = {
    [API_PROFILE_PHOENIX] = {"phoenix",
        "EventID,Date,Year,Month,Day,SourceFull,SourceRoot,SourceAgent,SourceOthers,TargetFull,"
        "TargetRoot,TargetAgent,TargetOthers,Code,RootCode,QuadClass,Goldstein,Issues,Lat,Lon,"
        "LocationName,StateName,CountryName,SentenceIDs,URLs,Sources",
        26},
    [API_PROFILE_ICEWS] = {"icews",
        "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,"
        "Intensity,Target Name,Target Sectors,Target Country,Story ID,Sentence Number,Publisher,"
        "City,District,Province,Country,Latitude,Longitude",
        20},
    [API_PROFILE_POLECAT] = {"polecat",
        "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,"
        "Actor Country,Actor COW,Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,"
        "Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,"
        "Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,"
        "Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,"
        "GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,"
        "Story Organizations,Story Locations,Language,Version",
        40},
};

bool api_profile_find(drg_slice name, api_profile *profile) {
    for (int i = API_PROFILE_NONE + 1; i < API_PROFILES; i++)
        if (drg_slice_is(name, PROFILES[i].name)) {
            *profile = (api_profile)i;
            return true;
        }
    return false;
}

const char *api_profile_header(api_profile profile) {
    return PROFILES[profile].header;
}

unsigned api_profile_columns(api_profile profile) {
    return PROFILES[profile].columns;
}

/* ---- tables ---------------------------------------------------------------------------------- */

drg_slice api_lookup(const drg_engine *engine, const char *name, const char *key, drg_slice value,
    const char *cell) {
    const drg_table *table = drg_engine_table(engine, name);
    size_t keys = table ? drg_table_column(table, key) : SIZE_MAX;
    size_t cells = table ? drg_table_column(table, cell) : SIZE_MAX;
    if (keys == SIZE_MAX || cells == SIZE_MAX || !value.size)
        return (drg_slice){0};
    for (size_t row = 0; row < drg_table_rows(table); row++)
        if (drg_slice_equal(drg_table_cell(table, row, keys), value))
            return drg_table_cell(table, row, cells);
    return (drg_slice){0};
}

drg_slice api_state_name(const drg_engine *engine, drg_slice country) {
    return api_lookup(engine, "states", "code", country, "name");
}

/* A dependency's code -> its sovereign's, unless the table gives it one of its own (PLOVER: Hong
 * Kong). */
static drg_slice fold_country(const drg_engine *engine, drg_slice country) {
    if (country.size != 3)
        return country;
    drg_slice own = api_lookup(engine, "states", "code", country, "actor_code");
    if (own.size)
        return own;
    if (!drg_slice_is(api_lookup(engine, "states", "code", country, "kind"), "dependency"))
        return country;
    drg_slice sovereign = api_lookup(engine, "states", "code", country, "sovereign");
    return sovereign.size ? sovereign : country;
}

/* "-4.4" -> -4.4, without a locale. */
static double number_of(drg_slice text) {
    double value = 0, unit = 1;
    bool fraction = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.')
            fraction = true;
        if (c < '0' || c > '9')
            continue;
        unit *= fraction ? 0.1 : 1;
        value = fraction ? value + unit * (c - '0') : value * 10 + (c - '0');
    }
    return text.size && text.data[0] == '-' ? -value : value;
}

/* ---- how an event is told -------------------------------------------------------------------- */

/* Of what is to come. type DRG_EVENT_TYPES: it is not told. */
static const struct {
    drg_event_type type;
    const char *mode, *cameo; /* cameo NULL: the event's own */
} FUTURE[DRG_EVENT_TYPES] = {
    [DRG_AGREE] = {DRG_AGREE, "", NULL},
    [DRG_CONSULT] = {DRG_AGREE, "", "036"},
    [DRG_SUPPORT] = {DRG_AGREE, "", "032"},
    [DRG_CONCEDE] = {DRG_CONCEDE, "", NULL},
    [DRG_COOPERATE] = {DRG_AGREE, "", "031"},
    [DRG_AID] = {DRG_AGREE, "", "033"},
    [DRG_RETREAT] = {DRG_CONCEDE, "", "035"},
    [DRG_REQUEST] = {DRG_EVENT_TYPES, "", NULL},
    [DRG_ACCUSE] = {DRG_EVENT_TYPES, "", NULL},
    [DRG_REJECT] = {DRG_EVENT_TYPES, "", NULL},
    [DRG_THREATEN] = {DRG_THREATEN, "", NULL},
    [DRG_PROTEST] = {DRG_THREATEN, "", "133"},
    [DRG_SANCTION] = {DRG_THREATEN, "relations", "131"},
    [DRG_MOBILIZE] = {DRG_THREATEN, "", "138"},
    [DRG_COERCE] = {DRG_THREATEN, "restrict", "132"},
    [DRG_ASSAULT] = {DRG_THREATEN, "violence", "138"},
};

static bool tell_future(const api_table *table, const drg_event *event, api_told *told) {
    if (event->type >= DRG_EVENT_TYPES || FUTURE[event->type].type == DRG_EVENT_TYPES)
        return false;
    if (!FUTURE[event->type].cameo)
        return true;
    told->type = FUTURE[event->type].type;
    told->mode = drg_slice_of(FUTURE[event->type].mode);
    told->cameo = drg_slice_of(FUTURE[event->type].cameo);
    drg_slice type = drg_slice_of(drg_event_type_name(told->type));
    told->quad = (unsigned)number_of(api_lookup(table->engine, "types", "type", type, "quad"));
    told->intensity = number_of(api_lookup(table->engine, "types", "type", type, "score"));
    told->goldstein =
        number_of(api_lookup(table->engine, "cameo", "code", told->cameo, "goldstein"));
    return true;
}

bool api_tell(const api_table *table, const drg_event *event, api_told *told) {
    if (!api_view_keeps(table->view, (double)event->confidence) || event->negated ||
        event->tense == DRG_HYPOTHETICAL)
        return false;
    *told = (api_told){.type = event->type,
        .mode = event->mode,
        .cameo = event->cameo,
        .quad = event->quad_class,
        .goldstein = event->goldstein,
        .intensity = event->intensity};
    return event->tense != DRG_FUTURE || tell_future(table, event, told);
}

drg_date api_row_date(const api_view *view, const drg_event *event) {
    drg_basis basis;
    return event->start.year ? event->start
           : event->end.year ? event->end
                             : drg_document_published(view->document, &basis);
}

void api_actor_of(const api_table *table, const drg_party *party, api_actor *actor) {
    const api_view *view = table->view;
    *actor = (api_actor){.words = api_view_text(view, party->span),
        .name = api_view_text(view, party->span),
        .country = party->country,
        .code = party->actor_code,
        .sectors = party->sectors,
        .sector_count = party->sector_count};
    if (party->entity < view->entity_count) {
        const drg_entity *entity = &view->entities[party->entity];
        actor->name = entity->name;
        actor->country = entity->country;
        actor->code = entity->actor_code;
        actor->title = entity->office.title;
        actor->sectors = entity->sectors;
        actor->sector_count = entity->sector_count;
    }
    actor->country = fold_country(table->engine, actor->country);
    actor->cow = api_lookup(table->engine, "cow", "country", actor->country, "cow");
}

/* Bytes before the first of `stops`. */
static size_t span_before(drg_slice text, const char *stops) {
    size_t end = 0;
    while (end < text.size && !strchr(stops, text.data[end]))
        end++;
    return end;
}

api_origin api_origin_of(drg_slice id) {
    const drg_slice schemes[] = {DRG_SLICE("https://"), DRG_SLICE("http://")};
    drg_slice host = {0};
    for (size_t i = 0; i < 2; i++)
        if (drg_slice_starts(id, schemes[i]))
            host = (drg_slice){id.data + schemes[i].size, id.size - schemes[i].size};
    host.size = span_before(host, "/?#");
    /* with a name before '@', a number in brackets or a blank it is nothing that a reader knows */
    if (span_before(host, "@[ ") != host.size)
        return (api_origin){0};
    host.size = span_before(host, ":");
    if (drg_slice_starts(host, DRG_SLICE("www.")))
        host = (drg_slice){host.data + 4, host.size - 4};
    return host.size ? (api_origin){.address = id, .host = host} : (api_origin){0};
}

/* ---- pairs ----------------------------------------------------------------------------------- */

/* Done by each to the other: CAMEO 1.1b3, 04x, 057 and 06x. */
static bool is_mutual(const drg_event *event) {
    return event->type == DRG_CONSULT || event->type == DRG_COOPERATE ||
           drg_slice_starts(event->cameo, DRG_SLICE("057"));
}

/* What the other side does: who is visited hosts. */
static drg_slice answer_to(drg_slice cameo) {
    return drg_slice_is(cameo, "042")   ? DRG_SLICE("043")
           : drg_slice_is(cameo, "043") ? DRG_SLICE("042")
                                        : cameo;
}

typedef struct pair_rows { /* of one event */
    api_table *table;
    const drg_event *event;
    const api_told *told;
    api_pair_row row;
    size_t index; /* of the event */
    unsigned count;
} pair_rows;

static void add_pair(
    pair_rows *rows, const drg_party *source, const drg_party *target, bool answered) {
    api_out id = {0};
    api_told told = *rows->told;
    if (source->entity != DRG_NONE && source->entity == target->entity)
        return;
    if (!rows->table->rows_left)
        return;
    rows->table->rows_left--;
    if (answered) {
        told.cameo = answer_to(told.cameo);
        if (!drg_slice_equal(told.cameo, rows->told->cameo))
            told.goldstein = number_of(
                api_lookup(rows->table->engine, "cameo", "code", told.cameo, "goldstein"));
    }
    api_out_slice(&id, api_view_id(rows->table->view));
    api_out_text(&id, ":v");
    api_out_uint(&id, rows->index + 1);
    api_out_text(&id, ":");
    api_out_uint(&id, ++rows->count);
    if (id.failed)
        rows->table->cells.out->failed = true;
    rows->row(rows->table, rows->event, &told, source, target, (drg_slice){id.data, id.size});
    api_out_deinit(&id);
}

/* The parties of a side that count, at most API_PAIR_PARTIES. */
static size_t choose_parties(const api_table *table, const drg_party *parties, size_t count,
    bool by_code, const drg_party *chosen[API_PAIR_PARTIES]) {
    drg_slice codes[API_PAIR_PARTIES];
    size_t kept = 0;
    for (size_t i = 0; i < count && i < API_PAIR_PARTIES; i++) {
        api_actor actor;
        bool known = false;
        api_actor_of(table, &parties[i], &actor);
        for (size_t j = 0; by_code && j < kept && !known; j++)
            known = drg_slice_equal(codes[j], actor.code);
        if (by_code && (known || !actor.code.size))
            continue;
        codes[kept] = actor.code;
        chosen[kept++] = &parties[i];
    }
    return kept;
}

void api_each_pair(
    api_table *table, size_t index, const api_told *told, bool by_code, api_pair_row row) {
    const drg_event *event = &table->view->events[index];
    const drg_party *from[API_PAIR_PARTIES], *to[API_PAIR_PARTIES];
    pair_rows rows = {
        .table = table, .event = event, .told = told, .row = row, .index = index, .count = 0};
    size_t sources = choose_parties(table, event->source, event->source_count, by_code, from);
    size_t targets = choose_parties(table, event->target, event->target_count, by_code, to);
    bool mutual = is_mutual(event);
    for (size_t i = 0; i < sources; i++)
        for (size_t j = 0; j < targets; j++) {
            add_pair(&rows, from[i], to[j], false);
            if (mutual)
                add_pair(&rows, to[j], from[i], true);
        }
    for (size_t i = 0; mutual && !event->target_count && i < sources; i++)
        for (size_t j = 0; j < sources; j++)
            if (i != j)
                add_pair(&rows, from[i], from[j], false);
}

void api_write_pairs(api_table *table, bool by_code, api_pair_row row) {
    api_told told;
    for (size_t i = 0; i < table->view->event_count; i++)
        if (api_tell(table, &table->view->events[i], &told))
            api_each_pair(table, i, &told, by_code, row);
}

/* ---- places ---------------------------------------------------------------------------------- */

typedef struct wanted_place {
    drg_slice name, country;
    drg_slice kind; /* of the row; empty: there is none */
} wanted_place;

struct api_places {
    bool starts[256]; /* first bytes of their names: most rows need no search */
    size_t count;
    wanted_place places[]; /* by name and country */
};

static int compare_places(const void *left, const void *right) {
    const wanted_place *a = left, *b = right;
    int order = drg_slice_compare(a->name, b->name);
    return order ? order : drg_slice_compare(a->country, b->country);
}

static wanted_place *find_place(const api_places *places, drg_slice name, drg_slice country) {
    const wanted_place key = {.name = name, .country = country};
    return bsearch(&key, places->places, places->count, sizeof places->places[0], compare_places);
}

static void read_kinds(api_places *places, const drg_engine *engine) {
    const drg_table *table = drg_engine_table(engine, "places");
    size_t name = table ? drg_table_column(table, "name") : SIZE_MAX;
    size_t kind = table ? drg_table_column(table, "kind") : SIZE_MAX;
    size_t country = table ? drg_table_column(table, "country") : SIZE_MAX;
    if (name == SIZE_MAX || kind == SIZE_MAX || country == SIZE_MAX)
        return;
    for (size_t row = 0; row < drg_table_rows(table); row++) {
        drg_slice wanted = drg_table_cell(table, row, name);
        if (!wanted.size || !places->starts[(unsigned char)wanted.data[0]])
            continue;
        wanted_place *place = find_place(places, wanted, drg_table_cell(table, row, country));
        if (place && !place->kind.size) /* most prominent first */
            place->kind = drg_table_cell(table, row, kind);
    }
}

static api_places *read_places(const api_view *view, const drg_engine *engine) {
    api_places *places =
        malloc(sizeof *places + (view->event_count + 1) * sizeof places->places[0]);
    if (!places)
        return NULL;
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < view->event_count; i++)
        if (view->events[i].place_name.size)
            places->places[count++] = (wanted_place){
                .name = view->events[i].place_name, .country = view->events[i].place_country};
    qsort(places->places, count, sizeof places->places[0], compare_places);
    for (size_t i = 0; i < count; i++)
        if (!kept || compare_places(&places->places[kept - 1], &places->places[i]) != 0)
            places->places[kept++] = places->places[i];
    places->count = kept;
    memset(places->starts, 0, sizeof places->starts);
    for (size_t i = 0; i < kept; i++)
        places->starts[(unsigned char)places->places[i].name.data[0]] = true;
    if (kept)
        read_kinds(places, engine);
    return places;
}

/* GeoNames' codes of what the tables call these kinds. Mountains may be one or a range there, and
 * sites are of many sorts. */
static const struct {
    const char *kind, *code;
} FEATURES[] = {{"capital", "PPLC"}, {"city", "PPL"}, {"district", "ADM2"}, {"province", "ADM1"},
    {"region", "RGN"}, {"island", "ISL"}, {"continent", "CONT"}, {"river", "STM"}, {"lake", "LK"},
    {"sea", "SEA"}, {"ocean", "OCN"}, {"gulf", "GULF"}, {"strait", "STRT"}, {"canal", "CNL"},
    {"desert", "DSRT"}};

static drg_slice feature_of(
    const drg_engine *engine, const drg_event *event, drg_slice country_name, drg_slice kind) {
    if (drg_slice_equal(event->place_name, country_name)) {
        drg_slice state = api_lookup(engine, "states", "code", event->place_country, "kind");
        return drg_slice_is(state, "dependency")   ? DRG_SLICE("PCLD")
               : drg_slice_is(state, "historical") ? DRG_SLICE("PCLH")
                                                   : DRG_SLICE("PCLI");
    }
    for (size_t i = 0; i < sizeof FEATURES / sizeof FEATURES[0]; i++)
        if (drg_slice_is(kind, FEATURES[i].kind))
            return drg_slice_of(FEATURES[i].code);
    return (drg_slice){0};
}

void api_where_of(const api_table *table, const drg_event *event, api_where *where) {
    drg_slice name = event->place_name;
    *where = (api_where){.country_name = api_state_name(table->engine, event->place_country)};
    if (!name.size)
        return;
    if (event->place < table->view->entity_count)
        where->geonames = table->view->entities[event->place].geonames;
    const wanted_place *place = find_place(table->places, name, event->place_country);
    drg_slice kind = place ? place->kind : (drg_slice){0};
    where->feature = feature_of(table->engine, event, where->country_name, kind);
    if (drg_slice_is(where->feature, "PPLC") || drg_slice_is(where->feature, "PPL"))
        where->city = name;
    else if (drg_slice_is(where->feature, "ADM2"))
        where->district = name;
    else if (drg_slice_is(where->feature, "ADM1"))
        where->province = name;
}

/* ---- the whole ------------------------------------------------------------------------------- */

void api_write_profile(api_out *out, const api_view *view, const drg_engine *engine,
    api_profile profile, api_separator separator) {
    api_table table = {.cells = {.out = out, .separator = separator},
        .view = view,
        .engine = engine,
        .places = read_places(view, engine),
        .origin = api_origin_of(view->article->id),
        .rows_left = API_ROWS_BASE + view->text.size / 16};
    if (!table.places)
        out->failed = true;
    else if (profile == API_PROFILE_PHOENIX)
        api_write_pairs(&table, true, api_phoenix_row);
    else if (profile == API_PROFILE_ICEWS)
        api_write_pairs(&table, false, api_icews_row);
    else
        api_polecat_rows(&table);
    free(table.places);
    api_cells_deinit(&table.cells);
}
