/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One record for one event, however often it is told.
 *
 * In reading order, each telling joins the record of its type whose tellings speak most for it
 * (same.c), or opens one: the sum of their log-odds over the root of their number, between a mean
 * and a sum, since tellings are not independent witnesses. The threshold was chosen so that records
 * told twice and records lost to a wrong merge weigh about equally. The parties of the record are
 * those of its first telling that names any, its tense that of most tellings, its codes those of
 * the fullest.
 *
 * Each telling is compared with the last WINDOW of its type: linear.
 */
#include "explain.h"
#include "fill.h"
#include "rank.h"
#include "same.h"
#include "unite.h"
#include "weights.h"

#include <float.h>

#define MOST_ABOUT 16 /* events that one may speak of; further ones are left out */
#define WINDOW 40 /* tellings of a type that one is compared with */
#define JOIN (-0.5) /* log-odds from which a telling joins a record */

typedef struct telling_chain { /* the tellings of each type, last first */
    uint32_t last[DRG_EVENT_TYPES];
    uint32_t *previous; /* [tellings] the one before of the same type, DRG_NONE */
    uint32_t *draft_of; /* [tellings] */
} telling_chain;

typedef struct joining {
    const drg_syntax *syntax;
    const drg_telling_list *tellings;
    drg_draft_list *drafts;
    const drg_watch *watch;
    telling_chain chain;
} joining;

typedef struct joined { /* the draft that a telling may join */
    uint32_t draft; /* DRG_NONE: there is none */
    double odds;
    bool beside; /* in the same sentence */
} joined;

static size_t parties_of(const drg_telling *telling) {
    return (telling->source.count ? 1U : 0U) + (telling->target.count ? 1U : 0U);
}

/* Fills empty sides; a fuller telling takes over the codes. */
static void join(drg_draft *event, const drg_telling *telling) {
    size_t had = parties_of(event->best), has = parties_of(telling);
    if (has > had || (has == had && telling->confidence > event->best->confidence))
        event->best = telling;
    if (drg_side_open(&event->source) && telling->source.count)
        event->source = telling->source;
    if (drg_side_open(&event->target) && telling->target.count)
        event->target = telling->target;
}

/* The draft that a telling tells likeliest. The tellings of a draft among the last WINDOW of the
 * type speak for it. */
static void find_draft(const joining *work, const drg_telling *telling, joined *likeliest) {
    drg_same_view near[WINDOW];
    size_t count = 0;
    uint32_t at = work->chain.last[telling->entry->type];
    uint32_t turn = drg_same_turn(work->syntax, telling);
    for (int i = 0; i < WINDOW && at != DRG_NONE; i++, at = work->chain.previous[at]) {
        size_t place = 0;
        while (place < count && near[place].draft != work->chain.draft_of[at])
            place++;
        if (place == count)
            drg_same_open(&near[count++], work->chain.draft_of[at]);
        drg_same_add(work->syntax, &work->tellings->items[at], telling, turn, &near[place]);
    }
    *likeliest = (joined){.draft = DRG_NONE, .odds = -DBL_MAX};
    for (size_t i = 0; i < count; i++) {
        drg_signs signs;
        drg_same_signs(work->syntax, telling, &near[i], i == 0, count, &signs);
        double odds = drg_signs_odds(&signs, drg_same_weights) + drg_same_prior(&near[i]);
        if (work->watch)
            work->watch->same(work->watch->user, &work->drafts->items[near[i].draft], telling,
                work->tellings, &signs);
        if (odds > JOIN && drg_apart_holds(work->syntax, telling, &near[i].apart))
            odds = JOIN; /* near, and yet another event */
        if (odds <= JOIN && drg_apart_death(&near[i].apart))
            odds = 0; /* nobody dies twice */
        if (odds > likeliest->odds)
            *likeliest = (joined){near[i].draft, odds, near[i].nearest == 0};
    }
}

static int open_draft(
    drg_arena *arena, drg_draft_list *drafts, const drg_telling *telling, const joined *rival) {
    drg_draft *made = drg_list_add(arena, drafts);
    if (!made)
        return DRG_ENOMEM;
    *made = (drg_draft){.best = telling,
        .source = telling->source,
        .target = telling->target,
        .event = DRG_NONE,
        .rival = rival->draft != DRG_NONE,
        .rival_beside = rival->beside,
        .rival_odds = rival->odds};
    return DRG_OK;
}

static int collect(drg_document *document, joining *work) {
    telling_chain *chain = &work->chain;
    const drg_telling_list *tellings = work->tellings;
    chain->previous =
        drg_arena_array(&document->arena, tellings->count + 1, sizeof *chain->previous);
    if (!chain->previous)
        return DRG_ENOMEM;
    for (int t = 0; t < DRG_EVENT_TYPES; t++)
        chain->last[t] = DRG_NONE;
    for (uint32_t i = 0; i < tellings->count; i++) {
        const drg_telling *telling = &tellings->items[i];
        uint32_t *last = &chain->last[telling->entry->type];
        joined likeliest;
        find_draft(work, telling, &likeliest);
        uint32_t draft = likeliest.odds > JOIN ? likeliest.draft : DRG_NONE;
        if (draft == DRG_NONE) {
            draft = (uint32_t)work->drafts->count;
            if (open_draft(&document->arena, work->drafts, telling, &likeliest))
                return DRG_ENOMEM;
        } else {
            join(&work->drafts->items[draft], telling);
            work->drafts->items[draft].joined += likeliest.odds;
        }
        chain->draft_of[i] = draft;
        chain->previous[i] = *last;
        *last = i;
        uint32_t *number = drg_list_add(&document->arena, &work->drafts->items[draft].tellings);
        if (!number)
            return DRG_ENOMEM;
        *number = i;
    }
    return DRG_OK;
}

/* ---- what speaks of what -----------------------------------------------------------------------
 */

static bool speaks_of(const drg_event *event, uint32_t other) {
    for (size_t i = 0; i < event->about_count; i++)
        if (event->about[i] == other)
            return true;
    return false;
}

/* "Condemned the attack": the record of the first speaks of that of the second. */
static int link_about(drg_document *document, const drg_telling_list *tellings,
    const drg_draft_list *drafts, const uint32_t *draft_of) {
    for (size_t i = 0; i < tellings->count; i++) {
        uint32_t over = tellings->items[i].spoken_by;
        if (over == DRG_NONE)
            continue;
        uint32_t event = drafts->items[draft_of[over]].event;
        uint32_t other = drafts->items[draft_of[i]].event;
        if (event == DRG_NONE || other == DRG_NONE || event == other ||
            document->events.items[event].about_count == MOST_ABOUT ||
            speaks_of(&document->events.items[event], other))
            continue;
        drg_event *from = &document->events.items[event];
        uint32_t *longer = drg_arena_array(&document->arena, from->about_count + 1, sizeof *longer);
        if (!longer)
            return DRG_ENOMEM;
        if (from->about_count)
            memcpy(longer, from->about, from->about_count * sizeof *longer);
        longer[from->about_count] = other;
        from->about = longer;
        from->about_count++;
    }
    return DRG_OK;
}

static int expand_groups(drg_document *document, drg_draft *draft) {
    int result = drg_group_expand(document, &draft->source);
    return result ? result : drg_group_expand(document, &draft->target);
}

int drg_merge(drg_document *document, const drg_syntax *syntax, drg_telling_list *tellings,
    const drg_watch *watch) {
    drg_draft_list drafts = {0};
    uint32_t *draft_of = drg_arena_array(&document->arena, tellings->count + 1, sizeof *draft_of);
    if (!draft_of)
        return DRG_ENOMEM;
    joining work = {.syntax = syntax,
        .tellings = tellings,
        .drafts = &drafts,
        .watch = watch,
        .chain = {.draft_of = draft_of}};
    drg_settling settling = {.last = {DRG_NONE, DRG_NONE, DRG_NONE}};
    int result = drg_scene_make(syntax, &document->arena, &settling.scene);
    if (!result)
        result = collect(document, &work);
    drg_fill fill;
    drg_fill_open(document, syntax, tellings, watch, &fill);
    for (uint32_t i = 0; !result && i < drafts.count; i++)
        result = drg_unite(document, syntax, tellings, watch, i, &drafts.items[i]);
    if (!result)
        result = drg_fill_about(document, syntax, tellings, draft_of, &drafts);
    if (!result)
        result = drg_fill_war(&fill, &drafts);
    for (uint32_t i = 0; !result && i < drafts.count; i++)
        result = drg_fill_record(&fill, i, &drafts.items[i]);
    for (uint32_t i = 0; !result && i < drafts.count; i++)
        result = expand_groups(document, &drafts.items[i]);
    for (uint32_t i = 0; !result && i < drafts.count; i++)
        result = drg_one_side(document, &drafts.items[i]);
    for (size_t i = 0; !result && i < drafts.count; i++)
        result = drg_record_keep(document, syntax, tellings, &settling, &drafts.items[i]);
    if (!result)
        result = link_about(document, tellings, &drafts, draft_of);
    for (size_t i = 0; !result && i < drafts.count; i++)
        drg_miss_draft(document, tellings, &drafts.items[i]);
    drg_miss_finish(document);
    return drg_arena_failed(&document->arena) ? DRG_ENOMEM : result;
}
