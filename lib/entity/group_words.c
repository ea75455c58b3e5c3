/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that count what was named: "the two countries", "both leaders", "the pair".
 *
 * They say how many to look for and of what kind. They are definite ("the two", "both"), their noun
 * is among those of HEADS or a title or role word in the plural, and nothing behind them makes
 * another group of them ("the two countries that ..."). "One of the two parties" is no group, and
 * "they are both lawyers" names nobody new.
 *
 * Cost: a look at a few neighbours of a token.
 */
#include "group.h"
#include "link.h"

static size_t number_at(const drg_namer *namer, uint32_t token) {
    static const char *const words[] = {"two", "three", "four", "five", "six", "seven", "eight"};
    if (drg_token_is(namer, token, "both"))
        return 2;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (drg_token_is(namer, token, words[i]))
            return i + 2;
    return 0;
}

static const struct {
    const char *words;
    drg_group_kind kind;
} HEADS[] = {
    {"|countries|nations|states|governments|neighbours|neighbors|capitals|republics|kingdoms|"
     "powers|allies|rivals|",
        DRG_GROUP_STATES},
    {"|sides|parties|foes|", DRG_GROUP_SIDES},
    {"|leaders|", DRG_GROUP_OFFICES},
    {"|men|women|brothers|sisters|politicians|diplomats|candidates|opponents|colleagues|"
     "statesmen|contenders|",
        DRG_GROUP_PERSONS},
    {"|companies|firms|unions|banks|clubs|teams|universities|ministries|organisations|"
     "organizations|agencies|groups|airlines|carriers|newspapers|institutions|bodies|associations|"
     "federations|factions|movements|blocs|armies|navies|",
        DRG_GROUP_BODIES},
    {"|cities|towns|provinces|islands|regions|districts|", DRG_GROUP_TOWNS},
};

/* "The two ruling parties" are bodies, no sides. */
static bool political(const drg_namer *namer, uint32_t head) {
    return drg_token_is(namer, head, "parties") &&
           drg_namer_token_in(namer, head - 1,
               "|political|ruling|governing|opposition|coalition|main|major|biggest|largest|");
}

static bool head_at(const drg_namer *namer, uint32_t token, drg_counted *words) {
    words->title = DRG_NONE;
    for (size_t i = 0; i < sizeof HEADS / sizeof HEADS[0]; i++)
        if (drg_namer_token_in(namer, token, HEADS[i].words)) {
            words->kind = political(namer, token) ? DRG_GROUP_BODIES : HEADS[i].kind;
            return true;
        }
    uint32_t number = namer->role_of[token];
    if (number == DRG_NONE)
        return false;
    const drg_role_phrase *role = &namer->document->roles.items[number];
    bool office = namer->role_kinds.items[number] == DRG_TITLE_OFFICE;
    words->kind = office ? DRG_GROUP_OFFICES : DRG_GROUP_PERSONS;
    words->title = office ? number : DRG_NONE;
    return role->plural && role->end_token == token + 1;
}

/* What makes another group of the words: "the two countries that ...", "the two leaders of ...". */
static bool narrowed(const drg_namer *namer, uint32_t end, uint32_t sentence) {
    return drg_link_inside(namer, end, sentence) &&
           (drg_namer_token_in(namer, end, "|of|who|that|which|whose|whom|where|") ||
               (namer->reading_of[end] == DRG_NONE && drg_link_noun(namer, end) &&
                   !drg_link_verb(namer, end)));
}

/* "The two met.", "Both said": the number stands alone. */
static bool counts_alone(const drg_namer *namer, uint32_t at, drg_counted *words) {
    uint32_t sentence = namer->tokens[at].sentence;
    if (!drg_link_inside(namer, at + 1, sentence) || !drg_link_verb(namer, at + 1) ||
        namer->reading_of[at + 1] != DRG_NONE)
        return false;
    words->first = words->head = at;
    words->end = at + 1;
    words->kind = DRG_GROUP_ANY;
    words->title = DRG_NONE;
    return true;
}

static bool between_number_and_noun(const drg_namer *namer, uint32_t token) {
    uint32_t reading = namer->reading_of[token];
    if (reading != DRG_NONE)
        return namer->readings.items[reading].type != DRG_PERSON;
    return namer->tokens[token].shape == DRG_SHAPE_LOWER && !drg_link_preposition(namer, token) &&
           !drg_link_verb(namer, token) &&
           !drg_namer_token_in(namer, token, "|other|more|further|additional|new|former|unnamed|");
}

/* "The pair", "the trio". */
static bool counts_by_noun(const drg_namer *namer, uint32_t at, drg_counted *words) {
    size_t number = drg_namer_token_in(namer, at, "|pair|duo|twosome|") ? 2
                    : drg_token_is(namer, at, "trio")                   ? 3
                                                                        : 0;
    uint32_t sentence = namer->tokens[at].sentence;
    if (number == 0 || at == 0 || !drg_link_inside(namer, at - 1, sentence) ||
        !drg_token_is(namer, at - 1, "the") || narrowed(namer, at + 1, sentence))
        return false;
    *words = (drg_counted){.first = at,
        .head = at,
        .end = at + 1,
        .number = number,
        .kind = DRG_GROUP_PERSONS,
        .title = DRG_NONE};
    return true;
}

/* "Both men and women", "both collecting data and starting": the words go with "and". */
static bool both_and(const drg_namer *namer, uint32_t end, uint32_t sentence) {
    uint32_t at = end;
    if (drg_link_inside(namer, at - 1, sentence) &&
        drg_slice_ends(namer->tokens[at - 1].lower, DRG_SLICE("ing")))
        return true;
    return drg_link_inside(namer, at + 1, sentence) && drg_token_is(namer, at, "and") &&
           (drg_link_noun(namer, at + 1) && !drg_link_verb(namer, at + 1));
}

/* "They are both lawyers", "who were both hurt": a number of the subject, nobody new. */
static bool is_before(const drg_namer *namer, uint32_t at) {
    return at > 0 &&
           drg_namer_token_in(namer, at - 1, "|is|are|was|were|be|been|being|'re|i|we|you|");
}

/* "One of the two parties", "neither of the two". */
static bool one_of_them(const drg_namer *namer, uint32_t the) {
    return the > 1 && drg_token_is(namer, the - 1, "of") &&
           drg_namer_token_in(namer, the - 2, "|one|either|neither|each|none|any|member|");
}

bool drg_counted_at(const drg_namer *namer, uint32_t at, drg_counted *words) {
    enum { WORDS = 4 };
    uint32_t sentence = namer->tokens[at].sentence, t = at + 1;
    if (counts_by_noun(namer, at, words))
        return true;
    words->number = number_at(namer, at);
    bool both = drg_token_is(namer, at, "both");
    bool definite = at > 0 && drg_link_inside(namer, at - 1, sentence) &&
                    drg_namer_token_in(namer, at - 1, "|the|these|those|all|both|");
    if (words->number == 0 || (!both && !definite) || (both && is_before(namer, at)) ||
        (!both && one_of_them(namer, at - 1)))
        return false;
    if (both && drg_namer_token_in(namer, t, "|the|these|"))
        t++;
    for (; t < at + 1 + WORDS && drg_link_inside(namer, t, sentence); t++) {
        if (namer->reading_of[t] == DRG_NONE && head_at(namer, t, words) &&
            !narrowed(namer, t + 1, sentence)) {
            if (both && both_and(namer, t + 1, sentence))
                return false;
            words->head = t;
            words->end = t + 1;
            words->first = at;
            for (uint32_t k = at; k < t; k++)
                if (namer->reading_of[k] != DRG_NONE)
                    words->first = t; /* a mention never overlaps a name */
            return true;
        }
        if (!between_number_and_noun(namer, t))
            break;
    }
    return !(both && both_and(namer, at + 2, sentence)) && counts_alone(namer, at, words);
}
