/* SPDX-License-Identifier: Apache-2.0 */
/* Weights that say something impossible, one thing at a time, with a checksum that fits: each is
 * refused with its reason. */
#include "fixture.h"

enum { HEADER = 256, RECORD = 96, NAME = 40 };

static fixture tiny;

static int open_tiny(void **state) {
    (void)state;
    fixture_open(&tiny);
    return 0;
}

static int close_tiny(void **state) {
    (void)state;
    fixture_close(&tiny);
    return 0;
}

static uint64_t number_at(const unsigned char *file, size_t at) {
    uint64_t value;
    memcpy(&value, file + at, sizeof value);
    return value;
}

static void put64(unsigned char *file, size_t at, uint64_t value) {
    memcpy(file + at, &value, sizeof value);
}

static void put32(unsigned char *file, size_t at, uint32_t value) {
    memcpy(file + at, &value, sizeof value);
}

/* A copy with room behind it; the caller frees it. */
static unsigned char *copy_of_tiny(size_t room) {
    unsigned char *copy = calloc(1, tiny.size + room);
    assert_non_null(copy);
    memcpy(copy, tiny.data, tiny.size);
    return copy;
}

static void expect(unsigned char *file, size_t size, const char *reason) {
    drg_reader *reader = NULL;
    drg_error error = {0};
    put64(file, 16, size);
    put64(file, 24, drg_model_checksum(file + HEADER, size - HEADER));
    int code = drg_reader_open(file, size, NULL, &reader, &error);
    if (reason && (code != DRG_EFORMAT || !strstr(error.message, reason)))
        fail_msg("%d '%s' instead of '%s'", code, error.message, reason);
    if (!reason && code)
        fail_msg("%d '%s'", code, error.message);
    drg_reader_close(reader);
}

static void sizes_out_of_range(void **state) {
    (void)state;
    enum {
        WIDTH,
        LAYERS,
        HEADS,
        INNER,
        POSITIONS,
        TOWER_FROM,
        TOWER_LAYERS,
        ARC,
        RELATION,
        LINK,
        VOCABULARY,
        BUCKETS = 13,
        WINDOW,
        SENTENCE
    };
    static const struct {
        unsigned size;
        uint32_t value;
    } cases[] = {{WIDTH, 16}, {WIDTH, 2048}, {WIDTH, 992}, {HEADS, 31}, {INNER, 17}, {INNER, 0},
        {INNER, 8208}, {LAYERS, 0}, {LAYERS, 13}, {TOWER_FROM, 13}, {TOWER_LAYERS, 0},
        {TOWER_LAYERS, 13}, {ARC, 17}, {ARC, 0}, {ARC, 528}, {RELATION, 17}, {RELATION, 0},
        {RELATION, 528}, {LINK, 17}, {LINK, 0}, {LINK, 144}, {BUCKETS, 7}, {VOCABULARY, 4},
        {VOCABULARY, (1 << 20) + 1}, {SENTENCE, 7}, {SENTENCE, 255}, {SENTENCE, UINT32_MAX},
        {WINDOW, 7}, {WINDOW, 257}, {POSITIONS, 9}, {POSITIONS, 4097}};
    unsigned char *file = copy_of_tiny(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t at = 96 + 4 * cases[i].size;
        uint32_t before;
        memcpy(&before, file + at, sizeof before);
        put32(file, at, cases[i].value);
        expect(file, tiny.size, "sizes out of range");
        put32(file, at, before);
    }
    expect(file, tiny.size, NULL);
    free(file);
}

/* Vocabulary, labels and table of tensors: at an odd place, in the header, behind the file, too
 * long. */
static void parts_outside_the_file(void **state) {
    (void)state;
    static const struct {
        size_t at;
        const char *reason;
    } parts[] = {
        {160, "vocabulary outside"}, {176, "labels outside"}, {192, "tensor table outside"}};
    unsigned char *file = copy_of_tiny(0);
    for (size_t i = 0; i < 3; i++) {
        uint64_t place = number_at(file, parts[i].at), size = number_at(file, parts[i].at + 8);
        const uint64_t wrong[] = {place + 1, 252, tiny.size + 4, UINT64_MAX - 3};
        for (size_t k = 0; k < 4; k++) {
            put64(file, parts[i].at, wrong[k]);
            expect(file, tiny.size, parts[i].reason);
        }
        put64(file, parts[i].at, place);
        put64(file, parts[i].at + 8, UINT64_MAX);
        expect(file, tiny.size, parts[i].reason);
        put64(file, parts[i].at + 8, size);
    }
    put64(file, 200, 1025);
    expect(file, tiny.size, "tensor table outside");
    free(file);
}

static void vocabularies(void **state) {
    (void)state;
    unsigned char *file = copy_of_tiny(0);
    uint64_t at = number_at(file, 160), size = number_at(file, 168);
    unsigned char first = file[at];
    file[at] = '\n';
    expect(file, tiny.size, "empty line or too many");
    file[at] = first;
    put64(file, 168, size / 2);
    expect(file, tiny.size, "vocabulary too short");
    put64(file, 168, size);
    size_t middle = at + size / 2;
    while (file[middle] == '\n' || file[middle + 1] == '\n' || file[middle - 1] == '\n')
        middle++;
    unsigned char inside = file[middle];
    file[middle] = '\n'; /* one entry more */
    expect(file, tiny.size, "empty line or too many");
    file[middle] = inside;
    free(file);
}

/* The lists of labels, with one of them as the test says. */
static void expect_labels(const char *list, const char *words, const char *reason) {
    unsigned char *file = copy_of_tiny(16384);
    drg_slice line, rest = {(char *)file + number_at(file, 176), (size_t)number_at(file, 184)};
    size_t at = (tiny.size + 3) / 4 * 4, end = at;
    while (drg_slice_cut(&rest, '\n', &line)) {
        drg_slice name = {list, strlen(list)};
        bool named =
            line.size > name.size && drg_slice_starts(line, name) && line.data[name.size] == ' ';
        drg_slice put = named ? drg_slice_of(words) : line;
        memcpy(file + end, put.data, put.size);
        end += put.size;
        file[end++] = '\n';
    }
    put64(file, 176, at);
    put64(file, 184, end - 1 - at);
    expect(file, (end + 3) / 4 * 4, reason);
    free(file);
}

static const char *many(const char *list, size_t count) {
    static char line[8192];
    int at = snprintf(line, sizeof line, "%s", list);
    for (size_t i = 0; i < count; i++)
        at += snprintf(line + at, sizeof line - (size_t)at, " L%zu", i);
    return line;
}

static void lists_of_labels(void **state) {
    (void)state;
    expect_labels("nothing", "", NULL);
    expect_labels("upos", "upso NOUN", "label list missing");
    expect_labels("upos", "upos", "empty label list");
    expect_labels("upos", "upos NOUN  VERB", "too many labels");
    expect_labels("upos", many("upos", 257), "too many labels");
    expect_labels("shapes", "shapes a b", "another program");
    expect_labels("quotes", "quotes a b", "another program");
    expect_labels("names", many("names", 33), "another program");
    expect_labels("triggers", many("triggers", 33), "another program");
    expect_labels("roles", many("roles", 33), "another program");
    expect_labels("roles", many("roles", 9), "has another shape");
}

/* The record of a tensor; parts: places of its values, scales, ... */
static size_t record_of(const unsigned char *file, const char *name) {
    uint64_t at = number_at(file, 192), count = number_at(file, 200);
    for (uint64_t i = 0; i < count; i++)
        if (!strncmp((const char *)file + at + i * RECORD, name, NAME))
            return at + i * RECORD;
    fail_msg("no tensor %s", name);
    return 0;
}

static void tensors(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int parts; /* places that it has */
    } cases[] = {{"word", 2}, {"position", 2}, {"shape", 1}, {"norm.gain", 1}, {"layer.0.qkv", 4},
        {"layer.0.out", 4}, {"layer.0.up", 4}, {"layer.0.down", 4}, {"layer.0.norm1.gain", 1},
        {"layer.0.norm1.bias", 1}, {"layer.0.norm2.gain", 1}, {"layer.0.norm2.bias", 1},
        {"tower.0.qkv", 4}, {"mark", 1}, {"norm.bias", 1}, {"heads", 4}, {"arc", 1}, {"rel", 4},
        {"roles", 4}, {"event", 4}, {"pair", 4}, {"link.distance", 1}};
    unsigned char *file = copy_of_tiny(0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t at = record_of(file, cases[i].name);
        unsigned char letter = file[at];
        file[at] = '?';
        expect(file, tiny.size, "missing");
        file[at] = letter;
        for (size_t field = 0; field < 3; field++) { /* kind, rows, columns */
            file[at + NAME + 4 * field] ^= 1;
            expect(file, tiny.size, "another shape");
            file[at + NAME + 4 * field] ^= 1;
        }
        for (int part = 0; part < cases[i].parts; part++) {
            size_t place = at + NAME + 16 + 8 * (size_t)part;
            uint64_t before = number_at(file, place);
            put64(file, place, tiny.size);
            expect(file, tiny.size, "tensor outside");
            put64(file, place, before);
        }
    }
    size_t end = record_of(file, "word") + NAME - 1;
    file[end] = 'x';
    expect(file, tiny.size, "without end");
    free(file);
}

static void memory_that_is_not_aligned(void **state) {
    (void)state;
    unsigned char *room = malloc(tiny.size + 1);
    drg_reader *reader = NULL;
    drg_error error = {0};
    assert_non_null(room);
    memcpy(room + 1, tiny.data, tiny.size);
    assert_int_equal(drg_reader_open(room + 1, tiny.size, NULL, &reader, &error), DRG_EFORMAT);
    assert_non_null(strstr(error.message, "not aligned"));
    free(room);
}

/* The sum over a size that is no multiple of eight counts every byte, and the size. */
static void sums_of_every_size(void **state) {
    (void)state;
    unsigned char bytes[24] = {0};
    for (size_t size = 0; size < sizeof bytes; size++) {
        uint64_t sum = drg_model_checksum(bytes, size);
        assert_true(sum != drg_model_checksum(bytes, size + 1));
        for (size_t i = 0; i < size; i++) {
            bytes[i] = 1;
            assert_true(sum != drg_model_checksum(bytes, size));
            bytes[i] = 0;
        }
    }
}

static void too_much_is_not_taken(void **state) {
    (void)state;
    const drg_allocator heap = {0};
    assert_null(drg_model_take(&heap, SIZE_MAX, 2));
    assert_null(drg_model_take(&heap, SIZE_MAX / 2, 16));
    void *nothing = drg_model_take(&heap, 5, 0);
    assert_non_null(nothing);
    drg_model_give(&heap, nothing);
    drg_model_give(&heap, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_out_of_range),
        cmocka_unit_test(parts_outside_the_file),
        cmocka_unit_test(vocabularies),
        cmocka_unit_test(lists_of_labels),
        cmocka_unit_test(tensors),
        cmocka_unit_test(memory_that_is_not_aligned),
        cmocka_unit_test(sums_of_every_size),
        cmocka_unit_test(too_much_is_not_taken),
    };
    return cmocka_run_group_tests_name("limits of weights", tests, open_tiny, close_tiny);
}
