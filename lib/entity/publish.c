/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The arrays of the document out of the working set: mentions in reading order without overlaps,
 * entities in the order of their first mention, with office, sectors and actor code.
 *
 * Sectors of a person: those of the title in the text, of the office in the tables, of the person
 * in the tables; a former holder is ELI first. Sectors of a body: the tables', else what its head
 * word tells. Cost: linear.
 */
#include "entity.h"

float drg_reading_confidence(int32_t score) {
    float s = score > 0 ? (float)score : 0.0F;
    return 0.5F + 0.5F * s / (s + 2500.0F);
}

/* ---- sectors ---- */

static void add_sector(drg_entity *entity, uint8_t sector) {
    if (sector == 255 || entity->sector_count == DRG_MAX_SECTORS)
        return;
    for (size_t i = 0; i < entity->sector_count; i++)
        if (entity->sectors[i] == sector)
            return;
    entity->sectors[entity->sector_count++] = sector;
}

static void add_sector_list(const drg_namer *namer, drg_entity *entity, drg_slice cell) {
    drg_slice part, rest = cell;
    while (drg_slice_cut(&rest, '|', &part))
        add_sector(entity, drg_know_sector(namer->know, part));
}

/* "National Migration Institute": an agency of the state, where "Gorgas Institute" teaches. */
static bool institute_of_state(const drg_namer *namer, const drg_reading *name) {
    static const char taught[] =
        "|technology|science|sciences|research|studies|peace|education|policy|economics|"
        "economic|management|business|law|languages|security|strategic|international|arts|";
    bool institute = false, field = false;
    for (uint32_t at = name->first; at < name->end; at++) {
        bool here = drg_token_is(namer, at, "institute");
        if (drg_slice_listed(namer->tokens[at].lower, taught))
            return false;
        institute |= here;
        field |= drg_token_is(namer, at, "national") ||
                 (!here && (drg_namer_word(namer, at)->classes & DRG_WORD_ORGANIZATION_WEAK));
    }
    return institute && field;
}

/* By the head of the body's name (body_sectors.tsv): its last word, else its first. */
static void body_sector(const drg_namer *namer, const drg_cluster *cluster, drg_entity *entity) {
    const drg_reading *full = &namer->readings.items[cluster->fullest];
    if (institute_of_state(namer, full)) {
        add_sector(entity, drg_know_sector(namer->know, DRG_SLICE("GOV")));
        return;
    }
    const drg_table *sectors = drg_know_table(namer->know, "body_sectors");
    size_t row = drg_table_find(sectors, drg_namer_word(namer, full->end - 1)->folded);
    if (row == SIZE_MAX)
        row = drg_table_find(sectors, drg_namer_word(namer, full->first)->folded);
    if (row != SIZE_MAX)
        add_sector(entity, drg_know_sector(namer->know, drg_table_cell(sectors, row, 1)));
}

static void sectors_of_body(
    const drg_namer *namer, const drg_cluster *cluster, drg_entity *entity) {
    const drg_thing *thing =
        cluster->thing == DRG_NONE ? NULL : drg_know_thing(namer->know, cluster->thing);
    if (thing)
        for (size_t i = 0; i < thing->sector_count; i++)
            add_sector(entity, thing->sectors[i]);
    if (entity->sector_count == 0 && cluster->fullest != DRG_NONE)
        body_sector(namer, cluster, entity);
}

/* "president of the football federation", "a spokeswoman for the union": heads of states and of
 * all that is no state have these titles; whoever has one acts for the body that it is of. */
static bool acts_for_body(const drg_namer *namer, const drg_cluster *person, drg_entity *entity) {
    static const char heads[] =
        "|president|vice-president|presidents|spokesman|spokeswoman|spokesperson|spokesmen|"
        "executive|executives|official|officials|commissioner|secretary-general|chancellor|"
        "governor|governors|treasurer|treasurer-general|secretary|adviser|advisor|representative|"
        "representatives|delegate|";
    uint32_t role = person->role;
    uint32_t of = role == DRG_NONE ? DRG_NONE : namer->document->roles.items[role].of;
    if (of == DRG_NONE || namer->clusters.items[of].type != DRG_ORGANIZATION ||
        !drg_slice_listed(
            namer->tokens[namer->document->roles.items[role].end_token - 1].lower, heads))
        return false;
    uint8_t government = drg_know_sector(namer->know, DRG_SLICE("GOV"));
    drg_entity body = {.type = DRG_ORGANIZATION};
    sectors_of_body(namer, &namer->clusters.items[of], &body);
    for (size_t i = 0; i < body.sector_count; i++)
        if (body.sectors[i] == government)
            return false;
    if (body.sector_count == 0)
        return false;
    if (person->term && !person->former) /* a president of a party who is also one of a state */
        add_sector(entity, person->term->sector);
    for (size_t i = 0; i < body.sector_count; i++)
        add_sector(entity, body.sectors[i]);
    return true;
}

/* Is a captain or defender one of a team? Where the text has several words of a game. */
static bool plays(const drg_namer *namer, const drg_cluster *person) {
    enum { GAME_WORDS = 4 };
    return person->role != DRG_NONE && namer->game_words >= GAME_WORDS &&
           drg_namer_token_in(namer, namer->document->roles.items[person->role].end_token - 1,
               "|captain|defender|striker|");
}

/* "head of the provincial police force", "director of the medical school", "the junta's leader":
 * by the common noun that the title is of. */
static void sector_of_noun(const drg_namer *namer, uint32_t number, drg_entity *entity) {
    enum { AHEAD = 8 };
    const drg_role_phrase *role = &namer->document->roles.items[number];
    uint32_t end = namer->document->sentences.items[role->sentence].end_token;
    uint32_t at = role->end_token;
    if (!drg_token_is(namer, at, "of") && !drg_token_is(namer, at, "for") &&
        !drg_token_is(namer, at, "at"))
        return;
    for (uint32_t i = at + 1; i < end && i < at + AHEAD; i++) {
        uint32_t noun = namer->role_of[i];
        if (noun != DRG_NONE && namer->role_kinds.items[noun] == DRG_TITLE_ROLE &&
            namer->tokens[i].shape == DRG_SHAPE_LOWER)
            add_sector_list(namer, entity,
                drg_title_cell(namer->know, namer->document->roles.items[noun].title, "sector"));
        if (entity->sector_count ||
            !(drg_token_word(&namer->tokens[i]) || (namer->tokens[i].flags & DRG_TOKEN_POSSESSIVE)))
            return;
    }
}

static void sectors_of(const drg_namer *namer, const drg_cluster *cluster, drg_entity *entity) {
    if (cluster->type == DRG_ORGANIZATION) {
        sectors_of_body(namer, cluster, entity);
        return;
    }
    const drg_thing *thing =
        cluster->thing == DRG_NONE ? NULL : drg_know_thing(namer->know, cluster->thing);
    if (cluster->former && !cluster->then)
        add_sector(entity, drg_know_sector(namer->know, DRG_SLICE("ELI")));
    if (acts_for_body(namer, cluster, entity))
        return;
    if (plays(namer, cluster)) {
        add_sector(entity, drg_know_sector(namer->know, DRG_SLICE("CVL")));
        return;
    }
    if (cluster->role != DRG_NONE)
        add_sector_list(namer, entity,
            drg_title_cell(
                namer->know, namer->document->roles.items[cluster->role].title, "sector"));
    if (cluster->term)
        add_sector(entity, cluster->term->sector);
    if (thing && cluster->type == DRG_PERSON && entity->sector_count == 0)
        for (size_t i = 0; i < thing->sector_count; i++)
            add_sector(entity, thing->sectors[i]);
    /* "chairman of the bank": a title that says nothing by itself */
    uint32_t of =
        cluster->role == DRG_NONE ? DRG_NONE : namer->document->roles.items[cluster->role].of;
    if (entity->sector_count == 0 && of != DRG_NONE &&
        namer->role_kinds.items[cluster->role] == DRG_TITLE_OFFICE &&
        namer->clusters.items[of].type == DRG_ORGANIZATION)
        sectors_of_body(namer, &namer->clusters.items[of], entity);
    if (entity->sector_count == 0 && cluster->role != DRG_NONE)
        sector_of_noun(namer, cluster->role, entity);
}

/* ---- the arrays of the document ---- */

/* "the lawyer X" is a calling; "the lawyer of Y", a rank, an office and what an office is made of
 * ("spokesman") are held. Nobody holds what he is in private: "friend of Y", "a woman, X, of Y". */
static bool is_office(const drg_namer *namer, uint32_t role) {
    if (role == DRG_NONE || namer->role_kinds.items[role] != DRG_TITLE_ROLE)
        return role != DRG_NONE;
    uint32_t title = namer->document->roles.items[role].title;
    if (drg_title_cell(namer->know, title, "office_kind").size)
        return true;
    drg_slice sector = drg_title_cell(namer->know, title, "sector");
    bool private =
        drg_slice_is(sector, "CVL") || drg_slice_is(sector, "CRM") || drg_slice_is(sector, "REF");
    return namer->document->roles.items[role].of != DRG_NONE && !private;
}

static void office_of(const drg_namer *namer, const drg_cluster *cluster, drg_office *office) {
    const drg_document *document = namer->document;
    if (is_office(namer, cluster->role)) {
        const drg_role_phrase *role = &document->roles.items[cluster->role];
        office->title =
            drg_slice_part(document->text, (drg_span){namer->tokens[role->first_token].start,
                                               namer->tokens[role->end_token - 1].end});
        if (role->plural) /* one of several: "judge" */
            office->title = drg_title_cell(namer->know, role->title, "form");
        office->basis = DRG_BASIS_TEXT;
        office->former = cluster->former;
    } else if (cluster->term) {
        office->title = cluster->term->title;
        office->basis = DRG_BASIS_TABLE;
        office->former = cluster->former;
    }
}

/* Where an entity lies: its own row's position, else that of the place in or beside its name. */
static void position_of(const drg_namer *namer, const drg_cluster *cluster, drg_entity *entity) {
    const drg_thing *own =
        cluster->thing == DRG_NONE ? NULL : drg_know_thing(namer->know, cluster->thing);
    const drg_thing *from = own;
    if (own && !own->has_coordinates)
        from = NULL;
    if (!from && cluster->near != DRG_NONE) {
        from = drg_know_thing(namer->know, cluster->near);
        entity->coordinates_of = from->name;
    }
    if (from) {
        entity->has_coordinates = true;
        entity->latitude = from->latitude;
        entity->longitude = from->longitude;
    }
    if (own) {
        entity->geonames = own->geonames;
        entity->wikidata = own->wikidata;
    }
}

/* The two best of several places that the name may mean. */
static void candidates_of(const drg_namer *namer, const drg_cluster *cluster, drg_entity *entity) {
    const double least = 0.005; /* a share that three digits show as more than nothing */
    const drg_place_choice *choice = &cluster->place;
    bool place = entity->type == DRG_GPE || entity->type == DRG_LOCATION;
    if (!place || choice->second == DRG_NONE || (double)choice->second_share < least ||
        (cluster->thing != DRG_NONE && cluster->thing != choice->best))
        return;
    const uint32_t things[] = {choice->best, choice->second};
    const float shares[] = {choice->best_share, choice->second_share};
    for (size_t i = 0; i < 2; i++) {
        const drg_thing *thing = drg_know_thing(namer->know, things[i]);
        entity->candidates[entity->candidate_count++] = (drg_place_candidate){.name = thing->name,
            .country = thing->country,
            .has_coordinates = thing->has_coordinates,
            .latitude = thing->latitude,
            .longitude = thing->longitude,
            .geonames = thing->geonames,
            .share = shares[i]};
    }
}

/* "European": the people of a region belong to no one state, nor to the body that speaks for it. */
static bool of_a_region(const drg_cluster *cluster, const drg_thing *thing) {
    return cluster->type == DRG_NORP && thing && thing->kind == DRG_THING_DEMONYM &&
           drg_slice_is(thing->subkind, "region") && cluster->country.size == 2;
}

/* "Talks with Brussels": the Union's, where the article names it and nothing of Belgium. */
static bool stands_for_union(const drg_namer *namer, const drg_cluster *cluster) {
    if (cluster->type != DRG_GPE || cluster->thing == DRG_NONE ||
        !drg_slice_is(drg_know_thing(namer->know, cluster->thing)->name, "Brussels"))
        return false;
    bool union_named = false;
    for (size_t i = 0; i < namer->clusters.count; i++) {
        const drg_cluster *other = &namer->clusters.items[i];
        if (other != cluster && other->type != DRG_PERSON && drg_slice_is(other->country, "BEL"))
            return false;
        union_named |= other->type == DRG_ORGANIZATION && drg_slice_is(other->country, "EU");
    }
    return union_named;
}

static void fill_entity(drg_namer *namer, const drg_cluster *cluster, drg_entity *entity) {
    const drg_thing *thing =
        cluster->thing == DRG_NONE ? NULL : drg_know_thing(namer->know, cluster->thing);
    *entity =
        (drg_entity){.type = cluster->type, .name = cluster->name, .country = cluster->country};
    if (cluster->type == DRG_PERSON)
        office_of(namer, cluster, &entity->office);
    sectors_of(namer, cluster, entity);
    position_of(namer, cluster, entity);
    candidates_of(namer, cluster, entity);
    drg_slice none = {NULL, 0}, body = none, kind = none;
    if (thing && thing->kind == DRG_THING_BODY) {
        kind = thing->subkind;
        if (drg_slice_starts(thing->id, DRG_SLICE("body:")))
            body = (drg_slice){thing->id.data + 5, thing->id.size - 5};
    }
    if (cluster->type != DRG_LOCATION && cluster->type != DRG_FACILITY && !cluster->member_count)
        entity->actor_code = drg_actor_code(namer->arena, namer->engine,
            stands_for_union(namer, cluster) ? DRG_SLICE("EU") : entity->country, kind, body,
            entity->sectors, entity->sector_count);
    if (of_a_region(cluster, thing))
        entity->country = none; /* its code stays: "European officials" are the EU's */
    if (namer->document->options.explain)
        drg_namer_explain(namer, cluster, entity); /* no memory: the arena has failed */
}

/* Mentions in reading order: names, nominals and pronouns start at different tokens. */
static int make_mentions(drg_namer *namer) {
    drg_document *document = namer->document;
    uint32_t *other_at = drg_arena_array(namer->arena, namer->token_count + 1, sizeof(uint32_t));
    if (!other_at)
        return DRG_ENOMEM;
    for (size_t i = 0; i < namer->others.count; i++)
        other_at[namer->others.items[i].first_token] = (uint32_t)i + 1;
    uint32_t reading = 0, free_from = 0;
    for (uint32_t at = 0; at < namer->token_count; at++) {
        drg_mention made;
        if (reading < namer->readings.count && namer->readings.items[reading].first == at) {
            const drg_reading *r = &namer->readings.items[reading++];
            made = (drg_mention){.first_token = r->first,
                .end_token = r->end,
                .sentence = r->sentence,
                .entity = r->entity,
                .kind = DRG_NAME,
                .confidence = drg_reading_confidence(r->score)};
        } else if (other_at[at] && at >= free_from) {
            made = namer->others.items[other_at[at] - 1];
        } else {
            continue;
        }
        uint32_t start = made.kind == DRG_NOMINAL ? drg_namer_phrase_start(namer, at) : at;
        made.span = (drg_span){namer->tokens[start].start, namer->tokens[made.end_token - 1].end};
        free_from = made.end_token;
        drg_mention *mention = drg_list_add(namer->arena, &document->mentions);
        if (!mention)
            return DRG_ENOMEM;
        *mention = made;
    }
    return DRG_OK;
}

/* The members of a group, by their numbers in the document; false: out of memory. */
static bool members_of(
    drg_namer *namer, const drg_cluster *cluster, const uint32_t *number_of, drg_entity *entity) {
    if (cluster->member_count == 0)
        return true;
    uint32_t *members = drg_arena_array(namer->arena, cluster->member_count, sizeof *members);
    for (size_t i = 0; members && i < cluster->member_count; i++)
        members[i] = number_of[cluster->members[i]];
    entity->members = members;
    entity->member_count = members ? cluster->member_count : 0;
    return members;
}

/* Entities in the order of their first mention; clusters without one are left out. */
static int number_entities(drg_namer *namer, uint32_t *number_of) {
    drg_document *document = namer->document;
    uint32_t count = 0;
    for (size_t i = 0; i < namer->clusters.count; i++)
        number_of[i] = DRG_NONE;
    for (size_t i = 0; i < document->mentions.count; i++) {
        uint32_t *number = &number_of[document->mentions.items[i].entity];
        if (*number == DRG_NONE)
            *number = count++;
    }
    document->entities.items = drg_arena_array(namer->arena, count + 1, sizeof(drg_entity));
    document->entity_thing = drg_arena_array(namer->arena, count + 1, sizeof(uint32_t));
    if (!document->entities.items || !document->entity_thing)
        return DRG_ENOMEM;
    document->entities.count = document->entities.capacity = count;
    for (size_t i = 0; i < namer->clusters.count; i++) {
        if (number_of[i] == DRG_NONE)
            continue;
        fill_entity(namer, &namer->clusters.items[i], &document->entities.items[number_of[i]]);
        document->entity_thing[number_of[i]] = namer->clusters.items[i].thing;
        if (!members_of(namer, &namer->clusters.items[i], number_of,
                &document->entities.items[number_of[i]]))
            return DRG_ENOMEM;
    }
    return DRG_OK;
}

int drg_mentions_list(drg_document *document) {
    uint32_t *all = drg_arena_array(&document->arena, document->mentions.count + 1, sizeof *all);
    if (!all)
        return DRG_ENOMEM;
    for (size_t i = 0; i < document->entities.count; i++)
        document->entities.items[i].mention_count = 0;
    for (size_t i = 0; i < document->mentions.count; i++)
        document->entities.items[document->mentions.items[i].entity].mention_count++;
    size_t at = 0;
    for (size_t i = 0; i < document->entities.count; i++) {
        drg_entity *entity = &document->entities.items[i];
        entity->mentions = all + at;
        at += entity->mention_count;
        entity->mention_count = 0;
    }
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *mention = &document->mentions.items[i];
        drg_entity *entity = &document->entities.items[mention->entity];
        all[(size_t)(entity->mentions - all) + entity->mention_count++] = (uint32_t)i;
        if (mention->confidence > entity->confidence)
            entity->confidence = mention->confidence;
    }
    return DRG_OK;
}

int drg_namer_publish(drg_namer *namer) {
    drg_document *document = namer->document;
    int result = make_mentions(namer);
    uint32_t *number_of =
        drg_arena_array(namer->arena, namer->clusters.count + 1, sizeof *number_of);
    if (result || !number_of)
        return DRG_ENOMEM;
    result = number_entities(namer, number_of);
    if (result)
        return result;
    for (size_t i = 0; i < document->mentions.count; i++)
        document->mentions.items[i].entity = number_of[document->mentions.items[i].entity];
    for (size_t i = 0; i < document->roles.count; i++) {
        drg_role_phrase *role = &document->roles.items[i];
        role->of = role->of == DRG_NONE ? DRG_NONE : number_of[role->of];
        role->holder = role->holder == DRG_NONE ? DRG_NONE : number_of[role->holder];
    }
    return drg_mentions_list(document);
}
