/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TRAIN_ARTICLE_H
#define TRAIN_ARTICLE_H
/* What the small programs share that print what a stage sees: each is one file, run by a fit. */
#include "../lib/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 4 << 20 }; /* bytes of an article */

/* The whole file, on the heap; ends the program where it cannot be read. */
static inline drg_slice read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    char *bytes = file ? malloc(LARGEST) : NULL;
    size_t size = bytes ? fread(bytes, 1, LARGEST, file) : 0;
    if (!file || !bytes || ferror(file)) {
        perror(path);
        exit(74);
    }
    fclose(file);
    return (drg_slice){bytes, size};
}

/* Takes "--weights FILE" off the front of the arguments: the file, or NULL for the weights that the
 * library has built in. */
static inline const char *take_weights(int *argc, char ***argv) {
    if (*argc < 3 || strcmp((*argv)[1], "--weights") != 0)
        return NULL;
    const char *weights = (*argv)[2];
    *argv += 2;
    *argc -= 2;
    return weights;
}

/* Code points before a byte of the text. */
static inline size_t offset(const drg_document *document, size_t byte) {
    return drg_offsets_map(&document->offsets, byte, DRG_CODEPOINTS);
}
#endif
