/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The views over a document that was put together by hand: who becomes a pair with whom, how an
 * event that is to come is told, which ones are not, and that rows stay bounded.
 */
#include "../support.h"

#include "../../../api/profile.h"
#include "../../../lib/document.h"

#include <stdio.h>
#include <stdlib.h>

static const char TEXT[] = "Rome, Oslo and Nuuk met in Paris.";

enum { ROME, OSLO, NUUK, NOBODY, ENTITIES };

typedef struct made_document {
    drg_engine *engine;
    drg_document document;
    api_article article;
    drg_entity entities[ENTITIES];
    drg_mention mentions[1];
    drg_sentence sentences[1];
    drg_trigger triggers[1];
    drg_event event;
    drg_party source[64], target[64];
} made_document;

static const uint32_t FIRST[] = {0};

static drg_entity entity(const char *name, const char *country, const char *code) {
    return (drg_entity){.type = DRG_GPE,
        .name = slice_of(name),
        .country = slice_of(country),
        .actor_code = slice_of(code),
        .mentions = FIRST,
        .mention_count = 1,
        .confidence = 1};
}

static void make(made_document *made, drg_event_type type, const char *cameo, drg_tense tense) {
    drg_error error = {0};
    memset(made, 0, sizeof *made);
    assert_int_equal(
        drg_engine_open(&(drg_engine_config){.model_path = ""}, &made->engine, &error), 0);
    drg_document *document = &made->document;
    drg_arena_init(&document->arena, 1 << 20, NULL);
    document->engine = made->engine;
    document->text = slice_of(TEXT);
    document->language = slice_of("en");
    document->published = (drg_date){2025, 4, 18};
    assert_int_equal(drg_offsets_init(&document->offsets, &document->arena, document->text), 0);
    made->sentences[0] = (drg_sentence){.span = {0, sizeof TEXT - 1}};
    made->mentions[0] = (drg_mention){.span = {0, 4}, .kind = DRG_NAME};
    made->triggers[0] = (drg_trigger){.span = {20, 23}};
    made->entities[ROME] = entity("Rome", "ITA", "ITAGOV");
    made->entities[OSLO] = entity("Oslo", "NOR", "NORGOVELI");
    made->entities[NUUK] = entity("Nuuk", "GRL", "DNK");
    made->entities[NOBODY] = entity("somebody", "", "");
    for (size_t i = 0; i < 64; i++)
        made->source[i].entity = made->target[i].entity = DRG_NONE;
    made->event = (drg_event){.type = type,
        .mode = slice_of("visit"),
        .cameo = slice_of(cameo),
        .quad_class = 1,
        .goldstein = 1.9,
        .intensity = 4,
        .tense = tense,
        .speaker = DRG_NONE,
        .source = made->source,
        .target = made->target,
        .place = DRG_NONE,
        .place_name = slice_of("Paris"),
        .place_country = slice_of("FRA"),
        .time = DRG_NONE,
        .mentions = made->triggers,
        .mention_count = 1,
        .confidence = 1};
    document->sentences.items = made->sentences;
    document->mentions.items = made->mentions;
    document->entities.items = made->entities;
    document->events.items = &made->event;
    document->sentences.count = document->mentions.count = document->events.count = 1;
    document->entities.count = ENTITIES;
    api_article_default(&made->article);
    made->article.id = slice_of("a");
}

static void unmake(made_document *made) {
    drg_arena_deinit(&made->document.arena);
    drg_engine_free(made->engine);
}

static void parties(made_document *made, const uint32_t *source, size_t sources,
    const uint32_t *target, size_t targets) {
    for (size_t i = 0; i < sources; i++)
        made->source[i].entity = source[i];
    for (size_t i = 0; i < targets; i++)
        made->target[i].entity = target[i];
    made->event.source_count = sources;
    made->event.target_count = targets;
}

/* The rows, as TSV. */
static char *rows(const made_document *made, api_profile profile) {
    api_view view;
    api_out out = {0};
    assert_int_equal(api_view_init(&view, made->engine, &made->document, &made->article), 0);
    api_write_profile(&out, &view, made->engine, profile, API_TABS);
    api_out_bytes(&out, "", 1);
    assert_false(out.failed);
    api_view_deinit(&view);
    return out.data;
}

static size_t count(const char *text, char c) {
    size_t found = 0;
    for (; *text; text++)
        found += *text == c;
    return found;
}

static void expect(const made_document *made, api_profile profile, const char *wanted) {
    char *text = rows(made, profile);
    assert_string_equal(text, wanted);
    free(text);
}

static void headers_have_their_names(void **state) {
    (void)state;
    static const struct {
        const char *name;
        unsigned columns;
    } profiles[] = {{"phoenix", 26}, {"icews", 20}, {"polecat", 40}};
    for (size_t i = 0; i < 3; i++) {
        api_profile profile;
        assert_true(api_profile_find(slice_of(profiles[i].name), &profile));
        assert_int_equal(count(api_profile_header(profile), ',') + 1, profiles[i].columns);
        assert_int_equal(api_profile_columns(profile), profiles[i].columns);
    }
    api_profile none;
    assert_false(api_profile_find(slice_of("gdelt"), &none));
    assert_false(api_profile_find(slice_of(""), &none));
}

static void a_visit_is_told_from_both_sides(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_CONSULT, "042", DRG_PAST);
    parties(&made, (uint32_t[]){ROME}, 1, (uint32_t[]){OSLO}, 1);
    expect(&made, API_PROFILE_PHOENIX,
        "a:v1:1\t20250418\t2025\t04\t18\tITAGOV\tITA\tGOV\t\tNORGOVELI\tNOR\tGOV\tELI\t042\t04\t1\t"
        "1.9\t\t\t\tParis\t\tFrance\ta_0\t\t\n"
        "a:v1:2\t20250418\t2025\t04\t18\tNORGOVELI\tNOR\tGOV\tELI\tITAGOV\tITA\tGOV\t\t043\t04\t1\t"
        "2.8\t\t\t\tParis\t\tFrance\ta_0\t\t\n");
    unmake(&made);
}

static void the_day_of_the_event_wins_and_no_day_is_empty(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_ACCUSE, "112", DRG_PAST);
    parties(&made, (uint32_t[]){ROME}, 1, (uint32_t[]){NUUK}, 1);
    made.event.start = (drg_date){2024, 12, 1};
    /* Greenland's country is Denmark here, and only here */
    expect(&made, API_PROFILE_ICEWS,
        "a:v1:1\t2024-12-01\tRome\t\tItaly\tAccuses\t112\t1.9\tNuuk\t\tDenmark\ta\t1\t\tParis\t\t\t"
        "France\t\t\n");
    made.event.start = (drg_date){0};
    made.document.published = (drg_date){0};
    char *text = rows(&made, API_PROFILE_PHOENIX);
    assert_true(strncmp(text, "a:v1:1\t\t\t\t\tITAGOV\t", 18) == 0);
    free(text);
    unmake(&made);
}

static void what_did_not_happen_has_no_row(void **state) {
    (void)state;
    static const drg_tense tenses[] = {DRG_HYPOTHETICAL, DRG_PAST};
    for (int i = 0; i < 2; i++) {
        made_document made;
        make(&made, DRG_ACCUSE, "112", tenses[i]);
        parties(&made, (uint32_t[]){ROME}, 1, (uint32_t[]){OSLO}, 1);
        made.event.negated = i == 1;
        for (api_profile profile = API_PROFILE_PHOENIX; profile < API_PROFILES; profile++)
            expect(&made, profile, "");
        unmake(&made);
    }
}

static void what_is_to_come_is_agreed_or_threatened(void **state) {
    (void)state;
    static const struct {
        drg_event_type type;
        const char *cameo, *told; /* type, mode, intensity, quad; NULL: no row */
    } cases[] = {{DRG_CONSULT, "042", "AGREE\t\t2.5\tVERBAL COOPERATION"},
        {DRG_RETREAT, "087", "CONCEDE\t\t4.5\tVERBAL COOPERATION"},
        {DRG_ASSAULT, "190", "THREATEN\tviolence\t-3.5\tVERBAL CONFLICT"},
        {DRG_AGREE, "036", "AGREE\tvisit\t4.0\tVERBAL COOPERATION"}, {DRG_REQUEST, "020", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        made_document made;
        char wanted[128] = "";
        make(&made, cases[i].type, cases[i].cameo, DRG_FUTURE);
        parties(&made, (uint32_t[]){ROME}, 1, NULL, 0);
        if (cases[i].told)
            snprintf(wanted, sizeof wanted, "a:v1\t2025-04-18\t%s\t", cases[i].told);
        char *text = rows(&made, API_PROFILE_POLECAT);
        assert_memory_equal(text, wanted, strlen(wanted));
        assert_int_equal(count(text, '\n'), cases[i].told ? 1 : 0);
        free(text);
        unmake(&made);
    }
}

static void pairs_need_two(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_ACCUSE, "112", DRG_PAST);
    parties(&made, (uint32_t[]){ROME, OSLO}, 2, NULL, 0); /* accusing is not mutual */
    expect(&made, API_PROFILE_PHOENIX, "");
    parties(&made, (uint32_t[]){ROME}, 1, (uint32_t[]){ROME}, 1); /* oneself */
    expect(&made, API_PROFILE_ICEWS, "");
    parties(&made, (uint32_t[]){ROME}, 1, (uint32_t[]){NOBODY}, 1); /* no code, but a name */
    expect(&made, API_PROFILE_PHOENIX, "");
    char *text = rows(&made, API_PROFILE_ICEWS);
    assert_int_equal(count(text, '\n'), 1);
    free(text);
    unmake(&made);
}

static void a_meeting_of_three_is_six_pairs(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_CONSULT, "046", DRG_PAST);
    parties(&made, (uint32_t[]){ROME, OSLO, NUUK}, 3, NULL, 0);
    char *text = rows(&made, API_PROFILE_PHOENIX);
    assert_int_equal(count(text, '\n'), 6);
    free(text);
    unmake(&made);
}

static void rows_are_bounded(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_CONSULT, "046", DRG_PAST);
    made.event.source_count = made.event.target_count = 64;
    for (size_t i = 0; i < 64; i++)
        made.source[i].span = made.target[i].span = (drg_span){0, 4};
    char *text = rows(&made, API_PROFILE_ICEWS);
    assert_int_equal(count(text, '\n'), 2 * API_PAIR_PARTIES * API_PAIR_PARTIES);
    free(text);
    unmake(&made);
}

static void several_actors_keep_their_places(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_CONSULT, "046", DRG_PAST);
    made.entities[OSLO].office.title = slice_of("mayor");
    made.source[0].span = (drg_span){0, 4};
    parties(&made, (uint32_t[]){ROME, OSLO, NOBODY}, 3, NULL, 0);
    expect(&made, API_PROFILE_POLECAT,
        "a:v1\t2025-04-18\tCONSULT\tvisit\t4.0\tVERBAL COOPERATION\t\tRome; Oslo; somebody\tITA; "
        "NOR; None\t325; 385; None\t\t\tNone; mayor; None\tRome; None; "
        "None\t\t\t\t\t\t\t\t\t\tParis\tParis\t\t\t"
        "FRA\t\t\t\t\tPPLC\t\t2025-04-18\t\t\tRome; Oslo; Nuuk; somebody\ten\tdragoman " DRG_VERSION
        "\n");
    unmake(&made);
}

static void an_id_that_is_an_address_tells_the_source(void **state) {
    (void)state;
    static const struct {
        const char *id, *host; /* NULL: the id is no address */
    } cases[] = {{"https://www.example.org/a?b#c", "example.org"},
        {"http://news.example.org:8080/", "news.example.org"},
        {"https://example.org", "example.org"}, {"https://example.org?a=@", "example.org"},
        {"https://", NULL}, {"https://www.", NULL}, {"https:///a", NULL}, {"", NULL}, {"a1", NULL},
        {"urn:example:1", NULL}, {"ftp://example.org/a", NULL}, {"see https://example.org", NULL},
        {"https://me:secret@example.org/", NULL}, {"https://[2001:db8::1]/", NULL},
        {"https://not an address/", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        api_origin origin = api_origin_of(slice_of(cases[i].id));
        assert_true(drg_slice_equal(origin.host, slice_of(cases[i].host ? cases[i].host : "")));
        assert_int_equal(origin.address.size, cases[i].host ? strlen(cases[i].id) : 0);
    }
}

static void the_source_stands_in_all_three(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_ACCUSE, "112", DRG_PAST);
    parties(&made, (uint32_t[]){ROME}, 1, (uint32_t[]){OSLO}, 1);
    made.article.id = slice_of("https://www.example.org/1");
    static const char *const wanted[API_PROFILES] = {
        [API_PROFILE_PHOENIX] = "\thttps://www.example.org/1_0\thttps://www.example.org/1\t"
                                "example.org\n",
        [API_PROFILE_ICEWS] = "\thttps://www.example.org/1\t1\texample.org\tParis\t",
        [API_PROFILE_POLECAT] = "\tPPLC\texample.org\t2025-04-18\t"};
    for (api_profile profile = API_PROFILE_PHOENIX; profile < API_PROFILES; profile++) {
        char *text = rows(&made, profile);
        assert_non_null(strstr(text, wanted[profile]));
        free(text);
    }
    unmake(&made);
}

/* The feature type of a place by what the tables call it. */
static void places_have_their_feature_type(void **state) {
    (void)state;
    static const struct {
        const char *name, *country, *feature;
    } cases[] = {{"Paris", "FRA", "PPLC"}, {"France", "FRA", "PCLI"}, {"Greenland", "GRL", "PCLD"},
        {"Soviet Union", "SUN", "PCLH"}, {"Alsace", "FRA", "RGN"}, {"Black Sea", "", "SEA"},
        {"Suez Canal", "EGY", "CNL"}, {"Nowhere at All", "FRA", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        made_document made;
        char wanted[64];
        make(&made, DRG_ACCUSE, "112", DRG_PAST);
        parties(&made, (uint32_t[]){ROME}, 1, NULL, 0);
        made.event.place_name = slice_of(cases[i].name);
        made.event.place_country = slice_of(cases[i].country);
        snprintf(wanted, sizeof wanted, "\t%s\t\t2025-04-18\t", cases[i].feature);
        char *text = rows(&made, API_PROFILE_POLECAT);
        if (!strstr(text, wanted))
            fail_msg("%s: %s", cases[i].name, text);
        free(text);
        unmake(&made);
    }
}

/* A number for every member of the UN, and no row that names no state. */
static void states_have_numbers(void **state) {
    (void)state;
    made_document made;
    make(&made, DRG_ACCUSE, "112", DRG_PAST);
    const drg_table *states = drg_engine_table(made.engine, "states");
    const drg_table *cow = drg_engine_table(made.engine, "cow");
    assert_non_null(states);
    assert_non_null(cow);
    size_t code = drg_table_column(states, "code"), kind = drg_table_column(states, "kind");
    for (size_t i = 0; i < drg_table_rows(states); i++)
        if (drg_slice_is(drg_table_cell(states, i, kind), "member"))
            assert_true(
                api_lookup(made.engine, "cow", "country", drg_table_cell(states, i, code), "cow")
                    .size > 0);
    for (size_t i = 0; i < drg_table_rows(cow); i++)
        assert_true(api_state_name(made.engine, drg_table_cell(cow, i, 0)).size > 0);
    unmake(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_have_their_names),
        cmocka_unit_test(a_visit_is_told_from_both_sides),
        cmocka_unit_test(the_day_of_the_event_wins_and_no_day_is_empty),
        cmocka_unit_test(what_did_not_happen_has_no_row),
        cmocka_unit_test(what_is_to_come_is_agreed_or_threatened),
        cmocka_unit_test(pairs_need_two),
        cmocka_unit_test(a_meeting_of_three_is_six_pairs),
        cmocka_unit_test(rows_are_bounded),
        cmocka_unit_test(several_actors_keep_their_places),
        cmocka_unit_test(an_id_that_is_an_address_tells_the_source),
        cmocka_unit_test(the_source_stands_in_all_three),
        cmocka_unit_test(places_have_their_feature_type),
        cmocka_unit_test(states_have_numbers),
    };
    return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
