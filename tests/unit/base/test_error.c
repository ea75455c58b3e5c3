/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/error.h"
#include "../../../lib/base/utf8.h"

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
    assert_in_range(strlen(error.message), sizeof error.message - 8, sizeof error.message - 1);
    assert_int_equal(drg_fail(NULL, DRG_EINVAL, 0, "%s", text), DRG_EINVAL);
}

/* Once the reason behind a long value was cut off, and a character in two. */
static void what_is_wrong_outlives_a_long_value(void **state) {
    (void)state;
    char value[2001];
    for (size_t shift = 0; shift < 4; shift++) {
        drg_error error = {0};
        for (size_t i = 0; i < sizeof value - 1; i++) /* x, then U+20AC again and again */
            value[i] = i < shift ? 'x' : "\xE2\x82\xAC"[(i - shift) % 3];
        value[(sizeof value - 1 - shift) / 3 * 3 + shift] = '\0';
        drg_fail(&error, DRG_EFORMAT, 0, "table:1:1: '%s' is no sector", value);
        size_t size = strlen(error.message);
        assert_int_equal(drg_utf8_valid((drg_slice){error.message, size}), size);
        assert_memory_equal(error.message, "table:1:1: '", 12);
        assert_string_equal(error.message + size - 14, "' is no sector");
        assert_true(size > sizeof error.message - 8);
        assert_non_null(strstr(error.message, "\xE2\x80\xA6"));
    }
}

static void format(char *text, size_t size, const char *form, ...) {
    va_list arguments;
    va_start(arguments, form);
    drg_format_short(text, size, form, arguments);
    va_end(arguments);
}

static void hardly_any_room_still_holds_whole_characters(void **state) {
    (void)state;
    char text[12];
    for (size_t size = 1; size <= sizeof text; size++) {
        format(text, size, "%s", "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC");
        assert_int_equal(strlen(text), (size - 1) / 3 * 3);
    }
    format(text, 12, "%s", "");
    assert_string_equal(text, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_its_text),
        cmocka_unit_test(first_error_wins),
        cmocka_unit_test(message_is_cut_to_its_room),
        cmocka_unit_test(what_is_wrong_outlives_a_long_value),
        cmocka_unit_test(hardly_any_room_still_holds_whole_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
