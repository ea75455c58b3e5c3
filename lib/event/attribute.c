/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When, whether, where, and who says so.
 *
 * Tense: of the verb group that tells the event, or that has its noun as object. "Will", "is to",
 * "would" (news reports what was said to lie ahead) and infinitives of intention are future;
 * "could", "if", "should" hypothetical; "is ...ing" ongoing; all else past, since news tells what
 * has happened, and a headline's present is past. Nouns say it by their adjective ("planned talks",
 * "ongoing war").
 * Negation: deny.c. Speaker: of the quotation that the words stand
 * in. Place: the nearest place behind "in", "at", "near"; date: the nearest time expression; both
 * of the same sentence, those to the right first. All looks are bounded by the sentence.
 */
#include "event.h"

#include "../base/date.h"
#include "../base/sort.h"

enum { DEEPEST = 8 }; /* quotations inside one report that are looked over */

#define REACH 40 /* tokens to each side in which a place or time may stand */

/* ---- tense ------------------------------------------------------------------------------------
 */

static drg_tense noun_tense(const drg_syntax *syntax, const drg_telling *telling, drg_tense verb) {
    static const char *const future[] = {
        "planned", "upcoming", "next", "scheduled", "forthcoming", "coming", "future", "expected"};
    static const char *const ongoing[] = {
        "ongoing", "continuing", "current", "continued", "protracted", "years-long"};
    static const char *const unreal[] = {
        "possible", "potential", "proposed", "any", "further", "new_", "eventual"};
    static const char *const plans[] = {"plans", "plan", "proposal", "call", "calls", "hopes",
        "prospect", "invitation", "preparations", "date", "venue"};
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (chunk == DRG_NONE)
        return verb;
    uint32_t by = syntax->chunks.items[chunk].preposition;
    if (by != DRG_NONE && by > 0 && DRG_ONE_OF(drg_lower_at(syntax, by - 1), plans))
        return DRG_FUTURE;
    for (uint32_t t = syntax->chunks.items[chunk].first; t < telling->found.head; t++) {
        drg_slice word = drg_lower_at(syntax, t);
        if (DRG_ONE_OF(word, future))
            return DRG_FUTURE;
        if (DRG_ONE_OF(word, ongoing))
            return DRG_ONGOING;
        if (DRG_ONE_OF(word, unreal))
            return DRG_HYPOTHETICAL;
    }
    return verb;
}

static drg_tense group_tense(const drg_syntax *syntax, uint32_t index) {
    for (int depth = 0; depth < 4 && index != DRG_NONE; depth++) {
        const drg_verb *verb = &syntax->verbs.items[index];
        if (verb->says & DRG_WORD_FUTURE)
            return DRG_FUTURE;
        if (verb->says & (DRG_WORD_HYPOTHETICAL | DRG_WORD_OBLIGATION))
            return DRG_HYPOTHETICAL;
        if (verb->finite)
            return verb->progressive && !verb->past ? DRG_ONGOING : DRG_PAST;
        if (verb->governor == DRG_NONE)
            return DRG_PAST;
        const drg_verb *over = &syntax->verbs.items[verb->governor];
        if (verb->infinitive) {
            uint16_t kinds = drg_verb_kinds(syntax, over);
            if (kinds & (DRG_VERB_INTEND | DRG_VERB_CONTROL))
                return DRG_FUTURE;
        }
        index = verb->governor;
    }
    return DRG_PAST;
}

/* ---- who says so ------------------------------------------------------------------------------
 */

uint32_t drg_quote_at(const drg_document *document, uint32_t token) {
    uint32_t at = document->tokens.items[token].start;
    size_t behind = DRG_FIRST_FROM(document->quotes, content.start, at + 1);
    /* a report may hold quotations that end before the token: the innermost around it counts */
    for (size_t back = 0; back < DEEPEST && back < behind; back++)
        if (document->quotes.items[behind - 1 - back].content.end > at)
            return (uint32_t)(behind - 1 - back);
    return DRG_NONE;
}

static void find_speaker(const drg_document *document, drg_telling *telling) {
    uint32_t quote = drg_quote_at(document, telling->found.head);
    if (quote == DRG_NONE)
        return;
    telling->speaker = document->quotes.items[quote].speaker;
    telling->speaker_span = document->quotes.items[quote].speaker_span;
}

/* ---- where and when ---------------------------------------------------------------------------
 */

static bool is_party(const drg_telling *telling, uint32_t entity) {
    for (size_t i = 0; i < telling->source.count; i++)
        if (telling->source.items[i].entity == entity)
            return true;
    for (size_t i = 0; i < telling->target.count; i++)
        if (telling->target.items[i].entity == entity)
            return true;
    return false;
}

static bool locative(drg_slice word) {
    static const char *const words[] = {
        "in", "at", "near", "outside", "across", "inside", "around", "throughout"};
    return DRG_ONE_OF(word, words);
}

static bool place_like(drg_entity_type type) {
    return type == DRG_GPE || type == DRG_LOCATION || type == DRG_FACILITY;
}

/* Distance in tokens; what stands to the left counts double. */
static uint32_t distance(const drg_telling *telling, uint32_t first, uint32_t end) {
    if (first >= telling->found.end)
        return first - telling->found.end;
    if (end <= telling->found.first)
        return 2 * (telling->found.first - end);
    return 0;
}

/* "in Lagos state", "in the Hebron area": the head is a word for a place itself. */
static bool place_head(drg_slice word) {
    static const char *const words[] = {"state", "province", "city", "region", "district",
        "capital", "town", "village", "area", "county", "island", "border", "airport", "camp"};
    return DRG_ONE_OF(word, words);
}

/* A visit is where the host is, an invasion where the invaded are. */
static void place_of_target(const drg_document *document, drg_telling *telling) {
    bool there = drg_slice_is(telling->entry->mode, "visit") || telling->entry->type == DRG_ASSAULT;
    for (size_t i = 0; there && i < telling->target.count && telling->place == DRG_NONE; i++) {
        uint32_t entity = telling->target.items[i].entity;
        if (entity != DRG_NONE && place_like(document->entities.items[entity].type))
            telling->place = entity;
    }
}

static void find_place(const drg_syntax *syntax, drg_telling *telling) {
    const drg_document *document = syntax->document;
    const drg_sentence *sentence = &document->sentences.items[telling->found.sentence];
    uint32_t best = 2 * REACH, m = drg_document_mention_from(document, sentence->first_token);
    if (telling->found.first > sentence->first_token + REACH)
        m = drg_document_mention_from(document, telling->found.first - REACH);
    for (; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->first_token >= sentence->end_token ||
            mention->first_token > telling->found.end + REACH)
            break;
        uint32_t chunk = syntax->nodes[mention->first_token].chunk;
        if (mention->kind != DRG_NAME || chunk == DRG_NONE ||
            !place_like(document->entities.items[mention->entity].type))
            continue;
        const drg_chunk *one = &syntax->chunks.items[chunk];
        uint32_t far = distance(telling, mention->first_token, mention->end_token);
        if (one->preposition == DRG_NONE || !locative(drg_lower_at(syntax, one->preposition)) ||
            (one->head >= mention->end_token && !place_head(drg_lower_at(syntax, one->head))) ||
            is_party(telling, mention->entity) || far >= best)
            continue;
        best = far;
        telling->place = mention->entity;
    }
}

size_t drg_time_from(const drg_document *document, uint32_t token) {
    return DRG_FIRST_FROM(document->times, first_token, token);
}

/* A day says more of an event than a month or year that stands nearer. */
static uint32_t coarse(const drg_time *time) {
    return time->granularity == DRG_DAY ? 0 : time->granularity <= DRG_MONTH ? 6 : 12;
}

/* What has happened did not happen after the day of publication ("wants a cut by 2030"). */
static bool time_fits(
    const drg_document *document, const drg_telling *telling, const drg_time *time) {
    if (time->start.year == 0)
        return false;
    return telling->tense != DRG_PAST || document->published.year == 0 ||
           drg_date_compare(time->start, document->published) <= 0;
}

static void find_time(const drg_syntax *syntax, drg_telling *telling) {
    const drg_document *document = syntax->document;
    const drg_sentence *sentence = &document->sentences.items[telling->found.sentence];
    uint32_t from = sentence->first_token, best = 2 * REACH;
    if (telling->found.first > from + REACH)
        from = telling->found.first - REACH;
    for (size_t i = drg_time_from(document, from); i < document->times.count; i++) {
        const drg_time *time = &document->times.items[i];
        if (time->first_token >= sentence->end_token ||
            time->first_token > telling->found.end + REACH)
            break;
        uint32_t far = distance(telling, time->first_token, time->end_token) + coarse(time);
        if (!time_fits(document, telling, time) || far >= best)
            continue;
        best = far;
        telling->time = (uint32_t)i;
    }
}

void drg_attribute_find(const drg_syntax *syntax, drg_telling *telling) {
    telling->tense = telling->verb == DRG_NONE ? DRG_PAST : group_tense(syntax, telling->verb);
    if (!telling->own_verb)
        telling->tense = noun_tense(syntax, telling, telling->tense);
    telling->negated = drg_denied(syntax, telling);
    find_speaker(syntax->document, telling);
    find_place(syntax, telling);
    place_of_target(syntax->document, telling);
    find_time(syntax, telling);
}
