/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman health: asks /livez (or, with --ready, /readyz) of a running service, so that an image
 * needs no other program for its health check. The address is --url, else that of DRAGOMAN_LISTEN
 * or the default; a wildcard address means this machine.
 */
#include "../server/config.h"
#include "cmd.h"

#include <getopt.h>
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

/* An IPv6 address stands in brackets in Host, and without its zone, which is this machine's own. */
static bool ask(int fd, const char *host, uint16_t port, const char *path) {
    char text[512];
    bool six = strchr(host, ':') != NULL;
    int size = snprintf(text, sizeof text,
        "GET %s HTTP/1.1\r\nHost: %s%.*s%s:%u\r\nConnection: close\r\n\r\n", path, six ? "[" : "",
        (int)strcspn(host, six ? "%" : ""), host, six ? "]" : "", port);
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

/* 0: go on; else the exit code, -1 after --help. */
static int parse_options(int argc, char **argv, const char **path, const char **url) {
    static const struct option options[] = {{"ready", no_argument, NULL, 'r'},
        {"url", required_argument, NULL, 'u'}, {"help", no_argument, NULL, 'h'}, {0}};
    int option;
    argv[0] = "dragoman health"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'r')
            *path = "/readyz";
        else if (option == 'u')
            *url = optarg;
        else if (option == 'h')
            return fputs(USAGE, stdout), cmd_flush(argv[0]) ? CMD_IO : -1;
        else
            return CMD_USAGE;
    }
    if (optind == argc)
        return CMD_OK;
    fputs(USAGE, stderr);
    return CMD_USAGE;
}

int cmd_health(int argc, char **argv) {
    char host[SERVER_TEXT_SIZE];
    uint16_t port;
    const char *path = "/livez", *url = NULL;
    int result = parse_options(argc, argv, &path, &url);
    if (result)
        return result < 0 ? CMD_OK : result;
    server_config config;
    char *none[] = {argv[0], NULL};
    if (!server_config_load(&config, 1, none, environ)) {
        fprintf(stderr, "dragoman health: %s\n", config.error);
        return CMD_CONFIG;
    }
    if (!url)
        url = config.text[SETTING_listen];
    if (!read_address(url, host, &port)) {
        fprintf(stderr, "dragoman health: http://HOST:PORT is wanted\n");
        return CMD_USAGE;
    }
    int fd = open_connection(host, port);
    bool healthy = fd >= 0 && ask(fd, host, port, path);
    if (fd >= 0)
        close(fd);
    if (!healthy)
        fprintf(stderr, "dragoman health: no 200 from %s of %s\n", path, url);
    return healthy ? CMD_OK : CMD_FAILED;
}
