/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_TIME_EXPRESSION_H
#define DRG_TIME_EXPRESSION_H
/*
 * Inside of the date stage: what its files hand to each other. Only lib/time includes this.
 *
 *   word.c        tokens -> words of time       (months, units, numbers, ...)
 *   value.c       words -> one value            ("18 April", "last week", "three days ago")
 *   calendar.c    words -> a day, weekday or month of the calendar
 *   year.c        words -> a year, decade, quarter, season
 *   expression.c  values -> an expression       (ranges, since, until, clock times)
 *   tense.c       which way an expression looks (past or future, by its clause)
 *   holiday.c     feasts -> days
 *   resolve.c     expression + day of publication -> interval of days
 *   recurring.c   the year of what every year has (days, months, seasons, feasts)
 *   published.c   the day of publication, where the text shows it
 *   anchor.c      without one: a day that the days of the article lie near
 *   deed.c        what was done on a day, for "a week after the attack"
 *   date.c        the stage
 */
#include "../base/date.h"
#include "../document.h"

/* ---- words ---- */

typedef enum time_class {
    TIME_NONE,
    TIME_MONTH, /* value: 1..12 */
    TIME_WEEKDAY, /* 0 Monday .. 6 Sunday */
    TIME_UNIT, /* time_unit */
    TIME_NUMBER, /* "two": 2 */
    TIME_ORDINAL, /* "first": 1 */
    TIME_SEASON, /* 0 spring .. 3 winter */
    TIME_PART, /* of a day: "morning" */
    TIME_DEICTIC, /* days from today: "yesterday" -1 */
    TIME_MODIFIER, /* time_modifier */
    TIME_EDGE, /* time_edge */
    TIME_SPELLED_DECADE, /* "nineties": 90 */
} time_class;

typedef enum time_unit {
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_WEEKEND,
} time_unit;

typedef enum time_modifier {
    MODIFIER_NONE,
    MODIFIER_LAST,
    MODIFIER_PAST, /* "the past year": a period up to today */
    MODIFIER_THIS,
    MODIFIER_NEXT,
    MODIFIER_COMING, /* "the coming year": a period from today */
    MODIFIER_PREVIOUS, /* from another time that is told: previous, preceding */
    MODIFIER_FOLLOWING,
} time_modifier;

typedef enum time_edge {
    EDGE_NONE,
    EDGE_EARLY, /* first third */
    EDGE_MIDDLE,
    EDGE_LATE, /* last third */
    EDGE_SO_FAR, /* "earlier this year": up to today */
    EDGE_FROM_NOW, /* "later this year": from today on */
} time_edge;

typedef struct time_word {
    uint8_t class; /* time_class */
    bool plural; /* "days" */
    bool short_form; /* "Mon", "Jan": counts only next to a date, or with its stop */
    int16_t value;
} time_word;

/* What the token is as a word of time; TIME_NONE for all others. */
time_word drg_time_word(const drg_token *token, drg_slice text);

/* ---- values ---- */

typedef enum time_form {
    FORM_DAY, /* day, month; year 0: not told; month 0: "the 18th" */
    FORM_NUMERIC, /* day and month in either order: 4/5/2025 */
    FORM_MONTH, /* month; year 0: not told */
    FORM_YEAR, /* count: years more (2022/23: 1) */
    FORM_DECADE, /* year: its first */
    FORM_CENTURY, /* year: its first */
    FORM_QUARTER, /* count 1..4; year 0: not told */
    FORM_HALF, /* count 1..2; year 0: not told */
    FORM_SEASON, /* count 0..3; year 0: not told */
    FORM_WEEKDAY, /* weekday; modifier; count: weeks away where has_count */
    FORM_SHIFT, /* the unit that lies count units away from today's */
    FORM_PERIOD, /* count units up to today (negative) or from today on */
    FORM_WEEK_OF, /* the week that holds day, month, year */
    FORM_HOLIDAY, /* count: which; year 0: not told */
    FORM_FROM_CONTEXT, /* count units away from the time told before ("a day earlier") */
    FORM_UNKNOWN, /* an expression of time that hangs on something else ("after the attack") */
} time_form;

typedef struct time_value {
    time_form form;
    int16_t year, month, day, weekday, count;
    time_unit unit; /* UNIT_YEAR with a part of a year: the modifier is the year's */
    time_modifier modifier;
    time_edge edge;
    bool has_count;
    bool on_weekday; /* FORM_DAY: weekday stands beside it */
    bool from_other; /* FORM_UNKNOWN: count units after (before) what follows */
    bool future_only; /* "in two weeks": a duration where the clause looks back */
    bool year_from_told; /* "June of that year": years_away from the year told before */
    int16_t years_away;
} time_value;

typedef enum time_relation {
    RELATION_AT,
    RELATION_RANGE, /* from first to second */
    RELATION_SINCE, /* from first to today */
    RELATION_UNTIL, /* from today to first */
    RELATION_AWAY, /* so many units of first after (before) second */
} time_relation;

typedef struct time_expression {
    time_relation relation;
    time_value first, second;
    uint32_t start, end; /* tokens */
} time_expression;

/* The tokens of one sentence, with their words of time. */
typedef struct time_reader {
    const drg_document *document;
    const drg_token *tokens;
    const time_word *words; /* [tokens of the document] */
    drg_slice text;
    uint32_t first, end; /* tokens of the sentence */
    const drg_table *signs; /* tense_words.tsv; for drg_time_direction */
} time_reader;

/* The value that starts at token `at`: its end, or `at` when there is none. */
uint32_t drg_time_value(const time_reader *reader, uint32_t at, time_value *value);
/* Those that name a place in the calendar (calendar.c), and of them what has no day (year.c). */
uint32_t drg_time_calendar(const time_reader *reader, uint32_t at, time_value *value);
uint32_t drg_time_year(const time_reader *reader, uint32_t at, time_value *value);
/* "2024", "of this year", "of last year" behind a part of a year: sets year, or unit and modifier.
 */
uint32_t drg_time_of_year(const time_reader *reader, uint32_t at, time_value *value);
/* "Christmas Day", "Good Friday". */
uint32_t drg_time_holiday(const time_reader *reader, uint32_t at, time_value *value);
/* A number in digits or words ("three", "a couple of"): its end, or `at`. */
uint32_t drg_time_number(const time_reader *reader, uint32_t at, int *number);
/* Skips "night", "early morning" behind a day. */
uint32_t drg_time_part(const time_reader *reader, uint32_t at);
/* A whole expression. False: none starts at `at`. */
bool drg_time_expression(const time_reader *reader, uint32_t at, time_expression *expression);

/* ---- helpers over tokens ---- */

static inline bool time_is(const time_reader *reader, uint32_t at, const char *lower) {
    return at >= reader->first && at < reader->end && drg_slice_is(reader->tokens[at].lower, lower);
}

static inline time_class time_class_at(const time_reader *reader, uint32_t at) {
    return at >= reader->first && at < reader->end ? (time_class)reader->words[at].class
                                                   : TIME_NONE;
}

static inline int time_word_value(const time_reader *reader, uint32_t at) {
    return reader->words[at].value;
}

static inline bool time_is_dash(const time_reader *reader, uint32_t at) {
    return at < reader->end && reader->tokens[at].shape == DRG_SHAPE_DASH;
}

bool drg_time_any(const time_reader *reader, uint32_t at, const char *const *words, size_t count);
#define TIME_ANY(reader, at, list) drg_time_any(reader, at, list, sizeof(list) / sizeof *(list))

/* Value of a token of digits only, -1: none. Ordinals ("18th") count where ordinal is true. */
int drg_time_digits(const time_reader *reader, uint32_t at, bool ordinal);

/* Reads up to four digits off *rest; *count gets how many. -1: none. */
int drg_time_cut_digits(drg_slice *rest, size_t *count);

static inline bool drg_time_is_year(int number) {
    return number >= 1000 && number <= 2199;
}

/* ---- resolving ---- */

typedef enum time_direction { DIRECTION_UNKNOWN, DIRECTION_PAST, DIRECTION_FUTURE } time_direction;

/* Which way the clause around tokens [start, end) looks. */
time_direction drg_time_direction(const time_reader *reader, uint32_t start, uint32_t end);

typedef struct time_interval {
    drg_date start, end; /* year 0: not resolved */
    drg_granularity granularity;
    drg_basis basis;
} time_interval;

typedef struct time_context {
    drg_date today; /* day of publication; year 0: not known */
    drg_date anchor; /* without today: a day that the article's own days lie near; year 0: none */
    drg_date told; /* what units are counted from: the last day (month, year) told before, in this
                      sentence or the one before; year 0: none */
    time_direction direction;
} time_context;

time_interval drg_time_resolve(const time_expression *expression, const time_context *context);

/* "a week after": so many units from the day of a deed that is told elsewhere. */
time_interval drg_time_resolve_deed(const time_expression *expression, drg_date day);

/* ---- what was done on a day (deed.c) ---- */

#define TIME_DEEDS 64 /* nouns that are remembered */

typedef struct time_deed {
    drg_slice word; /* lower case, singular */
    drg_date day;
} time_deed;

typedef struct time_deeds {
    time_deed items[TIME_DEEDS]; /* a ring */
    size_t count; /* of all that were ever added */
} time_deeds;

/* Remembers the nouns beside tokens [start, end), which tell a day. */
void drg_time_remember(
    time_deeds *deeds, const time_reader *reader, uint32_t start, uint32_t end, drg_date day);
/* The day of "the attack" at a token. Year 0: not told. */
drg_date drg_time_deed_day(const time_deeds *deeds, const time_reader *reader, uint32_t at);

/* First day and length in days of a feast in a year. False: not known. */
bool drg_time_holiday_date(int holiday, int year, drg_date *day, int *days);

/* Finds the day of publication in the text where the caller gave none. */
void drg_time_find_published(drg_document *document, const time_word *words);

/* A day that days without a year lie near, where no day of publication is known. Year 0: none. */
drg_date drg_time_find_anchor(const drg_document *document, const time_word *words);

/* A cheap look before the grammar is tried at a token. */
bool drg_time_may_start(const time_reader *reader, uint32_t at);

#endif
