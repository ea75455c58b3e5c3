/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is observed at two names of a sentence.
 *
 * Features are short strings in effect ("between: of the", "types: ORGANIZATION GPE"), kept as
 * 32-bit FNV-1a hashes: the weights (weights.h) know some hundreds of them, the rest weighs
 * nothing. Each is made twice, alone and joined to the types of the two entities, and always with
 * the direction: a relation that reads from right to left is told by other words.
 *
 * Observed are the types of both, the words between and beside them, the words that end and begin
 * the names, the roles beside them, whether their countries agree, which place is the larger, and
 * what stands between (names, commas, brackets, a possessive).
 *
 * Cost: a bounded number of words a pair, four pairs a name.
 */
#include "pair.h"

enum { NAMES_ON = 4, GAP = 20 };

bool drg_pair_next(const drg_document *document, drg_pair_walk *walk, drg_pair *pair) {
    size_t count = document->mentions.count;
    const drg_mention *items = document->mentions.items;
    for (; walk->left < count; walk->left++, walk->step = 0) {
        const drg_mention *left = &items[walk->left];
        uint32_t names = 0;
        if (left->kind != DRG_NAME)
            continue;
        for (size_t i = walk->left + 1; i < count && i <= walk->left + 3 * NAMES_ON; i++) {
            const drg_mention *right = &items[i];
            if (right->sentence != left->sentence || right->first_token > left->end_token + GAP)
                break;
            if (right->kind != DRG_NAME || right->first_token < left->end_token)
                continue;
            if (++names > NAMES_ON)
                break;
            if (i - walk->left <= walk->step || right->entity == left->entity)
                continue;
            walk->step = i - walk->left;
            *pair = (drg_pair){left, right, names - 1};
            return true;
        }
    }
    return false;
}

bool drg_pair_allows(drg_relation_type type, const drg_entity *subject, const drg_entity *object) {
    drg_entity_type a = subject->type, b = object->type;
    bool actor_a = a == DRG_PERSON || a == DRG_ORGANIZATION || a == DRG_GPE;
    bool actor_b = b == DRG_PERSON || b == DRG_ORGANIZATION || b == DRG_GPE;
    bool place_b = b == DRG_GPE || b == DRG_LOCATION || b == DRG_FACILITY;
    switch (type) {
    case DRG_MEMBER_OF:
        return actor_a && b == DRG_ORGANIZATION;
    case DRG_PART_OF:
        return a == DRG_ORGANIZATION && (b == DRG_ORGANIZATION || b == DRG_GPE);
    case DRG_LOCATED_IN:
        return a != DRG_PERSON && a != DRG_NORP && place_b;
    case DRG_KINSHIP:
        return a == DRG_PERSON && b == DRG_PERSON;
    case DRG_ALLY_OF:
    case DRG_OPPONENT_OF:
        return actor_a && actor_b;
    default:
        return false;
    }
}

/* ---- making features ------------------------------------------------------------------------- */

typedef struct look {
    const drg_relator *relator;
    const drg_document *document;
    drg_pair_features *features;
    uint32_t seed; /* the direction alone */
    uint32_t typed; /* the direction and both types */
} look;

static uint32_t mix(uint32_t hash, const char *data, size_t size) {
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)data[i]) * 16777619u;
    return (hash ^ 0xffu) * 16777619u; /* an end that no text holds */
}

static void put(look *l, uint32_t seed, const char *kind, drg_slice a, drg_slice b) {
    drg_pair_features *f = l->features;
    if (f->count == DRG_PAIR_FEATURES)
        return;
    uint32_t hash = mix(mix(mix(seed, kind, strlen(kind)), a.data, a.size), b.data, b.size);
    f->hash[f->count++] = hash;
    if (f->note)
        f->note(f->user, hash, kind, a, b);
}

/* The feature alone and joined to the types. */
static void add(look *l, const char *kind, drg_slice a, drg_slice b) {
    put(l, l->seed, kind, a, b);
    put(l, l->typed, kind, a, b);
}

static drg_slice word(const look *l, uint32_t token) {
    return l->document->tokens.items[token].lower;
}

static const drg_thing *thing_of(const look *l, uint32_t entity) {
    uint32_t thing = l->document->entity_thing[entity];
    return thing == DRG_NONE ? NULL : drg_know_thing(l->relator->know, thing);
}

static int extent(const look *l, uint32_t entity) {
    const drg_thing *thing = thing_of(l, entity);
    if (!thing)
        return 0;
    if (thing->kind == DRG_THING_STATE || drg_slice_is(thing->subkind, "continent"))
        return 3;
    static const char *const divisions[] = {"province", "district", "region"};
    return DRG_ONE_OF(thing->subkind, divisions) ? 2 : 1;
}

static drg_slice kind_of(const look *l, uint32_t entity) {
    const drg_thing *thing = thing_of(l, entity);
    const drg_entity *e = &l->document->entities.items[entity];
    if (thing && thing->kind == DRG_THING_STATE)
        return drg_slice_of("state");
    if (thing && thing->subkind.size)
        return thing->subkind;
    if (e->sector_count)
        return drg_know_sector_code(l->relator->know, e->sectors[0]);
    return drg_slice_of("");
}

static void between(look *l, const drg_pair *pair) {
    enum { SHORT = 8 };
    static const char *const gaps[] = {"0", "1", "2", "3", "4", "few", "some", "many"};
    uint32_t first = pair->left->end_token, end = pair->right->first_token, gap = end - first;
    drg_slice none = {NULL, 0};
    size_t size = gap <= 4 ? gap : gap <= 7 ? 5 : gap <= 12 ? 6 : 7;
    add(l, "gap", drg_slice_of(gaps[size]), none);
    add(l, "names between", drg_slice_of(gaps[pair->between < 3 ? pair->between : 3]), none);
    if (gap == 0)
        return;
    if (gap <= 2)
        add(l, "all between", word(l, first), gap == 2 ? word(l, first + 1) : none);
    add(l, "first between", word(l, first), none);
    add(l, "last between", word(l, end - 1), none);
    bool comma = false;
    for (uint32_t at = first; at < end; at++) {
        const drg_token *token = &l->document->tokens.items[at];
        comma |= drg_slice_is(token->lower, ",");
        if (gap > SHORT || token->shape == DRG_SHAPE_DIGIT)
            continue;
        put(l, l->typed, "between", token->lower, none);
        if (at + 1 < end)
            put(l, l->seed, "two between", token->lower, word(l, at + 1));
    }
    if (comma)
        add(l, "comma", none, none);
    if (l->document->tokens.items[first].flags & DRG_TOKEN_POSSESSIVE)
        add(l, "possessive", drg_slice_of(gaps[size]), none);
}

static void beside(look *l, const drg_pair *pair) {
    const drg_sentence *sentence = &l->document->sentences.items[pair->left->sentence];
    drg_slice edge = drg_slice_of("^"), none = {NULL, 0};
    uint32_t first = pair->left->first_token, end = pair->right->end_token;
    add(l, "before", first > sentence->first_token ? word(l, first - 1) : edge, none);
    add(l, "after", end < sentence->end_token ? word(l, end) : edge, none);
    put(l, l->typed, "left ends", word(l, pair->left->end_token - 1), none);
    put(l, l->typed, "right ends", word(l, end - 1), none);
    put(l, l->typed, "left begins", word(l, first), none);
    put(l, l->typed, "right begins", word(l, pair->right->first_token), none);
}

static void roles(look *l, const drg_pair *pair) {
    const drg_document *document = l->document;
    uint32_t at = drg_document_role_from(document, pair->left->end_token);
    drg_slice none = {NULL, 0};
    if (at < document->roles.count &&
        document->roles.items[at].end_token <= pair->right->first_token)
        add(l, "role between", word(l, document->roles.items[at].end_token - 1), none);
    if (at > 0 && document->roles.items[at - 1].end_token == pair->left->first_token)
        add(l, "role before", word(l, document->roles.items[at - 1].end_token - 1), none);
}

static void world(look *l, const drg_pair *pair) {
    static const char *const orders[] = {"smaller", "equal", "larger"};
    const drg_entity *a = drg_relator_entity(l->relator, pair->left->entity);
    const drg_entity *b = drg_relator_entity(l->relator, pair->right->entity);
    drg_slice none = {NULL, 0};
    const char *agree = !a->country.size || !b->country.size      ? "unknown"
                        : drg_slice_equal(a->country, b->country) ? "same"
                                                                  : "other";
    add(l, "country", drg_slice_of(agree), none);
    int left = extent(l, pair->left->entity), right = extent(l, pair->right->entity);
    if (left && right)
        add(l, "extent", drg_slice_of(orders[1 + (right > left) - (right < left)]), none);
    else
        add(l, "extent", drg_slice_of(left ? "left" : right ? "right" : "none"), none);
    put(l, l->typed, "kinds", kind_of(l, pair->left->entity), kind_of(l, pair->right->entity));
    put(l, l->typed, "left kind", kind_of(l, pair->left->entity), none);
    put(l, l->typed, "right kind", kind_of(l, pair->right->entity), none);
}

void drg_pair_look(
    const drg_relator *relator, const drg_pair *pair, bool reversed, drg_pair_features *features) {
    const drg_entity *a = drg_relator_entity(relator, pair->left->entity);
    const drg_entity *b = drg_relator_entity(relator, pair->right->entity);
    const char types[3] = {
        (char)('a' + (int)a->type), (char)('a' + (int)b->type), reversed ? '<' : '>'};
    look l = {.relator = relator, .document = relator->document, .features = features};
    l.seed = mix(2166136261u, types + 2, 1);
    l.typed = mix(2166136261u, types, 3);
    features->count = 0;
    drg_slice none = {NULL, 0};
    put(&l, l.typed, "types", none, none);
    between(&l, pair);
    beside(&l, pair);
    roles(&l, pair);
    world(&l, pair);
}
