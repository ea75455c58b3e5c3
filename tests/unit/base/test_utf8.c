/* SPDX-License-Identifier: Apache-2.0 */
#include "../support.h"

#include "../../../lib/base/slice.h"
#include "../../../lib/base/utf8.h"

static const struct {
    const char *bytes;
    size_t size, bad; /* bad == size: valid */
} CASES[] = {
    {"", 0, 0}, {"plain ASCII, longer than eight bytes", 36, 36},
    {"\xC2\x80", 2, 2}, /* U+0080, the first of two bytes */
    {"\xDF\xBF", 2, 2}, {"\xE0\xA0\x80", 3, 3},
    {"\xED\x9F\xBF", 3, 3}, /* the last before the surrogates */
    {"\xEE\x80\x80", 3, 3}, /* the first after them */
    {"\xEF\xBF\xBF", 3, 3}, /* a noncharacter is valid */
    {"\xF0\x90\x80\x80", 4, 4}, {"\xF4\x8F\xBF\xBF", 4, 4}, /* U+10FFFF */
    {"\x80", 1, 0}, /* continuation alone */
    {"\xC0\x80", 2, 0}, /* overlong NUL */
    {"\xC1\xBF", 2, 0}, {"\xE0\x9F\xBF", 3, 0}, /* overlong */
    {"\xED\xA0\x80", 3, 0}, /* surrogates */
    {"\xED\xBF\xBF", 3, 0}, {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
    {"\xF4\x90\x80\x80", 4, 0}, /* U+110000 */
    {"\xF5\x80\x80\x80", 4, 0}, {"\xFE", 1, 0}, {"\xFF", 1, 0}, {"ab\xC3", 3, 2}, /* cut off */
    {"ab\xE2\x82", 4, 2}, {"ab\xF0\x9F\x98", 5, 2},
    {"ab\xC3(", 4, 2}, /* lead without continuation */
    {"ab\xE2(\xA1", 5, 2}, {"ab\xF0\x9F\x98(", 6, 2},
    {"12345678\xFF", 9, 8}, /* right after a word of eight */
    {"1234567\xC3\xA9\xC3", 10, 9}, /* a character over the edge of a word */
};

static void first_bad_byte_is_found(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        /* An exact copy on the heap: reading past its end is seen. */
        char *copy = malloc(CASES[i].size + 1);
        assert_non_null(copy);
        memcpy(copy, CASES[i].bytes, CASES[i].size);
        drg_slice text = {copy, CASES[i].size};
        size_t bad = drg_utf8_valid(text);
        if (bad != CASES[i].bad)
            fail_msg("case %zu: bad byte %zu, expected %zu", i, bad, CASES[i].bad);
        free(copy);
    }
}

/* Every code point: what is encoded comes back, and only surrogates are refused. */
static void every_code_point_decodes(void **state) {
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t size;
        if (c < 0x80) {
            bytes[0] = (char)c;
            size = 1;
        } else if (c < 0x800) {
            bytes[0] = (char)(0xC0 | c >> 6);
            bytes[1] = (char)(0x80 | (c & 0x3F));
            size = 2;
        } else if (c < 0x10000) {
            bytes[0] = (char)(0xE0 | c >> 12);
            bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
            bytes[2] = (char)(0x80 | (c & 0x3F));
            size = 3;
        } else {
            bytes[0] = (char)(0xF0 | c >> 18);
            bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
            bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
            bytes[3] = (char)(0x80 | (c & 0x3F));
            size = 4;
        }
        drg_slice text = {bytes, size};
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (drg_utf8_valid(text) != (surrogate ? 0 : size))
            fail_msg("U+%04X is judged wrongly", c);
        size_t next;
        if (!surrogate && (drg_utf8_decode(text, 0, &next) != c || next != size ||
                              drg_utf8_before(text, size) != 0))
            fail_msg("U+%04X is decoded wrongly", c);
    }
}

/* Offsets of every byte against a plain count, for texts with characters of every length. */
static void offsets_agree_with_a_plain_count(void **state) {
    (void)state;
    static const char *const PIECES[] = {
        "a", "\xC3\xA9", "\xE2\x80\x94", "\xF0\x9F\x98\x80", "e\xCC\x81", "\r\n"};
    char text[2000];
    size_t size = 0;
    for (size_t i = 0; i < 500; i++) {
        const char *piece = PIECES[(i * i + i / 7) % 6];
        memcpy(text + size, piece, strlen(piece));
        size += strlen(piece);
    }
    for (size_t length = 0; length <= size; length += length < 130 ? 1 : 61) {
        drg_slice part = {text, length};
        if (drg_utf8_valid(part) != length)
            continue;
        drg_arena arena;
        drg_offsets map;
        drg_arena_init(&arena, 1 << 20, NULL);
        assert_int_equal(drg_offsets_init(&map, &arena, part), 0);
        size_t characters = 0, units = 0;
        for (size_t at = 0; at < length;) {
            size_t next;
            uint32_t c = drg_utf8_decode(part, at, &next);
            for (size_t inside = at; inside < next; inside++) {
                assert_int_equal(drg_offsets_map(&map, inside, DRG_BYTES), at);
                assert_int_equal(drg_offsets_map(&map, inside, DRG_CODEPOINTS), characters);
                assert_int_equal(drg_offsets_map(&map, inside, DRG_UTF16), units);
            }
            characters++;
            units += c > 0xFFFF ? 2 : 1;
            at = next;
        }
        assert_int_equal(drg_offsets_map(&map, length, DRG_CODEPOINTS), characters);
        assert_int_equal(drg_offsets_map(&map, length + 9, DRG_UTF16), units);
        drg_arena_deinit(&arena);
    }
}

static void offsets_report_lack_of_memory(void **state) {
    (void)state;
    drg_arena arena;
    drg_offsets map;
    drg_arena_init(&arena, 10, NULL);
    assert_int_equal(drg_offsets_init(&map, &arena, slice_of("text")), DRG_ENOMEM);
    drg_arena_deinit(&arena);
    /* room for the one index and not for the other */
    drg_slice text = {calloc(1, 2 << 20), 2 << 20};
    assert_non_null(text.data);
    drg_arena_init(&arena, 200 << 10, NULL);
    assert_int_equal(drg_offsets_init(&map, &arena, text), DRG_ENOMEM);
    drg_arena_deinit(&arena);
    free((void *)(uintptr_t)text.data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_bad_byte_is_found),
        cmocka_unit_test(every_code_point_decodes),
        cmocka_unit_test(offsets_agree_with_a_plain_count),
        cmocka_unit_test(offsets_report_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
