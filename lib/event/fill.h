/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_EVENT_FILL_H
#define DRG_EVENT_FILL_H
/* Parties that the words of an event leave out and the article supplies: fill.c. */
#include "event.h"
#include "signs.h"

enum { /* signs of each side; the source's, then the target's (+ DRG_FILL_SIDE) */
    DRG_FILL_BIAS,
    DRG_FILL_TYPE, /* + drg_event_type */
    DRG_FILL_KIND = DRG_FILL_TYPE + DRG_EVENT_TYPES, /* + kind of candidate */
    DRG_FILL_KINDS = 6,
    DRG_FILL_AGENT = DRG_FILL_KIND + DRG_FILL_KINDS, /* + act * groups + group */
    DRG_FILL_ACTS = 6,
    DRG_FILL_GROUPS = 8,
    DRG_FILL_HERE_BEFORE = DRG_FILL_AGENT + DRG_FILL_ACTS * DRG_FILL_GROUPS,
    DRG_FILL_HERE_AFTER,
    DRG_FILL_BEFORE, /* in the sentence before */
    DRG_FILL_AFTER,
    DRG_FILL_DISTANCE, /* log of the sentences between */
    DRG_FILL_SUBJECT_HERE,
    DRG_FILL_SUBJECT_BEFORE,
    DRG_FILL_GOVERNED,
    DRG_FILL_POSSESSOR,
    DRG_FILL_IN_PLACE,
    DRG_FILL_SPEAKER,
    DRG_FILL_SPEAKER_NEAR,
    DRG_FILL_SALIENCE,
    DRG_FILL_SHARE,
    DRG_FILL_LEAD,
    DRG_FILL_TOP,
    DRG_FILL_OWN_STATE,
    DRG_FILL_SAME_COUNTRY,
    DRG_FILL_OTHER_COUNTRY,
    DRG_FILL_LONELY, /* the other side is open as well */
    DRG_FILL_COUNTERPART,
    DRG_FILL_COUNTERPART_SAME,
    DRG_FILL_REVERSED,
    DRG_FILL_SIDE_SAME,
    DRG_FILL_SIDE_ANY,
    DRG_FILL_CROSS_ANY,
    DRG_FILL_SIDE_LAST,
    DRG_FILL_OF_PLACE,
    DRG_FILL_SUGGESTED, /* + DRG_BY_* */
    DRG_FILL_SUGGESTED_TYPE = DRG_FILL_SUGGESTED + DRG_BYS, /* + drg_event_type */
    DRG_FILL_COUNTERPART_TYPE = DRG_FILL_SUGGESTED_TYPE + DRG_EVENT_TYPES,
    DRG_FILL_SIDE = DRG_FILL_COUNTERPART_TYPE + DRG_EVENT_TYPES,
    DRG_FILL_SIGNS = 2 * DRG_FILL_SIDE
};

#define DRG_FILL_TOPS 6 /* entities that an article names most */

typedef struct drg_fill { /* what is counted once an article */
    drg_document *document;
    const drg_syntax *syntax;
    const drg_telling_list *tellings;
    uint32_t top[DRG_FILL_TOPS];
    size_t top_count;
    uint8_t groups[256]; /* group of each sector */
    const drg_watch *watch;
} drg_fill;

enum { /* kinds of those who act of office, by sector */
    DRG_GROUP_NONE, /* no sector is known */
    DRG_GROUP_COP,
    DRG_GROUP_COURT,
    DRG_GROUP_PROSECUTOR,
    DRG_GROUP_GOV,
    DRG_GROUP_LEG,
    DRG_GROUP_ARMED,
    DRG_GROUP_OTHER
};

/* ---- who is never meant: fill_bar.c; each in the size of a description at most ---- */
/* Is `other` too much of the side of a known party to be its counterpart in the draft's act? */
bool drg_fill_own_people(
    const drg_fill *fill, const drg_draft *draft, const drg_party *known, const drg_party *other);
/* Is he the state itself, for which its government acts: "China" beside its foreign minister? Towns
 * are not. */
bool drg_fill_is_state(const drg_fill *fill, const drg_party *party);
/* Is he of the force or state, or the very body, of a known party, so that he is not on its other
 * side? `side` is his: 0 source, 1 target. */
bool drg_fill_itself(const drg_fill *fill, const drg_draft *draft, int side, const drg_party *known,
    const drg_party *other);
/* Is he told by number, as a stranger or as a people of no state, where words between powers are
 * told? */
bool drg_fill_bystander(const drg_fill *fill, const drg_draft *draft, const drg_party *party);
/* Does he stand for whom a deed was done to: of the same country, and one of the two the state? */
bool drg_fill_of_victim(const drg_fill *fill, const drg_party *victim, const drg_party *party);
/* Do his words hang on a pronoun: "his envoys"? */
bool drg_fill_owned(const drg_document *document, const drg_party *party);
/* Is he the unnamed speaker who reports the meeting or promise? */
bool drg_fill_reporter(const drg_fill *fill, const drg_draft *draft, const drg_party *party);
/* Does he bear arms or an office of state? */
bool drg_fill_official(const drg_fill *fill, const drg_party *party);
/* Police, a court, an army, a parliament: there as a matter of course. */
bool drg_fill_institution(const drg_fill *fill, const drg_party *party);
/* Do such words leave the side, 0 source, 1 target, to nobody of his kind? */
bool drg_fill_unsaid(
    const drg_fill *fill, const drg_draft *draft, int side, const drg_party *party);
/* Is he, where he is the likeliest, to be likelier than not, or else nobody is meant? */
bool drg_fill_weak(const drg_fill *fill, const drg_draft *draft, int side, const drg_party *party);
/* Does nobody of his kind or state do, or suffer, such an act, wherever he was met? */
bool drg_fill_unfit(const drg_fill *fill, const drg_draft *draft, int side, const drg_party *party);
/* Is he to be likelier than not, since such guesses are mostly wrong? */
bool drg_fill_doubtful(const drg_fill *fill, const drg_draft *draft, const drg_party *party);

/* Words for or against an act have its doer for target: fill_about.c. 0 or DRG_ENOMEM. */
int drg_fill_about(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, const uint32_t *draft_of, drg_draft_list *drafts);
/* Who refuses a truce refuses it to whom the article says he fights: fill_war.c. 0 or DRG_ENOMEM.
 */
int drg_fill_war(const drg_fill *fill, drg_draft_list *drafts);
void drg_fill_open(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, const drg_watch *watch, drg_fill *fill);
/* Fills the open sides of a record. 0 or DRG_ENOMEM. */
int drg_fill_record(const drg_fill *fill, uint32_t number, drg_draft *draft);

#endif
