/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "near_misses": words that may tell an event and make no record of the reply, each with the
 * reason. The library knows all but one: a record below the caller's min_confidence is there, and
 * only the reply leaves it out.
 */
#include "labels.h"

#include <stdio.h>

static void write_trigger(api_json *json, const api_view *view, const drg_trigger *trigger) {
    api_json_member_uint(json, "start", api_view_offset(view, trigger->span.start));
    api_json_member_uint(json, "end", api_view_offset(view, trigger->span.end));
    api_json_member(json, "text", api_view_text(view, trigger->span));
    api_json_member_uint(json, "sentence", trigger->sentence);
}

static void write_type(api_json *json, const api_view *view, const char *key, drg_event_type type) {
    const drg_slice none = {NULL, 0};
    api_json_member(json, key, api_label_of(view, type, none, none).name);
}

static void write_miss(api_json *json, const api_view *view, const drg_near_miss *miss) {
    api_json_open(json, '{');
    write_type(json, view, "type", miss->type);
    write_trigger(json, view, &miss->trigger);
    api_json_member_fixed(json, "score", (double)miss->score, 3);
    api_json_member_text(json, "reason", drg_miss_reason_name(miss->reason));
    if (miss->reason == DRG_MISS_OTHER_TYPE)
        write_type(json, view, "other_type", miss->other);
    if (miss->event < view->event_count) {
        char id[16];
        snprintf(id, sizeof id, "v%u", miss->event + 1u);
        api_json_member_text(json, "event", id);
    }
    api_json_close(json, '}');
}

static void write_unsure(api_json *json, const api_view *view, const drg_event *event) {
    if (!event->mention_count)
        return;
    api_json_open(json, '{');
    api_json_member(json, "type", api_label_of(view, event->type, event->mode, event->cameo).name);
    write_trigger(json, view, &event->mentions[0]);
    api_json_member_fixed(json, "score", (double)event->confidence, 3);
    api_json_member_text(json, "reason", "below_min_confidence");
    api_json_close(json, '}');
}

/* A telling of a record that the reply leaves out is no miss of its own. */
static bool shown(const api_view *view, const drg_near_miss *miss) {
    return miss->event >= view->event_count ||
           api_view_keeps(view, (double)view->events[miss->event].confidence);
}

static uint32_t start_of(const drg_event *event) {
    return event->mention_count ? event->mentions[0].span.start : UINT32_MAX;
}

/* The next record below min_confidence, from `at` on. */
static size_t next_unsure(const api_view *view, size_t at) {
    while (at < view->event_count && api_view_keeps(view, (double)view->events[at].confidence))
        at++;
    return at;
}

void api_write_near_misses(api_json *json, const api_view *view) {
    size_t unsure = next_unsure(view, 0);
    api_json_member_open(json, "near_misses", '[');
    for (size_t i = 0; i < view->near_miss_count; i++) { /* both lists are in reading order */
        const drg_near_miss *miss = &view->near_misses[i];
        while (unsure < view->event_count &&
               start_of(&view->events[unsure]) < miss->trigger.span.start) {
            write_unsure(json, view, &view->events[unsure]);
            unsure = next_unsure(view, unsure + 1);
        }
        if (shown(view, miss))
            write_miss(json, view, miss);
    }
    for (; unsure < view->event_count; unsure = next_unsure(view, unsure + 1))
        write_unsure(json, view, &view->events[unsure]);
    api_json_close(json, ']');
}
