/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Settings of librdkafka: ours, then the user's over them, but for the few that the promise of
 * stream.h rests on. A property that only one of the two roles knows ("fetch.min.bytes") is given
 * to that one: librdkafka takes all names for both and warns, which is noise here.
 */
#include "client.h"

#include "report.h"

#include <stdio.h>
#include <string.h>

typedef struct own_property {
    const char *name, *value;
} own_property;

static const own_property BOTH[] = {
    {"client.id", "dragoman"},
    /* librdkafka would open a socket for each broker's logs and statistics otherwise: nothing */
    {"log.connection.close", "false"},
};

static const own_property READER[] = {
    {"auto.offset.reset", "earliest"},
    {"partition.assignment.strategy", "cooperative-sticky"},
    {"queued.max.messages.kbytes", "16384"},
    {"enable.partition.eof", "false"},
};

static const own_property WRITER[] = {
    {"enable.idempotence", "true"},
    {"acks", "all"},
    {"compression.codec", "lz4"},
    {"linger.ms", "5"},
    {"queue.buffering.max.kbytes", "32768"},
    /* A reply may be several times its article; the broker has the last word. */
    {"message.max.bytes", "16777216"},
};

/* What the promise rests on. */
static const char *const FIXED[] = {"bootstrap.servers", "metadata.broker.list", "group.id",
    "enable.auto.commit", "enable.auto.offset.store", "enable.idempotence", "acks",
    "request.required.acks", "transactional.id"};

/* Names that the other role does not know; given to both, librdkafka would complain. */
static const char *const READER_ONLY[] = {"auto.offset.reset", "partition.assignment.strategy",
    "session.timeout.ms", "heartbeat.interval.ms", "max.poll.interval.ms", "isolation.level",
    "group.instance.id", "queued.min.messages", "queued.max.messages.kbytes", "check.crcs",
    "fetch.", "coordinator.query.interval.ms"};
static const char *const WRITER_ONLY[] = {"linger.ms", "compression.", "batch.", "queue.buffering.",
    "message.timeout.ms", "delivery.timeout.ms", "request.timeout.ms", "transaction.timeout.ms",
    "retries", "message.send.max.retries", "partitioner", "sticky.partitioning.linger.ms"};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool stands_in(const char *name, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i]);
        if (list[i][length - 1] == '.' ? !strncmp(name, list[i], length) : !strcmp(name, list[i]))
            return true;
    }
    return false;
}

bool stream_property_is_ours(const char *name) {
    return stands_in(name, FIXED, COUNT(FIXED));
}

static bool set(rd_kafka_conf_t *conf, const char *name, const char *value) {
    char error[256], detail[512];
    if (rd_kafka_conf_set(conf, name, value, error, sizeof error) == RD_KAFKA_CONF_OK)
        return true;
    snprintf(detail, sizeof detail, "%s: %s", name, error);
    stream_say("error", "setting", detail);
    return false;
}

static bool set_all(rd_kafka_conf_t *conf, const own_property *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!set(conf, list[i].name, list[i].value))
            return false;
    return true;
}

static void log_line(const rd_kafka_t *client, int level, const char *facility, const char *text) {
    (void)client;
    (void)facility;
    stream_say(level <= 3 ? "error" : level <= 4 ? "warning" : "info", "kafka", text);
}

bool stream_is_refusal(rd_kafka_resp_err_t code, const char *reason) {
    switch (code) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
        return true;
    case RD_KAFKA_RESP_ERR__SSL:
        /* a broker that ends or begins hangs up in the middle of a handshake, too: that passes */
        return !strstr(reason, "Disconnected");
    case RD_KAFKA_RESP_ERR__TRANSPORT:
        /* TLS 1.3: what a broker says of our certificate comes after the client's handshake */
        return strstr(reason, "SSL alert number") != NULL;
    default:
        return false;
    }
}

static bool set_users(rd_kafka_conf_t *conf, const stream_settings *settings,
    const char *const *not_for, size_t count) {
    for (size_t i = 0; i < settings->property_count; i++) {
        const stream_property *property = &settings->properties[i];
        if (!stands_in(property->name, not_for, count) &&
            !set(conf, property->name, property->value))
            return false;
    }
    return true;
}

/* The handle; takes conf either way. */
static rd_kafka_t *make(rd_kafka_type_t type, rd_kafka_conf_t *conf) {
    char error[256];
    rd_kafka_t *client = rd_kafka_new(type, conf, error, sizeof error);
    if (client)
        return client;
    rd_kafka_conf_destroy(conf);
    stream_say("error", "setting", error);
    return NULL;
}

static rd_kafka_conf_t *conf_new(const stream_calls *calls) {
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set_log_cb(conf, log_line);
    rd_kafka_conf_set_error_cb(conf, calls->error);
    rd_kafka_conf_set_opaque(conf, calls->opaque);
    return conf;
}

rd_kafka_t *stream_consumer_new(const stream_settings *settings, const stream_calls *calls) {
    rd_kafka_conf_t *conf = conf_new(calls);
    rd_kafka_conf_set_rebalance_cb(conf, calls->rebalance);
    bool fine = set_all(conf, BOTH, COUNT(BOTH)) && set_all(conf, READER, COUNT(READER)) &&
                set_users(conf, settings, WRITER_ONLY, COUNT(WRITER_ONLY)) &&
                set(conf, "bootstrap.servers", settings->brokers) &&
                set(conf, "group.id", settings->group) && set(conf, "enable.auto.commit", "false");
    if (!fine) {
        rd_kafka_conf_destroy(conf);
        return NULL;
    }
    rd_kafka_t *client = make(RD_KAFKA_CONSUMER, conf);
    if (client)
        rd_kafka_poll_set_consumer(client);
    return client;
}

rd_kafka_t *stream_producer_new(const stream_settings *settings, const stream_calls *calls) {
    rd_kafka_conf_t *conf = conf_new(calls);
    rd_kafka_conf_set_dr_msg_cb(conf, calls->delivered);
    bool fine =
        set_all(conf, BOTH, COUNT(BOTH)) && set_all(conf, WRITER, COUNT(WRITER)) &&
        set_users(conf, settings, READER_ONLY, COUNT(READER_ONLY)) &&
        set(conf, "bootstrap.servers", settings->brokers) &&
        (!settings->transactional_id || set(conf, "transactional.id", settings->transactional_id));
    if (!fine) {
        rd_kafka_conf_destroy(conf);
        return NULL;
    }
    return make(RD_KAFKA_PRODUCER, conf);
}
