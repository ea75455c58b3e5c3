/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hostile KIB FILE...: what an attacker's text costs with the weights, against news of its size.
 *
 * The articles given, one after the other, are cut at KIB kibibytes, and each unit of
 * tests/unit/lib/hostile.h is repeated to that size; all are read at that size and at twice it. A
 * line for each says processor milliseconds, how many times more twice the text costs (2: linear),
 * and how many times more the larger text costs than news of the same size. A text that costs more
 * than WORSE times the news, or grows more than DOUBLING times, three times in a row, ends the
 * program with 1. At small sizes the allowances of lib/nn/feed.c weigh more than at large ones.
 *
 * Last, every article is read by itself, and those are counted in which the reading engine left
 * something out (warning not_read): there should be none.
 */
#include "../tests/unit/lib/hostile.h"
#include "../lib/dragoman.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WORSE 2.0
#define DOUBLING 2.6
#define MOST_TEXT ((size_t)1 << 26)

static drg_engine *engine;
static drg_scratch *scratch;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds to read a text; *left_out gets the number of not_read warnings. */
static double read_text(const char *text, size_t size, size_t *left_out) {
    const drg_options options = {.text_limit = MOST_TEXT, .scratch = scratch};
    const drg_input input = {.text = {text, size}, .published = {2025, 4, 18}};
    drg_document *document = NULL;
    drg_error error = {0};
    size_t count = 0;
    double start = now();
    int result = drg_extract(engine, &input, &options, &document, &error);
    double took = now() - start;
    *left_out = 0;
    if (result == DRG_OK) {
        const drg_warning *warning = drg_document_warnings(document, &count);
        for (size_t i = 0; i < count; i++)
            *left_out += strcmp(warning[i].code, "not_read") == 0;
        drg_document_free(document);
    } else if (result != DRG_EEMPTY) {
        printf("%-24.24s %s\n", text, error.message);
    }
    return took;
}

static double read_unit(const char *unit, size_t size) {
    size_t length = strlen(unit), unused;
    size = size / length * length;
    char *text = malloc(size + 1);
    if (!text)
        exit(70);
    for (size_t at = 0; at < size; at += length)
        memcpy(text + at, unit, length);
    double took = read_text(text, size, &unused);
    free(text);
    return took;
}

static void print_unit(const char *unit) {
    int width = 0;
    for (const char *c = unit; *c; c++)
        width += *c >= ' ' && *c < 127 ? printf("%c", *c) : printf("\\x%02X", (unsigned char)*c);
    printf("%*s", width < 30 ? 30 - width : 0, "");
}

/* False when the unit costs too much. news: seconds of news at 2 * size. */
static bool judge_unit(const char *unit, size_t size, double news) {
    bool fine = false;
    for (int tries = 0; tries < 3 && !fine; tries++) {
        double once = read_unit(unit, size), twice = read_unit(unit, 2 * size);
        fine = twice <= WORSE * news && (twice <= DOUBLING * once || twice < 0.05 * news);
        print_unit(unit);
        printf("%9.1f %9.1f   x %4.2f   x %4.2f%s\n", once * 1e3, twice * 1e3, twice / once,
            twice / news, fine ? "" : "  too much");
    }
    return fine;
}

static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    char *data = malloc(MOST_TEXT);
    if (!file || !data) {
        perror(path);
        exit(74);
    }
    *size = fread(data, 1, MOST_TEXT, file);
    fclose(file);
    return data;
}

/* The files' bytes, over and over, up to `size`, cut before a character. */
static char *join_news(char **paths, int count, size_t size, size_t *joined) {
    char *news = malloc(size);
    size_t at = 0;
    for (int i = 0; news && at < size; i = (i + 1) % count) {
        size_t got;
        char *data = read_file(paths[i], &got);
        if (got == 0 && count == 1)
            exit(64);
        got = got < size - at ? got : size - at;
        memcpy(news + at, data, got);
        at += got;
        free(data);
    }
    while (at > 0 && news && at == size && (news[at - 1] & 0x80))
        at--, size--;
    *joined = at;
    return news;
}

static double time_news(char **paths, int count, size_t size) {
    size_t joined, unused;
    char *news = join_news(paths, count, size, &joined);
    if (!news)
        exit(70);
    double took = read_text(news, joined, &unused);
    free(news);
    return took;
}

static size_t count_left_out(char **paths, int count) {
    size_t articles = 0;
    for (int i = 0; i < count; i++) {
        size_t size, left_out;
        char *text = read_file(paths[i], &size);
        read_text(text, size, &left_out);
        if (left_out)
            printf("not all read: %s\n", paths[i]);
        articles += left_out > 0;
        free(text);
    }
    return articles;
}

int main(int argc, char **argv) {
    drg_error error = {0};
    size_t size = argc > 2 ? (size_t)strtoul(argv[1], NULL, 10) << 10 : 0, bad = 0;
    if (size == 0 || size > MOST_TEXT / 2 || drg_engine_open(NULL, &engine, &error) ||
        drg_scratch_new(engine, &scratch)) {
        fprintf(stderr, "hostile KIB FILE...: %s\n", error.message);
        return 64;
    }
    time_news(argv + 2, argc - 2, size); /* to warm up */
    double once = time_news(argv + 2, argc - 2, size);
    double news = time_news(argv + 2, argc - 2, 2 * size);
    printf("%-30s%5zu KiB %5zu KiB  growth   news\n", "processor ms", size >> 10, size >> 9);
    printf("%-30s%9.1f %9.1f   x %4.2f   x 1.00\n", "news", once * 1e3, news * 1e3, news / once);
    for (size_t i = 0; i < HOSTILE_COUNT; i++)
        bad += !judge_unit(HOSTILE_UNITS[i], size, news);
    size_t short_read = count_left_out(argv + 2, argc - 2);
    printf("%zu texts cost too much; %zu of %d articles are not read whole\n", bad, short_read,
        argc - 2);
    drg_scratch_free(scratch);
    drg_engine_free(engine);
    return bad || short_read;
}
