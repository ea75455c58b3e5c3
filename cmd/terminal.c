/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is written for people: whether a terminal is there, how wide it is, and text of articles in
 * it. An article may hold bytes that a terminal takes for commands (escape sequences, line ends,
 * the C1 controls), so every control is written as a blank, here and nowhere else.
 */
#include "cmd.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

bool cmd_has_colours(int file) {
    const char *terminal = getenv("TERM"), *unwanted = getenv("NO_COLOR");
    return isatty(file) && !(unwanted && *unwanted) && terminal && strcmp(terminal, "dumb") != 0;
}

size_t cmd_columns(int file) {
    struct winsize size = {0};
    const char *wanted = getenv("COLUMNS");
    unsigned long columns = wanted ? strtoul(wanted, NULL, 10) : 0;
    if (columns < 40 || columns > 1000)
        columns = ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    return columns >= 40 ? columns : 100;
}

size_t cmd_print_cell(FILE *out, const char *text, size_t columns) {
    size_t size = strlen(text), used = 0, at = 0, width = 0;
    for (size_t i = 0; i < size && width <= columns;) { /* does it fit? */
        utf8proc_int32_t character;
        utf8proc_ssize_t took = utf8proc_iterate(
            (const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(size - i), &character);
        i += took > 0 ? (size_t)took : 1;
        width += took > 0 ? (size_t)utf8proc_charwidth(character) : 1;
    }
    bool cut = width > columns;
    while (at < size) {
        utf8proc_int32_t character;
        utf8proc_ssize_t took = utf8proc_iterate(
            (const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &character);
        bool control = took <= 0 || utf8proc_category(character) == UTF8PROC_CATEGORY_CC ||
                       utf8proc_category(character) == UTF8PROC_CATEGORY_CF;
        size_t wide = control ? 1 : (size_t)utf8proc_charwidth(character);
        if (used + wide + cut > columns)
            break;
        if (control)
            fputc(' ', out);
        else
            fwrite(text + at, 1, (size_t)took, out);
        used += wide;
        at += took > 0 ? (size_t)took : 1;
    }
    if (cut && used < columns) {
        fputs("\xe2\x80\xa6", out);
        used++;
    }
    return used;
}
