/* SPDX-License-Identifier: Apache-2.0 */
/* Quotes: what is said, by whom, with which verb. */
#include "../entity/extracted.h"

#include "../../../lib/quote/quote.h"

#define OPEN "\xE2\x80\x9C"
#define CLOSE "\xE2\x80\x9D"

static const struct {
    const char *text, *content;
    bool direct;
    const char *speaker; /* canonical name, or the words of a speaker that is no entity */
    const char *cue; /* empty: none */
} CASES[] = {
    {OPEN "We agree on this," CLOSE " Emmanuel Macron said.", "We agree on this", true,
        "Emmanuel Macron", "said"},
    {"\"We agree on this,\" said Emmanuel Macron.", "We agree on this", true, "Emmanuel Macron",
        "said"},
    {"Emmanuel Macron said: " OPEN "We agree on this." CLOSE, "We agree on this.", true,
        "Emmanuel Macron", "said"},
    {"Emmanuel Macron praised the talks, describing them as a vital " OPEN "convergence." CLOSE,
        "convergence", true, "Emmanuel Macron", "describing"},
    {"Emmanuel Macron arrived. " OPEN "We agree on this," CLOSE " he said.", "We agree on this",
        true, "Emmanuel Macron", "said"},
    {OPEN "We agree on this," CLOSE " a senior official said.", "We agree on this", true,
        "a senior official", "said"},
    {OPEN "We agree on this," CLOSE " Emmanuel Macron said. " OPEN "It is good for all." CLOSE,
        "It is good for all.", true, "Emmanuel Macron", ""},
    {"Emmanuel Macron said that France was ready to help.", "France was ready to help", false,
        "Emmanuel Macron", "said"},
    {"France was ready to help, Emmanuel Macron said.", "France was ready to help", false,
        "Emmanuel Macron", "said"},
    {"Emmanuel Macron, the president of France, said they were ready.", "they were ready", false,
        "Emmanuel Macron", "said"},
    {"Vladimir Putin's spokesman, Dmitry Peskov, said it was " OPEN "a legal problem." CLOSE,
        "a legal problem", true, "Dmitry Peskov", "said"},
    {"According to Emmanuel Macron, France was ready.", "France was ready", false,
        "Emmanuel Macron", "According to"},
    {OPEN "It was not right that it fell," CLOSE " Emmanuel Macron continued.",
        "It was not right that it fell", true, "Emmanuel Macron", "continued"},
    {"Emmanuel Macron issued a statement: " OPEN "We agree on this." CLOSE, "We agree on this.",
        true, "Emmanuel Macron", ""},
    {OPEN "We agree on this," CLOSE " John Brown said.\n\nEmmanuel Macron said they would build a "
          "union.\n\n" OPEN "We go on without hate." CLOSE,
        "We go on without hate.", true, "Emmanuel Macron", ""},
    {OPEN "Stop this at once," CLOSE " Emmanuel Macron urged.", "Stop this at once", true,
        "Emmanuel Macron", "urged"},
    {OPEN "It was all a lie," CLOSE " the affidavit said.", "It was all a lie", true,
        "the affidavit", "said"},
    {"The latest survey found nothing. The long-awaited study said they were ready.",
        "they were ready", false, "The long-awaited study", "said"},
    {"France was ready to help, according to Emmanuel Macron.", "France was ready to help", false,
        "Emmanuel Macron", "according to"},
};

/* Content in marks whose cue is a passive: whom it names behind "by", or nobody. */
static void passive_cue_of_a_quotation(void **state) {
    (void)state;
    static const struct {
        const char *text, *speaker;
    } cases[] = {
        {"The talks with John Brown were described as " OPEN "a very long way to go." CLOSE, ""},
        {"The talks were described by John Brown as " OPEN "a very long way to go." CLOSE,
            "John Brown"},
        {OPEN "A very long way to go," CLOSE " John Brown was told.", ""},
        {OPEN "A very long way to go," CLOSE " John Brown was quoted as saying.", "John Brown"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        assert_int_equal(document->quotes.count, 1);
        const drg_quote *quote = &document->quotes.items[0];
        assert_slice(span_text(document, quote->speaker_span), cases[i].speaker, cases[i].text);
        drg_document_free(document);
    }
}

static void check(const drg_document *document, const drg_quote *quote, size_t i) {
    drg_slice speaker = quote->speaker == DRG_NONE ? span_text(document, quote->speaker_span)
                                                   : document->entities.items[quote->speaker].name;
    assert_slice(speaker, CASES[i].speaker, CASES[i].text);
    assert_slice(span_text(document, quote->cue), CASES[i].cue, CASES[i].text);
    assert_int_equal(quote->direct, CASES[i].direct);
}

static void quotes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        const drg_quote *found = NULL;
        for (size_t q = 0; q < document->quotes.count; q++)
            if (drg_slice_is(
                    span_text(document, document->quotes.items[q].content), CASES[i].content))
                found = &document->quotes.items[q];
        if (!found)
            fail_msg("%s: no quote '%s'", CASES[i].text, CASES[i].content);
        check(document, found, i);
        drg_document_free(document);
    }
}

/* A long quote set as newspapers do: every paragraph opens, only the last one closes. */
static void paragraphs_of_one_quote(void **state) {
    (void)state;
    drg_document *document =
        extract("Emmanuel Macron said: " OPEN "This is the first part of what I say.\n\n" OPEN
                "This is the second part of it." CLOSE "\n");
    assert_int_equal(document->quotes.count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(
            document->quotes.items[i].speaker, entity_named(document, "Emmanuel Macron"));
    drg_document_free(document);
}

/* A paragraph that opens and never closes, and no mark in the next one. */
static void closing_mark_lost(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Emmanuel Macron spoke:\n\n" OPEN "We go on with our work here.\n\nPeople left.\n",
        "Emmanuel Macron spoke:\n\n" OPEN "We go on with our work here.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        drg_document *document = extract(texts[i]);
        assert_int_equal(document->quotes.count, 1);
        assert_slice(span_text(document, document->quotes.items[0].content),
            "We go on with our work here.", texts[i]);
        assert_int_equal(
            document->quotes.items[0].speaker, entity_named(document, "Emmanuel Macron"));
        drg_document_free(document);
    }
}

/* Words in marks that nobody says, and verbs of saying inside a name. */
static void no_quotes(void **state) {
    (void)state;
    static const char *const texts[] = {
        "The so-called " OPEN "Block A" CLOSE " was closed.",
        "The United States has provided help for the region.",
        "Emmanuel Macron has rejected repeated requests from France.",
        "Emmanuel Macron reported on the talks between the two sides.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        drg_document *document = extract(texts[i]);
        if (document->quotes.count)
            fail_msg("%s: no quote is here", texts[i]);
        drg_document_free(document);
    }
}

/* cues.c searches its list by halves: every form must be found. */
static void cues_are_found(void **state) {
    (void)state;
    static const char *const forms[] = {"accused", "accusing", "said", "says", "told", "wrote",
        "announced", "denied", "denounced", "denying", "described", "labelled", "warned",
        "wondered", "emphasised", "emphasized", "urging", "thanked", "welcomed", "underscored"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (drg_quote_cue(slice_of(forms[i])) == DRG_CUE_NONE)
            fail_msg("'%s' is not found", forms[i]);
    assert_int_equal(drg_quote_cue(slice_of("walked")), DRG_CUE_NONE);
    assert_int_equal(drg_quote_cue(slice_of("")), DRG_CUE_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes),
        cmocka_unit_test(passive_cue_of_a_quotation),
        cmocka_unit_test(paragraphs_of_one_quote),
        cmocka_unit_test(closing_mark_lost),
        cmocka_unit_test(no_quotes),
        cmocka_unit_test(cues_are_found),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
