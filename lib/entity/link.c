/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pronouns and noun phrases -> the entities that they stand for.
 *
 * One walk over the text, as one reads it: a name is remembered (link_memory.c); a pronoun or a
 * noun phrase that may stand for an entity asks (link_ask.c) who of those in mind is meant. Each
 * candidate's observations are added up with the fitted weights of the asker's class
 * (link_weights.c), and so are those that speak for nobody; the best sum wins. What was linked is
 * remembered in turn: "the president ... he ... his" is a chain. So a link rests on earlier links,
 * as the weights were fitted.
 *
 * The mention covers the head words alone, so that it never overlaps a name inside the phrase; its
 * span is the phrase (publish.c). An office of a state ("the French president") that nobody in the
 * text bears goes to who held it on the day by the tables.
 *
 * With options.explain each link says which observations counted most, and who came second.
 *
 * "I" and "we" wait for the quote stage (first_person.c). "Who" and "which" are linked where the
 * reading engine has them as a party of an event: elsewhere their antecedent stands right before
 * them and they say nothing new.
 *
 * Cost: a constant number of candidates for each asker: linear.
 */
#include "link.h"

static int32_t sum_of(drg_link_class class, const drg_observed *seen) {
    int32_t sum = 0;
    for (size_t i = 0; i < seen->count; i++)
        sum += drg_link_weights[seen->list[i]][class];
    return sum;
}

typedef struct choice { /* among the candidates; SIZE_MAX: nobody */
    size_t best, second;
    int32_t margin; /* of the best over the second, in thousandths */
} choice;

/* A noun phrase must be clearly meant: a wrong party spoils an event, a missing link leaves its
 * words as they stand. In thousandths of a log-odd. */
enum { LEAST_OF_NOMINAL = 250 };

/* Scores are counted from "nobody", which has 0. */
static choice choose(const drg_asker *asker, drg_link_candidate *candidates, size_t count) {
    int32_t nobody = sum_of(asker->class, &asker->seen), next = INT32_MIN;
    int32_t top = asker->class >= DRG_ASK_OFFICE ? LEAST_OF_NOMINAL : 0;
    choice made = {SIZE_MAX, SIZE_MAX, 0};
    for (size_t i = 0; i < count; i++) {
        int32_t score = sum_of(asker->class, &candidates[i].seen) - nobody;
        candidates[i].score = score;
        if (score > top) {
            made.second = made.best;
            next = top;
            made.best = i;
            top = score;
        } else if (score > next) {
            made.second = i;
            next = score;
        }
    }
    made.margin = next == INT32_MIN ? 0 : top - next;
    return made;
}

/* A margin in log-odds as a number from 0.5 to 1. */
static float confidence(int32_t margin) {
    return 0.5F + 0.5F * (float)margin / ((float)margin + 1000.0F);
}

/* ---- what decided, for a reader ---- */

enum { TOLD = 6 }; /* observations that are told */

static void say_evidence(
    drg_arena *arena, drg_link_class class, const drg_observed *seen, drg_slice *out) {
    bool told[DRG_LINK_ROOM] = {false};
    for (size_t n = 0; n < TOLD && n < seen->count; n++) {
        size_t most = SIZE_MAX;
        int32_t size = 0;
        for (size_t i = 0; i < seen->count; i++) {
            int32_t weight = drg_link_weights[seen->list[i]][class];
            int32_t absolute = weight < 0 ? -weight : weight;
            if (!told[i] && absolute > size) {
                most = i;
                size = absolute;
            }
        }
        if (most == SIZE_MAX)
            return;
        told[most] = true;
        int32_t weight = drg_link_weights[seen->list[most]][class];
        *out = drg_arena_format(arena, "%.*s%s%s %s%d.%02d", (int)out->size, out->data,
            n ? ", " : " ", drg_link_evidence_name(seen->list[most]), weight < 0 ? "-" : "+",
            (int)(size / 1000), (int)(size % 1000 / 10));
    }
}

static drg_slice explain(const drg_linker *linker, const drg_asker *asker,
    const drg_link_candidate *candidates, const choice *made) {
    const drg_namer *namer = linker->namer;
    drg_slice out = drg_arena_format(namer->arena, "link %s:", drg_link_class_name(asker->class));
    say_evidence(namer->arena, asker->class, &candidates[made->best].seen, &out);
    drg_slice next = DRG_SLICE("nobody");
    if (made->second != SIZE_MAX)
        next = namer->clusters.items[candidates[made->second].entity].name;
    return drg_arena_format(namer->arena, "%.*s; %d.%02d over %.*s", (int)out.size, out.data,
        (int)(made->margin / 1000), (int)(made->margin % 1000 / 10), (int)next.size, next.data);
}

/* ---- the walk ---- */

static int add(drg_linker *linker, const drg_asker *asker, uint32_t entity, drg_mention made) {
    drg_namer *namer = linker->namer;
    drg_mention *mention = drg_list_add(namer->arena, &namer->others);
    if (!mention)
        return DRG_ENOMEM;
    *mention = made;
    if (!namer->document->options.explain)
        mention->explanation = (drg_slice){NULL, 0};
    mention->first_token = asker->first;
    mention->end_token = asker->end;
    mention->sentence = asker->sentence;
    mention->entity = entity;
    mention->kind = asker->class < DRG_ASK_OFFICE ? DRG_PRONOUN : DRG_NOMINAL;
    if (namer->clusters.items[entity].member_count)
        return DRG_OK; /* a group is no candidate for "it" or "the country" */
    drg_link_note(linker, entity, mention->kind, asker->start, asker->end, asker);
    return DRG_OK;
}

/* "X, whose country ...": of the state of whoever is named right before, or of nobody. */
static bool whose(const drg_linker *linker, const drg_asker *asker, uint32_t *entity) {
    const drg_namer *namer = linker->namer;
    uint32_t at = asker->first;
    if (at < 2 || namer->tokens[at - 1].sentence != asker->sentence ||
        !drg_token_is(namer, at - 1, "whose") ||
        !drg_namer_token_in(namer, at, "|country|nation|government|homeland|state|"))
        return false;
    at -= drg_token_is(namer, at - 2, ",") ? 2 : 1;
    uint32_t reading = drg_reading_to(namer, at);
    if (reading == DRG_NONE)
        return false;
    uint32_t owner = namer->readings.items[reading].entity;
    *entity = drg_link_state(linker, drg_link_cluster(linker, owner)->country);
    return true;
}

static int settle(drg_linker *linker, drg_asker *asker, drg_link_watch watch, void *user) {
    drg_link_candidate candidates[DRG_LINK_CANDIDATES];
    uint32_t owner;
    if (whose(linker, asker, &owner))
        return owner == DRG_NONE
                   ? DRG_OK
                   : add(linker, asker, owner,
                         (drg_mention){.confidence = 0.9F,
                             .explanation = DRG_SLICE("link: state of who is named before")});
    if (drg_link_asks_nobody(linker->namer, asker))
        return DRG_OK;
    size_t count = drg_link_candidates(linker, asker, candidates);
    choice made = choose(asker, candidates, count);
    if (watch)
        watch(user, linker, asker, candidates, count, made.best);
    uint32_t meant = made.best == SIZE_MAX ? DRG_NONE : candidates[made.best].entity;
    uint32_t group = asker->class == DRG_ASK_THEY ? drg_link_they(linker, asker, meant) : DRG_NONE;
    if (group != DRG_NONE)
        return add(linker, asker, group,
            (drg_mention){.confidence = 0.8F,
                .explanation = DRG_SLICE(
                    "link THEY: names that \"and\" joins, their group, or a plural name")});
    if (made.best != SIZE_MAX) {
        drg_mention mention = {.confidence = confidence(made.margin)};
        if (linker->namer->document->options.explain)
            mention.explanation = explain(linker, asker, candidates, &made);
        return add(linker, asker, candidates[made.best].entity, mention);
    }
    if (asker->class != DRG_ASK_OFFICE)
        return DRG_OK;
    uint32_t holder = drg_link_holder(linker, asker, true);
    return holder == DRG_NONE
               ? DRG_OK
               : add(linker, asker, holder,
                     (drg_mention){.confidence = 0.8F,
                         .explanation = DRG_SLICE("link OFFICE: holder by the tables")});
}

/* "Who", "which" as a party of an event: what is named right before them. */
static int read_relative(drg_linker *linker, uint32_t at) {
    drg_namer *namer = linker->namer;
    bool person = drg_token_is(namer, at, "who");
    if (!person && !drg_token_is(namer, at, "which"))
        return DRG_OK;
    drg_asker asker = {.class = person ? DRG_ASK_HIS : DRG_ASK_ITS,
        .first = at,
        .end = at + 1,
        .start = at,
        .sentence = namer->tokens[at].sentence,
        .role = DRG_NONE,
        .owner = DRG_NONE,
        .of = DRG_NONE,
        .plural_noun = DRG_NONE};
    uint32_t end = at > 0 && drg_token_is(namer, at - 1, ",") ? at - 1 : at;
    uint32_t reading = end ? drg_reading_to(namer, end) : DRG_NONE;
    if (reading == DRG_NONE || namer->readings.items[reading].sentence != asker.sentence)
        return DRG_OK;
    uint32_t entity = namer->readings.items[reading].entity;
    drg_entity_type type = namer->clusters.items[entity].type;
    if ((type == DRG_PERSON) != person || type == DRG_NORP)
        return DRG_OK;
    drg_link_describe(linker, &asker);
    for (size_t i = 0; i < asker.seen.count; i++)
        if (asker.seen.list[i] == DRG_LA_PARTY_ALONE)
            return add(linker, &asker, entity,
                (drg_mention){.confidence = 0.9F,
                    .explanation = DRG_SLICE("link: named right before the relative pronoun")});
    return DRG_OK;
}

int drg_namer_links_watched(drg_namer *namer, drg_link_watch watch, void *user) {
    drg_linker *linker = drg_arena_array(namer->arena, 1, sizeof *linker);
    if (!linker)
        return DRG_ENOMEM;
    linker->namer = namer;
    int result = drg_link_memory(linker);
    for (uint32_t at = 0; at < namer->token_count && !result; at++) {
        uint32_t reading = drg_reading_from(namer, at);
        drg_asker asker;
        drg_link_move(linker, at);
        if (reading != DRG_NONE) {
            const drg_reading *r = &namer->readings.items[reading];
            drg_link_note(linker, r->entity, DRG_NAME, r->first, r->end, NULL);
            drg_link_list_note(linker, reading);
        } else if (!drg_link_counted(linker, at)) {
            result = DRG_ENOMEM;
        } else if (at >= linker->grouped && drg_link_ask(linker, at, &asker)) {
            result = settle(linker, &asker, watch, user);
        } else if (at >= linker->grouped) {
            result = read_relative(linker, at);
        }
    }
    return drg_arena_failed(namer->arena) ? DRG_ENOMEM : result;
}

int drg_namer_links(drg_namer *namer) {
    return drg_namer_links_watched(namer, NULL, NULL);
}
