/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_METRICS_H
#define SERVER_METRICS_H
/*
 * What the service counts, and its text for Prometheus (format 0.0.4). Every series exists from the
 * start, label values come from fixed lists, so that no client can make one. Only the loop thread
 * touches a metrics struct: no atomics.
 */
#include "../api/json_write.h"
#include "pool.h"
#include "routes.h"

enum { METRICS_BUCKETS = 12, METRICS_STATUSES = 23, METRICS_PROBLEMS = 40 };

typedef struct metrics_histogram {
    uint64_t counts[METRICS_BUCKETS + 1]; /* not cumulative; the last: above all bounds */
    double sum; /* seconds */
} metrics_histogram;

typedef enum metrics_shed { /* refused though well-formed */
    SHED_QUEUE_FULL,
    SHED_CONNECTIONS,
    SHED_DEADLINE,
    SHED_STOPPING,
    SHED_MEMORY,
    SHED_DESCRIPTORS,
    SHED_EVICTED,
    SHED_REASONS
} metrics_shed;

typedef enum metrics_cancel {
    CANCEL_CLIENT,
    CANCEL_DEADLINE,
    CANCEL_STOPPING,
    CANCEL_REASONS
} metrics_cancel;

typedef struct server_metrics {
    uint64_t requests[ROUTES][METRICS_STATUSES];
    metrics_histogram durations[ROUTES];
    metrics_histogram stages[DRG_STAGES];
    metrics_histogram queue_wait, reply_writing;
    uint64_t shed[SHED_REASONS];
    uint64_t cancelled[CANCEL_REASONS];
    metrics_histogram cancellations[CANCEL_REASONS]; /* from giving a running job up to its end */
    uint64_t gate_rejects[METRICS_PROBLEMS]; /* by row of the table of problems */
    uint64_t workers_lost; /* processes that crashed, were killed or could not be had */
    uint64_t late_results, accepted, pump_spins;
    uint64_t batch_lines[2]; /* lines of batches that were read; that have a problem */
    uint64_t articles, words, events[DRG_EVENT_TYPES];
    double loop_lag; /* seconds, longest of the last second */
} server_metrics;

typedef struct metrics_gauges { /* looked at when the text is made */
    pool_load load;
    size_t queue_limit;
    uint64_t memory_reserved, memory_budget; /* bytes */
    unsigned connections_open, connections_limit;
    uint64_t log_dropped;
    bool ready;
    const char *version, *model, *knowledge;
} metrics_gauges;

void metrics_count_request(
    server_metrics *metrics, server_route route, int status, uint64_t duration_ns);
void metrics_observe(metrics_histogram *histogram, uint64_t ns);
void metrics_count_reject(server_metrics *metrics, const char *code);
/* The whole text. */
void metrics_write(const server_metrics *metrics, const metrics_gauges *gauges, api_out *out);
#endif
