/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines of batches, and who may have the workers.
 *
 * A batch is read as fast as three bounds allow, so that neither it nor another can crowd out
 * single requests, and memory does not grow with the number of lines:
 *
 *   jobs      of all batches together, one more than there are workers are out at a time: each
 *             worker finds a line when it is done with one, and a single request waits behind one
 *             line at most. Long lines (LONG_LINE) may have all workers but one.
 *   window    a batch has SLOTS_PER_WORKER lines a worker between its first line without a reply
 *             and its last job: one slow line holds up the answer, not the workers at once.
 *   replies   while more than HELD_MOST bytes of replies wait for the client, no line is begun: a
 *             slow reader slows its own batch. The ledger counts body, lines and replies.
 *
 * Batches take turns, one line each. A line counts against the rate of its key like a request;
 * where the rate is used up the batch waits for it to fill, which a single request cannot.
 *
 * What goes wrong with a line is its own reply: a late line, a lost worker, a service that stops. A
 * line that a stop finds unread gets its reply when the client has taken those before, so that
 * stopping costs no memory. The id in such a reply is looked up in the line (api_line_id).
 *
 * Cost: a line is scanned three times (its end, its words for the deadline, its copy for the job).
 */
#include "batch.h"

#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_PER_WORKER 4u
#define HELD_MOST ((uint64_t)4 << 20)
#define LONG_LINE ((size_t)64 << 10)

/* ---- lines ----------------------------------------------------------------------------------- */

static bool is_blank(drg_slice line) {
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\r')
            return false;
    return true;
}

/* Makes the next line `pending`; false: there is none. */
static bool look(server_batch *batch) {
    while (!batch->pending && batch->at < batch->size) {
        const char *start = batch->body + batch->at;
        size_t rest = batch->size - batch->at;
        const char *end = memchr(start, '\n', rest);
        drg_slice line = {start, end ? (size_t)(end - start) : rest};
        batch->at += line.size + (end != NULL);
        batch->number++;
        if (line.size && start[line.size - 1] == '\r')
            line.size--;
        batch->pending = !is_blank(line);
        batch->line = line;
        batch->paid = batch->taken == 0; /* the request itself has paid for one */
    }
    return batch->pending;
}

/* ---- slots ----------------------------------------------------------------------------------- */

static batch_slot *free_slot(const server_batch *batch) {
    for (size_t i = 0; i < batch->slot_count; i++)
        if (batch->slots[i].state == SLOT_FREE)
            return &batch->slots[i];
    return NULL;
}

static batch_slot *slot_of(const server_batch *batch, const server_job *job) {
    for (size_t i = 0; i < batch->slot_count; i++)
        if (batch->slots[i].state == SLOT_OUT && batch->slots[i].job == job)
            return &batch->slots[i];
    return NULL;
}

static batch_slot *next_slot(const server_batch *batch) {
    for (size_t i = 0; i < batch->slot_count; i++)
        if (batch->slots[i].state == SLOT_DONE && batch->slots[i].turn == batch->sent)
            return &batch->slots[i];
    return NULL;
}

static bool has_slots(const server_batch *batch) {
    for (size_t i = 0; i < batch->slot_count; i++)
        if (batch->slots[i].state != SLOT_FREE)
            return true;
    return false;
}

static void account(server_batch *batch) {
    struct conn *conn = batch->conn;
    ledger_set(&conn->server->ledger, &conn->reserved, batch->size + batch->held);
}

static batch_slot *take_line(server_batch *batch, batch_slot *slot) {
    *slot = (batch_slot){.state = SLOT_OUT,
        .line = batch->line,
        .number = batch->number,
        .turn = batch->taken++,
        .lengthy = batch->line.size > LONG_LINE};
    batch->pending = false;
    return slot;
}

static void settle(server_batch *batch, batch_slot *slot) {
    slot->state = SLOT_DONE;
    slot->job = NULL;
    if (batch->form.by_completion)
        slot->turn = batch->done;
    batch->done++;
    batch->held += slot->reply.size;
    batch->conn->server->metrics.batch_lines[slot->reply.code != NULL]++;
    account(batch);
    stream_wake(batch->conn);
}

static void settle_problem(
    server_batch *batch, batch_slot *slot, const char *code, const char *detail) {
    api_batch_problem(&batch->form, code, detail, slot->line, slot->number, &slot->reply);
    settle(batch, slot);
}

/* ---- jobs ------------------------------------------------------------------------------------ */

static server_job *make_job(const server_batch *batch) {
    struct conn *conn = batch->conn;
    const gate_head *head = &conn->head;
    const api_request request = {.path = head->path,
        .query = head->query,
        .content_type = head->content_type,
        .accept = head->accept,
        .accept_encoding = head->accept_encoding,
        .request_id = {conn->request_id, strlen(conn->request_id)},
        .line = batch->number};
    char *copy = malloc(batch->line.size);
    if (!copy)
        return NULL;
    memcpy(copy, batch->line.data, batch->line.size);
    server_job *job = job_new(&request, copy, batch->line.size);
    if (!job)
        return NULL;
    const struct server *server = conn->server;
    deadline_words words = {0};
    deadline_count(&words, copy, batch->line.size);
    job->work_ns = deadline_work(deadline_word_count(&words), server->work_factor,
        server->config->number[SETTING_work_deadline]);
    job->owner = conn;
    return job;
}

static bool has_room(struct server *server, bool lengthy) {
    unsigned workers = server->worker_count;
    unsigned most_long = workers > 1 ? workers - 1 : 1;
    pool_load load;
    if (server->batch_out > workers || (lengthy && server->batch_long_out >= most_long))
        return false;
    pool_measure(server->pool, &load);
    return load.queued < server->queue_limit;
}

static void leave_pool(struct server *server, const batch_slot *slot) {
    server->batch_out--;
    server->batch_long_out -= slot->lengthy;
}

static bool submit(server_batch *batch, batch_slot *slot) {
    struct server *server = batch->conn->server;
    uint64_t reserved = 0;
    bool lengthy = batch->line.size > LONG_LINE;
    if (!has_room(server, lengthy) || !ledger_move(&server->ledger, &reserved, batch->line.size))
        return false;
    if (!batch->paid && !access_spend(&server->access, &batch->conn->access, deadline_now())) {
        ledger_set(&server->ledger, &reserved, 0);
        return false;
    }
    server_job *job = make_job(batch);
    take_line(batch, slot);
    if (!job) {
        ledger_set(&server->ledger, &reserved, 0);
        settle_problem(batch, slot, "out_of_memory", NULL);
        return true;
    }
    job->reserved = reserved;
    slot->job = job;
    server->batch_out++;
    server->batch_long_out += lengthy;
    pool_submit(server->pool, job); /* has_room: there is */
    return true;
}

/* One line of a batch. False: it has none, or none may be begun now. */
static bool feed_one(server_batch *batch) {
    const struct server *server = batch->conn->server;
    if (batch->stopped || batch->gone || batch->held > HELD_MOST || !look(batch))
        return false;
    batch_slot *slot = free_slot(batch);
    if (!slot)
        return false;
    if (batch->line.size <= server->context.limits.body_bytes)
        return submit(batch, slot);
    take_line(batch, slot);
    slot->line.size = server->context.limits.body_bytes; /* no further is it looked at */
    settle_problem(
        batch, slot, "body_too_large", "The line is longer than one article's body may be.");
    return true;
}

static void unlink_batch(server_batch *batch) {
    struct server *server = batch->conn->server;
    *(batch->previous ? &batch->previous->next : &server->first_batch) = batch->next;
    *(batch->next ? &batch->next->previous : &server->last_batch) = batch->previous;
    server->batch_count--;
}

static void append_batch(server_batch *batch) {
    struct server *server = batch->conn->server;
    batch->next = NULL;
    batch->previous = server->last_batch;
    *(batch->previous ? &batch->previous->next : &server->first_batch) = batch;
    server->last_batch = batch;
    server->batch_count++;
}

void batch_feed(struct server *server) {
    for (size_t idle = 0; idle < server->batch_count;) {
        server_batch *batch = server->first_batch;
        unlink_batch(batch);
        append_batch(batch);
        idle = feed_one(batch) ? 0 : idle + 1;
    }
}

/* Nobody waits for its job any more. */
static void drop_job(server_batch *batch, batch_slot *slot, metrics_cancel reason) {
    struct server *server = batch->conn->server;
    server_job *job = slot->job;
    slot->job = NULL;
    job->owner = NULL;
    job->cancelled_ns = deadline_now();
    job->cancel_reason = reason;
    server->metrics.cancelled[reason]++;
    leave_pool(server, slot);
    if (!pool_withdraw(server->pool, job))
        return;
    ledger_set(&server->ledger, &job->reserved, 0);
    job_free(job);
}

/* Is it what a worker makes of a line? */
static bool is_reply(const server_batch *batch, const server_job *job) {
    const api_reply *reply = &job->reply;
    return !job->lost && reply->body && reply->status != 499 && reply->content_type &&
           !strcmp(reply->content_type, api_format_type(batch->form.format)) &&
           reply->gzip == batch->form.gzip;
}

void batch_finish_job(struct conn *conn, server_job *job) {
    server_batch *batch = conn->batch;
    batch_slot *slot = slot_of(batch, job);
    conn_take_figures(conn, job);
    leave_pool(conn->server, slot);
    if (is_reply(batch, job)) {
        slot->reply = job->reply;
        job->reply = (api_reply){0};
        settle(batch, slot);
    } else {
        const char *code = job->lost && job->reply.code ? job->reply.code
                           : job->lost                  ? "internal_error"
                                                        : "out_of_memory";
        settle_problem(batch, slot, code,
            job->lost ? "The worker that read this line has failed; it is replaced." : NULL);
    }
    job_free(job);
}

/* ---- giving up ------------------------------------------------------------------------------- */

void batch_stop(struct conn *conn, const char *code, int reason) {
    server_batch *batch = conn->batch;
    if (batch->stopped)
        return;
    batch->stopped = code;
    for (size_t i = 0; i < batch->slot_count; i++)
        if (batch->slots[i].state == SLOT_OUT) {
            drop_job(batch, &batch->slots[i], (metrics_cancel)reason);
            settle_problem(batch, &batch->slots[i], code, NULL);
        }
    stream_wake(conn);
}

void batch_sweep(struct conn *conn, uint64_t now) {
    server_batch *batch = conn->batch;
    for (size_t i = 0; i < batch->slot_count; i++) {
        batch_slot *slot = &batch->slots[i];
        uint64_t started = slot->state == SLOT_OUT ? atomic_load(&slot->job->started_ns) : 0;
        if (!started || now < started + slot->job->work_ns)
            continue;
        conn->server->metrics.shed[SHED_DEADLINE]++;
        char detail[96];
        snprintf(detail, sizeof detail, "Reading the line took longer than the %.3g s that it may.",
            (double)slot->job->work_ns / 1e9);
        drop_job(batch, slot, CANCEL_DEADLINE);
        settle_problem(batch, slot, "deadline_exceeded", detail);
    }
    if (conn->patience_ns && now >= conn->patience_ns)
        batch_stop(conn, "deadline_exceeded", CANCEL_DEADLINE);
}

bool batch_open(struct conn *conn, char *body, size_t size, const api_batch_form *form) {
    server_batch *batch = calloc(1, sizeof *batch);
    size_t slots = (size_t)SLOTS_PER_WORKER * conn->server->worker_count;
    batch_slot *made = calloc(slots, sizeof *made);
    if (!batch || !made) {
        free(batch);
        free(made);
        free(body);
        return false;
    }
    *batch = (server_batch){.conn = conn,
        .form = *form,
        .body = body,
        .size = size,
        .slots = made,
        .slot_count = slots,
        .stage = form->gzip ? BATCH_BEGIN : BATCH_NAMES};
    conn->batch = batch;
    append_batch(batch);
    account(batch);
    return true;
}

void batch_close(struct conn *conn) {
    server_batch *batch = conn->batch;
    if (!batch)
        return;
    for (size_t i = 0; i < batch->slot_count; i++) {
        if (batch->slots[i].state == SLOT_OUT)
            drop_job(batch, &batch->slots[i], CANCEL_CLIENT);
        api_reply_deinit(&batch->slots[i].reply);
    }
    unlink_batch(batch);
    conn->batch = NULL;
    api_reply_deinit(&batch->sending);
    free(batch->slots);
    free(batch->body);
    free(batch);
}

/* ---- pieces ---------------------------------------------------------------------------------- */

/* The first and the last bytes of the gzip form. */
static bool edge(api_reply *piece, const unsigned char bytes[API_GZIP_EDGE]) {
    *piece = (api_reply){.body = malloc(API_GZIP_EDGE), .size = API_GZIP_EDGE};
    if (piece->body)
        memcpy(piece->body, bytes, API_GZIP_EDGE);
    return piece->body != NULL;
}

static bool first_piece(server_batch *batch, api_reply *piece) {
    unsigned char bytes[API_GZIP_EDGE];
    api_gzip_begin(bytes);
    batch->stage = BATCH_NAMES;
    batch->gone |= !edge(piece, bytes);
    return !batch->gone;
}

/* Counts a piece into the gzip form and cuts its tail. */
static bool pass(server_batch *batch, api_reply *piece) {
    batch->gone |= !piece->body || (batch->form.gzip && !api_gzip_add(&batch->gzip, piece));
    return !batch->gone;
}

static bool names_piece(server_batch *batch, api_reply *piece) {
    batch->stage = BATCH_LINES;
    if (batch->form.format == API_NDJSON)
        return batch_next(batch, piece);
    api_batch_header(&batch->form, piece);
    return pass(batch, piece);
}

static bool line_piece(server_batch *batch, api_reply *piece) {
    batch_slot *slot = next_slot(batch);
    if (slot) {
        *piece = slot->reply;
        batch->held -= slot->reply.size;
        *slot = (batch_slot){0};
    } else if (batch->stopped && look(batch)) { /* nothing is out any more */
        *piece = (api_reply){0};
        api_batch_problem(&batch->form, batch->stopped, NULL, batch->line, batch->number, piece);
        batch->conn->server->metrics.batch_lines[1]++;
        batch->pending = false;
        batch->taken++;
        batch->done++;
    } else {
        if (!look(batch) && !has_slots(batch)) {
            batch->stage = batch->form.gzip ? BATCH_END : BATCH_OVER;
            return batch_next(batch, piece);
        }
        return false;
    }
    batch->sent++;
    account(batch);
    return pass(batch, piece);
}

bool batch_next(server_batch *batch, api_reply *piece) {
    unsigned char bytes[API_GZIP_EDGE];
    switch (batch->stage) {
    case BATCH_BEGIN:
        return first_piece(batch, piece);
    case BATCH_NAMES:
        return names_piece(batch, piece);
    case BATCH_LINES:
        return line_piece(batch, piece);
    case BATCH_END:
        api_gzip_end(&batch->gzip, bytes);
        batch->stage = BATCH_OVER;
        batch->gone |= !edge(piece, bytes);
        return !batch->gone;
    default:
        return false;
    }
}

bool batch_is_ready(const server_batch *batch) {
    return batch->gone || batch->stopped || batch->stage != BATCH_LINES || next_slot(batch);
}

bool batch_is_over(server_batch *batch) {
    return batch->stage == BATCH_OVER;
}
