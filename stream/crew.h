/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_CREW_H
#define STREAM_CREW_H
/* Threads that answer the articles of one round; each has a scratch of its own for its life. */
#include "../api/request.h"

typedef struct stream_job {
    drg_slice line; /* one article as JSON; borrowed */
    uint64_t number; /* names an article whose id cannot be read: "line-N" */
    api_reply reply; /* the caller's, api_reply_deinit */
} stream_job;

typedef struct stream_crew stream_crew;

/* NULL: out of memory, or no thread could be started. */
stream_crew *stream_crew_new(
    unsigned workers, const api_context *context, const api_article *defaults);
/* Answers all jobs; returns when the last is done. One caller at a time. */
void stream_crew_run(stream_crew *crew, stream_job *jobs, size_t count);
void stream_crew_free(stream_crew *crew); /* NULL is fine */
#endif
