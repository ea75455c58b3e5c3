/* SPDX-License-Identifier: Apache-2.0 */
/* The type of a marked pair, with the weights that are built in. */
#include "../support.h"

#include "../../../lib/dragoman.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static drg_engine *engine;
static drg_scratch *scratch;

static int open_engine(void **state) {
    (void)state;
    drg_error error = {0};
    if (drg_engine_open(NULL, &engine, &error))
        return -1;
    return drg_scratch_new(engine, &scratch);
}

static int close_engine(void **state) {
    (void)state;
    drg_scratch_free(scratch);
    drg_engine_free(engine);
    return 0;
}

static drg_span span_of(const char *text, const char *words) {
    const char *at = strstr(text, words);
    assert_non_null(at);
    return (drg_span){(uint32_t)(at - text), (uint32_t)(at - text + (long)strlen(words))};
}

static int ask(const char *text, const char *source, const char *target, drg_pair_type *types) {
    const drg_options options = {.scratch = scratch};
    drg_error error = {0};
    return drg_classify_pair(engine, slice_of(text), span_of(text, source), span_of(text, target),
        &options, types, &error);
}

static bool has_weights(void) {
    drg_engine_info info;
    drg_engine_describe(engine, &info);
    return strcmp(info.model_digest, "none") != 0;
}

/* Plain sentences, one for what each type is at its clearest. */
static const struct {
    const char *text, *source, *target;
    drg_event_type type;
} CASES[] = {
    {"Turkey bombed Kurdish positions in northern Syria on Sunday, killing dozens.", "Turkey",
        "Kurdish positions", DRG_ASSAULT},
    {"Iran accused Israel of sabotaging its nuclear plant.", "Iran", "Israel", DRG_ACCUSE},
    {"The foreign minister of France met his German counterpart in Berlin.",
        "foreign minister of France", "German counterpart", DRG_CONSULT},
    {"Police arrested three opposition leaders in Harare.", "Police", "opposition leaders",
        DRG_COERCE},
    {"Japan donated food and medicine to the Philippines after the typhoon.", "Japan",
        "the Philippines", DRG_AID},
    {"Thousands of workers marched against the government of Sudan.", "workers",
        "government of Sudan", DRG_PROTEST},
    {"The United States imposed sanctions on North Korea.", "The United States", "North Korea",
        DRG_SANCTION},
    {"Germany and Poland signed a trade agreement.", "Germany", "Poland", DRG_AGREE},
};

static void plain_pairs_get_their_type(void **state) {
    (void)state;
    if (!has_weights())
        skip();
    size_t right = 0, count = sizeof CASES / sizeof CASES[0];
    for (size_t i = 0; i < count; i++) {
        drg_pair_type types[DRG_EVENT_TYPES];
        assert_int_equal(ask(CASES[i].text, CASES[i].source, CASES[i].target, types), DRG_OK);
        right += types[0].type == CASES[i].type;
        double sum = 0;
        unsigned seen = 0;
        for (int t = 0; t < DRG_EVENT_TYPES; t++) {
            sum += (double)types[t].score;
            seen |= 1u << types[t].type;
            assert_true(t == 0 || types[t].score <= types[t - 1].score);
        }
        assert_true(sum > 0.999 && sum < 1.001);
        assert_int_equal(seen, 0xFFFF);
    }
    if (right + 2 < count) /* weights change: "imposed sanctions" is a toss-up to these */
        fail_msg("%zu of %zu types are right", right, count);
}

static void the_mark_decides_not_the_sentence(void **state) {
    (void)state;
    if (!has_weights())
        skip();
    const char *text = "Russia shelled Kharkiv, and Norway sent generators to Kharkiv's hospitals.";
    drg_pair_type types[DRG_EVENT_TYPES];
    assert_int_equal(ask(text, "Russia", "Kharkiv", types), DRG_OK);
    assert_int_equal(types[0].type, DRG_ASSAULT);
    assert_int_equal(ask(text, "Norway", "Kharkiv's hospitals", types), DRG_OK);
    assert_int_equal(types[0].type, DRG_AID);
}

static void a_scratch_of_its_own_changes_nothing(void **state) {
    (void)state;
    if (!has_weights())
        skip();
    drg_pair_type with[DRG_EVENT_TYPES], without[DRG_EVENT_TYPES];
    const char *text = CASES[0].text;
    assert_int_equal(ask(text, "Turkey", "Kurdish positions", with), DRG_OK);
    assert_int_equal(drg_classify_pair(engine, slice_of(text), span_of(text, "Turkey"),
                         span_of(text, "Kurdish positions"), NULL, without, NULL),
        DRG_OK);
    for (int t = 0; t < DRG_EVENT_TYPES; t++) {
        assert_int_equal(with[t].type, without[t].type);
        assert_true(with[t].score == without[t].score);
    }
}

static void wrong_spans_are_refused(void **state) {
    (void)state;
    if (!has_weights())
        skip();
    const char *text = "Fran\xC3\xA7ois met  Angela.";
    static const struct {
        drg_span source, target;
        size_t offset;
    } cases[] = {
        {{0, 0}, {15, 21}, 0}, /* empty */
        {{3, 2}, {15, 21}, 3}, /* backwards */
        {{0, 5}, {15, 21}, 0}, /* cuts a character */
        {{0, 9}, {15, 99}, 15}, /* out of the text */
        {{0, 9}, {13, 15}, 13}, /* only blanks */
        {{0, 9}, {2, 4}, 2}, /* share a word */
        {{UINT32_MAX, UINT32_MAX}, {15, 21}, UINT32_MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_pair_type types[DRG_EVENT_TYPES];
        drg_error error = {0};
        int result = drg_classify_pair(
            engine, slice_of(text), cases[i].source, cases[i].target, NULL, types, &error);
        if (result != DRG_EINVAL || error.offset != cases[i].offset)
            fail_msg("case %zu: %d at %zu: %s", i, result, error.offset, error.message);
    }
}

static void spans_far_apart_are_refused_and_long_sentences_are_not(void **state) {
    (void)state;
    if (!has_weights())
        skip();
    char text[8192] = "";
    drg_pair_type types[DRG_EVENT_TYPES];
    for (int i = 0; i < 150; i++)
        strcat(text, "and the village, ");
    strcat(text, "Turkey bombed Aleppo, ");
    assert_int_equal(ask(text, "Turkey", "Aleppo", types), DRG_OK);
    assert_int_equal(types[0].type, DRG_ASSAULT);
    for (int i = 0; i < 100; i++)
        strcat(text, "and the village, ");
    strcat(text, "Damascus.");
    assert_int_equal(ask(text, "Turkey", "Damascus", types), DRG_EAPART);
}

static void without_weights_there_is_no_answer(void **state) {
    (void)state;
    drg_engine *bare;
    drg_pair_type types[DRG_EVENT_TYPES];
    drg_error error = {0};
    const drg_engine_config config = {.model_path = ""};
    assert_int_equal(drg_engine_open(&config, &bare, &error), DRG_OK);
    assert_int_equal(drg_classify_pair(bare, slice_of("A met B."), (drg_span){0, 1},
                         (drg_span){6, 7}, NULL, types, &error),
        DRG_ENOMODEL);
    drg_engine_free(bare);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_pairs_get_their_type),
        cmocka_unit_test(the_mark_decides_not_the_sentence),
        cmocka_unit_test(a_scratch_of_its_own_changes_nothing),
        cmocka_unit_test(wrong_spans_are_refused),
        cmocka_unit_test(spans_far_apart_are_refused_and_long_sentences_are_not),
        cmocka_unit_test(without_weights_there_is_no_answer),
    };
    return cmocka_run_group_tests_name("pair", tests, open_engine, close_engine);
}
