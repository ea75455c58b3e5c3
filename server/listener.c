/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our own listening socket. libmicrohttpd's would accept whatever comes and, at its limit, leave
 * clients in the backlog without a word; here every connection gets a slot, or a 503, or (without a
 * free descriptor) a close.
 *
 * EMFILE: accept fails while the connection stays in the backlog, so level-triggered polling would
 * spin. A spare descriptor is given up for a moment to accept and close it.
 */
#include "serve.h"
#include "server.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BACKLOG 1024
#define ACCEPTS_PER_WAKE 64
#define LISTENERS (sizeof((struct server *)0)->listeners / sizeof(struct listener))

/* False: not even that helped. */
static bool refuse_for_descriptors(struct listener *listener) {
    struct server *server = listener->server;
    if (server->spare_fd >= 0)
        close(server->spare_fd);
    int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0)
        close(fd);
    server->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    server->metrics.shed[SHED_DESCRIPTORS]++;
    return fd >= 0;
}

/* A connection over the limit: 503 from one of the spare slots, or just closed. */
static void refuse_connection(struct listener *listener, int fd) {
    struct server *server = listener->server;
    server->metrics.shed[SHED_CONNECTIONS]++;
    struct conn *conn = conn_take(server, fd, listener->offered, false);
    if (!conn) {
        close(fd);
        return;
    }
    gate_refuse(
        conn, "overloaded", "All connections are in use. Repeat after Retry-After seconds.");
}

static void take_connection(
    struct listener *listener, int fd, const struct sockaddr_storage *peer, socklen_t size) {
    struct server *server = listener->server;
    const int yes = 1;
    server->metrics.accepted++;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    uint64_t most = server->config->number[SETTING_connections];
    if (server->counted_count >= most && !room_evict(server)) {
        refuse_connection(listener, fd);
        return;
    }
    struct conn *conn = conn_take(server, fd, listener->offered, true);
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
static bool accept_one(struct listener *listener) {
    struct sockaddr_storage peer;
    socklen_t size = sizeof peer;
    memset(&peer, 0, sizeof peer);
    if (!listener->server->free_list) { /* in a flood of refusals: it waits for the next turn */
        room_hurry(listener->server);
        return false;
    }
    int fd = accept4(listener->fd, (struct sockaddr *)&peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
        take_connection(listener, fd, &peer, size);
        return true;
    }
    if (errno == EINTR || errno == ECONNABORTED)
        return true;
    if (errno == EAGAIN)
        return false;
    if ((errno == EMFILE || errno == ENFILE) && refuse_for_descriptors(listener))
        return false;
    /* No descriptor or no memory, and the connection stays in the backlog: look again next tick. */
    uv_poll_stop(&listener->poll);
    listener->paused = true;
    return false;
}

static void on_listen(uv_poll_t *handle, int status, int events) {
    struct listener *listener = handle->data;
    (void)status;
    (void)events;
    for (int i = 0; i < ACCEPTS_PER_WAKE && accept_one(listener); i++)
        ;
}

void listener_resume(struct server *server) {
    for (size_t i = 0; i < LISTENERS; i++) {
        struct listener *listener = &server->listeners[i];
        if (listener->paused)
            listener->paused = uv_poll_start(&listener->poll, UV_READABLE, on_listen) != 0;
    }
}

/* ---- opening --------------------------------------------------------------------------------- */

static bool is_loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)address)->sin6_addr);
}

static int try_address(struct listener *listener, const struct addrinfo *address) {
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
    listener->fd = fd;
    return 0;
}

static int fail(struct server *server, const char *address, const char *why) {
    log_write_event(server->log, "error", "cannot_listen", "address", address, "reason", why, NULL);
    return SERVER_CANNOT_LISTEN;
}

static void write_address(int fd, char *text, size_t size) {
    struct sockaddr_storage bound;
    socklen_t length = sizeof bound;
    char host[64] = "", port[16] = "";
    getsockname(fd, (struct sockaddr *)&bound, &length);
    getnameinfo((struct sockaddr *)&bound, length, host, sizeof host, port, sizeof port,
        NI_NUMERICHOST | NI_NUMERICSERV);
    bool six = bound.ss_family == AF_INET6;
    snprintf(text, size, "%s%s%s:%s", six ? "[" : "", host, six ? "]" : "", port);
}

static void log_address(const struct listener *listener) {
    struct server *server = listener->server;
    char address[96], workers[16], factor[16];
    pool_load load;
    pool_measure(server->pool, &load);
    write_address(listener->fd, address, sizeof address);
    if (listener->offered == OFFER_HEALTH_AND_METRICS) {
        log_write_event(server->log, "info", "listening_for_metrics", "address", address, NULL);
        return;
    }
    snprintf(workers, sizeof workers, "%u", load.workers);
    snprintf(factor, sizeof factor, "%.2f", server->work_factor);
    log_write_event(server->log, "info", "listening", "address", address, "workers", workers,
        "work_factor", factor, "version", DRG_VERSION, NULL);
}

/* Binds to the first of the addresses that can be had. 0, or an exit code after a log line. */
static int bind_first(struct listener *listener, const char *text, const struct addrinfo *list) {
    struct server *server = listener->server;
    bool guarded = server->access.keyed || server->config->number[SETTING_open] ||
                   listener->offered == OFFER_HEALTH_AND_METRICS;
    int bound = -1;
    for (const struct addrinfo *at = list; at && bound; at = at->ai_next) {
        if (!guarded && !is_loopback(at->ai_addr)) {
            log_write_event(server->log, "error", "cannot_listen", "address", text, "reason",
                "other machines could reach this address without a key", "hint",
                "give --keys FILE (dragoman key new makes one), or --open to serve whoever comes",
                NULL);
            return SERVER_CONFIG;
        }
        bound = try_address(listener, at);
    }
    return bound ? fail(server, text, strerror(errno)) : 0;
}

static int open_one(struct server *server, struct listener *listener, server_setting setting,
    routes_offered offered) {
    const char *text = server->config->text[setting];
    char host[SERVER_TEXT_SIZE], port[8];
    uint16_t number;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *list = NULL;
    listener->server = server;
    listener->offered = offered;
    if (!server_config_address(text, host, &number))
        return fail(server, text, "HOST:PORT is wanted");
    snprintf(port, sizeof port, "%u", number);
    int result = getaddrinfo(host, port, &hints, &list);
    if (result)
        return fail(server, text, gai_strerror(result));
    result = bind_first(listener, text, list);
    freeaddrinfo(list);
    if (result)
        return result;
    result = uv_poll_init(&server->loop, &listener->poll, listener->fd);
    if (!result) {
        listener->poll.data = listener;
        result = uv_poll_start(&listener->poll, UV_READABLE, on_listen);
    }
    if (result)
        return fail(server, text, uv_strerror(result));
    listener->open = true;
    return 0;
}

int listener_open(struct server *server) {
    bool apart = server->config->text[SETTING_metrics_listen][0];
    server->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int result = apart ? open_one(server, &server->listeners[1], SETTING_metrics_listen,
                             OFFER_HEALTH_AND_METRICS)
                       : 0;
    if (!result)
        result = open_one(server, &server->listeners[0], SETTING_listen,
            apart ? OFFER_ALL_BUT_METRICS : OFFER_ALL);
    return result;
}

void listener_announce(const struct server *server) {
    for (size_t i = LISTENERS; i-- > 0;)
        if (server->listeners[i].open)
            log_address(&server->listeners[i]);
}

/*
 * Closing a listening socket resets what waits in its backlog, and the handshakes under way. So
 * first the socket is bound to an interface that does not exist: the kernel finds nobody for a new
 * SYN any more and refuses it, as on a closed port, while the handshakes under way go on and the
 * backlog stays. A moment later the backlog is emptied, and nothing can have joined it, and the
 * socket is closed. (Binding by number asks for no such interface and, since Linux 5.7, for no
 * privilege; a socket filter that drops SYNs asks for one on newer kernels.)
 *
 * Where that cannot be done (gVisor, old kernels) the backlog is set to nothing and left alone
 * until the close: the kernel then drops new SYNs by itself as soon as one connection waits in it,
 * so that at most that one and one handshake beside it could meet the close.
 */
static void starve(struct listener *listener) {
    uv_poll_stop(&listener->poll);
    listener->paused = false; /* the tick does not take it up again */
    if (listen(listener->fd, 0))
        log_write_event(
            listener->server->log, "warning", "not_quiesced", "reason", strerror(errno), NULL);
}

void listener_quiesce(struct server *server) {
    const int nowhere = INT_MAX; /* interfaces are numbered from 1 on */
    for (size_t i = 0; i < LISTENERS; i++) {
        struct listener *listener = &server->listeners[i];
        if (listener->open &&
            setsockopt(listener->fd, SOL_SOCKET, SO_BINDTOIFINDEX, &nowhere, sizeof nowhere))
            starve(listener);
    }
}

void listener_close(struct server *server) {
    for (size_t i = 0; i < LISTENERS; i++) {
        struct listener *listener = &server->listeners[i];
        if (!listener->open)
            continue;
        while (accept_one(listener))
            ;
        listener->open = listener->paused = false;
        uv_close((uv_handle_t *)&listener->poll, NULL);
        close(listener->fd);
    }
    if (server->spare_fd >= 0)
        close(server->spare_fd);
}
