/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_EDITS_H
#define TESTS_FUZZ_EDITS_H
/*
 * A sound file and a list of changes to it. A fuzzer that starts from whole files of weights or
 * tables spends its time on copying them and on their checksums; here it invents the changes only,
 * and the checksum is made to fit by the target, so that every run reaches the checks behind it.
 *
 * An edit is one byte of what, three of where (little end first), then its operand:
 *   what & 3 = 0  the next byte is put there      1  the next four bytes are
 *              2  the file ends there             3  four bytes from another place (three bytes)
 * are `where` counts in the parts of the file that direct its reading (given by the target), or
 * with what & 4 in the whole file; modulo their size.
 */
#include "fuzz.h"

typedef struct edit_part { /* of the file: bytes [start, start + size) */
    size_t start, size;
} edit_part;

typedef struct edited {
    unsigned char *bytes; /* heap, exactly `size` long: the sanitizer sees a step outside */
    size_t size;
} edited;

static inline size_t edit_number(const uint8_t *at) {
    return (size_t)at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16;
}

static inline size_t edit_place(
    size_t number, const edit_part *parts, size_t count, size_t size, bool anywhere) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += parts[i].size;
    if (anywhere || total == 0)
        return size ? number % size : 0;
    for (number %= total; number >= parts->size; parts++)
        number -= parts->size;
    return parts->start + number;
}

static inline void edit_put(
    unsigned char *file, size_t size, size_t at, const uint8_t *from, size_t count) {
    for (size_t i = 0; i < count && at + i < size; i++)
        file[at + i] = from[i];
}

static inline edited edit_file(const unsigned char *file, size_t size, const edit_part *parts,
    size_t count, const uint8_t *data, size_t left) {
    static const uint8_t operands[] = {1, 4, 0, 3};
    unsigned char *copy = malloc(size + 1);
    size_t end = size;
    CHECK(copy);
    memcpy(copy, file, size);
    while (left >= 4 && left >= 4u + operands[data[0] & 3]) {
        unsigned what = data[0] & 3;
        size_t at = edit_place(edit_number(data + 1), parts, count, size, data[0] & 4);
        if (what < 2)
            edit_put(copy, size, at, data + 4, operands[what]);
        else if (what == 2)
            end = at;
        else {
            size_t from = edit_place(edit_number(data + 4), parts, count, size, data[0] & 4);
            uint8_t four[4] = {0};
            memcpy(four, copy + from, size - from < 4 ? size - from : 4);
            edit_put(copy, size, at, four, 4);
        }
        left -= 4u + operands[what];
        data += 4u + operands[what];
    }
    edited made = {malloc(end ? end : 1), end};
    CHECK(made.bytes);
    memcpy(made.bytes, copy, end);
    free(copy);
    return made;
}

#endif
