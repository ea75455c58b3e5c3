/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_PARTY_CLAUSE_H
#define DRG_EVENT_PARTY_CLAUSE_H
/* What party_sure.c asks of clauses: party_clause.c. */
#include "party.h"

typedef struct drg_range { /* tokens, half-open */
    uint32_t first, end;
} drg_range;

bool drg_stands_in(const drg_syntax *syntax, const drg_party *party, drg_range tokens);
/* Does somebody who is told on the side stand there? */
bool drg_holds(const drg_syntax *syntax, const drg_side *side, drg_range tokens);
bool drg_word_is(const drg_syntax *syntax, uint32_t token, uint32_t end, const char *word);
/* A chunk with the equals of its list, without possessors before the first, and with whom the last
 * stands for. */
drg_range drg_list_of(const drg_syntax *syntax, uint32_t chunk);
/* A form that may be the past or a participle without its auxiliary. */
bool drg_bare_form(const drg_syntax *syntax, const drg_verb *verb);
/* A preposition that may begin a clause: "after". */
bool drg_clause_preposition(drg_slice word);
/* The clause has a party of its own on the side, `own`: who stands in another clause goes. */
void drg_keep_clause(const drg_syntax *syntax, const drg_telling *telling, uint32_t own,
    uint32_t subject, drg_side *side);
/* Where all who are told on the side stand in other clauses, the named subject takes their place.
 */
void drg_claim_clause(
    const drg_syntax *syntax, const drg_telling *telling, uint32_t subject, drg_side *side);
/* A side that is left without anybody told has who stands in the chunk; by_name: if he has a name.
 */
void drg_fill_side(const drg_syntax *syntax, uint32_t chunk, bool by_name, drg_side *side);

#endif
