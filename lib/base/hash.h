/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_HASH_H
#define DRG_BASE_HASH_H
/*
 * SipHash-2-4 (Aumasson and Bernstein, 2012) with a 128-bit key: tables keyed by words of an
 * article cannot be flooded by a client who does not know the key. Fixed keys give stable
 * fingerprints.
 */
#include "../dragoman.h"

typedef struct drg_hash_key {
    uint64_t k0, k1;
} drg_hash_key;

uint64_t drg_hash(drg_hash_key key, const void *data, size_t size);

/*
 * A set of slices with an index each, in an arena: the n-th distinct slice gets number n. Open
 * addressing, load at most one half. Slices are kept, not copied.
 */
struct drg_arena;
typedef struct drg_intern {
    struct drg_arena *arena;
    drg_hash_key key;
    uint32_t *slots; /* [capacity] index + 1, 0 free */
    size_t capacity; /* power of two */
    drg_slice *items; /* [count] */
    uint64_t *hashes; /* [count] */
    size_t count, room;
} drg_intern;

void drg_intern_init(drg_intern *set, struct drg_arena *arena, drg_hash_key key);
/* Number of the slice, added if new; DRG_NONE when out of memory. */
uint32_t drg_intern_add(drg_intern *set, drg_slice slice);
/* Number of the slice, DRG_NONE when it is not there. */
uint32_t drg_intern_find(const drg_intern *set, drg_slice slice);
#endif
