/* SPDX-License-Identifier: Apache-2.0 */
/* Slots of connections: taking, closing, recording. The rules stand in server.h. */
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct conn *conn_take(struct server *server, int fd, routes_offered offered, bool counted) {
    struct conn *conn = server->free_list;
    if (!conn)
        return NULL;
    struct conn *next = conn->next_free;
    *conn = (struct conn){.server = server,
        .fd = fd,
        .offered = offered,
        .counted = counted,
        .low_water = 1,
        .route = ROUTE_OTHER};
    if (uv_poll_init(&server->loop, &conn->poll, fd)) {
        conn->next_free = next;
        return NULL;
    }
    conn->poll.data = conn;
    conn->state = CONN_GATE;
    conn->accepted_ns = deadline_now();
    server->free_list = next;
    server->open_count++;
    server->counted_count += counted;
    return conn;
}

static void on_closed(uv_handle_t *handle) {
    struct conn *conn = handle->data;
    struct server *server = conn->server;
    conn->state = CONN_FREE;
    conn->next_free = server->free_list;
    server->free_list = conn;
    server->open_count--;
}

void conn_close(struct conn *conn) {
    if (conn->state == CONN_CLOSING || conn->state == CONN_FREE)
        return;
    bool ours = conn->state != CONN_HTTP;
    room_leave(conn);
    conn->server->counted_count -= conn->counted;
    conn->counted = false;
    conn->state = CONN_CLOSING;
    conn_release_request(conn);
    uv_close((uv_handle_t *)&conn->poll, on_closed);
    if (ours)
        close(conn->fd);
    conn->fd = -1;
}

void conn_release_request(struct conn *conn) {
    if (conn->job && conn->outcome == OUTCOME_REPLY) {
        job_free(conn->job); /* it is back, and was not answered with */
        conn->job = NULL;
    } else if (conn->job) { /* libmicrohttpd closed the connection under it */
        http_drop_job(conn, CANCEL_CLIENT);
    }
    batch_close(conn);
    ledger_set(&conn->server->ledger, &conn->reserved, 0);
    free(conn->body);
    conn->body = NULL;
    if (conn->head_bytes) /* it may hold a key */
        sodium_memzero(conn->head_bytes, conn->head.size);
    free(conn->head_bytes);
    conn->head_bytes = NULL;
    conn->head = (gate_head){0};
}

static void write_peer(const struct conn *conn, char *text, size_t size) {
    const struct sockaddr *peer = (const struct sockaddr *)&conn->peer;
    text[0] = 0;
    if (peer->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)peer)->sin_addr, text, (socklen_t)size);
    else if (peer->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)peer)->sin6_addr, text, (socklen_t)size);
}

void conn_record(struct conn *conn) {
    struct server *server = conn->server;
    if (conn->recorded)
        return;
    conn->recorded = true;
    uint64_t duration = deadline_now() - conn->accepted_ns;
    int status = conn->status ? conn->status : 499;
    metrics_count_request(&server->metrics, conn->route, status, duration);
    if (!server->config->number[SETTING_request_log])
        return;
    char peer[INET6_ADDRSTRLEN], trace[33] = "", method[33];
    write_peer(conn, peer, sizeof peer);
    snprintf(method, sizeof method, "%.*s", (int)conn->head.method.size,
        conn->head.method.size ? conn->head.method.data : "");
    if (conn->traceparent[0])
        snprintf(trace, sizeof trace, "%.32s", conn->traceparent + 3);
    log_write_request(server->log, &(log_request){.request_id = conn->request_id,
                                       .trace_id = trace,
                                       .client = peer,
                                       .key = conn->access.key_id,
                                       .method = method,
                                       .route = server_route_name(conn->route),
                                       .code = status == 499 ? "client_closed" : conn->code,
                                       .status = status,
                                       .bytes_in = conn->head.size + conn->body_size,
                                       .bytes_out = conn->bytes_out,
                                       .duration_ns = duration,
                                       .queue_ns = conn->queue_ns,
                                       .work_ns = conn->work_ns,
                                       .words = conn->count_words,
                                       .sentences = conn->count_sentences,
                                       .entities = conn->count_entities,
                                       .events = conn->count_events});
}

/* ---- ids ------------------------------------------------------------------------------------- */

static bool is_request_id(drg_slice text) {
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!plain && (!c || !strchr("._:/+=@-", c)))
            return false;
    }
    return text.size > 0 && text.size <= 128;
}

/* W3C Trace Context, version 00: 00-trace-parent-flags, lower-case, no part all zeros. */
static bool is_traceparent(drg_slice text) {
    static const char form[] = "00-tttttttttttttttttttttttttttttttt-pppppppppppppppp-ff";
    bool trace = false, parent = false;
    if (text.size != sizeof form - 1)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (form[i] == '0' || form[i] == '-' ? c != form[i] : !hex)
            return false;
        trace |= form[i] == 't' && c != '0';
        parent |= form[i] == 'p' && c != '0';
    }
    return trace && parent;
}

void conn_make_ids(struct conn *conn, const gate_head *head) {
    struct server *server = conn->server;
    if (head && is_request_id(head->request_id))
        snprintf(conn->request_id, sizeof conn->request_id, "%.*s", (int)head->request_id.size,
            head->request_id.data);
    else
        snprintf(conn->request_id, sizeof conn->request_id, "%016llx-%llx",
            (unsigned long long)server->id_prefix, (unsigned long long)++server->id_counter);
    if (head && is_traceparent(head->traceparent))
        snprintf(conn->traceparent, sizeof conn->traceparent, "%.*s", (int)head->traceparent.size,
            head->traceparent.data);
}

/* ---- figures --------------------------------------------------------------------------------- */

void conn_take_figures(struct conn *conn, server_job *job) {
    server_metrics *metrics = &conn->server->metrics;
    const api_reply *reply = &job->reply;
    uint64_t started = atomic_load(&job->started_ns);
    uint64_t queue_ns = started - job->submitted_ns;
    conn->queue_ns += queue_ns; /* of a batch: of all lines */
    conn->work_ns += atomic_load(&job->finished_ns) - started;
    conn->count_words += reply->words;
    conn->count_sentences += reply->sentences;
    conn->count_entities += reply->entities;
    conn->count_events += reply->events;
    metrics_observe(&metrics->queue_wait, queue_ns);
    bool article = conn->route == ROUTE_EXTRACT || conn->route == ROUTE_HYPNOS ||
                   (conn->route == ROUTE_EXTRACT_BATCH && job->input.line);
    if (reply->status != 200 || !article)
        return;
    metrics->articles++;
    metrics->words += reply->words;
    for (int i = 0; i < DRG_EVENT_TYPES; i++)
        metrics->events[i] += reply->events_by_type[i];
    for (int i = 0; i < DRG_STAGES; i++)
        metrics_observe(&metrics->stages[i], reply->stage_ns[i]);
    metrics_observe(&metrics->reply_writing, reply->reply_ns);
}
