/* SPDX-License-Identifier: Apache-2.0 */
/*
 * routes [STEP]: every allocation of the library and of the contract failed, once and for good.
 *
 * A route is a function that makes something from start to end: an engine, a scratch, a document,
 * a reply in each format, a pair. It is run once without a fault, for its result and the number of
 * its allocations; then again for every STEPth of them, failing that one alone and failing it and
 * all that follow. Each run must end in the same result or in "out of memory" (a reply: 503
 * out_of_memory, or no body, for which the front has fixed bytes), leave no block behind, and the
 * run after it must succeed.
 *
 * Prints a line a route: allocations, faults, how many of them were noticed. Ends with 1 when one
 * run was wrong. A crash ends it by itself. Method: SQLite's and curl's out-of-memory torture.
 */
#include "alloc.h"

#include "../../api/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum outcome { WHOLE, NO_MEMORY, WRONG } outcome;

typedef struct route {
    const char *name;
    outcome (*run)(const struct route *route);
    const char *query, *type, *accept, *accept_encoding; /* of a request */
    const char *body; /* NULL: the article */
    bool weights;
} route;

static drg_engine *tables, *weights;
static char *article;
static size_t article_size;

static drg_slice slice_of(const char *text) {
    return (drg_slice){text, text ? strlen(text) : 0};
}

/* ---- the library ----------------------------------------------------------------------------- */

static outcome judge(int result) {
    return result == DRG_OK ? WHOLE : result == DRG_ENOMEM ? NO_MEMORY : WRONG;
}

static outcome run_engine(const route *self) {
    drg_engine_config config = {.model_path = self->weights ? NULL : ""};
    drg_engine *engine = NULL;
    drg_error error = {0};
    int result = drg_engine_open(&config, &engine, &error);
    if (result == DRG_OK)
        drg_engine_free(engine);
    return judge(result);
}

static outcome run_scratch(const route *self) {
    drg_scratch *scratch = NULL;
    (void)self;
    int result = drg_scratch_new(weights, &scratch);
    if (result == DRG_OK)
        drg_scratch_free(scratch);
    return judge(result);
}

static outcome run_document(const route *self) {
    const drg_input input = {.text = {article, article_size}, .published = {2025, 4, 18}};
    const drg_options options = {0};
    drg_document *document = NULL;
    drg_error error = {0};
    int result = drg_extract(self->weights ? weights : tables, &input, &options, &document, &error);
    if (result == DRG_OK)
        drg_document_free(document);
    return judge(result);
}

/* ---- the contract ---------------------------------------------------------------------------- */

static outcome judge_reply(const api_reply *reply, int wanted) {
    if (reply->status == wanted && reply->body)
        return WHOLE;
    bool said = reply->status == 503 && reply->code && !strcmp(reply->code, "out_of_memory");
    return said || !reply->body ? NO_MEMORY : WRONG;
}

static outcome run_request(const route *self) {
    api_context context = {.engine = self->weights ? weights : tables};
    api_reply reply = {0};
    const bool pair = self->query && !strcmp(self->query, "pair");
    const api_request request = {.path = slice_of(pair ? "/v1/classify-pair" : "/v1/extract"),
        .query = slice_of(pair ? NULL : self->query),
        .content_type = slice_of(self->type),
        .accept = slice_of(self->accept),
        .accept_encoding = slice_of(self->accept_encoding),
        .request_id = slice_of("fault"),
        .body = self->body ? slice_of(self->body) : (drg_slice){article, article_size}};
    api_limits_default(&context.limits);
    if (pair)
        api_classify_pair(&context, &request, &reply);
    else
        api_extract(&context, &request, &reply);
    bool refused = self->body && !strncmp(self->body, "{\"nothing", 9);
    outcome result = judge_reply(&reply, refused ? 422 : 200);
    api_reply_deinit(&reply);
    return result;
}

static outcome run_information(const route *self) {
    api_context context = {.engine = tables};
    const api_service_info service = {.workers = 1};
    api_reply reply = {0};
    api_limits_default(&context.limits);
    switch (self->name[0]) {
    case 'i':
        api_info(&context, &service, &reply);
        break;
    case 'o':
        api_ontology(&context, &reply);
        break;
    default:
        api_problem("not_found", NULL, slice_of("fault"), &reply);
    }
    outcome result = judge_reply(&reply, self->name[0] == 'n' ? 404 : 200);
    api_reply_deinit(&reply);
    return result;
}

#define KNOWLEDGE                                                                                  \
    "[bodies]\\nid\\tname\\ttype\\tkind\\tcountry\\tsectors\\n"                                    \
    "ZORG\\tZorg Industries\\tORGANIZATION\\tcompany\\tKEN\\tBUS\\n"
#define SMALL                                                                                      \
    "{\"id\":\"a\",\"text\":\"France attacked Spain on Monday, said Zorg Industries.\","           \
    "\"published\":\"2025-04-18\",\"title\":\"War\",\"options\":{\"explain\":true,"                \
    "\"knowledge\":\"" KNOWLEDGE "\"}}"
#define PAIR                                                                                       \
    "{\"text\":\"France attacked Spain on Monday.\",\"source\":{\"start\":0,\"end\":6},"           \
    "\"target\":{\"start\":16,\"end\":21}}"

static const route ROUTES[] = {
    {.name = "engine, tables", .run = run_engine},
    {.name = "engine, weights", .run = run_engine, .weights = true},
    {.name = "scratch", .run = run_scratch},
    {.name = "document, tables", .run = run_document},
    {.name = "document, weights", .run = run_document, .weights = true},
    {.name = "text to JSON", .run = run_request, .type = "text/plain"},
    {.name = "text to JSON, gzip",
        .run = run_request,
        .type = "text/plain",
        .accept_encoding = "gzip"},
    {.name = "text to NDJSON",
        .run = run_request,
        .type = "text/plain",
        .accept = "application/x-ndjson"},
    {.name = "text to CSV", .run = run_request, .type = "text/plain", .accept = "text/csv"},
    {.name = "JSON to JSON",
        .run = run_request,
        .type = "application/json",
        .body = SMALL,
        .weights = true},
    {.name = "JSON refused",
        .run = run_request,
        .type = "application/json",
        .body = "{\"nothing\":[1,{\"a\":\"b\"}]}"},
    {.name = "pair",
        .run = run_request,
        .query = "pair",
        .type = "application/json",
        .body = PAIR,
        .weights = true},
    {.name = "info", .run = run_information},
    {.name = "ontology", .run = run_information},
    {.name = "no such route", .run = run_information},
};

/* ---- the torture ----------------------------------------------------------------------------- */

typedef struct tally {
    uint64_t faults, noticed, wrong;
} tally;

static void complain(const route *self, uint32_t mode, uint64_t index, const char *what) {
    printf("%s: %s, allocation %llu %s\n", self->name, what, (unsigned long long)index,
        mode == FAULT_ONCE ? "once" : "for good");
}

static void torture(const route *self, uint32_t mode, uint64_t index, tally *count) {
    fault_page *page = fault_page_get();
    int64_t before = atomic_load(&page->live);
    atomic_store(&page->index, index);
    atomic_store(&page->seen, 0);
    atomic_store(&page->failed, 0);
    atomic_store(&page->mode, mode);
    outcome result = self->run(self);
    atomic_store(&page->mode, FAULT_OFF);
    int64_t left = atomic_load(&page->live) - before;
    count->faults += atomic_load(&page->failed) > 0;
    count->noticed += result == NO_MEMORY;
    if (result == WRONG || left) {
        complain(self, mode, index, left ? "leaves blocks behind" : "neither whole nor 503");
        count->wrong++;
    }
}

/* The number of its allocations; 0: it does not even work without a fault. */
static uint64_t count_allocations(const route *self) {
    fault_page *page = fault_page_get();
    self->run(self); /* what the C library keeps for good is made now */
    atomic_store(&page->index, UINT64_MAX);
    atomic_store(&page->seen, 0);
    atomic_store(&page->mode, FAULT_ONCE);
    outcome result = self->run(self);
    atomic_store(&page->mode, FAULT_OFF);
    return result == WHOLE ? atomic_load(&page->seen) : 0;
}

static bool torture_route(const route *self, uint64_t step) {
    tally count = {0};
    uint64_t allocations = count_allocations(self);
    for (uint64_t i = 1; i <= allocations; i += step) {
        torture(self, FAULT_ONCE, i, &count);
        torture(self, FAULT_FOR_GOOD, i, &count);
        if (self->run(self) != WHOLE) {
            complain(self, FAULT_OFF, i, "does not work after it");
            count.wrong++;
        }
    }
    printf("%-22s %5llu allocations %6llu faults %6llu noticed %3llu wrong\n", self->name,
        (unsigned long long)allocations, (unsigned long long)count.faults,
        (unsigned long long)count.noticed, (unsigned long long)count.wrong);
    fflush(stdout);
    return allocations && !count.wrong;
}

static bool read_article(void) {
    FILE *file = fopen(TEST_ROOT "/tests/accept/paris-talks.txt", "rb");
    article = malloc(1 << 16);
    if (!file || !article)
        return false;
    article_size = fread(article, 1, 1400, file); /* a few sentences: each run is one reading */
    fclose(file);
    while (article_size && ((unsigned char)article[article_size - 1] & 0x80))
        article_size--;
    return article_size > 0;
}

int main(int argc, char **argv) {
    uint64_t step = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    const drg_engine_config without = {.model_path = ""}, with = {0};
    drg_error error = {0};
    bool fine = step > 0 && read_article() && !drg_engine_open(&without, &tables, &error) &&
                !drg_engine_open(&with, &weights, &error);
    if (!fine) {
        fprintf(stderr, "routes [STEP]: %s\n", error.message);
        return 64;
    }
    for (size_t i = 0; i < sizeof ROUTES / sizeof ROUTES[0]; i++)
        fine &= torture_route(&ROUTES[i], step);
    drg_engine_free(weights);
    drg_engine_free(tables);
    free(article);
    return !fine;
}
