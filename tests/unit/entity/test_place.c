/* SPDX-License-Identifier: Apache-2.0 */
/* Which place a name means: by size, by what stands beside it, by the country and the places of the
 * article, by the dateline; two candidates where it stays ambiguous. */
#include "extracted.h"

#include <math.h>

static const struct {
    const char *text, *name, *country; /* country "": not resolved */
    double latitude, longitude; /* 0, 0: none */
} CASES[] = {
    /* the larger one, where nothing else is said */
    {"The mayor of Paris spoke.", "Paris", "FRA", 48.85, 2.35},
    {"Officials met in Birmingham.", "Birmingham", "GBR", 52.48, -1.90},
    /* the state or province right at it */
    {"Officials met in Paris, Texas.", "Paris", "USA", 33.66, -95.56},
    {"The army left Hyderabad, Pakistan.", "Hyderabad", "PAK", 25.39, 68.37},
    {"The army left Hyderabad, India.", "Hyderabad", "IND", 17.38, 78.46},
    {"Police in Springfield, Illinois, arrested a man.", "Springfield", "USA", 39.80, -89.64},
    {"Police in Springfield, Missouri, arrested a man.", "Springfield", "USA", 37.21, -93.30},
    /* said once, it holds for the whole article */
    {"Voters in Paris, Texas, went to the polls. The mayor of Paris spoke.", "Paris", "USA", 33.66,
        -95.56},
    /* the country that the article is about */
    {"Mexico's police said that the suspects fled. Mexico closed the roads. The fire in Guadalupe "
     "killed four.",
        "Guadalupe", "MEX", 25.68, -100.26},
    {"Venezuela will vote. Venezuela's electoral council met in Valencia.", "Valencia", "VEN",
        10.16, -68.00},
    {"Spain will vote. Spanish police searched a house in Valencia.", "Valencia", "ESP", 39.47,
        -0.38},
    /* the province, not the town in it */
    {"The Taliban attacked Helmand Province in Afghanistan.", "Helmand Province", "AFG", 31.0,
        64.0},
    /* a capital is never given for a country */
    {"Panama closed the border with Costa Rica.", "Panama", "PAN", 0, 0},
    {"Singapore and Malaysia signed a treaty.", "Singapore", "SGP", 0, 0},
    /* states in a row say nothing of one another; a state behind a namesake does */
    {"Officials of Venezuela, Cuba and Nicaragua met.", "Venezuela", "VEN", 0, 0},
    {"Police in Georgia, United States, arrested a man.", "Georgia", "USA", 33.0, -83.5},
    /* written with its accents */
    {"The United States and Costa Rica agreed. The United States will open a route between "
     "Washington and San José.",
        "San José", "CRI", 9.93, -84.08},
    /* a province of the state that the article is about, not the state of that name */
    {"The governor of Texas spoke. The United States will vote. Officials in Georgia counted.",
        "Georgia", "USA", 33.0, -83.5},
    {"Russia and Georgia traded fire near Tbilisi.", "Georgia", "GEO", 0, 0},
};

static void places(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        const drg_entity *entity = find_entity(document, CASES[i].name);
        assert_slice(entity->country, CASES[i].country, CASES[i].text);
        bool located = CASES[i].latitude != 0;
        bool state_row = entity->has_coordinates && !located;
        if (located &&
            (!entity->has_coordinates || fabs(entity->latitude - CASES[i].latitude) > 1 ||
                fabs(entity->longitude - CASES[i].longitude) > 1))
            fail_msg("%s: at %f %f", CASES[i].text, entity->latitude, entity->longitude);
        if (state_row) /* of a state, then not that of its capital */
            assert_int_equal(entity->coordinates_of.size, 0);
        check_name_invariants(document);
        drg_document_free(document);
    }
}

/* One name, two places beside each other: each mention is its own. */
static void two_of_a_name(void **state) {
    (void)state;
    drg_document *document =
        extract("The trains run from Hyderabad, India, to Hyderabad, Pakistan, once a week.");
    uint32_t one = nth_name(document, "Hyderabad", 0), two = nth_name(document, "Hyderabad", 1);
    assert_true(one != DRG_NONE && two != DRG_NONE);
    uint32_t first = document->mentions.items[one].entity;
    uint32_t second = document->mentions.items[two].entity;
    assert_int_not_equal(first, second);
    assert_slice(document->entities.items[first].country, "IND", "the first");
    assert_slice(document->entities.items[second].country, "PAK", "the second");
    drg_document_free(document);
}

static void candidates(void **state) {
    (void)state;
    drg_document *document = extract("Police in Valencia arrested a man.");
    const drg_entity *entity = find_entity(document, "Valencia");
    assert_int_equal(entity->candidate_count, 2);
    assert_true(entity->candidates[0].share >= entity->candidates[1].share);
    assert_true(entity->candidates[0].share + entity->candidates[1].share <= 1);
    assert_true(entity->candidates[0].has_coordinates && entity->candidates[1].has_coordinates);
    assert_int_not_equal(entity->candidates[0].geonames, entity->candidates[1].geonames);
    drg_document_free(document);
    document = extract("Police in Ouagadougou arrested a man.");
    assert_int_equal(find_entity(document, "Ouagadougou")->candidate_count, 0);
    drg_document_free(document);
}

/* A facility lies where the place in its name or beside it lies, and says so. */
static void positions_of_others(void **state) {
    (void)state;
    static const struct {
        const char *text, *name, *of;
    } cases[] = {
        {"Rockets hit Erbil International Airport in Iraq.", "Erbil International Airport",
            "Erbil"},
        {"A bomb exploded at Al-Noor Mosque in Kandahar, Afghanistan.", "Al-Noor Mosque",
            "Kandahar"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        const drg_entity *entity = find_entity(document, cases[i].name);
        assert_true(entity->has_coordinates);
        assert_slice(entity->coordinates_of, cases[i].of, cases[i].text);
        drg_document_free(document);
    }
}

/* The Ottawa Islands are not in Ottawa. */
static void islands_of_a_name_are_elsewhere(void **state) {
    (void)state;
    drg_document *document =
        extract("Canada sent a ship to the Ottawa Islands on Monday. The mayor of Ottawa spoke.");
    const drg_entity *entity = find_entity(document, "Ottawa Islands");
    assert_false(entity->has_coordinates);
    drg_document_free(document);
}

/* San Miguel in an article on Peru is not the one in El Salvador; San Diego is large enough. */
static void saints_have_many_places(void **state) {
    (void)state;
    drg_document *document = extract("Peru's police closed streets in San Miguel on Monday.");
    assert_false(find_entity(document, "San Miguel")->has_coordinates);
    drg_document_free(document);
    document = extract("El Salvador's police closed streets in San Miguel on Monday.");
    assert_slice(find_entity(document, "San Miguel")->country, "SLV", "named");
    assert_true(find_entity(document, "San Miguel")->has_coordinates);
    drg_document_free(document);
    document = extract("Mexico's minister travelled to San Diego on Monday.");
    assert_slice(find_entity(document, "San Diego")->country, "USA", "large");
    drg_document_free(document);
}

/* A small division that the table gives its inhabitants is in the news by itself; others need the
 * text to speak of their state. South Africa's North West is not Cameroon's, the Northwest Region.
 */
static void small_divisions_in_the_news(void **state) {
    (void)state;
    drg_document *document = extract("Two people died in Nunavut on Monday.");
    assert_slice(find_entity(document, "Nunavut")->country, "CAN", "alone");
    drg_document_free(document);
    document = extract("South Africa's police arrested a man in North West on Monday.");
    assert_slice(find_entity(document, "North West")->country, "ZAF", "its own");
    drg_document_free(document);
}

/* The dateline's country tips the scale between namesakes of like size. */
static void the_dateline_counts(void **state) {
    (void)state;
    drg_document *document = extract("MARACAIBO (Reuters) - Police arrested a man on Monday. The "
                                     "suspect had fled from Valencia on Sunday.");
    assert_slice(find_entity(document, "Valencia")->country, "VEN", "filed in Venezuela");
    drg_document_free(document);
}

/* A hundred namesakes cost what a hundred names cost: linear, and bounded a name. */
static void many_names_stay_linear(void **state) {
    (void)state;
    enum { TIMES = 400 };
    static const char sentence[] = "San Antonio, San Jose and Santa Cruz voted. ";
    char *text = calloc(TIMES, sizeof sentence);
    assert_non_null(text);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * (sizeof sentence - 1), sentence, sizeof sentence - 1);
    drg_document *document = extract(text);
    check_name_invariants(document);
    drg_document_free(document);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),
        cmocka_unit_test(two_of_a_name),
        cmocka_unit_test(islands_of_a_name_are_elsewhere),
        cmocka_unit_test(saints_have_many_places),
        cmocka_unit_test(small_divisions_in_the_news),
        cmocka_unit_test(candidates),
        cmocka_unit_test(positions_of_others),
        cmocka_unit_test(the_dateline_counts),
        cmocka_unit_test(many_names_stay_linear),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
