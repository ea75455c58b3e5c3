/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_LEDGER_H
#define SERVER_LEDGER_H
/*
 * Memory promised to requests: the sum of all reservations never passes the budget, so however many
 * requests of whatever size come at once, the process stays within what it was given.
 *
 * Of what the process may take (`memory`), each worker has its share for good: what reading the
 * longest text may take; the library's own limit for a document is set to the same figure, so that
 * this is kept by force. The rest is for what waits: a request reserves its body when its head has
 * passed the gate, and its reply, which is there already and is taken without asking. Loop thread
 * only.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What one document may take: measured, 145 bytes a byte of text at worst (a name every two words)
 * and 75 of news. */
#define LEDGER_DOCUMENT_BASE ((uint64_t)16 << 20)
#define LEDGER_DOCUMENT_FACTOR 192u

typedef struct server_ledger {
    uint64_t budget, reserved; /* bytes */
} server_ledger;

static inline uint64_t ledger_document(uint64_t body) {
    return LEDGER_DOCUMENT_BASE + LEDGER_DOCUMENT_FACTOR * body;
}

/* The workers' share. */
static inline uint64_t ledger_workers(uint64_t workers, uint64_t longest) {
    return workers * ledger_document(longest);
}

/* Sixteen longest bodies, or as much of replies, for each request that may be read or wait; and two
 * longest batches. */
static inline uint64_t ledger_default(
    uint64_t workers, uint64_t queue, uint64_t longest, uint64_t batch) {
    return ledger_workers(workers, longest) + 16 * (workers + queue) * longest + 2 * batch;
}

/* A batch may take that much of the budget; the rest is kept for single requests. */
static inline uint64_t ledger_for_batches(const server_ledger *ledger) {
    return ledger->budget / 4 * 3;
}

/* How much others would have to give back before `size` bytes can be reserved. Nothing for 0, also
 * where the budget is overdrawn: probes are never refused. */
static inline uint64_t ledger_missing(const server_ledger *ledger, bool batch, uint64_t size) {
    uint64_t most = batch ? ledger_for_batches(ledger) : ledger->budget;
    uint64_t wanted = ledger->reserved + size;
    return size && wanted > most ? wanted - most : 0;
}

/* Changes a reservation from *held to `wanted`; false: the budget does not have it. */
static inline bool ledger_move(server_ledger *ledger, uint64_t *held, uint64_t wanted) {
    uint64_t left = ledger->budget > ledger->reserved ? ledger->budget - ledger->reserved : 0;
    if (wanted > *held && wanted - *held > left)
        return false;
    ledger->reserved = ledger->reserved - *held + wanted;
    *held = wanted;
    return true;
}

/* The same for the body of a batch. */
static inline bool ledger_move_batch(server_ledger *ledger, uint64_t *held, uint64_t wanted) {
    server_ledger share = {.budget = ledger_for_batches(ledger), .reserved = ledger->reserved};
    if (!ledger_move(&share, held, wanted))
        return false;
    ledger->reserved = share.reserved;
    return true;
}

/* The same for what is there already: may pass the budget, which then refuses others. */
static inline void ledger_set(server_ledger *ledger, uint64_t *held, uint64_t wanted) {
    ledger->reserved = ledger->reserved - *held + wanted;
    *held = wanted;
}
#endif
