/* SPDX-License-Identifier: Apache-2.0 */
/* Events: pairing predicted ones with gold ones, closest first, and what is asked of the pairs. */
#include "score_work.h"

#include <stdlib.h>

static size_t common(const word_set *a, const word_set *b) {
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++)
        count += score_holds(b, a->items[i]);
    return count;
}

/* ---- events ---------------------------------------------------------------------------------- */

/* Returns how many there are; of gold, references to no entity are left out. */
static size_t read_side(work *w, const json_t *list, bool gold, party *out) {
    size_t count = 0, i;
    json_t *who;
    json_array_foreach((json_t *)(uintptr_t)list, i, who) {
        if (!gold)
            score_reply_party(w, who, &out[count]);
        else if (!score_gold_party(w, who, &out[count]))
            continue;
        count++;
    }
    return count;
}

static void read_sides(work *w, event *one, bool gold) {
    const json_t *source = list_of(one->record, "source"), *target = list_of(one->record, "target");
    one->both = score_take(w, json_array_size(source) + json_array_size(target), sizeof(party));
    if (!one->both)
        return;
    one->source_count = read_side(w, source, gold, one->both);
    one->source = one->both;
    one->target = one->both + one->source_count;
    one->target_count = read_side(w, target, gold, one->target);
}

static event *read_events(work *w, const json_t *document, bool gold, size_t *count) {
    const json_t *list = list_of(document, "events");
    event *made = score_take(w, json_array_size(list), sizeof *made);
    size_t i, j;
    json_t *record, *mention;
    *count = 0;
    if (!made)
        return NULL;
    json_array_foreach((json_t *)(uintptr_t)list, i, record) {
        event *one = &made[(*count)++];
        *one = (event){.record = record};
        one->sentences = score_set_for(w, json_array_size(list_of(record, "mentions")));
        json_array_foreach(json_object_get(record, "mentions"), j, mention) {
            size_t sentence = gold ? number_of(mention, "sentence")
                                   : score_sentence_of(w, number_of(mention, "start"));
            score_add(&one->sentences, sentence == SIZE_MAX ? UINT32_MAX - 1 : (uint32_t)sentence);
        }
        read_sides(w, one, gold);
    }
    return made;
}

static bool is_symmetric(const event *gold) {
    const char *type = text_of(gold->record, "type");
    return !strcmp(type, "CONSULT") || !strcmp(type, "AGREE") ||
           ((!strcmp(type, "SUPPORT") || !strcmp(type, "COOPERATE")) && !gold->target_count);
}

static bool is_record(work *w, const event *gold, const event *got) {
    if (is_symmetric(gold))
        return score_half(w, gold->both, gold->source_count + gold->target_count, got->both,
            got->source_count + got->target_count);
    return score_half(w, gold->source, gold->source_count, got->source, got->source_count) &&
           score_half(w, gold->target, gold->target_count, got->target, got->target_count);
}

static bool is_type(const event *gold, const event *got) {
    const char *type = text_of(got->record, "type");
    size_t i;
    json_t *other;
    if (!strcmp(text_of(gold->record, "type"), type))
        return true;
    json_array_foreach(json_object_get(gold->record, "or"), i,
        other) if (json_is_string(other) && !strcmp(json_string_value(other), type)) return true;
    return false;
}

typedef struct candidate {
    bool record;
    size_t parties, shared; /* partners of either side; sentences */
    size_t gold, got; /* numbers of the events */
} candidate;

/* Closest first. */
static int compare_candidates(const void *left, const void *right) {
    const candidate *a = left, *b = right;
    if (a->record != b->record)
        return a->record ? -1 : 1;
    if (a->parties != b->parties)
        return a->parties > b->parties ? -1 : 1;
    if (a->shared != b->shared)
        return a->shared > b->shared ? -1 : 1;
    if (a->gold != b->gold)
        return a->gold < b->gold ? -1 : 1;
    return a->got < b->got ? -1 : a->got > b->got;
}

static candidate *read_candidates(work *w, size_t *count) {
    size_t room = w->gold_count * w->event_count;
    candidate *list = score_take(w, room, sizeof *list);
    *count = 0;
    for (size_t i = 0; list && i < w->gold_count; i++)
        for (size_t j = 0; j < w->event_count; j++) {
            const event *gold = &w->gold_events[i], *got = &w->events[j];
            size_t shared = common(&gold->sentences, &got->sentences);
            if (!shared || !is_type(gold, got))
                continue;
            overlap found = score_overlap_of(w, gold->both, gold->source_count + gold->target_count,
                got->both, got->source_count + got->target_count);
            list[(*count)++] =
                (candidate){is_record(w, gold, got), found.gold + found.got, shared, i, j};
        }
    if (list && *count)
        qsort(list, *count, sizeof *list, compare_candidates);
    return list;
}

static int tense_of(const char *name) {
    static const char *const names[SCORE_TENSES] = {"past", "ongoing", "future", "hypothetical"};
    for (int i = 0; i < SCORE_TENSES; i++)
        if (!strcmp(name, names[i]))
            return i;
    return -1;
}

static void score_tense(work *w, const event *gold, const event *got) {
    uint64_t *n = w->counts->n;
    int truth = tense_of(text_of(gold->record, "tense"));
    int told = tense_of(text_of(got->record, "tense"));
    n[TENSE_ALL]++;
    n[TENSE_HIT] += truth == told;
    n[TENSE_PAST] += truth == 0;
    if (truth >= 0)
        n[TENSE_OF_GOLD + truth]++;
    if (told >= 0)
        n[TENSE_OF_PREDICTED + told]++;
    if (truth >= 0 && truth == told)
        n[TENSE_OF_BOTH + truth]++;
}

static bool starts(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static void score_where_and_when(
    work *w, const event *gold, const event *got, score_count date, score_count place) {
    uint64_t *n = w->counts->n;
    const char *day = text_of(gold->record, "date");
    const char *told = text_of(json_object_get(got->record, "date"), "start");
    if (*day) {
        n[date]++;
        n[date + 1] += *told != 0;
        n[date + 2] += *told && (starts(told, day) || starts(day, told));
    }
    const char *where = text_of(gold->record, "place");
    if (!*where)
        return;
    const char *name = score_text(
        w->words, score_norm_of(w, text_of(json_object_get(got->record, "place"), "name")));
    const char *wanted = score_text(w->words, score_norm_of(w, where));
    word_set given = score_set_for(w, score_word_count(name)),
             asked = score_set_for(w, score_word_count(wanted));
    score_add_words(w, &given, name, 1);
    score_add_words(w, &asked, wanted, 1);
    n[place]++;
    n[place + 1] += *name != 0;
    n[place + 2] += score_meet(&asked, &given);
}

/* A core event that was found. */
static void score_core(work *w, const event *gold, const event *got) {
    uint64_t *n = w->counts->n;
    size_t gold_all = gold->source_count + gold->target_count;
    size_t got_all = got->source_count + got->target_count;
    overlap found = score_overlap_of(w, gold->both, gold_all, got->both, got_all);
    n[EVENT_FOUND_G]++;
    n[EVENT_RECORD_G] += is_record(w, gold, got);
    n[PARTY_G] += gold_all;
    n[PARTY_P] += got_all;
    n[PARTY_HIT_G] += found.gold;
    n[PARTY_HIT_P] += found.got;
    if (!is_symmetric(gold)) {
        overlap source =
            score_overlap_of(w, gold->source, gold->source_count, got->source, got->source_count);
        overlap target =
            score_overlap_of(w, gold->target, gold->target_count, got->target, got->target_count);
        n[ROLE_G] += gold_all;
        n[ROLE_P] += got_all;
        n[ROLE_HIT_G] += source.gold + target.gold;
        n[ROLE_HIT_P] += source.got + target.got;
    }
    score_tense(w, gold, got);
    n[NEGATED_ALL]++;
    n[NEGATED_HIT] += json_is_true(json_object_get(gold->record, "negated")) ==
                      json_is_true(json_object_get(got->record, "negated"));
    score_where_and_when(w, gold, got, DATE_CORE, PLACE_CORE);
}

static void score_codes(work *w) {
    for (size_t i = 0; i < w->event_count; i++) {
        const char *code = text_of(w->events[i].record, "cameo");
        size_t size = strlen(code);
        w->counts->n[CODE_SPECIAL] += size > 2 && !(size == 3 && code[2] == '0');
        w->counts->n[CODE_FOUR] += size == 4;
    }
}

void score_events(work *w) {
    uint64_t *n = w->counts->n;
    size_t count;
    w->gold_events = read_events(w, w->gold, true, &w->gold_count);
    w->events = read_events(w, w->reply, false, &w->event_count);
    candidate *list = read_candidates(w, &count);
    size_t *partner = score_take(w, w->gold_count, sizeof *partner); /* of a gold event */
    char *state =
        score_take(w, w->event_count, 1); /* of a predicted one: 1 a candidate, 2 paired */
    if (w->failed)
        return;
    memset(state, 0, w->event_count);
    for (size_t i = 0; i < w->gold_count; i++)
        partner[i] = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        bool is_free = partner[list[i].gold] == SIZE_MAX && state[list[i].got] != 2;
        if (is_free) {
            partner[list[i].gold] = list[i].got;
            n[EVENT_RECORD_P] += list[i].record;
        }
        state[list[i].got] = is_free || state[list[i].got] == 2 ? 2 : 1;
    }
    n[EVENT_P] += w->event_count;
    for (size_t i = 0; i < w->event_count; i++) {
        n[EVENT_FOUND_P] += state[i] != 0;
        n[EVENT_TWICE] += state[i] == 1;
        n[EVENT_ONCE] += state[i] != 1;
    }
    score_codes(w);
    for (size_t i = 0; i < w->gold_count; i++) {
        const event *gold = &w->gold_events[i];
        bool core = json_is_true(json_object_get(gold->record, "core"));
        n[EVENT_CORE] += core;
        if (partner[i] == SIZE_MAX)
            continue;
        if (core)
            score_core(w, gold, &w->events[partner[i]]);
        score_where_and_when(w, gold, &w->events[partner[i]], DATE_EVERY, PLACE_EVERY);
    }
}
