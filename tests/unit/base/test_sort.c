/* SPDX-License-Identifier: Apache-2.0 */
/* The library's own sort, and the binary search over a sorted list. */
#include "../support.h"

#include "../../../lib/base/arena.h"
#include "../../../lib/base/slice.h"
#include "../../../lib/base/sort.h"

typedef struct pair {
    uint32_t key, place; /* place: where it stood before the sort */
} pair;

static int by_key(const void *left, const void *right) {
    const pair *a = left, *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

static uint32_t next(uint32_t *state) {
    return *state = *state * 1664525u + 1013904223u;
}

/* Every length up to 70: in order, and equals keep theirs. */
static void sorts_and_keeps_equals_in_order(void **state) {
    (void)state;
    uint32_t random = 7;
    for (size_t count = 0; count < 70; count++) {
        drg_arena arena;
        drg_arena_init(&arena, 1 << 20, NULL);
        pair items[70];
        for (size_t i = 0; i < count; i++)
            items[i] = (pair){next(&random) >> 28, (uint32_t)i};
        assert_int_equal(drg_sort(&arena, items, count, sizeof *items, by_key), DRG_OK);
        for (size_t i = 1; i < count; i++) {
            assert_true(items[i - 1].key <= items[i].key);
            if (items[i - 1].key == items[i].key)
                assert_true(items[i - 1].place < items[i].place);
        }
        drg_arena_deinit(&arena);
    }
}

static void without_memory_nothing_moves(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 16, NULL);
    pair items[200];
    for (uint32_t i = 0; i < 200; i++)
        items[i] = (pair){200 - i, i};
    assert_int_equal(drg_sort(&arena, items, 200, sizeof *items, by_key), DRG_ENOMEM);
    for (uint32_t i = 0; i < 200; i++)
        assert_int_equal(items[i].place, i);
    drg_arena_deinit(&arena);
}

static void first_from_finds_the_first_that_is_not_less(void **state) {
    (void)state;
    pair items[] = {{2, 0}, {4, 0}, {4, 0}, {9, 0}};
    DRG_LIST(pair) list = {items, 4, 4}, none = {0};
    static const size_t expected[] = {0, 0, 0, 1, 1, 3, 3, 3, 3, 3, 4};
    for (uint32_t least = 0; least <= 10; least++)
        assert_int_equal(DRG_FIRST_FROM(list, key, least), expected[least]);
    assert_int_equal(DRG_FIRST_FROM(none, key, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_and_keeps_equals_in_order),
        cmocka_unit_test(without_memory_nothing_moves),
        cmocka_unit_test(first_from_finds_the_first_that_is_not_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
