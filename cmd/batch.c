/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The filter behind --ndjson: lines in, lines out, on all cores, in order.
 *
 * Three roles share a ring of slots. The main thread reads lines into slots, workers take the
 * oldest slot that nobody works on, the writer waits for the oldest slot to be done and prints it.
 * The ring is the window: at most 4 slots a worker, so memory does not grow with the input, and one
 * slow line holds up the output but not the workers before the window is full. Reading and writing
 * are apart, so that a caller may wait for each reply before it sends the next line.
 *
 * Where standard error is a terminal and the replies go elsewhere, the writer tells there how far
 * it is.
 *
 * All counters are line numbers that only grow (read >= taken, taken >= written); slot = number
 * modulo the window. One mutex guards them and the states; the bytes of a slot belong to whoever
 * the state names, so they are touched without it.
 */
#include "cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SLOTS_PER_WORKER 4u
#define READ_SIZE 65536u
#define PROGRESS_NS UINT64_C(200000000) /* between two tellings */

typedef struct batch_slot {
    char *line; /* heap, grown as needed, kept for the next line */
    size_t size, room;
    uint64_t number; /* of the line in its input, from 1 */
    api_reply reply;
    bool done;
} batch_slot;

typedef struct batch_progress {
    bool shown; /* there is somebody to tell */
    uint64_t begun_ns, told_ns; /* monotonic */
    uint64_t lines, problems;
} batch_progress;

typedef struct batch_ring {
    const cmd_batch *batch;
    batch_slot *slots; /* [window] */
    size_t window;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t filled, finished, freed;
    uint64_t read, taken, written; /* lines */
    bool ended; /* no more lines will come */
    bool failed; /* reading or writing failed; message is out */
    batch_progress progress; /* the writer's alone */
} batch_ring;

/* ---- workers --------------------------------------------------------------------------------- */

static void *work(void *argument) {
    batch_ring *ring = argument;
    api_context context = *ring->batch->context;
    /* Without a scratch of its own a worker makes one for each article. */
    if (drg_scratch_new(context.engine, &context.scratch))
        context.scratch = NULL;
    pthread_mutex_lock(&ring->lock);
    for (;;) {
        while (ring->taken == ring->read && !ring->ended)
            pthread_cond_wait(&ring->filled, &ring->lock);
        if (ring->taken == ring->read)
            break;
        batch_slot *slot = &ring->slots[ring->taken++ % ring->window];
        pthread_mutex_unlock(&ring->lock);
        ring->batch->answer(
            ring->batch, &context, (drg_slice){slot->line, slot->size}, slot->number, &slot->reply);
        pthread_mutex_lock(&ring->lock);
        slot->done = true;
        pthread_cond_signal(&ring->finished);
    }
    pthread_mutex_unlock(&ring->lock);
    drg_scratch_free(context.scratch);
    return NULL;
}

/* ---- progress -------------------------------------------------------------------------------- */

static uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

static void begin_progress(batch_progress *progress) {
    progress->shown = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    progress->begun_ns = progress->told_ns = now_ns();
}

static void tell_progress(const batch_progress *progress, const char *end) {
    double seconds = (double)(now_ns() - progress->begun_ns) / 1e9;
    fprintf(stderr, "\r%llu lines, %llu with a problem, %.1f s, %.0f a second\033[K%s",
        (unsigned long long)progress->lines, (unsigned long long)progress->problems, seconds,
        seconds > 0 ? (double)progress->lines / seconds : 0.0, end);
}

static void count_progress(batch_progress *progress, const api_reply *reply) {
    progress->lines++;
    progress->problems += reply->code != NULL;
    if (!progress->shown || now_ns() - progress->told_ns < PROGRESS_NS)
        return;
    progress->told_ns = now_ns();
    tell_progress(progress, "");
}

/* ---- the writer ------------------------------------------------------------------------------ */

static bool write_all(int file, const char *data, size_t size) {
    while (size) {
        ssize_t sent = write(file, data, size);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        data += sent;
        size -= (size_t)sent;
    }
    return true;
}

static bool write_slot(batch_progress *progress, batch_slot *slot) {
    static const char no_memory[] =
        "{\"status\":\"error\",\"problem\":{\"type\":\"urn:dragoman:problem:out_of_memory\","
        "\"title\":\"Out of memory\",\"status\":503,\"code\":\"out_of_memory\"}}\n";
    bool written = slot->reply.body ? write_all(1, slot->reply.body, slot->reply.size)
                                    : write_all(1, no_memory, sizeof no_memory - 1);
    count_progress(progress, &slot->reply);
    api_reply_deinit(&slot->reply);
    return written;
}

static void *write_replies(void *argument) {
    batch_ring *ring = argument;
    const drg_slice *head = &ring->batch->head;
    begin_progress(&ring->progress);
    bool begun = write_all(1, head->data, head->size);
    int reason = errno;
    pthread_mutex_lock(&ring->lock);
    if (!begun) {
        fprintf(stderr, "%s: cannot write: %s\n", ring->batch->command, strerror(reason));
        ring->failed = true;
    }
    for (;;) {
        batch_slot *slot = &ring->slots[ring->written % ring->window];
        while (!slot->done && !(ring->ended && ring->written == ring->read))
            pthread_cond_wait(&ring->finished, &ring->lock);
        if (!slot->done)
            break;
        pthread_mutex_unlock(&ring->lock);
        bool written = ring->failed || write_slot(&ring->progress, slot);
        int error = errno;
        pthread_mutex_lock(&ring->lock);
        if (!written) {
            fprintf(stderr, "%s: cannot write: %s\n", ring->batch->command, strerror(error));
            ring->failed = true;
        }
        api_reply_deinit(&slot->reply);
        slot->done = false;
        ring->written++;
        pthread_cond_signal(&ring->freed);
    }
    pthread_mutex_unlock(&ring->lock);
    if (ring->progress.shown)
        tell_progress(&ring->progress, "\n");
    return NULL;
}

/* ---- the reader ------------------------------------------------------------------------------ */

typedef struct batch_input {
    int file;
    const char *name;
    char buffer[READ_SIZE];
    size_t at, size; /* unread part of the buffer */
    uint64_t lines;
} batch_input;

/* More bytes into the buffer. 1: there are some, 0: end, -1: error. */
static int fill(batch_input *in) {
    if (in->at < in->size)
        return 1;
    ssize_t got;
    do
        got = read(in->file, in->buffer, sizeof in->buffer);
    while (got < 0 && errno == EINTR);
    in->at = 0;
    in->size = got > 0 ? (size_t)got : 0;
    return got > 0 ? 1 : got == 0 ? 0 : -1;
}

static bool append(batch_slot *slot, const char *bytes, size_t size) {
    if (size > slot->room - slot->size) {
        size_t room = (slot->size + size) * 2;
        char *grown = realloc(slot->line, room);
        if (!grown)
            return false;
        slot->line = grown;
        slot->room = room;
    }
    if (size)
        memcpy(slot->line + slot->size, bytes, size);
    slot->size += size;
    return true;
}

/* One line into the slot, without its end; of a line over the limit, one byte more than the limit
 * is kept, which makes it a problem of its own. 1: a line, 0: end, -1: error. */
static int read_line(batch_input *in, batch_slot *slot, size_t limit) {
    bool any = false;
    slot->size = 0;
    for (;;) {
        int state = fill(in);
        if (state < 0)
            return -1;
        if (state == 0)
            break;
        any = true;
        char *start = in->buffer + in->at;
        char *end = memchr(start, '\n', in->size - in->at);
        size_t size = end ? (size_t)(end - start) : in->size - in->at;
        size_t room = limit + 1 - slot->size;
        if (!append(slot, start, size < room ? size : room))
            return -1;
        in->at += size + (end != NULL);
        if (end)
            break;
    }
    if (!any)
        return 0;
    slot->number = ++in->lines;
    if (slot->size && slot->size <= limit && slot->line[slot->size - 1] == '\r')
        slot->size--;
    return 1;
}

static bool is_blank(const batch_slot *slot) {
    for (size_t i = 0; i < slot->size; i++)
        if (!strchr(" \t\r", slot->line[i]) || !slot->line[i])
            return false;
    return true;
}

/* The slot of the next line, once it is free; NULL when there is no point in going on. */
static batch_slot *next_slot(batch_ring *ring) {
    pthread_mutex_lock(&ring->lock);
    while (ring->read - ring->written == ring->window && !ring->failed)
        pthread_cond_wait(&ring->freed, &ring->lock);
    batch_slot *slot = ring->failed ? NULL : &ring->slots[ring->read % ring->window];
    pthread_mutex_unlock(&ring->lock);
    return slot;
}

static bool read_input(batch_ring *ring, batch_input *in) {
    batch_slot *slot;
    while ((slot = next_slot(ring))) {
        int state = read_line(in, slot, ring->batch->context->limits.body_bytes);
        if (state < 0)
            fprintf(stderr, "%s: %s: %s\n", ring->batch->command, in->name, strerror(errno));
        if (state <= 0)
            return state == 0;
        if (is_blank(slot))
            continue; /* an empty line is no article, and gets no reply */
        pthread_mutex_lock(&ring->lock);
        ring->read++;
        pthread_cond_signal(&ring->filled);
        pthread_mutex_unlock(&ring->lock);
    }
    return false;
}

static bool read_files(batch_ring *ring) {
    const cmd_batch *batch = ring->batch;
    bool fine = true;
    batch_input *in = malloc(sizeof *in);
    if (!in)
        return false;
    for (int i = 0; i < (batch->file_count ? batch->file_count : 1) && fine; i++) {
        const char *name = batch->file_count ? batch->files[i] : "-";
        bool standard = !strcmp(name, "-");
        in->file = standard ? 0 : open(name, O_RDONLY | O_CLOEXEC);
        in->name = name;
        in->at = in->size = 0;
        in->lines = 0;
        if (in->file < 0)
            fprintf(stderr, "%s: %s: %s\n", batch->command, name, strerror(errno));
        fine = in->file >= 0 && read_input(ring, in);
        if (!standard && in->file >= 0)
            close(in->file);
    }
    free(in);
    return fine;
}

unsigned cmd_core_count(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > 256 ? 256 : (unsigned)cores;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void end_input(batch_ring *ring) {
    pthread_mutex_lock(&ring->lock);
    ring->ended = true;
    pthread_cond_broadcast(&ring->filled);
    pthread_cond_broadcast(&ring->finished);
    pthread_mutex_unlock(&ring->lock);
}

static int run(batch_ring *ring, pthread_t *threads) {
    unsigned workers = ring->batch->workers, started = 0;
    pthread_t writer;
    if (pthread_create(&writer, NULL, write_replies, ring))
        return CMD_SOFTWARE;
    while (started < workers && !pthread_create(&threads[started], NULL, work, ring))
        started++;
    bool fine = started && read_files(ring);
    end_input(ring);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_join(writer, NULL);
    return !started ? CMD_SOFTWARE : fine && !ring->failed ? CMD_OK : CMD_IO;
}

int cmd_run_batch(const cmd_batch *batch) {
    batch_ring ring = {
        .batch = batch,
        .window = (size_t)batch->workers * SLOTS_PER_WORKER,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .filled = PTHREAD_COND_INITIALIZER,
        .finished = PTHREAD_COND_INITIALIZER,
        .freed = PTHREAD_COND_INITIALIZER,
    };
    ring.slots = calloc(ring.window, sizeof *ring.slots);
    pthread_t *threads = calloc(batch->workers, sizeof *threads);
    int result = CMD_SOFTWARE;
    if (ring.slots && threads)
        result = run(&ring, threads);
    else
        fprintf(stderr, "%s: out of memory\n", batch->command);
    for (size_t i = 0; ring.slots && i < ring.window; i++)
        free(ring.slots[i].line);
    free(ring.slots);
    free(threads);
    return result;
}
