/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../api/json_write.h"

#include <jansson.h>
#include <math.h>

static void expect(api_out *out, const char *wanted) {
    assert_false(out->failed);
    if (out->size != strlen(wanted) || memcmp(out->data, wanted, out->size) != 0)
        fail_msg("'%.*s', not '%s'", (int)out->size, out->data ? out->data : "", wanted);
    api_out_deinit(out);
}

static void numbers_have_one_spelling(void **state) {
    (void)state;
    static const struct {
        double value;
        unsigned decimals;
        const char *text;
    } cases[] = {{0, 3, "0.0"}, {-0.0, 3, "0.0"}, {7, 2, "7.0"}, {0.91f, 3, "0.91"},
        {0.9995, 3, "1.0"}, {0.99949, 3, "0.999"}, {-10, 2, "-10.0"}, {-0.004, 2, "0.0"},
        {-0.005, 2, "-0.01"}, {48.85341, 5, "48.85341"}, {2.3488, 5, "2.3488"},
        {-179.999999, 5, "-180.0"}, {1.05, 1, "1.1"}, {3, 0, "3.0"}, {2.5, 0, "3.0"},
        {123456789012.0, 1, "123456789012.0"}, {1e12, 1, "0.0"}, {1e300, 1, "0.0"},
        {0.123456789, 9, "0.123457"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        api_out out = {0};
        api_out_fixed(&out, cases[i].value, cases[i].decimals);
        expect(&out, cases[i].text);
    }
    api_out out = {0};
    api_out_fixed(&out, (double)NAN, 2);
    api_out_uint(&out, UINT64_MAX);
    api_out_uint(&out, 0);
    expect(&out, "0.0184467440737095516150");
}

static void commas_stand_between_values(void **state) {
    (void)state;
    api_out out = {0};
    api_json json = {.out = &out};
    api_json_open(&json, '{');
    api_json_member_text(&json, "a", "b");
    api_json_member(&json, "left out", (drg_slice){0});
    api_json_member_open(&json, "c", '[');
    api_json_open(&json, '[');
    api_json_close(&json, ']');
    api_json_uint(&json, 1);
    api_json_bool(&json, true);
    api_json_fixed(&json, 2, 1);
    api_json_open(&json, '{');
    api_json_close(&json, '}');
    api_json_close(&json, ']');
    api_json_member_bool(&json, "d", false);
    api_json_member_uint(&json, "e", 5);
    api_json_member_fixed(&json, "f", 0.5, 3);
    api_json_close(&json, '}');
    expect(&out, "{\"a\":\"b\",\"c\":[[],1,true,2.0,{}],\"d\":false,\"e\":5,\"f\":0.5}");
}

/* Every character that can stand in a text comes back from another program's parser as it was. */
static void strings_survive_a_parser(void **state) {
    (void)state;
    char text[1000];
    size_t size = 0;
    for (int c = 1; c < 0x80; c++)
        text[size++] = (char)c;
    size += (size_t)sprintf(text + size, "é日𝔘\xe2\x80\xa8\xef\xbf\xbf");
    api_out out = {0};
    api_json json = {.out = &out};
    api_json_open(&json, '[');
    api_json_string(&json, (drg_slice){text, size});
    api_json_string(&json, (drg_slice){"a\0b", 3});
    api_json_string(&json, (drg_slice){0});
    api_json_close(&json, ']');
    json_t *parsed = json_loadb(out.data, out.size, JSON_ALLOW_NUL, NULL);
    assert_non_null(parsed);
    const json_t *first = json_array_get(parsed, 0), *second = json_array_get(parsed, 1);
    assert_int_equal(json_string_length(first), size);
    assert_memory_equal(json_string_value(first), text, size);
    assert_int_equal(json_string_length(second), 3);
    assert_memory_equal(json_string_value(second), "a\0b", 3);
    assert_int_equal(json_string_length(json_array_get(parsed, 2)), 0);
    json_decref(parsed);
    api_out_deinit(&out);
}

static void a_long_output_grows(void **state) {
    (void)state;
    api_out out = {0};
    for (int i = 0; i < 100000; i++)
        api_out_bytes(&out, "0123456789", 10);
    assert_int_equal(out.size, 1000000);
    assert_memory_equal(out.data + 999990, "0123456789", 10);
    out.failed = true;
    api_out_text(&out, "more");
    assert_int_equal(out.size, 1000000);
    api_out_deinit(&out);
    assert_null(out.data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_one_spelling),
        cmocka_unit_test(commas_stand_between_values),
        cmocka_unit_test(strings_survive_a_parser),
        cmocka_unit_test(a_long_output_grows),
    };
    return cmocka_run_group_tests_name("json_write", tests, NULL, NULL);
}
