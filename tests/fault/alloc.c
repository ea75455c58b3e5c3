/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An allocator that fails on demand: for LD_PRELOAD before the service, or linked into a program.
 *
 * Every malloc, calloc, realloc and aligned allocation of the process, ours and those inside
 * libmicrohttpd, libuv, Jansson, zlib and the C library, is counted while the page is armed, and
 * the one whose number is wanted (or that one and all after it) returns NULL with ENOMEM. Blocks
 * that are there are counted always, so that a test can see what a failure leaves behind.
 *
 * The page may be a file that both sides map (DRAGOMAN_FAULT_PAGE): it is mapped when the program
 * is loaded, before the program gives up opening files, and processes forked later share it. Which
 * of them shall fail is said by `where`: the first is the one that loaded the library.
 *
 * The memory itself comes from glibc under the names that it keeps for such wrappers.
 */
#include "alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *old);

static fault_page own;
static fault_page *page = &own;
static pid_t first;

__attribute__((constructor)) static void open_page(void) {
    const char *path = getenv("DRAGOMAN_FAULT_PAGE");
    first = getpid();
    if (!path)
        return;
    int file = open(path, O_RDWR | O_CLOEXEC);
    void *shared = file < 0 ? MAP_FAILED
                            : mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0)
        close(file);
    if (shared == MAP_FAILED)
        _exit(99); /* a test whose faults never come would prove nothing */
    page = shared;
}

fault_page *fault_page_get(void) {
    return page;
}

static bool fails(void) {
    uint32_t mode = atomic_load(&page->mode);
    if (mode == FAULT_OFF)
        return false;
    uint32_t where = atomic_load(&page->where);
    if (where != FAULT_EVERYWHERE && (getpid() == first) != (where == FAULT_FIRST_PROCESS))
        return false;
    uint64_t number = atomic_fetch_add(&page->seen, 1) + 1, index = atomic_load(&page->index);
    if (mode == FAULT_ONCE ? number != index : number < index)
        return false;
    atomic_fetch_add(&page->failed, 1);
    errno = ENOMEM;
    return true;
}

static void *counted(void *block) {
    if (block)
        atomic_fetch_add(&page->live, 1);
    return block;
}

void *malloc(size_t size) {
    return fails() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
    return fails() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size) {
    if (fails())
        return NULL;
    void *block = __libc_realloc(old, size);
    if (!old)
        return counted(block);
    if (size == 0 && !block)
        atomic_fetch_sub(&page->live, 1);
    return block;
}

void *memalign(size_t alignment, size_t size) {
    return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    *block = memalign(alignment, size);
    return *block ? 0 : ENOMEM;
}

void free(void *old) {
    if (old)
        atomic_fetch_sub(&page->live, 1);
    __libc_free(old);
}
