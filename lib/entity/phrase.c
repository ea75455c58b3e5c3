/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the noun phrase around a description's head words begins: "the far-right leader" begins at
 * "the", "Gabon's main opposition leader" at "Gabon", "Turkish troops" at "Turkish", the apposition
 * in "X, general manager of Y" right after the comma.
 *
 * The head words alone say who is meant; readers want the phrase. A mention's tokens stay its head
 * words, so that mentions never overlap (a name may stand inside the phrase: "the Turkish foreign
 * minister"), and its span is the phrase. The walk goes left from the head over at most REACH
 * tokens of its sentence. A determiner begins the phrase. Adjectives, nouns, numbers and names
 * belong to it; so do an owner ("X's") and what stands before the owner in his own phrase. An
 * adverb or a participle belongs to it only where a determiner or an adjective stands before ("the
 * newly elected chair"). Anything else ends the walk, and the phrase begins with the last word that
 * belongs to it.
 *
 * Parts of speech are the reading engine's. Where it did not read the sentence, a word in lower
 * case that is not of a closed class may belong, and only a determiner or an owner begins a phrase.
 * Cost: REACH tokens a mention.
 */
#include "entity.h"

enum { REACH = 8 };

typedef enum belonging { OUTSIDE, BEGINS, BELONGS, MAY_BELONG } belonging;

static const char *const DETERMINERS[] = {
    "the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my", "your"};
static const char *const CLOSED[] = {"of", "in", "on", "at", "for", "to", "from", "by", "with",
    "and", "or", "as", "who", "which", "is", "was", "were", "are", "be", "been", "has", "had",
    "have", "said", "says", "but", "than", "while", "when", "after", "before", "if", "not", "then",
    "how", "why", "where", "that", "over", "under", "against", "he", "she", "it", "they"};

static bool participle(drg_slice word) {
    return drg_slice_ends(word, DRG_SLICE("ed")) || drg_slice_ends(word, DRG_SLICE("en")) ||
           drg_slice_ends(word, DRG_SLICE("ing")) || drg_slice_ends(word, DRG_SLICE("wn"));
}

static belonging belongs(const drg_namer *namer, uint32_t at, uint32_t head) {
    const drg_token *token = &namer->tokens[at];
    if (DRG_ONE_OF(token->lower, DETERMINERS) ||
        (at + 1 == head && drg_token_is(namer, at, "that")))
        return BEGINS;
    if (token->shape == DRG_SHAPE_DASH && !(token->flags & DRG_TOKEN_SPACE_BEFORE))
        return MAY_BELONG; /* "far-right" */
    if (token->flags & DRG_TOKEN_POSSESSIVE)
        return MAY_BELONG;
    if (!drg_token_word(token) || DRG_ONE_OF(token->lower, CLOSED))
        return OUTSIDE;
    if (!drg_document_was_read(namer->document, at))
        return MAY_BELONG;
    switch (namer->document->read.words[at].upos) {
    case DRG_UPOS_ADJ:
    case DRG_UPOS_NOUN:
    case DRG_UPOS_NUM:
    case DRG_UPOS_PROPN:
        return BELONGS;
    case DRG_UPOS_ADV:
        return MAY_BELONG;
    case DRG_UPOS_VERB:
        return participle(token->lower) ? MAY_BELONG : OUTSIDE;
    default:
        return OUTSIDE;
    }
}

/* A name belongs where it owns the head, or is no person's: "Turkish troops", "party leader". */
static bool name_belongs(const drg_namer *namer, uint32_t reading) {
    const drg_reading *r = &namer->readings.items[reading];
    bool owns = r->end < namer->token_count && (namer->tokens[r->end].flags & DRG_TOKEN_POSSESSIVE);
    return owns || r->type != DRG_PERSON;
}

uint32_t drg_namer_phrase_start(const drg_namer *namer, uint32_t head) {
    uint32_t sentence = namer->tokens[head].sentence, start = head;
    if (drg_token_is(namer, head, "both"))
        return head; /* a determiner itself: "that both countries agree" */
    bool doubtful = false; /* the word before the last is one that only may belong */
    for (uint32_t at = head; at > 0 && head - at < REACH;) {
        at--;
        if (namer->tokens[at].sentence != sentence)
            return start;
        uint32_t reading = namer->reading_of[at];
        if (reading != DRG_NONE) {
            if (doubtful || !name_belongs(namer, reading))
                return start;
            start = at = namer->readings.items[reading].first;
            continue;
        }
        bool apostrophe = namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE;
        bool dash = namer->tokens[at].shape == DRG_SHAPE_DASH;
        belonging word = belongs(namer, at, head);
        if (word == BEGINS)
            return at;
        if (word == OUTSIDE)
            return start;
        if (word == BELONGS)
            start = at;
        doubtful = word == MAY_BELONG && !apostrophe && !dash;
    }
    return start;
}
