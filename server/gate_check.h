/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_GATE_CHECK_H
#define SERVER_GATE_CHECK_H
/*
 * Is this the head of a well-formed HTTP/1.1 request (RFC 9112), free of every ambiguity about
 * where it ends? A pure function over the bytes seen so far.
 */
#include "../lib/dragoman.h"

#define GATE_HEAD_LIMIT 16384u /* bytes of the head, the empty line included */
#define GATE_TARGET_LIMIT 4096u /* bytes of the request target */
#define GATE_FIELD_LIMIT 64u

typedef struct gate_head { /* slices point into the bytes given */
    size_t size; /* of the head, the empty line included */
    drg_slice method, path, query; /* query without '?' */
    unsigned minor; /* HTTP/1.minor */
    bool has_length;
    uint64_t content_length;
    bool expects_continue, expects_other;
    drg_slice content_type, content_encoding, accept, accept_encoding, request_id, traceparent,
        request_timeout;
    drg_slice authorization, origin, request_method; /* the last: Access-Control-Request-Method */
} gate_head;

typedef enum gate_verdict { GATE_MORE, GATE_CLEAN, GATE_REFUSED } gate_verdict;

typedef struct gate_refusal {
    const char *code; /* of api/problems.def */
    const char *detail; /* static */
} gate_refusal;

/*
 * GATE_MORE: nothing wrong so far, and not all there. GATE_CLEAN: *head is filled. GATE_REFUSED:
 * *refusal says why; no further byte can mend it. Cost: linear in size (at most GATE_HEAD_LIMIT are
 * looked at).
 */
gate_verdict gate_check(const char *bytes, size_t size, gate_head *head, gate_refusal *refusal);
#endif
