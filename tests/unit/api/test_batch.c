/* SPDX-License-Identifier: Apache-2.0 */
/* What a batch is made of: counting lines that come in pieces, ids of lines nobody parsed, one gzip
 * member out of pieces. The lines themselves: test_extract.c and the suite over HTTP. */
#include "../support.h"

#include "../../../api/batch.h"
#include "../../../api/gzip.h"

#include <stdlib.h>
#include <string.h>

static void lines_are_counted_over_pieces(void **state) {
    (void)state;
    static const char text[] = "\n{}\n \t\r\n{}x\r\n\n\n{}";
    for (size_t step = 1; step < sizeof text; step++) {
        api_batch_lines lines = {0};
        for (size_t at = 0; at < sizeof text - 1; at += step) {
            size_t rest = sizeof text - 1 - at;
            api_batch_count(&lines, (drg_slice){text + at, rest < step ? rest : step});
        }
        assert_int_equal(lines.filled, 3);
    }
}

static void ids_without_parsing(void **state) {
    (void)state;
    static const struct {
        const char *line, *id;
    } cases[] = {{"{\"id\":\"a\"}", "a"}, {"{\"text\":\"x\", \"id\" :\t\"b c\"}", "b c"},
        {"{\"text\":\"\\\"id\\\":\\\"no\\\"\",\"id\":\"yes\"}", "yes"},
        {"{\"options\":{\"id\":\"no\"},\"id\":\"yes\"}", "yes"}, {"{\"id\":5,\"id\":\"b\"}", "b"},
        {"{\"id\":\"\\u00fc\\\"\\\\\"}", "\xc3\xbc\"\\"}, {"{\"id\":\"cut", ""}, {"{\"id\":", ""},
        {"{\"id\"", ""}, {"[\"id\",\"a\"]", ""}, {"[{\"id\":\"a\"}]", ""}, {"", ""},
        {"nonsense", ""}, {"{\"id\":\"\"}", ""}, {"{\"id\":\"\\x\"}", ""},
        {"{\"x\":\"id\",\"y\":\"a\"}", ""}, {"}}}{\"id\":\"a\"}", "a"}, {"\"", ""}, {"{\"\\", ""}};
    char buffer[API_ID_SIZE], longest[API_ID_SIZE + 16];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_slice id = api_line_id(slice_of(cases[i].line), buffer);
        if (id.size != strlen(cases[i].id) ||
            (id.size && memcmp(id.data, cases[i].id, id.size) != 0))
            fail_msg("%s: %.*s", cases[i].line, (int)id.size, id.data);
    }
    for (size_t more = 0; more < 2; more++) {
        memset(longest, 'x', sizeof longest);
        memcpy(longest, "{\"id\":\"", 7);
        size_t size = 7 + API_ID_SIZE + more;
        longest[size] = '"';
        drg_slice id = api_line_id((drg_slice){longest, size + 1}, buffer);
        assert_int_equal(id.size, more ? 0 : API_ID_SIZE);
    }
}

static char *pseudo_text(size_t size) {
    char *text = malloc(size + 1);
    uint32_t seed = 1;
    for (size_t i = 0; i < size; i++) {
        seed = seed * 1664525u + 1013904223u;
        text[i] = (char)('a' + (seed >> 24) % 6);
    }
    return text;
}

static void pieces_make_one_member(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, 100, 65535, 65536, 200000};
    api_out out = {0}, plain = {0};
    api_gzip gzip = {0};
    unsigned char edge[API_GZIP_EDGE];
    api_gzip_begin(edge);
    api_out_bytes(&out, edge, sizeof edge);
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof sizes[0]; i++) {
        size_t size = sizes[i / 2];
        api_reply piece = {.body = pseudo_text(size), .size = size};
        api_out_bytes(&plain, piece.body, size);
        if (i % 2)
            api_gzip_store(&piece);
        else
            api_gzip_piece(&piece);
        assert_true(piece.gzip);
        assert_true(api_gzip_add(&gzip, &piece));
        api_out_bytes(&out, piece.body, piece.size);
        api_reply_deinit(&piece);
    }
    api_gzip_end(&gzip, edge);
    api_out_bytes(&out, edge, sizeof edge);
    assert_true(out.size < plain.size);
    char *data;
    size_t size;
    api_fault fault = {0};
    assert_true(api_gunzip((drg_slice){out.data, out.size}, plain.size + 1, &data, &size, &fault));
    assert_int_equal(size, plain.size);
    assert_memory_equal(data, plain.data, size);
    free(data);
    api_out_deinit(&out);
    api_out_deinit(&plain);
}

static void what_is_no_piece_is_refused(void **state) {
    (void)state;
    api_gzip gzip = {0};
    char bytes[4] = "abc";
    api_reply plain = {.body = bytes, .size = 3}, cut = {.body = bytes, .size = 3, .gzip = true};
    assert_false(api_gzip_add(&gzip, &plain));
    assert_false(api_gzip_add(&gzip, &cut));
    assert_int_equal(cut.size, 3);
}

static void problems_take_the_form_of_the_reply(void **state) {
    (void)state;
    static const struct {
        api_batch_form form;
        const char *start;
    } cases[] = {{{.format = API_NDJSON}, "{\"id\":\"a\",\"status\":\"error\",\"problem\":{"},
        {{.format = API_TSV, .profile = API_PROFILE_ICEWS}, "a:problem:shutting_down\t\t"},
        {{.format = API_CSV}, "a,,,"}};
    for (size_t i = 0; i < 3; i++) {
        api_reply reply = {0};
        api_batch_problem(
            &cases[i].form, "shutting_down", NULL, slice_of("{\"id\":\"a\"}"), 7, &reply);
        assert_memory_equal(reply.body, cases[i].start, strlen(cases[i].start));
        assert_string_equal(reply.code, "shutting_down");
        assert_int_equal(reply.body[reply.size - 1], '\n');
        api_reply_deinit(&reply);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_counted_over_pieces),
        cmocka_unit_test(ids_without_parsing),
        cmocka_unit_test(pieces_make_one_member),
        cmocka_unit_test(what_is_no_piece_is_refused),
        cmocka_unit_test(problems_take_the_form_of_the_reply),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
