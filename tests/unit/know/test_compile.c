/* SPDX-License-Identifier: Apache-2.0 */
/* What the compiler of tables refuses, and the words it does so with: one small table a case. */
#include "../support.h"

#include "tables.h"

#define STATES                                                                                     \
    "code\talpha2\tname\tofficial_name\tkind\tsovereign\tcapital\tregion\taliases\tsource\t"       \
    "confidence\tlicence\n"
#define STATE_END "\trecalled\thigh\tCC0\n"
#define BODIES                                                                                     \
    "id\tname\ttype\tkind\tcountry\tsectors\tparent\taliases\tguard\tsource\tconfidence\tlicence"  \
    "\n"
#define PLACES                                                                                     \
    "name\ttype\tkind\tcountry\tlatitude\tlongitude\tpopulation\tgeonames\taliases\tguard\t"       \
    "source\tconfidence\tlicence\n"
#define HOLDERS "office\tperson\tfrom\tto\tas_of\tcountry\taliases\tsource\tconfidence\tlicence\n"
#define OFFICES "id\tof\ttitle\tkind\tsector\taliases\tsource\tconfidence\tlicence\n"
#define MEMBERS "body\tmember\tfrom\tto\tsource\tconfidence\tlicence\n"
#define TITLES "form\tkind\tsector\tplural\toffice_kind\tsource\tconfidence\tlicence\n"
#define SEATS "name\ttype\tcountry\tstands_for\taliases\tsource\tconfidence\tlicence\n"
#define DEMONYMS "form\tcountry\tgroup\tcanonical\tsource\tconfidence\tlicence\n"

static const struct {
    const char *file, *text; /* text NULL: the table is missing */
    const char *message; /* beginning of it */
} refused[] = {
    /* the format */
    {"knowledge/states.tsv", NULL, "/tmp/"},
    {"knowledge/states.tsv", "code\tname\nFRA\tFrance\n",
        "knowledge/states.tsv:1:1: no column 'alpha2'"},
    {"knowledge/titles.tsv", TITLES "minister\toffice\n",
        "knowledge/titles.tsv:2:2: 2 cells, the header has 8"},
    {"knowledge/titles.tsv", TITLES "# a comment\na\tb\tc\td\te\tf\tg\th\ti\n",
        "knowledge/titles.tsv:3:9: more cells than the header has"},
    {"knowledge/titles.tsv", TITLES "\n", "knowledge/titles.tsv:2:1: an empty line"},
    {"knowledge/titles.tsv", TITLES "minister \toffice" STATE_END,
        "knowledge/titles.tsv:2:1: white space at an end of the cell"},
    {"knowledge/titles.tsv", TITLES "minister\toffice\tGOV\t\t\tr\th\tCC0\r\n",
        "knowledge/titles.tsv:2:8: white space"},
    {"knowledge/titles.tsv", "# nothing but a comment\n", "knowledge/titles.tsv:1:1: no header"},
    {"knowledge/titles.tsv", "form\tkind\tform\n",
        "knowledge/titles.tsv:1:3 (form): the header is there twice"},
    {"knowledge/titles.tsv", "form\t\tkind\n", "knowledge/titles.tsv:1:2 (): a column without"},
    {"knowledge/titles.tsv", TITLES "\xff\t\n", "knowledge/titles.tsv:2:1: not UTF-8"},
    {"knowledge/types.tsv", "type\tdefinition\n", "ontology/types.tsv:1:1: a table of that name"},
    /* keys */
    {"knowledge/states.tsv",
        STATES "FRA\tFR\tFrance\t\tmember\t\tParis\t\t" STATE_END
               "FRA\tFR\tFrance\t\tmember\t\tParis\t\t" STATE_END,
        "knowledge/states.tsv:3:1 (code): 'FRA' is there twice"},
    {"knowledge/states.tsv", STATES "Fra\tFR\tFrance\t\tmember\t\tParis\t\t" STATE_END,
        "knowledge/states.tsv:2:1 (code): not three capital letters"},
    {"knowledge/states.tsv", STATES "FRA\tFR\tFrance\t\tmember\tXXX\tParis\t\t" STATE_END,
        "knowledge/states.tsv:2:6 (sovereign): 'XXX' is no state"},
    {"knowledge/states.tsv", STATES "FRA\tFR\t\t\tmember\t\tParis\t\t" STATE_END,
        "knowledge/states.tsv:2:3 (name): no name"},
    {"knowledge/states.tsv", STATES "FRA\tFR\tFrance\t\tmember\t\tParis\t\tGaul||X" STATE_END,
        "knowledge/states.tsv:2:9 (aliases): an empty alias"},
    {"knowledge/bodies.tsv",
        BODIES "UN\tUnited Nations\tORGANIZATION\tigo\tUN\t\t\t\t" STATE_END
               "UN\tUnited Nations\tORGANIZATION\tigo\tUN\t\t\t\t" STATE_END,
        "knowledge/bodies.tsv:3:1 (id): 'UN' is there twice"},
    {"knowledge/bodies.tsv", BODIES "FRA\tX\tORGANIZATION\tigo\t\t\t\t\t" STATE_END,
        "knowledge/bodies.tsv:2:1 (id): 'FRA' is the code of a state"},
    {"knowledge/bodies.tsv", BODIES "X\tX\tORGANISATION\tigo\t\t\t\t\t" STATE_END,
        "knowledge/bodies.tsv:2:3 (type): 'ORGANISATION' is no type of entity"},
    {"knowledge/bodies.tsv", BODIES "X\tX\tORGANIZATION\tigo\tQQQ\t\t\t\t" STATE_END,
        "knowledge/bodies.tsv:2:5 (country): 'QQQ' is no state and no body"},
    {"knowledge/bodies.tsv", BODIES "X\tX\tORGANIZATION\tigo\t\tGOV|ABC\t\t\t" STATE_END,
        "knowledge/bodies.tsv:2:6 (sectors): 'ABC' is no sector"},
    {"knowledge/bodies.tsv",
        BODIES "X\tX\tORGANIZATION\tigo\t\tGOV|MIL|LEG|UAF|MED\t\t\t" STATE_END,
        "knowledge/bodies.tsv:2:6 (sectors): more than 4 sectors"},
    {"knowledge/bodies.tsv", BODIES "X\tX\tORGANIZATION\tigo\t\t\tY\t\t" STATE_END,
        "knowledge/bodies.tsv:2:7 (parent): 'Y' is no other body"},
    {"knowledge/bodies.tsv", BODIES "X\tX\tORGANIZATION\tigo\t\t\tX\t\t" STATE_END,
        "knowledge/bodies.tsv:2:7 (parent): 'X' is no other body"},
    {"knowledge/demonyms.tsv",
        DEMONYMS "French\tFRA\tnationality\tFrench" STATE_END
                 "French\tFRA\tnationality\tFrench" STATE_END,
        "knowledge/demonyms.tsv:3:1 (form): 'French' is there twice"},
    {"knowledge/demonyms.tsv", DEMONYMS "French\tFRX\tnationality\tFrench" STATE_END,
        "knowledge/demonyms.tsv:2:2 (country): 'FRX' is no state and no body"},
    {"knowledge/demonyms.tsv",
        "form\tcountry\tgroup\tcanonical\telsewhere\tsource\tconfidence\tlicence\n"
        "French\tFRA\tnationality\tFrench\t*|Canada" STATE_END,
        "knowledge/demonyms.tsv:2:5 (elsewhere): '*' is neither a state's code nor *"},
    {"knowledge/seats.tsv", SEATS "Kremlin\tFACILITY\tFRA\tpower\t" STATE_END,
        "knowledge/seats.tsv:2:4 (stands_for): 'power' is no power"},
    /* places */
    {"knowledge/places.tsv", PLACES "Oslo\tGPE\tcity\t\t91\t10\t\t\t\t" STATE_END,
        "knowledge/places.tsv:2:5 (latitude): '91' is no number from -90 to 90"},
    {"knowledge/places.tsv", PLACES "Oslo\tGPE\tcity\t\t59\tx\t\t\t\t" STATE_END,
        "knowledge/places.tsv:2:6 (longitude): 'x' is no number"},
    {"knowledge/places.tsv", PLACES "Oslo\tGPE\tcity\t\t59\t\t\t\t\t" STATE_END,
        "knowledge/places.tsv:2:6 (longitude): half of a position"},
    {"knowledge/places.tsv",
        PLACES "Oslo\tGPE\tcity\t\t\t\t\t7\t\t" STATE_END
               "Bergen\tGPE\tcity\t\t\t\t\t7\t\t" STATE_END,
        "knowledge/places.tsv:3:8 (geonames): '7' is there twice"},
    {"knowledge/places.tsv",
        PLACES "Oslo\tGPE\tcity\t\t\t\t\t\t\t" STATE_END "Oslo\tGPE\tcity\t\t\t\t\t\t\t" STATE_END,
        "knowledge/places.tsv:3:1 (name): 'Oslo' is there twice"},
    /* guards */
    {"knowledge/places.tsv", PLACES "Nice\tGPE\tcity\t\t\t\t\t\t\t" STATE_END,
        "knowledge/places.tsv:2:1 (name): 'Nice' is also a common English word: give it a guard"},
    {"knowledge/places.tsv", PLACES "Oslo\tGPE\tcity\t\t\t\t\t\tX|Nice\tX" STATE_END,
        "knowledge/places.tsv:2:9 (aliases): 'Nice' is also a common English word"},
    {"knowledge/places.tsv", PLACES "Oslo\tGPE\tcity\t\t\t\t\t\t\tNice" STATE_END,
        "knowledge/places.tsv:2:10 (guard): 'Nice' is not a name of this row"},
    {"knowledge/bodies.tsv",
        BODIES "EU\tEuropean Union\tORGANIZATION\tigo\tEU\t\t\t\t" STATE_END
               "UN\tUnited Nations\tORGANIZATION\tigo\tUN\t\t\t\t" STATE_END
               "TGT\tTarget\tORGANIZATION\tcompany\t\t\t\t\t" STATE_END,
        "knowledge/bodies.tsv:4:2 (name): 'Target' is also a common English word"},
    /* offices and holders */
    {"knowledge/offices.tsv", OFFICES "a\tXXX\tPresident\thead_of_state\tGOV\t" STATE_END,
        "knowledge/offices.tsv:2:2 (of): 'XXX' is no state and no body"},
    {"knowledge/offices.tsv",
        OFFICES "a\tFRA\tPresident\thead_of_state\tGOV\t" STATE_END
                "a\tFRA\tPresident\thead_of_state\tGOV\t" STATE_END,
        "knowledge/offices.tsv:3:1 (id): 'a' is there twice"},
    {"knowledge/offices.tsv", OFFICES "a\tFRA\tPresident\thead_of_state\tGOB\t" STATE_END,
        "knowledge/offices.tsv:2:5 (sector): 'GOB' is no sector"},
    {"knowledge/offices.tsv", OFFICES "a\tFRA\t\thead_of_state\tGOV\t" STATE_END,
        "knowledge/offices.tsv:2:3 (title): no title"},
    {"knowledge/holders.tsv", HOLDERS "FRA.king\tLouis\t1643\t1715\t\t\t" STATE_END,
        "knowledge/holders.tsv:2:1 (office): 'FRA.king' is no office"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\t\t2017\t\t2025\t\t" STATE_END,
        "knowledge/holders.tsv:2:2 (person): no name"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\tA B\t2017-02-30\t\t2025\t\t" STATE_END,
        "knowledge/holders.tsv:2:3 (from): '2017-02-30' is not YYYY"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\tA B\t2017-13\t\t2025\t\t" STATE_END,
        "knowledge/holders.tsv:2:3 (from): '2017-13' is not YYYY"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\tA B\t17\t\t2025\t\t" STATE_END,
        "knowledge/holders.tsv:2:3 (from): '17' is not YYYY"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\tA B\t\t2017\t\t\t" STATE_END,
        "knowledge/holders.tsv:2:3 (from): no first day"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\tA B\t2017-05\t2017-04\t\t\t" STATE_END,
        "knowledge/holders.tsv:2:4 (to): it ends before it begins"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\tA B\t2017-05\t\t\t\t" STATE_END,
        "knowledge/holders.tsv:2:5 (as_of): an open end without as_of"},
    {"knowledge/holders.tsv", HOLDERS "FRA.president\tA B\t2017\t\t2025\tXXX\t" STATE_END,
        "knowledge/holders.tsv:2:6 (country): 'XXX' is no state and no body"},
    {"knowledge/holders.tsv",
        HOLDERS "FRA.president\tA B\t2010-01-01\t2012-06-16\t\t\t" STATE_END
                "FRA.president\tC D\t2012-05-15\t\t2025\t\t" STATE_END,
        "knowledge/holders.tsv:2:4 (to): another holds the office at the same time (line 3)"},
    {"knowledge/holders.tsv",
        HOLDERS "FRA.president\tA B\t2010-01-01\t\t2025\t\t" STATE_END
                "FRA.president\tC D\t2012-05-15\t\t2025\t\t" STATE_END,
        "knowledge/holders.tsv:2:3 (from): another holds the office at the same time (line 3)"},
    /* members, titles */
    {"knowledge/members.tsv", MEMBERS "NATO\tFRA\t1949\t" STATE_END,
        "knowledge/members.tsv:2:1 (body): 'NATO' is no body"},
    {"knowledge/members.tsv", MEMBERS "UN\tXXX\t1949\t" STATE_END,
        "knowledge/members.tsv:2:2 (member): 'XXX' is no state and no body"},
    {"knowledge/members.tsv", MEMBERS "UN\tFRA\t1949\t1948" STATE_END,
        "knowledge/members.tsv:2:4 (to): it ends before it begins"},
    {"knowledge/members.tsv", MEMBERS "UN\tFRA\t1949\t" STATE_END "UN\tFRA\t1949\t1950" STATE_END,
        "knowledge/members.tsv:3:1 (body): the membership is there twice"},
    {"knowledge/titles.tsv", TITLES "minister\tjob\tGOV\t\t" STATE_END,
        "knowledge/titles.tsv:2:2 (kind): 'job' is no kind of title"},
    {"knowledge/titles.tsv",
        TITLES "minister\toffice\tGOV\t\t" STATE_END "minister\toffice\tGOV\t\t" STATE_END,
        "knowledge/titles.tsv:3:1 (form): the title is also in line 2"},
    {"ontology/sectors.tsv", "sector\nGOV\nGOV\n",
        "ontology/sectors.tsv:3:1 (sector): 'GOV' is there twice"},
};

static void bad_tables_are_refused_with_their_place(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        void *block = NULL;
        size_t size = 0;
        drg_error error = {0};
        int result = tables_compile(refused[i].file, refused[i].text, &block, &size, &error);
        if (result != DRG_EFORMAT ||
            strncmp(error.message, refused[i].message, strlen(refused[i].message)) != 0)
            fail_msg("case %zu (%s): %d \"%s\"", i, refused[i].message, result, error.message);
        assert_null(block);
    }
}

/* Two holders may overlap by a month, an office of several by any time, rounded dates by a year. */
static void small_overlaps_are_allowed(void **state) {
    (void)state;
    static const char *const allowed[] = {
        HOLDERS "FRA.president\tA B\t2010\t2012-06-14\t\t\t" STATE_END
                "FRA.president\tC D\t2012-05-15\t\t2025\t\t" STATE_END,
        HOLDERS "FRA.president\tA B\t2010\t2012\t\t\t" STATE_END
                "FRA.president\tC D\t2012\t\t2025\t\t" STATE_END,
        HOLDERS "FRA.deputy\tA B\t2010\t\t2025\t\t" STATE_END
                "FRA.deputy\tC D\t2012\t\t2025\t\t" STATE_END,
        HOLDERS "FRA.president\tA B\t2010\t\t2025\t\t" STATE_END
                "FRA.president\tA B\t2012\t\t2025\t\t" STATE_END,
    };
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        void *block = NULL;
        size_t size = 0;
        drg_error error = {0};
        if (tables_compile("knowledge/holders.tsv", allowed[i], &block, &size, &error))
            fail_msg("case %zu: %s", i, error.message);
        free(block);
    }
}

static void a_folder_that_is_not_there(void **state) {
    (void)state;
    void *block = NULL;
    size_t size = 0;
    drg_error error = {0};
    assert_int_equal(drg_know_compile("/nonexistent", &block, &size, &error), DRG_EIO);
    assert_non_null(strstr(error.message, "/nonexistent/knowledge"));
}

static void the_same_tables_give_the_same_bytes(void **state) {
    (void)state;
    void *one = NULL, *two = NULL;
    size_t one_size = 0, two_size = 0;
    drg_error error = {0};
    assert_int_equal(tables_compile(NULL, NULL, &one, &one_size, &error), DRG_OK);
    assert_int_equal(tables_compile(NULL, NULL, &two, &two_size, &error), DRG_OK);
    assert_int_equal(one_size, two_size);
    assert_memory_equal(one, two, one_size);
    free(one);
    free(two);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_tables_are_refused_with_their_place),
        cmocka_unit_test(small_overlaps_are_allowed),
        cmocka_unit_test(a_folder_that_is_not_there),
        cmocka_unit_test(the_same_tables_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
