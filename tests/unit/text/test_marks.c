/* SPDX-License-Identifier: Apache-2.0 */
#include "segmented.h"

/* ---- datelines ---- */

static const struct {
    const char *text, *place, *agency, *date,
        *rest; /* rest: first word behind; NULL: no dateline */
} DATELINES[] = {
    {"PARIS (AP) \xE2\x80\x94 France said on", "PARIS", "AP", "", "France"},
    {"PARIS, April 18 (Reuters) - France said", "PARIS", "Reuters", "April 18", "France"},
    {"KIGALI, Jun 15 2022 (IPS) - A few years", "KIGALI", "IPS", "Jun 15 2022", "A"},
    {"WASHINGTON, D.C., Jan. 5 -- The president", "WASHINGTON, D.C.", "", "Jan. 5", "The"},
    {"Kathmandu, Jan 5: The government", "Kathmandu", "", "Jan 5", "The"},
    {"(Reuters) - Oil prices rose", "", "Reuters", "", "Oil"},
    {"BEIJING, July 18 (Xinhua) -- China's", "BEIJING", "Xinhua", "July 18", "China"},
    {"CAIRO - 26 June: The minister", "CAIRO", "", "", "26"},
    {"DAKAR, Senegal, Jul 25 2022 (IPS) - The", "DAKAR, Senegal", "IPS", "Jul 25 2022", "The"},
    {"KUALA LUMPUR: Two women were", "KUALA LUMPUR", "", "", "Two"},
    {"HIROSHIMA--Survivors of the", "HIROSHIMA", "", "", "Survivors"},
    {"Cape Town - After the speech", "Cape Town", "", "", "After"},
    {"Srinagar- The bureau arrested", "Srinagar", "", "", "The"},
    {"UNITED NATIONS (AP) - The council", "UNITED NATIONS", "AP", "", "The"},
    {"BREAKING: Two women were arrested.", NULL, NULL, NULL, NULL},
    {"On June 12- the day it fell - he came.", NULL, NULL, NULL, NULL},
    {"The minister (who was late) said so.", NULL, NULL, NULL, NULL},
    {"Jean-Claude Juncker said it.", NULL, NULL, NULL, NULL},
    {"NATO allies - all of them - agreed.", NULL, NULL, NULL, NULL},
};

static drg_slice tokens_text(const drg_document *document, uint32_t first, uint32_t end) {
    if (first == end)
        return (drg_slice){"", 0};
    uint32_t start = document->tokens.items[first].start;
    return (drg_slice){document->text.data + start, document->tokens.items[end - 1].end - start};
}

static void datelines_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof DATELINES / sizeof DATELINES[0]; i++) {
        drg_document document;
        segment(&document, slice_of(DATELINES[i].text));
        const drg_dateline *d = &document.dateline;
        if (d->found != (DATELINES[i].place != NULL))
            fail_msg("%s: found %d", DATELINES[i].text, d->found);
        if (d->found) {
            const drg_slice got[4] = {tokens_text(&document, d->place_first, d->place_end),
                tokens_text(&document, d->agency_first, d->agency_end),
                tokens_text(&document, d->date_first, d->date_end),
                tokens_text(&document, d->end, d->end + 1)};
            const char *const expected[4] = {
                DATELINES[i].place, DATELINES[i].agency, DATELINES[i].date, DATELINES[i].rest};
            for (size_t n = 0; n < 4; n++)
                if (!drg_slice_is(got[n], expected[n]))
                    fail_msg("%s: part %zu is '%.*s'", DATELINES[i].text, n, (int)got[n].size,
                        got[n].data);
            for (uint32_t t = 0; t < document.tokens.count; t++)
                assert_int_equal(
                    !!(document.tokens.items[t].flags & DRG_TOKEN_DATELINE), t < d->end);
            assert_true(document.tokens.items[d->end].flags & DRG_TOKEN_SENTENCE_START ||
                        !drg_token_word(&document.tokens.items[d->end]));
        }
        segment_free(&document);
    }
}

static void dateline_is_found_below_the_headline(void **state) {
    (void)state;
    drg_document document;
    segment(
        &document, slice_of("https://example.org/a\n\nTalks end in Paris\n\nBy Jane Roe\n\nPARIS, "
                            "April 18 (Reuters) - The talks ended.\n\nThey were long.\n"));
    assert_true(document.dateline.found);
    assert_string_equal(document.tokens.items[document.dateline.place_first].lower.data, "paris");
    const uint8_t kinds[] = {DRG_BOILERPLATE, DRG_HEADLINE, DRG_BYLINE, DRG_BODY, DRG_BODY};
    assert_int_equal(document.sentences.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(document.sentences.items[i].kind, kinds[i]);
    segment_free(&document);
}

/* ---- kinds ---- */

static const struct {
    const char *line;
    drg_sentence_kind kind;
} KINDS[] = {
    {"Macron hosts talks on Ukraine", DRG_HEADLINE},
    {"By Jane Roe and John Doe", DRG_BYLINE},
    {"By JANE ROE, Associated Press", DRG_BYLINE},
    {"By the time it ended", DRG_HEADLINE},
    {"Reuters staff", DRG_BYLINE},
    {"Read more: the whole story", DRG_BOILERPLATE},
    {"(Reporting by Jane Roe; Editing by John Doe)", DRG_BOILERPLATE},
    {"Copyright 2025 Example. All rights reserved.", DRG_BOILERPLATE},
    {"- an item of a list", DRG_LIST_ITEM},
    {"1. an item of a list", DRG_LIST_ITEM},
    {"\xE2\x80\xA2 an item of a list", DRG_LIST_ITEM},
    {"The minister arrived in Paris.", DRG_BODY},
    {"He said it was \"over.\"", DRG_BODY},
    {"He said:", DRG_BODY},
    {"-5 degrees were measured.", DRG_BODY},
};

static void kinds_of_lines(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        char text[300];
        drg_document document;
        snprintf(text, sizeof text, "%s\n\nThe body begins here. It goes on.\n", KINDS[i].line);
        segment(&document, slice_of(text));
        if (document.sentences.items[0].kind != KINDS[i].kind)
            fail_msg("%s: kind %d", KINDS[i].line, document.sentences.items[0].kind);
        segment_free(&document);
    }
}

static void single_line_is_body(void **state) {
    (void)state;
    drg_document document;
    segment(&document, slice_of("Macron hosts talks on Ukraine"));
    assert_int_equal(document.sentences.items[0].kind, DRG_BODY);
    segment_free(&document);
}

/* ---- flags ---- */

static const struct {
    const char *text, *flagged;
} QUOTED[] = {
    {"He said \"go now\" and left.", "go | now"},
    {"\xE2\x80\x9CGo,\xE2\x80\x9D he said.", "Go | ,"},
    {"It was 'very late', he said.", "very | late"},
    {"\xE2\x80\x98Go,\xE2\x80\x99 he said.", "Go | ,"},
    {"the ministers' talks and Iran's", ""},
    {"a 5\" pipe and a 6\" one", ""},
    {"``Go,'' he said.", "Go | ,"},
    {"\xE2\x80\x98\xE2\x80\x99Go,\xE2\x80\x99\xE2\x80\x99 he said.", "Go | ,"},
    {"\xC2\xABGo\xC2\xBB he said.", "Go"},
    {"\xE2\x80\x98One.\n\n\xE2\x80\x98Two.\xE2\x80\x99 Three.", "One | . | Two | ."},
    {"\xE2\x80\x9EGo\xE2\x80\x9C he said.", "Go"},
    {"He \"went away.", ""},
    {"\xE2\x80\x9COne.\n\n\xE2\x80\x9CTwo.\xE2\x80\x9D Three.", "One | . | Two | ."},
    {"\xE2\x80\x9COne \xE2\x80\x98two\xE2\x80\x99 three\xE2\x80\x9D four",
        "One | \xE2\x80\x98 | two | \xE2\x80\x99 | three"},
};

static void quoted_tokens_are_flagged(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof QUOTED / sizeof QUOTED[0]; i++) {
        drg_document document;
        char got[300];
        segment(&document, slice_of(QUOTED[i].text));
        write_flagged(&document, DRG_TOKEN_QUOTED, got, sizeof got);
        if (strcmp(got, QUOTED[i].flagged) != 0)
            fail_msg("%s: %s", QUOTED[i].text, got);
        segment_free(&document);
    }
}

static void capitals_that_say_nothing_are_flagged(void **state) {
    (void)state;
    drg_document document;
    char got[300];
    segment(
        &document, slice_of("Macron Hosts Talks on Ukraine in Paris\n\nIRAN TALKS END IN GENEVA\n\n"
                            "The UN and the EU met Emmanuel Macron in Paris.\n"));
    write_flagged(&document, DRG_TOKEN_CAPS_CONTEXT, got, sizeof got);
    assert_string_equal(got,
        "Macron | Hosts | Talks | on | Ukraine | in | Paris | IRAN | TALKS | END "
        "| IN | GENEVA");
    write_flagged(&document, DRG_TOKEN_SENTENCE_START, got, sizeof got);
    assert_string_equal(got, "Macron | IRAN | The");
    segment_free(&document);
}

/* ---- language ---- */

static const struct {
    const char *text, *language;
} LANGUAGES[] = {
    {"Macron hosts Zelenskyy", "en"},
    {"The ministers of the two states met in Paris on Friday and agreed to end the war.", "en"},
    {"Le ministre des affaires \xC3\xA9trang\xC3\xA8res est arriv\xC3\xA9 dans la capitale pour "
     "une "
     "r\xC3\xA9union avec les repr\xC3\xA9sentants qui sont sur le terrain.",
        "fr"},
    {"El ministro de Exteriores lleg\xC3\xB3 a la capital para una reuni\xC3\xB3n con los "
     "representantes de las regiones que se oponen al plan del gobierno.",
        "es"},
    {"Der Minister ist in der Hauptstadt und wird mit den Vertretern des Landes \xC3\xBC"
     "ber die "
     "Lage sprechen, die nach dem Angriff nicht besser ist.",
        "de"},
    {"\xD0\x9C\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD1\x80 \xD0\xBF\xD1\x80\xD0\xB8\xD0\xB1\xD1"
     "\x8B\xD0\xBB \xD0\xB2 \xD0\x9F\xD0\xB0\xD1\x80\xD0\xB8\xD0\xB6",
        "ru"},
    {"\xE3\x81\x93\xE3\x82\x8C\xE3\x81\xAF \xE6\x97\xA5\xE6\x9C\xAC "
     "\xE8\xAA\x9E \xE3\x81\xA7\xE3\x81\x99 \xE6\x96\x87 \xE7\xAB\xA0",
        "ja"},
    {"kala fana wero tuma sina bora kelu maso pirate nolu wesi kapa tiro mula fesa loni dara keso "
     "puli wamo tiso",
        "und"},
    {"\xE4\xB8\xAD\xE5\x9B\xBD \xE5\xA4\x96\xE4\xBA\xA4 \xE9\x83\xA8\xE9\x95\xBF", "zh"},
};

static void languages_are_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof LANGUAGES / sizeof LANGUAGES[0]; i++) {
        drg_document document;
        segment(&document, slice_of(LANGUAGES[i].text));
        if (!drg_slice_is(document.language, LANGUAGES[i].language))
            fail_msg(
                "%s: %.*s", LANGUAGES[i].text, (int)document.language.size, document.language.data);
        bool english = strcmp(LANGUAGES[i].language, "en") == 0;
        assert_int_equal(document.warnings.count, english ? 0 : 1);
        if (!english)
            assert_string_equal(document.warnings.items[0].code, "language_unsupported");
        segment_free(&document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(datelines_are_read),
        cmocka_unit_test(dateline_is_found_below_the_headline),
        cmocka_unit_test(kinds_of_lines),
        cmocka_unit_test(single_line_is_body),
        cmocka_unit_test(quoted_tokens_are_flagged),
        cmocka_unit_test(capitals_that_say_nothing_are_flagged),
        cmocka_unit_test(languages_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
