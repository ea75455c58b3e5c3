/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pool: one mutex, one condition, two lists (waiting, done). A worker takes the oldest waiting
 * job, runs it without the lock, appends it to the done list and wakes the loop. Jobs take
 * milliseconds, so one lock for all is never hot; what matters is that every operation is O(1) and
 * that a queued job can be taken out of the middle when its client leaves.
 */
#include "pool.h"

#include <stdlib.h>
#include <uv.h>

typedef struct job_list {
    server_job *first, *last;
    size_t count;
} job_list;

typedef struct pool_worker {
    server_pool *pool;
    unsigned index;
    uv_thread_t thread;
    server_job *running; /* guarded by pool.lock */
} pool_worker;

struct server_pool {
    pool_config config;
    pool_worker *workers; /* [config.workers] */
    unsigned started;
    uv_mutex_t lock; /* guards what follows */
    uv_cond_t work; /* a job waits, or stopping */
    job_list waiting, done;
    bool stopping;
};

static void append(job_list *list, server_job *job) {
    job->next = NULL;
    job->previous = list->last;
    *(list->last ? &list->last->next : &list->first) = job;
    list->last = job;
    list->count++;
}

static void unlink_job(job_list *list, server_job *job) {
    *(job->previous ? &job->previous->next : &list->first) = job->next;
    *(job->next ? &job->next->previous : &list->last) = job->previous;
    job->next = job->previous = NULL;
    list->count--;
}

static void work(void *argument) {
    pool_worker *self = argument;
    server_pool *pool = self->pool;
    uv_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->waiting.first && !pool->stopping)
            uv_cond_wait(&pool->work, &pool->lock);
        if (pool->stopping)
            break;
        server_job *job = pool->waiting.first;
        unlink_job(&pool->waiting, job);
        self->running = job;
        atomic_store(&job->started_ns, deadline_now());
        uv_mutex_unlock(&pool->lock);
        pool->config.run(pool->config.user, self->index, job);
        atomic_store(&job->finished_ns, deadline_now());
        uv_mutex_lock(&pool->lock);
        self->running = NULL;
        append(&pool->done, job);
        uv_mutex_unlock(&pool->lock);
        pool->config.wake(pool->config.user);
        uv_mutex_lock(&pool->lock);
    }
    uv_mutex_unlock(&pool->lock);
}

static int start_threads(server_pool *pool) {
    const uv_thread_options_t options = {
        .flags = UV_THREAD_HAS_STACK_SIZE, .stack_size = pool->config.stack_bytes};
    for (; pool->started < pool->config.workers; pool->started++) {
        pool_worker *worker = &pool->workers[pool->started];
        worker->pool = pool;
        worker->index = pool->started;
        int result = uv_thread_create_ex(&worker->thread, &options, work, worker);
        if (result)
            return result;
    }
    return 0;
}

static void free_pool(server_pool *pool) {
    if (!pool)
        return;
    free(pool->workers);
    free(pool);
}

int pool_start(server_pool **made, const pool_config *config) {
    server_pool *pool = calloc(1, sizeof *pool);
    pool_worker *workers = calloc(config->workers, sizeof *workers);
    if (!pool || !workers) {
        free(workers);
        free(pool);
        return UV_ENOMEM;
    }
    pool->config = *config;
    pool->workers = workers;
    int result = uv_mutex_init(&pool->lock);
    if (result) {
        free_pool(pool);
        return result;
    }
    result = uv_cond_init(&pool->work);
    if (result) {
        uv_mutex_destroy(&pool->lock);
        free_pool(pool);
        return result;
    }
    result = start_threads(pool);
    if (result) {
        pool_stop(pool);
        return result;
    }
    *made = pool;
    return 0;
}

bool pool_submit(server_pool *pool, server_job *job) {
    uv_mutex_lock(&pool->lock);
    bool room = pool->waiting.count < pool->config.queue_limit;
    if (room) {
        job->submitted_ns = deadline_now();
        append(&pool->waiting, job);
        uv_cond_signal(&pool->work);
    }
    uv_mutex_unlock(&pool->lock);
    return room;
}

/* Under the lock, so that the worker cannot have gone on to another job in between. */
static void interrupt(server_pool *pool, const server_job *job) {
    for (unsigned i = 0; pool->config.interrupt && i < pool->started; i++)
        if (pool->workers[i].running == job)
            pool->config.interrupt(pool->config.user, i);
}

bool pool_withdraw(server_pool *pool, server_job *job) {
    uv_mutex_lock(&pool->lock);
    bool queued = atomic_load(&job->started_ns) == 0;
    atomic_store(&job->cancelled, true);
    if (queued)
        unlink_job(&pool->waiting, job);
    else
        interrupt(pool, job);
    uv_mutex_unlock(&pool->lock);
    return queued;
}

server_job *pool_collect(server_pool *pool) {
    uv_mutex_lock(&pool->lock);
    server_job *first = pool->done.first;
    pool->done = (job_list){0};
    uv_mutex_unlock(&pool->lock);
    return first;
}

void pool_measure(server_pool *pool, pool_load *load) {
    *load = (pool_load){.workers = pool->config.workers};
    uv_mutex_lock(&pool->lock);
    load->queued = pool->waiting.count;
    for (unsigned i = 0; i < pool->started; i++) {
        const server_job *running = pool->workers[i].running;
        if (!running)
            continue;
        uint64_t start = atomic_load(&running->started_ns);
        load->busy++;
        if (!load->oldest_start_ns || start < load->oldest_start_ns)
            load->oldest_start_ns = start;
    }
    uv_mutex_unlock(&pool->lock);
}

static void free_list(job_list *list) {
    while (list->first) {
        server_job *job = list->first;
        unlink_job(list, job);
        job_free(job);
    }
}

void pool_stop(server_pool *pool) {
    if (!pool)
        return;
    uv_mutex_lock(&pool->lock);
    pool->stopping = true;
    uv_cond_broadcast(&pool->work);
    uv_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->started; i++)
        uv_thread_join(&pool->workers[i].thread);
    free_list(&pool->waiting);
    free_list(&pool->done);
    uv_cond_destroy(&pool->work);
    uv_mutex_destroy(&pool->lock);
    free_pool(pool);
}
