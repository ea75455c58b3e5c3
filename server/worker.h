/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_WORKER_H
#define SERVER_WORKER_H
/* What a worker does with a request, in a thread or in a process of its own. */
#include "job.h"

/* Answers a request by its path. */
void worker_answer(const api_context *context, const api_request *request, api_reply *reply);

/* The life of a worker process: requests from fd, replies to it, until it ends. Never returns. */
void worker_main(int fd, const api_context *context, const atomic_bool *cancelled, bool contain)
    __attribute__((noreturn));
#endif
