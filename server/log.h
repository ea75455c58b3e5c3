/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_LOG_H
#define SERVER_LOG_H
/*
 * Log lines: one JSON object a line on standard error, written by a thread of its own, because
 * standard error may be a pipe that nobody reads and the loop must not wait for it. What does not
 * fit into the buffer is dropped and counted. Never the text of an article, never the query (it may
 * hold a title).
 */
#include "../lib/dragoman.h"

typedef struct server_log server_log;

typedef struct log_request { /* one answered (or lost) request; empty and zero members are left out
                              */
    const char *request_id, *trace_id, *client; /* NUL-terminated */
    const char *key; /* id of the key that was shown, never the key */
    const char *method, *route, *code;
    int status; /* 499: the client left */
    uint64_t bytes_in, bytes_out;
    uint64_t duration_ns, queue_ns, work_ns;
    uint32_t words, sentences, entities, events;
} log_request;

/* `file` is a descriptor that stays the caller's. NULL: out of memory or no thread. */
server_log *log_open(int file);
void log_write_request(server_log *log, const log_request *record);
/* level "info", "warning", "error"; text is one sentence; names and values follow, ended by NULL.
 */
void log_write_event(server_log *log, const char *level, const char *event, ...)
    __attribute__((sentinel));
uint64_t log_dropped(server_log *log); /* lines */
/* Writes what is left and ends the thread. */
void log_close(server_log *log);
#endif
