/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SipHash-2-4 and the set of slices built on it.
 *
 * SipHash (J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012): four words
 * of state, two rounds a block of eight bytes, four rounds to finish. Bytes are read in
 * little-endian order on every machine, so a hash under a fixed key is the same everywhere and may
 * be shown to users as a fingerprint.
 *
 * The set is open addressing with linear probing. It never deletes, its load stays at or below one
 * half, and it keeps each item's hash, so that growing never looks at the slices again. Expected
 * cost of a look-up is constant for anyone who does not know the key.
 */
#include "hash.h"

#include "arena.h"
#include "slice.h"

#define FIRST_CAPACITY 64

static uint64_t rotate(uint64_t word, unsigned bits) {
    return word << bits | word >> (64 - bits);
}

static uint64_t read_word(const unsigned char *bytes) {
    uint64_t word = 0;
    for (unsigned i = 0; i < 8; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static void sip_rounds(uint64_t v[4], int rounds) {
    for (int i = 0; i < rounds; i++) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = rotate(v[1], 13) ^ v[0];
        v[3] = rotate(v[3], 16) ^ v[2];
        v[0] = rotate(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = rotate(v[1], 17) ^ v[2];
        v[3] = rotate(v[3], 21) ^ v[0];
        v[2] = rotate(v[2], 32);
    }
}

uint64_t drg_hash(drg_hash_key key, const void *data, size_t size) {
    const unsigned char *bytes = data;
    uint64_t v[4] = {
        key.k0 ^ UINT64_C(0x736f6d6570736575),
        key.k1 ^ UINT64_C(0x646f72616e646f6d),
        key.k0 ^ UINT64_C(0x6c7967656e657261),
        key.k1 ^ UINT64_C(0x7465646279746573),
    };
    size_t whole = size / 8 * 8;
    for (size_t at = 0; at < whole; at += 8) {
        uint64_t word = read_word(bytes + at);
        v[3] ^= word;
        sip_rounds(v, 2);
        v[0] ^= word;
    }
    uint64_t last = (uint64_t)size << 56;
    for (size_t i = whole; i < size; i++)
        last |= (uint64_t)bytes[i] << (8 * (i - whole));
    v[3] ^= last;
    sip_rounds(v, 2);
    v[0] ^= last;
    v[2] ^= 0xFF;
    sip_rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

void drg_intern_init(drg_intern *set, drg_arena *arena, drg_hash_key key) {
    *set = (drg_intern){.arena = arena, .key = key};
}

/* The slot that holds the slice, or the free one where it belongs. capacity > 0. */
static size_t find_slot(const drg_intern *set, drg_slice slice, uint64_t hash) {
    size_t mask = set->capacity - 1;
    size_t slot = (size_t)hash & mask;
    while (set->slots[slot]) {
        uint32_t item = set->slots[slot] - 1;
        if (set->hashes[item] == hash && drg_slice_equal(set->items[item], slice))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

/* Doubles the set; false, and the set as it was, when out of memory. */
static bool grow(drg_intern *set) {
    size_t capacity = set->capacity ? set->capacity * 2 : FIRST_CAPACITY;
    size_t room = capacity / 2;
    if (room >= DRG_NONE)
        return false;
    uint32_t *slots = drg_arena_array(set->arena, capacity, sizeof *slots);
    drg_slice *items = drg_arena_array(set->arena, room, sizeof *items);
    uint64_t *hashes = drg_arena_array(set->arena, room, sizeof *hashes);
    if (!slots || !items || !hashes)
        return false;
    for (size_t i = 0; i < set->count; i++) {
        size_t slot = (size_t)set->hashes[i] & (capacity - 1);
        while (slots[slot])
            slot = (slot + 1) & (capacity - 1);
        slots[slot] = (uint32_t)i + 1;
        items[i] = set->items[i];
        hashes[i] = set->hashes[i];
    }
    set->slots = slots;
    set->items = items;
    set->hashes = hashes;
    set->capacity = capacity;
    set->room = room;
    return true;
}

uint32_t drg_intern_add(drg_intern *set, drg_slice slice) {
    uint64_t hash = drg_hash(set->key, slice.data, slice.size);
    if (set->capacity) {
        size_t slot = find_slot(set, slice, hash);
        if (set->slots[slot])
            return set->slots[slot] - 1;
    }
    if (set->count == set->room && !grow(set))
        return DRG_NONE;
    size_t slot = find_slot(set, slice, hash);
    set->items[set->count] = slice;
    set->hashes[set->count] = hash;
    set->slots[slot] = (uint32_t)++set->count;
    return set->slots[slot] - 1;
}

uint32_t drg_intern_find(const drg_intern *set, drg_slice slice) {
    if (set->capacity == 0)
        return DRG_NONE;
    size_t slot = find_slot(set, slice, drg_hash(set->key, slice.data, slice.size));
    return set->slots[slot] ? set->slots[slot] - 1 : DRG_NONE;
}
