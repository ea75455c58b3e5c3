/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_CONTAIN_H
#define SERVER_CONTAIN_H
/*
 * What the process gives up, so that a fault in a parser is worth little to whoever finds it. In
 * two steps, since the second needs the threads and sockets that the first must precede.
 */
#include <stdbool.h>
#include <stddef.h>

/*
 * Before any thread is made: no new privileges, no capabilities but that of binding a low port,
 * and, by Landlock, no writing to, making, removing or executing of any file, for this thread and
 * those it makes. *landlock gets the version in use, 0: the kernel has none. False: something the
 * kernel has was refused.
 */
bool contain_files(int *landlock);

/*
 * After listening: every thread is left with the system calls that serving needs (seccomp); the
 * last capability goes. No new socket, process, program, executable memory, or file opened for
 * writing. False: the kernel refuses, nothing has changed.
 */
bool contain_calls(void);

/* Tries what must fail by now. NULL: all of it failed; else what did not. */
const char *contain_prove(void);
#endif
