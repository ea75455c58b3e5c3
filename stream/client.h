/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_CLIENT_H
#define STREAM_CLIENT_H
/* librdkafka's handles with our settings under the user's. */
#include "stream.h"

#include <librdkafka/rdkafka.h>

typedef struct stream_calls { /* called in the thread that polls a client */
    void (*rebalance)(rd_kafka_t *, rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t *, void *);
    void (*delivered)(rd_kafka_t *, const rd_kafka_message_t *, void *); /* a message's end */
    void (*error)(rd_kafka_t *, int, const char *, void *); /* a broker, or all, cannot be used */
    void *opaque; /* goes to all three; borrowed while the client lives */
} stream_calls;

/* A reader of the group, subscribed to nothing yet. NULL after a line on standard error. */
rd_kafka_t *stream_consumer_new(const stream_settings *settings, const stream_calls *calls);
/* A writer; where there is a transactional id, rd_kafka_init_transactions is the caller's. NULL
 * after a line. */
rd_kafka_t *stream_producer_new(const stream_settings *settings, const stream_calls *calls);
/* Does an error of a client say that broker and settings do not fit: a certificate that is not of
 * the given authorities, one that the broker does not take, a wrong name or password? */
bool stream_is_refusal(rd_kafka_resp_err_t code, const char *reason);
/* Does our side set this property itself, so that a user must not? (group.id, enable.auto.commit,
 * ...) */
bool stream_property_is_ours(const char *name);
#endif
