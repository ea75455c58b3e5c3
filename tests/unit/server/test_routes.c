/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../server/routes.h"

static const struct {
    const char *method, *path, *type, *accept, *encoding;
    int64_t length; /* -1: none */
    bool other; /* an Expect that is not understood */
    server_route route;
    const char *code; /* NULL: goes on */
} CASES[] = {
    {"POST", "/v1/extract", "text/plain", "", "", 5, false, ROUTE_EXTRACT, NULL},
    {"POST", "/v1/extract", "application/json", "*/*", "", 5, false, ROUTE_EXTRACT, NULL},
    {"POST", "/v1/extract", "text/plain", "", "identity", 0, false, ROUTE_EXTRACT, NULL},
    {"POST", "/v1/extract", "text/plain", "", "", 1048576, false, ROUTE_EXTRACT, NULL},
    {"POST", "/v1/extract", "text/plain", "", "", 1048577, false, ROUTE_EXTRACT, "body_too_large"},
    {"POST", "/v1/extract", "text/plain", "", "", -1, false, ROUTE_EXTRACT, "length_required"},
    {"POST", "/v1/extract", "text/html", "", "", 5, false, ROUTE_EXTRACT, "unsupported_media_type"},
    {"POST", "/v1/extract", "", "", "", 5, false, ROUTE_EXTRACT, "unsupported_media_type"},
    {"POST", "/v1/extract", "text/plain", "", "br", 5, false, ROUTE_EXTRACT,
        "unsupported_media_type"},
    {"POST", "/v1/extract", "text/plain", "a/b", "", 5, false, ROUTE_EXTRACT, "not_acceptable"},
    {"POST", "/v1/extract", "text/plain", "", "", 5, true, ROUTE_EXTRACT, "expectation_failed"},
    {"GET", "/v1/extract", "", "", "", -1, false, ROUTE_EXTRACT, "method_not_allowed"},
    {"post", "/v1/extract", "text/plain", "", "", 5, false, ROUTE_EXTRACT, "method_not_allowed"},
    {"GET", "/livez", "", "", "", -1, false, ROUTE_LIVEZ, NULL},
    {"HEAD", "/readyz", "", "", "", 0, false, ROUTE_READYZ, NULL},
    {"GET", "/metrics", "", "image/png", "", -1, false, ROUTE_METRICS, NULL},
    {"GET", "/v1/info", "", "", "", 1, false, ROUTE_INFO, "bad_request"},
    {"POST", "/v1/ontology", "", "", "", 1, false, ROUTE_ONTOLOGY, "method_not_allowed"},
    {"GET", "/openapi.json", "", "", "", -1, false, ROUTE_OPENAPI_JSON, NULL},
    {"GET", "/openapi.yaml", "", "", "", -1, false, ROUTE_OPENAPI_YAML, NULL},
    {"GET", "/", "text/html", "", "", -1, false, ROUTE_PAGE, NULL},
    {"HEAD", "/app.js", "", "", "", -1, false, ROUTE_PAGE + API_PAGE_APP, NULL},
    {"POST", "/", "text/plain", "", "", 5, false, ROUTE_PAGE, "method_not_allowed"},
    {"GET", "/index.html", "", "", "", -1, false, ROUTE_OTHER, "not_found"},
    {"GET", "/livez/", "", "", "", -1, false, ROUTE_OTHER, "not_found"},
    {"POST", "/v1/extract/batch", "application/x-ndjson", "", "", 5, false, ROUTE_EXTRACT_BATCH,
        NULL},
    {"POST", "/v1/extract/batch", "application/x-ndjson", "text/csv", "gzip", 67108864, false,
        ROUTE_EXTRACT_BATCH, NULL},
    {"POST", "/v1/extract/batch", "application/x-ndjson", "", "", 67108865, false,
        ROUTE_EXTRACT_BATCH, "body_too_large"},
    {"POST", "/v1/extract/batch", "application/x-ndjson", "", "", -1, false, ROUTE_EXTRACT_BATCH,
        "length_required"},
    {"POST", "/v1/extract/batch", "application/json", "", "", 5, false, ROUTE_EXTRACT_BATCH,
        "unsupported_media_type"},
    {"GET", "/v1/extract/batch", "", "", "", -1, false, ROUTE_EXTRACT_BATCH, "method_not_allowed"},
    {"GET", "/hypnos/extract", "", "", "", -1, false, ROUTE_HYPNOS, NULL},
    {"GET", "/hypnos/extract", "application/json", "", "", 5, false, ROUTE_HYPNOS, NULL},
    {"POST", "/hypnos/extract", "application/json", "*/*", "", 5, false, ROUTE_HYPNOS, NULL},
    {"POST", "/hypnos/extract", "application/json", "", "", -1, false, ROUTE_HYPNOS,
        "length_required"},
    {"GET", "/hypnos/extract", "application/json", "", "", 1048577, false, ROUTE_HYPNOS,
        "body_too_large"},
    {"POST", "/hypnos/extract", "text/plain", "", "", 5, false, ROUTE_HYPNOS,
        "unsupported_media_type"},
    {"PUT", "/hypnos/extract", "application/json", "", "", 5, false, ROUTE_HYPNOS,
        "method_not_allowed"},
    {"TRACE", "/nowhere", "", "", "", -1, false, ROUTE_OTHER, "not_found"},
};

static void heads_are_routed_or_refused(void **state) {
    (void)state;
    api_context context = {0};
    api_limits_default(&context.limits);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const gate_head head = {.method = slice_of(CASES[i].method),
            .path = slice_of(CASES[i].path),
            .content_type = slice_of(CASES[i].type),
            .accept = slice_of(CASES[i].accept),
            .content_encoding = slice_of(CASES[i].encoding),
            .has_length = CASES[i].length >= 0,
            .content_length = CASES[i].length > 0 ? (uint64_t)CASES[i].length : 0,
            .expects_other = CASES[i].other};
        server_route route = server_route_find(head.path, OFFER_ALL);
        api_reply reply = {0};
        bool goes_on = server_route_check(&context, &head, route, slice_of("id"), &reply);
        assert_int_equal(route, CASES[i].route);
        if (goes_on != !CASES[i].code || (!goes_on && strcmp(reply.code, CASES[i].code) != 0))
            fail_msg("%s %s: %s", CASES[i].method, CASES[i].path, goes_on ? "ok" : reply.code);
        api_reply_deinit(&reply);
    }
}

static void listeners_offer_their_routes(void **state) {
    (void)state;
    assert_int_equal(server_route_find(slice_of("/metrics"), OFFER_ALL_BUT_METRICS), ROUTE_OTHER);
    assert_int_equal(
        server_route_find(slice_of("/v1/extract"), OFFER_ALL_BUT_METRICS), ROUTE_EXTRACT);
    assert_int_equal(
        server_route_find(slice_of("/metrics"), OFFER_HEALTH_AND_METRICS), ROUTE_METRICS);
    assert_int_equal(server_route_find(slice_of("/livez"), OFFER_HEALTH_AND_METRICS), ROUTE_LIVEZ);
    assert_int_equal(server_route_find(slice_of("/"), OFFER_ALL_BUT_METRICS), ROUTE_PAGE);
    assert_int_equal(server_route_find(slice_of("/"), OFFER_HEALTH_AND_METRICS), ROUTE_OTHER);
    assert_int_equal(
        server_route_find(slice_of("/v1/extract"), OFFER_HEALTH_AND_METRICS), ROUTE_OTHER);
}

static void names_and_methods(void **state) {
    (void)state;
    assert_string_equal(server_route_name(ROUTE_EXTRACT), "extract");
    assert_string_equal(server_route_name(ROUTE_OTHER), "other");
    assert_string_equal(server_route_allow(ROUTE_EXTRACT), "POST");
    assert_string_equal(server_route_allow(ROUTE_LIVEZ), "GET, HEAD");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_routed_or_refused),
        cmocka_unit_test(listeners_offer_their_routes),
        cmocka_unit_test(names_and_methods),
    };
    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
