/* SPDX-License-Identifier: Apache-2.0 */
/* Names that the text makes certain, whatever the first reading of it said. */
#include "extracted.h"

static const name_case CASES[] = {
    /* a second name behind "known as" was cut to the surname in it */
    {"Peter Ashraful Alom (mostly known as Hero Alom) sang in Cairo. Fans of Hero Alom came.",
        "PERSON Peter Ashraful Alom; PERSON Hero Alom; GPE Cairo; PERSON Hero Alom"},
    /* a surname that is a common word was no name */
    {"Kevin So was tried in Cairo. The firms told So that they knew, so he left.",
        "PERSON Kevin So; GPE Cairo; PERSON So"},
    /* a station lost its place */
    {"Members of Nairobi police station came. Police in Nairobi left.",
        "ORGANIZATION Nairobi police station; GPE Nairobi"},
    /* a party and a seat in one bracket were one name */
    {"Steven Sim (PH-Nairobi) met Anwar Ibrahim in Cairo.",
        "PERSON Steven Sim; ORGANIZATION PH; GPE Nairobi; PERSON Anwar Ibrahim; GPE Cairo"},
    /* a state behind a compass word was none; East Jerusalem is a name */
    {"Floods hit southern Guinea and northeastern China.", "GPE Guinea; GPE China"},
    {"Schools in east Jerusalem closed.", "GPE east Jerusalem"},
    /* three letters of a state behind a person were a body */
    {"Steven Sim (ESP) met Anwar Ibrahim (CZE) in Cairo.",
        "PERSON Steven Sim; GPE ESP; PERSON Anwar Ibrahim; GPE CZE; GPE Cairo"},
    {"Steven Sim (BRA) met Anwar Ibrahim in Cairo.",
        "PERSON Steven Sim; GPE BRA; PERSON Anwar Ibrahim; GPE Cairo"},
    {"An act (MAR) was read in Cairo.", "GPE Cairo"},
    /* a body that was read as a person, and says what it is */
    {"Peter North, an organization helping the poor, met in Cairo. Peter North left.",
        "ORGANIZATION Peter North; GPE Cairo; ORGANIZATION Peter North"},
    {"Peter North, a party member, and Anwar Ibrahim, the company's head, met in Cairo.",
        "PERSON Peter North; PERSON Anwar Ibrahim; GPE Cairo"},
    /* the text ends behind a name */
    {"Cairo met Peter North", "GPE Cairo; PERSON Peter North"},
    {"Cairo met Peter North,", "GPE Cairo; PERSON Peter North"},
    /* a ministry in lower case is one; an owned one is described */
    {"The Iraqi foreign ministry wrote to Cairo. Kenya's finance ministry did not.",
        "NORP Iraqi; ORGANIZATION foreign ministry; GPE Cairo; GPE Kenya"},
};

static void names_that_are_certain(void **state) {
    (void)state;
    check_names(CASES, sizeof CASES / sizeof CASES[0]);
}

static void two_names_of_one_person(void **state) {
    (void)state;
    drg_document *document = extract(CASES[0].text);
    assert_int_equal(
        entity_named(document, "Hero Alom"), entity_named(document, "Peter Ashraful Alom"));
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_are_certain),
        cmocka_unit_test(two_names_of_one_person),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
