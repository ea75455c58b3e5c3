/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which names of persons are one person's.
 *
 * A name whose words stand in the same order in a longer one, transliteration folded: "Marco Rubio"
 * <- "Rubio", "Xu Yusheng" <- "Xu". Among several bearers of a surname the one that was named last;
 * so two persons with one surname stay apart. A name that fits none is the one that it differs from
 * by a letter (chain_spelling.c). Only persons' names join persons: "Paris" the city
 * never joins "Paris Hilton".
 */
#include "chain.h"

static bool content(const drg_namer *namer, uint32_t at) {
    return namer->tokens[at].shape != DRG_SHAPE_DASH &&
           !(namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE) &&
           !((namer->marks[at] & DRG_MARK_PARTICLE) && !(namer->marks[at] & DRG_MARK_CAPITAL)) &&
           !drg_token_is(namer, at, "al") && !drg_token_is(namer, at, "el");
}

static bool same_word(const drg_namer *namer, uint32_t a, uint32_t b) {
    const drg_word *x = drg_namer_word(namer, a), *y = drg_namer_word(namer, b);
    if (x->skeleton == y->skeleton)
        return true;
    bool initial = namer->tokens[a].shape == DRG_SHAPE_LETTER;
    return initial && x->folded.size && y->folded.size && x->folded.data[0] == y->folded.data[0];
}

/* Whether the content words of the short name stand in the long one, in their order. */
static bool inside(const drg_namer *namer, const drg_reading *shorter, const drg_reading *longer) {
    uint32_t at = longer->first;
    for (uint32_t i = shorter->first; i < shorter->end; i++) {
        if (!content(namer, i))
            continue;
        while (at < longer->end && !same_word(namer, i, at))
            at++;
        if (at++ >= longer->end)
            return false;
    }
    return true;
}

static uint32_t last_content(const drg_namer *namer, const drg_reading *reading) {
    for (uint32_t i = reading->end; i > reading->first; i--)
        if (content(namer, i - 1))
            return i - 1;
    return reading->first;
}

/* The sex that the title before a name tells: 'f', 'm' or 0. */
static char sex_before(const drg_namer *namer, uint32_t at) {
    static const char *const female[] = {"mrs", "ms", "miss", "lady", "queen", "princess", "madam",
        "sister", "dame", "sheikha", "daw"};
    static const char *const male[] = {
        "mr", "sir", "lord", "king", "prince", "sheikh", "father", "brother", "sheik"};
    if (at == 0 || namer->role_of[at - 1] == DRG_NONE)
        return 0;
    drg_slice word = drg_namer_word(namer, at - 1)->folded;
    return DRG_ONE_OF(word, female) ? 'f' : DRG_ONE_OF(word, male) ? 'm' : 0;
}

static void note_sex(drg_namer *namer, const drg_reading *reading, drg_cluster *cluster) {
    char sex = sex_before(namer, reading->first);
    unsigned given = drg_namer_word(namer, reading->first)->person;
    bool several = reading->end - reading->first > 1;
    bool female = several && (given & DRG_NAME_FEMALE) && !(given & DRG_NAME_MALE);
    bool male = several && (given & DRG_NAME_MALE) && !(given & DRG_NAME_FEMALE);
    cluster->female |= sex == 'f' || (female && sex != 'm');
    cluster->male |= sex == 'm' || (male && sex != 'f');
}

/* Whether one bearer of a surname is meant rather than another: who was called by it before, then
 * who was named last. So "Abe" stays the Abe of the article after his wife has been named. */
static bool nearer(const drg_cluster *one, const drg_cluster *two) {
    if ((one->short_count > 0) != (two->short_count > 0))
        return one->short_count > 0;
    if (two->last_seen == DRG_NONE)
        return one->last_seen != DRG_NONE;
    return one->last_seen != DRG_NONE && one->last_seen > two->last_seen;
}

/* Of the bearers of a word: the nearest one whose name holds the reading. */
static uint32_t bearer_of(const chainer *chain, uint32_t reading, const bearers *list) {
    const drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    char sex = sex_before(namer, r->first);
    uint32_t best = DRG_NONE;
    for (uint32_t i = 0; i < list->count; i++) {
        const drg_cluster *cluster = &namer->clusters.items[list->clusters[i]];
        if ((sex == 'f' && cluster->male && !cluster->female) ||
            (sex == 'm' && cluster->female && !cluster->male))
            continue;
        if (!inside(namer, r, &namer->readings.items[cluster->fullest]))
            continue;
        if (best == DRG_NONE || nearer(cluster, &namer->clusters.items[best]))
            best = list->clusters[i];
    }
    return best;
}

/* "Pope | Francis": whom the tables have with the title before the name; DRG_NONE. */
static uint32_t thing_with_title(const drg_namer *namer, const drg_reading *r) {
    uint32_t role = r->first > 0 ? namer->role_of[r->first - 1] : DRG_NONE;
    if (role == DRG_NONE)
        return DRG_NONE;
    uint32_t first = namer->document->roles.items[role].first_token;
    uint32_t hit = drg_exact_hit(namer, first, r->end);
    for (uint32_t i = 0; hit != DRG_NONE && i < namer->hits.items[hit].thing_count; i++) {
        uint32_t thing = namer->hits.items[hit].things[i];
        if (drg_know_thing(namer->know, thing)->kind == DRG_THING_PERSON)
            return thing;
    }
    return DRG_NONE;
}

int drg_chain_person(chainer *chain, uint32_t reading) {
    drg_namer *namer = chain->namer;
    const drg_reading *r = &namer->readings.items[reading];
    uint32_t thing = drg_reading_thing(namer, r);
    if (thing != DRG_NONE && namer->hits.items[r->hit].guarded && r->end - r->first == 1)
        thing = DRG_NONE; /* a bare surname is no evidence of who it is */
    if (thing == DRG_NONE)
        thing = thing_with_title(namer, r);
    uint32_t key = DRG_NONE, cluster = DRG_NONE;
    if (thing != DRG_NONE) {
        key = drg_chain_key(chain, 't', drg_know_thing(namer->know, thing)->id);
        cluster = key == DRG_NONE ? DRG_NONE : chain->key_clusters.items[key];
    }
    uint32_t last = last_content(namer, r);
    if (thing == DRG_NONE && r->end - r->first > 1) {
        char buffer[DRG_KEY_ROOM]; /* the same words again, or a second name that the text gives */
        key = drg_chain_key(chain, 'p', drg_namer_key(namer, r->first, r->end, buffer));
        cluster = drg_namer_known_as(namer, reading);
        if (cluster == DRG_NONE && key != DRG_NONE)
            cluster = chain->key_clusters.items[key];
    }
    if (cluster == DRG_NONE)
        cluster = bearer_of(chain, reading, &chain->persons[drg_namer_word(namer, last)->skeleton]);
    if (cluster != DRG_NONE && thing != DRG_NONE &&
        namer->clusters.items[cluster].thing != DRG_NONE &&
        namer->clusters.items[cluster].thing != thing)
        cluster = DRG_NONE; /* two persons of the tables */
    bool surname = r->end - r->first == 1;
    if (cluster == DRG_NONE)
        cluster = drg_chain_misspelt(chain, reading, thing, surname);
    bool new = cluster == DRG_NONE;
    cluster = drg_chain_take(chain, reading, cluster, key, thing);
    if (cluster == DRG_NONE)
        return DRG_ENOMEM;
    if (new && (!drg_chain_spell(chain, reading, true) ||
                   (!surname && !drg_chain_spell(chain, reading, false))))
        return DRG_ENOMEM;
    note_sex(namer, r, &namer->clusters.items[cluster]);
    for (uint32_t i = r->first; i < r->end && i - r->first < DRG_NAME_TOKENS; i++)
        if (content(namer, i))
            drg_chain_bear(&chain->persons[drg_namer_word(namer, i)->skeleton], cluster);
    return DRG_OK;
}
