/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENTITY_ENTITY_H
#define DRG_ENTITY_ENTITY_H
/*
 * What the files of the name stage share: the working set of one document and its steps.
 *
 *   words.c       every distinct word once: how it is written in this text, what the tables say
 *   titles.c      titles and role words of the text (document->roles)
 *   candidates.c  spans that may be names, from capitals and from tables
 *   evidence.c    what speaks for and against each span, as a list of named observations;
 *                 evidence_around.c: those of the words around it (evidence.h)
 *   reading.c     what the reading engine says for it, on the scale of the weights
 *   weights.c     how much each observation counts for each type
 *   decode.c      the best consistent set of names of a sentence
 *   certain.c     names that the text makes certain, for the second reading
 *   cut.c         where a name begins by rule: behind titles, articles, peoples
 *   borders.c     ends of names that are certain: no form of address, all of a ministry's fields
 *   countries.c   the countries that the text is about
 *   place.c       which place a name means
 *   position.c    where places without a row of their own lie
 *   choose.c      which row of the tables a name means
 *   chain.c       names -> entities (chain_person.c, chain_body.c)
 *   known_as.c    "X, also known as Y"
 *   resolve.c     entities -> the tables: type, country, coordinates, office
 *   term.c        the office of a person on the day, in the tables
 *   home.c        where those belong whose country neither text nor tables say
 *   home_survey.c what an article says of the countries that it names
 *   home_names.c  which countries a person's name is at home in
 *   home_weights.c how much each observation of home.c counts
 *   headline.c    persons whom only the headline apart from the text names in full
 *   bearer.c      titles -> who bears them, of what
 *   inside.c      the country that the words of a name tell
 *   listed.c      "councilors A and B": whom a title in the plural lists
 *   link*.c       "the Turkish foreign minister", "the country", "he": whom they stand for (link.h)
 *   group*.c      "the two countries", "they" after "A and B": a group and its members
 *   phrase.c      where the noun phrase around a description's head begins
 *   first_person.c "I", "my" in a quotation, once the quote stage knows who speaks
 *   actor_code.c  CAMEO style codes
 *   explain.c     why each entity is what it is
 *   publish.c     the arrays of the document
 *   name.c        the order of the steps
 *
 * Nothing here outlives the stage but what publish.c copies into the document. All memory is the
 * document's arena: a step that runs out leaves the arena failed and returns early.
 */
#include "../document.h"
#include "../engine.h"

enum { /* classes of a word, column `classes` of name_words.tsv */
    DRG_WORD_ORGANIZATION = 1 << 0, /* head of a body: ministry, party */
    DRG_WORD_COMPANY = 1 << 1, /* Ltd, Holdings */
    DRG_WORD_MEDIA = 1 << 2, /* Times, TV */
    DRG_WORD_ORGANIZATION_WEAK = 1 << 3, /* inside names of bodies: health, trade */
    DRG_WORD_FACILITY = 1 << 4, /* airport, palace */
    DRG_WORD_LOCATION = 1 << 5, /* sea, island */
    DRG_WORD_STATE = 1 << 6, /* city, province */
    DRG_WORD_OPENER = 1 << 7, /* national, united */
    DRG_WORD_JOIN = 1 << 8, /* of, and: inside a name, never at its ends */
    DRG_WORD_PARTICLE = 1 << 9, /* al, bin, van: in names of persons, also first */
    DRG_WORD_CALENDAR = 1 << 10, /* Monday, April */
    DRG_WORD_GOVERNMENT = 1 << 11, /* administration: makes a body of a person's name */
    DRG_WORD_SPEECH = 1 << 12, /* said */
    DRG_WORD_PLACE_BEFORE = 1 << 13, /* in, near */
    DRG_WORD_KIN = 1 << 14, /* father */
    DRG_WORD_MODIFIER = 1 << 15, /* former, deputy: before a title */
    DRG_WORD_COMMON_LOWER = 1 << 16, /* a common word that is nearly always in lower case */
    DRG_WORD_COMMON_MIXED = 1 << 17, /* a common word that is often capitalised too */
    DRG_WORD_GAME = 1 << 18, /* goal, innings */
    DRG_WORD_TONGUE = 1 << 19, /* English: a people's language too */
    DRG_WORD_TONGUE_ONLY = 1 << 20, /* Hindi: a language alone */
    DRG_WORD_FACILITY_FIRST = 1 << 21, /* plaza: what begins with it is built */
};

typedef struct drg_word { /* a distinct word of the text, by its lower case */
    drg_slice lower;
    drg_slice folded; /* without accents and dots */
    uint32_t skeleton; /* number of its spelling with transliteration differences folded */
    uint32_t classes; /* DRG_WORD_* */
    uint32_t person; /* DRG_NAME_* of know.h */
    uint32_t lower_count; /* times in lower case, where case means something */
    uint32_t capital_count; /* times capitalised inside a sentence, where case means something */
    uint16_t person_first, person_last; /* persons' names of the first reading with it there */
    uint16_t body_first, body_part; /* bodies' names of several words that begin with, contain it */
    uint32_t acronym; /* initials of a body's name of this text: number of such names */
} drg_word;

typedef struct drg_hit { /* a name of the tables at its place */
    uint32_t first, end; /* tokens, half-open */
    const uint32_t *things;
    uint32_t thing_count;
    uint16_t kinds; /* 1 << drg_thing_kind of each thing */
    uint16_t types; /* 1 << drg_entity_type of each thing */
    bool guarded, folded, alias; /* guarded: every thing needs more evidence than its name */
} drg_hit;

typedef struct drg_cover { /* tokens of a table name, half-open; equal: none */
    uint32_t first, end;
    uint32_t hit;
} drg_cover;

#define DRG_NAME_TOKENS 12 /* longest name that is looked for outside the tables */
#define DRG_LONG_RUN 16 /* so many capitalised words in a row are no name but a headline */
#define DRG_LONG_RUN_TOKENS 6 /* longest name that is looked for in one */
#define DRG_NAME_TYPES 6 /* PERSON .. NORP: the types that are decoded */
#define DRG_EVIDENCE_ROOM 64

typedef struct drg_reading { /* a decoded name */
    uint32_t first, end, sentence;
    uint32_t hit; /* the table name that it is, DRG_NONE */
    uint32_t entity; /* set by chain.c */
    drg_entity_type type;
    int32_t score; /* over reading no name there */
    uint16_t evidence_count;
    const uint8_t *evidence; /* drg_evidence of it */
} drg_reading;

typedef struct drg_certain { /* a name that the text makes certain (certain.c) */
    uint32_t end; /* 0: none begins at this token */
    drg_entity_type type;
} drg_certain;

#define DRG_ANCHORS 16 /* places of an article that others are measured from */
#define DRG_PLACE_CANDIDATES 48 /* of one name; the most prominent come first */

typedef struct drg_place_work { /* what the choice of places knows of the article */
    const drg_thing *anchors[DRG_ANCHORS];
    uint32_t anchor_count;
    drg_slice dateline_country; /* empty: none */
    drg_slice first_country; /* that most votes went to */
    uint32_t first_votes, second_votes; /* of it and of the next one */
    uint32_t *name_of; /* [readings] number of its name */
    uint32_t *told; /* [names] place that was told beside the name, plus 1; 0: none */
    uint32_t *given; /* [names] votes that the name itself gave */
} drg_place_work;

typedef struct drg_place_choice { /* which place a reading means */
    uint32_t thing; /* DRG_NONE: no place of the tables, or in doubt */
    uint32_t best, second; /* the two best candidates, DRG_NONE: none */
    float best_share, second_share; /* of 1 */
} drg_place_choice;

#define DRG_GROUP_MEMBERS 8 /* of a group, at most */

typedef struct drg_cluster { /* an entity in the making */
    drg_entity_type type;
    uint32_t thing; /* DRG_NONE */
    uint32_t near; /* place that gives its position, for one without its own, DRG_NONE */
    drg_place_choice place; /* of its first reading of a place */
    uint32_t fullest; /* reading with its fullest name */
    uint32_t first; /* reading that names it first */
    uint32_t votes[DRG_ENTITY_TYPES]; /* readings by type */
    uint32_t count; /* readings */
    drg_slice country;
    drg_basis country_basis;
    const char *country_rule; /* which rule found it; NULL: none, or the row of the tables */
    int64_t country_score; /* of a weighed country (home.c), in thousandths of a logit */
    int64_t country_second_score; /* of the next one */
    drg_slice country_second; /* the next one; empty: none */
    uint8_t
        country_why[3]; /* observations of home.h that spoke most for the one, plus 1; 0: none */
    uint32_t role; /* role phrase that gives the office, DRG_NONE */
    bool former; /* that role or term is over */
    bool then; /* ... but he held it when he did what is told: "the then president" */
    const drg_term *term; /* office of the tables at the day of publication, or NULL */
    drg_slice name; /* canonical name */
    bool female, male; /* what its names and titles say */
    uint32_t acronym; /* word that the text gives for it in brackets, plus 1; 0: none */
    uint32_t short_count; /* readings of one word so far */
    uint32_t last_seen; /* token of its last reading so far, while readings are walked */
    uint32_t members[DRG_GROUP_MEMBERS]; /* clusters that it is a group of, in reading order */
    size_t member_count; /* 0: it is no group */
} drg_cluster;

typedef struct drg_namer {
    drg_document *document;
    const drg_engine *engine;
    const drg_know *know;
    drg_arena *arena;
    const drg_token *tokens;
    uint32_t token_count;

    drg_intern interned; /* lower-case words */
    drg_intern skeletons;
    drg_word *words; /* [interned.count] */
    uint32_t game_words; /* of these, how many are words of a game (DRG_WORD_GAME) */
    uint32_t *word_of; /* [tokens] */
    uint8_t *marks; /* [tokens] DRG_MARK_* */

    DRG_LIST(drg_hit) hits; /* sorted by first, then longest first */
    uint32_t *hit_from; /* [tokens + 1] first hit at or after a token */
    drg_cover *cover; /* [tokens] the longest table name over a token */
    uint16_t
        *types_before; /* [tokens + 1] types of the table names that end right before a token */
    uint32_t *role_of; /* [tokens] role phrase that covers it, DRG_NONE */
    DRG_LIST(uint8_t) role_kinds; /* drg_title_kind of each role phrase */

    drg_intern names; /* decoded names of the first reading, as written in lower case */
    uint32_t (*name_types)[DRG_NAME_TYPES]; /* [names.count] how often each type */

    drg_certain *certain; /* [tokens] by first token; NULL before the second reading */
    DRG_LIST(drg_reading) readings; /* in reading order, no overlaps */
    uint32_t *reading_of; /* [tokens] reading that covers it, DRG_NONE */
    DRG_LIST(drg_cluster) clusters;
    DRG_LIST(drg_mention) others; /* nominals and pronouns */
    drg_intern countries; /* country codes that the text names, by state or demonym */
    uint32_t *country_votes; /* [countries.count] */
    uint32_t *vote_of; /* [readings] what each gave to the country of its first meaning */
    drg_place_choice *places; /* [readings] */
    drg_slice main_country; /* the country that the article is mostly about; empty: none */
} drg_namer;

enum { /* what a token may be in a name */
    DRG_MARK_CAPITAL = 1, /* written with a capital, or without case (Han, Arabic) */
    DRG_MARK_JOIN = 2, /* may stand inside */
    DRG_MARK_PARTICLE = 4, /* may also begin a person's name */
    DRG_MARK_HEAD = 8, /* a head word in lower case: may end it ("Hong Kong police") */
    DRG_MARK_NUMBER = 16, /* may end it, or stand inside ("Channel 13") */
    DRG_MARK_TAIL = 64, /* in lower case behind a capital and a hyphen: "hee" in "Kun-hee" */
    DRG_MARK_LONG_RUN = 128, /* in a run of DRG_LONG_RUN words with capitals or more */
    DRG_MARK_TITLE_OF = 32, /* inside a title's own "of" phrase ("Minister of Higher Education") */
};

static inline const drg_word *drg_namer_word(const drg_namer *namer, uint32_t token) {
    return &namer->words[namer->word_of[token]];
}
static inline uint32_t drg_reading_from(const drg_namer *namer, uint32_t token) {
    uint32_t r = token < namer->token_count ? namer->reading_of[token] : DRG_NONE;
    return r != DRG_NONE && namer->readings.items[r].first == token ? r : DRG_NONE;
}
static inline uint32_t drg_reading_to(const drg_namer *namer, uint32_t end) {
    uint32_t r = end ? namer->reading_of[end - 1] : DRG_NONE;
    return r != DRG_NONE && namer->readings.items[r].end == end ? r : DRG_NONE;
}
/* The word of a token in lower case; empty behind the text. */
static inline drg_slice drg_namer_lower(const drg_namer *namer, uint32_t token) {
    return token < namer->token_count ? namer->tokens[token].lower : (drg_slice){NULL, 0};
}

static inline bool drg_token_is(const drg_namer *namer, uint32_t token, const char *lower) {
    return drg_slice_is(drg_namer_lower(namer, token), lower);
}

/* Whether a token is one of the words of a list as drg_slice_listed takes it. */
static inline bool drg_namer_token_in(const drg_namer *namer, uint32_t token, const char *list) {
    return token < namer->token_count && drg_slice_listed(namer->tokens[token].lower, list);
}

/* The whole stage with another step in the place of drg_namer_links: for fitting its weights. */
int drg_name_with(drg_document *document, const drg_engine *engine, int (*links)(drg_namer *namer));

/* ---- steps; each returns 0, DRG_ENOMEM or DRG_ECANCELLED ---- */
int drg_namer_words(drg_namer *namer);
int drg_namer_hits(drg_namer *namer);
int drg_namer_titles(drg_namer *namer);
/* pass 0: names by themselves; pass 1: with the names of the first reading of the whole text. */
int drg_namer_decode(drg_namer *namer, unsigned pass);
int drg_namer_remember(drg_namer *namer); /* Short forms that name nobody (unnamed.c): what the
                                             article calls so is no body. */
enum {
    DRG_UNNAMED = 16, /* at most in an article: each name is compared to all */
    DRG_SHORT_FORM = 8 /* bytes, at most */
};

typedef struct drg_unnamed {
    drg_slice forms[DRG_UNNAMED]; /* of the text, as defined in brackets */
    size_t count;
} drg_unnamed;

/* Whether a name of a people is its language here (language.c); `last_end`: where the last such
 * name of the text ended, 0 for none. */
bool drg_names_language(const drg_namer *namer, size_t reading, uint32_t last_end);

void drg_namer_unnamed(const drg_namer *namer, drg_unnamed *unnamed);
bool drg_is_unnamed(const drg_namer *namer, const drg_unnamed *unnamed, const drg_reading *r);

/* between the two passes */
int drg_namer_certain(drg_namer *namer); /* names that the text makes certain */
int drg_namer_borders(drg_namer *namer); /* ends of names that are certain */
int drg_namer_countries(drg_namer *namer);
int drg_namer_places(drg_namer *namer); /* which place each name means */
int drg_namer_chain(drg_namer *namer);
/* The state whose three letters stand alone in brackets at a token, where no table has a name of
 * them; DRG_NONE. */
uint32_t drg_state_of_code(const drg_namer *namer, uint32_t at);
/* The entity before that "known as" gives a reading to, in chain.c; DRG_NONE. */
uint32_t drg_namer_known_as(const drg_namer *namer, uint32_t reading);
int drg_namer_resolve(drg_namer *namer); /* what the tables know of each */
int drg_namer_headline(drg_namer *namer);
int drg_namer_bearers(drg_namer *namer);
/* Who "President Biden" is: persons by the office that the text gives them. */
void drg_namer_holders(drg_namer *namer);
int drg_namer_offices(drg_namer *namer); /* offices and countries from the text */
/* The term of a person on the day of publication; the country of whoever heads a union then. */
void drg_namer_term(const drg_namer *namer, drg_cluster *person);
int drg_namer_homes(drg_namer *namer); /* countries of the rest */
/* "San Miguel", "Saint Louis": does a name that begins so have many places? */
bool drg_namer_saint(const drg_namer *namer, uint32_t token);
int drg_namer_positions(drg_namer *namer); /* of places without a row of their own */
int drg_namer_links(drg_namer *namer); /* nominals and pronouns */
int drg_namer_publish(drg_namer *namer);
/* Lists each entity's mentions anew, after mentions were added in their places. Linear. */
int drg_mentions_list(drg_document *document);
/* The first token of the noun phrase around a description's head words, which begin at `head`. */
uint32_t drg_namer_phrase_start(const drg_namer *namer, uint32_t head);

/* Whether a country code is that of a state, and no acronym of three letters: ICC, IMF. */
bool drg_country_is_state(const drg_namer *namer, drg_slice country);
/* The country that a name's own words tell; empty: none. */
drg_slice drg_country_inside(const drg_namer *namer, const drg_reading *r);
/* How many states the words of a name tell, its own row aside; 2: two or more. */
unsigned drg_name_states(const drg_namer *namer, const drg_reading *r);
/* Whether a word in lower case is a noun or an adjective, as the engine reads it. */
bool drg_token_describes(const drg_namer *namer, uint32_t at, bool *noun);
/* Whether a row of the tables says that a body or region is of no state. */
bool drg_cluster_stateless(const drg_namer *namer, const drg_cluster *cluster);
int drg_namer_nationalities(drg_namer *namer); /* countries beside names (nationality.c) */
#define DRG_LISTED 12 /* persons that one title lists, at most */
/* Clusters of the persons behind a title in the plural, into clusters[DRG_LISTED]; their number. */
size_t drg_namer_listed(const drg_namer *namer, const drg_role_phrase *role, uint32_t *clusters);

/* ---- evidence ---- */
#define DRG_EVIDENCE(X)                                                                            \
    X(ONE_WORD)                                                                                    \
    X(TWO_WORDS)                                                                                   \
    X(THREE_WORDS)                                                                                 \
    X(FOUR_WORDS)                                                                                  \
    X(MORE_WORDS)                                                                                  \
    X(TABLE_STATE)                                                                                 \
    X(TABLE_DEMONYM)                                                                               \
    X(TABLE_GPE)                                                                                   \
    X(TABLE_SMALL_GPE)                                                                             \
    X(TABLE_LOCATION)                                                                              \
    X(TABLE_FACILITY)                                                                              \
    X(TABLE_BODY)                                                                                  \
    X(TABLE_PERSON)                                                                                \
    X(TABLE_SEAT)                                                                                  \
    X(TABLE_GUARDED)                                                                               \
    X(TABLE_FOLDED)                                                                                \
    X(TABLE_TWO_WORDS)                                                                             \
    X(INSIDE_TABLE_NAME)                                                                           \
    X(CROSSES_TABLE_NAME)                                                                          \
    X(HOLDS_PERSON_NAME)                                                                           \
    X(FIRST_GIVEN)                                                                                 \
    X(FIRST_GIVEN_AMBIGUOUS)                                                                       \
    X(LAST_SURNAME)                                                                                \
    X(LAST_GIVEN)                                                                                  \
    X(FIRST_SURNAME)                                                                               \
    X(ALL_PERSON_WORDS)                                                                            \
    X(INITIAL_INSIDE)                                                                              \
    X(PARTICLE_INSIDE)                                                                             \
    X(HYPHEN_INSIDE)                                                                               \
    X(TITLE_BEFORE)                                                                                \
    X(RANK_BEFORE)                                                                                 \
    X(HONORIFIC_BEFORE)                                                                            \
    X(ROLE_BEFORE)                                                                                 \
    X(LOWER_TITLE_BEFORE)                                                                          \
    X(TITLE_AFTER)                                                                                 \
    X(APPOSITION_AFTER)                                                                            \
    X(AGE_AFTER)                                                                                   \
    X(SPEECH_AFTER)                                                                                \
    X(SPEECH_BEFORE)                                                                               \
    X(WHO_AFTER)                                                                                   \
    X(POSSESSIVE_AFTER)                                                                            \
    X(KIN_BEFORE)                                                                                  \
    X(LAST_BODY_HEAD)                                                                              \
    X(FIRST_BODY_HEAD_OF)                                                                          \
    X(INNER_BODY_HEAD)                                                                             \
    X(LOWER_BODY_HEAD)                                                                             \
    X(COMPANY_WORD)                                                                                \
    X(MEDIA_WORD)                                                                                  \
    X(BODY_WORDS_INSIDE)                                                                           \
    X(OPENER_FIRST)                                                                                \
    X(ALL_UPPER)                                                                                   \
    X(SHORT_UPPER)                                                                                 \
    X(MIXED_CASE)                                                                                  \
    X(ACRONYM_IN_BRACKETS)                                                                         \
    X(ACRONYM_AFTER)                                                                               \
    X(FOREIGN_IN_BRACKETS)                                                                         \
    X(ACRONYM_OF_TEXT)                                                                             \
    X(THE_BEFORE)                                                                                  \
    X(A_BEFORE)                                                                                    \
    X(AND_INSIDE)                                                                                  \
    X(AND_BETWEEN_TABLE_NAMES)                                                                     \
    X(OF_INSIDE)                                                                                   \
    X(FOR_INSIDE)                                                                                  \
    X(POSSESSIVE_INSIDE)                                                                           \
    X(DEMONYM_FIRST)                                                                               \
    X(PLACE_FIRST)                                                                                 \
    X(PLACE_LAST)                                                                                  \
    X(LAST_FACILITY_HEAD)                                                                          \
    X(LOWER_FACILITY_HEAD)                                                                         \
    X(FIRST_FACILITY_HEAD_OF)                                                                      \
    X(LAST_LOCATION_HEAD)                                                                          \
    X(LOWER_LOCATION_HEAD)                                                                         \
    X(FIRST_LOCATION_HEAD)                                                                         \
    X(LAST_STATE_HEAD)                                                                             \
    X(LOWER_STATE_HEAD)                                                                            \
    X(STATE_HEAD_AFTER)                                                                            \
    X(STATE_HEAD_OF_BEFORE)                                                                        \
    X(FACILITY_HEAD_AFTER)                                                                         \
    X(LOCATION_HEAD_AFTER)                                                                         \
    X(BODY_HEAD_AFTER)                                                                             \
    X(GOVERNMENT_WORD_LAST)                                                                        \
    X(IN_BEFORE)                                                                                   \
    X(PLACE_WORD_BEFORE)                                                                           \
    X(OF_BEFORE)                                                                                   \
    X(BY_BEFORE)                                                                                   \
    X(COMMA_PLACE_AFTER)                                                                           \
    X(PLACE_COMMA_BEFORE)                                                                          \
    X(DATELINE_PLACE)                                                                              \
    X(DATELINE_AGENCY)                                                                             \
    X(BYLINE)                                                                                      \
    X(SENTENCE_START)                                                                              \
    X(CAPS_CONTEXT)                                                                                \
    X(HEADLINE)                                                                                    \
    X(SEEN_LOWER)                                                                                  \
    X(SEEN_CAPITAL)                                                                                \
    X(COMMON_ONE_WORD)                                                                             \
    X(MIXED_ONE_WORD)                                                                              \
    X(COMMON_FIRST)                                                                                \
    X(COMMON_LAST)                                                                                 \
    X(COMMON_INNER)                                                                                \
    X(COMMON_ALL)                                                                                  \
    X(COMMON_START_CUT)                                                                            \
    X(TITLE_FIRST)                                                                                 \
    X(TITLE_LAST)                                                                                  \
    X(TITLE_ALL)                                                                                   \
    X(TITLE_OF_PHRASE)                                                                             \
    X(CALENDAR_WORD)                                                                               \
    X(NUMBER_LAST)                                                                                 \
    X(TAIL_LAST)                                                                                   \
    X(COMMON_TAIL_LAST)                                                                            \
    X(TAIL_AFTER)                                                                                  \
    X(LETTER_ONLY)                                                                                 \
    X(CAPITAL_BEFORE)                                                                              \
    X(CAPITAL_AFTER)                                                                               \
    X(CAPITAL_TITLE_AFTER)                                                                         \
    X(CAPITAL_OF_AFTER)                                                                            \
    X(CAPITAL_OF_BEFORE)                                                                           \
    X(DEMONYM_BEFORE)                                                                              \
    X(TABLE_NAME_BEFORE)                                                                           \
    X(TABLE_NAME_AFTER)                                                                            \
    X(HYPHEN_BEFORE)                                                                               \
    X(HYPHEN_AFTER)                                                                                \
    X(NOUN_AFTER)                                                                                  \
    X(VERB_AFTER)                                                                                  \
    X(NATIONAL_ENDING)                                                                             \
    X(PLURAL_ENDING)                                                                               \
    X(IN_QUOTES)                                                                                   \
    X(LIST_OF_NAMES)                                                                               \
    X(TEXT_PERSON)                                                                                 \
    X(TEXT_ORGANIZATION)                                                                           \
    X(TEXT_GPE)                                                                                    \
    X(TEXT_LOCATION)                                                                               \
    X(TEXT_FACILITY)                                                                               \
    X(TEXT_NORP)                                                                                   \
    X(TEXT_PERSON_LAST)                                                                            \
    X(TEXT_PERSON_FIRST)                                                                           \
    X(TEXT_BODY_FIRST)                                                                             \
    X(TEXT_BODY_PART)

typedef enum drg_evidence {
#define X(name) DRG_E_##name,
    DRG_EVIDENCE(X)
#undef X
        DRG_EVIDENCE_COUNT
} drg_evidence;

typedef struct drg_candidate {
    uint32_t first, end, sentence;
    uint32_t hit; /* the table name with exactly these tokens, DRG_NONE */
} drg_candidate;

/*
 * The candidates that start at a token, shortest first; at most DRG_NAME_TOKENS and the table names
 * there. Returns how many were written. Cost: the length of the longest.
 */
#define DRG_CANDIDATES_A_TOKEN 20
enum { DRG_NAME_PARTS = 2 };
/* A read name as one or two, in reading order; returns how many. */
size_t drg_reading_cut(const drg_namer *namer, unsigned pass, const drg_reading *whole,
    drg_reading parts[DRG_NAME_PARTS]);
/* The name of the tables that tokens [first, end) are; DRG_NONE. */
uint32_t drg_exact_hit(const drg_namer *namer, uint32_t first, uint32_t end);
size_t drg_candidates_at(const drg_namer *namer, const drg_sentence *sentence, uint32_t token,
    drg_candidate candidates[DRG_CANDIDATES_A_TOKEN]);
/* What is observed at a candidate. Returns how many were written. Cost: its length. */
size_t drg_evidence_collect(const drg_namer *namer, const drg_candidate *candidate, unsigned pass,
    uint8_t evidence[DRG_EVIDENCE_ROOM]);
const char *drg_evidence_name(drg_evidence evidence);
/* How much evidence counts for a type, in thousandths. */
extern const int16_t drg_evidence_weights[2][DRG_EVIDENCE_COUNT][DRG_NAME_TYPES];
int32_t drg_evidence_score(
    unsigned pass, drg_entity_type type, const uint8_t *evidence, size_t count);

/* What the reading engine says of a candidate for each type, on the same scale; 0 without weights.
 */
void drg_read_name_scores(
    const drg_namer *namer, const drg_candidate *candidate, int32_t scores[DRG_NAME_TYPES]);

/* A score as a number from 0.5 to 1. */
float drg_reading_confidence(int32_t score);
/* "Ko Wen-je (柯文哲)": tokens in a script without case, in brackets behind a capitalised word. */
bool drg_namer_foreign(const drg_namer *namer, uint32_t first, uint32_t end);

/* ---- countries ---- */
/* How much the text names a country. */
#define DRG_NAMED_VOTES 2 /* so many at least where a place or people of it is named */
#define DRG_BELIEVED_POPULATION 200000 /* a smaller place needs its country named beside it */
uint32_t drg_country_votes(const drg_namer *namer, drg_slice country);
/* The country of the web address that the text begins with; empty: none, or it says none. */
drg_slice drg_namer_address(const drg_namer *namer);
/* A name of common words alone, as many states have a body of: "Supreme Electoral Tribunal". */
bool drg_reading_common(const drg_namer *namer, const drg_reading *reading);
/* So well known that its name means it wherever it stands: a state, a capital, a city of millions.
 */
bool drg_thing_prominent(const drg_thing *thing);
/* The other states that have a party or people of the name: "First Nations" of Australia; "*": any
 * may, as a "Democrat". Empty: none. */
drg_slice drg_thing_elsewhere(const drg_know *know, const drg_thing *thing);

/* ---- which row a name means ---- */
/* The thing that a reading means, DRG_NONE. */
uint32_t drg_reading_thing(const drg_namer *namer, const drg_reading *reading);
/* A row that stands for the bodies of its name in every state. */
bool drg_thing_generic(const drg_thing *thing);
/* The state right beside a body's name: "Uganda's Supreme Court"; empty: none. */
drg_slice drg_reading_side(const drg_namer *namer, const drg_reading *reading);

/* ---- explanations ---- */
/* Fills the reasons of an entity. False when out of memory. */
bool drg_namer_explain(drg_namer *namer, const drg_cluster *cluster, drg_entity *entity);

/* ---- helpers that several steps use ---- */
/* The column of a title's row ("sector", "office_kind"). */
drg_slice drg_title_cell(const drg_know *know, uint32_t row, const char *column);
/*
 * The folded words of tokens [first, end) with one space between, without hyphens and 's: what two
 * spellings of one name share. Written to buffer; empty where it is longer than that.
 */
#define DRG_KEY_ROOM 256
/* Whether a name, as a table writes it, holds a word with this skeleton as its last word, or (any)
 * anywhere. */
bool drg_namer_holds_word(drg_namer *namer, drg_slice name, uint32_t skeleton, bool any);
drg_slice drg_namer_key(
    const drg_namer *namer, uint32_t first, uint32_t end, char buffer[DRG_KEY_ROOM]);
/* The sentence of a token. */
static inline const drg_sentence *drg_namer_sentence(const drg_namer *namer, uint32_t token) {
    return &namer->document->sentences.items[namer->tokens[token].sentence];
}

#endif
