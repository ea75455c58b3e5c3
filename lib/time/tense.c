/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which way a clause looks: a weekday or a month without a year lies behind in "met on Friday" and
 * ahead in "will meet on Friday".
 *
 * The nearest sign decides: a past right behind the expression ("on Friday dismissed"), then to the
 * left of it, within its clause, then to its right ("On Friday, ministers will meet"). Signs of the
 * future are auxiliaries (will, would), words of planning (scheduled, expected, due, set to, plans
 * to) and, in body text, verbs of the calendar in the present (opens, begins, meets); signs of the
 * past are was, were, had, did, verbs in -ed and the irregular pasts that news uses. A promise
 * looks ahead to a day behind it ("agreed to meet on Friday") and was made on a day before it ("On
 * Friday they agreed to meet"). What has no sign is unknown: news tells what happened, so the
 * resolver takes a weekday for the last one then, and a month for the nearest.
 *
 * This is a reading of a dozen words, not of a tree; the reading engine's tense may replace it.
 */
#include "expression.h"

#define LEFT 28
#define RIGHT 16
#define NEAR_LEFT 10 /* farther signs give way to one as near as NEAR_RIGHT at the other side */
#define NEAR_RIGHT 4

/* "His plans to", "the planning": a noun, which looks no way. */
static bool is_owned(const time_reader *reader, uint32_t at) {
    static const char *const OWNERS[] = {
        "a", "any", "his", "her", "its", "my", "no", "our", "the", "their", "your", "'s", "of"};
    return at > reader->first && (TIME_ANY(reader, at - 1, OWNERS) ||
                                     (reader->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE));
}

static bool is_future_word(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {"will", "'ll", "would", "shall", "wo", "upcoming",
        "scheduled", "expected", "due", "slated", "planned", "tomorrow", "forthcoming", "forecast"};
    static const char *const CALENDAR[] = {"opens", "begins", "starts", "meets", "arrives", "takes",
        "kicks", "visits", "faces", "expires", "votes", "travels", "flies", "resumes", "convenes"};
    static const char *const TO[] = {
        "going", "planning"}; /* "are going to"; no "planning minister" */
    if (TIME_ANY(reader, at, TO))
        return time_is(reader, at + 1, "to");
    if (time_is(reader, at, "due") && time_is(reader, at + 1, "to"))
        return false; /* "due to the war"; "due to meet" is a plan */
    if (time_is(reader, at, "plans"))
        return !is_owned(reader, at);
    return TIME_ANY(reader, at, WORDS) || TIME_ANY(reader, at, CALENDAR);
}

/* "agreed to meet": what is told is past, what it speaks of lies ahead. */
static bool is_promise(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {
        "agreed", "vowed", "pledged", "promised", "decided", "called", "urged", "asked", "invited"};
    return time_is(reader, at + 1, "to") && TIME_ANY(reader, at, WORDS);
}

/* "set to", "wants to": an infinitive that lies ahead. `at` is the word before "to". */
static bool is_plan(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {"set", "is", "are", "agree", "wants", "want", "hopes",
        "hope", "intends", "intend", "ready", "likely", "about", "need", "needs", "plan", "plans",
        "due", "scheduled", "expected", "deadline", "forecast"};
    static const char *const NOUNS[] = {"hopes", "hope", "need", "needs", "plan", "plans"};
    static const char *const NO_VERB[] = {"the", "a", "an", "its", "his", "her", "their", "this",
        "these", "those", "lack", "high", "bad", "poor", "heavy", "rising", "concerns", "fears"};
    if (!time_is(reader, at + 1, "to") || !TIME_ANY(reader, at, WORDS))
        return false;
    if (time_is(reader, at, "due") && at + 2 < reader->end &&
        (TIME_ANY(reader, at + 2, NO_VERB) || drg_token_capitalised(&reader->tokens[at + 2])))
        return false; /* "due to the war" */
    return !TIME_ANY(reader, at, NOUNS) || !is_owned(reader, at);
}

static bool is_past_word(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {"was", "were", "had", "did", "been", "has", "have", "said",
        "told", "met", "went", "came", "took", "gave", "made", "held", "saw", "left", "won", "lost",
        "began", "spoke", "wrote", "sent", "fell", "rose", "hit", "led", "got", "found", "struck",
        "fought", "shot", "drew", "flew", "broke", "knew", "kept", "built", "brought", "bought",
        "caught", "became", "ran", "stood", "sat", "paid", "laid", "swept", "sought", "taught",
        "thought", "felt", "dealt", "meant", "sold", "threw", "grew", "chose", "stole", "drove",
        "rode", "swore", "tore", "wore", "withdrew", "overthrew", "undertook", "fled", "bled",
        "fed", "agreed", "disagreed", "freed", "guaranteed"};
    static const char *const BASE[] = {"to", "will", "would", "can", "could", "may", "might",
        "should", "must", "'ll"}; /* "to hit", "will have": no past */
    static const char *const NOUN[] = {"a", "an", "the", "-", "on", "of", "for", "with", "in", "at",
        "from", "his", "her", "its", "their", "this", "these", "those", "other"};
    const drg_token *token = &reader->tokens[at];
    bool first = at == reader->first;
    if (TIME_ANY(reader, at, WORDS))
        return first || !TIME_ANY(reader, at - 1, BASE);
    return token->shape == DRG_SHAPE_LOWER && token->lower.size > 4 &&
           drg_slice_ends(token->lower, DRG_SLICE("ed")) &&
           !drg_slice_ends(token->lower, DRG_SLICE("eed")) &&
           !memchr(token->lower.data, '-', token->lower.size) &&
           (first || !TIME_ANY(reader, at - 1, NOUN)); /* "an armed man", "on proposed rules" */
}

static time_direction sign_at(const time_reader *reader, uint32_t at, bool before) {
    if (is_promise(reader, at))
        return before ? DIRECTION_FUTURE : DIRECTION_PAST;
    if (before && time_is(reader, at, "ahead") && time_is(reader, at + 1, "of"))
        return DIRECTION_FUTURE; /* "ahead of the vote in May" */
    if (is_plan(reader, at) || is_future_word(reader, at))
        return DIRECTION_FUTURE;
    if (!is_past_word(reader, at))
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
