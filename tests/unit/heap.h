/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_HEAP_H
#define TESTS_UNIT_HEAP_H
/*
 * A heap that can fail, for code that calls malloc itself: the program's malloc, calloc and realloc
 * take the C library's place, also for the libraries that it is linked with. Include it in one file
 * of a test program. A sanitizer has its own heap: there HEAP_CAN_FAIL is 0 and nothing fails.
 */
#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HEAP_CAN_FAIL 0
static size_t heap_calls, heap_fail_at;
#else
#define HEAP_CAN_FAIL 1
static size_t heap_calls; /* since it was set to 0 */
static size_t heap_fail_at; /* the call that fails, and all after it; 0: none */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *old, size_t size);

static int heap_fails(void) {
    return ++heap_calls >= heap_fail_at && heap_fail_at;
}

void *malloc(size_t size) {
    return heap_fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return heap_fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return heap_fails() ? NULL : __libc_realloc(old, size);
}
#endif

/* From here the nth allocation fails, and all after it; heap_works() ends that. */
static inline void heap_fail(size_t nth) {
    heap_calls = 0;
    heap_fail_at = nth;
}

static inline void heap_works(void) {
    heap_fail_at = 0;
}
#endif
