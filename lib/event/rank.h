/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_RANK_H
#define DRG_EVENT_RANK_H
/*
 * Where and when an event took place, chosen among all that the article offers.
 *
 *   scene.c         what the article as a whole says: its places by number, its head, its dateline
 *   where.c         the places that one record may have, with the signs for and against each
 *   where_of.c      places that belong to another event
 *   where_view.c    what a record and the article around it say of every place
 *   where_bar.c     places that are not given
 *   when.c          the same for days
 *   when_bar.c      days that are no day of an act
 *   rank.c          signs and weights -> the likeliest, or none
 *   rank_weights.c  the weights, fitted by train/where/fit_where.py
 *
 * An option is one way in which the article may tell the place or day: a mention beside a telling,
 * a mention in the sentence before, the dateline, the day of publication. Several options may stand
 * for one entity or interval: their probabilities add up. Option 0 is that nothing is told.
 */
#include "event.h"

#define DRG_OPTIONS 128 /* most options of one record; further ones are left out */
#define DRG_OPTION_SIGNS 48 /* most signs of one option */

#define DRG_PLACE_PLAIN(X)                                                                         \
    X(NOTHING)                                                                                     \
    X(NOTHING_FUTURE)                                                                              \
    X(NOTHING_HYPOTHETICAL)                                                                        \
    X(NOTHING_ONGOING)                                                                             \
    X(NOTHING_NEGATED)                                                                             \
    X(NOTHING_QUOTED)                                                                              \
    X(NOTHING_NOUN)                                                                                \
    X(NOTHING_TOLD_OFTEN)                                                                          \
    X(NOTHING_DATED)                                                                               \
    X(STATE)                                                                                       \
    X(TOWN)                                                                                        \
    X(REGION)                                                                                      \
    X(SITE)                                                                                        \
    X(NOMINAL)                                                                                     \
    X(LATER_TELLING)                                                                               \
    X(BEHIND_2)                                                                                    \
    X(BEHIND_5)                                                                                    \
    X(BEHIND_10)                                                                                   \
    X(BEHIND_20)                                                                                   \
    X(BEHIND_MORE)                                                                                 \
    X(AHEAD_2)                                                                                     \
    X(AHEAD_5)                                                                                     \
    X(AHEAD_10)                                                                                    \
    X(AHEAD_20)                                                                                    \
    X(AHEAD_MORE)                                                                                  \
    X(LED_IN)                                                                                      \
    X(LED_AT)                                                                                      \
    X(LED_NEAR)                                                                                    \
    X(LED_ON)                                                                                      \
    X(LED_FROM)                                                                                    \
    X(LED_TO)                                                                                      \
    X(LED_OF)                                                                                      \
    X(LED_OTHER)                                                                                   \
    X(LED_NONE)                                                                                    \
    X(ATTACHED)                                                                                    \
    X(IN_TRIGGER_PHRASE)                                                                           \
    X(INSIDE_PHRASE)                                                                               \
    X(PLACE_WORD)                                                                                  \
    X(OWNER)                                                                                       \
    X(FRONTED)                                                                                     \
    X(BEFORE_PLACE)                                                                                \
    X(AFTER_PLACE)                                                                                 \
    X(ONE_VERB_BETWEEN)                                                                            \
    X(MORE_VERBS_BETWEEN)                                                                          \
    X(CLAUSE_BETWEEN)                                                                              \
    X(COMMA_BETWEEN)                                                                               \
    X(ROLE_LOW)                                                                                    \
    X(ROLE_MIDDLE)                                                                                 \
    X(ROLE_HIGH)                                                                                   \
    X(ROLE_ELSEWHERE)                                                                              \
    X(PARTY_WORDS)                                                                                 \
    X(SENTENCE_BEFORE)                                                                             \
    X(SENTENCE_BEFORE_LED)                                                                         \
    X(SENTENCE_TWO_BEFORE)                                                                         \
    X(SENTENCE_AFTER)                                                                              \
    X(SENTENCE_AFTER_LED)                                                                          \
    X(ARTICLE)                                                                                     \
    X(HEADLINE)                                                                                    \
    X(LEAD)                                                                                        \
    X(DATELINE)                                                                                    \
    X(UNNAMED)                                                                                     \
    X(IN_BODY_NAME)                                                                                \
    X(IN_BODY_NAME_LED)                                                                            \
    X(MOST_NAMED)                                                                                  \
    X(MOST_NAMED_STATE)                                                                            \
    X(MOST_NAMED_TOWN)                                                                             \
    X(FIRST_NAMED)                                                                                 \
    X(NAMED_ONCE)                                                                                  \
    X(NAMED_OFTEN)                                                                                 \
    X(HALF_OF_NAMES)                                                                               \
    X(MAIN_COUNTRY)                                                                                \
    X(IN_COUNTRY_OF_SOURCE)                                                                        \
    X(IN_COUNTRY_OF_TARGET)                                                                        \
    X(IN_NO_COUNTRY_OF_PARTIES)                                                                    \
    X(HOLDS_FINER)                                                                                 \
    X(LED_ONCE_SOMEWHERE)                                                                          \
    X(LED_OFTEN_SOMEWHERE)                                                                         \
    X(MOST_LED)                                                                                    \
    X(OF_LAST_EVENT_HERE)                                                                          \
    X(OF_LAST_EVENT)                                                                               \
    X(ROLE_SOMEWHERE)                                                                              \
    X(ROLE_SAME_TYPE)                                                                              \
    X(RECENT_LED)                                                                                  \
    X(RECENT_TOWN)                                                                                 \
    X(OF_SAME_TYPE)

/* Each of these counts for itself and by type of event. */
#define DRG_PLACE_TYPED(X)                                                                         \
    X(IN_ITS_BODY)                                                                                 \
    X(A_STATE)                                                                                     \
    X(A_TOWN)                                                                                      \
    X(ANYTHING)                                                                                    \
    X(TOLD_HERE)                                                                                   \
    X(IS_SOURCE)                                                                                   \
    X(IS_TARGET)                                                                                   \
    X(STATE_OF_SOURCE)                                                                             \
    X(STATE_OF_TARGET)                                                                             \
    X(FROM_ELSEWHERE)

#define DRG_DATE_PLAIN(X)                                                                          \
    X(NOTHING)                                                                                     \
    X(NOTHING_FUTURE)                                                                              \
    X(NOTHING_HYPOTHETICAL)                                                                        \
    X(NOTHING_ONGOING)                                                                             \
    X(NOTHING_NEGATED)                                                                             \
    X(NOTHING_QUOTED)                                                                              \
    X(NOTHING_NOUN)                                                                                \
    X(NOTHING_TOLD_OFTEN)                                                                          \
    X(NOTHING_FIRST_LATE)                                                                          \
    X(UNRESOLVED)                                                                                  \
    X(DAY)                                                                                         \
    X(WEEK)                                                                                        \
    X(MONTH)                                                                                       \
    X(YEAR)                                                                                        \
    X(LONG)                                                                                        \
    X(SPAN_OF_TIME)                                                                                \
    X(ABSOLUTE)                                                                                    \
    X(FROM_CONTEXT)                                                                                \
    X(LATER_TELLING)                                                                               \
    X(BEHIND_2)                                                                                    \
    X(BEHIND_5)                                                                                    \
    X(BEHIND_10)                                                                                   \
    X(BEHIND_20)                                                                                   \
    X(BEHIND_MORE)                                                                                 \
    X(AHEAD_2)                                                                                     \
    X(AHEAD_5)                                                                                     \
    X(AHEAD_10)                                                                                    \
    X(AHEAD_20)                                                                                    \
    X(AHEAD_MORE)                                                                                  \
    X(LED_SINCE)                                                                                   \
    X(LED_BY)                                                                                      \
    X(LED_OF)                                                                                      \
    X(IN_TRIGGER_PHRASE)                                                                           \
    X(INSIDE_PHRASE)                                                                               \
    X(FRONTED)                                                                                     \
    X(ONE_VERB_BETWEEN)                                                                            \
    X(MORE_VERBS_BETWEEN)                                                                          \
    X(CLAUSE_BETWEEN)                                                                              \
    X(COMMA_BETWEEN)                                                                               \
    X(AT_OTHER_TRIGGER)                                                                            \
    X(ONLY_TIME_HERE)                                                                              \
    X(ROLE_LOW)                                                                                    \
    X(ROLE_MIDDLE)                                                                                 \
    X(ROLE_HIGH)                                                                                   \
    X(ROLE_ELSEWHERE)                                                                              \
    X(SENTENCE_BEFORE)                                                                             \
    X(SENTENCE_TWO_BEFORE)                                                                         \
    X(SENTENCE_AFTER)                                                                              \
    X(SENTENCE_BEFORE_FRONTED)                                                                     \
    X(NEAREST_BEFORE)                                                                              \
    X(LEAD)                                                                                        \
    X(LEAD_FIRST)                                                                                  \
    X(TIME_TOLD_HERE)                                                                              \
    X(PAST_BUT_AHEAD)                                                                              \
    X(FUTURE_BUT_BEHIND)                                                                           \
    X(FUTURE_AND_AHEAD)                                                                            \
    X(ONGOING_AND_OPEN)                                                                            \
    X(TODAY)                                                                                       \
    X(LAST_DAYS)                                                                                   \
    X(LAST_WEEKS)                                                                                  \
    X(OLD)                                                                                         \
    X(REPORT)                                                                                      \
    X(REPORT_NOUN)                                                                                 \
    X(REPORT_QUOTED)                                                                               \
    X(REPORT_IN_HEAD)                                                                              \
    X(REPORT_NO_OTHER)                                                                             \
    X(REPORT_FUTURE)                                                                               \
    X(REPORT_ONGOING)                                                                              \
    X(REPORT_TIME_NEAR)                                                                            \
    X(OF_LAST_EVENT_HERE)                                                                          \
    X(OF_LAST_EVENT)                                                                               \
    X(OF_LAST_EVENT_FAR)

#define DRG_DATE_TYPED(X)                                                                          \
    X(ANYTHING)                                                                                    \
    X(TOLD_HERE)                                                                                   \
    X(FROM_ELSEWHERE)                                                                              \
    X(REPORT_DAY)

#define DRG_PLACE_SIGN(name) DRG_PLACE_##name,
#define DRG_DATE_SIGN(name) DRG_DATE_##name,
typedef enum drg_place_sign { DRG_PLACE_PLAIN(DRG_PLACE_SIGN) DRG_PLACE_SIGNS } drg_place_sign;
typedef enum drg_place_typed {
    DRG_PLACE_TYPED(DRG_PLACE_SIGN) DRG_PLACE_TYPED_SIGNS
} drg_place_typed;
typedef enum drg_date_sign { DRG_DATE_PLAIN(DRG_DATE_SIGN) DRG_DATE_SIGNS } drg_date_sign;
typedef enum drg_date_typed { DRG_DATE_TYPED(DRG_DATE_SIGN) DRG_DATE_TYPED_SIGNS } drg_date_typed;

/* A typed sign has a weight for all types and one for each: numbers behind the plain ones. */
#define DRG_TYPED_ROOM (1 + DRG_EVENT_TYPES)
#define DRG_PLACE_WEIGHTS (DRG_PLACE_SIGNS + DRG_PLACE_TYPED_SIGNS * DRG_TYPED_ROOM)
#define DRG_DATE_WEIGHTS (DRG_DATE_SIGNS + DRG_DATE_TYPED_SIGNS * DRG_TYPED_ROOM)

extern const float drg_place_weights[DRG_PLACE_WEIGHTS];
extern const float drg_date_weights[DRG_DATE_WEIGHTS];

typedef struct drg_option {
    /* Option 0: DRG_NONE. Place: an entity, or DRG_OF_THING + a thing of the tables that the
     * article does not name by itself. Date: an index into times, or DRG_REPORT_DAY. */
    uint32_t what;
    uint8_t ground; /* drg_ground */
    uint8_t count; /* of signs */
    uint16_t signs[DRG_OPTION_SIGNS];
} drg_option;

#define DRG_REPORT_DAY (DRG_NONE - 1)
#define DRG_OF_THING 0x80000000U

typedef struct drg_options_list {
    drg_option items[DRG_OPTIONS];
    size_t count;
    uint8_t type; /* of the event */
} drg_options_list;

#define DRG_SCENE_PLACES 24 /* most places of an article that are looked for inside names */

typedef struct drg_scene { /* what the article as a whole says; made once */
    uint32_t places; /* mentions of all its places */
    uint32_t most, most_state, most_town, first; /* entities, DRG_NONE */
    uint32_t dateline; /* entity, DRG_NONE */
    uint32_t head_end; /* first token behind headline and lead */
    uint32_t lead; /* sentence, DRG_NONE */
    uint16_t *led; /* [entities] mentions behind "in", "at", "near", "on" */
    uint32_t most_led; /* entity, DRG_NONE */
    uint16_t *told; /* [entities] bit n: the reading engine takes it for the place of type n */
    uint32_t named[DRG_SCENE_PLACES]; /* the first places of the article, reading order */
    size_t named_count;
} drg_scene;

typedef struct drg_last_event { /* the record that was settled before; sentence DRG_NONE: none */
    uint32_t sentence; /* of its first telling */
    uint32_t place; /* as drg_option.what; DRG_NONE */
    uint32_t date; /* likewise */
    bool ahead; /* it is still to come, or supposed */
} drg_last_event;

typedef struct drg_settling { /* what the records of one document share */
    drg_scene scene;
    drg_last_event last;
} drg_settling;

/* A record and what tells it. */
typedef struct drg_record {
    const drg_syntax *syntax;
    const drg_scene *scene;
    const drg_telling_list *tellings; /* of the document */
    const uint32_t *numbers; /* [count] those of the record, reading order */
    size_t count;
    drg_last_event *last; /* read, and set to this record */
    drg_arena *arena; /* of the document, for reasons */
    drg_reason *place_why, *date_why; /* filled where the caller asked for reasons */
} drg_record;

typedef enum drg_place_kind {
    PLACE_NONE,
    PLACE_STATE,
    PLACE_TOWN,
    PLACE_REGION,
    PLACE_SITE
} drg_place_kind;

/* What an entity, or a thing (DRG_OF_THING), is as a place; its country and its name. */
drg_place_kind drg_place_kind_of(const drg_document *document, uint32_t what);
drg_slice drg_place_country(const drg_document *document, uint32_t what);
drg_slice drg_place_name(const drg_document *document, uint32_t what);
/* The entity of the article that is the thing, else DRG_OF_THING + thing. Constant time: the first
 * places of the article are asked. */
uint32_t drg_place_of_thing(const drg_document *document, const drg_scene *scene, uint32_t thing);
/* 0 or DRG_ENOMEM; its memory is the arena's. Linear. */
int drg_scene_make(const drg_syntax *syntax, drg_arena *arena, drg_scene *scene);
/* Does "in", "at", "near" or "on" lead the chunk, by itself or before its owner or equal? */
bool drg_place_led(const drg_syntax *syntax, uint32_t token);
/* The preposition over the chunk of a token, DRG_NONE. */
uint32_t drg_place_preposition(const drg_syntax *syntax, uint32_t token);

/* "The attack in Dnipro": does the noun before the preposition tell another event than the
 * record's? Then what follows is that event's place. DRG_NONE: no. where_of.c; logarithmic. */
bool drg_place_of_other(const drg_record *record, uint32_t preposition);
/* "The camp south of Otjiwarongo": does it only say where the place before it lies? where_of.c */
bool drg_place_is_reference(const drg_document *document, const drg_mention *mention);

/* May a place stand for events of other sentences: a state or town? where_of.c */
bool drg_place_carries(const drg_document *document, uint32_t what);
/* Is a place that stands inside a body's name where that body acts? where_of.c */
bool drg_place_of_body(const drg_document *document, uint32_t body, uint32_t what);

/* ---- options: what rank.c adds up ---- */

/* A new option, NULL: no room. */
drg_option *drg_option_add(drg_options_list *list, uint32_t what, drg_ground ground);
void drg_option_sign(drg_option *option, unsigned sign);
/* A typed sign: `plain` is the number of plain signs of the family. */
void drg_option_typed(drg_option *option, unsigned plain, unsigned sign, uint8_t type);

/* All places or days that the record may have. */
void drg_where_options(const drg_record *record, const drg_event *event, drg_options_list *list);
void drg_when_options(const drg_record *record, const drg_event *event, drg_options_list *list);

/* What a record and the article around it say of every place; where_view.c. */
typedef struct drg_where_view {
    uint32_t recent_led; /* entity that "in", "at".. led last before the first telling; DRG_NONE */
    uint32_t recent_town; /* entity, no state, named last before it; DRG_NONE */
    uint32_t of_same_type; /* place of the last record of the type before it; DRG_NONE */
} drg_where_view;

/* Bounded cost. The event is the document's last record. */
void drg_where_view_make(const drg_record *record, const drg_event *event, drg_where_view *view);
/* The signs of it for an option that is `what`, an entity or a thing. */
void drg_where_view_signs(const drg_record *record, const drg_event *event,
    const drg_where_view *view, drg_option *option, uint32_t what);
/* Did the parties speak or write to one another from afar? Then the event has no place. */
bool drg_where_remote(const drg_record *record, const drg_event *event);
/* Is a place of that ground, probability beside none and share among the places none for events of
 * the type? where_bar.c */
bool drg_where_barred(
    const drg_event *event, const drg_option *option, double probability, double share);

/* Is an expression part of a name, as the year of a law is? when_bar.c */
bool drg_time_in_name(const drg_document *document, const drg_time *time);
/* Does an expression of a telling's sentence date something else: a deadline, "the 2022 election"?
 */
bool drg_time_of_other(const drg_syntax *syntax, const drg_telling *telling, const drg_time *time);
/* Is a past act dated after the day of publication, or one to come before it? */
bool drg_time_against_tense(
    const drg_document *document, const drg_event *event, const drg_time *time);
/* Is the day of an option, which the record's own sentences do not tell, no day of it? */
bool drg_when_barred(const drg_record *record, const drg_event *event, const drg_option *option);

/* Do two options stand for one interval of days? */
bool drg_same_date(const drg_document *document, uint32_t a, uint32_t b);

/* Names of signs, for explanations. Static. */
const char *drg_place_sign_name(unsigned sign);
const char *drg_date_sign_name(unsigned sign);

/* Chooses the event's place, then its date. */
void drg_settle(const drg_record *record, drg_event *event);

/* ---- helpers of where.c and when.c ---- */

typedef struct drg_gap { /* what stands between a telling and other words of its sentence */
    uint32_t tokens;
    uint8_t verbs, commas, clauses;
    bool behind; /* the words stand behind the telling */
} drg_gap;

static inline bool drg_in_dateline(const drg_document *document, uint32_t token) {
    return document->dateline.found && token >= document->dateline.place_first &&
           token < document->dateline.end;
}

drg_gap drg_gap_between(
    const drg_syntax *syntax, const drg_telling *telling, uint32_t first, uint32_t end);

#endif
