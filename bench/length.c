/* SPDX-License-Identifier: Apache-2.0 */
/*
 * length KIB FILE...: does a long text cost more a word than short ones?
 *
 * Articles, over and over until they fill KIB kibibytes, are read one by one and as one text; both
 * in turn, ROUNDS times, in processor time, and the fastest of each counts. Ends with 1 when the
 * long text is read at less than LEAST of the words a second of the short ones, which is what cost
 * that grows with length would do.
 */
#include "article.h"

enum { ROUNDS = 3 };
#define LEAST 0.9

typedef struct bench {
    drg_engine *engine;
    drg_scratch *scratch;
} bench;

static double read_one(const bench *b, const article *a) {
    const drg_options options = {.text_limit = TEXT_LIMIT, .scratch = b->scratch};
    double begin = processor_seconds();
    if (extract(b->engine, a, &options))
        exit(70);
    return processor_seconds() - begin;
}

/* The articles with a blank line between them, up to `size` bytes; *used gets how many. */
static article join(const article *articles, size_t count, size_t size, size_t *used) {
    article all = {malloc(size), 0, 0};
    for (*used = 0; all.data; ++*used) {
        const article *a = &articles[*used % count];
        if (all.size + a->size + 2 > size)
            break;
        memcpy(all.data + all.size, a->data, a->size);
        memcpy(all.data + all.size + a->size, "\n\n", 2);
        all.size += a->size + 2;
        all.words += a->words;
    }
    return all;
}

int main(int argc, char **argv) {
    bench b;
    drg_error error = {0};
    size_t size = argc > 2 ? (size_t)strtoul(argv[1], NULL, 10) << 10 : 0, used;
    if (size == 0 || size > TEXT_LIMIT || drg_engine_open(NULL, &b.engine, &error) ||
        drg_scratch_new(b.engine, &b.scratch)) {
        fprintf(stderr, "length KIB FILE...: %s\n", error.message);
        return 64;
    }
    const size_t count = (size_t)argc - 2;
    article *articles = read_articles(argv + 2, count);
    article all = join(articles, count, size, &used);
    if (!all.size)
        return 64;
    double fastest_short = 0, fastest_long = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double one = 0, other = read_one(&b, &all);
        for (size_t i = 0; i < used; i++)
            one += read_one(&b, &articles[i % count]);
        fastest_short = round && fastest_short < one ? fastest_short : one;
        fastest_long = round && fastest_long < other ? fastest_long : other;
    }
    double words = (double)all.words;
    printf("%zu articles, %zu words, the fastest of %d runs each, processor time\n", used,
        all.words, (int)ROUNDS);
    printf("one by one       %8.0f words/s\n", words / fastest_short);
    printf("one text, %4zu KiB %6.0f words/s, %.1f %% of that\n", all.size >> 10,
        words / fastest_long, 100 * fastest_short / fastest_long);
    free(all.data);
    free_articles(articles, count);
    drg_scratch_free(b.scratch);
    drg_engine_free(b.engine);
    return fastest_short / fastest_long < LEAST;
}
