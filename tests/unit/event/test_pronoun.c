/* SPDX-License-Identifier: Apache-2.0 */
/* "They" who are only described: subjects before, lists, objects, voices. */
#include "told.h"

static void check(const char *const (*pairs)[2], size_t count) {
    for (size_t i = 0; i < count; i++)
        assert_told(pairs[i][0], pairs[i][1]);
}

#define CHECK(...)                                                                                 \
    static const char *const S[][2] = {__VA_ARGS__};                                               \
    (void)state;                                                                                   \
    check(S, sizeof S / sizeof S[0])

static void they_are_the_subject_before(void **state) {
    CHECK({"Protesters marched in Lagos. They condemned Tanzania.", "ACCUSE Protesters > Tanzania"},
        {"The police came at night, the neighbours said, before they arrested Alexei Navalny.",
            "COERCE neighbours > Alexei Navalny"},
        {"Two men drove to Baalbek on Sunday, before they kidnapped Hussein Shammari.",
            "ASSAULT Two men > Hussein Shammari"},
        {"The protesters were tired. They stayed for a week. They condemned Tanzania.",
            "ACCUSE protesters > Tanzania"},
        {"When police came, the protesters fled. They condemned Tanzania.",
            "ACCUSE protesters > Tanzania"});
}

static void they_are_all_of_a_list(void **state) {
    CHECK({"Students and teachers left the school. They condemned Tanzania.",
        "ACCUSE Students, teachers > Tanzania"});
}

/* Not the town that stands between, though it may be linked. */
static void they_are_people_rather_than_a_town(void **state) {
    CHECK({"When protesters came to the field where Nairobi stands, they condemned Tanzania.",
        "ACCUSE protesters > Tanzania"});
}

static void them_are_not_the_subject(void **state) {
    CHECK({"After militants had fled the villages, the soldiers arrested them.",
        "COERCE soldiers > militants"});
}

static void they_are_nobody_past_things_or_one_person(void **state) {
    CHECK({"Soldiers waited. The bridges fell. They condemned Tanzania.", "ACCUSE  > Tanzania"},
        {"Soldiers waited. A man fell. They condemned Tanzania.", "ACCUSE  > Tanzania"});
}

/* "While saying that refugees have rights, they": not the refugees. */
static void they_are_not_whom_a_fronted_clause_is_about(void **state) {
    CHECK({"The ministers met in Sochi. While saying that refugees have the right to return, they "
           "condemned Tanzania.",
        "ACCUSE ministers > Tanzania"});
}

/* Nor of a sentence before: "11. While saying". */
static void a_fronted_clause_has_no_subject_of_the_sentence(void **state) {
    CHECK({"11. While saying that refugees have the right to return, ministers met in Sochi. They "
           "condemned Tanzania.",
        "ACCUSE ministers > Tanzania"});
}

static void they_are_no_object(void **state) {
    CHECK({"Soon a visitor told the African Union a story. They condemned Tanzania.",
              "ACCUSE  > Tanzania"},
        {"The visitors came. Soon a visitor toured the African Union. They condemned Tanzania.",
            "ACCUSE  > Tanzania"});
}

static void they_are_of_the_same_voice(void **state) {
    CHECK({"The residents were afraid on Monday. \u201cThey condemned Tanzania,\u201d said "
           "Angela Merkel.",
        "ACCUSE  > Tanzania"});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_the_subject_before),
        cmocka_unit_test(they_are_all_of_a_list),
        cmocka_unit_test(they_are_people_rather_than_a_town),
        cmocka_unit_test(them_are_not_the_subject),
        cmocka_unit_test(they_are_nobody_past_things_or_one_person),
        cmocka_unit_test(they_are_not_whom_a_fronted_clause_is_about),
        cmocka_unit_test(a_fronted_clause_has_no_subject_of_the_sentence),
        cmocka_unit_test(they_are_no_object),
        cmocka_unit_test(they_are_of_the_same_voice),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
