/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allies and rivals among states, bodies and persons that are named side by side:
 *
 *   "Russia's close ally Belarus"     the possessive owns the word right before the second name
 *   "Russia and its ally Belarus"     the same with "its", "his", "her", "their"
 *   "Syria, an ally of Iran"          the word between a comma or "is" and "of"
 *   "Oman is seen as a friend and brother of Iran"    the same, with another such word beside it
 *   "Israel has one great ally, America"              what somebody has, and who it is
 *   "the allies Russia and Belarus"   the plural right before two names that "and" joins
 *
 * What a title says of a person ("X, a close ally of Y") is position.c's; here a pair with two
 * persons is taken in the last form alone. Only neighbouring names with at most WORDS tokens
 * between are looked at: linear. Other words and phrases for it are stance.c's; what is denied or
 * over ("former ally") states nothing for today.
 */
#include "relation.h"

enum { WORDS = 9 };

static bool is_any(const drg_relator *relator, uint32_t token, const char *const *list) {
    for (; *list; list++)
        if (drg_relator_is(relator, token, *list))
            return true;
    return false;
}

static bool can_side(const drg_entity *entity) {
    return entity->type == DRG_PERSON || entity->type == DRG_ORGANIZATION ||
           entity->type == DRG_GPE;
}

/* Adjectives from `at` up to the word of stance; DRG_NONE where something else stands there. */
static uint32_t over_adjectives(const drg_relator *relator, uint32_t at, uint32_t end) {
    static const char *const over[] = {"former", "ex", "erstwhile", "not", "then", "no", "never",
        "once", "longer", "lost", "few", NULL};
    const drg_token *tokens = relator->document->tokens.items;
    while (at < end && !drg_stance_at(relator, at, false)) {
        bool adjective = tokens[at].shape == DRG_SHAPE_LOWER || tokens[at].shape == DRG_SHAPE_DASH;
        if (!adjective || is_any(relator, at, over))
            return DRG_NONE;
        at++;
    }
    return at < end ? at : DRG_NONE;
}

static bool add(drg_relator *relator, const drg_stance *stance, const drg_mention *subject,
    const drg_mention *object, uint32_t word) {
    const drg_document *document = relator->document;
    const drg_mention *first = subject->first_token < object->first_token ? subject : object;
    const drg_mention *last = first == subject ? object : subject;
    uint32_t from = word < first->first_token ? word : first->first_token;
    const drg_token *token = &document->tokens.items[word];
    relator->why = (drg_reason){.what = DRG_SLICE("relation"),
        .rule = DRG_SLICE("a word of alliance or enmity between two names")};
    return drg_relation_add(relator, stance->type, subject->entity, object->entity,
        drg_token_text(document->text, token), from, last->end_token, 0.8F);
}

/* "X's close ally Y", "X and its ally Y". */
static bool owned(drg_relator *relator, const drg_mention *left, const drg_mention *right) {
    static const char *const owners[] = {"its", "his", "her", "their", NULL};
    const drg_token *tokens = relator->document->tokens.items;
    uint32_t at = left->end_token, end = right->first_token;
    if (drg_relator_is(relator, at, "and") && is_any(relator, at + 1, owners))
        at += 2;
    else if (tokens[at].flags & DRG_TOKEN_POSSESSIVE)
        at++;
    else
        return true;
    uint32_t word = over_adjectives(relator, at, end);
    if (word == DRG_NONE ||
        (word + 1 != end && !(word + 2 == end && drg_relator_is(relator, word + 1, ","))))
        return true;
    return add(relator, drg_stance_at(relator, word, false), right, left, word);
}

/* "X, an ally of Y", "X is a close ally of the Y". */
static bool stated(drg_relator *relator, const drg_mention *left, const drg_mention *right) {
    static const char *const links[] = {",", "is", "remains", NULL};
    static const char *const seen[] = {"considered", "regarded", "seen", "as", "still", NULL};
    static const char *const articles[] = {"a", "an", "the", NULL};
    uint32_t at = left->end_token, end = right->first_token;
    if (!is_any(relator, at, links))
        return true;
    for (at++; at < end && is_any(relator, at, seen);)
        at++;
    if (!is_any(relator, at, articles))
        return true;
    uint32_t word = over_adjectives(relator, at + 1, end);
    if (word == DRG_NONE)
        return true;
    at = word + 1;
    if (at + 2 < end && drg_relator_is(relator, at, "and") &&
        relator->document->tokens.items[at + 1].shape == DRG_SHAPE_LOWER)
        at += 2; /* "a friend and brother of" */
    if (!drg_relator_is(relator, at, "of"))
        return true;
    at += 1 + drg_relator_is(relator, at + 1, "the");
    return at != end || add(relator, drg_stance_at(relator, word, false), left, right, word);
}

/* "X has one great ally, Y". */
static bool had(drg_relator *relator, const drg_mention *left, const drg_mention *right) {
    static const char *const has[] = {"has", "have", NULL};
    uint32_t at = left->end_token, end = right->first_token;
    if (at + 2 < end && drg_relator_is(relator, at, "only"))
        at++;
    if (!is_any(relator, at, has))
        return true;
    uint32_t word = over_adjectives(relator, at + 1, end);
    if (word == DRG_NONE || word + 2 != end || !drg_relator_is(relator, word + 1, ","))
        return true;
    return add(relator, drg_stance_at(relator, word, false), right, left, word);
}

/* "the allies X and Y". */
static bool joined(drg_relator *relator, const drg_mention *left, const drg_mention *right) {
    const drg_sentence *sentence = &relator->document->sentences.items[left->sentence];
    uint32_t at = left->first_token;
    if (right->first_token != left->end_token + 1 || at == sentence->first_token ||
        !drg_relator_is(relator, left->end_token, "and"))
        return true;
    if (at > sentence->first_token + 1 &&
        (drg_document_mention_at(relator->document, at - 2) != DRG_NONE ||
            (relator->document->tokens.items[at - 2].flags & DRG_TOKEN_POSSESSIVE)))
        return true; /* "US allies X and Y", "its allies X and Y": another's */
    const drg_stance *stance = drg_stance_at(relator, at - 1, true);
    return !stance || add(relator, stance, left, right, at - 1);
}

bool drg_relate_alliances(drg_relator *relator) {
    const drg_document *document = relator->document;
    const drg_mention *left = NULL;
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *right = &document->mentions.items[i];
        if (right->kind != DRG_NAME)
            continue;
        bool pair = left && left->sentence == right->sentence && left->entity != right->entity &&
                    right->first_token > left->end_token &&
                    right->first_token - left->end_token <= WORDS &&
                    can_side(drg_relator_entity(relator, left->entity)) &&
                    can_side(drg_relator_entity(relator, right->entity));
        bool persons = pair && drg_relator_entity(relator, left->entity)->type == DRG_PERSON &&
                       drg_relator_entity(relator, right->entity)->type == DRG_PERSON;
        if (pair && !joined(relator, left, right))
            return false;
        if (pair && !persons &&
            (!owned(relator, left, right) || !stated(relator, left, right) ||
                !had(relator, left, right)))
            return false;
        left = right;
    }
    return true;
}
