/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks that make a block safe to use. A block is data from outside: it may be cut, damaged,
 * of another version, or made by somebody who means harm. After drg_check_frame and
 * drg_check_records no index in it points outside its section, every search in it ends, every
 * string is valid UTF-8 and every date is a date or none; so the rest of the room never tests a
 * number again. What is not checked is sense: a well-formed block may claim that Paris is a person.
 *
 * One pass over each section, a few comparisons a record; offsets of the block are 64 bits wide in
 * the file and below 4 GiB here. Cost: 2 to 3 ms for the built-in tables.
 */
#include "check.h"

#include "../base/date.h"
#include "../base/utf8.h"
#include "fold.h"

#include <math.h>

static int damaged(drg_error *error, const void *block, const void *where, const char *what) {
    size_t offset =
        where ? (size_t)((const unsigned char *)where - (const unsigned char *)block) : 0;
    return drg_fail(error, DRG_EFORMAT, offset, "tables: %s", what);
}

static int check_section(
    const unsigned char *block, size_t size, int id, drg_sections *sections, drg_error *error) {
    block_section entry;
    const unsigned char *where = block + sizeof(block_header) + (size_t)id * sizeof entry;
    memcpy(&entry, where, sizeof entry);
    if (entry.record != drg_block_record(id))
        return damaged(error, block, where, "a section has records of another size");
    if (entry.offset % 8 || entry.offset > size || entry.count >= UINT32_MAX ||
        entry.count > (size - entry.offset) / entry.record)
        return damaged(error, block, where, "a section lies outside the file");
    sections->data[id] = block + entry.offset;
    sections->count[id] = (uint32_t)entry.count;
    return DRG_OK;
}

int drg_check_frame(const void *block, size_t size, drg_sections *sections, drg_error *error) {
    block_header header;
    const size_t directory = sizeof header + BLOCK_SECTIONS * sizeof(block_section);
    if (!block || (uintptr_t)block % 8 || size < directory)
        return damaged(error, block, NULL, "the file is too short");
    memcpy(&header, block, sizeof header);
    if (memcmp(header.magic, BLOCK_MAGIC, sizeof header.magic) != 0)
        return damaged(error, block, NULL, "this is not a file of compiled tables");
    if (header.byte_order != BLOCK_BYTE_ORDER)
        return damaged(error, block, NULL, "compiled for a machine of another byte order");
    if (header.version != BLOCK_VERSION)
        return drg_fail(error, DRG_EFORMAT, 0, "tables: format version %u, this library reads %u",
            header.version, BLOCK_VERSION);
    if (header.size != size)
        return damaged(error, block, NULL, "the file is cut or has more than its tables");
    if (header.checksum != drg_block_checksum(block, size))
        return damaged(error, block, NULL, "the checksum does not fit: the file is damaged");
    for (int id = 0; id < BLOCK_SECTIONS; id++)
        if (check_section(block, size, id, sections, error))
            return DRG_EFORMAT;
    return DRG_OK;
}

/* ---- records: each function says whether its section is sound ---- */

typedef struct range { /* first, count */
    uint32_t first, count;
} range;

static bool inside(range part, uint32_t whole) {
    return part.first <= whole && part.count <= whole - part.first;
}

/* A number of a string. The strings section has one start more than strings. */
static bool is_string(const drg_sections *s, uint32_t string) {
    return string < s->count[BLOCK_STRINGS] - 1;
}

static uint32_t string_size(const drg_sections *s, uint32_t string) {
    const uint32_t *start = s->data[BLOCK_STRINGS];
    return start[string + 1] - start[string];
}

static bool strings_sound(const drg_sections *s) {
    const uint32_t *start = s->data[BLOCK_STRINGS];
    uint32_t count = s->count[BLOCK_STRINGS];
    if (count < 2 || start[0] != 0 || start[1] != 0 || start[count - 1] != s->count[BLOCK_TEXT])
        return false;
    for (uint32_t i = 1; i < count; i++)
        if (start[i] < start[i - 1])
            return false;
    /* The whole text is valid, and no string starts inside a character: so each string is. */
    const char *text = s->data[BLOCK_TEXT];
    drg_slice all = {text, s->count[BLOCK_TEXT]};
    if (drg_utf8_valid(all) != all.size)
        return false;
    for (uint32_t i = 1; i < count; i++)
        if (start[i] < all.size && ((unsigned char)text[start[i]] & 0xC0) == 0x80)
            return false;
    return true;
}

static bool tables_sound(const drg_sections *s) {
    const block_table *table = s->data[BLOCK_TABLES];
    const uint32_t *cell = s->data[BLOCK_CELLS];
    for (uint32_t i = 0; i < s->count[BLOCK_TABLES]; i++) {
        uint64_t cells = ((uint64_t)table[i].rows + 1) * table[i].columns;
        if (!is_string(s, table[i].name) || table[i].columns == 0 ||
            cells > s->count[BLOCK_CELLS] ||
            !inside((range){table[i].first_cell, (uint32_t)cells}, s->count[BLOCK_CELLS]))
            return false;
    }
    for (uint32_t i = 0; i < s->count[BLOCK_CELLS]; i++)
        if (!is_string(s, cell[i]))
            return false;
    return true;
}

/* Rows of a table by name; 0 when the block has none. */
static uint32_t table_rows(const drg_sections *s, const char *name) {
    const block_table *table = s->data[BLOCK_TABLES];
    const uint32_t *start = s->data[BLOCK_STRINGS];
    const char *text = s->data[BLOCK_TEXT];
    for (uint32_t i = 0; i < s->count[BLOCK_TABLES]; i++) {
        drg_slice found = {text + start[table[i].name], string_size(s, table[i].name)};
        if (drg_slice_is(found, name))
            return table[i].rows;
    }
    return 0;
}

static bool thing_sound(const drg_sections *s, const block_thing *t, const uint32_t rows[]) {
    if (!is_string(s, t->id) || !is_string(s, t->name) || !is_string(s, t->country) ||
        !is_string(s, t->subkind))
        return false;
    if (t->kind > DRG_THING_SEAT || t->type >= DRG_ENTITY_TYPES ||
        t->sector_count > DRG_MAX_SECTORS || t->row >= rows[t->kind])
        return false;
    for (int i = 0; i < t->sector_count; i++)
        if (t->sectors[i] >= s->count[BLOCK_SECTORS])
            return false;
    if (t->parent != BLOCK_NONE && t->parent >= s->count[BLOCK_THINGS])
        return false;
    if (!(fabs(t->latitude) <= 90) || !(fabs(t->longitude) <= 180))
        return false;
    return inside((range){t->first_term, t->term_count}, s->count[BLOCK_TERMS]);
}

static bool things_sound(const drg_sections *s) {
    const block_thing *thing = s->data[BLOCK_THINGS];
    const uint32_t *sector = s->data[BLOCK_SECTORS];
    uint32_t rows[DRG_THING_SEAT + 1];
    for (int kind = 0; kind <= DRG_THING_SEAT; kind++)
        rows[kind] = table_rows(s, drg_store_table_name((drg_thing_kind)kind));
    if (s->count[BLOCK_SECTORS] > 255)
        return false;
    for (uint32_t i = 0; i < s->count[BLOCK_SECTORS]; i++)
        if (!is_string(s, sector[i]))
            return false;
    for (uint32_t i = 0; i < s->count[BLOCK_THINGS]; i++)
        if (!thing_sound(s, &thing[i], rows))
            return false;
    return true;
}

static bool is_power(uint32_t count) {
    return count > 0 && (count & (count - 1)) == 0;
}

static bool ids_sound(const drg_sections *s) {
    const uint32_t *slot = s->data[BLOCK_IDS];
    bool free_slot = false;
    for (uint32_t i = 0; i < s->count[BLOCK_IDS]; i++) {
        if (slot[i] == BLOCK_NONE)
            free_slot = true;
        else if (slot[i] >= s->count[BLOCK_THINGS])
            return false;
    }
    return is_power(s->count[BLOCK_IDS]) && free_slot;
}

static bool slots_sound(const drg_sections *s, int slots, int forms) {
    const block_slot *slot = s->data[slots];
    bool free_slot = false;
    for (uint32_t i = 0; i < s->count[slots]; i++) {
        if (slot[i].size == 0) {
            free_slot = true;
            continue;
        }
        if (!is_string(s, slot[i].key) || slot[i].size > string_size(s, slot[i].key) ||
            slot[i].size > DRG_FOLD_ROOM ||
            !inside((range){slot[i].first_form, slot[i].form_count}, s->count[forms]))
            return false;
    }
    return is_power(s->count[slots]) && free_slot;
}

static bool names_sound(const drg_sections *s) {
    const block_form *form = s->data[BLOCK_FORMS];
    const uint32_t *thing = s->data[BLOCK_FORM_THINGS];
    for (uint32_t i = 0; i < s->count[BLOCK_FORMS]; i++)
        if (!is_string(s, form[i].cased) || form[i].thing_count == 0 ||
            !inside((range){form[i].first_thing, form[i].thing_count}, s->count[BLOCK_FORM_THINGS]))
            return false;
    for (uint32_t i = 0; i < s->count[BLOCK_FORM_THINGS]; i++)
        if (thing[i] >= s->count[BLOCK_THINGS])
            return false;
    /* The filter is addressed by bit: its words times 64 must not overflow. */
    return is_power(s->count[BLOCK_FILTER]) &&
           s->count[BLOCK_FILTER] <= UINT32_MAX / 64 && /* unreached: half a gigabyte of filter */
           slots_sound(s, BLOCK_NAME_SLOTS, BLOCK_FORMS);
}

static bool titles_sound(const drg_sections *s) {
    const block_title *title = s->data[BLOCK_TITLE_FORMS];
    uint32_t rows = table_rows(s, "titles");
    for (uint32_t i = 0; i < s->count[BLOCK_TITLE_FORMS]; i++)
        if (title[i].row >= rows || title[i].kind > DRG_TITLE_ROLE ||
            (title[i].sector != UINT8_MAX && title[i].sector >= s->count[BLOCK_SECTORS]))
            return false;
    return slots_sound(s, BLOCK_TITLE_SLOTS, BLOCK_TITLE_FORMS);
}

static bool date_sound(block_date date) {
    if (date.year == 0)
        return date.month == 0 && date.day == 0;
    return drg_date_valid(drg_store_date(date));
}

static bool terms_sound(const drg_sections *s) {
    const block_term *term = s->data[BLOCK_TERMS];
    const block_thing *thing = s->data[BLOCK_THINGS];
    uint32_t offices = table_rows(s, "offices");
    for (uint32_t i = 0; i < s->count[BLOCK_TERMS]; i++) {
        const block_term *t = &term[i];
        if (t->person >= s->count[BLOCK_THINGS] || thing[t->person].kind != DRG_THING_PERSON ||
            t->office_row >= offices || !is_string(s, t->office_id) || !is_string(s, t->of) ||
            !is_string(s, t->title) || !is_string(s, t->kind))
            return false;
        if (!date_sound(t->from) || !date_sound(t->to) ||
            (t->sector != UINT8_MAX && t->sector >= s->count[BLOCK_SECTORS]))
            return false;
    }
    return true;
}

static bool offices_sound(const drg_sections *s) {
    const uint32_t *term = s->data[BLOCK_OFFICE_TERMS];
    const block_range *part = s->data[BLOCK_OFFICES];
    const block_office_name *name = s->data[BLOCK_OFFICE_NAMES];
    for (uint32_t i = 0; i < s->count[BLOCK_OFFICE_TERMS]; i++)
        if (term[i] >= s->count[BLOCK_TERMS])
            return false;
    if (s->count[BLOCK_OFFICES] != table_rows(s, "offices"))
        return false;
    for (uint32_t i = 0; i < s->count[BLOCK_OFFICES]; i++)
        if (!inside((range){part[i].first, part[i].count}, s->count[BLOCK_OFFICE_TERMS]))
            return false;
    for (uint32_t i = 0; i < s->count[BLOCK_OFFICE_NAMES]; i++)
        if (!is_string(s, name[i].of) || !is_string(s, name[i].name) ||
            name[i].office_row >= s->count[BLOCK_OFFICES])
            return false;
    return true;
}

static bool members_sound(const drg_sections *s) {
    const block_member *member = s->data[BLOCK_MEMBERS];
    for (uint32_t i = 0; i < s->count[BLOCK_MEMBERS]; i++)
        if (member[i].body >= s->count[BLOCK_THINGS] ||
            member[i].member >= s->count[BLOCK_THINGS] || !date_sound(member[i].from) ||
            !date_sound(member[i].to))
            return false;
    return true;
}

static bool words_sound(const drg_sections *s) {
    const block_word *word = s->data[BLOCK_WORDS];
    bool free_slot = false;
    for (uint32_t i = 0; i < s->count[BLOCK_WORDS]; i++) {
        if (word[i].flags == 0)
            free_slot = true;
        else if (!is_string(s, word[i].word))
            return false;
    }
    return is_power(s->count[BLOCK_WORDS]) && free_slot;
}

int drg_check_records(const drg_sections *sections, drg_error *error) {
    /* Strings and tables first: the others lean on them. */
    static const struct {
        bool (*sound)(const drg_sections *);
        const char *what;
    } checks[] = {
        {strings_sound, "a string is damaged"},
        {tables_sound, "a table is damaged"},
        {things_sound, "a thing is damaged"},
        {ids_sound, "the index of ids is damaged"},
        {names_sound, "the index of names is damaged"},
        {titles_sound, "the index of titles is damaged"},
        {terms_sound, "a term of office is damaged"},
        {offices_sound, "the index of offices is damaged"},
        {members_sound, "a membership is damaged"},
        {words_sound, "the index of persons' names is damaged"},
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (!checks[i].sound(sections))
            return drg_fail(error, DRG_EFORMAT, 0, "tables: %s", checks[i].what);
    return DRG_OK;
}
