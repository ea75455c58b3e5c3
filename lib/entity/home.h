/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_ENTITY_HOME_H
#define DRG_ENTITY_HOME_H
/*
 * What home.c observes of an entity and a country, and the weights of it (home_weights.c). The
 * fitting program (train/names/homes.c) sees the same observations through drg_namer_homes_with.
 */
#include "entity.h"

#define DRG_HOME_COUNTRIES 8 /* candidates of an article, at most */

/* An organ is a body that a state has: a ministry, a parliament, a court. */
enum {
    DRG_HOME_PERSON,
    DRG_HOME_BODY,
    DRG_HOME_PLACE,
    DRG_HOME_PEOPLE,
    DRG_HOME_ORGAN,
    DRG_HOME_CLASSES
};

#define DRG_HOME_OBSERVATION(X)                                                                    \
    X(STATES) /* share of the names of states that are its own */                                  \
    X(PEOPLES)                                                                                     \
    X(CITIES) /* that everybody knows */                                                           \
    X(PLACES)                                                                                      \
    X(BODIES)                                                                                      \
    X(PERSONS)                                                                                     \
    X(MONEY) /* share of the sums of money that are in its currency */                             \
    X(SHARE) /* of all names that have a country */                                                \
    X(MOST_NAMED)                                                                                  \
    X(NAMED_FIRST)                                                                                 \
    X(FIRST_LINES)                                                                                 \
    X(ADDRESS)                                                                                     \
    X(DATELINE)                                                                                    \
    X(SAME_SENTENCE) /* as the entity's first name */                                              \
    X(TOGETHER) /* share of the entity's names in whose sentence it is named */                    \
    X(BEFORE) /* the last name before that has a country */                                        \
    X(BEFORE_HERE) /* ... in the same sentence */                                                  \
    X(AFTER_HERE)                                                                                  \
    X(EMPLOYER)                                                                                    \
    X(NEAR_BODY) /* a body named right beside him is there */                                      \
    X(OFFICE_SHARE) /* SHARE, of who has an office without "of" */                                 \
    X(MAIN) /* the country with most votes (countries.c) */                                        \
    X(NAME_FITS) /* his name is one of those of the country */                                     \
    X(NAME_ELSEWHERE)                                                                              \
    X(NONE) /* the rest: for no country */                                                         \
    X(NONE_FEW)                                                                                    \
    X(NONE_MANY)                                                                                   \
    X(NONE_TOP_SHARE)                                                                              \
    X(NONE_EMPLOYER_BODY)                                                                          \
    X(NONE_EMPLOYER_UNKNOWN)                                                                       \
    X(NONE_NEAR_BODY) /* a body beside him is of no one country */                                 \
    X(NONE_NO_ROLE)                                                                                \
    X(NONE_SCHOLAR)                                                                                \
    X(NONE_BUSINESS)                                                                               \
    X(NONE_ONCE)                                                                                   \
    X(NONE_ONE_WORD)                                                                               \
    X(NONE_LOCATION)                                                                               \
    X(NONE_FACILITY)                                                                               \
    X(NONE_NAME_ELSEWHERE)                                                                         \
    X(NONE_WORLD) /* its name says that it is of a continent or the world */                       \
    X(NONE_CIVIL) /* ... or that it is a foundation, an alliance, a society */

typedef enum drg_home_observation {
#define X(name) DRG_H_##name,
    DRG_HOME_OBSERVATION(X)
#undef X
        DRG_HOME_OBSERVATIONS
} drg_home_observation;

/* Thousandths of a logit. */
extern const int16_t drg_home_weights[DRG_HOME_CLASSES][DRG_HOME_OBSERVATIONS];

typedef struct drg_home_candidate {
    drg_slice country; /* empty: none */
    int32_t values[DRG_HOME_OBSERVATIONS]; /* 0..1000 */
    int64_t score;
} drg_home_candidate;

enum { DRG_HOME_MONEY = 6, DRG_HOME_KINDS = 7, DRG_HOME_WHOLE = 1000 };

typedef struct drg_home { /* what the article says of its countries */
    drg_namer *namer;
    drg_slice candidates[DRG_HOME_COUNTRIES];
    uint32_t count;
    int32_t share[DRG_HOME_KINDS][DRG_HOME_COUNTRIES]; /* of the names of a kind, in thousandths */
    int32_t all[DRG_HOME_COUNTRIES]; /* of all names that have a country */
    uint32_t countries; /* that the article names */
    uint32_t first; /* candidate that is named first, DRG_NONE */
    uint32_t address, dateline; /* candidate, DRG_NONE */
    uint8_t first_lines; /* bit a candidate: named in the first sentences */
    uint8_t *of_reading; /* [readings] candidate plus 1, 0: none */
    uint8_t *in_sentence; /* [sentences] bit a candidate */
    uint32_t *before; /* [readings] last reading before it that has a candidate, DRG_NONE */
    uint32_t *after; /* [readings] next one behind it */
    uint16_t (*together)[DRG_HOME_COUNTRIES]; /* [clusters] sentences shared with a candidate */
} drg_home;

/* Counts the names of the article and chooses the candidates; h: all zero but namer, and DRG_NONE
 * in first, address and dateline. All memory is the document's. 0 or DRG_ENOMEM. */
int drg_home_survey(drg_home *h);

unsigned drg_home_class(const drg_namer *namer, const drg_cluster *cluster); /* DRG_HOME_* */
/* The candidates of an entity, none last. Returns how many. survey_of: what visit is given. */
size_t drg_home_observe(const drg_namer *namer, const void *survey_of, uint32_t cluster,
    drg_home_candidate candidates[DRG_HOME_COUNTRIES + 1]);
/* Called before each entity is settled. */
typedef void drg_home_visit(
    void *context, const drg_namer *namer, const void *survey_of, uint32_t cluster);
int drg_namer_homes_with(drg_namer *namer, drg_home_visit *visit, void *context);

const char *drg_home_observation_name(unsigned observation);

/* The currencies that tell a country. */
size_t drg_home_monies(const drg_know *know);
/* The country that alone has a currency of this name or sign; empty: none. */
drg_slice drg_home_money(const drg_know *know, drg_slice lower);
/* Whether the languages that have a person's name are those of a country: 1 yes, -1 others, 0 not
 * known. */
int drg_home_name_fits(const drg_namer *namer, uint32_t reading, drg_slice country);

#endif
