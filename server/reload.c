/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of access at start and after SIGHUP.
 *
 * A reload is all or nothing: the new file is read whole and checked, and only then takes the place
 * of the old keys; a file that is wrong leaves them as they are, with a line in the log. Requests
 * that have passed the gate are not asked again. It runs on the loop thread, between two events, so
 * that no request sees half of it; the file is small (keys.h).
 */
#include "server.h"

#include <stdio.h>

static void log_keys(struct server *server, const char *event) {
    char count[16];
    snprintf(count, sizeof count, "%zu", server->access.keys.count);
    log_write_event(server->log, "info", event, "file", server->config->text[SETTING_keys], "count",
        count, NULL);
}

static bool load(struct server *server, keys_set *set, const char *event) {
    const char *path = server->config->text[SETTING_keys];
    char why[160];
    if (keys_load(set, path, why, sizeof why))
        return true;
    log_write_event(server->log, "error", event, "file", path, "reason", why, NULL);
    return false;
}

bool reload_start(struct server *server) {
    const server_config *config = server->config;
    access_rules *rules = &server->access;
    rules->rate = config->number[SETTING_key_rate];
    rules->origins = config->text[SETTING_cors_origin];
    rules->keyed = *config->text[SETTING_keys] != 0;
    if (rules->keyed) {
        if (!load(server, &rules->keys, "cannot_read_keys"))
            return false;
        log_keys(server, "keys");
    } else if (config->number[SETTING_open]) {
        log_write_event(server->log, "warning", "open", "message",
            "no key is asked for: whoever reaches the address is served", NULL);
    }
    return true;
}

void reload_keys(struct server *server) {
    keys_set fresh;
    if (!server->access.keyed) {
        log_write_event(server->log, "info", "nothing_to_reload", NULL);
        return;
    }
    if (!load(server, &fresh, "keys_not_reloaded"))
        return;
    keys_carry(&fresh, &server->access.keys);
    keys_deinit(&server->access.keys);
    server->access.keys = fresh;
    log_keys(server, "keys_reloaded");
}
