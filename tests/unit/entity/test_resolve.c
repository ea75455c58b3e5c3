/* SPDX-License-Identifier: Apache-2.0 */
/* Countries, offices on the day of publication, sectors and codes. */
#include "extracted.h"

static const struct {
    const char *text, *name, *country, *code; /* empty code: not looked at */
} CASES[] = {
    {"French Foreign Minister Jacques Nobody spoke in Berlin.", "Jacques Nobody", "FRA", "FRAGOV"},
    {"Germany's defence minister, Hans Niemand, spoke in Rome.", "Hans Niemand", "DEU", "DEUGOV"},
    /* the text wins over the table */
    {"Kenyan Foreign Minister Sergey Lavrov spoke.", "Sergey Lavrov", "KEN", "KENGOV"},
    {"Sergey Lavrov spoke to reporters in Geneva.", "Sergey Lavrov", "RUS", "RUSGOV"},
    /* a body by a state in its name, or beside it */
    {"Uganda's Supreme Court ruled against Kenya.", "Supreme Court", "UGA", ""},
    {"Kenya's Health Ministry reported a case in Egypt.", "Health Ministry", "KEN", ""},
    /* "German" is also a name of persons */
    {"South Africa heard the German Bakers Association.", "German Bakers Association", "DEU", ""},
    /* a namesake in a state that the text never names */
    {"Honduras voted. The Supreme Electoral Tribunal spoke.", "Supreme Electoral Tribunal", "HND",
        ""},
    {"El Salvador will build a plant. Water will come to La Libertad.", "La Libertad", "SLV", ""},
    {"Ecuador will build a plant. Water will come to La Libertad.", "La Libertad", "ECU", ""},
    {"The Supreme People's Court ruled. Cuba's press told of it.", "Supreme People's Court", "CUB",
        ""},
    {"Israel met. Meir showed the PMO a report.", "PMO", "ISR", ""},
    /* a government named after a person */
    {"Donald Trump spoke. The Trump administration met Ukraine and Russia in Riyadh.",
        "Trump administration", "USA", "USAGOV"},
    /* a dependency keeps its own code, and is folded in the actor code alone */
    {"Denmark and the United States spoke about Greenland.", "Greenland", "GRL", "DNK"},
    {"Kenya and Hong Kong spoke about ferries.", "Hong Kong", "HKG", "HKG"},
    {"Portugal and China spoke about Macau.", "Macau", "MAC", "CHN"},
    /* a nationality in words */
    {"Honduras saw the film of the Guatemalan Kenneth Maller.", "Kenneth Maller", "GTM", ""},
    {"Thailand's Somchai Chomraka beat Kazakhstan's Talgat Omarov in Uzbekistan.", "Talgat Omarov",
        "KAZ", ""},
    {"Panama asked Pedro Salmeron, a Mexican historian.", "Pedro Salmeron", "MEX", ""},
    /* an envoy is of who sends him */
    {"Chinese ambassador to Thailand Han Zhiqiang signed in Bangkok, Thailand.", "Han Zhiqiang",
        "CHN", ""},
    /* an international body is of no state, whatever the article is about */
    {"Kenya waits. The International Criminal Court set a date for Kenya.",
        "International Criminal Court", "ICC", ""},
    {"Rwanda hosts the UN Environment Assembly.", "UN Environment Assembly", "UN", ""},
    {"Kenya sold tickets. Britain buys on the FIFA Ticket Board.", "FIFA Ticket Board", "FIFA", ""},
    /* nor a body that the tables have without a country, wherever it works */
    {"Volunteers of Doctors Without Borders in South Korea met.", "Doctors Without Borders", "",
        ""},
    /* a name that tells two states is of neither; a longer one among its words counts alone */
    {"Saudi Arabia waits. Saudi Arabia asked the Saudi-Greek Partnership Council.",
        "Saudi-Greek Partnership Council", "", ""},
    {"France waits. The Supreme Court of French Guiana met.", "Supreme Court", "GUF", ""},
    /* where no country is named, a place in a name tells it */
    {"They marched to Quartier Militaire State Secondary School on Monday.",
        "Quartier Militaire State Secondary School", "MUS", ""},
    {"The Norvik Education Department opened on Monday.", "Norvik Education Department", "", ""},
    /* a name that one state alone uses, and who is quoted abroad */
    {"Chinese officials met in China. China waits. The State Department spoke.", "State Department",
        "USA", ""},
    {"Myanmar waits. Myanmar's army fired, KUNA said.", "KUNA", "KWT", ""},
    {"Peru waits. PERU TODAY (EFE) Peruvian police spoke in Lima.", "EFE", "ESP", ""},
    {"The Zionist army fired, Iran said.", "Zionist", "ISR", ""},
    /* an acronym of two states' bodies is that of the state that the text names */
    {"Police in India said on Monday, PTI reported. India will ask Indian courts.", "PTI", "IND",
        ""},
    {"Pakistan voted. PTI won in Pakistan, its Pakistani rivals said.", "PTI", "PAK", ""},
    /* nor does it name its state: that of another one, where it is of home affairs or rare */
    {"Ecuador taxes wealth. The SRI told Ecuador that the SRI would check.", "SRI", "ECU", ""},
    {"Argentina waits. The CGT union marched in Argentina on Monday.", "CGT", "ARG", ""},
    {"Kenya waits. The FBI sent agents to Kenya on Monday.", "FBI", "USA", ""},
    {"Kenya waits. Kenya's president flew to the White House.", "White House", "USA", "USAGOV"},
    /* who is known without a title is known behind it; both spellings */
    {"Canada waits. Pope Francis met children in Ottawa, Canada.", "Francis", "VAT", "VATREL"},
    {"South Korea waits. Kim Yo-jong spoke of South Korea.", "Kim Yo-jong", "PRK", ""},
    /* of two peoples at one title neither is a known person's against the tables */
    {"Turkey hosted the Iranian and Russian presidents, Ebrahim Raisi and Vladimir Putin.",
        "Ebrahim Raisi", "IRN", "IRNGOV"},
    {"Cases in Brazil name former President Horacio Cartes. Paraguay waits.", "Horacio Cartes",
        "PRY", ""},
    /* "Brussels" is the Union where it is named and Belgium is not */
    {"Georgia waits. Georgia broke off talks with Brussels, and the European Union replied.",
        "Brussels", "BEL", "IGOEUR"},
    {"Belgium waits. The European Union met in Brussels.", "Brussels", "BEL", "BEL"},
    /* a party's name that other states have too */
    {"Thailand waits. Thai Commerce Minister Jurin Somchai met Democrat leader Niphon Kaset in "
     "Thailand.",
        "Niphon Kaset", "THA", ""},
    {"Australia waits. Australia's First Nations people met in Sydney.", "First Nations", "AUS",
        ""},
    {"Canada waits. Canada's First Nations people met in Toronto.", "First Nations", "CAN", ""},
    /* a people of no one state, in an article about one where it lives */
    {"Kenya waits. The Maasai of Kenya met in Nairobi.", "Maasai", "KEN", ""},
    {"Uganda waits. The Maasai marched in Uganda.", "Maasai", "", ""},
    /* captains of ships and of teams */
    {"Captain Omar Diallo guards a bridge in Mali.", "Omar Diallo", "MLI", "MLIMIL"},
    {"Mali won the match. Captain Omar Diallo scored a penalty, and the goalkeeper of Mali wept.",
        "Omar Diallo", "MLI", "MLICVL"},
    /* "III" is nobody's surname */
    {"Sultan Mahmud III ruled in Delhi, India.", "Mahmud III", "IND", ""},
    /* a region of the tables is of no state, whatever stands beside it */
    {"Brazil lost trees. Brazil counts them in the Brazilian Amazon.", "Amazon", "", ""},
    /* money is counted where it is spent */
    {"Police in the harbour seized HK$20,000. Kevin So was charged.", "Kevin So", "HKG", ""},
    /* a body whose name every state may use */
    {"Chile voted. Chilean deputies met. The bill is now before Congress.", "Congress", "CHL", ""},
    /* a text that ends where a place should come: what lies behind it was read */
    {"Brazil met. Brazil has the Foobar Institute in the", "Foobar Institute", "BRA", ""},
    /* words behind a name that say where its bearer belongs */
    {"Qatar won. Qatar cheered Claudia Norr (ESP) in Doha.", "Claudia Norr", "ESP", ""},
    {"Qatar won. Qatar cheered Claudia Norr (ESP) in Doha.", "ESP", "ESP", ""},
    {"Britain read. British readers met Claudia Norr of Argentina in London.", "Claudia Norr",
        "ARG", ""},
    {"Qatar read. Qatar met Laiba Norr, hailing from the Indian state of Kerala.", "Laiba Norr",
        "IND", ""},
    {"Korea waits. South Korea tests radios. Norvator Systems, a Polish company, made them.",
        "Norvator Systems", "POL", ""},
    {"Spain waits. Spanish police counted. The sick went to Foukan Hospital (near Tipaza). Algeria "
     "waits.",
        "Foukan Hospital", "DZA", ""},
    /* a place that the text alone knows, at the head of a body's name */
    {"Taiwan waits. Taiwan sent ships to Kasamir, Japan. Taiwan thanked Kasamir High School.",
        "Kasamir High School", "JPN", ""},
    /* many states, whatever one of them is called */
    {"Cameroon waits. Cameroon met six Central African countries.", "Central African", "", ""},
    {"The Central African army fired in Bangui.", "Central African", "CAF", ""},
    /* a legal form of few states */
    {"China waits. China bought from the German ships of Norwind Lines GmbH & Co. KG.",
        "Norwind Lines GmbH & Co. KG", "DEU", ""},
    /* houses and stations with namesakes in other states */
    {"Uganda waits. Ugandan deputies met at State House in Nairobi. Kenya waits.", "State House",
        "KEN", ""},
    {"Costa Rica waits. Costa Rica heard it from Channel 13 on Monday.", "Channel 13", "CRI", ""},
    {"Iraq waits. Iraqi deputies spoke of the Baath Party. Iraq waits.", "Baath Party", "IRQ", ""},
    /* who is known wherever he is named, with a role too */
    {"Kenya read. Kenya's children like the author J.K. Rowling.", "J.K. Rowling", "GBR", ""},
    /* who "President Biden" is on the day */
    {"President Biden flew to Cairo in Egypt.", "Biden", "USA", "USAGOV"},
};

static void countries_and_codes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract_on(CASES[i].text, 2022, 7, 14);
        const drg_entity *entity = find_entity(document, CASES[i].name);
        assert_slice(entity->country, CASES[i].country, CASES[i].text);
        if (*CASES[i].code)
            assert_slice(entity->actor_code, CASES[i].code, CASES[i].text);
        drg_document_free(document);
    }
}

static void offices(void **state) {
    (void)state;
    drg_document *document = extract("French President Emmanuel Macron met Joe Biden.");
    const drg_entity *macron = find_entity(document, "Emmanuel Macron");
    assert_slice(macron->office.title, "President", "as written");
    assert_int_equal(macron->office.basis, DRG_BASIS_TEXT);
    assert_false(macron->office.former);
    const drg_entity *biden = find_entity(document, "Joe Biden"); /* in April 2025 */
    assert_int_equal(biden->office.basis, DRG_BASIS_TABLE);
    assert_true(biden->office.former);
    assert_slice(drg_know_sector_code(shared_engine->know, biden->sectors[0]), "ELI", "former");
    drg_document_free(document);
    document = extract_on("Joe Biden spoke.", 2022, 1, 1);
    assert_false(find_entity(document, "Joe Biden")->office.former);
    assert_slice(find_entity(document, "Joe Biden")->office.title, "President", "in 2022");
    drg_document_free(document);
    document = extract("Former Kenyan president Uhuru Kenyatta spoke.");
    assert_true(find_entity(document, "Uhuru Kenyatta")->office.former);
    drg_document_free(document);
}

/* The address that an article begins with tells its country where the text does not. */
static void the_address_votes(void **state) {
    (void)state;
    drg_document *document = extract("https://www.example.co.za/news/1\n\n"
                                     "Police arrested Thabo Dlamini on Monday.\n");
    assert_slice(find_entity(document, "Thabo Dlamini")->country, "ZAF", "by the address");
    drg_document_free(document);
}

/* A headline that came apart names nobody, but tells who a surname is. */
static void the_headline_gives_antecedents(void **state) {
    (void)state;
    drg_document *document = NULL;
    drg_error error = {0};
    drg_input input = {.text = slice_of("Talks went on in Geneva. Rubio said they were hard."),
        .title = slice_of("Marco Rubio meets envoys in Geneva"),
        .published = {2025, 4, 18}};
    assert_int_equal(drg_extract(shared_engine, &input, NULL, &document, &error), DRG_OK);
    check_name_invariants(document);
    const drg_entity *rubio = find_entity(document, "Rubio");
    assert_slice(rubio->name, "Marco Rubio", "from the headline");
    assert_slice(rubio->country, "USA", "from the tables");
    assert_int_equal(entity_named(document, "Marco Rubio"), DRG_NONE);
    drg_document_free(document);
    input.title = slice_of(" \n ");
    assert_int_equal(drg_extract(shared_engine, &input, NULL, &document, &error), DRG_OK);
    assert_slice(find_entity(document, "Rubio")->name, "Rubio", "without a headline");
    drg_document_free(document);
}

/* Whoever leads or speaks for a body was GOV by the word of his title. */
static void sectors_are_those_of_the_body(void **state) {
    (void)state;
    static const struct {
        const char *text, *name, *sector;
    } cases[] = {
        {"John Smith, president of the National Football Federation, spoke in Kenya.", "John Smith",
            "SOC"},
        {"John Smith, president of Kenya, spoke.", "John Smith", "GOV"},
        {"John Smith, chairman of the Norvik Holdings Company, spoke in Kenya.", "John Smith",
            "BUS"},
        {"John Smith, a spokesman for the Ministry of Health, spoke in Kenya.", "John Smith",
            "GOV"},
        {"John Smith, a spokesman for the Democratic Party, spoke in Kenya.", "John Smith", "PTY"},
        /* an acronym whose name is put in other words, which was the body of no table */
        {"The Academic Staff of Nigerian Universities (ASUU) met. ASUU agreed.", "ASUU", "LAB"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        const drg_entity *entity = find_entity(document, cases[i].name);
        assert_true(entity->sector_count > 0);
        assert_slice(drg_know_sector_code(shared_engine->know, entity->sectors[0]), cases[i].sector,
            cases[i].text);
        drg_document_free(document);
    }
}

static void nothing_known_is_nothing_said(void **state) {
    (void)state;
    drg_document *document = extract("Officers arrested John Smith on Monday.");
    assert_int_equal(find_entity(document, "John Smith")->country.size, 0);
    drg_document_free(document);
}

/* Whoever heads a union is of it on the day, and of his state before and after; a president who
 * has its chair for a year stays one. */
static void officers_of_unions(void **state) {
    (void)state;
    static const struct {
        const char *text, *name, *country;
        int year;
    } cases[] = {
        {"Mark Rutte spoke in Oslo.", "Mark Rutte", "NATO", 2025},
        {"Mark Rutte spoke in Oslo.", "Mark Rutte", "NLD", 2021},
        {"Jens Stoltenberg spoke in Rome.", "Jens Stoltenberg", "NATO", 2021},
        {"Kaja Kallas spoke in Rome.", "Kaja Kallas", "EU", 2025},
        {"Kaja Kallas spoke in Rome.", "Kaja Kallas", "EST", 2022},
        {"Estonian Prime Minister Kaja Kallas spoke in Rome.", "Kaja Kallas", "EST", 2025},
        {"Cyril Ramaphosa spoke in Rome.", "Cyril Ramaphosa", "ZAF", 2020},
        {"NATO Secretary General Mark Rutte spoke in Rome.", "Mark Rutte", "NATO", 0},
        {"Mark Rutte spoke in Rome.", "Mark Rutte", "NLD", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = cases[i].year ? extract_on(cases[i].text, cases[i].year, 7, 1)
                                               : extract_on(cases[i].text, 0, 0, 0);
        assert_slice(
            find_entity(document, cases[i].name)->country, cases[i].country, cases[i].text);
        drg_document_free(document);
    }
}

/* Titles that were not seen, cut short, or given to nobody: an office that is over, an office of
 * several fields, of a field at a body, in a clause with "as", of who is surnamed so. */
static void offices_in_other_words(void **state) {
    (void)state;
    static const struct {
        const char *text, *name, *title, *sector;
        bool former;
    } cases[] = {
        {"Former vice president Gilbert Mao spoke in Uganda.", "Gilbert Mao",
            "Former vice president", "ELI", true},
        {"Police met ex-MP Musallam Barrak in Kuwait.", "Musallam Barrak", "ex-MP", "ELI", true},
        {"Then-President Barack Obama spoke in Japan.", "Barack Obama", "President", "GOV", true},
        {"Deputy Minister of Communication and Information Technology Ghada Labib spoke.",
            "Ghada Labib", "Deputy Minister of Communication and Information Technology", "GOV",
            false},
        {"The plan came in May. Deputy Minister of Mines and Energy, Kornelia Shilunga said so.",
            "Kornelia Shilunga", "Deputy Minister of Mines and Energy", "GOV", false},
        {"They asked the Comptroller General, Gerardo Solis, in Panama.", "Gerardo Solis",
            "Comptroller General", "GOV", false},
        {"Nadia Perez took office as economy minister in Chile.", "Nadia Perez", "economy minister",
            "GOV", false},
        {"Francisco Madero was elected president of Mexico.", "Francisco Madero", "president",
            "GOV", false},
        {"An accountant, surnamed Chang, left. A section head surnamed Yeh stayed in Taiwan.",
            "Yeh", "head", "", false},
        {"The head of the provincial police force, Liu Wenxi, spoke in China.", "Liu Wenxi", "head",
            "COP", false},
        {"Roland Jaggi, chief commercial officer, spoke in Oman.", "Roland Jaggi",
            "chief commercial officer", "BUS", false},
        /* what somebody is in private is no office, nor a doer's what another's clause tells */
        {"Anil Das, a friend of Kenya, left.", "Anil Das", "", "CVL", false},
        {"Shana Cohen spoke of Omar Lanner's plans since 2019 in her role as director in Oslo.",
            "Omar Lanner", "", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        const drg_entity *entity = find_entity(document, cases[i].name);
        assert_slice(entity->office.title, cases[i].title, cases[i].text);
        assert_int_equal(entity->office.former, cases[i].former);
        if (*cases[i].sector)
            assert_slice(drg_know_sector_code(shared_engine->know, entity->sectors[0]),
                cases[i].sector, cases[i].text);
        drg_document_free(document);
    }
}

/* "Professor of taxation at Y" and "Professor X of Y" were of nothing. */
static void owners_of_offices(void **state) {
    (void)state;
    static const struct {
        const char *text, *of;
    } cases[] = {
        {"Javier Bustos, professor of taxation and public affairs at Kookmin University, spoke.",
            "Kookmin University"},
        {"Professor Sadeka Halim of Norvik University spoke.", "Norvik University"},
        {"Mayor Sadiq Omar of Leeds spoke.", "Leeds"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        assert_true(document->roles.count > 0);
        uint32_t of = document->roles.items[0].of;
        assert_int_not_equal(of, DRG_NONE);
        assert_slice(document->entities.items[of].name, cases[i].of, cases[i].text);
        drg_document_free(document);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(countries_and_codes),
        cmocka_unit_test(officers_of_unions),
        cmocka_unit_test(offices),
        cmocka_unit_test(the_address_votes),
        cmocka_unit_test(the_headline_gives_antecedents),
        cmocka_unit_test(sectors_are_those_of_the_body),
        cmocka_unit_test(offices_in_other_words),
        cmocka_unit_test(owners_of_offices),
        cmocka_unit_test(nothing_known_is_nothing_said),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
