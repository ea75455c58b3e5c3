/* SPDX-License-Identifier: Apache-2.0 */
/* dragoman merge: replies of many articles in, one record for each event of the world out. */
#include "../api/merge.h"
#include "cmd.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: dragoman merge [OPTION...] [FILE...]\n\n"
    "Reads replies, a line each (`dragoman extract --ndjson`, a batch, the topic of dragoman "
    "work),\n"
    "and prints the events that they tell, each once, a line each, with the articles that tell "
    "it.\n\n"
    "  --rule RULE     event (default): same type, sides that agree, dates within the window;\n"
    "                  fingerprint: equal fingerprints; daily: one a day for the countries of "
    "both\n"
    "                  sides and the CAMEO code\n"
    "  --window DAYS   most days between two dates of one event (default 1)\n"
    "  --keep DAYS     of a stream in order of publication: print an event, and forget it, once\n"
    "                  articles of more than DAYS days later came (default: at the end)\n";

typedef struct merge_options {
    api_merge_settings settings;
    unsigned long window, keep;
} merge_options;

static bool set_rule(merge_options *options, const char *name) {
    static const char *const names[] = {"event", "fingerprint", "daily"};
    for (int i = 0; i < 3; i++)
        if (!strcmp(name, names[i])) {
            options->settings.rule = (api_merge_rule)i;
            return true;
        }
    fputs("dragoman merge: --rule: one of event, fingerprint, daily is wanted\n", stderr);
    return false;
}

/* 0: go on; else the exit code, -1 after --help. */
static int parse_options(int argc, char **argv, merge_options *options) {
    static const struct option names[] = {{"rule", required_argument, NULL, 'r'},
        {"window", required_argument, NULL, 'w'}, {"keep", required_argument, NULL, 'k'},
        {"help", no_argument, NULL, 'h'}, {0}};
    int option;
    *options = (merge_options){.window = 1};
    argv[0] = "dragoman merge"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        bool fine = option == 'r' ? set_rule(options, optarg)
                    : option == 'w'
                        ? cmd_set_number(argv[0], "window", optarg, 31, &options->window)
                    : option == 'k' ? cmd_set_number(argv[0], "keep", optarg, 3650, &options->keep)
                                    : option == 'h';
        if (option == 'h')
            return fputs(USAGE, stdout), cmd_flush(argv[0]) ? CMD_IO : -1;
        if (!fine)
            return CMD_USAGE;
    }
    options->settings.window_days = (unsigned)options->window;
    options->settings.keep_days = (unsigned)options->keep;
    return CMD_OK;
}

static bool print_events(api_merge *merge, bool all) {
    api_out out = {0};
    bool fine = api_merge_take(merge, all, &out);
    if (!fine)
        fputs("dragoman merge: out of memory\n", stderr);
    else if (out.size && fwrite(out.data, 1, out.size, stdout) != out.size) {
        fprintf(stderr, "dragoman merge: cannot write: %s\n", strerror(errno));
        fine = false;
    }
    api_out_deinit(&out);
    return fine;
}

static bool is_blank(const char *line, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\n')
            return false;
    return true;
}

/* A line that is no reply is said and passed over; the exit code remembers it. */
static bool read_file(api_merge *merge, FILE *file, const char *name, bool *all_good) {
    char *line = NULL;
    size_t room = 0;
    ssize_t size;
    bool fine = true;
    for (uint64_t number = 1; fine && (size = getline(&line, &room, file)) >= 0; number++) {
        api_fault fault = {0};
        if (is_blank(line, (size_t)size))
            continue;
        if (!api_merge_add(merge, (drg_slice){line, (size_t)size}, &fault)) {
            fprintf(stderr, "dragoman merge: %s: line %llu: %s\n", name, (unsigned long long)number,
                fault.detail);
            *all_good = false;
            fine = strcmp(fault.code, "out_of_memory") != 0;
        }
        fine = fine && print_events(merge, false);
    }
    if (ferror(file)) {
        fprintf(stderr, "dragoman merge: %s: %s\n", name, strerror(errno));
        fine = false;
    }
    free(line);
    return fine;
}

static int run(api_merge *merge, int count, char **files) {
    bool fine = true, all_good = true;
    for (int i = 0; fine && i < (count ? count : 1); i++) {
        bool standard = !count || !strcmp(files[i], "-");
        FILE *file = standard ? stdin : fopen(files[i], "re");
        if (!file) {
            fprintf(stderr, "dragoman merge: %s: %s\n", files[i], strerror(errno));
            return CMD_IO;
        }
        fine = read_file(merge, file, standard ? "-" : files[i], &all_good);
        if (!standard)
            fclose(file);
    }
    fine = fine && print_events(merge, true) && !fflush(stdout);
    api_merge_counts counts = api_merge_count(merge);
    fprintf(stderr, "articles: %llu (%llu with errors), records: %llu, events: %llu\n",
        (unsigned long long)counts.articles, (unsigned long long)counts.errors,
        (unsigned long long)counts.records, (unsigned long long)counts.events);
    return !fine ? CMD_IO : all_good ? CMD_OK : CMD_DATA;
}

int cmd_merge(int argc, char **argv) {
    merge_options options;
    int result = parse_options(argc, argv, &options);
    if (result)
        return result < 0 ? CMD_OK : result;
    api_merge *merge = api_merge_new(&options.settings);
    if (!merge) {
        fputs("dragoman merge: out of memory\n", stderr);
        return CMD_SOFTWARE;
    }
    result = run(merge, argc - optind, argv + optind);
    api_merge_free(merge);
    return result;
}
