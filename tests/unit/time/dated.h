/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_TIME_DATED_H
#define TESTS_UNIT_TIME_DATED_H
/* A document after the segment and date stages, and its times written out for comparison. */
#include "../text/segmented.h"

#include "../../../lib/base/date.h"

static inline int date_with(drg_document *document, drg_slice text, const char *published,
    const drg_allocator *allocator) {
    int result = segment_with(document, text, allocator);
    if (result)
        return result;
    if (published && drg_date_parse(slice_of(published), &document->published) == 0)
        document->published_basis = DRG_BASIS_TEXT;
    return drg_run_date(document, NULL);
}

static inline const char *short_basis(drg_basis basis) {
    static const char *const NAMES[] = {"none", "text", "table", "inferred", "published"};
    return NAMES[basis];
}

static inline const char *short_granularity(drg_granularity granularity) {
    static const char *const NAMES[] = {"day", "week", "month", "season", "year", "decade", "range"};
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

#endif
