/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of time: one sorted table from a word in small letters to what it says. Names of months and
 * days must be capitalised where they are also common words (March, May, Sun); short forms are
 * marked, since "Mar", "Sat" or "Dec" count only beside a number or with their full stop.
 */
#include "expression.h"

#include <stdlib.h>

typedef struct entry {
    const char *word;
    time_word means;
} entry;

#define MONTH(n)                                                                                   \
    { TIME_MONTH, false, false, n }
#define SHORT_MONTH(n)                                                                             \
    { TIME_MONTH, false, true, n }
#define WEEKDAY(n)                                                                                 \
    { TIME_WEEKDAY, false, false, n }
#define WEEKDAYS(n)                                                                                \
    { TIME_WEEKDAY, true, false, n }
#define SHORT_DAY(n)                                                                               \
    { TIME_WEEKDAY, false, true, n }
#define UNIT(u)                                                                                    \
    { TIME_UNIT, false, false, u }
#define UNITS(u)                                                                                   \
    { TIME_UNIT, true, false, u }
#define NUMBER(n)                                                                                  \
    { TIME_NUMBER, false, false, n }
#define ORDINAL(n)                                                                                 \
    { TIME_ORDINAL, false, false, n }
#define SEASON(n)                                                                                  \
    { TIME_SEASON, false, false, n }
#define PART                                                                                       \
    { TIME_PART, false, false, 0 }
#define DEICTIC(n)                                                                                 \
    { TIME_DEICTIC, false, false, n }
#define MODIFIER(m)                                                                                \
    { TIME_MODIFIER, false, false, m }
#define EDGE(e)                                                                                    \
    { TIME_EDGE, false, false, e }
#define DECADE(n)                                                                                  \
    { TIME_SPELLED_DECADE, true, false, n }

/* In the order of strcmp. */
/* clang-format off */
static const entry ENTRIES[] = {
    {"afternoon", PART}, {"apr", SHORT_MONTH(4)}, {"april", MONTH(4)}, {"aug", SHORT_MONTH(8)},
    {"august", MONTH(8)}, {"autumn", SEASON(2)}, {"beginning", EDGE(EDGE_EARLY)},
    {"centuries", UNITS(UNIT_CENTURY)}, {"century", UNIT(UNIT_CENTURY)},
    {"coming", MODIFIER(MODIFIER_COMING)}, {"current", MODIFIER(MODIFIER_THIS)}, {"dawn", PART},
    {"day", UNIT(UNIT_DAY)}, {"days", UNITS(UNIT_DAY)}, {"dec", SHORT_MONTH(12)},
    {"decade", UNIT(UNIT_DECADE)}, {"decades", UNITS(UNIT_DECADE)}, {"december", MONTH(12)},
    {"dusk", PART}, {"early", EDGE(EDGE_EARLY)}, {"eight", NUMBER(8)}, {"eighteen", NUMBER(18)},
    {"eighties", DECADE(80)}, {"eighty", NUMBER(80)}, {"eleven", NUMBER(11)},
    {"end", EDGE(EDGE_LATE)}, {"evening", PART}, {"fall", SEASON(2)}, {"feb", SHORT_MONTH(2)},
    {"february", MONTH(2)}, {"fifteen", NUMBER(15)}, {"fifth", ORDINAL(5)},
    {"fifties", DECADE(50)}, {"fifty", NUMBER(50)}, {"first", ORDINAL(1)}, {"five", NUMBER(5)},
    {"following", MODIFIER(MODIFIER_FOLLOWING)}, {"forties", DECADE(40)},
    {"fortnight", UNIT(UNIT_FORTNIGHT)}, {"forty", NUMBER(40)}, {"four", NUMBER(4)}, {"fourteen", NUMBER(14)},
    {"fourth", ORDINAL(4)}, {"fri", SHORT_DAY(4)}, {"friday", WEEKDAY(4)}, {"fridays", WEEKDAYS(4)},
    {"hour", UNIT(UNIT_HOUR)}, {"hours", UNITS(UNIT_HOUR)}, {"jan", SHORT_MONTH(1)},
    {"january", MONTH(1)}, {"jul", SHORT_MONTH(7)}, {"july", MONTH(7)}, {"jun", SHORT_MONTH(6)},
    {"june", MONTH(6)}, {"last", MODIFIER(MODIFIER_LAST)}, {"late", EDGE(EDGE_LATE)},
    {"mar", SHORT_MONTH(3)}, {"march", MONTH(3)}, {"may", MONTH(5)}, {"mid", EDGE(EDGE_MIDDLE)},
    {"midday", PART}, {"middle", EDGE(EDGE_MIDDLE)}, {"midnight", PART},
    {"minute", UNIT(UNIT_MINUTE)}, {"minutes", UNITS(UNIT_MINUTE)}, {"mon", SHORT_DAY(0)},
    {"monday", WEEKDAY(0)}, {"mondays", WEEKDAYS(0)}, {"month", UNIT(UNIT_MONTH)},
    {"months", UNITS(UNIT_MONTH)}, {"morning", PART}, {"next", MODIFIER(MODIFIER_NEXT)},
    {"night", PART}, {"nine", NUMBER(9)}, {"nineteen", NUMBER(19)}, {"nineties", DECADE(90)},
    {"ninety", NUMBER(90)}, {"noon", PART}, {"nov", SHORT_MONTH(11)}, {"november", MONTH(11)},
    {"oct", SHORT_MONTH(10)}, {"october", MONTH(10)}, {"one", NUMBER(1)},
    {"past", MODIFIER(MODIFIER_PAST)}, {"preceding", MODIFIER(MODIFIER_PREVIOUS)},
    {"previous", MODIFIER(MODIFIER_PREVIOUS)}, {"quarter", UNIT(UNIT_QUARTER)},
    {"quarters", UNITS(UNIT_QUARTER)}, {"sat", SHORT_DAY(5)}, {"saturday", WEEKDAY(5)},
    {"saturdays", WEEKDAYS(5)}, {"second", ORDINAL(2)}, {"sep", SHORT_MONTH(9)},
    {"sept", SHORT_MONTH(9)}, {"september", MONTH(9)}, {"seven", NUMBER(7)},
    {"seventeen", NUMBER(17)}, {"seventies", DECADE(70)}, {"seventy", NUMBER(70)},
    {"six", NUMBER(6)}, {"sixteen", NUMBER(16)}, {"sixties", DECADE(60)}, {"sixty", NUMBER(60)},
    {"spring", SEASON(0)}, {"start", EDGE(EDGE_EARLY)}, {"summer", SEASON(1)}, {"sun", SHORT_DAY(6)},
    {"sunday", WEEKDAY(6)}, {"sundays", WEEKDAYS(6)}, {"ten", NUMBER(10)}, {"third", ORDINAL(3)},
    {"thirteen", NUMBER(13)}, {"thirties", DECADE(30)}, {"thirty", NUMBER(30)},
    {"this", MODIFIER(MODIFIER_THIS)}, {"three", NUMBER(3)}, {"thu", SHORT_DAY(3)},
    {"thur", SHORT_DAY(3)}, {"thurs", SHORT_DAY(3)}, {"thursday", WEEKDAY(3)},
    {"thursdays", WEEKDAYS(3)}, {"today", DEICTIC(0)}, {"tomorrow", DEICTIC(1)},
    {"tonight", DEICTIC(0)}, {"tue", SHORT_DAY(1)}, {"tues", SHORT_DAY(1)}, {"tuesday", WEEKDAY(1)},
    {"tuesdays", WEEKDAYS(1)}, {"twelve", NUMBER(12)}, {"twenties", DECADE(20)},
    {"twenty", NUMBER(20)}, {"two", NUMBER(2)}, {"upcoming", MODIFIER(MODIFIER_COMING)},
    {"wed", SHORT_DAY(2)}, {"wednesday", WEEKDAY(2)}, {"wednesdays", WEEKDAYS(2)},
    {"week", UNIT(UNIT_WEEK)}, {"weekend", UNIT(UNIT_WEEKEND)}, {"weekends", UNITS(UNIT_WEEKEND)},
    {"weeks", UNITS(UNIT_WEEK)}, {"winter", SEASON(3)}, {"year", UNIT(UNIT_YEAR)},
    {"years", UNITS(UNIT_YEAR)}, {"yesterday", DEICTIC(-1)},
};
/* clang-format on */

#define LONGEST 10

static int compare_entries(const void *key, const void *member) {
    return strcmp(key, ((const entry *)member)->word);
}

time_word drg_time_word(const drg_token *token, drg_slice text) {
    const time_word none = {0};
    char copy[LONGEST + 1];
    drg_slice lower = token->lower;
    bool stop = lower.size > 1 && lower.data[lower.size - 1] == '.';
    lower.size -= stop;
    if (token->shape > DRG_SHAPE_MIXED || lower.size < 3 || lower.size > LONGEST)
        return none;
    memcpy(copy, lower.data, lower.size);
    copy[lower.size] = '\0';
    const entry *found = bsearch(
        copy, ENTRIES, sizeof ENTRIES / sizeof ENTRIES[0], sizeof ENTRIES[0], compare_entries);
    if (!found)
        return none;
    time_word means = found->means;
    bool small = text.data[token->start] >= 'a';
    bool name = means.class == TIME_MONTH || means.class == TIME_WEEKDAY;
    bool common =
        means.class == TIME_MONTH && (means.value == 3 || means.value == 5 || means.value == 8);
    if (name && small && (means.short_form || common))
        return none;
    if (stop && !name)
        return none;
    if (means.short_form && stop)
        means.short_form = false;
    return means;
}

bool drg_time_any(const time_reader *reader, uint32_t at, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (time_is(reader, at, words[i]))
            return true;
    return false;
}

int drg_time_digits(const time_reader *reader, uint32_t at, bool ordinal) {
    if (at < reader->first || at >= reader->end || reader->tokens[at].shape != DRG_SHAPE_DIGIT)
        return -1;
    drg_slice lower = reader->tokens[at].lower;
    int value = 0;
    size_t i = 0;
    while (i < lower.size && i < 4 && lower.data[i] >= '0' && lower.data[i] <= '9')
        value = value * 10 + (lower.data[i++] - '0');
    drg_slice rest = {lower.data + i, lower.size - i};
    bool suffix = rest.size == 2 && (drg_slice_is(rest, "st") || drg_slice_is(rest, "nd") ||
                                        drg_slice_is(rest, "rd") || drg_slice_is(rest, "th"));
    return i > 0 && (rest.size == 0 || (ordinal && suffix)) ? value : -1;
}

uint32_t drg_time_number(const time_reader *reader, uint32_t at, int *number) {
    int digits = drg_time_digits(reader, at, false);
    if (digits >= 0) {
        *number = digits;
        return at + 1;
    }
    if (time_is(reader, at, "a") || time_is(reader, at, "an")) {
        bool couple = time_is(reader, at + 1, "couple") && time_is(reader, at + 2, "of");
        *number = couple ? 2 : 1;
        return couple ? at + 3 : at + 1;
    }
    if (time_class_at(reader, at) != TIME_NUMBER)
        return at;
    *number = time_word_value(reader, at);
    bool tens = *number >= 20 && time_is_dash(reader, at + 1) &&
                time_class_at(reader, at + 2) == TIME_NUMBER &&
                time_word_value(reader, at + 2) < 10; /* twenty-five */
    if (!tens)
        return at + 1;
    *number += time_word_value(reader, at + 2);
    return at + 3;
}

uint32_t drg_time_part(const time_reader *reader, uint32_t at) {
    uint32_t part = time_class_at(reader, at) == TIME_EDGE ? at + 1 : at;
    return time_class_at(reader, part) == TIME_PART ? part + 1 : at;
}
