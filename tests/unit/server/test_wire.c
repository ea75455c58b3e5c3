/* SPDX-License-Identifier: Apache-2.0 */
/* Jobs and replies over a socket: what goes in comes out; cut anywhere or forged, nothing comes out
 * and nothing is believed. */
#include "../support.h"

#include "../../../server/wire.h"
#include "../heap.h"

#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST ((size_t)1 << 16)

static int ends[2];

static void open_pair(void) {
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
}

static void close_pair(void) {
    close(ends[0]);
    close(ends[1]);
}

static server_job *job_of(const char *body) {
    const api_request request = {.path = slice_of("/v1/extract"),
        .query = slice_of("id=a"),
        .content_type = slice_of("text/plain"),
        .accept = slice_of("*/*"),
        .request_id = slice_of("r-1")};
    server_job *job = job_new(&request, *body ? strdup(body) : NULL, strlen(body));
    assert_non_null(job);
    return job;
}

/* Everything that one side wrote, as bytes. */
static size_t drain(char *bytes, size_t room) {
    ssize_t got = recv(ends[1], bytes, room, 0);
    assert_true(got > 0);
    return (size_t)got;
}

static void give(const char *bytes, size_t size) {
    open_pair();
    assert_int_equal(send(ends[0], bytes, size, 0), (ssize_t)size);
    shutdown(ends[0], SHUT_WR);
}

static void jobs_arrive(void **state) {
    (void)state;
    static const char *const bodies[] = {"", "A word."};
    for (size_t i = 0; i < 2; i++) {
        server_job *job = job_of(bodies[i]);
        wire_request got;
        open_pair();
        assert_true(wire_send_job(ends[0], job));
        assert_true(wire_receive_request(ends[1], &got));
        assert_int_equal(got.request.body.size, strlen(bodies[i]));
        assert_memory_equal(got.request.body.data, bodies[i], strlen(bodies[i]));
        assert_int_equal(got.request.request_id.size, 3);
        assert_memory_equal(got.request.path.data, "/v1/extract", 11);
        assert_int_equal(got.request.content_encoding.size, 0);
        wire_request_deinit(&got);
        job_free(job);
        close_pair();
    }
}

static void jobs_cut_anywhere_are_refused(void **state) {
    (void)state;
    char bytes[4096];
    server_job *job = job_of("A word.");
    open_pair();
    assert_true(wire_send_job(ends[0], job));
    size_t size = drain(bytes, sizeof bytes);
    close_pair();
    for (size_t cut = 0; cut < size; cut++) {
        wire_request got;
        open_pair();
        assert_int_equal(send(ends[0], bytes, cut, 0), (ssize_t)cut);
        shutdown(ends[0], SHUT_WR);
        assert_false(wire_receive_request(ends[1], &got));
        wire_request_deinit(&got);
        close_pair();
    }
    job_free(job);
}

/* Seven sizes of four bytes, then that of the body (wire.c). Found by tests/fuzz: a part of 4 GiB
 * was allocated. */
static void jobs_of_absurd_size_are_refused(void **state) {
    (void)state;
    char bytes[4096];
    server_job *job = job_of("A word.");
    open_pair();
    assert_true(wire_send_job(ends[0], job));
    size_t size = drain(bytes, sizeof bytes);
    close_pair();
    for (size_t part = 0; part <= 7; part++) {
        char forged[4096];
        wire_request got;
        memcpy(forged, bytes, size);
        memset(forged + (part < 7 ? 4 * part : 32), 0xFF, part < 7 ? 4 : 8);
        give(forged, size);
        assert_false(wire_receive_request(ends[1], &got));
        assert_null(got.bytes);
        close_pair();
    }
    job_free(job);
}

static void jobs_without_a_reader_are_told(void **state) {
    (void)state;
    server_job *job = job_of("A word.");
    open_pair();
    close(ends[1]);
    assert_false(wire_send_job(ends[0], job));
    close(ends[0]);
    job_free(job);
}

/* ---- replies ---- */

static api_reply ok(const char *body) {
    return (api_reply){.status = 200,
        .content_type = api_format_type(API_CSV),
        .gzip = true,
        .body = *body ? strdup(body) : NULL,
        .size = strlen(body),
        .words = 7,
        .stage_ns = {[0] = 5},
        .events_by_type = {[1] = 3}};
}

static void replies_arrive(void **state) {
    (void)state;
    api_reply problem = {0}, sent[3] = {ok("a,b\n"), {.status = 499}, {0}}, got;
    api_problem("overloaded", NULL, slice_of("r-1"), &problem);
    sent[2] = problem;
    for (size_t i = 0; i < 3; i++) {
        open_pair();
        assert_true(wire_send_reply(ends[0], &sent[i]));
        assert_true(wire_receive_reply(ends[1], MOST, &got));
        assert_int_equal(got.status, sent[i].status);
        assert_int_equal(got.gzip, sent[i].gzip);
        assert_int_equal(got.size, sent[i].body ? sent[i].size : 0);
        assert_memory_equal(got.body ? got.body : "", sent[i].body ? sent[i].body : "", got.size);
        assert_int_equal(got.words, sent[i].words);
        assert_true(got.stage_ns[0] == sent[i].stage_ns[0]);
        assert_int_equal(got.events_by_type[1], sent[i].events_by_type[1]);
        if (i != 1)
            assert_string_equal(got.content_type, sent[i].content_type);
        assert_true(i == 2 ? !strcmp(got.code, "overloaded") : !got.code);
        api_reply_deinit(&got);
        api_reply_deinit(&sent[i]);
        close_pair();
    }
}

/* The table of an article without events has no rows; without a body it would count as failed. */
static void an_empty_reply_arrives(void **state) {
    (void)state;
    api_reply sent = ok(""), got;
    open_pair();
    assert_true(wire_send_reply(ends[0], &sent));
    assert_true(wire_receive_reply(ends[1], MOST, &got));
    assert_int_equal(got.status, 200);
    assert_int_equal(got.size, 0);
    assert_non_null(got.body);
    api_reply_deinit(&got);
    api_reply_deinit(&sent);
    close_pair();
}

/* Where fields of a reply's head lie (wire.c): a process in a stranger's hands may say anything. */
enum { STATUS = 0, MEDIA = 4, CODE = 6, SIZE = 16 };

static void forged_replies_are_refused(void **state) {
    (void)state;
    static const struct {
        size_t at, bytes;
        uint64_t value;
    } cases[] = {{STATUS, 4, 0}, {STATUS, 4, 201}, {STATUS, 4, 503}, {MEDIA, 2, API_FORMATS + 1},
        {MEDIA, 2, 0xFFFF}, {CODE, 2, 0}, {CODE, 2, 9999}, {SIZE, 8, MOST + 1},
        {SIZE, 8, UINT64_MAX}, {SIZE, 8, 5}};
    char bytes[1024];
    api_reply sent = ok("a,b\n"), got = {0};
    open_pair();
    assert_true(wire_send_reply(ends[0], &sent));
    size_t size = drain(bytes, sizeof bytes);
    close_pair();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char forged[1024];
        memcpy(forged, bytes, size);
        memcpy(forged + cases[i].at, &cases[i].value, cases[i].bytes);
        give(forged, size);
        if (wire_receive_reply(ends[1], MOST, &got))
            fail_msg("case %zu is believed", i);
        assert_null(got.body);
        close_pair();
    }
    for (size_t cut = 0; cut < size; cut++) {
        give(bytes, cut);
        assert_false(wire_receive_reply(ends[1], MOST, &got));
        close_pair();
    }
    give(bytes, size);
    heap_fail(1);
    assert_true(wire_receive_reply(ends[1], MOST, &got)); /* and the stream is in step */
    heap_works();
    assert_int_equal(got.status, HEAP_CAN_FAIL ? 503 : 200);
    api_reply_deinit(&got);
    close_pair();
    api_reply_deinit(&sent);
}

/* ---- jobs without memory ---- */

static void a_job_without_memory_is_none(void **state) {
    (void)state;
    const api_request request = {.path = slice_of("/v1/extract")};
    for (size_t nth = 1; HEAP_CAN_FAIL && nth <= 2; nth++) {
        char *body = strdup("text");
        heap_fail(nth);
        server_job *job = job_new(&request, body, 4); /* takes the body, also now */
        heap_works();
        assert_null(job);
    }
    job_free(NULL);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_arrive),
        cmocka_unit_test(jobs_cut_anywhere_are_refused),
        cmocka_unit_test(jobs_of_absurd_size_are_refused),
        cmocka_unit_test(jobs_without_a_reader_are_told),
        cmocka_unit_test(replies_arrive),
        cmocka_unit_test(an_empty_reply_arrives),
        cmocka_unit_test(forged_replies_are_refused),
        cmocka_unit_test(a_job_without_memory_is_none),
    };
    return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
