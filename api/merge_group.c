/* SPDX-License-Identifier: Apache-2.0 */
#include "merge_group.h"

#include "../lib/base/date.h"
#include "../lib/base/slice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one record ------------------------------------------------------------------------------ */

const char *merge_text(const json_t *object, const char *name) {
    return json_string_value(json_object_get(object, name));
}

int32_t merge_day(const char *text) {
    drg_date date;
    if (!text || drg_date_parse(drg_slice_of(text), &date))
        return INT32_MIN;
    return drg_date_to_days(date);
}

static bool is_symmetric(const char *type) {
    return !strcmp(type, "CONSULT") || !strcmp(type, "AGREE") || !strcmp(type, "COOPERATE");
}

/*
 * A party, and what it is compared by: its country, else its name. "four people" or "a camp", which
 * have neither, are compared by nothing: token is empty.
 */
static json_t *party_of(const json_t *party, const json_t *entities, char token[MERGE_KEY_SIZE]) {
    const char *id = merge_text(party, "entity");
    const json_t *entity = id ? json_object_get(entities, id) : NULL;
    const char *names[] = {"name", "country", "actor_code"};
    json_t *made = json_object();
    for (size_t i = 0; made && i < 3; i++) {
        const char *value = merge_text(party, names[i]);
        if (!value)
            value = merge_text(entity, names[i]);
        if (!value && i == 0)
            value = merge_text(party, "text");
        if (value)
            json_object_set_new(made, names[i], json_string(value));
    }
    const char *country = merge_text(made, "country"), *name = merge_text(entity, "name");
    snprintf(token, MERGE_KEY_SIZE, "%s%.100s", country || !name ? "" : "=",
        country ? country
        : name  ? name
                : "");
    return made;
}

static json_t *side_of(const json_t *event, const char *side, const json_t *entities) {
    json_t *made = json_object();
    size_t i;
    const json_t *party;
    json_array_foreach(json_object_get(event, side), i, party) {
        char token[MERGE_KEY_SIZE];
        json_t *value = party_of(party, entities, token);
        if (i < MERGE_MOST_PARTIES && value && *token && !json_object_get(made, token))
            json_object_set(made, token, value);
        json_decref(value);
    }
    return made;
}

void merge_record_init(
    const json_t *reply, const json_t *event, const json_t *entities, merge_record *record) {
    const json_t *date = json_object_get(event, "date");
    *record = (merge_record){.event = event,
        .article = merge_text(reply, "id"),
        .type = merge_text(event, "type"),
        .negated = json_is_true(json_object_get(event, "negated")),
        .first = merge_day(merge_text(date, "start")),
        .last = merge_day(merge_text(date, "end")),
        .published = merge_day(merge_text(json_object_get(reply, "document"), "published")),
        .source = side_of(event, "source", entities),
        .target = side_of(event, "target", entities)};
    const json_t *place = json_object_get(event, "place");
    const char *basis = merge_text(place, "basis");
    if (basis && !strcmp(basis, "stated"))
        record->place_country = merge_text(place, "country");
    record->symmetric = is_symmetric(record->type);
    if (record->first == INT32_MIN)
        record->first = record->last = record->published;
    else if (record->last == INT32_MIN)
        record->last = record->first;
}

void merge_record_deinit(merge_record *record) {
    json_decref(record->source);
    json_decref(record->target);
}

bool merge_group_init(merge_group *group, uint64_t number, const merge_record *record) {
    *group = (merge_group){.number = number,
        .negated = record->negated,
        .symmetric = record->symmetric,
        .first = record->first,
        .last = record->last,
        .published = INT32_MIN,
        .votes = json_object(),
        .source = json_object(),
        .target = json_object(),
        .records = json_array(),
        .contexts = json_object(),
        .fingerprints = json_object(),
        .places = json_object(),
        .countries = json_object()};
    snprintf(group->type, sizeof group->type, "%s", record->type);
    if (group->votes && group->source && group->target && group->records && group->contexts &&
        group->fingerprints && group->places && group->countries)
        return true;
    merge_group_deinit(group);
    return false;
}

/* ---- what a group holds ---------------------------------------------------------------------- */

void merge_group_deinit(merge_group *group) {
    json_t *owned[] = {group->votes, group->source, group->target, group->records, group->contexts,
        group->fingerprints, group->places, group->countries};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        json_decref(owned[i]);
}

static int count_up(json_t *object, const char *name) {
    json_int_t times = json_integer_value(json_object_get(object, name));
    return json_object_set_new(object, name, json_integer(times + 1));
}

/* One vote of the record's member for its value, written as JSON so that any type can vote. */
static bool vote(merge_group *group, const json_t *event, const char *member) {
    const json_t *value = json_object_get(event, member);
    if (!value)
        return true;
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(6));
    json_t *votes = json_object_get(group->votes, member);
    if (!votes) {
        votes = json_object();
        json_object_set_new(group->votes, member, votes);
    }
    bool fine = text && !count_up(votes, text);
    free(text);
    return fine;
}

static void add_side(json_t *known, const json_t *side, bool new_article) {
    const char *token;
    json_t *party;
    json_object_foreach((json_t *)(uintptr_t)side, token, party) {
        json_t *row = json_object_get(known, token);
        if (!row) {
            json_object_set(known, token, party);
            json_object_set_new(party, "articles", json_integer(1));
        } else if (new_article) {
            count_up(row, "articles");
        }
    }
}

static void add_place(merge_group *group, const json_t *event) {
    const json_t *place = json_object_get(event, "place");
    const char *name = merge_text(place, "name"), *country = merge_text(place, "country");
    char key[MERGE_KEY_SIZE];
    if (!name)
        return;
    snprintf(key, sizeof key, "%.100s|%s", name, country ? country : "");
    json_t *row = json_object_get(group->places, key);
    if (!row) {
        row = json_object();
        json_t *kept = json_object();
        static const char *const members[] = {"name", "country", "latitude", "longitude"};
        for (size_t i = 0; i < 4; i++)
            if (json_object_get(place, members[i]))
                json_object_set(kept, members[i], json_object_get(place, members[i]));
        json_object_set_new(row, "place", kept);
        json_object_set_new(group->places, key, row);
    }
    count_up(row, "times");
}

static void add_date(merge_group *group, const merge_record *record) {
    if (record->first == INT32_MIN)
        return;
    bool tighter =
        group->first == INT32_MIN || record->last - record->first < group->last - group->first;
    if (tighter) {
        group->first = record->first;
        group->last = record->last;
    }
}

static void add_values(json_t *set, const json_t *list) {
    size_t i;
    const json_t *value;
    json_array_foreach(list, i, value) if (json_string_value(value))
        json_object_set_new(set, json_string_value(value), json_true());
}

static bool holds_article(const merge_group *group, const char *article) {
    size_t size = json_array_size(group->records);
    const char *last =
        size ? merge_text(json_array_get(group->records, size - 1), "article") : NULL;
    return last && !strcmp(last, article); /* records come article by article */
}

bool merge_group_add(merge_group *group, const merge_record *record) {
    static const char *const members[] = {
        "mode", "quad_class", "cameo", "goldstein", "intensity", "tense"};
    const char *fingerprint = merge_text(record->event, "fingerprint");
    bool fine = true, new_article = !holds_article(group, record->article);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        fine = vote(group, record->event, members[i]) && fine;
    add_side(group->source, record->source, new_article);
    add_side(group->target, record->target, new_article);
    add_place(group, record->event);
    if (record->place_country)
        json_object_set_new(group->countries, record->place_country, json_true());
    add_date(group, record);
    add_values(group->contexts, json_object_get(record->event, "contexts"));
    if (fingerprint)
        json_object_set_new(group->fingerprints, fingerprint, json_true());
    const char *id = merge_text(record->event, "id");
    json_t *row = json_pack("{s:s, s:s}", "article", record->article, "event", id ? id : "");
    fine = row && !json_array_append_new(group->records, row) && fine;
    double confidence = json_number_value(json_object_get(record->event, "confidence"));
    if (confidence > group->confidence)
        group->confidence = confidence;
    group->articles += new_article;
    group->mentions += json_array_size(json_object_get(record->event, "mentions"));
    if (record->published > group->published)
        group->published = record->published;
    return fine;
}

/* ---- giving out ------------------------------------------------------------------------------ */

static const char *most_voted(const merge_group *group, const char *member) {
    const char *value, *best = NULL;
    json_t *times;
    json_int_t most = 0;
    json_object_foreach(json_object_get(group->votes, member), value, times) {
        if (json_integer_value(times) > most) {
            most = json_integer_value(times);
            best = value;
        }
    }
    return best;
}

static void write_member(api_json *json, const merge_group *group, const char *member) {
    const char *value = most_voted(group, member);
    if (!value)
        return;
    api_json_key(json, member);
    api_out_text(json->out, value); /* it was JSON when it voted */
    json->comma = true;
}

static void write_names(api_json *json, const char *member, const json_t *set) {
    const char *value;
    json_t *ignored;
    api_json_member_open(json, member, '[');
    json_object_foreach((json_t *)(uintptr_t)set, value, ignored) api_json_text(json, value);
    api_json_close(json, ']');
}

static void write_side(api_json *json, const char *member, const json_t *side) {
    const char *token;
    json_t *party;
    api_json_member_open(json, member, '[');
    json_object_foreach((json_t *)(uintptr_t)side, token, party) {
        api_json_open(json, '{');
        static const char *const names[] = {"name", "country", "actor_code"};
        for (size_t i = 0; i < 3; i++)
            if (merge_text(party, names[i]))
                api_json_member_text(json, names[i], merge_text(party, names[i]));
        api_json_member_uint(
            json, "articles", (uint64_t)json_integer_value(json_object_get(party, "articles")));
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

static void write_place(api_json *json, const merge_group *group) {
    const json_t *best = NULL;
    const char *key;
    json_t *row;
    json_int_t most = 0;
    json_object_foreach(group->places, key, row) {
        if (json_integer_value(json_object_get(row, "times")) > most) {
            most = json_integer_value(json_object_get(row, "times"));
            best = json_object_get(row, "place");
        }
    }
    if (!best)
        return;
    api_json_member_open(json, "place", '{');
    api_json_member_text(json, "name", merge_text(best, "name"));
    if (merge_text(best, "country"))
        api_json_member_text(json, "country", merge_text(best, "country"));
    static const char *const numbers[] = {"latitude", "longitude"};
    for (size_t i = 0; i < 2; i++)
        if (json_object_get(best, numbers[i]))
            api_json_member_fixed(
                json, numbers[i], json_number_value(json_object_get(best, numbers[i])), 5);
    api_json_close(json, '}');
}

static void write_day(api_json *json, const char *member, int32_t day) {
    char text[11];
    drg_date_format(drg_date_from_days(day), text);
    api_json_member_text(json, member, text);
}

static void write_records(api_json *json, const merge_group *group) {
    size_t i;
    const json_t *record;
    api_json_member_open(json, "records", '[');
    json_array_foreach(group->records, i, record) {
        api_json_open(json, '{');
        api_json_member_text(json, "article", merge_text(record, "article"));
        api_json_member_text(json, "event", merge_text(record, "event"));
        api_json_close(json, '}');
    }
    api_json_close(json, ']');
}

void merge_group_write(const merge_group *group, api_out *out) {
    api_json json = {.out = out};
    const json_t *first = json_array_get(group->records, 0);
    api_json_open(&json, '{');
    api_json_key(&json, "id");
    json_t *id = json_sprintf("%s/%s", merge_text(first, "article"), merge_text(first, "event"));
    api_json_text(&json, json_string_value(id) ? json_string_value(id) : "");
    json_decref(id);
    api_json_member_text(&json, "type", group->type);
    write_member(&json, group, "mode");
    write_names(&json, "contexts", group->contexts);
    write_member(&json, group, "quad_class");
    write_member(&json, group, "cameo");
    write_member(&json, group, "goldstein");
    write_member(&json, group, "intensity");
    write_member(&json, group, "tense");
    api_json_member_bool(&json, "negated", group->negated);
    write_side(&json, "source", group->source);
    write_side(&json, "target", group->target);
    write_place(&json, group);
    if (group->first != INT32_MIN) {
        api_json_member_open(&json, "date", '{');
        write_day(&json, "start", group->first);
        write_day(&json, "end", group->last);
        api_json_close(&json, '}');
    }
    api_json_member_uint(&json, "articles", group->articles);
    api_json_member_uint(&json, "mentions", group->mentions);
    if (group->published != INT32_MIN)
        write_day(&json, "last_published", group->published);
    api_json_member_fixed(&json, "confidence", group->confidence, 3);
    write_names(&json, "fingerprints", group->fingerprints);
    write_records(&json, group);
    api_json_close(&json, '}');
    api_out_text(out, "\n");
}
