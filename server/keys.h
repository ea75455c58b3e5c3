/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_KEYS_H
#define SERVER_KEYS_H
/*
 * Bearer keys (RFC 6750): the file that lists them, making one, finding one. Only digests are kept,
 * in the file as in memory; a key itself exists where it was made and where it is used.
 */
#include "../lib/dragoman.h"

#define KEYS_LIMIT 1024u /* keys a file */
#define KEYS_ID_SIZE 33u /* with the NUL */
/* Of a new key, with the NUL: "drg_" and 43 characters for 256 bits. */
#define KEYS_TOKEN_SIZE 48u
#define KEYS_DIGEST_SIZE 32u

typedef enum keys_scope {
    KEYS_EXTRACT = 1, /* reading articles */
    KEYS_METRICS = 2, /* GET /metrics */
    KEYS_ALL = 3
} keys_scope;

typedef struct keys_entry {
    char id[KEYS_ID_SIZE]; /* goes into the log: letters, digits, ".", "_", "-" */
    unsigned char digest[KEYS_DIGEST_SIZE]; /* SHA-256 of the key */
    unsigned scopes;
    uint64_t rate; /* requests a minute; 0: as the service says */
    double tokens; /* of its bucket now */
    uint64_t filled_ns; /* when `tokens` held; 0: never used */
} keys_entry;

typedef struct keys_set {
    keys_entry *entries;
    size_t count;
} keys_set;

typedef struct keys_quota { /* for the RateLimit fields */
    uint64_t limit; /* requests a minute; 0: none */
    uint64_t left; /* whole requests */
    uint64_t
        reset_s; /* until the bucket is full; for a refused request: until the next one passes */
} keys_quota;

/*
 * Reads a file of keys: a line each, `ID SHA256 SCOPE[,SCOPE] [rate=REQUESTS_A_MINUTE]`, empty
 * lines and lines starting with '#' left out. It must be a regular file that only its owner can
 * reach (mode 0600 or less). False: *set is empty and `why` says what is wrong, with the line.
 */
bool keys_load(keys_set *set, const char *path, char *why, size_t size);
/* The same from text, for tests; `text` is not changed. */
bool keys_parse(keys_set *set, drg_slice text, char *why, size_t size);
void keys_deinit(keys_set *set);

/*
 * The entry of a key, NULL: none has it. Looks at all entries whatever the key, so that time tells
 * nothing about which one matched or how far: SHA-256 of the key, then a constant-time comparison
 * an entry.
 */
keys_entry *keys_find(const keys_set *set, drg_slice token);
/* The key of an Authorization field with the scheme Bearer; empty: it is no such field. */
drg_slice keys_bearer(drg_slice authorization);

/*
 * Takes one request out of an entry's bucket, which holds `rate` requests and fills evenly within a
 * minute. False: it is empty. rate_default: for entries without one; 0: no limit.
 */
bool keys_spend(keys_entry *entry, uint64_t rate_default, uint64_t now_ns, keys_quota *quota);
/* Buckets of `old` go on in `set`, by id: reloading gives nobody a full bucket. */
void keys_carry(keys_set *set, const keys_set *old);

/* A fresh random key and the line for the file. False: `id` or `scopes` is not well-formed. */
bool keys_make(const char *id, unsigned scopes, uint64_t rate, char token[KEYS_TOKEN_SIZE],
    char *line, size_t line_size);
bool keys_is_id(const char *id);
/* "extract,metrics" -> bits; 0: not understood. */
unsigned keys_scopes(const char *text);
const char *keys_scope_names(unsigned scopes); /* static */
#endif
