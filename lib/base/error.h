/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_ERROR_H
#define DRG_BASE_ERROR_H
#include "../dragoman.h"

#include <stdarg.h>
/* Fills *error (may be NULL; the first error wins) and returns code, for `return drg_fail(...)`. */
int drg_fail(drg_error *error, int code, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Formats into size (> 0) bytes, NUL included. What is longer loses its middle, for an ellipsis,
 * and no character is cut: a message may hold words of others, and ends with what is wrong with
 * them. */
void drg_format_short(char *text, size_t size, const char *format, va_list arguments);
#endif
