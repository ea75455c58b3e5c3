/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "He", "she", "him", "her", "his", "who": to a person named before.
 *
 * News keeps its pronouns simple: "he" is the person who was the subject last. The candidates are
 * the persons named in this sentence before the pronoun and in the BACK sentences before, of no
 * other sex by title or given name. With one candidate it is he; with several it is the one that
 * was named first in the latest sentence that names any (the subject stands first), with less
 * confidence. "Who" and "which" go to what is named right before them. Pronouns inside a quotation
 * are left alone unless a person is named in that quotation's sentence: there they may be anybody.
 *
 * One pass over the tokens with the few persons of the last sentences: linear.
 */
#include "entity.h"

enum { BACK = 2, PERSONS = 8 };

typedef struct seen { /* persons of one sentence in the order of their naming */
    uint32_t sentence;
    uint32_t clusters[PERSONS];
    uint32_t count;
} seen;

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

static void note(seen window[BACK + 1], uint32_t sentence, uint32_t cluster) {
    seen *now = &window[sentence % (BACK + 1)];
    if (now->sentence != sentence)
        *now = (seen){.sentence = sentence};
    for (uint32_t i = 0; i < now->count; i++)
        if (now->clusters[i] == cluster)
            return;
    if (now->count < PERSONS)
        now->clusters[now->count++] = cluster;
}

/* The subject of the latest sentence that names a fitting person; *sure when nobody else fits. */
static uint32_t find(
    const drg_namer *namer, const seen window[BACK + 1], uint32_t sentence, char sex, bool *sure) {
    uint32_t best = DRG_NONE;
    *sure = true;
    for (uint32_t back = 0; back <= BACK && back <= sentence; back++) {
        const seen *then = &window[(sentence - back) % (BACK + 1)];
        if (then->sentence != sentence - back)
            continue;
        for (uint32_t i = 0; i < then->count; i++) {
            if (!fits(&namer->clusters.items[then->clusters[i]], sex))
                continue;
            if (best == DRG_NONE)
                best = then->clusters[i];
            else if (best != then->clusters[i])
                *sure = false;
        }
    }
    return best;
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

int drg_namer_pronouns(drg_namer *namer) {
    seen window[BACK + 1];
    for (size_t i = 0; i <= BACK; i++)
        window[i] = (seen){.sentence = DRG_NONE};
    size_t nominals = namer->others.count, nominal = 0;
    for (uint32_t at = 0; at < namer->token_count; at++) {
        const drg_token *token = &namer->tokens[at];
        uint32_t reading = drg_reading_from(namer, at);
        if (reading != DRG_NONE) {
            uint32_t cluster = namer->readings.items[reading].entity;
            if (namer->clusters.items[cluster].type == DRG_PERSON)
                note(window, token->sentence, cluster);
        }
        for (; nominal < nominals && namer->others.items[nominal].first_token <= at; nominal++) {
            uint32_t cluster = namer->others.items[nominal].entity;
            if (namer->clusters.items[cluster].type == DRG_PERSON)
                note(window, token->sentence, cluster);
        }
        bool ok = true, sure;
        if (drg_slice_is(token->lower, "who") || drg_slice_is(token->lower, "which"))
            ok = read_relative(namer, at, drg_slice_is(token->lower, "who"));
        char sex = sex_of(token->lower);
        if (ok && sex) {
            uint32_t cluster = find(namer, window, token->sentence, sex, &sure);
            const seen *now = &window[token->sentence % (BACK + 1)];
            bool here = now->sentence == token->sentence && now->count > 0;
            if (cluster != DRG_NONE && (!(token->flags & DRG_TOKEN_QUOTED) || here)) {
                ok = add(namer, at, cluster, sure ? 0.8F : 0.55F);
                note(window, token->sentence, cluster);
            }
        }
        if (!ok)
            return DRG_ENOMEM;
    }
    return DRG_OK;
}
