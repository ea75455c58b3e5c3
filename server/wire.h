/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_WIRE_H
#define SERVER_WIRE_H
/*
 * A job and its reply as bytes on a stream socket between a worker's thread and its process. Both
 * ends are the same program, so structs cross as they are; but the process has read a stranger's
 * text and may be in a stranger's hands: the thread believes no size or index from it.
 */
#include "job.h"

/* What the process needs of a job. */
typedef struct wire_request {
    api_request request; /* slices into `bytes` */
    char *bytes; /* heap */
    bool no_memory; /* it was read past, and nothing of it is here */
} wire_request;

/* Each: true, or the stream has ended, is broken, or makes no sense. They block. */
bool wire_send_job(int fd, const server_job *job);
/* With no memory for it: true, and no_memory. */
bool wire_receive_request(int fd, wire_request *out);
void wire_request_deinit(wire_request *request);
bool wire_send_reply(int fd, const api_reply *reply);
/*
 * most: bytes of the longest reply to believe. On success the body is the reply's. With no memory
 * for it the reply is read past and becomes out_of_memory.
 */
bool wire_receive_reply(int fd, size_t most, api_reply *reply);
#endif
