/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/extract as a function, over the built-in tables: every way out is a reply. */
#include "../engine.h"

#include "../../../api/batch.h"
#include "../../../api/extract.h"

#include <errno.h>
#include <string.h>

static api_context context_of(void) {
    api_context context = {.engine = engine};
    api_limits_default(&context.limits);
    return context;
}

static const char PARAGRAPH[] = "PARIS - French President Emmanuel Macron met Marco Rubio on "
                                "Thursday. \"We agree,\" he said.\n";

static void ask(const api_context *context, const char *type, const char *query, const char *accept,
    const char *body, api_reply *reply) {
    const api_request request = {.path = slice_of("/v1/extract"),
        .content_type = slice_of(type),
        .query = slice_of(query),
        .accept = slice_of(accept),
        .body = slice_of(body),
        .request_id = slice_of("req")};
    *reply = (api_reply){0};
    api_extract(context, &request, reply);
}

static void replies_and_problems(void **state) {
    (void)state;
    static const struct {
        const char *type, *query, *accept, *body;
        int status;
        const char *code, *media;
    } cases[] = {
        {"text/plain", "", "", PARAGRAPH, 200, NULL, "application/json"},
        {"text/plain", "id=a", "text/csv", PARAGRAPH, 200, NULL,
            "text/csv; charset=utf-8; header=present"},
        {"application/json", "", "application/x-ndjson", "{\"text\":\"A word.\"}", 200, NULL,
            "application/x-ndjson"},
        {"text/plain", "", "", "", 422, "empty_text", "application/problem+json"},
        {"text/plain", "", "", " \n", 422, "empty_text", "application/problem+json"},
        {"text/plain", "", "", "\xff", 400, "invalid_utf8", "application/problem+json"},
        {"text/plain", "x=1", "", "a", 422, "unknown_field", "application/problem+json"},
        {"text/plain", "", "a/b", "a", 406, "not_acceptable", "application/problem+json"},
        {"text/html", "", "", "a", 415, "unsupported_media_type", "application/problem+json"},
        {"application/json", "", "", "{", 400, "invalid_json", "application/problem+json"},
        {"application/json", "", "", "{\"text\":\"\"}", 422, "empty_text",
            "application/problem+json"},
    };
    const api_context context = context_of();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        api_reply reply;
        ask(&context, cases[i].type, cases[i].query, cases[i].accept, cases[i].body, &reply);
        assert_int_equal(reply.status, cases[i].status);
        assert_string_equal(reply.content_type, cases[i].media);
        if (cases[i].code)
            assert_string_equal(reply.code, cases[i].code);
        else
            assert_null(reply.code);
        assert_non_null(reply.body);
        assert_int_equal(reply.body[reply.size - 1], '\n');
        if (cases[i].code)
            assert_non_null(memmem(reply.body, reply.size, "\"request_id\":\"req\"", 18));
        api_reply_deinit(&reply);
    }
}

static void too_large_is_refused(void **state) {
    (void)state;
    api_context context = context_of();
    context.limits.body_bytes = 10;
    api_reply reply;
    ask(&context, "text/plain", "", "", "0123456789a", &reply);
    assert_string_equal(reply.code, "body_too_large");
    api_reply_deinit(&reply);
    context = context_of();
    context.limits.text_bytes = 5;
    ask(&context, "text/plain", "", "", "012345", &reply);
    assert_string_equal(reply.code, "text_too_large");
    api_reply_deinit(&reply);
    ask(&context, "application/json", "", "", "{\"text\":\"012345\"}", &reply);
    assert_string_equal(reply.code, "text_too_large");
    assert_int_equal(reply.status, 413);
    api_reply_deinit(&reply);
    ask(&context, "text/plain", "", "", "01234", &reply);
    assert_int_equal(reply.status, 200);
    api_reply_deinit(&reply);
}

static void too_little_memory_is_503(void **state) {
    (void)state;
    api_context context = context_of();
    context.limits.memory_bytes = 2000;
    api_reply reply;
    ask(&context, "text/plain", "", "", PARAGRAPH, &reply);
    assert_int_equal(reply.status, 503);
    assert_string_equal(reply.code, "out_of_memory");
    api_reply_deinit(&reply);
}

/* ---- allocations of the JSON parser that fail ---- */

static size_t allocations, fail_at;

static void *failing_malloc(size_t size) {
    if (++allocations != fail_at)
        return malloc(size);
    errno = ENOMEM;
    return NULL;
}

static void each_failing_allocation_of_the_parser_is_503(void **state) {
    (void)state;
    const api_context context = context_of();
    static const char body[] =
        "{\"text\":\"A word.\",\"id\":\"a\",\"options\":{\"include\":[\"events\",\"quotes\"]}}";
    json_set_alloc_funcs(failing_malloc, free);
    size_t failed = 0;
    for (fail_at = 1;; fail_at++) {
        api_reply reply;
        allocations = 0;
        ask(&context, "application/json", "", "", body, &reply);
        bool through = allocations < fail_at;
        if (through)
            assert_int_equal(reply.status, 200);
        else
            failed += reply.status == 503 && !strcmp(reply.code, "out_of_memory");
        api_reply_deinit(&reply);
        if (through)
            break;
    }
    json_set_alloc_funcs(malloc, free);
    assert_true(failed > 5 && failed == fail_at - 1);
}

static bool always(void *user) {
    (void)user;
    return true;
}

static void cancelled_work_has_no_body(void **state) {
    (void)state;
    api_context context = context_of();
    context.cancelled = always;
    api_reply reply;
    ask(&context, "text/plain", "", "", PARAGRAPH, &reply);
    assert_int_equal(reply.status, 499);
    assert_null(reply.body);
    api_reply_deinit(&reply);
}

static uint64_t ticks;

static uint64_t tick(void) {
    return ticks += 1000;
}

static void stages_are_timed_and_things_counted(void **state) {
    (void)state;
    api_context context = context_of();
    context.clock = tick;
    api_reply reply;
    ask(&context, "text/plain", "", "", PARAGRAPH, &reply);
    assert_int_equal(reply.status, 200);
    assert_true(reply.stage_ns[DRG_STAGE_SEGMENT] > 0 && reply.stage_ns[DRG_STAGE_CODE] > 0);
    assert_true(reply.reply_ns > 0);
    assert_true(reply.sentences >= 2 && reply.words >= 15 && reply.entities >= 2);
    uint32_t events = 0;
    for (int i = 0; i < DRG_EVENT_TYPES; i++)
        events += reply.events_by_type[i];
    assert_int_equal(events, reply.events);
    api_reply_deinit(&reply);
}

static void precheck_needs_only_the_head(void **state) {
    (void)state;
    const api_context context = context_of();
    api_reply reply = {0};
    api_request request = {.content_type = slice_of("text/plain")};
    assert_true(api_extract_precheck(&context, &request, &reply));
    assert_null(reply.body);
    request.accept = slice_of("a/b");
    assert_false(api_extract_precheck(&context, &request, &reply));
    assert_int_equal(reply.status, 406);
    request.content_type = slice_of("text/html");
    assert_false(api_extract_precheck(&context, &request, &reply));
    assert_int_equal(reply.status, 415);
    api_reply_deinit(&reply);
}

static void line(const char *text, const char *start, const char *code) {
    const api_context context = context_of();
    api_article defaults;
    api_article_default(&defaults);
    defaults.published = (drg_date){2025, 4, 18};
    api_reply reply = {0};
    api_extract_line(&context, &defaults, API_NDJSON, slice_of(text), 7, &reply);
    if (strncmp(reply.body, start, strlen(start)) != 0)
        fail_msg("%s", reply.body);
    assert_true(memchr(reply.body, '\n', reply.size) == reply.body + reply.size - 1);
    if (code)
        assert_string_equal(reply.code, code);
    else
        assert_null(reply.code);
    api_reply_deinit(&reply);
}

static void lines_of_a_batch(void **state) {
    (void)state;
    line("{\"id\":\"a\",\"text\":\"A word.\"}",
        "{\"id\":\"a\",\"status\":\"complete\",\"document\":{\"published\":\"2025-04-18\"", NULL);
    line("{\"id\":\"a\",\"text\":\"A\",\"published\":\"2020-01-02\"}",
        "{\"id\":\"a\",\"status\":\"complete\",\"document\":{\"published\":\"2020-01-02\"", NULL);
    line("{\"id\":\"a\",\"text\":\"\"}",
        "{\"id\":\"a\",\"status\":\"error\",\"problem\":{\"type\":\"urn:dragoman:problem:empty_"
        "text\"",
        "empty_text");
    line("{\"txt\":1,\"id\":\"late\"}", "{\"id\":\"late\",\"status\":\"error\"", "unknown_field");
    line("{\"id\":5,\"text\":\"a\"}", "{\"id\":\"line-7\",\"status\":\"error\"", "invalid_field");
    line("nonsense", "{\"id\":\"line-7\",\"status\":\"error\"", "invalid_json");
}

static void documents_about_the_service(void **state) {
    (void)state;
    const api_context context = context_of();
    api_reply reply = {0};
    api_info(&context, NULL, &reply);
    json_t *info = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(info);
    assert_null(json_object_get(info, "workers"));
    json_decref(info);
    api_reply_deinit(&reply);
    api_ontology(&context, &reply);
    json_t *ontology = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(ontology);
    assert_int_equal(json_array_size(json_object_get(ontology, "types")), DRG_EVENT_TYPES);
    assert_true(json_array_size(json_object_get(ontology, "cameo")) > 200);
    json_decref(ontology);
    api_reply_deinit(&reply);
    api_openapi_json(&reply);
    json_t *contract = json_loadb(reply.body, reply.size, JSON_REJECT_DUPLICATES, NULL);
    assert_string_equal(json_string_value(json_object_get(contract, "openapi")), "3.1.0");
    json_decref(contract);
    api_reply_deinit(&reply);
    api_openapi_yaml(&reply);
    assert_non_null(memmem(reply.body, reply.size, "openapi: 3.1.0", 14));
    api_reply_deinit(&reply);
}

static void problems_come_from_one_table(void **state) {
    (void)state;
    for (size_t i = 0; api_problem_at(i); i++) {
        const api_problem_row *row = api_problem_at(i);
        api_reply reply = {0};
        api_problem(row->code, NULL, (drg_slice){0}, &reply);
        assert_int_equal(reply.status, row->status);
        assert_true(row->status >= 400 && row->status < 600 && row->title[0]);
        assert_non_null(memmem(reply.body, reply.size, row->code, strlen(row->code)));
        assert_null(memmem(reply.body, reply.size, "\"request_id\":", 13));
        api_reply_deinit(&reply);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(row->code, api_problem_at(j)->code);
    }
    api_reply reply = {0};
    api_problem("no such code", "x", (drg_slice){0}, &reply);
    assert_string_equal(reply.code, "internal_error");
    assert_int_equal(reply.status, 500);
    api_reply_deinit(&reply);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replies_and_problems),
        cmocka_unit_test(too_large_is_refused),
        cmocka_unit_test(too_little_memory_is_503),
        cmocka_unit_test(each_failing_allocation_of_the_parser_is_503),
        cmocka_unit_test(cancelled_work_has_no_body),
        cmocka_unit_test(stages_are_timed_and_things_counted),
        cmocka_unit_test(precheck_needs_only_the_head),
        cmocka_unit_test(lines_of_a_batch),
        cmocka_unit_test(documents_about_the_service),
        cmocka_unit_test(problems_come_from_one_table),
    };
    return cmocka_run_group_tests_name("extract", tests, open_engine, close_engine);
}
