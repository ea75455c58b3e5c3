/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_KNOW_OPENED_H
#define TESTS_UNIT_KNOW_OPENED_H
/* The tables of tables.h, opened and closed around the group of a test program. */
#include "tables.h"

static void *block;
static drg_know *know;

static int open_tables(void **state) {
    (void)state;
    return tables_open(&block, &know);
}

static int close_tables(void **state) {
    (void)state;
    drg_know_free(know);
    free(block);
    return 0;
}

#endif
