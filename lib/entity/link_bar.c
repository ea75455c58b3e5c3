/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who cannot be meant, whatever else speaks for him, and what stands for nobody.
 *
 * The fitted weights sum up what mostly holds; here stands what grammar and sense rule out:
 *
 *   - the object of a verb is not its subject ("A assured him": principle B of binding, Chomsky
 *     1981);
 *   - who speaks whole sentences says "I" of himself, never "he";
 *   - "her husband" is not whom "her" means, nor is "the minister" in "X, the minister's aide" X;
 *   - "his or her", "another company", "it is clear that", "made it clear that" and "it was alleged
 *     that" mean nobody that was named;
 *   - "we" are not whom we work "with", nor is X in "our X";
 *   - "the local government" is no state, "the central government" nothing but one, and "the
 *     Gujarat government" that of Gujarat;
 *   - "the girl" is no man, "that country" the one that was named last.
 *
 * Cost: a few neighbours of the asker; for an asker in a quotation at most QUOTATION tokens to
 * either side: linear.
 */
#include "link.h"

enum { QUOTATION = 120 };

/* ---- asks for nobody ---- */

/* Does a token say of a clause how it is ("clear that", "important to"), or that it is said
 * ("alleged that")? What is so follows. */
static bool says_of_clause(const drg_namer *namer, uint32_t at, bool made) {
    static const char *const said_of_clauses[] = {"clear", "unclear", "important", "possible",
        "impossible", "necessary", "difficult", "hard", "essential", "vital", "crucial", "obvious",
        "true", "evident", "wrong", "inevitable", "understandable", "unacceptable", "imperative",
        "natural", "normal", "common", "customary", "advisable", "noteworthy", "interesting"};
    static const char *const made_so[] = {"easy", "easier", "harder", "easiest", "tough", "plain",
        "mandatory", "compulsory", "illegal", "known", "fit", "right", "useful"};
    static const char *const told[] = {"alleged", "said", "claimed", "believed", "understood",
        "feared", "argued", "rumoured", "assumed", "decided", "announced", "estimated", "known",
        "noted", "recalled", "revealed", "agreed", "hoped", "suggested", "reported"};
    static const char *const clauses[] = {
        "that", "to", "for", "if", "whether", "how", "why", "what", "who", "when", "where"};
    drg_slice word = namer->tokens[at].lower, next = namer->tokens[at + 1].lower;
    if (DRG_ONE_OF(word, said_of_clauses) || (made && DRG_ONE_OF(word, made_so)))
        return DRG_ONE_OF(next, clauses);
    return !made && DRG_ONE_OF(word, told) && drg_slice_is(next, "that");
}

/* "It is clear that", "it's important to", "it was alleged that", "made it clear that". "It is
 * likely to" and "it is ready to" speak of something named. */
static bool is_foretold(const drg_namer *namer, const drg_asker *asker) {
    uint32_t at = asker->end, before = at;
    bool made = asker->start > 0 && drg_link_inside(namer, asker->start - 1, asker->sentence) &&
                drg_namer_token_in(namer, asker->start - 1,
                    "|make|makes|made|making|find|finds|found|consider|considers|considered|think|"
                    "deem|deemed|");
    while (at < before + 4 && drg_link_inside(namer, at, asker->sentence) &&
           drg_namer_token_in(namer, at,
               "|is|was|'s|’s|will|would|be|has|been|became|becomes|is|not|also|very|so|more|"
               "increasingly|absolutely|now|still|most|equally|"))
        at++;
    return (at > before || made) && drg_link_inside(namer, at + 1, asker->sentence) &&
           says_of_clause(namer, at, made);
}

/* "It has been 20 years", "it was some two weeks ago". */
static bool is_time(const drg_namer *namer, const drg_asker *asker) {
    enum { REACH = 6 };
    uint32_t at = asker->end;
    bool be = false;
    for (; at < asker->end + REACH && drg_link_inside(namer, at, asker->sentence); at++) {
        if (drg_namer_token_in(namer, at, "|years|months|weeks|days|hours|decades|"))
            return be;
        be |= drg_namer_token_in(namer, at, "|been|was|is|'s|");
        if (!drg_namer_token_in(namer, at,
                "|has|had|'s|is|was|been|about|around|almost|nearly|only|just|over|more|than|"
                "some|a|few|many|several|two|three|four|five|six|seven|eight|nine|ten|") &&
            namer->tokens[at].shape != DRG_SHAPE_DIGIT)
            return false;
    }
    return false;
}

/* "His or her superior", "he or she". */
static bool of_either_sex(const drg_namer *namer, const drg_asker *asker) {
    uint32_t at = asker->first;
    bool behind = drg_link_inside(namer, at + 2, asker->sentence) &&
                  drg_token_is(namer, at + 1, "or") &&
                  drg_namer_token_in(namer, at + 2, "|he|she|his|her|him|hers|");
    bool before = at > 1 && drg_link_inside(namer, at - 2, asker->sentence) &&
                  drg_token_is(namer, at - 1, "or") &&
                  drg_namer_token_in(namer, at - 2, "|he|she|his|her|him|");
    return asker->sex && (behind || before);
}

static bool apposed(const drg_namer *namer, uint32_t at) {
    return drg_namer_token_in(namer, at, "|,|(|-|–|—|");
}

/* "Another user, Jane Moore", "Jane Moore, another user": whoever is named beside it. */
static bool in_apposition(const drg_namer *namer, const drg_asker *asker) {
    uint32_t start =
        asker->start - (asker->start > 0 && drg_token_is(namer, asker->start - 1, "another"));
    bool behind = drg_link_inside(namer, asker->end + 1, asker->sentence) &&
                  apposed(namer, asker->end) && drg_reading_from(namer, asker->end + 1) != DRG_NONE;
    bool before = start > 1 && drg_link_inside(namer, start - 2, asker->sentence) &&
                  apposed(namer, start - 1) && drg_reading_to(namer, start - 1) != DRG_NONE;
    return behind || before;
}

bool drg_link_asks_nobody(const drg_namer *namer, const drg_asker *asker) {
    if (asker->class == DRG_ASK_IT)
        return is_foretold(namer, asker) || is_time(namer, asker);
    if (asker->class < DRG_ASK_OFFICE)
        return of_either_sex(namer, asker);
    bool another = drg_token_is(namer, asker->start, "another") ||
                   (asker->start > 0 && drg_token_is(namer, asker->start - 1, "another") &&
                       drg_link_inside(namer, asker->start - 1, asker->sentence));
    another = another && !in_apposition(namer, asker);
    /* "the administration of virtual assets" is a doing */
    bool doing = drg_token_is(namer, asker->end - 1, "administration") &&
                 drg_token_is(namer, asker->end, "of");
    return another || doing;
}

/* ---- the subject of one's own clause ---- */

/* "Her" and "its" before a noun own it; elsewhere they are what a verb is done to. */
static bool is_object(const drg_namer *namer, const drg_asker *asker) {
    uint32_t at = asker->first;
    if (at == 0 || !drg_link_inside(namer, at - 1, asker->sentence))
        return false;
    bool object = drg_namer_token_in(namer, at, "|him|them|it|");
    if (drg_token_is(namer, at, "her")) {
        uint32_t next = at + 1;
        object = !drg_link_inside(namer, next, asker->sentence) ||
                 !drg_token_word(&namer->tokens[next]) ||
                 drg_namer_token_in(namer, next,
                     "|and|or|to|in|on|at|for|from|by|with|that|if|as|when|while|after|before|");
    }
    if (drg_link_inside(namer, at + 1, asker->sentence) && drg_link_verb(namer, at + 1))
        return false; /* "X said it would" */
    bool to = at > 1 && drg_namer_token_in(namer, at - 1, "|to|at|") &&
              drg_link_inside(namer, at - 2, asker->sentence) && drg_link_verb(namer, at - 2);
    bool infinitive = at > 1 && drg_token_is(namer, at - 2, "to");
    return object && (drg_link_verb(namer, at - 1) || infinitive || to);
}

/* "Kenyatta had assured him", "Delia went to find her". */
static bool own_subject(const drg_namer *namer, const drg_asker *asker, const drg_sight *sight) {
    enum { CLAUSE = 8 };
    if (sight->sentence != asker->sentence || sight->subject_in != asker->sentence ||
        sight->place != DRG_PLACE_SUBJECT || sight->token >= asker->first ||
        asker->first - sight->token > CLAUSE || !is_object(namer, asker) ||
        drg_slice_ends(namer->tokens[sight->token].lower, DRG_SLICE("ing")))
        return false;
    for (uint32_t t = sight->token; t < asker->first; t++)
        if (namer->reading_of[t] != DRG_NONE || drg_link_breaks(namer, t) ||
            namer->role_of[t] != DRG_NONE ||
            (drg_link_noun(namer, t) && !drg_link_verb(namer, t)) ||
            drg_namer_token_in(namer, t, "|he|she|they|i|we|you|it|him|her|them|me|us|or|where|"))
            return false;
    return true;
}

/* ---- who speaks ---- */

/* The token where the quoted run around a token begins, and the one behind it; found once for all
 * candidates of an asker. */
static bool quotation(drg_linker *linker, uint32_t at, uint32_t *first, uint32_t *end) {
    const drg_namer *namer = linker->namer;
    if (linker->quoted != at + 1) {
        uint32_t opens = at, closes = at;
        while (opens > 0 && at - opens < QUOTATION &&
               (namer->tokens[opens - 1].flags & DRG_TOKEN_QUOTED))
            opens--;
        while (closes < namer->token_count && closes - at < QUOTATION &&
               (namer->tokens[closes].flags & DRG_TOKEN_QUOTED))
            closes++;
        linker->quoted = at + 1;
        linker->quote_first = opens;
        linker->quote_end = closes;
    }
    *first = linker->quote_first;
    *end = linker->quote_end;
    return at - *first < QUOTATION && *end - at < QUOTATION;
}

/* Whether somebody speaks right behind the quotation, and who: '"He is ill," said Dr X'. */
static bool spoken_behind(const drg_namer *namer, uint32_t end, uint32_t *speaker) {
    enum { REACH = 8 };
    bool spoken = false;
    *speaker = DRG_NONE;
    for (uint32_t t = end; t < end + REACH && t < namer->token_count; t++) {
        uint32_t r = drg_reading_from(namer, t);
        if ((namer->tokens[t].flags & DRG_TOKEN_QUOTED) || drg_token_is(namer, t, "."))
            break;
        spoken |= (drg_namer_word(namer, t)->classes & DRG_WORD_SPEECH) != 0;
        if (r == DRG_NONE || *speaker != DRG_NONE)
            continue;
        const drg_reading *reading = &namer->readings.items[r];
        if (reading->type == DRG_PERSON &&
            (spoken || drg_link_speaks(namer, reading->first, reading->end)))
            *speaker = reading->entity;
    }
    return spoken;
}

/* 'X said: "He is ill"' and '"I went," X said. "He stayed"': who speaks whole sentences. */
static bool own_words(drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    const drg_namer *namer = linker->namer;
    uint32_t first, end;
    if (!asker->quoted || !asker->sex || !quotation(linker, asker->first, &first, &end))
        return false;
    uint32_t opens = first;
    while (opens < asker->first && !drg_token_word(&namer->tokens[opens]))
        opens++;
    if (namer->tokens[opens].shape == DRG_SHAPE_LOWER)
        return false; /* part of a sentence of the writer's: 'said he would "do his best"' */
    uint32_t behind;
    if (spoken_behind(namer, end, &behind))
        return behind == entity;
    if (linker->speaker != entity || first == 0)
        return false;
    const drg_sight *sight = drg_link_sight(linker, entity);
    uint32_t here = namer->tokens[first].sentence;
    return sight->spoke_in != DRG_NONE && (sight->spoke_in == here || sight->spoke_in + 1 == here);
}

/* ---- owners ---- */

/* "Her husband" is another than "her", and so is "his or her" lawyer. */
static bool owned_by(drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    const drg_namer *namer = linker->namer;
    if (!drg_link_of_person(asker->class) || asker->start == asker->first ||
        !drg_namer_token_in(namer, asker->start, "|his|her|") ||
        (asker->role != DRG_NONE && namer->document->roles.items[asker->role].holder == entity) ||
        (asker->start > 0 && apposed(namer, asker->start - 1) &&
            drg_link_sight(linker, entity)->token + 1 == asker->start))
        return false; /* nobody's, or in apposition to whom it names */
    for (size_t i = namer->others.count; i > 0; i--) {
        const drg_mention *mention = &namer->others.items[i - 1];
        if (mention->first_token <= asker->start)
            return mention->first_token == asker->start && mention->entity == entity;
    }
    return false;
}

/* "Meir, the prime minister's adviser": X is the adviser. "Mayra, one of her daughters". */
static bool owns_apposition(const drg_namer *namer, const drg_asker *asker, uint32_t entity) {
    uint32_t start = asker->start;
    if (asker->class == DRG_ASK_HIS && start > 2 && drg_token_is(namer, start - 1, "of") &&
        drg_namer_token_in(namer, start - 2, "|one|some|two|three|"))
        start -= 2;
    else if (!drg_link_of_person(asker->class) ||
             !drg_link_inside(namer, asker->end, asker->sentence) ||
             !(namer->tokens[asker->end].flags & DRG_TOKEN_POSSESSIVE))
        return false;
    if (start == 0 || !drg_token_is(namer, start - 1, ","))
        return false;
    uint32_t reading = drg_reading_to(namer, start - 1);
    return reading != DRG_NONE && namer->readings.items[reading].entity == entity;
}

/* ---- levels of government, sexes ---- */

static bool is_state(const drg_namer *namer, const drg_cluster *cluster) {
    return cluster->type == DRG_NORP ||
           (cluster->thing != DRG_NONE &&
               drg_know_thing(namer->know, cluster->thing)->kind == DRG_THING_STATE);
}

static bool is_capital(const drg_namer *namer, const drg_cluster *cluster) {
    return cluster->thing != DRG_NONE &&
           drg_slice_is(drg_know_thing(namer->know, cluster->thing)->subkind, "capital");
}

#define LOCAL                                                                                      \
    "|local|prefectural|territorial|provincial|municipal|city|town|county|regional|state|"         \
    "district|village|metropolitan|"

/* "The local government", "the prefectural government", "the Gujarat state government". */
static bool other_level(const drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    const drg_namer *namer = linker->namer;
    const drg_cluster *cluster = drg_link_cluster(linker, entity);
    if (asker->class != DRG_ASK_STATE)
        return false;
    bool own = false, other = false;
    bool level = asker->end > 1 && drg_namer_token_in(namer, asker->end - 2, LOCAL);
    for (size_t i = 0; i < asker->name_count; i++) {
        const drg_cluster *name = drg_link_cluster(linker, asker->names[i]);
        own |= asker->names[i] == entity;
        other |= name->type == DRG_GPE && !is_state(namer, name) &&
                 (level || !is_capital(namer, name)); /* "the Damascus government" is Syria's */
    }
    if (own || other)
        return !own;
    if (asker->end < 2 || !drg_namer_token_in(namer, asker->end - 1,
                              "|government|governments|authorities|authority|administration|"))
        return false;
    if (level)
        return is_state(namer, cluster);
    return drg_namer_token_in(namer, asker->end - 2, "|central|national|federal|") &&
           !is_state(namer, cluster);
}

/* "That country", "the latter country": the one that was named last. */
static bool named_before(const drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    const drg_namer *namer = linker->namer;
    bool that = drg_token_is(namer, asker->start, "that") ||
                (asker->first > 0 && drg_token_is(namer, asker->first - 1, "latter"));
    if (asker->class != DRG_ASK_STATE || !that ||
        !drg_namer_token_in(namer, asker->end - 1, "|country|nation|"))
        return false;
    for (size_t i = 0; i < linker->recent_count; i++) {
        const drg_cluster *cluster = drg_link_cluster(linker, linker->recent[i]);
        if (is_state(namer, cluster) && cluster->country.size)
            return !drg_slice_equal(drg_link_cluster(linker, entity)->country, cluster->country);
    }
    return false;
}

/* "The girl" is no man. */
static bool other_sex(const drg_namer *namer, const drg_asker *asker, const drg_cluster *cluster,
    const drg_sight *sight) {
    static const char *const women[] = {"woman", "girl", "mother", "wife", "daughter", "sister",
        "widow", "actress", "queen", "princess", "chairwoman", "spokeswoman", "businesswoman",
        "congresswoman", "councilwoman", "policewoman", "heroine", "grandmother", "aunt", "niece"};
    static const char *const men[] = {"man", "boy", "father", "husband", "son", "brother",
        "widower", "king", "prince", "businessman", "gunman", "grandfather", "uncle", "nephew",
        "fisherman"};
    if (!drg_link_of_person(asker->class))
        return false;
    drg_slice head = namer->tokens[asker->end - 1].lower;
    bool male = (cluster->male && !cluster->female) || (sight->pronoun == 'm' && !cluster->female);
    bool female = (cluster->female && !cluster->male) || (sight->pronoun == 'f' && !cluster->male);
    return (male && DRG_ONE_OF(head, women)) || (female && DRG_ONE_OF(head, men));
}

static bool names(const drg_namer *namer, uint32_t at, uint32_t entity) {
    uint32_t r = drg_reading_from(namer, at);
    return r != DRG_NONE && namer->readings.items[r].entity == entity;
}

/* "We are working with China", "our first NAME": who says "we" is not whom he works with or has. */
static bool other_than_we(const drg_namer *namer, const drg_asker *asker, uint32_t entity) {
    enum { NEAR = 20 };
    if (asker->class != DRG_ASK_WE)
        return false;
    for (uint32_t t = asker->end; t < asker->end + 2; t++)
        if (drg_token_is(namer, asker->first, "our") &&
            drg_link_inside(namer, t, asker->sentence) && names(namer, t, entity))
            return true;
    uint32_t from = asker->first > NEAR ? asker->first - NEAR : 0;
    for (uint32_t t = from; t < asker->end + NEAR; t++) {
        if (!drg_link_inside(namer, t, asker->sentence) || !drg_token_is(namer, t, "with") ||
            !drg_link_inside(namer, t + 2, asker->sentence))
            continue;
        if (names(namer, t + 1, entity) ||
            (drg_token_is(namer, t + 1, "the") && names(namer, t + 2, entity)))
            return true;
    }
    return false;
}

bool drg_link_barred(drg_linker *linker, const drg_asker *asker, uint32_t entity) {
    const drg_namer *namer = linker->namer;
    const drg_sight *sight = drg_link_sight(linker, entity);
    return own_subject(namer, asker, sight) || own_words(linker, asker, entity) ||
           owned_by(linker, asker, entity) || owns_apposition(namer, asker, entity) ||
           other_level(linker, asker, entity) || other_than_we(namer, asker, entity) ||
           named_before(linker, asker, entity) ||
           other_sex(namer, asker, drg_link_cluster(linker, entity), sight);
}
