/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who says a quote.
 *
 * Four places, in this order: right after the closing mark (" said X", " X said", ", according to
 * X") where the quote ends in a comma or the sentence goes on; before the opening mark in the same
 * sentence ("X said: ", "X described it as a "), the cue nearest to the quote, or what ends in a
 * colon there; else the speaker of the sentence before, where that reports without marks; else the
 * speaker of the quote before, where only that quote's own sentence stands between (a quote that is
 * broken by its speaker, or goes on in the next paragraph).
 *
 * The speaker is the party next to the cue: a name, a description or a pronoun that the name stage
 * linked, or a role phrase ("a senior official"). For a cue that is not next to its subject
 * ("Macron praised the talks, describing them as ..."), it is the first party of the sentence.
 *
 * Windows are WINDOW tokens on each side: linear in the number of quotes.
 */
#include "quote.h"

enum { WINDOW = 30, NEAR = 4 };

static const drg_sentence *sentence_of(const drg_document *document, uint32_t token) {
    return &document->sentences.items[document->tokens.items[token].sentence];
}

static bool can_speak(const drg_document *document, const drg_mention *mention) {
    drg_entity_type type = document->entities.items[mention->entity].type;
    return type == DRG_PERSON || type == DRG_ORGANIZATION || type == DRG_GPE;
}

static void take_mention(const drg_mention *mention, drg_speaker *speaker) {
    speaker->found = true;
    speaker->entity = mention->entity;
    speaker->first = mention->first_token;
    speaker->end = mention->end_token;
}

static void take_role(const drg_document *document, uint32_t role, drg_speaker *speaker) {
    const drg_role_phrase *r = &document->roles.items[role];
    uint32_t nominal = drg_document_mention_at(document, r->first_token);
    speaker->found = true;
    speaker->entity = r->holder;
    if (nominal != DRG_NONE && document->mentions.items[nominal].kind == DRG_NOMINAL)
        speaker->entity = document->mentions.items[nominal].entity;
    speaker->end = r->end_token;
    speaker->first = r->first_token;
    /* the whole phrase: "a senior official", "the French officials" */
    uint32_t start = sentence_of(document, r->first_token)->first_token;
    for (uint32_t back = 1; back <= NEAR && r->first_token >= start + back; back++) {
        const drg_token *token = &document->tokens.items[r->first_token - back];
        if (drg_slice_is(token->lower, "a") || drg_slice_is(token->lower, "an") ||
            drg_slice_is(token->lower, "the") || drg_slice_is(token->lower, "one"))
            speaker->first = r->first_token - back;
        if (token->shape != DRG_SHAPE_LOWER && token->shape != DRG_SHAPE_TITLE)
            break;
        if (speaker->first == r->first_token - back)
            break;
    }
}

/* First token of a name with the title and the adjective before it: "former | Nigerian President
 * X". */
static uint32_t titled_from(const drg_document *document, uint32_t bound, uint32_t at) {
    enum { PARTS = 3 };
    for (int i = 0; i < PARTS && at > bound; i++) {
        uint32_t role = drg_document_role_at(document, at - 1),
                 mention = drg_document_mention_at(document, at - 1);
        if (role != DRG_NONE && document->roles.items[role].first_token >= bound)
            at = document->roles.items[role].first_token;
        else if (i > 0 && mention != DRG_NONE &&
                 document->mentions.items[mention].first_token >= bound)
            at = document->mentions.items[mention].first_token;
        else
            break;
    }
    return at;
}

/* "the commander of the Omani Navy", "a spokesman for President X": the role before a body, a state
 * or whom somebody serves, DRG_NONE. */
static uint32_t role_of_party(
    const drg_document *document, uint32_t bound, const drg_mention *mention) {
    const drg_token *tokens = document->tokens.items;
    uint32_t at = mention->first_token;
    if (document->entities.items[mention->entity].type == DRG_PERSON)
        at = titled_from(document, bound, at);
    if (at > bound && drg_slice_is(tokens[at - 1].lower, "the"))
        at--;
    bool link = at > bound + 1 && (drg_slice_is(tokens[at - 1].lower, "of") ||
                                      drg_slice_is(tokens[at - 1].lower, "for") ||
                                      drg_slice_is(tokens[at - 1].lower, "to"));
    uint32_t role = link ? drg_document_role_at(document, at - 2) : DRG_NONE;
    return role != DRG_NONE && document->roles.items[role].first_token >= bound ? role : DRG_NONE;
}

/* "X, the minister of Y, said", "X, who runs Z, told": the person before the comma that opens what
 * ends in the comma right before the cue. */
static bool over_apposition(
    const drg_document *document, uint32_t bound, uint32_t cue, drg_speaker *speaker) {
    enum { LONGEST = 16 };
    const drg_token *tokens = document->tokens.items;
    for (uint32_t at = cue - 1; at > bound && cue - at < LONGEST; at--) {
        if (!drg_slice_is(tokens[at].lower, ","))
            continue;
        uint32_t mention = drg_document_mention_at(document, at - 1);
        if (mention == DRG_NONE || document->mentions.items[mention].first_token < bound)
            continue;
        const drg_mention *m = &document->mentions.items[mention];
        if (m->end_token == at && document->entities.items[m->entity].type == DRG_PERSON) {
            take_mention(m, speaker);
            return true;
        }
    }
    return false;
}

static bool unlinked_pronoun(const drg_document *document, uint32_t token, drg_speaker *speaker) {
    drg_slice word = document->tokens.items[token].lower;
    if (!drg_slice_is(word, "he") && !drg_slice_is(word, "she"))
        return false;
    *speaker = (drg_speaker){.found = true,
        .entity = DRG_NONE,
        .first = token,
        .end = token + 1,
        .cue_first = speaker->cue_first,
        .cue_end = speaker->cue_end,
        .pronoun = true,
        .confidence = speaker->confidence};
    return true;
}

static bool any_of(drg_slice word, const char *const *list) {
    for (; *list; list++)
        if (drg_slice_is(word, *list))
            return true;
    return false;
}

/* "The affidavit said", "a state-run newspaper reports": a definite noun right before the cue that
 * no table knows as a role. */
static bool plain_noun(
    const drg_document *document, uint32_t bound, uint32_t cue, drg_speaker *speaker) {
    static const char *const determiners[] = {
        "the", "a", "an", "its", "their", "his", "her", "this", "one", "another", NULL};
    static const char *const no_nouns[] = {"has", "had", "have", "was", "were", "is", "are", "be",
        "been", "also", "not", "then", "later", "who", "which", "that", "it", "they", "he", "she",
        "we", "you", "and", "or", "but", "to", "first", "last", "latest", "same", "time", "day",
        "week", "month", "year", "will", "would", "can", "could", "may", "might", "today", NULL};
    static const char *const prepositions[] = {"of", "in", "on", "at", "for", "by", "as", "with",
        "from", "into", "to", "over", "under", "about", "against", NULL};
    const drg_token *tokens = document->tokens.items;
    for (uint32_t at = cue; at > bound && cue - at <= NEAR; at--) {
        const drg_token *token = &tokens[at - 1];
        if (any_of(token->lower, determiners)) {
            bool inside = at - 1 > bound && any_of(tokens[at - 2].lower, prepositions);
            if (at == cue || inside || tokens[cue - 1].shape != DRG_SHAPE_LOWER)
                return false;
            speaker->found = true;
            speaker->entity = DRG_NONE;
            speaker->first = at - 1;
            speaker->end = cue;
            return true;
        }
        bool word = token->shape == DRG_SHAPE_LOWER || token->shape == DRG_SHAPE_DASH;
        if (!word || any_of(token->lower, no_nouns) || any_of(token->lower, prepositions))
            return false;
    }
    return false;
}

static bool participle(const drg_document *document, uint32_t cue) {
    drg_slice word = document->tokens.items[cue].lower;
    return word.size > 4 && memcmp(word.data + word.size - 3, "ing", 3) == 0;
}

static bool named_left(
    const drg_document *document, uint32_t bound, uint32_t cue, drg_speaker *speaker);

bool drg_quote_party_left(
    const drg_document *document, uint32_t bound, uint32_t cue, drg_speaker *speaker) {
    if (drg_quote_passive(document, cue, cue + 1))
        return false;
    return named_left(document, bound, cue, speaker) ||
           (!participle(document, cue) && plain_noun(document, bound, cue, speaker));
}

static bool named_left(
    const drg_document *document, uint32_t bound, uint32_t cue, drg_speaker *speaker) {
    if (cue > bound + 1 && drg_slice_is(document->tokens.items[cue - 1].lower, ","))
        return over_apposition(document, bound, cue, speaker);
    for (uint32_t at = cue; at > bound && cue - at < NEAR; at--) {
        const drg_token *token = &document->tokens.items[at - 1];
        uint32_t mention = drg_document_mention_at(document, at - 1);
        if (mention != DRG_NONE && document->mentions.items[mention].first_token >= bound) {
            const drg_mention *m = &document->mentions.items[mention];
            uint32_t of = role_of_party(document, bound, m);
            if (of != DRG_NONE) {
                take_role(document, of, speaker);
                speaker->end = m->end_token;
                return true;
            }
            if (!can_speak(document, m) || drg_quote_aside(document, bound, m))
                return false;
            take_mention(m, speaker);
            return true;
        }
        uint32_t role = drg_document_role_at(document, at - 1);
        if (role != DRG_NONE && document->roles.items[role].first_token >= bound) {
            take_role(document, role, speaker);
            return true;
        }
        if (unlinked_pronoun(document, at - 1, speaker))
            return true;
        if (token->shape != DRG_SHAPE_LOWER) /* only adverbs and auxiliaries between */
            return false;
    }
    return false;
}

bool drg_quote_party_right(
    const drg_document *document, uint32_t after, uint32_t bound, drg_speaker *speaker) {
    uint32_t role = DRG_NONE;
    for (uint32_t at = after; at < bound && at - after < 2 * NEAR + 2; at++) {
        const drg_token *token = &document->tokens.items[at];
        uint32_t mention = drg_document_mention_at(document, at);
        if (mention != DRG_NONE) {
            const drg_mention *m = &document->mentions.items[mention];
            bool person = document->entities.items[m->entity].type == DRG_PERSON;
            bool alone = at + (m->end_token - at) >= bound ||
                         drg_document_role_at(document, m->end_token) == DRG_NONE;
            bool place = at > after && document->entities.items[m->entity].type == DRG_GPE &&
                         drg_quote_aside(document, after, m);
            if (person && role != DRG_NONE && role_of_party(document, after, m) == role)
                break; /* "said a spokesman for X" */
            if (person || (can_speak(document, m) && role == DRG_NONE && alone && !place)) {
                take_mention(m, speaker);
                return true;
            }
            at = m->end_token - 1;
            continue;
        }
        uint32_t here = drg_document_role_at(document, at);
        if (here != DRG_NONE) {
            role = role == DRG_NONE ? here : role;
            at = document->roles.items[here].end_token - 1;
            continue;
        }
        bool stop = token->shape == DRG_SHAPE_PUNCTUATION && !drg_slice_is(token->lower, ",");
        if (stop || token->shape == DRG_SHAPE_OPEN_QUOTE ||
            (role == DRG_NONE && drg_slice_is(token->lower, ",")))
            break;
    }
    if (role == DRG_NONE)
        return false;
    take_role(document, role, speaker);
    return true;
}

/* ---- after the quote ---- */

static bool after_quote(
    const drg_document *document, const drg_quoted *quoted, drg_speaker *speaker) {
    const drg_token *tokens = document->tokens.items;
    uint32_t count = (uint32_t)document->tokens.count, start = quoted->close + 1;
    if (quoted->goes_on || start >= count)
        return false;
    if (start < count && drg_slice_is(tokens[start].lower, ","))
        start++;
    if (start >= count)
        return false;
    const drg_sentence *sentence = sentence_of(document, start);
    bool same_paragraph = sentence->paragraph == sentence_of(document, quoted->open)->paragraph;
    bool comma = drg_slice_is(tokens[quoted->end - 1].lower, ",");
    /* a paragraph of its own only when the quote stops in a comma */
    if (!same_paragraph && !comma)
        return false;
    bool broken = start > quoted->close + 1 || comma ||
                  tokens[start].sentence == tokens[quoted->close].sentence;
    if (!broken)
        return false;
    uint32_t bound = sentence->end_token < start + WINDOW ? sentence->end_token : start + WINDOW;
    uint32_t reach = comma || start == quoted->close + 1 ? WINDOW / 2 : NEAR;
    for (uint32_t at = start; at < bound && at - start < reach; at++) {
        if (tokens[at].shape == DRG_SHAPE_OPEN_QUOTE)
            return false;
        uint32_t according = drg_quote_according(document, at);
        int cue = drg_quote_cue_at(document, at);
        bool speech = cue == DRG_CUE_SPEECH || cue == DRG_CUE_DIRECT;
        if (!speech && !according && !(comma && cue != DRG_CUE_NONE))
            continue;
        speaker->cue_first = at;
        speaker->cue_end = at + (according ? according : 1);
        if (!according && drg_quote_party_left(document, start, at, speaker))
            return true;
        if (!speech && !according)
            continue;
        uint32_t from = speaker->cue_end;
        if (!according && drg_quote_passive(document, at, at + 1))
            from = drg_quote_agent(document, from, bound);
        return from != DRG_NONE && drg_quote_party_right(document, from, bound, speaker);
    }
    return false;
}

/* ---- before the quote ---- */

/* The first party of the sentence before a token: its subject, for a cue far from it. */
static bool subject(
    const drg_document *document, uint32_t first, uint32_t end, drg_speaker *speaker) {
    for (uint32_t i = drg_document_mention_from(document, first);
         i < document->mentions.count && document->mentions.items[i].first_token < end; i++) {
        const drg_mention *m = &document->mentions.items[i];
        bool person = document->entities.items[m->entity].type == DRG_PERSON;
        if (!person)
            continue;
        take_mention(m, speaker);
        return true;
    }
    uint32_t role = drg_document_role_from(document, first);
    if (role < document->roles.count && document->roles.items[role].end_token <= end) {
        take_role(document, role, speaker);
        return true;
    }
    return false;
}

static bool before_quote(
    const drg_document *document, const drg_quoted *quoted, drg_speaker *speaker) {
    const drg_token *tokens = document->tokens.items;
    const drg_sentence *sentence = sentence_of(document, quoted->open);
    uint32_t first = sentence->first_token;
    if (quoted->open == first && first > 0) { /* "X said:" may end a sentence of its own */
        const drg_sentence *previous = sentence_of(document, first - 1);
        if (!drg_slice_is(tokens[first - 1].lower, ":"))
            return false;
        first = previous->first_token;
    }
    if (quoted->open > first + 2 * WINDOW)
        first = quoted->open - 2 * WINDOW;
    for (uint32_t at = quoted->open; at > first; at--) {
        uint32_t according = drg_quote_according(document, at - 1);
        if (according && drg_quote_party_right(document, at + 1, quoted->open, speaker)) {
            speaker->cue_first = at - 1;
            speaker->cue_end = at + 1;
            return true;
        }
        if (drg_quote_cue_at(document, at - 1) == DRG_CUE_NONE)
            continue;
        speaker->cue_first = at - 1;
        speaker->cue_end = at;
        if (drg_quote_passive(document, at - 1, at)) { /* "was described by X as a" */
            uint32_t agent = drg_quote_agent(document, at, quoted->open);
            return agent != DRG_NONE &&
                   drg_quote_party_right(document, agent, quoted->open, speaker);
        }
        if (drg_quote_party_left(document, first, at - 1, speaker))
            return true;
        return subject(document, first, at - 1, speaker);
    }
    /* "X issued a statement: ": who does what ends in a colon */
    speaker->cue_first = speaker->cue_end = 0;
    return quoted->open > first + 1 && drg_slice_is(tokens[quoted->open - 1].lower, ":") &&
           subject(document, first, quoted->open - 1, speaker);
}

/* ---- in the sentence before ---- */

/* "X said CLAUSE." and then what X said, in a sentence of its own. */
static bool said_before(
    const drg_document *document, const drg_quoted *quoted, drg_speaker *speaker) {
    const drg_sentence *sentence = sentence_of(document, quoted->open);
    if (quoted->open != sentence->first_token || quoted->open == 0)
        return false;
    const drg_sentence *previous = sentence_of(document, quoted->open - 1);
    uint32_t end = previous->end_token;
    for (uint32_t at = previous->first_token; at < end && at < previous->first_token + WINDOW;
         at++) {
        if (document->tokens.items[at].flags & DRG_TOKEN_QUOTED)
            return false;
        if (at > previous->first_token && drg_quote_cue_at(document, at) == DRG_CUE_SPEECH &&
            drg_quote_party_left(document, previous->first_token, at, speaker))
            return true;
    }
    return false;
}

static drg_speaker by_rule(const drg_speaker *speaker, const char *rule) {
    drg_speaker made = *speaker;
    made.rule = rule;
    return made;
}

drg_speaker drg_quote_speaker(
    const drg_document *document, const drg_quoted *quoted, const drg_speaker *previous) {
    drg_speaker speaker = {.entity = DRG_NONE, .confidence = 0.85F};
    if (after_quote(document, quoted, &speaker))
        return by_rule(&speaker, "who stands at the cue behind the quotation");
    speaker = (drg_speaker){.entity = DRG_NONE, .confidence = 0.8F};
    if (before_quote(document, quoted, &speaker))
        return by_rule(&speaker, "who stands at the cue or colon before the quotation");
    speaker = (drg_speaker){.entity = DRG_NONE, .confidence = 0.5F};
    if (said_before(document, quoted, &speaker))
        return by_rule(&speaker, "who is said to speak in the sentence before");
    speaker = (drg_speaker){.entity = DRG_NONE, .confidence = 0.4F};
    if (previous && previous->found) {
        speaker = *previous;
        speaker.cue_first = speaker.cue_end = 0;
        speaker.confidence = 0.55F;
        speaker.rule = "who spoke the quotation before, which goes on";
    }
    return speaker;
}
