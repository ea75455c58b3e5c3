/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is asked of the tables by key: things by id, sectors, terms of office, members, words of
 * persons' names. Hash slots or binary search over the block; nothing is allocated.
 *
 * Who held an office on a day. Terms are half-open in spirit: the new holder counts from the first
 * day of the term, even where the table lets the old one end on that day or a little later (tables
 * allow an overlap of a month, for hand-overs told in rounded dates). Two offices that answer to
 * the same words (two deputies) and two persons: not known, rather than a guess.
 */
#include "../base/date.h"
#include "fold.h"
#include "store.h"

uint32_t drg_know_find(const drg_know *know, drg_slice id) {
    if (know->view)
        return drg_view_find(know->view, id);
    for (uint32_t at = drg_fold_hash(id) & know->id_mask;; at = (at + 1) & know->id_mask) {
        uint32_t thing = know->ids[at];
        if (thing == BLOCK_NONE)
            return DRG_NONE;
        if (drg_slice_equal(know->things[thing].id, id))
            return thing;
    }
}

static uint32_t find_with(const drg_know *know, const char *prefix, drg_slice code) {
    char id[BLOCK_ID_ROOM];
    size_t before = strlen(prefix);
    if (code.size == 0 || code.size > sizeof id - before)
        return DRG_NONE;
    memcpy(id, prefix, before);
    memcpy(id + before, code.data, code.size);
    return drg_know_find(know, (drg_slice){id, before + code.size});
}

uint32_t drg_know_country(const drg_know *know, drg_slice code) {
    uint32_t state = find_with(know, "state:", code);
    return state != DRG_NONE ? state : find_with(know, "body:", code);
}

uint8_t drg_know_sector(const drg_know *know, drg_slice code) {
    for (uint32_t i = 0; i < know->sector_count; i++)
        if (drg_slice_equal(drg_store_string(know, know->sectors[i]), code))
            return (uint8_t)i;
    return UINT8_MAX;
}

drg_slice drg_know_sector_code(const drg_know *know, uint8_t sector) {
    if (sector >= know->sector_count)
        return (drg_slice){"", 0};
    return drg_store_string(know, know->sectors[sector]);
}

/* ---- offices ---- */

const drg_term *drg_know_terms(const drg_know *know, uint32_t person, size_t *count) {
    *count = 0;
    if (know->view)
        return drg_view_terms(know->view, person, count);
    if (person >= know->thing_count)
        return NULL;
    const block_thing *record = &know->thing_records[person];
    *count = record->term_count;
    return record->term_count ? &know->terms[record->first_term] : NULL;
}

static bool covers(const drg_term *term, drg_date day) {
    /* the newest term comes first */
    return day.year == 0 || drg_date_within(day, term->from, term->to);
}

static const drg_view_range *touched_office(const drg_know *know, uint32_t row) {
    return drg_view_range_of(know->view->offices, know->view->office_count, row);
}

uint32_t drg_store_office_terms(const drg_know *know, uint32_t row) {
    while (know->view) {
        const drg_view_range *touched = touched_office(know, row);
        if (touched)
            return touched->count;
        know = know->view->base;
    }
    return row < know->office_count ? know->offices[row].count : 0;
}

const drg_term *drg_store_office_term(const drg_know *know, uint32_t row, uint32_t n) {
    while (know->view) {
        const drg_view_range *touched = touched_office(know, row);
        if (touched)
            return &know->view->terms[touched->first + n];
        know = know->view->base;
    }
    return &know->terms[know->office_terms[know->offices[row].first + n]];
}

/* The term of one office on a day: the newest that covers it. *several: more persons at once. */
static const drg_term *office_holder(
    const drg_know *know, uint32_t office_row, drg_date day, bool *several) {
    uint32_t count = drg_store_office_terms(know, office_row);
    const drg_term *found = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const drg_term *term = drg_store_office_term(know, office_row, i);
        if (!covers(term, day))
            continue;
        if (!found) {
            found = term;
            continue;
        }
        bool open = term->to.year == 0, newest_open = found->to.year == 0;
        if (day.year == 0 && open && !newest_open)
            found = term; /* who still holds it goes before who came later and left */
        else if (term->person == found->person || (day.year == 0 && !open))
            continue;
        else /* both still going on, or long side by side: an office of several, or rounded dates */
            *several =
                *several || open || drg_date_to_days(term->to) > drg_date_to_days(found->from) + 31;
    }
    return found;
}

static int compare_office_name(
    const drg_know *know, const block_office_name *entry, drg_slice of, drg_slice name) {
    int order = drg_slice_compare(drg_store_string(know, entry->of), of);
    return order ? order : drg_slice_compare(drg_store_string(know, entry->name), name);
}

typedef struct holder_search {
    const drg_know *know; /* whose terms count: the outermost view */
    drg_slice of, name; /* name folded */
    drg_date day;
    const drg_term *found;
    bool several;
} holder_search;

/* The offices of one block that answer to the name; `row_of`: its rows in the view, NULL: as they
 * are. */
static void ask_block(holder_search *search, const drg_know *block, const uint32_t *row_of) {
    uint32_t low = 0, high = block->office_name_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_office_name(block, &block->office_names[middle], search->of, search->name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < block->office_name_count; low++) {
        const block_office_name *entry = &block->office_names[low];
        if (compare_office_name(block, entry, search->of, search->name) != 0)
            break;
        uint32_t row = row_of ? row_of[entry->office_row] : entry->office_row;
        const drg_term *term = office_holder(search->know, row, search->day, &search->several);
        if (term && search->found && term->person != search->found->person)
            search->several = true;
        if (term && (!search->found || drg_date_compare(search->found->from, term->from) < 0))
            search->found = term;
    }
}

const drg_term *drg_know_holder(
    const drg_know *know, drg_slice of, drg_slice kind_or_title, drg_date day) {
    drg_folder folder;
    drg_fold_init(&folder);
    drg_fold_add(&folder, kind_or_title);
    holder_search search = {.know = know, .of = of, .name = drg_fold_lower(&folder), .day = day};
    for (; know->view; know = know->view->base)
        ask_block(&search, know->view->own, know->view->office_row);
    ask_block(&search, know, NULL);
    return search.several ? NULL : search.found;
}

/* ---- members ---- */

static int compare_member(const block_member *entry, uint32_t body, uint32_t member) {
    if (entry->body != body)
        return entry->body < body ? -1 : 1;
    return (entry->member > member) - (entry->member < member);
}

/* The first row of a membership, member_count: none. */
static uint32_t first_member(const drg_know *know, drg_slice body, drg_slice member) {
    uint32_t whole = find_with(know, "body:", body);
    uint32_t part = drg_know_country(know, member);
    if (whole == DRG_NONE || part == DRG_NONE)
        return know->member_count;
    uint32_t low = 0, high = know->member_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_member(&know->members[middle], whole, part) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < know->member_count && compare_member(&know->members[low], whole, part) == 0;
    return there ? low : know->member_count;
}

/* Is there a row of the membership, of whatever days? */
static bool has_member(const drg_know *know, drg_slice body, drg_slice member) {
    return first_member(know, body, member) < know->member_count;
}

bool drg_know_member(const drg_know *know, drg_slice body, drg_slice member, drg_date day) {
    for (; know->view; know = know->view->base)
        if (has_member(know->view->own, body, member))
            return drg_know_member(know->view->own, body, member, day);
    for (uint32_t i = first_member(know, body, member); i < know->member_count; i++) {
        const block_member *entry = &know->members[i];
        if (compare_member(entry, find_with(know, "body:", body), drg_know_country(know, member)))
            break;
        drg_date from = drg_store_date(entry->from), to = drg_store_date(entry->to);
        if (day.year == 0 ? to.year == 0 : drg_date_within(day, from, to))
            return true;
    }
    return false;
}

/* ---- words of persons' names ---- */

unsigned drg_know_person_word(const drg_know *know, drg_slice lower) {
    for (; know->view; know = know->view->base) {
        unsigned own = drg_know_person_word(know->view->own, lower);
        if (own)
            return own;
    }
    drg_folder folder;
    drg_fold_init(&folder);
    drg_fold_add(&folder, lower);
    drg_slice word = drg_fold_lower(&folder);
    if (folder.overflow)
        return 0;
    for (uint32_t at = folder.hash & know->word_mask;; at = (at + 1) & know->word_mask) {
        const block_word *entry = &know->words[at];
        if (entry->flags == 0)
            return 0;
        if (drg_slice_equal(drg_store_string(know, entry->word), word))
            return entry->flags;
    }
}
