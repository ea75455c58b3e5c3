/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Making room: who has to go when a newcomer finds the table of connections or the memory full.
 *
 * A client that crawls costs nothing but its place, and a few hundred of them could hold every
 * place, or the memory that is promised to their bodies, until their deadlines; then they would
 * come again. So a newcomer does not wait for a deadline: whatever head or body has been incomplete
 * longest makes room, with a 503 that says why. An honest client's head is there at once, and a
 * body mostly within a blink; so whoever has been incomplete longest is the likeliest attacker, and
 * a flood of attackers only drives out its own.
 *
 * A body is left alone for a fifth of body_deadline, so that clients on slow lines are not driven
 * out by a burst of honest ones: then newcomers are refused, as before. Nor is anybody driven out
 * for a newcomer that would not fit all the same.
 *
 * Who was refused, for whatever reason, keeps its socket a moment longer, to be able to read why
 * (closing with bytes unread would send a reset that can overtake the answer). Its place is free at
 * once: it no longer counts against the limit and stands in a spare slot; where slots run out,
 * those that linger longest are cut.
 *
 * Lists are by age and linked through the connections: everything here is of constant cost, but
 * for room_could_free, which walks the bodies once where the memory is full.
 */
#include "server.h"

#define HURRIED 16 /* of SPARE_SLOTS */
#define GRACE_PART 5u /* of body_deadline */

/* ---- lists ----------------------------------------------------------------------------------- */

void room_enter(struct conn *conn, struct conn_list *list) {
    room_leave(conn);
    conn->list = list;
    conn->newer = NULL;
    conn->older = list->newest;
    *(conn->older ? &conn->older->newer : &list->oldest) = conn;
    list->newest = conn;
}

void room_leave(struct conn *conn) {
    struct conn_list *list = conn->list;
    if (!list)
        return;
    conn->list = NULL;
    *(conn->older ? &conn->older->newer : &list->oldest) = conn->newer;
    *(conn->newer ? &conn->newer->older : &list->newest) = conn->older;
}

void room_linger(struct conn *conn, struct conn_list *list) {
    room_enter(conn, list);
    conn->server->counted_count -= conn->counted;
    conn->counted = false;
}

/* ---- evicting -------------------------------------------------------------------------------- */

static uint64_t grace_of(const struct server *server) {
    return server->config->number[SETTING_body_deadline] * NS_PER_MS / GRACE_PART;
}

/* The body that has been incomplete longest, if it has had its grace. */
static struct conn *oldest_body(const struct server *server) {
    struct conn *conn = server->bodies.oldest;
    return conn && deadline_now() >= conn->head_ns + grace_of(server) ? conn : NULL;
}

static void evict_head(struct conn *conn) {
    conn->server->metrics.shed[SHED_EVICTED]++;
    gate_refuse(conn, "overloaded",
        "All connections were in use, and this one had waited longest for the rest of its head.");
}

static void evict_body(struct conn *conn) {
    conn->server->metrics.shed[SHED_EVICTED]++;
    http_refuse_body(conn, "overloaded",
        "The service was full, and this request had waited longest for the rest of its body.",
        deadline_now());
}

/* The oldest stand first, so those that have had their grace are a prefix. */
bool room_could_free(const struct server *server, uint64_t bytes) {
    uint64_t grace = grace_of(server), now = deadline_now(), sum = 0;
    for (const struct conn *conn = server->bodies.oldest; conn && sum < bytes; conn = conn->newer) {
        if (now < conn->head_ns + grace)
            break;
        sum += conn->reserved;
    }
    return sum >= bytes;
}

bool room_evict_body(struct server *server) {
    struct conn *body = oldest_body(server);
    if (body)
        evict_body(body);
    return body != NULL;
}

bool room_evict(struct server *server) {
    struct conn *head = server->gated.oldest, *body = oldest_body(server);
    if (body && (!head || body->head_ns < head->accepted_ns))
        evict_body(body);
    else if (head)
        evict_head(head);
    return head || body;
}

void room_hurry(struct server *server) {
    for (int i = 0; i < HURRIED; i++)
        if (server->lingering.oldest)
            conn_close(server->lingering.oldest);
        else if (server->discarding.oldest)
            http_cut(server->discarding.oldest);
}
