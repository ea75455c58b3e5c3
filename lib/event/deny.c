/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the text denies that an event was. Hardly one in two hundred of the events that the
 * reading engine learned from is denied, so it knows denials by heart and no others; here the
 * syntax around the trigger decides alone:
 *
 *   the group        has never attacked; cannot be released
 *   over it          failed to reach a deal; was unable to visit; did not dare to attack
 *   its subject      no officer has been prosecuted; none of them met
 *   before it        neither consulted nor informed; without attacking; rather than attack; let
 *                    alone talks; nor was he attacked
 *   the noun         no charges; no such request; not a single meeting; a lack of protection
 *   verb of a noun   never held a meeting; faces no sanctions; the talks did not take place; the
 *                    visit was cancelled; there was not a great deal of consultation
 *   in the end       tried to imprison him, but failed
 *
 * Words of a trigger that hold the denial themselves ("made no response") tell by it what they
 * tell. So do groups that the engine found and the lexicon does not know, but of deeds (meetings,
 * aid, attacks, protests): their "not" is what was refused, reproached, forbidden ("did not respect
 * the law", "were not allowed"). "Refused to" and "declined to" are events of their own (REJECT).
 * What is told in another's content ("asked B not to attack") is no denial either.
 *
 * Cost: a few looks of at most REACH words a telling.
 */
#include "event.h"

enum { REACH = 8, CHAIN = 3 };

static bool negative_at(const drg_syntax *syntax, uint32_t token) {
    return (syntax->nodes[token].says & DRG_WORD_NEGATIVE) != 0;
}

/* Words that the lexicon does not know: the engine found them. */
static bool found_by_engine(const drg_telling *telling) {
    return !telling->entry->lemma.size;
}

/* Is the "not" of words that only the engine knows the very thing that they tell? */
static bool tells_by_not(const drg_telling *telling) {
    uint8_t type = telling->entry->type;
    bool act = type == DRG_CONSULT || type == DRG_COOPERATE || type == DRG_AID ||
               type == DRG_ASSAULT || type == DRG_PROTEST || type == DRG_MOBILIZE;
    return found_by_engine(telling) && !act && !(type == DRG_REQUEST && telling->own_verb);
}

static bool lack_at(const drg_syntax *syntax, uint32_t token) {
    static const char *const words[] = {"lack", "absence", "cancellation", "postponement"};
    return DRG_ONE_OF(drg_lower_at(syntax, token), words);
}

/* Is one of the trigger's own words a denial, or a lack? */
static bool holds_denial(const drg_syntax *syntax, const drg_telling *telling) {
    const drg_found *found = &telling->found;
    for (uint32_t t = found->first; found_by_engine(telling) && t < found->end; t++)
        if (negative_at(syntax, t) || lack_at(syntax, t))
            return true;
    for (uint8_t m = 0; m < found->matched_count; m++)
        if (negative_at(syntax, found->matched[m]))
            return true;
    return false;
}

/* ---- words in front of the trigger ----------------------------------------------------------- */

/* Does a word end one of the phrases that put off what follows it? */
static bool puts_off(const drg_syntax *syntax, uint32_t token, uint32_t first) {
    static const struct {
        const char *word, *before;
    } phrases[] = {{"than", "rather"}, {"alone", "let"}};
    drg_slice word = drg_lower_at(syntax, token);
    if (drg_slice_is(word, "without"))
        return true;
    for (size_t i = 0; token > first && i < sizeof phrases / sizeof phrases[0]; i++)
        if (drg_slice_is(word, phrases[i].word) &&
            drg_slice_is(drg_lower_at(syntax, token - 1), phrases[i].before))
            return true;
    return false;
}

/* "Without openly attacking", "let alone hold talks", "neither consulted". */
static bool put_off(const drg_syntax *syntax, uint32_t at, uint32_t first) {
    first = at > first + REACH ? at - REACH : first;
    while (at > first && syntax->nodes[at - 1].tag == DRG_TAG_ADVERB &&
           !puts_off(syntax, at - 1, first))
        at--;
    return at > first && puts_off(syntax, at - 1, first);
}

static bool auxiliary(uint8_t tag) {
    return tag == DRG_TAG_BE || tag == DRG_TAG_HAVE || tag == DRG_TAG_DO || tag == DRG_TAG_MODAL;
}

static bool neither(drg_slice word) {
    return drg_slice_is(word, "nor") || drg_slice_is(word, "neither");
}

/* "Nor was he physically attacked": the subject stands between the auxiliary and the verb. */
static bool inverted(const drg_syntax *syntax, const drg_verb *verb, uint32_t first) {
    uint32_t at = verb->first;
    bool subject = false;
    while (
        at > first && at + REACH > verb->first &&
        (syntax->nodes[at - 1].chunk != DRG_NONE || syntax->nodes[at - 1].tag == DRG_TAG_ADVERB)) {
        at--;
        subject = subject || syntax->nodes[at].chunk != DRG_NONE;
    }
    return subject && at > first + 1 && auxiliary(syntax->nodes[at - 1].tag) &&
           neither(drg_lower_at(syntax, at - 2));
}

/* ---- nouns ----------------------------------------------------------------------------------- */

/* "There was not": a being that is denied, not what somebody is ("was not a random attack"). */
static bool there(const drg_syntax *syntax, const drg_verb *verb) {
    return verb->first > 0 && drg_slice_is(drg_lower_at(syntax, verb->first - 1), "there");
}

/* "No meeting", "no such request", "none"; "not a single meeting"; but not "no less than three",
 * "no longer", "not only talks". */
static bool nothing_of(const drg_syntax *syntax, uint32_t chunk) {
    static const char *const counts[] = {
        "longer", "less", "fewer", "more", "later", "doubt", "-", "fly", "confidence", "man"};
    static const char *const single[] = {"any", "one", "single", "all"};
    const drg_chunk *one = &syntax->chunks.items[chunk];
    uint32_t next = one->first + 1, tokens = (uint32_t)syntax->document->tokens.count;
    if (drg_slice_is(drg_lower_at(syntax, one->first), "no"))
        return next >= tokens || !DRG_ONE_OF(drg_lower_at(syntax, next), counts);
    if (negative_at(syntax, one->first) || neither(drg_lower_at(syntax, one->first)))
        return next != one->end || next >= tokens ||
               !drg_slice_is(drg_lower_at(syntax, next), "but"); /* "nothing but" */
    if (one->first < 2 || !drg_slice_is(drg_lower_at(syntax, one->first - 1), "not"))
        return false;
    uint32_t verb = syntax->nodes[one->first - 2].verb;
    return (verb != DRG_NONE && there(syntax, &syntax->verbs.items[verb])) ||
           (one->first + 1 < one->end &&
               (DRG_ONE_OF(drg_lower_at(syntax, one->first), single) ||
                   DRG_ONE_OF(drg_lower_at(syntax, one->first + 1), single)));
}

/* The chunk that "of" hangs a chunk on: "none of the officers", "a lack of protection". */
static uint32_t part_of(const drg_syntax *syntax, uint32_t chunk) {
    uint32_t by = syntax->chunks.items[chunk].preposition;
    if (by == DRG_NONE || by == 0 || !drg_slice_is(drg_lower_at(syntax, by), "of"))
        return DRG_NONE;
    return syntax->nodes[by - 1].chunk;
}

/* "Officer or guard", "nor Germany"; "no deal, and sanctions" denies the deal alone. */
static bool listed_or(const drg_syntax *syntax, uint32_t chunk) {
    uint32_t first = syntax->chunks.items[chunk].first;
    return first > 0 && (drg_slice_is(drg_lower_at(syntax, first - 1), "or") ||
                            drg_slice_is(drg_lower_at(syntax, first - 1), "nor"));
}

/* A chunk, or what it is a part of, that says there was none. */
static bool denied_chunk(const drg_syntax *syntax, uint32_t chunk) {
    if (chunk == DRG_NONE)
        return false;
    bool either = listed_or(syntax, chunk);
    for (int i = 0; i <= CHAIN && chunk != DRG_NONE; i++) { /* "not a single officer or guard" */
        uint32_t whole = part_of(syntax, chunk);
        if (nothing_of(syntax, chunk) ||
            (whole != DRG_NONE &&
                (nothing_of(syntax, whole) || lack_at(syntax, syntax->chunks.items[whole].head))))
            return true;
        chunk = either ? syntax->chunks.items[chunk].left : DRG_NONE;
    }
    return false;
}

/* ---- verbs ----------------------------------------------------------------------------------- */

static bool not_only(const drg_syntax *syntax, const drg_verb *verb) {
    static const char *const words[] = {"only", "just", "merely", "simply", "necessarily"};
    for (uint32_t t = verb->first; t < verb->end && t < verb->first + REACH; t++)
        if (DRG_ONE_OF(drg_lower_at(syntax, t), words))
            return true;
    return false;
}

/* "Never came", "neither informed", "haven't yet been invited", "careful not to give": the group
 * starts behind its denial. "Asked B not to give" is what was asked. */
static bool denied_before(const drg_syntax *syntax, const drg_verb *verb, uint32_t first) {
    static const char *const between[] = {"yet", "ever", "even", "still", "so", "far", "also"};
    uint32_t at = verb->first;
    if (verb->infinitive && (verb->governor == DRG_NONE ||
                                drg_verb_kinds(syntax, &syntax->verbs.items[verb->governor]) &
                                    (DRG_VERB_CONTROL | DRG_VERB_SAY)))
        return false;
    for (int i = 0; i < CHAIN && at > first && DRG_ONE_OF(drg_lower_at(syntax, at - 1), between);
         i++)
        at--;
    return at > first &&
           (syntax->nodes[at - 1].tag == DRG_TAG_NOT || neither(drg_lower_at(syntax, at - 1)));
}

/* "No officer has been prosecuted", "no complaint lodged"; the object of a verb before ("had no
 * idea and attacked") is no subject. */
static bool nobody(const drg_syntax *syntax, const drg_verb *verb) {
    if (verb->relative || verb->subject == DRG_NONE || !denied_chunk(syntax, verb->subject))
        return false;
    const drg_chunk *subject = &syntax->chunks.items[verb->subject];
    if (!verb->finite)
        return subject->end == verb->first;
    return subject->first == 0 || syntax->nodes[subject->first - 1].verb == DRG_NONE;
}

/* "Has never attacked", "nobody has attacked". */
static bool group_denied(const drg_syntax *syntax, const drg_verb *verb, uint32_t first) {
    if (verb->says & DRG_WORD_NEGATIVE || denied_before(syntax, verb, first))
        return !not_only(syntax, verb);
    return nobody(syntax, verb);
}

/* "Made no such request", "attacked nobody". */
static bool no_object(const drg_syntax *syntax, const drg_verb *verb, uint32_t end) {
    uint32_t object = drg_syntax_chunk_at(syntax, verb->end, end);
    return object != DRG_NONE && nothing_of(syntax, object);
}

/* "Unable to reach", "not been able to reach": what stands before an infinitive. */
static bool unable(const drg_syntax *syntax, const drg_verb *verb, uint32_t first) {
    if (!verb->infinitive || verb->first <= first)
        return false;
    drg_slice word = drg_lower_at(syntax, verb->first - 1);
    if (drg_slice_is(word, "unable"))
        return true;
    for (uint32_t at = verb->first - 1;
         drg_slice_is(word, "able") && at > first && at + CHAIN >= verb->first; at--)
        if (syntax->nodes[at - 1].verb != DRG_NONE)
            return group_denied(syntax, &syntax->verbs.items[syntax->nodes[at - 1].verb], first);
    return false;
}

/* Verbs of trying alone: who began or wanted to act may go on though others failed. */
static bool tries(const drg_syntax *syntax, const drg_verb *verb) {
    static const char *const words[] = {"try", "tries", "tried", "trying", "attempt", "attempts",
        "attempted", "attempting", "seek", "seeks", "sought", "seeking"};
    return DRG_ONE_OF(drg_lower_at(syntax, verb->main), words);
}

/* "But failed", "but they have failed": not "after talks failed". */
static bool they_failed(const drg_syntax *syntax, const drg_verb *verb) {
    if (!verb->finite || !drg_slice_is(drg_lower_at(syntax, verb->main), "failed") || !verb->first)
        return false;
    const drg_node *before = &syntax->nodes[verb->first - 1];
    return before->tag == DRG_TAG_AND || before->tag == DRG_TAG_COMMA ||
           (before->chunk != DRG_NONE && syntax->chunks.items[before->chunk].pronoun);
}

/* What a sentence says in the end of who tried. */
static bool in_vain(const drg_syntax *syntax, uint32_t at, uint32_t end) {
    for (end = end < at + 3 * REACH ? end : at + 3 * REACH; at < end; at++) {
        drg_slice word = drg_lower_at(syntax, at);
        uint32_t verb = syntax->nodes[at].verb;
        if (drg_slice_is(word, "unsuccessfully") || drg_slice_is(word, "vain") ||
            (verb != DRG_NONE && they_failed(syntax, &syntax->verbs.items[verb])))
            return true;
    }
    return false;
}

/* "Failed to reach", "did not dare to attack", "tried to attack, but failed". */
static bool denied_over(
    const drg_syntax *syntax, const drg_verb *verb, const drg_sentence *sentence) {
    for (int i = 0; i < CHAIN; i++) {
        if (unable(syntax, verb, sentence->first_token))
            return true;
        if (verb->governor == DRG_NONE || !(verb->infinitive || verb->gerund))
            return false;
        const drg_verb *over = &syntax->verbs.items[verb->governor];
        bool near = over->end <= verb->first && verb->first - over->end < CHAIN;
        if (!near)
            return false;
        bool no = group_denied(syntax, over, sentence->first_token);
        uint16_t kinds = drg_verb_kinds(syntax, over);
        if (kinds & DRG_VERB_FAIL)
            return !no;
        if (no && kinds & DRG_VERB_ATTEMPT)
            return true;
        if (tries(syntax, over) && in_vain(syntax, verb->end, sentence->end_token))
            return true;
        if (!(kinds & DRG_VERB_ATTEMPT))
            return false;
        verb = over;
    }
    return false;
}

static bool denied_verb(
    const drg_syntax *syntax, const drg_telling *telling, const drg_sentence *sentence) {
    const drg_verb *verb = &syntax->verbs.items[telling->verb];
    uint32_t first = sentence->first_token;
    if (put_off(syntax, verb->first, first) || inverted(syntax, verb, first))
        return true;
    if (denied_over(syntax, verb, sentence))
        return true;
    if (tells_by_not(telling) || verb->says & DRG_WORD_OBLIGATION)
        return false;
    return group_denied(syntax, verb, first) || no_object(syntax, verb, sentence->end_token);
}

/* The group over a noun, else the one that begins right behind it; DRG_NONE. */
static uint32_t verb_of(const drg_syntax *syntax, const drg_telling *telling, uint32_t end) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    uint32_t at = syntax->chunks.items[chunk].end;
    if (telling->verb != DRG_NONE)
        return telling->verb;
    end = end < at + REACH ? end : at + REACH;
    while (at < end &&
           (syntax->nodes[at].tag == DRG_TAG_NOT || syntax->nodes[at].tag == DRG_TAG_ADVERB))
        at++;
    uint32_t verb = at < end ? syntax->nodes[at].verb : DRG_NONE;
    return verb != DRG_NONE && syntax->verbs.items[verb].first == at ? verb : DRG_NONE;
}

/* What has a day that can be struck off; cancelled sanctions and pacts were there. */
static bool planned(uint8_t type) {
    return type == DRG_CONSULT || type == DRG_PROTEST || type == DRG_COOPERATE ||
           type == DRG_MOBILIZE;
}

/* "Cancelled the talks", not "may cancel", "threatened to cancel". */
static bool was_struck(const drg_verb *verb) {
    return !verb->passive && !verb->infinitive &&
           !(verb->says & (DRG_WORD_FUTURE | DRG_WORD_HYPOTHETICAL | DRG_WORD_OBLIGATION));
}

/* "Did not begin", "did not take place", not "did not take lives". */
static bool happens(const drg_syntax *syntax, const drg_verb *verb, uint32_t end) {
    uint32_t object = drg_syntax_chunk_at(syntax, verb->end, end);
    if (verb->end < end && drg_slice_is(drg_lower_at(syntax, verb->end), "place"))
        return true;
    return (object == DRG_NONE || syntax->chunks.items[object].time) &&
           !(drg_verb_kinds(syntax, verb) & DRG_VERB_LIGHT && !verb->passive);
}

/* The group that a noun is subject or object of says that there was none. */
static bool denied_by_verb(const drg_syntax *syntax, const drg_telling *telling, uint32_t over,
    const drg_sentence *sentence) {
    const drg_verb *verb = &syntax->verbs.items[over];
    uint16_t kinds = drg_verb_kinds(syntax, verb);
    bool struck = kinds & DRG_VERB_PUT_OFF && planned(telling->entry->type);
    bool before = verb->end <= telling->found.head;
    bool lends = kinds & (DRG_VERB_LIGHT | DRG_VERB_SUFFER);
    bool is = syntax->nodes[verb->main].tag == DRG_TAG_BE;
    bool no = group_denied(syntax, verb, sentence->first_token) ||
              put_off(syntax, verb->first, sentence->first_token);
    if (before && lends)
        return no || denied_over(syntax, verb, sentence);
    if (before)
        return (no && is && there(syntax, verb)) || (struck && !no && was_struck(verb));
    if (struck)
        return verb->passive && !no;
    return no && ((verb->passive && lends) ||
                     (kinds & DRG_VERB_HAPPEN && happens(syntax, verb, sentence->end_token)));
}

static bool denied_noun(
    const drg_syntax *syntax, const drg_telling *telling, const drg_sentence *sentence) {
    uint32_t chunk = syntax->nodes[telling->found.head].chunk;
    if (chunk == DRG_NONE)
        return false;
    if (put_off(syntax, syntax->chunks.items[chunk].first, sentence->first_token) ||
        denied_chunk(syntax, chunk))
        return true;
    uint32_t verb = verb_of(syntax, telling, sentence->end_token);
    return verb != DRG_NONE && denied_by_verb(syntax, telling, verb, sentence);
}

bool drg_denied(const drg_syntax *syntax, const drg_telling *telling) {
    const drg_sentence *sentence = &syntax->document->sentences.items[telling->found.sentence];
    bool asked = telling->own_verb && syntax->verbs.items[telling->verb].says & DRG_WORD_OBLIGATION;
    if (holds_denial(syntax, telling)) /* of what it found; "should not" asks */
        return found_by_engine(telling) && !tells_by_not(telling) && !asked;
    return telling->own_verb ? denied_verb(syntax, telling, sentence)
                             : denied_noun(syntax, telling, sentence);
}
