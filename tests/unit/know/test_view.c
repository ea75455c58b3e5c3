/* SPDX-License-Identifier: Apache-2.0 */
/* Rows over tables where they touch: terms that overlap, persons that lose all of theirs, names
 * that both have, hits that do not fit; and memory that ends at every step of laying. */
#include "../support.h"
#include "tables.h"
#include "words.h"

#include "../../../lib/base/arena.h"

static drg_know *base;
static void *block;

static int open_base(void **state) {
    (void)state;
    return tables_open(&block, &base);
}

static int close_base(void **state) {
    (void)state;
    drg_know_free(base);
    free(block);
    return 0;
}

static drg_know *lay(const drg_know *under, drg_arena *arena, const char *text) {
    drg_know *know = NULL;
    drg_error error = {0};
    drg_arena_init(arena, 1 << 24, NULL);
    if (drg_know_lay(under, slice_of(text), "rows", 1000, arena, &know, &error))
        fail_msg("%s", error.message);
    return know;
}

static drg_date year(int number) {
    return (drg_date){(int16_t)number, 6, 1};
}

static void expect_holder(
    const drg_know *know, const char *of, const char *kind, int when, const char *name) {
    const drg_term *term = drg_know_holder(know, slice_of(of), slice_of(kind), year(when));
    drg_slice found = term ? drg_know_thing(know, term->person)->name : (drg_slice){"", 0};
    if (!drg_slice_is(found, name))
        fail_msg("%s of %s in %d: '%.*s' instead of '%s'", kind, of, when, (int)found.size,
            found.data, name);
}

/* The built-in Hollande (2012 to 2017) and Macron (from 2017), with others in their time. */
static void terms_are_cut_where_the_rows_begin_and_end(void **state) {
    (void)state;
    drg_arena arena;
    const drg_know *know = lay(base, &arena,
        "[holders]\noffice\tperson\tfrom\tto\tas_of\n"
        "FRA.president\tJo Early\t2010\t2014-01-01\t\n"
        "FRA.president\tJo Late\t2020\t\t2026\n");
    expect_holder(know, "FRA", "president", 2011, "Jo Early");
    expect_holder(know, "FRA", "president", 2013, "Jo Early");
    expect_holder(know, "FRA", "president", 2015, "François Hollande");
    expect_holder(know, "FRA", "president", 2018, "Emmanuel Macron");
    expect_holder(know, "FRA", "president", 2022, "Jo Late");
    drg_arena_deinit(&arena);
    know = lay(base, &arena,
        "[holders]\noffice\tperson\tfrom\tto\tas_of\nFRA.president\tJo Mid\t2016\t2019-01-01\t\n");
    expect_holder(know, "FRA", "president", 2015, "François Hollande");
    expect_holder(know, "FRA", "president", 2018, "Jo Mid");
    expect_holder(know, "FRA", "president", 2022, "Emmanuel Macron");
    drg_arena_deinit(&arena);
}

static void whoever_has_no_time_left_has_no_term(void **state) {
    (void)state;
    drg_arena arena;
    size_t count = 9;
    const drg_know *know = lay(base, &arena,
        "[holders]\noffice\tperson\tfrom\tto\tas_of\n"
        "FRA.president\tJo Long\t2010\t2018-01-01\t\n"
        "FRA.president\tJo Now\t2018-01-01\t\t2026\n");
    expect_holder(know, "FRA", "president", 2013, "Jo Long");
    expect_holder(know, "FRA", "president", 2022, "Jo Now");
    uint32_t hollande = drg_know_find(know, DRG_SLICE("person:François Hollande"));
    assert_null(drg_know_terms(know, hollande, &count));
    assert_int_equal(count, 0);
    drg_know_terms(base, hollande, &count);
    assert_int_equal(count, 1);
    drg_arena_deinit(&arena);
}

/* In an office of several, the rows stand beside the built-in ones; a person told anew is told
 * once; and who holds another office as well keeps it. */
static void shared_offices_and_second_ones(void **state) {
    (void)state;
    drg_arena arena;
    size_t count;
    const drg_know *know = lay(base, &arena,
        "[holders]\noffice\tperson\tfrom\tto\tas_of\tcountry\n"
        "FRA.deputy\tMay Roe\t2020\t\t2026\t\n"
        "FRA.deputy\tAnn Roe\t2021\t\t2026\tUSA\n"
        "FRA.president\tLaurent Fabius\t2024\t\t2026\t\n");
    uint32_t ann = drg_know_find(know, DRG_SLICE("person:Ann Roe"));
    const drg_term *terms = drg_know_terms(know, ann, &count);
    assert_int_equal(count, 1);
    assert_int_equal(terms[0].from.year, 2021);
    assert_true(drg_slice_is(drg_know_thing(know, ann)->country, "USA"));
    terms = drg_know_terms(know, drg_know_find(know, DRG_SLICE("person:Jon Roe")), &count);
    assert_int_equal(count, 1);
    terms = drg_know_terms(know, drg_know_find(know, DRG_SLICE("person:Laurent Fabius")), &count);
    assert_int_equal(count, 2);
    assert_int_equal(terms[0].from.year, 2024); /* newest first */
    drg_arena_deinit(&arena);
}

/* ---- names ---- */

static size_t match(const drg_know *know, const char *text, drg_name_hit *hits, size_t room) {
    word_list words = words_of(text, false);
    return drg_know_match(know, words.text, words.tokens, words.count, 0, hits, room);
}

static void names_that_both_have(void **state) {
    (void)state;
    drg_arena arena;
    drg_name_hit hits[8];
    const drg_know *know = lay(base, &arena,
        "[bodies]\nid\tname\ttype\tkind\taliases\n"
        "UNO\tUnited\tORGANIZATION\tcompany\tUnited Nations\n"
        "GEORGIA\tGEORGIA\tORGANIZATION\tcompany\t\n");
    /* "United Nations Security Council" is built in, "United Nations" of both, "United" the rows'
     */
    assert_int_equal(match(know, "United Nations Security Council met", hits, 8), 3);
    assert_int_equal(hits[0].end_token, 4);
    assert_int_equal(hits[1].end_token, 2);
    assert_int_equal(hits[1].thing_count, 2);
    assert_int_equal(hits[2].end_token, 1);
    for (size_t room = 0; room < 3; room++)
        assert_int_equal(match(know, "United Nations Security Council met", hits, room), room);
    assert_int_equal(match(base, "United Nations Security Council met", hits, 8), 2);
    assert_int_equal(
        match(know, "Georgia met", hits, 8), 1); /* written otherwise: the built-in one */
    assert_true(hits[0].thing_count >= 2);
    drg_arena_deinit(&arena);
}

static void the_longer_title_wins(void **state) {
    (void)state;
    drg_arena arena;
    drg_title_hit hit;
    const drg_know *know =
        lay(base, &arena, "[titles]\nform\tkind\tsector\nforeign\trole\tGOV\nking\toffice\tGOV\n");
    word_list words = words_of("foreign minister and king", false);
    assert_true(drg_know_title(know, words.text, words.tokens, words.count, 0, &hit));
    assert_int_equal(hit.end_token, 2); /* the built-in one */
    assert_true(drg_know_title(know, words.text, words.tokens, words.count, 3, &hit));
    assert_int_equal(hit.end_token, 4);
    assert_false(drg_know_title(know, words.text, words.tokens, words.count, 2, &hit));
    drg_arena_deinit(&arena);
}

/* Two hundred names, so that slots of both indexes collide; every one is found, and the built-in
 * ones still are. */
static void many_names(void **state) {
    (void)state;
    static char text[16384];
    drg_arena arena;
    drg_name_hit hits[8];
    int at = snprintf(text, sizeof text, "[places]\nname\ttype\tkind\tcountry\n");
    for (int i = 0; i < 200; i++)
        at += snprintf(text + at, sizeof text - (size_t)at, "%sville%c%c\tGPE\tcity\tFRA\n",
            i % 2 ? "Kex" : "Zor", 'a' + i % 26, 'a' + i / 26);
    const drg_know *know = lay(base, &arena, text);
    for (int i = 0; i < 200; i++) {
        char name[32];
        snprintf(
            name, sizeof name, "%sville%c%c", i % 2 ? "Kex" : "Zor", 'a' + i % 26, 'a' + i / 26);
        assert_int_equal(match(know, name, hits, 8), 1);
    }
    static const char *const built_in[] = {"Paris", "Georgia", "France", "UN", "Isis", "Kurds"};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(match(know, built_in[i], hits, 8), 1);
    drg_arena_deinit(&arena);
}

/* Rows over rows over rows: a name keeps the meanings of all of them, as far as eight reach. */
static void ten_views_deep(void **state) {
    (void)state;
    enum { DEEP = 10 };
    drg_arena arenas[DEEP];
    const drg_know *know = base;
    drg_name_hit hits[8];
    char text[128];
    for (int i = 0; i < DEEP; i++) {
        snprintf(text, sizeof text,
            "[bodies]\nid\tname\ttype\tkind\nB%d\tParis\tORGANIZATION\tcompany\n", i);
        know = lay(know, &arenas[i], text);
        assert_int_equal(match(know, "Paris", hits, 8), 1);
        assert_true(hits[0].thing_count >= (i < 7 ? (uint32_t)i + 3 : 9));
    }
    for (int i = DEEP; i-- > 0;)
        drg_arena_deinit(&arenas[i]);
}

/* ---- memory ---- */

static const char EVERYTHING[] =
    "[states]\ncode\tname\tkind\tcapital\tregion\nKEX\tKexland\tmember\tKexville\tEurope\n"
    "[demonyms]\nform\tcountry\tgroup\tcanonical\nKexan\tKEX\tnationality\tKexan\n"
    "[places]\nname\ttype\tkind\tcountry\tlatitude\tlongitude\nKexville\tGPE\tcapital\tKEX\t1\t2\n"
    "[seats]\nname\ttype\tcountry\tstands_for\nBlue Hall\tFACILITY\tKEX\tgovernment\n"
    "[bodies]\nid\tname\ttype\tkind\tcountry\tparent\taliases\nACME\tAcme "
    "Holdings\tORGANIZATION\tcompany\tUSA\tUN\tAcme|Paris\n"
    "[members]\nbody\tmember\tfrom\nEU\tKEX\t2020\n"
    "[offices]\nid\tof\ttitle\tkind\tsector\nKEX.president\tKEX\tPresident\thead_of_state\tGOV\n"
    "[titles]\nform\tkind\tsector\nchief\toffice\tGOV\n"
    "[given_names]\nname\tgender\nZorg\tm\n[surnames]\nname\nKexman\n";

static const char HOLDERS[] =
    "KEX.president\tJo Kex\t2020\t\t2025\nFRA.president\tJo Long\t2010\t2018-01-01\t\n"
    "FRA.president\tLaurent Fabius\t2019\t\t2025\n";

/* EVERYTHING, and as many deputies more: lists of terms grow at other places then. */
static int try_budget(size_t budget, const drg_allocator *allocator, int deputies) {
    char text[4096];
    drg_arena arena;
    drg_know *know = NULL;
    drg_error error = {0};
    int at = snprintf(
        text, sizeof text, "%s[holders]\noffice\tperson\tfrom\tto\tas_of\n%s", EVERYTHING, HOLDERS);
    for (int i = 0; i < deputies; i++)
        at += snprintf(text + at, sizeof text - (size_t)at,
            "FRA.deputy\tDeputy Kex%c\t2020\t\t2025\n", 'a' + i);
    drg_arena_init(&arena, budget, allocator);
    int result = drg_know_lay(base, slice_of(text), "rows", 100, &arena, &know, &error);
    if (result != DRG_OK && result != DRG_ENOMEM)
        fail_msg("%zu bytes: %d %s", budget, result, error.message);
    assert_true((result == DRG_OK) == (know != NULL));
    drg_arena_deinit(&arena);
    return result;
}

static void every_budget_of_laying(void **state) {
    (void)state;
    size_t enough = 1 << 12;
    while (try_budget(enough, NULL, 0) == DRG_ENOMEM)
        enough += enough / 16;
    for (size_t i = 0; i < 400; i++)
        try_budget(enough * i / 400, NULL, (int)i % 8);
}

/* Where an arena takes a chunk for each allocation, that is each of them. */
static void every_allocation_of_laying_may_fail(void **state) {
    (void)state;
    for (int deputies = 0; deputies < 8; deputies++) {
        failing_allocator counter = {0};
        drg_allocator allocator = failing_allocator_make(&counter);
        assert_int_equal(try_budget(SIZE_MAX, &allocator, deputies), DRG_OK);
        size_t calls = counter.calls, first = deputies ? calls / 2 : 1;
        for (size_t nth = first; nth <= calls; nth++) {
            counter = (failing_allocator){.fail_at = nth};
            assert_int_equal(try_budget(SIZE_MAX, &allocator, deputies), DRG_ENOMEM);
            assert_int_equal(counter.live, 0);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_cut_where_the_rows_begin_and_end),
        cmocka_unit_test(whoever_has_no_time_left_has_no_term),
        cmocka_unit_test(shared_offices_and_second_ones),
        cmocka_unit_test(names_that_both_have),
        cmocka_unit_test(the_longer_title_wins),
        cmocka_unit_test(many_names),
        cmocka_unit_test(ten_views_deep),
        cmocka_unit_test(every_budget_of_laying),
        cmocka_unit_test(every_allocation_of_laying_may_fail),
    };
    return cmocka_run_group_tests_name("view", tests, open_base, close_base);
}
