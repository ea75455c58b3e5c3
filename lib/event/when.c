/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The days that an event may have taken place on, and what speaks for and against each.
 *
 * Of 100 gold dates of the train part 68 hang on an expression of time in a sentence that tells the
 * event; the others are carried over from a sentence before ("police opened fire" after "on
 * Tuesday"), or are the day of which the whole article reports. So the options are the resolved
 * expressions of the sentences that tell, those around, those of the lead, and the day of
 * publication itself. The signs: distance and clauses between, what leads it, whether another
 * trigger of the sentence stands nearer, what the reading engine takes for the time, how exact it
 * is, and whether tense and date agree: what has happened did not happen after the day of
 * publication.
 *
 * Bounded: MOST_TELLINGS tellings, REACH tokens around each, NEARBY expressions of a neighbour.
 */
#include "rank.h"

#include "../base/date.h"

#include <stdlib.h>

#define MOST_TELLINGS 12
#define REACH 60
#define NEARBY 6

typedef struct date_work {
    const drg_record *record;
    const drg_syntax *syntax;
    const drg_document *document;
    const drg_event *event;
    drg_options_list *list;
    bool told_here; /* a sentence that tells the event has a resolved expression */
    bool told_near; /* one beside has */
    bool days_only; /* a month or year is of another event */
} date_work;

static void add_plain(drg_option *option, bool there, drg_date_sign sign) {
    if (there)
        drg_option_sign(option, sign);
}

static void add_typed(const date_work *work, drg_option *option, drg_date_typed sign) {
    drg_option_typed(option, DRG_DATE_SIGNS, sign, (uint8_t)work->event->type);
}

/* ---- what is no day of an act ---- */

static bool is_day_of_act(const drg_document *document, const drg_time *time) {
    return time->start.year && !drg_time_in_name(document, time);
}

/*
 * May an expression of another sentence date an act? Where the day of publication is known, most
 * expressions are days near it, and acts told one after the other share them. Where it is not, what
 * is left resolved are years and months of history, and of 300 acts that took one from elsewhere
 * three were of that year: better no date.
 */
static bool carries_over(const drg_document *document, const drg_time *time) {
    return is_day_of_act(document, time) &&
           (document->published.year || time->granularity == DRG_DAY);
}

/* ---- signs of the interval ---- */

static void interval_signs(const date_work *work, drg_option *option, const drg_time *time) {
    static const drg_date_sign EXACT[] = {[DRG_DAY] = DRG_DATE_DAY,
        [DRG_WEEK] = DRG_DATE_WEEK,
        [DRG_MONTH] = DRG_DATE_MONTH,
        [DRG_SEASON] = DRG_DATE_LONG,
        [DRG_YEAR] = DRG_DATE_YEAR,
        [DRG_DECADE] = DRG_DATE_LONG,
        [DRG_RANGE] = DRG_DATE_SPAN_OF_TIME};
    drg_option_sign(option, EXACT[time->granularity]);
    add_typed(work, option, DRG_DATE_ANYTHING);
    add_plain(option, time->basis == DRG_BASIS_TEXT, DRG_DATE_ABSOLUTE);
    add_plain(option, time->basis == DRG_BASIS_INFERRED, DRG_DATE_FROM_CONTEXT);
    drg_date today = work->document->published;
    if (!today.year)
        return;
    int32_t now = drg_date_to_days(today), start = drg_date_to_days(time->start);
    int32_t age = now - start;
    bool ahead = age < 0, open = drg_date_to_days(time->end) >= now && !ahead;
    drg_tense tense = work->event->tense;
    add_plain(option, tense == DRG_PAST && ahead, DRG_DATE_PAST_BUT_AHEAD);
    add_plain(option, tense == DRG_FUTURE && !ahead && !open, DRG_DATE_FUTURE_BUT_BEHIND);
    add_plain(option, tense == DRG_FUTURE && ahead, DRG_DATE_FUTURE_AND_AHEAD);
    add_plain(option, tense == DRG_ONGOING && open, DRG_DATE_ONGOING_AND_OPEN);
    add_plain(option, age == 0, DRG_DATE_TODAY);
    add_plain(option, age > 0 && age <= 7, DRG_DATE_LAST_DAYS);
    add_plain(option, age > 7 && age <= 45, DRG_DATE_LAST_WEEKS);
    add_plain(option, age > 400, DRG_DATE_OLD);
}

/* Events that are told one after the other often took place on one day. */
static void last_signs(const date_work *work, drg_option *option, uint32_t what) {
    const drg_last_event *last = work->record->last;
    const drg_document *document = work->document;
    if (last->sentence == DRG_NONE || last->date == DRG_NONE ||
        !drg_same_date(document, what, last->date))
        return;
    uint32_t own = work->record->tellings->items[work->record->numbers[0]].found.sentence;
    drg_option_sign(option, own <= last->sentence       ? DRG_DATE_OF_LAST_EVENT_HERE
                            : own <= last->sentence + 2 ? DRG_DATE_OF_LAST_EVENT
                                                        : DRG_DATE_OF_LAST_EVENT_FAR);
}

/* ---- signs of where it stands ---- */

static drg_slice word_at(const date_work *work, uint32_t token) {
    return work->document->tokens.items[token].lower;
}

static bool is_fronted(const date_work *work, const drg_time *time) {
    uint32_t first = work->document->sentences.items[time->sentence].first_token;
    return time->first_token <= first + 1;
}

static void shape_signs(
    const date_work *work, drg_option *option, const drg_time *time, const drg_telling *telling) {
    const drg_syntax *syntax = work->syntax;
    uint32_t before = time->first_token ? time->first_token - 1 : 0;
    bool since = drg_slice_is(word_at(work, time->first_token), "since") ||
                 drg_slice_is(word_at(work, before), "since");
    add_plain(option, since, DRG_DATE_LED_SINCE);
    add_plain(option,
        drg_slice_is(word_at(work, before), "by") || drg_slice_is(word_at(work, before), "until") ||
            drg_slice_is(word_at(work, before), "before"),
        DRG_DATE_LED_BY);
    add_plain(option,
        drg_slice_is(word_at(work, before), "of") || drg_slice_is(word_at(work, before), "from"),
        DRG_DATE_LED_OF);
    add_plain(option, is_fronted(work, time), DRG_DATE_FRONTED);
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    uint32_t own = syntax->nodes[time->first_token].chunk;
    add_plain(option, own != DRG_NONE && own == chunk, DRG_DATE_IN_TRIGGER_PHRASE);
    add_plain(option, own != DRG_NONE && own != chunk && !syntax->chunks.items[own].time,
        DRG_DATE_INSIDE_PHRASE);
}

static void distance_signs(drg_option *option, drg_gap gap) {
    static const uint32_t BOUNDS[] = {2, 5, 10, 20};
    unsigned far = 0;
    while (far < 4 && gap.tokens > BOUNDS[far])
        far++;
    drg_option_sign(option, (gap.behind ? DRG_DATE_BEHIND_2 : DRG_DATE_AHEAD_2) + far);
    add_plain(option, gap.verbs == 1, DRG_DATE_ONE_VERB_BETWEEN);
    add_plain(option, gap.verbs > 1, DRG_DATE_MORE_VERBS_BETWEEN);
    add_plain(option, gap.clauses > 0, DRG_DATE_CLAUSE_BETWEEN);
    add_plain(option, gap.commas > 0, DRG_DATE_COMMA_BETWEEN);
}

static uint32_t tokens_between(const drg_telling *telling, const drg_time *time) {
    if (time->first_token >= telling->found.end)
        return time->first_token - telling->found.end;
    return telling->found.first >= time->end_token ? telling->found.first - time->end_token : 0;
}

#define RIVALS 6 /* tellings to each side that are asked */

/* Does another event of the sentence stand nearer to the expression? */
static bool at_other(const date_work *work, uint32_t number, const drg_time *time) {
    const drg_telling_list *all = work->record->tellings;
    const drg_telling *own = &all->items[number];
    uint32_t far = tokens_between(own, time), from = number > RIVALS ? number - RIVALS : 0;
    for (uint32_t i = from; i < all->count && i <= number + RIVALS; i++) {
        const drg_telling *other = &all->items[i];
        if (i != number && other->found.sentence == own->found.sentence &&
            tokens_between(other, time) < far)
            return true;
    }
    return false;
}

static void role_signs(
    const date_work *work, drg_option *option, const drg_telling *telling, const drg_time *time) {
    const drg_read_event *read = telling->read;
    uint8_t most = 0, elsewhere = 0;
    for (uint32_t r = read ? read->first_role : 0; read && r < read->end_role; r++) {
        const drg_read_role *role = &work->document->read.roles.items[r];
        if (role->role != DRG_READ_TIME)
            continue;
        bool here = role->first_token < time->end_token && time->first_token < role->end_token;
        if (here && role->probability > most)
            most = role->probability;
        if (!here && role->probability > elsewhere)
            elsewhere = role->probability;
    }
    add_plain(option, most > 50 && most <= 128, DRG_DATE_ROLE_LOW);
    add_plain(option, most > 128 && most <= 204, DRG_DATE_ROLE_MIDDLE);
    add_plain(option, most > 204, DRG_DATE_ROLE_HIGH);
    add_plain(option, most <= 128 && elsewhere > 128, DRG_DATE_ROLE_ELSEWHERE);
}

/* ---- a time that nobody can resolve ---- */

#define SURE 128 /* of 255: what the reading engine takes for the time of an event */

typedef struct told_times { /* what the words of time of a record's tellings say */
    bool day, no_day;
} told_times;

static void look_at_role(
    const drg_document *document, const drg_read_role *role, told_times *told) {
    if (role->role != DRG_READ_TIME || role->probability <= SURE)
        return;
    size_t i = drg_time_from(document, role->first_token);
    i -= i > 0; /* one may begin before the role and reach into it */
    for (; i < document->times.count; i++) {
        const drg_time *time = &document->times.items[i];
        if (time->first_token >= role->end_token)
            return;
        if (time->end_token <= role->first_token)
            continue;
        told->day |= time->start.year != 0;
        told->no_day |= time->start.year == 0;
    }
}

/*
 * Without a day of publication: does the text date the event in words that no day is known for ("in
 * March", "last week")? Then the year of the clause beside it is another event's: better no date. A
 * day may still be it, told once more.
 */
static bool is_told_without_day(const drg_record *record) {
    const drg_document *document = record->syntax->document;
    told_times told = {false, false};
    for (size_t i = 0; i < record->count && i < MOST_TELLINGS; i++) {
        const drg_read_event *read = record->tellings->items[record->numbers[i]].read;
        for (uint32_t r = read ? read->first_role : 0; read && r < read->end_role; r++)
            look_at_role(document, &document->read.roles.items[r], &told);
    }
    return told.no_day && !told.day;
}

/* ---- options ---- */

static size_t resolved_in(const date_work *work, uint32_t sentence) {
    const drg_document *document = work->document;
    const drg_sentence *of = &document->sentences.items[sentence];
    size_t count = 0, i = drg_time_from(document, of->first_token);
    for (; i < document->times.count && count < NEARBY; i++) {
        if (document->times.items[i].first_token >= of->end_token)
            break;
        count += is_day_of_act(document, &document->times.items[i]);
    }
    return count;
}

static void add_time(date_work *work, size_t nth, uint32_t index, bool only) {
    const drg_time *time = &work->document->times.items[index];
    uint32_t number = work->record->numbers[nth];
    const drg_telling *telling = &work->record->tellings->items[number];
    bool dateline = drg_in_dateline(work->document, time->first_token);
    drg_option *option =
        drg_option_add(work->list, index, dateline ? DRG_GROUND_DATELINE : DRG_GROUND_STATED);
    if (!option)
        return;
    work->told_here = true;
    add_typed(work, option, DRG_DATE_TOLD_HERE);
    add_plain(option, nth > 0, DRG_DATE_LATER_TELLING);
    add_plain(option, only, DRG_DATE_ONLY_TIME_HERE);
    distance_signs(
        option, drg_gap_between(work->syntax, telling, time->first_token, time->end_token));
    shape_signs(work, option, time, telling);
    add_plain(option, at_other(work, number, time), DRG_DATE_AT_OTHER_TRIGGER);
    role_signs(work, option, telling, time);
    interval_signs(work, option, time);
    last_signs(work, option, index);
}

static void add_telling(date_work *work, size_t nth) {
    const drg_document *document = work->document;
    const drg_telling *telling = &work->record->tellings->items[work->record->numbers[nth]];
    const drg_sentence *sentence = &document->sentences.items[telling->found.sentence];
    bool only = resolved_in(work, telling->found.sentence) == 1;
    uint32_t from = sentence->first_token;
    if (telling->found.first > from + REACH)
        from = telling->found.first - REACH;
    for (size_t i = drg_time_from(document, from); i < document->times.count; i++) {
        const drg_time *time = &document->times.items[i];
        if (time->first_token >= sentence->end_token ||
            time->first_token > telling->found.end + REACH)
            return;
        if (is_day_of_act(document, time) && !drg_time_of_other(work->syntax, telling, time) &&
            (!work->days_only || time->granularity == DRG_DAY))
            add_time(work, nth, (uint32_t)i, only);
    }
}

static bool is_told_in(const date_work *work, uint32_t sentence) {
    for (size_t i = 0; i < work->record->count && i < MOST_TELLINGS; i++)
        if (work->record->tellings->items[work->record->numbers[i]].found.sentence == sentence)
            return true;
    return false;
}

/* The expressions of a sentence that does not tell the event. */
static void add_neighbour(date_work *work, uint32_t sentence, drg_date_sign sign) {
    const drg_document *document = work->document;
    if (sentence >= document->sentences.count || is_told_in(work, sentence))
        return;
    const drg_sentence *of = &document->sentences.items[sentence];
    size_t i = drg_time_from(document, of->first_token);
    bool before = sign == DRG_DATE_SENTENCE_BEFORE || sign == DRG_DATE_SENTENCE_TWO_BEFORE;
    for (int looked = 0; looked < NEARBY && i < document->times.count; looked++, i++) {
        const drg_time *time = &document->times.items[i];
        if (time->first_token >= of->end_token)
            return;
        if (!carries_over(document, time))
            continue;
        bool nearest = before && !work->told_near;
        work->told_near |= sign != DRG_DATE_LEAD;
        drg_option *option = drg_option_add(work->list, (uint32_t)i,
            sign == DRG_DATE_LEAD ? DRG_GROUND_ARTICLE : DRG_GROUND_NEARBY);
        if (!option)
            return;
        drg_option_sign(option, sign);
        add_typed(work, option, DRG_DATE_FROM_ELSEWHERE);
        add_plain(option, nearest, DRG_DATE_NEAREST_BEFORE);
        add_plain(option, looked == 0 && sign == DRG_DATE_LEAD, DRG_DATE_LEAD_FIRST);
        add_plain(option, before && is_fronted(work, time), DRG_DATE_SENTENCE_BEFORE_FRONTED);
        add_plain(option, work->told_here, DRG_DATE_TIME_TOLD_HERE);
        interval_signs(work, option, time);
        last_signs(work, option, (uint32_t)i);
    }
}

/* The nearest expression in the sentences further up, where the two before have none. */
static void add_nearest_before(date_work *work, uint32_t sentence) {
    const drg_document *document = work->document;
    uint32_t first = document->sentences.items[sentence].first_token;
    size_t i = drg_time_from(document, first);
    for (int looked = 0; looked < NEARBY && i-- > 0; looked++) {
        const drg_time *time = &document->times.items[i];
        if (!carries_over(document, time) || time->sentence + 2 >= sentence)
            continue;
        drg_option *option = drg_option_add(work->list, (uint32_t)i, DRG_GROUND_ARTICLE);
        drg_option_sign(option, DRG_DATE_NEAREST_BEFORE);
        if (!option)
            return;
        add_typed(work, option, DRG_DATE_FROM_ELSEWHERE);
        add_plain(option, work->told_here, DRG_DATE_TIME_TOLD_HERE);
        interval_signs(work, option, time);
        last_signs(work, option, (uint32_t)i);
        return;
    }
}

static void add_report_day(const date_work *work) {
    const drg_event *event = work->event;
    const drg_telling *first = &work->record->tellings->items[work->record->numbers[0]];
    if (!work->document->published.year)
        return;
    drg_option *option = drg_option_add(work->list, DRG_REPORT_DAY, DRG_GROUND_REPORTED);
    drg_option_sign(option, DRG_DATE_REPORT);
    add_typed(work, option, DRG_DATE_REPORT_DAY);
    add_plain(option, !first->own_verb, DRG_DATE_REPORT_NOUN);
    add_plain(option, event->speaker != DRG_NONE, DRG_DATE_REPORT_QUOTED);
    add_plain(option, first->found.first < work->record->scene->head_end, DRG_DATE_REPORT_IN_HEAD);
    add_plain(option, !work->told_here && !work->told_near, DRG_DATE_REPORT_NO_OTHER);
    add_plain(option, event->tense == DRG_FUTURE, DRG_DATE_REPORT_FUTURE);
    add_plain(option, event->tense == DRG_ONGOING, DRG_DATE_REPORT_ONGOING);
    add_plain(option, work->told_here, DRG_DATE_REPORT_TIME_NEAR);
    last_signs(work, option, DRG_REPORT_DAY);
}

static void add_nothing(const date_work *work) {
    const drg_event *event = work->event;
    const drg_telling *first = &work->record->tellings->items[work->record->numbers[0]];
    drg_option *option = drg_option_add(work->list, DRG_NONE, DRG_GROUND_NONE);
    drg_option_sign(option, DRG_DATE_NOTHING);
    add_plain(option, event->tense == DRG_FUTURE, DRG_DATE_NOTHING_FUTURE);
    add_plain(option, event->tense == DRG_HYPOTHETICAL, DRG_DATE_NOTHING_HYPOTHETICAL);
    add_plain(option, event->tense == DRG_ONGOING, DRG_DATE_NOTHING_ONGOING);
    add_plain(option, event->negated, DRG_DATE_NOTHING_NEGATED);
    add_plain(option, event->speaker != DRG_NONE, DRG_DATE_NOTHING_QUOTED);
    add_plain(option, !first->own_verb, DRG_DATE_NOTHING_NOUN);
    add_plain(option, work->record->count > 2, DRG_DATE_NOTHING_TOLD_OFTEN);
    add_plain(option, first->found.sentence > 15, DRG_DATE_NOTHING_FIRST_LATE);
}

void drg_when_options(const drg_record *record, const drg_event *event, drg_options_list *list) {
    date_work work = {
        record, record->syntax, record->syntax->document, event, list, false, false, false};
    list->count = 0;
    add_nothing(&work);
    work.days_only = !work.document->published.year && is_told_without_day(record);
    for (size_t i = 0; i < record->count && i < MOST_TELLINGS; i++)
        add_telling(&work, i);
    for (size_t i = 0; i < record->count && i < 3; i++) {
        uint32_t sentence = record->tellings->items[record->numbers[i]].found.sentence;
        add_neighbour(&work, sentence - 1, DRG_DATE_SENTENCE_BEFORE);
        add_neighbour(&work, sentence - 2, DRG_DATE_SENTENCE_TWO_BEFORE);
        add_neighbour(&work, sentence + 1, DRG_DATE_SENTENCE_AFTER);
    }
    add_nearest_before(&work, record->tellings->items[record->numbers[0]].found.sentence);
    if (record->scene->lead != DRG_NONE)
        add_neighbour(&work, record->scene->lead, DRG_DATE_LEAD);
    add_report_day(&work);
}
