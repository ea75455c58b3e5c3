/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which entity the words of a source mean: "Alemayehu Tegenu, Ethiopia's minister of water",
 * "WHO chief Tedros Ghebreyesus", "the minister", "he", "a company executive".
 *
 * The head of a source is the last noun, name or pronoun of its first base noun phrase: what stands
 * before the first preposition, comma or verb, possessors left out ("Xi's spokesman": spokesman).
 * The head's mention (name, or nominal and pronoun that the name stage linked) is the speaker; a
 * head without one may be a title with its bearer ("the head of diplomacy, X"), or be named in
 * an apposition. Else the speaker is described by the words alone.
 *
 * Cost: the length of the source.
 */
#include "quote.h"

enum { UPOS_ADP = 1, UPOS_CCONJ = 4, UPOS_NOUN = 7, UPOS_NUM = 8, UPOS_PRON = 10, UPOS_PROPN = 11,
    UPOS_PUNCT = 12, UPOS_SCONJ = 13, UPOS_VERB = 15 };

static bool noun(uint8_t upos) {
    return upos == UPOS_NOUN || upos == UPOS_NUM || upos == UPOS_PRON || upos == UPOS_PROPN;
}

static bool ends_phrase(uint8_t upos) {
    return upos == UPOS_ADP || upos == UPOS_CCONJ || upos == UPOS_PUNCT || upos == UPOS_SCONJ ||
           upos == UPOS_VERB;
}

static const drg_mention *mention_at(const drg_document *document, uint32_t token) {
    uint32_t mention = drg_document_mention_at(document, token);
    return mention == DRG_NONE ? NULL : &document->mentions.items[mention];
}

/* The whole of names and their determiner at both ends. */
static drg_run widen(const drg_document *document, drg_run run) {
    static const char *const determiners[] = {"the", "a", "an", "its", "his", "her", "their"};
    const drg_token *tokens = document->tokens.items;
    uint32_t sentence = tokens[run.first].sentence;
    const drg_mention *left = mention_at(document, run.first);
    const drg_mention *right = mention_at(document, run.end - 1);
    if (left && left->first_token < run.first)
        run.first = left->first_token;
    if (right && right->end_token > run.end)
        run.end = right->end_token;
    for (size_t i = 0; i < sizeof determiners / sizeof determiners[0]; i++)
        if (run.first > 0 && tokens[run.first - 1].sentence == sentence &&
            drg_slice_is(tokens[run.first - 1].lower, determiners[i])) {
            run.first--;
            break;
        }
    while (run.end > run.first + 1 && tokens[run.end - 1].shape == DRG_SHAPE_PUNCTUATION)
        run.end--;
    return run;
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
           (mention->kind == DRG_NAME && type == DRG_FACILITY);
}

/* The person named behind a comma after the head, inside the source or right behind it. */
static uint32_t named_in_apposition(
    const drg_document *document, uint32_t head, const drg_run *run) {
    enum { REACH = 16 };
    const drg_token *tokens = document->tokens.items;
    for (uint32_t at = head + 1; at + 1 < document->tokens.count && at <= run->end; at++) {
        if (at - head > REACH || tokens[at + 1].sentence != tokens[head].sentence)
            break;
        if (!drg_slice_is(tokens[at].lower, ","))
            continue;
        const drg_mention *mention = mention_at(document, at + 1);
        if (mention && mention->kind == DRG_NAME && mention->first_token == at + 1 &&
            document->entities.items[mention->entity].type == DRG_PERSON)
            return mention->entity;
    }
    return DRG_NONE;
}

static uint32_t holder_of(const drg_document *document, uint32_t head) {
    uint32_t next = drg_document_role_from(document, head + 1);
    if (next == 0)
        return DRG_NONE;
    const drg_role_phrase *role = &document->roles.items[next - 1];
    return role->first_token <= head && head < role->end_token ? role->holder : DRG_NONE;
}

static bool third_person(drg_slice word) {
    return drg_slice_is(word, "he") || drg_slice_is(word, "she");
}

drg_speaker drg_quote_source(const drg_document *document, const drg_tagging *tagging,
    const drg_attribution *attribution) {
    drg_speaker speaker = {.entity = DRG_NONE, .confidence = 0.8F};
    if (attribution->cue != DRG_NONE) {
        speaker.cue_first = tagging->cues.items[attribution->cue].first;
        speaker.cue_end = tagging->cues.items[attribution->cue].end;
    }
    if (attribution->source == DRG_NONE)
        return speaker;
    drg_run run = widen(document, tagging->sources.items[attribution->source]);
    uint32_t head = head_of(document, &run);
    speaker.found = true;
    speaker.first = run.first;
    speaker.end = run.end;
    if (head == DRG_NONE)
        return speaker;
    const drg_mention *mention = mention_at(document, head);
    bool named = mention && can_speak(document, mention);
    if (named)
        speaker.entity = mention->entity;
    if (!named || mention->kind == DRG_NOMINAL) {
        uint32_t person = holder_of(document, head);
        if (person == DRG_NONE)
            person = named_in_apposition(document, head, &run);
        if (person != DRG_NONE)
            speaker.entity = person;
    }
    speaker.pronoun = !mention && third_person(document->tokens.items[head].lower);
    return speaker;
}
