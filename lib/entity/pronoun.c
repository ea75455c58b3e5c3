/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "He", "she", "him", "her", "his", "who": to a person named before; "its": to a body or state.
 *
 * News keeps its pronouns simple: "he" is the person who was the subject last. The candidates are
 * the persons named in this sentence before the pronoun and in the BACK sentences before, of no
 * other sex by title or given name. With one candidate it is he; with several it is the one that
 * was named first in the latest sentence that names any (the subject stands first), with less
 * confidence. "X and his wife": his is X's. "Who" and "which" go to what is named right before
 * them. Pronouns inside a quotation are left alone unless a person is named in that quotation's
 * sentence: there they may be anybody. Outside, they never stand for somebody who is named only
 * inside a quotation, and sentences that are quoted as a whole do not count for BACK: after a long
 * quotation "he said" is who spoke before it.
 *
 * "Its" and "itself" are the body or state that the same sentence named first: the subject again.
 * "It" and "they" are left alone, for they are mostly no named entity.
 *
 * One pass over the tokens with the few persons of the last sentences: linear.
 */
#include "entity.h"

enum { BACK = 2, PERSONS = 8 };

typedef struct seen { /* persons of one turn in the order of their naming */
    uint32_t turn;
    uint32_t clusters[PERSONS];
    bool quoted[PERSONS]; /* named inside a quotation alone */
    uint32_t count;
} seen;

/* A turn is a sentence with words outside quotations, and the quoted ones right before it. */
typedef struct recall {
    seen window[BACK + 1];
    uint32_t turn, sentence; /* where the reader is */
    uint32_t named_in; /* sentence that named a person last */
    bool spoken; /* the turn has words outside quotations */
} recall;

static char sex_of(drg_slice word) {
    static const char *const male[] = {"he", "him", "his", "himself"};
    static const char *const female[] = {"she", "her", "hers", "herself"};
    for (size_t i = 0; i < 4; i++) {
        if (drg_slice_is(word, male[i]))
            return 'm';
        if (drg_slice_is(word, female[i]))
            return 'f';
    }
    return 0;
}

static bool fits(const drg_cluster *person, char sex) {
    return sex == 'm' ? !(person->female && !person->male) : !(person->male && !person->female);
}

static void move_to(recall *memory, const drg_token *token) {
    if (token->sentence != memory->sentence && memory->spoken) {
        memory->turn++;
        memory->spoken = false;
    }
    memory->sentence = token->sentence;
    if (drg_token_word(token) && !(token->flags & DRG_TOKEN_QUOTED))
        memory->spoken = true;
}

static void note(recall *memory, const drg_token *token, uint32_t cluster) {
    seen *now = &memory->window[memory->turn % (BACK + 1)];
    bool quoted = token->flags & DRG_TOKEN_QUOTED;
    if (now->turn != memory->turn)
        *now = (seen){.turn = memory->turn};
    memory->named_in = token->sentence;
    for (uint32_t i = 0; i < now->count; i++)
        if (now->clusters[i] == cluster) {
            if (quoted || !now->quoted[i])
                return;
            /* named in a quotation first: his place is where the article itself names him */
            now->count--;
            for (uint32_t k = i; k < now->count; k++) {
                now->clusters[k] = now->clusters[k + 1];
                now->quoted[k] = now->quoted[k + 1];
            }
            break;
        }
    if (now->count == PERSONS)
        return;
    now->quoted[now->count] = quoted;
    now->clusters[now->count++] = cluster;
}

/* The subject of the latest turn that names a fitting person; *sure when nobody else fits. */
static uint32_t find(
    const drg_namer *namer, const recall *memory, char sex, bool quoted, bool *sure) {
    uint32_t best = DRG_NONE;
    *sure = true;
    for (uint32_t back = 0; back <= BACK && back <= memory->turn; back++) {
        const seen *then = &memory->window[(memory->turn - back) % (BACK + 1)];
        if (then->turn != memory->turn - back)
            continue;
        for (uint32_t i = 0; i < then->count; i++) {
            if (!fits(&namer->clusters.items[then->clusters[i]], sex) ||
                (then->quoted[i] && !quoted))
                continue;
            if (best == DRG_NONE)
                best = then->clusters[i];
            else if (best != then->clusters[i])
                *sure = false;
        }
    }
    return best;
}

/* "X and his wife": the person named right before "and", DRG_NONE. */
static uint32_t beside(const drg_namer *namer, uint32_t at, char sex) {
    bool own = drg_token_is(namer, at, "his") || drg_token_is(namer, at, "her");
    if (!own || at < 2 || !drg_token_is(namer, at - 1, "and"))
        return DRG_NONE;
    uint32_t reading = drg_reading_to(namer, at - 1);
    if (reading == DRG_NONE ||
        namer->readings.items[reading].sentence != namer->tokens[at].sentence)
        return DRG_NONE;
    uint32_t cluster = namer->readings.items[reading].entity;
    const drg_cluster *person = &namer->clusters.items[cluster];
    return person->type == DRG_PERSON && fits(person, sex) ? cluster : DRG_NONE;
}

static bool add(drg_namer *namer, uint32_t at, uint32_t cluster, float confidence) {
    if (namer->reading_of[at] != DRG_NONE)
        return true;
    drg_mention *mention = drg_list_add(namer->arena, &namer->others);
    if (!mention)
        return false;
    *mention = (drg_mention){.first_token = at,
        .end_token = at + 1,
        .sentence = namer->tokens[at].sentence,
        .entity = cluster,
        .kind = DRG_PRONOUN,
        .confidence = confidence};
    return true;
}

/* "Who" to the person, "which" to the body, place or state named right before. */
static bool read_relative(drg_namer *namer, uint32_t at, bool person) {
    uint32_t end = at;
    if (end > 0 && drg_token_is(namer, end - 1, ","))
        end--;
    uint32_t reading = end ? drg_reading_to(namer, end) : DRG_NONE;
    if (reading == DRG_NONE ||
        namer->readings.items[reading].sentence != namer->tokens[at].sentence)
        return true;
    uint32_t cluster = namer->readings.items[reading].entity;
    bool fitting = (namer->clusters.items[cluster].type == DRG_PERSON) == person &&
                   namer->clusters.items[cluster].type != DRG_NORP;
    return !fitting || add(namer, at, cluster, 0.9F);
}

static void note_person(const drg_namer *namer, recall *memory, uint32_t at, uint32_t cluster) {
    if (namer->clusters.items[cluster].type == DRG_PERSON)
        note(memory, &namer->tokens[at], cluster);
}

static bool read_personal(drg_namer *namer, recall *memory, uint32_t at, char sex) {
    const drg_token *token = &namer->tokens[at];
    bool quoted = token->flags & DRG_TOKEN_QUOTED, sure = true;
    uint32_t cluster = beside(namer, at, sex);
    if (cluster == DRG_NONE)
        cluster = find(namer, memory, sex, quoted, &sure);
    if (cluster == DRG_NONE || (quoted && memory->named_in != token->sentence))
        return true;
    bool ok = add(namer, at, cluster, sure ? 0.8F : 0.55F);
    note(memory, token, cluster);
    return ok;
}

/* "Its": the body or state that its sentence named first, where it names one before the word. */
static bool read_its(drg_namer *namer, uint32_t at, uint32_t subject) {
    if (subject == DRG_NONE ||
        namer->readings.items[subject].sentence != namer->tokens[at].sentence)
        return true;
    return add(namer, at, namer->readings.items[subject].entity, 0.6F);
}

/* Keeps the first body or state of each sentence. */
static void note_thing(const drg_namer *namer, uint32_t reading, uint32_t *subject) {
    const drg_reading *r = &namer->readings.items[reading];
    drg_entity_type type = namer->clusters.items[r->entity].type;
    if (type != DRG_ORGANIZATION && type != DRG_GPE)
        return;
    if (*subject == DRG_NONE || namer->readings.items[*subject].sentence != r->sentence)
        *subject = reading;
}

int drg_namer_pronouns(drg_namer *namer) {
    uint32_t thing = DRG_NONE;
    recall memory = {.named_in = DRG_NONE};
    for (size_t i = 0; i <= BACK; i++)
        memory.window[i] = (seen){.turn = DRG_NONE};
    size_t nominals = namer->others.count, nominal = 0;
    for (uint32_t at = 0; at < namer->token_count; at++) {
        const drg_token *token = &namer->tokens[at];
        move_to(&memory, token);
        uint32_t reading = drg_reading_from(namer, at);
        if (reading != DRG_NONE)
            note_person(namer, &memory, at, namer->readings.items[reading].entity);
        for (; nominal < nominals && namer->others.items[nominal].first_token <= at; nominal++)
            note_person(namer, &memory, at, namer->others.items[nominal].entity);
        bool ok = true;
        if (drg_slice_is(token->lower, "who") || drg_slice_is(token->lower, "which"))
            ok = read_relative(namer, at, drg_slice_is(token->lower, "who"));
        if (reading != DRG_NONE)
            note_thing(namer, reading, &thing);
        if (ok && (drg_slice_is(token->lower, "its") || drg_slice_is(token->lower, "itself")))
            ok = read_its(namer, at, thing);
        char sex = sex_of(token->lower);
        if (ok && sex)
            ok = read_personal(namer, &memory, at, sex);
        if (!ok)
            return DRG_ENOMEM;
    }
    return DRG_OK;
}
