/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs files through the fuzz targets once, without libFuzzer: the finds and the seeds, under any
 * compiler and sanitizer. fuzz_replay TARGET FILE_OR_FOLDER...
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TARGETS(X)                                                                                 \
    X(gate)                                                                                        \
    X(request) X(answer) X(segment) X(extract) X(knowledge) X(weights) X(tables) X(wire) X(http)

typedef int target(const uint8_t *data, size_t size);
#define DECLARE(name) target fuzz_##name;
TARGETS(DECLARE)

static const struct {
    const char *name;
    target *run;
} LIST[] = {
#define ENTRY(name) {#name, fuzz_##name},
    TARGETS(ENTRY)};

static char now[4096]; /* the file at hand: a sanitizer's report does not say it */

void __asan_on_error(void);
void __asan_on_error(void) {
    fprintf(stderr, "while reading %s\n", now);
}

static int run_file(target *run, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) {
        perror(path);
        return 1;
    }
    long size = ftell(file);
    rewind(file);
    /* a block of the exact size, so that a sanitizer sees a byte too far */
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
    bool read = data && fread(data, 1, (size_t)size, file) == (size_t)size;
    fclose(file);
    snprintf(now, sizeof now, "%s", path);
    if (read)
        run(data, (size_t)size);
    free(data);
    return read ? 0 : 1;
}

static int run_path(target *run, const char *path, size_t *count) {
    struct stat info;
    if (stat(path, &info)) {
        perror(path);
        return 1;
    }
    if (!S_ISDIR(info.st_mode)) {
        ++*count;
        return run_file(run, path);
    }
    struct dirent **entries;
    int found = scandir(path, &entries, NULL, alphasort), failed = found < 0;
    for (int i = 0; i < found; i++) {
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            ++*count;
            failed |= run_file(run, inner);
        }
        free(entries[i]);
    }
    if (found >= 0)
        free(entries);
    return failed;
}

int main(int argc, char **argv) {
    for (size_t i = 0; argc > 1 && i < sizeof LIST / sizeof LIST[0]; i++) {
        if (strcmp(LIST[i].name, argv[1]) != 0)
            continue;
        size_t count = 0;
        int failed = 0;
        for (int k = 2; k < argc; k++)
            failed |= run_path(LIST[i].run, argv[k], &count);
        printf("%s: %zu inputs\n", argv[1], count);
        return failed;
    }
    fprintf(stderr, "fuzz_replay TARGET FILE_OR_FOLDER...\n");
    return 64;
}
