/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where each entity was seen last, and how: what a reader has in mind when a pronoun comes.
 *
 * A list of the DRG_LINK_RECENT entities seen last, the latest first (centering theory's list of
 * forward-looking centers, Grosz, Joshi and Weinstein 1995, kept over sentences), and for each
 * entity a note of its last mention: sentence, place in the clause, by name or not, the sentences
 * of which it was a subject, the title that it bore. Each mention costs a walk over that list:
 * linear in the text.
 */
#include "link.h"

int drg_link_memory(drg_linker *linker) {
    drg_namer *namer = linker->namer;
    /* holders of offices that the tables add (link_holder.c), and groups (group.c) */
    size_t room = namer->clusters.count + 1;
    const size_t more = DRG_LINK_HOLDERS + DRG_LINK_GROUPS;
    linker->sights = drg_arena_array(namer->arena, room + more, sizeof(drg_sight));
    linker->title_bearer =
        drg_arena_array(namer->arena, namer->interned.count + 1, sizeof(uint32_t));
    linker->state_of = drg_arena_array(namer->arena, room, sizeof(uint32_t));
    linker->tallies = drg_arena_array(namer->arena, room, sizeof(drg_link_tally));
    drg_intern_init(&linker->states, namer->arena, namer->document->key);
    if (!linker->sights || !linker->title_bearer || !linker->state_of || !linker->tallies)
        return DRG_ENOMEM;
    linker->sight_count = room + more;
    for (size_t i = 0; i < linker->sight_count; i++)
        linker->sights[i] = (drg_sight){.sentence = DRG_NONE,
            .first_sentence = DRG_NONE,
            .subject_in = DRG_NONE,
            .subject_before = DRG_NONE,
            .turn = {DRG_NONE, DRG_NONE},
            .spoke_in = DRG_NONE,
            .role = DRG_NONE,
            .head = DRG_NONE};
    for (size_t i = 0; i < namer->interned.count; i++)
        linker->title_bearer[i] = DRG_NONE;
    linker->speaker = linker->last_he = linker->last_she = linker->group = DRG_NONE;
    for (int pass = 0; pass < 2; pass++) /* states, then nationalities where there is no state */
        for (uint32_t i = 0; i < namer->clusters.count; i++) {
            const drg_cluster *cluster = &namer->clusters.items[i];
            bool state = cluster->thing != DRG_NONE &&
                         drg_know_thing(namer->know, cluster->thing)->kind == DRG_THING_STATE;
            if (cluster->country.size == 0 || cluster->count == 0 ||
                (pass == 0 ? !state : cluster->type != DRG_NORP))
                continue;
            size_t before = linker->states.count;
            uint32_t code = drg_intern_add(&linker->states, cluster->country);
            if (code == DRG_NONE)
                return DRG_ENOMEM;
            if (linker->states.count > before)
                linker->state_of[code] = i;
        }
    return DRG_OK;
}

uint32_t drg_link_state(const drg_linker *linker, drg_slice country) {
    uint32_t code = country.size ? drg_intern_find(&linker->states, country) : DRG_NONE;
    return code == DRG_NONE ? DRG_NONE : linker->state_of[code];
}

drg_sight *drg_link_sight(drg_linker *linker, uint32_t entity) {
    return &linker->sights[entity < linker->sight_count ? entity : linker->sight_count - 1];
}

static void to_front(drg_linker *linker, uint32_t entity) {
    size_t at = 0;
    while (at < linker->recent_count && linker->recent[at] != entity)
        at++;
    if (at == linker->recent_count) {
        if (linker->recent_count < DRG_LINK_RECENT)
            linker->recent_count++;
        else
            at--; /* the one seen longest ago is forgotten */
    }
    for (; at > 0; at--)
        linker->recent[at] = linker->recent[at - 1];
    linker->recent[0] = entity;
}

void drg_link_move(drg_linker *linker, uint32_t token) {
    const drg_token *at = &linker->namer->tokens[token];
    if (at->sentence != linker->turn_sentence && linker->turn_spoken) {
        linker->turn++;
        linker->turn_spoken = false;
    }
    linker->turn_sentence = at->sentence;
    if (drg_token_word(at) && !(at->flags & DRG_TOKEN_QUOTED))
        linker->turn_spoken = true;
}

/* The last two different sentences, the later first. */
static void push(uint32_t *latest, uint32_t *before, uint32_t sentence) {
    if (*latest == sentence)
        return;
    *before = *latest;
    *latest = sentence;
}

static void note_title(drg_linker *linker, uint32_t entity, uint32_t role, drg_sight *sight) {
    const drg_role_phrase *phrase = &linker->namer->document->roles.items[role];
    sight->role = role;
    linker->title_bearer[linker->namer->word_of[phrase->end_token - 1]] = entity;
}

/* The title right before a name, or the one that the text says its bearer has. */
static void note_name_title(drg_linker *linker, uint32_t entity, uint32_t start, drg_sight *sight) {
    const drg_namer *namer = linker->namer;
    uint32_t role = start > 0 ? namer->role_of[start - 1] : DRG_NONE;
    if (role != DRG_NONE && namer->document->roles.items[role].holder == entity)
        note_title(linker, entity, role, sight);
}

/* "The Russians", "the Lenca people": a plural, of a people, a party, a crew. */
static bool plural_name(const drg_namer *namer, uint32_t entity, uint32_t end) {
    drg_entity_type type = namer->clusters.items[entity].type;
    drg_slice word = namer->tokens[end - 1].lower;
    if (type != DRG_NORP && type != DRG_ORGANIZATION)
        return false;
    if (drg_token_is(namer, end, "people"))
        return true;
    return word.size > 3 && word.data[word.size - 1] == 's' && word.data[word.size - 2] != 's';
}

static void note_form(const drg_namer *namer, uint32_t entity, uint32_t end, drg_sight *sight) {
    bool noun = end < namer->token_count && namer->reading_of[end] == DRG_NONE &&
                namer->tokens[end].sentence == namer->tokens[end - 1].sentence &&
                namer->tokens[end].shape == DRG_SHAPE_LOWER && drg_link_noun(namer, end);
    sight->plural = plural_name(namer, entity, end);
    sight->modifies = noun && !drg_token_is(namer, end, "people");
}

void drg_link_note(drg_linker *linker, uint32_t entity, drg_mention_kind kind, uint32_t start,
    uint32_t end, const drg_asker *asker) {
    const drg_namer *namer = linker->namer;
    uint32_t sentence = namer->tokens[start].sentence;
    drg_sight *sight = drg_link_sight(linker, entity);
    drg_link_place place =
        asker ? (drg_link_place)asker->place : drg_link_place_of(namer, start, end);
    bool quoted = namer->tokens[start].flags & DRG_TOKEN_QUOTED;
    to_front(linker, entity);
    if (sight->count == 0)
        sight->first_sentence = sentence;
    sight->count++;
    sight->token = end;
    sight->sentence = sentence;
    sight->kind = (uint8_t)kind;
    sight->place = (uint8_t)place;
    sight->unquoted |= !quoted;
    if (place == DRG_PLACE_SUBJECT)
        push(&sight->subject_in, &sight->subject_before, sentence);
    for (int k = quoted; k < 2; k++) {
        if (sight->turn[k] != linker->turn)
            sight->turn_first[k] = start;
        sight->turn[k] = linker->turn;
    }
    bool speaks = asker ? asker->speaks : drg_link_speaks(namer, start, end);
    if (speaks && !quoted) {
        linker->speaker = entity;
        sight->spoke_in = sentence;
    }
    if (kind == DRG_NAME) {
        memmove(&sight->named[1], &sight->named[0], (DRG_LINK_NAMES - 1) * sizeof sight->named[0]);
        sight->named[0] = (drg_link_span){start, end};
        note_name_title(linker, entity, start, sight);
        note_form(namer, entity, end, sight);
    }
    if (!asker)
        return;
    if (asker->sex) {
        sight->pronoun = asker->sex;
        *(asker->sex == 'm' ? &linker->last_he : &linker->last_she) = entity;
    }
    if (asker->role != DRG_NONE)
        note_title(linker, entity, asker->role, sight);
    if (asker->class >= DRG_ASK_OFFICE)
        sight->head = namer->word_of[asker->end - 1];
}
