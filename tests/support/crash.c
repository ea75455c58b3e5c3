/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For LD_PRELOAD: what a worker reads can make it crash, hang (turning, not asleep), or ask for
 * memory without end. Faults put in from outside, so that the program needs no hook for them: the
 * words are looked for where the digest of every article is made.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long size);

int crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long size) {
    if (memmem(in, size, "crash this worker", 17))
        *(volatile int *)0 = 1;
    if (memmem(in, size, "abort this worker", 17))
        abort();
    if (memmem(in, size, "leave this worker", 17))
        _exit(0);
    if (memmem(in, size, "fill this worker", 16))
        for (char *page; (page = malloc(1 << 20));)
            memset(page, 1, 1 << 20);
    if (memmem(in, size, "hold this worker", 16))
        for (volatile int still = 1; still;) /* by the processor: a test sees that it has begun */
            ;
    int (*real)(unsigned char *, const unsigned char *, unsigned long long) =
        (int (*)(unsigned char *, const unsigned char *, unsigned long long))dlsym(
            RTLD_NEXT, "crypto_hash_sha256");
    return real(out, in, size);
}
