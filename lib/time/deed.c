/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The age of events: "a week after the attack", where the article has told when the attack was.
 *
 * Where a day is told, the nouns that hang on it are remembered with it: those of the three words
 * before ("the attack on Monday") and behind ("Monday's attack", "the July 8 attack"). Where later
 * something is told from the day of a deed, the latest such noun gives the day. A noun's singular
 * and plural count as one; a deed that was told without a day nearby has none, and the expression
 * stays unresolved. Which of two attacks is meant, nobody can tell without reading on: the latest
 * told is.
 *
 * Cost: DEEDS comparisons an expression.
 */
#include "expression.h"

#define NEAR 3 /* tokens to each side of a day in which its noun stands */
#define SHORTEST 4 /* bytes: "vote", "raid", "coup" */

static drg_slice without_plural(drg_slice word) {
    bool plural =
        word.size > SHORTEST && word.data[word.size - 1] == 's' && word.data[word.size - 2] != 's';
    return plural ? (drg_slice){word.data, word.size - 1} : word;
}

static bool is_noun(const time_reader *reader, uint32_t at) {
    static const char *const OTHERS[] = {"were", "have", "been", "that", "with", "from", "when",
        "also", "they", "their", "after", "before", "said", "told", "which", "while", "where",
        "about", "over", "this", "than", "then", "will", "would", "early", "late", "last", "next",
        "held", "came", "took", "made", "went"};
    const drg_token *token = &reader->tokens[at];
    return token->shape == DRG_SHAPE_LOWER && token->lower.size >= SHORTEST &&
           time_class_at(reader, at) == TIME_NONE && !TIME_ANY(reader, at, OTHERS) &&
           !drg_slice_ends(token->lower, DRG_SLICE("ed")) &&
           !drg_slice_ends(token->lower, DRG_SLICE("ly"));
}

static void add(time_deeds *deeds, const time_reader *reader, uint32_t at, drg_date day) {
    time_deed *deed = &deeds->items[deeds->count++ % TIME_DEEDS];
    *deed = (time_deed){without_plural(reader->tokens[at].lower), day};
}

void drg_time_remember(
    time_deeds *deeds, const time_reader *reader, uint32_t start, uint32_t end, drg_date day) {
    uint32_t from = start > reader->first + NEAR ? start - NEAR : reader->first;
    for (uint32_t at = from; at < start; at++)
        if (is_noun(reader, at))
            add(deeds, reader, at, day);
    for (uint32_t at = end; at < reader->end && at < end + NEAR; at++) {
        if (reader->tokens[at].shape == DRG_SHAPE_PUNCTUATION)
            return;
        if (is_noun(reader, at))
            add(deeds, reader, at, day);
    }
}

/* The last noun of "the deadly attack" at `at`: the word before what is no noun. */
static uint32_t noun_of(const time_reader *reader, uint32_t at) {
    static const char *const FIRST[] = {"the", "that", "this", "those", "these"};
    if (!TIME_ANY(reader, at, FIRST))
        return DRG_NONE;
    uint32_t noun = DRG_NONE;
    for (at++; at < reader->end && reader->tokens[at].shape == DRG_SHAPE_LOWER; at++) {
        if (drg_slice_ends(reader->tokens[at].lower, DRG_SLICE("ly")))
            continue; /* "the deadly attack" */
        if (!is_noun(reader, at))
            break;
        noun = at;
        if (at + 1 < reader->end && drg_slice_ends(reader->tokens[at + 1].lower, DRG_SLICE("ed")))
            break; /* "the attack killed" */
    }
    return noun;
}

drg_date drg_time_deed_day(const time_deeds *deeds, const time_reader *reader, uint32_t at) {
    uint32_t noun = noun_of(reader, at);
    if (noun == DRG_NONE)
        return (drg_date){0};
    drg_slice word = without_plural(reader->tokens[noun].lower);
    size_t known = deeds->count < TIME_DEEDS ? deeds->count : TIME_DEEDS;
    for (size_t i = 1; i <= known; i++) {
        const time_deed *deed = &deeds->items[(deeds->count - i) % TIME_DEEDS];
        if (drg_slice_equal(deed->word, word))
            return deed->day;
    }
    return (drg_date){0};
}
