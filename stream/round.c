/* SPDX-License-Identifier: Apache-2.0 */
#include "round.h"

#include <stdlib.h>
#include <string.h>

bool round_init(stream_round *round, size_t room) {
    *round = (stream_round){.room = room};
    round->entries = calloc(room, sizeof *round->entries);
    round->jobs = calloc(room, sizeof *round->jobs);
    return round->entries && round->jobs;
}

void round_add(stream_round *round, rd_kafka_message_t *message) {
    round->entries[round->count++] = (round_entry){.message = message};
    round->bytes += message->len;
}

void round_drop(stream_round *round, const rd_kafka_topic_partition_list_t *partitions) {
    size_t kept = 0;
    round->bytes = 0;
    for (size_t i = 0; i < round->count; i++) {
        rd_kafka_message_t *message = round->entries[i].message;
        if (rd_kafka_topic_partition_list_find(
                partitions, rd_kafka_topic_name(message->rkt), message->partition)) {
            rd_kafka_message_destroy(message);
            continue;
        }
        round->entries[kept++] = round->entries[i];
        round->bytes += message->len;
    }
    round->count = kept;
}

void round_prepare(stream_round *round) {
    for (size_t i = 0; i < round->count; i++) {
        const rd_kafka_message_t *message = round->entries[i].message;
        round->jobs[i] = (stream_job){
            .line = {message->payload, message->len}, .number = (uint64_t)message->offset + 1};
    }
}

rd_kafka_topic_partition_list_t *round_offsets(const stream_round *round, round_end end) {
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(8);
    for (size_t i = 0; list && i < round->count; i++) {
        const rd_kafka_message_t *message = round->entries[i].message;
        const char *topic = rd_kafka_topic_name(message->rkt);
        rd_kafka_topic_partition_t *row =
            rd_kafka_topic_partition_list_find(list, topic, message->partition);
        if (!row) {
            row = rd_kafka_topic_partition_list_add(list, topic, message->partition);
            row->offset = end == ROUND_FIRST ? message->offset : message->offset + 1;
        }
        if (end == ROUND_FIRST && message->offset < row->offset)
            row->offset = message->offset;
        if (end == ROUND_AFTER && message->offset + 1 > row->offset)
            row->offset = message->offset + 1;
    }
    return list;
}

void round_clear(stream_round *round) {
    for (size_t i = 0; i < round->count; i++) {
        rd_kafka_message_destroy(round->entries[i].message);
        api_reply_deinit(&round->jobs[i].reply);
        round->jobs[i] = (stream_job){0};
    }
    round->count = round->bytes = 0;
}

void round_deinit(stream_round *round) {
    if (round->entries && round->jobs)
        round_clear(round);
    free(round->entries);
    free(round->jobs);
    *round = (stream_round){0};
}
