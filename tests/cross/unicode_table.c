/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unicode_table: writes, as C, the functions of utf8proc that lib/nn calls, from the utf8proc of
 * this machine.
 *
 * Debian's cross compiler brings no utf8proc for the other processor, and the word pieces need it.
 * What it says of every code point is data and the same everywhere: categories as ranges, lower
 * case and canonical decompositions as sorted lists that are searched by halves.
 */
#include <stdio.h>
#include <utf8proc.h>

enum { CODE_POINTS = 0x110000, MOST = 4 };

static void write_categories(void) {
    puts("static const uint32_t category_from[][2] = {");
    for (utf8proc_int32_t c = 0, last = -1; c < CODE_POINTS; c++)
        if ((utf8proc_int32_t)utf8proc_category(c) != last) {
            last = (utf8proc_int32_t)utf8proc_category(c);
            printf("{%d, %d},\n", c, last);
        }
    puts("};");
}

static void write_lower(void) {
    puts("static const uint32_t lower_of[][2] = {");
    for (utf8proc_int32_t c = 0; c < CODE_POINTS; c++)
        if (utf8proc_tolower(c) != c)
            printf("{%d, %d},\n", c, utf8proc_tolower(c));
    puts("};");
}

/* Number of parts, then they. */
static void write_parts(void) {
    puts("static const uint32_t parts_of[][6] = {");
    for (utf8proc_int32_t c = 0; c < CODE_POINTS; c++) {
        utf8proc_int32_t parts[MOST] = {0};
        int last = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, MOST, UTF8PROC_DECOMPOSE, &last);
        if (n > 0 && (n > 1 || parts[0] != c))
            printf(
                "{%d, %d, %d, %d, %d, %d},\n", c, (int)n, parts[0], parts[1], parts[2], parts[3]);
    }
    puts("};");
}

int main(void) {
    puts("#include <utf8proc.h>");
    write_categories();
    write_lower();
    write_parts();
    puts("#include \"../../tests/cross/unicode.h\"");
    return fflush(stdout) ? 1 : 0;
}
