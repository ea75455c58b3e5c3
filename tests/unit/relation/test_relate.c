/* SPDX-License-Identifier: Apache-2.0 */
/* Relations and the words that state them. */
#include "../entity/extracted.h"

static const struct {
    const char *text;
    drg_relation_type type;
    const char *subject, *object, *label, *evidence; /* empty label: not looked at */
} CASES[] = {
    {"Leaders of France met French President Emmanuel Macron on Monday.", DRG_HOLDS_POSITION,
        "Emmanuel Macron", "France", "President", "French President Emmanuel Macron"},
    /* without the state as a name, its adjective is the object */
    {"French President Emmanuel Macron left.", DRG_HOLDS_POSITION, "Emmanuel Macron", "French",
        "President", "French President Emmanuel Macron"},
    /* a people in that state is not it */
    {"Inuit leaders heard Canadian Prime Minister John Smith.", DRG_HOLDS_POSITION, "John Smith",
        "Canadian", "Prime Minister", ""},
    {"U.S. officials came with President Donald Trump.", DRG_HOLDS_POSITION, "Donald Trump", "U.S.",
        "President", "President Donald Trump"},
    {"Steve Witkoff, Donald Trump's envoy, left the United States.", DRG_HOLDS_POSITION,
        "Steve Witkoff", "United States", "envoy", "Steve Witkoff, Donald Trump's envoy"},
    {"John Smith, a member of the United Nations, spoke.", DRG_MEMBER_OF, "John Smith",
        "United Nations", "", "John Smith, a member of the United Nations"},
    {"John Smith met his wife, Mary Smith, in London.", DRG_KINSHIP, "Mary Smith", "John Smith",
        "wife", ""},
    {"John Smith, a close ally of Emmanuel Macron, spoke.", DRG_ALLY_OF, "John Smith",
        "Emmanuel Macron", "", ""},
    {"They met in Marseille, France, on Monday.", DRG_LOCATED_IN, "Marseille", "France", "",
        "Marseille, France"},
    {"They moved to the Henoko district of Nago in Japan.", DRG_LOCATED_IN, "Henoko", "Nago", "",
        ""},
    {"Former Prime Minister Naftali Bennett of Israel left.", DRG_HOLDS_POSITION, "Naftali Bennett",
        "Israel", "Former Prime Minister", ""},
    {"Israel met as Labor attacked Defence Minister Hans Niemand.", DRG_HOLDS_POSITION,
        "Hans Niemand", "Israel", "Defence Minister", ""},
    {"The president of the Electoral Tribunal (ET), John Smith, spoke in Honduras.",
        DRG_HOLDS_POSITION, "John Smith", "Electoral Tribunal", "president", ""},
    {"The Coastal Authority denied it, through its CEO, Mr. John Smith, in Ghana.",
        DRG_HOLDS_POSITION, "John Smith", "Coastal Authority", "CEO", ""},
    {"He met Kenya's ambassador in Washington, John Smith.", DRG_HOLDS_POSITION, "John Smith",
        "Kenya", "ambassador", ""},
    /* states and bodies side by side */
    {"The allies Russia and Belarus met.", DRG_ALLY_OF, "Russia", "Belarus", "", ""},
    {"Russia's close ally Belarus agreed.", DRG_ALLY_OF, "Belarus", "Russia", "ally", ""},
    {"Oman is considered a friend and brother of Iran.", DRG_ALLY_OF, "Oman", "Iran", "friend", ""},
    {"Israel only has one great ally, France.", DRG_ALLY_OF, "France", "Israel", "ally", ""},
    {"Syria is a close ally of Iran.", DRG_ALLY_OF, "Syria", "Iran", "ally", ""},
    {"Russia and its ally Belarus agreed.", DRG_ALLY_OF, "Belarus", "Russia", "ally", ""},
    {"India, a rival of Pakistan, refused.", DRG_OPPONENT_OF, "India", "Pakistan", "rival", ""},
    {"Hamas and its rival Fatah met in Gaza.", DRG_OPPONENT_OF, "Fatah", "Hamas", "rival", ""},
    /* a title of several, and whose a title is */
    {"Democratic Party lawmakers John Smith, Mary Brown and Peter Jones left.", DRG_MEMBER_OF,
        "Mary Brown", "Democratic Party", "", ""},
    {"Two Supreme Court judges - John Smith and Mary Brown - agreed in Kenya.", DRG_HOLDS_POSITION,
        "Mary Brown", "Kenya", "Supreme Court judges", ""},
    {"John Smith, the Executive Director of the World Bank, spoke.", DRG_HOLDS_POSITION,
        "John Smith", "World Bank", "Executive Director", ""},
    {"John Smith, a spokesman for Human Rights Watch, spoke.", DRG_HOLDS_POSITION, "John Smith",
        "Human Rights Watch", "spokesman", ""},
    {"The Kenyan Parliament met in Kenya.", DRG_PART_OF, "", "Kenya", "", ""},
};

static const drg_relation *find(const drg_document *document, size_t i) {
    uint32_t subject = entity_named(document, CASES[i].subject);
    uint32_t object = entity_named(document, CASES[i].object);
    for (size_t r = 0; r < document->relations.count; r++) {
        const drg_relation *relation = &document->relations.items[r];
        if (relation->type == CASES[i].type && relation->object == object &&
            (!*CASES[i].subject || relation->subject == subject))
            return relation;
    }
    return NULL;
}

static void relations(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        const drg_relation *relation = find(document, i);
        if (!relation)
            fail_msg("%s: no such relation", CASES[i].text);
        if (*CASES[i].label)
            assert_slice(relation->label, CASES[i].label, CASES[i].text);
        if (*CASES[i].evidence)
            assert_slice(span_text(document, relation->evidence), CASES[i].evidence, CASES[i].text);
        drg_document_free(document);
    }
}

/* Stated twice, listed once, with the first statement as its evidence; in reading order. */
static void one_record_a_relation(void **state) {
    (void)state;
    drg_document *document =
        extract("French President Emmanuel Macron met German Chancellor Hans Niemand in Lyon, "
                "France. French President Emmanuel Macron left.");
    size_t positions = 0;
    for (size_t i = 0; i < document->relations.count; i++) {
        const drg_relation *r = &document->relations.items[i];
        positions += r->type == DRG_HOLDS_POSITION;
        assert_true(i == 0 || document->relations.items[i - 1].evidence.start <= r->evidence.start);
        assert_true(r->evidence.end > r->evidence.start && r->evidence.end <= document->text.size);
    }
    assert_int_equal(positions, 2);
    assert_int_equal(document->relations.items[0].sentence, 0);
    drg_document_free(document);
}

/* "A's brother B" and "B's brother A" are one relation, whichever pattern or weight finds it. */
static void an_inverse_is_folded(void **state) {
    (void)state;
    drg_document *document = extract("John Smith met his brother, Peter Smith, in London. "
                                     "Peter Smith came with his brother, John Smith.");
    size_t kinships = 0;
    for (size_t i = 0; i < document->relations.count; i++)
        kinships += document->relations.items[i].type == DRG_KINSHIP;
    assert_int_equal(kinships, 1);
    drg_document_free(document);
}

/* Who holds a position in a body is not listed as its member besides. */
static void no_member_beside_a_title(void **state) {
    (void)state;
    drg_document *document = extract("John Smith, director of the World Bank, left. "
                                     "John Smith of the World Bank spoke.");
    uint32_t bank = entity_named(document, "World Bank");
    for (size_t i = 0; i < document->relations.count; i++)
        if (document->relations.items[i].object == bank)
            assert_int_equal(document->relations.items[i].type, DRG_HOLDS_POSITION);
    drg_document_free(document);
}

/* "A spokesman for Kenyan President X" gave X the office of the spokesman. */
static void whom_a_spokesman_serves(void **state) {
    (void)state;
    static const char *const cases[] = {"A spokesman for French President Emmanuel Macron left.",
        "An adviser to German Chancellor Hans Niemand left."};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i]);
        assert_int_equal(document->relations.count, 1);
        drg_slice label = document->relations.items[0].label;
        if (!drg_slice_is(label, "President") && !drg_slice_is(label, "Chancellor"))
            fail_msg("%s: %.*s", cases[i], (int)label.size, label.data);
        drg_document_free(document);
    }
}

/* "his condolences to Prime Minister X": the pronoun owns the condolences. */
static void a_pronoun_owns_only_what_is_next_to_it(void **state) {
    (void)state;
    drg_document *document = extract("Chinese President Xi Jinping sent his condolences to Prime "
                                     "Minister Fumio Kishida of Japan.");
    uint32_t kishida = entity_named(document, "Fumio Kishida");
    for (size_t i = 0; i < document->relations.count; i++)
        if (document->relations.items[i].subject == kishida)
            assert_int_equal(document->relations.items[i].object, entity_named(document, "Japan"));
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relations),
        cmocka_unit_test(one_record_a_relation),
        cmocka_unit_test(an_inverse_is_folded),
        cmocka_unit_test(no_member_beside_a_title),
        cmocka_unit_test(whom_a_spokesman_serves),
        cmocka_unit_test(a_pronoun_owns_only_what_is_next_to_it),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
