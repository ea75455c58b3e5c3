/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions out of labels: the labels are set by hand, as the reading engine would, so that the
 * test holds for any weights. In a text, [S ...], [C ...] and [T ...] mark source, cue and content.
 */
#include "../entity/extracted.h"

#include "../../../lib/quote/quote.h"

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

/* Universal Dependencies' number of a word of the cases: names, closed classes, else nouns. */
static uint8_t upos_of(const drg_token *token) {
    static const struct {
        const char *word;
        uint8_t upos;
    } words[] = {{"the", 5}, {"a", 5}, {"of", 1}, {"by", 1}, {"to", 1}, {"that", 13}, {"was", 3},
        {"were", 3}, {"said", 15}, {"says", 15}, {"ready", 0}, {"they", 10}, {"'s", 9}, {"met", 15},
        {"in", 1}, {"with", 1}, {"for", 1}, {"are", 3}, {"also", 2}, {"announced", 15},
        {"considered", 15}, {"told", 15}, {"discussed", 15}, {"convinced", 0}, {"noted", 15},
        {"urging", 15}, {"and", 4}, {",", 12}, {".", 12}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_slice_is(token->lower, words[i].word))
            return words[i].upos;
    return drg_token_capitalised(token) ? 11 : 7;
}

/* The text without its marks; label[byte] gets a bit a part. */
static void unmark(const char *marked, char *text, uint8_t *label) {
    uint8_t open[8] = {0};
    size_t depth = 0, size = 0;
    for (const char *at = marked; *at;) {
        size_t length = strcspn(at, " ");
        if (at[0] == '[') {
            depth++;
            open[depth] = open[depth - 1] | (uint8_t)(at[1] == 'S' ? 1 : at[1] == 'C' ? 2 : 4);
        } else if (at[0] == ']') {
            depth--;
        } else {
            for (size_t i = 0; i < length; i++)
                label[size + i] = open[depth];
            memcpy(text + size, at, length);
            size += length;
            text[size++] = ' ';
        }
        at += length + (at[length] == ' ');
    }
    text[size] = 0;
}

static drg_document *labelled(const char *marked, char *text) {
    uint8_t label[256] = {0};
    unmark(marked, text, label);
    drg_document *document = extract(text);
    size_t count = document->tokens.count;
    document->read.words = drg_arena_array(&document->arena, count, sizeof(drg_read_word));
    assert_non_null(document->read.words);
    for (size_t i = 0; i < count; i++) {
        const drg_token *token = &document->tokens.items[i];
        drg_read_word *word = &document->read.words[i];
        word->read = 1;
        word->upos = upos_of(token);
        for (unsigned part = 0; part < DRG_READ_QUOTE_PARTS; part++) {
            bool in = label[token->start] >> part & 1;
            word->quote[part] = !in ? 0 : i && (word - 1)->quote[part] ? 2 : 1;
        }
    }
    return document;
}

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
        {"[S John Brown ] [C said ] [T they met ] in the old town [T when they were ready ] .", 2},
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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(speakers),
        cmocka_unit_test(subject_of_a_passive_spoke), cmocka_unit_test(place_of_the_subject_spoke),
        cmocka_unit_test(speaker_inside_his_content),
        cmocka_unit_test(a_content_was_broken_by_a_number)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
