/* SPDX-License-Identifier: Apache-2.0 */
/* Which names stand for one entity. */
#include "extracted.h"

static const struct {
    const char *text, *one, *other;
    bool same;
} CASES[] = {
    {"Marco Rubio arrived in Paris. Rubio said little.", "Marco Rubio", "Rubio", true},
    {"Xu Yusheng spoke in Beijing. Later Xu left.", "Xu Yusheng", "Xu", true},
    {"Luiz Inacio Lula da Silva won. Brazil cheered Lula on Sunday.", "Luiz Inacio Lula da Silva",
        "Lula", true},
    {"President Volodymyr Zelenskyy spoke. Volodymyr Zelensky thanked them.", "Volodymyr Zelenskyy",
        "Volodymyr Zelensky", true},
    {"Mohammed Hassan spoke. Mohamed Hassan then left.", "Mohammed Hassan", "Mohamed Hassan", true},
    {"The United States and Canada agreed. The U.S. will pay.", "United States", "U.S.", true},
    {"Ukraine is ready. Ukrainian officials agree.", "Ukraine", "Ukrainian", false},
    {"Ukrainian officials met Ukrainians abroad.", "Ukrainian", "Ukrainians", true},
    /* an acronym in brackets, also of a building */
    {"The Economic Community of West African States (ECOWAS) met. ECOWAS agreed.",
        "Economic Community of West African States", "ECOWAS", true},
    {"Egypt fears the Grand Ethiopian Renaissance Dam (GERD). It wants GERD to stop.",
        "Grand Ethiopian Renaissance Dam", "GERD", true},
    /* a second name that the text gives */
    {"The Norvik Harbour Board, better known as the Pilots Union, met. Kenya listened.",
        "Norvik Harbour Board", "Pilots Union", true},
    {"The National Harbour Safety Agency, known as NORAD, met in Kenya. Kenya agreed.",
        "National Harbour Safety Agency", "NORAD", true},
    {"Wang Xuancheng, known as Wang Chengcheng to her followers, spoke in Beijing.",
        "Wang Xuancheng", "Wang Chengcheng", true},
    {"Rain fell, CSIRO said. The Commonwealth Scientific and Industrial Research Organisation "
     "(CSIRO) of Australia counted.",
        "CSIRO", "Commonwealth Scientific and Industrial Research Organisation", true},
    {"Kenya knows the Harbour Board as well as the Pilots Union.", "Harbour Board", "Pilots Union",
        false},
    {"Kenya sold the Norvik Harbour Board, previously the Pilots Union, in May. Kenya listened.",
        "Norvik Harbour Board", "Pilots Union", true},
    {"Kenya heard the Norvik Harbour Board, the Pilots Union and others.", "Norvik Harbour Board",
        "Pilots Union", false},
    /* a head before "of" or at the end */
    {"The Department of Harbour Safety met in Kenya. The Harbour Safety Department agreed.",
        "Department of Harbour Safety", "Harbour Safety Department", true},
    /* the name in its own script */
    {"Taipei Mayor Ko Wen-je (\xE6\x9F\xAF\xE6\x96\x87\xE5\x93\xB2) spoke in Taipei.", "Ko Wen-je",
        "\xE6\x9F\xAF\xE6\x96\x87\xE5\x93\xB2", true},
    /* two persons with one surname stay apart */
    {"Joe Biden met Jill Biden in London.", "Joe Biden", "Jill Biden", false},
    {"Daniel Ortega and Humberto Ortega fell out.", "Daniel Ortega", "Humberto Ortega", false},
    {"Rand Paul spoke. Ron Paul answered. Canada listened.", "Rand Paul", "Ron Paul", false},
    {"Rajiv Gandhi and Mahatma Gandhi are no kin.", "Rajiv Gandhi", "Mahatma Gandhi", false},
    /* a person never joins a place */
    {"Talks in Paris went on. Paris Hilton arrived in France.", "Paris", "Paris Hilton", false},
    {"Virginia Giuffre was born in Virginia.", "Virginia Giuffre", "Virginia", false},
    /* nor a body */
    {"Ford Motor Company closed. Gerald Ford had praised it.", "Ford Motor Company", "Gerald Ford",
        false},
    {"Paris Hilton arrived. Talks in Paris went on.", "Paris Hilton", "Paris", false},
    {"Jack London lived in London.", "Jack London", "London", false},
};

static void chains(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        check_name_invariants(document);
        uint32_t one = entity_named(document, CASES[i].one);
        uint32_t other = entity_named(document, CASES[i].other);
        if (one == DRG_NONE || other == DRG_NONE || (one == other) != CASES[i].same) {
            char found[1024];
            write_names(document, found, sizeof found);
            fail_msg("%s: %u and %u; %s", CASES[i].text, one, other, found);
        }
        drg_document_free(document);
    }
}

/* Names that a slip of the pen parts are one; those that differ in what tells things apart are not.
 */
static void a_letter_off(void **state) {
    (void)state;
    static const struct {
        const char *text, *one, *other;
        bool same;
    } cases[] = {
        {"Randy Kremlacek walks in Mexico. Later, Kremacek said it rained.", "Randy Kremlacek",
            "Kremacek", true},
        {"Lucas Moraes won in Brazil. Lucas Moreas said he was tired.", "Lucas Moraes",
            "Lucas Moreas", true},
        {"The Norvika Bank met in Kenya. The Norvka Bank agreed.", "Norvika Bank", "Norvka Bank",
            true},
        {"Mario Delgado met Maria Delgado in Mexico.", "Mario Delgado", "Maria Delgado", false},
        {"Carlos Jansen met Carlos Hansen in Brazil.", "Carlos Jansen", "Carlos Hansen", false},
        {"The Norvik Planes Board met in Kenya. The Norvik Plates Board agreed.",
            "Norvik Planes Board", "Norvik Plates Board", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        check_name_invariants(document);
        uint32_t one = entity_named(document, cases[i].one);
        uint32_t other = entity_named(document, cases[i].other);
        if (one == DRG_NONE || other == DRG_NONE || (one == other) != cases[i].same) {
            char found[1024];
            write_names(document, found, sizeof found);
            fail_msg("%s: %u and %u; %s", cases[i].text, one, other, found);
        }
        drg_document_free(document);
    }
}

/* "Abe" stays the one whom the article has called so, though his wife was named since. */
static void a_surname_stays_with_its_bearer(void **state) {
    (void)state;
    drg_document *document = extract("Shinzo Abe ruled Japan for years. Abe was shot. His wife, "
                                     "Akie Abe, came at once. Abe died later.");
    uint32_t last = nth_name(document, "Abe", 1);
    assert_true(last != DRG_NONE);
    assert_int_equal(document->mentions.items[last].entity, entity_named(document, "Shinzo Abe"));
    drg_document_free(document);
}

/* The sex of a title decides between two bearers of a surname. */
static void titles_tell_the_sex(void **state) {
    (void)state;
    drg_document *document = extract("Bill Clinton and Hillary Clinton came to Haiti. Mrs. Clinton "
                                     "spoke first. Mr. Clinton thanked the crowd.");
    uint32_t her = nth_name(document, "Clinton", 0), him = nth_name(document, "Clinton", 1);
    assert_true(her != DRG_NONE && him != DRG_NONE);
    assert_int_equal(
        document->mentions.items[her].entity, entity_named(document, "Hillary Clinton"));
    assert_int_equal(document->mentions.items[him].entity, entity_named(document, "Bill Clinton"));
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains),
        cmocka_unit_test(a_letter_off),
        cmocka_unit_test(a_surname_stays_with_its_bearer),
        cmocka_unit_test(titles_tell_the_sex),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
