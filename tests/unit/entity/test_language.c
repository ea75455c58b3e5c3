/* SPDX-License-Identifier: Apache-2.0 */
/* A people's name that means its language is none. */
#include "extracted.h"

static const name_case CASES[] = {
    {"The book was translated into French, Japanese and Korean in Cairo.", "GPE Cairo"},
    {"She speaks English and Spanish, he said in Cairo.", "GPE Cairo"},
    {"The Arabic word is used in Cairo.", "GPE Cairo"},
    {"He played in English football and met French chefs in Cairo.",
        "NORP English; NORP French; GPE Cairo"},
};

static void languages_name_nobody(void **state) {
    (void)state;
    check_names(CASES, sizeof CASES / sizeof CASES[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(languages_name_nobody)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
