/* SPDX-License-Identifier: Apache-2.0 */
/* Documents, pages, problems and compressed replies while memory ends at each allocation in turn:
 * each is whole, or has no body; nothing leaks and nothing half-made goes out. */
#include "../engine.h"

#include "../../../api/api.h"
#include "../../../api/gzip.h"
#include "../heap.h"

static void make_info(api_reply *reply) {
    const api_context context = {.engine = engine};
    const api_service_info service = {.workers = 2, .queue_limit = 8, .connections = 512};
    api_info(&context, &service, reply);
}

static void make_ontology(api_reply *reply) {
    const api_context context = {.engine = engine};
    api_ontology(&context, reply);
}

static void make_page(api_reply *reply) {
    api_page(API_PAGE_HTML, false, reply);
}

static void make_packed_page(api_reply *reply) {
    api_page(API_PAGE_HTML, true, reply);
}

static void make_problem(api_reply *reply) {
    api_problem("overloaded", "A detail.", slice_of("r-1"), reply);
}

/* The first failures give no body; where the last allocation is behind, the same bytes as ever. */
static void documents_are_whole_or_absent(void **state) {
    (void)state;
    void (*const makers[])(api_reply *) = {make_info, make_ontology, api_openapi_json,
        api_openapi_yaml, make_page, make_packed_page, make_problem};
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        api_reply whole = {0}, reply = {0};
        bool done = false;
        makers[i](&whole);
        assert_true(whole.body && whole.size > 0);
        for (size_t nth = 1; !done; nth++) {
            heap_fail(nth);
            makers[i](&reply);
            done = heap_calls < nth || !HEAP_CAN_FAIL;
            heap_works();
            if (reply.body) {
                assert_int_equal(reply.size, whole.size);
                assert_memory_equal(reply.body, whole.body, whole.size);
            }
            assert_true(!done || reply.body);
            api_reply_deinit(&reply);
        }
        api_reply_deinit(&whole);
    }
}

static api_reply reply_of(size_t size) {
    api_reply reply = {.status = 200, .body = malloc(size + 1), .size = size};
    assert_non_null(reply.body);
    uint32_t dice = 1;
    for (size_t i = 0; i < size; i++) {
        dice = dice * 1664525u + 1013904223u;
        reply.body[i] = (char)('a' + (dice >> 24) % 7);
    }
    return reply;
}

/* Out of memory the reply stays as it is; as a piece it is stored, or has no body. */
static void replies_are_compressed_or_stay(void **state) {
    (void)state;
    for (size_t nth = 1; nth < 12; nth++) {
        api_reply reply = reply_of(100000), piece = reply_of(100000);
        heap_fail(nth);
        api_gzip_reply(&reply);
        heap_calls = 0;
        api_gzip_piece(&piece);
        heap_works();
        assert_true(reply.body && (reply.gzip ? reply.size < 100000 : reply.size == 100000));
        assert_true(piece.gzip || !piece.body);
        api_reply_deinit(&reply);
        api_reply_deinit(&piece);
    }
}

static void bodies_are_inflated_or_503(void **state) {
    (void)state;
    api_reply packed = reply_of(300000);
    api_gzip_reply(&packed);
    assert_true(packed.gzip);
    bool done = false;
    for (size_t nth = 1; !done; nth++) {
        char *data = NULL;
        size_t size = 0;
        api_fault fault = {0};
        heap_fail(nth);
        done = api_gunzip((drg_slice){packed.body, packed.size}, 1 << 20, &data, &size, &fault);
        heap_works();
        if (done)
            assert_int_equal(size, 300000);
        else
            assert_true(!data && !strcmp(fault.code, "out_of_memory"));
        free(data);
    }
    api_reply_deinit(&packed);
}

static void a_body_of_one_byte_too_many_is_413(void **state) {
    (void)state;
    for (size_t over = 0; over < 3; over++) {
        api_reply packed = reply_of(65536 + over);
        char *data = NULL;
        size_t size = 0;
        api_fault fault = {0};
        api_gzip_reply(&packed);
        bool taken = api_gunzip((drg_slice){packed.body, packed.size}, 65536, &data, &size, &fault);
        assert_int_equal(taken, over == 0);
        if (!taken)
            assert_string_equal(fault.code, "body_too_large");
        free(data);
        api_reply_deinit(&packed);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_whole_or_absent),
        cmocka_unit_test(replies_are_compressed_or_stay),
        cmocka_unit_test(bodies_are_inflated_or_503),
        cmocka_unit_test(a_body_of_one_byte_too_many_is_413),
    };
    return cmocka_run_group_tests_name("memory", tests, open_engine, close_engine);
}
