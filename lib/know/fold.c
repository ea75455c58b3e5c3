/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Folding: one documented rule, applied to the names of the tables when they are compiled and to
 * the words of a text when they are read, so that both sides always agree.
 *
 *   white space, NBSP, dashes    one separator, written as a blank between two characters; runs
 *                                and separators at the ends count for nothing
 *   full stop, soft hyphen,
 *   zero-width characters        dropped: U.S. = US, St. Petersburg = St Petersburg
 *   ' and its curly relatives    '
 *   letters with marks           the letter alone: Erdoğan = Erdogan, Łódź = Lodz, Curaçao =
 *                                Curacao; ß = ss, æ = ae, þ = th
 *   capitals                     small letters in `lower`, kept in `cased`
 *   everything else              itself
 *
 * Because the rule works on characters and not on tokens, it does not matter whether a tokeniser
 * keeps "Asia-Pacific" in one piece or makes three of it. The apostrophe stays a character: were it
 * dropped, "Hama's" would read Hamas.
 *
 * Case. `cased` decides whether the words found are a name or only look like one (turkey, Turkey;
 * who, WHO; us, US). Word by word: an acronym must stand as it is; a capitalised word may also be
 * all capitals (PARIS, Emmanuel MACRON) or differ inside (Macdonald, MacDonald); words that carry
 * no capital in the table (of, al-) may be written in any case, and so may particles that writers
 * capitalise at will; a last word that is a common noun may be small (Labour party, Sinai
 * peninsula), as British style has it.
 *
 * The marks come off by canonical decomposition (Unicode, UAX 15, by utf8proc) plus a list of the
 * letters that do not decompose. Cost: a few nanoseconds a byte; nothing is allocated.
 */
#include "fold.h"

#include "../base/utf8.h"

#include <utf8proc.h>

#define HASH_BASIS 2166136261u /* FNV-1a, 32 bits (Fowler, Noll, Vo) */
#define HASH_PRIME 16777619u

void drg_fold_init(drg_folder *folder) {
    folder->size = 0;
    folder->hash = HASH_BASIS;
    folder->separator = false;
    folder->plain = true;
    folder->dotted = false;
    folder->overflow = false;
}

uint32_t drg_fold_hash(drg_slice lower) {
    uint32_t hash = HASH_BASIS;
    for (size_t i = 0; i < lower.size; i++)
        hash = (hash ^ (unsigned char)lower.data[i]) * HASH_PRIME;
    return hash;
}

static inline char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline void put_byte(drg_folder *folder, char cased, char lower) {
    folder->cased[folder->size] = cased;
    folder->lower[folder->size] = lower;
    folder->size++;
    folder->hash = (folder->hash ^ (unsigned char)lower) * HASH_PRIME;
}

/* Writes the separator that is due. False when `need` more bytes do not fit after it. */
static inline bool make_room(drg_folder *folder, size_t need) {
    if (folder->size + 1 + need > DRG_FOLD_ROOM) {
        folder->overflow = true;
        return false;
    }
    if (folder->separator)
        put_byte(folder, ' ', ' ');
    folder->separator = false;
    return true;
}

static void put_ascii(drg_folder *folder, const char *cased) {
    size_t size = strlen(cased);
    if (!make_room(folder, size))
        return;
    for (size_t i = 0; i < size; i++)
        put_byte(folder, cased[i], ascii_lower(cased[i]));
}

/* A letter outside ASCII that has no decomposition into one: its usual English spelling, or NULL.
 */
static const char *plain_spelling(uint32_t c) {
    static const struct {
        uint32_t c;
        const char *plain;
    } letters[] = {{0xC6, "AE"}, {0xD0, "D"}, {0xD8, "O"}, {0xDE, "Th"}, {0xDF, "ss"}, {0xE6, "ae"},
        {0xF0, "d"}, {0xF8, "o"}, {0xFE, "th"}, {0x110, "D"}, {0x111, "d"}, {0x126, "H"},
        {0x127, "h"}, {0x130, "I"}, {0x131, "i"}, {0x138, "k"}, {0x13F, "L"}, {0x140, "l"},
        {0x141, "L"}, {0x142, "l"}, {0x14A, "N"}, {0x14B, "n"}, {0x152, "OE"}, {0x153, "oe"},
        {0x166, "T"}, {0x167, "t"}, {0x18F, "A"}, {0x1E9E, "SS"}, {0x259, "a"}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].c == c)
            return letters[i].plain;
    return NULL;
}

static bool is_apostrophe(uint32_t c) {
    return c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2BB || c == 0x2BC || c == 0x2BF ||
           c == 0x2BE || c == 0xB4 || c == 0x2032;
}

static bool is_separator(uint32_t c) {
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || (c >= 0x2010 && c <= 0x2015) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2212 || c == 0x3000;
}

static bool is_invisible(uint32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

/* One character that is neither ASCII nor in the lists above: decomposed, without its marks. */
static void put_decomposed(drg_folder *folder, uint32_t c) {
    utf8proc_int32_t parts[20];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 20,
        UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_COMPAT, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < 20; i++) {
        char cased[5] = {0};
        char lower[5] = {0};
        utf8proc_ssize_t size = utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)cased);
        utf8proc_ssize_t low =
            utf8proc_encode_char(utf8proc_tolower(parts[i]), (utf8proc_uint8_t *)lower);
        /* Letters whose small form has another length keep their capital: both sides do it. */
        if (size <= 0 || !make_room(folder, (size_t)size))
            return;
        const char *use = low == size ? lower : cased;
        for (utf8proc_ssize_t k = 0; k < size; k++)
            put_byte(folder, cased[k], use[k]);
    }
}

static void add_wide(drg_folder *folder, uint32_t c) {
    folder->plain = false;
    if (is_separator(c)) {
        drg_fold_separate(folder);
    } else if (is_apostrophe(c)) {
        put_ascii(folder, "'");
    } else if (!is_invisible(c)) {
        const char *plain = plain_spelling(c);
        if (plain)
            put_ascii(folder, plain);
        else
            put_decomposed(folder, c);
    }
}

/* Letters and digits of ASCII from `at` on: nearly all of English, so in registers. */
static size_t add_plain_run(drg_folder *folder, drg_slice piece, size_t at) {
    if (!make_room(folder, 1))
        return at;
    uint32_t hash = folder->hash, size = folder->size;
    while (at < piece.size && size < DRG_FOLD_ROOM - 1) {
        char c = piece.data[at], lower = ascii_lower(c);
        if (!((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9')))
            break;
        folder->cased[size] = c;
        folder->lower[size++] = lower;
        hash = (hash ^ (unsigned char)lower) * HASH_PRIME;
        at++;
    }
    folder->hash = hash;
    folder->size = size;
    return at;
}

static void add_punctuation(drg_folder *folder, char c) {
    if (c == ' ' || c == '-' || (c >= '\t' && c <= '\r'))
        drg_fold_separate(folder);
    else if (c == '.')
        folder->dotted = true;
    else if (make_room(folder, 1))
        put_byte(folder, c == '`' ? '\'' : c, c == '`' ? '\'' : c);
}

void drg_fold_add(drg_folder *folder, drg_slice piece) {
    for (size_t at = 0; at < piece.size && !folder->overflow;) {
        char c = piece.data[at], lower = ascii_lower(c);
        if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9'))
            at = add_plain_run(folder, piece, at);
        else if ((unsigned char)c >= 0x80)
            add_wide(folder, drg_utf8_decode(piece, at, &at));
        else
            add_punctuation(folder, piece.data[at++]);
    }
}

/* ---- case ---- */

static size_t count_capitals(drg_slice word) {
    size_t count = 0;
    for (size_t i = 0; i < word.size; i++)
        count += word.data[i] >= 'A' && word.data[i] <= 'Z';
    return count;
}

static bool has_small(drg_slice word) {
    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= 'a' && word.data[i] <= 'z')
            return true;
    return false;
}

static bool starts_capital(drg_slice word) {
    return word.size > 0 &&
           ((word.data[0] >= 'A' && word.data[0] <= 'Z') || (unsigned char)word.data[0] >= 0x80);
}

/* Words that writers capitalise or not as they like: Al-Qaeda, al-Qaeda; The Hague, the Hague. */
static bool is_particle(drg_slice word) {
    static const char *const particles[] = {"Al", "El", "Ad", "As", "Ash", "An", "Ar", "Az", "At",
        "The", "Of", "And", "For", "In", "On", "De", "Da", "Do", "Dos", "Du", "Des", "Di", "La",
        "Le", "Les", "Los", "Las", "Van", "Von", "Der", "Den", "Bin", "Bint", "Ibn", "Ben", "Ul",
        "Y", "E", "Et", "To", "With"};
    return DRG_ONE_OF(word, particles);
}

/* Last words that British style leaves small: the Labour party, the Sinai peninsula. */
static bool is_common_noun(drg_slice word) {
    static const char *const nouns[] = {"Area", "Army", "Assembly", "Bay", "Board", "Canal",
        "Commission", "Council", "County", "Court", "Desert", "District", "Island", "Islands",
        "Ministry", "Movement", "Mountains", "Oblast", "Party", "Peninsula", "Police", "Prefecture",
        "Province", "Region", "River", "Sea", "State", "Strait", "Valley"};
    return DRG_ONE_OF(word, nouns);
}

#define SHORT_ACRONYM 4 /* bytes: LeT, JeM, PhD are acronyms, McVey is a name */

/* What word_allows must know of the words around. */
enum { FIRST_WORD = 1, LAST_WORD = 2 };

static bool word_allows(drg_slice name, drg_slice text, int place, bool *changed) {
    if (drg_slice_equal(name, text))
        return true;
    size_t capitals = count_capitals(name);
    if (capitals == 0 || (place != (FIRST_WORD | LAST_WORD) && is_particle(name)))
        return true;
    if (!has_small(name) || (capitals > 1 && name.size <= SHORT_ACRONYM))
        return false; /* an acronym or an initial stands as it is */
    *changed = true;
    if (!has_small(text))
        return true;
    return starts_capital(text) || (place == LAST_WORD && is_common_noun(name));
}

bool drg_fold_case_allows(drg_slice name, drg_slice text, bool *changed) {
    drg_slice name_word, text_word;
    int place = FIRST_WORD;
    *changed = false;
    while (drg_slice_cut(&name, ' ', &name_word)) {
        if (!drg_slice_cut(&text, ' ', &text_word))
            return false;
        place |= name.size == 0 ? LAST_WORD : 0;
        if (!word_allows(name_word, text_word, place, changed))
            return false;
        place = 0;
    }
    return text.size == 0;
}
