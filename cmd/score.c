/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One reply against one annotated article. Prediction and gold meet by sentence: a mention by
 * sentence and words, an event by type and a shared sentence; so a difference of a few characters
 * in a span costs nothing, and gold may come from another way of cutting words.
 *
 *   mentions        named mentions, with and without the type
 *   country         entities found in both: is the country right
 *   name chains     pairs of names of one entity that are put together
 *   links           pairs of a nominal or pronoun with a name of its entity, where gold has such
 *   relations       type, subject and object (either may match by country where it is a state)
 *   events          found: type and a shared sentence (a prediction is right when it is any gold
 *                   event, recall is asked on core ones); record: and of the parties on each side
 *                   at least half agree. CONSULT, AGREE, joint SUPPORT and COOPERATE have one side.
 *   parties, role   single parties of found core events, and on the right side
 *   tense, negated, date, place, quotes   where gold has them
 *
 * Events are paired one to one, closest first; ties in the order of the article. The same measures
 * in Python (tests/accept/score.py) make the figures of the project; a test holds the two together.
 * Left out here: offices and sectors, which are measured by the project's own table of titles.
 */
#include "score_work.h"

#include <stdlib.h>

#define ARENA_LIMIT ((size_t)1 << 30)

/* ---- mentions, countries, chains ------------------------------------------------------------- */

static key *find_key(const keys *list, size_t sentence, uint32_t words) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].sentence == sentence && list->items[i].words == words)
            return &list->items[i];
    return NULL;
}

/* Named mentions by sentence and words; where two entities have the same, the later one counts. */
static void read_keys(work *w, const json_t *document, bool numbered, keys *list) {
    const json_t *entities = list_of(document, "entities");
    size_t i, j, most = 0;
    json_t *entity, *mention;
    json_array_foreach((json_t *)(uintptr_t)entities, i, entity) most +=
        json_array_size(list_of(entity, "mentions"));
    list->items = score_take(w, most, sizeof(key));
    if (!list->items)
        return;
    json_array_foreach((json_t *)(uintptr_t)entities, i, entity)
        json_array_foreach(json_object_get(entity, "mentions"), j, mention) {
        if (!is_name(mention))
            continue;
        size_t sentence = numbered ? number_of(mention, "sentence")
                                   : score_sentence_of(w, number_of(mention, "start"));
        uint32_t words = score_norm_of(w, text_of(mention, "text"));
        key *known = find_key(list, sentence, words);
        if (!known)
            known = &list->items[list->count++];
        *known = (key){sentence, words, i};
    }
}

static const json_t *entity_at(const json_t *document, size_t number) {
    return json_array_get(list_of(document, "entities"), number);
}

static bool same_member(const json_t *a, const json_t *b, const char *name) {
    return !strcmp(text_of(a, name), text_of(b, name));
}

static void score_mentions(work *w) {
    uint64_t *n = w->counts->n;
    n[MENTION_PREDICTED] += w->keys.count;
    n[MENTION_GOLD] += w->gold_keys.count;
    for (size_t i = 0; i < w->keys.count; i++) {
        const key *got = &w->keys.items[i];
        const key *gold = find_key(&w->gold_keys, got->sentence, got->words);
        if (!gold)
            continue;
        bool typed =
            same_member(entity_at(w->reply, got->entity), entity_at(w->gold, gold->entity), "type");
        n[MENTION_SPAN_P]++;
        n[MENTION_SPAN_G]++; /* keys are unique on both sides, so it is the same count */
        n[MENTION_TYPE_P] += typed;
        n[MENTION_TYPE_G] += typed;
    }
}

static void score_countries(work *w) {
    size_t count = json_array_size(list_of(w->gold, "entities"));
    bool *seen = score_take(w, count, sizeof *seen);
    if (!seen)
        return;
    memset(seen, 0, count);
    for (size_t i = 0; i < w->keys.count; i++) {
        const key *got = &w->keys.items[i];
        const key *gold = find_key(&w->gold_keys, got->sentence, got->words);
        if (!gold || seen[gold->entity])
            continue;
        seen[gold->entity] = true;
        w->counts->n[COUNTRY_ALL]++;
        w->counts->n[COUNTRY_HIT] += same_member(
            entity_at(w->reply, got->entity), entity_at(w->gold, gold->entity), "country");
    }
}

static void score_chains(work *w) {
    uint64_t *n = w->counts->n;
    size_t *golds = score_take(w, w->keys.count, sizeof *golds), count = 0;
    size_t *gots = score_take(w, w->keys.count, sizeof *gots);
    if (!golds || !gots)
        return;
    for (size_t i = 0; i < w->keys.count; i++) {
        const key *got = &w->keys.items[i];
        const key *gold = find_key(&w->gold_keys, got->sentence, got->words);
        if (!gold)
            continue;
        golds[count] = gold->entity;
        gots[count++] = got->entity;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++) {
            bool together = golds[i] == golds[j], put = gots[i] == gots[j];
            n[CHAIN_G] += together;
            n[CHAIN_P] += put;
            n[CHAIN_BOTH] += together && put;
        }
}

/* ---- links ----------------------------------------------------------------------------------- */

typedef struct link {
    size_t start;
    uint32_t name;
} link;

typedef struct links {
    link *items;
    size_t count;
} links;

static int compare_links(const void *left, const void *right) {
    const link *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->name < b->name ? -1 : a->name > b->name;
}

static word_set names_of(work *w, const json_t *entity) {
    const json_t *mentions = list_of(entity, "mentions");
    word_set names = score_set_for(w, json_array_size(mentions));
    size_t i;
    json_t *mention;
    json_array_foreach((json_t *)(uintptr_t)mentions, i, mention) if (is_name(mention))
        score_add(&names, score_norm_of(w, text_of(mention, "text")));
    return names;
}

static void add_links(work *w, const json_t *entity, links *list, size_t *room) {
    word_set names = names_of(w, entity);
    size_t i;
    json_t *mention;
    json_array_foreach(json_object_get(entity, "mentions"), i, mention) {
        if (is_name(mention))
            continue;
        for (size_t j = 0; j < names.count; j++) {
            if (list->count == *room) {
                *room = *room ? 2 * *room : 256;
                link *grown = realloc(list->items, *room * sizeof *grown);
                w->failed |= !grown;
                if (!grown)
                    return;
                list->items = grown;
            }
            list->items[list->count++] = (link){number_of(mention, "start"), names.items[j]};
        }
    }
}

static links read_links(work *w, const json_t *document) {
    links list = {0};
    size_t i, room = 0, kept = 0;
    json_t *entity;
    json_array_foreach(json_object_get(document, "entities"), i, entity)
        add_links(w, entity, &list, &room);
    if (list.count)
        qsort(list.items, list.count, sizeof(link), compare_links);
    for (i = 0; i < list.count; i++)
        if (!kept || compare_links(&list.items[kept - 1], &list.items[i]) != 0)
            list.items[kept++] = list.items[i];
    list.count = kept;
    return list;
}

static void score_links(work *w) {
    links gold = read_links(w, w->gold), got = read_links(w, w->reply);
    size_t i, j, linked = 0;
    json_t *entity, *mention;
    json_array_foreach(json_object_get(w->gold, "entities"), i, entity) json_array_foreach(
        json_object_get(entity, "mentions"), j, mention) linked += !is_name(mention);
    if (linked) {
        w->counts->n[LINK_G] += gold.count;
        w->counts->n[LINK_P] += got.count;
        for (i = 0; i < got.count; i++)
            w->counts->n[LINK_BOTH] +=
                bsearch(&got.items[i], gold.items, gold.count, sizeof(link), compare_links) != NULL;
    }
    free(gold.items);
    free(got.items);
}

/* ---- relations ------------------------------------------------------------------------------- */

typedef struct relation {
    const char *type;
    party subject, object;
    bool has_subject, has_object;
} relation;

static relation *read_relations(work *w, const json_t *document, bool gold, size_t *count) {
    const json_t *list = list_of(document, "relations");
    relation *made = score_take(w, json_array_size(list), sizeof *made);
    size_t i;
    json_t *record;
    *count = 0;
    if (!made)
        return NULL;
    json_array_foreach((json_t *)(uintptr_t)list, i, record) {
        relation *one = &made[(*count)++];
        const char *ids[2] = {text_of(record, "subject"), text_of(record, "object")};
        party *sides[2] = {&one->subject, &one->object};
        bool *has[2] = {&one->has_subject, &one->has_object};
        *one = (relation){.type = text_of(record, "type")};
        for (int side = 0; side < 2; side++) {
            json_t *who = json_pack("{s:s}", "entity", ids[side]);
            bool known = score_entity_of(list_of(document, "entities"), ids[side]) != SIZE_MAX;
            *has[side] = known && (!gold || score_gold_party(w, who, sides[side]));
            if (*has[side] && !gold)
                score_reply_party(w, who, sides[side]);
            json_decref(who);
        }
    }
    return made;
}

static bool same_relation(work *w, const relation *gold, const relation *got) {
    if (strcmp(gold->type, got->type) || !gold->has_subject || !got->has_subject ||
        !score_same_party(w, &gold->subject, &got->subject))
        return false;
    return !gold->has_object ||
           (got->has_object && (score_same_party(w, &gold->object, &got->object) ||
                                   score_meet(&gold->object.loose, &got->object.loose)));
}

static void score_relations(work *w) {
    size_t gold_count, count;
    relation *gold = read_relations(w, w->gold, true, &gold_count);
    relation *got = read_relations(w, w->reply, false, &count);
    w->counts->n[RELATION_G] += gold_count;
    w->counts->n[RELATION_P] += count;
    for (size_t i = 0; i < gold_count; i++)
        for (size_t j = 0; j < count; j++)
            if (same_relation(w, &gold[i], &got[j])) {
                w->counts->n[RELATION_HIT_G]++;
                break;
            }
    for (size_t j = 0; j < count; j++)
        for (size_t i = 0; i < gold_count; i++)
            if (same_relation(w, &gold[i], &got[j])) {
                w->counts->n[RELATION_HIT_P]++;
                break;
            }
}

/* ---- quotes ---------------------------------------------------------------------------------- */

static word_set every_name(work *w, const json_t *entity) {
    const json_t *mentions = list_of(entity, "mentions");
    word_set names = score_set_for(w, json_array_size(mentions) + 1);
    size_t i;
    json_t *mention;
    score_add(&names, score_norm_of(w, text_of(entity, "name")));
    json_array_foreach((json_t *)(uintptr_t)mentions, i, mention)
        score_add(&names, score_norm_of(w, text_of(mention, "text")));
    return names;
}

/* Who speaks, by an entity or else by words. */
static word_set speaker_names(
    work *w, const json_t *document, const char *entity, const char *words) {
    size_t at = score_entity_of(list_of(document, "entities"), entity);
    if (at != SIZE_MAX)
        return every_name(w, entity_at(document, at));
    word_set names = score_set_for(w, 1);
    score_add(&names, score_norm_of(w, words));
    return names;
}

static void score_speaker(work *w, const json_t *quote) {
    const json_t *content = json_object_get(quote, "content");
    const json_t *speaker = json_object_get(quote, "speaker");
    size_t start = number_of(content, "start"), end = number_of(content, "end"), i;
    json_t *got;
    if (!json_is_object(speaker))
        return;
    word_set wanted =
        speaker_names(w, w->gold, text_of(speaker, "entity"), text_of(speaker, "text"));
    w->counts->n[SPEAKER_ALL]++;
    json_array_foreach(json_object_get(w->reply, "quotes"), i, got) {
        if (number_of(got, "start") >= end || start >= number_of(got, "end"))
            continue;
        word_set said = speaker_names(w, w->reply, text_of(got, "speaker"),
            text_of(json_object_get(got, "attribution"), "text"));
        if (score_meet(&wanted, &said)) {
            w->counts->n[SPEAKER_HIT]++;
            return;
        }
    }
}

static void mark(char *marks, size_t size, size_t start, size_t end, char bit) {
    for (; start < end && start < size; start++)
        marks[start] = (char)(marks[start] | bit);
}

static void score_quotes(work *w) {
    const json_t *golds = list_of(w->gold, "quotes"), *gots = list_of(w->reply, "quotes");
    size_t i, size = 0;
    json_t *quote;
    if (!json_array_size(golds))
        return;
    json_array_foreach((json_t *)(uintptr_t)golds, i, quote) {
        size_t end = number_of(json_object_get(quote, "content"), "end");
        size = end > size ? end : size;
    }
    json_array_foreach((json_t *)(uintptr_t)gots, i, quote) size =
        number_of(quote, "end") > size ? number_of(quote, "end") : size;
    char *marks = score_take(w, size, 1);
    if (!marks)
        return;
    memset(marks, 0, size);
    json_array_foreach((json_t *)(uintptr_t)golds, i, quote) {
        const json_t *content = json_object_get(quote, "content");
        mark(marks, size, number_of(content, "start"), number_of(content, "end"), 1);
        score_speaker(w, quote);
    }
    json_array_foreach((json_t *)(uintptr_t)gots, i, quote)
        mark(marks, size, number_of(quote, "start"), number_of(quote, "end"), 2);
    for (i = 0; i < size; i++) {
        w->counts->n[QUOTE_G] += (marks[i] & 1) != 0;
        w->counts->n[QUOTE_P] += (marks[i] & 2) != 0;
        w->counts->n[QUOTE_BOTH] += marks[i] == 3;
    }
}

bool score_article(
    score *counts, const json_t *gold, const score_sentences *sentences, const json_t *reply) {
    work w = {.counts = counts, .gold = gold, .reply = reply, .sentences = sentences};
    w.words = score_words_new();
    drg_arena_init(&w.arena, ARENA_LIMIT, NULL);
    if (w.words) {
        read_keys(&w, gold, true, &w.gold_keys);
        read_keys(&w, reply, false, &w.keys);
        score_mentions(&w);
        score_countries(&w);
        score_chains(&w);
        score_links(&w);
        score_relations(&w);
        score_events(&w);
        score_quotes(&w);
    }
    bool fine = w.words && !w.failed && !score_words_failed(w.words);
    drg_arena_deinit(&w.arena);
    score_words_free(w.words);
    return fine;
}
