/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The day of publication, where the caller does not give it and the text shows it. In this order:
 *   1. the dateline, when it has a year:                  KIGALI, Jun 15 2022 (IPS) -
 *   2. a date line in the head of the text:               Thursday, February 23, 2006
 *                                                         Published: 18 April 2025, 10:30 GMT
 *   3. "today" or "yesterday" with its date:              police today (July 26, 2022) said
 *   4. the address of the article, above it:              https://example.org/2022/07/26/title
 *      or, where it has no date, a count of seconds
 *      since 1970 in it:                                  https://example.org/1658021126_title
 * The first three are stated by the text; the last is inferred. A date without a year, or one whose
 * day and month can be told either way, is none of these. Nothing is guessed from other dates.
 */
#include "expression.h"

#define HEAD 12 /* sentences where a date line or address is looked for */
#define LINE_TOKENS 16 /* of the longest date line */
#define OTHER_WORDS 6 /* in a date line besides the date */

static bool take(drg_document *document, drg_date date, drg_basis basis) {
    if (!drg_date_valid(date) || date.year < 1900 || date.year > 2199)
        return false;
    document->published = date;
    document->published_basis = basis;
    return true;
}

/* A full date at `at`: its end, or `at`. */
static uint32_t read_full(const time_reader *reader, uint32_t at, drg_date *date) {
    time_value value;
    uint32_t end = drg_time_calendar(reader, at, &value);
    if (end == at || value.form != FORM_DAY || !value.year || !value.month)
        return at;
    *date = (drg_date){value.year, (uint8_t)value.month, (uint8_t)value.day};
    return drg_date_valid(*date) ? end : at;
}

static time_reader reader_of(
    const drg_document *document, const time_word *words, const drg_sentence *sentence) {
    return (time_reader){.document = document,
        .tokens = document->tokens.items,
        .words = words,
        .text = document->text,
        .first = sentence->first_token,
        .end = sentence->end_token};
}

static bool in_dateline(drg_document *document, const time_word *words) {
    const drg_dateline *line = &document->dateline;
    if (!line->found)
        return false;
    const drg_sentence *sentence =
        &document->sentences.items[document->tokens.items[line->end].sentence];
    time_reader reader = reader_of(document, words, sentence);
    drg_date date;
    if (line->date_end > line->date_first &&
        read_full(&reader, line->date_first, &date) > line->date_first)
        return take(document, date, DRG_BASIS_TEXT);
    /* CAIRO - 25 July 2022: ... */
    uint32_t end = read_full(&reader, line->end, &date);
    return end > line->end && time_is(&reader, end, ":") && take(document, date, DRG_BASIS_TEXT);
}

/* A short sentence that is little more than a date. */
static bool in_date_line(
    drg_document *document, const time_reader *reader, const drg_sentence *sentence) {
    static const char *const SAYS[] = {
        "published", "updated", "posted", "date", "issued", "last", "first", "created"};
    uint32_t length = reader->end - reader->first;
    if (length > LINE_TOKENS || sentence->kind == DRG_LIST_ITEM)
        return false;
    bool says = TIME_ANY(reader, reader->first, SAYS);
    for (uint32_t at = reader->first; at < reader->end; at++) {
        drg_date date;
        uint32_t end = read_full(reader, at, &date);
        if (end == at)
            continue;
        uint32_t words = 0;
        for (uint32_t i = reader->first; i < reader->end; i++)
            words += (i < at || i >= end) && drg_token_word(&reader->tokens[i]);
        bool alone = words == 0 || (says && words <= OTHER_WORDS) ||
                     (at == reader->first && words <= OTHER_WORDS / 2);
        return alone && take(document, date, DRG_BASIS_TEXT);
    }
    return false;
}

/* "today (July 26, 2022)", "yesterday, 25 July 2022,". */
static bool beside_today(drg_document *document, const time_reader *reader) {
    for (uint32_t at = reader->first; at + 2 < reader->end; at++) {
        drg_date date;
        bool mark = time_is(reader, at + 1, "(") || time_is(reader, at + 1, ",");
        if (time_class_at(reader, at) != TIME_DEICTIC || !mark ||
            read_full(reader, at + 2, &date) == at + 2)
            continue;
        return take(
            document, drg_date_add_days(date, -time_word_value(reader, at)), DRG_BASIS_TEXT);
    }
    return false;
}

/* ---- addresses ---- */

static int digits_at(drg_slice text, size_t at, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        char c = at + i < text.size ? text.data[at + i] : ' ';
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

static bool is_digit_at(drg_slice text, size_t at) {
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

/* 2022/07/26, 2022-07-26, 26/07/2022, 2022/7/6, 20220726 in the address, at `at`. */
static bool date_at(drg_slice link, size_t at, drg_date *date) {
    int year = digits_at(link, at, 4);
    if (year >= 1990 && year <= 2100 && !is_digit_at(link, at + 4)) {
        size_t second = digits_at(link, at + 5, 2) >= 0 ? 2 : 1;
        size_t third = at + 6 + second;
        size_t last = digits_at(link, third, 2) >= 0 ? 2 : 1;
        char a = at + 4 < link.size ? link.data[at + 4] : ' ';
        char b = third - 1 < link.size ? link.data[third - 1] : ' ';
        int month = digits_at(link, at + 5, second), day = digits_at(link, third, last);
        if (a != b || (a != '/' && a != '-') || is_digit_at(link, third + last) || month < 0 ||
            day < 0)
            return false;
        *date = (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
        return drg_date_valid(*date);
    }
    int day = digits_at(link, at, 2), month = digits_at(link, at + 3, 2);
    year = digits_at(link, at + 6, 4);
    if (day > 0 && month > 0 && year >= 1990 && year <= 2100 && link.data[at + 2] == '/' &&
        link.data[at + 5] == '/') {
        *date = (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
        return drg_date_valid(*date);
    }
    year = digits_at(link, at, 4);
    month = digits_at(link, at + 4, 2);
    day = digits_at(link, at + 6, 2);
    if (year < 1990 || year > 2100 || month < 0 || day < 0)
        return false;
    *date = (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return drg_date_valid(*date); /* digits may follow: 20220722000430 */
}

/* Ten digits of their own from 2005-01-01 to 2033-05-18, told from other numbers by the "_", "-" or
 * "." behind them that parts a stamp from a title or number. */
static bool stamp_at(drg_slice link, size_t at, drg_date *date) {
    enum { DIGITS = 10, DAY = 24 * 60 * 60 };
    int high = digits_at(link, at, DIGITS / 2), low = digits_at(link, at + DIGITS / 2, DIGITS / 2);
    char behind = at + DIGITS < link.size ? link.data[at + DIGITS] : ' ';
    if (high < 11045 || high > 19999 || low < 0 ||
        (behind != '_' && behind != '-' && behind != '.'))
        return false;
    *date = drg_date_from_days((int32_t)(((int64_t)high * 100000 + low) / DAY));
    return true;
}

static bool in_address(drg_document *document, const drg_token *token) {
    drg_slice link = drg_token_text(document->text, token);
    drg_date stamp = {0};
    for (size_t at = 1; at < link.size; at++) {
        drg_date date;
        if (!is_digit_at(link, at) || is_digit_at(link, at - 1))
            continue;
        if (date_at(link, at, &date))
            return take(document, date, DRG_BASIS_INFERRED);
        if (!stamp.year)
            stamp_at(link, at, &stamp);
    }
    return stamp.year && take(document, stamp, DRG_BASIS_INFERRED);
}

void drg_time_find_published(drg_document *document, const time_word *words) {
    if (document->published.year || in_dateline(document, words))
        return;
    size_t head = document->sentences.count < HEAD ? document->sentences.count : HEAD;
    for (size_t i = 0; i < head; i++) {
        const drg_sentence *sentence = &document->sentences.items[i];
        time_reader reader = reader_of(document, words, sentence);
        if (in_date_line(document, &reader, sentence))
            return;
    }
    for (size_t i = 0; i < head; i++) {
        time_reader reader = reader_of(document, words, &document->sentences.items[i]);
        if (beside_today(document, &reader))
            return;
    }
    for (size_t i = 0; i < head; i++) {
        const drg_sentence *sentence = &document->sentences.items[i];
        const drg_token *token = &document->tokens.items[sentence->first_token];
        if (sentence->end_token - sentence->first_token == 1 && token->shape == DRG_SHAPE_LINK &&
            in_address(document, token))
            return;
    }
}
