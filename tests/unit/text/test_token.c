/* SPDX-License-Identifier: Apache-2.0 */
#include "segmented.h"

static const struct {
    const char *text, *tokens;
} TOKENS[] = {
    {"He said it.", "He | said | it | ."},
    /* clitics and possessives, straight and curly */
    {"I don't and can\xE2\x80\x99t.", "I | do | n't | and | ca | n\xE2\x80\x99t | ."},
    {"cannot gonna dont", "can | not | gon | na | do | nt"},
    {"he'd've they'll I'm", "he | 'd | 've | they | 'll | I | 'm"},
    {"Iran's and Iran\xE2\x80\x99s", "Iran | 's | and | Iran | \xE2\x80\x99s"},
    {"the ministers' talks", "the | ministers | ' | talks"},
    {"U.S.'s role", "U.S. | 's | role"},
    {"O'Brien and the '90s and 1990's", "O'Brien | and | the | '90s | and | 1990's"},
    {"get 'em", "get | 'em"},
    /* hyphens and dashes */
    {"a 15-year-old boy", "a | 15 | - | year | - | old | boy"},
    {"anti-American co-operation mid-1980s", "anti-American | co-operation | mid-1980s"},
    {"UN-led UN-backed", "UN | - | led | UN | - | backed"},
    {"Russia-Ukraine war", "Russia | - | Ukraine | war"},
    {"one--two \xE2\x80\x94 three\xE2\x80\x93"
     "four",
        "one | -- | two | \xE2\x80\x94 | three | \xE2\x80\x93 | four"},
    {"2022-23 and 5-10", "2022 | - | 23 | and | 5 | - | 10"},
    {"2025-04-18 or 555-1234", "2025-04-18 | or | 555-1234"},
    /* numbers, money, units */
    {"1,000.5 at 9:30 on 18/4/2025", "1,000.5 | at | 9:30 | on | 18/4/2025"},
    {"$5bn, US$1.5m and \xE2\x82\xAC"
     "3",
        "$ | 5 | bn | , | US$ | 1.5 | m | and | \xE2\x82\xAC | 3"},
    {"20% of 10km at 5pm", "20 | % | of | 10 | km | at | 5 | pm"},
    {"20th 1990s 5G G20 3D", "20th | 1990s | 5G | G20 | 3D"},
    {"score of .5", "score | of | .5"},
    /* stops */
    {"Mr. Biden of the U.S. and Ph.D. holders",
        "Mr. | Biden | of | the | U.S. | and | Ph.D. | holders"},
    {"J. K. Rowling", "J. | K. | Rowling"},
    {"No. 5, but no.", "No. | 5 | , | but | no | ."},
    {"at 9 a.m. Friday", "at | 9 | a.m. | Friday"},
    {"well... yes!! no?!", "well | ... | yes | !! | no | ?!"},
    {"Act No.\xC2\xA0"
     "5",
        "Act | No. | 5"},
    {"GEN. LEE", "GEN. | LEE"},
    /* marks */
    {"\"Yes,\" he said", "\" | Yes | , | \" | he | said"},
    {"(AP) [sic] {x}", "( | AP | ) | [ | sic | ] | { | x | }"},
    {"and/or AT&T", "and | / | or | AT&T"},
    {"``quoted''", "`` | quoted | ''"},
    {":) ok", ":) | ok"},
    /* links */
    {"see https://a.org/x_(y)?q=1. Then", "see | https://a.org/x_(y)?q=1 | . | Then"},
    {"(www.un.org/en), bbc.co.uk/news", "( | www.un.org/en | ) | , | bbc.co.uk/news"},
    {"mail j.doe@un.org, please", "mail | j.doe@un.org | , | please"},
    {"@POTUS said #COP28 #1", "@POTUS | said | #COP28 | # | 1"},
    {"said.Then it", "said | . | Then | it"},
    {"end.US troops", "end | . | US | troops"},
    /* beyond ASCII */
    {"na\xC3\xAFve caf\x65\xCC\x81s", "na\xC3\xAFve | caf\x65\xCC\x81s"},
    {"a\xC2\xA0"
     "b\xE2\x80\x8B"
     "c",
        "a | b | c"},
    {"\xEF\xBB\xBF"
     "Start",
        "Start"},
    {"ok \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!",
        "ok | \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 | \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD | !"},
    {"\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA",
        "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7 | \xF0\x9F\x87\xA9\xF0\x9F\x87\xAA"},
    {"\xC2\xABoui\xC2\xBB \xE2\x80\x9Enein\xE2\x80\x9C",
        "\xC2\xAB | oui | \xC2\xBB | \xE2\x80\x9E | nein | \xE2\x80\x9C"},
    {"one\r\ntwo\rthree", "one | two | three"},
};

static void texts_are_cut_as_the_treebanks_cut(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof TOKENS / sizeof TOKENS[0]; i++) {
        drg_document document;
        char got[1000];
        segment(&document, slice_of(TOKENS[i].text));
        check_invariants(&document);
        write_tokens(&document, got, sizeof got);
        if (strcmp(got, TOKENS[i].tokens) != 0)
            fail_msg("case %zu\n  expected %s\n  got      %s", i, TOKENS[i].tokens, got);
        segment_free(&document);
    }
}

static const struct {
    const char *word;
    drg_shape shape;
    const char *lower;
} SHAPES[] = {
    {"talks", DRG_SHAPE_LOWER, "talks"}, {"Paris", DRG_SHAPE_TITLE, "paris"},
    {"O\xE2\x80\x99"
     "Brien",
        DRG_SHAPE_TITLE, "o'brien"},
    {"\xC3\x89lys\xC3\xA9"
     "e",
        DRG_SHAPE_TITLE,
        "\xC3\xA9lys\xC3\xA9"
        "e"},
    {"NATO", DRG_SHAPE_UPPER, "nato"}, {"U.S.", DRG_SHAPE_UPPER, "u.s."},
    {"J.", DRG_SHAPE_LETTER, "j."}, {"iPhone", DRG_SHAPE_MIXED, "iphone"},
    {"5G", DRG_SHAPE_MIXED, "5g"}, {"20th", DRG_SHAPE_DIGIT, "20th"},
    {"1,000", DRG_SHAPE_DIGIT, "1,000"}, {",", DRG_SHAPE_PUNCTUATION, ","},
    {"\xE2\x80\x94", DRG_SHAPE_DASH, "\xE2\x80\x94"}, {"$", DRG_SHAPE_SYMBOL, "$"},
    {"%", DRG_SHAPE_SYMBOL, "%"}, {"www.un.org", DRG_SHAPE_LINK, "www.un.org"},
    {"\xE4\xB8\xAD\xE5\x9B\xBD", DRG_SHAPE_OTHER, "\xE4\xB8\xAD\xE5\x9B\xBD"},
    {"\xC8\xBA", DRG_SHAPE_LETTER, "\xE2\xB1\xA5"}, /* lower case takes more bytes */
};

static void shapes_and_lower_case(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof SHAPES / sizeof SHAPES[0]; i++) {
        drg_document document;
        segment(&document, slice_of(SHAPES[i].word));
        assert_int_equal(document.tokens.count, 1);
        const drg_token *t = &document.tokens.items[0];
        if (t->shape != SHAPES[i].shape || !drg_slice_is(t->lower, SHAPES[i].lower))
            fail_msg("%s: shape %d, lower %.*s", SHAPES[i].word, t->shape, (int)t->lower.size,
                t->lower.data);
        segment_free(&document);
    }
}

static void possessives_are_told_from_verbs(void **state) {
    (void)state;
    drg_document document;
    char got[200];
    segment(
        &document, slice_of("Iran's talks, it's late, the ministers' house, that's \xE2\x80\x98the"
                            " workers\xE2\x80\x99 right\xE2\x80\x99, who's France\xE2\x80\x99s"));
    write_flagged(&document, DRG_TOKEN_POSSESSIVE, got, sizeof got);
    assert_string_equal(got, "'s | ' | \xE2\x80\x99 | \xE2\x80\x99s");
    segment_free(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_cut_as_the_treebanks_cut),
        cmocka_unit_test(shapes_and_lower_case),
        cmocka_unit_test(possessives_are_told_from_verbs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
