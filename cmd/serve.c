/* SPDX-License-Identifier: Apache-2.0 */
/* dragoman serve: settings, engine, service. */
#include "../server/serve.h"
#include "cmd.h"

#include <stdio.h>
#include <unistd.h>

int cmd_serve(int argc, char **argv) {
    server_config config;
    if (!server_config_load(&config, argc, argv, environ)) {
        fprintf(stderr, "dragoman serve: %s\n", config.error);
        return config.usage ? CMD_USAGE : CMD_CONFIG;
    }
    if (config.help || config.print_config) {
        if (config.help)
            server_config_help(stdout);
        else
            server_config_print(&config, stdout);
        return cmd_flush("dragoman serve");
    }
    const char *tables = config.text[SETTING_tables];
    const char *model = config.text[SETTING_model];
    const char *knowledge = config.text[SETTING_knowledge];
    drg_engine *engine = cmd_open_engine(
        *tables ? tables : NULL, *model ? model : NULL, *knowledge ? knowledge : NULL);
    if (!engine)
        return CMD_CONFIG;
    int result = server_run(&config, engine);
    drg_engine_free(engine);
    return result;
}
