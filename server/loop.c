/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The loop: libuv drives libmicrohttpd, collects finished jobs, keeps the deadlines. What it takes
 * to start and to take everything back stands here too; stopping in order in stop.c.
 *
 * pump: libmicrohttpd's sockets are edge-triggered inside its own epoll set, and unread data shows
 * only as a timeout of 0. So after every event MHD_run is called, called again when it closed a
 * connection (its clean-up runs after its polling), and a timer is armed for what MHD_get_timeout
 * says. Should it say 0 64 times in a row while no body gets on (a long one does, 32 KiB a run),
 * the next run waits 5 ms: a spin costs a little latency and is counted, not a core.
 *
 * tick, every 50 ms: collects jobs (a lost wake-up costs no more than that), sweeps deadlines over
 * all slots, moves a stop along (stop.c).
 */
#include "contain.h"
#include "serve.h"
#include "server.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#define SPIN_LIMIT 64u
#define SPIN_PAUSE_MS 5u
#define LONGEST_PAUSE_MS 1000u
#define DESCRIPTORS_BESIDE 64 /* slots: epoll, timers, log, tables, standard streams */
#define WORKER_STACK ((size_t)1 << 20)

/* ---- libmicrohttpd under libuv --------------------------------------------------------------- */

static void on_pump_timer(uv_timer_t *timer) {
    loop_pump(timer->data);
}

static void arm_pump(struct server *server) {
    MHD_UNSIGNED_LONG_LONG pause;
    if (MHD_get_timeout(server->mhd, &pause) == MHD_NO) {
        server->zero_timeouts = 0;
        uv_timer_stop(&server->pump_timer);
        return;
    }
    bool moved = server->moved != server->moved_before;
    server->moved_before = server->moved;
    if (pause > 0 || moved) {
        server->zero_timeouts = 0;
    } else if (++server->zero_timeouts >= SPIN_LIMIT) {
        server->metrics.pump_spins++;
        pause = SPIN_PAUSE_MS;
    }
    if (pause > LONGEST_PAUSE_MS)
        pause = LONGEST_PAUSE_MS;
    uv_timer_start(&server->pump_timer, on_pump_timer, pause, 0);
}

void loop_pump(struct server *server) {
    if (!server->mhd)
        return;
    if (server->pumping) { /* called from one of its callbacks */
        server->pump_again = true;
        return;
    }
    server->pumping = true;
    do {
        uint64_t closes = server->closes;
        server->pump_again = false;
        MHD_run(server->mhd);
        if (server->closes != closes)
            MHD_run(server->mhd);
    } while (server->pump_again);
    server->pumping = false;
    arm_pump(server);
}

static void on_mhd(uv_poll_t *handle, int status, int events) {
    (void)status, (void)events;
    loop_pump(handle->data);
}

/* ---- jobs ------------------------------------------------------------------------------------ */

static void wake_loop(void *user) {
    struct server *server = user;
    uv_async_send(&server->done_async);
}

static void interrupt_worker(void *user, unsigned worker) {
    const struct server *server = user;
    spawner_interrupt(server->spawner, worker);
}

static void collect_jobs(struct server *server) {
    server_job *next, *job = pool_collect(server->pool);
    bool any = job != NULL;
    for (; job; job = next) {
        next = job->next;
        http_finish_job(server, job);
    }
    if (any)
        loop_pump(server);
}

static void on_done(uv_async_t *async) {
    collect_jobs(async->data);
}

static void close_handle(uv_handle_t *handle) {
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
}

static void on_reload_signal(uv_signal_t *handle, int number) {
    (void)number;
    reload_keys(handle->data);
}

/* ---- the tick -------------------------------------------------------------------------------- */

static void refuse_late_head(struct conn *conn) {
    const struct server *server = conn->server;
    char detail[64];
    snprintf(detail, sizeof detail, "The head did not arrive within %.3g s.",
        (double)server->config->number[SETTING_head_deadline] / 1e3);
    if (server->stage >= FINISHING)
        gate_refuse(conn, "shutting_down", NULL);
    else
        gate_refuse(conn, "request_timeout", detail);
}

static void sweep(struct server *server, uint64_t now) {
    for (size_t i = 0; i < server->slot_count; i++) {
        struct conn *conn = &server->conns[i];
        if (conn->state == CONN_HTTP)
            http_sweep(conn, now);
        else if (conn->state == CONN_GATE && now >= conn->deadline_ns)
            refuse_late_head(conn);
        else if (conn->state == CONN_LINGER && now >= conn->deadline_ns)
            conn_close(conn);
    }
}

static void measure_lag(struct server *server, uint64_t now) {
    uint64_t expected = server->last_tick_ns + TICK_MS * NS_PER_MS;
    double lag = now > expected ? (double)(now - expected) / 1e9 : 0;
    if (now - server->lag_window_ns > NS_PER_S) {
        server->lag_window_ns = now;
        server->metrics.loop_lag = 0;
    }
    if (lag > server->metrics.loop_lag)
        server->metrics.loop_lag = lag;
    server->last_tick_ns = now;
}

static void on_tick(uv_timer_t *timer) {
    struct server *server = timer->data;
    uint64_t now = deadline_now();
    measure_lag(server, now);
    collect_jobs(server);
    listener_resume(server);
    sweep(server, now);
    document_update_ready(server, now);
    batch_feed(server); /* what had to wait for a rate, for memory or for the queue */
    loop_pump(server);
    if (server->stage != SERVING)
        stop_advance(server, now);
}

/* ---- start ----------------------------------------------------------------------------------- */

static bool check_descriptors(struct server *server) {
    struct rlimit limit;
    rlim_t needed = (rlim_t)server->slot_count + DESCRIPTORS_BESIDE;
    char have[32], want[32];
    if (getrlimit(RLIMIT_NOFILE, &limit))
        return false;
    if (limit.rlim_cur < needed && limit.rlim_max >= needed) {
        limit.rlim_cur = needed;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= needed)
        return true;
    snprintf(have, sizeof have, "%llu", (unsigned long long)limit.rlim_cur);
    snprintf(want, sizeof want, "%llu", (unsigned long long)needed);
    log_write_event(server->log, "error", "too_few_descriptors", "limit", have, "needed", want,
        "hint", "raise RLIMIT_NOFILE (ulimit -n) or lower connections", NULL);
    return false;
}

static bool make_slots(struct server *server) {
    server->slot_count = (size_t)server->config->number[SETTING_connections] + SPARE_SLOTS;
    server->conns = calloc(server->slot_count, sizeof *server->conns);
    server->scratch = malloc(GATE_HEAD_LIMIT);
    if (!server->conns || !server->scratch)
        return false;
    for (size_t i = server->slot_count; i-- > 0;) {
        server->conns[i].next_free = server->free_list;
        server->free_list = &server->conns[i];
    }
    return true;
}

static bool make_scratches(struct server *server) {
    unsigned count = server->spawner ? 1 : server->worker_count;
    server->scratches = calloc(server->worker_count, sizeof(drg_scratch *));
    for (unsigned i = 0; server->scratches && i < count; i++)
        if (drg_scratch_new(server->context.engine, &server->scratches[i]))
            return false;
    return server->scratches != NULL;
}

static bool start_pool(struct server *server) {
    unsigned workers = server->worker_count;
    uint64_t queue = server->config->number[SETTING_queue];
    server->queue_limit = (size_t)(queue ? queue : 4 * (uint64_t)workers);
    const pool_config config = {.workers = workers,
        .queue_limit = server->queue_limit,
        .stack_bytes = WORKER_STACK,
        .run = work_run,
        .wake = wake_loop,
        .interrupt = server->spawner ? interrupt_worker : NULL,
        .user = server};
    return pool_start(&server->pool, &config) == 0;
}

/* What is left for bodies and replies. False, after a log line: too little for one. */
static bool make_ledger(struct server *server) {
    uint64_t longest = server->context.limits.body_bytes;
    uint64_t share = ledger_workers(server->worker_count, longest);
    uint64_t memory = server->config->number[SETTING_memory];
    char least[32];
    if (!memory)
        memory = ledger_default(server->worker_count, server->queue_limit, longest,
            server->config->number[SETTING_max_batch]);
    if (memory >= share + 2 * longest) {
        server->ledger.budget = memory - share;
        return true;
    }
    snprintf(least, sizeof least, "%llu", (unsigned long long)(share + 2 * longest));
    log_write_event(server->log, "error", "too_little_memory", "needed", least, "hint",
        "raise memory, or lower workers or max_body", NULL);
    return false;
}

/* Threads made while signals are blocked keep them blocked: signals go to the loop thread. */
static bool start_threads(struct server *server) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    server->log = log_open(STDERR_FILENO);
    bool started = server->log && make_scratches(server) && start_pool(server);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static bool start_handles(struct server *server) {
    uv_loop_t *loop = &server->loop;
    const union MHD_DaemonInfo *epoll = MHD_get_daemon_info(server->mhd, MHD_DAEMON_INFO_EPOLL_FD);
    if (!epoll || uv_poll_init(loop, &server->mhd_poll, epoll->epoll_fd))
        return false;
    server->mhd_poll.data = server->pump_timer.data = server->tick_timer.data = server;
    server->term_signal.data = server->int_signal.data = server->hup_signal.data = server;
    uv_timer_init(loop, &server->pump_timer);
    uv_timer_init(loop, &server->tick_timer);
    return !uv_signal_init(loop, &server->term_signal) &&
           !uv_signal_init(loop, &server->int_signal) &&
           !uv_signal_init(loop, &server->hup_signal) &&
           !uv_poll_start(&server->mhd_poll, UV_READABLE, on_mhd) &&
           !uv_timer_start(&server->tick_timer, on_tick, TICK_MS, TICK_MS) &&
           !uv_signal_start(&server->term_signal, stop_on_signal, SIGTERM) &&
           !uv_signal_start(&server->int_signal, stop_on_signal, SIGINT) &&
           !uv_signal_start(&server->hup_signal, on_reload_signal, SIGHUP);
}

/*
 * libuv keeps an array by descriptor and aborts when it cannot grow it. So it is grown at start, by
 * watching the highest number that will be used.
 */
static bool reserve_watchers(struct server *server) {
    int number = (int)server->slot_count + DESCRIPTORS_BESIDE - 1;
    int event = eventfd(0, EFD_CLOEXEC);
    int high = event >= 0 ? fcntl(event, F_DUPFD_CLOEXEC, number) : -1;
    bool reserved = high >= 0 && !uv_poll_init(&server->loop, &server->reserve_poll, high);
    if (reserved) {
        reserved = !uv_poll_start(&server->reserve_poll, UV_READABLE, on_mhd);
        uv_poll_stop(&server->reserve_poll);
        uv_close((uv_handle_t *)&server->reserve_poll, NULL);
    }
    if (high >= 0)
        close(high);
    if (event >= 0)
        close(event);
    return reserved;
}

static bool watch_spawner(struct server *server) {
    if (!server->spawner)
        return true;
    server->spawner_poll.data = server;
    return !uv_poll_init(
               &server->loop, &server->spawner_poll, spawner_descriptor(server->spawner)) &&
           !uv_poll_start(&server->spawner_poll, UV_READABLE | UV_DISCONNECT, stop_on_lost_spawner);
}

static int fail(struct server *server, const char *what) {
    if (server->log)
        log_write_event(server->log, "error", "cannot_start", "reason", what, NULL);
    else
        fprintf(stderr, "dragoman serve: %s\n", what);
    return SERVER_SOFTWARE;
}

/* The second half of containment; the first stood before the threads. */
static int contain(struct server *server) {
    char landlock[16];
    if (!server->config->number[SETTING_contain]) {
        log_write_event(server->log, "warning", "not_contained", "reason", "contain = off", NULL);
        return SERVER_OK;
    }
    const char *left = contain_calls() ? contain_prove() : "the kernel takes no filter";
    if (left) {
        log_write_event(server->log, "error", "not_contained", "reason", left, "hint",
            "allow seccomp, or serve with --contain off", NULL);
        return SERVER_CONFIG;
    }
    snprintf(landlock, sizeof landlock, "%d", server->landlock);
    log_write_event(server->log, "info", "contained", "seccomp", "on", "landlock", landlock, NULL);
    return SERVER_OK;
}

/* In order; abandon() takes back whatever was made. */
static int start(struct server *server) {
    if (!start_threads(server))
        return fail(server, "no threads");
    /* Before the first job, whose worker would use it. */
    server->done_async.data = server;
    if (uv_async_init(&server->loop, &server->done_async, on_done))
        return fail(server, "the loop does not start");
    if (!make_slots(server))
        return fail(server, "out of memory");
    if (!check_descriptors(server) || !make_ledger(server) || !reload_start(server))
        return SERVER_CONFIG;
    if (!work_warm_up(server))
        return fail(server, "the engine cannot read the first article");
    if (!document_prepare(server))
        return fail(server, "out of memory");
    if (http_start(server))
        return fail(server, "libmicrohttpd does not start");
    if (!start_handles(server) || !reserve_watchers(server) || !watch_spawner(server))
        return fail(server, "the loop does not start");
    randombytes_buf(&server->id_prefix, sizeof server->id_prefix);
    server->ready = true;
    server->last_tick_ns = server->lag_window_ns = deadline_now();
    int result = listener_open(server);
    if (!result)
        result = contain(server);
    if (!result)
        listener_announce(server);
    return result;
}

static void walk_close(uv_handle_t *handle, void *user) {
    (void)user;
    close_handle(handle);
}

static void free_server(struct server *server) {
    for (int i = 0; i < ROUTES; i++) {
        api_reply_deinit(&server->documents[i]);
        api_reply_deinit(&server->packed[i]);
    }
    for (unsigned i = 0; server->scratches && i < server->worker_count; i++)
        drg_scratch_free(server->scratches[i]);
    free(server->scratches);
    spawner_stop(server->spawner); /* the pool's threads have ended */
    keys_deinit(&server->access.keys);
    free(server->conns);
    free(server->scratch);
    log_close(server->log);
    free(server);
}

/* It ends by itself, with a code and a reason that the log's thread may not have written yet. A
 * signal that comes now must not end it without them, as it would once libuv no longer watches. */
static void hold_signals(void) {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &stops, NULL);
}

static void abandon(struct server *server) {
    hold_signals();
    pool_stop(server->pool);
    server->pool = NULL;
    if (server->mhd)
        MHD_stop_daemon(server->mhd);
    uv_walk(&server->loop, walk_close, NULL);
    uv_run(&server->loop, UV_RUN_DEFAULT);
    uv_loop_close(&server->loop);
    free_server(server);
}

/* Where the operator has said how much memory there is: the longest batch that will find room. */
static size_t longest_batch(const struct server *server) {
    const server_config *config = server->config;
    uint64_t wanted = config->number[SETTING_max_batch], memory = config->number[SETTING_memory];
    uint64_t share = ledger_workers(server->worker_count, config->number[SETTING_max_body]);
    if (!memory || memory <= share)
        return (size_t)wanted;
    const server_ledger ledger = {.budget = memory - share};
    uint64_t most = ledger_for_batches(&ledger);
    return (size_t)(wanted < most ? wanted : most);
}

/* Before there is a thread or a log: containment of files, and the spawner, which inherits it. */
static int prepare(struct server *server) {
    const server_config *config = server->config;
    uint64_t workers = config->number[SETTING_workers];
    server->worker_count = workers ? (unsigned)workers : uv_available_parallelism();
    server->context.limits.batch_bytes = longest_batch(server);
    server->context.limits.batch_lines = (size_t)config->number[SETTING_max_lines];
    if (config->number[SETTING_contain] && !contain_files(&server->landlock)) {
        fputs("dragoman serve: the kernel refuses containment; serve with --contain off\n", stderr);
        return SERVER_CONFIG;
    }
    const spawner_config spawner = {.workers = server->worker_count,
        .context = server->context,
        .contain = config->number[SETTING_contain] != 0};
    if (config->number[SETTING_isolate] && !(server->spawner = spawner_start(&spawner))) {
        fputs("dragoman serve: no process for workers; serve with --isolate off\n", stderr);
        return SERVER_SOFTWARE;
    }
    return SERVER_OK;
}

int server_run(const server_config *config, const drg_engine *engine) {
    struct server *server = calloc(1, sizeof *server);
    if (!server) {
        fputs("dragoman serve: out of memory\n", stderr);
        return SERVER_SOFTWARE;
    }
    server->config = config;
    server->context.engine = engine;
    api_limits_default(&server->context.limits);
    server->context.limits.body_bytes = (size_t)config->number[SETTING_max_body];
    server->context.limits.text_bytes = (size_t)config->number[SETTING_max_text];
    signal(SIGPIPE, SIG_IGN);
    signal(SIGABRT, stop_on_abort);
    if (uv_loop_init(&server->loop)) { /* before there is a log */
        fputs("dragoman serve: the loop does not start\n", stderr);
        free(server);
        return SERVER_SOFTWARE;
    }
    int result = prepare(server);
    if (!result)
        result = start(server);
    if (result) {
        abandon(server);
        return result;
    }
    uv_run(&server->loop, UV_RUN_DEFAULT);
    bool empty = uv_loop_close(&server->loop) == 0;
    log_write_event(server->log, empty ? "info" : "error", "stopped", NULL);
    result = empty && !server->failed ? SERVER_OK : SERVER_SOFTWARE;
    free_server(server);
    return result;
}
