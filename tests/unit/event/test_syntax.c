/* SPDX-License-Identifier: Apache-2.0 */
/* Tags, chunks and verb groups: what the light syntax sees. */
#include "told.h"

#include "../../../lib/event/syntax.h"

static drg_syntax syntax_of(drg_document *document) {
    drg_syntax syntax;
    assert_int_equal(drg_syntax_make(document, engine->lexicon, &syntax), 0);
    return syntax;
}

static uint32_t token_of(const drg_document *document, const char *word) {
    for (uint32_t t = 0; t < document->tokens.count; t++)
        if (drg_slice_is(document->tokens.items[t].lower, word))
            return t;
    fail_msg("no token %s", word);
    return 0;
}

static void verb_or_noun_by_neighbours(void **state) {
    (void)state;
    static const struct {
        const char *text, *word;
        drg_tag tag;
    } CASES[] = {
        {"The attack on the town failed.", "attack", DRG_TAG_NOUN},
        {"They attack the town every night.", "attack", DRG_TAG_VERB},
        {"He wants to visit Rome.", "visit", DRG_TAG_VERB},
        {"His visit to Rome ended.", "visit", DRG_TAG_NOUN},
        {"The president supports the plan.", "supports", DRG_TAG_VERB},
        {"The detained journalist was ill.", "detained", DRG_TAG_NOUN},
        {"Police detained the journalist.", "detained", DRG_TAG_VERB},
        {"The precautionary measures to reduce it failed.", "measures", DRG_TAG_NOUN},
        {"Troops were blorped by rebels.", "blorped", DRG_TAG_VERB},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = read_article(CASES[i].text, (drg_date){0});
        drg_syntax syntax = syntax_of(document);
        uint32_t token = token_of(document, CASES[i].word);
        if (syntax.nodes[token].tag != CASES[i].tag)
            printf("%s: %s\n", CASES[i].text, CASES[i].word);
        assert_int_equal(syntax.nodes[token].tag, CASES[i].tag);
        drg_document_free(document);
    }
}

/* Head word of the subject of the group that a word is in; "" where there is none. */
static drg_slice subject_head(
    const drg_document *document, const drg_syntax *syntax, const char *word, bool *passive) {
    uint32_t group = syntax->nodes[token_of(document, word)].verb;
    assert_true(group != DRG_NONE);
    const drg_verb *verb = &syntax->verbs.items[group];
    *passive = verb->passive;
    if (verb->subject == DRG_NONE)
        return (drg_slice){"", 0};
    return document->tokens.items[syntax->chunks.items[verb->subject].head].lower;
}

static void subjects_and_voice(void **state) {
    (void)state;
    static const struct {
        const char *text, *verb, *subject;
        bool passive;
    } CASES[] = {
        {"The minister in Rome rejected the offer.", "rejected", "minister", false},
        {"The offer was rejected by the minister.", "rejected", "offer", true},
        {"The minister, a former judge, rejected it.", "rejected", "minister", false},
        {"The court (ECJ), which sits there, rejected it.", "rejected", "court", false},
        {"Soldiers told villagers to leave the area.", "leave", "villagers", false},
        {"The army wants to leave the area.", "leave", "army", false},
        {"Villagers were ordered to leave the area.", "leave", "villagers", false},
        {"The rebels attacked the base, killing five people.", "killing", "rebels", false},
        {"The rebels accused the army of killing people.", "killing", "army", false},
        {"The soldiers fled and rejected the offer.", "rejected", "soldiers", false},
        {"The critics arrested on Monday were freed.", "arrested", "critics", true},
        {"A report said he was accused of theft.", "said", "report", false},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = read_article(CASES[i].text, (drg_date){0});
        drg_syntax syntax = syntax_of(document);
        bool passive;
        drg_slice head = subject_head(document, &syntax, CASES[i].verb, &passive);
        if (!drg_slice_is(head, CASES[i].subject) || passive != CASES[i].passive)
            printf("%s: %.*s%s\n", CASES[i].text, (int)head.size, head.data,
                passive ? ", passive" : "");
        assert_true(drg_slice_is(head, CASES[i].subject));
        assert_int_equal(passive, CASES[i].passive);
        drg_document_free(document);
    }
}

static void amounts_are_no_prepositional_phrases(void **state) {
    (void)state;
    drg_document *document = read_article("At least 30 soldiers were killed.", (drg_date){0});
    drg_syntax syntax = syntax_of(document);
    bool passive;
    assert_true(drg_slice_is(subject_head(document, &syntax, "killed", &passive), "soldiers"));
    assert_true(passive);
    drg_document_free(document);
}

static void lists_are_tied(void **state) {
    (void)state;
    drg_document *document = read_article("Farmers, miners and nurses marched.", (drg_date){0});
    drg_syntax syntax = syntax_of(document);
    uint32_t first = syntax.nodes[token_of(document, "farmers")].chunk;
    uint32_t second = syntax.nodes[token_of(document, "miners")].chunk;
    uint32_t third = syntax.nodes[token_of(document, "nurses")].chunk;
    assert_int_equal(syntax.chunks.items[first].right, second);
    assert_int_equal(syntax.chunks.items[second].right, third);
    assert_int_equal(syntax.chunks.items[third].left, second);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verb_or_noun_by_neighbours),
        cmocka_unit_test(subjects_and_voice),
        cmocka_unit_test(amounts_are_no_prepositional_phrases),
        cmocka_unit_test(lists_are_tied),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
