/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_DEADLINE_H
#define SERVER_DEADLINE_H
/*
 * How long things may take. Pure arithmetic over monotonic nanoseconds; the loop's tick does the
 * waiting. Every deadline is absolute: a client that sends or takes one byte now and then gains
 * nothing.
 */
#include "../lib/dragoman.h"

#define NS_PER_MS UINT64_C(1000000)
#define NS_PER_S UINT64_C(1000000000)

/* Words of a text that arrives in pieces: starts of runs of non-space bytes. A text without spaces
 * is counted as one word for every 8 bytes. */
typedef struct deadline_words {
    uint64_t runs, bytes;
    bool inside;
} deadline_words;
void deadline_count(deadline_words *words, const char *bytes, size_t size);
uint64_t deadline_word_count(const deadline_words *words);

/* 2 s and 1 s for every 4,000 words, times factor (>= 1), at most `most_ms`. Nanoseconds. */
uint64_t deadline_work(uint64_t words, double factor, uint64_t most_ms);

/*
 * What the factor is, from one measured run: ten times the measured time is taken as what a busy
 * machine may need, between 1 and 60.
 */
double deadline_factor(uint64_t words, uint64_t elapsed_ns);

/* `base_ms` and 1 s more for every 64 KiB of a reply. Nanoseconds. */
uint64_t deadline_response(uint64_t bytes, uint64_t base_ms);

/* Request-Timeout: whole or fractional seconds from 0.001 to 3600. 0: absent or malformed
 * (ignored). */
uint64_t deadline_patience(drg_slice header);

/* Monotonic clock. */
uint64_t deadline_now(void);
#endif
