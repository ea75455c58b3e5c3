/* SPDX-License-Identifier: Apache-2.0 */
/* Keys at the edges: characters of ids, rates, scopes, lines and files that are too long, files
 * that cannot be read, and memory that ends. */
#include "../support.h"

#include "../../../server/keys.h"
#include "../heap.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIGEST "e7aed738962e78cb54cdb1f07222acf107ff63c5b22932d1807412813281b96d"

static void characters_of_ids(void **state) {
    (void)state;
    static const char *const right[] = {
        "0", "9", "A", "Z", "a", "z", ".", "_", "-", "abcdefghijklmnopqrstuvwxyz012345"};
    static const char *const wrong[] = {"", "/", ":", "@", "[", "`", "{", " ", "a b", "\xc3\xa9",
        "abcdefghijklmnopqrstuvwxyz0123456"};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        assert_true(keys_is_id(right[i]));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(keys_is_id(wrong[i]));
}

static void scopes_and_their_names(void **state) {
    (void)state;
    assert_int_equal(keys_scopes("extract,metrics"), KEYS_EXTRACT | KEYS_METRICS);
    assert_int_equal(keys_scopes("metrics"), KEYS_METRICS);
    static const char *const wrong[] = {
        "", "extrace", "metrict", "extract,", ",extract", "x,extract"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(keys_scopes(wrong[i]), 0);
    for (unsigned scopes = 1; scopes <= KEYS_ALL; scopes++)
        assert_int_equal(keys_scopes(keys_scope_names(scopes)), scopes);
}

static void expect_refused(drg_slice text, const char *wanted) {
    keys_set set;
    char why[160] = "";
    assert_false(keys_parse(&set, text, why, sizeof why));
    if (!strstr(why, wanted))
        fail_msg("'%s' instead of '%s'", why, wanted);
    assert_null(set.entries);
}

static void lines_that_are_refused(void **state) {
    (void)state;
    char line[512];
    static const char *const rates[] = {"rate=1x", "rate=/", "rate=:", "rate=-1", "rate=1000001"};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        snprintf(line, sizeof line, "a " DIGEST " extract %s\n", rates[i]);
        expect_refused(slice_of(line), "a rate is");
    }
    snprintf(line, sizeof line, "a " DIGEST " extract%300s.\n", "");
    expect_refused(slice_of(line), "too long");
    static const char nul[] = "a " DIGEST " ex\0tract\n";
    expect_refused((drg_slice){nul, sizeof nul - 1}, "holds a NUL");
}

/* A file of its own with what it holds and its mode, gone afterwards. */
static bool load_file(drg_slice text, mode_t mode, char why[160]) {
    char path[] = "/tmp/dragoman-keys-XXXXXX";
    int fd = mkstemp(path);
    keys_set set;
    assert_true(fd >= 0 && fchmod(fd, mode) == 0);
    assert_int_equal(write(fd, text.data, text.size), (ssize_t)text.size);
    close(fd);
    bool loaded = keys_load(&set, path, why, 160);
    unlink(path);
    keys_deinit(&set);
    return loaded;
}

static void files_that_cannot_be_read(void **state) {
    (void)state;
    char why[160] = "";
    keys_set set;
    assert_false(keys_load(&set, "/nonexistent/keys", why, sizeof why));
    assert_string_equal(why, "No such file or directory");
    assert_false(keys_load(&set, "/", why, sizeof why));
    assert_string_equal(why, "not a regular file");
    /* a regular file of mode 600 whose first page cannot be read */
    assert_false(keys_load(&set, "/proc/self/mem", why, sizeof why));
    assert_string_equal(why, "Input/output error");
    assert_null(set.entries);
}

/* Stands before the C library's: what a failing disk or a network file system answers. */
static bool disk_fails;

int fstat(int fd, struct stat *status) {
    if (!disk_fails)
        return fstatat(fd, "", status, AT_EMPTY_PATH);
    errno = EIO;
    return -1;
}

static void a_file_whose_mode_is_not_told_is_refused(void **state) {
    (void)state;
    char why[160] = "";
    assert_true(load_file(slice_of("a " DIGEST " extract"), 0600, why));
    disk_fails = true;
    bool loaded = load_file(slice_of("a " DIGEST " extract"), 0600, why);
    disk_fails = false;
    assert_false(loaded);
    assert_string_equal(why, "Input/output error");
}

static void files_of_every_size(void **state) {
    (void)state;
    enum { LIMIT = 1 << 18 };
    char why[160] = "", *text = malloc(LIMIT);
    assert_non_null(text);
    memset(text, '\n', LIMIT);
    assert_true(load_file((drg_slice){text, LIMIT - 1}, 0600, why));
    assert_false(load_file((drg_slice){text, LIMIT}, 0600, why));
    assert_string_equal(why, "the file is too long");
    assert_true(load_file(slice_of("a " DIGEST " extract"), 0400, why));
    assert_false(load_file(slice_of("a " DIGEST " extract"), 0640, why));
    assert_false(load_file(slice_of("a " DIGEST " extract"), 0604, why));
    assert_false(load_file(slice_of("a " DIGEST " nothing"), 0600, why));
    free(text);
}

static void a_file_without_memory_is_refused(void **state) {
    (void)state;
    char path[] = "/tmp/dragoman-keys-XXXXXX", why[160] = "";
    int fd = mkstemp(path);
    bool loaded = false;
    assert_true(fd >= 0 && write(fd, "a " DIGEST " extract", 10 + 64) > 0);
    close(fd);
    for (size_t nth = 1; !loaded; nth++) {
        keys_set set;
        heap_fail(nth);
        loaded = keys_load(&set, path, why, sizeof why);
        heap_works();
        assert_true(loaded || !strcmp(why, "out of memory"));
        keys_deinit(&set);
    }
    unlink(path);
}

static void bearers_that_are_not(void **state) {
    (void)state;
    static const char *const fields[] = {"Cearer abc", "Bearex abc", "Bearer\tabc", "B"};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        assert_int_equal(keys_bearer(slice_of(fields[i])).size, 0);
}

static void keys_that_are_not_made(void **state) {
    (void)state;
    char token[KEYS_TOKEN_SIZE], line[256];
    assert_true(keys_make("a", KEYS_ALL, 1000000, token, line, sizeof line));
    assert_false(keys_make("a", KEYS_ALL + 1, 0, token, line, sizeof line));
    assert_false(keys_make("a", KEYS_EXTRACT, 1000001, token, line, sizeof line));
    assert_false(keys_make("a", KEYS_EXTRACT, 0, token, line, 40));
}

int main(void) {
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_of_ids),
        cmocka_unit_test(scopes_and_their_names),
        cmocka_unit_test(lines_that_are_refused),
        cmocka_unit_test(files_that_cannot_be_read),
        cmocka_unit_test(a_file_whose_mode_is_not_told_is_refused),
        cmocka_unit_test(files_of_every_size),
        cmocka_unit_test(a_file_without_memory_is_refused),
        cmocka_unit_test(bearers_that_are_not),
        cmocka_unit_test(keys_that_are_not_made),
    };
    return cmocka_run_group_tests_name("keys at the edges", tests, NULL, NULL);
}
