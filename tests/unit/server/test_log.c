/* SPDX-License-Identifier: Apache-2.0 */
/* Log lines through a pipe: what is written, what is cut, and what happens when nobody reads. */
#include "../support.h"

#include "../../../server/log.h"

#include <fcntl.h>
#include <jansson.h>
#include <unistd.h>

static json_t *read_line(FILE *file) {
    char line[4096];
    assert_non_null(fgets(line, sizeof line, file));
    json_t *value = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    if (!value)
        fail_msg("no JSON: %s", line);
    return value;
}

static const char *text(const json_t *object, const char *key) {
    return json_string_value(json_object_get(object, key));
}

static void a_request_is_one_line(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    server_log *log = log_open(ends[1]);
    log_write_request(log, &(log_request){.request_id = "id\"\n\x01\xff",
                               .method = "POST",
                               .route = "extract",
                               .status = 503,
                               .code = "overloaded",
                               .bytes_in = 12,
                               .duration_ns = 1500000});
    log_write_event(log, "info", "stopped", "reason", "a\tb", NULL);
    log_close(log);
    close(ends[1]);
    FILE *file = fdopen(ends[0], "r");
    json_t *line = read_line(file);
    assert_string_equal(text(line, "level"), "warning");
    assert_string_equal(text(line, "request_id"), "id\"\n\x01?");
    assert_string_equal(text(line, "code"), "overloaded");
    assert_int_equal(json_integer_value(json_object_get(line, "status")), 503);
    assert_int_equal(json_integer_value(json_object_get(line, "bytes_in")), 12);
    assert_true(json_real_value(json_object_get(line, "duration_ms")) == 1.5);
    assert_null(json_object_get(line, "bytes_out"));
    assert_null(json_object_get(line, "trace_id"));
    assert_int_equal(strlen(text(line, "time")), strlen("2025-04-18T00:00:00.000Z"));
    json_decref(line);
    line = read_line(file);
    assert_string_equal(text(line, "reason"), "a\tb");
    json_decref(line);
    assert_int_equal(fgetc(file), EOF);
    fclose(file);
}

static void long_values_are_cut(void **state) {
    (void)state;
    int ends[2];
    char value[1000];
    memset(value, 'a', sizeof value - 1);
    value[sizeof value - 1] = 0;
    assert_int_equal(pipe(ends), 0);
    server_log *log = log_open(ends[1]);
    log_write_event(log, "info", "x", "reason", value, NULL);
    log_close(log);
    close(ends[1]);
    FILE *file = fdopen(ends[0], "r");
    json_t *line = read_line(file);
    assert_int_equal(strlen(text(line, "reason")), 256);
    json_decref(line);
    fclose(file);
}

/* A pipe that is full: lines are dropped whole and counted; what was taken comes out whole. */
static void full_pipes_cost_lines_not_time(void **state) {
    (void)state;
    int ends[2];
    char number[16];
    const unsigned count = 20000;
    assert_int_equal(pipe(ends), 0);
    server_log *log = log_open(ends[1]);
    for (unsigned i = 0; i < count; i++) {
        snprintf(number, sizeof number, "%u", i);
        log_write_event(log, "info", "x", "number", number, NULL);
    }
    uint64_t dropped = log_dropped(log);
    assert_true(dropped > 0 && dropped < count);
    FILE *file = fdopen(ends[0], "r");
    long last = -1;
    for (uint64_t i = 0; i < count - dropped; i++) {
        json_t *line = read_line(file);
        long got = strtol(text(line, "number"), NULL, 10);
        assert_true(got > last);
        last = got;
        json_decref(line);
    }
    log_close(log);
    close(ends[1]);
    assert_int_equal(fgetc(file), EOF);
    fclose(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_one_line),
        cmocka_unit_test(long_values_are_cut),
        cmocka_unit_test(full_pipes_cost_lines_not_time),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
