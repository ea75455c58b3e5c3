/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include "../api/json_write.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A line of the log whole, or not at all: one write, which a pipe does not cut below 4 KiB. */
static void write_line(api_out *out) {
    api_out_text(out, "\n");
    if (!out->failed && write(STDERR_FILENO, out->data, out->size) < 0) {
        /* there is nobody left to tell */
    }
    api_out_deinit(out);
}

void stream_say(const char *level, const char *event, const char *detail) {
    api_out out = {0};
    api_json json = {.out = &out};
    api_json_open(&json, '{');
    api_json_member_text(&json, "level", level);
    api_json_member_text(&json, "event", event);
    if (detail)
        api_json_member_text(&json, "detail", detail);
    api_json_close(&json, '}');
    write_line(&out);
}

typedef struct total_row {
    const char
        *name; /* in the log, and with "dragoman_work_" and, for counters, "_total" as metric */
    const char *help;
    bool gauge;
    size_t offset; /* of a 64-bit number in stream_totals */
} total_row;

static const total_row ROWS[] = {
    {"articles", "Articles taken from the topic and answered.", false,
        offsetof(stream_totals, articles)},
    {"replies", "Replies that the brokers acknowledged.", false, offsetof(stream_totals, replies)},
    {"dead_letters", "Problems that the brokers acknowledged.", false,
        offsetof(stream_totals, dead_letters)},
    {"rounds", "Rounds.", false, offsetof(stream_totals, rounds)},
    {"commits", "Commits of offsets.", false, offsetof(stream_totals, commits)},
    {"uncommitted", "Articles answered here that another member reads again.", false,
        offsetof(stream_totals, uncommitted)},
    {"aborted", "Transactions given up and read again.", false, offsetof(stream_totals, aborted)},
    {"rebalances", "Changes of the assigned partitions.", false,
        offsetof(stream_totals, rebalances)},
    {"lag", "Articles behind the ends of the assigned partitions; -1: not known.", true,
        offsetof(stream_totals, lag)},
};
#define ROW_COUNT (sizeof ROWS / sizeof ROWS[0])

static int64_t value_of(const stream_totals *totals, const total_row *row) {
    int64_t value;
    memcpy(&value, (const char *)totals + row->offset, sizeof value);
    return value;
}

void stream_say_totals(const char *event, const stream_totals *totals) {
    api_out out = {0};
    api_json json = {.out = &out};
    api_json_open(&json, '{');
    api_json_member_text(&json, "level", "info");
    api_json_member_text(&json, "event", event);
    for (size_t i = 0; i < ROW_COUNT; i++) {
        int64_t value = value_of(totals, &ROWS[i]);
        if (value >= 0)
            api_json_member_uint(&json, ROWS[i].name, (uint64_t)value);
    }
    api_json_close(&json, '}');
    write_line(&out);
}

static bool write_rows(FILE *file, const stream_totals *totals) {
    bool fine = true;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        const char *suffix = ROWS[i].gauge ? "" : "_total";
        fine = fine && fprintf(file,
                           "# HELP dragoman_work_%s%s %s\n# TYPE dragoman_work_%s%s %s\n"
                           "dragoman_work_%s%s %" PRId64 "\n",
                           ROWS[i].name, suffix, ROWS[i].help, ROWS[i].name, suffix,
                           ROWS[i].gauge ? "gauge" : "counter", ROWS[i].name, suffix,
                           value_of(totals, &ROWS[i])) >= 0;
    }
    return fine;
}

bool stream_write_metrics(const char *path, const stream_totals *totals) {
    size_t size = strlen(path) + sizeof ".new";
    char *fresh = malloc(size);
    if (!fresh)
        return false;
    snprintf(fresh, size, "%s.new", path);
    FILE *file = fopen(fresh, "we");
    bool fine = file && write_rows(file, totals);
    if (file && fclose(file))
        fine = false;
    fine = fine && !rename(fresh, path);
    free(fresh);
    return fine;
}
