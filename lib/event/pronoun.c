/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom pronouns stand for as parties of events.
 *
 * Where the name stage linked one, its entity. Else "he" and "she" are the nearest person before
 * them that is a subject or possessor, in this sentence or the two before; "it" and "they" the
 * nearest body or state that is a subject, "they" not past a description in the plural; "I" and
 * "we" who speaks the quotation.
 *
 * The name stage links to names alone, and "they" are mostly somebody who is only described: the
 * protesters, two of the donors. Those are looked for here, as readers find them (the subject of
 * the clause before continues: centering, Grosz, Joshi and Weinstein 1995): the subject of a clause
 * before "they" in the sentence, else of the sentence before, over sentences whose subject is
 * "they" again; "them" are the nearest that are no subject of the same verb. Only people in the
 * plural count, and only those of the same voice: of a quotation or of the article. A subject in
 * the plural that is nobody ("the cars") ends the look. A list gives all its members.
 *
 * Cost: looks of at most REACH tokens, and TOPIC sentences for the subjects before: linear.
 */
#include "../engine.h"
#include "event.h"
#include "rank.h"

#define LOOK_BACK 10 /* mentions that a pronoun looks back over */
#define REACH 80 /* tokens */
#define TOPIC 12 /* sentences over which "they" may go on */
#define LISTED 32 /* members of a list that are looked at */

static const drg_document *document_of(const drg_syntax *syntax) {
    return syntax->document;
}

static drg_span word_at(const drg_syntax *syntax, uint32_t token) {
    const drg_token *one = &document_of(syntax)->tokens.items[token];
    return (drg_span){one->start, one->end};
}

/* ---- who is only described --------------------------------------------------------------------
 */

static bool ends_plural(drg_slice word) {
    static const char *const plurals[] = {"police", "people", "children", "group", "couple",
        "family", "pair", "trio", "crowd", "gang", "crew", "staff", "delegation"};
    static const char *const single[] = {"news", "specimen", "regimen"};
    if (DRG_ONE_OF(word, single))
        return false;
    if (DRG_ONE_OF(word, plurals) || drg_slice_ends(word, DRG_SLICE("men")))
        return true;
    return word.size > 3 && drg_slice_ends(word, DRG_SLICE("s")) &&
           !drg_slice_ends(word, DRG_SLICE("ss")) && !drg_slice_ends(word, DRG_SLICE("us")) &&
           !drg_slice_ends(word, DRG_SLICE("is"));
}

/* Do two or more of a list act, and does "and" join it? Commas alone may set off an apposition. */
static bool act_together(const drg_syntax *syntax, uint32_t chunk) {
    int found = 0;
    bool joined = false;
    chunk = drg_list_first(syntax, chunk, LISTED);
    for (int i = 0; i < LISTED && chunk != DRG_NONE; i++) {
        const drg_chunk *one = &syntax->chunks.items[chunk];
        drg_party party;
        joined |= i > 0 && syntax->nodes[one->first - 1].tag == DRG_TAG_AND;
        found += drg_actor_told(syntax, chunk, &party);
        chunk = one->right;
    }
    return joined && found > 1;
}

enum { NO_PLURAL, NOBODY, PEOPLE };

/* Are "they" a chunk, by its number and by who it is? */
static int plurality(const drg_syntax *syntax, uint32_t chunk) {
    const drg_document *document = document_of(syntax);
    const drg_chunk *one = &syntax->chunks.items[chunk];
    drg_party party;
    if (one->pronoun || one->time)
        return NO_PLURAL;
    if (one->left != DRG_NONE || one->right != DRG_NONE)
        return act_together(syntax, chunk) ? PEOPLE : NOBODY;
    if (!ends_plural(document->tokens.items[one->head].lower))
        return NO_PLURAL;
    bool actor = drg_actor_told(syntax, chunk, &party);
    if (actor && party.entity != DRG_NONE)
        return document->entities.items[party.entity].member_count ? PEOPLE : NO_PLURAL;
    return actor ? PEOPLE : NOBODY;
}

static bool says_they(const drg_syntax *syntax, uint32_t chunk) {
    const drg_chunk *one = &syntax->chunks.items[chunk];
    uint16_t says = syntax->nodes[one->first].says;
    return one->pronoun && says & DRG_WORD_PLURAL && !(says & (DRG_WORD_FIRST | DRG_WORD_PERSON));
}

/* "While clarifying that X had rights, they emphasized": what somebody says in front of his own
 * clause is about others. */
static bool of_fronted(const drg_syntax *syntax, uint32_t subject, uint32_t first, uint32_t token) {
    enum { LONG = 6 }; /* tokens of a subject that is a list */
    uint32_t at = syntax->chunks.items[subject].first;
    if (token <= first || syntax->nodes[token - 1].tag != DRG_TAG_COMMA)
        return false;
    for (int i = 0; i < LONG && at-- > first && syntax->nodes[at].tag != DRG_TAG_COMMA; i++)
        if (drg_slice_is(document_of(syntax)->tokens.items[at].lower, "that"))
            return true;
    return false;
}

/* The chunk of people that is the subject of a clause before "they", the nearest first. `on`: the
 * look may go on in the sentence before. */
static uint32_t subject_before(const drg_syntax *syntax, uint32_t first, uint32_t token, bool *on) {
    uint32_t limit = token > first + REACH ? token - REACH : first;
    for (uint32_t t = token; t-- > limit;) {
        uint32_t verb = syntax->nodes[t].verb;
        uint32_t subject = verb == DRG_NONE ? DRG_NONE : syntax->verbs.items[verb].subject;
        if (subject == DRG_NONE || syntax->chunks.items[subject].end > token ||
            syntax->chunks.items[subject].first < first)
            continue;
        t = syntax->verbs.items[verb].first;
        if (of_fronted(syntax, subject, first, token))
            continue;
        int number = plurality(syntax, subject);
        if (number == PEOPLE)
            return subject;
        *on = number != NOBODY;
        if (!*on)
            return DRG_NONE;
    }
    return DRG_NONE;
}

/* The verb group whose object "them" are, with a preposition between or not; DRG_NONE. */
static uint32_t verb_over(const drg_syntax *syntax, uint32_t token, uint32_t first) {
    enum { BETWEEN = 6 };
    for (uint32_t t = token; t-- > first && token - t < BETWEEN;)
        if (syntax->nodes[t].verb != DRG_NONE)
            return syntax->nodes[t].verb;
    return DRG_NONE;
}

/* The people nearest before "them" in tokens [first, token) who are not who does it to them. */
static uint32_t object_before(const drg_syntax *syntax, uint32_t first, uint32_t token) {
    uint32_t verb = verb_over(syntax, token, first), limit = first;
    uint32_t doer = verb == DRG_NONE ? DRG_NONE : syntax->verbs.items[verb].subject;
    if (doer == DRG_NONE)
        return DRG_NONE;
    doer = drg_list_first(syntax, doer, LISTED);
    if (token > first + REACH)
        limit = token - REACH;
    for (uint32_t t = token; t-- > limit;) {
        uint32_t chunk = syntax->nodes[t].chunk;
        if (chunk == DRG_NONE || syntax->chunks.items[chunk].first < first)
            continue;
        uint32_t list = drg_list_first(syntax, chunk, LISTED);
        t = syntax->chunks.items[list].first;
        if (list != doer && plurality(syntax, chunk) == PEOPLE)
            return chunk;
    }
    return DRG_NONE;
}

/* The subject of the first verb with tense of a sentence, behind a clause in front. */
static uint32_t main_subject(const drg_syntax *syntax, const drg_sentence *sentence) {
    uint32_t end = sentence->end_token;
    if (end > sentence->first_token + REACH)
        end = sentence->first_token + REACH;
    bool fronted = false;
    for (uint32_t t = sentence->first_token; t < end && t < sentence->first_token + 3; t++)
        fronted |= syntax->nodes[t].tag == DRG_TAG_SUBORDINATOR; /* "11. While" */
    for (uint32_t t = sentence->first_token; t < end; t++) {
        uint32_t verb = syntax->nodes[t].verb;
        if (verb == DRG_NONE || !syntax->verbs.items[verb].finite ||
            syntax->verbs.items[verb].relative || syntax->verbs.items[verb].subject == DRG_NONE)
            continue;
        if (!fronted)
            return syntax->verbs.items[verb].subject;
        fronted = false;
        t = syntax->verbs.items[verb].end - 1;
    }
    return DRG_NONE;
}

static uint32_t people_before(const drg_syntax *syntax, uint32_t token) {
    const drg_document *document = document_of(syntax);
    uint32_t sentence = document->tokens.items[token].sentence;
    uint32_t first = document->sentences.items[sentence].first_token;
    bool on = true;
    if (drg_slice_is(document->tokens.items[token].lower, "them"))
        return object_before(syntax, first, token);
    uint32_t chunk = subject_before(syntax, first, token, &on);
    for (int i = 0; i < TOPIC && chunk == DRG_NONE && on && sentence > 0; i++) {
        uint32_t subject = main_subject(syntax, &document->sentences.items[--sentence]);
        if (subject == DRG_NONE)
            return DRG_NONE;
        if (plurality(syntax, subject) == PEOPLE)
            chunk = subject;
        on = says_they(syntax, subject);
    }
    return chunk;
}

/* Between quotation marks? */
static bool quoted(const drg_document *document, uint32_t token) {
    uint32_t quote = drg_quote_at(document, token);
    return quote != DRG_NONE && document->quotes.items[quote].direct;
}

/* The chunk of the people that "they" are; DRG_NONE. Whom a quotation speaks of it has named, and
 * the article's own words do not take up. */
static uint32_t described(const drg_syntax *syntax, uint32_t token) {
    const drg_document *document = document_of(syntax);
    uint32_t chunk = people_before(syntax, token);
    if (chunk == DRG_NONE)
        return DRG_NONE;
    return quoted(document, token) == quoted(document, syntax->chunks.items[chunk].first)
               ? chunk
               : DRG_NONE;
}

static bool is_place(const drg_document *document, uint32_t mention) {
    const drg_entity *of = &document->entities.items[document->mentions.items[mention].entity];
    return (of->type == DRG_GPE || of->type == DRG_LOCATION || of->type == DRG_FACILITY) &&
           of->member_count == 0;
}

/* The people that "they" and "them" are, where they are linked to nobody, or to a place though
 * people are the subject before in the sentence. DRG_NONE. */
static uint32_t people_meant(const drg_syntax *syntax, uint32_t token) {
    const drg_document *document = document_of(syntax);
    uint16_t says = syntax->nodes[token].says;
    if (!(says & DRG_WORD_PLURAL) || says & (DRG_WORD_FIRST | DRG_WORD_PERSON))
        return DRG_NONE;
    uint32_t mention = drg_document_mention_at(document, token);
    if (mention != DRG_NONE && !is_place(document, mention))
        return DRG_NONE;
    uint32_t chunk = described(syntax, token);
    if (mention == DRG_NONE || chunk == DRG_NONE)
        return chunk;
    uint32_t first = syntax->chunks.items[chunk].first;
    return document->tokens.items[first].sentence == document->tokens.items[token].sentence
               ? chunk
               : DRG_NONE;
}

/* ---- who is named -----------------------------------------------------------------------------
 */

/* Neither behind a preposition nor the object of a verb: "visited the Knesset". */
static bool stands_as_subject(const drg_syntax *syntax, const drg_mention *mention) {
    uint32_t chunk = syntax->nodes[mention->first_token].chunk;
    if (chunk == DRG_NONE || drg_chunk_governed(&syntax->chunks.items[chunk]))
        return false;
    uint32_t first = syntax->chunks.items[chunk].first;
    uint32_t verb = first == 0 ? DRG_NONE : syntax->nodes[first - 1].verb;
    if (verb == DRG_NONE)
        return true;
    uint32_t subject = syntax->verbs.items[verb].subject; /* "..., said the ministry": itself */
    return subject == DRG_NONE || subject == chunk;
}

/* Somebody who is only described, in the plural: "a group of soldiers", "400 people". */
static bool described_plural(const drg_syntax *syntax, const drg_chunk *chunk) {
    const drg_document *document = document_of(syntax);
    const drg_token *head = &document->tokens.items[chunk->head];
    drg_title_hit hit;
    return !chunk->pronoun && !chunk->time && syntax->nodes[chunk->head].tag == DRG_TAG_NOUN &&
           drg_slice_ends(head->lower, DRG_SLICE("s")) &&
           drg_document_mention_at(document, chunk->head) == DRG_NONE &&
           drg_know_title(document->engine->know, document->text, document->tokens.items,
               chunk->head + 1, chunk->head, &hit);
}

/* Whether such a one stands between a name and "they", in the sentence of either: then "they" may
 * well be those. */
static bool plural_between(const drg_syntax *syntax, uint32_t from, uint32_t token) {
    enum { FAR = 80 }; /* tokens */
    for (uint32_t t = token; t > from + 1 && token - t < FAR; t--) {
        uint32_t chunk = syntax->nodes[t - 1].chunk;
        if (chunk != DRG_NONE && syntax->chunks.items[chunk].head == t - 1 &&
            described_plural(syntax, &syntax->chunks.items[chunk]))
            return true;
    }
    return false;
}

/* Whom a pronoun may mean: no town that a dateline names. */
static bool may_mean(const drg_syntax *syntax, const drg_mention *mention, bool person) {
    const drg_document *document = document_of(syntax);
    const drg_entity *entity = &document->entities.items[mention->entity];
    if (mention->kind != DRG_NAME || drg_in_dateline(document, mention->first_token))
        return false;
    if (person)
        return entity->type == DRG_PERSON;
    return entity->type == DRG_ORGANIZATION || entity->type == DRG_GPE;
}

static uint32_t antecedent(const drg_syntax *syntax, uint32_t token) {
    const drg_document *document = document_of(syntax);
    const drg_node *node = &syntax->nodes[token];
    uint32_t sentence = document->tokens.items[token].sentence;
    uint32_t before = drg_document_mention_from(document, token), fallback = DRG_NONE;
    bool person = node->says & DRG_WORD_PERSON;
    bool plural = (node->says & DRG_WORD_PLURAL) && !person;
    for (uint32_t i = 0; i < LOOK_BACK && before > 0; i++) {
        const drg_mention *mention = &document->mentions.items[--before];
        if (mention->sentence + 2 < sentence)
            break;
        if (!may_mean(syntax, mention, person))
            continue;
        if (plural && plural_between(syntax, mention->first_token, token))
            return DRG_NONE;
        if (stands_as_subject(syntax, mention))
            return mention->entity;
        if (fallback == DRG_NONE && person)
            fallback = mention->entity;
    }
    return fallback;
}

/* "I", "we": who speaks the quotation that the word stands in. */
static bool first_person(const drg_syntax *syntax, uint32_t token, drg_party *party) {
    uint32_t quote = drg_quote_at(document_of(syntax), token);
    if (quote == DRG_NONE || document_of(syntax)->quotes.items[quote].speaker == DRG_NONE)
        return false;
    *party = drg_party_of(document_of(syntax), document_of(syntax)->quotes.items[quote].speaker,
        word_at(syntax, token));
    return true;
}

bool drg_pronoun_named(const drg_syntax *syntax, uint32_t token, drg_party *party) {
    const drg_document *document = document_of(syntax);
    const drg_node *node = &syntax->nodes[token];
    uint32_t mention = drg_document_mention_at(document, token), entity = DRG_NONE;
    if (mention != DRG_NONE && document->mentions.items[mention].kind == DRG_PRONOUN)
        entity = document->mentions.items[mention].entity;
    else if (node->says & DRG_WORD_FIRST)
        return first_person(syntax, token, party);
    else if (node->says & (DRG_WORD_SINGULAR | DRG_WORD_PLURAL))
        entity = antecedent(syntax, token);
    if (entity == DRG_NONE)
        return false;
    *party = drg_party_of(document_of(syntax), entity, word_at(syntax, token));
    return true;
}

/* ---- together ---------------------------------------------------------------------------------
 */

bool drg_pronoun_of(const drg_syntax *syntax, uint32_t token, drg_party *party) {
    uint32_t chunk = people_meant(syntax, token);
    if (chunk != DRG_NONE && drg_actor_told(syntax, chunk, party))
        return true;
    return drg_pronoun_named(syntax, token, party);
}

void drg_pronoun_list(const drg_syntax *syntax, uint32_t token, drg_side *side) {
    uint32_t chunk = people_meant(syntax, token);
    drg_party party;
    if (chunk == DRG_NONE) {
        if (drg_pronoun_named(syntax, token, &party))
            drg_side_add(side, &party);
        return;
    }
    chunk = drg_list_first(syntax, chunk, LISTED);
    for (int i = 0; i < LISTED && chunk != DRG_NONE; i++) {
        if (!drg_actor_states(syntax, chunk, side) && drg_actor_told(syntax, chunk, &party))
            drg_side_add(side, &party);
        chunk = syntax->chunks.items[chunk].right;
    }
}
