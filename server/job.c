/* SPDX-License-Identifier: Apache-2.0 */
/* Making and freeing jobs: see job.h for who may do it when. */
#include "job.h"

#include <stdlib.h>
#include <string.h>

/* Copies a slice to *at and moves *at behind it. */
static drg_slice keep(char **at, drg_slice slice) {
    char *start = *at;
    if (slice.size)
        memcpy(start, slice.data, slice.size);
    *at += slice.size;
    return (drg_slice){start, slice.size};
}

server_job *job_new(const api_request *request, char *body, size_t body_size) {
    size_t size = request->path.size + request->query.size + request->content_type.size +
                  request->content_encoding.size + request->accept.size +
                  request->accept_encoding.size + request->request_id.size;
    server_job *made = calloc(1, sizeof *made);
    char *at = malloc(size + 1);
    if (!made || !at) {
        free(made);
        free(at);
        free(body);
        return NULL;
    }
    job_input *input = &made->input;
    input->head = at;
    input->path = keep(&at, request->path);
    input->query = keep(&at, request->query);
    input->content_type = keep(&at, request->content_type);
    input->content_encoding = keep(&at, request->content_encoding);
    input->accept = keep(&at, request->accept);
    input->accept_encoding = keep(&at, request->accept_encoding);
    input->request_id = keep(&at, request->request_id);
    input->body = body;
    input->body_size = body_size;
    input->line = request->line;
    atomic_init(&made->cancelled, false);
    atomic_init(&made->started_ns, 0);
    atomic_init(&made->finished_ns, 0);
    return made;
}

void job_free(server_job *job) {
    if (!job)
        return;
    free(job->input.head);
    free(job->input.body);
    api_reply_deinit(&job->reply);
    free(job);
}
