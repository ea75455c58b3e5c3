/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_CROSS_CMOCKA_H
#define TESTS_CROSS_CMOCKA_H
/*
 * As much of cmocka as the unit tests of lib/ use, for processors that Debian's cross compiler has
 * no cmocka for: a failed assertion says where and ends the program with status 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest {
    const char *name;
    void (*run)(void **state);
};

#define cmocka_unit_test(function)                                                                 \
    { #function, function }

#define CROSS_CHECK(holds, ...)                                                                    \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            fprintf(stderr, "%s:%d: ", __FILE__, __LINE__);                                        \
            fprintf(stderr, __VA_ARGS__);                                                          \
            fputc('\n', stderr);                                                                   \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)
#define fail_msg(...) CROSS_CHECK(0, __VA_ARGS__)
#define assert_true(a) CROSS_CHECK(a, "%s", #a)
#define assert_false(a) CROSS_CHECK(!(a), "not: %s", #a)
#define assert_null(a) CROSS_CHECK((a) == NULL, "%s is not NULL", #a)
#define assert_non_null(a) CROSS_CHECK((a) != NULL, "%s is NULL", #a)
#define assert_ptr_equal(a, b) CROSS_CHECK((a) == (b), "%s is not %s", #a, #b)
#define assert_int_equal(a, b)                                                                     \
    CROSS_CHECK((long long)(a) == (long long)(b), "%s is %lld, not %lld", #a, (long long)(a),      \
        (long long)(b))
#define assert_string_equal(a, b) CROSS_CHECK(strcmp(a, b) == 0, "%s is %s, not %s", #a, a, b)
#define assert_memory_equal(a, b, size)                                                            \
    CROSS_CHECK(memcmp(a, b, size) == 0, "%s differs from %s", #a, #b)

static inline int cross_run(const struct CMUnitTest *tests, size_t count) {
    for (size_t i = 0; i < count; i++) {
        void *state = NULL;
        tests[i].run(&state);
        printf("ok %s\n", tests[i].name);
    }
    return 0;
}
#define cmocka_run_group_tests(tests, before, after) cross_run(tests, sizeof tests / sizeof *tests)
#endif
