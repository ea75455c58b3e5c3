/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parties that the words of an event leave out and that a coder supplies from the article: the
 * police of an arrest, the court of a sentence, the government that a union demands something of,
 * whom the criticism is about.
 *
 * Idea: candidates are gathered for each side that names nobody (fill_meet.c), each gets signs
 * (fill_signs.c) whose weights are fitted on the train part (train/events/fit.py), and the
 * likeliest is taken if it is likely enough, and marked as implied. What position has implied
 * already (party_imply.c) is a candidate beside the others. Who is never meant is in fill_bar.c.
 *
 * A wrong guess costs more trust than an open side, so somebody of the right country alone counts
 * as half right in the fit, and a described candidate without an office that does such acts
 * ("reporters", "households") stands for what is known of him, which is his state: where the
 * article names that state, the state is the guess.
 *
 * Cost: linear in the records; fill_meet.c bounds each.
 */
#include "fill_search.h"

#include "../engine.h"
#include "weights.h"

#include <math.h>

#define BESIDE 3 /* sentences within which "residents" or "experts" may be meant */
#define ALONE 0.75F /* confidence of an event of which no words near it name a party */
#define FILL_THRESHOLD 0.2 /* probability from which somebody is taken for meant */
#define SURE_THRESHOLD 0.5 /* ... where more is asked: drg_fill_doubtful() */

/* ---- once an article --------------------------------------------------------------------------
 */

void drg_fill_open(drg_document *document, const drg_syntax *syntax,
    const drg_telling_list *tellings, const drg_watch *watch, drg_fill *fill) {
    static const struct {
        const char *sector;
        uint8_t group;
    } groups[] = {{"COP", DRG_GROUP_COP}, {"JUD", DRG_GROUP_COURT}, {"GOV", DRG_GROUP_GOV},
        {"LEG", DRG_GROUP_LEG}, {"MIL", DRG_GROUP_ARMED}, {"REB", DRG_GROUP_ARMED},
        {"UAF", DRG_GROUP_ARMED}, {"PRM", DRG_GROUP_ARMED}, {"SPY", DRG_GROUP_COP}};
    *fill =
        (drg_fill){.document = document, .syntax = syntax, .tellings = tellings, .watch = watch};
    memset(fill->groups, DRG_GROUP_OTHER, sizeof fill->groups);
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        fill->groups[drg_know_sector(document->engine->know, drg_slice_of(groups[i].sector))] =
            groups[i].group;
    for (uint32_t e = 0; e < document->entities.count; e++) {
        const drg_entity *entity = &document->entities.items[e];
        if (!drg_fill_may_act(entity->type))
            continue;
        size_t at = fill->top_count < DRG_FILL_TOPS ? fill->top_count++ : DRG_FILL_TOPS;
        for (; at > 0; at--) {
            uint32_t before = fill->top[at - 1];
            if (document->entities.items[before].mention_count >= entity->mention_count)
                break;
            if (at < DRG_FILL_TOPS)
                fill->top[at] = before;
        }
        if (at < DRG_FILL_TOPS)
            fill->top[at] = e;
    }
}

/* Somebody described far off who has no part in any event: "residents", "experts". */
static bool stranger(const drg_fill *fill, const drg_fill_candidate *one) {
    return one->party.entity == DRG_NONE && one->distance > BESIDE &&
           one->on_side + one->across == 0 && !drg_fill_institution(fill, &one->party);
}

/* ---- the choice -------------------------------------------------------------------------------
 */

/* A state that the article tells no act of, as whom a condemnation is against: it is mostly where
 * the condemned deed was done. */
static bool scene_alone(const drg_fill_search *work, const drg_fill_candidate *one) {
    return work->side == 1 && work->draft->best->entry->type == DRG_ACCUSE && one->across == 0 &&
           !(one->met & DRG_MET_SUGGESTED) && drg_fill_is_state(work->fill, &one->party);
}

/* A person of another part of the article, as whom words are said to or against. */
static bool far_person(const drg_fill_search *work, const drg_fill_candidate *one) {
    enum { FAR = 2 }; /* sentences */
    const drg_document *document = work->fill->document;
    return work->side == 1 && one->distance >= FAR && !(one->met & DRG_MET_SUGGESTED) &&
           one->party.entity != DRG_NONE &&
           document->entities.items[one->party.entity].type == DRG_PERSON;
}

/* The likeliest candidate; NULL: none is likely enough. */
static const drg_fill_candidate *likeliest(const drg_fill_search *work, uint32_t number) {
    const drg_watch *watch = work->fill->watch;
    const drg_fill_candidate *best = NULL;
    double most = log(FILL_THRESHOLD / (1 - FILL_THRESHOLD));
    const double sure = log(SURE_THRESHOLD / (1 - SURE_THRESHOLD));
    for (size_t i = 0; i < work->count; i++) {
        const drg_fill_candidate *one = &work->candidates[i];
        drg_signs signs;
        if (stranger(work->fill, one) || drg_fill_reporter(work->fill, work->draft, &one->party))
            continue;
        drg_fill_signs(work, one, &signs);
        if (watch && !one->barred)
            watch->fill(watch->user, number, work->side, &one->party, &signs);
        double odds = drg_signs_odds(&signs, drg_fill_weights);
        if (odds > most &&
            (odds > sure || !drg_fill_doubtful(work->fill, work->draft, &one->party))) {
            most = odds;
            best = one;
        }
    }
    bool meant =
        best && !best->barred && !scene_alone(work, best) && !far_person(work, best) &&
        (most > sure || !drg_fill_weak(work->fill, work->draft, work->side, &best->party)) &&
        !drg_fill_unfit(work->fill, work->draft, work->side, &best->party) &&
        (best->met & DRG_MET_SUGGESTED ||
            !drg_fill_unsaid(work->fill, work->draft, work->side, &best->party));
    return meant ? best : NULL;
}

static drg_entity_type type_of(const drg_fill *fill, const drg_party *party) {
    return party->entity == DRG_NONE ? DRG_ENTITY_TYPES
                                     : fill->document->entities.items[party->entity].type;
}

/* The candidate, or in the place of one without office, or of a nationality, the state itself, if
 * it is a candidate too. */
static const drg_fill_candidate *or_state(
    const drg_fill_search *work, const drg_fill_candidate *best) {
    const drg_fill *fill = work->fill;
    const drg_party *party = &best->party;
    bool described = party->entity == DRG_NONE && !drg_fill_official(fill, party);
    if (!party->country.size || (!described && type_of(fill, party) != DRG_NORP))
        return best;
    for (size_t i = 0; i < work->count; i++) {
        const drg_party *one = &work->candidates[i].party;
        if (type_of(fill, one) == DRG_GPE && drg_fill_is_state(fill, one) &&
            drg_slice_equal(one->country, party->country))
            return &work->candidates[i];
    }
    return best;
}

static int fill_side(drg_fill_search *work, uint32_t number, drg_side *side) {
    const drg_side suggested = *side;
    work->by = side->by;
    drg_fill_gather(work, &suggested);
    const drg_fill_candidate *best = likeliest(work, number);
    if (best)
        best = or_state(work, best);
    if (best && best->met & DRG_MET_SUGGESTED)
        return DRG_OK; /* what position implied stands, with its list */
    side->count = 0;
    if (!best)
        return DRG_OK;
    drg_party *kept = drg_arena_array(&work->fill->document->arena, 1, sizeof *kept);
    if (!kept)
        return DRG_ENOMEM;
    *kept = best->party;
    kept->implied = true;
    *side = (drg_side){.items = kept, .count = 1};
    return DRG_OK;
}

/* Do those who meet, agree, work together or sign something stand together as sources already? */
static bool paired(const drg_draft *draft) {
    uint8_t type = draft->best->entry->type;
    return draft->source.count > 1 && (type == DRG_CONSULT || type == DRG_AGREE ||
                                          type == DRG_COOPERATE || type == DRG_SUPPORT);
}

int drg_fill_record(const drg_fill *fill, uint32_t number, drg_draft *draft) {
    /* "A's acts, such as the attack": as good as said */
    bool said = draft->source.count && draft->source.by == DRG_BY_EXAMPLE;
    bool open_source = !said && drg_side_open(&draft->source);
    bool open_target = drg_side_open(&draft->target);
    bool equals = draft->best->entry->type == DRG_CONSULT || draft->best->entry->type == DRG_AGREE;
    drg_fill_search work = {.fill = fill, .draft = draft};
    int result = DRG_OK;
    if (draft->source.count + draft->target.count == 0 && draft->best->confidence < ALONE)
        return DRG_OK; /* nobody near it, and not sure to be an event: record.c leaves it out */
    if (fill->watch)
        fill->watch->record(fill->watch->user, number, draft, fill->tellings);
    if (open_source && !(equals && draft->target.count)) {
        work.side = 0;
        work.other = &draft->target;
        result = fill_side(&work, number, &draft->source);
    }
    if (!result && open_target && !draft->answers && !paired(draft)) {
        work.side = 1;
        work.other = &draft->source;
        result = fill_side(&work, number, &draft->target);
    }
    return result;
}
