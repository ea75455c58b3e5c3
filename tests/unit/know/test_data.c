/* SPDX-License-Identifier: Apache-2.0 */
/* The tables that are built into the library: what everybody expects of them, in samples. */
#include "../engine.h"

#include "../../../lib/engine.h"
#include "slices.h"
#include "words.h"

/* The first thing that a text means as a whole; empty: none. */
static drg_slice meaning(const char *text) {
    word_list words = words_of(text, false);
    drg_name_hit hit;
    if (drg_know_match(engine->know, words.text, words.tokens, words.count, 0, &hit, 1) == 0 ||
        hit.end_token != words.count)
        return (drg_slice){"", 0};
    return drg_know_thing(engine->know, hit.things[0])->id;
}

static void the_tables_are_filled(void **state) {
    (void)state;
    static const struct {
        const char *table;
        size_t rows;
    } least[] = {{"states", 250}, {"demonyms", 1200}, {"places", 5000}, {"titles", 1000}};
    for (size_t i = 0; i < sizeof least / sizeof *least; i++)
        if (drg_table_rows(drg_know_table(engine->know, least[i].table)) < least[i].rows)
            fail_msg("%s has too few rows", least[i].table);
}

/* They are searched by halving (drg_table_find). */
static void searched_tables_are_in_order(void **state) {
    (void)state;
    static const char *const names[] = {"body_sectors", "currencies", "figures", "given_names",
        "legal_forms", "name_regions", "name_words", "surnames", "tense_words", "word_case"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const drg_table *table = drg_know_table(engine->know, names[i]);
        assert_true(drg_table_rows(table) > 0);
        for (size_t row = 1; row < drg_table_rows(table); row++) {
            drg_slice cell = drg_table_cell(table, row, 0);
            if (drg_slice_compare(drg_table_cell(table, row - 1, 0), cell) >= 0)
                fail_msg("%s: '%.*s' is out of order", names[i], (int)cell.size, cell.data);
        }
    }
}

static void every_one_is_a_state(const char *table, drg_slice list) {
    drg_slice code;
    while (drg_slice_cut(&list, '|', &code)) {
        uint32_t thing = drg_know_country(engine->know, code);
        if (thing == DRG_NONE || drg_know_thing(engine->know, thing)->kind != DRG_THING_STATE)
            fail_msg("%s: '%.*s' is no state", table, (int)code.size, code.data);
    }
}

/* Nothing else says when a code or a region is misspelt: it would match nothing. */
static void regions_and_currencies_are_of_states(void **state) {
    (void)state;
    static const char *const tables[] = {"currencies", "legal_forms", "name_regions"};
    static const char *const persons[] = {"given_names", "surnames"};
    for (size_t i = 0; i < 3; i++) {
        const drg_table *table = drg_know_table(engine->know, tables[i]);
        for (size_t row = 0; row < drg_table_rows(table); row++)
            every_one_is_a_state(tables[i], drg_table_cell(table, row, 1));
    }
    const drg_table *regions = drg_know_table(engine->know, "name_regions");
    for (size_t i = 0; i < 2; i++) {
        const drg_table *names = drg_know_table(engine->know, persons[i]);
        size_t column = drg_table_column(names, "regions");
        for (size_t row = 0; row < drg_table_rows(names); row++) {
            drg_slice region, list = drg_table_cell(names, row, column);
            while (drg_slice_cut(&list, '|', &region))
                if (drg_table_find(regions, region) == SIZE_MAX &&
                    !drg_slice_is(region, "ambiguous") && !drg_slice_is(region, "other"))
                    fail_msg("%s: '%.*s' is no region", persons[i], (int)region.size, region.data);
        }
    }
}

static void every_member_of_the_un_is_there(void **state) {
    (void)state;
    const drg_table *states = drg_know_table(engine->know, "states");
    size_t kind = drg_table_column(states, "kind"), members = 0;
    for (size_t row = 0; row < drg_table_rows(states); row++)
        members += drg_slice_is(drg_table_cell(states, row, kind), "member");
    assert_int_equal(members, 193);
}

/* Every capital is a place in its state, with a position. */
static void every_capital_is_a_place(void **state) {
    (void)state;
    const drg_table *states = drg_know_table(engine->know, "states");
    size_t capital = drg_table_column(states, "capital"), code = drg_table_column(states, "code");
    size_t kind = drg_table_column(states, "kind");
    for (size_t row = 0; row < drg_table_rows(states); row++) {
        char name[100];
        drg_slice cell = drg_table_cell(states, row, capital);
        drg_slice country = drg_table_cell(states, row, code);
        if (cell.size == 0 || drg_slice_is(drg_table_cell(states, row, kind), "historical"))
            continue;
        snprintf(name, sizeof name, "%.*s", (int)cell.size, cell.data);
        word_list words = words_of(name, false);
        drg_name_hit hits[8];
        size_t count =
            drg_know_match(engine->know, words.text, words.tokens, words.count, 0, hits, 8);
        bool found = false;
        for (size_t i = 0; i < count; i++)
            for (uint32_t k = 0; hits[i].end_token == words.count && k < hits[i].thing_count; k++) {
                const drg_thing *thing = drg_know_thing(engine->know, hits[i].things[k]);
                found = found || (thing->kind == DRG_THING_PLACE && thing->has_coordinates &&
                                     drg_slice_equal(thing->country, country));
            }
        if (!found)
            fail_msg("%s of %.*s is no place", name, (int)country.size, country.data);
    }
}

static void names_mean_what_news_means(void **state) {
    (void)state;
    static const struct {
        const char *text, *id;
    } cases[] = {
        {"Britain", "state:GBR"},
        {"U.K.", "state:GBR"},
        {"America", "state:USA"},
        {"Türkiye", "state:TUR"},
        {"Ivory Coast", "state:CIV"},
        {"Holy See", "state:VAT"},
        {"North Korea", "state:PRK"},
        {"DPRK", "state:PRK"},
        {"Soviet Union", "state:SUN"},
        {"Burma", "state:MMR"},
        {"Georgia", "state:GEO"},
        {"Englishmen", "demonym:English:GBR"},
        {"Shi'ite", "demonym:Shiite"},
        {"Gaza Strip", "place:281132"},
        {"Strait of Hormuz", "place:Strait of Hormuz"},
        {"Crimea", "place:703883"},
        {"IMSS", "body:mex-mexican-social-security-institute"},
        {"Dirección Nacional de Control de Drogas", "body:dom-national-drug-control-directorate"},
        {"Nigeria Customs", "body:nga-nigeria-customs-service"},
        {"Mesa de Enlace", "body:arg-mesa-de-enlace"},
        {"Wet'suwet'en", "demonym:Wet'suwet'en:CAN"},
        {"Mi’kmaq", "demonym:Mi'kmaq:CAN"},
        {"Darfurians", "demonym:Darfuri:SDN"},
        {"us", ""},
        {"turkey", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_slice(meaning(cases[i].text), cases[i].id);
    static const char *const pairs[][2] = {{"Kyiv", "Kiev"}, {"Odesa", "Odessa"},
        {"Mumbai", "Bombay"}, {"Yangon", "Rangoon"}, {"Deir ez-Zor", "Deir al-Zor"},
        {"Washington", "Washington, D.C."}, {"SENIAT", "Seniat"}, {"Outa", "OUTA"},
        {"Zurich", "Zürich"}, {"Brasilia", "Brasília"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        drg_slice one = meaning(pairs[i][0]), two = meaning(pairs[i][1]);
        if (one.size == 0 || !drg_slice_equal(one, two))
            fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
    }
}

static void holders_of_offices(void **state) {
    (void)state;
    static const struct {
        const char *of, *office;
        drg_date day;
        const char *person;
    } cases[] = {
        {"FRA", "head_of_state", {2025, 4, 18}, "Emmanuel Macron"},
        {"FRA", "president", {2016, 4, 18}, "François Hollande"},
        {"USA", "President", {2016, 4, 18}, "Barack Obama"},
        {"USA", "president", {2025, 4, 18}, "Donald Trump"},
        {"USA", "president", {2022, 4, 18}, "Joe Biden"},
        {"USA", "secretary of state", {2025, 4, 18}, "Marco Rubio"},
        {"USA", "foreign_minister", {2018, 7, 1}, "Mike Pompeo"},
        {"GBR", "prime minister", {2019, 9, 1}, "Boris Johnson"},
        {"DEU", "chancellor", {2020, 1, 1}, "Angela Merkel"},
        {"RUS", "foreign minister", {2022, 3, 1}, "Sergey Lavrov"},
        {"UKR", "head_of_state", {2023, 1, 1}, "Volodymyr Zelenskyy"},
        {"KEN", "inspector general of police", {2021, 5, 1}, "Hillary Mutyambai"},
        {"PER", "mayor of lima", {2013, 5, 1}, "Susana Villarán"},
        {"BRA", "senate president", {2022, 5, 1}, "Rodrigo Pacheco"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const drg_term *term = drg_know_holder(
            engine->know, drg_slice_of(cases[i].of), drg_slice_of(cases[i].office), cases[i].day);
        if (!term)
            fail_msg("nobody is %s of %s", cases[i].office, cases[i].of);
        assert_slice(drg_know_thing(engine->know, term->person)->name, cases[i].person);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_are_filled),
        cmocka_unit_test(searched_tables_are_in_order),
        cmocka_unit_test(regions_and_currencies_are_of_states),
        cmocka_unit_test(every_member_of_the_un_is_there),
        cmocka_unit_test(every_capital_is_a_place),
        cmocka_unit_test(names_mean_what_news_means),
        cmocka_unit_test(holders_of_offices),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
