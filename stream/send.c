/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reply goes to the topic of replies with the key and headers of its article, so that whoever
 * partitions by key still does. A problem goes to the topic of dead letters with the same, and with
 * three headers that say where its article lies (dragoman-topic, -partition, -offset): the article
 * itself is not sent again, for it may be what nobody can read.
 *
 * A reply can be larger than what the brokers take. librdkafka says so at once where its own
 * message.max.bytes is passed, the broker later; both become a dead letter with reply_too_large.
 */
#include "send.h"

#include "../api/batch.h"
#include "clock.h"
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLUSH_MS 100
#define MOST_VU 8

void send_delivered(rd_kafka_t *writer, const rd_kafka_message_t *message, void *opaque) {
    (void)writer;
    (void)opaque;
    round_entry *entry = message->_private;
    if (!message->err)
        entry->fate = ROUND_DELIVERED;
    else if (message->err == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE && !entry->dead)
        entry->fate = ROUND_TOO_LARGE;
    else {
        entry->fate = ROUND_FAILED;
        stream_say("error", "not_delivered", rd_kafka_err2str(message->err));
    }
}

/* Headers of the article, and for a dead letter where it lies; NULL: none, or out of memory. */
static rd_kafka_headers_t *headers_for(const rd_kafka_message_t *message, bool dead) {
    rd_kafka_headers_t *given, *headers = NULL;
    if (!rd_kafka_message_headers(message, &given))
        headers = rd_kafka_headers_copy(given);
    if (!dead)
        return headers;
    if (!headers)
        headers = rd_kafka_headers_new(3);
    char number[24];
    rd_kafka_header_add(headers, "dragoman-topic", -1, rd_kafka_topic_name(message->rkt), -1);
    snprintf(number, sizeof number, "%" PRId32, message->partition);
    rd_kafka_header_add(headers, "dragoman-partition", -1, number, -1);
    snprintf(number, sizeof number, "%" PRId64, message->offset);
    rd_kafka_header_add(headers, "dragoman-offset", -1, number, -1);
    return headers;
}

static rd_kafka_resp_err_t produce(
    rd_kafka_t *writer, const char *topic, round_entry *entry, const char *value, size_t size) {
    rd_kafka_headers_t *headers = headers_for(entry->message, entry->dead);
    rd_kafka_vu_t parts[MOST_VU];
    size_t count = 0;
    parts[count++] = (rd_kafka_vu_t){.vtype = RD_KAFKA_VTYPE_TOPIC, .u.cstr = topic};
    parts[count++] = (rd_kafka_vu_t){.vtype = RD_KAFKA_VTYPE_KEY,
        .u.mem = {.ptr = entry->message->key, .size = entry->message->key_len}};
    parts[count++] = (rd_kafka_vu_t){
        .vtype = RD_KAFKA_VTYPE_VALUE, .u.mem = {.ptr = (void *)(uintptr_t)value, .size = size}};
    parts[count++] = (rd_kafka_vu_t){.vtype = RD_KAFKA_VTYPE_MSGFLAGS, .u.i = RD_KAFKA_MSG_F_COPY};
    parts[count++] = (rd_kafka_vu_t){.vtype = RD_KAFKA_VTYPE_OPAQUE, .u.ptr = entry};
    if (headers)
        parts[count++] = (rd_kafka_vu_t){.vtype = RD_KAFKA_VTYPE_HEADERS, .u.headers = headers};
    entry->fate = ROUND_WAITING;
    rd_kafka_error_t *error = rd_kafka_produceva(writer, parts, count);
    if (!error)
        return RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_resp_err_t code = rd_kafka_error_code(error);
    rd_kafka_error_destroy(error);
    if (headers)
        rd_kafka_headers_destroy(headers);
    return code;
}

/* As produce, waiting while librdkafka's queue is full. */
static rd_kafka_resp_err_t produce_when_room(
    rd_kafka_t *writer, const char *topic, round_entry *entry, const char *value, size_t size) {
    rd_kafka_resp_err_t code;
    while ((code = produce(writer, topic, entry, value, size)) == RD_KAFKA_RESP_ERR__QUEUE_FULL)
        rd_kafka_poll(writer, FLUSH_MS);
    return code;
}

static bool send_too_large(rd_kafka_t *writer, const stream_settings *settings, round_entry *entry,
    const stream_job *job) {
    api_reply letter = {0};
    api_fault fault = {0};
    api_fault_set(&fault, "reply_too_large", "The reply has %zu bytes, more than the topic takes.",
        job->reply.size);
    char id[API_ID_SIZE];
    api_failed_line(&fault, api_line_id(job->line, id), job->number, &letter);
    entry->dead = true;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__FAIL;
    if (letter.body)
        code = produce_when_room(writer, settings->dead, entry, letter.body, letter.size - 1);
    api_reply_deinit(&letter);
    if (code)
        stream_say("error", "not_sent", rd_kafka_err2str(code));
    return !code;
}

static bool send_one(rd_kafka_t *writer, const stream_settings *settings, round_entry *entry,
    const stream_job *job) {
    if (!job->reply.body) {
        stream_say("error", "out_of_memory", NULL);
        return false;
    }
    entry->dead = job->reply.code != NULL;
    const char *topic = entry->dead ? settings->dead : settings->out;
    /* without the line's end, which is the file form's */
    rd_kafka_resp_err_t code =
        produce_when_room(writer, topic, entry, job->reply.body, job->reply.size - 1);
    if (code == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
        return send_too_large(writer, settings, entry, job);
    if (code)
        stream_say("error", "not_sent", rd_kafka_err2str(code));
    return !code;
}

/* Until every message has a fate. */
static bool wait_for_all(
    rd_kafka_t *writer, const stream_settings *settings, unsigned patience_ms) {
    uint64_t asked = 0; /* when the stop was first seen */
    while (rd_kafka_flush(writer, FLUSH_MS) == RD_KAFKA_RESP_ERR__TIMED_OUT) {
        if (!*settings->stop)
            continue;
        if (!asked)
            asked = stream_now_ms();
        if (stream_now_ms() - asked > patience_ms) {
            stream_say("error", "not_delivered", "stopped while the brokers did not answer");
            return false;
        }
    }
    return true;
}

bool send_round(rd_kafka_t *writer, const stream_settings *settings, stream_round *round,
    unsigned patience_ms) {
    for (size_t i = 0; i < round->count; i++)
        if (!send_one(writer, settings, &round->entries[i], &round->jobs[i]))
            return false;
    if (!wait_for_all(writer, settings, patience_ms))
        return false;
    bool again = false;
    for (size_t i = 0; i < round->count; i++)
        if (round->entries[i].fate == ROUND_TOO_LARGE) {
            again = true;
            if (!send_too_large(writer, settings, &round->entries[i], &round->jobs[i]))
                return false;
        }
    if (again && !wait_for_all(writer, settings, patience_ms))
        return false;
    for (size_t i = 0; i < round->count; i++)
        if (round->entries[i].fate != ROUND_DELIVERED)
            return false;
    return true;
}
