/* SPDX-License-Identifier: Apache-2.0 */
/* dragoman info: the /v1/info of a process that serves nobody. */
#include "cmd.h"

#include <getopt.h>
#include <stdio.h>

static const char USAGE[] = "usage: dragoman info [--tables FILE] [--model FILE]\n";

int cmd_info(int argc, char **argv) {
    static const struct option options[] = {{"tables", required_argument, NULL, 't'},
        {"model", required_argument, NULL, 'm'}, {"help", no_argument, NULL, 'h'}, {0}};
    const char *tables = NULL, *model = NULL;
    int option;
    argv[0] = "dragoman info"; /* getopt_long's messages begin with it */
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h')
            return fputs(USAGE, stdout), cmd_flush(argv[0]);
        if (option == '?')
            return CMD_USAGE;
        *(option == 't' ? &tables : &model) = optarg;
    }
    if (optind < argc) {
        fputs(USAGE, stderr);
        return CMD_USAGE;
    }
    drg_engine *engine = cmd_open_engine(tables, model, NULL);
    if (!engine)
        return CMD_CONFIG;
    api_context context = {.engine = engine};
    api_limits_default(&context.limits);
    api_reply reply = {0};
    api_info(&context, NULL, &reply);
    int result = CMD_SOFTWARE;
    if (reply.body)
        result = (fwrite(reply.body, 1, reply.size, stdout), cmd_flush(argv[0]));
    api_reply_deinit(&reply);
    drg_engine_free(engine);
    return result;
}
