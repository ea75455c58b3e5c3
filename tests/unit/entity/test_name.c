/* SPDX-License-Identifier: Apache-2.0 */
/* The name stage as a whole: tables in order, memory, hostile text, thresholds, explanations. */
#include "extracted.h"

#include "../../../lib/entity/entity.h"

/* words.c searches them by halves. */
static void word_tables_are_sorted(void **state) {
    (void)state;
    static const char *const tables[] = {"name_words", "word_case", "body_sectors"};
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        const drg_table *table = drg_engine_table(shared_engine, tables[t]);
        assert_non_null(table);
        for (size_t row = 1; row < drg_table_rows(table); row++) {
            drg_slice before = drg_table_cell(table, row - 1, 0);
            drg_slice word = drg_table_cell(table, row, 0);
            if (drg_slice_compare(before, word) >= 0)
                fail_msg("%s: '%.*s' is out of order", tables[t], (int)word.size, word.data);
        }
    }
}

/* publish.c passes over a sector that is none. */
static void sectors_of_body_words_are_known(void **state) {
    (void)state;
    const drg_table *table = drg_engine_table(shared_engine, "body_sectors");
    assert_non_null(table);
    size_t column = drg_table_column(table, "sector");
    assert_int_equal(column, 1);
    for (size_t row = 0; row < drg_table_rows(table); row++)
        assert_int_not_equal(
            drg_know_sector(shared_engine->know, drg_table_cell(table, row, column)), 255);
}

static void every_observation_has_a_name(void **state) {
    (void)state;
    for (int i = 0; i < DRG_EVIDENCE_COUNT; i++)
        assert_string_not_equal(drg_evidence_name((drg_evidence)i), "UNKNOWN");
    assert_string_equal(drg_evidence_name(DRG_EVIDENCE_COUNT), "UNKNOWN");
    assert_true(DRG_EVIDENCE_COUNT <= UINT8_MAX);
}

/* A text that goes through every step. */
static const char ARTICLE[] =
    "Leaders Meet in Paris\n\nBy Jane Roe\n\nPARIS (AP) - French President Emmanuel Macron and "
    "Trump\xE2\x80\x99s envoy Steve Witkoff met at the European Union (EU). \xE2\x80\x9CWe "
    "agree,\xE2\x80\x9D Macron said. He thanked the Turkish foreign minister. Mr. Witkoff, a "
    "lawyer, told the BBC that Brest, France, was ready. His wife, Jane Witkoff, stayed. The Trump "
    "administration said so. The Economic Community of West African States (ECOWAS) agreed.\n";

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    for (size_t fail_at = 1;; fail_at++) {
        failing_allocator counter = {.fail_at = fail_at};
        drg_allocator allocator = failing_allocator_make(&counter);
        drg_options options = {.allocator = &allocator, .explain = true};
        drg_input input = {.text = {ARTICLE, sizeof ARTICLE - 1},
            .title = slice_of("Marco Rubio Meets Envoys"),
            .published = {2025, 4, 18}};
        drg_document *document = NULL;
        drg_error error = {0};
        int result = drg_extract(shared_engine, &input, &options, &document, &error);
        if (result == DRG_OK)
            check_name_invariants(document);
        else
            assert_int_equal(result, DRG_ENOMEM);
        drg_document_free(document);
        assert_int_equal(counter.live, 0);
        if (result == DRG_OK)
            break;
        assert_true(counter.calls >= fail_at);
    }
}

/* The same with a budget instead of an allocator: every allocation of the stage is small, so under
 * an arena of large chunks only this goes through them one by one. */
static void the_budget_may_end_anywhere(void **state) {
    (void)state;
    for (size_t budget = 1 << 12; budget < (size_t)1 << 26; budget += budget / 24) {
        drg_options options = {.memory_limit = budget};
        drg_input input = {.text = {ARTICLE, sizeof ARTICLE - 1}, .published = {2025, 4, 18}};
        drg_document *document = NULL;
        drg_error error = {0};
        int result = drg_extract(shared_engine, &input, &options, &document, &error);
        assert_true(result == DRG_OK || result == DRG_ENOMEM);
        drg_document_free(document);
        if (result == DRG_OK)
            return;
    }
    fail_msg("64 MiB were not enough");
}

/* Texts that a stage might trip over. */
static void hostile_texts(void **state) {
    (void)state;
    static const char *const pieces[] = {"Aa Bb ", "President ", "President of ", "( A ) ",
        "al-al-", "\"he said ", "Mr. ", "US ", "of the ", "Paris, ", "U.S.'s ", "X and ",
        "\xE2\x80\x9C", "\xE5\x8F\xB0\xE5\x8C\x97 ", "the minister ", "his ", "Bank of ", "French ",
        "according to ", "said that he said ", "Smith, the president of Smith, ", "A.B.C.D. ",
        "\xF0\x9F\x98\x80 ", "( ECOWAS ) (", "'s "};
    enum { TIMES = 3000 };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t size = strlen(pieces[i]);
        char *text = malloc(size * TIMES);
        assert_non_null(text);
        for (size_t k = 0; k < TIMES; k++)
            memcpy(text + k * size, pieces[i], size);
        drg_input input = {.text = {text, size * TIMES}, .published = {2025, 4, 18}};
        drg_document *document = NULL;
        drg_error error = {0};
        int result = drg_extract(shared_engine, &input, NULL, &document, &error);
        assert_int_equal(result, DRG_OK);
        check_name_invariants(document);
        drg_document_free(document);
        free(text);
    }
}

static bool give_up_after(void *user) {
    size_t *calls = user;
    return ++*calls > 24;
}

/* One sentence of a whole megabyte must not keep a caller waiting who gave up. */
static void a_long_sentence_can_be_cancelled(void **state) {
    (void)state;
    enum { TIMES = 100000 };
    static const char piece[] = "Aa Bb of ";
    size_t size = sizeof piece - 1, calls = 0;
    char *text = malloc(size * TIMES);
    assert_non_null(text);
    for (size_t k = 0; k < TIMES; k++)
        memcpy(text + k * size, piece, size);
    drg_input input = {.text = {text, size * TIMES}};
    drg_options options = {.cancelled = give_up_after, .user = &calls};
    drg_document *document = NULL;
    drg_error error = {0};
    assert_int_equal(
        drg_extract(shared_engine, &input, &options, &document, &error), DRG_ECANCELLED);
    assert_null(document);
    free(text);
}

static void a_threshold_drops_doubtful_names(void **state) {
    (void)state;
    drg_input input = {.text = {ARTICLE, sizeof ARTICLE - 1}, .published = {2025, 4, 18}};
    size_t before = SIZE_MAX;
    for (int tenth = 0; tenth <= 10; tenth++) {
        drg_options options = {.min_confidence = (float)tenth / 10.0F};
        drg_document *document = NULL;
        drg_error error = {0};
        assert_int_equal(drg_extract(shared_engine, &input, &options, &document, &error), DRG_OK);
        check_name_invariants(document);
        size_t names = 0;
        for (size_t i = 0; i < document->mentions.count; i++)
            names += document->mentions.items[i].kind == DRG_NAME;
        assert_true(names <= before);
        before = names;
        drg_document_free(document);
    }
    assert_int_equal(before, 0);
}

/* A hundred copies of an article cost at most 110 times one: counted in bytes of memory that the
 * stages take, and in entities, which stay those of one. */
static size_t taken;

static void *take(void *context, size_t size) {
    (void)context;
    taken += size;
    return malloc(size);
}

static void give(void *context, void *block) {
    (void)context;
    free(block);
}

static size_t cost_of(const char *text, size_t size, size_t *entities) {
    drg_allocator allocator = {.allocate = take, .release = give};
    drg_options options = {.allocator = &allocator, .text_limit = size};
    drg_input input = {.text = {text, size}, .published = {2025, 4, 18}};
    drg_document *document = NULL;
    drg_error error = {0};
    taken = 0;
    assert_int_equal(drg_extract(shared_engine, &input, &options, &document, &error), DRG_OK);
    *entities = document->entities.count;
    drg_document_free(document);
    return taken;
}

static void cost_is_linear(void **state) {
    (void)state;
    enum { COPIES = 100, BLOCK = 1 << 20 }; /* an arena grows by blocks */
    size_t one = sizeof ARTICLE - 1, few, many;
    char *text = malloc(COPIES * (one + 2));
    assert_non_null(text);
    for (size_t i = 0; i < COPIES; i++) {
        memcpy(text + i * (one + 2), ARTICLE, one);
        memcpy(text + i * (one + 2) + one, "\n\n", 2);
    }
    size_t single = cost_of(text, one, &few);
    assert_true(cost_of(text, COPIES * (one + 2), &many) <= 110 * single + BLOCK);
    assert_true(few > 0 && many <= few + few / 2);
    free(text);
}

static const drg_reason *reason_for(const drg_entity *entity, const char *what) {
    for (size_t i = 0; i < entity->reason_count; i++)
        if (drg_slice_is(entity->reasons[i].what, what))
            return &entity->reasons[i];
    return NULL;
}

static void explanations_name_what_decided(void **state) {
    (void)state;
    drg_input input = {.text = {ARTICLE, sizeof ARTICLE - 1}, .published = {2025, 4, 18}};
    drg_options options = {.explain = true};
    drg_document *document = NULL;
    drg_error error = {0};
    assert_int_equal(drg_extract(shared_engine, &input, &options, &document, &error), DRG_OK);
    for (size_t i = 0; i < document->entities.count; i++)
        assert_true(document->entities.items[i].reason_count > 0);
    const drg_entity *macron = find_entity(document, "Emmanuel Macron");
    const drg_reason *name = reason_for(macron, "name"), *row = reason_for(macron, "row");
    assert_true(name->scored && name->score > 0);
    assert_true(drg_slice_is(name->runner_up, "no name"));
    assert_true(drg_slice_starts(row->rule, DRG_SLICE("person:")));
    const drg_reason *type = reason_for(macron, "type");
    assert_true(type->score > type->runner_up_score && type->runner_up.size > 0);
    assert_non_null(reason_for(macron, "country"));
    assert_true(reason_for(macron, "office")->rule.size > 0);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(word_tables_are_sorted),
        cmocka_unit_test(sectors_of_body_words_are_known),
        cmocka_unit_test(every_observation_has_a_name),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(the_budget_may_end_anywhere),
        cmocka_unit_test(hostile_texts),
        cmocka_unit_test(a_long_sentence_can_be_cancelled),
        cmocka_unit_test(a_threshold_drops_doubtful_names),
        cmocka_unit_test(cost_is_linear),
        cmocka_unit_test(explanations_name_what_decided),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
