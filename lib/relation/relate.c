/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The relate stage: facts between entities that the article states, each with the words that state
 * it. Titles have found their bearers in the name stage; here they become relations. Names that
 * stand side by side ("Loliondo, Tanzania", "the Egyptian Health Ministry") give the others.
 *
 * A relation that is stated again is not added again: the first statement is its evidence. The
 * object of an office is the state as an entity where the text names it anywhere, else its
 * adjective ("French President X": France, or else French).
 *
 * What it does not do: verbs of joining, leaving, marrying; relations across sentences.
 * Cost: linear in titles and mentions.
 */
#include "relation.h"

#include "../base/reason.h"

/* Whom a title's adjective names: 0 a state, 1 its people ("Canadian"), 2 a people in it ("Inuit");
 * 3 none of these. */
static int rank_of_state(const drg_relator *relator, uint32_t entity) {
    uint32_t row = relator->document->entity_thing[entity];
    const drg_thing *thing = row == DRG_NONE ? NULL : drg_know_thing(relator->know, row);
    if (thing && thing->kind == DRG_THING_STATE)
        return 0;
    if (relator->document->entities.items[entity].type != DRG_NORP)
        return 3;
    return thing && drg_slice_is(thing->subkind, "nationality") ? 1 : 2;
}

static int note_countries(drg_relator *relator) {
    const drg_document *document = relator->document;
    size_t count = document->entities.count;
    drg_intern_init(&relator->countries, relator->arena, document->key);
    relator->state_of = drg_arena_array(relator->arena, count + 1, sizeof(uint32_t));
    if (!relator->state_of)
        return DRG_ENOMEM;
    for (size_t i = 0; i <= count; i++)
        relator->state_of[i] = DRG_NONE;
    for (int rank = 0; rank < 3; rank++) /* states first, adjectives where there is none */
        for (uint32_t i = 0; i < count; i++) {
            const drg_entity *entity = &document->entities.items[i];
            if (entity->country.size == 0 || rank_of_state(relator, i) != rank)
                continue;
            uint32_t code = drg_intern_add(&relator->countries, entity->country);
            if (code == DRG_NONE)
                return DRG_ENOMEM;
            if (relator->state_of[code] == DRG_NONE)
                relator->state_of[code] = i;
        }
    return DRG_OK;
}

uint32_t drg_relation_state(const drg_relator *relator, uint32_t entity) {
    drg_slice country = drg_relator_entity(relator, entity)->country;
    uint32_t code = country.size ? drg_intern_find(&relator->countries, country) : DRG_NONE;
    return code == DRG_NONE ? DRG_NONE : relator->state_of[code];
}

/* The last word of a label: "Prime Minister" and "prime minister" are one office. */
static drg_slice head_of(
    const drg_relator *relator, drg_slice label, uint32_t first, uint32_t end) {
    drg_slice head = {NULL, 0};
    const drg_document *document = relator->document;
    uint32_t last = (uint32_t)(label.data - document->text.data + (ptrdiff_t)label.size);
    for (uint32_t i = first; label.size && i < end; i++)
        if (document->tokens.items[i].end <= last)
            head = document->tokens.items[i].lower;
    return head;
}

/* Both sides of KINSHIP, ALLY_OF and OPPONENT_OF stand alike: the inverse is the same relation. */
static bool symmetric(drg_relation_type type) {
    return type == DRG_KINSHIP || type == DRG_ALLY_OF || type == DRG_OPPONENT_OF;
}

/* Notes a relation; fresh: it was not noted before. False: out of memory. */
static bool note(drg_relator *relator, drg_relation_type type, uint32_t subject, uint32_t object,
    drg_slice head, bool *fresh) {
    bool swap = symmetric(type) && object < subject;
    drg_slice key = drg_arena_format(relator->arena, "%d %u %u %.*s", (int)type,
        swap ? object : subject, swap ? subject : object, head.size > 60 ? 60 : (int)head.size,
        head.size ? head.data : "");
    size_t known = relator->keys.count;
    if (key.size == 0 || drg_intern_add(&relator->keys, key) == DRG_NONE)
        return false;
    *fresh = relator->keys.count != known;
    return true;
}

/* What decided: the rule or score of who adds it, and for what it is an office of, the state. */
static void explain(drg_relator *relator, drg_relation *relation) {
    drg_document *document = relator->document;
    drg_reasons reasons;
    if (!document->options.explain)
        return;
    drg_reasons_open(&reasons, relator->arena);
    *drg_reasons_add(&reasons, "relation", relator->why.rule) = relator->why;
    if (relation->object != DRG_NONE && relation->type == DRG_HOLDS_POSITION) {
        const drg_entity *object = drg_relator_entity(relator, relation->object);
        drg_reasons_add(&reasons, "object",
            drg_slice_equal(
                object->country, drg_relator_entity(relator, relation->subject)->country)
                ? DRG_SLICE("whom the title names, else the state of its bearer")
                : DRG_SLICE("whom the title names"));
    }
    relation->reasons = reasons.items;
    relation->reason_count = reasons.items ? reasons.count : 0;
}

bool drg_relation_add(drg_relator *relator, drg_relation_type type, uint32_t subject,
    uint32_t object, drg_slice label, uint32_t first, uint32_t end, float confidence) {
    drg_document *document = relator->document;
    if (subject == object || confidence < document->options.min_confidence)
        return true;
    drg_slice head = head_of(relator, label, first, end);
    bool title = type == DRG_HOLDS_POSITION, fresh, held;
    if (!note(relator, type, subject, object, title ? head : (drg_slice){NULL, 0}, &fresh))
        return false;
    if (!fresh)
        return true;
    /* a member without a title is what somebody with one is anyway */
    if (title && !note(relator, DRG_MEMBER_OF, subject, object, (drg_slice){NULL, 0}, &held))
        return false;
    drg_relation *relation = drg_list_add(relator->arena, &document->relations);
    if (!relation)
        return false;
    *relation = (drg_relation){.type = type,
        .subject = subject,
        .object = object,
        .label = label,
        .evidence = {document->tokens.items[first].start, document->tokens.items[end - 1].end},
        .sentence = document->tokens.items[first].sentence,
        .confidence = confidence};
    explain(relator, relation);
    return true;
}

/* Reading order of the evidence; a stable merge sort, from runs of one up. */
static int order(drg_relator *relator) {
    drg_document *document = relator->document;
    size_t count = document->relations.count;
    drg_relation *from = document->relations.items;
    drg_relation *to = drg_arena_array(relator->arena, count + 1, sizeof *to);
    if (!to)
        return DRG_ENOMEM;
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t start = 0; start < count; start += 2 * run) {
            size_t middle = start + run < count ? start + run : count;
            size_t end = start + 2 * run < count ? start + 2 * run : count;
            for (size_t a = start, b = middle, i = start; i < end; i++) {
                bool left =
                    b >= end || (a < middle && from[a].evidence.start <= from[b].evidence.start);
                to[i] = from[left ? a++ : b++];
            }
        }
        drg_relation *swap = from;
        from = to;
        to = swap;
    }
    if (from != document->relations.items) {
        document->relations.items = from;
        document->relations.capacity = count;
    }
    return DRG_OK;
}

int drg_run_relate(drg_document *document, const drg_engine *engine) {
    drg_relator relator = {.document = document, .know = engine->know, .arena = &document->arena};
    drg_intern_init(&relator.keys, relator.arena, document->key);
    int result = note_countries(&relator);
    if (result)
        return result;
    if (!drg_relate_titles(&relator) || !drg_relate_alliances(&relator) ||
        !drg_relate_stances(&relator) || !drg_relate_places(&relator) ||
        !drg_relate_learned(&relator))
        return DRG_ENOMEM;
    return order(&relator);
}
