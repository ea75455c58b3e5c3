/* SPDX-License-Identifier: Apache-2.0 */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>

const char *drg_error_text(int code) {
    switch (code) {
    case DRG_OK:
        return "no error";
#define CASE(name, value, text)                                                                    \
    case DRG_##name:                                                                               \
        return text;
        DRG_ERRORS(CASE)
#undef CASE
    default:
        return "unknown error";
    }
}

int drg_fail(drg_error *error, int code, size_t offset, const char *format, ...) {
    if (error && error->code == 0) {
        error->code = code;
        error->offset = offset;
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
    }
    return code;
}
