/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dragoman extract: articles from files (or standard input), one reply each, in the same bytes that
 * the service sends. With --ndjson every line of the input is an article of its own (batch.c).
 * Options of a request have the names of the query parameters, with '-' for '_'.
 */
#include "../api/extract.h"
#include "../api/batch.h"
#include "../api/negotiate.h"
#include "../lib/base/slice.h"
#include "cmd.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char USAGE[] =
    "usage: dragoman extract [OPTION...] [FILE...]\n"
    "       dragoman extract --ndjson [OPTION...] [FILE...]\n\n"
    "Reads each FILE as one article (`-` or none: standard input) and prints its reply.\n"
    "With --ndjson each line is an object as POST /v1/extract takes it, {\"text\": ..., \"id\": "
    "...,\n"
    "\"published\": ...}, and each reply is one line, in the same order; a line that fails gives\n"
    "{\"id\", \"status\": \"error\", \"problem\"}.\n\n"
    "  --published DATE      day of publication, YYYY-MM-DD\n"
    "  --format FORMAT       json (default), ndjson, csv, tsv or jsonld\n"
    "  --table               for people: events and names as lines on the terminal\n"
    "  --profile NAME        columns of phoenix, icews or polecat (csv unless --format tsv)\n"
    "  --id ID, --title TEXT of the one article\n"
    "  --offsets UNIT        codepoint (default), byte or utf16\n"
    "  --include LIST        of entities,relations,events,quotes,sentences\n"
    "  --min-confidence N    leave out records below N (0 to 1)\n"
    "  --explain             say which rule or table row decided, and what nearly told an event\n"
    "  --labels SCHEME       names of event types: plover-2.0 (default), plover-2018,\n"
    "                        plover-2016 or pairs-15\n"
    "  --workers N           threads for --ndjson (default: all cores)\n"
    "  --max-text BYTES      longest article (default 1048576)\n"
    "  --tables FILE         compiled tables instead of the built-in ones\n"
    "  --knowledge FILE      rows of your own over the tables (docs/formats.md)\n"
    "  --model FILE          weights of the reading engine instead of the built-in ones;\n"
    "                        none: tables and patterns alone\n";

enum {
    OPT_PARAMETER = 256,
    OPT_FORMAT,
    OPT_NDJSON,
    OPT_TABLE,
    OPT_WORKERS,
    OPT_MAX_TEXT,
    OPT_TABLES,
    OPT_MODEL,
    OPT_KNOWLEDGE,
    OPT_HELP
};

static const struct option OPTIONS[] = {
    {"published", required_argument, NULL, OPT_PARAMETER},
    {"id", required_argument, NULL, OPT_PARAMETER},
    {"title", required_argument, NULL, OPT_PARAMETER},
    {"offsets", required_argument, NULL, OPT_PARAMETER},
    {"include", required_argument, NULL, OPT_PARAMETER},
    {"min-confidence", required_argument, NULL, OPT_PARAMETER},
    {"explain", no_argument, NULL, OPT_PARAMETER},
    {"profile", required_argument, NULL, OPT_PARAMETER},
    {"labels", required_argument, NULL, OPT_PARAMETER},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"ndjson", no_argument, NULL, OPT_NDJSON},
    {"table", no_argument, NULL, OPT_TABLE},
    {"workers", required_argument, NULL, OPT_WORKERS},
    {"max-text", required_argument, NULL, OPT_MAX_TEXT},
    {"tables", required_argument, NULL, OPT_TABLES},
    {"model", required_argument, NULL, OPT_MODEL},
    {"knowledge", required_argument, NULL, OPT_KNOWLEDGE},
    {"help", no_argument, NULL, OPT_HELP},
    {0},
};

typedef struct extract_settings {
    api_decoded decoded; /* published, id, title and the options */
    api_limits limits;
    api_format format;
    bool formatted; /* --format was given */
    bool ndjson, table;
    unsigned workers;
    const char *tables, *model, *knowledge;
} extract_settings;

static bool set_format(extract_settings *settings, const char *value) {
    static const char *const names[API_FORMATS] = {"json", "ndjson", "csv", "tsv", "jsonld"};
    for (int i = 0; i < API_FORMATS; i++)
        if (!strcmp(value, names[i])) {
            settings->format = (api_format)i;
            settings->formatted = true;
            return true;
        }
    fputs("dragoman extract: --format: one of json, ndjson, csv, tsv, jsonld is wanted\n", stderr);
    return false;
}

/* A profile is a table, CSV unless said otherwise; lines of JSON are NDJSON. */
static bool settle_format(extract_settings *settings) {
    if (settings->table && (settings->ndjson || settings->formatted)) {
        fputs("dragoman extract: --table is for people, and has no --format or --ndjson\n", stderr);
        return false;
    }
    bool profile = settings->decoded.article.options.profile != API_PROFILE_NONE;
    if (profile && !settings->formatted)
        settings->format = API_CSV;
    if (settings->ndjson && settings->format == API_JSON)
        settings->format = API_NDJSON;
    if (!profile || (api_format_is_table(settings->format) && !settings->table))
        return true;
    fputs("dragoman extract: --profile makes tables of its own: --format csv or tsv\n", stderr);
    return false;
}

/* 0: go on; else the exit code, -1 after --help. */
static int parse_options(int argc, char **argv, extract_settings *settings) {
    int option, index = 0;
    unsigned long number;
    argv[0] = "dragoman extract"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", OPTIONS, &index)) != -1) {
        bool fine = true;
        if (option == OPT_PARAMETER)
            fine = cmd_set_parameter(
                "dragoman extract", OPTIONS[index].name, optarg, &settings->decoded);
        else if (option == OPT_FORMAT)
            fine = set_format(settings, optarg);
        else if (option == OPT_NDJSON)
            settings->ndjson = true;
        else if (option == OPT_TABLE)
            settings->table = true;
        else if (option == OPT_TABLES)
            settings->tables = optarg;
        else if (option == OPT_MODEL)
            settings->model = optarg;
        else if (option == OPT_KNOWLEDGE)
            settings->knowledge = optarg;
        else if (option == OPT_WORKERS &&
                 (fine = cmd_set_number("dragoman extract", "workers", optarg, 256, &number)))
            settings->workers = (unsigned)number;
        else if (option == OPT_MAX_TEXT && (fine = cmd_set_number("dragoman extract", "max-text",
                                                optarg, 1ul << 30, &number)))
            settings->limits.text_bytes = settings->limits.body_bytes = number;
        else if (option == OPT_HELP)
            return fputs(USAGE, stdout), cmd_flush(argv[0]) ? CMD_IO : -1;
        else if (fine)
            fine = false; /* getopt_long has said what is wrong */
        if (!fine)
            return CMD_USAGE;
    }
    if (!settle_format(settings))
        return CMD_USAGE;
    unsigned single = 1u << API_FIELD_ID | 1u << API_FIELD_TITLE;
    if ((settings->decoded.seen & single) && (settings->ndjson || argc - optind > 1)) {
        fputs("dragoman extract: --id and --title belong to a single article\n", stderr);
        return CMD_USAGE;
    }
    return CMD_OK;
}

/* Reads at most limit + 1 bytes: one more than allowed shows that there are too many. */
static int read_file(const char *path, size_t limit, char **data, size_t *size) {
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!file)
        return CMD_IO;
    size_t room = 65536, used = 0, got = 1;
    char *bytes = malloc(room);
    while (bytes && got && used <= limit) {
        if (used == room) {
            char *grown = realloc(bytes, room *= 2);
            if (!grown)
                break;
            bytes = grown;
        }
        got = fread(bytes + used, 1, room - used, file);
        used += got;
    }
    bool failed = !bytes || ferror(file) || (got && used <= limit);
    if (file != stdin)
        fclose(file);
    if (failed) {
        free(bytes);
        return CMD_IO;
    }
    *data = bytes;
    *size = used;
    return CMD_OK;
}

static int extract_file(
    const api_context *context, const extract_settings *settings, const char *path, bool first) {
    char *data = NULL;
    size_t size = 0;
    if (read_file(path, context->limits.text_bytes, &data, &size)) {
        fprintf(stderr, "dragoman extract: %s: %s\n", path, strerror(errno));
        return CMD_IO;
    }
    api_article article = settings->decoded.article;
    article.text = (drg_slice){data, size};
    api_reply reply = {0};
    api_extract_article(context, &article, settings->format, first, (drg_slice){0}, &reply);
    int result = CMD_OK;
    if (reply.status != 200) {
        fprintf(stderr, "dragoman extract: %s: %.*s", path, reply.body ? (int)reply.size : 14,
            reply.body ? reply.body : "out of memory\n");
        result = CMD_DATA;
    } else if (settings->table) {
        bool written = cmd_write_table(path, (drg_slice){reply.body, reply.size});
        result = cmd_flush("dragoman extract");
        result = written ? result : CMD_IO;
    } else if (fwrite(reply.body, 1, reply.size, stdout) != reply.size || fflush(stdout)) {
        fprintf(stderr, "dragoman extract: cannot write: %s\n", strerror(errno));
        result = CMD_IO;
    }
    api_reply_deinit(&reply);
    free(data);
    return result;
}

static int extract_files(
    const api_context *context, const extract_settings *settings, char **files, int count) {
    char *standard_input[] = {(char[]){"-"}};
    if (!count) {
        files = standard_input;
        count = 1;
    }
    int worst = CMD_OK;
    for (int i = 0; i < count; i++) {
        int result = extract_file(context, settings, files[i], i == 0);
        if (result > worst)
            worst = result;
    }
    return worst;
}

static void answer_line(const cmd_batch *batch, const api_context *context, drg_slice line,
    uint64_t number, api_reply *reply) {
    api_extract_line(context, batch->defaults, batch->format, line, number, reply);
}

static int extract_lines(
    const api_context *context, const extract_settings *settings, char **files, int count) {
    const api_batch_form form = {
        .format = settings->format, .profile = settings->decoded.article.options.profile};
    api_reply head = {0};
    api_batch_header(&form, &head);
    int result = cmd_run_batch(&(cmd_batch){.command = "dragoman extract",
        .answer = answer_line,
        .context = context,
        .defaults = &settings->decoded.article,
        .format = settings->format,
        .head = {head.body, head.size},
        .files = files,
        .file_count = count,
        .workers = settings->workers ? settings->workers : cmd_core_count()});
    api_reply_deinit(&head);
    return result;
}

int cmd_extract(int argc, char **argv) {
    extract_settings settings = {0};
    api_article_default(&settings.decoded.article);
    api_limits_default(&settings.limits);
    int result = parse_options(argc, argv, &settings);
    if (result)
        return result < 0 ? CMD_OK : result;
    drg_engine *engine = cmd_open_engine(settings.tables, settings.model, settings.knowledge);
    if (!engine)
        return CMD_CONFIG;
    api_context context = {.engine = engine, .limits = settings.limits};
    if (settings.ndjson)
        result = extract_lines(&context, &settings, argv + optind, argc - optind);
    else if (drg_scratch_new(engine, &context.scratch) == DRG_OK)
        result = extract_files(&context, &settings, argv + optind, argc - optind);
    else
        result = CMD_SOFTWARE;
    drg_scratch_free(context.scratch);
    drg_engine_free(engine);
    return result;
}
