/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The answer of a batch: a response without a length (chunked to HTTP/1.1), whose bytes
 * libmicrohttpd asks for when the client's socket takes more.
 *
 * Where no piece is ready, the reader suspends its connection and says 0: without that,
 * libmicrohttpd would ask again at once, for ever. stream_wake resumes it when a reply is there.
 *
 * There is no deadline for the whole: a batch takes what its lines take. What is bounded is a
 * client that takes nothing: idle_deadline for the next PIECE bytes while some are ready. While the
 * service works nothing is asked of it.
 *
 * libmicrohttpd 0.9.75 takes a response before the body has been read to its end never, so the
 * whole body is in memory first (reserved when its head passed the gate).
 */
#include "batch.h"
#include "server.h"

#include <stdlib.h>
#include <string.h>

#define PIECE ((size_t)16 << 10)
#define BLOCK ((size_t)32 << 10) /* room that libmicrohttpd keeps for the body */

static uint64_t idle_from_now(const struct conn *conn) {
    return deadline_now() + conn->server->config->number[SETTING_idle_deadline] * NS_PER_MS;
}

/* Bytes of pieces into the buffer, as many as are ready. */
static size_t fill(server_batch *batch, char *buffer, size_t size) {
    size_t used = 0;
    while (used < size) {
        size_t rest = batch->sending.size - batch->sent_bytes;
        size_t part = rest < size - used ? rest : size - used;
        if (part)
            memcpy(buffer + used, batch->sending.body + batch->sent_bytes, part);
        batch->sent_bytes += part;
        used += part;
        if (batch->sent_bytes < batch->sending.size)
            break;
        api_reply_deinit(&batch->sending);
        batch->sent_bytes = 0;
        if (used < size && !batch_next(batch, &batch->sending))
            break;
    }
    return used;
}

static ssize_t read_piece(void *user, uint64_t position, char *buffer, size_t size) {
    struct conn *conn = user;
    server_batch *batch = conn->batch;
    (void)position;
    if (batch->gone)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    size_t used;
    do {
        used = fill(batch, buffer, size < PIECE ? size : PIECE);
        batch_feed(conn->server); /* there may be room for another line, or it is settled at once */
    } while (!used && !batch->gone && !batch_is_over(batch) && batch_is_ready(batch));
    if (batch->gone)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (used) {
        conn->server->moved += used;
        conn->bytes_out += used;
        conn->deadline_ns = idle_from_now(conn);
        return (ssize_t)used;
    }
    if (batch_is_over(batch))
        return MHD_CONTENT_READER_END_OF_STREAM;
    batch->suspended = true;
    conn->deadline_ns = 0;
    MHD_suspend_connection(conn->mhd);
    return 0;
}

void stream_wake(struct conn *conn) {
    server_batch *batch = conn->batch;
    if (!batch->suspended || !batch_is_ready(batch))
        return;
    batch->suspended = false;
    conn->deadline_ns = idle_from_now(conn);
    MHD_resume_connection(conn->mhd);
    conn->server->pump_again = true; /* should this be inside one of libmicrohttpd's callbacks */
}

bool stream_open(struct conn *conn, char *body, size_t size) {
    const gate_head *head = &conn->head;
    const api_request request = {.path = head->path,
        .query = head->query,
        .content_type = head->content_type,
        .accept = head->accept,
        .accept_encoding = head->accept_encoding};
    api_batch_form form;
    if (api_batch_read_form(&request, &form)) /* the gate has asked the same */
        return batch_open(conn, body, size, &form);
    free(body);
    return false;
}

enum MHD_Result stream_start(struct conn *conn) {
    const api_batch_form form = conn->batch->form;
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_piece, conn, NULL);
    if (!response)
        return MHD_NO;
    answer_build build = {.response = response};
    http_add_field(&build, "Content-Type", api_format_type(form.format));
    if (form.gzip)
        http_add_field(&build, "Content-Encoding", "gzip");
    answer_fields(conn, 200, NULL, http_add_field, &build);
    enum MHD_Result queued = build.failed ? MHD_NO : MHD_queue_response(conn->mhd, 200, response);
    MHD_destroy_response(response);
    if (queued == MHD_NO)
        return MHD_NO;
    conn->status = 200;
    conn->phase = PHASE_STREAM;
    conn->deadline_ns = idle_from_now(conn);
    batch_feed(conn->server);
    return MHD_YES;
}

void stream_left(struct conn *conn) {
    conn->batch->gone = true;
    batch_stop(conn, "internal_error", CANCEL_CLIENT); /* nobody will read it */
    shutdown(conn->fd, SHUT_RDWR);
}

void stream_sweep(struct conn *conn, uint64_t now) {
    batch_sweep(conn, now);
    if (!conn->deadline_ns || now < conn->deadline_ns)
        return;
    conn->deadline_ns = 0;
    stream_left(conn);
}
