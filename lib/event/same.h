/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_SAME_H
#define DRG_EVENT_SAME_H
/* Is a telling one more of a record? The signs of that decision: same.c. */
#include "event.h"
#include "signs.h"

enum { /* how two sides stand to each other, nearest first */
    DRG_SHARES, /* somebody named is on both */
    DRG_SHARES_WORDS, /* only descriptions are alike: "police" arrest many */
    DRG_OPEN_SHARES, /* somebody is on both, though only implied on one */
    DRG_KIN, /* one country, and one of them described */
    DRG_COMPATRIOTS, /* one country, both named */
    DRG_PERSONS, /* one country, two persons */
    DRG_UNKNOWN, /* nothing speaks against it but the words */
    DRG_FOREIGN,
    DRG_ONE_OPEN,
    DRG_BOTH_OPEN,
    DRG_STANDINGS
};

enum {
    DRG_SAME_BIAS,
    DRG_SAME_TYPE, /* + drg_event_type */
    DRG_SAME_SOURCE = DRG_SAME_TYPE + DRG_EVENT_TYPES, /* + nearest standing to any telling */
    DRG_SAME_TARGET = DRG_SAME_SOURCE + DRG_STANDINGS,
    DRG_SAME_BOTH_SHARED = DRG_SAME_TARGET + DRG_STANDINGS,
    DRG_SAME_BOTH_APART,
    DRG_SAME_BOTH_OPEN,
    DRG_SAME_ACROSS, /* who is a source here is a target there */
    DRG_SAME_LEMMA, /* share of the tellings with this lemma */
    DRG_SAME_STEM,
    DRG_SAME_LEMMA_ANY,
    DRG_SAME_STEM_ANY,
    DRG_SAME_POINTS_BACK,
    DRG_SAME_ANOTHER, /* "another attack", "a second round", "also arrested" */
    DRG_SAME_SENTENCE,
    DRG_SAME_NEXT_SENTENCE,
    DRG_SAME_DISTANCE,
    DRG_SAME_FROM_FIRST,
    DRG_SAME_FROM_LEAD,
    DRG_SAME_IN_LEAD,
    DRG_SAME_OTHER_TENSE,
    DRG_SAME_OTHER_NEGATION,
    DRG_SAME_TIME,
    DRG_SAME_OTHER_TIME,
    DRG_SAME_PLACE,
    DRG_SAME_OTHER_PLACE,
    DRG_SAME_MODE,
    DRG_SAME_OTHER_MODE,
    DRG_SAME_MODE_ONE,
    DRG_SAME_TWO_VERBS,
    DRG_SAME_TWO_NOUNS,
    DRG_SAME_OTHER_KIND, /* a war and an attack, a meeting and a call */
    DRG_SAME_ONE_SIDED, /* one names a target, the other does not, both their source */
    DRG_SAME_MANY, /* log of the tellings of the record */
    DRG_SAME_LAST, /* the record of the type told last */
    DRG_SAME_RECORDS, /* log of the records of the type that are near */
    DRG_SAME_QUOTE, /* both in one quotation */
    DRG_SAME_LISTED, /* in one sentence, with "and" or a comma between, and other parties */
    DRG_SAME_DOUBT, /* log-odds of the telling, of the best one of the record */
    DRG_SAME_DOUBT_BEST,
    DRG_SAME_SIGNS
};

typedef struct drg_apart { /* what the tellings of a record say against a further one: apart.c */
    size_t targets, other_targets; /* tellings that state a target; of these, others by name */
    size_t countries, other_countries; /* tellings whose target is of a state; of another */
    size_t dated, other_year; /* tellings with a time; verbs with one of another year */
    bool verb_target, noun_target, meets_target; /* who states a target; and the same one */
    bool source, meets_source, turns_source; /* names a source; the same; who was the target */
    bool visit, same_number, other_number, same_polarity;
    bool here; /* a telling in the same sentence */
    bool others_here; /* one in the same sentence whose source is somebody else */
    bool beside; /* one in a clause beside this one, with another source */
    bool year; /* one of the year that the noun says */
    size_t placed, elsewhere; /* tellings with a place of a state; of another state */
    bool death; /* both tell the death of one person */
} drg_apart;

typedef struct drg_same_view { /* how a telling stands to those of a record, met one by one */
    uint32_t draft;
    size_t many, lemma, stem, ahead, tense, negation, apart_time, apart_day, other_place,
        other_mode, one_mode, verbs, nouns, kind;
    uint8_t source, target; /* nearest standing */
    uint32_t nearest, farthest; /* sentences */
    bool across, time, place, mode, lead, quote, one_sided;
    bool stranger_asked, stranger_known; /* whom it meets: named, and told of before */
    bool host; /* one of the two tells who hosts the meeting, the other who meets */
    bool pair; /* it tells of a meeting of two of different states by its own verb */
    drg_slice state[3]; /* countries of those who are named in the record, as many as fit */
    uint8_t states;
    bool example; /* it is told as an example of one of the record: "raids, such as that on P" */
    bool turned; /* words before it say that something else is told now */
    bool beyond; /* and the record has a telling behind these words */
    float best; /* confidence */
    drg_apart apart;
} drg_same_view;

/* One actor told twice: same.c. */
bool drg_same_actor(const drg_document *document, const drg_party *a, const drg_party *b);
/* Adds what an earlier telling says. The product of the sizes of two sides. */
void drg_apart_add(const drg_syntax *syntax, const drg_telling *earlier, const drg_telling *telling,
    drg_apart *view);
/* Do both tell of one person's death, and of no two years? */
bool drg_apart_death(const drg_apart *view);
/* Does a telling say that it tells another event than those that the view has met? */
bool drg_apart_holds(const drg_syntax *syntax, const drg_telling *telling, const drg_apart *view);

/* "France hosted talks": who gives a meeting its place or brings it about need not be one of those
 * who meet. */
bool drg_telling_hosts(const drg_syntax *syntax, const drg_telling *telling);
/* A view without tellings. */
void drg_same_open(drg_same_view *view, uint32_t draft);
/* Where words before a telling in its sentence say that something else is told now: "in a separate
 * case", "in another attack". DRG_NONE: none do. */
uint32_t drg_same_turn(const drg_syntax *syntax, const drg_telling *telling);
/* Adds an earlier telling of the record; turn: of the later one. The product of the sizes of two
 * sides. */
void drg_same_add(const drg_syntax *syntax, const drg_telling *earlier, const drg_telling *telling,
    uint32_t turn, drg_same_view *view);
/* Log-odds that are known beforehand and not learned: what the corpus has too few cases of. */
double drg_same_prior(const drg_same_view *view);
/* The signs of joining; last: no record of the type was told later; records: how many are near. */
void drg_same_signs(const drg_syntax *syntax, const drg_telling *telling, const drg_same_view *view,
    bool last, size_t records, drg_signs *signs);

#endif
