/* SPDX-License-Identifier: Apache-2.0 */
/* Pool, log and spawner started while memory ends at each allocation in turn: each works or says
 * that it does not, and nothing is left behind. And a spawner whose processes cannot be had. */
#include "../support.h"

#include "../../../server/log.h"
#include "../../../server/pool.h"
#include "../../../server/spawner.h"
#include "../heap.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

static void run(void *user, unsigned worker, server_job *job) {
    (void)user, (void)worker;
    job->reply.status = 200;
}

static void wake(void *user) {
    (void)user;
}

static void a_pool_starts_or_says_so(void **state) {
    (void)state;
    const pool_config config = {
        .workers = 2, .queue_limit = 2, .stack_bytes = 1 << 18, .run = run, .wake = wake};
    server_pool *pool = NULL;
    for (size_t nth = 1; !pool; nth++) {
        heap_fail(nth);
        int result = pool_start(&pool, &config);
        heap_works();
        assert_true((result == 0) == (pool != NULL));
        assert_true(nth < 50);
    }
    pool_stop(pool);
    pool_stop(NULL);
}

static void a_log_opens_or_says_so(void **state) {
    (void)state;
    server_log *log = NULL;
    int ends[2];
    char lines[512] = "";
    assert_int_equal(pipe(ends), 0);
    for (size_t nth = 1; !log; nth++) {
        heap_fail(nth);
        log = log_open(ends[1]);
        heap_works();
        assert_true(nth < 50);
    }
    heap_fail(1); /* a line without memory: its place is marked, and it is counted */
    log_write_event(log, "error", "cannot_start", "reason", "x", NULL);
    heap_works();
    assert_int_equal(log_dropped(log), HEAP_CAN_FAIL);
    log_close(log);
    log_close(NULL);
    assert_true(read(ends[0], lines, sizeof lines - 1) > 0);
    assert_non_null(strstr(lines, HEAP_CAN_FAIL ? "line_lost" : "cannot_start"));
    close(ends[0]);
    close(ends[1]);
}

/* ---- the spawner ---- */

static drg_engine *engine;

static server_job *job_of(const char *text) {
    const api_request request = {
        .path = slice_of("/v1/extract"), .content_type = slice_of("text/plain")};
    server_job *job = job_new(&request, strdup(text), strlen(text));
    assert_non_null(job);
    return job;
}

static spawner_config config_of(unsigned workers) {
    spawner_config config = {.workers = workers, .context = {.engine = engine}};
    api_limits_default(&config.context.limits);
    return config;
}

static void a_spawner_starts_or_says_so(void **state) {
    (void)state;
    const spawner_config config = config_of(1);
    server_spawner *spawner = NULL;
    for (size_t nth = 1; !spawner; nth++) {
        heap_fail(nth);
        spawner = spawner_start(&config);
        heap_works();
        assert_true(nth < 50);
    }
    spawner_stop(spawner); /* its processes have inherited a heap that fails */
    spawner = spawner_start(&config);
    assert_non_null(spawner);
    server_job *job = job_of("Macron met Rubio in Paris.");
    assert_int_equal(spawner_run(spawner, 0, job), SPAWNER_REPLY);
    assert_int_equal(job->reply.status, 200);
    job_free(job);
    spawner_stop(spawner);
    spawner_stop(NULL);
}

/* The spawner's process was forked with the front's limit and would keep it. */
static void lift_children(const struct rlimit *limit) {
    FILE *list = fopen("/proc/thread-self/children", "re");
    int pid;
    assert_non_null(list);
    while (fscanf(list, "%d", &pid) == 1)
        assert_int_equal(prlimit(pid, RLIMIT_NOFILE, limit, NULL), 0);
    fclose(list);
}

/* No descriptor is left for a socket to a worker: no process, and the job is not lost. */
static void without_descriptors_there_is_no_process(void **state) {
    (void)state;
    struct rlimit before, none;
    server_spawner *spawner = NULL;
    const spawner_config config = config_of(2);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    int lowest = dup(0);
    close(lowest);
    none = before;
    for (rlim_t room = 0; room < 3; room++) { /* for the orders, and to wake two workers */
        none.rlim_cur = (rlim_t)lowest + room;
        setrlimit(RLIMIT_NOFILE, &none);
        spawner = spawner_start(&config);
        setrlimit(RLIMIT_NOFILE, &before);
        assert_null(spawner);
    }
    none.rlim_cur = (rlim_t)lowest + 3; /* and not for a socket to a worker */
    setrlimit(RLIMIT_NOFILE, &none);
    spawner = spawner_start(&config);
    assert_non_null(spawner);
    setrlimit(RLIMIT_NOFILE, &before);
    lift_children(&before);
    setrlimit(RLIMIT_NOFILE, &none);
    server_job *job = job_of("Macron met Rubio in Paris.");
    assert_int_equal(spawner_run(spawner, 1, job), SPAWNER_NONE);
    setrlimit(RLIMIT_NOFILE, &before);
    assert_int_equal(spawner_run(spawner, 1, job), SPAWNER_REPLY); /* tried again */
    assert_int_equal(job->reply.status, 200);
    job_free(job);
    spawner_stop(spawner);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    if (drg_engine_open(&(drg_engine_config){.model_path = ""}, &engine, NULL))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_starts_or_says_so),
        cmocka_unit_test(a_log_opens_or_says_so),
        cmocka_unit_test(a_spawner_starts_or_says_so),
        cmocka_unit_test(without_descriptors_there_is_no_process),
    };
    int failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    drg_engine_free(engine);
    return failed;
}
