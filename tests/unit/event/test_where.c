/* SPDX-License-Identifier: Apache-2.0 */
/* The place and the date of a record, and how each was found. */
#include "told.h"

#include "../../../lib/event/rank.h"

typedef struct settled_case {
    const char *text;
    drg_event_type type;
    const char *place, *place_basis; /* NULL: none */
    const char *date, *date_basis; /* first day; NULL: none */
} settled_case;

static void date_of(const drg_event *event, char buffer[11]) {
    buffer[0] = '\0';
    if (event->start.year)
        drg_date_format(event->start, buffer);
}

static bool same(const char *wanted, const char *got) {
    return strcmp(wanted ? wanted : "", got) == 0;
}

static void check_settled(const settled_case *cases, size_t count, drg_date published) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const settled_case *one = &cases[i];
        drg_document *document = read_article(one->text, published);
        const drg_event *event = event_of(document, one->type);
        if (!event)
            fail_msg("no event: %s", one->text);
        char place[64] = "", date[11];
        write_slice(place, sizeof place, "", event->place_name);
        date_of(event, date);
        const char *where = event->place_name.size ? drg_ground_name(event->place_ground) : "";
        const char *when = event->start.year ? drg_ground_name(event->date_ground) : "";
        if (!same(one->place, place) || !same(one->place_basis, where) || !same(one->date, date) ||
            !same(one->date_basis, when)) {
            print_message("%s\n  got %s (%s), %s (%s)\n", one->text, place, where, date, when);
            wrong++;
        }
        drg_document_free(document);
    }
    assert_int_equal(wrong, 0);
}

/* Published on Monday, August 1, 2022. */
static const settled_case CASES[] = {
    {"Police arrested three protesters in Lagos on Friday.", DRG_COERCE, "Lagos", "stated",
        "2022-07-29", "stated"},
    {"On Friday, police in Lagos arrested three protesters.", DRG_COERCE, "Lagos", "stated",
        "2022-07-29", "stated"},
    {"Police arrested three protesters in Warsaw on 3 May 2021.", DRG_COERCE, "Warsaw", "stated",
        "2021-05-03", "stated"},
    {"Russia attacked Ukraine on Thursday.", DRG_ASSAULT, "Ukraine", "party", "2022-07-28",
        "stated"},
    {"Angela Merkel met Emmanuel Macron in Berlin.", DRG_CONSULT, "Berlin", "stated", "2022-08-01",
        "reported"},
    {"BERLIN, July 31 (Reuters) - Police arrested three protesters.", DRG_COERCE, "Berlin",
        "dateline", "2022-07-31", "dateline"},
    /* carried over from the sentence before */
    {"Crowds gathered in Lagos on Friday. Police arrested three protesters.", DRG_COERCE, "Lagos",
        "nearby", "2022-07-29", "nearby"},
    /* what lies ahead is not dated by the day of publication */
    {"Joe Biden will visit Poland.", DRG_CONSULT, "Poland", "party", NULL, NULL},
    {"Joe Biden will visit Poland on Tuesday.", DRG_CONSULT, "Poland", "party", "2022-08-02",
        "stated"},
    /* the place inside a body's name */
    {"Emmanuel Macron condemned the raid. The Windhoek High Court sentenced three men on Friday.",
        DRG_SANCTION, "Windhoek", "stated", "2022-07-29", "stated"},
};

static void places_and_dates_are_settled(void **state) {
    (void)state;
    check_settled(CASES, sizeof CASES / sizeof CASES[0], (drg_date){2022, 8, 1});
}

/* The place of another event: of talks that are still to come, or of the deed that the words are
 * about. */
static const settled_case OTHERS[] = {
    {"Leaders will meet in London next week. Police in Paris spoke. France condemned Israel.",
        DRG_ACCUSE, "Paris", "nearby", "2022-08-01", "reported"},
    {"France, in Geneva, condemned the attack in Dnipro.", DRG_ACCUSE, "Geneva", "stated",
        "2022-08-01", "reported"},
};

static void the_place_of_another_event(void **state) {
    (void)state;
    check_settled(OTHERS, sizeof OTHERS / sizeof OTHERS[0], (drg_date){2022, 8, 1});
}

/* Whatever else the weights make of it: the deed before was there, not who condemns another. */
static void the_place_of_an_attack_is_not_of_who_condemns(void **state) {
    (void)state;
    drg_document *document =
        read_article("Kyiv was calm. There was an attack in Dnipro. France condemned Israel.",
            (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_ACCUSE);
    assert_non_null(event);
    assert_false(drg_slice_is(event->place_name, "Dnipro"));
    drg_document_free(document);
}

/* "La Libertad Avanza" of Argentina was in Ecuador's La Libertad, an arrest on the Nile. */
static void a_region_or_a_name_within_a_name_was_the_place(void **state) {
    (void)state;
    static const struct {
        const char *text;
        drg_event_type type;
        const char *wrong;
    } rows[] = {
        {"Argentina waits. Javier Milei, leader of La Libertad Avanza, condemned the judges.",
            DRG_ACCUSE, "La Libertad"},
        {"A report in the New York Times condemned Israel.", DRG_ACCUSE, "New York"},
        {"Boats lay in the Nile. Police arrested three protesters.", DRG_COERCE, "Nile River"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        drg_document *document = read_article(rows[i].text, (drg_date){2022, 8, 1});
        const drg_event *event = event_of(document, rows[i].type);
        if (!event || drg_slice_is(event->place_name, rows[i].wrong))
            fail_msg("%s: %s", rows[i].text, event ? rows[i].wrong : "no event");
        drg_document_free(document);
    }
}

/* "The camp south-east of Otjiwarongo": the town only says where the camp is. */
static const settled_case REFERENCES[] = {
    {"Police in Kassala, north of Asmara, arrested three protesters.", DRG_COERCE, "Kassala",
        "stated", "2022-08-01", "reported"},
    {"Police arrested three protesters in a village north of Aleppo.", DRG_COERCE, "Aleppo",
        "stated", "2022-08-01", "reported"},
};

static void a_place_that_says_where_another_lies(void **state) {
    (void)state;
    check_settled(REFERENCES, sizeof REFERENCES / sizeof REFERENCES[0], (drg_date){2022, 8, 1});
    drg_document *document = read_article(
        "Kenya's police arrested three protesters at the Dadaab camp, 90 km north-east of Garissa.",
        (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_COERCE);
    assert_non_null(event);
    assert_false(drg_slice_is(event->place_name, "Garissa"));
    drg_document_free(document);
}

/* Who telephones or sends word is not where the one who hears it is, nor where the article was. */
static const settled_case REMOTE[] = {
    {"Police in Paris were calm. Angela Merkel spoke by phone with Emmanuel Macron.", DRG_CONSULT,
        NULL, NULL, "2022-08-01", "reported"},
    {"Police in Paris were calm. Angela Merkel conveyed a message to Sergey Lavrov in Paris.",
        DRG_CONSULT, NULL, NULL, "2022-08-01", "reported"},
};

static void word_that_is_sent_has_no_place(void **state) {
    (void)state;
    check_settled(REMOTE, sizeof REMOTE / sizeof REMOTE[0], (drg_date){2022, 8, 1});
}

/* No day of publication: nothing is dated by it. */
static const settled_case UNDATED[] = {
    {"Police arrested three protesters in Lagos.", DRG_COERCE, "Lagos", "stated", NULL, NULL},
    {"Police arrested three protesters in Lagos on Friday.", DRG_COERCE, "Lagos", "stated", NULL,
        NULL},
    {"Police arrested three protesters in Lagos on 3 May 2021.", DRG_COERCE, "Lagos", "stated",
        "2021-05-03", "stated"},
};

static void without_a_day_of_publication(void **state) {
    (void)state;
    check_settled(UNDATED, sizeof UNDATED / sizeof UNDATED[0], (drg_date){0});
}

/* Where no place is named at all, the state of the parties may stand for it, and is no entity. */
static void a_state_that_only_an_adjective_names(void **state) {
    (void)state;
    drg_document *document =
        read_article("Taiwanese police arrested three protesters.", (drg_date){2022, 8, 1});
    const drg_event *event = event_of(document, DRG_COERCE);
    assert_non_null(event);
    assert_true(drg_slice_is(event->place_name, "Taiwan"));
    assert_true(drg_slice_is(event->place_country, "TWN"));
    assert_int_equal(event->place, DRG_NONE);
    assert_int_equal(event->place_ground, DRG_GROUND_PARTY);
    drg_document_free(document);
}

/* Confidence is a share: of two places that are told alike neither is sure. */
static void confidence_is_a_share(void **state) {
    (void)state;
    drg_document *one = read_article("Police arrested three men in Lagos.", (drg_date){0});
    drg_document *two =
        read_article("Police arrested three men in Lagos and in Warsaw.", (drg_date){0});
    const drg_event *sure = event_of(one, DRG_COERCE), *unsure = event_of(two, DRG_COERCE);
    assert_non_null(sure);
    assert_non_null(unsure);
    assert_true(sure->place_confidence > unsure->place_confidence);
    assert_true(sure->place_confidence <= 1 && unsure->place_confidence > 0);
    drg_document_free(one);
    drg_document_free(two);
}

/* More options than there is room for: the first are weighed, and nothing is written beyond. */
static void options_are_bounded(void **state) {
    (void)state;
    static char text[1 << 16];
    size_t used = 0;
    for (int i = 0; i < 400; i++)
        used += (size_t)snprintf(text + used, sizeof text - used,
            "Police arrested a man in Lagos near Warsaw and in Paris, at Berlin on %d May 2021. ",
            i % 28 + 1);
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    assert_true(document->events.count > 0);
    for (size_t i = 0; i < document->events.count; i++) {
        const drg_event *event = &document->events.items[i];
        assert_true(event->place == DRG_NONE || event->place < document->entities.count);
        assert_true(event->time == DRG_NONE || event->time < document->times.count);
        assert_true(event->place_confidence >= 0 && event->place_confidence <= 1);
        assert_true(event->date_confidence >= 0 && event->date_confidence <= 1);
    }
    drg_document_free(document);

    drg_options_list list = {.count = 0};
    for (size_t i = 0; i < DRG_OPTIONS + 5; i++) {
        drg_option *option = drg_option_add(&list, (uint32_t)i, DRG_GROUND_STATED);
        assert_int_equal(option != NULL, i < DRG_OPTIONS);
        for (unsigned s = 0; s < DRG_OPTION_SIGNS + 5; s++)
            drg_option_sign(option, s);
    }
    assert_int_equal(list.count, DRG_OPTIONS);
    assert_int_equal(list.items[0].count, DRG_OPTION_SIGNS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_and_dates_are_settled),
        cmocka_unit_test(the_place_of_another_event),
        cmocka_unit_test(the_place_of_an_attack_is_not_of_who_condemns),
        cmocka_unit_test(word_that_is_sent_has_no_place),
        cmocka_unit_test(a_place_that_says_where_another_lies),
        cmocka_unit_test(a_region_or_a_name_within_a_name_was_the_place),
        cmocka_unit_test(without_a_day_of_publication),
        cmocka_unit_test(a_state_that_only_an_adjective_names),
        cmocka_unit_test(confidence_is_a_share),
        cmocka_unit_test(options_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
