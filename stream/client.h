/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_CLIENT_H
#define STREAM_CLIENT_H
/* librdkafka's handles with our settings under the user's. */
#include "stream.h"

#include <librdkafka/rdkafka.h>

/* A reader of the group, subscribed to nothing yet; `opaque` goes to `rebalance`. NULL after a line
 * on standard error. */
rd_kafka_t *stream_consumer_new(const stream_settings *settings,
    void (*rebalance)(rd_kafka_t *, rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t *, void *),
    void *opaque);
/* A writer, with its transactions begun where there is an id; `delivered` hears of each message's
 * end. NULL after a line. */
rd_kafka_t *stream_producer_new(const stream_settings *settings,
    void (*delivered)(rd_kafka_t *, const rd_kafka_message_t *, void *), void *opaque);
/* Does our side set this property itself, so that a user must not? (group.id, enable.auto.commit,
 * ...) */
bool stream_property_is_ours(const char *name);
#endif
