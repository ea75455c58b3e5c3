/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom words are for or against, out of the act that they speak of.
 *
 * "Condemned the attack" names nobody, and yet says whom it is against: who attacked. So where a
 * telling of ACCUSE, REJECT or SUPPORT without a target speaks of another act (about.c) whose doer
 * the article names, that doer is the target, implied, before fill.c asks what it learned. Who
 * answers an agreement answers all of its parties.
 *
 * Not where somebody denies a deed ("denied that police fired"), since who denies stands by the
 * doer; nor where the doer is who speaks. And whom the condemned deed was done to is never who is
 * condemned for it, be the doer known or not: `spared` keeps him for fill_bar.c.
 *
 * Cost: linear in the tellings.
 */
#include "fill.h"

#define MOST 2 /* doers; words are rarely against more, lists of more are of another matter */

static bool answers(uint8_t type) {
    return type == DRG_ACCUSE || type == DRG_REJECT || type == DRG_SUPPORT;
}

/* Does the telling say that the deed was not done? */
static bool denies(const drg_syntax *syntax, const drg_telling *telling) {
    static const char *const words[] = {"den", "disput", "refut", "disavow", "disclaim"};
    drg_slice word = syntax->document->tokens.items[telling->found.head].lower;
    return telling->entry->type == DRG_REJECT && DRG_STARTS_ONE_OF(word, words);
}

static bool words_alone(uint8_t type) {
    return type == DRG_ACCUSE || type == DRG_REQUEST || type == DRG_THREATEN;
}

/* The parties of one side that are stated and stand nowhere else, added as implied. */
static void add_stated(const drg_side *from, const drg_side *except, drg_side *to) {
    for (size_t i = 0; i < from->count; i++) {
        drg_party party = from->items[i];
        bool there = party.implied;
        for (size_t j = 0; j < except->count && !there; j++)
            there = drg_same_party(&except->items[j], &party);
        party.implied = true;
        if (!there)
            drg_side_add(to, &party);
    }
}

static int answer(
    drg_document *document, const drg_telling *outer, const drg_draft *deed, drg_draft *words) {
    uint8_t type = deed->best->entry->type;
    if (outer->entry->type == DRG_ACCUSE)
        words->spared = &deed->target;
    if (!drg_side_open(&words->target))
        return DRG_OK;
    drg_party *items = drg_arena_array(&document->arena, DRG_SIDE, sizeof *items);
    if (!items)
        return DRG_ENOMEM;
    drg_side side = {.items = items, .by = words->target.by};
    add_stated(&deed->source, &words->source, &side);
    if (type == DRG_AGREE || type == DRG_CONSULT)
        add_stated(&deed->target, &words->source, &side);
    if (side.count == 0)
        return DRG_OK;
    words->answers = true;
    if (side.count <= MOST)
        words->target = side;
    else
        words->target.count = 0; /* one of them, and no telling which */
    return DRG_OK;
}

int drg_fill_about(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, const uint32_t *draft_of, drg_draft_list *drafts) {
    for (size_t i = 0; i < tellings->count; i++) {
        const drg_telling *inner = &tellings->items[i];
        if (inner->spoken_by == DRG_NONE)
            continue;
        const drg_telling *outer = &tellings->items[inner->spoken_by];
        drg_draft *words = &drafts->items[draft_of[inner->spoken_by]];
        if (!answers(outer->entry->type) || draft_of[i] == draft_of[inner->spoken_by] ||
            words->answers)
            continue;
        if (denies(syntax, outer) && !words_alone(inner->entry->type))
            continue;
        int result = answer(document, outer, &drafts->items[draft_of[i]], words);
        if (result)
            return result;
    }
    return DRG_OK;
}
