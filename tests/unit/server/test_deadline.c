/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../server/deadline.h"

static uint64_t words_of(const char *text, size_t piece) {
    deadline_words words = {0};
    for (size_t at = 0; at < strlen(text); at += piece) {
        size_t left = strlen(text) - at;
        deadline_count(&words, text + at, left < piece ? left : piece);
    }
    return deadline_word_count(&words);
}

static void words_are_counted_over_pieces(void **state) {
    (void)state;
    for (size_t piece = 1; piece < 12; piece++) {
        assert_int_equal(words_of("", piece), 0);
        assert_int_equal(words_of("  \r\n\t", piece), 0);
        assert_int_equal(words_of("one", piece), 1);
        assert_int_equal(words_of(" one two  three ", piece), 3);
        assert_int_equal(words_of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", piece), 4); /* 32 bytes */
    }
}

static void work_grows_with_words_and_is_capped(void **state) {
    (void)state;
    assert_int_equal(deadline_work(0, 1, 120000), 2 * NS_PER_S);
    assert_int_equal(deadline_work(4000, 1, 120000), 3 * NS_PER_S);
    assert_int_equal(deadline_work(4000, 0.1, 120000), 3 * NS_PER_S);
    assert_int_equal(deadline_work(4000, 2, 120000), 6 * NS_PER_S);
    assert_int_equal(deadline_work(4000000, 1, 120000), 120 * NS_PER_S);
    assert_int_equal(deadline_work(UINT64_MAX, 60, 120000), 120 * NS_PER_S);
    assert_int_equal(deadline_work(0, 1, 50), 50 * NS_PER_MS);
}

static void factor_is_ten_times_the_measured_time(void **state) {
    (void)state;
    assert_true(deadline_factor(0, NS_PER_S) == 1);
    assert_true(deadline_factor(4000, NS_PER_S / 1000) == 1);
    assert_true(deadline_factor(4000, NS_PER_S / 5) > 1.99);
    assert_true(deadline_factor(4000, NS_PER_S / 5) < 2.01);
    assert_true(deadline_factor(4000, 1000 * NS_PER_S) == 60);
}

static void responses_get_a_second_for_64_kib(void **state) {
    (void)state;
    assert_int_equal(deadline_response(0, 10000), 10 * NS_PER_S);
    assert_int_equal(deadline_response(65535, 10000), 10 * NS_PER_S);
    assert_int_equal(deadline_response(65536 * 3, 10000), 13 * NS_PER_S);
}

static void patience_is_read_strictly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint64_t ms;
    } cases[] = {{"1", 1000}, {"30", 30000}, {"0.25", 250}, {"0.001", 1}, {"1.5", 1500},
        {"3600", 3600000}, {"3601", 0}, {"", 0}, {"0", 0}, {"-1", 0}, {"+1", 0}, {"1s", 0},
        {".5", 0}, {"1e3", 0}, {"1 ", 0}, {"1.x", 0}, {"123456789", 0}, {"99999999", 0},
        {"1.0000", 1000}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (deadline_patience(slice_of(cases[i].text)) != cases[i].ms * NS_PER_MS)
            fail_msg("'%s'", cases[i].text);
}

static void the_clock_goes_forward(void **state) {
    (void)state;
    uint64_t before = deadline_now();
    assert_true(before > 0 && deadline_now() >= before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_counted_over_pieces),
        cmocka_unit_test(work_grows_with_words_and_is_capped),
        cmocka_unit_test(factor_is_ten_times_the_measured_time),
        cmocka_unit_test(responses_get_a_second_for_64_kib),
        cmocka_unit_test(patience_is_read_strictly),
        cmocka_unit_test(the_clock_goes_forward),
    };
    return cmocka_run_group_tests_name("deadline", tests, NULL, NULL);
}
