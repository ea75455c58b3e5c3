/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The indexes of words: names of things, titles, words of persons' names (match.c and facts.c read
 * them).
 *
 * Names are sorted by folded spelling, then by case, then by prominence. Equal spellings in equal
 * case make one form with the list of what it may mean; equal spellings in several cases (ISIS the
 * group, Isis the river) make several forms under one key. Of "The X" the article must stand with
 * its capital where X alone is something else (The Times, The Australian). A capitalised name that
 * is also an English word (Nice, Reading, Target) must carry a guard, because at the start of a
 * sentence or in a headline its capital says nothing; an acronym (WHO, US) need not, for it must
 * stand as it is.
 */
#include "compile.h"

#include <stdlib.h>

/* ---- the hash trie ---- */

static uint32_t count_words(drg_slice key) {
    uint32_t words = 1;
    for (size_t i = 0; i < key.size; i++)
        words += key.data[i] == ' ';
    return words;
}

/* The slot of a run of first words, made if new. */
static block_slot *place_slot(drg_compiler *compiler, block_slot *slots, uint32_t capacity,
    drg_slice key, size_t size, uint32_t string) {
    uint32_t hash = drg_fold_hash((drg_slice){key.data, size});
    for (uint32_t at = hash & (capacity - 1);; at = (at + 1) & (capacity - 1)) {
        block_slot *slot = &slots[at];
        if (slot->size == 0) {
            *slot = (block_slot){.hash = hash, .key = string, .size = (uint16_t)size};
            return slot;
        }
        if (slot->hash == hash && slot->size == size &&
            memcmp(compiler->strings.items[slot->key].data, key.data, size) == 0)
            return slot;
    }
}

static int build_trie(drg_compiler *compiler, const drg_compile_key *keys, size_t count,
    block_slot **slots, uint32_t *slot_count) {
    uint32_t prefixes = 0;
    for (size_t i = 0; i < count; i++)
        prefixes += count_words(keys[i].lower);
    uint32_t capacity = drg_compile_capacity(prefixes);
    block_slot *made = drg_arena_array(&compiler->arena, capacity, sizeof *made);
    if (!made)
        return drg_compile_memory(compiler);
    for (size_t i = 0; i < count; i++) {
        drg_slice key = keys[i].lower;
        uint32_t string = drg_compile_string(compiler, key);
        if (string == 0)
            return drg_compile_memory(compiler);
        for (size_t size = 1; size < key.size; size++)
            if (key.data[size] == ' ')
                place_slot(compiler, made, capacity, key, size, string)->more = 1;
        block_slot *whole = place_slot(compiler, made, capacity, key, key.size, string);
        whole->first_form = keys[i].first_form;
        whole->form_count = (uint8_t)keys[i].form_count;
    }
    *slots = made;
    *slot_count = capacity;
    return DRG_OK;
}

/* One bit for each slot, about sixteen bits a slot in all. */
static int build_filter(drg_compiler *compiler) {
    uint32_t bits = compiler->name_slot_count * 4;
    compiler->filter_count = bits / 64 ? bits / 64 : 1;
    compiler->filter =
        drg_arena_array(&compiler->arena, compiler->filter_count, sizeof *compiler->filter);
    if (!compiler->filter)
        return drg_compile_memory(compiler);
    uint32_t mask = compiler->filter_count * 64 - 1;
    for (uint32_t i = 0; i < compiler->name_slot_count; i++) {
        uint32_t bit = compiler->name_slots[i].hash & mask;
        if (compiler->name_slots[i].size)
            compiler->filter[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
    return DRG_OK;
}

/* ---- names ---- */

static int compare_names(const void *left, const void *right) {
    const drg_compile_name *a = left, *b = right;
    int order = drg_slice_compare(a->lower, b->lower);
    if (order == 0)
        order = drg_slice_compare(a->cased, b->cased);
    if (order == 0)
        order = (a->score < b->score) - (a->score > b->score);
    if (order == 0)
        order = (a->thing > b->thing) - (a->thing < b->thing);
    return order ? order : a->alias - b->alias;
}

static bool has_small_letter(drg_slice word) {
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= 'a' && word.data[i] <= 'z')
            return true;
    return false;
}

static int check_common(drg_compiler *compiler, const drg_compile_name *name) {
    if (name->guarded || !has_small_letter(name->cased) ||
        drg_intern_find(&compiler->common, name->lower) == DRG_NONE)
        return DRG_OK;
    return drg_tsv_fail(name->table, name->row, name->column, compiler->error,
        "'%.*s' is also a common English word: give it a guard", (int)name->cased.size,
        name->cased.data);
}

/* First name spelt like this, or the first after it. */
static size_t lower_bound(const drg_compiler *compiler, drg_slice lower) {
    size_t low = 0, high = compiler->names.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (drg_slice_compare(compiler->names.items[middle].lower, lower) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* "The X" where X is an English word or the name of something else: the article counts. */
static bool needs_article(drg_compiler *compiler, const drg_compile_name *name) {
    const drg_slice article = DRG_SLICE("The ");
    if (!drg_slice_starts(name->cased, article))
        return false;
    drg_slice rest = {name->lower.data + article.size, name->lower.size - article.size};
    if (memchr(rest.data, ' ', rest.size))
        return false;
    if (drg_intern_find(&compiler->common, rest) != DRG_NONE)
        return true;
    for (size_t i = lower_bound(compiler, rest); i < compiler->names.count; i++) {
        if (!drg_slice_equal(compiler->names.items[i].lower, rest))
            break;
        if (compiler->names.items[i].thing != name->thing)
            return true;
    }
    return false;
}

/* One form out of the names [first, end), all spelt the same. */
static int add_form(drg_compiler *compiler, size_t first, size_t end) {
    const drg_compile_name *names = compiler->names.items;
    block_form *form = drg_list_add(&compiler->arena, &compiler->forms);
    if (!form)
        return drg_compile_memory(compiler);
    *form = (block_form){.cased = drg_compile_string(compiler, names[first].cased),
        .first_thing = (uint32_t)compiler->form_things.count,
        .flags = BLOCK_FORM_GUARDED | BLOCK_FORM_ALIAS};
    for (size_t i = first; i < end; i++) {
        form->flags |= names[i].marked ? BLOCK_FORM_MARKED : BLOCK_FORM_PLAIN;
        if (!names[i].guarded)
            form->flags &= ~(uint32_t)BLOCK_FORM_GUARDED;
        if (names[i].thing == names[first].thing && !names[i].alias)
            form->flags &= ~(uint32_t)BLOCK_FORM_ALIAS;
        bool known = i > first && names[i].thing == names[i - 1].thing;
        uint32_t *thing = known ? NULL : drg_list_add(&compiler->arena, &compiler->form_things);
        if (thing)
            *thing = names[i].thing;
        if (!known && !thing)
            return drg_compile_memory(compiler);
        form->thing_count += !known;
        if (check_common(compiler, &names[i]))
            return compiler->error->code;
    }
    if (!has_small_letter(names[first].cased) &&
        drg_intern_find(&compiler->common, names[first].lower) != DRG_NONE)
        form->flags |= BLOCK_FORM_ACRONYM;
    if (!(form->flags & BLOCK_FORM_PLAIN) &&
        drg_intern_find(&compiler->common, names[first].lower) != DRG_NONE)
        form->flags |= BLOCK_FORM_STRICT;
    if (needs_article(compiler, &names[first]))
        form->flags |= BLOCK_FORM_ARTICLE;
    return DRG_OK;
}

int drg_compile_name_index(drg_compiler *compiler) {
    drg_compile_name *names = compiler->names.items;
    size_t count = compiler->names.count, keys = 0;
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    drg_compile_key *key = drg_arena_array(&compiler->arena, count, sizeof *key);
    if (!key)
        return drg_compile_memory(compiler);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && drg_slice_equal(names[end].cased, names[first].cased);)
            end++;
        if (keys == 0 || !drg_slice_equal(key[keys - 1].lower, names[first].lower))
            key[keys++] = (drg_compile_key){names[first].lower, (uint32_t)compiler->forms.count, 0};
        if (++key[keys - 1].form_count > UINT8_MAX)
            return drg_tsv_fail(names[first].table, names[first].row, names[first].column,
                compiler->error, "more than 255 spellings of one name");
        if (add_form(compiler, first, end))
            return compiler->error->code;
    }
    if (build_trie(compiler, key, keys, &compiler->name_slots, &compiler->name_slot_count))
        return compiler->error->code;
    return build_filter(compiler);
}

/* ---- titles ---- */

typedef struct title_name {
    drg_slice lower, written;
    block_title title;
} title_name;

static int compare_titles(const void *left, const void *right) {
    const title_name *a = left, *b = right;
    int order = drg_slice_compare(a->lower, b->lower);
    if (order == 0)
        order = (a->title.flags & BLOCK_TITLE_PLURAL) - (b->title.flags & BLOCK_TITLE_PLURAL);
    return order ? order : (a->title.row > b->title.row) - (a->title.row < b->title.row);
}

static int read_title_kind(drg_compiler *compiler, const drg_tsv *t, uint32_t row, uint8_t *kind) {
    static const char *const kinds[] = {"office", "rank", "honorific", "role"};
    uint32_t column = drg_tsv_column(t, "kind");
    drg_slice cell = drg_tsv_cell(t, row, column);
    for (uint8_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (drg_slice_is(cell, kinds[i])) {
            *kind = i;
            return DRG_OK;
        }
    }
    return drg_tsv_fail(
        t, row, column, compiler->error, "'%.*s' is no kind of title", (int)cell.size, cell.data);
}

static int add_title(drg_compiler *compiler, const drg_tsv *t, uint32_t row, uint32_t column,
    block_title title, title_name *made) {
    drg_slice cased, written = drg_tsv_cell(t, row, column);
    drg_compile_fold(compiler, written, &made->lower, &cased);
    if (made->lower.size == 0)
        return drg_tsv_fail(t, row, column, compiler->error, "'%.*s' is too long, or no title",
            (int)written.size, written.data);
    made->title = title;
    made->written = written;
    drg_slice first = written;
    drg_slice_cut(&written, ' ', &first);
    if (memchr(first.data, '.', first.size))
        made->title.flags |= BLOCK_TITLE_SHORT;
    return DRG_OK;
}

/* All forms and plurals of the table; the array has room for both of every row. */
static int read_titles(drg_compiler *compiler, const drg_tsv *t, title_name *names, size_t *count) {
    uint32_t form = drg_tsv_column(t, "form"), plural = drg_tsv_column(t, "plural");
    *count = 0;
    for (uint32_t row = 0; row < t->rows; row++) {
        uint8_t sectors[DRG_MAX_SECTORS], sector_count;
        block_title title = {.row = row, .sector = UINT8_MAX};
        if (read_title_kind(compiler, t, row, &title.kind) ||
            drg_compile_sectors(
                compiler, t, row, drg_tsv_column(t, "sector"), sectors, &sector_count))
            return compiler->error->code;
        if (sector_count)
            title.sector = sectors[0];
        if (add_title(compiler, t, row, form, title, &names[(*count)++]))
            return compiler->error->code;
        title.flags = BLOCK_TITLE_PLURAL;
        drg_slice written = drg_tsv_cell(t, row, plural);
        if (written.size && !drg_slice_equal(written, drg_tsv_cell(t, row, form)) &&
            add_title(compiler, t, row, plural, title, &names[(*count)++]))
            return compiler->error->code;
    }
    return DRG_OK;
}

/* What one spelling demands holds for its twins: "gen." and "gen" both want a capital. */
static void spread_short(drg_compiler *compiler, const drg_compile_key *keys, size_t count) {
    block_title *titles = compiler->title_forms.items;
    for (size_t i = 0; i < count; i++) {
        uint8_t flags = 0;
        for (uint32_t k = 0; k < keys[i].form_count; k++)
            flags |= titles[keys[i].first_form + k].flags & BLOCK_TITLE_SHORT;
        for (uint32_t k = 0; k < keys[i].form_count; k++)
            titles[keys[i].first_form + k].flags |= flags;
    }
}

int drg_compile_title_index(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "titles");
    size_t count = 0, keys = 0;
    title_name *names = drg_arena_array(&compiler->arena, (size_t)t->rows * 2, sizeof *names);
    drg_compile_key *key = drg_arena_array(&compiler->arena, (size_t)t->rows * 2, sizeof *key);
    if (!names || !key)
        return drg_compile_memory(compiler);
    if (read_titles(compiler, t, names, &count))
        return compiler->error->code;
    if (count)
        qsort(names, count, sizeof *names, compare_titles);
    for (size_t i = 0; i < count; i++) {
        bool known = i > 0 && drg_slice_equal(names[i].lower, names[i - 1].lower);
        if (known && drg_slice_equal(names[i].written, names[i - 1].written) &&
            !((names[i].title.flags | names[i - 1].title.flags) & BLOCK_TITLE_PLURAL))
            return drg_tsv_fail(t, names[i].title.row, drg_tsv_column(t, "form"), compiler->error,
                "the title is also in line %u", t->lines[names[i - 1].title.row]);
        if (!known)
            key[keys++] = (drg_compile_key){names[i].lower, (uint32_t)i, 0};
        if (key[keys - 1].form_count < UINT8_MAX)
            key[keys - 1].form_count++;
        block_title *title = drg_list_add(&compiler->arena, &compiler->title_forms);
        if (!title)
            return drg_compile_memory(compiler);
        *title = names[i].title;
    }
    spread_short(compiler, key, keys);
    return build_trie(compiler, key, keys, &compiler->title_slots, &compiler->title_slot_count);
}

/* ---- words of persons' names ---- */

static uint32_t gender_flags(drg_slice gender) {
    if (drg_slice_is(gender, "f") || drg_slice_is(gender, "female"))
        return DRG_NAME_FEMALE;
    if (drg_slice_is(gender, "m") || drg_slice_is(gender, "male"))
        return DRG_NAME_MALE;
    return 0;
}

/* A word of a folded name: also an English word, or the name of a place or of something else. */
static bool is_ambiguous(drg_compiler *compiler, drg_slice lower) {
    if (drg_intern_find(&compiler->common, lower) != DRG_NONE)
        return true;
    uint32_t mask = compiler->name_slot_count - 1;
    for (uint32_t at = drg_fold_hash(lower) & mask;; at = (at + 1) & mask) {
        const block_slot *slot = &compiler->name_slots[at];
        if (slot->size == 0)
            return false;
        if (slot->form_count && slot->size == lower.size &&
            memcmp(compiler->strings.items[slot->key].data, lower.data, lower.size) == 0)
            return true;
    }
}

static int add_words(
    drg_compiler *compiler, const char *name, uint32_t flag, drg_intern *words, uint32_t *flags) {
    const drg_tsv *t = drg_compile_table(compiler, name);
    uint32_t column = t ? drg_tsv_column(t, "name") : 0;
    uint32_t gender = t ? drg_tsv_column(t, "gender") : 0;
    for (uint32_t row = 0; t && row < t->rows; row++) {
        drg_slice lower, cased;
        drg_compile_fold(compiler, drg_tsv_cell(t, row, column), &lower, &cased);
        if (lower.size == 0)
            return drg_tsv_fail(t, row, column, compiler->error, "too long, or no name");
        uint32_t number = drg_intern_add(words, lower);
        if (number == DRG_NONE)
            return drg_compile_memory(compiler);
        flags[number] |= flag | gender_flags(drg_tsv_cell(t, row, gender));
    }
    return DRG_OK;
}

int drg_compile_word_index(drg_compiler *compiler) {
    const drg_tsv *given = drg_compile_table(compiler, "given_names");
    const drg_tsv *surnames = drg_compile_table(compiler, "surnames");
    size_t most = (given ? given->rows : 0) + (surnames ? surnames->rows : 0);
    uint32_t *flags = drg_arena_array(&compiler->arena, most, sizeof *flags);
    drg_intern words;
    drg_intern_init(&words, &compiler->arena, (drg_hash_key){0, 0});
    if (!flags)
        return drg_compile_memory(compiler);
    if (add_words(compiler, "given_names", DRG_NAME_GIVEN, &words, flags) ||
        add_words(compiler, "surnames", DRG_NAME_SURNAME, &words, flags))
        return compiler->error->code;
    compiler->word_count = drg_compile_capacity((uint32_t)words.count);
    compiler->words =
        drg_arena_array(&compiler->arena, compiler->word_count, sizeof *compiler->words);
    if (!compiler->words)
        return drg_compile_memory(compiler);
    for (size_t i = 0; i < words.count; i++) {
        uint32_t at = drg_fold_hash(words.items[i]) & (compiler->word_count - 1);
        while (compiler->words[at].flags)
            at = (at + 1) & (compiler->word_count - 1);
        if (is_ambiguous(compiler, words.items[i]))
            flags[i] |= DRG_NAME_AMBIGUOUS;
        compiler->words[at] = (block_word){drg_compile_string(compiler, words.items[i]), flags[i]};
    }
    return DRG_OK;
}
