/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_CONFIG_H
#define SERVER_CONFIG_H
/*
 * Settings: a flag wins over the environment, that over the file, that over the default. The table
 * is settings.def. Unknown flags and keys of the file are errors; unknown variables DRAGOMAN_* are
 * not, because cluster managers set DRAGOMAN_PORT and the like for a service of this name.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef enum server_setting {
#define SETTING(name, kind, value, least, most, help) SETTING_##name,
#include "settings.def"
#undef SETTING
    SETTINGS
} server_setting;

typedef enum server_origin {
    ORIGIN_DEFAULT,
    ORIGIN_FILE,
    ORIGIN_ENVIRONMENT,
    ORIGIN_FLAG
} server_origin;

#define SERVER_TEXT_SIZE 256

typedef struct server_config {
    uint64_t number[SETTINGS]; /* counts, milliseconds, switches */
    char text[SETTINGS][SERVER_TEXT_SIZE]; /* as written */
    server_origin origin[SETTINGS];
    bool print_config, help; /* --print-config, --help */
    char error[512]; /* one line, when a function returned false */
    bool usage; /* the error is a flag's (exit 64), not the file's or the environment's (78) */
} server_config;

/* All of it: defaults, then --config FILE or DRAGOMAN_CONFIG, environment, flags (argv[1] on). */
bool server_config_load(
    server_config *config, int argc, char *const *argv, char *const *environment);
/* One setting from text; the pieces of the above, for tests. */
bool server_config_set(
    server_config *config, const char *name, const char *value, server_origin origin);
void server_config_default(server_config *config);
bool server_config_parse_file(server_config *config, const char *path, FILE *file);
/* "key = value" lines with where each comes from: reads back as a configuration file. */
void server_config_print(const server_config *config, FILE *out);
void server_config_help(FILE *out);
/* "host:port", "[v6]:port" -> its parts. False: malformed. host has SERVER_TEXT_SIZE bytes. */
bool server_config_address(const char *listen, char *host, uint16_t *port);
#endif
