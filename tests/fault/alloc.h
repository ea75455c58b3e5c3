/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAULT_ALLOC_H
#define TESTS_FAULT_ALLOC_H
/*
 * The switchboard of alloc.c: a page that a test and the program under it share. The test arms it
 * by writing `mode` last and disarms it by writing 0; everything else is the program's.
 */
#include <stdatomic.h>
#include <stdint.h>

enum fault_mode { FAULT_OFF, FAULT_ONCE, FAULT_FOR_GOOD };
enum fault_where { FAULT_EVERYWHERE, FAULT_FIRST_PROCESS, FAULT_OTHER_PROCESSES };

typedef struct fault_page {
    _Atomic uint32_t mode, where;
    _Atomic uint64_t index; /* of the allocation that fails, from 1 on */
    _Atomic uint64_t seen; /* allocations since it was armed */
    _Atomic uint64_t failed; /* of them */
    _Atomic int64_t live; /* blocks that are there now, in all processes */
} fault_page;

/* The page of this process: its own, or the file that DRAGOMAN_FAULT_PAGE names. */
fault_page *fault_page_get(void);
#endif
