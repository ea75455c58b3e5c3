/* SPDX-License-Identifier: Apache-2.0 */
/* dragoman: finds the subcommand and runs it. */
#include "cmd.h"

#include "../lib/base/slice.h"

#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} COMMANDS[] = {
    {"serve", cmd_serve, "answer over HTTP (--listen HOST:PORT, default 127.0.0.1:8080)"},
    {"extract", cmd_extract, "read articles from files or standard input and print what they tell"},
    {"info", cmd_info, "print version, digests and limits as JSON"},
    {"classify-pair", cmd_classify_pair,
        "tell the type of event from a marked source to a marked target"},
    {"work", cmd_work, "read articles from a Kafka topic and write replies to another"},
    {"merge", cmd_merge, "join what many articles tell of one event"},
    {"eval", cmd_eval, "score it on articles that you annotated yourself"},
    {"diff", cmd_diff, "tell what changed between two replies or two files of them"},
    {"key", cmd_key, "make, list and remove keys for clients of the service"},
    {"health", cmd_health, "ask a running service whether it is alive; exit 0 if it is"},
    {"version", cmd_version, "print the version"},
};
#define COMMAND_COUNT (sizeof COMMANDS / sizeof COMMANDS[0])

int cmd_flush(const char *command) {
    if (!fflush(stdout) && !ferror(stdout))
        return CMD_OK;
    fprintf(stderr, "%s: cannot write: %s\n", command, strerror(errno));
    return CMD_IO;
}

static int help(FILE *out) {
    fputs("dragoman reads news articles and tells who did what to whom, where and when.\n\n"
          "usage: dragoman COMMAND [OPTION...] [FILE...]\n\n",
        out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-13s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
    fputs(
        "\n`dragoman COMMAND --help` shows the options of one.\n\n"
        "Exit codes: 0 done, 1 not healthy (diff: 1 something differs, 2 trouble), 64 wrong\n"
        "usage, 65 an input cannot be read as an article, 70 internal, 71 cannot listen, 74 input\n"
        "or output failed, 75 stopped at once, 78 configuration or tables are wrong.\n",
        out);
    return out == stdout ? cmd_flush("dragoman") : CMD_USAGE;
}

bool cmd_set_number(const char *command, const char *option, const char *value, unsigned long most,
    unsigned long *out) {
    char *end;
    errno = 0;
    unsigned long number = strtoul(value, &end, 10);
    if (errno || *end || value[0] < '0' || value[0] > '9' || number < 1 || number > most) {
        fprintf(stderr, "%s: --%s: a number from 1 to %lu is wanted\n", command, option, most);
        return false;
    }
    *out = number;
    return true;
}

bool cmd_set_parameter(
    const char *command, const char *option, const char *value, api_decoded *decoded) {
    char name[32];
    size_t size = strlen(option);
    for (size_t i = 0; i <= size; i++)
        name[i] = option[i] == '-' ? '_' : option[i];
    api_fault fault = {0};
    if (api_decode_parameter(
            (drg_slice){name, size}, drg_slice_of(value ? value : "true"), decoded, &fault))
        return true;
    fprintf(stderr, "%s: --%s: %s\n", command, option, fault.detail);
    return false;
}

int cmd_version(int argc, char **argv) {
    if (argc > 1) {
        bool asked = argc == 2 && !strcmp(argv[1], "--help");
        fputs("usage: dragoman version\n", asked ? stdout : stderr);
        return asked ? cmd_flush("dragoman version") : CMD_USAGE;
    }
    puts("dragoman " DRG_VERSION);
    return cmd_flush("dragoman version");
}

drg_engine *cmd_open_engine(const char *tables, const char *model, const char *knowledge) {
    drg_engine *engine = NULL;
    drg_error error = {0};
    drg_engine_config config = {
        .tables_path = tables, .model_path = model, .knowledge_path = knowledge};
    if (model && !strcmp(model, "none"))
        config.model_path = "";
    randombytes_buf(config.hash_seed, sizeof config.hash_seed);
    if (drg_engine_open(&config, &engine, &error)) {
        fprintf(stderr, "dragoman: cannot open tables, model or knowledge: %s\n", error.message);
        return NULL;
    }
    return engine;
}

static int run_command(const char *name, int argc, char **argv) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (!strcmp(name, COMMANDS[i].name))
            return COMMANDS[i].run(argc, argv);
    if (*name)
        fprintf(stderr, "dragoman: no command named %s\n", name);
    return help(stderr);
}

/* `dragoman help COMMAND` is `dragoman COMMAND --help`. */
static int help_on(int argc, char **argv) {
    char option[] = "--help";
    return argc > 2 ? run_command(argv[2], 2, (char *[]){argv[2], option, NULL}) : help(stdout);
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error (74), not a silent death */
    if (sodium_init() < 0) {
        fputs("dragoman: the system gives no random numbers\n", stderr);
        return CMD_SOFTWARE;
    }
    json_object_seed(0);
    const char *name = argc > 1 ? argv[1] : "";
    if (!strcmp(name, "help") || !strcmp(name, "--help") || !strcmp(name, "-h"))
        return help_on(argc, argv);
    if (!strcmp(name, "--version"))
        return cmd_version(1, argv);
    return run_command(name, argc - 1, argv + 1);
}
