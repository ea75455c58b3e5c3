/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a GET answers: documents made once at start (info, ontology, contract, page) and the three
 * that change (livez, readyz, metrics). All in constant time; none waits for a worker.
 */
#include "server.h"

#include "../api/gzip.h"

#include <stdlib.h>
#include <string.h>

#define HIGH_WATER_PERCENT 75u
#define TURN_NS NS_PER_S

static bool is_made_once(server_route route) {
    return route == ROUTE_INFO || route == ROUTE_ONTOLOGY || route == ROUTE_OPENAPI_JSON ||
           route == ROUTE_OPENAPI_YAML || server_route_is_page(route);
}

static bool copy(const api_reply *document, api_reply *reply) {
    *reply = *document;
    reply->body = malloc(document->size);
    if (reply->body)
        memcpy(reply->body, document->body, document->size);
    return reply->body != NULL;
}

/* The gzip form, for who accepts it; without memory there is none. */
static void pack(const api_reply *document, api_reply *packed) {
    if (copy(document, packed))
        api_gzip_reply(packed);
    if (!packed->gzip)
        api_reply_deinit(packed);
}

bool document_prepare(struct server *server) {
    const server_config *config = server->config;
    pool_load load;
    pool_measure(server->pool, &load);
    const api_service_info service = {
        .workers = load.workers,
        .queue_limit = (unsigned)server->queue_limit,
        .connections = (unsigned)config->number[SETTING_connections],
        .head_deadline_ms = config->number[SETTING_head_deadline],
        .body_deadline_ms = config->number[SETTING_body_deadline],
        .queue_deadline_ms = config->number[SETTING_queue_deadline],
        .work_deadline_ms = config->number[SETTING_work_deadline],
    };
    api_info(&server->context, &service, &server->documents[ROUTE_INFO]);
    api_ontology(&server->context, &server->documents[ROUTE_ONTOLOGY]);
    api_openapi_json(&server->documents[ROUTE_OPENAPI_JSON]);
    api_openapi_yaml(&server->documents[ROUTE_OPENAPI_YAML]);
    for (int i = 0; i < API_PAGE_FILES; i++)
        api_page((api_page_file)i, false, &server->documents[ROUTE_PAGE + i]);
    for (int i = 0; i < ROUTE_OTHER; i++)
        if (is_made_once((server_route)i) && !server->documents[i].body)
            return false;
        else if (is_made_once((server_route)i) && !server_route_is_page((server_route)i))
            pack(&server->documents[i], &server->packed[i]);
    return true;
}

/* Not ready: stopping, or the queue above the high-water mark for a second; and back as slowly. */
void document_update_ready(struct server *server, uint64_t now) {
    pool_load load;
    pool_measure(server->pool, &load);
    bool wanted = load.queued * 100 <= server->queue_limit * HIGH_WATER_PERCENT;
    if (server->stage != SERVING) {
        server->ready = false;
        return;
    }
    if (wanted == server->ready) {
        server->ready_turn_ns = 0;
        return;
    }
    if (!server->ready_turn_ns)
        server->ready_turn_ns = now;
    if (now - server->ready_turn_ns < TURN_NS)
        return;
    server->ready = wanted;
    server->ready_turn_ns = 0;
}

/* All workers stuck beyond twice the longest deadline: no cancellation will free them. */
static bool is_alive(struct server *server) {
    pool_load load;
    pool_measure(server->pool, &load);
    uint64_t hard = 2 * server->config->number[SETTING_work_deadline] * NS_PER_MS;
    return load.busy < load.workers || !load.oldest_start_ns ||
           deadline_now() - load.oldest_start_ns < hard;
}

static bool answer_health(bool healthy, drg_slice request_id, api_reply *reply) {
    static const char ok[] = "{\"status\":\"ok\"}\n";
    if (!healthy) {
        api_problem("not_ready", NULL, request_id, reply);
        return reply->body != NULL;
    }
    *reply = (api_reply){.status = 200, .content_type = "application/json", .body = strdup(ok)};
    reply->size = sizeof ok - 1;
    return reply->body != NULL;
}

static bool answer_metrics(struct server *server, api_reply *reply) {
    drg_engine_info info;
    api_out out = {0};
    metrics_gauges gauges = {.queue_limit = server->queue_limit,
        .connections_open = (unsigned)server->open_count,
        .connections_limit = (unsigned)server->config->number[SETTING_connections],
        .log_dropped = log_dropped(server->log),
        .memory_reserved = server->ledger.reserved,
        .memory_budget = server->ledger.budget,
        .ready = server->ready};
    drg_engine_describe(server->context.engine, &info);
    gauges.version = info.version;
    gauges.model = info.model_digest;
    gauges.knowledge = info.knowledge_digest;
    pool_measure(server->pool, &gauges.load);
    metrics_write(&server->metrics, &gauges, &out);
    if (out.failed) {
        api_out_deinit(&out);
        return false;
    }
    *reply = (api_reply){.status = 200,
        .content_type = "text/plain; version=0.0.4; charset=utf-8",
        .body = out.data,
        .size = out.size};
    return true;
}

bool document_answer(struct server *server, server_route route, drg_slice accept_encoding,
    drg_slice request_id, api_reply *reply) {
    if (route == ROUTE_LIVEZ)
        return answer_health(is_alive(server), request_id, reply);
    if (route == ROUTE_READYZ)
        return answer_health(server->ready, request_id, reply);
    if (route == ROUTE_METRICS)
        return answer_metrics(server, reply);
    bool packed = api_accepts_gzip(accept_encoding); /* both forms are there: nothing is computed */
    if (packed && server_route_is_page(route)) {
        api_page((api_page_file)(route - ROUTE_PAGE), true, reply);
        return reply->body != NULL;
    }
    packed = packed && server->packed[route].body;
    return copy(packed ? &server->packed[route] : &server->documents[route], reply);
}
