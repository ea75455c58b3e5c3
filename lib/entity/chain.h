/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENTITY_CHAIN_H
#define DRG_ENTITY_CHAIN_H
/* What the files that put names together share: chain.c, and chain_person.c and chain_body.c, which
 * say what two names of a kind have in common. */
#include "entity.h"

enum { DRG_BEARERS = 8 };

typedef struct bearers { /* entities whose names hold a word, in the order of their making */
    uint32_t clusters[DRG_BEARERS];
    uint32_t count;
} bearers;

typedef struct chainer {
    drg_namer *namer;
    drg_intern keys; /* kind letter and name -> number */
    DRG_LIST(uint32_t) key_clusters; /* [keys.count, or more when starved] cluster of each key */
    bearers *persons; /* [skeletons] by the skeleton of a word */
    bool starved; /* a key found no memory */
    uint32_t spelt; /* entities whose spelling is noted (chain_spelling.c) */
    bearers *bodies; /* [words] by first word, by head word and by acronym */
} chainer;

/* Puts a reading into its entity, a new one for DRG_NONE, and notes it under the key, if any. The
 * entity; DRG_NONE when out of memory. */
uint32_t drg_chain_take(
    chainer *chain, uint32_t reading, uint32_t cluster, uint32_t key, uint32_t thing);
/* Files an entity under a word, once, while there is room. */
void drg_chain_bear(bearers *list, uint32_t cluster);
/* Number of a key that begins with a letter for its kind; DRG_NONE for a name too long for one, or
 * when out of memory, which `starved` then says. A new key's cluster is DRG_NONE. */
uint32_t drg_chain_key(chainer *chain, char kind, drg_slice name);
/* The same of a key that is there; DRG_NONE: it is not. */
uint32_t drg_chain_find_key(const chainer *chain, char kind, drg_slice name);

/* The entity whose name, or whose surname, differs from a reading's by one letter; DRG_NONE.
 * `thing` is the row of the tables that the reading names, DRG_NONE for none. */
uint32_t drg_chain_misspelt(const chainer *chain, uint32_t reading, uint32_t thing, bool surname);
/* Notes how a reading that made a new entity is spelt. False: out of memory. */
bool drg_chain_spell(chainer *chain, uint32_t reading, bool surname);

/* Each puts a reading into an entity, an old or a new one. 0 or DRG_ENOMEM. */
int drg_chain_person(chainer *chain, uint32_t reading);
int drg_chain_other(chainer *chain, uint32_t reading);

#endif
