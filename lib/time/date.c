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
 * no_published_date; days that lack their year alone may find it near the anchor (anchor.c).
 *
 * "A day earlier" is told from the last day that the same sentence, or the one before, told, "a
 * year later" from the last day, month or year; "a
 * week after the attack" from the day beside which the attack was told before (deed.c).
 * Boilerplate is not read: a copyright's year is no time of the story. Fiscal years, clock times
 * alone, durations and ages are no times here.
 *
 * Cost: linear; the grammar looks ahead, and tense.c around, a fixed number of tokens.
 */
#include "../engine.h"
#include "expression.h"

#define CANCEL_POLL 256 /* sentences */

static bool may_lead(drg_slice lower) {
    static const char *const WORDS[] = {"since", "until", "till", "by", "between", "from", "in",
        "within", "a", "an", "recent", "same", "that", "overnight", "earlier", "later", "several",
        "many", "few", "some", "around", "about", "noon", "midnight"};
    return DRG_ONE_OF(lower, WORDS);
}

bool drg_time_may_start(const time_reader *reader, uint32_t at) {
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

/* The last times told, by what may be counted from them: days from a day, months from a day or
 * month, years from any of the three. The first day of each; year 0: none. */
typedef struct told_days {
    drg_date day, month, year;
} told_days;

static void remember_told(told_days *told, const time_interval *found) {
    if (found->granularity == DRG_DAY)
        told->day = found->start;
    if (found->granularity == DRG_DAY || found->granularity == DRG_MONTH)
        told->month = found->start;
    if (found->granularity <= DRG_YEAR && found->granularity != DRG_WEEK &&
        found->granularity != DRG_SEASON)
        told->year = found->start;
}

/* What so many units are counted from. */
static drg_date told_for(const told_days *told, time_unit unit) {
    if (unit == UNIT_YEAR || unit == UNIT_DECADE || unit == UNIT_CENTURY)
        return told->year;
    return unit == UNIT_MONTH || unit == UNIT_QUARTER ? told->month : told->day;
}

typedef struct date_stage {
    drg_document *document;
    const time_word *words; /* [tokens] */
    const drg_table *signs;
    drg_date anchor; /* anchor.c; year 0: none */
    told_days before, here; /* in the sentence before, and in this one */
    time_deeds deeds;
} date_stage;

static time_interval resolve(date_stage *stage, const time_reader *reader,
    const time_expression *expression, const time_context *context) {
    time_interval found = drg_time_resolve(expression, context);
    bool of_deed = expression->first.form == FORM_UNKNOWN && expression->first.from_other;
    if (found.start.year || !of_deed)
        return found;
    drg_date day = drg_time_deed_day(&stage->deeds, reader, expression->end);
    return day.year ? drg_time_resolve_deed(expression, day) : found;
}

/* "a weekday, counted from the day of publication, in a clause that looks back". */
static drg_slice explain(drg_document *document, const time_expression *expression,
    const time_context *context, const time_interval *found) {
    static const char *const forms[] = {[FORM_DAY] = "a day of the calendar",
        [FORM_NUMERIC] = "a day in digits",
        [FORM_MONTH] = "a month",
        [FORM_YEAR] = "a year",
        [FORM_DECADE] = "a decade",
        [FORM_CENTURY] = "a century",
        [FORM_QUARTER] = "a quarter",
        [FORM_HALF] = "half a year",
        [FORM_SEASON] = "a season",
        [FORM_WEEKDAY] = "a weekday",
        [FORM_SHIFT] = "a number of units away",
        [FORM_PERIOD] = "a period that ends or begins on a day",
        [FORM_WEEK_OF] = "the week of a day",
        [FORM_HOLIDAY] = "a feast",
        [FORM_FROM_CONTEXT] = "away from a time told before",
        [FORM_UNKNOWN] = "away from a deed told elsewhere"};
    static const char *const from[] = {[DRG_BASIS_NONE] = "not resolved",
        [DRG_BASIS_TEXT] = "as it stands",
        [DRG_BASIS_TABLE] = "by the table of feasts",
        [DRG_BASIS_INFERRED] = "counted from another day of the text",
        [DRG_BASIS_PUBLISHED] = "counted from the day of publication"};
    static const char *const looks[] = {
        "", ", in a clause that looks back", ", in a clause that looks ahead"};
    if (!document->options.explain)
        return (drg_slice){NULL, 0};
    bool plain = found->basis == DRG_BASIS_TEXT || found->basis == DRG_BASIS_NONE;
    return drg_arena_format(&document->arena, "%s%s, %s%s", forms[expression->first.form],
        expression->relation == RELATION_RANGE ? " and another" : "", from[found->basis],
        plain ? "" : looks[context->direction]);
}

static drg_date told_before(const date_stage *stage, time_unit unit) {
    drg_date here = told_for(&stage->here, unit);
    return here.year ? here : told_for(&stage->before, unit);
}

/* Resolves the expression and adds it. Returns the token to go on at. */
static uint32_t add_time(date_stage *stage, const time_reader *reader, uint32_t sentence,
    const time_expression *expression) {
    drg_document *document = stage->document;
    time_context context = {.today = document->published,
        .anchor = stage->anchor,
        .told = told_before(stage, expression->first.unit),
        .direction = direction_of(document, reader, expression)};
    bool ahead = expression->first.future_only && expression->relation == RELATION_AT;
    if (ahead && context.direction != DIRECTION_FUTURE)
        return expression->end; /* "built in two weeks": a duration */
    time_interval found = resolve(stage, reader, expression, &context);
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
        .basis = found.basis,
        .explanation = explain(document, expression, &context, &found)};
    if (!found.start.year)
        return expression->end;
    remember_told(&stage->here, &found);
    if (found.granularity != DRG_DAY)
        return expression->end;
    if (expression->relation == RELATION_AT && expression->first.form != FORM_UNKNOWN)
        drg_time_remember(&stage->deeds, reader, expression->start, expression->end, found.start);
    return expression->end;
}

static void read_sentence(date_stage *stage, uint32_t number) {
    const drg_document *document = stage->document;
    const drg_sentence *sentence = &document->sentences.items[number];
    time_reader reader = {.document = document,
        .tokens = document->tokens.items,
        .words = stage->words,
        .text = document->text,
        .first = sentence->first_token,
        .end = sentence->end_token,
        .signs = stage->signs};
    stage->before = stage->here;
    stage->here = (told_days){0};
    if (sentence->kind == DRG_BOILERPLATE)
        return;
    for (uint32_t at = reader.first; at < reader.end;) {
        time_expression expression;
        if (drg_time_may_start(&reader, at) && drg_time_expression(&reader, at, &expression))
            at = add_time(stage, &reader, number, &expression);
        else
            at++;
    }
}

int drg_run_date(drg_document *document, const drg_engine *engine) {
    size_t count = document->tokens.count;
    time_word *words = drg_arena_array(&document->arena, count, sizeof *words);
    if (!words)
        return DRG_ENOMEM;
    for (size_t i = 0; i < count; i++)
        words[i] = drg_time_word(&document->tokens.items[i], document->text);
    drg_time_find_published(document, words);
    date_stage stage = {
        .document = document, .words = words, .signs = drg_know_table(engine->know, "tense_words")};
    if (document->published.year == 0)
        stage.anchor = drg_time_find_anchor(document, words);
    for (size_t i = 0; i < document->sentences.count; i++) {
        if (i % CANCEL_POLL == 0 && drg_document_cancelled(document))
            return DRG_ECANCELLED;
        read_sentence(&stage, (uint32_t)i);
        if (drg_arena_failed(&document->arena))
            return DRG_ENOMEM;
    }
    if (document->published.year == 0)
        drg_document_warn(document, "no_published_date", (drg_span){0, 0},
            "the day of publication is neither given nor shown by the text; relative dates are not "
            "resolved");
    return drg_arena_failed(&document->arena) ? DRG_ENOMEM : DRG_OK;
}
