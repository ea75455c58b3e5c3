/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman work: a member of a Kafka consumer group that reads articles from one topic and writes
 * replies to another (stream/). Secrets (SASL passwords) come from a file, never from the command
 * line, which every user of the machine can see.
 */
#include "../lib/base/slice.h"
#include "../stream/client.h"
#include "../stream/stream.h"
#include "cmd.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MOST_PROPERTIES 256u

static const char USAGE[] =
    "usage: dragoman work --brokers HOST:PORT[,...] --in TOPIC --out TOPIC [OPTION...]\n\n"
    "Joins a Kafka consumer group: each message of --in is an object as POST /v1/extract takes "
    "it,\n"
    "each reply goes to --out with the article's key and headers, each problem to the dead "
    "letters.\n"
    "An article's offset is committed after its reply is acknowledged: at least once, and after a\n"
    "crash at most --round articles twice; with --transactional-id, once for readers of committed\n"
    "messages. SIGTERM finishes the round, commits and leaves the group.\n\n"
    "  --brokers LIST           HOST:PORT to begin with, apart by commas\n"
    "  --in TOPIC               of articles\n"
    "  --out TOPIC              of replies\n"
    "  --dead TOPIC             of what cannot be read (default: that of --in with .dead)\n"
    "  --group NAME             consumer group (default dragoman)\n"
    "  --transactional-id ID    replies and offsets in one transaction; an id for each member\n"
    "  --round N                most articles between two commits (default 64)\n"
    "  --set NAME=VALUE         one of librdkafka's properties; may stand several times\n"
    "  --kafka-config FILE      such properties, a line each; for passwords\n"
    "  --report-seconds N       between two lines on standard error with counts and lag (10)\n"
    "  --metrics-file FILE      the same for Prometheus, rewritten with each report\n"
    "  --offsets UNIT           codepoint (default), byte or utf16\n"
    "  --include LIST           of entities,relations,events,quotes,sentences\n"
    "  --min-confidence N       leave out records below N (0 to 1)\n"
    "  --explain                say which rule or table row decided, and what nearly told an\n"
    "                           event\n"
    "  --labels SCHEME          names of event types: plover-2.0 (default), plover-2018,\n"
    "                           plover-2016 or pairs-15\n"
    "  --workers N              threads (default: all cores)\n"
    "  --max-text BYTES         longest article (default 1048576)\n"
    "  --tables FILE            compiled tables instead of the built-in ones\n"
    "  --knowledge FILE         rows of your own over the tables (docs/formats.md)\n"
    "  --model FILE             weights of the reading engine instead of the built-in ones;\n"
    "                           none: tables and patterns alone\n";

enum { /* options that are not parameters of a request, in the order of OPTIONS */
    OPT_PARAMETER = 256,
    OPT_BROKERS,
    OPT_IN,
    OPT_OUT,
    OPT_DEAD,
    OPT_GROUP,
    OPT_TRANSACTIONAL,
    OPT_METRICS,
    OPT_TABLES,
    OPT_KNOWLEDGE,
    OPT_MODEL,
    OPT_TEXTS, /* those above take a text as it is */
    OPT_ROUND = OPT_TEXTS,
    OPT_REPORT,
    OPT_WORKERS,
    OPT_MAX_TEXT,
    OPT_SET,
    OPT_CONFIG,
    OPT_HELP
};

static const struct option OPTIONS[] = {
    {"brokers", required_argument, NULL, OPT_BROKERS},
    {"in", required_argument, NULL, OPT_IN},
    {"out", required_argument, NULL, OPT_OUT},
    {"dead", required_argument, NULL, OPT_DEAD},
    {"group", required_argument, NULL, OPT_GROUP},
    {"transactional-id", required_argument, NULL, OPT_TRANSACTIONAL},
    {"metrics-file", required_argument, NULL, OPT_METRICS},
    {"tables", required_argument, NULL, OPT_TABLES},
    {"knowledge", required_argument, NULL, OPT_KNOWLEDGE},
    {"model", required_argument, NULL, OPT_MODEL},
    {"round", required_argument, NULL, OPT_ROUND},
    {"report-seconds", required_argument, NULL, OPT_REPORT},
    {"workers", required_argument, NULL, OPT_WORKERS},
    {"max-text", required_argument, NULL, OPT_MAX_TEXT},
    {"set", required_argument, NULL, OPT_SET},
    {"kafka-config", required_argument, NULL, OPT_CONFIG},
    {"offsets", required_argument, NULL, OPT_PARAMETER},
    {"include", required_argument, NULL, OPT_PARAMETER},
    {"min-confidence", required_argument, NULL, OPT_PARAMETER},
    {"explain", no_argument, NULL, OPT_PARAMETER},
    {"labels", required_argument, NULL, OPT_PARAMETER},
    {"help", no_argument, NULL, OPT_HELP},
    {0},
};

typedef struct work_options {
    const char *texts[OPT_TEXTS - OPT_BROKERS]; /* by option */
    unsigned long round, report_seconds, workers;
    api_limits limits;
    api_decoded decoded; /* what a request may say */
    stream_property properties[MOST_PROPERTIES];
    size_t property_count;
    char *kept[MOST_PROPERTIES]; /* [property_count] owned lines behind the properties; NULL: argv's
                                  */
} work_options;

static const char *text_of(const work_options *options, int option) {
    return options->texts[option - OPT_BROKERS];
}

static volatile sig_atomic_t stop;

static void on_signal(int signal) {
    (void)signal;
    if (stop)
        _exit(75); /* the second one: at once */
    stop = 1;
}

/* "name=value" (changed in place); false after a message. `kept` is taken over. */
static bool add_property(work_options *options, char *line, char *kept) {
    char *equals = strchr(line, '=');
    if (!equals || equals == line) {
        fprintf(stderr, "dragoman work: a property is NAME=VALUE, not `%s`\n", line);
    } else if (options->property_count == MOST_PROPERTIES) {
        fprintf(stderr, "dragoman work: more than %u properties\n", MOST_PROPERTIES);
    } else {
        *equals = 0;
        if (!stream_property_is_ours(line)) {
            options->properties[options->property_count] = (stream_property){line, equals + 1};
            options->kept[options->property_count++] = kept;
            return true;
        }
        fprintf(stderr, "dragoman work: %s is set by dragoman itself; see --help\n", line);
    }
    free(kept);
    return false;
}

/* A line of the file without its end and the spaces around; empty for a comment. */
static char *trimmed(char *line) {
    char *start = line + strspn(line, " \t");
    size_t size = strcspn(start, "\r\n");
    while (size && strchr(" \t", start[size - 1]))
        size--;
    start[*start == '#' ? 0 : size] = 0;
    return start;
}

static bool read_properties(work_options *options, const char *path) {
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    bool fine = file != NULL;
    while (fine && getline(&line, &room, file) >= 0) {
        char *kept = *trimmed(line) ? strdup(trimmed(line)) : NULL;
        if (kept)
            fine = add_property(options, kept, kept);
    }
    if (!file || ferror(file)) {
        fprintf(stderr, "dragoman work: %s: %s\n", path, strerror(errno));
        fine = false;
    }
    free(line);
    if (file)
        fclose(file);
    return fine;
}

static bool set_option(work_options *options, int option, const char *name, char *value) {
    unsigned long number;
    if (option >= OPT_BROKERS && option < OPT_TEXTS) {
        options->texts[option - OPT_BROKERS] = value;
        return true;
    }
    switch (option) {
    case OPT_PARAMETER:
        return cmd_set_parameter("dragoman work", name, value, &options->decoded);
    case OPT_ROUND:
        return cmd_set_number("dragoman work", name, value, 100000, &options->round);
    case OPT_REPORT:
        return cmd_set_number("dragoman work", name, value, 86400, &options->report_seconds);
    case OPT_WORKERS:
        return cmd_set_number("dragoman work", name, value, 256, &options->workers);
    case OPT_SET:
        return add_property(options, value, NULL);
    case OPT_CONFIG:
        return read_properties(options, value);
    case OPT_MAX_TEXT:
        if (!cmd_set_number("dragoman work", name, value, 1ul << 30, &number))
            return false;
        options->limits.text_bytes = options->limits.body_bytes = number;
        return true;
    default:
        return false; /* getopt_long has said what is wrong */
    }
}

/* 0: go on; else the exit code, -1 after --help. */
static int parse_options(int argc, char **argv, work_options *options) {
    int option, index = 0;
    argv[0] = "dragoman work"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", OPTIONS, &index)) != -1) {
        if (option == OPT_HELP)
            return fputs(USAGE, stdout), cmd_flush(argv[0]) ? CMD_IO : -1;
        if (!set_option(options, option, option == '?' ? "" : OPTIONS[index].name, optarg))
            return CMD_USAGE;
    }
    if (optind < argc || !text_of(options, OPT_BROKERS) || !text_of(options, OPT_IN) ||
        !text_of(options, OPT_OUT)) {
        fputs("dragoman work: --brokers, --in and --out are needed, and nothing beside options\n",
            stderr);
        return CMD_USAGE;
    }
    return CMD_OK;
}

static int work(const work_options *options, const char *dead, drg_engine *engine) {
    api_context context = {.engine = engine, .limits = options->limits};
    stream_settings settings = {
        .brokers = text_of(options, OPT_BROKERS),
        .in = text_of(options, OPT_IN),
        .out = text_of(options, OPT_OUT),
        .dead = dead,
        .group = text_of(options, OPT_GROUP) ? text_of(options, OPT_GROUP) : "dragoman",
        .transactional_id = text_of(options, OPT_TRANSACTIONAL),
        .properties = options->properties,
        .property_count = options->property_count,
        .workers = options->workers ? (unsigned)options->workers : cmd_core_count(),
        .round_articles = options->round,
        .round_bytes = 4u << 20,
        .round_wait_ms = 100,
        .report_ms = (unsigned)options->report_seconds * 1000,
        .metrics_file = text_of(options, OPT_METRICS),
        .stop = &stop,
    };
    stream_totals totals;
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    return stream_work(&settings, &context, &options->decoded.article, &totals) ? CMD_OK : CMD_IO;
}

static int run(const work_options *options) {
    char made[256];
    const char *dead = text_of(options, OPT_DEAD);
    if (!dead) {
        snprintf(made, sizeof made, "%s.dead", text_of(options, OPT_IN));
        dead = made;
    }
    drg_engine *engine = cmd_open_engine(
        text_of(options, OPT_TABLES), text_of(options, OPT_MODEL), text_of(options, OPT_KNOWLEDGE));
    if (!engine)
        return CMD_CONFIG;
    int result = work(options, dead, engine);
    drg_engine_free(engine);
    return result;
}

int cmd_work(int argc, char **argv) {
    work_options *options = calloc(1, sizeof *options);
    if (!options)
        return CMD_SOFTWARE;
    options->round = 64;
    options->report_seconds = 10;
    api_limits_default(&options->limits);
    api_article_default(&options->decoded.article);
    int result = parse_options(argc, argv, options);
    if (!result)
        result = run(options);
    for (size_t i = 0; i < options->property_count; i++)
        free(options->kept[i]);
    api_decoded_deinit(&options->decoded);
    free(options);
    return result < 0 ? CMD_OK : result;
}
