/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days that are no day of an act, whatever the learned signs say (when.c, rank.c).
 *
 * Some expressions date something else than what is told, and the words say so without doubt: the
 * year of a law's name ("the 1999 Constitution"), the year of another noun ("the 2022 election",
 * "the lockdowns of 2020": of that noun's act alone, if it is one), and what is led by "by" or
 * "until" and longer than a day ("by 2030", "by the end of 2022": a deadline, or the end of a
 * time). Nor was what is past on a day after publication, nor is what lies ahead on one before: of
 * 7 such days none was right.
 *
 * And a day carried over from another sentence, or the day of publication, is none where
 *
 *   - the act is told as past before the past ("had called on"), or some time ago ("recently met",
 *     "Eighteen months later,"): it was on another day than what the article is about. Of 19 such
 *     guesses on train and dev the gold has none right, 3 wrong and 16 without a date;
 *   - the sentence before tells history alone, years before publication, and the act is past and in
 *     the article's own voice: it goes on there. 0 right, 2 wrong, 17 without a date;
 *   - it is no day, or one of more than a week before publication: history of its own sentence. 2
 *     right, 30 not;
 *   - nobody knows the day of publication, and it is told without its weekday. News gives a
 *     weekday to the days that it is about (anchor.c), old ones stand alone ("elected on December
 *     5, 2020"): 4 right, 70 not. In front of the sentence before ("On 13 May 2022, a ceremony")
 *     it may be meant for what follows.
 *
 * Constant time but for the words of one expression or verb group.
 */
#include "rank.h"

#include "../base/date.h"

enum { NAME_BEFORE = 4 }; /* tokens before a year that may name a law: "Act (No. 23 of" */
enum { WEEK = 7, YEAR = 365 };

/* ---- expressions that date something else ---- */

static bool names_law(drg_slice word) {
    static const char *const words[] = {"act", "agenda", "bill", "budget", "code", "constitution",
        "decree", "fiscal", "law", "laws", "ordinance", "regulations", "season", "statute",
        "vision"};
    return DRG_ONE_OF(word, words);
}

/* Words between a law and its year that are of its name: "Law No. 127 of 2022". */
static bool within_name(drg_slice word) {
    bool number = word.size && word.data[0] >= '0' && word.data[0] <= '9';
    return number || drg_slice_is(word, "of") || drg_slice_is(word, "no") ||
           drg_slice_is(word, "no.") || drg_slice_is(word, ".") || drg_slice_is(word, "(") ||
           drg_slice_is(word, "year");
}

/* "The 1999 Constitution", "Law No. 127 of 2022", "the 2022-2023 season", "fiscal year 2023",
 * "Vision 2030". */
bool drg_time_in_name(const drg_document *document, const drg_time *time) {
    const drg_token *tokens = document->tokens.items;
    if (time->granularity != DRG_YEAR && time->granularity != DRG_RANGE)
        return false;
    if (time->end_token < document->tokens.count && names_law(tokens[time->end_token].lower))
        return true;
    uint32_t first = document->sentences.items[time->sentence].first_token;
    for (uint32_t t = time->first_token, i = 0; t-- > first && i < NAME_BEFORE; i++) {
        if (names_law(tokens[t].lower))
            return true;
        if (!within_name(tokens[t].lower))
            return false;
    }
    return false;
}

/* "During the 2022 election", "at the 2015 meeting": it says when as well. */
static bool is_led_in_time(const drg_syntax *syntax, uint32_t determiner) {
    static const char *const WORDS[] = {"during", "in", "at"};
    return determiner > 0 &&
           DRG_ONE_OF(syntax->document->tokens.items[determiner - 1].lower, WORDS);
}

/* "The 2022 election": a year between a determiner and a noun that is not the telling's. */
static bool is_of_noun(const drg_syntax *syntax, const drg_telling *telling, const drg_time *time) {
    const drg_sentence *sentence = &syntax->document->sentences.items[time->sentence];
    if (time->granularity != DRG_YEAR || time->end_token != time->first_token + 1 ||
        time->first_token == sentence->first_token || time->end_token >= sentence->end_token)
        return false;
    uint8_t before = syntax->nodes[time->first_token - 1].tag;
    uint32_t noun = syntax->nodes[time->end_token].chunk;
    if ((before != DRG_TAG_DETERMINER && before != DRG_TAG_POSSESSIVE &&
            before != DRG_TAG_POSSESSIVE_PRONOUN) ||
        noun == DRG_NONE || is_led_in_time(syntax, time->first_token - 1))
        return false;
    const drg_chunk *chunk = &syntax->chunks.items[noun];
    return !chunk->time && !chunk->pronoun && chunk->first == time->end_token &&
           (telling->found.first >= chunk->end || telling->found.end <= chunk->first);
}

static bool is_part_of_year(drg_slice word) {
    static const char *const WORDS[] = {"months", "month", "weeks", "days", "half", "quarter",
        "quarters", "part", "beginning", "start", "middle", "end", "course", "period", "rest",
        "summer", "winter", "spring", "autumn", "year", "season"};
    return DRG_ONE_OF(word, WORDS);
}

/* "The lockdowns of 2020": a year behind a noun that is not the telling's. */
static bool is_of_noun_before(
    const drg_syntax *syntax, const drg_telling *telling, const drg_time *time) {
    const drg_token *tokens = syntax->document->tokens.items;
    uint32_t first = syntax->document->sentences.items[time->sentence].first_token;
    if (time->granularity != DRG_YEAR || time->first_token < first + 2 ||
        !drg_slice_is(tokens[time->first_token - 1].lower, "of"))
        return false;
    uint32_t noun = syntax->nodes[time->first_token - 2].chunk;
    if (noun == DRG_NONE || is_part_of_year(tokens[time->first_token - 2].lower))
        return false;
    const drg_chunk *chunk = &syntax->chunks.items[noun];
    return !chunk->time && !chunk->pronoun &&
           (telling->found.first >= chunk->end || telling->found.end <= chunk->first);
}

static bool leads_to_end(drg_slice word) {
    static const char *const WORDS[] = {"by", "until", "till"};
    return DRG_ONE_OF(word, WORDS);
}

/* "By 2030", "by the end of 2022", "until July 1912". What happened by a day may have been on it.
 */
static bool is_deadline(const drg_document *document, const drg_time *time) {
    const drg_token *tokens = document->tokens.items;
    uint32_t first = document->sentences.items[time->sentence].first_token;
    if (time->granularity == DRG_DAY)
        return false;
    if (leads_to_end(tokens[time->first_token].lower))
        return true;
    return time->first_token > first && leads_to_end(tokens[time->first_token - 1].lower);
}

bool drg_time_of_other(const drg_syntax *syntax, const drg_telling *telling, const drg_time *time) {
    return is_deadline(syntax->document, time) || is_of_noun(syntax, telling, time) ||
           is_of_noun_before(syntax, telling, time);
}

bool drg_time_against_tense(
    const drg_document *document, const drg_event *event, const drg_time *time) {
    drg_date today = document->published;
    if (!today.year)
        return false;
    return (event->tense == DRG_PAST && drg_date_compare(time->start, today) > 0) ||
           (event->tense == DRG_FUTURE && drg_date_compare(time->end, today) < 0);
}

/* ---- days of other sentences ---- */

/* "Had called on". */
static bool is_before_past(const drg_syntax *syntax, const drg_telling *telling) {
    if (!telling->own_verb || telling->verb == DRG_NONE)
        return false;
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    for (uint32_t t = verb->first; t < verb->main; t++)
        if (drg_slice_is(syntax->document->tokens.items[t].lower, "had"))
            return true;
    return false;
}

static bool is_loose(drg_slice word) {
    static const char *const WORDS[] = {
        "recently", "earlier", "previously", "formerly", "originally", "initially"};
    return DRG_ONE_OF(word, WORDS);
}

/* "Recently met", "was earlier criticised", "More recently, they", "Eighteen months later, it". */
static bool is_some_time_ago(const drg_syntax *syntax, const drg_telling *telling) {
    enum { FRONT = 4 };
    const drg_document *document = syntax->document;
    const drg_token *tokens = document->tokens.items;
    const drg_sentence *sentence = &document->sentences.items[telling->found.sentence];
    uint32_t from = telling->found.first, end = from;
    if (telling->own_verb && telling->verb != DRG_NONE) {
        const drg_verb *verb = &syntax->verbs.items[telling->verb];
        from = verb->first < from ? verb->first : from;
        end = verb->main > end ? verb->main : end;
    }
    for (uint32_t t = from > sentence->first_token ? from - 1 : from; t < end; t++)
        if (is_loose(tokens[t].lower))
            return true;
    uint32_t t = sentence->first_token;
    uint32_t front = t + FRONT < sentence->end_token ? t + FRONT : sentence->end_token;
    for (; t + 1 < front; t++)
        if ((is_loose(tokens[t].lower) || drg_slice_is(tokens[t].lower, "later")) &&
            syntax->nodes[t + 1].tag == DRG_TAG_COMMA)
            return true;
    return false;
}

static bool has_weekday(const drg_document *document, const drg_time *time) {
    static const char *const DAYS[] = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    for (uint32_t t = time->first_token; t < time->end_token; t++)
        if (DRG_ONE_OF(document->tokens.items[t].lower, DAYS))
            return true;
    return false;
}

/* In front of the sentence before that of a telling. */
static bool leads_over(
    const drg_document *document, const drg_telling *telling, const drg_time *time) {
    return time->sentence + 1 == telling->found.sentence &&
           time->first_token <= document->sentences.items[time->sentence].first_token + 1;
}

/* Are all days of the sentence before a telling's of more than a year before publication? */
static bool follows_history(const drg_document *document, const drg_telling *telling) {
    if (!document->published.year || telling->found.sentence == 0)
        return false;
    const drg_sentence *before = &document->sentences.items[telling->found.sentence - 1];
    int32_t now = drg_date_to_days(document->published);
    bool old = false;
    for (size_t i = drg_time_from(document, before->first_token); i < document->times.count; i++) {
        const drg_time *time = &document->times.items[i];
        if (time->first_token >= before->end_token)
            break;
        if (!time->start.year || drg_time_in_name(document, time))
            continue;
        if (now - drg_date_to_days(time->end) <= YEAR)
            return false;
        old = true;
    }
    return old;
}

bool drg_when_barred(const drg_record *record, const drg_event *event, const drg_option *option) {
    const drg_syntax *syntax = record->syntax;
    const drg_document *document = syntax->document;
    const drg_telling *first = &record->tellings->items[record->numbers[0]];
    if (option->ground == DRG_GROUND_STATED)
        return false;
    bool history = event->tense == DRG_PAST && event->speaker == DRG_NONE && record->count == 1 &&
                   follows_history(document, first);
    if (history || is_before_past(syntax, first) || is_some_time_ago(syntax, first))
        return true;
    if (option->what == DRG_REPORT_DAY || option->ground == DRG_GROUND_DATELINE)
        return false;
    const drg_time *time = &document->times.items[option->what];
    if (time->granularity != DRG_DAY)
        return true;
    if (document->published.year)
        return drg_date_to_days(document->published) - drg_date_to_days(time->start) > WEEK;
    return !has_weekday(document, time) && !leads_over(document, first, time);
}
