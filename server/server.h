/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H
/*
 * What the files of this folder share: the server and its connections. All of it belongs to the
 * loop thread; the only other threads are the pool's workers (job.h) and the log's (log.h).
 *
 * A connection is a slot of a preallocated array, and carries one request:
 *
 *     FREE -> GATE -> HTTP -> CLOSING -> FREE        a clean head goes to libmicrohttpd
 *               \---> LINGER --^                     a refused one is answered here, then read
 *                                                     on for a moment
 *
 * Connection rules
 *  1. One uv_poll watches a descriptor from accept to close: for reading in GATE and LINGER, for
 *     the other side's leaving in HTTP. libuv forbids a second one.
 *  2. In GATE and LINGER the descriptor is ours to close; in HTTP it is libmicrohttpd's, and we
 *     only ever shutdown() it.
 *  3. The slot is free again in the close callback of its uv_poll, never earlier.
 *  4. A suspended connection has a job or a batch, or has just been resumed; nothing else suspends.
 *  5. What a request allocates (head, body, job) is released by conn_release_request, called from
 *     libmicrohttpd's completion callback and again, harmlessly, when the connection closes.
 */
#include "access.h"
#include "batch.h"
#include "config.h"
#include "deadline.h"
#include "gate_check.h"
#include "ledger.h"
#include "log.h"
#include "metrics.h"
#include "pool.h"
#include "routes.h"
#include "spawner.h"

#include <microhttpd.h>
#include <sys/socket.h>
#include <uv.h>

#define SPARE_SLOTS 64u /* beyond the limit, to refuse with a reply */
#define TICK_MS 50u
#define LEDGER_FULL "The memory for requests is all in use. Repeat after Retry-After seconds."

enum conn_state { CONN_FREE, CONN_GATE, CONN_LINGER, CONN_HTTP, CONN_CLOSING };

enum conn_phase { /* of the request, in HTTP */
    PHASE_HEAD, /* the handler was not called yet */
    PHASE_BODY,
    PHASE_WAITING, /* suspended, a job is out */
    PHASE_READY, /* resumed: the handler will answer */
    PHASE_STREAM, /* the answer of a batch is on its way; suspended while no piece is ready */
    PHASE_ANSWERED, /* a response is queued */
    PHASE_DISCARD /* answered past libmicrohttpd; what still comes is thrown away */
};

enum conn_outcome { OUTCOME_NONE, OUTCOME_REPLY, OUTCOME_DEADLINE, OUTCOME_GONE, OUTCOME_STOPPING };

struct server;

/* Which deadline a job has passed. */
enum conn_late { LATE_WORK, LATE_QUEUE, LATE_PATIENCE };
struct conn_list { /* by age; NULL: empty */
    struct conn *oldest, *newest;
};

struct conn {
    struct server *server;
    struct conn *next_free;
    enum conn_state state;
    enum conn_phase phase;
    enum conn_outcome outcome;
    enum conn_late late; /* of OUTCOME_DEADLINE */
    uint64_t allowed_ns; /* by that deadline */
    bool counted; /* against the limit of connections */
    bool is_head; /* HEAD: no body in the reply */
    bool recorded; /* logged and counted */
    int fd;
    struct conn_list *list; /* it stands in one of the server's; NULL: in none */
    struct conn *older, *newer; /* of that list */
    uint64_t reserved; /* bytes, in the ledger */
    uv_poll_t poll;
    uint64_t accepted_ns, head_ns; /* accepted; head complete */
    uint64_t deadline_ns; /* of the present state or phase; 0: none */
    uint64_t patience_ns; /* when the caller stops waiting (Request-Timeout); 0: never */
    size_t lingered; /* bytes thrown away */
    size_t low_water; /* of the socket: bytes that must wait before it is reported readable */
    struct sockaddr_storage peer;
    socklen_t peer_size;

    char *head_bytes; /* heap; head's slices point into it */
    gate_head head;
    server_route route;
    routes_offered offered; /* by the socket that it came through */
    access_grant access;
    char request_id[132], traceparent[56];
    char *body; /* heap, content_length bytes */
    size_t body_size;
    deadline_words words;
    struct MHD_Connection *mhd;
    server_job *job;
    server_batch *batch;
    api_batch_lines lines; /* of a batch's body, counted as it comes */

    int status; /* of the answer; 0: none yet */
    const char *code;
    uint64_t bytes_out, queue_ns, work_ns;
    uint32_t count_words, count_sentences, count_entities, count_events;
};

enum server_stage { SERVING, DRAINING, CLOSING, FINISHING, CANCELLING, STOPPED };

/* A listening socket. */
struct listener {
    struct server *server;
    uv_poll_t poll;
    int fd;
    bool open, paused; /* paused: accepting failed; the tick tries again */
    routes_offered offered;
};

struct server {
    const server_config *config;
    access_rules access;
    struct listener listeners[2]; /* the main one; that of metrics_listen, if set */
    api_context context; /* without cancelled and user: those are a worker's */
    double work_factor;
    int landlock; /* version in use; 0: none */
    uv_loop_t loop;
    uv_poll_t mhd_poll;
    uv_timer_t pump_timer, tick_timer;
    uv_poll_t spawner_poll; /* unused without a spawner */
    uv_poll_t reserve_poll; /* at start alone */
    bool failed; /* stops because it cannot go on */
    uv_async_t done_async;
    uv_signal_t term_signal, int_signal, hup_signal;
    int spare_fd; /* given up for a moment when there is no other */
    struct MHD_Daemon *mhd;
    server_pool *pool;
    server_spawner *spawner; /* NULL: articles are read in threads */
    drg_scratch *
        *scratches; /* [workers]: each is its worker's; with a spawner only the first, at start */
    unsigned worker_count;
    server_log *log;
    server_metrics metrics;

    struct conn *conns; /* [slot_count] */
    size_t slot_count, open_count, counted_count;
    struct conn *free_list;
    struct conn_list gated; /* accepted, head not complete */
    struct conn_list lingering; /* answered here, read on for a moment */
    struct conn_list bodies; /* head complete, body not */
    struct conn_list discarding; /* answered before the body was complete, read on for a moment */
    server_ledger ledger;
    server_batch *first_batch, *last_batch; /* in the order of their turns */
    size_t batch_count;
    unsigned batch_out, batch_long_out; /* their jobs in the pool; those of long lines */
    struct conn *adopting; /* while it is handed to libmicrohttpd */

    bool pumping, pump_again;
    uint64_t closes; /* connections closed by libmicrohttpd so far */
    uint64_t moved; /* bytes of bodies in and of batches' answers out */
    uint64_t moved_before; /* at the last arming of the pump */
    unsigned zero_timeouts; /* in a row, while nothing moved */

    enum server_stage stage;
    uint64_t stage_until_ns;
    bool ready;
    uint64_t ready_turn_ns; /* since when the queue says otherwise; 0: it does not */
    uint64_t last_tick_ns, lag_window_ns;
    uint64_t id_prefix, id_counter;
    size_t queue_limit;
    api_reply documents[ROUTES]; /* made once: info, ontology, openapi, page */
    api_reply packed[ROUTES]; /* the same with gzip, but for the page; no body: not worth it */
    char *scratch; /* GATE_HEAD_LIMIT bytes */
};

/* ---- listener.c ---- */
/* All of them: 0, or an exit code after a log line. */
int listener_open(struct server *server);
/* The lines "listening" of the log, when nothing more can keep the service from serving. */
void listener_announce(const struct server *server);
/* Accepts again after a failure; from the tick. */
void listener_resume(struct server *server);
/* Lets no new handshake begin; those under way go on. */
void listener_quiesce(struct server *server);
/* Takes what is in the backlog, and closes. A moment after listener_quiesce. */
void listener_close(struct server *server);

/* ---- conn.c ---- */
/* NULL: no slot. */
struct conn *conn_take(struct server *server, int fd, routes_offered offered, bool counted);
void conn_close(struct conn *conn); /* any state; in HTTP only from CLOSED's callback */
void conn_release_request(struct conn *conn);
/* Once a request: counts and logs it. */
void conn_record(struct conn *conn);
void conn_make_ids(struct conn *conn, const gate_head *head); /* head NULL: only an id */
/* From now on it is readable when that many bytes wait, or the client has ended its side. */
void conn_set_low_water(struct conn *conn, size_t bytes);
/* Takes a job's figures into the connection, for Server-Timing, metrics and the log. */
void conn_take_figures(struct conn *conn, server_job *job);

/* ---- answer.c ---- */
typedef void (*answer_add)(void *user, const char *name, const char *value);
/* The fields that every answer has. job: for Server-Timing, may be NULL. */
void answer_fields(
    const struct conn *conn, int status, const server_job *job, answer_add add, void *user);
/* Writes an answer on the socket itself and shuts the sending side. */
void answer_raw(struct conn *conn, const api_reply *reply);
void answer_raw_problem(struct conn *conn, const char *code, const char *detail);
/* Fixed bytes for when there is no memory. */
drg_slice answer_no_memory(void);

/* ---- gate.c ---- */
void gate_open(struct conn *conn);
void gate_refuse(struct conn *conn, const char *code, const char *detail);

/* ---- room.c ---- */
/* Into a list, as its newest, and out of the one it was in. */
void room_enter(struct conn *conn, struct conn_list *list);
void room_leave(struct conn *conn); /* harmless when it is in none */
/* Into a list of those who were answered and only read on: it counts no longer. */
void room_linger(struct conn *conn, struct conn_list *list);
/* Sends away the oldest incomplete head, or body, for another connection. False: there is none. */
bool room_evict(struct server *server);
/* The oldest incomplete body that has had its grace, for the memory promised to it. */
bool room_evict_body(struct server *server);
/* Would evicting bodies give back that much of the memory? */
bool room_could_free(const struct server *server, uint64_t bytes);
/* Cuts some of those that linger longest, so that their slots are free in the next turn. */
void room_hurry(struct server *server);

/* ---- http.c ---- */
int http_start(struct server *server);
void http_adopt(struct conn *conn); /* from the gate, with a clean head */
void http_left(struct conn *conn); /* the client has gone */
void http_finish_job(struct server *server, server_job *job); /* back from the pool */
/* Nobody waits for the connection's job any more. */
void http_drop_job(struct conn *conn, metrics_cancel reason);
void http_give_up(struct conn *conn, enum conn_outcome outcome); /* its job, not the connection */
void http_sweep(struct conn *conn, uint64_t now); /* deadlines */
/* Answers a request whose body is not complete; what still comes of it is thrown away. */
void http_refuse_body(struct conn *conn, const char *code, const char *detail, uint64_t now);
void http_cut(struct conn *conn); /* both ways; libmicrohttpd closes it then */

/* ---- http_answer.c: inside libmicrohttpd's handler, and what it is to return ---- */
typedef struct answer_build { /* a response that gets its fields */
    struct MHD_Response *response;
    bool failed; /* one is missing: no memory. Without Connection: close the client would wait */
} answer_build;
/* An answer_add; user: an answer_build. */
void http_add_field(void *user, const char *name, const char *value);
enum MHD_Result http_answer_problem(struct conn *conn, const char *code, const char *detail);
enum MHD_Result http_answer_document(struct conn *conn); /* of a GET */
enum MHD_Result http_answer_outcome(struct conn *conn); /* of its job */
/* Takes the body, which is whole and not compressed. */
enum MHD_Result http_begin_batch(struct conn *conn, char *body, size_t size);

/* ---- stream.c ---- */
/* The batch of a connection whose body (heap, taken) is there. False: out of memory. */
bool stream_open(struct conn *conn, char *body, size_t size);
enum MHD_Result stream_start(struct conn *conn); /* queues its answer */
void stream_wake(struct conn *conn); /* a piece may be ready; pump later */
void stream_left(struct conn *conn); /* the client has gone, or takes nothing */
void stream_sweep(struct conn *conn, uint64_t now); /* deadlines */

/* ---- reload.c ---- */
/* Rules of access from the settings, with the keys. False, after a log line: they do not hold. */
bool reload_start(struct server *server);
/* On SIGHUP: reads the file of keys again; what cannot be read changes nothing. */
void reload_keys(struct server *server);

/* ---- loop.c ---- */
void loop_pump(struct server *server);

/* ---- stop.c ---- */
void stop_on_signal(uv_signal_t *handle, int number); /* SIGTERM, SIGINT */
void stop_on_lost_spawner(uv_poll_t *handle, int status, int events);
void stop_on_abort(int number); /* SIGABRT: a last line, then the end */
void stop_advance(struct server *server, uint64_t now); /* from the tick, once it has begun */

/* ---- work.c ---- */
void work_run(void *user, unsigned worker, server_job *job);
/* Reads a first article: sets work_factor. False: the engine does not work. */
bool work_warm_up(struct server *server);

/* ---- document.c ---- */
bool document_prepare(struct server *server);
/* Answer of a GET, the caller's to free; false: out of memory. */
bool document_answer(struct server *server, server_route route, drg_slice accept_encoding,
    drg_slice request_id, api_reply *reply);
void document_update_ready(struct server *server, uint64_t now);
#endif
