/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stopping in order: SERVING -SIGTERM-> DRAINING (not ready, still accepting, so that balancers
 * notice) -drain_delay-> CLOSING (no new handshakes) -100 ms-> FINISHING (no new connections;
 * accepted ones are served) -drain_timeout-> CANCELLING (the rest gets 503) -> STOPPED (everything
 * closed, the loop runs empty). The tick moves it along. A second signal exits at once; an alarm
 * ends a stop that hangs; what aborts says so.
 */
#include "serve.h"
#include "server.h"

#include <signal.h>
#include <unistd.h>

#define CLOSING_NS (100 * NS_PER_MS) /* for handshakes under way */
#define GATE_GRACE_NS (250 * NS_PER_MS) /* for heads under way when accepting ends */
#define CANCEL_GRACE_NS (2 * NS_PER_S) /* for answers under way when the rest is cancelled */
#define HARD_STOP_S 5u

static void close_handle(uv_handle_t *handle) {
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
}

static void stop_everything(struct server *server) {
    server->stage = STOPPED;
    uv_poll_stop(&server->mhd_poll);
    loop_pump(server);
    MHD_stop_daemon(server->mhd);
    server->mhd = NULL;
    pool_stop(server->pool);
    server->pool = NULL;
    close_handle((uv_handle_t *)&server->mhd_poll);
    if (server->spawner)
        close_handle((uv_handle_t *)&server->spawner_poll);
    close_handle((uv_handle_t *)&server->pump_timer);
    close_handle((uv_handle_t *)&server->tick_timer);
    close_handle((uv_handle_t *)&server->done_async);
    close_handle((uv_handle_t *)&server->term_signal);
    close_handle((uv_handle_t *)&server->int_signal);
    close_handle((uv_handle_t *)&server->hup_signal);
}

static void exit_now(int number) {
    static const char line[] =
        "{\"level\":\"error\",\"event\":\"stopped_at_once\",\"reason\":\"second signal\"}\n";
    (void)number;
    if (write(2, line, sizeof line - 1) < 0)
        _exit(SERVER_SOFTWARE);
    _exit(SERVER_STOPPED_AT_ONCE);
}

static void exit_hard(int number) {
    static const char line[] =
        "{\"level\":\"error\",\"event\":\"hard_stop\",\"reason\":\"the stop did not end\"}\n";
    (void)number;
    if (write(2, line, sizeof line - 1) < 0)
        _exit(SERVER_SOFTWARE);
    _exit(SERVER_SOFTWARE);
}

/* libuv and the C library abort where they cannot go on; the log's thread may be past writing. */
void stop_on_abort(int number) {
    static const char line[] =
        "{\"level\":\"error\",\"event\":\"aborted\",\"reason\":\"a call to the system failed that "
        "must not fail\"}\n";
    ssize_t written = write(2, line, sizeof line - 1);
    (void)written;
    signal(number, SIG_DFL);
    raise(number);
}

static void enter_draining(struct server *server) {
    uint64_t delay = server->config->number[SETTING_drain_delay];
    uint64_t timeout = server->config->number[SETTING_drain_timeout];
    server->stage = DRAINING;
    server->ready = false;
    server->stage_until_ns = deadline_now() + delay * NS_PER_MS;
    signal(SIGALRM, exit_hard);
    alarm((unsigned)((delay + timeout + 999) / 1000) + HARD_STOP_S);
    log_write_event(server->log, "info", "stopping", NULL);
}

/* SIGTERM and SIGINT. From now on either ends the process at once, also when the loop hangs. */
void stop_on_signal(uv_signal_t *handle, int number) {
    struct server *server = handle->data;
    (void)number;
    uv_signal_stop(&server->term_signal);
    uv_signal_stop(&server->int_signal);
    signal(SIGTERM, exit_now);
    signal(SIGINT, exit_now);
    enter_draining(server);
}

/* Workers end with their spawner. What is accepted gets its 503; a service manager starts anew. */
void stop_on_lost_spawner(uv_poll_t *handle, int status, int events) {
    struct server *server = handle->data;
    (void)status, (void)events;
    uv_poll_stop(handle);
    server->failed = true;
    log_write_event(server->log, "error", "spawner_lost", "reason",
        "without it no worker can be replaced", NULL);
    if (server->stage == SERVING)
        enter_draining(server);
}

static void enter_finishing(struct server *server, uint64_t now) {
    listener_close(server);
    server->stage = FINISHING;
    server->stage_until_ns = now + server->config->number[SETTING_drain_timeout] * NS_PER_MS;
    for (size_t i = 0; i < server->slot_count; i++) {
        struct conn *conn = &server->conns[i];
        if (conn->state == CONN_GATE && conn->deadline_ns > now + GATE_GRACE_NS)
            conn->deadline_ns = now + GATE_GRACE_NS;
    }
}

static void cancel_request(struct conn *conn, uint64_t now) {
    if (conn->phase == PHASE_WAITING) {
        conn->server->metrics.shed[SHED_STOPPING]++;
        http_give_up(conn, OUTCOME_STOPPING);
    } else if (conn->phase == PHASE_STREAM) {
        conn->server->metrics.shed[SHED_STOPPING]++;
        batch_stop(conn, "shutting_down", CANCEL_STOPPING);
    } else if (conn->phase == PHASE_HEAD || conn->phase == PHASE_BODY) {
        http_refuse_body(conn, "shutting_down", NULL, now);
        conn->deadline_ns = now + GATE_GRACE_NS;
    }
}

static void enter_cancelling(struct server *server, uint64_t now) {
    server->stage = CANCELLING;
    server->stage_until_ns = now + CANCEL_GRACE_NS;
    for (size_t i = 0; i < server->slot_count; i++)
        if (server->conns[i].state == CONN_HTTP)
            cancel_request(&server->conns[i], now);
    loop_pump(server);
}

/* After the grace: whoever does not take the answer is cut off. */
static void cut_off(struct server *server) {
    for (size_t i = 0; i < server->slot_count; i++) {
        struct conn *conn = &server->conns[i];
        if (conn->state == CONN_HTTP)
            shutdown(conn->fd, SHUT_RDWR);
        else if (conn->state == CONN_LINGER || conn->state == CONN_GATE)
            conn_close(conn);
    }
    loop_pump(server);
}

void stop_advance(struct server *server, uint64_t now) {
    bool over = now >= server->stage_until_ns;
    if (server->stage == DRAINING && over) {
        listener_quiesce(server);
        server->stage = CLOSING;
        server->stage_until_ns = now + CLOSING_NS;
    } else if (server->stage == CLOSING && over)
        enter_finishing(server, now);
    else if (server->stage == FINISHING && server->open_count && over)
        enter_cancelling(server, now);
    else if (server->stage == CANCELLING && server->open_count && over)
        cut_off(server);
    if ((server->stage == FINISHING || server->stage == CANCELLING) && !server->open_count)
        stop_everything(server);
}
