/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STREAM_CLOCK_H
#define STREAM_CLOCK_H
#include <stdint.h>

/* Milliseconds of a clock that only goes on; its zero means nothing. Any thread. */
uint64_t stream_now_ms(void);
/* Sleeps that long, or until a signal. */
void stream_pause_ms(unsigned ms);
#endif
