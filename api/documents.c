/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The documents that say what this service is: /v1/info and /v1/ontology. The ontology is the
 * tables of data/ontology as JSON, column by column as COLUMNS lists them, so that a row added to
 * a table shows up without a change here. Empty cells are left out.
 */
#include "../lib/base/slice.h"
#include "api.h"
#include "json_write.h"

#include <stdlib.h>

/* ---- the ontology ---------------------------------------------------------------------------- */

typedef enum cell_kind { TEXT, NUMBER, YES_NO, LIST } cell_kind;

typedef struct table_column {
    const char *name, *key; /* in the table, in the document */
    cell_kind kind;
} table_column;

static const table_column TYPES[] = {{"type", "type", TEXT}, {"quad", "quad_class", NUMBER},
    {"score", "score", NUMBER}, {"score_2022", "score_2022", NUMBER},
    {"recipient", "recipient_required", YES_NO}, {"definition", "definition", TEXT},
    {"example", "example", TEXT}, {0}};
static const table_column MODES[] = {{"type", "type", TEXT}, {"mode", "mode", TEXT},
    {"score", "score", NUMBER}, {"definition", "definition", TEXT}, {0}};
static const table_column CONTEXTS[] = {
    {"context", "context", TEXT}, {"definition", "definition", TEXT}, {0}};
static const table_column SECTORS[] = {{"sector", "sector", TEXT}, {"rank", "rank", NUMBER},
    {"kind", "kind", TEXT}, {"definition", "definition", TEXT}, {0}};
static const table_column CAMEO[] = {{"code", "code", TEXT}, {"name", "name", TEXT},
    {"root", "root", TEXT}, {"goldstein", "goldstein", NUMBER},
    {"goldstein_source", "goldstein_source", TEXT}, {"quad", "quad_class", NUMBER},
    {"plover_type", "plover_type", TEXT}, {"plover_mode", "plover_mode", TEXT},
    {"plover_contexts", "plover_contexts", LIST}, {"definition", "definition", TEXT}, {0}};
static const table_column ALIASES[] = {{"scheme", "scheme", TEXT}, {"name", "name", TEXT},
    {"type", "type", TEXT}, {"mode", "mode", TEXT}, {"roots", "roots", LIST},
    {"quad", "quad_class", NUMBER}, {"context", "context", TEXT}, {"note", "note", TEXT}, {0}};
static const table_column TOPICS[] = {
    {"topic", "topic", TEXT}, {"words", "words", LIST}, {"contexts", "contexts", LIST}, {0}};
static const table_column REFINEMENTS[] = {{"code", "code", TEXT}, {"mode", "mode", TEXT},
    {"topic", "topics", LIST}, {"trigger", "triggers", LIST}, {"doer", "doer", LIST},
    {"receiver", "receiver", LIST}, {"into", "into", TEXT}, {"note", "note", TEXT}, {0}};

static const struct {
    const char *table;
    const table_column *columns;
} TABLES[] = {{"types", TYPES}, {"modes", MODES}, {"contexts", CONTEXTS}, {"sectors", SECTORS},
    {"cameo", CAMEO}, {"aliases", ALIASES}, {"topics", TOPICS}, {"refinements", REFINEMENTS}};

/* -?digits[.digits]: what JSON takes as a number as it stands. */
static bool is_number(drg_slice text) {
    size_t at = text.size && text.data[0] == '-', digits = 0, points = 0;
    for (; at < text.size; at++) {
        if (text.data[at] == '.' && digits && !points && at + 1 < text.size)
            points = 1;
        else if (text.data[at] >= '0' && text.data[at] <= '9')
            digits++;
        else
            return false;
    }
    return digits > 0;
}

static void write_list(api_json *json, drg_slice value) {
    drg_slice part;
    api_json_open(json, '[');
    while (drg_slice_cut(&value, '|', &part))
        api_json_string(json, part);
    api_json_close(json, ']');
}

static void write_cell(api_json *json, const table_column *column, drg_slice value) {
    if (!value.size || (column->kind == NUMBER && !is_number(value)))
        return;
    api_json_key(json, column->key);
    if (column->kind == YES_NO)
        api_json_bool(json, drg_slice_is(value, "yes"));
    else if (column->kind == LIST)
        write_list(json, value);
    else if (column->kind == TEXT)
        api_json_string(json, value);
    else {
        api_out_slice(json->out, value);
        json->comma = true;
    }
}

static void write_table(api_json *json, const drg_table *table, const table_column *columns) {
    size_t rows = table ? drg_table_rows(table) : 0;
    for (size_t row = 0; row < rows; row++) {
        api_json_open(json, '{');
        for (const table_column *column = columns; column->name; column++) {
            size_t at = drg_table_column(table, column->name);
            write_cell(json, column, drg_table_cell(table, row, at));
        }
        api_json_close(json, '}');
    }
}

static void finish(api_out *out, const char *type, api_reply *reply) {
    if (out->failed)
        api_out_deinit(out);
    *reply = (api_reply){.status = 200, .content_type = type, .body = out->data, .size = out->size};
}

void api_ontology(const api_context *context, api_reply *reply) {
    api_out out = {0};
    api_json json = {.out = &out};
    drg_engine_info info;
    drg_engine_describe(context->engine, &info);
    api_json_open(&json, '{');
    api_json_member_text(&json, "ontology", info.ontology);
    api_json_member_text(&json, "knowledge", info.knowledge_digest);
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        api_json_member_open(&json, TABLES[i].table, '[');
        write_table(&json, drg_engine_table(context->engine, TABLES[i].table), TABLES[i].columns);
        api_json_close(&json, ']');
    }
    api_json_close(&json, '}');
    api_out_text(&out, "\n");
    finish(&out, "application/json", reply);
}

/* ---- info ------------------------------------------------------------------------------------ */

static void write_limits(
    api_json *json, const api_limits *limits, const api_service_info *service) {
    api_json_member_open(json, "limits", '{');
    api_json_member_uint(json, "body_bytes", limits->body_bytes);
    api_json_member_uint(json, "text_bytes", limits->text_bytes);
    api_json_member_uint(json, "json_depth", limits->json_depth);
    api_json_member_uint(json, "json_tokens", limits->json_tokens);
    api_json_member_uint(json, "batch_bytes", limits->batch_bytes);
    api_json_member_uint(json, "batch_lines", limits->batch_lines);
    if (service) {
        api_json_member_uint(json, "connections", service->connections);
        api_json_member_uint(json, "queue", service->queue_limit);
        api_json_member_uint(json, "head_deadline_ms", service->head_deadline_ms);
        api_json_member_uint(json, "body_deadline_ms", service->body_deadline_ms);
        api_json_member_uint(json, "queue_deadline_ms", service->queue_deadline_ms);
        api_json_member_uint(json, "work_deadline_ms", service->work_deadline_ms);
    }
    api_json_close(json, '}');
}

void api_info(const api_context *context, const api_service_info *service, api_reply *reply) {
    api_out out = {0};
    api_json json = {.out = &out};
    drg_engine_info info;
    drg_engine_describe(context->engine, &info);
    api_json_open(&json, '{');
    api_json_member_text(&json, "service", "dragoman");
    api_json_member_text(&json, "version", info.version);
    api_json_member_text(&json, "model", info.model_digest);
    drg_slice text, rest = drg_slice_of(info.model_restricted);
    api_json_member_open(&json, "model_restricted", '[');
    while (drg_slice_cut(&rest, ' ', &text))
        api_json_string(&json, text);
    api_json_close(&json, ']');
    api_json_member_text(&json, "knowledge", info.knowledge_digest);
    api_json_member_text(&json, "ontology", info.ontology);
    api_json_member_open(&json, "languages", '[');
    api_json_text(&json, "en");
    api_json_close(&json, ']');
    if (service)
        api_json_member_uint(&json, "workers", service->workers);
    write_limits(&json, &context->limits, service);
    api_json_close(&json, '}');
    api_out_text(&out, "\n");
    finish(&out, "application/json", reply);
}
