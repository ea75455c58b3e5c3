/* SPDX-License-Identifier: Apache-2.0 */
/* Short forms that name nobody. */
#include "extracted.h"

static const name_case CASES[] = {
    /* a disease's short form takes a letter inside its word */
    {"People with tuberculosis (TB) went to Cairo. The TB clinic is in Cairo.",
        "GPE Cairo; GPE Cairo"},
    {"The National Institutional Ranking Framework (NIRF) is new. Cairo uses NIRF.",
        "ORGANIZATION National Institutional Ranking Framework; GPE Cairo"},
};

static void short_forms_of_what_is_no_body(void **state) {
    (void)state;
    check_names(CASES, sizeof CASES / sizeof CASES[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(short_forms_of_what_is_no_body)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
