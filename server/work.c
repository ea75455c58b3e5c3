/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a worker does with a job, and the first article that the service reads, before it is ready:
 * it proves that the engine works and measures how fast, so that deadlines fit the machine.
 */
#include "server.h"
#include "worker.h"

#include <string.h>

static bool is_cancelled(void *user) {
    const server_job *job = user;
    return atomic_load_explicit(&job->cancelled, memory_order_relaxed);
}

static void run_here(const struct server *server, unsigned worker, server_job *job) {
    api_context context = server->context;
    context.scratch = server->scratches[worker];
    context.clock = deadline_now;
    context.cancelled = is_cancelled;
    context.user = job;
    const job_input *input = &job->input;
    const api_request request = {.path = input->path,
        .query = input->query,
        .content_type = input->content_type,
        .content_encoding = input->content_encoding,
        .accept = input->accept,
        .accept_encoding = input->accept_encoding,
        .body = {input->body, input->body_size},
        .request_id = input->request_id,
        .line = input->line};
    worker_answer(&context, &request, &job->reply);
}

/* In the worker's process. What becomes of the process costs this job alone. */
static void run_apart(const struct server *server, unsigned worker, server_job *job) {
    switch (spawner_run(server->spawner, worker, job)) {
    case SPAWNER_REPLY:
        break;
    case SPAWNER_KILLED:
        job->lost = "killed";
        job->reply.status = 499; /* nobody waits */
        break;
    case SPAWNER_CRASHED:
        job->lost = "crashed";
        api_problem("internal_error", "The worker that read this text has failed; it is replaced.",
            job->input.request_id, &job->reply);
        break;
    case SPAWNER_NONE:
        job->lost = "not to be had";
        api_problem("overloaded", "No process could be had for this text.", job->input.request_id,
            &job->reply);
    }
}

void work_run(void *user, unsigned worker, server_job *job) {
    const struct server *server = user;
    if (server->spawner)
        run_apart(server, worker, job);
    else
        run_here(server, worker, job);
}

static const char WARM_UP[] =
    "GENEVA, March 3 - Foreign ministers of three states met on Monday for talks on a ceasefire, "
    "officials said. \"We have come to listen,\" the envoy told reporters, who had waited since "
    "the morning. A spokesman for the delegation rejected the proposal and accused the other side "
    "of shelling a village near the border. The minister will travel to Vienna next week, where "
    "he is expected to sign an agreement on aid for refugees.\n\n";
#define WARM_UP_TIMES 5u

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
    if (server->spawner) { /* the processes have their own */
        drg_scratch_free(server->scratches[0]);
        server->scratches[0] = NULL;
    }
    server->work_factor = deadline_factor(deadline_word_count(&words), elapsed);
    return works;
}
