/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pipeline: one function a stage, in order. Reads like a table of contents; document.h says
 * what each stage reads and adds. A stage that fails ends the work: there is no partial document.
 */
#include "base/error.h"
#include "document.h"
#include "engine.h"

#include "nn/reader.h"

#include <stdlib.h>

static const struct {
    drg_stage stage;
    int (*run)(drg_document *document, const drg_engine *engine);
} STAGES[] = {
    {DRG_STAGE_SEGMENT, drg_run_segment},
    {DRG_STAGE_READ, drg_run_read},
    {DRG_STAGE_DATE, drg_run_date}, /* before names: who holds an office depends on the day */
    {DRG_STAGE_NAME, drg_run_name},
    {DRG_STAGE_QUOTE, drg_run_quote},
    {DRG_STAGE_RELATE, drg_run_relate},
    {DRG_STAGE_CODE, drg_run_code},
};

#define DEFAULT_TEXT_LIMIT ((size_t)1 << 20)
#define LARGEST_TEXT ((size_t)1 << 30) /* spans are 32 bits */

static size_t memory_limit(const drg_options *options, size_t text_size) {
    return options->memory_limit ? options->memory_limit : ((size_t)64 << 20) + 192 * text_size;
}

/* Refuses what no stage could read. Empty means: nothing but white space as Unicode has it is
 * judged by the segment stage; here only bytes are looked at. */
static int check_input(const drg_input *input, const drg_options *options, drg_error *error) {
    size_t limit = options->text_limit ? options->text_limit : DEFAULT_TEXT_LIMIT;
    if (limit > LARGEST_TEXT)
        limit = LARGEST_TEXT;
    if (input->text.size > limit || input->title.size > limit)
        return drg_fail(error, DRG_ETOOLONG, limit, "the text has %zu bytes, the limit is %zu",
            input->text.size, limit);
    const drg_slice parts[] = {input->text, input->title};
    for (size_t i = 0; i < 2; i++) {
        size_t bad = drg_utf8_valid(parts[i]);
        if (bad < parts[i].size)
            return drg_fail(error, DRG_EUTF8, bad, "byte %zu of the %s is not valid UTF-8", bad,
                i ? "title" : "text");
        const char *nul = parts[i].size ? memchr(parts[i].data, 0, parts[i].size) : NULL;
        if (nul)
            return drg_fail(error, DRG_ENUL, (size_t)(nul - parts[i].data),
                "the %s holds a NUL byte", i ? "title" : "text");
    }
    if (input->text.size == 0)
        return drg_fail(error, DRG_EEMPTY, 0, "%s", drg_error_text(DRG_EEMPTY));
    if (input->published.year) {
        char written[11];
        drg_date parsed;
        drg_date_format(input->published, written);
        if (drg_date_parse((drg_slice){written, 10}, &parsed))
            return drg_fail(error, DRG_EDATE, 0, "%s is not a calendar date", written);
    }
    return DRG_OK;
}

static int run_stages(drg_document *document, const drg_engine *engine, drg_error *error) {
    const drg_options *options = &document->options;
    for (size_t i = 0; i < sizeof STAGES / sizeof STAGES[0]; i++) {
        if (options->on_stage)
            options->on_stage(options->user, STAGES[i].stage);
        if (drg_document_cancelled(document))
            return drg_fail(error, DRG_ECANCELLED, 0, "%s", drg_error_text(DRG_ECANCELLED));
        int result = STAGES[i].run(document, engine);
        if (result == DRG_OK && drg_arena_failed(&document->arena))
            result = DRG_ENOMEM;
        if (result != DRG_OK)
            return drg_fail(error, result, 0, "%s", drg_error_text(result));
    }
    if (options->on_stage)
        options->on_stage(options->user, DRG_STAGES);
    return DRG_OK;
}

int drg_document_open(const drg_engine *engine, const drg_input *input, const drg_options *options,
    drg_document **document, drg_error *error) {
    const drg_options defaults = {0};
    if (!engine || !input || !document)
        return drg_fail(error, DRG_EINVAL, 0, "%s", drg_error_text(DRG_EINVAL));
    if (!options)
        options = &defaults;
    int result = check_input(input, options, error);
    if (result)
        return result;
    drg_arena arena;
    drg_arena_init(&arena, memory_limit(options, input->text.size), options->allocator);
    drg_document *made = drg_arena_array(&arena, 1, sizeof *made);
    if (!made) {
        drg_arena_deinit(&arena);
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    }
    /* The document lives in its own arena: from here on made->arena is the arena. */
    made->arena = arena;
    made->engine = engine;
    made->input = *input;
    made->options = *options;
    made->text = input->text;
    made->key = engine->key;
    made->published = input->published;
    made->published_basis = input->published.year ? DRG_BASIS_TEXT : DRG_BASIS_NONE;
    result = drg_offsets_init(&made->offsets, &made->arena, made->text);
    if (result) {
        drg_document_free(made);
        return drg_fail(error, result, 0, "%s", drg_error_text(result));
    }
    *document = made;
    return DRG_OK;
}

/* An engine with the caller's rows over its tables, for this document alone. */
static int lay_knowledge(drg_document *document, const drg_engine **engine, drg_error *error) {
    drg_engine *own = drg_arena_array(&document->arena, 1, sizeof *own);
    if (!own)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    *own = **engine;
    int result = drg_know_lay((*engine)->know, document->options.knowledge, "knowledge",
        DRG_KNOWLEDGE_ROWS, &document->arena, &own->know, error);
    if (result == DRG_OK)
        *engine = document->engine = own;
    return result;
}

int drg_extract(const drg_engine *engine, const drg_input *input, const drg_options *options,
    drg_document **document, drg_error *error) {
    drg_document *made;
    if (!document)
        return drg_fail(error, DRG_EINVAL, 0, "%s", drg_error_text(DRG_EINVAL));
    int result = drg_document_open(engine, input, options, &made, error);
    if (result)
        return result;
    if (made->options.knowledge.size)
        result = lay_knowledge(made, &engine, error);
    if (result == DRG_OK)
        result = run_stages(made, engine, error);
    if (result) {
        drg_document_free(made);
        return result;
    }
    *document = made;
    return DRG_OK;
}

void drg_document_free(drg_document *document) {
    if (!document)
        return;
    drg_arena arena = document->arena;
    drg_arena_deinit(&arena);
}

int drg_scratch_new(const drg_engine *engine, drg_scratch **scratch) {
    drg_scratch *made = calloc(1, sizeof *made);
    if (!made)
        return DRG_ENOMEM;
    if (engine->reader && drg_reader_scratch_new(engine->reader, &made->reader)) {
        free(made);
        return DRG_ENOMEM;
    }
    *scratch = made;
    return DRG_OK;
}

void drg_scratch_free(drg_scratch *scratch) {
    if (!scratch)
        return;
    drg_reader_scratch_free(scratch->reader);
    free(scratch);
}
