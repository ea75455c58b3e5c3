/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_ACCESS_H
#define SERVER_ACCESS_H
/* Who may ask for what: keys, rates, origins of browsers. A pure function but for the buckets. */
#include "gate_check.h"
#include "keys.h"
#include "routes.h"

typedef struct access_rules {
    bool keyed; /* a key is needed */
    keys_set keys;
    uint64_t rate; /* requests a minute a key, for keys without their own; 0: no limit */
    const char *origins; /* that browsers may come from, apart by commas; "": none */
} access_rules;

typedef struct access_grant { /* what was found out about a request */
    char key_id[KEYS_ID_SIZE]; /* empty: none was shown, or it is not ours */
    char origin[128]; /* to be allowed in the answer; empty: none */
    const char *challenge; /* WWW-Authenticate of a 401 or 403; static; NULL: none */
    keys_quota quota; /* limit 0: no rate holds */
} access_grant;

/*
 * May a request for `route` go on? False: *reply is the problem (401, 403, 429). Needs only the
 * head: the body of a client without a key is never read. Cost: a hash and 32 bytes a key.
 */
bool access_check(access_rules *rules, const gate_head *head, server_route route, uint64_t now_ns,
    drg_slice request_id, access_grant *grant, api_reply *reply);

/* Takes one more request out of the bucket of a key that has passed: a line of a batch. False: it
 * is empty, try later. */
bool access_spend(access_rules *rules, const access_grant *grant, uint64_t now_ns);

/* Is it a browser's question whether it may ask (the CORS preflight of the Fetch standard)? */
bool access_is_preflight(const access_grant *grant, const gate_head *head);
/* The origin, if the list names it; into grant->origin. */
void access_find_origin(const access_rules *rules, const gate_head *head, access_grant *grant);
/* "https://a.example,http://b:8000": scheme, host, port, nothing else, no "*". */
bool access_origins_valid(const char *origins);
#endif
