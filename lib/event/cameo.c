/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the code that a trigger's words support to the most special one that its clause supports.
 *
 * The lexicon (and mode.c) give a code of three digits, mostly the residual one: "sent" is 070, aid
 * of no other kind. Rows of data/ontology/refinements.tsv lead from there to 073 where tents are
 * sent, to 072 where missiles are; from 112 (accuses) to 1125 where treason is spoken of. The first
 * row of the table whose conditions all hold is taken, then the rows of the code that it led to, at
 * most DEEPEST times. Words beside the trigger speak before the contexts of the record do: contexts
 * are the reading engine's guess of the field, words are there.
 *
 * What is looked at: the words of the trigger and its noun phrase, the subject of a passive, and at
 * most AFTER words behind, up to a stop, the second comma, or, unless the act is one of words, the
 * next clause. Words of names are left out ("Ministry of Defence").
 *
 * Where the reading engine is surer of another mode than the words told, their code would
 * contradict it: then the code starts again from the residual one of its type.
 *
 * What it does not do: decide type or mode; a code never leads to another type (but for those that
 * docs/coding.md names).
 */
#include "cameo.h"

enum {
    DEEPEST = 4, /* rows taken one after the other */
    AFTER = 14, /* words behind the trigger */
};

typedef struct told { /* topics that are told, and by which token */
    uint64_t words, contexts;
    uint32_t token[DRG_TOPICS];
} told;

typedef struct search {
    const drg_syntax *syntax;
    const drg_refining *refining;
    const drg_telling *best;
    const drg_event *event;
    told told;
} search;

/* ---- topics ----------------------------------------------------------------------------------
 */

static bool phrase_at(
    const drg_document *document, const drg_topic_phrase *phrase, uint32_t token) {
    drg_slice word, rest = phrase->rest;
    while (drg_slice_cut(&rest, ' ', &word))
        if (++token >= document->tokens.count ||
            !drg_slice_equal(document->tokens.items[token].lower, word))
            return false;
    return true;
}

static void look_at(search *work, uint32_t token) {
    const drg_document *document = work->syntax->document;
    if (work->syntax->nodes[token].tag == DRG_TAG_NAME)
        return;
    uint32_t at = drg_refining_phrases(work->refining, document->tokens.items[token].lower);
    for (; at != DRG_NONE; at = work->refining->phrases.items[at].next) {
        const drg_topic_phrase *phrase = &work->refining->phrases.items[at];
        uint64_t bit = (uint64_t)1 << phrase->topic;
        if (work->told.words & bit || !phrase_at(document, phrase, token))
            continue;
        work->told.words |= bit;
        work->told.token[phrase->topic] = token;
    }
}

static void look_at_chunk(search *work, uint32_t chunk) {
    if (chunk == DRG_NONE)
        return;
    const drg_chunk *one = &work->syntax->chunks.items[chunk];
    for (uint32_t t = one->first; t < one->end && t < one->first + AFTER; t++)
        look_at(work, t);
}

/* Acts of words go on in the clause that says what is asked, promised or blamed. */
static bool of_words(uint8_t type) {
    return type == DRG_AGREE || type == DRG_REQUEST || type == DRG_REJECT || type == DRG_THREATEN ||
           type == DRG_ACCUSE;
}

static bool next_clause(const search *work, uint32_t token) {
    const drg_node *node = &work->syntax->nodes[token];
    bool other = node->verb != DRG_NONE && node->verb != work->best->verb;
    if (node->tag == DRG_TAG_STOP)
        return true;
    return !of_words(work->best->entry->type) &&
           (node->tag == DRG_TAG_RELATIVE || node->tag == DRG_TAG_SUBORDINATOR ||
               (other && work->syntax->verbs.items[node->verb].finite));
}

static void look_around(search *work) {
    const drg_found *found = &work->best->found;
    const drg_syntax *syntax = work->syntax;
    uint32_t end = syntax->document->sentences.items[found->sentence].end_token, commas = 0;
    for (uint32_t t = found->first; t < found->end + AFTER && t < end; t++) {
        if (t >= found->end && next_clause(work, t))
            break;
        commas += t >= found->end && syntax->nodes[t].tag == DRG_TAG_COMMA;
        if (commas > 1)
            break;
        look_at(work, t);
    }
    look_at_chunk(work, syntax->nodes[found->head].chunk);
    if (work->best->verb == DRG_NONE)
        return;
    const drg_verb *verb = &syntax->verbs.items[work->best->verb];
    if (work->best->own_verb && verb->passive)
        look_at_chunk(work, verb->subject);
}

static void look_at_contexts(search *work) {
    uint64_t contexts = 0;
    for (size_t i = 0; i < work->event->context_count; i++)
        contexts |= (uint64_t)1 << (work->event->contexts[i] & 63);
    for (size_t t = 0; t < work->refining->topic_count; t++)
        if (work->refining->topics[t].contexts & contexts)
            work->told.contexts |= (uint64_t)1 << t;
}

/* ---- rows -------------------------------------------------------------------------------------
 */

static bool on_side(const drg_party *parties, size_t count, uint64_t sectors) {
    for (size_t i = 0; i < count; i++)
        if (parties[i].sector_count && sectors >> (parties[i].sectors[0] & 63) & 1)
            return true;
    return sectors == 0;
}

static bool holds(const search *work, const drg_refinement *row, drg_slice lemma, uint64_t topics) {
    const drg_event *event = work->event;
    return (row->mode.size == 0 || drg_slice_equal(row->mode, event->mode)) &&
           (row->topics == 0 || row->topics & topics) && drg_refinement_fits(row, lemma) &&
           on_side(event->source, event->source_count, row->doer) &&
           on_side(event->target, event->target_count, row->receiver);
}

/* The row of a code that holds: by words, else also by the contexts of the record. */
static const drg_refinement *row_of(const search *work, drg_slice code) {
    const drg_telling *best = work->best;
    drg_slice lemma = best->entry->lemma;
    if (lemma.size == 0)
        lemma = work->syntax->document->tokens.items[best->found.head].lower;
    for (int pass = 0; pass < 2; pass++) {
        uint64_t topics = work->told.words | (pass ? work->told.contexts : 0);
        for (size_t i = 0; i < work->refining->rows.count; i++) {
            const drg_refinement *row = &work->refining->rows.items[i];
            if (drg_slice_equal(row->code, code) && holds(work, row, lemma, topics))
                return row;
        }
    }
    return NULL;
}

/* What the row went by, for people: "mode arrest", "economic (loans)", "LAB". */
static drg_slice reason(drg_document *document, const search *work, const drg_refinement *row) {
    drg_arena *arena = &document->arena;
    drg_slice said = {NULL, 0};
    if (row->mode.size)
        said = drg_arena_format(arena, "mode %.*s, ", (int)row->mode.size, row->mode.data);
    for (size_t t = 0; t < work->refining->topic_count; t++) {
        uint64_t bit = (uint64_t)1 << t;
        const drg_slice name = work->refining->topics[t].name;
        if (!(row->topics & bit) || !((work->told.words | work->told.contexts) & bit))
            continue;
        drg_slice word = DRG_SLICE("by context");
        if (work->told.words & bit)
            word = document->tokens.items[work->told.token[t]].lower;
        said = drg_arena_format(arena, "%.*stopic %.*s (%.*s), ", (int)said.size,
            said.size ? said.data : "", (int)name.size, name.data, (int)word.size, word.data);
    }
    return drg_arena_format(arena, "%.*s%s%s%.*s", (int)said.size, said.size ? said.data : "",
        row->triggers.size ? "the trigger, " : "",
        row->doer | row->receiver ? "who is on the sides, " : "", (int)row->into.size,
        row->into.data);
}

/* ---- the start --------------------------------------------------------------------------------
 */

static const char *const RESIDUAL[DRG_EVENT_TYPES] = {[DRG_AGREE] = "030",
    [DRG_CONSULT] = "040",
    [DRG_SUPPORT] = "050",
    [DRG_CONCEDE] = "080",
    [DRG_COOPERATE] = "060",
    [DRG_AID] = "070",
    [DRG_RETREAT] = "080",
    [DRG_REQUEST] = "020",
    [DRG_ACCUSE] = "110",
    [DRG_REJECT] = "120",
    [DRG_THREATEN] = "130",
    [DRG_PROTEST] = "140",
    [DRG_SANCTION] = "160",
    [DRG_MOBILIZE] = "150",
    [DRG_COERCE] = "170",
    [DRG_ASSAULT] = "18"};

/* Triggers without an entry have none of their own; and a mode that is not the words' own makes
 * their code one for something else. */
static drg_slice start_of(const drg_telling *best, const drg_event *event) {
    bool other = event->mode.size && best->mode.size && !drg_slice_equal(event->mode, best->mode);
    return best->entry->lemma.size == 0 || other ? drg_slice_of(RESIDUAL[event->type])
                                                 : best->cameo;
}

void drg_cameo_settle(drg_document *document, const drg_syntax *syntax, const drg_telling *best,
    drg_event *event, drg_slice *why) {
    search work = {.syntax = syntax,
        .refining = drg_lexicon_refining(syntax->lexicon),
        .best = best,
        .event = event};
    drg_slice code = start_of(best, event), said = {NULL, 0};
    bool explain = document->options.explain;
    look_around(&work);
    look_at_contexts(&work);
    if (explain)
        said = drg_arena_format(&document->arena, "%.*s %s", (int)code.size, code.data,
            drg_slice_equal(code, best->cameo) && best->entry->lemma.size ? "by the trigger"
                                                                          : "by the type");
    for (int depth = 0; depth < DEEPEST; depth++) {
        const drg_refinement *row = row_of(&work, code);
        if (!row)
            break;
        code = row->into;
        if (!explain)
            continue;
        drg_slice step = reason(document, &work, row);
        said = drg_arena_format(&document->arena, "%.*s; %.*s", (int)said.size,
            said.size ? said.data : "", (int)step.size, step.size ? step.data : "");
    }
    event->cameo = code;
    event->goldstein = drg_lexicon_goldstein(syntax->lexicon, code);
    *why = said;
}
