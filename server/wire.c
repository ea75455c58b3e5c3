/* SPDX-License-Identifier: Apache-2.0 */
/* Heads of fixed size, then the bytes they announce. Strings of the contract cross as indices. */
#include "wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define WIRE_SLICES 7
#define NO_INDEX 0xFFFFu
#define PROBLEM_TYPE API_FORMATS /* index of the media type after those of the formats */
#define LONGEST_REQUEST ((uint64_t)1 << 28)
#define LONGEST_PART 65536u /* of a head, which the gate has bounded */

static const char PROBLEM_MEDIA[] = "application/problem+json";

typedef struct wire_job_head {
    uint32_t
        sizes[WIRE_SLICES]; /* path, query, type, encoding, accept, accept encoding, request id */
    uint64_t body, line;
} wire_job_head;

typedef struct wire_reply_head {
    int32_t status;
    uint16_t media, code; /* indices */
    uint8_t gzip; /* 1: yes */
    uint64_t size; /* of the body */
    uint64_t stage_ns[DRG_STAGES], reply_ns;
    uint32_t sentences, words, entities, events;
    uint32_t events_by_type[DRG_EVENT_TYPES];
} wire_reply_head;

/* ---- bytes ----------------------------------------------------------------------------------- */

static bool send_all(int fd, const void *bytes, size_t size) {
    const char *at = bytes;
    while (size) {
        ssize_t sent = send(fd, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

static bool receive_all(int fd, void *bytes, size_t size) {
    char *at = bytes;
    while (size) {
        ssize_t got = recv(fd, at, size, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

/* Reads past what there is no memory for, so that the stream goes on at the next message. */
static bool discard_all(int fd, uint64_t size) {
    char bytes[4096];
    while (size) {
        size_t part = size < sizeof bytes ? (size_t)size : sizeof bytes;
        if (!receive_all(fd, bytes, part))
            return false;
        size -= part;
    }
    return true;
}

/* ---- jobs ------------------------------------------------------------------------------------ */

bool wire_send_job(int fd, const server_job *job) {
    const job_input *in = &job->input;
    const drg_slice parts[WIRE_SLICES] = {in->path, in->query, in->content_type,
        in->content_encoding, in->accept, in->accept_encoding, in->request_id};
    wire_job_head head = {.body = in->body_size, .line = in->line};
    for (size_t i = 0; i < WIRE_SLICES; i++)
        head.sizes[i] = (uint32_t)parts[i].size;
    if (!send_all(fd, &head, sizeof head))
        return false;
    for (size_t i = 0; i < WIRE_SLICES; i++)
        if (!send_all(fd, parts[i].data, parts[i].size))
            return false;
    return send_all(fd, in->body, in->body_size);
}

bool wire_receive_request(int fd, wire_request *out) {
    wire_job_head head;
    *out = (wire_request){0};
    if (!receive_all(fd, &head, sizeof head) || head.body > LONGEST_REQUEST)
        return false;
    uint64_t size = head.body;
    for (size_t i = 0; i < WIRE_SLICES; size += head.sizes[i++])
        if (head.sizes[i] > LONGEST_PART)
            return false;
    out->bytes = malloc((size_t)size + 1);
    out->no_memory = !out->bytes;
    if (!out->bytes)
        return discard_all(fd, size);
    if (!receive_all(fd, out->bytes, (size_t)size))
        return false;
    drg_slice *parts[WIRE_SLICES] = {&out->request.path, &out->request.query,
        &out->request.content_type, &out->request.content_encoding, &out->request.accept,
        &out->request.accept_encoding, &out->request.request_id};
    const char *at = out->bytes;
    for (size_t i = 0; i < WIRE_SLICES; at += head.sizes[i++])
        *parts[i] = (drg_slice){at, head.sizes[i]};
    out->request.body = (drg_slice){at, (size_t)head.body};
    out->request.line = head.line;
    return true;
}

void wire_request_deinit(wire_request *request) {
    free(request->bytes);
    *request = (wire_request){0};
}

/* ---- replies --------------------------------------------------------------------------------- */

static uint16_t media_index(const char *type) {
    for (uint16_t i = 0; type && i < API_FORMATS; i++)
        if (!strcmp(type, api_format_type((api_format)i)))
            return i;
    return PROBLEM_TYPE;
}

static uint16_t code_index(const char *code) {
    const api_problem_row *row;
    for (uint16_t i = 0; code && (row = api_problem_at(i)); i++)
        if (!strcmp(row->code, code))
            return i;
    return NO_INDEX;
}

bool wire_send_reply(int fd, const api_reply *reply) {
    wire_reply_head head = {.status = reply->status,
        .media = media_index(reply->content_type),
        .code = code_index(reply->code),
        .gzip = reply->gzip,
        .size = reply->body ? reply->size : 0,
        .reply_ns = reply->reply_ns,
        .sentences = reply->sentences,
        .words = reply->words,
        .entities = reply->entities,
        .events = reply->events};
    memcpy(head.stage_ns, reply->stage_ns, sizeof head.stage_ns);
    memcpy(head.events_by_type, reply->events_by_type, sizeof head.events_by_type);
    return send_all(fd, &head, sizeof head) && send_all(fd, reply->body, (size_t)head.size);
}

bool wire_receive_reply(int fd, size_t most, api_reply *reply) {
    wire_reply_head head;
    if (!receive_all(fd, &head, sizeof head))
        return false;
    const api_problem_row *row = head.code == NO_INDEX ? NULL : api_problem_at(head.code);
    if (head.size > most || head.media > PROBLEM_TYPE || (head.code != NO_INDEX && !row) ||
        (row ? row->status != head.status : head.status != 200 && head.status != 499))
        return false;
    /* An answer may be empty (the table of an article without events); what has no body failed. */
    size_t room = head.size || head.status != 200 ? (size_t)head.size : 1;
    char *body = room ? malloc(room) : NULL;
    if (room && !body) {
        api_problem("out_of_memory", NULL, (drg_slice){0}, reply);
        return discard_all(fd, head.size);
    }
    if (head.size && !receive_all(fd, body, (size_t)head.size)) {
        free(body);
        return false;
    }
    *reply = (api_reply){.status = head.status,
        .content_type =
            head.media < API_FORMATS ? api_format_type((api_format)head.media) : PROBLEM_MEDIA,
        .gzip = head.gzip == 1,
        .body = body,
        .size = (size_t)head.size,
        .reply_ns = head.reply_ns,
        .sentences = head.sentences,
        .words = head.words,
        .entities = head.entities,
        .events = head.events,
        .code = row ? row->code : NULL};
    memcpy(reply->stage_ns, head.stage_ns, sizeof head.stage_ns);
    memcpy(reply->events_by_type, head.events_by_type, sizeof head.events_by_type);
    return true;
}
