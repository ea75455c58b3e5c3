/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Subjects of verb groups: who does it, grammatically.
 *
 * Idea: English puts the subject of a tensed verb to its left, so one looks left and knows what to
 * step over: prepositional phrases, appositions and relative clauses between commas, adverbs. A
 * form without tense takes the subject of the group that governs it, or its object where that verb
 * passes the action on ("urged Israel to stop", "accused Iran of arming"). A verb after "and" has
 * the subject of the verb before. A reduced participle ("the journalist detained on Monday")
 * belongs to the chunk at its left and is passive.
 *
 * Groups are settled from left to right, so that what a group needs is known when it is asked for.
 * A look to the left reads at most REACH tokens: linear.
 *
 * It does not see inverted subjects (except after a quotation), nor subjects that are clauses.
 */
#include "syntax.h"

#define REACH 48 /* tokens that a look to the left may read */
#define FEW 24 /* verb groups, or members of a list, that one looks back over */

typedef struct view { /* the sentence and the group in question */
    drg_syntax *syntax;
    uint32_t first, end; /* tokens of the sentence */
    size_t first_verb; /* first group of the sentence */
    size_t verb; /* group in question */
} view;

static uint8_t tag_at(const view *at, uint32_t token) {
    return at->syntax->nodes[token].tag;
}

static const drg_chunk *chunk_at(const view *at, uint32_t token) {
    uint32_t chunk = at->syntax->nodes[token].chunk;
    return chunk == DRG_NONE ? NULL : &at->syntax->chunks.items[chunk];
}

static drg_verb *group(const view *at, size_t index) {
    return &at->syntax->verbs.items[index];
}

/* The chunk that ends before a token, over adverbs. */
static const drg_chunk *chunk_before(const view *at, uint32_t token) {
    while (token > at->first && tag_at(at, token - 1) == DRG_TAG_ADVERB)
        token--;
    return token > at->first ? chunk_at(at, token - 1) : NULL;
}

/* The chunk directly after a group, where no preposition stands between: its object. */
static uint32_t object_of(const view *at, const drg_verb *verb, uint32_t before) {
    uint32_t chunk = drg_syntax_chunk_at(at->syntax, verb->end, before);
    if (chunk == DRG_NONE || at->syntax->chunks.items[chunk].time)
        return DRG_NONE;
    return chunk;
}

/* The nearest group to the left that may govern the one in question; SIZE_MAX: none. */
static size_t governor_of(const view *at, uint32_t token) {
    for (size_t v = at->verb; v-- > at->first_verb;) {
        const drg_verb *verb = group(at, v);
        if (verb->end > token)
            continue;
        if (token - verb->end > REACH)
            break;
        for (uint32_t t = verb->end; t < token; t++)
            if (tag_at(at, t) == DRG_TAG_STOP)
                return SIZE_MAX;
        return v;
    }
    return SIZE_MAX;
}

static size_t finite_before(const view *at) {
    size_t limit = at->verb > at->first_verb + FEW ? at->verb - FEW : at->first_verb;
    for (size_t v = at->verb; v-- > limit;)
        if (group(at, v)->finite && group(at, v)->subject != DRG_NONE)
            return v;
    return SIZE_MAX;
}

static uint32_t subject_of(const view *at, size_t verb) {
    return verb == SIZE_MAX ? DRG_NONE : group(at, verb)->subject;
}

/* "X, the minister, said", "X, who had fled, said": the token before the first of the two commas,
 * or the comma itself where there is none to match. */
static uint32_t over_insertion(const view *at, uint32_t comma) {
    uint32_t limit = comma > at->first + REACH / 2 ? comma - REACH / 2 : at->first;
    for (uint32_t t = comma; t-- > limit;) {
        if (tag_at(at, t) == DRG_TAG_STOP)
            break;
        if (tag_at(at, t) != DRG_TAG_COMMA || t == at->first)
            continue;
        uint8_t next = tag_at(at, t + 1);
        uint32_t last = t - 1;
        while (last > at->first && tag_at(at, last) == DRG_TAG_SKIP)
            last--;
        const drg_chunk *before = chunk_at(at, last);
        bool insertion = next == DRG_TAG_RELATIVE || next == DRG_TAG_DETERMINER ||
                         next == DRG_TAG_NOUN || next == DRG_TAG_NUMBER || next == DRG_TAG_NAME ||
                         next == DRG_TAG_VERB || next == DRG_TAG_POSSESSIVE_PRONOUN ||
                         next == DRG_TAG_PREPOSITION;
        if (before && !before->time && insertion)
            return t;
        break;
    }
    return comma;
}

static bool clause_preposition(drg_slice word) {
    return drg_slice_is(word, "after") || drg_slice_is(word, "before") ||
           drg_slice_is(word, "since") || drg_slice_is(word, "until") || drg_slice_is(word, "as") ||
           drg_slice_is(word, "than");
}

/* The first token of a list of equals that ends with the chunk, and of its possessors. */
static const drg_chunk *list_start(const view *at, const drg_chunk *chunk) {
    for (int i = 0; i < FEW && chunk->left != DRG_NONE; i++)
        chunk = &at->syntax->chunks.items[chunk->left];
    for (int i = 0; i < FEW && chunk->possessor != DRG_NONE; i++)
        chunk = &at->syntax->chunks.items[chunk->possessor];
    return chunk;
}

/*
 * "... met Putin and Lavrov said": the list is cut where a verb or preposition stands before its
 * first member, for then only the last member is free to be a subject.
 */
static bool object_list(const view *at, const drg_chunk *chunk) {
    if (chunk->left == DRG_NONE)
        return false;
    uint32_t start = list_start(at, chunk)->first;
    return start > at->first && tag_at(at, start - 1) == DRG_TAG_VERB;
}

/* "Prosecutors in the United States who", "women living in Israel who": not the place is meant. */
static uint32_t person_before(const view *at, uint32_t relative, uint32_t chunk) {
    const drg_document *document = at->syntax->document;
    for (int hop = 0; hop < 2 && drg_slice_is(document->tokens.items[relative].lower, "who");
         hop++) {
        const drg_chunk *one = &at->syntax->chunks.items[chunk];
        uint32_t m = drg_document_mention_at(document, one->head), by = one->preposition;
        drg_entity_type type =
            m == DRG_NONE ? DRG_ENTITY_TYPES
                          : document->entities.items[document->mentions.items[m].entity].type;
        if ((type != DRG_GPE && type != DRG_LOCATION && type != DRG_FACILITY) || by == DRG_NONE ||
            by <= at->first)
            break;
        uint32_t verb = at->syntax->nodes[by - 1].verb;
        uint32_t over =
            verb == DRG_NONE ? at->syntax->nodes[by - 1].chunk : group(at, verb)->subject;
        if (over == DRG_NONE || at->syntax->chunks.items[over].time ||
            (verb != DRG_NONE && group(at, verb)->finite))
            break;
        chunk = over;
    }
    return chunk;
}

/* Subject of a group with tense: look left from `token` (exclusive). */
static uint32_t look_left(const view *at, uint32_t token, drg_verb *verb) {
    uint32_t limit = token > at->first + REACH ? token - REACH : at->first;
    bool crossed = false; /* a prepositional phrase was stepped over */
    while (token > limit) {
        uint32_t t = token - 1;
        uint8_t tag = tag_at(at, t);
        const drg_chunk *chunk = chunk_at(at, t);
        if (chunk) {
            uint32_t index = (uint32_t)(chunk - at->syntax->chunks.items);
            uint32_t start = list_start(at, chunk)->first;
            uint32_t by = chunk->preposition;
            bool free =
                by == DRG_NONE ||
                (!crossed && clause_preposition(at->syntax->document->tokens.items[by].lower)) ||
                object_list(at, chunk);
            if (!chunk->time && free)
                return index;
            token = by != DRG_NONE && by < start ? by : start;
            crossed = true;
        } else if (tag == DRG_TAG_RELATIVE) {
            verb->relative = true;
            if (t > at->first && tag_at(at, t - 1) == DRG_TAG_COMMA)
                t--;
            if (t > at->first && chunk_at(at, t - 1))
                return person_before(at, token - 1, at->syntax->nodes[t - 1].chunk);
            token = t;
        } else if (tag == DRG_TAG_COMMA) {
            uint32_t open = over_insertion(at, t);
            token = open;
        } else if (tag == DRG_TAG_AND) {
            return subject_of(at, at->verb > at->first_verb ? at->verb - 1 : SIZE_MAX);
        } else if (tag == DRG_TAG_STOP || tag == DRG_TAG_SUBORDINATOR) {
            return DRG_NONE;
        } else if (at->syntax->nodes[t].verb != DRG_NONE) {
            /* a participle or infinitive phrase between: step over it */
            const drg_verb *other = group(at, at->syntax->nodes[t].verb);
            if (other->finite)
                return other->subject;
            token = other->first;
        } else {
            token = t;
        }
    }
    return DRG_NONE;
}

/* "...," said Putin: the chunk after a verb of saying that follows a quotation or comma. */
static uint32_t inverted_subject(const view *at, const drg_verb *verb) {
    if (!(drg_verb_kinds(at->syntax, verb) & DRG_VERB_SAY))
        return DRG_NONE;
    uint32_t chunk = drg_syntax_chunk_at(at->syntax, verb->end, at->end);
    if (chunk == DRG_NONE || at->syntax->chunks.items[chunk].time)
        return DRG_NONE;
    return chunk;
}

/* A group without tense: from what governs it. */
static uint32_t governed_subject(const view *at, drg_verb *verb) {
    size_t over = governor_of(at, verb->first);
    if (over == SIZE_MAX)
        return DRG_NONE;
    const drg_verb *governor = group(at, over);
    verb->governor = (uint32_t)over;
    if (governor->passive)
        return governor->subject;
    uint32_t object = object_of(at, governor, verb->first);
    if (object != DRG_NONE && verb->infinitive)
        return object;
    if (object != DRG_NONE && verb->gerund && verb->first > at->first) {
        drg_slice before = at->syntax->document->tokens.items[verb->first - 1].lower;
        if (drg_slice_is(before, "of") || drg_slice_is(before, "for") ||
            drg_slice_is(before, "from") || drg_slice_is(before, "into"))
            return object;
    }
    return governor->subject;
}

/* "the case of X, the minister, fleeing ...": the apposition belongs to what hangs on "of". */
static uint32_t apposition_owner(const view *at, uint32_t comma) {
    uint32_t open = over_insertion(at, comma);
    const drg_chunk *owner = open < comma && open > at->first ? chunk_at(at, open - 1) : NULL;
    if (!owner || owner->preposition == DRG_NONE ||
        !drg_slice_is(at->syntax->document->tokens.items[owner->preposition].lower, "of"))
        return DRG_NONE;
    return (uint32_t)(owner - at->syntax->chunks.items);
}

/* -ing: after a chunk it belongs to the chunk; after a comma, preposition or "and" to the clause.
 */
static uint32_t gerund_subject(const view *at, drg_verb *verb) {
    if (verb->first > at->first) {
        const drg_chunk *before = chunk_at(at, verb->first - 1);
        if (before && !before->time)
            return (uint32_t)(before - at->syntax->chunks.items);
        if (tag_at(at, verb->first - 1) == DRG_TAG_COMMA) {
            uint32_t named = apposition_owner(at, verb->first - 1);
            if (named != DRG_NONE)
                return named;
            size_t main = finite_before(at);
            if (main != SIZE_MAX)
                verb->governor = (uint32_t)main;
            return subject_of(at, main);
        }
    }
    return governed_subject(at, verb);
}

/* Does a later group of the clause have tense of its own? Then a bare -ed before it is reduced. */
static bool tense_follows(const view *at, const drg_verb *verb, size_t groups) {
    uint32_t object = drg_syntax_chunk_at(at->syntax, verb->end, at->end);
    if (object != DRG_NONE && !at->syntax->chunks.items[object].time)
        return false;
    if (at->verb + 1 >= groups)
        return false;
    const drg_verb *next = group(at, at->verb + 1);
    if (next->first >= at->end || !next->finite || next->relative)
        return false;
    for (uint32_t t = verb->end; t < next->first; t++) {
        uint8_t tag = tag_at(at, t);
        if (tag == DRG_TAG_AND || tag == DRG_TAG_STOP || tag == DRG_TAG_SUBORDINATOR ||
            tag == DRG_TAG_RELATIVE || tag == DRG_TAG_QUOTE)
            return false;
    }
    return next->first < verb->end + REACH / 2;
}

/* Is the chunk before it the object of a tensed verb? Then the form belongs to the chunk ("became
 * the 16th defendant convicted"), unless that verb is one of saying, after which another clause may
 * begin without "that". */
static bool follows_object(const view *at, const drg_verb *verb) {
    const drg_chunk *before = chunk_before(at, verb->first);
    if (!before || before->first == at->first)
        return false;
    uint32_t over = at->syntax->nodes[before->first - 1].verb;
    if (over == DRG_NONE || !group(at, over)->finite)
        return false;
    return !(drg_verb_kinds(at->syntax, group(at, over)) & DRG_VERB_SAY);
}

/* "Elected president by", "offered work by": verbs that keep an object in the passive. */
static bool keeps_object(const view *at, const drg_verb *verb) {
    static const char *const verbs[] = {"elected", "named", "appointed", "called", "dubbed",
        "declared", "offered", "sent", "told", "paid", "granted", "handed", "awarded", "asked",
        "taught", "allowed", "denied", "promised", "considered", "labelled", "labeled"};
    return DRG_ONE_OF(at->syntax->document->tokens.items[verb->main].lower, verbs);
}

/* Is "by" near, and not that of an object: "condemned the attack by X"? */
static bool by_follows(const view *at, const drg_verb *verb) {
    if (object_of(at, verb, at->end) != DRG_NONE && !keeps_object(at, verb))
        return false;
    for (uint32_t t = verb->end; t < at->end && t < verb->end + 4; t++) {
        if (drg_slice_is(at->syntax->document->tokens.items[t].lower, "by"))
            return true;
        if (tag_at(at, t) == DRG_TAG_COMMA || tag_at(at, t) == DRG_TAG_STOP)
            return false;
    }
    return false;
}

/*
 * A bare -ed after a chunk or comma: past tense, or a participle without its auxiliary? It is the
 * latter before "by", before another verb with tense, and where the form can be nothing else.
 */
static void settle_bare_participle(const view *at, drg_verb *verb, size_t groups) {
    uint8_t forms = at->syntax->nodes[verb->main].forms;
    bool bare = verb->first == verb->main && (forms & DRG_FORM_PARTICIPLE) &&
                !(forms & (DRG_FORM_ING | DRG_FORM_BASE));
    if (!bare)
        return;
    bool only_participle = !(forms & DRG_FORM_PAST);
    uint32_t first = verb->first;
    while (first > at->first && tag_at(at, first - 1) == DRG_TAG_ADVERB)
        first--;
    uint8_t before = first > at->first ? tag_at(at, first - 1) : DRG_TAG_STOP;
    bool after_and = before == DRG_TAG_AND && at->verb > at->first_verb;
    if (after_and && group(at, at->verb - 1)->passive && object_of(at, verb, at->end) == DRG_NONE) {
        verb->passive = true; /* was arrested and charged */
    } else if (only_participle || by_follows(at, verb) || tense_follows(at, verb, groups) ||
               (object_of(at, verb, at->end) == DRG_NONE && follows_object(at, verb)) ||
               (verb->first == at->first && before == DRG_TAG_STOP)) {
        verb->passive = true;
        verb->finite = false;
        verb->past = false;
    }
}

/* "became the 16th defendant convicted": what is said of a predicate is said of its subject. */
static uint32_t over_copula(const view *at, uint32_t chunk) {
    if (chunk == DRG_NONE)
        return chunk;
    uint32_t first = at->syntax->chunks.items[chunk].first;
    if (first == at->first || at->syntax->nodes[first - 1].verb == DRG_NONE)
        return chunk;
    const drg_verb *verb = group(at, at->syntax->nodes[first - 1].verb);
    drg_slice main = at->syntax->document->tokens.items[verb->main].lower;
    bool copula = tag_at(at, verb->main) == DRG_TAG_BE || drg_slice_is(main, "became") ||
                  drg_slice_is(main, "become") || drg_slice_is(main, "becomes") ||
                  drg_slice_is(main, "remains") || drg_slice_is(main, "remained");
    return copula && verb->subject != DRG_NONE ? verb->subject : chunk;
}

static void settle(const view *at, size_t groups) {
    drg_verb *verb = group(at, at->verb);
    settle_bare_participle(at, verb, groups);
    const drg_chunk *before = chunk_before(at, verb->first);
    if (verb->infinitive) {
        verb->subject = governed_subject(at, verb);
    } else if (!verb->finite && verb->passive && before && !before->time) {
        verb->subject = (uint32_t)(before - at->syntax->chunks.items);
    } else if (verb->gerund) {
        verb->subject = gerund_subject(at, verb);
    } else {
        verb->subject = look_left(at, verb->first, verb);
        if (verb->subject == DRG_NONE && verb->finite)
            verb->subject = inverted_subject(at, verb);
    }
    if (!verb->finite || verb->relative)
        verb->subject = over_copula(at, verb->subject);
}

/* "Accusing X of ..., Y said": what opens the sentence takes the first subject that comes. */
static void settle_openers(const view *at, size_t groups) {
    for (size_t v = at->first_verb; v < groups; v++) {
        drg_verb *verb = group(at, v);
        if (verb->finite || verb->subject != DRG_NONE)
            continue;
        for (size_t w = v + 1; w < groups && w < v + 4; w++)
            if (group(at, w)->finite && group(at, w)->subject != DRG_NONE) {
                verb->subject = group(at, w)->subject;
                verb->governor = (uint32_t)w;
                break;
            }
    }
}

void drg_syntax_subjects(drg_syntax *syntax, size_t first_verb, uint32_t first, uint32_t end) {
    view at = {syntax, first, end, first_verb, first_verb};
    for (; at.verb < syntax->verbs.count; at.verb++)
        settle(&at, syntax->verbs.count);
    settle_openers(&at, syntax->verbs.count);
}
