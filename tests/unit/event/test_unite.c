/* SPDX-License-Identifier: Apache-2.0 */
/* The parties of a record out of those of its tellings. */
#include "told.h"

static void check(const char *text, drg_event_type type, size_t mentions, const char *expected) {
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, type);
    char written[512];
    assert_non_null(event);
    write_event(document, event, written, sizeof written);
    assert_string_equal(written, expected);
    assert_int_equal(event->mention_count, mentions);
    drg_document_free(document);
}

static void those_who_meet_are_gathered(void **state) {
    (void)state;
    check("France and Germany met in Paris on Friday. At the meeting, Italy and Germany held talks "
          "on trade.",
        DRG_CONSULT, 3, "CONSULT France, Germany, Italy > ");
}

static void who_is_told_twice_stands_once(void **state) {
    (void)state;
    check("Turkey condemned Israel on Monday. Ankara's foreign ministry said Turkey had condemned "
          "Israel.",
        DRG_ACCUSE, 2, "ACCUSE Turkey > Israel");
}

/* Who is on both sides of a record stands where he is told more often. */
static void nobody_is_on_both_sides(void **state) {
    (void)state;
    drg_document *document =
        read_article("Turkey condemned Israel on Monday. Turkey condemned Israel again. Israel's "
                     "condemnation of Turkey was sharp. Turkey was condemned by Israel.",
            (drg_date){2022, 8, 1});
    assert_true(document->events.count > 0);
    assert_nobody_on_both_sides(document);
    drg_document_free(document);
}

static void a_nationality_stands_for_its_state(void **state) {
    (void)state;
    check("Russia is large. The Russian bombing of Kharkiv went on.", DRG_ASSAULT, 1,
        "ASSAULT Russia > Kharkiv");
    check("The Russian bombing of Kharkiv went on.", DRG_ASSAULT, 1, "ASSAULT Russian > Kharkiv");
}

static void groups_are_their_members(void **state) {
    (void)state;
    check(
        "Greece's minister came to Saudi Arabia on Monday. The two countries agreed to cooperate.",
        DRG_AGREE, 1, "AGREE Greece, Saudi Arabia > ");
    check("The two countries signed a treaty.", DRG_SUPPORT, 1, "SUPPORT two countries > ");
}

static void spokesmen_speak_for_their_body(void **state) {
    (void)state;
    check("Human Rights Watch spokesman Peter Miller condemned Turkey.", DRG_ACCUSE, 1,
        "ACCUSE Human Rights Watch > Turkey");
}

/* The guests were told once, the talks twice, and only their host was left. */
static void a_host_drove_out_his_guests(void **state) {
    (void)state;
    check("Qatar mediated talks on trade. Israel and Egypt held the talks.", DRG_CONSULT, 2,
        "CONSULT Qatar, Israel, Egypt > ");
}

static void a_description_is_who_holds_that_office(void **state) {
    (void)state;
    check("Kazakh leader visits Japan. President Kassym-Jomart Tokayev of Kazakhstan visited Japan "
          "on Monday.",
        DRG_CONSULT, 2, "CONSULT Kassym-Jomart Tokayev > Japan");
    check("Kazakh minister visits Japan. President Kassym-Jomart Tokayev of Kazakhstan visited "
          "Japan on Monday.",
        DRG_CONSULT, 2, "CONSULT Kazakh minister, Kassym-Jomart Tokayev > Japan");
}

/* "Trump's envoy Kellogg took part": Trump was at the talks himself. */
static void who_only_owned_a_party_was_one_beside_it(void **state) {
    (void)state;
    check("Donald Trump is the president of the United States. Trump's envoy Keith Kellogg and "
          "Ukraine held talks on Friday.",
        DRG_CONSULT, 1, "CONSULT Keith Kellogg, Ukraine > ");
    check("Israel's police and Iran held talks on Friday.", DRG_CONSULT, 1,
        "CONSULT police, Iran > "); /* "Israel's" is not in the party's words */
}

/* "American, Ukrainian and European officials" met, Rubio among them, who is the American. */
static void a_nationality_met_beside_its_minister(void **state) {
    (void)state;
    check("Russian, French and European officials met in Paris. At the meeting, Foreign Minister "
          "Sergey Lavrov of Russia held talks.",
        DRG_CONSULT, 3, "CONSULT French, European officials, Sergey Lavrov > ");
    check("Russian, French and European officials met in Paris.", DRG_CONSULT, 1,
        "CONSULT Russian, French, European officials > ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_only_owned_a_party_was_one_beside_it),
        cmocka_unit_test(a_nationality_met_beside_its_minister),
        cmocka_unit_test(a_host_drove_out_his_guests),
        cmocka_unit_test(a_description_is_who_holds_that_office),
        cmocka_unit_test(those_who_meet_are_gathered),
        cmocka_unit_test(who_is_told_twice_stands_once),
        cmocka_unit_test(nobody_is_on_both_sides),
        cmocka_unit_test(a_nationality_stands_for_its_state),
        cmocka_unit_test(groups_are_their_members),
        cmocka_unit_test(spokesmen_speak_for_their_body),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
