/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which two states "the two countries", "both sides", "the two governments" are.
 *
 * Not simply those that were named last: an article on a truce also names who mediates, who watches
 * and where the talks are. So each state is weighed by the sentences that name it so far, itself, a
 * nationality, a body or a person of it (the head of the article counts twice), and these count
 * for nothing: the town before a dateline, a town that only says where ("talks in Doha"), news
 * media, and who goes between ("observers from Ghana and Togo", "brokered by Kenya", "Kenyan
 * mediators"). Who acts on both is neither of them ("Kenya urged both sides": principle B of
 * binding, Chomsky 1981): a state that is subject, or the country of the subject, of the clause
 * whose object the words are, is left out. A state that speaks of both ("said the two countries
 * would", "praised the ties between the two countries") mostly is one of them.
 *
 * The two weightiest are meant where the third is far behind; else the one that is weightiest with
 * the one that was named last. Where neither tells, nobody: a wrong pair spoils every event that it
 * is a party of.
 *
 * Cost: a few tokens a name; at most BACK names, and for each CLAUSE tokens, for each word that
 * counts: linear.
 */
#include "link.h"

enum { BACK = 48, MOST = 12 }; /* names that are read backwards; states among them */
enum { HEAD = 2 }; /* sentences of an article's head */
enum { CLAUSE = 64 }; /* tokens before the words in which their clause is looked for */

static uint32_t code_of(const drg_linker *linker, drg_slice country) {
    return country.size == 3 ? drg_intern_find(&linker->states, country) : DRG_NONE;
}

/* ---- how often each state was named ---------------------------------------------------------- */

/* "In Doha", "near Goma": a town that only says where. */
static bool only_where(const drg_namer *namer, const drg_reading *reading) {
    const drg_cluster *cluster = &namer->clusters.items[reading->entity];
    const drg_dateline *line = &namer->document->dateline;
    if (line->found && reading->first >= line->place_first && reading->first < line->place_end)
        return true;
    bool state = cluster->thing != DRG_NONE &&
                 drg_know_thing(namer->know, cluster->thing)->kind == DRG_THING_STATE;
    return cluster->type == DRG_FACILITY || cluster->type == DRG_LOCATION ||
           (cluster->type == DRG_GPE && !state && reading->first > 0 &&
               drg_namer_token_in(
                   namer, reading->first - 1, "|in|at|near|from|outside|around|to|of|,|"));
}

static bool medium(const drg_namer *namer, const drg_cluster *cluster) {
    return cluster->thing != DRG_NONE &&
           drg_slice_is(drg_know_thing(namer->know, cluster->thing)->subkind, "media");
}

#define BETWEEN                                                                                    \
    "|mediator|mediators|mediation|mediated|mediating|observer|observers|broker|brokers|"          \
    "brokered|monitor|monitors|facilitator|facilitators|facilitated|intermediary|"                 \
    "intermediaries|guarantor|guarantors|"

/* "Observers from Ghana and Togo", "mediated by Kenya", "Kenyan mediators". */
static bool goes_between(const drg_namer *namer, const drg_reading *reading) {
    enum { REACH = 12 };
    const uint32_t sentence = reading->sentence;
    uint32_t at = reading->end;
    if (drg_link_inside(namer, at, sentence) && (namer->tokens[at].flags & DRG_TOKEN_POSSESSIVE))
        at++;
    for (int i = 0; i < 2 && drg_link_inside(namer, at, sentence); i++, at++)
        if (drg_namer_token_in(namer, at, BETWEEN))
            return true;
    for (at = reading->first; at > 0 && reading->first - at < REACH; at--) {
        if (!drg_link_inside(namer, at - 1, sentence))
            return false;
        bool joins = drg_namer_token_in(namer, at - 1, "|from|of|by|and|,|the|as|including|both|");
        if (!joins && namer->reading_of[at - 1] == DRG_NONE)
            return drg_namer_token_in(namer, at - 1, BETWEEN);
    }
    return false;
}

void drg_link_tally_note(drg_linker *linker, const drg_reading *reading) {
    const drg_namer *namer = linker->namer;
    const drg_cluster *cluster = drg_link_cluster(linker, reading->entity);
    uint32_t code = code_of(linker, cluster->country);
    if (code == DRG_NONE || only_where(namer, reading) || medium(namer, cluster))
        return;
    drg_link_tally *tally = &linker->tallies[code];
    if (goes_between(namer, reading)) {
        tally->between = true;
        return;
    }
    if (tally->sentences && tally->last == reading->sentence)
        return;
    if (linker->tallied == 0)
        linker->tallied = reading->sentence + 1;
    tally->head |= linker->tallied == reading->sentence + 1;
    tally->sentences += reading->sentence < HEAD ? 2 : 1;
    tally->last = reading->sentence;
}

/* ---- who acts on both ------------------------------------------------------------------------ */

/* The words are what the clause acts on: "urged both sides", "talks with the two governments". */
static bool acted_on(const drg_namer *namer, uint32_t first, uint32_t sentence) {
    uint32_t at = first;
    while (at > 0 && drg_link_inside(namer, at - 1, sentence) &&
           drg_namer_token_in(namer, at - 1, "|the|these|those|all|"))
        at--;
    return at > 0 && drg_link_inside(namer, at - 1, sentence) &&
           (drg_link_verb(namer, at - 1) ||
               drg_namer_token_in(namer, at - 1, "|with|to|on|upon|against|for|from|"));
}

static bool joins_names(const drg_namer *namer, uint32_t at) {
    return namer->reading_of[at - 1] != DRG_NONE && namer->reading_of[at + 1] != DRG_NONE;
}

/* Who is named at a token, or meant by "he" and "she"; DRG_NONE: nobody. */
static uint32_t subject_at(const drg_linker *linker, uint32_t token) {
    uint32_t reading = drg_reading_from(linker->namer, token);
    if (reading != DRG_NONE)
        return linker->namer->readings.items[reading].entity;
    return drg_token_is(linker->namer, token, "he")    ? linker->last_he
           : drg_token_is(linker->namer, token, "she") ? linker->last_she
                                                       : DRG_NONE;
}

/* Who stands before the words in their clause, and in its subject, with their states. */
static size_t acting(const drg_linker *linker, uint32_t first, uint32_t *out, size_t room) {
    const drg_namer *namer = linker->namer;
    uint32_t sentence = namer->tokens[first].sentence, begins = first;
    size_t count = 0;
    bool skipping = false, named = false; /* a clause that is set in; a name was met */
    if (!acted_on(namer, first, sentence))
        return 0;
    while (begins > 0 && first - begins < CLAUSE && drg_link_inside(namer, begins - 1, sentence))
        begins--;
    for (uint32_t at = first; at > begins && count + 1 < room; at--) {
        uint32_t t = at - 1, reading = namer->reading_of[t];
        bool breaks = reading == DRG_NONE && t > begins && drg_link_breaks(namer, t) &&
                      !joins_names(namer, t);
        if (breaks && skipping && drg_token_is(namer, t, ",")) {
            skipping = false;
            continue;
        }
        if (breaks && !skipping) {
            if (named || !drg_link_verb(namer, t + 1))
                return count; /* the clause begins here */
            skipping = true;
        }
        uint32_t entity = subject_at(linker, t);
        if (skipping || entity == DRG_NONE)
            continue;
        named = true;
        out[count++] = entity;
        uint32_t state = drg_link_state(linker, drg_link_cluster(linker, entity)->country);
        if (state != DRG_NONE && state != entity)
            out[count++] = state;
    }
    return count;
}

/* ---- the pair -------------------------------------------------------------------------------- */

bool drg_link_acts_on(
    const drg_linker *linker, uint32_t first, const uint32_t *members, size_t count) {
    uint32_t out[MOST];
    size_t found = acting(linker, first, out, MOST);
    for (size_t i = 0; i < count; i++) {
        drg_slice country = drg_link_cluster(linker, members[i])->country;
        uint32_t code = code_of(linker, country);
        if (drg_link_holds(out, found, members[i]) ||
            (code != DRG_NONE && (linker->tallies[code].between ||
                                     drg_link_holds(out, found, linker->state_of[code]))))
            return true;
    }
    return false;
}

typedef struct rival {
    uint32_t state, weight, last; /* entity; sentences; the last of them */
    bool head;
} rival;

/* The states named last, the latest first. */
static size_t rivals_of(const drg_linker *linker, uint32_t first, rival *rivals) {
    const drg_namer *namer = linker->namer;
    size_t count = 0;
    uint32_t seen[MOST];
    for (uint32_t i = 0; i < BACK && i < linker->passed && count < MOST; i++) {
        const drg_reading *reading = &namer->readings.items[linker->passed - 1 - i];
        uint32_t code = code_of(linker, drg_link_cluster(linker, reading->entity)->country);
        if (code == DRG_NONE || linker->tallies[code].sentences == 0 || only_where(namer, reading))
            continue;
        uint32_t state = linker->state_of[code];
        if (drg_link_holds(seen, count, state) || drg_link_acts_on(linker, first, &state, 1))
            continue;
        seen[count] = state;
        const drg_link_tally *tally = &linker->tallies[code];
        rivals[count++] = (rival){state, tally->sentences, tally->last, tally->head};
    }
    return count;
}

/* The place of the weightiest but for two; the later one of equals. */
static size_t weightiest(const rival *rivals, size_t count, size_t but, size_t nor) {
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        if (i != but && i != nor && (best == SIZE_MAX || rivals[i].weight > rivals[best].weight))
            best = i;
    return best;
}

/* The third is far behind, or no more than named in an article whose head names the other two. */
static bool outweigh(const rival *rivals, size_t one, size_t two, size_t three) {
    if (three == SIZE_MAX)
        return true;
    const rival *second = &rivals[two], *third = &rivals[three];
    bool head = rivals[one].head && second->head && !third->head;
    return second->weight > 1 && second->weight >= (head ? third->weight + 1 : 2 * third->weight);
}

/* Named often, or just now; and of two sides none is named in passing. */
static bool in_mind(const rival *one, const rival *two, uint32_t sentence, bool sides) {
    enum { NEAR = 1, BACK_THEN = 4, TIMES = 4 };
    uint32_t reach = sides ? NEAR : BACK_THEN;
    return (one->weight > 1 || sentence - one->last <= reach) &&
           (two->weight > 1 || sentence - two->last <= reach) &&
           (!sides || one->weight <= TIMES * two->weight);
}

bool drg_link_two_states(
    const drg_linker *linker, uint32_t first, bool sides, uint32_t members[2]) {
    rival rivals[MOST];
    size_t count = rivals_of(linker, first, rivals);
    if (count < 2)
        return false;
    uint32_t sentence = linker->namer->tokens[first].sentence;
    size_t one = weightiest(rivals, count, SIZE_MAX, SIZE_MAX);
    size_t two = weightiest(rivals, count, one, SIZE_MAX);
    size_t three = weightiest(rivals, count, one, two);
    if ((one > 1 || two > 1) && !outweigh(rivals, one, two, three)) {
        if (one > 1)
            return false;
        two = 1 - one; /* the weightiest and the one named last */
        if (sentence - rivals[two].last > 1)
            return false;
    }
    if (!in_mind(&rivals[one], &rivals[two], sentence, sides))
        return false;
    bool swap =
        rivals[one].last > rivals[two].last || (rivals[one].last == rivals[two].last && one < two);
    members[0] = rivals[swap ? two : one].state;
    members[1] = rivals[swap ? one : two].state;
    return true;
}

bool drg_link_outweighed(
    const drg_linker *linker, uint32_t first, const uint32_t *members, size_t count) {
    enum { LEAST = 2 };
    rival rivals[MOST], list = {.weight = 0};
    size_t rival_count = rivals_of(linker, first, rivals), heavier = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t code = code_of(linker, drg_link_cluster(linker, members[i])->country);
        if (code == DRG_NONE)
            return false;
        const drg_link_tally *tally = &linker->tallies[code];
        list.weight = tally->sentences > list.weight ? tally->sentences : list.weight;
        list.head |= tally->head;
    }
    for (size_t i = 0; i < rival_count; i++)
        heavier +=
            rivals[i].weight > LEAST &&
            rivals[i].weight >= (rivals[i].head && !list.head ? list.weight + 1 : 2 * list.weight);
    return heavier >= count;
}
