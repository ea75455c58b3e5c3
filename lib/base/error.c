/* SPDX-License-Identifier: Apache-2.0 */
#include "error.h"

#include "utf8.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

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

static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

void drg_format_short(char *text, size_t size, const char *format, va_list arguments) {
    static const char ELLIPSIS[] = "\xE2\x80\xA6"; /* … */
    va_list again;
    va_copy(again, arguments);
    int needed = vsnprintf(text, size, format, arguments);
    bool cut = needed >= 0 && (size_t)needed >= size;
    char *whole = cut && size > 3 * sizeof ELLIPSIS ? malloc((size_t)needed + 1) : NULL;
    if (whole) {
        vsnprintf(whole, (size_t)needed + 1, format, again);
        size_t head = size / 2, tail = size - head - sizeof ELLIPSIS;
        const char *rest = whole + needed - tail;
        while (head && continues(whole[head]))
            head--;
        while (continues(*rest))
            rest++;
        snprintf(text, size, "%.*s%s%s", (int)head, whole, ELLIPSIS, rest);
        free(whole);
    } else if (cut) { /* hardly any room, or no memory */
        text[drg_utf8_valid((drg_slice){text, size - 1})] = 0;
    }
    va_end(again);
}

int drg_fail(drg_error *error, int code, size_t offset, const char *format, ...) {
    if (error && error->code == 0) {
        error->code = code;
        error->offset = offset;
        va_list arguments;
        va_start(arguments, format);
        drg_format_short(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
    }
    return code;
}
