/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/arena.h"
#include "../../../lib/base/hash.h"
#include "../../../lib/base/slice.h"

/* Appendix A of the SipHash paper: key 00..0f, input 00..0e. And three lengths around a block. */
static void hashes_are_those_of_the_paper(void **state) {
    (void)state;
    const drg_hash_key key = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
    unsigned char input[16];
    for (unsigned char i = 0; i < sizeof input; i++)
        input[i] = i;
    assert_true(drg_hash(key, input, 15) == UINT64_C(0xa129ca6149be45e5));
    assert_true(drg_hash(key, input, 0) == UINT64_C(0x726fdb47dd0e0e31));
    assert_true(drg_hash(key, input, 1) == UINT64_C(0x74f839c593dc67fd));
    assert_true(drg_hash(key, input, 8) == UINT64_C(0x93f5f5799a932462));
}

static void numbers_follow_first_appearance(void **state) {
    (void)state;
    drg_arena arena;
    drg_intern set;
    drg_arena_init(&arena, 1 << 24, NULL);
    drg_intern_init(&set, &arena, (drg_hash_key){1, 2});
    assert_int_equal(drg_intern_find(&set, DRG_SLICE("a")), DRG_NONE);
    static char words[5000][8];
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(words[i], sizeof words[i], "w%u", i);
        assert_int_equal(drg_intern_add(&set, slice_of(words[i])), i);
        assert_int_equal(drg_intern_add(&set, slice_of(words[i / 2])), i / 2);
    }
    assert_int_equal(set.count, 5000);
    assert_true(set.count * 2 <= set.capacity);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(drg_intern_find(&set, slice_of(words[i])), i);
    assert_int_equal(drg_intern_find(&set, DRG_SLICE("w5000")), DRG_NONE);
    assert_int_equal(drg_intern_add(&set, (drg_slice){NULL, 0}), 5000);
    drg_arena_deinit(&arena);
}

static void set_survives_failure_at_every_allocation(void **state) {
    (void)state;
    for (size_t fail_at = 1;; fail_at++) {
        failing_allocator counter = {.fail_at = fail_at};
        drg_allocator allocator = failing_allocator_make(&counter);
        drg_arena arena;
        drg_intern set;
        drg_arena_init(&arena, 1 << 24, &allocator);
        drg_intern_init(&set, &arena, (drg_hash_key){3, 4});
        char words[200][8];
        uint32_t added = 0;
        for (; added < 200; added++) {
            snprintf(words[added], sizeof words[added], "%u", added);
            if (drg_intern_add(&set, slice_of(words[added])) == DRG_NONE)
                break;
        }
        for (uint32_t i = 0; i < added; i++)
            assert_int_equal(drg_intern_find(&set, slice_of(words[i])), i);
        drg_arena_deinit(&arena);
        assert_int_equal(counter.live, 0);
        if (added == 200)
            break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_are_those_of_the_paper),
        cmocka_unit_test(numbers_follow_first_appearance),
        cmocka_unit_test(set_survives_failure_at_every_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
