/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why each entity is what it is, for who asked (options.explain): for its name, type, row of the
 * tables, place, country and office, which rule, row or observations decided, with which score, and
 * what the runner-up was.
 *
 * Nothing is decided here. The scores of names are added up anew for the reading with the fullest
 * name, in thousandths as in weights.c, written as units; READER is the part that the reading
 * engine had in them. Countries that were weighed (home.c) have logits. An entity whose country is
 * open says what spoke for leaving it so.
 *
 * Cost: that of scoring one name again, an entity. It does not explain mentions one by one, nor why
 * two names were put together.
 */
#include "home.h"

enum { MOST_REASONS = 6, PARTS = 3, UNIT = 1000, READER = DRG_EVIDENCE_COUNT };

typedef struct part { /* an observation and what it adds */
    unsigned evidence; /* drg_evidence, or READER */
    int32_t weight;
} part;

static drg_reason *add(drg_entity *entity, drg_reason *reasons, const char *what) {
    drg_reason *reason = &reasons[entity->reason_count++];
    *reason = (drg_reason){.what = drg_slice_of(what)};
    return reason;
}

/* The PARTS largest, largest first; those that add nothing are left out. */
static drg_slice written(drg_arena *arena, const part *parts, size_t count) {
    drg_slice made = {NULL, 0};
    int32_t last = INT32_MAX;
    for (int k = 0; k < PARTS; k++) {
        const part *best = NULL;
        for (size_t i = 0; i < count; i++)
            if (parts[i].weight > 0 && parts[i].weight < last &&
                (!best || parts[i].weight > best->weight))
                best = &parts[i];
        if (!best)
            break;
        last = best->weight;
        const char *name =
            best->evidence == READER ? "READER" : drg_evidence_name((drg_evidence)best->evidence);
        made = drg_arena_format(arena, "%.*s%s%s", (int)made.size, made.size ? made.data : "",
            made.size ? ", " : "", name);
    }
    return made.size ? made : DRG_SLICE("the sum of small observations");
}

/* What each observation adds for a type, less what it adds for another (`than` < 0: for none). */
static size_t weigh(const drg_reading *r, const int32_t *read, unsigned type, int than,
    part parts[DRG_EVIDENCE_ROOM + 1]) {
    size_t count = 0;
    for (size_t i = 0; i < r->evidence_count; i++) {
        const int16_t *weights = drg_evidence_weights[1][r->evidence[i]];
        parts[count++] = (part){r->evidence[i], weights[type] - (than < 0 ? 0 : weights[than])};
    }
    parts[count++] = (part){READER, read[type] - (than < 0 ? 0 : read[than])};
    return count;
}

static void explain_name(
    drg_namer *namer, const drg_cluster *cluster, drg_entity *entity, drg_reason *reasons) {
    const drg_reading *r = &namer->readings.items[cluster->fullest];
    const drg_candidate candidate = {r->first, r->end, r->sentence, r->hit};
    int32_t read[DRG_NAME_TYPES], scores[DRG_NAME_TYPES];
    part parts[DRG_EVIDENCE_ROOM + 1];
    if ((unsigned)r->type >= DRG_NAME_TYPES)
        return;
    drg_read_name_scores(namer, &candidate, read);
    unsigned second = r->type == 0;
    for (unsigned type = 0; type < DRG_NAME_TYPES; type++) {
        scores[type] =
            drg_evidence_score(1, (drg_entity_type)type, r->evidence, r->evidence_count) +
            read[type];
        if (type != (unsigned)r->type && scores[type] > scores[second])
            second = type;
    }
    drg_reason *name = add(entity, reasons, "name");
    name->rule = written(namer->arena, parts, weigh(r, read, (unsigned)r->type, -1, parts));
    name->scored = true;
    name->score = (double)scores[r->type] / UNIT;
    name->runner_up = DRG_SLICE("no name");
    drg_reason *type = add(entity, reasons, "type");
    type->scored = true;
    type->score = (double)scores[r->type] / UNIT;
    type->runner_up = drg_slice_of(drg_entity_type_name((drg_entity_type)second));
    type->runner_up_score = (double)scores[second] / UNIT;
    type->rule =
        cluster->type == r->type
            ? written(namer->arena, parts, weigh(r, read, (unsigned)r->type, (int)second, parts))
            : DRG_SLICE("the row of the tables, or the other names of the entity");
}

/* The row of the tables, and the next one that the name may mean. */
static void explain_row(
    drg_namer *namer, const drg_cluster *cluster, drg_entity *entity, drg_reason *reasons) {
    if (cluster->thing == DRG_NONE)
        return;
    drg_reason *row = add(entity, reasons, "row");
    row->rule = drg_know_thing(namer->know, cluster->thing)->id;
    uint32_t number =
        cluster->fullest == DRG_NONE ? DRG_NONE : namer->readings.items[cluster->fullest].hit;
    if (number == DRG_NONE)
        return;
    const drg_hit *hit = &namer->hits.items[number];
    for (uint32_t i = 0; i < hit->thing_count && row->runner_up.size == 0; i++)
        if (hit->things[i] != cluster->thing)
            row->runner_up = drg_know_thing(namer->know, hit->things[i])->id;
}

static drg_slice observations(drg_namer *namer, const drg_cluster *cluster) {
    drg_slice made = drg_slice_of(cluster->country_rule);
    for (size_t k = 0; k < sizeof cluster->country_why && cluster->country_why[k]; k++)
        made = drg_arena_format(namer->arena, "%.*s%s%s", (int)made.size, made.data,
            k ? ", " : ": ", drg_home_observation_name(cluster->country_why[k] - 1u));
    return made;
}

static void explain_country(
    drg_namer *namer, const drg_cluster *cluster, drg_entity *entity, drg_reason *reasons) {
    bool weighed = cluster->country_score || cluster->country_second_score;
    if (cluster->country.size == 0 && !weighed)
        return;
    drg_reason *country = add(entity, reasons, "country");
    if (weighed) {
        country->rule = observations(namer, cluster);
        country->scored = true;
        country->score = (double)cluster->country_score / UNIT;
        country->runner_up_score = (double)cluster->country_second_score / UNIT;
        country->runner_up =
            cluster->country_second.size ? cluster->country_second : DRG_SLICE("no country");
    } else if (cluster->country_rule) {
        country->rule = drg_slice_of(cluster->country_rule);
    } else {
        country->rule = DRG_SLICE("the row of the tables");
    }
}

static void explain_office(
    drg_namer *namer, const drg_cluster *cluster, drg_entity *entity, drg_reason *reasons) {
    if (entity->office.title.size == 0)
        return;
    drg_reason *office = add(entity, reasons, "office");
    bool text = entity->office.basis == DRG_BASIS_TEXT;
    const drg_term *term = cluster->term;
    drg_slice row = term ? drg_arena_format(namer->arena, "office %.*s", (int)term->office_id.size,
                               term->office_id.data)
                         : (drg_slice){NULL, 0};
    office->rule = text ? DRG_SLICE("a title in the text") : row;
    if (text)
        office->runner_up = row;
}

/* Which of the places of that name: by inhabitants, the countries and places named near it, what
 * stands beside it (place.c), as shares of one whole. */
static void explain_place(
    drg_namer *namer, const drg_cluster *cluster, drg_entity *entity, drg_reason *reasons) {
    const drg_place_choice *choice = &cluster->place;
    if (choice->best == DRG_NONE || choice->best_share <= 0)
        return;
    const drg_thing *best = drg_know_thing(namer->know, choice->best);
    drg_reason *place = add(entity, reasons, "place");
    place->rule = drg_arena_format(namer->arena, "%s %.*s, by size, neighbours and countries named",
        choice->thing == DRG_NONE ? "in doubt:" : "row", (int)best->id.size, best->id.data);
    place->scored = true;
    place->score = (double)choice->best_share;
    place->runner_up = DRG_SLICE("a place that no table has");
    place->runner_up_score = 1 - (double)choice->best_share;
    if (choice->second == DRG_NONE)
        return;
    place->runner_up = drg_know_thing(namer->know, choice->second)->id;
    place->runner_up_score = (double)choice->second_share;
}

bool drg_namer_explain(drg_namer *namer, const drg_cluster *cluster, drg_entity *entity) {
    drg_reason *reasons = drg_arena_array(namer->arena, MOST_REASONS, sizeof *reasons);
    if (!reasons)
        return false;
    entity->reasons = reasons;
    if (cluster->fullest != DRG_NONE)
        explain_name(namer, cluster, entity, reasons);
    explain_row(namer, cluster, entity, reasons);
    explain_place(namer, cluster, entity, reasons);
    explain_country(namer, cluster, entity, reasons);
    explain_office(namer, cluster, entity, reasons);
    return !drg_arena_failed(namer->arena);
}
