/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DRG_BASE_MAPPED_H
#define DRG_BASE_MAPPED_H
/* A file mapped read-only. */
#include "../dragoman.h"
/* DRG_EIO with the reason, and the path, when it cannot be opened, is empty or no regular file. */
int drg_map_file(const char *path, void **data, size_t *size, drg_error *error);
void drg_unmap_file(void *data, size_t size); /* NULL is fine */
#endif
