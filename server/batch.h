/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_BATCH_H
#define SERVER_BATCH_H
/*
 * A batch on its way: lines become jobs of the pool, a bounded number at a time, and their replies
 * pieces of one answer (batch.c); the connection takes the pieces as the client does (stream.c).
 * Loop thread only.
 */
#include "../api/batch.h"
#include "../api/gzip.h"
#include "job.h"

struct conn;
struct server;

typedef enum batch_slot_state { SLOT_FREE, SLOT_OUT, SLOT_DONE } batch_slot_state;

typedef struct batch_slot { /* a line from its job to its last byte */
    batch_slot_state state;
    server_job *job; /* OUT */
    drg_slice line; /* in the body */
    uint64_t number; /* of the line, from 1, empty ones counted */
    uint64_t turn; /* OUT: of the line among those that have a reply; DONE: when it may be sent */
    bool lengthy;
    api_reply reply; /* DONE */
} batch_slot;

typedef enum batch_stage {
    BATCH_BEGIN,
    BATCH_NAMES,
    BATCH_LINES,
    BATCH_END,
    BATCH_OVER
} batch_stage;

typedef struct server_batch {
    struct conn *conn;
    struct server_batch *next, *previous; /* of the server's list; the first feeds first */
    api_batch_form form;
    char *body; /* heap, inflated */
    size_t size, at; /* bytes; of what was not looked at yet */
    drg_slice line; /* looked at and not taken, if `pending` */
    uint64_t number; /* of the last line looked at */
    bool pending, paid; /* paid: the key's rate has been charged for it */
    batch_slot *slots; /* [slot_count] */
    size_t slot_count;
    uint64_t taken, done, sent; /* lines */
    uint64_t held; /* bytes of replies that wait */
    api_reply sending; /* the piece that is being taken, from `sent_bytes` on */
    size_t sent_bytes;
    batch_stage stage;
    api_gzip gzip;
    const char *stopped; /* code of the problem of every line that is left; NULL: none */
    bool suspended; /* its connection is, because no piece is ready */
    bool gone; /* the client is, or memory */
} server_batch;

/* Takes `body` (heap), also on failure. False: out of memory. */
bool batch_open(struct conn *conn, char *body, size_t size, const api_batch_form *form);
/* Frees it and gives up what is out; harmless without a batch. */
void batch_close(struct conn *conn);
/* Gives the pool what it may have now of all batches, in turn. */
void batch_feed(struct server *server);
/* A job is back from the pool; takes it. */
void batch_finish_job(struct conn *conn, server_job *job);
/* Every line without a reply gets a problem; `reason` is a metrics_cancel. */
void batch_stop(struct conn *conn, const char *code, int reason);
/* Gives up lines whose work has taken too long. */
void batch_sweep(struct conn *conn, uint64_t now);
/* The next piece, the caller's; false: none is ready, or (batch_is_over) none will come. */
bool batch_next(server_batch *batch, api_reply *piece);
bool batch_is_ready(const server_batch *batch);
bool batch_is_over(server_batch *batch);
#endif
