/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load HOST:PORT [OPTION...] [FILE...]: clients of every temper for an HTTP service, from one
 * thread.
 *
 *   --rate N          requests a second, on a fixed schedule whatever the service does (open loop);
 *                     a reply's time counts from when its request was due, so that a service that
 *                     stops answering cannot hide it (coordinated omission)
 *   --clients N       or so many at once, each asking again when it has its answer (closed loop)
 *   --seconds S       how long; --count N: or how many requests (with --leave: how many that left)
 *   --target T        default /v1/extract; --type T: default text/plain
 *   --leave MS        each client goes within MS after its request: with FIN, RST or half-closing
 *   --heads N --bodies N --readers N   attackers beside, who send or read next to nothing:
 *                     a head or a body with a byte every half second, a reply that is not read.
 *   --again 1         attackers who are ended come again, so that the attack lasts as long as the
 *                     run (readers, who do not look and so cannot know, after 12 s)
 *   --reader-target T what the readers ask for, with GET
 *
 * Each FILE is the body of a POST, in turn; one connection a request. Prints one JSON object: how
 * many were sent, for each status how many and the 50th, 95th, 99th percentile and longest time in
 * milliseconds, connections that failed (refused, reset, no answer, time-out of 60 s), for each
 * kind of attacker how many, how many were ended by the service, and after how many seconds, and
 * the processor time of this program (on the service's machine its own cost must be known).
 *
 * Cost: a few microseconds a request; one look at every open connection each 10 ms.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST_CLIENTS 8192u
#define TICK_NS UINT64_C(10000000)
#define DRIP_NS UINT64_C(500000000)
#define PATIENCE_NS UINT64_C(60000000000)
#define READER_NS UINT64_C(12000000000)
#define NS UINT64_C(1000000000)

typedef enum temper { WHOLE, LEAVES, HEADS, BODIES, READERS, TEMPERS } temper;
typedef enum failure { REFUSED, RESET, NO_ANSWER, TIMED_OUT, NOT_SENT, FAILURES } failure;

typedef struct request {
    char *bytes;
    size_t size, head; /* head: bytes before the body */
} request;

typedef struct client {
    int fd; /* -1: free */
    temper temper;
    const request *asks;
    size_t sent, received;
    uint64_t due, until; /* when it was to be sent; when it leaves or sends the next byte */
    char first[16]; /* bytes of the reply */
    unsigned manner; /* of leaving */
} client;

typedef struct times { /* of one status */
    uint32_t *micros; /* [size] */
    size_t size, room;
} times;

static struct {
    struct sockaddr_in address;
    double rate, seconds;
    unsigned clients, attackers[TEMPERS];
    uint64_t count, leave_ns;
    bool again;
    const char *target, *type, *reader_target;
} want = {.target = "/v1/extract", .type = "text/plain", .reader_target = "/openapi.json"};

static request *requests, slow[TEMPERS];
static size_t request_count;
static client clients[MOST_CLIENTS];
static unsigned open_clients, open_of[TEMPERS];
static int poller;
static uint64_t sent_count, failures[FAILURES], left_count;
static times replies[600];
static times ended[TEMPERS]; /* lives of attackers that the service ended, in microseconds */

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * NS + (uint64_t)t.tv_nsec;
}

static void add(times *list, uint64_t ns) {
    if (list->size == list->room) {
        list->room = list->room ? 2 * list->room : 1024;
        list->micros = realloc(list->micros, list->room * sizeof *list->micros);
        if (!list->micros)
            exit(70);
    }
    uint64_t micros = ns / 1000;
    list->micros[list->size++] = micros < UINT32_MAX ? (uint32_t)micros : UINT32_MAX;
}

/* ---- requests -------------------------------------------------------------------------------- */

static request make_request(
    const char *method, const char *target, const char *body, size_t size, size_t announced) {
    request made = {.bytes = malloc(size + 512)};
    if (!made.bytes)
        exit(70);
    int head = snprintf(
        made.bytes, 512, "%s %s HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n", method, target);
    if (announced)
        head += snprintf(made.bytes + head, 512 - (size_t)head,
            "Content-Type: %s\r\nContent-Length: %zu\r\n", want.type, announced);
    head += snprintf(made.bytes + head, 512 - (size_t)head, "\r\n");
    if (size)
        memcpy(made.bytes + head, body, size);
    made.head = (size_t)head;
    made.size = (size_t)head + size;
    return made;
}

static void read_requests(char **paths, int count) {
    char *body = malloc(1 << 24);
    requests = calloc((size_t)count + 1, sizeof *requests);
    for (int i = 0; requests && body && i < count; i++) {
        FILE *file = fopen(paths[i], "rb");
        if (!file) {
            perror(paths[i]);
            exit(74);
        }
        size_t size = fread(body, 1, 1 << 24, file);
        fclose(file);
        requests[request_count++] = make_request("POST", want.target, body, size, size);
    }
    if (!request_count)
        requests[request_count++] = make_request("GET", want.target, NULL, 0, 0);
    free(body);
    slow[HEADS] = make_request("GET", "/livez", NULL, 0, 0);
    slow[BODIES] = make_request("POST", want.target, NULL, 0, 100000);
    slow[READERS] = make_request("GET", want.reader_target, NULL, 0, 0);
}

/* ---- one client ------------------------------------------------------------------------------ */

static void end(client *self) {
    close(self->fd);
    self->fd = -1;
    open_clients--;
    open_of[self->temper]--;
}

static void fail(client *self, failure how) {
    if (self->temper == WHOLE)
        failures[how]++;
    end(self);
}

/* The service has ended the connection. */
static void finish(client *self, bool reset) {
    uint64_t life = now() - self->due;
    if (self->temper >= HEADS) {
        add(&ended[self->temper], life);
    } else if (self->temper == WHOLE) {
        int status = self->received >= 12 ? atoi(self->first + 9) : 0;
        if (status >= 100 && status < 600)
            add(&replies[status], life);
        else
            failures[reset ? RESET : NO_ANSWER]++;
    }
    end(self);
}

static void leave(client *self) {
    left_count++;
    if (self->manner == 1) {
        const struct linger hard = {1, 0};
        setsockopt(self->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }
    if (self->manner == 2) { /* half-closed: the other side ends it */
        shutdown(self->fd, SHUT_WR);
        self->until = now() + PATIENCE_NS;
        return;
    }
    end(self);
}

static void start(temper kind, uint64_t due) {
    client *self = clients;
    while (self < clients + MOST_CLIENTS && self->fd >= 0)
        self++;
    int fd = self < clients + MOST_CLIENTS ? socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0) : -1;
    if (fd < 0) {
        failures[NOT_SENT]++;
        return;
    }
    const int yes = 1, little = 2048;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (kind == READERS)
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
    *self = (client){.fd = fd, .temper = kind, .due = due, .manner = (unsigned)(sent_count % 3)};
    self->asks = kind >= HEADS ? &slow[kind] : &requests[sent_count % request_count];
    self->until = kind == LEAVES
                      ? now() + (uint64_t)((double)rand() / RAND_MAX * (double)want.leave_ns)
                      : now();
    sent_count += kind < HEADS;
    open_clients++;
    open_of[kind]++;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP, .data.ptr = self};
    if (connect(fd, (struct sockaddr *)&want.address, sizeof want.address) &&
        errno != EINPROGRESS) {
        fail(self, REFUSED);
        return;
    }
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
}

/* Attackers on heads stop before the empty line, those on bodies behind it. */
static size_t allowed(const client *self) {
    return self->temper == HEADS ? self->asks->size - 8 : self->asks->size;
}

static void send_more(client *self) {
    size_t size = allowed(self);
    while (self->sent < size) {
        ssize_t sent =
            send(self->fd, self->asks->bytes + self->sent, size - self->sent, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN)
            return;
        if (sent < 0) /* answered before all was sent: the answer is still to be read */
            break;
        self->sent += (size_t)sent;
    }
    /* A reader is told of its waiting bytes once: told again and again it would take a core. */
    uint32_t once = self->temper == READERS ? (uint32_t)EPOLLET : 0;
    struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | once, .data.ptr = self};
    epoll_ctl(poller, EPOLL_CTL_MOD, self->fd, &event);
}

static void receive_more(client *self) {
    char bytes[65536];
    for (;;) {
        ssize_t got = recv(self->fd, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            if (got < 0 && self->sent == 0)
                fail(self, REFUSED);
            else
                finish(self, got < 0);
            return;
        }
        size_t room = sizeof self->first - 1;
        if (self->received < room) {
            size_t part = room - self->received < (size_t)got ? room - self->received : (size_t)got;
            memcpy(self->first + self->received, bytes, part);
        }
        self->received += (size_t)got;
    }
}

static void on_event(client *self, uint32_t events) {
    if (self->fd < 0)
        return;
    if (events & EPOLLOUT)
        send_more(self);
    if (self->temper == READERS) {
        if (events & (EPOLLERR | EPOLLHUP))
            finish(self, true);
    } else if (events & (EPOLLIN | EPOLLERR | EPOLLHUP | EPOLLRDHUP)) {
        receive_more(self);
    }
}

/* What the clock makes a client do. */
static void on_tick(client *self, uint64_t at) {
    static const char drip[] = "a";
    if (self->temper == LEAVES && at >= self->until && self->sent == self->asks->size)
        leave(self);
    else if ((self->temper == HEADS || self->temper == BODIES) && at >= self->until &&
             self->sent >= allowed(self)) {
        self->until = at + DRIP_NS;
        if (send(self->fd, drip, 1, MSG_NOSIGNAL) < 0 && errno != EAGAIN)
            receive_more(self);
    } else if (self->temper == READERS && want.again && at - self->due > READER_NS)
        end(self);
    else if (at - self->due > PATIENCE_NS && self->temper < HEADS)
        fail(self, TIMED_OUT);
}

/* ---- the run --------------------------------------------------------------------------------- */

static bool is_over(uint64_t began, uint64_t at) {
    if (want.count)
        return (want.leave_ns ? left_count : sent_count) >= want.count;
    return (double)(at - began) / 1e9 >= want.seconds;
}

static void start_attackers(void) {
    for (temper kind = HEADS; kind < TEMPERS; kind++)
        for (unsigned i = open_of[kind]; i < want.attackers[kind]; i++)
            start(kind, now());
}

/* Starts what is due. */
static void start_due(uint64_t began, uint64_t at) {
    temper kind = want.leave_ns ? LEAVES : WHOLE;
    if (want.again)
        start_attackers();
    if (want.rate > 0) {
        uint64_t due =
            began + (uint64_t)((double)(sent_count + failures[NOT_SENT]) / want.rate * 1e9);
        while (due <= at && !is_over(began, due)) {
            start(kind, due);
            due = began + (uint64_t)((double)(sent_count + failures[NOT_SENT]) / want.rate * 1e9);
        }
        return;
    }
    unsigned tries = 0;
    while (open_of[kind] < want.clients && !is_over(began, at) && tries++ < want.clients)
        start(kind, now());
}

static void run(void) {
    struct epoll_event events[256];
    uint64_t began = now(), next_tick = began;
    bool over = false;
    start_attackers();
    while (!over || open_of[WHOLE] + open_of[LEAVES]) {
        uint64_t at = now();
        over = over || is_over(began, at);
        if (!over)
            start_due(began, at);
        int count = epoll_wait(poller, events, 256, want.rate > 200 ? 1 : 2);
        for (int i = 0; i < count; i++)
            on_event(events[i].data.ptr, events[i].events);
        at = now();
        if (at < next_tick)
            continue;
        next_tick = at + TICK_NS;
        for (unsigned i = 0; i < MOST_CLIENTS; i++)
            if (clients[i].fd >= 0)
                on_tick(&clients[i], at);
    }
    printf("{\"seconds\": %.2f, \"cpu\": %.2f, ", (double)(now() - began) / 1e9,
        (double)clock() / CLOCKS_PER_SEC);
}

static int compare(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void print_times(const char *name, times *list, double unit) {
    qsort(list->micros, list->size, sizeof *list->micros, compare);
    double at[4];
    const double share[4] = {0.5, 0.95, 0.99, 1};
    for (int i = 0; i < 4; i++) {
        size_t index = (size_t)(share[i] * (double)list->size);
        at[i] = (double)list->micros[index < list->size ? index : list->size - 1] / unit;
    }
    printf("\"%s\": {\"count\": %zu, \"p50\": %.2f, \"p95\": %.2f, \"p99\": %.2f, \"max\": %.2f}",
        name, list->size, at[0], at[1], at[2], at[3]);
}

static void print_result(void) {
    static const char *const names[FAILURES] = {
        "refused", "reset", "no_answer", "timed_out", "not_sent"};
    static const char *const tempers[TEMPERS] = {
        [HEADS] = "heads", [BODIES] = "bodies", [READERS] = "readers"};
    const char *comma = "";
    printf("\"sent\": %llu, \"left\": %llu, \"statuses\": {", (unsigned long long)sent_count,
        (unsigned long long)left_count);
    for (int status = 0; status < 600; status++) {
        char name[8];
        if (!replies[status].size)
            continue;
        snprintf(name, sizeof name, "%d", status);
        printf("%s", comma);
        print_times(name, &replies[status], 1e3);
        comma = ", ";
    }
    printf("}, \"failures\": {");
    for (int i = 0; i < FAILURES; i++)
        printf("%s\"%s\": %llu", i ? ", " : "", names[i], (unsigned long long)failures[i]);
    printf("}, \"ended\": {");
    comma = "";
    for (int i = HEADS; i < TEMPERS; i++)
        if (ended[i].size) {
            printf("%s", comma);
            print_times(tempers[i], &ended[i], 1e6);
            comma = ", ";
        }
    printf("}}\n");
}

/* ---- settings -------------------------------------------------------------------------------- */

static bool read_option(const char *name, const char *value) {
    if (!strcmp(name, "--rate"))
        want.rate = atof(value);
    else if (!strcmp(name, "--clients"))
        want.clients = (unsigned)atoi(value);
    else if (!strcmp(name, "--seconds"))
        want.seconds = atof(value);
    else if (!strcmp(name, "--count"))
        want.count = strtoull(value, NULL, 10);
    else if (!strcmp(name, "--target"))
        want.target = value;
    else if (!strcmp(name, "--type"))
        want.type = value;
    else if (!strcmp(name, "--again"))
        want.again = atoi(value) != 0;
    else if (!strcmp(name, "--reader-target"))
        want.reader_target = value;
    else if (!strcmp(name, "--leave"))
        want.leave_ns = strtoull(value, NULL, 10) * 1000000;
    else if (!strcmp(name, "--heads"))
        want.attackers[HEADS] = (unsigned)atoi(value);
    else if (!strcmp(name, "--bodies"))
        want.attackers[BODIES] = (unsigned)atoi(value);
    else if (!strcmp(name, "--readers"))
        want.attackers[READERS] = (unsigned)atoi(value);
    else
        return false;
    return true;
}

static bool read_address(char *text) {
    char *colon = strrchr(text, ':');
    if (!colon)
        return false;
    *colon = 0;
    want.address.sin_family = AF_INET;
    want.address.sin_port = htons((uint16_t)atoi(colon + 1));
    return inet_pton(AF_INET, text, &want.address.sin_addr) == 1;
}

int main(int argc, char **argv) {
    int at = 2;
    bool fine = argc > 1 && read_address(argv[1]);
    for (; fine && at + 1 < argc && !strncmp(argv[at], "--", 2); at += 2)
        fine = read_option(argv[at], argv[at + 1]);
    if (!fine || (!want.count && want.seconds <= 0)) {
        fputs("usage: load HOST:PORT --rate N|--clients N --seconds S|--count N [OPTION...] "
              "[FILE...]\n",
            stderr);
        return 64;
    }
    for (unsigned i = 0; i < MOST_CLIENTS; i++)
        clients[i].fd = -1;
    poller = epoll_create1(EPOLL_CLOEXEC);
    read_requests(argv + at, argc - at);
    run();
    print_result();
    return 0;
}
