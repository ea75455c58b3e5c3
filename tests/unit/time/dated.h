/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_TIME_DATED_H
#define TESTS_UNIT_TIME_DATED_H
/* A document after the segment and date stages, and its times written out for comparison. */
#include "../engine.h"

#include "../text/segmented.h"

#include "../../../lib/base/date.h"

static inline int date_with(
    drg_document *document, drg_slice text, const char *published, const drg_allocator *allocator) {
    int result = segment_with(document, text, allocator);
    if (result)
        return result;
    if (published && drg_date_parse(slice_of(published), &document->published) == 0)
        document->published_basis = DRG_BASIS_TEXT;
    return drg_run_date(document, engine);
}

static inline const char *short_basis(drg_basis basis) {
    static const char *const NAMES[] = {"none", "text", "table", "inferred", "published"};
    return NAMES[basis];
}

static inline const char *short_granularity(drg_granularity granularity) {
    static const char *const NAMES[] = {
        "day", "week", "month", "season", "year", "decade", "range"};
    return NAMES[granularity];
}

/* "Thursday 2025-04-17 day published | since 2014 ?": start..end where they differ. */
static inline void write_times(const drg_document *document, char *buffer, size_t room) {
    size_t used = 0;
    buffer[0] = '\0';
    for (size_t i = 0; i < document->times.count && used < room; i++) {
        const drg_time *t = &document->times.items[i];
        char start[11], end[11];
        drg_date_format(t->start, start);
        drg_date_format(t->end, end);
        used += (size_t)snprintf(buffer + used, room - used, "%s%.*s ", i ? " | " : "",
            (int)(t->span.end - t->span.start), document->text.data + t->span.start);
        if (used >= room)
            return;
        if (t->start.year == 0)
            used += (size_t)snprintf(buffer + used, room - used, "?");
        else
            used += (size_t)snprintf(buffer + used, room - used, "%s%s%s %s %s", start,
                strcmp(start, end) ? ".." : "", strcmp(start, end) ? end : "",
                short_granularity(t->granularity), short_basis(t->basis));
    }
}

typedef struct date_case {
    const char *text, *times; /* times as write_times writes them; "": none */
} date_case;

/* Times are in reading order, inside their sentence, apart, and each is a real interval or none. */
static inline void check_times(const drg_document *document) {
    uint32_t last = 0;
    for (size_t i = 0; i < document->times.count; i++) {
        const drg_time *t = &document->times.items[i];
        const drg_sentence *s = &document->sentences.items[t->sentence];
        assert_true(t->first_token >= last && t->end_token > t->first_token);
        assert_true(t->first_token >= s->first_token && t->end_token <= s->end_token);
        assert_int_equal(t->span.start, document->tokens.items[t->first_token].start);
        assert_int_equal(t->span.end, document->tokens.items[t->end_token - 1].end);
        assert_int_equal(t->start.year == 0, t->end.year == 0);
        assert_int_equal(t->start.year == 0, t->basis == DRG_BASIS_NONE);
        if (t->start.year) {
            assert_true(drg_date_valid(t->start) && drg_date_valid(t->end));
            assert_true(drg_date_compare(t->start, t->end) <= 0);
        }
        last = t->end_token;
    }
}

static inline void check_cases(const date_case *cases, size_t count, const char *published) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        drg_document document;
        char got[1000];
        assert_int_equal(date_with(&document, slice_of(cases[i].text), published, NULL), 0);
        check_times(&document);
        write_times(&document, got, sizeof got);
        if (strcmp(got, cases[i].times) != 0) {
            print_message("%s\n  expected %s\n  got      %s\n", cases[i].text, cases[i].times, got);
            wrong++;
        }
        segment_free(&document);
    }
    assert_int_equal(wrong, 0);
}

#endif
