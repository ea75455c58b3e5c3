/* SPDX-License-Identifier: Apache-2.0 */
/* Titles: who bears them, and of what. */
#include "extracted.h"

static const struct {
    const char *text, *title, *holder, *of; /* empty: nobody, nothing */
} CASES[] = {
    {"French President Emmanuel Macron spoke.", "President", "Emmanuel Macron", "French"},
    {"Iran's president, Masoud Pezeshkian, spoke.", "president", "Masoud Pezeshkian", "Iran"},
    {"Emmanuel Macron, the president of France, spoke.", "president", "Emmanuel Macron", "France"},
    {"John Smith, 45, a lawyer from Kenya, spoke.", "lawyer", "John Smith", "Kenya"},
    {"John Smith became president of Kenya.", "president", "John Smith", "Kenya"},
    {"Lawmakers elected John Smith as president.", "president", "John Smith", ""},
    {"The president of Kenya, John Smith, spoke.", "president", "John Smith", "Kenya"},
    {"Trump\xE2\x80\x99s special envoy retired Lt. Gen. Keith Kellogg left.", "special envoy",
        "Keith Kellogg", "Trump"},
    {"Steve Witkoff, Trump\xE2\x80\x99s chief envoy, left.", "chief envoy", "Steve Witkoff",
        "Trump"},
    {"Ukrainian Foreign Minister Andrii Sybiha, Defense Minister Rustem Umerov, and others left.",
        "Defense Minister", "Rustem Umerov", "Ukrainian"},
    /* whose adviser she is says nothing of her own office */
    {"Mary Smith, the prime minister's adviser, spoke in Kenya.", "prime minister", "", ""},
    {"They wrote to the wife of the late president, Mary Smith, in Kenya.", "late president", "",
        ""},
    {"John Smith, a senior fellow for Kenya at Chatham House, spoke.", "senior fellow",
        "John Smith", "Chatham House"},
    {"Hamas attacked Defense Minister John Smith.", "Defense Minister", "John Smith", ""},
    {"They asked parliament president John Smith to act.", "parliament", "", ""},
    {"John Smith, president-designate of Kenya, spoke.", "president-designate", "John Smith",
        "Kenya"},
    {"French officials spoke to reporters.", "officials", "", "French"},
    /* over where he serves */
    {"They met the Lebanese ambassador in Cairo John Smith on Monday.", "ambassador", "John Smith",
        "Lebanese"},
    /* no apposition: he acts */
    {"At a meeting with John Smith, the king said that Kenya was ready.", "king", "", ""},
    /* a field behind one that the tables have */
    {"They met the Minister of Labour and Employment, John Smith, in Kenya.",
        "Minister of Labour and Employment", "John Smith", ""},
    {"They met the Minister of Health and Education Minister John Smith in Kenya.",
        "Education Minister", "John Smith", ""},
    /* owned by a common noun */
    {"The union's president, John Smith, spoke.", "president", "John Smith", ""},
    {"A letter by the education ministry director, John Smith, came.", "director", "John Smith",
        "education ministry"},
    {"They met finance minister and ANC member John Smith.", "finance minister", "John Smith", ""},
    {"UNICEF founder and president, John Smith, spoke.", "president", "John Smith", "UNICEF"},
    {"They met the secretary of the African Union's Peace and Security Council John Smith.",
        "secretary", "John Smith", "Peace and Security Council"},
    {"They met treasurer-general John Smith.", "treasurer-general", "John Smith", ""},
    /* what follows is what the bearer of a bare apposition does */
    {"John Smith, chairman of UNICEF said that Kenya was ready.", "chairman", "John Smith",
        "UNICEF"},
    {"They heard John Smith, 71, the group's director.", "director", "John Smith", ""},
    {"John Smith, the parliamentary committee spokesman, left.", "spokesman", "John Smith", ""},
    {"They sued Chief Justice (CJ) John Smith.", "Chief Justice", "John Smith", ""},
    {"The chair of the group, John Smith, left.", "chair", "John Smith", ""},
    {"The chair of UNICEF, John Smith opened the meeting.", "chair", "John Smith", "UNICEF"},
    {"The director, producer and founder of UNICEF, John Smith, left.", "founder", "John Smith",
        "UNICEF"},
    {"John Smith is also a senator for Kenya.", "senator", "John Smith", "Kenya"},
    {"Iranian Armed Forces chief of staff Major General John Smith left.",
        "Armed Forces chief of staff", "John Smith", "Iranian"},
};

static const drg_role_phrase *find_role(const drg_document *document, const char *words) {
    for (size_t i = 0; i < document->roles.count; i++) {
        const drg_role_phrase *role = &document->roles.items[i];
        drg_span span = {document->tokens.items[role->first_token].start,
            document->tokens.items[role->end_token - 1].end};
        if (drg_slice_is(span_text(document, span), words))
            return role;
    }
    return NULL;
}

static uint32_t wanted(const drg_document *document, const char *words) {
    return *words ? entity_named(document, words) : DRG_NONE;
}

static void bearers_and_owners(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        const drg_role_phrase *role = find_role(document, CASES[i].title);
        if (!role)
            fail_msg("%s: no title '%s'", CASES[i].text, CASES[i].title);
        if (role->holder != wanted(document, CASES[i].holder) ||
            role->of != wanted(document, CASES[i].of))
            fail_msg("%s: holder %u, of %u", CASES[i].text, role->holder, role->of);
        drg_document_free(document);
    }
}

/* Words that are titles elsewhere. */
static void no_titles(void **state) {
    (void)state;
    static const struct {
        const char *text, *word;
    } cases[] = {
        {"She agreed to head the delegation.", "head"},
        {"The general election was held in May.", "general"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        if (find_role(document, cases[i].word))
            fail_msg("%s: '%s' is no title here", cases[i].text, cases[i].word);
        drg_document_free(document);
    }
}

/* A title in the plural said nothing of those whom it lists. */
static void plural_titles_are_borne_by_all_listed(void **state) {
    (void)state;
    drg_document *document =
        extract("Three judges - John Smith, Mary Jones (45) and Peter Brown - agreed in Kenya with "
                "senators Paul Green and Ann White. John Jones and other ministers left.");
    static const struct {
        const char *name, *title;
    } cases[] = {{"John Smith", "judge"}, {"Mary Jones", "judge"}, {"Peter Brown", "judge"},
        {"Paul Green", "senator"}, {"Ann White", "senator"}, {"John Jones", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice(
            find_entity(document, cases[i].name)->office.title, cases[i].title, cases[i].name);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bearers_and_owners),
        cmocka_unit_test(no_titles),
        cmocka_unit_test(plural_titles_are_borne_by_all_listed),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
