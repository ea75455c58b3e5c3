/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records of one event, told by many articles, become one. Three rules:
 *
 *   event        the default. Two records tell one event if they have the same type and polarity;
 *                each side shares a country (or a name, where no country is known) and neither
 *                adds more than they share; their dates lie within the window; and the places that
 *                words name for them are not in two countries. Both sides are compared as one for
 *                types whose sides are equal in standing (CONSULT, AGREE, COOPERATE), and where a
 *                record tells one side alone ("A and B signed", "B was hit with sanctions"). A
 * record is compared with what is known of the event so far, and joins the one that it shares most
 * with, the earlier of two equals. fingerprint  the stricter rule of `fingerprint` in a reply:
 * everything equal. daily        one-a-day, as the event data projects of the field filter (Schrodt
 * & Yonamine 2013, "A guide to event data", de-duplication): day, countries of both sides and CAMEO
 * code equal.
 *
 * A record without a date stands at its article's day of publication; without either it can join by
 * fingerprint alone. A date of more than a month joins nothing by the event rule.
 *
 * Index: a JSON object from a key (type, country or name, day; or fingerprint; or the daily key) to
 * the numbers of groups, so that a record looks at the few groups that could be its own. With
 * keep_days the groups behind are given out and forgotten, and so is the index of their days when
 * it is rebuilt, which happens when it holds twice what is alive: memory follows the days kept, not
 * the length of the stream.
 *
 * What a merged event says of itself is what most of its records say; of two equals what was said
 * first. Nothing is averaged.
 */
#include "merge.h"

#include "merge_group.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VAGUE_DAYS = 31, SHRINK_AT = 4096 };

struct api_merge {
    api_merge_settings settings;
    merge_group *groups; /* [count], alive, by number */
    size_t count, room;
    uint64_t next; /* number of the next group */
    json_t *index; /* key -> [number, ...] */
    size_t indexed; /* numbers in it */
    size_t shrunk; /* that many were left when it was last rebuilt */
    int32_t newest; /* day of publication; INT32_MIN: none yet */
    int32_t taken; /* `newest` when events were last given out */
    bool failed; /* out of memory */
    api_merge_counts counts;
};

/* ---- agreement ------------------------------------------------------------------------------- */

/* Tokens that both have; *a_only and *b_only those that one has alone. */
static size_t shared(const json_t *a, const json_t *b, size_t *a_only, size_t *b_only) {
    size_t both = 0;
    const char *token;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)a, token, value) both +=
        json_object_get(b, token) != NULL;
    *a_only = json_object_size(a) - both;
    *b_only = json_object_size(b) - both;
    return both;
}

/* -1: the sides contradict; else how many parties they share. */
static int side_agreement(const json_t *a, const json_t *b) {
    size_t a_only, b_only, both = shared(a, b, &a_only, &b_only);
    if (!json_object_size(a) || !json_object_size(b))
        return 0;
    if (!both || (a_only && b_only && a_only + b_only > both))
        return -1;
    return (int)both;
}

static int union_agreement(const merge_group *group, const merge_record *record) {
    json_t *a = json_copy(group->source), *b = json_copy(record->source);
    int result = -1;
    if (a && b && !json_object_update(a, group->target) && !json_object_update(b, record->target))
        result = side_agreement(a, b);
    json_decref(a);
    json_decref(b);
    return result;
}

static bool place_agrees(const merge_group *group, const char *country) {
    return !country || !json_object_size(group->countries) ||
           json_object_get(group->countries, country);
}

static bool dates_agree(const merge_group *group, const merge_record *record, unsigned window) {
    if (group->first == INT32_MIN || record->first == INT32_MIN)
        return false;
    return record->first <= group->last + (int32_t)window &&
           group->first <= record->last + (int32_t)window;
}

/* How much a record shares with a group; 0: it is another event. */
static int agreement(const api_merge *merge, const merge_group *group, const merge_record *record) {
    if (strcmp(group->type, record->type) || group->negated != record->negated ||
        !dates_agree(group, record, merge->settings.window_days) ||
        !place_agrees(group, record->place_country))
        return 0;
    bool one_sided = !json_object_size(group->source) || !json_object_size(group->target) ||
                     !json_object_size(record->source) || !json_object_size(record->target);
    if (group->symmetric || one_sided) {
        int both = union_agreement(group, record);
        return both < 0 ? 0 : both;
    }
    int source = side_agreement(group->source, record->source);
    int target = side_agreement(group->target, record->target);
    return source < 0 || target < 0 ? 0 : source + target;
}

/* ---- the index ------------------------------------------------------------------------------- */

static void index_add(api_merge *merge, const char *key, uint64_t number) {
    json_t *list = json_object_get(merge->index, key);
    if (!list) {
        list = json_array();
        if (json_object_set_new(merge->index, key, list))
            merge->failed = true;
    }
    size_t size = json_array_size(list);
    if (size && (uint64_t)json_integer_value(json_array_get(list, size - 1)) == number)
        return;
    if (json_array_append_new(list, json_integer((json_int_t)number)))
        merge->failed = true;
    merge->indexed++;
}

static void day_key(char key[MERGE_KEY_SIZE], const char *type, const char *token, int32_t day) {
    snprintf(key, MERGE_KEY_SIZE, "%s|%.100s|%d", type, token, (int)day);
}

static bool is_vague(int32_t first, int32_t last) {
    return first == INT32_MIN || last - first > VAGUE_DAYS;
}

static void index_side(api_merge *merge, const merge_group *group, const json_t *side) {
    const char *token;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)side, token, value) for (int32_t day = group->first;
                                                                      day <= group->last; day++) {
        char key[MERGE_KEY_SIZE];
        day_key(key, group->type, token, day);
        index_add(merge, key, group->number);
    }
}

static void join_tokens(char *out, size_t size, const json_t *side) {
    const char *token;
    json_t *value;
    const char *sorted[MERGE_MOST_PARTIES];
    size_t count = 0, used = 0;
    json_object_foreach((json_t *)(uintptr_t)side, token, value) {
        size_t at = count++;
        for (; at && strcmp(sorted[at - 1], token) > 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = token;
    }
    out[0] = 0;
    for (size_t i = 0; i < count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s,", sorted[i]);
}

static void daily_key(char key[MERGE_KEY_SIZE], const merge_record *record) {
    char source[64], target[64];
    const char *code = merge_text(record->event, "cameo");
    join_tokens(source, sizeof source, record->source);
    join_tokens(target, sizeof target, record->target);
    snprintf(key, MERGE_KEY_SIZE, "daily|%s|%d|%s>%s", code ? code : record->type,
        (int)record->first, source, target);
}

static void fingerprint_key(char key[MERGE_KEY_SIZE], const merge_record *record) {
    const char *fingerprint = merge_text(record->event, "fingerprint");
    snprintf(key, MERGE_KEY_SIZE, "print|%s", fingerprint ? fingerprint : "");
}

/* Everything that a later record could find the group by. */
static void index_group(api_merge *merge, const merge_group *group, const merge_record *record) {
    char key[MERGE_KEY_SIZE];
    if (merge->settings.rule == API_MERGE_DAILY) {
        daily_key(key, record);
        index_add(merge, key, group->number);
        return;
    }
    fingerprint_key(key, record);
    index_add(merge, key, group->number);
    if (merge->settings.rule == API_MERGE_EVENT && !is_vague(group->first, group->last)) {
        index_side(merge, group, group->source);
        index_side(merge, group, group->target);
    }
}

/* ---- finding the group ----------------------------------------------------------------------- */

static merge_group *group_of(api_merge *merge, uint64_t number) {
    size_t low = 0, high = merge->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (merge->groups[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < merge->count && merge->groups[low].number == number ? &merge->groups[low] : NULL;
}

static merge_group *by_key(api_merge *merge, const char *key) {
    const json_t *list = json_object_get(merge->index, key);
    for (size_t i = json_array_size(list); i-- > 0;) {
        merge_group *group = group_of(merge, (uint64_t)json_integer_value(json_array_get(list, i)));
        if (group)
            return group;
    }
    return NULL;
}

typedef struct best_group {
    merge_group *group;
    int score;
} best_group;

static void consider(
    api_merge *merge, const merge_record *record, const char *key, best_group *best) {
    const json_t *list = json_object_get(merge->index, key);
    size_t size = json_array_size(list);
    size_t from = size > API_MERGE_CANDIDATES ? size - API_MERGE_CANDIDATES : 0;
    for (size_t i = from; i < size; i++) {
        merge_group *group = group_of(merge, (uint64_t)json_integer_value(json_array_get(list, i)));
        int score = group ? agreement(merge, group, record) : 0;
        if (score > best->score ||
            (score && score == best->score && group->number < best->group->number))
            *best = (best_group){group, score};
    }
}

static merge_group *by_agreement(api_merge *merge, const merge_record *record) {
    best_group best = {0};
    if (is_vague(record->first, record->last))
        return NULL;
    int32_t window = (int32_t)merge->settings.window_days;
    const json_t *sides[] = {record->source, record->target};
    for (size_t side = 0; side < 2; side++) {
        const char *token;
        json_t *value;
        json_object_foreach((json_t *)(uintptr_t)sides[side], token,
            value) for (int32_t day = record->first - window; day <= record->last + window; day++) {
            char key[MERGE_KEY_SIZE];
            day_key(key, record->type, token, day);
            consider(merge, record, key, &best);
        }
    }
    return best.group;
}

static merge_group *find_group(api_merge *merge, const merge_record *record) {
    char key[MERGE_KEY_SIZE];
    if (merge->settings.rule == API_MERGE_DAILY) {
        daily_key(key, record);
        return by_key(merge, key);
    }
    fingerprint_key(key, record);
    merge_group *group = key[6] ? by_key(merge, key) : NULL;
    if (!group && merge->settings.rule == API_MERGE_EVENT)
        group = by_agreement(merge, record);
    return group;
}

static merge_group *new_group(api_merge *merge, const merge_record *record) {
    if (merge->count == merge->room) {
        size_t room = merge->room ? merge->room * 2 : 64;
        merge_group *grown = realloc(merge->groups, room * sizeof *grown);
        if (!grown)
            return NULL;
        merge->groups = grown;
        merge->room = room;
    }
    if (!merge_group_init(&merge->groups[merge->count], merge->next, record))
        return NULL;
    merge->next++;
    return &merge->groups[merge->count++];
}

static void merge_event(api_merge *merge, const merge_record *record) {
    merge->counts.records++;
    merge_group *group = find_group(merge, record);
    if (!group)
        group = new_group(merge, record);
    if (!group) {
        merge->failed = true;
        return;
    }
    if (!merge_group_add(group, record))
        merge->failed = true;
    index_group(merge, group, record);
}

/* ---- replies --------------------------------------------------------------------------------- */

static json_t *entities_by_id(const json_t *reply) {
    json_t *made = json_object();
    size_t i;
    json_t *entity;
    json_array_foreach(json_object_get(reply, "entities"), i, entity) {
        const char *id = merge_text(entity, "id");
        if (id)
            json_object_set(made, id, entity);
    }
    return made;
}

static bool check_reply(const json_t *reply, api_fault *fault) {
    if (!merge_text(reply, "id") || !merge_text(reply, "status"))
        return api_fault_set(fault, "missing_field", "A reply has `id` and `status`.");
    size_t i;
    const json_t *event;
    json_array_foreach(json_object_get(reply, "events"), i,
        event) if (!merge_text(event, "type")) return api_fault_set(fault, "missing_field",
        "Event %zu of the reply has no `type`.", i);
    return true;
}

static void add_events(api_merge *merge, const json_t *reply) {
    json_t *entities = entities_by_id(reply);
    int32_t published = merge_day(merge_text(json_object_get(reply, "document"), "published"));
    size_t i;
    const json_t *event;
    json_array_foreach(json_object_get(reply, "events"), i, event) {
        merge_record record;
        merge_record_init(reply, event, entities, &record);
        merge_event(merge, &record);
        merge_record_deinit(&record);
    }
    if (published > merge->newest)
        merge->newest = published;
    json_decref(entities);
}

bool api_merge_add(api_merge *merge, drg_slice line, api_fault *fault) {
    json_error_t error;
    json_t *reply = json_loadb(line.data, line.size, JSON_REJECT_DUPLICATES, &error);
    if (!reply)
        return api_fault_set(fault, "invalid_json", "%s (byte %d)", error.text, error.position);
    bool fine = check_reply(reply, fault);
    if (fine && !strcmp(merge_text(reply, "status"), "error"))
        merge->counts.errors++;
    else if (fine)
        add_events(merge, reply);
    merge->counts.articles += fine;
    json_decref(reply);
    if (fine && merge->failed)
        return api_fault_set(fault, "out_of_memory", "No memory for another event.");
    return fine;
}

/* ---- giving out ------------------------------------------------------------------------------ */

/* Numbers of groups that are gone leave the index, and keys without any. */
static void shrink_index(api_merge *merge) {
    json_t *fresh = json_object();
    const char *key;
    json_t *list;
    merge->indexed = 0;
    json_object_foreach(merge->index, key, list) {
        json_t *kept = json_array();
        size_t i;
        json_t *number;
        json_array_foreach(
            list, i, number) if (group_of(merge, (uint64_t)json_integer_value(number)))
            json_array_append(kept, number);
        merge->indexed += json_array_size(kept);
        if (json_array_size(kept))
            json_object_set(fresh, key, kept);
        json_decref(kept);
    }
    json_decref(merge->index);
    merge->index = fresh;
    merge->shrunk = merge->indexed;
    merge->failed = merge->failed || !fresh;
}

static bool is_over(const api_merge *merge, const merge_group *group) {
    int32_t day = group->published != INT32_MIN ? group->published : group->last;
    return merge->settings.keep_days && day != INT32_MIN && merge->newest != INT32_MIN &&
           merge->newest - day > (int32_t)merge->settings.keep_days;
}

bool api_merge_take(api_merge *merge, bool all, api_out *out) {
    size_t kept = 0, before = merge->count;
    if (!all && merge->taken == merge->newest)
        return !merge->failed; /* no day has passed, so none is over */
    merge->taken = merge->newest;
    for (size_t i = 0; i < before; i++) {
        merge_group *group = &merge->groups[i];
        if (!all && !is_over(merge, group)) {
            merge->groups[kept++] = *group;
            continue;
        }
        merge_group_write(group, out);
        merge_group_deinit(group);
        merge->counts.events++;
    }
    merge->count = kept;
    if (kept < before && merge->indexed > SHRINK_AT + 2 * merge->shrunk)
        shrink_index(merge);
    return !merge->failed && !out->failed;
}

api_merge_counts api_merge_count(const api_merge *merge) {
    return merge->counts;
}

api_merge *api_merge_new(const api_merge_settings *settings) {
    api_merge *merge = calloc(1, sizeof *merge);
    json_t *index = json_object();
    if (!merge || !index) {
        free(merge);
        json_decref(index);
        return NULL;
    }
    merge->settings = *settings;
    merge->index = index;
    merge->newest = merge->taken = INT32_MIN;
    return merge;
}

void api_merge_free(api_merge *merge) {
    if (!merge)
        return;
    for (size_t i = 0; i < merge->count; i++)
        merge_group_deinit(&merge->groups[i]);
    free(merge->groups);
    json_decref(merge->index);
    free(merge);
}
