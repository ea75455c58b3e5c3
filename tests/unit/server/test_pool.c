/* SPDX-License-Identifier: Apache-2.0 */
/* The pool with workers that are parked on purpose: nothing here depends on how fast they run. */
#include "../support.h"

#include "../../../server/pool.h"

#include <uv.h>

typedef struct pool_bench {
    uv_sem_t entered, leave; /* a worker has taken a job; it may go on */
    atomic_int wakes, ran;
    bool parked;
    unsigned interrupts, interrupted; /* how often; the worker of the last one */
} pool_bench;

static void run(void *user, unsigned worker, server_job *job) {
    pool_bench *bench = user;
    (void)worker;
    if (bench->parked) {
        uv_sem_post(&bench->entered);
        uv_sem_wait(&bench->leave);
    }
    job->reply.status = atomic_load(&job->cancelled) ? 499 : 200;
    atomic_fetch_add(&bench->ran, 1);
}

static void wake(void *user) {
    pool_bench *bench = user;
    atomic_fetch_add(&bench->wakes, 1);
}

static void interrupt(void *user, unsigned worker) {
    pool_bench *bench = user;
    bench->interrupts++;
    bench->interrupted = worker;
}

static server_job *make(const char *id) {
    const api_request request = {.request_id = slice_of(id), .query = slice_of("a=b")};
    server_job *job = job_new(&request, strdup("body"), 4);
    assert_non_null(job);
    return job;
}

static server_pool *start(pool_bench *bench, unsigned workers, size_t queue, bool parked) {
    memset(bench, 0, sizeof *bench);
    uv_sem_init(&bench->entered, 0);
    uv_sem_init(&bench->leave, 0);
    bench->parked = parked;
    server_pool *pool = NULL;
    const pool_config config = {.workers = workers,
        .queue_limit = queue,
        .stack_bytes = 1 << 20,
        .run = run,
        .wake = wake,
        .interrupt = interrupt,
        .user = bench};
    assert_int_equal(pool_start(&pool, &config), 0);
    return pool;
}

static void stop(server_pool *pool, pool_bench *bench) {
    pool_stop(pool);
    uv_sem_destroy(&bench->entered);
    uv_sem_destroy(&bench->leave);
}

/* All that come back until `count` have: the number that the list held in wrong order is 0. */
static size_t collect(server_pool *pool, size_t count, int wanted_status) {
    size_t got = 0;
    while (got < count) {
        server_job *next, *job = pool_collect(pool);
        if (!job)
            uv_sleep(1);
        for (; job; job = next, got++) {
            next = job->next;
            assert_int_equal(job->reply.status, wanted_status);
            assert_true(atomic_load(&job->finished_ns) >= atomic_load(&job->started_ns));
            job_free(job);
        }
    }
    return got;
}

static void a_job_owns_its_input(void **state) {
    (void)state;
    char id[] = "one";
    const api_request request = {.request_id = slice_of(id), .accept = slice_of("x")};
    server_job *job = job_new(&request, NULL, 0);
    memset(id, 'z', 3);
    assert_memory_equal(job->input.request_id.data, "one", 3);
    assert_memory_equal(job->input.accept.data, "x", 1);
    assert_int_equal(job->input.path.size, 0);
    job_free(job);
    job_free(NULL);
}

static void jobs_come_back_in_order_from_one_worker(void **state) {
    (void)state;
    pool_bench bench;
    server_pool *pool = start(&bench, 1, 100, false);
    server_job *jobs[50];
    for (int i = 0; i < 50; i++) {
        jobs[i] = make("x");
        assert_true(pool_submit(pool, jobs[i]));
    }
    int at = 0;
    while (at < 50) {
        server_job *next, *job = pool_collect(pool);
        for (; job; job = next) {
            next = job->next;
            assert_ptr_equal(job, jobs[at++]);
            job_free(job);
        }
    }
    assert_true(atomic_load(&bench.wakes) >= 1);
    stop(pool, &bench);
}

static void a_full_queue_refuses(void **state) {
    (void)state;
    pool_bench bench;
    server_pool *pool = start(&bench, 2, 3, true);
    for (int i = 0; i < 2; i++)
        assert_true(pool_submit(pool, make("running")));
    for (int i = 0; i < 2; i++)
        uv_sem_wait(&bench.entered);
    for (int i = 0; i < 3; i++)
        assert_true(pool_submit(pool, make("waiting")));
    server_job *refused = make("refused");
    assert_false(pool_submit(pool, refused));
    job_free(refused);
    pool_load load;
    pool_measure(pool, &load);
    assert_int_equal(load.queued, 3);
    assert_int_equal(load.busy, 2);
    assert_true(load.oldest_start_ns > 0);
    for (int i = 0; i < 5; i++)
        uv_sem_post(&bench.leave);
    collect(pool, 5, 200);
    pool_measure(pool, &load);
    assert_int_equal(load.queued + load.busy, 0);
    assert_true(load.oldest_start_ns == 0);
    stop(pool, &bench);
}

static void a_queued_job_can_be_withdrawn_from_anywhere(void **state) {
    (void)state;
    for (int which = 0; which < 3; which++) {
        pool_bench bench;
        server_pool *pool = start(&bench, 1, 8, true);
        server_job *running = make("running"), *waiting[3];
        pool_submit(pool, running);
        uv_sem_wait(&bench.entered);
        for (int i = 0; i < 3; i++) {
            waiting[i] = make("waiting");
            pool_submit(pool, waiting[i]);
        }
        assert_true(pool_withdraw(pool, waiting[which]));
        job_free(waiting[which]);
        for (int i = 0; i < 3; i++)
            uv_sem_post(&bench.leave);
        collect(pool, 3, 200);
        assert_int_equal(atomic_load(&bench.ran), 3);
        stop(pool, &bench);
    }
}

static void a_running_job_sees_that_it_is_cancelled(void **state) {
    (void)state;
    pool_bench bench;
    server_pool *pool = start(&bench, 1, 1, true);
    server_job *job = make("cancelled");
    pool_submit(pool, job);
    uv_sem_wait(&bench.entered);
    assert_false(pool_withdraw(pool, job));
    assert_int_equal(bench.interrupts, 1);
    assert_int_equal(bench.interrupted, 0);
    uv_sem_post(&bench.leave);
    collect(pool, 1, 499);
    stop(pool, &bench);
}

/* Queued jobs are dropped, the running one is waited for, the done ones are freed (leak checker).
 */
static void stopping_frees_everything(void **state) {
    (void)state;
    pool_bench bench;
    server_pool *pool = start(&bench, 1, 8, true);
    for (int i = 0; i < 5; i++)
        pool_submit(pool, make("x"));
    uv_sem_wait(&bench.entered);
    uv_sem_post(&bench.leave);
    uv_sem_wait(&bench.entered); /* the second runs, the first is done and never collected */
    uv_sem_post(&bench.leave);
    uv_sem_post(&bench.leave);
    uv_sem_post(&bench.leave);
    uv_sem_post(&bench.leave);
    stop(pool, &bench);
    assert_true(atomic_load(&bench.ran) >= 2);
}

static void many_workers_and_jobs(void **state) {
    (void)state;
    pool_bench bench;
    server_pool *pool = start(&bench, 8, 64, false);
    size_t submitted = 0, back = 0;
    while (back < 5000) {
        while (submitted < 5000 && submitted - back < 64) {
            if (!pool_submit(pool, make("x")))
                fail_msg("refused with %zu out", submitted - back);
            submitted++;
        }
        server_job *next, *job = pool_collect(pool);
        for (; job; job = next, back++) {
            next = job->next;
            job_free(job);
        }
    }
    assert_int_equal(atomic_load(&bench.ran), 5000);
    stop(pool, &bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_owns_its_input),
        cmocka_unit_test(jobs_come_back_in_order_from_one_worker),
        cmocka_unit_test(a_full_queue_refuses),
        cmocka_unit_test(a_queued_job_can_be_withdrawn_from_anywhere),
        cmocka_unit_test(a_running_job_sees_that_it_is_cancelled),
        cmocka_unit_test(stopping_frees_everything),
        cmocka_unit_test(many_workers_and_jobs),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
