/* SPDX-License-Identifier: Apache-2.0 */
/* dragoman info: the /v1/info of a process that serves nobody. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

int cmd_info(int argc, char **argv) {
    const char *tables = NULL, *model = NULL;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--tables") && i + 1 < argc) {
            tables = argv[++i];
        } else if (!strcmp(argv[i], "--model") && i + 1 < argc) {
            model = argv[++i];
        } else {
            bool asked = !strcmp(argv[i], "--help");
            fputs("usage: dragoman info [--tables FILE] [--model FILE]\n", asked ? stdout : stderr);
            return asked ? CMD_OK : CMD_USAGE;
        }
    }
    drg_engine *engine = cmd_open_engine(tables, model);
    if (!engine)
        return CMD_CONFIG;
    api_context context = {.engine = engine};
    api_limits_default(&context.limits);
    api_reply reply = {0};
    api_info(&context, NULL, &reply);
    int result = CMD_SOFTWARE;
    if (reply.body)
        result = fwrite(reply.body, 1, reply.size, stdout) == reply.size && !fflush(stdout)
                     ? CMD_OK
                     : CMD_IO;
    api_reply_deinit(&reply);
    drg_engine_free(engine);
    return result;
}
