/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "opened.h"
#include "slices.h"

static drg_date day_of(const char *text) {
    drg_date day = {0};
    if (*text)
        assert_int_equal(drg_date_parse(drg_slice_of(text), &day), DRG_OK);
    return day;
}

static void things_by_id_and_code(void **state) {
    (void)state;
    uint32_t france = drg_know_find(know, DRG_SLICE("state:FRA"));
    assert_int_not_equal(france, DRG_NONE);
    const drg_thing *thing = drg_know_thing(know, france);
    assert_slice(thing->name, "France");
    assert_slice(thing->country, "FRA");
    assert_slice(thing->subkind, "member");
    assert_int_equal(thing->type, DRG_GPE);
    assert_int_equal(drg_know_country(know, DRG_SLICE("FRA")), france);
    uint32_t union_ = drg_know_country(know, DRG_SLICE("EU"));
    assert_slice(drg_know_thing(know, union_)->id, "body:EU");
    assert_int_equal(drg_know_find(know, DRG_SLICE("state:XXX")), DRG_NONE);
    assert_int_equal(drg_know_country(know, DRG_SLICE("")), DRG_NONE);
    assert_null(drg_know_thing(know, DRG_NONE));
    for (size_t i = 0; i < drg_know_things(know); i++)
        assert_int_equal(drg_know_find(know, drg_know_thing(know, (uint32_t)i)->id), i);
}

static void things_carry_their_rows(void **state) {
    (void)state;
    const drg_thing *paris = drg_know_thing(know, drg_know_find(know, DRG_SLICE("place:2988507")));
    assert_true(paris->has_coordinates);
    assert_true(paris->latitude > 48 && paris->latitude < 49);
    assert_int_equal(paris->geonames, 2988507);
    assert_int_equal(paris->population, 2100000);
    assert_slice(drg_table_cell(drg_know_table(know, "places"), paris->row, 0), "Paris");
    const drg_thing *council = drg_know_thing(know, drg_know_find(know, DRG_SLICE("body:UNSC")));
    assert_slice(drg_know_thing(know, council->parent)->id, "body:UN");
    const drg_thing *who = drg_know_thing(know, drg_know_find(know, DRG_SLICE("body:WHO")));
    assert_int_equal(who->sector_count, 1);
    assert_slice(drg_know_sector_code(know, who->sectors[0]), "MED");
    const drg_thing *seat =
        drg_know_thing(know, drg_know_find(know, DRG_SLICE("seat:Berlaymont:EU")));
    assert_slice(drg_know_thing(know, seat->parent)->id, "body:EU");
    const drg_thing *nice = drg_know_thing(know, drg_know_find(know, DRG_SLICE("place:2990440")));
    assert_true(nice->guarded);
    assert_false(paris->guarded);
    const drg_thing *polish =
        drg_know_thing(know, drg_know_find(know, DRG_SLICE("demonym:Polish")));
    assert_false(polish->guarded);
    const drg_thing *guterres =
        drg_know_thing(know, drg_know_find(know, DRG_SLICE("person:António Guterres")));
    assert_slice(guterres->country, "FRA"); /* the row's own; else the office's */
    const drg_thing *macron =
        drg_know_thing(know, drg_know_find(know, DRG_SLICE("person:Emmanuel Macron")));
    assert_slice(macron->country, "FRA");
    assert_slice(macron->subkind, "head_of_state");
}

static void holders_on_a_day(void **state) {
    (void)state;
    static const struct {
        const char *of, *title, *day, *person;
    } cases[] = {
        {"FRA", "head_of_state", "2013-06-01", "François Hollande"},
        {"FRA", "president", "2017-05-13", "François Hollande"},
        {"FRA", "President", "2017-05-14", "Emmanuel Macron"},
        {"FRA", "president of the republic", "2025-01-01", "Emmanuel Macron"},
        {"FRA", "PRESIDENT", "", "Emmanuel Macron"},
        {"FRA", "president", "2011-01-01", NULL},
        {"FRA", "foreign_minister", "2015-03-01", "Laurent Fabius"},
        {"FRA", "foreign minister", "2016-07-01", NULL}, /* both rows say 2016 */
        {"FRA", "foreign minister", "2017-01-01", "Jean-Marc Ayrault"},
        {"FRA", "foreign minister", "2017-06-05", "Jean-Yves Le Drian"},
        {"FRA", "foreign minister", "2023-01-01", NULL},
        {"FRA", "deputy", "2021-01-01", NULL}, /* two at once */
        {"FRA", "deputy minister", "2019-06-01", "Jon Roe"},
        {"UN", "secretary-general", "2020-01-01", "António Guterres"},
        {"UN", "Secretary General", "", "António Guterres"},
        {"UN", "head", "2016-01-01", NULL},
        {"DEU", "president", "2020-01-01", NULL},
        {"FRA", "", "2020-01-01", NULL},
        {"", "president", "2020-01-01", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const drg_term *term = drg_know_holder(
            know, drg_slice_of(cases[i].of), drg_slice_of(cases[i].title), day_of(cases[i].day));
        drg_slice name = term ? drg_know_thing(know, term->person)->name : DRG_SLICE("nobody");
        if (!drg_slice_is(name, cases[i].person ? cases[i].person : "nobody"))
            fail_msg("%s of %s on %s: %.*s", cases[i].title, cases[i].of, cases[i].day,
                (int)name.size, name.data);
    }
}

static void terms_of_a_person(void **state) {
    (void)state;
    size_t count;
    const drg_term *terms =
        drg_know_terms(know, drg_know_find(know, DRG_SLICE("person:Emmanuel Macron")), &count);
    assert_int_equal(count, 1);
    assert_slice(terms[0].title, "President");
    assert_slice(terms[0].office_id, "FRA.president");
    assert_slice(terms[0].of, "FRA");
    assert_slice(drg_know_sector_code(know, terms[0].sector), "GOV");
    assert_int_equal(terms[0].to.year, 0);
    assert_null(drg_know_terms(know, drg_know_find(know, DRG_SLICE("state:FRA")), &count));
    assert_int_equal(count, 0);
    assert_null(drg_know_terms(know, DRG_NONE, &count));
}

static void members_on_a_day(void **state) {
    (void)state;
    static const struct {
        const char *body, *member, *day;
        bool is;
    } cases[] = {
        {"UN", "FRA", "1945-10-23", false},
        {"UN", "FRA", "1945-10-24", true},
        {"UN", "FRA", "", true},
        {"EU", "GRL", "1980-01-01", true},
        {"EU", "GRL", "1985-02-01", true},
        {"EU", "GRL", "1985-02-02", false},
        {"EU", "GRL", "", false},
        {"UN", "EU", "2000-01-01", true},
        {"EU", "TUR", "2000-01-01", false},
        {"NATO", "TUR", "2000-01-01", false},
        {"FRA", "FRA", "2000-01-01", false},
        {"", "", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (drg_know_member(know, drg_slice_of(cases[i].body), drg_slice_of(cases[i].member),
                day_of(cases[i].day)) != cases[i].is)
            fail_msg("%s in %s on %s", cases[i].member, cases[i].body, cases[i].day);
}

static void words_of_names(void **state) {
    (void)state;
    static const struct {
        const char *word;
        unsigned flags;
    } cases[] = {
        {"jean", DRG_NAME_GIVEN | DRG_NAME_MALE | DRG_NAME_FEMALE},
        {"macron", DRG_NAME_SURNAME},
        {"erdogan", DRG_NAME_SURNAME},
        {"erdoğan", DRG_NAME_SURNAME},
        {"paris", DRG_NAME_GIVEN | DRG_NAME_FEMALE | DRG_NAME_AMBIGUOUS},
        {"hope", DRG_NAME_GIVEN | DRG_NAME_FEMALE | DRG_NAME_AMBIGUOUS},
        {"table", 0},
        {"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(drg_know_person_word(know, drg_slice_of(cases[i].word)), cases[i].flags);
}

static void sectors_and_tables(void **state) {
    (void)state;
    assert_int_equal(drg_know_sector(know, DRG_SLICE("MIL")), 1);
    assert_int_equal(drg_know_sector(know, DRG_SLICE("XXX")), 255);
    assert_slice(drg_know_sector_code(know, 255), "");
    const drg_table *states = drg_know_table(know, "states");
    assert_int_equal(drg_table_rows(states), 6);
    assert_int_equal(drg_table_columns(states), 13);
    size_t name = drg_table_column(states, "name");
    assert_slice(drg_table_header(states, name), "name");
    assert_slice(drg_table_cell(states, 1, name), "United States");
    assert_slice(drg_table_cell(states, 6, name), "");
    assert_slice(drg_table_cell(states, 0, SIZE_MAX), "");
    assert_true(drg_table_column(states, "none") == SIZE_MAX);
    assert_null(drg_know_table(know, "none"));
    assert_int_equal(drg_table_rows(NULL), 0);
    assert_slice(drg_table_cell(NULL, 0, 0), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(things_by_id_and_code),
        cmocka_unit_test(things_carry_their_rows),
        cmocka_unit_test(holders_on_a_day),
        cmocka_unit_test(terms_of_a_person),
        cmocka_unit_test(members_on_a_day),
        cmocka_unit_test(words_of_names),
        cmocka_unit_test(sectors_and_tables),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
