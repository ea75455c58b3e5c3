/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opens and closes an engine. The built-in tables are the block that the build compiled from data/
 * (know/embedded.S), the built-in weights models/reader.drgm (nn/embedded.S); a file given at start
 * takes their place.
 */
#include "engine.h"

#include "base/mapped.h"
#include "base/sha256.h"
#include "event/lexicon.h"
#include "nn/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef DRG_VERSION
#error "the Makefile defines DRG_VERSION"
#endif

extern const unsigned char drg_embedded_tables[];
extern const unsigned char drg_embedded_tables_end[];
extern const unsigned char drg_embedded_model[];
extern const unsigned char drg_embedded_model_end[];

static void write_digest(const uint8_t sum[32], char out[72]) {
    int at = snprintf(out, 72, "sha256:");
    for (size_t i = 0; i < 32; i++)
        at += snprintf(out + at, 72 - (size_t)at, "%02x", sum[i]);
}

static int open_tables(drg_engine *engine, const char *path, drg_error *error) {
    const void *block = drg_embedded_tables;
    size_t size = (size_t)(drg_embedded_tables_end - drg_embedded_tables);
    if (path) {
        int result = drg_map_file(path, &engine->block, &engine->block_size, error);
        if (result)
            return result;
        block = engine->block;
        size = engine->block_size;
    }
    int result = drg_know_open(block, size, &engine->tables, error);
    engine->know = engine->tables;
    if (result == DRG_OK)
        result = drg_lexicon_open(engine->know, &engine->lexicon, error);
    if (result == DRG_OK)
        write_digest(drg_know_digest(engine->know), engine->knowledge_digest);
    return result;
}

#define KNOWLEDGE_BUDGET ((size_t)1 << 30) /* bytes; 200,000 rows take a tenth */
#define KNOWLEDGE_BYTES ((size_t)64 << 20)
#define KNOWLEDGE_ROWS 200000

/* Rows of a file over the tables. The digest tells the tables and the file. */
static int open_knowledge(drg_engine *engine, const char *path, drg_error *error) {
    void *data = NULL;
    size_t size = 0;
    uint8_t sums[64], sum[32];
    int result = path ? drg_map_file(path, &data, &size, error) : DRG_OK;
    if (!path || result)
        return result;
    const char *slash = strrchr(path, '/');
    if (size > KNOWLEDGE_BYTES)
        result = drg_fail(error, DRG_EFORMAT, 0, "%s has %zu bytes, the limit is %zu", path, size,
            KNOWLEDGE_BYTES);
    else
        result = drg_know_lay(engine->tables, (drg_slice){data, size}, slash ? slash + 1 : path,
            KNOWLEDGE_ROWS, &engine->knowledge, &engine->know, error);
    memcpy(sums, drg_know_digest(engine->tables), 32);
    drg_sha256(data, size, sums + 32);
    drg_sha256(sums, sizeof sums, sum);
    write_digest(sum, engine->knowledge_digest);
    drg_unmap_file(data, size);
    return result;
}

/* Path NULL: the built-in weights, which a build without weights leaves empty; "": none. */
static int open_model(drg_engine *engine, const char *path, drg_error *error) {
    const void *data = drg_embedded_model;
    size_t size = (size_t)(drg_embedded_model_end - drg_embedded_model);
    snprintf(engine->model_digest, sizeof engine->model_digest, "none");
    if (path && *path) {
        int result = drg_map_file(path, &engine->model, &engine->model_size, error);
        if (result)
            return result;
        data = engine->model;
        size = engine->model_size;
    }
    if ((path && !*path) || size == 0)
        return DRG_OK;
    int result = drg_reader_open(data, size, NULL, &engine->reader, error);
    if (result == DRG_OK)
        result = drg_read_check(engine->reader, error);
    if (result == DRG_OK)
        write_digest(drg_reader_digest(engine->reader), engine->model_digest);
    return result;
}

int drg_engine_open(const drg_engine_config *config, drg_engine **engine, drg_error *error) {
    if (!engine)
        return drg_fail(error, DRG_EINVAL, 0, "%s", drg_error_text(DRG_EINVAL));
    drg_engine *made = calloc(1, sizeof *made);
    if (!made)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    const drg_engine_config defaults = {0};
    if (!config)
        config = &defaults;
    made->key = (drg_hash_key){config->hash_seed[0], config->hash_seed[1]};
    int result = open_tables(made, config->tables_path, error);
    drg_arena_init(&made->knowledge, KNOWLEDGE_BUDGET, NULL);
    if (result == DRG_OK)
        result = open_knowledge(made, config->knowledge_path, error);
    if (result == DRG_OK)
        result = open_model(made, config->model_path, error);
    if (result) {
        drg_engine_free(made);
        return result;
    }
    *engine = made;
    return DRG_OK;
}

void drg_engine_free(drg_engine *engine) {
    if (!engine)
        return;
    drg_reader_close(engine->reader);
    drg_unmap_file(engine->model, engine->model_size);
    drg_lexicon_free(engine->lexicon);
    drg_arena_deinit(&engine->knowledge);
    drg_know_free(engine->tables);
    drg_unmap_file(engine->block, engine->block_size);
    free(engine);
}

/* What the weights say of their texts, as many as fit. */
static void describe_restricted(const drg_reader *reader, char *text, size_t room) {
    size_t count, size = 0;
    const drg_slice *label = drg_reader_labels(reader, "restricted", &count);
    for (size_t i = 0; i < count && size + label[i].size + 2 <= room; i++) {
        if (i)
            text[size++] = ' ';
        memcpy(text + size, label[i].data, label[i].size);
        size += label[i].size;
        text[size] = 0;
    }
}

void drg_engine_describe(const drg_engine *engine, drg_engine_info *info) {
    *info = (drg_engine_info){.version = DRG_VERSION, .ontology = "PLOVER 2.0"};
    snprintf(info->model_digest, sizeof info->model_digest, "%s", engine->model_digest);
    snprintf(info->knowledge_digest, sizeof info->knowledge_digest, "%s", engine->knowledge_digest);
    if (engine->reader)
        describe_restricted(engine->reader, info->model_restricted, sizeof info->model_restricted);
}

const drg_table *drg_engine_table(const drg_engine *engine, const char *table) {
    return drg_know_table(engine->know, table);
}
