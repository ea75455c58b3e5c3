/* SPDX-License-Identifier: Apache-2.0 */
/* The files of the page: each in both forms, the one the inflated other. */
#include "../../../api/api.h"
#include "../../../api/gzip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void every_file_has_both_forms(void **state) {
    (void)state;
    for (int file = 0; file < API_PAGE_FILES; file++) {
        api_reply plain, packed;
        char *data;
        size_t size;
        api_fault fault = {0};
        api_page((api_page_file)file, false, &plain);
        api_page((api_page_file)file, true, &packed);
        assert_int_equal(plain.status, 200);
        assert_false(plain.gzip);
        assert_true(packed.gzip);
        assert_string_equal(plain.content_type, packed.content_type);
        assert_true(packed.size < plain.size || plain.size < 100);
        drg_slice body = {packed.body, packed.size};
        assert_true(api_gunzip(body, plain.size, &data, &size, &fault));
        assert_int_equal(size, plain.size);
        assert_memory_equal(data, plain.body, size);
        free(data);
        api_reply_deinit(&plain);
        api_reply_deinit(&packed);
    }
}

static void first_file_is_the_page(void **state) {
    (void)state;
    api_reply reply;
    api_page(API_PAGE_HTML, false, &reply);
    assert_true(reply.size > 15);
    assert_memory_equal(reply.body, "<!doctype html>", 15);
    assert_string_equal(reply.content_type, "text/html; charset=utf-8");
    api_reply_deinit(&reply);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_has_both_forms),
        cmocka_unit_test(first_file_is_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
