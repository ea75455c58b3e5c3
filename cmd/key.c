/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman key new|list|remove: the file of keys that `dragoman serve --keys FILE` reads.
 *
 * A new key is printed once and never kept: the file holds its SHA-256. The file is replaced as a
 * whole (written beside, synced, renamed) while a lock on the old one is held, so that neither a
 * crash nor two commands at once can leave half a file. The service reads it again on SIGHUP.
 */
#include "../server/keys.h"
#include "cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: dragoman key new --keys FILE --id ID [--scopes LIST] [--rate N]\n"
    "       dragoman key list --keys FILE\n"
    "       dragoman key remove --keys FILE --id ID\n\n"
    "new prints a fresh key, the only time that it is shown, and adds its digest to FILE (made "
    "with\n"
    "mode 0600 if it is not there). list prints ids, scopes and rates. remove takes one out. A\n"
    "running service reads FILE again on SIGHUP.\n\n"
    "  --keys FILE    the file that `dragoman serve --keys` reads\n"
    "  --id ID        name of the key in the log: 1 to 32 letters, digits, '.', '_', '-'\n"
    "  --scopes LIST  of extract,metrics (default extract)\n"
    "  --rate N       articles a minute (default: the service's key_rate)\n";

typedef struct key_options {
    const char *path, *id, *scopes;
    uint64_t rate;
} key_options;

typedef struct key_file { /* locked from open to close */
    int fd;
    char *text; /* heap; a NUL follows */
    size_t size;
    keys_set set;
} key_file;

static int complain(const char *path, const char *why, int code) {
    fprintf(stderr, "dragoman key: %s: %s\n", path, why);
    return code;
}

/* ---- the file -------------------------------------------------------------------------------- */

static void close_file(key_file *file) {
    keys_deinit(&file->set);
    free(file->text);
    if (file->fd >= 0)
        close(file->fd);
}

static bool read_text(key_file *file) {
    struct stat status;
    if (fstat(file->fd, &status) || status.st_size < 0 || status.st_size > 1 << 18)
        return false;
    file->text = calloc(1, (size_t)status.st_size + 1);
    while (file->text && file->size < (size_t)status.st_size) {
        ssize_t got = read(file->fd, file->text + file->size, (size_t)status.st_size - file->size);
        if (got <= 0)
            return false;
        file->size += (size_t)got;
    }
    return file->text != NULL;
}

/* Locks the file that the path names: another command may replace it while we wait. */
static bool open_locked(key_file *file, const char *path, bool create) {
    struct stat locked, named;
    for (;;) {
        file->fd = open(path, O_RDONLY | O_CLOEXEC | (create ? O_CREAT : 0), 0600);
        if (file->fd < 0 || flock(file->fd, LOCK_EX) || fstat(file->fd, &locked))
            return false;
        if (!stat(path, &named) && named.st_ino == locked.st_ino && named.st_dev == locked.st_dev)
            return true;
        close(file->fd);
    }
}

/* 0, or an exit code after a message. */
static int open_file(key_file *file, const char *path, bool create) {
    char why[160];
    *file = (key_file){.fd = -1};
    if (!open_locked(file, path, create))
        return complain(path, strerror(errno), CMD_IO);
    if (!keys_load(&file->set, path, why, sizeof why))
        return complain(path, why, CMD_CONFIG);
    return read_text(file) ? CMD_OK : complain(path, "cannot be read", CMD_IO);
}

static bool write_all(int fd, const char *text, size_t size) {
    while (size) {
        ssize_t sent = write(fd, text, size);
        if (sent < 0 && errno != EINTR)
            return false;
        text += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
    return true;
}

static int replace_file(const char *path, const char *text, size_t size) {
    char beside[4096];
    int length = snprintf(beside, sizeof beside, "%s.new", path);
    if (length < 0 || (size_t)length >= sizeof beside)
        return complain(path, "the path is too long", CMD_IO);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return complain(beside, strerror(errno), CMD_IO);
    bool written = write_all(fd, text, size) && !fsync(fd);
    written = !close(fd) && written;
    if (written && !rename(beside, path))
        return CMD_OK;
    int error = errno;
    unlink(beside);
    return complain(path, strerror(error), CMD_IO);
}

static const keys_entry *find_id(const key_file *file, const char *id) {
    for (size_t i = 0; i < file->set.count; i++)
        if (!strcmp(file->set.entries[i].id, id))
            return &file->set.entries[i];
    return NULL;
}

/* ---- commands -------------------------------------------------------------------------------- */

static int add_key(key_file *file, const key_options *options) {
    char token[KEYS_TOKEN_SIZE], line[256];
    unsigned scopes = keys_scopes(options->scopes);
    if (!scopes)
        return complain("--scopes", "one or both of extract,metrics are wanted", CMD_USAGE);
    if (!keys_make(options->id, scopes, options->rate, token, line, sizeof line))
        return complain("--id", "1 to 32 letters, digits, '.', '_', '-' are wanted", CMD_USAGE);
    if (find_id(file, options->id))
        return complain(options->path, "has a key of this id already", CMD_USAGE);
    if (file->set.count == KEYS_LIMIT)
        return complain(options->path, "is full: 1024 keys", CMD_USAGE);
    bool ended = !file->size || file->text[file->size - 1] == '\n';
    size_t added = strlen(line);
    char *text = malloc(file->size + added + 2);
    if (!text)
        return complain(options->path, "out of memory", CMD_SOFTWARE);
    memcpy(text, file->text, file->size);
    text[file->size] = '\n';
    memcpy(text + file->size + !ended, line, added);
    int result = replace_file(options->path, text, file->size + !ended + added);
    free(text);
    if (!result)
        puts(token);
    sodium_memzero(token, sizeof token);
    result = result ? result : cmd_flush("dragoman key");
    if (result == CMD_IO) /* nobody has seen the key: it would only take its id away */
        replace_file(options->path, file->text, file->size);
    return result;
}

static int list_keys(const key_file *file) {
    for (size_t i = 0; i < file->set.count; i++) {
        const keys_entry *entry = &file->set.entries[i];
        printf("%-32s %s", entry->id, keys_scope_names(entry->scopes));
        if (entry->rate)
            printf(" rate=%llu", (unsigned long long)entry->rate);
        putchar('\n');
    }
    return cmd_flush("dragoman key");
}

/* Is it the line of this id? */
static bool starts_with_id(const char *line, size_t size, const char *id) {
    size_t length = strlen(id);
    return size > length && !memcmp(line, id, length) && strchr(" \t", line[length]);
}

static int remove_key(key_file *file, const key_options *options) {
    size_t kept = 0;
    if (!find_id(file, options->id))
        return complain(options->path, "has no key of this id", CMD_USAGE);
    for (size_t at = 0; at < file->size;) {
        const char *line = file->text + at, *end = memchr(line, '\n', file->size - at);
        size_t size = end ? (size_t)(end - line) + 1 : file->size - at;
        if (!starts_with_id(line, size, options->id)) {
            memmove(file->text + kept, line, size);
            kept += size;
        }
        at += size;
    }
    return replace_file(options->path, file->text, kept);
}

/* ---- options --------------------------------------------------------------------------------- */

static bool parse_rate(const char *text, uint64_t *rate) {
    char *end;
    errno = 0;
    *rate = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && !errno && *rate >= 1 && *rate <= 1000000;
}

/* 0: go on; else the exit code, -1 after --help. */
static int parse_options(int argc, char **argv, key_options *options) {
    static const struct option names[] = {{"keys", required_argument, NULL, 'k'},
        {"id", required_argument, NULL, 'i'}, {"scopes", required_argument, NULL, 's'},
        {"rate", required_argument, NULL, 'r'}, {"help", no_argument, NULL, 'h'}, {0}};
    int option;
    *options = (key_options){.scopes = "extract"};
    argv[0] = "dragoman key"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (option == 'h')
            return fputs(USAGE, stdout), cmd_flush(argv[0]) ? CMD_IO : -1;
        if (option == 'k')
            options->path = optarg;
        else if (option == 'i')
            options->id = optarg;
        else if (option == 's')
            options->scopes = optarg;
        else if (option == '?')
            return CMD_USAGE;
        else if (!parse_rate(optarg, &options->rate))
            return complain("--rate", "a number from 1 to 1000000 is wanted", CMD_USAGE);
    }
    if (optind == argc - 1 && options->path)
        return CMD_OK;
    fputs(USAGE, stderr);
    return CMD_USAGE;
}

int cmd_key(int argc, char **argv) {
    key_options options;
    key_file file;
    int result = parse_options(argc, argv, &options);
    if (result)
        return result < 0 ? CMD_OK : result;
    const char *command = argv[optind];
    bool new = !strcmp(command, "new"), list = !strcmp(command, "list");
    if ((!new && !list &&strcmp(command, "remove") != 0) || (!list && !options.id)) {
        fputs(USAGE, stderr);
        return CMD_USAGE;
    }
    result = open_file(&file, options.path, new);
    if (!result)
        result = new    ? add_key(&file, &options)
                 : list ? list_keys(&file)
                        : remove_key(&file, &options);
    close_file(&file);
    return result;
}
