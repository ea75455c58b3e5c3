/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The name stage, as a table of contents: who and what the article names.
 *
 * Titles and table names are found first, for they are evidence. Names are then read twice, the
 * second time with what the first reading found anywhere in the text; names become entities;
 * titles find their bearers; descriptions and pronouns find their entity. At the end the arrays of
 * the document are made: mentions in reading order without overlaps, entities in the order of their
 * first mention.
 *
 * Every step is linear in the text; entity.h says which file does what.
 */
#include "entity.h"

static int read_alone(drg_namer *namer) {
    return drg_namer_decode(namer, 0);
}

static int read_again(drg_namer *namer) {
    return drg_namer_decode(namer, 1);
}

static bool sees(const drg_reading *reading, drg_evidence evidence) {
    for (size_t i = 0; i < reading->evidence_count; i++)
        if (reading->evidence[i] == evidence)
            return true;
    return false;
}

/* A word that no table has and that is no part of a longer name of the text: it must be read with
 * some certainty at least once, or what it names is left open. Measured on the corpus: of such
 * words read as persons below this score, one in five is one. */
static bool faint(const drg_namer *namer, const drg_reading *r, const int32_t *best) {
    static const int32_t least[DRG_NAME_TYPES] = {3750, 1700, 3750, 0, 0, 0};
    if (r->end - r->first > 1 || r->hit != DRG_NONE ||
        best[namer->word_of[r->first]] >= least[r->type])
        return false;
    return !sees(r, DRG_E_FOREIGN_IN_BRACKETS) && !sees(r, DRG_E_TEXT_PERSON_LAST) &&
           !sees(r, DRG_E_TEXT_PERSON_FIRST) && !sees(r, DRG_E_TEXT_BODY_FIRST) &&
           !sees(r, DRG_E_ACRONYM_OF_TEXT);
}

/* Drops names below the caller's threshold and faint ones, before anything is built on them. */
static int drop_doubtful(drg_namer *namer) {
    float least = namer->document->options.min_confidence;
    int32_t *best = drg_arena_array(namer->arena, namer->interned.count + 1, sizeof *best);
    if (!best)
        return DRG_ENOMEM;
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        int32_t *known = &best[namer->word_of[r->first]];
        if (r->end - r->first == 1 && r->score > *known)
            *known = r->score;
    }
    size_t kept = 0;
    for (size_t i = 0; i < namer->readings.count; i++) {
        const drg_reading *r = &namer->readings.items[i];
        if (drg_reading_confidence(r->score) >= least && !faint(namer, r, best))
            namer->readings.items[kept++] = *r;
    }
    namer->readings.count = kept;
    return DRG_OK;
}

static int cover_readings(drg_namer *namer) {
    namer->reading_of = drg_arena_array(namer->arena, namer->token_count + 1, sizeof(uint32_t));
    if (!namer->reading_of)
        return DRG_ENOMEM;
    for (uint32_t i = 0; i <= namer->token_count; i++)
        namer->reading_of[i] = DRG_NONE;
    for (uint32_t r = 0; r < namer->readings.count; r++)
        for (uint32_t i = namer->readings.items[r].first; i < namer->readings.items[r].end; i++)
            namer->reading_of[i] = r;
    return DRG_OK;
}

/* What is made, in order. */
static int (*const STEPS[])(drg_namer *namer) = {
    drg_namer_words, /* every distinct word: case, classes, spelling */
    drg_namer_hits, /* names of the tables */
    drg_namer_titles, /* "Foreign Minister", "officials" */
    read_alone, /* names, each by itself */
    drg_namer_remember, drg_namer_certain, read_again, /* names, knowing the others */
    drop_doubtful, drg_namer_borders, cover_readings,
    drg_namer_countries, /* what the article is about */
    drg_namer_places, /* which place a name means */
    drg_namer_chain, /* names -> entities */
    drg_namer_resolve, /* what the tables know of them */
    drg_namer_headline, /* "Rubio", where the headline says "Marco Rubio" */
    drg_namer_bearers, /* who bears which title, of what */
    drg_namer_offices, /* offices and countries from the text */
    drg_namer_homes, /* where the rest belongs */
    drg_namer_positions, /* of places without a row of their own */
    drg_namer_links, /* "the Turkish foreign minister", "the government", "he" */
    drg_namer_publish, /* the arrays of the document */
};

int drg_name_with(
    drg_document *document, const drg_engine *engine, int (*links)(drg_namer *namer)) {
    drg_namer namer = {.document = document,
        .engine = engine,
        .know = engine->know,
        .arena = &document->arena,
        .tokens = document->tokens.items,
        .token_count = (uint32_t)document->tokens.count};
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++) {
        int result = (STEPS[i] == drg_namer_links ? links : STEPS[i])(&namer);
        if (result)
            return result;
        if (drg_arena_failed(&document->arena))
            return DRG_ENOMEM;
        if (drg_document_cancelled(document))
            return DRG_ECANCELLED;
    }
    return DRG_OK;
}

int drg_run_name(drg_document *document, const drg_engine *engine) {
    return drg_name_with(document, engine, drg_namer_links);
}
