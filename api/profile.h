/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_PROFILE_H
#define API_PROFILE_H
/*
 * Views: the events of a reply as tables that the field's older systems made, so that what reads
 * those files reads ours. docs/views.md lists the columns and what stands in them.
 *
 * None of these formats can say that an event is denied, hoped for or yet to come. A row says that
 * it happened, so an event is told as the code books tell it, or not at all:
 *
 *   negated, hypothetical      no row
 *   future cooperation         AGREE, CAMEO 03x (PLOVER 2.0: "future-tense CONSULT, SUPPORT,
 *                              COOPERATE, AID"; a future RETREAT is a CONCEDE)
 *   future conflict            THREATEN, CAMEO 13x; future words (REQUEST, ACCUSE, REJECT): no row
 *
 * PHOENIX and ICEWS code pairs: an event becomes a row for each source and target, and both ways
 * where it is mutual (meetings and material exchange; CAMEO 1.1b3, chapter 2: who visits has 042,
 * who hosts 043). An event without a pair has no row there. POLECAT has one row an event.
 *
 * Pairs grow with the square of a list of parties, so rows are bounded: of each side the first
 * API_PAIR_PARTIES count, and an article has at most API_ROWS_BASE rows and one more for every 16
 * bytes of its text, which no article that a person wrote has come near.
 */
#include "cells.h"
#include "view.h"

#define API_PAIR_PARTIES 32u
#define API_ROWS_BASE 4096u

/* "phoenix", ... -> the profile; false: there is none of this name. */
bool api_profile_find(drg_slice name, api_profile *profile);
const char *api_profile_header(api_profile profile); /* names of the columns, apart by commas */
unsigned api_profile_columns(api_profile profile);

/* Rows of a reply without the line of names. */
void api_write_profile(api_out *out, const api_view *view, const drg_engine *engine,
    api_profile profile, api_separator separator);
/* The rows of a profile, or our own, as the article's options say; its line of names; the row of a
 * line of a batch that failed: `id` and the problem's code, in the first cell ("ID:problem:CODE")
 * where the columns are somebody else's. */
void api_write_table(
    api_out *out, const api_view *view, const drg_engine *engine, api_separator separator);
void api_write_table_header(api_out *out, api_profile profile, api_separator separator);
void api_write_table_problem(
    api_out *out, api_profile profile, api_separator separator, drg_slice id, const char *code);

/* ---- what the views share -------------------------------------------------------------------- */

typedef struct api_told { /* an event as these formats tell it */
    drg_event_type type;
    drg_slice mode, cameo;
    unsigned quad; /* PLOVER's, 1 to 4 */
    double goldstein, intensity;
} api_told;

typedef struct api_actor { /* one party, whatever kind of record it is */
    drg_slice name; /* the entity's, else the words */
    drg_slice words; /* in the text; empty: implied */
    drg_slice country; /* folded: a dependency is its sovereign; "UN" for a body */
    drg_slice cow; /* number of that state in Correlates of War; empty: it has none */
    drg_slice code, title; /* CAMEO style; office */
    const uint8_t *sectors;
    size_t sector_count;
} api_actor;

typedef struct api_origin { /* where an article was published; both empty: its id does not say */
    drg_slice address; /* the id, where that is a URL of the web */
    drg_slice host; /* of it, without "www.": "reuters.com" */
} api_origin;

typedef struct api_where { /* a place by the level of what it names */
    drg_slice city, district, province;
    drg_slice country_name; /* English; empty where the place's country is no state */
    drg_slice feature; /* GeoNames feature code; empty: not known */
    uint32_t geonames; /* 0: not known */
} api_where;

typedef struct api_places api_places; /* rows of the tables for the entities of a document */

typedef struct api_table { /* what a writer of rows works with */
    api_cells cells;
    const api_view *view;
    const drg_engine *engine;
    api_places *places;
    api_origin origin;
    size_t rows_left; /* that may still be written */
} api_table;

typedef void (*api_pair_row)(api_table *table, const drg_event *event, const api_told *told,
    const drg_party *source, const drg_party *target, drg_slice row_id);

/* False: it has no row. */
bool api_tell(const api_table *table, const drg_event *event, api_told *told);
void api_actor_of(const api_table *table, const drg_party *party, api_actor *actor);
void api_where_of(const api_table *table, const drg_event *event, api_where *where);
/*
 * What an id says of where the article was published. Nothing else in a request does, and a caller
 * who has the address of an article mostly names the article by it.
 */
api_origin api_origin_of(drg_slice id);
drg_slice api_state_name(const drg_engine *engine, drg_slice country);
/* The event's own day, else that of publication; year 0: neither is known. */
drg_date api_row_date(const api_view *view, const drg_event *event);
/* A cell of the row of table `name` whose column `key` is `value`; empty: none. Linear. */
drg_slice api_lookup(
    const drg_engine *engine, const char *name, const char *key, drg_slice value, const char *cell);
/*
 * Calls `row` for each pair of an event, with "ID:v3:1", ... as its id. by_code: actors are codes,
 * so that parties without one do not count, and of several with the same code only the first.
 */
void api_each_pair(
    api_table *table, size_t event, const api_told *told, bool by_code, api_pair_row row);
/* Every event that is told, by the pairs. */
void api_write_pairs(api_table *table, bool by_code, api_pair_row row);

/* phoenix.c, icews.c, polecat.c */
void api_phoenix_row(api_table *table, const drg_event *event, const api_told *told,
    const drg_party *source, const drg_party *target, drg_slice row_id);
void api_icews_row(api_table *table, const drg_event *event, const api_told *told,
    const drg_party *source, const drg_party *target, drg_slice row_id);
void api_polecat_rows(api_table *table);
#endif
