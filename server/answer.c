/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers: the fields that all of them carry, and the way past libmicrohttpd for what is refused
 * before it sees the connection or cannot be answered through it (a body that never comes).
 */
#include "server.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *reason(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Internal Server Error";
    }
}

drg_slice answer_no_memory(void) {
    static const char text[] =
        "{\"type\":\"urn:dragoman:problem:out_of_memory\",\"title\":\"Out of memory\","
        "\"status\":503,\"code\":\"out_of_memory\",\"detail\":\"The service is out of memory.\"}\n";
    return (drg_slice){text, sizeof text - 1};
}

/* "queue;dur=0.021, segment;dur=0.412, ...": milliseconds. */
static void write_timing(const struct conn *conn, const server_job *job, char *text, size_t size) {
    int at = snprintf(text, size, "queue;dur=%.3f", (double)conn->queue_ns / 1e6);
    for (int i = 0; i < DRG_STAGES; i++)
        if (job->reply.stage_ns[i] && at > 0 && (size_t)at < size)
            at += snprintf(text + at, size - (size_t)at, ", %s;dur=%.3f",
                drg_stage_name((drg_stage)i), (double)job->reply.stage_ns[i] / 1e6);
    if (at > 0 && (size_t)at < size)
        snprintf(
            text + at, size - (size_t)at, ", reply;dur=%.3f", (double)job->reply.reply_ns / 1e6);
}

/* Keys (RFC 6750, 3), rates (draft-ietf-httpapi-ratelimit-headers), origins (the Fetch standard).
 */
static void add_access(const struct conn *conn, int status, answer_add add, void *user) {
    const access_grant *access = &conn->access;
    const keys_quota *quota = &access->quota;
    char text[96];
    bool origins = conn->server->access.origins[0];
    bool page = server_route_is_page(conn->route);
    bool negotiated = conn->route == ROUTE_EXTRACT || conn->route == ROUTE_EXTRACT_BATCH;
    bool packed = page || conn->route == ROUTE_HYPNOS || conn->server->packed[conn->route].body;
    if (access->challenge && (status == 401 || status == 403))
        add(user, "WWW-Authenticate", access->challenge);
    if (quota->limit) {
        unsigned long long left = quota->left, reset = quota->reset_s;
        snprintf(text, sizeof text, "\"key\";q=%llu;w=60", (unsigned long long)quota->limit);
        add(user, "RateLimit-Policy", text);
        snprintf(text, sizeof text, "\"key\";r=%llu;t=%llu", left, reset);
        add(user, "RateLimit", text);
        snprintf(text, sizeof text, "%llu", reset);
        if (status == 429)
            add(user, "Retry-After", text);
    }
    if (origins || negotiated || packed)
        add(user, "Vary",
            negotiated ? origins ? "Accept, Accept-Encoding, Origin" : "Accept, Accept-Encoding"
            : packed   ? origins ? "Accept-Encoding, Origin" : "Accept-Encoding"
                       : "Origin");
    if (!access->origin[0])
        return;
    add(user, "Access-Control-Allow-Origin", access->origin);
    add(user, "Access-Control-Expose-Headers",
        "X-Request-Id, Retry-After, RateLimit, RateLimit-Policy, Server-Timing");
    if (status != 204)
        return;
    add(user, "Access-Control-Allow-Methods", server_route_allow(conn->route));
    add(user, "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Accept, Request-Timeout, X-Request-Id, traceparent");
    add(user, "Access-Control-Max-Age", "600");
}

/*
 * Fields of the page: only its own files run, style it and are asked, nobody frames it, and what it
 * links to does not learn where from. A minute in a cache spares most fetches of its files and
 * is over soon after the program was replaced.
 */
static void add_page(answer_add add, void *user) {
    add(user, "Cache-Control", "public, max-age=60");
    add(user, "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    add(user, "Referrer-Policy", "no-referrer");
    add(user, "Cross-Origin-Opener-Policy", "same-origin");
}

void answer_fields(
    const struct conn *conn, int status, const server_job *job, answer_add add, void *user) {
    char timing[512];
    add(user, "Connection", "close");
    add(user, "X-Content-Type-Options", "nosniff");
    if (status == 200 && server_route_is_page(conn->route))
        add_page(add, user);
    else
        add(user, "Cache-Control", "no-store");
    if (conn->request_id[0])
        add(user, "X-Request-Id", conn->request_id);
    if (conn->traceparent[0])
        add(user, "traceparent", conn->traceparent);
    if (status == 405 || status == 204)
        add(user, "Allow", server_route_allow(conn->route));
    if (status == 503)
        add(user, "Retry-After", "1");
    add_access(conn, status, add, user);
    if (!job || status != 200)
        return;
    write_timing(conn, job, timing, sizeof timing);
    add(user, "Server-Timing", timing);
}

/* ---- past libmicrohttpd ---------------------------------------------------------------------- */

static void add_raw(void *user, const char *name, const char *value) {
    api_out *out = user;
    api_out_text(out, name);
    api_out_text(out, ": ");
    api_out_text(out, value);
    api_out_text(out, "\r\n");
}

/* IMF-fixdate (RFC 9110, 5.6.7), without locale. */
static void add_date(api_out *out) {
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t now = time(NULL);
    struct tm parts;
    char text[64];
    gmtime_r(&now, &parts);
    snprintf(text, sizeof text, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT", days + 3 * parts.tm_wday,
        parts.tm_mday, months + 3 * parts.tm_mon, parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
        parts.tm_sec);
    add_raw(out, "Date", text);
}

void answer_raw(struct conn *conn, const api_reply *reply) {
    drg_slice body = reply->body ? (drg_slice){reply->body, reply->size} : answer_no_memory();
    api_out out = {0};
    char line[96];
    snprintf(line, sizeof line, "HTTP/1.1 %d %s\r\n", reply->status, reason(reply->status));
    api_out_text(&out, line);
    add_date(&out);
    if (reply->status != 204) {
        add_raw(&out, "Content-Type", reply->content_type);
        snprintf(line, sizeof line, "%zu", body.size);
        add_raw(&out, "Content-Length", line);
    }
    answer_fields(conn, reply->status, NULL, add_raw, &out);
    api_out_text(&out, "\r\n");
    if (!conn->is_head && reply->status != 204)
        api_out_slice(&out, body);
    conn->status = reply->status;
    conn->code = reply->code;
    /* A fresh socket takes a kilobyte at once; where it does not, the client gets what fits. */
    ssize_t sent =
        out.failed ? -1 : send(conn->fd, out.data, out.size, MSG_NOSIGNAL | MSG_DONTWAIT);
    conn->bytes_out = sent > 0 ? (uint64_t)sent : 0;
    api_out_deinit(&out);
    shutdown(conn->fd, SHUT_WR);
}

void answer_raw_problem(struct conn *conn, const char *code, const char *detail) {
    api_reply reply = {0};
    drg_slice id = {conn->request_id, strlen(conn->request_id)};
    api_problem(code, detail, id, &reply);
    answer_raw(conn, &reply);
    api_reply_deinit(&reply);
}
