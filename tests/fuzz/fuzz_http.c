/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The service's own loop, gate, libmicrohttpd and a worker, over a socketpair: any bytes, cut in
 * two at any place, then perhaps a half-close. What must hold: at most one answer, whole and
 * well-formed; one where the gate has anything to refuse or a request is complete; and when the
 * client is gone, no slot, no reservation and no descriptor is left.
 *
 * The server is started once, by the code that `dragoman serve` runs (loop.c is part of this
 * program), with articles read in a thread and without weights. The first byte of an input says
 * where it is cut, the second how the client ends.
 */
#include "fuzz.h"

#include "../../server/loop.c"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>

#define ROUNDS 4000 /* of the loop, each at most a tick: far above every wait of a sound server */
#define IDLE_ROUNDS 4

static struct server *serve(void) {
    static struct server *server;
    static server_config config;
    if (server)
        return server;
    server_config_default(&config);
    CHECK(server_config_set(&config, "listen", "127.0.0.1:0", ORIGIN_FLAG));
    CHECK(server_config_set(&config, "workers", "1", ORIGIN_FLAG));
    CHECK(server_config_set(&config, "isolate", "off", ORIGIN_FLAG));
    CHECK(server_config_set(&config, "contain", "off", ORIGIN_FLAG));
    CHECK(server_config_set(&config, "request_log", "off", ORIGIN_FLAG));
    CHECK(server_config_set(&config, "max_text", "65536", ORIGIN_FLAG));
    CHECK(server_config_set(&config, "max_body", "65536", ORIGIN_FLAG));
    server = calloc(1, sizeof *server);
    CHECK(server);
    server->config = &config;
    server->context.engine = fuzz_engine();
    api_limits_default(&server->context.limits);
    server->context.limits.body_bytes = server->context.limits.text_bytes = 65536;
    signal(SIGPIPE, SIG_IGN);
    CHECK(uv_loop_init(&server->loop) == 0);
    CHECK(prepare(server) == SERVER_OK && start(server) == SERVER_OK);
    log_close(server->log); /* libmicrohttpd's complaints would fill the fuzzer's log */
    server->log = log_open(open("/dev/null", O_WRONLY | O_CLOEXEC));
    CHECK(server->log);
    return server;
}

static size_t count_descriptors(void) {
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    CHECK(folder);
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

/* ---- the client ------------------------------------------------------------------------------ */

typedef struct client {
    struct server *server;
    struct conn *conn;
    int fd;
    char answer[1 << 18];
    size_t size;
    bool ended;
} client;

static void turn(struct server *server, bool wait) {
    uv_run(&server->loop, wait ? UV_RUN_ONCE : UV_RUN_NOWAIT);
}

static void take(client *c) {
    CHECK(c->size < sizeof c->answer);
    ssize_t got = recv(c->fd, c->answer + c->size, sizeof c->answer - c->size, MSG_DONTWAIT);
    if (got > 0)
        c->size += (size_t)got;
    else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        c->ended = true;
}

/* A server that still expects bytes has nothing to do. */
static bool expects_more(const client *c) {
    return c->conn->state == CONN_GATE ||
           (c->conn->state == CONN_HTTP &&
               (c->conn->phase == PHASE_HEAD || c->conn->phase == PHASE_BODY));
}

static void give(client *c, const uint8_t *data, size_t size) {
    for (size_t idle = 0; size && !c->ended && idle < ROUNDS;) {
        ssize_t sent = send(c->fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            return;
        if (sent > 0) {
            data += sent;
            size -= (size_t)sent;
        } else {
            idle++;
        }
        turn(c->server, false);
        take(c);
    }
}

static void wait_for_answer(client *c) {
    size_t idle = 0;
    for (size_t round = 0; !c->ended && idle < IDLE_ROUNDS; round++) {
        CHECK(round < ROUNDS);
        idle = expects_more(c) ? idle + 1 : 0;
        turn(c->server, c->conn->state == CONN_HTTP &&
                            (c->conn->phase == PHASE_WAITING || c->conn->phase == PHASE_STREAM));
        take(c);
    }
}

/* ---- what must hold -------------------------------------------------------------------------- */

static const char *field(const char *head, size_t size, const char *name, drg_slice *value) {
    const char *at = memmem(head, size, name, strlen(name));
    if (!at)
        return NULL;
    at += strlen(name);
    const char *end = memmem(at, size - (size_t)(at - head), "\r\n", 2);
    CHECK(end);
    *value = (drg_slice){at, (size_t)(end - at)};
    return at;
}

/* A body in chunks (RFC 9112, 7.1), without extensions and trailers: whole, and nothing behind it.
 */
static bool are_chunks(const char *body, size_t size) {
    for (;;) {
        char *end;
        size_t part = strtoul(body, &end, 16);
        size_t line = (size_t)(end - body) + 2;
        if (end == body || line > size || memcmp(end, "\r\n", 2) != 0 || part + 2 > size - line)
            return false;
        body += line + part;
        size -= line + part + 2;
        if (memcmp(body, "\r\n", 2) != 0)
            return false;
        body += 2;
        if (!part)
            return size == 0;
    }
}

/* 0: none; else its status. What is streamed to a client that has closed its side may end early. */
static int check_answer(const char *answer, size_t size, bool head_only, bool closed, bool old) {
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    drg_slice length, type;
    if (size >= sizeof go_on - 1 && !memcmp(answer, go_on, sizeof go_on - 1)) {
        answer += sizeof go_on - 1;
        size -= sizeof go_on - 1;
    }
    if (size == 0)
        return 0;
    CHECK(size > 20 && !memcmp(answer, "HTTP/1.1 ", 9));
    const char *end = memmem(answer, size, "\r\n\r\n", 4);
    CHECK(end);
    size_t head = (size_t)(end - answer) + 2, body = size - head - 2;
    int status = atoi(answer + 9);
    CHECK(status >= 200 && status <= 599);
    CHECK(field(answer, head, "\r\nConnection: ", &length));
    if (status == 204)
        return status;
    if (field(answer, head, "\r\nTransfer-Encoding: chunked", &length))
        CHECK(head_only ? body == 0 : closed || are_chunks(end + 4, body));
    else if (field(answer, head, "\r\nContent-Length: ", &length))
        CHECK(body == strtoul(length.data, NULL, 10) || (head_only && !body));
    else
        CHECK(old); /* HTTP/1.0 knows no chunks: the body ends with the connection */
    CHECK(field(answer, head, "\r\nContent-Type: ", &type));
    if (status >= 400)
        CHECK(!strncmp(type.data, "application/problem+json", 24));
    return status;
}

static void check_against_gate(const client *c, drg_slice sent, bool closed) {
    gate_head head;
    gate_refusal refusal;
    gate_verdict verdict = gate_check(sent.data, sent.size, &head, &refusal);
    bool head_only = sent.size > 5 && !memcmp(sent.data, "HEAD ", 5);
    int status = check_answer(
        c->answer, c->size, head_only, closed, verdict == GATE_CLEAN && head.minor == 0);
    if (verdict == GATE_REFUSED)
        CHECK(status >= 400);
    if (verdict == GATE_MORE && !closed)
        CHECK(status == 0);
    if (verdict == GATE_CLEAN && !closed && sent.size - head.size >= head.content_length)
        CHECK(status != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static client c;
    int ends[2];
    if (size < 3 || size > 1 << 17)
        return 0;
    struct server *server = serve();
    size_t descriptors = count_descriptors();
    CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    c = (client){.server = server, .fd = ends[0]};
    c.conn = conn_take(server, ends[1], OFFER_ALL, true);
    CHECK(c.conn);
    memcpy(&c.conn->peer, &peer, sizeof peer);
    c.conn->peer_size = sizeof peer;
    gate_open(c.conn);
    const uint8_t *sent = data + 2;
    size_t left = size - 2, cut = data[0] * left / 255;
    give(&c, sent, cut);
    for (int i = 0; i < 3 && cut < left; i++)
        turn(server, false);
    give(&c, sent + cut, left - cut);
    bool closed = data[1] & 1;
    if (closed)
        shutdown(c.fd, SHUT_WR);
    wait_for_answer(&c);
    check_against_gate(&c, (drg_slice){(const char *)sent, left}, closed);
    close(c.fd);
    for (int round = 0; server->open_count; round++) {
        CHECK(round < ROUNDS);
        turn(server, round > 8);
    }
    for (int round = 0; server->ledger.reserved && round < ROUNDS; round++)
        turn(server, true); /* a job whose client has left comes back late */
    CHECK(server->ledger.reserved == 0 && server->counted_count == 0);
    CHECK(count_descriptors() == descriptors);
    return 0;
}
