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
#include "event.h"

#include <math.h>

#define MOST_ABOUT 16 /* events that one may speak of; further ones are left out */
#define WINDOW 40 /* tellings of a type that one is compared with */
#define THRESHOLD (-0.35) /* odds from which a telling joins a record */

typedef struct draft {
    const drg_telling *best; /* the telling that gives the record its codes */
    drg_side source, target;
    DRG_LIST(uint32_t) tellings; /* numbers, reading order */
    uint32_t event; /* the document's event that it became, DRG_NONE */
} draft;

typedef DRG_LIST(draft) draft_list;

typedef struct telling_chain { /* the tellings of each type, last first */
    uint32_t last[DRG_EVENT_TYPES];
    uint32_t *previous; /* [tellings] the one before of the same type, DRG_NONE */
    uint32_t *draft_of; /* [tellings] */
} telling_chain;

static size_t parties_of(const drg_telling *telling) {
    return (telling->source.count ? 1U : 0U) + (telling->target.count ? 1U : 0U);
}

/* Fills empty sides; a fuller telling takes over the codes. */
static void join(draft *event, const drg_telling *telling) {
    size_t had = parties_of(event->best), has = parties_of(telling);
    if (has > had || (has == had && telling->confidence > event->best->confidence))
        event->best = telling;
    if (drg_side_open(&event->source) && telling->source.count)
        event->source = telling->source;
    if (drg_side_open(&event->target) && telling->target.count)
        event->target = telling->target;
}

/* The draft that a telling joins; DRG_NONE: it opens one. The tellings of a draft among the last
 * WINDOW of the type speak for it. */
static uint32_t find_draft(const drg_syntax *syntax, const telling_chain *chain,
    const drg_telling_list *tellings, const drg_telling *telling) {
    uint32_t near[WINDOW];
    double sum[WINDOW], best = THRESHOLD;
    size_t many[WINDOW], count = 0;
    uint32_t found = DRG_NONE, at = chain->last[telling->entry->type];
    for (int i = 0; i < WINDOW && at != DRG_NONE; i++, at = chain->previous[at]) {
        size_t place = 0;
        while (place < count && near[place] != chain->draft_of[at])
            place++;
        if (place == count) {
            near[count] = chain->draft_of[at];
            sum[count] = 0;
            many[count++] = 0;
        }
        sum[place] += drg_same_odds(syntax, &tellings->items[at], telling);
        many[place]++;
    }
    for (size_t i = 0; i < count; i++)
        if (sum[i] / sqrt((double)many[i]) > best) {
            best = sum[i] / sqrt((double)many[i]);
            found = near[i];
        }
    return found;
}

static int open_draft(drg_arena *arena, draft_list *drafts, const drg_telling *telling) {
    draft *made = drg_list_add(arena, drafts);
    if (!made)
        return DRG_ENOMEM;
    *made = (draft){
        .best = telling, .source = telling->source, .target = telling->target, .event = DRG_NONE};
    return DRG_OK;
}

static int collect(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, draft_list *drafts, uint32_t *draft_of) {
    telling_chain chain = {.draft_of = draft_of};
    chain.previous = drg_arena_array(&document->arena, tellings->count + 1, sizeof *chain.previous);
    if (!chain.previous)
        return DRG_ENOMEM;
    for (int t = 0; t < DRG_EVENT_TYPES; t++)
        chain.last[t] = DRG_NONE;
    for (uint32_t i = 0; i < tellings->count; i++) {
        const drg_telling *telling = &tellings->items[i];
        uint32_t *last = &chain.last[telling->entry->type];
        draft_of[i] = find_draft(syntax, &chain, tellings, telling);
        if (draft_of[i] == DRG_NONE) {
            draft_of[i] = (uint32_t)drafts->count;
            if (open_draft(&document->arena, drafts, telling))
                return DRG_ENOMEM;
        } else {
            join(&drafts->items[draft_of[i]], telling);
        }
        chain.previous[i] = *last;
        *last = i;
        uint32_t *number = drg_list_add(&document->arena, &drafts->items[draft_of[i]].tellings);
        if (!number)
            return DRG_ENOMEM;
        *number = i;
    }
    return DRG_OK;
}

/* ---- records ----------------------------------------------------------------------------------
 */

static const drg_party *keep_side(drg_document *document, const drg_side *side) {
    drg_party *kept = drg_arena_array(&document->arena, side->count, sizeof *kept);
    if (kept)
        memcpy(kept, side->items, side->count * sizeof *kept);
    return kept;
}

static drg_trigger trigger_of(const drg_document *document, const drg_found *found) {
    uint32_t first = found->matched[0], end = first + 1;
    for (uint8_t m = 0; m < found->matched_count; m++) {
        first = found->matched[m] < first ? found->matched[m] : first;
        end = found->matched[m] >= end ? found->matched[m] + 1 : end;
    }
    const drg_token *tokens = document->tokens.items;
    return (drg_trigger){{tokens[first].start, tokens[end - 1].end}, first, end, found->sentence};
}

static bool fill_mentions(
    drg_document *document, const drg_telling_list *tellings, const draft *from, drg_event *event) {
    size_t count = from->tellings.count;
    drg_trigger *mentions = drg_arena_array(&document->arena, count, sizeof *mentions);
    if (!mentions)
        return false;
    double doubt = 1, tense[DRG_HYPOTHETICAL + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        const drg_telling *telling = &tellings->items[from->tellings.items[i]];
        mentions[i] = trigger_of(document, &telling->found);
        tense[telling->tense] += (double)telling->confidence;
        doubt *= 1 - (double)telling->confidence * (i == 0 ? 1 : 0.3);
        if (event->place == DRG_NONE)
            event->place = telling->place;
        if (event->time == DRG_NONE)
            event->time = telling->time;
    }
    for (int t = 0; t <= DRG_HYPOTHETICAL; t++)
        if (tense[t] > tense[event->tense])
            event->tense = (drg_tense)t;
    event->mentions = mentions;
    event->mention_count = count;
    event->confidence = (float)(1 - doubt);
    return true;
}

/* The mode that the words tell, or the one that the reading engine is sure of. */
static drg_slice mode_of(const drg_telling *best) {
    const uint8_t likely = 128, sure = 204; /* of 255 */
    const drg_read_event *read = best->read;
    if (read && read->mode.size && read->mode_probability >= (best->mode.size ? sure : likely))
        return read->mode;
    return best->mode;
}

/* Contexts that the entry brings, then those that the reading engine finds likelier than not. */
static void fill_contexts(const drg_syntax *syntax, const drg_telling *best, drg_event *event) {
    memcpy(event->contexts, best->entry->contexts, sizeof event->contexts);
    event->context_count = best->entry->context_count;
    for (size_t i = 0; best->read && i < best->read->context_count; i++) {
        uint8_t context = drg_lexicon_context(syntax->lexicon, best->read->contexts[i]);
        bool there = context == UINT8_MAX;
        for (size_t c = 0; c < event->context_count; c++)
            there |= event->contexts[c] == context;
        if (!there && event->context_count < DRG_MAX_CONTEXTS)
            event->contexts[event->context_count++] = context;
    }
}

static void fill_codes(const drg_syntax *syntax, const draft *from, drg_event *event) {
    const drg_telling *best = from->best;
    const drg_entry *entry = best->entry;
    event->type = (drg_event_type)entry->type;
    event->mode = mode_of(best);
    event->cameo = best->cameo;
    event->goldstein = best->goldstein;
    event->quad_class = drg_lexicon_quad(syntax->lexicon, event->type);
    event->intensity = drg_lexicon_intensity(syntax->lexicon, event->type, event->mode);
    fill_contexts(syntax, best, event);
    event->tense = best->tense;
    event->negated = best->negated;
    event->speaker = best->speaker;
    event->speaker_span = best->speaker_span;
    event->place = best->place;
    event->time = best->time;
    event->source_count = from->source.count;
    event->target_count = from->target.count;
}

static void fill_date(const drg_document *document, drg_event *event) {
    if (event->time == DRG_NONE)
        return;
    const drg_time *time = &document->times.items[event->time];
    event->start = time->start;
    event->end = time->end;
    event->date_basis = time->basis;
}

static void explain(drg_document *document, const draft *from, drg_event *event) {
    const drg_entry *entry = from->best->entry;
    if (document->options.explain)
        event->explanation = drg_arena_format(&document->arena,
            "trigger '%.*s' tells %s in %.0f %% of its places; %zu sources, %zu targets, told %zu "
            "times",
            (int)entry->lemma.size, entry->lemma.data,
            drg_event_type_name((drg_event_type)entry->type), 100 * (double)entry->weight,
            event->source_count, event->target_count, event->mention_count);
}

/* Makes the record of a draft; leaves out what has no actor or too little confidence. */
static int keep_record(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, draft *from) {
    if (from->source.count + from->target.count == 0)
        return DRG_OK; /* an event needs an actor */
    uint32_t index = (uint32_t)document->events.count;
    drg_event *event = drg_list_add(&document->arena, &document->events);
    if (!event)
        return DRG_ENOMEM;
    fill_codes(syntax, from, event);
    event->source = keep_side(document, &from->source);
    event->target = keep_side(document, &from->target);
    if (!fill_mentions(document, tellings, from, event))
        return DRG_ENOMEM;
    if (event->confidence < document->options.min_confidence) {
        document->events.count--;
        return DRG_OK;
    }
    fill_date(document, event);
    drg_fingerprint(document, event);
    explain(document, from, event);
    from->event = index;
    return DRG_OK;
}

static bool speaks_of(const drg_event *event, uint32_t other) {
    for (size_t i = 0; i < event->about_count; i++)
        if (event->about[i] == other)
            return true;
    return false;
}

/* "Condemned the attack": the record of the first speaks of that of the second. */
static int link_about(drg_document *document, const drg_telling_list *tellings,
    const draft_list *drafts, const uint32_t *draft_of) {
    for (size_t i = 0; i < tellings->count; i++) {
        uint32_t over = tellings->items[i].over;
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

int drg_merge(drg_document *document, const drg_syntax *syntax, drg_telling_list *tellings) {
    draft_list drafts = {0};
    uint32_t *draft_of = drg_arena_array(&document->arena, tellings->count + 1, sizeof *draft_of);
    if (!draft_of)
        return DRG_ENOMEM;
    int result = collect(document, syntax, tellings, &drafts, draft_of);
    for (size_t i = 0; !result && i < drafts.count; i++)
        result = keep_record(document, syntax, tellings, &drafts.items[i]);
    if (!result)
        result = link_about(document, tellings, &drafts, draft_of);
    return drg_arena_failed(&document->arena) ? DRG_ENOMEM : result;
}
