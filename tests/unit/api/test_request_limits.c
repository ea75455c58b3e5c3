/* SPDX-License-Identifier: Apache-2.0 */
/* The decoder at its limits, to the byte; names and escapes at the edges of what is taken; and
 * memory that ends. */
#include "../support.h"

#include "../../../api/request.h"
#include "../../../lib/base/slice.h"
#include "../heap.h"

static void check(bool taken, const api_fault *fault, const char *code, const char *what) {
    if (taken != !code || (code && strcmp(fault->code, code) != 0))
        fail_msg("%s: %s", what, taken ? "taken" : fault->code);
}

static void try_json(drg_slice body, const char *code) {
    api_limits limits;
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_limits_default(&limits);
    bool taken = api_decode_json(&limits, body, &decoded, &fault);
    check(taken, &fault, code, body.size < 200 ? body.data : "a long body");
    api_decoded_deinit(&decoded);
}

static void try_query(drg_slice query, const char *code) {
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_article_default(&decoded.article);
    bool taken = api_decode_query(query, &decoded, &fault);
    check(taken, &fault, code, query.data);
    api_decoded_deinit(&decoded);
}

/* {"text":"a",FIELD:"bbb..."} */
static drg_slice body_with(const char *before, const char *after, size_t length) {
    size_t room = strlen(before) + length + strlen(after) + 1;
    char *body = malloc(room);
    assert_non_null(body);
    strcpy(body, before);
    memset(body + strlen(before), 'b', length);
    strcpy(body + strlen(before) + length, after);
    return (drg_slice){body, room - 1};
}

static void lengths_hold_to_the_byte(void **state) {
    (void)state;
    static const struct {
        const char *before, *after;
        size_t most;
        const char *code;
    } cases[] = {
        {"{\"text\":\"a\",\"id\":\"", "\"}", 256, "invalid_field"},
        {"{\"text\":\"a\",\"title\":\"", "\"}", 4096, "invalid_field"},
        {"{\"text\":\"a\",\"options\":{\"knowledge\":\"", "\"}}", 262144, "invalid_field"},
        {"{\"text\":\"", "\"}", 1 << 20, "text_too_large"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (size_t over = 0; over < 2; over++) {
            drg_slice body = body_with(cases[i].before, cases[i].after, cases[i].most + over);
            try_json(body, over ? cases[i].code : NULL);
            free((void *)(uintptr_t)body.data);
        }
}

static void rows_are_passed_on(void **state) {
    (void)state;
    api_limits limits;
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_limits_default(&limits);
    assert_true(api_decode_json(&limits,
        slice_of("{\"text\":\"a\",\"options\":{\"knowledge\":\"[states]\\ncode\\n\"}}"), &decoded,
        &fault));
    assert_int_equal(decoded.article.options.knowledge.size, 14);
    api_decoded_deinit(&decoded);
    try_json(slice_of("{\"text\":\"a\",\"options\":{\"knowledge\":[]}}"), "invalid_field");
    try_json(slice_of("{\"text\":\"a\",\"knowledge\":\"\"}"), "unknown_field");
}

static void options_of_every_type(void **state) {
    (void)state;
    static const struct {
        const char *value, *code;
    } confidence[] = {{"0", NULL}, {"0.5", NULL}, {"\"0\"", "invalid_field"},
        {"[]", "invalid_field"}, {"2", "invalid_field"}},
      explain[] = {
          {"true", NULL}, {"false", NULL}, {"1", "invalid_field"}, {"null", "invalid_field"}};
    char body[128];
    for (size_t i = 0; i < 5; i++) {
        snprintf(body, sizeof body, "{\"text\":\"a\",\"options\":{\"min_confidence\":%s}}",
            confidence[i].value);
        try_json(slice_of(body), confidence[i].code);
    }
    for (size_t i = 0; i < 4; i++) {
        snprintf(
            body, sizeof body, "{\"text\":\"a\",\"options\":{\"explain\":%s}}", explain[i].value);
        try_json(slice_of(body), explain[i].code);
    }
}

/* A NUL outside of strings is no structure to count, and the parser refuses it. */
static void nul_between_tokens(void **state) {
    (void)state;
    static const char body[] = "{\"text\":\0\"a\"}";
    try_json((drg_slice){body, sizeof body - 1}, "invalid_json");
}

static void escapes_at_the_edges_of_the_digits(void **state) {
    (void)state;
    static const char *const wrong[] = {"id=%/0", "id=%:0", "id=%@0", "id=%G0", "id=%`0", "id=%g0",
        "id=%4/", "id=%4:", "id=%4@", "id=%4G", "id=%4`", "id=%4g"};
    static const char *const right[] = {"id=%30", "id=%39", "id=%4A", "id=%4F", "id=%4a", "id=%4f"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        try_query(slice_of(wrong[i]), "invalid_field");
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        try_query(slice_of(right[i]), NULL);
}

static void fractions_are_digits(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "x", "/", ":", "0.x", "0./", "0.:", "0.5x", "00", "123456789"};
    char query[64];
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        snprintf(query, sizeof query, "min_confidence=%s", wrong[i]);
        try_query(slice_of(query), "invalid_field");
    }
}

/* ---- batches and hypnos ---- */

typedef bool query_decoder(drg_slice query, api_decoded *decoded, api_fault *fault);

static void try_with(
    query_decoder *decode, const char *query, const char *code, api_article *taken) {
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_article_default(&decoded.article);
    check(decode(slice_of(query), &decoded, &fault), &fault, code, query);
    if (taken)
        *taken = decoded.article; /* its strings are gone then, its numbers are not */
    api_decoded_deinit(&decoded);
}

static void queries_of_batches(void **state) {
    (void)state;
    api_article article;
    try_with(api_decode_batch_query, "", NULL, &article);
    assert_false(article.options.by_completion);
    try_with(api_decode_batch_query, "order=completion", NULL, &article);
    assert_true(article.options.by_completion);
    try_with(api_decode_batch_query, "order=input&labels=pairs-15", NULL, &article);
    assert_false(article.options.by_completion);
    assert_true(article.options.labels != (api_labels)0);
    try_with(api_decode_batch_query, "order=", "invalid_field", NULL);
    try_with(api_decode_batch_query, "labels=plover", "invalid_field", NULL);
    try_with(api_decode_batch_query, "title=a", "unknown_field", NULL);
    try_with(api_decode_query, "order=input", "unknown_field", NULL);
    try_with(api_decode_query, "profile=icews&labels=plover-2018", NULL, NULL);
    try_with(api_decode_query, "profile=Icews", "invalid_field", NULL);
    try_json(slice_of("{\"text\":\"a\",\"options\":{\"labels\":\"plover-2.0\"}}"), NULL);
    try_json(slice_of("{\"text\":\"a\",\"options\":{\"labels\":\"plover\"}}"), "invalid_field");
    try_json(slice_of("{\"text\":\"a\",\"options\":{\"labels\":15}}"), "invalid_field");
}

/* One at a time, as a command line gives them: the second of a name is refused then too. */
static void parameters_one_by_one(void **state) {
    (void)state;
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_article_default(&decoded.article);
    assert_true(api_decode_parameter(slice_of("id"), slice_of("a"), &decoded, &fault));
    assert_true(drg_slice_is(decoded.article.id, "a"));
    assert_false(api_decode_parameter(slice_of("id"), slice_of("b"), &decoded, &fault));
    assert_string_equal(fault.code, "duplicate_field");
    fault = (api_fault){0};
    assert_false(api_decode_parameter(slice_of("order"), slice_of("input"), &decoded, &fault));
    assert_string_equal(fault.code, "unknown_field");
    api_decoded_deinit(&decoded);
}

static void requests_to_hypnos(void **state) {
    (void)state;
    api_article article;
    try_with(api_decode_hypnos_query, "text=a&id=b&date=20240229", NULL, &article);
    assert_int_equal(article.published.day, 29);
    assert_int_equal(article.text.size, 1);
    static const struct {
        const char *query, *code;
    } cases[] = {{"text=", NULL}, {"text=a%00b", "nul_in_text"}, {"date=20250229", "invalid_field"},
        {"date=2025-02-2", "invalid_field"}, {"date=2025022", "invalid_field"},
        {"date=", "invalid_field"}, {"published=2025-04-18", "unknown_field"},
        {"text=a&text=a", "duplicate_field"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        try_with(api_decode_hypnos_query, cases[i].query, cases[i].code, NULL);
    static const struct {
        const char *body, *code;
    } bodies[] = {{"{\"text\":\"a\",\"id\":\"b\",\"date\":\"20250418\"}", NULL}, {"{}", NULL},
        {"{\"date\":20250418}", "invalid_field"}, {"{\"published\":\"\"}", "unknown_field"},
        {"[]", "invalid_field"}, {"{", "invalid_json"}};
    api_limits limits;
    api_limits_default(&limits);
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        api_decoded decoded = {0};
        api_fault fault = {0};
        bool taken = api_decode_hypnos_json(&limits, slice_of(bodies[i].body), &decoded, &fault);
        check(taken, &fault, bodies[i].code, bodies[i].body);
        api_decoded_deinit(&decoded);
    }
}

/* ---- memory ---- */

static void a_query_without_memory_is_503(void **state) {
    (void)state;
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_article_default(&decoded.article);
    heap_fail(1);
    bool taken = api_decode_query(slice_of("id=a"), &decoded, &fault);
    heap_works();
    assert_int_equal(taken, !HEAP_CAN_FAIL);
    if (!taken)
        assert_string_equal(fault.code, "out_of_memory");
    api_decoded_deinit(&decoded);
}

/* Every allocation of the parser, and every one from some allocation on. */
static void a_body_without_memory_is_503(void **state) {
    (void)state;
    static const char body[] = "{\"text\":\"A word.\",\"options\":{\"include\":[\"events\"]}}";
    bool taken = false;
    api_limits limits;
    api_limits_default(&limits);
    for (size_t nth = 1; !taken; nth++) {
        api_decoded decoded = {0};
        api_fault fault = {0};
        heap_fail(nth);
        taken = api_decode_json(&limits, (drg_slice){body, sizeof body - 1}, &decoded, &fault);
        heap_works();
        if (!taken && strcmp(fault.code, "out_of_memory") != 0)
            fail_msg("allocation %zu: %s", nth, fault.code);
        api_decoded_deinit(&decoded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_hold_to_the_byte),
        cmocka_unit_test(rows_are_passed_on),
        cmocka_unit_test(options_of_every_type),
        cmocka_unit_test(nul_between_tokens),
        cmocka_unit_test(escapes_at_the_edges_of_the_digits),
        cmocka_unit_test(fractions_are_digits),
        cmocka_unit_test(queries_of_batches),
        cmocka_unit_test(parameters_one_by_one),
        cmocka_unit_test(requests_to_hypnos),
        cmocka_unit_test(a_query_without_memory_is_503),
        cmocka_unit_test(a_body_without_memory_is_503),
    };
    return cmocka_run_group_tests_name("request limits", tests, NULL, NULL);
}
