/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libmicrohttpd's side: one request a connection, from the clean head to the last byte of the
 * reply.
 *
 * libmicrohttpd runs in external-epoll mode under the loop (loop.c). Its callbacks run on the loop
 * thread, inside MHD_run, and never wait: the body is copied as it comes, the job is given to the
 * pool and the connection suspended; when the job is back the connection is resumed, and the
 * handler, called once more, queues the response (http_answer.c). Rules that libmicrohttpd 0.9.75
 * imposes, each learnt by trying:
 *
 *  - Suspend before the job is submitted; resume on the loop thread only.
 *  - Returning MHD_YES with neither response nor suspension would be a busy loop; MHD_NO closes.
 *  - A response can only be queued before the body starts or after it has ended. A body that stops
 *    coming is therefore answered past libmicrohttpd, on the socket itself.
 *  - Its time-outs are of inactivity and do not run while suspended; every deadline is ours
 *    (sweep).
 *  - Its descriptor is never closed by us, only shut down.
 */
#include "../lib/base/slice.h"
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECTION_MEMORY ((size_t)64 * 1024)
#define DISCARD_NS NS_PER_S
#define BODY_PIECE ((size_t)16 * 1024)

/* ---- batches --------------------------------------------------------------------------------- */

static bool is_compressed(drg_slice encoding) {
    return encoding.size && !drg_slice_is_folded(encoding, "identity");
}

/* A compressed body is inflated by a worker; what that may give is reserved first. */
static bool reserve_inflated(struct conn *conn) {
    struct server *server = conn->server;
    uint64_t most = server->context.limits.batch_bytes;
    uint64_t grown = (uint64_t)conn->body_size * API_GZIP_RATIO;
    return ledger_move_batch(
        &server->ledger, &conn->reserved, conn->body_size + (grown < most ? grown : most));
}

static enum MHD_Result admit(struct conn *conn);

static enum MHD_Result take_batch(struct conn *conn) {
    char *body = conn->body;
    if (is_compressed(conn->head.content_encoding)) {
        if (reserve_inflated(conn))
            return admit(conn);
        conn->server->metrics.shed[SHED_MEMORY]++;
        return http_answer_problem(conn, "overloaded", LEDGER_FULL);
    }
    api_fault fault = {0};
    if (!api_batch_lines_fit(&conn->server->context.limits, &conn->lines, &fault))
        return http_answer_problem(conn, fault.code, fault.detail);
    conn->body = NULL;
    return http_begin_batch(conn, body, conn->body_size);
}

/* ---- the request ----------------------------------------------------------------------------- */

/* What is left of a body is reported in pieces of 16 KiB, or when all of it is there: a client who
 * sends byte by byte then costs nothing until its deadline. */
static void expect_body(struct conn *conn) {
    size_t left = (size_t)conn->head.content_length - conn->body_size;
    conn_set_low_water(conn, !left ? 1 : left < BODY_PIECE ? left : BODY_PIECE);
}

static enum MHD_Result take_body(struct conn *conn, const char *data, size_t *size) {
    size_t room = (size_t)conn->head.content_length - conn->body_size;
    conn->server->moved += *size;
    if (conn->phase == PHASE_DISCARD) {
        *size = 0;
        return MHD_YES;
    }
    if (*size > room || !conn->body)
        return MHD_NO; /* more than announced: cannot be */
    memcpy(conn->body + conn->body_size, data, *size);
    if (conn->route == ROUTE_EXTRACT_BATCH) {
        api_batch_count(&conn->lines, (drg_slice){data, *size});
        /* Another piece buys another wait, and not a byte now and then: a body of 64 MiB must not
         * be held up, with the memory that is promised to it, for months. */
        if ((conn->body_size + *size) / BODY_PIECE > conn->body_size / BODY_PIECE)
            conn->deadline_ns =
                deadline_now() + conn->server->config->number[SETTING_idle_deadline] * NS_PER_MS;
    } else {
        deadline_count(&conn->words, data, *size);
    }
    conn->body_size += *size;
    *size = 0;
    if (conn->route != ROUTE_EXTRACT_BATCH) /* whose lines are read as they come */
        expect_body(conn);
    return MHD_YES;
}

static server_job *make_job(struct conn *conn) {
    const gate_head *head = &conn->head;
    const api_request request = {.path = head->path,
        .query = head->query,
        .content_type = head->content_type,
        .content_encoding = head->content_encoding,
        .accept = head->accept,
        .accept_encoding = head->accept_encoding,
        .request_id = {conn->request_id, strlen(conn->request_id)}};
    server_job *job = job_new(&request, conn->body, conn->body_size);
    conn->body = NULL; /* taken, also on failure */
    return job;
}

/* Read by a worker; the others are answered from memory. */
static bool is_job(server_route route) {
    return route == ROUTE_EXTRACT || route == ROUTE_CLASSIFY_PAIR || route == ROUTE_HYPNOS;
}

static enum MHD_Result admit(struct conn *conn) {
    struct server *server = conn->server;
    pool_load load;
    pool_measure(server->pool, &load);
    /* Only this thread submits, so the queue cannot fill up between here and pool_submit. */
    if (load.queued >= server->queue_limit) {
        server->metrics.shed[SHED_QUEUE_FULL]++;
        return http_answer_problem(conn, "overloaded", NULL);
    }
    server_job *job = make_job(conn);
    if (!job) {
        server->metrics.shed[SHED_MEMORY]++;
        return http_answer_problem(conn, "out_of_memory", NULL);
    }
    job->reserved = conn->reserved; /* with the body: the job may outlive the connection */
    conn->reserved = 0;
    /* Of a compressed body nobody knows the words yet: it may be the longest. */
    uint64_t words = conn->head.content_encoding.size ? server->context.limits.body_bytes / 6
                                                      : deadline_word_count(&conn->words);
    job->work_ns =
        deadline_work(words, server->work_factor, server->config->number[SETTING_work_deadline]);
    job->owner = conn;
    conn->job = job;
    conn->phase = PHASE_WAITING;
    conn->deadline_ns = 0;
    MHD_suspend_connection(conn->mhd);
    pool_submit(server->pool, job);
    return MHD_YES;
}

static enum MHD_Result handle(void *user, struct MHD_Connection *mhd, const char *url,
    const char *method, const char *version, const char *upload, size_t *upload_size,
    void **request) {
    (void)user, (void)url, (void)method, (void)version;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct conn *conn = info ? info->socket_context : NULL;
    if (!conn)
        return MHD_NO;
    conn->mhd = mhd;
    *request = conn;
    switch (conn->phase) {
    case PHASE_HEAD:
        conn->phase = PHASE_BODY;
        return MHD_YES;
    case PHASE_BODY:
    case PHASE_DISCARD:
        if (*upload_size)
            return take_body(conn, upload, upload_size);
        if (conn->phase == PHASE_DISCARD || conn->body_size != conn->head.content_length)
            return MHD_NO;
        room_leave(conn);
        return conn->route == ROUTE_EXTRACT_BATCH ? take_batch(conn)
               : is_job(conn->route)              ? admit(conn)
                                                  : http_answer_document(conn);
    case PHASE_READY:
        return http_answer_outcome(conn);
    default:
        return MHD_NO;
    }
}

static void on_completed(
    void *user, struct MHD_Connection *mhd, void **request, enum MHD_RequestTerminationCode code) {
    struct conn *conn = *request;
    (void)user, (void)mhd;
    if (!conn)
        return;
    if (code != MHD_REQUEST_TERMINATED_COMPLETED_OK && conn->phase != PHASE_DISCARD)
        conn->status = 0; /* the client did not get all of it: recorded as 499 */
    conn_record(conn);
    room_leave(conn);
    conn_release_request(conn);
    conn->phase = PHASE_ANSWERED; /* nothing is left to sweep, of a batch too */
    *request = NULL;
}

/* ---- the connection -------------------------------------------------------------------------- */

static void on_connection(void *user, struct MHD_Connection *mhd, void **context,
    enum MHD_ConnectionNotificationCode code) {
    struct server *server = user;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        struct conn *conn = server->adopting;
        conn->mhd = mhd;
        *context = conn;
        return;
    }
    struct conn *conn = *context;
    *context = NULL;
    server->closes++;
    if (!conn)
        return;
    conn_record(conn);
    conn_close(conn);
}

/* Will its body never be whole? What has arrived and was not read yet counts. (Where libmicrohttpd
 * sees the end first, it closes without a word.) */
static bool is_cut(const struct conn *conn) {
    size_t left = (size_t)conn->head.content_length - conn->body_size;
    ssize_t waits = recv(conn->fd, conn->server->scratch, GATE_HEAD_LIMIT, MSG_PEEK | MSG_DONTWAIT);
    return waits >= 0 && (size_t)waits < left && (size_t)waits < GATE_HEAD_LIMIT;
}

/* A reset has a status; the end of the client's side has none. */
static void on_left(uv_poll_t *handle, int status, int events) {
    struct conn *conn = handle->data;
    (void)events;
    uv_poll_stop(handle); /* level-triggered: once is enough */
    if (!status && conn->state == CONN_HTTP && conn->phase == PHASE_BODY && is_cut(conn))
        http_refuse_body(
            conn, "bad_request", "The connection ended inside the body.", deadline_now());
    else
        http_left(conn);
}

void http_adopt(struct conn *conn) {
    struct server *server = conn->server;
    conn->state = CONN_HTTP;
    conn->phase = PHASE_HEAD;
    server->adopting = conn;
    uv_poll_start(&conn->poll, UV_DISCONNECT, on_left);
    enum MHD_Result added = MHD_add_connection(
        server->mhd, conn->fd, (const struct sockaddr *)&conn->peer, conn->peer_size);
    server->adopting = NULL;
    if (added == MHD_NO && conn->state == CONN_HTTP) { /* libmicrohttpd has closed the descriptor */
        server->metrics.shed[SHED_MEMORY]++;
        conn_record(conn);
        conn_close(conn);
        return;
    }
    loop_pump(server);
}

/* Nobody waits for the job any more: a queued one is freed, a running one told to stop. */
void http_drop_job(struct conn *conn, metrics_cancel reason) {
    struct server *server = conn->server;
    server_job *job = conn->job;
    conn->job = NULL;
    job->owner = NULL;
    job->cancelled_ns = deadline_now();
    job->cancel_reason = reason;
    server->metrics.cancelled[reason]++;
    if (!pool_withdraw(server->pool, job))
        return;
    ledger_set(&server->ledger, &job->reserved, 0);
    job_free(job);
}

void http_give_up(struct conn *conn, enum conn_outcome outcome) {
    static const metrics_cancel reasons[] = {[OUTCOME_DEADLINE] = CANCEL_DEADLINE,
        [OUTCOME_GONE] = CANCEL_CLIENT,
        [OUTCOME_STOPPING] = CANCEL_STOPPING};
    http_drop_job(conn, reasons[outcome]);
    conn->outcome = outcome;
    conn->phase = PHASE_READY;
    MHD_resume_connection(conn->mhd);
}

void http_left(struct conn *conn) {
    if (conn->state != CONN_HTTP)
        return;
    if (conn->phase == PHASE_STREAM)
        stream_left(conn);
    else if (conn->phase == PHASE_WAITING)
        http_give_up(conn, OUTCOME_GONE);
    else if (conn->phase == PHASE_READY)
        conn->deadline_ns = 0; /* resumed: the handler is about to be called */
    else
        shutdown(conn->fd, SHUT_RDWR);
    loop_pump(conn->server);
}

void http_finish_job(struct server *server, server_job *job) {
    struct conn *conn = job->owner;
    ledger_set(&server->ledger, &job->reserved, 0);
    if (job->lost) {
        server->metrics.workers_lost++;
        log_write_event(server->log, "error", "worker_lost", "reason", job->lost, "request_id",
            conn ? conn->request_id : "", NULL);
    }
    if (!conn) {
        if (job->cancelled_ns) {
            uint64_t end = atomic_load(&job->finished_ns);
            metrics_observe(&server->metrics.cancellations[job->cancel_reason],
                end > job->cancelled_ns ? end - job->cancelled_ns : 0);
        }
        server->metrics.late_results++;
        job_free(job);
        return;
    }
    if (conn->batch) {
        batch_finish_job(conn, job);
        batch_feed(server);
        return;
    }
    conn_take_figures(conn, job);
    ledger_set(&server->ledger, &conn->reserved, job->reply.size);
    conn->outcome = OUTCOME_REPLY;
    conn->phase = PHASE_READY;
    MHD_resume_connection(conn->mhd);
}

/* ---- deadlines ------------------------------------------------------------------------------- */

static void sweep_job(struct conn *conn, uint64_t now) {
    struct server *server = conn->server;
    server_job *job = conn->job;
    uint64_t started = atomic_load(&job->started_ns);
    uint64_t queue_ns = server->config->number[SETTING_queue_deadline] * NS_PER_MS;
    uint64_t until = started ? started + job->work_ns : job->submitted_ns + queue_ns;
    bool impatient = conn->patience_ns && conn->patience_ns < until;
    if (now < (impatient ? conn->patience_ns : until))
        return;
    conn->late = impatient ? LATE_PATIENCE : started ? LATE_WORK : LATE_QUEUE;
    conn->allowed_ns = impatient ? conn->patience_ns - conn->head_ns
                       : started ? job->work_ns
                                 : queue_ns;
    server->metrics.shed[SHED_DEADLINE]++;
    http_give_up(conn, OUTCOME_DEADLINE);
}

void http_refuse_body(struct conn *conn, const char *code, const char *detail, uint64_t now) {
    room_linger(conn, &conn->server->discarding);
    conn_set_low_water(conn, 1); /* what waits is still read, lest a reset overtake the answer */
    answer_raw_problem(conn, code, detail);
    free(conn->body);
    conn->body = NULL;
    ledger_set(&conn->server->ledger, &conn->reserved, 0);
    conn->phase = PHASE_DISCARD;
    conn->deadline_ns = now + DISCARD_NS;
}

static void refuse_late_body(struct conn *conn, uint64_t now) {
    const uint64_t *number = conn->server->config->number;
    char detail[128];
    if (conn->route == ROUTE_EXTRACT_BATCH)
        snprintf(detail, sizeof detail, "Of the body no 16 KiB more arrived within %.3g s.",
            (double)number[SETTING_idle_deadline] / 1e3);
    else
        snprintf(detail, sizeof detail, "The body did not arrive within %.3g s.",
            (double)number[SETTING_body_deadline] / 1e3);
    http_refuse_body(conn, "request_timeout", detail, now);
}

void http_cut(struct conn *conn) {
    room_leave(conn);
    conn->deadline_ns = 0;
    shutdown(conn->fd, SHUT_RDWR);
}

void http_sweep(struct conn *conn, uint64_t now) {
    if (conn->phase == PHASE_WAITING) {
        sweep_job(conn, now);
        return;
    }
    if (conn->phase == PHASE_STREAM) {
        stream_sweep(conn, now);
        return;
    }
    if (!conn->deadline_ns || now < conn->deadline_ns)
        return;
    if (conn->phase == PHASE_HEAD || conn->phase == PHASE_BODY)
        refuse_late_body(conn, now);
    else
        http_cut(conn);
}

/* ---- start ----------------------------------------------------------------------------------- */

static void write_log(void *user, const char *format, va_list arguments) {
    struct server *server = user;
    char text[240];
    vsnprintf(text, sizeof text, format, arguments);
    size_t size = strlen(text);
    while (size && text[size - 1] == '\n')
        text[--size] = 0;
    log_write_event(server->log, "warning", "microhttpd", "message", text, NULL);
}

static void panic(void *user, const char *file, unsigned line, const char *why) {
    struct server *server = user;
    char where[16];
    snprintf(where, sizeof where, "%u", line);
    log_write_event(server->log, "error", "microhttpd_panic", "file", file, "line", where, "reason",
        why ? why : "", NULL);
    log_close(server->log); /* or the line would be lost */
    _exit(70);
}

int http_start(struct server *server) {
    MHD_set_panic_func(panic, server);
    unsigned most = (unsigned)(server->slot_count + 1);
    uint64_t longest = server->config->number[SETTING_body_deadline] +
                       server->config->number[SETTING_response_deadline] +
                       server->config->number[SETTING_idle_deadline];
    unsigned timeout = (unsigned)(longest / 1000 + 10); /* a backstop; the deadlines are ours */
    server->mhd = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG, 0,
        NULL, NULL, handle, server, MHD_OPTION_EXTERNAL_LOGGER, write_log, server,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT, most,
        MHD_OPTION_CONNECTION_TIMEOUT, timeout, MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_END);
    return server->mhd ? 0 : -1;
}
