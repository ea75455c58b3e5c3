/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parties of a record out of those of its tellings.
 *
 * An event is told again and again with other words, and each telling is read with errors of its
 * own: the talks of six states name two of them here and their ministers there, while once a
 * bystander is taken for the guest. So all who are named on a side in any telling are gathered, and
 * each is kept or dropped by signs (signs.h): in how many tellings it stands, in which of them, on
 * which side, whether it is named or described, whether another of its country stands there
 * already. Who stands on both sides belongs where it stands more often, on equal terms where it
 * stands first. The likeliest of a side is always kept, and so is who takes part in a meeting by a
 * telling of its own, where another tells who hosts it. A description and the person whose office
 * it names are one. Weights: train/events/fit.py, fitted on the train part. Parties that the
 * context implies have no part in it; fill.c asks for them later.
 *
 * Cost: at most MOST parties, of at most TELLINGS tellings: bounded for each record.
 */
#include "unite.h"

#include "same.h"
#include "weights.h"

#include <math.h>

#define MOST 24 /* parties of one record that are weighed; further ones are left out */
#define TELLINGS 24 /* tellings of a record that are asked */
#define RELATIONS 256 /* of the document, among which an office is looked for */
#define KEEP 0.4 /* log-odds from which a party is kept */
#define KEEP_GUEST (-0.6) /* ... from which a guest of a meeting is whose host is told apart */

typedef struct member {
    drg_party party;
    uint32_t on[2]; /* tellings that have it as source, as target */
    uint32_t first[2]; /* number of the first of these among the record's tellings */
    uint32_t last; /* number of the last telling with it */
    uint32_t sentence; /* of the first */
    bool guest; /* in a telling that does not say who hosts */
    float surest;
    bool best; /* in the telling that gives the codes */
} member;

typedef struct uniting {
    const drg_document *document;
    const drg_syntax *syntax;
    const drg_draft *draft;
    member members[MOST];
    size_t count;
    uint32_t named[2]; /* tellings that name somebody on a side */
    uint32_t first[2]; /* number of the first of these */
    bool hosted; /* a telling says who hosts */
} uniting;

static drg_entity_type type_of(const uniting *work, const member *one) {
    return one->party.entity == DRG_NONE ? DRG_ENTITY_TYPES
                                         : work->document->entities.items[one->party.entity].type;
}

static bool same_words(const drg_document *document, drg_span a, drg_span b) {
    return drg_slice_alike(drg_slice_part(document->text, a), drg_slice_part(document->text, b));
}

/* ---- who is described here and named there ----------------------------------------------------
 */

static bool holds(drg_slice text, drg_slice word) {
    for (size_t i = 0; i + word.size <= text.size; i++)
        if (drg_slice_alike((drg_slice){text.data + i, word.size}, word))
            return true;
    return false;
}

/* Does the title name the office of a description's last word: "leader" is who leads a state? */
static bool titled(drg_slice title, drg_slice word) {
    static const char *const leaders[] = {"president", "prime minister", "premier", "chancellor",
        "king", "emir", "leader", "sultan", "head of state", "crown prince"};
    if (!drg_slice_is(word, "leader"))
        return holds(title, word) ||
               (drg_slice_is(word, "premier") && holds(title, drg_slice_of("prime minister")));
    if (holds(title, drg_slice_of("vice")) || holds(title, drg_slice_of("deputy")))
        return false;
    for (size_t i = 0; i < sizeof leaders / sizeof leaders[0]; i++)
        if (holds(title, drg_slice_of(leaders[i])))
            return true;
    return false;
}

/* "Kazakh leader" and Kassym-Jomart Tokayev: one person of the country, who holds an office of that
 * word. */
static bool describes(
    const drg_document *document, const drg_party *described, const drg_party *named) {
    drg_slice word = drg_party_head_word(document, described);
    const drg_relation *items = document->relations.items;
    if (document->entities.items[named->entity].type != DRG_PERSON || word.size < 4 ||
        word.data[word.size - 1] == 's' || !drg_same_country(described, named))
        return false;
    for (size_t i = 0; i < document->relations.count && i < RELATIONS; i++)
        if (items[i].type == DRG_HOLDS_POSITION && items[i].subject == named->entity &&
            titled(items[i].label, word))
            return true;
    return false;
}

/* One party in two tellings: an entity, a state and its people ("Russia", "Russian"), or the same
 * description, or a description and who is described; not so in one telling. */
static bool same_member(
    const uniting *work, const member *one, const drg_party *party, uint32_t number) {
    const drg_document *document = work->document;
    bool named = one->party.entity != DRG_NONE, other = party->entity != DRG_NONE;
    if (drg_same_party(&one->party, party))
        return true;
    if (named != other)
        return one->last != number && (named ? describes(document, party, &one->party)
                                             : describes(document, &one->party, party));
    if (!named)
        return same_words(document, one->party.span, party->span);
    return drg_state_like(type_of(work, one)) &&
           drg_state_like(document->entities.items[party->entity].type) &&
           drg_same_country(&one->party, party);
}

static bool holds_word(drg_slice text, const char *word) {
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= text.size; i++)
        if ((text.data[i] | 0x20) == word[0] && memcmp(text.data + i + 1, word + 1, size - 1) == 0)
            return true;
    return false;
}

/* A spokesman's words are those of his body: the entity that he speaks for, else himself. */
static drg_party speaking_for(const drg_document *document, const drg_party *party) {
    const drg_relation *items = document->relations.items;
    for (size_t i = 0; i < document->relations.count && i < RELATIONS; i++) {
        const drg_relation *one = &items[i];
        if (one->type != DRG_HOLDS_POSITION || one->subject != party->entity ||
            one->object == DRG_NONE || !holds_word(one->label, "spokes"))
            continue;
        return drg_party_of(document, one->object, party->span);
    }
    return *party;
}

/* Do two or more states or persons meet, by a telling that does not say who hosts? */
static bool among_guests(const uniting *work, const drg_telling *telling) {
    const drg_side *sides[] = {&telling->source, &telling->target};
    size_t named = 0;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < sides[side]->count; i++) {
            uint32_t entity = sides[side]->items[i].entity;
            drg_entity_type type =
                entity == DRG_NONE ? DRG_ENTITY_TYPES : work->document->entities.items[entity].type;
            named += !sides[side]->items[i].implied && (drg_state_like(type) || type == DRG_PERSON);
        }
    return named > 1 && !drg_telling_hosts(work->syntax, telling);
}

static void meet(
    uniting *work, const drg_telling *telling, uint32_t number, int side, const drg_party *party) {
    size_t i = 0;
    while (i < work->count && !same_member(work, &work->members[i], party, number))
        i++;
    if (i == MOST)
        return;
    member *one = &work->members[i];
    if (i == work->count) {
        *one = (member){.party = *party,
            .first = {UINT32_MAX, UINT32_MAX},
            .sentence = telling->found.sentence};
        work->count++;
    }
    if (one->first[side] == UINT32_MAX)
        one->first[side] = number;
    one->on[side]++;
    one->last = number;
    one->guest |= among_guests(work, telling);
    one->best |= telling == work->draft->best;
    if (telling->confidence > one->surest)
        one->surest = telling->confidence;
    /* a name rather than a description, "Russia" rather than "Russian" */
    if (one->party.entity == DRG_NONE && party->entity != DRG_NONE)
        one->party = *party;
    if (party->entity != DRG_NONE && type_of(work, one) == DRG_NORP &&
        work->document->entities.items[party->entity].type == DRG_GPE)
        one->party = *party;
}

static void gather(uniting *work, const drg_telling_list *tellings) {
    const drg_draft *draft = work->draft;
    work->first[0] = work->first[1] = UINT32_MAX;
    for (uint32_t i = 0; i < draft->tellings.count && i < TELLINGS; i++) {
        const drg_telling *telling = &tellings->items[draft->tellings.items[i]];
        work->hosted |= drg_telling_hosts(work->syntax, telling);
        for (int side = 0; side < 2; side++) {
            const drg_side *from = side ? &telling->target : &telling->source;
            if (drg_side_open(from))
                continue;
            work->named[side]++;
            work->first[side] = work->first[side] == UINT32_MAX ? i : work->first[side];
            for (size_t p = 0; p < from->count; p++) {
                drg_party party =
                    side ? from->items[p] : speaking_for(work->document, &from->items[p]);
                if (!from->items[p].implied && !drg_owns_party(work->syntax, from, p))
                    meet(work, telling, i, side, &party);
            }
        }
    }
}

/* Where somebody belongs who is a source here and a target there. */
static int side_of(const member *one) {
    if (one->on[0] != one->on[1])
        return one->on[1] > one->on[0];
    return one->first[1] < one->first[0];
}

/* ---- signs ------------------------------------------------------------------------------------
 */

static uint32_t times(const member *one) {
    return one->on[0] + one->on[1];
}

static void kind_signs(const uniting *work, const member *one, bool equals, drg_signs *signs) {
    drg_entity_type type = type_of(work, one);
    switch (type) {
    case DRG_PERSON:
        drg_sign(signs, DRG_UNITE_PERSON, 1);
        break;
    case DRG_ORGANIZATION:
        drg_sign(signs, DRG_UNITE_BODY, 1);
        break;
    case DRG_GPE:
        drg_sign(signs, DRG_UNITE_STATE, 1);
        break;
    case DRG_NORP:
        drg_sign(signs, DRG_UNITE_PEOPLE, 1);
        break;
    default:
        drg_sign(
            signs, one->party.entity == DRG_NONE ? DRG_UNITE_DESCRIBED : DRG_UNITE_OTHER_KIND, 1);
    }
    drg_sign_if(signs, equals && type == DRG_PERSON, DRG_UNITE_EQUALS_PERSON);
    drg_sign_if(signs, equals && drg_state_like(type), DRG_UNITE_EQUALS_STATE);
    if (one->party.entity != DRG_NONE)
        drg_sign(signs, DRG_UNITE_SALIENCE,
            log(1 + (double)work->document->entities.items[one->party.entity].mention_count));
}

/* Who else stands on the side. */
static void rival_signs(const uniting *work, size_t at, int side, drg_signs *signs) {
    const member *one = &work->members[at];
    bool countryman = false, of_kind = false, named = false;
    size_t rivals = 0;
    for (size_t i = 0; i < work->count; i++) {
        const member *other = &work->members[i];
        if (i == at || side_of(other) != side)
            continue;
        rivals++;
        named |= other->party.entity != DRG_NONE;
        bool before = times(other) > times(one) || (times(other) == times(one) && i < at);
        if (before && drg_same_country(&one->party, &other->party)) {
            countryman = true;
            of_kind |= type_of(work, one) == type_of(work, other);
        }
    }
    drg_sign(signs, DRG_UNITE_RIVALS, log(1 + (double)rivals));
    drg_sign_if(signs, countryman, DRG_UNITE_COUNTRYMAN);
    drg_sign_if(signs, of_kind, DRG_UNITE_COUNTRYMAN_KIND);
    drg_sign_if(signs, named && one->party.entity == DRG_NONE, DRG_UNITE_DESCRIBED_BESIDE);
}

static void signs_of(const uniting *work, size_t at, int side, drg_signs *signs) {
    const member *one = &work->members[at];
    const drg_draft *draft = work->draft;
    uint8_t type = draft->best->entry->type;
    bool equals = type == DRG_CONSULT || type == DRG_AGREE;
    bool once = times(one) == 1 && draft->tellings.count > 1;
    signs->count = 0;
    drg_sign(signs, DRG_UNITE_BIAS, 1);
    drg_sign(signs, DRG_UNITE_TYPE + type, 1);
    drg_sign_if(signs, side, DRG_UNITE_TARGET);
    drg_sign_if(signs, draft->tellings.count == 1, DRG_UNITE_SINGLE);
    drg_sign(signs, DRG_UNITE_SHARE, (double)one->on[side] / (double)work->named[side]);
    drg_sign_if(signs, once, DRG_UNITE_ONCE);
    drg_sign(signs, DRG_UNITE_TIMES, log((double)times(one)));
    drg_sign_if(signs, one->first[side] == work->first[side], DRG_UNITE_FIRST);
    drg_sign_if(signs, one->best, DRG_UNITE_BEST);
    drg_sign(signs, DRG_UNITE_SUREST, drg_odds(one->surest, 0.02));
    drg_sign_if(signs, one->sentence < 3, DRG_UNITE_IN_LEAD);
    drg_sign(signs, DRG_UNITE_ACROSS, (double)one->on[!side] / (double)times(one));
    drg_sign_if(signs, equals, DRG_UNITE_EQUALS);
    drg_sign_if(signs, equals && once, DRG_UNITE_EQUALS_ONCE);
    kind_signs(work, one, equals, signs);
    rival_signs(work, at, side, signs);
}

/* ---- the choice -------------------------------------------------------------------------------
 */

/* Does somebody with a name meet others by a telling of its own, where another tells who hosts?
 * Told once, he is a stranger to the signs. */
static bool is_guest(const uniting *work, size_t at) {
    const member *one = &work->members[at];
    drg_entity_type type = type_of(work, one);
    return work->hosted && one->guest && (drg_state_like(type) || type == DRG_PERSON);
}

static int unite_side(drg_document *document, const uniting *work, const drg_watch *watch,
    uint32_t number, int side, drg_side *united) {
    double odds[MOST], most = -HUGE_VAL;
    for (size_t i = 0; i < work->count; i++) {
        drg_signs signs;
        if (side_of(&work->members[i]) != side)
            continue;
        signs_of(work, i, side, &signs);
        if (watch)
            watch->unite(watch->user, number, side, &work->members[i].party, &signs);
        odds[i] = drg_signs_odds(&signs, drg_unite_weights);
        most = odds[i] > most ? odds[i] : most;
    }
    drg_party *kept = drg_arena_array(&document->arena, DRG_SIDE, sizeof *kept);
    if (!kept)
        return DRG_ENOMEM;
    *united = (drg_side){.items = kept};
    for (size_t i = 0; i < work->count; i++)
        if (side_of(&work->members[i]) == side &&
            (odds[i] > (is_guest(work, i) ? KEEP_GUEST : KEEP) || odds[i] >= most))
            drg_side_add(united, &work->members[i].party);
    return drg_group_expand(document, united);
}

int drg_unite(drg_document *document, const drg_syntax *syntax, const drg_telling_list *tellings,
    const drg_watch *watch, uint32_t number, drg_draft *draft) {
    uniting work = {.document = document, .syntax = syntax, .draft = draft};
    gather(&work, tellings);
    uint8_t type = draft->best->entry->type;
    bool there[2] = {false, false}, together = type == DRG_CONSULT || type == DRG_AGREE;
    for (size_t i = 0; i < work.count; i++)
        there[side_of(&work.members[i])] = true;
    int result = DRG_OK;
    if (there[0])
        result = unite_side(document, &work, watch, number, 0, &draft->source);
    if (!result && there[1])
        result = unite_side(document, &work, watch, number, 1, &draft->target);
    if (!result && there[0])
        drg_without_adjectives(syntax, &draft->source, together ? &draft->target : NULL);
    if (!result && there[1])
        drg_without_adjectives(syntax, &draft->target, together ? &draft->source : NULL);
    return result;
}
