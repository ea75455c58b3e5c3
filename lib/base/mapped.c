/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole file mapped read-only. The mapping outlives the descriptor, so none is kept. The mapping
 * is private: nobody writes through it, and a file that shrinks under a running process is the
 * operator's fault (tables are replaced by renaming a new file into place).
 */
#include "mapped.h"

#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int check_file(const char *path, const struct stat *about, drg_error *error) {
    if (!S_ISREG(about->st_mode))
        return drg_fail(error, DRG_EIO, 0, "%s: not a regular file", path);
    if (about->st_size <= 0)
        return drg_fail(error, DRG_EIO, 0, "%s: the file is empty", path);
    if ((uintmax_t)about->st_size > SIZE_MAX)
        return drg_fail(error, DRG_EIO, 0, "%s: too large to be mapped", path);
    return DRG_OK;
}

int drg_map_file(const char *path, void **data, size_t *size, drg_error *error) {
    struct stat about;
    void *mapped = MAP_FAILED;
    /* O_NONBLOCK: a FIFO at that path must be refused, not waited for. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return drg_fail(error, DRG_EIO, 0, "%s: %s", path, strerror(errno));
    int result = DRG_OK;
    if (fstat(file, &about) != 0)
        result = drg_fail(error, DRG_EIO, 0, "%s: %s", path, strerror(errno));
    else
        result = check_file(path, &about, error);
    if (result == DRG_OK) {
        mapped = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
        if (mapped == MAP_FAILED)
            result = drg_fail(error, DRG_EIO, 0, "%s: %s", path, strerror(errno));
    }
    close(file);
    if (result == DRG_OK) {
        *data = mapped;
        *size = (size_t)about.st_size;
    }
    return result;
}

void drg_unmap_file(void *data, size_t size) {
    if (data)
        munmap(data, size);
}
