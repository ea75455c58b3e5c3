/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may be meant by a pronoun or a noun phrase, and how they compare.
 *
 * The candidates are the entities seen last whose type the asker may stand for (and for he and she,
 * whose sex is not the other), with four that a reader finds elsewhere: the bearer that the text
 * gives the title, the state whose adjective stands in the phrase or that the article is about, who
 * held the office on the day, and who is named right behind ("In his speech, Macron ...").
 *
 * Here stands what one can only say of a candidate among the others: the latest, the one named most
 * often, the first in the latest turn that names any (a turn is a sentence of the writer's with the
 * quoted ones right before it: whoever it names first is mostly its subject, and whom the next
 * pronoun means), and the place that the reading engine gives it.
 *
 * Cost: DRG_LINK_CANDIDATES squared for each asker, and as many scores of the engine: constant.
 */
#include "link.h"

/* ---- who fits ---- */

#define TYPE(name) (1u << DRG_##name)
static const unsigned FITTING[DRG_LINK_CLASS_COUNT] = {
    [DRG_ASK_HE] = TYPE(PERSON),
    [DRG_ASK_HIS] = TYPE(PERSON),
    [DRG_ASK_IT] = TYPE(ORGANIZATION) | TYPE(GPE) | TYPE(LOCATION) | TYPE(FACILITY),
    [DRG_ASK_ITS] = TYPE(ORGANIZATION) | TYPE(GPE) | TYPE(LOCATION) | TYPE(FACILITY),
    [DRG_ASK_THEY] = TYPE(ORGANIZATION) | TYPE(GPE) | TYPE(NORP),
    [DRG_ASK_WE] = TYPE(ORGANIZATION) | TYPE(GPE),
    [DRG_ASK_OFFICE] = TYPE(PERSON),
    [DRG_ASK_ROLE] = TYPE(PERSON),
    [DRG_ASK_STATE] = TYPE(GPE) | TYPE(NORP),
    [DRG_ASK_BODY] = TYPE(ORGANIZATION) | TYPE(FACILITY),
    [DRG_ASK_PLACE] = TYPE(GPE) | TYPE(LOCATION),
    [DRG_ASK_SITE] = TYPE(FACILITY) | TYPE(LOCATION) | TYPE(ORGANIZATION),
    [DRG_ASK_PEOPLE] = TYPE(ORGANIZATION) | TYPE(GPE) | TYPE(NORP),
};

static const drg_cluster *cluster_of(const drg_linker *linker, uint32_t entity) {
    return &linker->namer->clusters.items[entity];
}

/* "The Ugandan president" is nobody of whom the text says that he is Kenyan. */
static bool other_country(
    const drg_linker *linker, const drg_asker *asker, const drg_cluster *cluster) {
    if (!drg_link_of_person(asker->class) || asker->role == DRG_NONE)
        return false;
    drg_slice country = linker->namer->document->roles.items[asker->role].country;
    bool office = asker->class == DRG_ASK_OFFICE && cluster->country_basis == DRG_BASIS_TABLE;
    return country.size == 3 && cluster->country.size &&
           (office || cluster->country_basis == DRG_BASIS_TEXT) &&
           !drg_slice_equal(country, cluster->country);
}

/* "A senior official" brings up somebody: only who is named in its own sentence may be meant
 * ("Lugo, a former bishop"), or who follows. */
static bool brings_up(const drg_linker *linker, const drg_asker *asker) {
    const drg_namer *namer = linker->namer;
    return drg_link_of_person(asker->class) && asker->start < asker->first &&
           (drg_token_is(namer, asker->start, "a") || drg_token_is(namer, asker->start, "an"));
}

/* "Trump's special envoy retired General Kellogg" is no other envoy. */
static bool other_holder(const drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    uint32_t holder = drg_link_of_person(asker->class) && asker->role != DRG_NONE
                          ? linker->namer->document->roles.items[asker->role].holder
                          : DRG_NONE;
    return holder != DRG_NONE && holder != entity;
}

/* One of several names that "and" joins, named there last: "it" and "its" mean none of them. */
static bool one_of_many(const drg_linker *linker, const drg_asker *asker, const drg_sight *sight) {
    const drg_link_list *list = &linker->named;
    return (asker->class == DRG_ASK_IT || asker->class == DRG_ASK_ITS) && list->closed &&
           sight->token > list->first && sight->token <= list->end &&
           sight->sentence == list->sentence;
}

/* A town that was named last for where something is ("in Lima", "the centre of Lima"), and what a
 * dateline names, is no "they" and no "it". */
static bool only_where(const drg_linker *linker, const drg_asker *asker, const drg_cluster *cluster,
    const drg_sight *sight) {
    const drg_namer *namer = linker->namer;
    const drg_dateline *line = &namer->document->dateline;
    uint32_t first = sight->named[0].first;
    bool asks =
        asker->class == DRG_ASK_IT || asker->class == DRG_ASK_ITS || asker->class == DRG_ASK_THEY;
    if (!asks || sight->named[0].end == 0 || sight->token != sight->named[0].end)
        return false;
    if (line->found && first >= line->place_first && first < line->end)
        return true;
    bool state = cluster->thing != DRG_NONE &&
                 drg_know_thing(namer->know, cluster->thing)->kind == DRG_THING_STATE;
    return cluster->type == DRG_GPE && !state && first > 0 &&
           namer->tokens[first - 1].sentence == sight->sentence &&
           drg_namer_token_in(namer, first - 1, "|in|at|near|from|outside|around|to|of|");
}

/* "They" behind "soldiers" means them rather than a body or place that was named before. */
static bool plural_is_nearer(const drg_asker *asker, const drg_sight *sight) {
    return asker->class == DRG_ASK_THEY && asker->plural_noun != DRG_NONE && !sight->plural &&
           asker->plural_noun >= sight->token;
}

/* "A spokesman for President X", "the lawyer of X": somebody else than whom he serves. */
static bool serves(const drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    enum { TITLES = 8 };
    const drg_namer *namer = linker->namer;
    uint32_t at = asker->end, title = DRG_NONE;
    if (!drg_link_of_person(asker->class) || !drg_link_inside(namer, at, asker->sentence) ||
        !drg_namer_token_in(namer, at, "|for|of|to|"))
        return false;
    for (at++; at < asker->end + TITLES && drg_link_inside(namer, at, asker->sentence); at++) {
        uint32_t reading = namer->reading_of[at], role = namer->role_of[at];
        if (reading != DRG_NONE && namer->readings.items[reading].type == DRG_PERSON)
            return namer->readings.items[reading].entity == entity &&
                   (title != DRG_NONE || at == asker->end + 1);
        title =
            role != DRG_NONE && namer->role_kinds.items[role] == DRG_TITLE_OFFICE ? role : DRG_NONE;
        if (reading == DRG_NONE && role == DRG_NONE && !drg_token_is(namer, at, "the") &&
            !(drg_namer_word(namer, at)->classes & DRG_WORD_MODIFIER))
            return false;
    }
    return false;
}

static bool fits(drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    const drg_cluster *cluster = cluster_of(linker, entity);
    const drg_sight *sight = drg_link_sight(linker, entity);
    if (plural_is_nearer(asker, sight) || one_of_many(linker, asker, sight) ||
        only_where(linker, asker, cluster, sight))
        return false;
    if (!(FITTING[asker->class] & (1u << cluster->type)) || other_country(linker, asker, cluster) ||
        other_holder(linker, asker, entity) || drg_link_other_office(linker, asker, entity) ||
        drg_link_other_kind(linker, asker, entity) || serves(linker, asker, entity))
        return false;
    return !(asker->sex == 'm' && cluster->female && !cluster->male) &&
           !(asker->sex == 'f' && cluster->male && !cluster->female) &&
           !drg_link_barred(linker, asker, entity);
}

/* ---- the candidates ---- */

enum { BEHIND = 4 };

typedef struct gathering {
    drg_linker *linker;
    const drg_asker *asker;
    drg_link_candidate *list;
    size_t count, recent; /* all; those of the list of entities seen last */
    uint32_t most; /* count of the one seen most often */
    uint32_t ahead, speaks_ahead, holder;
    uint32_t body_ahead; /* in the title of who speaks there */
    uint32_t behind[BEHIND]; /* entities named behind the asker in its clause */
    size_t behind_count;
} gathering;

static void gather(gathering *g, uint32_t entity) {
    if (entity == DRG_NONE || g->count == DRG_LINK_CANDIDATES || !fits(g->linker, g->asker, entity))
        return;
    for (size_t i = 0; i < g->count; i++)
        if (g->list[i].entity == entity)
            return;
    g->list[g->count++] = (drg_link_candidate){.entity = entity};
}

/* The first fitting name behind the asker in its sentence, and who speaks there outside quotes. */
static void look_ahead(gathering *g) {
    enum { REACH = 40 };
    const drg_namer *namer = g->linker->namer;
    uint32_t end = namer->document->sentences.items[g->asker->sentence].end_token;
    bool clause = true; /* nothing that begins another one since the asker */
    if (end > g->asker->end + REACH)
        end = g->asker->end + REACH;
    for (uint32_t t = g->asker->end; t < end; t++) {
        uint32_t r = drg_reading_from(namer, t);
        clause &= r != DRG_NONE || !drg_link_breaks(namer, t);
        if (r == DRG_NONE)
            continue;
        const drg_reading *reading = &namer->readings.items[r];
        if (clause && g->behind_count < BEHIND)
            g->behind[g->behind_count++] = reading->entity;
        if (g->ahead == DRG_NONE && fits(g->linker, g->asker, reading->entity))
            g->ahead = reading->entity;
        if (g->speaks_ahead == DRG_NONE && !(namer->tokens[t].flags & DRG_TOKEN_QUOTED) &&
            drg_link_speaks(namer, reading->first, reading->end))
            g->speaks_ahead = reading->entity;
    }
}

static void gather_all(gathering *g) {
    drg_linker *linker = g->linker;
    const drg_asker *asker = g->asker;
    bool fresh = brings_up(linker, asker);
    for (size_t i = 0; i < linker->recent_count; i++)
        if (!fresh || drg_link_sight(linker, linker->recent[i])->sentence == asker->sentence)
            gather(g, linker->recent[i]);
    g->recent = g->count;
    for (size_t i = 0; i < g->count; i++) {
        uint32_t count = drg_link_sight(linker, g->list[i].entity)->count;
        g->most = count > g->most ? count : g->most;
    }
    look_ahead(g);
    gather(g, g->ahead);
    if (asker->role != DRG_NONE)
        gather(g, linker->namer->document->roles.items[asker->role].holder);
    if (asker->class == DRG_ASK_OFFICE && !fresh)
        gather(g, g->holder = drg_link_holder(linker, asker, false));
    if (asker->class == DRG_ASK_WE) {
        gather(g, drg_link_body_of(linker, linker->speaker));
        gather(g, g->body_ahead = drg_link_body_of(linker, g->speaks_ahead));
    }
    if (asker->class == DRG_ASK_STATE || asker->class == DRG_ASK_PEOPLE)
        gather(g, drg_link_state(
                      linker, asker->country.size ? asker->country : linker->namer->main_country));
}

/* The place of a candidate among those of the latest turn that mentions any: 0 the first. */
static size_t turn_rank(const gathering *g, const drg_sight *sight, int k, uint32_t latest) {
    size_t rank = 0;
    for (size_t i = 0; i < g->recent; i++) {
        const drg_sight *other = drg_link_sight(g->linker, g->list[i].entity);
        rank += other->turn[k] == latest && other->turn_first[k] < sight->turn_first[k];
    }
    return rank;
}

/* Who was named first in the latest turn is its subject, and he who goes on as a pronoun. */
static void observe_turn(const gathering *g, const drg_sight *sight, drg_observed *seen) {
    int k = g->asker->quoted;
    uint32_t latest = DRG_NONE;
    for (size_t i = 0; i < g->recent; i++) {
        uint32_t turn = drg_link_sight(g->linker, g->list[i].entity)->turn[k];
        latest = turn != DRG_NONE && (latest == DRG_NONE || turn > latest) ? turn : latest;
    }
    if (sight->turn[k] == DRG_NONE)
        return;
    uint32_t back = g->linker->turn - sight->turn[k];
    size_t rank = sight->turn[k] == latest ? turn_rank(g, sight, k, latest) : SIZE_MAX;
    drg_observe(seen, rank == 0, DRG_LC_TURN_LATEST_FIRST);
    drg_observe(seen, rank == 1, DRG_LC_TURN_LATEST_SECOND);
    drg_observe(seen, rank > 1 && rank != SIZE_MAX, DRG_LC_TURN_LATEST_OTHER);
    drg_observe(seen, back == 0, DRG_LC_TURN_HERE);
    drg_observe(seen, back == 1, DRG_LC_TURN_ONE_BACK);
    drg_observe(seen, back == 2, DRG_LC_TURN_TWO_BACK);
    drg_observe(seen, back > 2, DRG_LC_TURN_FAR_BACK);
}

static void observe_all(gathering *g, size_t index) {
    drg_linker *linker = g->linker;
    drg_link_candidate *candidate = &g->list[index];
    const drg_sight *sight = drg_link_sight(linker, candidate->entity);
    drg_observed *seen = &candidate->seen;
    uint32_t entity = candidate->entity;
    bool recent = index < g->recent;
    drg_observe(seen, recent && index == 0, DRG_LC_LATEST);
    drg_observe(seen, recent && index == 1, DRG_LC_SECOND_LATEST);
    drg_observe(seen, recent && index == 2, DRG_LC_THIRD_LATEST);
    drg_observe(seen, recent && index > 2, DRG_LC_EARLIER);
    drg_observe(seen, entity == g->ahead && sight->sentence != g->asker->sentence, DRG_LC_AHEAD);
    drg_observe(seen, recent && sight->count == g->most && g->most > 1, DRG_LC_MOST_NAMED);
    drg_observe(seen, g->count == 1, DRG_LC_ONLY_ONE);
    drg_observe(seen, g->asker->quoted && entity == g->speaks_ahead, DRG_LC_SPEAKS_HERE);
    for (size_t i = 0; i < g->behind_count; i++)
        if (g->behind[i] == entity) {
            drg_observe(seen, true, DRG_LC_NAMED_BEHIND);
            break;
        }
    drg_observe(seen, entity == g->body_ahead, DRG_LC_BODY_OF_SPEAKER_HERE);
    drg_observe(seen, entity == g->holder, DRG_LC_HOLDER_BY_TABLE);
    observe_turn(g, sight, seen);
    drg_link_observe(linker, g->asker, entity, seen);
}

/* ---- what the reading engine says ---- */

static void read_candidate(gathering *g, drg_link_candidate *candidate) {
    const drg_document *document = g->linker->namer->document;
    const drg_sight *sight = drg_link_sight(g->linker, candidate->entity);
    drg_link_span asker = {g->asker->start, g->asker->end};
    for (size_t i = 0; i < DRG_LINK_NAMES; i++) {
        float score;
        if (sight->named[i].end == 0 ||
            !drg_read_link(document, document->engine->reader, &asker, &sight->named[i], &score))
            continue;
        if (!candidate->read || score > candidate->engine)
            candidate->engine = score;
        candidate->read = true;
    }
}

static void observe_reading(gathering *g) {
    const drg_link_candidate *best = NULL, *next = NULL;
    for (size_t i = 0; i < g->count; i++) {
        read_candidate(g, &g->list[i]);
        if (!g->list[i].read)
            continue;
        if (!best || g->list[i].engine > best->engine) {
            next = best;
            best = &g->list[i];
        } else if (!next || g->list[i].engine > next->engine) {
            next = &g->list[i];
        }
    }
    for (size_t i = 0; i < g->count; i++) {
        drg_link_candidate *c = &g->list[i];
        if (!c->read)
            continue;
        float ahead = c != best ? 0.0F : next ? c->engine - next->engine : 9.0F;
        float behind = best->engine - c->engine;
        drg_observe(&c->seen, c == best && ahead < 1.0F, DRG_LC_READ_BEST_BARELY);
        drg_observe(&c->seen, ahead >= 1.0F && ahead < 2.5F, DRG_LC_READ_BEST);
        drg_observe(&c->seen, ahead >= 2.5F, DRG_LC_READ_BEST_BY_FAR);
        drg_observe(&c->seen, c != best && behind < 1.0F, DRG_LC_READ_NEXT);
        drg_observe(&c->seen, behind >= 1.0F && behind < 3.0F, DRG_LC_READ_BEHIND);
        drg_observe(&c->seen, behind >= 3.0F, DRG_LC_READ_FAR_BEHIND);
        drg_observe(&c->seen, c == best && c->engine < -1.0F, DRG_LC_READ_NOBODY);
        drg_observe(
            &c->seen, c == best && c->engine >= -1.0F && c->engine < 1.0F, DRG_LC_READ_OPEN);
        drg_observe(&c->seen, c == best && c->engine >= 1.0F, DRG_LC_READ_SURE);
    }
}

static bool has(const drg_observed *seen, uint8_t evidence) {
    for (size_t i = 0; i < seen->count; i++)
        if (seen->list[i] == evidence)
            return true;
    return false;
}

/* "The union" where one candidate alone is a union. */
static void observe_fits(gathering *g) {
    static const uint8_t fits[] = {DRG_LC_HEAD_ENDS_NAME, DRG_LC_KIND_FITS, DRG_LC_BORE_TITLE};
    for (size_t k = 0; k < sizeof fits; k++) {
        size_t count = 0;
        for (size_t i = 0; i < g->count; i++)
            count += has(&g->list[i].seen, fits[k]);
        for (size_t i = 0; i < g->count && count; i++) {
            bool own = has(&g->list[i].seen, fits[k]);
            drg_observe(&g->list[i].seen, own && count == 1, DRG_LC_ONLY_FIT);
            drg_observe(&g->list[i].seen, !own, DRG_LC_RIVAL_FITS);
        }
        if (count)
            return;
    }
}

size_t drg_link_candidates(
    drg_linker *linker, drg_asker *asker, drg_link_candidate candidates[DRG_LINK_CANDIDATES]) {
    gathering g = {.linker = linker,
        .asker = asker,
        .list = candidates,
        .ahead = DRG_NONE,
        .speaks_ahead = DRG_NONE,
        .body_ahead = DRG_NONE,
        .holder = DRG_NONE};
    gather_all(&g);
    for (size_t i = 0; i < g.count; i++)
        observe_all(&g, i);
    observe_fits(&g);
    observe_reading(&g);
    drg_observe(&asker->seen, g.count == 0, DRG_LA_FITS_NONE);
    drg_observe(&asker->seen, g.count == 1, DRG_LA_FITS_ONE);
    drg_observe(&asker->seen, g.count == 2, DRG_LA_FITS_TWO);
    drg_observe(&asker->seen, g.count > 2, DRG_LA_FITS_MORE);
    return g.count;
}
