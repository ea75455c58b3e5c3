/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The headline that came apart from the text: it names nobody by itself, for it has no offsets, but
 * it tells who "Rubio" is where the text never says "Marco Rubio".
 *
 * The headline is read like a text of its own (segment and name stages, without a headline of its
 * own, so this goes one level deep and no further). A person whom the text calls by one word only,
 * and whom no table knows by it, takes name, row and country of the person in the headline with
 * that surname. The arena is lent to the headline's document and taken back.
 *
 * Cost: that of reading the headline, and its first PERSONS persons times the text's entities.
 */
#include "entity.h"

enum { PERSONS = 8 };

static void take_over(drg_namer *namer, const drg_document *headline, uint32_t person) {
    const drg_entity *entity = &headline->entities.items[person];
    if (entity->type != DRG_PERSON || !memchr(entity->name.data, ' ', entity->name.size))
        return;
    for (size_t i = 0; i < namer->clusters.count; i++) {
        drg_cluster *cluster = &namer->clusters.items[i];
        const drg_reading *full = &namer->readings.items[cluster->fullest];
        if (cluster->type != DRG_PERSON || cluster->thing != DRG_NONE ||
            full->end - full->first != 1)
            continue;
        uint32_t surname = drg_namer_word(namer, full->first)->skeleton;
        if (!drg_namer_holds_word(namer, entity->name, surname, false))
            continue;
        cluster->name = entity->name;
        cluster->thing = headline->entity_thing[person];
        if (cluster->thing != DRG_NONE) {
            cluster->country = drg_know_thing(namer->know, cluster->thing)->country;
            cluster->country_basis = cluster->country.size ? DRG_BASIS_TABLE : DRG_BASIS_NONE;
        }
    }
}

static int read_headline(drg_document *headline, const drg_engine *engine) {
    int result = drg_offsets_init(&headline->offsets, &headline->arena, headline->text);
    if (!result)
        result = drg_run_segment(headline, engine);
    return result ? result : drg_run_name(headline, engine);
}

int drg_namer_headline(drg_namer *namer) {
    drg_document *document = namer->document;
    if (document->input.title.size == 0)
        return DRG_OK;
    drg_document *headline = drg_arena_array(namer->arena, 1, sizeof *headline);
    if (!headline)
        return DRG_ENOMEM;
    headline->engine = namer->engine;
    headline->text = headline->input.text = document->input.title;
    headline->key = document->key;
    headline->published = document->published;
    headline->arena = document->arena;
    int result = read_headline(headline, namer->engine);
    document->arena = headline->arena;
    if (result == DRG_EEMPTY) /* nothing but white space */
        return DRG_OK;
    if (result)
        return result;
    for (uint32_t i = 0; i < headline->entities.count && i < PERSONS; i++)
        take_over(namer, headline, i);
    return DRG_OK;
}
