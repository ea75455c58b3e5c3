/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The strict check of a request head that stands before libmicrohttpd.
 *
 * Two programs that disagree about where a request ends can be made to see two requests in one
 * (request smuggling). So whatever RFC 9112 lets a server mend silently is refused here: bare LF
 * and bare CR, folded lines, space before a colon, empty names, controls in values, several
 * Content-Length, a list in one, any Transfer-Encoding, no Host or several. What passes has one
 * meaning.
 *
 * Method: line by line. A line ends in CR LF and holds neither CR nor LF inside. While the head is
 * incomplete, the part without a line end is only checked for bytes that no head may have, so that
 * a TLS hello or noise is refused at its first packet and not at the deadline.
 *
 * HTTP/1.0 is let through with the same rules (Host optional): common proxies and probes speak it.
 */
#include "gate_check.h"

#include "../lib/base/slice.h"

#include <string.h>

typedef struct gate_scan {
    const char *bytes;
    size_t size, at; /* at: start of the next line */
    gate_head *head;
    gate_refusal *refusal;
    size_t cookies;
    unsigned fields, hosts, lengths, single; /* single: bits of KEPT that were seen */
    bool transfer;
} gate_scan;

static bool refuse(gate_scan *scan, const char *code, const char *detail) {
    *scan->refusal = (gate_refusal){code, detail};
    return false;
}

static bool bad(gate_scan *scan, const char *detail) {
    return refuse(scan, "bad_request", detail);
}

static bool is_token_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           memchr("!#$%&'*+-.^_`|~", c, 15);
}

static bool is_token(drg_slice text) {
    for (size_t i = 0; i < text.size; i++)
        if (!is_token_char(text.data[i]))
            return false;
    return text.size > 0;
}

/* What a field value may hold (RFC 9110, 5.5): no control but the tab. */
static bool is_text_char(char c) {
    unsigned char byte = (unsigned char)c;
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* 1: *line is the next line, 0: it has no end yet, -1: refused. */
static int next_line(gate_scan *scan, drg_slice *line) {
    const char *start = scan->bytes + scan->at;
    size_t left = scan->size - scan->at;
    const char *end = left ? memchr(start, '\n', left) : NULL;
    size_t size = end ? (size_t)(end - start) : left;
    bool closed = size && start[size - 1] == '\r';
    for (size_t i = 0; i + closed < size; i++)
        if (!is_text_char(start[i])) {
            bad(scan, "The head holds a control character, or a CR without LF.");
            return -1;
        }
    if (!end)
        return 0;
    if (!closed) {
        bad(scan, "A line of the head ends in LF without CR.");
        return -1;
    }
    *line = (drg_slice){start, size - 1};
    scan->at += size + 1;
    return 1;
}

/* ---- the request line ------------------------------------------------------------------------ */

static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* libmicrohttpd keeps a record for every parameter and every cookie, in a pool of fixed size. */
#define PAIR_LIMIT 64u

static size_t count_char(drg_slice text, char wanted) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == wanted;
    return count;
}

static bool check_target(gate_scan *scan, drg_slice target) {
    if (target.size > GATE_TARGET_LIMIT)
        return refuse(scan, "uri_too_long", NULL);
    if (!target.size || target.data[0] != '/')
        return bad(scan, "The request target must be a path, with a query or without.");
    for (size_t i = 0; i < target.size; i++) {
        unsigned char byte = (unsigned char)target.data[i];
        if (byte <= 0x20 || byte >= 0x7F || byte == '#')
            return bad(scan, "The request target holds a character that must be percent-encoded.");
        if (byte != '%')
            continue;
        if (target.size - i < 3 || !is_hex(target.data[i + 1]) || !is_hex(target.data[i + 2]))
            return bad(scan, "The request target holds a broken percent escape.");
        if (target.data[i + 1] == '0' && target.data[i + 2] == '0')
            return bad(scan, "The request target holds an encoded NUL.");
    }
    const char *mark = memchr(target.data, '?', target.size);
    size_t path = mark ? (size_t)(mark - target.data) : target.size;
    scan->head->path = (drg_slice){target.data, path};
    if (mark)
        scan->head->query = (drg_slice){mark + 1, target.size - path - 1};
    if (count_char(scan->head->query, '&') >= PAIR_LIMIT)
        return bad(scan, "The query has more than 64 parameters.");
    return true;
}

static bool check_version(gate_scan *scan, drg_slice version) {
    if (version.size != 8 || memcmp(version.data, "HTTP/", 5) != 0 || version.data[6] != '.' ||
        version.data[5] < '0' || version.data[5] > '9' || version.data[7] < '0' ||
        version.data[7] > '9')
        return bad(scan, "The request line must end in the HTTP version.");
    if (version.data[5] != '1' || version.data[7] > '1')
        return refuse(scan, "http_version", NULL);
    scan->head->minor = (unsigned)(version.data[7] - '0');
    return true;
}

/* method SP target SP version: exactly two spaces. */
static bool check_request_line(gate_scan *scan, drg_slice line) {
    const char *first = memchr(line.data, ' ', line.size);
    const char *last = memrchr(line.data, ' ', line.size);
    if (!first || first == last)
        return bad(scan, "The request line needs a method, a target and the HTTP version.");
    scan->head->method = (drg_slice){line.data, (size_t)(first - line.data)};
    if (!is_token(scan->head->method) || scan->head->method.size > 32)
        return bad(scan, "The method is not a token of at most 32 characters.");
    size_t version = (size_t)(line.data + line.size - last - 1);
    return check_version(scan, (drg_slice){last + 1, version}) &&
           check_target(scan, (drg_slice){first + 1, (size_t)(last - first - 1)});
}

/* ---- fields ---------------------------------------------------------------------------------- */

static bool check_length(gate_scan *scan, drg_slice value) {
    if (++scan->lengths > 1)
        return bad(scan, "Content-Length stands twice.");
    uint64_t length = 0;
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] < '0' || value.data[i] > '9')
            return bad(scan, "Content-Length is not a number.");
        if (i < 18)
            length = length * 10 + (uint64_t)(value.data[i] - '0');
    }
    if (!value.size)
        return bad(scan, "Content-Length is empty.");
    if (value.size > 10)
        length = UINT64_MAX; /* over every limit, whatever its digits */
    scan->head->has_length = true;
    scan->head->content_length = length;
    return true;
}

/* unreserved or sub-delims of RFC 3986. */
static bool is_name_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           memchr("-._~!$&'()*+,;=", c, 15);
}

/* Bytes of the host at the start of an authority: a name or address, or one in brackets. 0: none.
 */
static size_t host_size(drg_slice value) {
    size_t at = 0;
    if (value.size && value.data[0] == '[') {
        for (at = 1; at < value.size && (is_name_char(value.data[at]) || value.data[at] == ':');)
            at++;
        return at > 1 && at < value.size && value.data[at] == ']' ? at + 1 : 0;
    }
    while (at < value.size) {
        if (is_name_char(value.data[at]))
            at++;
        else if (value.size - at > 2 && value.data[at] == '%' && is_hex(value.data[at + 1]) &&
                 is_hex(value.data[at + 2]))
            at += 3;
        else
            break;
    }
    return at;
}

/* A host and perhaps a port, nothing else: RFC 9112, 3.2, asks for 400 otherwise, and a proxy that
 * reads "a:80@b" another way would not be talking of the same host. */
static bool check_host(gate_scan *scan, drg_slice value) {
    if (++scan->hosts > 1)
        return bad(scan, "Host stands twice.");
    size_t at = host_size(value);
    if (!at)
        return bad(scan, "Host is empty, or not a host.");
    if (at < value.size && value.data[at] == ':')
        for (at++; at < value.size && value.data[at] >= '0' && value.data[at] <= '9';)
            at++;
    if (at < value.size)
        return bad(scan, "Host is not a host.");
    return true;
}

static bool check_expect(gate_scan *scan, drg_slice value) {
    if (drg_slice_is_folded(value, "100-continue"))
        scan->head->expects_continue = true;
    else
        scan->head->expects_other = true;
    return true;
}

/* Fields whose value is kept. Twice: refused for `twice`; where it is NULL, the first one counts.
 */
static const struct {
    const char *name, *twice;
    size_t offset;
} KEPT[] = {
    {"content-type", "Content-Type stands twice.", offsetof(gate_head, content_type)},
    {"content-encoding", "Content-Encoding stands twice.", offsetof(gate_head, content_encoding)},
    {"accept", "Accept stands twice.", offsetof(gate_head, accept)},
    {"accept-encoding", NULL, offsetof(gate_head, accept_encoding)},
    {"request-timeout", "Request-Timeout stands twice.", offsetof(gate_head, request_timeout)},
    {"authorization", "Authorization stands twice.", offsetof(gate_head, authorization)},
    {"origin", "Origin stands twice.", offsetof(gate_head, origin)},
    {"access-control-request-method", "Access-Control-Request-Method stands twice.",
        offsetof(gate_head, request_method)},
    {"x-request-id", NULL, offsetof(gate_head, request_id)},
    {"traceparent", NULL, offsetof(gate_head, traceparent)},
};

static bool keep_field(gate_scan *scan, drg_slice name, drg_slice value) {
    for (unsigned i = 0; i < sizeof KEPT / sizeof KEPT[0]; i++) {
        if (!drg_slice_is_folded(name, KEPT[i].name))
            continue;
        bool again = scan->single & 1u << i;
        if (again && KEPT[i].twice)
            return bad(scan, KEPT[i].twice);
        if (again)
            return true;
        scan->single |= 1u << i;
        memcpy((char *)scan->head + KEPT[i].offset, &value, sizeof value);
        return true;
    }
    return true;
}

static bool check_field(gate_scan *scan, drg_slice line) {
    if (++scan->fields > GATE_FIELD_LIMIT)
        return refuse(scan, "header_too_large", "The head has more than 64 fields.");
    const char *colon = memchr(line.data, ':', line.size);
    if (!colon)
        return bad(scan, "A line of the head has no colon.");
    drg_slice name = {line.data, (size_t)(colon - line.data)};
    if (!is_token(name)) /* also folded lines, space before the colon, empty names */
        return bad(scan, "The name of a field is not a token.");
    drg_slice value = drg_slice_trim((drg_slice){colon + 1, line.size - name.size - 1});
    if (drg_slice_is_folded(name, "host"))
        return check_host(scan, value);
    if (drg_slice_is_folded(name, "content-length")) {
        if (value.data + value.size != line.data + line.size) /* libmicrohttpd answers it twice */
            return bad(scan, "White space stands behind Content-Length.");
        return check_length(scan, value);
    }
    if (drg_slice_is_folded(name, "expect"))
        return check_expect(scan, value);
    if (drg_slice_is_folded(name, "cookie")) {
        /* libmicrohttpd parts them at commas too, and answers twice when it runs out of room */
        scan->cookies += 1 + count_char(value, ';') + count_char(value, ',');
        if (scan->cookies > PAIR_LIMIT)
            return refuse(scan, "header_too_large", "Cookie holds more than 64 pairs.");
        return true;
    }
    if (drg_slice_is_folded(name, "transfer-encoding")) {
        scan->transfer = true;
        return true;
    }
    return keep_field(scan, name, value);
}

/* What only the whole head can tell. */
static bool check_whole(gate_scan *scan) {
    if (scan->transfer && (scan->lengths || scan->head->minor == 0))
        return bad(scan, "Transfer-Encoding beside Content-Length, or in HTTP/1.0.");
    if (scan->head->minor == 1 && !scan->hosts)
        return bad(scan, "Host is missing.");
    if (scan->transfer)
        return refuse(scan, "length_required", NULL);
    /* RFC 9110, 10.1.1, forbids it; libmicrohttpd would take what follows the head for a body. */
    if (scan->head->expects_continue && !scan->head->content_length)
        return bad(scan, "Expect: 100-continue stands in a request without a body.");
    return true;
}

static gate_verdict out_of_room(gate_scan *scan, bool in_request_line) {
    if (in_request_line)
        refuse(scan, "uri_too_long", NULL);
    else
        refuse(scan, "header_too_large", "The head is longer than 16384 bytes.");
    return GATE_REFUSED;
}

gate_verdict gate_check(const char *bytes, size_t size, gate_head *head, gate_refusal *refusal) {
    *head = (gate_head){0};
    bool full = size >= GATE_HEAD_LIMIT;
    gate_scan scan = {
        .bytes = bytes, .size = full ? GATE_HEAD_LIMIT : size, .head = head, .refusal = refusal};
    drg_slice line;
    if (size && !is_token_char(bytes[0])) {
        bad(&scan, "The request does not start with a method.");
        return GATE_REFUSED;
    }
    int got = next_line(&scan, &line);
    if (got == 0)
        return full ? out_of_room(&scan, true) : GATE_MORE;
    if (got < 0 || !check_request_line(&scan, line))
        return GATE_REFUSED;
    while ((got = next_line(&scan, &line)) == 1 && line.size)
        if (!check_field(&scan, line))
            return GATE_REFUSED;
    if (got == 0)
        return full ? out_of_room(&scan, false) : GATE_MORE;
    if (got < 0 || !check_whole(&scan))
        return GATE_REFUSED;
    head->size = scan.at;
    return GATE_CLEAN;
}
