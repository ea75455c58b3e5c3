/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log: a ring of bytes between the loop, which formats lines into it, and a thread that writes
 * them out. A line goes in whole or not at all.
 */
#include "log.h"

#include "../api/json_write.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RING_SIZE ((size_t)256 * 1024)
#define CHUNK_SIZE ((size_t)16 * 1024)
#define VALUE_LIMIT 256u /* bytes of a value that came from outside */

struct server_log {
    int file;
    pthread_t thread;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t filled;
    char ring[RING_SIZE];
    size_t start, used;
    uint64_t dropped;
    bool closing;
};

/* ---- the writing thread ---------------------------------------------------------------------- */

static void write_out(int file, const char *data, size_t size) {
    while (size) {
        ssize_t sent = write(file, data, size);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return; /* nowhere to complain to */
        data += sent;
        size -= (size_t)sent;
    }
}

static size_t take(server_log *log, char *chunk) {
    size_t size = log->used < CHUNK_SIZE ? log->used : CHUNK_SIZE;
    size_t first = RING_SIZE - log->start < size ? RING_SIZE - log->start : size;
    memcpy(chunk, log->ring + log->start, first);
    memcpy(chunk + first, log->ring, size - first);
    log->start = (log->start + size) % RING_SIZE;
    log->used -= size;
    return size;
}

static void *write_lines(void *argument) {
    server_log *log = argument;
    char chunk[CHUNK_SIZE];
    pthread_mutex_lock(&log->lock);
    while (log->used || !log->closing) {
        if (!log->used) {
            pthread_cond_wait(&log->filled, &log->lock);
            continue;
        }
        size_t size = take(log, chunk);
        pthread_mutex_unlock(&log->lock);
        write_out(log->file, chunk, size);
        pthread_mutex_lock(&log->lock);
    }
    pthread_mutex_unlock(&log->lock);
    return NULL;
}

server_log *log_open(int file) {
    server_log *log = calloc(1, sizeof *log);
    if (!log)
        return NULL;
    /* Its pages are taken now: line after line, they would come in over the first hours, and who
     * watches the resident size would see a leak. */
    memset(log->ring, '\n', RING_SIZE);
    log->file = file;
    pthread_mutex_init(&log->lock, NULL);
    pthread_cond_init(&log->filled, NULL);
    if (pthread_create(&log->thread, NULL, write_lines, log)) {
        free(log);
        return NULL;
    }
    return log;
}

void log_close(server_log *log) {
    if (!log)
        return;
    pthread_mutex_lock(&log->lock);
    log->closing = true;
    pthread_cond_signal(&log->filled);
    pthread_mutex_unlock(&log->lock);
    pthread_join(log->thread, NULL);
    pthread_cond_destroy(&log->filled);
    pthread_mutex_destroy(&log->lock);
    free(log);
}

uint64_t log_dropped(server_log *log) {
    pthread_mutex_lock(&log->lock);
    uint64_t dropped = log->dropped;
    pthread_mutex_unlock(&log->lock);
    return dropped;
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* In place of a line that there was no memory for: what happened may be the reason for an end. */
static const char LOST[] =
    "{\"level\":\"error\",\"event\":\"line_lost\",\"reason\":\"out of memory\"}\n";

static void put(server_log *log, const api_out *line) {
    drg_slice text = {line->data, line->size};
    if (line->failed)
        text = (drg_slice){LOST, sizeof LOST - 1};
    pthread_mutex_lock(&log->lock);
    log->dropped += line->failed || text.size > RING_SIZE - log->used;
    if (text.size <= RING_SIZE - log->used) {
        size_t end = (log->start + log->used) % RING_SIZE;
        size_t first = RING_SIZE - end < text.size ? RING_SIZE - end : text.size;
        memcpy(log->ring + end, text.data, first);
        memcpy(log->ring, text.data + first, text.size - first);
        log->used += text.size;
        pthread_cond_signal(&log->filled);
    }
    pthread_mutex_unlock(&log->lock);
}

/* RFC 3339 in UTC with milliseconds. */
static void member_time(api_json *json) {
    struct timespec now;
    struct tm parts;
    char text[40];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    size_t size = strftime(text, sizeof text - 8, "%Y-%m-%dT%H:%M:%S", &parts);
    long milliseconds = now.tv_nsec / 1000000;
    text[size++] = '.';
    text[size++] = (char)('0' + milliseconds / 100);
    text[size++] = (char)('0' + milliseconds / 10 % 10);
    text[size++] = (char)('0' + milliseconds % 10);
    text[size++] = 'Z';
    api_json_member(json, "time", (drg_slice){text, size});
}

/* A text that may come from outside: cut, and free of bytes over 0x7E, which might not be UTF-8. */
static void member_text(api_json *json, const char *key, const char *value) {
    char clean[VALUE_LIMIT];
    size_t size = value ? strnlen(value, sizeof clean) : 0;
    for (size_t i = 0; i < size; i++)
        clean[i] = (unsigned char)value[i] < 0x7F ? value[i] : '?';
    api_json_member(json, key, (drg_slice){clean, size});
}

static void member_count(api_json *json, const char *key, uint64_t value) {
    if (value)
        api_json_member_uint(json, key, value);
}

static void member_ms(api_json *json, const char *key, uint64_t ns) {
    if (ns)
        api_json_member_fixed(json, key, (double)ns / 1e6, 3);
}

static void finish(server_log *log, api_json *json, api_out *line) {
    api_json_close(json, '}');
    api_out_text(line, "\n");
    put(log, line);
    api_out_deinit(line);
}

void log_write_request(server_log *log, const log_request *record) {
    api_out line = {0};
    api_json json = {.out = &line};
    api_json_open(&json, '{');
    member_time(&json);
    api_json_member_text(&json, "level", record->status >= 500 ? "warning" : "info");
    api_json_member_text(&json, "event", "request");
    member_text(&json, "request_id", record->request_id);
    member_text(&json, "trace_id", record->trace_id);
    member_text(&json, "client", record->client);
    member_text(&json, "key", record->key);
    member_text(&json, "method", record->method);
    member_text(&json, "route", record->route);
    api_json_member_uint(&json, "status", (uint64_t)record->status);
    member_text(&json, "code", record->code);
    member_count(&json, "bytes_in", record->bytes_in);
    member_count(&json, "bytes_out", record->bytes_out);
    member_ms(&json, "duration_ms", record->duration_ns);
    member_ms(&json, "queue_ms", record->queue_ns);
    member_ms(&json, "work_ms", record->work_ns);
    member_count(&json, "words", record->words);
    member_count(&json, "sentences", record->sentences);
    member_count(&json, "entities", record->entities);
    member_count(&json, "events", record->events);
    finish(log, &json, &line);
}

void log_write_event(server_log *log, const char *level, const char *event, ...) {
    api_out line = {0};
    api_json json = {.out = &line};
    va_list arguments;
    api_json_open(&json, '{');
    member_time(&json);
    api_json_member_text(&json, "level", level);
    api_json_member_text(&json, "event", event);
    va_start(arguments, event);
    for (const char *name; (name = va_arg(arguments, const char *));)
        member_text(&json, name, va_arg(arguments, const char *));
    va_end(arguments);
    finish(log, &json, &line);
}
