/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the writer and the reader of a block share: its checksum and the sizes of its records.
 *
 * The checksum finds damage (a cut file, a flipped bit, a wrong file), nothing more: each word of
 * eight bytes goes into one of four lanes by multiply and rotate, in the manner of xxHash64 (Y.
 * Collet), about 10 GB/s, so that opening stays a matter of milliseconds. Every step is a bijection
 * of its lane, therefore a change within one word is always seen. What names a block in replies is
 * the SHA-256 in its header, computed once when it is compiled.
 */
#include "block.h"

#include <stddef.h>
#include <string.h>

#define PRIME_A UINT64_C(0x9E3779B185EBCA87)
#define PRIME_B UINT64_C(0xC2B2AE3D27D4EB4F)

static uint64_t rotate(uint64_t word, unsigned bits) {
    return word << bits | word >> (64 - bits);
}

static uint64_t read_word(const unsigned char *bytes, uint64_t count) {
    uint64_t word = 0;
    memcpy(&word, bytes, count < 8 ? (size_t)count : 8);
    return word;
}

static uint64_t step(uint64_t lane, uint64_t word) {
    return rotate(lane ^ word * PRIME_B, 31) * PRIME_A;
}

uint64_t drg_block_checksum(const void *block, uint64_t size) {
    const unsigned char *bytes = block;
    uint64_t lanes[4] = {PRIME_A, PRIME_B, size, ~size};
    const uint64_t skip = offsetof(block_header, checksum) / 8;
    uint64_t words = size / 8;
    uint64_t i = 0;
    for (; i < words && (i <= skip || i % 4); i++)
        if (i != skip)
            lanes[i % 4] = step(lanes[i % 4], read_word(bytes + i * 8, 8));
    uint64_t a = lanes[0], b = lanes[1], c = lanes[2], d = lanes[3];
    for (; i + 4 <= words; i += 4) { /* nearly all of it: each lane in a register */
        a = step(a, read_word(bytes + i * 8, 8));
        b = step(b, read_word(bytes + i * 8 + 8, 8));
        c = step(c, read_word(bytes + i * 8 + 16, 8));
        d = step(d, read_word(bytes + i * 8 + 24, 8));
    }
    lanes[0] = a, lanes[1] = b, lanes[2] = c, lanes[3] = d;
    for (; i < words; i++)
        lanes[i % 4] = step(lanes[i % 4], read_word(bytes + i * 8, 8));
    if (size % 8)
        lanes[0] = step(lanes[0], read_word(bytes + words * 8, size % 8));
    uint64_t sum = lanes[0];
    for (int lane = 1; lane < 4; lane++)
        sum = step(sum, lanes[lane]);
    return sum ^ sum >> 29;
}

uint32_t drg_block_record(int section) {
    static const uint32_t sizes[BLOCK_SECTIONS] = {
        [BLOCK_TEXT] = 1,
        [BLOCK_STRINGS] = sizeof(uint32_t),
        [BLOCK_TABLES] = sizeof(block_table),
        [BLOCK_CELLS] = sizeof(uint32_t),
        [BLOCK_THINGS] = sizeof(block_thing),
        [BLOCK_IDS] = sizeof(uint32_t),
        [BLOCK_FILTER] = sizeof(uint64_t),
        [BLOCK_NAME_SLOTS] = sizeof(block_slot),
        [BLOCK_FORMS] = sizeof(block_form),
        [BLOCK_FORM_THINGS] = sizeof(uint32_t),
        [BLOCK_TITLE_SLOTS] = sizeof(block_slot),
        [BLOCK_TITLE_FORMS] = sizeof(block_title),
        [BLOCK_TERMS] = sizeof(block_term),
        [BLOCK_OFFICE_TERMS] = sizeof(uint32_t),
        [BLOCK_OFFICES] = sizeof(block_range),
        [BLOCK_OFFICE_NAMES] = sizeof(block_office_name),
        [BLOCK_MEMBERS] = sizeof(block_member),
        [BLOCK_WORDS] = sizeof(block_word),
        [BLOCK_SECTORS] = sizeof(uint32_t),
    };
    return section >= 0 && section < BLOCK_SECTIONS ? sizes[section] : 0;
}
