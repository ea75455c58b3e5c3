/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A user's own rows laid over the built-in tables, without making those anew.
 *
 * The rows are compiled into a small block of their own (user.c, compile.c) and searched beside the
 * large one; a view answers for both, with the user's rows first:
 *
 *   names      the user's hits and the built-in ones; a name that both have means all of their
 *              things, the user's first
 *   things     a row with the id of a built-in thing takes its place under the same number, so that
 *              the built-in names of the thing lead to the user's row
 *   terms      a term of office ends the built-in terms of others in that office where it begins,
 *              and drops those that it covers; the same person's term is replaced by the user's
 *   members    rows of a membership replace the built-in ones of the same pair
 *   titles, words of persons' names: the user's if there is one as long
 *   tables     the built-in rows, then the user's (drg_table_cell)
 *
 * What the rows refer to stands in the small block as a row without names (line 0 of user.c); such
 * a thing has the number of the built-in one and changes nothing.
 *
 * Views may be laid over views (a file's rows, a request's rows on top). Everything is in the arena
 * that is given. Cost of laying: linear in the user's rows, plus the terms of the offices that they
 * touch; of a question: one more search in a small table.
 */
#include "../base/arena.h"
#include "../base/date.h"
#include "check.h"
#include "fold.h"
#include "store.h"
#include "user.h"

#include <stdlib.h>

/* ---- things ---- */

static const drg_view_pair *find_replaced(const drg_view *view, uint32_t thing) {
    for (uint32_t low = 0, high = view->replaced_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        const drg_view_pair *pair = &view->replaced[middle];
        if (pair->view == thing)
            return pair;
        if (pair->view < thing)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const drg_thing *drg_view_thing(const drg_view *view, uint32_t thing) {
    if (thing >= view->base_things) {
        uint32_t at = thing - view->base_things;
        return at < view->new_things ? &view->things[view->new_own[at]] : NULL;
    }
    const drg_view_pair *pair = view->replaced_count ? find_replaced(view, thing) : NULL;
    return pair ? &view->things[pair->own] : drg_know_thing(view->base, thing);
}

uint32_t drg_view_find(const drg_view *view, drg_slice id) {
    uint32_t own = drg_know_find(view->own, id);
    return own != DRG_NONE ? view->number[own] : drg_know_find(view->base, id);
}

/* ---- names and titles ---- */

size_t drg_view_match(const drg_view *view, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_name_hit *hits, size_t room) {
    enum { ROOM = 8 };
    drg_name_hit own[ROOM], base[ROOM];
    size_t own_count = drg_know_match(view->own, text, tokens, count, at, own, ROOM);
    if (own_count == 0)
        return drg_know_match(view->base, text, tokens, count, at, hits, room);
    size_t base_count = drg_know_match(view->base, text, tokens, count, at, base, ROOM);
    size_t written = 0, o = 0, b = 0;
    while (written < room && (o < own_count || b < base_count)) {
        bool first = o < own_count && (b == base_count || own[o].end_token >= base[b].end_token);
        if (!first) {
            hits[written++] = base[b++];
            continue;
        }
        while (b < base_count && base[b].end_token == own[o].end_token)
            b++; /* the user's hit means its things as well */
        hits[written++] = own[o++];
    }
    return written;
}

bool drg_view_title(const drg_view *view, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_title_hit *hit) {
    drg_title_hit own;
    bool base = drg_know_title(view->base, text, tokens, count, at, hit);
    if (!drg_know_title(view->own, text, tokens, count, at, &own) ||
        (base && hit->end_token > own.end_token))
        return base;
    own.row += (uint32_t)drg_table_rows(drg_know_table(view->base, "titles"));
    *hit = own;
    return true;
}

/* ---- terms ---- */

const drg_term *drg_view_terms(const drg_view *view, uint32_t person, size_t *count) {
    for (uint32_t low = 0, high = view->person_count; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        const drg_view_range *range = &view->persons[middle];
        if (range->key == person) {
            *count = range->count;
            return range->count ? &view->terms[range->first] : NULL;
        }
        if (range->key < person)
            low = middle + 1;
        else
            high = middle;
    }
    return drg_know_terms(view->base, person, count);
}

/* ---- laying: numbers of things ---- */

typedef struct layer { /* a view in the making */
    drg_arena *arena;
    drg_view *view;
    const bool *refers; /* [own things] stands for a built-in one */
    DRG_LIST(drg_term) terms;
    DRG_LIST(drg_view_range) persons, offices;
} layer;

static int compare_pairs(const void *left, const void *right) {
    const drg_view_pair *a = left, *b = right;
    return (a->view > b->view) - (a->view < b->view);
}

static uint32_t rows_of_base(const layer *l, drg_thing_kind kind) {
    return (uint32_t)drg_table_rows(drg_know_table(l->view->base, drg_store_table_name(kind)));
}

/* What the view shows of an own thing: with the view's numbers, and for a person that is built in
 * what the user's row leaves open. */
static drg_thing shown(const layer *l, uint32_t own) {
    const drg_view *view = l->view;
    drg_thing thing = view->own->things[own];
    thing.row += rows_of_base(l, thing.kind);
    if (thing.parent != DRG_NONE)
        thing.parent = view->number[thing.parent];
    if (thing.kind != DRG_THING_PERSON || view->number[own] >= view->base_things)
        return thing;
    drg_thing known = *drg_know_thing(view->base, view->number[own]);
    const drg_table *holders = drg_know_table(view->own, "holders");
    drg_slice country =
        drg_table_cell(holders, view->own->things[own].row, drg_table_column(holders, "country"));
    if (country.size)
        known.country = country;
    known.row = thing.row;
    return known;
}

static bool number_things(layer *l) {
    drg_view *view = l->view;
    uint32_t count = view->own->thing_count;
    view->number = drg_arena_array(l->arena, count + 1, sizeof *view->number);
    view->new_own = drg_arena_array(l->arena, count + 1, sizeof *view->new_own);
    view->replaced = drg_arena_array(l->arena, count + 1, sizeof *view->replaced);
    view->things = drg_arena_array(l->arena, count + 1, sizeof *view->things);
    if (!view->number || !view->new_own || !view->replaced || !view->things)
        return false;
    for (uint32_t own = 0; own < count; own++) {
        uint32_t known = drg_know_find(view->base, view->own->things[own].id);
        if (known != DRG_NONE) {
            view->number[own] = known;
            if (!l->refers[own])
                view->replaced[view->replaced_count++] = (drg_view_pair){known, own};
        } else {
            view->number[own] = view->base_things + view->new_things;
            view->new_own[view->new_things++] = own;
        }
    }
    if (view->replaced_count)
        qsort(view->replaced, view->replaced_count, sizeof *view->replaced, compare_pairs);
    for (uint32_t own = 0; own < count; own++)
        view->things[own] = shown(l, own);
    return true;
}

/* ---- laying: meanings of names ---- */

/* The form of another block with the same spelling and case, or NULL. */
static const block_form *find_form(const drg_know *know, drg_slice lower, drg_slice cased) {
    uint32_t hash = drg_fold_hash(lower);
    for (uint32_t at = hash & know->name_mask;; at = (at + 1) & know->name_mask) {
        const block_slot *slot = &know->name_slots[at];
        if (slot->size == 0)
            return NULL;
        drg_slice key = {drg_store_string(know, slot->key).data, slot->size};
        if (!drg_slice_equal(key, lower))
            continue;
        for (uint32_t i = 0; i < slot->form_count; i++) {
            const block_form *form = &know->forms[slot->first_form + i];
            if (drg_slice_equal(drg_store_string(know, form->cased), cased))
                return form;
        }
        return NULL;
    }
}

static void add_meaning(uint32_t *things, uint32_t *count, uint32_t thing) {
    for (uint32_t i = 0; i < *count; i++)
        if (things[i] == thing)
            return;
    things[(*count)++] = thing;
}

/* The things of an own form: the user's, then those of the tables below, by their numbers in the
 * view. A form that several views have keeps what each adds. */
static bool widen_form(layer *l, block_form *form, uint32_t **things, uint32_t *used) {
    const drg_view *view = l->view;
    drg_slice cased = drg_store_string(view->own, form->cased), lower;
    drg_folder folder;
    drg_fold_init(&folder);
    drg_fold_add(&folder, cased);
    lower = drg_fold_lower(&folder);
    uint32_t most = form->thing_count;
    const drg_know *know = view->base;
    const block_form *below[8];
    const drg_know *whose[8];
    size_t found = 0;
    for (bool last = false; !last && found < 8;) {
        const drg_know *block = know->view ? know->view->own : know;
        below[found] = find_form(block, lower, cased);
        whose[found] = block;
        if (below[found])
            most += below[found++]->thing_count;
        last = know->view == NULL;
        know = last ? know : know->view->base;
    }
    *things = drg_arena_array(l->arena, most + 1, sizeof **things);
    if (!*things)
        return false;
    *used = 0;
    for (uint32_t i = 0; i < form->thing_count; i++)
        add_meaning(*things, used, view->number[view->own->form_things[form->first_thing + i]]);
    for (size_t k = 0; k < found; k++)
        for (uint32_t i = 0; i < below[k]->thing_count; i++)
            add_meaning(*things, used, whose[k]->form_things[below[k]->first_thing + i]);
    return true;
}

/* Gives the own block's forms their widened meanings. The block is in our arena: it may change. */
static bool widen_forms(layer *l, const drg_sections *sections) {
    drg_know *own = l->view->own;
    uint32_t forms = sections->count[BLOCK_FORMS];
    block_form *changed = drg_arena_array(l->arena, forms + 1, sizeof *changed);
    DRG_LIST(uint32_t) all = {0};
    if (!changed)
        return false;
    for (uint32_t f = 0; f < forms; f++) {
        uint32_t *things, used;
        changed[f] = own->forms[f];
        if (!widen_form(l, &changed[f], &things, &used))
            return false;
        changed[f].first_thing = (uint32_t)all.count;
        changed[f].thing_count = used;
        for (uint32_t i = 0; i < used; i++) {
            uint32_t *thing = drg_list_add(l->arena, &all);
            if (!thing)
                return false;
            *thing = things[i];
        }
    }
    own->forms = changed;
    own->form_things = all.items;
    return true;
}

/* ---- laying: terms ---- */

static bool is_before(drg_date one, drg_date two) { /* year 0: no end */
    return one.year && (two.year == 0 || drg_date_compare(one, two) < 0);
}

static bool overlaps(const drg_term *one, const drg_term *two) {
    return !is_before(one->to, two->from) && !is_before(two->to, one->from);
}

/* What is left of a built-in term beside the user's terms of its office. False: nothing. */
static bool left_of(drg_term *term, const drg_term *own, size_t count, bool shared) {
    for (size_t i = 0; i < count; i++) {
        if (!overlaps(term, &own[i]))
            continue;
        if (own[i].person == term->person)
            return false; /* told anew */
        if (shared)
            continue;
        if (drg_date_compare(term->from, own[i].from) < 0)
            term->to = own[i].from;
        else if (!is_before(own[i].to, term->to))
            return false;
        else
            term->from = own[i].to;
    }
    return true;
}

static int newest_first(const void *left, const void *right) {
    const drg_term *a = left, *b = right;
    int order = drg_date_compare(b->from, a->from);
    return order ? order : (a->person > b->person) - (a->person < b->person);
}

/* All terms of an office in the view, when the user's rows touch it. */
static bool lay_office(layer *l, uint32_t own_row) {
    drg_view *view = l->view;
    uint32_t row = view->office_row[own_row], count = view->own->offices[own_row].count;
    uint32_t first = (uint32_t)l->terms.count;
    if (count == 0)
        return true;
    for (uint32_t i = 0; i < count; i++) {
        drg_term *made = drg_list_add(l->arena, &l->terms);
        if (!made)
            return false;
        *made = *drg_store_office_term(view->own, own_row, i);
        made->person = view->number[made->person];
        made->office_row = row;
    }
    drg_term *own = drg_arena_array(l->arena, count, sizeof *own);
    if (!own)
        return false;
    memcpy(own, &l->terms.items[first], count * sizeof *own);
    uint32_t known = drg_store_office_terms(view->base, row);
    for (uint32_t i = 0; i < known; i++) {
        drg_term term = *drg_store_office_term(view->base, row, i);
        if (!left_of(&term, own, count, drg_compile_shared_kind(term.office_kind)))
            continue;
        drg_term *made = drg_list_add(l->arena, &l->terms);
        if (!made)
            return false;
        *made = term;
    }
    uint32_t all = (uint32_t)l->terms.count - first;
    qsort(&l->terms.items[first], all, sizeof *l->terms.items, newest_first);
    drg_view_range *range = drg_list_add(l->arena, &l->offices);
    if (range)
        *range = (drg_view_range){row, first, all};
    return range != NULL;
}

static int compare_ranges(const void *left, const void *right) {
    const drg_view_range *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

static bool touched(const layer *l, uint32_t row) {
    const drg_view_range key = {row, 0, 0};
    return bsearch(&key, l->offices.items, l->offices.count, sizeof *l->offices.items,
               compare_ranges) != NULL;
}

static int by_person(const void *left, const void *right) {
    const drg_term *a = left, *b = right;
    int order = (a->person > b->person) - (a->person < b->person);
    return order ? order : newest_first(left, right);
}

/* The terms of everybody in a touched office: those of the touched offices as they are now, and
 * those of the others as they were. */
static bool lay_persons(layer *l) {
    const drg_view *view = l->view;
    size_t laid = l->terms.count;
    drg_term *terms = drg_arena_array(l->arena, laid + 1, sizeof *terms);
    DRG_LIST(uint32_t) persons = {0};
    if (!terms)
        return false;
    if (laid)
        memcpy(terms, l->terms.items, laid * sizeof *terms);
    for (size_t i = 0; i < l->offices.count; i++) /* whom the user's rows drop altogether */
        for (uint32_t n = 0; n < drg_store_office_terms(view->base, l->offices.items[i].key); n++) {
            uint32_t *person = drg_list_add(l->arena, &persons);
            if (!person)
                return false;
            *person = drg_store_office_term(view->base, l->offices.items[i].key, n)->person;
        }
    drg_term *none = drg_arena_array(l->arena, persons.count + laid + 1, sizeof *none);
    if (!none)
        return false;
    size_t all = 0;
    for (size_t i = 0; i < persons.count; i++)
        none[all++] = (drg_term){.person = persons.items[i]};
    if (laid)
        memcpy(none + all, terms, laid * sizeof *terms);
    all += laid;
    if (all)
        qsort(none, all, sizeof *none, by_person);
    for (size_t i = 0; i < all;) {
        uint32_t person = none[i].person, first = (uint32_t)l->terms.count;
        size_t known = 0;
        const drg_term *before =
            person < view->base_things ? drg_know_terms(view->base, person, &known) : NULL;
        for (size_t n = 0; n < known; n++)
            if (!touched(l, before[n].office_row)) {
                drg_term *made = drg_list_add(l->arena, &l->terms);
                if (!made)
                    return false;
                *made = before[n];
            }
        for (; i < all && none[i].person == person; i++)
            if (none[i].from.year) {
                drg_term *made = drg_list_add(l->arena, &l->terms);
                if (!made)
                    return false;
                *made = none[i];
            }
        uint32_t count = (uint32_t)l->terms.count - first;
        if (count)
            qsort(&l->terms.items[first], count, sizeof *l->terms.items, newest_first);
        drg_view_range *range = drg_list_add(l->arena, &l->persons);
        if (!range)
            return false;
        *range = (drg_view_range){person, first, count};
    }
    return true;
}

static bool lay_terms(layer *l) {
    drg_view *view = l->view;
    const drg_table *own = drg_know_table(view->own, "offices");
    const drg_table *base = drg_know_table(view->base, "offices");
    size_t id = drg_table_column(base, "id"), own_id = drg_table_column(own, "id");
    uint32_t rows = (uint32_t)drg_table_rows(own), known = (uint32_t)drg_table_rows(base);
    view->office_row = drg_arena_array(l->arena, rows + 1, sizeof *view->office_row);
    drg_intern ids;
    drg_intern_init(&ids, l->arena, (drg_hash_key){0, 0});
    if (!view->office_row)
        return false;
    for (uint32_t row = 0; row < rows; row++) {
        view->office_row[row] = known + row;
        if (drg_intern_add(&ids, drg_table_cell(own, row, own_id)) == DRG_NONE)
            return false;
    }
    for (uint32_t row = 0; rows && row < known; row++) {
        uint32_t same = drg_intern_find(&ids, drg_table_cell(base, row, id));
        if (same != DRG_NONE && view->office_row[same] >= known)
            view->office_row[same] = row; /* the first: what a view below calls it */
    }
    for (uint32_t row = 0; row < rows; row++)
        if (!lay_office(l, row))
            return false;
    if (l->offices.count)
        qsort(l->offices.items, l->offices.count, sizeof *l->offices.items, compare_ranges);
    if (!lay_persons(l))
        return false;
    view->terms = l->terms.items;
    view->offices = l->offices.items;
    view->office_count = (uint32_t)l->offices.count;
    view->persons = l->persons.items;
    view->person_count = (uint32_t)l->persons.count;
    return true;
}

/* ---- laying: tables ---- */

static bool lay_tables(layer *l, drg_know *made) {
    const drg_know *base = l->view->base;
    made->tables = drg_arena_array(l->arena, base->table_count + 1, sizeof *made->tables);
    if (!made->tables)
        return false;
    for (uint32_t i = 0; i < base->table_count; i++) {
        const drg_table *below = &base->tables[i];
        char name[32] = {0};
        made->tables[i] = *below;
        if (!drg_user_table(below->name))
            continue;
        memcpy(name, below->name.data, below->name.size);
        const drg_table *more = drg_know_table(l->view->own, name);
        uint32_t *column = drg_arena_array(l->arena, below->columns + 1, sizeof *column);
        if (!column)
            return false;
        for (uint32_t k = 0; k < below->columns; k++) {
            drg_slice header = drg_table_header(below, k);
            for (uint32_t n = 0; n < more->columns; n++)
                if (drg_slice_equal(drg_table_header(more, n), header))
                    column[k] = n;
        }
        made->tables[i].base = below;
        made->tables[i].more = more;
        made->tables[i].more_column = column;
        made->tables[i].rows += more->rows;
    }
    return true;
}

/* ---- all of it ---- */

/* Own things that only refer to built-in ones, by the lines of their rows. */
static bool *find_references(drg_compiler *compiler, drg_arena *arena, const drg_know *own) {
    bool *refers = drg_arena_array(arena, own->thing_count + 1, sizeof *refers);
    for (uint32_t i = 0; refers && i < own->thing_count; i++) {
        const drg_tsv *table =
            drg_compile_table(compiler, drg_store_table_name(own->things[i].kind));
        refers[i] = table->lines[own->things[i].row] == 0;
    }
    return refers;
}

static int lay(drg_compiler *compiler, drg_view *view, const void *block, size_t size,
    drg_arena *arena, drg_know *made) {
    drg_sections sections;
    int result = drg_store_open(block, size, arena, &view->own, compiler->error);
    if (result == DRG_OK)
        result = drg_check_frame(block, size, &sections, compiler->error);
    if (result)
        return result;
    layer l = {.arena = arena, .view = view, .refers = find_references(compiler, arena, view->own)};
    *made = *view->base;
    made->view = view;
    if (!l.refers || !number_things(&l) || !widen_forms(&l, &sections) || !lay_terms(&l) ||
        !lay_tables(&l, made))
        return drg_compile_memory(compiler);
    made->thing_count = view->base_things + view->new_things;
    return DRG_OK;
}

int drg_know_lay(const drg_know *base, drg_slice text, const char *file, uint32_t row_limit,
    drg_arena *arena, drg_know **know, drg_error *error) {
    drg_error local = {0};
    drg_compiler compiler = {.error = &local,
        .base = base,
        .text = text,
        .file = drg_slice_of(file),
        .row_limit = row_limit,
        .out = arena};
    drg_view *view = drg_arena_array(arena, 1, sizeof *view);
    drg_know *made = drg_arena_array(arena, 1, sizeof *made);
    void *block = NULL;
    size_t size = 0;
    if (!view || !made)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    drg_arena_init(&compiler.arena, arena->budget - arena->taken, &arena->allocator);
    view->base = base;
    view->base_things = (uint32_t)drg_know_things(base);
    int result = drg_compile_run(&compiler, drg_user_read, &block, &size);
    if (result == DRG_OK)
        result = lay(&compiler, view, block, size, arena, made);
    /* A step that found no room may have blamed the rows for it. */
    bool full = drg_arena_failed(&compiler.arena) || drg_arena_failed(arena);
    drg_arena_deinit(&compiler.arena);
    if (result && full)
        return drg_fail(error, DRG_ENOMEM, 0, "%s", drg_error_text(DRG_ENOMEM));
    if (result)
        return drg_fail(error, result, local.offset, "%s", local.message);
    *know = made;
    return DRG_OK;
}
