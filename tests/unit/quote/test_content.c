/* SPDX-License-Identifier: Apache-2.0 */
/* The bounds of contents, mended (lib/quote/content.c); labels are set by hand (labelled.h). */
#include "labelled.h"

static const struct {
    const char *text;
    const char *first; /* words of the first content as mended */
    size_t contents;
} CASES[] = {
    /* over a name and its relative clause */
    {"[S John Brown ] [C said ] [T members of the ] Kenya group which was ready , [T met France ] "
     ".",
        "members of the Kenya group which was ready , met France", 1},
    /* not over another clause, nor what follows a quotation */
    {"[S John Brown ] [C said ] [T they met France ] and Japan met Kenya [T in the old town ] .",
        "they met France", 2},
    {"[S John Brown ] [C said ] [T they were \" ready \" ] with old and young men [T in the old "
     "town ] .",
        "they were \" ready \"", 2},
    /* when it was said */
    {"[S John Brown ] [C said ] [T hours later that they were ready ] .", "that they were ready",
        1},
    {"[S John Brown ] [C said ] [T on Monday that they were ready ] .", "that they were ready", 1},
    {"[S John Brown ] [C noted ] [T the fact that they were ready ] .",
        "the fact that they were ready", 1},
    /* what it is called */
    {"France met Kenya [T for what it called the old order ] .", "the old order", 1},
    /* the whole clause before its speaker */
    {"Old and young [T men met in the ] hall , [S John Brown ] [C said ] .",
        "Old and young men met in the hall", 1},
    {"But the [T men met in the hall ] , [S John Brown ] [C said ] .", "the men met in the hall",
        1},
    {"Later , the [T men met in the hall ] , [S John Brown ] [C said ] .",
        "the men met in the hall", 1},
    {"Paris ( Wire ) the [T men met in the hall ] , [S John Brown ] [C said ] .",
        "men met in the hall", 1},
    {"While old [T men met in the hall ] , [S John Brown ] [C said ] [T that they were ready ] .",
        "men met in the hall", 2},
    {"[T Peace ] is what the old man [C noted ] .", "Peace", 1},
    /* the last words of the sentence, but not another clause or day */
    {"[S John Brown ] [C said ] [T they met in the ] hall .", "they met in the hall", 1},
    {"[S John Brown ] [C said ] [T they met ] on Monday .", "they met", 1},
    {"[S John Brown ] [C said ] [T they met ] and walked .", "they met", 1},
};

static void bounds(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[256];
        drg_document *document = labelled(CASES[i].text, text);
        drg_tagging tagging = {0};
        assert_int_equal(drg_quote_tagged(document, &tagging), DRG_OK);
        if (tagging.list.count != CASES[i].contents)
            fail_msg("%s: %zu contents", CASES[i].text, tagging.list.count);
        const drg_token *tokens = document->tokens.items;
        const drg_attribution *a = &tagging.list.items[0];
        assert_slice(
            span_text(document, (drg_span){tokens[a->first].start, tokens[a->end - 1].end}),
            CASES[i].first, CASES[i].text);
        drg_document_free(document);
    }
}

/* "Recalled its ambassador", "asked not to be named" were quotes. */
static void deeds_and_stock_phrases_were_reports(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool told;
    } rows[] = {
        {"[S Kenya ] [C recalled ] [T its old ambassador in Paris ] .", false},
        {"[S John Brown ] [C recalled ] [T that they were ready ] .", true},
        {"[S Kenya ] [C pledged ] [T ten old planes for the hall ] .", false},
        {"[S Kenya ] [C pledged ] [T they were ready ] .", true},
        {"[S John Brown ] [C asked ] [T not to be named ] .", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[256];
        drg_document *document = labelled(rows[i].text, text);
        drg_tagging tagging = {0};
        assert_int_equal(drg_quote_tagged(document, &tagging), DRG_OK);
        drg_speaker speaker = drg_quote_source(document, &tagging, &tagging.list.items[0]);
        document->quotes.count = 0;
        assert_true(drg_quote_report(document, &tagging, &tagging.list.items[0], &speaker));
        if (document->quotes.count != rows[i].told)
            fail_msg("%s: %zu", rows[i].text, document->quotes.count);
        drg_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds), cmocka_unit_test(deeds_and_stock_phrases_were_reports)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
