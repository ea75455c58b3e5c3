/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys of clients.
 *
 * A key is 256 random bits, so a plain SHA-256 of it is enough in the file: there is nothing to
 * guess, and a slow hash would only be a way to keep the service busy. The file is refused when
 * group or others may reach it, for the same reason as ssh refuses such keys: its owner would not
 * notice.
 *
 * Rates: a token bucket a key (its size is a minute's worth), because it bounds both the long-run
 * rate and the burst with two numbers a key and no clock but the caller's.
 *
 * Not here: which route needs which scope (access.c).
 */
#include "keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(KEYS_DIGEST_SIZE == crypto_hash_sha256_BYTES, "SHA-256");

#define FILE_LIMIT ((size_t)1 << 18) /* bytes: 1,024 lines are less */
#define RATE_MOST 1000000u
#define NS_A_SECOND 1000000000.0

static const char *const SCOPE_NAMES[] = {"", "extract", "metrics", "extract,metrics"};

bool keys_is_id(const char *id) {
    size_t size = strlen(id);
    for (size_t i = 0; i < size; i++) {
        char c = id[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!plain && !strchr("._-", c))
            return false;
    }
    return size > 0 && size < KEYS_ID_SIZE;
}

unsigned keys_scopes(const char *text) {
    unsigned scopes = 0;
    while (*text) {
        size_t size = strcspn(text, ",");
        unsigned scope = size == 7 && !memcmp(text, "extract", 7)   ? KEYS_EXTRACT
                         : size == 7 && !memcmp(text, "metrics", 7) ? KEYS_METRICS
                                                                    : 0;
        if (!scope || scopes & scope || (text[size] && !text[size + 1]))
            return 0;
        scopes |= scope;
        text += size + (text[size] == ',');
    }
    return scopes;
}

const char *keys_scope_names(unsigned scopes) {
    return SCOPE_NAMES[scopes & KEYS_ALL];
}

/* ---- the file -------------------------------------------------------------------------------- */

static bool parse_rate(const char *text, uint64_t *rate) {
    *rate = 0;
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        *rate = *rate * 10 + (uint64_t)(*text - '0');
        if (*rate > RATE_MOST)
            return false;
    }
    return *rate > 0;
}

/* What is wrong with a line; NULL: nothing. */
static const char *parse_entry(char *line, keys_entry *entry) {
    char *rest = NULL, *id = strtok_r(line, " \t", &rest), *digest = strtok_r(NULL, " \t", &rest);
    char *scopes = strtok_r(NULL, " \t", &rest), *rate = strtok_r(NULL, " \t", &rest);
    *entry = (keys_entry){0};
    if (!scopes || strtok_r(NULL, " \t", &rest))
        return "a line is ID SHA256 SCOPES [rate=N]";
    if (!keys_is_id(id))
        return "an id has 1 to 32 letters, digits, '.', '_' or '-'";
    memcpy(entry->id, id, strlen(id) + 1);
    if (strlen(digest) != 2 * KEYS_DIGEST_SIZE ||
        sodium_hex2bin(entry->digest, KEYS_DIGEST_SIZE, digest, strlen(digest), NULL, NULL, NULL))
        return "the SHA-256 has 64 hexadecimal digits";
    if (!(entry->scopes = keys_scopes(scopes)))
        return "scopes are of extract, metrics";
    if (rate && (strncmp(rate, "rate=", 5) != 0 || !parse_rate(rate + 5, &entry->rate)))
        return "a rate is rate=N, 1 to 1000000 requests a minute";
    return NULL;
}

static const char *add_line(keys_set *set, drg_slice text) {
    char line[256];
    while (text.size && strchr(" \t\r", text.data[text.size - 1]))
        text.size--;
    if (!text.size || text.data[0] == '#')
        return NULL;
    if (text.size >= sizeof line || memchr(text.data, 0, text.size))
        return "the line is too long, or holds a NUL";
    memcpy(line, text.data, text.size);
    line[text.size] = 0;
    keys_entry entry;
    const char *wrong = parse_entry(line, &entry);
    if (wrong)
        return wrong;
    for (size_t i = 0; i < set->count; i++)
        if (!strcmp(set->entries[i].id, entry.id))
            return "the id stands twice";
    if (set->count == KEYS_LIMIT)
        return "there are more than 1024 keys";
    set->entries[set->count++] = entry;
    return NULL;
}

bool keys_parse(keys_set *set, drg_slice text, char *why, size_t size) {
    *set = (keys_set){.entries = calloc(KEYS_LIMIT, sizeof(keys_entry))};
    if (!set->entries) {
        snprintf(why, size, "out of memory");
        return false;
    }
    for (unsigned number = 1; text.size; number++) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t length = end ? (size_t)(end - text.data) : text.size;
        const char *wrong = add_line(set, (drg_slice){text.data, length});
        if (wrong) {
            snprintf(why, size, "line %u: %s", number, wrong);
            keys_deinit(set);
            return false;
        }
        text.data += length + (end != NULL);
        text.size -= length + (end != NULL);
    }
    return true;
}

/* 0, or why not. */
static const char *read_whole(int fd, char *text, size_t *size) {
    struct stat status;
    if (fstat(fd, &status))
        return strerror(errno);
    if (!S_ISREG(status.st_mode))
        return "not a regular file";
    if (status.st_mode & (S_IRWXG | S_IRWXO))
        return "group or others may reach it; chmod 600";
    for (ssize_t got = 1; got > 0;) {
        got = read(fd, text + *size, FILE_LIMIT - *size);
        if (got < 0)
            return strerror(errno);
        *size += (size_t)got;
        if (*size == FILE_LIMIT)
            return "the file is too long";
    }
    return NULL;
}

bool keys_load(keys_set *set, const char *path, char *why, size_t size) {
    *set = (keys_set){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        snprintf(why, size, "%s", strerror(errno));
        return false;
    }
    size_t length = 0;
    char *text = malloc(FILE_LIMIT);
    const char *wrong = text ? read_whole(fd, text, &length) : "out of memory";
    close(fd);
    if (wrong)
        snprintf(why, size, "%s", wrong);
    bool read = !wrong && keys_parse(set, (drg_slice){text, length}, why, size);
    free(text);
    return read;
}

void keys_deinit(keys_set *set) {
    free(set->entries);
    *set = (keys_set){0};
}

/* ---- finding --------------------------------------------------------------------------------- */

drg_slice keys_bearer(drg_slice authorization) {
    static const char scheme[] = "bearer";
    size_t size = sizeof scheme - 1;
    if (authorization.size <= size || authorization.data[size] != ' ')
        return (drg_slice){0};
    for (size_t i = 0; i < size; i++)
        if ((authorization.data[i] | 0x20) != scheme[i])
            return (drg_slice){0};
    while (size < authorization.size && authorization.data[size] == ' ')
        size++;
    return (drg_slice){authorization.data + size, authorization.size - size};
}

keys_entry *keys_find(const keys_set *set, drg_slice token) {
    unsigned char digest[KEYS_DIGEST_SIZE];
    size_t found = set->count;
    crypto_hash_sha256(digest, (const unsigned char *)token.data, token.size);
    for (size_t i = 0; i < set->count; i++) {
        size_t differs =
            (size_t)(sodium_memcmp(digest, set->entries[i].digest, sizeof digest) != 0);
        size_t mask = differs - 1; /* all ones where it is the one */
        found = (found & ~mask) | (i & mask);
    }
    return found < set->count ? &set->entries[found] : NULL;
}

/* ---- rates ----------------------------------------------------------------------------------- */

bool keys_spend(keys_entry *entry, uint64_t rate_default, uint64_t now_ns, keys_quota *quota) {
    uint64_t rate = entry->rate ? entry->rate : rate_default;
    *quota = (keys_quota){.limit = rate};
    if (!rate)
        return true;
    double most = (double)rate, a_second = most / 60;
    if (!entry->filled_ns)
        entry->tokens = most;
    else if (now_ns > entry->filled_ns)
        entry->tokens += (double)(now_ns - entry->filled_ns) / NS_A_SECOND * a_second;
    if (entry->tokens > most)
        entry->tokens = most;
    entry->filled_ns = now_ns;
    bool passes = entry->tokens >= 1;
    if (passes)
        entry->tokens -= 1;
    double missing = passes ? most - entry->tokens : 1 - entry->tokens;
    quota->left = (uint64_t)entry->tokens;
    quota->reset_s = (uint64_t)(missing / a_second) + 1;
    return passes;
}

void keys_carry(keys_set *set, const keys_set *old) {
    for (size_t i = 0; i < set->count; i++)
        for (size_t j = 0; j < old->count; j++)
            if (!strcmp(set->entries[i].id, old->entries[j].id)) {
                set->entries[i].tokens = old->entries[j].tokens;
                set->entries[i].filled_ns = old->entries[j].filled_ns;
            }
}

/* ---- making ---------------------------------------------------------------------------------- */

bool keys_make(const char *id, unsigned scopes, uint64_t rate, char token[KEYS_TOKEN_SIZE],
    char *line, size_t line_size) {
    unsigned char bits[32], digest[KEYS_DIGEST_SIZE];
    char hex[2 * KEYS_DIGEST_SIZE + 1], limit[32] = "";
    if (!keys_is_id(id) || !scopes || scopes > KEYS_ALL || rate > RATE_MOST)
        return false;
    randombytes_buf(bits, sizeof bits);
    memcpy(token, "drg_", 4);
    sodium_bin2base64(token + 4, KEYS_TOKEN_SIZE - 4, bits, sizeof bits,
        sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    crypto_hash_sha256(digest, (const unsigned char *)token, strlen(token));
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    sodium_memzero(bits, sizeof bits);
    if (rate)
        snprintf(limit, sizeof limit, " rate=%llu", (unsigned long long)rate);
    int size = snprintf(line, line_size, "%s %s %s%s\n", id, hex, keys_scope_names(scopes), limit);
    return (size_t)size < line_size;
}
