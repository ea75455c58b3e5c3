/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_UTF8_H
#define DRG_BASE_UTF8_H
/* UTF-8 (RFC 3629): validation, decoding, and maps from bytes to other units. */
#include "arena.h"

/* Index of the first byte that starts no valid sequence (overlong, surrogate, > U+10FFFF), or size.
 */
size_t drg_utf8_valid(drg_slice text);

/* Decodes the character at `at` (< size) of valid UTF-8; *next gets the byte after it. */
uint32_t drg_utf8_decode(drg_slice text, size_t at, size_t *next);
/* The byte where the character before `at` (> 0) starts. */
size_t drg_utf8_before(drg_slice text, size_t at);

/* As much of the start of a valid text as fits into `most` bytes in whole characters. */
static inline drg_slice drg_utf8_head(drg_slice text, size_t most) {
    if (text.size > most)
        for (text.size = most; text.size && (text.data[text.size] & 0xC0) == 0x80;)
            text.size--;
    return text;
}

/* Code points and UTF-16 units before every 64th byte: drg_document_offset in constant time. */
typedef struct drg_offsets {
    drg_slice text;
    uint32_t *codepoints; /* [size / 64 + 1] */
    uint32_t *utf16; /* [size / 64 + 1] */
} drg_offsets;

/* Builds the map of a valid text. 0 or DRG_ENOMEM. */
int drg_offsets_init(drg_offsets *map, drg_arena *arena, drg_slice text);
size_t drg_offsets_map(const drg_offsets *map, size_t byte, drg_unit unit);
#endif
