/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One record for one event, however often it is told.
 *
 * Two tellings are of one event where type, parties and date agree: no side names somebody else, at
 * least one side shares somebody, and the dates do not differ. A telling that names nobody joins
 * the last event of its type where its trigger has the same lemma or a bare "the" before it ("the
 * talks"). The parties of the record are those of its fullest telling, filled up by the others.
 *
 * Each telling is compared with the last WINDOW events of its type: linear.
 */
#include "event.h"

#include "../base/date.h"

#define MOST_ABOUT 16 /* events that one may speak of; further ones are left out */
#define WINDOW 32 /* events of a type that a telling is compared with */
#define NEAR 4 /* sentences over which a telling without parties points back */

typedef struct draft {
    const drg_telling *best; /* the telling that gives the record its codes */
    drg_side source, target;
    DRG_LIST(uint32_t) tellings; /* numbers, reading order */
    uint32_t event; /* the document's event that it became, DRG_NONE */
    uint32_t previous; /* last draft of the same type, DRG_NONE */
    uint32_t last_sentence;
} draft;

typedef DRG_LIST(draft) draft_list;

/* The last word of a description: "opposition lawmakers" and "50 lawmakers" may be the same. */
static drg_slice head_word(drg_slice words) {
    size_t start = words.size;
    while (start > 0 && words.data[start - 1] != ' ')
        start--;
    return (drg_slice){words.data + start, words.size - start};
}

static bool same_word(drg_slice a, drg_slice b) {
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++)
        if ((a.data[i] | 0x20) != (b.data[i] | 0x20))
            return false;
    return true;
}

static bool state_like(drg_entity_type type) {
    return type == DRG_GPE || type == DRG_NORP;
}

/* One actor told twice: one entity, one state by its name and its adjective, or descriptions with
 * one head word and no other country. */
static bool same_actor(const drg_document *document, const drg_party *a, const drg_party *b) {
    if (drg_same_party(a, b))
        return true;
    bool named = a->entity != DRG_NONE, other_named = b->entity != DRG_NONE;
    if (named != other_named)
        return false;
    if (named)
        return a->country.size && drg_slice_equal(a->country, b->country) &&
               state_like(document->entities.items[a->entity].type) &&
               state_like(document->entities.items[b->entity].type);
    bool other_country =
        a->country.size && b->country.size && !drg_slice_equal(a->country, b->country);
    return !other_country && same_word(head_word(drg_slice_part(document->text, a->span)),
                                 head_word(drg_slice_part(document->text, b->span)));
}

static bool shares(const drg_document *document, const drg_side *a, const drg_side *b) {
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (same_actor(document, &a->items[i], &b->items[j]))
                return true;
    return false;
}

static bool named_side(const drg_side *side) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].entity != DRG_NONE)
            return true;
    return false;
}

/* Nobody is named there by the article itself. */
static bool open_side(const drg_side *side) {
    for (size_t i = 0; i < side->count; i++)
        if (!side->items[i].implied)
            return false;
    return true;
}

static bool agree(const drg_document *document, const drg_side *a, const drg_side *b) {
    return open_side(a) || open_side(b) || shares(document, a, b);
}

/* "The talks", "this attack", "the decision": a noun that points back. */
static bool names_again(const drg_syntax *syntax, const drg_telling *telling) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (telling->own_verb || chunk == DRG_NONE)
        return false;
    drg_slice first = syntax->document->tokens.items[syntax->chunks.items[chunk].first].lower;
    return drg_slice_is(first, "the") || drg_slice_is(first, "this") ||
           drg_slice_is(first, "these") || drg_slice_is(first, "those") ||
           drg_slice_is(first, "that");
}

static bool same_event(const drg_syntax *syntax, const draft *event, const drg_telling *telling) {
    const drg_document *document = syntax->document;
    const drg_telling *best = event->best;
    if (best->time != DRG_NONE && telling->time != DRG_NONE) {
        const drg_time *a = &document->times.items[best->time];
        const drg_time *b = &document->times.items[telling->time];
        if (drg_date_compare(a->start, b->end) > 0 || drg_date_compare(b->start, a->end) > 0)
            return false;
    }
    bool ahead = best->tense == DRG_FUTURE, told_ahead = telling->tense == DRG_FUTURE;
    if (ahead != told_ahead || best->negated != telling->negated)
        return false;
    bool fits = agree(document, &event->source, &telling->source) &&
                agree(document, &event->target, &telling->target);
    uint32_t apart = telling->found.sentence - event->last_sentence;
    size_t parties = telling->source.count + telling->target.count;
    size_t known = event->source.count + event->target.count;
    if (telling->entry->type == DRG_CONSULT && best->own_verb && telling->own_verb &&
        !drg_slice_equal(best->entry->lemma, telling->entry->lemma) &&
        (event->target.count == 0) != (telling->target.count == 0))
        return false; /* a meeting, and a call or visit to somebody */
    if (apart == 0)
        return fits;
    if (parties == 0 || known == 0)
        return apart <= NEAR && (drg_slice_equal(best->entry->lemma, telling->entry->lemma) ||
                                    names_again(syntax, telling));
    bool overlap = shares(document, &event->source, &telling->source) ||
                   shares(document, &event->target, &telling->target);
    bool described = !named_side(&telling->source) && !named_side(&telling->target);
    if (described && !drg_slice_equal(best->entry->lemma, telling->entry->lemma))
        return false; /* "police" arrest many */
    return overlap && fits;
}

static size_t parties_of(const drg_telling *telling) {
    return (telling->source.count ? 1U : 0U) + (telling->target.count ? 1U : 0U);
}

/* Fills empty sides; a fuller telling takes over the codes. */
static void join(draft *event, const drg_telling *telling) {
    size_t had = parties_of(event->best), has = parties_of(telling);
    if (has > had || (has == had && telling->confidence > event->best->confidence))
        event->best = telling;
    if (open_side(&event->source) && telling->source.count)
        event->source = telling->source;
    if (open_side(&event->target) && telling->target.count)
        event->target = telling->target;
    event->last_sentence = telling->found.sentence;
}

static uint32_t find_draft(
    const drg_syntax *syntax, const draft_list *drafts, uint32_t last, const drg_telling *telling) {
    for (int i = 0; i < WINDOW && last != DRG_NONE; i++) {
        if (same_event(syntax, &drafts->items[last], telling))
            return last;
        last = drafts->items[last].previous;
    }
    return DRG_NONE;
}

static int collect(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, draft_list *drafts, uint32_t *draft_of) {
    uint32_t last[DRG_EVENT_TYPES];
    for (int t = 0; t < DRG_EVENT_TYPES; t++)
        last[t] = DRG_NONE;
    for (size_t i = 0; i < tellings->count; i++) {
        const drg_telling *telling = &tellings->items[i];
        uint8_t type = telling->entry->type;
        uint32_t index = find_draft(syntax, drafts, last[type], telling);
        if (index == DRG_NONE) {
            index = (uint32_t)drafts->count;
            draft *made = drg_list_add(&document->arena, drafts);
            if (!made)
                return DRG_ENOMEM;
            *made = (draft){.best = telling,
                .source = telling->source,
                .target = telling->target,
                .event = DRG_NONE,
                .previous = last[type],
                .last_sentence = telling->found.sentence};
            last[type] = index;
        } else {
            join(&drafts->items[index], telling);
        }
        draft_of[i] = index;
        draft *event = &drafts->items[index];
        uint32_t *number = drg_list_add(&document->arena, &event->tellings);
        if (!number)
            return DRG_ENOMEM;
        *number = (uint32_t)i;
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
    double doubt = 1;
    for (size_t i = 0; i < count; i++) {
        const drg_telling *telling = &tellings->items[from->tellings.items[i]];
        mentions[i] = trigger_of(document, &telling->found);
        doubt *= 1 - (double)telling->confidence * (i == 0 ? 1 : 0.3);
        if (event->place == DRG_NONE)
            event->place = telling->place;
        if (event->time == DRG_NONE)
            event->time = telling->time;
    }
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
