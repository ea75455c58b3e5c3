/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../server/metrics.h"

static char *text_of(const server_metrics *metrics) {
    api_out out = {0};
    const metrics_gauges gauges = {.load = {.queued = 3, .busy = 2, .workers = 4},
        .queue_limit = 16,
        .connections_open = 5,
        .connections_limit = 512,
        .log_dropped = 7,
        .ready = true,
        .version = "1",
        .model = "none",
        .knowledge = "sha256:x"};
    metrics_write(metrics, &gauges, &out);
    api_out_bytes(&out, "", 1);
    assert_false(out.failed);
    return out.data;
}

static void expect(const server_metrics *metrics, const char *line) {
    char *text = text_of(metrics), wanted[200];
    snprintf(wanted, sizeof wanted, "\n%s\n", line);
    if (!strstr(text, wanted))
        fail_msg("no line '%s'", line);
    free(text);
}

static void every_series_is_there_at_zero(void **state) {
    (void)state;
    const server_metrics none = {0};
    expect(&none, "dragoman_queue_depth 3");
    expect(&none, "dragoman_workers_busy 2");
    expect(&none, "dragoman_log_lines_dropped_total 7");
    expect(&none, "dragoman_ready 1");
    expect(&none, "dragoman_http_requests_total{route=\"extract\",code=\"200\"} 0");
    expect(&none, "dragoman_http_requests_total{route=\"other\",code=\"500\"} 0");
    expect(&none, "dragoman_requests_shed_total{reason=\"queue_full\"} 0");
    expect(&none, "dragoman_jobs_cancelled_total{reason=\"client_closed\"} 0");
    expect(&none, "dragoman_gate_rejects_total{reason=\"bad_request\"} 0");
    expect(&none, "dragoman_events_total{type=\"ASSAULT\"} 0");
    expect(&none, "dragoman_stage_duration_seconds_bucket{stage=\"name\",le=\"+Inf\"} 0");
    expect(&none, "dragoman_http_request_duration_seconds_sum{route=\"livez\"} 0.0");
}

static void requests_are_counted_by_route_and_status(void **state) {
    (void)state;
    server_metrics metrics = {0};
    metrics_count_request(&metrics, ROUTE_EXTRACT, 200, 2000000);
    metrics_count_request(&metrics, ROUTE_EXTRACT, 200, 2000000);
    metrics_count_request(&metrics, ROUTE_OTHER, 404, 1);
    metrics_count_request(&metrics, (server_route)99, 299, 1); /* unknown: other, 500 */
    expect(&metrics, "dragoman_http_requests_total{route=\"extract\",code=\"200\"} 2");
    expect(&metrics, "dragoman_http_requests_total{route=\"other\",code=\"404\"} 1");
    expect(&metrics, "dragoman_http_requests_total{route=\"other\",code=\"500\"} 1");
    expect(&metrics, "dragoman_http_request_duration_seconds_count{route=\"extract\"} 2");
    expect(&metrics, "dragoman_http_request_duration_seconds_sum{route=\"extract\"} 0.004");
}

static void buckets_are_cumulative_and_include_their_bound(void **state) {
    (void)state;
    server_metrics metrics = {0};
    metrics_observe(&metrics.queue_wait, 1000000); /* exactly 1 ms */
    metrics_observe(&metrics.queue_wait, 1000001);
    metrics_observe(&metrics.queue_wait, UINT64_C(61000000000));
    expect(&metrics, "dragoman_stage_duration_seconds_bucket{stage=\"queue\",le=\"0.0005\"} 0");
    expect(&metrics, "dragoman_stage_duration_seconds_bucket{stage=\"queue\",le=\"0.001\"} 1");
    expect(&metrics, "dragoman_stage_duration_seconds_bucket{stage=\"queue\",le=\"0.005\"} 2");
    expect(&metrics, "dragoman_stage_duration_seconds_bucket{stage=\"queue\",le=\"60\"} 2");
    expect(&metrics, "dragoman_stage_duration_seconds_bucket{stage=\"queue\",le=\"+Inf\"} 3");
    expect(&metrics, "dragoman_stage_duration_seconds_count{stage=\"queue\"} 3");
}

static void rejects_are_counted_by_code(void **state) {
    (void)state;
    server_metrics metrics = {0};
    metrics_count_reject(&metrics, "uri_too_long");
    metrics_count_reject(&metrics, "no such code");
    expect(&metrics, "dragoman_gate_rejects_total{reason=\"uri_too_long\"} 1");
    expect(&metrics, "dragoman_gate_rejects_total{reason=\"bad_request\"} 0");
}

static void the_table_of_problems_fits(void **state) {
    (void)state;
    size_t count = 0;
    while (api_problem_at(count))
        count++;
    assert_true(count > 20 && count <= METRICS_PROBLEMS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_series_is_there_at_zero),
        cmocka_unit_test(requests_are_counted_by_route_and_status),
        cmocka_unit_test(buckets_are_cumulative_and_include_their_bound),
        cmocka_unit_test(rejects_are_counted_by_code),
        cmocka_unit_test(the_table_of_problems_fits),
    };
    return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
