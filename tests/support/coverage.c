/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Linked into coverage builds alone (make coverage), so that every process is counted: workers that
 * are killed, a spawner, a front that may open no file any more.
 *
 * gcov writes its counters to files when a process ends by exit(). Here the memory that holds them
 * (the program's .data and .bss; the libraries have theirs) becomes shared between the process and
 * all that it forks, and a helper, forked first and no child of the program, writes the sums when
 * the program has gone, however it went. Nobody else writes: gcov is told that it has been done.
 * The program itself has no globals that processes may not share (docs/architecture.md).
 */
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct gcov_root { /* libgcov.h of gcc 12 */
    void *list;
    unsigned dumped : 1;
    unsigned run_counted : 1;
    struct gcov_root *next, *previous;
};

extern struct gcov_root __gcov_root;
extern char __data_start, _end;
void __gcov_dump_one(struct gcov_root *root); /* __gcov_dump goes by a list that exit() has left */

static int share_counters(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = (uintptr_t)&__data_start & -page;
    size_t size = (((uintptr_t)&_end + page - 1) & -page) - start;
    void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return -1;
    memcpy(shared, (void *)start, size);
    return mremap(shared, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)start) == MAP_FAILED;
}

/* Holds no descriptor of the program's but a handle of its process. */
static void write_at_the_end(pid_t program) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    setsid();
    syscall(SYS_close_range, 0u, ~0u, 0u);
    struct pollfd end = {.fd = (int)syscall(SYS_pidfd_open, program, 0u), .events = POLLIN};
    if (end.fd >= 0)
        while (poll(&end, 1, -1) != 1)
            ;
    usleep(20000); /* its workers go with it */
    __gcov_root.dumped = 0;
    __gcov_dump_one(&__gcov_root);
    _exit(0);
}

__attribute__((constructor)) static void count_every_process(void) {
    pid_t program = getpid();
    if (share_counters())
        return;
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0)
            write_at_the_end(program);
        _exit(0);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
    __gcov_root.dumped = 1;
}
