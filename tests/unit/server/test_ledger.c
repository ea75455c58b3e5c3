/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../server/ledger.h"

static void reservations_never_pass_the_budget(void **state) {
    (void)state;
    server_ledger ledger = {.budget = 100};
    uint64_t a = 0, b = 0;
    assert_true(ledger_move(&ledger, &a, 60));
    assert_false(ledger_move(&ledger, &b, 41));
    assert_int_equal(b, 0);
    assert_int_equal(ledger.reserved, 60);
    assert_true(ledger_move(&ledger, &b, 40));
    assert_false(ledger_move(&ledger, &a, 61));
    assert_true(ledger_move(&ledger, &a, 10)); /* less is always granted */
    assert_true(ledger_move(&ledger, &b, 90));
    assert_int_equal(ledger.reserved, 100);
    assert_false(ledger_move(&ledger, &a, UINT64_MAX));
}

static void what_is_there_may_pass_it_and_then_refuses_others(void **state) {
    (void)state;
    server_ledger ledger = {.budget = 100};
    uint64_t reply = 0, next = 0;
    ledger_set(&ledger, &reply, 150);
    assert_false(ledger_move(&ledger, &next, 1));
    ledger_set(&ledger, &reply, 0);
    assert_int_equal(ledger.reserved, 0);
    assert_true(ledger_move(&ledger, &next, 100));
}

static void what_is_missing_is_what_a_reservation_lacks(void **state) {
    (void)state;
    for (uint64_t held = 0; held <= 200; held += 10)
        for (int batch = 0; batch < 2; batch++)
            for (uint64_t size = 0; size <= 110; size += 5) {
                server_ledger ledger = {.budget = 100};
                uint64_t other = 0, mine = 0;
                ledger_set(&ledger, &other, held); /* perhaps past the budget */
                uint64_t missing = ledger_missing(&ledger, batch, size);
                assert_true(size || !missing);
                if (missing <= held) {
                    ledger_set(&ledger, &other, held - missing);
                    assert_true((batch ? ledger_move_batch : ledger_move)(&ledger, &mine, size));
                    ledger_set(&ledger, &mine, 0);
                }
                if (missing && missing <= held) { /* and not a byte less */
                    ledger_set(&ledger, &other, held - missing + 1);
                    assert_false((batch ? ledger_move_batch : ledger_move)(&ledger, &mine, size));
                }
            }
}

static void by_default_the_longest_texts_fit(void **state) {
    (void)state;
    for (uint64_t longest = 1024; longest <= (uint64_t)1 << 26; longest *= 4)
        for (unsigned workers = 1; workers <= 8; workers *= 2) {
            server_ledger ledger = {.budget = ledger_default(workers, 4, longest, longest) -
                                              ledger_workers(workers, longest)};
            uint64_t held[12] = {0};
            for (unsigned i = 0; i < workers + 4; i++)
                assert_true(ledger_move(&ledger, &held[i], 16 * longest));
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reservations_never_pass_the_budget),
        cmocka_unit_test(what_is_there_may_pass_it_and_then_refuses_others),
        cmocka_unit_test(what_is_missing_is_what_a_reservation_lacks),
        cmocka_unit_test(by_default_the_longest_texts_fit),
    };
    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
