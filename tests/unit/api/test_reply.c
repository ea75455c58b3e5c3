/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The writers over a document that was put together by hand, so that every member of the contract
 * is there whatever the engine finds: the reply byte for byte, in three units, as JSON and as CSV.
 */
#include "../support.h"

#include "../../../api/labels.h"
#include "../../../api/profile.h"
#include "../../../lib/document.h"

/*                        0123456789012345678901234567890123456789 (code points; é is one) */
static const char TEXT[] =
    "Z\xc3\xa9 \xf0\x9d\x94\x98 met \"Bob, of\nNATO\" in Rome on Monday, he said.";

typedef struct made_document { /* a document with its engine */
    drg_engine *engine;
    drg_document document;
    api_article article;
} made_document;

static drg_span span_of(const char *words) {
    const char *at = strstr(TEXT, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - TEXT);
    return (drg_span){start, start + (uint32_t)strlen(words)};
}

#define FILL(list, array)                                                                          \
    ((list).items = (array), (list).count = (list).capacity = sizeof(array) / sizeof(array)[0])

static void make_text(drg_document *document) {
    static drg_sentence sentences[1];
    static drg_mention mentions[3];
    static drg_time times[1];
    static drg_warning warnings[2];
    sentences[0] = (drg_sentence){.span = {0, (uint32_t)strlen(TEXT)}, .kind = DRG_HEADLINE};
    mentions[0] = (drg_mention){.span = span_of("\xf0\x9d\x94\x98"), .entity = 0, .kind = DRG_NAME};
    mentions[1] = (drg_mention){.span = span_of("Bob, of\nNATO"), .entity = 1, .kind = DRG_NOMINAL};
    mentions[2] = (drg_mention){.span = span_of("Rome"), .entity = 2, .kind = DRG_NAME};
    mentions[1].explanation = slice_of("link: nearest");
    times[0] = (drg_time){.span = span_of("Monday")};
    warnings[0] = (drg_warning){.code = "language_unsupported", .detail = slice_of("No.")};
    warnings[1] = (drg_warning){.code = "token_too_long", .span = span_of("Rome")};
    FILL(document->sentences, sentences);
    FILL(document->mentions, mentions);
    FILL(document->times, times);
    FILL(document->warnings, warnings);
}

static void make_entities(drg_document *document) {
    static const uint32_t first[] = {0}, second[] = {1}, third[] = {2};
    static drg_entity entities[3];
    static drg_reason reasons[2];
    reasons[0] = (drg_reason){.what = slice_of("country"),
        .rule = slice_of("ADDRESS"),
        .scored = true,
        .score = 2.5,
        .runner_up = slice_of("MEX"),
        .runner_up_score = -1.25};
    reasons[1] = (drg_reason){.what = slice_of("office"), .rule = slice_of("row 1")};
    entities[0] = (drg_entity){.type = DRG_PERSON,
        .name = slice_of("\xf0\x9d\x94\x98"),
        .country = slice_of("USA"),
        .office = {.title = slice_of("President"), .basis = DRG_BASIS_TABLE, .former = true},
        .sectors = {0, 1},
        .sector_count = 2,
        .actor_code = slice_of("USAGOV"),
        .mentions = first,
        .mention_count = 1,
        .confidence = 0.9F,
        .reasons = reasons,
        .reason_count = 2};
    entities[1] = (drg_entity){.type = DRG_MISC,
        .name = slice_of("Bob, \"of\""),
        .wikidata = 42,
        .mentions = second,
        .mention_count = 1,
        .confidence = 0.25F};
    entities[2] = (drg_entity){.type = DRG_GPE,
        .name = slice_of("Rome"),
        .country = slice_of("ITA"),
        .has_coordinates = true,
        .latitude = 41.89193,
        .longitude = -12.5,
        .geonames = 3169070,
        .mentions = third,
        .mention_count = 1,
        .confidence = 1};
    FILL(document->entities, entities);
}

static void make_relations(drg_document *document) {
    static drg_relation relations[2];
    static drg_reason relation_reason;
    relation_reason = (drg_reason){.what = slice_of("relation"), .rule = slice_of("rule")};
    relations[0] = (drg_relation){.type = DRG_MEMBER_OF,
        .subject = 0,
        .object = 1,
        .label = slice_of("member"),
        .evidence = span_of("NATO"),
        .confidence = 0.8F,
        .reasons = &relation_reason,
        .reason_count = 1};
    relations[1] = (drg_relation){.type = DRG_KINSHIP,
        .subject = 1,
        .object = DRG_NONE,
        .evidence = span_of("he"),
        .confidence = 0.1F};
    FILL(document->relations, relations);
}

static void make_events(drg_document *document) {
    static const uint32_t about[] = {1, 9};
    static drg_party source[2], target[2];
    static drg_trigger triggers[1];
    static drg_event events[2];
    static drg_reason event_reasons[1];
    event_reasons[0] = (drg_reason){.what = slice_of("event"), .rule = slice_of("why")};
    source[0] = (drg_party){.entity = 0, .span = span_of("\xf0\x9d\x94\x98")};
    source[1] = (drg_party){.entity = DRG_NONE,
        .span = span_of("he"),
        .country = slice_of("EU"),
        .actor_code = slice_of("EURGOV"),
        .sectors = {0},
        .sector_count = 1};
    target[0] = (drg_party){.entity = 1, .implied = true};
    triggers[0] = (drg_trigger){.span = span_of("met")};
    events[0] = (drg_event){.type = DRG_CONSULT,
        .mode = slice_of("visit"),
        .contexts = {0, 1},
        .context_count = 2,
        .quad_class = 1,
        .cameo = slice_of("042"),
        .goldstein = 1.9,
        .intensity = -4,
        .tense = DRG_FUTURE,
        .negated = true,
        .speaker = 0,
        .source = source,
        .source_count = 2,
        .target = target,
        .target_count = 1,
        .place = 2,
        .place_name = slice_of("Rome"),
        .place_country = slice_of("ITA"),
        .place_has_coordinates = true,
        .place_latitude = 41.89193,
        .place_longitude = -12.5,
        .place_ground = DRG_GROUND_STATED,
        .place_confidence = 0.5F,
        .time = 0,
        .start = {2025, 4, 14},
        .end = {2025, 4, 14},
        .date_basis = DRG_BASIS_TEXT,
        .date_ground = DRG_GROUND_STATED,
        .date_confidence = 0.25F,
        .mentions = triggers,
        .mention_count = 1,
        .about = about,
        .about_count = 2,
        .confidence = 0.75F,
        .fingerprint = "0123456789abcdef",
        .reasons = event_reasons,
        .reason_count = 1};
    events[1] = (drg_event){.type = DRG_ASSAULT,
        .quad_class = 4,
        .tense = DRG_PAST,
        .speaker = DRG_NONE,
        .speaker_span = span_of("he"),
        .place = DRG_NONE,
        .time = DRG_NONE,
        .confidence = 0.5F,
        .mentions = triggers,
        .mention_count = 1,
        .fingerprint = "fedcba9876543210"};
    FILL(document->events, events);
}

static void make_near_misses(drg_document *document) {
    static drg_near_miss near_misses[2];
    near_misses[0] = (drg_near_miss){.type = DRG_AID,
        .trigger = {.span = span_of("met")},
        .score = 0.25F,
        .reason = DRG_MISS_OTHER_TYPE,
        .other = DRG_CONSULT,
        .event = DRG_NONE};
    near_misses[1] = (drg_near_miss){.type = DRG_CONSULT,
        .trigger = {.span = span_of("said"), .sentence = 0},
        .score = 0.5F,
        .reason = DRG_MISS_MERGED,
        .event = 0};
    FILL(document->near_misses, near_misses);
}

static void make_quotes(drg_document *document) {
    static drg_quote quotes[2];
    static drg_reason quote_reason;
    quote_reason = (drg_reason){.what = slice_of("quote"), .rule = slice_of("marks")};
    quotes[0] = (drg_quote){.speaker = 2,
        .cue = span_of("said"),
        .content = span_of("Rome"),
        .direct = true,
        .confidence = 0.6F,
        .reasons = &quote_reason,
        .reason_count = 1};
    quotes[1] = (drg_quote){.speaker = DRG_NONE,
        .speaker_span = span_of("he"),
        .content = span_of("met"),
        .confidence = 0.4F};
    FILL(document->quotes, quotes);
}

static void make(made_document *made) {
    memset(made, 0, sizeof *made);
    drg_error error = {0};
    assert_int_equal(
        drg_engine_open(&(drg_engine_config){.model_path = ""}, &made->engine, &error), 0);
    drg_document *document = &made->document;
    drg_arena_init(&document->arena, 1 << 20, NULL);
    document->engine = made->engine;
    document->text = slice_of(TEXT);
    document->language = slice_of("en");
    document->published = (drg_date){2025, 4, 18};
    assert_int_equal(drg_offsets_init(&document->offsets, &document->arena, document->text), 0);
    make_text(document);
    make_entities(document);
    make_relations(document);
    make_events(document);
    make_near_misses(document);
    make_quotes(document);
    api_article_default(&made->article);
    made->article.id = slice_of("my id");
    made->article.options.include |= API_SENTENCES;
}

static void unmake(made_document *made) {
    drg_arena_deinit(&made->document.arena);
    drg_engine_free(made->engine);
}

static json_t *write_json(const made_document *made) {
    api_view view;
    api_out out = {0};
    api_json json = {.out = &out};
    assert_int_equal(api_view_init(&view, made->engine, &made->document, &made->article), 0);
    api_write_json(&json, &view, made->engine);
    api_view_deinit(&view);
    json_error_t error;
    json_t *parsed = json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES, &error);
    if (!parsed)
        fail_msg("%s: %.*s", error.text, (int)out.size, out.data);
    api_out_deinit(&out);
    return parsed;
}

/* One part of the reply as compact text, members in the order in which they were written. */
static void expect(const json_t *reply, const char *part, const char *wanted) {
    char *text = json_dumps(json_object_get(reply, part), JSON_COMPACT | JSON_REAL_PRECISION(9));
    if (strcmp(text, wanted) != 0)
        fail_msg("%s\n  is     %s\n  wanted %s", part, text, wanted);
    free(text);
}

static void the_reply_to_the_last_member(void **state) {
    (void)state;
    made_document made;
    make(&made);
    json_t *reply = write_json(&made);
    assert_string_equal(json_string_value(json_object_get(reply, "id")), "my id");
    assert_string_equal(json_string_value(json_object_get(reply, "status")), "complete");
    expect(reply, "sentences",
        "[{\"start\":0,\"end\":51,\"text\":\"Z\xc3\xa9 \xf0\x9d\x94\x98 met \\\"Bob, of\\nNATO\\\" "
        "in Rome on Monday, he said.\",\"paragraph\":0,\"kind\":\"headline\"}]");
    expect(reply, "entities",
        "[{\"id\":\"e1\",\"type\":\"PERSON\",\"name\":\"\xf0\x9d\x94\x98\",\"country\":\"USA\","
        "\"office\":{\"title\":\"President\",\"basis\":\"table\",\"former\":true},"
        "\"sectors\":[\"GOV\",\"MIL\"],\"actor_code\":\"USAGOV\",\"confidence\":0.9,"
        "\"mentions\":[{\"start\":3,\"end\":4,\"text\":\"\xf0\x9d\x94\x98\",\"kind\":\"name\","
        "\"sentence\":0}],\"explain\":[{\"what\":\"country\",\"rule\":\"ADDRESS\","
        "\"score\":2.5,\"runner_up\":\"MEX\",\"runner_up_score\":-1.25},"
        "{\"what\":\"office\",\"rule\":\"row 1\"}]},"
        "{\"id\":\"e2\",\"type\":\"MISC\",\"name\":\"Bob, "
        "\\\"of\\\"\",\"ids\":{\"wikidata\":\"Q42\"},"
        "\"confidence\":0.25,\"mentions\":[{\"start\":10,\"end\":22,\"text\":\"Bob, of\\nNATO\","
        "\"kind\":\"nominal\",\"sentence\":0,\"explain\":[{\"what\":\"link\",\"rule\":"
        "\"link: nearest\"}]}]},"
        "{\"id\":\"e3\",\"type\":\"GPE\",\"name\":\"Rome\",\"country\":\"ITA\",\"latitude\":41."
        "89193,"
        "\"longitude\":-12.5,\"ids\":{\"geonames\":\"3169070\"},\"confidence\":1.0,\"mentions\":"
        "[{\"start\":27,\"end\":31,\"text\":\"Rome\",\"kind\":\"name\",\"sentence\":0}]}]");
    expect(reply, "relations",
        "[{\"id\":\"r1\",\"type\":\"MEMBER_OF\",\"subject\":\"e1\",\"object\":\"e2\",\"label\":"
        "\"member\",\"confidence\":0.8,\"evidence\":{\"start\":18,\"end\":22,\"text\":\"NATO\","
        "\"sentence\":0},\"explain\":[{\"what\":\"relation\",\"rule\":\"rule\"}]},"
        "{\"id\":\"r2\",\"type\":\"KINSHIP\",\"subject\":\"e2\",\"confidence\":0.1,\"evidence\":"
        "{\"start\":43,\"end\":45,\"text\":\"he\",\"sentence\":0}}]");
    expect(reply, "events",
        "[{\"id\":\"v1\",\"type\":\"CONSULT\",\"mode\":\"visit\",\"contexts\":[\"military\","
        "\"intelligence\"],\"quad_class\":1,\"cameo\":\"042\",\"goldstein\":1.9,\"intensity\":-4.0,"
        "\"tense\":\"future\",\"negated\":true,\"attribution\":{\"speaker\":\"e1\"},\"source\":"
        "[{\"entity\":\"e1\",\"start\":3,\"end\":4,\"text\":\"\xf0\x9d\x94\x98\"},{\"start\":43,"
        "\"end\":45,\"text\":\"he\",\"country\":\"EU\",\"sectors\":[\"GOV\"],\"actor_code\":"
        "\"EURGOV\"}],\"target\":[{\"entity\":\"e2\",\"implied\":true}],\"place\":{\"entity\":"
        "\"e3\","
        "\"name\":\"Rome\",\"country\":\"ITA\",\"latitude\":41.89193,\"longitude\":-12.5,"
        "\"basis\":\"stated\",\"confidence\":0.5},\"date\":"
        "{\"start\":\"2025-04-14\",\"end\":\"2025-04-14\",\"text\":\"Monday\",\"basis\":\"stated\","
        "\"confidence\":0.25},"
        "\"mentions\":[{\"start\":5,\"end\":8,\"text\":\"met\",\"sentence\":0}],\"about\":[\"v2\"],"
        "\"confidence\":0.75,\"fingerprint\":\"0123456789abcdef\",\"explain\":[{\"what\":\"event\","
        "\"rule\":\"why\"}]},"
        "{\"id\":\"v2\",\"type\":\"ASSAULT\",\"quad_class\":4,\"goldstein\":0.0,\"intensity\":0.0,"
        "\"tense\":\"past\",\"negated\":false,\"attribution\":{\"start\":43,\"end\":45,\"text\":"
        "\"he\"},\"source\":[],\"target\":[],\"mentions\":[{\"start\":5,\"end\":8,\"text\":\"met\","
        "\"sentence\":0}],\"confidence\":0.5,\"fingerprint\":\"fedcba9876543210\"}]");
    expect(reply, "quotes",
        "[{\"speaker\":\"e3\",\"cue\":\"said\",\"start\":27,\"end\":31,\"text\":\"Rome\","
        "\"sentence\":0,\"direct\":true,\"confidence\":0.6,\"explain\":[{\"what\":\"quote\","
        "\"rule\":\"marks\"}]},"
        "{\"attribution\":{\"start\":43,\"end\":45,\"text\":\"he\"},\"start\":5,\"end\":8,"
        "\"text\":\"met\",\"sentence\":0,\"direct\":false,\"confidence\":0.4}]");
    expect(reply, "warnings",
        "[{\"code\":\"language_unsupported\",\"detail\":\"No.\"},"
        "{\"code\":\"token_too_long\",\"start\":27,\"end\":31}]");
    json_decref(reply);
    unmake(&made);
}

static void near_misses_only_where_reasons_are_asked_for(void **state) {
    (void)state;
    made_document made;
    make(&made);
    json_t *reply = write_json(&made);
    assert_null(json_object_get(reply, "near_misses"));
    json_decref(reply);
    made.article.options.explain = true;
    reply = write_json(&made);
    expect(reply, "near_misses",
        "[{\"type\":\"AID\",\"start\":5,\"end\":8,\"text\":\"met\",\"sentence\":0,"
        "\"score\":0.25,\"reason\":\"other_type\",\"other_type\":\"CONSULT\"},"
        "{\"type\":\"CONSULT\",\"start\":46,\"end\":50,\"text\":\"said\",\"sentence\":0,"
        "\"score\":0.5,\"reason\":\"merged\",\"event\":\"v1\"}]");
    json_decref(reply);
    made.article.options.min_confidence = 0.7; /* v2 goes, and is said to */
    reply = write_json(&made);
    expect(reply, "near_misses",
        "[{\"type\":\"AID\",\"start\":5,\"end\":8,\"text\":\"met\",\"sentence\":0,"
        "\"score\":0.25,\"reason\":\"other_type\",\"other_type\":\"CONSULT\"},"
        "{\"type\":\"ASSAULT\",\"start\":5,\"end\":8,\"text\":\"met\",\"sentence\":0,"
        "\"score\":0.5,\"reason\":\"below_min_confidence\"},"
        "{\"type\":\"CONSULT\",\"start\":46,\"end\":50,\"text\":\"said\",\"sentence\":0,"
        "\"score\":0.5,\"reason\":\"merged\",\"event\":\"v1\"}]");
    json_decref(reply);
    made.article.options.include = API_ENTITIES;
    reply = write_json(&made);
    assert_null(json_object_get(reply, "near_misses"));
    json_decref(reply);
    unmake(&made);
}

static void types_under_the_names_that_are_asked_for(void **state) {
    (void)state;
    static const struct {
        api_labels labels;
        drg_event_type type;
        const char *mode, *cameo, *name;
        int quad;
    } rows[] = {
        {API_PLOVER_2_0, DRG_ACCUSE, "investigate", "091", "ACCUSE", 3},
        {API_PLOVER_2_0, DRG_SANCTION, "", "163", "SANCTION", 4},
        {API_PLOVER_2018, DRG_ACCUSE, "investigate", "091", "INVESTIGATE", 2},
        {API_PLOVER_2018, DRG_ACCUSE, "allege", "112", "DISAPPROVE", 3},
        {API_PLOVER_2018, DRG_ACCUSE, "", "111", "DISAPPROVE", 3},
        {API_PLOVER_2018, DRG_REQUEST, "", "020", "DEMAND", 3},
        {API_PLOVER_2018, DRG_SANCTION, "", "163", "SANCTION", 3},
        {API_PLOVER_2018, DRG_ASSAULT, "aerial", "195", "ASSAULT", 4},
        {API_PLOVER_2018, DRG_CONCEDE, "", "080", "CONCEDE", 1},
        {API_PLOVER_2016, DRG_ASSAULT, "aerial", "195", "FIGHT", 4},
        {API_PLOVER_2016, DRG_ASSAULT, "", "202", "FIGHT", 4},
        {API_PLOVER_2016, DRG_ASSAULT, "abduct", "181", "ASSAULT", 4},
        {API_PLOVER_2016, DRG_ACCUSE, "investigate", "090", "INVESTIGATE", 2},
        {API_PLOVER_2016, DRG_RETREAT, "release", "0841", "RETREAT", 2},
        {API_PAIRS_15, DRG_CONCEDE, "", "080", "YIELD", 2},
        {API_PAIRS_15, DRG_RETREAT, "", "0841", "YIELD", 2},
        {API_PAIRS_15, DRG_SANCTION, "", "163", "SANCTION", 4},
        {API_PAIRS_15, DRG_ACCUSE, "investigate", "090", "ACCUSE", 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        made_document made;
        make(&made);
        made.article.options.labels = rows[i].labels;
        drg_event *event = &made.document.events.items[0];
        event->type = rows[i].type;
        event->mode = slice_of(rows[i].mode);
        event->cameo = slice_of(rows[i].cameo);
        json_t *reply = write_json(&made);
        const json_t *told = json_array_get(json_object_get(reply, "events"), 0);
        const json_t *labels = json_object_get(json_object_get(reply, "engine"), "labels");
        assert_string_equal(json_string_value(json_object_get(told, "type")), rows[i].name);
        if (rows[i].labels != API_PLOVER_2_0)
            assert_int_equal(json_integer_value(json_object_get(told, "quad_class")), rows[i].quad);
        assert_int_equal(labels == NULL, rows[i].labels == API_PLOVER_2_0);
        json_decref(reply);
        unmake(&made);
    }
}

/* Every type has a name in every scheme, and none of them is outside its list. */
static void every_scheme_names_every_type(void **state) {
    (void)state;
    static const size_t names[API_LABELS] = {16, 16, 17, 15};
    made_document made;
    make(&made);
    for (int scheme = 0; scheme < API_LABELS; scheme++) {
        made.article.options.labels = (api_labels)scheme;
        api_view view;
        drg_slice seen[40];
        size_t count = 0;
        assert_int_equal(api_view_init(&view, made.engine, &made.document, &made.article), 0);
        for (int type = 0; type < DRG_EVENT_TYPES; type++)
            for (int code = 0; code < 2; code++) {
                const api_label label = api_label_of(
                    &view, (drg_event_type)type, slice_of(""), slice_of(code ? "190" : ""));
                size_t i = 0;
                while (i < count && !drg_slice_equal(seen[i], label.name))
                    i++;
                seen[i] = label.name;
                count += i == count;
                assert_in_range(label.quad, 1, 4);
            }
        /* INVESTIGATE needs a mode; CRIME is never given */
        assert_int_equal(count, names[scheme]);
        api_view_deinit(&view);
    }
    unmake(&made);
}

static void offsets_in_three_units(void **state) {
    (void)state;
    static const struct {
        drg_unit unit;
        int start, end;
    } units[] = {{DRG_CODEPOINTS, 27, 31}, {DRG_BYTES, 31, 35}, {DRG_UTF16, 28, 32}};
    for (size_t i = 0; i < 3; i++) {
        made_document made;
        make(&made);
        made.article.options.unit = units[i].unit;
        json_t *reply = write_json(&made);
        const json_t *warning = json_array_get(json_object_get(reply, "warnings"), 1);
        assert_int_equal(json_integer_value(json_object_get(warning, "start")), units[i].start);
        assert_int_equal(json_integer_value(json_object_get(warning, "end")), units[i].end);
        json_decref(reply);
        unmake(&made);
    }
}

static size_t length(const json_t *reply, const char *part) {
    return json_array_size(json_object_get(reply, part));
}

static void low_confidence_leaves_out_but_not_what_is_referred_to(void **state) {
    (void)state;
    made_document made;
    make(&made);
    made.article.options.min_confidence = 0.7;
    json_t *reply = write_json(&made);
    assert_int_equal(length(reply, "events"), 1);
    assert_int_equal(length(reply, "relations"), 1);
    assert_int_equal(length(reply, "quotes"), 0);
    assert_int_equal(length(reply, "entities"), 3); /* e2 has 0.25, but r1 and v1 refer to it */
    const json_t *event = json_array_get(json_object_get(reply, "events"), 0);
    assert_null(json_object_get(event, "about")); /* v2 is not in the reply */
    json_decref(reply);
    made.article.options.min_confidence = 0.95;
    reply = write_json(&made);
    assert_int_equal(length(reply, "entities"), 1);
    const json_t *entity = json_array_get(json_object_get(reply, "entities"), 0);
    assert_string_equal(json_string_value(json_object_get(entity, "id")), "e3");
    json_decref(reply);
    unmake(&made);
}

static void parts_that_nobody_wants_are_left_out(void **state) {
    (void)state;
    made_document made;
    make(&made);
    made.article.options.include = API_QUOTES;
    json_t *reply = write_json(&made);
    assert_null(json_object_get(reply, "entities"));
    assert_null(json_object_get(reply, "events"));
    assert_null(json_object_get(reply, "sentences"));
    assert_int_equal(length(reply, "quotes"), 2);
    assert_int_equal(length(reply, "warnings"), 2);
    json_decref(reply);
    unmake(&made);
}

static void id_and_digest_are_of_the_text(void **state) {
    (void)state;
    made_document made;
    make(&made);
    made.article.id = (drg_slice){0};
    made.document.text = slice_of("abc");
    made.document.sentences.count = made.document.entities.count = 0;
    made.document.relations.count = made.document.events.count = made.document.quotes.count = 0;
    made.document.near_misses.count = 0;
    made.document.warnings.count = 0;
    json_t *reply = write_json(&made);
    assert_string_equal(
        json_string_value(json_object_get(reply, "id")), "ba7816bf8f01cfea414140de5dae2223");
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(reply, "document"), "digest")),
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    json_decref(reply);
    unmake(&made);
}

static void csv_quotes_what_it_must(void **state) {
    (void)state;
    made_document made;
    make(&made);
    api_view view;
    api_out out = {0};
    assert_int_equal(api_view_init(&view, made.engine, &made.document, &made.article), 0);
    api_write_table_header(&out, API_PROFILE_NONE, API_COMMAS);
    api_write_table(&out, &view, made.engine, API_COMMAS);
    size_t with_header = out.size;
    api_out_bytes(&out, "", 1);
    const char *first = strchr(out.data, '\n') + 1;
    const char *second = strchr(first, '\n') + 1;
    static const char wanted[] =
        "my id,2025-04-18,v1,CONSULT,visit,military|intelligence,1,042,1.9,-4.0,future,true,"
        "2025-04-14,2025-04-14,\xf0\x9d\x94\x98|he,USA|EU,USAGOV|EURGOV,\"Bob, "
        "\"\"of\"\"\",,,"
        "Rome,ITA,41.89193,-12.5,\xf0\x9d\x94\x98,met,5,8,0,0.75,0123456789abcdef,stated,"
        "stated,\r\n";
    if ((size_t)(second - first) != strlen(wanted) || memcmp(first, wanted, strlen(wanted)) != 0)
        fail_msg("%.*s%s", (int)(second - first), first, wanted);
    assert_string_equal(second,
        "my id,2025-04-18,v2,ASSAULT,,,4,,0.0,0.0,past,false,,,,,,,,,,,,,he,"
        "met,5,8,0,0.5,fedcba9876543210,,,\r\n");
    api_out_deinit(&out);
    api_write_table(&out, &view, made.engine, API_COMMAS);
    assert_true(out.size < with_header);
    assert_memory_equal(out.data, wanted, strlen(wanted));
    api_out_deinit(&out);
    api_view_deinit(&view);
    unmake(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reply_to_the_last_member),
        cmocka_unit_test(near_misses_only_where_reasons_are_asked_for),
        cmocka_unit_test(types_under_the_names_that_are_asked_for),
        cmocka_unit_test(every_scheme_names_every_type),
        cmocka_unit_test(offsets_in_three_units),
        cmocka_unit_test(low_confidence_leaves_out_but_not_what_is_referred_to),
        cmocka_unit_test(parts_that_nobody_wants_are_left_out),
        cmocka_unit_test(id_and_digest_are_of_the_text),
        cmocka_unit_test(csv_quotes_what_it_must),
    };
    return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}
