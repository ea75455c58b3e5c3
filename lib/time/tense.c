/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which way a clause looks: a weekday or a month without a year lies behind in "met on Friday" and
 * ahead in "will meet on Friday".
 *
 * The nearest sign decides: a past right behind the expression ("on Friday dismissed"), then to the
 * left of it, within its clause, then to its right ("On Friday, ministers will meet"). Signs of the
 * future are auxiliaries (will, would), words of planning (scheduled, expected, due, set to, plans
 * to) and, in body text, verbs of the calendar in the present (opens, begins, meets); signs of the
 * past are was, were, had, did, verbs in -ed and the irregular pasts that news uses; all of them
 * stand in data/lexicon/tense_words.tsv. A promise
 * looks ahead to a day behind it ("agreed to meet on Friday") and was made on a day before it ("On
 * Friday they agreed to meet"). What has no sign is unknown: news tells what happened, so the
 * resolver takes a weekday for the last one then, and a month for the nearest.
 *
 * This is a reading of a dozen words, not of a tree; the reading engine's tense may replace it.
 */
#include "expression.h"

#include "../know/know.h"

#define LEFT 28
#define RIGHT 16
#define NEAR_LEFT 10 /* farther signs give way to one as near as NEAR_RIGHT at the other side */
#define NEAR_RIGHT 4

/* What a word says of the clause that it stands in, or of the word beside it (tense_words.tsv). */
enum {
    SIGN_FUTURE = 1,
    SIGN_GOING = 2, /* future before "to" */
    SIGN_PLAN = 4, /* future before an infinitive */
    SIGN_PLAN_NOUN = 8, /* but none where somebody owns it */
    SIGN_PROMISE = 16,
    SIGN_PAST = 32,
    SIGN_BASE = 64, /* no past behind it: "to hit", "will have" */
    SIGN_NOUN = 128, /* no participle behind it: "an armed man", "on proposed rules" */
    SIGN_OWNER = 256,
    SIGN_NO_VERB = 512, /* behind "due to": "due to the war" */
};

static const struct {
    const char *name;
    unsigned sign;
} SIGNS[] = {
    {"future", SIGN_FUTURE},
    {"going", SIGN_GOING},
    {"plan", SIGN_PLAN},
    {"plan_noun", SIGN_PLAN_NOUN},
    {"promise", SIGN_PROMISE},
    {"past", SIGN_PAST},
    {"base", SIGN_BASE},
    {"noun", SIGN_NOUN},
    {"owner", SIGN_OWNER},
    {"no_verb", SIGN_NO_VERB},
};

/* A binary search: some eight comparisons. */
static unsigned signs_of(const time_reader *reader, uint32_t at) {
    if (at < reader->first || at >= reader->end)
        return 0;
    size_t row = drg_table_find(reader->signs, reader->tokens[at].lower);
    if (row == SIZE_MAX)
        return 0;
    unsigned signs = 0;
    drg_slice name, rest = drg_table_cell(reader->signs, row, 1);
    while (drg_slice_cut(&rest, '|', &name))
        for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0]; i++)
            signs |= drg_slice_is(name, SIGNS[i].name) ? SIGNS[i].sign : 0;
    return signs;
}

/* "His plans to", "the planning": a noun, which looks no way. */
static bool is_owned(const time_reader *reader, uint32_t at) {
    return at > reader->first && ((signs_of(reader, at - 1) & SIGN_OWNER) ||
                                     (reader->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE));
}

static bool is_future_word(const time_reader *reader, uint32_t at, unsigned signs) {
    if (signs & SIGN_GOING) /* "are going to"; no "planning minister" */
        return time_is(reader, at + 1, "to");
    if (time_is(reader, at, "due") && time_is(reader, at + 1, "to"))
        return false; /* "due to the war"; "due to meet" is a plan */
    if (time_is(reader, at, "plans"))
        return !is_owned(reader, at);
    return signs & SIGN_FUTURE;
}

/* "set to", "wants to": an infinitive that lies ahead. `at` is the word before "to". */
static bool is_plan(const time_reader *reader, uint32_t at, unsigned signs) {
    if (!(signs & SIGN_PLAN) || !time_is(reader, at + 1, "to"))
        return false;
    if (time_is(reader, at, "due") && at + 2 < reader->end &&
        ((signs_of(reader, at + 2) & SIGN_NO_VERB) ||
            drg_token_capitalised(&reader->tokens[at + 2])))
        return false; /* "due to the war" */
    return !(signs & SIGN_PLAN_NOUN) || !is_owned(reader, at);
}

static bool is_past_word(const time_reader *reader, uint32_t at, unsigned signs) {
    const drg_token *token = &reader->tokens[at];
    bool first = at == reader->first;
    if (signs & SIGN_PAST)
        return first || !(signs_of(reader, at - 1) & SIGN_BASE);
    return token->shape == DRG_SHAPE_LOWER && token->lower.size > 4 &&
           drg_slice_ends(token->lower, DRG_SLICE("ed")) &&
           !drg_slice_ends(token->lower, DRG_SLICE("eed")) &&
           !memchr(token->lower.data, '-', token->lower.size) &&
           (first || !(signs_of(reader, at - 1) & SIGN_NOUN));
}

static time_direction sign_at(const time_reader *reader, uint32_t at, bool before) {
    unsigned signs = signs_of(reader, at);
    if ((signs & SIGN_PROMISE) && time_is(reader, at + 1, "to")) /* "agreed to meet" */
        return before ? DIRECTION_FUTURE : DIRECTION_PAST;
    if (before && time_is(reader, at, "ahead") && time_is(reader, at + 1, "of"))
        return DIRECTION_FUTURE; /* "ahead of the vote in May" */
    if (is_plan(reader, at, signs) || is_future_word(reader, at, signs))
        return DIRECTION_FUTURE;
    if (!is_past_word(reader, at, signs))
        return DIRECTION_UNKNOWN;
    /* "to be held", "will be told": an infinitive's participle */
    return at > reader->first && time_is(reader, at - 1, "be") ? DIRECTION_FUTURE : DIRECTION_PAST;
}

static bool ends_clause(const time_reader *reader, uint32_t at) {
    return time_is(reader, at, ";") || time_is(reader, at, ":") ||
           (reader->tokens[at].shape == DRG_SHAPE_DASH &&
               (reader->tokens[at].flags & DRG_TOKEN_SPACE_BEFORE));
}

/* "On Thursday dismissed", "by September is expected to": no sign is nearer. Not "on Friday
 * organised by". */
static time_direction sign_right_behind(const time_reader *reader, uint32_t end) {
    if (end >= reader->end || time_is(reader, end + 1, "by"))
        return DIRECTION_UNKNOWN;
    bool auxiliary = time_is(reader, end, "is") || time_is(reader, end, "are");
    return end + auxiliary < reader->end ? sign_at(reader, end + auxiliary, false)
                                         : DIRECTION_UNKNOWN;
}

/* "That on Sunday the board": the first words of a clause. What stands before is of another. */
static bool begins_clause(const time_reader *reader, uint32_t start) {
    static const char *const LEADS[] = {"on", "in", "by", "since", "from"};
    uint32_t before =
        start > reader->first && TIME_ANY(reader, start - 1, LEADS) ? start - 1 : start;
    if (before > reader->first + 1 && time_is(reader, before - 1, "of") &&
        time_is(reader, before - 2, "as"))
        before -= 2; /* "that as of Monday" */
    return before > reader->first && time_is(reader, before - 1, "that");
}

typedef struct sign {
    time_direction direction;
    uint32_t far; /* tokens away */
} sign;

static sign sign_before(const time_reader *reader, uint32_t start) {
    uint32_t left = begins_clause(reader, start) ? 0 : LEFT;
    for (uint32_t n = 1; n <= left && start >= reader->first + n; n++) {
        uint32_t at = start - n;
        if (ends_clause(reader, at) || (reader->tokens[at].flags & DRG_TOKEN_DATELINE))
            break;
        time_direction found = sign_at(reader, at, true);
        if (found != DIRECTION_UNKNOWN)
            return (sign){found, n};
    }
    return (sign){DIRECTION_UNKNOWN, 0};
}

static sign sign_behind(const time_reader *reader, uint32_t end) {
    for (uint32_t at = end; at < reader->end && at < end + RIGHT; at++) {
        if (ends_clause(reader, at))
            break;
        time_direction found = sign_at(reader, at, false);
        if (found != DIRECTION_UNKNOWN)
            return (sign){found, at - end + 1};
    }
    return (sign){DIRECTION_UNKNOWN, 0};
}

time_direction drg_time_direction(const time_reader *reader, uint32_t start, uint32_t end) {
    time_direction right_behind = sign_right_behind(reader, end);
    if (right_behind != DIRECTION_UNKNOWN)
        return right_behind;
    sign before = sign_before(reader, start);
    bool near = before.direction != DIRECTION_UNKNOWN && before.far <= NEAR_LEFT;
    if (near)
        return before.direction;
    sign behind = sign_behind(reader, end);
    bool nearer = behind.direction != DIRECTION_UNKNOWN &&
                  (before.direction == DIRECTION_UNKNOWN || behind.far <= NEAR_RIGHT);
    return nearer ? behind.direction : before.direction;
}
