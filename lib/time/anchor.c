/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Without a day of publication: a day that the days of the article lie near.
 *
 * News gives a day its weekday where it is one of this week's or last week's, and tells old days
 * without ("Monday, July 25", but "on August 6, 1945"). So a date with its weekday is an anchor:
 * days and months without a year are resolved to the year in which they lie nearest to it.
 *
 *   1. A full date whose weekday is right: "Friday, July 8, 2022". Of several the latest.
 *   2. Else a day without its year, if its weekday is right in the latest year that the text tells,
 *      or in one beside it: "Monday, July 25" where "June 28, 2022" stands too. A weekday fits one
 *      year in seven by chance, so of the three years the first of: that one, the next, the last.
 *
 * What is only told from today ("yesterday", "Tuesday") stays unresolved: the anchor is near the
 * day of publication, and is not it.
 *
 * Cost: the grammar once more over the sentences; linear.
 */
#include "expression.h"

#define CANCEL_POLL 256 /* sentences */
#define KEPT 16 /* days without their year that are kept for step 2 */

typedef struct anchor_search {
    drg_date anchor; /* step 1 */
    int latest; /* year of a day or month, 0: none */
    int latest_alone; /* a year by itself: may lie far ahead ("by 2030") */
    time_value days[KEPT];
    size_t count;
} anchor_search;

static bool is_weekday(drg_date day, const time_value *value) {
    return drg_date_valid(day) && drg_date_weekday(day) == value->weekday;
}

static drg_date in_year(const time_value *value, int year) {
    return (drg_date){(int16_t)year, (uint8_t)value->month, (uint8_t)value->day};
}

static void take(anchor_search *search, const time_expression *expression) {
    const time_value *value = &expression->first;
    bool dated = value->form == FORM_DAY || value->form == FORM_MONTH || value->form == FORM_YEAR;
    if (!dated)
        return;
    int *latest = value->form == FORM_YEAR ? &search->latest_alone : &search->latest;
    if (value->year > *latest)
        *latest = value->year;
    if (value->form != FORM_DAY || !value->on_weekday)
        return;
    drg_date day = in_year(value, value->year);
    if (value->year && is_weekday(day, value) && drg_date_compare(day, search->anchor) > 0)
        search->anchor = day;
    if (value->year == 0 && search->count < KEPT)
        search->days[search->count++] = *value;
}

static void search_sentence(anchor_search *search, const drg_document *document,
    const time_word *words, const drg_sentence *sentence) {
    const time_reader reader = {.document = document,
        .tokens = document->tokens.items,
        .words = words,
        .text = document->text,
        .first = sentence->first_token,
        .end = sentence->end_token};
    for (uint32_t at = reader.first; at < reader.end;) {
        time_expression expression;
        if (!drg_time_may_start(&reader, at) || !drg_time_expression(&reader, at, &expression)) {
            at++;
            continue;
        }
        take(search, &expression);
        at = expression.end;
    }
}

drg_date drg_time_find_anchor(const drg_document *document, const time_word *words) {
    anchor_search search = {.latest = 0};
    for (size_t i = 0; i < document->sentences.count; i++) {
        if (i % CANCEL_POLL == 0 && drg_document_cancelled(document))
            return search.anchor; /* the stage looks again, and stops */
        if (document->sentences.items[i].kind != DRG_BOILERPLATE)
            search_sentence(&search, document, words, &document->sentences.items[i]);
    }
    int year = search.latest ? search.latest : search.latest_alone;
    if (search.anchor.year || year == 0)
        return search.anchor;
    const int years[] = {year, year + 1, year - 1};
    for (size_t y = 0; y < sizeof years / sizeof years[0]; y++)
        for (size_t i = 0; i < search.count; i++) {
            drg_date day = in_year(&search.days[i], years[y]);
            if (is_weekday(day, &search.days[i]))
                return day;
        }
    return search.anchor;
}
