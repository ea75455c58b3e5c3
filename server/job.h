/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_JOB_H
#define SERVER_JOB_H
/*
 * A job: one article on its way through the pool. Bytes in, bytes out.
 *
 *     made -> QUEUED -> RUNNING -> DONE -> freed
 *               |          |         |
 *               +- withdrawn         +- dropped, when its request has gone
 *
 * Lifetime rules
 *  1. The loop thread makes a job and gives it to pool_submit, which takes it.
 *  2. From then until pool_collect returns it, the job belongs to the pool. The loop thread may
 * only read `started_ns`, call pool_withdraw (which alone sets `cancelled`), and change what is
 * marked as the loop thread's (which the pool never looks at).
 *  3. A worker reads `input` and writes `reply`; it knows neither connection nor request.
 *  4. `owner` is the loop thread's: the connection that waits, or NULL when nobody does any more
 * (the client left, the deadline passed). A connection and its job point at each other, or neither
 * does.
 *  5. pool_withdraw gives a job that was still queued back at once; a running one is told to stop,
 *     comes back through pool_collect, however late, and is dropped when owner is NULL.
 *  6. job_free is called by the loop thread, once, after the job came back.
 */
#include "../api/api.h"
#include "deadline.h"

#include <stdatomic.h>

typedef struct job_input { /* owned by the job */
    char *head; /* heap: the bytes that the slices below point into */
    drg_slice path, query, content_type, content_encoding, accept, accept_encoding, request_id;
    char *body; /* heap; NULL when empty */
    size_t body_size;
    uint64_t line; /* of a batch; 0: the body is a whole request's */
} job_input;

typedef struct job {
    struct job *next, *previous; /* the pool's */
    job_input input;
    api_reply reply;
    atomic_bool cancelled; /* the worker polls it */
    _Atomic uint64_t started_ns; /* 0: still queued */
    _Atomic uint64_t finished_ns;
    void *owner; /* loop thread only; NULL: nobody waits */
    uint64_t cancelled_ns; /* loop thread only: when it was given up; 0: it was not */
    unsigned cancel_reason; /* of metrics.h; loop thread only */
    uint64_t submitted_ns, work_ns; /* when, and how long the work may take */
    const char *lost; /* what became of the worker's process; static; NULL: nothing */
    uint64_t reserved; /* bytes, in the ledger, until it is back from the pool */
} server_job;

/*
 * Copies what the worker needs out of the request; takes `body` (heap), also on failure. NULL: out
 * of memory.
 */
server_job *job_new(const api_request *request, char *body, size_t body_size);
void job_free(server_job *job);
#endif
