/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and titles in running text.
 *
 * Both indexes are hash tries over words, flattened: every run of first words of a name ("united",
 * "united nations", "united nations security", ...) has one slot, found by the hash of its folded
 * bytes (fold.c). Reading a text means folding one token after the other into a buffer and asking,
 * at the end of each token, for the slot of what the buffer holds: no slot and no way to grow, and
 * the search is over; a slot with forms is a name. After an ordinary word that costs one fold and
 * one bit of a filter, which stays in the cache. A hash trie rather than a double array: the block
 * is simpler to check, a slot needs no more than the key it stands for, and names share first words
 * far more often than letters inside words.
 *
 * Tokens that touch (O' + Brien, U.S + .) are one word to the fold, so a search goes on over a
 * token end that is inside a word; it never ends there unless the word is whole so far.
 *
 * A name never crosses the end of a sentence. Cost of a call: at most DRG_FOLD_ROOM bytes and
 * LONGEST tokens, whatever the text is.
 */
#include "fold.h"
#include "store.h"

#define LONGEST 32 /* tokens of a name */

typedef struct known_prefix { /* a prefix of the text that the index knows as a whole name */
    const block_slot *slot;
    uint32_t end_token;
    uint32_t size; /* folded bytes */
    bool plain, dotted; /* of the text so far, as in drg_folder */
} known_prefix;

typedef struct name_search {
    const drg_token *tokens;
    size_t count, at;
    drg_slice text;
    const block_slot *slots;
    uint32_t mask;
    const uint64_t *filter; /* NULL: none */
    uint32_t filter_mask;
} name_search;

static const block_slot *find_slot(
    const drg_know *know, const name_search *search, const drg_folder *folder) {
    uint32_t hash = folder->hash;
    if (search->filter) {
        uint32_t bit = hash & search->filter_mask;
        if (!(search->filter[bit / 64] >> (bit % 64) & 1))
            return NULL;
    }
    for (uint32_t at = hash & search->mask;; at = (at + 1) & search->mask) {
        const block_slot *slot = &search->slots[at];
        if (slot->size == 0)
            return NULL;
        if (slot->hash == hash && slot->size == folder->size &&
            memcmp(drg_store_string(know, slot->key).data, folder->lower, folder->size) == 0)
            return slot;
    }
}

/* All names of the index that start at the search's token, shortest first. */
static size_t find_all(const drg_know *know, const name_search *search, drg_folder *folder,
    known_prefix found[LONGEST]) {
    size_t hits = 0;
    drg_fold_init(folder);
    for (size_t i = search->at; i < search->count && i < search->at + LONGEST; i++) {
        const drg_token *token = &search->tokens[i];
        uint32_t before = folder->size;
        drg_fold_add(folder, drg_token_text(search->text, token));
        if (folder->overflow || folder->size == 0)
            break;
        const block_slot *slot = folder->size > before ? find_slot(know, search, folder) : NULL;
        if (slot && slot->form_count)
            found[hits++] =
                (known_prefix){slot, (uint32_t)i + 1, folder->size, folder->plain, folder->dotted};
        if (i + 1 == search->count || search->tokens[i + 1].sentence != token->sentence)
            break;
        bool joined = search->tokens[i + 1].start <= token->end;
        if (joined)
            continue;
        if (folder->size > before && !(slot && slot->more))
            break;
        drg_fold_separate(folder);
    }
    return hits;
}

/* Does the text write an acronym among capitals only, where WHO may be "who"? */
static bool among_capitals(const name_search *search, size_t end) {
    const drg_token *tokens = search->tokens;
    if (!(tokens[search->at].flags & DRG_TOKEN_CAPS_CONTEXT))
        return false;
    bool left = search->at > 0 && tokens[search->at - 1].shape == DRG_SHAPE_UPPER &&
                tokens[search->at - 1].sentence == tokens[search->at].sentence;
    bool right = end < search->count && tokens[end].shape == DRG_SHAPE_UPPER &&
                 tokens[end].sentence == tokens[search->at].sentence;
    return left || right;
}

/* Fills a hit when the form's case allows the words as the text has them. */
static bool read_form(const drg_know *know, const name_search *search, const drg_folder *folder,
    const known_prefix *candidate, const block_form *form, drg_name_hit *hit) {
    bool changed;
    drg_slice cased = {folder->cased, candidate->size};
    if (!drg_fold_case_allows(drg_store_string(know, form->cased), cased, &changed))
        return false;
    bool marks =
        candidate->plain ? !(form->flags & BLOCK_FORM_PLAIN) : !(form->flags & BLOCK_FORM_MARKED);
    if (marks && (form->flags & BLOCK_FORM_STRICT))
        return false;
    bool guarded = form->flags & BLOCK_FORM_GUARDED;
    if (form->flags & BLOCK_FORM_ARTICLE) {
        const drg_token *article = &search->tokens[search->at];
        if (cased.data[0] == 't')
            return false;
        guarded = guarded || changed || (article->flags & DRG_TOKEN_SENTENCE_START) ||
                  article->shape == DRG_SHAPE_UPPER;
    }
    if ((form->flags & BLOCK_FORM_ACRONYM) && !candidate->dotted)
        guarded = guarded || among_capitals(search, candidate->end_token);
    *hit = (drg_name_hit){
        .end_token = candidate->end_token,
        .things = know->form_things + form->first_thing,
        .thing_count = form->thing_count,
        .alias = form->flags & BLOCK_FORM_ALIAS,
        .folded = changed || marks,
        .guarded = guarded,
    };
    return true;
}

/* The hits of one candidate: those in the exact case first. */
static size_t read_candidate(const drg_know *know, const name_search *search,
    const drg_folder *folder, const known_prefix *candidate, drg_name_hit *hits, size_t room) {
    size_t written = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < candidate->slot->form_count && written < room; i++) {
            const block_form *form = &know->forms[candidate->slot->first_form + i];
            drg_slice name = drg_store_string(know, form->cased);
            bool exact = drg_slice_equal(name, (drg_slice){folder->cased, candidate->size});
            if (exact == (pass == 0) &&
                read_form(know, search, folder, candidate, form, &hits[written]))
                written++;
        }
    }
    return written;
}

size_t drg_know_match(const drg_know *know, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_name_hit *hits, size_t room) {
    if (know->view)
        return drg_view_match(know->view, text, tokens, count, at, hits, room);
    name_search search = {tokens, count, at, text, know->name_slots, know->name_mask, know->filter,
        know->filter_mask};
    drg_folder folder;
    known_prefix found[LONGEST];
    if (at >= count)
        return 0;
    size_t candidates = find_all(know, &search, &folder, found);
    size_t written = 0;
    while (candidates-- > 0 && written < room)
        written += read_candidate(
            know, &search, &folder, &found[candidates], hits + written, room - written);
    return written;
}

bool drg_know_title(const drg_know *know, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_title_hit *hit) {
    if (know->view)
        return drg_view_title(know->view, text, tokens, count, at, hit);
    name_search search = {tokens, count, at, text, know->title_slots, know->title_mask, NULL, 0};
    drg_folder folder;
    known_prefix found[LONGEST];
    if (at >= count)
        return false;
    size_t candidates = find_all(know, &search, &folder, found);
    while (candidates-- > 0) {
        const block_slot *slot = found[candidates].slot;
        for (uint32_t i = 0; i < slot->form_count; i++) {
            const block_title *title = &know->title_forms[slot->first_form + i];
            if ((title->flags & BLOCK_TITLE_SHORT) && folder.cased[0] == folder.lower[0])
                continue;
            *hit = (drg_title_hit){
                .end_token = found[candidates].end_token,
                .row = title->row,
                .sector = title->sector,
                .plural = title->flags & BLOCK_TITLE_PLURAL,
                .kind = title->kind,
            };
            return true;
        }
    }
    return false;
}
