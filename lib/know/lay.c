/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lays a user's own rows over tables: makes the view that view.c answers from.
 *
 * The rows are compiled into a block of their own. Then its things get the numbers that they have
 * in the view (that of the built-in thing with the same id, else a new one), its names the meanings
 * that the tables below give them too, and the offices that its rows touch are written anew with
 * all their terms, and with them the terms of everybody who ever held one.
 *
 * Everything is in the arena that is given; nothing below is changed. Cost: linear in the user's
 * rows, plus the terms of the offices that they touch.
 */
#include "../base/arena.h"
#include "../base/date.h"
#include "check.h"
#include "fold.h"
#include "store.h"
#include "user.h"

#include <stdlib.h>

/* ---- numbers of things ---- */

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

/* ---- meanings of names ---- */

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

/* ---- terms ---- */

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

static bool add_term(layer *l, drg_term term) {
    drg_term *made = drg_list_add(l->arena, &l->terms);
    if (made)
        *made = term;
    return made != NULL;
}

/* All terms of an office in the view, when the user's rows touch it. */
static bool lay_office(layer *l, uint32_t own_row) {
    drg_view *view = l->view;
    uint32_t row = view->office_row[own_row], count = view->own->offices[own_row].count;
    uint32_t first = (uint32_t)l->terms.count;
    if (count == 0)
        return true;
    for (uint32_t i = 0; i < count; i++) {
        drg_term term = *drg_store_office_term(view->own, own_row, i);
        term.person = view->number[term.person];
        term.office_row = row;
        if (!add_term(l, term))
            return false;
    }
    drg_term *own = drg_arena_array(l->arena, count, sizeof *own);
    if (!own)
        return false;
    memcpy(own, &l->terms.items[first], count * sizeof *own);
    uint32_t known = drg_store_office_terms(view->base, row);
    for (uint32_t i = 0; i < known; i++) {
        drg_term term = *drg_store_office_term(view->base, row, i);
        if (left_of(&term, own, count, drg_compile_shared_kind(term.office_kind)) &&
            !add_term(l, term))
            return false;
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

static bool is_touched(const layer *l, uint32_t office_row) {
    return drg_view_range_of(l->offices.items, (uint32_t)l->offices.count, office_row) != NULL;
}

static int by_person(const void *left, const void *right) {
    const drg_term *a = left, *b = right;
    int order = (a->person > b->person) - (a->person < b->person);
    return order ? order : newest_first(left, right);
}

/* Whose terms change, by person: each term laid, and one without a day for everybody who held a
 * touched office, as the user's rows may have dropped him altogether. NULL: out of memory. */
static drg_term *changed_terms(const layer *l, size_t *count) {
    const drg_know *base = l->view->base;
    size_t most = l->terms.count, all = 0;
    for (size_t i = 0; i < l->offices.count; i++)
        most += drg_store_office_terms(base, l->offices.items[i].key);
    drg_term *changed = drg_arena_array(l->arena, most + 1, sizeof *changed);
    if (!changed)
        return NULL;
    for (size_t i = 0; i < l->offices.count; i++) {
        uint32_t row = l->offices.items[i].key, held = drg_store_office_terms(base, row);
        for (uint32_t n = 0; n < held; n++)
            changed[all++] = (drg_term){.person = drg_store_office_term(base, row, n)->person};
    }
    if (l->terms.count)
        memcpy(changed + all, l->terms.items, l->terms.count * sizeof *changed);
    if (most)
        qsort(changed, most, sizeof *changed, by_person);
    *count = most;
    return changed;
}

/* The terms of one person: those of the touched offices as they are now, and those of the others
 * as they were. */
static bool lay_person(layer *l, const drg_term *changed, size_t count) {
    uint32_t person = changed->person, first = (uint32_t)l->terms.count;
    size_t known = 0;
    const drg_term *before =
        person < l->view->base_things ? drg_know_terms(l->view->base, person, &known) : NULL;
    for (size_t i = 0; i < known; i++)
        if (!is_touched(l, before[i].office_row) && !add_term(l, before[i]))
            return false;
    for (size_t i = 0; i < count; i++)
        if (changed[i].from.year && !add_term(l, changed[i]))
            return false;
    uint32_t laid = (uint32_t)l->terms.count - first;
    if (laid)
        qsort(&l->terms.items[first], laid, sizeof *l->terms.items, newest_first);
    drg_view_range *range = drg_list_add(l->arena, &l->persons);
    if (range)
        *range = (drg_view_range){person, first, laid};
    return range != NULL;
}

static bool lay_persons(layer *l) {
    size_t count = 0, next;
    const drg_term *changed = changed_terms(l, &count);
    for (size_t i = 0; changed && i < count; i = next) {
        for (next = i + 1; next < count && changed[next].person == changed[i].person;)
            next++;
        if (!lay_person(l, changed + i, next - i))
            return false;
    }
    return changed != NULL;
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

/* ---- tables ---- */

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
