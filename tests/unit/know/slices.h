/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_KNOW_SLICES_H
#define TESTS_UNIT_KNOW_SLICES_H
/* assert_slice: a slice and a string are equal, and both are shown where they are not. */
#include "../../../lib/base/slice.h"

static inline void slices_check(drg_slice got, const char *want, const char *file, int line) {
    char shown[200];
    snprintf(shown, sizeof shown, "%.*s", (int)got.size, got.data ? got.data : "");
    if (got.size >= sizeof shown || strcmp(shown, want) != 0) {
        print_error("\"%s\" is not \"%s\"\n", shown, want);
        _fail(file, line);
    }
}
#define assert_slice(got, want) slices_check((got), (want), __FILE__, __LINE__)

#endif
