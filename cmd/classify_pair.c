/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman classify-pair --ndjson: a filter from marked pairs to types of events, for pipelines
 * that find their actors with something else, and for the field's benchmark (PLV). The lines run
 * through the same ring as those of extract (batch.c).
 */
#include "cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char USAGE[] =
    "usage: dragoman classify-pair --ndjson [OPTION...] [FILE...]\n\n"
    "Each line is an object as POST /v1/classify-pair takes it,\n"
    "  {\"id\": ..., \"text\": ..., \"source\": {\"start\", \"end\"}, \"target\": {\"start\", "
    "\"end\"}}\n"
    "(offsets in code points; \"offsets\": \"byte\" or \"utf16\" for others), and each reply is "
    "one\n"
    "line, in the same order: {\"id\", \"types\": [{\"type\", \"score\"}, ...]}, best first; a "
    "line that\n"
    "fails gives {\"id\", \"status\": \"error\", \"problem\"}.\n\n"
    "  --workers N    threads (default: all cores)\n"
    "  --model FILE   weights of the reading engine instead of the built-in ones\n";

typedef struct pair_options {
    bool ndjson;
    unsigned long workers; /* 0: all cores */
    const char *model;
} pair_options;

static void answer_line(const cmd_batch *batch, const api_context *context, drg_slice line,
    uint64_t number, api_reply *reply) {
    (void)batch;
    api_pair_line(context, line, number, reply);
}

/* 0: go on; else the exit code, -1 after --help. */
static int parse_options(int argc, char **argv, pair_options *options) {
    static const struct option names[] = {{"ndjson", no_argument, NULL, 'n'},
        {"workers", required_argument, NULL, 'w'}, {"model", required_argument, NULL, 'm'},
        {"help", no_argument, NULL, 'h'}, {0}};
    int option;
    *options = (pair_options){0};
    argv[0] = "dragoman classify-pair"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        if (option == 'h')
            return fputs(USAGE, stdout), cmd_flush(argv[0]) ? CMD_IO : -1;
        if (option == 'n')
            options->ndjson = true;
        else if (option == 'm')
            options->model = optarg;
        else if (option != 'w' ||
                 !cmd_set_number(argv[0], "workers", optarg, 256, &options->workers))
            return CMD_USAGE;
    }
    if (options->ndjson)
        return CMD_OK;
    fputs(USAGE, stderr);
    return CMD_USAGE;
}

int cmd_classify_pair(int argc, char **argv) {
    pair_options options;
    int result = parse_options(argc, argv, &options);
    if (result)
        return result < 0 ? CMD_OK : result;
    drg_engine *engine = cmd_open_engine(NULL, options.model, NULL);
    if (!engine)
        return CMD_CONFIG;
    api_context context = {.engine = engine};
    api_limits_default(&context.limits);
    result = cmd_run_batch(&(cmd_batch){.command = "dragoman classify-pair",
        .answer = answer_line,
        .context = &context,
        .files = argv + optind,
        .file_count = argc - optind,
        .workers = options.workers ? (unsigned)options.workers : cmd_core_count()});
    drg_engine_free(engine);
    return result;
}
