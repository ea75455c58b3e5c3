/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_COMPILE_H
#define DRG_KNOW_COMPILE_H
/*
 * What the files of the compiler of tables share (compile.c is the order of its steps). Everything
 * lives in one arena, given back at the end. Each step returns 0 or an error that it has described.
 */
#include "../base/error.h"
#include "../base/hash.h"
#include "block.h"
#include "fold.h"
#include "know.h"
#include "tsv.h"

typedef struct drg_compile_name { /* one written name of one thing */
    drg_slice lower, cased; /* folded */
    uint32_t thing;
    uint32_t score; /* prominence of the thing */
    bool alias, guarded, marked; /* marked: written with characters beyond ASCII */
    const drg_tsv *table; /* where it stands, for messages */
    uint32_t row, column;
} drg_compile_name;

typedef DRG_LIST(drg_compile_name) drg_compile_names;
typedef DRG_LIST(uint32_t) drg_compile_numbers;

typedef struct drg_compile_key { /* a folded name and its forms: input of the hash trie */
    drg_slice lower;
    uint32_t first_form, form_count;
} drg_compile_key;

typedef struct drg_compiler {
    drg_arena arena;
    drg_error *error;
    const char *directory;
    const drg_know *base; /* a user's rows: the tables that they are laid over; else NULL */
    drg_slice text, file; /* the rows, and what messages call them */
    uint32_t row_limit;
    drg_arena *out; /* where the block goes; NULL: malloc */
    DRG_LIST(drg_tsv) tables; /* sorted by name once read */
    drg_intern strings; /* numbers are those of the block */
    drg_intern sectors; /* codes in the order of their table */
    drg_intern common; /* English words that need a guard as names */
    drg_intern ids; /* ids of things, numbered as things */
    DRG_LIST(block_thing) things;
    drg_compile_names names;

    /* finished sections */
    DRG_LIST(block_form) forms;
    drg_compile_numbers form_things;
    DRG_LIST(block_title) title_forms;
    DRG_LIST(block_term) terms;
    drg_compile_numbers office_terms;
    DRG_LIST(block_office_name) office_names;
    DRG_LIST(block_member) members;
    block_slot *name_slots, *title_slots;
    uint64_t *filter;
    block_range *offices;
    block_word *words;
    uint32_t *id_slots;
    uint32_t name_slot_count, title_slot_count, filter_count, office_count, word_count, id_count;
} drg_compiler;

/* compile.c */
const drg_tsv *drg_compile_table(const drg_compiler *compiler, const char *name);
uint32_t drg_compile_string(drg_compiler *compiler, drg_slice string);
int drg_compile_memory(drg_compiler *compiler); /* DRG_ENOMEM, described */
/* Folds a name into the arena; both empty when it is too long or has no letters. */
void drg_compile_fold(
    drg_compiler *compiler, drg_slice written, drg_slice *lower, drg_slice *cased);
/* Thing by prefix and code ("state:", "FRA"), DRG_NONE. */
uint32_t drg_compile_find(drg_compiler *compiler, const char *prefix, drg_slice code);
/* State or body of a code, DRG_NONE. */
uint32_t drg_compile_country(drg_compiler *compiler, drg_slice code);
/* Smallest power of two of at least twice `count` and 8. */
uint32_t drg_compile_capacity(uint32_t count);
/* True when the column holds a date or nothing; else the complaint is made. */
int drg_compile_date(drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column,
    drg_date *first, drg_date *last);
/* Sector codes of a cell into a thing or, for one, the first. 255: the cell is empty. */
int drg_compile_sectors(drg_compiler *compiler, const drg_tsv *table, uint32_t row, uint32_t column,
    uint8_t sectors[DRG_MAX_SECTORS], uint8_t *count);

/* compile.c: runs the steps after `read`, which fills compiler->tables, and writes the block. The
 * compiler has its arena, error and sources set. */
int drg_compile_run(
    drg_compiler *compiler, int (*read)(drg_compiler *), void **block, size_t *size);
/* Sorts the tables by name, for drg_compile_table. */
void drg_compile_sort_tables(drg_compiler *compiler);

/* The steps, in order. */
int drg_compile_things(drg_compiler *compiler); /* compile_things.c */
int drg_compile_offices(drg_compiler *compiler); /* compile_offices.c: persons, terms, members */
int drg_compile_name_index(drg_compiler *compiler); /* compile_names.c */
int drg_compile_title_index(drg_compiler *compiler);
int drg_compile_word_index(drg_compiler *compiler);

/* May more than one person hold an office of the kind at a time? compile_offices.c */
bool drg_compile_shared_kind(drg_slice kind);

/* compile_things.c, for persons as well: a thing, and the names of a row. */
uint32_t drg_compile_add_thing(drg_compiler *compiler, drg_slice id, const block_thing *thing);
typedef struct drg_compile_row {
    const drg_tsv *table;
    uint32_t row, name, aliases, guard; /* columns */
    uint32_t score;
} drg_compile_row;
int drg_compile_add_names(drg_compiler *compiler, const drg_compile_row *row, uint32_t thing);

#endif
