/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nobody acts on himself.
 *
 * Somebody may still stand on both sides of a record: where a side has nobody else, unite.c leaves
 * it as it was told, and a guess or the members of a group come in behind it. Then he leaves one of
 * them: the one where he is only supplied; the target of a meeting, of what two do together and of
 * what one does alone (resigning, marching); the source of what is suffered (an arrest, a sentence,
 * an attack, a gift); of words the side where others stand beside him. Two sides that are the same
 * two ("the neighbours fought each other") stay, and so does who stands beside others on both.
 *
 * Cost: the product of the sizes of the sides, which are at most DRG_SIDE long.
 */
#include "unite.h"

enum { KEEPS = -1, LEAVES_SOURCE, LEAVES_TARGET };

static bool on_side(const drg_side *side, uint32_t entity) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].entity == entity)
            return true;
    return false;
}

static bool same_sides(const drg_side *a, const drg_side *b) {
    bool same = a->count == b->count && a->count > 1;
    for (size_t i = 0; i < a->count && same; i++)
        same = a->items[i].entity != DRG_NONE && on_side(b, a->items[i].entity);
    return same;
}

/* Which side he leaves who stands on both. */
static int leaves(const drg_draft *draft, const drg_party *source, const drg_party *target) {
    const drg_telling *best = draft->best;
    if (source->implied != target->implied)
        return source->implied ? LEAVES_SOURCE : LEAVES_TARGET;
    switch ((drg_event_type)best->entry->type) {
    case DRG_COERCE:
    case DRG_SANCTION:
    case DRG_ASSAULT:
    case DRG_AID:
        return LEAVES_SOURCE;
    case DRG_ACCUSE:
    case DRG_REQUEST:
    case DRG_REJECT:
    case DRG_THREATEN:
    case DRG_CONCEDE:
        if (draft->source.count > 1 && draft->target.count > 1)
            return KEEPS;
        return draft->source.count > 1 || drg_slice_is(best->mode, "allege") ||
                       drg_slice_is(best->mode, "investigate")
                   ? LEAVES_SOURCE
                   : LEAVES_TARGET;
    default:
        return LEAVES_TARGET;
    }
}

/* The side without one party; what the tellings have stays as it is. */
static int without(drg_document *document, drg_side *side, size_t at) {
    drg_party *items = drg_arena_array(&document->arena, DRG_SIDE, sizeof *items);
    if (!items)
        return DRG_ENOMEM;
    drg_side kept = {.items = items, .by = side->by};
    for (size_t i = 0; i < side->count; i++)
        if (i != at)
            items[kept.count++] = side->items[i];
    *side = kept;
    return DRG_OK;
}

/* One who stands on both sides leaves one, if there is one. 0 or DRG_ENOMEM. */
static int leave_one(drg_document *document, drg_draft *draft, bool *left_one) {
    *left_one = false;
    for (size_t i = 0; i < draft->source.count; i++)
        for (size_t j = 0; j < draft->target.count; j++) {
            const drg_party *source = &draft->source.items[i], *target = &draft->target.items[j];
            if (source->entity == DRG_NONE || source->entity != target->entity)
                continue;
            int side = leaves(draft, source, target);
            if (side == KEEPS)
                continue;
            *left_one = true;
            return side == LEAVES_SOURCE ? without(document, &draft->source, i)
                                         : without(document, &draft->target, j);
        }
    return DRG_OK;
}

int drg_one_side(drg_document *document, drg_draft *draft) {
    bool left = !same_sides(&draft->source, &draft->target);
    int result = DRG_OK;
    for (int i = 0; i < DRG_SIDE && left && !result; i++)
        result = leave_one(document, draft, &left);
    return result;
}
