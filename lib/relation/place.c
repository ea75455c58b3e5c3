/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Relations between two names that stand side by side:
 *
 *   "Loliondo, Tanzania"              LOCATED_IN   a comma between two places, the second larger
 *   "the stadium in Harare"           LOCATED_IN   a facility, body or place "in" a place
 *   "the French city of Brest"        LOCATED_IN   an adjective, a kind of place, the place
 *   "the Egyptian Health Ministry"    PART_OF      a public body of the state named right before
 *   "Uganda's Supreme Court"          PART_OF      or by its possessive, or after "of"
 *   "X of the Y", "X (Y)"             MEMBER_OF    a person and a body
 *
 * Neighbouring mentions only, so the work is linear.
 */
#include "relation.h"

typedef struct pair { /* two name mentions next to each other in a sentence */
    const drg_mention *left, *right;
    const drg_entity *a, *b;
    uint32_t gap; /* tokens between */
} pair;

static bool place(const drg_entity *entity) {
    return entity->type == DRG_GPE || entity->type == DRG_LOCATION;
}

static const drg_thing *thing_of(const drg_relator *relator, uint32_t entity) {
    uint32_t thing = relator->document->entity_thing[entity];
    return thing == DRG_NONE ? NULL : drg_know_thing(relator->know, thing);
}

/* How large a place is by its kind: 3 a state or continent, 2 a province or region, 1 another. */
static int extent(const drg_relator *relator, uint32_t entity) {
    const drg_thing *thing = thing_of(relator, entity);
    if (!thing)
        return 1;
    if (thing->kind == DRG_THING_STATE || drg_slice_is(thing->subkind, "continent"))
        return 3;
    bool division = drg_slice_is(thing->subkind, "province") ||
                    drg_slice_is(thing->subkind, "district") ||
                    drg_slice_is(thing->subkind, "region");
    return division ? 2 : 1;
}

/* Public bodies: what a state's name before them makes a part of it. */
static bool public_body(const drg_relator *relator, const drg_entity *entity, uint32_t number) {
    static const char *const sectors[] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"};
    static const char *const kinds[] = {"ministry", "parliament", "government", "army", "navy",
        "police", "intelligence", "agency", "court"};
    const drg_thing *thing = thing_of(relator, number);
    if (entity->type != DRG_ORGANIZATION)
        return false;
    if (thing && DRG_ONE_OF(thing->subkind, kinds))
        return true;
    if (entity->sector_count == 0)
        return false;
    drg_slice code = drg_know_sector_code(relator->know, entity->sectors[0]);
    return DRG_ONE_OF(code, sectors);
}

static bool add(drg_relator *relator, drg_relation_type type, const pair *p, bool reversed,
    uint32_t object, float confidence) {
    uint32_t subject = reversed ? p->right->entity : p->left->entity;
    drg_slice none = {NULL, 0};
    relator->why = (drg_reason){.what = DRG_SLICE("relation"),
        .rule = DRG_SLICE("two names side by side: 'A, B', 'B's A', 'A in B'")};
    return drg_relation_add(relator, type, subject, object, none, p->left->first_token,
        p->right->end_token, confidence);
}

static bool kind_of_place(const drg_relator *relator, uint32_t token) {
    static const char *const kinds[] = {"city", "capital", "town", "village", "province", "region",
        "district", "port", "state", "island", "county", "municipality", "area", "sector",
        "township", "neighborhood", "neighbourhood", "suburb", "canton", "department"};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        if (drg_relator_is(relator, token, kinds[k]))
            return true;
    return false;
}

/* "in", ", in", "village in", "in the", "in the eastern", ", the capital of", ", a town in" and
 * the like: the words between two places that put the first into the second. */
static bool puts_inside(const drg_relator *relator, const pair *p) {
    const drg_token *tokens = relator->document->tokens.items;
    uint32_t at = p->left->end_token, end = p->right->first_token;
    bool kind = false;
    if (kind_of_place(relator, at))
        at++;
    if (drg_relator_is(relator, at, ","))
        at++;
    if (drg_relator_is(relator, at, "the") || drg_relator_is(relator, at, "a")) {
        at++;
        while (at < end && tokens[at].shape == DRG_SHAPE_LOWER && !kind)
            kind = kind_of_place(relator, at++);
        if (!kind)
            return false;
    }
    if (!drg_relator_is(relator, at, "in") && !(kind && drg_relator_is(relator, at, "of")))
        return false;
    at++;
    if (drg_relator_is(relator, at, "the"))
        at++;
    static const char *const sides[] = {
        "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west"};
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++)
        if (drg_relator_is(relator, at, sides[i])) {
            at++;
            break;
        }
    return at == end;
}

static bool relate_places(drg_relator *relator, const pair *p) {
    enum { WORDS_BETWEEN = 7 };
    const drg_token *tokens = relator->document->tokens.items;
    uint32_t next = p->left->end_token;
    if (!place(p->b) || p->gap == 0 || p->gap > WORDS_BETWEEN)
        return true;
    bool comma = p->gap == 1 && drg_relator_is(relator, next, ",");
    int larger = extent(relator, p->right->entity) - extent(relator, p->left->entity);
    bool unknown = !thing_of(relator, p->left->entity) && thing_of(relator, p->right->entity);
    bool wider = larger > 0 || (larger == 0 && unknown) || p->a->type == DRG_FACILITY;
    bool clash =
        p->a->country.size && p->b->country.size && !drg_slice_equal(p->a->country, p->b->country);
    bool body = p->a->type == DRG_ORGANIZATION || p->a->type == DRG_FACILITY;
    if (comma && (place(p->a) || p->a->type == DRG_FACILITY) && wider && !clash)
        return add(relator, DRG_LOCATED_IN, p, false, p->right->entity, 0.85F);
    if ((body || (place(p->a) && wider && !clash)) && puts_inside(relator, p))
        return add(relator, DRG_LOCATED_IN, p, false, p->right->entity, 0.75F);
    bool part =
        p->gap == 2 && kind_of_place(relator, next) && drg_relator_is(relator, next + 1, "of");
    if (part && place(p->a) && larger >= 0 && !clash) /* "the Henoko district of Nago" */
        return add(relator, DRG_LOCATED_IN, p, false, p->right->entity, 0.75F);
    bool possessive = p->gap == 1 && (tokens[next].flags & DRG_TOKEN_POSSESSIVE);
    if (possessive && place(p->a) && larger <= 0 && !clash)
        return add(relator, DRG_LOCATED_IN, p, true, p->left->entity, 0.7F);
    return true;
}

/* "Bengaluru-based X", "Uganda's X Hospital": a body or facility in the place before it. */
static bool relate_sites(drg_relator *relator, const pair *p) {
    uint32_t next = p->left->end_token;
    const drg_token *tokens = relator->document->tokens.items;
    bool body = p->b->type == DRG_ORGANIZATION || p->b->type == DRG_FACILITY;
    if (!place(p->a) || !body)
        return true;
    bool based = p->gap == 2 && tokens[next].shape == DRG_SHAPE_DASH &&
                 drg_relator_is(relator, next + 1, "based");
    bool possessive =
        p->gap == 1 && (tokens[next].flags & DRG_TOKEN_POSSESSIVE) && p->b->type == DRG_FACILITY;
    return (!based && !possessive) || add(relator, DRG_LOCATED_IN, p, true, p->left->entity, 0.75F);
}

/* "the French city of Brest", "Ukraine's capital Kyiv": only kinds of places between. */
static bool relate_kind(drg_relator *relator, const pair *p) {
    const drg_document *document = relator->document;
    if (!place(p->b) || p->gap < 1 || p->gap > 5 ||
        (p->a->type != DRG_NORP && p->a->type != DRG_GPE))
        return true;
    if (p->a->type == DRG_GPE && extent(relator, p->left->entity) < 3 &&
        kind_of_place(relator, p->left->end_token))
        return true; /* "the Henoko district of Nago": the other way round */
    bool kind = false;
    for (uint32_t i = p->left->end_token; i < p->right->first_token; i++) {
        const drg_token *token = &document->tokens.items[i];
        bool known = kind_of_place(relator, i);
        kind |= known;
        bool last = i + 1 == p->right->first_token;
        bool fine =
            known || (token->flags & DRG_TOKEN_POSSESSIVE) ||
            (last && (drg_slice_is(token->lower, "of") || drg_slice_is(token->lower, ","))) ||
            (token->shape == DRG_SHAPE_LOWER && !kind) || token->shape == DRG_SHAPE_DASH;
        if (!fine)
            return true;
    }
    if (!kind)
        return true;
    uint32_t state =
        p->a->type == DRG_NORP ? drg_relation_state(relator, p->left->entity) : p->left->entity;
    return state == DRG_NONE || add(relator, DRG_LOCATED_IN, p, true, state, 0.8F);
}

/* Ministries and courts: of these alone the name says that they are a part of the state in it. */
static bool organ(const drg_relator *relator, const drg_mention *mention) {
    static const char *const heads[] = {"ministry", "court", "parliament", "senate", "cabinet"};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (drg_relator_is(relator, mention->first_token, heads[i]) ||
            drg_relator_is(relator, mention->end_token - 1, heads[i]) ||
            drg_relator_is(relator, mention->first_token + 1, heads[i]))
            return true;
    return false;
}

static bool relate_bodies(drg_relator *relator, const pair *p) {
    uint32_t next = p->left->end_token;
    const drg_token *tokens = relator->document->tokens.items;
    bool possessive = p->gap == 1 && (tokens[next].flags & DRG_TOKEN_POSSESSIVE);
    bool of = (p->gap == 1 || (p->gap == 2 && drg_relator_is(relator, next + 1, "the"))) &&
              drg_relator_is(relator, next, "of");
    bool state_left = p->a->type == DRG_NORP || p->a->type == DRG_GPE;
    if ((p->gap == 0 || possessive) && state_left && public_body(relator, p->b, p->right->entity)) {
        uint32_t state =
            p->a->type == DRG_NORP ? drg_relation_state(relator, p->left->entity) : p->left->entity;
        return state == DRG_NONE || add(relator, DRG_PART_OF, p, true, state, 0.8F);
    }
    if (possessive && p->a->type == DRG_ORGANIZATION && p->b->type == DRG_ORGANIZATION)
        return add(relator, DRG_PART_OF, p, true, p->left->entity, 0.65F);
    if (of && organ(relator, p->left) && public_body(relator, p->a, p->left->entity) &&
        p->b->type == DRG_GPE)
        return add(relator, DRG_PART_OF, p, false, p->right->entity, 0.75F);
    return true;
}

static bool relate_members(drg_relator *relator, const pair *p) {
    uint32_t next = p->left->end_token;
    const drg_document *document = relator->document;
    if (p->a->type != DRG_PERSON || p->b->type != DRG_ORGANIZATION)
        return true;
    bool the = p->gap == 2 && drg_relator_is(relator, next + 1, "the");
    bool of = (p->gap == 1 || the) &&
              (drg_relator_is(relator, next, "of") || drg_relator_is(relator, next, "from"));
    bool bracket = p->gap == 1 && drg_relator_is(relator, next, "(") &&
                   p->right->end_token < document->tokens.count &&
                   drg_relator_is(relator, p->right->end_token, ")");
    return (!of && !bracket) ||
           add(relator, DRG_MEMBER_OF, p, false, p->right->entity, of ? 0.75F : 0.7F);
}

/* "the BJP's Tejasvi Surya" */
static bool relate_own(drg_relator *relator, const pair *p) {
    const drg_token *tokens = relator->document->tokens.items;
    bool possessive = p->gap == 1 && (tokens[p->left->end_token].flags & DRG_TOKEN_POSSESSIVE);
    return !possessive || p->a->type != DRG_ORGANIZATION || p->b->type != DRG_PERSON ||
           add(relator, DRG_MEMBER_OF, p, true, p->left->entity, 0.75F);
}

/* A state's name inside the name of a public body: "Supreme Court of Uganda". */
static bool relate_inside(drg_relator *relator, const drg_mention *mention) {
    const drg_document *document = relator->document;
    const drg_entity *entity = drg_relator_entity(relator, mention->entity);
    const drg_thing *thing = thing_of(relator, mention->entity);
    if (mention->end_token - mention->first_token < 2 || !organ(relator, mention) ||
        !public_body(relator, entity, mention->entity))
        return true;
    if (thing && drg_slice_is(thing->subkind, "igo"))
        return true;
    const drg_sentence *sentence = &document->sentences.items[mention->sentence];
    uint32_t base = sentence->first_token;
    for (uint32_t at = mention->first_token; at < mention->end_token; at++) {
        drg_name_hit hits[4];
        size_t count = drg_know_match(relator->know, document->text, document->tokens.items + base,
            mention->end_token - base, at - base, hits, 4);
        for (size_t i = 0; i < count; i++) {
            const drg_thing *inner = drg_know_thing(relator->know, hits[i].things[0]);
            bool state = inner->kind == DRG_THING_STATE || inner->kind == DRG_THING_DEMONYM;
            if (!state || !drg_slice_equal(inner->country, entity->country))
                continue;
            uint32_t object = drg_relation_state(relator, mention->entity);
            drg_slice none = {NULL, 0};
            relator->why = (drg_reason){.what = DRG_SLICE("relation"),
                .rule = DRG_SLICE("the name of a state inside the name of the body")};
            return object == DRG_NONE ||
                   drg_relation_add(relator, DRG_PART_OF, mention->entity, object, none,
                       mention->first_token, mention->end_token, 0.7F);
        }
    }
    return true;
}

bool drg_relate_places(drg_relator *relator) {
    const drg_document *document = relator->document;
    const drg_mention *left = NULL;
    for (size_t i = 0; i < document->mentions.count; i++) {
        const drg_mention *right = &document->mentions.items[i];
        if (right->kind != DRG_NAME)
            continue;
        if (!relate_inside(relator, right))
            return false;
        if (left && left->sentence == right->sentence && left->entity != right->entity) {
            pair p = {left, right, drg_relator_entity(relator, left->entity),
                drg_relator_entity(relator, right->entity), right->first_token - left->end_token};
            if (!relate_places(relator, &p) || !relate_kind(relator, &p) ||
                !relate_sites(relator, &p) || !relate_bodies(relator, &p) ||
                !relate_members(relator, &p) || !relate_own(relator, &p))
                return false;
        }
        left = right;
    }
    return true;
}
