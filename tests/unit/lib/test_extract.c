/* SPDX-License-Identifier: Apache-2.0 */
/* drg_extract as a whole: what it refuses, running out of memory, cancelling, and a well-formed
 * document with offsets that hold in all three units. */
#include "../engine.h"

#include "../../../lib/document.h"

#include <glob.h>

/* ---- refusals ---- */

static const struct {
    const char *text;
    size_t size;
    int code;
    size_t offset;
} REFUSED[] = {
    {"", 0, DRG_EEMPTY, 0},
    {" \n\t ", 4, DRG_EEMPTY, 0},
    {"\xC2\xA0\xE3\x80\x80\xE2\x80\x8B", 8, DRG_EEMPTY, 0},
    {"\xEF\xBB\xBF", 3, DRG_EEMPTY, 0},
    {"abc\xFF", 4, DRG_EUTF8, 3},
    {"abc\xC3", 4, DRG_EUTF8, 3},
    {"\xED\xA0\x80", 3, DRG_EUTF8, 0},
    {"ab\0cd", 5, DRG_ENUL, 2},
};

static void bad_texts_are_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++) {
        drg_input input = {.text = {REFUSED[i].text, REFUSED[i].size}};
        drg_document *document = (drg_document *)&input;
        drg_error error = {0};
        int result = drg_extract(engine, &input, NULL, &document, &error);
        if (result != REFUSED[i].code || error.code != result || error.offset != REFUSED[i].offset)
            fail_msg("case %zu: %d at %zu: %s", i, result, error.offset, error.message);
        assert_ptr_equal(document, &input); /* untouched */
        assert_true(error.message[0] != '\0');
    }
}

static void bad_arguments_are_refused(void **state) {
    (void)state;
    drg_input input = {.text = slice_of("Paris is in France.")};
    drg_document *document = NULL;
    assert_int_equal(drg_extract(NULL, &input, NULL, &document, NULL), DRG_EINVAL);
    assert_int_equal(drg_extract(engine, NULL, NULL, &document, NULL), DRG_EINVAL);
    assert_int_equal(drg_extract(engine, &input, NULL, NULL, NULL), DRG_EINVAL);
    input.published = (drg_date){2025, 2, 30};
    assert_int_equal(drg_extract(engine, &input, NULL, &document, NULL), DRG_EDATE);
    input.published = (drg_date){-4, 1, 1};
    assert_int_equal(drg_extract(engine, &input, NULL, &document, NULL), DRG_EDATE);
    input.published = (drg_date){0};
    input.title = (drg_slice){"\xFF", 1};
    assert_int_equal(drg_extract(engine, &input, NULL, &document, NULL), DRG_EUTF8);
    assert_null(document);
    drg_document_free(NULL);
}

static void limit_of_the_text_holds_to_the_byte(void **state) {
    (void)state;
    drg_options options = {.text_limit = 10};
    drg_document *document = NULL;
    drg_input input = {.text = slice_of("0123456789")};
    assert_int_equal(drg_extract(engine, &input, &options, &document, NULL), 0);
    drg_document_free(document);
    input.text = slice_of("0123456789a");
    assert_int_equal(drg_extract(engine, &input, &options, &document, NULL), DRG_ETOOLONG);
}

/* ---- a text that calls on every stage, with characters of every length ---- */

static const char ARTICLE[] =
    "\xEF\xBB\xBF"
    "Macron hosts talks on Ukraine\r\n\r\nBy Jane Roe\r\n\r\n"
    "PARIS, April 17 (Reuters) \xE2\x80\x94 French President Emmanuel Macron met U.S. Secretary of "
    "State Marco Rubio in Paris on Thursday, officials said. "
    "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7\r\n\r\n"
    "\xE2\x80\x9CWe want a caf\x65\xCC\x81 of peace \xF0\x9F\x98\x80,\xE2\x80\x9D Macron said. "
    "Russia\xE2"
    "\x80\x99s attack on Kyiv killed 12 people last week, and Ukrainian Foreign Minister Andrii "
    "Sybiha will visit Berlin on Monday.\xC2\xA0"
    "The United Nations condemned the attack.\r\n";

static const drg_slice ARTICLE_TEXT = {ARTICLE, sizeof ARTICLE - 1};
static const drg_date APRIL_18 = {2025, 4, 18};

/* ---- memory ---- */

/* Every allocation up to the first hundred fails once, then ever sparser ones: under a sanitizer an
 * arena takes thousands. */
static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    drg_input input = {.text = ARTICLE_TEXT, .published = APRIL_18};
    int result = DRG_ENOMEM;
    for (size_t fail_at = 1; result == DRG_ENOMEM; fail_at += 1 + (fail_at > 100) * fail_at / 50) {
        failing_allocator counter = {.fail_at = fail_at};
        drg_allocator allocator = failing_allocator_make(&counter);
        drg_options options = {.allocator = &allocator, .explain = true};
        drg_document *document = NULL;
        drg_error error = {0};
        result = drg_extract(engine, &input, &options, &document, &error);
        assert_true(result == DRG_OK || (result == DRG_ENOMEM && !document));
        assert_int_equal(error.code, result);
        drg_document_free(document);
        assert_int_equal(counter.live, 0);
    }
    assert_int_equal(result, DRG_OK);
}

static void memory_limit_is_never_passed(void **state) {
    (void)state;
    drg_input input = {.text = ARTICLE_TEXT, .published = APRIL_18};
    bool succeeded = false;
    for (size_t limit = 1; limit < 64u << 20; limit = limit * 5 / 4 + 1) {
        drg_options options = {.memory_limit = limit};
        drg_document *document = NULL;
        int result = drg_extract(engine, &input, &options, &document, NULL);
        assert_true(result == DRG_OK || result == DRG_ENOMEM);
        assert_true(result == DRG_OK || !succeeded); /* more memory is never worse */
        succeeded = result == DRG_OK;
        if (succeeded)
            assert_true(document->arena.taken <= limit);
        drg_document_free(document);
    }
    assert_true(succeeded);
}

/* ---- cancelling ---- */

static bool cancel_at_zero(void *user) {
    int *left = user;
    return (*left)-- <= 0;
}

static void work_can_be_cancelled_at_every_poll(void **state) {
    (void)state;
    drg_input input = {.text = ARTICLE_TEXT, .published = APRIL_18};
    int result = DRG_ECANCELLED, polls = 0;
    for (; result == DRG_ECANCELLED && polls < 10000; polls++) {
        int left = polls;
        drg_options options = {.cancelled = cancel_at_zero, .user = &left};
        drg_document *document = NULL;
        result = drg_extract(engine, &input, &options, &document, NULL);
        assert_true(result == DRG_OK || !document);
        drg_document_free(document);
    }
    assert_int_equal(result, DRG_OK);
    assert_true(polls > 5); /* each stage polls */
}

/* ---- a well-formed document ---- */

/* Code points and UTF-16 units before every byte, counted plainly. */
typedef struct plain_offsets {
    size_t *codepoints, *utf16; /* [size + 1] */
} plain_offsets;

static plain_offsets count_plainly(drg_slice text) {
    plain_offsets plain = {
        calloc(text.size + 1, sizeof(size_t)), calloc(text.size + 1, sizeof(size_t))};
    assert_non_null(plain.codepoints);
    assert_non_null(plain.utf16);
    size_t characters = 0, units = 0;
    for (size_t at = 0; at < text.size;) {
        size_t next;
        uint32_t c = drg_utf8_decode(text, at, &next);
        for (; at < next; at++) {
            plain.codepoints[at] = characters;
            plain.utf16[at] = units;
        }
        characters++;
        units += c > 0xFFFF ? 2 : 1;
    }
    plain.codepoints[text.size] = characters;
    plain.utf16[text.size] = units;
    return plain;
}

static void check_span(const drg_document *document, const plain_offsets *plain, drg_span span) {
    drg_slice text = drg_document_text(document);
    assert_true(span.start <= span.end && span.end <= text.size);
    const uint32_t ends[2] = {span.start, span.end};
    for (size_t i = 0; i < 2; i++) {
        assert_true(ends[i] == text.size || (text.data[ends[i]] & 0xC0) != 0x80);
        assert_int_equal(drg_document_offset(document, ends[i], DRG_BYTES), ends[i]);
        assert_int_equal(
            drg_document_offset(document, ends[i], DRG_CODEPOINTS), plain->codepoints[ends[i]]);
        assert_int_equal(drg_document_offset(document, ends[i], DRG_UTF16), plain->utf16[ends[i]]);
    }
}

static void check_entities(const drg_document *document, const plain_offsets *plain) {
    size_t mentions, entities, relations, sentences;
    const drg_mention *mention = drg_document_mentions(document, &mentions);
    const drg_entity *entity = drg_document_entities(document, &entities);
    const drg_relation *relation = drg_document_relations(document, &relations);
    drg_document_sentences(document, &sentences);
    for (size_t i = 0; i < mentions; i++) {
        check_span(document, plain, mention[i].span);
        assert_true(mention[i].span.start < mention[i].span.end);
        assert_true(mention[i].entity < entities && mention[i].sentence < sentences);
        assert_true(mention[i].first_token < mention[i].end_token);
        assert_true(i == 0 || mention[i - 1].end_token <= mention[i].first_token);
    }
    for (size_t i = 0; i < entities; i++) {
        assert_true(entity[i].type < DRG_ENTITY_TYPES && entity[i].name.size > 0);
        assert_true(entity[i].mention_count > 0);
        for (size_t m = 0; m < entity[i].mention_count; m++) {
            assert_true(entity[i].mentions[m] < mentions);
            assert_int_equal(mention[entity[i].mentions[m]].entity, i);
        }
    }
    for (size_t i = 0; i < relations; i++) {
        check_span(document, plain, relation[i].evidence);
        assert_true(relation[i].subject < entities);
        assert_true(relation[i].object < entities || relation[i].object == DRG_NONE);
    }
}

static void check_parties(const drg_document *document, const plain_offsets *plain,
    const drg_party *party, size_t count) {
    size_t entities;
    drg_document_entities(document, &entities);
    for (size_t i = 0; i < count; i++) {
        check_span(document, plain, party[i].span);
        assert_true(party[i].entity < entities || party[i].entity == DRG_NONE);
        assert_true(party[i].entity != DRG_NONE || party[i].span.start < party[i].span.end);
    }
}

static void check_events(const drg_document *document, const plain_offsets *plain) {
    size_t events, times, quotes, entities;
    const drg_event *event = drg_document_events(document, &events);
    const drg_quote *quote = drg_document_quotes(document, &quotes);
    drg_document_times(document, &times);
    drg_document_entities(document, &entities);
    for (size_t i = 0; i < events; i++) {
        assert_true(event[i].type < DRG_EVENT_TYPES && event[i].mention_count > 0);
        assert_true(event[i].time < times || event[i].time == DRG_NONE);
        assert_true(event[i].place < entities || event[i].place == DRG_NONE);
        assert_true(event[i].speaker < entities || event[i].speaker == DRG_NONE);
        assert_true(event[i].quad_class >= 1 && event[i].quad_class <= 4);
        assert_int_equal(strlen(event[i].fingerprint), 16);
        for (size_t m = 0; m < event[i].mention_count; m++)
            check_span(document, plain, event[i].mentions[m].span);
        check_parties(document, plain, event[i].source, event[i].source_count);
        check_parties(document, plain, event[i].target, event[i].target_count);
        for (size_t a = 0; a < event[i].about_count; a++)
            assert_true(event[i].about[a] < events && event[i].about[a] != i);
    }
    for (size_t i = 0; i < quotes; i++) {
        check_span(document, plain, quote[i].content);
        check_span(document, plain, quote[i].cue);
        check_span(document, plain, quote[i].speaker_span);
        assert_true(quote[i].speaker < entities || quote[i].speaker == DRG_NONE);
    }
}

static void check_document(drg_slice text) {
    drg_input input = {.text = text, .published = APRIL_18};
    drg_document *document = NULL;
    drg_error error = {0};
    if (drg_extract(engine, &input, NULL, &document, &error) != DRG_OK)
        fail_msg("%s", error.message);
    plain_offsets plain = count_plainly(text);
    size_t count;
    const drg_sentence *sentence = drg_document_sentences(document, &count);
    for (size_t i = 0; i < count; i++)
        check_span(document, &plain, sentence[i].span);
    const drg_time *time = drg_document_times(document, &count);
    for (size_t i = 0; i < count; i++)
        check_span(document, &plain, time[i].span);
    const drg_warning *warning = drg_document_warnings(document, &count);
    for (size_t i = 0; i < count; i++)
        check_span(document, &plain, warning[i].span);
    check_entities(document, &plain);
    check_events(document, &plain);
    free(plain.codepoints);
    free(plain.utf16);
    drg_document_free(document);
}

static void article_is_read(void **state) {
    (void)state;
    drg_input input = {.text = ARTICLE_TEXT, .published = APRIL_18};
    drg_document *document = NULL;
    size_t entities, events, quotes, times;
    assert_int_equal(drg_extract(engine, &input, NULL, &document, NULL), 0);
    drg_document_entities(document, &entities);
    drg_document_events(document, &events);
    drg_document_quotes(document, &quotes);
    drg_document_times(document, &times);
    assert_true(entities >= 8 && events >= 2 && quotes >= 1 && times >= 3);
    drg_document_free(document);
    check_document(ARTICLE_TEXT);
}

static void documents_of_mixed_text_are_well_formed(void **state) {
    (void)state;
    static const char *const PIECES[] = {"Macron ", "met ", "\xE2\x80\x9C", "\xE2\x80\x9D ",
        "Rubio", ". ", "\r\n\r\n", "\xF0\x9F\x98\x80 ", "e\xCC\x81 ", "Russia\xE2\x80\x99s ",
        "attack on ", "Kyiv ", "\xC2\xA0", "said ", "on Friday ", "\xE4\xB8\xAD\xE5\x9B\xBD ",
        "the United Nations ", "President ", "(", ") ", "\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",
        "\xE2\x80\x94", ", "};
    enum { COUNT = sizeof PIECES / sizeof PIECES[0] };
    uint32_t seed = 7;
    for (int round = 0; round < 150; round++) {
        char text[1500];
        size_t used = 0;
        while (used + 24 < sizeof text) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = PIECES[(seed >> 16) % COUNT];
            memcpy(text + used, piece, strlen(piece));
            used += strlen(piece);
        }
        check_document((drg_slice){text, used});
    }
}

static void check_file(const char *path) {
    static char text[1 << 20];
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be read", path);
    size_t size = fread(text, 1, sizeof text, file);
    fclose(file);
    check_document((drg_slice){text, size});
}

/* All files of tests/fixtures/texts, and every STEP-th article of the corpus. */
static void check_directory(const char *directory, size_t step, size_t least) {
    char pattern[512];
    glob_t found;
    snprintf(pattern, sizeof pattern, "%s/%s/*.txt", TEST_ROOT, directory);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= least);
    for (size_t i = 0; i < found.gl_pathc; i += step)
        check_file(found.gl_pathv[i]);
    globfree(&found);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define STEP 40
#else
#define STEP 5
#endif

static void files_give_well_formed_documents(void **state) {
    (void)state;
    check_directory("tests/fixtures/texts", 1, 5);
    check_directory("data/corpus/texts", STEP, 500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_texts_are_refused),
        cmocka_unit_test(bad_arguments_are_refused),
        cmocka_unit_test(limit_of_the_text_holds_to_the_byte),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(memory_limit_is_never_passed),
        cmocka_unit_test(work_can_be_cancelled_at_every_poll),
        cmocka_unit_test(article_is_read),
        cmocka_unit_test(documents_of_mixed_text_are_well_formed),
        cmocka_unit_test(files_give_well_formed_documents),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
