/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our own listening socket. libmicrohttpd's would accept whatever comes and, at its limit, leave
 * clients in the backlog without a word; here every connection gets a slot, or a 503, or (without a
 * free descriptor) a close.
 *
 * EMFILE: accept fails while the connection stays in the backlog, so level-triggered polling would
 * spin. A spare descriptor is given up for a moment to accept and close it.
 */
#include "server.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BACKLOG 1024
#define ACCEPTS_PER_WAKE 64

/* False: not even that helped. */
static bool refuse_for_descriptors(struct server *server) {
    if (server->spare_fd >= 0)
        close(server->spare_fd);
    int fd = accept4(server->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0)
        close(fd);
    server->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    server->metrics.shed[SHED_DESCRIPTORS]++;
    return fd >= 0;
}

/* A connection over the limit: 503 from one of the spare slots, or just closed. */
static void refuse_connection(struct server *server, int fd) {
    server->metrics.shed[SHED_CONNECTIONS]++;
    struct conn *conn = conn_take(server, fd, false);
    if (!conn) {
        close(fd);
        return;
    }
    gate_refuse(
        conn, "overloaded", "All connections are in use. Repeat after Retry-After seconds.");
}

static void take_connection(
    struct server *server, int fd, const struct sockaddr_storage *peer, socklen_t size) {
    const int yes = 1;
    server->metrics.accepted++;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (server->counted_count >= server->config->number[SETTING_connections]) {
        refuse_connection(server, fd);
        return;
    }
    struct conn *conn = conn_take(server, fd, true);
    if (!conn) {
        server->metrics.shed[SHED_CONNECTIONS]++;
        close(fd);
        return;
    }
    memcpy(&conn->peer, peer, size);
    conn->peer_size = size;
    gate_open(conn);
}

/* False: nothing is left to accept now. */
static bool accept_one(struct server *server) {
    struct sockaddr_storage peer;
    socklen_t size = sizeof peer;
    memset(&peer, 0, sizeof peer);
    int fd =
        accept4(server->listen_fd, (struct sockaddr *)&peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
        take_connection(server, fd, &peer, size);
        return true;
    }
    if (errno == EINTR || errno == ECONNABORTED)
        return true;
    if (errno == EAGAIN)
        return false;
    if ((errno == EMFILE || errno == ENFILE) && refuse_for_descriptors(server))
        return false;
    /* No descriptor or no memory, and the connection stays in the backlog: look again next tick. */
    uv_poll_stop(&server->listen_poll);
    server->listen_paused = true;
    return false;
}

static void on_listen(uv_poll_t *handle, int status, int events) {
    struct server *server = handle->data;
    (void)status;
    (void)events;
    for (int i = 0; i < ACCEPTS_PER_WAKE && accept_one(server); i++)
        ;
}

void listener_resume(struct server *server) {
    if (!server->listen_paused)
        return;
    server->listen_paused = uv_poll_start(&server->listen_poll, UV_READABLE, on_listen) != 0;
}

/* ---- opening --------------------------------------------------------------------------------- */

static int try_address(struct server *server, const struct addrinfo *address) {
    const int yes = 1;
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(fd, address->ai_addr, address->ai_addrlen) || listen(fd, BACKLOG)) {
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    server->listen_fd = fd;
    return 0;
}

static int fail(struct server *server, const char *why) {
    log_write_event(server->log, "error", "cannot_listen", "address",
        server->config->text[SETTING_listen], "reason", why, NULL);
    return 71;
}

static void log_address(struct server *server) {
    struct sockaddr_storage bound;
    socklen_t size = sizeof bound;
    char host[64] = "", port[16] = "", address[96], workers[16], factor[16];
    pool_load load;
    pool_measure(server->pool, &load);
    getsockname(server->listen_fd, (struct sockaddr *)&bound, &size);
    getnameinfo((struct sockaddr *)&bound, size, host, sizeof host, port, sizeof port,
        NI_NUMERICHOST | NI_NUMERICSERV);
    bool six = bound.ss_family == AF_INET6;
    snprintf(address, sizeof address, "%s%s%s:%s", six ? "[" : "", host, six ? "]" : "", port);
    snprintf(workers, sizeof workers, "%u", load.workers);
    snprintf(factor, sizeof factor, "%.2f", server->work_factor);
    log_write_event(server->log, "info", "listening", "address", address, "workers", workers,
        "work_factor", factor, "version", DRG_VERSION, NULL);
}

int listener_open(struct server *server) {
    char host[SERVER_TEXT_SIZE], port[8];
    uint16_t number;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *list = NULL;
    if (!server_config_address(server->config->text[SETTING_listen], host, &number))
        return fail(server, "HOST:PORT is wanted");
    snprintf(port, sizeof port, "%u", number);
    int result = getaddrinfo(host, port, &hints, &list);
    if (result)
        return fail(server, gai_strerror(result));
    int bound = -1;
    for (struct addrinfo *at = list; at && bound; at = at->ai_next)
        bound = try_address(server, at);
    int error = errno;
    freeaddrinfo(list);
    if (bound)
        return fail(server, strerror(error));
    server->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    result = uv_poll_init(&server->loop, &server->listen_poll, server->listen_fd);
    if (!result) {
        server->listen_poll.data = server;
        result = uv_poll_start(&server->listen_poll, UV_READABLE, on_listen);
    }
    if (result)
        return fail(server, uv_strerror(result));
    log_address(server);
    return 0;
}

/*
 * Closing a listening socket resets what waits in its backlog, and the handshakes under way. So
 * first a filter drops every new SYN (such clients simply try again, and then find the port
 * closed), while the rest of a handshake still gets through; a moment later the backlog is emptied
 * and the socket closed. A filter sees a packet from its TCP header on: byte 13 holds the flags.
 */
void listener_quiesce(struct server *server) {
    enum { SYN = 0x02, SYN_ACK = 0x12 };
    struct sock_filter drop_syn[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 13),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, SYN_ACK),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYN, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, UINT32_MAX),
    };
    const struct sock_fprog program = {
        .len = sizeof drop_syn / sizeof drop_syn[0], .filter = drop_syn};
    if (setsockopt(server->listen_fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program))
        log_write_event(server->log, "warning", "no_filter", "reason", strerror(errno), NULL);
}

void listener_close(struct server *server) {
    while (accept_one(server))
        ;
    server->listen_paused = false;
    uv_close((uv_handle_t *)&server->listen_poll, NULL);
    close(server->listen_fd);
    if (server->spare_fd >= 0)
        close(server->spare_fd);
}
