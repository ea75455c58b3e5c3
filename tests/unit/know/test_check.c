/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks that are wrong in one way each, with a checksum that fits: refused with the reason. And
 * accessors asked for what is not there. */
#include "../support.h"

#include "../../../lib/know/block.h"
#include "../heap.h"
#include "tables.h"

#include <stddef.h>

static unsigned char *block;
static size_t size;

/* The tables of tests, one cell of them longer than any name may be. */
static int make_block(void **state) {
    (void)state;
    char text[600];
    void *made = NULL;
    drg_error error = {0};
    snprintf(text, sizeof text,
        "name\tregions\tsource\tconfidence\tlicence\nMacron\tfrench\t%0200d\thigh\tCC0\n", 0);
    if (tables_compile("knowledge/surnames.tsv", text, &made, &size, &error))
        fail_msg("%s", error.message);
    block = made;
    return 0;
}

static int drop_block(void **state) {
    (void)state;
    free(block);
    return 0;
}

static block_section *section(unsigned char *bytes, int id) {
    return (
        block_section *)(void *)(bytes + sizeof(block_header) + (size_t)id * sizeof(block_section));
}

static void *records(unsigned char *bytes, int id) {
    return bytes + section(bytes, id)->offset;
}

static unsigned char *copy_of_block(void) {
    unsigned char *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, block, size);
    return copy;
}

static void expect(unsigned char *bytes, const char *reason) {
    drg_know *know = NULL;
    drg_error error = {0};
    uint64_t sum = drg_block_checksum(bytes, size);
    memcpy(bytes + offsetof(block_header, checksum), &sum, sizeof sum);
    int result = drg_know_open(bytes, size, &know, &error);
    if (result != DRG_EFORMAT || !strstr(error.message, reason) || know)
        fail_msg("%d '%s' instead of '%s'", result, error.message, reason);
    free(bytes);
}

static void no_block_at_all(void **state) {
    (void)state;
    drg_know *know = NULL;
    drg_error error = {0};
    assert_int_equal(drg_know_open(NULL, size, &know, &error), DRG_EFORMAT);
    unsigned char *moved = malloc(size + 8);
    assert_non_null(moved);
    memcpy(moved + 4, block, size);
    assert_int_equal(drg_know_open(moved + 4, size, &know, &error), DRG_EFORMAT);
    assert_non_null(strstr(error.message, "too short"));
    free(moved);
}

static void too_many_sectors(void **state) {
    (void)state;
    unsigned char *copy = copy_of_block();
    section(copy, BLOCK_SECTORS)->offset = section(copy, BLOCK_CELLS)->offset;
    section(copy, BLOCK_SECTORS)->count = 256;
    expect(copy, "a thing is damaged");
}

/* A hash table without a free slot would be searched for ever; one of another size than a power of
 * two, past its end. */
static void hash_tables(void **state) {
    (void)state;
    static const struct {
        int id;
        const char *reason;
    } tables[] = {{BLOCK_IDS, "index of ids"}, {BLOCK_NAME_SLOTS, "index of names"},
        {BLOCK_TITLE_SLOTS, "index of titles"}, {BLOCK_WORDS, "persons' names"}};
    for (size_t i = 0; i < 4; i++) {
        unsigned char *copy = copy_of_block();
        block_section *where = section(copy, tables[i].id);
        unsigned char *slot = records(copy, tables[i].id), used[16];
        bool found = false;
        for (uint64_t n = 0; n < where->count && !found; n++) {
            memcpy(used, slot + n * where->record, where->record);
            block_slot *as_slot = (block_slot *)(void *)used;
            block_word *as_word = (block_word *)(void *)used;
            found = tables[i].id == BLOCK_IDS     ? *(uint32_t *)(void *)used != BLOCK_NONE
                    : tables[i].id == BLOCK_WORDS ? as_word->flags != 0
                                                  : as_slot->size != 0;
        }
        assert_true(found);
        for (uint64_t n = 0; n < where->count; n++)
            memcpy(slot + n * where->record, used, where->record);
        expect(copy, tables[i].reason);
        copy = copy_of_block();
        section(copy, tables[i].id)->count--;
        expect(copy, tables[i].reason);
        copy = copy_of_block();
        section(copy, tables[i].id)->count = 0;
        expect(copy, tables[i].reason);
    }
}

static void a_name_longer_than_any(void **state) {
    (void)state;
    unsigned char *copy = copy_of_block();
    const uint32_t *start = records(copy, BLOCK_STRINGS);
    block_slot *slot = records(copy, BLOCK_NAME_SLOTS);
    uint32_t string = 0;
    while (start[string + 1] - start[string] < 200)
        string++;
    while (!slot->size)
        slot++;
    slot->key = string;
    slot->size = 161;
    expect(copy, "index of names");
}

/* ---- accessors ---- */

static void what_is_not_there(void **state) {
    (void)state;
    drg_know *know = NULL;
    assert_int_equal(drg_know_open(block, size, &know, NULL), DRG_OK);
    const drg_table *states = drg_know_table(know, "states");
    assert_null(drg_know_table(know, "stat"));
    assert_int_equal(drg_table_rows(NULL), 0);
    assert_int_equal(drg_table_columns(NULL), 0);
    assert_int_equal(drg_table_header(NULL, 0).size, 0);
    assert_int_equal(drg_table_header(states, drg_table_columns(states)).size, 0);
    assert_true(drg_table_column(NULL, "code") == SIZE_MAX);
    assert_true(drg_table_column(states, "cod") == SIZE_MAX);
    assert_int_equal(drg_table_column(states, "code"), 0);
    assert_int_equal(drg_table_cell(NULL, 0, 0).size, 0);
    assert_int_equal(drg_table_cell(states, drg_table_rows(states), 0).size, 0);
    assert_int_equal(drg_table_cell(states, 0, drg_table_columns(states)).size, 0);
    assert_null(drg_know_thing(know, (uint32_t)drg_know_things(know)));
    assert_int_equal(drg_know_find(know, slice_of("state:XXX")), DRG_NONE);
    assert_int_equal(drg_know_sector(know, slice_of("XXX")), 255);
    assert_int_equal(drg_know_sector_code(know, 254).size, 0);
    drg_know_free(know);
}

static void every_allocation_of_opening_may_fail(void **state) {
    (void)state;
    drg_know *know = NULL;
    size_t nth = 0;
    while (!know) {
        drg_error error = {0};
        heap_fail(++nth);
        int result = drg_know_open(block, size, &know, &error);
        heap_works();
        assert_true(result == DRG_OK ? know != NULL : result == DRG_ENOMEM && !know);
        assert_int_equal(error.code, result);
    }
    assert_true(nth == (HEAP_CAN_FAIL ? 5 : 1));
    drg_know_free(know);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_block_at_all),
        cmocka_unit_test(too_many_sectors),
        cmocka_unit_test(hash_tables),
        cmocka_unit_test(a_name_longer_than_any),
        cmocka_unit_test(what_is_not_there),
        cmocka_unit_test(every_allocation_of_opening_may_fail),
    };
    return cmocka_run_group_tests_name("checks of tables", tests, make_block, drop_block);
}
