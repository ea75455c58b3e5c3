/* SPDX-License-Identifier: Apache-2.0 */
/* Who is never meant where the words of an event leave a party out. */
#include "told.h"

#include "../../../lib/event/fill.h"

static drg_party of_government(const char *country) {
    drg_party party = {.entity = DRG_NONE, .country = slice_of(country), .sector_count = 1};
    party.sectors[0] = drg_know_sector(engine->know, slice_of("GOV"));
    return party;
}

static drg_fill filling(drg_document *document) {
    drg_fill fill = {.document = document};
    memset(fill.groups, DRG_GROUP_OTHER, sizeof fill.groups);
    fill.groups[drg_know_sector(engine->know, slice_of("GOV"))] = DRG_GROUP_GOV;
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

/* "The demands of Chinese Foreign Minister Wang Yi": of China, said the article's other events. */
static void a_minister_demanded_of_his_own_state(void **state) {
    (void)state;
    drg_document *document = read_article("China and Japan met.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_REQUEST};
    drg_telling telling = {.entry = &entry};
    drg_draft draft = {.best = &telling};
    drg_party minister = of_government("CHN");
    for (uint32_t e = 0; e < 2; e++) {
        drg_party state_party = {.entity = e, .country = document->entities.items[e].country};
        bool own = drg_slice_is(state_party.country, "CHN");
        assert_int_equal(drg_fill_own_people(&fill, &draft, &minister, &state_party), own);
        assert_int_equal(drg_fill_own_people(&fill, &draft, &state_party, &minister), own);
        minister.sectors[0] = drg_know_sector(engine->know, slice_of("CVL"));
        assert_false(drg_fill_own_people(&fill, &draft, &minister, &state_party)); /* a citizen */
        minister = of_government("CHN");
    }
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
    uint8_t police = drg_know_sector(engine->know, slice_of("COP"));
    drg_party somebody = of_government("USA"), nobody = {.entity = DRG_NONE};
    fill.groups[police] = DRG_GROUP_COP;
    assert_false(drg_fill_institution(&fill, &nobody));
    assert_false(drg_fill_institution(&fill, &somebody)); /* "a senior official" */
    somebody.sectors[0] = drg_know_sector(engine->know, slice_of("CVL"));
    assert_false(drg_fill_institution(&fill, &somebody));
    somebody.sectors[0] = police;
    assert_true(drg_fill_institution(&fill, &somebody));
}

/* "The company plans to extend flights": with eyebrow inspectors, said the country alone. */
static void bystanders_were_as_good_as_officials(void **state) {
    (void)state;
    drg_fill fill = filling(NULL);
    drg_entry entry = {.type = DRG_REQUEST};
    drg_telling telling = {.entry = &entry};
    drg_draft draft = {.best = &telling};
    drg_party official = of_government("USA"), airline = of_government("USA"), named = {0};
    drg_party nobody = {.entity = DRG_NONE};
    airline.sectors[0] = drg_know_sector(engine->know, slice_of("BUS"));
    assert_false(drg_fill_doubtful(&fill, &draft, &official));
    assert_true(drg_fill_doubtful(&fill, &draft, &airline));
    assert_true(drg_fill_doubtful(&fill, &draft, &nobody));
    assert_false(drg_fill_doubtful(&fill, &draft, &named));
    entry.type = DRG_CONSULT; /* who is not named at a meeting is seldom known */
    assert_true(drg_fill_doubtful(&fill, &draft, &official));
    assert_true(drg_fill_doubtful(&fill, &draft, &named));
}

/* "A senior official noted Iran's readiness to talk" made him the other side of it. */
static void who_reported_a_promise_was_its_other_side(void **state) {
    (void)state;
    const char *text = "A senior official said that Iran agreed to talks.";
    drg_document *document = read_article(text, (drg_date){2022, 8, 1});
    assert_int_equal(document->quotes.count, 1);
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_AGREE};
    uint32_t head = 0;
    while (!drg_slice_is(document->tokens.items[head].lower, "agreed"))
        head++;
    drg_telling telling = {.entry = &entry, .found = {.head = head}};
    drg_draft draft = {.best = &telling};
    drg_party official = {.entity = DRG_NONE, .span = {2, 17}};
    assert_true(drg_fill_reporter(&fill, &draft, &official));
    entry.type = DRG_COERCE; /* the police who say so arrest */
    assert_false(drg_fill_reporter(&fill, &draft, &official));
    entry.type = DRG_AGREE;
    official.span = (drg_span){30, 35};
    assert_false(drg_fill_reporter(&fill, &draft, &official));
    drg_document_free(document);
}

static drg_party force_of(const char *country, const char *sector) {
    drg_party party = of_government(country);
    party.sectors[0] = drg_know_sector(engine->know, slice_of(sector));
    return party;
}

/* The army was taken for the victim of the army, a ministry for the guest of its own state. */
static void nobody_acts_on_himself(void **state) {
    (void)state;
    static const struct {
        drg_event_type type;
        int side;
        const char *sector, *country, *other_sector, *other_country;
        bool itself;
    } cases[] = {{DRG_ASSAULT, 1, "MIL", "SDN", "MIL", "SDN", true},
        {DRG_ASSAULT, 1, "MIL", "SDN", "MIL", "TCD", false},
        {DRG_ASSAULT, 1, "MIL", "SDN", "REB", "SDN", false},
        {DRG_COERCE, 0, "COP", "PER", "COP", "PER", true},
        {DRG_REQUEST, 1, "GOV", "PER", "GOV", "PER", false}, /* ministries ask one another */
        {DRG_SANCTION, 1, "JUD", "PER", "JUD", "PER", false}};
    drg_document *document = read_article("Nothing happened.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_entry entry = {.type = (uint8_t)cases[i].type};
        drg_telling telling = {.entry = &entry};
        drg_draft draft = {.best = &telling};
        drg_party known = force_of(cases[i].country, cases[i].sector);
        drg_party other = force_of(cases[i].other_country, cases[i].other_sector);
        assert_int_equal(
            drg_fill_itself(&fill, &draft, cases[i].side, &known, &other), cases[i].itself);
    }
    drg_document_free(document);
}

/* Rebels fight their own state; its generals do not speak against its capital. */
static void rebels_are_no_organ_of_their_state(void **state) {
    (void)state;
    drg_document *document = read_article("Chad and N'Djamena are calm.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    for (uint8_t r = 0; r < 2; r++)
        fill.groups[drg_know_sector(engine->know, slice_of(r ? "REB" : "MIL"))] = DRG_GROUP_ARMED;
    assert_int_equal(document->entities.count, 2);
    for (uint32_t e = 0; e < 2; e++) {
        drg_party place = {.entity = e, .country = document->entities.items[e].country};
        drg_party army = force_of("TCD", "MIL"), rebels = force_of("TCD", "REB");
        drg_entry entry = {.type = DRG_REJECT};
        drg_telling telling = {.entry = &entry};
        drg_draft draft = {.best = &telling};
        assert_true(drg_fill_itself(&fill, &draft, 1, &place, &army));
        assert_false(drg_fill_itself(&fill, &draft, 1, &place, &rebels));
        entry.type = DRG_ASSAULT;
        assert_int_equal(drg_fill_itself(&fill, &draft, 1, &army, &place), e == 0);
        assert_false(drg_fill_itself(&fill, &draft, 1, &rebels, &place));
    }
    drg_document_free(document);
}

static drg_party words_of(const drg_document *document, const char *words, const char *country) {
    const char *at = strstr(document->text.data, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - document->text.data);
    return (drg_party){.entity = DRG_NONE,
        .span = {start, start + (uint32_t)strlen(words)},
        .country = slice_of(country)};
}

static void one_body_by_two_descriptions(void **state) {
    (void)state;
    drg_document *document = read_article(
        "The army fought. Chadian army units left. The Malian army stayed. A guard slept.",
        (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_ASSAULT};
    drg_telling telling = {.entry = &entry};
    drg_draft draft = {.best = &telling};
    drg_party army = words_of(document, "The army", "");
    drg_party malian = words_of(document, "The Malian army", "MLI");
    drg_party guard = words_of(document, "A guard", "");
    assert_true(drg_fill_itself(&fill, &draft, 1, &army, &malian));
    assert_false(drg_fill_itself(&fill, &draft, 1, &army, &guard));
    army.country = slice_of("TCD");
    assert_false(drg_fill_itself(&fill, &draft, 1, &army, &malian));
    drg_document_free(document);
}

/* "In good faith" was said to three soldiers, "must stop" by eighteen. */
static void soldiers_by_number_speak_to_no_state(void **state) {
    (void)state;
    static const struct {
        const char *words;
        drg_event_type type;
        bool bystander;
    } cases[] = {{"Three Chilean soldiers", DRG_SUPPORT, true}, {"18 captives", DRG_REQUEST, true},
        {"A neighbour", DRG_ACCUSE, true}, {"Three Chilean soldiers", DRG_ASSAULT, false},
        {"The opposition", DRG_ACCUSE, false}};
    drg_document *document =
        read_article("Three Chilean soldiers slept. 18 captives slept. A neighbour slept. The "
                     "opposition slept.",
            (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_entry entry = {.type = (uint8_t)cases[i].type};
        drg_telling telling = {.entry = &entry};
        drg_draft draft = {.best = &telling};
        drg_party party = words_of(document, cases[i].words, "CHL");
        assert_int_equal(drg_fill_bystander(&fill, &draft, &party), cases[i].bystander);
    }
    drg_document_free(document);
}

/* Nobody was asked who "called for calm", and an attack was by the state that the article names. */
static void what_the_words_leave_to_nobody_was_guessed(void **state) {
    (void)state;
    static const struct {
        drg_event_type type;
        uint16_t guards;
        int side;
        const char *who; /* a name, or words */
        bool unsaid;
    } cases[] = {{DRG_REQUEST, DRG_GUARD_OPEN_TARGET, 1, "France", true},
        {DRG_REQUEST, 0, 1, "France", false},
        {DRG_REQUEST, DRG_GUARD_OPEN_TARGET, 0, "dealers", false},
        {DRG_COERCE, 0, 1, "dealers", true}, {DRG_COERCE, 0, 0, "France", false},
        {DRG_ASSAULT, 0, 0, "France", true}, {DRG_ASSAULT, 0, 0, "dealers", false},
        {DRG_ASSAULT, 0, 1, "France", false}, {DRG_PROTEST, 0, 1, "Emmanuel Macron", true},
        {DRG_PROTEST, 0, 1, "France", false}, {DRG_PROTEST, 0, 1, "dealers", true},
        {DRG_AID, 0, 1, "dealers", true}, {DRG_AID, 0, 1, "France", false},
        {DRG_ASSAULT, 0, 1, "dealers", true}, {DRG_REQUEST, 0, 0, "France", true},
        {DRG_ACCUSE, 0, 0, "France", true}, {DRG_ACCUSE, 0, 0, "dealers", false}};
    drg_document *document = read_article(
        "President Emmanuel Macron of France slept. The dealers slept.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_entry entry = {.type = (uint8_t)cases[i].type, .guards = cases[i].guards};
        drg_telling telling = {.entry = &entry};
        drg_draft draft = {.best = &telling};
        drg_party party = words_of(document, cases[i].who, "FRA");
        for (uint32_t e = 0; e < document->entities.count; e++)
            if (drg_slice_is(document->entities.items[e].name, cases[i].who))
                party.entity = e;
        assert_int_equal(drg_fill_unsaid(&fill, &draft, cases[i].side, &party), cases[i].unsaid);
    }
    drg_document_free(document);
}

/* Putin's reluctance was against "European officials", of six sentences before. */
static void officials_of_no_state_were_the_other_side(void **state) {
    (void)state;
    drg_document *document =
        read_article("European officials slept. French officials slept.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_REJECT};
    drg_telling telling = {.entry = &entry};
    drg_draft draft = {.best = &telling};
    drg_party european = words_of(document, "European officials", "EU");
    drg_party french = words_of(document, "French officials", "FRA");
    assert_true(drg_fill_bystander(&fill, &draft, &european));
    assert_false(drg_fill_bystander(&fill, &draft, &french));
    drg_document_free(document);
}

/* Brunei charged a man, in its own court. */
static void charges_are_brought_by_a_state(void **state) {
    (void)state;
    drg_document *document = read_article("France slept.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_ACCUSE, .cameo = slice_of("115")};
    drg_telling telling = {.entry = &entry};
    drg_draft draft = {.best = &telling};
    drg_party france = {.entity = 0, .country = slice_of("FRA")};
    assert_false(drg_fill_unsaid(&fill, &draft, 0, &france));
    entry.cameo = slice_of("112");
    assert_true(drg_fill_unsaid(&fill, &draft, 0, &france));
    drg_document_free(document);
}

/* "A deadly prison riot" was of the president who spoke of it, "who was shot down" of who wept. */
static void who_never_does_such_a_thing_was_meant(void **state) {
    (void)state;
    drg_document *document = read_article("Guillermo Lasso slept.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    fill.groups[drg_know_sector(engine->know, slice_of("COP"))] = DRG_GROUP_COP;
    drg_entry entry = {.type = DRG_PROTEST};
    drg_telling telling = {.entry = &entry, .place = DRG_NONE};
    drg_draft draft = {.best = &telling};
    drg_party lasso = {.entity = 0}, police = of_government("ECU");
    police.sectors[0] = drg_know_sector(engine->know, slice_of("COP"));
    assert_true(drg_fill_unfit(&fill, &draft, 0, &lasso));
    assert_false(drg_fill_unfit(&fill, &draft, 1, &lasso));
    entry.type = DRG_ASSAULT;
    assert_true(drg_fill_unfit(&fill, &draft, 0, &police));
    entry.type = DRG_COERCE;
    assert_true(drg_fill_unfit(&fill, &draft, 0, &lasso));
    assert_false(drg_fill_unfit(&fill, &draft, 0, &police));
    entry.type = DRG_CONCEDE;
    assert_true(drg_fill_unfit(&fill, &draft, 1, &lasso));
    entry.type = DRG_CONSULT;
    assert_true(drg_fill_unfit(&fill, &draft, 0, &police));
    assert_true(drg_fill_unfit(&fill, &draft, 1, &police));
    entry.type = DRG_THREATEN;
    assert_true(drg_fill_unfit(&fill, &draft, 1, &police));
    assert_false(drg_fill_unfit(&fill, &draft, 1, &lasso));
    entry.type = DRG_AID;
    assert_true(drg_fill_unfit(&fill, &draft, 1, &lasso));
    entry.type = DRG_REQUEST;
    assert_true(drg_fill_weak(&fill, &draft, 1, &lasso));
    assert_false(drg_fill_weak(&fill, &draft, 0, &lasso));
    assert_false(drg_fill_weak(&fill, &draft, 1, &police));
    drg_document_free(document);
}

/* "Barristers" of twelve sentences further on were who asked, "police" as whom it was denied, and a
 * deal was with whoever was near. */
static void who_was_described_far_behind_was_meant(void **state) {
    (void)state;
    drg_document *document = read_article(
        "It was asked. It rained. It snowed. It blew. The police slept.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_REQUEST};
    drg_telling telling = {.entry = &entry, .place = DRG_NONE};
    drg_draft draft = {.best = &telling};
    drg_party police = words_of(document, "The police", "ECU");
    assert_true(drg_fill_unfit(&fill, &draft, 0, &police));
    assert_false(drg_fill_unfit(&fill, &draft, 1, &police));
    telling.found.sentence = 2;
    assert_false(drg_fill_unfit(&fill, &draft, 0, &police));
    static const char *const sectors[] = {"MIL", "COP", "JRN"};
    police.sector_count = 1;
    for (size_t i = 0; i < sizeof sectors / sizeof sectors[0]; i++) {
        police.sectors[0] = drg_know_sector(engine->know, slice_of(sectors[i]));
        assert_true(drg_fill_unfit(&fill, &draft, 1, &police));
    }
    police.sectors[0] = drg_know_sector(engine->know, slice_of("JUD"));
    assert_false(drg_fill_unfit(&fill, &draft, 1, &police));
    telling.found.sentence = 0;
    assert_true(drg_fill_unfit(&fill, &draft, 1, &police));
    entry = (drg_entry){.type = DRG_SUPPORT, .cameo = slice_of("057")};
    police.sector_count = 0;
    assert_true(drg_fill_unfit(&fill, &draft, 1, &police));
    entry.cameo = slice_of("051");
    assert_false(drg_fill_unfit(&fill, &draft, 1, &police));
    drg_document_free(document);
}

/* "An Israeli couple who were arrested in Istanbul": by the head of the Mossad. */
static void an_arrest_abroad_was_by_the_police_of_home(void **state) {
    (void)state;
    drg_document *document = read_article("Istanbul slept.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_COERCE};
    drg_telling telling = {.entry = &entry, .place = 0};
    drg_telling_list tellings = {.items = &telling, .count = 1};
    uint32_t number = 0;
    drg_draft draft = {.best = &telling, .tellings = {.items = &number, .count = 1}};
    fill.tellings = &tellings;
    drg_party police = of_government("ISR");
    assert_true(drg_fill_unfit(&fill, &draft, 0, &police));
    police.country = slice_of("TUR");
    assert_false(drg_fill_unfit(&fill, &draft, 0, &police));
    drg_document_free(document);
}

/* "The platform" was sentenced by the police. */
static void a_sentence_was_the_polices(void **state) {
    (void)state;
    drg_document *document = read_article("Fined or sentenced.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_SANCTION};
    drg_telling telling = {
        .entry = &entry, .mode = slice_of("convict"), .found = {.head = 2}, .place = DRG_NONE};
    drg_draft draft = {.best = &telling};
    drg_party police = of_government("ECU");
    police.sectors[0] = drg_know_sector(engine->know, slice_of("COP"));
    assert_true(drg_fill_unfit(&fill, &draft, 0, &police));
    telling.found.head = 0;
    assert_false(drg_fill_unfit(&fill, &draft, 0, &police));
    drg_document_free(document);
}

/* "They demanded": of terrorist groups, the last that the sentence before had named. */
static void they_were_whoever_was_near(void **state) {
    (void)state;
    drg_document *document = read_article("They demanded calm.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_verb verb = {.first = 1, .end = 2, .main = 1, .subject = 0};
    drg_chunk chunk = {.first = 0, .end = 1, .head = 0, .pronoun = true};
    drg_syntax syntax = {.document = document,
        .verbs = {.items = &verb, .count = 1},
        .chunks = {.items = &chunk, .count = 1}};
    drg_entry entry = {.type = DRG_REQUEST};
    drg_telling telling = {.entry = &entry, .own_verb = true, .place = DRG_NONE};
    drg_draft draft = {.best = &telling};
    drg_party rebels = of_government("SYR");
    fill.syntax = &syntax;
    assert_true(drg_fill_unfit(&fill, &draft, 0, &rebels));
    assert_false(drg_fill_unfit(&fill, &draft, 1, &rebels));
    verb.passive = true;
    assert_false(drg_fill_unfit(&fill, &draft, 0, &rebels));
    drg_document_free(document);
}

/* "Was accused of": by the party that he belongs to; "facing charges": of the court. */
static void an_accusation_was_of_who_was_near(void **state) {
    (void)state;
    drg_document *document = read_article("Accused or charged.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_ACCUSE};
    drg_telling telling = {.entry = &entry, .place = DRG_NONE};
    drg_draft draft = {.best = &telling};
    drg_party police = of_government("ZAF");
    police.sectors[0] = drg_know_sector(engine->know, slice_of("COP"));
    assert_true(drg_fill_unfit(&fill, &draft, 0, &police));
    telling.found.head = 2;
    assert_false(drg_fill_unfit(&fill, &draft, 0, &police));
    drg_document_free(document);
}

/* "The lawyer" as the court that convicted, and a newspaper as who accused. */
static void lawyers_and_newspapers_acted(void **state) {
    (void)state;
    drg_document *document = read_article("The lawyer slept.", (drg_date){2022, 8, 1});
    drg_fill fill = filling(document);
    drg_entry entry = {.type = DRG_SANCTION};
    drg_telling telling = {.entry = &entry, .mode = slice_of("convict"), .place = DRG_NONE};
    drg_draft draft = {.best = &telling};
    drg_party who = {.entity = DRG_NONE, .span = {0, 10}, .sector_count = 1};
    who.sectors[0] = drg_know_sector(engine->know, slice_of("JUD"));
    assert_true(drg_fill_unfit(&fill, &draft, 0, &who));
    who.span = (drg_span){0, 3};
    assert_false(drg_fill_unfit(&fill, &draft, 0, &who));
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_never_does_such_a_thing_was_meant),
        cmocka_unit_test(who_was_described_far_behind_was_meant),
        cmocka_unit_test(an_arrest_abroad_was_by_the_police_of_home),
        cmocka_unit_test(a_sentence_was_the_polices),
        cmocka_unit_test(they_were_whoever_was_near),
        cmocka_unit_test(an_accusation_was_of_who_was_near),
        cmocka_unit_test(lawyers_and_newspapers_acted),
        cmocka_unit_test(nobody_acts_on_himself),
        cmocka_unit_test(officials_of_no_state_were_the_other_side),
        cmocka_unit_test(charges_are_brought_by_a_state),
        cmocka_unit_test(what_the_words_leave_to_nobody_was_guessed),
        cmocka_unit_test(rebels_are_no_organ_of_their_state),
        cmocka_unit_test(one_body_by_two_descriptions),
        cmocka_unit_test(soldiers_by_number_speak_to_no_state),
        cmocka_unit_test(who_reported_a_promise_was_its_other_side),
        cmocka_unit_test(a_government_criticised_itself),
        cmocka_unit_test(a_minister_demanded_of_his_own_state),
        cmocka_unit_test(his_envoys_were_anybodys),
        cmocka_unit_test(bystanders_were_as_good_as_officials),
        cmocka_unit_test(institutions_are_a_matter_of_course),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
