/* SPDX-License-Identifier: Apache-2.0 */
/* Which words are names, where they begin and end, and of which type. */
#include "extracted.h"

static const name_case CASES[] = {
    /* titles, articles and possessives are no part of a name */
    {"U.S. Secretary of State Marco Rubio met Sergey Lavrov's deputy.",
        "GPE U.S.; PERSON Marco Rubio; PERSON Sergey Lavrov"},
    {"Trump\xE2\x80\x99s special envoy retired Lt. Gen. Keith Kellogg left.",
        "PERSON Trump; PERSON Keith Kellogg"},
    {"The talks were led by French President Emmanuel Macron.",
        "NORP French; PERSON Emmanuel Macron"},
    {"The Minister of Higher Education and Scientific Research Ahmed Hassan spoke in Cairo.",
        "PERSON Ahmed Hassan; GPE Cairo"},
    /* the longest consistent reading */
    {"He studied at the University of Cape Town in South Africa.",
        "ORGANIZATION University of Cape Town; GPE South Africa"},
    {"The United Nations Security Council met in New York.",
        "ORGANIZATION United Nations Security Council; GPE New York"},
    {"Protesters marched in France and Germany on Monday.", "GPE France; GPE Germany"},
    /* a surname in a body's name is no person, a government named after one is a body */
    {"Donald Trump spoke. The Trump administration cut aid.",
        "PERSON Donald Trump; ORGANIZATION Trump administration"},
    /* the first word of a sentence is a name only where it must be */
    {"However, officials in Nairobi denied it. Yesterday was calm.", "GPE Nairobi"},
    {"Police arrested ten people. Officers said more would follow.", ""},
    /* adjectives and states are two */
    {"Ukraine thanked its allies. Ukrainian and Russian troops fought.",
        "GPE Ukraine; NORP Ukrainian; NORP Russian"},
    /* particles */
    {"Crown Prince Mohammed bin Salman met Abdel Fattah el-Sisi.",
        "PERSON Mohammed bin Salman; PERSON Abdel Fattah el-Sisi"},
    {"The China-US trade war went on.", "GPE China; GPE US"},
    /* kinds alone are no names */
    {"The Kingdom and the Government agreed in Riyadh.", "GPE Riyadh"},
    /* short forms of what is no body, and of a body in lower case */
    {"The exclusive economic zone (EEZ) is guarded in Cairo. The EEZ is wide.", "GPE Cairo"},
    {"The chief election commissioner (CEC) left Cairo. The CEC said so.", "GPE Cairo"},
    {"The Convention on Cluster Munitions (CCM) binds Kenya. The CCM is old.",
        "ORGANIZATION Convention on Cluster Munitions; GPE Kenya"},
    {"The Prevention of Money Laundering Act (PMLA) binds Kenya. PMLA is old.",
        "ORGANIZATION Prevention of Money Laundering Act; GPE Kenya"},
    {"Kenya signed the Paris accord in Geneva.", "GPE Kenya; GPE Geneva"},
    {"Kenya helps SMEs and sells NFTs.", "GPE Kenya"},
    {"A community policing forum (CPF) met in Cairo. The CPF left.",
        "ORGANIZATION CPF; GPE Cairo; ORGANIZATION CPF"},
    {"The International Court of Justice (ICJ) met in Cairo.",
        "ORGANIZATION International Court of Justice; ORGANIZATION ICJ; GPE Cairo"},
    /* a language is no people */
    {"The Arabic language is taught in Cairo. French-speaking visitors came.", "GPE Cairo"},
    /* what something was written in was a people, a ship a building */
    {"He tweeted in Arabic: it was late in Cairo. Visitors came in French cars.",
        "GPE Cairo; NORP French"},
    /* a form of address was part of the name */
    {"Datuk Seri Anwar Ibrahim met Shri Ahmed Patel in Delhi.",
        "PERSON Anwar Ibrahim; PERSON Ahmed Patel; GPE Delhi"},
    /* a ministry lost the fields behind its first comma */
    {"The Ministry of Education, Science and Technology met in Nairobi.",
        "ORGANIZATION Ministry of Education, Science and Technology; GPE Nairobi"},
    {"The Ministry of Education, Tertiary Education, Science and Technology met in Nairobi.",
        "ORGANIZATION Ministry of Education, Tertiary Education, Science and Technology; "
        "GPE Nairobi"},
    {"The Ministry of Education and Kenya agreed.",
        "ORGANIZATION Ministry of Education; GPE Kenya"},
    /* a nationality before an organ of state; part of the name where it is so called */
    {"The Russian Justice Ministry met the Indian Navy.",
        "NORP Russian; ORGANIZATION Justice Ministry; ORGANIZATION Indian Navy"},
    /* a surname that is a state without its accent */
    {"Xavier Jord\xC3\xA1n left. Then Jord\xC3\xA1n was tried in Quito.",
        "PERSON Xavier Jord\xC3\xA1n; PERSON Jord\xC3\xA1n; GPE Quito"},
    /* an acronym with the small words of a name in it was a person */
    {"The Bank of Ghana (BoG) spoke. The BoG said that BoG printed money.",
        "ORGANIZATION Bank of Ghana; ORGANIZATION BoG; ORGANIZATION BoG; ORGANIZATION BoG"},
};

static void names(void **state) {
    (void)state;
    check_names(CASES, sizeof CASES / sizeof CASES[0]);
}

static void dateline_and_byline(void **state) {
    (void)state;
    drg_document *document = extract("Talks end in Paris\n\nBy Jane Roe\n\n"
                                     "PARIS, April 18 (Reuters) - Ministers left the city.\n");
    assert_int_equal(find_entity(document, "Jane Roe")->type, DRG_PERSON);
    assert_int_equal(find_entity(document, "PARIS")->type, DRG_GPE);
    assert_int_equal(entity_named(document, "PARIS"), entity_named(document, "Paris"));
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(dateline_and_byline),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
