/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fingerprint: equal for records of different articles that tell the same event.
 *
 * Rule: 64 bits of SipHash under a fixed, public key over the lines
 *     TYPE / one line a party of the source, sorted / "|" / the target likewise / date / country
 * where a party is its country and primary sector ("FRA GOV"), or its name in lower case where no
 * country is known; date is the first day where the interval is at most a week, else its month;
 * country is that of the place; both only where words say them, since what parties or the rest of
 * the article suggest depends on how it is told. Parties whose sides are equal in standing all
 * stand in the source. What articles tell differently (trigger, wording, tense, number of tellings)
 * is left out.
 */
#include "../engine.h"
#include "event.h"

#include "../base/date.h"

#include <stdio.h>
#include <stdlib.h>

#define SURE 0.5F /* confidence from which a place counts */
#define LINE 64 /* bytes of a party's line; longer names are cut */

static const drg_hash_key PUBLIC_KEY = {0x647261676f6d616e, 0x66696e6765727072};

typedef struct lines {
    char text[2 * DRG_SIDE + 4][LINE];
    size_t count;
} lines;

static void add_line(lines *out, drg_slice words, const char *sector) {
    snprintf(out->text[out->count++], LINE, "%.*s %s", (int)words.size, words.data, sector);
}

static int by_text(const void *a, const void *b) {
    return strcmp(a, b);
}

static void add_side(
    const drg_document *document, lines *out, const drg_party *parties, size_t count) {
    size_t first = out->count;
    for (size_t i = 0; i < count; i++) {
        const drg_party *party = &parties[i];
        drg_slice sector = {0}, name = party->country;
        char code[8] = "";
        if (party->sector_count) {
            sector = drg_know_sector_code(document->engine->know, party->sectors[0]);
            snprintf(code, sizeof code, "%.*s", (int)sector.size, sector.data);
        }
        if (!name.size && party->entity != DRG_NONE)
            name = document->entities.items[party->entity].name;
        add_line(out, name, code);
    }
    qsort(out->text[first], out->count - first, LINE, by_text);
}

/* Do words say it? Not what the parties or the article as a whole suggest. */
static bool says_so(drg_ground ground) {
    return ground == DRG_GROUND_STATED || ground == DRG_GROUND_NEARBY ||
           ground == DRG_GROUND_DATELINE;
}

void drg_fingerprint(const drg_document *document, drg_event *event) {
    lines out = {0};
    char date[16] = "";
    drg_slice country = {0};
    add_line(&out, drg_slice_of(drg_event_type_name(event->type)), "");
    add_side(document, &out, event->source, event->source_count);
    add_line(&out, DRG_SLICE("|"), "");
    add_side(document, &out, event->target, event->target_count);
    if (event->start.year && says_so(event->date_ground)) {
        bool exact = drg_date_to_days(event->end) - drg_date_to_days(event->start) <= 7;
        drg_date_format(event->start, date);
        date[exact ? 10 : 7] = 0;
    }
    if (says_so(event->place_ground) && event->place_confidence >= SURE)
        country = event->place_country;
    add_line(&out, country, date);
    uint64_t hash = drg_hash(PUBLIC_KEY, out.text, out.count * LINE);
    snprintf(event->fingerprint, sizeof event->fingerprint, "%016llx", (unsigned long long)hash);
}
