/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_SUPPORT_H
#define TESTS_UNIT_SUPPORT_H
/* What unit tests share: cmocka's headers in their order, and an allocator that can fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/dragoman.h"

/*
 * Counts its calls and fails the one numbered fail_at and all after it (0: never). A run over
 * fail_at = 1, 2, 3 ... until nothing fails goes through every out-of-memory path there is.
 */
typedef struct failing_allocator {
    size_t calls, fail_at, live;
} failing_allocator;

static inline void *failing_allocate(void *user, size_t size) {
    failing_allocator *state = user;
    if (++state->calls >= state->fail_at && state->fail_at)
        return NULL;
    void *memory = malloc(size);
    state->live += memory != NULL;
    return memory;
}

static inline void failing_release(void *user, void *pointer) {
    failing_allocator *state = user;
    state->live -= pointer != NULL;
    free(pointer);
}

static inline drg_allocator failing_allocator_make(failing_allocator *state) {
    return (drg_allocator){failing_allocate, failing_release, state};
}

static inline drg_slice slice_of(const char *string) {
    return (drg_slice){string, strlen(string)};
}

#endif
