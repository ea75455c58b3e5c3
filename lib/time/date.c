/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The date stage: every expression of time in the text, as an interval of days.
 *
 * One pass over the tokens of each sentence. Where a word of time or a number stands, or one of the
 * few small words that may lead an expression, the grammar (expression.c) is tried; what it takes
 * is resolved against the day of publication (resolve.c) and the pass goes on behind it, so the
 * times are in reading order and do not overlap. Expressions that cannot be resolved are kept with
 * empty dates: that a time is told is known, which one is not. Without a day of publication (given,
 * or found by published.c) that goes for all relative ones, and the document carries the warning
 * no_published_date.
 *
 * "A day earlier" is told from the last day that the same sentence, or the one before, told.
 * Boilerplate is not read: a copyright's year is no time of the story. Fiscal years, clock times
 * alone, durations and ages are no times here.
 *
 * Cost: linear; the grammar looks ahead, and tense.c around, a fixed number of tokens.
 */
#include "expression.h"

#define CANCEL_POLL 256 /* sentences */

static bool may_lead(drg_slice lower) {
    static const char *const WORDS[] = {"since", "until", "till", "by", "between", "from", "in",
        "within", "a", "an", "recent", "same", "that", "overnight", "earlier", "later", "several",
        "many", "few", "some", "around", "about", "noon", "midnight"};
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (drg_slice_is(lower, WORDS[i]))
            return true;
    return false;
}

/* A cheap look before the grammar is tried. */
static bool may_start(const time_reader *reader, uint32_t at) {
    const drg_token *token = &reader->tokens[at];
    return reader->words[at].class != TIME_NONE || token->shape == DRG_SHAPE_DIGIT ||
           drg_token_capitalised(token) || token->shape == DRG_SHAPE_MIXED ||
           (token->shape == DRG_SHAPE_LOWER && may_lead(token->lower));
}

/* "next Tuesday and Wednesday": the second looks the way the first does. */
static time_direction direction_of(
    const drg_document *document, const time_reader *reader, const time_expression *expression) {
    uint32_t start = expression->start;
    if (document->times.count && start > reader->first &&
        (time_is(reader, start - 1, "and") || time_is(reader, start - 1, "or"))) {
        const drg_time *before = &document->times.items[document->times.count - 1];
        bool ahead = drg_date_compare(before->start, document->published) > 0;
        if (before->end_token == start - 1 && before->start.year && document->published.year)
            return ahead ? DIRECTION_FUTURE : DIRECTION_PAST;
    }
    return drg_time_direction(reader, start, expression->end);
}

/* Resolves the expression and adds it. Returns the token to go on at. */
static uint32_t add_time(drg_document *document, const time_reader *reader, uint32_t sentence,
    const time_expression *expression, drg_date told, drg_date *day) {
    time_context context = {.today = document->published,
        .told = told,
        .direction = direction_of(document, reader, expression)};
    bool ahead = expression->first.future_only && expression->relation == RELATION_AT;
    if (ahead && context.direction != DIRECTION_FUTURE)
        return expression->end; /* "built in two weeks": a duration */
    time_interval found = drg_time_resolve(expression, &context);
    drg_time *added = drg_list_add(&document->arena, &document->times);
    if (!added)
        return expression->end;
    *added = (drg_time){
        .span = {reader->tokens[expression->start].start, reader->tokens[expression->end - 1].end},
        .first_token = expression->start,
        .end_token = expression->end,
        .sentence = sentence,
        .start = found.start,
        .end = found.end,
        .granularity = found.granularity,
        .basis = found.basis};
    if (found.start.year && found.granularity == DRG_DAY)
        *day = found.start;
    return expression->end;
}

/* *told: the last day told in the sentence before; gets that of this one. */
static void read_sentence(
    drg_document *document, const time_word *words, uint32_t number, drg_date *told) {
    const drg_sentence *sentence = &document->sentences.items[number];
    time_reader reader = {.document = document,
        .tokens = document->tokens.items,
        .words = words,
        .text = document->text,
        .first = sentence->first_token,
        .end = sentence->end_token};
    drg_date before = *told, day = {0};
    *told = day;
    if (sentence->kind == DRG_BOILERPLATE)
        return;
    for (uint32_t at = reader.first; at < reader.end;) {
        time_expression expression;
        if (may_start(&reader, at) && drg_time_expression(&reader, at, &expression))
            at = add_time(document, &reader, number, &expression, day.year ? day : before, &day);
        else
            at++;
    }
    *told = day;
}

int drg_run_date(drg_document *document, const drg_engine *engine) {
    (void)engine;
    size_t count = document->tokens.count;
    time_word *words = drg_arena_array(&document->arena, count, sizeof *words);
    if (!words)
        return DRG_ENOMEM;
    for (size_t i = 0; i < count; i++)
        words[i] = drg_time_word(&document->tokens.items[i], document->text);
    drg_time_find_published(document, words);
    drg_date told = {0};
    for (size_t i = 0; i < document->sentences.count; i++) {
        if (i % CANCEL_POLL == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        read_sentence(document, words, (uint32_t)i, &told);
        if (drg_arena_failed(&document->arena))
            return DRG_ENOMEM;
    }
    if (document->published.year == 0)
        drg_document_warn(document, "no_published_date", (drg_span){0, 0},
            "the day of publication is neither given nor shown by the text; relative dates are not "
            "resolved");
    return drg_arena_failed(&document->arena) ? DRG_ENOMEM : DRG_OK;
}
