/* SPDX-License-Identifier: Apache-2.0 */
/* Where bodies belong that neither text nor tables give a country. */
#include "extracted.h"

static const char ARTICLE[] =
    "Kenya banned a rally in Nairobi. Kenyan police fired in Mombasa. The African Climate Alliance "
    "condemned it, and the Supreme Court of Appeal agreed. The National Assembly met. Safina "
    "Holdings and Mary Smith were glad.";

static const struct {
    const char *words, *country; /* empty: none */
} CASES[] = {
    {"Supreme Court of Appeal", "KEN"}, /* an organ is some state's */
    {"National Assembly", "KEN"}, {"Safina Holdings", "KEN"},
    {"African Climate Alliance", ""}, /* its name says that it is of a continent */
};

static void bodies_belong_where_the_article_is(void **state) {
    (void)state;
    drg_document *document = extract(ARTICLE);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_slice(
            find_entity(document, CASES[i].words)->country, CASES[i].country, CASES[i].words);
    drg_document_free(document);
}

/* Nothing to go by: no country is guessed. */
static void without_countries_there_is_none(void **state) {
    (void)state;
    drg_document *document =
        extract("Mary Smith met John Brown on Monday. Safina Holdings was glad.");
    for (size_t e = 0; e < document->entities.count; e++)
        assert_slice(document->entities.items[e].country, "", "country");
    assert_true(document->entities.count > 0);
    drg_document_free(document);
}

/* A bare surname of a former leader took the state of the article. */
static void a_known_surname_is_his(void **state) {
    (void)state;
    drg_document *document = extract("Egypt banned a rally in Cairo. Egyptian police fired. In the "
                                     "United States, Rumsfeld was glad.");
    assert_slice(find_entity(document, "Rumsfeld")->country, "USA", "Rumsfeld");
    drg_document_free(document);
    document = extract("Egypt banned a rally in Cairo. Egyptian police fired. Rumsfeld was glad.");
    assert_false(drg_slice_is(find_entity(document, "Rumsfeld")->country, "USA"));
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_belong_where_the_article_is),
        cmocka_unit_test(a_known_surname_is_his),
        cmocka_unit_test(without_countries_there_is_none),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
