/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_ARENA_H
#define DRG_BASE_ARENA_H
/*
 * The memory of one document: allocate forward, free all at once.
 *
 * An arena takes chunks from an allocator and never more than its budget in all. When a chunk
 * cannot be had or the budget is spent it returns NULL and stays failed: a stage may make many
 * allocations and check drg_arena_failed() once at its end, as long as it does not write through a
 * NULL in between. Nothing made in an arena outlives it. Under AddressSanitizer each allocation is
 * a chunk of its own, so that overruns are seen.
 */
#include "../dragoman.h"

typedef struct drg_arena_chunk drg_arena_chunk;

typedef struct drg_arena {
    drg_arena_chunk *chunks; /* newest first */
    size_t taken, budget; /* bytes taken from the allocator, and the most that may be */
    bool failed; /* an allocation failed: sticky */
    drg_allocator allocator;
} drg_arena;

/* allocator NULL: malloc and free. Takes nothing yet. */
void drg_arena_init(drg_arena *arena, size_t budget, const drg_allocator *allocator);
/* Gives everything back; the arena may be used again after another init. */
void drg_arena_deinit(drg_arena *arena);

/* Zeroed memory for count items of size bytes, aligned for any type. NULL: failed, or count * size
 * overflows. */
void *drg_arena_array(drg_arena *arena, size_t count, size_t size);
/* A copy of the bytes, NUL-terminated for convenience (the NUL is not counted). Empty slice on
 * failure. */
drg_slice drg_arena_copy(drg_arena *arena, drg_slice bytes);
/* printf into the arena. Empty slice on failure. */
drg_slice drg_arena_format(drg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline bool drg_arena_failed(const drg_arena *arena) {
    return arena->failed;
}

/*
 * Growable arrays in an arena. drg_list_add(arena, list) makes room for one more item and evaluates
 * to a pointer to it (zeroed), or to NULL when the arena failed, and then the list is as it was.
 * Growing doubles; the old array stays in the arena, so a list costs at most twice its items.
 * `list` is evaluated several times.
 */
#define DRG_LIST(type)                                                                             \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }
#define drg_list_add(arena, list)                                                                  \
    ((list)->items = drg_list_grow(                                                                \
         (arena), (list)->items, (list)->count, &(list)->capacity, sizeof *(list)->items),         \
        (list)->count < (list)->capacity ? &(list)->items[(list)->count++] : NULL)
/* The array to use from now on: items itself while count < *capacity or on failure, else a doubled
 * copy. */
void *drg_list_grow(drg_arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#endif
