/* SPDX-License-Identifier: Apache-2.0 */
/*
 * With whom a truce is refused: the other side of the war.
 *
 * "Putin's reluctance to agree to a ceasefire" names nobody whom it is said to, and yet every
 * reader knows, since the article tells who fights whom. So where a telling of REJECT without a
 * target speaks of a ceasefire, and a telling of ASSAULT names both its sides, one of them of the
 * state of who refuses, the other side is the target, implied. Only states, their governments
 * and those who bear arms wage a war; a shooting between two men of two countries says nothing
 * about a truce.
 *
 * Cost: linear; at most FIGHTS tellings of force are kept, and every refusal is held against them.
 */
#include "fill.h"

#define FIGHTS 32 /* tellings of force that name both sides; wars are told in fewer */
#define NEAR 8 /* words behind the refusal within which it says what is refused */

typedef struct fighting {
    const drg_telling *items[FIGHTS];
    size_t count;
} fighting;

static bool wages_war(const drg_fill *fill, const drg_party *party) {
    uint8_t group = party->sector_count ? fill->groups[party->sectors[0]] : (uint8_t)DRG_GROUP_NONE;
    return party->country.size && !party->implied &&
           (drg_fill_is_state(fill, party) || group == DRG_GROUP_ARMED || group == DRG_GROUP_GOV);
}

static bool names_sides(const drg_fill *fill, const drg_telling *telling) {
    return telling->entry->type == DRG_ASSAULT && !telling->negated && telling->source.count &&
           telling->target.count && wages_war(fill, &telling->source.items[0]) &&
           wages_war(fill, &telling->target.items[0]) &&
           !drg_same_country(&telling->source.items[0], &telling->target.items[0]);
}

/* "Refused a truce", "reluctance to agree to a ceasefire". */
static bool of_truce(const drg_syntax *syntax, const drg_telling *telling) {
    uint64_t truce = drg_lexicon_class(syntax->lexicon, "ceasefire");
    uint32_t end = syntax->document->sentences.items[telling->found.sentence].end_token;
    uint32_t from = telling->found.first;
    end = end < telling->found.end + NEAR ? end : telling->found.end + NEAR;
    for (uint32_t t = from; t < end; t++)
        if (syntax->nodes[t].word->classes & truce)
            return true;
    return false;
}

/* The state that fights who refuses; NULL: the article tells of none. */
static const drg_party *foe_of(const fighting *fights, const drg_party *who) {
    for (size_t i = 0; i < fights->count; i++) {
        const drg_party *source = &fights->items[i]->source.items[0];
        const drg_party *target = &fights->items[i]->target.items[0];
        if (drg_same_country(source, who))
            return target;
        if (drg_same_country(target, who))
            return source;
    }
    return NULL;
}

static int refuse(const drg_fill *fill, const fighting *fights, drg_draft *draft) {
    const drg_party *foe = foe_of(fights, &draft->source.items[0]);
    if (!foe)
        return DRG_OK;
    drg_party *kept = drg_arena_array(&fill->document->arena, 1, sizeof *kept);
    if (!kept)
        return DRG_ENOMEM;
    *kept = *foe;
    kept->implied = true;
    draft->target = (drg_side){.items = kept, .count = 1};
    draft->answers = true;
    return DRG_OK;
}

int drg_fill_war(const drg_fill *fill, drg_draft_list *drafts) {
    fighting fights = {.count = 0};
    for (size_t i = 0; i < fill->tellings->count && fights.count < FIGHTS; i++)
        if (names_sides(fill, &fill->tellings->items[i]))
            fights.items[fights.count++] = &fill->tellings->items[i];
    int result = DRG_OK;
    for (size_t i = 0; i < drafts->count && !result && fights.count; i++) {
        drg_draft *draft = &drafts->items[i];
        if (draft->best->entry->type == DRG_REJECT && !draft->answers && draft->source.count &&
            drg_side_open(&draft->target) && of_truce(fill->syntax, draft->best))
            result = refuse(fill, &fights, draft);
    }
    return result;
}
