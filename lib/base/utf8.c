/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 as RFC 3629 has it, and the map from bytes to code points and UTF-16 units.
 *
 * Validation follows table 3-7 of the Unicode standard: what the second byte may be depends on the
 * first, all further bytes are 80..BF. Overlong forms, surrogates and anything above U+10FFFF have
 * no row in that table, so there is nothing else to check. Runs of ASCII are skipped eight bytes at
 * a time.
 *
 * The map keeps, for every 64th byte, how many characters and how many UTF-16 units start before
 * it. Both are counts of lead bytes (a byte that is not 10xxxxxx starts a character; one of F0..F4
 * starts a character that UTF-16 writes as a pair), so a block boundary may well fall inside a
 * character. A look-up moves back to the start of the character and counts at most 63 bytes.
 *
 * Cost: both linear, once a document; a look-up is constant.
 */
#include "utf8.h"

#include <string.h>

#define BLOCK 64

static bool continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* Length of the sequence at data, 0 when it is none. left >= 1. */
static size_t sequence_length(const unsigned char *data, size_t left) {
    unsigned char first = data[0], low = 0x80, high = 0xBF;
    size_t length;
    if (first < 0x80)
        return 1;
    if (first < 0xC2)
        return 0;
    if (first < 0xE0) {
        length = 2;
    } else if (first < 0xF0) {
        length = 3;
        low = first == 0xE0 ? 0xA0 : 0x80;
        high = first == 0xED ? 0x9F : 0xBF;
    } else if (first < 0xF5) {
        length = 4;
        low = first == 0xF0 ? 0x90 : 0x80;
        high = first == 0xF4 ? 0x8F : 0xBF;
    } else {
        return 0;
    }
    if (left < length || data[1] < low || data[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!continuation(data[i]))
            return 0;
    return length;
}

size_t drg_utf8_valid(drg_slice text) {
    const unsigned char *data = (const unsigned char *)text.data;
    size_t at = 0;
    while (at < text.size) {
        uint64_t eight;
        if (text.size - at >= sizeof eight) {
            memcpy(&eight, data + at, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        size_t length = sequence_length(data + at, text.size - at);
        if (length == 0)
            return at;
        at += length;
    }
    return text.size;
}

uint32_t drg_utf8_decode(drg_slice text, size_t at, size_t *next) {
    const unsigned char *data = (const unsigned char *)text.data + at;
    if (data[0] < 0x80) {
        *next = at + 1;
        return data[0];
    }
    if (data[0] < 0xE0) {
        *next = at + 2;
        return (data[0] & 0x1Fu) << 6 | (data[1] & 0x3Fu);
    }
    if (data[0] < 0xF0) {
        *next = at + 3;
        return (data[0] & 0x0Fu) << 12 | (data[1] & 0x3Fu) << 6 | (data[2] & 0x3Fu);
    }
    *next = at + 4;
    return (data[0] & 0x07u) << 18 | (data[1] & 0x3Fu) << 12 | (data[2] & 0x3Fu) << 6 |
           (data[3] & 0x3Fu);
}

size_t drg_utf8_before(drg_slice text, size_t at) {
    do
        at--;
    while (at > 0 && continuation((unsigned char)text.data[at]));
    return at;
}

int drg_offsets_init(drg_offsets *map, drg_arena *arena, drg_slice text) {
    size_t blocks = text.size / BLOCK + 1;
    *map = (drg_offsets){.text = text};
    map->codepoints = drg_arena_array(arena, blocks, sizeof *map->codepoints);
    map->utf16 = drg_arena_array(arena, blocks, sizeof *map->utf16);
    if (!map->codepoints || !map->utf16)
        return DRG_ENOMEM;
    uint32_t characters = 0, units = 0;
    for (size_t at = 0; at < text.size; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        if (at % BLOCK == 0) {
            map->codepoints[at / BLOCK] = characters;
            map->utf16[at / BLOCK] = units;
        }
        characters += !continuation(byte);
        units += (uint32_t)(!continuation(byte) + (byte >= 0xF0));
    }
    if (text.size % BLOCK == 0) {
        map->codepoints[text.size / BLOCK] = characters;
        map->utf16[text.size / BLOCK] = units;
    }
    return DRG_OK;
}

size_t drg_offsets_map(const drg_offsets *map, size_t byte, drg_unit unit) {
    const unsigned char *data = (const unsigned char *)map->text.data;
    if (byte > map->text.size)
        byte = map->text.size;
    while (byte > 0 && byte < map->text.size && continuation(data[byte]))
        byte--;
    if (unit == DRG_BYTES)
        return byte;
    size_t block = byte / BLOCK;
    size_t count = unit == DRG_CODEPOINTS ? map->codepoints[block] : map->utf16[block];
    for (size_t at = block * BLOCK; at < byte; at++) {
        count += !continuation(data[at]);
        if (unit == DRG_UTF16)
            count += data[at] >= 0xF0;
    }
    return count;
}
