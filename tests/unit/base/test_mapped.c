/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/mapped.h"

#include <sys/stat.h>
#include <unistd.h>

static void file_is_mapped_whole(void **state) {
    (void)state;
    char path[] = "/tmp/dragoman-mapped-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "contents", 8), 8);
    close(file);
    void *data = NULL;
    size_t size = 0;
    drg_error error = {0};
    assert_int_equal(drg_map_file(path, &data, &size, &error), 0);
    assert_int_equal(size, 8);
    assert_memory_equal(data, "contents", 8);
    drg_unmap_file(data, size);
    unlink(path);
}

static void check_refused(const char *path, const char *reason) {
    void *data = (void *)&data;
    size_t size = 77;
    drg_error error = {0};
    assert_int_equal(drg_map_file(path, &data, &size, &error), DRG_EIO);
    assert_int_equal(error.code, DRG_EIO);
    assert_non_null(strstr(error.message, path));
    assert_non_null(strstr(error.message, reason));
    assert_int_equal(size, 77); /* untouched */
    assert_ptr_equal(data, (void *)&data);
}

static void what_is_no_readable_file_is_refused_with_its_path(void **state) {
    (void)state;
    char directory[] = "/tmp/dragoman-mapped-XXXXXX", path[64];
    assert_non_null(mkdtemp(directory));
    check_refused(directory, "not a regular file");
    snprintf(path, sizeof path, "%s/none", directory);
    check_refused(path, "No such file");
    snprintf(path, sizeof path, "%s/fifo", directory);
    assert_int_equal(mkfifo(path, 0600), 0);
    check_refused(path, "not a regular file");
    unlink(path);
    snprintf(path, sizeof path, "%s/empty", directory);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    check_refused(path, "empty");
    unlink(path);
    rmdir(directory);
    drg_unmap_file(NULL, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_is_mapped_whole),
        cmocka_unit_test(what_is_no_readable_file_is_refused_with_its_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
