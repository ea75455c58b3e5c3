/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_REPORT_H
#define STREAM_REPORT_H
/* What a worker says about itself: JSON lines on standard error, and a file for Prometheus. */
#include "stream.h"

/* One line: {"level","event","detail"}; detail may be NULL. Any thread. */
void stream_say(const char *level, const char *event, const char *detail);
/* One line with the totals; event "progress" or "end". */
void stream_say_totals(const char *event, const stream_totals *totals);
/*
 * Writes the totals as Prometheus' text form to a file beside `path` and renames it over `path`, so
 * that a reader (node_exporter's textfile collector) sees a whole file. False: errno says why.
 */
bool stream_write_metrics(const char *path, const stream_totals *totals);
#endif
