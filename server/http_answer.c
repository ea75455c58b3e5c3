/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers through libmicrohttpd: a problem, a document, or what became of a job. Everything here is
 * called from its handler (http.c), before the body has begun or after its end, for only then does
 * libmicrohttpd take a response. What is refused earlier, or in the middle of a body, goes past it
 * (answer.c).
 */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void http_add_field(void *user, const char *name, const char *value) {
    answer_build *build = user;
    build->failed |= MHD_add_response_header(build->response, name, value) == MHD_NO;
}

/* Takes the reply's body. */
static enum MHD_Result answer(struct conn *conn, api_reply *reply, const server_job *job) {
    drg_slice fixed = answer_no_memory();
    struct MHD_Response *response;
    size_t size = reply->body ? reply->size : fixed.size;
    if (reply->body)
        response = MHD_create_response_from_buffer_with_free_callback_cls(
            reply->size, reply->body, free, reply->body);
    else
        response = MHD_create_response_from_buffer(
            fixed.size, (void *)(uintptr_t)fixed.data, MHD_RESPMEM_PERSISTENT);
    if (!response) {
        conn->outcome = OUTCOME_GONE;
        return MHD_NO; /* the body is still the reply's */
    }
    reply->body = NULL;
    answer_build build = {.response = response};
    http_add_field(&build, "Content-Type", reply->content_type);
    if (reply->gzip)
        http_add_field(&build, "Content-Encoding", "gzip");
    answer_fields(conn, reply->status, job, http_add_field, &build);
    /* Without one of them (Connection: close) the client would wait, or misread: rather nothing. */
    enum MHD_Result queued =
        build.failed ? MHD_NO : MHD_queue_response(conn->mhd, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    if (queued == MHD_NO)
        return MHD_NO;
    conn->status = reply->status;
    conn->code = reply->code;
    conn->bytes_out = conn->is_head ? 0 : size;
    conn->phase = PHASE_ANSWERED;
    conn->deadline_ns =
        deadline_now() +
        deadline_response(size, conn->server->config->number[SETTING_response_deadline]);
    return MHD_YES;
}

enum MHD_Result http_answer_problem(struct conn *conn, const char *code, const char *detail) {
    api_reply reply = {0};
    drg_slice id = {conn->request_id, strlen(conn->request_id)};
    api_problem(code, detail, id, &reply);
    enum MHD_Result result = answer(conn, &reply, NULL);
    api_reply_deinit(&reply);
    return result;
}

static enum MHD_Result answer_late(struct conn *conn) {
    static const char *const details[] = {
        [LATE_WORK] = "Reading the text took longer than the %.3g s that it may take; there is "
                      "never a partial reply.",
        [LATE_QUEUE] = "No worker was free within %.3g s.",
        [LATE_PATIENCE] = "The %.3g s of Request-Timeout were over before the work was."};
    char detail[160];
    snprintf(detail, sizeof detail, details[conn->late], (double)conn->allowed_ns / 1e9);
    return http_answer_problem(conn, "deadline_exceeded", detail);
}

enum MHD_Result http_answer_document(struct conn *conn) {
    api_reply reply = {0};
    drg_slice id = {conn->request_id, strlen(conn->request_id)};
    if (!document_answer(conn->server, conn->route, conn->head.accept_encoding, id, &reply))
        api_problem("out_of_memory", NULL, id, &reply);
    enum MHD_Result result = answer(conn, &reply, NULL);
    api_reply_deinit(&reply);
    return result;
}

/* Takes the body, which is whole and not compressed. */
enum MHD_Result http_begin_batch(struct conn *conn, char *body, size_t size) {
    if (stream_open(conn, body, size))
        return stream_start(conn);
    conn->server->metrics.shed[SHED_MEMORY]++;
    return http_answer_problem(conn, "out_of_memory", NULL);
}

static enum MHD_Result begin_inflated(struct conn *conn, api_reply *reply) {
    char *body = reply->body;
    reply->body = NULL;
    return http_begin_batch(conn, body, reply->size);
}

enum MHD_Result http_answer_outcome(struct conn *conn) {
    server_job *job = conn->job;
    enum MHD_Result result;
    switch (conn->outcome) {
    case OUTCOME_REPLY:
        job->owner = NULL;
        conn->job = NULL;
        if (conn->route == ROUTE_EXTRACT_BATCH && job->reply.status == 200) {
            result = begin_inflated(conn, &job->reply);
        } else if (job->reply.status == 499) { /* cancelled, but somebody still waits: cannot be */
            result = http_answer_problem(conn, "internal_error", NULL);
        } else {
            result = answer(conn, &job->reply, job);
        }
        job_free(job);
        return result;
    case OUTCOME_DEADLINE:
        return answer_late(conn);
    case OUTCOME_STOPPING:
        return http_answer_problem(conn, "shutting_down", NULL);
    default:
        return MHD_NO;
    }
}
