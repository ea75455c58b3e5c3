/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reading engine's view beside that of lexicon and syntax: what is followed, from which
 * probability on, and what is not. No weights are needed: an article is read without them, a view
 * is written by hand into the document, and the last stage is run again.
 */
#include "told.h"

#include "../../../lib/event/event.h"

static drg_document *document;

static void begin(const char *text) {
    document = read_article(text, (drg_date){2022, 8, 1}); /* a Monday */
    drg_read_word *words =
        drg_arena_array(&document->arena, document->tokens.count + 1, sizeof *words);
    assert_non_null(words);
    memset(words, 0, (document->tokens.count + 1) * sizeof *words);
    for (size_t t = 0; t < document->tokens.count; t++)
        words[t].read = 1;
    document->read = (drg_read){.words = words};
}

/* A trigger of the engine; triggers and roles are given in reading order. */
static drg_read_event *engine_tells(drg_event_type type, const char *words, uint8_t probability) {
    drg_read_event *event = drg_list_add(&document->arena, &document->read.events);
    assert_non_null(event);
    uint32_t roles = (uint32_t)document->read.roles.count;
    *event = (drg_read_event){.type = (uint8_t)type,
        .probability = probability,
        .core = 250,
        .negated = 2,
        .first_role = roles,
        .end_role = roles};
    tokens_of(document, words, &event->first_token, &event->end_token);
    event->sentence = document->tokens.items[event->first_token].sentence;
    for (uint32_t t = event->first_token; t < event->end_token; t++)
        document->read.words[t].trigger[type] = probability;
    return event;
}

/* A role of the last trigger. */
static void role(drg_read_role_kind kind, const char *words, uint8_t probability) {
    drg_read_role *span = drg_list_add(&document->arena, &document->read.roles);
    assert_non_null(span);
    *span = (drg_read_role){.role = (uint8_t)kind, .probability = probability};
    tokens_of(document, words, &span->first_token, &span->end_token);
    document->read.events.items[document->read.events.count - 1].end_role++;
}

static void code(void) {
    document->events.count = 0;
    assert_int_equal(drg_run_code(document, engine), DRG_OK);
}

static const drg_event *coded(drg_event_type type) {
    code();
    const drg_event *event = event_of(document, type);
    assert_non_null(event);
    return event;
}

static void assert_written(drg_event_type type, const char *expected) {
    char written[256];
    write_event(document, coded(type), written, sizeof written);
    assert_string_equal(written, expected);
}

static void end(void) {
    drg_document_free(document);
    document = NULL;
}

/* ---- triggers -------------------------------------------------------------------------------- */

static void triggers_that_no_entry_has_are_added(void **state) {
    (void)state;
    begin("Turkey besmirched Israel on Friday.");
    code();
    assert_null(event_of(document, DRG_REJECT)); /* no entry of the lexicon tells it */
    drg_read_event *event = engine_tells(DRG_REJECT, "besmirched", 230);
    role(DRG_READ_SOURCE, "Turkey", 220);
    role(DRG_READ_TARGET, "Israel", 220);
    assert_written(DRG_REJECT, "REJECT Turkey > Israel");
    event->probability = 76;
    code();
    assert_null(event_of(document, DRG_REJECT));
    event->probability = 77;
    assert_written(DRG_REJECT, "REJECT Turkey > Israel");
    end();
}

static void triggers_of_the_lexicon_are_told_once(void **state) {
    (void)state;
    begin("Turkey condemned Israel.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    assert_int_equal(coded(DRG_ACCUSE)->mention_count, 1);
    assert_int_equal(document->events.count, 1);
    end();
}

static float confidence_with(uint8_t probability, uint8_t read) {
    begin("Turkey condemned Israel.");
    engine_tells(DRG_ACCUSE, "condemned", probability);
    for (size_t t = 0; t < document->tokens.count; t++)
        document->read.words[t].read = read;
    code();
    const drg_event *event = event_of(document, DRG_ACCUSE);
    float confidence = event ? event->confidence : 0;
    end();
    return confidence;
}

static void a_sure_engine_makes_the_event_surer(void **state) {
    (void)state;
    float sure = confidence_with(255, 1), doubtful = confidence_with(100, 1);
    assert_true(sure > doubtful);
    assert_true(sure > 0.8F);
    /* a sentence that the engine left out is judged by the other signs alone */
    assert_true(confidence_with(255, 0) == confidence_with(0, 0));
}

/* ---- sides ----------------------------------------------------------------------------------- */

static void sides_are_the_engines_where_it_is_sure(void **state) {
    (void)state;
    static const struct {
        uint8_t source, target;
        const char *expected;
    } cases[] = {
        {200, 200, "ACCUSE Egypt > Turkey"},
        {100, 100, "ACCUSE Egypt > Turkey"},
        {99, 99, "ACCUSE Turkey > Israel"},
        {200, 99, "ACCUSE Egypt > Israel"}, /* a side that it does not name stays */
        /* nobody is on both sides: what it names wins, and who else is there is for fill.c to weigh
         */
        {99, 200, "ACCUSE  > Turkey"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin("Turkey, which is angry, condemned Israel, Egypt said.");
        engine_tells(DRG_ACCUSE, "condemned", 250);
        role(DRG_READ_SOURCE, "Egypt", cases[i].source);
        role(DRG_READ_TARGET, "Turkey", cases[i].target);
        assert_written(DRG_ACCUSE, cases[i].expected);
        end();
    }
    /* nobody is on both sides: what it names wins, and a source is at most implied (fill.c) */
    begin("Turkey, which is angry, condemned Israel, Egypt said.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_TARGET, "Turkey", 200);
    const drg_event *event = coded(DRG_ACCUSE);
    assert_int_equal(event->target_count, 1);
    assert_true(event->source_count == 0 || event->source[0].implied);
    end();
}

static void a_named_source_leaves_the_target(void **state) {
    (void)state;
    begin("Turkey, which is angry, condemned the acts of Israel.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_SOURCE, "Israel", 200);
    assert_written(DRG_ACCUSE, "ACCUSE Israel > ");
    end();
}

static void sides_of_another_type_are_not_taken(void **state) {
    (void)state;
    begin("Turkey condemned Israel.");
    const drg_read_event *event = engine_tells(DRG_REJECT, "condemned", 60);
    document->read.words[event->first_token].trigger[DRG_ACCUSE] = 200;
    role(DRG_READ_SOURCE, "Israel", 200);
    assert_written(DRG_ACCUSE, "ACCUSE Turkey > Israel");
    end();
}

/* "Macron's envoy condemned": the engine named both, and the owner became a second source. */
static void who_only_owns_an_actor_is_no_party(void **state) {
    (void)state;
    begin("Anna Schmidt, Emmanuel Macron's envoy, condemned Israel and Turkey's attack.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_SOURCE, "Anna Schmidt", 240);
    role(DRG_READ_SOURCE, "Emmanuel Macron", 240);
    role(DRG_READ_TARGET, "Israel", 200);
    role(DRG_READ_TARGET, "Turkey", 200); /* an attack is no actor: its owner is the party */
    assert_written(DRG_ACCUSE, "ACCUSE Anna Schmidt > Israel, Turkey");
    end();
}

/* "Macron's envoy" as one span was read as Macron; "since Macron's inauguration" made him a guest
 * of the meeting. */
static void the_owner_of_an_actor_or_day_is_no_guest(void **state) {
    (void)state;
    begin("Emmanuel Macron's spokesman condemned Israel.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_SOURCE, "Emmanuel Macron's spokesman", 240);
    role(DRG_READ_TARGET, "Israel", 200);
    assert_written(DRG_ACCUSE, "ACCUSE spokesman > Israel");
    end();
    begin("Turkey met Israel for the first time since Emmanuel Macron's inauguration.");
    engine_tells(DRG_CONSULT, "met", 250);
    role(DRG_READ_SOURCE, "Turkey", 240);
    role(DRG_READ_SOURCE, "Israel", 240);
    role(DRG_READ_SOURCE, "Emmanuel Macron", 240);
    assert_written(DRG_CONSULT, "CONSULT Turkey, Israel > ");
    end();
    begin("Turkey met Israel for the first time since President Emmanuel Macron's inauguration.");
    engine_tells(DRG_CONSULT, "met", 250);
    role(DRG_READ_SOURCE, "Turkey", 240);
    role(DRG_READ_SOURCE, "Israel", 240);
    role(DRG_READ_SOURCE, "President Emmanuel Macron's inauguration", 240);
    assert_written(DRG_CONSULT, "CONSULT Turkey, Israel > ");
    end();
    begin("Turkey met Israel for the first time since President Emmanuel Macron's inauguration.");
    engine_tells(DRG_CONSULT, "met", 250);
    role(DRG_READ_SOURCE, "Turkey", 240);
    role(DRG_READ_SOURCE, "Israel", 240);
    role(DRG_READ_SOURCE, "President", 190); /* one phrase, read as two */
    role(DRG_READ_SOURCE, "Emmanuel Macron", 200);
    assert_written(DRG_CONSULT, "CONSULT Turkey, Israel > ");
    end();
    begin("Emmanuel Macron's talks with Turkey and Israel ended.");
    engine_tells(DRG_CONSULT, "talks", 250);
    role(DRG_READ_SOURCE, "Emmanuel Macron", 240);
    role(DRG_READ_SOURCE, "Turkey", 240);
    assert_written(DRG_CONSULT, "CONSULT Emmanuel Macron, Turkey, Israel > ");
    end();
}

/* "Talks with Israel and Egypt": the engine gave one to each side. */
static void equals_of_a_list_were_on_both_sides(void **state) {
    (void)state;
    begin("Turkey pursued negotiations with Israel and Egypt.");
    engine_tells(DRG_CONSULT, "negotiations", 250);
    role(DRG_READ_SOURCE, "Turkey", 240);
    role(DRG_READ_TARGET, "Israel", 230);
    role(DRG_READ_SOURCE, "Egypt", 150);
    assert_written(DRG_CONSULT, "CONSULT Turkey > Israel, Egypt");
    end();
    begin("Turkey condemned Israel."); /* no list: each where the engine has it */
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_SOURCE, "Turkey", 150);
    role(DRG_READ_TARGET, "Israel", 240);
    assert_written(DRG_ACCUSE, "ACCUSE Turkey > Israel");
    end();
}

/* "The Board and staff": of the first the engine read the article alone, and "The" was a party. */
static void an_article_was_a_party(void **state) {
    (void)state;
    begin("The board and Turkey condemned Israel.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_SOURCE, "The", 240);
    role(DRG_READ_SOURCE, "Turkey", 240);
    role(DRG_READ_TARGET, "Israel", 240);
    code();
    const drg_event *event = event_of(document, DRG_ACCUSE);
    assert_non_null(event);
    for (size_t i = 0; i < event->source_count; i++)
        assert_false(drg_slice_is(drg_slice_part(document->text, event->source[i].span), "The"));
    end();
}

/* The engine gave the sides of "pursued talks" to the verb; the noun's event lost them. */
static void sides_of_the_verb_over_a_noun(void **state) {
    (void)state;
    begin("Turkey pursued talks with Israel and Egypt.");
    engine_tells(DRG_CONSULT, "pursued", 69);
    role(DRG_READ_SOURCE, "Turkey", 240);
    role(DRG_READ_TARGET, "Israel", 200);
    role(DRG_READ_TARGET, "Egypt", 200);
    engine_tells(DRG_CONSULT, "talks", 220);
    role(DRG_READ_SOURCE, "Turkey", 160);
    assert_written(DRG_CONSULT, "CONSULT Turkey > Israel, Egypt");
    end();
}

/* ---- attributes ------------------------------------------------------------------------------ */

static void tense_is_the_engines_where_it_is_sure(void **state) {
    (void)state;
    for (int tense = DRG_ONGOING; tense <= DRG_HYPOTHETICAL; tense++)
        for (int sure = 0; sure < 2; sure++) {
            begin("Turkey condemned Israel.");
            drg_read_event *event = engine_tells(DRG_ACCUSE, "condemned", 250);
            event->tense[tense] = sure ? 250 : 60;
            event->tense[DRG_PAST] = (uint8_t)(255 - event->tense[tense]);
            assert_int_equal(coded(DRG_ACCUSE)->tense, sure ? tense : DRG_PAST);
            end();
        }
}

/* The engine saw thirty denials, all of which it knows by heart. */
static void negation_is_of_the_words_alone(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint8_t negated;
        bool expected;
    } cases[] = {
        {"Turkey condemned Israel.", 255, false},
        {"Turkey has not condemned Israel.", 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(cases[i].text);
        engine_tells(DRG_ACCUSE, "condemned", 250)->negated = cases[i].negated;
        assert_int_equal(coded(DRG_ACCUSE)->negated, cases[i].expected);
        end();
    }
}

static void a_mode_that_words_tell_yields_to_a_sure_engine_alone(void **state) {
    (void)state;
    static const struct {
        drg_event_type type;
        const char *text, *trigger, *told;
        uint8_t follow; /* from here on the engine's is taken */
    } cases[] = {
        {DRG_ACCUSE, "Turkey condemned Israel.", "condemned", "disapprove", 204},
        {DRG_CONSULT, "Turkey held talks with Israel.", "talks", "", 128},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (uint8_t less = 0; less < 2; less++) {
            begin(cases[i].text);
            drg_read_event *event = engine_tells(cases[i].type, cases[i].trigger, 250);
            event->mode = slice_of("phone");
            event->mode_probability = (uint8_t)(cases[i].follow - less);
            const drg_event *record = coded(cases[i].type);
            assert_true(drg_slice_is(record->mode, less ? cases[i].told : "phone"));
            end();
        }
}

static void contexts_are_added_once(void **state) {
    (void)state;
    const drg_slice contexts[] = {slice_of("military"), slice_of("no such context"),
        slice_of("diplomatic"), slice_of("military")};
    begin("Turkey condemned Israel.");
    drg_read_event *event = engine_tells(DRG_ACCUSE, "condemned", 250);
    size_t before = coded(DRG_ACCUSE)->context_count;
    assert_int_equal(before, 0);
    event->contexts = contexts;
    event->context_count = 4;
    const drg_event *record = coded(DRG_ACCUSE);
    assert_int_equal(record->context_count, 2);
    assert_int_equal(
        record->contexts[0], drg_lexicon_context(engine->lexicon, slice_of("military")));
    assert_int_equal(
        record->contexts[1], drg_lexicon_context(engine->lexicon, slice_of("diplomatic")));
    end();
}

static void place_and_time_are_the_engines_where_it_is_sure(void **state) {
    (void)state;
    for (int second = 0; second < 2; second++) {
        begin("Turkey condemned Israel in Cairo and in Geneva on Friday and on Thursday.");
        engine_tells(DRG_ACCUSE, "condemned", 250);
        role(DRG_READ_PLACE, second ? "Geneva" : "Cairo", 250);
        role(DRG_READ_TIME, second ? "Thursday" : "Friday", 250);
        const drg_event *event = coded(DRG_ACCUSE);
        assert_int_not_equal(event->place, DRG_NONE);
        assert_true(
            drg_slice_is(document->entities.items[event->place].name, second ? "Geneva" : "Cairo"));
        assert_int_equal(event->start.day, second ? 28 : 29);
        end();
    }
}

static void of_two_places_the_likelier(void **state) {
    (void)state;
    begin("Turkey condemned Israel, in Egypt and in Geneva.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_PLACE, "Egypt", 180);
    role(DRG_READ_PLACE, "Geneva", 230);
    const drg_event *event = coded(DRG_ACCUSE);
    assert_int_not_equal(event->place, DRG_NONE);
    assert_true(drg_slice_is(document->entities.items[event->place].name, "Geneva"));
    end();
}

/* A person or a body is no place, whatever the engine says. */
static void a_place_is_a_place(void **state) {
    (void)state;
    begin("Turkey condemned Israel in Cairo before Emmanuel Macron.");
    engine_tells(DRG_ACCUSE, "condemned", 250);
    role(DRG_READ_PLACE, "Emmanuel Macron", 250);
    const drg_event *event = coded(DRG_ACCUSE);
    assert_int_not_equal(event->place, DRG_NONE);
    assert_true(drg_slice_is(document->entities.items[event->place].name, "Cairo"));
    end();
}

static void half_a_word_and_a_number_of_things_are_nobody(void **state) {
    (void)state;
    begin("The accused had gang-raped her in Cairo. Turkey began blocking 27 different sites.");
    engine_tells(DRG_ASSAULT, "raped", 250);
    role(DRG_READ_SOURCE, "gang", 240);
    engine_tells(DRG_COERCE, "blocking", 250);
    role(DRG_READ_SOURCE, "Turkey", 240);
    role(DRG_READ_TARGET, "27", 240);
    code();
    for (size_t i = 0; i < document->events.count; i++) {
        const drg_event *event = &document->events.items[i];
        for (size_t p = 0; p < event->source_count; p++)
            assert_false(
                drg_slice_is(drg_slice_part(document->text, event->source[p].span), "gang"));
        for (size_t p = 0; p < event->target_count; p++)
            assert_false(drg_slice_is(drg_slice_part(document->text, event->target[p].span), "27"));
    }
    end();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(triggers_that_no_entry_has_are_added),
        cmocka_unit_test(triggers_of_the_lexicon_are_told_once),
        cmocka_unit_test(a_sure_engine_makes_the_event_surer),
        cmocka_unit_test(sides_are_the_engines_where_it_is_sure),
        cmocka_unit_test(a_named_source_leaves_the_target),
        cmocka_unit_test(sides_of_another_type_are_not_taken),
        cmocka_unit_test(who_only_owns_an_actor_is_no_party),
        cmocka_unit_test(equals_of_a_list_were_on_both_sides),
        cmocka_unit_test(an_article_was_a_party),
        cmocka_unit_test(the_owner_of_an_actor_or_day_is_no_guest),
        cmocka_unit_test(sides_of_the_verb_over_a_noun),
        cmocka_unit_test(tense_is_the_engines_where_it_is_sure),
        cmocka_unit_test(negation_is_of_the_words_alone),
        cmocka_unit_test(a_mode_that_words_tell_yields_to_a_sure_engine_alone),
        cmocka_unit_test(contexts_are_added_once),
        cmocka_unit_test(place_and_time_are_the_engines_where_it_is_sure),
        cmocka_unit_test(of_two_places_the_likelier),
        cmocka_unit_test(a_place_is_a_place),
        cmocka_unit_test(half_a_word_and_a_number_of_things_are_nobody),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
