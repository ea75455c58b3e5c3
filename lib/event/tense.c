/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When an act lies: past, ongoing, future, hypothetical.
 *
 * Nine acts in ten of the news are past, so a rule that says little is right often and worth
 * little. Here every sign of the clause counts: what attribute.c makes of the verb group, its form
 * and that of the verb over it, how a noun stands ("the talks", "talks on", "an attack"), words of
 * duration, plan, wish and condition around it, how its time expression stands to the day of
 * publication, the type, and the trigger itself, since a war or a custody lasts and a visit does
 * not (a bucket of its hash). One multinomial logistic regression over these, in which a mention of
 * a rare tense counts more; the likeliest is taken.
 *
 * Where the reading engine read the sentence, a regression of its own takes the same signs and the
 * engine's log-odds of the four tenses together, so that a sign counts as much as it adds to what
 * the engine knows already. Both are fitted on articles that the engine has not seen
 * (train/events/fit_tense.py): on those that it has, it is surer than anywhere else.
 *
 * What is "recent" or told in the past perfect is past, whatever else the signs say.
 *
 * Cost: a binary search for each of NEAR words to each side, a telling.
 */
#include "tense.h"

#include "../base/date.h"
#include "../base/hash.h"
#include "../base/sort.h"

enum { NEAR = 8, LONG_DAYS = 60 };

static const drg_hash_key BUCKETS = {0x74656e7365206f66, 0x2061207472696767};

static void verb_signs(const drg_syntax *syntax, const drg_telling *telling, drg_signs *signs) {
    drg_sign_if(signs, telling->own_verb, DRG_TENSE_OWN_VERB);
    drg_sign_if(signs, telling->light, DRG_TENSE_LIGHT);
    drg_sign_if(signs, telling->verb == DRG_NONE, DRG_TENSE_NO_VERB);
    if (telling->verb == DRG_NONE)
        return;
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    drg_sign_if(signs, verb->finite, DRG_TENSE_FINITE);
    drg_sign_if(signs, verb->past, DRG_TENSE_PAST_FORM);
    drg_sign_if(signs, verb->finite && !verb->past && !verb->progressive, DRG_TENSE_PRESENT);
    drg_sign_if(signs, verb->progressive, DRG_TENSE_PROGRESSIVE);
    drg_sign_if(signs, verb->passive, DRG_TENSE_PASSIVE);
    drg_sign_if(signs, verb->infinitive, DRG_TENSE_INFINITIVE);
    drg_sign_if(signs, verb->gerund, DRG_TENSE_GERUND);
    drg_sign_if(signs, verb->relative, DRG_TENSE_RELATIVE);
    drg_sign_if(signs, verb->says & DRG_WORD_FUTURE, DRG_TENSE_WILL);
    drg_sign_if(signs, verb->says & DRG_WORD_HYPOTHETICAL, DRG_TENSE_MAY);
    drg_sign_if(signs, verb->says & DRG_WORD_OBLIGATION, DRG_TENSE_SHOULD);
    drg_sign_if(signs, verb->says & DRG_WORD_NEGATIVE, DRG_TENSE_NOT);
    if (verb->governor == DRG_NONE)
        return;
    const drg_verb *over = &syntax->verbs.items[verb->governor];
    uint16_t kinds = drg_verb_kinds(syntax, over);
    drg_sign(signs, DRG_TENSE_OVER, 1);
    drg_sign_if(signs, over->past, DRG_TENSE_OVER_PAST);
    drg_sign_if(signs, over->says & DRG_WORD_FUTURE, DRG_TENSE_OVER_WILL);
    drg_sign_if(
        signs, over->says & (DRG_WORD_HYPOTHETICAL | DRG_WORD_OBLIGATION), DRG_TENSE_OVER_MAY);
    drg_sign_if(signs, kinds & DRG_VERB_INTEND, DRG_TENSE_OVER_INTENDS);
    drg_sign_if(signs, kinds & DRG_VERB_CONTROL, DRG_TENSE_OVER_CONTROLS);
    drg_sign_if(signs, kinds & DRG_VERB_SAY, DRG_TENSE_OVER_SAYS);
}

static void noun_signs(const drg_syntax *syntax, const drg_telling *telling, drg_signs *signs) {
    static const char *const leads[DRG_TENSE_LEADS - 1] = {
        "of", "for", "to", "on", "during", "amid", "after", "before", "against"};
    static const char *const definite[] = {"the", "this", "these", "that", "those"};
    static const char *const indefinite[] = {"a", "an", "any", "another", "some", "more"};
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (telling->own_verb || chunk == DRG_NONE)
        return;
    const drg_chunk *one = &syntax->chunks.items[chunk];
    drg_slice first = drg_lower_at(syntax, one->first);
    bool the = DRG_ONE_OF(first, definite), some = DRG_ONE_OF(first, indefinite);
    bool owned =
        one->possessor != DRG_NONE || syntax->nodes[one->first].tag == DRG_TAG_POSSESSIVE_PRONOUN;
    drg_sign_if(signs, the, DRG_TENSE_DEFINITE);
    drg_sign_if(signs, some, DRG_TENSE_INDEFINITE);
    drg_sign_if(signs, owned, DRG_TENSE_OWNED);
    drg_sign_if(signs, !the && !some && !owned, DRG_TENSE_BARE);
    if (one->preposition == DRG_NONE)
        return;
    unsigned lead = 0;
    while (lead < DRG_TENSE_LEADS - 1 &&
           !drg_slice_is(drg_lower_at(syntax, one->preposition), leads[lead]))
        lead++;
    drg_sign(signs, DRG_TENSE_LED + lead, 1);
}

/* How the nearest time expression stands to the day of publication. */
static void time_signs(const drg_document *document, const drg_telling *telling, drg_signs *signs) {
    if (telling->time == DRG_NONE || !document->published.year) {
        drg_sign(signs, DRG_TENSE_NO_TIME, 1);
        return;
    }
    const drg_time *time = &document->times.items[telling->time];
    int64_t today = drg_date_to_days(document->published);
    int64_t start = drg_date_to_days(time->start), end = drg_date_to_days(time->end);
    drg_sign_if(signs, start > today, DRG_TENSE_TIME_AHEAD);
    drg_sign_if(signs, end < today, DRG_TENSE_TIME_BEHIND);
    drg_sign_if(signs, start <= today && end >= today, DRG_TENSE_TIME_TODAY);
    drg_sign_if(signs, end - start > LONG_DAYS, DRG_TENSE_TIME_LONG);
}

/* What a word says of the acts around it, in order of the alphabet. */
typedef struct nearby {
    const char *word;
    uint16_t sign;
} nearby;

static const nearby NEARBY[] = {{"ago", DRG_TENSE_NEAR_AGO}, {"ahead", DRG_TENSE_NEAR_NEXT},
    {"already", DRG_TENSE_NEAR_AGO}, {"amid", DRG_TENSE_NEAR_STILL}, {"any", DRG_TENSE_NEAR_WISH},
    {"avoid", DRG_TENSE_NEAR_WISH}, {"case", DRG_TENSE_NEAR_IF},
    {"constantly", DRG_TENSE_NEAR_STILL}, {"continue", DRG_TENSE_NEAR_STILL},
    {"continued", DRG_TENSE_NEAR_STILL}, {"continues", DRG_TENSE_NEAR_STILL},
    {"continuing", DRG_TENSE_NEAR_STILL}, {"could", DRG_TENSE_NEAR_WISH},
    {"current", DRG_TENSE_NEAR_STILL}, {"currently", DRG_TENSE_NEAR_STILL},
    {"daily", DRG_TENSE_NEAR_STILL}, {"did", DRG_TENSE_NEAR_AGO}, {"due", DRG_TENSE_NEAR_NEXT},
    {"earlier", DRG_TENSE_NEAR_AGO}, {"eventual", DRG_TENSE_NEAR_WISH},
    {"expected", DRG_TENSE_NEAR_NEXT}, {"fear", DRG_TENSE_NEAR_WISH},
    {"fears", DRG_TENSE_NEAR_WISH}, {"former", DRG_TENSE_NEAR_AGO}, {"had", DRG_TENSE_NEAR_AGO},
    {"hope", DRG_TENSE_NEAR_WISH}, {"hopes", DRG_TENSE_NEAR_WISH}, {"if", DRG_TENSE_NEAR_IF},
    {"increasingly", DRG_TENSE_NEAR_STILL}, {"last", DRG_TENSE_NEAR_AGO},
    {"later", DRG_TENSE_NEAR_NEXT}, {"may", DRG_TENSE_NEAR_WISH}, {"might", DRG_TENSE_NEAR_WISH},
    {"next", DRG_TENSE_NEAR_NEXT}, {"now", DRG_TENSE_NEAR_STILL}, {"ongoing", DRG_TENSE_NEAR_STILL},
    {"plan", DRG_TENSE_NEAR_NEXT}, {"planned", DRG_TENSE_NEAR_NEXT},
    {"planning", DRG_TENSE_NEAR_NEXT}, {"plans", DRG_TENSE_NEAR_NEXT},
    {"possibility", DRG_TENSE_NEAR_WISH}, {"possible", DRG_TENSE_NEAR_WISH},
    {"potential", DRG_TENSE_NEAR_WISH}, {"prevent", DRG_TENSE_NEAR_WISH},
    {"previous", DRG_TENSE_NEAR_AGO}, {"previously", DRG_TENSE_NEAR_AGO},
    {"prospect", DRG_TENSE_NEAR_WISH}, {"remain", DRG_TENSE_NEAR_STILL},
    {"remains", DRG_TENSE_NEAR_STILL}, {"risk", DRG_TENSE_NEAR_WISH},
    {"scheduled", DRG_TENSE_NEAR_NEXT}, {"set", DRG_TENSE_NEAR_NEXT}, {"should", DRG_TENSE_NEAR_IF},
    {"since", DRG_TENSE_NEAR_STILL}, {"soon", DRG_TENSE_NEAR_NEXT}, {"still", DRG_TENSE_NEAR_STILL},
    {"threat", DRG_TENSE_NEAR_WISH}, {"tomorrow", DRG_TENSE_NEAR_NEXT},
    {"unless", DRG_TENSE_NEAR_IF}, {"until", DRG_TENSE_NEAR_IF}, {"upcoming", DRG_TENSE_NEAR_NEXT},
    {"want", DRG_TENSE_NEAR_WISH}, {"wants", DRG_TENSE_NEAR_WISH}, {"was", DRG_TENSE_NEAR_AGO},
    {"were", DRG_TENSE_NEAR_AGO}, {"whether", DRG_TENSE_NEAR_IF}, {"will", DRG_TENSE_NEAR_NEXT},
    {"would", DRG_TENSE_NEAR_WISH}, {"yesterday", DRG_TENSE_NEAR_AGO}};

/* 0: nothing. */
static uint16_t said_by(drg_slice word) {
    const nearby *found = DRG_FIND_WORD(NEARBY, word);
    return found ? found->sign : 0;
}

static void near_signs(const drg_syntax *syntax, const drg_telling *telling, drg_signs *signs) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    uint32_t first = sentence->first_token, end = sentence->end_token;
    bool there[DRG_TENSE_NEAR_AGO + 1] = {false};
    if (telling->found.first > first + NEAR)
        first = telling->found.first - NEAR;
    if (end > telling->found.end + NEAR)
        end = telling->found.end + NEAR;
    for (uint32_t t = first; t < end; t++)
        there[said_by(drg_lower_at(syntax, t))] = true;
    for (unsigned sign = DRG_TENSE_NEAR_IF; sign <= DRG_TENSE_NEAR_AGO; sign++)
        drg_sign_if(signs, there[sign], sign);
}

static void all_signs(const drg_syntax *syntax, const drg_telling *telling, drg_signs *signs) {
    const drg_document *document = syntax->document;
    const drg_entry *entry = telling->entry;
    drg_slice word = entry->lemma.size ? entry->lemma : drg_lower_at(syntax, telling->found.head);
    signs->count = 0;
    drg_sign(signs, DRG_TENSE_BIAS, 1);
    drg_sign(signs, DRG_TENSE_RULE + (unsigned)telling->tense, 1);
    verb_signs(syntax, telling, signs);
    noun_signs(syntax, telling, signs);
    time_signs(document, telling, signs);
    near_signs(syntax, telling, signs);
    drg_sign_if(signs, drg_quote_at(document, telling->found.head) != DRG_NONE, DRG_TENSE_QUOTED);
    drg_sign_if(signs, document->sentences.items[telling->found.sentence].kind == DRG_HEADLINE,
        DRG_TENSE_HEADLINE);
    drg_sign(signs, DRG_TENSE_TYPE + entry->type, 1);
    drg_sign(signs, DRG_TENSE_KIND + entry->kind, 1);
    drg_sign(signs,
        DRG_TENSE_WORD + (unsigned)(drg_hash(BUCKETS, word.data, word.size) % DRG_TENSE_WORDS), 1);
}

/* "Had met", "had pursued negotiation tracks": over before whatever the sentence tells, unless it
 * was only meant ("had planned talks"). */
static bool is_past_perfect(const drg_syntax *syntax, const drg_telling *telling) {
    if (telling->verb == DRG_NONE || telling->tense != DRG_PAST)
        return false;
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    bool object = chunk != DRG_NONE && chunk != verb->subject && verb->end <= telling->found.head &&
                  !drg_chunk_governed(&syntax->chunks.items[chunk]) &&
                  !(drg_verb_kinds(syntax, verb) & DRG_VERB_INTEND);
    return verb->past && verb->first != verb->main && (telling->own_verb || object) &&
           drg_slice_is(drg_lower_at(syntax, verb->first), "had");
}

/* "The recent attack", "earlier talks". Of 30 such acts in the corpus all are past. */
static bool is_recent(const drg_syntax *syntax, const drg_telling *telling) {
    static const char *const recent[] = {"recent", "latest", "earlier", "previous"};
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (telling->own_verb || chunk == DRG_NONE)
        return false;
    uint32_t first = syntax->chunks.items[chunk].first, head = telling->found.head;
    for (uint32_t t = head > first + NEAR ? head - NEAR : first; t < head; t++)
        if (DRG_ONE_OF(drg_lower_at(syntax, t), recent))
            return true;
    return false;
}

/* A modal in the trigger's own group of a sentence that the engine did not read needs no weighing.
 */
static bool says_itself(const drg_syntax *syntax, const drg_telling *telling) {
    return telling->own_verb && telling->tense != DRG_PAST &&
           syntax->verbs.items[telling->verb].says & (DRG_WORD_FUTURE | DRG_WORD_HYPOTHETICAL);
}

void drg_tense_choose(const drg_syntax *syntax, drg_telling *telling, const drg_watch *watch) {
    const drg_read_event *read =
        drg_read_event_at(syntax->document, &telling->found, telling->entry->type);
    drg_signs signs;
    double best = -1e9;
    all_signs(syntax, telling, &signs);
    if (watch && watch->tense)
        watch->tense(watch->user, telling, read, &signs);
    telling->chosen = telling->tense;
    if (!read && says_itself(syntax, telling))
        return;
    if (is_past_perfect(syntax, telling) || is_recent(syntax, telling)) {
        telling->chosen = DRG_PAST;
        return;
    }
    for (int t = 0; t < DRG_TENSES; t++) {
        double odds =
            drg_signs_odds(&signs, read ? drg_tense_fitted.read[t] : drg_tense_fitted.words[t]);
        for (int e = 0; read && e < DRG_TENSES; e++)
            odds += (double)drg_tense_fitted.engine[t][e] * drg_byte_odds(read->tense[e]);
        if (odds > best) {
            best = odds;
            telling->chosen = (drg_tense)t;
        }
    }
    if (read)
        telling->read_says |= DRG_READ_SAYS_TENSE;
}
