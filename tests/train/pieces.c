/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the word pieces that the C engine makes, for the tests of the Python side.
 *
 *   pieces WEIGHTS < words > pieces
 *
 * Input: a word a line. Output, a line a word: "piece/shape" of each piece, apart by blanks.
 */
#include "../../lib/nn/pieces.h"
#include "../../lib/base/mapped.h"
#include "../../lib/nn/encoder.h"

#include <stdio.h>

int main(int argc, char **argv) {
    static char line[1 << 16];
    void *data;
    size_t size;
    drg_error error = {0};
    drg_reader *reader;
    if (argc != 2 || drg_map_file(argv[1], &data, &size, &error) ||
        drg_reader_open(data, size, NULL, &reader, &error)) {
        fprintf(stderr, "pieces: %s\n", error.message);
        return 2;
    }
    while (fgets(line, sizeof line, stdin)) {
        uint32_t pieces[DRG_READ_PIECES];
        uint8_t shapes[DRG_READ_PIECES];
        line[strcspn(line, "\n")] = 0;
        size_t n = drg_pieces_of_word(reader, drg_slice_of(line), pieces, shapes, DRG_READ_PIECES);
        for (size_t i = 0; i < n; i++)
            printf("%s%u/%u", i ? " " : "", (unsigned)pieces[i], (unsigned)shapes[i]);
        putchar('\n');
    }
    drg_reader_close(reader);
    drg_unmap_file(data, size);
    return 0;
}
