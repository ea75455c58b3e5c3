/* SPDX-License-Identifier: Apache-2.0 */
/* The whole words of who is only described, and who stands for states. */
#include "told.h"

static void described_parties_are_written_whole(void **state) {
    (void)state;
    assert_told("Members of the Labour Party condemned Tanzania.",
        "ACCUSE Members of the Labour Party > Tanzania");
    assert_told("A group of hundreds of students condemned Tanzania.",
        "ACCUSE group of hundreds of students > Tanzania");
    assert_told("Police arrested the owner of a bakery.", "COERCE Police > owner of a bakery");
}

static void what_goes_on_is_left_out(void **state) {
    (void)state;
    assert_told("Members of Kenya's army condemned Tanzania.", "ACCUSE Members > Tanzania");
    assert_told("Police arrested members of those.", "COERCE Police > members");
}

/* Found in "Rulers of the Emirates, citizens and residents of the UAE, and Muslims". */
static void another_description_is_not_swallowed(void **state) {
    (void)state;
    assert_told("Residents of Kenya, citizens and workers condemned Tanzania.",
        "ACCUSE Residents of Kenya > Tanzania");
}

static void leaders_of_two_states_are_the_states(void **state) {
    (void)state;
    assert_told(
        "The leaders of Iran and Turkey condemned Tanzania.", "ACCUSE Iran, Turkey > Tanzania");
    assert_told("Fans of Iran and Turkey condemned Tanzania.", "ACCUSE Fans > Tanzania");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(described_parties_are_written_whole),
        cmocka_unit_test(what_goes_on_is_left_out),
        cmocka_unit_test(another_description_is_not_swallowed),
        cmocka_unit_test(leaders_of_two_states_are_the_states),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
