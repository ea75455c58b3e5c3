/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_STORE_H
#define DRG_KNOW_STORE_H
/*
 * An opened block, as the files of this room see it. open.c fills it and has checked every number
 * in it; the other files index without looking again. All pointers but things, terms and tables go
 * into the block.
 */
#include "block.h"
#include "know.h"

struct drg_table {
    const drg_know *know;
    const uint32_t *cells; /* [columns]: the headers, then [rows][columns] */
    drg_slice name;
    uint32_t columns, rows;
};

struct drg_know {
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

/* The table that the rows of a kind of things belong to. */
const char *drg_store_table_name(drg_thing_kind kind);

#endif
