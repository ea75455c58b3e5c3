/* SPDX-License-Identifier: Apache-2.0 */
/* The decoder's decision table: documents and queries, and what becomes of each. */
#include "../support.h"

#include "../../../api/request.h"

typedef struct decision {
    const char *input;
    const char *code; /* NULL: taken */
    const char *where; /* pointer or parameter; NULL: none wanted */
} decision;

static const decision JSON[] = {
    /* taken */
    {"{\"text\":\"a\"}", NULL, NULL},
    {" \r\n\t{ \"text\" : \"a\" } \n", NULL, NULL},
    {"{\"text\":\"\"}", NULL, NULL},
    {"{\"text\":\"a\",\"title\":\"\"}", NULL, NULL},
    {"{\"text\":\"a\",\"title\":\"b\",\"published\":\"2024-02-29\",\"id\":\"c\"}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{}}", NULL, NULL},
    {"{\"options\":{\"offsets\":\"byte\"},\"text\":\"a\"}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"offsets\":\"codepoint\"}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"offsets\":\"utf16\"}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"include\":[]}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"include\":[\"entities\",\"entities\"]}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":0}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":1}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":0.5e0}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":-0.0}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":1e-400}}", NULL, NULL},
    {"{\"text\":\"a\",\"options\":{\"explain\":true}}", NULL, NULL},
    {"{\"te\\u0078t\":\"a\"}", NULL, NULL},
    {"{\"text\":\"\\ud83c\\udf89\\u007f\\uffff\"}", NULL, NULL},
    {"{\"text\":\"[{,:}]\\\"{\\\\\"}", NULL, NULL},
    {"{\"text\":\"a\",\"id\":\"\xc3\xa9\"}", NULL, NULL},
    /* not JSON */
    {"", "invalid_json", NULL},
    {" ", "invalid_json", NULL},
    {"{", "invalid_json", NULL},
    {"}", "invalid_json", NULL},
    {"{}}", "invalid_json", NULL},
    {"{\"text\"}", "invalid_json", NULL},
    {"{\"text\":}", "invalid_json", NULL},
    {"{\"text\":\"a\"", "invalid_json", NULL},
    {"{\"text\":\"a}", "invalid_json", NULL},
    {"{\"text\":\"a\",}", "invalid_json", NULL},
    {"{,\"text\":\"a\"}", "invalid_json", NULL},
    {"{\"text\":\"a\"}{}", "invalid_json", NULL},
    {"{\"text\":\"a\"}//", "invalid_json", NULL},
    {"{text:\"a\"}", "invalid_json", NULL},
    {"{'text':'a'}", "invalid_json", NULL},
    {"{\"text\":\"\\x\"}", "invalid_json", NULL},
    {"{\"text\":\"\\u12\"}", "invalid_json", NULL},
    {"{\"text\":\"\\ud800\"}", "invalid_json", NULL},
    {"{\"text\":\"\\udc00\"}", "invalid_json", NULL},
    {"{\"text\":\"\\ud800\\u0041\"}", "invalid_json", NULL},
    {"{\"text\":\"a\nb\"}", "invalid_json", NULL},
    {"{\"text\":\"a\tb\"}", "invalid_json", NULL},
    {"{\"text\":TRUE}", "invalid_json", NULL},
    {"{\"text\":01}", "invalid_json", NULL},
    {"{\"text\":+1}", "invalid_json", NULL},
    {"{\"text\":.5}", "invalid_json", NULL},
    {"{\"text\":1.}", "invalid_json", NULL},
    {"{\"text\":0x1}", "invalid_json", NULL},
    {"{\"text\":NaN}", "invalid_json", NULL},
    {"{\"text\":Infinity}", "invalid_json", NULL},
    {"{\"text\":1e400}", "invalid_json", NULL},
    {"{\"text\":99999999999999999999}", "invalid_json", NULL},
    {"{\"te\\u0000xt\":\"a\"}", "invalid_json", NULL},
    {"\xef\xbb\xbf{\"text\":\"a\"}", "invalid_json", NULL},
    {"{\"text\":\"a\"\x0c}", "invalid_json", NULL},
    /* not UTF-8 */
    {"{\"text\":\"\xff\"}", "invalid_utf8", NULL},
    {"{\"text\":\"\xc0\x80\"}", "invalid_utf8", NULL},
    {"{\"text\":\"\xed\xa0\x80\"}", "invalid_utf8", NULL},
    {"{\"text\":\"\xf5\x80\x80\x80\"}", "invalid_utf8", NULL},
    {"{\"\x80\":\"a\"}", "invalid_utf8", NULL},
    {"\xfe\xff", "invalid_utf8", NULL},
    /* doubled */
    {"{\"text\":\"a\",\"text\":\"a\"}", "duplicate_field", "/text"},
    {"{\"text\":\"a\",\"te\\u0078t\":\"b\"}", "duplicate_field", "/text"},
    {"{\"text\":\"a\",\"options\":{\"explain\":true,\"explain\":true}}", "duplicate_field",
        "/options/explain"},
    {"{\"text\":\"a\",\"x\":{\"y\":1,\"y\":2}}", "duplicate_field", "/x/y"},
    {"{\"x\":[{},[1,\"a\",[]],{\"a/b\":{\"q\":\"]}\\\"\"},\"a/b\":2}]}", "duplicate_field",
        "/x/2/a~1b"},
    {" { \"a\" : 1 , \"\" : {} , \"\" : 2 }", "duplicate_field", "/"},
    {"[[[[[[[[[[[[[[[{\"a\":1,\"a\":2}]]]]]]]]]]]]]]]", "duplicate_field",
        "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/a"},
    /* wrong type */
    {"[]", "invalid_field", ""},
    {"[{\"text\":\"a\"}]", "invalid_field", ""},
    {"\"text\"", "invalid_field", ""},
    {"1", "invalid_field", ""},
    {"null", "invalid_field", ""},
    {"true", "invalid_field", ""},
    {"{\"text\":null}", "invalid_field", "/text"},
    {"{\"text\":1}", "invalid_field", "/text"},
    {"{\"text\":true}", "invalid_field", "/text"},
    {"{\"text\":[\"a\"]}", "invalid_field", "/text"},
    {"{\"text\":{\"a\":\"b\"}}", "invalid_field", "/text"},
    {"{\"text\":\"a\",\"title\":1}", "invalid_field", "/title"},
    {"{\"text\":\"a\",\"title\":\"\\u0000\"}", "invalid_field", "/title"},
    {"{\"text\":\"a\",\"published\":20250418}", "invalid_field", "/published"},
    {"{\"text\":\"a\",\"published\":\"\"}", "invalid_field", "/published"},
    {"{\"text\":\"a\",\"published\":\"2025-02-29\"}", "invalid_field", "/published"},
    {"{\"text\":\"a\",\"published\":\"2025-4-18\"}", "invalid_field", "/published"},
    {"{\"text\":\"a\",\"published\":\"2025-04-18 \"}", "invalid_field", "/published"},
    {"{\"text\":\"a\",\"published\":null}", "invalid_field", "/published"},
    {"{\"text\":\"a\",\"id\":\"\"}", "invalid_field", "/id"},
    {"{\"text\":\"a\",\"id\":7}", "invalid_field", "/id"},
    {"{\"text\":\"a\",\"id\":\"a\\nb\"}", "invalid_field", "/id"},
    {"{\"text\":\"a\",\"id\":\"\\u007f\"}", "invalid_field", "/id"},
    {"{\"text\":\"a\",\"options\":null}", "invalid_field", "/options"},
    {"{\"text\":\"a\",\"options\":[]}", "invalid_field", "/options"},
    {"{\"text\":\"a\",\"options\":\"\"}", "invalid_field", "/options"},
    {"{\"text\":\"a\",\"options\":{\"offsets\":\"bytes\"}}", "invalid_field", "/options/offsets"},
    {"{\"text\":\"a\",\"options\":{\"offsets\":1}}", "invalid_field", "/options/offsets"},
    {"{\"text\":\"a\",\"options\":{\"include\":\"events\"}}", "invalid_field", "/options/include"},
    {"{\"text\":\"a\",\"options\":{\"include\":{}}}", "invalid_field", "/options/include"},
    {"{\"text\":\"a\",\"options\":{\"include\":[\"Events\"]}}", "invalid_field",
        "/options/include/0"},
    {"{\"text\":\"a\",\"options\":{\"include\":[\"events\",null]}}", "invalid_field",
        "/options/include/1"},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":1.0000001}}", "invalid_field",
        "/options/min_confidence"},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":-1}}", "invalid_field",
        "/options/min_confidence"},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":\"0.5\"}}", "invalid_field",
        "/options/min_confidence"},
    {"{\"text\":\"a\",\"options\":{\"min_confidence\":true}}", "invalid_field",
        "/options/min_confidence"},
    {"{\"text\":\"a\",\"options\":{\"explain\":0}}", "invalid_field", "/options/explain"},
    {"{\"text\":\"a\",\"options\":{\"explain\":\"true\"}}", "invalid_field", "/options/explain"},
    {"{\"text\":\"a\",\"options\":{\"explain\":null}}", "invalid_field", "/options/explain"},
    /* unknown */
    {"{\"text\":\"a\",\"Text\":\"b\"}", "unknown_field", "/Text"},
    {"{\"text\":\"a\",\"\":1}", "unknown_field", "/"},
    {"{\"text\":\"a\",\"publishd\":\"2025-04-18\"}", "unknown_field", "/publishd"},
    {"{\"text\":\"a\",\"a/b~c\":1}", "unknown_field", "/a~1b~0c"},
    {"{\"text\":\"a\",\"offsets\":\"byte\"}", "unknown_field", "/offsets"},
    {"{\"text\":\"a\",\"options\":{\"text\":\"b\"}}", "unknown_field", "/options/text"},
    {"{\"text\":\"a\",\"options\":{\"options\":{}}}", "unknown_field", "/options/options"},
    {"{\"text\":\"a\",\"\xc3\xa9\":1}", "unknown_field", "/\xc3\xa9"},
    /* missing, NUL */
    {"{}", "missing_field", "/text"},
    {"{\"title\":\"a\"}", "missing_field", "/text"},
    {"{\"text\":\"a\\u0000b\"}", "nul_in_text", "/text"},
    /* too complex: 17 levels */
    {"{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}", "json_too_complex", NULL},
    {"{\"a\":[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}", "unknown_field", "/a"},
};

static void judge(const decision *wanted, bool taken, const api_fault *fault) {
    if (taken != !wanted->code || (fault->code && strcmp(fault->code, wanted->code) != 0))
        fail_msg("'%s': %s", wanted->input, fault->code ? fault->code : "taken");
    if (wanted->where && (fault->place == API_NOWHERE || strcmp(fault->where, wanted->where) != 0))
        fail_msg("'%s': at '%s'", wanted->input, fault->where);
    if (!wanted->where && fault->place != API_NOWHERE)
        fail_msg("'%s': at '%s'", wanted->input, fault->where);
    if (!taken && fault->place == API_NOWHERE && !fault->has_offset)
        fail_msg("'%s': no place", wanted->input);
}

static void every_document_has_its_verdict(void **state) {
    (void)state;
    api_limits limits;
    api_limits_default(&limits);
    for (size_t i = 0; i < sizeof JSON / sizeof JSON[0]; i++) {
        api_decoded decoded = {0};
        api_fault fault = {0};
        size_t size = strlen(JSON[i].input);
        char *copy = malloc(size + 1); /* exact, for the sanitizer */
        memcpy(copy, JSON[i].input, size);
        bool taken = api_decode_json(&limits, (drg_slice){copy, size}, &decoded, &fault);
        judge(&JSON[i], taken, &fault);
        api_decoded_deinit(&decoded);
        free(copy);
    }
}

static void fields_arrive(void **state) {
    (void)state;
    api_limits limits;
    api_limits_default(&limits);
    api_decoded decoded = {0};
    api_fault fault = {0};
    assert_true(api_decode_json(&limits,
        slice_of("{\"text\":\"a\\u00e9\",\"title\":\"b\",\"published\":\"2025-04-18\",\"id\":\"c\","
                 "\"options\":{\"offsets\":\"utf16\",\"include\":[\"events\",\"sentences\"],"
                 "\"min_confidence\":0.25,\"explain\":true}}"),
        &decoded, &fault));
    const api_article *article = &decoded.article;
    assert_int_equal(article->text.size, 3);
    assert_memory_equal(article->text.data, "a\xc3\xa9", 3);
    assert_memory_equal(article->title.data, "b", 1);
    assert_memory_equal(article->id.data, "c", 1);
    assert_int_equal(article->published.year, 2025);
    assert_int_equal(article->published.day, 18);
    assert_int_equal(article->options.unit, DRG_UTF16);
    assert_int_equal(article->options.include, API_EVENTS | API_SENTENCES);
    assert_true(article->options.min_confidence == 0.25 && article->options.explain);
    api_decoded_deinit(&decoded);
}

static void defaults(void **state) {
    (void)state;
    api_article article;
    api_article_default(&article);
    assert_int_equal(article.options.unit, DRG_CODEPOINTS);
    assert_int_equal(article.options.include, API_DEFAULT_PARTS);
    assert_int_equal(article.published.year, 0);
}

static const decision QUERIES[] = {
    {"", NULL, NULL},
    {"&", NULL, NULL},
    {"published=2025-04-18", NULL, NULL},
    {"&&id=a&", NULL, NULL},
    {"id=a%20b", NULL, NULL},
    {"id=%C3%A9", NULL, NULL},
    {"%69d=a", NULL, NULL},
    {"title=", NULL, NULL},
    {"title", NULL, NULL},
    {"title=a=b", NULL, NULL},
    {"include=entities,relations,events,quotes,sentences", NULL, NULL},
    {"min_confidence=0", NULL, NULL},
    {"min_confidence=0.123456", NULL, NULL},
    {"min_confidence=1.000000", NULL, NULL},
    {"explain=false&offsets=byte", NULL, NULL},
    {"explain=true", NULL, NULL},
    {"text=a", "unknown_field", "text"},
    {"options=a", "unknown_field", "options"},
    {"=a", "unknown_field", ""},
    {"ID=a", "unknown_field", "ID"},
    {"a~b/c=1", "unknown_field", "a~b/c"},
    {"%ff=1", "unknown_field", ""},
    {"id=a&id=a", "duplicate_field", "id"},
    {"id=", "invalid_field", "id"},
    {"id", "invalid_field", "id"},
    {"id=%ff", "invalid_field", "id"},
    {"id=%00", "invalid_field", "id"},
    {"title=%00", "invalid_field", "title"},
    {"id=a%2", "invalid_field", ""},
    {"id=a%", "invalid_field", ""},
    {"i%zzd=a", "invalid_field", ""},
    {"published=2025-02-30", "invalid_field", "published"},
    {"published=+2025-04-18", "invalid_field", "published"},
    {"offsets=Byte", "invalid_field", "offsets"},
    {"include=entities,", "invalid_field", "include"},
    {"include=,", "invalid_field", "include"},
    {"include=", NULL, NULL},
    {"include", NULL, NULL},
    {"include=,entities", "invalid_field", "include"},
    {"include=entities;events", "invalid_field", "include"},
    {"min_confidence=", "invalid_field", "min_confidence"},
    {"min_confidence=1.1", "invalid_field", "min_confidence"},
    {"min_confidence=2", "invalid_field", "min_confidence"},
    {"min_confidence=0.", "invalid_field", "min_confidence"},
    {"min_confidence=.5", "invalid_field", "min_confidence"},
    {"min_confidence=0,5", "invalid_field", "min_confidence"},
    {"min_confidence=1e-1", "invalid_field", "min_confidence"},
    {"min_confidence=-0.5", "invalid_field", "min_confidence"},
    {"min_confidence=0.1234567", "invalid_field", "min_confidence"},
    {"explain=1", "invalid_field", "explain"},
    {"explain=", "invalid_field", "explain"},
    {"explain=TRUE", "invalid_field", "explain"},
};

static void every_query_has_its_verdict(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof QUERIES / sizeof QUERIES[0]; i++) {
        api_decoded decoded = {0};
        api_fault fault = {0};
        api_article_default(&decoded.article);
        bool taken = api_decode_query(slice_of(QUERIES[i].input), &decoded, &fault);
        judge(&QUERIES[i], taken, &fault);
        api_decoded_deinit(&decoded);
    }
}

static void where_no_parameter_may_stand_the_first_is_named(void **state) {
    (void)state;
    static const decision queries[] = {{"", NULL, NULL}, {"&&", NULL, NULL},
        {"&id=a&b=c", "unknown_field", "id"}, {"%ff", "unknown_field", ""}};
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        api_fault fault = {0};
        judge(&queries[i], api_refuse_query(slice_of(queries[i].input), &fault), &fault);
    }
}

static void a_query_is_unescaped_once(void **state) {
    (void)state;
    api_decoded decoded = {0};
    api_fault fault = {0};
    api_article_default(&decoded.article);
    assert_true(api_decode_query(slice_of("title=a+b%2Bc%2525&id=x%26y%3Dz"), &decoded, &fault));
    assert_int_equal(decoded.article.title.size, 8);
    assert_memory_equal(decoded.article.title.data, "a b+c%25", 8);
    assert_memory_equal(decoded.article.id.data, "x&y=z", 5);
    api_decoded_deinit(&decoded);
}

static void body_and_query_may_not_both_say_it(void **state) {
    (void)state;
    api_limits limits;
    api_limits_default(&limits);
    api_decoded decoded = {0};
    api_fault fault = {0};
    assert_true(api_decode_json(
        &limits, slice_of("{\"text\":\"a\",\"options\":{\"explain\":true}}"), &decoded, &fault));
    assert_true(api_decode_query(slice_of("id=a"), &decoded, &fault));
    free(decoded.query);
    decoded.query = NULL;
    assert_false(api_decode_query(slice_of("explain=true"), &decoded, &fault));
    assert_string_equal(fault.code, "duplicate_field");
    api_decoded_deinit(&decoded);
}

static void places_of_faults(void **state) {
    (void)state;
    static const struct {
        const char *input;
        size_t offset, line, column;
    } cases[] = {{"{\n \"a\": \xff", 8, 2, 7}, {"{\"text\": ?}", 9, 1, 10},
        {"{\"text\": \"a\"", 12, 1, 13}, {"{\"\xc3\xa9\": 1,}", 9, 1, 9}, {"{\r\n}\r\nx", 6, 3, 1}};
    api_limits limits;
    api_limits_default(&limits);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        api_decoded decoded = {0};
        api_fault fault = {0};
        assert_false(api_decode_json(&limits, slice_of(cases[i].input), &decoded, &fault));
        if (fault.offset != cases[i].offset || fault.line != cases[i].line ||
            fault.column != cases[i].column)
            fail_msg("%zu: %zu %zu %zu", i, fault.offset, fault.line, fault.column);
        api_decoded_deinit(&decoded);
    }
}

/* A pointer is cut at 64 characters, never inside one, and never overruns its buffer. */
static void long_names_are_cut(void **state) {
    (void)state;
    static const char *const characters[] = {
        "a", "~", "\xc3\xa9", "\xe6\x97\xa5", "\xf0\x9d\x94\x98"};
    for (size_t c = 0; c < 5; c++) {
        char body[4096];
        int at = sprintf(body, "{\"text\":\"a\",\"options\":{\"");
        for (int i = 0; i < 500; i++)
            at += sprintf(body + at, "%s", characters[c]);
        at += sprintf(body + at, "\":1}}");
        api_limits limits;
        api_limits_default(&limits);
        api_decoded decoded = {0};
        api_fault fault = {0};
        assert_false(api_decode_json(&limits, (drg_slice){body, (size_t)at}, &decoded, &fault));
        assert_string_equal(fault.code, "unknown_field");
        assert_true(strlen(fault.where) < sizeof fault.where);
        api_reply reply = {0};
        api_problem_reply(&fault, (drg_slice){0}, &reply);
        json_t *parsed = json_loadb(reply.body, reply.size, 0, NULL);
        assert_non_null(parsed); /* still valid UTF-8 */
        json_decref(parsed);
        api_reply_deinit(&reply);
        api_decoded_deinit(&decoded);
    }
}

/* ---- what parsing may cost ------------------------------------------------------------------- */

static size_t live, peak;

static void *count_malloc(size_t size) {
    size_t *block = malloc(size + sizeof(max_align_t));
    if (!block)
        return NULL;
    *block = size;
    live += size;
    if (live > peak)
        peak = live;
    return (char *)block + sizeof(max_align_t);
}

static void count_free(void *memory) {
    if (!memory)
        return;
    size_t *block = (size_t *)((char *)memory - sizeof(max_align_t));
    live -= *block;
    free(block);
}

/* A megabyte of each: peak of the parser's heap at most four times the body and 1 MiB. */
static void amplification_is_bounded(void **state) {
    (void)state;
    static const char *const units[] = {"[", "[{},", "{\"k\":0,", "1", "\"a\",", "\\u0041",
        "{\"text\":\"", "[[[[[[[[]]]]]]]],", "0.1e5,", "\\\\"};
    const size_t size = 1 << 20;
    api_limits limits;
    api_limits_default(&limits);
    char *body = malloc(size);
    json_set_alloc_funcs(count_malloc, count_free);
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
        for (int inside = 0; inside < 2; inside++) {
            size_t at = inside ? (size_t)sprintf(body, "{\"text\":\"") : 0;
            while (at + strlen(units[u]) < size) {
                memcpy(body + at, units[u], strlen(units[u]));
                at += strlen(units[u]);
            }
            api_decoded decoded = {0};
            api_fault fault = {0};
            live = peak = 0;
            api_decode_json(&limits, (drg_slice){body, at}, &decoded, &fault);
            api_decoded_deinit(&decoded);
            if (peak > 4 * size + (1 << 20) || live)
                fail_msg("'%s': peak %zu, left %zu", units[u], peak, live);
        }
    json_set_alloc_funcs(malloc, free);
    free(body);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_document_has_its_verdict),
        cmocka_unit_test(fields_arrive),
        cmocka_unit_test(defaults),
        cmocka_unit_test(every_query_has_its_verdict),
        cmocka_unit_test(where_no_parameter_may_stand_the_first_is_named),
        cmocka_unit_test(a_query_is_unescaped_once),
        cmocka_unit_test(body_and_query_may_not_both_say_it),
        cmocka_unit_test(places_of_faults),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(amplification_is_bounded),
    };
    return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
