/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A title in its sentence: what the search for its owner (owner.c) and for its bearer (bearer.c)
 * share.
 */
#ifndef DRG_ENTITY_BEARER_H
#define DRG_ENTITY_BEARER_H

#include "entity.h"

typedef struct drg_title_frame {
    drg_namer *namer;
    drg_role_phrase *role;
    uint32_t sentence_first, sentence_end;
    uint32_t left; /* first token of the noun phrase that is known so far */
    uint32_t right; /* first token after it */
    uint32_t owner; /* reading, DRG_NONE */
    bool of_person; /* what a person may own with "of": wife, ally, adviser; no office */
} drg_title_frame;

enum { DRG_TITLE_ADJECTIVES = 4 }; /* lower-case words between an owner and its title, at most */

static inline drg_entity_type drg_reading_type(const drg_namer *namer, uint32_t reading) {
    return namer->readings.items[reading].type;
}

/* A word that may stand between a title and its owner. */
bool drg_title_adjective(const drg_namer *namer, uint32_t at);
/* "Labor attacked Defence Minister X": a verb, between a body and a title that is not its own. */
bool drg_title_past_verb(const drg_namer *namer, uint32_t at);
/* Over an acronym in brackets: "the Supreme Electoral Tribunal (TSE)". */
uint32_t drg_title_over_acronym(const drg_title_frame *f, uint32_t at);
/* A title of who is sent somewhere: "ambassador", "delegate". */
bool drg_title_envoy(const drg_title_frame *f);
/* The owner on the left of a title, and on its right; each widens the frame over what it reads. */
void drg_title_owner_left(drg_title_frame *f);
void drg_title_owner_right(drg_title_frame *f);
/* "Professor X of Y", "analyst X, of the Y": of what the title is, behind its bearer; DRG_NONE. */
uint32_t drg_title_owner_behind(const drg_title_frame *f, uint32_t bearer);

#endif
