/* SPDX-License-Identifier: Apache-2.0 */
/* Who is never meant where the words of an event leave a party out. */
#include "told.h"

#include "../../../lib/event/fill.h"

static drg_party of_government(const char *country) {
    drg_party party = {.entity = DRG_NONE, .country = slice_of(country), .sector_count = 1};
    party.sectors[0] = drg_know_sector(told_engine->know, slice_of("GOV"));
    return party;
}

static drg_fill filling(drg_document *document) {
    drg_fill fill = {.document = document};
    memset(fill.groups, DRG_GROUP_OTHER, sizeof fill.groups);
    fill.groups[drg_know_sector(told_engine->know, slice_of("GOV"))] = DRG_GROUP_GOV;
    return fill;
}

static bool barred(const drg_fill *fill, drg_event_type type, const char *mode, const char *one,
    const char *other) {
    drg_entry entry = {.type = (uint8_t)type};
    drg_telling telling = {.entry = &entry, .mode = slice_of(mode)};
    drg_draft draft = {.best = &telling};
    drg_party known = of_government(one), meant = of_government(other);
    return drg_fill_own_people(fill, &draft, &known, &meant);
}

/* "The Trump administration faced criticism": by U.S. officials. */
static void a_government_criticised_itself(void **state) {
    (void)state;
    drg_document *document = read_article("Nothing happened.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    assert_true(barred(&fill, DRG_ACCUSE, "disapprove", "USA", "USA"));
    assert_true(barred(&fill, DRG_REJECT, "", "USA", "USA"));
    assert_false(barred(&fill, DRG_ACCUSE, "disapprove", "USA", "FRA"));
    assert_false(barred(&fill, DRG_ACCUSE, "investigate", "USA", "USA"));
    assert_false(barred(&fill, DRG_COERCE, "arrest", "USA", "USA"));
    assert_true(barred(&fill, DRG_CONSULT, "", "USA", "USA"));
    drg_document_free(document);
}

/* "instructed his representatives" made them the guests of another's talks. */
static void his_envoys_were_anybodys(void **state) {
    (void)state;
    static const struct {
        const char *text, *words;
        bool owned;
    } cases[] = {{"He sent his envoys home.", "envoys", true},
        {"They sent their envoys home.", "envoys", true},
        {"He sent the envoys home.", "envoys", false}, {"envoys left.", "envoys", false},
        {"This envoys left.", "envoys", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = read_article(cases[i].text, (drg_date){2022, 8, 1});
        uint32_t start = (uint32_t)(strstr(cases[i].text, cases[i].words) - cases[i].text);
        drg_party party = {
            .entity = DRG_NONE, .span = {start, start + (uint32_t)strlen(cases[i].words)}};
        if (drg_fill_owned(document, &party) != cases[i].owned)
            fail_msg("%s", cases[i].text);
        drg_document_free(document);
    }
}

static void institutions_are_a_matter_of_course(void **state) {
    (void)state;
    drg_fill fill = filling(NULL);
    drg_party government = of_government("USA"), nobody = {.entity = DRG_NONE};
    assert_true(drg_fill_institution(&fill, &government));
    assert_false(drg_fill_institution(&fill, &nobody));
    government.sectors[0] = drg_know_sector(told_engine->know, slice_of("CVL"));
    assert_false(drg_fill_institution(&fill, &government));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_government_criticised_itself),
        cmocka_unit_test(his_envoys_were_anybodys),
        cmocka_unit_test(institutions_are_a_matter_of_course),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
