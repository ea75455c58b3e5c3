/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_EVENT_H
#define DRG_EVENT_EVENT_H
/*
 * What the files of lib/event pass to one another. The way of an event:
 *   syntax.c    tags, chunks and verbs of every sentence (tag.c, words.c, chunk.c, subject.c)
 *   lexicon.c   the triggers, read once an engine by lexicon_read.c
 *   trigger.c   words that may tell an event            -> drg_found
 *   party.c     who is on which side (party_verb.c, party_noun.c, party_imply.c)
 *                                                       -> drg_telling.source, target
 *   party_sure.c what of it the words leave no choice about, whatever the reading engine says;
 *               party_clause.c: who stands in its clause; party_list.c: lists, contrasts, critics
 *   actor.c     a noun chunk as a party; pronoun.c: whom a pronoun stands for
 *   attribute.c tense, who says so, place, time
 *   deny.c      whether the text denies it
 *   tense.c     when an act lies, by all signs
 *   mode.c      modes and codes that words beside the trigger tell
 *   about.c     which telling speaks of which
 *   stock.c     phrases of journalism that tell no event
 *   score.c     how sure: weight of the trigger and what was found around it
 *   same.c      whether two tellings tell one event; apart.c: what says that they do not
 *   merge.c     tellings of one event                   -> drg_draft
 *   unite.c     the parties of a record out of those of its tellings; beside.c: who only says whose
 *               another is
 *   fill_about.c whom words are against: who did the act that they speak of
 *   fill_war.c  with whom a truce is refused: the other side of the war
 *   fill.c      parties that the words leave out; fill_meet.c: who may be meant, fill_signs.c: and
 *               what speaks for him; fill_bar.c: who is never meant
 *   itself.c    nobody on both sides
 *   whole.c     the whole words of who is only described
 *   record.c    a draft as a record                     -> drg_event
 *   cameo.c     its most special code (refine.h); fingerprint.c: its mark across articles
 *   explain.c   why it is what it is; miss.c: and which words made no record (explain.h)
 *   rank.h      where and when the event was (scene.c, where.c, when.c, when_bar.c, rank.c)
 * code.c calls them in this order. Weights of what is learned: weights.c, tense_weights.c,
 * rank_weights.c. pair.c, apart from all this, asks the reading engine alone about two spans.
 */
#include "syntax.h"

#define DRG_SIDE 12 /* most parties on one side of one event; further ones are left out */
#define DRG_MATCHED 8 /* most words of a pattern */
#define DRG_MOST_TRIGGERS                                                                          \
    2048 /* candidates of one sentence that are weighed; no news has as many */

typedef struct drg_found { /* an entry of the lexicon that stands in the text */
    uint32_t entry;
    uint32_t head; /* token of the entry's first word */
    uint32_t first, end; /* tokens, half-open, gaps included */
    uint32_t sentence;
    uint32_t matched[DRG_MATCHED]; /* tokens of the pattern's words, the head first */
    uint8_t matched_count;
    bool inverted; /* "sanctions were imposed": the noun stands before the verb */
    bool attributive; /* "the detained journalist" */
    bool nothing; /* an entry of the same words says that they tell no such event */
} drg_found;

enum { /* by what rule of party_imply.c a side is implied */
    DRG_BY_WORDS, /* by none */
    DRG_BY_SPEAKER,
    DRG_BY_AGENT,
    DRG_BY_CLAUSE,
    DRG_BY_BEYOND,
    DRG_BY_ACT, /* "threatened to attack B" */
    DRG_BY_PLACE,
    DRG_BY_EXAMPLE,
    DRG_BYS
};

enum { /* what the reading engine decided of a telling */
    DRG_READ_SAYS_SOURCE = 1,
    DRG_READ_SAYS_TARGET = 2,
    DRG_READ_SAYS_TENSE = 4,
};

typedef struct drg_side {
    drg_party *items; /* [count], room for DRG_SIDE while parties are found */
    size_t count;
    uint8_t by; /* DRG_BY_*, of the parties that are implied */
} drg_side;

typedef struct drg_telling { /* one place where an event is told */
    drg_found found;
    const drg_entry *entry;
    drg_side source, target;
    uint32_t verb; /* verb group of the trigger or over it, DRG_NONE */
    bool own_verb; /* the trigger is in the group itself */
    bool light; /* a light verb lends its subject */
    uint32_t spoken_by; /* telling that speaks of this one (about.c), DRG_NONE */
    drg_tense tense; /* by a rule: a sign of what is kept and joined */
    drg_tense chosen; /* by all signs (tense.c): what the record says */
    bool negated;
    uint32_t speaker;
    drg_span speaker_span;
    uint32_t place; /* entity */
    uint32_t time; /* index into times */
    drg_slice mode, cameo; /* of the entry, or told by the words beside it */
    double goldstein;
    const drg_read_event *read; /* the reading engine's view, of the same type; NULL: none */
    uint8_t read_says; /* DRG_READ_SAYS_*: what of this it decided */
    uint8_t rival; /* type of the next best reading of the words; see rival_score */
    float rival_score; /* its confidence; 0: there is none */
    float confidence;
} drg_telling;

typedef struct drg_surroundings { /* weights of the other triggers around one */
    float same_type; /* sum over the document, of the same type */
    float same_sentence; /* sum over the sentence, of the same type */
    float rival; /* best of another type at the same word */
    float read_article; /* sum of the reading engine's probabilities of the type in the article */
    bool embedded; /* in the complement of another trigger: "promised to send aid" */
} drg_surroundings;

typedef DRG_LIST(drg_found) drg_found_list;
typedef DRG_LIST(drg_telling) drg_telling_list;

/* Does the telling stand in the complement of the found trigger? */
bool drg_embedded(const drg_syntax *syntax, const drg_found *over, const drg_telling *telling);

typedef struct drg_candidate { /* an entry that may stand somewhere, before the choice */
    drg_found found;
    float value;
    uint32_t order; /* ties go to the earlier */
} drg_candidate;

typedef struct drg_trigger_scratch { /* room that is used again for every sentence */
    DRG_LIST(drg_candidate) candidates;
    DRG_LIST(uint32_t) owners;
} drg_trigger_scratch;

/* All entries that stand in a sentence and are not part of a better one; several of one span are
 * kept, to be chosen between by score. The words after DRG_MOST_TRIGGERS candidates are not read.
 * 0 or DRG_ENOMEM. */
int drg_trigger_find(const drg_syntax *syntax, uint32_t sentence, drg_arena *arena,
    drg_trigger_scratch *scratch, drg_found_list *found);

/* The party that a chunk names or describes. False: it is no actor. `implied` parties never. */
bool drg_actor_of(const drg_syntax *syntax, uint32_t chunk, drg_party *party);
/* The same, without what pronouns stand for. */
bool drg_actor_told(const drg_syntax *syntax, uint32_t chunk, drg_party *party);
/* The states of "the leaders of A and B", added to a side. Returns how many; 0: it says no such. */
size_t drg_actor_states(const drg_syntax *syntax, uint32_t chunk, drg_side *side);
/* Whom a pronoun stands for, described or named; of a list the member that its verb has as subject
 * (pronoun.c). */
bool drg_pronoun_of(const drg_syntax *syntax, uint32_t token, drg_party *party);
/* Only whom the article names. */
bool drg_pronoun_named(const drg_syntax *syntax, uint32_t token, drg_party *party);
/* All whom a pronoun stands for, added to a side. */
void drg_pronoun_list(const drg_syntax *syntax, uint32_t token, drg_side *side);
/* The parties of a chunk and its equals ("A, B and C"), added to a side. Returns how many. */
size_t drg_actor_list(const drg_syntax *syntax, uint32_t chunk, drg_side *side);
/* An actor inside a chunk that is none itself: "Israel's strikes", "US demands". */
size_t drg_actor_inside(const drg_syntax *syntax, uint32_t chunk, uint32_t before, drg_side *side);
/* Adds a party that is not on the side yet. */
void drg_side_add(drg_side *side, const drg_party *party);
/* Is the same actor on both? */
bool drg_same_party(const drg_party *a, const drg_party *b);

/* Are both of one country that is known? */
static inline bool drg_same_country(const drg_party *a, const drg_party *b) {
    return a->country.size && drg_slice_equal(a->country, b->country);
}

/* A state under its name or its adjective. */
static inline bool drg_state_like(drg_entity_type type) {
    return type == DRG_GPE || type == DRG_NORP;
}

/* An entity as a party, in the words of a span. */
drg_party drg_party_of(const drg_document *document, uint32_t entity, drg_span span);

/* The parties of a record in the whole of their words (whole.c). NULL: no memory, or no parties. */
const drg_party *drg_party_whole(
    drg_document *document, const drg_syntax *syntax, const drg_party *parties, size_t count);

/* The last word of how a party is written; empty: it is not. */
static inline drg_slice drg_party_head_word(const drg_document *document, const drg_party *party) {
    return drg_slice_last_word(drg_slice_part(document->text, party->span));
}

/* The party that words stand for, known to be one: the actor in them, else their description.
 * False: no words. */
bool drg_actor_in(const drg_syntax *syntax, uint32_t first, uint32_t end, drg_party *party);

/* ---- the reading engine's view: reading.c. All without effect where there are no weights ---- */
/* Adds triggers of a sentence that the lexicon does not have to found[first ..). 0 or DRG_ENOMEM.
 */
int drg_read_triggers(const drg_syntax *syntax, uint32_t sentence, drg_arena *arena, size_t first,
    drg_found_list *found);
/* The engine's trigger that shares a word with found words, of the type if there is one. NULL. */
const drg_read_event *drg_read_event_at(
    const drg_document *document, const drg_found *found, uint8_t type);
void drg_read_parties(const drg_syntax *syntax, drg_telling *telling);
void drg_read_attributes(const drg_syntax *syntax, drg_telling *telling);
/* First time expression at or after a token (times.count when none). Binary search. */
size_t drg_time_from(const drg_document *document, uint32_t token);

/* The quotation that a token stands in, as an index; DRG_NONE. Binary search. */
uint32_t drg_quote_at(const drg_document *document, uint32_t token);
void drg_party_find(const drg_syntax *syntax, drg_telling *telling);
/* Corrects the sides where the words around the trigger leave no choice (party_sure.c). */
void drg_party_sure(const drg_syntax *syntax, drg_telling *telling);
void drg_attribute_find(const drg_syntax *syntax, drg_telling *telling);
/* Does the text deny what is told? deny.c; once its sides and its verb are found. Bounded time. */
bool drg_denied(const drg_syntax *syntax, const drg_telling *telling);
void drg_mode_find(const drg_syntax *syntax, drg_telling *telling);
/* Writes event->fingerprint out of its type, parties, date and place. */
void drg_fingerprint(const drg_document *document, drg_event *event);

/* Does the article itself name nobody on the side? */
bool drg_side_open(const drg_side *side);

typedef struct drg_draft { /* a record while it is made */
    const drg_telling *best; /* the telling that gives the record its codes */
    drg_side source, target;
    bool answers; /* the target is settled by what the words speak of: fill_about.c, fill_war.c */
    const drg_side *spared; /* whom the act was done to that it condemns; NULL: none */
    DRG_LIST(uint32_t) tellings; /* numbers, reading order */
    uint32_t event; /* the document's event that it became, DRG_NONE */
    double joined; /* sum of the log-odds by which tellings joined it */
    bool rival; /* there was a record of its type near when it was opened */
    bool rival_beside; /* in the same sentence */
    double rival_odds; /* of joining that one, the likeliest */
} drg_draft;

typedef DRG_LIST(drg_draft) drg_draft_list;

/* Who looks on while the stage decides: train/events/candidates.c. NULL in the product. */
typedef struct drg_signs drg_signs;
typedef struct drg_watch {
    void *user;
    /* a candidate, kept or not */
    void (*keep)(void *user, const drg_telling *telling, const drg_signs *signs);
    /* a record, and somebody who may be a party of its side 0 (source) or 1 */
    /* a record so far, and a telling that may be one more of it */
    void (*same)(void *user, const drg_draft *draft, const drg_telling *telling,
        const drg_telling_list *tellings, const drg_signs *signs);
    void (*record)(
        void *user, uint32_t number, const drg_draft *draft, const drg_telling_list *tellings);
    /* somebody whom a telling of it names on a side */
    void (*unite)(
        void *user, uint32_t number, int side, const drg_party *party, const drg_signs *signs);
    void (*fill)(
        void *user, uint32_t number, int side, const drg_party *party, const drg_signs *signs);
    /* the tense of a candidate: what the words say stands in it still; read NULL: not read */
    void (*tense)(
        void *user, const drg_telling *telling, const drg_read_event *read, const drg_signs *signs);
} drg_watch;

/* Does the telling stand in a phrase by which an article speaks of its own making: "declined to
 * comment"? stock.c; constant time. */
bool drg_stock_phrase(const drg_syntax *syntax, const drg_telling *telling);
/* Sets the confidence from the telling and what stands around it. */
void drg_score(const drg_syntax *syntax, const drg_surroundings *around, drg_telling *telling,
    const drg_watch *watch);
/* Tellings of one event become one record. 0 or DRG_ENOMEM. */
int drg_merge(drg_document *document, const drg_syntax *syntax, drg_telling_list *tellings,
    const drg_watch *watch);
struct drg_settling; /* rank.h */
/* Makes the event of a draft; leaves out what has no actor or too little confidence (record.c). */
int drg_record_keep(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, struct drg_settling *settling, drg_draft *from);
/* The last stage, looked on; drg_run_code is this without a watch. */
int drg_code_watched(drg_document *document, const drg_engine *engine, const drg_watch *watch);

#endif
