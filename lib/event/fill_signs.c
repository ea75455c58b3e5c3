/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The signs that somebody is the party that the words of an event leave out (fill.c).
 *
 * They say how near to the telling he was met and in what place of his sentence, whether he speaks,
 * whose counterpart he is in other events, how often and how early the article names him, whether
 * his sector does such acts (police arrest, courts convict), and how his country stands to that of
 * the other side. Each side has its own weights (+ DRG_FILL_SIDE): who suffers an act is told of in
 * other places than who does it.
 */
#include "../engine.h"
#include "fill_search.h"

#include <math.h>

enum { ACT_ARREST, ACT_CONVICT, ACT_ALLEGE, ACT_INVESTIGATE, ACT_COERCE, ACT_OTHER };

static unsigned act_of(const drg_draft *draft) {
    drg_slice mode = draft->best->mode;
    switch ((drg_event_type)draft->best->entry->type) {
    case DRG_COERCE:
        return drg_slice_is(mode, "arrest") ? ACT_ARREST : ACT_COERCE;
    case DRG_SANCTION:
        return drg_slice_is(mode, "convict") ? ACT_CONVICT : ACT_OTHER;
    case DRG_ACCUSE:
        return drg_slice_is(mode, "allege")        ? ACT_ALLEGE
               : drg_slice_is(mode, "investigate") ? ACT_INVESTIGATE
                                                   : ACT_OTHER;
    default:
        return ACT_OTHER;
    }
}

/* "Prosecutors" and "the court" are of one sector, but do not do the same. */
static bool prosecutes(drg_slice words) {
    for (size_t i = 0; i + 8 <= words.size; i++)
        if (drg_slice_equal((drg_slice){words.data + i, 8}, DRG_SLICE("rosecuto")) ||
            drg_slice_equal((drg_slice){words.data + i, 8}, DRG_SLICE("ttorney ")))
            return true;
    return false;
}

static unsigned group_of(const drg_fill *fill, const drg_party *party) {
    if (party->sector_count == 0)
        return DRG_GROUP_NONE;
    unsigned group = fill->groups[party->sectors[0]];
    drg_slice words = party->entity == DRG_NONE
                          ? drg_slice_part(fill->document->text, party->span)
                          : fill->document->entities.items[party->entity].name;
    return group == DRG_GROUP_COURT && prosecutes(words) ? DRG_GROUP_PROSECUTOR : group;
}

static void met_signs(
    const drg_fill_candidate *one, unsigned type, unsigned by, unsigned base, drg_signs *signs) {
    static const struct {
        uint32_t met;
        uint8_t sign;
    } map[] = {{DRG_MET_HERE_BEFORE, DRG_FILL_HERE_BEFORE},
        {DRG_MET_HERE_AFTER, DRG_FILL_HERE_AFTER}, {DRG_MET_BEFORE, DRG_FILL_BEFORE},
        {DRG_MET_AFTER, DRG_FILL_AFTER}, {DRG_MET_SUBJECT_HERE, DRG_FILL_SUBJECT_HERE},
        {DRG_MET_SUBJECT_BEFORE, DRG_FILL_SUBJECT_BEFORE}, {DRG_MET_GOVERNED, DRG_FILL_GOVERNED},
        {DRG_MET_POSSESSOR, DRG_FILL_POSSESSOR}, {DRG_MET_IN_PLACE, DRG_FILL_IN_PLACE},
        {DRG_MET_SPEAKER, DRG_FILL_SPEAKER}, {DRG_MET_SPEAKER_NEAR, DRG_FILL_SPEAKER_NEAR},
        {DRG_MET_COUNTERPART, DRG_FILL_COUNTERPART},
        {DRG_MET_COUNTERPART_SAME, DRG_FILL_COUNTERPART_SAME},
        {DRG_MET_REVERSED, DRG_FILL_REVERSED}, {DRG_MET_SIDE_SAME, DRG_FILL_SIDE_SAME},
        {DRG_MET_SIDE_LAST, DRG_FILL_SIDE_LAST}};
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++)
        drg_sign_if(signs, (one->met & map[i].met) != 0, base + map[i].sign);
    drg_sign_if(signs, (one->met & DRG_MET_SUGGESTED) != 0, base + DRG_FILL_SUGGESTED + by);
    drg_sign_if(signs, (one->met & DRG_MET_SUGGESTED) != 0, base + DRG_FILL_SUGGESTED_TYPE + type);
    drg_sign_if(
        signs, (one->met & DRG_MET_COUNTERPART) != 0, base + DRG_FILL_COUNTERPART_TYPE + type);
    drg_sign(signs, base + DRG_FILL_DISTANCE, log(1 + (double)one->distance));
    drg_sign(signs, base + DRG_FILL_SIDE_ANY, log(1 + (double)one->on_side));
    drg_sign(signs, base + DRG_FILL_CROSS_ANY, log(1 + (double)one->across));
}

static void entity_signs(
    const drg_fill *fill, const drg_party *party, unsigned base, drg_signs *signs) {
    const drg_document *document = fill->document;
    const drg_entity *entity = &document->entities.items[party->entity];
    double most =
        fill->top_count ? (double)document->entities.items[fill->top[0]].mention_count : 1;
    bool state = entity->type == DRG_GPE && drg_fill_is_state(fill, party);
    unsigned kind = entity->type == DRG_PERSON         ? 0
                    : entity->type == DRG_ORGANIZATION ? 1
                    : state                            ? 2
                    : entity->type == DRG_GPE          ? 3
                                                       : 4;
    drg_sign(signs, base + DRG_FILL_KIND + kind, 1);
    drg_sign(signs, base + DRG_FILL_SALIENCE, log(1 + (double)entity->mention_count));
    drg_sign(signs, base + DRG_FILL_SHARE, (double)entity->mention_count / (most + 1));
    drg_sign_if(signs, fill->top_count && fill->top[0] == party->entity, base + DRG_FILL_TOP);
    if (entity->mention_count)
        drg_sign_if(signs, document->mentions.items[entity->mentions[0]].sentence < 3,
            base + DRG_FILL_LEAD);
    drg_sign_if(signs,
        state && fill->syntax->country.size &&
            drg_slice_equal(fill->syntax->country, entity->country),
        base + DRG_FILL_OWN_STATE);
}

void drg_fill_signs(const drg_fill_search *work, const drg_fill_candidate *one, drg_signs *signs) {
    const drg_party *party = &one->party;
    unsigned base = work->side ? DRG_FILL_SIDE : 0, type = work->draft->best->entry->type;
    signs->count = 0;
    drg_sign(signs, base + DRG_FILL_BIAS, 1);
    drg_sign(signs, base + DRG_FILL_TYPE + type, 1);
    drg_sign(signs,
        base + DRG_FILL_AGENT + act_of(work->draft) * DRG_FILL_GROUPS + group_of(work->fill, party),
        1);
    met_signs(one, type, work->by, base, signs);
    if (party->entity != DRG_NONE)
        entity_signs(work->fill, party, base, signs);
    else
        drg_sign(signs, base + DRG_FILL_KIND + 5, 1);
    drg_sign_if(signs,
        work->draft->best->place != DRG_NONE && work->draft->best->place == party->entity,
        base + DRG_FILL_OF_PLACE);
    bool same = false, apart = false;
    for (size_t i = 0; i < work->other->count && party->country.size; i++) {
        drg_slice country = work->other->items[i].country;
        same = same || drg_slice_equal(country, party->country);
        apart = apart || (country.size && !drg_slice_equal(country, party->country));
    }
    drg_sign_if(signs, same, base + DRG_FILL_SAME_COUNTRY);
    drg_sign_if(signs, apart && !same, base + DRG_FILL_OTHER_COUNTRY);
    drg_sign_if(signs, drg_side_open(work->other), base + DRG_FILL_LONELY);
}
