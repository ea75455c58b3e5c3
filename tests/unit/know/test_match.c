/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "opened.h"
#include "words.h"

/* All hits of a text, as "words=id,id~flags|..."; flags: a alias, f folded, g guarded. */
static void describe(const char *text, bool whole, char *out, size_t room) {
    word_list words = words_of(text, whole);
    size_t used = 0;
    out[0] = 0;
    for (size_t i = 0; i < words.count; i++) {
        drg_name_hit hits[8];
        size_t count = drg_know_match(know, words.text, words.tokens, words.count, i, hits, 8);
        for (size_t k = 0; k < count; k++) {
            uint32_t start = words.tokens[i].start;
            uint32_t end = words.tokens[hits[k].end_token - 1].end;
            used += (size_t)snprintf(out + used, room - used, "%s%.*s=", used ? "|" : "",
                (int)(end - start), text + start);
            for (uint32_t t = 0; t < hits[k].thing_count; t++) {
                drg_slice id = drg_know_thing(know, hits[k].things[t])->id;
                used += (size_t)snprintf(
                    out + used, room - used, "%s%.*s", t ? "," : "", (int)id.size, id.data);
            }
            used += (size_t)snprintf(out + used, room - used, "%s%s%s%s",
                hits[k].alias || hits[k].folded || hits[k].guarded ? "~" : "",
                hits[k].alias ? "a" : "", hits[k].folded ? "f" : "", hits[k].guarded ? "g" : "");
        }
    }
}

static const struct {
    const char *text, *hits;
} names[] = {
    /* longest first, all lengths */
    {"the United Nations Security Council met",
        "United Nations Security Council=body:UNSC|United Nations=body:UN"},
    {"United Nations Security", "United Nations=body:UN"},
    {"United", ""},
    /* several meanings, states first, then by size */
    {"Georgia", "Georgia=state:GEO,place:Georgia:USA"},
    {"in Paris.", "Paris=place:2988507,place:4717560"},
    /* case */
    {"Turkey eats turkey", "Turkey=state:TUR"},
    {"TURKEY VOTES", "TURKEY=state:TUR~f"},
    {"tell us, said the US", "US=state:USA~a"},
    {"Us too", ""},
    {"those who ask the WHO", "WHO=body:WHO~a"},
    {"Who is it", ""},
    {"u.s. bonds", ""},
    /* dots, hyphens, apostrophes, accents */
    {"the U.S. and the U.N.", "U.S.=state:USA~a|U.N.=body:UN~a"},
    {"Asia-Pacific", "Asia-Pacific=place:Asia-Pacific"},
    {"Asia Pacific", "Asia Pacific=place:Asia-Pacific"},
    {"Côte d’Ivoire", "Côte d’Ivoire=state:CIV~a"},
    {"Cote d'Ivoire", "Cote d'Ivoire=state:CIV~af"},
    {"Elysee", "Elysee=seat:Élysée Palace:FRA~a"},
    {"Elysée", "Elysée=seat:Élysée Palace:FRA~af"},
    {"Al-Qaeda and al Qaeda", "Al-Qaeda=body:AQ|al Qaeda=body:AQ"},
    {"the Hague, Den Haag", "the Hague=place:The Hague|Den Haag=place:The Hague~a"},
    /* ISIS the group before Isis the river; the river stays itself */
    {"fighters of ISIS", "ISIS=body:ISIS~a|ISIS=place:Isis~f"},
    {"the Isis", "Isis=place:Isis"},
    /* guards */
    {"Nice", "Nice=place:2990440~g"},
    {"a nice town", ""},
    {"a Pole", "Pole=demonym:Polish~ag"},
    /* an acronym among capitals may be a word */
    {"WHO IS THERE", "WHO=body:WHO~ag"},
    {"U.S. IS THERE", "U.S.=state:USA~a"},
    /* never over the end of a sentence (the tokeniser of the tests ends them at line ends) */
    {"United\nNations", ""},
    {"Emmanuel Macron and EMMANUEL MACRON",
        "Emmanuel Macron=person:Emmanuel Macron|EMMANUEL MACRON=person:Emmanuel Macron~f"},
    {"Frenchmen, French", "Frenchmen=demonym:French:FRA~a|French=demonym:French:FRA"},
    {"Hopé is no Hope", "Hopé=place:Hopé~g"},
    /* an article that counts */
    {"the French said", "French=demonym:French:FRA"},
    {"told The French", "The French=body:TF|French=demonym:French:FRA"},
    {"THE FRENCH", "THE FRENCH=body:TF~fg|FRENCH=demonym:French:FRA~f"},
    {". - '", ""},
};

static void names_are_found(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char got[1000];
        describe(names[i].text, false, got, sizeof got);
        if (strcmp(got, names[i].hits) != 0)
            fail_msg("\"%s\"\n gave %s\n want %s", names[i].text, got, names[i].hits);
    }
}

/* Whether hyphens and apostrophes split words makes no difference, but for words that go on. */
static void tokenisation_does_not_matter(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char split[1000], whole[1000];
        describe(names[i].text, false, split, sizeof split);
        describe(names[i].text, true, whole, sizeof whole);
        if (strcmp(split, whole) != 0)
            fail_msg("\"%s\"\n gave %s\n and  %s", names[i].text, split, whole);
    }
    char got[1000];
    describe("Turkey-backed Turkey's", false, got, sizeof got);
    assert_string_equal(got, "Turkey=state:TUR|Turkey=state:TUR");
    describe("Turkey-backed Turkey's", true, got, sizeof got);
    assert_string_equal(got, "");
}

static void a_small_room_gets_the_longest(void **state) {
    (void)state;
    word_list words = words_of("United Nations Security Council", false);
    drg_name_hit hit;
    assert_int_equal(drg_know_match(know, words.text, words.tokens, words.count, 0, &hit, 1), 1);
    assert_int_equal(hit.end_token, 4);
    assert_int_equal(drg_know_match(know, words.text, words.tokens, words.count, 0, &hit, 0), 0);
    assert_int_equal(drg_know_match(know, words.text, words.tokens, 0, 0, &hit, 1), 0);
    assert_int_equal(drg_know_match(know, words.text, words.tokens, 3, 0, &hit, 1), 1);
    assert_int_equal(hit.end_token, 2);
}

static void titles_are_found(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t end; /* 0: none */
        bool plural;
        drg_title_kind kind;
    } cases[] = {
        {"Foreign Minister X", 2, false, DRG_TITLE_OFFICE},
        {"foreign ministers", 2, true, DRG_TITLE_OFFICE},
        {"MINISTER", 1, false, DRG_TITLE_OFFICE},
        {"foreign talks", 0, false, DRG_TITLE_OFFICE},
        {"lawmakers said", 1, true, DRG_TITLE_ROLE},
        {"Gen. X", 1, false, DRG_TITLE_RANK},
        {"Gen X", 1, false, DRG_TITLE_RANK},
        {"gen X", 0, false, DRG_TITLE_RANK},
        {"Mr. X", 1, false, DRG_TITLE_HONORIFIC},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        word_list words = words_of(cases[i].text, false);
        drg_title_hit hit = {0};
        bool found = drg_know_title(know, words.text, words.tokens, words.count, 0, &hit);
        if (found != (cases[i].end > 0) ||
            (found && (hit.end_token != cases[i].end || hit.plural != cases[i].plural ||
                          hit.kind != cases[i].kind)))
            fail_msg("\"%s\": found %d, end %u", cases[i].text, found, hit.end_token);
    }
}

/* A token of a megabyte, and a text without white space, cost no more than any other. */
static void long_tokens_are_harmless(void **state) {
    (void)state;
    static char text[1000000];
    static drg_token tokens[100000];
    memset(text, 'U', sizeof text);
    drg_name_hit hit;
    drg_token one = {0, sizeof text, 0, DRG_SHAPE_UPPER, 0, {text, sizeof text}};
    assert_int_equal(drg_know_match(know, (drg_slice){text, sizeof text}, &one, 1, 0, &hit, 1), 0);
    for (uint32_t i = 0; i < 100000; i++)
        tokens[i] = (drg_token){i, i + 1, 0, DRG_SHAPE_LETTER, 0, {text + i, 1}};
    for (size_t i = 0; i < 100000; i++)
        assert_int_equal(
            drg_know_match(know, (drg_slice){text, sizeof text}, tokens, 100000, i, &hit, 1), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(tokenisation_does_not_matter),
        cmocka_unit_test(a_small_room_gets_the_longest),
        cmocka_unit_test(titles_are_found),
        cmocka_unit_test(long_tokens_are_harmless),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
