/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Near misses: words that may tell an event and make no record of their own, each with the reason,
 * so that somebody who misses an event sees whether it was seen at all (options.explain).
 *
 * Words count from a score of DRG_LEAST_MISS on; the reason is the first that holds of: another
 * type was taken at the same words; the telling was joined to an event; nobody is on either side;
 * it stands in the complement of a promise, request, refusal or threat, is negated, or is
 * hypothetical, and would have been told otherwise; it stands in a headline or boilerplate; it
 * stands in somebody's words; none of these, and the score is too low.
 *
 * Cost: constant a candidate; at most DRG_MOST_MISSES are kept, compared with one another and with
 * the tellings of their sentence, and sorted at the end.
 */
#include "explain.h"

#include <stdlib.h>

drg_trigger drg_trigger_of(const drg_document *document, const drg_found *found) {
    uint32_t first = found->matched[0], end = first + 1;
    for (uint8_t m = 0; m < found->matched_count; m++) {
        first = found->matched[m] < first ? found->matched[m] : first;
        end = found->matched[m] >= end ? found->matched[m] + 1 : end;
    }
    const drg_token *tokens = document->tokens.items;
    return (drg_trigger){{tokens[first].start, tokens[end - 1].end}, first, end, found->sentence};
}

void drg_miss_note(drg_document *document, const drg_telling *telling, drg_miss_reason reason,
    drg_event_type other, uint32_t event) {
    bool asked = document->options.explain && telling->confidence >= DRG_LEAST_MISS;
    if (!asked || document->near_misses.count == DRG_MOST_MISSES)
        return;
    drg_near_miss *miss = drg_list_add(&document->arena, &document->near_misses);
    if (!miss)
        return; /* the arena has failed: the stage ends with DRG_ENOMEM */
    *miss = (drg_near_miss){.type = (drg_event_type)telling->entry->type,
        .trigger = drg_trigger_of(document, &telling->found),
        .score = telling->confidence,
        .reason = reason,
        .other = other,
        .event = event};
}

drg_miss_reason drg_miss_reason_of(const drg_syntax *syntax, const drg_telling *telling) {
    const drg_document *document = syntax->document;
    if (telling->source.count + telling->target.count == 0)
        return DRG_MISS_NO_PARTY;
    uint8_t kind = document->sentences.items[telling->found.sentence].kind;
    if (kind == DRG_HEADLINE || kind == DRG_BYLINE || kind == DRG_BOILERPLATE)
        return DRG_MISS_NOT_BODY;
    if (drg_quote_at(document, telling->found.head) != DRG_NONE)
        return DRG_MISS_QUOTED;
    return DRG_MISS_BELOW_THRESHOLD;
}

static bool overlap(const drg_trigger *a, uint32_t first, uint32_t end) {
    return a->first_token < end && first < a->end_token;
}

static bool told_after_all(
    const drg_near_miss *miss, const drg_telling_list *tellings, size_t told) {
    for (size_t i = told; i < tellings->count; i++) {
        const drg_telling *one = &tellings->items[i];
        if (one->entry->type == (uint8_t)miss->type &&
            overlap(&miss->trigger, one->found.first, one->found.end))
            return true;
    }
    return false;
}

static bool likelier(const drg_document *document, size_t at, size_t first) {
    const drg_near_miss *all = document->near_misses.items, *miss = &all[at];
    for (size_t i = first; i < document->near_misses.count; i++)
        if (i != at && all[i].type == miss->type &&
            overlap(&miss->trigger, all[i].trigger.first_token, all[i].trigger.end_token) &&
            (all[i].score > miss->score || (!(all[i].score < miss->score) && i < at)))
            return true;
    return false;
}

void drg_miss_trim(
    drg_document *document, size_t first, const drg_telling_list *tellings, size_t told) {
    drg_near_miss *all = document->near_misses.items;
    bool marked[DRG_MOST_MISSES] = {false};
    size_t kept = first;
    for (size_t i = first; i < document->near_misses.count; i++)
        if (told_after_all(&all[i], tellings, told) || likelier(document, i, first))
            marked[i - first] = true;
    for (size_t i = first; i < document->near_misses.count; i++)
        if (!marked[i - first])
            all[kept++] = all[i];
    document->near_misses.count = kept;
}

void drg_miss_draft(
    drg_document *document, const drg_telling_list *tellings, const drg_draft *draft) {
    bool told = draft->event != DRG_NONE, nobody = draft->source.count + draft->target.count == 0;
    drg_miss_reason left_out = nobody ? DRG_MISS_NO_PARTY : DRG_MISS_BELOW_THRESHOLD;
    for (size_t i = told ? 1 : 0; i < draft->tellings.count; i++) {
        const drg_telling *telling = &tellings->items[draft->tellings.items[i]];
        drg_miss_note(document, telling, told ? DRG_MISS_MERGED : left_out,
            (drg_event_type)telling->entry->type, draft->event);
    }
}

static int by_place(const void *left, const void *right) {
    const drg_near_miss *a = left, *b = right;
    if (a->trigger.span.start != b->trigger.span.start)
        return a->trigger.span.start < b->trigger.span.start ? -1 : 1;
    if (a->trigger.span.end != b->trigger.span.end)
        return a->trigger.span.end < b->trigger.span.end ? -1 : 1;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    return (int)a->reason - (int)b->reason;
}

void drg_miss_finish(drg_document *document) {
    if (document->near_misses.count)
        qsort(document->near_misses.items, document->near_misses.count,
            sizeof *document->near_misses.items, by_place);
}
