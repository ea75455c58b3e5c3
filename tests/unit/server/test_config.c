/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../server/config.h"

static bool load(server_config *config, char *const *argv, char *const *environment) {
    int argc = 0;
    while (argv[argc])
        argc++;
    return server_config_load(config, argc, argv, environment);
}

static void defaults_are_those_of_the_table(void **state) {
    (void)state;
    server_config config;
    char *argv[] = {"serve", NULL};
    assert_true(load(&config, argv, NULL));
    assert_string_equal(config.text[SETTING_listen], "127.0.0.1:8080");
    assert_int_equal(config.number[SETTING_connections], 512);
    assert_int_equal(config.number[SETTING_head_deadline], 5000);
    assert_int_equal(config.number[SETTING_request_log], 1);
    assert_false(config.help || config.print_config);
    for (int i = 0; i < SETTINGS; i++)
        assert_int_equal(config.origin[i], ORIGIN_DEFAULT);
}

static void flags_win_over_environment(void **state) {
    (void)state;
    server_config config;
    char *argv[] = {"serve", "--workers=3", "--drain-delay", "0.25", "--print-config", NULL};
    char *environment[] = {"DRAGOMAN_WORKERS=4", "DRAGOMAN_QUEUE=9", "DRAGOMAN_PORT=tcp://x",
        "DRAGOMAN_QUEU=1", "HOME=/", NULL};
    assert_true(load(&config, argv, environment));
    assert_int_equal(config.number[SETTING_workers], 3);
    assert_int_equal(config.number[SETTING_queue], 9);
    assert_int_equal(config.number[SETTING_drain_delay], 250);
    assert_int_equal(config.origin[SETTING_queue], ORIGIN_ENVIRONMENT);
    assert_true(config.print_config);
}

static void values_are_judged(void **state) {
    (void)state;
    static const struct {
        const char *name, *value;
        bool good;
    } cases[] = {{"workers", "0", true}, {"workers", "256", true}, {"workers", "257", false},
        {"workers", "", false}, {"workers", "1.5", false}, {"workers", "-1", false},
        {"workers", "99999999999999999999999", false}, {"head_deadline", "0.05", true},
        {"head_deadline", "0.049", false}, {"head_deadline", "600", true},
        {"head_deadline", "600.001", false}, {"head_deadline", "5.", false},
        {"head_deadline", "5.1234", false}, {"head_deadline", "x", false},
        {"head_deadline", "99999999", false}, {"request_log", "on", true},
        {"request_log", "off", true}, {"request_log", "true", false}, {"nothing", "1", false},
        {"work", "1", false}, {"tables", "", true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        server_config config;
        server_config_default(&config);
        bool taken = server_config_set(&config, cases[i].name, cases[i].value, ORIGIN_FLAG);
        if (taken != cases[i].good || (!taken && !config.error[0]))
            fail_msg("%s = %s", cases[i].name, cases[i].value);
    }
    server_config config;
    char value[300];
    memset(value, 'a', sizeof value);
    value[299] = 0;
    server_config_default(&config);
    assert_false(server_config_set(&config, "tables", value, ORIGIN_FLAG));
    value[255] = 0;
    assert_true(server_config_set(&config, "tables", value, ORIGIN_FLAG));
}

static bool parse(server_config *config, const char *text) {
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    assert_non_null(file);
    server_config_default(config);
    bool parsed = server_config_parse_file(config, "x.conf", file);
    fclose(file);
    return parsed;
}

static void files_are_judged_by_line(void **state) {
    (void)state;
    server_config config;
    assert_true(parse(&config, "\n# a comment\n  workers = 3 # three\nlisten=[::1]:80\r\n"
                               "tables =\nqueue = 5"));
    assert_int_equal(config.number[SETTING_workers], 3);
    assert_int_equal(config.number[SETTING_queue], 5);
    assert_string_equal(config.text[SETTING_listen], "[::1]:80");
    assert_false(parse(&config, "workers = 1\n\nworker = 2\n"));
    assert_non_null(strstr(config.error, "x.conf:3: there is no setting named worker"));
    assert_false(parse(&config, "workers\n"));
    assert_non_null(strstr(config.error, "x.conf:1: key = value"));
    assert_false(parse(&config, "workers = 1\nworkers = 1\n"));
    assert_non_null(strstr(config.error, "twice"));
}

static void what_is_printed_reads_back(void **state) {
    (void)state;
    server_config config, again;
    char *argv[] = {"serve", "--listen", "0.0.0.0:1", "--work-deadline", "0.5", NULL};
    assert_true(load(&config, argv, NULL));
    char text[4096] = "";
    FILE *file = fmemopen(text, sizeof text, "w");
    server_config_print(&config, file);
    fclose(file);
    assert_true(parse(&again, text));
    assert_memory_equal(config.number, again.number, sizeof config.number);
    assert_memory_equal(config.text, again.text, sizeof config.text);
}

static void wrong_flags_are_usage(void **state) {
    (void)state;
    static char *const bad[][4] = {{"serve", "--nothing", "1"}, {"serve", "workers", "1"},
        {"serve", "--workers"}, {"serve", "-w", "1"}, {"serve", "--"}, {"serve", "--=1"},
        {"serve", "--workers", "x"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        server_config config;
        assert_false(load(&config, bad[i], NULL));
        assert_true(config.usage && config.error[0]);
    }
    server_config config;
    char *argv[] = {"serve", NULL};
    char *environment[] = {"DRAGOMAN_WORKERS=x", NULL};
    assert_false(load(&config, argv, environment));
    assert_false(config.usage);
    char *missing[] = {"DRAGOMAN_CONFIG=/nowhere/x", NULL};
    assert_false(load(&config, argv, missing));
    assert_false(config.usage);
}

static void addresses_are_taken_apart(void **state) {
    (void)state;
    static const struct {
        const char *text, *host;
        unsigned port;
    } cases[] = {{"127.0.0.1:80", "127.0.0.1", 80}, {"localhost:0", "localhost", 0},
        {"[::1]:65535", "::1", 65535}, {"::1:80", NULL, 0}, {"[]:80", NULL, 0},
        {"[::1:80", NULL, 0}, {"a:65536", NULL, 0}, {"a:", NULL, 0}, {":80", NULL, 0},
        {"a", NULL, 0}, {"a:8x", NULL, 0}, {"", NULL, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char host[SERVER_TEXT_SIZE];
        uint16_t port;
        bool taken = server_config_address(cases[i].text, host, &port);
        assert_int_equal(taken, cases[i].host != NULL);
        if (!taken)
            continue;
        assert_string_equal(host, cases[i].host);
        assert_int_equal(port, cases[i].port);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_of_the_table),
        cmocka_unit_test(flags_win_over_environment),
        cmocka_unit_test(values_are_judged),
        cmocka_unit_test(files_are_judged_by_line),
        cmocka_unit_test(what_is_printed_reads_back),
        cmocka_unit_test(wrong_flags_are_usage),
        cmocka_unit_test(addresses_are_taken_apart),
    };
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
