/* SPDX-License-Identifier: Apache-2.0 */
/* What says itself that it is another event than a record of its type tells. */
#include "told.h"

static void told_as(const char *text, drg_event_type type, size_t records) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    size_t count = 0;
    for (size_t i = 0; i < document->events.count; i++)
        count += document->events.items[i].type == type;
    if (count != records)
        printf("'%s'\n", text);
    drg_document_free(document);
    assert_int_equal(count, records);
}

static void two_arrested_were_one_arrest(void **state) {
    (void)state;
    told_as("Mexican police arrested Vicente Zambada in 2009. Police arrested Ovidio Guzman two "
            "weeks later.",
        DRG_COERCE, 2);
    told_as("Mexican police arrested Vicente Zambada in 2009. Vicente Zambada was arrested by "
            "police in a suburb.",
        DRG_COERCE, 1);
}

static void three_clauses_were_one_reproach(void **state) {
    (void)state;
    told_as("Ayelet Shaked condemned Yair Lapid, Naftali Bennett criticized Benny Gantz and Ehud "
            "Barak accused Benjamin Netanyahu.",
        DRG_ACCUSE, 3);
}

/* Who blames in answer, or as an aside, is another than who blamed before him. */
static void two_who_blamed_were_one(void **state) {
    (void)state;
    told_as("Andrés Manuel López Obrador criticized the company Odebrecht, singled out by Panama "
            "for alleged tax fraud.",
        DRG_ACCUSE, 2);
    told_as("In response to Shauna Fontaine's allegations against Arlen Dumas, the Assembly of "
            "Manitoba Chiefs ordered an investigation into his conduct.",
        DRG_ACCUSE, 2);
    told_as("Shauna Fontaine blamed Arlen Dumas and said she accused him of harassment.",
        DRG_ACCUSE, 1);
}

static void who_also_promised_was_the_first(void **state) {
    (void)state;
    told_as("France pledged to send aid to Ukraine on Friday. Germany also pledged to send aid to "
            "Ukraine.",
        DRG_AGREE, 2);
}

static void visits_to_two_states_were_one(void **state) {
    (void)state;
    told_as("Nayib Bukele visited Turkey in January. Bukele visited China six months after he "
            "took office.",
        DRG_CONSULT, 2);
}

static void arrests_by_number_were_one(void **state) {
    (void)state;
    told_as("Turkey arrested two smugglers on Friday. In June, Turkey arrested eight smugglers.",
        DRG_COERCE, 2);
}

static void acts_of_two_years_were_one(void **state) {
    (void)state;
    told_as("Protesters marched against the government in 2011. Protesters marched against the "
            "government in 2019.",
        DRG_PROTEST, 2);
}

static void protests_of_two_states_were_one(void **state) {
    (void)state;
    told_as("The protests by students in Chile went on. The protests by students in Cuba went on.",
        DRG_PROTEST, 2);
    told_as("The protests by students in Chile went on. The protests by students in Santiago went "
            "on.",
        DRG_PROTEST, 1);
}

static void an_attempt_was_the_death(void **state) {
    (void)state;
    told_as("Police tried to kill John Smith of France in 2018. John Smith was killed in Paris in "
            "2021.",
        DRG_ASSAULT, 2);
}

static void what_was_not_done_was_done(void **state) {
    (void)state;
    told_as("Turkey urged Israel to open the border. Turkey did not urge Israel to pay.",
        DRG_REQUEST, 2);
}

/* The murder was told again twenty sentences on, and the odds took it for another. */
static void a_man_died_twice(void **state) {
    (void)state;
    told_as("Gunmen killed Jamal Khashoggi in Istanbul. Nothing moved. The day was long. Turkey "
            "closed a road. The sea was calm. In Ankara, lawyers asked why Jamal Khashoggi was "
            "assassinated by the Saudi state.",
        DRG_ASSAULT, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_arrested_were_one_arrest),
        cmocka_unit_test(three_clauses_were_one_reproach),
        cmocka_unit_test(two_who_blamed_were_one),
        cmocka_unit_test(who_also_promised_was_the_first),
        cmocka_unit_test(visits_to_two_states_were_one),
        cmocka_unit_test(arrests_by_number_were_one),
        cmocka_unit_test(acts_of_two_years_were_one),
        cmocka_unit_test(protests_of_two_states_were_one),
        cmocka_unit_test(an_attempt_was_the_death),
        cmocka_unit_test(what_was_not_done_was_done),
        cmocka_unit_test(a_man_died_twice),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
