/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptions and pronouns that stand for an entity. */
#include "extracted.h"

/* By the first nominal or pronoun mention with these words; a nominal is its noun phrase. */
static const struct {
    const char *text, *words;
    const char *entity; /* canonical name; empty: it must stand for nothing */
} CASES[] = {
    {"Turkish Foreign Minister Mevlut Cavusoglu came. The Turkish foreign minister left.",
        "The Turkish foreign minister",
        "Mevl\xC3\xBCt \xC3\x87"
        "avu\xC5\x9Fo\xC4\x9Flu|Mevlut Cavusoglu"},
    /* an office of another country is another person, and no other office either */
    {"Kenyan President John Nobody came. The Ugandan president left.", "The Ugandan president",
        "Yoweri Museveni"},
    {"Deputy Foreign Minister Hans Niemand came. The prime minister left.", "The prime minister",
        ""},
    /* nobody in the text: the holder on the day */
    {"Talks were held in Berlin. The French president left early.", "The French president",
        "Emmanuel Macron"},
    /* words that stand for the state that the article is about; none where it stands beside them */
    {"Kenya and Uganda met. The Ugandan government agreed.", "The Ugandan government", "Uganda"},
    {"Kenya and Uganda met. The government of Kenya agreed.", "The government", ""},
    {"Protests grew in Kenya. Kenyan police fired. The government banned them.", "The government",
        "Kenya"},
    {"Protests grew on Monday. The government banned them.", "The government", ""},
    {"Protests grew in Kenya. Kenyan police fired. The country is tired.", "The country", "Kenya"},
    /* a noun that heads the name, or the kind of body that the tables give it */
    {"The Health Ministry spoke on Monday. The ministry gave no figures.", "The ministry",
        "Ministry of Health"},
    {"The Labour Party met on Monday. The party chose a new leader.", "The party", "Labour Party"},
    /* the tables say that it is another kind of thing */
    {"Rwanda hosts Doctors Without Borders. The company chose it on Monday.", "The company", ""},
    {"Kenya and Uganda met. Kenyan police fired. Trade grew on the continent.", "the continent",
        ""},
    /* where something appeared is not what is spoken of */
    {"Acme Ltd opened a plant. A film was shown on YouTube. The company has ten workers.",
        "The company", "Acme Ltd|"},
    /* several persons are no one of them */
    {"Secretary of State Marco Rubio spoke of the U.S. delegation in Paris.", "the U.S. delegation",
        ""},
    {"John Smith, a judge, spoke in Kenya. The public was told on Monday.", "The public", ""},
    /* whom the text gives the title is no other envoy */
    {"Steve Witkoff, Trump's chief envoy, spoke. Trump's special envoy retired Lt. Gen. Keith "
     "Kellogg left.",
        "Trump's special envoy", "Keith Kellogg|"},
    /* a noun that another noun follows heads nothing */
    {"The Health Ministry spoke on Monday. The ministry building burned.", "The ministry", ""},
    /* pronouns: the subject, of fitting sex */
    {"Emmanuel Macron spoke. He left early.", "He", "Emmanuel Macron"},
    {"Mary Smith met John Brown. She left early.", "She", "Mary Smith"},
    {"Mary Smith met John Brown. He left early.", "He", "John Brown"},
    /* a relative pronoun is a mention where it is a party of an event, and there alone */
    {"Emmanuel Macron, who spoke first, left early.", "who", ""},
    {"Opposition leader John Brown of the Labour Party spoke. The Conservative Party leader left.",
        "The Conservative Party leader", ""},
    {"Talks were held in Berlin. He left early.", "He", ""},
    /* the object of a verb is not its subject */
    {"John Brown came. Peter Smith had assured him.", "him", "John Brown"},
    {"Mary Smith wanted to find her.", "her", ""},
    /* who speaks whole sentences is not the "he" in them; part of a sentence may be his own */
    {"\"He is ill,\" John Brown said.", "He", ""},
    /* "her husband" is not whom "her" means, and who is an aide not whose aide he is */
    {"Mary Smith spoke. Her husband left early.", "Her husband", ""},
    {"Naftali Bennett came. John Brown, the prime minister's aide, left.", "the prime minister",
        "Naftali Bennett|"},
    /* nobody's */
    {"The Labour Party met. It is clear that taxes will rise.", "It", ""},
    {"The Labour Party met. It has been 20 years since then.", "It", ""},
    {"John Brown spoke. A worker trusts his or her doctor.", "his", ""},
    {"Mary Smith spoke. Another lawyer left early.", "Another lawyer", ""},
    {"Another lawyer, Mary Smith, spoke.", "lawyer", "Mary Smith"},
    /* the level of a government, and a country that was named last */
    {"Protests grew in Kenya. Kenyan police fired. The local government banned them.",
        "The local government", ""},
    {"Protests grew in Kenya. Kenya sent a ship to Peru. Ties with that country are old.",
        "that country", "Peru"},
    /* an office of another time is not today's */
    {"Talks were held in Berlin. Israel's first foreign minister was praised.",
        "Israel's first foreign minister", ""},
    {"John Brown spoke. The girl left early.", "The girl", ""},
    /* who is named in a quotation is not who says it, and a long one does not hide who does */
    {"Emmanuel Macron arrived. \"We trust John Brown,\" he said.", "he", "Emmanuel Macron"},
    {"Emmanuel Macron spoke. \"One. It works. It is good. We are ready. We go on,\" he said.", "he",
        "Emmanuel Macron"},
    {"\"It is good for Mark Jones.\" John Brown left early because he was tired.", "he",
        "John Brown"},
    /* the whole noun phrase, from its determiner or its owner on */
    {"President Emmanuel Macron came. The far-right president left.", "The far-right president",
        "Emmanuel Macron"},
    {"Officials met Andre Kamau, Gabon's main opposition leader.", "Gabon's main opposition leader",
        "Andre Kamau"},
    /* a title beside the name it belongs to; one right before the name is part of naming him */
    {"Mary Smith, general manager of Daimler, spoke.", "general manager", "Mary Smith"},
    {"A lawyer, Mary Smith, spoke.", "A lawyer", "Mary Smith"},
    {"President Emmanuel Macron spoke.", "President", ""},
    /* "a" brings up somebody whom no sentence before has named */
    {"President Emmanuel Macron came. A French president left.", "A French president", ""},
    /* "I" in a quotation is who says it, if that is a person; outside it is the writer */
    {"\"I trust them with my life,\" Emmanuel Macron said on Monday.", "I", "Emmanuel Macron"},
    {"\"I trust them with my life,\" Emmanuel Macron said on Monday.", "my", "Emmanuel Macron"},
    {"Emmanuel Macron spoke on Monday while I was there.", "I", ""},
    /* none of several that "and" joins; nothing that a dateline names */
    {"Films from Kenya and Uganda won after its debut on Monday.", "its", ""},
    {"NAIROBI, March 3 (Reuters) - It has closed its borders.", "It", ""},
    /* the state of who stands before "whose", and no other */
    {"Kenyan President William Ruto, whose country sent troops, spoke in Haiti. Ugandan troops "
     "left.",
        "country", "Kenyan|Kenya"},
    /* whom a spokesman serves is not he */
    {"Uganda sent aid. Kenyan troops fought in Somalia. A spokesman for Kenyan President William "
     "Ruto said no.",
        "A spokesman", ""},
    /* "we" outside a quotation is the writer's */
    {"Daimler reported a loss on Monday. We knew it would.", "We", ""},
    /* "it" and "its": a body or state in mind, and nothing where the word stands for nothing */
    {"Ukraine spoke on Monday. Officials said its troops would stay.", "its", ""},
    {"Ukraine spoke on Monday, and it is clear that nobody heard.", "it", ""},
    {"Ukraine spoke on Monday, and it was alleged that nobody heard.", "it", ""},
    {"Ukraine spoke on Monday and officials made it clear that nobody heard.", "it", ""},
    /* a people or body that is named as a plural, the plural nearest by */
    {"Ukraine said that it urges the Palestinians to wait until they can vote.", "they",
        "Palestinian"},
    {"Mark Jones spoke in praise of John Brown and his sister.", "his", "John Brown"},
};

static bool one_of(drg_slice name, const char *list) {
    drg_slice part, rest = slice_of(list);
    while (drg_slice_cut(&rest, '|', &part))
        if (drg_slice_equal(part, name))
            return true;
    return false;
}

static void references(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        check_name_invariants(document);
        const drg_mention *found = NULL;
        for (size_t m = 0; m < document->mentions.count && !found; m++)
            if (document->mentions.items[m].kind != DRG_NAME &&
                drg_slice_is(span_text(document, document->mentions.items[m].span), CASES[i].words))
                found = &document->mentions.items[m];
        if (!*CASES[i].entity && found)
            fail_msg("%s: '%s' stands for nobody", CASES[i].text, CASES[i].words);
        if (*CASES[i].entity) {
            drg_slice name =
                found ? document->entities.items[found->entity].name : (drg_slice){"-", 1};
            if (!one_of(name, CASES[i].entity))
                fail_msg(
                    "%s: '%s' is %.*s", CASES[i].text, CASES[i].words, (int)name.size, name.data);
        }
        drg_document_free(document);
    }
}

/* With the built-in weights: "we" is the body that speaks, or for which its chairman does. */
static void we_is_the_body_that_speaks(void **state) {
    (void)state;
    drg_engine *engine, *without = shared_engine;
    drg_error error = {0};
    assert_int_equal(drg_engine_open(NULL, &engine, &error), DRG_OK);
    if (!engine->reader) {
        drg_engine_free(engine);
        skip(); /* a build without weights */
    }
    shared_engine = engine;
    drg_document *document = extract("The Labour Union called a strike on Monday. \"We want our "
                                     "money,\" the union said.");
    size_t found = 0;
    for (size_t m = 0; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        drg_slice words = span_text(document, mention->span);
        if (!drg_slice_is(words, "We") && !drg_slice_is(words, "our"))
            continue;
        assert_true(drg_slice_is(document->entities.items[mention->entity].name, "Labour Union"));
        found++;
    }
    assert_int_equal(found, 2);
    drg_document_free(document);
    /* not with whom "we" do something */
    document = extract("The Labour Union called a strike on Monday. \"We want to work with the "
                       "Labour Union,\" the union said.");
    for (size_t m = 0; m < document->mentions.count; m++)
        assert_false(drg_slice_is(span_text(document, document->mentions.items[m].span), "We"));
    drg_document_free(document);
    drg_engine_free(engine);
    shared_engine = without;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references),
        cmocka_unit_test(we_is_the_body_that_speaks),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
