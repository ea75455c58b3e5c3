/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A party that is a group ("the two countries", "they" for both leaders): each of its members is a
 * party, as a coder would write them. Who the members are the name stage found (entity/group.c);
 * the words stay those of the group.
 *
 * Cost: DRG_SIDE parties.
 */
#include "unite.h"

static bool is_group(const drg_document *document, const drg_party *party) {
    return party->entity != DRG_NONE && document->entities.items[party->entity].member_count > 0;
}

int drg_group_expand(drg_document *document, drg_side *side) {
    size_t groups = 0;
    for (size_t i = 0; i < side->count; i++)
        groups += is_group(document, &side->items[i]);
    if (groups == 0)
        return DRG_OK;
    drg_party *items = drg_arena_array(&document->arena, DRG_SIDE, sizeof *items);
    if (!items)
        return DRG_ENOMEM;
    drg_side into = {.items = items, .by = side->by};
    for (size_t i = 0; i < side->count; i++) {
        if (!is_group(document, &side->items[i])) {
            drg_side_add(&into, &side->items[i]);
            continue;
        }
        const drg_entity *group = &document->entities.items[side->items[i].entity];
        for (size_t k = 0; k < group->member_count; k++) {
            drg_party member = drg_party_of(document, group->members[k], side->items[i].span);
            member.implied = side->items[i].implied;
            drg_side_add(&into, &member);
        }
    }
    *side = into;
    return DRG_OK;
}
