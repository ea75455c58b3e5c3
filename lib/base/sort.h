/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_SORT_H
#define DRG_BASE_SORT_H
#include "arena.h"
#include "slice.h"

/*
 * Sorts count items of size bytes: those that compare equal keep their order. The C library's qsort
 * may allocate outside the arena's budget, and what it does with equals differs between machines.
 * compare: as for qsort. 0 or DRG_ENOMEM (then nothing has moved). Bottom-up merge sort: n log n in
 * any case, one pass of comparisons where the items are in order already; scratch of the same size
 * from the arena.
 */
int drg_sort(drg_arena *arena, void *items, size_t count, size_t size,
    int (*compare)(const void *left, const void *right));

/*
 * The first item of a sorted list whose field, a uint32_t, is at least `least`; the list's count
 * where none is. Binary search.
 */
#define DRG_FIRST_FROM(list, field, least)                                                         \
    drg_first_from((list).items ? &(list).items[0].field : NULL, (list).count,                     \
        sizeof(list).items[0], (least))

/* first: the field of the first item; stride: from one item's to the next's, in bytes. */
static inline size_t drg_first_from(
    const uint32_t *first, size_t count, size_t stride, uint32_t least) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t value;
        memcpy(&value, (const char *)first + middle * stride, sizeof value);
        if (value < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * The entry for a word of a constant table whose entries have a field `word` and stand in the order
 * of their words' bytes; NULL: none. Binary search.
 */
#define DRG_FIND_WORD(table, wanted)                                                               \
    drg_find_word(                                                                                 \
        (table), &(table)[0].word, sizeof(table) / sizeof(table)[0], sizeof(table)[0], (wanted))

/* first: the word of the first entry; size: from one entry to the next, in bytes. */
static inline const void *drg_find_word(
    const void *table, const char *const *first, size_t count, size_t size, drg_slice wanted) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *word;
        memcpy(&word, (const char *)first + middle * size, sizeof word);
        int order = drg_slice_compare(drg_slice_of(word), wanted);
        if (order == 0)
            return (const char *)table + middle * size;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

#endif
