/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_NN_LINKS_H
#define DRG_NN_LINKS_H
/*
 * The reading engine's view of who is meant by a pronoun or a description, kept for every word that
 * it read: the read stage fills it window by window, the name stage asks it later, when it knows
 * where the names are.
 */
#include "../document.h"
#include "reader.h"

/* Room for all tokens; DRG_ENOMEM. 212 bytes a token with vectors of 48. */
int drg_links_make(drg_document *document, const drg_reader *reader);
/* Keeps what the last reading says of word `word`, which is token `token`. */
void drg_links_keep(drg_document *document, const drg_reader *reader, drg_reader_scratch *scratch,
    size_t word, uint32_t token);

#endif
