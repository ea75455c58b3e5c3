/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_SYNTAX_H
#define DRG_EVENT_SYNTAX_H
/*
 * A light syntax of a document: tags, noun chunks and verb groups with their subjects. Made once,
 * read by all of lib/event. Indices are of the whole document.
 */
#include "../document.h"
#include "lexicon.h"
#include "words.h"

typedef struct drg_node { /* one token */
    uint8_t tag; /* drg_tag */
    uint8_t
        forms; /* verb forms that it can be, once it is known to be a verb; else the lexicon's */
    uint16_t says; /* DRG_WORD_* */
    uint32_t chunk; /* chunk that it is in, DRG_NONE */
    uint32_t verb; /* verb group that it is in, DRG_NONE */
    const drg_word *word;
} drg_node;

typedef struct drg_chunk { /* a base noun phrase: "the two Russian diplomats" */
    uint32_t first, end; /* tokens, half-open, determiner included */
    uint32_t head; /* its last noun or name */
    uint32_t possessor; /* the chunk before 's, DRG_NONE */
    uint32_t preposition; /* token of the preposition before it, DRG_NONE */
    uint32_t left, right; /* neighbours in a coordination ("A, B and C"), DRG_NONE */
    bool pronoun; /* a pronoun, or a determiner alone */
    bool time; /* a time expression */
} drg_chunk;

typedef struct drg_verb { /* a verb group: "has not been formally charged" */
    uint32_t first, end; /* tokens, half-open */
    uint32_t main; /* token of the main verb */
    uint32_t subject; /* grammatical subject: a chunk, DRG_NONE */
    uint32_t governor; /* verb group that a form without tense depends on, DRG_NONE */
    uint16_t says; /* DRG_WORD_* of its auxiliaries and negations */
    bool passive;
    bool finite; /* has tense or a modal */
    bool infinitive; /* to + base form */
    bool gerund; /* -ing without be */
    bool past; /* past form or past auxiliary */
    bool progressive;
    bool relative; /* heads a relative clause of its subject */
} drg_verb;

typedef struct drg_syntax {
    const drg_document *document;
    const drg_lexicon *lexicon;
    drg_node *nodes; /* [tokens] */
    DRG_LIST(drg_chunk) chunks; /* in reading order */
    DRG_LIST(drg_verb) verbs; /* in reading order */
    float sports; /* share of the sentences with a word of sport */
    drg_slice country; /* the one that most names belong to; empty: none stands out */
} drg_syntax;

/* A word in lower case. */
static inline drg_slice drg_lower_at(const drg_syntax *syntax, uint32_t token) {
    return syntax->document->tokens.items[token].lower;
}

/* Makes the syntax of the whole document in its arena. 0, DRG_ENOMEM or DRG_ECANCELLED. Linear. */
int drg_syntax_make(drg_document *document, const drg_lexicon *lexicon, drg_syntax *syntax);

/* The chunk that starts at a token after adverbs, before `end`; DRG_NONE. */
uint32_t drg_syntax_chunk_at(const drg_syntax *syntax, uint32_t token, uint32_t end);
/* Is the chunk the object of a preposition in front of it? */
static inline bool drg_chunk_governed(const drg_chunk *chunk) {
    return chunk->preposition != DRG_NONE;
}

/* What a group's main verb does to its neighbours, DRG_VERB_*. */
static inline uint16_t drg_verb_kinds(const drg_syntax *syntax, const drg_verb *verb) {
    return syntax->nodes[verb->main].word->verb_kinds;
}

/* The first chunk of the list that a chunk stands in, at most `most` before it. */
static inline uint32_t drg_list_first(const drg_syntax *syntax, uint32_t chunk, int most) {
    for (int i = 0; i < most && syntax->chunks.items[chunk].left != DRG_NONE; i++)
        chunk = syntax->chunks.items[chunk].left;
    return chunk;
}

/* Is what ends before a token half of a word with a hyphen, and no name: "gang" of "gang-raped",
 * "low" of "low-scale"? */
bool drg_half_word(const drg_document *document, uint32_t end);

/* ---- the steps, one file each; called by drg_syntax_make only -------------------------------- */
void drg_syntax_tag(drg_syntax *syntax, uint32_t first, uint32_t end);
int drg_syntax_chunk(drg_syntax *syntax, drg_arena *arena, uint32_t first, uint32_t end);
int drg_syntax_group(drg_syntax *syntax, drg_arena *arena, uint32_t first, uint32_t end);
void drg_syntax_subjects(drg_syntax *syntax, size_t first_verb, uint32_t first, uint32_t end);

#endif
