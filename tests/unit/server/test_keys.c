/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../server/access.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIGEST "e7aed738962e78cb54cdb1f07222acf107ff63c5b22932d1807412813281b96d"
#define SECOND 1000000000ull

static const struct {
    const char *text, *wrong; /* NULL: right */
    size_t count;
} FILES[] = {
    {"", NULL, 0},
    {"# nothing\n\n   \n", NULL, 0},
    {"a " DIGEST " extract\n", NULL, 1},
    {"a " DIGEST " extract", NULL, 1},
    {"a " DIGEST " extract\r\n", NULL, 1},
    {"a\t" DIGEST "  metrics,extract rate=60\n# b\nc " DIGEST " metrics\n", NULL, 2},
    {"a " DIGEST "\n", "line 1: a line is", 0},
    {"a " DIGEST " extract rate=1 more\n", "line 1: a line is", 0},
    {"\na/b " DIGEST " extract\n", "line 2: an id", 0},
    {"abcdefghijklmnopqrstuvwxyz0123456 " DIGEST " extract\n", "line 1: an id", 0},
    {"a e7aed7 extract\n", "line 1: the SHA-256", 0},
    {"a x7aed738962e78cb54cdb1f07222acf107ff63c5b22932d1807412813281b96d extract\n",
        "line 1: the SHA-256", 0},
    {"a " DIGEST " all\n", "line 1: scopes", 0},
    {"a " DIGEST " extract,extract\n", "line 1: scopes", 0},
    {"a " DIGEST " extract,\n", "line 1: scopes", 0},
    {"a " DIGEST " extract rate=0\n", "line 1: a rate", 0},
    {"a " DIGEST " extract rate=\n", "line 1: a rate", 0},
    {"a " DIGEST " extract rate=1000001\n", "line 1: a rate", 0},
    {"a " DIGEST " extract speed=1\n", "line 1: a rate", 0},
    {"a " DIGEST " extract\na " DIGEST " metrics\n", "line 2: the id stands twice", 0},
};

static void files_are_read_or_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        keys_set set;
        char why[160] = "";
        bool read = keys_parse(&set, slice_of(FILES[i].text), why, sizeof why);
        if (read != !FILES[i].wrong || set.count != FILES[i].count ||
            (!read && strncmp(why, FILES[i].wrong, strlen(FILES[i].wrong)) != 0))
            fail_msg("file %zu: %s, %zu keys", i, why, set.count);
        keys_deinit(&set);
    }
}

static void too_many_keys_are_refused(void **state) {
    (void)state;
    size_t size = 0, most = (KEYS_LIMIT + 1) * 96;
    char *text = malloc(most), why[160];
    keys_set set;
    for (unsigned i = 0; i <= KEYS_LIMIT; i++)
        size += (size_t)snprintf(text + size, most - size, "k%u " DIGEST " extract\n", i);
    assert_false(keys_parse(&set, (drg_slice){text, size}, why, sizeof why));
    assert_non_null(strstr(why, "more than 1024"));
    free(text);
}

static void made_keys_are_found_and_others_not(void **state) {
    (void)state;
    char tokens[3][KEYS_TOKEN_SIZE], text[3 * 256] = "", line[256], why[160];
    const char *const ids[] = {"a", "b", "c"};
    keys_set set;
    for (unsigned i = 0; i < 3; i++) {
        assert_true(keys_make(ids[i], i + 1, i * 10, tokens[i], line, sizeof line));
        assert_null(strstr(line, tokens[i]));
        strcat(text, line);
    }
    assert_true(keys_parse(&set, slice_of(text), why, sizeof why));
    for (unsigned i = 0; i < 3; i++) {
        keys_entry *entry = keys_find(&set, slice_of(tokens[i]));
        assert_non_null(entry);
        assert_string_equal(entry->id, ids[i]);
        assert_int_equal(entry->scopes, i + 1);
        assert_int_equal(entry->rate, i * 10);
        tokens[i][10] = tokens[i][10] == 'A' ? 'B' : 'A';
        assert_null(keys_find(&set, slice_of(tokens[i])));
    }
    assert_null(keys_find(&set, slice_of("")));
    assert_false(keys_make("a b", KEYS_EXTRACT, 0, tokens[0], line, sizeof line));
    assert_false(keys_make("a", 0, 0, tokens[0], line, sizeof line));
    keys_deinit(&set);
}

static void bearer_fields(void **state) {
    (void)state;
    static const struct {
        const char *field, *token;
    } cases[] = {{"Bearer abc", "abc"}, {"bearer  abc", "abc"}, {"BEARER a b", "a b"},
        {"Basic abc", ""}, {"Bearer", ""}, {"Bearer ", ""}, {"Bearerabc", ""}, {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_slice token = keys_bearer(slice_of(cases[i].field));
        assert_int_equal(token.size, strlen(cases[i].token));
        assert_memory_equal(token.size ? token.data : "", cases[i].token, token.size);
    }
}

/* 60 a minute: 60 at once, then one a second. */
static void buckets_fill_evenly(void **state) {
    (void)state;
    keys_entry entry = {.rate = 60};
    keys_quota quota;
    for (int i = 59; i >= 0; i--) {
        assert_true(keys_spend(&entry, 1, SECOND, &quota));
        assert_int_equal(quota.left, i);
        assert_int_equal(quota.limit, 60);
    }
    assert_false(keys_spend(&entry, 1, SECOND, &quota));
    assert_in_range(quota.reset_s, 1, 2);
    assert_false(keys_spend(&entry, 1, SECOND + SECOND / 2, &quota));
    assert_true(keys_spend(&entry, 1, 2 * SECOND + SECOND / 10, &quota));
    assert_false(keys_spend(&entry, 1, 2 * SECOND + SECOND / 10, &quota));
    assert_true(keys_spend(&entry, 1, 1000 * SECOND, &quota));
    assert_int_equal(quota.left, 59);
    /* A clock that stands or goes back fills nothing and breaks nothing. */
    assert_true(keys_spend(&entry, 1, SECOND, &quota));
    assert_int_equal(quota.left, 58);
}

static void no_rate_is_no_limit(void **state) {
    (void)state;
    keys_entry entry = {0};
    keys_quota quota;
    for (int i = 0; i < 100; i++)
        assert_true(keys_spend(&entry, 0, SECOND, &quota));
    assert_int_equal(quota.limit, 0);
    assert_true(keys_spend(&entry, 1, SECOND, &quota)); /* the service's */
    assert_false(keys_spend(&entry, 1, SECOND, &quota));
}

static void reloading_gives_no_full_bucket(void **state) {
    (void)state;
    keys_entry old = {.id = "a", .tokens = 0.5, .filled_ns = 7},
               fresh[] = {{.id = "b"}, {.id = "a"}};
    keys_set before = {&old, 1}, after = {fresh, 2};
    keys_carry(&after, &before);
    assert_int_equal(fresh[0].filled_ns, 0);
    assert_int_equal(fresh[1].filled_ns, 7);
    assert_true(fresh[1].tokens == 0.5);
}

static void files_that_others_reach_are_refused(void **state) {
    (void)state;
    char path[] = "/tmp/dragoman-keys-XXXXXX", why[160];
    keys_set set;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_true(keys_load(&set, path, why, sizeof why));
    keys_deinit(&set);
    chmod(path, 0640);
    assert_false(keys_load(&set, path, why, sizeof why));
    assert_non_null(strstr(why, "chmod 600"));
    unlink(path);
    assert_false(keys_load(&set, path, why, sizeof why));
    assert_false(keys_load(&set, "/tmp", why, sizeof why));
    assert_string_equal(why, "not a regular file");
}

/* ---- access ---------------------------------------------------------------------------------- */

static void routes_need_their_scopes(void **state) {
    (void)state;
    char extract[KEYS_TOKEN_SIZE], metrics[KEYS_TOKEN_SIZE], text[512], why[160], field[64];
    access_rules rules = {.keyed = true, .origins = ""};
    keys_make("e", KEYS_EXTRACT, 2, extract, text, 256);
    keys_make("m", KEYS_METRICS, 0, metrics, text + strlen(text), 256);
    assert_true(keys_parse(&rules.keys, slice_of(text), why, sizeof why));
    const struct {
        const char *token; /* NULL: no field */
        server_route route;
        const char *code; /* NULL: goes on */
    } cases[] = {
        {NULL, ROUTE_LIVEZ, NULL},
        {NULL, ROUTE_READYZ, NULL},
        {NULL, ROUTE_OPENAPI_JSON, NULL},
        {NULL, ROUTE_PAGE, NULL},
        {NULL, ROUTE_PAGE_LAST, NULL},
        {NULL, ROUTE_OTHER, NULL},
        {NULL, ROUTE_EXTRACT, "unauthorized"},
        {NULL, ROUTE_METRICS, "unauthorized"},
        {NULL, ROUTE_INFO, "unauthorized"},
        {"drg_x", ROUTE_EXTRACT, "unauthorized"},
        {"", ROUTE_ONTOLOGY, "unauthorized"},
        {metrics, ROUTE_EXTRACT, "forbidden"},
        {extract, ROUTE_METRICS, "forbidden"},
        {metrics, ROUTE_METRICS, NULL},
        {metrics, ROUTE_INFO, NULL},
        {extract, ROUTE_ONTOLOGY, NULL},
        {extract, ROUTE_EXTRACT, NULL},
        {extract, ROUTE_EXTRACT, NULL},
        {extract, ROUTE_EXTRACT, "rate_limited"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gate_head head = {0};
        access_grant grant = {0};
        api_reply reply = {0};
        snprintf(field, sizeof field, "Bearer %s", cases[i].token ? cases[i].token : "");
        if (cases[i].token)
            head.authorization = slice_of(field);
        bool passes =
            access_check(&rules, &head, cases[i].route, SECOND, slice_of("id"), &grant, &reply);
        if (passes != !cases[i].code || (!passes && strcmp(reply.code, cases[i].code) != 0))
            fail_msg("case %zu: %s", i, passes ? "passes" : reply.code);
        if (!passes && strcmp(reply.code, "rate_limited") != 0)
            assert_non_null(grant.challenge);
        api_reply_deinit(&reply);
    }
    keys_deinit(&rules.keys);
}

static void origins_match_whole(void **state) {
    (void)state;
    const access_rules rules = {.origins = "https://a.example,http://b:8000"};
    static const struct {
        const char *origin;
        bool known;
    } cases[] = {{"https://a.example", true}, {"http://b:8000", true},
        {"https://a.example.", false}, {"https://a.exampl", false}, {"http://a.example", false},
        {"null", false}, {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gate_head head = {.origin = slice_of(cases[i].origin), .method = slice_of("OPTIONS")};
        access_grant grant = {0};
        access_find_origin(&rules, &head, &grant);
        assert_int_equal(grant.origin[0] != 0, cases[i].known);
        assert_false(access_is_preflight(&grant, &head));
        head.request_method = slice_of("POST");
        assert_int_equal(access_is_preflight(&grant, &head), cases[i].known);
    }
    assert_true(access_origins_valid(""));
    assert_true(access_origins_valid(rules.origins));
    assert_false(access_origins_valid("*"));
    assert_false(access_origins_valid("https://a.example/"));
    assert_false(access_origins_valid("https://a.example,"));
    assert_false(access_origins_valid("https://"));
    assert_false(access_origins_valid("ftp://a"));
}

int main(void) {
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read_or_refused),
        cmocka_unit_test(too_many_keys_are_refused),
        cmocka_unit_test(made_keys_are_found_and_others_not),
        cmocka_unit_test(bearer_fields),
        cmocka_unit_test(buckets_fill_evenly),
        cmocka_unit_test(no_rate_is_no_limit),
        cmocka_unit_test(reloading_gives_no_full_bucket),
        cmocka_unit_test(files_that_others_reach_are_refused),
        cmocka_unit_test(routes_need_their_scopes),
        cmocka_unit_test(origins_match_whole),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
