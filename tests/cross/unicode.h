/* SPDX-License-Identifier: Apache-2.0 */
/* Functions of utf8proc over the tables that unicode_table.c writes; included by what it writes. */
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The last row whose first number is at most c; rows are sorted, the first number of row 0 is the
 * least that is asked for. */
#define LAST_ROW(table, c, row)                                                                    \
    size_t row = 0;                                                                                \
    for (size_t end = COUNT(table); end - row > 1;) {                                              \
        size_t middle = row + (end - row) / 2;                                                     \
        if (table[middle][0] <= (uint32_t)(c))                                                     \
            row = middle;                                                                          \
        else                                                                                       \
            end = middle;                                                                          \
    }

utf8proc_category_t utf8proc_category(utf8proc_int32_t c) {
    LAST_ROW(category_from, c, row)
    return (utf8proc_category_t)category_from[row][1];
}

utf8proc_int32_t utf8proc_tolower(utf8proc_int32_t c) {
    LAST_ROW(lower_of, c, row)
    return lower_of[row][0] == (uint32_t)c ? (utf8proc_int32_t)lower_of[row][1] : c;
}

/* Only canonical decomposition, which is all that lib/nn asks for. */
utf8proc_ssize_t utf8proc_decompose_char(utf8proc_int32_t c, utf8proc_int32_t *out,
    utf8proc_ssize_t size, utf8proc_option_t options, int *last_boundclass) {
    LAST_ROW(parts_of, c, row)
    const uint32_t *parts = parts_of[row];
    uint32_t self[] = {(uint32_t)c, 1, (uint32_t)c};
    if (parts[0] != (uint32_t)c)
        parts = self;
    (void)options;
    (void)last_boundclass;
    for (utf8proc_ssize_t i = 0; i < size && i < (utf8proc_ssize_t)parts[1]; i++)
        out[i] = (utf8proc_int32_t)parts[2 + i];
    return (utf8proc_ssize_t)parts[1];
}

utf8proc_ssize_t utf8proc_encode_char(utf8proc_int32_t c, utf8proc_uint8_t *to) {
    const uint32_t code = (uint32_t)c;
    if (code < 0x80) {
        to[0] = (utf8proc_uint8_t)code;
        return 1;
    }
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    to[0] = (utf8proc_uint8_t)(lead[more] | code >> 6 * more);
    for (int i = 1; i <= more; i++)
        to[i] = (utf8proc_uint8_t)(0x80 | (code >> 6 * (more - i) & 0x3F));
    return more + 1;
}
