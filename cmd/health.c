/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman health: asks /livez (or, with --ready, /readyz) of a running service, so that an image
 * needs no other program for its health check. The address is --url, else that of DRAGOMAN_LISTEN
 * or the default; a wildcard address means this machine.
 */
#include "../server/config.h"
#include "cmd.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static const char USAGE[] = "usage: dragoman health [--ready] [--url http://HOST:PORT]\n";

static int open_connection(const char *host, uint16_t port) {
    char digits[8];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    const struct timeval wait = {.tv_sec = 2};
    snprintf(digits, sizeof digits, "%u", port);
    if (getaddrinfo(host, digits, &hints, &list))
        return -1;
    int fd = -1;
    for (struct addrinfo *at = list; at && fd < 0; at = at->ai_next) {
        fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        if (connect(fd, at->ai_addr, at->ai_addrlen)) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(list);
    return fd;
}

static bool ask(int fd, const char *host, const char *path) {
    char text[512];
    int size = snprintf(text, sizeof text,
        "GET %s HTTP/1.1\r\nHost: %.200s\r\nConnection: close\r\n\r\n", path, host);
    if (size < 0 || send(fd, text, (size_t)size, MSG_NOSIGNAL) != size)
        return false;
    size_t got = 0;
    while (got < 12) {
        ssize_t more = recv(fd, text + got, sizeof text - got, 0);
        if (more <= 0)
            return false;
        got += (size_t)more;
    }
    return !memcmp(text, "HTTP/1.1 200", 12);
}

/* "http://host:port[/]" or "host:port". */
static bool read_address(const char *url, char *host, uint16_t *port) {
    char listen[SERVER_TEXT_SIZE];
    if (!strncmp(url, "http://", 7))
        url += 7;
    size_t size = strcspn(url, "/");
    if (size >= sizeof listen || (url[size] && url[size + 1]))
        return false;
    memcpy(listen, url, size);
    listen[size] = 0;
    if (!server_config_address(listen, host, port))
        return false;
    if (!strcmp(host, "0.0.0.0"))
        strcpy(host, "127.0.0.1");
    else if (!strcmp(host, "::"))
        strcpy(host, "::1");
    return true;
}

int cmd_health(int argc, char **argv) {
    char host[SERVER_TEXT_SIZE];
    uint16_t port;
    const char *path = "/livez";
    server_config config;
    char *none[] = {argv[0], NULL};
    if (!server_config_load(&config, 1, none, environ)) {
        fprintf(stderr, "dragoman health: %s\n", config.error);
        return CMD_CONFIG;
    }
    const char *url = config.text[SETTING_listen];
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--ready")) {
            path = "/readyz";
        } else if (!strcmp(argv[i], "--url") && i + 1 < argc) {
            url = argv[++i];
        } else {
            bool asked = !strcmp(argv[i], "--help");
            fputs(USAGE, asked ? stdout : stderr);
            return asked ? CMD_OK : CMD_USAGE;
        }
    }
    if (!read_address(url, host, &port)) {
        fprintf(stderr, "dragoman health: http://HOST:PORT is wanted\n");
        return CMD_USAGE;
    }
    int fd = open_connection(host, port);
    bool healthy = fd >= 0 && ask(fd, host, path);
    if (fd >= 0)
        close(fd);
    if (!healthy)
        fprintf(stderr, "dragoman health: no 200 from %s of %s\n", path, url);
    return healthy ? CMD_OK : CMD_FAILED;
}
