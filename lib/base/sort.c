/* SPDX-License-Identifier: Apache-2.0 */
#include "sort.h"

static bool in_order(
    const char *items, size_t count, size_t size, int (*compare)(const void *, const void *)) {
    for (size_t i = 1; i < count; i++)
        if (compare(items + (i - 1) * size, items + i * size) > 0)
            return false;
    return true;
}

/* Merges [low, middle) and [middle, high), each in order, into the same place of `to`. */
static void merge(const char *from, char *to, const size_t bounds[3], size_t size,
    int (*compare)(const void *, const void *)) {
    size_t a = bounds[0], b = bounds[1];
    for (size_t i = bounds[0]; i < bounds[2]; i++) {
        bool left =
            b >= bounds[2] || (a < bounds[1] && compare(from + a * size, from + b * size) <= 0);
        memcpy(to + i * size, from + (left ? a++ : b++) * size, size);
    }
}

int drg_sort(drg_arena *arena, void *items, size_t count, size_t size,
    int (*compare)(const void *left, const void *right)) {
    if (in_order(items, count, size, compare))
        return DRG_OK;
    char *from = items, *to = drg_arena_array(arena, count, size);
    if (!to)
        return DRG_ENOMEM;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = count - low < width ? count : low + width;
            size_t high = count - low < 2 * width ? count : low + 2 * width;
            merge(from, to, (const size_t[]){low, middle, high}, size, compare);
        }
        char *swap = from;
        from = to;
        to = swap;
    }
    if (from != items)
        memcpy(items, from, count * size);
    return DRG_OK;
}
