/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who bears a title, and of what: "French Foreign Minister X", "X, the president of Y",
 * "Y's president, X", "X is the head of Y", "X as president".
 *
 * The owner is looked for on the left (an adjective, a name or a possessive that ends where the
 * title and its adjectives begin) and on the right (after "of", "for", "to", "at", "with";
 * owner.c). The bearer is the person named right after the title (or after its owner), else after a
 * comma, else before: before the comma of an apposition, before "is", "was", "became", "as". A
 * second title in a list goes to the same bearer ("president of Y and leader of Z"). A title
 * without an owner that follows another title's bearer in a list takes over its owner ("Ukrainian
 * Foreign Minister A, Defence Minister B").
 *
 * Only a few tokens around each title are looked at: linear.
 */
#include "bearer.h"
#include "link.h"

static const char *const DETERMINERS[] = {"the", "a", "an", "his", "her", "its", "their", "our"};

static bool person_at(const drg_title_frame *f, uint32_t at, uint32_t *reading) {
    *reading = at < f->sentence_end ? drg_reading_from(f->namer, at) : DRG_NONE;
    return *reading != DRG_NONE && drg_reading_type(f->namer, *reading) == DRG_PERSON;
}

static bool person_to(const drg_title_frame *f, uint32_t end, uint32_t *reading) {
    *reading = end > f->sentence_first ? drg_reading_to(f->namer, end) : DRG_NONE;
    return *reading != DRG_NONE && drg_reading_type(f->namer, *reading) == DRG_PERSON;
}

/* The title that stands at `at`, or behind its owner there ("and | party member X"); DRG_NONE. */
static uint32_t next_title(const drg_title_frame *f, uint32_t at) {
    const drg_namer *namer = f->namer;
    uint32_t reading = at < f->sentence_end ? drg_reading_from(namer, at) : DRG_NONE;
    if (reading != DRG_NONE && drg_reading_type(namer, reading) != DRG_PERSON)
        at = namer->readings.items[reading].end;
    return at < f->sentence_end && namer->role_of[at] != DRG_NONE ? at : DRG_NONE;
}

/* "an officer surnamed | X", "a nurse, identified as | X": where the name begins. */
static uint32_t over_naming(const drg_title_frame *f, uint32_t at) {
    static const char *const naming[] = {"surnamed", "named"};
    const drg_namer *namer = f->namer;
    uint32_t word = at + drg_token_is(namer, at, ",");
    if (drg_token_is(namer, word, "identified"))
        return word + 1 + drg_token_is(namer, word + 1, "only") + 1;
    for (size_t i = 0; i < sizeof naming / sizeof naming[0]; i++)
        if (drg_token_is(namer, word, naming[i]))
            return word + 1;
    return at;
}

/* The person named right after the title, over ranks, "retired", and a second title. */
static uint32_t bearer_right(const drg_title_frame *f, uint32_t at) {
    const drg_namer *namer = f->namer;
    at = over_naming(f, at);
    for (int i = 0; i < 4 && at < f->sentence_end; i++) {
        uint32_t reading, role = namer->role_of[at];
        if (person_at(f, at, &reading))
            return reading;
        if (role != DRG_NONE && !namer->document->roles.items[role].plural)
            at = namer->document->roles.items[role].end_token;
        else if (drg_namer_word(namer, at)->classes & DRG_WORD_MODIFIER)
            at++;
        else if (i == 0 && drg_title_over_acronym(f, at) > at) /* "Chief Justice (CJ) X" */
            at = drg_title_over_acronym(f, at);
        else if (drg_token_is(namer, at, "and") && next_title(f, at + 1) != DRG_NONE)
            at = next_title(f, at + 1);
        else
            break;
    }
    return DRG_NONE;
}

static bool closes(const drg_title_frame *f, uint32_t at) {
    static const char *const marks[] = {",", ".", ")", ";", ":", "?", "!"};
    if (at >= f->sentence_end)
        return true;
    return DRG_ONE_OF(f->namer->tokens[at].lower, marks) ||
           f->namer->tokens[at].shape == DRG_SHAPE_DASH ||
           (drg_namer_word(f->namer, at)->classes & DRG_WORD_SPEECH);
}

/* Nouns that the owner's name describes: "the head of the Y | party". */
static uint32_t over_described(const drg_title_frame *f) {
    const drg_namer *namer = f->namer;
    uint32_t end = f->right;
    while (f->owner != DRG_NONE && end < f->right + DRG_TITLE_ADJECTIVES && end < f->sentence_end &&
           namer->tokens[end].shape == DRG_SHAPE_LOWER && drg_title_adjective(namer, end) &&
           !drg_title_past_verb(namer, end) &&
           (namer->role_of[end] == DRG_NONE ||
               namer->role_kinds.items[namer->role_of[end]] == DRG_TITLE_ROLE))
        end++;
    return end;
}

/* "convenor in the province, X", "professor in linguistics X", "head of the provincial police
 * force, X": over the common noun; at the preposition where there is none. */
static uint32_t over_noun(const drg_title_frame *f, uint32_t preposition) {
    const drg_namer *namer = f->namer;
    bool of = drg_token_is(namer, preposition, "of");
    uint32_t at = preposition + 1;
    if (!of && !drg_token_is(namer, preposition, "in"))
        return preposition;
    bool the = drg_token_is(namer, at, "the") || drg_token_is(namer, at, "a");
    at += the;
    for (int i = 0; i < DRG_TITLE_ADJECTIVES && at < f->sentence_end; i++, at++) {
        bool noun = drg_link_noun(namer, at);
        if (namer->tokens[at].shape != DRG_SHAPE_LOWER || !(noun || drg_title_adjective(namer, at)))
            break;
        if (noun && (at + 1 >= f->sentence_end || closes(f, at + 1) ||
                        drg_reading_from(namer, at + 1) != DRG_NONE))
            return at + 1;
    }
    return preposition;
}

/* "the ambassador of Y in Z, X", "the head of US diplomacy for Z, X": over where he serves. */
static uint32_t over_post(const drg_title_frame *f) {
    const drg_namer *namer = f->namer;
    uint32_t end = over_described(f);
    bool link = drg_token_is(namer, end, "in") || drg_token_is(namer, end, "to") ||
                drg_token_is(namer, end, "at") || drg_token_is(namer, end, "for");
    uint32_t at = end + 1 + (link && drg_token_is(namer, end + 1, "the"));
    uint32_t reading = link && at < f->sentence_end ? drg_reading_from(namer, at) : DRG_NONE;
    bool place = reading != DRG_NONE && drg_reading_type(namer, reading) != DRG_PERSON &&
                 drg_reading_type(namer, reading) != DRG_NORP;
    return place ? namer->readings.items[reading].end : over_noun(f, end);
}

/* "the widow of the late president, X": X is the widow. */
static bool depends(const drg_title_frame *f) {
    const drg_namer *namer = f->namer;
    uint32_t at = f->left;
    if (at > f->sentence_first && drg_token_is(namer, at - 1, "the"))
        at--;
    return at > f->sentence_first + 1 && drg_token_is(namer, at - 1, "of") &&
           namer->role_of[at - 2] != DRG_NONE;
}

/* "a spokesman for Nigerian President X": whom he serves is another title's bearer. A rank goes
 * with any name ("the commander of the Y Army General X"), and an envoy serves at a place ("envoy
 * to Y Ambassador X"). */
static bool serves_bearer(const drg_title_frame *f) {
    const drg_namer *namer = f->namer;
    uint32_t role = f->right < f->sentence_end ? namer->role_of[f->right] : DRG_NONE;
    return f->right > f->role->end_token && !drg_title_envoy(f) && role != DRG_NONE &&
           namer->role_kinds.items[role] != DRG_TITLE_RANK;
}

typedef struct before { /* the title before, in the same sentence */
    uint32_t role; /* DRG_NONE: none */
    uint32_t right; /* where its noun phrase ends, its bearer included */
    bool definite; /* it has a determiner or an owner */
} before;

/* A list of titles with their bearers: only the bearer's name, commas and "and" stand between. */
static bool in_list(const drg_title_frame *f, const before *previous) {
    if (previous->role == DRG_NONE || previous->right > f->left || f->left - previous->right > 3)
        return false;
    for (uint32_t i = previous->right; i < f->left; i++)
        if (!drg_token_is(f->namer, i, "and") && !drg_token_is(f->namer, i, ",") &&
            !drg_token_is(f->namer, i, "the"))
            return false;
    return true;
}

/* "Minister of Mines and Energy, X said": a title in capitals that says its field. */
static bool names_field(const drg_title_frame *f) {
    const drg_namer *namer = f->namer;
    if (namer->tokens[f->role->end_token - 1].shape == DRG_SHAPE_LOWER)
        return false;
    for (uint32_t at = f->role->first_token + 1; at < f->role->end_token; at++)
        if (drg_token_is(namer, at, "of") || drg_token_is(namer, at, "for"))
            return namer->tokens[at - 1].shape != DRG_SHAPE_LOWER;
    return false;
}

/* "its president", "the union's president", "the health ministry director", and the second title
 * of "Y's founder and president". */
static bool definite(const drg_title_frame *f, const before *previous) {
    const drg_namer *namer = f->namer;
    if (f->owner != DRG_NONE || names_field(f))
        return true;
    if (in_list(f, previous) && previous->definite)
        return true;
    uint32_t at = f->left;
    for (int i = 0; i <= DRG_TITLE_ADJECTIVES && at > f->sentence_first; i++, at--) {
        if (DRG_ONE_OF(namer->tokens[at - 1].lower, DETERMINERS) ||
            (namer->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE))
            return true;
        if (!drg_title_adjective(namer, at - 1) || drg_title_past_verb(namer, at - 1))
            return false;
    }
    return false;
}

/* "Y's president, X, said": only where the title has a determiner or an owner. */
static uint32_t bearer_after_comma(const drg_title_frame *f, const before *previous) {
    const drg_namer *namer = f->namer;
    if (!drg_token_is(namer, f->right, ",") || depends(f))
        return DRG_NONE;
    uint32_t reading = bearer_right(f, f->right + 1); /* "his brother, President X," */
    if (reading == DRG_NONE)
        return DRG_NONE;
    uint32_t end = namer->readings.items[reading].end;
    bool closed = closes(f, end) || drg_link_verb(namer, end);
    return closed && definite(f, previous) ? reading : DRG_NONE;
}

/* Over the common noun before the title that owns it or says what of: "the group's | executive
 * director", "the parliamentary committee | spokesman". */
static uint32_t before_owner(const drg_title_frame *f, uint32_t at) {
    const drg_namer *namer = f->namer;
    if (at <= f->sentence_first + 1)
        return at;
    bool possessive = namer->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE;
    uint32_t noun = at - 1 - possessive;
    if (noun < f->sentence_first || namer->tokens[noun].shape != DRG_SHAPE_LOWER)
        return at;
    uint32_t role = namer->role_of[noun];
    bool body = drg_namer_word(namer, noun)->classes & DRG_WORD_ORGANIZATION;
    if (role != DRG_NONE && (possessive || body))
        return namer->document->roles.items[role].first_token;
    return role == DRG_NONE && possessive && drg_link_noun(namer, noun) ? noun : at;
}

/* Start of the noun phrase: over adjectives, a common noun that owns it, and a determiner. */
static uint32_t phrase_start(const drg_title_frame *f) {
    const drg_namer *namer = f->namer;
    uint32_t at = f->left;
    for (int i = 0; i < DRG_TITLE_ADJECTIVES && at > f->sentence_first &&
                    drg_title_adjective(namer, at - 1) && namer->role_of[at - 1] == DRG_NONE;
         i++)
        at--;
    at = before_owner(f, at);
    return at - (at > f->sentence_first && DRG_ONE_OF(namer->tokens[at - 1].lower, DETERMINERS));
}

/* "attended by X, the king said": another one, of whom a clause begins. */
static bool acts(const drg_title_frame *f) {
    return f->right < f->sentence_end && drg_link_verb(f->namer, f->right);
}

/* The comma before an age, of the comma behind it: "X | , 45," */
static uint32_t before_age(const drg_title_frame *f, uint32_t comma) {
    const drg_namer *namer = f->namer;
    bool age = comma > f->sentence_first + 2 && namer->tokens[comma - 1].shape == DRG_SHAPE_DIGIT &&
               drg_token_is(namer, comma - 2, ",");
    return age ? comma - 2 : comma;
}

static bool is_adverb(const drg_title_frame *f, uint32_t at) {
    static const char *const words[] = {
        "also", "now", "currently", "still", "once", "then", "formerly", "previously"};
    return DRG_ONE_OF(f->namer->tokens[at].lower, words);
}

/* What is done "as" the bearer of an office: "served as", "took office as", "stepped down as". */
static bool held_as(const drg_namer *namer, uint32_t at) {
    static const char words[] =
        "|office|over|served|serving|serves|resigned|resignation|down|elected|re-elected|"
        "reelected|appointed|reappointed|reinstated|named|nominated|confirmed|inaugurated|in|term|"
        "tenure|stint|post|position|role|job|acted|acting|works|worked|working|continue|continues|"
        "returned|retired|chosen|installed|reins|reigns|duties|charge|candidacy|";
    return drg_slice_listed(namer->tokens[at].lower, words);
}

/* "X took office in July | as minister", "X's term as minister": the person who begins the clause
 * of an "as" at `as`; no other name, comma or doer may stand between. DRG_NONE: none. */
static uint32_t bearer_of_as(const drg_title_frame *f, uint32_t as) {
    enum { CLAUSE = 8 };
    static const char *const breaks[] = {"by", "that", "and", "but", "while", "whom", "he", "she",
        "they", "to", "his", "her", "their"};
    const drg_namer *namer = f->namer;
    if (as <= f->sentence_first + 1 || !held_as(namer, as - 1))
        return DRG_NONE;
    for (uint32_t at = as; at > f->sentence_first && as - at < CLAUSE; at--) {
        uint32_t reading;
        bool near = as - at <= 2; /* "X's term as", "announced his resignation as" */
        bool owned = namer->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE;
        if (person_to(f, at - owned, &reading))
            return near || !owned ? reading : DRG_NONE;
        for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++)
            if (drg_token_is(namer, at - 1, breaks[i]) && !(near && i >= 10))
                return DRG_NONE;
        if (!drg_token_word(&namer->tokens[at - 1]) || namer->reading_of[at - 1] != DRG_NONE ||
            namer->role_of[at - 1] != DRG_NONE)
            return DRG_NONE;
    }
    return DRG_NONE;
}

/* "X was elected | president", "X has been named | director". */
static uint32_t bearer_of_choice(const drg_title_frame *f, uint32_t mark) {
    static const char chosen[] =
        "|elected|re-elected|reelected|appointed|reappointed|named|declared|proclaimed|crowned|"
        "made|sworn|promoted|";
    static const char being[] = "|was|is|been|being|were|had|has|have|will|be|recently|later|then|";
    const drg_namer *namer = f->namer;
    if (!drg_slice_listed(namer->tokens[mark].lower, chosen))
        return DRG_NONE;
    uint32_t at = mark, reading;
    while (at > f->sentence_first && drg_slice_listed(namer->tokens[at - 1].lower, being))
        at--;
    if (at == mark)
        return DRG_NONE;
    if (at > f->sentence_first + 1 && drg_token_is(namer, at - 1, "who"))
        at -= 1 + drg_token_is(namer, at - 2, ",");
    return person_to(f, at, &reading) ? reading : DRG_NONE;
}

static uint32_t bearer_left(const drg_title_frame *f) {
    static const char *const links[] = {"is", "was", "became", "becomes", "remains", "as", "("};
    const drg_namer *namer = f->namer;
    uint32_t at = phrase_start(f), reading;
    if (at <= f->sentence_first + 1)
        return DRG_NONE;
    uint32_t mark = at - 1;
    if (drg_token_is(namer, mark, ",")) {
        bool bare = at == f->left; /* "X, chairman of Y": what follows is what X does */
        bool apposed = bare || !acts(f);
        return apposed && person_to(f, before_age(f, mark), &reading) ? reading : DRG_NONE;
    }
    if (is_adverb(f, mark) && mark > f->sentence_first + 1)
        mark--;
    if (!DRG_ONE_OF(namer->tokens[mark].lower, links))
        return bearer_of_choice(f, mark);
    uint32_t as = drg_token_is(namer, mark, "as") ? mark : DRG_NONE;
    if (mark > f->sentence_first && drg_token_is(namer, mark - 1, "who"))
        mark--;
    if (mark > f->sentence_first && drg_token_is(namer, mark - 1, ","))
        mark = before_age(f, mark - 1);
    if (person_to(f, mark, &reading))
        return reading;
    return as == DRG_NONE ? DRG_NONE : bearer_of_as(f, as);
}

/* "president of Y and leader of Z": the bearer of the title before, when only "and" or a comma
 * stands between. */
static uint32_t bearer_of_list(
    const drg_title_frame *f, uint32_t previous_right, uint32_t previous) {
    const drg_namer *namer = f->namer;
    uint32_t at = phrase_start(f);
    if (previous == DRG_NONE || at == 0 || previous_right > at || at - previous_right > 2 ||
        acts(f))
        return DRG_NONE;
    for (uint32_t i = previous_right; i < at; i++)
        if (!drg_token_is(namer, i, "and") && !drg_token_is(namer, i, ","))
            return DRG_NONE;
    return namer->document->roles.items[previous].holder;
}

static uint32_t cluster_of(const drg_namer *namer, uint32_t reading) {
    return reading == DRG_NONE ? DRG_NONE : namer->readings.items[reading].entity;
}

/* "X, the minister's adviser", and words for a body or a state: nobody bears these. */
static bool never_borne(const drg_namer *namer, uint32_t number) {
    const drg_role_phrase *role = &namer->document->roles.items[number];
    const uint32_t bodies = DRG_WORD_ORGANIZATION | DRG_WORD_STATE | DRG_WORD_GOVERNMENT;
    bool owns = role->end_token < namer->token_count &&
                (namer->tokens[role->end_token].flags & DRG_TOKEN_POSSESSIVE);
    bool body = namer->role_kinds.items[number] == DRG_TITLE_ROLE &&
                (drg_namer_word(namer, role->end_token - 1)->classes & bodies);
    return role->plural || owns || body;
}

static void link_role(drg_namer *namer, uint32_t number, before *previous) {
    drg_role_phrase *role = &namer->document->roles.items[number];
    const drg_sentence *sentence = &namer->document->sentences.items[role->sentence];
    drg_title_frame f = {namer, role, sentence->first_token, sentence->end_token, role->first_token,
        role->end_token, DRG_NONE, namer->role_kinds.items[number] == DRG_TITLE_ROLE};
    if (previous->role != DRG_NONE &&
        namer->document->roles.items[previous->role].sentence != role->sentence)
        previous->role = DRG_NONE;
    drg_title_owner_left(&f);
    bool free = !never_borne(namer, number);
    uint32_t bearer = free ? bearer_right(&f, f.right) : DRG_NONE;
    if (bearer != DRG_NONE && f.owner == DRG_NONE)
        f.owner = drg_title_owner_behind(&f, bearer);
    if (bearer == DRG_NONE) {
        drg_title_owner_right(&f);
        drg_title_frame post = f; /* "the Israeli ambassador in Z, X" */
        post.right = over_post(&f);
        if (free && post.right > role->end_token && !serves_bearer(&post))
            bearer = bearer_right(&f, post.right);
        if (free && bearer == DRG_NONE)
            bearer = bearer_after_comma(&post, previous);
        if (free && bearer == DRG_NONE)
            bearer = bearer_left(&f);
    }
    role->of = cluster_of(namer, f.owner);
    role->holder = cluster_of(namer, bearer);
    if (role->holder == DRG_NONE && free)
        role->holder = bearer_of_list(&f, previous->right, previous->role);
    if (role->of == DRG_NONE && role->holder != DRG_NONE && in_list(&f, previous))
        role->of = namer->document->roles.items[previous->role].of;
    bool is_definite = definite(&f, previous);
    if (!free && previous->role != DRG_NONE && role->end_token <= previous->right)
        return; /* a body in the name of what the title before is of */
    previous->role = number;
    previous->definite = is_definite;
    previous->right = f.right;
    if (bearer != DRG_NONE && namer->readings.items[bearer].first >= f.right)
        previous->right = namer->readings.items[bearer].end;
    role->of = role->of == role->holder ? DRG_NONE : role->of;
}

int drg_namer_bearers(drg_namer *namer) {
    before previous = {DRG_NONE, 0, false};
    for (uint32_t i = 0; i < namer->document->roles.count; i++)
        link_role(namer, i, &previous);
    return DRG_OK;
}
