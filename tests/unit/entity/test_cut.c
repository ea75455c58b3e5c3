/* SPDX-License-Identifier: Apache-2.0 */
/* Where names begin by rule: behind titles, articles and peoples. */
#include "extracted.h"

static const name_case CASES[] = {
    /* a body as every state has one begins with its own word */
    {"The Egyptian Ministry of Finance sold bonds.",
        "NORP Egyptian; ORGANIZATION Ministry of Finance"},
    {"Kenya's bill went to the Ugandan Parliament.",
        "GPE Kenya; NORP Ugandan; ORGANIZATION Parliament"},
    /* but not one that is called so */
    {"The Indian National Congress met in Jaipur.",
        "ORGANIZATION Indian National Congress; GPE Jaipur"},
    {"British Airways flies to Cairo.", "ORGANIZATION British Airways; GPE Cairo"},
    /* a state's name stays whole */
    {"The Central African Republic and French Guiana signed.",
        "GPE Central African Republic; GPE French Guiana"},
    /* no title in a name, but for what the tables call so */
    {"Imam Yusuf Hassan spoke in Mombasa.", "PERSON Yusuf Hassan; GPE Mombasa"},
    {"Prime Minister Sheikh Hasina spoke in Dhaka.", "PERSON Sheikh Hasina; GPE Dhaka"},
    /* who owns the rest is a name of its own; an apostrophe inside a name stays */
    {"The forum in Switzerland's Davos ended.", "GPE Switzerland; GPE Davos"},
    {"Rain fell in West Bengal\u2019s Howrah.", "GPE West Bengal; GPE Howrah"},
    {"The People's Liberation Army left Cairo.",
        "ORGANIZATION People's Liberation Army; GPE Cairo"},
    /* two peoples with a hyphen are two */
    {"The German-Western alliance met in Cairo.", "NORP German; NORP Western; GPE Cairo"},
    /* a participle is no part of a name */
    {"Egypt wants UN-led talks in Cairo.", "GPE Egypt; ORGANIZATION UN; GPE Cairo"},
    /* no article, but for towns */
    {"She told The Jordan Times in Amman.", "ORGANIZATION Jordan Times; GPE Amman"},
};

static void names_begin_by_rule(void **state) {
    (void)state;
    check_names(CASES, sizeof CASES / sizeof CASES[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_begin_by_rule)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
