/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that say who stands with whom and who against whom, wherever the sentence puts them:
 *
 *   "his rival, X"; "Hezbollah ally X"; "US allies Japan and Canada"     whose ally stands before
 * the word "X, one of Y's closest allies"; "X, a long-time Y ally,"         and who he is before
 * that "X is allied with Y"; "X, who is loyal to Y"; "X is at war with Y"    between two names
 *   "Y-backed X"; "X's hostility towards Y"; "X in alliance with Y"
 *   "the rivalry between X and Y"; "X and Y are old enemies"          around two names that "and"
 * joins
 *
 * A pronoun that the name stage linked owns such a word as a name does. A nationality speaks for
 * its state. What is denied or over ("former ally", "no longer allied", "was backed by") states
 * nothing for today. Forms with "of" and titles of persons are alliance.c's and position.c's; the
 * same relation from two forms is one record.
 *
 * Cost: REACH tokens to either side of a mention: linear.
 */
#include "relation.h"

enum { REACH = 7 };

static const struct {
    const char *one, *many;
    drg_stance stance;
    const char *only_behind; /* "|strategic|": it says so behind these words alone; NULL: always */
} WORDS[] = {
    {"ally", "allies", {DRG_ALLY_OF, true}, NULL},
    {"friend", "friends", {DRG_ALLY_OF, false}, NULL},
    {"loyalist", "loyalists", {DRG_ALLY_OF, true}, NULL},
    {"confidant", "confidants", {DRG_ALLY_OF, true}, NULL},
    {"confidante", "confidantes", {DRG_ALLY_OF, true}, NULL},
    {"partner", "partners", {DRG_ALLY_OF, false}, "|strategic|coalition|alliance|security|"},
    {"associate", "associates", {DRG_ALLY_OF, true}, "|close|closest|longtime|time|"},
    {"rival", "rivals", {DRG_OPPONENT_OF, true}, NULL},
    {"arch-rival", "arch-rivals", {DRG_OPPONENT_OF, true}, NULL},
    {"foe", "foes", {DRG_OPPONENT_OF, true}, NULL},
    {"arch-foe", "arch-foes", {DRG_OPPONENT_OF, true}, NULL},
    {"archfoe", "archfoes", {DRG_OPPONENT_OF, true}, NULL},
    {"enemy", "enemies", {DRG_OPPONENT_OF, true}, NULL},
    {"arch-enemy", "arch-enemies", {DRG_OPPONENT_OF, true}, NULL},
    {"archenemy", "archenemies", {DRG_OPPONENT_OF, true}, NULL},
    {"nemesis", "nemeses", {DRG_OPPONENT_OF, true}, NULL},
    {"adversary", "adversaries", {DRG_OPPONENT_OF, true}, NULL},
    {"opponent", "opponents", {DRG_OPPONENT_OF, true}, NULL},
    {"challenger", "challengers", {DRG_OPPONENT_OF, true}, NULL},
    {"competitor", "competitors", {DRG_OPPONENT_OF, true}, "|close|closest|political|"},
};

static bool in_list(const drg_relator *relator, uint32_t token, const char *list) {
    return token < relator->document->tokens.count &&
           drg_slice_listed(relator->document->tokens.items[token].lower, list);
}

const drg_stance *drg_stance_at(const drg_relator *relator, uint32_t token, bool many) {
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (!drg_relator_is(relator, token, many ? WORDS[i].many : WORDS[i].one))
            continue;
        bool behind = !WORDS[i].only_behind ||
                      (token > 0 && in_list(relator, token - 1, WORDS[i].only_behind));
        return behind ? &WORDS[i].stance : NULL;
    }
    return NULL;
}

/* ---- who may stand with whom ----------------------------------------------------------------- */

static const drg_mention *name_at(const drg_relator *relator, uint32_t token) {
    const drg_document *document = relator->document;
    uint32_t m = drg_document_mention_at(document, token);
    if (m == DRG_NONE || document->mentions.items[m].kind != DRG_NAME ||
        document->mentions.items[m].first_token != token)
        return NULL;
    return &document->mentions.items[m];
}

/* Whom an entity speaks for: a nationality for its state. DRG_NONE: for nobody who takes sides. */
static uint32_t side_of(const drg_relator *relator, uint32_t entity) {
    const drg_entity *of = drg_relator_entity(relator, entity);
    if (of->member_count)
        return DRG_NONE;
    if (of->type == DRG_NORP) {
        uint32_t state = drg_relation_state(relator, entity);
        return state == DRG_NONE ? entity : state;
    }
    bool can = of->type == DRG_PERSON || of->type == DRG_ORGANIZATION || of->type == DRG_GPE;
    return can ? entity : DRG_NONE;
}

static bool add(drg_relator *relator, drg_relation_type type, uint32_t subject, uint32_t object,
    uint32_t word, uint32_t first, uint32_t end) {
    const drg_document *document = relator->document;
    uint32_t one = side_of(relator, subject), two = side_of(relator, object);
    if (one == DRG_NONE || two == DRG_NONE || one == two)
        return true;
    const drg_entity *a = drg_relator_entity(relator, one), *b = drg_relator_entity(relator, two);
    if (a->type == DRG_GPE && b->type == DRG_GPE && drg_slice_equal(a->country, b->country))
        return true; /* a town and its state */
    relator->why = (drg_reason){.what = DRG_SLICE("relation"),
        .rule = DRG_SLICE("words of alliance or enmity beside two names")};
    first = word < first ? word : first;
    end = word >= end ? word + 1 : end;
    return drg_relation_add(relator, type, one, two,
        drg_token_text(document->text, &document->tokens.items[word]), first, end, 0.75F);
}

/* ---- "his rival, X", "Hezbollah ally X", "X, one of Y's allies"
 * ---------------------------------- */

#define OVER                                                                                       \
    "|former|ex|erstwhile|not|then|no|never|once|longer|lost|few|alleged|potential|any|other|"     \
    "supposed|"
#define CLOSED                                                                                     \
    "|of|in|and|or|with|to|for|by|on|at|from|is|are|was|were|has|have|had|will|said|that|who|"     \
    "which|but|as|than|his|her|its|their|"

/* The word of stance that follows with nothing but adjectives before it; DRG_NONE. */
static uint32_t stance_behind(const drg_relator *relator, uint32_t at, uint32_t end) {
    const drg_document *document = relator->document;
    for (uint32_t t = at; t < end && t < at + REACH; t++) {
        if (drg_stance_at(relator, t, false) || drg_stance_at(relator, t, true))
            return t;
        uint8_t shape = document->tokens.items[t].shape;
        bool adjective =
            shape == DRG_SHAPE_LOWER || shape == DRG_SHAPE_DASH || shape == DRG_SHAPE_DIGIT;
        if (!adjective || in_list(relator, t, OVER CLOSED))
            return DRG_NONE;
    }
    return DRG_NONE;
}

/* The name that begins at a token, behind titles and what those are of; NULL: none. */
static const drg_mention *titled_name(const drg_relator *relator, uint32_t at, uint32_t end) {
    const drg_document *document = relator->document;
    for (uint32_t stop = at + REACH; at < end && at < stop;) {
        uint32_t r = drg_document_role_from(document, at);
        const drg_mention *name = name_at(relator, at);
        uint32_t behind = name ? name->end_token : at;
        bool possessive =
            name && behind < end && (document->tokens.items[behind].flags & DRG_TOKEN_POSSESSIVE);
        uint32_t role = name ? drg_document_role_from(document, behind) : r;
        bool titled = role < document->roles.count &&
                      document->roles.items[role].first_token == behind + (possessive ? 1 : 0) &&
                      name_at(relator, document->roles.items[role].end_token);
        if (name && !titled)
            return possessive ? NULL : name;
        if (titled)
            at = document->roles.items[role].end_token;
        else if (in_list(relator, at, "|the|former|"))
            at++;
        else
            return NULL;
    }
    return NULL;
}

/* Behind the word: "allies Japan and Canada", "rival, X", "allies such as X". */
static bool forward(
    drg_relator *relator, uint32_t owner, uint32_t first, uint32_t word, uint32_t end) {
    enum { MOST = 6 };
    bool many = drg_stance_at(relator, word, true);
    const drg_stance *stance = drg_stance_at(relator, word, many);
    uint32_t at = word + 1;
    if (drg_relator_is(relator, at, ","))
        at++;
    if (many && in_list(relator, at, "|including|like|"))
        at++;
    else if (many && (drg_relator_is(relator, at, "such") || drg_relator_is(relator, at, "known")))
        at += 2; /* "such as", "known as" */
    for (int i = 0; i < MOST; i++) {
        const drg_mention *name = titled_name(relator, at, end);
        if (!name)
            return true;
        bool persons = drg_relator_entity(relator, name->entity)->type == DRG_PERSON ||
                       drg_relator_entity(relator, owner)->type == DRG_PERSON;
        if ((!persons || stance->persons) &&
            !add(relator, stance->type, name->entity, owner, word, first, name->end_token))
            return false;
        at = name->end_token;
        if (!many || !in_list(relator, at, "|,|and|"))
            return true;
        at += drg_relator_is(relator, at, ",") && drg_relator_is(relator, at + 1, "and") ? 2 : 1;
    }
    return true;
}

/* Before the owner: "X, one of Y's closest allies", "X is a key Y ally". */
static bool backward(drg_relator *relator, const drg_mention *owner, bool owned, uint32_t word) {
    const drg_document *document = relator->document;
    const drg_sentence *sentence = &document->sentences.items[owner->sentence];
    bool many = drg_stance_at(relator, word, true), one = false, article = owned;
    const drg_stance *stance = drg_stance_at(relator, word, many);
    uint32_t at = owner->first_token, low = sentence->first_token;
    for (int i = 0; i < REACH && at > low; i++) {
        if (in_list(relator, at - 1, "|a|an|the|"))
            article = true;
        else if (drg_relator_is(relator, at - 1, "one"))
            one = true;
        else if (in_list(relator, at - 1, OVER))
            return true;
        else if (!drg_relator_is(relator, at - 1, "of") &&
                 (document->tokens.items[at - 1].shape != DRG_SHAPE_LOWER ||
                     in_list(relator, at - 1, CLOSED "|remains|became|becomes|") || article) &&
                 document->tokens.items[at - 1].shape != DRG_SHAPE_DASH)
            break;
        at--;
    }
    bool comma = at > low && drg_relator_is(relator, at - 1, ",");
    if (at == low || !in_list(relator, at - 1, "|,|is|are|remains|as|became|becomes|") ||
        many != one || !(article || one))
        return true;
    at--;
    if (at > low && drg_relator_is(relator, at - 1, ",") && !comma)
        at--; /* "X, as one of Y's allies" */
    bool closed =
        word + 1 >= sentence->end_token || in_list(relator, word + 1, "|,|.|)|;|and|who|");
    uint32_t m = at > low ? drg_document_mention_at(document, at - 1) : DRG_NONE;
    if (m == DRG_NONE || (comma && !closed) || document->mentions.items[m].kind != DRG_NAME ||
        document->mentions.items[m].end_token != at)
        return true;
    const drg_mention *name = &document->mentions.items[m];
    bool persons = drg_relator_entity(relator, name->entity)->type == DRG_PERSON ||
                   drg_relator_entity(relator, owner->entity)->type == DRG_PERSON;
    if (persons && !stance->persons)
        return true;
    return add(
        relator, stance->type, name->entity, owner->entity, word, name->first_token, word + 1);
}

static bool owned_word(drg_relator *relator, const drg_mention *owner) {
    const drg_document *document = relator->document;
    uint32_t end = document->sentences.items[owner->sentence].end_token, at = owner->end_token;
    bool pronoun = owner->kind == DRG_PRONOUN;
    if (owner->kind == DRG_NOMINAL ||
        (pronoun && !in_list(relator, owner->first_token, "|his|her|its|their|")))
        return true;
    bool possessive = at < end && (document->tokens.items[at].flags & DRG_TOKEN_POSSESSIVE);
    uint32_t word = stance_behind(relator, at + possessive, end);
    if (word == DRG_NONE)
        return true;
    return forward(relator, owner->entity, owner->first_token, word, end) &&
           backward(relator, owner, pronoun || possessive, word);
}

/* ---- between two names ----------------------------------------------------------------------- */

static const struct {
    const char *words; /* the words right before the second name, apart by blanks */
    drg_relation_type type;
    bool verb; /* "is", "are", "remains" or a relative stands before, or nothing but a comma */
} BETWEEN[] = {
    {"allied with", DRG_ALLY_OF, true},
    {"allied to", DRG_ALLY_OF, true},
    {"aligned with", DRG_ALLY_OF, true},
    {"aligned to", DRG_ALLY_OF, true},
    {"loyal to", DRG_ALLY_OF, true},
    {"close to", DRG_ALLY_OF, true},
    {"backed by", DRG_ALLY_OF, true},
    {"supported by", DRG_ALLY_OF, true},
    {"friendly with", DRG_ALLY_OF, true},
    {"in alliance with", DRG_ALLY_OF, false},
    {"alliance with", DRG_ALLY_OF, false},
    {"alignment with", DRG_ALLY_OF, false},
    {"opposed to", DRG_OPPONENT_OF, true},
    {"hostile to", DRG_OPPONENT_OF, true},
    {"hostile towards", DRG_OPPONENT_OF, true},
    {"at war with", DRG_OPPONENT_OF, true},
    {"at odds with", DRG_OPPONENT_OF, true},
    {"in opposition to", DRG_OPPONENT_OF, true},
    {"running against", DRG_OPPONENT_OF, true},
    {"hostility towards", DRG_OPPONENT_OF, false},
    {"hostility toward", DRG_OPPONENT_OF, false},
    {"enmity with", DRG_OPPONENT_OF, false},
    {"enmity towards", DRG_OPPONENT_OF, false},
    {"rivalry with", DRG_OPPONENT_OF, false},
    {"feud with", DRG_OPPONENT_OF, false},
};

/* Where the words that end right before `end` begin; DRG_NONE: others stand there. */
static uint32_t words_before(const drg_relator *relator, uint32_t end, const char *words) {
    drg_slice rest = drg_slice_of(words), word;
    uint32_t count = 0;
    for (const char *c = words; *c; c++)
        count += *c == ' ';
    if (end < count + 1)
        return DRG_NONE;
    for (uint32_t at = end - count - 1; drg_slice_cut(&rest, ' ', &word); at++)
        if (!drg_slice_equal(relator->document->tokens.items[at].lower, word))
            return DRG_NONE;
    return end - count - 1;
}

/* "is closely", ", who remains", ",", "'s old": what may stand between the first name and the
 * words.
 */
static bool leads(const drg_relator *relator, uint32_t at, uint32_t end, bool verb) {
    const drg_token *tokens = relator->document->tokens.items;
    bool open = false;
    if (!verb && at < end && (tokens[at].flags & DRG_TOKEN_POSSESSIVE))
        open = true;
    for (uint32_t t = at; t < end; t++) {
        bool link = in_list(relator, t, "|,|who|which|that|is|are|remains|remain|become|becomes|");
        bool adverb = drg_slice_ends(tokens[t].lower, DRG_SLICE("ly")) ||
                      in_list(relator, t, "|still|now|long|politically|open|");
        bool adjective =
            open && tokens[t].shape == DRG_SHAPE_LOWER && !in_list(relator, t, OVER CLOSED);
        if (in_list(relator, t, OVER) || !(link || adverb || adjective || (open && t == at)))
            return false;
    }
    return end > at || !verb;
}

/* "Iran-backed Houthis". */
static const char COMPOUND[] = "|backed|allied|aligned|supported|sponsored|friendly|";

/* Who backs a company is its owner. */
static bool business(const drg_relator *relator, uint32_t entity) {
    const drg_entity *of = drg_relator_entity(relator, entity);
    return of->sector_count &&
           drg_slice_is(drg_know_sector_code(relator->know, of->sectors[0]), "BUS");
}

/* "X is the number one enemy of Y", also of "the Israeli government". */
static bool of_form(drg_relator *relator, const drg_mention *left, const drg_mention *right) {
    uint32_t at = left->end_token, end = right->first_token;
    if (in_list(relator, at, "|regime|government|state|authorities|"))
        at++;
    if (at >= end || !in_list(relator, at, "|is|are|remains|"))
        return true;
    uint32_t word = stance_behind(relator, at + 1, end);
    while (end > at && in_list(relator, end - 1, "|the|former|"))
        end--;
    if (word == DRG_NONE || word + 2 != end || !drg_relator_is(relator, word + 1, "of"))
        return true;
    const drg_stance *stance = drg_stance_at(relator, word, false);
    bool persons = drg_relator_entity(relator, left->entity)->type == DRG_PERSON ||
                   drg_relator_entity(relator, right->entity)->type == DRG_PERSON;
    if (!stance || (persons && !stance->persons))
        return true;
    return add(relator, stance->type, left->entity, right->entity, word, left->first_token,
        right->end_token);
}

static bool between(drg_relator *relator, const drg_mention *left, const drg_mention *right) {
    uint32_t at = left->end_token, end = right->first_token;
    bool trade = business(relator, left->entity) || business(relator, right->entity);
    if (!trade && end == at + 2 && relator->document->tokens.items[at].shape == DRG_SHAPE_DASH &&
        in_list(relator, at + 1, COMPOUND))
        return add(relator, DRG_ALLY_OF, right->entity, left->entity, at + 1, left->first_token,
            right->end_token);
    while (end > at && in_list(relator, end - 1, "|the|former|"))
        end--;
    for (size_t i = 0; i < sizeof BETWEEN / sizeof BETWEEN[0]; i++) {
        uint32_t words = end > at ? words_before(relator, end, BETWEEN[i].words) : DRG_NONE;
        if (words == DRG_NONE || words < at || trade || !leads(relator, at, words, BETWEEN[i].verb))
            continue;
        return add(relator, BETWEEN[i].type, left->entity, right->entity, words, left->first_token,
            right->end_token);
    }
    return true;
}

/* ---- around two names that "and" joins ------------------------------------------------------- */

/* "X and Y are locked in a bitter feud": the word for it; DRG_NONE: none. */
static uint32_t locked_in(const drg_relator *relator, uint32_t at) {
    static const char fights[] =
        "|battle|feud|struggle|rivalry|fight|conflict|war|standoff|showdown|race|";
    if (!in_list(relator, at, "|are|remain|") ||
        !in_list(relator, at + 1, "|locked|entangled|embroiled|engaged|") ||
        !drg_relator_is(relator, at + 2, "in"))
        return DRG_NONE;
    for (uint32_t t = at + 3; t < at + 3 + REACH; t++) {
        if (in_list(relator, t, fights))
            return t;
        if (t >= relator->document->tokens.count || in_list(relator, t, OVER CLOSED) ||
            relator->document->tokens.items[t].shape != DRG_SHAPE_LOWER)
            return DRG_NONE;
    }
    return DRG_NONE;
}

static bool around(drg_relator *relator, const drg_mention *left, const drg_mention *right) {
    static const char against[] = "|rivalry|feud|enmity|hostility|hostilities|animosity|jostling|";
    static const char with[] = "|alliance|";
    const drg_sentence *sentence = &relator->document->sentences.items[left->sentence];
    uint32_t at = left->first_token, end = right->end_token;
    uint32_t gap = left->end_token + 1 + drg_relator_is(relator, left->end_token + 1, "the");
    if (!drg_relator_is(relator, left->end_token, "and") || gap != right->first_token)
        return true;
    if (at > sentence->first_token && drg_relator_is(relator, at - 1, "the"))
        at--;
    if (at > sentence->first_token + 1 && drg_relator_is(relator, at - 1, "between")) {
        bool foes = in_list(relator, at - 2, against);
        if (!foes && !in_list(relator, at - 2, with))
            return true;
        return add(relator, foes ? DRG_OPPONENT_OF : DRG_ALLY_OF, left->entity, right->entity,
            at - 2, left->first_token, end);
    }
    if (!in_list(relator, end, "|are|remain|,|"))
        return true;
    uint32_t fight = locked_in(relator, end);
    if (fight != DRG_NONE)
        return add(
            relator, DRG_OPPONENT_OF, left->entity, right->entity, fight, left->first_token, end);
    uint32_t word = stance_behind(relator, end + 1, sentence->end_token);
    if (word == DRG_NONE || !drg_stance_at(relator, word, true) ||
        in_list(relator, word + 1, "|of|in|"))
        return true;
    return add(relator, drg_stance_at(relator, word, true)->type, left->entity, right->entity, word,
        left->first_token, end);
}

/* A name that is part of naming the next one: "Japanese" in "Japanese Prime Minister X". */
static bool in_title(const drg_relator *relator, const drg_mention *mention) {
    const drg_document *document = relator->document;
    uint32_t role = drg_document_role_from(document, mention->end_token);
    return role < document->roles.count &&
           document->roles.items[role].first_token == mention->end_token &&
           name_at(relator, document->roles.items[role].end_token);
}

/* Where a name begins together with its title and what that is of. */
static drg_mention with_title(const drg_relator *relator, const drg_mention *mention) {
    const drg_document *document = relator->document;
    drg_mention wide = *mention;
    uint32_t r = drg_document_role_from(document, mention->first_token);
    if (r == 0 || document->roles.items[r - 1].end_token != mention->first_token)
        return wide;
    wide.first_token = document->roles.items[r - 1].first_token;
    uint32_t m =
        wide.first_token ? drg_document_mention_at(document, wide.first_token - 1) : DRG_NONE;
    if (m != DRG_NONE && in_title(relator, &document->mentions.items[m]))
        wide.first_token = document->mentions.items[m].first_token;
    return wide;
}

bool drg_relate_stances(drg_relator *relator) {
    const drg_document *document = relator->document;
    const drg_mention *left = NULL;
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *mention = &document->mentions.items[i];
        if (!owned_word(relator, mention))
            return false;
        if (mention->kind != DRG_NAME || in_title(relator, mention))
            continue;
        drg_mention right = with_title(relator, mention);
        bool pair = left && left->sentence == right.sentence && left->entity != right.entity &&
                    right.first_token >= left->end_token &&
                    right.first_token - left->end_token <= 2 * REACH;
        if (pair && (!between(relator, left, &right) || !of_form(relator, left, &right) ||
                        !around(relator, left, &right)))
            return false;
        left = mention;
    }
    return true;
}
