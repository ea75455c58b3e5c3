/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H
/* Paths and methods, and what can be refused once the head is known. */
#include "../api/api.h"
#include "gate_check.h"

typedef enum server_route {
    ROUTE_EXTRACT,
    ROUTE_INFO,
    ROUTE_ONTOLOGY,
    ROUTE_OPENAPI_JSON,
    ROUTE_OPENAPI_YAML,
    ROUTE_LIVEZ,
    ROUTE_READYZ,
    ROUTE_METRICS,
    ROUTE_OTHER, /* none of them: 404, or not even a head */
    ROUTES
} server_route;

const char *server_route_name(server_route route); /* for logs and metrics */
const char *server_route_allow(server_route route); /* value of Allow */

/*
 * The route of a clean head, and whether it may go on. False: *reply is the problem, and nothing of
 * the body needs to be read. request_id goes into the problem.
 */
bool server_route_check(const api_context *context, const gate_head *head, drg_slice request_id,
    server_route *route, api_reply *reply);
#endif
