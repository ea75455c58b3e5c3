/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names that the text itself makes certain, between the two readings of it: the second one takes
 * them whatever else speaks against them.
 *
 *   alias      "Ashraful Hossen Alom (known as Hero Alom)": the words behind "known as" that end in
 *              a surname of the text are a person's name, wherever they stand again
 *   surname    "Kevin So ... told So that": a common word of a person's name, with a capital where
 *              nothing else asks for one
 *   body       "Oceans North, an organization supporting ...": a word for bodies behind a name
 *              that was read as a person's
 *   station    "Lalbagh | police station": a place before it is part of its name
 *   code       "Carlos Sainz (ESP)": three letters behind a person that are a state's and no
 *              body's of the tables ("(PAN)", "(PRI)" in Mexico) name that state
 *   seat       "Steven Sim (PH-Bukit Mertajam)": party and seat behind a person are two names
 *   ministry   "the foreign ministry": a body of a state by its field, also in lower case;
 *              owned ("Kenya's foreign ministry") it is a description
 *   script     "Chaojing Bay (潮境海灣)": a place's name in its own script
 *   compass    "southern Guinea": a state or place of the tables behind a compass word
 *
 * What it does not do: it overrules no table and reads nothing that the first reading has not seen
 * the half of. Cost: linear in the text, times the aliases and bodies, of which an article
 * has ALIASES each.
 */
#include "entity.h"

enum { ALIASES = 8, ALIAS_WORDS = 4, SEAT_WORDS = 4, FIELD_WORDS = 3, APPOSED = 8 };

static bool capital(const drg_namer *namer, uint32_t at) {
    return at < namer->token_count && (namer->marks[at] & DRG_MARK_CAPITAL);
}

static uint32_t end_of_sentence(const drg_namer *namer, uint32_t at) {
    return namer->document->sentences.items[namer->tokens[at].sentence].end_token;
}

static uint32_t start_of_sentence(const drg_namer *namer, uint32_t at) {
    return namer->document->sentences.items[namer->tokens[at].sentence].first_token;
}

static void put(drg_namer *namer, uint32_t first, uint32_t end, drg_entity_type type) {
    namer->certain[first] = (drg_certain){end, type};
}

/* ---- "known as Hero Alom" ---- */

/* End of the name behind "known as" at `as`; `as` itself where there is none. */
static uint32_t end_of_alias(const drg_namer *namer, uint32_t as, uint32_t *first) {
    uint32_t last = end_of_sentence(namer, as), at = as + 1;
    at += at < last && namer->tokens[at].shape == DRG_SHAPE_OPEN_QUOTE;
    *first = at;
    while (at < last && capital(namer, at) && namer->role_of[at] == DRG_NONE)
        at++;
    bool fits = at - *first >= 2 && at - *first <= ALIAS_WORDS &&
                drg_namer_word(namer, at - 1)->person_last > 0;
    return fits ? at : as;
}

static bool same_words(const drg_namer *namer, uint32_t at, uint32_t first, uint32_t end) {
    if (at + (end - first) > end_of_sentence(namer, at))
        return false;
    for (uint32_t i = 0; i < end - first; i++)
        if (namer->word_of[at + i] != namer->word_of[first + i] || !capital(namer, at + i))
            return false;
    return true;
}

static void aliases(drg_namer *namer) {
    uint32_t found = 0, first;
    for (uint32_t as = 1; as + 2 < namer->token_count && found < ALIASES; as++) {
        if (!drg_token_is(namer, as, "as") || !drg_token_is(namer, as - 1, "known"))
            continue;
        uint32_t end = end_of_alias(namer, as, &first);
        if (end == as)
            continue;
        found++;
        for (uint32_t at = 0; at < namer->token_count; at++)
            if (same_words(namer, at, first, end))
                put(namer, at, at + (end - first), DRG_PERSON);
    }
}

/* ---- "told So that" ---- */

static bool common_alone(const drg_namer *namer, uint32_t at) {
    const uint32_t common = DRG_WORD_COMMON_LOWER;
    return drg_namer_word(namer, at)->classes == common && namer->role_of[at] == DRG_NONE &&
           namer->tokens[at].shape == DRG_SHAPE_TITLE &&
           namer->hit_from[at] == namer->hit_from[at + 1];
}

/* Whether its capital says something: not the first word, beside no other one with a capital. */
static bool stands_alone(const drg_namer *namer, uint32_t at) {
    const drg_token *token = &namer->tokens[at];
    uint32_t first = start_of_sentence(namer, at), end = end_of_sentence(namer, at);
    bool owns = at + 1 < end && (namer->tokens[at + 1].flags & DRG_TOKEN_POSSESSIVE);
    if (token->flags & DRG_TOKEN_CAPS_CONTEXT)
        return false;
    if (at == first || (token->flags & DRG_TOKEN_SENTENCE_START))
        return owns;
    return drg_token_word(&namer->tokens[at - 1]) && !capital(namer, at - 1) &&
           !(at + 1 < end && capital(namer, at + 1));
}

static bool surnames(drg_namer *namer) {
    bool *is_name = drg_arena_array(namer->arena, namer->interned.count + 1, sizeof *is_name);
    bool any = false;
    if (!is_name)
        return false;
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        for (uint32_t at = r->first; at < r->end; at++)
            if (r->type == DRG_PERSON && r->end - r->first > 1 && common_alone(namer, at))
                any = is_name[namer->word_of[at]] = true;
    }
    for (uint32_t at = 0; any && at < namer->token_count; at++)
        if (is_name[namer->word_of[at]] && common_alone(namer, at) && stands_alone(namer, at))
            put(namer, at, at + 1, DRG_PERSON);
    return true;
}

/* ---- what a name of the first reading stands before ---- */

/* "(PH-Bukit Mertajam)" behind a person. */
static void seat_behind(drg_namer *namer, const drg_reading *r) {
    uint32_t party = r->end + 1, end = end_of_sentence(namer, r->first), seat = party + 2;
    if (r->type != DRG_PERSON || seat >= end || !drg_token_is(namer, r->end, "(") ||
        namer->tokens[party].shape != DRG_SHAPE_UPPER ||
        namer->tokens[party + 1].shape != DRG_SHAPE_DASH)
        return;
    uint32_t at = seat;
    while (at < end && at - seat < SEAT_WORDS && capital(namer, at) &&
           namer->tokens[at].shape == DRG_SHAPE_TITLE)
        at++;
    if (at == seat || !drg_token_is(namer, at, ")"))
        return;
    put(namer, party, party + 1, DRG_ORGANIZATION);
    put(namer, seat, at, DRG_GPE);
}

/* Where the noun phrase ", a national assessment center | that" ends behind a name; `at` where
 * there is none, or more than APPOSED words. */
static uint32_t end_of_apposed(const drg_namer *namer, uint32_t at) {
    static const char ends[] =
        "|,|.|;|(|of|for|in|on|at|by|to|from|with|and|that|which|based|founded|dedicated|";
    if (!drg_token_is(namer, at, ","))
        return at; /* nor does the text end there */
    uint32_t end = end_of_sentence(namer, at), word = at + 2;
    if (at + 3 > end || !drg_namer_token_in(namer, at + 1, "|a|an|the|"))
        return at;
    while (word < end && word - at <= APPOSED && !drg_namer_token_in(namer, word, ends) &&
           !capital(namer, word) && !drg_slice_ends(namer->tokens[word].lower, drg_slice_of("ing")))
        word++;
    return word < end && word - at <= APPOSED ? word : at;
}

/* "Oceans North, an organization supporting communities". */
static bool is_apposed_body(const drg_namer *namer, const drg_reading *r) {
    uint32_t end = end_of_apposed(namer, r->end);
    bool titled = r->first > 0 && namer->role_of[r->first - 1] != DRG_NONE;
    return r->type == DRG_PERSON && r->hit == DRG_NONE && !titled && end >= r->end + 3 &&
           (drg_namer_word(namer, end - 1)->classes & DRG_WORD_ORGANIZATION) &&
           !(namer->tokens[end].flags & DRG_TOKEN_POSSESSIVE);
}

/* Such a name is a body's wherever it stands. */
static void bodies_apposed(drg_namer *namer) {
    uint32_t found = 0;
    for (size_t i = 0; i < namer->readings.count && found < ALIASES; i++) {
        const drg_reading *r = &namer->readings.items[i];
        if (!is_apposed_body(namer, r))
            continue;
        found++;
        for (size_t j = 0; j < namer->readings.count; j++) {
            const drg_reading *other = &namer->readings.items[j];
            if (other->type == DRG_PERSON && other->end - other->first == r->end - r->first &&
                same_words(namer, other->first, r->first, r->end))
                put(namer, other->first, other->end, DRG_ORGANIZATION);
        }
    }
}

uint32_t drg_state_of_code(const drg_namer *namer, uint32_t at) {
    if (at == 0 || at + 1 >= namer->token_count || !drg_token_is(namer, at - 1, "(") ||
        !drg_token_is(namer, at + 1, ")") || namer->tokens[at].shape != DRG_SHAPE_UPPER)
        return DRG_NONE;
    for (uint32_t h = namer->hit_from[at]; h < namer->hit_from[at + 1]; h++) {
        const drg_hit *hit = &namer->hits.items[h];
        if (!hit->guarded && drg_know_thing(namer->know, hit->things[0])->kind == DRG_THING_BODY)
            return DRG_NONE; /* letters of a body; a town ("Bra") is not written in capitals */
    }
    drg_slice letters = drg_token_text(namer->document->text, &namer->tokens[at]);
    uint32_t thing = letters.size == 3 ? drg_know_country(namer->know, letters) : DRG_NONE;
    bool is = thing != DRG_NONE && drg_know_thing(namer->know, thing)->kind == DRG_THING_STATE;
    return is ? thing : DRG_NONE;
}

static void behind_names(drg_namer *namer) {
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        uint32_t end = end_of_sentence(namer, r->first);
        if (r->type != DRG_NORP && r->end + 1 < end && drg_token_is(namer, r->end, "police") &&
            drg_token_is(namer, r->end + 1, "station"))
            put(namer, r->first, r->end + 2, DRG_ORGANIZATION);
        bool place = r->type == DRG_LOCATION || r->type == DRG_FACILITY;
        if (place && r->end + 2 < end && drg_namer_foreign(namer, r->end + 1, r->end + 2))
            put(namer, r->end + 1, r->end + 2, r->type);
        seat_behind(namer, r);
    }
}

/* "Carlos Sainz (ESP)": not behind a body or place, whose letters they may be. */
static void codes(drg_namer *namer) {
    size_t r = 0;
    for (uint32_t at = 2; at + 1 < namer->token_count; at++) {
        if (drg_state_of_code(namer, at) == DRG_NONE || !drg_token_word(&namer->tokens[at - 2]))
            continue;
        while (r < namer->readings.count && namer->readings.items[r].end < at - 1)
            r++;
        bool behind = r < namer->readings.count && namer->readings.items[r].end == at - 1;
        if (behind && namer->readings.items[r].type == DRG_PERSON)
            put(namer, at, at + 1, DRG_GPE);
    }
}

/* ---- "the foreign ministry" ---- */

static void ministries(drg_namer *namer) {
    static const char fields[] =
        "|foreign|health|education|finance|defence|defense|interior|justice|agriculture|labour|"
        "labor|trade|energy|environment|transport|tourism|culture|economy|security|higher|public|"
        "home|oil|housing|industry|science|information|communications|";
    for (uint32_t at = 1; at < namer->token_count; at++) {
        uint32_t first = at, start = start_of_sentence(namer, at);
        if (!drg_token_is(namer, at, "ministry") || namer->tokens[at].shape != DRG_SHAPE_LOWER)
            continue;
        while (first > start && at - first < FIELD_WORDS &&
               namer->tokens[first - 1].shape == DRG_SHAPE_LOWER &&
               drg_namer_token_in(namer, first - 1, fields))
            first--;
        bool headed = first > start && (drg_token_is(namer, first - 1, "the") ||
                                           (namer->types_before[first] & (1u << DRG_NORP)));
        if (first < at && headed)
            put(namer, first, at + 1, DRG_ORGANIZATION);
    }
}

/* ---- "southern Guinea" ---- */

/* The longest name of the tables that begins at a token, ends in a capital ("Henan | province") and
 * needs no other evidence; DRG_NONE. */
static uint32_t sure_hit(const drg_namer *namer, uint32_t at) {
    for (uint32_t h = namer->hit_from[at]; h < namer->hit_from[at + 1]; h++)
        if (!namer->hits.items[h].guarded && capital(namer, namer->hits.items[h].end - 1))
            return h; /* the longest first */
    return DRG_NONE;
}

/* Whether a name goes on behind its last word: "southern China Airlines", "east Timor-". */
static bool runs_on(const drg_namer *namer, uint32_t end) {
    return end < namer->token_count && end < end_of_sentence(namer, end - 1) &&
           (capital(namer, end) || namer->tokens[end].shape == DRG_SHAPE_DASH);
}

static void behind_compass(drg_namer *namer) {
    static const char compass[] =
        "|north|south|east|west|northern|southern|eastern|western|northeast|northwest|southeast|"
        "southwest|northeastern|northwestern|southeastern|southwestern|central|upper|lower|";
    for (uint32_t at = 1; at < namer->token_count; at++) {
        const drg_token *before = &namer->tokens[at - 1];
        if (before->shape != DRG_SHAPE_LOWER || before->sentence != namer->tokens[at].sentence ||
            !drg_slice_listed(before->lower, compass) ||
            (namer->cover[at].end > at && namer->cover[at].first < at))
            continue;
        uint32_t hit = sure_hit(namer, at);
        if (hit == DRG_NONE || runs_on(namer, namer->hits.items[hit].end))
            continue;
        const drg_thing *thing = drg_know_thing(namer->know, namer->hits.items[hit].things[0]);
        if (drg_token_is(namer, at, "jerusalem")) /* a name of its own, however written */
            put(namer, at - 1, namer->hits.items[hit].end, thing->type);
        else if (thing->kind == DRG_THING_STATE || thing->kind == DRG_THING_PLACE)
            put(namer, at, namer->hits.items[hit].end, thing->type);
    }
}

int drg_namer_certain(drg_namer *namer) {
    namer->certain = drg_arena_array(namer->arena, namer->token_count + 1, sizeof *namer->certain);
    if (!namer->certain || !surnames(namer))
        return DRG_ENOMEM;
    ministries(namer);
    behind_compass(namer);
    behind_names(namer);
    codes(namer);
    bodies_apposed(namer);
    aliases(namer);
    return DRG_OK;
}
