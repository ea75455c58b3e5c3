/* SPDX-License-Identifier: Apache-2.0 */
#include "segmented.h"

static const struct {
    const char *text, *sentences;
} CASES[] = {
    {"One came. Two left.", "One came. | Two left."},
    {"What? No! Yes.", "What? | No! | Yes."},
    /* abbreviations and initials */
    {"Mr. Biden met Gen. Smith. He left.", "Mr. Biden met Gen. Smith. | He left."},
    {"U.S. President Joe R. Biden spoke.", "U.S. President Joe R. Biden spoke."},
    {"He left the U.S. The talks failed.", "He left the U.S. | The talks failed."},
    {"Apple Inc. Chief Tim Cook spoke.", "Apple Inc. Chief Tim Cook spoke."},
    {"It begins at 9 a.m. Friday.", "It begins at 9 a.m. Friday."},
    {"It began at 9 a.m. Protesters came.", "It began at 9 a.m. | Protesters came."},
    {"Art, music, etc. Nothing else.", "Art, music, etc. | Nothing else."},
    {"Act No. 5 of 2004. Then No. 6.", "Act No. 5 of 2004. | Then No. 6."},
    {"They said no. Then they left.", "They said no. | Then they left."},
    {"France vs. Germany was fun.", "France vs. Germany was fun."},
    {"on Jan. 5 in Paris. On Feb. 6 too.", "on Jan. 5 in Paris. | On Feb. 6 too."},
    {"Ali Ph.D. spoke.", "Ali Ph.D. spoke."},
    {"We chose Plan B. The others left.", "We chose Plan B. | The others left."},
    {"He wrote on X. Kenya and Japan agreed.", "He wrote on X. | Kenya and Japan agreed."},
    {"Kenya are in Group B. Japan beat them.", "Kenya are in Group B. | Japan beat them."},
    {"A book on J. Smith and via W. Brown.", "A book on J. Smith and via W. Brown."},
    {"They met on Main St. The others left.", "They met on Main St. | The others left."},
    {"He leads Foo Inc. \"Go,\" he said.", "He leads Foo Inc. | \"Go,\" he said."},
    {"It is \"the best in the U.S.\" Others left.",
        "It is \"the best in the U.S.\" | Others left."},
    {"He likes it. iPhone sales rose.", "He likes it. | iPhone sales rose."},
    {"It ended. $5 was left. @who came.", "It ended. | $5 was left. | @who came."},
    {"It ended. \xC2\xBFQu\xC3\xA9? Yes.", "It ended. | \xC2\xBFQu\xC3\xA9? | Yes."},
    {"It ended. \xE2\x80\x94 Reuters", "It ended. | \xE2\x80\x94 Reuters"},
    {"It ended. - and so on", "It ended. - and so on"},
    {"He has many degrees e.g. Physics and vs. None",
        "He has many degrees e.g. Physics and vs. None"},
    {"The case Roe v. Wade was told.", "The case Roe v. Wade was told."},
    {"\"Stop!\" the man shouted.", "\"Stop!\" the man shouted."},
    {"\"Stop!\" They ran.", "\"Stop!\" | They ran."},
    {"\"Stop!\" Said", "\"Stop!\" | Said"},
    /* numbers */
    {"It rose 3.5 percent. 20 died.", "It rose 3.5 percent. | 20 died."},
    {"1. Paris is big.", "1. Paris is big."},
    /* quotations */
    {"\xE2\x80\x9CIt is.\xE2\x80\x9D He left.", "\xE2\x80\x9CIt is.\xE2\x80\x9D | He left."},
    {"\"It is,\" Macron said. \"Go.\"", "\"It is,\" Macron said. | \"Go.\""},
    {"\xE2\x80\x9CWhy?\xE2\x80\x9D Macron asked. No one spoke.",
        "\xE2\x80\x9CWhy?\xE2\x80\x9D Macron asked. | No one spoke."},
    {"\"Why?\" he asked.", "\"Why?\" he asked."},
    {"He said: \"Go. Now.\" They went.", "He said: \"Go. | Now.\" | They went."},
    {"the vital \xE2\x80\x9C"
     "convergence.\xE2\x80\x9D Plans were made.",
        "the vital \xE2\x80\x9C"
        "convergence.\xE2\x80\x9D | Plans were made."},
    /* brackets and notes */
    {"It fell. (The others stood.) It was late.", "It fell. | (The others stood.) | It was late."},
    {"It is so.[5] The end.", "It is so.[5] | The end."},
    {"He came (see p. 5) late.", "He came (see p. 5) late."},
    /* ellipses */
    {"He waited ... and left.", "He waited ... and left."},
    {"He waited... Then he left.", "He waited... | Then he left."},
    {"\"... It was late,\" he said.", "\"... It was late,\" he said."},
    {"all of it\xE2\x80\xA6 They left.", "all of it\xE2\x80\xA6 | They left."},
    /* no space, emoji, lines */
    {"they said.Then it ended.", "they said. | Then it ended."},
    {"Great! \xF0\x9F\x98\x80 Thanks.", "Great! \xF0\x9F\x98\x80 | Thanks."},
    {"A headline\nThe body. More.", "A headline | The body. | More."},
    {"A headline\r\n\r\nThe body.", "A headline | The body."},
    {"One\xE2\x80\xA9Two", "One | Two"},
};

static void sentences_end_where_news_ends_them(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document document;
        char got[1000];
        segment(&document, slice_of(CASES[i].text));
        check_invariants(&document);
        write_sentences(&document, got, sizeof got);
        if (strcmp(got, CASES[i].sentences) != 0)
            fail_msg("case %zu\n  expected %s\n  got      %s", i, CASES[i].sentences, got);
        segment_free(&document);
    }
}

static void hard_wrapped_lines_are_joined(void **state) {
    (void)state;
    static const char TEXT[] =
        "PARIS (AP) - The ministers of the two states met in the capital on\n"
        "Friday and agreed to a truce, which is to begin on Sunday, officials\n"
        "said. The envoys were to meet again.\n"
        "A second paragraph tells of the reactions in the other capitals, where\n"
        "few had hoped for it.\n"
        "- one item\n"
        "- another item\n";
    drg_document document;
    segment(&document, (drg_slice){TEXT, sizeof TEXT - 1});
    check_invariants(&document);
    assert_int_equal(document.sentences.count, 5);
    assert_int_equal(document.sentences.items[0].paragraph, 0);
    assert_int_equal(document.sentences.items[1].paragraph, 0);
    assert_int_equal(document.sentences.items[2].paragraph, 1);
    assert_int_equal(document.sentences.items[3].kind, DRG_LIST_ITEM);
    assert_int_equal(document.sentences.items[4].paragraph, 3);
    segment_free(&document);
}

static void lines_of_an_unwrapped_text_are_paragraphs(void **state) {
    (void)state;
    drg_document document;
    segment(
        &document, slice_of("Talks end\nMinisters met in Paris on Friday.\nThey will meet again."));
    assert_int_equal(document.sentences.count, 3);
    assert_int_equal(document.sentences.items[2].paragraph, 2);
    segment_free(&document);
}

static void endless_sentence_is_cut_with_a_warning(void **state) {
    (void)state;
    enum { WORDS = 1300 };
    static char text[WORDS * 5 + 1];
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + i * 5, i % 300 == 299 ? "end, " : "word ", 5);
    drg_document document;
    segment(&document, (drg_slice){text, WORDS * 5});
    check_invariants(&document);
    size_t tokens = 0;
    for (size_t i = 0; i < document.sentences.count; i++) {
        const drg_sentence *s = &document.sentences.items[i];
        assert_true(s->end_token - s->first_token <= 512);
        tokens += s->end_token - s->first_token;
    }
    assert_int_equal(tokens, WORDS + 4);
    assert_true(document.warnings.count >= 1);
    assert_string_equal(document.warnings.items[0].code, "sentence_too_long");
    segment_free(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_end_where_news_ends_them),
        cmocka_unit_test(hard_wrapped_lines_are_joined),
        cmocka_unit_test(lines_of_an_unwrapped_text_are_paragraphs),
        cmocka_unit_test(endless_sentence_is_cut_with_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
