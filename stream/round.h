/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_ROUND_H
#define STREAM_ROUND_H
/* The articles between two commits: the messages as they came, and what is answered to each. */
#include "crew.h"

#include <librdkafka/rdkafka.h>

typedef enum round_fate { /* of what was sent for a message */
    ROUND_WAITING, /* not acknowledged yet */
    ROUND_DELIVERED, /* by all in-sync replicas */
    ROUND_TOO_LARGE, /* the brokers take no message of this size */
    ROUND_FAILED
} round_fate;

typedef struct round_entry {
    rd_kafka_message_t *message; /* owned */
    round_fate fate;
    bool dead; /* what was sent is a dead letter */
} round_entry;

typedef struct stream_round {
    round_entry *entries; /* [room], [count] in use */
    stream_job *jobs; /* [room], beside the entries */
    size_t count, room;
    size_t bytes; /* of the values */
} stream_round;

bool round_init(stream_round *round, size_t room);
/* Takes the message. The caller looks that count < room. */
void round_add(stream_round *round, rd_kafka_message_t *message);
/* Forgets the messages of partitions that are not ours any more; before they are answered. */
void round_drop(stream_round *round, const rd_kafka_topic_partition_list_t *partitions);
/* Sets the jobs to the messages' values. */
void round_prepare(stream_round *round);
/* Topic, partition and an offset for each partition of the round: the first that was taken, or the
 * one after the last. NULL: out of memory. The caller's, rd_kafka_topic_partition_list_destroy. */
typedef enum round_end { ROUND_FIRST, ROUND_AFTER } round_end;
rd_kafka_topic_partition_list_t *round_offsets(const stream_round *round, round_end end);
/* Frees messages and replies, and begins anew. */
void round_clear(stream_round *round);
void round_deinit(stream_round *round);
#endif
