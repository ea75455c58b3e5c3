/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words may stand for an entity: the pronouns of the third person, and noun phrases whose
 * head names an office, a role, a kind of body, a state, a place or a building.
 *
 * What a head may stand for comes from the tables: titles and role words that titles.c found, and
 * the classes of name_words.tsv ("ministry" heads bodies, "airport" buildings), which hold for
 * common nouns as they do inside names. A title right before its bearer's name ("President Macron")
 * is part of naming him and asks for nobody; nor does a noun that another noun follows ("the
 * government building").
 *
 * A look at a few neighbours: constant.
 */
#include "link.h"

static const struct {
    const char *word;
    drg_link_class class;
    char sex;
} PRONOUNS[] = {
    {"he", DRG_ASK_HE, 'm'},
    {"she", DRG_ASK_HE, 'f'},
    {"his", DRG_ASK_HIS, 'm'},
    {"him", DRG_ASK_HIS, 'm'},
    {"himself", DRG_ASK_HIS, 'm'},
    {"her", DRG_ASK_HIS, 'f'},
    {"hers", DRG_ASK_HIS, 'f'},
    {"herself", DRG_ASK_HIS, 'f'},
    {"it", DRG_ASK_IT, 0},
    {"its", DRG_ASK_ITS, 0},
    {"itself", DRG_ASK_ITS, 0},
    {"they", DRG_ASK_THEY, 0},
    {"them", DRG_ASK_THEY, 0},
    {"their", DRG_ASK_THEY, 0},
    {"theirs", DRG_ASK_THEY, 0},
    {"themselves", DRG_ASK_THEY, 0},
    {"we", DRG_ASK_WE, 0},
    {"us", DRG_ASK_WE, 0},
    {"our", DRG_ASK_WE, 0},
    {"ours", DRG_ASK_WE, 0},
    {"ourselves", DRG_ASK_WE, 0},
};

/* Words for states and places that head no name and so have no class in the tables. */
static const char *const STATES[] = {"government", "country", "nation", "state", "regime",
    "kingdom", "republic", "authorities", "administration", "homeland"};
static const char *const PLACES[] = {"city", "area", "capital", "region", "province", "district",
    "county", "town", "village", "island", "continent", "river", "territory", "place"};
static const char *const SITES[] = {
    "site", "venue", "facility", "building", "project", "plant", "dam", "port", "station"};
static const char *const PERSONS[] = {"applicant", "helper", "performer", "professional", "latter",
    "convenor", "instructor", "curator", "winner", "legend", "complainant", "defendant",
    "appellant", "respondent", "petitioner", "veteran", "native"};
static const char *const BODIES[] = {"body", "platform", "supermarket", "giant", "manufacturer",
    "institution", "broadcaster", "carrier", "lender", "watchdog", "organisation", "organization",
    "outfit", "studio", "cabal", "operator", "developer", "website", "publication", "military",
    "opposition", "multilateral", "retailer", "airline", "brand", "union", "alliance", "bloc",
    "militia", "business"};

/* Words for several persons, which the tables have among the roles: never one of them. */
static const char *const COLLECTIVES[] = {"delegation", "public", "crew", "staff", "family",
    "families", "couple", "jury", "electorate", "community", "crowd", "clergy", "leadership",
    "personnel", "people", "population", "side", "tribe", "squad", "faction", "gang", "media",
    "press", "mission", "team", "youth", "troops", "convoy", "panel"};

static bool ends(drg_slice word, const char *tail) {
    return drg_slice_ends(word, drg_slice_of(tail));
}

/* The class of a common noun by its own; false: it heads nothing that has a name. */
static bool class_of_noun(const drg_namer *namer, uint32_t token, drg_link_class *class) {
    const drg_word *word = drg_namer_word(namer, token);
    const uint32_t body = DRG_WORD_ORGANIZATION | DRG_WORD_COMPANY | DRG_WORD_MEDIA;
    bool person = ends(word->lower, "commissioner") || ends(word->lower, "commissioners");
    if (DRG_ONE_OF(word->lower, PERSONS))
        *class = DRG_ASK_ROLE;
    else if (DRG_ONE_OF(word->lower, STATES))
        *class = DRG_ASK_STATE;
    else if (DRG_ONE_OF(word->lower, PLACES))
        *class = DRG_ASK_PLACE;
    else if (DRG_ONE_OF(word->lower, SITES))
        *class = DRG_ASK_SITE;
    else if (DRG_ONE_OF(word->lower, BODIES) || ((word->classes & body) && !person))
        *class = DRG_ASK_BODY;
    else if (word->classes & DRG_WORD_FACILITY)
        *class = DRG_ASK_SITE;
    else if (word->classes & (DRG_WORD_LOCATION | DRG_WORD_STATE))
        *class = DRG_ASK_PLACE;
    else
        return false;
    return true;
}

/* The noun goes on: what stands here is no head ("the government building"). */
static bool goes_on(const drg_namer *namer, uint32_t end) {
    if (end >= namer->token_count || namer->tokens[end].sentence != namer->tokens[end - 1].sentence)
        return false;
    const drg_token *next = &namer->tokens[end];
    if (next->shape == DRG_SHAPE_DASH && !(next->flags & DRG_TOKEN_SPACE_BEFORE))
        return true; /* "company-wide" */
    return drg_token_word(next) && namer->reading_of[end] == DRG_NONE &&
           next->shape == DRG_SHAPE_LOWER && drg_link_noun(namer, end) &&
           !drg_link_verb(namer, end);
}

/* "President Macron", "company Daimler": right before a name it is part of the naming. */
static bool names_next(const drg_namer *namer, uint32_t end) {
    uint32_t reading = drg_reading_from(namer, end);
    return reading != DRG_NONE &&
           namer->readings.items[reading].sentence == namer->tokens[end - 1].sentence;
}

/* "The government of Kenya": the state is named beside the words that stand for it. */
static bool state_beside(const drg_namer *namer, uint32_t end) {
    return end + 1 < namer->token_count && drg_token_is(namer, end, "of") &&
           names_next(namer, end + 1);
}

static bool ask_role(const drg_namer *namer, uint32_t token, drg_asker *asker) {
    uint32_t number = namer->role_of[token];
    const drg_role_phrase *role = &namer->document->roles.items[number];
    if (role->first_token != token || names_next(namer, role->end_token) ||
        namer->role_kinds.items[number] == DRG_TITLE_HONORIFIC)
        return false;
    for (uint32_t t = role->first_token; t < role->end_token; t++)
        if (namer->reading_of[t] != DRG_NONE)
            return false; /* a name of its own stands there */
    asker->first = role->first_token;
    asker->end = role->end_token;
    asker->role = number;
    asker->plural = role->plural;
    asker->class = role->plural ? DRG_ASK_PEOPLE : DRG_ASK_OFFICE;
    drg_link_class class;
    if (namer->role_kinds.items[number] == DRG_TITLE_ROLE && !role->plural)
        asker->class = DRG_ASK_ROLE;
    if (namer->role_kinds.items[number] == DRG_TITLE_ROLE &&
        class_of_noun(namer, role->end_token - 1, &class) &&
        (!role->plural || class == DRG_ASK_STATE))
        asker->class = class;
    if (asker->class == DRG_ASK_ROLE &&
        DRG_ONE_OF(namer->tokens[role->end_token - 1].lower, COLLECTIVES))
        asker->class = DRG_ASK_PEOPLE;
    return asker->class != DRG_ASK_STATE || !state_beside(namer, role->end_token);
}

static bool ask_noun(const drg_namer *namer, uint32_t token, drg_asker *asker) {
    const drg_token *word = &namer->tokens[token];
    if ((word->shape != DRG_SHAPE_LOWER && word->shape != DRG_SHAPE_TITLE) ||
        !class_of_noun(namer, token, &asker->class) || !drg_link_noun(namer, token) ||
        names_next(namer, token + 1))
        return false;
    if (asker->class == DRG_ASK_STATE && state_beside(namer, token + 1))
        return false;
    asker->first = token;
    asker->end = token + 1;
    return true;
}

static bool ask_pronoun(const drg_namer *namer, uint32_t token, drg_asker *asker) {
    drg_slice word = namer->tokens[token].lower;
    if (word.size < 2 || word.size > 10 || namer->tokens[token].shape == DRG_SHAPE_UPPER)
        return false;
    for (size_t i = 0; i < sizeof PRONOUNS / sizeof PRONOUNS[0]; i++)
        if (drg_slice_is(word, PRONOUNS[i].word)) {
            asker->class = PRONOUNS[i].class;
            asker->sex = PRONOUNS[i].sex;
            asker->first = token;
            asker->end = token + 1;
            return true;
        }
    return false;
}

bool drg_link_ask(drg_linker *linker, uint32_t token, drg_asker *asker) {
    const drg_namer *namer = linker->namer;
    if (namer->reading_of[token] != DRG_NONE || !drg_token_word(&namer->tokens[token]))
        return false;
    *asker = (drg_asker){.sentence = namer->tokens[token].sentence,
        .role = DRG_NONE,
        .owner = DRG_NONE,
        .of = DRG_NONE,
        .plural_noun = DRG_NONE};
    bool pronoun = ask_pronoun(namer, token, asker);
    bool found = pronoun;
    if (!found && namer->role_of[token] != DRG_NONE)
        found = ask_role(namer, token, asker);
    else if (!found)
        found = ask_noun(namer, token, asker);
    if (!found || (!pronoun && goes_on(namer, asker->end)))
        return false;
    asker->start = pronoun ? token : drg_namer_phrase_start(namer, asker->first);
    drg_link_describe(linker, asker);
    return true;
}
