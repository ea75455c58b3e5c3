/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Offices, who held them and when; persons; who belongs to which body.
 *
 * A person is known by name: rows of holders.tsv with the same name are one person, whatever the
 * offices. The country of a person is that of the row, else that of the newest office of a state,
 * else that of the newest office. Two holders of an office that one person holds at a time may
 * overlap by a month, because rounded dates do; more is an error of the table. Dates that name only
 * a year or a month are given the benefit of the doubt there.
 */
#include "compile.h"

#include "../base/date.h"

#include <stdlib.h>

#define OVERLAP_DAYS 31

typedef struct office_row { /* a row of offices.tsv */
    uint32_t row, id, of, title, kind; /* strings */
    uint8_t sector;
    bool several; /* more than one person may hold it at a time */
} office_row;

typedef struct term_row { /* a row of holders.tsv */
    uint32_t row, office, person;
    drg_date from, to; /* as the block tells it: first day, last day or none */
    drg_date late_from, early_to; /* the other ends of rounded dates */
    bool sort_by_person; /* the order that qsort's comparison uses */
} term_row;

typedef struct office_table {
    const drg_tsv *tsv;
    office_row *items; /* [tsv->rows] */
    drg_intern ids; /* numbered as rows */
} office_table;

/* ---- offices ---- */

bool drg_compile_shared_kind(drg_slice kind) {
    static const char *const shared[] = {"deputy", "deputy_head", "deputy_prime_minister",
        "ambassador", "envoy", "member", "co_head", "spokesperson", "presidency_member",
        "opposition_leader", "adviser", "commissioner", "candidate", "commander", "governor"};
    return DRG_ONE_OF(kind, shared);
}

static int add_office_name(drg_compiler *compiler, uint32_t row, uint32_t of, drg_slice name) {
    drg_slice lower, cased;
    drg_compile_fold(compiler, name, &lower, &cased);
    if (lower.size == 0)
        return DRG_OK; /* no kind: reached by its title alone */
    block_office_name *entry = drg_list_add(&compiler->arena, &compiler->office_names);
    if (!entry)
        return drg_compile_memory(compiler);
    *entry = (block_office_name){of, drg_compile_string(compiler, lower), row};
    return DRG_OK;
}

static int add_office_names(drg_compiler *compiler, const drg_tsv *t, const office_row *office) {
    drg_slice alias, rest = drg_tsv_cell(t, office->row, drg_tsv_column(t, "aliases"));
    drg_slice title = compiler->strings.items[office->title];
    drg_slice kind = compiler->strings.items[office->kind];
    if (add_office_name(compiler, office->row, office->of, title))
        return compiler->error->code;
    if (!drg_slice_equal(kind, title) && add_office_name(compiler, office->row, office->of, kind))
        return compiler->error->code;
    while (drg_slice_cut(&rest, '|', &alias))
        if (add_office_name(compiler, office->row, office->of, alias))
            return compiler->error->code;
    return DRG_OK;
}

static int read_office(drg_compiler *compiler, office_table *offices, uint32_t row) {
    const drg_tsv *t = offices->tsv;
    uint32_t id = drg_tsv_column(t, "id"), of = drg_tsv_column(t, "of");
    uint32_t title = drg_tsv_column(t, "title");
    uint8_t sectors[DRG_MAX_SECTORS], count;
    drg_slice id_cell = drg_tsv_cell(t, row, id), of_cell = drg_tsv_cell(t, row, of);
    size_t before = offices->ids.count;
    if (id_cell.size == 0)
        return drg_tsv_fail(t, row, id, compiler->error, "no id");
    if (drg_intern_add(&offices->ids, id_cell) == DRG_NONE)
        return drg_compile_memory(compiler);
    if (offices->ids.count == before)
        return drg_tsv_fail(
            t, row, id, compiler->error, "'%.*s' is there twice", (int)id_cell.size, id_cell.data);
    if (drg_compile_country(compiler, of_cell) == DRG_NONE)
        return drg_tsv_fail(t, row, of, compiler->error, "'%.*s' is no state and no body",
            (int)of_cell.size, of_cell.data);
    if (drg_tsv_cell(t, row, title).size == 0)
        return drg_tsv_fail(t, row, title, compiler->error, "no title");
    if (drg_compile_sectors(compiler, t, row, drg_tsv_column(t, "sector"), sectors, &count))
        return compiler->error->code;
    drg_slice kind = drg_tsv_cell(t, row, drg_tsv_column(t, "kind"));
    offices->items[row] = (office_row){
        .row = row,
        .id = drg_compile_string(compiler, id_cell),
        .of = drg_compile_string(compiler, of_cell),
        .title = drg_compile_string(compiler, drg_tsv_cell(t, row, title)),
        .kind = drg_compile_string(compiler, kind),
        .sector = count ? sectors[0] : UINT8_MAX,
        .several = drg_compile_shared_kind(kind),
    };
    return add_office_names(compiler, t, &offices->items[row]);
}

static int read_offices(drg_compiler *compiler, office_table *offices) {
    offices->tsv = drg_compile_table(compiler, "offices");
    drg_intern_init(&offices->ids, &compiler->arena, (drg_hash_key){0, 0});
    if (!offices->tsv)
        return DRG_OK;
    offices->items = drg_arena_array(&compiler->arena, offices->tsv->rows, sizeof *offices->items);
    if (!offices->items)
        return drg_compile_memory(compiler);
    for (uint32_t row = 0; row < offices->tsv->rows; row++)
        if (read_office(compiler, offices, row))
            return compiler->error->code;
    return DRG_OK;
}

/* qsort has no context: names are compared by their slices, put side by side for the sort. */
typedef struct sorted_name {
    drg_slice of, name;
    block_office_name entry;
} sorted_name;

static int compare_office_names(const void *left, const void *right) {
    const sorted_name *a = left, *b = right;
    int order = drg_slice_compare(a->of, b->of);
    if (order == 0)
        order = drg_slice_compare(a->name, b->name);
    return order ? order
                 : (a->entry.office_row > b->entry.office_row) -
                       (a->entry.office_row < b->entry.office_row);
}

static int sort_office_names(drg_compiler *compiler) {
    size_t count = compiler->office_names.count;
    sorted_name *sorted = drg_arena_array(&compiler->arena, count, sizeof *sorted);
    if (!sorted)
        return drg_compile_memory(compiler);
    for (size_t i = 0; i < count; i++) {
        block_office_name entry = compiler->office_names.items[i];
        sorted[i] = (sorted_name){
            compiler->strings.items[entry.of], compiler->strings.items[entry.name], entry};
    }
    if (count)
        qsort(sorted, count, sizeof *sorted, compare_office_names);
    for (size_t i = 0; i < count; i++)
        compiler->office_names.items[i] = sorted[i].entry;
    return DRG_OK;
}

/* ---- persons and terms ---- */

static uint32_t person_score(drg_slice kind, bool still) {
    uint32_t score = still ? 640 : 600;
    if (drg_slice_is(kind, "head_of_state") || drg_slice_is(kind, "head_of_government"))
        score += 100;
    return score;
}

/* Sets the person of a term. */
static int find_person(
    drg_compiler *compiler, const drg_tsv *t, term_row *term, const office_row *office) {
    uint32_t person = drg_tsv_column(t, "person"), country = drg_tsv_column(t, "country");
    drg_slice name = drg_tsv_cell(t, term->row, person);
    drg_slice own = drg_tsv_cell(t, term->row, country);
    if (name.size == 0)
        return drg_tsv_fail(t, term->row, person, compiler->error, "no name");
    if (own.size && drg_compile_country(compiler, own) == DRG_NONE)
        return drg_tsv_fail(t, term->row, country, compiler->error,
            "'%.*s' is no state and no body", (int)own.size, own.data);
    drg_slice id = drg_arena_format(&compiler->arena, "person:%.*s", (int)name.size, name.data);
    uint32_t number = drg_intern_find(&compiler->ids, id);
    if (number == DRG_NONE) {
        block_thing thing = {.parent = BLOCK_NONE,
            .row = term->row,
            .kind = DRG_THING_PERSON,
            .type = DRG_PERSON,
            .name = drg_compile_string(compiler, name)};
        number = drg_compile_add_thing(compiler, id, &thing);
    }
    if (number == DRG_NONE)
        return drg_compile_memory(compiler);
    term->person = number;
    drg_slice kind = compiler->strings.items[office->kind];
    drg_compile_row names = {t, term->row, person, drg_tsv_column(t, "aliases"),
        drg_tsv_column(t, "guard"), person_score(kind, term->to.year == 0)};
    return drg_compile_add_names(compiler, &names, number);
}

static int read_dates(drg_compiler *compiler, const drg_tsv *t, uint32_t row, term_row *term) {
    uint32_t from = drg_tsv_column(t, "from"), to = drg_tsv_column(t, "to");
    uint32_t as_of = drg_tsv_column(t, "as_of");
    drg_date first, last;
    if (drg_compile_date(compiler, t, row, from, &term->from, &term->late_from) ||
        drg_compile_date(compiler, t, row, to, &term->early_to, &term->to) ||
        drg_compile_date(compiler, t, row, as_of, &first, &last))
        return compiler->error->code;
    if (term->from.year == 0)
        return drg_tsv_fail(t, row, from, compiler->error, "no first day");
    if (term->to.year && drg_date_compare(term->to, term->from) < 0)
        return drg_tsv_fail(t, row, to, compiler->error, "it ends before it begins");
    if (term->to.year == 0 && first.year == 0)
        return drg_tsv_fail(t, row, as_of, compiler->error, "an open end without as_of");
    return DRG_OK;
}

static int read_term(
    drg_compiler *compiler, const drg_tsv *t, office_table *offices, uint32_t row, term_row *term) {
    uint32_t column = drg_tsv_column(t, "office");
    drg_slice id = drg_tsv_cell(t, row, column);
    *term = (term_row){.row = row, .office = drg_intern_find(&offices->ids, id)};
    if (term->office == DRG_NONE)
        return drg_tsv_fail(
            t, row, column, compiler->error, "'%.*s' is no office", (int)id.size, id.data);
    int result = read_dates(compiler, t, row, term);
    return result ? result : find_person(compiler, t, term, &offices->items[term->office]);
}

/* By person or by office, newest first; rows decide between equals. */
static int compare_terms(const void *left, const void *right) {
    const term_row *a = left, *b = right;
    uint32_t one = a->sort_by_person ? a->person : a->office;
    uint32_t two = b->sort_by_person ? b->person : b->office;
    int order = (one > two) - (one < two);
    if (order == 0)
        order = drg_date_compare(b->from, a->from);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void sort_terms(term_row *terms, size_t count, bool by_person) {
    for (size_t i = 0; i < count; i++)
        terms[i].sort_by_person = by_person;
    if (count)
        qsort(terms, count, sizeof *terms, compare_terms);
}

/* Neighbours in an office, newest first: the older must end before the newer begins. */
static int check_overlaps(drg_compiler *compiler, const drg_tsv *t, const office_row *offices,
    const term_row *terms, size_t count) {
    for (size_t i = 1; i < count; i++) {
        const term_row *newer = &terms[i - 1], *older = &terms[i];
        if (newer->office != older->office || offices[older->office].several ||
            newer->person == older->person)
            continue;
        bool open = older->to.year == 0;
        if (open ||
            drg_date_to_days(older->early_to) - drg_date_to_days(newer->late_from) > OVERLAP_DAYS)
            return drg_tsv_fail(t, older->row, drg_tsv_column(t, open ? "from" : "to"),
                compiler->error, "another holds the office at the same time (line %u)",
                t->lines[newer->row]);
    }
    return DRG_OK;
}

static block_date to_block(drg_date date) {
    return (block_date){date.year, date.month, date.day};
}

/* Terms by person into the block, and the person's country and sector from the newest. */
static int write_terms(drg_compiler *compiler, const drg_tsv *t, const office_row *offices,
    const term_row *terms, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const office_row *office = &offices[terms[i].office];
        block_thing *person = &compiler->things.items[terms[i].person];
        block_term *made = drg_list_add(&compiler->arena, &compiler->terms);
        if (!made)
            return drg_compile_memory(compiler);
        *made = (block_term){.person = terms[i].person,
            .office_row = office->row,
            .office_id = office->id,
            .of = office->of,
            .title = office->title,
            .kind = office->kind,
            .from = to_block(terms[i].from),
            .to = to_block(terms[i].to),
            .sector = office->sector};
        drg_slice own = drg_tsv_cell(t, terms[i].row, drg_tsv_column(t, "country"));
        if (own.size && person->country == 0)
            person->country = drg_compile_string(compiler, own);
        if (person->term_count++ == 0) {
            person->first_term = (uint32_t)i;
            person->subkind = office->kind;
            if (office->sector != UINT8_MAX)
                person->sectors[person->sector_count++] = office->sector;
        }
    }
    /* Whoever served a state before an international body is of that state. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            block_thing *person = &compiler->things.items[terms[i].person];
            uint32_t of = offices[terms[i].office].of;
            bool state =
                drg_compile_find(compiler, "state:", compiler->strings.items[of]) != DRG_NONE;
            if (person->country == 0 && (state || pass == 1))
                person->country = of;
        }
    }
    return DRG_OK;
}

/* terms sorted by office: position of each in the block's order by person, ranges of offices. */
static int write_office_terms(drg_compiler *compiler, const term_row *terms, size_t count,
    const uint32_t *position, uint32_t office_count) {
    compiler->office_count = office_count;
    compiler->offices = drg_arena_array(&compiler->arena, office_count, sizeof *compiler->offices);
    if (!compiler->offices)
        return drg_compile_memory(compiler);
    for (size_t i = 0; i < count; i++) {
        uint32_t *entry = drg_list_add(&compiler->arena, &compiler->office_terms);
        if (!entry)
            return drg_compile_memory(compiler);
        *entry = position[terms[i].row];
        block_range *range = &compiler->offices[terms[i].office];
        if (range->count++ == 0)
            range->first = (uint32_t)i;
    }
    return DRG_OK;
}

static int add_holders(drg_compiler *compiler, office_table *offices) {
    const drg_tsv *t = drg_compile_table(compiler, "holders");
    size_t count = t ? t->rows : 0;
    term_row *terms = drg_arena_array(&compiler->arena, count, sizeof *terms);
    uint32_t *position = drg_arena_array(&compiler->arena, count, sizeof *position);
    if (!terms || !position)
        return drg_compile_memory(compiler);
    for (uint32_t row = 0; row < count; row++)
        if (read_term(compiler, t, offices, row, &terms[row]))
            return compiler->error->code;
    sort_terms(terms, count, true);
    if (count && write_terms(compiler, t, offices->items, terms, count))
        return compiler->error->code;
    for (size_t i = 0; i < count; i++)
        position[terms[i].row] = (uint32_t)i;
    sort_terms(terms, count, false);
    if (count && check_overlaps(compiler, t, offices->items, terms, count))
        return compiler->error->code;
    return write_office_terms(
        compiler, terms, count, position, offices->tsv ? offices->tsv->rows : 0);
}

/* ---- members ---- */

static int compare_members(const void *left, const void *right) {
    const block_member *a = left, *b = right;
    int order = (a->body > b->body) - (a->body < b->body);
    if (order == 0)
        order = (a->member > b->member) - (a->member < b->member);
    if (order == 0)
        order = drg_date_compare((drg_date){a->from.year, a->from.month, a->from.day},
            (drg_date){b->from.year, b->from.month, b->from.day});
    return order;
}

static int read_member(drg_compiler *compiler, const drg_tsv *t, uint32_t row) {
    uint32_t body = drg_tsv_column(t, "body"), member = drg_tsv_column(t, "member");
    uint32_t from = drg_tsv_column(t, "from"), to = drg_tsv_column(t, "to");
    drg_slice whole = drg_tsv_cell(t, row, body), part = drg_tsv_cell(t, row, member);
    drg_date first, late, early, last;
    if (drg_compile_date(compiler, t, row, from, &first, &late) ||
        drg_compile_date(compiler, t, row, to, &early, &last))
        return compiler->error->code;
    if (last.year && drg_date_compare(last, first) < 0)
        return drg_tsv_fail(t, row, to, compiler->error, "it ends before it begins");
    uint32_t whole_thing = drg_compile_find(compiler, "body:", whole);
    uint32_t part_thing = drg_compile_country(compiler, part);
    if (whole_thing == DRG_NONE)
        return drg_tsv_fail(
            t, row, body, compiler->error, "'%.*s' is no body", (int)whole.size, whole.data);
    if (part_thing == DRG_NONE)
        return drg_tsv_fail(t, row, member, compiler->error, "'%.*s' is no state and no body",
            (int)part.size, part.data);
    block_member *made = drg_list_add(&compiler->arena, &compiler->members);
    if (!made)
        return drg_compile_memory(compiler);
    *made = (block_member){whole_thing, part_thing, to_block(first), to_block(last)};
    return DRG_OK;
}

static int add_members(drg_compiler *compiler) {
    const drg_tsv *t = drg_compile_table(compiler, "members");
    drg_intern seen;
    drg_intern_init(&seen, &compiler->arena, (drg_hash_key){0, 0});
    for (uint32_t row = 0; t && row < t->rows; row++) {
        drg_slice body = drg_tsv_cell(t, row, drg_tsv_column(t, "body"));
        drg_slice member = drg_tsv_cell(t, row, drg_tsv_column(t, "member"));
        drg_slice from = drg_tsv_cell(t, row, drg_tsv_column(t, "from"));
        drg_slice key = drg_arena_format(&compiler->arena, "%.*s\t%.*s\t%.*s", (int)body.size,
            body.data, (int)member.size, member.data, (int)from.size, from.data);
        size_t before = seen.count;
        if (drg_intern_add(&seen, key) == DRG_NONE)
            return drg_compile_memory(compiler);
        if (seen.count == before)
            return drg_tsv_fail(t, row, 0, compiler->error, "the membership is there twice");
        if (read_member(compiler, t, row))
            return compiler->error->code;
    }
    if (compiler->members.count)
        qsort(compiler->members.items, compiler->members.count, sizeof *compiler->members.items,
            compare_members);
    return DRG_OK;
}

int drg_compile_offices(drg_compiler *compiler) {
    office_table offices = {0};
    int result = read_offices(compiler, &offices);
    if (result == DRG_OK)
        result = sort_office_names(compiler);
    if (result == DRG_OK)
        result = add_holders(compiler, &offices);
    if (result == DRG_OK)
        result = add_members(compiler);
    return result;
}
