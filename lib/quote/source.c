/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which entity the words of a source mean: "Alemayehu Tegenu, Ethiopia's minister of water",
 * "WHO chief Tedros Ghebreyesus", "the minister", "he", "a company executive", "a PTI report".
 *
 * The engine's run is first widened to a whole noun phrase. Its head is the last noun, name or
 * pronoun before the first preposition, comma or verb, possessors left out ("Xi's spokesman":
 * spokesman). Then, in this order:
 *
 *   the head's mention: a name, or a nominal or pronoun that the name stage linked
 *   the bearer of the title that the head is
 *   a person named in the source, not behind a preposition ("the head of diplomacy, X")
 *   of what is written ("report", "data") or published: whose it is ("a report by X", "X's study")
 *   "who", "which": what stands right before it
 *
 * Else the speaker is described by the words alone. Cost: the length of the source.
 */
#include "quote.h"

static bool noun(uint8_t upos) {
    return upos == DRG_UPOS_NOUN || upos == DRG_UPOS_NUM || upos == DRG_UPOS_PRON ||
           upos == DRG_UPOS_PROPN;
}

static bool ends_phrase(uint8_t upos) {
    return upos == DRG_UPOS_ADP || upos == DRG_UPOS_CCONJ || upos == DRG_UPOS_PUNCT ||
           upos == DRG_UPOS_SCONJ || upos == DRG_UPOS_VERB;
}

static const drg_mention *mention_at(const drg_document *document, uint32_t token) {
    uint32_t mention = drg_document_mention_at(document, token);
    return mention == DRG_NONE ? NULL : &document->mentions.items[mention];
}

/* May a token go on the noun phrase that ends before it? Nouns always, adjectives and possessive
 * marks while there is no noun yet. */
static bool extends(const drg_document *document, uint32_t at, bool has_noun) {
    uint8_t upos = document->read.words[at].upos;
    if (upos == DRG_UPOS_NOUN || upos == DRG_UPOS_PROPN)
        return true;
    return !has_noun && (upos == DRG_UPOS_ADJ || upos == DRG_UPOS_NUM || upos == DRG_UPOS_PART);
}

/* The engine may mark the determiner alone, or leave the last noun of a compound out. */
static void reach_noun(const drg_document *document, drg_run *run) {
    enum { MOST = 6 };
    const drg_token *tokens = document->tokens.items;
    bool has_noun = false;
    for (uint32_t at = run->first; at < run->end; at++)
        has_noun |= noun(document->read.words[at].upos);
    uint8_t last = document->read.words[run->end - 1].upos;
    if (has_noun && last != DRG_UPOS_NOUN && last != DRG_UPOS_PROPN && last != DRG_UPOS_DET)
        return;
    for (int i = 0; i < MOST && run->end < document->tokens.count; i++) {
        bool same = tokens[run->end].sentence == tokens[run->end - 1].sentence;
        if (!same || !extends(document, run->end, has_noun))
            break;
        has_noun |= noun(document->read.words[run->end].upos);
        run->end++;
    }
}

/* The whole of names and their determiner at both ends. */
static drg_run widen(const drg_document *document, drg_run run) {
    static const char *const determiners[] = {"the", "a", "an", "its", "his", "her", "their"};
    const drg_token *tokens = document->tokens.items;
    while (run.first + 1 < run.end && tokens[run.first].shape == DRG_SHAPE_PUNCTUATION)
        run.first++;
    reach_noun(document, &run);
    uint32_t sentence = tokens[run.first].sentence;
    const drg_mention *left = mention_at(document, run.first);
    const drg_mention *right = mention_at(document, run.end - 1);
    if (left && left->first_token < run.first)
        run.first = left->first_token;
    if (right && right->end_token > run.end)
        run.end = right->end_token;
    for (int i = 0; i < 2 && run.first > 0 && tokens[run.first - 1].sentence == sentence; i++)
        if (document->read.words[run.first - 1].upos == (i ? DRG_UPOS_DET : DRG_UPOS_ADJ) ||
            DRG_ONE_OF(tokens[run.first - 1].lower, determiners))
            run.first--;
    while (run.end > run.first + 1 && (tokens[run.end - 1].shape == DRG_SHAPE_PUNCTUATION ||
                                          tokens[run.end - 1].shape == DRG_SHAPE_DASH))
        run.end--;
    return run;
}

/* "US-funded": the hyphen that makes what stands before it a part of a modifier. */
static bool hyphen(const drg_document *document, uint32_t at) {
    const drg_token *token = &document->tokens.items[at];
    return token->shape == DRG_SHAPE_DASH && !(token->flags & DRG_TOKEN_SPACE_BEFORE) &&
           at + 1 < document->tokens.count &&
           !(document->tokens.items[at + 1].flags & DRG_TOKEN_SPACE_BEFORE);
}

static uint32_t head_of(const drg_document *document, const drg_run *run) {
    const drg_token *tokens = document->tokens.items;
    uint32_t head = DRG_NONE, possessor = DRG_NONE;
    for (uint32_t at = run->first; at < run->end; at++) {
        const drg_mention *mention = mention_at(document, at);
        uint8_t upos = document->read.words[at].upos;
        bool name = mention && mention->kind == DRG_NAME && mention->first_token >= run->first;
        if (name && mention->end_token <= run->end) {
            head = mention->end_token - 1;
            at = head;
        } else if (tokens[at].flags & DRG_TOKEN_POSSESSIVE) {
            possessor = head;
            head = DRG_NONE;
        } else if (hyphen(document, at)) {
            possessor = head;
            head = DRG_NONE;
            at++;
        } else if (noun(upos)) {
            head = at;
        } else if (head != DRG_NONE && ends_phrase(upos)) {
            break;
        }
    }
    return head == DRG_NONE ? possessor : head;
}

static bool can_speak(const drg_document *document, const drg_mention *mention) {
    drg_entity_type type = document->entities.items[mention->entity].type;
    return type == DRG_PERSON || type == DRG_ORGANIZATION || type == DRG_GPE ||
           (mention->kind == DRG_NAME && (type == DRG_FACILITY || type == DRG_NORP));
}

/* "a lawyer for former President X": is a name, its titles and adjectives before it included, the
 * object of a preposition behind `head`? */
static bool served(const drg_document *document, uint32_t head, uint32_t name) {
    uint32_t at = name;
    while (at > head + 1) {
        uint8_t upos = document->read.words[at - 1].upos;
        uint32_t role = drg_document_role_from(document, at);
        bool title = role > 0 && document->roles.items[role - 1].end_token >= at;
        if (upos == DRG_UPOS_ADP)
            return true;
        if (title && document->roles.items[role - 1].first_token > head)
            at = document->roles.items[role - 1].first_token;
        else if (upos == DRG_UPOS_ADJ || upos == DRG_UPOS_DET || mention_at(document, at - 1))
            at--;
        else
            return false;
    }
    return false;
}

/* The person named in a source, or right behind a comma after it, but not by a preposition. */
static uint32_t person_named(const drg_document *document, uint32_t head, const drg_run *run) {
    enum { REACH = 24 };
    const drg_token *tokens = document->tokens.items;
    uint32_t last = run->end + 1 < document->tokens.count ? run->end + 1 : run->end;
    for (uint32_t i = drg_document_mention_from(document, head + 1); i < document->mentions.count;
         i++) {
        const drg_mention *mention = &document->mentions.items[i];
        uint32_t at = mention->first_token;
        if (at > last || at >= document->tokens.count || at - head > REACH ||
            tokens[at].sentence != tokens[head].sentence)
            break;
        uint8_t before = document->read.words[at - 1].upos;
        bool behind = at > run->end ? drg_slice_is(tokens[at - 1].lower, ",")
                                    : before != DRG_UPOS_CCONJ && !served(document, head, at) &&
                                          !(tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE);
        bool owns = mention->end_token < document->tokens.count &&
                    (tokens[mention->end_token].flags & DRG_TOKEN_POSSESSIVE);
        if (behind && !owns && at != run->end && mention->kind == DRG_NAME &&
            document->entities.items[mention->entity].type == DRG_PERSON)
            return mention->entity;
    }
    return DRG_NONE;
}

/* Whose a text is: the last name of its noun phrase before the head, or the one behind "by", "of",
 * "from", "on". */
static uint32_t author_of(const drg_document *document, uint32_t head, const drg_run *run) {
    static const char *const texts[] = {"report", "reports", "statement", "statements", "data",
        "study", "survey", "poll", "estimates", "figures", "statistics", "release", "letter",
        "tweet", "post", "posts", "article", "affidavit", "document", "documents", "bulletin",
        "communique", "news", "newspaper", "magazine", "agency", "website", "outlet", "station",
        "channel", "daily", "broadcaster", "editorial", "account", "memo", "page", "findings",
        "analysis", "records", "speech", "portal", "tv", "radio", "census"};
    static const char *const links[] = {"by", "of", "from", "on", "in"};
    const drg_token *tokens = document->tokens.items;
    uint32_t before = DRG_NONE;
    if (!DRG_ONE_OF(tokens[head].lower, texts))
        return DRG_NONE;
    for (uint32_t i = drg_document_mention_from(document, run->first); i < document->mentions.count;
         i++) {
        const drg_mention *mention = &document->mentions.items[i];
        if (mention->first_token >= run->end)
            break;
        if (!can_speak(document, mention))
            continue;
        if (mention->first_token < head) {
            before = mention->entity;
            continue;
        }
        uint32_t at = mention->first_token - 1;
        at -= at > head && drg_slice_is(tokens[at].lower, "the");
        return DRG_ONE_OF(tokens[at].lower, links) ? mention->entity : before;
    }
    return before;
}

static uint32_t holder_of(const drg_document *document, uint32_t head) {
    uint32_t role = drg_document_role_at(document, head);
    return role == DRG_NONE ? DRG_NONE : document->roles.items[role].holder;
}

static bool third_person(drg_slice word) {
    return drg_slice_is(word, "he") || drg_slice_is(word, "she");
}

static bool relative(drg_slice word) {
    return drg_slice_is(word, "who") || drg_slice_is(word, "which") || drg_slice_is(word, "that");
}

/* "the interviewer, who": the phrase before a relative pronoun, its words as far as nouns, names
 * and their modifiers go. */
static drg_run antecedent(const drg_document *document, const drg_run *run) {
    enum { MOST = 8 };
    const drg_token *tokens = document->tokens.items;
    uint32_t end = run->first, sentence = tokens[run->first].sentence;
    if (end > 0 && tokens[end - 1].sentence == sentence && drg_slice_is(tokens[end - 1].lower, ","))
        end--;
    uint32_t first = end;
    while (first > 0 && end - first < MOST && tokens[first - 1].sentence == sentence) {
        uint8_t upos = document->read.words[first - 1].upos;
        if (!noun(upos) && upos != DRG_UPOS_ADJ && upos != DRG_UPOS_DET && upos != DRG_UPOS_PART)
            break;
        first--;
        if (upos == DRG_UPOS_DET)
            break;
    }
    return first < end ? (drg_run){first, end, false} : *run;
}

/* "the Chinese embassy in | Prague": a place that says where the noun before it is; the whole
 * phrase then. */
static drg_run located(const drg_document *document, drg_run run) {
    enum { MOST = 8 };
    static const char *const where[] = {"in", "at", "of", "from"};
    const drg_token *tokens = document->tokens.items;
    const drg_mention *mention = mention_at(document, run.first);
    uint32_t at = run.first, sentence = tokens[run.first].sentence;
    at -= at > 0 && drg_slice_is(tokens[at - 1].lower, "the");
    bool place = mention && mention->kind == DRG_NAME && mention->end_token >= run.end &&
                 document->entities.items[mention->entity].type == DRG_GPE;
    if (!place || at < 2 || tokens[at - 2].sentence != sentence ||
        !DRG_ONE_OF(tokens[at - 1].lower, where) || !noun(document->read.words[at - 2].upos) ||
        tokens[at - 2].shape != DRG_SHAPE_LOWER)
        return run;
    uint32_t first = at - 1;
    while (first > 0 && at - first < MOST && tokens[first - 1].sentence == sentence) {
        uint8_t upos = document->read.words[first - 1].upos;
        if (!noun(upos) && upos != DRG_UPOS_ADJ && upos != DRG_UPOS_DET && upos != DRG_UPOS_PART)
            break;
        first--;
    }
    run.first = first;
    return run;
}

/* Where a cue ends without when and where it is said: "said | in". */
static uint32_t cue_end(const drg_document *document, const drg_run *cue) {
    static const char *const verbs[] = {"said", "say", "says", "told", "tells", "wrote", "writes",
        "stated", "added", "announced", "posted", "tweeted"};
    static const char *const links[] = {"in", "on", "at", "during", "via", "through"};
    const drg_token *tokens = document->tokens.items;
    bool trails = cue->end >= cue->first + 2 && DRG_ONE_OF(tokens[cue->end - 1].lower, links) &&
                  DRG_ONE_OF(tokens[cue->end - 2].lower, verbs);
    return trails ? cue->end - 1 : cue->end;
}

/* Sets the entity of a speaker whose words are known. */
static void resolve(const drg_document *document, const drg_run *run, drg_speaker *speaker) {
    uint32_t head = head_of(document, run);
    speaker->found = true;
    speaker->first = run->first;
    speaker->end = run->end;
    if (head == DRG_NONE)
        return;
    const drg_mention *mention = mention_at(document, head);
    if (mention && can_speak(document, mention))
        speaker->entity = mention->entity;
    if (speaker->entity == DRG_NONE || mention->kind == DRG_NOMINAL) {
        uint32_t person = holder_of(document, head);
        if (person == DRG_NONE)
            person = person_named(document, head, run);
        if (person != DRG_NONE)
            speaker->entity = person;
    }
    if (speaker->entity == DRG_NONE)
        speaker->entity = author_of(document, head, run);
    speaker->pronoun = !mention && third_person(document->tokens.items[head].lower);
}

/* Inside the content that is said: nobody speaks within his own words, but a pronoun there may mean
 * who does ("saying he was ready"). */
static bool in_content(
    const drg_document *document, const drg_attribution *attribution, const drg_speaker *speaker) {
    const drg_mention *mention = mention_at(document, speaker->first);
    bool pronoun = mention && mention->kind == DRG_PRONOUN;
    return !pronoun && speaker->first < attribution->end && speaker->end > attribution->first;
}

static bool noun_cue(const drg_document *document, const drg_speaker *speaker) {
    uint8_t upos = document->read.words[speaker->cue_first].upos;
    for (uint32_t at = speaker->cue_first; at < speaker->cue_end; at++)
        if (document->read.words[at].upos == DRG_UPOS_VERB ||
            document->read.words[at].upos == DRG_UPOS_AUX)
            return false;
    return upos == DRG_UPOS_NOUN || upos == DRG_UPOS_ADJ;
}

/* "European frustration with", "Putin's reluctance to": the name that the noun belongs to. */
static bool owner(const drg_document *document, drg_speaker *speaker) {
    uint32_t at = speaker->cue_first;
    const drg_token *tokens = document->tokens.items;
    at -= at > 0 && document->read.words[at - 1].upos == DRG_UPOS_ADJ &&
          !mention_at(document, at - 1);
    at -= at > 0 && (tokens[at - 1].flags & DRG_TOKEN_POSSESSIVE);
    const drg_mention *mention = at > 0 ? mention_at(document, at - 1) : NULL;
    if (!mention || mention->end_token != at ||
        tokens[at - 1].sentence != tokens[speaker->cue_first].sentence ||
        !can_speak(document, mention))
        return false;
    speaker->found = true;
    speaker->entity = mention->entity;
    speaker->first = mention->first_token;
    speaker->end = mention->end_token;
    return true;
}

/* Where the engine has a cue without a source: the party right beside the cue, of a passive the one
 * behind "by", of a noun its owner. */
static void beside(
    const drg_document *document, const drg_attribution *attribution, drg_speaker *speaker) {
    const drg_sentence *sentence =
        &document->sentences.items[document->tokens.items[speaker->cue_first].sentence];
    const drg_speaker none = *speaker;
    uint32_t first = speaker->cue_first, right = speaker->cue_end;
    bool noun = noun_cue(document, speaker);
    bool passive = drg_quote_passive(document, first, speaker->cue_end);
    bool left =
        !passive && (noun ? owner(document, speaker)
                          : drg_quote_party_left(document, sentence->first_token, first, speaker));
    if (!left || in_content(document, attribution, speaker)) {
        *speaker = none;
        if (passive || noun)
            right = drg_quote_agent(document, right, sentence->end_token);
        bool found = right != DRG_NONE &&
                     drg_quote_party_right(document, right, sentence->end_token, speaker);
        if (!found || in_content(document, attribution, speaker)) {
            *speaker = none;
            return;
        }
    }
    speaker->rule = "who stands at the cue that the reading engine named";
}

/* The source of another verb behind a passive cue ("was discussed, with officials urging"). */
static bool not_agent(
    const drg_document *document, const drg_run *source, const drg_speaker *speaker) {
    static const char *const agents[] = {"by", "from", "among", "with", "the", "both", "a"};
    const drg_token *tokens = document->tokens.items;
    if (source->first < speaker->cue_end ||
        !drg_quote_passive(document, speaker->cue_first, speaker->cue_end))
        return false;
    for (uint32_t at = source->first; at > speaker->cue_end; at--)
        if (drg_slice_is(tokens[at - 1].lower, "by"))
            return false;
        else if (!DRG_ONE_OF(tokens[at - 1].lower, agents))
            break;
    return !drg_slice_is(tokens[source->first].lower, "by");
}

drg_speaker drg_quote_source(
    const drg_document *document, const drg_tagging *tagging, const drg_attribution *attribution) {
    drg_speaker speaker = {.entity = DRG_NONE, .confidence = 0.8F};
    if (attribution->cue != DRG_NONE) {
        speaker.cue_first = tagging->cues.items[attribution->cue].first;
        speaker.cue_end = cue_end(document, &tagging->cues.items[attribution->cue]);
    }
    if (attribution->source == DRG_NONE) {
        if (attribution->cue != DRG_NONE && !attribution->goes_on)
            beside(document, attribution, &speaker);
        return speaker;
    }
    if (attribution->cue != DRG_NONE &&
        not_agent(document, &tagging->sources.items[attribution->source], &speaker)) {
        beside(document, attribution, &speaker);
        return speaker;
    }
    drg_run run = widen(document, tagging->sources.items[attribution->source]);
    if (run.end == run.first + 1 && relative(document->tokens.items[run.first].lower))
        run = antecedent(document, &run);
    run = located(document, run);
    resolve(document, &run, &speaker);
    speaker.rule = "the reading engine names the words of the source";
    return speaker;
}
