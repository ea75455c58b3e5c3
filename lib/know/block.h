/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_BLOCK_H
#define DRG_KNOW_BLOCK_H
/*
 * The compiled tables: one block of bytes, written by compile*.c and read by open.c, on one machine
 * or on another of the same byte order (docs/formats.md describes it for readers).
 *
 *   header     block_header
 *   directory  block_section[BLOCK_SECTIONS], in the order of the enumeration below
 *   sections   arrays of fixed-size records, each starting at a multiple of 8
 *
 * Records name strings by number: string n is the bytes [start[n], start[n + 1]) of the text
 * section; string 0 is empty. Slot arrays are open-addressing hash tables with linear probing; they
 * have a power of two of slots, and at least one is free, so that a search ends.
 */
#include <stdint.h>

#define BLOCK_MAGIC "DRGKNOW\n"
#define BLOCK_VERSION 1u
#define BLOCK_BYTE_ORDER 0x01020304u
#define BLOCK_NONE UINT32_MAX
#define BLOCK_ID_LIMIT 128u /* bytes of the id of a body */
#define BLOCK_ID_ROOM 160 /* bytes of an id with the kind before it: "body:" and the like */

typedef struct block_header {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t size; /* of the whole block */
    uint64_t checksum; /* of all bytes but these eight */
    uint8_t digest[32]; /* SHA-256 of everything behind the header */
} block_header;

typedef struct block_section {
    uint32_t record; /* bytes of one record */
    uint32_t reserved;
    uint64_t offset; /* of the first, from the start of the block */
    uint64_t count; /* records */
} block_section;

enum {
    BLOCK_TEXT, /* char: all strings, one behind the other */
    BLOCK_STRINGS, /* uint32_t[n + 1]: where string n starts */
    BLOCK_TABLES, /* block_table, sorted by name */
    BLOCK_CELLS, /* uint32_t: strings */
    BLOCK_THINGS, /* block_thing */
    BLOCK_IDS, /* uint32_t slots: things by the hash of their id */
    BLOCK_FILTER, /* uint64_t: one bit a hash of a name's first words; says "no" fast */
    BLOCK_NAME_SLOTS, /* block_slot: first words of names */
    BLOCK_FORMS, /* block_form: written forms of names */
    BLOCK_FORM_THINGS, /* uint32_t: things of the forms */
    BLOCK_TITLE_SLOTS, /* block_slot: first words of titles */
    BLOCK_TITLE_FORMS, /* block_title */
    BLOCK_TERMS, /* block_term, by person, newest first */
    BLOCK_OFFICE_TERMS, /* uint32_t: terms by office row, newest first */
    BLOCK_OFFICES, /* block_range per row of "offices": its part of the section before */
    BLOCK_OFFICE_NAMES, /* block_office_name, sorted by (of, name) as bytes */
    BLOCK_MEMBERS, /* block_member, sorted by (body, member) */
    BLOCK_WORDS, /* block_word slots: words of persons' names */
    BLOCK_SECTORS, /* uint32_t: codes of the sectors, in the order of their table */
    BLOCK_SECTIONS
};

typedef struct block_table {
    uint32_t name; /* string */
    uint32_t columns, rows;
    uint32_t first_cell; /* the headers, then the rows */
} block_table;

enum { /* block_thing.flags */
    BLOCK_THING_COORDINATES = 1,
    BLOCK_THING_GUARDED = 2,
};

typedef struct block_thing {
    uint32_t id, name, country, subkind; /* strings */
    uint32_t parent; /* thing, or BLOCK_NONE */
    uint32_t row; /* in the table of its kind */
    uint32_t geonames, wikidata;
    uint64_t population;
    double latitude, longitude;
    uint32_t first_term, term_count; /* of a person */
    uint8_t kind, type, flags, sector_count;
    uint8_t sectors[4];
} block_thing;

typedef struct block_slot { /* free when size is 0 */
    uint32_t hash; /* of the first `size` bytes of key */
    uint32_t key; /* string: a folded name that begins with these words */
    uint32_t first_form; /* the forms of the name that ends here */
    uint16_t size; /* bytes of the words */
    uint8_t form_count; /* 0: no name ends here */
    uint8_t more; /* longer names begin with these words */
} block_slot;

enum { /* block_form.flags */
    BLOCK_FORM_ALIAS = 1, /* not the canonical name of its first thing */
    BLOCK_FORM_GUARDED = 2, /* every thing is guarded under this name */
    BLOCK_FORM_ACRONYM = 4, /* one word without small letters that is an English word: US, WHO */
    BLOCK_FORM_PLAIN = 8, /* a table writes it without accents */
    BLOCK_FORM_MARKED = 16, /* a table writes it with accents */
    /* "The X" where X alone is something else (The Times): the article needs its capital. */
    BLOCK_FORM_ARTICLE = 32,
    BLOCK_FORM_STRICT = 64, /* without its accents an English word (Wé): they are needed */
};

typedef struct block_form {
    uint32_t cased; /* string: folded, case kept */
    uint32_t first_thing; /* in BLOCK_FORM_THINGS, most prominent first */
    uint32_t thing_count;
    uint32_t flags;
} block_form;

enum {
    BLOCK_TITLE_PLURAL = 1,
    BLOCK_TITLE_SHORT = 2, /* an abbreviation: only with a capital */
};

typedef struct block_title {
    uint32_t row; /* in table "titles" */
    uint8_t sector, kind, flags, reserved;
} block_title;

typedef struct block_date { /* as drg_date; all zero: none */
    int16_t year;
    uint8_t month, day;
} block_date;

typedef struct block_term {
    uint32_t person; /* thing */
    uint32_t office_row; /* in table "offices" */
    uint32_t office_id, of, title, kind; /* strings */
    block_date from, to;
    uint8_t sector, reserved[3];
} block_term;

typedef struct block_range {
    uint32_t first, count;
} block_range;

typedef struct block_office_name {
    uint32_t of, name; /* strings; name in lower case: a title, an alias or the kind */
    uint32_t office_row;
} block_office_name;

typedef struct block_member {
    uint32_t body, member; /* things */
    block_date from, to;
} block_member;

typedef struct block_word { /* free when flags is 0 */
    uint32_t word; /* string, folded */
    uint32_t flags; /* DRG_NAME_* */
} block_word;

/* The checksum of a block, which must be at least as long as its header. */
uint64_t drg_block_checksum(const void *block, uint64_t size);

/* Size of a record of each section. */
uint32_t drg_block_record(int section);
#endif
