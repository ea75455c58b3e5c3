/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_POOL_H
#define SERVER_POOL_H
/*
 * A bounded pool of worker threads. Jobs go in as bytes and come out as bytes (job.h), so that a
 * process can stand where a thread does. Not libuv's own pool: its queue is global and unbounded,
 * and a job could neither be refused nor withdrawn.
 *
 * All functions but pool_start are called from one thread, the loop's. `run` is called on workers,
 * `wake` on a worker after a job is done: it must be cheap and may coalesce, for pool_collect
 * returns all. `interrupt` is called on the loop thread, with the pool's lock held, when the job
 * that this worker runs is given up: it wakes what `run` may be waiting in, and must not wait.
 */
#include "job.h"

typedef struct server_pool server_pool;

typedef struct pool_config {
    unsigned workers; /* threads, at least 1 */
    size_t queue_limit; /* jobs that may wait */
    size_t stack_bytes; /* of a worker */
    void (*run)(void *user, unsigned worker, server_job *job);
    void (*wake)(void *user);
    void (*interrupt)(void *user, unsigned worker); /* NULL: `run` polls job.cancelled itself */
    void *user;
} pool_config;

typedef struct pool_load {
    size_t queued;
    unsigned busy, workers;
    uint64_t oldest_start_ns; /* of a running job; 0: none runs */
} pool_load;

/* 0, or an error of libuv (UV_ENOMEM, UV_EAGAIN). Starts all threads or none. */
int pool_start(server_pool **made, const pool_config *config);
/* Takes the job; false (and the job stays the caller's) when the queue is full. */
bool pool_submit(server_pool *pool, server_job *job);
/*
 * Nobody wants the job any more. True: it was still queued and is the caller's again. False: its
 * worker is told to stop; it comes back through pool_collect.
 */
bool pool_withdraw(server_pool *pool, server_job *job);
/* All jobs that are done, linked by next, oldest first; they are the caller's again. */
server_job *pool_collect(server_pool *pool);
void pool_measure(server_pool *pool, pool_load *load);
/* Waits for running jobs, drops queued ones, ends the threads; what is done is freed. */
void pool_stop(server_pool *pool);
#endif
