/* SPDX-License-Identifier: Apache-2.0 */
/* ALLY_OF and OPPONENT_OF out of words and phrases of alliance and enmity. */
#include "../entity/extracted.h"

static const struct {
    const char *text;
    drg_relation_type type;
    const char *one, *two; /* canonical names, in either order; empty: no ally and no opponent */
} CASES[] = {
    /* whose it is before the word, who it is behind */
    {"John Smith lost. His old rival, Mary Brown, won.", DRG_OPPONENT_OF, "Mary Brown",
        "John Smith"},
    {"Emmanuel Macron met Hezbollah ally Lindsey Graham.", DRG_ALLY_OF, "Lindsey Graham",
        "Hezbollah"},
    {"Japan has expanded ties beyond its traditional ally, the United States.", DRG_ALLY_OF,
        "United States", "Japan"},
    {"US allies Japan and Canada agreed.", DRG_ALLY_OF, "Canada", "United States"},
    {"Russia's allies, such as Belarus and Syria, agreed.", DRG_ALLY_OF, "Syria", "Russia"},
    {"Israel's arch-enemy, Iran, fired.", DRG_OPPONENT_OF, "Iran", "Israel"},
    {"Israel and its strategic partner India signed.", DRG_ALLY_OF, "India", "Israel"},
    /* who it is before, whose behind */
    {"Lindsey Graham, a Hezbollah ally, spoke.", DRG_ALLY_OF, "Lindsey Graham", "Hezbollah"},
    {"Japan, one of the US's closest allies, agreed.", DRG_ALLY_OF, "Japan", "United States"},
    {"Japan, as one of the US's closest security allies, agreed.", DRG_ALLY_OF, "Japan",
        "United States"},
    {"Belarus is Russia's closest ally.", DRG_ALLY_OF, "Belarus", "Russia"},
    {"Belarus, Russia's closest ally, agreed.", DRG_ALLY_OF, "Belarus", "Russia"},
    {"The Israeli regime is the number one enemy of Iran.", DRG_OPPONENT_OF, "Israeli", "Iran"},
    /* phrases between two names */
    {"Turkey is closely allied with Qatar.", DRG_ALLY_OF, "Turkey", "Qatar"},
    {"Hezbollah, which is loyal to Iran, fired.", DRG_ALLY_OF, "Hezbollah", "Iran"},
    {"Hezbollah, backed by Iran, fired.", DRG_ALLY_OF, "Hezbollah", "Iran"},
    {"Iran-backed Hezbollah fired.", DRG_ALLY_OF, "Hezbollah", "Iran"},
    {"John Smith is close to former Japanese Prime Minister Mary Brown.", DRG_ALLY_OF, "John Smith",
        "Mary Brown"},
    {"Algeria's alliance with Russia grew.", DRG_ALLY_OF, "Algeria", "Russia"},
    {"Syria is at war with Israel.", DRG_OPPONENT_OF, "Syria", "Israel"},
    {"India's open hostility towards Pakistan grew.", DRG_OPPONENT_OF, "India", "Pakistan"},
    {"John Smith is running against Mary Brown.", DRG_OPPONENT_OF, "John Smith", "Mary Brown"},
    /* around two names */
    {"The rivalry between India and Pakistan grew.", DRG_OPPONENT_OF, "India", "Pakistan"},
    {"The alliance between Iran and Syria grew.", DRG_ALLY_OF, "Iran", "Syria"},
    {"India and Pakistan are old enemies.", DRG_OPPONENT_OF, "India", "Pakistan"},
    {"John Smith and Mary Brown are locked in a bitter battle.", DRG_OPPONENT_OF, "John Smith",
        "Mary Brown"},
    /* denied, over, or about somebody else */
    {"Turkey is no longer allied with Qatar.", DRG_ALLY_OF, "", ""},
    {"Turkey was once allied with Qatar.", DRG_ALLY_OF, "", ""},
    {"Russia's former ally Georgia refused.", DRG_ALLY_OF, "", ""},
    {"In Kenya, Uganda's ally said no.", DRG_ALLY_OF, "", ""},
    {"Japan is a trading partner of Canada.", DRG_ALLY_OF, "", ""},
    {"John Smith's friend Mary Brown came.", DRG_ALLY_OF, "", ""},
    {"Paris is close to Versailles.", DRG_ALLY_OF, "", ""},
    {"The game between India and Pakistan began.", DRG_OPPONENT_OF, "", ""},
    {"India and Pakistan are engaged in talks.", DRG_OPPONENT_OF, "", ""},
};

static bool stance(const drg_relation *relation) {
    return relation->type == DRG_ALLY_OF || relation->type == DRG_OPPONENT_OF;
}

static bool between(
    const drg_document *document, const drg_relation *relation, const char *one, const char *two) {
    if (relation->object == DRG_NONE)
        return false;
    drg_slice a = document->entities.items[relation->subject].name;
    drg_slice b = document->entities.items[relation->object].name;
    return (drg_slice_is(a, one) && drg_slice_is(b, two)) ||
           (drg_slice_is(a, two) && drg_slice_is(b, one));
}

static void stances(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        bool found = false;
        for (size_t r = 0; r < document->relations.count; r++) {
            const drg_relation *relation = &document->relations.items[r];
            if (!*CASES[i].one && stance(relation))
                fail_msg("%s: says neither ally nor opponent", CASES[i].text);
            found |= relation->type == CASES[i].type && *CASES[i].one &&
                     between(document, relation, CASES[i].one, CASES[i].two);
        }
        if (*CASES[i].one && !found)
            fail_msg("%s: no such relation", CASES[i].text);
        drg_document_free(document);
    }
}

/* "US allies Japan and Canada" does not say that Japan is Canada's. */
static void allies_of_another_are_not_each_others(void **state) {
    (void)state;
    drg_document *document = extract("US allies Japan and Canada agreed.");
    size_t count = 0;
    for (size_t r = 0; r < document->relations.count; r++) {
        count += stance(&document->relations.items[r]);
        assert_false(between(document, &document->relations.items[r], "Japan", "Canada"));
    }
    assert_int_equal(count, 2);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stances),
        cmocka_unit_test(allies_of_another_are_not_each_others),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
