/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Of what a title is: "Y's president", "the president of Y", "professor of law at Y", "Professor X
 * of Y". Only a few tokens around a title are looked at.
 */
#include "bearer.h"

bool drg_title_adjective(const drg_namer *namer, uint32_t at) {
    const drg_token *token = &namer->tokens[at];
    uint32_t classes = drg_namer_word(namer, at)->classes;
    static const char *const others[] = {"the", "a", "an", "his", "her", "its", "their", "our",
        "my", "that", "this", "is", "was", "were", "are", "has", "had", "have", "by", "as", "who",
        "when", "while", "but", "or", "than", "be", "been", "became", "becomes", "remains", "not"};
    if (token->shape == DRG_SHAPE_DASH)
        return !(token->flags & DRG_TOKEN_SPACE_BEFORE);
    /* in a capitalised title: "Medical Superintendent" */
    const uint32_t plain =
        DRG_WORD_COMMON_LOWER | DRG_WORD_COMMON_MIXED | DRG_WORD_ORGANIZATION_WEAK;
    if (token->shape == DRG_SHAPE_TITLE && (classes & plain) && namer->reading_of[at] == DRG_NONE &&
        !(token->flags & DRG_TOKEN_SENTENCE_START) && !(classes & DRG_WORD_JOIN))
        return true;
    if (token->shape != DRG_SHAPE_LOWER || (token->flags & DRG_TOKEN_POSSESSIVE) ||
        (classes & (DRG_WORD_JOIN | DRG_WORD_PLACE_BEFORE | DRG_WORD_SPEECH)))
        return false;
    return !DRG_ONE_OF(token->lower, others);
}

static bool owns(drg_entity_type type) {
    return type != DRG_MISC && type != DRG_NAMED_EVENT;
}

bool drg_title_past_verb(const drg_namer *namer, uint32_t at) {
    static const char *const irregular[] = {"met", "told", "sent", "shot", "struck", "saw", "held",
        "made", "gave", "took", "hit", "left", "won", "beat", "sought"};
    drg_slice word = namer->tokens[at].lower;
    if (namer->tokens[at].shape != DRG_SHAPE_LOWER ||
        (drg_namer_word(namer, at)->classes & DRG_WORD_MODIFIER))
        return false;
    if (DRG_ONE_OF(word, irregular))
        return true;
    bool after_dash = at > 0 && namer->tokens[at - 1].shape == DRG_SHAPE_DASH;
    return !after_dash && word.size > 3 && memcmp(word.data + word.size - 2, "ed", 2) == 0;
}

void drg_title_owner_left(drg_title_frame *f) {
    const drg_namer *namer = f->namer;
    uint32_t at = f->role->first_token;
    bool verb = false;
    for (int i = 0; i <= DRG_TITLE_ADJECTIVES && at > f->sentence_first; i++) {
        bool possessive = namer->tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE;
        uint32_t end = possessive ? at - 1 : at;
        if (drg_token_is(namer, end - 1, ")") && end >= f->sentence_first + 3 &&
            drg_token_is(namer, end - 3, "("))
            end -= 3; /* "Chinese Nationalist Party (KMT) Legislator" */
        uint32_t reading = end > f->sentence_first ? drg_reading_to(namer, end) : DRG_NONE;
        if (reading != DRG_NONE) {
            bool person = drg_reading_type(namer, reading) == DRG_PERSON;
            bool acts = verb && !possessive && drg_reading_type(namer, reading) != DRG_NORP;
            if (owns(drg_reading_type(namer, reading)) && (possessive || !person) && !acts) {
                f->owner = reading;
                f->left = namer->readings.items[reading].first;
            }
            return;
        }
        if (possessive || namer->role_of[at - 1] != DRG_NONE || !drg_title_adjective(namer, at - 1))
            return;
        at--;
        verb |= drg_title_past_verb(namer, at);
    }
}

uint32_t drg_title_over_acronym(const drg_title_frame *f, uint32_t at) {
    bool bracket = at + 2 < f->sentence_end && drg_token_is(f->namer, at, "(") &&
                   drg_token_is(f->namer, at + 2, ")");
    return bracket ? at + 3 : at;
}

bool drg_title_envoy(const drg_title_frame *f) {
    static const char *const envoys[] = {"ambassador", "envoy", "consul", "commissioner",
        "representative", "attaché", "attache", "delegate", "negotiator"};
    return DRG_ONE_OF(f->namer->tokens[f->role->end_token - 1].lower, envoys);
}

/* "Chinese ambassador to Thailand": where he is sent is not who sends him. */
static bool sent_to(const drg_title_frame *f) {
    return (drg_token_is(f->namer, f->right, "to") || drg_token_is(f->namer, f->right, "in")) &&
           drg_title_envoy(f);
}

/* The body that a possessive at `at` owns: "'s | Executive Committee". DRG_NONE: none. */
static uint32_t owned_by(const drg_title_frame *f, uint32_t at) {
    const drg_namer *namer = f->namer;
    bool owns_it = at + 1 < f->sentence_end && (namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE);
    uint32_t reading = owns_it ? drg_reading_from(namer, at + 1) : DRG_NONE;
    return reading != DRG_NONE && drg_reading_type(namer, reading) == DRG_ORGANIZATION ? reading
                                                                                       : DRG_NONE;
}

/* "professor of politics and international relations | at Y", "director of research at Y": the body
 * behind the field; `at` is the field's first token. */
static void find_body_behind_field(drg_title_frame *f, uint32_t at) {
    enum { FIELD = 6 };
    const drg_namer *namer = f->namer;
    for (int i = 0; i <= FIELD && at + 1 < f->sentence_end; i++, at++) {
        if (i > 0 && drg_token_is(namer, at, "at")) {
            uint32_t reading = drg_reading_from(namer, at + 1 + drg_token_is(namer, at + 1, "the"));
            if (reading != DRG_NONE && drg_reading_type(namer, reading) == DRG_ORGANIZATION) {
                f->owner = reading;
                f->right = drg_title_over_acronym(f, namer->readings.items[reading].end);
            }
            return;
        }
        bool joins = i > 0 && (drg_token_is(namer, at, "and") || drg_token_is(namer, at, ",") ||
                                  drg_token_is(namer, at, "of"));
        bool title = namer->role_of[at] != DRG_NONE &&
                     namer->role_kinds.items[namer->role_of[at]] != DRG_TITLE_ROLE;
        if (!joins && (!drg_title_adjective(namer, at) || title))
            return;
    }
}

void drg_title_owner_right(drg_title_frame *f) {
    static const char *const links[] = {"of", "for", "to", "at", "with", "from"};
    const drg_namer *namer = f->namer;
    uint32_t at = f->right;
    if (at >= f->sentence_end || !DRG_ONE_OF(namer->tokens[at].lower, links))
        return;
    bool sent = f->owner != DRG_NONE && sent_to(f);
    at++;
    if (at < f->sentence_end && drg_token_is(namer, at, "the"))
        at++;
    for (int i = 0; i <= DRG_TITLE_ADJECTIVES && at < f->sentence_end; i++, at++) {
        uint32_t reading = drg_reading_from(namer, at);
        if (reading != DRG_NONE) {
            bool person = drg_reading_type(namer, reading) == DRG_PERSON;
            if (!owns(drg_reading_type(namer, reading)) || (person && !f->of_person))
                return;
            uint32_t end = namer->readings.items[reading].end;
            f->right = end;
            /* "head of the French Foreign Ministry": the adjective, then the body */
            uint32_t next = drg_reading_from(namer, end);
            if (next != DRG_NONE && end < f->sentence_end &&
                drg_reading_type(namer, next) != DRG_PERSON &&
                drg_reading_type(namer, reading) == DRG_NORP) {
                reading = next;
                f->right = namer->readings.items[next].end;
            }
            /* "secretary of the PLO's Executive Committee": the body's part */
            uint32_t part = owned_by(f, f->right);
            if (part != DRG_NONE) {
                reading = part;
                f->right = namer->readings.items[part].end;
            }
            /* "fellow for Latin America at Chatham House": the body, not the field */
            uint32_t body = f->right + 1 < f->sentence_end && drg_token_is(namer, f->right, "at")
                                ? drg_reading_from(namer, f->right + 1)
                                : DRG_NONE;
            if (body != DRG_NONE && drg_reading_type(namer, body) == DRG_ORGANIZATION &&
                drg_reading_type(namer, reading) != DRG_ORGANIZATION) {
                reading = body;
                f->right = namer->readings.items[body].end;
            }
            f->right = drg_title_over_acronym(f, f->right);
            if (f->owner == DRG_NONE || (!sent && drg_reading_type(namer, f->owner) == DRG_NORP))
                f->owner = reading;
            return;
        }
        if (!drg_title_adjective(namer, at))
            break;
    }
    if (f->owner == DRG_NONE)
        find_body_behind_field(f, f->right + 1);
}

uint32_t drg_title_owner_behind(const drg_title_frame *f, uint32_t bearer) {
    const drg_namer *namer = f->namer;
    uint32_t at = namer->readings.items[bearer].end;
    bool comma = drg_token_is(namer, at, ",");
    at += comma;
    bool of = drg_token_is(namer, at, "of");
    if (at + 1 >= f->sentence_end ||
        !(of || drg_token_is(namer, at, "from") || drg_token_is(namer, at, "at")))
        return DRG_NONE;
    uint32_t reading = drg_reading_from(namer, at + 1 + drg_token_is(namer, at + 1, "the"));
    if (reading == DRG_NONE)
        return DRG_NONE;
    drg_entity_type type = drg_reading_type(namer, reading);
    return type == DRG_ORGANIZATION || (type == DRG_GPE && of && !comma) ? reading : DRG_NONE;
}
