/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_QUOTE_QUOTE_H
#define DRG_QUOTE_QUOTE_H
/*
 * What the files of the quote stage share.
 *
 *   quote.c     the order of the work: direct quotes, then sentences that report
 *   marks.c     pairs of quotation marks
 *   tagged.c    attributions out of the reading engine's labels: content, cue, source
 *   content.c   the bounds of a content, mended
 *   source.c    which entity the words of a source mean
 *   report.c    contents outside quotation marks become quotes
 *   trust.c     how sure it is that a report is one (weights.h: fitted)
 *   speaker.c   where the engine says nothing: the cue and the speaker beside a quote
 *   voice.c     who cannot be the speaker of a cue: subjects of passives, places
 *   indirect.c  the same for "X said that ...", "..., X said", "according to X"
 *   cues.c      verbs of saying
 *   explain.c   why a quote is one, and who says it
 */
#include "../document.h"
#include "../engine.h"

typedef struct drg_quoted { /* a stretch between quotation marks */
    uint32_t open, close; /* tokens of the marks; close: the token after the last word where a
                             paragraph ends an open quote */
    uint32_t first, end; /* tokens inside, half-open */
    bool goes_on; /* ends with its paragraph; the next one opens with a mark again */
} drg_quoted;

typedef struct drg_speaker {
    bool found;
    uint32_t entity; /* DRG_NONE: only described, or not found */
    uint32_t first, end; /* tokens of the speaker's words */
    uint32_t cue_first, cue_end; /* tokens of the cue; equal: none */
    bool pronoun; /* "he" or "she" that the name stage could not link */
    float confidence;
    const char *rule; /* which found it, for explanations; NULL: none did */
} drg_speaker;

typedef DRG_LIST(drg_quoted) drg_quoted_list;

typedef struct drg_run { /* tokens that the engine gave one label of a tagger */
    uint32_t first, end;
    bool goes_on; /* began inside: the engine takes it as a part of the run before */
} drg_run;
typedef DRG_LIST(drg_run) drg_run_list;

typedef struct drg_attribution { /* what the engine takes as said, and who says it */
    uint32_t first, end; /* tokens of the content */
    uint32_t source, cue; /* runs of the tagging, DRG_NONE */
    bool goes_on; /* source and cue are those of the attribution before */
} drg_attribution;

typedef struct drg_tagging {
    drg_run_list sources, cues, contents; /* reading order, disjoint */
    DRG_LIST(drg_attribution) list; /* one a content, reading order */
} drg_tagging;

/* All attributions. 0 or DRG_ENOMEM. Linear. */
int drg_quote_tagged(drg_document *document, drg_tagging *tagging);
/* Joins and trims the contents of a tagging, as the form of their sentences has it. Linear. */
void drg_quote_mend(const drg_document *document, drg_tagging *tagging);
/* Speaker and cue of an attribution; found is false where the engine names no source. */
drg_speaker drg_quote_source(
    const drg_document *document, const drg_tagging *tagging, const drg_attribution *attribution);

/* Why a quote is one (a static string) and who says it, where the caller asked for it. `trust`: the
 * probability that decided; negative: none did. */
void drg_quote_explain(drg_document *document, const drg_speaker *speaker, const char *rule,
    double trust, drg_quote *quote);

/* All pairs of quotation marks in reading order. 0 or DRG_ENOMEM. Linear. */
int drg_quote_marks(drg_document *document, drg_quoted_list *list);

enum { /* kinds of cue */
    DRG_CUE_NONE,
    DRG_CUE_SPEECH, /* said, told, announced: what follows is what was said */
    DRG_CUE_FRAGMENT, /* described, called: quotes fragments */
    DRG_CUE_DIRECT, /* continued, spoke: beside quotation marks alone */
};
int drg_quote_cue(drg_slice lower);
/* The same for a token of the text: none inside a name or with a capital within a sentence ("United
 * States"). */
int drg_quote_cue_at(const drg_document *document, uint32_t token);
/* "according to" at a token: the number of its tokens, 0 when it is not there. */
uint32_t drg_quote_according(const drg_document *document, uint32_t token);

/* Whether a cue, tokens [first, end), is a passive: its subject is what was said or who was told.
 */
bool drg_quote_passive(const drg_document *document, uint32_t first, uint32_t end);
/* The token behind the "by" that names who spoke a passive cue that ends at `after`, DRG_NONE. */
uint32_t drg_quote_agent(const drg_document *document, uint32_t after, uint32_t bound);
/* Whether a mention is the object of a preposition of place or company: no subject of what comes
 * behind it. */
bool drg_quote_aside(const drg_document *document, uint32_t bound, const drg_mention *mention);

/* Who says a direct quote; previous: the speaker of the quote before, where it may go on. */
drg_speaker drg_quote_speaker(
    const drg_document *document, const drg_quoted *quoted, const drg_speaker *previous);
/*
 * The person, body, state or described party that ends right before a cue (left) or begins right
 * after it (right), within the bounds. Of a passive cue nobody stands on the left.
 */
bool drg_quote_party_left(
    const drg_document *document, uint32_t bound, uint32_t cue, drg_speaker *speaker);
bool drg_quote_party_right(
    const drg_document *document, uint32_t after, uint32_t bound, drg_speaker *speaker);

/*
 * What is observed at a report: whether tokens [first, end), a part of an attribution's content,
 * are what somebody says. The order is that of the weights.
 */
#define DRG_QUOTE_SIGNS(X)                                                                         \
    X(ALWAYS)                                                                                      \
    X(CUE_NONE)                                                                                    \
    X(CUE_SPEECH)                                                                                  \
    X(CUE_FRAGMENT)                                                                                \
    X(CUE_DIRECT)                                                                                  \
    X(CUE_ACCORDING)                                                                               \
    X(CUE_VERB)                                                                                    \
    X(CUE_NOUN)                                                                                    \
    X(CUE_OTHER)                                                                                   \
    X(CUE_NEGATED)                                                                                 \
    X(CUE_MODAL)                                                                                   \
    X(CUE_INFINITIVE)                                                                              \
    X(CUE_PARTICIPLE)                                                                              \
    X(CUE_BE)                                                                                      \
    X(CUE_ENDS_IN_ADP)                                                                             \
    X(CUE_BEHIND)                                                                                  \
    X(CUE_FAR)                                                                                     \
    X(CUE_QUOTED)                                                                                  \
    X(CUE_ELSEWHERE)                                                                               \
    X(SOURCE_NONE)                                                                                 \
    X(SOURCE_ENTITY)                                                                               \
    X(SOURCE_WORDS)                                                                                \
    X(SOURCE_SPEAKERS_I)                                                                           \
    X(SOURCE_ELSEWHERE)                                                                            \
    X(GOES_ON)                                                                                     \
    X(THAT)                                                                                        \
    X(TO)                                                                                          \
    X(PREPOSITION)                                                                                 \
    X(QUESTION_WORD)                                                                               \
    X(CLAUSE)                                                                                      \
    X(VERBLESS)                                                                                    \
    X(WORDS_3)                                                                                     \
    X(WORDS_7)                                                                                     \
    X(WORDS_15)                                                                                    \
    X(WORDS_MORE)                                                                                  \
    X(WHOLE_SENTENCE)                                                                              \
    X(HOLDS_QUOTE)                                                                                 \
    X(SPEECH_CLAUSE)                                                                               \
    X(SPEECH_THAT)                                                                                 \
    X(SPEECH_VERBLESS)                                                                             \
    X(VERB_CLAUSE)                                                                                 \
    X(VERB_THAT)                                                                                   \
    X(VERB_VERBLESS)                                                                               \
    X(NO_CUE_WHOLE)                                                                                \
    X(BODY)

typedef enum drg_quote_sign {
#define X(name) DRG_QS_##name,
    DRG_QUOTE_SIGNS(X)
#undef X
        DRG_QUOTE_SIGN_COUNT
} drg_quote_sign;

/* Sets signs[sign] to 0 or 1. Cost: the length of the report and its cue. */
void drg_quote_signs(const drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution, const drg_speaker *speaker, uint32_t first, uint32_t end,
    uint8_t signs[DRG_QUOTE_SIGN_COUNT]);
/* Probability that it is what somebody says. */
float drg_quote_trust(const uint8_t signs[DRG_QUOTE_SIGN_COUNT]);
/* The next piece of a content, a sentence's part of it, from token `at`: trimmed; false: no more.
 */
bool drg_quote_piece(
    const drg_document *document, const drg_attribution *attribution, uint32_t *at, drg_run *piece);

/* Adds a quote for each sentence of an attribution that is not in quotation marks alone. False: out
 * of memory. */
bool drg_quote_report(drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution, const drg_speaker *speaker);
/* Adds what a sentence that the engine did not read reports without quotation marks. False: out of
 * memory. */
bool drg_quote_indirect(drg_document *document, uint32_t sentence);

#endif
