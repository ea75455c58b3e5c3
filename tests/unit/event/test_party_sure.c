/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the words around a trigger settle against the reading engine. No weights: its view is
 * written by hand, each time as it was wrong once, and the last stage is run on it.
 */
#include "told.h"

#include "../../../lib/event/event.h"

typedef struct role {
    drg_read_role_kind kind;
    const char *words;
} role;

typedef struct reading {
    const char *text;
    drg_event_type type;
    const char *trigger;
    role roles[4];
    const char *event;
} reading;

static drg_document *read_so(const reading *one) {
    drg_document *document = read_article(one->text, (drg_date){2022, 8, 1});
    size_t tokens = document->tokens.count;
    drg_read_word *words = drg_arena_array(&document->arena, tokens + 1, sizeof *words);
    drg_read_event *event = drg_list_add(&document->arena, &document->read.events);
    assert_non_null(words);
    assert_non_null(event);
    memset(words, 0, (tokens + 1) * sizeof *words);
    for (size_t t = 0; t < tokens; t++)
        words[t].read = 1;
    document->read.words = words;
    *event = (drg_read_event){.type = (uint8_t)one->type, .probability = 250, .core = 250};
    tokens_of(document, one->trigger, &event->first_token, &event->end_token);
    event->sentence = document->tokens.items[event->first_token].sentence;
    for (uint32_t t = event->first_token; t < event->end_token; t++)
        words[t].trigger[one->type] = 250;
    for (size_t r = 0; r < 4 && one->roles[r].words; r++) {
        drg_read_role *span = drg_list_add(&document->arena, &document->read.roles);
        assert_non_null(span);
        *span = (drg_read_role){.role = (uint8_t)one->roles[r].kind, .probability = 240};
        tokens_of(document, one->roles[r].words, &span->first_token, &span->end_token);
        event = &document->read.events.items[0];
        event->end_role++;
    }
    document->events.count = 0;
    assert_int_equal(drg_run_code(document, engine), DRG_OK);
    return document;
}

static void check(const reading *readings, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char written[256] = "";
        drg_document *document = read_so(&readings[i]);
        const drg_event *event = event_of(document, readings[i].type);
        assert_non_null(event);
        write_event(document, event, written, sizeof written);
        assert_string_equal(written, readings[i].event);
        drg_document_free(document);
    }
}

#define S(words)                                                                                   \
    { DRG_READ_SOURCE, words }
#define T(words)                                                                                   \
    { DRG_READ_TARGET, words }
#define CHECK(...)                                                                                 \
    static const reading R[] = {__VA_ARGS__};                                                      \
    (void)state;                                                                                   \
    check(R, sizeof R / sizeof R[0])

static void prepositions_of_the_table_hold_behind_a_noun(void **state) {
    CHECK({"The boycott of Turkey went on.", DRG_PROTEST, "boycott", {S("Turkey")},
              "PROTEST  > Turkey"},
        {"A warning from Iran reached the UN.", DRG_THREATEN, "warning", {T("Iran"), T("UN")},
            "THREATEN Iran > United Nations"},
        {"The attack on Kyoto Animation shocked many.", DRG_ASSAULT, "attack",
            {S("Kyoto Animation")}, "ASSAULT  > Kyoto Animation"});
}

static void who_undergoes_is_no_source(void **state) {
    CHECK({"The government of Chile faced protests on Friday.", DRG_PROTEST, "protests",
              {S("government of Chile")}, "PROTEST  > Chile"},
        {"Boeing is under an investigation for fraud.", DRG_ACCUSE, "investigation", {S("Boeing")},
            "ACCUSE  > Boeing"},
        {"Imran Khan has been arrested in Lahore.", DRG_COERCE, "arrested", {S("Imran Khan")},
            "COERCE  > Imran Khan"},
        {"Kenya suffered an attack at the hands of Somalia.", DRG_ASSAULT, "attack",
            {S("Kenya"), T("Somalia")}, "ASSAULT Somalia > Kenya"});
}

static void the_clause_of_the_verb_decides(void **state) {
    CHECK({"Ruto praised the revolt that overthrew Omar al-Bashir in May.", DRG_ASSAULT,
              "overthrew", {S("Omar al-Bashir")}, "ASSAULT  > Omar al-Bashir"},
        {"The ministry said that Turkey, too, has condemned Israel.", DRG_ACCUSE, "condemned",
            {S("ministry"), T("Turkey")}, "ACCUSE Turkey > Israel"},
        {"Angela Merkel says that Poland has condemned Russia.", DRG_ACCUSE, "condemned",
            {S("Angela Merkel"), S("Poland"), T("Russia")}, "ACCUSE Poland > Russia"});
}

static void a_relative_clause_leaves_the_engine_its_view(void **state) {
    CHECK({"Egypt asked Residents, activists and related agencies, which have condemned Israel.",
        DRG_ACCUSE, "condemned", {S("Egypt"), T("Israel")}, "ACCUSE Egypt > Israel"});
}

static void a_list_that_was_cut_is_whole(void **state) {
    CHECK({"U.S. and Canadian officials condemned Russia.", DRG_ACCUSE, "condemned",
        {S("Canadian officials"), T("Russia")},
        "ACCUSE Canadian officials, United States > Russia"});
}

static void named_members_of_a_list_are_on_its_side(void **state) {
    CHECK({"Canada, France and Germany condemned Russia.", DRG_ACCUSE, "condemned",
              {S("Canada"), T("Russia")}, "ACCUSE Canada, France, Germany > Russia"},
        {"Canada condemned Russia, and Turkey hosted talks.", DRG_ACCUSE, "condemned",
            {S("Canada"), T("Russia")}, "ACCUSE Canada > Russia"},
        {"The committee of Canada and France condemned Russia.", DRG_ACCUSE, "condemned",
            {S("Canada"), T("Russia")}, "ACCUSE Canada > Russia"});
}

static void who_is_set_against_a_party_is_none(void **state) {
    CHECK({"Canada condemned Russia and not Belarus.", DRG_ACCUSE, "condemned",
              {S("Canada"), T("Russia"), T("Belarus")}, "ACCUSE Canada > Russia"},
        {"Canada condemned Russia rather than Belarus.", DRG_ACCUSE, "condemned",
            {S("Canada"), T("Russia"), T("Belarus")}, "ACCUSE Canada > Russia"});
}

static void the_subject_of_a_later_clause_is_no_target(void **state) {
    CHECK({"Canada urged Iran to stop as the United Nations has not declared an emergency.",
              DRG_REQUEST, "urged", {S("Canada"), T("Iran"), T("United Nations")},
              "REQUEST Canada > Iran"},
        {"Canada was urged to wait as the United Nations will send a report.", DRG_REQUEST, "urged",
            {T("Canada"), T("United Nations")}, "REQUEST  > Canada"});
}

static void who_leads_in_a_relative_clause_is_the_source(void **state) {
    CHECK({"Egypt remembered Mohamed Morsi, who led the protest against Turkey.", DRG_PROTEST,
        "protest", {S("Egypt"), T("Turkey")}, "PROTEST Mohamed Morsi > Turkey"});
}

static void critics_are_not_who_they_criticise(void **state) {
    CHECK({"Kenya Airways detractors condemned the deal.", DRG_ACCUSE, "condemned",
        {S("Kenya Airways")}, "ACCUSE Kenya Airways detractors > "});
}

static void whom_it_was_said_to_did_not_say_it(void **state) {
    CHECK({"Emmanuel Macron complained to other officials about Hungary.", DRG_ACCUSE, "complained",
        {S("Emmanuel Macron"), S("officials"), T("Hungary")}, "ACCUSE Emmanuel Macron > Hungary"});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prepositions_of_the_table_hold_behind_a_noun),
        cmocka_unit_test(who_undergoes_is_no_source),
        cmocka_unit_test(the_clause_of_the_verb_decides),
        cmocka_unit_test(a_relative_clause_leaves_the_engine_its_view),
        cmocka_unit_test(a_list_that_was_cut_is_whole),
        cmocka_unit_test(named_members_of_a_list_are_on_its_side),
        cmocka_unit_test(who_is_set_against_a_party_is_none),
        cmocka_unit_test(the_subject_of_a_later_clause_is_no_target),
        cmocka_unit_test(who_leads_in_a_relative_clause_is_the_source),
        cmocka_unit_test(critics_are_not_who_they_criticise),
        cmocka_unit_test(whom_it_was_said_to_did_not_say_it),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
