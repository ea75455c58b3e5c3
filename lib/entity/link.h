/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENTITY_LINK_H
#define DRG_ENTITY_LINK_H
/*
 * What the files of the linker share: who asks, who may be meant, and what is observed.
 *
 *   link_ask.c       pronouns and noun phrases that may stand for an entity ("askers")
 *   link_phrase.c    what stands around an asker: determiner, modifiers, "of", verb
 *   link_memory.c    where each entity was seen last, and how
 *   link_candidates.c  who may be meant, and how they compare
 *   link_bar.c       who cannot be meant, and what stands for nobody
 *   link_evidence.c  what speaks for a candidate, as a list of named observations
 *   link_weights.c   how much each observation counts, for each class of askers (fitted)
 *   group_list.c     names that "and" joins
 *   group_words.c    words that count what was named
 *   group_states.c   which two states "both sides" are
 *   group.c          what stands for several entities at once
 *   link_holder.c    who held an office on the day, by the tables
 *   link.c           the walk over the text: ask, choose, remember
 */
#include "entity.h"

/* Classes of askers: each has weights of its own. */
#define DRG_LINK_CLASSES(X)                                                                        \
    X(HE) /* he, she */                                                                            \
    X(HIS) /* his, her, him, himself */                                                            \
    X(IT)                                                                                          \
    X(ITS) /* its, itself */                                                                       \
    X(THEY) /* they, them, their, themselves */                                                    \
    X(WE) /* we, us, our: the body or state for which somebody speaks */                           \
    X(OFFICE) /* the president: a title of one person */                                           \
    X(ROLE) /* the lawyer, the suspect, the man: what one person is */                             \
    X(STATE) /* the government, the country */                                                     \
    X(BODY) /* the ministry, the company */                                                        \
    X(PLACE) /* the city, the region */                                                            \
    X(SITE) /* the airport */                                                                      \
    X(PEOPLE) /* officials, troops */

typedef enum drg_link_class {
#define X(name) DRG_ASK_##name,
    DRG_LINK_CLASSES(X)
#undef X
        DRG_LINK_CLASS_COUNT
} drg_link_class;

/* Noun phrases that stand for one person. */
static inline bool drg_link_of_person(drg_link_class class) {
    return class == DRG_ASK_OFFICE || class == DRG_ASK_ROLE;
}

/* Observations at an asker, which speak for or against "nobody that is named". */
#define DRG_LINK_ASKER_EVIDENCE(X)                                                                 \
    X(ALWAYS)                                                                                      \
    X(QUOTED)                                                                                      \
    X(SENTENCE_START)                                                                              \
    X(PARTY) /* the reading engine has it as a party of an event */                                \
    X(PARTY_ALONE) /* ... and as nothing but the phrase itself */                                  \
    X(SUBJECT)                                                                                     \
    X(OBJECT)                                                                                      \
    X(GOVERNED) /* by a preposition */                                                             \
    X(SPEAKS)                                                                                      \
    X(THE)                                                                                         \
    X(THIS)                                                                                        \
    X(INDEFINITE)                                                                                  \
    X(QUANTIFIED) /* some, every, no, other */                                                     \
    X(OWNED_PRONOUN) /* his government */                                                          \
    X(OWNED_NAME) /* Kenya's government */                                                         \
    X(BARE)                                                                                        \
    X(MODIFIED)                                                                                    \
    X(NAME_INSIDE)                                                                                 \
    X(OF_NAME)                                                                                     \
    X(OF_OTHER)                                                                                    \
    X(RELATIVE_FOLLOWS)                                                                            \
    X(NOUN_FOLLOWS)                                                                                \
    X(PLURAL)                                                                                      \
    X(CAPITAL)                                                                                     \
    X(NUMBERED) /* two, four */                                                                    \
    X(OTHER_TIME) /* former, new, next, first */                                                   \
    X(DUMMY) /* it is ... that, it seems */                                                        \
    X(IS_FOLLOWS)                                                                                  \
    X(PLURAL_NOUN_BEFORE)                                                                          \
    X(NOUN_SUBJECT_BEFORE)                                                                         \
    X(FITS_NONE)                                                                                   \
    X(FITS_ONE)                                                                                    \
    X(FITS_TWO)                                                                                    \
    X(FITS_MORE)                                                                                   \
    X(WORD_HE)                                                                                     \
    X(WORD_SHE)                                                                                    \
    X(WORD_OBJECT) /* him, them, it behind a verb or preposition */                                \
    X(WORD_OWNER) /* his, their */                                                                 \
    X(WORD_SELF)                                                                                   \
    X(WORD_GOVERNMENT)                                                                             \
    X(WORD_COUNTRY)                                                                                \
    X(WORD_STATE)                                                                                  \
    X(WORD_AUTHORITIES)                                                                            \
    X(WORD_NATION)                                                                                 \
    X(WORD_POLICE)                                                                                 \
    X(WORD_COURT)                                                                                  \
    X(WORD_COMPANY)                                                                                \
    X(WORD_MINISTRY)                                                                               \
    X(WORD_GROUP)                                                                                  \
    X(WORD_PARTY)                                                                                  \
    X(WORD_TEAM)                                                                                   \
    X(WORD_BANK)                                                                                   \
    X(WORD_COMMITTEE)                                                                              \
    X(WORD_FORCE)                                                                                  \
    X(WORD_PARLIAMENT)                                                                             \
    X(WORD_OPPOSITION)                                                                             \
    X(WORD_SCHOOL)                                                                                 \
    X(WORD_CITY)                                                                                   \
    X(WORD_REGION)                                                                                 \
    X(WORD_CAPITAL)                                                                                \
    X(WORD_ISLAND)                                                                                 \
    X(WORD_PRESIDENT)                                                                              \
    X(WORD_MINISTER)                                                                               \
    X(WORD_LEADER)                                                                                 \
    X(WORD_SPOKESMAN)                                                                              \
    X(WORD_OFFICIAL)                                                                               \
    X(WORD_MAN)                                                                                    \
    X(WORD_KIN)                                                                                    \
    X(WORD_MEMBER)                                                                                 \
    X(WORD_OFFICE_TITLE)                                                                           \
    X(WORD_RANK)                                                                                   \
    X(WORD_ROLE)

/* Observations at a candidate. */
#define DRG_LINK_EVIDENCE(X)                                                                       \
    X(PERSON)                                                                                      \
    X(ORGANIZATION)                                                                                \
    X(A_STATE)                                                                                     \
    X(A_TOWN)                                                                                      \
    X(LOCATION)                                                                                    \
    X(FACILITY)                                                                                    \
    X(NORP)                                                                                        \
    X(SAME_SENTENCE)                                                                               \
    X(ONE_BACK)                                                                                    \
    X(TWO_BACK)                                                                                    \
    X(FEW_BACK)                                                                                    \
    X(FAR_BACK)                                                                                    \
    X(VERY_FAR_BACK)                                                                               \
    X(NOT_YET_NAMED)                                                                               \
    X(AHEAD) /* named later in this sentence */                                                    \
    X(LATEST)                                                                                      \
    X(SECOND_LATEST)                                                                               \
    X(THIRD_LATEST)                                                                                \
    X(EARLIER)                                                                                     \
    X(LAST_BY_NAME)                                                                                \
    X(LAST_BY_NOMINAL)                                                                             \
    X(LAST_BY_PRONOUN)                                                                             \
    X(LAST_AS_OWNER)                                                                               \
    X(LAST_AS_OBJECT)                                                                              \
    X(LAST_GOVERNED)                                                                               \
    X(LAST_QUOTED_ONLY)                                                                            \
    X(SUBJECT_HERE)                                                                                \
    X(SUBJECT_ONE_BACK)                                                                            \
    X(SUBJECTS_ALIKE)                                                                              \
    X(TURN_LATEST_FIRST) /* named first in the latest turn that names any who fits */              \
    X(TURN_LATEST_SECOND)                                                                          \
    X(TURN_LATEST_OTHER)                                                                           \
    X(TURN_HERE)                                                                                   \
    X(TURN_ONE_BACK)                                                                               \
    X(TURN_TWO_BACK)                                                                               \
    X(TURN_FAR_BACK)                                                                               \
    X(CLAUSE_MATE) /* no comma or conjunction between, its object cannot be its subject */         \
    X(COUNT_ONE)                                                                                   \
    X(COUNT_FEW)                                                                                   \
    X(COUNT_MANY)                                                                                  \
    X(MOST_NAMED)                                                                                  \
    X(ONLY_ONE)                                                                                    \
    X(EARLY)                                                                                       \
    X(MAIN_COUNTRY)                                                                                \
    X(SPOKE_LAST_PLAIN)                                                                            \
    X(SPOKE_LAST_IN_QUOTE)                                                                         \
    X(SPOKE_LAST_SPEAKS)                                                                           \
    X(SPEAKS_HERE)                                                                                 \
    X(SEX_FITS)                                                                                    \
    X(SEX_BY_PRONOUN)                                                                              \
    X(OTHER_SEX_BY_PRONOUN)                                                                        \
    X(SAME_PRONOUN_LAST)                                                                           \
    X(SAME_PARAGRAPH)                                                                              \
    X(BESIDE) /* right before, or with "and" or "of" between */                                    \
    X(NAMED_BEHIND) /* named behind the asker in its clause: "she met Bashala" */                  \
    X(SPEAKERS_BODY) /* the body or state in the title of who spoke last */                        \
    X(SPEAKERS_STATE) /* the state of who spoke last */                                            \
    X(BODY_OF_SPEAKER_HERE) /* the same of who speaks behind the quotation */                      \
    X(APPOSED)                                                                                     \
    X(COPULA)                                                                                      \
    X(OWNS_PHRASE)                                                                                 \
    X(INSIDE_PHRASE)                                                                               \
    X(IN_OF_PHRASE)                                                                                \
    X(HOLDER)                                                                                      \
    X(HOLDER_BY_TABLE)                                                                             \
    X(BORE_TITLE)                                                                                  \
    X(BORE_WORD)                                                                                   \
    X(BORE_LATEST)                                                                                 \
    X(BORE_OTHER)                                                                                  \
    X(BORE_NOTHING)                                                                                \
    X(SAME_HEAD_LINKED)                                                                            \
    X(HEAD_ENDS_NAME)                                                                              \
    X(HEAD_IN_NAME)                                                                                \
    X(MODIFIER_IN_NAME)                                                                            \
    X(MODIFIER_FITS_NONE)                                                                          \
    X(SAME_COUNTRY)                                                                                \
    X(OTHER_COUNTRY)                                                                               \
    X(SAME_BODY)                                                                                   \
    X(OTHER_BODY)                                                                                  \
    X(READ_BEST_BARELY) /* the reading engine's first choice, by so much */                        \
    X(READ_BEST)                                                                                   \
    X(READ_BEST_BY_FAR)                                                                            \
    X(READ_NEXT)                                                                                   \
    X(READ_BEHIND)                                                                                 \
    X(READ_FAR_BEHIND)                                                                             \
    X(READ_NOBODY) /* ... which holds nobody for likelier */                                       \
    X(READ_OPEN)                                                                                   \
    X(READ_SURE)                                                                                   \
    X(ONLY_FIT) /* of its name, kind or title alone among the candidates */                        \
    X(RIVAL_FITS) /* name, kind or title of another candidate fits, its own does not */            \
    X(KIND_FITS)                                                                                   \
    X(OTHER_KIND)

typedef enum drg_link_evidence {
#define X(name) DRG_LA_##name,
    DRG_LINK_ASKER_EVIDENCE(X)
#undef X
#define X(name) DRG_LC_##name,
        DRG_LINK_EVIDENCE(X)
#undef X
            DRG_LINK_EVIDENCE_COUNT
} drg_link_evidence;

#define DRG_LINK_ROOM 40 /* observations at one asker or candidate, at most */
#define DRG_LINK_NAMES 3 /* names of an entity that the reading engine is asked about */
#define DRG_LINK_RECENT 32 /* entities that are remembered: those seen last */
#define DRG_LINK_HOLDERS 128 /* how often the tables are asked who holds an office */
#define DRG_LINK_GROUPS 64 /* of a text; further ones stay words */
#define DRG_LINK_CANDIDATES (DRG_LINK_RECENT + 4)

typedef struct drg_observed {
    uint8_t list[DRG_LINK_ROOM]; /* drg_link_evidence */
    size_t count;
} drg_observed;

typedef struct drg_asker {
    drg_link_class class;
    uint32_t first, end; /* its head words: tokens, half-open */
    uint32_t start; /* first token of its noun phrase */
    uint32_t sentence;
    uint32_t role; /* role phrase that it is, DRG_NONE */
    uint8_t place; /* drg_link_place */
    char sex; /* 'm', 'f', 0 */
    bool quoted, plural, speaks;
    drg_slice country; /* that its phrase names; empty: none */
    uint32_t names[4]; /* entities named inside the phrase */
    size_t name_count;
    uint32_t owner; /* entity that owns the phrase, DRG_NONE */
    uint32_t of; /* entity in an "of" phrase behind it, DRG_NONE */
    uint32_t plural_noun; /* nearest plural noun before it, a token; DRG_NONE: none near */
    drg_observed seen; /* DRG_LA_* */
} drg_asker;

typedef enum drg_link_place { /* what a mention is in its clause, as far as its neighbours tell */
    DRG_PLACE_OTHER,
    DRG_PLACE_SUBJECT,
    DRG_PLACE_OBJECT,
    DRG_PLACE_GOVERNED,
    DRG_PLACE_OWNER
} drg_link_place;

typedef struct drg_sight { /* what is remembered of an entity */
    uint32_t count; /* mentions so far */
    uint32_t token; /* end of the last mention */
    uint32_t sentence; /* of the last mention; DRG_NONE: not seen yet */
    uint32_t first_sentence;
    uint32_t subject_in, subject_before; /* the last two sentences of which it was a subject */
    uint32_t turn[2], turn_first[2]; /* last turn that mentions it and its first token there:
                                        outside quotations, and anywhere */
    uint32_t spoke_in; /* the last sentence outside quotations in which it spoke, DRG_NONE */
    uint32_t role; /* title that it bore last, DRG_NONE */
    uint32_t head; /* word of the last nominal that was linked to it, DRG_NONE */
    uint8_t kind, place; /* of the last mention */
    drg_link_span named[DRG_LINK_NAMES]; /* its last names, the latest first; empty: none */
    char pronoun; /* sex of the last he or she that was linked to it, 0 */
    bool unquoted; /* seen outside a quotation */
    bool plural, modifies; /* its last name: a plural; before a noun */
} drg_sight;

typedef struct drg_link_list { /* names that "and" joins: "A, B and C" */
    uint32_t members[DRG_GROUP_MEMBERS]; /* entities, in reading order */
    size_t count;
    uint32_t first, end; /* tokens, half-open */
    uint32_t sentence;
    bool persons;
    bool closed; /* "and" stood before the last: it is whole */
    bool subject; /* a verb follows */
    bool modifies; /* a noun follows: "Kenyan and Somali officials" are other people */
} drg_link_list;

typedef struct drg_link_tally { /* how a state was named so far */
    uint32_t sentences; /* that name it, those of the head twice */
    uint32_t last; /* of them */
    bool head; /* in the first sentence that names any */
    bool between; /* as one that goes between others */
} drg_link_tally;

typedef struct drg_linker {
    drg_namer *namer;
    drg_sight *sights; /* [clusters + room for holders by the tables] */
    size_t sight_count;
    uint32_t recent[DRG_LINK_RECENT]; /* entities, the one seen last first */
    size_t recent_count;
    uint32_t speaker; /* entity that spoke last, DRG_NONE */
    uint32_t last_he, last_she; /* entities of the last pronouns */
    /* A turn is a sentence with words outside quotations and the quoted ones right before it. */
    uint32_t turn, turn_sentence;
    bool turn_spoken; /* the turn has words outside quotations */
    uint32_t *title_bearer; /* [words] entity that bore a title with this head last, DRG_NONE */
    drg_intern states; /* country codes with a state or nationality in the text */
    uint32_t *state_of; /* [states.count] its entity */
    drg_link_tally *tallies; /* [states.count] */
    uint32_t tallied; /* first sentence that names a state, plus 1; 0: none yet */
    uint32_t lookups; /* in the tables of holders */
    uint32_t passed; /* readings walked so far */
    drg_link_list open, named; /* the list that may go on; the last whole one */
    uint32_t groups[DRG_LINK_GROUPS]; /* entities that are groups */
    size_t group_count;
    uint32_t group; /* that was meant last, DRG_NONE */
    uint32_t group_token; /* end of its last mention */
    uint32_t grouped; /* tokens before it belong to the words of a group */
    uint32_t quoted; /* token whose quotation was looked for last, plus 1; 0: none yet */
    uint32_t quote_first, quote_end; /* its tokens (link_bar.c) */
} drg_linker;

typedef struct drg_link_candidate {
    uint32_t entity;
    float engine; /* the reading engine's log-odds over nobody */
    bool read; /* they are known */
    int32_t score; /* over nobody, in thousandths */
    drg_observed seen; /* DRG_LC_* */
} drg_link_candidate;

static inline bool drg_link_inside(const drg_namer *namer, uint32_t token, uint32_t sentence) {
    return token < namer->token_count && namer->tokens[token].sentence == sentence;
}
static inline const drg_cluster *drg_link_cluster(const drg_linker *linker, uint32_t entity) {
    return &linker->namer->clusters.items[entity];
}
/* What may be a member of a group that acts: "the two sides". */
static inline bool drg_link_acts(drg_entity_type type) {
    return type == DRG_GPE || type == DRG_ORGANIZATION || type == DRG_NORP;
}
/* ---- link_ask.c ---- */
/* The asker whose head words begin at a token; false: none does. Cost: constant. */
bool drg_link_ask(drg_linker *linker, uint32_t token, drg_asker *asker);
/* ---- link_phrase.c ---- */
drg_link_place drg_link_place_of(const drg_namer *namer, uint32_t start, uint32_t end);
bool drg_link_speaks(const drg_namer *namer, uint32_t start, uint32_t end);
/* Part of speech as the engine or, without it, the shape of the word tells. */
bool drg_link_verb(const drg_namer *namer, uint32_t token);
bool drg_link_noun(const drg_namer *namer, uint32_t token);
bool drg_link_preposition(const drg_namer *namer, uint32_t token);
void drg_link_describe(drg_linker *linker, drg_asker *asker); /* fills asker->seen and the phrase */
/* ---- link_memory.c ---- */
int drg_link_memory(drg_linker *linker);
drg_sight *drg_link_sight(drg_linker *linker, uint32_t entity);
void drg_link_move(drg_linker *linker, uint32_t token); /* called for every token, in order */
void drg_link_note(drg_linker *linker, uint32_t entity, drg_mention_kind kind, uint32_t start,
    uint32_t end, const drg_asker *asker);
uint32_t drg_link_state(const drg_linker *linker, drg_slice country);
/* ---- link_candidates.c ---- */
/* The candidates for an asker with what is observed at them; adds to the asker's own. */
size_t drg_link_candidates(
    drg_linker *linker, drg_asker *asker, drg_link_candidate candidates[DRG_LINK_CANDIDATES]);
/* ---- link_bar.c ---- */
/* Whether an asker stands for nobody that is named ("it is clear that", "another company"). */
bool drg_link_asks_nobody(const drg_namer *namer, const drg_asker *asker);
/* Whether grammar or sense rules a candidate out. */
bool drg_link_barred(drg_linker *linker, const drg_asker *asker, uint32_t entity);
/* ---- link_evidence.c ---- */
void drg_link_observe(
    drg_linker *linker, const drg_asker *asker, uint32_t entity, drg_observed *seen);
/* Bears another office of the same word: "the prime minister" is no foreign minister, "the Greens
 * leader" leads no other party. */
bool drg_link_other_office(drg_linker *linker, const drg_asker *asker, uint32_t entity);
/* The tables say that it is another kind of thing than the noun: "the company" is no ministry. */
bool drg_link_other_kind(const drg_linker *linker, const drg_asker *asker, uint32_t entity);
/* Whether a token begins another clause. */
bool drg_link_breaks(const drg_namer *namer, uint32_t token);
/* The body or state in the title of a person, DRG_NONE. */
uint32_t drg_link_body_of(const drg_linker *linker, uint32_t person);
const char *drg_link_evidence_name(uint8_t evidence);
const char *drg_link_class_name(drg_link_class class);
static inline void drg_observe(drg_observed *seen, bool is, int evidence) {
    if (is && seen->count < DRG_LINK_ROOM)
        seen->list[seen->count++] = (uint8_t)evidence;
}
/* ---- group_list.c ---- */
/* Notes a name for the lists that "and" makes; called for every reading, in order. */
void drg_link_list_note(drg_linker *linker, uint32_t reading);
/* Adds a name to a list that it goes on, else begins the list anew with it. */
void drg_link_list_add(const drg_linker *linker, drg_link_list *list, const drg_reading *reading);
/* "Turkish" and "Labour Party" in "Turkish Foreign Minister X": part of naming X. */
bool drg_link_part_of_title(const drg_namer *namer, const drg_reading *reading);
static inline bool drg_link_holds(const uint32_t *members, size_t count, uint32_t entity) {
    for (size_t i = 0; i < count; i++)
        if (members[i] == entity)
            return true;
    return false;
}
/* ---- group_states.c ---- */
void drg_link_tally_note(drg_linker *linker, const drg_reading *reading);
/* The two states that words beginning at a token mean, in reading order; false: nobody. Sides are
 * harder to tell than countries: they are asked for more. */
bool drg_link_two_states(const drg_linker *linker, uint32_t first, bool sides, uint32_t members[2]);
/* Whether the article speaks far more of as many other states. */
bool drg_link_outweighed(
    const drg_linker *linker, uint32_t first, const uint32_t *members, size_t count);
/* Whether one of them acts on what words beginning at a token mean, or goes between others. */
bool drg_link_acts_on(
    const drg_linker *linker, uint32_t first, const uint32_t *members, size_t count);
/* ---- group.c ---- */
/* Adds a mention where the words at a token count what was named ("the two countries"); false: out
 * of memory. */
bool drg_link_counted(drg_linker *linker, uint32_t token);
/* The group that "they" means rather than one entity (`best`, DRG_NONE: nobody); DRG_NONE: none. */
uint32_t drg_link_they(drg_linker *linker, const drg_asker *asker, uint32_t best);
/* ---- link_weights.c: in thousandths of a log-odd ---- */
extern const int16_t drg_link_weights[DRG_LINK_EVIDENCE_COUNT][DRG_LINK_CLASS_COUNT];
/* ---- link_holder.c ---- */
/* Who held the office on the day, where the tables are sure; an entity is made of him only where
 * `make` says so. */
uint32_t drg_link_holder(drg_linker *linker, const drg_asker *asker, bool make);

/*
 * Called for every asker with its candidates before it is settled: for fitting the weights
 * (train/links). choice: index of a candidate, or SIZE_MAX for none.
 */
typedef void (*drg_link_watch)(void *user, const drg_linker *linker, const drg_asker *asker,
    const drg_link_candidate *candidates, size_t count, size_t choice);
int drg_namer_links_watched(drg_namer *namer, drg_link_watch watch, void *user);

#endif
