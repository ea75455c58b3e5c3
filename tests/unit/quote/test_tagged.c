/* SPDX-License-Identifier: Apache-2.0 */
/* Attributions out of labels that are set by hand (labelled.h). */
#include "labelled.h"

static const struct {
    const char *text; /* tokens apart by blanks */
    const char *speaker; /* words of the speaker, "" for none */
    const char *entity; /* its name, "" for one that is described alone */
    const char *cue;
} CASES[] = {
    {"[S Emmanuel Macron ] [C said ] [T that France was ready ] .", "Emmanuel Macron",
        "Emmanuel Macron", "said"},
    {"[T France was ready ] , [C said ] [S Emmanuel Macron ] .", "Emmanuel Macron",
        "Emmanuel Macron", "said"},
    {"[T France was ready ] , [C according to ] [S Emmanuel Macron ] .", "Emmanuel Macron",
        "Emmanuel Macron", "according to"},
    /* the determiner alone: the noun phrase is meant */
    {"[S The ] witness [C said ] [T they were ready ] .", "The witness", "", "said"},
    /* the author of a text speaks in it */
    {"A [S report ] by the World Bank [C says ] [T they were ready ] .", "A report", "", "says"},
    {"[S A report by the World Bank ] [C says ] [T they were ready ] .",
        "A report by the World Bank", "World Bank", "says"},
    /* a person named behind the title */
    {"[S the chief of the mission , Emmanuel Macron ] , [C said ] [T they were ready ] .",
        "the chief of the mission , Emmanuel Macron", "Emmanuel Macron", "said"},
    /* the one possessed speaks, not who possesses */
    {"[S Emmanuel Macron 's neighbour ] [C said ] [T they were ready ] .",
        "Emmanuel Macron 's neighbour", "", "said"},
    /* whom the content names is no speaker of it */
    {"[T Kenya [S Japan ] met France ] , [C said ] [S Emmanuel Macron ] .", "Emmanuel Macron",
        "Emmanuel Macron", "said"},
};

static void speakers(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char text[256];
        drg_document *document = labelled(CASES[i].text, text);
        drg_tagging tagging = {0};
        assert_int_equal(drg_quote_tagged(document, &tagging), DRG_OK);
        assert_int_equal(tagging.list.count, 1);
        drg_speaker speaker = drg_quote_source(document, &tagging, &tagging.list.items[0]);
        const drg_token *tokens = document->tokens.items;
        assert_true(speaker.found);
        assert_slice(span_text(document,
                         (drg_span){tokens[speaker.first].start, tokens[speaker.end - 1].end}),
            CASES[i].speaker, CASES[i].text);
        assert_slice(span_text(document, (drg_span){tokens[speaker.cue_first].start,
                                             tokens[speaker.cue_end - 1].end}),
            CASES[i].cue, CASES[i].text);
        assert_slice(speaker.entity == DRG_NONE ? slice_of("")
                                                : document->entities.items[speaker.entity].name,
            CASES[i].entity, CASES[i].text);
        drg_document_free(document);
    }
}

/* The speaker of the first attribution: its words, "" where nobody is found. */
static void assert_speaker(const char *marked, const char *words, const char *entity) {
    char text[256];
    drg_document *document = labelled(marked, text);
    drg_tagging tagging = {0};
    assert_int_equal(drg_quote_tagged(document, &tagging), DRG_OK);
    assert_true(tagging.list.count > 0);
    drg_speaker speaker = drg_quote_source(document, &tagging, &tagging.list.items[0]);
    const drg_token *tokens = document->tokens.items;
    drg_slice got = slice_of(""), name = slice_of("");
    if (speaker.found)
        got = span_text(
            document, (drg_span){tokens[speaker.first].start, tokens[speaker.end - 1].end});
    if (speaker.entity != DRG_NONE)
        name = document->entities.items[speaker.entity].name;
    assert_slice(got, words, marked);
    assert_slice(name, entity, marked);
    drg_document_free(document);
}

/* "Plans for talks in London next week were announced by France" was said by London. */
static void subject_of_a_passive_spoke(void **state) {
    (void)state;
    assert_speaker(
        "[T Plans for talks in London ] [C were announced ] by France .", "France", "France");
    assert_speaker("[T Plans for talks with John Brown ] [C were announced ] .", "", "");
    assert_speaker("[T The London talks ] [C are considered ] a success .", "", "");
    assert_speaker("John Brown [C was told ] [T that they were ready ] .", "", "");
    /* the source of the next verb */
    assert_speaker("[T The prospect of a union ] [C was also discussed ] , with [S officials ] "
                   "urging aid .",
        "", "");
    assert_speaker(
        "[T The prospect of a union ] [C was discussed ] by [S officials ] .", "officials", "");
    /* a state of mind has a holder */
    assert_speaker(
        "John Brown [C was convinced ] [T that they were ready ] .", "John Brown", "John Brown");
}

/* "Discussions in Paris also touched on tariffs" was said by Paris. */
static void place_of_the_subject_spoke(void **state) {
    (void)state;
    assert_speaker("Visitors in Paris [C noted ] [T that they were ready ] .", "", "");
    assert_speaker("Paris [C noted ] [T that they were ready ] .", "Paris", "Paris");
}

/* "European frustration with the Trump administration's policies" was its own frustration. */
static void speaker_inside_his_content(void **state) {
    (void)state;
    assert_speaker("[C Frustration ] [T by John Brown and others ] was clear .", "", "");
    assert_speaker("John Brown 's [C reluctance ] [T to meet France ] was clear .", "John Brown",
        "John Brown");
}

/* "Reported a child missing on June | 22 | when she was late" was two quotes without their middle.
 */
static void a_content_was_broken_by_a_number(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t contents;
    } rows[] = {
        {"[S John Brown ] [C said ] [T they were late on June ] 22 [T when they met France ] .", 1},
        {"[S John Brown ] [C said ] [T they were late ] and [S France ] [C said ] [T they met ] .",
            2},
        {"[S John Brown ] [C said ] [T they met ] , they met France [T when they were ready ] .",
            2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[256];
        drg_document *document = labelled(rows[i].text, text);
        drg_tagging tagging = {0};
        assert_int_equal(drg_quote_tagged(document, &tagging), DRG_OK);
        if (tagging.list.count != rows[i].contents)
            fail_msg("%s: %zu", rows[i].text, tagging.list.count);
        drg_document_free(document);
    }
}

/* "They announced that ..., but X said": the source of the next clause's cue was taken. */
static void speaker_of_the_next_clause(void **state) {
    (void)state;
    assert_speaker("They walked and [C announced ] [T that they were ready ] , but [S John Brown ] "
                   "[C said ] [T they were late ] .",
        "", "");
    assert_speaker(
        "[C Announced ] [T that they met ] [S John Brown ] .", "John Brown", "John Brown");
}

/* "A lawyer for President X" was X, "the embassy in Paris" Paris. */
static void who_serves_or_sits_there_speaks(void **state) {
    (void)state;
    assert_speaker("[S A lawyer for President Emmanuel Macron ] [C said ] [T they were ready ] .",
        "A lawyer for President Emmanuel Macron", "");
    assert_speaker("A lawyer for President Emmanuel Macron [C said ] [T they were ready ] .",
        "A lawyer for President Emmanuel Macron", "");
    assert_speaker("The old embassy in [S Paris ] [C said ] [T they were ready ] .",
        "The old embassy in Paris", "");
    assert_speaker("[S Paris ] [C said ] [T they were ready ] .", "Paris", "Paris");
}

/* "Said in", "told on": when and where is no part of the cue. */
static void cue_with_a_preposition(void **state) {
    (void)state;
    char text[256];
    drg_document *document =
        labelled("[T They were ready ] , [S John Brown ] [C said in ] a statement .", text);
    drg_tagging tagging = {0};
    assert_int_equal(drg_quote_tagged(document, &tagging), DRG_OK);
    drg_speaker speaker = drg_quote_source(document, &tagging, &tagging.list.items[0]);
    assert_int_equal(speaker.cue_end - speaker.cue_first, 1);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(speakers),
        cmocka_unit_test(subject_of_a_passive_spoke), cmocka_unit_test(place_of_the_subject_spoke),
        cmocka_unit_test(speaker_inside_his_content),
        cmocka_unit_test(a_content_was_broken_by_a_number),
        cmocka_unit_test(speaker_of_the_next_clause),
        cmocka_unit_test(who_serves_or_sits_there_speaks),
        cmocka_unit_test(cue_with_a_preposition)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
