/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream_work against brokers that librdkafka plays itself (its mock cluster): what goes in comes
 * out once, with keys and headers; what cannot be read becomes a dead letter; offsets are committed
 * only behind acknowledged replies; faults of the brokers are outlived or end the work uncommitted.
 */
#include "../support.h"

#include "../../../stream/client.h"
#include "../../../stream/stream.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PARTITIONS = 3, MOST = 200, PRODUCE = 0, OFFSET_COMMIT = 8 }; /* the last two: API keys */

static drg_engine *engine;
static api_article defaults;

static int open_engine(void **state) {
    (void)state;
    api_article_default(&defaults);
    return drg_engine_open(&(drg_engine_config){.model_path = ""}, &engine, NULL);
}

static int close_engine(void **state) {
    (void)state;
    drg_engine_free(engine);
    return 0;
}

/* ---- a cluster, and a client that fills and reads it ----------------------------------------- */

typedef struct bench {
    rd_kafka_t *host; /* plays the brokers, and writes the articles */
    rd_kafka_mock_cluster_t *cluster;
} bench;

static bench bench_open(void) {
    char error[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", "127.0.0.1:1", error, sizeof error);
    rd_kafka_conf_set_log_cb(conf, NULL);
    rd_kafka_t *host = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error);
    assert_non_null(host);
    bench made = {host, rd_kafka_mock_cluster_new(host, 1)};
    assert_non_null(made.cluster);
    const char *const topics[] = {"in", "out", "in.dead"};
    for (int i = 0; i < 3; i++)
        assert_int_equal(rd_kafka_mock_topic_create(made.cluster, topics[i], PARTITIONS, 1), 0);
    return made;
}

static void bench_close(bench *given) {
    rd_kafka_mock_cluster_destroy(given->cluster);
    rd_kafka_destroy(given->host);
}

static rd_kafka_t *client_of(const bench *given, rd_kafka_type_t type, const char *group) {
    char error[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    const char *const pairs[][2] = {
        {"bootstrap.servers", rd_kafka_mock_cluster_bootstraps(given->cluster)},
        {"group.id", group ? group : "reader"}, {"auto.offset.reset", "earliest"},
        {"enable.auto.commit", "false"}, {"enable.partition.eof", "true"}};
    for (size_t i = 0; i < (type == RD_KAFKA_CONSUMER ? 5u : 1u); i++)
        assert_int_equal(rd_kafka_conf_set(conf, pairs[i][0], pairs[i][1], error, sizeof error), 0);
    rd_kafka_t *client = rd_kafka_new(type, conf, error, sizeof error);
    assert_non_null(client);
    return client;
}

/* Articles a0.. with their id as key and a header; those with i % 10 == 7 are not JSON. */
static void fill(const bench *given, int count) {
    rd_kafka_t *writer = client_of(given, RD_KAFKA_PRODUCER, NULL);
    for (int i = 0; i < count; i++) {
        char key[16], value[160];
        snprintf(key, sizeof key, "a%d", i);
        snprintf(value, sizeof value,
            i % 10 == 7 ? "{broken" : "{\"id\":\"%s\",\"text\":\"Turkey condemned the attack.\"}",
            key);
        assert_int_equal(
            rd_kafka_producev(writer, RD_KAFKA_V_TOPIC("in"), RD_KAFKA_V_KEY(key, strlen(key)),
                RD_KAFKA_V_VALUE(value, strlen(value)), RD_KAFKA_V_HEADER("trace", key, -1),
                RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END),
            0);
    }
    assert_int_equal(rd_kafka_flush(writer, 10000), 0);
    rd_kafka_destroy(writer);
}

typedef struct seen {
    int of[MOST]; /* times that the key a<i> was seen */
    int count;
    char last[4096]; /* value */
} seen;

static bool has_header(const rd_kafka_message_t *message, const char *name, const char *value) {
    rd_kafka_headers_t *headers;
    const void *found;
    size_t size;
    return !rd_kafka_message_headers(message, &headers) &&
           !rd_kafka_header_get_last(headers, name, &found, &size) &&
           (!value || (size == strlen(value) && !memcmp(found, value, size)));
}

/* Everything in a topic: reads until each partition has said that this is its end. */
static void read_topic(const bench *given, const char *topic, seen *out) {
    memset(out, 0, sizeof *out);
    rd_kafka_t *reader = client_of(given, RD_KAFKA_CONSUMER, topic);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(PARTITIONS);
    for (int i = 0; i < PARTITIONS; i++)
        rd_kafka_topic_partition_list_add(list, topic, i)->offset = RD_KAFKA_OFFSET_BEGINNING;
    assert_int_equal(rd_kafka_assign(reader, list), 0);
    bool ended[PARTITIONS] = {false};
    for (int polls = 0, left = PARTITIONS; left && polls < 10000; polls++) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(reader, 100);
        if (message && message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
            left -= !ended[message->partition];
            ended[message->partition] = true;
        }
        if (message && !message->err) {
            char key[16];
            snprintf(key, sizeof key, "%.*s", (int)message->key_len, (const char *)message->key);
            int number = atoi(key + 1);
            assert_in_range(number, 0, MOST - 1);
            assert_true(has_header(message, "trace", key));
            if (!strcmp(topic, "in.dead")) {
                assert_true(has_header(message, "dragoman-topic", "in"));
                assert_true(has_header(message, "dragoman-partition", NULL));
                assert_true(has_header(message, "dragoman-offset", NULL));
            }
            out->of[number]++;
            out->count++;
            snprintf(out->last, sizeof out->last, "%.*s", (int)message->len,
                (const char *)message->payload);
        }
        if (message)
            rd_kafka_message_destroy(message);
    }
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_consumer_close(reader);
    rd_kafka_destroy(reader);
}

static int64_t committed(const bench *given, const char *group) {
    rd_kafka_t *reader = client_of(given, RD_KAFKA_CONSUMER, group);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(PARTITIONS);
    for (int i = 0; i < PARTITIONS; i++)
        rd_kafka_topic_partition_list_add(list, "in", i);
    assert_int_equal(rd_kafka_committed(reader, list, 10000), 0);
    int64_t sum = 0;
    for (int i = 0; i < PARTITIONS; i++)
        sum += list->elems[i].offset > 0 ? list->elems[i].offset : 0;
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_destroy(reader);
    return sum;
}

/* ---- a worker in a thread -------------------------------------------------------------------- */

typedef struct member {
    stream_settings settings;
    stream_totals totals;
    volatile sig_atomic_t stop;
    pthread_t thread;
    bool fine;
} member;

static void *member_run(void *argument) {
    member *self = argument;
    api_context context = {.engine = engine};
    api_limits_default(&context.limits);
    self->fine = stream_work(&self->settings, &context, &defaults, &self->totals);
    return NULL;
}

static void member_start(const bench *given, member *self) {
    if (!self->settings.brokers)
        self->settings.brokers = rd_kafka_mock_cluster_bootstraps(given->cluster);
    self->settings.in = "in";
    self->settings.out = "out";
    self->settings.dead = "in.dead";
    self->settings.group = "dragoman";
    self->settings.workers = 2;
    self->settings.round_articles = 16;
    self->settings.round_bytes = 1 << 20;
    self->settings.round_wait_ms = 20;
    self->settings.report_ms = 50;
    self->settings.stop = &self->stop;
    assert_int_equal(pthread_create(&self->thread, NULL, member_run, self), 0);
}

static void member_stop(member *self) {
    self->stop = 1;
    pthread_join(self->thread, NULL);
}

/* Until the group has committed `count` articles. */
static void wait_committed(const bench *given, int64_t count) {
    for (int i = 0; i < 300 && committed(given, "dragoman") < count; i++)
        usleep(100000);
    assert_int_equal(committed(given, "dragoman"), count);
}

/* Each of a0..a<count-1> once, replies and dead letters where they belong. */
static void check_all_once(const bench *given, int count) {
    seen out = {0}, dead = {0};
    read_topic(given, "out", &out);
    read_topic(given, "in.dead", &dead);
    for (int i = 0; i < count; i++) {
        assert_int_equal(out.of[i], i % 10 != 7);
        assert_int_equal(dead.of[i], i % 10 == 7);
    }
    assert_non_null(strstr(out.last, "\"status\":\"complete\""));
    assert_non_null(strstr(dead.last, "\"code\":\"invalid_json\""));
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void test_each_article_is_answered_once(void **state) {
    (void)state;
    bench given = bench_open();
    fill(&given, 100);
    member one = {0};
    member_start(&given, &one);
    wait_committed(&given, 100);
    member_stop(&one);
    assert_true(one.fine);
    assert_int_equal(one.totals.articles, 100);
    assert_int_equal(one.totals.replies, 90);
    assert_int_equal(one.totals.dead_letters, 10);
    assert_int_equal(one.totals.lag, 0);
    assert_in_range(one.totals.rounds, 7, 100);
    check_all_once(&given, 100);
    bench_close(&given);
}

static void test_a_second_run_goes_on_where_the_first_stopped(void **state) {
    (void)state;
    bench given = bench_open();
    fill(&given, 30);
    member one = {0}, two = {0};
    member_start(&given, &one);
    wait_committed(&given, 30);
    member_stop(&one);
    member_start(&given, &two);
    usleep(1500000);
    member_stop(&two);
    assert_true(two.fine);
    assert_int_equal(two.totals.articles, 0);
    check_all_once(&given, 30);
    bench_close(&given);
}

/* The brokers that librdkafka plays take a transaction's offsets and forget them, so only its
 * replies can be seen here; make check-kafka sees the rest with real ones. */
static void test_replies_in_transactions(void **state) {
    (void)state;
    bench given = bench_open();
    fill(&given, 40);
    member one = {.settings = {.transactional_id = "t1"}};
    member_start(&given, &one);
    seen out = {0};
    for (int i = 0; i < 30 && out.count < 36; i++)
        read_topic(&given, "out", &out);
    member_stop(&one);
    assert_true(one.fine);
    assert_int_equal(one.totals.articles, 40);
    assert_int_equal(one.totals.aborted, 0);
    assert_int_equal(one.totals.commits, one.totals.rounds);
    check_all_once(&given, 40);
    bench_close(&given);
}

static void test_faults_of_the_brokers_are_outlived(void **state) {
    (void)state;
    bench given = bench_open();
    fill(&given, 40);
    rd_kafka_mock_push_request_errors(given.cluster, PRODUCE, 2,
        RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT);
    rd_kafka_mock_push_request_errors(given.cluster, OFFSET_COMMIT, 2,
        RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS);
    member one = {0};
    member_start(&given, &one);
    wait_committed(&given, 40);
    member_stop(&one);
    assert_true(one.fine);
    assert_int_equal(one.totals.uncommitted, 0);
    check_all_once(&given, 40);
    bench_close(&given);
}

static void test_what_is_not_acknowledged_is_not_committed(void **state) {
    (void)state;
    bench given = bench_open();
    fill(&given, 10);
    rd_kafka_mock_topic_set_error(
        given.cluster, "out", RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
    static const stream_property impatient[] = {{"message.timeout.ms", "3000"}};
    member one = {.settings = {.properties = impatient, .property_count = 1}};
    member_start(&given, &one);
    pthread_join(one.thread, NULL); /* ends by itself */
    assert_false(one.fine);
    assert_int_equal(one.totals.articles, 0);
    assert_int_equal(committed(&given, "dragoman"), 0);
    bench_close(&given);
}

static void test_a_reply_that_the_topic_does_not_take_is_a_dead_letter(void **state) {
    (void)state;
    bench given = bench_open();
    fill(&given, 5);
    static const stream_property small[] = {{"message.max.bytes", "1000"}};
    member one = {.settings = {.properties = small, .property_count = 1}};
    member_start(&given, &one);
    wait_committed(&given, 5);
    member_stop(&one);
    assert_true(one.fine);
    seen dead = {0};
    for (int i = 0; i < 20 && dead.count < 5; i++) /* a busy machine is slow */
        read_topic(&given, "in.dead", &dead);
    assert_int_equal(dead.count, 5);
    assert_non_null(strstr(dead.last, "\"code\":\"reply_too_large\""));
    assert_non_null(strstr(dead.last, "\"id\":\"a"));
    bench_close(&given);
}

static void test_a_wrong_property_is_refused_at_once(void **state) {
    (void)state;
    bench given = bench_open();
    static const stream_property wrong[] = {{"no.such.property", "1"}};
    member one = {.settings = {.properties = wrong, .property_count = 1}};
    member_start(&given, &one);
    pthread_join(one.thread, NULL);
    assert_false(one.fine);
    bench_close(&given);
}

/* A worker that was never in its group ends on these, and waits on the others. */
static void test_refusals(void **state) {
    (void)state;
    static const struct {
        rd_kafka_resp_err_t code;
        const char *reason;
        bool refusal;
    } rows[] = {
        {RD_KAFKA_RESP_ERR__SSL, "SSL handshake failed: certificate verify failed", true},
        {RD_KAFKA_RESP_ERR__SSL, "SSL handshake failed: Disconnected: PLAINTEXT listener?", false},
        {RD_KAFKA_RESP_ERR__AUTHENTICATION, "Invalid username or password", true},
        {RD_KAFKA_RESP_ERR__TRANSPORT, "Receive failed: SSL alert number 42", true},
        {RD_KAFKA_RESP_ERR__TRANSPORT, "Connect failed: Connection refused", false},
        {RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, "1/1 brokers are down", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(stream_is_refusal(rows[i].code, rows[i].reason), rows[i].refusal);
}

/* With a transactional id as without: nobody listens, it waits, and ends when told. */
static void test_a_stop_is_seen_while_no_broker_answers(void **state) {
    (void)state;
    bench given = bench_open();
    member one = {.settings = {.brokers = "127.0.0.1:1", .transactional_id = "t1"}};
    member_start(&given, &one);
    usleep(700000);
    struct timespec asked, ended;
    clock_gettime(CLOCK_MONOTONIC, &asked);
    one.stop = 1;
    pthread_join(one.thread, NULL);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    assert_true(one.fine);
    assert_in_range(ended.tv_sec - asked.tv_sec, 0, 10);
    bench_close(&given);
}

/* Both formats of the report are read by machines. */
static void test_the_metrics_file_is_whole(void **state) {
    (void)state;
    char path[] = "/tmp/dragoman-metrics-XXXXXX";
    close(mkstemp(path));
    bench given = bench_open();
    fill(&given, 20);
    member one = {.settings = {.metrics_file = path}};
    member_start(&given, &one);
    wait_committed(&given, 20);
    member_stop(&one);
    char text[4096] = {0};
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_true(fread(text, 1, sizeof text - 1, file) > 0);
    fclose(file);
    assert_non_null(strstr(text, "\ndragoman_work_articles_total 20\n"));
    assert_non_null(strstr(text, "# TYPE dragoman_work_lag gauge\ndragoman_work_lag 0\n"));
    unlink(path);
    bench_close(&given);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_article_is_answered_once),
        cmocka_unit_test(test_a_second_run_goes_on_where_the_first_stopped),
        cmocka_unit_test(test_replies_in_transactions),
        cmocka_unit_test(test_faults_of_the_brokers_are_outlived),
        cmocka_unit_test(test_what_is_not_acknowledged_is_not_committed),
        cmocka_unit_test(test_a_reply_that_the_topic_does_not_take_is_a_dead_letter),
        cmocka_unit_test(test_a_wrong_property_is_refused_at_once),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_a_stop_is_seen_while_no_broker_answers),
        cmocka_unit_test(test_the_metrics_file_is_whole),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
