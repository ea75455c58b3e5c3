/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_STREAM_H
#define STREAM_STREAM_H
/*
 * Articles from a Kafka topic, replies to another: the library as a member of a consumer group.
 * librdkafka lives only here.
 */
#include "../api/request.h"

#include <signal.h>

typedef struct stream_property { /* one of librdkafka's own settings, "name" = "value" */
    const char *name, *value;
} stream_property;

typedef struct stream_settings { /* strings are borrowed for the call */
    const char *brokers; /* HOST:PORT, several apart by commas */
    const char *in, *out; /* topics of articles and of replies */
    const char *dead; /* topic of what cannot be read */
    const char *group; /* consumer group */
    const char
        *transactional_id; /* NULL: at least once; else replies and offsets in one transaction */
    const stream_property *properties; /* [property_count], win over our own */
    size_t property_count;
    unsigned workers; /* threads that read articles, at least 1 */
    size_t round_articles; /* most articles between two commits, at least 1 */
    size_t round_bytes; /* most bytes of articles between two commits */
    unsigned round_wait_ms; /* longest wait for a round to fill once it has an article */
    unsigned report_ms; /* between two progress lines; 0: none but the last */
    const char *metrics_file; /* rewritten with each report (Prometheus' text form); NULL: none */
    const volatile sig_atomic_t *stop; /* set: finish the round, commit, leave the group, return */
} stream_settings;

typedef struct stream_totals { /* since the start */
    uint64_t articles; /* taken from the topic and answered */
    uint64_t replies, dead_letters; /* acknowledged by the brokers */
    uint64_t rounds, commits;
    uint64_t uncommitted; /* articles answered whose offsets another member took over: read twice */
    uint64_t aborted; /* transactions */
    uint64_t rebalances;
    int64_t lag; /* articles behind the ends of the assigned partitions; -1: not known */
} stream_totals;

/*
 * Works until *stop, or until a fault that no retry mends. True: stopped as asked, all that was
 * taken is answered and committed. False: a line on standard error said why; what was not
 * committed will be read again by whoever takes over.
 *
 * Promise: a reply or a dead letter is acknowledged by all in-sync replicas before the offset of
 * its article is committed, so nothing is lost; a member that dies has at most round_articles
 * answered and not committed, so at most as many are read twice. With a transactional id, readers
 * with isolation.level=read_committed see each reply once.
 *
 * Threads: `workers` of its own, and librdkafka's. Memory: round_bytes of articles, their replies,
 * and librdkafka's queues (16 MiB in, 32 MiB out).
 */
bool stream_work(const stream_settings *settings, const api_context *context,
    const api_article *defaults, stream_totals *totals);

#endif
