/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_LEXICON_H
#define DRG_EVENT_LEXICON_H
/*
 * The lexicon of triggers (data/lexicon/triggers.tsv, classes.tsv, verbs.tsv) as an index over word
 * forms. A look-up costs one hash of a word; a pattern looks at no more than MAX_PATTERN elements
 * and DRG_GAP words a gap.
 */
#include "../base/arena.h"
#include "../base/hash.h"
#include "../know/know.h"

enum { /* forms of a verb that a word can be */
    DRG_FORM_BASE = 1,
    DRG_FORM_THIRD = 2, /* rejects */
    DRG_FORM_PAST = 4,
    DRG_FORM_PARTICIPLE = 8,
    DRG_FORM_ING = 16,
    DRG_FORM_NOUN = 32, /* the form of a noun, or a verb's form that is a common noun as well */
    DRG_FORM_ADJECTIVE = 64,
    DRG_FORM_FIXED = 128, /* first word of a phrase that does not inflect */
    DRG_FORM_VERB = 31, /* any of the verb's */
};

enum { /* what a verb does to its neighbours (verbs.tsv, kind) */
    DRG_VERB_SAY = 1, /* reports speech: said, told, added */
    DRG_VERB_LIGHT = 2, /* lends its subject to a noun: launch, carry out, issue */
    DRG_VERB_SUFFER = 4, /* its subject undergoes the noun: face, suffer, receive */
    DRG_VERB_CONTROL = 8, /* its object does the infinitive: urge, tell, force */
    DRG_VERB_INTEND = 16, /* the infinitive lies ahead: plan, want, threaten */
    DRG_VERB_FAIL = 32, /* the infinitive was not done: fail, decline */
    DRG_VERB_ATTEMPT = 64, /* denied, it denies the infinitive: try, manage, want */
    DRG_VERB_HAPPEN = 128, /* its subject is an event: occur, begin, take (place) */
    DRG_VERB_PUT_OFF = 256, /* the event is not, or not yet: cancel, postpone */
};

typedef enum drg_place { /* where a party stands, seen from its trigger */
    DRG_AT_OBJECT,
    DRG_AT_POSSESSOR,
    DRG_AT_BY,
    DRG_AT_FROM,
    DRG_AT_OF,
    DRG_AT_ON,
    DRG_AT_AGAINST,
    DRG_AT_TO,
    DRG_AT_WITH,
    DRG_AT_BETWEEN,
    DRG_AT_FOR,
    DRG_AT_AT,
    DRG_AT_INTO,
    DRG_AT_IN,
    DRG_AT_OVER,
    DRG_AT_OUTSIDE,
    DRG_AT_NEAR,
    DRG_PLACES
} drg_place;

typedef enum drg_place_role {
    DRG_ROLE_UNSAID, /* the table says nothing of this place */
    DRG_ROLE_SOURCE,
    DRG_ROLE_TARGET,
    DRG_ROLE_PARTY, /* of equal standing */
    DRG_ROLE_NONE, /* what stands here is no party */
} drg_place_role;

enum { /* guards: all of an entry's must hold */
    DRG_GUARD_PARTY = 1,
    DRG_GUARD_SOURCE = 2,
    DRG_GUARD_TARGET = 4,
    DRG_GUARD_ACTOR_OBJECT = 8,
    DRG_GUARD_NOT_MODIFIER = 16,
    DRG_GUARD_NOT_SPORTS = 32,
    DRG_GUARD_ARMED = 64,
    DRG_GUARD_LABOUR = 128,
    DRG_GUARD_INTRANSITIVE = 256,
    DRG_GUARD_PASSIVE = 512,
    DRG_GUARD_ACTIVE = 1024,
    DRG_GUARD_OPEN_TARGET = 2048, /* no condition: nobody is supplied as target */
    DRG_GUARD_NO_EVENT = 4096, /* the words tell no event of the type */
    DRG_GUARD_NOTHING = 8192, /* nor of any other */
};

typedef enum drg_entry_kind {
    DRG_ENTRY_VERB,
    DRG_ENTRY_NOUN,
    DRG_ENTRY_ADJECTIVE,
    DRG_ENTRY_PHRASE,
    DRG_ENTRY_FIXED,
} drg_entry_kind;

#define DRG_GAP 4 /* words that ~ may stand for */

typedef struct drg_pattern_element {
    uint64_t classes; /* any word of these classes; 0: one of the words below */
    uint32_t first_word, word_count; /* into drg_lexicon.words; both 0 with classes 0: a gap */
} drg_pattern_element;

typedef struct drg_entry {
    drg_slice lemma, mode, cameo;
    double goldstein; /* of the code */
    float weight; /* 0..1 */
    uint8_t kind; /* drg_entry_kind */
    uint8_t type; /* drg_event_type */
    bool symmetric;
    bool reversed; /* the subject is the target */
    uint16_t guards;
    uint8_t roles[DRG_PLACES]; /* drg_place_role */
    uint8_t contexts[DRG_MAX_CONTEXTS]; /* rows of the context table */
    uint8_t context_count;
    uint32_t first_element, element_count; /* what follows the first word */
} drg_entry;

typedef struct drg_entry_form { /* an entry that a word may begin, and as what form */
    uint32_t entry;
    uint8_t forms;
} drg_entry_form;

typedef struct drg_word { /* what the lexicon knows of a word in lower case; all zero: nothing */
    uint8_t forms;
    uint16_t verb_kinds; /* DRG_VERB_* */
    uint64_t classes; /* bit n: class n */
    const drg_entry_form *entries;
    size_t entry_count;
} drg_word;

typedef struct drg_lexicon drg_lexicon;

/* Builds the index from the tables of the block. DRG_EFORMAT (a code, place or guard that is not
 * known), DRG_ENOMEM. The tables must outlive it. */
int drg_lexicon_open(const drg_know *know, drg_lexicon **lexicon, drg_error *error);
void drg_lexicon_free(drg_lexicon *lexicon); /* NULL is fine */

/* What is known of a word. Constant time. */
const drg_word *drg_lexicon_word(const drg_lexicon *lexicon, drg_slice lower);
/* Row of a context in the context table; UINT8_MAX: none. */
uint8_t drg_lexicon_context(const drg_lexicon *lexicon, drg_slice name);
/* What leads from general CAMEO codes to special ones. */
const struct drg_refining *drg_lexicon_refining(const drg_lexicon *lexicon);
/* The entry of a type that has no words. */
uint32_t drg_lexicon_plain(const drg_lexicon *lexicon, drg_event_type type);
const drg_entry *drg_lexicon_entry(const drg_lexicon *lexicon, uint32_t entry);
const drg_pattern_element *drg_lexicon_elements(const drg_lexicon *lexicon, const drg_entry *entry);
/* Is a word one that the element allows? `word` is drg_lexicon_word of `lower`. */
bool drg_lexicon_fits(const drg_lexicon *lexicon, const drg_pattern_element *element,
    drg_slice lower, const drg_word *word);
/* The bit of a class by its name; 0: no such class. */
uint64_t drg_lexicon_class(const drg_lexicon *lexicon, const char *name);
/* PLOVER's score of a type or of a mode of it. */
double drg_lexicon_intensity(const drg_lexicon *lexicon, drg_event_type type, drg_slice mode);
/* Goldstein value of a CAMEO code; 0 where there is no such code. */
double drg_lexicon_goldstein(const drg_lexicon *lexicon, drg_slice code);
uint8_t drg_lexicon_quad(const drg_lexicon *lexicon, drg_event_type type);

#endif
