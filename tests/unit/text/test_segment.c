/* SPDX-License-Identifier: Apache-2.0 */
/* The segment stage as a whole: what it refuses, running out of memory, cancelling, hostile text.
 */
#include "segmented.h"

static void white_space_is_empty(void **state) {
    (void)state;
    static const char *const TEXTS[] = {" ", "\n\n\t ", "\xC2\xA0\xE2\x80\x83\xE3\x80\x80",
        "\xEF\xBB\xBF", "\xE2\x80\x8B\r\n\xE2\x80\xA8\xE2\x80\xA9", "\x01\x02"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        drg_document document;
        assert_int_equal(segment_with(&document, slice_of(TEXTS[i]), NULL), DRG_EEMPTY);
        segment_free(&document);
    }
}

/* A text that uses every part of the stage. */
static const char ARTICLE[] =
    "Talks End in Paris\n\nBy Jane Roe\n\nPARIS, April 18 (Reuters) - The ministers\xE2\x80\x99 "
    "talks "
    "ended. \xE2\x80\x9CIt\xE2\x80\x99s over,\xE2\x80\x9D Mr. O\xE2\x80\x99"
    "Brien of the U.S. said.\r\n"
    "\r\n- an item\n- caf\xC3\xA9 \xF0\x9F\x98\x80 www.un.org\n\nLe ministre est dans la ville et "
    "il "
    "est pour le plan qui est sur la table avec les autres et pas dans une salle.\n";

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    for (size_t fail_at = 1;; fail_at++) {
        failing_allocator counter = {.fail_at = fail_at};
        drg_allocator allocator = failing_allocator_make(&counter);
        drg_document document;
        int result = segment_with(&document, (drg_slice){ARTICLE, sizeof ARTICLE - 1}, &allocator);
        if (result == DRG_OK)
            check_invariants(&document);
        else
            assert_int_equal(result, DRG_ENOMEM);
        segment_free(&document);
        assert_int_equal(counter.live, 0);
        if (result == DRG_OK)
            break;
    }
}

static bool cancel_later(void *user) {
    int *polls = user;
    return --*polls < 0;
}

static void work_can_be_cancelled(void **state) {
    (void)state;
    enum { SIZE = 200000 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < SIZE; i++)
        text[i] = i % 2 ? ' ' : 'a';
    for (int allowed = 0; allowed < 20; allowed += 5) {
        int polls = allowed;
        drg_document document = {.text = {text, SIZE}};
        document.options.cancelled = cancel_later;
        document.options.user = &polls;
        drg_arena_init(&document.arena, SIZE_MAX, NULL);
        assert_int_equal(drg_run_segment(&document, NULL), DRG_ECANCELLED);
        assert_true(document.tokens.count <= 4096 * ((size_t)allowed + 1));
        drg_arena_deinit(&document.arena);
    }
    free(text);
}

/* Texts made of a unit that repeats: nothing is lost, no token or sentence is over its limit. */
static void hostile_texts_keep_the_invariants(void **state) {
    (void)state;
    static const char *const UNITS[] = {"a", "1", ".", "'", "\"", "(", ")", "-", "U.S.", "a.b@",
        "@a", "#a", "www.", "http://a", "\xCC\x81", "\xE2\x80\x8D\xF0\x9F\x91\xA9", "a-", "1,",
        "1-", "&A", "n't", "'s", "a\n", "a ", "a. ", "A. ", "[1]", ".)", ".\"", "\xE2\x80\x9C",
        "\xE2\x80\x98"
        "a ",
        "\xE2\x80\x99 ", "_", "!?", "\xF0\x9F\x87\xAB", "I. ", "Mr. ", ", ", "anti-", "a/",
        "a.com"};
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
        enum { SIZE = 6000 };
        size_t unit = strlen(UNITS[i]), size = SIZE / unit * unit;
        char *text = malloc(size);
        assert_non_null(text);
        for (size_t at = 0; at < size; at += unit)
            memcpy(text + at, UNITS[i], unit);
        drg_document document;
        segment(&document, (drg_slice){text, size});
        check_invariants(&document);
        size_t covered = 0, visible = 0;
        for (size_t at = 0; at < size; at++)
            visible += text[at] != ' ' && text[at] != '\n';
        for (size_t t = 0; t < document.tokens.count; t++) {
            const drg_token *token = &document.tokens.items[t];
            size_t length = token->end - token->start;
            assert_true(length <= (token->shape == DRG_SHAPE_LINK ? 2048 : 256 + 8));
            covered += length;
        }
        if (covered != visible)
            fail_msg("'%s': %zu of %zu bytes are in tokens", UNITS[i], covered, visible);
        for (size_t s = 0; s < document.sentences.count; s++)
            assert_true(
                document.sentences.items[s].end_token - document.sentences.items[s].first_token <=
                512);
        segment_free(&document);
        free(text);
    }
}

static void endless_word_is_cut_with_a_warning(void **state) {
    (void)state;
    char text[1000];
    memset(text, 'a', sizeof text);
    drg_document document;
    segment(&document, (drg_slice){text, sizeof text});
    assert_int_equal(document.tokens.count, 4);
    assert_true(document.warnings.count >= 1);
    assert_string_equal(document.warnings.items[0].code, "token_too_long");
    segment_free(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_is_empty),
        cmocka_unit_test(memory_may_run_out_anywhere),
        cmocka_unit_test(work_can_be_cancelled),
        cmocka_unit_test(hostile_texts_keep_the_invariants),
        cmocka_unit_test(endless_word_is_cut_with_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
