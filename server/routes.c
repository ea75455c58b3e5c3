/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of routes, and every refusal that needs only the head. They are all made here, before
 * libmicrohttpd sees the connection: the gate can then answer and read on for a moment, so that a
 * client that is still sending gets to see why.
 */
#include "routes.h"

#include "../api/batch.h"

#include <stdio.h>
#include <string.h>

enum { GET = 1, POST = 2 };

static const struct {
    const char *path, *name;
    unsigned methods;
} TABLE[ROUTE_OTHER] = {
    [ROUTE_EXTRACT] = {"/v1/extract", "extract", POST},
    [ROUTE_EXTRACT_BATCH] = {"/v1/extract/batch", "extract_batch", POST},
    [ROUTE_CLASSIFY_PAIR] = {"/v1/classify-pair", "classify_pair", POST},
    [ROUTE_HYPNOS] = {"/hypnos/extract", "hypnos", GET | POST},
    [ROUTE_INFO] = {"/v1/info", "info", GET},
    [ROUTE_ONTOLOGY] = {"/v1/ontology", "ontology", GET},
    [ROUTE_OPENAPI_JSON] = {"/openapi.json", "openapi_json", GET},
    [ROUTE_OPENAPI_YAML] = {"/openapi.yaml", "openapi_yaml", GET},
    [ROUTE_LIVEZ] = {"/livez", "livez", GET},
    [ROUTE_READYZ] = {"/readyz", "readyz", GET},
    [ROUTE_METRICS] = {"/metrics", "metrics", GET},
#define PAGE_FILE(id, path, name, file, type) [ROUTE_PAGE + API_PAGE_##id] = {path, name, GET},
#include "../api/page.def"
#undef PAGE_FILE
};

const char *server_route_name(server_route route) {
    return route < ROUTE_OTHER ? TABLE[route].name : "other";
}

const char *server_route_allow(server_route route) {
    unsigned methods = route < ROUTE_OTHER ? TABLE[route].methods : GET;
    return methods == POST ? "POST" : methods == GET ? "GET, HEAD" : "GET, HEAD, POST";
}

static bool is(drg_slice text, const char *string) {
    return text.size == strlen(string) && memcmp(text.data, string, text.size) == 0;
}

static bool is_offered(server_route route, routes_offered offered) {
    bool health = route == ROUTE_LIVEZ || route == ROUTE_READYZ;
    if (offered == OFFER_HEALTH_AND_METRICS)
        return health || route == ROUTE_METRICS;
    return offered == OFFER_ALL || route != ROUTE_METRICS;
}

server_route server_route_find(drg_slice path, routes_offered offered) {
    for (int i = 0; i < ROUTE_OTHER; i++)
        if (is(path, TABLE[i].path) && is_offered((server_route)i, offered))
            return (server_route)i;
    return ROUTE_OTHER;
}

static bool refuse(const char *code, const char *detail, drg_slice request_id, api_reply *reply) {
    api_problem(code, detail, request_id, reply);
    return false;
}

/* A length of more than ten digits is not known exactly (gate_check.c). */
static bool refuse_length(uint64_t length, size_t most, drg_slice request_id, api_reply *reply) {
    char detail[128];
    if (length == UINT64_MAX)
        snprintf(detail, sizeof detail,
            "The body is longer than the limit of %zu bytes. Nothing of it was read.", most);
    else
        snprintf(detail, sizeof detail,
            "The body has %llu bytes, the limit is %zu. Nothing of it was read.",
            (unsigned long long)length, most);
    return refuse("body_too_large", detail, request_id, reply);
}

static bool check_post(const api_context *context, const gate_head *head, server_route route,
    drg_slice request_id, api_reply *reply) {
    size_t longest =
        route == ROUTE_EXTRACT_BATCH ? context->limits.batch_bytes : context->limits.body_bytes;
    bool get = !is(head->method, "POST"); /* hypnos: its clients may send a body with it */
    if (!head->has_length && !get)
        return refuse("length_required", NULL, request_id, reply);
    if (head->content_length > longest)
        return refuse_length(head->content_length, longest, request_id, reply);
    const api_request request = {.path = head->path,
        .query = head->query,
        .content_type = head->content_type,
        .content_encoding = head->content_encoding,
        .accept = head->accept,
        .request_id = request_id};
    switch (route) {
    case ROUTE_EXTRACT_BATCH:
        return api_batch_precheck(context, &request, reply);
    case ROUTE_CLASSIFY_PAIR:
        return api_pair_precheck(context, &request, reply);
    case ROUTE_HYPNOS:
        return api_hypnos_precheck(context, &request, reply);
    default:
        return api_extract_precheck(context, &request, reply);
    }
}

bool server_route_check(const api_context *context, const gate_head *head, server_route route,
    drg_slice request_id, api_reply *reply) {
    if (route == ROUTE_OTHER)
        return refuse("not_found", NULL, request_id, reply);
    unsigned method = is(head->method, "GET") || is(head->method, "HEAD") ? GET
                      : is(head->method, "POST")                          ? POST
                                                                          : 0;
    if (!(method & TABLE[route].methods))
        return refuse("method_not_allowed", NULL, request_id, reply);
    if (head->expects_other)
        return refuse("expectation_failed", NULL, request_id, reply);
    if (method == POST || route == ROUTE_HYPNOS)
        return check_post(context, head, route, request_id, reply);
    if (head->content_length)
        return refuse("bad_request", "A GET or HEAD request has no body.", request_id, reply);
    return true;
}
