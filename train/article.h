/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TRAIN_ARTICLE_H
#define TRAIN_ARTICLE_H
/* What the small programs share that print what a stage sees: each is one file, run by a fit. */
#include "../lib/document.h"

#include <stdio.h>
#include <stdlib.h>

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

/* Code points before a byte of the text. */
static inline size_t offset(const drg_document *document, size_t byte) {
    return drg_offsets_map(&document->offsets, byte, DRG_CODEPOINTS);
}
#endif
