/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A draft as a record of the reply: its tellings as mentions, the codes of its best telling, the
 * tense of most; place and date are chosen by rank.c.
 *
 * The confidence says how likely it is that an event of this type is told there at all: the
 * log-odds of its surest telling and of the next, and how many there are, weighed by numbers fitted
 * on articles that the reading engine has not seen (train/events/fit.py). Parties, place and date
 * have no part in it. Cost: linear in the tellings.
 */
#include "record.h"

#include "cameo.h"
#include "explain.h"

#include "../base/date.h"
#include "../engine.h"
#include "weights.h"

#include <math.h>

/* A record that is less likely is none: half the F1 of events found, where one more costs what it
 * brings; with weights and without, of which fewer are found. */
#define LEAST 0.3775F
#define LEAST_BY_WORDS 0.35F
#define LEAST_SAID 0.45F

/* The first token that begins at an offset or behind it. Cost: logarithmic. */
static uint32_t token_from(const drg_document *document, size_t offset) {
    size_t low = 0, high = document->tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->tokens.items[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* A description that is one of the titles to its last word, wherever its party came from:
 * "police" in "police deployment", "heavily armed militants". */
static void describe_sector(const drg_document *document, drg_party *party) {
    enum { WORDS = 3 };
    uint32_t first = token_from(document, party->span.start);
    uint32_t end = token_from(document, party->span.end);
    if (party->sector_count || end <= first)
        return;
    for (uint32_t at = end > first + WORDS ? end - WORDS : first; at < end; at++) {
        drg_title_hit hit;
        if (!drg_know_title(
                document->engine->know, document->text, document->tokens.items, end, at, &hit) ||
            hit.end_token != end || hit.kind == DRG_TITLE_HONORIFIC || hit.sector == UINT8_MAX)
            continue;
        party->sectors[party->sector_count++] = hit.sector;
        return;
    }
}

/* The parties of a side; those who are only described get their code here, entities have theirs. */
static const drg_party *keep_side(drg_document *document, const drg_side *side) {
    const drg_slice none = {NULL, 0};
    drg_party *kept = drg_arena_array(&document->arena, side->count, sizeof *kept);
    if (kept)
        memcpy(kept, side->items, side->count * sizeof *kept);
    for (size_t i = 0; kept && i < side->count; i++)
        if (kept[i].entity == DRG_NONE) {
            describe_sector(document, &kept[i]);
            kept[i].actor_code = drg_actor_code(&document->arena, document->engine, kept[i].country,
                none, none, kept[i].sectors, kept[i].sector_count);
        }
    return kept;
}

void drg_record_signs(const drg_draft *from, const drg_telling_list *tellings, drg_signs *signs) {
    float best = 0, next = 0;
    for (size_t i = 0; i < from->tellings.count; i++) {
        float confidence = tellings->items[from->tellings.items[i]].confidence;
        if (confidence > best) {
            next = best;
            best = confidence;
        } else if (confidence > next) {
            next = confidence;
        }
    }
    signs->count = 0;
    drg_sign(signs, DRG_SURE_BIAS, 1);
    drg_sign(signs, DRG_SURE_BEST, drg_odds(best, 0.001));
    drg_sign(signs, DRG_SURE_NEXT, next > 0 ? drg_odds(next, 0.001) : 0);
    drg_sign(signs, DRG_SURE_MANY, log((double)from->tellings.count));
    drg_sign_if(
        signs, drg_side_open(&from->source) && drg_side_open(&from->target), DRG_SURE_IMPLIED);
    drg_sign_if(signs, from->rival, DRG_SURE_RIVAL);
    drg_sign(signs, DRG_SURE_RIVAL_ODDS, from->rival ? from->rival_odds : 0);
    drg_sign_if(signs, from->rival && from->rival_beside, DRG_SURE_RIVAL_BESIDE);
    drg_sign(signs, DRG_SURE_TYPE + from->best->entry->type, 1);
}

/* Two mentions that a reader sees as one: their words touch, or one noun phrase holds both
 * ("diplomatic gathering", "high-level talks"). */
static bool one_mention(const drg_syntax *syntax, const drg_trigger *a, const drg_trigger *b) {
    if (a->sentence != b->sentence)
        return false;
    uint32_t chunk = syntax->nodes[a->end_token - 1].chunk;
    return b->first_token <= a->end_token ||
           (chunk != DRG_NONE && chunk == syntax->nodes[b->first_token].chunk);
}

static bool fill_mentions(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, const drg_draft *from, drg_event *event) {
    size_t count = from->tellings.count, kept = 0;
    drg_trigger *mentions = drg_arena_array(&document->arena, count, sizeof *mentions);
    if (!mentions)
        return false;
    double tense[DRG_HYPOTHETICAL + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        const drg_telling *telling = &tellings->items[from->tellings.items[i]];
        drg_trigger trigger = drg_trigger_of(document, &telling->found);
        drg_trigger *last = kept ? &mentions[kept - 1] : NULL;
        if (last && last->first_token <= trigger.first_token &&
            one_mention(syntax, last, &trigger)) {
            if (trigger.end_token > last->end_token) {
                last->end_token = trigger.end_token;
                last->span.end = trigger.span.end;
            }
        } else {
            mentions[kept++] = trigger;
        }
        tense[telling->chosen] += (double)telling->confidence;
    }
    for (int t = 0; t <= DRG_HYPOTHETICAL; t++)
        if (tense[t] > tense[event->tense])
            event->tense = (drg_tense)t;
    event->mentions = mentions;
    event->mention_count = kept;
    drg_signs signs;
    drg_record_signs(from, tellings, &signs);
    event->confidence = (float)(1 / (1 + exp(-drg_signs_odds(&signs, drg_sure_weights))));
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

static void fill_codes(const drg_syntax *syntax, const drg_draft *from, drg_event *event) {
    const drg_telling *best = from->best;
    const drg_entry *entry = best->entry;
    event->type = (drg_event_type)entry->type;
    event->mode = mode_of(best);
    event->quad_class = drg_lexicon_quad(syntax->lexicon, event->type);
    event->intensity = drg_lexicon_intensity(syntax->lexicon, event->type, event->mode);
    fill_contexts(syntax, best, event);
    event->tense = best->chosen;
    event->negated = best->negated;
    event->speaker = best->speaker;
    event->speaker_span = best->speaker_span;
    event->place = event->time = DRG_NONE;
    event->source_count = from->source.count;
    event->target_count = from->target.count;
}

/* What is over for more than a month is no news of this article (BBN ACCENT's line between current
 * and historical), where a day for it was found and is likelier than all others. */
static bool is_recap(const drg_document *document, const drg_event *event) {
    enum { MONTH = 31 };
    return event->tense == DRG_PAST && event->end.year && document->published.year &&
           event->date_confidence >= 0.5F &&
           drg_date_to_days(event->end) + MONTH < drg_date_to_days(document->published);
}

/* From what confidence on a record is told. What is asked or blamed is mistaken there more often
 * than all else: under LEAST_SAID 14 of 53 such records were right on dev and the articles with
 * event mentions alone, of the others 83 of 147. */
static float least_of(const drg_document *document, drg_event_type type) {
    if (!document->read.words)
        return LEAST_BY_WORDS;
    return type == DRG_ACCUSE || type == DRG_REQUEST ? LEAST_SAID : LEAST;
}

int drg_record_keep(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, drg_settling *settling, drg_draft *from) {
    if (from->source.count + from->target.count == 0)
        return DRG_OK; /* an event needs an actor */
    uint32_t index = (uint32_t)document->events.count;
    drg_event *event = drg_list_add(&document->arena, &document->events);
    if (!event)
        return DRG_ENOMEM;
    fill_codes(syntax, from, event);
    event->source = keep_side(document, &from->source);
    event->target = keep_side(document, &from->target);
    if (drg_arena_failed(&document->arena))
        return DRG_ENOMEM; /* sides have a count, and no parties */
    drg_event_why why = {.cameo = {NULL, 0}};
    drg_cameo_settle(document, syntax, from->best, event, &why.cameo);
    if (!fill_mentions(document, syntax, tellings, from, event))
        return DRG_ENOMEM;
    if (event->confidence < least_of(document, event->type) ||
        event->confidence < document->options.min_confidence) {
        document->events.count--;
        return DRG_OK;
    }
    const drg_record record = {syntax, &settling->scene, tellings, from->tellings.items,
        from->tellings.count, &settling->last, &document->arena, &why.place, &why.date};
    drg_settle(&record, event);
    event->recap = is_recap(document, event);
    drg_fingerprint(document, event);
    drg_event_explain(document, from, tellings, &why, event);
    event->source = drg_party_whole(document, syntax, event->source, event->source_count);
    event->target = drg_party_whole(document, syntax, event->target, event->target_count);
    from->event = index;
    return drg_arena_failed(&document->arena) ? DRG_ENOMEM : DRG_OK;
}
