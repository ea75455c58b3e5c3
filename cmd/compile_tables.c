/* SPDX-License-Identifier: Apache-2.0 */
/* compile_tables DATA OUT: checks the tables under DATA and writes them as one block (build time
 * only). */
#include "../lib/know/know.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: compile_tables DATA OUT\n");
        return 64;
    }
    drg_error error = {0};
    void *block;
    size_t size;
    if (drg_know_compile(argv[1], &block, &size, &error)) {
        fprintf(stderr, "compile_tables: %s\n", error.message);
        return 65;
    }
    FILE *out = fopen(argv[2], "wb");
    if (!out || fwrite(block, 1, size, out) != size || fclose(out)) {
        perror(argv[2]);
        return 74;
    }
    free(block);
    return 0;
}
