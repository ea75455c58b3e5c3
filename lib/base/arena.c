/* SPDX-License-Identifier: Apache-2.0 */
#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__) || defined(DRG_CHUNK_EACH) /* the latter: make coverage */
#define CHUNK_SIZE 1 /* every allocation gets a chunk of its own */
#else
#define CHUNK_SIZE (64 * 1024)
#endif

struct drg_arena_chunk {
    drg_arena_chunk *next;
    size_t size, used; /* bytes of data[] */
    alignas(max_align_t) unsigned char data[];
};

static void *heap_allocate(void *user, size_t size) {
    (void)user;
    return malloc(size);
}

static void heap_release(void *user, void *pointer) {
    (void)user;
    free(pointer);
}

void drg_arena_init(drg_arena *arena, size_t budget, const drg_allocator *allocator) {
    *arena = (drg_arena){.budget = budget};
    if (allocator && allocator->allocate && allocator->release)
        arena->allocator = *allocator;
    else
        arena->allocator = (drg_allocator){heap_allocate, heap_release, NULL};
}

void drg_arena_deinit(drg_arena *arena) {
    drg_arena_chunk *next;
    for (drg_arena_chunk *chunk = arena->chunks; chunk; chunk = next) {
        next = chunk->next;
        arena->allocator.release(arena->allocator.user, chunk);
    }
    arena->chunks = NULL;
    arena->taken = 0;
}

static drg_arena_chunk *chunk_add(drg_arena *arena, size_t need) {
    size_t size = need > CHUNK_SIZE ? need : CHUNK_SIZE;
    size_t whole = size + sizeof(drg_arena_chunk);
    if (whole < size || whole > arena->budget - arena->taken) {
        /* a big chunk may not fit where the need itself does */
        size = need;
        whole = size + sizeof(drg_arena_chunk);
        if (whole < size || whole > arena->budget - arena->taken)
            return NULL;
    }
    drg_arena_chunk *chunk = arena->allocator.allocate(arena->allocator.user, whole);
    if (!chunk)
        return NULL;
    arena->taken += whole;
    chunk->size = size;
    chunk->used = 0;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

void *drg_arena_array(drg_arena *arena, size_t count, size_t size) {
    const size_t align = alignof(max_align_t);
    size_t need;
    if (__builtin_mul_overflow(count, size, &need) || need > SIZE_MAX - align) {
        arena->failed = true;
        return NULL;
    }
    need = (need + align - 1) / align * align;
    if (need == 0)
        need = align;
    drg_arena_chunk *chunk = arena->chunks;
    if (arena->failed)
        return NULL;
    if (!chunk || chunk->size - chunk->used < need)
        chunk = chunk_add(arena, need);
    if (!chunk) {
        arena->failed = true;
        return NULL;
    }
    void *result = chunk->data + chunk->used;
    chunk->used += need;
    return memset(result, 0, need);
}

drg_slice drg_arena_copy(drg_arena *arena, drg_slice bytes) {
    char *copy = bytes.size < SIZE_MAX ? drg_arena_array(arena, bytes.size + 1, 1) : NULL;
    if (!copy)
        return (drg_slice){0};
    if (bytes.size)
        memcpy(copy, bytes.data, bytes.size);
    return (drg_slice){copy, bytes.size};
}

drg_slice drg_arena_format(drg_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *buffer = size < 0 ? NULL : drg_arena_array(arena, (size_t)size + 1, 1);
    if (!buffer)
        return (drg_slice){0};
    va_start(arguments, format);
    vsnprintf(buffer, (size_t)size + 1, format, arguments);
    va_end(arguments);
    return (drg_slice){buffer, (size_t)size};
}

void *drg_list_grow(drg_arena *arena, void *items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return items;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *moved = wanted > *capacity ? drg_arena_array(arena, wanted, size) : NULL;
    if (!moved)
        return items;
    if (count)
        memcpy(moved, items, count * size);
    *capacity = wanted;
    return moved;
}
