/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_STORE_H
#define DRG_KNOW_STORE_H
/*
 * An opened block, as the files of this room see it. open.c fills it and has checked every number
 * in it; the other files index without looking again. All pointers but things, terms and tables go
 * into the block.
 */
#include "../base/arena.h"
#include "block.h"
#include "know.h"

struct drg_table {
    const drg_know *know;
    const uint32_t *cells; /* [columns]: the headers, then [rows][columns] */
    drg_slice name;
    uint32_t columns, rows;
    const drg_table *base, *more; /* of a view: the rows of base, then those of more */
    const uint32_t *more_column; /* [columns] of base -> of more */
};

typedef struct drg_view_range { /* part of drg_view.terms */
    uint32_t key, first, count;
} drg_view_range;

typedef struct drg_view_pair {
    uint32_t view, own;
} drg_view_pair;

/*
 * A user's rows over other tables (lay.c, view.c). A thing of `base` keeps its number; one that a
 * row of the user replaces keeps it too; new ones follow.
 */
typedef struct drg_view {
    const drg_know *base;
    drg_know *own; /* the user's rows as a block of their own */
    uint32_t base_things, new_things;
    uint32_t *number; /* [own things] number in the view */
    uint32_t *new_own; /* [new things] own number */
    drg_view_pair *replaced; /* sorted by view: things that the user's rows replace */
    uint32_t replaced_count;
    drg_thing *things; /* [own things] as the view shows them */
    drg_term *terms;
    drg_view_range *persons; /* sorted by thing: the terms of persons that rows touch */
    uint32_t person_count;
    drg_view_range *offices; /* sorted by row of "offices": likewise, newest first */
    uint32_t office_count;
    uint32_t *office_row; /* [own rows of "offices"] row in the view */
} drg_view;

struct drg_know {
    const drg_view *view; /* NULL: a block by itself, which the rest describes */
    const block_header *header;
    const char *text;
    const uint32_t *strings; /* [string_count + 1] */
    uint32_t string_count;

    drg_table *tables; /* owned */
    uint32_t table_count;
    drg_thing *things; /* owned; [thing_count] */
    const block_thing *thing_records; /* [thing_count] */
    uint32_t thing_count;
    drg_term *terms; /* owned */
    uint32_t term_count;

    const uint32_t *ids; /* slots */
    uint32_t id_mask;
    const uint64_t *filter;
    uint32_t filter_mask; /* of bits */
    const block_slot *name_slots;
    uint32_t name_mask;
    const block_form *forms;
    const uint32_t *form_things;
    const block_slot *title_slots;
    uint32_t title_mask;
    const block_title *title_forms;

    const uint32_t *office_terms;
    const block_range *offices; /* one a row of "offices" */
    uint32_t office_count;
    const block_office_name *office_names;
    uint32_t office_name_count;
    const block_member *members;
    uint32_t member_count;
    const block_word *words;
    uint32_t word_mask;
    const uint32_t *sectors; /* strings */
    uint32_t sector_count;
};

static inline drg_slice drg_store_string(const drg_know *know, uint32_t string) {
    uint32_t start = know->strings[string];
    return (drg_slice){know->text + start, know->strings[string + 1] - start};
}

static inline drg_date drg_store_date(block_date date) {
    return (drg_date){.year = date.year, .month = date.month, .day = date.day};
}

/* The n-th term of an office by its row, newest first, and their number. */
const drg_term *drg_store_office_term(const drg_know *know, uint32_t row, uint32_t n);
uint32_t drg_store_office_terms(const drg_know *know, uint32_t row);
/* What drg_know_open does, with the memory of an arena. */
int drg_store_open(
    const void *block, size_t size, drg_arena *arena, drg_know **know, drg_error *error);

/* The same questions to a view (view.c). */
const drg_thing *drg_view_thing(const drg_view *view, uint32_t thing);
uint32_t drg_view_find(const drg_view *view, drg_slice id);
size_t drg_view_match(const drg_view *view, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_name_hit *hits, size_t room);
bool drg_view_title(const drg_view *view, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_title_hit *hit);
const drg_term *drg_view_terms(const drg_view *view, uint32_t person, size_t *count);
/* The range of a key among ranges sorted by it, NULL: none. */
const drg_view_range *drg_view_range_of(const drg_view_range *ranges, uint32_t count, uint32_t key);

/* The table that the rows of a kind of things belong to. */
const char *drg_store_table_name(drg_thing_kind kind);

#endif
