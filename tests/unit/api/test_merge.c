/* SPDX-License-Identifier: Apache-2.0 */
/* Which records of different articles become one event, by each rule; what the event then says;
 * memory of a stream. */
#include "../support.h"

#include "../../../api/merge.h"

#include <stdio.h>
#include <string.h>

/* Rows say what matters and leave out the rest. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

/* One reply with one event. NULL: the member is left out. */
typedef struct told {
    const char *id, *published, *type, *source, *target; /* lists of countries, "FRA,EGY" */
    const char *date, *place; /* stated country */
    const char *fingerprint, *tense;
    bool negated;
} told;

static void add_side(char *out, size_t size, const char *name, const char *countries) {
    size_t used = strlen(out);
    used += (size_t)snprintf(out + used, size - used, ",\"%s\":[", name);
    for (const char *at = countries; at && *at; at += 4) {
        used += (size_t)snprintf(out + used, size - used, "%s{\"text\":\"x\",\"country\":\"%.3s\"}",
            at == countries ? "" : ",", at);
        if (!at[3])
            break;
    }
    snprintf(out + used, size - used, "]");
}

static void reply_of(const told *given, char *out, size_t size) {
    snprintf(out, size, "{\"id\":\"%s\",\"status\":\"complete\",\"document\":{", given->id);
    if (given->published)
        snprintf(out + strlen(out), size - strlen(out), "\"published\":\"%s\"", given->published);
    snprintf(out + strlen(out), size - strlen(out),
        "},\"events\":[{\"id\":\"v1\",\"type\":\"%s\",\"negated\":%s,\"tense\":\"%s\","
        "\"cameo\":\"040\",\"confidence\":0.5,\"mentions\":[{}]",
        given->type, given->negated ? "true" : "false", given->tense ? given->tense : "past");
    add_side(out, size, "source", given->source);
    add_side(out, size, "target", given->target);
    if (given->date)
        snprintf(out + strlen(out), size - strlen(out),
            ",\"date\":{\"start\":\"%s\",\"end\":\"%s\"}", given->date, given->date);
    if (given->place)
        snprintf(out + strlen(out), size - strlen(out),
            ",\"place\":{\"name\":\"P\",\"country\":\"%s\",\"basis\":\"stated\"}", given->place);
    if (given->fingerprint)
        snprintf(
            out + strlen(out), size - strlen(out), ",\"fingerprint\":\"%s\"", given->fingerprint);
    snprintf(out + strlen(out), size - strlen(out), "}]}");
}

static void add(api_merge *merge, const told *given) {
    char line[2048];
    api_fault fault = {0};
    reply_of(given, line, sizeof line);
    assert_true(api_merge_add(merge, slice_of(line), &fault));
}

/* How many events two tellings are. */
static size_t events_of(api_merge_rule rule, const told *first, const told *second) {
    api_merge *merge = api_merge_new(&(api_merge_settings){.rule = rule, .window_days = 1});
    api_out out = {0};
    add(merge, first);
    add(merge, second);
    assert_true(api_merge_take(merge, true, &out));
    size_t events = (size_t)api_merge_count(merge).events;
    api_out_deinit(&out);
    api_merge_free(merge);
    return events;
}

#define MEETING                                                                                    \
    {                                                                                              \
        .id = "a", .published = "2024-03-05", .type = "CONSULT", .source = "TUR", .target = "EGY", \
        .date = "2024-03-05"                                                                       \
    }
#define ATTACK                                                                                     \
    {                                                                                              \
        .id = "a", .published = "2024-03-05", .type = "ASSAULT", .source = "ISR", .target = "LBN", \
        .date = "2024-03-05"                                                                       \
    }

static void test_the_rule_of_events(void **state) {
    (void)state;
    const struct {
        const char *what;
        told first, second;
        size_t events;
    } rows[] = {
        {"told twice", MEETING, {"b", "2024-03-05", "CONSULT", "TUR", "EGY", "2024-03-05"}, 1},
        {"sides of equal standing", MEETING,
            {"b", "2024-03-05", "CONSULT", "EGY", "TUR", "2024-03-05"}, 1},
        {"a list", MEETING, {"b", "2024-03-05", "CONSULT", "EGY,TUR", NULL, "2024-03-05"}, 1},
        {"a day later", MEETING, {"b", "2024-03-06", "CONSULT", "TUR", "EGY", "2024-03-06"}, 1},
        {"two days later", MEETING, {"b", "2024-03-07", "CONSULT", "TUR", "EGY", "2024-03-07"}, 2},
        {"no date: the day of publication", MEETING,
            {"b", "2024-03-06", "CONSULT", "TUR", "EGY", NULL}, 1},
        {"no day at all", MEETING, {"b", NULL, "CONSULT", "TUR", "EGY", NULL}, 2},
        {"another type", MEETING, {"b", "2024-03-05", "AGREE", "TUR", "EGY", "2024-03-05"}, 2},
        {"another party", MEETING, {"b", "2024-03-05", "CONSULT", "TUR", "GRC", "2024-03-05"}, 2},
        {"one side alone", ATTACK, {"b", "2024-03-05", "ASSAULT", "ISR", NULL, "2024-03-05"}, 1},
        {"the victim alone", ATTACK, {"b", "2024-03-05", "ASSAULT", NULL, "LBN", "2024-03-05"}, 1},
        {"the other way round", ATTACK, {"b", "2024-03-05", "ASSAULT", "LBN", "ISR", "2024-03-05"},
            2},
        {"in two places", {"a", "2024-03-05", "ASSAULT", "ISR", "LBN", "2024-03-05", "LBN"},
            {"b", "2024-03-05", "ASSAULT", "ISR", "LBN", "2024-03-05", "SYR"}, 2},
        {"a place told once", ATTACK,
            {"b", "2024-03-05", "ASSAULT", "ISR", "LBN", "2024-03-05", "LBN"}, 1},
        {"denied", ATTACK,
            {"b", "2024-03-05", "ASSAULT", "ISR", "LBN", "2024-03-05", .negated = true}, 2},
        {"nobody told", {"a", "2024-03-05", "ASSAULT", NULL, NULL, "2024-03-05"},
            {"b", "2024-03-05", "ASSAULT", NULL, NULL, "2024-03-05"}, 2},
        {"one fingerprint", {"a", NULL, "ASSAULT", NULL, NULL, NULL, NULL, "ff"},
            {"b", NULL, "ASSAULT", NULL, NULL, NULL, NULL, "ff"}, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t events = events_of(API_MERGE_EVENT, &rows[i].first, &rows[i].second);
        if (events != rows[i].events)
            fail_msg("%s: %zu events, not %zu", rows[i].what, events, rows[i].events);
    }
}

static void test_the_other_rules(void **state) {
    (void)state;
    const told first = {"a", "2024-03-05", "ASSAULT", "ISR", "LBN", "2024-03-05", NULL, "f1"};
    told second = {"b", "2024-03-05", "ASSAULT", "ISR", "LBN", "2024-03-05", NULL, "f2"};
    assert_int_equal(events_of(API_MERGE_FINGERPRINT, &first, &second), 2);
    assert_int_equal(events_of(API_MERGE_DAILY, &first, &second), 1);
    second.fingerprint = "f1";
    assert_int_equal(events_of(API_MERGE_FINGERPRINT, &first, &second), 1);
    second.date = "2024-03-06";
    assert_int_equal(events_of(API_MERGE_DAILY, &first, &second), 2);
}

static void test_what_most_say(void **state) {
    (void)state;
    api_merge *merge = api_merge_new(&(api_merge_settings){.window_days = 1});
    const told rows[] = {
        {"a", "2024-03-05", "ASSAULT", "ISR", "LBN", "2024-03-05", NULL, "f1", "future"},
        {"b", "2024-03-05", "ASSAULT", "ISR", NULL, "2024-03-05", "LBN", "f2", "past"},
        {"c", "2024-03-06", "ASSAULT", "ISR", "LBN", "2024-03-05", NULL, "f1", "past"},
    };
    for (size_t i = 0; i < 3; i++)
        add(merge, &rows[i]);
    api_out out = {0};
    assert_true(api_merge_take(merge, true, &out));
    api_out_bytes(&out, "", 1);
    static const char *const parts[] = {"\"id\":\"a/v1\"", "\"tense\":\"past\"", "\"articles\":3",
        "\"mentions\":3", "\"last_published\":\"2024-03-06\"", "\"fingerprints\":[\"f1\",\"f2\"]",
        "\"place\":{\"name\":\"P\",\"country\":\"LBN\"}",
        "\"source\":[{\"name\":\"x\",\"country\":\"ISR\",\"articles\":3}]",
        "\"target\":[{\"name\":\"x\",\"country\":\"LBN\",\"articles\":2}]",
        "{\"article\":\"c\",\"event\":\"v1\"}"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (!strstr(out.data, parts[i]))
            fail_msg("%s is not in %s", parts[i], out.data);
    api_out_deinit(&out);
    api_merge_free(merge);
}

/* A stream of days gives events out as it goes, and keeps no more than the days that it was told
 * to. */
static void test_a_stream_is_forgotten(void **state) {
    (void)state;
    api_merge *merge = api_merge_new(&(api_merge_settings){.window_days = 1, .keep_days = 3});
    size_t lines = 0;
    for (int day = 1; day <= 28; day++)
        for (int i = 0; i < 100; i++) {
            char id[32], date[32], place[16];
            snprintf(id, sizeof id, "a%d-%d", day, i);
            snprintf(date, sizeof date, "2024-02-%02d", day);
            snprintf(place, sizeof place, "X%02d", i);
            add(merge, &(told){id, date, "ASSAULT", place, NULL, date});
            api_out out = {0};
            assert_true(api_merge_take(merge, false, &out));
            for (size_t at = 0; at < out.size; at++)
                lines += out.data[at] == '\n';
            api_out_deinit(&out);
        }
    assert_true(lines >= 100); /* by the window, days chain; what is told no more is given out */
    assert_int_equal(api_merge_count(merge).events, lines);
    api_merge_free(merge);
}

static void test_what_is_no_reply_is_refused(void **state) {
    (void)state;
    static const char *const lines[] = {"", "{", "[]", "{\"id\":\"a\"}",
        "{\"id\":\"a\",\"status\":\"complete\",\"events\":[{\"id\":\"v1\"}]}"};
    api_merge *merge = api_merge_new(&(api_merge_settings){0});
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        api_fault fault = {0};
        assert_false(api_merge_add(merge, slice_of(lines[i]), &fault));
        assert_non_null(fault.code);
    }
    api_fault fault = {0};
    assert_true(api_merge_add(merge,
        slice_of("{\"id\":\"a\",\"status\":\"error\",\"problem\":{\"code\":\"empty_text\"}}"),
        &fault));
    assert_int_equal(api_merge_count(merge).errors, 1);
    api_merge_free(merge);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_rule_of_events),
        cmocka_unit_test(test_the_other_rules),
        cmocka_unit_test(test_what_most_say),
        cmocka_unit_test(test_a_stream_is_forgotten),
        cmocka_unit_test(test_what_is_no_reply_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
