/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a worker does with a job, and the first article that the service reads, before it is ready:
 * it proves that the engine works and measures how fast, so that deadlines fit the machine.
 */
#include "server.h"

#include <string.h>

static bool is_cancelled(void *user) {
    const server_job *job = user;
    return atomic_load_explicit(&job->cancelled, memory_order_relaxed);
}

static void answer(const struct server *server, unsigned worker, server_job *job) {
    api_context context = server->context;
    context.scratch = server->scratches[worker];
    context.clock = deadline_now;
    context.cancelled = is_cancelled;
    context.user = job;
    const job_input *input = &job->input;
    context.limits.memory_bytes = (size_t)ledger_document(input->body_size);
    const api_request request = {.path = input->path,
        .query = input->query,
        .content_type = input->content_type,
        .content_encoding = input->content_encoding,
        .accept = input->accept,
        .body = {input->body, input->body_size},
        .request_id = input->request_id};
    /* The gate has let only known paths through. */
    if (server_route_find(request.path, OFFER_ALL) == ROUTE_CLASSIFY_PAIR)
        api_classify_pair(&context, &request, &job->reply);
    else
        api_extract(&context, &request, &job->reply);
}

void work_run(void *user, unsigned worker, server_job *job) {
    const struct server *server = user;
    answer(server, worker, job);
}

static const char WARM_UP[] =
    "GENEVA, March 3 - Foreign ministers of three states met on Monday for talks on a ceasefire, "
    "officials said. \"We have come to listen,\" the envoy told reporters, who had waited since "
    "the morning. A spokesman for the delegation rejected the proposal and accused the other side "
    "of shelling a village near the border. The minister will travel to Vienna next week, where "
    "he is expected to sign an agreement on aid for refugees.\n\n";
#define WARM_UP_TIMES 20u

bool work_warm_up(struct server *server) {
    char body[WARM_UP_TIMES * (sizeof WARM_UP - 1)];
    deadline_words words = {0};
    for (unsigned i = 0; i < WARM_UP_TIMES; i++)
        memcpy(body + i * (sizeof WARM_UP - 1), WARM_UP, sizeof WARM_UP - 1);
    deadline_count(&words, body, sizeof body);
    api_context context = server->context;
    context.clock = deadline_now;
    context.scratch = server->scratches[0]; /* no job has come yet */
    context.limits.text_bytes = context.limits.body_bytes = sizeof body; /* limits are for others */
    const api_request request = {.content_type = {"text/plain", 10}, .body = {body, sizeof body}};
    api_reply reply = {0};
    uint64_t start = deadline_now();
    api_extract(&context, &request, &reply);
    uint64_t elapsed = deadline_now() - start;
    bool works = reply.status == 200;
    api_reply_deinit(&reply);
    server->work_factor = deadline_factor(deadline_word_count(&words), elapsed);
    return works;
}
