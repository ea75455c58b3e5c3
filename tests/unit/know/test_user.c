/* SPDX-License-Identifier: Apache-2.0 */
/* A user's own rows: what is refused and where, and what a view answers with the rows on top. */
#include "../support.h"
#include "tables.h"
#include "words.h"

#include "../../../lib/base/arena.h"

static drg_know *base_know;
static void *base_block;

static int open_base(void **state) {
    (void)state;
    size_t size;
    drg_error error = {0};
    if (tables_compile(NULL, NULL, &base_block, &size, &error) ||
        drg_know_open(base_block, size, &base_know, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    return 0;
}

static int close_base(void **state) {
    (void)state;
    drg_know_free(base_know);
    free(base_block);
    return 0;
}

static drg_date day(int year, int month, int number) {
    return (drg_date){(int16_t)year, (uint8_t)month, (uint8_t)number};
}

static drg_know *lay_over(const drg_know *under, drg_arena *arena, const char *text) {
    drg_know *know = NULL;
    drg_error error = {0};
    if (drg_know_lay(under, slice_of(text), "rows", 100, arena, &know, &error))
        fail_msg("%s", error.message);
    return know;
}

/* ---- mistakes ---- */

static const struct {
    const char *text, *message;
} MISTAKES[] = {
    {"id\tname\n", "rows:1:1: 'id\tname' stands before the first [table]"},
    {"# mine\n\n[bodys]\n", "rows:3:1: 'bodys' is no table; the tables are states, demonyms,"},
    {"[bodies]\nid\tname\ttype\n[bodies]\n", "rows:3:1: 'bodies' is there twice"},
    {"[sectors]\nsector\n", "rows:1:1: 'sectors' is no table"},
    {"[bodies]\n", "rows:2:1: no header"},
    {"[bodies]\nid\tnam\n", "rows:2:2 (nam): the table has no such column"},
    {"[bodies]\nid\tname\ttype\nACME\tAcme\n", "rows:3:2: 2 cells, the header has 3"},
    {"[bodies]\nid\tname\ttype\nACME\tAcme \tORGANIZATION\n", "rows:3:2: white space at an end"},
    {"[bodies]\nid\tname\ttype\nACME\tAcme\tCOMPANY\n",
        "rows:3:3 (type): 'COMPANY' is no type of entity"},
    {"[bodies]\nid\tname\ttype\tcountry\nACME\tAcme\tORGANIZATION\tUSS\n",
        "rows:3:4 (country): 'USS' is no state and no body"},
    {"[bodies]\nid\tname\ttype\tsectors\nACME\tAcme\tORGANIZATION\tGOV|XYZ\n",
        "rows:3:4 (sectors): 'XYZ' is no sector"},
    {"[bodies]\nid\tname\ttype\n\n# two of them\nACME\tAcme\tORGANIZATION\n"
     "ACME\tAcme\tORGANIZATION\n",
        "rows:6:1 (id): 'ACME' is there twice"},
    {"[bodies]\nid\tname\ttype\nT\tTarget\tORGANIZATION\n",
        "rows:3:2 (name): 'Target' is also a common English word: give it a guard"},
    {"[holders]\noffice\tperson\tfrom\tto\nFRA.president\tJo Roe\t2027-02-30\t2028\n",
        "rows:3:3 (from): '2027-02-30' is not YYYY, YYYY-MM or YYYY-MM-DD of a real day"},
    {"[holders]\noffice\tperson\tfrom\tto\nFRA.king\tJo Roe\t2027\t2028\n",
        "rows:3:1 (office): 'FRA.king' is no office"},
    {"[holders]\noffice\tperson\tfrom\tto\nFRA.president\tJo Roe\t2027\t2026\n",
        "rows:3:4 (to): it ends before it begins"},
    {"[holders]\noffice\tperson\tfrom\tto\nFRA.president\tJo Roe\t2020\t2024\n"
     "FRA.president\tAl Roe\t2022\t2024\n",
        "rows:3:4 (to): another holds the office at the same time (line 4)"},
    {"[places]\nname\ttype\tlatitude\tlongitude\nX\tGPE\t91\t0\n",
        "rows:3:3 (latitude): '91' is no number from -90 to 90"},
    {"[places]\nname\ttype\tlatitude\tlongitude\nX\tGPE\t1.000000000000000000000000000000000\t0\n",
        "rows:3:3 (latitude): '1.000000000000000000000000000000000' is no number from -90 to 90"},
    {"[members]\nbody\tmember\tfrom\nEU\tXXX\t2020\n",
        "rows:3:2 (member): 'XXX' is no state and no body"},
    {"[titles]\nform\tkind\nhigh lord\tlordship\n", "rows:3:2 (kind): 'lordship' is no kind"},
    {"[bodies]\nid\tname\ttype\nA\xff\tAcme\tORGANIZATION\n", "rows:3:1: not UTF-8"},
};

static void mistakes_are_told_by_line_and_column(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof MISTAKES / sizeof MISTAKES[0]; i++) {
        drg_arena arena;
        drg_know *know = NULL;
        drg_error error = {0};
        drg_arena_init(&arena, 1 << 22, NULL);
        int result =
            drg_know_lay(base_know, slice_of(MISTAKES[i].text), "rows", 100, &arena, &know, &error);
        if (result != DRG_EFORMAT ||
            strncmp(error.message, MISTAKES[i].message, strlen(MISTAKES[i].message)) != 0)
            fail_msg("%s\ngot: %d %s\nwanted: %s", MISTAKES[i].text, result, error.message,
                MISTAKES[i].message);
        drg_arena_deinit(&arena);
    }
}

static void a_nul_byte_is_refused(void **state) {
    (void)state;
    static const char text[] = "[bodies]\nid\tname\ttype\nA\0\tAcme\tORGANIZATION\n";
    drg_arena arena;
    drg_know *know = NULL;
    drg_error error = {0};
    drg_arena_init(&arena, 1 << 22, NULL);
    assert_int_equal(drg_know_lay(base_know, (drg_slice){text, sizeof text - 1}, "rows", 100,
                         &arena, &know, &error),
        DRG_EFORMAT);
    assert_string_equal(error.message, "rows:3:1: a NUL byte");
    drg_arena_deinit(&arena);
}

static void too_many_rows(void **state) {
    (void)state;
    char text[4096] = "[surnames]\nname\n";
    for (size_t i = 0; i <= 100; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "Name%zu\n", i);
    drg_arena arena;
    drg_know *know = NULL;
    drg_error error = {0};
    drg_arena_init(&arena, 1 << 22, NULL);
    assert_int_equal(
        drg_know_lay(base_know, slice_of(text), "rows", 100, &arena, &know, &error), DRG_EFORMAT);
    assert_string_equal(error.message, "rows: 101 rows, the limit is 100");
    drg_arena_deinit(&arena);
}

/* One of more than 154 bytes was added and then not found again: a write far outside. */
static void a_body_with_a_long_id_is_refused(void **state) {
    (void)state;
    for (int length = 128; length <= 300; length += length > 128 ? 87 : 1) {
        char text[512];
        drg_arena arena;
        drg_know *know = NULL;
        drg_error error = {0};
        snprintf(
            text, sizeof text, "[bodies]\nid\tname\ttype\n%0*d\tAcme\tORGANIZATION\n", length, 7);
        drg_arena_init(&arena, 1 << 22, NULL);
        int result = drg_know_lay(base_know, slice_of(text), "rows", 100, &arena, &know, &error);
        assert_int_equal(result, length > 128 ? DRG_EFORMAT : DRG_OK);
        if (result)
            assert_non_null(strstr(error.message, "rows:3:1 (id): an id has at most 128 bytes"));
        drg_arena_deinit(&arena);
    }
}

/* One of more than 95 bytes was taken, and then was nobody's country and had no members. */
static void a_body_with_a_long_id_is_found(void **state) {
    (void)state;
    char text[512], id[129];
    drg_arena arena;
    snprintf(id, sizeof id, "%0*d", 128, 7);
    snprintf(text, sizeof text,
        "[bodies]\nid\tname\ttype\n%s\tAcme\tORGANIZATION\n[members]\nbody\tmember\n%s\tFRA\n", id,
        id);
    drg_arena_init(&arena, 1 << 22, NULL);
    const drg_know *know = lay_over(base_know, &arena, text);
    assert_int_not_equal(drg_know_country(know, slice_of(id)), DRG_NONE);
    assert_true(drg_know_member(know, slice_of(id), DRG_SLICE("FRA"), day(2024, 1, 1)));
    drg_arena_deinit(&arena);
}

/* One of 153 bytes was added, not found again, and said to be a lack of memory. */
static void a_person_with_a_long_name_is_a_row_or_a_mistake(void **state) {
    (void)state;
    for (int length = 100; length <= 300; length++) {
        char text[512];
        drg_arena arena;
        drg_know *know = NULL;
        drg_error error = {0};
        snprintf(text, sizeof text,
            "[holders]\noffice\tperson\tfrom\tto\tas_of\n"
            "FRA.president\tJ%0*d\t2026-01-01\t\t2026-02-01\n",
            length, 7);
        drg_arena_init(&arena, 1 << 22, NULL);
        int result = drg_know_lay(base_know, slice_of(text), "rows", 100, &arena, &know, &error);
        assert_true(result == DRG_OK || result == DRG_EFORMAT);
        drg_arena_deinit(&arena);
    }
}

/* Whatever the budget, it ends in DRG_ENOMEM or a view, never in a crash. */
static void any_budget(void **state) {
    (void)state;
    for (size_t budget = 1 << 10; budget <= 1 << 21; budget += budget / 4) {
        drg_arena arena;
        drg_know *know = NULL;
        drg_error error = {0};
        drg_arena_init(&arena, budget, NULL);
        int result = drg_know_lay(base_know,
            slice_of("[holders]\noffice\tperson\tfrom\tas_of\nFRA.president\tJo Roe\t2027\t2027\n"),
            "rows", 100, &arena, &know, &error);
        assert_true(result == DRG_ENOMEM || (result == DRG_OK && know));
        drg_arena_deinit(&arena);
    }
}

/* ---- answers ---- */

static const char ROWS[] = "# rows of a test\n"
                           "[bodies]\n"
                           "name\tid\ttype\tkind\tcountry\tsectors\tparent\taliases\n"
                           "Acme Holdings\tACME\tORGANIZATION\tcompany\tUSA\tMIL\tUN\tParis|Acme\n"
                           "\n"
                           "[places]\n"
                           "name\ttype\tkind\tcountry\tlatitude\tlongitude\tgeonames\n"
                           "Paris\tGPE\tcapital\tFRA\t1\t2\t2988507\n"
                           "[holders]\n"
                           "office\tperson\tfrom\tto\tas_of\tcountry\taliases\n"
                           "FRA.president\tJo Roe\t2024-03-01\t\t2026\t\tJoey Roe\n"
                           "ACME.head\tAl Foe\t2020\t\t2026\tTUR\t\n"
                           "UN.sg\tAntónio Guterres\t2017-01-01\t2025-05-01\t\t\t\n"
                           "[offices]\n"
                           "id\tof\ttitle\tkind\tsector\n"
                           "ACME.head\tACME\tChief Executive\thead\tGOV\n"
                           "[members]\n"
                           "body\tmember\tfrom\tto\n"
                           "EU\tFRA\t1958\t2020-12-31\n"
                           "UN\tGRL\t2000\t\n"
                           "[titles]\n"
                           "form\tkind\tsector\n"
                           "foreign minister at large\toffice\tMIL\n"
                           "[surnames]\n"
                           "name\n"
                           "Zorg\n"
                           "[states]\n"
                           "code\taliases\n"
                           "TUR\tAnatolia\n";

static const char *holder(const drg_know *know, const char *of, const char *kind, drg_date date) {
    static char name[64];
    const drg_term *term = drg_know_holder(know, slice_of(of), slice_of(kind), date);
    if (!term)
        return "";
    drg_slice found = drg_know_thing(know, term->person)->name;
    snprintf(name, sizeof name, "%.*s", (int)found.size, found.data);
    return name;
}

static void check_things(const drg_know *know) {
    uint32_t acme = drg_know_find(know, DRG_SLICE("body:ACME"));
    assert_int_not_equal(acme, DRG_NONE);
    assert_true(acme >= drg_know_things(base_know) && acme < drg_know_things(know));
    const drg_thing *thing = drg_know_thing(know, acme);
    assert_true(drg_slice_is(thing->name, "Acme Holdings"));
    assert_true(drg_slice_is(thing->country, "USA"));
    assert_true(drg_slice_is(drg_know_sector_code(know, thing->sectors[0]), "MIL"));
    assert_int_equal(thing->parent, drg_know_find(base_know, DRG_SLICE("body:UN")));
    const drg_table *bodies = drg_know_table(know, "bodies");
    assert_true(
        drg_slice_is(drg_table_cell(bodies, thing->row, drg_table_column(bodies, "id")), "ACME"));
    assert_true(drg_slice_is(
        drg_table_cell(bodies, 0, drg_table_column(bodies, "id")), "UN")); /* built in */
    /* a replaced thing keeps its number */
    uint32_t paris = drg_know_find(know, DRG_SLICE("place:2988507"));
    assert_int_equal(paris, drg_know_find(base_know, DRG_SLICE("place:2988507")));
    assert_true(drg_know_thing(know, paris)->latitude == 1);
    assert_int_equal(drg_know_thing(know, paris)->population, 2100000); /* not named: kept */
    assert_true(drg_know_thing(base_know, paris)->latitude > 48);
    uint32_t turkey = drg_know_country(know, DRG_SLICE("TUR"));
    assert_int_equal(turkey, drg_know_country(base_know, DRG_SLICE("TUR")));
    assert_true(drg_slice_is(drg_know_thing(know, turkey)->name, "Turkey"));
    /* a reference changes nothing */
    uint32_t un = drg_know_country(know, DRG_SLICE("UN"));
    assert_ptr_equal(drg_know_thing(know, un), drg_know_thing(base_know, un));
    assert_null(drg_know_thing(know, (uint32_t)drg_know_things(know)));
}

static void check_names(const drg_know *know) {
    word_list text;
    drg_name_hit hits[8];
    text = words_of("Paris and Anatolia met the foreign minister at large of France", false);
    size_t count = drg_know_match(know, text.text, text.tokens, text.count, 0, hits, 8);
    assert_int_equal(count, 1);
    assert_true(hits[0].thing_count >= 3); /* the company, then the built-in ones */
    assert_true(drg_slice_is(drg_know_thing(know, hits[0].things[0])->id, "body:ACME") ||
                drg_slice_is(drg_know_thing(know, hits[0].things[1])->id, "body:ACME"));
    count = drg_know_match(know, text.text, text.tokens, text.count, 2, hits, 8);
    assert_int_equal(count, 1);
    assert_int_equal(hits[0].things[0], drg_know_country(know, DRG_SLICE("TUR")));
    count = drg_know_match(know, text.text, text.tokens, text.count, text.count - 1, hits, 8);
    assert_int_equal(count, 1); /* built in, found through the view */
    drg_title_hit title;
    assert_true(drg_know_title(know, text.text, text.tokens, text.count, 5, &title));
    assert_int_equal(title.end_token, 9);
    const drg_table *titles = drg_know_table(know, "titles");
    assert_true(drg_slice_is(drg_table_cell(titles, title.row, drg_table_column(titles, "form")),
        "foreign minister at large"));
    assert_true(drg_know_title(base_know, text.text, text.tokens, text.count, 5, &title));
    assert_int_equal(title.end_token, 7);
    assert_int_equal(drg_know_person_word(know, DRG_SLICE("zorg")), DRG_NAME_SURNAME);
    assert_true(drg_know_person_word(know, DRG_SLICE("macron")) & DRG_NAME_SURNAME);
    assert_int_equal(drg_know_person_word(base_know, DRG_SLICE("zorg")), 0);
}

static void check_offices(const drg_know *know) {
    assert_string_equal(holder(know, "FRA", "head_of_state", day(2024, 2, 1)), "Emmanuel Macron");
    assert_string_equal(holder(know, "FRA", "head_of_state", day(2024, 4, 1)), "Jo Roe");
    assert_string_equal(holder(know, "FRA", "president", day(0, 0, 0)), "Jo Roe");
    assert_string_equal(holder(base_know, "FRA", "president", day(0, 0, 0)), "Emmanuel Macron");
    assert_string_equal(holder(know, "ACME", "chief executive", day(2024, 4, 1)), "Al Foe");
    assert_string_equal(
        holder(know, "UN", "secretary-general", day(2024, 4, 1)), "António Guterres");
    assert_string_equal(holder(know, "UN", "secretary-general", day(2025, 8, 1)), "");
    assert_string_equal(holder(know, "FRA", "foreign_minister", day(2013, 1, 1)), "Laurent Fabius");
    size_t count;
    uint32_t macron = drg_know_find(know, DRG_SLICE("person:Emmanuel Macron"));
    const drg_term *terms = drg_know_terms(know, macron, &count);
    assert_int_equal(count, 1);
    assert_int_equal(terms[0].to.year, 2024); /* ended where the user's begins */
    terms = drg_know_terms(base_know, macron, &count);
    assert_int_equal(terms[0].to.year, 0);
    uint32_t roe = drg_know_find(know, DRG_SLICE("person:Jo Roe"));
    terms = drg_know_terms(know, roe, &count);
    assert_int_equal(count, 1);
    assert_true(drg_slice_is(terms[0].office_id, "FRA.president"));
    assert_int_equal(terms[0].person, roe);
    assert_true(drg_slice_is(drg_know_thing(know, roe)->country, "FRA"));
    uint32_t fabius = drg_know_find(know, DRG_SLICE("person:Laurent Fabius"));
    drg_know_terms(know, fabius, &count);
    assert_int_equal(count, 1); /* untouched */
    const drg_table *offices = drg_know_table(know, "offices");
    uint32_t foe = drg_know_find(know, DRG_SLICE("person:Al Foe"));
    terms = drg_know_terms(know, foe, &count);
    assert_true(
        drg_slice_is(drg_table_cell(offices, terms[0].office_row, drg_table_column(offices, "id")),
            "ACME.head"));
    assert_true(drg_slice_is(drg_know_thing(know, foe)->country, "TUR"));
}

static void check_members(const drg_know *know) {
    const drg_slice eu = DRG_SLICE("EU"), un = DRG_SLICE("UN");
    assert_true(drg_know_member(know, eu, DRG_SLICE("FRA"), day(2010, 1, 1)));
    assert_false(drg_know_member(know, eu, DRG_SLICE("FRA"), day(2022, 1, 1)));
    assert_true(drg_know_member(base_know, eu, DRG_SLICE("FRA"), day(2022, 1, 1)));
    assert_true(drg_know_member(know, un, DRG_SLICE("GRL"), day(0, 0, 0)));
    assert_true(drg_know_member(know, un, DRG_SLICE("FRA"), day(0, 0, 0))); /* built in */
}

static void rows_win(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 1 << 22, NULL);
    const drg_know *know = lay_over(base_know, &arena, ROWS);
    check_things(know);
    check_names(know);
    check_offices(know);
    check_members(know);
    drg_arena_deinit(&arena);
}

/* A file's rows below, a request's rows on top: both hold, the upper ones win. */
static void rows_over_rows(void **state) {
    (void)state;
    drg_arena lower, upper;
    drg_arena_init(&lower, 1 << 22, NULL);
    drg_arena_init(&upper, 1 << 22, NULL);
    const drg_know *under = lay_over(base_know, &lower, ROWS);
    const drg_know *know = lay_over(under, &upper,
        "[bodies]\nid\tname\taliases\nACME\tAcme United\tParis\n"
        "[holders]\noffice\tperson\tfrom\tas_of\nFRA.president\tZo Poe\t2025\t2026\n"
        "ACME.head\tZo Poe\t2022\t2026\n");
    uint32_t acme = drg_know_find(know, DRG_SLICE("body:ACME"));
    assert_int_equal(acme, drg_know_find(under, DRG_SLICE("body:ACME")));
    assert_true(drg_slice_is(drg_know_thing(know, acme)->name, "Acme United"));
    assert_true(drg_slice_is(drg_know_thing(know, acme)->country, "USA")); /* kept from below */
    assert_string_equal(holder(know, "FRA", "president", day(2023, 1, 1)), "Emmanuel Macron");
    assert_string_equal(holder(know, "FRA", "president", day(2024, 6, 1)), "Jo Roe");
    assert_string_equal(holder(know, "FRA", "president", day(2025, 6, 1)), "Zo Poe");
    assert_string_equal(holder(know, "ACME", "chief executive", day(2021, 6, 1)), "Al Foe");
    assert_string_equal(holder(know, "ACME", "chief executive", day(2025, 6, 1)), "Zo Poe");
    size_t count;
    drg_know_terms(know, drg_know_find(know, DRG_SLICE("person:Zo Poe")), &count);
    assert_int_equal(count, 2);
    assert_string_equal(holder(under, "FRA", "president", day(2025, 6, 1)), "Jo Roe");
    word_list text;
    drg_name_hit hits[8];
    text = words_of("Acme United met Acme Holdings in Paris", false);
    assert_int_equal(drg_know_match(know, text.text, text.tokens, text.count, 0, hits, 8), 2);
    assert_int_equal(hits[0].end_token, 2);
    assert_int_equal(hits[0].things[0], acme);
    assert_int_equal(drg_know_match(know, text.text, text.tokens, text.count, 3, hits, 8), 2);
    assert_int_equal(hits[0].things[0], acme); /* its name of below leads to the row on top */
    assert_int_equal(drg_know_match(know, text.text, text.tokens, text.count, 6, hits, 8), 1);
    for (uint32_t i = 0; i < hits[0].thing_count; i++)
        for (uint32_t k = 0; k < i; k++)
            assert_int_not_equal(hits[0].things[i], hits[0].things[k]);
    drg_arena_deinit(&upper);
    drg_arena_deinit(&lower);
}

static const char *regions(const drg_know *know, const char *table, const char *name) {
    static char found[64];
    const drg_table *names = drg_know_table(know, table);
    size_t row = drg_table_find(names, slice_of(name));
    if (row == SIZE_MAX)
        return NULL;
    drg_slice cell = drg_table_cell(names, row, drg_table_column(names, "regions"));
    snprintf(found, sizeof found, "%.*s", (int)cell.size, cell.data);
    return found;
}

/* They were searched by halving over the built-in rows and the user's as if those were in order. */
static void names_of_persons_in_any_order_are_found(void **state) {
    (void)state;
    static const char *const names[] = {
        "Zorg", "Aalto", "Kexman", "Macron", "Zuse", "Äpfel", "Abe"};
    enum { NAMES = sizeof names / sizeof names[0] };
    for (size_t turn = 0; turn < NAMES; turn++) {
        char text[512] = "[surnames]\nregions\tname\n";
        for (size_t i = 0; i < NAMES; i++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "r%zu\t%s\n",
                (i + turn) % NAMES, names[(i + turn) % NAMES]);
        drg_arena lower, upper;
        drg_arena_init(&lower, 1 << 22, NULL);
        drg_arena_init(&upper, 1 << 22, NULL);
        const drg_know *under = lay_over(base_know, &lower, text);
        const drg_know *know = lay_over(under, &upper,
            "[surnames]\nname\tregions\nMoe\ttop\nAalto\ttop\n[given_names]\nname\nZo\n");
        for (size_t i = 0; i < NAMES; i++) {
            char wanted[8];
            snprintf(wanted, sizeof wanted, "r%zu", i);
            assert_string_equal(regions(under, "surnames", names[i]), wanted);
            assert_string_equal(regions(know, "surnames", names[i]), i == 1 ? "top" : wanted);
        }
        assert_string_equal(regions(know, "surnames", "Moe"), "top");
        assert_string_equal(regions(know, "surnames", "Erdoğan"), "turkish"); /* built in */
        assert_string_equal(regions(base_know, "surnames", "Macron"), "french");
        assert_null(regions(know, "surnames", "Nobody"));
        drg_arena_deinit(&upper);
        drg_arena_deinit(&lower);
    }
}

/* As for bodies and states: a column that the text does not name stays as it is built in. */
static void names_of_persons_keep_their_built_in_columns(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 1 << 22, NULL);
    const drg_know *know = lay_over(
        base_know, &arena, "[surnames]\nname\nMacron\nAbe\n[given_names]\nname\tregions\nHope\t\n");
    assert_string_equal(regions(know, "surnames", "Macron"), "french");
    assert_string_equal(regions(know, "surnames", "Abe"), "");
    assert_string_equal(regions(know, "given_names", "Hope"), ""); /* named, and empty */
    assert_true(drg_know_person_word(know, DRG_SLICE("hope")) & DRG_NAME_FEMALE);
    drg_arena_deinit(&arena);
}

/* A mistake is told by the line of the text, not by its place in the order. */
static void mistakes_in_names_of_persons_keep_their_lines(void **state) {
    (void)state;
    drg_arena arena;
    drg_know *know = NULL;
    drg_error error = {0};
    drg_arena_init(&arena, 1 << 22, NULL);
    assert_int_equal(drg_know_lay(base_know, DRG_SLICE("[surnames]\nname\nZorg\nMoe\n\n--\nAbe\n"),
                         "rows", 100, &arena, &know, &error),
        DRG_EFORMAT);
    assert_string_equal(error.message, "rows:6:1 (name): too long, or no name");
    drg_arena_deinit(&arena);
}

/* CRLF was refused with "'[bodies]' stands before the first [table]". */
static void lines_that_end_with_crlf_were_refused(void **state) {
    (void)state;
    static const char *const marks[] = {"", "\xef\xbb\xbf"};
    for (size_t mark = 0; mark < 2; mark++) {
        char text[4096];
        size_t size = (size_t)snprintf(text, sizeof text, "%s", marks[mark]);
        for (const char *at = ROWS; *at && size + 2 < sizeof text; at++) {
            if (*at == '\n')
                text[size++] = '\r';
            text[size++] = *at;
        }
        text[size] = 0;
        drg_arena arena;
        drg_arena_init(&arena, 1 << 22, NULL);
        const drg_know *know = lay_over(base_know, &arena, text);
        check_things(know);
        check_names(know);
        check_offices(know);
        check_members(know);
        drg_arena_deinit(&arena);
    }
}

/* The last line without its LF, a comment, lines of both kinds; and what stays a mistake. */
static void ends_of_lines(void **state) {
    (void)state;
    drg_arena arena;
    drg_know *know = NULL;
    drg_error error = {0};
    drg_arena_init(&arena, 1 << 22, NULL);
    know = lay_over(base_know, &arena,
        "# "
        "mine\r\n\r\n[surnames]\r\nname\tregions\nZorg\tr\r\n\r\n#\r\nAbe\t\r\n[given_names]"
        "\nname\r\nMoe\r");
    assert_string_equal(regions(know, "surnames", "Zorg"), "r");
    assert_string_equal(regions(know, "surnames", "Abe"), "");
    assert_int_equal(drg_know_person_word(know, DRG_SLICE("moe")), DRG_NAME_GIVEN);
    static const struct {
        const char *text, *message;
    } mistakes[] = {
        {"[surnames]\r\r\nname\r\n", "rows:1:1: '[surnames]\r' stands before the first [table]"},
        {"[surnames]\nname\nZorg\r\r\n", "rows:3:1: white space at an end of the cell"},
        {"[surnames]\r\nname\tregions\r\nZorg\r\n", "rows:3:1: 1 cells, the header has 2"},
        {"[bodys]\r\n", "rows:1:1: 'bodys' is no table;"},
        {"[surnames]\r\n", "rows:2:1: no header"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        error = (drg_error){0};
        assert_int_equal(
            drg_know_lay(base_know, slice_of(mistakes[i].text), "rows", 100, &arena, &know, &error),
            DRG_EFORMAT);
        if (strncmp(error.message, mistakes[i].message, strlen(mistakes[i].message)) != 0)
            fail_msg("got: %s\nwanted: %s", error.message, mistakes[i].message);
    }
    drg_arena_deinit(&arena);
}

static void no_rows_change_nothing(void **state) {
    (void)state;
    drg_arena arena;
    drg_arena_init(&arena, 1 << 22, NULL);
    const drg_know *know = lay_over(base_know, &arena, "# nothing\n\n");
    assert_int_equal(drg_know_things(know), drg_know_things(base_know));
    assert_string_equal(holder(know, "FRA", "president", day(2020, 1, 1)), "Emmanuel Macron");
    drg_arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_told_by_line_and_column),
        cmocka_unit_test(a_nul_byte_is_refused),
        cmocka_unit_test(too_many_rows),
        cmocka_unit_test(a_body_with_a_long_id_is_refused),
        cmocka_unit_test(a_body_with_a_long_id_is_found),
        cmocka_unit_test(a_person_with_a_long_name_is_a_row_or_a_mistake),
        cmocka_unit_test(any_budget),
        cmocka_unit_test(rows_win),
        cmocka_unit_test(rows_over_rows),
        cmocka_unit_test(names_of_persons_in_any_order_are_found),
        cmocka_unit_test(names_of_persons_keep_their_built_in_columns),
        cmocka_unit_test(mistakes_in_names_of_persons_keep_their_lines),
        cmocka_unit_test(lines_that_end_with_crlf_were_refused),
        cmocka_unit_test(ends_of_lines),
        cmocka_unit_test(no_rows_change_nothing),
    };
    return cmocka_run_group_tests(tests, open_base, close_base);
}
