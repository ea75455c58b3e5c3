/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_KNOW_CHECK_H
#define DRG_KNOW_CHECK_H
/* Looks at every number of a block before anybody uses one (check.c). */
#include "store.h"

typedef struct drg_sections { /* where the sections of a block are, bounded */
    const void *data[BLOCK_SECTIONS];
    uint32_t count[BLOCK_SECTIONS]; /* records */
} drg_sections;

/* Header, checksum and directory. DRG_EFORMAT. */
int drg_check_frame(const void *block, size_t size, drg_sections *sections, drg_error *error);
/* Every record of every section against the others. DRG_EFORMAT. */
int drg_check_records(const drg_sections *sections, drg_error *error);
#endif
