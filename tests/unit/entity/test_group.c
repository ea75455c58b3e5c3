/* SPDX-License-Identifier: Apache-2.0 */
/* Groups: words that count what was named, and "they" behind names that "and" joins. */
#include "extracted.h"

/* By the first nominal or pronoun with these words. */
static const struct {
    const char *text, *words;
    const char *members; /* canonical names, ", " between; empty: the words are no group */
} CASES[] = {
    {"Kenya and Uganda signed a treaty. The two countries share a lake.", "The two countries",
        "Kenya, Uganda"},
    {"Kenya and Uganda signed a treaty. Both nations share a lake.", "Both nations",
        "Kenya, Uganda"},
    {"Officials of Kenya, Uganda and Rwanda met. All three countries share a lake.",
        "three countries", "Kenya, Uganda, Rwanda"},
    /* the last ones, by what names them */
    {"Kenya met Uganda. Talks went on in Nairobi. The two sides share a lake.", "The two sides",
        "Kenya, Uganda"},
    {"Russia spoke. Kenyan troops fired at Ugandan troops. The two countries share a lake.",
        "The two countries", "Kenyan, Ugandan"},
    /* those that the article is about, not who goes between, speaks or acts on both */
    {"Peruvian and Chilean ships collide. Peru blamed Chile. The talks were watched by observers "
     "from Kenya and Uganda. Both sides will meet.",
        "Both sides", "Peru, Chile"},
    {"Chile sent ships to Peru. Peru blamed Chile. Kenya's ambassador left. Both sides will meet.",
        "Both sides", "Peru, Chile"},
    {"Chile sent ships to Peru. Peru blamed Chile. Kenyan and Ugandan mediators came. The two "
     "countries will meet.",
        "The two countries", "Peru, Chile"},
    {"Chile sent ships to Peru. Peru blamed Chile. Kenya and Uganda urged both sides to talk.",
        "both sides", "Peru, Chile"},
    {"Kenya blamed Uganda. Uganda blamed Kenya. Kenya had left talks with the two governments.",
        "the two governments", ""},
    {"Chile blamed Peru. Peru blamed Chile. Kenya, whose president chairs the bloc, urged both "
     "countries to talk.",
        "both countries", "Peru, Chile"},
    {"Peru has bought ships. Peru is proud. Peru paid. It rained. Kenya sent a letter. It rained. "
     "It rained. Both sides will meet.",
        "Both sides", ""},
    /* where somebody talks is no party */
    {"Peru met Chile. The ministers talked in Kampala. They left. Both countries share a lake.",
        "Both countries", "Peru, Chile"},
    /* one of them is no group, and parties of politics are no states */
    {"Kenya and Uganda met. Kenya is one of the two countries.", "the two countries", ""},
    {"Kenya met Uganda. The two ruling parties share a lake.", "The two ruling parties", ""},
    /* the nearer one of a list and a group */
    {"Kenya and Uganda met. The two countries agreed. Peru and Chile left. Both countries agreed.",
        "Both countries", "Peru, Chile"},
    /* the last group goes on, whoever is named in between */
    {"Kenya and Uganda met. The two countries agreed. Russia and China were pleased with Rwanda. "
     "It rained. It rained. It rained. The two countries share a lake.",
        "The two countries", "Kenya, Uganda"},
    /* named right behind */
    {"Russia met China. The two countries, Kenya and Uganda, were glad.", "The two countries",
        "Kenya, Uganda"},
    /* too few, or of another kind */
    {"Kenya signed a treaty. The two countries share a lake.", "The two countries", ""},
    {"Mary Smith met John Brown. The two companies left.", "The two companies", ""},
    /* other ones than those named, or not definite */
    {"Kenya and Uganda met. Two countries share a lake.", "countries", ""},
    {"Kenya and Uganda met. The two countries that left share a lake.", "The two countries", ""},
    {"Kenya and Uganda met. The two other countries share a lake.", "The two other countries", ""},
    /* leaders hold an office; other persons and bodies are exactly those named near by */
    {"President Emmanuel Macron met Chancellor Olaf Scholz. The two leaders spoke.",
        "The two leaders", "Emmanuel Macron, Olaf Scholz"},
    {"Mary Smith met John Brown. The two leaders spoke.", "The two leaders", ""},
    {"President Emmanuel Macron met Chancellor Olaf Scholz. The two bishops spoke.",
        "The two bishops", ""},
    {"Mary Smith met John Brown. The two men spoke.", "The two men", "Mary Smith, John Brown"},
    {"Mary Smith and Ann Jones met John Brown. It rained. It rained. It rained. It rained. "
     "The two women spoke.",
        "The two women", ""},
    {"Mary Smith met John Brown and Ann Jones. The pair left.", "The pair",
        "John Brown, Ann Jones"},
    {"The Labour Union and the Teachers Union signed a deal. The two unions were glad.",
        "The two unions", "Labour Union, Teachers' Union"},
    {"Mary Smith and John Brown came. Both said no.", "Both", "Mary Smith, John Brown"},
    {"Mary Smith and John Brown came. They were both lawyers.", "both lawyers", ""},
    {"Mary Smith and John Brown came. It grew among both men and women.", "both men", ""},
    /* "they" */
    {"Mary Smith and John Brown said that they were glad.", "they", "Mary Smith, John Brown"},
    {"President Emmanuel Macron and German Chancellor Olaf Scholz said that they were glad.",
        "they", "Emmanuel Macron, Olaf Scholz"},
    {"Kenya, Uganda and Rwanda said that they were glad.", "they", "Kenya, Uganda, Rwanda"},
    {"Kenya and Uganda said no. They were glad.", "They", "Kenya, Uganda"},
    {"Kenya and Uganda met. The two countries said no. They were glad.", "They", "Kenya, Uganda"},
    /* who does it to them are others */
    {"Mary Smith and John Brown approached them.", "them", ""},
    /* where they are, who was named later, and a place beside its country */
    {"Mary Smith lived in Kenya and Uganda. They were glad.", "They", ""},
    {"Mary Smith lived in Paris, France and said that they were glad.", "they", ""},
    /* sentences away */
    {"Kenya and Uganda said no. It rained. It rained. They were glad.", "They", ""},
};

static const drg_mention *mention_with(const drg_document *document, const char *words) {
    for (size_t m = 0; m < document->mentions.count; m++) {
        const drg_mention *mention = &document->mentions.items[m];
        if (mention->kind != DRG_NAME && drg_slice_is(span_text(document, mention->span), words) &&
            document->entities.items[mention->entity].member_count)
            return mention;
    }
    return NULL;
}

static void members_are_who_is_meant(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_document *document = extract(CASES[i].text);
        check_name_invariants(document);
        const drg_mention *found = mention_with(document, CASES[i].words);
        char got[256] = "";
        size_t used = 0;
        const drg_entity *group = found ? &document->entities.items[found->entity] : NULL;
        for (size_t k = 0; group && k < group->member_count; k++) {
            drg_slice name = document->entities.items[group->members[k]].name;
            used += (size_t)snprintf(
                got + used, sizeof got - used, "%s%.*s", k ? ", " : "", (int)name.size, name.data);
            assert_true(used < sizeof got);
            assert_int_equal(document->entities.items[group->members[k]].member_count, 0);
        }
        if (strcmp(got, CASES[i].members) != 0)
            fail_msg("%s: '%s' are '%s'", CASES[i].text, CASES[i].words, got);
        drg_document_free(document);
    }
}

/* One entity however often it is meant, of the members' kind, with no code of its own. */
static void a_group_is_one_entity(void **state) {
    (void)state;
    drg_document *document = extract("Kenya and Uganda met. The two countries agreed. They were "
                                     "glad. Both countries share a lake.");
    const drg_mention *first = mention_with(document, "The two countries");
    const drg_mention *second = mention_with(document, "They");
    const drg_mention *third = mention_with(document, "Both countries");
    assert_true(first && second && third);
    assert_int_equal(first->entity, second->entity);
    assert_int_equal(first->entity, third->entity);
    const drg_entity *group = &document->entities.items[first->entity];
    assert_int_equal(group->type, DRG_GPE);
    assert_slice(group->name, "Kenya and Uganda", "name");
    assert_int_equal(group->country.size, 0);
    assert_int_equal(group->actor_code.size, 0);
    drg_document_free(document);
}

/* Each member is a party, as a coder would write them. */
static void members_are_parties_of_events(void **state) {
    (void)state;
    drg_document *document =
        extract("Kenya and Uganda share a lake. The two countries signed a trade agreement.");
    size_t found = 0;
    for (size_t i = 0; i < document->events.count; i++)
        for (int side = 0; side < 2; side++) {
            const drg_event *event = &document->events.items[i];
            const drg_party *parties = side ? event->target : event->source;
            size_t count = side ? event->target_count : event->source_count;
            for (size_t k = 0; k < count; k++) {
                assert_true(parties[k].entity != DRG_NONE);
                const drg_entity *entity = &document->entities.items[parties[k].entity];
                assert_int_equal(entity->member_count, 0);
                found += drg_slice_is(entity->name, "Kenya");
                found += drg_slice_is(entity->name, "Uganda");
            }
        }
    assert_true(found >= 2);
    drg_document_free(document);
}

/* A text of nothing but counts makes a bounded number of groups, and words stay words behind. */
static void groups_are_bounded(void **state) {
    (void)state;
    static const char *const states[] = {"Kenya", "Uganda", "Rwanda", "Ghana", "Nigeria", "Togo",
        "Mali", "Chad", "Sudan", "Egypt", "Libya", "Tunisia", "Algeria"};
    enum { STATES = sizeof states / sizeof states[0], ROOM = 16384 };
    static char text[ROOM];
    size_t used = 0;
    for (size_t a = 0; a < STATES; a++)
        for (size_t b = a + 1; b < STATES; b++)
            used += (size_t)snprintf(text + used, ROOM - used,
                "%s and %s met. The two countries agreed. ", states[a], states[b]);
    assert_true(used < ROOM);
    drg_document *document = extract(text);
    size_t groups = 0;
    for (size_t e = 0; e < document->entities.count; e++)
        groups += document->entities.items[e].member_count > 0;
    assert_int_equal(groups, 64);
    drg_document_free(document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_who_is_meant),
        cmocka_unit_test(a_group_is_one_entity),
        cmocka_unit_test(members_are_parties_of_events),
        cmocka_unit_test(groups_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
