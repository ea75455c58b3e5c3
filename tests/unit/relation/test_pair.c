/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of names: which are looked at, and what is observed at them. */
#include "../entity/extracted.h"

#include "../../../lib/relation/pair.h"

static size_t count_pairs(const drg_document *document) {
    drg_pair_walk walk = {0};
    drg_pair pair;
    size_t count = 0;
    while (drg_pair_next(document, &walk, &pair)) {
        assert_int_equal(pair.left->sentence, pair.right->sentence);
        assert_int_not_equal(pair.left->entity, pair.right->entity);
        assert_true(pair.left->end_token <= pair.right->first_token);
        count++;
    }
    return count;
}

static void pairs_of_a_sentence(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t pairs;
    } cases[] = {
        {"Nothing is named here.", 0}, {"France left.", 0}, {"France met Kenya.", 1},
        {"France met Kenya and Japan.", 3}, {"France left. Kenya came.", 0}, /* sentences apart */
        {"France met Kenya, Japan, Ghana, Peru and Chile.", 14}, /* four names on, no more */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_document *document = extract(cases[i].text);
        if (count_pairs(document) != cases[i].pairs)
            fail_msg("%s: %zu pairs", cases[i].text, count_pairs(document));
        drg_document_free(document);
    }
}

/* A list of names costs what its length says. */
static void many_names_are_linear(void **state) {
    (void)state;
    enum { NAMES = 400 };
    static char text[NAMES * 16];
    size_t size = 0;
    for (int i = 0; i < NAMES; i++)
        size +=
            (size_t)snprintf(text + size, sizeof text - size, "%s, ", i % 2 ? "Kenya" : "Ghana");
    snprintf(text + size, sizeof text - size, "left.");
    drg_document *document = extract(text);
    assert_true(count_pairs(document) <= 4 * NAMES);
    drg_document_free(document);
}

/* The same words give the same features; the other direction gives others. */
static void features_know_the_direction(void **state) {
    (void)state;
    drg_document *document = extract("Marseille, France, met Kenya.");
    drg_relator relator = {.document = document, .know = shared_engine->know};
    drg_pair_walk walk = {0};
    drg_pair pair;
    drg_pair_features right = {0}, again = {0}, left = {0};
    assert_true(drg_pair_next(document, &walk, &pair));
    drg_pair_look(&relator, &pair, false, &right);
    drg_pair_look(&relator, &pair, false, &again);
    drg_pair_look(&relator, &pair, true, &left);
    assert_int_equal(right.count, again.count);
    assert_int_equal(right.count, left.count);
    assert_memory_equal(right.hash, again.hash, right.count * sizeof right.hash[0]);
    for (size_t i = 0; i < right.count; i++)
        assert_int_not_equal(right.hash[i], left.hash[i]);
    drg_document_free(document);
}

static void types_that_entities_allow(void **state) {
    (void)state;
    static const struct {
        drg_relation_type type;
        drg_entity_type subject, object;
        bool allowed;
    } cases[] = {
        {DRG_MEMBER_OF, DRG_PERSON, DRG_ORGANIZATION, true},
        {DRG_MEMBER_OF, DRG_PERSON, DRG_GPE, false}, {DRG_PART_OF, DRG_ORGANIZATION, DRG_GPE, true},
        {DRG_PART_OF, DRG_PERSON, DRG_ORGANIZATION, false},
        {DRG_LOCATED_IN, DRG_GPE, DRG_GPE, true}, {DRG_LOCATED_IN, DRG_PERSON, DRG_GPE, false},
        {DRG_KINSHIP, DRG_PERSON, DRG_PERSON, true}, {DRG_KINSHIP, DRG_PERSON, DRG_GPE, false},
        {DRG_HOLDS_POSITION, DRG_PERSON, DRG_GPE, false}, /* titles state it */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        drg_entity subject = {.type = cases[i].subject}, object = {.type = cases[i].object};
        if (drg_pair_allows(cases[i].type, &subject, &object) != cases[i].allowed)
            fail_msg("case %zu", i);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_of_a_sentence),
        cmocka_unit_test(many_names_are_linear),
        cmocka_unit_test(features_know_the_direction),
        cmocka_unit_test(types_that_entities_allow),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
