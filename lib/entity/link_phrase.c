/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands around a pronoun or a noun phrase, as far as a few neighbours tell it.
 *
 * Its place in the clause: a mention whose verb follows is a subject, one right behind a verb an
 * object, one behind a preposition is governed by it, one with 's owns what follows. Parts of
 * speech are the reading engine's where it saw the sentence; without it, the shape of the word and
 * short lists of closed classes do. And what the phrase says of itself: its determiner, its owner,
 * the names inside it and behind its "of", its country.
 *
 * At most PHRASE tokens to either side are looked at: constant.
 */
#include "../base/sort.h"
#include "link.h"

enum { PHRASE = 8 };

static bool same_sentence(const drg_namer *namer, uint32_t a, uint32_t b) {
    return a < namer->token_count && b < namer->token_count &&
           namer->tokens[a].sentence == namer->tokens[b].sentence;
}

/* The engine's part of speech, DRG_UPOS_TAGS where it did not read the word. */
static uint8_t upos(const drg_namer *namer, uint32_t token) {
    return drg_document_was_read(namer->document, token) ? namer->document->read.words[token].upos
                                                         : DRG_UPOS_TAGS;
}

static bool auxiliary(drg_slice word) {
    static const char *const words[] = {"is", "was", "were", "are", "has", "had", "have", "will",
        "would", "can", "could", "should", "may", "might", "must", "did", "does", "do", "said",
        "says", "told", "also", "never", "'s", "'d", "'ll"};
    return DRG_ONE_OF(word, words);
}

bool drg_link_verb(const drg_namer *namer, uint32_t token) {
    uint8_t pos = upos(namer, token);
    if (pos != DRG_UPOS_TAGS)
        return pos == DRG_UPOS_VERB || pos == DRG_UPOS_AUX;
    drg_slice word = namer->tokens[token].lower;
    bool past = namer->tokens[token].shape == DRG_SHAPE_LOWER && word.size > 4 &&
                memcmp(word.data + word.size - 2, "ed", 2) == 0;
    return past || auxiliary(word) || (drg_namer_word(namer, token)->classes & DRG_WORD_SPEECH);
}

bool drg_link_noun(const drg_namer *namer, uint32_t token) {
    uint8_t pos = upos(namer, token);
    if (pos != DRG_UPOS_TAGS)
        return pos == DRG_UPOS_NOUN || pos == DRG_UPOS_PROPN;
    const uint32_t heads = DRG_WORD_ORGANIZATION | DRG_WORD_FACILITY | DRG_WORD_LOCATION |
                           DRG_WORD_STATE | DRG_WORD_KIN;
    return namer->role_of[token] != DRG_NONE || namer->reading_of[token] != DRG_NONE ||
           (drg_namer_word(namer, token)->classes & heads);
}

bool drg_link_preposition(const drg_namer *namer, uint32_t token) {
    static const char *const words[] = {"of", "in", "on", "at", "for", "to", "from", "by", "with",
        "against", "between", "about", "under", "over", "into", "during", "through", "among",
        "towards", "toward", "despite", "without", "within", "outside", "inside", "near"};
    uint8_t pos = upos(namer, token);
    return pos != DRG_UPOS_TAGS ? pos == DRG_UPOS_ADP
                                : DRG_ONE_OF(namer->tokens[token].lower, words);
}

static bool adverb(const drg_namer *namer, uint32_t token) {
    static const char *const words[] = {
        "also", "then", "later", "now", "never", "still", "already", "not", "further"};
    return upos(namer, token) == DRG_UPOS_ADV || DRG_ONE_OF(namer->tokens[token].lower, words);
}

drg_link_place drg_link_place_of(const drg_namer *namer, uint32_t start, uint32_t end) {
    if (same_sentence(namer, start, end) && (namer->tokens[end].flags & DRG_TOKEN_POSSESSIVE))
        return DRG_PLACE_OWNER;
    bool before = start > 0 && same_sentence(namer, start - 1, start);
    if (before && drg_link_preposition(namer, start - 1))
        return DRG_PLACE_GOVERNED;
    uint32_t next = end;
    while (next < end + 2 && same_sentence(namer, start, next) && adverb(namer, next))
        next++;
    bool verb_next = same_sentence(namer, start, next) && drg_link_verb(namer, next);
    bool verb_before = before && drg_link_verb(namer, start - 1);
    if (verb_next)
        return DRG_PLACE_SUBJECT;
    return verb_before ? DRG_PLACE_OBJECT : DRG_PLACE_OTHER;
}

/* Beside a verb of saying: "X told", "said X". */
bool drg_link_speaks(const drg_namer *namer, uint32_t start, uint32_t end) {
    uint32_t next = end;
    while (next < end + 2 && same_sentence(namer, start, next) &&
           (adverb(namer, next) ||
               (drg_token_is(namer, next, "has") || drg_token_is(namer, next, "had"))))
        next++;
    if (same_sentence(namer, start, next) &&
        (drg_namer_word(namer, next)->classes & DRG_WORD_SPEECH))
        return true;
    return start > 0 && same_sentence(namer, start - 1, start) &&
           (drg_namer_word(namer, start - 1)->classes & DRG_WORD_SPEECH);
}

/* ---- what the phrase says of itself ---- */

static const char *const THE[] = {"the"};
static const char *const THIS[] = {"this", "that", "these", "those", "such", "said", "same"};
static const char *const INDEFINITE[] = {"a", "an"};
static const char *const QUANTIFIED[] = {"some", "every", "no", "any", "other", "another", "each",
    "all", "many", "most", "several", "few", "various", "both", "either", "neither"};
static const char *const OWNERS[] = {"his", "her", "its", "their", "our", "my", "your"};
static const char *const TIMES[] = {"former", "new", "next", "first", "last", "previous", "then",
    "ex", "future", "current", "late", "incoming", "outgoing"};
static const char *const NUMBERS[] = {
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};

static void note_name(const drg_namer *namer, uint32_t reading, drg_asker *asker) {
    const drg_cluster *cluster = &namer->clusters.items[namer->readings.items[reading].entity];
    if (asker->name_count < sizeof asker->names / sizeof asker->names[0])
        asker->names[asker->name_count++] = namer->readings.items[reading].entity;
    if (cluster->country.size && !asker->country.size)
        asker->country = cluster->country;
}

/* The determiner, and what stands between it and the head. */
static void describe_left(const drg_namer *namer, drg_asker *asker) {
    drg_observed *seen = &asker->seen;
    drg_slice opens = namer->tokens[asker->start].lower;
    bool bare = asker->start == asker->first, inside = false, modified = false;
    for (uint32_t t = asker->start; t < asker->first; t++) {
        uint32_t reading = drg_reading_from(namer, t);
        if (reading != DRG_NONE) {
            uint32_t behind = namer->readings.items[reading].end;
            if (behind < namer->token_count && (namer->tokens[behind].flags & DRG_TOKEN_POSSESSIVE))
                asker->owner = namer->readings.items[reading].entity;
            note_name(namer, reading, asker);
            inside = true;
        }
        modified |= t > asker->start && namer->reading_of[t] == DRG_NONE;
        drg_observe(seen, DRG_ONE_OF(namer->tokens[t].lower, TIMES), DRG_LA_OTHER_TIME);
        drg_observe(seen,
            DRG_ONE_OF(namer->tokens[t].lower, NUMBERS) ||
                namer->tokens[t].shape == DRG_SHAPE_DIGIT,
            DRG_LA_NUMBERED);
    }
    /* a modifier that belongs to the title itself: "former president" */
    for (uint32_t t = asker->first; t + 1 < asker->end; t++)
        drg_observe(seen, DRG_ONE_OF(namer->tokens[t].lower, TIMES), DRG_LA_OTHER_TIME);
    bool owned = asker->owner != DRG_NONE;
    drg_observe(seen, DRG_ONE_OF(opens, THE) && !bare, DRG_LA_THE);
    drg_observe(seen, DRG_ONE_OF(opens, THIS) && !bare, DRG_LA_THIS);
    drg_observe(seen, DRG_ONE_OF(opens, INDEFINITE) && !bare, DRG_LA_INDEFINITE);
    drg_observe(seen, DRG_ONE_OF(opens, OWNERS) && !bare, DRG_LA_OWNED_PRONOUN);
    drg_observe(seen, owned, DRG_LA_OWNED_NAME);
    drg_observe(seen, bare, DRG_LA_BARE);
    drg_observe(seen, modified, DRG_LA_MODIFIED);
    drg_observe(seen, inside && !owned, DRG_LA_NAME_INSIDE);
    bool before = asker->start > 0 && same_sentence(namer, asker->start - 1, asker->start);
    drg_observe(seen,
        (before && DRG_ONE_OF(namer->tokens[asker->start - 1].lower, QUANTIFIED)) ||
            DRG_ONE_OF(opens, QUANTIFIED),
        DRG_LA_QUANTIFIED);
}

/* "of" and what hangs on it; a relative clause. */
static void describe_right(const drg_namer *namer, drg_asker *asker) {
    static const char *const links[] = {"of", "for", "in", "at", "to"};
    static const char *const relatives[] = {"who", "which", "that", "whose", "whom"};
    drg_observed *seen = &asker->seen;
    uint32_t at = asker->end;
    if (!same_sentence(namer, asker->first, at))
        return;
    drg_observe(seen, DRG_ONE_OF(namer->tokens[at].lower, relatives), DRG_LA_RELATIVE_FOLLOWS);
    drg_observe(seen, drg_link_noun(namer, at) && !drg_link_verb(namer, at), DRG_LA_NOUN_FOLLOWS);
    if (!DRG_ONE_OF(namer->tokens[at].lower, links))
        return;
    bool of = drg_slice_is(namer->tokens[at].lower, "of");
    for (uint32_t t = at + 1; t < at + 5 && same_sentence(namer, at, t); t++) {
        uint32_t reading = drg_reading_from(namer, t);
        if (reading == DRG_NONE)
            continue;
        asker->of = namer->readings.items[reading].entity;
        if (of && !asker->country.size)
            asker->country = namer->clusters.items[asker->of].country;
        break;
    }
    drg_observe(seen, asker->of != DRG_NONE, DRG_LA_OF_NAME);
    drg_observe(seen, of && asker->of == DRG_NONE, DRG_LA_OF_OTHER);
}

/* ---- words ---- */

static const struct {
    const char *words;
    uint8_t evidence;
} HEADS[] = {
    {"|government|administration|", DRG_LA_WORD_GOVERNMENT},
    {"|country|", DRG_LA_WORD_COUNTRY},
    {"|state|states|", DRG_LA_WORD_STATE},
    {"|authorities|authority|", DRG_LA_WORD_AUTHORITIES},
    {"|nation|kingdom|republic|regime|", DRG_LA_WORD_NATION},
    {"|police|", DRG_LA_WORD_POLICE},
    {"|court|tribunal|", DRG_LA_WORD_COURT},
    {"|company|firm|", DRG_LA_WORD_COMPANY},
    {"|ministry|department|", DRG_LA_WORD_MINISTRY},
    {"|group|organization|organisation|association|movement|", DRG_LA_WORD_GROUP},
    {"|party|", DRG_LA_WORD_PARTY},
    {"|team|club|", DRG_LA_WORD_TEAM},
    {"|bank|agency|", DRG_LA_WORD_BANK},
    {"|committee|commission|council|board|", DRG_LA_WORD_COMMITTEE},
    {"|army|military|force|forces|troops|navy|", DRG_LA_WORD_FORCE},
    {"|parliament|senate|assembly|congress|", DRG_LA_WORD_PARLIAMENT},
    {"|opposition|", DRG_LA_WORD_OPPOSITION},
    {"|school|university|hospital|college|", DRG_LA_WORD_SCHOOL},
    {"|city|town|village|", DRG_LA_WORD_CITY},
    {"|region|area|province|district|county|", DRG_LA_WORD_REGION},
    {"|capital|", DRG_LA_WORD_CAPITAL},
    {"|island|continent|territory|", DRG_LA_WORD_ISLAND},
    {"|president|", DRG_LA_WORD_PRESIDENT},
    {"|minister|premier|", DRG_LA_WORD_MINISTER},
    {"|leader|chief|head|director|chairman|", DRG_LA_WORD_LEADER},
    {"|spokesman|spokeswoman|spokesperson|", DRG_LA_WORD_SPOKESMAN},
    {"|official|officer|source|expert|analyst|", DRG_LA_WORD_OFFICIAL},
    {"|man|woman|boy|girl|person|people|", DRG_LA_WORD_MAN},
    {"|member|supporter|", DRG_LA_WORD_MEMBER},
    {"|he|his|him|himself|", DRG_LA_WORD_HE},
    {"|she|her|hers|herself|", DRG_LA_WORD_SHE},
    {"|him|them|us|", DRG_LA_WORD_OBJECT},
    {"|his|hers|their|theirs|our|ours|", DRG_LA_WORD_OWNER},
    {"|himself|herself|itself|themselves|ourselves|", DRG_LA_WORD_SELF},
};

static void describe_word(const drg_namer *namer, drg_asker *asker) {
    uint32_t last = asker->end - 1;
    drg_slice word = namer->tokens[last].lower;
    for (size_t i = 0; i < sizeof HEADS / sizeof HEADS[0]; i++)
        drg_observe(&asker->seen, drg_slice_listed(word, HEADS[i].words), HEADS[i].evidence);
    drg_observe(&asker->seen, drg_namer_word(namer, last)->classes & DRG_WORD_KIN, DRG_LA_WORD_KIN);
    if (asker->role == DRG_NONE)
        return;
    uint8_t kind = namer->role_kinds.items[asker->role];
    drg_observe(&asker->seen, kind == DRG_TITLE_OFFICE, DRG_LA_WORD_OFFICE_TITLE);
    drg_observe(&asker->seen, kind == DRG_TITLE_RANK, DRG_LA_WORD_RANK);
    drg_observe(&asker->seen, kind == DRG_TITLE_ROLE, DRG_LA_WORD_ROLE);
}

/* ---- "it" that stands for nothing, and nouns that "it" and "they" may stand for ---- */

static bool dummy(const drg_namer *namer, uint32_t at) {
    static const char *const seems[] = {"seems", "seemed", "appears", "appeared", "turned",
        "remains", "took", "takes", "rains", "follows"};
    static const char *const clauses[] = {
        "that", "to", "when", "if", "whether", "how", "who", "because", "why", "for"};
    if (!same_sentence(namer, at, at + 1))
        return false;
    if (DRG_ONE_OF(namer->tokens[at + 1].lower, seems))
        return true;
    if (!auxiliary(namer->tokens[at + 1].lower))
        return false;
    for (uint32_t t = at + 2; t < at + PHRASE && same_sentence(namer, at, t); t++)
        if (DRG_ONE_OF(namer->tokens[t].lower, clauses))
            return true;
    return false;
}

static bool plural_noun(const drg_namer *namer, uint32_t token) {
    drg_slice word = namer->tokens[token].lower;
    return namer->reading_of[token] == DRG_NONE && upos(namer, token) == DRG_UPOS_NOUN &&
           word.size > 3 &&
           (word.data[word.size - 1] == 's' || drg_slice_is(word, "people") ||
               drg_slice_is(word, "children") || drg_slice_is(word, "women") ||
               drg_slice_is(word, "men"));
}

/* Common nouns near by are rivals that are no entity. */
static void describe_rivals(const drg_namer *namer, drg_asker *asker) {
    enum { BACK = 24 };
    bool subject = false;
    for (uint32_t back = 1; back <= BACK && back <= asker->start; back++) {
        uint32_t t = asker->start - back;
        if (asker->plural_noun == DRG_NONE && plural_noun(namer, t))
            asker->plural_noun = t;
        bool noun = namer->reading_of[t] == DRG_NONE && upos(namer, t) == DRG_UPOS_NOUN &&
                    !plural_noun(namer, t);
        subject |= noun && same_sentence(namer, t, t + 1) && drg_link_verb(namer, t + 1);
    }
    drg_observe(&asker->seen, asker->plural_noun != DRG_NONE, DRG_LA_PLURAL_NOUN_BEFORE);
    drg_observe(&asker->seen, subject, DRG_LA_NOUN_SUBJECT_BEFORE);
}

/* ---- parties of events, as the engine reads them ---- */

static void describe_party(const drg_namer *namer, drg_asker *asker) {
    const drg_read *read = &namer->document->read;
    size_t low = DRG_FIRST_FROM(read->events, sentence, asker->sentence);
    bool party = false, alone = false;
    enum { MOST = 16 }; /* events of a sentence that are looked at */
    for (size_t e = low; e < read->events.count && e < low + MOST; e++) {
        const drg_read_event *event = &read->events.items[e];
        if (event->sentence != asker->sentence)
            break;
        for (uint32_t r = event->first_role; r < event->end_role; r++) {
            const drg_read_role *role = &read->roles.items[r];
            bool covers = role->first_token < asker->end && asker->end <= role->end_token &&
                          (role->role == DRG_READ_SOURCE || role->role == DRG_READ_TARGET);
            party |= covers;
            alone |= covers && role->end_token == asker->end && role->first_token >= asker->start;
        }
    }
    drg_observe(&asker->seen, party, DRG_LA_PARTY);
    drg_observe(&asker->seen, alone, DRG_LA_PARTY_ALONE);
}

void drg_link_describe(drg_linker *linker, drg_asker *asker) {
    const drg_namer *namer = linker->namer;
    const drg_token *head = &namer->tokens[asker->end - 1];
    drg_observed *seen = &asker->seen;
    asker->place = (uint8_t)drg_link_place_of(namer, asker->start, asker->end);
    asker->speaks = drg_link_speaks(namer, asker->start, asker->end);
    asker->quoted = head->flags & DRG_TOKEN_QUOTED;
    drg_observe(seen, true, DRG_LA_ALWAYS);
    drg_observe(seen, asker->quoted, DRG_LA_QUOTED);
    drg_observe(
        seen, namer->tokens[asker->start].flags & DRG_TOKEN_SENTENCE_START, DRG_LA_SENTENCE_START);
    drg_observe(seen, asker->place == DRG_PLACE_SUBJECT, DRG_LA_SUBJECT);
    drg_observe(seen, asker->place == DRG_PLACE_OBJECT, DRG_LA_OBJECT);
    drg_observe(seen, asker->place == DRG_PLACE_GOVERNED, DRG_LA_GOVERNED);
    drg_observe(seen, asker->speaks, DRG_LA_SPEAKS);
    describe_party(namer, asker);
    describe_word(namer, asker);
    if (asker->class >= DRG_ASK_OFFICE) {
        bool capital = head->shape == DRG_SHAPE_TITLE &&
                       !(namer->tokens[asker->first].flags & DRG_TOKEN_SENTENCE_START);
        drg_observe(seen, capital, DRG_LA_CAPITAL);
        drg_observe(seen, asker->plural, DRG_LA_PLURAL);
        describe_left(namer, asker);
        describe_right(namer, asker);
        return;
    }
    bool be = same_sentence(namer, asker->first, asker->end) &&
              auxiliary(namer->tokens[asker->end].lower);
    drg_observe(seen, be, DRG_LA_IS_FOLLOWS);
    if (asker->class == DRG_ASK_IT)
        drg_observe(seen, dummy(namer, asker->first), DRG_LA_DUMMY);
    if (asker->class == DRG_ASK_IT || asker->class == DRG_ASK_ITS || asker->class == DRG_ASK_THEY)
        describe_rivals(namer, asker);
}
