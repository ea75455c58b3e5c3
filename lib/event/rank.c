/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The likeliest place and date of a record.
 *
 * A conditional logit (McFadden 1974): each option has signs, each sign a weight; the probability
 * of an option is the exponential of its sum over those of all options, "nothing is told" included.
 * Options that stand for one entity or one interval add up, so that two weak witnesses may beat a
 * stronger one. The weights were fitted by train/where/fit_where.py to the train part of the
 * corpus: the gold place and date of each event that the library finds there.
 *
 * Coders leave place and date out where an article makes them plain without saying so, and differ
 * in where they do: of two annotators of one article each gives about 70 of 100 places of the
 * other, and where both give one they agree in 95. So the probability of "nothing" chooses little
 * here: places are learned from the events that have one alone (by folds of the train part its
 * options are ranked better so), days beside "nothing", which serves them. But a place that is
 * improbable beside it is not given (where_bar.c). A day that is hardly possible beside it is none:
 * of 201 such days on train and dev 4 were right. `confidence` is the share of the choice among the
 * options that say something: by halves of the train part, of choices with a share near s that many
 * in a hundred are right where the gold has a value. Callers who want stated facts only have
 * place_ground and date_ground.
 *
 * Cost: DRG_OPTIONS squared for the sums at worst, a constant.
 */
#include "rank.h"

#include "../base/date.h"
#include "../engine.h"

#include <math.h>

#define SHARE 0.30 /* confidence from which one is given */
#define SHARE_INSTEAD                                                                              \
    0.50 /* ... of a place in the stead of a region or site of another sentence                    \
          */
/* Probability, "nothing" included, from which a day is given that the event's own sentences tell,
 * and one that is carried over. */
#define DAY_TOLD 0.12
#define DAY_CARRIED 0.06
#define DAY_SINCE 0.20 /* "the 17th since 2018": mostly only the first of a time */

drg_option *drg_option_add(drg_options_list *list, uint32_t what, drg_ground ground) {
    if (list->count == DRG_OPTIONS)
        return NULL;
    drg_option *option = &list->items[list->count++];
    option->what = what;
    option->ground = (uint8_t)ground;
    option->count = 0;
    return option;
}

void drg_option_sign(drg_option *option, unsigned sign) {
    if (option && option->count < DRG_OPTION_SIGNS)
        option->signs[option->count++] = (uint16_t)sign;
}

void drg_option_typed(drg_option *option, unsigned plain, unsigned sign, uint8_t type) {
    drg_option_sign(option, plain + sign * DRG_TYPED_ROOM);
    drg_option_sign(option, plain + sign * DRG_TYPED_ROOM + 1 + type);
}

drg_gap drg_gap_between(
    const drg_syntax *syntax, const drg_telling *telling, uint32_t first, uint32_t end) {
    drg_gap gap = {.behind = first >= telling->found.end};
    uint32_t from = gap.behind ? telling->found.end : end;
    uint32_t to = gap.behind ? first : telling->found.first;
    uint32_t verb = DRG_NONE;
    for (uint32_t t = from; t < to; t++) {
        const drg_node *node = &syntax->nodes[t];
        gap.tokens++;
        gap.commas = (uint8_t)(gap.commas + (node->tag == DRG_TAG_COMMA && gap.commas < 3));
        gap.clauses = (uint8_t)(gap.clauses + ((node->tag == DRG_TAG_RELATIVE ||
                                                   node->tag == DRG_TAG_SUBORDINATOR) &&
                                                  gap.clauses < 3));
        if (node->verb == DRG_NONE || node->verb == verb)
            continue;
        verb = node->verb;
        if (verb != telling->verb && gap.verbs < 3)
            gap.verbs++;
    }
    return gap;
}

/* ---- choosing ---- */

typedef struct choice {
    const drg_option *option; /* the likeliest of those that stand for the same; NULL: nothing */
    double probability; /* of all of those */
    double share; /* the same, among the options that say something */
    const drg_option *second; /* likewise the next one that stands for something else */
    double second_share;
} choice;

bool drg_same_date(const drg_document *document, uint32_t a, uint32_t b) {
    const drg_date today = document->published;
    const drg_time *times = document->times.items;
    drg_date start = a == DRG_REPORT_DAY ? today : times[a].start;
    drg_date end = a == DRG_REPORT_DAY ? today : times[a].end;
    return drg_date_equal(start, b == DRG_REPORT_DAY ? today : times[b].start) &&
           drg_date_equal(end, b == DRG_REPORT_DAY ? today : times[b].end);
}

static bool has_sign(const drg_option *option, unsigned sign) {
    for (uint8_t s = 0; s < option->count; s++)
        if (option->signs[s] == sign)
            return true;
    return false;
}

/* Does an option, told where the event is and beside no other, lie within the interval of another:
 * a day of "2020"? */
static bool lies_within(const drg_document *document, const drg_option *day, uint32_t whole) {
    const drg_time *times = document->times.items;
    if (day->ground != DRG_GROUND_STATED || has_sign(day, DRG_DATE_AT_OTHER_TRIGGER) ||
        day->what == DRG_REPORT_DAY || whole == DRG_REPORT_DAY)
        return false;
    return !drg_same_date(document, day->what, whole) &&
           drg_date_compare(times[day->what].start, times[whole].start) >= 0 &&
           drg_date_compare(times[day->what].end, times[whole].end) <= 0;
}

#define PART 0.3 /* share of the whole's probability from which its part is taken */

/* "Killed in 2020", and below "shot on September 22, 2020": both say so, the second says more. */
static void take_part(const drg_document *document, const drg_options_list *list,
    const double *chance, choice *best) {
    const drg_option *part = NULL;
    double most = 0;
    for (size_t i = 1; i < list->count; i++) {
        double sum = 0;
        if (!lies_within(document, &list->items[i], best->option->what))
            continue;
        for (size_t j = 1; j < list->count; j++)
            sum +=
                drg_same_date(document, list->items[i].what, list->items[j].what) ? chance[j] : 0;
        if (sum > most) {
            most = sum;
            part = &list->items[i];
        }
    }
    if (part && most >= PART * best->probability)
        best->option = part;
}

static choice choose(
    const drg_document *document, const drg_options_list *list, const float *weights, bool date) {
    double chance[DRG_OPTIONS], total = 0, most = -1e9;
    choice best = {0};
    for (size_t i = 0; i < list->count; i++) {
        chance[i] = 0;
        for (uint8_t s = 0; s < list->items[i].count; s++)
            chance[i] += (double)weights[list->items[i].signs[s]];
        most = chance[i] > most ? chance[i] : most;
    }
    for (size_t i = 0; i < list->count; i++)
        total += chance[i] = exp(chance[i] - most);
    for (size_t i = 1; i < list->count; i++) {
        double sum = 0, likeliest = -1;
        const drg_option *option = NULL;
        for (size_t j = 1; j < list->count; j++) {
            uint32_t a = list->items[i].what, b = list->items[j].what;
            if (a != b && !(date && drg_same_date(document, a, b)))
                continue;
            sum += chance[j];
            if (chance[j] > likeliest) {
                likeliest = chance[j];
                option = &list->items[j];
            }
        }
        double share = sum / (total - chance[0]);
        bool same =
            best.option && (best.option->what == option->what ||
                               (date && drg_same_date(document, best.option->what, option->what)));
        if (sum / total > best.probability)
            best = (choice){option, sum / total, share, best.option, best.share};
        else if (!same && share > best.second_share)
            best = (choice){best.option, best.probability, best.share, option, share};
    }
    for (size_t i = 0; i < list->count; i++)
        chance[i] /= total;
    if (date && best.option)
        take_part(document, list, chance, &best);
    return best;
}

/* The signs of an option that weighed most for it, at most three. */
static drg_slice signs_of(drg_arena *arena, const drg_option *option, const float *weights,
    const char *(*name)(unsigned sign)) {
    enum { SAID = 3 };
    drg_slice said = {NULL, 0};
    const char *names[SAID];
    for (int k = 0; k < SAID; k++) {
        const uint16_t *best = NULL;
        for (uint8_t s = 0; s < option->count; s++) {
            float weight = weights[option->signs[s]];
            bool before = false; /* one sign may count for all types and for this one */
            for (int i = 0; i < k; i++)
                before |= names[i] == name(option->signs[s]);
            if (!before && weight > 0 && (!best || weight > weights[*best]))
                best = &option->signs[s];
        }
        if (!best)
            break;
        names[k] = name(*best);
        said = drg_arena_format(arena, "%.*s%s%s", (int)said.size, said.size ? said.data : "",
            said.size ? ", " : "", name(*best));
    }
    return said.size ? said : DRG_SLICE("the sum of small signs");
}

static drg_slice named(
    drg_arena *arena, const drg_document *document, const drg_option *option, bool date) {
    if (!date)
        return drg_place_name(document, option->what);
    drg_date day = option->what == DRG_REPORT_DAY ? document->published
                                                  : document->times.items[option->what].start;
    char text[11] = "no day";
    if (day.year)
        drg_date_format(day, text);
    return drg_arena_copy(arena, drg_slice_of(text));
}

/* Why a place or day was chosen, where the caller wants to know. */
static void explain(const drg_record *record, const choice *best, bool date) {
    const drg_document *document = record->syntax->document;
    drg_reason *why = date ? record->date_why : record->place_why;
    if (!document->options.explain)
        return;
    drg_slice rule =
        signs_of(record->arena, best->option, date ? drg_date_weights : drg_place_weights,
            date ? drg_date_sign_name : drg_place_sign_name);
    if (date && best->option->what != DRG_REPORT_DAY) {
        const drg_time *time = &document->times.items[best->option->what];
        drg_slice words = drg_slice_part(document->text, time->span);
        rule = drg_arena_format(record->arena, "'%.*s': %.*s; %.*s", (int)words.size, words.data,
            (int)time->explanation.size, time->explanation.data, (int)rule.size, rule.data);
    }
    *why = (drg_reason){.what = date ? DRG_SLICE("date") : DRG_SLICE("place"),
        .rule = rule,
        .scored = true,
        .score = best->share};
    if (!best->second)
        return;
    why->runner_up = named(record->arena, document, best->second, date);
    why->runner_up_score = best->second_share;
}

static void fill_place(const drg_document *document, uint32_t what, drg_event *event) {
    event->place_name = drg_place_name(document, what);
    event->place_country = drg_place_country(document, what);
    if (what & DRG_OF_THING) {
        const drg_thing *thing = drg_know_thing(document->engine->know, what & ~DRG_OF_THING);
        event->place_has_coordinates = thing->has_coordinates;
        event->place_latitude = thing->latitude;
        event->place_longitude = thing->longitude;
        return;
    }
    const drg_entity *entity = &document->entities.items[what];
    event->place = what;
    event->place_has_coordinates = entity->has_coordinates;
    event->place_latitude = entity->latitude;
    event->place_longitude = entity->longitude;
}

/* Does no sentence that tells the event name the place? */
static bool is_carried(const drg_options_list *list, uint32_t what) {
    const unsigned here = DRG_PLACE_SIGNS + DRG_PLACE_TOLD_HERE * DRG_TYPED_ROOM;
    for (size_t i = 1; i < list->count; i++)
        if (list->items[i].what == what &&
            (list->items[i].ground == DRG_GROUND_DATELINE || has_sign(&list->items[i], here)))
            return false;
    return true;
}

/* Takes out the places that stand for events of their own sentence alone. */
static void drop_carried(const drg_document *document, drg_options_list *list) {
    size_t kept = 1;
    for (size_t i = 1; i < list->count; i++)
        if (drg_place_carries(document, list->items[i].what) ||
            !is_carried(list, list->items[i].what))
            list->items[kept++] = list->items[i];
    list->count = kept;
}

/* Returns what was chosen, DRG_NONE: nothing. */
static uint32_t settle_place(const drg_record *record, drg_event *event, drg_options_list *list) {
    if (drg_where_remote(record, event))
        return DRG_NONE;
    drg_where_options(record, event, list);
    const drg_document *document = record->syntax->document;
    double least = SHARE;
    choice best = choose(document, list, drg_place_weights, false);
    if (best.option && best.share >= SHARE && !drg_place_carries(document, best.option->what) &&
        is_carried(list, best.option->what)) {
        drop_carried(document, list);
        best = choose(document, list, drg_place_weights, false);
        least = SHARE_INSTEAD;
    }
    if (!best.option || best.share < least)
        return DRG_NONE;
    if (drg_where_barred(event, best.option, best.probability, best.share))
        return best.option->what; /* a sign for the next event, as the weights have learned it */
    fill_place(document, best.option->what, event);
    event->place_ground = (drg_ground)best.option->ground;
    event->place_confidence = (float)best.share;
    explain(record, &best, false);
    return best.option->what;
}

/* Is the day of the choice told in the record's own sentences as well? */
static bool is_stated(
    const drg_document *document, const drg_options_list *list, const drg_option *option) {
    for (size_t i = 1; i < list->count; i++)
        if (list->items[i].ground == DRG_GROUND_STATED &&
            drg_same_date(document, list->items[i].what, option->what))
            return true;
    return false;
}

/* What lies ahead lies on no day that its own sentences do not tell. */
static bool may_have(const drg_event *event, drg_ground ground) {
    bool ahead = event->tense == DRG_FUTURE || event->tense == DRG_HYPOTHETICAL;
    return !ahead || ground == DRG_GROUND_STATED || ground == DRG_GROUND_NEARBY;
}

/* Is the day likely to be told at all, and no day of something else? */
static bool is_told(const drg_record *record, const drg_event *event, const drg_options_list *list,
    const choice *best) {
    const drg_document *document = record->syntax->document;
    const drg_option *option = best->option;
    double least = has_sign(option, DRG_DATE_LED_SINCE)  ? DAY_SINCE
                   : option->ground == DRG_GROUND_STATED ? DAY_TOLD
                                                         : DAY_CARRIED;
    if (best->probability < least ||
        (option->what != DRG_REPORT_DAY &&
            drg_time_against_tense(document, event, &document->times.items[option->what])))
        return false;
    return is_stated(document, list, option) || !drg_when_barred(record, event, option);
}

static uint32_t settle_date(const drg_record *record, drg_event *event, drg_options_list *list) {
    const drg_document *document = record->syntax->document;
    drg_when_options(record, event, list);
    choice best = choose(document, list, drg_date_weights, true);
    if (!best.option || best.share < SHARE || !may_have(event, (drg_ground)best.option->ground))
        return DRG_NONE;
    if (!is_told(record, event, list, &best))
        return best.option->what; /* a sign for the next event, as the weights have learned it */
    event->date_ground = (drg_ground)best.option->ground;
    event->date_confidence = (float)best.share;
    explain(record, &best, true);
    if (best.option->what == DRG_REPORT_DAY) {
        event->start = event->end = document->published;
        event->date_basis = DRG_BASIS_PUBLISHED;
        return DRG_REPORT_DAY;
    }
    event->time = best.option->what;
    event->start = document->times.items[event->time].start;
    event->end = document->times.items[event->time].end;
    event->date_basis = document->times.items[event->time].basis;
    return event->time;
}

void drg_settle(const drg_record *record, drg_event *event) {
    drg_options_list list;
    drg_last_event this = {.sentence = record->tellings->items[record->numbers[0]].found.sentence};
    this.ahead = event->tense == DRG_FUTURE || event->tense == DRG_HYPOTHETICAL;
    this.place = settle_place(record, event, &list);
    this.date = settle_date(record, event, &list);
    *record->last = this;
}
