/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A worker process: one request after the other, from a socket and back to it.
 *
 * It holds the engine (mapped before the fork, shared by all), its scratch, and nothing else: every
 * other descriptor is closed, its address space is bounded to what the longest text may take, and
 * it keeps only the calls that serving needs. When it is cancelled, a flag in shared memory says
 * so: it is polled as a thread polls its job's.
 */
#include "worker.h"

#include "../api/batch.h"
#include "contain.h"
#include "ledger.h"
#include "routes.h"
#include "wire.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

void worker_answer(const api_context *context, const api_request *request, api_reply *reply) {
    api_context own = *context;
    size_t size = request->content_encoding.size ? own.limits.body_bytes : request->body.size;
    own.limits.memory_bytes = (size_t)ledger_document(size);
    /* The gate has let only known paths through. */
    switch (server_route_find(request->path, OFFER_ALL)) {
    case ROUTE_EXTRACT_BATCH:
        api_batch_answer(&own, request, reply);
        break;
    case ROUTE_CLASSIFY_PAIR:
        api_classify_pair(&own, request, reply);
        break;
    case ROUTE_HYPNOS:
        api_hypnos(&own, request, reply);
        break;
    default:
        api_extract(&own, request, reply);
    }
}

static bool is_cancelled(void *user) {
    const atomic_bool *flag = user;
    return atomic_load_explicit(flag, memory_order_relaxed);
}

/* A backstop beside the library's own count: what is mapped now, and room for the longest text. */
static void bound_memory(const api_context *context) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    bool read = file && fscanf(file, "%lu", &pages) == 1;
    if (file)
        fclose(file);
    if (!read)
        return;
    uint64_t bytes = (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
    bytes += 2 * ledger_document(context->limits.body_bytes) + ((uint64_t)128 << 20) +
             3 * context->limits.batch_bytes; /* sent, inflated, and while it grows */
    const struct rlimit limit = {.rlim_cur = (rlim_t)bytes, .rlim_max = (rlim_t)bytes};
    setrlimit(RLIMIT_AS, &limit);
}

/* False: the stream has ended. */
static bool serve_one(int fd, const api_context *context) {
    wire_request request;
    api_reply reply = {0};
    bool received = wire_receive_request(fd, &request);
    if (received && request.no_memory)
        api_problem("out_of_memory", NULL, (drg_slice){0}, &reply);
    else if (received)
        worker_answer(context, &request.request, &reply);
    bool sent = received && wire_send_reply(fd, &reply);
    api_reply_deinit(&reply);
    wire_request_deinit(&request);
    return sent;
}

void worker_main(int fd, const api_context *context, const atomic_bool *cancelled, bool contain) {
    api_context own = *context;
    own.clock = deadline_now;
    own.cancelled = is_cancelled;
    own.user = (void *)(uintptr_t)cancelled;
    prctl(PR_SET_NAME, "dragoman-worker");
    if (drg_scratch_new(own.engine, &own.scratch))
        _exit(70);
    if (contain) { /* sanitizers map more than they use */
        bound_memory(&own);
        if (!contain_calls())
            _exit(78);
    }
    while (serve_one(fd, &own))
        ;
    _exit(0);
}
