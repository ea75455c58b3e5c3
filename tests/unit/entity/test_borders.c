/* SPDX-License-Identifier: Apache-2.0 */
/* What no weight can say of a name that was read: buildings, wards, measures. */
#include "extracted.h"

static const name_case CASES[] = {
    {"He worked in Seoul's Guro-dong and left.", "GPE Seoul; GPE Guro-dong"},
    {"The quake had 5 on the Richter scale in Cairo.", "GPE Cairo"},
};

static void names_that_are_settled_by_rule(void **state) {
    (void)state;
    check_names(CASES, sizeof CASES / sizeof CASES[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_that_are_settled_by_rule)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
