/* SPDX-License-Identifier: Apache-2.0 */
/* Opening a lexicon whose table of triggers is damaged: refused, and by name. */
#include "../support.h"

#include "../../../lib/event/lexicon.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER                                                                                     \
    "lemma\tpos\tforms\tpattern\ttype\tmode\tcameo\tweight\tseen\tright\tsymmetric\tdirection\t"   \
    "guards\tprepositions\tcontexts\tsource\tconfidence\tlicence\n"
#define END "\trecalled\thigh\tCC0\n"

static void join_path(char path[512], const char *a, const char *b, const char *c) {
    int size = snprintf(path, 512, "%s/%s/%s", a, b, c);
    assert_true(size > 0 && size < 512);
}

/* Links or removes the files of one folder of the data, all but the one left out. */
static void each_file(const char *to, const char *folder, const char *left_out, bool make) {
    char from[512], path[512], target[512];
    join_path(from, TEST_ROOT, "data", folder);
    DIR *files = opendir(from);
    assert_non_null(files);
    for (struct dirent *file = readdir(files); file; file = readdir(files)) {
        if (file->d_name[0] == '.' || strcmp(file->d_name, left_out) == 0)
            continue;
        join_path(path, to, folder, file->d_name);
        join_path(target, from, ".", file->d_name);
        if (make)
            assert_int_equal(symlink(target, path), 0);
        else
            unlink(path);
    }
    closedir(files);
}

static const char *const FOLDERS[] = {"knowledge", "ontology", "lexicon"};

/* Compiles the data of the repository with another text of one lexicon table (NULL: without it). */
static int compile_with(
    const char *table, const char *text, void **block, size_t *size, drg_error *error) {
    char folder[] = "/tmp/dragoman-lexicon-XXXXXX", path[512];
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < 3; i++) {
        join_path(path, folder, FOLDERS[i], "");
        assert_int_equal(mkdir(path, 0700), 0);
        each_file(folder, FOLDERS[i], i == 2 ? table : "", true);
    }
    join_path(path, folder, "lexicon", table);
    if (text) {
        FILE *out = fopen(path, "wb");
        assert_non_null(out);
        fputs(text, out);
        assert_int_equal(fclose(out), 0);
    }
    int result = drg_know_compile(folder, block, size, error);
    unlink(path);
    for (size_t i = 0; i < 3; i++) {
        each_file(folder, FOLDERS[i], i == 2 ? table : "", false);
        join_path(path, folder, FOLDERS[i], "");
        rmdir(path);
    }
    rmdir(folder);
    return result;
}

static int open_with(const char *table, const char *text, drg_error *error) {
    void *block = NULL;
    size_t size = 0;
    drg_know *know = NULL;
    drg_lexicon *lexicon = NULL;
    *error = (drg_error){0};
    assert_int_equal(compile_with(table, text, &block, &size, error), 0);
    assert_int_equal(drg_know_open(block, size, &know, error), 0);
    int result = drg_lexicon_open(know, &lexicon, error);
    drg_lexicon_free(lexicon);
    drg_know_free(know);
    free(block);
    return result;
}

static void sound_tables_open(void **state) {
    (void)state;
    drg_error error;
    assert_int_equal(open_with("triggers.tsv",
                         HEADER "attack\tn\tattack|attacks\t\tASSAULT\t\t190\t0.5\t1\t1\t\tsource\t"
                                "needs_party\tposs:source|on:target\tmilitary" END,
                         &error),
        0);
}

static void damaged_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } CASES[] = {
        {HEADER "attack\tn\tattack\t\tRAIN\t\t190\t0.5\t1\t1\t\tsource\t\t\t" END, "RAIN"},
        {HEADER "attack\tx\tattack\t\tASSAULT\t\t190\t0.5\t1\t1\t\tsource\t\t\t" END, "'x'"},
        {HEADER "attack\tn\tattack\t\tASSAULT\t\t190\t0.5\t1\t1\t\tsource\tno_such\t\t" END,
            "no_such"},
        {HEADER "attack\tn\tattack\t\tASSAULT\t\t190\t0.5\t1\t1\t\tsource\t\tunder:source\t" END,
            "under:source"},
        {HEADER "attack\tn\tattack\t\tASSAULT\t\t190\t0.5\t1\t1\t\tsource\t\ton:nobody\t" END,
            "on:nobody"},
        {HEADER "attack\tn\tattack\t\tASSAULT\t\t190\t0.5\t1\t1\t\tsource\t\t\tno_context" END,
            "no_context"},
        {HEADER "hold ~ @nothing\tphrase\thold|holds|held|held|holding\t~ @nothing\tCONSULT\t\t040"
                "\t0.5\t1\t1\t\tsource\t\t\t" END,
            "@nothing"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        drg_error error;
        assert_int_equal(open_with("triggers.tsv", CASES[i].text, &error), DRG_EFORMAT);
        if (!strstr(error.message, CASES[i].says))
            printf("%s: %s\n", CASES[i].says, error.message);
        assert_non_null(strstr(error.message, CASES[i].says));
    }
}

static void missing_tables_are_named(void **state) {
    (void)state;
    drg_error error;
    assert_int_equal(open_with("verbs.tsv", NULL, &error), DRG_EFORMAT);
    assert_non_null(strstr(error.message, "verbs"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_tables_open),
        cmocka_unit_test(damaged_rows_are_named),
        cmocka_unit_test(missing_tables_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
