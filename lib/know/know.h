/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_KNOW_H
#define DRG_KNOW_KNOW_H
/*
 * What the engine knows: the tables of data/ compiled into one read-only block.
 *
 * Two views of it. As tables (drg_engine_table, dragoman.h): rows of cells, for stages that build
 * their own index when the engine is opened. As things: one record for everything that has a name
 * (state, demonym, place, body, person, seat of power), found by an automaton over the tokens of a
 * text.
 *
 * A name may mean several things (Georgia, Paris, Congo): a hit lists them all, most prominent
 * first (states before capitals before other places by population, holders of high office before
 * others); the entity stage chooses. Matching is by words as written: a name in Title Case matches
 * Title Case or a run of capitals, an acronym matches itself only; a name's dots are optional
 * (U.S., US; but never `us`).
 * "-"/space, straight/curly apostrophes and accents (Erdoğan, Erdogan) are folded.
 */
#include "../base/error.h"
#include "../text/token.h"

typedef struct drg_know drg_know;

typedef enum drg_thing_kind {
    DRG_THING_STATE,
    DRG_THING_DEMONYM,
    DRG_THING_PLACE,
    DRG_THING_BODY,
    DRG_THING_PERSON,
    DRG_THING_SEAT,
} drg_thing_kind;

typedef struct drg_thing {
    drg_thing_kind kind;
    drg_entity_type type;
    drg_slice id; /* "state:FRA", "body:NATO", "person:Emmanuel Macron", "place:2988507" */
    drg_slice name; /* canonical English name */
    drg_slice country; /* alpha-3 or acronym; empty: none */
    drg_slice subkind; /* the table's kind column: "party", "capital", "nationality", ... */
    uint8_t sectors[DRG_MAX_SECTORS];
    size_t sector_count;
    bool has_coordinates;
    double latitude, longitude;
    uint64_t population;
    uint32_t geonames, wikidata;
    uint32_t parent; /* thing that a body belongs to, DRG_NONE */
    uint32_t row; /* row in the table of its kind */
    bool guarded; /* the name alone is no evidence (also a common word or first name) */
} drg_thing;

/* The number of things, and one of them. */
size_t drg_know_things(const drg_know *know);
const drg_thing *drg_know_thing(const drg_know *know, uint32_t thing);

typedef struct drg_name_hit {
    uint32_t end_token; /* the name covers tokens [at, end_token) */
    const uint32_t *things; /* what it may mean, most prominent first */
    uint32_t thing_count;
    bool alias; /* an alias, not the canonical name */
    bool folded; /* matched only by folding case (a run of capitals) or accents */
    bool guarded; /* this name alone is no evidence: also a common word or a name of persons, or an
                     acronym such as WHO in a line of capitals */
} drg_name_hit;

/*
 * All names that start at tokens[at] (at < count), longest first. Returns how many were written (<=
 * room). A name never runs over the end of the array given. Cost: proportional to the longest name.
 */
size_t drg_know_match(const drg_know *know, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_name_hit *hits, size_t room);

/* Thing by id ("state:FRA"), DRG_NONE. Constant time. */
uint32_t drg_know_find(const drg_know *know, drg_slice id);
/* State of a country code, or body of an acronym: what `country` stands for. DRG_NONE. */
uint32_t drg_know_country(const drg_know *know, drg_slice code);

/* ---- titles and role words ---- */

typedef struct drg_title_hit {
    uint32_t end_token;
    uint32_t row; /* in table "titles" */
    uint8_t sector; /* index into the sector table */
    bool plural; /* matched by its plural form */
    uint8_t kind; /* drg_title_kind */
} drg_title_hit;

typedef enum drg_title_kind {
    DRG_TITLE_OFFICE,
    DRG_TITLE_RANK,
    DRG_TITLE_HONORIFIC,
    DRG_TITLE_ROLE
} drg_title_kind;

/* The longest title or role words at tokens[at], in any case. False: none. */
bool drg_know_title(const drg_know *know, drg_slice text, const drg_token *tokens, size_t count,
    size_t at, drg_title_hit *hit);

/* ---- offices and who holds them ---- */

typedef struct drg_term { /* one row of holders.tsv with its office */
    uint32_t person; /* thing */
    uint32_t office_row; /* in table "offices" */
    drg_slice office_id; /* "FRA.president" */
    drg_slice of; /* country code or body id */
    drg_slice title; /* "President" */
    drg_slice office_kind; /* "head_of_state" */
    uint8_t sector;
    drg_date from, to; /* to.year 0: still, as far as known */
} drg_term;

/* The terms of a person, newest first. *count 0 when none. */
const drg_term *drg_know_terms(const drg_know *know, uint32_t person, size_t *count);
/*
 * The term of whoever held an office on a day: by the country code or body id and either the office
 * kind
 * ("foreign_minister") or a title in any case ("chancellor"; an alias of the office counts). NULL:
 * not known, or several at once. day.year 0: the latest holder.
 */
const drg_term *drg_know_holder(
    const drg_know *know, drg_slice of, drg_slice kind_or_title, drg_date day);

/* Is member (country code or body id) in body on the day? No stage asks: a relation is one that the
 * text tells. */
bool drg_know_member(const drg_know *know, drg_slice body, drg_slice member, drg_date day);

/* ---- names of persons ---- */

enum { /* evidence that a capitalised word is part of a person's name */
    DRG_NAME_GIVEN = 1,
    DRG_NAME_SURNAME = 2,
    DRG_NAME_AMBIGUOUS = 4, /* also a common word or a place */
    DRG_NAME_FEMALE = 8,
    DRG_NAME_MALE = 16,
};
unsigned drg_know_person_word(const drg_know *know, drg_slice lower);

/* Index of a sector by its code ("GOV"), 255 when there is none; and back. */
uint8_t drg_know_sector(const drg_know *know, drg_slice code);
drg_slice drg_know_sector_code(const drg_know *know, uint8_t sector);

/* ---- open ---- */

/* Checks and opens a compiled block, which must outlive the result. DRG_EFORMAT, DRG_ENOMEM. */
int drg_know_open(const void *block, size_t size, drg_know **know, drg_error *error);
void drg_know_free(drg_know *know);
/* The SHA-256 (32 bytes) that identifies the tables. */
const uint8_t *drg_know_digest(const drg_know *know);
const drg_table *drg_know_table(const drg_know *know, const char *name);
/*
 * The row of a table whose first cell is the key, SIZE_MAX when there is none: of several, the last
 * layer's (a user's before a built-in one) and its first. For tables whose rows are sorted by that
 * cell's bytes: body_sectors, currencies, figures, given_names, legal_forms, name_regions,
 * name_words, surnames, tense_words, word_case. A binary search a layer.
 */
size_t drg_table_find(const drg_table *table, drg_slice key);

/*
 * A user's own rows over opened tables (format: docs/formats.md). *know answers like `base`, with
 * the rows first; it and all that it needs are in the arena, and `base` must outlive it. Never
 * freed by drg_know_free. DRG_EFORMAT with "file:line:column: what"; DRG_ENOMEM. Cost: about a
 * millisecond and what the rows need.
 */
struct drg_arena;
int drg_know_lay(const drg_know *base, drg_slice text, const char *file, uint32_t row_limit,
    struct drg_arena *arena, drg_know **know, drg_error *error);

/*
 * Compiles the tables under `directory` (knowledge/, ontology/, lexicon/) into a block that the
 * caller frees with free(). Every error names file, line and column: duplicate keys, unknown codes,
 * dates out of order, two holders of one office at once, names that are common words and carry no
 * guard.
 */
int drg_know_compile(const char *directory, void **block, size_t *size, drg_error *error);

#endif
