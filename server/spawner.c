/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The spawner and the threads' side of worker processes: spawner.h says why.
 *
 *   front ---- orders (SOCK_SEQPACKET) ----> spawner ---- fork ----> worker of slot i
 *     thread i ---- jobs and replies (SOCK_STREAM, made by the thread) ----/
 *
 * An order is "start slot i with this socket" or "kill slot i". Orders of one slot come from one
 * thread, so a kill always means the process that the thread has in mind. The spawner answers
 * nothing: a worker that could not be made shows as a socket that ends.
 *
 * Ending: when the front is gone, by stop or by crash, orders end; the spawner kills what is left
 * and exits. Both ask the kernel for SIGKILL should their parent die first. Signals of the service
 * (SIGTERM, SIGINT, SIGHUP) are the front's alone: they may be sent to the whole group.
 *
 * Cost a job: two copies of its bytes through a socket and two switches of process.
 */
#include "spawner.h"

#include "wire.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LONGEST_WAIT_MS 500 /* how late a cancellation may be seen whose wake-up was lost */
#define HIGH_DESCRIPTOR 64 /* above those that libraries hold from before the fork */
#define REPLY_FACTOR 64u /* bytes of reply that a byte of text may give; 8.3 was the most seen */
#define REPLY_BASE ((size_t)1 << 22)

typedef enum order_kind { ORDER_START, ORDER_KILL } order_kind;

typedef struct spawner_order {
    uint32_t kind, slot;
} spawner_order;

typedef struct spawner_slot { /* its thread's alone */
    int fd; /* to the process; -1: there is none */
    int wake; /* eventfd: the loop thread writes, the slot's thread waits */
} spawner_slot;

struct server_spawner {
    spawner_config config;
    int orders; /* the front's end */
    pid_t pid;
    atomic_bool *cancelled; /* [workers], shared with the processes */
    spawner_slot *slots; /* [workers] */
};

/* ---- the spawner's process ------------------------------------------------------------------- */

typedef struct spawner_process {
    const spawner_config *config;
    atomic_bool *cancelled;
    int orders;
    pid_t *pids; /* [workers]; 0: none */
} spawner_process;

static void restore_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGABRT, SIG_DFL);
}

/* Keeps `fd`, which is above the standard three then, and standard error. */
static int close_others(int fd) {
    if (fd < 3)
        fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, 0);
        dup2(null, 1);
    }
    if (fd > 3)
        syscall(SYS_close_range, 3u, (unsigned)fd - 1, 0u);
    syscall(SYS_close_range, (unsigned)fd + 1, ~0u, 0u);
    return fd;
}

/* An order, and the descriptor that came with it (-1: none). False: the front is gone. */
static bool receive_order(int orders, spawner_order *order, int *fd) {
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec part = {order, sizeof *order};
    struct msghdr message = {.msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes};
    ssize_t got;
    while ((got = recvmsg(orders, &message, MSG_CMSG_CLOEXEC)) < 0 && errno != ECONNRESET) {
        const struct timespec moment = {.tv_nsec = 10000000}; /* no memory, perhaps: it passes */
        if (errno != EINTR)
            nanosleep(&moment, NULL);
    }
    *fd = -1;
    const struct cmsghdr *header = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header && header->cmsg_type == SCM_RIGHTS)
        memcpy(fd, CMSG_DATA(header), sizeof *fd);
    return got == (ssize_t)sizeof *order;
}

static void end_slot(spawner_process *self, uint32_t slot) {
    if (!self->pids[slot])
        return;
    if (!kill(self->pids[slot], SIGKILL) || errno == ESRCH) /* else it ends with its socket */
        while (waitpid(self->pids[slot], NULL, 0) < 0 && errno == EINTR)
            ;
    self->pids[slot] = 0;
}

static void start_slot(spawner_process *self, uint32_t slot, int fd) {
    end_slot(self, slot); /* the one before has crashed, or is about to end */
    atomic_store(&self->cancelled[slot], false);
    /* In a fork's child libuv closes the numbers of its signal pipe, which the spawner has long
     * closed: a low number for this socket might be one of them. */
    int high = fcntl(fd, F_DUPFD_CLOEXEC, HIGH_DESCRIPTOR);
    pid_t pid = high >= 0 ? fork() : -1;
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        worker_main(close_others(high), &self->config->context, &self->cancelled[slot],
            self->config->contain);
    }
    if (high >= 0)
        close(high);
    self->pids[slot] = pid > 0 ? pid : 0;
}

static void spawner_main(spawner_process *self) {
    spawner_order order;
    int fd;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "dragoman-spawn");
    restore_signals();
    self->orders = close_others(self->orders);
    while (receive_order(self->orders, &order, &fd)) {
        if (order.slot >= self->config->workers)
            _exit(70);
        if (order.kind == ORDER_START && fd >= 0)
            start_slot(self, order.slot, fd);
        else
            end_slot(self, order.slot);
        if (fd >= 0)
            close(fd);
    }
    for (uint32_t i = 0; i < self->config->workers; i++)
        end_slot(self, i);
    _exit(0);
}

/* ---- the front's side ------------------------------------------------------------------------ */

/* fd: goes along; -1: none. */
static bool send_order(const server_spawner *spawner, spawner_order order, int fd) {
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control = {{0}};
    struct iovec part = {&order, sizeof order};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (fd >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof fd);
        memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    ssize_t sent;
    do
        sent = sendmsg(spawner->orders, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)sizeof order;
}

static bool has_process(server_spawner *spawner, unsigned index) {
    spawner_slot *slot = &spawner->slots[index];
    int ends[2];
    if (slot->fd >= 0)
        return true;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
        return false;
    bool sent = send_order(spawner, (spawner_order){ORDER_START, index}, ends[1]);
    close(ends[1]);
    slot->fd = sent ? ends[0] : -1;
    if (!sent)
        close(ends[0]);
    return sent;
}

static void free_spawner(server_spawner *spawner) {
    if (spawner->cancelled && spawner->cancelled != MAP_FAILED)
        munmap(spawner->cancelled, spawner->config.workers * sizeof *spawner->cancelled);
    free(spawner->slots);
    free(spawner);
}

static bool fork_spawner(server_spawner *spawner, pid_t *pids) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
        return false;
    spawner->pid = fork();
    if (spawner->pid == 0) {
        spawner_process self = {.config = &spawner->config,
            .cancelled = spawner->cancelled,
            .orders = ends[1],
            .pids = pids};
        spawner_main(&self);
    }
    close(ends[1]);
    spawner->orders = ends[0];
    if (spawner->pid < 0)
        close(ends[0]);
    return spawner->pid > 0;
}

static void close_slot(const spawner_slot *slot) {
    if (slot->fd >= 0)
        close(slot->fd);
    if (slot->wake >= 0)
        close(slot->wake);
}

void spawner_stop(server_spawner *spawner) {
    if (!spawner)
        return;
    for (unsigned i = 0; i < spawner->config.workers; i++)
        close_slot(&spawner->slots[i]);
    close(spawner->orders);
    free_spawner(spawner);
}

server_spawner *spawner_start(const spawner_config *config) {
    server_spawner *made = calloc(1, sizeof *made);
    pid_t *pids = calloc(config->workers, sizeof *pids);
    if (!made || !pids) {
        free(pids);
        free(made);
        return NULL;
    }
    made->config = *config;
    made->slots = calloc(config->workers, sizeof *made->slots);
    made->cancelled = mmap(NULL, config->workers * sizeof *made->cancelled, PROT_READ | PROT_WRITE,
        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (unsigned i = 0; made->slots && i < config->workers; i++)
        made->slots[i].fd = made->slots[i].wake = -1;
    bool forked = made->slots && made->cancelled != MAP_FAILED && fork_spawner(made, pids);
    free(pids);
    if (!forked) {
        free_spawner(made);
        return NULL;
    }
    for (unsigned i = 0; i < config->workers; i++) {
        made->slots[i].wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (made->slots[i].wake < 0) {
            spawner_stop(made);
            return NULL;
        }
        has_process(made, i); /* or when its first job comes */
    }
    return made;
}

int spawner_descriptor(const server_spawner *spawner) {
    return spawner->orders;
}

static void give_up_process(server_spawner *spawner, unsigned index) {
    send_order(spawner, (spawner_order){ORDER_KILL, index}, -1);
    close(spawner->slots[index].fd);
    spawner->slots[index].fd = -1;
}

void spawner_interrupt(server_spawner *spawner, unsigned index) {
    eventfd_write(spawner->slots[index].wake, 1); /* fails only when it would wake anyway */
}

/* Until the first byte of the reply or `until` (0: no end); wakes for a cancellation. */
static bool poll_reply(const spawner_slot *slot, uint64_t until) {
    struct pollfd waiting[2] = {
        {.fd = slot->fd, .events = POLLIN}, {.fd = slot->wake, .events = POLLIN}};
    uint64_t now = deadline_now();
    uint64_t left = until > now ? (until - now) / NS_PER_MS + 1 : 0;
    int pause = until && left < LONGEST_WAIT_MS ? (int)left : LONGEST_WAIT_MS;
    if (poll(waiting, 2, pause) <= 0)
        return false;
    eventfd_t count;
    if (waiting[1].revents)
        eventfd_read(slot->wake, &count);
    return waiting[0].revents != 0;
}

/* Waits for the first byte of the reply. False: cancelled, and the grace is over. */
static bool wait_for_reply(server_spawner *spawner, unsigned index, server_job *job) {
    uint64_t until = 0;
    while (!poll_reply(&spawner->slots[index], until)) {
        if (until && deadline_now() >= until)
            return false;
        if (!until && atomic_load_explicit(&job->cancelled, memory_order_relaxed)) {
            atomic_store(&spawner->cancelled[index], true);
            until = deadline_now() + SPAWNER_GRACE_NS;
        }
    }
    return true;
}

/* Two tries: a process may have died since its last job, which only shows when it is sent one. */
static bool send_job(server_spawner *spawner, unsigned index, const server_job *job) {
    for (int i = 0; i < 2; i++) {
        if (!has_process(spawner, index))
            return false;
        atomic_store(&spawner->cancelled[index], false);
        if (wire_send_job(spawner->slots[index].fd, job))
            return true;
        give_up_process(spawner, index);
    }
    return false;
}

/* Bytes of the longest reply to believe. */
static size_t longest_reply(const server_spawner *spawner, const job_input *input) {
    const api_limits *limits = &spawner->config.context.limits;
    size_t text = input->body_size;
    if (input->content_encoding.size) /* nobody knows its length yet */
        text = limits->body_bytes;
    size_t most = REPLY_BASE + REPLY_FACTOR * text;
    return most > limits->batch_bytes ? most : limits->batch_bytes; /* an inflated batch */
}

spawner_outcome spawner_run(server_spawner *spawner, unsigned index, server_job *job) {
    size_t most = longest_reply(spawner, &job->input);
    if (!send_job(spawner, index, job))
        return SPAWNER_NONE;
    if (!wait_for_reply(spawner, index, job)) {
        give_up_process(spawner, index);
        return SPAWNER_KILLED;
    }
    if (wire_receive_reply(spawner->slots[index].fd, most, &job->reply))
        return SPAWNER_REPLY;
    give_up_process(spawner, index);
    return SPAWNER_CRASHED;
}
