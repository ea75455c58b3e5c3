/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article as a scene: which of its places is named most, first, in the head, in the dateline.
 *
 * A coder who reads that a court sentenced a man does not ask where: the article says in its
 * dateline, its headline or its first sentence which town and country it is about. These are the
 * signs of that, made once for an article and asked by every record (where.c).
 *
 * Cost: linear in mentions and entities.
 */
#include "../engine.h"
#include "rank.h"

static const drg_thing *thing_of(const drg_document *document, uint32_t what) {
    return drg_know_thing(document->engine->know, what & ~DRG_OF_THING);
}

static bool is_thing(uint32_t what) {
    return what & DRG_OF_THING;
}

static drg_place_kind kind_of(drg_entity_type type, bool state) {
    switch (type) {
    case DRG_FACILITY:
        return PLACE_SITE;
    case DRG_LOCATION:
        return PLACE_REGION;
    case DRG_GPE:
        return state ? PLACE_STATE : PLACE_TOWN;
    default:
        return PLACE_NONE;
    }
}

drg_place_kind drg_place_kind_of(const drg_document *document, uint32_t what) {
    if (is_thing(what))
        return kind_of(
            thing_of(document, what)->type, thing_of(document, what)->kind == DRG_THING_STATE);
    if (document->entities.items[what].member_count)
        return PLACE_NONE; /* "the two countries" are no place */
    uint32_t thing = document->entity_thing ? document->entity_thing[what] : DRG_NONE;
    bool state = thing != DRG_NONE && thing_of(document, thing)->kind == DRG_THING_STATE;
    return kind_of(document->entities.items[what].type, state);
}

drg_slice drg_place_country(const drg_document *document, uint32_t what) {
    return is_thing(what) ? thing_of(document, what)->country
                          : document->entities.items[what].country;
}

drg_slice drg_place_name(const drg_document *document, uint32_t what) {
    return is_thing(what) ? thing_of(document, what)->name : document->entities.items[what].name;
}

uint32_t drg_place_of_thing(const drg_document *document, const drg_scene *scene, uint32_t thing) {
    for (size_t i = 0; i < scene->named_count; i++)
        if (document->entity_thing[scene->named[i]] == thing)
            return scene->named[i];
    if (scene->most_state != DRG_NONE && document->entity_thing[scene->most_state] == thing)
        return scene->most_state;
    return DRG_OF_THING | thing;
}

/* The preposition over a chunk: its own, or that of the owner or equal before it. */
uint32_t drg_place_preposition(const drg_syntax *syntax, uint32_t token) {
    uint32_t chunk = syntax->nodes[token].chunk;
    for (int depth = 0; depth < 4 && chunk != DRG_NONE; depth++) {
        const drg_chunk *one = &syntax->chunks.items[chunk];
        if (one->preposition != DRG_NONE)
            return one->preposition;
        chunk = one->possessor != DRG_NONE ? one->possessor : one->left;
    }
    return DRG_NONE;
}

bool drg_place_led(const drg_syntax *syntax, uint32_t token) {
    static const char *const WORDS[] = {"in", "at", "near", "on", "inside", "within", "across",
        "throughout", "outside", "around", "off", "along"};
    uint32_t preposition = drg_place_preposition(syntax, token);
    if (preposition == DRG_NONE)
        return false;
    return DRG_ONE_OF(syntax->document->tokens.items[preposition].lower, WORDS);
}

static uint32_t more_named(const drg_document *document, uint32_t best, uint32_t entity) {
    const drg_entity *items = document->entities.items;
    return best == DRG_NONE || items[entity].mention_count > items[best].mention_count ? entity
                                                                                       : best;
}

static void count_places(const drg_document *document, drg_scene *scene) {
    for (uint32_t e = 0; e < document->entities.count; e++) { /* in order of first mention */
        drg_place_kind kind = drg_place_kind_of(document, e);
        if (kind == PLACE_NONE || document->entities.items[e].mention_count == 0)
            continue;
        scene->places += (uint32_t)document->entities.items[e].mention_count;
        scene->first = scene->first == DRG_NONE ? e : scene->first;
        scene->most = more_named(document, scene->most, e);
        if (kind == PLACE_STATE)
            scene->most_state = more_named(document, scene->most_state, e);
        if (kind == PLACE_TOWN)
            scene->most_town = more_named(document, scene->most_town, e);
        if (scene->named_count < DRG_SCENE_PLACES)
            scene->named[scene->named_count++] = e;
    }
}

static void find_head(const drg_document *document, drg_scene *scene) {
    for (uint32_t s = 0; s < document->sentences.count && s < 8; s++) {
        const drg_sentence *sentence = &document->sentences.items[s];
        bool long_enough = sentence->end_token - sentence->first_token > 7;
        if (sentence->kind != DRG_BODY || !long_enough)
            continue;
        scene->lead = s;
        scene->head_end = sentence->end_token;
        return;
    }
}

/* How often each place is where something is. */
static void count_led(const drg_syntax *syntax, drg_scene *scene) {
    const drg_document *document = syntax->document;
    for (size_t m = 0; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        uint16_t *led = &scene->led[mention->entity];
        if (*led == UINT16_MAX || drg_place_kind_of(document, mention->entity) == PLACE_NONE ||
            !drg_place_led(syntax, mention->first_token))
            continue;
        ++*led;
        if (scene->most_led == DRG_NONE || *led > scene->led[scene->most_led])
            scene->most_led = mention->entity;
    }
}

static void add_told(const drg_document *document, const drg_read_event *event, drg_scene *scene) {
    for (uint32_t r = event->first_role; r < event->end_role; r++) {
        const drg_read_role *role = &document->read.roles.items[r];
        if (role->role != DRG_READ_PLACE || role->probability <= 128)
            continue;
        uint32_t m = drg_document_mention_at(document, role->first_token);
        if (m != DRG_NONE)
            scene->told[document->mentions.items[m].entity] |= (uint16_t)(1U << event->type);
    }
}

int drg_scene_make(const drg_syntax *syntax, drg_arena *arena, drg_scene *scene) {
    const drg_document *document = syntax->document;
    const drg_dateline *dateline = &document->dateline;
    *scene = (drg_scene){.most = DRG_NONE,
        .most_state = DRG_NONE,
        .most_town = DRG_NONE,
        .first = DRG_NONE,
        .dateline = DRG_NONE,
        .most_led = DRG_NONE,
        .lead = DRG_NONE};
    scene->led = drg_arena_array(arena, document->entities.count + 1, sizeof *scene->led);
    scene->told = drg_arena_array(arena, document->entities.count + 1, sizeof *scene->told);
    if (!scene->led || !scene->told)
        return DRG_ENOMEM;
    for (size_t e = 0; e < document->read.events.count; e++)
        add_told(document, &document->read.events.items[e], scene);
    count_places(document, scene);
    count_led(syntax, scene);
    find_head(document, scene);
    if (!dateline->found || dateline->place_first == dateline->place_end)
        return DRG_OK;
    uint32_t at = drg_document_mention_from(document, dateline->place_first);
    for (; at < document->mentions.count; at++) {
        const drg_mention *mention = &document->mentions.items[at];
        if (mention->first_token >= dateline->place_end)
            return DRG_OK;
        if (drg_place_kind_of(document, mention->entity) != PLACE_NONE) {
            scene->dateline = mention->entity;
            return DRG_OK;
        }
    }
    return DRG_OK;
}
