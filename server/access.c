/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Access: which routes need which key, and what the refusals say.
 *
 * /livez and /readyz are for whoever looks after the machine and never need a key; the contract
 * (/openapi.*) is no secret, and tools fetch it without one; the pages (/, /docs) hold nothing of
 * anybody, and / asks for a key itself. Everything else needs a key when keys are in use: any key
 * for the documents, the scopes extract and metrics for what costs or tells something.
 *
 * An unknown key and a missing one both give 401, told apart in WWW-Authenticate as RFC 6750 (3.1)
 * asks; a known key without the scope gives 403. Neither says which keys exist.
 *
 * Browsers: only origins that the operator names get Access-Control fields, and never "*"; no
 * credentials but the Authorization field that the page itself sets.
 */
#include "access.h"

#include <stdio.h>
#include <string.h>

static unsigned scope_of(server_route route) {
    switch (route) {
    case ROUTE_EXTRACT:
    case ROUTE_EXTRACT_BATCH:
    case ROUTE_CLASSIFY_PAIR:
    case ROUTE_HYPNOS:
        return KEYS_EXTRACT;
    case ROUTE_METRICS:
        return KEYS_METRICS;
    case ROUTE_INFO:
    case ROUTE_ONTOLOGY:
        return KEYS_ALL; /* any of them */
    default:
        return 0;
    }
}

static bool refuse(access_grant *grant, const char *challenge, const char *code, const char *detail,
    drg_slice request_id, api_reply *reply) {
    grant->challenge = challenge;
    api_problem(code, detail, request_id, reply);
    return false;
}

static bool refuse_scope(
    access_grant *grant, unsigned needed, drg_slice request_id, api_reply *reply) {
    bool metrics = needed == KEYS_METRICS;
    return refuse(grant,
        metrics ? "Bearer realm=\"dragoman\", error=\"insufficient_scope\", scope=\"metrics\""
                : "Bearer realm=\"dragoman\", error=\"insufficient_scope\", scope=\"extract\"",
        "forbidden", NULL, request_id, reply);
}

bool access_check(access_rules *rules, const gate_head *head, server_route route, uint64_t now_ns,
    drg_slice request_id, access_grant *grant, api_reply *reply) {
    unsigned needed = scope_of(route);
    if (!rules->keyed || !needed)
        return true;
    if (!head->authorization.size)
        return refuse(grant, "Bearer realm=\"dragoman\"", "unauthorized", NULL, request_id, reply);
    drg_slice token = keys_bearer(head->authorization);
    keys_entry *entry = keys_find(&rules->keys, token);
    if (!token.size || !entry)
        return refuse(grant, "Bearer realm=\"dragoman\", error=\"invalid_token\"", "unauthorized",
            "The key is not one of this service's.", request_id, reply);
    memcpy(grant->key_id, entry->id, sizeof grant->key_id);
    if (!(entry->scopes & needed))
        return refuse_scope(grant, needed, request_id, reply);
    if (needed == KEYS_EXTRACT && !keys_spend(entry, rules->rate, now_ns, &grant->quota))
        return refuse(grant, NULL, "rate_limited", NULL, request_id, reply);
    return true;
}

bool access_spend(access_rules *rules, const access_grant *grant, uint64_t now_ns) {
    keys_quota quota;
    for (size_t i = 0; rules->keyed && grant->key_id[0] && i < rules->keys.count; i++)
        if (!strcmp(rules->keys.entries[i].id, grant->key_id))
            return keys_spend(&rules->keys.entries[i], rules->rate, now_ns, &quota);
    return true; /* no key, or one that is no longer listed: who has passed the gate is served */
}

/* ---- origins --------------------------------------------------------------------------------- */

void access_find_origin(const access_rules *rules, const gate_head *head, access_grant *grant) {
    const char *at = rules->origins;
    grant->origin[0] = 0;
    if (!head->origin.size || head->origin.size >= sizeof grant->origin)
        return;
    while (*at) {
        size_t size = strcspn(at, ",");
        if (size == head->origin.size && !memcmp(at, head->origin.data, size)) {
            memcpy(grant->origin, at, size);
            grant->origin[size] = 0;
            return;
        }
        at += size + (at[size] == ',');
    }
}

bool access_is_preflight(const access_grant *grant, const gate_head *head) {
    return grant->origin[0] && head->method.size == 7 && !memcmp(head->method.data, "OPTIONS", 7) &&
           head->request_method.size;
}

static bool is_origin(const char *text, size_t size) {
    size_t scheme = size > 8 && !memcmp(text, "https://", 8)  ? 8
                    : size > 7 && !memcmp(text, "http://", 7) ? 7
                                                              : 0;
    if (!scheme || size >= sizeof((access_grant *)0)->origin)
        return false;
    for (size_t i = scheme; i < size; i++) {
        char c = text[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        if (!plain && !(c && strchr("-.:[]", c)))
            return false;
    }
    return true;
}

bool access_origins_valid(const char *origins) {
    while (*origins) {
        size_t size = strcspn(origins, ",");
        if (!is_origin(origins, size) || (origins[size] && !origins[size + 1]))
            return false;
        origins += size + (origins[size] == ',');
    }
    return true;
}
