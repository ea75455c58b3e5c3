/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_SPAWNER_H
#define SERVER_SPAWNER_H
/*
 * Worker processes. A worker's thread gives each job to a process of its own and gets the reply
 * back; a process that crashes, hangs or overruns its memory costs its job alone and is replaced.
 *
 * The spawner is a process forked at start, before there are threads, clients or limits on calls:
 * it holds the engine and nothing of any client, and forks a fresh worker when a thread asks for
 * one. So the front itself never forks, and may give up the right to.
 */
#include "job.h"
#include "ledger.h"

#include <sys/types.h>

typedef struct server_spawner server_spawner;

typedef struct spawner_config {
    unsigned workers; /* slots */
    api_context context; /* engine and limits; what else it holds is set by the worker */
    bool contain; /* workers take the calls away from themselves that they do not need */
} spawner_config;

/* Forks the spawner. NULL: no memory, no process. Before any thread is made. */
server_spawner *spawner_start(const spawner_config *config);
/* Ends the spawner and, with their sockets closed, the workers. NULL is fine. */
void spawner_stop(server_spawner *spawner);

/* Ends (readable, hung up) when the spawner does: then no worker can be replaced any more. */
int spawner_descriptor(const server_spawner *spawner);

/* How a job ended, besides with a reply. */
typedef enum spawner_outcome {
    SPAWNER_REPLY, /* job->reply is filled (also with a problem, or 499) */
    SPAWNER_CRASHED, /* the process is gone (and replaced); the job's reply is untouched */
    SPAWNER_KILLED, /* cancelled, and it did not listen */
    SPAWNER_NONE /* no process could be had */
} spawner_outcome;

/*
 * Lets the process of a slot do a job. Any thread, one at a time a slot. Blocks until the reply, or
 * until the job is cancelled and the process has had SPAWNER_GRACE_NS to notice.
 */
spawner_outcome spawner_run(server_spawner *spawner, unsigned index, server_job *job);

/* Wakes the thread of a slot, which looks whether its job is cancelled. Any thread; never waits. */
void spawner_interrupt(server_spawner *spawner, unsigned index);

#define SPAWNER_GRACE_NS (2000 * NS_PER_MS)
#endif
