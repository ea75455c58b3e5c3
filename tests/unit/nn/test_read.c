/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The read stage and its feed: with the tiny engine of the fixtures, whose random weights find
 * names and triggers everywhere, and in two tests with the built-in weights where a build has them.
 */
#include "../../../api/extract.h"
#include "../../../lib/engine.h"
#include "../../../lib/nn/feed.h"
#include "fixture.h"

#define ENGINE_MODEL FIXTURES "tiny.drgm"
#include "../engine.h"

static const char ARTICLE[] =
    "PARIS - French President Emmanuel Macron met Marco Rubio on Thursday. \"We agree,\" he "
    "said.\n\n"
    "Police in Nairobi arrested four men over an attack on a bus, and will charge them on Friday. "
    "Iran's foreign minister rejected the demands, condemned the strikes and threatened to leave "
    "the talks; Russia and China called for calm.\n";

static drg_document *read_text(const char *text, size_t size, const drg_options *options) {
    drg_input input = {.text = {text, size}, .published = {2025, 4, 18}};
    drg_document *document = NULL;
    drg_error error = {0};
    if (drg_extract(engine, &input, options, &document, &error))
        fail_msg("%s", error.message);
    return document;
}

/* ---- labels ---- */

static void unknown_labels_are_refused(void **state) {
    (void)state;
    static const struct {
        drg_label_list list;
        size_t row;
        const char *label;
    } CASES[] = {
        {DRG_LABELS_UPOS, 7, "GERUND"},
        {DRG_LABELS_NAMES, 0, "DEITY"},
        {DRG_LABELS_TRIGGERS, 3, "GOSSIP"},
        {DRG_LABELS_ROLES, 1, "witness"},
        {DRG_LABELS_TENSES, 2, "aorist"},
        {DRG_LABELS_FLAGS, 0, "loud"},
        {DRG_LABELS_MODES, 0, "CONSULT/visit"}, /* row 0 must be "none" */
        {DRG_LABELS_MODES, 1, "GOSSIP/visit"},
        {DRG_LABELS_MODES, 1, "none"},
    };
    drg_reader *reader = engine->reader;
    assert_int_equal(drg_read_check(reader, NULL), DRG_OK);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_slice *label = &reader->labels[CASES[i].list][CASES[i].row], before = *label;
        drg_error error = {0};
        *label = slice_of(CASES[i].label);
        int result = drg_read_check(reader, &error);
        *label = before;
        if (result != DRG_EFORMAT || error.code != DRG_EFORMAT)
            fail_msg("%s: %d", CASES[i].label, result);
    }
    assert_int_equal(drg_read_check(reader, NULL), DRG_OK);
}

/* ---- what is left in the document ---- */

static void check_word(const drg_read_word *word) {
    unsigned names = 0, triggers = 0;
    assert_int_equal(word->read, 1);
    assert_true(word->upos < DRG_UPOS_TAGS);
    for (size_t i = 0; i < DRG_READ_NAME_TYPES; i++)
        names += (unsigned)word->name_begin[i] + word->name_inside[i];
    for (size_t i = 0; i < DRG_EVENT_TYPES; i++)
        triggers += word->trigger[i];
    /* each is rounded by at most half a step */
    assert_true(names <= 255 + DRG_READ_NAME_TYPES);
    assert_true(triggers <= 255 + DRG_EVENT_TYPES / 2);
    for (size_t i = 0; i < DRG_READ_QUOTE_PARTS; i++)
        assert_true(word->quote[i] <= 2);
}

static void check_inside(
    const drg_document *document, uint32_t first, uint32_t end, uint32_t sentence) {
    const drg_sentence *of = &document->sentences.items[sentence];
    assert_true(first < end);
    assert_true(of->first_token <= first && end <= of->end_token);
}

static void check_read(const drg_document *document) {
    const drg_read *read = &document->read;
    for (size_t i = 0; i < read->names.count; i++) {
        const drg_read_name *name = &read->names.items[i];
        check_inside(document, name->first_token, name->end_token,
            document->tokens.items[name->first_token].sentence);
        assert_true(name->type < DRG_READ_NAME_TYPES);
        assert_true(i == 0 || name[-1].end_token <= name->first_token);
    }
    for (size_t i = 0; i < read->events.count; i++) {
        const drg_read_event *event = &read->events.items[i];
        check_inside(document, event->first_token, event->end_token, event->sentence);
        assert_true(event->type < DRG_EVENT_TYPES);
        assert_true(i == 0 || event[-1].first_token < event->first_token);
        assert_true(event->tense[0] + event->tense[1] + event->tense[2] + event->tense[3] <= 257);
        assert_true(event->first_role <= event->end_role && event->end_role <= read->roles.count);
        for (uint32_t r = event->first_role; r < event->end_role; r++) {
            const drg_read_role *role = &read->roles.items[r];
            check_inside(document, role->first_token, role->end_token, event->sentence);
            assert_true(role->role < DRG_READ_ROLES);
        }
    }
}

static void reading_is_well_formed(void **state) {
    (void)state;
    drg_document *document = read_text(ARTICLE, sizeof ARTICLE - 1, NULL);
    assert_non_null(document->read.words);
    assert_true(document->read.names.count > 0 && document->read.events.count > 0);
    assert_true(document->read.roles.count > 0);
    assert_int_equal(document->warnings.count, 0);
    for (size_t t = 0; t < document->tokens.count; t++)
        check_word(&document->read.words[t]);
    check_read(document);
    drg_document_free(document);
}

/* Weights may have the parts of speech in any order: what counts is the label. */
static void parts_of_speech_follow_their_labels(void **state) {
    (void)state;
    drg_slice *labels = engine->reader->labels[DRG_LABELS_UPOS], before[DRG_UPOS_TAGS];
    drg_document *plain = read_text(ARTICLE, sizeof ARTICLE - 1, NULL);
    memcpy(before, labels, sizeof before);
    for (size_t tag = 0; tag < DRG_UPOS_TAGS; tag++)
        labels[tag] = before[(tag + 1) % DRG_UPOS_TAGS];
    drg_document *turned = read_text(ARTICLE, sizeof ARTICLE - 1, NULL);
    memcpy(labels, before, sizeof before);
    for (size_t t = 0; t < plain->tokens.count; t++)
        assert_int_equal(
            turned->read.words[t].upos, (plain->read.words[t].upos + 1) % DRG_UPOS_TAGS);
    drg_document_free(plain);
    drg_document_free(turned);
}

/* ---- what is left out ---- */

static size_t count_not_read(const drg_document *document) {
    size_t count = 0;
    for (size_t i = 0; i < document->warnings.count; i++)
        count += strcmp(document->warnings.items[i].code, "not_read") == 0;
    return count;
}

/* The words around a stretch that is left out are read as if it were not there, at their tokens. */
static void brackets_are_left_out_and_the_rest_is_read_alike(void **state) {
    (void)state;
    static const char FIRST[] = "Police arrested four men in Nairobi on Friday.\n\n",
                      LAST[] = "\n\nRussia and China called for calm.\n";
    enum { BRACKETS = 300, BEFORE = sizeof FIRST - 1, AFTER = sizeof LAST - 1 };
    char with[BEFORE + BRACKETS + AFTER], without[BEFORE + AFTER];
    memcpy(with, FIRST, BEFORE);
    memset(with + BEFORE, '(', BRACKETS);
    memcpy(with + BEFORE + BRACKETS, LAST, AFTER);
    memcpy(without, FIRST, BEFORE);
    memcpy(without + BEFORE, LAST, AFTER);
    drg_document *long_one = read_text(with, sizeof with, NULL);
    drg_document *short_one = read_text(without, sizeof without, NULL);
    assert_int_equal(count_not_read(short_one), 0);
    assert_int_equal(count_not_read(long_one), 1);
    assert_int_equal(long_one->warnings.items[0].span.start, BEFORE);
    assert_int_equal(long_one->warnings.items[0].span.end, BEFORE + BRACKETS);
    const drg_read_word nothing = {0};
    size_t at = 0;
    for (size_t t = 0; t < long_one->tokens.count; t++) {
        const drg_read_word *word = &long_one->read.words[t];
        bool left_out = long_one->text.data[long_one->tokens.items[t].start] == '(';
        const drg_read_word *expected = left_out ? &nothing : &short_one->read.words[at++];
        assert_memory_equal(word, expected, sizeof *word);
        assert_int_equal(drg_document_was_read(long_one, (uint32_t)t), !left_out);
    }
    assert_int_equal(at, short_one->tokens.count);
    assert_int_equal(long_one->read.events.count, short_one->read.events.count);
    assert_int_equal(long_one->read.names.count, short_one->read.names.count);
    check_read(long_one);
    drg_document_free(long_one);
    drg_document_free(short_one);
}

static void a_short_line_of_signs_is_read(void **state) {
    (void)state;
    static const char TEXT[] = "France 3 - 2 Spain (1 - 1) (4 - 3) * * *\n";
    drg_document *document = read_text(TEXT, sizeof TEXT - 1, NULL);
    assert_int_equal(count_not_read(document), 0);
    assert_true(drg_document_was_read(document, 0));
    drg_document_free(document);
}

/* "Go. " is a piece or more, and another for the sentence, for four bytes: the allowance ends. */
static void dense_sentences_are_read_as_far_as_their_bytes_pay(void **state) {
    (void)state;
    enum { SIZE = 16 << 10 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (size_t i = 0; i < SIZE; i++)
        text[i] = "Go. "[i % 4];
    drg_document *document = read_text(text, SIZE, NULL);
    size_t read = 0;
    for (uint32_t t = 0; t < document->tokens.count; t++)
        read += drg_document_was_read(document, t);
    assert_true(count_not_read(document) > 0);
    assert_true(drg_document_was_read(document, 0));
    assert_true(read > 512 && read <= SIZE / 4 + 1024);
    check_read(document);
    drg_document_free(document);
    free(text);
}

static void a_purse_pays_what_it_holds(void **state) {
    (void)state;
    drg_purse purse = drg_purse_make(10);
    assert_true(drg_purse_pay(&purse, 0, 10));
    assert_false(drg_purse_pay(&purse, 3, 4));
    assert_int_equal(purse.held, 3); /* what came in stays */
    assert_true(drg_purse_pay(&purse, 100, 101)); /* the limit is of what is left over */
    assert_int_equal(purse.held, 2);
    assert_true(drg_purse_pay(&purse, 100, 0));
    assert_int_equal(purse.held, 10);
}

/* ---- memory, giving up, scratch ---- */

typedef struct watched { /* counts, or lets fail, what happens while the read stage runs */
    failing_allocator memory;
    size_t fail_at, polls, cancel_at;
    bool inside;
} watched;

static void on_stage(void *user, drg_stage stage) {
    watched *watch = user;
    watch->inside = stage == DRG_STAGE_READ;
    watch->memory.fail_at =
        watch->inside && watch->fail_at ? watch->memory.calls + watch->fail_at : 0;
}

static bool cancelled(void *user) {
    watched *watch = user;
    return watch->inside && ++watch->polls == watch->cancel_at;
}

static int run_watched(watched *watch) {
    drg_allocator allocator = failing_allocator_make(&watch->memory);
    drg_options options = {
        .allocator = &allocator, .on_stage = on_stage, .cancelled = cancelled, .user = watch};
    drg_input input = {.text = {ARTICLE, sizeof ARTICLE - 1}};
    drg_document *document = NULL;
    /* the scratch that the stage makes for itself comes from the reader's allocator */
    drg_allocator before = engine->reader->allocator;
    engine->reader->allocator = allocator;
    int result = drg_extract(engine, &input, &options, &document, NULL);
    engine->reader->allocator = before;
    assert_true((result == DRG_OK) == (document != NULL));
    drg_document_free(document);
    assert_int_equal(watch->memory.live, 0);
    return result;
}

static void every_allocation_of_the_stage_may_fail(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t fail_at = 1;; fail_at++) {
        watched watch = {.fail_at = fail_at};
        int result = run_watched(&watch);
        if (result == DRG_OK)
            break;
        assert_int_equal(result, DRG_ENOMEM);
        failed++;
    }
    assert_true(failed >= 3); /* the scratch is two of them */
}

static void work_can_be_given_up_at_every_poll(void **state) {
    (void)state;
    watched all = {0};
    assert_int_equal(run_watched(&all), DRG_OK);
    drg_document *document = read_text(ARTICLE, sizeof ARTICLE - 1, NULL);
    /* once a sentence, once a batch, and in the second pass */
    assert_true(all.polls > document->sentences.count + 1);
    drg_document_free(document);
    for (size_t at = 1; at <= all.polls; at++) {
        watched watch = {.cancel_at = at};
        assert_int_equal(run_watched(&watch), DRG_ECANCELLED);
    }
}

static void assert_same_reading(const drg_document *a, const drg_document *b) {
    const drg_read *x = &a->read, *y = &b->read;
    assert_int_equal(a->tokens.count, b->tokens.count);
    assert_memory_equal(x->words, y->words, a->tokens.count * sizeof *x->words);
    assert_int_equal(x->names.count, y->names.count);
    assert_memory_equal(x->names.items, y->names.items, x->names.count * sizeof *x->names.items);
    assert_int_equal(x->roles.count, y->roles.count);
    assert_memory_equal(x->roles.items, y->roles.items, x->roles.count * sizeof *x->roles.items);
    assert_int_equal(x->events.count, y->events.count);
    for (size_t i = 0; i < x->events.count; i++) {
        const drg_read_event *e = &x->events.items[i], *f = &y->events.items[i];
        assert_int_equal(e->first_token, f->first_token);
        assert_int_equal(e->type, f->type);
        assert_int_equal(e->probability, f->probability);
        assert_memory_equal(e->tense, f->tense, sizeof e->tense);
        assert_int_equal(e->negated, f->negated);
        assert_ptr_equal(e->mode.data, f->mode.data);
        assert_int_equal(e->mode_probability, f->mode_probability);
        assert_int_equal(e->context_count, f->context_count);
    }
}

static void used_scratch_reads_as_a_fresh_one(void **state) {
    (void)state;
    static const char OTHER[] = "Strikes hit two towns near the border. Nobody was hurt.";
    drg_scratch *scratch;
    assert_int_equal(drg_scratch_new(engine, &scratch), DRG_OK);
    drg_options options = {.scratch = scratch};
    drg_document *fresh = read_text(ARTICLE, sizeof ARTICLE - 1, NULL);
    drg_document_free(read_text(OTHER, sizeof OTHER - 1, &options));
    drg_document *used = read_text(ARTICLE, sizeof ARTICLE - 1, &options);
    assert_same_reading(fresh, used);
    drg_document_free(fresh);
    drg_document_free(used);
    drg_scratch_free(scratch);
}

/* ---- with the built-in weights, where there are some ---- */

static drg_engine *open_built_in(void) {
    drg_engine *full = NULL;
    assert_int_equal(drg_engine_open(NULL, &full, NULL), DRG_OK);
    if (full->reader)
        return full;
    drg_engine_free(full);
    skip();
    return NULL;
}

static api_reply reply_with(const drg_engine *full) {
    api_context context = {.engine = full};
    api_limits_default(&context.limits);
    const api_request request = {.path = slice_of("/v1/extract"),
        .content_type = slice_of("text/plain"),
        .query = slice_of("explain=true"),
        .body = {ARTICLE, sizeof ARTICLE - 1},
        .request_id = slice_of("req")};
    api_reply reply = {0};
    api_extract(&context, &request, &reply);
    assert_int_equal(reply.status, 200);
    return reply;
}

static void every_kernel_gives_the_same_reply(void **state) {
    (void)state;
    drg_engine *full = open_built_in();
    const drg_kernel *tables[4];
    size_t count = drg_kernel_list(tables);
    api_reply first = reply_with(full);
    for (size_t i = 1; i < count; i++) {
        full->reader->kernel = tables[i];
        api_reply other = reply_with(full);
        assert_int_equal(first.size, other.size);
        assert_memory_equal(first.body, other.body, first.size);
        api_reply_deinit(&other);
    }
    api_reply_deinit(&first);
    drg_engine_free(full);
}

/* A short sentence, then one that passes the end of an empty batch: the window of the first ends
 * there, and reading goes on (it did not once batches had 256 pieces). */
static void window_before_a_long_sentence_ends(void **state) {
    (void)state;
    drg_engine *full = open_built_in();
    drg_reader_scratch *scratch;
    assert_int_equal(drg_reader_scratch_new(full->reader, &scratch), DRG_OK);
    enum { WORDS = 600 };
    drg_slice words[WORDS];
    for (uint32_t i = 0; i < WORDS; i++)
        words[i] = slice_of("attack");
    for (uint32_t cut = 1; cut < 130; cut += 9) {
        uint32_t end[] = {cut, WORDS};
        drg_reader_input input = {words, end, WORDS, 2};
        drg_reading now;
        drg_reader_read(full->reader, scratch, &input, 0, &now);
        assert_true(now.end > 0 && now.end <= WORDS);
        size_t at = now.end;
        drg_reader_read(full->reader, scratch, &input, at, &now);
        assert_true(now.end > at);
    }
    drg_reader_scratch_free(scratch);
    drg_engine_free(full);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_labels_are_refused),
        cmocka_unit_test(reading_is_well_formed),
        cmocka_unit_test(parts_of_speech_follow_their_labels),
        cmocka_unit_test(brackets_are_left_out_and_the_rest_is_read_alike),
        cmocka_unit_test(a_short_line_of_signs_is_read),
        cmocka_unit_test(dense_sentences_are_read_as_far_as_their_bytes_pay),
        cmocka_unit_test(a_purse_pays_what_it_holds),
        cmocka_unit_test(every_allocation_of_the_stage_may_fail),
        cmocka_unit_test(work_can_be_given_up_at_every_poll),
        cmocka_unit_test(used_scratch_reads_as_a_fresh_one),
        cmocka_unit_test(every_kernel_gives_the_same_reply),
        cmocka_unit_test(window_before_a_long_sentence_ends),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
