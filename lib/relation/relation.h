/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_RELATION_RELATION_H
#define DRG_RELATION_RELATION_H
/*
 * What the files of the relate stage share.
 *
 *   relate.c    the order of the work; one record for a relation however often it is stated
 *   position.c  titles: HOLDS_POSITION, MEMBER_OF, KINSHIP, ALLY_OF, OPPONENT_OF
 *   owner.c     whose a title is
 *   alliance.c  ALLY_OF, OPPONENT_OF between names that stand side by side
 *   stance.c    the same two, from words and phrases anywhere in the sentence
 *   place.c     LOCATED_IN, PART_OF, MEMBER_OF between names that stand side by side
 *   pair.c      what is observed at two names of a sentence
 *   learned.c   what a regression over that takes as stated (weights.h: fitted)
 */
#include "../document.h"
#include "../engine.h"

typedef struct drg_relator {
    drg_document *document;
    const drg_know *know;
    drg_arena *arena;
    drg_intern keys; /* type, subject, object, head of the label */
    drg_intern countries; /* country codes of entities */
    uint32_t *state_of; /* [countries.count] the entity that stands for a country: its state, else
                           its adjective; DRG_NONE */
    drg_reason why; /* of the relation that is added next; the caller of drg_relation_add sets it */
} drg_relator;

/*
 * Adds a relation that tokens [first, end) state, unless the same is there already. Label: empty
 *  or a slice of the text. relator->why is its reason. Returns false only when out of memory.
 */
bool drg_relation_add(drg_relator *relator, drg_relation_type type, uint32_t subject,
    uint32_t object, drg_slice label, uint32_t first, uint32_t end, float confidence);
/* The entity that stands for the country of an entity; DRG_NONE where the text names it nowhere. */
uint32_t drg_relation_state(const drg_relator *relator, uint32_t entity);

/* The entity that a title is an office of, or DRG_NONE. */
uint32_t drg_relation_owner(const drg_relator *relator, const drg_role_phrase *role);

typedef struct drg_stance { /* what a word says of two that it stands between */
    drg_relation_type type;
    bool persons; /* of persons too: a "friend" of a person is no ally */
} drg_stance;
/* The stance of a word in the singular or plural ("ally", "rivals"); NULL: it has none. Static. */
const drg_stance *drg_stance_at(const drg_relator *relator, uint32_t token, bool many);

bool drg_relate_titles(drg_relator *relator);
bool drg_relate_places(drg_relator *relator);
bool drg_relate_alliances(drg_relator *relator);
bool drg_relate_stances(drg_relator *relator);
bool drg_relate_learned(drg_relator *relator);

static inline const drg_entity *drg_relator_entity(const drg_relator *relator, uint32_t entity) {
    return &relator->document->entities.items[entity];
}
static inline bool drg_relator_is(const drg_relator *relator, uint32_t token, const char *lower) {
    return token < relator->document->tokens.count &&
           drg_slice_is(relator->document->tokens.items[token].lower, lower);
}

#endif
