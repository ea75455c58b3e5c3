/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CMD_CMD_H
#define CMD_CMD_H
/* The command line: one function a subcommand, argv[0] being its name; each returns the exit code.
 */
#include "../api/api.h"
#include "../api/request.h"

#include <stdio.h>

enum { /* sysexits.h, the ones in use; docs/operations.md lists them */
    CMD_OK = 0,
    CMD_FAILED = 1, /* health: not healthy */
    CMD_USAGE = 64,
    CMD_DATA = 65, /* an input file could not be read as an article */
    CMD_SOFTWARE = 70,
    CMD_IO = 74,
    CMD_CONFIG = 78 /* tables or configuration are wrong */
};

int cmd_serve(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_info(int argc, char **argv);
int cmd_health(int argc, char **argv);
int cmd_key(int argc, char **argv);
int cmd_version(int argc, char **argv);
int cmd_work(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_eval(int argc, char **argv);
int cmd_diff(int argc, char **argv);

/* Opens the engine; NULL after a message on standard error. Paths: NULL for what is built in;
 * model "none": tables and patterns alone. */
drg_engine *cmd_open_engine(const char *tables, const char *model, const char *knowledge);

int cmd_classify_pair(int argc, char **argv);

/* A filter of lines: lines from the files (standard input where there is none). */
typedef struct cmd_batch {
    const char *command; /* "dragoman extract", for messages */
    /* One line to its reply; any thread, with a context of its own. */
    void (*answer)(const struct cmd_batch *batch, const api_context *context, drg_slice line,
        uint64_t number, api_reply *reply);
    const api_context *context;
    const api_article *defaults; /* for answer; may be NULL */
    api_format format; /* for answer */
    drg_slice head; /* written before the first reply; may be empty */
    char **files;
    int file_count;
    unsigned workers; /* threads, at least 1 */
} cmd_batch;
int cmd_run_batch(const cmd_batch *batch);
/* terminal.c: is it a terminal that shows colours, and does nobody mind (NO_COLOR)? How wide is it
 * (COLUMNS, else as it says, else 100)? */
bool cmd_has_colours(int file);
size_t cmd_columns(int file);
/* Text of an article in at most that many columns, cut with an ellipsis; controls as blanks.
 * Returns the columns used. */
size_t cmd_print_cell(FILE *out, const char *text, size_t columns);
/* A reply (JSON) as a table for people on standard output. False: it is none. */
bool cmd_write_table(const char *name, drg_slice body);
/* The last of standard output: CMD_OK, or CMD_IO after a message. command: "dragoman info". */
int cmd_flush(const char *command);
unsigned cmd_core_count(void); /* 1..256 */
/* --NAME of the command line as the parameter of a request ('-' for '_'; value NULL: a flag). value
 * is borrowed until the decoded is freed; false after a message. */
bool cmd_set_parameter(
    const char *command, const char *option, const char *value, api_decoded *decoded);
/* The value of --NAME as a number of 1..most; false after a message. */
bool cmd_set_number(const char *command, const char *option, const char *value, unsigned long most,
    unsigned long *out);

#endif
