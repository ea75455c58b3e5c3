/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_SEND_H
#define STREAM_SEND_H
/* The answers of a round on their way out. */
#include "round.h"
#include "stream.h"

/* librdkafka's report on one message, into the entry that is its opaque. */
void send_delivered(rd_kafka_t *writer, const rd_kafka_message_t *message, void *opaque);

/*
 * Sends a reply or dead letter for each message of the round and waits until the brokers have
 * acknowledged them all. What they take for too large goes out once more as a dead letter. False
 * after a line on standard error: something was not acknowledged (retries are librdkafka's, until
 * its message.timeout.ms), or `stop` has been set for `patience_ms` and it is still under way.
 */
bool send_round(
    rd_kafka_t *writer, const stream_settings *settings, stream_round *round, unsigned patience_ms);
#endif
