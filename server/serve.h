/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SERVER_SERVE_H
#define SERVER_SERVE_H
/* The service as one call: listens, answers, stops on SIGTERM or SIGINT, returns the exit code. */
#include "../api/api.h"
#include "config.h"

enum { /* sysexits.h; docs/operations.md */
    SERVER_OK = 0,
    SERVER_SOFTWARE = 70, /* a fault inside, or the hard stop */
    SERVER_CANNOT_LISTEN = 71,
    SERVER_STOPPED_AT_ONCE = 75, /* a second SIGTERM */
    SERVER_CONFIG = 78
};

/* Blocks until stopped. The engine is borrowed. Once a process: it sets signal handlers. */
int server_run(const server_config *config, const drg_engine *engine);
#endif
