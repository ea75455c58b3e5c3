/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A block that is cut, flipped, swollen or made up is refused, or opens and then never leads
 * outside of itself. The sanitizer build is where the second half counts.
 */
#include "../support.h"

#include "../../../lib/know/block.h"
#include "tables.h"
#include "words.h"

static void *block;
static size_t size;

static int make_block(void **state) {
    (void)state;
    drg_error error = {0};
    if (tables_compile(NULL, NULL, &block, &size, &error))
        fail_msg("%s", error.message);
    return 0;
}

static int drop_block(void **state) {
    (void)state;
    free(block);
    return 0;
}

/* Reads everything that can be read. */
static void use_everything(const drg_know *know) {
    static const char *const texts[] = {"Georgia, Paris and Nice in the US",
        "United Nations Security Council", "Foreign Minister François Hollande of Côte d'Ivoire"};
    size_t sum = 0, count;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        word_list words = words_of(texts[i], false);
        for (size_t at = 0; at < words.count; at++) {
            drg_name_hit hits[4];
            drg_title_hit title;
            size_t found = drg_know_match(know, words.text, words.tokens, words.count, at, hits, 4);
            for (size_t k = 0; k < found; k++)
                for (uint32_t t = 0; t < hits[k].thing_count; t++)
                    sum += drg_know_thing(know, hits[k].things[t])->name.size;
            if (drg_know_title(know, words.text, words.tokens, words.count, at, &title))
                sum += drg_table_cell(drg_know_table(know, "titles"), title.row, 0).size;
        }
    }
    for (uint32_t i = 0; i < drg_know_things(know); i++) {
        const drg_thing *thing = drg_know_thing(know, i);
        for (size_t k = 0; k < thing->sector_count; k++)
            sum += drg_know_sector_code(know, thing->sectors[k]).size;
        if (thing->parent != DRG_NONE)
            sum += drg_know_thing(know, thing->parent)->id.size;
        sum += drg_know_find(know, thing->id) == i;
        const drg_term *terms = drg_know_terms(know, i, &count);
        for (size_t k = 0; k < count; k++)
            sum += drg_know_thing(know, terms[k].person)->name.size + terms[k].title.size;
    }
    const drg_date day = {2016, 6, 1};
    sum += drg_know_holder(know, DRG_SLICE("FRA"), DRG_SLICE("president"), day) != NULL;
    sum += drg_know_holder(know, DRG_SLICE("FRA"), DRG_SLICE("deputy"), (drg_date){0}) != NULL;
    sum += drg_know_member(know, DRG_SLICE("EU"), DRG_SLICE("FRA"), day);
    sum += drg_know_person_word(know, DRG_SLICE("paris"));
    sum += drg_know_sector(know, DRG_SLICE("MED"));
    const drg_table *holders = drg_know_table(know, "holders");
    for (size_t row = 0; row < drg_table_rows(holders); row++)
        for (size_t column = 0; column < drg_table_columns(holders); column++)
            sum += drg_table_cell(holders, row, column).size;
    assert_true(sum > 0 || drg_know_things(know) == 0);
}

/* A copy on the heap that ends where the block ends, so that the sanitizer sees a byte too far. */
static unsigned char *copy_of(size_t bytes) {
    unsigned char *copy = malloc(bytes ? bytes : 1);
    assert_non_null(copy);
    memcpy(copy, block, bytes);
    return copy;
}

static void seal(unsigned char *bytes) {
    uint64_t sum = drg_block_checksum(bytes, size);
    memcpy(bytes + offsetof(block_header, checksum), &sum, sizeof sum);
}

static void a_sound_block_opens(void **state) {
    (void)state;
    drg_know *know = NULL;
    drg_error error = {0};
    assert_int_equal(drg_know_open(block, size, &know, &error), DRG_OK);
    use_everything(know);
    assert_memory_equal(drg_know_digest(know), ((const block_header *)block)->digest, 32);
    drg_know_free(know);
    drg_know_free(NULL);
}

static void a_table_that_is_not_there_has_no_rows(void **state) {
    (void)state;
    const drg_slice key = {"anna", 4};
    assert_int_equal(drg_table_find(NULL, key), SIZE_MAX);
    assert_int_equal(drg_table_rows(NULL), 0);
    assert_int_equal(drg_table_column(NULL, "name"), SIZE_MAX);
}

static void every_flipped_byte_is_seen(void **state) {
    (void)state;
    unsigned char *copy = copy_of(size);
    for (size_t i = 0; i < size; i++) {
        drg_know *know = NULL;
        drg_error error = {0};
        copy[i] ^= (unsigned char)(1u << (i % 8));
        assert_int_equal(drg_know_open(copy, size, &know, &error), DRG_EFORMAT);
        assert_null(know);
        assert_true(error.message[0]);
        copy[i] ^= (unsigned char)(1u << (i % 8));
    }
    free(copy);
}

static void every_cut_is_seen(void **state) {
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        size_t bytes = i < 500 ? i : size - (i - 499);
        unsigned char *copy = copy_of(bytes);
        drg_know *know = NULL;
        drg_error error = {0};
        assert_int_equal(drg_know_open(copy, bytes, &know, &error), DRG_EFORMAT);
        free(copy);
    }
}

/* With a checksum that fits again: refused, or harmless. */
static void forged_bytes_do_no_harm(void **state) {
    (void)state;
    static const unsigned char masks[] = {0x01, 0x80, 0xFF};
    unsigned char *copy = copy_of(size);
    size_t opened = 0, refused = 0;
    for (size_t i = 0; i < size; i++) {
        if (i >= offsetof(block_header, checksum) && i < offsetof(block_header, digest))
            continue;
        for (size_t m = 0; m < sizeof masks; m++) {
            drg_know *know = NULL;
            copy[i] ^= masks[m];
            seal(copy);
            if (drg_know_open(copy, size, &know, NULL) == DRG_OK) {
                use_everything(know);
                drg_know_free(know);
                opened++;
            } else {
                refused++;
            }
            copy[i] ^= masks[m];
        }
    }
    assert_true(opened > 0 && refused > 1000);
    free(copy);
}

/* Every 32-bit word of the block in turn says a number that is too large. */
static void forged_numbers_do_no_harm(void **state) {
    (void)state;
    static const uint32_t values[] = {UINT32_MAX, UINT32_MAX - 1, 0x7FFFFFFF, 0x10000, 0};
    unsigned char *copy = copy_of(size);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        if (i >= offsetof(block_header, checksum) && i < offsetof(block_header, digest))
            continue;
        for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
            drg_know *know = NULL;
            memcpy(copy + i, &values[v], 4);
            seal(copy);
            if (drg_know_open(copy, size, &know, NULL) == DRG_OK) {
                use_everything(know);
                drg_know_free(know);
            }
        }
        memcpy(copy + i, (unsigned char *)block + i, 4);
    }
    free(copy);
}

static void others_are_told_apart(void **state) {
    (void)state;
    static const struct {
        size_t at;
        unsigned char byte;
        const char *message;
    } cases[] = {
        {0, 'X', "not a file of compiled tables"},
        {offsetof(block_header, version), 99, "format version 99"},
        {offsetof(block_header, byte_order), 1, "byte order"},
        {offsetof(block_header, size), 0xFE, "cut"},
        {offsetof(block_header, digest), 0xFE, "checksum"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char *copy = copy_of(size);
        drg_know *know = NULL;
        drg_error error = {0};
        copy[cases[i].at] =
            (unsigned char)(copy[cases[i].at] == cases[i].byte ? cases[i].byte + 1 : cases[i].byte);
        assert_int_equal(drg_know_open(copy, size, &know, &error), DRG_EFORMAT);
        if (!strstr(error.message, cases[i].message))
            fail_msg("%s", error.message);
        free(copy);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_block_opens),
        cmocka_unit_test(a_table_that_is_not_there_has_no_rows),
        cmocka_unit_test(every_flipped_byte_is_seen),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(forged_bytes_do_no_harm),
        cmocka_unit_test(forged_numbers_do_no_harm),
        cmocka_unit_test(others_are_told_apart),
    };
    return cmocka_run_group_tests(tests, make_block, drop_block);
}
