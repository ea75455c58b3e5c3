/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/arena.h"
#include "../../../lib/base/slice.h"

static void memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 1 << 20, NULL);
    for (size_t size = 1; size < 300; size += 7) {
        unsigned char *memory = drg_arena_array(&arena, size, 1);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 0xAB, size);
    }
    drg_arena_deinit(&arena);
}

static void budget_holds_and_failure_sticks(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 100000, NULL);
    while (drg_arena_array(&arena, 1000, 1))
        assert_true(arena.taken <= arena.budget);
    assert_true(drg_arena_failed(&arena));
    assert_null(drg_arena_array(&arena, 1, 1));
    assert_true(arena.taken <= 100000);
    drg_arena_deinit(&arena);
}

static void need_fits_where_a_whole_chunk_does_not(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 4096, NULL);
    assert_non_null(drg_arena_array(&arena, 1000, 1));
    assert_false(drg_arena_failed(&arena));
    drg_arena_deinit(&arena);
}

static void product_that_overflows_is_refused(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, SIZE_MAX, NULL);
    assert_null(drg_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_true(drg_arena_failed(&arena));
    drg_arena_deinit(&arena);
}

static void copies_and_formats_are_terminated(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 1 << 20, NULL);
    drg_slice copy = drg_arena_copy(&arena, DRG_SLICE("abc"));
    assert_true(drg_slice_is(copy, "abc"));
    assert_int_equal(copy.data[3], 0);
    assert_int_equal(drg_arena_copy(&arena, (drg_slice){NULL, 0}).size, 0);
    assert_true(drg_slice_is(drg_arena_format(&arena, "%d-%s", 7, "x"), "7-x"));
    drg_arena_deinit(&arena);
}

static void list_grows_and_keeps_its_items(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 1 << 20, NULL);
    DRG_LIST(uint32_t) list = {0};
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *item = drg_list_add(&arena, &list);
        assert_non_null(item);
        assert_int_equal(*item, 0);
        *item = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i);
    drg_arena_deinit(&arena);
}

/* At every allocation that can fail: the list stays as it was, nothing leaks. */
static void list_survives_failure_at_every_allocation(void **state) {
    (void)state;
    for (size_t fail_at = 1;; fail_at++) {
        failing_allocator counter = {.fail_at = fail_at};
        drg_allocator allocator = failing_allocator_make(&counter);
        drg_arena arena;
        drg_arena_init(&arena, 1 << 24, &allocator);
        DRG_LIST(uint64_t) list = {0};
        size_t added = 0;
        for (; added < 20000; added++) {
            uint64_t *item = drg_list_add(&arena, &list);
            if (!item)
                break;
            *item = added;
        }
        assert_int_equal(list.count, added);
        for (size_t i = 0; i < added; i++)
            assert_int_equal(list.items[i], i);
        assert_int_equal(drg_arena_failed(&arena), added < 20000);
        drg_arena_deinit(&arena);
        assert_int_equal(counter.live, 0);
        if (added == 20000)
            break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(budget_holds_and_failure_sticks),
        cmocka_unit_test(need_fits_where_a_whole_chunk_does_not),
        cmocka_unit_test(product_that_overflows_is_refused),
        cmocka_unit_test(copies_and_formats_are_terminated),
        cmocka_unit_test(list_grows_and_keeps_its_items),
        cmocka_unit_test(list_survives_failure_at_every_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
