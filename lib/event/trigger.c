/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds the entries of the lexicon in a sentence.
 *
 * Idea: every word of the sentence is looked up once; what it may begin is checked against its tag
 * and, for phrases, against the next words. Where entries overlap the better one stays: value is
 * the entry's weight plus a bonus a matched word, since a longer match says more ("launched an
 * investigation" over "launched"); words that are known to tell nothing ("want to") come before
 * those that may. Entries of one and the same span all stay: their types differ,
 * and parties will tell.
 *
 * "Sanctions were imposed", "talks held in Oslo": a phrase that ends in a gap and a noun also
 * matches with the noun as the subject of its participle.
 *
 * Cost: linear; a pattern reads at most DRG_MATCHED * (DRG_GAP + 1) words, and a word begins at
 * most MAX_CANDIDATES entries.
 */
#include "event.h"

#include <stdlib.h>
#include <string.h>

#define BONUS 0.15f /* what a further matched word is worth, in weight */
#define KNOWN 0.5f /* what it is worth that a word is known to tell nothing */
#define KNOWN_WORDS 1.0f /* and several words: more than any part of them may tell */

static bool gap_may_hold(const drg_node *node) {
    switch (node->tag) {
    case DRG_TAG_COMMA:
    case DRG_TAG_STOP:
    case DRG_TAG_RELATIVE:
    case DRG_TAG_SUBORDINATOR:
    case DRG_TAG_BE:
    case DRG_TAG_HAVE:
    case DRG_TAG_MODAL:
    case DRG_TAG_VERB:
        return false;
    default:
        return true;
    }
}

/* Walks the pattern from the word after the head. */
static bool follow(
    const drg_syntax *syntax, const drg_entry *entry, uint32_t end, drg_found *found) {
    const drg_pattern_element *elements = drg_lexicon_elements(syntax->lexicon, entry);
    uint32_t at = found->head + 1, room = 0;
    for (uint32_t e = 0; e < entry->element_count; e++) {
        if (!elements[e].classes && !elements[e].word_count) {
            room = DRG_GAP;
            continue;
        }
        while (at < end && !drg_lexicon_fits(syntax->lexicon, &elements[e],
                               drg_lower_at(syntax, at), syntax->nodes[at].word)) {
            if (room == 0 || !gap_may_hold(&syntax->nodes[at]))
                return false;
            room--;
            at++;
        }
        if (at >= end || found->matched_count == DRG_MATCHED)
            return false;
        found->matched[found->matched_count++] = at++;
        room = 0;
    }
    found->end = at;
    return true;
}

/* The noun of a phrase such as "impose ~ @sanction" before its participle. */
static bool precede(
    const drg_syntax *syntax, const drg_entry *entry, uint32_t first, drg_found *found) {
    const drg_pattern_element *elements = drg_lexicon_elements(syntax->lexicon, entry);
    const drg_node *head = &syntax->nodes[found->head];
    bool gap_and_noun =
        entry->element_count == 2 && !elements[0].classes && !elements[0].word_count;
    if (!gap_and_noun || head->verb == DRG_NONE || !syntax->verbs.items[head->verb].passive)
        return false;
    uint32_t subject = syntax->verbs.items[head->verb].subject;
    if (subject == DRG_NONE)
        return false;
    uint32_t at = syntax->chunks.items[subject].head;
    if (at < first || at >= found->head ||
        !drg_lexicon_fits(
            syntax->lexicon, &elements[1], drg_lower_at(syntax, at), syntax->nodes[at].word))
        return false;
    found->matched[found->matched_count++] = at;
    found->first = at;
    found->end = found->head + 1;
    found->inverted = true;
    return true;
}

/* May this token be read as what the entry's first word must be? */
static bool tag_fits(
    const drg_node *node, const drg_entry *entry, uint8_t forms, drg_found *found) {
    switch ((drg_entry_kind)entry->kind) {
    case DRG_ENTRY_VERB:
    case DRG_ENTRY_PHRASE:
        if (node->tag == DRG_TAG_VERB || node->tag == DRG_TAG_BE || node->tag == DRG_TAG_HAVE ||
            node->tag == DRG_TAG_DO)
            return (forms & DRG_FORM_VERB) != 0;
        found->attributive = true;
        return entry->kind == DRG_ENTRY_VERB && node->tag == DRG_TAG_NOUN &&
               (forms & (DRG_FORM_PARTICIPLE | DRG_FORM_ING)) &&
               !(node->word->forms & DRG_FORM_BASE);
    case DRG_ENTRY_NOUN:
        return node->tag == DRG_TAG_NOUN || node->tag == DRG_TAG_NAME;
    case DRG_ENTRY_ADJECTIVE:
        return node->tag == DRG_TAG_NOUN || node->tag == DRG_TAG_ADVERB ||
               node->tag == DRG_TAG_VERB;
    case DRG_ENTRY_FIXED:
        return true;
    }
    return false;
}

static int collect(const drg_syntax *syntax, uint32_t sentence, uint32_t token, drg_arena *arena,
    drg_trigger_scratch *scratch) {
    const drg_sentence *range = &syntax->document->sentences.items[sentence];
    const drg_node *node = &syntax->nodes[token];
    for (size_t i = 0; i < node->word->entry_count; i++) {
        const drg_entry_form *form = &node->word->entries[i];
        const drg_entry *entry = drg_lexicon_entry(syntax->lexicon, form->entry);
        drg_found found = {.entry = form->entry,
            .head = token,
            .first = token,
            .end = token + 1,
            .sentence = sentence,
            .matched = {token},
            .matched_count = 1};
        if (!tag_fits(node, entry, form->forms, &found))
            continue;
        drg_found plain = found;
        if (!follow(syntax, entry, range->end_token, &found)) {
            found = plain;
            if (!precede(syntax, entry, range->first_token, &found))
                continue;
        }
        drg_candidate *kept = drg_list_add(arena, &scratch->candidates);
        if (!kept)
            return DRG_ENOMEM;
        float known = !(entry->guards & DRG_GUARD_NO_EVENT) ? 0
                      : found.matched_count > 1             ? KNOWN_WORDS
                                                            : KNOWN;
        *kept =
            (drg_candidate){found, entry->weight + BONUS * (float)(found.matched_count - 1) + known,
                (uint32_t)scratch->candidates.count};
    }
    return DRG_OK;
}

static int by_value(const void *a, const void *b) {
    const drg_candidate *left = a, *right = b;
    if (left->value != right->value)
        return left->value < right->value ? 1 : -1;
    return (left->order > right->order) - (left->order < right->order);
}

static int by_position(const void *a, const void *b) {
    const drg_found *left = a, *right = b;
    if (left->head != right->head)
        return left->head < right->head ? -1 : 1;
    return (left->entry > right->entry) - (left->entry < right->entry);
}

/* Are the matched words all free, or taken by an entry of exactly these words? */
static bool may_take(
    const drg_found *found, const uint32_t *owner, uint32_t base, const drg_found *taken) {
    uint32_t first_owner = owner[found->matched[0] - base];
    for (uint8_t m = 0; m < found->matched_count; m++) {
        uint32_t by = owner[found->matched[m] - base];
        if (by != first_owner)
            return false;
    }
    return first_owner == 0 || taken[first_owner - 1].matched_count == found->matched_count;
}

/* Does the other say of the same words that they tell no such event? */
static bool says_nothing(
    const drg_lexicon *lexicon, const drg_found *other, const drg_found *found) {
    const drg_entry *one = drg_lexicon_entry(lexicon, other->entry);
    const drg_entry *entry = drg_lexicon_entry(lexicon, found->entry);
    size_t words = found->matched_count * sizeof *found->matched;
    return one->guards & DRG_GUARD_NO_EVENT && !(entry->guards & DRG_GUARD_NO_EVENT) &&
           (one->type == entry->type || one->guards & DRG_GUARD_NOTHING) &&
           other->matched_count == found->matched_count &&
           memcmp(other->matched, found->matched, words) == 0;
}

/* Marks what a known "no event" stands beside, of those from `start` on in order of position:
 * "sign ~ lease" where "sign ~ @agreement" has the same words. They stay, since what surrounds a
 * trigger counts them. */
static void mark_nothing(const drg_lexicon *lexicon, drg_found_list *found, size_t start) {
    for (size_t i = start; i < found->count; i++) {
        drg_found *one = &found->items[i];
        for (size_t j = i; j-- > start && found->items[j].head == one->head;)
            one->nothing = one->nothing || says_nothing(lexicon, &found->items[j], one);
        for (size_t j = i + 1; j < found->count && found->items[j].head == one->head; j++)
            one->nothing = one->nothing || says_nothing(lexicon, &found->items[j], one);
    }
}

int drg_trigger_find(const drg_syntax *syntax, uint32_t sentence, drg_arena *arena,
    drg_trigger_scratch *scratch, drg_found_list *found) {
    const drg_sentence *range = &syntax->document->sentences.items[sentence];
    uint32_t first = range->first_token, end = range->end_token;
    scratch->candidates.count = 0;
    scratch->owners.count = 0;
    for (uint32_t t = first; t < end; t++) {
        if (!drg_list_add(arena, &scratch->owners))
            return DRG_ENOMEM;
        scratch->owners.items[t - first] = 0;
        int result = scratch->candidates.count < DRG_MOST_TRIGGERS
                         ? collect(syntax, sentence, t, arena, scratch)
                         : DRG_OK;
        if (result)
            return result;
    }
    size_t count = scratch->candidates.count, start = found->count;
    if (count == 0)
        return DRG_OK;
    qsort(scratch->candidates.items, count, sizeof *scratch->candidates.items, by_value);
    uint32_t *owner = scratch->owners.items; /* number of the found that has a token, + 1 */
    for (size_t c = 0; c < count; c++) {
        const drg_found *one = &scratch->candidates.items[c].found;
        if (!may_take(one, owner, first, found->items + start))
            continue;
        drg_found *kept = drg_list_add(arena, found);
        if (!kept)
            return DRG_ENOMEM;
        *kept = *one;
        for (uint8_t m = 0; m < one->matched_count; m++)
            if (owner[one->matched[m] - first] == 0)
                owner[one->matched[m] - first] = (uint32_t)(found->count - start);
    }
    qsort(found->items + start, found->count - start, sizeof *found->items, by_position);
    mark_nothing(syntax->lexicon, found, start);
    return DRG_OK;
}
