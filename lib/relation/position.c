/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Relations that a title states: "French President X", "X, the leader of Y", "Y's wife, X",
 * "party member X".
 *
 * A plural before a list of persons states it of each ("councilors A and B").
 *
 * The name stage has linked each title to its bearer and its owner. What the relation is depends
 * on the title's head word: member -> MEMBER_OF, a word of kinship -> KINSHIP, ally and rival ->
 * ALLY_OF and OPPONENT_OF, every other office or role -> HOLDS_POSITION. The label is the title as
 * written. An office served under a person ("Trump's envoy") is one of that person's state.
 */
#include "relation.h"

static const char *const KIN[] = {"father", "mother", "son", "daughter", "brother", "sister",
    "wife", "husband", "uncle", "aunt", "nephew", "niece", "cousin", "grandson", "granddaughter",
    "grandfather", "grandmother", "widow", "widower", "spouse", "son-in-law", "daughter-in-law",
    "father-in-law", "mother-in-law", "brother-in-law", "sister-in-law", "stepson", "stepfather",
    "stepmother", "stepdaughter", "fiancee", "fiance", "girlfriend", "boyfriend", "partner"};
static const char *const ALLY[] = {"ally", "confidant", "confidante", "loyalist", "supporter"};
static const char *const OPPONENT[] = {
    "rival", "opponent", "critic", "enemy", "foe", "challenger", "arch-rival", "adversary"};
static const char *const MEMBER[] = {"member", "senior member", "founding member", "cadre"};
/* Roles that are no position: what happened to a person, or what he is to everybody. */
static const char *const NO_POSITION[] = {"victim", "suspect", "protester", "demonstrator",
    "refugee", "migrant", "patient", "prisoner", "detainee", "hostage", "civilian", "resident",
    "passenger", "survivor", "witness", "driver", "neighbor", "neighbour", "friend", "citizen",
    "national", "native", "man", "woman", "boy", "girl", "child", "people", "person", "couple",
    "accused", "defendant", "convict", "fan", "voter", "tourist", "visitor", "guest", "user",
    "customer", "student", "pupil", "worker", "employee", "family", "baby", "teenager", "youth",
    "counterpart", "colleague", "successor", "predecessor", "winner", "star", "player",
    /* forms of address */
    "sheikh", "sheik", "shaikh", "sir", "lord", "lady", "dame", "mother", "father", "saint"};

/* Callings: no position where only a state or an adjective stands before them ("Chinese author").
 */
static const char *const CALLING[] = {"author", "artist", "actor", "actress", "singer", "writer",
    "athlete", "journalist", "analyst", "expert", "researcher", "historian", "activist", "cleric",
    "hunter", "miner", "geologist", "defector", "priest", "elder", "soldier", "rapper", "musician",
    "footballer", "model", "investor", "entrepreneur", "legend", "novelist", "poet", "painter",
    "filmmaker", "photographer", "dissident", "blogger", "scholar", "academic", "politician",
    "businessman", "businesswoman", "tycoon", "billionaire", "expat", "hero", "intellectual"};
static const char *const LEGISLATOR[] = {"lawmaker", "legislator", "mp", "mla", "senator",
    "congressman", "congresswoman", "candidate", "politician", "loyalist", "activist", "deputy"};

typedef struct stated { /* a title with what it relates */
    const drg_role_phrase *role;
    drg_slice head; /* last word, lower case */
    drg_slice kind; /* office, rank, honorific, role */
    uint32_t holder; /* the person who bears it */
    uint32_t owner;
    uint32_t first, end; /* tokens of the evidence */
} stated;

static drg_slice title_kind(const drg_relator *relator, const drg_role_phrase *role) {
    const drg_table *titles = drg_know_table(relator->know, "titles");
    size_t column = titles ? drg_table_column(titles, "kind") : SIZE_MAX;
    return column == SIZE_MAX ? (drg_slice){NULL, 0} : drg_table_cell(titles, role->title, column);
}

/* "President of COP 27", "fellow for ...": of something that is no entity here. A minister's field
 * is no such thing. */
static bool of_unknown(const drg_relator *relator, const stated *s) {
    const drg_document *document = relator->document;
    const drg_sentence *sentence = &document->sentences.items[s->role->sentence];
    uint32_t at = s->role->end_token;
    if (at + 1 >= sentence->end_token || !drg_relator_is(relator, at, "of") ||
        drg_slice_is(s->head, "minister") || drg_slice_is(s->head, "secretary"))
        return false;
    at += 1 + drg_relator_is(relator, at + 1, "the");
    return at < sentence->end_token && drg_token_capitalised(&document->tokens.items[at]) &&
           drg_document_mention_at(document, at) == DRG_NONE;
}

/* Widens the evidence to the mention of an entity nearest to the title, in the same sentence. */
static void widen(const drg_relator *relator, stated *s, uint32_t entity) {
    enum { REACH = 12 }; /* mentions looked at on each side */
    const drg_document *document = relator->document;
    const drg_sentence *sentence = &document->sentences.items[s->role->sentence];
    if (entity == DRG_NONE)
        return;
    uint32_t from = drg_document_mention_from(document, s->role->first_token);
    const drg_mention *best = NULL;
    for (uint32_t i = from; i < document->mentions.count && i < from + REACH && !best; i++) {
        const drg_mention *m = &document->mentions.items[i];
        if (m->first_token >= sentence->end_token)
            break;
        if (m->entity == entity)
            best = m;
    }
    for (uint32_t i = from; i > 0 && from - i < REACH; i--) {
        const drg_mention *m = &document->mentions.items[i - 1];
        if (m->first_token < sentence->first_token)
            break;
        if (m->entity != entity)
            continue;
        if (!best || s->role->first_token - m->end_token < best->first_token - s->role->end_token)
            best = m;
        break;
    }
    if (!best)
        return;
    s->first = best->first_token < s->first ? best->first_token : s->first;
    s->end = best->end_token > s->end ? best->end_token : s->end;
}

/* "judges": judge. The lists of heads name the singular. */
static drg_slice singular(drg_slice word) {
    if (word.size > 3 && word.data[word.size - 1] == 's' && word.data[word.size - 2] != 's')
        word.size--;
    return word;
}

static drg_slice label_of(const drg_relator *relator, const drg_role_phrase *role) {
    const drg_document *document = relator->document;
    return drg_slice_part(
        document->text, (drg_span){document->tokens.items[role->first_token].start,
                            document->tokens.items[role->end_token - 1].end});
}

/* What the bearer of an office serves: a body as it is; a state, an adjective or a person's state
 * as the entity that stands for the state. */
static uint32_t served(const drg_relator *relator, uint32_t owner, uint32_t holder) {
    uint32_t whose = owner == DRG_NONE ? holder : owner;
    const drg_entity *entity = drg_relator_entity(relator, whose);
    bool as_it_is = owner != DRG_NONE && entity->type != DRG_NORP && entity->type != DRG_PERSON;
    uint32_t state = as_it_is ? owner : drg_relation_state(relator, whose);
    if (state == DRG_NONE && owner != DRG_NONE && entity->type == DRG_NORP)
        return owner;
    return state;
}

/* A title of the tables at its bearer; whose it is. */
static drg_reason because(drg_relator *relator, const stated *s, bool nowhere) {
    drg_reason why = {.what = DRG_SLICE("relation")};
    drg_slice label = label_of(relator, s->role);
    if (relator->document->options.explain)
        why.rule = drg_arena_format(relator->arena, "the title '%.*s' stands at its bearer%s",
            (int)label.size, label.data,
            s->owner != DRG_NONE ? ", with whom it is of"
            : nowhere            ? "; of what, the text does not say"
                                 : "; it is of the bearer's state");
    return why;
}

static bool add_position(drg_relator *relator, const stated *s) {
    const drg_role_phrase *role = s->role;
    /* former offices are roles in the tables */
    bool office = drg_slice_is(s->kind, "office") ||
                  drg_slice_is(drg_know_sector_code(relator->know, role->sector), "ELI");
    if (drg_slice_is(s->kind, "honorific") || drg_slice_is(s->kind, "rank") ||
        DRG_ONE_OF(s->head, NO_POSITION))
        return true;
    bool calling = s->owner != DRG_NONE && DRG_ONE_OF(s->head, CALLING) &&
                   drg_relator_entity(relator, s->owner)->type != DRG_ORGANIZATION;
    /* "a Catholic lawyer": of a faith, which nobody serves by an office */
    bool faith = s->owner != DRG_NONE && drg_relator_entity(relator, s->owner)->type == DRG_NORP &&
                 drg_relator_entity(relator, s->owner)->country.size == 0;
    if (calling || (faith && !drg_slice_is(s->kind, "office")))
        return true;
    if (!office && s->owner == DRG_NONE)
        return true; /* "activist X": a description, no position in anything */
    bool business = drg_slice_is(drg_know_sector_code(relator->know, role->sector), "BUS");
    bool nowhere = s->owner == DRG_NONE && (business || of_unknown(relator, s));
    uint32_t object = nowhere ? DRG_NONE : served(relator, s->owner, s->holder);
    float confidence = s->owner != DRG_NONE ? 0.9F : 0.7F;
    relator->why = because(relator, s, nowhere);
    return drg_relation_add(relator, DRG_HOLDS_POSITION, s->holder, object, label_of(relator, role),
        s->first, s->end, confidence);
}

/* "Democratic Party lawmaker X": sits for the party, serves the state. */
static bool of_party(const drg_relator *relator, const stated *s) {
    if (s->owner == DRG_NONE || !DRG_ONE_OF(s->head, LEGISLATOR))
        return false;
    const drg_entity *owner = drg_relator_entity(relator, s->owner);
    return owner->type == DRG_ORGANIZATION && owner->sector_count &&
           drg_slice_is(drg_know_sector_code(relator->know, owner->sectors[0]), "PTY");
}

static bool add_stated(drg_relator *relator, const stated *s) {
    const drg_role_phrase *role = s->role;
    drg_relation_type type = DRG_HOLDS_POSITION;
    if (DRG_ONE_OF(s->head, KIN))
        type = DRG_KINSHIP;
    else if (DRG_ONE_OF(s->head, ALLY))
        type = DRG_ALLY_OF;
    else if (DRG_ONE_OF(s->head, OPPONENT))
        type = DRG_OPPONENT_OF;
    else if (DRG_ONE_OF(s->head, MEMBER) || of_party(relator, s))
        type = DRG_MEMBER_OF;
    if (type == DRG_HOLDS_POSITION)
        return add_position(relator, s);
    if (s->owner == DRG_NONE)
        return true;
    drg_entity_type owner = drg_relator_entity(relator, s->owner)->type;
    if ((type == DRG_KINSHIP && owner != DRG_PERSON) ||
        (type == DRG_MEMBER_OF && owner != DRG_ORGANIZATION))
        return true;
    relator->why = because(relator, s, false);
    return drg_relation_add(relator, type, s->holder, s->owner,
        type == DRG_MEMBER_OF ? (drg_slice){NULL, 0} : label_of(relator, role), s->first, s->end,
        0.8F);
}

static bool relate_title(drg_relator *relator, const drg_role_phrase *role, uint32_t holder) {
    const drg_document *document = relator->document;
    stated s = {.role = role,
        .head = document->tokens.items[role->end_token - 1].lower,
        .kind = title_kind(relator, role),
        .holder = holder,
        .owner = drg_relation_owner(relator, role),
        .first = role->first_token,
        .end = role->end_token};
    if (role->plural)
        s.head = singular(s.head);
    if (s.owner == holder)
        s.owner = DRG_NONE;
    widen(relator, &s, s.owner);
    widen(relator, &s, holder);
    return add_stated(relator, &s);
}

/* "councilors A, B and C", "three judges - A, B and C": every person of the list that follows. */
static bool relate_list(drg_relator *relator, const drg_role_phrase *role) {
    enum { MOST = 12 };
    static const char *const joins[] = {",", "and", "-", "\u2013", "\u2014", ":"};
    const drg_document *document = relator->document;
    const drg_sentence *sentence = &document->sentences.items[role->sentence];
    uint32_t at = role->end_token;
    for (int i = 0; i < MOST && at < sentence->end_token; i++) {
        while (at < sentence->end_token && at < role->end_token + 8 * MOST &&
               DRG_ONE_OF(document->tokens.items[at].lower, joins))
            at++;
        uint32_t mention = drg_document_mention_at(document, at);
        if (mention == DRG_NONE)
            return true;
        const drg_mention *m = &document->mentions.items[mention];
        if (m->kind != DRG_NAME || m->first_token != at ||
            document->entities.items[m->entity].type != DRG_PERSON)
            return true;
        if (m->entity != role->holder && !relate_title(relator, role, m->entity))
            return false;
        at = m->end_token;
        uint32_t last = at; /* a name in another script, in brackets */
        while (last < sentence->end_token && last < at + 4 && !drg_relator_is(relator, last, ")"))
            last++;
        if (drg_relator_is(relator, at, "(") && drg_relator_is(relator, last, ")"))
            at = last + 1;
    }
    return true;
}

bool drg_relate_titles(drg_relator *relator) {
    const drg_document *document = relator->document;
    for (size_t i = 0; i < document->roles.count; i++) {
        const drg_role_phrase *role = &document->roles.items[i];
        if (role->holder != DRG_NONE && !relate_title(relator, role, role->holder))
            return false;
        if (role->plural && !relate_list(relator, role))
            return false;
    }
    return true;
}
