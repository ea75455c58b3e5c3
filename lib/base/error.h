/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_ERROR_H
#define DRG_BASE_ERROR_H
#include "../dragoman.h"
/* Fills *error (may be NULL; the first error wins) and returns code, for `return drg_fail(...)`. */
int drg_fail(drg_error *error, int code, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
#endif
