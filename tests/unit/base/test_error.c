/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/error.h"

static void every_code_has_its_text(void **state) {
    (void)state;
    static const int CODES[] = {DRG_OK, DRG_ENOMEM, DRG_EINVAL, DRG_EUTF8, DRG_ENUL, DRG_EEMPTY,
        DRG_ETOOLONG, DRG_EDATE, DRG_ECANCELLED, DRG_EFORMAT, DRG_EIO};
    enum { COUNT = sizeof CODES / sizeof CODES[0] };
    for (size_t i = 0; i < COUNT; i++) {
        const char *text = drg_error_text(CODES[i]);
        assert_string_not_equal(text, "unknown error");
        for (size_t other = 0; other < i; other++)
            assert_string_not_equal(text, drg_error_text(CODES[other]));
    }
    assert_string_equal(drg_error_text(1), "unknown error");
    assert_string_equal(drg_error_text(-1000), "unknown error");
}

static void first_error_wins(void **state) {
    (void)state;
    drg_error error = {0};
    assert_int_equal(drg_fail(&error, DRG_EIO, 7, "%s is %d", "x", 1), DRG_EIO);
    assert_int_equal(drg_fail(&error, DRG_ENOMEM, 9, "later"), DRG_ENOMEM);
    assert_int_equal(error.code, DRG_EIO);
    assert_int_equal(error.offset, 7);
    assert_string_equal(error.message, "x is 1");
}

static void message_is_cut_to_its_room(void **state) {
    (void)state;
    drg_error error = {0};
    char text[1000];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    drg_fail(&error, DRG_EFORMAT, 0, "%s", text);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
    assert_int_equal(drg_fail(NULL, DRG_EINVAL, 0, "%s", text), DRG_EINVAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_its_text),
        cmocka_unit_test(first_error_wins),
        cmocka_unit_test(message_is_cut_to_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
