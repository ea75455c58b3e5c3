/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_ROUTES_H
#define SERVER_ROUTES_H
/* Paths and methods, and what can be refused once the head is known. */
#include "../api/api.h"
#include "gate_check.h"

typedef enum server_route {
    ROUTE_EXTRACT,
    ROUTE_EXTRACT_BATCH,
    ROUTE_CLASSIFY_PAIR,
    ROUTE_HYPNOS,
    ROUTE_INFO,
    ROUTE_ONTOLOGY,
    ROUTE_OPENAPI_JSON,
    ROUTE_OPENAPI_YAML,
    ROUTE_LIVEZ,
    ROUTE_READYZ,
    ROUTE_METRICS,
    ROUTE_PAGE, /* the first of the page and the reference, in the order of api_page_file */
    ROUTE_PAGE_LAST = ROUTE_PAGE + API_PAGE_FILES - 1,
    ROUTE_OTHER, /* none of them: 404, or not even a head */
    ROUTES
} server_route;

/* Page, reference and what they load: no secret, and the same for all until the program changes. */
static inline bool server_route_is_page(server_route route) {
    return route >= ROUTE_PAGE && route <= ROUTE_PAGE_LAST;
}

const char *server_route_name(server_route route); /* for logs and metrics */
const char *server_route_allow(server_route route); /* value of Allow */

typedef enum routes_offered { /* by a listening socket */
    OFFER_ALL,
    OFFER_ALL_BUT_METRICS,
    OFFER_HEALTH_AND_METRICS
} routes_offered;

/* The route of a path; ROUTE_OTHER: none that is offered. */
server_route server_route_find(drg_slice path, routes_offered offered);

/*
 * May a request for a route go on, as far as its head tells? False: *reply is the problem, and
 * nothing of the body needs to be read. request_id goes into the problem.
 */
bool server_route_check(const api_context *context, const gate_head *head, server_route route,
    drg_slice request_id, api_reply *reply);
#endif
