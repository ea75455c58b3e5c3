/* SPDX-License-Identifier: Apache-2.0 */
/* Settings from defaults, file, environment and flags: one parser of values for all four. */
#include "config.h"
#include "access.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef enum setting_kind { TEXT, COUNT, SECONDS, SWITCH } setting_kind;

static const struct {
    const char *name;
    setting_kind kind;
    const char *value;
    uint64_t least, most;
    const char *help;
} TABLE[SETTINGS] = {
#define SETTING(name, kind, value, least, most, help) {#name, kind, value, least, most, help},
#include "settings.def"
#undef SETTING
};

static const char *const ORIGINS[] = {"default", "file", "environment", "flag"};

static bool fail(server_config *config, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static bool fail(server_config *config, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(config->error, sizeof config->error, format, arguments);
    va_end(arguments);
    return false;
}

static bool parse_digits(const char **at, uint64_t *value) {
    const char *start = *at;
    *value = 0;
    for (; **at >= '0' && **at <= '9'; ++*at) {
        if (*value > UINT64_MAX / 10 - 10)
            return false;
        *value = *value * 10 + (uint64_t)(**at - '0');
    }
    return *at != start;
}

/* "2", "0.25" -> milliseconds; at most three decimals. */
static bool parse_seconds(const char *text, uint64_t *milliseconds) {
    uint64_t whole, weight = 100;
    if (!parse_digits(&text, &whole) || whole > 1000000)
        return false;
    *milliseconds = whole * 1000;
    if (*text != '.')
        return *text == 0;
    for (text++; *text >= '0' && *text <= '9' && weight; text++, weight /= 10)
        *milliseconds += (uint64_t)(*text - '0') * weight;
    return *text == 0 && weight < 100;
}

static bool parse_value(setting_kind kind, const char *text, uint64_t *number) {
    *number = 0;
    if (kind == COUNT)
        return parse_digits(&text, number) && *text == 0;
    if (kind == SECONDS)
        return parse_seconds(text, number);
    if (kind == SWITCH)
        return (*number = !strcmp(text, "on")) || !strcmp(text, "off");
    return true;
}

static int find(const char *name, size_t size) {
    for (int i = 0; i < SETTINGS; i++)
        if (strlen(TABLE[i].name) == size && !memcmp(TABLE[i].name, name, size))
            return i;
    return -1;
}

static bool set(server_config *config, int setting, const char *value, server_origin origin) {
    static const char *const wanted[] = {
        "a text of less than 256 bytes", "a whole number", "a number of seconds", "on or off"};
    uint64_t number;
    setting_kind kind = TABLE[setting].kind;
    if (strlen(value) >= SERVER_TEXT_SIZE || !parse_value(kind, value, &number))
        return fail(config, "%s: %s is wanted", TABLE[setting].name, wanted[kind]);
    if (kind != TEXT && (number < TABLE[setting].least || number > TABLE[setting].most)) {
        double unit = kind == SECONDS ? 1000 : 1;
        return fail(config, "%s: a value from %g to %g is wanted", TABLE[setting].name,
            (double)TABLE[setting].least / unit, (double)TABLE[setting].most / unit);
    }
    char host[SERVER_TEXT_SIZE];
    uint16_t port;
    bool address = setting == SETTING_listen || (setting == SETTING_metrics_listen && *value);
    if (address && !server_config_address(value, host, &port))
        return fail(config, "%s: HOST:PORT is wanted, [HOST]:PORT for IPv6", TABLE[setting].name);
    if (setting == SETTING_cors_origin && !access_origins_valid(value))
        return fail(
            config, "cors_origin: origins are wanted, as in https://news.example; not \"*\"");
    config->number[setting] = number;
    config->origin[setting] = origin;
    snprintf(config->text[setting], SERVER_TEXT_SIZE, "%s", value);
    return true;
}

bool server_config_set(
    server_config *config, const char *name, const char *value, server_origin origin) {
    int setting = find(name, strlen(name));
    if (setting < 0)
        return fail(config, "there is no setting named %.64s", name);
    return set(config, setting, value, origin);
}

void server_config_default(server_config *config) {
    *config = (server_config){0};
    for (int i = 0; i < SETTINGS; i++)
        set(config, i, TABLE[i].value, ORIGIN_DEFAULT);
}

/* ---- the file -------------------------------------------------------------------------------- */

static char *trim(char *text) {
    while (*text == ' ' || *text == '\t')
        text++;
    size_t size = strlen(text);
    while (size && strchr(" \t\r\n", text[size - 1]))
        text[--size] = 0;
    return text;
}

static bool parse_line(server_config *config, char *line) {
    char *text = trim(line);
    if (!*text || *text == '#')
        return true;
    char *equals = strchr(text, '=');
    if (!equals)
        return fail(config, "key = value is wanted");
    *equals = 0;
    char *name = trim(text), *value = trim(equals + 1);
    int setting = find(name, strlen(name));
    if (setting >= 0 && config->origin[setting] == ORIGIN_FILE)
        return fail(config, "%s stands twice", TABLE[setting].name);
    char *comment = *value == '#' ? value : strstr(value, " #");
    if (comment) {
        *comment = 0;
        value = trim(value);
    }
    return server_config_set(config, name, value, ORIGIN_FILE);
}

bool server_config_parse_file(server_config *config, const char *path, FILE *file) {
    char line[1024];
    char reason[sizeof config->error];
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        bool whole = strchr(line, '\n') || feof(file);
        if (whole && parse_line(config, line))
            continue;
        snprintf(reason, sizeof reason, "%s", whole ? config->error : "the line is too long");
        return fail(config, "%.200s:%u: %.250s", path, number, reason);
    }
    if (ferror(file))
        return fail(config, "%.200s: %s", path, strerror(errno));
    return true;
}

static bool load_file(server_config *config, const char *path) {
    FILE *file = fopen(path, "re");
    if (!file)
        return fail(config, "%.200s: %s", path, strerror(errno));
    bool parsed = server_config_parse_file(config, path, file);
    fclose(file);
    return parsed;
}

/* ---- environment and flags ------------------------------------------------------------------- */

static const char *find_variable(char *const *environment, const char *upper, size_t size) {
    static const char prefix[] = "DRAGOMAN_";
    for (; environment && *environment; environment++) {
        const char *entry = *environment;
        if (strncmp(entry, prefix, sizeof prefix - 1) == 0 &&
            strncmp(entry + sizeof prefix - 1, upper, size) == 0 &&
            entry[sizeof prefix - 1 + size] == '=')
            return entry + sizeof prefix + size;
    }
    return NULL;
}

static bool load_environment(server_config *config, char *const *environment) {
    for (int i = 0; i < SETTINGS; i++) {
        char upper[64];
        size_t size = strlen(TABLE[i].name);
        for (size_t c = 0; c <= size; c++)
            upper[c] = TABLE[i].name[c] >= 'a' && TABLE[i].name[c] <= 'z'
                           ? (char)(TABLE[i].name[c] - 32)
                           : TABLE[i].name[c];
        const char *value = find_variable(environment, upper, size);
        if (value && !set(config, i, value, ORIGIN_ENVIRONMENT)) {
            char reason[256];
            snprintf(reason, sizeof reason, "%.255s", config->error);
            return fail(config, "DRAGOMAN_%s: %s", upper, reason);
        }
    }
    return true;
}

/* One of "--name value" and "--name=value"; a switch alone means on. */
typedef struct config_flag {
    char name[64];
    const char *value; /* NULL: none */
    int used; /* arguments */
} config_flag;

static bool read_flag(int left, char *const *argv, config_flag *out) {
    const char *text = argv[0];
    *out = (config_flag){.used = 1};
    if (strncmp(text, "--", 2) != 0)
        return false;
    const char *equals = strchr(text, '=');
    size_t size = equals ? (size_t)(equals - text - 2) : strlen(text + 2);
    if (size == 0 || size >= sizeof out->name)
        return false;
    for (size_t i = 0; i < size; i++)
        out->name[i] = text[2 + i] == '-' ? '_' : text[2 + i];
    out->value = equals ? equals + 1 : NULL;
    int setting = find(out->name, strlen(out->name));
    bool is_switch = setting >= 0 && TABLE[setting].kind == SWITCH;
    uint64_t ignored;
    if (!equals && is_switch && (left < 2 || !parse_value(SWITCH, argv[1], &ignored))) {
        out->value = "on";
    } else if (!equals && left > 1) {
        out->value = argv[1];
        out->used = 2;
    }
    return true;
}

/* First pass (apply false): only looks for --config. Second: sets everything else. */
static bool load_flags(
    server_config *config, int argc, char *const *argv, bool apply, const char **file) {
    for (int i = 1; i < argc;) {
        config_flag flag;
        if (!read_flag(argc - i, argv + i, &flag))
            return fail(config, "%.100s is not understood", argv[i]);
        if (!strcmp(flag.name, "print_config") || !strcmp(flag.name, "help")) {
            *(flag.name[0] == 'p' ? &config->print_config : &config->help) = true;
            i++;
            continue;
        }
        if (find(flag.name, strlen(flag.name)) < 0 && strcmp(flag.name, "config") != 0)
            return fail(config, "there is no option %.100s", argv[i]);
        if (!flag.value)
            return fail(config, "%.100s needs a value", argv[i]);
        if (!strcmp(flag.name, "config"))
            *file = flag.value;
        else if (apply && !server_config_set(config, flag.name, flag.value, ORIGIN_FLAG))
            return false;
        i += flag.used;
    }
    return true;
}

bool server_config_load(
    server_config *config, int argc, char *const *argv, char *const *environment) {
    server_config_default(config);
    const char *file = find_variable(environment, "CONFIG", 6);
    config->usage = true;
    if (!load_flags(config, argc, argv, false, &file))
        return false;
    config->usage = false;
    if (file && *file && !load_file(config, file))
        return false;
    if (!load_environment(config, environment))
        return false;
    config->usage = true;
    if (!load_flags(config, argc, argv, true, &file))
        return false;
    config->usage = false;
    if (config->number[SETTING_open] && *config->text[SETTING_keys])
        return fail(config, "open and keys contradict each other: with keys nobody else is served");
    return true;
}

/* ---- printing -------------------------------------------------------------------------------- */

void server_config_print(const server_config *config, FILE *out) {
    for (int i = 0; i < SETTINGS; i++)
        fprintf(out, "%s = %s # %s\n", TABLE[i].name, config->text[i], ORIGINS[config->origin[i]]);
}

void server_config_help(FILE *out) {
    fputs("usage: dragoman serve [--SETTING VALUE...] [--config FILE] [--print-config]\n\n"
          "Each setting is a flag, a variable DRAGOMAN_SETTING, or a line `setting = value` of the "
          "file;\n"
          "a flag wins over the environment, the environment over the file.\n\n",
        out);
    for (int i = 0; i < SETTINGS; i++) {
        char name[64];
        size_t size = strlen(TABLE[i].name);
        for (size_t c = 0; c <= size; c++)
            name[c] = TABLE[i].name[c] == '_' ? '-' : TABLE[i].name[c];
        fprintf(out, "  --%-18s %s%s%s (%s)\n", name, TABLE[i].help,
            TABLE[i].kind == SECONDS ? ", seconds" : "", "",
            *TABLE[i].value ? TABLE[i].value : "none");
    }
}

bool server_config_address(const char *listen, char *host, uint16_t *port) {
    const char *colon = strrchr(listen, ':');
    if (!colon || colon == listen)
        return false;
    const char *digits = colon + 1;
    uint64_t number;
    if (!parse_digits(&digits, &number) || *digits || number > 65535)
        return false;
    size_t size = (size_t)(colon - listen);
    if (listen[0] == '[') {
        if (size < 3 || listen[size - 1] != ']')
            return false;
        listen++;
        size -= 2;
    } else if (memchr(listen, ':', size)) {
        return false; /* a bare IPv6 address needs its brackets */
    }
    if (size >= SERVER_TEXT_SIZE)
        return false;
    memcpy(host, listen, size);
    host[size] = 0;
    *port = (uint16_t)number;
    return true;
}
