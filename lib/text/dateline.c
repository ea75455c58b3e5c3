/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The dateline: where a report was filed, by which agency, and when, at the start of its body.
 *
 *     PARIS (AP) -            PARIS, April 18 (Reuters) -        WASHINGTON, D.C., Jan. 5 --
 *     Kathmandu, Jan 5:       (Reuters) -                        KIGALI, Jun 15 2022 (IPS) -
 *
 * The grammar, read once over the first tokens of a paragraph, without going back:
 *     [place ("," | "/" place)*] [","] [date] ["(" agency ")"] [date] end
 * where end is a dash, or a colon. A place is one to PLACE_WORDS capitalised words. With an agency
 * or a date behind it, either end will do. Alone, it must stand in capitals (KUALA LUMPUR: ...;
 * CAIRO
 * - ...) and be none of the words that editors shout (BREAKING: ...), or be one or two words before
 * a dash with a space and a capital behind it (Cape Town - After ...). The first paragraph of the
 * text's head that fits is the dateline; headlines, bylines and links may stand before it.
 *
 * That the words name a place is for the name stage to say: "Amnesty International - The" fits too.
 */
#include "segment.h"

#include "chars.h"

#define PARAGRAPHS 10 /* where a dateline is looked for */
#define PLACE_WORDS 4
#define TOKENS 24 /* of the longest dateline */

typedef struct reader {
    const drg_segmenter *segmenter;
    const drg_token *tokens;
    uint32_t at, end;
    drg_dateline found;
    bool capitals; /* the place stands in capitals */
    uint32_t words; /* of the place */
    bool comma; /* the place has several parts */
} reader;

/* White space stands before the token, or it is past the end. */
static bool spaced(const reader *r, uint32_t token) {
    return token >= r->end || (r->tokens[token].flags & DRG_TOKEN_SPACE_BEFORE);
}

static bool at_word(const reader *r, const char *word) {
    return r->at < r->end && drg_slice_is(r->tokens[r->at].lower, word);
}

static bool at_dash(const reader *r) {
    return r->at < r->end && (r->tokens[r->at].shape == DRG_SHAPE_DASH || at_word(r, "_"));
}

static bool is_month(drg_slice lower) {
    static const char *const MONTHS[] = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    static const char *const FULL[] = {"january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december", "sept"};
    if (lower.size && lower.data[lower.size - 1] == '.')
        lower.size--;
    for (size_t i = 0; i < 13; i++)
        if (drg_slice_is(lower, FULL[i]) || (i < 12 && drg_slice_is(lower, MONTHS[i])))
            return true;
    return false;
}

static bool is_weekday(drg_slice lower) {
    return lower.size >= 6 && drg_slice_ends(lower, DRG_SLICE("day")) &&
           strchr("mtwfs", lower.data[0]) != NULL && !drg_slice_is(lower, "today");
}

static bool at_date_word(const reader *r) {
    return r->at < r->end &&
           (is_month(r->tokens[r->at].lower) || is_weekday(r->tokens[r->at].lower));
}

static bool at_number(const reader *r) {
    return r->at < r->end && r->tokens[r->at].shape == DRG_SHAPE_DIGIT;
}

/* Words of a place: capitalised, joined by hyphens, commas and slashes. */
static void read_place(reader *r) {
    uint32_t words = 0;
    bool comma = false;
    r->found.place_first = r->found.place_end = r->at;
    r->capitals = true;
    while (r->at < r->end && words < PLACE_WORDS * 2) {
        const drg_token *t = &r->tokens[r->at];
        if (at_date_word(r))
            break;
        bool hyphen = at_word(r, "-") && !spaced(r, r->at) && !spaced(r, r->at + 1);
        bool joint = words && (at_word(r, ",") || at_word(r, "/") || hyphen);
        if (!drg_token_capitalised(t) && !joint)
            break;
        if (joint) {
            comma = comma || !hyphen;
        } else {
            words++;
            r->comma = comma;
            r->capitals = r->capitals && t->shape != DRG_SHAPE_TITLE;
            r->found.place_end = r->at + 1;
        }
        r->at++;
    }
    r->words = words;
    r->capitals = r->capitals && words > 0;
}

/* "April 18", "18 April 2025", "Friday, April 18". Returns false when there is none. */
static bool read_date(reader *r) {
    uint32_t start = r->at, last = r->at;
    bool named = false;
    if (!at_date_word(r) && !at_number(r))
        return false;
    for (int i = 0; i < 6 && (at_date_word(r) || at_number(r) || at_word(r, ",")); i++) {
        named = named || at_date_word(r);
        if (!at_word(r, ","))
            last = r->at + 1;
        r->at++;
    }
    if (!named) {
        r->at = start;
        return false;
    }
    r->found.date_first = start;
    r->found.date_end = last;
    return true;
}

/* "(Reuters)", "(AP)", "(Xinhua/Sunnews)". */
static bool read_agency(reader *r) {
    if (!at_word(r, "("))
        return false;
    uint32_t start = ++r->at;
    while (r->at < r->end && r->at - start < 8 && !at_word(r, ")")) {
        const drg_token *t = &r->tokens[r->at];
        if (t->shape == DRG_SHAPE_LOWER && t->lower.size > 3)
            return false;
        r->at++;
    }
    if (r->at == start || !at_word(r, ")"))
        return false;
    r->found.agency_first = start;
    r->found.agency_end = r->at++;
    return true;
}

/* Capitalised words before a dash or colon that are no place. */
static bool is_shout(const reader *r) {
    static const char *const WORDS[] = {"breaking", "update", "updated", "exclusive", "opinion",
        "analysis", "watch", "video", "editorial", "factbox", "explainer", "timeline", "live",
        "photos", "editor", "note", "correction", "interview", "review", "column", "comment",
        "feature", "highlights", "question", "answer", "warning", "just", "urgent", "sources",
        "source", "report", "news", "alert", "q", "a", "title", "subject", "from", "to", "date",
        "on", "in", "at", "by", "since", "until", "the", "this", "after", "before", "during",
        "and"};
    for (uint32_t i = r->found.place_first; i < r->found.place_end; i++)
        if (DRG_ONE_OF(r->tokens[i].lower, WORDS))
            return true;
    return false;
}

/* Is what was read a dateline, with this dash or colon behind it? */
static bool is_dateline(const reader *r, bool date, bool agency) {
    bool place = r->words > 0, letters = place && r->words <= PLACE_WORDS;
    uint32_t next = r->at + 1;
    if (!at_dash(r) && !at_word(r, ":"))
        return false;
    if (place && is_shout(r))
        return false;
    if (place && (date || agency))
        return true;
    if (!place)
        return agency && at_dash(r);
    if (r->capitals && letters && r->tokens[r->found.place_first].lower.size > 3)
        return true;
    return at_dash(r) && spaced(r, next) && (r->words <= 2 || (r->comma && letters)) &&
           next < r->end && drg_token_capitalised(&r->tokens[next]);
}

static bool read_dateline(reader *r) {
    read_place(r);
    if (at_word(r, ","))
        r->at++;
    bool date = read_date(r);
    bool agency = read_agency(r);
    if (!date) {
        if (at_word(r, ","))
            r->at++;
        date = read_date(r);
    }
    if (at_word(r, ","))
        r->at++;
    if (!is_dateline(r, date, agency))
        return false;
    r->at++;
    return r->at < r->end;
}

void drg_segment_dateline(drg_segmenter *segmenter) {
    drg_document *document = segmenter->document;
    for (size_t i = 0; i < segmenter->paragraphs.count && i < PARAGRAPHS; i++) {
        const drg_paragraph *paragraph = &segmenter->paragraphs.items[i];
        if (paragraph->first_sentence == paragraph->end_sentence)
            continue;
        const drg_sentence *sentence = &document->sentences.items[paragraph->first_sentence];
        uint32_t first = paragraph->first_token, end = paragraph->end_token;
        reader r = {.segmenter = segmenter, .tokens = document->tokens.items, .at = first};
        r.end = end - first > TOKENS ? first + TOKENS : end;
        if (sentence->kind != DRG_BODY || !read_dateline(&r))
            continue;
        document->dateline = r.found;
        document->dateline.found = true;
        document->dateline.end = r.at;
        for (uint32_t t = first; t < r.at; t++)
            document->tokens.items[t].flags |= DRG_TOKEN_DATELINE;
        return;
    }
}
