/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_REFINE_H
#define DRG_EVENT_REFINE_H
/*
 * The tables that lead from a general CAMEO code to a special one (data/ontology/refinements.tsv,
 * topics.tsv), read once into rows that can be asked quickly. cameo.c asks them.
 */
#include "../base/arena.h"
#include "../base/hash.h"
#include "../know/know.h"

#define DRG_TOPICS 64 /* most topics; a set of them is a bit mask */

typedef struct drg_refinement { /* one row: all that it names must hold */
    drg_slice code, into;
    drg_slice mode; /* the event's mode; empty: any */
    drg_slice triggers; /* alternatives with | between them; empty: any trigger */
    uint64_t topics; /* one of these is told; 0: any */
    uint64_t doer, receiver; /* bits of sectors: somebody on the side is of one of them; 0: any */
} drg_refinement;

typedef struct drg_topic {
    drg_slice name;
    uint64_t contexts; /* bits of contexts that tell it as well */
} drg_topic;

typedef struct drg_topic_phrase { /* words of a topic, by their first word */
    drg_slice rest; /* the words behind the first, a blank between them; empty: none */
    uint8_t topic;
    uint32_t next; /* another phrase with the same first word, DRG_NONE */
} drg_topic_phrase;

typedef struct drg_refining {
    DRG_LIST(drg_refinement) rows; /* in the order of the table: the first that holds counts */
    drg_topic topics[DRG_TOPICS];
    size_t topic_count;
    drg_intern first_words;
    DRG_LIST(uint32_t) phrase_of; /* [first_words.count] its first phrase */
    DRG_LIST(drg_topic_phrase) phrases;
} drg_refining;

/* Reads both tables into the arena, whose owner keeps the block. DRG_EFORMAT: a topic, sector or
 * context that is not known, or a table that is not there; DRG_ENOMEM. Cost: once an engine. */
int drg_refining_open(
    const drg_know *know, drg_arena *arena, drg_refining *refining, drg_error *error);

/* The phrases that begin with a word: index of the first, DRG_NONE. */
uint32_t drg_refining_phrases(const drg_refining *refining, drg_slice lower);
/* Does one of a row's alternatives fit a trigger? "pardon" is the lemma whole, "pardon*" how it
 * begins, "*demand" how a later word of it begins. No alternatives fit all. */
bool drg_refinement_fits(const drg_refinement *row, drg_slice lemma);

#endif
