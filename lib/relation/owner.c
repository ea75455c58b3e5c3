/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose a title is, where the name stage has not said so already.
 *
 *   "his wife X"                               the pronoun right before it
 *   "The Authority, through its CEO, X"        the body or state named last before "its"
 *   "party chair X", "Museum curator X"        a noun right before it that stands for a body
 *   "Keelung City councilors X and Y"          a name right before a plural
 *   "X, professor at the Institute of Y"       a body behind "of", "at", "for" or right behind it
 *
 * A few words and mentions on each side: constant a title.
 */
#include "relation.h"

/* "his wife X": the pronoun right before the title owns it. */
static uint32_t pronoun_owner(const drg_relator *relator, const drg_role_phrase *role) {
    const drg_document *document = relator->document;
    uint32_t first = document->sentences.items[role->sentence].first_token;
    for (uint32_t back = 1; back <= 3 && role->first_token >= first + back; back++) {
        uint32_t at = role->first_token - back;
        uint32_t mention = drg_document_mention_at(document, at);
        if (mention == DRG_NONE && document->tokens.items[at].shape == DRG_SHAPE_LOWER &&
            document->tokens.items[at].lower.size > 3 && !drg_relator_is(relator, at, "with"))
            continue; /* an adjective: "his late wife X" */
        if (mention == DRG_NONE)
            return DRG_NONE;
        const drg_mention *m = &document->mentions.items[mention];
        return m->kind == DRG_PRONOUN ? m->entity : DRG_NONE;
    }
    return DRG_NONE;
}

/* "The Authority, through its CEO, X": the body or state named last before "its". */
static uint32_t its_owner(const drg_relator *relator, const drg_role_phrase *role) {
    enum { REACH = 4 }; /* mentions looked at */
    const drg_document *document = relator->document;
    uint32_t first = document->sentences.items[role->sentence].first_token;
    if (role->first_token <= first || !drg_relator_is(relator, role->first_token - 1, "its"))
        return DRG_NONE;
    uint32_t from = drg_document_mention_from(document, role->first_token);
    for (uint32_t i = from; i > 0 && from - i < REACH; i--) {
        const drg_mention *m = &document->mentions.items[i - 1];
        if (m->first_token < first)
            break;
        drg_entity_type type = document->entities.items[m->entity].type;
        if (m->kind == DRG_NAME && (type == DRG_ORGANIZATION || type == DRG_GPE))
            return m->entity;
    }
    return DRG_NONE;
}

static bool serves(const drg_document *document, const drg_mention *mention) {
    drg_entity_type type = document->entities.items[mention->entity].type;
    return type == DRG_ORGANIZATION || type == DRG_GPE;
}

/* "party chair X", "Keelung City councilors X": what ends right before the title. */
static uint32_t owner_before(const drg_relator *relator, const drg_role_phrase *role) {
    const drg_document *document = relator->document;
    uint32_t first = document->sentences.items[role->sentence].first_token;
    if (role->first_token <= first)
        return DRG_NONE;
    uint32_t mention = drg_document_mention_at(document, role->first_token - 1);
    if (mention == DRG_NONE)
        return DRG_NONE;
    const drg_mention *m = &document->mentions.items[mention];
    bool right = m->kind == DRG_NOMINAL || (m->kind == DRG_NAME && role->plural);
    return right && m->end_token == role->first_token && serves(document, m) ? m->entity : DRG_NONE;
}

/* "professor at the Institute of Y", "Executive Director African Technology Foundation". */
static uint32_t owner_after(const drg_relator *relator, const drg_role_phrase *role) {
    const drg_document *document = relator->document;
    uint32_t end = document->sentences.items[role->sentence].end_token, at = role->end_token;
    bool link = drg_relator_is(relator, at, "of") || drg_relator_is(relator, at, "at") ||
                drg_relator_is(relator, at, "for");
    at += link;
    at += link && drg_relator_is(relator, at, "the");
    uint32_t mention = at < end ? drg_document_mention_at(document, at) : DRG_NONE;
    if (mention == DRG_NONE)
        return DRG_NONE;
    const drg_mention *m = &document->mentions.items[mention];
    drg_entity_type type = document->entities.items[m->entity].type;
    bool fits = type == DRG_ORGANIZATION || (link && type == DRG_GPE);
    return fits && m->kind == DRG_NAME && m->first_token == at ? m->entity : DRG_NONE;
}

uint32_t drg_relation_owner(const drg_relator *relator, const drg_role_phrase *role) {
    uint32_t owner = role->of;
    if (owner == DRG_NONE)
        owner = pronoun_owner(relator, role);
    if (owner == DRG_NONE)
        owner = its_owner(relator, role);
    if (owner == DRG_NONE)
        owner = owner_before(relator, role);
    return owner == DRG_NONE ? owner_after(relator, role) : owner;
}
