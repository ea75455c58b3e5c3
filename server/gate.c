/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gate: what happens to a connection before libmicrohttpd gets it.
 *
 * The head is read with MSG_PEEK, so that its bytes are still in the socket when the connection is
 * handed on. While it is incomplete, SO_RCVLOWAT is set to one byte more than was seen; else
 * level-triggered polling would report the same bytes for ever. Everything that the head alone
 * decides (malformed requests, unknown paths, wrong methods, types, lengths) is answered here; then
 * the connection is read on for a moment, because closing a socket with unread bytes sends a reset
 * that can overtake the answer.
 */
#include "server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Enough for a client that is sending a body over the limit to get round to looking at the answer.
 */
#define LINGER_NS NS_PER_S
#define LINGER_BYTES ((size_t)8 << 20)

void conn_set_low_water(struct conn *conn, size_t bytes) {
    int value = (int)bytes;
    if (conn->low_water == bytes)
        return;
    if (!setsockopt(conn->fd, SOL_SOCKET, SO_RCVLOWAT, &value, sizeof value))
        conn->low_water = bytes;
}

/* ---- refusing -------------------------------------------------------------------------------- */

static void on_linger(uv_poll_t *handle, int status, int events) {
    struct conn *conn = handle->data;
    (void)events;
    ssize_t got = status < 0 ? 0 : recv(conn->fd, conn->server->scratch, GATE_HEAD_LIMIT, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    conn->lingered += got > 0 ? (size_t)got : 0;
    if (got <= 0 || conn->lingered > LINGER_BYTES)
        conn_close(conn);
}

static void linger(struct conn *conn) {
    room_linger(conn, &conn->server->lingering);
    if (conn->status >= 400)
        metrics_count_reject(&conn->server->metrics, conn->code ? conn->code : "internal_error");
    conn_record(conn);
    conn->state = CONN_LINGER;
    conn->deadline_ns = deadline_now() + LINGER_NS;
    conn_set_low_water(conn, 1);
    if (uv_poll_start(&conn->poll, UV_READABLE, on_linger))
        conn_close(conn);
}

void gate_refuse(struct conn *conn, const char *code, const char *detail) {
    if (!conn->request_id[0])
        conn_make_ids(conn, NULL);
    answer_raw_problem(conn, code, detail);
    linger(conn);
}

/* ---- reading the head ------------------------------------------------------------------------ */

/* Keeps the head: the peeked bytes will be overwritten by the next connection's. */
static bool keep_head(struct conn *conn, const char *bytes, size_t size) {
    gate_refusal refusal;
    conn->head_bytes = malloc(size);
    if (!conn->head_bytes)
        return false;
    memcpy(conn->head_bytes, bytes, size);
    gate_check(conn->head_bytes, size, &conn->head, &refusal);
    if (conn->head.content_length) {
        conn->body = malloc((size_t)conn->head.content_length);
        return conn->body != NULL;
    }
    return true;
}

/* What the head alone decides. False: *reply is the answer, and nothing more is read. */
static bool check_request(struct conn *conn, const gate_head *head, api_reply *reply) {
    struct server *server = conn->server;
    drg_slice id = {conn->request_id, strlen(conn->request_id)};
    conn->route = server_route_find(head->path, conn->offered);
    access_find_origin(&server->access, head, &conn->access);
    if (access_is_preflight(&conn->access, head) && conn->route != ROUTE_OTHER) {
        *reply = (api_reply){.status = 204, .content_type = ""};
        return false;
    }
    bool keyless = conn->offered == OFFER_HEALTH_AND_METRICS; /* who may reach it is its address' */
    return (keyless || access_check(&server->access, head, conn->route, deadline_now(), id,
                           &conn->access, reply)) &&
           server_route_check(&server->context, head, conn->route, id, reply);
}

/* Whose answer has no body, also when it is refused. */
static bool is_head_method(drg_slice method) {
    return method.size == 4 && !memcmp(method.data, "HEAD", 4);
}

/* Of the memory for requests; bodies that crawl make room for it. */
static bool reserve_body(struct conn *conn, uint64_t size) {
    struct server *server = conn->server;
    bool batch = conn->route == ROUTE_EXTRACT_BATCH;
    if (!room_could_free(server, ledger_missing(&server->ledger, batch, size)))
        return false;
    while (!(batch ? ledger_move_batch : ledger_move)(&server->ledger, &conn->reserved, size))
        if (!room_evict_body(server))
            return false;
    return true;
}

/* ended: nothing comes behind the `peeked` bytes. */
static bool is_cut(const gate_head *head, size_t peeked, bool ended) {
    return ended && peeked < GATE_HEAD_LIMIT && peeked - head->size < head->content_length;
}

static void admit(struct conn *conn, const gate_head *head, size_t peeked, bool ended) {
    struct server *server = conn->server;
    api_reply reply = {0};
    conn_make_ids(conn, head);
    conn->is_head = is_head_method(head->method);
    if (!check_request(conn, head, &reply)) {
        conn->head = *head; /* for the log line; valid until this function returns */
        answer_raw(conn, &reply);
        api_reply_deinit(&reply);
        linger(conn);
        conn->head = (gate_head){0};
        return;
    }
    if (is_cut(head, peeked, ended)) {
        gate_refuse(conn, "bad_request", "The connection ended inside the body.");
        return;
    }
    bool batch = conn->route == ROUTE_EXTRACT_BATCH;
    if (!reserve_body(conn, head->content_length)) {
        server->metrics.shed[SHED_MEMORY]++;
        gate_refuse(conn, "overloaded", LEDGER_FULL);
        return;
    }
    if (!keep_head(conn, server->scratch, head->size)) {
        server->metrics.shed[SHED_MEMORY]++;
        gate_refuse(conn, "out_of_memory", NULL);
        return;
    }
    room_leave(conn);
    conn->head_ns = deadline_now();
    if (head->content_length)
        room_enter(conn, &server->bodies);
    uint64_t patience = deadline_patience(conn->head.request_timeout);
    conn->patience_ns = patience ? conn->head_ns + patience : 0;
    conn->deadline_ns =
        conn->head_ns +
        server->config->number[batch ? SETTING_idle_deadline : SETTING_body_deadline] * NS_PER_MS;
    conn_set_low_water(conn, 1);
    http_adopt(conn);
}

static void on_head(uv_poll_t *handle, int status, int events) {
    struct conn *conn = handle->data;
    char *scratch = conn->server->scratch;
    gate_head head;
    gate_refusal refusal = {0};
    ssize_t got = status < 0 ? 0 : recv(conn->fd, scratch, GATE_HEAD_LIMIT, MSG_PEEK);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        conn_close(conn); /* nothing was asked, so nothing is answered */
        return;
    }
    switch (gate_check(scratch, (size_t)got, &head, &refusal)) {
    case GATE_CLEAN:
        admit(conn, &head, (size_t)got, events & UV_DISCONNECT);
        break;
    case GATE_REFUSED:
        conn->is_head = is_head_method(head.method);
        gate_refuse(conn, refusal.code, refusal.detail);
        break;
    default:
        conn->is_head = is_head_method(head.method); /* should its deadline be the answer */
        if (events & UV_DISCONNECT)
            gate_refuse(conn, "bad_request", "The connection ended inside the head.");
        else
            conn_set_low_water(conn, (size_t)got + 1);
    }
}

void gate_open(struct conn *conn) {
    room_enter(conn, &conn->server->gated);
    conn->deadline_ns =
        conn->accepted_ns + conn->server->config->number[SETTING_head_deadline] * NS_PER_MS;
    if (uv_poll_start(&conn->poll, UV_READABLE | UV_DISCONNECT, on_head))
        conn_close(conn);
}
