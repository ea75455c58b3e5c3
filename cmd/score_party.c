/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties of events and relations as sets of what they may be known by, and when two of them are
 * the same actor. An entity is known by all its names; a state or people also by its country, for
 * articles call it now this way and now that; a description by its words.
 */
#include "score_work.h"

/* The number of the entity with an id; SIZE_MAX: none. */
size_t score_entity_of(const json_t *entities, const char *id) {
    size_t i;
    json_t *entity;
    json_array_foreach((json_t *)(uintptr_t)entities, i,
        entity) if (*id && !strcmp(text_of(entity, "id"), id)) return i;
    return SIZE_MAX;
}

/* ---- sets ------------------------------------------------------------------------------------ */

void *score_take(work *w, size_t count, size_t size) {
    void *memory = drg_arena_array(&w->arena, count ? count : 1, size);
    w->failed |= !memory;
    return memory;
}

bool score_holds(const word_set *set, uint32_t word) {
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i] == word)
            return true;
    return false;
}

/* Room for it was taken. */
void score_add(word_set *set, uint32_t word) {
    if (set->items && word != UINT32_MAX && !score_holds(set, word))
        set->items[set->count++] = word;
}

word_set score_set_for(work *w, size_t most) {
    return (word_set){.items = score_take(w, most, sizeof(uint32_t))};
}

/* Have they a word in common, the empty one aside? */
bool score_meet(const word_set *a, const word_set *b) {
    for (size_t i = 0; i < a->count; i++)
        if (a->items[i] && score_holds(b, a->items[i]))
            return true;
    return false;
}

uint32_t score_norm_of(work *w, const char *text) {
    return score_norm(w->words, text);
}

static uint32_t country_word(work *w, const json_t *object) {
    const char *country = text_of(object, "country");
    return score_word(w->words, country, strlen(country));
}

size_t score_sentence_of(const work *w, size_t start) {
    for (size_t i = 0; i < w->sentences->count; i++)
        if (w->sentences->starts[i] <= start && start < w->sentences->ends[i])
            return i;
    return SIZE_MAX;
}

/* ---- parties --------------------------------------------------------------------------------- */

static size_t length_of(const char *word, size_t size) {
    size_t length = 0;
    for (size_t i = 0; i < size; i++)
        length += ((unsigned char)word[i] & 0xC0) != 0x80;
    return length;
}

/* The words of a normalised text that have `least` code points and more. */
void score_add_words(work *w, word_set *set, const char *text, size_t least) {
    while (*text) {
        size_t size = strcspn(text, " ");
        if (length_of(text, size) >= least)
            score_add(set, score_word(w->words, text, size));
        text += size + (text[size] == ' ');
    }
}

size_t score_word_count(const char *text) {
    size_t count = 1;
    for (; *text; text++)
        count += *text == ' ';
    return count;
}

static void set_words(work *w, party *p, const char *text) {
    const char *plain = score_text(w->words, score_norm_of(w, text));
    p->words = score_set_for(w, score_word_count(plain));
    score_add_words(w, &p->words, plain, 4);
    char *said = score_take(w, strlen(plain) + 1, 1);
    size_t used = 0;
    while (said && *plain) {
        size_t size = strcspn(plain, " ");
        if (length_of(plain, size) >= 4) {
            if (used)
                said[used++] = ' ';
            memcpy(said + used, plain, size);
            used += size;
        }
        plain += size + (plain[size] == ' ');
    }
    if (said)
        p->said = score_word(w->words, said, used);
}

static void set_country(work *w, party *p, const json_t *object, bool state) {
    uint32_t country = country_word(w, object);
    p->loose = score_set_for(w, 1);
    p->countries = score_set_for(w, 1);
    if (!country)
        return;
    score_add(&p->loose, country);
    if (state)
        score_add(&p->countries, country);
}

static void set_entity(work *w, party *p, const json_t *entity) {
    const char *type = text_of(entity, "type");
    const json_t *mentions = list_of(entity, "mentions");
    size_t i;
    json_t *mention;
    p->names = score_set_for(w, json_array_size(mentions) + 1);
    score_add(&p->names, score_norm_of(w, text_of(entity, "name")));
    json_array_foreach((json_t *)(uintptr_t)mentions, i, mention) if (is_name(mention))
        score_add(&p->names, score_norm_of(w, text_of(mention, "text")));
    set_country(w, p, entity, !strcmp(type, "GPE") || !strcmp(type, "NORP"));
}

/* False: there is no such entity. */
bool score_gold_party(work *w, const json_t *who, party *p) {
    const json_t *entities = list_of(w->gold, "entities");
    const char *id = json_is_string(who) ? json_string_value(who) : text_of(who, "entity");
    *p = (party){0};
    if (*id) {
        size_t at = score_entity_of(entities, id);
        if (at != SIZE_MAX)
            set_entity(w, p, json_array_get(entities, at));
        return at != SIZE_MAX;
    }
    p->described = true;
    set_words(w, p, text_of(who, "text"));
    set_country(w, p, who, false);
    return true;
}

void score_reply_party(work *w, const json_t *who, party *p) {
    const json_t *entities = list_of(w->reply, "entities");
    size_t at = score_entity_of(entities, text_of(who, "entity"));
    const char *text = text_of(who, "text");
    *p = (party){0};
    if (at == SIZE_MAX) {
        p->names = score_set_for(w, 1);
        score_add(&p->names, score_norm_of(w, text));
        set_country(w, p, who, false);
    } else {
        const json_t *entity = json_array_get(entities, at);
        set_entity(w, p, entity);
        if (!*text)
            text = text_of(entity, "name");
    }
    set_words(w, p, text);
}

static bool shares_word(work *w, const party *gold, const party *got) {
    if (score_meet(&gold->words, &got->words))
        return true;
    for (size_t i = 0; i < got->names.count; i++) {
        const char *name = score_text(w->words, got->names.items[i]);
        word_set words = score_set_for(w, score_word_count(name));
        score_add_words(w, &words, name, 1);
        if (score_meet(&gold->words, &words))
            return true;
    }
    return false;
}

/* The same actor: a shared name, the same state on both sides, or a description with a shared word
 * and no other country. */
bool score_same_party(work *w, const party *gold, const party *got) {
    if (score_meet(&gold->names, &got->names) || score_meet(&gold->countries, &got->countries))
        return true;
    if (gold->described) {
        bool clash =
            gold->loose.count && got->loose.count && !score_meet(&gold->loose, &got->loose);
        return !clash && shares_word(w, gold, got);
    }
    bool named = false;
    for (size_t i = 0; i < got->names.count; i++)
        named |= got->names.items[i] && got->names.items[i] != got->said;
    return got->words.count && !named && score_meet(&gold->loose, &got->loose);
}

overlap score_overlap_of(
    work *w, const party *gold, size_t gold_count, const party *got, size_t got_count) {
    overlap found = {0, 0};
    for (size_t i = 0; i < gold_count; i++)
        for (size_t j = 0; j < got_count; j++)
            if (score_same_party(w, &gold[i], &got[j])) {
                found.gold++;
                break;
            }
    for (size_t j = 0; j < got_count; j++)
        for (size_t i = 0; i < gold_count; i++)
            if (score_same_party(w, &gold[i], &got[j])) {
                found.got++;
                break;
            }
    return found;
}

bool score_half(work *w, const party *gold, size_t gold_count, const party *got, size_t got_count) {
    if (!gold_count)
        return true;
    overlap found = score_overlap_of(w, gold, gold_count, got, got_count);
    return found.gold * 2 >= gold_count && found.got * 2 >= got_count;
}
