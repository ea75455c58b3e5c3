/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting and the text format. Base units (seconds, bytes), _total on counters, one HELP and TYPE
 * a family. The gauges of the process are read from /proc when asked for: a few hundred
 * microseconds at most, bounded by the limit of descriptors.
 */
#include "metrics.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double BOUNDS[METRICS_BUCKETS] = {
    0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60};
static const char *const BOUND_NAMES[METRICS_BUCKETS] = {
    "0.0001", "0.0005", "0.001", "0.005", "0.01", "0.05", "0.1", "0.5", "1", "5", "10", "60"};

/* Whatever is not listed counts as the last. */
static const int STATUSES[METRICS_STATUSES] = {200, 204, 400, 401, 403, 404, 405, 406, 408, 411,
    413, 414, 415, 417, 422, 429, 431, 499, 501, 503, 504, 505, 500};

static const char *const SHED_NAMES[SHED_REASONS] = {
    "queue_full", "connections", "deadline", "stopping", "memory", "descriptors", "evicted"};
static const char *const CANCEL_NAMES[CANCEL_REASONS] = {"client_closed", "deadline", "stopping"};

void metrics_observe(metrics_histogram *histogram, uint64_t ns) {
    double seconds = (double)ns / 1e9;
    int bucket = 0;
    while (bucket < METRICS_BUCKETS && seconds > BOUNDS[bucket])
        bucket++;
    histogram->counts[bucket]++;
    histogram->sum += seconds;
}

void metrics_count_request(
    server_metrics *metrics, server_route route, int status, uint64_t duration_ns) {
    int at = 0;
    while (at < METRICS_STATUSES - 1 && STATUSES[at] != status)
        at++;
    if (route > ROUTE_OTHER)
        route = ROUTE_OTHER;
    metrics->requests[route][at]++;
    metrics_observe(&metrics->durations[route], duration_ns);
}

void metrics_count_reject(server_metrics *metrics, const char *code) {
    for (size_t i = 0; i < METRICS_PROBLEMS; i++) {
        const api_problem_row *row = api_problem_at(i);
        if (row && !strcmp(row->code, code))
            metrics->gate_rejects[i]++;
    }
}

/* ---- text ------------------------------------------------------------------------------------ */

static void family(api_out *out, const char *name, const char *type, const char *help) {
    api_out_text(out, "# HELP ");
    api_out_text(out, name);
    api_out_text(out, " ");
    api_out_text(out, help);
    api_out_text(out, "\n# TYPE ");
    api_out_text(out, name);
    api_out_text(out, " ");
    api_out_text(out, type);
    api_out_text(out, "\n");
}

static void sample(api_out *out, const char *name, const char *label, const char *value) {
    api_out_text(out, name);
    if (label) {
        api_out_text(out, "{");
        api_out_text(out, label);
        api_out_text(out, "=\"");
        api_out_text(out, value);
        api_out_text(out, "\"}");
    }
    api_out_text(out, " ");
}

static void sample_uint(
    api_out *out, const char *name, const char *label, const char *value, uint64_t number) {
    sample(out, name, label, value);
    api_out_uint(out, number);
    api_out_text(out, "\n");
}

static void single(
    api_out *out, const char *name, const char *type, const char *help, uint64_t number) {
    family(out, name, type, help);
    sample_uint(out, name, NULL, NULL, number);
}

static void single_real(
    api_out *out, const char *name, const char *type, const char *help, double number) {
    family(out, name, type, help);
    sample(out, name, NULL, NULL);
    api_out_fixed(out, number, 6);
    api_out_text(out, "\n");
}

static void write_histogram(api_out *out, const char *name, const char *label, const char *value,
    const metrics_histogram *histogram) {
    uint64_t sum = 0;
    char head[160];
    for (int i = 0; i <= METRICS_BUCKETS; i++) {
        sum += histogram->counts[i];
        snprintf(head, sizeof head, "%s_bucket{%s=\"%s\",le=\"%s\"} ", name, label, value,
            i < METRICS_BUCKETS ? BOUND_NAMES[i] : "+Inf");
        api_out_text(out, head);
        api_out_uint(out, sum);
        api_out_text(out, "\n");
    }
    snprintf(head, sizeof head, "%s_sum{%s=\"%s\"} ", name, label, value);
    api_out_text(out, head);
    api_out_fixed(out, histogram->sum, 6);
    snprintf(head, sizeof head, "\n%s_count{%s=\"%s\"} ", name, label, value);
    api_out_text(out, head);
    api_out_uint(out, sum);
    api_out_text(out, "\n");
}

static void write_requests(const server_metrics *metrics, api_out *out) {
    const char *name = "dragoman_http_requests_total";
    char head[120];
    family(out, name, "counter", "Requests by route and status; 499 is a client that left.");
    for (int route = 0; route < ROUTES; route++)
        for (int status = 0; status < METRICS_STATUSES; status++) {
            snprintf(head, sizeof head, "%s{route=\"%s\",code=\"%d\"} ", name,
                server_route_name((server_route)route), STATUSES[status]);
            api_out_text(out, head);
            api_out_uint(out, metrics->requests[route][status]);
            api_out_text(out, "\n");
        }
    name = "dragoman_http_request_duration_seconds";
    family(out, name, "histogram", "From accepting the connection to the end of the reply.");
    for (int route = 0; route < ROUTES; route++)
        write_histogram(
            out, name, "route", server_route_name((server_route)route), &metrics->durations[route]);
}

static void write_stages(const server_metrics *metrics, api_out *out) {
    const char *name = "dragoman_stage_duration_seconds";
    family(out, name, "histogram", "Time of one article in each stage.");
    write_histogram(out, name, "stage", "queue", &metrics->queue_wait);
    for (int stage = 0; stage < DRG_STAGES; stage++)
        write_histogram(
            out, name, "stage", drg_stage_name((drg_stage)stage), &metrics->stages[stage]);
    write_histogram(out, name, "stage", "reply", &metrics->reply_writing);
}

static void write_reasons(const server_metrics *metrics, api_out *out) {
    const char *name = "dragoman_requests_shed_total";
    family(out, name, "counter", "Well-formed requests that were not served, by reason.");
    for (int i = 0; i < SHED_REASONS; i++)
        sample_uint(out, name, "reason", SHED_NAMES[i], metrics->shed[i]);
    name = "dragoman_jobs_cancelled_total";
    family(out, name, "counter", "Jobs that were given up, by reason.");
    for (int i = 0; i < CANCEL_REASONS; i++)
        sample_uint(out, name, "reason", CANCEL_NAMES[i], metrics->cancelled[i]);
    name = "dragoman_cancellation_seconds";
    family(out, name, "histogram", "From giving a running job up until its worker has stopped.");
    for (int i = 0; i < CANCEL_REASONS; i++)
        write_histogram(out, name, "reason", CANCEL_NAMES[i], &metrics->cancellations[i]);
    name = "dragoman_gate_rejects_total";
    family(out, name, "counter", "Requests refused by their head alone, by problem code.");
    for (size_t i = 0; i < METRICS_PROBLEMS && api_problem_at(i); i++)
        sample_uint(out, name, "reason", api_problem_at(i)->code, metrics->gate_rejects[i]);
    name = "dragoman_batch_lines_total";
    family(out, name, "counter", "Lines of batches, by what became of them.");
    sample_uint(out, name, "outcome", "read", metrics->batch_lines[0]);
    sample_uint(out, name, "outcome", "problem", metrics->batch_lines[1]);
    name = "dragoman_events_total";
    family(out, name, "counter", "Events found, by type.");
    for (int i = 0; i < DRG_EVENT_TYPES; i++)
        sample_uint(out, name, "type", drg_event_type_name((drg_event_type)i), metrics->events[i]);
}

/* ---- the process ----------------------------------------------------------------------------- */

static uint64_t resident_bytes(void) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file)
        return 0;
    if (fscanf(file, "%*u %lu", &pages) != 1)
        pages = 0;
    fclose(file);
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static uint64_t open_descriptors(void) {
    DIR *directory = opendir("/proc/self/fd");
    uint64_t count = 0;
    if (!directory)
        return 0;
    for (const struct dirent *entry; (entry = readdir(directory));)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count ? count - 1 : 0; /* less the directory itself */
}

static void write_gauges(
    const server_metrics *metrics, const metrics_gauges *gauges, api_out *out) {
    char head[300];
    snprintf(head, sizeof head,
        "dragoman_build_info{version=\"%s\",model=\"%s\",knowledge=\"%s\"} 1\n", gauges->version,
        gauges->model, gauges->knowledge);
    family(out, "dragoman_build_info", "gauge", "What runs; always 1.");
    api_out_text(out, head);
    single(out, "dragoman_ready", "gauge", "1 while /readyz says ok.", gauges->ready);
    single(out, "dragoman_queue_depth", "gauge", "Requests that wait for a worker.",
        gauges->load.queued);
    single(out, "dragoman_queue_limit", "gauge", "Requests that may wait.", gauges->queue_limit);
    single(out, "dragoman_memory_reserved_bytes", "gauge", "Memory promised to requests.",
        gauges->memory_reserved);
    single(out, "dragoman_memory_budget_bytes", "gauge", "The most that may be promised.",
        gauges->memory_budget);
    single(out, "dragoman_workers", "gauge", "Worker threads.", gauges->load.workers);
    single(out, "dragoman_workers_busy", "gauge", "Workers that read an article now.",
        gauges->load.busy);
    single(out, "dragoman_connections", "gauge", "Open connections.", gauges->connections_open);
    single(out, "dragoman_connections_limit", "gauge", "Connections served at once.",
        gauges->connections_limit);
    single_real(out, "dragoman_loop_lag_seconds", "gauge",
        "Longest delay of the loop's tick in the last second.", metrics->loop_lag);
    single(out, "process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());
    single(out, "process_open_fds", "gauge", "Open file descriptors.", open_descriptors());
}

void metrics_write(const server_metrics *metrics, const metrics_gauges *gauges, api_out *out) {
    write_gauges(metrics, gauges, out);
    single(out, "dragoman_connections_accepted_total", "counter", "Connections accepted.",
        metrics->accepted);
    single(
        out, "dragoman_articles_total", "counter", "Articles read to the end.", metrics->articles);
    single(out, "dragoman_words_total", "counter", "Tokens of these articles.", metrics->words);
    single(out, "dragoman_workers_lost_total", "counter",
        "Worker processes that crashed, were killed or could not be had.", metrics->workers_lost);
    single(out, "dragoman_late_results_total", "counter",
        "Results that came after nobody waited any more.", metrics->late_results);
    single(out, "dragoman_pump_spins_total", "counter", "Times the loop was kept from spinning.",
        metrics->pump_spins);
    single(out, "dragoman_log_lines_dropped_total", "counter",
        "Log lines lost because nobody read standard error.", gauges->log_dropped);
    write_reasons(metrics, out);
    write_stages(metrics, out);
    write_requests(metrics, out);
}
