/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values told from today or from another time: yesterday, last week, next Friday, three days ago,
 * in two weeks, the past five years, earlier this year, the end of the month, a day later.
 *
 * Each reader below looks at most a handful of tokens ahead and either takes a whole form or none.
 * A form whose length nobody can tell ("several years ago", "in recent weeks") and one that hangs
 * on an event ("a week after the attack") are taken as FORM_UNKNOWN: later stages see that a time
 * is told, and no day is made up. Where the event's day stands there ("a week after Monday's
 * attack"), expression.c puts the two together. Durations ("for three days", "a 15-year-old") are
 * no times.
 */
#include "expression.h"

static bool is_unit(const time_reader *reader, uint32_t at) {
    return time_class_at(reader, at) == TIME_UNIT;
}

static time_unit unit_at(const time_reader *reader, uint32_t at) {
    return (time_unit)time_word_value(reader, at);
}

/* ---- days from today ---- */

/* "USA Today", "Tomorrow Group": capitalised among capitals. */
static bool is_title(const time_reader *reader, uint32_t at) {
    const drg_token *token = &reader->tokens[at];
    if (!drg_token_capitalised(token))
        return false;
    bool before = at > reader->first && drg_token_capitalised(token - 1) &&
                  !(token[-1].flags & DRG_TOKEN_SENTENCE_START);
    bool after = at + 1 < reader->end && token[1].shape == DRG_SHAPE_TITLE &&
                 time_class_at(reader, at + 1) == TIME_NONE &&
                 !(token->flags & DRG_TOKEN_SENTENCE_START);
    return before || after;
}

/* "yesterday evening", "the day before yesterday", "overnight". */
static uint32_t read_deictic(const time_reader *reader, uint32_t at, time_value *value) {
    *value = (time_value){.form = FORM_SHIFT, .unit = UNIT_DAY};
    if (time_is(reader, at, "overnight")) {
        *value = (time_value){.form = FORM_PERIOD, .unit = UNIT_DAY, .count = -1};
        return at + 1;
    }
    bool day = time_is(reader, at, "day");
    if (day && time_is(reader, at + 1, "before") && time_is(reader, at + 2, "yesterday")) {
        value->count = -2;
        return at + 3;
    }
    if (day && time_is(reader, at + 1, "after") && time_is(reader, at + 2, "tomorrow")) {
        value->count = 2;
        return at + 3;
    }
    if (time_class_at(reader, at) != TIME_DEICTIC || is_title(reader, at))
        return at;
    value->count = (int16_t)time_word_value(reader, at);
    return drg_time_part(reader, at + 1);
}

/* ---- last, this, next ---- */

/* Units away from today's for a modifier before a single unit. */
static int shift_of(time_modifier modifier) {
    switch (modifier) {
    case MODIFIER_LAST:
    case MODIFIER_PREVIOUS:
        return -1;
    case MODIFIER_NEXT:
    case MODIFIER_FOLLOWING:
        return 1;
    default:
        return 0;
    }
}

/* "last week", "the past year", "this month", "the following day". */
static uint32_t read_modified_unit(
    const time_reader *reader, uint32_t at, time_modifier modifier, time_value *value) {
    time_unit unit = unit_at(reader, at);
    bool context = modifier == MODIFIER_PREVIOUS || modifier == MODIFIER_FOLLOWING;
    if (reader->words[at].plural) {
        *value = (time_value){.form = FORM_UNKNOWN};
        return modifier == MODIFIER_PAST || modifier == MODIFIER_COMING || context ? at + 1 : 0;
    }
    if (unit <= UNIT_HOUR || time_is(reader, at + 1, "of"))
        return 0;
    *value = (time_value){.form = context ? FORM_FROM_CONTEXT : FORM_SHIFT,
        .unit = unit,
        .count = (int16_t)shift_of(modifier)};
    if (unit == UNIT_DAY && !context) {
        value->form = FORM_FROM_CONTEXT;
        return modifier == MODIFIER_NEXT ? at + 1 : 0;
    }
    bool the_last = modifier == MODIFIER_LAST && at >= reader->first + 2 && unit <= UNIT_DECADE &&
                    time_is(reader, at - 2, "the"); /* over the last decade */
    if (the_last || (modifier == MODIFIER_PAST && unit != UNIT_WEEKEND))
        *value = (time_value){.form = FORM_PERIOD, .unit = unit, .count = -1};
    if (modifier == MODIFIER_PAST && unit == UNIT_WEEKEND)
        value->count = -1;
    if (modifier == MODIFIER_COMING) {
        *value = (time_value){.form = FORM_PERIOD, .unit = unit, .count = 1};
        if (unit == UNIT_WEEKEND)
            value->form = FORM_SHIFT;
    }
    return at + 1;
}

/* "To last a week", "will last two years": the verb. `at` is behind it. */
static bool is_verb_last(const time_reader *reader, uint32_t at) {
    static const char *const BEFORE[] = {"to", "will", "would", "could", "can", "may", "might",
        "should", "must", "not", "n't", "'ll", "did", "does", "do"};
    return time_is(reader, at, "a") || time_is(reader, at, "an") ||
           (at > reader->first + 1 && TIME_ANY(reader, at - 2, BEFORE));
}

/* "the past five years", "the next two weeks", "the last few months". */
static uint32_t read_modified_number(
    const time_reader *reader, uint32_t at, time_modifier modifier, time_value *value) {
    static const char *const FUZZY[] = {"few", "several", "many", "couple"};
    int number = 0;
    bool fuzzy = TIME_ANY(reader, at, FUZZY);
    uint32_t unit = fuzzy ? at + 1 : drg_time_number(reader, at, &number);
    if (modifier == MODIFIER_LAST && is_verb_last(reader, at))
        return 0;
    if (fuzzy && time_is(reader, at, "couple")) {
        fuzzy = false;
        number = 2;
        unit += time_is(reader, unit, "of");
    }
    if (unit == at || !is_unit(reader, unit) || modifier == MODIFIER_THIS)
        return 0;
    bool back = modifier == MODIFIER_LAST || modifier == MODIFIER_PAST;
    bool ahead = modifier == MODIFIER_NEXT || modifier == MODIFIER_COMING;
    *value = (time_value){.form = FORM_PERIOD,
        .unit = unit_at(reader, unit),
        .count = (int16_t)(back ? -number : number)};
    if (fuzzy || (!back && !ahead) || number < 1 || number > 999)
        value->form = FORM_UNKNOWN;
    return unit + 1;
}

/* "This fall was the sharpest", "the latest fall in prices". */
static bool is_drop(const time_reader *reader, uint32_t at) {
    static const char *const BEHIND[] = {"in", "of", "was", "is", "has", "came", "comes"};
    return time_is(reader, at, "fall") && TIME_ANY(reader, at + 1, BEHIND);
}

/* What follows the modifier at `at`: [number] unit, weekday, month, season, part of a day. */
static uint32_t read_modified(const time_reader *reader, uint32_t at, time_value *value) {
    if (time_class_at(reader, at) != TIME_MODIFIER)
        return at;
    time_modifier modifier = (time_modifier)time_word_value(reader, at);
    uint32_t next = at + 1, end = 0;
    bool doubled = modifier == MODIFIER_THIS && time_class_at(reader, next) == TIME_MODIFIER;
    if (doubled) /* this past weekend, this coming Friday */
        modifier = (time_modifier)time_word_value(reader, next++);
    time_class class = time_class_at(reader, next);
    int16_t word = next < reader->end ? reader->words[next].value : 0;
    switch (class) {
    case TIME_UNIT:
        end = read_modified_unit(reader, next, modifier, value);
        break;
    case TIME_WEEKDAY:
        *value = (time_value){.form = FORM_WEEKDAY, .weekday = word, .modifier = modifier};
        end = drg_time_part(reader, next + 1);
        break;
    case TIME_MONTH:
        *value = (time_value){.form = FORM_MONTH, .month = word, .modifier = modifier};
        end = drg_time_digits(reader, next + 1, true) < 0 ? next + 1 : 0; /* this January 10 */
        break;
    case TIME_SEASON:
        *value = (time_value){.form = FORM_SEASON, .count = word, .modifier = modifier};
        end = is_drop(reader, next) ? 0 : next + 1;
        break;
    case TIME_PART:
        *value = (time_value){
            .form = FORM_SHIFT, .unit = UNIT_DAY, .count = (int16_t)shift_of(modifier)};
        if (modifier != MODIFIER_LAST && modifier != MODIFIER_THIS)
            value->form = FORM_FROM_CONTEXT;
        end = next + 1;
        break;
    default:
        end = read_modified_number(reader, next, modifier, value);
    }
    return end ? end : at;
}

/* "the weekend", "weekend": which one, the clause tells; "a weekend" is none. */
static uint32_t read_weekend(const time_reader *reader, uint32_t at, time_value *value) {
    static const char *const ANY[] = {"a", "each", "every", "per", "one"};
    if (at > reader->first && TIME_ANY(reader, at - 1, ANY))
        return at;
    if (!is_unit(reader, at) || unit_at(reader, at) != UNIT_WEEKEND || reader->words[at].plural)
        return at;
    *value = (time_value){
        .form = FORM_SHIFT, .unit = UNIT_WEEKEND, .modifier = MODIFIER_NONE, .has_count = true};
    return at + 1;
}

/* ---- a number of units away ---- */

/* "several", "a few", "many", or nothing before "years ago". */
static uint32_t skip_fuzzy(const time_reader *reader, uint32_t at) {
    static const char *const WORDS[] = {"few", "several", "many", "some"};
    uint32_t word = time_is(reader, at, "a") ? at + 1 : at;
    return TIME_ANY(reader, word, WORDS) ? word + 1 : at;
}

/* From hours and minutes to days. */
static void in_days(time_value *value) {
    if (value->unit == UNIT_HOUR)
        value->count = (int16_t)(value->count / 24);
    if (value->unit == UNIT_MINUTE)
        value->count = 0;
    if (value->unit <= UNIT_HOUR)
        value->unit = UNIT_DAY;
}

/* What stands behind "three days": ago, earlier, later, before, after, from now. */
static uint32_t read_distance(const time_reader *reader, uint32_t at, time_value *value) {
    if (time_is(reader, at, "ago")) {
        value->count = (int16_t)-value->count;
        return at + 1;
    }
    if (time_is(reader, at, "from") && time_is(reader, at + 1, "now"))
        return at + 2;
    if (time_is(reader, at, "hence"))
        return at + 1;
    bool earlier = time_is(reader, at, "earlier") || time_is(reader, at, "prior");
    if (earlier || time_is(reader, at, "later")) {
        bool than = time_is(reader, at + 1, "than") || time_is(reader, at + 1, "to");
        value->form = than ? FORM_UNKNOWN : FORM_FROM_CONTEXT;
        if (earlier)
            value->count = (int16_t)-value->count;
        return at + 1;
    }
    bool before = time_is(reader, at, "before");
    if (before || time_is(reader, at, "after")) {
        value->form = FORM_UNKNOWN;
        value->from_other = value->count > 0;
        if (before)
            value->count = (int16_t)-value->count;
        return at + 1;
    }
    return at;
}

/* "three days ago", "a week earlier", "decades ago", "a few months later", "a day after". */
static uint32_t read_away(const time_reader *reader, uint32_t at, time_value *value) {
    int number = 0;
    uint32_t unit = skip_fuzzy(reader, at);
    bool fuzzy = unit > at;
    if (!fuzzy)
        unit = drg_time_number(reader, at, &number);
    if (unit == at && is_unit(reader, at) && reader->words[at].plural)
        fuzzy = true; /* "years ago" */
    if ((unit == at && !fuzzy) || !is_unit(reader, unit) || number > 9999)
        return at;
    *value =
        (time_value){.form = FORM_SHIFT, .unit = unit_at(reader, unit), .count = (int16_t)number};
    uint32_t end = read_distance(reader, unit + 1, value);
    if (end == unit + 1)
        return at;
    bool today = fuzzy && value->unit <= UNIT_HOUR; /* "hours ago" */
    in_days(value);
    if (fuzzy && !today)
        value->form = FORM_UNKNOWN;
    value->from_other &= !fuzzy;
    return end;
}

/* "in two weeks", "in three days' time", "within a month". */
static uint32_t read_in(const time_reader *reader, uint32_t at, time_value *value) {
    bool within = time_is(reader, at, "within");
    int number;
    if (!within && !time_is(reader, at, "in"))
        return at;
    uint32_t unit = drg_time_number(reader, at + 1, &number);
    if (unit == at + 1 || !is_unit(reader, unit) || number < 1 || number > 999)
        return at;
    *value = (time_value){.form = within ? FORM_PERIOD : FORM_SHIFT,
        .unit = unit_at(reader, unit),
        .count = (int16_t)number,
        .future_only = true};
    in_days(value);
    uint32_t end = unit + 1;
    if (time_is(reader, end, "of")) /* "in two years of war" */
        return at;
    bool mark = time_is(reader, end, "'") || time_is(reader, end, "'s");
    if (mark && time_is(reader, end + 1, "time")) {
        value->future_only = false;
        end += 2;
    }
    if (within && value->count == 0)
        value->form = FORM_SHIFT;
    return end;
}

/* "recent weeks". */
static uint32_t read_recent(const time_reader *reader, uint32_t at, time_value *value) {
    if (!time_is(reader, at, "recent") || !is_unit(reader, at + 1) || !reader->words[at + 1].plural)
        return at;
    *value = (time_value){.form = FORM_UNKNOWN};
    return at + 2;
}

/* "that day", "the same week". */
static uint32_t read_same(const time_reader *reader, uint32_t at, time_value *value) {
    bool same = time_is(reader, at, "same") && at > reader->first && time_is(reader, at - 1, "the");
    if (!same && !time_is(reader, at, "that"))
        return at;
    bool that_same = !same && time_is(reader, at + 1, "same"); /* "that same day" */
    at += that_same;
    bool night = time_class_at(reader, at + 1) == TIME_PART;
    bool unit = is_unit(reader, at + 1) && !reader->words[at + 1].plural &&
                unit_at(reader, at + 1) >= UNIT_DAY;
    if (!night && !unit)
        return at - that_same;
    *value =
        (time_value){.form = FORM_FROM_CONTEXT, .unit = night ? UNIT_DAY : unit_at(reader, at + 1)};
    return at + 2;
}

/* "the day before," "the night before": from the time told before, where nothing follows. */
static uint32_t read_the_before(const time_reader *reader, uint32_t at, time_value *value) {
    bool night = time_class_at(reader, at) == TIME_PART;
    bool unit = is_unit(reader, at) && !reader->words[at].plural && unit_at(reader, at) >= UNIT_DAY;
    if ((!night && !unit) || at == reader->first || !time_is(reader, at - 1, "the") ||
        !time_is(reader, at + 1, "before"))
        return at;
    uint32_t end = at + 2;
    if (end < reader->end && reader->tokens[end].shape != DRG_SHAPE_PUNCTUATION)
        return at;
    *value = (time_value){
        .form = FORM_FROM_CONTEXT, .unit = night ? UNIT_DAY : unit_at(reader, at), .count = -1};
    return end;
}

/* "week of April 14", "week beginning 14 April". */
static uint32_t read_week_of(const time_reader *reader, uint32_t at, time_value *value) {
    static const char *const LINKS[] = {"of", "beginning", "starting", "commencing"};
    if (!time_is(reader, at, "week") || !TIME_ANY(reader, at + 1, LINKS))
        return at;
    uint32_t end = drg_time_calendar(reader, at + 2, value);
    if (end == at + 2 || value->form != FORM_DAY)
        return at;
    value->form = FORM_WEEK_OF;
    return end;
}

/* "on the 18th". */
static uint32_t read_nth(const time_reader *reader, uint32_t at, time_value *value) {
    static const char *const AFTER[] = {"at", "in", "and", "to", "as", "when", "but", "with"};
    int day = drg_time_digits(reader, at, true);
    if (day < 1 || day > 31 || at < reader->first + 2 || !time_is(reader, at - 1, "the") ||
        !time_is(reader, at - 2, "on") || drg_time_digits(reader, at, false) >= 0)
        return at;
    bool end = at + 1 >= reader->end || reader->tokens[at + 1].shape == DRG_SHAPE_PUNCTUATION;
    if (!end && !TIME_ANY(reader, at + 1, AFTER))
        return at;
    *value = (time_value){.form = FORM_DAY, .day = (int16_t)day};
    return at + 1;
}

/* A value without an edge before it. */
static uint32_t read_plain(const time_reader *reader, uint32_t at, time_value *value) {
    static uint32_t (*const READERS[])(const time_reader *, uint32_t, time_value *) = {read_deictic,
        read_week_of, drg_time_holiday, drg_time_calendar, read_modified, read_in, read_away,
        read_recent, read_same, read_the_before, read_weekend, read_nth};
    for (size_t i = 0; i < sizeof READERS / sizeof READERS[0]; i++) {
        uint32_t end = READERS[i](reader, at, value);
        if (end > at)
            return end;
    }
    return at;
}

/* ---- edges ---- */

/* "the year", "the month": today's. */
static uint32_t read_the_unit(const time_reader *reader, uint32_t at, time_value *value) {
    if (!time_is(reader, at, "the") || !is_unit(reader, at + 1) || reader->words[at + 1].plural ||
        unit_at(reader, at + 1) < UNIT_WEEK)
        return at;
    *value = (time_value){.form = FORM_SHIFT, .unit = unit_at(reader, at + 1)};
    return at + 2;
}

/* "early April", "late last year", "early in 2024", "the end of March", "the end of the year". */
static uint32_t read_edge(const time_reader *reader, uint32_t at, time_value *value) {
    if (time_class_at(reader, at) != TIME_EDGE)
        return at;
    time_edge edge = (time_edge)time_word_value(reader, at);
    bool noun = time_is(reader, at, "end") || time_is(reader, at, "beginning") ||
                time_is(reader, at, "start") || time_is(reader, at, "middle");
    uint32_t next = at + 1;
    if (noun) {
        if (!time_is(reader, next, "of"))
            return at;
        next++;
    } else if (time_is(reader, next, "in") || time_is(reader, next, "on") ||
               time_is(reader, next, "-")) {
        next++;
    }
    uint32_t end = read_the_unit(reader, next, value);
    if (end == next) {
        next += time_is(reader, next, "the");
        end = read_plain(reader, next, value);
    }
    if (end == next)
        return at;
    value->edge = edge;
    return end;
}

/* "mid-May", "mid-1980s", "mid-2024" in one token. */
static uint32_t read_mid(const time_reader *reader, uint32_t at, time_value *value) {
    if (at >= reader->end || !drg_slice_starts(reader->tokens[at].lower, DRG_SLICE("mid-")))
        return at;
    drg_token rest = reader->tokens[at];
    rest.start += 4;
    rest.lower.data += 4;
    rest.lower.size -= 4;
    rest.shape = rest.lower.size && rest.lower.data[0] <= '9' ? DRG_SHAPE_DIGIT : DRG_SHAPE_TITLE;
    time_word word = drg_time_word(&rest, reader->text);
    if (word.class == TIME_MONTH) {
        *value = (time_value){.form = FORM_MONTH, .month = word.value};
        int year = drg_time_digits(reader, at + 1, false);
        value->edge = EDGE_MIDDLE;
        value->year = (int16_t)(year >= 1000 ? year : 0);
        return year >= 1000 ? at + 2 : at + 1;
    }
    time_reader one = {.document = reader->document,
        .tokens = &rest,
        .words = &word,
        .text = reader->text,
        .first = 0,
        .end = 1};
    if (drg_time_calendar(&one, 0, value) == 0)
        return at;
    value->edge = EDGE_MIDDLE;
    return at + 1;
}

/* "earlier this year", "later on Friday", "earlier in the week", "later today". */
static uint32_t read_so_far(const time_reader *reader, uint32_t at, time_value *value) {
    bool later = time_is(reader, at, "later");
    if (!later && !time_is(reader, at, "earlier"))
        return at;
    uint32_t next = at + 1;
    next += time_is(reader, next, "in") || time_is(reader, next, "on");
    if (time_is(reader, next, "the") && time_is(reader, next + 1, "day")) {
        *value = (time_value){.form = FORM_FROM_CONTEXT, .unit = UNIT_DAY};
        return next + 2;
    }
    uint32_t end = next > at + 1 ? read_the_unit(reader, next, value) : next;
    if (end == next)
        end = read_plain(reader, next, value);
    if (end == next)
        return at;
    bool now = value->form == FORM_SHIFT && value->count == 0 && value->unit != UNIT_DAY;
    if (now)
        value->edge = later ? EDGE_FROM_NOW : EDGE_SO_FAR;
    return end;
}

/* "year-end". */
static uint32_t read_year_end(const time_reader *reader, uint32_t at, time_value *value) {
    if (!time_is(reader, at, "year") || !time_is(reader, at + 1, "-") ||
        !time_is(reader, at + 2, "end"))
        return at;
    *value = (time_value){.form = FORM_SHIFT, .unit = UNIT_YEAR, .edge = EDGE_LATE};
    return at + 3;
}

uint32_t drg_time_value(const time_reader *reader, uint32_t at, time_value *value) {
    static uint32_t (*const READERS[])(const time_reader *, uint32_t, time_value *) = {
        read_edge, read_so_far, read_mid, read_year_end, read_plain};
    for (size_t i = 0; i < sizeof READERS / sizeof READERS[0]; i++) {
        uint32_t end = READERS[i](reader, at, value);
        if (end > at)
            return end;
    }
    return at;
}
