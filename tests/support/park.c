/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For LD_PRELOAD: a worker that reads a text with "park this worker" in it stays where it is for as
 * many seconds as the digit that follows says (0: for ever), deaf to cancellation. A fault put in
 * from outside, so that the program needs no hook for it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

int crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long size);

int crypto_hash_sha256(unsigned char *out, const unsigned char *in, unsigned long long size) {
    static const char words[] = "park this worker ";
    const char *found = memmem(in, size, words, sizeof words - 1);
    if (found && found[sizeof words - 1] == '0')
        for (;;)
            pause();
    if (found)
        sleep((unsigned)(found[sizeof words - 1] - '0'));
    int (*real)(unsigned char *, const unsigned char *, unsigned long long) =
        (int (*)(unsigned char *, const unsigned char *, unsigned long long))dlsym(
            RTLD_NEXT, "crypto_hash_sha256");
    return real(out, in, size);
}
