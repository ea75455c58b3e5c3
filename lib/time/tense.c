/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which way a clause looks: a weekday or a month without a year lies behind in "met on Friday" and
 * ahead in "will meet on Friday".
 *
 * The nearest sign decides: first to the left of the expression, within its clause, then to its
 * right ("On Friday, ministers will meet"). Signs of the future are auxiliaries (will, would),
 * words of planning (scheduled, expected, due, set to, plans to) and, in body text, verbs of the
 * calendar in the present (opens, begins, meets); signs of the past are was, were, had, did, verbs
 * in -ed and the irregular pasts that news uses. What has no sign is unknown: news tells what
 * happened, so the resolver takes a weekday for the last one then, and a month for the nearest.
 *
 * This is a reading of a dozen words, not of a tree; the reading engine's tense may replace it.
 */
#include "expression.h"

#define LEFT 14
#define RIGHT 16

static bool is_future_word(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {"will", "'ll", "would", "shall", "wo", "upcoming",
        "scheduled", "expected", "due", "slated", "planned", "plans", "planning", "tomorrow",
        "going", "ahead", "forthcoming", "forecast"};
    static const char *const CALENDAR[] = {"opens", "begins", "starts", "meets", "arrives", "takes",
        "kicks", "visits", "faces", "expires", "votes", "travels", "flies", "resumes", "convenes"};
    return TIME_ANY(reader, at, WORDS) || TIME_ANY(reader, at, CALENDAR);
}

/* "set to", "agreed to meet": an infinitive that lies ahead. `at` is the word before "to". */
static bool is_plan(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {"set", "is", "are", "agreed", "agree", "vowed", "pledged",
        "promised", "wants", "want", "hopes", "hope", "intends", "intend", "ready", "decided",
        "likely", "about", "need", "needs", "plan", "plans", "due", "scheduled", "expected",
        "called", "urged", "asked", "invited", "deadline", "forecast"};
    return time_is(reader, at + 1, "to") && TIME_ANY(reader, at, WORDS);
}

static bool is_past_word(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {"was", "were", "had", "did", "been", "has", "have", "said",
        "told", "met", "went", "came", "took", "gave", "made", "held", "saw", "left", "won", "lost",
        "began", "spoke", "wrote", "sent", "fell", "rose", "hit", "led", "got", "found", "struck",
        "fought", "shot", "drew", "flew", "broke", "knew", "kept", "built", "brought", "bought",
        "caught", "became", "ran", "stood", "sat", "paid", "laid", "swept", "sought", "taught",
        "thought", "felt", "dealt", "meant", "sold", "threw", "grew", "chose", "stole", "drove",
        "rode", "swore", "tore", "wore", "withdrew", "overthrew", "undertook", "fled", "bled",
        "fed"};
    const drg_token *token = &reader->tokens[at];
    if (TIME_ANY(reader, at, WORDS))
        return true;
    return token->shape == DRG_SHAPE_LOWER && token->lower.size > 4 &&
           drg_slice_ends(token->lower, DRG_SLICE("ed")) &&
           !drg_slice_ends(token->lower, DRG_SLICE("eed"));
}

static time_direction sign_at(const time_reader *reader, uint32_t at) {
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

time_direction drg_time_direction(const time_reader *reader, uint32_t start, uint32_t end) {
    for (uint32_t n = 1; n <= LEFT && start >= reader->first + n; n++) {
        uint32_t at = start - n;
        if (ends_clause(reader, at) || (reader->tokens[at].flags & DRG_TOKEN_DATELINE))
            break;
        time_direction sign = sign_at(reader, at);
        if (sign != DIRECTION_UNKNOWN)
            return sign;
    }
    for (uint32_t at = end; at < reader->end && at < end + RIGHT; at++) {
        if (ends_clause(reader, at))
            break;
        time_direction sign = sign_at(reader, at);
        if (sign != DIRECTION_UNKNOWN)
            return sign;
    }
    return DIRECTION_UNKNOWN;
}
