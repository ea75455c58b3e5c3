/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opens and closes an engine. The built-in tables are the block that the build compiled from data/
 * (know/embedded.S); a file given at start takes their place.
 */
#include "engine.h"

#include "base/mapped.h"
#include "event/lexicon.h"

#include <stdio.h>
#include <stdlib.h>

#ifndef DRG_VERSION
#error "the Makefile defines DRG_VERSION"
#endif

extern const unsigned char drg_embedded_tables[];
extern const unsigned char drg_embedded_tables_end[];

static void write_digest(const uint8_t sum[32], char out[72]) {
    int at = snprintf(out, 72, "sha256:");
    for (size_t i = 0; i < 32; i++)
        at += snprintf(out + at, 72 - (size_t)at, "%02x", sum[i]);
}

int drg_engine_open(const drg_engine_config *config, drg_engine **engine, drg_error *error) {
    if (!engine)
        return drg_fail(error, DRG_EINVAL, 0, "%s", drg_error_text(DRG_EINVAL));
    drg_engine *made = calloc(1, sizeof *made);
    if (!made)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    const void *block = drg_embedded_tables;
    size_t size = (size_t)(drg_embedded_tables_end - drg_embedded_tables);
    int result = DRG_OK;
    if (config && config->tables_path) {
        result = drg_map_file(config->tables_path, &made->block, &made->block_size, error);
        block = made->block;
        size = made->block_size;
    }
    if (result == DRG_OK)
        result = drg_know_open(block, size, &made->know, error);
    if (result == DRG_OK)
        result = drg_lexicon_open(made->know, &made->lexicon, error);
    if (result) {
        drg_engine_free(made);
        return result;
    }
    write_digest(drg_know_digest(made->know), made->knowledge_digest);
    snprintf(made->model_digest, sizeof made->model_digest, "none");
    *engine = made;
    return DRG_OK;
}

void drg_engine_free(drg_engine *engine) {
    if (!engine)
        return;
    drg_lexicon_free(engine->lexicon);
    drg_know_free(engine->know);
    drg_unmap_file(engine->block, engine->block_size);
    free(engine);
}

void drg_engine_describe(const drg_engine *engine, drg_engine_info *info) {
    *info = (drg_engine_info){.version = DRG_VERSION, .ontology = "PLOVER 2.0"};
    snprintf(info->model_digest, sizeof info->model_digest, "%s", engine->model_digest);
    snprintf(info->knowledge_digest, sizeof info->knowledge_digest, "%s", engine->knowledge_digest);
}

const drg_table *drg_engine_table(const drg_engine *engine, const char *table) {
    return drg_know_table(engine->know, table);
}
